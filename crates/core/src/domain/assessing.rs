//! What every rule looks at.

use super::date::Date;
use super::facts::{Event, Facts};
use super::rules::{ExclusionRule, Rules};
use super::settings::Settings;
use super::term::Term;

/// One set of facts under one reading, for an application on one day.
#[derive(Clone, Copy)]
pub(super) struct Assessing<'a> {
    pub facts: &'a Facts,
    pub settings: &'a Settings,
    pub rules: &'a Rules,
    pub on: Date,
}

impl Assessing<'_> {
    /// The period of `years` from `from`, seen from the day of application.
    pub fn term(&self, from: Date, years: u8) -> Term {
        Term::new(from, years, self.on, self.settings.boundary_day)
    }
}

/// The events registered under an exclusion, with their positions.
pub(super) fn events<'a>(
    rule: &ExclusionRule,
    case: &Assessing<'a>,
) -> impl Iterator<Item = (usize, &'a Event)> {
    let events = case.facts.events.iter().enumerate();
    events.filter(move |(_, event)| event.exclusion == rule.id)
}
