//! The window of article 14 as days and calendar years, for what is written by year and not by day.
//!
//! It is the window that events are judged by: a day lies in it when the years counted forward from the day are not over
//! on the day of application, by the setting `boundary_day`.

use super::date::Date;
use super::settings::BoundaryDay;
use super::term::Term;

/// The days of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day in it.
    pub first: Date,
    /// The last day in it: the day of application.
    pub last: Date,
}

/// How much of a year lies in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// Nothing.
    None,
    /// Some of its days: what happened in the year may have happened outside.
    Part,
    /// All of it.
    Whole,
}

impl Window {
    /// The window of `years` before an application on the day `on`.
    pub fn new(years: u8, on: Date, boundary_day: BoundaryDay) -> Window {
        // So many days are more than the years have.
        let mut first = on.plus_days(-366 * i32::from(years) - 1);
        while Term::new(first, years, on, boundary_day).over {
            first = first.plus_days(1);
        }
        Window { first, last: on }
    }

    /// Whether a day lies in it.
    pub fn holds(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// How much of a calendar year lies in it.
    pub fn year(&self, year: i32) -> Overlap {
        let begins = Date::new_year(year);
        let ends = Date::new_year(year + 1).plus_days(-1);
        if self.holds(begins) && self.holds(ends) {
            Overlap::Whole
        } else if ends < self.first || self.last < begins {
            Overlap::None
        } else {
            Overlap::Part
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(year: i32, month: u8, day: u8) -> Date {
        Date::new(year, month, day).unwrap()
    }

    fn window(on: Date) -> Window {
        Window::new(3, on, BoundaryDay::SameDay)
    }

    #[test]
    fn the_first_day_is_the_one_after_the_anniversary() {
        assert_eq!(window(d(2027, 5, 20)).first, d(2024, 5, 21));
        let next_day = Window::new(3, d(2027, 5, 20), BoundaryDay::NextDay);
        assert_eq!(next_day.first, d(2024, 5, 20));
        // 2024-02-29 is three years old on 2027-02-28 already.
        assert_eq!(window(d(2027, 2, 28)).first, d(2024, 3, 1));
        assert_eq!(window(d(2027, 3, 1)).first, d(2024, 3, 2));
    }

    #[test]
    fn years_lie_in_it_wholly_partly_or_not() {
        let years = |on| [2023, 2024, 2025, 2026, 2027].map(|year| window(on).year(year));
        use Overlap::{None, Part, Whole};
        assert_eq!(years(d(2027, 5, 20)), [None, Part, Whole, Whole, Part]);
        assert_eq!(years(d(2026, 12, 31)), [None, Whole, Whole, Whole, None]);
        assert_eq!(years(d(2026, 12, 30)), [Part, Whole, Whole, Part, None]);
    }
}
