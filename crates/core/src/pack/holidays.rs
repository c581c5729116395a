//! The holiday notices of the State Council as data.

use serde::{Deserialize, Serialize};

use super::common::Day;
use crate::domain::date::{Calendar, Date, HolidayNotice};

/// The notices that are known, a file a year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    /// By year, earliest first.
    pub years: Vec<HolidayYear>,
}

/// One year's notice: `data/calendar/<year>.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HolidayYear {
    /// The year.
    pub year: i32,
    /// The notice, with its 文号.
    pub source: String,
    /// Days off.
    pub off: Vec<DaysOff>,
    /// Weekend days that are worked instead.
    pub worked: Vec<Day>,
}

/// Days off on end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DaysOff {
    /// The festival.
    pub name: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl DaysOff {
    /// Each day of it.
    pub fn days(&self) -> impl Iterator<Item = Date> + use<> {
        let last = self.to.0;
        std::iter::successors(Some(self.from.0), |day| Some(day.plus_days(1)))
            .take_while(move |day| *day <= last)
    }
}

impl Holidays {
    /// As the rules use it.
    pub fn calendar(&self) -> Calendar {
        let notice = |year: &HolidayYear| HolidayNotice {
            off: year.off.iter().flat_map(DaysOff::days).collect(),
            worked: year.worked.iter().map(|day| day.0).collect(),
        };
        Calendar::new(self.years.iter().map(|y| (y.year, notice(y))).collect())
    }
}
