//! Figures of the results over the years: which can be compared, whether they got worse, how they stand against a
//! target or another organisation, and whether a ratio is what its formula gives.
//!
//! Everything is exact. What is not known (no direction, no range, a year that is not over) is not judged.

use std::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};

/// What is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More.
    Higher,
    /// Less.
    Lower,
    /// Inside a range.
    Target,
}

/// A side of a ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Above the line.
    Numerator,
    /// Below the line.
    Denominator,
}

/// What is better, with what it takes to decide it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More.
    Higher,
    /// Less.
    Lower,
    /// Nearer to a range; an end that is not given is open.
    Within {
        /// Its lower end.
        low: Option<Decimal>,
        /// Its upper end.
        high: Option<Decimal>,
    },
}

/// The value of one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The year.
    pub year: i32,
    /// The value.
    pub value: Decimal,
    /// Whether it reaches to a month of the year only (“截至某月”): such a value is compared with nothing.
    pub partial: bool,
}

/// The values of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What is better; `None` while that is not said.
    pub better: Option<Better>,
    /// The upper bound, if it has one.
    pub max: Option<Decimal>,
    /// Years from one value to the next, 1 or more.
    pub every: u8,
    /// The values, earliest first, at most one a year.
    pub points: Vec<Point>,
    /// Years from which on the definition is another one: values on both sides are not compared.
    pub breaks: Vec<i32>,
}

/// What counts as worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tolerance {
    /// A change up to this percent of the earlier value is none.
    pub percent: Decimal,
    /// Where a higher share of 100 is better, a fall below this many points is none.
    pub points: Decimal,
}

/// Two values of which the later one is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worsened {
    /// The earlier one.
    pub from: Point,
    /// The latest.
    pub to: Point,
}

/// How values moved up to the latest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// They rose from value to value, this many times in a row.
    Rose(usize),
    /// They fell, this many times in a row.
    Fell(usize),
    /// The last two are equal.
    Same,
}

/// What a movement means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// 有利.
    Good,
    /// 不利.
    Bad,
    /// 持平.
    Even,
    /// It cannot be said: what is better is not known.
    Open,
}

/// How a metric went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trend {
    /// Values in a row, the latest included.
    pub values: usize,
    /// How they moved.
    pub movement: Movement,
    /// Years from one value to the next.
    pub every: u8,
    /// What that means.
    pub effect: Effect,
}

/// How a value stands against another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Better.
    Better,
    /// Neither better nor worse.
    Equal,
    /// Worse.
    Worse,
}

/// Values in a row before which a trend is not spoken of.
pub const FOR_A_TREND: usize = 3;

impl Standing {
    /// What is said of a value against what it is compared with.
    pub fn words(self) -> &'static str {
        match self {
            Standing::Better => "优于对比",
            Standing::Equal => "与对比相当",
            Standing::Worse => "不如对比",
        }
    }
}

impl Better {
    /// By how much `value` is worse than `than`; below zero it is better. `None` if it cannot be computed exactly.
    pub fn worse_by(self, than: Decimal, value: Decimal) -> Option<Decimal> {
        match self {
            Better::Higher => than.checked_sub(value),
            Better::Lower => value.checked_sub(than),
            Better::Within { .. } => self.distance(value)?.checked_sub(self.distance(than)?),
        }
    }

    /// How a value stands against another one.
    pub fn standing(self, value: Decimal, other: Decimal) -> Option<Standing> {
        let worse = self.worse_by(other, value)?;
        Some(if worse.is_zero() {
            Standing::Equal
        } else if worse.is_sign_positive() {
            Standing::Worse
        } else {
            Standing::Better
        })
    }

    /// Whether a value reaches the target of its year. For a range that is the range itself, whatever the target.
    pub fn reaches(self, value: Decimal, target: Decimal) -> bool {
        match self {
            Better::Higher => value >= target,
            Better::Lower => value <= target,
            Better::Within { .. } => self.distance(value) == Some(Decimal::ZERO),
        }
    }

    /// How far a value lies outside the range; 0 inside it, and where there is none.
    fn distance(self, value: Decimal) -> Option<Decimal> {
        let Better::Within { low, high } = self else {
            return Some(Decimal::ZERO);
        };
        match (low, high) {
            (Some(low), _) if value < low => low.checked_sub(value),
            (_, Some(high)) if value > high => value.checked_sub(high),
            _ => Some(Decimal::ZERO),
        }
    }
}

impl Series {
    /// The values of whole years, earliest first.
    pub fn whole(&self) -> impl DoubleEndedIterator<Item = Point> + '_ {
        self.points.iter().copied().filter(|point| !point.partial)
    }

    /// The latest value of a whole year.
    pub fn latest(&self) -> Option<Point> {
        self.whole().next_back()
    }

    /// The values in a row that end with the latest one up to the year `last`, latest first: each follows the one
    /// before by the cadence, and no change of definition lies between. None if the latest one is older than the
    /// cadence allows: the value of `last` itself may still be missing.
    pub fn run_to(&self, last: i32) -> Vec<Point> {
        let every = i32::from(self.every);
        let run = self.run(|point| point.year <= last);
        match run.first() {
            Some(latest) if last - latest.year < every * 2 => run,
            _ => Vec::new(),
        }
    }

    /// The values in a row that end with the latest one of those wanted, latest first.
    fn run(&self, wanted: impl Fn(&Point) -> bool) -> Vec<Point> {
        let mut run: Vec<Point> = Vec::new();
        for point in self.whole().rev().filter(wanted) {
            match run.last() {
                Some(later) if !self.comparable(point, *later) => break,
                _ => run.push(point),
            }
        }
        run
    }

    /// Whether a value and the next one are of one definition and follow each other by the cadence.
    pub fn comparable(&self, earlier: Point, later: Point) -> bool {
        let follows = later.year - earlier.year == i32::from(self.every);
        let whole = !earlier.partial && !later.partial;
        follows && whole && self.same_definition(earlier, later)
    }

    fn same_definition(&self, earlier: Point, later: Point) -> bool {
        let broken = |year: &i32| (earlier.year + 1..=later.year).contains(year);
        !self.breaks.iter().any(broken)
    }

    /// Each value with the next one of the same definition, whatever lies between; earliest first.
    pub fn pairs(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        let pairs = self.whole().zip(self.whole().skip(1));
        pairs.filter(|(earlier, later)| self.same_definition(*earlier, *later))
    }

    /// Each value with the one that follows it by the cadence, where they can be compared; earliest first.
    pub fn steps(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        let pairs = self.pairs();
        pairs.filter(|(earlier, later)| self.comparable(*earlier, *later))
    }

    /// Whether the latest value is worse than the one before, or worse than the one before that after getting
    /// worse twice in a row. `None` as well if nothing can be compared.
    pub fn worsened(&self, tolerance: Tolerance) -> Option<Worsened> {
        let better = self.better?;
        let run = self.run(|_| true);
        let (&to, &before) = (run.first()?, run.get(1)?);
        let falls = |from: Point, to: Point| {
            let worse = better.worse_by(from.value, to.value);
            worse.is_some_and(|worse| worse > Decimal::ZERO)
        };
        if self.too_much(better, before, to, tolerance) {
            return Some(Worsened { from: before, to });
        }
        let first = *run.get(2)?;
        let twice = falls(first, before) && falls(before, to);
        (twice && self.too_much(better, first, to, tolerance))
            .then_some(Worsened { from: first, to })
    }

    /// Whether the latest value can be compared with an earlier one under a known direction.
    pub fn has_trend(&self) -> bool {
        self.better.is_some() && self.run(|_| true).len() > 1
    }

    /// Whether a value got worse from one period to the next by more than is tolerated.
    fn too_much(&self, better: Better, from: Point, to: Point, tolerance: Tolerance) -> bool {
        let Some(worse) = better.worse_by(from.value, to.value) else {
            return false;
        };
        if worse <= Decimal::ZERO {
            return false;
        }
        if matches!(better, Better::Within { .. }) || from.value.is_zero() {
            return true;
        }
        let part = worse.checked_mul(Decimal::ONE_HUNDRED);
        let most = from.value.abs().checked_mul(tolerance.percent);
        let relative = part.zip(most).is_some_and(|(part, most)| part > most);
        let share = better == Better::Higher && self.max == Some(Decimal::ONE_HUNDRED);
        relative && (!share || worse >= tolerance.points)
    }

    /// How the metric went up to its latest value; `None` with fewer than two values in a row.
    pub fn trend(&self) -> Option<Trend> {
        let run = self.run(|_| true);
        let (latest, before) = (run.first()?, run.get(1)?);
        let movement = |earlier: &Point, later: &Point| later.value.cmp(&earlier.value);
        let last = movement(before, latest);
        let times = run
            .windows(2)
            .take_while(|pair| movement(&pair[1], &pair[0]) == last)
            .count();
        let effect = match self
            .better
            .and_then(|better| better.standing(latest.value, before.value))
        {
            Some(Standing::Better) => Effect::Good,
            Some(Standing::Worse) => Effect::Bad,
            Some(Standing::Equal) => Effect::Even,
            None => Effect::Open,
        };
        Some(Trend {
            values: run.len(),
            movement: match last {
                Ordering::Greater => Movement::Rose(times),
                Ordering::Less => Movement::Fell(times),
                Ordering::Equal => Movement::Same,
            },
            every: self.every,
            effect,
        })
    }
}

impl Trend {
    /// The tag beside a metric: 有利, 不利, 持平 or 未判断.
    pub fn tag(&self) -> &'static str {
        match self.effect {
            Effect::Good => "有利",
            Effect::Bad => "不利",
            Effect::Even => "持平",
            Effect::Open => "未判断",
        }
    }

    /// What is said of it: 连升 3 年, 比上年下降, 与上年持平, and 数据不满三年 where that is so.
    pub fn words(&self) -> String {
        let (year, before) = match self.every {
            1 => ("年", "上年"),
            _ => ("期", "上期"),
        };
        let moved = match self.movement {
            Movement::Rose(1) => format!("比{before}上升"),
            Movement::Rose(times) => format!("连升 {times} {year}"),
            Movement::Fell(1) => format!("比{before}下降"),
            Movement::Fell(times) => format!("连降 {times} {year}"),
            Movement::Same => format!("与{before}持平"),
        };
        match (self.values < FOR_A_TREND, self.every) {
            (false, _) => moved,
            (true, 1) => format!("{moved}，数据不满三年"),
            (true, _) => format!("{moved}，数据不满三期"),
        }
    }
}

/// Years from one value to the next, as a cadence says it: 两年一次 and 每3年 give 2 and 3, everything else 1.
pub fn every(cadence: &str) -> u8 {
    let years = cadence.chars().zip(cadence.chars().skip(1));
    let years = years.filter(|(_, next)| *next == '年');
    let number = |c: char| match c {
        '2' | '２' | '二' | '两' => Some(2),
        '3' | '３' | '三' => Some(3),
        '4' | '４' | '四' => Some(4),
        '5' | '５' | '五' => Some(5),
        _ => None,
    };
    years.filter_map(|(c, _)| number(c)).next().unwrap_or(1)
}

/// What a ratio of one year is made of. A side that takes the mean has an opening figure as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Above the line.
    pub numerator: Decimal,
    /// Its opening figure, where its mean is taken.
    pub numerator_open: Option<Decimal>,
    /// Below the line.
    pub denominator: Decimal,
    /// Its opening figure, where its mean is taken.
    pub denominator_open: Option<Decimal>,
    /// What numerator / denominator is multiplied by.
    pub times: Decimal,
}

impl Parts {
    /// Numerator / denominator × times. `None` if the denominator is 0 or a step cannot be computed.
    pub fn value(&self) -> Option<Decimal> {
        let side = |closing: Decimal, open: Option<Decimal>| match open {
            None => Some(closing),
            Some(open) => closing.checked_add(open)?.checked_div(Decimal::TWO),
        };
        let numerator = side(self.numerator, self.numerator_open)?;
        let denominator = side(self.denominator, self.denominator_open)?;
        // Multiplied first: fewer digits are lost.
        numerator.checked_mul(self.times)?.checked_div(denominator)
    }
}

/// A number with so many decimals, half away from zero.
pub fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

/// Whether a number as written differs from what it should be: rounded to its own decimals it is another one, and
/// the two are more than `percent` of the right one apart.
pub fn differs(written: Decimal, right: Decimal, percent: Decimal) -> bool {
    if rounded(right, written.scale()) == written {
        return false;
    }
    apart(written, right, percent)
}

/// Whether two numbers are more than `percent` of the second one apart.
pub fn apart(one: Decimal, other: Decimal, percent: Decimal) -> bool {
    let part = one
        .checked_sub(other)
        .and_then(|gap| gap.abs().checked_mul(Decimal::ONE_HUNDRED));
    let most = other.abs().checked_mul(percent);
    part.zip(most).is_some_and(|(part, most)| part > most)
}

/// How the share of `part` in `of` compares with a number of percent; `None` if there is nothing to have a share of.
pub fn share(part: usize, of: usize, percent: Decimal) -> Option<Ordering> {
    let part = Decimal::from(part).checked_mul(Decimal::ONE_HUNDRED)?;
    let whole = Decimal::from(of).checked_mul(percent)?;
    (of > 0).then(|| part.cmp(&whole))
}

/// Whether a value is `factor` times the one before, or a `factor`-th of it: a slip of the unit or the decimal
/// point. Values of 0 and below are not judged.
pub fn jumped(before: Decimal, value: Decimal, factor: Decimal) -> bool {
    let reaches = |small: Decimal, large: Decimal| {
        let bound = small.checked_mul(factor);
        bound.is_some_and(|bound| large >= bound)
    };
    before > Decimal::ZERO
        && value > Decimal::ZERO
        && (reaches(before, value) || reaches(value, before))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::input::decimal;

    fn n(text: &str) -> Decimal {
        *decimal(text).given().unwrap()
    }

    /// A series up to 2025, a value a year; `-` for a year without one.
    fn series(better: Better, values: &[&str]) -> Series {
        let first = 2026 - i32::try_from(values.len()).unwrap();
        let points = (first..).zip(values).filter(|(_, value)| **value != "-");
        Series {
            better: Some(better),
            max: None,
            every: 1,
            points: points
                .map(|(year, value)| Point {
                    year,
                    value: n(value),
                    partial: false,
                })
                .collect(),
            breaks: Vec::new(),
        }
    }

    fn years(points: &[Point]) -> Vec<i32> {
        points.iter().map(|point| point.year).collect()
    }

    const TOLERANCE: Tolerance = Tolerance {
        percent: Decimal::TWO,
        points: Decimal::from_parts(5, 0, 0, false, 1),
    };

    fn worsened(series: &Series) -> Option<(i32, i32)> {
        let found = series.worsened(TOLERANCE)?;
        Some((found.from.year, found.to.year))
    }

    #[test]
    fn values_in_a_row_end_at_a_gap_and_at_a_change_of_definition() {
        let mut s = series(Better::Higher, &["1", "-", "2", "3", "4"]);
        assert_eq!(years(&s.run_to(2025)), [2025, 2024, 2023]);
        assert_eq!(
            years(&s.run_to(2024)),
            [2024, 2023],
            "later ones do not count"
        );
        assert_eq!(
            years(&s.run_to(2026)),
            [2025, 2024, 2023],
            "2026 may be open"
        );
        assert_eq!(s.run_to(2027), [], "two years are not");
        s.breaks = vec![2024];
        assert_eq!(years(&s.run_to(2025)), [2025, 2024]);
        s.breaks = vec![2021, 2026];
        assert_eq!(s.run_to(2025).len(), 3, "where nothing is, nothing breaks");
        s.points[3].partial = true;
        assert_eq!(
            years(&s.run_to(2025)),
            [2024, 2023],
            "a part of a year is none"
        );
    }

    #[test]
    fn a_cadence_of_two_years_reaches_back_two_years() {
        let mut s = series(Better::Higher, &["1", "-", "2", "-", "3", "-"]);
        assert_eq!(s.run_to(2025).len(), 1, "every year is looked for");
        s.every = 2;
        assert_eq!(years(&s.run_to(2025)), [2024, 2022, 2020]);
        assert_eq!(s.run_to(2028), []);
        for (cadence, years) in [
            ("", 1),
            ("每月", 1),
            ("每年两次", 1),
            ("两年一次", 2),
            ("每3年", 3),
        ] {
            assert_eq!(every(cadence), years, "{cadence}");
        }
    }

    #[test]
    fn worse_is_told_by_direction_and_beyond_the_tolerance() {
        let higher = |values: &[&str]| worsened(&series(Better::Higher, values));
        let lower = |values: &[&str]| worsened(&series(Better::Lower, values));
        assert_eq!(higher(&["100", "98"]), None, "2% is no change");
        assert_eq!(higher(&["100", "97.9"]), Some((2024, 2025)));
        assert_eq!(lower(&["100", "97.9"]), None);
        assert_eq!(lower(&["100", "102.1"]), Some((2024, 2025)));
        assert_eq!(
            higher(&["90", "100", "-"]),
            None,
            "2025 has no value, it rose before"
        );
        assert_eq!(higher(&["100", "-", "50"]), None, "a gap is not bridged");
        assert_eq!(higher(&["50"]), None);
    }

    #[test]
    fn a_slow_fall_shows_over_two_periods() {
        let higher = |values: &[&str]| worsened(&series(Better::Higher, values));
        assert_eq!(higher(&["100", "98.5", "97"]), Some((2023, 2025)));
        assert_eq!(
            higher(&["100", "98.5", "98.5"]),
            None,
            "it did not fall twice"
        );
        assert_eq!(higher(&["100", "101", "99.5"]), None);
    }

    #[test]
    fn zero_and_negative_values_have_their_own_measure() {
        let lower = |values: &[&str]| worsened(&series(Better::Lower, values));
        let higher = |values: &[&str]| worsened(&series(Better::Higher, values));
        assert_eq!(lower(&["0", "1"]), Some((2024, 2025)));
        assert_eq!(lower(&["0", "0"]), None);
        assert_eq!(higher(&["-100", "-101"]), None);
        assert_eq!(higher(&["-100", "-103"]), Some((2024, 2025)));
        assert_eq!(higher(&["-100", "-50"]), None);
    }

    #[test]
    fn a_share_must_fall_by_points_as_well() {
        let mut s = series(Better::Higher, &["10", "9.6"]);
        assert!(worsened(&s).is_some(), "without a bound 4% counts");
        s.max = Some(Decimal::ONE_HUNDRED);
        assert_eq!(worsened(&s), None);
        s.points[1].value = n("9.5");
        assert!(worsened(&s).is_some());
    }

    #[test]
    fn a_range_is_judged_by_the_distance_to_it() {
        let within = Better::Within {
            low: Some(n("40")),
            high: Some(n("60")),
        };
        assert_eq!(worsened(&series(within, &["48", "52"])), None);
        assert_eq!(worsened(&series(within, &["58", "61"])), Some((2024, 2025)));
        assert_eq!(worsened(&series(within, &["65", "61"])), None);
        assert_eq!(
            worsened(&series(within, &["38", "62"])),
            None,
            "as far on the other side"
        );
        let open = Better::Within {
            low: Some(n("40")),
            high: None,
        };
        assert_eq!(worsened(&series(open, &["50", "500"])), None);
        assert!(within.reaches(n("60"), n("1")) && !within.reaches(n("61"), n("61")));
    }

    #[test]
    fn no_direction_no_judgement() {
        let mut s = series(Better::Higher, &["100", "50"]);
        assert!(s.has_trend());
        s.better = None;
        assert!(!s.has_trend());
        assert_eq!(worsened(&s), None);
        assert_eq!(s.trend().unwrap().tag(), "未判断");
    }

    #[test]
    fn a_trend_in_words() {
        let said = |better: Better, values: &[&str]| {
            let trend = series(better, values).trend();
            trend.map(|trend| format!("{} {}", trend.tag(), trend.words()))
        };
        let says = |text: &str| Some(text.to_owned());
        let up = ["86.4", "87.9", "89.6", "91.2"];
        assert_eq!(said(Better::Higher, &up), says("有利 连升 3 年"));
        assert_eq!(said(Better::Lower, &up), says("不利 连升 3 年"));
        assert_eq!(
            said(Better::Lower, &["3.1", "2.6", "2.2", "2.8"]),
            says("不利 比上年上升")
        );
        assert_eq!(
            said(Better::Lower, &["3", "2", "1"]),
            says("有利 连降 2 年")
        );
        assert_eq!(
            said(Better::Higher, &["0", "0.0", "0"]),
            says("持平 与上年持平")
        );
        assert_eq!(
            said(Better::Higher, &["1", "2"]),
            says("有利 比上年上升，数据不满三年")
        );
        assert_eq!(said(Better::Higher, &["1"]), None);
    }

    #[test]
    fn a_ratio_is_computed_again() {
        let parts = |average: bool| Parts {
            numerator: n("2885"),
            numerator_open: None,
            denominator: n("31240"),
            denominator_open: average.then(|| n("30960")),
            times: Decimal::ONE_HUNDRED,
        };
        assert_eq!(rounded(parts(true).value().unwrap(), 2), n("9.28"));
        assert_eq!(rounded(parts(false).value().unwrap(), 2), n("9.23"));
        let none = Parts {
            denominator: Decimal::ZERO,
            ..parts(false)
        };
        assert_eq!(none.value(), None);
    }

    #[test]
    fn a_number_differs_beyond_its_own_decimals_and_the_tolerance() {
        let half = n("0.5");
        assert!(
            !differs(n("9.3"), n("9.276"), half),
            "rounded it is the same"
        );
        assert!(!differs(n("9.30"), n("9.276"), half), "0.26% apart");
        assert!(differs(n("9.33"), n("9.276"), half), "0.58% apart");
        assert!(differs(n("0.1"), Decimal::ZERO, half));
        assert!(!differs(n("3"), n("2.5"), half), "half is rounded up");
    }

    #[test]
    fn a_share_is_exact() {
        let third = |percent: &str| share(1, 3, n(percent));
        assert_eq!(third("33.3"), Some(Ordering::Greater));
        assert_eq!(third("33.4"), Some(Ordering::Less));
        assert_eq!(share(1, 2, n("50")), Some(Ordering::Equal));
        assert_eq!(share(0, 0, n("50")), None);
    }

    #[test]
    fn a_jump_is_a_slip_of_the_unit() {
        let fifty = n("50");
        assert!(jumped(n("1"), n("50"), fifty) && jumped(n("50"), n("1"), fifty));
        assert!(!jumped(n("1"), n("49.9"), fifty));
        assert!(!jumped(n("0"), n("900"), fifty) && !jumped(n("-20"), n("900"), fifty));
    }
}
