//! Which rows of a sheet can be chosen as the head, and what they say.

use std::ops::Range;

use quality_award_core::import::table::Grid;

/// Rows that can be chosen as the head.
const HEADS: usize = 12;
/// Characters of a row in a list.
const SHORT: usize = 18;

/// What a row says, each text once; cut when it is longer than `most` characters.
fn says(grid: &Grid, row: usize, most: usize) -> String {
    let mut texts: Vec<&str> = Vec::new();
    for column in 0..grid.width() {
        let text = grid.text(row, column);
        if !text.is_empty() && !grid.cell(row, column).covered {
            texts.push(text);
        }
    }
    cut(&texts.join("、"), most)
}

/// A text, with … for what is beyond so many characters.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Rows by their numbers.
pub fn numbers(rows: &Range<usize>) -> String {
    match rows.len() {
        1 => format!("第 {} 行", rows.end),
        _ => format!("第 {} 至 {} 行", rows.start + 1, rows.end),
    }
}

/// What rows say, one after the other.
pub fn words(grid: &Grid, rows: Range<usize>, most: usize) -> String {
    let rows = rows.map(|row| says(grid, row, most));
    rows.filter(|row| !row.is_empty())
        .collect::<Vec<_>>()
        .join(" / ")
}

/// Rows that can be the head alone, each with what it says.
pub fn single(grid: &Grid) -> impl Iterator<Item = (usize, String)> {
    let rows = (0..grid.height().min(HEADS)).filter(|row| !grid.is_blank(*row));
    rows.map(|row| {
        (
            row,
            format!("第 {} 行：{}", row + 1, says(grid, row, SHORT)),
        )
    })
}

/// Rows that can be the head with the next, each with what both say.
pub fn double(grid: &Grid) -> impl Iterator<Item = (usize, String)> {
    let rows = 0..grid.height().min(HEADS).saturating_sub(1);
    rows.map(|row| {
        let said = words(grid, row..row + 2, SHORT / 2);
        (
            row,
            format!("第 {}、{} 行（两行表头）：{said}", row + 1, row + 2),
        )
    })
}
