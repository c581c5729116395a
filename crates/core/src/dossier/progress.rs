//! How far one is, and the exact score: counted from the dossier each time, never stored.

use crate::domain::score::{FullPoints, Percent, Tally};
use crate::pack::{AskKind, Category, Criteria, Item, Scheme};

use super::model::Dossier;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

impl Count {
    fn of(done: impl Iterator<Item = bool>) -> Count {
        done.fold(Count::default(), |count, done| Count {
            done: count.done + usize::from(done),
            total: count.total + 1,
        })
    }
}

/// Slots of 组织概述 with text.
pub fn profile(dossier: &Dossier, criteria: &Criteria) -> Count {
    let slots = criteria.profile.iter();
    Count::of(slots.map(|slot| dossier.profile.contains_key(&slot.id)))
}

/// Items of 自我评价 with text under every sub-heading.
pub fn items(dossier: &Dossier, criteria: &Criteria) -> Count {
    Count::of(criteria.items.iter().map(|item| {
        let written = dossier.item(&item.id).map(|item| &item.sections);
        let has = |id: &String| written.is_some_and(|sections| sections.contains_key(id));
        item.sections.iter().all(|section| has(&section.id))
    }))
}

/// Required fields of 申报表 that are typed there; those taken from the walk are not counted.
pub fn form(dossier: &Dossier, scheme: &Scheme) -> Count {
    let typed = scheme.form.iter().filter(|field| {
        field.required && field.same_as.is_none() && field.kind != AskKind::Auto
    });
    Count::of(typed.map(|field| {
        dossier.form.fields.contains_key(&field.id) || dossier.form.figures.contains_key(&field.id)
    }))
}

/// Texts of the annual report that are written.
pub fn annual(dossier: &Dossier, scheme: &Scheme) -> Count {
    let sections = scheme.annual.iter();
    Count::of(sections.map(|section| dossier.annual.sections.contains_key(&section.id)))
}

/// Points and percent of one item; the percent is `None` while it is unscored (不计).
///
/// The data is checked when it is built: points are multiples of 5 above 0.
pub fn scored(dossier: &Dossier, item: &Item) -> Option<(FullPoints, Option<Percent>)> {
    let percent = dossier.item(&item.id).and_then(|item| item.percent);
    Some((FullPoints::new(item.points)?, percent.and_then(Percent::new)))
}

/// The score over all items.
pub fn total(dossier: &Dossier, criteria: &Criteria) -> Tally {
    Tally::of(criteria.items.iter().filter_map(|item| scored(dossier, item)))
}

/// The score over the items of one category.
pub fn category(dossier: &Dossier, criteria: &Criteria, category: &Category) -> Tally {
    let items = criteria.items.iter().filter(|item| item.category == category.id);
    Tally::of(items.filter_map(|item| scored(dossier, item)))
}
