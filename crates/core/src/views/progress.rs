//! How far one is, and the exact score: counted from the dossier each time, never stored.

use crate::domain::length::length;
use crate::domain::score::{FullPoints, Percent, Tally};
use crate::pack::{Category, Criteria, Depth, Item, ItemField, Scheme};

use super::form::{FormEntry, FormGroup, FormValue, FormView};
use crate::dossier::Dossier;
use crate::pack::reserved::FIRST_DEPTH;

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

/// Slots of 组织概述 that are asked at the dossier's depth, and those of them with text or a reason why they do not
/// apply.
pub fn profile(dossier: &Dossier, criteria: &Criteria) -> Count {
    let depth = depth(dossier, criteria);
    let slots = criteria.profile.iter();
    let slots = slots.filter(|slot| asks_slot(depth, &slot.id));
    Count::of(slots.map(|slot| {
        let reason = dossier.profile_fields.get(&format!("na.{}", slot.id));
        dossier.profile.contains_key(&slot.id) || reason.is_some()
    }))
}

/// Length of 组织概述 in 字, all slots together.
pub fn profile_length(dossier: &Dossier) -> usize {
    dossier.profile.values().map(|text| length(text)).sum()
}

/// Items of 自我评价 that are written as far as the dossier's depth asks: a line or a text under every sub-heading, or
/// a reason why it does not apply. A result item may have metrics instead of a line.
pub fn items(dossier: &Dossier, criteria: &Criteria) -> Count {
    let depth = depth(dossier, criteria);
    let texts = asks_of_item(depth, ItemField::SectionText);
    let line = asks_of_item(depth, ItemField::OneLine);
    Count::of(criteria.items.iter().map(|item| {
        let Some(written) = dossier.item(&item.id) else {
            return line && has_metric(dossier, item);
        };
        if !written.get("na").is_empty() {
            return true;
        }
        let has = |id: &String| {
            written.sections.contains_key(id) || !written.get(&format!("na.{id}")).is_empty()
        };
        let whole = item.sections.iter().all(|section| has(&section.id));
        let short = !written.get("one_line").is_empty() || has_metric(dossier, item);
        // Whoever has written at length owes no line.
        (!texts || whole) && (!line || short || whole)
    }))
}

/// Whether a metric of the dossier belongs to the item.
fn has_metric(dossier: &Dossier, item: &Item) -> bool {
    let belongs = |section: &str| item.sections.iter().any(|own| own.id == section);
    let mut metrics = dossier.metrics.iter();
    metrics.any(|metric| belongs(metric.get("section")))
}

/// Length of an item's text in 字, all sub-headings together.
pub fn item_length(dossier: &Dossier, item: &Item) -> usize {
    let sections = dossier.item(&item.id).map(|item| &item.sections);
    let texts = sections.into_iter().flat_map(|sections| sections.values());
    texts.map(|text| length(text)).sum()
}

/// Required fields of 申报表 that are typed there; a field of figures counts when every year has one. What is taken
/// from the walk or computed is not counted.
pub fn form(view: &FormView<'_>) -> Count {
    let asked = view.entries();
    let asked = asked.filter(|entry| entry.field.required && entry.is_typed());
    Count::of(asked.map(|entry| entry.is_filled()))
}

/// Fields of a group of 申报表 that are filled, whatever fills them. What is computed and what the town writes is not
/// counted.
pub fn form_group(group: &FormGroup<'_>) -> Count {
    let asked = group
        .entries
        .iter()
        .filter(|entry| !entry.field.by_town && !matches!(entry.value, FormValue::Computed(_)));
    Count::of(asked.map(FormEntry::is_filled))
}

/// The depth a dossier is written at; the one a new dossier begins with where it names none, or none we know.
pub fn depth<'c>(dossier: &Dossier, criteria: &'c Criteria) -> Option<&'c Depth> {
    let named = criteria.depth(&dossier.depth);
    named.or_else(|| criteria.depth(FIRST_DEPTH))
}

/// Whether a slot of 组织概述 is to be filled at a depth.
pub fn asks_slot(depth: Option<&Depth>, slot: &str) -> bool {
    depth.is_none_or(|depth| depth.profile_slots.has(slot))
}

/// Whether a part of every item is to be written at a depth.
pub fn asks_of_item(depth: Option<&Depth>, field: ItemField) -> bool {
    depth.is_none_or(|depth| depth.item_fields.contains(&field))
}

/// Texts of the annual report that are written.
pub fn annual(dossier: &Dossier, scheme: &Scheme) -> Count {
    let sections = scheme.annual.iter();
    Count::of(sections.map(|section| dossier.annual.sections.contains_key(&section.id)))
}

/// The percents of all items, in the order of the criteria; `None` while an item is unscored (不计). All that scores
/// are computed from.
pub fn percents(dossier: &Dossier, criteria: &Criteria) -> Vec<Option<Percent>> {
    let items = criteria.items.iter();
    items.map(|item| percent(dossier, item)).collect()
}

/// The percent of one item.
pub fn percent(dossier: &Dossier, item: &Item) -> Option<Percent> {
    dossier
        .item(&item.id)
        .and_then(|item| item.percent)
        .and_then(Percent::new)
}

/// The score over all items.
pub fn total(criteria: &Criteria, percents: &[Option<Percent>]) -> Tally {
    tally(criteria, percents, |_| true)
}

/// The score over the items of one category.
pub fn category(criteria: &Criteria, percents: &[Option<Percent>], category: &Category) -> Tally {
    tally(criteria, percents, |item| item.category == category.id)
}

/// The data is checked when it is built: points are multiples of 5 above 0.
fn tally(
    criteria: &Criteria,
    percents: &[Option<Percent>],
    counts: impl Fn(&Item) -> bool,
) -> Tally {
    let items = criteria.items.iter().zip(percents);
    let items = items.filter(|(item, _)| counts(item));
    Tally::of(items.filter_map(|(item, percent)| Some((FullPoints::new(item.points)?, *percent))))
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::domain::date::Date;
    use crate::domain::words;
    use crate::dossier::{Kind, Place};
    use crate::testing::{d, packs};
    use crate::views::form_view;

    fn empty() -> Dossier {
        Dossier::new("a".into(), Kind::Application, "s", "c")
    }

    #[test]
    fn an_unscored_item_is_left_out_and_0_is_a_score() {
        let criteria = packs().criteria;
        let mut dossier = empty();
        let said =
            |dossier: &Dossier| words::tally(total(&criteria, &percents(dossier, &criteria)));
        assert_eq!(said(&dossier), "已评 0 条，未评 23 条 1000 分未计");
        for (item, percent) in [("4.1.2", 55), ("4.4.3", 45), ("4.1.3", 0)] {
            dossier.edit_item(item, |item| item.percent = Some(percent));
        }
        assert_eq!(
            said(&dossier),
            "已评 3 条 34.25 / 95 分，未评 20 条 905 分未计"
        );
        let of = |dossier: &Dossier, id: &str| {
            let percents = percents(dossier, &criteria);
            words::tally(category(
                &criteria,
                &percents,
                criteria.category(id).unwrap(),
            ))
        };
        assert_eq!(
            of(&dossier, "4.1"),
            "已评 2 条 27.5 / 80 分，未评 1 条 30 分未计"
        );
        assert_eq!(of(&dossier, "4.7"), "已评 0 条，未评 6 条 400 分未计");
        // Taking a score back is not scoring 0.
        dossier.edit_item("4.1.3", |item| item.percent = None);
        assert_eq!(
            of(&dossier, "4.1"),
            "已评 1 条 27.5 / 50 分，未评 2 条 60 分未计"
        );
        for item in &criteria.items {
            dossier.edit_item(&item.id, |item| item.percent = Some(35));
        }
        assert_eq!(said(&dossier), "已评 23 条 350 / 1000 分");
    }

    #[test]
    fn texts_are_counted() {
        let packs = packs();
        let (criteria, scheme) = (&packs.criteria, &packs.scheme);
        let mut dossier = empty();
        let mut write = |place: Place, text: &str| place.write(&mut dossier, text.to_owned());
        write(Place::Slot("B.2.2".into()), "挑战1 铝价波动。");
        write(Place::Slot("B.2.3".into()), "内审");
        let item = criteria.item("4.1.3").unwrap();
        for section in &item.sections {
            write(
                Place::Section("4.1.3".into(), section.id.as_str().into()),
                "已写。",
            );
        }
        write(Place::Section("4.1.2".into(), "4.1.2-a".into()), "只写一段");
        write(Place::AnnualText("an-profile".into()), "无变化");
        let count = |done, total| Count { done, total };
        assert_eq!(profile(&dossier, criteria), count(2, 14));
        assert_eq!(profile_length(&dossier), 10);
        assert_eq!(items(&dossier, criteria), count(1, 23));
        assert_eq!(item_length(&dossier, item), 3 * item.sections.len());
        assert_eq!(annual(&dossier, scheme), count(1, 10));
    }

    #[test]
    fn what_a_depth_does_not_ask_is_not_missing() {
        let criteria = packs().criteria;
        let mut dossier = empty();
        let count = |done, total| Count { done, total };
        Place::Depth.write(&mut dossier, "quick".into());
        let mut write = |place: Place, text: &str| place.write(&mut dossier, text.to_owned());
        write(
            Place::ItemField("4.1.2".into(), "one_line".into()),
            "每月例会。",
        );
        write(Place::ItemField("4.4.7".into(), "na".into()), "没有。");
        write(Place::Slot("B.2.2".into()), "挑战。");
        for section in &criteria.item("4.1.3").unwrap().sections {
            let place = Place::Section("4.1.3".into(), section.id.as_str().into());
            write(place, "已写。");
        }
        assert_eq!(items(&dossier, &criteria), count(3, 23));
        assert_eq!(profile(&dossier, &criteria), count(1, 4));
        Place::Depth.write(&mut dossier, "full".into());
        assert_eq!(items(&dossier, &criteria), count(2, 23));
        assert_eq!(profile(&dossier, &criteria), count(1, 14));
    }

    #[test]
    fn a_field_of_figures_is_filled_when_every_year_is() {
        let scheme = packs().scheme;
        let mut dossier = empty();
        let on = d("2027-05-20");
        let form = |dossier: &Dossier, scheme: &Scheme, on: Date| {
            super::form(&form_view(dossier, scheme, on))
        };
        let before = form(&dossier, &scheme, on);
        assert_eq!((before.done, before.total), (0, 34));
        let mut write = |place: Place, text: &str| place.write(&mut dossier, text.to_owned());
        write(Place::Form("ff-org-name".into()), "示例");
        // Neither required nor typed here.
        write(Place::Form("ff-email".into()), "a@example.com");
        write(Place::Answer("gen-uscc".into()), "91410181MA0000007T");
        for year in ["2024", "2025"] {
            write(Place::Figure("ff-fig-vat".into(), year.into()), "0");
        }
        assert_eq!(form(&dossier, &scheme, on).done, 1);
        Place::Figure("ff-fig-vat".into(), "2026".into()).write(&mut dossier, "0".into());
        assert_eq!(form(&dossier, &scheme, on).done, 2);
        assert_eq!(form(&dossier, &scheme, d("2028-01-01")).done, 1);
    }
}
