//! Text of `data/` turned into what the domain trusts.
//!
//! * [`Scheme`]: one city's measures (`data/<scheme>/`); [`Scheme::rules`] is what verdicts are judged by
//! * [`Criteria`], [`Metrics`]: one edition of the standard (`data/<edition>/`)
//! * [`Checks`]: the examiner's-eye checks of both
//! * [`Holidays`]: the notices on working days (`data/calendar/`)
//!
//! The types are the keys of the files, so that a file is read as it stands and a key that nobody knows is an
//! error. Reading text ([`read`], feature `toml`) is for build scripts and the native command: they check the
//! data and write the parts as JSON ([`Packs::parts`]), which the app reads back ([`from_json`]) when it needs one.
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
mod holidays;
mod papers;
#[cfg(feature = "toml")]
mod read;
mod rules;
mod scheme;
#[cfg(all(test, feature = "toml"))]
mod tests;
mod walk;

use serde::de::DeserializeOwned;

use crate::json::{self, Refusal};

pub use checks::{Applies, Check, CheckField, Checks, Severity, Words};
pub use cite::{cite, cite_all, split_article};
pub use common::{AskKind, Choice, Cited, Day, Field, Gives, Number, Which};
pub use criteria::{
    Band, Category, Column, ColumnKind, ComparisonNeed, Criteria, Depth, Direction, Edition,
    Factor, FactorText, Factors, Heading, Industry, Item, ItemField, ItemKind, Links, Metric,
    Metrics, PERCENT_STEP, Prompt, REFS_TO, Register, RegisterOf, Section, SectionPrompts, Side,
    Slot, Step,
};
pub use holidays::{DaysOff, HolidayYear, Holidays};
pub use papers::{
    AnnualMode, AnnualSection, DebtRatio, Evidence, FormField, Formula, Need, Obligation,
    Placeholder, PrizeUse, Procedure, ProcedureQuestion, Reason, Task, Template,
    TotalAssetContribution,
};
#[cfg(feature = "toml")]
pub use read::{CriteriaFolder, Folder, Problem, SchemeFolder, read};
pub use scheme::{
    About, Ambiguity, Article, ArticleItem, Chapter, Computation, Coverage, Document, FlagText,
    Information, Labels, Limit, Limits, Policy, Scheme, Setting, SrdiQuota, ValueKey,
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
    /// The parts as compact JSON by the name of the file a build writes, each to be read with [`from_json`].
    ///
    /// # Errors
    /// None in practice: every part has string keys and no floats.
    pub fn parts(&self) -> Result<[(&'static str, String); 5], serde_json::Error> {
        Ok([
            ("scheme.json", serde_json::to_string(&self.scheme)?),
            ("criteria.json", serde_json::to_string(&self.criteria)?),
            ("metrics.json", serde_json::to_string(&self.metrics)?),
            ("checks.json", serde_json::to_string(&self.checks)?),
            ("calendar.json", serde_json::to_string(&self.holidays)?),
        ])
    }
}

/// A part read back from the JSON that a build wrote.
///
/// # Errors
/// If the text is not such a part.
pub fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    json::from_text(text)
}
