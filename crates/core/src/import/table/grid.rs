//! A table as a grid of cells, whatever it came from: merged cells resolved, rows of one length.

use serde::{Deserialize, Serialize};

/// Most rows that are taken.
pub const MOST_ROWS: usize = 5_000;
/// Most columns that are taken.
pub const MOST_COLUMNS: usize = 200;
/// Most cells that are taken.
pub const MOST_CELLS: usize = 400_000;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it says, as it is shown. A cell under a merged one says the same as that.
    pub text: String,
    /// Whether it lies under a merged cell that begins elsewhere.
    pub covered: bool,
    /// Whether a merged cell begins here.
    pub merged: bool,
}

impl Cell {
    /// A cell that stands alone.
    pub fn new(text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            ..Cell::default()
        }
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    rows: Vec<Vec<Cell>>,
    width: usize,
}

impl Grid {
    /// A grid of these rows; empty rows at the end are left out.
    ///
    /// # Errors
    /// A Chinese sentence when there is nothing in it, or too much.
    pub fn new(mut rows: Vec<Vec<Cell>>) -> Result<Grid, String> {
        let filled = |row: &Vec<Cell>| row.iter().any(|cell| !cell.text.trim().is_empty());
        while rows.last().is_some_and(|row| !filled(row)) {
            rows.pop();
        }
        let last = |row: &Vec<Cell>| row.iter().rposition(|cell| !cell.text.trim().is_empty());
        let width = rows.iter().filter_map(last).max().map_or(0, |at| at + 1);
        if rows.is_empty() {
            return Err("里面没有表格内容。请在表格软件里选中单元格，复制后再粘贴。".into());
        }
        if rows.len() > MOST_ROWS || width > MOST_COLUMNS || rows.len() * width > MOST_CELLS {
            return Err(format!(
                "表格有 {} 行 {width} 列，超过 {MOST_ROWS} 行 {MOST_COLUMNS} 列（或 {MOST_CELLS} 格），没有录入。请只选需要的部分。",
                rows.len()
            ));
        }
        for row in &mut rows {
            row.resize(width, Cell::default());
        }
        Ok(Grid { rows, width })
    }

    /// A grid of plain texts.
    ///
    /// # Errors
    /// As [`Grid::new`].
    pub fn of_texts(rows: Vec<Vec<String>>) -> Result<Grid, String> {
        let row = |row: Vec<String>| row.into_iter().map(Cell::new).collect();
        Grid::new(rows.into_iter().map(row).collect())
    }

    /// How many rows.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// How many columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The cell at a place that the grid has.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        &self.rows[row][column]
    }

    /// What the cell says, without white space around it.
    pub fn text(&self, row: usize, column: usize) -> &str {
        self.rows[row][column].text.trim()
    }

    /// Whether nothing is in a row.
    pub fn is_blank(&self, row: usize) -> bool {
        (0..self.width).all(|column| self.text(row, column).is_empty())
    }

    /// Rows as columns and columns as rows.
    pub fn turned(&self) -> Grid {
        let column = |at: usize| self.rows.iter().map(|row| row[at].clone()).collect();
        Grid {
            rows: (0..self.width).map(column).collect(),
            width: self.rows.len(),
        }
    }
}

/// Puts cells with their spans into a grid: `(row, column)` is where a cell begins.
#[derive(Debug, Default)]
pub struct Filling {
    rows: Vec<Vec<Option<Cell>>>,
    cells: usize,
}

impl Filling {
    /// The first column of a row that is still free.
    pub fn free(&self, row: usize) -> usize {
        let cells = self.rows.get(row).map_or(&[][..], Vec::as_slice);
        let free = cells.iter().position(Option::is_none);
        free.unwrap_or(cells.len())
    }

    /// Begins a row, so that an empty one counts.
    pub fn begin(&mut self, row: usize) {
        if row < MOST_ROWS * 2 && self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
    }

    /// Puts a cell that spans so many rows and columns. What lies beyond any table that is taken is left out, and
    /// [`Grid::new`] refuses the table for its size.
    pub fn put(&mut self, row: usize, column: usize, text: &str, (down, across): (usize, usize)) {
        let merged = down > 1 || across > 1;
        for r in row..(row + down.max(1)).min(MOST_ROWS * 2) {
            for c in column..(column + across.max(1)).min(MOST_COLUMNS * 2) {
                if self.cells > MOST_CELLS * 2 {
                    return;
                }
                self.begin(r);
                let cells = &mut self.rows[r];
                if cells.len() <= c {
                    cells.resize(c + 1, None);
                }
                if cells[c].is_none() {
                    self.cells += 1;
                    cells[c] = Some(Cell {
                        text: text.to_owned(),
                        covered: (r, c) != (row, column),
                        merged: merged && (r, c) == (row, column),
                    });
                }
            }
        }
    }

    /// The grid.
    ///
    /// # Errors
    /// As [`Grid::new`].
    pub fn grid(self) -> Result<Grid, String> {
        let row = |row: Vec<Option<Cell>>| row.into_iter().map(Option::unwrap_or_default).collect();
        Grid::new(self.rows.into_iter().map(row).collect())
    }
}
