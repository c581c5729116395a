//! Periods of full years, as the setting `boundary_day` reads them.

use super::date::Date;
use super::settings::BoundaryDay;

/// A period of full years, seen from a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The first day on which it is full.
    pub full: Date,
    /// Whether it is full on the day it is seen from.
    pub over: bool,
    /// Whether the day it is seen from is its very anniversary and counts as full: worth a hint.
    pub boundary: bool,
}

impl Term {
    /// The period of `years` from `from`, seen from `on`.
    ///
    /// From 29 February the anniversary in a year without one is 28 February.
    pub fn new(from: Date, years: u8, on: Date, boundary_day: BoundaryDay) -> Term {
        let anniversary = from.plus_years(years);
        let full = match boundary_day {
            BoundaryDay::SameDay => anniversary,
            BoundaryDay::NextDay => anniversary.plus_days(1),
        };
        let boundary = boundary_day == BoundaryDay::SameDay && anniversary == on;
        Term {
            full,
            over: full <= on,
            boundary,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_same_day_and_next_day() {
        let d = |y, m, d| Date::new(y, m, d).unwrap();
        let from = d(2024, 2, 29);
        let term = Term::new(from, 1, d(2025, 2, 28), BoundaryDay::SameDay);
        assert_eq!(
            term,
            Term {
                full: d(2025, 2, 28),
                over: true,
                boundary: true
            }
        );
        let term = Term::new(from, 1, d(2025, 2, 28), BoundaryDay::NextDay);
        assert_eq!(
            term,
            Term {
                full: d(2025, 3, 1),
                over: false,
                boundary: false
            }
        );
        let term = Term::new(from, 1, d(2025, 3, 1), BoundaryDay::NextDay);
        assert!(term.over && !term.boundary);
    }
}
