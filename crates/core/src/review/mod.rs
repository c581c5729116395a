//! The examiner's-eye checks: each declares what it reads and returns findings.
//!
//! The title of a check, why it matters, its wording and its thresholds are data (`findings.toml` of the
//! criteria and of the scheme); the code that finds it stands here, one file a family. Checks read typed values
//! ([`TypedDossier`]), never raw text a second time, and what the verdict has decided ([`ReviewInput::assessment`]), never a rule
//! of their own.
//!
//! To add a check: 1 its entry in `findings.toml`, with its thresholds as `params` and what must stay quiet;
//! 2 a `pub const …: Check` in the file of its family, with everything it reads, and its line in [`ALL`];
//! 3 cases in `crates/core/tests/checks/`: one that fires, one close by that does not, every quiet line of the data,
//! and for every threshold a case on either side. Tests find what is missing of 2 and 3, and a check that reads what
//! it does not name.

mod blanks;
mod changed;
mod comparisons;
mod declarations;
mod engine;
mod factors;
mod figures;
mod input;
mod length;
mod links;
mod naming;
mod profile;
mod references;
mod registers;
mod say;
mod scores;
mod series;
pub mod text;
pub mod texts;
mod typed_dossier;
mod unusable;
mod wording;
mod worklist;

pub use engine::{Findings, Reviewer, Waived, review};
pub use input::{ReviewInput, ReviewPacks};
pub use registers::{
    Challenge, Culture, Evidence, Figure, Goal, Inspection, Licence, Named, OrgName, Partner, Plan,
    Previous, Process, Registers, Segment, Table, Until, Waiver, Workforce,
};
pub use typed_dossier::{Improvement, TypedDossier, TypedItem};
pub use worklist::{Alike, Choice, Look, WorkedOn, Worklist};

use rust_decimal::Decimal;

use crate::dossier::Place;
use crate::pack::{self, Severity};
use crate::views::MetricView;

/// The checks there is code for, by family. One that the data does not have is not run.
pub const ALL: &[Check] = &[
    declarations::LOSS,
    declarations::ACCIDENT,
    declarations::INSPECTION,
    declarations::EMISSION,
    declarations::DISHONESTY,
    declarations::LICENCE,
    declarations::OPERATING,
    declarations::EXCELLENCE,
    declarations::NOTICE,
    wording::NAMES,
    profile::SLOT,
    profile::HEADCOUNT,
    blanks::ITEM,
    blanks::SECTION,
    blanks::FACTOR,
    blanks::UNPLACED,
    factors::APPROACH,
    factors::DEPLOYMENT,
    factors::LEARNING,
    factors::INTEGRATION,
    wording::SLOGANS,
    wording::SUMMARY,
    length::OVER,
    references::BROKEN,
    references::EXPIRED,
    references::NO_FILE,
    wording::TEMPLATE,
    wording::REPEATED,
    wording::EDITION,
    figures::DIFFER,
    figures::FORMULA,
    series::TOO_SHORT,
    series::DEFINITION_MISSING,
    series::TOO_FEW,
    series::TARGET_MISSING,
    series::ADVERSE,
    series::HIGH_ADVERSE,
    series::IMPLAUSIBLE,
    series::ONLY_GOOD,
    series::FUTURE,
    comparisons::MISSING,
    comparisons::SOURCE_MISSING,
    comparisons::OUTDATED,
    comparisons::HIGH_WITHOUT,
    scores::THIN_EVIDENCE,
    scores::OUTSIDE_BANDS,
    scores::UNIFORM,
    scores::GAP,
    links::METRIC_WITHOUT_RESULT,
    links::RESULT_WITHOUT_PROCESS,
    links::SEGMENT_DROPPED,
    links::CHALLENGE_DROPPED,
    links::KEY_PROCESS,
    links::GOAL_WITHOUT_PLAN,
    links::PREVIOUS_OPEN,
];

/// A check: what it is for is data, under its id.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its id in `findings.toml`.
    pub id: &'static str,
    /// What it is run on, and how.
    pub scope: Scope,
    /// Everything it reads. What the whole dossier rests on (kind, depth, settings, the day of the application) is
    /// always read.
    pub reads: &'static [Reads],
}

/// What a check is run on, one after the other.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    /// The dossier as a whole.
    Whole(fn(&ReviewInput<'_>, &mut Found<'_>)),
    /// Each slot of the profile that is asked at the depth in use.
    Profile(fn(&ReviewInput<'_>, &pack::Slot, &mut Found<'_>)),
    /// Each item that is asked at the depth in use, of processes or results.
    Item(fn(&ReviewInput<'_>, &TypedItem, &mut Found<'_>)),
    /// Each metric that stands under a result item.
    Metric(fn(&ReviewInput<'_>, &MetricView, &mut Found<'_>)),
}

/// What a check reads. When it changes, the check is run again on what it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// The walk, and what the verdict says of it.
    Walk,
    /// 申报表.
    Form,
    /// The texts of the profile; for a check of slots those of the slot alone.
    Profile,
    /// What the profile holds beside its texts.
    ProfileFields,
    /// A register, by its id.
    Register(&'static str),
    /// All registers.
    Registers,
    /// The item it is run on.
    Item,
    /// All items.
    Items,
    /// The metric it is run on.
    Metric,
    /// All metrics.
    Metrics,
    /// The texts of the annual report.
    Annual,
    /// 待安放.
    Drawer,
}

/// Something an examiner would hold against the dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewFinding {
    /// Id of the check; title, explanation and wording are the data's under it.
    pub check: &'static str,
    /// How bad it is, softened where the data says so.
    pub severity: Severity,
    /// Where to go to mend it.
    pub place: Place,
    /// What it is about, the same as long as that is there: id of an item, sub-heading, slot, metric or entry; empty
    /// for the whole. A waiver names check and object.
    pub object: String,
    /// What is wrong here: names the thing, the year, the number.
    pub text: String,
    /// What to do.
    pub fix: String,
}

/// Where a check puts what it found.
#[derive(Debug)]
pub struct Found<'a> {
    id: &'static str,
    data: &'a pack::Check,
    findings: &'a mut Vec<ReviewFinding>,
}

impl Found<'_> {
    /// A finding as severe as the data says.
    pub fn add(&mut self, place: Place, object: &str, text: String) {
        self.add_as(self.data.severity, place, object, text);
    }

    /// A finding whose severity drops by one if that is so.
    pub fn add_softened(&mut self, soft: bool, place: Place, object: &str, text: String) {
        let severity = match (soft, self.data.severity) {
            (true, Severity::Error) => Severity::Warning,
            (true, _) => Severity::Hint,
            (false, severity) => severity,
        };
        self.add_as(severity, place, object, text);
    }

    /// A finding of another severity than the data gives the check.
    pub fn add_as(&mut self, severity: Severity, place: Place, object: &str, text: String) {
        self.findings.push(ReviewFinding {
            check: self.id,
            severity,
            place,
            object: object.to_owned(),
            text,
            fix: self.data.fix.clone(),
        });
    }

    /// A threshold of the data.
    pub fn param(&self, key: &str) -> Decimal {
        let number = self.data.params.get(key);
        debug_assert!(number.is_some(), "{} has no {key}", self.id);
        number.map_or(Decimal::ZERO, |number| number.0)
    }

    /// A threshold of the data that is a number of things; one that is none is as if it were 0.
    pub fn count(&self, key: &str) -> usize {
        use rust_decimal::prelude::ToPrimitive;
        self.param(key).to_usize().unwrap_or(0)
    }

    /// A number of the scheme that the data names as a threshold.
    pub fn value(&self, key: &str, scheme: &pack::Scheme) -> u8 {
        let named = self.data.values.get(key);
        debug_assert!(named.is_some(), "{} has no {key}", self.id);
        named.map_or(0, |key| scheme.about.number(*key))
    }
}
