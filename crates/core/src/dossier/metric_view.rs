//! A metric of the results as typed values: what the results page shows, the checks judge and the export draws.
//!
//! Raw texts become inputs here and once. Two things come from elsewhere: what the library says of a metric that was
//! chosen from it, where the dossier says nothing else (its formula and its upper bound); and the values of
//! [`PROFIT`], which are the profits of article 14(五): one figure, written once. Where a value is written is
//! [`MetricView::value_place`].

use std::rc::Rc;

use rust_decimal::Decimal;

use crate::domain::date::Date;
use crate::domain::input::{self, Flaw, Input};
use crate::domain::metric::{Better, Direction, Parts, Point, Series, Side, Trend, every};
use crate::pack::{self, Criteria, Metrics};

use super::model::{Entry, Metric, Walk};
use super::place::Place;

/// The metric of the library whose values are the walk's profits.
pub const PROFIT: &str = "total-profit";

/// The kind of limit that must not be passed (强制). Others tell where one wants to be.
pub const MANDATORY_LIMIT: &str = "mandatory";

/// A metric with typed values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricView {
    /// Its id within the dossier.
    pub id: Rc<str>,
    /// The metric of the library it was chosen from; `None` for one's own and for ids the library does not have.
    pub library: Option<Rc<str>>,
    /// The sub-heading of a result item it stands under; empty when none is chosen.
    pub section: Rc<str>,
    /// The item of that sub-heading; empty when the criteria have no such sub-heading.
    pub item: Rc<str>,
    /// 名称, as typed.
    pub name: Rc<str>,
    /// 别名, which match like the name.
    pub aliases: Vec<Rc<str>>,
    /// 单位, as typed.
    pub unit: Rc<str>,
    /// What is better.
    pub direction: Input<Direction>,
    /// Lower end of the target range.
    pub low: Input<Decimal>,
    /// Upper end of the target range.
    pub high: Input<Decimal>,
    /// 计算口径, as typed.
    pub definition: Rc<str>,
    /// What numerator / denominator is multiplied by; missing for what is no ratio.
    pub times: Input<Decimal>,
    /// The side of the ratio that takes the mean of opening and closing figure.
    pub average: Option<Side>,
    /// The upper bound; with it the lower one is 0.
    pub max: Input<Decimal>,
    /// Years from one value to the next.
    pub every: u8,
    /// 限值.
    pub limit: Input<Decimal>,
    /// 限值类型, as typed or chosen.
    pub limit_kind: Rc<str>,
    /// 限值依据.
    pub limit_basis: Rc<str>,
    /// Why there is no comparison.
    pub no_comparison: Rc<str>,
    /// 说明 of an adverse trend or a jump.
    pub note: Rc<str>,
    /// The year it was taken into use, for a new metric.
    pub new_since: Input<i32>,
    /// Why it is new.
    pub new_reason: Rc<str>,
    /// What is written for each year, earliest first.
    pub years: Vec<YearView>,
    /// What it is compared with, as they are listed.
    pub comparisons: Vec<ComparisonView>,
    /// Changes of its definition, as they are listed.
    pub breaks: Vec<BreakView>,
    /// Process items it proves.
    pub proves: Vec<Rc<str>>,
    /// Customer groups it is about: ids of the register.
    pub segments: Vec<Rc<str>>,
    /// Challenges it answers: ids of the register.
    pub challenges: Vec<Rc<str>>,
    /// Key processes it belongs to: ids of the register.
    pub processes: Vec<Rc<str>>,
}

/// What is written for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearView {
    /// The year.
    pub year: i32,
    /// 实际值.
    pub value: Input<Decimal>,
    /// 截至某月: the first day of the month the value reaches to; missing for a whole year.
    pub until: Input<Date>,
    /// 目标值.
    pub target: Input<Decimal>,
    /// 分子, at its end where its mean is taken.
    pub numerator: Input<Decimal>,
    /// 分子, its opening figure.
    pub numerator_open: Input<Decimal>,
    /// 分母, at its end where its mean is taken.
    pub denominator: Input<Decimal>,
    /// 分母, its opening figure.
    pub denominator_open: Input<Decimal>,
}

/// One thing a metric is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonView {
    /// Id of the entry.
    pub id: Rc<str>,
    /// 和谁比.
    pub object: Rc<str>,
    /// `competitor`, `industry`, `benchmark`, `bulletin`, `standard`, `design`; empty when none is chosen.
    pub kind: Rc<str>,
    /// 数值.
    pub value: Input<Decimal>,
    /// 年份.
    pub year: Input<i32>,
    /// 来源.
    pub source: Rc<str>,
    /// Whether it is of the same definition.
    pub same_basis: Input<bool>,
}

/// One change of a metric's definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakView {
    /// Id of the entry.
    pub id: Rc<str>,
    /// The first year of the new definition.
    pub year: Input<i32>,
    /// 怎样变的.
    pub note: Rc<str>,
}

impl YearView {
    /// Whether the value reaches to a month of the year only. A month that cannot be read leaves it open: such a
    /// value is compared with nothing either.
    pub fn is_partial(&self) -> bool {
        match &self.until {
            Input::Missing => false,
            Input::Given(month) => (month.year(), month.month()) < (self.year, 12),
            _ => true,
        }
    }
}

impl ComparisonView {
    /// Whether value, year and source are all there.
    pub fn is_complete(&self) -> bool {
        let numbers = self.value.given().is_some() && self.year.given().is_some();
        numbers && !self.source.trim().is_empty()
    }
}

/// The metrics of a dossier as typed values, in their order.
pub fn metric_views(
    metrics: &[Rc<Metric>],
    walk: &Walk,
    criteria: &Criteria,
    library: &Metrics,
) -> Vec<MetricView> {
    let view = |metric: &Rc<Metric>| MetricView::new(metric, walk, criteria, library);
    metrics.iter().map(view).collect()
}

impl MetricView {
    /// A metric as typed values.
    pub fn new(metric: &Metric, walk: &Walk, criteria: &Criteria, library: &Metrics) -> MetricView {
        let text = |key: &str| shared(metric.fields.get(key));
        let known = library
            .metrics
            .iter()
            .find(|known| known.id == metric.get("library"));
        let section = text("section");
        let item = criteria.section(&section);
        let or_library = |typed: Input<Decimal>, known: Option<u32>| match (typed, known) {
            (Input::Missing, Some(known)) => Input::Given(known.into()),
            (typed, _) => typed,
        };
        let average = match metric.get("average") {
            "numerator" => Some(Side::Numerator),
            "denominator" => Some(Side::Denominator),
            _ => known
                .and_then(|known| known.average)
                .map(|side| match side {
                    pack::Side::Numerator => Side::Numerator,
                    pack::Side::Denominator => Side::Denominator,
                }),
        };
        MetricView {
            id: Rc::from(metric.id.as_str()),
            library: known.map(|known| Rc::from(known.id.as_str())),
            item: Rc::from(item.map_or("", |(item, _)| item.id.as_str())),
            section,
            name: text("name"),
            aliases: name_list(metric.get("aliases")),
            unit: text("unit"),
            direction: direction(metric.get("direction")),
            low: input::decimal(metric.get("low")),
            high: input::decimal(metric.get("high")),
            definition: text("definition"),
            times: or_library(
                input::decimal(metric.get("times")),
                known.and_then(|known| known.times),
            ),
            average,
            max: or_library(
                input::decimal(metric.get("max")),
                known.and_then(|known| known.max),
            ),
            every: every(metric.get("cadence")),
            limit: input::decimal(metric.get("limit")),
            limit_kind: text("limit_kind"),
            limit_basis: text("limit_basis"),
            no_comparison: text("no_comparison"),
            note: text("note"),
            new_since: input::year(metric.get("new_since")),
            new_reason: text("new_reason"),
            years: years(metric, walk, known.is_some_and(|known| known.id == PROFIT)),
            comparisons: metric.list("comparisons").iter().map(comparison).collect(),
            breaks: metric.list("breaks").iter().map(changed).collect(),
            proves: ids(metric.refs("proves")),
            segments: ids(metric.refs("segments")),
            challenges: ids(metric.refs("challenges")),
            processes: ids(metric.refs("processes")),
        }
    }

    /// Whether its values are the walk's profits.
    pub fn is_profit(&self) -> bool {
        self.library.as_deref() == Some(PROFIT)
    }

    /// Where the value of a year is written.
    pub fn value_place(&self, year: i32) -> Place {
        value_place(&self.id, self.is_profit(), year)
    }

    /// Where something else of a year is written: `target`, `until`, `numerator` and so on.
    pub fn year_place(&self, year: i32, key: &str) -> Place {
        Place::MetricYear(self.id.clone(), year.to_string().into(), key.into())
    }

    /// Where a text of the metric is written, by its key: `note`, `unit` and so on.
    pub fn place(&self, key: &str) -> Place {
        Place::Metric(self.id.clone(), key.into())
    }

    /// What it is called where it must be called something: its name, or the unnamed one.
    pub fn title(&self) -> &str {
        match self.name.trim() {
            "" => "未命名的指标",
            name => name,
        }
    }

    /// Whether any year has a usable value.
    pub fn has_values(&self) -> bool {
        self.years.iter().any(|year| year.value.given().is_some())
    }

    /// What is written for a year.
    pub fn year(&self, year: i32) -> Option<&YearView> {
        self.years.iter().find(|of| of.year == year)
    }

    /// The latest whole year with a usable value.
    pub fn latest(&self) -> Option<&YearView> {
        let whole = self.years.iter().rev().filter(|year| !year.is_partial());
        whole.into_iter().find(|year| year.value.given().is_some())
    }

    /// What is better; `None` while the direction, or the range it needs, is not given.
    pub fn better(&self) -> Option<Better> {
        Some(match self.direction.given()? {
            Direction::Higher => Better::Higher,
            Direction::Lower => Better::Lower,
            Direction::Target => {
                let (low, high) = (self.low.given().copied(), self.high.given().copied());
                (low.is_some() || high.is_some()).then_some(Better::Within { low, high })?
            }
        })
    }

    /// Its values by year, for comparing.
    pub fn series(&self) -> Series {
        let point = |year: &YearView| {
            Some(Point {
                year: year.year,
                value: *year.value.given()?,
                partial: year.is_partial(),
            })
        };
        let breaks = self.breaks.iter();
        Series {
            better: self.better(),
            max: self.max.given().copied(),
            every: self.every,
            points: self.years.iter().filter_map(point).collect(),
            breaks: breaks.filter_map(|it| it.year.given().copied()).collect(),
        }
    }

    /// How it went up to its latest value; `None` with fewer than two values in a row.
    pub fn trend(&self) -> Option<Trend> {
        self.series().trend()
    }

    /// What the ratio of a year is made of; `None` for what is no ratio, and while a figure is missing.
    pub fn parts(&self, year: &YearView) -> Option<Parts> {
        let open = |side: Side, figure: &Input<Decimal>| match self.average == Some(side) {
            true => figure.given().copied().map(Some),
            false => Some(None),
        };
        Some(Parts {
            numerator: *year.numerator.given()?,
            numerator_open: open(Side::Numerator, &year.numerator_open)?,
            denominator: *year.denominator.given()?,
            denominator_open: open(Side::Denominator, &year.denominator_open)?,
            times: *self.times.given()?,
        })
    }

    /// The comparison to show: that with the latest year, of those with a usable value the first listed.
    pub fn comparison(&self) -> Option<&ComparisonView> {
        let usable = self
            .comparisons
            .iter()
            .filter(|it| it.value.given().is_some());
        // The last of equals wins, so they are taken backwards.
        usable.rev().max_by_key(|it| it.year.given().copied())
    }
}

/// Where the value of a metric's year is written.
pub fn value_place(metric: &str, profit: bool, year: i32) -> Place {
    let year: Rc<str> = year.to_string().into();
    match profit {
        true => Place::Profit(year),
        false => Place::MetricYear(metric.into(), year, "value".into()),
    }
}

/// Names written in one field, apart by `、`, a comma or a semicolon.
pub fn name_list(raw: &str) -> Vec<Rc<str>> {
    let parts = raw.split(['、', '，', ',', '；', ';', '\n']);
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.map(Rc::from).collect()
}

fn shared(text: Option<&Rc<str>>) -> Rc<str> {
    text.cloned().unwrap_or_default()
}

fn ids(ids: &[String]) -> Vec<Rc<str>> {
    ids.iter().map(|id| Rc::from(id.as_str())).collect()
}

fn direction(raw: &str) -> Input<Direction> {
    match raw.trim() {
        "" => Input::Missing,
        "higher" => Input::Given(Direction::Higher),
        "lower" => Input::Given(Direction::Lower),
        "target" => Input::Given(Direction::Target),
        _ => Input::Invalid {
            raw: raw.to_owned(),
            why: Flaw::UnknownChoice,
        },
    }
}

fn years(metric: &Metric, walk: &Walk, profit: bool) -> Vec<YearView> {
    let mut years: Vec<i32> = metric.years.keys().filter_map(|year| known(year)).collect();
    if profit {
        years.extend(walk.profits.keys().filter_map(|year| known(year)));
        years.sort_unstable();
        years.dedup();
    }
    let view = |year: i32| {
        let key = year.to_string();
        let number = |name: &str| input::decimal(metric.of_year(&key, name));
        YearView {
            year,
            value: match profit {
                true => input::decimal(walk.profits.get(&key).map_or("", |figure| figure)),
                false => number("value"),
            },
            until: input::month(metric.of_year(&key, "until")),
            target: number("target"),
            numerator: number("numerator"),
            numerator_open: number("numerator_open"),
            denominator: number("denominator"),
            denominator_open: number("denominator_open"),
        }
    };
    years.into_iter().map(view).collect()
}

/// A year as the keys of a dossier write it; other keys are kept and say nothing.
fn known(key: &str) -> Option<i32> {
    let year = input::year(key);
    year.given().copied().filter(|year| year.to_string() == key)
}

fn comparison(entry: &Entry) -> ComparisonView {
    ComparisonView {
        id: Rc::from(entry.id.as_str()),
        object: shared(entry.fields.get("object")),
        kind: shared(entry.fields.get("kind")),
        value: input::decimal(entry.get("value")),
        year: input::year(entry.get("year")),
        source: shared(entry.fields.get("source")),
        same_basis: yes_no(entry.get("same_basis")),
    }
}

fn changed(entry: &Entry) -> BreakView {
    BreakView {
        id: Rc::from(entry.id.as_str()),
        year: input::year(entry.get("year")),
        note: shared(entry.fields.get("note")),
    }
}

/// Reads `yes` or `no` of a column.
pub(crate) fn yes_no(raw: &str) -> Input<bool> {
    input::choice(raw, ["yes", "no"]).map(|choice| choice == "yes")
}
