//! Where everything of a chart stands.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Anchor, Kind, Shape, WIDTH, range, targets};
use crate::domain::metric::{Point, Series};
use crate::domain::words::number;
use crate::views::MetricView;

/// Upper and lower end of the axis of values.
const TOP: i32 = 300;
pub const BOTTOM: i32 = 1900;
/// From the axes to the first and the last year.
const INSET: i32 = 160;
/// Around texts.
const GAP: i32 = 60;
/// From the base line of a text to its middle.
pub const BASE: i32 = 45;
/// Between the base lines of two labels.
pub const LABEL_STEP: i32 = 170;
/// Least width from axis to labels.
const LEAST_WIDTH: i32 = 1200;
/// Least distance of two years that are both named.
const YEAR_STEP: i32 = 440;
/// About how many steps the axis of values has.
const STEPS: i64 = 5;

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

/// Everything that is drawn; `None` where a step leaves what can be computed exactly.
pub fn drawing(metric: &MetricView, series: &Series) -> Option<Vec<Shape>> {
    let targets = targets(metric);
    let (low, high) = range(metric).unwrap_or_default();
    let comparison = metric
        .comparison()
        .and_then(|it| Some((*it.value.given()?, it.year.given().copied())));
    let own = || series.points.iter().map(|point| point.value);
    let others = targets
        .iter()
        .map(|(_, value)| *value)
        .chain(low)
        .chain(high);
    let all = own()
        .chain(others)
        .chain(comparison.map(|(value, _)| value));
    let ticks = ticks(all.clone().min()?, all.max()?)?;
    let years = || {
        series
            .points
            .iter()
            .map(|point| point.year)
            .chain(targets.iter().map(|(year, _)| *year))
    };

    let last = series.points.last()?;
    let mut labels = vec![(last.value, label("本单位", last.value))];
    labels.extend(
        targets
            .last()
            .map(|(_, value)| (*value, label("目标", *value))),
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
        1 => shapes.push(Shape::Line(Kind::Target, level(targets.first()?.1)?)),
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
pub fn ticks(low: Decimal, high: Decimal) -> Option<Vec<Decimal>> {
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
