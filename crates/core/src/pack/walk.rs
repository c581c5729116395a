//! Questions and how they are judged: general questions, gates, conditions, exclusions.

use serde::{Deserialize, Serialize};

use super::common::{AskKind, Choice, Field, ValueKey, yes};

/// `[[question]]` of `general.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeneralQuestion {
    /// Id, such as `gen-on`.
    pub id: String,
    /// The key the rules know the answer by.
    pub fact: String,
    /// The article that makes it matter.
    pub article: String,
    /// How it is asked.
    pub kind: AskKind,
    /// The question.
    pub ask: String,
    /// How to answer.
    pub hint: String,
    /// Why it is asked.
    pub why_asked: String,
    /// For a choice: the list.
    #[serde(default)]
    pub options: Vec<Choice>,
}

/// `[[gate]]` of `gates.toml`: a time before which nobody may apply, beside the conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Id, such as `gate-ban`.
    pub id: String,
    /// The article.
    pub article: String,
    /// Its words.
    pub quote: String,
    /// Title.
    pub title: String,
    /// The key the rules know the answer by.
    pub fact: String,
    /// How it is judged.
    pub rule: GateRule,
    /// The gate whose answer this one reads as well; it then asks nothing of its own.
    #[serde(default)]
    pub same_as: Option<String>,
    /// The question.
    pub ask: String,
    /// How to answer.
    pub hint: String,
    /// Why it is asked.
    pub why_asked: String,
    /// When it is clear, in words.
    pub clear: String,
    /// When it is closed, in words.
    pub closed: String,
    /// When it cannot be said, in words.
    pub unknown: String,
    /// What to do when it is closed.
    pub what_to_do: String,
    /// Entries of the catalogue that show it.
    pub evidence: Vec<String>,
    /// What is left open about it.
    pub ambiguities: Vec<String>,
    /// Fields of the answer; none if it is another gate's.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
}

/// How a gate is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GateRule {
    /// Closed for so long after a revocation.
    Ban(Years),
    /// Closed for so long after an award.
    Validity(Years),
}

/// A number of years of the scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// Which number.
    pub years: ValueKey,
}

/// `[common]` of `conditions.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionsCommon {
    /// The article that lists the conditions.
    pub article: String,
    /// Its words.
    pub quote: String,
}

/// `[[condition]]` of `conditions.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Id, such as `13-1`.
    pub id: String,
    /// The article or item.
    pub article: String,
    /// Title.
    pub title: String,
    /// The article's words.
    pub quote: String,
    /// When it is met, in words.
    pub met: String,
    /// When it is unmet, in words.
    pub unmet: String,
    /// When it cannot be said, in words.
    pub unknown: String,
    /// What to do when it is not met.
    pub what_to_do: String,
    /// How we read it.
    pub notes: Vec<String>,
    /// Entries of the catalogue that show it.
    pub evidence: Vec<String>,
    /// What is left open about it.
    pub ambiguities: Vec<String>,
    /// What is asked and answered apart.
    #[serde(rename = "question")]
    pub questions: Vec<ConditionQuestion>,
}

/// `[[condition.question]]` of `conditions.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionQuestion {
    /// Id, such as `13-1-a`.
    pub id: String,
    /// The key the rules know the answer by.
    pub fact: String,
    /// How it is judged.
    pub rule: ConditionRule,
    /// How it is asked.
    pub kind: AskKind,
    /// Unit of a number.
    #[serde(default)]
    pub unit: Option<String>,
    /// Whether it may be left empty.
    #[serde(default)]
    pub optional: bool,
    /// The question.
    pub ask: String,
    /// How to answer.
    pub hint: String,
    /// Why it is asked.
    pub why_asked: String,
    /// When it is met, in words.
    pub met: String,
    /// When it is unmet, in words.
    pub unmet: String,
    /// When it cannot be said, in words.
    pub unknown: String,
    /// Which of what is left open is about this question; all of it if that is not said.
    #[serde(default)]
    pub ambiguities: Option<Vec<String>>,
    /// For a choice: the list.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// For rows and groups: the fields.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
}

/// How a question of a condition is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionRule {
    /// 是 is met, 否 is unmet.
    Declared,
    /// Each option gives met, unmet or unknown.
    OneOf,
    /// So many full years since this day.
    Elapsed(Elapsed),
    /// Another day for the same count: the later of the two counts.
    LaterStart(LaterStart),
    /// A number that is large enough.
    AtLeast(AtLeast),
    /// A claim of rank is complete or not; it is never decided whether it is enough.
    Ranking(RankingRule),
    /// The opinion of the town.
    Recommendation,
    /// Honours: priority only, never part of whether the condition is met.
    Priority,
}

/// Parameters of [`ConditionRule::Elapsed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elapsed {
    /// What the day is called in a sentence.
    pub label: String,
    /// How many full years are needed.
    pub years: ValueKey,
    /// Fact of a day that this one should not precede; a hint if it does.
    #[serde(default)]
    pub not_before: Option<String>,
}

/// Parameters of [`ConditionRule::LaterStart`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaterStart {
    /// What the day is called in a sentence.
    pub label: String,
    /// The question of the same condition whose count it joins.
    pub of: String,
}

/// Parameters of [`ConditionRule::AtLeast`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// The smallest number that is enough.
    pub min: ValueKey,
}

/// Parameters of [`ConditionRule::Ranking`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankingRule {
    /// Fact of the choice that says what kind of organisation it is.
    pub by: String,
    /// What makes a claim complete, by kind of organisation.
    #[serde(rename = "claim")]
    pub claims: Vec<ClaimNeeds>,
}

/// What makes a claim of rank complete. Rank and source are always needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimNeeds {
    /// The kind of organisation.
    pub org_kind: String,
    /// Indicators that count.
    pub indicators: Vec<String>,
    /// Whether it must be about the year before the application.
    #[serde(default)]
    pub last_year: bool,
    /// Whether it must name its scope.
    #[serde(default)]
    pub scope: bool,
}

/// `[common]` of `exclusions.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExclusionsCommon {
    /// The article that lists the exclusions.
    pub article: String,
    /// Its words.
    pub quote: String,
    /// What lies in the window, in words.
    pub window_rule: String,
    /// What still goes on, in words.
    pub ongoing_rule: String,
    /// What has no date, in words.
    pub undated_rule: String,
    /// What is not, or may not be, what an exclusion speaks of, in words.
    pub applies_rule: String,
    /// What is dated after the application, in words.
    pub future_rule: String,
    /// What putting things right changes, in words.
    pub remedy_rule: String,
    /// When a verdict depends on the reading, in words.
    pub sensitive_rule: String,
    /// Fields of an event; each exclusion picks from them.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

/// `[[exclusion]]` of `exclusions.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Id, such as `14-3`.
    pub id: String,
    /// The article or item.
    pub article: String,
    /// Title.
    pub title: String,
    /// The article's words.
    pub quote: String,
    /// The key the rules know the answer by.
    pub fact: String,
    /// How it is judged.
    pub rule: ExclusionRule,
    /// Fact of a yes-no answer whose 否 means that this exclusion holds now.
    #[serde(default)]
    pub mirrors: Option<String>,
    /// How it is asked as a whole.
    pub kind: AskKind,
    /// Unit of its numbers.
    #[serde(default)]
    pub unit: Option<String>,
    /// The question as a whole.
    pub ask: String,
    /// How to answer.
    pub hint: String,
    /// Why it is asked.
    pub why_asked: String,
    /// From which day it is counted, in words.
    pub count_from: String,
    /// When it is clear, in words.
    pub clear: String,
    /// When it excludes, in words.
    pub excluded: String,
    /// When it cannot be said, in words.
    pub unknown: String,
    /// What to do when it excludes.
    pub what_to_do: String,
    /// Where to look it up.
    pub self_check: Vec<String>,
    /// What to compare it with.
    pub cross_checks: Vec<String>,
    /// Keys of [`ExclusionsCommon::fields`] that its events have.
    pub event_fields: Vec<String>,
    /// Entries of the catalogue that show it.
    pub evidence: Vec<String>,
    /// What is left open about it.
    pub ambiguities: Vec<String>,
    /// What is asked and answered apart.
    #[serde(rename = "question")]
    pub questions: Vec<ExclusionQuestion>,
}

/// How an exclusion is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExclusionRule {
    /// By dated events in the window.
    Events,
    /// By the profit of the accounting years before the application.
    Losses(Losses),
}

/// Parameters of [`ExclusionRule::Losses`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Losses {
    /// How many accounting years.
    pub years: ValueKey,
    /// Fact of the day before whose year nothing is checked.
    pub since: String,
    /// Fact of the choice that says what kind of organisation it is.
    pub by: String,
    /// The value of `by` that the exclusion does not speak of.
    pub exempt: String,
}

/// `[[exclusion.question]]` of `exclusions.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExclusionQuestion {
    /// Id, such as `14-3-b`.
    pub id: String,
    /// The part of the exclusion that events name, such as `safety`.
    pub part: String,
    /// How it is asked.
    pub kind: AskKind,
    /// Whether the answer counts; if not, it is a hint only.
    #[serde(default = "yes")]
    pub counts: bool,
    /// The field of the event that it asks for, instead of standing alone.
    #[serde(default)]
    pub fills: Option<String>,
    /// The question.
    pub ask: String,
    /// Which of what is left open is about this question; all of it if that is not said.
    #[serde(default)]
    pub ambiguities: Option<Vec<String>>,
    /// Whose inspections count.
    #[serde(default)]
    pub levels: Vec<Level>,
}

/// Whose inspection it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// The value.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// When it counts.
    pub counts: LevelCounts,
}

/// When an inspection counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LevelCounts {
    /// Always.
    Always,
    /// Never.
    Never,
    /// As the setting `municipal_scope` says.
    BySetting,
}

/// Which part of the walk a question belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Before the conditions.
    General,
    /// A gate of time.
    Gate,
    /// A condition.
    Condition,
    /// An exclusion.
    Exclusion,
    /// The internal notice.
    Notice,
}

/// One question of the walk as a page shows it, whichever part it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question<'a> {
    /// Id, such as `13-1-a`; the key of the answer.
    pub id: &'a str,
    /// Which part of the walk.
    pub part: Part,
    /// Id of the gate, condition, exclusion or step it belongs to; empty for a general question.
    pub of: &'a str,
    /// Title of what it belongs to; empty for a general question.
    pub title: &'a str,
    /// The key the rules know the answer by.
    pub fact: &'a str,
    /// The article or item.
    pub article: &'a str,
    /// The article's own words.
    pub quote: String,
    /// How it is asked.
    pub kind: AskKind,
    /// Unit of a number; empty if it has none.
    pub unit: &'a str,
    /// Whether it may be left empty.
    pub optional: bool,
    /// Whether the answer counts; if not, it is a hint only.
    pub counts: bool,
    /// The question.
    pub ask: &'a str,
    /// How to answer.
    pub hint: &'a str,
    /// Why it is asked.
    pub why_asked: &'a str,
    /// For a choice: the list.
    pub options: &'a [Choice],
    /// For rows and groups the fields; for a question of an exclusion those of an event.
    pub fields: Vec<Field>,
    /// Notes on how we read it.
    pub notes: &'a [String],
    /// Ids of what is left open about it.
    pub ambiguities: &'a [String],
}

/// The key of the event field whose options are the question's levels.
pub(super) const LEVEL: &str = "level";
