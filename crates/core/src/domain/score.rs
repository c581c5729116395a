//! Scores of the self-evaluation, exact in quarter points: never rounded, never a float.
//!
//! An item that has no percentage is 不计: it is left out of the sum and counted apart, never taken as 0.

use std::fmt;
use std::iter::Sum;

/// A percentage in steps of 5, from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u8);

impl Percent {
    /// A percentage, if it is one of 0, 5, 10 … 100.
    pub fn new(percent: u8) -> Option<Percent> {
        (percent <= 100 && percent.is_multiple_of(5)).then_some(Percent(percent))
    }

    /// All percentages, from 0 to 100.
    pub fn all() -> impl Iterator<Item = Percent> {
        (0..=100).step_by(5).map(Percent)
    }

    /// The number, 0 to 100.
    pub fn get(self) -> u8 {
        self.0
    }
}

/// Points in quarters, shown exactly: `27.5`, `392.25`, `0`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(u32);

impl Points {
    /// The number of quarter points.
    pub fn quarters(self) -> u32 {
        self.0
    }

    /// The points that are more than others; `None` when they are fewer.
    pub fn less(self, others: Points) -> Option<Points> {
        self.0.checked_sub(others.0).map(Points)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = ["", ".25", ".5", ".75"][(self.0 % 4) as usize];
        write!(f, "{}{fraction}", self.0 / 4)
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Points>>(points: I) -> Points {
        Points(points.map(|points| points.0).sum())
    }
}

/// The full points of an item: a multiple of 5, so that every score is a whole number of quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FullPoints(u16);

impl FullPoints {
    /// Full points, if they are a multiple of 5 above 0.
    pub fn new(points: u16) -> Option<FullPoints> {
        (points > 0 && points.is_multiple_of(5)).then_some(FullPoints(points))
    }

    /// The number.
    pub fn get(self) -> u16 {
        self.0
    }

    /// The score of an item: its full points times the percentage.
    pub fn score(self, percent: Percent) -> Points {
        // Both are multiples of 5, so 25 divides the product: points × percent ÷ 100 in quarters.
        Points(u32::from(self.0) * u32::from(percent.0) / 25)
    }
}

/// The sum over a category or over everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The score of the items that have one.
    pub score: Points,
    /// Full points of those items.
    pub scored_full: u32,
    /// Full points of all items.
    pub full: u32,
    /// How many items have a score.
    pub scored: usize,
    /// How many have none (不计).
    pub unscored: usize,
}

impl Tally {
    /// The sum over items with their percentages, if they have one.
    pub fn of(items: impl IntoIterator<Item = (FullPoints, Option<Percent>)>) -> Tally {
        let mut tally = Tally::default();
        for (full, percent) in items {
            let points = u32::from(full.get());
            tally.full += points;
            match percent {
                Some(percent) => {
                    tally.score.0 += full.score(percent).0;
                    tally.scored_full += points;
                    tally.scored += 1;
                }
                None => tally.unscored += 1,
            }
        }
        tally
    }

    /// The score to show; `None` (不计) if no item has one.
    pub fn shown(self) -> Option<Points> {
        (self.scored > 0).then_some(self.score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(full: u16, percent: Option<u8>) -> (FullPoints, Option<Percent>) {
        (
            FullPoints::new(full).unwrap(),
            percent.map(|percent| Percent::new(percent).unwrap()),
        )
    }

    fn shown(full: u16, percent: u8) -> String {
        FullPoints::new(full)
            .unwrap()
            .score(Percent::new(percent).unwrap())
            .to_string()
    }

    #[test]
    fn item_scores_are_exact_quarters() {
        assert_eq!(shown(50, 55), "27.5");
        assert_eq!(shown(15, 45), "6.75");
        assert_eq!(shown(15, 5), "0.75");
        assert_eq!(shown(15, 35), "5.25");
        assert_eq!(shown(80, 100), "80");
        assert_eq!(shown(80, 0), "0");
    }

    #[test]
    fn every_score_of_the_standard_is_a_whole_number_of_quarters() {
        for full in [10u16, 15, 20, 30, 40, 50, 60, 80] {
            for percent in Percent::all() {
                let exact = u32::from(full) * u32::from(percent.get());
                let points = FullPoints::new(full).unwrap().score(percent);
                assert_eq!(points.quarters() * 25, exact, "{full} × {percent:?}");
            }
        }
    }

    #[test]
    fn unscored_items_are_not_counted() {
        let tally = Tally::of([item(50, Some(55)), item(30, None), item(15, Some(45))]);
        assert_eq!(
            tally.shown().map(|points| points.to_string()).as_deref(),
            Some("34.25")
        );
        assert_eq!(
            (tally.full, tally.scored_full, tally.scored, tally.unscored),
            (95, 65, 2, 1)
        );
        assert_eq!(Tally::of([item(50, None)]).shown(), None);
        // A score of 0 is a score.
        assert_eq!(
            Tally::of([item(50, Some(0))]).shown(),
            Some(Points::default())
        );
    }

    #[test]
    fn only_steps_of_five_are_percentages() {
        assert_eq!(Percent::all().count(), 21);
        for wrong in [1, 42, 99, 103, 105] {
            assert_eq!(Percent::new(wrong), None);
        }
        assert_eq!(FullPoints::new(12), None);
        assert_eq!(FullPoints::new(0), None);
    }

    #[test]
    fn sums_of_points() {
        let sum: Points = [item(15, Some(45)), item(50, Some(55))]
            .into_iter()
            .filter_map(|(full, percent)| percent.map(|percent| full.score(percent)))
            .sum();
        assert_eq!(sum.to_string(), "34.25");
    }
}
