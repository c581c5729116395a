//! Registers and lists as tables: the columns of the data, references by name.

use crate::dossier::{
    EntriesAt, Entry, FileMark, PICTURE_FILE, PICTURES, Place, column_flaw, column_words,
};
use crate::pack::{Column, ColumnKind, Register, RegisterOf};
use crate::views::{Caption, Laid, Markers, Numbered, TABLES, marked, targets};

use super::super::document::{Block, Cell, Column as Head, NOTHING, Row, or_blank, or_unfilled};
use super::context::ChapterContext;

/// Width of a whole table.
const WIDTH: u8 = 20;

/// The registers of the dossier that are handed in and written at a slot or item. One that is written at several stands at the first.
pub fn registers_at(context: &mut ChapterContext<'_>, at: &str, part: &str) -> Vec<Block> {
    let criteria = context.criteria;
    let registers = criteria.registers_of(RegisterOf::Dossier);
    let here = registers.filter(|register| !register.internal);
    let here = here.filter(|register| register.at.first().is_some_and(|first| first == at));
    here.filter_map(|register| {
        let entries = EntriesAt::Register(register.id.as_str().into());
        table(context, register, &entries, part)
    })
    .collect()
}

/// A register or list as a table; `None` when it has no entries. A column in which nothing is written and nothing has to
/// be is left out.
pub fn table(
    context: &mut ChapterContext<'_>,
    register: &Register,
    at: &EntriesAt,
    part: &str,
) -> Option<Block> {
    let (shown, rows) = cells(context, register, at, part)?;
    let longest = |nth: usize| {
        let texts = rows.iter().filter_map(|row| row.get(nth));
        texts.map(|text| text.chars().count()).max().unwrap_or(0)
    };
    let names = shown.iter().map(|column| column.label.chars().count());
    let longest: Vec<usize> = names
        .enumerate()
        .map(|(at, name)| longest(at).max(name))
        .collect();
    let least = shown.iter().map(|column| least(column.kind)).collect();
    let columns = shown.iter().zip(widths(least, &longest));
    let columns = columns.map(|(column, width)| Head {
        name: column.label.clone(),
        width,
    });
    let row = |texts: Vec<String>| Row {
        cells: texts.into_iter().map(Cell::Text).collect(),
        sum: false,
    };
    Some(Block::Table {
        caption: register.title.clone(),
        columns: columns.collect(),
        rows: rows.into_iter().map(row).collect(),
        whole: false,
    })
}

/// A list in words, a line an entry; columns as in [`table`].
pub fn in_words(
    context: &mut ChapterContext<'_>,
    register: &Register,
    at: &EntriesAt,
    part: &str,
) -> Vec<String> {
    let Some((shown, rows)) = cells(context, register, at, part) else {
        return Vec::new();
    };
    let line = |texts: Vec<String>| {
        let named = shown.iter().zip(texts).enumerate();
        let named = named.filter(|(_, (_, text))| text != NOTHING);
        let said = named.map(|(at, (column, text))| match at {
            0 => text,
            _ => format!("{} {text}", column.label),
        });
        format!(
            "{}：{}",
            register.title,
            said.collect::<Vec<_>>().join("，")
        )
    };
    rows.into_iter().map(line).collect()
}

/// The columns of a register that are printed, and the texts of its entries in them; `None` when it has no entries.
fn cells<'r>(
    context: &mut ChapterContext<'_>,
    register: &'r Register,
    at: &EntriesAt,
    part: &str,
) -> Option<(Vec<&'r Column>, Vec<Vec<String>>)> {
    let entries = at.read(context.dossier);
    if entries.is_empty() {
        return None;
    }
    let columns: Vec<&Column> = register
        .columns
        .iter()
        .filter(|column| !column.hidden)
        .collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for entry in entries {
        let texts = columns
            .iter()
            .map(|column| cell(context, at, entry, column, part));
        rows.push(texts.collect());
    }
    let kept = |nth: usize| {
        rows.iter()
            .any(|row| row.get(nth).is_some_and(|text| text != NOTHING))
    };
    let kept: Vec<bool> = (0..columns.len()).map(kept).collect();
    let only = |texts: Vec<String>| {
        let kept = texts.into_iter().zip(&kept).filter(|(_, kept)| **kept);
        kept.map(|(text, _)| text).collect()
    };
    let shown = columns.into_iter().zip(&kept).filter(|(_, kept)| **kept);
    let shown = shown.map(|(column, _)| column).collect();
    Some((shown, rows.into_iter().map(only).collect()))
}

/// The share of a table's width that a column cannot do without: a date does not break.
fn least(kind: ColumnKind) -> u8 {
    match kind {
        ColumnKind::Date | ColumnKind::Month => 3,
        _ => 2,
    }
}

/// The columns' shares of a table's width: what is left above the least goes, one after the other, to the column whose
/// longest text is the longest for its width. With too many columns all have the same.
fn widths(least: Vec<u8>, longest: &[usize]) -> Vec<u8> {
    let mut widths = least;
    let Some(left) = WIDTH.checked_sub(widths.iter().sum()) else {
        let each = WIDTH / u8::try_from(widths.len()).unwrap_or(WIDTH);
        return vec![each.max(1); widths.len()];
    };
    for _ in 0..left {
        let hundredths =
            |(width, longest): &(&mut u8, &usize)| *longest * 100 / usize::from(**width);
        // Of several the first.
        let columns = widths.iter_mut().zip(longest).rev();
        if let Some((width, _)) = columns.max_by_key(hundredths) {
            *width += 1;
        }
    }
    widths
}

fn cell(
    context: &mut ChapterContext<'_>,
    at: &EntriesAt,
    entry: &Entry,
    column: &Column,
    part: &str,
) -> String {
    if column.kind == ColumnKind::Refs {
        let to = column.to.as_deref().unwrap_or_default();
        return or_blank(
            &named(context, to, entry.refs(&column.key)),
            column.required,
        );
    }
    let (id, key) = (entry.id.as_str().into(), column.key.as_str().into());
    let raw = context.show(Place::Entry(at.clone(), id, key), part);
    let flaw = column_flaw(column, raw);
    or_blank(
        &marked(column_words(column, raw), flaw.as_ref()),
        column.required,
    )
}

/// What references name, apart by 、. One that names nothing any more is left out.
pub fn named(context: &ChapterContext<'_>, to: &str, refs: &[String]) -> String {
    let targets = targets(to, context.dossier, context.scheme, context.criteria);
    let names = refs
        .iter()
        .filter_map(|id| targets.iter().find(|(known, _)| known == id));
    let names: Vec<&str> = names.map(|(_, name)| name.as_str()).collect();
    names.join("、")
}

/// The text of a slot or sub-heading, with the tables and pictures that its markers put into it.
pub fn laid_out(context: &mut ChapterContext<'_>, text: &str, at: &str, part: &str) -> Vec<Block> {
    let captions = context.captions.clone();
    let markers = Markers::new(context.dossier, &captions);
    let laid = markers.laid_out(text, at).into_iter();
    let blocks = laid.filter_map(|laid| match laid {
        Laid::Text(text) => Some(Block::Text(text.to_owned())),
        Laid::Stands(caption) => added(context, caption, part),
    });
    blocks.collect()
}

/// The tables and pictures at a slot or sub-heading that stand in no text, behind it.
pub fn behind(context: &mut ChapterContext<'_>, text: &str, at: &str, part: &str) -> Vec<Block> {
    let captions = context.captions.clone();
    let markers = Markers::new(context.dossier, &captions);
    let laid = markers.laid_out(text, at);
    let left = captions
        .at(at)
        .filter(|caption| !laid.contains(&Laid::Stands(caption)));
    left.filter_map(|caption| added(context, caption, part))
        .collect()
}

/// A table or picture that a person added; `None` for a chart.
fn added(context: &mut ChapterContext<'_>, caption: &Caption, part: &str) -> Option<Block> {
    let register = match caption.of {
        Numbered::Table => TABLES,
        Numbered::Picture => PICTURES,
        Numbered::Chart => return None,
    };
    let mut entries = context.dossier.register(register).iter();
    let entry = entries.find(|entry| entry.id == caption.id)?;
    let register = EntriesAt::Register(register.into());
    Some(match caption.of {
        Numbered::Picture => own_picture(context, &register, entry, part),
        _ => own_table(context, &register, entry, part),
    })
}

fn own_picture(
    context: &mut ChapterContext<'_>,
    register: &EntriesAt,
    entry: &Entry,
    part: &str,
) -> Block {
    let mut show = |key: &str| {
        let place = Place::Entry(register.clone(), entry.id.as_str().into(), key.into());
        context.show(place, part).to_owned()
    };
    let (title, about) = (or_unfilled(&show("title")), show("alt"));
    Block::Picture {
        caption: context.numbered(Numbered::Picture, &entry.id, &title),
        about,
        file: FileMark::read(entry.get(PICTURE_FILE)),
    }
}

/// A table with its rows as they were pasted.
fn own_table(
    context: &mut ChapterContext<'_>,
    register: &EntriesAt,
    entry: &Entry,
    part: &str,
) -> Block {
    let mut show = |key: &str| {
        let place = Place::Entry(register.clone(), entry.id.as_str().into(), key.into());
        context.show(place, part).to_owned()
    };
    // Where it stands is not typed.
    show("at");
    let title = or_unfilled(&show("title"));
    let body = or_blank(&show("body"), false);
    let caption = context.numbered(Numbered::Table, &entry.id, &title);
    let lines: Vec<Vec<&str>> = body
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    let most = lines.iter().map(Vec::len).max().unwrap_or(1);
    let each = WIDTH / u8::try_from(most).unwrap_or(WIDTH);
    let text =
        |row: &[&str], at: usize| row.get(at).map_or(String::new(), |cell| (*cell).to_owned());
    let (head, rest) = match lines.split_first() {
        Some((head, rest)) => (head.as_slice(), rest),
        None => (&[][..], &[][..]),
    };
    Block::Table {
        caption,
        columns: (0..most)
            .map(|at| Head {
                name: text(head, at),
                width: each.max(1),
            })
            .collect(),
        rows: rest
            .iter()
            .map(|row| Row {
                cells: (0..most).map(|at| Cell::Text(text(row, at))).collect(),
                sum: false,
            })
            .collect(),
        whole: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(least: &[u8], longest: &[usize], expected: &[u8]) {
        assert_eq!(widths(least.to_vec(), longest), expected);
    }

    #[test]
    fn long_texts_get_what_dates_and_short_ones_leave() {
        // 证实性材料: its number, name, kind, issuer and number, two dates, what it answers.
        let least = [2, 2, 2, 2, 2, 3, 3, 2];
        let longest = [4, 22, 2, 10, 12, 10, 10, 30];
        check(&least, &longest, &[2, 3, 2, 2, 2, 3, 3, 3]);
        check(&[2, 2], &[4, 400], &[2, 18]);
        check(&[2, 2], &[8, 8], &[10, 10]);
        check(&[2], &[8], &[20]);
    }

    #[test]
    fn too_many_columns_are_the_same() {
        check(&[3; 8], &[10; 8], &[2; 8]);
        check(&[2; 25], &[10; 25], &[1; 25]);
    }
}
