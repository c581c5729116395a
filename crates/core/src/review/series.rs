//! The figures of a metric over the years.

use crate::dossier::MetricView;

use super::{Case, Check, Found, Reads, Scope};

/// 指标不足三个连续年度.
pub const TOO_SHORT: Check = Check {
    id: "series-too-short",
    scope: Scope::Metric(too_short),
    reads: &[Reads::Metric],
};

fn too_short(case: &Case<'_>, metric: &MetricView, found: &mut Found<'_>) {
    let Some(last) = case.last_year() else {
        return;
    };
    let is_new = metric.new_since.given().is_some() && !metric.new_reason.trim().is_empty();
    if is_new || !metric.has_values() {
        return;
    }
    let run = metric.series().run_to(last);
    let min = found.count("min_years");
    if run.len() >= min {
        return;
    }
    let every = i32::from(metric.every);
    // The year to fill: the one before the run, or the last one where there is no run.
    let missing = run.last().map_or(last, |first| first.year - every);
    let unit = if every == 1 { "个年度" } else { "期" };
    let text = match run.len() {
        0 => format!("“{}”到 {last} 年为止没有接得上的数据。", metric.title()),
        have => format!(
            "“{}”到 {last} 年为止只有 {have} {unit}连续有数，{missing} 年没有接得上的数据，看不出趋势。",
            metric.title()
        ),
    };
    found.add(metric.value_place(missing), &metric.id, text);
}
