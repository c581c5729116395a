//! What the applicant says, keyed as the data keys it.
//!
//! A new city is a new data folder, so plain answers live in maps by fact id; only answers with a shape of
//! their own have a type. A value that was typed wrongly or half is [`Input::Invalid`]: unknown to the rules,
//! with its own reason.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::date::Date;
use super::input::Input;

/// The key of an answer, such as `in_gongyi`: the `fact` of a question in the data.
pub type FactId = String;

/// Everything the rules may look at. The default is "nothing answered".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Answers 是 / 否 / 不确定.
    pub yes_no: BTreeMap<FactId, Input<bool>>,
    /// Days, such as `established`.
    pub dates: BTreeMap<FactId, Input<Date>>,
    /// One value of a closed list, such as `org_form` and `org_kind`; an answer "unsure" is [`Input::Unsure`].
    pub choices: BTreeMap<FactId, Input<String>>,
    /// Whole numbers, such as `self_report_years`.
    pub counts: BTreeMap<FactId, Input<u32>>,
    /// Claims of position (13-3).
    pub ranking: Ranking,
    /// Honours and titles (13-4); none unless listed.
    pub honours: Vec<Honour>,
    /// The town (street) of the registered address (13-5).
    pub town: Input<String>,
    /// The town's recommendation (13-5).
    pub recommendation: Recommendation,
    /// Events registered under article 14.
    pub events: Vec<Event>,
    /// Questions of article 14 that are open. Every exclusion not named here or in `events` counts as answered "没有".
    pub open_exclusions: Vec<OpenExclusion>,
    /// Total profit of each accounting year, in 万元 (14-5).
    pub profits: BTreeMap<i32, Input<Decimal>>,
    /// Earlier awards (25 and 28).
    pub previous_award: PreviousAward,
    /// The internal notice (17-2), if anything is entered about it.
    pub notice: Option<Notice>,
    /// The 统一社会信用代码 as typed; empty if none.
    pub uscc: String,
    /// Wording that mentions the award (30), as typed; empty if none.
    pub publicity: String,
    /// Spending of the prize (24), if a ledger is kept.
    pub prize_use: Option<Vec<PrizeSpending>>,
}

/// The answer to "which indicators were ahead last year" (13-3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Ranking {
    /// Not answered.
    #[default]
    Unanswered,
    /// Answered "不确定".
    Unsure,
    /// Expressly no indicator.
    None,
    /// Claims, complete or not; may be empty.
    Claims(Vec<Claim>),
}

/// One claim of position. The tool never decides whether it is 前列.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// Indicator, a value of the data such as `revenue`.
    pub indicator: Input<String>,
    /// The year it is about.
    pub year: Input<i32>,
    /// `national` or `provincial`.
    pub scope: Input<String>,
    /// Position in words; blank if not given.
    pub rank: String,
    /// Source in words; blank if not given.
    pub source: String,
}

/// An honour or title (13-4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Honour {
    /// Kind, a value of the data such as `srdi`.
    pub kind: Input<String>,
    /// The last day it is valid; [`Input::Missing`] if it does not expire.
    pub expires: Input<Date>,
}

/// The opinion of the town (street) (13-5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recommendation {
    /// What kind of body issued it.
    pub issuer_kind: IssuerKind,
    /// The body that issued it.
    pub town: Input<String>,
    /// The day it was issued.
    pub date: Input<Date>,
    /// What it says.
    pub opinion: Input<Opinion>,
}

/// What kind of body issued the recommendation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IssuerKind {
    /// A town or street office.
    #[default]
    Town,
    /// The committee of a development zone.
    Committee,
    /// Any other.
    Other,
}

/// What the recommendation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opinion {
    /// Recommended.
    Agree,
    /// Refused.
    Refused,
    /// Not issued yet.
    Pending,
}

/// An event under article 14. Events of 14-5 have a year, all others have days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// The exclusion it is registered under, such as `14-3`.
    pub exclusion: String,
    /// What it was asked under: the part of the exclusion, such as `safety`, or the question's id; empty if not known.
    pub part: String,
    /// The day it happened or began.
    pub date: Input<Date>,
    /// The day it was decided upon, found or published.
    pub decided: Input<Date>,
    /// The day it ended.
    pub ended: Input<Date>,
    /// The accounting year of a loss (14-5 only).
    pub year: Input<i32>,
    /// Whether it is still going on; [`Input::Missing`] counts as no.
    pub ongoing: Input<bool>,
    /// Whether it is what the exclusion speaks of.
    pub applies: Applies,
    /// Who inspected (14-4 inspections only), a value of the data such as `provincial`.
    pub level: Input<String>,
}

/// Whether an event is what the exclusion speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Applies {
    /// It is.
    #[default]
    Yes,
    /// It is not: the event does not count.
    No,
    /// Not clear.
    Unsure,
}

/// A question of article 14 that has no answer to go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenExclusion {
    /// The exclusion, such as `14-6`.
    pub exclusion: String,
    /// The part asked, such as `safety`, or the question's id; empty if the exclusion is asked as a whole.
    pub part: String,
    /// Whether the answer was "不确定"; otherwise there is none.
    pub unsure: bool,
}

/// Earlier awards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PreviousAward {
    /// Not answered.
    #[default]
    Unanswered,
    /// Never awarded.
    Never,
    /// Not clear whether awarded or revoked.
    Unsure,
    /// Awarded and not revoked.
    Held {
        /// The day of the city's announcement.
        awarded: Input<Date>,
    },
    /// Awarded and revoked later.
    Revoked {
        /// The day of the city's announcement.
        awarded: Input<Date>,
        /// The day of the decision to revoke.
        revoked: Input<Date>,
    },
}

/// The internal notice (17-2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// First full day.
    pub start: Input<Date>,
    /// Last full day.
    pub end: Input<Date>,
    /// What came in.
    pub objections: Objections,
}

/// Objections to the internal notice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Objections {
    /// None.
    #[default]
    None,
    /// Being looked into.
    Pending,
    /// Found to be true.
    Upheld,
}

/// One spending of the prize (24).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrizeSpending {
    /// Use, a value of the data such as `use-training`.
    pub use_id: Input<String>,
    /// Amount in 元.
    pub amount: Input<Decimal>,
}

/// What [`Facts`] hands out for a key that is not there.
macro_rules! lookup {
    ($($(#[$doc:meta])* $name:ident: $field:ident -> $type:ty;)*) => {
        impl Facts {
            $($(#[$doc])*
            pub fn $name(&self, fact: &str) -> &Input<$type> {
                self.$field.get(fact).unwrap_or(&Input::Missing)
            })*
        }
    };
}

lookup! {
    /// The answer 是 / 否 / 不确定 to this fact; [`Input::Missing`] if there is none.
    answer: yes_no -> bool;
    /// The day entered for this fact; [`Input::Missing`] if there is none.
    date: dates -> Date;
    /// The value chosen for this fact; [`Input::Missing`] if there is none.
    choice: choices -> String;
    /// The number entered for this fact; [`Input::Missing`] if there is none.
    count: counts -> u32;
}
