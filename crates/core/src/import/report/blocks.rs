//! What is looked at and corrected as one: a paragraph with the lines that go on with it, or a table.

use super::{Kind, Line, Report, Style};

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Positions of its lines.
    pub lines: Vec<usize>,
    /// It is a table: each line is a row, its cells separated by tabs.
    pub table: bool,
}

impl Report {
    /// All that is not blank, in order.
    pub fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut taken = vec![false; self.lines.len()];
        for (at, line) in self.lines.iter().enumerate() {
            if taken[at] || line.is_blank() {
                continue;
            }
            let along = self.along(at);
            along.iter().for_each(|along| taken[*along] = true);
            let table = line.is_row() && (!along.is_empty() || line.style == Style::Row);
            let lines = std::iter::once(at).chain(along).collect();
            blocks.push(Block { lines, table });
        }
        blocks
    }

    /// The lines after one that go with it: those that go on with its paragraph, or the rest of its table.
    pub(super) fn along(&self, at: usize) -> Vec<usize> {
        let Some(first) = self.lines.get(at) else {
            return Vec::new();
        };
        let mut along = Vec::new();
        for (at, line) in self.lines.iter().enumerate().skip(at + 1) {
            let same = line.kind == first.kind && line.to == first.to && !line.begins();
            if first.is_row() {
                if !(same && line.is_row()) {
                    break;
                }
            } else if line.is_blank() || line.kind == Kind::Running {
                continue;
            } else if !(same && line.joins) {
                break;
            }
            along.push(at);
        }
        along
    }
}

impl Line {
    /// A row of a table. In a text a tab behind a number or a bullet makes none.
    fn is_row(&self) -> bool {
        let found = matches!(self.kind, Kind::Contents | Kind::Running | Kind::Heading);
        if found || self.begins() {
            return false;
        }
        let text = self.source.trim();
        match self.style {
            Style::Row => true,
            Style::Unknown => match text.split_once('\t') {
                Some((_, rest)) if rest.contains('\t') => true,
                Some((first, _)) => first.chars().filter(|c| c.is_alphabetic()).count() >= 2,
                None => false,
            },
            _ => false,
        }
    }
}
