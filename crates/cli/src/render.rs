//! `render`: a package in the forms it leaves the tool in.

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::{self, Dossier};
use quality_award_core::export::document::Pictures;
use quality_award_core::export::package::{self, PackageInput, PaperPart, Preset, Selection};
use quality_award_core::export::workbook;

use quality_award_office::{book, page, word};

use crate::packs::Rules;
use crate::{BUILD, Failure};

/// What a package is written as.
#[derive(Clone, Copy)]
pub enum Format {
    /// A page to print.
    Html,
    /// A Word document.
    Docx,
    /// A workbook with the figures.
    Xlsx,
    /// The data file in canonical form.
    Json,
}

impl Format {
    /// The format that `--to` names.
    pub fn named(name: &str) -> Option<Format> {
        match name {
            "html" => Some(Format::Html),
            "docx" => Some(Format::Docx),
            "xlsx" => Some(Format::Xlsx),
            "json" => Some(Format::Json),
            _ => None,
        }
    }

    /// Whether parts can be chosen for it.
    pub fn has_parts(self) -> bool {
        matches!(self, Format::Html | Format::Docx)
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
    pictures: &Pictures,
    rules: &Rules,
    today: Date,
    parts: &Selection,
) -> Result<Vec<u8>, Failure> {
    let packs = &rules.packs;
    let of = PackageInput::new(dossier, packs, &rules.calendar, today);
    Ok(match to {
        Format::Xlsx => {
            let written = book::xlsx(&workbook::workbook(&of));
            written.map_err(|why| Failure::line(why.to_string()))?
        }
        Format::Docx => word::docx(&package::document(&of, parts), pictures),
        Format::Json => dossier::write(dossier, BUILD),
        Format::Html => {
            let document = package::document(&of, parts);
            page::page(&document, pictures).into_bytes()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use quality_award_core::dossier::Kind;
    use quality_award_core::export::document::Document;
    use quality_award_core::import::files::{from_bytes, to_bytes};
    use quality_award_core::import::report::Style;
    use quality_award_office::docx;

    fn sample(name: &str, rules: &Rules) -> Dossier {
        let file = format!("{}/../../tests/{name}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(file).unwrap();
        let packs = &rules.packs;
        dossier::open(&bytes, &packs.scheme, &packs.criteria)
            .unwrap()
            .dossier
    }

    fn input<'a>(dossier: &'a Dossier, rules: &'a Rules) -> PackageInput<'a> {
        let packs = &rules.packs;
        PackageInput::new(
            dossier,
            packs,
            &rules.calendar,
            Date::new(2026, 11, 23).unwrap(),
        )
    }

    fn made(dossier: &Dossier, rules: &Rules, parts: &Selection) -> Document {
        package::document(&input(dossier, rules), parts)
    }

    fn squeezed(text: &str) -> String {
        let held = |c: char| {
            if c.is_control() && !c.is_whitespace() {
                '\u{FFFD}'
            } else {
                c
            }
        };
        text.chars()
            .map(held)
            .filter(|c| !c.is_whitespace())
            .collect()
    }

    /// As the app hands them to the module that writes them.
    #[test]
    fn documents_and_workbooks_go_over_as_bytes_and_stay_the_same() {
        let rules = Rules::of(None).unwrap();
        let dossier = sample("samples/strong.json", &rules);
        let document = made(&dossier, &rules, &Selection::all(dossier.kind));
        assert!(from_bytes(&to_bytes(&document)) == Some(document));
        let book = workbook::workbook(&input(&dossier, &rules));
        assert!(from_bytes(&to_bytes(&book)) == Some(book));
    }

    #[test]
    fn a_word_document_says_all_that_the_paper_says_in_its_order() {
        let rules = Rules::of(None).unwrap();
        for name in [
            "samples/strong.json",
            "samples/weak.json",
            "dossiers/package-0.1-every-field.json",
        ] {
            for kind in [Kind::Application, Kind::Annual, Kind::Precheck] {
                let mut dossier = sample(name, &rules);
                dossier.kind = kind;
                let document = made(&dossier, &rules, &Selection::all(kind));
                let bytes = word::docx(&document, &Pictures::new());
                assert!(
                    bytes == word::docx(&document, &Pictures::new()),
                    "{name} {kind:?}"
                );
                let read = docx::read(&bytes).unwrap();
                let paragraphs = read.paragraphs.iter();
                let paragraphs = paragraphs.filter(|it| !matches!(it.style, Style::Contents));
                let found: String = paragraphs.map(|it| squeezed(&it.text)).collect();
                let expected: String = document.texts().into_iter().map(squeezed).collect();
                // The reader marks where a chart was.
                let found = found.replace("［这里原有一个对象］", "");
                let same = found
                    .chars()
                    .zip(expected.chars())
                    .take_while(|(a, b)| a == b)
                    .count();
                let around = |text: &str| {
                    text.chars()
                        .skip(same.saturating_sub(20))
                        .take(60)
                        .collect::<String>()
                };
                assert!(
                    found == expected,
                    "{name} {kind:?}\n{}\n{}",
                    around(&found),
                    around(&expected)
                );
            }
        }
    }
}
