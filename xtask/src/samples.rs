//! `samples`: the sample dossiers, written as TOML for people, made into the packages that the app opens.
//!
//! To add a sample: 1. its TOML in `tests/samples/` and a paragraph in the README there, 2. its name in [`NAMES`],
//! 3. its package in `assets::FILES`, 4. its button in `SAMPLES` of the app, 5. what it must come to in
//! `crates/core/tests/samples.rs`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use quality_award_core::dossier;
use quality_award_core::pack::{self, Folder, Packs};
use serde_json::{Map, Value};

use crate::project::Project;

#[path = "../../crates/cli/src/folder.rs"]
mod folder;

/// The samples, by the name of their files.
pub(crate) const NAMES: [&str; 2] = ["strong", "weak"];

/// What stands for the build in a sample: a fixed word, so that its bytes depend on its content alone.
const BUILD: &str = "sample";

/// Writes the package of every sample beside its TOML.
pub fn run(project: &Project) -> Result<ExitCode> {
    let packs = packs(&project.root.join("data"))?;
    for name in NAMES {
        let path = file(&project.root, name, "json");
        let bytes = package(&project.root, name, &packs)?;
        std::fs::write(&path, &bytes)
            .with_context(|| format!("could not write {}", path.display()))?;
        println!("Wrote tests/samples/{name}.json ({} bytes)", bytes.len());
    }
    Ok(ExitCode::SUCCESS)
}

fn file(root: &Path, name: &str, ending: &str) -> PathBuf {
    root.join(format!("tests/samples/{name}.{ending}"))
}

/// The packs of a data folder.
pub(crate) fn packs(data: &Path) -> Result<Packs> {
    let files = folder::texts(data)?;
    pack::read(&files)
        .and_then(Folder::packs)
        .map_err(|problems| {
            let lines: Vec<_> = problems.iter().map(|problem| problem.to_string()).collect();
            anyhow!("{} is not usable:\n{}", data.display(), lines.join("\n"))
        })
}

/// The package of a sample. The app's own reader takes the TOML first, so that a wrong key, type or id is refused
/// with its place.
fn package(root: &Path, name: &str, packs: &Packs) -> Result<Vec<u8>> {
    let path = file(root, name, "toml");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("could not read {}", path.display()))?;
    let mut content: Map<String, Value> =
        toml::from_str(&text).with_context(|| format!("{} is no TOML", path.display()))?;
    let (major, minor) = dossier::VERSION;
    content.insert("format".into(), dossier::FORMAT.into());
    content.insert("version".into(), format!("{major}.{minor}").into());
    let bytes = serde_json::to_vec(&content)?;
    let opened = dossier::open(&bytes, &packs.scheme, &packs.criteria)
        .map_err(|why| anyhow!("{}: {why}", path.display()))?;
    Ok(dossier::write(&opened.dossier, BUILD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_is_what_its_toml_says() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let packs = packs(&root.join("data")).unwrap();
        for name in NAMES {
            let found = std::fs::read(file(&root, name, "json")).unwrap();
            let made = package(&root, name, &packs).unwrap();
            assert!(
                found == made,
                "tests/samples/{name}.json is old: run cargo xtask samples"
            );
        }
    }
}
