//! Earlier versions of a dossier, kept by content: a snapshot names the content of each section, and what two of them
//! share is there once.
//!
//! Snapshots are made each hour while one writes and before everything that changes much at once. Of the last day all
//! stay, of the last month the last of each day, and those that were named stay until they are removed by hand.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::head::Head;
use super::summary::contents_of;
use crate::domain::date::Date;
use crate::dossier::{Dossier, checksum};
use crate::json;

/// Most snapshots of one dossier that were not named.
const MOST: usize = 100;

/// Days for which the last snapshot of each day stays.
const DAYS: i32 = 30;

/// Why a snapshot was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// An hour of writing went by.
    Hourly,
    /// Before a package took the place of the dossier.
    Replace,
    /// Before much was brought in at once: a report, a table.
    Import,
    /// Before a row, entry, metric or sheet with text in it was removed; the label says which kind.
    Removal,
    /// Before another window took over.
    TakeOver,
    /// Before two versions were put together.
    Merge,
    /// Before an earlier version came back.
    Restore,
    /// Before a newer format was written.
    Migration,
    /// A person kept it under a name.
    Named,
}

/// One earlier version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Where it stands in the order: a later one has a higher number, whatever the clock said.
    pub number: u64,
    /// Local minute at which it was made; shown, and grouped by day.
    pub made: String,
    /// Why.
    pub reason: Reason,
    /// The name a person gave it, or what was done after it (删除一个指标); empty otherwise.
    pub label: String,
    /// What the list showed of the dossier.
    pub head: Head,
    /// Content of each section by the section's key.
    pub sections: BTreeMap<String, String>,
}

impl Snapshot {
    /// A snapshot of a dossier, with the contents that it names: content key and JSON text.
    pub fn of(
        dossier: &Dossier,
        head: Head,
        number: u64,
        made: &str,
        reason: Reason,
        label: &str,
    ) -> (Snapshot, Vec<(String, String)>) {
        let (sections, contents) = contents_of(dossier);
        let snapshot = Snapshot {
            number,
            made: made.to_owned(),
            reason,
            label: label.to_owned(),
            head,
            sections,
        };
        (snapshot, contents.into_iter().collect())
    }

    /// Whether it holds the same as another.
    pub fn same_content(&self, other: &Snapshot) -> bool {
        self.sections == other.sections
    }

    /// The local day it was made.
    pub fn day(&self) -> &str {
        self.made.split(' ').next().unwrap_or_default()
    }

    /// The day it was made as a date, if it is one.
    pub fn date(&self) -> Option<Date> {
        day(self.day())
    }

    /// The time of day it was made.
    pub fn time(&self) -> &str {
        self.made.split_once(' ').map_or("", |(_, time)| time)
    }
}

/// The key of a content.
pub fn content_key(json: &str) -> String {
    checksum(json)
}

/// Whether it is time for the hourly snapshot: none was made in this clock hour yet. `now` is a local minute such as
/// `2026-11-23 14:32`. A clock that was set back gives one more, never one less.
pub fn due(newest: Option<&Snapshot>, now: &str) -> bool {
    let hour = |minute: &str| minute.split(':').next().unwrap_or_default().to_owned();
    newest.is_none_or(|newest| hour(&newest.made) != hour(now))
}

/// The numbers of the snapshots that may go, out of all of one dossier. `today` is the local day.
pub fn surplus(snapshots: &[Snapshot], today: Date) -> BTreeSet<u64> {
    let mut ordered: Vec<&Snapshot> = snapshots
        .iter()
        .filter(|of| of.reason != Reason::Named)
        .collect();
    ordered.sort_by_key(|of| std::cmp::Reverse(of.number));
    let mut days = BTreeSet::new();
    let mut go = BTreeSet::new();
    let mut stay = 0;
    for (at, snapshot) in ordered.into_iter().enumerate() {
        let age = day(snapshot.day()).map_or(0, |day| day.days_until(today));
        let last_of_day = days.insert(snapshot.day());
        // The newest stays whatever the clock said when it was made.
        let recent = age <= 1 || at == 0;
        if stay < MOST && (recent || (last_of_day && age <= DAYS)) {
            stay += 1;
        } else {
            go.insert(snapshot.number);
        }
    }
    go
}

/// The contents that none of these snapshots names, out of the keys of all. A snapshot that cannot be read names
/// nothing that can be found, so one is enough to let all contents stay.
pub fn unreferenced(snapshots: &[String], contents: Vec<String>) -> Vec<String> {
    let mut named = BTreeSet::new();
    for text in snapshots {
        match json::from_text::<Snapshot>(text) {
            Ok(snapshot) => named.extend(snapshot.sections.into_values()),
            Err(_) => return Vec::new(),
        }
    }
    contents
        .into_iter()
        .filter(|key| !named.contains(key))
        .collect()
}

/// Days for which a deleted dossier stays in 最近删除.
pub const BIN_DAYS: i32 = 30;

/// Days that a dossier of 最近删除 still stays there.
pub fn days_left(head: &Head, today: Date) -> Option<i32> {
    let days = days_in_bin(head, today)?;
    Some((BIN_DAYS - days).clamp(0, BIN_DAYS))
}

/// Days since a dossier was put into 最近删除, fewer than none under a clock that was set back; `None` for one that is
/// in use.
pub fn days_in_bin(head: &Head, today: Date) -> Option<i32> {
    day(&head.deleted).map(|day| day.days_until(today))
}

/// A local day such as `2026-11-30`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    Date::new(year, month, parts.next()?.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(number: u64, made: &str, reason: Reason) -> Snapshot {
        Snapshot {
            number,
            made: made.into(),
            reason,
            label: String::new(),
            head: Head::default(),
            sections: BTreeMap::new(),
        }
    }

    #[test]
    fn a_day_of_hours_a_month_of_days_and_every_name_stays() {
        let today = Date::new(2026, 11, 30).unwrap();
        let snapshots = [
            made(1, "2026-09-01 09:00", Reason::Named),
            made(2, "2026-10-30 09:00", Reason::Hourly),
            made(3, "2026-10-31 09:00", Reason::Hourly),
            made(4, "2026-11-20 09:00", Reason::Hourly),
            made(5, "2026-11-20 10:00", Reason::Import),
            made(6, "2026-11-30 09:00", Reason::Hourly),
            made(7, "2026-11-30 10:00", Reason::Hourly),
        ];
        assert_eq!(surplus(&snapshots, today), [2, 4].into());
    }

    #[test]
    fn the_number_is_bounded_and_the_oldest_go_first() {
        let today = Date::new(2026, 11, 30).unwrap();
        let many: Vec<_> = (0..150)
            .map(|at| made(at, "2026-11-30 09:00", Reason::Import))
            .collect();
        assert_eq!(surplus(&many, today), (0..50).collect());
    }

    #[test]
    fn a_deleted_dossier_stays_for_thirty_days() {
        let today = Date::new(2026, 11, 30).unwrap();
        let left = |deleted: &str| {
            let head = Head {
                deleted: deleted.into(),
                ..Head::default()
            };
            days_left(&head, today)
        };
        assert_eq!(left(""), None);
        assert_eq!(left("2026-11-30"), Some(30));
        assert_eq!(left("2026-11-02"), Some(2));
        assert_eq!(left("2026-10-01"), Some(0));
        // A clock that was set back.
        assert_eq!(left("2026-12-24"), Some(30));
    }

    #[test]
    fn an_hour_of_writing_makes_one_and_a_clock_set_back_makes_one_more() {
        let newest = made(1, "2026-11-30 10:20", Reason::Hourly);
        assert!(!due(Some(&newest), "2026-11-30 10:59"));
        assert!(due(Some(&newest), "2026-11-30 11:00"));
        assert!(due(Some(&newest), "2026-11-29 10:20"));
        assert!(due(None, "2026-11-30 10:20"));
    }
}
