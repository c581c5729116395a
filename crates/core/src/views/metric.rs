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
use crate::domain::metric::{
    Better, Direction, Parts, Point, Series, Side, Standing, Trend, every,
};
use crate::pack::reserved::PROFIT;
use crate::pack::{self, Criteria, ItemKind, Metrics};

use crate::dossier::{Entry, Metric, Place, Walk};

/// How the kind of a limit begins that must not be passed. Others tell where one wants to be.
pub const MANDATORY_LIMIT: &str = "强制";

/// A metric with typed values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetricView {
    /// Its id within the dossier.
    pub id: Rc<str>,
    /// The metric of the library it was chosen from; `None` for one's own and for ids the library does not have.
    pub library: Option<Rc<str>>,
    /// The sub-heading of a result item it stands under; empty when none is chosen.
    pub section: Rc<str>,
    /// The result item of that sub-heading; empty when there is none.
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

/// How good the latest value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level<'a> {
    /// The year of the value.
    pub year: i32,
    /// The value.
    pub value: Decimal,
    /// The target of that year, and whether the value reaches it.
    pub target: Option<(Decimal, bool)>,
    /// What it is compared with, and how it stands against that.
    pub comparison: Option<(&'a ComparisonView, Standing)>,
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
        let item = criteria.section(&section).map(|(item, _)| item);
        let item = item.filter(|item| item.kind == ItemKind::Result);
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
            item: Rc::from(item.map_or("", |item| item.id.as_str())),
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

    /// How good the latest value is; `None` without a value of a whole year, and while what is better is not known.
    pub fn level(&self) -> Option<Level<'_>> {
        let better = self.better()?;
        let latest = self.latest()?;
        let value = *latest.value.given()?;
        let target = latest.target.given().copied();
        let comparison = self.comparison().and_then(|comparison| {
            let other = *comparison.value.given()?;
            Some((comparison, better.standing(value, other)?))
        });
        Some(Level {
            year: latest.year,
            value,
            target: target.map(|target| (target, better.reaches(value, target))),
            comparison,
        })
    }

    /// The comparison to show: of those with a usable value that of the latest year, and of these the first listed.
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

/// A text that may be missing, as one that is shared.
pub(super) fn shared(text: Option<&Rc<str>>) -> Rc<str> {
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
    let mut years: Vec<i32> = metric
        .years
        .keys()
        .filter_map(|year| known_year(year))
        .collect();
    if profit {
        years.extend(walk.profits.keys().filter_map(|year| known_year(year)));
        years.sort_unstable();
        years.dedup();
    }
    let view = |year: i32| {
        let key = year.to_string();
        let texts = metric.years.get(&key);
        let text = |name: &str| {
            texts
                .and_then(|texts| texts.get(name))
                .map_or("", |text| text)
        };
        let number = |name: &str| input::decimal(text(name));
        YearView {
            year,
            value: match profit {
                true => input::decimal(walk.profits.get(&key).map_or("", |figure| figure)),
                false => number("value"),
            },
            until: input::month(text("until")),
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
pub(super) fn known_year(key: &str) -> Option<i32> {
    let written = key.bytes().all(|byte| byte.is_ascii_digit());
    let year = written.then(|| input::year(key))?;
    year.given().copied()
}

fn comparison(entry: &Entry) -> ComparisonView {
    ComparisonView {
        id: Rc::from(entry.id.as_str()),
        object: shared(entry.fields.get("object")),
        kind: shared(entry.fields.get("kind")),
        value: input::decimal(entry.get("value")),
        year: input::year(entry.get("year")),
        source: shared(entry.fields.get("source")),
        same_basis: input::yes_no(entry.get("same_basis")),
    }
}

fn changed(entry: &Entry) -> BreakView {
    BreakView {
        id: Rc::from(entry.id.as_str()),
        year: input::year(entry.get("year")),
        note: shared(entry.fields.get("note")),
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::{Dossier, EntriesAt, Kind};
    use crate::testing::packs;

    /// A dossier with one metric, typed into place by place.
    fn dossier(typed: &[(&str, &str)], years: &[(&str, &str, &str)]) -> Dossier {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        dossier.metrics.push(Rc::new(Metric::new("m1")));
        for (key, text) in typed {
            Place::Metric("m1".into(), (*key).into()).write(&mut dossier, (*text).to_owned());
        }
        for (year, key, text) in years {
            let place = Place::MetricYear("m1".into(), (*year).into(), (*key).into());
            place.write(&mut dossier, (*text).to_owned());
        }
        dossier
    }

    fn view(dossier: &Dossier) -> MetricView {
        let packs = packs();
        let views = metric_views(
            &dossier.metrics,
            &dossier.walk,
            &packs.criteria,
            &packs.metrics,
        );
        let [view] = <[MetricView; 1]>::try_from(views).unwrap();
        view
    }

    fn n(text: &str) -> Decimal {
        *input::decimal(text).given().unwrap()
    }

    #[test]
    fn raw_texts_become_values_and_flaws_stay() {
        let typed = [
            ("section", "4.7.6-a"),
            ("name", "准时交付率"),
            ("aliases", "交付率、 OTD，"),
            ("direction", "higher"),
            ("max", "１００"),
            ("cadence", "两年一次"),
        ];
        let years = [
            ("2024", "value", "95.10"),
            ("2025", "value", "约 96"),
            ("2025", "target", "96"),
            ("二〇二五", "value", "1"),
        ];
        let view = view(&dossier(&typed, &years));
        assert_eq!((&*view.item, view.every), ("4.7.6", 2));
        assert_eq!(view.aliases, [Rc::from("交付率"), Rc::from("OTD")]);
        assert_eq!(view.max, Input::Given(n("100")));
        let of: Vec<i32> = view.years.iter().map(|year| year.year).collect();
        assert_eq!(of, [2024, 2025]);
        assert!(matches!(view.years[1].value, Input::Invalid { .. }));
        assert_eq!(view.years[0].value.given().unwrap().to_string(), "95.10");
        assert_eq!(view.latest().unwrap().year, 2024);
        assert!(view.has_values());
    }

    #[test]
    fn a_process_items_heading_is_no_place_for_a_metric() {
        assert_eq!(&*view(&dossier(&[("section", "4.5.2-a")], &[])).item, "");
    }

    #[test]
    fn the_library_gives_formula_and_bound_where_nothing_else_is_typed() {
        let chosen = view(&dossier(&[("library", "total-asset-contribution")], &[]));
        assert_eq!(chosen.times, Input::Given(n("100")));
        assert_eq!(chosen.average, Some(Side::Denominator));
        assert_eq!(
            chosen.unit.as_ref(),
            "",
            "what a person must say is not given"
        );
        let typed = [("library", "outgoing-pass-rate"), ("times", "1000")];
        let chosen = view(&dossier(&typed, &[]));
        assert_eq!(
            (chosen.times, chosen.max),
            (Input::Given(n("1000")), Input::Given(n("100")))
        );
        let unknown = view(&dossier(&[("library", "no-such")], &[]));
        assert_eq!((unknown.library, unknown.times), (None, Input::Missing));
    }

    #[test]
    fn the_profit_is_the_walks() {
        let packs = packs();
        let known = packs
            .metrics
            .metrics
            .iter()
            .any(|metric| metric.id == PROFIT);
        assert!(known, "the library has it");
        let fields = packs.scheme.form.iter();
        let mut fields = fields.filter(|field| field.metric.as_deref() == Some(PROFIT));
        assert!(
            fields.all(|field| field.same_as.is_some()),
            "the form has it from the walk"
        );

        let years = [("2025", "value", "1"), ("2026", "target", "2400")];
        let mut dossier = dossier(&[("library", PROFIT), ("direction", "higher")], &years);
        let place = view(&dossier).value_place(2025);
        assert_eq!(place, Place::Profit("2025".into()));
        place.write(&mut dossier, "2058".to_owned());
        let view = view(&dossier);
        assert_eq!(view.year(2025).unwrap().value, Input::Given(n("2058")));
        assert_eq!(view.year(2026).unwrap().target, Input::Given(n("2400")));
        assert_eq!(view.year(2026).unwrap().value, Input::Missing);
        let own = Place::MetricYear("m1".into(), "2025".into(), "value".into());
        assert_eq!(value_place("m1", false, 2025), own);
    }

    #[test]
    fn a_value_up_to_a_month_is_compared_with_nothing() {
        let years = [
            ("2023", "value", "1"),
            ("2023", "until", "2023-12"),
            ("2024", "value", "2"),
            ("2024", "until", "2024-11"),
            ("2025", "value", "3"),
            ("2025", "until", "九月"),
        ];
        let view = view(&dossier(&[("direction", "higher")], &years));
        let partial: Vec<bool> = view.years.iter().map(YearView::is_partial).collect();
        assert_eq!(partial, [false, true, true]);
        assert_eq!(view.series().latest().unwrap().year, 2023);
    }

    #[test]
    fn the_level_is_told_against_target_and_comparison() {
        let typed = [("direction", "lower")];
        let years = [
            ("2024", "value", "2.0"),
            ("2025", "value", "2.8"),
            ("2025", "target", "2.5"),
        ];
        let mut dossier = dossier(&typed, &years);
        let list = EntriesAt::Metric("m1".into(), "comparisons".into());
        list.edit(&mut dossier, |entries| {
            entries.extend(["a", "b", "c"].map(Entry::new));
        });
        for (id, key, text) in [
            ("a", "value", "2.4"),
            ("a", "year", "2024"),
            ("b", "value", "3.0"),
            ("b", "year", "2025"),
            ("c", "year", "2026"),
        ] {
            let place = Place::Entry(list.clone(), id.into(), key.into());
            place.write(&mut dossier, text.to_owned());
        }
        let view = view(&dossier);
        let level = view.level().unwrap();
        assert_eq!((level.year, level.target), (2025, Some((n("2.5"), false))));
        let (comparison, standing) = level.comparison.unwrap();
        assert_eq!((&*comparison.id, standing), ("b", Standing::Better));
        assert!(!comparison.is_complete(), "it has no source");
    }

    #[test]
    fn a_ratio_needs_both_ends_of_the_side_that_takes_the_mean() {
        let typed = [("times", "100"), ("average", "denominator")];
        let years = [("2025", "numerator", "10"), ("2025", "denominator", "200")];
        let mut dossier = dossier(&typed, &years);
        let parts = |dossier: &Dossier| {
            let view = view(dossier);
            view.parts(view.year(2025).unwrap())
                .and_then(|parts| parts.value())
        };
        assert_eq!(parts(&dossier), None);
        let place = Place::MetricYear("m1".into(), "2025".into(), "denominator_open".into());
        place.write(&mut dossier, "120".to_owned());
        assert_eq!(parts(&dossier), Some(n("6.25")));
    }

    #[test]
    fn a_range_that_is_not_given_leaves_it_open() {
        let target = |low: &str, high: &str| {
            let typed = [("direction", "target"), ("low", low), ("high", high)];
            view(&dossier(&typed, &[])).better()
        };
        assert_eq!(target("", ""), None);
        let high = Some(n("60"));
        assert_eq!(target("", "60"), Some(Better::Within { low: None, high }));
    }
}
