use std::rc::Rc;

use super::{Cell, Sheet, workbook};
use crate::dossier::{Dossier, EntriesAt, Entry, Kind, Metric, Place};
use crate::export::package::PackageInput;
use crate::testing::{d, packs};

fn made(dossier: &Dossier) -> Vec<Sheet> {
    let packs = packs();
    let calendar = packs.holidays.calendar();
    let of = PackageInput::new(dossier, &packs, &calendar, d("2027-03-01"));
    let sheets = workbook(&of).sheets;
    for sheet in &sheets {
        let width = sheet.columns.len();
        assert!(
            sheet.rows.iter().all(|row| row.len() == width),
            "{}",
            sheet.name
        );
    }
    sheets
}

/// A row as text: numbers bare, texts in quotes.
fn line(row: &[Cell]) -> String {
    let cells = row.iter().map(|cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => format!("“{text}”"),
        Cell::Number(number) => number.clone(),
    });
    cells.collect::<Vec<_>>().join("|")
}

fn dossier(kind: Kind) -> Dossier {
    let mut dossier = Dossier::new("d1".into(), kind, "gongyi-2023", "gbt-19580-2012");
    dossier.metrics.push(Rc::new(Metric::new("m1")));
    let typed = |key: &str| Place::Metric("m1".into(), key.into());
    let year = |year: &str, key: &str| Place::MetricYear("m1".into(), year.into(), key.into());
    let list = EntriesAt::Metric("m1".into(), "comparisons".into());
    list.edit(&mut dossier, |entries| entries.push(Entry::new("c1")));
    let compared = |key: &str| Place::Entry(list.clone(), "c1".into(), key.into());
    for (place, raw) in [
        (typed("section"), "4.7.3-a"),
        (typed("name"), "=满意度"),
        (typed("unit"), "分"),
        (typed("direction"), "higher"),
        (year("2025", "value"), "91.20"),
        (year("2026", "value"), "约 92"),
        (year("2026", "until"), "2026-06"),
        (year("2026", "target"), "1,200"),
        (compared("object"), "省内同行"),
        (compared("value"), "88.5"),
        (compared("year"), "2025"),
        (compared("source"), "示例协会"),
        (
            Place::Figure("ff-fig-vat".into(), "2026".into()),
            "312.50 万元",
        ),
        (Place::Figure("ff-fig-vat".into(), "2025".into()), "不详"),
    ] {
        place.write(&mut dossier, raw.to_owned());
    }
    dossier.edit_item("4.4.3", |item| item.percent = Some(45));
    dossier
}

#[test]
fn metrics_stand_with_their_years_targets_and_comparisons() {
    let sheets = made(&dossier(Kind::Application));
    let heads = sheets[0].columns.iter().map(|column| column.name.as_str());
    assert_eq!(
        heads.collect::<Vec<_>>().join("|"),
        "条目|指标|单位|方向|2025 年实际|2026 年实际|2025 年目标|2026 年目标|目标下限|目标上限|\
         对比：和谁比|对比：数值|对比：年份|对比：来源|未满一年的数据"
    );
    assert_eq!(
        line(&sheets[0].rows[0]),
        "“4.7.3”|“=满意度”|“分”|“越高越好”|91.20|“约 92”||1200|||“省内同行”|88.5|2025|“示例协会”|“2026 年截至 6 月”"
    );
}

#[test]
fn figures_of_the_form_and_scores_are_numbers() {
    let sheets = made(&dossier(Kind::Application));
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["指标", "申报表数据", "评分"]);
    let lines: Vec<String> = sheets[1].rows.iter().map(|row| line(row)).collect();
    let vat = lines.iter().find(|line| line.starts_with("“应交增值税”"));
    assert_eq!(
        vat.map(String::as_str),
        Some("“应交增值税”|“万元”|||“不详”|312.50")
    );
    let lines: Vec<String> = sheets[2].rows.iter().map(|row| line(row)).collect();
    assert!(lines.contains(&"“4.4.3”|“财务资源”|15|45|6.75".to_owned()));
    assert!(lines.contains(&"“4.1.2”|“高层领导的作用”|50||".to_owned()));
    assert_eq!(
        lines.last().unwrap(),
        "|“合计（没有评的条目不计）”|1000||6.75"
    );
}

#[test]
fn each_kind_has_the_sheets_it_has_figures_for() {
    let names = |kind| {
        let sheets = made(&dossier(kind)).into_iter();
        sheets.map(|sheet| sheet.name).collect::<Vec<_>>()
    };
    assert_eq!(names(Kind::Precheck), ["指标"]);
    assert_eq!(names(Kind::Annual), ["指标", "评分"]);
}
