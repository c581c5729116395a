//! Every place of a dossier where something is typed: what a paper that leaves nothing out has to show.
//!
//! A field added to the model does not compile until it is listed here.

use std::rc::Rc;

use super::model::{
    Annual, Answer, Claim, Dossier, Event, Figures, Form, Honour, Item, Notice, PreviousAward,
    Recommendation, Walk,
};
use super::place::{Group, List, Place};

/// All places with a text, in the order of the file.
pub fn places(dossier: &Dossier) -> Vec<Place> {
    let Dossier {
        // Given by the app or chosen once for all; not typed.
        id: _,
        kind: _,
        scheme: _,
        criteria: _,
        settings,
        walk,
        form,
        profile,
        items,
        annual,
    } = dossier;
    let mut out: Vec<Place> = settings.keys().map(|id| Place::Setting(key(id))).collect();
    of_walk(&mut out, walk);
    of_form(&mut out, form);
    out.extend(profile.keys().map(|id| Place::Slot(key(id))));
    for item in items {
        let Item {
            id,
            sections,
            // A number chosen from a list.
            percent: _,
            reason: _,
        } = &**item;
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
        sections,
    } = &**annual;
    out.extend([Place::Awarded, Place::Year]);
    out.extend(sections.keys().map(|id| Place::AnnualText(key(id))));
    out.retain(|place| !place.read(dossier).is_empty());
    out
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
