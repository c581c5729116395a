//! What all chapters are made from, and the account of what they have shown.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::domain::date::{Calendar, Date};
use crate::domain::verdict::Assessment;
use crate::dossier::{Dossier, Place, all_places};
use crate::pack::{Criteria, Depth, Metrics, Packs, Scheme};
use crate::views::{
    Assessed, Captions, FormView, Numbered, Steps, Written, assess, captions, form_view, marked,
    progress,
};

use super::super::document::or_blank;

/// Stands for the percent and the points of an item without a score: it is left out, it is not 0.
pub(super) const UNSCORED: &str = "不计";

/// What a package is made of.
#[derive(Clone, Copy)]
pub struct PackageInput<'a> {
    /// What was typed.
    pub dossier: &'a Dossier,
    /// The measures.
    pub scheme: &'a Scheme,
    /// The criteria.
    pub criteria: &'a Criteria,
    /// The library of metrics.
    pub metrics: &'a Metrics,
    /// Holidays and worked weekends.
    pub calendar: &'a Calendar,
    /// The day it is printed.
    pub today: Date,
}

impl<'a> PackageInput<'a> {
    /// A dossier under these packs, as of a day.
    pub fn new(
        dossier: &'a Dossier,
        packs: &'a Packs,
        calendar: &'a Calendar,
        today: Date,
    ) -> Self {
        PackageInput {
            dossier,
            scheme: &packs.scheme,
            criteria: &packs.criteria,
            metrics: &packs.metrics,
            calendar,
            today,
        }
    }
}

/// A package in the making.
pub struct ChapterContext<'a> {
    /// What was typed.
    pub dossier: &'a Dossier,
    /// The measures.
    pub scheme: &'a Scheme,
    /// The criteria.
    pub criteria: &'a Criteria,
    /// The library of metrics.
    pub metrics: &'a Metrics,
    /// How much is to be written; `None` where all is.
    pub depth: Option<&'a Depth>,
    /// The numbers of tables and charts.
    pub captions: Rc<Captions>,
    /// The day it is printed.
    pub today: Date,
    /// What the rules say.
    pub assessed: Assessed,
    /// The form.
    pub form: FormView<'a>,
    /// The walk.
    pub steps: Steps<'a>,
    /// Where texts stand that were shown, and in which part of the paper.
    shown: BTreeMap<Place, String>,
}

impl<'a> ChapterContext<'a> {
    /// A context with nothing shown yet.
    pub fn new(of: &PackageInput<'a>) -> Self {
        let PackageInput {
            dossier,
            scheme,
            criteria,
            ..
        } = *of;
        let assessed = assess(dossier, scheme, of.calendar, of.today);
        ChapterContext {
            dossier,
            scheme,
            criteria,
            metrics: of.metrics,
            depth: progress::depth(dossier, criteria),
            captions: Rc::new(captions(dossier, criteria)),
            today: of.today,
            form: form_view(dossier, scheme, assessed.assessment.on),
            steps: Steps::of(scheme),
            assessed,
            shown: BTreeMap::new(),
        }
    }

    /// What the rules say.
    pub fn assessment(&self) -> &Assessment {
        &self.assessed.assessment
    }

    /// A title behind its number, such as `表 3 顾客分群表`; what has no number is called by its title alone.
    pub fn numbered(&self, of: Numbered, id: &str, title: &str) -> String {
        match self.captions.of(of, id) {
            Some(caption) => format!("{} {title}", caption.label()),
            None => title.to_owned(),
        }
    }

    /// The raw text at a place, which is shown from now on, in the part of the paper that `part` names.
    pub fn show(&mut self, place: Place, part: &str) -> &'a str {
        let raw = place.read(self.dossier);
        self.shown.insert(place, part.to_owned());
        raw
    }

    /// A text of the form in words, shown from now on; with its flaw, or as what is blank.
    pub fn show_written(&mut self, written: &Written<'_>, part: &str, required: bool) -> String {
        self.show(written.place.clone(), part);
        // The name of a town outside the list is written in the note.
        if let Place::Answer(question) = &written.place {
            let note = Place::Note(question.clone());
            if written.raw == "other" && note.read(self.dossier) == written.words {
                self.show(note, part);
            }
        }
        or_blank(&marked(&written.words, written.flaw.as_ref()), required)
    }

    /// The part of the paper that already shows all these places; `None` while one is not shown.
    pub fn shown_in(&self, places: &[Place]) -> Option<&str> {
        let mut parts = places.iter().map(|place| self.shown.get(place));
        let first = parts.next()??;
        parts.all(|part| part.is_some()).then_some(first)
    }

    /// The typed texts that are not shown yet, in the order of the file. What waits for its place is no part of the
    /// papers.
    pub fn left(&self) -> impl Iterator<Item = Place> {
        let places = all_places(self.dossier).into_iter();
        // Nor what belongs to the round, which has papers of its own.
        let places = places.filter(|place| !matches!(place, Place::Piece(_) | Place::HandIn(_)));
        places.filter(|place| !self.shown.contains_key(place))
    }
}
