//! Honours of article 13-4: priority in being recommended, never a condition; and the places of article 4.

use super::assessing::Assessing;
use super::date::Date;
use super::facts::Honour;
use super::input::Input;
use super::rules::{OptionRule, PartKind, Rules};
use super::verdict::State;

/// What the honours come to.
pub(super) struct Priority {
    /// Pass: may be recommended first. Unknown: only honours that the measures do not name. Fail: no.
    pub state: State,
    /// Honours that have not expired.
    pub valid: usize,
    /// Honours that have.
    pub expired: usize,
}

/// The honours of the case, by the kinds the data names.
pub(super) fn priority(case: &Assessing) -> Priority {
    let honours = &case.facts.honours;
    let valid: Vec<&Honour> = honours
        .iter()
        .filter(|honour| !expired(honour, case.on))
        .collect();
    let kinds = rule(case.rules).map_or(&[][..], |(_, kinds)| kinds);
    // The best counts: one named honour is enough.
    let state = valid
        .iter()
        .map(|honour| gives(honour, kinds))
        .min()
        .unwrap_or(State::Fail);
    Priority {
        state,
        valid: valid.len(),
        expired: honours.len() - valid.len(),
    }
}

/// Whether the organisation is one of those that places are meant for (4): a valid honour of the kind, and the kind
/// of organisation.
pub(super) fn quota(case: &Assessing) -> bool {
    let Some(quota) = &case.rules.quota else {
        return false;
    };
    let honoured = case.facts.honours.iter().any(|honour| {
        honour.kind.given() == Some(&quota.honour)
            && !expired(honour, case.on)
            && !matches!(honour.expires, Input::Invalid { .. })
    });
    honoured && case.facts.choice(&quota.org_kind).given() == Some(&quota.kind)
}

/// The article that grants the priority, if the scheme does.
pub(super) fn article(rules: &Rules) -> Option<&str> {
    rule(rules).map(|(article, _)| article)
}

fn rule(rules: &Rules) -> Option<(&str, &[OptionRule])> {
    let mut parts = rules.conditions.iter().flat_map(|condition| {
        condition
            .parts
            .iter()
            .map(|part| (condition.article.as_str(), part))
    });
    parts.find_map(|(article, part)| match &part.kind {
        PartKind::Honours { kinds } => Some((article, kinds.as_slice())),
        _ => None,
    })
}

fn gives(honour: &Honour, kinds: &[OptionRule]) -> State {
    let listed = kinds
        .iter()
        .find(|kind| honour.kind.given() == Some(&kind.value));
    match (&honour.expires, listed) {
        // It cannot be said whether it has expired, or what it is.
        (Input::Invalid { .. }, _) | (_, None) => State::Unknown,
        (_, Some(kind)) => kind.gives,
    }
}

/// The last valid day is the day of expiry; without one an honour stays.
fn expired(honour: &Honour, on: Date) -> bool {
    honour.expires.given().is_some_and(|expires| *expires < on)
}
