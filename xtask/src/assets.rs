//! Files that come with the app and are not part of its first load: the app asks for each by name when it needs it.
//!
//! The hosted edition has them beside the page and the service worker keeps them; the single-file edition carries
//! them in the page. `src/browser/assets.rs` reads both.
//!
//! To add a file: a line in [`FILES`] and the name where the app asks for it. Both editions, the service worker, the
//! build id and the size report follow.

use std::path::Path;

use anyhow::{Context, Result};

/// The name the app asks by, and where the file lies in the project.
pub const FILES: [(&str, &str); 2] = [
    ("sample-strong", "tests/samples/strong.json"),
    ("sample-weak", "tests/samples/weak.json"),
];

/// A file as it is handed out: JSON text.
pub struct Asset {
    /// The name the app asks by.
    pub name: &'static str,
    /// Its text.
    pub text: String,
}

/// Reads all of them.
pub fn read(root: &Path) -> Result<Vec<Asset>> {
    let read = |&(name, path): &(&'static str, &str)| {
        let text = std::fs::read_to_string(root.join(path))
            .with_context(|| format!("could not read {path}"))?;
        Ok(Asset { name, text })
    };
    FILES.iter().map(read).collect()
}
