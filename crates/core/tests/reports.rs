//! Ten reports in ten formats: nothing is lost, and every paragraph goes where it says.
//!
//! A paragraph of `tests/reports/` that is to be told apart begins with its destination in 〔〕: a sub-heading, a slot,
//! or 无 for none.
#![cfg(feature = "toml")]

mod data;

use std::path::Path;

use data::PACKS;
use quality_award_core::dossier::{Dossier, Kind};
use quality_award_core::import::report::{self, Line, Report, To, characters};

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

fn together(report: &Report) -> String {
    report
        .lines
        .iter()
        .map(|line| line.source.as_str())
        .collect()
}

/// The destination a paragraph names for itself.
fn named(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once('〔')?;
    rest.split_once('〕').map(|(to, _)| to)
}

fn written(line: &Line) -> &str {
    match &line.to {
        None => "无",
        Some(To::Slot(id) | To::Section(_, id)) => id,
    }
}

#[test]
fn no_character_of_ten_formats_is_lost_and_every_paragraph_goes_where_it_says() {
    let reports = reports();
    assert_eq!(reports.len(), 10);
    for (name, text) in reports {
        let report = Report::of_text(&text, &PACKS.criteria);
        assert_eq!(together(&report), text, "{name}");
        for line in &report.lines {
            if let Some(to) = named(&line.source) {
                assert_ne!(line.kind, report::Kind::Heading, "{name}: {}", line.source);
                assert_eq!(written(line), to, "{name}: {}", line.source);
            }
        }
        assert!(report.account().adds_up(), "{name}");
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

/// Lines of the reports, cut anywhere and mixed, with the odd signs that texts have.
fn mixed(lines: &[&str], random: &mut Random) -> String {
    let odd = [
        "",
        "\n",
        "\r",
        "\u{B}",
        "\u{C}",
        "\u{2028}",
        "\u{200B}",
        "⾼",
        "⻓ ",
        "社 会 责 任 ",
        "— 3 —\n",
        "3/20\n",
        "\t7",
        "……9\n",
        "目录\n",
        "● ",
        "（三）",
        "【",
        "】",
        "第九章 ",
        "结束语\n",
        "😀",
        "4.1.2 ",
        "B.1.1 a) ",
        "。",
    ];
    let mut text = String::new();
    for _ in 0..random.below(60) {
        let line = lines[random.below(lines.len())];
        let ends: Vec<usize> = line
            .char_indices()
            .map(|(at, _)| at)
            .chain([line.len()])
            .collect();
        text += match random.below(4) {
            0 => &line[..ends[random.below(ends.len())]],
            1 => &line[ends[random.below(ends.len())]..],
            _ => line,
        };
        text += odd[random.below(odd.len() * 2).min(odd.len() - 1)];
        if random.below(3) == 0 {
            text += odd[random.below(odd.len())];
        }
    }
    text
}

fn correct(report: &mut Report, random: &mut Random) {
    let places = [
        To::Slot("B.2.3".into()),
        To::Section("4.1.2".into(), "4.1.2-b".into()),
        To::Section("4.7.7".into(), "4.7.7-a".into()),
    ];
    let at = random.below(report.lines.len() + 1);
    let to = &places[random.below(places.len())];
    match random.below(11) {
        0 => report.text(at, Some(to)),
        1 => report.text(at, None),
        2 => report.heading(at, to),
        3 => report.send(at, to),
        4 => report.send_group(at, to),
        5 => report.keep(at),
        6 => report.leave_out(at),
        7 => report.keep_group(at),
        8 => report.leave_out_group(at),
        9 => report.part(at),
        _ => report.confirm(at),
    }
}

/// Characters of all texts and of the drawer.
fn held(dossier: &Dossier) -> (usize, usize) {
    let sections = dossier.items.iter().flat_map(|item| item.sections.values());
    let texts = dossier.profile.values().chain(sections);
    let pieces = dossier.drawer.iter().map(|piece| characters(&piece.text));
    (texts.map(|text| characters(text)).sum(), pieces.sum())
}

#[test]
fn characters_in_are_characters_out_and_those_listed_whatever_is_pasted_and_corrected() {
    let ten = reports();
    let lines: Vec<&str> = ten
        .iter()
        .flat_map(|(_, text)| text.split_inclusive('\n'))
        .collect();
    let mut random = Random(19_580);
    for round in 0..200 {
        let text = mixed(&lines, &mut random);
        let mut report = Report::of_text(&text, &PACKS.criteria);
        assert_eq!(together(&report), text, "round {round}");
        for _ in 0..=random.below(6) {
            let account = report.account();
            assert!(account.adds_up(), "round {round}: {account:?}");
            assert_eq!(account.brought, characters(&text), "round {round}");
            // What the account says is what the dossier gets.
            let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
            let taken = report.apply(&mut dossier, "报告");
            assert_eq!(
                held(&dossier),
                (account.text, account.kept),
                "round {round}\n{text}"
            );
            assert_eq!(taken.pieces, dossier.drawer.len());
            // Brought in once more, it stands behind what is there.
            report.apply(&mut dossier, "报告");
            assert_eq!(
                held(&dossier),
                (account.text * 2, account.kept * 2),
                "round {round}"
            );
            correct(&mut report, &mut random);
        }
        assert_eq!(together(&report), text, "round {round}, corrected");
    }
}

fn blocks(text: &str) -> Vec<(Vec<usize>, bool)> {
    let report = Report::of_text(text, &PACKS.criteria);
    let blocks = report.blocks().into_iter();
    blocks.map(|block| (block.lines, block.table)).collect()
}

#[test]
fn rows_stand_together_and_numbered_lines_do_not() {
    let text = "4.1.2 高层领导的作用\n名称\t数量\n质量奖\t2\n1.\t第一点\n2.\t第二点\n\n一段。\n";
    let single = |at| (vec![at], false);
    let table = (vec![1, 2], true);
    assert_eq!(
        blocks(text),
        [single(0), table, single(3), single(4), single(6)]
    );
}

#[test]
fn a_paragraph_goes_as_a_whole_and_can_be_parted() {
    let text = "4.1.2 高层领导的作用\n公司每年修订一次使命\n，并且告诉全体员工。\n后面一段。\n";
    let report = || Report::of_text(text, &PACKS.criteria);
    let to = To::Slot("B.2.3".into());
    let at = |report: &Report| {
        let mut texts = report.texts().into_iter();
        texts.find(|(of, _)| *of == to).map(|(_, text)| text)
    };
    let mut moved = report();
    assert_eq!(moved.blocks()[1].lines, [1, 2]);
    moved.send(1, &to);
    let whole = "公司每年修订一次使命，并且告诉全体员工。";
    assert_eq!(at(&moved).as_deref(), Some(whole));
    moved.leave_out(1);
    assert_eq!(at(&moved), None);
    let mut parted = report();
    parted.part(2);
    parted.send(2, &to);
    assert_eq!(at(&parted).as_deref(), Some("，并且告诉全体员工。"));
    // What went on with a line that is a heading now begins anew.
    let mut headed = report();
    headed.heading(1, &to);
    let after = "，并且告诉全体员工。\n后面一段。";
    assert_eq!(at(&headed).as_deref(), Some(after));
}

#[test]
fn what_was_sent_elsewhere_by_itself_stays_there_when_its_group_goes() {
    let text = "4.1.2 高层领导的作用\n第一段。\n第二段。\n第三段。\n";
    let mut report = Report::of_text(text, &PACKS.criteria);
    let (alone, group) = (To::Slot("B.2.3".into()), To::Slot("B.2.2".into()));
    report.send(2, &alone);
    report.send_group(0, &group);
    let expected = [
        (group.clone(), "第一段。\n第三段。".to_owned()),
        (alone, "第二段。".to_owned()),
    ];
    assert_eq!(report.texts(), expected);
    report.keep_group(0);
    assert_eq!(
        report.pieces(),
        ["4.1.2 高层领导的作用\n第一段。", "第三段。"]
    );
    report.leave_out_group(0);
    assert_eq!(report.account().kept, 0);
    assert!(report.account().adds_up());
}
