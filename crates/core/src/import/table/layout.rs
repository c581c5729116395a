//! Where in a grid the title, the head, and the body are.

use super::figure::{Figure, figure};
use super::grid::Grid;
use super::head::{Head, Kind, read};
use super::period::{Period, period};
use super::unit::is_unit;
use super::words::{bare, has};

/// How far down a head is looked for.
const LOOKED_AT: usize = 40;
/// Most rows of a head.
const MOST_HEADS: usize = 3;

/// The rows of a table by what they are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The rows of the head, from and up to; above it stands the title.
    pub head: (usize, usize),
    /// The row behind the last one of the body.
    pub end: usize,
    /// The heads, read, a column each.
    pub heads: Vec<Head>,
    /// The column of the names.
    pub names: Option<usize>,
}

/// What a table says above and beside its head, for all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// The units it is in, as written: 单位：万元、%.
    pub units: Vec<String>,
    /// The one whole year the title names; `None` when it names none, or several.
    pub year: Option<i32>,
}

/// Looks for a head that names periods; `None` when there is none, or the names beside it are periods themselves, as in
/// a table that is turned round.
pub fn find(grid: &Grid) -> Option<Layout> {
    let looked_at = grid.height().min(LOOKED_AT);
    let dated = dated_head(grid, looked_at);
    let row = dated.or_else(|| (0..looked_at).find(|row| is_worded_head(grid, *row)))?;
    let mut from = row;
    while from > 0 && row - from + 1 < MOST_HEADS && is_upper_head(grid, from - 1) {
        from -= 1;
    }
    let mut to = row + 1;
    while to < grid.height() && to - from < MOST_HEADS && is_lower_head(grid, to, from) {
        to += 1;
    }
    if to >= grid.height() {
        return None;
    }
    let layout = with_head(grid, from, to);
    let names = layout.names?;
    let told = (to..layout.end)
        .map(|row| grid.text(row, names))
        .filter(|name| !name.is_empty());
    let (dated, all) = told.fold((0, 0), |(dated, all), name| {
        (dated + usize::from(is_period(name)), all + 1)
    });
    (dated * 2 < all).then_some(layout)
}

/// The first head that names periods. Of several with no figures between them the one that says most: a line about the
/// whole table may name a period, too.
fn dated_head(grid: &Grid, looked_at: usize) -> Option<usize> {
    let says = |row: usize| {
        let cells: Vec<(usize, &str)> = filled(grid, row).collect();
        let named = cells
            .iter()
            .any(|(_, text)| read(&[text]).kind == Kind::Name);
        let dated = cells.iter().filter(|(_, text)| is_period(text)).count();
        (named, dated)
    };
    let first = (0..looked_at).find(|row| is_dated_head(grid, *row))?;
    let mut best = first;
    for row in first + 1..looked_at {
        if filled(grid, row).any(|(_, text)| is_figure(text)) {
            break;
        }
        if is_dated_head(grid, row) && says(row) > says(best) {
            best = row;
        }
    }
    Some(best)
}

/// The layout with these rows as its head.
pub fn with_head(grid: &Grid, from: usize, to: usize) -> Layout {
    let heads = heads(grid, from, to);
    let end = (to..grid.height()).find(|row| *row > to && is_dated_head(grid, *row));
    let end = end.unwrap_or(grid.height());
    let names = names(grid, &heads, to, end);
    Layout {
        head: (from, to),
        end,
        heads,
        names,
    }
}

/// What stands above the head, and in its corner.
pub fn title(grid: &Grid, layout: &Layout) -> Title {
    let mut title = Title::default();
    let mut years = Vec::new();
    let (from, to) = layout.head;
    for row in 0..to {
        for column in 0..grid.width() {
            if grid.cell(row, column).covered {
                continue;
            }
            let text = bare(grid.text(row, column));
            let stated = text.split_once("单位:").map(|(_, unit)| unit);
            if let Some(unit) = stated {
                let end = unit.find(')').unwrap_or(unit.len());
                let units = unit[..end].split(['、', ',', ';', '，', '；']);
                title
                    .units
                    .extend(units.map(str::to_owned).filter(|unit| is_unit(unit)));
            }
            let entered = has(&text, &["申报", "评选", "市长质量奖", "奖"]);
            if row < from && stated.is_none() && !entered {
                match period(&text) {
                    Period::Year(year) => years.push(Some(year)),
                    Period::Other(_) => years.push(None),
                    _ => {}
                }
            }
        }
    }
    if let [Some(year)] = years.as_slice() {
        title.year = Some(*year);
    }
    title
}

/// Cells that say something, each merged one once.
fn filled(grid: &Grid, row: usize) -> impl Iterator<Item = (usize, &str)> {
    let cells = (0..grid.width()).filter(move |column| !grid.cell(row, *column).covered);
    cells
        .map(move |column| (column, grid.text(row, column)))
        .filter(|(_, text)| !text.is_empty())
}

/// Whether a cell names a period and little else.
fn is_period(text: &str) -> bool {
    text.chars().count() <= 30
        && !text.contains("单位")
        && matches!(period(text), Period::Year(_) | Period::Other(_))
}

/// Whether a cell may be a name.
fn is_word(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !is_figure(text)
}

/// Whether a cell may be a name where no head says that names stand there: 约50.2, 第7位 and 7.4吨公里 are figures that are
/// not understood.
fn is_plain_word(text: &str) -> bool {
    let count = |of: fn(char) -> bool| text.chars().filter(|c| of(*c)).count();
    let (letters, digits) = (count(char::is_alphabetic), count(char::is_numeric));
    is_word(text) && digits * 4 <= letters
}

/// Whether a cell says something of the whole table by a label: 填报部门：质管办, or the label and beside it what it is.
fn is_labelled(grid: &Grid, row: usize, column: usize) -> bool {
    let label = |text: &str| {
        let short = !text.is_empty() && text.chars().count() <= 10;
        let about = match read(&[text]).kind {
            Kind::Unknown | Kind::Left(_) | Kind::Source => true,
            Kind::Name => !has(text, &["指标", "项目"]),
            _ => false,
        };
        short && about && !text.contains(|c: char| c.is_ascii_digit())
    };
    let text = bare(grid.text(row, column));
    if let Some((before, _)) = text.split_once(':') {
        return label(before);
    }
    let left = (0..column)
        .rev()
        .map(|at| bare(grid.text(row, at)))
        .find(|text| !text.is_empty());
    left.is_some_and(|left| left.strip_suffix(':').is_some_and(label))
}

/// Whether a cell is a figure that is no year.
fn is_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_numeric())
        && !is_period(text)
        && match figure(text) {
            Figure::Number { unit, .. } => unit.is_empty() || is_unit(&unit),
            Figure::Doubt { .. } => true,
            Figure::Nothing | Figure::No { .. } => false,
        }
}

/// A row that names periods and has no figures. Years alone, without a word and without a corner, may be figures.
fn is_dated_head(grid: &Grid, row: usize) -> bool {
    let cells: Vec<(usize, &str)> = filled(grid, row).collect();
    let said = cells.iter().filter(|(_, text)| !is_title(text));
    let dated = cells
        .iter()
        .filter(|(column, text)| is_period(text) && !is_labelled(grid, row, *column))
        .count();
    let figures = cells.iter().any(|(_, text)| is_figure(text));
    let worded = grid.text(row, 0).is_empty()
        || cells
            .iter()
            .any(|(_, text)| !text.chars().all(|c| c.is_numeric()));
    dated > 0
        && !figures
        && worded
        && said.count() >= 2.min(grid.width())
        && has_columns(grid, &cells)
}

/// A head of one column more than the names is a head; one cell above a wide table is its title.
fn has_columns(grid: &Grid, cells: &[(usize, &str)]) -> bool {
    let corner = cells.first().is_some_and(|(column, _)| *column > 0);
    cells.len() >= 2 || (corner && grid.width() == 2)
}

fn is_title(text: &str) -> bool {
    text.chars().count() > 30 || bare(text).contains("单位:")
}

/// A head without periods: names, and values or targets, of a year that the title may tell.
fn is_worded_head(grid: &Grid, row: usize) -> bool {
    let mut kinds = Vec::new();
    for (_, text) in filled(grid, row) {
        if is_figure(text) {
            return false;
        }
        kinds.push(read(&[text]).kind);
    }
    let named = kinds.contains(&Kind::Name);
    named
        && kinds
            .iter()
            .any(|kind| matches!(kind, Kind::Actual | Kind::Target | Kind::Comparison))
}

/// A row above a head that belongs to it: words in several columns, or groups over several.
fn is_upper_head(grid: &Grid, row: usize) -> bool {
    let mut words = 0;
    for (column, text) in filled(grid, row) {
        if is_figure(text) || is_title(text) || is_labelled(grid, row, column) {
            return false;
        }
        words += 1;
    }
    words >= 2
}

/// A row below a head that belongs to it: under the names nothing new, elsewhere words of heads.
fn is_lower_head(grid: &Grid, row: usize, from: usize) -> bool {
    let mut known = 0;
    for column in 0..grid.width() {
        let text = grid.text(row, column);
        let above = grid.text(row - 1, column);
        if text.is_empty() || grid.cell(row, column).covered || text == above {
            continue;
        }
        if is_figure(text) || is_unit(text) || matches!(figure(text), Figure::Nothing) {
            return false;
        }
        let head = read(&[text]);
        let over = read(&[grid.text(from, column)]).kind;
        if matches!(over, Kind::Name | Kind::Unit | Kind::Serial) && !above.is_empty() {
            return false;
        }
        match head.kind {
            Kind::Unknown | Kind::Name | Kind::Category | Kind::Serial
                if head.period == Period::None =>
            {
                return false;
            }
            _ => known += 1,
        }
    }
    known > 0
}

/// The heads of all columns. A group's head stands over the columns up to the next one.
fn heads(grid: &Grid, from: usize, to: usize) -> Vec<Head> {
    let mut rows: Vec<Vec<String>> = (from..to)
        .map(|row| {
            (0..grid.width())
                .map(|column| grid.text(row, column).to_owned())
                .collect()
        })
        .collect();
    for at in 0..rows.len().saturating_sub(1) {
        let (upper, lower) = rows.split_at_mut(at + 1);
        let row = &mut upper[at];
        for column in 1..row.len() {
            let below = lower.iter().any(|lower| !lower[column].is_empty());
            if !row[column].is_empty() || !below {
                continue;
            }
            let left = row[column - 1].clone();
            let alone = matches!(
                read(&[&left]).kind,
                Kind::Name | Kind::Unit | Kind::Serial | Kind::Category
            );
            let divided = lower.iter().any(|lower| !lower[column - 1].is_empty());
            if !alone && divided {
                row[column] = left;
            }
        }
    }
    let column = |column: usize| {
        let parts: Vec<&str> = rows.iter().map(|row| row[column].as_str()).collect();
        read(&parts)
    };
    (0..grid.width()).map(column).collect()
}

/// The column of the names: the one whose head says so, or the one with the most different words.
fn names(grid: &Grid, heads: &[Head], from: usize, to: usize) -> Option<usize> {
    let rows = || from..to.min(from + 400);
    let different = |column: usize, may_be: fn(&str) -> bool| {
        let words = rows().map(|row| grid.text(row, column));
        let mut words: Vec<&str> = words.filter(|text| may_be(text)).collect();
        words.sort_unstable();
        words.dedup();
        words.len()
    };
    let units = |column: usize| {
        let told = rows()
            .map(|row| grid.text(row, column))
            .filter(|text| !text.is_empty());
        let (known, all) = told.fold((0, 0), |(known, all), text| {
            (known + usize::from(is_unit(text)), all + 1)
        });
        all > 0 && known * 2 > all
    };
    let most = |columns: Vec<usize>, may_be: fn(&str) -> bool| {
        let mut best: Option<(usize, usize)> = None;
        for column in columns {
            let words = different(column, may_be);
            // Of two that are alike the one nearer to the values.
            if words > 0 && best.is_none_or(|(_, most)| words >= most) {
                best = Some((column, words));
            }
        }
        best.map(|(column, _)| column)
    };
    let of_kind = |kind: fn(&Head) -> bool| {
        let columns = (0..heads.len()).filter(|column| kind(&heads[*column]));
        columns
            .filter(|column| !units(*column))
            .collect::<Vec<usize>>()
    };
    most(of_kind(|head| head.kind == Kind::Name), is_word)
        .or_else(|| {
            let first = heads.iter().position(|head| {
                matches!(head.kind, Kind::Actual | Kind::Target | Kind::Comparison)
            });
            let mut left = of_kind(|head| matches!(head.kind, Kind::Unknown));
            left.retain(|column| first.is_none_or(|first| *column < first));
            most(left, is_plain_word)
        })
        .or_else(|| most(of_kind(|head| head.kind == Kind::Category), is_plain_word))
}
