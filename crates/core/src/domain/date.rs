//! Days, years counted forward, and working days by the State Council's holiday notices.
//!
//! Periods are always counted forward from the day something happened, never backward from the application:
//! the two differ on 29 February.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;

use time::Month;

use super::flaw::Flaw;

/// A day of the calendar, shown as `2026-05-20`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl Date {
    /// The earliest year that can be entered.
    pub const FIRST_YEAR: i32 = 1900;
    /// The latest year that can be entered. Periods counted from such a day may end later.
    pub const LAST_YEAR: i32 = 2199;

    /// A day, if it exists and its year lies between [`Date::FIRST_YEAR`] and [`Date::LAST_YEAR`].
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        let written = u32::try_from(year).ok()?;
        Date::from_written(written, month.into(), day.into()).ok()
    }

    /// The day with these written numbers, or why there is none.
    pub(super) fn from_written(year: u32, month: u32, day: u32) -> Result<Date, Flaw> {
        let none = Flaw::NoSuchDate { year, month, day };
        let bounded = i32::try_from(year)
            .ok()
            .filter(|year| (Date::FIRST_YEAR..=Date::LAST_YEAR).contains(year))
            .ok_or(Flaw::YearOutOfRange { year })?;
        let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else {
            return Err(none);
        };
        Month::try_from(month)
            .and_then(|month| time::Date::from_calendar_date(bounded, month, day))
            .map(Date)
            .map_err(|_| none)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.0.month().into()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.0.day()
    }

    /// The weekday, 1 (Monday) to 7 (Sunday).
    pub fn weekday(self) -> u8 {
        self.0.weekday().number_from_monday()
    }

    /// The same day `years` later; from 29 February to a year without one it is 28 February.
    pub fn plus_years(self, years: u8) -> Date {
        let year = self.year() + i32::from(years);
        // Only 29 February can be missing in the later year.
        let later = self
            .0
            .replace_year(year)
            .or_else(|_| time::Date::from_calendar_date(year, Month::February, 28));
        Date(later.unwrap_or(time::Date::MAX))
    }

    /// The day `days` later, or earlier if negative.
    pub fn plus_days(self, days: i32) -> Date {
        let edge = if days < 0 {
            time::Date::MIN
        } else {
            time::Date::MAX
        };
        Date(
            self.0
                .checked_add(time::Duration::days(days.into()))
                .unwrap_or(edge),
        )
    }

    /// How many days lie between this day and a later one (negative if it is earlier).
    pub fn days_until(self, later: Date) -> i32 {
        later.0.to_julian_day() - self.0.to_julian_day()
    }

    /// How many full years have passed from this day to a later one.
    pub fn full_years_until(self, later: Date) -> u8 {
        (1..=u8::MAX)
            .take_while(|&years| self.plus_years(years) <= later)
            .last()
            .unwrap_or(0)
    }

    /// 1 January of a year.
    pub(super) fn new_year(year: i32) -> Date {
        Date(time::Date::from_calendar_date(year, Month::January, 1).unwrap_or(time::Date::MAX))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.day()
        )
    }
}

/// Day of December from which the next year's notice may decide.
const LAST_DAYS: u8 = 25;

/// One year's holiday notice of the State Council.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HolidayNotice {
    /// Days off, weekends among them or not. A notice may reach into the last days of the year before.
    pub off: BTreeSet<Date>,
    /// Weekend days that are worked instead.
    pub worked: BTreeSet<Date>,
}

/// The holiday notices known to the tool, by year. Years without one count Monday to Friday, provisionally.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    notices: BTreeMap<i32, HolidayNotice>,
}

/// Working days between two days, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    /// All working days.
    pub days: u32,
    /// Those of them that lie in years whose notice is published.
    pub published: u32,
    /// Whether any day counted over lies in a year whose notice is not published.
    pub provisional: bool,
}

impl Calendar {
    /// A calendar of these notices.
    pub fn new(notices: BTreeMap<i32, HolidayNotice>) -> Calendar {
        Calendar { notices }
    }

    /// The same calendar as if only these years were published.
    pub fn limited_to(&self, years: RangeInclusive<i32>) -> Calendar {
        let kept = self
            .notices
            .range(years)
            .map(|(year, notice)| (*year, notice.clone()));
        Calendar {
            notices: kept.collect(),
        }
    }

    /// Whether the notice of this year is known.
    pub fn is_published(&self, year: i32) -> bool {
        self.notices.contains_key(&year)
    }

    /// Whether a notice still to come may move days between two days, both included: that of a year not published, or
    /// that of the next year, which may decide on the last days of December (2018-12-29 and 2018-12-31 were moved).
    /// The rules count these as their year's notice says; what is planned should know.
    pub fn may_move(&self, start: Date, end: Date) -> bool {
        let settled = |date: Date| {
            let last_days = date.month() == 12 && date.day() >= LAST_DAYS;
            self.is_published(date.year()) && (!last_days || self.is_published(date.year() + 1))
        };
        let mut date = start;
        while date <= end {
            if !settled(date) {
                return true;
            }
            date = date.plus_days(1);
        }
        false
    }

    /// Years whose notice is known.
    pub fn published_years(&self) -> impl Iterator<Item = i32> + '_ {
        self.notices.keys().copied()
    }

    /// Whether people work on this day, as far as is known.
    pub fn is_working_day(&self, date: Date) -> bool {
        // The notice of a year may name the last days of the year before.
        let notices = [date.year(), date.year() + 1];
        let mut known = notices.iter().filter_map(|year| self.notices.get(year));
        known
            .find_map(|notice| {
                if notice.off.contains(&date) {
                    Some(false)
                } else if notice.worked.contains(&date) {
                    Some(true)
                } else {
                    None
                }
            })
            .unwrap_or(date.weekday() <= 5)
    }

    /// Counts the working days from `start` to `end`, both included; none if `end` is before `start`.
    pub fn working_days(&self, start: Date, end: Date) -> WorkingDays {
        let mut count = WorkingDays::default();
        let mut date = start;
        while date <= end {
            let published = self.is_published(date.year());
            if self.is_working_day(date) {
                count.days += 1;
                count.published += u32::from(published);
            }
            count.provisional |= !published;
            date = date.plus_days(1);
        }
        count
    }

    /// The earliest day so that from `start` to it there are at least `days` working days.
    pub fn earliest_end(&self, start: Date, days: u32) -> Date {
        self.nth_working_day(start, days, 1)
    }

    /// The latest day so that from it to `end` there are at least `days` working days.
    pub fn latest_start(&self, end: Date, days: u32) -> Date {
        self.nth_working_day(end, days, -1)
    }

    fn nth_working_day(&self, from: Date, days: u32, step: i32) -> Date {
        let mut date = from;
        let mut left = days;
        loop {
            left -= u32::from(left > 0 && self.is_working_day(date));
            if left == 0 {
                return date;
            }
            date = date.plus_days(step);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        match crate::domain::input::date(text) {
            crate::domain::input::Input::Given(date) => date,
            other => panic!("{text}: {other:?}"),
        }
    }

    /// The 2025 notice around the National Day, and nothing else.
    fn calendar() -> Calendar {
        let notice = HolidayNotice {
            off: (1..=8)
                .map(|day| Date::new(2025, 10, day).unwrap())
                .collect(),
            worked: [d("2025-09-28"), d("2025-10-11")].into(),
        };
        Calendar::new([(2025, notice)].into())
    }

    #[test]
    fn years_are_counted_forward() {
        assert_eq!(d("2024-02-29").plus_years(1), d("2025-02-28"));
        assert_eq!(d("2024-02-29").plus_years(4), d("2028-02-29"));
        assert_eq!(d("2022-06-11").plus_years(3), d("2025-06-11"));
        assert_eq!(d("2021-02-28").plus_years(3), d("2024-02-28"));
    }

    #[test]
    fn full_years() {
        assert_eq!(d("2022-06-11").full_years_until(d("2025-06-10")), 2);
        assert_eq!(d("2022-06-11").full_years_until(d("2025-06-11")), 3);
        assert_eq!(d("2022-06-11").full_years_until(d("2021-01-01")), 0);
    }

    #[test]
    fn days_and_weekdays() {
        assert_eq!(d("2024-02-28").plus_days(2), d("2024-03-01"));
        assert_eq!(d("2024-03-01").plus_days(-1), d("2024-02-29"));
        assert_eq!(d("2024-02-28").days_until(d("2024-03-01")), 2);
        assert_eq!(d("2026-11-23").weekday(), 1);
    }

    #[test]
    fn working_days_follow_the_notice() {
        let count = calendar().working_days(d("2025-09-28"), d("2025-10-08"));
        assert_eq!(
            count,
            WorkingDays {
                days: 3,
                published: 3,
                provisional: false
            }
        );
        assert_eq!(calendar().earliest_end(d("2025-09-28"), 5), d("2025-10-10"));
        assert_eq!(calendar().latest_start(d("2025-10-10"), 5), d("2025-09-28"));
        assert_eq!(
            calendar()
                .working_days(d("2025-10-08"), d("2025-09-28"))
                .days,
            0
        );
    }

    #[test]
    fn unpublished_years_are_provisional() {
        let count = calendar().working_days(d("2025-12-30"), d("2026-01-02"));
        assert_eq!(
            count,
            WorkingDays {
                days: 4,
                published: 2,
                provisional: true
            }
        );
        // A weekend alone is enough to touch the unpublished year.
        assert!(
            calendar()
                .working_days(d("2026-01-03"), d("2026-01-03"))
                .provisional
        );
    }

    #[test]
    fn the_last_days_of_december_may_move_until_the_next_notice() {
        let calendar = calendar();
        let of = |from: &str, to: &str| calendar.may_move(d(from), d(to));
        assert!(!of("2025-12-18", "2025-12-24"));
        assert!(of("2025-12-18", "2025-12-25"));
        assert!(of("2025-12-25", "2025-12-25"));
        assert!(of("2026-03-02", "2026-03-02"));
        // What the rules count is what the notice of the year says.
        assert!(
            !calendar
                .working_days(d("2025-12-23"), d("2025-12-31"))
                .provisional
        );
        let mut notices = calendar.notices.clone();
        notices.insert(2026, HolidayNotice::default());
        assert!(!Calendar::new(notices).may_move(d("2025-12-18"), d("2025-12-31")));
    }

    #[test]
    fn a_notice_may_name_days_of_the_year_before() {
        let notice = HolidayNotice {
            off: [d("2024-12-31")].into(),
            worked: BTreeSet::new(),
        };
        let calendar = Calendar::new([(2025, notice)].into());
        assert!(!calendar.is_working_day(d("2024-12-31")));
        assert!(calendar.is_working_day(d("2024-12-30")));
        assert!(
            calendar
                .limited_to(2020..=2024)
                .is_working_day(d("2024-12-31"))
        );
    }
}
