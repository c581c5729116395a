//! How much of a sheet is understood: its cells with figures, and what becomes of them.

use quality_award_core::domain::width::half_width;
use quality_award_core::import::table::{Action, Grid, Plan, Role, To};

/// Most characters beside a number in a cell that holds a figure; more make it a sentence.
const BESIDE: usize = 8;

/// Cells with figures, by what becomes of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Taken.
    pub take: usize,
    /// Asked about.
    pub ask: usize,
    /// Left out, each with a reason of its own: row and column.
    pub apart: Vec<(usize, usize)>,
    /// Left out with their rows or columns.
    pub whole: usize,
}

impl Tally {
    /// Of a plan. What is in no column of figures counts too: otherwise a sheet that is hardly understood looks as if
    /// it held little.
    pub fn of(plan: &Plan) -> Tally {
        let mut tally = Tally::default();
        let body = match plan.cells.is_empty() {
            true => 0,
            false => plan.head.from + plan.head.count,
        };
        let figures: Vec<bool> = (0..plan.grid.width())
            .map(|column| may_hold(plan, column) && !is_serial(&plan.grid, column, body))
            .collect();
        for row in 0..plan.grid.height() {
            for (column, figures) in figures.iter().enumerate() {
                let cell = plan.cells.get(row).and_then(|cells| cells.get(column));
                match cell.map(|cell| cell.action) {
                    Some(Action::Take) => tally.take += 1,
                    Some(Action::Ask) => tally.ask += 1,
                    _ if is_apart(plan, row, column) => tally.apart.push((row, column)),
                    _ if row >= body && *figures && holds_figure(&plan.grid, row, column) => {
                        tally.whole += 1;
                    }
                    _ => {}
                }
            }
        }
        tally
    }

    /// Left out.
    pub fn out(&self) -> usize {
        self.apart.len() + self.whole
    }

    /// All of them.
    pub fn all(&self) -> usize {
        self.take + self.ask + self.out()
    }
}

/// Whether a cell stays out for a reason of its own: refused, the same again, or decided so.
fn is_apart(plan: &Plan, row: usize, column: usize) -> bool {
    let Some(cell) = plan.cells.get(row).and_then(|cells| cells.get(column)) else {
        return false;
    };
    let left = plan.columns[column].role == Role::Left || plan.rows[row].to == To::Nowhere;
    let ignored = cell.action == Action::Ignore && cell.field.is_some() && !left;
    let out = cell.action == Action::Refuse || (ignored && !cell.reason.is_empty());
    // A note over several columns is no figure of each of them.
    let covered = plan.grid.cell(row, column).covered;
    out && !plan.grid.text(row, column).is_empty()
        && (!covered || is_figure(plan.grid.text(row, column)))
}

/// Whether figures of metrics may be in a column. While nothing is taken, its role says nothing.
fn may_hold(plan: &Plan, column: usize) -> bool {
    if plan.cells.is_empty() {
        return true;
    }
    let role = plan.columns.get(column).map(|column| column.role);
    matches!(
        role,
        None | Some(Role::Actual(_) | Role::Target(_) | Role::Comparison(_) | Role::Left)
    )
}

/// Whether a cell of the sheet begins a figure.
pub fn holds_figure(grid: &Grid, row: usize, column: usize) -> bool {
    !grid.cell(row, column).covered && is_figure(grid.text(row, column))
}

/// Whether the figures of a column are 1, 2, 3 and so on.
fn is_serial(grid: &Grid, column: usize, body: usize) -> bool {
    let rows = (body..grid.height()).filter(|row| holds_figure(grid, *row, column));
    let mut count = 0;
    for row in rows {
        count += 1;
        if grid.text(row, column).parse() != Ok(count) {
            return false;
        }
    }
    count > 1
}

/// Whether a text is a figure, perhaps with a sign, a unit or a short remark; no year, date, number of a heading or
/// sentence.
pub fn is_figure(text: &str) -> bool {
    let text = half_width(text);
    let text = text.trim_start_matches(|c: char| "+-−–±≥≤<>≈~约不超低于高¥$( ".contains(c));
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'));
    let (number, beside) = text.split_at(end.unwrap_or(text.len()));
    let beside = beside.trim_start();
    let starts = number.starts_with(|c: char| c.is_ascii_digit()) && !number.ends_with('.');
    let other = beside.starts_with(|c: char| "年-/:、)".contains(c));
    let year = beside.is_empty()
        && number
            .parse()
            .is_ok_and(|year| (1990..2050).contains(&year));
    let remark = |c: &char| !(c.is_ascii_digit() || c.is_whitespace() || ".,%‰".contains(*c));
    starts && !other && !year && beside.chars().filter(remark).count() <= BESIDE
}

#[cfg(test)]
mod tests {
    use super::is_figure;

    #[test]
    fn figures_are_told_from_what_only_begins_like_one() {
        for text in [
            "98.62",
            "≥95%",
            "−126.48",
            "2,106.35",
            "０．９",
            "0.31亿元",
            "80%–93%",
            "105.8（调整前 108.2）",
        ] {
            assert!(is_figure(text), "{text}");
        }
        for text in [
            "",
            "—",
            "Q001",
            "2024",
            "2024年",
            "2026-01-15 09:32",
            "1、说明",
            "2. 满意度由第三方每季度调查一次",
            "第3位",
        ] {
            assert!(!is_figure(text), "{text}");
        }
    }
}
