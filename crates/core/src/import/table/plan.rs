//! The plan: where each cell of a table goes.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::dossier::{Dossier, Metric, put_text};
use crate::pack::{Criteria, Metrics};
use crate::views::{from_library, result_years, written_years};

use super::columns::{Column, Compared, Role, Years, columns};
use super::figure::{Figure, figure};
use super::grid::Grid;
use super::layout::{self, Layout, Title};
use super::making::Making;
use super::names::Index;
use super::period::{Period, period};
use super::rows::{Places, Row, To, rows};
use super::value::Action;
use super::words::{bare, has};

/// What a table is brought into.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// The criteria.
    pub criteria: &'a Criteria,
    /// The library of metrics.
    pub library: &'a Metrics,
    /// The sub-heading that new metrics go to where the table names none; empty to ask.
    pub section: &'a str,
    /// The last complete year.
    pub last: i32,
}

/// The cell of a grid of metrics that a table is pasted into: figures without any heads go from there on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The metrics in the order of the grid, from the one that is pasted into.
    pub metrics: Vec<String>,
    /// The columns of the grid, from the one that is pasted into.
    pub columns: Vec<Role>,
}

/// Which rows are the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadRows {
    /// The first of them, from 0.
    pub from: usize,
    /// How many; none when the table has no head.
    pub count: usize,
}

/// What a person corrects. Rows and columns count from 0 in the table as the plan looks at it, turned or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Whether the table is turned round.
    pub turned: Option<bool>,
    /// Which rows are the head.
    pub head: Option<HeadRows>,
    /// What a column is.
    pub columns: BTreeMap<usize, Role>,
    /// Where a row goes.
    pub rows: BTreeMap<usize, To>,
    /// What is taken for a cell, one of its options; `None` when it stays out.
    pub cells: BTreeMap<(usize, usize), Option<String>>,
    /// Whether cells stay as they are where something else is written already.
    pub keep: bool,
}

/// What a figure is of its metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// 实际值.
    Actual,
    /// 目标值.
    Target,
    /// 对比值.
    Comparison,
}

/// What becomes of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What becomes of it.
    pub action: Action,
    /// What it is of its metric; `None` for what is no figure.
    pub field: Option<Field>,
    /// Of when.
    pub year: Option<i32>,
    /// What is written, exactly, in the unit of the metric.
    pub value: Option<String>,
    /// Why it is not taken as it is; without a full stop.
    pub reason: String,
    /// What a person can choose for it.
    pub options: Vec<String>,
    /// What stands in its place now, when that is something else.
    pub now: String,
}

/// How many cells and metrics a plan is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Figures that are taken.
    pub take: usize,
    /// Figures that are asked about.
    pub ask: usize,
    /// Figures that are refused.
    pub refuse: usize,
    /// Figures that are taken and change what stands there.
    pub changed: usize,
    /// Metrics of the dossier that figures go to.
    pub known: usize,
    /// Metrics that are added.
    pub new: usize,
}

/// Where everything in a table goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The table as the plan looks at it.
    pub grid: Grid,
    /// Whether it is turned round: what is a row here is a column of the source.
    pub turned: bool,
    /// Why nothing of the table is taken; then there are no rows and cells, and columns only where a head is known.
    pub refused: Option<String>,
    /// The rows of the head.
    pub head: HeadRows,
    /// Whether figures without heads go cell into cell.
    pub by_place: bool,
    /// What each column is.
    pub columns: Vec<Column>,
    /// What the comparisons are with.
    pub compared: Vec<Compared>,
    /// Where each row of the table goes; those of the title and the head nowhere.
    pub rows: Vec<Row>,
    /// What becomes of each cell, by row.
    pub cells: Vec<Vec<Cell>>,
    /// Texts that are written beside a comparison, by row and comparison.
    pub(super) beside: BTreeMap<(usize, usize), Compared>,
    /// The units that new metrics and those without one get, by row.
    pub(super) units: BTreeMap<usize, String>,
}

/// Plans where a table goes.
pub fn plan(grid: &Grid, setting: &Setting<'_>, start: Option<&Start>, choices: &Choices) -> Plan {
    let (grid, turned, layout) = oriented(grid, choices);
    let years = Years {
        known: result_years(
            setting
                .dossier
                .metrics
                .iter()
                .flat_map(|metric| written_years(metric, &setting.dossier.walk)),
            setting.last,
            setting.last,
        ),
        last: setting.last,
    };
    let Some(layout) = layout else {
        return match by_place(&grid, setting, start) {
            Ok((columns, rows)) => Making::new(setting, choices, Title::default(), true).plan(
                grid,
                turned,
                (0, 0),
                columns,
                Vec::new(),
                rows,
            ),
            Err(why) => Plan::refusing(grid, turned, (0, 0), Vec::new(), why),
        };
    };
    let title = layout::title(&grid, &layout);
    let (mut columns, mut compared) = columns(&grid, &layout, &title, &years);
    for (at, role) in &choices.columns {
        if let Some(column) = columns.get_mut(*at) {
            (column.role, column.reason) = (*role, String::new());
        }
        if let Role::Comparison(of) | Role::ComparisonYear(of) | Role::Object(of) | Role::Source(of) =
            role
            && *of < grid.width()
            && compared.len() <= *of
        {
            compared.resize_with(of + 1, Compared::default);
            // Its head is who they are, if it says no time.
            if let (Role::Comparison(_), Some(column)) = (role, columns.get(*at))
                && matches!(period(&column.head), Period::None)
            {
                compared[*of].object.clone_from(&column.head);
            }
        }
    }
    let named = columns.iter().any(|column| column.role == Role::Name);
    let valued = |column: &Column| {
        matches!(
            column.role,
            Role::Actual(_) | Role::Target(_) | Role::Comparison(_)
        )
    };
    if !named {
        return Plan::refusing(
            grid,
            turned,
            layout.head,
            columns,
            "没有识别出指标名称列，整块未录入。请选择指标名称在哪一列".into(),
        );
    }
    if is_list(&grid, &layout, &columns) {
        return Plan::refusing(
            grid,
            turned,
            layout.head,
            columns,
            "这张表每行是一个指标的一个年度，本工具还不能识别，整块未录入。请改成一个指标一行、一个年度一列".into(),
        );
    }
    if !columns.iter().any(valued) {
        let mut why = "表里没有可以录入的列".to_owned();
        for column in columns
            .iter()
            .filter(|column| !column.reason.is_empty())
            .take(3)
        {
            why += &format!("；“{}”{}", column.head, column.reason);
        }
        return Plan::refusing(grid, turned, layout.head, columns, why);
    }
    let places = Places {
        dossier: setting.dossier,
        criteria: setting.criteria,
        library: setting.library,
        section: setting.section,
        index: Index::new(setting.dossier, setting.library),
    };
    let body = (layout.head.1, layout.end);
    let nowhere = |why: &str| Row {
        name: String::new(),
        unit: String::new(),
        to: To::Nowhere,
        reason: why.to_owned(),
    };
    let mut all: Vec<Row> = (0..layout.head.0).map(|_| nowhere("是表的标题")).collect();
    all.extend((layout.head.0..layout.head.1).map(|_| nowhere("是表头")));
    all.extend(rows(&grid, &columns, body, &places, &choices.rows));
    all.extend((layout.end..grid.height()).map(|_| nowhere("属于另一个表头，请单独粘贴")));
    Making::new(setting, choices, title, false).plan(
        grid,
        turned,
        layout.head,
        columns,
        compared,
        all,
    )
}

/// The table as it is looked at, and its layout. As it is where that makes sense, turned round where only that does.
fn oriented(grid: &Grid, choices: &Choices) -> (Grid, bool, Option<Layout>) {
    let of = |grid: &Grid| match choices.head {
        Some(head) => {
            let from = head.from.min(grid.height());
            Some(layout::with_head(
                grid,
                from,
                (from + head.count).min(grid.height()),
            ))
        }
        None => layout::find(grid),
    };
    match choices.turned {
        Some(true) => {
            let grid = grid.turned();
            let layout = of(&grid);
            (grid, true, layout)
        }
        Some(false) => (grid.clone(), false, of(grid)),
        None => {
            let upright = of(grid);
            if upright.is_some() {
                return (grid.clone(), false, upright);
            }
            let turned = grid.turned();
            match layout::find(&turned) {
                Some(layout) => (turned, true, Some(layout)),
                None => (grid.clone(), false, None),
            }
        }
    }
}

/// Whether each row is one metric in one year: a column of years beside the names, with names that come again.
fn is_list(grid: &Grid, layout: &Layout, columns: &[Column]) -> bool {
    let years = |at: usize| {
        let told = (layout.head.1..layout.end)
            .map(|row| grid.text(row, at))
            .filter(|text| !text.is_empty());
        let (dated, all) = told.fold((0, 0), |(dated, all), text| {
            let year = matches!(period(text), Period::Year(_) | Period::Other(_));
            (
                dated + usize::from(year && text.chars().count() < 12),
                all + 1,
            )
        });
        all > 0 && dated * 2 > all
    };
    let plain = |column: &Column| matches!(column.role, Role::Category | Role::Left);
    let headed = |column: &Column| has(&bare(&column.head), &["年份", "年度", "时间", "期间"]);
    columns
        .iter()
        .enumerate()
        .any(|(at, column)| plain(column) && headed(column) && years(at))
}

/// Figures without heads, cell into cell.
fn by_place(
    grid: &Grid,
    setting: &Setting<'_>,
    start: Option<&Start>,
) -> Result<(Vec<Column>, Vec<Row>), String> {
    let no_head =
        "没有识别出表头（写着年份的一行）和指标名称，整块未录入。请连同表头和指标名称一起复制";
    let start = start.ok_or_else(|| no_head.to_owned())?;
    let role = |at: usize| start.columns.get(at).copied().unwrap_or(Role::Left);
    for row in 0..grid.height() {
        for column in 0..grid.width() {
            let text = grid.text(row, column);
            if matches!(
                role(column),
                Role::ComparisonYear(_) | Role::Object(_) | Role::Source(_)
            ) {
                continue;
            }
            let told = |why: &str| {
                format!(
                    "第 {} 行第 {} 列的“{text}”{why}，整块未录入。按格子粘贴时，每格只能是数字或空格；有年份和名称的，请连同表头一起复制",
                    row + 1,
                    column + 1
                )
            };
            match figure(text) {
                Figure::Nothing => {}
                Figure::Number { value, .. } if !looks_like_a_year(text, value) => {}
                Figure::Number { .. } => return Err(told("看起来是年份")),
                Figure::No { why, .. } | Figure::Doubt { why, .. } => return Err(told(&why)),
            }
        }
    }
    let columns = (0..grid.width()).map(|at| Column {
        head: String::new(),
        role: role(at),
        unit: String::new(),
        reason: match at < start.columns.len() {
            true => String::new(),
            false => "超出表格列数".into(),
        },
    });
    let rows = (0..grid.height()).map(|at| {
        let id = start.metrics.get(at);
        let metric = id.and_then(|id| setting.dossier.metric(id));
        Row {
            name: metric.map_or("", |metric| metric.get("name")).to_owned(),
            unit: String::new(),
            to: metric.map_or(To::Nowhere, |metric| To::Metric(metric.id.clone())),
            reason: metric.map_or("找不到对应指标，整行未录入".into(), |_| {
                String::new()
            }),
        }
    });
    Ok((columns.collect(), rows.collect()))
}

fn looks_like_a_year(text: &str, value: Decimal) -> bool {
    let digits = text.chars().filter(|c| c.is_numeric()).count() == 4
        && !text.contains(['.', ',', '．', '，']);
    digits && value >= Decimal::from(1990) && value <= Decimal::from(2100)
}

impl Plan {
    fn refusing(
        grid: Grid,
        turned: bool,
        head: (usize, usize),
        columns: Vec<Column>,
        why: String,
    ) -> Plan {
        Plan {
            grid,
            turned,
            refused: Some(why),
            head: HeadRows {
                from: head.0,
                count: head.1 - head.0,
            },
            by_place: false,
            columns,
            compared: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            beside: BTreeMap::new(),
            units: BTreeMap::new(),
        }
    }

    /// What a row that is taken goes to, which also identifies the row: two of one new name are one metric.
    pub(super) fn key(&self, row: usize) -> To {
        match &self.rows[row].to {
            To::New(_) => To::New(bare(&self.rows[row].name)),
            to => to.clone(),
        }
    }

    /// Figures that would be written over one another: the same ones once, others are asked about or refused.
    pub(super) fn doubled(&mut self, action: Action) {
        type Place = (To, Field, Option<i32>, String);
        let mut places: BTreeMap<Place, Vec<(usize, usize)>> = BTreeMap::new();
        for (row, cells) in self.cells.iter().enumerate() {
            for (at, cell) in cells.iter().enumerate() {
                if cell.action != Action::Take {
                    continue;
                }
                let Some(field) = cell.field else {
                    continue;
                };
                let object = match self.columns[at].role {
                    Role::Comparison(of) => self
                        .beside
                        .get(&(row, of))
                        .map_or(String::new(), |told| bare(&told.object)),
                    _ => String::new(),
                };
                let place = (self.key(row), field, cell.year, object);
                places.entry(place).or_default().push((row, at));
            }
        }
        for cells in places.into_values().filter(|cells| cells.len() > 1) {
            let value = |(row, at): &(usize, usize)| {
                let value = self.cells[*row][*at].value.as_deref().unwrap_or_default();
                Decimal::from_str_exact(value).ok()
            };
            let first = value(&cells[0]);
            let same = cells.iter().all(|cell| value(cell) == first);
            let (row, at) = cells[0];
            let (row, at) = self.source(row, at);
            for (row_at, cell_at) in cells
                .iter()
                .skip(usize::from(same || action == Action::Refuse))
            {
                let cell = &mut self.cells[*row_at][*cell_at];
                let value = cell.value.take();
                (cell.action, cell.reason) = match same {
                    true => (
                        Action::Ignore,
                        format!("和第 {} 行第 {} 列相同，不重复录入", row + 1, at + 1),
                    ),
                    false if action == Action::Refuse => (
                        Action::Refuse,
                        format!("这一格已按第 {} 行第 {} 列录入", row + 1, at + 1),
                    ),
                    false => (Action::Ask, "同一个指标、同一年有不同的数，请选一个".into()),
                };
                if !same {
                    cell.options.extend(value);
                    cell.options.dedup();
                }
            }
        }
    }

    /// Row and column of a cell in the source, from 0.
    pub fn source(&self, row: usize, column: usize) -> (usize, usize) {
        match self.turned {
            true => (column, row),
            false => (row, column),
        }
    }

    /// How many cells and metrics it is about.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let mut to = Vec::new();
        for (row, cells) in self.cells.iter().enumerate() {
            for cell in cells {
                match cell.action {
                    Action::Take => {
                        counts.take += 1;
                        counts.changed += usize::from(!cell.now.is_empty());
                    }
                    Action::Ask => counts.ask += 1,
                    Action::Refuse => counts.refuse += 1,
                    Action::Blank | Action::Ignore => {}
                }
            }
            if cells.iter().any(|cell| cell.action == Action::Take) {
                to.push(self.key(row));
            }
        }
        to.sort();
        to.dedup();
        let known = |to: &&To| matches!(to, To::Metric(_));
        counts.known = to.iter().filter(known).count();
        counts.new = to.len() - counts.known;
        counts
    }

    /// What is left out as a whole: rows and columns with the reason, a sentence without its full stop each.
    pub fn left_out(&self) -> Vec<String> {
        let mut out = Vec::new();
        let (rows, columns) = if self.turned {
            ("列", "行")
        } else {
            ("行", "列")
        };
        for (at, column) in self.columns.iter().enumerate() {
            if column.role == Role::Left && !column.reason.is_empty() {
                let head = match column.head.as_str() {
                    "" => format!("第 {} {columns}", at + 1),
                    head => format!("“{head}”这一{columns}"),
                };
                out.push(format!("{head}：{}", column.reason));
            }
        }
        let body = self.head.from + self.head.count;
        for (at, row) in self.rows.iter().enumerate() {
            let filled = !self.grid.is_blank(at);
            if row.to == To::Nowhere
                && filled
                && !row.reason.is_empty()
                && !(self.head.from..body).contains(&at)
            {
                let name = match row.name.as_str() {
                    "" => format!("第 {} {rows}", at + 1),
                    name => format!("“{name}”这一{rows}"),
                };
                out.push(format!("{name}：{}", row.reason));
            }
        }
        out
    }

    /// The new metric a row would make, without an id; `None` for one that goes to what is there, or nowhere.
    pub fn new_metric(&self, row: usize, library: &Metrics) -> Option<Metric> {
        let mut metric = match &self.rows[row].to {
            To::Library(id) => {
                from_library(library.metrics.iter().find(|known| known.id == *id)?, "")
            }
            To::New(section) => {
                let mut metric = Metric::new("");
                put_text(&mut metric.fields, "section", section.clone());
                put_text(&mut metric.fields, "name", self.rows[row].name.clone());
                metric
            }
            _ => return None,
        };
        if metric.get("unit").is_empty()
            && let Some(unit) = self.units.get(&row)
        {
            put_text(&mut metric.fields, "unit", unit.clone());
        }
        Some(metric)
    }

    /// What the metric is called that a row goes to.
    pub fn name<'a>(&'a self, row: usize, dossier: &'a Dossier, library: &'a Metrics) -> &'a str {
        match &self.rows[row].to {
            To::Metric(id) => dossier.metric(id).map_or("", |metric| metric.get("name")),
            To::Library(id) => {
                let known = library.metrics.iter().find(|known| known.id == *id);
                known.map_or("", |known| &known.name)
            }
            _ => &self.rows[row].name,
        }
    }
}
