//! The chart of a metric over its years: what is drawn where, and what is said of it. The same drawing is shown on the
//! page and printed; nothing in it depends on colour alone.
//!
//! Lengths are tenths of a pixel of a drawing [`WIDTH`] wide and [`HEIGHT`] high, exact and without floats.

mod data;
mod drawing;
mod words;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::domain::input::Input;
use crate::domain::metric::Better;
use crate::views::{CHART_YEARS, MetricView, Summary, summary};

pub use data::{ChartData, ChartPoint, ChartSeries};

/// Width of the drawing.
pub const WIDTH: i32 = 4200;
/// Height of the drawing.
pub const HEIGHT: i32 = 2260;

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// What it shows: the metric's name.
    pub title: String,
    /// What stands in it, year by year, for those who do not see it.
    pub about: String,
    /// What is said of the metric in a word, such as 有利; empty where that is not to be said.
    pub tag: String,
    /// What is said of it under the drawing.
    pub said: String,
    /// What is drawn, in this order; nothing where the numbers are too large to be set out.
    pub shapes: Vec<Shape>,
    /// The same in numbers; `None` where nothing is drawn.
    pub data: Option<ChartData>,
}

/// What a shape stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A line of the grid.
    Grid,
    /// The axes.
    Axis,
    /// Values of the organisation: a solid line.
    Own,
    /// Targets: a dashed line.
    Target,
    /// The comparison: a dotted line.
    Comparison,
}

/// A piece of the drawing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// A line through these points.
    Line(Kind, Vec<(i32, i32)>),
    /// The value of a year of the organisation; one that reaches to a month only is hollow.
    Dot {
        /// From the left.
        x: i32,
        /// From the top.
        y: i32,
        /// Whether it reaches to a month only.
        partial: bool,
    },
    /// The year of the comparison: a diamond.
    Mark {
        /// From the left.
        x: i32,
        /// From the top.
        y: i32,
    },
    /// A text on one line.
    Text {
        /// Of its anchor, from the left.
        x: i32,
        /// Of its base line, from the top.
        y: i32,
        /// Where it is held.
        anchor: Anchor,
        /// What it says.
        text: String,
    },
}

/// Where a text is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// The chart of a metric; `None` with fewer than two usable values.
pub fn chart(metric: &MetricView) -> Option<Chart> {
    let series = metric.series();
    if series.points.len() < CHART_YEARS {
        return None;
    }
    let Summary { tag, .. } = summary(metric);
    let shapes = drawing::drawing(metric, &series).unwrap_or_default();
    let data = data::data(metric, &series).filter(|_| !shapes.is_empty());
    Some(Chart {
        title: metric.title().to_owned(),
        about: words::about(metric, &series),
        tag: tag.words().to_owned(),
        said: words::said(metric, &series),
        shapes,
        data,
    })
}

/// The ends of the target range, for a metric that has one.
fn range(metric: &MetricView) -> Option<(Option<Decimal>, Option<Decimal>)> {
    match metric.better()? {
        Better::Within { low, high } => Some((low, high)),
        Better::Higher | Better::Lower => None,
    }
}

/// The targets by year, earliest first; none for a metric with a range, which is its target.
fn targets(metric: &MetricView) -> Vec<(i32, Decimal)> {
    if range(metric).is_some() {
        return Vec::new();
    }
    let years = metric.years.iter();
    years
        .filter_map(|year| match year.target {
            Input::Given(target) => Some((year.year, target)),
            _ => None,
        })
        .collect()
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::drawing::{BASE, BOTTOM, LABEL_STEP, ticks};
    use super::*;
    use crate::domain::input::decimal;
    use crate::domain::words::number;
    use crate::dossier::{Dossier, EntriesAt, Entry, Kind as For, Metric, Place};
    use crate::testing::packs;
    use std::rc::Rc;

    fn n(text: &str) -> Decimal {
        *decimal(text).given().unwrap()
    }

    /// A dossier with one metric: fields, and year, key and text of what is written by year.
    fn dossier(fields: &[(&str, &str)], years: &[(&str, &str, &str)]) -> Dossier {
        let mut dossier = Dossier::new("a".into(), For::Application, "s", "c");
        let mut metric = Metric::new("m1");
        for (key, text) in fields {
            metric.fields.insert((*key).into(), (*text).into());
        }
        for (year, key, text) in years {
            metric.set_year(year, key, (*text).to_owned());
        }
        dossier.metrics.push(Rc::new(metric));
        dossier
    }

    fn compare(dossier: &mut Dossier, columns: &[(&str, &str)]) {
        let list = EntriesAt::Metric("m1".into(), "comparisons".into());
        list.edit(dossier, |entries| entries.push(Entry::new("c1")));
        for (key, text) in columns {
            Place::Entry(list.clone(), "c1".into(), (*key).into()).write(dossier, (*text).into());
        }
    }

    fn of(dossier: &Dossier) -> Option<Chart> {
        let packs = packs();
        let (walk, metric) = (&dossier.walk, &dossier.metrics[0]);
        chart(&MetricView::new(
            metric,
            walk,
            &packs.criteria,
            &packs.metrics,
        ))
    }

    fn satisfaction() -> Dossier {
        let fields = [
            ("name", "顾客满意度"),
            ("unit", "分"),
            ("direction", "higher"),
        ];
        let years = [
            ("2022", "value", "86.4"),
            ("2023", "value", "87.9"),
            ("2024", "value", "89.6"),
            ("2025", "value", "91.2"),
            ("2025", "target", "91.0"),
        ];
        let mut dossier = dossier(&fields, &years);
        let columns = [
            ("object", "省内同行"),
            ("value", "88.5"),
            ("year", "2025"),
            ("source", "示例协会"),
        ];
        compare(&mut dossier, &columns);
        dossier
    }

    fn texts(chart: &Chart) -> Vec<&str> {
        let texts = chart.shapes.iter().filter_map(|shape| match shape {
            Shape::Text { text, .. } => Some(text.as_str()),
            _ => None,
        });
        texts.collect()
    }

    fn lines(chart: &Chart, wanted: Kind) -> Vec<&[(i32, i32)]> {
        let lines = chart.shapes.iter().filter_map(|shape| match shape {
            Shape::Line(kind, points) if *kind == wanted => Some(points.as_slice()),
            _ => None,
        });
        lines.collect()
    }

    #[test]
    fn what_is_drawn_and_said() {
        let chart = of(&satisfaction()).unwrap();
        assert_eq!(
            (chart.title.as_str(), chart.tag.as_str()),
            ("顾客满意度", "有利")
        );
        assert_eq!(
            chart.said,
            "2022 至 2025 年依次为 86.4、87.9、89.6、91.2 分，连升 3 年。\
             2025 年达到目标 91.0 分，比省内同行 88.5 分（示例协会，2025 年）高 2.7 分。"
        );
        assert_eq!(
            chart.about,
            "2022 年 86.4 分，2023 年 87.9 分，2024 年 89.6 分，2025 年 91.2 分，2025 年目标 91.0，\
             省内同行 88.5 分（示例协会，2025 年）。"
        );
        assert_eq!(
            texts(&chart),
            [
                "86",
                "87",
                "88",
                "89",
                "90",
                "91",
                "92",
                "2022",
                "2023",
                "2024",
                "2025",
                "分",
                "本单位 91.2",
                "目标 91.0",
                "对比 88.5"
            ]
        );
        let [own] = lines(&chart, Kind::Own)[..] else {
            panic!("one line");
        };
        // 86.4 lies 0.4 of 6 above the lowest tick, over an axis of 160 pixels.
        assert_eq!(own[0], (600, 1900 - 107));
        assert_eq!(own.len(), 4);
        assert_eq!(lines(&chart, Kind::Target).len(), 1);
        assert_eq!(lines(&chart, Kind::Comparison)[0][1].0, own[3].0);
    }

    /// A series as text: each value with `-` before one that a line leads to, `*` behind a marked one.
    fn set_out(series: &ChartSeries) -> String {
        let points = series.points.iter().map(|point| match point {
            None => "_".to_owned(),
            Some(point) => {
                let line = if point.joined { "-" } else { "" };
                let mark = if point.marked { "*" } else { "" };
                let part = if point.partial { "?" } else { "" };
                format!("{line}{}{mark}{part}", point.value)
            }
        });
        format!("{} {}", series.name, points.collect::<Vec<_>>().join(" "))
    }

    fn all_set_out(dossier: &Dossier) -> (Vec<i32>, Vec<String>) {
        let data = of(dossier).unwrap().data.unwrap();
        (data.years, data.series.iter().map(set_out).collect())
    }

    #[test]
    fn the_numbers_of_a_chart_are_exact() {
        let mut dossier = satisfaction();
        let target = Place::MetricYear("m1".into(), "2026".into(), "target".into());
        target.write(&mut dossier, "92.50".into());
        let (years, series) = all_set_out(&dossier);
        assert_eq!(years, [2022, 2023, 2024, 2025, 2026]);
        assert_eq!(
            series,
            [
                "本单位 86.4* -87.9* -89.6* -91.2* _",
                "目标 _ _ _ -91.0 -92.50",
                "对比 -88.5 -88.5 -88.5 -88.5* _",
            ]
        );
        let data = of(&dossier).unwrap().data.unwrap();
        assert_eq!((&*data.low, &*data.high, &*data.step), ("86", "94", "2"));
        let range = [("direction", "target"), ("low", "35")];
        let years = [
            ("2023", "value", "40"),
            ("2025", "value", "36"),
            ("2025", "until", "2025-06"),
        ];
        let (years, series) = all_set_out(&self::dossier(&range, &years));
        assert_eq!(years, [2023, 2025]);
        assert_eq!(series, ["本单位 40* 36*?", "目标下限 -35 -35"]);
    }

    #[test]
    fn a_gap_and_a_change_of_definition_break_the_line() {
        let years = [
            ("2019", "value", "1"),
            ("2020", "value", "2"),
            ("2022", "value", "3"),
            ("2023", "value", "4"),
            ("2024", "value", "5"),
            ("2025", "value", "2"),
            ("2025", "until", "2025-06"),
        ];
        let mut dossier = dossier(&[("direction", "higher")], &years);
        let list = EntriesAt::Metric("m1".into(), "breaks".into());
        list.edit(&mut dossier, |entries| entries.push(Entry::new("b1")));
        Place::Entry(list, "b1".into(), "year".into()).write(&mut dossier, "2024".into());
        let chart = of(&dossier).unwrap();
        let lengths: Vec<usize> = lines(&chart, Kind::Own)
            .iter()
            .map(|line| line.len())
            .collect();
        assert_eq!(lengths, [2, 2]);
        let hollow = chart
            .shapes
            .iter()
            .filter(|shape| matches!(shape, Shape::Dot { partial: true, .. }));
        assert_eq!(hollow.count(), 1);
        assert!(
            chart.about.contains("2025 年（未满一年） 2"),
            "{}",
            chart.about
        );
    }

    #[test]
    fn targets_by_year_are_a_line_and_a_range_is_two() {
        let years = [
            ("2024", "value", "40"),
            ("2025", "value", "36"),
            ("2025", "target", "42"),
            ("2026", "target", "45"),
        ];
        let by_year = of(&dossier(&[("direction", "higher")], &years)).unwrap();
        assert_eq!(lines(&by_year, Kind::Target)[0].len(), 2);
        assert!(texts(&by_year).contains(&"2026"));
        let range = [
            ("direction", "target"),
            ("low", "35"),
            ("high", "50"),
            ("unit", "%"),
        ];
        let range = of(&dossier(&range, &years)).unwrap();
        assert_eq!(lines(&range, Kind::Target).len(), 2);
        assert!(
            range.said.ends_with("2025 年在目标区间 35 至 50 内。"),
            "{}",
            range.said
        );
    }

    #[test]
    fn labels_do_not_cover_each_other() {
        let years = [
            ("2024", "value", "10"),
            ("2025", "value", "10"),
            ("2025", "target", "10"),
        ];
        let mut dossier = dossier(&[("direction", "lower")], &years);
        compare(&mut dossier, &[("value", "10")]);
        let chart = of(&dossier).unwrap();
        let labels = ["本单位 10", "目标 10", "对比 10"];
        let mut at: Vec<i32> = Vec::new();
        for shape in &chart.shapes {
            if let Shape::Text { y, text, .. } = shape
                && labels.contains(&text.as_str())
            {
                at.push(*y);
            }
        }
        at.sort_unstable();
        assert!(
            at.len() == 3 && at.windows(2).all(|pair| pair[1] - pair[0] >= LABEL_STEP),
            "{at:?}"
        );
        assert!(*at.last().unwrap() <= BOTTOM + BASE);
    }

    #[test]
    fn the_axis_has_round_numbers_around_the_values() {
        let check = |low: &str, high: &str, expected: &[&str]| {
            let ticks = ticks(n(low), n(high)).unwrap();
            let shown: Vec<String> = ticks.into_iter().map(number).collect();
            assert_eq!(shown, expected, "{low} {high}");
        };
        check("2.0", "3.1", &["2", "2.25", "2.5", "2.75", "3", "3.25"]);
        check("-36", "1395", &["-500", "0", "500", "1,000", "1,500"]);
        check("0", "0", &["0", "0.2", "0.4", "0.6", "0.8", "1"]);
        check("50", "50", &["44", "46", "48", "50", "52", "54", "56"]);
    }

    #[test]
    fn very_large_and_very_small_numbers_do_no_harm() {
        let most = "79228162514264337593543950335";
        let least = "0.0000000000000000000000000001";
        for (one, other) in [
            (most, "1"),
            (most, "-79228162514264337593543950335"),
            (least, "0"),
            (least, most),
            ("-1", "-1"),
            (least, least),
            (most, most),
        ] {
            let years = [("2024", "value", one), ("2025", "value", other)];
            let chart = of(&dossier(&[("direction", "higher")], &years)).unwrap();
            assert!(chart.about.starts_with("2024 年 "), "{one} {other}");
            let years = [("1950", "value", one), ("2025", "value", other)];
            assert!(of(&dossier(&[], &years)).is_some());
        }
        assert_eq!(number(n(most)), "79,228,162,514,264,337,593,543,950,335");
        assert_eq!(number(n("-1234.50")), "-1,234.50");
    }

    #[test]
    fn one_value_is_no_chart() {
        let years = [("2024", "value", "1"), ("2025", "value", "约 2")];
        assert_eq!(of(&dossier(&[], &years)), None);
    }

    #[test]
    fn the_profits_of_the_walk_are_drawn_and_numbered() {
        let mut dossier = dossier(&[("library", "total-profit"), ("section", "4.7.4-a")], &[]);
        let walk = Rc::make_mut(&mut dossier.walk);
        walk.profits.insert("2024".into(), "1395".into());
        walk.profits.insert("2025".into(), "-36".into());
        assert!(
            of(&dossier)
                .unwrap()
                .about
                .starts_with("2024 年 1,395，2025 年 -36")
        );
        let packs = packs();
        assert_eq!(
            crate::views::captions(&dossier, &packs.criteria).all.len(),
            1
        );
    }
}
