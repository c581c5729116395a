//! Reports as people paste them, against what a sensible reader makes of them (`tests/ways-in/reports.toml`).
#![cfg(feature = "toml")]

mod data;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use data::PACKS;
use quality_award_core::dossier::{Dossier, Kind, Place, find};
use quality_award_core::import::report::{self, Line, Report, To};
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    report: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    file: String,
    lines: BTreeMap<String, String>,
    #[serde(default)]
    keeps: BTreeMap<String, String>,
    #[serde(default)]
    sub_headings: BTreeMap<String, String>,
    #[serde(default)]
    joined: Vec<Vec<usize>>,
    #[serde(default)]
    finds: BTreeMap<String, Vec<usize>>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ways-in")
}

/// What a line is, as the expectations write it.
fn said(line: &Line) -> String {
    let kind = match line.kind {
        report::Kind::Heading if line.text().trim().is_empty() => "heading",
        report::Kind::Heading | report::Kind::Text => {
            return match &line.to {
                Some(To::Slot(id) | To::Section(id, _)) => id.clone(),
                None => "none".to_owned(),
            };
        }
        report::Kind::Contents => "contents",
        report::Kind::Running => "running",
        report::Kind::Front => "front",
        report::Kind::Nowhere => "nowhere",
        report::Kind::LeftOut => "left out",
    };
    kind.to_owned()
}

fn section_title(line: &Line) -> Option<&'static str> {
    let Some(To::Section(_, id)) = &line.to else {
        return None;
    };
    PACKS
        .criteria
        .section(id)
        .map(|(_, section)| section.title.as_str())
}

#[test]
fn reports_are_read_as_a_sensible_reader_does() {
    let text = std::fs::read_to_string(folder().join("reports.toml")).unwrap();
    let expected: Expected = toml::from_str(&text).unwrap();
    for case in expected.report {
        let text = std::fs::read_to_string(folder().join(&case.file)).unwrap();
        let report = Report::of_text(&text, &PACKS.criteria);
        let line = |number: usize| {
            let mut lines = report.lines.iter();
            lines.find(|line| line.number == number).unwrap()
        };
        let file = &case.file;
        for (number, expected) in &case.lines {
            let line = line(number.parse().unwrap());
            assert_eq!(said(line), *expected, "{file}:{number}: {line:?}");
        }
        assert_eq!(case.lines.len(), report.lines.len(), "{file}");
        for (number, kept) in &case.keeps {
            assert_eq!(
                line(number.parse().unwrap()).text().trim(),
                kept,
                "{file}:{number}"
            );
        }
        for (number, title) in &case.sub_headings {
            let line = line(number.parse().unwrap());
            assert_eq!(section_title(line), Some(title.as_str()), "{file}:{number}");
        }
        let joined: Vec<usize> = case
            .joined
            .iter()
            .flat_map(|all| &all[1..])
            .copied()
            .collect();
        let joins = report.lines.iter().filter(|line| line.joins);
        assert_eq!(
            joins.map(|line| line.number).collect::<Vec<_>>(),
            joined,
            "{file}"
        );
        let account = report.account();
        assert!(account.adds_up(), "{file}: {account:?}");
        for (words, numbers) in &case.finds {
            for number in numbers {
                assert!(
                    finds(words, &report, *number),
                    "{file}: {words} in line {number}"
                );
            }
        }
    }
}

/// Whether a search finds the words in the paragraph that a line begins, or in the line itself where it is a heading.
fn finds(words: &str, report: &Report, number: usize) -> bool {
    let from = report
        .lines
        .iter()
        .position(|line| line.number == number)
        .unwrap();
    let lines = &report.lines[from..];
    let more = lines[1..].iter().take_while(|line| line.joins);
    let text: String = lines[..1]
        .iter()
        .chain(more)
        .map(|line| line.source.trim_end())
        .collect();
    let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
    // As it stood there, and as it is brought in.
    Place::Slot("B.2.3".into()).write(&mut dossier, text);
    let found = |dossier: &Dossier| {
        find(words, dossier, &PACKS.scheme, &PACKS.criteria, 9)
            .written
            .count
    };
    if found(&dossier) != 1 {
        return false;
    }
    let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
    report.apply(&mut dossier, "报告");
    lines[0].kind == report::Kind::Heading || found(&dossier) == 1
}
