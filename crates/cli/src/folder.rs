//! A data folder read from disk, for the build and for whoever names another folder.

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// A folder or file that cannot be read.
#[derive(Debug)]
pub struct Unread {
    /// Which one.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for Unread {}

/// The TOML files below a folder, as name relative to it (with `/`) and text, in the order of names.
///
/// # Errors
/// If the folder or one of its files cannot be read, or a file is not UTF-8.
pub fn texts(root: &Path) -> Result<Vec<(String, String)>, Unread> {
    let mut files = Vec::new();
    collect(root, "", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> Result<(), Unread> {
    let named = |error: io::Error, path: &Path| Unread {
        path: path.to_owned(),
        error,
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
