//! Ten reports in ten formats through the splitter: nothing is lost, and every paragraph goes where it says.
//!
//! A paragraph of `tests/reports/` that is to be told apart begins with its destination in 〔〕: a sub-heading, a slot,
//! or 无 for none.
#![cfg(feature = "toml")]

mod data;

use std::path::Path;

use data::PACKS;
use quality_award_core::dossier::{Dossier, Kind};
use quality_award_core::import::report::{Line, To, apply, left_over, redirect, split};

/// Name and text of each report.
fn reports() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reports");
    let files = std::fs::read_dir(folder).unwrap().map(|file| {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    });
    let mut reports: Vec<_> = files.collect();
    reports.sort();
    reports
}

fn together(lines: &[Line]) -> String {
    lines.iter().map(|line| line.text.as_str()).collect()
}

/// The destination a paragraph names for itself.
fn named(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once('〔')?;
    rest.split_once('〕').map(|(to, _)| to)
}

fn written(to: &To) -> &str {
    match to {
        To::Nowhere => "无",
        To::Slot(id) | To::Section(_, id) => id,
    }
}

#[test]
fn no_character_of_ten_formats_is_lost_and_every_paragraph_goes_where_it_says() {
    let reports = reports();
    assert_eq!(reports.len(), 10);
    for (name, text) in reports {
        let lines = split(&text, &PACKS.criteria);
        assert_eq!(together(&lines), text, "{name}");
        // Old line ends leave one line, which is not sent to the wrong place.
        for line in lines
            .iter()
            .filter(|line| !line.text.contains("旧式的行尾"))
        {
            if let Some(to) = named(&line.text) {
                assert!(!line.heading, "{name}: {}", line.text);
                assert_eq!(written(&line.to), to, "{name}: {}", line.text);
            }
        }
    }
}

/// Numbers from 0 to below `limit`, the same in every run (an LCG; its upper bits).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

#[test]
fn reports_cut_up_mixed_and_corrected_lose_nothing() {
    let reports = reports();
    let lines: Vec<&str> = reports
        .iter()
        .flat_map(|(_, text)| text.split_inclusive('\n'))
        .collect();
    let places = [
        To::Nowhere,
        To::Slot("B.2.3".into()),
        To::Section("4.1.2".into(), "4.1.2-b".into()),
    ];
    let mut random = Random(19_580);
    for round in 0..200 {
        let count = random.below(60);
        let mut text = String::new();
        for _ in 0..count {
            let line = lines[random.below(lines.len())];
            // Cut anywhere: half headings, half paragraphs.
            let end = line.char_indices().map(|(at, _)| at).chain([line.len()]);
            let ends: Vec<usize> = end.collect();
            text += match random.below(4) {
                0 => &line[..ends[random.below(ends.len())]],
                1 => &line[ends[random.below(ends.len())]..],
                _ => line,
            };
        }
        let mut split = split(&text, &PACKS.criteria);
        assert_eq!(together(&split), text, "round {round}");
        for _ in 0..random.below(4) {
            let to = places[random.below(places.len())].clone();
            redirect(&mut split, random.below(count.max(1)), &to);
        }
        assert_eq!(together(&split), text, "round {round}, corrected");

        // What is neither a heading nor counted as left over is in the dossier.
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        apply(&split, &mut dossier);
        let sections = dossier.items.iter().flat_map(|item| item.sections.values());
        let all: String = dossier
            .profile
            .values()
            .chain(sections)
            .map(|text| text.to_string() + "\n")
            .collect();
        let texts = split
            .iter()
            .filter(|line| !line.heading && !line.text.trim().is_empty());
        let (left, taken): (Vec<&Line>, Vec<&Line>) =
            texts.partition(|line| line.to == To::Nowhere);
        assert_eq!(left.len(), left_over(&split), "round {round}");
        for line in taken {
            assert!(
                all.contains(line.text.trim_matches(['\r', '\n'])),
                "round {round}: {}",
                line.text
            );
        }
    }
}
