//! The rule packs that the build carries, each parsed when it is first used.

use std::sync::LazyLock;

use quality_award_core::domain::date::{Calendar, Date};
use quality_award_core::dossier::Dossier;
use quality_award_core::export::package::PackageInput;
use quality_award_core::pack::{Checks, Criteria, Front, Holidays, Metrics, Scheme, part};
use quality_award_core::views::Steps;

macro_rules! part {
    ($name:literal) => {
        part(include_bytes!(concat!(env!("OUT_DIR"), "/", $name)))
            .expect("the build wrote this part itself")
    };
}

static FRONT: LazyLock<Front> = LazyLock::new(|| part!("front.bin"));
static SCHEME: LazyLock<Scheme> = LazyLock::new(|| part!("scheme.bin"));
static CRITERIA: LazyLock<Criteria> = LazyLock::new(|| part!("criteria.bin"));
static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let holidays: Holidays = part!("calendar.bin");
    holidays.calendar()
});

static METRICS: LazyLock<Metrics> = LazyLock::new(|| part!("metrics.bin"));
static CHECKS: LazyLock<Checks> = LazyLock::new(|| part!("checks.bin"));
static STEPS: LazyLock<Steps<'static>> = LazyLock::new(|| Steps::of(scheme()));

/// What a page says before anything is begun.
pub fn front() -> &'static Front {
    &FRONT
}

/// The measures.
pub fn scheme() -> &'static Scheme {
    &SCHEME
}

/// The steps of the walk.
pub fn steps() -> &'static Steps<'static> {
    &STEPS
}

/// The criteria.
pub fn criteria() -> &'static Criteria {
    &CRITERIA
}

/// The library of metrics.
pub fn metrics() -> &'static Metrics {
    &METRICS
}

/// The examiner's-eye checks.
pub fn checks() -> &'static Checks {
    &CHECKS
}

/// The State Council's calendar.
pub fn calendar() -> &'static Calendar {
    &CALENDAR
}

/// What a dossier's papers are made from, as of a day.
pub fn package_input(dossier: &Dossier, today: Date) -> PackageInput<'_> {
    PackageInput {
        dossier,
        scheme: scheme(),
        criteria: criteria(),
        metrics: metrics(),
        calendar: calendar(),
        today,
    }
}

/// A piece of the packs as a property: the packs never change, so it equals itself alone, at no cost.
#[derive(Debug)]
pub struct ByAddress<T: 'static>(pub &'static T);

impl<T> Clone for ByAddress<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ByAddress<T> {}

impl<T> PartialEq for ByAddress<T> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// A sample dossier.
pub struct Sample {
    /// What the button says.
    pub title: &'static str,
    /// The name of its package among the files that come with the app.
    pub asset: &'static str,
}

/// The samples, one click away on the start page.
pub const SAMPLES: [Sample; 2] = [
    Sample {
        title: "打开示例：写得好的（虚构）",
        asset: "sample-strong",
    },
    Sample {
        title: "打开示例：初稿（虚构）",
        asset: "sample-weak",
    },
];
