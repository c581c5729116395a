//! Article 14: what excludes from applying, by dated events in a window of years.
//!
//! Days are counted forward from the event. Which of its days counts is a reading ([`EventBasis`]) that the user
//! chooses; `assess` shows all of them where they differ.

use super::assessing::{Assessing, events};
use super::date::Date;
use super::facts::{Applies, Event};
use super::input::Input;
use super::losses;
use super::rules::{ExclusionKind, ExclusionRule, LevelCounts};
use super::settings::{EventBasis, MunicipalScope};
use super::verdict::{EventDay, Family, PartFinding, Reason, Release, RuleFinding, State};

/// The finding on one exclusion, its events counted from the days of `basis`.
pub(super) fn exclusion(rule: &ExclusionRule, case: &Assessing, basis: EventBasis) -> RuleFinding {
    let mut parts = match &rule.kind {
        ExclusionKind::Events => {
            let mut parts = open_questions(rule, case);
            parts.extend(events(rule, case).map(|(index, event)| {
                let question = rule.question_of(&event.part);
                let finding = judge(question, event, case, basis);
                PartFinding {
                    event: Some(index),
                    ..finding
                }
            }));
            parts
        }
        ExclusionKind::Losses {
            years,
            established,
            org_kind,
            exempt,
        } => losses::losses(rule, case, *years, established, org_kind, exempt),
    };
    if let Some(fact) = rule
        .mirrors
        .as_deref()
        .filter(|fact| *case.facts.answer(fact) == Input::Given(false))
    {
        let question = case.rules.question_of(fact).unwrap_or(&rule.id);
        parts.push(PartFinding::fixed(question, State::Fail, Reason::Mirrored));
    }
    if parts.is_empty() {
        let question = rule
            .questions
            .first()
            .map_or(&rule.id, |question| &question.id);
        parts.push(PartFinding::fixed(question, State::Pass, Reason::NoEvent));
    }
    RuleFinding::of(&rule.id, &rule.article, Family::Exclusion, parts)
}

fn open_questions(rule: &ExclusionRule, case: &Assessing) -> Vec<PartFinding> {
    let open = case
        .facts
        .open_exclusions
        .iter()
        .filter(|open| open.exclusion == rule.id);
    open.map(|open| {
        let reason = if open.unsure {
            Reason::Unsure
        } else {
            Reason::Unanswered
        };
        PartFinding::fixed(rule.question_of(&open.part), State::Unknown, reason)
    })
    .collect()
}

fn judge(question: &str, event: &Event, case: &Assessing, basis: EventBasis) -> PartFinding {
    let fixed = |state, reason| PartFinding::fixed(question, state, reason);
    let certain = match counts(event, case) {
        Ok(certain) => certain,
        Err(reason) => return fixed(State::Pass, reason),
    };
    if event.ongoing == Input::Given(true) {
        let state = if certain { State::Fail } else { State::Unknown };
        return fixed(state, Reason::EventOngoing { certain });
    }
    let (from, day) = match day_of(event, basis) {
        Ok(Some(found)) => found,
        Ok(None) => return fixed(State::Unknown, Reason::EventUndated),
        Err(reason) => return fixed(State::Unknown, reason),
    };
    let years = case.rules.window_years;
    let term = case.term(from, years);
    let perhaps_ongoing = matches!(event.ongoing, Input::Unsure | Input::Invalid { .. });
    if term.over && perhaps_ongoing {
        return fixed(State::Unknown, Reason::EventPerhapsOngoing);
    }
    let reason = Reason::Event {
        from,
        basis: day,
        years,
        out: term.full,
        certain,
    };
    let finding = PartFinding::until(question, term, reason);
    if certain || term.over {
        finding
    } else {
        PartFinding {
            state: State::Unknown,
            release: Release::NotNeeded,
            ..finding
        }
    }
}

/// Whether the event counts for certain (`true`) or perhaps (`false`), or why it does not count.
fn counts(event: &Event, case: &Assessing) -> Result<bool, Reason> {
    if event.applies == Applies::No {
        return Err(Reason::EventDoesNotApply);
    }
    let level_certain = match &event.level {
        Input::Missing => true,
        Input::Unsure | Input::Invalid { .. } => false,
        Input::Given(value) => match case.rules.levels.iter().find(|level| level.value == *value) {
            None => false,
            Some(level) => match (level.counts, case.settings.municipal_scope) {
                (LevelCounts::Never, _)
                | (LevelCounts::ByMunicipalScope, MunicipalScope::PrefectureOnly) => {
                    return Err(Reason::EventLevelDoesNotCount);
                }
                (LevelCounts::Always | LevelCounts::ByMunicipalScope, _) => true,
            },
        },
    };
    match event.date.given() {
        Some(date) if *date > case.on => Err(Reason::EventAfterApplication { date: *date }),
        _ => Ok(level_certain && event.applies == Applies::Yes),
    }
}

/// The day an event counts from; `None` if it has no day at all.
///
/// A day typed wrongly that might have counted makes the event unknown, with the reason.
fn day_of(event: &Event, basis: EventBasis) -> Result<Option<(Date, EventDay)>, Reason> {
    let happened = (&event.date, EventDay::Happened);
    let decided = (&event.decided, EventDay::Decided);
    let ended = (&event.ended, EventDay::Ended);
    let order = match basis {
        EventBasis::Latest => [happened, decided, ended],
        EventBasis::Occurred => [ended, happened, decided],
        EventBasis::Decided => [decided, ended, happened],
    };
    let mut found: Option<(Date, EventDay)> = None;
    for (input, day) in order {
        match input {
            Input::Given(date) if basis != EventBasis::Latest => return Ok(Some((*date, day))),
            Input::Given(date) if found.is_none_or(|(latest, _)| *date > latest) => {
                found = Some((*date, day));
            }
            Input::Given(_) | Input::Missing | Input::Unsure => {}
            Input::Invalid { raw, why } => {
                return Err(Reason::Invalid {
                    raw: raw.clone(),
                    why: why.clone(),
                });
            }
        }
    }
    Ok(found)
}
