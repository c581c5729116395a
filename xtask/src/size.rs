//! `size`: what the hosted edition weighs, file by file, against the aims.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::assets;
use crate::compressed;
use crate::dist;
use crate::page::{OFFICE_FILES, SINGLE};
use crate::project::Project;

/// Aim for everything that the app needs to start, without the packs: 220 kB after brotli.
const FIRST_LOAD: usize = 220_000;
/// Aim for the packs: 75 kB after brotli.
const PACKS: usize = 75_000;

/// Bytes as they are, after gzip and after brotli, each at its best level.
#[derive(Clone, Copy, Default)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn of(content: &[u8]) -> Result<Self> {
        Ok(Self {
            raw: content.len(),
            gzip: compressed::gzip(content)?.len(),
            brotli: compressed::brotli(content)?.len(),
        })
    }

    fn plus(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// Builds, prints the table and names every missed aim; a missed aim is no failure.
pub fn run(project: &Project) -> Result<ExitCode> {
    let compiled = dist::build(project)?;
    println!(
        "{:<32} {:>10} {:>10} {:>10}",
        "file", "raw", "gzip", "brotli"
    );
    let row = |name: &str, sizes: Sizes| {
        println!(
            "{name:<32} {:>10} {:>10} {:>10}",
            sizes.raw, sizes.gzip, sizes.brotli
        );
    };

    let mut total = Sizes::default();
    let mut later = Sizes::default();
    for (name, content) in dist::read(&project.dist())? {
        if name != SINGLE {
            let sizes = Sizes::of(&content)?;
            row(&name, sizes);
            total = total.plus(sizes);
            if is_on_demand(&name) {
                later = later.plus(sizes);
            }
        }
    }
    row("hosted edition, all files", total);
    row("of these, on demand", later);

    let mut packs = Sizes::default();
    for (name, content) in embedded(compiled.out_dir)? {
        let sizes = Sizes::of(&content)?;
        row(&format!("pack {name}"), sizes);
        packs = packs.plus(sizes);
    }
    row("packs, inside the module", packs);

    // The packs lie in the module as they are, so what they weigh alone is nearly what they add.
    let first_load = total.brotli.saturating_sub(later.brotli + packs.brotli);
    for (what, found, aim) in [
        ("first load without packs", first_load, FIRST_LOAD),
        ("packs", packs.brotli, PACKS),
    ] {
        let verdict = if found <= aim { "met" } else { "MISSED" };
        println!("{what}: {found} bytes brotli, aim {aim}: {verdict}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a file of the hosted edition is one that the app asks for later.
fn is_on_demand(file: &str) -> bool {
    let name = file.split_once('.').map_or(file, |(name, _)| name);
    name == OFFICE_FILES || assets::FILES.iter().any(|(asset, _)| *asset == name)
}

/// The packs that the app's build script wrote.
fn embedded(out_dir: Option<std::path::PathBuf>) -> Result<Vec<(String, Vec<u8>)>> {
    let Some(folder) = out_dir else {
        return Ok(Vec::new());
    };
    let files = dist::read(&folder).context("could not read what the build script wrote")?;
    Ok(files
        .into_iter()
        .filter(|(name, _)| name.ends_with(".bin"))
        .collect())
}
