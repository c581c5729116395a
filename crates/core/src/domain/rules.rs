//! The numbers and the shape of one scheme, filled from data.
//!
//! Years, windows, quotas, points and labels are data; the kinds of condition and of exclusion are code.
//!
//! To add a kind of condition:
//! 1. add a variant to [`PartKind`] with what the data must give, and document it;
//! 2. if it needs an answer of a new shape, add the type to `facts`;
//! 3. judge it in `eligibility` (the compiler shows where) and say why in a new `verdict::Reason`;
//! 4. give the reason its Chinese sentence in `words`;
//! 5. let `pack` read it, and add rule cases that can fail.

use std::collections::BTreeSet;

use super::facts::FactId;
use super::verdict::State;

/// One scheme, as far as verdicts need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Id of the scheme, such as `gongyi-2023`.
    pub id: String,
    /// The article that lists the conditions, such as `13`.
    pub conditions_article: String,
    /// The conditions, in the order of the article.
    pub conditions: Vec<ConditionRule>,
    /// The article that lists the exclusions, such as `14`.
    pub exclusions_article: String,
    /// The exclusions, in the order of the article.
    pub exclusions: Vec<ExclusionRule>,
    /// Length of the window of the exclusions, in years.
    pub window_years: u8,
    /// Inspection levels and which of them count (14-4).
    pub levels: Vec<LevelRule>,
    /// How long a revoked organisation may not apply (25).
    pub ban: TermRule,
    /// How long an award is valid (28).
    pub validity: TermRule,
    /// The internal notice (17-2).
    pub notice: NoticeRule,
    /// The prize and what it may be spent on (4 and 24).
    pub prize: PrizeRule,
    /// The places meant for one kind of enterprise (4), if there are such.
    pub quota: Option<QuotaRule>,
    /// The article on publicity, such as `30`.
    pub publicity_article: String,
    /// Positions 3 to 8 of a 统一社会信用代码 registered here, such as `410181`; a hint only.
    pub area_code: String,
}

/// A condition: met only if all its parts are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionRule {
    /// Id, such as `13-1`.
    pub id: String,
    /// The article it stands in, such as `13-1`.
    pub article: String,
    /// What is asked and answered apart.
    pub parts: Vec<PartRule>,
}

/// One part of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRule {
    /// Id of its (first) question, such as `13-1-a`.
    pub question: String,
    /// How it is judged.
    pub kind: PartKind,
}

/// How a part of a condition is judged. See the module head for adding one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// 是 is met, 否 is unmet.
    Declared {
        /// The answer.
        fact: FactId,
    },
    /// One value of a list, each of which gives a state.
    OneOf {
        /// The choice.
        fact: FactId,
        /// What each value gives.
        options: Vec<OptionRule>,
    },
    /// So many full years have passed.
    Elapsed {
        /// The days to count from: the latest of those given counts. At least one.
        facts: Vec<StartFact>,
        /// Full years needed.
        years: u8,
        /// A day the start should not be earlier than; if it is, that is flagged (卓越绩效起始日期早于成立日期).
        not_before: Option<FactId>,
    },
    /// A number is large enough.
    AtLeast {
        /// The number.
        fact: FactId,
        /// The smallest number that is enough.
        min: u32,
        /// Its unit in Chinese, such as `年`.
        unit: String,
    },
    /// A claim of position is complete; whether it is 前列 is never decided.
    Ranking {
        /// The choice that says what kind of organisation it is.
        org_kind: FactId,
        /// What makes a claim complete, by kind of organisation.
        claims: Vec<ClaimRule>,
    },
    /// The town's recommendation.
    Recommendation,
    /// Honours: priority only, never part of whether the condition is met.
    Honours {
        /// What each kind gives: [`State::Pass`] priority, [`State::Unknown`] perhaps.
        kinds: Vec<OptionRule>,
    },
}

/// A value of a list and what choosing it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionRule {
    /// The value, such as `branch`.
    pub value: String,
    /// What the reader sees, such as `分公司、分支机构`.
    pub label: String,
    /// What choosing it gives.
    pub gives: State,
}

/// A day that years are counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartFact {
    /// The day.
    pub fact: FactId,
    /// What it is called in a sentence, such as `成立日期`.
    pub label: String,
}

/// What makes a claim of position complete. Rank and source are always needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRule {
    /// The kind of organisation it is for, a value of `org_kind`.
    pub org_kind: String,
    /// The indicators that count.
    pub indicators: BTreeSet<String>,
    /// Whether the claim must be about the year before the application.
    pub last_year: bool,
    /// Whether the claim must name its scope.
    pub scope: bool,
}

/// An exclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExclusionRule {
    /// Id, such as `14-3`.
    pub id: String,
    /// The article it stands in, such as `14-3`.
    pub article: String,
    /// How it is judged.
    pub kind: ExclusionKind,
    /// The questions it is asked in.
    pub questions: Vec<ExclusionQuestion>,
    /// A yes-no fact whose 否 means that this exclusion holds now (licences of 13-1 and 14-2).
    pub mirrors: Option<FactId>,
}

/// A question of an exclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExclusionQuestion {
    /// Id, such as `14-3-b`.
    pub id: String,
    /// The part events name, such as `safety`.
    pub part: String,
}

/// How an exclusion is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExclusionKind {
    /// By dated events in the window.
    Events,
    /// By the profit of the accounting years before the application (14-5), and losses registered as events.
    Losses {
        /// How many years.
        years: u8,
        /// The day before whose year nothing is checked.
        established: FactId,
        /// The choice that says what kind of organisation it is.
        org_kind: FactId,
        /// The value of `org_kind` that the exclusion does not speak of.
        exempt: String,
    },
}

/// An inspection level (14-4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelRule {
    /// The value, such as `gongyi`.
    pub value: String,
    /// When it counts.
    pub counts: LevelCounts,
}

/// When an inspection level counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelCounts {
    /// Always.
    Always,
    /// Never.
    Never,
    /// Unless the setting `municipal_scope` is `prefecture_only`.
    ByMunicipalScope,
}

/// A number of years, and the article that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRule {
    /// Id of the question about earlier awards, such as `gate-ban`.
    pub question: String,
    /// The article.
    pub article: String,
    /// Years.
    pub years: u8,
}

/// The internal notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRule {
    /// The article.
    pub article: String,
    /// The fewest working days.
    pub working_days: u32,
}

/// The prize.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrizeRule {
    /// The article that sets the amount, such as `4`.
    pub article: String,
    /// Amount for a first award, in 元.
    pub yuan: u32,
    /// Amount for a further award, in 元 (28).
    pub further_yuan: u32,
    /// Whether a further award takes one of the places (28).
    pub further_takes_quota: bool,
    /// The article on its use, such as `24`.
    pub use_article: String,
    /// Ids of the uses it is meant for.
    pub uses: BTreeSet<String>,
}

/// The places meant for one kind of enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotaRule {
    /// The article, such as `4`.
    pub article: String,
    /// The honour that marks the enterprise, such as `srdi`.
    pub honour: String,
    /// The choice that says what kind of organisation it is.
    pub org_kind: FactId,
    /// The value of `org_kind` that is needed, such as `enterprise`.
    pub kind: String,
}

impl Rules {
    /// Id of the question that asks for this yes-no fact, if a condition does.
    pub fn question_of(&self, fact: &str) -> Option<&str> {
        let mut parts = self
            .conditions
            .iter()
            .flat_map(|condition| &condition.parts);
        parts.find_map(|part| match &part.kind {
            PartKind::Declared { fact: own } if own == fact => Some(part.question.as_str()),
            _ => None,
        })
    }
}

impl ExclusionRule {
    /// Id of the question that an event or an open answer names, by its part or by its own id; of the exclusion
    /// itself if no question has it.
    pub fn question_of(&self, part: &str) -> &str {
        let named = |question: &&ExclusionQuestion| question.part == part || question.id == part;
        let question = self.questions.iter().find(named);
        question.map_or(&self.id, |question| &question.id)
    }
}
