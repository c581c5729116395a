//! The examiner's-eye checks: what somebody who reads the dossier would stumble over, each with its place and what
//! to do. A finding never changes a verdict.
//!
//! To add a family: 1 a module with `pub(super) fn findings(…)` that returns its findings in the order of the
//! dossier; 2 a line in [`findings`]; 3 tests that show each check found and not found.

mod typed;

use crate::domain::verdict::Assessment;
use crate::dossier::{Dossier, Place};
use crate::pack::{Criteria, Scheme, Severity};

/// What a check found at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Id of the check, such as `typed`.
    pub check: String,
    /// How bad it is.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What is wrong, a sentence that says where in words.
    pub text: String,
    /// What to do, a sentence.
    pub fix: String,
}

/// Everything that the checks find, family by family, within a family in the order of the dossier.
pub fn findings(
    dossier: &Dossier,
    scheme: &Scheme,
    criteria: &Criteria,
    assessment: &Assessment,
) -> Vec<Finding> {
    typed::findings(dossier, scheme, criteria, assessment)
}
