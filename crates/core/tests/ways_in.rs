//! Reports as people paste them, against what a sensible reader makes of them (`tests/ways-in/reports.toml`).
#![cfg(feature = "toml")]

mod data;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use data::PACKS;
use quality_award_core::dossier::{Dossier, Kind, Place};
use quality_award_core::import::report::{self, Line, Report, To};
use quality_award_core::search::find;
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

/// What each line with something on it is: `标` for a heading, a place, `前`, `无`, `目`, `眉`; behind it `?` where it is
/// asked about.
fn told(text: &str) -> String {
    let report = Report::of_text(text, &PACKS.criteria);
    assert!(report.account().adds_up(), "{text}");
    let lines = report.lines.iter().filter(|line| !line.is_blank());
    let lines = lines.map(|line| {
        if let (Some(To::Section(_, id)), true) = (&line.to, said(line) != "heading") {
            return format!("{id}{}", if line.ask.is_some() { "?" } else { "" });
        }
        let said = match &*said(line) {
            "heading" => "标".to_owned(),
            "front" => "前".to_owned(),
            "nowhere" => "无".to_owned(),
            "contents" => "目".to_owned(),
            "running" => "眉".to_owned(),
            place => place.to_owned(),
        };
        said + if line.ask.is_some() { "?" } else { "" }
    });
    lines.collect::<Vec<_>>().join(" ")
}

#[test]
fn headings_are_told_however_they_are_numbered() {
    for text in [
        "4.2.2 战略制定\n制定过程\n甲\n战略和战略目标\n乙\n",
        "4.2.2\r\n4.2.2.1\r\n甲\r\n4.2.2.2\r\n乙",
        "（一）战略制定\n1. 制定过程\n甲\n2. 战略和战略目标\n乙\n",
        "## 4.2.2 战略制定\n制定过程\n甲\n**战略和战略目标**\n乙\n",
        "４．２．２　战略制定（50分）\n① 制定过程\n甲\n（2）战略与战略目标：\n乙\n",
        "第一节 战略制定\n● 制定过程\n甲\n【战略和战略目标】\n乙\n",
        "战略制定（4.2.2）\na) 制定过程\n甲\n4.2.2 b) 战略和战略目标\n乙\n",
        "4.2.2 战略制定\na 制定过程\n甲\nb　战略和战略目标\n乙\n",
    ] {
        assert_eq!(told(text), "标 标 4.2.2-a 标 4.2.2-b", "{text}");
    }
    assert_eq!(
        told(
            "B.1.1 环境\na) 主要产品、服务及交付方式\n甲。\nc) 员工概况：乙。\nB1.2（a）组织结构与治理\n丙。\n"
        ),
        "标 标 B.1.1.a B.1.1.c 标 B.1.2.a"
    );
}

#[test]
fn what_the_criteria_do_not_have_is_never_the_item_before() {
    for (text, expected) in [
        (
            "二、组织治理\n甲。\n三、医疗质量管理\n3.1 三级质控\n乙。\n四、社会责任\n丙。\n",
            "标 4.1.3-a 无 无 无 标 4.1.4-a",
        ),
        (
            "4.1.2 高层领导的作用\n甲。\n第3章 党建引领\n乙。\n",
            "标 4.1.2-a 无 无",
        ),
        (
            "4.1.2 高层领导的作用\n甲。\n4.1.5 党的建设\n乙。\n",
            "标 4.1.2-a 无? 无",
        ),
        (
            "4.1.2 高层领导的作用\n甲。\n附件清单\n乙\n结束语\n丙。\n",
            "标 4.1.2-a 无 无 无 无",
        ),
        (
            "4.1.2 高层领导的作用\n甲。\n附录A 术语\n乙\n参考文献\n丙。\n",
            "标 4.1.2-a 无 无 无 无",
        ),
        (
            "（一）高层领导的作用\n甲。\n（二）党建引领\n乙。\n（三）组织治理\n丙。\n",
            "标 4.1.2-a 无 无 标 4.1.3-a",
        ),
        // Counted inside an item, it is the item's.
        (
            "（一）高层领导的作用\n（一）例会制度\n甲。\n（二）走访制度\n乙。\n",
            "标 4.1.2-a 4.1.2-a 4.1.2-a 4.1.2-a",
        ),
        (
            "4.1.2 高层领导的作用\n一、例会制度\n甲。\n",
            "标 4.1.2-a 4.1.2-a",
        ),
        // A letter is often a word.
        (
            "4.1.2 高层领导的作用\nB 超室\nA 类供应商占七成。\n",
            "标 4.1.2-a 4.1.2-a",
        ),
        // A word of the text is no chapter.
        ("4.1.2 高层领导的作用\n资源\n甲。\n", "标 4.1.2-a 4.1.2-a"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn the_profile_is_told_by_the_names_that_reports_have_for_its_parts() {
    for (text, expected) in [
        (
            "第一部分 组织概述\n一、组织描述\n1. 主要服务\n甲。\n2. 使命、愿景和价值观\n乙。\n二、组织的关系\n1. 组织结构\n丙。\n",
            "标 标 标 B.1.1.a 标 B.1.1.b 标 标 B.1.2.a",
        ),
        // Elsewhere they are words of the text.
        (
            "第一部分 组织概述\n甲。\n4.4.2 人力资源\n1. 员工情况\n乙。\n",
            "标 无 标 4.4.2-a 4.4.2-a",
        ),
        // The heading of a chapter that the criteria call otherwise.
        (
            "第三章 学生与市场\n一、顾客和市场的了解\n甲。\n第八章 经营结果\n乙。\n",
            "标 标 4.3.2-a 无 无",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_is_doubtful_is_asked_about() {
    for (text, expected) in [
        ("4.1.3 社会责任\n甲。\n", "标? 4.1.3-a"),
        ("4.1.2 领导担当与作为\n甲。\n", "标? 4.1.2-a"),
        (
            "4.1.2 高层领导的作用\n4.1.2.1 班子简介\n甲。\n",
            "标 4.1.2-a? 4.1.2-a",
        ),
        (
            "4.1.2 高层领导的作用\n4.1.2 条所述方法见附件。\n4.5 万元用于奖励\n",
            "标 4.1.2-a 4.1.2-a",
        ),
        (
            "4.1.2 高层领导的作用\n甲。\n公共责任\n乙。\n",
            "标 4.1.2-a 标? 4.1.4-a",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn pages_are_told_from_text() {
    for text in [
        "— 3 —",
        "- 3 -",
        "第3页 共20页",
        "第 3 页，共 20 页",
        "共20页 第3页",
        "第三页",
        "3/20",
        "Page 3 of 20",
        "－ Ⅲ －",
    ] {
        assert_eq!(
            told(&format!("4.1.2\n甲。\n{text}\n乙。\n")),
            "标 4.1.2-a 眉 4.1.2-a",
            "{text}"
        );
    }
    assert_eq!(
        told("4.1.2\n甲。\n3.5%\n12\n乙。\n"),
        "标 4.1.2-a 4.1.2-a 4.1.2-a? 4.1.2-a"
    );
    assert_eq!(
        told("4.1.2\n甲。\n示例学校自评报告 第 3 页\n乙。\n丙。\n示例学校自评报告 第 4 页\n"),
        "标 4.1.2-a 眉 4.1.2-a 4.1.2-a 眉"
    );
    // Rows of a table are no contents, and no headings.
    assert_eq!(
        told("4.1.2\n名称\t12\n组织治理\t30\n"),
        "标 4.1.2-a 4.1.2-a"
    );
}

#[test]
fn a_group_takes_its_text_and_not_its_heading() {
    let mut report = Report::of_text("前言\n甲\n4.1.2\n乙\n", &PACKS.criteria);
    report.send_group(0, &To::Slot("B.2.3".into()));
    let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
    Place::Slot("B.2.3".into()).write(&mut dossier, "已有".into());
    report.apply(&mut dossier, "报告");
    assert_eq!(&*dossier.profile["B.2.3"], "已有\n甲");
    assert!(dossier.drawer.is_empty());
    // "This is text": it goes where the line above goes, and so does what stood under it.
    let mut report = Report::of_text("4.1.2\n甲\n4.1.3 组织治理\n乙\n", &PACKS.criteria);
    report.text(2, None);
    assert_eq!(report.texts().len(), 1);
    assert_eq!(report.texts()[0].1, "甲\n4.1.3 组织治理\n乙");
    // Kept in the drawer, found there, and taken out.
    let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
    Report::of_text("前言\n甲\n", &PACKS.criteria).apply(&mut dossier, "报告");
    assert_eq!(
        find("前言", &dossier, &PACKS.scheme, &PACKS.criteria, 9)
            .written
            .shown[0]
            .title,
        "待安放：报告"
    );
    report::take_out(&mut dossier, "drawer-1", &To::Slot("B.2.3".into()));
    assert_eq!(&*dossier.profile["B.2.3"], "前言\n甲");
    assert!(dossier.drawer.is_empty());
}
