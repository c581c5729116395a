//! The validity of an award (28) as its holder's annual reports (29) go through it.

use super::date::Date;
use super::settings::BoundaryDay;
use super::term::Term;

/// The years in which an award is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The day of the award.
    pub awarded: Date,
    /// How many years it is valid, 4 by article 28.
    pub years: u8,
    /// The last day it is valid.
    pub last: Date,
    /// The first day one may apply again.
    pub free: Date,
}

impl Validity {
    /// The validity of an award of the day `awarded`.
    pub fn new(awarded: Date, years: u8, boundary_day: BoundaryDay) -> Validity {
        // Where the term ends does not depend on the day it is seen from.
        let free = Term::new(awarded, years, awarded, boundary_day).full;
        Validity {
            awarded,
            years,
            last: free.plus_days(-1),
            free,
        }
    }

    /// Which report that of a calendar year is, 1 for the year of the award; `None` when there is none.
    ///
    /// Article 29 asks for one report a year and does not say which year it belongs to: the year of the award is
    /// taken for the first, so that there are as many reports as years.
    pub fn nth(&self, year: i32) -> Option<u8> {
        let nth = u8::try_from(year.saturating_sub(self.awarded.year()).saturating_add(1)).ok()?;
        (1..=self.years).contains(&nth).then_some(nth)
    }

    /// The calendar years of the reports, in order.
    pub fn report_years(&self) -> impl Iterator<Item = i32> + use<> {
        let first = self.awarded.year();
        (0..self.years).map(move |after| first + i32::from(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(year: i32, month: u8, day: u8) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn four_years_end_on_the_day_before_the_anniversary() {
        let validity = Validity::new(d(2025, 6, 18), 4, BoundaryDay::SameDay);
        assert_eq!(
            (validity.last, validity.free),
            (d(2029, 6, 17), d(2029, 6, 18))
        );
        let next = Validity::new(d(2025, 6, 18), 4, BoundaryDay::NextDay);
        assert_eq!((next.last, next.free), (d(2029, 6, 18), d(2029, 6, 19)));
        let leap = Validity::new(d(2024, 2, 29), 3, BoundaryDay::SameDay);
        assert_eq!((leap.last, leap.free), (d(2027, 2, 27), d(2027, 2, 28)));
    }

    #[test]
    fn there_are_as_many_reports_as_years() {
        let validity = Validity::new(d(2025, 6, 18), 4, BoundaryDay::SameDay);
        let years: Vec<_> = validity.report_years().collect();
        assert_eq!(years, [2025, 2026, 2027, 2028]);
        assert_eq!(validity.nth(2024), None);
        assert_eq!(validity.nth(2025), Some(1));
        assert_eq!(validity.nth(2028), Some(4));
        assert_eq!(validity.nth(2029), None);
        assert_eq!(validity.nth(i32::MAX - 9000), None);
    }
}
