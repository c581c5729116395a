//! A winner's report beside that of the year before: percents and scores item by item, and what came along and was not
//! looked at yet.

use crate::domain::score::{FullPoints, Percent, Points, Tally};
use crate::dossier::field_kinds::{LAST_PERCENT, PREDECESSOR, SEEN};
use crate::dossier::{Dossier, Place};
use crate::pack::{AnnualMode, AnnualSection, Criteria, Item, Scheme, Slot};

use super::progress;

/// An item in both years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemYears<'a> {
    /// The item.
    pub item: &'a Item,
    /// Last year's percent.
    pub last: Option<Percent>,
    /// This year's.
    pub now: Option<Percent>,
}

/// All items in both years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearOnYear<'a> {
    /// The items, in the order of the criteria.
    pub items: Vec<ItemYears<'a>>,
    /// Last year's score.
    pub last: Tally,
    /// This year's.
    pub now: Tally,
}

/// Both years side by side; `None` where no percent of last year is known.
pub fn year_on_year<'a>(dossier: &Dossier, criteria: &'a Criteria) -> Option<YearOnYear<'a>> {
    let last = |item: &Item| {
        let raw = dossier.item(&item.id)?.get(LAST_PERCENT).parse().ok()?;
        Percent::new(raw)
    };
    let items: Vec<ItemYears<'_>> = criteria
        .items
        .iter()
        .map(|item| ItemYears {
            item,
            last: last(item),
            now: progress::percent(dossier, item),
        })
        .collect();
    if items.iter().all(|item| item.last.is_none()) {
        return None;
    }
    let of = |percent: fn(&ItemYears<'_>) -> Option<Percent>| {
        let percents: Vec<_> = items.iter().map(percent).collect();
        progress::total(criteria, &percents)
    };
    let (last, now) = (of(|item| item.last), of(|item| item.now));
    Some(YearOnYear { items, last, now })
}

impl ItemYears<'_> {
    /// The change of the item's score in words; empty while one of the years is not scored.
    pub fn change(&self) -> String {
        let points = FullPoints::new(self.item.points);
        match (points, self.last, self.now) {
            (Some(points), Some(last), Some(now)) => change(points.score(last), points.score(now)),
            _ => String::new(),
        }
    }
}

fn change(last: Points, now: Points) -> String {
    match (now.less(last), last.less(now)) {
        (Some(up), _) if up.quarters() > 0 => format!("升 {up} 分"),
        (_, Some(down)) if down.quarters() > 0 => format!("降 {down} 分"),
        _ => "持平".to_owned(),
    }
}

/// Where something stands that came along from last year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarriedAt<'a> {
    /// A slot of the profile.
    Slot(&'a Slot),
    /// An item.
    Item(&'a Item),
    /// A section of the report that begins with last year's text.
    Section(&'a AnnualSection),
}

/// Something that came along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried<'a> {
    /// Where it stands.
    pub at: CarriedAt<'a>,
    /// Whether it was looked at this year.
    pub seen: bool,
}

impl Carried<'_> {
    /// Where it is put down that it was looked at.
    pub fn place(&self) -> Place {
        let (of, id) = match self.at {
            CarriedAt::Slot(slot) => ("slot", &slot.id),
            CarriedAt::Item(item) => ("item", &item.id),
            CarriedAt::Section(section) => ("section", &section.id),
        };
        Place::HandIn(format!("{SEEN}{of}.{id}").into())
    }

    /// What it is called.
    pub fn title(&self) -> String {
        match self.at {
            CarriedAt::Slot(slot) => format!("组织概述 {} {}", slot.id, slot.title),
            CarriedAt::Item(item) => format!("自我评价 {} {}", item.id, item.title),
            CarriedAt::Section(section) => format!("年度报告：{}", section.title),
        }
    }
}

/// What is written where texts came along, each with whether it was looked at this year; nothing in a report that was
/// not begun from another one.
pub fn carried<'a>(
    dossier: &Dossier,
    scheme: &'a Scheme,
    criteria: &'a Criteria,
) -> Vec<Carried<'a>> {
    if !dossier.annual.award.contains_key(PREDECESSOR) {
        return Vec::new();
    }
    let slots = criteria.profile.iter();
    let slots = slots.filter(|slot| dossier.profile.contains_key(&slot.id));
    let items = criteria.items.iter();
    let items = items.filter(|item| dossier.item(&item.id).is_some());
    let sections = scheme.annual.iter();
    let sections = sections.filter(|section| {
        let written = dossier.annual.sections.contains_key(&section.id);
        written && section.mode == AnnualMode::CarryForward
    });
    let all = slots
        .map(CarriedAt::Slot)
        .chain(items.map(CarriedAt::Item))
        .chain(sections.map(CarriedAt::Section));
    all.map(|at| {
        let mut carried = Carried { at, seen: false };
        carried.seen = !carried.place().read(dossier).is_empty();
        carried
    })
    .collect()
}
