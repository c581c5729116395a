//! A block pasted from Excel or WPS into the metrics of an item: first a plan that shows where every cell goes, then
//! all of it at once.
//!
//! The clipboard's text form of a table: cells apart by tabs, rows by line ends, a cell with either of them in quotes.
//! Numbers may have thousands separators, full-width digits, %, 万 or 亿; an empty cell leaves what is there. A cell
//! that is no number is refused with its reason, and the others still go. What would be written twice is written once:
//! the second column of a year and the second row of a metric are refused.
//!
//! To add a column that is recognised by its head: 1 a variant of [`Column`]; 2 its words in `column_of_head`; 3 where
//! it is written, in `Plan::apply`.

use std::rc::Rc;

use rust_decimal::Decimal;

use crate::domain::input::{self, Flaw, Input};
use crate::domain::width::narrow;

use crate::dossier::{Dossier, Entry, Metric, PROFIT, Place, name_list, put_text, value_place};

/// Most rows that are taken.
pub const MOST_ROWS: usize = 1_000;
/// Most columns that are taken.
pub const MOST_COLUMNS: usize = 50;

/// What a column of the block holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Names of metrics.
    Name,
    /// Their units.
    Unit,
    /// Values of a year.
    Value(i32),
    /// Targets of a year.
    Target(i32),
    /// Comparisons.
    Comparison,
    /// The years of the comparisons.
    ComparisonYear,
    /// Who the comparisons are of.
    Object,
    /// Where the comparisons come from.
    Source,
    /// Something else, which is left out; what its head says. Without a head there is no column to take it.
    Other(String),
}

/// Where a row of the block goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// To a metric that is there, by its id.
    Metric(String),
    /// To a new metric: one of the library with what it brings along, or one that has a name alone.
    New(Box<Metric>),
    /// Nowhere: there is no metric left to take it.
    Nowhere,
}

/// What becomes of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: it is empty, or its column is left out.
    Left,
    /// It is written so.
    Taken(String),
    /// It is no value of its column, and stays out.
    Refused {
        /// As pasted.
        raw: String,
        /// Why, without a full stop.
        why: String,
    },
}

/// Where everything in a block goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What each column holds.
    pub columns: Vec<Column>,
    /// Where each row goes.
    pub rows: Vec<Row>,
    /// What becomes of each cell, by row.
    pub cells: Vec<Vec<Cell>>,
}

/// Where a block is pasted that has no heads of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The metrics in the order of the table, from the one that is pasted into.
    pub metrics: Vec<String>,
    /// The columns of the table, from the one that is pasted into.
    pub columns: Vec<Column>,
    /// What the library offers for the item: a new metric of such a name is taken from it.
    pub library: Vec<Metric>,
}

/// Whether a pasted text is a table, and not the text of one cell.
pub fn is_block(text: &str) -> bool {
    text.trim_end_matches(['\r', '\n'])
        .contains(['\t', '\r', '\n'])
}

/// Plans where a block goes. A block whose first row names years goes by its heads and the names in its first column;
/// one whose first column names metrics, at least one of which is there, by those names; any other goes cell by cell
/// from where it is pasted.
///
/// # Errors
/// A Chinese sentence when there is nothing in it, or too much.
pub fn plan(text: &str, metrics: &[Rc<Metric>], start: &Start) -> Result<Plan, String> {
    let block = cells(text)?;
    let heads: Vec<Column> = block[0].iter().map(|head| column_of_head(head)).collect();
    let of_year = |column: &Column| matches!(column, Column::Value(_) | Column::Target(_));
    // Among figures a number that is no year is no head, and then the others are none either.
    let worded = block[0][0].trim().is_empty()
        || heads
            .iter()
            .any(|column| !of_year(column) && !matches!(column, Column::Other(_)));
    let figure = !worded
        && block[0].iter().zip(&heads).any(|(head, column)| {
            matches!(column, Column::Other(_)) && input::decimal(head).given().is_some()
        });
    let headed = block.len() > 1 && !figure && heads.iter().any(of_year);
    Ok(
        if headed && !heads.iter().all(|column| *column == heads[0]) {
            by_heads(&block[1..], heads, metrics, start)
        } else if is_named(&block, metrics) {
            let columns = std::iter::once(Column::Name).chain(start.columns.iter().cloned());
            by_heads(&block, columns.collect(), metrics, start)
        } else {
            by_place(&block, metrics, start)
        },
    )
}

/// Whether the first column of a block without heads holds names of metrics.
fn is_named(block: &[Vec<String>], metrics: &[Rc<Metric>]) -> bool {
    let names = || block.iter().filter_map(|row| row.first());
    let known = |name: &String| metrics.iter().any(|metric| is_called(metric, name));
    block.iter().any(|row| row.len() > 1)
        && names().all(|name| name.trim().is_empty() || is_name(Some(name)))
        && names().any(known)
}

fn by_heads(
    block: &[Vec<String>],
    mut columns: Vec<Column>,
    metrics: &[Rc<Metric>],
    start: &Start,
) -> Plan {
    let named = columns.iter().position(|column| *column == Column::Name);
    // Mostly nothing stands above the names.
    let names = named.or_else(|| {
        let first = columns.first_mut()?;
        let plain =
            matches!(first, Column::Other(_)) && block.iter().any(|row| is_name(row.first()));
        plain.then(|| {
            *first = Column::Name;
            0
        })
    });
    let mut unnamed = start.metrics.iter();
    let rows: Vec<Row> = block
        .iter()
        .map(|row| match names {
            None => unnamed
                .next()
                .map_or(Row::Nowhere, |id| Row::Metric(id.clone())),
            Some(at) => {
                let name = row.get(at).map_or("", |name| name.trim());
                match metrics.iter().find(|metric| is_called(metric, name)) {
                    _ if name.is_empty() || input::signs(name).is_some() => Row::Nowhere,
                    Some(metric) => Row::Metric(metric.id.clone()),
                    None => Row::New(Box::new(new(name, &start.library))),
                }
            }
        })
        .collect();
    with_cells(block, columns, rows, metrics)
}

/// A metric of this name, without an id.
fn new(name: &str, library: &[Metric]) -> Metric {
    let known = library.iter().find(|known| is_called(known, name));
    known.cloned().unwrap_or_else(|| {
        let mut metric = Metric::new("");
        put_text(&mut metric.fields, "name", name.to_owned());
        metric
    })
}

fn by_place(block: &[Vec<String>], metrics: &[Rc<Metric>], start: &Start) -> Plan {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let columns = (0..width).map(|at| {
        let column = start.columns.get(at).cloned();
        column.unwrap_or_else(|| Column::Other(String::new()))
    });
    let columns = columns.collect();
    let rows = (0..block.len()).map(|at| match start.metrics.get(at) {
        Some(id) => Row::Metric(id.clone()),
        None => Row::Nowhere,
    });
    let rows = rows.collect();
    with_cells(block, columns, rows, metrics)
}

fn with_cells(
    block: &[Vec<String>],
    mut columns: Vec<Column>,
    rows: Vec<Row>,
    metrics: &[Rc<Metric>],
) -> Plan {
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    columns.resize(width, Column::Other(String::new()));
    let unit_at = columns.iter().position(|column| *column == Column::Unit);
    let cells = block.iter().enumerate().map(|(at, row)| {
        let to = &rows[at];
        let known = match to {
            Row::Metric(id) => metrics
                .iter()
                .map(|metric| &**metric)
                .find(|of| of.id == *id),
            Row::New(metric) => Some(&**metric),
            Row::Nowhere => None,
        };
        let pasted = unit_at.and_then(|at| row.get(at)).map(|unit| unit.trim());
        let unit = pasted
            .filter(|unit| !unit.is_empty())
            .or(known.map(|metric| metric.get("unit")))
            .unwrap_or("");
        let again = *to != Row::Nowhere && rows[..at].contains(to);
        let cells = columns.iter().enumerate().map(|(at, column)| {
            let raw = row.get(at).map_or("", String::as_str);
            let twice = columns[..at].contains(column) && !matches!(column, Column::Other(_));
            match cell(raw, column, to, unit) {
                Cell::Left => Cell::Left,
                _ if again => refused(raw, "前面已有一行是这个指标".to_owned()),
                _ if twice => refused(raw, "前面已有一列是这一项".to_owned()),
                cell => cell,
            }
        });
        cells.collect()
    });
    Plan {
        cells: cells.collect(),
        columns,
        rows,
    }
}

fn cell(raw: &str, column: &Column, to: &Row, unit: &str) -> Cell {
    let text = raw.trim();
    if text.is_empty() {
        return Cell::Left;
    }
    if let Some(flaw) = input::signs(text) {
        return refused(raw, plainly(&flaw));
    }
    match column {
        Column::Other(head) if head.is_empty() => {
            return refused(raw, "表格右边没有接这一列的格子".to_owned());
        }
        Column::Other(_) | Column::Name => return Cell::Left,
        _ if *to == Row::Nowhere => return refused(raw, "没有指标接这一行".to_owned()),
        _ => {}
    }
    let taken = match column {
        Column::Unit | Column::Object | Column::Source => Ok(text.to_owned()),
        Column::ComparisonYear => match input::year(text) {
            Input::Invalid { why, .. } => Err(plainly(&why)),
            _ => Ok(text.to_owned()),
        },
        _ => number(text, unit),
    };
    taken.map_or_else(|why| refused(raw, why), Cell::Taken)
}

/// A flaw in words, without the full stop.
fn plainly(flaw: &Flaw) -> String {
    flaw.sentence().trim_end_matches('。').to_owned()
}

fn refused(raw: &str, why: String) -> Cell {
    Cell::Refused {
        raw: raw.to_owned(),
        why,
    }
}

impl Plan {
    /// How many cells are written.
    pub fn taken(&self) -> usize {
        let cells = self.cells.iter().flatten();
        cells.filter(|cell| matches!(cell, Cell::Taken(_))).count()
    }

    /// How many of the cells that are written take the place of something else.
    pub fn replaced(&self, dossier: &Dossier) -> usize {
        let rows = self.rows.iter().zip(&self.cells);
        let of_row = |(row, cells): (&Row, &Vec<Cell>)| {
            let Row::Metric(id) = row else {
                return 0;
            };
            let cells = self.columns.iter().zip(cells);
            let cells = cells.filter(|(column, cell)| match cell {
                Cell::Taken(text) => {
                    let now = current(dossier, id, column);
                    !now.is_empty() && now != text
                }
                _ => false,
            });
            cells.count()
        };
        rows.map(of_row).sum()
    }

    /// How many metrics are added.
    pub fn new_metrics(&self) -> usize {
        let rows = self.rows.iter().zip(&self.cells);
        let added = rows.filter(|(row, cells)| {
            let taken = cells.iter().any(|cell| matches!(cell, Cell::Taken(_)));
            taken && matches!(row, Row::New(_))
        });
        added.count()
    }

    /// The cells that are refused: row and column from 1, as pasted, why.
    pub fn refused(&self) -> Vec<(usize, usize, &str, &str)> {
        let mut out = Vec::new();
        for (row, cells) in self.cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                if let Cell::Refused { raw, why } = cell {
                    out.push((row + 1, column + 1, raw.as_str(), why.as_str()));
                }
            }
        }
        out
    }

    /// Writes everything that is taken. New metrics go to the sub-heading, those of the library to their own; `new_id`
    /// gives each new thing an id.
    pub fn apply(&self, dossier: &mut Dossier, section: &str, mut new_id: impl FnMut() -> String) {
        for (row, cells) in self.rows.iter().zip(&self.cells) {
            if !cells.iter().any(|cell| matches!(cell, Cell::Taken(_))) {
                continue;
            }
            let id = match row {
                Row::Nowhere => continue,
                Row::Metric(id) => id.clone(),
                Row::New(metric) => {
                    let mut metric = Metric {
                        id: new_id(),
                        ..(**metric).clone()
                    };
                    if metric.get("section").is_empty() {
                        put_text(&mut metric.fields, "section", section.to_owned());
                    }
                    let id = metric.id.clone();
                    dossier.metrics.push(Rc::new(metric));
                    id
                }
            };
            for (column, cell) in self.columns.iter().zip(cells) {
                if let Cell::Taken(text) = cell {
                    write(dossier, &id, column, text, &mut new_id);
                }
            }
        }
    }
}

/// Where a value of a metric is written.
fn place(dossier: &Dossier, id: &str, year: i32) -> Place {
    let profit = dossier
        .metric(id)
        .is_some_and(|of| of.get("library") == PROFIT);
    value_place(id, profit, year)
}

/// What stands where a column is written now.
fn current<'d>(dossier: &'d Dossier, id: &str, column: &Column) -> &'d str {
    if let Column::Value(year) = column {
        return place(dossier, id, *year).read(dossier);
    }
    let Some(metric) = dossier.metric(id) else {
        return "";
    };
    let compared = |key| {
        metric
            .list("comparisons")
            .first()
            .map_or("", |of| of.get(key))
    };
    match column {
        Column::Name | Column::Other(_) | Column::Value(_) => "",
        Column::Unit => metric.get("unit"),
        Column::Target(year) => metric.of_year(&year.to_string(), "target"),
        Column::Comparison => compared("value"),
        Column::ComparisonYear => compared("year"),
        Column::Object => compared("object"),
        Column::Source => compared("source"),
    }
}

fn write(
    dossier: &mut Dossier,
    id: &str,
    column: &Column,
    text: &str,
    new_id: &mut impl FnMut() -> String,
) {
    let text = text.to_owned();
    if let Column::Value(year) = column {
        return place(dossier, id, *year).write(dossier, text);
    }
    dossier.edit_metric(id, |metric| match column {
        Column::Name | Column::Other(_) | Column::Value(_) => {}
        Column::Unit => put_text(&mut metric.fields, "unit", text),
        Column::Target(year) => metric.set_year(&year.to_string(), "target", text),
        Column::Comparison => comparison(metric, "value", text, new_id),
        Column::ComparisonYear => comparison(metric, "year", text, new_id),
        Column::Object => comparison(metric, "object", text, new_id),
        Column::Source => comparison(metric, "source", text, new_id),
    });
}

/// Writes into the first comparison, making it when there is none.
fn comparison(metric: &mut Metric, key: &str, text: String, new_id: &mut impl FnMut() -> String) {
    let entries = metric.lists.entry("comparisons".to_owned()).or_default();
    let entries = Rc::make_mut(entries);
    if entries.is_empty() {
        entries.push(Entry::new(&new_id()));
    }
    put_text(&mut entries[0].fields, key, text);
}

/// The cells of a block, trailing empty rows left out.
fn cells(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut block = split(text);
    while block
        .last()
        .is_some_and(|row| row.iter().all(|cell| cell.trim().is_empty()))
    {
        block.pop();
    }
    if block.is_empty() {
        return Err("剪贴板里没有表格内容。请在表格软件里选中单元格，复制后再粘贴。".into());
    }
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    if block.len() > MOST_ROWS || width > MOST_COLUMNS {
        return Err(format!(
            "选中的内容有 {} 行 {width} 列，超过 {MOST_ROWS} 行 {MOST_COLUMNS} 列，没有粘贴。请只选需要的部分。",
            block.len()
        ));
    }
    Ok(block)
}

/// Splits the clipboard's text form of a table. A quote opens a quoted cell only where the cell begins.
fn split(text: &str) -> Vec<Vec<String>> {
    let mut block = vec![vec![String::new()]];
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        let Some(cell) = block.last_mut().and_then(|row| row.last_mut()) else {
            break;
        };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            _ if quoted => cell.push(c),
            '"' if cell.is_empty() => quoted = true,
            '\t' => {
                if let Some(row) = block.last_mut() {
                    row.push(String::new());
                }
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' => block.push(vec![String::new()]),
            c => cell.push(c),
        }
    }
    block
}

/// What a head says its column holds.
fn column_of_head(head: &str) -> Column {
    let text: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let compared = has(&["对比", "对标", "标杆", "同行"]);
    match year_in(&text) {
        Some(year) if has(&["目标", "计划"]) => Column::Target(year),
        Some(year) if !compared => Column::Value(year),
        _ if has(&["来源", "出处"]) => Column::Source,
        _ if compared && has(&["年份", "年度"]) => Column::ComparisonYear,
        _ if compared && has(&["对象", "单位", "名称"]) => Column::Object,
        _ if compared => Column::Comparison,
        _ if has(&["单位"]) => Column::Unit,
        _ if has(&["指标", "名称", "项目"]) => Column::Name,
        _ => Column::Other(head.trim().to_owned()),
    }
}

/// The year in a head: its only digits, and no sign in front. −2023 and 2023—2025 are none.
fn year_in(head: &str) -> Option<i32> {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let from = head.find(is_digit)?;
    let (before, rest) = head.split_at(from);
    let (digits, after) = rest.split_at(rest.find(|c| !is_digit(c)).unwrap_or(rest.len()));
    let signed = before.ends_with(['-', '−', '–', '－']);
    if signed || after.contains(is_digit) {
        return None;
    }
    input::year(digits).given().copied()
}

/// Whether a cell can be a name: it has letters, and is no number or year.
fn is_name(cell: Option<&String>) -> bool {
    cell.is_some_and(|cell| {
        let number = input::decimal(cell).given().is_some() || year_in(cell).is_some();
        cell.contains(char::is_alphabetic) && !number
    })
}

/// Whether a metric goes by this name, in any width and spacing, or with its unit in brackets behind it.
fn is_called(metric: &Metric, name: &str) -> bool {
    let bare = |text: &str| -> String {
        let chars = text.chars().filter(|c| !c.is_whitespace());
        chars.map(narrow).collect()
    };
    let name = bare(name);
    let apart = name
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once('('));
    let apart = apart.filter(|(_, unit)| *unit == bare(metric.get("unit")));
    let base = apart.map_or(name.as_str(), |(base, _)| base);
    let aliases = name_list(metric.get("aliases"));
    let known = std::iter::once(metric.get("name")).chain(aliases.iter().map(|of| &**of));
    let mut known = known.map(bare).filter(|known| !known.is_empty());
    known.any(|known| known == name || known == base)
}

/// A number as people write it into a table, in the metric's unit: as plain digits.
///
/// # Errors
/// Why it is none, in Chinese.
pub fn number(raw: &str, unit: &str) -> Result<String, String> {
    let text: String = raw.chars().filter(|c| !c.is_whitespace()).collect();
    if text.contains(is_unseen) {
        return Err("里面有看不见的字符，请重新输入这个数".into());
    }
    if input::date(&text).given().is_some() {
        return Err("是日期，不是数字".into());
    }
    let (body, suffix) = suffix(&text);
    let value = match input::decimal(body) {
        Input::Given(value) => value,
        Input::Invalid {
            why: Flaw::HasUnit { unit },
            ..
        } => {
            return Err(format!("数字后面带了“{unit}”，不知道怎样换算"));
        }
        Input::Invalid { why, .. } => return Err(plainly(&why)),
        Input::Missing | Input::Unsure => return Err("没有数字".into()),
    };
    let factor = match suffix {
        "" => return Ok(value.to_string()),
        "%" | "％" if unit.is_empty() || unit.contains(['%', '％']) => {
            return Ok(value.to_string());
        }
        "%" | "％" => return Err(format!("带了“%”，而单位是“{unit}”")),
        "万" | "亿" => scale(suffix, unit)?,
        other => return Err(format!("数字后面带了“{other}”，不知道怎样换算")),
    };
    let scaled = value.checked_mul(factor);
    let scaled = scaled.ok_or_else(|| "数字太长，不能准确保存".to_owned())?;
    Ok(scaled.normalize().to_string())
}

/// Characters that leave no trace on the screen: marks of direction, joiners, a byte order mark.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A number's text, and the multiplier or % behind it.
fn suffix(text: &str) -> (&str, &str) {
    for end in ["亿元", "万元", "亿", "万", "%", "％"] {
        if let Some(body) = text.strip_suffix(end) {
            let suffix = end.trim_end_matches('元');
            return (body, suffix);
        }
    }
    (text, "")
}

/// What a number with 万 or 亿 is multiplied by to be in the unit.
fn scale(suffix: &str, unit: &str) -> Result<Decimal, String> {
    let of = |text: &str| match text.chars().find(|c| matches!(c, '万' | '亿')) {
        Some('万') => 4,
        Some(_) => 8,
        None => 0,
    };
    let power: i32 = of(suffix) - of(unit);
    let factor = match power {
        8 => Decimal::new(100_000_000, 0),
        4 => Decimal::new(10_000, 0),
        0 => Decimal::ONE,
        -4 => Decimal::new(1, 4),
        _ => return Err(format!("带了“{suffix}”，换算不成“{unit}”")),
    };
    Ok(factor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::Kind;

    fn metric(id: &str, name: &str, unit: &str) -> Rc<Metric> {
        let mut metric = Metric::new(id);
        for (key, text) in [("name", name), ("unit", unit), ("section", "4.7.3-a")] {
            put_text(&mut metric.fields, key, text.to_owned());
        }
        Rc::new(metric)
    }

    fn metrics() -> Vec<Rc<Metric>> {
        vec![
            metric("m1", "顾客满意度", "分"),
            metric("m2", "营业收入", "万元"),
        ]
    }

    fn start() -> Start {
        Start {
            metrics: vec!["m1".into(), "m2".into()],
            columns: vec![
                Column::Value(2024),
                Column::Value(2025),
                Column::Target(2025),
            ],
            library: vec![offered()],
        }
    }

    /// A metric of the library.
    fn offered() -> Metric {
        let mut known = (*metric("", "手术并发症发生率", "%")).clone();
        for (key, text) in [("library", "complication"), ("section", "4.7.2-b")] {
            put_text(&mut known.fields, key, text.to_owned());
        }
        known
    }

    fn applied(text: &str) -> Dossier {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        dossier.metrics = metrics();
        let plan = plan(text, &dossier.metrics, &start()).unwrap();
        let mut next = 0;
        plan.apply(&mut dossier, "4.7.3-a", || {
            next += 1;
            format!("n{next}")
        });
        dossier
    }

    fn value(dossier: &Dossier, id: &str, year: &str) -> String {
        dossier
            .metric(id)
            .unwrap()
            .of_year(year, "value")
            .to_owned()
    }

    #[test]
    fn a_block_without_heads_goes_from_the_cell_it_is_pasted_into() {
        let dossier = applied("88.5\t８９．６\t\r\n1.86亿\t\"18,623\"\t2万\r\n\r\n");
        assert_eq!(value(&dossier, "m1", "2024"), "88.5");
        assert_eq!(value(&dossier, "m1", "2025"), "89.6");
        assert_eq!(value(&dossier, "m2", "2024"), "18600");
        assert_eq!(value(&dossier, "m2", "2025"), "18623");
        assert_eq!(dossier.metric("m2").unwrap().of_year("2025", "target"), "2");
    }

    #[test]
    fn a_block_with_heads_goes_by_name_and_year() {
        let dossier = applied(
            "指标\t单位\t2023年\t2024年实际\t2025目标\t对比值\t数据来源\t备注\n\
             顾客 满意度\t分\t86.4\t87.9\t91\t88.5\t示例协会 2025\t好\n\
             一次合格率\t%\t98.1%\t\t99%\t\t\t\n",
        );
        let known = dossier.metric("m1").unwrap();
        assert_eq!(known.of_year("2023", "value"), "86.4");
        assert_eq!(known.of_year("2025", "target"), "91");
        assert_eq!(known.list("comparisons")[0].get("value"), "88.5");
        assert_eq!(known.list("comparisons")[0].get("source"), "示例协会 2025");
        let new = dossier.metrics.last().unwrap();
        assert_eq!((new.get("name"), new.get("unit")), ("一次合格率", "%"));
        assert_eq!(new.of_year("2023", "value"), "98.1");
        assert_eq!(new.of_year("2025", "target"), "99");
    }

    #[test]
    fn a_new_metric_of_the_library_brings_along_what_the_library_says() {
        let dossier = applied(
            "指标\t2024年\t2025年\n手术并发症发生率（％）\t1.2%\t1.1\n再入院率（%）\t3%\t2%\n",
        );
        let [.., known, own] = dossier.metrics.as_slice() else {
            panic!("two are added");
        };
        let told = |metric: &Metric| {
            ["name", "unit", "section", "library"].map(|key| metric.get(key).to_owned())
        };
        assert_eq!(
            told(known),
            ["手术并发症发生率", "%", "4.7.2-b", "complication"]
        );
        assert_eq!(told(own), ["再入院率（%）", "", "4.7.3-a", ""]);
        assert_eq!(value(&dossier, &known.id, "2024"), "1.2");
        // The same block again goes to what is there by now.
        let text = "指标\t2024年\t2025年\n手术并发症发生率(%)\t1.2\t1.1\n";
        let again = plan(text, &dossier.metrics, &start()).unwrap();
        assert_eq!(again.rows, [Row::Metric(known.id.clone())]);
    }

    #[test]
    fn what_is_no_number_is_refused_by_cell_and_the_rest_goes() {
        let plan = plan("约 12%\t—\n2026-05-20\t1,5\n7\t8", &metrics(), &start()).unwrap();
        assert_eq!(plan.taken(), 0);
        let refused = plan.refused();
        assert_eq!(refused.len(), 6);
        assert_eq!(refused[0].0, 1);
        assert_eq!(refused[4], (3, 1, "7", "没有指标接这一行"));
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        dossier.metrics = metrics();
        let before = dossier.clone();
        plan.apply(&mut dossier, "4.7.3-a", String::new);
        assert_eq!(dossier, before);
    }

    #[test]
    fn the_year_of_a_head_is_its_only_number() {
        let check =
            |head: &str, expected: Column| assert_eq!(column_of_head(head), expected, "{head}");
        check("２０２３年", Column::Value(2023));
        check("FY2023 实际", Column::Value(2023));
        check("2027 计划", Column::Target(2027));
        check("对比年份", Column::ComparisonYear);
        check("对比对象", Column::Object);
        check("对比来源和年份", Column::Source);
        check("2025 同行", Column::Comparison);
        for head in [
            "-2023",
            "−2023年",
            "2023-2025",
            "2023 年 12 月",
            "23年",
            "12345",
            "\u{200F}20",
            "😀",
        ] {
            check(head, Column::Other(head.to_owned()));
        }
    }

    #[test]
    fn years_out_of_order_and_twice() {
        let dossier = applied("\t2025\t2023\t2024\n顾客满意度\t91\t88\t90\n");
        for (year, expected) in [("2023", "88"), ("2024", "90"), ("2025", "91")] {
            assert_eq!(value(&dossier, "m1", year), expected);
        }
        let twice = "\t2025\t2025年\n顾客满意度\t91\t92\n顾客满意度\t93\t\n新的\t1\t\n新的\t2\t\n";
        let plan = plan(twice, &metrics(), &start()).unwrap();
        assert_eq!((plan.taken(), plan.new_metrics()), (2, 1));
        let refused: Vec<(&str, &str)> =
            plan.refused().iter().map(|cell| (cell.2, cell.3)).collect();
        let row = "前面已有一行是这个指标";
        assert_eq!(
            refused,
            [("92", "前面已有一列是这一项"), ("93", row), ("2", row)]
        );
    }

    #[test]
    fn figures_that_look_like_years_are_no_heads() {
        let dossier = applied("1998\t3105\n2010\t3200\n");
        assert_eq!(value(&dossier, "m1", "2024"), "1998");
        assert_eq!(value(&dossier, "m2", "2025"), "3200");
        assert_eq!(value(&applied("2023\t2024\n"), "m1", "2025"), "2024");
    }

    #[test]
    fn a_head_that_is_no_year_is_left_out_alone() {
        let block = "指标\t-2023\t2024年\n顾客满意度\t5\t88\n";
        let plan = plan(block, &metrics(), &start()).unwrap();
        assert_eq!(plan.columns[1], Column::Other("-2023".to_owned()));
        assert_eq!((plan.taken(), plan.refused().len()), (1, 0));
    }

    #[test]
    fn names_without_heads_lead_to_their_metrics() {
        let dossier = applied("营业收入\t18600\t19200\n顾客满意度\t88\t89\n");
        assert_eq!(value(&dossier, "m2", "2025"), "19200");
        assert_eq!(value(&dossier, "m1", "2024"), "88");
        // Words alone are no names: nothing here is called so.
        let plan = plan("没有\t5\n同上\t6\n", &metrics(), &start()).unwrap();
        assert_eq!((plan.taken(), plan.new_metrics()), (2, 0));
    }

    #[test]
    fn what_nobody_sees_is_refused_and_rare_characters_are_kept() {
        let block =
            "\t2024\t2025\n😀𠮷指标\t1\t\u{200F}2\nأ\u{202E}ب\t3\t4\u{FEFF}\n坏\u{1}名\t5\t6\n";
        let plan = plan(block, &metrics(), &start()).unwrap();
        assert_eq!(plan.rows[0], Row::New(Box::new(new("😀𠮷指标", &[]))));
        assert_eq!(plan.rows[2], Row::Nowhere);
        let why: Vec<&str> = plan.refused().iter().map(|cell| cell.3).collect();
        let unseen = "里面有看不见的字符，请重新输入这个数";
        assert_eq!(why[..2], [unseen, unseen]);
        assert!(why[2].contains("控制字符"));
        assert_eq!(plan.taken(), 2);
        let dossier = applied(block);
        assert_eq!(dossier.metrics[2].get("name"), "😀𠮷指标");
        assert_eq!(dossier.metrics.len(), 4);
    }

    #[test]
    fn each_refused_cell_says_why() {
        for (raw, why) in [
            ("约 12%", "不是数字"),
            ("—", "不是数字"),
            ("2026-05-20", "是日期"),
            ("2026/5/20", "是日期"),
            ("1,5", "千位分隔"),
            ("12吨", "“吨”"),
            ("1e5", "不是数字"),
            ("9999999999999999999999999亿", "太长"),
            ("123456789012345678901234567890123", "太长"),
            ("12\u{FFFD}", "无法识别的字符"),
            ("1\u{7}2", "控制字符"),
            ("😀", "不是数字"),
            ("\u{2067}12\u{2069}", "看不见的字符"),
        ] {
            let plan = plan(&format!("{raw}\t7"), &metrics(), &start()).unwrap();
            assert_eq!(plan.taken(), 1, "{raw}");
            let refused = plan.refused();
            assert!(refused[0].3.contains(why), "{raw}: {}", refused[0].3);
        }
    }

    #[test]
    fn cells_beyond_the_table_are_refused() {
        let plan = plan("1\t2\t3\t4\n", &metrics(), &start()).unwrap();
        assert_eq!(plan.taken(), 3);
        assert_eq!(plan.refused(), [(1, 4, "4", "表格右边没有接这一列的格子")]);
    }

    #[test]
    fn profits_go_where_they_are_kept() {
        let mut profit = Metric::new("m1");
        for (key, text) in [("name", "利润总额"), ("library", PROFIT)] {
            put_text(&mut profit.fields, key, text.to_owned());
        }
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        dossier.metrics = vec![Rc::new(profit)];
        let plan = plan("利润总额\t1395\t2058", &dossier.metrics, &start()).unwrap();
        assert_eq!(plan.replaced(&dossier), 0);
        plan.apply(&mut dossier, "4.7.4-a", String::new);
        assert_eq!(plan.replaced(&dossier), 0, "the same is no change");
        dossier.edit_metric("m1", |metric| {
            put_text(&mut metric.fields, "library", String::new())
        });
        dossier.edit_metric("m1", |metric| metric.set_year("2024", "value", "7".into()));
        assert_eq!(plan.replaced(&dossier), 1);
        assert_eq!(dossier.walk.profits.get("2025").unwrap(), "2058");
    }

    #[test]
    fn a_thousand_rows_of_fifty_columns_are_taken_in_one_step() {
        let heads: Vec<String> = (1976..2025).map(|year| year.to_string()).collect();
        let mut block = format!("指标\t{}\n", heads.join("\t"));
        for row in 1..MOST_ROWS {
            block += &format!("指标{row}");
            for _ in &heads {
                block += "\t1,234.5";
            }
            block.push('\n');
        }
        let dossier = applied(&block);
        assert_eq!(dossier.metrics.len(), 2 + MOST_ROWS - 1);
        assert_eq!(value(&dossier, "n999", "2024"), "1234.5");
    }

    #[test]
    fn one_cell_is_no_block() {
        for text in ["12", "12\r\n", "", "\n"] {
            assert!(!is_block(text), "{text:?}");
        }
        for text in ["1\t2", "1\n2", "1\r\n2\r\n", "\t1"] {
            assert!(is_block(text), "{text:?}");
        }
    }

    #[test]
    fn numbers_in_the_metrics_unit() {
        let ok = |raw, unit| number(raw, unit).unwrap();
        assert_eq!(ok("1,234.50", "万元"), "1234.50");
        assert_eq!(ok("4.2亿元", "万元"), "42000");
        assert_eq!(ok("3万", "人"), "30000");
        assert_eq!(ok("5000万元", "亿元"), "0.5000".trim_end_matches('0'));
        assert_eq!(ok("45%", "%"), "45");
        assert_eq!(ok("-20", "万元"), "-20");
        for (raw, unit) in [
            ("45%", "分"),
            ("约12", ""),
            ("12吨", "吨"),
            ("—", ""),
            ("1e5", ""),
        ] {
            assert!(number(raw, unit).is_err(), "{raw}");
        }
        assert!(number("9999999999999999999999999亿", "元").is_err());
    }

    #[test]
    fn too_much_and_nothing_are_said() {
        let error = |text: &str| plan(text, &metrics(), &start()).unwrap_err();
        assert!(error(" \r\n\t\n").contains("没有表格内容"));
        assert!(error(&"1\t".repeat(60)).contains("超过"));
        assert!(error(&"1\n".repeat(1_001)).contains("1001 行"));
        assert!(plan(&"1\t2\n".repeat(1_000), &metrics(), &start()).is_ok());
    }
}
