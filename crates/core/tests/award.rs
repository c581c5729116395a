//! What follows from an award, by the cases in `tests/cases/award.toml`: validity, the next application, the account of the
//! prize, wording.
#![cfg(feature = "toml")]

mod data;

use std::collections::BTreeSet;
use std::path::Path;

use data::PACKS;
use quality_award_core::domain::date::Date;
use quality_award_core::domain::input;
use quality_award_core::domain::ledger::Remark;
use quality_award_core::domain::publicity::WordingRemark;
use quality_award_core::dossier::{Dossier, EntriesAt, Entry, Kind, Place, put_ref, put_text};
use quality_award_core::pack::reserved::{AWARD_EVENTS, PRIZE, PUBLICITY};
use quality_award_core::views::{AfterAward, DueFlaw, DutyState, EventRemark, Standing};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    vocabulary: toml::Table,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    what: String,
    on: String,
    #[serde(default)]
    settings: toml::Table,
    facts: Facts,
    expect: Expect,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    awarded: String,
    #[serde(default)]
    money: String,
    #[serde(default)]
    money_date: String,
    #[serde(default)]
    spent: Vec<[String; 4]>,
    #[serde(default)]
    events: Vec<[String; 3]>,
    #[serde(default)]
    wording: Vec<String>,
    #[serde(default)]
    duties: toml::Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    standing: Option<String>,
    last: Option<String>,
    free: Option<String>,
    #[serde(default)]
    lost: Vec<i32>,
    next: Option<i32>,
    next_depends: Option<bool>,
    left: Option<String>,
    sum: Option<String>,
    years: Option<Vec<String>>,
    remarks: Option<Vec<String>>,
    events: Option<Vec<String>>,
    wording: Option<Vec<String>>,
    duties: Option<toml::Table>,
    overdue: Option<usize>,
}

fn day(text: &str) -> Date {
    *input::date(text).given().unwrap()
}

/// The dossier of a case.
fn dossier(case: &Case) -> Dossier {
    let (scheme, criteria) = (&PACKS.scheme.about.id, &PACKS.criteria.edition.id);
    let mut dossier = Dossier::new("a".into(), Kind::Annual, scheme, criteria);
    let facts = &case.facts;
    for (id, value) in &case.settings {
        let value = value.as_str().unwrap().to_owned();
        Place::Setting(id.as_str().into()).write(&mut dossier, value);
    }
    Place::Awarded.write(&mut dossier, facts.awarded.clone());
    Place::Award("money".into()).write(&mut dossier, facts.money.clone());
    Place::Award("money_date".into()).write(&mut dossier, facts.money_date.clone());
    for (key, text) in &facts.duties {
        let text = text.as_str().unwrap().to_owned();
        Place::HandIn(key.as_str().into()).write(&mut dossier, text);
    }
    let mut add = |register: &str, entries: Vec<Entry>| {
        let at = EntriesAt::Register(register.into());
        at.edit(&mut dossier, |list| list.extend(entries));
    };
    let entry = |at: usize, texts: &[(&str, &str)], refs: &[(&str, &str)]| {
        let mut entry = Entry::new(&format!("x{at}"));
        for (key, text) in texts {
            put_text(&mut entry.fields, key, (*text).to_owned());
        }
        for (key, id) in refs.iter().filter(|(_, id)| !id.is_empty()) {
            put_ref(&mut entry.refs, key, id, true);
        }
        entry
    };
    let spent = facts.spent.iter().enumerate();
    let spent = spent.map(|(at, [date, used, amount, note])| {
        let texts = [
            ("date", date.as_str()),
            ("amount", amount),
            ("note", note),
            ("voucher", "J-1"),
        ];
        entry(at, &texts, &[("use", used)])
    });
    add(PRIZE, spent.collect());
    let events = facts.events.iter().enumerate();
    let events = events.map(|(at, [reason, date, decided])| {
        let texts = [("date", date.as_str()), ("decided", decided)];
        entry(at + 1000, &texts, &[("reason", reason)])
    });
    add(AWARD_EVENTS, events.collect());
    let wording = facts.wording.iter().enumerate();
    let wording = wording.map(|(at, text)| entry(at + 2000, &[("text", text)], &[]));
    add(PUBLICITY, wording.collect());
    dossier
}

fn remark(remark: &Remark) -> String {
    match remark {
        Remark::NoDate => "no-date".into(),
        Remark::NoAmount => "no-amount".into(),
        Remark::AfterToday => "after-today".into(),
        Remark::BeforeReceipt => "before-receipt".into(),
        Remark::NoUse => "no-use".into(),
        Remark::NotExplained => "not-explained".into(),
        Remark::Beyond { by } => format!("beyond {by}"),
        Remark::NoVoucher => "no-voucher".into(),
    }
}

fn said(remark: &WordingRemark) -> String {
    match remark {
        WordingRemark::NotMentioned => "not-mentioned".into(),
        WordingRemark::Revoked { .. } => "revoked".into(),
        WordingRemark::NoYear => "no-year".into(),
        WordingRemark::OtherYear { said } => format!("other-year {said:?}"),
        WordingRemark::SaysValid { .. } => "says-valid".into(),
        WordingRemark::Expired { .. } => "expired".into(),
    }
}

fn event(remark: &EventRemark) -> &'static str {
    match remark {
        EventRemark::NoReason => "no-reason",
        EventRemark::OutsideValidity => "outside-validity",
        EventRemark::DecidedBeforeAward => "decided-before-award",
        EventRemark::DecidedLater => "decided-later",
    }
}

fn check(case: &Case) {
    let dossier = dossier(case);
    let after = AfterAward::new(&dossier, &PACKS.scheme, day(&case.on));
    let (id, expect) = (&case.id, &case.expect);
    let standing = after.standing.map(|standing| match standing {
        Standing::Valid => "valid".to_owned(),
        Standing::Expired => "expired".to_owned(),
        Standing::Revoked(on) => format!("revoked {on}"),
    });
    assert_eq!(standing, expect.standing, "{id}: standing");
    let last = after.validity.map(|validity| validity.last.to_string());
    assert_eq!(last, expect.last, "{id}: last");
    let reapply = after.reapply.as_ref();
    let free = reapply.map(|reapply| reapply.free.to_string());
    assert_eq!(free, expect.free, "{id}: free");
    let lost = reapply.map_or(Vec::new(), |reapply| reapply.lost.clone());
    assert_eq!(lost, expect.lost, "{id}: lost");
    let next = reapply.map(|reapply| reapply.next);
    if expect.next.is_some() {
        assert_eq!(next, expect.next, "{id}: next");
    }
    if let Some(depends) = expect.next_depends {
        assert_eq!(reapply.unwrap().next_depends, depends, "{id}");
    }
    let ledger = &after.ledger;
    if let Some(sum) = &expect.sum {
        assert_eq!(ledger.spent.to_string(), *sum, "{id}: sum");
    }
    if let Some(left) = &expect.left {
        let own = ledger
            .left
            .map_or("unknown".into(), |left| left.to_string());
        assert_eq!(own, *left, "{id}: left");
    }
    if let Some(years) = &expect.years {
        let own = ledger.years.iter();
        let own: Vec<_> = own
            .map(|year| {
                let left = year.left.map_or(String::new(), |left| left.to_string());
                format!("{} {} {} {left}", year.year, year.count, year.spent)
            })
            .collect();
        assert_eq!(own, *years, "{id}: years");
    }
    if let Some(remarks) = &expect.remarks {
        // As they were put down, whatever their order in the account.
        let mut own = vec![String::new(); ledger.lines.len()];
        for line in &ledger.lines {
            own[line.at] = line
                .remarks
                .iter()
                .map(remark)
                .collect::<Vec<_>>()
                .join("、");
        }
        assert_eq!(own, *remarks, "{id}: remarks");
    }
    if let Some(events) = &expect.events {
        let own = after.events.iter();
        let own: Vec<_> = own
            .map(|of| of.remarks.iter().map(event).collect::<Vec<_>>().join("、"))
            .collect();
        assert_eq!(own, *events, "{id}: events");
    }
    if let Some(wording) = &expect.wording {
        let own = after.wordings.iter();
        let own: Vec<_> = own
            .map(|(_, remarks)| remarks.iter().map(said).collect::<Vec<_>>().join("、"))
            .collect();
        assert_eq!(own, *wording, "{id}: wording");
    }
    if let Some(duties) = &expect.duties {
        for (key, state) in duties {
            let of = |duty: &str, year: i32| format!("{duty}.{year}");
            let mut own = after.duties.iter();
            let own = own.find(|duty| of(&duty.duty.id, duty.year) == *key);
            let own = own.map_or("none".to_owned(), |duty| {
                let state = match (duty.state, duty.flaw) {
                    (_, Some(DueFlaw::NotADay)) => "not-a-day",
                    (_, Some(DueFlaw::OtherYear)) => "other-year",
                    (DutyState::Done, None) => "done",
                    (DutyState::Overdue, None) => "overdue",
                    (DutyState::Soon, None) => "soon",
                    (DutyState::Later, None) => "later",
                    (DutyState::NoDay, None) => "no-day",
                };
                let due = duty.due.map_or(String::new(), |due| format!(" {due}"));
                format!("{state}{due}")
            });
            assert_eq!(own, state.as_str().unwrap(), "{id}: {key}");
        }
    }
    if let Some(overdue) = expect.overdue {
        assert_eq!(after.overdue().count(), overdue, "{id}: overdue");
    }
}

#[test]
fn the_cases_hold() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/award.toml");
    let cases: Cases = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(
        cases.vocabulary["scheme"].as_str(),
        Some(PACKS.scheme.about.id.as_str())
    );
    let ids: BTreeSet<&str> = cases.case.iter().map(|case| case.id.as_str()).collect();
    assert_eq!(ids.len(), cases.case.len());
    assert_eq!(cases.case.len(), 24);
    for case in &cases.case {
        assert!(!case.what.is_empty());
        check(case);
    }
}
