//! Every place of a dossier where something is typed: what a paper that leaves nothing out has to show.
//!
//! A field added to the model does not compile until it is listed here.

use std::rc::Rc;

use super::attached::{EVIDENCE_FILES, PICTURE_FILE};
use super::field_kinds::{DONE, SEEN};
use super::model::{
    Annual, Answer, Claim, Dossier, Entry, Event, Figures, Form, Honour, Item, Judgement, Metric,
    Notice, PreviousAward, Recommendation, Walk,
};
use super::place::{EntriesAt, Group, List, Place};

/// All places with a text, in the order of the file.
pub fn all_places(dossier: &Dossier) -> Vec<Place> {
    let Dossier {
        // Given by the app or chosen once for all; not typed.
        id: _,
        kind: _,
        scheme: _,
        criteria: _,
        depth: _,
        settings,
        walk,
        form,
        profile,
        profile_fields,
        registers,
        metrics,
        items,
        annual,
        hand_in,
        // What colleagues gave, a copy of their own packages; printed with what was settled.
        sheets: _,
        // Chosen from a list.
        spread: _,
        drawer,
    } = dossier;
    let mut out: Vec<Place> = settings.keys().map(|id| Place::Setting(key(id))).collect();
    of_walk(&mut out, walk);
    of_form(&mut out, form);
    out.extend(profile.keys().map(|id| Place::Slot(key(id))));
    out.extend(profile_fields.keys().map(|id| Place::Profile(key(id))));
    for (id, entries) in registers {
        of_entries(&mut out, &EntriesAt::Register(key(id)), entries);
    }
    for metric in metrics {
        of_metric(&mut out, metric);
    }
    for item in items {
        let Item {
            id,
            sections,
            // A number chosen from a list.
            percent: _,
            reason: _,
            fields,
            factors,
            lists,
            // Chosen, not typed.
            refs: _,
        } = &**item;
        out.extend(
            fields
                .keys()
                .map(|field| Place::ItemField(key(id), key(field))),
        );
        for (factor, Judgement { band: _, note: _ }) in factors {
            out.push(Place::FactorNote(key(id), key(factor)));
        }
        for (list, entries) in lists {
            of_entries(&mut out, &EntriesAt::Item(key(id), key(list)), entries);
        }
        out.extend(
            sections
                .keys()
                .map(|section| Place::Section(key(id), key(section))),
        );
        out.push(Place::Reason(key(id)));
    }
    let Annual {
        awarded: _,
        year: _,
        award,
        sections,
    } = &**annual;
    out.extend([Place::Awarded, Place::Year]);
    out.extend(award.keys().map(|id| Place::Award(key(id))));
    out.extend(sections.keys().map(|id| Place::AnnualText(key(id))));
    // A tick is chosen, not typed.
    let chosen = |id: &String| id.starts_with(DONE) || id.starts_with(SEEN);
    let typed = hand_in.keys().filter(|id| !chosen(id));
    out.extend(typed.map(|id| Place::HandIn(key(id))));
    out.extend(drawer.iter().map(|piece| Place::Piece(key(&piece.id))));
    out.retain(|place| !place.read(dossier).is_empty());
    out
}

fn of_entries(out: &mut Vec<Place>, at: &EntriesAt, entries: &[Entry]) {
    for entry in entries {
        let Entry {
            id,
            fields,
            // Chosen, not typed.
            refs: _,
        } = entry;
        // Where a table stands is not typed, nor which file a picture or paper is.
        let chosen = ["at", PICTURE_FILE, EVIDENCE_FILES];
        let columns = fields.keys();
        let columns = columns.filter(|column| !chosen.contains(&column.as_str()));
        out.extend(columns.map(|column| Place::Entry(at.clone(), key(id), key(column))));
    }
}

fn of_metric(out: &mut Vec<Place>, metric: &Metric) {
    let Metric {
        id,
        fields,
        years,
        lists,
        // Chosen, not typed.
        refs: _,
    } = metric;
    // Which one of the library it is and where it stands is chosen.
    let typed = fields.keys();
    let typed = typed.filter(|field| !["library", "section"].contains(&field.as_str()));
    out.extend(typed.map(|field| Place::Metric(key(id), key(field))));
    for (year, texts) in years {
        let texts = texts.keys();
        out.extend(texts.map(|text| Place::MetricYear(key(id), key(year), key(text))));
    }
    for (list, entries) in lists {
        of_entries(out, &EntriesAt::Metric(key(id), key(list)), entries);
    }
}

fn key(text: &str) -> Rc<str> {
    Rc::from(text)
}

fn of_walk(out: &mut Vec<Place>, walk: &Walk) {
    let Walk {
        answers,
        ranking,
        honours,
        town_recommendation: _,
        events,
        profits,
        previous_award: _,
        notice: _,
    } = walk;
    for (id, answer) in answers {
        let Answer { value: _, note: _ } = answer;
        out.extend([Place::Answer(key(id)), Place::Note(key(id))]);
    }
    let rows = |out: &mut Vec<Place>, list: List, id: &str, keys: &[&str]| {
        // What a row is called and which question it is under is not typed.
        let typed = keys.iter().filter(|key| !["id", "question"].contains(key));
        out.extend(typed.map(|field| Place::Row(list, key(id), key(field))));
    };
    for claim in ranking {
        rows(out, List::Ranking, &claim.id, &Claim::KEYS);
    }
    for honour in honours {
        rows(out, List::Honours, &honour.id, &Honour::KEYS);
    }
    for event in events {
        rows(out, List::Events, &event.id, &Event::KEYS);
    }
    let mut group = |group: Group, keys: &[&str]| {
        out.extend(keys.iter().map(|field| Place::Field(group, key(field))));
    };
    group(Group::Recommendation, &Recommendation::KEYS);
    group(Group::PreviousAward, &PreviousAward::KEYS);
    group(Group::Notice, &Notice::KEYS);
    out.extend(profits.keys().map(|year| Place::Profit(key(year))));
}

fn of_form(out: &mut Vec<Place>, form: &Form) {
    let Form { fields, figures } = form;
    out.extend(fields.keys().map(|id| Place::Form(key(id))));
    let years = |(id, years): (&String, &Figures)| -> Vec<Place> {
        let place = |year: &String| Place::Figure(key(id), key(year));
        years.keys().map(place).collect()
    };
    out.extend(figures.iter().flat_map(years));
}
