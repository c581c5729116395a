//! The saver, held against a storage that delays, fails, fills up and is deleted, and windows that are closed, killed,
//! opened twice and take over from each other.

mod cases;
mod document;
mod events;
mod random;
mod store;
mod world;

use events::{Counts, EVENTS};
use store::Planted;
use world::run;

/// So many of each half.
const RUNS: u64 = 50_000;

fn many(seeds: std::ops::Range<u64>) -> Counts {
    let mut counts = Counts::default();
    for seed in seeds {
        match run(seed, Planted::default()) {
            Ok(more) => counts
                .iter_mut()
                .zip(more)
                .for_each(|(sum, more)| *sum += more),
            Err(why) => panic!("seed {seed}: {why}"),
        }
    }
    for event in EVENTS {
        println!("{event:?}: {}", counts[event as usize]);
    }
    counts
}

fn each_happened(counts: Counts) {
    for event in EVENTS {
        let often = counts[event as usize];
        assert!(often >= 1_000, "{event:?} happened {often} times");
    }
}

#[test]
fn nothing_is_lost_and_nothing_said_saved_that_is_not_first_half() {
    each_happened(many(0..RUNS));
}

#[test]
fn nothing_is_lost_and_nothing_said_saved_that_is_not_second_half() {
    each_happened(many(RUNS..2 * RUNS));
}

/// How many runs it takes until something planted is found.
fn found(planted: Planted) -> u64 {
    let mut seeds = 0..2_000;
    let found = seeds.find(|seed| run(*seed, planted).is_err());
    found.unwrap_or_else(|| panic!("{planted:?} was not found"))
}

#[test]
fn a_storage_without_its_second_line_loses_and_is_found() {
    let none = Planted::default();
    let no_compare = true;
    found(Planted { no_compare, ..none });
    let no_end = true;
    found(Planted { no_end, ..none });
    found(Planted {
        no_compare,
        no_end,
        ..none
    });
}

#[test]
fn a_saver_that_trusts_the_confirmed_state_alone_is_found() {
    found(Planted {
        confirmed_only: true,
        ..Planted::default()
    });
}

#[test]
fn a_storage_that_calls_a_failure_a_success_is_found() {
    found(Planted {
        says_done: true,
        ..Planted::default()
    });
}
