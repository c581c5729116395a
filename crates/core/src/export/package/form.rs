//! 申报表: every field by group, the figures of three years as a table, the places for seals.

use crate::pack::AskKind;
use crate::views::{FormEntry, FormValue};

use super::super::document::{Block, Cell, Chapter, Column, FormRow, NOTHING, Row, UNFILLED};
use super::context::ChapterContext;
use super::declarations;
use super::entries::registers_at;
use super::section;

const ID: &str = "c-form";

/// Longest label and value, in letters of half width, of two fields that stand beside each other.
const SHORT: (usize, usize) = (16, 16);

/// The chapter.
pub fn chapter(context: &mut ChapterContext<'_>) -> Chapter {
    let groups = context.form.groups.clone();
    let mut blocks = Vec::new();
    for (at, group) in (1..).zip(&groups) {
        blocks.push(section(ID, at, group.title));
        let table = |entry: &FormEntry<'_>| !matches!(entry.value, FormValue::One(_));
        for entries in group.entries.chunk_by(|a, b| table(a) == table(b)) {
            blocks.extend(match entries.first() {
                Some(first) if table(first) => figures(context, entries),
                _ => vec![fields(context, entries)],
            });
        }
    }
    blocks.extend(registers_at(context, "form", "申报表"));
    blocks.extend(declarations::seals(context.scheme));
    Chapter {
        id: ID.to_owned(),
        title: "申报表".to_owned(),
        blocks,
    }
}

fn part(label: &str) -> String {
    format!("申报表“{label}”")
}

fn fields(context: &mut ChapterContext<'_>, entries: &[FormEntry<'_>]) -> Block {
    let mut rows: Vec<FormRow> = Vec::new();
    // Whether the last row has room for another field.
    let mut room = false;
    for entry in entries {
        let FormValue::One(written) = &entry.value else {
            continue;
        };
        let label = &entry.field.label;
        let mut value = match entry.field.by_town && written.is_empty() {
            // The town writes it by hand.
            true => String::new(),
            false => context.show_written(written, &part(label), entry.field.required),
        };
        if !written.is_empty() && !entry.field.unit.is_empty() {
            value = format!("{value} {}", entry.field.unit);
        }
        let fits = |text: &str, most: usize| {
            let widths = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
            widths.sum::<usize>() <= most && !text.contains(['\n', '\r'])
        };
        let short =
            entry.field.kind != AskKind::LongText && fits(label, SHORT.0) && fits(&value, SHORT.1);
        let pair = (label.clone(), value);
        match rows.last_mut() {
            Some(row) if short && room => {
                row.push(pair);
                room = false;
            }
            _ => {
                rows.push(vec![pair]);
                room = short;
            }
        }
    }
    Block::Form {
        caption: String::new(),
        rows,
        whole: false,
    }
}

/// The figures by year, and how the computed ones are computed.
fn figures(context: &mut ChapterContext<'_>, entries: &[FormEntry<'_>]) -> Vec<Block> {
    let years = context.form.years.clone();
    let opening = entries.iter().any(|entry| match &entry.value {
        FormValue::Years(years) => years.iter().any(|year| year.opening),
        _ => false,
    });
    // A year in front, for closing balances alone.
    let before = years.first().filter(|_| opening).map(|year| year - 1);
    let shown: Vec<i32> = before.into_iter().chain(years).collect();
    let rows = entries.iter().map(|entry| row(context, entry, &shown));
    let rows = rows.collect();
    let width = if opening { 3 } else { 4 };
    let taken = 3 + width * u8::try_from(shown.len()).unwrap_or_default();
    let column = |name: String, width: u8| Column { name, width };
    let mut columns = vec![
        column("指标".into(), 20_u8.saturating_sub(taken)),
        column("单位".into(), 3),
    ];
    columns.extend(shown.iter().map(|year| match before == Some(*year) {
        true => column(format!("{year} 年末"), width),
        false => column(format!("{year} 年"), width),
    }));
    let mut blocks = vec![Block::Table {
        caption: String::new(),
        columns,
        rows,
        whole: false,
    }];
    let computed = entries.iter().filter(|entry| entry.field.formula.is_some());
    blocks.extend(computed.map(|entry| Block::Small(note(entry))));
    blocks
}

fn note(entry: &FormEntry<'_>) -> String {
    let field = entry.field;
    format!("{}{}", field.label, field.hint)
}

fn row(context: &mut ChapterContext<'_>, entry: &FormEntry<'_>, shown: &[i32]) -> Row {
    let field = entry.field;
    let values = shown.iter().map(|year| match &entry.value {
        FormValue::Years(years) => match years.iter().find(|figure| figure.year == *year) {
            Some(figure) => {
                let part = part(&field.label);
                let text = context.show_written(&figure.written, &part, field.required);
                match text.as_str() {
                    UNFILLED => Cell::Text(text),
                    _ => Cell::Number(text),
                }
            }
            None => Cell::Number(NOTHING.to_owned()),
        },
        FormValue::Computed(years) => match years.iter().find(|figure| figure.year == *year) {
            Some(figure) => match &figure.value {
                Ok(value) => Cell::Number(value.to_string()),
                Err(why) => Cell::Text(why.clone()),
            },
            None => Cell::Number(NOTHING.to_owned()),
        },
        FormValue::One(_) => Cell::Text(String::new()),
    });
    let names = [&field.label, &field.unit].map(|text| Cell::Text(text.clone()));
    Row {
        cells: names.into_iter().chain(values).collect(),
        sum: false,
    }
}
