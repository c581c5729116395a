//! 指标: a row a metric.

use std::collections::BTreeSet;

use super::{Cell, Column, Sheet, column, number, text, typed};
use crate::domain::input::Input;
use crate::domain::metric::Direction;
use crate::export::package::PackageInput;
use crate::views::{ComparisonView, MetricView, YearView, metric_views};

pub fn sheet(of: &PackageInput<'_>) -> Sheet {
    let dossier = of.dossier;
    let metrics = metric_views(&dossier.metrics, &dossier.walk, of.criteria, of.metrics);
    let years = metrics.iter().flat_map(|metric| &metric.years);
    let years: BTreeSet<i32> = years.map(|year| year.year).collect();
    let comparisons = metrics.iter().map(|metric| metric.comparisons.len());
    let comparisons = comparisons.max().unwrap_or(0);
    let row = |metric: &MetricView| row(metric, &years, comparisons);
    Sheet {
        name: "指标".to_owned(),
        columns: columns(&years, comparisons),
        rows: metrics.iter().map(row).collect(),
    }
}

fn columns(years: &BTreeSet<i32>, comparisons: usize) -> Vec<Column> {
    let mut columns = vec![
        column("条目", 8),
        column("指标", 36),
        column("单位", 10),
        column("方向", 16),
    ];
    columns.extend(
        years
            .iter()
            .map(|year| column(format!("{year} 年实际"), 13)),
    );
    columns.extend(
        years
            .iter()
            .map(|year| column(format!("{year} 年目标"), 13)),
    );
    columns.push(column("目标下限", 11));
    columns.push(column("目标上限", 11));
    for nth in 1..=comparisons {
        // One alone needs no number.
        let nth = if comparisons == 1 {
            String::new()
        } else {
            format!(" {nth}")
        };
        columns.push(column(format!("对比{nth}：和谁比"), 24));
        columns.push(column(format!("对比{nth}：数值"), 13));
        columns.push(column(format!("对比{nth}：年份"), 13));
        columns.push(column(format!("对比{nth}：来源"), 40));
    }
    columns.push(column("未满一年的数据", 24));
    columns
}

fn row(metric: &MetricView, years: &BTreeSet<i32>, comparisons: usize) -> Vec<Cell> {
    let direction = match &metric.direction {
        Input::Given(Direction::Higher) => "越高越好",
        Input::Given(Direction::Lower) => "越低越好",
        Input::Given(Direction::Target) => "在目标区间内为好",
        Input::Invalid { raw, .. } => raw,
        Input::Missing | Input::Unsure => "",
    };
    let mut row = [&*metric.item, &metric.name, &metric.unit, direction]
        .map(text)
        .to_vec();
    let of_year =
        |year: &i32, cell: &dyn Fn(&YearView) -> Cell| metric.year(*year).map_or(Cell::Empty, cell);
    row.extend(
        years
            .iter()
            .map(|year| of_year(year, &|it| typed(&it.value))),
    );
    row.extend(
        years
            .iter()
            .map(|year| of_year(year, &|it| typed(&it.target))),
    );
    row.extend([typed(&metric.low), typed(&metric.high)]);
    for nth in 0..comparisons {
        row.extend(match metric.comparisons.get(nth) {
            Some(comparison) => compared(comparison),
            None => [const { Cell::Empty }; 4],
        });
    }
    let partial = metric.years.iter().filter(|year| year.is_partial());
    let partial = partial.map(|year| match &year.until {
        Input::Given(month) => format!("{} 年截至 {} 月", year.year, month.month()),
        _ => format!("{} 年", year.year),
    });
    row.push(text(&partial.collect::<Vec<_>>().join("；")));
    row
}

fn compared(comparison: &ComparisonView) -> [Cell; 4] {
    let year = match &comparison.year {
        Input::Given(year) => number((*year).into()),
        Input::Invalid { raw, .. } => text(raw),
        Input::Missing | Input::Unsure => Cell::Empty,
    };
    [
        text(&comparison.object),
        typed(&comparison.value),
        year,
        text(&comparison.source),
    ]
}
