//! A winner's report of the next year, begun from the last one, or from the application that won. Everything comes along
//! but what belongs to a year: percents start empty with last year's beside them, last year's opportunities wait for
//! their closure, what was chosen, ticked off or declared for that year is asked anew. Figures stand under their own year
//! and stay there.

use std::rc::Rc;

use super::field_kinds::{DUE, HandInField, LAST_PERCENT, PREDECESSOR, hand_in_field};
use super::file::fingerprint;
use super::model::{
    Dossier, Entry, Item, Kind, WAIVERS, Walk, edit_entries, first_depth, put_ref, put_text,
};
use crate::domain::input;
use crate::pack::reserved::{APPLY_ON, PREVIOUS};
use crate::pack::{AnnualMode, Part, Scheme};

/// What an item holds that belongs to the year it was written in.
const OF_A_YEAR: [&str; 4] = ["status", "consensus", "consensus_reason", LAST_PERCENT];

/// List of an item with its opportunities for improvement.
const OPPORTUNITIES: &str = "opportunities";

/// The report of the year after `last`, under a new id. The same arguments give the same dossier.
pub fn new_year(last: &Dossier, id: String, scheme: &Scheme) -> Dossier {
    let mut next = Dossier {
        id,
        kind: Kind::Annual,
        ..last.clone()
    };
    if next.depth.is_empty() {
        first_depth(Kind::Annual).clone_into(&mut next.depth);
    }
    next.walk = Rc::new(walk(&last.walk, scheme));
    next.sheets = Rc::default();
    next.hand_in.retain(|key, _| {
        let duty = hand_in_field(key, scheme);
        key.starts_with(DUE) || matches!(duty, Some(HandInField::DutyDone(..)))
    });
    next.registers.remove(WAIVERS);
    carry_improvements(last, &mut next);
    for item in &mut next.items {
        begin_anew(Rc::make_mut(item));
    }
    next.items.retain(|item| !item.is_empty());
    let annual = Rc::make_mut(&mut next.annual);
    let year = input::year(&last.annual.year).given().copied();
    annual.year = match year.filter(|_| last.kind == Kind::Annual) {
        Some(year) => (year + 1).to_string(),
        None => String::new(),
    };
    annual.sections.retain(|id, _| {
        let section = scheme.annual_section(id);
        section.is_none_or(|section| section.mode == AnnualMode::CarryForward)
    });
    put_text(&mut annual.award, PREDECESSOR, fingerprint(last));
    next
}

/// What the walk says of the organisation itself. The rest is about the time before an application.
fn walk(last: &Walk, scheme: &Scheme) -> Walk {
    let mut walk = Walk {
        honours: last.honours.clone(),
        profits: last.profits.clone(),
        answers: last.answers.clone(),
        ..Walk::default()
    };
    walk.answers.retain(|id, _| {
        let question = scheme.question(id);
        id != APPLY_ON && question.is_none_or(|question| question.part == Part::General)
    });
    walk
}

/// Opportunities of the items become improvements of last year, behind those that are not done yet.
fn carry_improvements(last: &Dossier, next: &mut Dossier) {
    let open = |entry: &&Entry| !["done", "dropped"].contains(&entry.get("status"));
    let mut entries: Vec<Entry> = last
        .register(PREVIOUS)
        .iter()
        .filter(open)
        .cloned()
        .collect();
    for item in &last.items {
        for opportunity in item.list(OPPORTUNITIES) {
            let mut entry = Entry::new(&opportunity.id);
            for (from, to) in [("text", "problem"), ("action", "action"), ("due", "due")] {
                put_text(&mut entry.fields, to, opportunity.get(from).to_owned());
            }
            if !opportunity.get("owner").is_empty() {
                let owner = format!("负责人：{}", opportunity.get("owner"));
                put_text(&mut entry.fields, "note", owner);
            }
            put_text(&mut entry.fields, "status", "open".to_owned());
            put_ref(&mut entry.refs, "item", &item.id, true);
            entries.push(entry);
        }
    }
    edit_entries(&mut next.registers, PREVIOUS, |list| *list = entries);
}

/// An item as the next year begins with it.
fn begin_anew(item: &mut Item) {
    for key in OF_A_YEAR {
        item.fields.remove(key);
    }
    if let Some(percent) = item.percent.take() {
        put_text(&mut item.fields, LAST_PERCENT, percent.to_string());
    }
    item.lists.remove(OPPORTUNITIES);
    for judgement in item.factors.values_mut() {
        judgement.band.clear();
    }
    item.factors
        .retain(|_, judgement| !judgement.note.is_empty());
}
