//! Article 14-5: losses, by accounting year.

use super::assessing::{Assessing, events};
use super::date::Date;
use super::facts::Applies;
use super::input::Input;
use super::rules::ExclusionRule;
use super::verdict::{PartFinding, Reason, Release, State};

/// One finding for each accounting year checked.
///
/// Checked are the `years` before the year of application, but none before the year of establishment. A loss is a
/// profit below 0 or one registered as an event; 0 is none. The loss of year Y is out of the window on 1 January
/// of the year after the last one that checks it, whatever the setting `boundary_day`.
pub(super) fn losses(
    rule: &ExclusionRule,
    case: &Assessing,
    years: u8,
    established: &str,
    org_kind: &str,
    exempt: &str,
) -> Vec<PartFinding> {
    let question = rule
        .questions
        .first()
        .map_or(&rule.id, |question| &question.id);
    let kind = case.facts.choice(org_kind).given();
    if kind.is_some_and(|kind| kind == exempt) {
        return vec![PartFinding::fixed(question, State::Pass, Reason::Exempt)];
    }
    let last = case.on.year() - 1;
    let window = last + 1 - i32::from(years);
    let first = case
        .facts
        .date(established)
        .given()
        .map_or(window, |day| day.year().max(window));
    let mut parts: Vec<PartFinding> = (first..=last)
        .map(|year| judge(rule, question, case, years, year, kind.is_some()))
        .collect();
    if parts.is_empty() {
        parts.push(PartFinding::fixed(
            question,
            State::Pass,
            Reason::NoYearToCheck,
        ));
    }
    // A loss without a year may lie in any of them.
    parts.extend(
        registered(rule, case)
            .filter(|(_, year)| year.given().is_none())
            .map(|(index, year)| {
                let reason = match year {
                    Input::Invalid { .. } => Reason::open(year),
                    _ => None,
                };
                let finding = PartFinding::fixed(
                    question,
                    State::Unknown,
                    reason.unwrap_or(Reason::EventUndated),
                );
                PartFinding {
                    event: Some(index),
                    ..finding
                }
            }),
    );
    parts
}

fn judge(
    rule: &ExclusionRule,
    question: &str,
    case: &Assessing,
    years: u8,
    year: i32,
    certain: bool,
) -> PartFinding {
    let figure = case.facts.profits.get(&year).unwrap_or(&Input::Missing);
    let profit = figure.given().copied();
    let event = registered(rule, case)
        .find(|(_, of)| of.given() == Some(&year))
        .map(|(index, _)| index);
    let fixed = |state, reason| PartFinding::fixed(question, state, reason);
    if event.is_some()
        || profit.is_some_and(|profit| profit.is_sign_negative() && !profit.is_zero())
    {
        let out = Date::new_year(year + i32::from(years) + 1);
        let registered = event.is_some();
        let reason = Reason::Loss {
            year,
            profit,
            registered,
            out,
            certain,
        };
        return if certain {
            PartFinding {
                event,
                release: Release::On(out),
                ..fixed(State::Fail, reason)
            }
        } else {
            PartFinding {
                event,
                ..fixed(State::Unknown, reason)
            }
        };
    }
    match (profit, figure) {
        (Some(profit), _) => fixed(State::Pass, Reason::NoLoss { year, profit }),
        (None, Input::Invalid { raw, why }) => {
            let typed = Some((raw.clone(), why.clone()));
            fixed(State::Unknown, Reason::ProfitMissing { year, typed })
        }
        (None, _) => fixed(State::Unknown, Reason::ProfitMissing { year, typed: None }),
    }
}

/// The years of the losses registered as events, those that do not apply left out.
fn registered<'a>(
    rule: &ExclusionRule,
    case: &Assessing<'a>,
) -> impl Iterator<Item = (usize, &'a Input<i32>)> {
    events(rule, case)
        .filter(|(_, event)| event.applies != Applies::No)
        .map(|(index, event)| (index, &event.year))
}
