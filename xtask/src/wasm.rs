//! Rust to WebAssembly: cargo, then wasm-bindgen as a library, so that its version is the lock file's.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::project::{Project, empty, need_wasm_target, output};
use crate::split::{self, Pieces};

/// The Rust target of everything that runs in the browser.
pub const TARGET: &str = "wasm32-unknown-unknown";
/// The package of the app.
pub const APP: &str = "quality-award-app";
/// The package of what the app loads when a file is opened.
pub const OFFICE: &str = "quality-award-office-web";

/// How the app is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Within seconds, for `serve`.
    Dev,
    /// Small, and the same bytes in every clone.
    Release,
}

/// What cargo made.
pub struct Compiled {
    /// The file that rustc linked.
    pub wasm: PathBuf,
    /// The folder that the package's build script wrote into, if it has one.
    pub out_dir: Option<PathBuf>,
}

/// A module ready for the browser.
#[derive(Clone)]
pub struct Module {
    /// The ES module around the WebAssembly; its default export starts it, given `{ module_or_path }`.
    pub glue: String,
    /// The WebAssembly itself.
    pub wasm: Vec<u8>,
    /// What of it is loaded later.
    pub pieces: Pieces,
}

/// Compiles the app, and what it loads later; errors of the compiler are already on the terminal when this fails.
/// Both at once, so that what they share is compiled once, and linked side by side.
pub fn compile(project: &Project, profile: Profile, build_id: &str) -> Result<[Compiled; 2]> {
    need_wasm_target(project)?;
    let mut cargo = project.cargo();
    cargo
        .args([
            "build",
            "--package",
            APP,
            "--package",
            OFFICE,
            "--target",
            TARGET,
            "--message-format",
            "json-render-diagnostics",
        ])
        .env("QA_BUILD", build_id);
    if profile == Profile::Release {
        // Set even where the caller has flags of his own: the bytes must not depend on them.
        cargo
            .args(["--release", "--locked"])
            .env("CARGO_ENCODED_RUSTFLAGS", flags(project)?.join("\x1f"));
    }
    let messages = output(cargo.stdin(Stdio::null()))?;
    Ok([compiled(&messages, APP)?, compiled(&messages, OFFICE)?])
}

/// What cargo says that it made of a package.
fn compiled(messages: &str, package: &str) -> Result<Compiled> {
    let mut compiled = None;
    let mut out_dir = None;
    for line in messages.lines() {
        let message: serde_json::Value = serde_json::from_str(line)?;
        // A package id is `path+file:///folder#name@version`; without the name if it is the folder's.
        let ours = message["package_id"]
            .as_str()
            .is_some_and(|id| id.contains(&format!("#{package}@")));
        match message["reason"].as_str() {
            Some("compiler-artifact") if ours => {
                let files = message["filenames"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|file| file.as_str());
                compiled = files
                    .filter(|file| file.ends_with(".wasm"))
                    .map(PathBuf::from)
                    .next()
                    .or(compiled);
            }
            Some("build-script-executed") if ours => {
                out_dir = message["out_dir"].as_str().map(PathBuf::from)
            }
            _ => {}
        }
    }
    Ok(Compiled {
        wasm: compiled.context("cargo named no .wasm file")?,
        out_dir,
    })
}

/// Compiler flags that replace every path of this machine by a fixed word.
fn flags(project: &Project) -> Result<Vec<String>> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home
        .context("there is no home folder")?
        .join("registry/src");
    let rustc = |argument: &str| {
        output(
            Command::new("rustc")
                .current_dir(&project.root)
                .arg(argument),
        )
    };
    let sysroot = output(
        Command::new("rustc")
            .current_dir(&project.root)
            .args(["--print", "sysroot"]),
    )?;
    let version = rustc("-vV")?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .unwrap_or("unknown");

    // The last match counts, so the longer path comes after the shorter one.
    let mut map = vec![
        (project.root.clone(), "/quality-award".to_owned()),
        (project.target.clone(), "/target".to_owned()),
        // Where the source of the standard library is installed, rustc names it instead of this.
        (
            Path::new(sysroot.trim()).join("lib/rustlib/src/rust"),
            format!("/rustc/{commit}"),
        ),
    ];
    // The folder below has the registry's name in it, which differs where a mirror is in use.
    if let Ok(entries) = std::fs::read_dir(&registries) {
        let mut folders = entries
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<Vec<_>>>()?;
        folders.sort();
        map.extend(
            folders
                .into_iter()
                .map(|folder| (folder, "/registry".to_owned())),
        );
    }
    Ok(map
        .into_iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()))
        .collect())
}

/// Makes the glue and the final module of the app, in pieces, from what rustc linked.
pub fn bind_app(project: &Project, wasm: &Path, profile: Profile) -> Result<Module> {
    let linked = std::fs::read(wasm)?;
    let folder = project.target.join("pieces");
    empty(&folder)?;
    let (main, pieces) = split::split(&linked, &folder, profile == Profile::Release)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes("app", main)
        // The table of functions, through which the pieces call each other.
        .keep_lld_exports(true);
    let module = bound(&mut bindgen, profile)?;
    Ok(Module { pieces, ..module })
}

/// Makes the glue and the final module from what rustc linked.
pub fn bind(wasm: &Path, profile: Profile) -> Result<Module> {
    bound(Bindgen::new().input_path(wasm), profile)
}

fn bound(bindgen: &mut Bindgen, profile: Profile) -> Result<Module> {
    let release = profile == Profile::Release;
    bindgen
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(release)
        .remove_producers_section(release);
    let mut output = bindgen
        .generate_output()
        .context("wasm-bindgen refused the module")?;
    // A snippet is a script that a crate brings along; the pages have no place for one.
    let snippets: Vec<_> = output
        .snippets()
        .iter()
        .filter(|(_, inline)| !inline.is_empty())
        .collect();
    if !snippets.is_empty() || !output.local_modules().is_empty() {
        bail!(
            "a crate brings scripts of its own: {snippets:?} {:?}",
            output.local_modules().keys()
        );
    }
    let glue = output.js().to_owned();
    ensure!(
        glue.contains("__wbg_init as default"),
        "wasm-bindgen's glue has changed its default export"
    );
    Ok(Module {
        glue,
        wasm: output.wasm_mut().emit_wasm(),
        pieces: Pieces::default(),
    })
}
