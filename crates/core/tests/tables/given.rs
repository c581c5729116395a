//! The grids of `tests/ways-in/` against what a sensible reader makes of them.

use std::path::Path;
use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Kind, Metric, put_text};
use quality_award_core::import::table::{
    Action, Choices, Field, Grid, Plan, Setting, has_table, plan, tables, tabs,
};
use rust_decimal::Decimal;
use toml::Value;

use crate::data::PACKS;

/// A cell that is taken: metric, year, field, value.
pub type Taken = (String, i32, String, String);

/// An application with these metrics of an item.
pub fn dossier(item: &str, metrics: &[(&str, &str)]) -> Dossier {
    let mut dossier = Dossier::new(
        "d".into(),
        Kind::Application,
        "gongyi-2023",
        "gbt-19580-2012",
    );
    for (at, (name, unit)) in metrics.iter().enumerate() {
        let mut metric = Metric::new(&format!("m{at}"));
        for (key, text) in [
            ("name", *name),
            ("unit", *unit),
            ("section", &format!("{item}-a")),
        ] {
            put_text(&mut metric.fields, key, text.to_owned());
        }
        dossier.metrics.push(Rc::new(metric));
    }
    dossier
}

/// The plan of a grid with nothing corrected; new metrics go to an item, if one is named.
pub fn planned(grid: &Grid, dossier: &Dossier, item: &str) -> Plan {
    let setting = Setting {
        dossier,
        criteria: &PACKS.criteria,
        library: &PACKS.metrics,
        section: &match item {
            "" => String::new(),
            item => format!("{item}-a"),
        },
        last: 2025,
    };
    plan(grid, &setting, None, &Choices::default())
}

pub fn field(field: Field) -> &'static str {
    match field {
        Field::Actual => "actual",
        Field::Target => "target",
        Field::Comparison => "comparison",
    }
}

/// Everything that a plan takes, sorted.
pub fn taken(plan: &Plan, dossier: &Dossier) -> Vec<Taken> {
    let mut taken = Vec::new();
    for (row, cells) in plan.cells.iter().enumerate() {
        for cell in cells.iter().filter(|cell| cell.action == Action::Take) {
            taken.push((
                plan.name(row, dossier, &PACKS.metrics).to_owned(),
                cell.year.unwrap_or_default(),
                field(cell.field.unwrap()).to_owned(),
                cell.value.clone().unwrap(),
            ));
        }
    }
    taken.sort();
    taken
}

fn strings(value: &Value) -> Vec<Vec<String>> {
    let text = |value: &Value| match value {
        Value::Integer(number) => number.to_string(),
        text => text.as_str().unwrap().to_owned(),
    };
    let list = |value: &Value| value.as_array().unwrap().iter().map(text).collect();
    value.as_array().unwrap().iter().map(list).collect()
}

/// A grid of the folder, its dossier and what is taken from it.
pub fn cases() -> Vec<(String, Grid, Dossier, String, Vec<Taken>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ways-in");
    let expected = std::fs::read_to_string(folder.join("expected.toml")).unwrap();
    let expected: Value = toml::from_str(&expected).unwrap();
    let grids = expected["grid"].as_array().unwrap().iter();
    let case = grids.map(|case| {
        let file = case["file"].as_str().unwrap().to_owned();
        let text = std::fs::read_to_string(folder.join(&file)).unwrap();
        let item = case["item"].as_str().unwrap();
        let has = strings(&case["has"]);
        let has: Vec<(&str, &str)> = has
            .iter()
            .map(|of| (of[0].as_str(), of[1].as_str()))
            .collect();
        let mut take: Vec<Taken> = strings(&case["take"])
            .into_iter()
            .map(|of| {
                (
                    of[0].clone(),
                    of[1].parse().unwrap(),
                    of[2].clone(),
                    of[3].clone(),
                )
            })
            .collect();
        take.sort();
        (
            file,
            tabs(&text).unwrap(),
            dossier(item, &has),
            item.to_owned(),
            take,
        )
    });
    case.collect()
}

#[test]
fn the_grids_are_taken_as_expected() {
    let cases = cases();
    assert_eq!(cases.len(), 5);
    for (file, grid, dossier, item, expected) in cases {
        let plan = planned(&grid, &dossier, &item);
        assert_eq!(plan.refused, None, "{file}");
        assert_eq!(taken(&plan, &dossier), expected, "{file}");
    }
}

/// A spreadsheet shows 98.5% as 98.50%: the number is the same.
fn exact(mut taken: Vec<Taken>) -> Vec<Taken> {
    for (.., value) in &mut taken {
        *value = value.parse::<Decimal>().unwrap().normalize().to_string();
    }
    taken
}

#[test]
fn the_same_copied_from_a_spreadsheet() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ways-in/calc");
    for (file, _, dossier, item, expected) in cases() {
        let html = folder.join(file.replace(".txt", ".html"));
        let html = std::fs::read_to_string(html).unwrap();
        assert!(has_table(&html), "{file}");
        let grids = tables(&html).unwrap();
        assert_eq!(grids.len(), 1, "{file}");
        let plan = planned(&grids[0], &dossier, &item);
        assert_eq!(plan.refused, None, "{file}");
        assert_eq!(exact(taken(&plan, &dossier)), exact(expected), "{file}");
    }
}

/// The cell of a given grid that says this.
fn cell(file: &str, raw: &str) -> quality_award_core::import::table::Cell {
    let (_, grid, dossier, item, _) = cases()
        .into_iter()
        .find(|case| case.0.starts_with(file))
        .unwrap();
    let plan = planned(&grid, &dossier, &item);
    for row in 0..plan.grid.height() {
        for column in 0..plan.grid.width() {
            if plan.grid.text(row, column) == raw {
                return plan.cells[row][column].clone();
            }
        }
    }
    panic!("{file} has no {raw}");
}

#[test]
fn what_is_not_taken_is_named() {
    let (_, grid, dossier, item, _) = cases().remove(0);
    let left_out = planned(&grid, &dossier, &item).left_out().join("\n");
    assert!(
        left_out.contains("位次") && left_out.contains("表下的说明"),
        "{left_out}"
    );
    let (_, grid, dossier, item, _) = cases().remove(1);
    let left_out = planned(&grid, &dossier, &item).left_out().join("\n");
    assert!(left_out.contains("2024 年的目标"), "{left_out}");
    let (_, grid, dossier, item, _) = cases().remove(2);
    let left_out = planned(&grid, &dossier, &item).left_out().join("\n");
    assert_eq!(left_out.matches("“中报”不是全年").count(), 2, "{left_out}");
    let mut reasons: Vec<String> = ["≥98", "约60", "￥19,200", "↓3.2", "(1.5)", "93。5"]
        .iter()
        .map(|raw| {
            let cell = cell("14", raw);
            assert_eq!(cell.action, Action::Refuse, "{raw}");
            cell.reason
        })
        .collect();
    reasons.sort();
    reasons.dedup();
    assert_eq!(reasons.len(), 6);
    for raw in ["—", "/", "无", "N/A"] {
        assert_eq!(cell("14", raw).action, Action::Blank, "{raw}");
    }
}

#[test]
fn the_source_of_a_comparison_comes_with_it() {
    let (_, grid, mut dossier, item, _) = cases().remove(1);
    let plan = planned(&grid, &dossier, &item);
    plan.apply(&mut dossier, &PACKS.metrics, || "c1".into());
    let compared = &dossier.metrics[0].list("comparisons")[0];
    let told = ["object", "source", "year", "value"].map(|key| compared.get(key));
    assert_eq!(told, ["行业标杆", "示例协会", "2025", "31000"]);
}
