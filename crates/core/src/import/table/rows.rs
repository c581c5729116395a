//! Where each row of a table goes.

use std::collections::BTreeMap;

use crate::dossier::Dossier;
use crate::pack::{Criteria, ItemKind, Metrics};

use super::columns::{Column, Role};
use super::grid::Grid;
use super::names::{Index, Known, Meant, RowName, no_metric, row_name};
use super::words::{bare, bracket};

/// Where a row goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum To {
    /// To a metric of the dossier, by its id.
    Metric(String),
    /// To a new metric that is taken from the library, by its id there.
    Library(String),
    /// To a new metric of the row's name, under this sub-heading.
    New(String),
    /// To one of these; a person decides.
    Unsure(Vec<To>),
    /// Nowhere.
    Nowhere,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The name it has, without its number and its unit.
    pub name: String,
    /// The unit that stands beside its name; empty when none does.
    pub unit: String,
    /// Where it goes.
    pub to: To,
    /// Why it is left out or asked about; without a full stop.
    pub reason: String,
}

/// What the destinations are made of.
pub struct Places<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// The criteria.
    pub criteria: &'a Criteria,
    /// The library.
    pub library: &'a Metrics,
    /// The sub-heading new metrics go to.
    pub section: &'a str,
    /// All names.
    pub index: Index,
}

/// The rows of the body, from and up to, and where they go; `chosen` are those that a person decided.
pub fn rows(
    grid: &Grid,
    columns: &[Column],
    (from, to): (usize, usize),
    places: &Places<'_>,
    chosen: &BTreeMap<usize, To>,
) -> Vec<Row> {
    let names = columns.iter().position(|column| column.role == Role::Name);
    let unit_at = columns.iter().position(|column| column.role == Role::Unit);
    let called: Vec<RowName> = (from..to)
        .map(|row| row_name(names.map_or("", |at| grid.text(row, at))))
        .collect();
    let bases = bases(&called);
    // What a line of its own says about the rows below it.
    let mut section: Option<String> = None;
    let mut rows = Vec::new();
    for (row, name) in (from..to).zip(&called) {
        let raw = names.map_or("", |at| grid.text(row, at));
        let stated = unit_at.map_or("", |at| grid.text(row, at));
        let unit = match stated.is_empty() {
            true => name.unit.clone(),
            false => stated.to_owned(),
        };
        let has_figures = columns.iter().enumerate().any(|(at, column)| {
            matches!(
                column.role,
                Role::Actual(_) | Role::Target(_) | Role::Comparison(_) | Role::Left
            ) && !grid.cell(row, at).covered
                && !grid.text(row, at).is_empty()
        });
        let line_of_its_own =
            !has_figures && (0..grid.width()).any(|at| !grid.text(row, at).is_empty());
        if line_of_its_own && let Some(named) = item_in(raw, places.criteria) {
            section = Some(named);
        }
        let categories = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.role == Role::Category);
        let named = categories
            .rev()
            .find_map(|(at, _)| item_in(grid.text(row, at), places.criteria));
        let new_at = named.or_else(|| section.clone());
        let new_at = new_at.as_deref().unwrap_or(places.section);
        let (to, reason) = match chosen.get(&row) {
            Some(to) => (to.clone(), String::new()),
            None => {
                // A note stands in whatever column it began.
                let first = (0..grid.width())
                    .map(|at| grid.text(row, at))
                    .find(|text| !text.is_empty());
                destination(
                    name,
                    first.unwrap_or_default(),
                    has_figures,
                    new_at,
                    places,
                    &bases,
                )
            }
        };
        let reason = match reason.as_str() {
            "" if !name.unit.is_empty()
                && !stated.is_empty()
                && bare(&name.unit) != bare(stated) =>
            {
                format!("名称里的单位“{}”和单位列的“{stated}”不一样", name.unit)
            }
            _ => reason,
        };
        rows.push(Row {
            name: name.name.clone(),
            unit,
            to,
            reason,
        });
    }
    rows
}

/// How many names of the table are the same but for what stands in brackets behind them.
fn bases(names: &[RowName]) -> BTreeMap<&str, usize> {
    let distinct: BTreeMap<&str, &str> = names
        .iter()
        .map(|name| (name.bare.as_str(), base(name)))
        .collect();
    let mut counts = BTreeMap::new();
    for base in distinct.into_values() {
        *counts.entry(base).or_insert(0) += 1;
    }
    counts
}

fn base(name: &RowName) -> &str {
    bracket(&name.bare).map_or(&name.bare, |(before, _)| before)
}

fn destination(
    name: &RowName,
    first: &str,
    has_figures: bool,
    section: &str,
    places: &Places<'_>,
    bases: &BTreeMap<&str, usize>,
) -> (To, String) {
    let nowhere = |why: &str| (To::Nowhere, why.to_owned());
    if name.bare.is_empty() {
        let told = no_metric(&row_name(first)).unwrap_or("没有指标名称");
        return nowhere(if has_figures || told != "没有指标名称" {
            told
        } else {
            ""
        });
    }
    let place = |known: &Known| match known {
        Known::Own(at) => To::Metric(places.dossier.metrics[*at].id.clone()),
        Known::Offered(at) => To::Library(places.library.metrics[*at].id.clone()),
    };
    let new = (!section.is_empty()).then(|| To::New(section.to_owned()));
    let unsure = |known: &[Known], why: &str| {
        let to = known.iter().map(place).chain(new.clone());
        (To::Unsure(to.collect()), why.to_owned())
    };
    let fresh = || match &new {
        Some(new) => (new.clone(), String::new()),
        None => unsure(&[], "没有同名的指标，请选新增到哪个条目"),
    };
    let meant = places.index.meant(name);
    if matches!(meant, Meant::New)
        && let Some(why) = no_metric(name)
    {
        return nowhere(why);
    }
    if !has_figures {
        return nowhere("这一行没有数值");
    }
    match meant {
        Meant::One(known) => (place(&known), String::new()),
        // 顾客满意度（钢厂） beside 顾客满意度（水泥厂）: parts of one metric, each with figures of its own.
        Meant::Near(_) if bases.get(base(name)) > Some(&1) => fresh(),
        Meant::Near(known) => unsure(&known, "名称和已知的指标相近，但不相同，请选是哪一个指标"),
        Meant::Several(known) => unsure(&known, "名称与不止一个指标相符，请选择是哪一个"),
        Meant::New => fresh(),
    }
}

/// The first sub-heading of the result item that a text names, by number or by title.
fn item_in(text: &str, criteria: &Criteria) -> Option<String> {
    let text = bare(text);
    if text.is_empty() {
        return None;
    }
    let results = criteria
        .items
        .iter()
        .filter(|item| item.kind == ItemKind::Result);
    let mut named = results.filter(|item| {
        let title = bare(&item.title);
        let number = text.strip_prefix(item.id.as_str());
        number.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
            || text == title
            || text.ends_with(&title)
    });
    let named = named.next_back()?;
    Some(named.sections.first()?.id.clone())
}
