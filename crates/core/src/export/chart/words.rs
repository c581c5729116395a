//! What is said of a metric beside its chart, and for those who do not see it.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{range, targets};
use crate::domain::metric::{Point, Series};
use crate::domain::words::number;
use crate::views::{MetricView, gap};

/// A number with its unit behind a space.
fn with_unit(value: Decimal, unit: &str) -> String {
    match unit.trim() {
        "" => number(value),
        unit => format!("{} {unit}", number(value)),
    }
}

/// Year by year, the targets, and what it is compared with.
pub fn about(metric: &MetricView, series: &Series) -> String {
    let values = series.points.iter().map(|point| {
        let until = if point.partial {
            "（未满一年）"
        } else {
            ""
        };
        format!(
            "{} 年{until} {}",
            point.year,
            with_unit(point.value, &metric.unit)
        )
    });
    let mut parts: Vec<String> = values.collect();
    parts.extend(
        targets(metric)
            .into_iter()
            .map(|(year, value)| format!("{year} 年目标 {}", number(value))),
    );
    if let Some((low, high)) = range(metric) {
        parts.push(format!("目标区间 {}", range_words(low, high)));
    }
    parts.extend(compared(metric).map(|(_, words)| words));
    format!("{}。", parts.join("，"))
}

/// The values in their order, how they went, and how the latest stands.
pub fn said(metric: &MetricView, series: &Series) -> String {
    let whole: Vec<Point> = series.whole().collect();
    let years = match whole.as_slice() {
        [first, .., last] if last.year - first.year == whole.len() as i32 - 1 => {
            format!("{} 至 {} 年依次为 ", first.year, last.year)
        }
        [] => String::new(),
        [one] => format!("{} 年为 ", one.year),
        some => {
            let years: Vec<String> = some.iter().map(|point| point.year.to_string()).collect();
            format!("{} 年依次为 ", years.join("、"))
        }
    };
    let values: Vec<String> = whole.iter().map(|point| number(point.value)).collect();
    let mut out = format!("{years}{} {}", values.join("、"), metric.unit.trim());
    out.truncate(out.trim_end().len());
    if let Some(trend) = metric.trend() {
        out += &format!("，{}", trend.words());
    }
    out.push('。');
    let mut stands = Vec::new();
    if let Some((level, (low, high))) = metric.level().zip(range(metric)) {
        let inside = metric
            .better()
            .is_some_and(|better| better.reaches(level.value, level.value));
        let inside = if inside { "在" } else { "不在" };
        stands.push(format!(
            "{} 年{inside}目标区间 {} 内",
            level.year,
            range_words(low, high)
        ));
    } else if let Some((level, (target, reached))) = metric
        .level()
        .and_then(|level| Some((level, level.target?)))
    {
        let gap = match reached {
            true => String::new(),
            false => format!("，差 {}", with_unit(gap(level.value, target), &metric.unit)),
        };
        let reached = if reached { "达到" } else { "没有达到" };
        let target = with_unit(target, &metric.unit);
        stands.push(format!("{} 年{reached}目标 {target}{gap}", level.year));
    }
    if let (Some(latest), Some((other, words))) = (series.latest(), compared(metric)) {
        let gap = with_unit(gap(latest.value, other), &metric.unit);
        stands.push(match latest.value.cmp(&other) {
            Ordering::Greater => format!("比{words}高 {gap}"),
            Ordering::Less => format!("比{words}低 {gap}"),
            Ordering::Equal => format!("与{words}相等"),
        });
    }
    if !stands.is_empty() {
        out += &format!("{}。", stands.join("，"));
    }
    out
}

/// 省内同行 88.5 分（示例协会，2025 年）.
fn compared(metric: &MetricView) -> Option<(Decimal, String)> {
    let comparison = metric.comparison()?;
    let value = *comparison.value.given()?;
    let object = match comparison.object.trim() {
        "" => "对比值",
        object => object,
    };
    let source = Some(comparison.source.trim()).filter(|source| !source.is_empty());
    let year = comparison.year.given().map(|year| format!("{year} 年"));
    let whence: Vec<&str> = source.into_iter().chain(year.as_deref()).collect();
    let whence = match whence.is_empty() {
        true => String::new(),
        false => format!("（{}）", whence.join("，")),
    };
    let words = format!("{object} {}{whence}", with_unit(value, &metric.unit));
    Some((value, words))
}

fn range_words(low: Option<Decimal>, high: Option<Decimal>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{} 至 {}", number(low), number(high)),
        (Some(low), None) => format!("{} 以上", number(low)),
        (None, Some(high)) => format!("{} 以下", number(high)),
        (None, None) => String::new(),
    }
}
