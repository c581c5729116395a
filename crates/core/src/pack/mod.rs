//! Text of `data/` turned into what the domain trusts.
//!
//! * [`Scheme`]: one city's measures (`data/<scheme>/`); [`Scheme::rules`] is what verdicts are judged by
//! * [`Criteria`], [`Metrics`]: one edition of the standard (`data/<edition>/`)
//! * [`Checks`]: the examiner's-eye checks of both
//! * [`Holidays`]: the notices on working days (`data/calendar/`)
//!
//! The types are the keys of the files, so that a file is read as it stands and a key that nobody knows is an
//! error. Reading text ([`read`], feature `toml`) is for build scripts and the native command: they check the
//! data and write the parts as bytes ([`Packs::parts`]), which the app reads back ([`part`]) when it needs one.
//! The bytes hold values alone, in the order of a struct's fields: no field may be left out when it is written
//! (`skip_serializing_if`), and a build reads only what it wrote itself.
//!
//! To add a key to the data: 1 the field in its struct here, with what it means; 2 the files that have it;
//! 3 a check in `check` if it names something else, with a test that it can fail. A new file is one more name
//! in `read`.

#[cfg(feature = "toml")]
mod check;
mod checks;
mod cite;
mod common;
mod criteria;
#[cfg(feature = "toml")]
mod folder;
mod front;
mod holidays;
mod papers;
mod questions;
#[cfg(feature = "toml")]
mod read;
pub mod reserved;
mod roles;
mod rules;
mod scheme;
#[cfg(all(test, feature = "toml"))]
mod tests;
mod walk;

use serde::de::DeserializeOwned;

pub use checks::{Applies, Check, CheckField, Checks, Severity, Words};
pub use cite::{chinese, cite, cite_all, split_article};
pub use common::{AskKind, Choice, Cited, Day, Field, Gives, Number, ValueKey, Which};
pub use criteria::{
    Band, Category, Column, ColumnKind, ComparisonNeed, Criteria, Depth, Direction, Edition,
    Factor, FactorText, Factors, Heading, Industry, Item, ItemField, ItemKind, Links, Metric,
    Metrics, PERCENT_STEP, Prompt, REFS_TO, Register, RegisterOf, SectionPrompts, Side, Slot, Step,
    SubHeading,
};
#[cfg(feature = "toml")]
pub use folder::{CriteriaFolder, Folder, Problem, SchemeFolder};
pub use front::Front;
pub use holidays::{DaysOff, HolidayYear, Holidays};
pub use papers::{
    AnnualMode, AnnualSection, DebtRatio, Evidence, FormField, Formula, Log, Need, Obligation,
    Placeholder, PrizeUse, Procedure, ProcedureQuestion, Reason, Task, TaskBy, Template, ToldBy,
    TotalAssetContribution,
};
#[cfg(feature = "toml")]
pub use read::read;
pub use roles::{CriteriaRoles, SchemeRoles};
pub use scheme::{
    About, Ambiguity, Article, ArticleItem, Chapter, Computation, Coverage, Document, FlagText,
    Information, Labels, Limit, Limits, Policy, Scheme, Setting, SrdiQuota,
};
pub use walk::{
    AtLeast, ClaimNeeds, Condition, ConditionQuestion, ConditionRule, ConditionsCommon, Elapsed,
    Exclusion, ExclusionQuestion, ExclusionRule, ExclusionsCommon, Gate, GateRule, GeneralQuestion,
    LaterStart, Level, LevelCounts, Losses, Part, Question, RankingRule, Years,
};

/// Everything a build carries: one scheme, the edition it is written against, and the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packs {
    /// The measures.
    pub scheme: Scheme,
    /// The criteria.
    pub criteria: Criteria,
    /// Metrics to choose from.
    pub metrics: Metrics,
    /// The examiner's-eye checks.
    pub checks: Checks,
    /// The holiday notices.
    pub holidays: Holidays,
}

impl Packs {
    /// The parts by the name of the file a build writes, each to be read with [`part`]. What only authors and tests of
    /// checks read (`quiet`, `needs` and the like) is left out.
    ///
    /// # Errors
    /// None in practice: every part is made of texts, lists, maps and numbers.
    pub fn parts(&self) -> Result<[(&'static str, Vec<u8>); 6], postcard::Error> {
        Ok([
            ("front.bin", postcard::to_allocvec(&Front::from(self))?),
            ("scheme.bin", postcard::to_allocvec(&self.scheme)?),
            ("criteria.bin", postcard::to_allocvec(&self.criteria)?),
            ("metrics.bin", postcard::to_allocvec(&self.metrics)?),
            ("checks.bin", postcard::to_allocvec(&self.checks.to_run())?),
            ("calendar.bin", postcard::to_allocvec(&self.holidays)?),
        ])
    }
}

/// A part read back from the bytes that [`Packs::parts`] of the same build made.
///
/// # Errors
/// If the bytes are not such a part.
pub fn part<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}
