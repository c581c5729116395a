//! Where each row of a table goes.

use std::collections::BTreeMap;

use crate::dossier::Dossier;
use crate::pack::{Criteria, Item, ItemKind, Metrics};

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
    // The places that the columns of groups name; an empty cell goes on with the one above.
    let mut groups: Vec<Option<String>> = vec![None; columns.len()];
    let mut rows = Vec::new();
    for (row, name) in (from..to).zip(&called) {
        let raw = names.map_or("", |at| grid.text(row, at));
        let stated = unit_at.map_or("", |at| grid.text(row, at));
        let unit = match stated.is_empty() {
            true => name.unit.clone(),
            false => stated.to_owned(),
        };
        let alone = alone(grid, columns, row);
        let has_figures = alone.is_none()
            && columns.iter().enumerate().any(|(at, column)| {
                matches!(
                    column.role,
                    Role::Actual(_) | Role::Target(_) | Role::Comparison(_) | Role::Left
                ) && !grid.cell(row, at).covered
                    && !grid.text(row, at).is_empty()
            });
        let line_of_its_own = alone.or((!has_figures).then_some(raw));
        let heading = line_of_its_own.and_then(|text| place_of(text, places.criteria));
        if heading.is_some() || alone.is_some_and(is_counted) {
            section.clone_from(&heading);
            groups.fill(None);
        }
        for (at, group) in groups.iter_mut().enumerate() {
            let text = grid.text(row, at);
            if columns[at].role == Role::Category && alone.is_none() && !text.is_empty() {
                *group = place_of(text, places.criteria);
            }
        }
        let named = groups.iter().flatten().next_back().cloned();
        let new_at = named.or_else(|| section.clone());
        let new_at = new_at.as_deref().unwrap_or(places.section);
        let (to, reason) = match chosen.get(&row) {
            Some(to) => (to.clone(), String::new()),
            None => {
                // A note stands in whatever column it began.
                let first = (0..grid.width())
                    .map(|at| grid.text(row, at))
                    .find(|text| !text.is_empty());
                match alone.map(|text| of_its_own(text, heading.is_some())) {
                    Some(why) => (To::Nowhere, why.to_owned()),
                    None => destination(
                        name,
                        first.unwrap_or_default(),
                        has_figures,
                        new_at,
                        places,
                        &bases,
                    ),
                }
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

/// The text of a row in which only one cell says something, and that cell is no value: a heading, a note.
fn alone<'g>(grid: &'g Grid, columns: &[Column], row: usize) -> Option<&'g str> {
    let mut filled = (0..grid.width())
        .filter(|at| !grid.cell(row, *at).covered && !grid.text(row, *at).is_empty());
    let (Some(at), None) = (filled.next(), filled.next()) else {
        return None;
    };
    let value = matches!(
        columns.get(at)?.role,
        Role::Actual(_) | Role::Target(_) | Role::Comparison(_)
    );
    (!value).then(|| grid.text(row, at))
}

/// Whether a line is counted as the parts of a table are, 一、 or （二）: what the part before was about ends there.
fn is_counted(text: &str) -> bool {
    let text = bare(text);
    let inside = text.strip_prefix('(').unwrap_or(&text);
    let rest = inside.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    rest.len() < inside.len() && rest.starts_with(['、', ')', '.', ','])
}

/// Why a line of its own is no metric.
fn of_its_own(text: &str, heading: bool) -> &'static str {
    match no_metric(&row_name(text)) {
        Some(why) => why,
        None if heading => "是分组的标题",
        None if text.contains(['。', '；']) => "是一段说明",
        None => "这一行没有数值",
    }
}

/// The first sub-heading of the result item that a heading or a group names: by its number, by its title, or by the words
/// that sheets use for it.
fn place_of(text: &str, criteria: &Criteria) -> Option<String> {
    let text = bare(text);
    if text.is_empty() {
        return None;
    }
    let results = || {
        let items = criteria.items.iter();
        items.filter(|item| item.kind == ItemKind::Result)
    };
    let only = |named: &dyn Fn(&Item) -> bool| {
        let mut named = results().filter(|item| named(item));
        named.next().filter(|_| named.next().is_none())
    };
    let titled = |item: &Item| text.ends_with(&bare(&item.title));
    let grouped = |item: &Item| item.groups.iter().any(|word| text.contains(&bare(word)));
    let item = only(&|item| is_numbered(&text, &item.id))
        .or_else(|| only(&titled))
        .or_else(|| only(&grouped).filter(|_| text.chars().count() <= LONGEST_GROUP))?;
    Some(item.sections.first()?.id.clone())
}

/// A longer text is no group of metrics but says something.
const LONGEST_GROUP: usize = 16;

/// Whether the number of an item stands in a text, and is not part of another number.
fn is_numbered(text: &str, id: &str) -> bool {
    text.match_indices(id).any(|(at, _)| {
        let inside = |c: char| c.is_ascii_digit() || c == '.';
        let (before, behind) = (&text[..at], &text[at + id.len()..]);
        !before.ends_with(inside) && !behind.starts_with(|c: char| c.is_ascii_digit())
    })
}
