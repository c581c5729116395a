//! 申报表数据: the figures of the form by year, those that are computed too.

use super::{Cell, Sheet, column, number, text};
use crate::domain::input::decimal;
use crate::export::package::PackageInput;
use crate::views::{FormValue, Written, application_date, form_view};

pub fn sheet(of: &PackageInput<'_>) -> Sheet {
    let on = application_date(of.dossier).given().copied();
    let form = form_view(of.dossier, of.scheme, on.unwrap_or(of.today));
    // A year in front has closing balances alone.
    let before = form.years.first().map(|year| year - 1);
    let years: Vec<i32> = before
        .into_iter()
        .chain(form.years.iter().copied())
        .collect();
    let mut columns = vec![column("指标", 28), column("单位", 12)];
    columns.extend(years.iter().map(|year| match before == Some(*year) {
        true => column(format!("{year} 年末"), 14),
        false => column(format!("{year} 年"), 14),
    }));
    let rows = form.entries().filter_map(|entry| {
        let cells: Vec<Cell> = match &entry.value {
            FormValue::One(_) => return None,
            FormValue::Years(figures) => years
                .iter()
                .map(|year| {
                    let figure = figures.iter().find(|figure| figure.year == *year);
                    figure.map_or(Cell::Empty, |figure| written(&figure.written))
                })
                .collect(),
            FormValue::Computed(figures) => years
                .iter()
                .map(|year| {
                    let figure = figures.iter().find(|figure| figure.year == *year);
                    figure.map_or(Cell::Empty, |figure| match &figure.value {
                        Ok(value) => number(*value),
                        Err(why) => text(why),
                    })
                })
                .collect(),
        };
        let names = [&entry.field.label, &entry.field.unit].map(|name| text(name));
        Some(names.into_iter().chain(cells).collect())
    });
    Sheet {
        name: "申报表数据".to_owned(),
        rows: rows.collect(),
        columns,
    }
}

/// A figure, or what was typed instead of one.
fn written(written: &Written<'_>) -> Cell {
    match decimal(&written.words).given() {
        Some(value) => number(*value),
        None => text(written.raw),
    }
}
