//! What the rules say: three-valued findings with reasons, never booleans.
//!
//! A finding carries data (days, years, values as typed); `words` makes sentences of it. Labels, quotes and
//! advice belong to the data and are looked up by [`RuleFinding::id`], [`PartFinding::question`] and [`Flag::id`].

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::date::Date;
use super::input::{Flaw, Input};
use super::settings::EventBasis;
use super::term::Term;

/// The three values. What they are called depends on the [`Family`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Met, clear.
    Pass,
    /// Cannot be said yet.
    Unknown,
    /// Unmet, excluded, barred, in force.
    Fail,
}

impl State {
    /// One state for many: a failure counts before an unknown, an unknown before a pass; of none, a pass.
    pub fn combine(states: impl IntoIterator<Item = State>) -> State {
        states.into_iter().max().unwrap_or(State::Pass)
    }

    /// Pass for true, fail for false.
    pub fn of(holds: bool) -> State {
        if holds { State::Pass } else { State::Fail }
    }

    /// The code used in data and in machine-readable output, such as `met`.
    pub fn code(self, family: Family) -> &'static str {
        match (family, self) {
            (_, State::Unknown) => "unknown",
            (Family::Condition | Family::Notice, State::Pass) => "met",
            (Family::Condition | Family::Notice, State::Fail) => "unmet",
            (Family::Exclusion | Family::Ban | Family::Validity, State::Pass) => "clear",
            (Family::Exclusion, State::Fail) => "excluded",
            (Family::Ban, State::Fail) => "barred",
            (Family::Validity, State::Fail) => "in_force",
        }
    }
}

/// What a finding is about; decides what its states are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// A condition of article 13: met, unmet, unknown.
    Condition,
    /// An exclusion of article 14: clear, excluded, unknown.
    Exclusion,
    /// The ban of article 25: clear, barred, unknown.
    Ban,
    /// The validity of article 28: clear, in_force, unknown.
    Validity,
    /// The internal notice of article 17-2: met, unmet, unknown.
    Notice,
}

/// The overall answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overall {
    /// Nothing was found that stands in the way.
    Eligible,
    /// Something stands in the way.
    NotEligible,
    /// Nothing stands in the way for certain, but something is open.
    Undetermined,
}

impl Overall {
    /// The code used in data and in machine-readable output.
    pub fn code(self) -> &'static str {
        match self {
            Overall::Eligible => "eligible",
            Overall::NotEligible => "not_eligible",
            Overall::Undetermined => "undetermined",
        }
    }
}

/// When something that stands in the way is out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// It does not stand in the way: passed or unknown.
    NotNeeded,
    /// From this day on.
    On(Date),
    /// Not by waiting.
    Never,
}

impl Release {
    /// The release of several things together: the latest, or never if one of them has none.
    pub fn combine(releases: impl IntoIterator<Item = Release>) -> Release {
        releases.into_iter().max().unwrap_or(Release::NotNeeded)
    }
}

/// The finding on one condition, exclusion or gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFinding {
    /// Id: the condition's or exclusion's (`13-1`, `14-3`), or `ban` or `validity`.
    pub id: String,
    /// The article it rests on.
    pub article: String,
    /// What it is about.
    pub family: Family,
    /// All parts together.
    pub state: State,
    /// Why, part by part. Never empty.
    pub parts: Vec<PartFinding>,
    /// When it stops standing in the way.
    pub release: Release,
    /// Articles that must be shown beside it; empty if nothing needs saying.
    pub cites: BTreeSet<String>,
}

/// The finding on one part: a question, an event, an accounting year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFinding {
    /// Id of the question to go to for changing the answer, or of the exclusion if it has none of its own.
    pub question: String,
    /// Position of the event in `Facts::events`, if it is about one.
    pub event: Option<usize>,
    /// What was found.
    pub state: State,
    /// Why.
    pub reason: Reason,
    /// When it stops standing in the way.
    pub release: Release,
    /// Whether a period of years is full exactly on the day of application.
    pub boundary: bool,
}

impl PartFinding {
    /// A part that waiting does not change: passed, unknown, or failed for good.
    pub(super) fn fixed(question: &str, state: State, reason: Reason) -> PartFinding {
        let release = match state {
            State::Fail => Release::Never,
            State::Pass | State::Unknown => Release::NotNeeded,
        };
        PartFinding {
            question: question.to_owned(),
            event: None,
            state,
            reason,
            release,
            boundary: false,
        }
    }

    /// A part that fails until a day: passed once `over`, failed before.
    pub(super) fn until(question: &str, term: Term, reason: Reason) -> PartFinding {
        let release = if term.over {
            Release::NotNeeded
        } else {
            Release::On(term.full)
        };
        PartFinding {
            question: question.to_owned(),
            event: None,
            state: State::of(term.over),
            reason,
            release,
            boundary: term.boundary,
        }
    }
}

impl RuleFinding {
    /// The finding of its parts together; it cites its article unless all passed.
    pub(super) fn of(
        id: &str,
        article: &str,
        family: Family,
        parts: Vec<PartFinding>,
    ) -> RuleFinding {
        let state = State::combine(parts.iter().map(|part| part.state));
        let cites = match state {
            State::Pass => BTreeSet::new(),
            State::Unknown | State::Fail => [article.to_owned()].into(),
        };
        RuleFinding {
            id: id.to_owned(),
            article: article.to_owned(),
            family,
            state,
            release: Release::combine(parts.iter().map(|part| part.release)),
            parts,
            cites,
        }
    }
}

impl Reason {
    /// Why a field gives no value; `None` if it gives one.
    pub(super) fn open<T>(input: &Input<T>) -> Option<Reason> {
        match input {
            Input::Missing => Some(Reason::Unanswered),
            Input::Unsure => Some(Reason::Unsure),
            Input::Invalid { raw, why } => Some(Reason::Invalid {
                raw: raw.clone(),
                why: why.clone(),
            }),
            Input::Given(_) => None,
        }
    }
}

/// Why a part was found as it was. `words::reason` makes a sentence of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    // Any field
    /// No answer.
    Unanswered,
    /// The answer is 不确定.
    Unsure,
    /// What was typed is no value.
    Invalid {
        /// As typed.
        raw: String,
        /// Why it is no value.
        why: Flaw,
    },

    // Conditions
    /// The answer is 是 or 否.
    Declared(bool),
    /// A value was chosen.
    Chosen {
        /// Its label.
        label: String,
    },
    /// Years counted from a day.
    Elapsed {
        /// What the day is called, such as `成立日期`.
        label: String,
        /// The day.
        from: Date,
        /// Years needed.
        years: u8,
        /// The day they are full (by the setting `boundary_day`).
        full: Date,
    },
    /// A number compared with the smallest that is enough.
    Counted {
        /// The number.
        value: u32,
        /// The smallest that is enough.
        min: u32,
        /// Unit.
        unit: String,
    },
    /// So many claims of position are complete; whether they are 前列 is left to the reviewers.
    Claims {
        /// How many.
        complete: usize,
    },
    /// The organisation says that no indicator is ahead.
    NoClaim,
    /// There are claims, but each lacks something.
    ClaimsIncomplete {
        /// What the most complete one lacks.
        lacks: BTreeSet<ClaimLack>,
        /// The year they must be about, if that matters.
        year: Option<i32>,
    },
    /// It is open which kind of organisation it is, so it is open which claims count.
    OrgKindOpen,
    /// The town recommends.
    Recommended {
        /// When, if given.
        date: Option<Date>,
    },
    /// The town recommends only after the application.
    RecommendedLater {
        /// When.
        date: Date,
    },
    /// The town refuses.
    RecommendationRefused,
    /// The recommendation is not issued yet.
    RecommendationPending,
    /// The recommendation comes from another kind of body than a town (street).
    RecommenderNotATown,
    /// The recommendation does not say who issued it, or the organisation's own town is not given.
    RecommenderOpen,
    /// The recommendation comes from another town (street).
    RecommenderOtherTown {
        /// Who issued it.
        issuer: String,
        /// Where the organisation is.
        town: String,
    },
    /// Honours do not decide; so many valid ones are listed.
    Honours {
        /// Valid ones.
        valid: usize,
        /// Expired ones.
        expired: usize,
    },

    // Exclusions
    /// Answered 没有.
    NoEvent,
    /// An event, by its day and the window.
    Event {
        /// The day it counts from.
        from: Date,
        /// Which of its days that is.
        basis: EventDay,
        /// Length of the window in years.
        years: u8,
        /// The day it is out of the window (by the setting `boundary_day`).
        out: Date,
        /// Whether it is clear that the event is what the exclusion speaks of.
        certain: bool,
    },
    /// An event without any day.
    EventUndated,
    /// An event that goes on.
    EventOngoing {
        /// Whether it is clear that the event is what the exclusion speaks of.
        certain: bool,
    },
    /// An event that is out of the window by its days, but may go on.
    EventPerhapsOngoing,
    /// An event that is not what the exclusion speaks of.
    EventDoesNotApply,
    /// An inspection whose level does not count.
    EventLevelDoesNotCount,
    /// An event after the day of application.
    EventAfterApplication {
        /// Its day.
        date: Date,
    },
    /// A fact of article 13 says that this exclusion holds now (licences).
    Mirrored,
    /// A year with a loss.
    Loss {
        /// The year.
        year: i32,
        /// Profit in 万元; `None` if the loss was only registered as an event.
        profit: Option<Decimal>,
        /// Whether a loss was registered as an event too.
        registered: bool,
        /// The day it is out of the window.
        out: Date,
        /// Whether it is clear that the organisation is one the exclusion speaks of.
        certain: bool,
    },
    /// A year without a loss.
    NoLoss {
        /// The year.
        year: i32,
        /// Profit in 万元.
        profit: Decimal,
    },
    /// A year without a usable figure.
    ProfitMissing {
        /// The year.
        year: i32,
        /// As typed and why it is no value, if something was typed.
        typed: Option<(String, Flaw)>,
    },
    /// No year is checked: the organisation is too young.
    NoYearToCheck,
    /// The exclusion does not speak of this kind of organisation.
    Exempt,

    // Gates
    /// Never awarded.
    NeverAwarded,
    /// Awarded and not revoked, so there is no ban.
    NotRevoked,
    /// Revoked, so validity does not matter.
    RevokedInstead,
    /// It is not clear whether it was awarded or revoked.
    AwardUnclear,
    /// Revoked on an unknown day.
    RevokedUndated,
    /// Awarded on an unknown day.
    AwardedUndated,
    /// A term counted from a day.
    Term {
        /// The day of the decision or announcement.
        from: Date,
        /// Years.
        years: u8,
        /// The first day one may apply again (by the setting `boundary_day`).
        end: Date,
    },
}

/// What a claim of position lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClaimLack {
    /// An indicator that counts.
    Indicator,
    /// The right year.
    Year,
    /// The scope.
    Scope,
    /// The position.
    Rank,
    /// The source.
    Source,
}

/// Which of its days an event counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventDay {
    /// It happened or began.
    Happened,
    /// It was decided upon.
    Decided,
    /// It ended.
    Ended,
}

/// A hint that changes no verdict. Its text is data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// A period is full exactly on the day of application.
    BoundaryDay,
    /// An event after the day of application.
    EventAfterApplication,
    /// 卓越绩效 began before the organisation was established.
    ExcellenceBeforeEstablished,
    /// A loss was registered for a year whose profit is not negative.
    LossAgainstFigures,
    /// An honour has expired.
    HonourExpired,
    /// Licences are missing, which is an exclusion too.
    LicencesExclude,
    /// The internal notice does not end before the day of application.
    NoticeNotFinished,
    /// The recommendation is not later than the end of the internal notice.
    RecommendationBeforeNoticeEnd,
    /// The recommendation comes from another town (street).
    TownMismatch,
}

impl Flag {
    /// All flags.
    pub const ALL: [Flag; 9] = [
        Flag::BoundaryDay,
        Flag::EventAfterApplication,
        Flag::ExcellenceBeforeEstablished,
        Flag::LossAgainstFigures,
        Flag::HonourExpired,
        Flag::LicencesExclude,
        Flag::NoticeNotFinished,
        Flag::RecommendationBeforeNoticeEnd,
        Flag::TownMismatch,
    ];

    /// The id its text has in the data.
    pub fn id(self) -> &'static str {
        match self {
            Flag::BoundaryDay => "boundary-day",
            Flag::EventAfterApplication => "event-after-application",
            Flag::ExcellenceBeforeEstablished => "excellence-before-established",
            Flag::LossAgainstFigures => "figures-14-5",
            Flag::HonourExpired => "honour-expired",
            Flag::LicencesExclude => "licences-14-2",
            Flag::NoticeNotFinished => "notice-not-finished",
            Flag::RecommendationBeforeNoticeEnd => "recommendation-before-notice-end",
            Flag::TownMismatch => "town-mismatch",
        }
    }
}

/// The finding on the internal notice (17-2). It never changes the overall answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeFinding {
    /// The article it rests on.
    pub article: String,
    /// Met, unmet or unknown.
    pub state: State,
    /// Why; all that apply, never empty.
    pub reasons: Vec<NoticeReason>,
    /// Working days from the first counted day to the last; `None` without both days.
    pub working_days: Option<u32>,
    /// Whether the count reaches into a year whose holidays are not published.
    pub provisional: bool,
    /// The earliest last day with enough working days; `None` without a first day.
    pub earliest_end: Option<Date>,
    /// The latest first day so that a notice can still end, with enough working days, before the application.
    pub latest_start: Date,
}

/// Why the internal notice was found as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeReason {
    /// Nothing is entered.
    NotEntered,
    /// The first or last day is missing.
    DayMissing,
    /// What was typed as a day is none.
    Invalid {
        /// As typed.
        raw: String,
        /// Why it is no day.
        why: Flaw,
    },
    /// An objection was found to be true.
    ObjectionUpheld,
    /// An objection is being looked into.
    ObjectionPending,
    /// It does not end before the day of application.
    NotFinished {
        /// Its last day.
        end: Date,
    },
    /// Too few working days.
    TooShort {
        /// Working days.
        days: u32,
        /// The fewest.
        min: u32,
    },
    /// Enough only if the holidays not yet published do not intervene, or too few so far.
    Provisional {
        /// Working days in all.
        days: u32,
        /// Those in published years.
        published: u32,
        /// The fewest.
        min: u32,
    },
    /// Enough working days.
    LongEnough {
        /// Working days.
        days: u32,
        /// The fewest.
        min: u32,
    },
}

/// What an award would bring (4 and 28).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reward {
    /// Prize in 元; `None` if it cannot be said.
    pub prize: Option<u32>,
    /// Whether it takes one of the places; `None` if it cannot be said.
    pub takes_quota: Option<bool>,
}

/// What the 统一社会信用代码 shows. It never changes a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsccReport {
    /// The code without spaces, in capitals.
    pub code: String,
    /// What is wrong with it; `None` if nothing.
    pub flaw: Option<Flaw>,
    /// Whether the organisation code inside it (positions 9 to 17) checks; `None` if length or characters are wrong.
    pub org_code_ok: Option<bool>,
    /// Whether it was registered in the scheme's own area.
    pub local_area: bool,
}

/// Spending of the prize (24).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrizeUse {
    /// Pass if every use is a listed one and the sum does not exceed the prize.
    pub state: State,
    /// The sum in 元; `None` if an amount is no number or the sum cannot be kept exactly.
    pub total: Option<Decimal>,
}

/// The exclusions that depend on the reading of "近3年", under one reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The reading.
    pub basis: EventBasis,
    /// Whether it is the one in use.
    pub in_use: bool,
    /// The overall answer under it.
    pub overall: Overall,
    /// The earliest day under it.
    pub earliest: Option<Date>,
    /// The findings on those exclusions under it, in the order of the article.
    pub exclusions: Vec<RuleFinding>,
}

/// Everything the rules say about one set of facts on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The day of application.
    pub on: Date,
    /// The overall answer.
    pub overall: Overall,
    /// Article 13, in its order.
    pub conditions: Vec<RuleFinding>,
    /// Article 14, in its order.
    pub exclusions: Vec<RuleFinding>,
    /// `ban` (25) and `validity` (28).
    pub gates: Vec<RuleFinding>,
    /// The internal notice.
    pub notice: NoticeFinding,
    /// The earliest day one may apply; only if something stands in the way and all of it goes away by waiting.
    pub earliest: Option<Date>,
    /// Whether something is open, so that `earliest` only means "not before".
    pub not_before_only: bool,
    /// Hints.
    pub flags: BTreeSet<Flag>,
    /// Exclusions whose state another `event_basis` would change.
    pub sensitive: BTreeSet<String>,
    /// All readings side by side; empty unless an exclusion's state or release depends on the reading.
    pub readings: Vec<Reading>,
    /// What an award would bring.
    pub reward: Reward,
    /// Whether the organisation may be recommended first (13-4).
    pub priority: State,
    /// Whether it is one of the enterprises that places are meant for (4).
    pub srdi_quota: bool,
    /// The first day one may apply again after an award (28).
    pub validity_end: Option<Date>,
    /// The first day one may apply again after a revocation (25).
    pub ban_end: Option<Date>,
    /// The 统一社会信用代码, if entered.
    pub uscc: Option<UsccReport>,
    /// Whether the publicity wording states the year of the award (30), if entered.
    pub publicity: Option<State>,
    /// The spending of the prize (24), if entered.
    pub prize_use: Option<PrizeUse>,
    /// Articles that must be cited.
    pub cites: BTreeSet<String>,
}
