//! `render`: a package in the forms it leaves the tool in.

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::{self, Dossier};
use quality_award_core::export::html;
use quality_award_core::export::package::{self, PackageInput, PaperPart, Preset, Selection};

use crate::packs::Rules;
use crate::{BUILD, Failure};

/// The styles of the printed book.
const STYLES: [&str; 3] = [
    include_str!("../../../styles/tokens.css"),
    include_str!("../../../styles/app.css"),
    include_str!("../../../styles/print.css"),
];

/// What a package is written as.
#[derive(Clone, Copy)]
pub enum Format {
    /// A page to print.
    Html,
    /// The data file in canonical form.
    Json,
}

impl Format {
    /// The format that `--to` names.
    pub fn named(name: &str) -> Option<Format> {
        match name {
            "html" => Some(Format::Html),
            "json" => Some(Format::Json),
            _ => None,
        }
    }
}

/// The parts that `--parts` names; without it what is handed in.
pub fn parts(named: Option<&str>, dossier: &Dossier) -> Result<Selection, Failure> {
    let kind = dossier.kind;
    let Some(named) = named else {
        return Ok(Preset::HandIn.parts(kind));
    };
    Selection::named(named, kind).map_err(|name| {
        let sets = Preset::of(kind).iter().map(|preset| preset.name());
        let parts = PaperPart::of(kind).iter().map(|part| part.name());
        let mut known: Vec<&str> = sets.collect();
        known.extend(parts.filter(|part| !Preset::of(kind).iter().any(|set| set.name() == *part)));
        Failure::usage(format!(
            "这份档案没有“{name}”这一部分，--parts 可以写{}",
            known.join("、")
        ))
    })
}

/// The bytes of a package.
pub fn render(
    to: Format,
    dossier: &Dossier,
    rules: &Rules,
    today: Date,
    parts: &Selection,
) -> Result<Vec<u8>, Failure> {
    let packs = &rules.packs;
    let of = PackageInput {
        dossier,
        scheme: &packs.scheme,
        criteria: &packs.criteria,
        metrics: &packs.metrics,
        calendar: &rules.calendar,
        today,
    };
    Ok(match to {
        Format::Json => dossier::write(dossier, BUILD),
        Format::Html => {
            let document = package::document(&of, parts);
            html::page(&document, &STYLES.concat()).into_bytes()
        }
    })
}
