//! The holiday notices.

use super::super::folder::{Folder, Problem, in_folder, problem};
use std::collections::BTreeSet;

pub(super) fn calendar(folder: &Folder, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for notice in &folder.holidays.years {
        let file = in_folder(&folder.calendar, &format!("{}.toml", notice.year));
        let mut bad = |key: String, reason: &str| problems.push(problem(&file, key, reason));
        if !seen.insert(notice.year) {
            bad("year".to_owned(), "this year stands twice");
        }
        let mut off = BTreeSet::new();
        for days in &notice.off {
            let key = format!("off[{}]", days.name);
            // A notice may begin in the last days of the year before.
            let years = notice.year - 1..=notice.year;
            if days.from > days.to
                || !years.contains(&days.from.0.year())
                || days.to.0.year() != notice.year
            {
                bad(key, "from and to must be in order and in this year");
                continue;
            }
            for day in days.days() {
                if !off.insert(day) {
                    bad(key.clone(), &format!("{day} stands twice"));
                }
            }
        }
        for day in &notice.worked {
            let key = format!("worked[{}]", day.0);
            if day.0.weekday() < 6 {
                bad(key, "not a Saturday or Sunday");
            } else if off.contains(&day.0) {
                bad(key, "a day off as well");
            }
        }
    }
}
