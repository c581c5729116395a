//! The figures of a package as sheets: for those who compute with them further. One neutral workbook, of which
//! `crates/office` makes a file.

mod form;
mod metrics;
mod scores;
#[cfg(all(test, feature = "toml"))]
mod tests;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::package::PackageInput;
use crate::domain::input::Input;
use crate::dossier::Kind;

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    /// What it is called.
    pub title: String,
    /// Its sheets, at least one.
    pub sheets: Vec<Sheet>,
}

/// A sheet: a head of one row, and rows as wide as that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name: at most 31 characters, without the marks that a sheet's name must not have.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its head.
    pub name: String,
    /// Its width in digits.
    pub width: u8,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing is there.
    Empty,
    /// Text as typed; never a formula.
    Text(String),
    /// A number: an exact decimal with as many places as it was typed with.
    Number(String),
}

/// The figures of a dossier: its metrics, and of an application those of the form, of all but a pre-check the scores.
pub fn workbook(of: &PackageInput<'_>) -> Workbook {
    let mut sheets = vec![metrics::sheet(of)];
    if of.dossier.kind == Kind::Application {
        sheets.push(form::sheet(of));
    }
    if of.dossier.kind != Kind::Precheck {
        sheets.push(scores::sheet(of));
    }
    Workbook {
        title: format!("{}数据", of.dossier.organisation()),
        sheets,
    }
}

fn column(name: impl Into<String>, width: u8) -> Column {
    Column {
        name: name.into(),
        width,
    }
}

/// A text, or nothing.
fn text(text: &str) -> Cell {
    match text {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    }
}

fn number(value: Decimal) -> Cell {
    Cell::Number(value.to_string())
}

/// A number where it is one, otherwise the text as typed.
fn typed(input: &Input<Decimal>) -> Cell {
    match input {
        Input::Given(value) => number(*value),
        Input::Invalid { raw, .. } => text(raw),
        Input::Missing | Input::Unsure => Cell::Empty,
    }
}
