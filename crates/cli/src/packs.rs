//! The rules the command works with: those it carries, or a folder that the caller names.

use std::path::Path;

use quality_award_core::domain::date::Calendar;
use quality_award_core::pack::{Folder, Holidays, Packs, part, read};
use quality_award_core::review::ReviewPacks;

use crate::{Failure, folder};

macro_rules! part {
    ($name:literal) => {
        part(include_bytes!(concat!(env!("OUT_DIR"), "/", $name)))
            .expect("the build wrote this part itself")
    };
}

/// The packs, and the calendar made of their notices.
pub struct Rules {
    /// Scheme, criteria, metrics, checks, notices.
    pub packs: Packs,
    /// The calendar.
    pub calendar: Calendar,
}

impl Rules {
    /// Those of the folder, or those the command carries.
    pub fn of(data: Option<&Path>) -> Result<Rules, Failure> {
        let packs = match data {
            Some(folder) => {
                let packs = in_folder(folder)?.packs();
                packs.map_err(|problems| Failure::problems(folder, problems))?
            }
            None => carried(),
        };
        let calendar = packs.holidays.calendar();
        Ok(Rules { packs, calendar })
    }

    /// What the checks read.
    pub fn review(&self) -> ReviewPacks<'_> {
        ReviewPacks {
            scheme: &self.packs.scheme,
            criteria: &self.packs.criteria,
            metrics: &self.packs.metrics,
            checks: &self.packs.checks,
            calendar: &self.calendar,
        }
    }
}

fn carried() -> Packs {
    let holidays: Holidays = part!("calendar.bin");
    Packs {
        scheme: part!("scheme.bin"),
        criteria: part!("criteria.bin"),
        metrics: part!("metrics.bin"),
        checks: part!("checks.bin"),
        holidays,
    }
}

/// Everything in a folder, checked.
pub fn in_folder(path: &Path) -> Result<Folder, Failure> {
    let files = folder::texts(path);
    let files = files.map_err(|unread| Failure::io(&unread.path, &unread.error))?;
    read(&files).map_err(|problems| Failure::problems(path, problems))
}
