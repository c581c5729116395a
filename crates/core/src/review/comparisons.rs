//! What the results are compared with.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::domain::metric::share;
use crate::dossier::{EntriesAt, Place};
use crate::pack::{ComparisonNeed, ItemKind, Words};
use crate::views::{ComparisonView, MetricView};

use super::say::listed;
use super::{Check, Found, Reads, ReviewInput, Scope, TypedItem};

/// 没有对比值.
pub const MISSING: Check = Check {
    id: "comparison-missing",
    scope: Scope::Item(missing),
    reads: &[Reads::Item, Reads::Metrics],
};

fn missing(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    if item.kind != ItemKind::Result {
        return;
    }
    let min = match case.comparison_need() {
        ComparisonNeed::Required => Decimal::ONE_HUNDRED,
        ComparisonNeed::RequiredHalf | ComparisonNeed::Optional => found.param("min_share_pct"),
    };
    let counted = case
        .read
        .metrics_of(&item.id)
        .filter(|metric| metric.has_values() && metric.no_comparison.trim().is_empty());
    let counted: Vec<&MetricView> = counted.map(|metric| &**metric).collect();
    let without = |metric: &&&MetricView| metric.comparison().is_none();
    let lacks: Vec<&MetricView> = counted.iter().filter(without).copied().collect();
    let have = share(counted.len() - lacks.len(), counted.len(), min);
    if let Some(first) = lacks.first().filter(|_| have == Some(Ordering::Less)) {
        let text = format!(
            "{} 有数值的 {} 个指标中，{} 个没有对比值，也没有写明为何没有：{}。",
            item.id,
            counted.len(),
            lacks.len(),
            listed(lacks.iter().map(|metric| metric.title()))
        );
        found.add(first.place("no_comparison"), &item.id, text);
    }
}

/// 对比值没有来源或年份.
pub const SOURCE_MISSING: Check = Check {
    id: "comparison-source-missing",
    scope: Scope::Metric(source_missing),
    reads: &[Reads::Metric],
};

fn source_missing(case: &ReviewInput<'_>, metric: &MetricView, found: &mut Found<'_>) {
    let words = &case.packs.checks.words;
    for comparison in metric
        .comparisons
        .iter()
        .filter(|it| !it.value.is_missing())
    {
        let what = format!("“{}”与“{}”的对比", metric.title(), comparison.object.trim());
        let source = comparison.source.trim();
        let said = said(source, words);
        let (key, text) = if source.is_empty() && comparison.year.is_missing() {
            ("source", format!("{what}没有来源和年份。"))
        } else if source.is_empty() {
            ("source", format!("{what}没有来源。"))
        } else if said < found.count("min_chars") {
            (
                "source",
                format!("{what}，来源只写“{source}”，查不到出处。"),
            )
        } else if comparison.year.is_missing() {
            ("year", format!("{what}没有年份。"))
        } else {
            continue;
        };
        found.add(place(metric, comparison, key), &comparison.id, text);
    }
}

/// How many letters and digits of a source are left without the words that name none.
fn said(source: &str, words: &Words) -> usize {
    let mut source = source.to_owned();
    for word in &words.weak_sources {
        source = source.replace(word.as_str(), "");
    }
    source.chars().filter(|c| c.is_alphanumeric()).count()
}

/// 对比年份与本组织数据相差过大.
pub const OUTDATED: Check = Check {
    id: "comparison-outdated",
    scope: Scope::Metric(outdated),
    reads: &[Reads::Metric],
};

/// Limits and design values have no year that could be out of date.
const TIMELESS: [&str; 2] = ["standard", "design"];

fn outdated(_: &ReviewInput<'_>, metric: &MetricView, found: &mut Found<'_>) {
    let with_value = metric.years.iter().rev();
    let own = with_value
        .filter(|year| year.value.given().is_some())
        .map(|year| year.year);
    let Some(own) = own.into_iter().next() else {
        return;
    };
    let dated = metric.comparisons.iter().filter_map(|it| {
        let counts = it.value.given().is_some() && !TIMELESS.contains(&&*it.kind);
        it.year.given().filter(|_| counts).map(|year| (*year, it))
    });
    let Some((year, comparison)) = dated.max_by_key(|(year, _)| *year) else {
        return;
    };
    if Decimal::from(own - year) > found.param("max_gap") {
        let text = format!(
            "“{}”的数据到 {own} 年，对比值“{}”最近只到 {year} 年。",
            metric.title(),
            comparison.object.trim()
        );
        found.add(place(metric, comparison, "year"), &metric.id, text);
    }
}

/// 自评 50% 以上但没有有效对比.
pub const HIGH_WITHOUT: Check = Check {
    id: "high-band-no-comparison",
    scope: Scope::Item(high_without),
    reads: &[Reads::Item, Reads::Metrics],
};

fn high_without(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    let Some(percent) = item.result_percent_from(found.param("min_percent")) else {
        return;
    };
    let metrics = case.read.metrics_of(&item.id);
    let complete = metrics.flat_map(|metric| &metric.comparisons);
    let complete = complete
        .filter(|comparison| comparison.is_complete())
        .count();
    let min = found.count("min_count");
    if complete < min {
        let text = format!(
            "{} 自评 {percent}%，来源、年份齐全的对比值只有 {complete} 个，至少要 {min} 个。",
            item.id
        );
        found.add(item.place(case), &item.id, text);
    }
}

fn place(metric: &MetricView, comparison: &ComparisonView, key: &str) -> Place {
    let list = EntriesAt::Metric(metric.id.clone(), "comparisons".into());
    Place::Entry(list, comparison.id.clone(), key.into())
}
