//! Hints that change no verdict. Everything that raises one is in this file; their texts are data.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::assessing::Assessing;
use super::facts::IssuerKind;
use super::notice::unfinished;
use super::priority::priority;
use super::rules::PartKind;
use super::verdict::{Flag, Reason, RuleFinding};

/// The hints of a case, given all its findings.
pub(super) fn flags<'a>(
    case: &Assessing,
    findings: impl Iterator<Item = &'a RuleFinding>,
) -> BTreeSet<Flag> {
    let parts: Vec<_> = findings.flat_map(|finding| &finding.parts).collect();
    let of_part = |test: fn(&Reason) -> bool| parts.iter().any(|part| test(&part.reason));
    [
        (parts.iter().any(|part| part.boundary), Flag::BoundaryDay),
        (
            of_part(|reason| matches!(reason, Reason::EventAfterApplication { .. })),
            Flag::EventAfterApplication,
        ),
        (starts_too_early(case), Flag::ExcellenceBeforeEstablished),
        (of_part(against_figures), Flag::LossAgainstFigures),
        (priority(case).expired > 0, Flag::HonourExpired),
        (
            of_part(|reason| matches!(reason, Reason::Mirrored)),
            Flag::LicencesExclude,
        ),
        (notice_not_finished(case), Flag::NoticeNotFinished),
        (
            recommended_before_notice_end(case),
            Flag::RecommendationBeforeNoticeEnd,
        ),
        (other_town(case), Flag::TownMismatch),
    ]
    .into_iter()
    .filter(|(raised, _)| *raised)
    .map(|(_, flag)| flag)
    .collect()
}

fn against_figures(reason: &Reason) -> bool {
    matches!(reason, Reason::Loss { profit: Some(profit), registered: true, .. } if *profit >= Decimal::ZERO)
}

/// A period that starts before the day it should not start before.
fn starts_too_early(case: &Assessing) -> bool {
    let mut parts = case
        .rules
        .conditions
        .iter()
        .flat_map(|condition| &condition.parts);
    parts.any(|part| match &part.kind {
        PartKind::Elapsed {
            facts,
            not_before: Some(limit),
            ..
        } => {
            let starts = facts
                .iter()
                .filter_map(|start| case.facts.date(&start.fact).given())
                .max();
            starts
                .zip(case.facts.date(limit).given())
                .is_some_and(|(start, limit)| start < limit)
        }
        _ => false,
    })
}

fn notice_not_finished(case: &Assessing) -> bool {
    case.facts
        .notice
        .as_ref()
        .is_some_and(|notice| unfinished(notice, case.on).is_some())
}

fn recommended_before_notice_end(case: &Assessing) -> bool {
    let end = case
        .facts
        .notice
        .as_ref()
        .and_then(|notice| notice.end.given());
    let recommended = case.facts.recommendation.date.given();
    recommended
        .zip(end)
        .is_some_and(|(recommended, end)| recommended <= end)
}

fn other_town(case: &Assessing) -> bool {
    let given = &case.facts.recommendation;
    let towns = given.town.given().zip(case.facts.town.given());
    given.issuer_kind == IssuerKind::Town
        && towns.is_some_and(|(issuer, town)| issuer.trim() != town.trim())
}
