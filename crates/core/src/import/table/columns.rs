//! What each column of a table is.

use super::figure::{Figure, figure};
use super::grid::Grid;
use super::head::{Head, Kind};
use super::layout::{Layout, Title};
use super::period::Period;
use super::unit::is_unit;

/// What a column is. The number of a comparison is its place in [`Plan::compared`](super::Plan::compared).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Names of metrics.
    Name,
    /// Groups of metrics; not taken, but it may name the item.
    Category,
    /// Units of the rows.
    Unit,
    /// Values of a year.
    Actual(i32),
    /// Targets of a year.
    Target(i32),
    /// Values of others.
    Comparison(usize),
    /// Of which year those are.
    ComparisonYear(usize),
    /// Who the others are.
    Object(usize),
    /// Where their values come from.
    Source(usize),
    /// Left out.
    Left,
}

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What its head says.
    pub head: String,
    /// What it is.
    pub role: Role,
    /// The unit in its head; empty when there is none.
    pub unit: String,
    /// Why it is left out; without a full stop. Empty when it is not, or when nothing is in it.
    pub reason: String,
}

/// What a comparison of the table is with, as far as its head says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// With whom.
    pub object: String,
    /// Where it comes from.
    pub source: String,
    /// Of when.
    pub year: Option<i32>,
}

/// The years that have a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Years {
    /// Those whose values are asked for or written.
    pub known: Vec<i32>,
    /// The last complete one.
    pub last: i32,
}

/// What the columns are by their heads, and what is compared with.
pub fn columns(
    grid: &Grid,
    layout: &Layout,
    title: &Title,
    years: &Years,
) -> (Vec<Column>, Vec<Compared>) {
    let mut reading = Reading {
        title,
        years,
        latest: latest(layout, title),
        compared: Vec::new(),
    };
    let mut columns: Vec<Column> = Vec::new();
    for (at, head) in layout.heads.iter().enumerate() {
        let texts = Texts::of(grid, layout, at);
        let (role, reason) = match layout.names == Some(at) {
            true => (Role::Name, String::new()),
            false => reading.role(head, &texts),
        };
        let empty = texts.filled == 0;
        columns.push(Column {
            head: head.text.clone(),
            role: if empty && role == Role::Left {
                Role::Left
            } else {
                role
            },
            unit: head.unit.clone(),
            reason: if empty { String::new() } else { reason },
        });
    }
    for at in 0..columns.len() {
        if let Role::Source(of) = columns[at].role
            && let Some(compared) = columns
                .iter()
                .position(|column| column.role == Role::Comparison(of))
            && is_beside_nothing(grid, layout, at, compared)
        {
            columns[at].role = Role::Left;
            columns[at].reason = "是本单位数据的来源，不是对比值的来源".into();
        }
    }
    (columns, reading.compared)
}

/// Whether a column of sources has one where there is nothing to compare with: then it is about all figures of the row.
fn is_beside_nothing(grid: &Grid, layout: &Layout, source: usize, compared: usize) -> bool {
    (layout.head.1..layout.end).any(|row| {
        let cell = grid.cell(row, source);
        let value = matches!(figure(grid.text(row, compared)), Figure::Nothing);
        value && !cell.covered && !cell.text.trim().is_empty()
    })
}

/// The latest year that the heads have values of.
fn latest(layout: &Layout, title: &Title) -> Option<i32> {
    let years = layout
        .heads
        .iter()
        .filter_map(|head| match (&head.kind, &head.period) {
            (Kind::Actual, Period::Year(year)) => Some(*year),
            (Kind::Actual, Period::None | Period::Told(0)) => title.year,
            _ => None,
        });
    years.max()
}

/// What the cells of a column look like.
struct Texts {
    filled: usize,
    numbers: usize,
    units: usize,
    counting: bool,
}

impl Texts {
    fn of(grid: &Grid, layout: &Layout, column: usize) -> Texts {
        let mut texts = Texts {
            filled: 0,
            numbers: 0,
            units: 0,
            counting: true,
        };
        for row in layout.head.1..layout.end.min(layout.head.1 + 400) {
            let text = grid.text(row, column);
            if text.is_empty() {
                continue;
            }
            texts.filled += 1;
            texts.units += usize::from(is_unit(text));
            match figure(text) {
                Figure::Number { value, .. } => {
                    texts.numbers += 1;
                    texts.counting &= value == rust_decimal::Decimal::from(texts.numbers);
                }
                Figure::Nothing => {}
                _ => texts.counting = false,
            }
        }
        texts
    }
}

struct Reading<'a> {
    title: &'a Title,
    years: &'a Years,
    latest: Option<i32>,
    compared: Vec<Compared>,
}

impl Reading<'_> {
    fn role(&mut self, head: &Head, texts: &Texts) -> (Role, String) {
        let left = |why: &str| (Role::Left, why.to_owned());
        let told = |role| (role, String::new());
        match &head.kind {
            Kind::Left(why) => left(why),
            Kind::Serial => left("是序号"),
            Kind::Category => told(Role::Category),
            // Figures read without the unit that stands beside them would be wrong.
            Kind::Unit if texts.units > 0 => told(Role::Unit),
            Kind::Unit => left("不是计量单位"),
            Kind::Name if texts.numbers * 2 > texts.filled => left("看不出是什么数据"),
            Kind::Name => told(Role::Category),
            Kind::Unknown if texts.units * 2 > texts.filled => told(Role::Unit),
            Kind::Unknown
                if texts.filled > 1 && texts.counting && texts.numbers == texts.filled =>
            {
                left("是序号")
            }
            Kind::Unknown if texts.numbers == 0 => told(Role::Category),
            Kind::Unknown if head.text.is_empty() => left("没有表头，看不出是什么数据"),
            Kind::Unknown => left("看不出是哪一年的什么数据"),
            Kind::Actual => match self.year(head) {
                Err(why) => (Role::Left, why),
                Ok(year) if self.years.known.contains(&year) => told(Role::Actual(year)),
                Ok(year) if year > self.years.last => (
                    Role::Left,
                    format!(
                        "{year} 年还不是完整年度（最近完整年度是 {} 年）",
                        self.years.last
                    ),
                ),
                Ok(year) => (
                    Role::Left,
                    format!("{year} 年不在档案的年度里（{}）", self.years.words()),
                ),
            },
            Kind::Target => match self.year(head) {
                Err(why) => (Role::Left, why),
                Ok(year) if year >= self.years.last || Some(year) == self.latest => {
                    told(Role::Target(year))
                }
                Ok(year) => (
                    Role::Left,
                    format!(
                        "是 {year} 年的目标，这里不录入往年目标；需要的请在条目的“逐个补充”里填写"
                    ),
                ),
            },
            // Names stand under such a head as well as values.
            Kind::Comparison if texts.numbers * 2 < texts.filled && texts.numbers == 0 => {
                match self.compared.len() {
                    0 => left("是文字，不是对比值"),
                    count => told(Role::Object(count - 1)),
                }
            }
            Kind::Comparison => {
                let year = match &head.period {
                    Period::Year(year) => Some(*year),
                    Period::Other(why) => return (Role::Left, why.clone()),
                    Period::Told(before) => self.title.year.map(|year| year - before),
                    Period::None => None,
                };
                self.compared.push(Compared {
                    object: head.object.clone(),
                    source: head.source.clone(),
                    year,
                });
                told(Role::Comparison(self.compared.len() - 1))
            }
            Kind::ComparisonYear | Kind::Object | Kind::Source => {
                match self.compared.len().checked_sub(1) {
                    None => left("前面没有对比值"),
                    Some(at) => told(match head.kind {
                        Kind::ComparisonYear => Role::ComparisonYear(at),
                        Kind::Object => Role::Object(at),
                        _ => Role::Source(at),
                    }),
                }
            }
        }
    }

    /// The year of a column of values or targets.
    fn year(&self, head: &Head) -> Result<i32, String> {
        let of_title = || {
            self.title
                .year
                .ok_or_else(|| "没有写是哪一年的数".to_owned())
        };
        match &head.period {
            Period::Year(year) => Ok(*year),
            Period::Other(why) => Err(why.clone()),
            Period::Told(before) => Ok(of_title()? - before),
            Period::None => of_title(),
        }
    }
}

impl Years {
    fn words(&self) -> String {
        let known: Vec<String> = self.known.iter().map(i32::to_string).collect();
        match known.as_slice() {
            [first, .., last] => format!("{first} 至 {last} 年"),
            _ => format!("{} 年", known.concat()),
        }
    }
}
