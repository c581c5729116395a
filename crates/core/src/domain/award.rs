//! What earlier awards mean: the ban after a revocation (25) apart from the validity of an award (28), what another
//! award would bring (4 and 28), how it may be mentioned (30) and what the prize is spent on (24).

use rust_decimal::Decimal;

use super::assessing::Assessing;
use super::facts::PreviousAward;
use super::input::Input;
use super::publicity::years;
use super::rules::TermRule;
use super::term::Term;
use super::verdict::{Family, PartFinding, PrizeUse, Reason, Reward, RuleFinding, State};

/// The two gates beside the conditions: `ban` and `validity`.
pub(super) fn gates(case: &Assessing) -> Vec<RuleFinding> {
    vec![ban(case), validity(case)]
}

/// The ban of article 25, if the day of revocation is known.
pub(super) fn ban_end(case: &Assessing) -> Option<Term> {
    match &case.facts.previous_award {
        PreviousAward::Revoked {
            revoked: Input::Given(revoked),
            ..
        } => Some(case.term(*revoked, case.rules.ban.years)),
        _ => None,
    }
}

/// The validity of article 28, if an award is held and its day is known.
pub(super) fn validity_end(case: &Assessing) -> Option<Term> {
    match &case.facts.previous_award {
        PreviousAward::Held {
            awarded: Input::Given(awarded),
        } => Some(case.term(*awarded, case.rules.validity.years)),
        _ => None,
    }
}

fn ban(case: &Assessing) -> RuleFinding {
    let reason = match &case.facts.previous_award {
        PreviousAward::Unanswered => Err((State::Unknown, Reason::Unanswered)),
        PreviousAward::Unsure => Err((State::Unknown, Reason::AwardUnclear)),
        PreviousAward::Never => Err((State::Pass, Reason::NeverAwarded)),
        PreviousAward::Held { .. } => Err((State::Pass, Reason::NotRevoked)),
        PreviousAward::Revoked {
            revoked: Input::Given(revoked),
            ..
        } => Ok(*revoked),
        PreviousAward::Revoked { revoked, .. } => {
            Err((State::Unknown, undated(revoked, Reason::RevokedUndated)))
        }
    };
    gate("ban", &case.rules.ban, Family::Ban, case, reason)
}

fn validity(case: &Assessing) -> RuleFinding {
    let reason = match &case.facts.previous_award {
        PreviousAward::Unanswered => Err((State::Unknown, Reason::Unanswered)),
        PreviousAward::Unsure => Err((State::Unknown, Reason::AwardUnclear)),
        PreviousAward::Never => Err((State::Pass, Reason::NeverAwarded)),
        PreviousAward::Revoked { .. } => Err((State::Pass, Reason::RevokedInstead)),
        PreviousAward::Held {
            awarded: Input::Given(awarded),
        } => Ok(*awarded),
        PreviousAward::Held { awarded } => {
            Err((State::Unknown, undated(awarded, Reason::AwardedUndated)))
        }
    };
    gate(
        "validity",
        &case.rules.validity,
        Family::Validity,
        case,
        reason,
    )
}

/// A gate closed for years from a day, or decided without one.
fn gate(
    id: &str,
    rule: &TermRule,
    family: Family,
    case: &Assessing,
    from: Result<super::date::Date, (State, Reason)>,
) -> RuleFinding {
    let part = match from {
        Ok(from) => {
            let term = case.term(from, rule.years);
            let reason = Reason::Term {
                from,
                years: rule.years,
                end: term.full,
            };
            PartFinding::until(&rule.question, term, reason)
        }
        Err((state, reason)) => PartFinding::fixed(&rule.question, state, reason),
    };
    RuleFinding::of(id, &rule.article, family, vec![part])
}

fn undated<T>(date: &Input<T>, otherwise: Reason) -> Reason {
    match date {
        Input::Invalid { .. } => Reason::open(date).unwrap_or(otherwise),
        _ => otherwise,
    }
}

/// What an award would bring: a first one the prize and a place, a further one what article 28 says. The measures do not
/// say what follows a revocation.
pub(super) fn reward(case: &Assessing) -> Reward {
    match &case.facts.previous_award {
        PreviousAward::Never => Reward {
            prize: Some(case.rules.prize.yuan),
            takes_quota: Some(true),
        },
        PreviousAward::Held { .. } => Reward {
            prize: Some(case.rules.prize.further_yuan),
            takes_quota: Some(case.rules.prize.further_takes_quota),
        },
        PreviousAward::Unanswered | PreviousAward::Unsure | PreviousAward::Revoked { .. } => {
            Reward {
                prize: None,
                takes_quota: None,
            }
        }
    }
}

/// Article 30: whether wording that mentions the award states its year, as four digits and 年.
///
/// How a year may be written is said at [`years`].
pub(super) fn publicity(case: &Assessing) -> Option<State> {
    let text = &case.facts.publicity;
    if text.trim().is_empty() {
        return None;
    }
    Some(match &case.facts.previous_award {
        PreviousAward::Never | PreviousAward::Revoked { .. } => State::Fail,
        PreviousAward::Held {
            awarded: Input::Given(awarded),
        } => State::of(years(text).contains(&awarded.year())),
        PreviousAward::Held { .. } | PreviousAward::Unanswered | PreviousAward::Unsure => {
            State::Unknown
        }
    })
}

/// Article 24: whether the prize was spent on what it is for, and no more than there is.
pub(super) fn prize_use(case: &Assessing) -> Option<PrizeUse> {
    let spendings = case.facts.prize_use.as_ref()?;
    let prize = &case.rules.prize;
    let uses = spendings.iter().map(|spending| match &spending.use_id {
        Input::Given(id) => State::of(prize.uses.contains(id)),
        Input::Missing | Input::Unsure | Input::Invalid { .. } => State::Unknown,
    });
    let total = spendings.iter().try_fold(Decimal::ZERO, |sum, spending| {
        sum.checked_add(*spending.amount.given()?)
    });
    let within = match total {
        Some(total) => State::of(total <= Decimal::from(prize.yuan)),
        None => State::Unknown,
    };
    Some(PrizeUse {
        state: State::combine(uses.chain([within])),
        total,
    })
}
