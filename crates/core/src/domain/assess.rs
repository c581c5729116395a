//! One set of facts, one day, one reading: everything the rules say.
//!
//! This is the only way in. The parts are in `eligibility` (13), `exclusion` and `losses` (14), `award`
//! (4, 24, 25, 28, 30), `priority` (13-4), `notice` (17-2) and `flags`.

use std::collections::BTreeSet;

use super::date::{Calendar, Date};
use super::facts::{Facts, PreviousAward};
use super::rules::Rules;
use super::settings::{EventBasis, Settings};
use super::term::Term;
use super::verdict::{Assessment, Finding, Overall, Reading, Release, State};
use super::{award, eligibility, exclusion, flags, notice, priority, uscc};

/// What every rule looks at.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub facts: &'a Facts,
    pub settings: &'a Settings,
    pub rules: &'a Rules,
    pub on: Date,
}

impl Case<'_> {
    /// The period of `years` from `from`, seen from the day of application.
    pub fn term(&self, from: Date, years: u8) -> Term {
        Term::new(from, years, self.on, self.settings.boundary_day)
    }
}

/// Applies the rules to the facts for an application on the day `on`.
pub fn assess(
    facts: &Facts,
    settings: &Settings,
    rules: &Rules,
    calendar: &Calendar,
    on: Date,
) -> Assessment {
    let case = Case {
        facts,
        settings,
        rules,
        on,
    };
    let conditions = eligibility::conditions(&case);
    let gates = award::gates(&case);
    let readings: Vec<Reading> = EventBasis::ALL
        .into_iter()
        .map(|basis| reading(&case, &conditions, &gates, basis))
        .collect();
    // ALL holds every basis, so there is always one in use.
    let used = readings
        .iter()
        .find(|reading| reading.in_use)
        .unwrap_or(&readings[0])
        .clone();
    let exclusions = used.exclusions;
    let notice = notice::notice(&case, calendar);
    let all = || conditions.iter().chain(&exclusions).chain(&gates);
    let flags = flags::flags(&case, all());
    Assessment {
        on,
        overall: used.overall,
        earliest: used.earliest,
        not_before_only: all().any(|finding| finding.state == State::Unknown),
        sensitive: differing(&readings, |finding| finding.state),
        reward: award::reward(&case),
        priority: priority::priority(&case).state,
        srdi_quota: priority::quota(&case),
        validity_end: award::validity_end(&case).map(|term| term.full),
        ban_end: award::ban_end(&case).map(|term| term.full),
        uscc: uscc::check(&facts.uscc, &rules.area_code),
        publicity: award::publicity(&case),
        prize_use: award::prize_use(&case),
        cites: cites(&case, used.overall, all()),
        readings: side_by_side(readings),
        flags,
        notice,
        conditions,
        exclusions,
        gates,
    }
}

/// Article 14 and what follows from it under one reading of its days.
fn reading(case: &Case, conditions: &[Finding], gates: &[Finding], basis: EventBasis) -> Reading {
    let exclusions: Vec<Finding> = case
        .rules
        .exclusions
        .iter()
        .map(|rule| exclusion::exclusion(rule, case, basis))
        .collect();
    let all = || conditions.iter().chain(&exclusions).chain(gates);
    let overall = match State::combine(all().map(|finding| finding.state)) {
        State::Pass => Overall::Eligible,
        State::Unknown => Overall::Undetermined,
        State::Fail => Overall::NotEligible,
    };
    // Only failures have a release, so this is the last of them, or none if one of them stays.
    let earliest = match Release::combine(all().map(|finding| finding.release)) {
        Release::On(date) => Some(date),
        Release::NotNeeded | Release::Never => None,
    };
    Reading {
        basis,
        in_use: basis == case.settings.event_basis,
        overall,
        earliest,
        exclusions,
    }
}

/// Exclusions for which `what` is not the same under all readings.
fn differing<T: PartialEq>(readings: &[Reading], what: impl Fn(&Finding) -> T) -> BTreeSet<String> {
    let Some((first, others)) = readings.split_first() else {
        return BTreeSet::new();
    };
    let differs = |index: usize, finding: &Finding| {
        let others = others
            .iter()
            .filter_map(|reading| reading.exclusions.get(index));
        others.into_iter().any(|other| what(other) != what(finding))
    };
    first
        .exclusions
        .iter()
        .enumerate()
        .filter(|(index, finding)| differs(*index, finding))
        .map(|(_, finding)| finding.id.clone())
        .collect()
}

/// The readings with only the exclusions that depend on them; none if no exclusion does.
fn side_by_side(mut readings: Vec<Reading>) -> Vec<Reading> {
    let shown = differing(&readings, |finding| (finding.state, finding.release));
    if shown.is_empty() {
        return Vec::new();
    }
    for reading in &mut readings {
        reading
            .exclusions
            .retain(|finding| shown.contains(&finding.id));
    }
    readings
}

/// Articles that must stand beside the verdict.
fn cites<'a>(
    case: &Case,
    overall: Overall,
    all: impl Iterator<Item = &'a Finding>,
) -> BTreeSet<String> {
    let Case { facts, rules, .. } = case;
    let mut cites: BTreeSet<String> = all.flat_map(|finding| finding.cites.clone()).collect();
    let mut cite_if = |condition: bool, article: &str| {
        if condition {
            cites.insert(article.to_owned());
        }
    };
    cite_if(overall == Overall::Eligible, &rules.conditions_article);
    cite_if(overall == Overall::Eligible, &rules.exclusions_article);
    let award = &facts.previous_award;
    cite_if(
        !matches!(award, PreviousAward::Never),
        &rules.validity.article,
    );
    cite_if(
        matches!(award, PreviousAward::Unsure | PreviousAward::Revoked { .. }),
        &rules.ban.article,
    );
    cite_if(facts.notice.is_some(), &rules.notice.article);
    if let Some(article) = priority::article(rules) {
        cite_if(!facts.honours.is_empty(), article);
    }
    cite_if(priority::quota(case), &rules.quota.article);
    cite_if(!facts.publicity.trim().is_empty(), &rules.publicity_article);
    cite_if(facts.prize_use.is_some(), &rules.prize.use_article);
    cites
}
