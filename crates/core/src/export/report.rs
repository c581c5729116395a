//! What the rules, the scores and the checks say of a dossier, as data for programs: what `quality-award check --json`
//! prints. The same words and dates as on the verdict page, because both come from the same findings.
//!
//! To add a key: 1 the field here; 2 where it is filled; 3 `docs/cli.md`. Keys are never renamed.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::score::{FullPoints, Tally};
use crate::domain::verdict::{self, Assessment, Release};
use crate::dossier::{Dossier, Fingerprint, Kind, Opened, fingerprint};
use crate::pack::{Criteria, Severity};
use crate::review;
use crate::views::{Assessed, progress};

/// The report on one dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Name of the file, as given.
    pub file: String,
    /// `application`, `annual` or `precheck`.
    pub kind: Kind,
    /// Fingerprint of the content as it is, 64 hexadecimal digits.
    pub fingerprint: String,
    /// Whether the file carries that fingerprint: `same`, `differs`, `absent`.
    pub cover: &'static str,
    /// Version of the file where it is newer than ours.
    pub newer: Option<String>,
    /// Whether this build can show less of the file than it holds, or not what it means.
    pub read_only: bool,
    /// Places of the file for which there is no room here.
    pub dropped: Vec<String>,
    /// Places that these packs do not know; they are kept.
    pub kept: Vec<String>,
    /// Half characters that were lost.
    pub replaced: usize,
    /// The day of the application that the rules were applied for.
    pub on: String,
    /// Whether the dossier gives that day itself.
    pub own_date: bool,
    /// `eligible`, `not_eligible` or `undetermined`.
    pub overall: &'static str,
    /// The earliest day one may apply, if something stands in the way and goes away by waiting.
    pub earliest: Option<String>,
    /// Something is open, so `earliest` only means "not before".
    pub not_before_only: bool,
    /// Article 13, by id.
    pub conditions: BTreeMap<String, Item>,
    /// Article 14, by id.
    pub exclusions: BTreeMap<String, Item>,
    /// Earlier awards: `ban` (25), `validity` (28).
    pub gates: BTreeMap<String, Item>,
    /// The internal notice (17(二)): `met`, `unmet`, `unknown`.
    pub notice: &'static str,
    /// The readings of "近3年" side by side, where their answers differ.
    pub readings: Vec<Reading>,
    /// Hints that change no verdict.
    pub flags: Vec<&'static str>,
    /// Whether the organisation may be recommended first (13(四)): `met`, `unmet`, `unknown`.
    pub priority: &'static str,
    /// The self-score.
    pub score: Score,
    /// What the checks found, the worst first.
    pub findings: Vec<FindingJson>,
    /// How many findings were set aside with a reason.
    pub waived: usize,
}

/// How one condition, exclusion or gate stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// `met`, `unmet`, `clear`, `excluded`, `barred`, `in_force` or `unknown`.
    pub state: &'static str,
    /// The earliest day on which the answer can change.
    pub earliest: Option<String>,
}

/// What one reading of "近3年" gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// From which day it counts: `latest`, `occurred` or `decided`.
    pub basis: &'static str,
    /// Whether it is the one in use.
    pub in_use: bool,
    /// The overall answer under it.
    pub overall: &'static str,
    /// The earliest day under it.
    pub earliest: Option<String>,
    /// The exclusions that depend on the reading, by id.
    pub exclusions: BTreeMap<String, Item>,
}

/// The self-score, exact: points as decimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Score {
    /// The sum over all scored items.
    pub total: String,
    /// Full points of the scored items.
    pub of: u32,
    /// How many items are scored.
    pub scored: usize,
    /// How many are not: they are left out, they are not 0.
    pub unscored: usize,
    /// The sums by category; absent where no item of it is scored.
    pub categories: BTreeMap<String, String>,
    /// The scores by item; absent where it is not scored.
    pub items: BTreeMap<String, String>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingJson {
    /// Id of the check.
    pub check: &'static str,
    /// `error`, `warning` or `hint`.
    pub severity: Severity,
    /// Where, as in the file: `items[4.1.2].reason`.
    pub place: String,
    /// What it is about.
    pub object: String,
    /// What an examiner would say.
    pub text: String,
    /// What to do.
    pub fix: String,
}

/// Makes the report on an opened package.
pub fn report(
    file: &str,
    opened: &Opened,
    assessed: &Assessed,
    criteria: &Criteria,
    found: &review::Findings,
) -> Report {
    let Opened {
        dossier,
        fingerprint: cover,
        newer,
        read_only,
        dropped,
        kept,
        replaced,
    } = opened;
    let assessment = &assessed.assessment;
    Report {
        file: file.to_owned(),
        kind: dossier.kind,
        fingerprint: fingerprint(dossier),
        cover: match cover {
            Fingerprint::Same => "same",
            Fingerprint::Differs => "differs",
            Fingerprint::Absent => "absent",
        },
        newer: newer.clone(),
        read_only: *read_only,
        dropped: dropped.clone(),
        kept: kept.iter().map(|kept| kept.place.clone()).collect(),
        replaced: *replaced,
        on: assessment.on.to_string(),
        own_date: assessed.own_date,
        overall: assessment.overall.code(),
        earliest: assessment.earliest.map(|date| date.to_string()),
        not_before_only: assessment.not_before_only,
        conditions: items(&assessment.conditions),
        exclusions: items(&assessment.exclusions),
        gates: items(&assessment.gates),
        notice: assessment.notice.state.code(verdict::Family::Notice),
        readings: assessment.readings.iter().map(reading).collect(),
        flags: assessment.flags.iter().map(|flag| flag.id()).collect(),
        priority: priority(assessment),
        score: score(dossier, criteria),
        findings: found.open.iter().map(finding).collect(),
        waived: found.waived.len(),
    }
}

fn priority(assessment: &Assessment) -> &'static str {
    assessment.priority.code(verdict::Family::Condition)
}

fn items(findings: &[verdict::RuleFinding]) -> BTreeMap<String, Item> {
    let item = |finding: &verdict::RuleFinding| Item {
        state: finding.state.code(finding.family),
        earliest: match finding.release {
            Release::On(date) => Some(date.to_string()),
            Release::NotNeeded | Release::Never => None,
        },
    };
    let items = findings.iter();
    items
        .map(|finding| (finding.id.clone(), item(finding)))
        .collect()
}

fn reading(reading: &verdict::Reading) -> Reading {
    Reading {
        basis: reading.basis.code(),
        in_use: reading.in_use,
        overall: reading.overall.code(),
        earliest: reading.earliest.map(|date| date.to_string()),
        exclusions: items(&reading.exclusions),
    }
}

fn score(dossier: &Dossier, criteria: &Criteria) -> Score {
    let percents = progress::percents(dossier, criteria);
    let Tally {
        score,
        scored_full,
        scored,
        unscored,
        ..
    } = progress::total(criteria, &percents);
    let categories = criteria.categories.iter().filter_map(|category| {
        let tally = progress::category(criteria, &percents, category);
        Some((category.id.clone(), tally.shown()?.to_string()))
    });
    let items = criteria.items.iter().zip(&percents);
    let items = items.filter_map(|(item, percent)| {
        let score = FullPoints::new(item.points)?.score((*percent)?);
        Some((item.id.clone(), score.to_string()))
    });
    Score {
        total: score.to_string(),
        of: scored_full,
        scored,
        unscored,
        categories: categories.collect(),
        items: items.collect(),
    }
}

fn finding(found: &review::ReviewFinding) -> FindingJson {
    FindingJson {
        check: found.check,
        severity: found.severity,
        place: found.place.to_string(),
        object: found.object.clone(),
        text: found.text.clone(),
        fix: found.fix.clone(),
    }
}
