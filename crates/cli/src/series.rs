//! `check --series`: the application and the reports of one organisation in a folder, as a chain.

use std::path::Path;

use quality_award_core::dossier::Opened;
use quality_award_core::views::{self, SeriesFile};

use crate::packs::Rules;
use crate::shown::shown;
use crate::{Failure, Options, open, write};

/// Says what is wrong with the chain; whether it holds.
///
/// # Errors
/// If the folder or one of its data files cannot be used, or files are named beside it.
pub fn run(folder: &Path, options: &Options, rules: &Rules) -> Result<bool, Failure> {
    if !options.files.is_empty() || options.json || options.apply_on.is_some() {
        return Err(Failure::usage("“--series”只和一个文件夹一起用"));
    }
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::io(folder, &error))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| Failure::io(folder, &error))?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        return Err(Failure::unusable(folder, "里面没有数据文件（.json）"));
    }
    let mut opened: Vec<(String, Opened)> = Vec::new();
    for path in &paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        opened.push((name.into_owned(), open(path, rules)?));
    }
    let files = opened.iter().map(|(name, opened)| SeriesFile {
        name,
        dossier: &opened.dossier,
        fingerprint: &opened.fingerprint,
    });
    let files: Vec<SeriesFile<'_>> = files.collect();
    let said = views::series(&files, &rules.packs.scheme);
    let text = match said.is_empty() {
        true => format!("{} 份，一份接一份，没有改动\n", files.len()),
        false => said.iter().map(|line| format!("{line}。\n")).collect(),
    };
    write(&shown(&text), None)?;
    Ok(said.is_empty())
}
