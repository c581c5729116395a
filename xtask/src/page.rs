//! The two editions of the app, put together from `index.html`, `styles/`, `web/` and the compiled module.
//!
//! Hosted: files with a digest in their names beside an `index.html`, for any folder of a static host.
//! Single: one file with everything in it, for `file://`.
//! Both carry a Content-Security-Policy that names every script and style, by digest where it stands in the page.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use quality_award_core::pack::Front;
use sha2::{Digest, Sha256};

use crate::assets::{self, Asset};
use crate::project::Project;
use crate::samples;
use crate::sources::hex;
use crate::split::LOADERS;
use crate::wasm::Module;

/// What the files of the office module are called.
pub const OFFICE_FILES: &str = "office";

/// The file name of the single-file edition.
pub const SINGLE: &str = "quality-award.html";

/// Sheets that come before the others, in this order; the rest follow by name.
const FIRST_SHEETS: [&str; 2] = ["tokens.css", "app.css"];

/// Everything both editions are made from.
pub struct Parts {
    /// `index.html` as it is in the project.
    pub template: String,
    /// All of `styles/`, in order.
    pub styles: String,
    /// The scripts of `web/` by file name.
    pub scripts: BTreeMap<String, String>,
    /// The compiled app.
    pub module: Module,
    /// The readers of Word and spreadsheets, which the app loads later.
    pub office: Module,
    /// What the app asks for later.
    pub assets: Vec<Asset>,
    /// What the page and its exports are marked with.
    pub build_id: String,
    /// What the page says of the measures before the app is there.
    pub front: Front,
}

impl Parts {
    /// Reads the project's files; line ends become those of Unix, as digests are over bytes.
    pub fn read(
        project: &Project,
        module: Module,
        office: Module,
        build_id: String,
    ) -> Result<Self> {
        let root = &project.root;
        let front = Front::from(&samples::packs(&root.join(&project.data))?);
        let mut sheets = folder(&root.join("styles"), "css")?;
        let mut styles = String::new();
        for name in FIRST_SHEETS {
            styles += &sheets
                .remove(name)
                .with_context(|| format!("styles/{name} is missing"))?;
        }
        styles.extend(sheets.into_values());
        ensure!(
            !styles.contains("</style"),
            "a style sheet cannot say </style"
        );
        Ok(Self {
            template: text(&root.join("index.html"))?,
            styles,
            scripts: folder(&root.join("web"), "js")?,
            module,
            office,
            assets: assets::read(root)?,
            build_id,
            front,
        })
    }

    fn script(&self, name: &str) -> Result<&str> {
        self.scripts
            .get(name)
            .map(String::as_str)
            .with_context(|| format!("web/{name} is missing"))
    }
}

fn text(path: &Path) -> Result<String> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("could not read {}", path.display()))?;
    Ok(text.replace("\r\n", "\n"))
}

fn folder(path: &Path, extension: &str) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in
        std::fs::read_dir(path).with_context(|| format!("could not read {}", path.display()))?
    {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            files.insert(name, text(&path)?);
        }
    }
    Ok(files)
}

/// Who the hosted edition is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Users: with the service worker.
    Users,
    /// `serve`: no worker, which would keep old files; the page reloads when another is there.
    Developer,
}

/// The hosted edition: file name → content.
pub fn hosted(parts: &Parts, whom: For) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut add = |name: &str, extension: &str, content: &[u8]| {
        let name = format!("{name}.{}.{extension}", &sha256(content)[..16]);
        files.insert(name.clone(), content.to_vec());
        name
    };
    let style = add("style", "css", parts.styles.as_bytes());
    let pieces = parts.module.pieces.later.iter();
    let places = pieces
        .map(|(name, wasm)| (name.as_str(), format!("./{}", add(name, "wasm", wasm))))
        .collect();
    let glue = glue(parts, "pieces-hosted.js", &places)?;
    let glue = add("app", "js", glue.as_bytes());
    let wasm = add("app", "wasm", &parts.module.wasm);
    let office_glue = add(OFFICE_FILES, "js", parts.office.glue.as_bytes());
    let office_wasm = add(OFFICE_FILES, "wasm", &parts.office.wasm);
    let mut scripts: Vec<_> = parts
        .assets
        .iter()
        .map(|asset| {
            let file = add(asset.name, "json", asset.text.as_bytes());
            Script::asset(asset, &format!(" data-src=\"./{file}\""), "")
        })
        .collect();

    let start = fill(
        parts.script("start-hosted.js")?,
        &[("glue", &glue), ("wasm", &wasm)],
    )?;
    for name in ["boot.js", "rescue.js", "pages.js", "windows.js", "home.js"] {
        scripts.push(Script::plain(parts.script(name)?));
    }
    match whom {
        For::Users => scripts.push(Script::plain(parts.script("update.js")?)),
        For::Developer => {
            let shown = version(&files, &parts.template);
            scripts.push(Script::plain(&fill(
                parts.script("reload.js")?,
                &[("shown", &shown)],
            )?));
        }
    }
    scripts.push(Script::module(&fill(
        parts.script("office-hosted.js")?,
        &[("glue", &office_glue), ("wasm", &office_wasm)],
    )?));
    scripts.push(Script::module(&start));
    let styles = format!(
        "<link rel=\"stylesheet\" href=\"./{style}\">\n\
         <link rel=\"modulepreload\" href=\"./{glue}\">\n\
         <link rel=\"preload\" href=\"./{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>"
    );
    let page = page(
        parts,
        "'self' ",
        "'self'",
        " connect-src 'self'; worker-src 'self';",
        &styles,
        &scripts,
    )?;
    files.insert("index.html".to_owned(), page.into_bytes());

    if whom == For::Users {
        let worker = worker(parts.script("sw.js")?, &files)?;
        files.insert("sw.js".to_owned(), worker.into_bytes());
    }
    Ok(files)
}

/// What a developer's page is: it changes when any part of it does.
pub fn version(files: &BTreeMap<String, Vec<u8>>, template: &str) -> String {
    let names: Vec<_> = files
        .keys()
        .map(String::as_str)
        .filter(|name| *name != "index.html")
        .collect();
    sha256(format!("{}\n{template}", names.join("\n")).as_bytes())[..16].to_owned()
}

/// The service worker: it lists every file with its digest, and its cache is named after all of that and itself.
fn worker(script: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<String> {
    let mut list = serde_json::Map::new();
    for (name, content) in files {
        // The page is asked for as the folder: some hosts redirect its file name.
        let name = if name == "index.html" {
            "./".to_owned()
        } else {
            format!("./{name}")
        };
        list.insert(name, sha256(content).into());
    }
    let list = serde_json::to_string_pretty(&list)?;
    let version = sha256(format!("{script}\n{list}").as_bytes());
    fill(script, &[("files", &list), ("version", &version[..16])])
}

/// The app's glue with what loads its pieces; `places` says where `script` finds each.
fn glue(parts: &Parts, script: &str, places: &BTreeMap<&str, String>) -> Result<String> {
    let Module { glue, pieces, .. } = &parts.module;
    let canary = pieces.canary.as_ref();
    let canary = canary.map_or(String::new(), |name| format!("{name}: ~0xdead"));
    let loaders = fill(
        parts.script("pieces.js")?,
        &[
            ("needs", &serde_json::to_string(&pieces.needs)?),
            ("places", &serde_json::to_string(places)?),
            ("canary", &canary),
        ],
    )?;
    // The glue imports the loaders once for each split point.
    let import = format!(" from \"{LOADERS}\"");
    let mut bound = String::new();
    for line in glue.lines() {
        match line
            .strip_prefix("import * as ")
            .and_then(|line| line.split_once(&import))
        {
            Some((name, _)) => bound += &format!("const {name} = pieces;\n"),
            None => bound += &format!("{line}\n"),
        }
    }
    let import = |line: &&str| line.starts_with("import") && line.contains(LOADERS);
    if let Some(line) = bound.lines().find(import) {
        bail!("the glue imports the loaders in another way: {line}");
    }
    Ok(format!("{}{loaders}{bound}", parts.script(script)?))
}

/// The single-file edition.
pub fn single(parts: &Parts) -> Result<String> {
    let pieces = &parts.module.pieces.later;
    let places = pieces.keys();
    let places = places
        .map(|name| (name.as_str(), format!("{name}-wasm")))
        .collect();
    let glue = glue(parts, "pieces-single.js", &places)?;
    let start = fill(parts.script("start-single.js")?, &[("glue", &glue)])?;
    let mut scripts = vec![
        Script::plain(parts.script("boot.js")?),
        Script::plain(parts.script("rescue.js")?),
        Script::plain(parts.script("pages.js")?),
        Script::plain(parts.script("windows.js")?),
        Script::plain(parts.script("home.js")?),
        Script::wasm("app", &parts.module.wasm),
        Script::wasm(OFFICE_FILES, &parts.office.wasm),
    ];
    scripts.extend(pieces.iter().map(|(name, wasm)| Script::wasm(name, wasm)));
    let assets = parts.assets.iter();
    scripts.extend(assets.map(|asset| Script::asset(asset, "", &asset.text)));
    scripts.push(Script::module(&fill(
        parts.script("office-single.js")?,
        &[("glue", &parts.office.glue)],
    )?));
    scripts.push(Script::module(&start));
    let styles = format!("<style>{}</style>", parts.styles);
    page(
        parts,
        "",
        &digest_source(&parts.styles),
        "",
        &styles,
        &scripts,
    )
}

/// An element `<script>` with its text.
struct Script {
    attributes: String,
    /// Data does not run and needs no permission.
    runs: bool,
    text: String,
}

impl Script {
    fn plain(text: &str) -> Self {
        Self {
            attributes: String::new(),
            runs: true,
            text: text.to_owned(),
        }
    }

    fn module(text: &str) -> Self {
        Self {
            attributes: " type=\"module\"".to_owned(),
            runs: true,
            text: text.to_owned(),
        }
    }

    /// A module as text, which a script of the page starts.
    fn wasm(name: &str, wasm: &[u8]) -> Self {
        Self {
            attributes: format!(" type=\"text/plain\" id=\"{name}-wasm\""),
            runs: false,
            text: BASE64_STANDARD.encode(wasm),
        }
    }

    /// Where the app finds an asset: the element holds its text, or says in `data-src` which file does.
    fn asset(asset: &Asset, source: &str, text: &str) -> Self {
        Self {
            attributes: format!(
                " type=\"application/json\" id=\"asset-{}\"{source}",
                asset.name
            ),
            runs: false,
            text: text.to_owned(),
        }
    }
}

fn page(
    parts: &Parts,
    script_from: &str,
    style_from: &str,
    more: &str,
    styles: &str,
    scripts: &[Script],
) -> Result<String> {
    let mut allowed = String::new();
    let mut elements = Vec::new();
    for Script {
        attributes,
        runs,
        text,
    } in scripts
    {
        let lower = text.to_ascii_lowercase();
        if lower.contains("</script") || lower.contains("<!--") {
            bail!("a script in a page cannot say </script or <!--");
        }
        if *runs {
            allowed += &digest_source(text);
            allowed.push(' ');
        }
        elements.push(format!("<script{attributes}>{text}</script>"));
    }
    let policy = format!(
        "default-src 'none'; script-src {script_from}{allowed}'wasm-unsafe-eval'; style-src {style_from};{more} \
         img-src blob: data:; base-uri 'none'; form-action 'none'"
    );
    let Front {
        document_number,
        items,
        annual_article,
        standards,
        ..
    } = &parts.front;
    fill(
        &parts.template,
        &[
            ("app", &parts.front.app()),
            ("measures", document_number),
            (
                "standard",
                standards.first().map_or("", |standard| standard),
            ),
            ("items", &items.to_string()),
            ("annual", annual_article),
            ("policy", &policy),
            ("build", &parts.build_id),
            ("styles", styles),
            ("scripts", &elements.join("\n")),
        ],
    )
}

/// How a policy names a script or style that stands in the page.
fn digest_source(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

fn sha256(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

/// Replaces each `{{name}}` by its value; a name without value or a value without place is an error.
fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut filled = String::new();
    let mut used = vec![false; values.len()];
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").context("a {{ has no }}")?;
        let position = values.iter().position(|(known, _)| *known == name);
        let position = position.with_context(|| format!("nothing is known for {{{{{name}}}}}"))?;
        used[position] = true;
        filled += before;
        filled += values[position].1;
        rest = after;
    }
    filled += rest;
    if let Some(unused) = used.iter().position(|used| !used) {
        bail!("there is no place {{{{{}}}}}", values[unused].0);
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::Pieces;

    fn parts() -> Parts {
        let script = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        Parts {
            template: "<meta content=\"{{policy}}\">{{app}}{{measures}}{{standard}}{{items}}{{annual}}{{build}}{{styles}}{{scripts}}".to_owned(),
            styles: "p{}".to_owned(),
            scripts: BTreeMap::from([
                script("boot.js", "boot()"),
                script("rescue.js", "rescue()"),
                script("pages.js", "pages()"),
                script("windows.js", "windows()"),
                script("home.js", "home()"),
                script("update.js", "update()"),
                script("reload.js", "reload('{{shown}}')"),
                script("office-hosted.js", "later('./{{glue}}', './{{wasm}}')"),
                script("office-single.js", "{{glue}};later()"),
                script("start-hosted.js", "import('./{{glue}}', './{{wasm}}')"),
                script(
                    "pieces.js",
                    "NEEDS={{needs}};PLACES={{places}};({{canary}});",
                ),
                script("pieces-hosted.js", "fetched();"),
                script("pieces-single.js", "found();"),
                script("start-single.js", "{{glue}};start()"),
                script("sw.js", "FILES={{files}};VERSION='{{version}}'"),
            ]),
            module: Module {
                glue: "import * as one from \"./pieces.js\"\nexport {}".to_owned(),
                wasm: vec![0, 97, 115, 109],
                pieces: Pieces {
                    later: BTreeMap::from([("split_late".to_owned(), vec![0, 97, 115, 111])]),
                    needs: BTreeMap::from([("late".to_owned(), vec!["split_late".to_owned()])]),
                    canary: None,
                },
            },
            office: Module {
                glue: "export {office}".to_owned(),
                wasm: vec![0, 97, 115, 110],
                pieces: Pieces::default(),
            },
            assets: vec![Asset {
                name: "sample-one",
                text: "{\"id\":\"one\"}".to_owned(),
            }],
            build_id: "0123456789ab".to_owned(),
            front: Front::from(&samples::packs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../data")).unwrap()),
        }
    }

    fn index(files: &BTreeMap<String, Vec<u8>>) -> String {
        String::from_utf8(files["index.html"].clone()).unwrap()
    }

    #[test]
    fn every_running_script_of_a_page_is_in_its_policy() {
        let single = single(&parts()).unwrap();
        for text in [
            "boot()",
            "rescue()",
            "pages()",
            "export {office};later()",
            "found();NEEDS={\"late\":[\"split_late\"]};PLACES={\"split_late\":\"split_late-wasm\"};();\
             const one = pieces;\nexport {}\n;start()",
            "p{}",
        ] {
            assert!(single.contains(&digest_source(text)), "{text}");
        }
        assert!(!single.contains("'self'"));
        assert!(!single.contains("unsafe-inline"));
        for module in [
            ">AGFzbQ==</script>",
            ">AGFzbg==</script>",
            " id=\"split_late-wasm\">AGFzbw==</script>",
        ] {
            assert!(single.contains(module), "the module as base64");
        }

        let page = index(&hosted(&parts(), For::Users).unwrap());
        for text in ["boot()", "rescue()", "pages()", "update()"] {
            assert!(page.contains(&digest_source(text)), "{text}");
        }
        assert!(!page.contains("unsafe-inline"));
    }

    #[test]
    fn a_hosted_file_is_named_after_its_content_and_asked_for_beside_the_page() {
        let files = hosted(&parts(), For::Users).unwrap();
        let page = index(&files);
        for (name, content) in files
            .iter()
            .filter(|(name, _)| !["index.html", "sw.js"].contains(&name.as_str()))
        {
            assert!(name.contains(&sha256(content)[..16]), "{name}");
            let glue = files
                .iter()
                .find(|(name, _)| name.starts_with("app.") && name.ends_with(".js"));
            let glue = String::from_utf8(glue.unwrap().1.clone()).unwrap();
            let asked = if name.starts_with("split_") {
                &glue
            } else {
                &page
            };
            assert!(asked.contains(&format!("./{name}")), "{name}");
        }
        assert!(!page.contains("=\"/") && !page.contains("'/"));
    }

    #[test]
    fn an_asset_stands_in_the_single_file_and_beside_the_hosted_page() {
        let single = single(&parts()).unwrap();
        assert!(single.contains(
            "<script type=\"application/json\" id=\"asset-sample-one\">{\"id\":\"one\"}</script>"
        ));
        let files = hosted(&parts(), For::Users).unwrap();
        let (name, content) = files
            .iter()
            .find(|(name, _)| name.starts_with("sample-one."))
            .unwrap();
        assert_eq!(content, b"{\"id\":\"one\"}");
        assert!(index(&files).contains(&format!(
            "<script type=\"application/json\" id=\"asset-sample-one\" data-src=\"./{name}\"></script>"
        )));
        let worker = String::from_utf8(files["sw.js"].clone()).unwrap();
        assert!(worker.contains(&format!("./{name}")), "kept for offline");
    }

    #[test]
    fn the_worker_is_another_one_when_any_file_or_itself_is() {
        let worker = |parts: &Parts| hosted(parts, For::Users).unwrap()["sw.js"].clone();
        let version = |parts: &Parts| {
            let text = String::from_utf8(worker(parts)).unwrap();
            text.split_once("VERSION='").unwrap().1.to_owned()
        };
        let first = version(&parts());
        assert_eq!(first, version(&parts()));

        let mut other = parts();
        other.styles += "q{}";
        assert_ne!(first, version(&other), "a style sheet");
        let mut other = parts();
        other
            .scripts
            .insert("boot.js".to_owned(), "boot(1)".to_owned());
        assert_ne!(first, version(&other), "the page");
        let mut other = parts();
        other.scripts.get_mut("sw.js").unwrap().push(';');
        assert_ne!(first, version(&other), "the worker");
    }

    #[test]
    fn developers_get_a_page_that_reloads_and_no_worker() {
        let files = hosted(&parts(), For::Developer).unwrap();
        assert!(!files.contains_key("sw.js"));
        assert!(!index(&files).contains("update()"));
        let shown = version(&files, &parts().template);
        assert!(index(&files).contains(&format!("reload('{shown}')")));
    }

    #[test]
    fn a_template_says_what_does_not_fit() {
        assert_eq!(
            fill("a{{x}}b{{x}}", &[("x", "{{y}}")]).unwrap(),
            "a{{y}}b{{y}}"
        );
        assert!(
            fill("{{x}}", &[])
                .unwrap_err()
                .to_string()
                .contains("{{x}}")
        );
        assert!(
            fill("", &[("x", "")])
                .unwrap_err()
                .to_string()
                .contains("{{x}}")
        );
        let mut broken = parts();
        broken.module.glue = "'</SCRIPT>'".to_owned();
        assert!(single(&broken).is_err());
    }
}
