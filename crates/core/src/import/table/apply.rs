//! What a plan writes into a dossier: the cells that it shows as taken, and what stands beside comparisons.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::dossier::{Dossier, Entry, Metric, put_text};
use crate::pack::Metrics;
use crate::pack::reserved::PROFIT;
use crate::views::value_place;

use super::columns::{Compared, Role};
use super::plan::{Field, Plan};
use super::rows::To;
use super::value::Action;
use super::words::bare;

impl Plan {
    /// Writes everything that is taken; `new_id` gives each new thing an id.
    pub fn apply(
        &self,
        dossier: &mut Dossier,
        library: &Metrics,
        mut new_id: impl FnMut() -> String,
    ) {
        let mut added: BTreeMap<To, String> = BTreeMap::new();
        for (row, cells) in self.cells.iter().enumerate() {
            let taken = cells.iter().any(|cell| cell.action == Action::Take);
            if !taken && !self.has_beside_alone(row) {
                continue;
            }
            let id = match &self.rows[row].to {
                To::Metric(id) => id.clone(),
                _ => match added.get(&self.key(row)) {
                    Some(id) => id.clone(),
                    None => {
                        let Some(metric) = self.new_metric(row, library) else {
                            continue;
                        };
                        let id = new_id();
                        dossier.metrics.push(Rc::new(Metric {
                            id: id.clone(),
                            ..metric
                        }));
                        added.insert(self.key(row), id.clone());
                        id
                    }
                },
            };
            if let Some(unit) = self.units.get(&row) {
                dossier.edit_metric(&id, |metric| {
                    if metric.get("unit").is_empty() {
                        put_text(&mut metric.fields, "unit", unit.clone());
                    }
                });
            }
            self.write_row(dossier, row, &id, &mut new_id);
        }
    }

    fn write_row(
        &self,
        dossier: &mut Dossier,
        row: usize,
        id: &str,
        new_id: &mut impl FnMut() -> String,
    ) {
        let profit = dossier
            .metric(id)
            .is_some_and(|of| of.get("library") == PROFIT);
        for (at, cell) in self.cells[row].iter().enumerate() {
            let (Action::Take, Some(value)) = (cell.action, &cell.value) else {
                continue;
            };
            match (cell.field, cell.year, self.columns[at].role) {
                (Some(Field::Actual), Some(year), _) => {
                    value_place(id, profit, year).write(dossier, value.clone())
                }
                (Some(Field::Target), Some(year), _) => dossier.edit_metric(id, |metric| {
                    metric.set_year(&year.to_string(), "target", value.clone());
                }),
                (Some(Field::Comparison), _, Role::Comparison(of)) => {
                    let told = self.beside.get(&(row, of)).cloned().unwrap_or_default();
                    compare(dossier, id, (&told, self.by_place), Some(value), new_id);
                }
                _ => {}
            }
        }
        if self.has_beside_alone(row)
            && let Some(told) = self.beside.get(&(row, 0))
        {
            compare(dossier, id, (told, self.by_place), None, new_id);
        }
    }

    /// Whether texts of a comparison are pasted into their cells without its value.
    fn has_beside_alone(&self, row: usize) -> bool {
        let valued = self
            .columns
            .iter()
            .any(|column| matches!(column.role, Role::Comparison(_)));
        let metric = matches!(self.rows[row].to, To::Metric(_));
        self.by_place && !valued && metric && self.beside.contains_key(&(row, 0))
    }
}

/// The comparison of a metric that is meant. By place it is the first, which the grid shows. Else: with the same one, of the same year or none; where no one is named the
/// first, when it is the only one.
pub(super) fn entry<'m>(metric: &'m Metric, told: &Compared, by_place: bool) -> Option<&'m Entry> {
    let entries = metric.list("comparisons");
    if by_place {
        return entries.first();
    }
    let year = told.year.map(|year| year.to_string());
    let fits = |entry: &&Entry| {
        let written = entry.get("year").trim();
        year.as_deref()
            .is_none_or(|year| written.is_empty() || written == year)
    };
    if told.object.is_empty() {
        return entries
            .first()
            .filter(|entry| entries.len() == 1 && fits(entry));
    }
    let object = bare(&told.object);
    let named = entries
        .iter()
        .find(|entry| bare(entry.get("object")) == object && fits(entry));
    let open = |entry: &&Entry| entry.get("object").is_empty() && entry.get("value").is_empty();
    named.or_else(|| entries.iter().find(|entry| open(entry) && fits(entry)))
}

fn compare(
    dossier: &mut Dossier,
    id: &str,
    (told, by_place): (&Compared, bool),
    value: Option<&String>,
    new_id: &mut impl FnMut() -> String,
) {
    dossier.edit_metric(id, |metric| {
        let found = entry(metric, told, by_place).map(|entry| entry.id.clone());
        let entries = metric.lists.entry("comparisons".to_owned()).or_default();
        let entries = Rc::make_mut(entries);
        let at = found.and_then(|found| entries.iter().position(|entry| entry.id == found));
        let at = at.unwrap_or_else(|| {
            entries.push(Entry::new(&new_id()));
            entries.len() - 1
        });
        let fields = &mut entries[at].fields;
        let year = told.year.map(|year| year.to_string());
        for (key, text) in [
            ("value", value.cloned()),
            ("year", year),
            ("object", Some(told.object.clone())),
            ("source", Some(told.source.clone())),
        ] {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                put_text(fields, key, text);
            }
        }
    });
}
