//! What is declared against what is recorded elsewhere. The grounds are articles of the measures.
//!
//! Declared is what the answers of articles 13 and 14 and the pledge of the form say. Windows, full years and working
//! days are the verdict's: what is recorded under an answer of 没有, or in the register of inspections, is shown to the
//! rules as if it had been declared, and they say whether it would exclude. Without a day of application nothing here
//! runs. What stands in the answers themselves is the verdict's to tell and not repeated.

use std::collections::BTreeMap;
use std::rc::Rc;

use rust_decimal::Decimal;

use crate::domain::date::Date;
use crate::domain::input::{self, Input};
use crate::domain::verdict::{NoticeReason, PartFinding, Reason, RuleFinding, State};
use crate::domain::window::Overlap;
use crate::domain::words;
use crate::dossier::{Dossier, EntriesAt, Event, Group, Place};
use crate::pack::{AskKind, Condition, Exclusion, ExclusionRule, cite};
use crate::views::{self, MetricView, exclusion_of};

use super::registers::{Inspection, Licence, Until};
use super::{Check, Found, Reads, ReviewInput, Scope};

/// 声明无亏损，但近三个会计年度内有亏损.
pub const LOSS: Check = Check {
    id: "loss-year-vs-declaration",
    scope: Scope::Whole(loss),
    reads: &[Reads::Walk, Reads::Form],
};

/// 声明无责任事故，但记录或指标显示有.
pub const ACCIDENT: Check = Check {
    id: "accident-vs-declaration",
    scope: Scope::Whole(accident),
    reads: &[Reads::Walk, Reads::Form, Reads::Metrics],
};

/// 声明抽查合格，但有不合格或退货通报记录.
pub const INSPECTION: Check = Check {
    id: "inspection-fail-vs-declaration",
    scope: Scope::Whole(inspection),
    reads: &[Reads::Walk, Reads::Register("inspections")],
};

/// 声明符合环保、节能政策，但数值超限.
pub const EMISSION: Check = Check {
    id: "emission-over-limit-vs-declaration",
    scope: Scope::Whole(emission),
    reads: &[Reads::Walk, Reads::Metrics],
};

/// 声明无失信或处罚，但台账有记录.
pub const DISHONESTY: Check = Check {
    id: "dishonesty-vs-declaration",
    scope: Scope::Whole(dishonesty),
    reads: &[Reads::Walk],
};

/// 必备证照已过期或近 3 年内断档.
pub const LICENCE: Check = Check {
    id: "licence-gap",
    scope: Scope::Whole(licence),
    reads: &[Reads::Walk, Reads::Register("licences")],
};

/// 成立或取得资质时间不足申报年限.
pub const OPERATING: Check = Check {
    id: "operating-years-short",
    scope: Scope::Whole(operating),
    reads: &[Reads::Walk],
};

/// 导入卓越绩效的时间不足或前后不同.
pub const EXCELLENCE: Check = Check {
    id: "excellence-years-short",
    scope: Scope::Whole(excellence),
    reads: &[Reads::Walk, Reads::ProfileFields],
};

/// 内部公示天数不足或晚于提交.
pub const NOTICE: Check = Check {
    id: "internal-notice-short",
    scope: Scope::Whole(notice),
    reads: &[Reads::Walk],
};

/// A number that is typed into a field of the form, maybe with its unit.
fn form_number(case: &ReviewInput<'_>, field: &str, raw: &str) -> Option<Decimal> {
    let field = case.packs.scheme.form_field(field);
    let unit = field.map_or("", |field| &field.unit);
    let number = input::without_unit(raw, unit);
    input::decimal(number).given().copied()
}

/// The metric of the library that shows the energy a product takes.
const UNIT_ENERGY: &str = "unit-energy";

/// The reading which profit decides, and its value for net profit.
const LOSS_INDICATOR: (&str, &str) = ("loss_indicator", "net_profit");

/// The exclusions that are the ground of a check.
fn exclusions<'a>(case: &ReviewInput<'a>, check: &Check) -> Vec<&'a Exclusion> {
    let basis = case.packs.checks.check(check.id).map(|data| &data.basis);
    let basis = basis.map_or(&[][..], Vec::as_slice);
    let exclusions = case.packs.scheme.exclusions.iter();
    let exclusions = exclusions.filter(|exclusion| basis.contains(&exclusion.article));
    exclusions.collect()
}

/// The exclusion that is the ground of a check.
fn exclusion<'a>(case: &ReviewInput<'a>, check: &Check) -> Option<&'a Exclusion> {
    exclusions(case, check).into_iter().next()
}

/// The condition that is the ground of a check.
fn condition<'a>(case: &ReviewInput<'a>, check: &Check) -> Option<&'a Condition> {
    let basis = &case.packs.checks.check(check.id)?.basis;
    let mut conditions = case.packs.scheme.conditions.iter();
    conditions.find(|condition| basis.contains(&condition.article))
}

/// What the verdict found of an exclusion or condition.
fn verdict<'f>(findings: &'f [RuleFinding], id: &str) -> &'f [PartFinding] {
    let finding = findings.iter().find(|finding| finding.id == id);
    finding.map_or(&[], |finding| &finding.parts)
}

/// Whether every question that counts of an exclusion is answered 没有.
fn none_declared(case: &ReviewInput<'_>, exclusion: &Exclusion) -> bool {
    let questions = exclusion.questions.iter();
    let mut counting = questions
        .filter(|question| question.counts && question.kind == AskKind::YesNoUnsure)
        .peekable();
    counting.peek().is_some()
        && counting.all(|question| case.dossier.walk.value(&question.id) == "no")
}

/// Whether everything that a condition asks with yes or no is answered 是.
fn met_declared(case: &ReviewInput<'_>, condition: &Condition) -> bool {
    let questions = condition.questions.iter();
    let mut declared = questions.filter(|question| question.kind == AskKind::YesNoUnsure);
    declared.all(|question| case.dossier.walk.value(&question.id) == "yes")
}

/// The article in Chinese: 第十四条第（三）项.
fn article(exclusion: &Exclusion) -> String {
    cite(&exclusion.article)
}

/// Whether a question of an exclusion says that there is nothing that counts: answered 没有, or 有 with events that are
/// all of no account, such as those before the window.
fn denies(case: &ReviewInput<'_>, exclusion: &Exclusion, question: &str) -> bool {
    let parts = verdict(&case.assessment.exclusions, &exclusion.id).iter();
    let mut events = parts.filter(|part| part.question == question).peekable();
    match case.dossier.walk.value(question) {
        "no" => true,
        "yes" => events.peek().is_some() && events.all(|part| part.state == State::Pass),
        _ => false,
    }
}

/// What the rules would find of events of an exclusion if the questions that deny them were answered 有, with further
/// events added: those that would exclude for certain.
fn if_declared(
    case: &ReviewInput<'_>,
    on: Date,
    exclusion: &Exclusion,
    more: Vec<Event>,
) -> Vec<(Event, Reason)> {
    let scheme = case.packs.scheme;
    let mut dossier = Dossier::clone(case.dossier);
    let walk = Rc::make_mut(&mut dossier.walk);
    let asked = exclusion.questions.iter();
    let denied: Vec<&str> = asked
        .map(|question| question.id.as_str())
        .filter(|question| denies(case, exclusion, question))
        .collect();
    walk.events.extend(more);
    let mut events: Vec<Event> = walk.events.clone();
    events.retain(|event| denied.contains(&event.question.as_str()));
    if events.is_empty() {
        return Vec::new();
    }
    walk.events.clone_from(&events);
    for event in &events {
        walk.edit_answer(&event.question, |answer| answer.value = "yes".into());
    }
    // The rules number the events that count; all that are left here do.
    events.retain(|event| exclusion_of(event, walk, scheme).is_some());
    let assessed = views::assess(&dossier, scheme, case.packs.calendar, on).assessment;
    let parts = verdict(&assessed.exclusions, &exclusion.id).iter();
    let failed = parts.filter(|part| part.state == State::Fail);
    let found = failed.filter_map(|part| {
        let event = events.get(part.event?)?;
        Some((event.clone(), part.reason.clone()))
    });
    found.collect()
}

/// That an event is registered, by its day as the rules count it.
fn registered(reason: &Reason) -> String {
    match reason {
        Reason::Event { from, .. } => format!("登记了 {from} 的事项"),
        _ => "登记了仍在持续的事项".into(),
    }
}

/// The loss years of the verdict, or what else speaks of losses.
fn loss(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let Some(exclusion) = exclusion(case, &LOSS) else {
        return;
    };
    let ExclusionRule::Losses(rule) = &exclusion.rule else {
        return;
    };
    let kind = case
        .packs
        .scheme
        .questions()
        .find(|question| question.fact == rule.by);
    let kind = kind.map_or("", |kind| case.dossier.walk.value(kind.id));
    if case.on.is_none() || ["", "unsure"].contains(&kind) || kind == rule.exempt {
        return;
    }
    let pledged = case.dossier.form.field(&case.packs.scheme.roles.pledge) == "yes";
    let (setting, net) = LOSS_INDICATOR;
    let settings = case.packs.scheme.settings_with(&case.dossier.settings);
    let net = settings
        .informative
        .get(setting)
        .is_some_and(|value| value == net);
    for part in verdict(&case.assessment.exclusions, &exclusion.id) {
        let (year, profit, disclosed, denied) = match &part.reason {
            Reason::Loss {
                year,
                profit,
                registered,
                ..
            } => (*year, *profit, *registered, false),
            Reason::NoLoss { year, profit } => (*year, Some(*profit), false, true),
            Reason::ProfitMissing { year, .. } => (*year, None, false, false),
            _ => continue,
        };
        let shown = match net {
            false => {
                profit.map(|profit| (profit, "利润总额", Place::Profit(year.to_string().into())))
            }
            true => {
                let year = year.to_string();
                let id = &case.packs.scheme.roles.net_profit;
                let raw = case.dossier.form.figure(id, &year);
                let place = Place::Figure(id.as_str().into(), year.as_str().into());
                let value = form_number(case, id, raw);
                value.map(|value| (value, "净利润", place))
            }
        };
        let Some((value, what, place)) = shown.filter(|(value, ..)| *value < Decimal::ZERO) else {
            continue;
        };
        if disclosed || !(pledged || denied) {
            continue;
        }
        let declared = match pledged {
            true => "真实性承诺写的是没有".to_owned(),
            false => "利润总额不为负".to_owned(),
        };
        let text = format!(
            "{year} 年度{what}是 {value} 万元，而{}{declared}。",
            article(exclusion)
        );
        found.add(place, &year.to_string(), text);
    }
}

/// A number above what is declared: of which year, where it is written, and the words for it.
struct Hit {
    overlap: Overlap,
    place: Place,
    text: String,
}

/// Years of a metric in the window whose value is above a bound.
fn above(
    case: &ReviewInput<'_>,
    on: Date,
    metric: &MetricView,
    bound: Decimal,
    tell: impl Fn(i32, Decimal) -> String,
) -> Vec<Hit> {
    let window = views::window(case.dossier, case.packs.scheme, on);
    let years = metric.years.iter().filter_map(|of| {
        let value = *of.value.given().filter(|value| **value > bound)?;
        Some(Hit {
            overlap: window.year(of.year),
            place: metric.value_place(of.year),
            text: tell(of.year, value),
        })
    });
    years.filter(|hit| hit.overlap != Overlap::None).collect()
}

/// Metrics that were chosen from the library under this id.
fn metrics<'a>(case: &ReviewInput<'a>, library: &str) -> impl Iterator<Item = &'a Rc<MetricView>> {
    let metrics = case.read.metrics.iter();
    metrics.filter(move |metric| metric.library.as_deref() == Some(library))
}

/// Whether all hits lie in years that are only partly in the window.
fn only_partly(hits: &[Hit]) -> bool {
    hits.iter().all(|hit| hit.overlap == Overlap::Part)
}

/// What to say beside years that are only partly in the window.
fn compare_dates(case: &ReviewInput<'_>, soft: bool) -> String {
    match soft {
        true => format!(
            "该年度只有一部分在近 {} 年之内，请核对日期。",
            case.packs.scheme.about.exclusion_window_years.value
        ),
        false => String::new(),
    }
}

fn accident(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let (Some(on), Some(exclusion)) = (case.on, exclusion(case, &ACCIDENT)) else {
        return;
    };
    let recorded = if_declared(case, on, exclusion, Vec::new());
    let mut told: Vec<String> = recorded
        .iter()
        .map(|(event, reason)| match event.description.trim() {
            "" => registered(reason),
            what => format!("{}（{what}）", registered(reason)),
        })
        .collect();
    let mut place = recorded
        .first()
        .map(|(event, _)| Place::Answer(event.question.as_str().into()));
    let mut soft = false;
    if none_declared(case, exclusion) {
        let mut hits: Vec<Hit> = Vec::new();
        for metric in metrics(case, &case.packs.criteria.roles.accidents) {
            let tell = |year, value| format!("指标“{}”{year} 年是 {value}", metric.title());
            hits.extend(above(case, on, metric, Decimal::ZERO, tell));
        }
        let window = views::window(case.dossier, case.packs.scheme, on);
        let id = &case.packs.scheme.roles.accidents;
        let typed = case.dossier.form.figures.get(id);
        for (year, raw) in typed.into_iter().flatten() {
            let count = form_number(case, id, raw);
            let of = input::year(year).given().copied();
            if let Some((count, of)) = count.filter(|count| *count > Decimal::ZERO).zip(of) {
                hits.push(Hit {
                    overlap: window.year(of),
                    place: Place::Figure(id.as_str().into(), year.as_str().into()),
                    text: format!("申报表责任事故起数 {of} 年是 {count}"),
                });
            }
        }
        hits.retain(|hit| hit.overlap != Overlap::None);
        // The years wholly in the window come first: they decide.
        hits.sort_by_key(|hit| hit.overlap == Overlap::Part);
        soft = recorded.is_empty() && only_partly(&hits);
        place = place.or(hits.first().map(|hit| hit.place.clone()));
        told.extend(hits.into_iter().map(|hit| hit.text));
    }
    if let Some(place) = place {
        let text = format!(
            "{}答“没有责任事故”，而{}。{}",
            article(exclusion),
            told.join("；"),
            compare_dates(case, soft)
        );
        found.add_softened(soft, place, "", text);
    }
}

fn inspection(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let (Some(on), Some(exclusion)) = (case.on, exclusion(case, &INSPECTION)) else {
        return;
    };
    let asked = exclusion
        .questions
        .iter()
        .find(|question| !question.levels.is_empty());
    let Some(asked) = asked else {
        return;
    };
    let failed = |inspection: &&Inspection| {
        *inspection.result == *"fail"
            && !inspection.level.is_empty()
            && inspection.date.given().is_some()
    };
    let failed: Vec<&Inspection> = case
        .read
        .registers
        .inspections
        .iter()
        .filter(failed)
        .collect();
    let events = failed.iter().map(|inspection| Event {
        id: inspection.id.to_string(),
        question: asked.id.clone(),
        date: inspection
            .date
            .given()
            .map(Date::to_string)
            .unwrap_or_default(),
        applies: "yes".into(),
        level: inspection.level.to_string(),
        ..Event::default()
    });
    for (event, reason) in if_declared(case, on, exclusion, events.collect()) {
        let entry = failed.iter().find(|inspection| *inspection.id == *event.id);
        let (place, what) = match entry {
            Some(inspection) => {
                let register = EntriesAt::Register("inspections".into());
                let place = Place::Entry(register, inspection.id.clone(), "result".into());
                let level = asked
                    .levels
                    .iter()
                    .find(|level| *level.value == *inspection.level);
                let level = level.map_or("", |level| &level.label);
                let product = inspection.product.trim();
                (
                    place,
                    format!("抽查记录里有 {} {level}的“{product}”不合格", event.date),
                )
            }
            None => {
                let place = Place::Answer(event.question.as_str().into());
                (place, format!("事项台账{}", registered(&reason)))
            }
        };
        let said = match case.dossier.walk.value(&event.question) {
            "no" => "答“没有”",
            _ => "登记的事项都不计入",
        };
        let text = format!("{}{said}，而{what}。", article(exclusion));
        found.add(place, &event.id, text);
    }
}

fn emission(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let (Some(on), Some(exclusion)) = (case.on, exclusion(case, &EMISSION)) else {
        return;
    };
    if !none_declared(case, exclusion) {
        return;
    }
    let emissions = metrics(case, &case.packs.criteria.roles.emission_to_limit)
        .map(|metric| (metric, Decimal::ONE_HUNDRED));
    let energy = metrics(case, UNIT_ENERGY).filter_map(|metric| {
        let mandatory = metric.limit_kind.trim().starts_with(views::MANDATORY_LIMIT);
        Some((metric, *metric.limit.given().filter(|_| mandatory)?))
    });
    for (metric, limit) in emissions.chain(energy) {
        let mut hits = above(case, on, metric, limit, |year, value| {
            format!("{year} 年 {value}")
        });
        hits.sort_by_key(|hit| hit.overlap == Overlap::Part);
        let Some(first) = hits.first() else {
            continue;
        };
        let soft = only_partly(&hits);
        let place = first.place.clone();
        let years: Vec<String> = hits.into_iter().map(|hit| hit.text).collect();
        let text = format!(
            "{}答“没有”，而“{}”高于限值 {limit}：{}。{}",
            article(exclusion),
            metric.title(),
            years.join("、"),
            compare_dates(case, soft)
        );
        found.add_softened(soft, place, &metric.id, text);
    }
}

fn dishonesty(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let Some(on) = case.on else {
        return;
    };
    for exclusion in exclusions(case, &DISHONESTY) {
        for (event, reason) in if_declared(case, on, exclusion, Vec::new()) {
            let what = match event.description.trim() {
                "" => String::new(),
                what => format!("（{what}）"),
            };
            let text = format!(
                "{}答“没有”，而事项台账{}{what}。",
                article(exclusion),
                registered(&reason)
            );
            found.add(
                Place::Answer(event.question.as_str().into()),
                &event.id,
                text,
            );
        }
    }
}

/// What is wrong with a licence.
enum Gap {
    /// It ran out before the application.
    Lapsed(Date),
    /// No paper was valid between these days.
    Between(Date, Date),
}

fn licence(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let (Some(on), Some(exclusion)) = (case.on, exclusion(case, &LICENCE)) else {
        return;
    };
    let scheme = case.packs.scheme;
    let complete = exclusion
        .mirrors
        .as_ref()
        .and_then(|fact| scheme.questions().find(|question| question.fact == *fact));
    if complete.is_none_or(|question| case.dossier.walk.value(question.id) != "yes") {
        return;
    }
    let mut papers: BTreeMap<&str, Vec<&Licence>> = BTreeMap::new();
    for licence in &case.read.registers.licences {
        if licence.required == Input::Given(true) {
            papers.entry(licence.name.trim()).or_default().push(licence);
        }
    }
    let first = views::window(case.dossier, scheme, on).first;
    for (name, papers) in papers {
        let none = none_declared(case, exclusion);
        let Some((paper, gap)) =
            gap(&papers, first, on).filter(|(_, gap)| none || matches!(gap, Gap::Lapsed(_)))
        else {
            continue;
        };
        let register = EntriesAt::Register("licences".into());
        let place = Place::Entry(register, paper.id.clone(), "until".into());
        let (soft, text) = match gap {
            Gap::Lapsed(until) => {
                let text = format!(
                    "“{name}”{until} 到期，早于申报日 {on}，也没有标换证受理中，而证照一问答的是齐全。"
                );
                (false, text)
            }
            Gap::Between(from, to) => {
                let text = format!(
                    "“{name}”{from} 至 {to} 没有有效证照，在近 {} 年之内，而{}答“没有”。",
                    scheme.about.exclusion_window_years.value,
                    article(exclusion)
                );
                (true, text)
            }
        };
        found.add_softened(soft, place, &paper.id, text);
    }
}

/// What is wrong with the papers of one name, and at which it shows; `None` as well while a day of them is open.
fn gap<'a>(papers: &[&'a Licence], window: Date, on: Date) -> Option<(&'a Licence, Gap)> {
    let mut ends = Vec::new();
    for paper in papers {
        match &paper.until {
            Until::Forever => return None,
            Until::Day(day) => ends.push((*day.given()?, *paper)),
        }
    }
    let (until, latest) = ends.iter().copied().max_by_key(|(until, _)| *until)?;
    let renewing = latest.renewing == Input::Given(true);
    if until < on && !renewing {
        return Some((latest, Gap::Lapsed(until)));
    }
    // While it is being renewed the old paper goes on.
    let covers = |until: Date, paper: &Licence| match paper.renewing {
        Input::Given(true) => until.max(on),
        _ => until,
    };
    let mut spans = Vec::new();
    for (until, paper) in ends {
        spans.push((*paper.from.given()?, covers(until, paper), paper));
    }
    spans.sort_by_key(|(from, until, _)| (*from, *until));
    let needed = papers
        .iter()
        .filter_map(|paper| paper.needed_from.given().copied())
        .min();
    let needed = needed.or(spans.first().map(|(from, ..)| *from))?;
    // The first day that no paper covers yet.
    let mut open = needed.max(window);
    for (from, until, paper) in spans {
        if from > open && open <= on {
            return Some((paper, Gap::Between(open, from.plus_days(-1).min(on))));
        }
        open = open.max(until.plus_days(1));
    }
    None
}

/// The part of a condition that counts years from a day, with the question it is about.
fn elapsed<'a>(case: &'a ReviewInput<'_>, condition: &Condition) -> Option<&'a PartFinding> {
    let parts = verdict(&case.assessment.conditions, &condition.id);
    parts
        .iter()
        .find(|part| matches!(part.reason, Reason::Elapsed { .. }))
}

fn operating(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let (Some(on), Some(condition)) = (case.on, condition(case, &OPERATING)) else {
        return;
    };
    let Some(part) = elapsed(case, condition) else {
        return;
    };
    if part.state == State::Fail && met_declared(case, condition) {
        let text = format!(
            "{}其余各问的回答都符合，而{}",
            cite(&condition.article),
            words::reason(&part.reason, on, &case.packs.scheme.terms())
        );
        found.add(Place::Answer(part.question.as_str().into()), "", text);
    }
}

fn excellence(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let (Some(on), Some(condition)) = (case.on, condition(case, &EXCELLENCE)) else {
        return;
    };
    let Some(part) = elapsed(case, condition) else {
        return;
    };
    let short = part.state == State::Fail;
    let place = Place::Answer(part.question.as_str().into());
    if short && met_declared(case, condition) {
        let text = format!(
            "{}其余各问的回答都符合，而{}",
            cite(&condition.article),
            words::reason(&part.reason, on, &case.packs.scheme.terms())
        );
        found.add(place, "", text);
        return;
    }
    let profile = case.dossier.profile_fields.get("excellence_year");
    let profile = profile.and_then(|year| input::year(year).given().copied());
    if let (Reason::Elapsed { from, .. }, Some(profile)) = (&part.reason, profile)
        && from.year() != profile
    {
        let text = format!("概述写的导入年份是 {profile} 年，起始日期是 {from}，两处年份不同。");
        found.add_softened(!short, Place::Profile("excellence_year".into()), "", text);
    }
}

fn notice(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let notice = &case.assessment.notice;
    let (Some(on), State::Fail) = (case.on, notice.state) else {
        return;
    };
    let unmet = |reason: &&NoticeReason| {
        matches!(
            reason,
            NoticeReason::TooShort { .. }
                | NoticeReason::NotFinished { .. }
                | NoticeReason::ObjectionUpheld
        )
    };
    let reasons = notice.reasons.iter().filter(unmet);
    let text: String = reasons.map(|reason| words::notice(reason, on)).collect();
    found.add(Place::Field(Group::Notice, "end".into()), "", text);
}
