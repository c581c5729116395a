//! `table`: a table from a file into the metrics of a package, as the app does it, shown and written.

use std::path::{Path, PathBuf};

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::{self, Dossier, Kind};
use quality_award_core::import::table::{Action, Choices, Field, Grid, Plan, Setting, To, plan};
use quality_award_core::pack::ItemKind;
use quality_award_core::views::{application_date, last_year};
use quality_award_office::sheets::{Sheet, sheets};
use serde_json::{Value, json};

use crate::packs::Rules;
use crate::shown::shown;
use crate::{BUILD, Failure, open, write};

/// What the command line asks for.
#[derive(Default)]
pub struct Table {
    /// The file with the table.
    pub file: Option<PathBuf>,
    /// The item that new metrics go to.
    pub item: Option<String>,
    /// The sheet of a workbook, by name.
    pub sheet: Option<String>,
    /// The package it is brought into.
    pub into: Option<PathBuf>,
    /// Whether the answer is JSON.
    pub json: bool,
    /// Where the package is written.
    pub write: Option<PathBuf>,
    /// Today.
    pub today: Option<Date>,
    /// Another folder of rules.
    pub data: Option<PathBuf>,
}

impl Table {
    /// Plans, says and, where it is asked for, writes. True when nothing is asked about or refused.
    pub fn run(&self, today: Date) -> Result<bool, Failure> {
        let rules = Rules::of(self.data.as_deref())?;
        let packs = &rules.packs;
        let file = self
            .file
            .as_deref()
            .ok_or_else(|| Failure::usage("请指定一个表格文件，只能一个"))?;
        let item = self
            .item
            .as_deref()
            .ok_or_else(|| Failure::usage("请写明指标归哪个条目：--item 4.7.4"))?;
        let known = packs
            .criteria
            .item(item)
            .filter(|item| item.kind == ItemKind::Result);
        let section = known.and_then(|item| item.sections.first());
        let section = section.ok_or_else(|| Failure::usage(format!("“{item}”不是结果条目")))?;
        let grid = self.grid(file)?;
        let mut dossier = match &self.into {
            Some(path) => open(path, &rules)?.dossier,
            None => Dossier::new(
                "table".into(),
                Kind::Application,
                &packs.scheme.about.id,
                &packs.criteria.edition.id,
            ),
        };
        let on = application_date(&dossier).given().copied().unwrap_or(today);
        let setting = Setting {
            dossier: &dossier,
            criteria: &packs.criteria,
            library: &packs.metrics,
            section: &section.id,
            last: last_year(&dossier, Some(on)).unwrap_or(today.year() - 1),
        };
        let plan = plan(&grid, &setting, None, &Choices::default());
        let text = match self.json {
            true => format!("{}\n", report(&plan, &dossier, &rules)),
            false => shown(&told(&plan, &dossier, &rules)),
        };
        write(&text, None)?;
        if let Some(path) = &self.write
            && plan.refused.is_none()
        {
            let ids: Vec<String> = ids(&dossier);
            let mut next = (1..)
                .map(|number| format!("t{number}"))
                .filter(|id| !ids.contains(id));
            plan.apply(&mut dossier, &packs.metrics, || {
                next.next().unwrap_or_default()
            });
            let bytes = dossier::write(&dossier, BUILD);
            std::fs::write(path, bytes).map_err(|error| Failure::io(path, &error))?;
        }
        let counts = plan.counts();
        Ok(plan.refused.is_none() && counts.ask + counts.refuse == 0)
    }

    /// The table of the sheet that is named, or of the only one.
    fn grid(&self, file: &Path) -> Result<Grid, Failure> {
        let bytes = std::fs::read(file).map_err(|error| Failure::io(file, &error))?;
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let sheets = sheets(&bytes, &name.unwrap_or_default());
        let sheets = sheets.map_err(|why| Failure::unusable(file, why))?;
        let filled: Vec<&Sheet> = sheets
            .iter()
            .filter(|sheet| sheet.grid.is_ok() && !sheet.hidden)
            .collect();
        let names = || {
            sheets
                .iter()
                .map(|sheet| format!("“{}”", sheet.name))
                .collect::<String>()
        };
        let sheet = match (&self.sheet, filled.as_slice()) {
            (Some(name), _) => {
                let named = sheets.iter().find(|sheet| sheet.name == *name);
                named.ok_or_else(|| {
                    Failure::unusable(file, format!("没有工作表“{name}”，现有{}", names()))
                })?
            }
            (None, [one]) => one,
            (None, []) => &sheets[0],
            (None, _) => {
                return Err(Failure::unusable(
                    file,
                    format!("不止一个工作表，请用 --sheet 写明是哪一个：{}", names()),
                ));
            }
        };
        sheet
            .grid
            .clone()
            .map_err(|why| Failure::unusable(file, why))
    }
}

/// Ids that are taken in a dossier.
fn ids(dossier: &Dossier) -> Vec<String> {
    let metrics = dossier.metrics.iter().flat_map(|metric| {
        let entries = metric
            .lists
            .values()
            .flat_map(|entries| entries.iter().map(|entry| entry.id.clone()));
        std::iter::once(metric.id.clone()).chain(entries)
    });
    let entries = dossier
        .registers
        .values()
        .flat_map(|entries| entries.iter().map(|entry| entry.id.clone()));
    metrics.chain(entries).collect()
}

/// Every cell with something in it, and every place of a figure that is empty, row by row of the source.
fn report(plan: &Plan, dossier: &Dossier, rules: &Rules) -> Value {
    let mut cells = Vec::new();
    for (row, line) in plan.cells.iter().enumerate() {
        for (column, cell) in line.iter().enumerate() {
            let raw = plan.grid.cell(row, column);
            let shown = !raw.text.trim().is_empty() && !raw.covered;
            if !shown && cell.action == Action::Ignore {
                continue;
            }
            let at = plan.source(row, column);
            let metric = match &plan.rows[row].to {
                To::Metric(id) => Some(id.as_str()),
                _ => None,
            };
            let field = cell.field.map(|field| match field {
                Field::Actual => "actual",
                Field::Target => "target",
                Field::Comparison => "comparison",
            });
            let action = match cell.action {
                Action::Take => "take",
                Action::Ask => "ask",
                Action::Refuse => "refuse",
                Action::Blank => "blank",
                Action::Ignore => "ignore",
            };
            let name =
                Some(plan.name(row, dossier, &rules.packs.metrics)).filter(|name| !name.is_empty());
            cells.push((
                at,
                json!({
                    "row": at.0 + 1,
                    "column": at.1 + 1,
                    "raw": raw.text,
                    "action": action,
                    "metric": metric,
                    "name": name,
                    "year": cell.year,
                    "field": field,
                    "value": cell.value,
                    "reason": cell.reason,
                }),
            ));
        }
    }
    cells.sort_by_key(|(at, _)| *at);
    let cells: Vec<Value> = cells.into_iter().map(|(_, cell)| cell).collect();
    json!({ "cells": cells, "refused": plan.refused })
}

/// The plan in words: the sum, what is asked about or refused, what is left out, and what goes where.
fn told(plan: &Plan, dossier: &Dossier, rules: &Rules) -> String {
    if let Some(why) = &plan.refused {
        return format!("没有录入：{why}。\n");
    }
    let counts = plan.counts();
    let mut out = format!(
        "将录入 {} 个数（{} 个已有指标，新增 {} 个指标，改写 {} 处）；待您决定 {} 个；不录入 {} 个。\n",
        counts.take, counts.known, counts.new, counts.changed, counts.ask, counts.refuse
    );
    for line in plan.left_out() {
        out += &format!("不录入：{line}。\n");
    }
    for (row, line) in plan.cells.iter().enumerate() {
        let name = plan.name(row, dossier, &rules.packs.metrics);
        for (column, cell) in line.iter().enumerate() {
            let (at_row, at_column) = plan.source(row, column);
            let raw = plan.grid.text(row, column);
            let head = plan.columns[column].head.as_str();
            match (cell.action, &cell.value) {
                (Action::Take, Some(value)) => out += &format!("录入：{name}，{head}：{value}\n"),
                (Action::Ask, _) => {
                    let options = cell.options.join(" 或 ");
                    out += &format!(
                        "待您决定：第 {} 行第 {} 列“{raw}”（{name}，{head}）：{}；可选 {options}\n",
                        at_row + 1,
                        at_column + 1,
                        cell.reason
                    );
                }
                (Action::Refuse, _) => {
                    out += &format!(
                        "不录入：第 {} 行第 {} 列“{raw}”（{name}，{head}）：{}\n",
                        at_row + 1,
                        at_column + 1,
                        cell.reason
                    );
                }
                _ => {}
            }
        }
    }
    out
}
