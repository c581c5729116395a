//! `size`: what the hosted edition weighs, file by file, against the aims.

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::assets;
use crate::compressed;
use crate::dist;
use crate::page::{OFFICE_FILES, SINGLE};
use crate::project::Project;

/// Aim for everything that the first page needs, with the packs: 360 kB after brotli.
const START: usize = 360_000;
/// Aim for everything that a page of a piece needs: 450 kB after brotli.
const PIECE: usize = 450_000;
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
    let built = dist::build(project)?;
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
    let mut start = Sizes::default();
    let mut pieces = BTreeMap::new();
    for (name, content) in dist::read(&project.dist())? {
        if name == SINGLE {
            continue;
        }
        let sizes = Sizes::of(&content)?;
        row(&name, sizes);
        total = total.plus(sizes);
        let name = name.split_once('.').map_or(&*name, |(name, _)| name);
        if built.needs.values().flatten().any(|piece| piece == name) {
            pieces.insert(name.to_owned(), sizes);
        } else if !is_on_demand(name) {
            start = start.plus(sizes);
        }
    }
    row("hosted edition, all files", total);
    row("first page", start);
    let mut loads = vec![("first page".to_owned(), start.brotli, START)];
    for (point, needs) in &built.needs {
        let needed = needs.iter().filter_map(|piece| pieces.get(piece));
        let with = needed.fold(start, |sum, piece| sum.plus(*piece));
        let name = format!("with {point}");
        row(&name, with);
        loads.push((name, with.brotli, PIECE));
    }

    let mut packs = Sizes::default();
    for (name, content) in embedded(built.compiled.out_dir)? {
        let sizes = Sizes::of(&content)?;
        row(&format!("pack {name}"), sizes);
        packs = packs.plus(sizes);
    }
    row("packs, inside the module", packs);

    loads.push(("packs".to_owned(), packs.brotli, PACKS));
    for (what, found, aim) in loads {
        let verdict = if found <= aim { "met" } else { "MISSED" };
        println!("{what}: {found} bytes brotli, aim {aim}: {verdict}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a file of the hosted edition, by its name without digest, is one that the app asks for by need alone.
fn is_on_demand(name: &str) -> bool {
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
