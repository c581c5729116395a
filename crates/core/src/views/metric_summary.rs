//! What the results page shows beside the typed texts: its years, what the library offers, and what is said of a metric.

use std::collections::BTreeSet;
use std::rc::Rc;

use rust_decimal::Decimal;

use crate::domain::date::Date;
use crate::domain::input::{self, Input};
use crate::domain::metric::{Better, Direction, Effect, FOR_A_TREND};
use crate::domain::words::number;
use crate::pack::reserved::PROFIT;
use crate::pack::{self, Metrics};

use super::metric::MetricView;
use crate::dossier::{Dossier, Kind, Metric, Walk, put_ref, put_text};

/// Years that are asked for: the last complete one and those before it.
pub const RESULT_YEARS: i32 = 4;

/// 最近完整年度: the last year that ended before the application on the day `on`. For an annual report it is the year
/// reported on, whatever the day.
pub fn last_year(dossier: &Dossier, on: Option<Date>) -> Option<i32> {
    match dossier.kind {
        Kind::Annual => input::year(&dossier.annual.year).given().copied(),
        Kind::Precheck | Kind::Application => on.map(|on| on.year() - 1),
    }
}

/// The years of a table of metrics, earliest first: those from `first` to `last`, at least [`RESULT_YEARS`], and those in
/// which a value is written already.
pub fn result_years(written: impl IntoIterator<Item = i32>, first: i32, last: i32) -> Vec<i32> {
    let mut years: BTreeSet<i32> = written.into_iter().collect();
    years.extend(first.min(last - RESULT_YEARS + 1)..=last);
    years.into_iter().collect()
}

/// The values of a metric by year, as they are written, usable or not.
pub(super) fn values<'a>(
    metric: &'a Metric,
    walk: &'a Walk,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let profit = metric.get("library") == PROFIT;
    let profits = profit.then_some(&walk.profits).into_iter().flatten();
    let profits = profits.map(|(year, raw)| (year.as_str(), raw.as_str()));
    let years = (!profit).then_some(&metric.years).into_iter().flatten();
    let own = years.filter_map(|(year, texts)| Some((year.as_str(), &**texts.get("value")?)));
    profits.chain(own)
}

/// The years in which a value of the metric is written, usable or not.
pub fn written_years(metric: &Metric, walk: &Walk) -> Vec<i32> {
    let years = values(metric, walk).filter_map(|(year, _)| year.parse().ok());
    years.collect()
}

/// A metric of the library as the dossier's own, with what it brings along.
pub fn from_library(known: &pack::Metric, id: &str) -> Metric {
    let mut metric = Metric::new(id);
    for (key, text) in [
        ("library", known.id.as_str()),
        ("section", &known.section),
        ("name", &known.name),
        ("unit", &known.unit),
        ("direction", direction(known.direction)),
        ("definition", &known.formula),
    ] {
        put_text(&mut metric.fields, key, text.to_owned());
    }
    for item in &known.proves {
        put_ref(&mut metric.refs, "proves", item, true);
    }
    metric
}

fn direction(known: pack::Direction) -> &'static str {
    match known {
        pack::Direction::Higher => "higher",
        pack::Direction::Lower => "lower",
        pack::Direction::Target => "target",
    }
}

/// The metrics of the library for a sub-heading that the dossier has not yet, chosen from it or under the same name. With the organisation's industry only
/// those that suit it; `public` leaves out those for organisations that earn money.
pub fn suggested<'l>(
    library: &'l Metrics,
    section: &str,
    metrics: &[Rc<Metric>],
    industry: Option<&str>,
    public: bool,
) -> Vec<&'l pack::Metric> {
    let known = library.metrics.iter().filter(|known| {
        let suits = industry.is_none_or(|industry| known.applies.has(industry));
        known.section == section && suits && !(public && known.for_profit_only)
    });
    let there = |known: &&pack::Metric| {
        let mut own = metrics.iter();
        own.any(|own| own.get("library") == known.id || own.get("name").trim() == known.name)
    };
    known.filter(|known| !there(known)).collect()
}

/// How far two values are apart, exactly; the largest number where the distance leaves the range.
pub fn gap(one: Decimal, other: Decimal) -> Decimal {
    one.saturating_sub(other).abs().normalize()
}

/// What is said of a metric in a word. The first that holds is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// 数据不足: nothing that could be compared over the years.
    TooFew,
    /// 未判断: what is better is not said.
    Open,
    /// 不利.
    Bad,
    /// 缺对比: neither a comparison nor a reason why there is none.
    NoComparison,
    /// 有利.
    Good,
    /// 持平.
    Even,
}

impl Tag {
    /// The word.
    pub fn words(self) -> &'static str {
        match self {
            Tag::TooFew => "数据不足",
            Tag::Open => "未判断",
            Tag::Bad => "不利",
            Tag::NoComparison => "缺对比",
            Tag::Good => "有利",
            Tag::Even => "持平",
        }
    }
}

/// What is said of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// In a word.
    pub tag: Tag,
    /// How it went, how it stands, and what is missing; without a full stop.
    pub words: String,
}

/// Trend, level against target and comparison, and what is missing.
pub fn summary(metric: &MetricView) -> Summary {
    let said = |tag, words: &str| Summary {
        tag,
        words: words.to_owned(),
    };
    if !metric.has_values() {
        return said(Tag::TooFew, "还没有数值");
    }
    let Some(trend) = metric.trend() else {
        return said(Tag::TooFew, "没有连续的数值，看不出趋势");
    };
    let mut parts = vec![trend.words()];
    let level = metric.level();
    // Two values inside a range are as good as each other, however far apart.
    let ranged = matches!(metric.better(), Some(Better::Within { .. }));
    let apart = |how: &str, value: Decimal, other: Decimal| match ranged || value == other {
        true => String::new(),
        false => format!("，{how} {}", number(gap(value, other))),
    };
    if let Some((level, (target, reached))) = level.and_then(|level| Some((level, level.target?))) {
        parts.push(match reached {
            true => "达到目标".to_owned(),
            false => format!("没有达到目标{}", apart("差", level.value, target)),
        });
    }
    if let Some((level, (comparison, standing))) =
        level.and_then(|level| Some((level, level.comparison?)))
        && let Some(other) = comparison.value.given()
    {
        let how = if level.value > *other { "高" } else { "低" };
        let how = apart(how, level.value, *other);
        parts.push(format!("{}{how}", standing.words()));
    }
    let alone = metric.comparison().is_none() && metric.no_comparison.trim().is_empty();
    if metric.better().is_none() {
        parts.push(match metric.direction {
            Input::Given(Direction::Target) => "请填目标区间".to_owned(),
            _ => "请选择方向".to_owned(),
        });
    }
    if alone {
        parts.push("请填对比值，或写明没有的原因".to_owned());
    }
    let tag = match trend.effect {
        Effect::Open => Tag::Open,
        Effect::Bad => Tag::Bad,
        _ if alone => Tag::NoComparison,
        _ if trend.values < FOR_A_TREND => Tag::TooFew,
        Effect::Good => Tag::Good,
        Effect::Even => Tag::Even,
    };
    Summary {
        tag,
        words: parts.join("，"),
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::{EntriesAt, Entry, Place};
    use crate::testing::{d, packs};

    fn view(metric: &Metric) -> MetricView {
        let packs = packs();
        MetricView::new(metric, &Walk::default(), &packs.criteria, &packs.metrics)
    }

    fn metric(direction: &str, values: &[(&str, &str)]) -> Metric {
        let mut metric = Metric::new("m1");
        put_text(&mut metric.fields, "direction", direction.to_owned());
        for (year, value) in values {
            metric.set_year(year, "value", (*value).to_owned());
        }
        metric
    }

    #[test]
    fn the_last_year_is_over_before_the_application_or_the_one_reported_on() {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        assert_eq!(last_year(&dossier, Some(d("2027-05-20"))), Some(2026));
        assert_eq!(last_year(&dossier, None), None);
        dossier.kind = Kind::Annual;
        assert_eq!(last_year(&dossier, Some(d("2027-05-20"))), None);
        Rc::make_mut(&mut dossier.annual).year = "2025".into();
        assert_eq!(last_year(&dossier, None), Some(2025));
    }

    #[test]
    fn years_are_those_asked_for_and_those_written() {
        assert_eq!(result_years([], 2026, 2026), [2023, 2024, 2025, 2026]);
        assert_eq!(result_years([], 2022, 2026), [2022, 2023, 2024, 2025, 2026]);
        let mut metric = metric("higher", &[("2015", "1"), ("2027", "约 2")]);
        metric.set_year("2028", "target", "3".into());
        let mut walk = Walk::default();
        walk.profits.insert("2019".into(), "3".into());
        let written = written_years(&metric, &walk);
        assert_eq!(
            result_years(written, 2026, 2026),
            [2015, 2023, 2024, 2025, 2026, 2027]
        );
        put_text(&mut metric.fields, "library", PROFIT.into());
        assert_eq!(written_years(&metric, &walk), [2019]);
    }

    #[test]
    fn the_library_offers_what_suits_and_is_not_there_yet() {
        let packs = packs();
        let library = &packs.metrics;
        let ids = |metrics: &[Rc<Metric>], industry: Option<&str>, public| -> Vec<String> {
            let found = suggested(library, "4.7.2-a", metrics, industry, public);
            found.into_iter().map(|known| known.id.clone()).collect()
        };
        let all = ids(&[], None, false);
        assert!(all.contains(&"clean-incision-infection".to_owned()));
        let own = ids(&[], Some("manufacturing"), false);
        assert!(own.contains(&"process-capability-key".to_owned()));
        assert!(!own.contains(&"clean-incision-infection".to_owned()));
        assert!(!ids(&[], None, true).contains(&"batch-return-rate".to_owned()));

        let known = &library.metrics[0];
        let added = from_library(known, "m1");
        assert!(!ids(&[Rc::new(added.clone())], None, false).contains(&known.id));
        let view = view(&added);
        assert_eq!(
            (&*view.item, view.library.as_deref()),
            ("4.7.2", Some(&*known.id))
        );
        assert_eq!(view.direction, Input::Given(Direction::Higher));
        assert_eq!(added.refs("proves"), known.proves);
    }

    #[test]
    fn what_is_said_of_a_metric() {
        let up = [("2024", "87.9"), ("2025", "89.6"), ("2026", "91.2")];
        let check = |metric: &Metric, tag: Tag, words: &str| {
            let said = summary(&view(metric));
            assert_eq!((said.tag, said.words.as_str()), (tag, words));
        };
        check(
            &metric("higher", &[("2026", "很多")]),
            Tag::TooFew,
            "还没有数值",
        );
        check(
            &metric("higher", &[("2024", "1"), ("2026", "2")]),
            Tag::TooFew,
            "没有连续的数值，看不出趋势",
        );
        let missing = "请填对比值，或写明没有的原因";
        check(
            &metric("", &up),
            Tag::Open,
            &format!("连升 2 年，请选择方向，{missing}"),
        );
        check(
            &metric("target", &up),
            Tag::Open,
            &format!("连升 2 年，请填目标区间，{missing}"),
        );
        check(
            &metric("lower", &up),
            Tag::Bad,
            &format!("连升 2 年，{missing}"),
        );
        let mut metric = metric("higher", &up);
        check(&metric, Tag::NoComparison, &format!("连升 2 年，{missing}"));
        metric.set_year("2026", "target", "92".into());
        put_text(
            &mut metric.fields,
            "no_comparison",
            "只有本单位这样统计。".into(),
        );
        check(&metric, Tag::Good, "连升 2 年，没有达到目标，差 0.8");
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        dossier.metrics.push(Rc::new(metric));
        let list = EntriesAt::Metric("m1".into(), "comparisons".into());
        list.edit(&mut dossier, |entries| entries.push(Entry::new("c1")));
        Place::Entry(list, "c1".into(), "value".into()).write(&mut dossier, "88.5".into());
        check(
            &dossier.metrics[0],
            Tag::Good,
            "连升 2 年，没有达到目标，差 0.8，优于对比，高 2.7",
        );
        for (key, text) in [("direction", "target"), ("low", "85")] {
            let place = Place::Metric("m1".into(), key.into());
            place.write(&mut dossier, text.to_owned());
        }
        let words = "连升 2 年，达到目标，与对比相当";
        check(&dossier.metrics[0], Tag::Even, words);
    }
}
