//! The figures of a metric over the years.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::domain::date::Date;
use crate::domain::input::Input;
use crate::domain::metric::{
    Better, Direction, FOR_A_TREND, Point, Series, Tolerance, Worsened, jumped, share,
};
use crate::dossier::{EntriesAt, Place};
use crate::pack::{Check as Data, ItemKind};
use crate::views::MetricView;

use super::say::{amount, before_han, listed, month};
use super::{Check, Found, Reads, ReviewInput, Scope, TypedItem};

/// 指标不足三个连续年度.
pub const TOO_SHORT: Check = Check {
    id: "series-too-short",
    scope: Scope::Metric(too_short),
    reads: &[Reads::Metric],
};

fn too_short(case: &ReviewInput<'_>, metric: &MetricView, found: &mut Found<'_>) {
    let Some(last) = case.last_year() else {
        return;
    };
    let is_new = metric.new_since.given().is_some() && !metric.new_reason.trim().is_empty();
    if is_new || !metric.has_values() {
        return;
    }
    let run = metric.series().run_to(last);
    if run.len() >= found.count("min_years") {
        return;
    }
    // The year to fill: the one before the run, or the last one where there is no run.
    let missing = run
        .last()
        .map_or(last, |first| first.year - i32::from(metric.every));
    let (title, many) = (
        metric.title(),
        if metric.every == 1 {
            "个年度"
        } else {
            "期"
        },
    );
    let text = match run.len() {
        0 => format!("“{title}”没有连续到 {last} 年的数据。"),
        have => format!(
            "“{title}”到 {last} 年只有 {have} {many}的连续数据，{missing} 年没有可以衔接的数据，看不出趋势。"
        ),
    };
    found.add(metric.value_place(missing), &metric.id, text);
}

/// 指标缺单位、方向或口径.
pub const DEFINITION_MISSING: Check = Check {
    id: "metric-definition-missing",
    scope: Scope::Metric(definition_missing),
    reads: &[Reads::Metric],
};

fn definition_missing(_: &ReviewInput<'_>, metric: &MetricView, found: &mut Found<'_>) {
    if !metric.has_values() {
        return;
    }
    let no_range = metric.direction == Input::Given(Direction::Target)
        && metric.low.is_missing()
        && metric.high.is_missing();
    let lacks = [
        (metric.unit.trim().is_empty(), "unit", "单位"),
        (metric.direction.is_missing(), "direction", "方向"),
        (no_range, "low", "目标区间"),
        (
            metric.definition.trim().is_empty(),
            "definition",
            "计算口径",
        ),
    ];
    let lacks: Vec<_> = lacks.into_iter().filter(|(lacks, ..)| *lacks).collect();
    if let Some((_, first, _)) = lacks.first() {
        let what = listed(lacks.iter().map(|(_, _, what)| *what));
        let text = format!("“{}”有数值，没有{what}。", metric.title());
        found.add(metric.place(first), &metric.id, text);
    }
}

/// 结果条目指标太少.
pub const TOO_FEW: Check = Check {
    id: "too-few-metrics",
    scope: Scope::Item(too_few),
    reads: &[Reads::Item, Reads::Metrics],
};

fn too_few(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    if item.kind != ItemKind::Result || item.does_not_apply() {
        return;
    }
    let any_value = case
        .read
        .metrics_of(&item.id)
        .any(|metric| metric.has_values());
    if item.is_blank() && !any_value {
        return;
    }
    let min = found.count("min_count").min(case.metrics_per_item());
    // One metric by group or product counts once.
    let long = case.read.metrics_of(&item.id);
    let long = long.filter(|metric| metric.series().whole().count() >= FOR_A_TREND);
    let mut kinds: Vec<&str> = long.map(|metric| kind(metric)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.len() < min {
        let text = format!(
            "{} 有三期以上数值的指标只有 {} 个，至少应有 {min} 个；按群体、产品分列的算一个。",
            item.id,
            kinds.len()
        );
        found.add(item.place(case), &item.id, text);
    }
}

/// What is one metric however many lines it has: the library's, or one's own by its name without what is in brackets.
fn kind(metric: &MetricView) -> &str {
    match &metric.library {
        Some(library) => library,
        None => {
            let name = metric.name.split(['（', '(']).next();
            name.unwrap_or(&metric.name).trim()
        }
    }
}

/// 指标没有目标值.
pub const TARGET_MISSING: Check = Check {
    id: "target-missing",
    scope: Scope::Metric(target_missing),
    reads: &[Reads::Metric],
};

fn target_missing(_: &ReviewInput<'_>, metric: &MetricView, found: &mut Found<'_>) {
    let Some(latest) = metric.latest().filter(|_| metric.has_values()) else {
        return;
    };
    // A range is what the organisation aims at.
    let range = matches!(metric.better(), Some(Better::Within { .. }));
    if !range && metric.years.iter().all(|year| year.target.is_missing()) {
        let text = format!("“{}”各年都没有目标值。", metric.title());
        found.add(metric.year_place(latest.year, "target"), &metric.id, text);
    }
}

/// 不利走势没有解释.
pub const ADVERSE: Check = Check {
    id: "adverse-trend-unexplained",
    scope: Scope::Metric(adverse),
    reads: &[Reads::Metric],
};

/// What counts as worse, as the data of [`ADVERSE`] says.
fn tolerance(data: &Data) -> Tolerance {
    let number = |key: &str| {
        data.params
            .get(key)
            .map_or(Decimal::ZERO, |number| number.0)
    };
    Tolerance {
        percent: number("tolerance_pct"),
        points: number("min_points"),
    }
}

fn adverse(_: &ReviewInput<'_>, metric: &MetricView, found: &mut Found<'_>) {
    if !metric.note.trim().is_empty() {
        return;
    }
    let Some(Worsened { from, to }) = metric.series().worsened(tolerance(found.data)) else {
        return;
    };
    let target = metric.year(to.year).and_then(|year| year.target.given());
    let better = metric.better();
    let reaches = better.zip(target).is_some_and(|(better, target)| {
        !matches!(better, Better::Within { .. }) && better.reaches(to.value, *target)
    });
    let shown = |point: Point| amount(point.value, &metric.unit);
    let mut text = format!(
        "“{}”{} 年为 {}，比 {} 年的 {}变差，没有说明原因。",
        metric.title(),
        to.year,
        shown(to),
        from.year,
        before_han(shown(from))
    );
    if let (true, Some(target)) = (reaches, target) {
        text += &format!("仍达到当年目标 {}。", amount(*target, &metric.unit));
    }
    found.add_softened(reaches, metric.place("note"), &metric.id, text);
}

/// 自评 50% 以上但多项指标变差.
pub const HIGH_ADVERSE: Check = Check {
    id: "high-band-adverse",
    scope: Scope::Item(high_adverse),
    reads: &[Reads::Item, Reads::Metrics],
};

fn high_adverse(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    let Some(percent) = item.result_percent_from(found.param("min_percent")) else {
        return;
    };
    let Some(data) = case.packs.checks.check(ADVERSE.id) else {
        return;
    };
    let metrics = case.read.metrics_of(&item.id);
    let judged: Vec<(&str, Series)> = metrics
        .map(|metric| (metric.title(), metric.series()))
        .filter(|(_, series)| series.has_trend())
        .collect();
    let worse = judged
        .iter()
        .filter(|(_, series)| series.worsened(tolerance(data)).is_some());
    let worse: Vec<&str> = worse.map(|(title, _)| *title).collect();
    let share = share(worse.len(), judged.len(), found.param("max_share_pct"));
    if worse.len() >= found.count("min_adverse") && share == Some(Ordering::Greater) {
        let text = format!(
            "{} 自评 {percent}%，{} 个看得出趋势的指标中有 {} 个变差：{}。",
            item.id,
            judged.len(),
            worse.len(),
            listed(worse)
        );
        found.add(item.place(case), &item.id, text);
    }
}

/// 数值突变或超出可能范围.
pub const IMPLAUSIBLE: Check = Check {
    id: "value-implausible",
    scope: Scope::Metric(implausible),
    reads: &[Reads::Metric],
};

/// Units of counts, which may well go from 1 to 60.
const COUNTS: [&str; 3] = ["起", "项", "件"];

fn implausible(_: &ReviewInput<'_>, metric: &MetricView, found: &mut Found<'_>) {
    let shown = |point: &Point| amount(point.value, &metric.unit);
    let title = metric.title();
    let series = metric.series();
    if let Some(max) = series.max {
        let outside = |point: &&Point| point.value < Decimal::ZERO || point.value > max;
        if let Some(point) = series.points.iter().find(outside) {
            let most = amount(max, &metric.unit);
            let text = format!(
                "“{title}”{} 年填的是 {}，应在 0 到 {most} 之间。",
                point.year,
                shown(point)
            );
            found.add(metric.value_place(point.year), &metric.id, text);
            return;
        }
    }
    if !metric.note.trim().is_empty() || COUNTS.contains(&metric.unit.trim()) {
        return;
    }
    let factor = found.param("jump_factor");
    let mut pairs = series.pairs();
    if let Some((from, to)) = pairs.find(|(from, to)| jumped(from.value, to.value, factor)) {
        let text = format!(
            "“{title}”{} 年为 {}，{} 年为 {}，相差 {} 倍以上，像是单位或小数点错了。",
            from.year,
            shown(&from),
            to.year,
            shown(&to),
            factor
        );
        found.add(metric.value_place(to.year), &metric.id, text);
    }
}

/// 全部指标一路向好，没有任何不足.
pub const ONLY_GOOD: Check = Check {
    id: "only-good-news",
    scope: Scope::Whole(only_good),
    reads: &[Reads::Metrics, Reads::Items],
};

fn only_good(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let items = &case.read.items;
    let admits = |item: &TypedItem| {
        let mut list = item.item.list("opportunities").iter();
        list.any(|entry| !entry.get("text").trim().is_empty())
    };
    if items.iter().any(|item| admits(item)) {
        return;
    }
    let mut judged = 0;
    for metric in case.read.results() {
        let series = metric.series();
        let Some(better) = series.better else {
            continue;
        };
        if series.whole().count() < FOR_A_TREND {
            continue;
        }
        let falls = |(from, to): (Point, Point)| {
            let worse = better.worse_by(from.value, to.value);
            worse.is_some_and(|worse| worse > Decimal::ZERO)
        };
        if series.steps().any(falls) {
            return;
        }
        judged += 1;
    }
    if judged < found.count("min_metrics").max(1) {
        return;
    }
    let mut results = case.read.items_of(ItemKind::Result);
    if let Some(item) = results.next() {
        let text =
            format!("4.7 有三期以上数值的 {judged} 个指标年年变好或持平，各条目也没有写一条不足。");
        found.add(item.place(case), "", text);
    }
}

/// 把未来日期或未完年度当作已发生.
pub const FUTURE: Check = Check {
    id: "future-date",
    scope: Scope::Whole(future),
    reads: &[Reads::Metrics, Reads::Items, Reads::Register("evidence")],
};

fn future(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    if let Some(last) = case.last_year() {
        for metric in case.read.results() {
            let ahead = metric.years.iter().find(|year| {
                year.year > last && year.value.given().is_some() && year.until.is_missing()
            });
            if let Some(ahead) = ahead {
                let text = format!(
                    "“{}”填了 {} 年的实际值，最近的完整年度是 {last} 年，又没有注明截至哪个月。",
                    metric.title(),
                    ahead.year
                );
                found.add(metric.value_place(ahead.year), &metric.id, text);
            }
        }
    }
    let Some(on) = case.on else {
        return;
    };
    for item in &case.read.items {
        for made in &item.improvements {
            let Some(done) = made.on.given().filter(|done| later_month(**done, on)) else {
                continue;
            };
            let list = EntriesAt::Item(item.id.clone(), "improvements_made".into());
            let place = Place::Entry(list, made.id.clone(), "on".into());
            let text = format!(
                "{} 已完成的改进“{}”写的是 {}，晚于申报日 {on}。",
                item.id,
                made.what.trim(),
                month(*done)
            );
            found.add(place, &made.id, text);
        }
    }
    for paper in &case.read.registers.evidence {
        if let Some(issued) = paper.issued.given().filter(|issued| **issued > on) {
            let list = EntriesAt::Register("evidence".into());
            let place = Place::Entry(list, paper.id.clone(), "issued".into());
            let title = paper.title.trim();
            let text = format!("“{title}”的签发日期 {issued} 晚于申报日 {on}。");
            found.add(place, &paper.id, text);
        }
    }
}

/// Whether a month lies after that of a day.
fn later_month(month: Date, day: Date) -> bool {
    (month.year(), month.month()) > (day.year(), day.month())
}
