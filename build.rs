//! Reads `data/`, checks it and embeds its parts : a wrong key stops the build.

use std::path::Path;
use std::{env, fs, process};

use quality_award_core::pack::{Folder, read};

#[path = "crates/cli/src/folder.rs"]
mod folder;

fn main() {
    // Of another city: `QA_DATA=tests/city cargo xtask dist`.
    let data = env::var_os("QA_DATA").unwrap_or_else(|| "data".into());
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join(data);
    println!("cargo:rerun-if-env-changed=QA_DATA");
    println!("cargo:rerun-if-changed={}", data.display());
    println!("cargo:rerun-if-env-changed=QA_BUILD");
    // The module is cut into pieces by them, see src/split.rs.
    if env::var_os("CARGO_CFG_TARGET_ARCH").is_some_and(|arch| arch == "wasm32") {
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
    let files = folder::texts(&data).unwrap_or_else(|error| stop([error.to_string()]));
    let packs = read(&files)
        .and_then(Folder::packs)
        .unwrap_or_else(|problems| stop(problems.iter().map(ToString::to_string)));
    let out = env::var_os("OUT_DIR").unwrap_or_else(|| stop(["no OUT_DIR".to_owned()]));
    let parts = packs
        .parts()
        .unwrap_or_else(|error| stop([error.to_string()]));
    for (name, bytes) in parts {
        if let Err(error) = fs::write(Path::new(&out).join(name), bytes) {
            stop([format!("{name}: {error}")]);
        }
    }
}

/// Prints what is wrong, a line each, and fails the build.
fn stop(lines: impl IntoIterator<Item = String>) -> ! {
    for line in lines {
        eprintln!("{line}");
    }
    process::exit(1)
}
