//! Which files the app is built from: their digest is the build id, their times tell `serve` of a change.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::assets;

/// Files and folders that decide what `dist` writes, beside [`assets::FILES`] and the data.
const BUILT_FROM: [&str; 10] = [
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "build.rs",
    "index.html",
    "src",
    "crates",
    "styles",
    "web",
    "xtask/src",
];

/// Folders below these that decide nothing.
const LEFT_OUT: [&str; 3] = ["tests", "target", "node_modules"];

/// The files the app is built from, relative to the root with `/` between, sorted.
pub fn files(root: &Path, data: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let assets = assets::FILES.iter().map(|(_, path)| *path);
    for start in BUILT_FROM.into_iter().chain([data]).chain(assets) {
        collect(root, PathBuf::from(start), &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(root: &Path, relative: PathBuf, found: &mut Vec<String>) -> Result<()> {
    let path = root.join(&relative);
    if path.is_file() {
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        found.push(parts.join("/"));
    } else if path.is_dir() {
        let entries = std::fs::read_dir(&path)
            .with_context(|| format!("could not read {}", path.display()))?;
        for entry in entries {
            let name = entry?.file_name();
            let shown = name.to_string_lossy();
            if !shown.starts_with('.') && !LEFT_OUT.contains(&&*shown) {
                collect(root, relative.join(name), found)?;
            }
        }
    }
    Ok(())
}

/// The build id: 12 hexadecimal digits of a digest over names and contents, the same in every clone.
pub fn build_id(root: &Path, data: &str) -> Result<String> {
    let mut digest = Sha256::new();
    for file in files(root, data)? {
        let content =
            std::fs::read(root.join(&file)).with_context(|| format!("could not read {file}"))?;
        digest.update(format!("{file}\0{}\0", content.len()));
        digest.update(content);
    }
    Ok(hex(&digest.finalize())[..12].to_owned())
}

/// Times and lengths of the files: it differs from an earlier one when something was saved since.
pub fn state(root: &Path, data: &str) -> Result<Vec<(String, Option<SystemTime>, u64)>> {
    // A file that vanishes while an editor saves is met again in the next look.
    let look = |file: String| {
        let metadata = std::fs::metadata(root.join(&file)).ok();
        let time = metadata
            .as_ref()
            .and_then(|metadata| metadata.modified().ok());
        (file, time, metadata.map_or(0, |metadata| metadata.len()))
    };
    Ok(files(root, data)?.into_iter().map(look).collect())
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("xtask-sources-{}-{name}", std::process::id()));
        crate::project::empty(&folder).unwrap();
        std::fs::create_dir_all(folder.join("src/tests")).unwrap();
        std::fs::write(folder.join("src/main.rs"), "fn main() {}").unwrap();
        std::fs::write(folder.join("index.html"), "<p>").unwrap();
        folder
    }

    #[test]
    fn the_build_id_depends_on_names_and_contents_alone() {
        let (one, two) = (folder("one"), folder("two"));
        let id = build_id(&one, "data").unwrap();
        assert_eq!(id.len(), 12);
        assert_eq!(id, build_id(&two, "data").unwrap());

        std::fs::write(two.join("src/tests/case.rs"), "").unwrap();
        std::fs::write(two.join("src/.main.rs.swp"), "").unwrap();
        std::fs::write(two.join("README.md"), "").unwrap();
        assert_eq!(id, build_id(&two, "data").unwrap(), "not built from");

        std::fs::rename(two.join("src/main.rs"), two.join("src/lib.rs")).unwrap();
        assert_ne!(id, build_id(&two, "data").unwrap(), "another name");
        let (_, asset) = assets::FILES[0];
        std::fs::create_dir_all(one.join(asset).parent().unwrap()).unwrap();
        std::fs::write(one.join(asset), "{}").unwrap();
        let with_asset = build_id(&one, "data").unwrap();
        assert_ne!(id, with_asset, "an asset");
        std::fs::write(one.join("index.html"), "<q>").unwrap();
        assert_ne!(
            with_asset,
            build_id(&one, "data").unwrap(),
            "another content"
        );
        std::fs::remove_dir_all(one).unwrap();
        std::fs::remove_dir_all(two).unwrap();
    }
}
