//! What becomes of each cell of a table whose rows and columns are known.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::dossier::{Dossier, Metric};
use crate::pack::reserved::PROFIT;
use crate::views::{value_place, written_years};

use super::apply::entry;
use super::columns::{Column, Compared, Role};
use super::figure::{Figure, figure};
use super::grid::Grid;
use super::head::without_year;
use super::layout::Title;
use super::names::unit_of;
use super::period::{Period, period};
use super::plan::{Cell, Choices, Field, HeadRows, Plan, Setting};
use super::rows::{Row, To};
use super::unit::{Unit, shifted};
use super::value::{Action, Units, Verdict, doubtful_fractions, is_small_rate, settle};
use super::words::has;

/// What a plan is made with.
pub(super) struct Making<'a> {
    setting: &'a Setting<'a>,
    choices: &'a Choices,
    title: Title,
    by_place: bool,
}

/// The metric a row goes to, as far as figures must know it.
struct Metricish<'a> {
    own: Option<&'a Metric>,
    profit: bool,
    /// Its unit; `None` when it has none yet.
    unit: Option<(Unit, String)>,
    /// Whether it has a unit of its own, or values that are in whatever unit they are.
    settled: bool,
}

impl<'a> Making<'a> {
    pub(super) fn new(
        setting: &'a Setting<'a>,
        choices: &'a Choices,
        title: Title,
        by_place: bool,
    ) -> Making<'a> {
        Making {
            setting,
            choices,
            title,
            by_place,
        }
    }

    pub(super) fn plan(
        &self,
        grid: Grid,
        turned: bool,
        head: (usize, usize),
        columns: Vec<Column>,
        compared: Vec<Compared>,
        rows: Vec<Row>,
    ) -> Plan {
        let mut plan = Plan {
            turned,
            refused: None,
            head: HeadRows {
                from: head.0,
                count: head.1 - head.0,
            },
            by_place: self.by_place,
            columns,
            compared,
            rows,
            cells: Vec::new(),
            beside: BTreeMap::new(),
            units: BTreeMap::new(),
            grid,
        };
        for row in 0..plan.rows.len() {
            let cells = self.row(&mut plan, row);
            plan.cells.push(cells);
        }
        plan.doubled(Action::Ask);
        self.answer(&mut plan);
        plan.doubled(Action::Refuse);
        plan
    }

    /// The cells of a row.
    fn row(&self, plan: &mut Plan, row: usize) -> Vec<Cell> {
        let to = plan.rows[row].to.clone();
        let figures: Vec<Figure> = (0..plan.columns.len())
            .map(|at| match plan.columns[at].role {
                Role::Actual(_) | Role::Target(_) | Role::Comparison(_) => {
                    figure(&plan.grid.cell(row, at).text)
                }
                _ => Figure::Nothing,
            })
            .collect();
        let metric = self.metric(&to);
        let (metric, common) = self.with_unit(metric, plan, row, &figures);
        let mut cells = Vec::new();
        let mut fractions = Vec::new();
        for (at, figure) in figures.iter().enumerate() {
            let units = self.units(&metric, plan, row, at);
            fractions.push(match figure {
                Figure::Number { value, unit, .. } if units.in_percent() => {
                    Some((*value, !unit.is_empty()))
                }
                _ => None,
            });
            let cell = self.cell(plan, row, at, figure, &metric, &units);
            cells.push(cell);
        }
        for (at, doubtful) in doubtful_fractions(&fractions, is_small_rate(&plan.rows[row].name))
            .into_iter()
            .enumerate()
        {
            if doubtful && cells[at].action == Action::Take {
                let value = cells[at].value.clone().unwrap_or_default();
                let times = Decimal::from_str_exact(&value)
                    .ok()
                    .and_then(|value| shifted(value, 2));
                let times = times.map(|value| value.to_string());
                let other = times.as_deref().unwrap_or_default();
                cells[at].action = Action::Ask;
                cells[at].reason = format!("看不出是 {value}% 还是 {other}%");
                cells[at].options = vec![other.to_owned(), value];
                cells[at].value = None;
            }
        }
        if let Some(unit) = common {
            plan.units.insert(row, unit);
        }
        self.comparisons(plan, row, &mut cells);
        for (at, cell) in cells.iter_mut().enumerate() {
            self.magnitude(plan, row, at, &metric, cell);
            cell.now = now(self.setting.dossier, &metric, plan, row, at, cell);
        }
        cells
    }

    fn metric(&self, to: &To) -> Metricish<'a> {
        let setting = self.setting;
        match to {
            To::Metric(id) => {
                let own = setting.dossier.metric(id).map(|metric| &**metric);
                let unit = own.and_then(unit_of);
                let unit =
                    unit.map(|unit| (unit, own.map_or("", |own| own.get("unit")).to_owned()));
                let written =
                    own.is_some_and(|own| !written_years(own, &setting.dossier.walk).is_empty());
                Metricish {
                    profit: own.is_some_and(|own| own.get("library") == PROFIT),
                    settled: unit.is_some()
                        || written
                        || own.is_some_and(|own| !own.get("unit").is_empty()),
                    own,
                    unit,
                }
            }
            To::Library(id) => {
                let known = setting.library.metrics.iter().find(|known| known.id == *id);
                let unit =
                    known.and_then(|known| Some((Unit::read(&known.unit)?, known.unit.clone())));
                Metricish {
                    own: None,
                    profit: id == PROFIT,
                    settled: known.is_some(),
                    unit,
                }
            }
            _ => Metricish {
                own: None,
                profit: false,
                unit: None,
                settled: false,
            },
        }
    }

    /// A metric that has no unit yet gets the one that the table gives it: beside its name, above the table where it is
    /// money, or behind all its figures. That is written with it, once it is known which metric it is.
    fn with_unit(
        &self,
        metric: Metricish<'a>,
        plan: &Plan,
        row: usize,
        figures: &[Figure],
    ) -> (Metricish<'a>, Option<String>) {
        if metric.settled || plan.rows[row].to == To::Nowhere {
            return (metric, None);
        }
        let stated = plan.rows[row].unit.trim();
        let said = match Unit::read(stated) {
            Some(_) => Some(stated.to_owned()),
            None => common_unit(figures).or_else(|| {
                let heads = plan
                    .columns
                    .iter()
                    .map(|column| column.unit.as_str())
                    .find(|unit| !unit.is_empty());
                heads
                    .or_else(|| self.title_money(&plan.rows[row].name))
                    .map(str::to_owned)
            }),
        };
        let unit = said
            .clone()
            .and_then(|said| Some((Unit::read(&said)?, said)));
        let said = said.filter(|_| !matches!(plan.rows[row].to, To::Unsure(_)));
        (Metricish { unit, ..metric }, said)
    }

    /// The unit above the table, where it is the only one, it is money, and the metric is called like money.
    fn title_money(&self, name: &str) -> Option<&str> {
        let [unit] = self.title.units.as_slice() else {
            return None;
        };
        let money = Unit::read(unit)?.is_money();
        let words = [
            "收入",
            "利润",
            "金额",
            "费",
            "资产",
            "负债总",
            "权益",
            "税",
            "成本",
            "产值",
            "投入",
            "投资",
            "净额",
            "销售额",
            "资金",
            "工资",
            "盈余",
            "收益",
        ];
        let rate = name.ends_with(['率', '比', '数', '度', '重']) || name.contains("占比");
        (!money || (has(name, &words) && !rate)).then_some(unit)
    }

    /// The units that count for a cell.
    fn units(&self, metric: &Metricish<'_>, plan: &Plan, row: usize, at: usize) -> Units {
        let read = |said: &str| Some((Unit::read(said)?, said.to_owned()));
        let kin = |said: &(Unit, String)| {
            metric
                .unit
                .as_ref()
                .is_some_and(|(own, _)| said.0.is_kin(own))
        };
        let stated = read(&plan.columns[at].unit).filter(|said| kin(said) || !said.0.is_money());
        let stated = stated.or_else(|| read(&plan.rows[row].unit));
        // A unit above the whole table counts for the metrics it suits.
        let stated = stated.or_else(|| {
            let mut kindred = self
                .title
                .units
                .iter()
                .filter_map(|unit| read(unit))
                .filter(kin);
            let own = kindred
                .clone()
                .find(|(unit, _)| metric.unit.as_ref().is_some_and(|(own, _)| own == unit));
            own.or_else(|| kindred.next())
        });
        Units {
            metric: metric.unit.clone(),
            stated,
        }
    }

    fn cell(
        &self,
        plan: &Plan,
        row: usize,
        at: usize,
        figure: &Figure,
        metric: &Metricish<'_>,
        units: &Units,
    ) -> Cell {
        let text = plan.grid.text(row, at);
        let column = &plan.columns[at];
        let to = &plan.rows[row];
        let (field, year) = match column.role {
            Role::Actual(year) => (Some(Field::Actual), Some(year)),
            Role::Target(year) => (Some(Field::Target), Some(year)),
            Role::Comparison(of) => (
                Some(Field::Comparison),
                plan.compared.get(of).and_then(|of| of.year),
            ),
            _ => (None, None),
        };
        let ignored = |why: &str| Verdict::of(Action::Ignore, why);
        let source = plan.grid.cell(row, at);
        let verdict = match (&to.to, field) {
            (_, None) if text.is_empty() => ignored(""),
            (To::Nowhere, None) => ignored(&to.reason),
            (_, None) if self.by_place && column.role == Role::Left => {
                Verdict::of(Action::Refuse, column.reason.clone())
            }
            (_, None) => ignored(match column.role {
                Role::Name => "是指标名称",
                Role::Category => "是类别",
                Role::Unit => "是计量单位",
                Role::Left => &column.reason,
                _ => "随对比值一起录入",
            }),
            (To::Nowhere, _) if self.by_place => match text.is_empty() {
                true => ignored(""),
                false => Verdict::of(Action::Refuse, to.reason.clone()),
            },
            (To::Nowhere, _) => ignored(&to.reason),
            (_, Some(_)) if source.covered => ignored("在合并单元格里"),
            (_, Some(field)) => {
                let verdict = settle(figure, field == Field::Target, units);
                let unsure = matches!(to.to, To::Unsure(_));
                let merged = source.merged;
                match verdict.action {
                    Action::Take if unsure => verdict.asked(to.reason.clone()),
                    Action::Take if merged => verdict.asked("是合并单元格，看不出属于哪一格"),
                    Action::Take if !to.reason.is_empty() => {
                        Verdict::of(Action::Refuse, to.reason.clone())
                    }
                    Action::Take
                        if metric.settled
                            && metric.unit.is_none()
                            && Unit::read(&to.unit).is_some() =>
                    {
                        verdict.asked(format!("这个指标没有写单位，表里的单位是“{}”", to.unit))
                    }
                    _ => verdict,
                }
            }
        };
        Cell {
            action: verdict.action,
            field,
            year,
            value: verdict.value,
            reason: verdict.reason,
            options: verdict.options,
            now: String::new(),
        }
    }

    /// What is written beside the comparisons of a row; one whose year nothing tells is asked about.
    fn comparisons(&self, plan: &mut Plan, row: usize, cells: &mut [Cell]) {
        for of in 0..plan.compared.len().max(usize::from(self.by_place)) {
            let mut told = plan.compared.get(of).cloned().unwrap_or_default();
            let mut wrong = None;
            let mut own_year = None;
            for (at, column) in plan.columns.iter().enumerate() {
                let text = plan.grid.text(row, at);
                if text.is_empty() || matches!(figure(text), Figure::Nothing) {
                    continue;
                }
                let year = || match period(text) {
                    Period::Year(year) => Some(year),
                    _ => None,
                };
                match column.role {
                    Role::ComparisonYear(to) if to == of => match year() {
                        Some(year) => own_year = Some(year),
                        None => wrong = Some(format!("无法识别对比年份“{text}”")),
                    },
                    Role::Object(to) if to == of => told.object = text.to_owned(),
                    Role::Source(to) if to == of => {
                        told.source = without_year(text);
                        own_year = own_year.or_else(year);
                    }
                    _ => {}
                }
            }
            if let (Some(head), Some(own)) = (told.year, own_year)
                && head != own
            {
                wrong = Some(format!("表头写 {head} 年，旁边写 {own} 年"));
            }
            told.year = told.year.or(own_year);
            let columns = plan
                .columns
                .iter()
                .position(|column| column.role == Role::Comparison(of));
            if let Some(at) = columns {
                let cell = &mut cells[at];
                cell.year = told.year;
                let unknown = told.year.is_none() && !self.by_place;
                let wrong = wrong.or_else(|| unknown.then(|| "没有写是哪一年的对比值".to_owned()));
                if let Some(why) = wrong
                    && cell.action == Action::Take
                {
                    cell.action = Action::Ask;
                    cell.options = cell.value.take().into_iter().collect();
                    cell.reason = why;
                }
            }
            if told != Compared::default() || columns.is_some() {
                plan.beside.insert((row, of), told);
            }
        }
    }

    /// A value without a unit that is far from all that stand there already is asked about.
    fn magnitude(
        &self,
        plan: &Plan,
        row: usize,
        at: usize,
        metric: &Metricish<'_>,
        cell: &mut Cell,
    ) {
        let Some(value) = cell
            .value
            .as_deref()
            .and_then(|value| Decimal::from_str_exact(value).ok())
        else {
            return;
        };
        let units = self.units(metric, plan, row, at);
        let told = units.stated.is_some() || self.by_place || value.is_zero();
        let behind = matches!(figure(plan.grid.text(row, at)), Figure::Number { unit, .. } if !unit.is_empty());
        if told || behind || cell.action != Action::Take {
            return;
        }
        let ask = |cell: &mut Cell, why: String| {
            cell.action = Action::Ask;
            cell.options = cell.value.take().into_iter().collect();
            cell.reason = why;
        };
        let money = metric.unit.as_ref().filter(|(unit, _)| unit.is_money());
        if let Some((unit, name)) = money
            && *unit != Unit::read("元").unwrap_or_else(|| unit.clone())
            && value.abs() >= Decimal::from(100_000_000)
        {
            return ask(cell, format!("数值过大，不像以“{name}”为单位，请核对单位"));
        }
        let Some(own) = metric.own else {
            return;
        };
        let far = Decimal::from(300);
        let mut written = written_years(own, &self.setting.dossier.walk)
            .into_iter()
            .filter_map(|year| {
                let text = value_place(&own.id, metric.profit, year);
                let text = text.read(self.setting.dossier);
                Decimal::from_str_exact(text)
                    .ok()
                    .filter(|value| !value.is_zero())
            });
        let is_far = |other: Decimal| {
            let (large, small) = (value.abs().max(other.abs()), value.abs().min(other.abs()));
            small.checked_mul(far).is_some_and(|least| large > least)
        };
        let first = written.next();
        if let Some(first) = first
            && is_far(first)
            && written.all(is_far)
        {
            ask(cell, format!("和已有的数（{first}）相差太大，单位可能不同"));
        }
    }

    /// Applies what a person decided about cells.
    fn answer(&self, plan: &mut Plan) {
        for ((row, at), answer) in &self.choices.cells {
            let Some(cell) = plan
                .cells
                .get_mut(*row)
                .and_then(|cells| cells.get_mut(*at))
            else {
                continue;
            };
            match answer {
                Some(value) if cell.options.contains(value) => {
                    cell.action = Action::Take;
                    cell.value = Some(value.clone());
                }
                None if matches!(cell.action, Action::Take | Action::Ask) => {
                    cell.action = Action::Ignore;
                    cell.options.extend(cell.value.take());
                    cell.reason = "您选了不录入".into();
                }
                _ => {}
            }
        }
        if self.choices.keep {
            for cell in plan.cells.iter_mut().flatten() {
                if cell.action == Action::Take && !cell.now.is_empty() {
                    cell.action = Action::Ignore;
                    cell.value = None;
                    cell.reason = "已经有数，不改动".into();
                }
            }
        }
    }
}

/// What stands where a figure goes, when that is something else.
fn now(
    dossier: &Dossier,
    metric: &Metricish<'_>,
    plan: &Plan,
    row: usize,
    at: usize,
    cell: &Cell,
) -> String {
    let Some(value) = &cell.value else {
        return String::new();
    };
    let id = metric.own.map_or("", |own| own.id.as_str());
    let now = match (cell.field, cell.year) {
        (Some(Field::Actual), Some(year)) => value_place(id, metric.profit, year)
            .read(dossier)
            .to_owned(),
        (Some(Field::Target), Some(year)) => metric
            .own
            .map_or("", |own| own.of_year(&year.to_string(), "target"))
            .to_owned(),
        (Some(Field::Comparison), _) => {
            let Role::Comparison(of) = plan.columns[at].role else {
                return String::new();
            };
            let told = plan.beside.get(&(row, of));
            let entry = metric.own.and_then(|own| entry(own, told?, plan.by_place));
            entry.map_or("", |entry| entry.get("value")).to_owned()
        }
        _ => String::new(),
    };
    let number = |text: &str| Decimal::from_str_exact(text.trim()).ok();
    let same = now.trim() == value || (number(&now).is_some() && number(&now) == number(value));
    if same { String::new() } else { now }
}

/// The unit behind figures, where most of them have it and none has another.
fn common_unit(figures: &[Figure]) -> Option<String> {
    let units = figures.iter().filter_map(|figure| match figure {
        Figure::Number { unit, .. } => Some(unit.as_str()),
        _ => None,
    });
    let (bare, written): (Vec<&str>, Vec<&str>) = units.partition(|unit| unit.is_empty());
    let first = *written.first()?;
    let multiplier = ["万", "亿", "千"].contains(&first);
    let all = written.iter().all(|unit| *unit == first) && written.len() > bare.len();
    (!multiplier && all).then(|| first.to_owned())
}
