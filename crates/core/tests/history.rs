//! Which earlier versions stay, and how much they take.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::{Dossier, Kind};
use quality_award_core::storage::{Head, Reason, Snapshot, due, surplus};

fn day(days: i32) -> Date {
    Date::new(2026, 1, 1).unwrap().plus_days(days)
}

fn minute(days: i32, hour: usize) -> String {
    format!("{} {hour:02}:30", day(days))
}

fn made(number: u64, days: i32, hour: usize, reason: Reason) -> Snapshot {
    Snapshot {
        number,
        made: minute(days, hour),
        reason,
        label: String::new(),
        head: Head::default(),
        sections: BTreeMap::new(),
    }
}

/// A xorshift generator: the same numbers for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 32) as usize) % end
    }
}

#[test]
fn what_may_go_is_bounded_and_never_the_newest_nor_what_has_a_name() {
    const REASONS: [Reason; 4] = [
        Reason::Hourly,
        Reason::Import,
        Reason::TakeOver,
        Reason::Named,
    ];
    for seed in 1..=300 {
        let mut random = Random(seed);
        let count = random.below(400);
        // In half of the cases the clock jumps.
        let jumps = random.below(2) == 0;
        let mut now = 60;
        let snapshots: Vec<Snapshot> = (0..count as u64)
            .map(|number| {
                now += random.below(2) as i32;
                if jumps && random.below(10) == 0 {
                    now += random.below(80) as i32 - 40;
                }
                made(number, now, random.below(24), REASONS[random.below(4)])
            })
            .collect();
        let today = day(now);
        let go = surplus(&snapshots, today);
        let stay: Vec<Snapshot> = snapshots
            .iter()
            .filter(|snapshot| !go.contains(&snapshot.number))
            .cloned()
            .collect();
        let named = |snapshots: &[Snapshot]| {
            let named = snapshots.iter().filter(|of| of.reason == Reason::Named);
            named.count()
        };
        assert_eq!(named(&stay), named(&snapshots), "seed {seed}");
        assert!(stay.len() - named(&stay) <= 100, "seed {seed}");
        let newest = snapshots.iter().rev().find(|of| of.reason != Reason::Named);
        assert!(
            newest.is_none_or(|newest| !go.contains(&newest.number)),
            "seed {seed}"
        );
        // What stays, stays until something happens.
        assert_eq!(surplus(&stay, today), BTreeSet::new(), "seed {seed}");
        if !jumps {
            // What may go today may go tomorrow, whatever is made until then.
            let mut later = snapshots.clone();
            later.push(made(count as u64, now + 1, 9, Reason::Hourly));
            assert!(
                surplus(&later, day(now + 1)).is_superset(&go),
                "seed {seed}"
            );
        }
    }
}

#[test]
fn the_newest_stays_whatever_its_clock_said() {
    let snapshots = [
        made(1, 90, 9, Reason::Hourly),
        made(2, 0, 9, Reason::Hourly),
    ];
    assert!(!surplus(&snapshots, day(90)).contains(&2));
}

#[test]
fn ten_thousand_edits_leave_a_bounded_number_of_contents() {
    let mut dossier = Dossier::new("a1".into(), Kind::Application, "g", "c");
    for slot in 0..30 {
        let text: Rc<str> = "原文".into();
        dossier.profile.insert(format!("B{slot:02}"), text);
    }
    let mut random = Random(7);
    let mut snapshots: Vec<Snapshot> = Vec::new();
    let mut contents: BTreeMap<String, usize> = BTreeMap::new();
    let (mut number, mut most, mut bytes) = (0, 0, 0);
    // Twenty edits an hour, ten hours a day.
    for edit in 0..10_000 {
        let slot = format!("B{:02}", random.below(30));
        dossier
            .profile
            .insert(slot, format!("第{edit}次修改").into());
        let (days, hour) = (edit / 200, 8 + edit % 200 / 20);
        let now = minute(days, hour as usize);
        if due(snapshots.last(), &now) {
            number += 1;
            let (snapshot, parts) =
                Snapshot::of(&dossier, Head::default(), number, &now, Reason::Hourly, "");
            contents.extend(parts.into_iter().map(|(key, json)| (key, json.len())));
            snapshots.push(snapshot);
            let go = surplus(&snapshots, day(days));
            snapshots.retain(|snapshot| !go.contains(&snapshot.number));
            let used: BTreeSet<&String> = snapshots
                .iter()
                .flat_map(|of| of.sections.values())
                .collect();
            contents.retain(|key, _| used.contains(key));
            most = most.max(contents.len());
            bytes = bytes.max(contents.values().sum());
        }
    }
    println!(
        "{number} snapshots made, {} left, {most} contents and {bytes} bytes at most",
        snapshots.len()
    );
    assert_eq!(number, 500);
    // Two days of hours and a month of days, no more than all sections each.
    assert!(snapshots.len() <= 2 * 10 + 30, "{}", snapshots.len());
    assert!(most <= 20 * 20 + 30 * 31, "{most}");
}
