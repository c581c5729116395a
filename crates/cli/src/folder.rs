//! A data folder read from disk, for the build and for whoever names another folder.

use std::path::Path;
use std::{fs, io};

/// The TOML files below a folder, as name relative to it (with `/`) and text, in the order of names.
///
/// # Errors
/// If the folder or one of its files cannot be read, or a file is not UTF-8; the error names the path.
pub fn texts(root: &Path) -> io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    collect(root, "", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> io::Result<()> {
    let named = |error: io::Error, path: &Path| {
        io::Error::new(error.kind(), format!("{}: {error}", path.display()))
    };
    let entries = fs::read_dir(folder).map_err(|error| named(error, folder))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|error| named(error, folder))?.path());
    }
    paths.sort();
    for path in paths {
        let Some(name) = path.file_name() else {
            continue;
        };
        let name = format!("{prefix}{}", name.to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path).map_err(|error| named(error, &path))?;
            files.push((name, text));
        }
    }
    Ok(())
}
