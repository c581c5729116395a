//! The chart of a metric over its years: what is drawn where, and what is said of it. The same drawing is shown on the
//! page and printed; nothing in it is told by colour alone.
//!
//! Lengths are tenths of a pixel of a drawing [`WIDTH`] wide and [`HEIGHT`] high, exact and without floats.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::domain::input::Input;
use crate::domain::metric::{Better, Point, Series};
use crate::dossier::{MetricView, Summary, summary};

/// Width of the drawing.
pub const WIDTH: i32 = 4200;
/// Height of the drawing.
pub const HEIGHT: i32 = 2260;

/// Upper and lower end of the axis of values.
const TOP: i32 = 300;
const BOTTOM: i32 = 1900;
/// From the axes to the first and the last year.
const INSET: i32 = 160;
/// Around texts.
const GAP: i32 = 60;
/// From the base line of a text to its middle.
const BASE: i32 = 45;
/// Between the base lines of two labels.
const LABEL_STEP: i32 = 170;
/// Least width from axis to labels.
const LEAST_WIDTH: i32 = 1200;
/// Least distance of two years that are both named.
const YEAR_STEP: i32 = 440;
/// About how many steps the axis of values has.
const STEPS: i64 = 5;

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it shows: the metric's name.
    pub title: String,
    /// What stands in it, year by year, for those who do not see it.
    pub about: String,
    /// What is said of the metric in a word, such as 有利.
    pub tag: &'static str,
    /// What is said of it under the drawing.
    pub said: String,
    /// What is drawn, in this order; nothing where the numbers are too large to be set out.
    pub shapes: Vec<Shape>,
}

/// What a shape stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    if series.points.len() < crate::dossier::CHART_YEARS {
        return None;
    }
    let Summary { tag, .. } = summary(metric);
    Some(Chart {
        title: metric.title().to_owned(),
        about: about(metric, &series),
        tag: tag.words(),
        said: said(metric, &series),
        shapes: drawing(metric, &series).unwrap_or_default(),
    })
}

/// A number with its thousands apart.
pub fn number(value: Decimal) -> String {
    let digits = value.abs().to_string();
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (digits.as_str(), String::new()),
    };
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    let sign = if value < Decimal::ZERO { "-" } else { "" };
    format!("{sign}{out}{fraction}")
}

/// A number with its unit behind a space.
fn with_unit(value: Decimal, unit: &str) -> String {
    match unit.trim() {
        "" => number(value),
        unit => format!("{} {unit}", number(value)),
    }
}

fn about(metric: &MetricView, series: &Series) -> String {
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
    parts.extend(compared(metric));
    format!("{}。", parts.join("，"))
}

/// The values in their order, how they went, and how the latest stands.
fn said(metric: &MetricView, series: &Series) -> String {
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
        let reached = if reached { "达到" } else { "没有达到" };
        stands.push(format!(
            "{} 年{reached}目标 {}",
            level.year,
            with_unit(target, &metric.unit)
        ));
    }
    if let (Some(latest), Some(words)) = (series.latest(), compared(metric)) {
        let other = metric.comparison().and_then(|it| it.value.given().copied());
        let how = match other.map(|other| latest.value.cmp(&other)) {
            Some(std::cmp::Ordering::Greater) => "高于",
            Some(std::cmp::Ordering::Less) => "低于",
            _ => "等于",
        };
        stands.push(format!("{how}{words}"));
    }
    if !stands.is_empty() {
        out += &format!("{}。", stands.join("，"));
    }
    out
}

/// 省内同行 88.5 分（示例协会，2025 年）.
fn compared(metric: &MetricView) -> Option<String> {
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
    Some(format!(
        "{object} {}{whence}",
        with_unit(value, &metric.unit)
    ))
}

/// The ends of the target range, for a metric that has one.
fn range(metric: &MetricView) -> Option<(Option<Decimal>, Option<Decimal>)> {
    match metric.better()? {
        Better::Within { low, high } => Some((low, high)),
        Better::Higher | Better::Lower => None,
    }
}

fn range_words(low: Option<Decimal>, high: Option<Decimal>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{} 至 {}", number(low), number(high)),
        (Some(low), None) => format!("{} 以上", number(low)),
        (None, Some(high)) => format!("{} 以下", number(high)),
        (None, None) => String::new(),
    }
}

/// The targets by year; none for a metric with a range, which is its target.
fn targets(metric: &MetricView) -> BTreeMap<i32, Decimal> {
    if range(metric).is_some() {
        return BTreeMap::new();
    }
    let years = metric.years.iter();
    years
        .filter_map(|year| match year.target {
            Input::Given(target) => Some((year.year, target)),
            _ => None,
        })
        .collect()
}

/// Where values and years stand.
struct Axes {
    left: i32,
    right: i32,
    first: i32,
    last: i32,
    low: Decimal,
    high: Decimal,
}

impl Axes {
    fn x(&self, year: i32) -> i32 {
        let (from, to) = (self.left + INSET, self.right - INSET);
        let years = (self.last - self.first).max(1);
        let year = year.clamp(self.first, self.last);
        from + (to - from) * (year - self.first) / years
    }

    fn y(&self, value: Decimal) -> Option<i32> {
        let part = value.checked_sub(self.low)?;
        let whole = self.high.checked_sub(self.low)?;
        let height = part
            .checked_mul(Decimal::from(BOTTOM - TOP))?
            .checked_div(whole)?;
        Some(BOTTOM - height.round().to_i32()?)
    }
}

/// `None` where a step leaves what can be computed exactly.
fn drawing(metric: &MetricView, series: &Series) -> Option<Vec<Shape>> {
    let targets = targets(metric);
    let (low, high) = range(metric).unwrap_or_default();
    let comparison = metric
        .comparison()
        .and_then(|it| Some((*it.value.given()?, it.year.given().copied())));
    let own = || series.points.iter().map(|point| point.value);
    let others = targets.values().copied().chain(low).chain(high);
    let all = own()
        .chain(others)
        .chain(comparison.map(|(value, _)| value));
    let ticks = ticks(all.clone().min()?, all.max()?)?;
    let years = || {
        series
            .points
            .iter()
            .map(|point| point.year)
            .chain(targets.keys().copied())
    };

    let last = series.points.last()?;
    let mut labels = vec![(last.value, label("本企业", last.value))];
    labels.extend(
        targets
            .values()
            .next_back()
            .map(|value| (*value, label("目标", *value))),
    );
    labels.extend(high.map(|value| (value, label("上限", value))));
    labels.extend(low.map(|value| (value, label("下限", value))));
    labels.extend(comparison.map(|(value, _)| (value, label("对比", value))));
    let widest = |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| width(text)).max();
    let names: Vec<String> = ticks.iter().map(|tick| number(*tick)).collect();
    let left = widest(&mut names.iter())? + GAP * 2;
    let right = WIDTH - GAP - widest(&mut labels.iter().map(|(_, text)| text))?;
    let axes = Axes {
        left: left.max(440),
        right: right.max(left + LEAST_WIDTH),
        first: years().min()?,
        last: years().max()?,
        low: *ticks.first()?,
        high: *ticks.last()?,
    };

    let mut shapes = Vec::new();
    for (tick, name) in ticks.iter().zip(names) {
        let y = axes.y(*tick)?;
        shapes.push(Shape::Line(
            Kind::Grid,
            vec![(axes.left, y), (axes.right, y)],
        ));
        shapes.push(text(axes.left - GAP, y + BASE, Anchor::End, name));
    }
    let (x, y) = (axes.left, TOP - 80);
    let corner = vec![(x, y), (x, BOTTOM), (axes.right, BOTTOM)];
    shapes.push(Shape::Line(Kind::Axis, corner));
    shapes.extend(year_names(&axes));
    shapes.push(text(GAP, 130, Anchor::Start, metric.unit.trim().to_owned()));

    let level = |value: Decimal| {
        Some(vec![
            (axes.left, axes.y(value)?),
            (axes.right, axes.y(value)?),
        ])
    };
    for value in [high, low].into_iter().flatten() {
        shapes.push(Shape::Line(Kind::Target, level(value)?));
    }
    match targets.len() {
        0 => {}
        1 => shapes.push(Shape::Line(Kind::Target, level(*targets.values().next()?)?)),
        _ => {
            let through = targets
                .iter()
                .map(|(year, value)| Some((axes.x(*year), axes.y(*value)?)));
            shapes.push(Shape::Line(Kind::Target, through.collect::<Option<_>>()?));
        }
    }
    if let Some((value, year)) = comparison {
        let (x, y) = (axes.x(year.unwrap_or(last.year)), axes.y(value)?);
        shapes.push(Shape::Line(Kind::Comparison, vec![(axes.left, y), (x, y)]));
        shapes.push(Shape::Mark { x, y });
    }
    shapes.extend(own_line(&axes, series)?);
    shapes.extend(placed(&axes, labels)?);
    Some(shapes)
}

/// The values with a line through those that can be compared: a gap and a change of definition break it.
fn own_line(axes: &Axes, series: &Series) -> Option<Vec<Shape>> {
    let mut lines: Vec<Vec<(i32, i32)>> = Vec::new();
    let mut dots = Vec::new();
    let mut before: Option<Point> = None;
    for point in &series.points {
        let (x, y) = (axes.x(point.year), axes.y(point.value)?);
        match (before, lines.last_mut()) {
            (Some(before), Some(line)) if series.comparable(before, *point) => line.push((x, y)),
            _ => lines.push(vec![(x, y)]),
        }
        dots.push(Shape::Dot {
            x,
            y,
            partial: point.partial,
        });
        before = Some(*point);
    }
    let lines = lines.into_iter().filter(|line| line.len() > 1);
    let lines = lines.map(|line| Shape::Line(Kind::Own, line));
    Some(lines.chain(dots).collect())
}

/// The years under the axis, as many as there is room for, the last one always.
fn year_names(axes: &Axes) -> Vec<Shape> {
    let years = axes.last - axes.first;
    let room = (axes.right - axes.left - INSET * 2) / YEAR_STEP;
    let every = (years + room - 1).div_euclid(room.max(1)).max(1);
    let named = (axes.first..=axes.last).filter(|year| (axes.last - year) % every == 0);
    named
        .map(|year| text(axes.x(year), BOTTOM + 200, Anchor::Middle, year.to_string()))
        .collect()
}

/// Labels beside the ends of their lines, none over another.
fn placed(axes: &Axes, labels: Vec<(Decimal, String)>) -> Option<Vec<Shape>> {
    let mut labels: Vec<(i32, String)> = labels
        .into_iter()
        .map(|(value, text)| Some((axes.y(value)?, text)))
        .collect::<Option<_>>()?;
    labels.sort_by_key(|(y, _)| *y);
    let mut at = i32::MIN / 2;
    for (y, _) in &mut labels {
        at = (*y).max(at + LABEL_STEP);
        *y = at;
    }
    // What would stand below the axis moves all above it up.
    let mut most = BOTTOM;
    for (y, _) in labels.iter_mut().rev() {
        *y = (*y).min(most);
        most = *y - LABEL_STEP;
    }
    let texts = labels.into_iter();
    Some(
        texts
            .map(|(y, label)| text(axes.right + GAP, y + BASE, Anchor::Start, label))
            .collect(),
    )
}

fn text(x: i32, y: i32, anchor: Anchor, text: String) -> Shape {
    Shape::Text { x, y, anchor, text }
}

/// What stands beside a line; the name alone where the number is too long for the margin.
fn label(name: &str, value: Decimal) -> String {
    let text = format!("{name} {}", number(value));
    match width(&text) <= WIDTH / 2 - LEAST_WIDTH / 2 {
        true => text,
        false => name.to_owned(),
    }
}

/// About how wide a text is.
fn width(text: &str) -> i32 {
    text.chars()
        .map(|c| if c.is_ascii() { 85 } else { 150 })
        .sum()
}

/// Round numbers from below the lowest value to above the highest, about [`STEPS`] apart. Equal values have room on both
/// sides.
fn ticks(low: Decimal, high: Decimal) -> Option<Vec<Decimal>> {
    let span = match high.checked_sub(low)? {
        span if span.is_zero() && high.is_zero() => return ticks(low, Decimal::ONE),
        span if span.is_zero() => {
            let around = high.abs().checked_div(Decimal::TEN)?;
            // So small that nothing lies beside it.
            (!around.is_zero()).then_some(())?;
            return ticks(low.checked_sub(around)?, high.checked_add(around)?);
        }
        span => span,
    };
    let step = round_up(span.checked_div(Decimal::new(STEPS, 0))?)?;
    let up = high.checked_div(step)?.ceil();
    let mut at = low.checked_div(step)?.floor();
    let mut ticks = Vec::new();
    while at <= up {
        ticks.push(at.checked_mul(step)?.normalize());
        at = at.checked_add(Decimal::ONE)?;
    }
    Some(ticks)
}

/// The next of 1, 2, 2.5, 5 times a power of ten that is not below.
fn round_up(step: Decimal) -> Option<Decimal> {
    let mut unit = Decimal::ONE;
    while unit.checked_mul(Decimal::TEN)? <= step {
        unit = unit.checked_mul(Decimal::TEN)?;
    }
    while unit > step {
        unit = unit.checked_div(Decimal::TEN)?;
        if unit.is_zero() {
            return None;
        }
    }
    let times = [10, 20, 25, 50, 100].map(|tenths| Decimal::new(tenths, 1));
    let mut rounds = times.into_iter().map(|times| unit.checked_mul(times));
    rounds.find(|round| round.is_none_or(|round| round >= step))?
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::domain::input::decimal;
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
        assert_eq!((chart.title.as_str(), chart.tag), ("顾客满意度", "有利"));
        assert_eq!(
            chart.said,
            "2022 至 2025 年依次为 86.4、87.9、89.6、91.2 分，连升 3 年。\
             2025 年达到目标 91.0 分，高于省内同行 88.5 分（示例协会，2025 年）。"
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
                "本企业 91.2",
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
        let labels = ["本企业 10", "目标 10", "对比 10"];
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
            crate::dossier::captions(&dossier, &packs.criteria)
                .all
                .len(),
            1
        );
    }
}
