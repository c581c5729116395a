//! Article 13: conditions that must all be met, each part asked and answered apart.

use std::collections::BTreeSet;

use super::assessing::Assessing;
use super::date::Date;
use super::facts::{Claim, IssuerKind, Opinion, Ranking};
use super::input::{Flaw, Input};
use super::priority;
use super::rules::{ClaimRule, ConditionRule, OptionRule, PartKind, PartRule, StartFact};
use super::verdict::{ClaimLack, Family, PartFinding, Reason, Release, RuleFinding, State};

/// The findings on all conditions, in the order of the article.
pub(super) fn conditions(case: &Assessing) -> Vec<RuleFinding> {
    case.rules
        .conditions
        .iter()
        .map(|rule| condition(rule, case))
        .collect()
}

fn condition(rule: &ConditionRule, case: &Assessing) -> RuleFinding {
    let parts = rule.parts.iter().map(|part| judge(part, case)).collect();
    RuleFinding::of(&rule.id, &rule.article, Family::Condition, parts)
}

fn judge(part: &PartRule, case: &Assessing) -> PartFinding {
    let fixed = |(state, reason)| PartFinding::fixed(&part.question, state, reason);
    match &part.kind {
        PartKind::Declared { fact } => fixed(declared(case.facts.answer(fact))),
        PartKind::OneOf { fact, options } => fixed(one_of(case.facts.choice(fact), options)),
        PartKind::Elapsed { facts, years, .. } => elapsed(&part.question, facts, *years, case),
        PartKind::AtLeast { fact, min, unit } => {
            fixed(at_least(case.facts.count(fact), *min, unit))
        }
        PartKind::Ranking { org_kind, claims } => fixed(ranking(case, org_kind, claims)),
        PartKind::Recommendation => recommendation(&part.question, case),
        PartKind::Honours { .. } => {
            let honours = priority::priority(case);
            fixed((
                State::Pass,
                Reason::Honours {
                    valid: honours.valid,
                    expired: honours.expired,
                },
            ))
        }
    }
}

fn declared(answer: &Input<bool>) -> (State, Reason) {
    match answer {
        Input::Given(yes) => (State::of(*yes), Reason::Declared(*yes)),
        open => unknown(open),
    }
}

fn one_of(choice: &Input<String>, options: &[OptionRule]) -> (State, Reason) {
    let Input::Given(value) = choice else {
        return unknown(choice);
    };
    match options.iter().find(|option| option.value == *value) {
        Some(option) => (
            option.gives,
            Reason::Chosen {
                label: option.label.clone(),
            },
        ),
        None => (
            State::Unknown,
            Reason::Invalid {
                raw: value.clone(),
                why: Flaw::UnknownChoice,
            },
        ),
    }
}

fn at_least(count: &Input<u32>, min: u32, unit: &str) -> (State, Reason) {
    match count {
        Input::Given(value) => {
            let unit = unit.to_owned();
            (
                State::of(*value >= min),
                Reason::Counted {
                    value: *value,
                    min,
                    unit,
                },
            )
        }
        open => unknown(open),
    }
}

fn unknown<T>(open: &Input<T>) -> (State, Reason) {
    (
        State::Unknown,
        Reason::open(open).unwrap_or(Reason::Unanswered),
    )
}

/// Years from the latest of the days given. A day typed wrongly leaves it unknown: it may be the latest.
fn elapsed(question: &str, facts: &[StartFact], years: u8, case: &Assessing) -> PartFinding {
    let mut latest: Option<(Date, &StartFact)> = None;
    for start in facts {
        match case.facts.date(&start.fact) {
            Input::Given(date) if latest.is_none_or(|(known, _)| *date > known) => {
                latest = Some((*date, start));
            }
            Input::Given(_) | Input::Missing | Input::Unsure => {}
            Input::Invalid { raw, why } => {
                let reason = Reason::Invalid {
                    raw: raw.clone(),
                    why: why.clone(),
                };
                return PartFinding::fixed(question, State::Unknown, reason);
            }
        }
    }
    let Some((from, start)) = latest else {
        let unsure = facts
            .iter()
            .any(|start| *case.facts.date(&start.fact) == Input::Unsure);
        let reason = if unsure {
            Reason::Unsure
        } else {
            Reason::Unanswered
        };
        return PartFinding::fixed(question, State::Unknown, reason);
    };
    let term = case.term(from, years);
    let reason = Reason::Elapsed {
        label: start.label.clone(),
        from,
        years,
        full: term.full,
    };
    PartFinding::until(question, term, reason)
}

/// Article 13-3: whether a claim is complete. Whether it is 前列 is for the reviewers.
fn ranking(case: &Assessing, org_kind: &str, rules: &[ClaimRule]) -> (State, Reason) {
    let claims = match &case.facts.ranking {
        Ranking::None => return (State::Fail, Reason::NoClaim),
        Ranking::Unanswered => return (State::Unknown, Reason::Unanswered),
        Ranking::Unsure => return (State::Unknown, Reason::Unsure),
        Ranking::Claims(claims) if claims.is_empty() => {
            return (State::Unknown, Reason::Unanswered);
        }
        Ranking::Claims(claims) => claims,
    };
    let kind = case.facts.choice(org_kind).given();
    let Some(rule) = rules.iter().find(|rule| Some(&rule.org_kind) == kind) else {
        return (State::Unknown, Reason::OrgKindOpen);
    };
    let last_year = case.on.year() - 1;
    let lacks: Vec<_> = claims
        .iter()
        .map(|claim| claim_lacks(claim, rule, last_year))
        .collect();
    let complete = lacks.iter().filter(|lacks| lacks.is_empty()).count();
    if complete > 0 {
        return (State::Pass, Reason::Claims { complete });
    }
    let lacks = lacks
        .into_iter()
        .min_by_key(BTreeSet::len)
        .unwrap_or_default();
    let year = rule.last_year.then_some(last_year);
    (State::Unknown, Reason::ClaimsIncomplete { lacks, year })
}

fn claim_lacks(claim: &Claim, rule: &ClaimRule, last_year: i32) -> BTreeSet<ClaimLack> {
    let counts = claim
        .indicator
        .given()
        .is_some_and(|indicator| rule.indicators.contains(indicator));
    let year = !rule.last_year || claim.year.given() == Some(&last_year);
    let scope = !rule.scope || claim.scope.given().is_some();
    [
        (counts, ClaimLack::Indicator),
        (year, ClaimLack::Year),
        (scope, ClaimLack::Scope),
        (!claim.rank.trim().is_empty(), ClaimLack::Rank),
        (!claim.source.trim().is_empty(), ClaimLack::Source),
    ]
    .into_iter()
    .filter(|(there, _)| !there)
    .map(|(_, lack)| lack)
    .collect()
}

/// Article 13-5.
fn recommendation(question: &str, case: &Assessing) -> PartFinding {
    let given = &case.facts.recommendation;
    let fixed = |state, reason| PartFinding::fixed(question, state, reason);
    let opinion = match &given.opinion {
        Input::Given(opinion) => *opinion,
        open => {
            let (state, reason) = unknown(open);
            return fixed(state, reason);
        }
    };
    match opinion {
        Opinion::Refused => return fixed(State::Fail, Reason::RecommendationRefused),
        Opinion::Pending => return fixed(State::Unknown, Reason::RecommendationPending),
        Opinion::Agree => {}
    }
    match &given.date {
        Input::Given(date) if *date > case.on => {
            let reason = Reason::RecommendedLater { date: *date };
            return PartFinding {
                release: Release::On(*date),
                ..fixed(State::Fail, reason)
            };
        }
        Input::Invalid { raw, why } => {
            let reason = Reason::Invalid {
                raw: raw.clone(),
                why: why.clone(),
            };
            return fixed(State::Unknown, reason);
        }
        Input::Given(_) | Input::Missing | Input::Unsure => {}
    }
    match (
        given.issuer_kind,
        given.town.given(),
        case.facts.town.given(),
    ) {
        (IssuerKind::Committee | IssuerKind::Other, _, _) => {
            fixed(State::Unknown, Reason::RecommenderNotATown)
        }
        (IssuerKind::Town, Some(issuer), Some(town)) if issuer.trim() == town.trim() => fixed(
            State::Pass,
            Reason::Recommended {
                date: given.date.given().copied(),
            },
        ),
        (IssuerKind::Town, Some(issuer), Some(town)) => {
            let reason = Reason::RecommenderOtherTown {
                issuer: issuer.clone(),
                town: town.clone(),
            };
            fixed(State::Unknown, reason)
        }
        (IssuerKind::Town, _, _) => fixed(State::Unknown, Reason::RecommenderOpen),
    }
}
