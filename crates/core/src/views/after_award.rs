//! What an award brings with it, read from a winner's dossier: its validity, what may cost it, the account of the prize,
//! wording that mentions it, and the duties of each year. Article 29 and the others set no day: a day is the winner's
//! own, or the one that the data proposes.

use crate::domain::date::Date;
use crate::domain::input::{self, Input};
use crate::domain::ledger::{Ledger, Remark, Spending, SpentOn, yuan};
use crate::domain::publicity::{AwardTime, WordingRemark, wording};
use crate::domain::reapply::Reapply;
use crate::domain::validity::Validity;
use crate::dossier::{DONE, DUE, Dossier, Entry, Place};
use crate::pack::reserved::{AWARD_EVENTS, PRIZE, PUBLICITY};
use crate::pack::{Obligation, Reason, Scheme, ValueKey, cite};

/// How an award stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is valid.
    Valid,
    /// Its years are over.
    Expired,
    /// It was revoked on a day.
    Revoked(Date),
}

/// What is to be said of an event that may cost the award.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventRemark {
    /// It names no reason of the measures.
    NoReason,
    /// The reason asks for an event within the validity, and this one lies outside.
    OutsideValidity,
    /// It was decided before the award: nothing is computed from that day.
    DecidedBeforeAward,
    /// It is decided on a day to come: nothing is computed from that day.
    DecidedLater,
}

/// An event that may cost the award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventView<'a> {
    /// Its entry.
    pub entry: &'a Entry,
    /// The reason it names.
    pub reason: Option<&'a Reason>,
    /// The day the award was revoked for it, if that day can be used.
    pub decided: Option<Date>,
    /// What is to be said of it.
    pub remarks: Vec<EventRemark>,
}

/// Why the day of a duty is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueFlaw {
    /// It is no day; the field says why.
    NotADay,
    /// It lies neither in the year of the duty nor in the one after.
    OtherYear,
}

/// How a duty of a year stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DutyState {
    /// It was ticked off.
    Done,
    /// Its day is past.
    Overdue,
    /// Its day is to come within a quarter of a year.
    Soon,
    /// Its day is farther away.
    Later,
    /// It has no day that can be used.
    NoDay,
}

/// A duty of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyView<'a> {
    /// The duty.
    pub duty: &'a Obligation,
    /// The year.
    pub year: i32,
    /// By which day, if that can be used.
    pub due: Option<Date>,
    /// Whether that day was typed; otherwise the data proposes it.
    pub own: bool,
    /// Why the day that was typed is not taken.
    pub flaw: Option<DueFlaw>,
    /// How it stands.
    pub state: DutyState,
}

/// Days from which on a duty is near.
const SOON: i32 = 92;

impl DutyView<'_> {
    /// Where its own day is typed.
    pub fn due_place(&self) -> Place {
        Place::HandIn(format!("{DUE}{}.{}", self.duty.id, self.year).into())
    }

    /// Where it is ticked off.
    pub fn done_place(&self) -> Place {
        Place::HandIn(format!("{DONE}{}.{}", self.duty.id, self.year).into())
    }
}

/// Everything that follows from an award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterAward<'a> {
    /// Whether the day of the award lies in the future: nothing is computed from it.
    pub in_future: bool,
    /// Its validity, where its day can be used.
    pub validity: Option<Validity>,
    /// How it stands.
    pub standing: Option<Standing>,
    /// What may cost it, in the order it was put down.
    pub events: Vec<EventView<'a>>,
    /// When one may apply again.
    pub reapply: Option<Reapply>,
    /// The account of the prize.
    pub ledger: Ledger,
    /// What is to be said of each wording, by the id of its entry; none while the award's day is not known.
    pub wordings: Vec<(&'a str, Vec<WordingRemark>)>,
    /// The duties by year, in the order of the measures; none after a revocation.
    pub duties: Vec<DutyView<'a>>,
}

impl<'a> AfterAward<'a> {
    /// What follows from the award of a winner's dossier, seen from `today`.
    pub fn new(dossier: &'a Dossier, scheme: &'a Scheme, today: Date) -> Self {
        let years = |key| scheme.about.number(key);
        let boundary_day = scheme.settings_with(&dossier.settings).boundary_day;
        let awarded = input::date(&dossier.annual.awarded).given().copied();
        let in_future = awarded.is_some_and(|awarded| awarded > today);
        let awarded = awarded.filter(|_| !in_future);
        let validity = awarded
            .map(|awarded| Validity::new(awarded, years(ValueKey::ValidityYears), boundary_day));
        let events = events(dossier, scheme, validity.as_ref(), today);
        let revoked = events.iter().filter_map(|event| event.decided).min();
        let standing = validity.map(|validity| match revoked {
            Some(on) => Standing::Revoked(on),
            None if today > validity.last => Standing::Expired,
            None => Standing::Valid,
        });
        let reapply = validity.map(|validity| {
            let cycle = scheme.about.cycle_years.value;
            Reapply::new(
                &validity,
                revoked,
                years(ValueKey::BanYears),
                cycle,
                boundary_day,
            )
        });
        let wordings = validity.map(|validity| {
            let time = AwardTime {
                awarded: validity.awarded,
                last: validity.last,
                revoked,
            };
            wordings(dossier, scheme, time, today)
        });
        let duties = validity.map(|validity| duties(dossier, scheme, &validity, revoked, today));
        AfterAward {
            in_future,
            validity,
            standing,
            events,
            reapply,
            ledger: ledger(dossier, scheme, today),
            wordings: wordings.unwrap_or_default(),
            duties: duties.unwrap_or_default(),
        }
    }

    /// The duties whose day is past and that are not done.
    pub fn overdue(&self) -> impl Iterator<Item = &DutyView<'a>> {
        let duties = self.duties.iter();
        duties.filter(|duty| duty.state == DutyState::Overdue)
    }

    /// How many wordings must be changed.
    pub fn wrong_wordings(&self) -> usize {
        let wordings = self.wordings.iter();
        let wrong = wordings.filter(|(_, remarks)| remarks.iter().any(WordingRemark::is_fault));
        wrong.count()
    }
}

/// What is known of an award beside its day.
fn award<'d>(dossier: &'d Dossier, key: &str) -> &'d str {
    dossier.annual.award.get(key).map_or("", |text| text)
}

/// The account of the prize that was received.
fn ledger(dossier: &Dossier, scheme: &Scheme, today: Date) -> Ledger {
    let entries = dossier.register(PRIZE).iter();
    let entries: Vec<Spending> = entries.map(|entry| spending(entry, scheme)).collect();
    let received = input::money(award(dossier, "money"));
    let on = input::date(award(dossier, "money_date")).given().copied();
    Ledger::new(&received, on, &entries, today)
}

fn spending(entry: &Entry, scheme: &Scheme) -> Spending {
    let mut uses = scheme.obligations.iter().flat_map(|duty| &duty.uses);
    let chosen = entry.refs("use").first();
    let used = chosen.and_then(|id| uses.find(|used| used.id == *id));
    let voucher = !entry.get("voucher").trim().is_empty() || !entry.refs("evidence").is_empty();
    Spending {
        date: input::date(entry.get("date")),
        on: match used {
            None => SpentOn::Nothing,
            Some(used) if used.needs_explanation => SpentOn::Other {
                explained: !entry.get("note").trim().is_empty(),
            },
            Some(_) => SpentOn::Named,
        },
        amount: input::money(entry.get("amount")),
        has_voucher: voucher,
    }
}

fn events<'a>(
    dossier: &'a Dossier,
    scheme: &'a Scheme,
    validity: Option<&Validity>,
    today: Date,
) -> Vec<EventView<'a>> {
    let event = |entry: &'a Entry| {
        let mut reasons = scheme.obligations.iter().flat_map(|duty| &duty.reasons);
        let named = entry.refs("reason").first();
        let reason = named.and_then(|id| reasons.find(|reason| reason.article == *id));
        let date = input::date(entry.get("date")).given().copied();
        let decided = input::date(entry.get("decided")).given().copied();
        let mut remarks = Vec::new();
        let outside = |date: Date| {
            validity.is_some_and(|validity| date < validity.awarded || date > validity.last)
        };
        match reason {
            None => remarks.push(EventRemark::NoReason),
            Some(reason) if reason.within_validity && date.is_some_and(outside) => {
                remarks.push(EventRemark::OutsideValidity);
            }
            Some(_) => {}
        }
        let early = |on: Date| validity.is_some_and(|validity| on < validity.awarded);
        let decided = match decided {
            Some(on) if on > today => {
                remarks.push(EventRemark::DecidedLater);
                None
            }
            Some(on) if early(on) => {
                remarks.push(EventRemark::DecidedBeforeAward);
                None
            }
            other => other,
        };
        EventView {
            entry,
            reason,
            decided,
            remarks,
        }
    };
    dossier.register(AWARD_EVENTS).iter().map(event).collect()
}

fn wordings<'a>(
    dossier: &'a Dossier,
    scheme: &Scheme,
    time: AwardTime,
    today: Date,
) -> Vec<(&'a str, Vec<WordingRemark>)> {
    let about = &scheme.about;
    let names = [about.name.value.as_str(), &about.short_name.value];
    let entries = dossier.register(PUBLICITY).iter();
    let written = entries.filter(|entry| !entry.get("text").trim().is_empty());
    written
        .map(|entry| {
            let remarks = wording(entry.get("text"), &names, time, today);
            (entry.id.as_str(), remarks)
        })
        .collect()
}

fn duties<'a>(
    dossier: &Dossier,
    scheme: &'a Scheme,
    validity: &Validity,
    revoked: Option<Date>,
    today: Date,
) -> Vec<DutyView<'a>> {
    let mut duties = Vec::new();
    for year in validity.report_years() {
        for duty in &scheme.obligations {
            let Some(proposed) = duty.due_in(year) else {
                continue;
            };
            let mut view = DutyView {
                duty,
                year,
                due: Some(proposed),
                own: false,
                flaw: None,
                state: DutyState::NoDay,
            };
            let place = view.due_place();
            let typed = input::date(place.read(dossier));
            view.own = !typed.is_missing();
            match typed {
                Input::Given(day) if (year..=year + 1).contains(&day.year()) => {
                    view.due = Some(day);
                }
                Input::Given(_) => (view.due, view.flaw) = (None, Some(DueFlaw::OtherYear)),
                Input::Invalid { .. } => (view.due, view.flaw) = (None, Some(DueFlaw::NotADay)),
                Input::Missing | Input::Unsure => {}
            }
            let done = !view.done_place().read(dossier).is_empty();
            view.state = match view.due {
                _ if done => DutyState::Done,
                None => DutyState::NoDay,
                Some(due) if due < today => DutyState::Overdue,
                Some(due) if today.days_until(due) <= SOON => DutyState::Soon,
                Some(_) => DutyState::Later,
            };
            // Nothing is owed for an award that is no longer held; what was done stays.
            let owed = |due: Date| revoked.is_none_or(|on| due <= on);
            if done || view.due.is_none_or(owed) {
                duties.push(view);
            }
        }
    }
    duties
}

/// A remark on an entry of the account in a sentence. `article` is the one on the use of the prize, in words.
pub fn remark_words(remark: &Remark, article: &str) -> String {
    match remark {
        Remark::NoDate => "没有可用的支出日期，不计入年度合计。".to_owned(),
        Remark::NoAmount => "没有可用的金额，不计入合计。".to_owned(),
        Remark::AfterToday => "支出日期还没有到，请核对。".to_owned(),
        Remark::BeforeReceipt => "支出日期早于收到奖金的日期，请核对。".to_owned(),
        Remark::NoUse => {
            format!("没有选用途：{article}列明的用途都不合适的，不应从奖金支出，请移出。")
        }
        Remark::NotExplained => format!("不在{article}列明的用途里，请写明与质量建设的关系。"),
        Remark::Beyond { by } => {
            format!("到这一笔，支出超过收到的奖金 {} 元。", yuan(*by))
        }
        Remark::NoVoucher => "没有凭证。".to_owned(),
    }
}

/// A remark on a wording in a sentence.
pub fn wording_words(remark: &WordingRemark, scheme: &Scheme, awarded: Date) -> String {
    let year = awarded.year();
    match remark {
        WordingRemark::NotMentioned => {
            format!("没有提到{}，不用检查。", scheme.about.short_name.value)
        }
        WordingRemark::Revoked { on } => {
            format!("称号已于 {on} 撤销，不能再用，请停止使用并撤下。")
        }
        WordingRemark::NoYear => {
            format!("没有标明获奖时间，请写上“{year}年”，最好写到年月。")
        }
        WordingRemark::OtherYear { said } => {
            let said: Vec<String> = said.iter().map(|year| format!("{year}年")).collect();
            format!("写的是{}，获奖是 {year}年，请改正。", said.join("、"))
        }
        WordingRemark::SaysValid { last } => {
            format!("说奖项还在有效期内，有效期已于 {last} 满，请改正。")
        }
        WordingRemark::Expired { last } => {
            format!("有效期已于 {last} 满，是否继续使用请斟酌。")
        }
    }
}

/// A remark on an event in a sentence.
pub fn event_words(remark: EventRemark, validity: Option<&Validity>) -> String {
    match (remark, validity) {
        (EventRemark::NoReason, _) => "没有选属于哪一种情形。".to_owned(),
        (EventRemark::OutsideValidity, Some(validity)) => format!(
            "发生日期不在有效期内（{} 至 {}），不属于这一种情形，请核对。",
            validity.awarded, validity.last
        ),
        (EventRemark::OutsideValidity, None) => "发生日期不在有效期内，请核对。".to_owned(),
        (EventRemark::DecidedBeforeAward, _) => {
            "撤销决定日期早于获奖日期，不作计算，请核对。".to_owned()
        }
        (EventRemark::DecidedLater, _) => "撤销决定日期还没有到，不作计算，请核对。".to_owned(),
    }
}

/// When one may apply again, in sentences: what the ban and the validity say, and the rounds.
pub fn reapply_words(reapply: &Reapply, validity: &Validity, scheme: &Scheme) -> Vec<String> {
    let about = &scheme.about;
    let cycle = about.cycle_years.value;
    let mut said = Vec::new();
    match reapply.ban_over {
        Some(over) => {
            said.push(format!(
                "撤销后 {} 年内不得再次申报（{}），{over} 起可以申报。",
                about.ban_years.value,
                cite(&about.ban_years.article)
            ));
            said.push(format!(
                "有效期原到 {}（{}）；称号撤销以后不再看有效期，只看禁止期。",
                validity.last,
                cite(&about.validity_years.article)
            ));
            let lost: Vec<String> = reapply
                .lost
                .iter()
                .map(|year| format!("{year} 年"))
                .collect();
            if !lost.is_empty() {
                said.push(format!(
                    "按每 {cycle} 年一届、从获奖那一年起推算，禁止期内错过 {} 届：{}。",
                    lost.len(),
                    lost.join("、")
                ));
            }
        }
        None => {
            said.push(format!(
                "有效期 {} 年（{}），到 {} 止，{} 起可以再次申请。",
                validity.years,
                cite(&about.validity_years.article),
                validity.last,
                validity.free
            ));
            let prize = match about.reaward_prize.value {
                0 => "不授予奖金".to_owned(),
                yuan => format!("奖金 {yuan} 元"),
            };
            let quota = match about.reaward_takes_quota.value {
                true => "占名额",
                false => "不占名额",
            };
            said.push(format!("再次获奖的，授予证书和称号，{prize}，{quota}。"));
        }
    }
    let next = reapply.next;
    said.push(match reapply.next_depends {
        true => format!(
            "下一届可能在 {next} 年，当届受理截止不早于 {} 的才赶得上，以申报通知为准。",
            reapply.free
        ),
        false => format!("下一届可能在 {next} 年，以申报通知为准。"),
    });
    said
}
