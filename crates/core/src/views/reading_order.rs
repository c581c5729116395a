//! The order in which places stand in the finished papers: of findings, of what a search finds.

use crate::dossier::{Dossier, EntriesAt, Place, question_at};
use crate::pack::{Criteria, Scheme};

/// The parts of the papers, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReadingPart {
    /// 申报表.
    Form,
    /// 资格自查.
    Walk,
    /// The readings of what the measures leave open.
    Readings,
    /// 组织概述.
    Profile,
    /// 年度自评.
    Annual,
    /// 自我评价.
    Items,
    /// 递交.
    HandIn,
    /// What stands nowhere in particular.
    Rest,
}

/// Where something stands: the part of the papers; the field, question, slot or item in it; what of that: its texts, what
/// else is written for it, its metrics one by one.
pub type Rank = (ReadingPart, usize, usize);

/// The order of the places of a dossier.
#[derive(Clone, Copy)]
pub struct ReadingOrder<'a> {
    dossier: &'a Dossier,
    scheme: &'a Scheme,
    criteria: &'a Criteria,
}

impl<'a> ReadingOrder<'a> {
    /// Of a dossier under these criteria.
    pub fn new(dossier: &'a Dossier, scheme: &'a Scheme, criteria: &'a Criteria) -> Self {
        ReadingOrder {
            dossier,
            scheme,
            criteria,
        }
    }

    /// Where a place stands.
    pub fn of(&self, place: &Place) -> Rank {
        match place {
            Place::Form(id) | Place::Figure(id, _) => self.form(id),
            Place::Answer(_)
            | Place::Note(_)
            | Place::Row(..)
            | Place::Field(..)
            | Place::Profit(_) => self.walk(place),
            Place::Setting(_) => (ReadingPart::Readings, 0, 0),
            Place::Slot(id) => self.slot(id, 0),
            Place::Profile(_) => (ReadingPart::Profile, self.criteria.profile.len(), 0),
            Place::Awarded | Place::Year | Place::Award(_) | Place::AnnualText(_) => {
                (ReadingPart::Annual, 0, 0)
            }
            Place::HandIn(_) => (ReadingPart::HandIn, 0, 0),
            Place::Section(item, _) => self.item(item, 0),
            Place::Reason(item)
            | Place::ItemField(item, _)
            | Place::Band(item, _)
            | Place::FactorNote(item, _)
            | Place::Entry(EntriesAt::Item(item, _), ..) => self.item(item, 1),
            Place::Metric(id, _)
            | Place::MetricYear(id, ..)
            | Place::Entry(EntriesAt::Metric(id, _), ..) => self.metric(id),
            Place::Entry(list @ EntriesAt::Register(register), id, _) => {
                let entry = list.entry(self.dossier, id);
                self.register(register, entry.map_or("", |entry| entry.get("at")))
            }
            Place::Depth | Place::Scorer(_) | Place::Spread | Place::Piece(_) => {
                (ReadingPart::Rest, 0, 0)
            }
        }
    }

    fn form(&self, id: &str) -> Rank {
        let form = &self.scheme.form;
        let at = form.iter().position(|field| field.id == id);
        (ReadingPart::Form, at.unwrap_or(form.len()), 0)
    }

    fn walk(&self, place: &Place) -> Rank {
        let question = question_at(place, self.dossier, self.scheme);
        let mut questions = self.scheme.questions();
        let at = question.and_then(|it| questions.position(|other| other.id == it.id));
        (ReadingPart::Walk, at.unwrap_or(usize::MAX), 0)
    }

    fn slot(&self, id: &str, of: usize) -> Rank {
        let slots = &self.criteria.profile;
        let at = slots.iter().position(|slot| slot.id == id);
        (ReadingPart::Profile, at.unwrap_or(slots.len()), of)
    }

    fn item(&self, id: &str, of: usize) -> Rank {
        let items = &self.criteria.items;
        let at = items.iter().position(|item| item.id == id);
        (ReadingPart::Items, at.unwrap_or(items.len()), of)
    }

    fn metric(&self, id: &str) -> Rank {
        let metrics = &self.dossier.metrics;
        let at = metrics.iter().position(|metric| metric.id == id);
        let section = at.map_or("", |at| metrics[at].get("section"));
        let item = self.criteria.section(section);
        let of = at.unwrap_or(metrics.len()) + 2;
        self.item(item.map_or("", |(item, _)| &item.id), of)
    }

    /// An entry of a register stands where it says, otherwise where the register is first written.
    fn register(&self, register: &str, at: &str) -> Rank {
        let criteria = self.criteria;
        let first = criteria.register(register).and_then(|it| it.at.first());
        let at = match at {
            "" => first.map_or("", String::as_str),
            at => at,
        };
        if criteria.slot(at).is_some() {
            return self.slot(at, 1);
        }
        let item = match criteria.section(at) {
            Some((item, _)) => Some(item),
            None => criteria.item(at),
        };
        match item {
            Some(item) => self.item(&item.id, 1),
            None if at == "award" => (ReadingPart::Annual, 0, 1),
            None if at == "form" => (ReadingPart::Form, self.scheme.form.len(), 1),
            None => (ReadingPart::Rest, 0, 0),
        }
    }
}
