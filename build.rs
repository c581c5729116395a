//! Reads `data/`, checks it and hands it to the app as compact JSON: a wrong key stops the build.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

fn main() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    println!("cargo:rerun-if-changed={}", data.display());
    println!("cargo:rerun-if-env-changed=QA_BUILD");
    let mut files = Vec::new();
    collect(&data, &data, &mut files);
    let packs = quality_award_core::pack::read(&files).and_then(|folder| folder.packs());
    let parts = match packs {
        Ok(packs) => packs.parts().expect("the parts have a JSON form"),
        Err(problems) => {
            for problem in problems {
                eprintln!("{problem}");
            }
            process::exit(1);
        }
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    for (name, json) in parts {
        fs::write(out.join(name), json).expect("OUT_DIR can be written");
    }
}

/// The TOML files below a folder as (name relative to `data/`, text).
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("data/ can be read")
        .map(|entry| entry.expect("data/ can be read").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let name = path.strip_prefix(root).expect("below data/").to_string_lossy();
            let text = fs::read_to_string(&path).expect("data/ can be read");
            files.push((name.replace('\\', "/"), text));
        }
    }
}
