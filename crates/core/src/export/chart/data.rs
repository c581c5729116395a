//! The numbers of a chart by year, for a medium that draws its charts itself.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::drawing::ticks;
use super::{Kind, range, targets};
use crate::domain::metric::{Point, Series};
use crate::views::MetricView;

/// What is set out, and on which axis. Numbers are exact decimals as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartData {
    /// Unit of the values, as typed.
    pub unit: String,
    /// The years that have anything, earliest first.
    pub years: Vec<i32>,
    /// Lower end of the axis of values.
    pub low: String,
    /// Upper end of the axis of values.
    pub high: String,
    /// From one line of the grid to the next.
    pub step: String,
    /// The series, that of the organisation first.
    pub series: Vec<ChartSeries>,
}

/// One series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartSeries {
    /// What it is called.
    pub name: String,
    /// What it stands for.
    pub kind: Kind,
    /// Its value in each of the years.
    pub points: Vec<Option<ChartPoint>>,
}

/// A value of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartPoint {
    /// Exact decimal.
    pub value: String,
    /// Whether a line leads to it from the value before.
    pub joined: bool,
    /// Whether it is marked: a value of the organisation, or the year of the comparison.
    pub marked: bool,
    /// Whether it reaches to a month only.
    pub partial: bool,
}

/// The numbers; `None` where a step leaves what can be computed exactly.
pub fn data(metric: &MetricView, series: &Series) -> Option<ChartData> {
    let targets = targets(metric);
    let (low, high) = range(metric).unwrap_or_default();
    let comparison = metric.comparison().and_then(|it| {
        let year = it.year.given().copied();
        let year = year.or_else(|| Some(series.points.last()?.year))?;
        Some((year, *it.value.given()?))
    });
    let own = series.points.iter().map(|point| (point.year, point.value));
    let dated = own.chain(targets.iter().copied()).chain(comparison);
    let years: BTreeSet<i32> = dated.clone().map(|(year, _)| year).collect();
    let years: Vec<i32> = years.into_iter().collect();
    let values = dated.map(|(_, value)| value).chain(low).chain(high);
    let ticks = ticks(values.clone().min()?, values.max()?)?;

    let line = |name: &str, kind: Kind, value: &dyn Fn(i32) -> Option<Decimal>| ChartSeries {
        name: name.to_owned(),
        kind,
        points: years
            .iter()
            .map(|year| {
                let value = value(*year)?.to_string();
                Some(ChartPoint {
                    value,
                    joined: true,
                    marked: false,
                    partial: false,
                })
            })
            .collect(),
    };
    let mut all = vec![own_series(series, &years)];
    let target_of = |year: i32| {
        let mut own = targets.iter().filter(|(of, _)| *of == year);
        own.next().map(|(_, value)| *value)
    };
    match targets.as_slice() {
        [] => {}
        [(_, value)] => all.push(line("目标", Kind::Target, &|_| Some(*value))),
        _ => all.push(line("目标", Kind::Target, &target_of)),
    }
    for (name, value) in [("目标上限", high), ("目标下限", low)] {
        if value.is_some() {
            all.push(line(name, Kind::Target, &|_| value));
        }
    }
    if let Some((year, value)) = comparison {
        let mut to = line("对比", Kind::Comparison, &|of| {
            (of <= year).then_some(value)
        });
        for (of, point) in years.iter().zip(&mut to.points) {
            if let Some(point) = point {
                point.marked = *of == year;
            }
        }
        all.push(to);
    }
    let [first, second, ..] = ticks.as_slice() else {
        return None;
    };
    Some(ChartData {
        unit: metric.unit.trim().to_owned(),
        years,
        low: first.to_string(),
        high: ticks.last()?.to_string(),
        step: second.checked_sub(*first)?.normalize().to_string(),
        series: all,
    })
}

/// The values of the organisation: a gap and a change of definition break the line.
fn own_series(series: &Series, years: &[i32]) -> ChartSeries {
    let mut before: Option<Point> = None;
    let points = years.iter().map(|year| {
        let point = series.points.iter().find(|point| point.year == *year)?;
        let joined = before.is_some_and(|before| series.comparable(before, *point));
        before = Some(*point);
        Some(ChartPoint {
            value: point.value.to_string(),
            joined,
            marked: true,
            partial: point.partial,
        })
    });
    ChartSeries {
        name: "本单位".to_owned(),
        kind: Kind::Own,
        points: points.collect(),
    }
}
