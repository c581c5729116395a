//! The data folder, for the tests of the whole core.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use quality_award_core::pack::{self, Packs};

/// What the app and the command carry.
pub static PACKS: LazyLock<Packs> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut files = BTreeMap::new();
    for folder in ["gongyi-2023", "gbt-19580-2012", "calendar"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            files.insert(name, std::fs::read_to_string(entry.path()).unwrap());
        }
    }
    let files: Vec<_> = files.iter().collect();
    pack::read(&files).unwrap().packs().unwrap()
});
