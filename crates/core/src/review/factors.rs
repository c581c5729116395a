//! What shows the factors of a process item in its text: how it is done, how far, what was learned, what it hangs
//! together with.
//!
//! The dossier has no column for each factor: what is written about a factor stands beside the texts under the
//! sub-headings, and an examiner reads both. So does this.

use crate::domain::input;
use crate::dossier::Place;
use crate::pack::{Factor, ItemField, ItemKind};

use super::text::{CodeKind, NameKind, Text, Word};
use super::{Check, Found, Reads, ReviewInput, Scope, TypedItem};

/// 看不出步骤、责任人和频次.
pub const APPROACH: Check = Check {
    id: "approach-without-how",
    scope: Scope::Item(approach),
    reads: &[Reads::Item, Reads::Register("departments")],
};

/// 看不到推行到哪些部门、多大范围.
pub const DEPLOYMENT: Check = Check {
    id: "deployment-without-scope",
    scope: Scope::Item(deployment),
    reads: &[Reads::Item, Reads::Register("departments")],
};

/// 没有带日期的改进.
pub const LEARNING: Check = Check {
    id: "learning-without-date",
    scope: Scope::Item(learning),
    reads: &[Reads::Item],
};

/// 没有指向概述、战略或结果.
pub const INTEGRATION: Check = Check {
    id: "integration-without-link",
    scope: Scope::Item(integration),
    reads: &[
        Reads::Item,
        Reads::Metrics,
        Reads::Register("challenges"),
        Reads::Register("goals"),
        Reads::Register("segments"),
        Reads::Register("processes"),
    ],
};

/// The texts of an item.
fn body<'c>(case: &ReviewInput<'c>, item: &TypedItem) -> impl Iterator<Item = &'c Text> + use<'c> {
    let texts = case.read.texts.item(&item.id);
    let passages = texts.into_iter().flat_map(|texts| texts.body());
    passages.map(|passage| &*passage.text)
}

/// Length of the texts of an item in 字.
fn length(case: &ReviewInput<'_>, item: &TypedItem) -> usize {
    body(case, item).map(Text::length).sum()
}

/// Where to add to the text of an item: the sub-heading with the most written, else the factor.
fn place(case: &ReviewInput<'_>, item: &TypedItem, factor: Factor) -> Place {
    let texts = case.read.texts.item(&item.id);
    let sections = texts.map_or(&[][..], |texts| &texts.sections);
    let longest = sections
        .iter()
        .rev()
        .max_by_key(|(_, passage)| passage.text.length());
    match longest {
        Some((_, passage)) => passage.place.clone(),
        None => Place::FactorNote(item.id.clone(), factor.key().into()),
    }
}

/// What of the factors shows in an item.
pub(super) struct Traces {
    approach: bool,
    deployment: bool,
    learning: bool,
    integration: bool,
}

impl Traces {
    /// Looks for them.
    pub fn of(case: &ReviewInput<'_>, item: &TypedItem) -> Traces {
        Traces {
            approach: how(case, item).len() >= case.count_of(APPROACH.id, "min_classes"),
            deployment: has_scope(case, item),
            learning: Learned::of(case, item).any,
            integration: is_linked(case, item),
        }
    }

    /// Whether a factor of processes shows.
    pub fn show(&self, factor: Factor) -> bool {
        match factor {
            Factor::Approach => self.approach,
            Factor::Deployment => self.deployment,
            Factor::Learning => self.learning,
            Factor::Integration => self.integration,
            Factor::Level | Factor::Trend | Factor::Comparison => true,
        }
    }
}

/// Whether an item is looked at by the check of its own that a factor of processes has: there is enough text to tell.
fn looked_at(case: &ReviewInput<'_>, item: &TypedItem, factor: Factor) -> bool {
    let long = |check: &Check| length(case, item) >= case.count_of(check.id, "min_chars");
    item.kind == ItemKind::Process
        && match factor {
            Factor::Approach => long(&APPROACH),
            Factor::Deployment => long(&DEPLOYMENT),
            Factor::Learning => item.is_written(case.read),
            Factor::Integration => length(case, item) > 0,
            Factor::Level | Factor::Trend | Factor::Comparison => false,
        }
}

/// Whether a check of its own tells when a factor of processes does not show.
pub(super) fn has_own_check(case: &ReviewInput<'_>, item: &TypedItem, factor: Factor) -> bool {
    let check = match factor {
        Factor::Approach => &APPROACH,
        Factor::Deployment => &DEPLOYMENT,
        Factor::Learning => &LEARNING,
        Factor::Integration => &INTEGRATION,
        Factor::Level | Factor::Trend | Factor::Comparison => return false,
    };
    case.runs(check.id) && looked_at(case, item, factor)
}

/// What makes a way of doing one that can be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Often,
    Who,
    Carrier,
}

impl How {
    const ALL: [How; 3] = [How::Often, How::Who, How::Carrier];

    fn label(self) -> &'static str {
        match self {
            How::Often => "频次",
            How::Who => "责任人",
            How::Carrier => "表单或工具",
        }
    }
}

/// What of it shows in the texts of an item.
fn how(case: &ReviewInput<'_>, item: &TypedItem) -> Vec<How> {
    let says = |how: &How| {
        let word = match how {
            How::Often => Word::Frequency,
            How::Who => Word::Owner,
            How::Carrier => Word::Carrier,
        };
        let named = *how == How::Who && names(case, item, &[NameKind::Department]);
        named || body(case, item).any(|text| text.words(word).next().is_some())
    };
    How::ALL.into_iter().filter(says).collect()
}

/// Whether the texts of an item name something registered of these kinds.
fn names(case: &ReviewInput<'_>, item: &TypedItem, kinds: &[NameKind]) -> bool {
    let lexicon = case.read.texts.lexicon();
    body(case, item).any(|text| {
        let mut names = text.hits().iter().filter_map(|hit| lexicon.name(hit));
        names.any(|name| kinds.contains(&name.kind))
    })
}

fn approach(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    let how = how(case, item);
    if !looked_at(case, item, Factor::Approach) || how.len() >= found.count("min_classes") {
        return;
    }
    let length = length(case, item);
    let labels = |of: &dyn Fn(&How) -> bool| {
        let labels = How::ALL.into_iter().filter(of).map(How::label);
        labels.collect::<Vec<_>>().join("、")
    };
    let missing = labels(&|class| !how.contains(class));
    let seen = match how.as_slice() {
        [] => String::new(),
        _ => format!("只看到{}，", labels(&|class| how.contains(class))),
    };
    let text = format!("条目 {} 写了 {length} 字，{seen}看不到{missing}。", item.id);
    found.add(place(case, item, Factor::Approach), &item.id, text);
}

/// Whether an item says how far its way of doing reaches.
fn has_scope(case: &ReviewInput<'_>, item: &TypedItem) -> bool {
    let known = |id: &String| {
        let departments = case.read.registers.departments.iter();
        departments
            .into_iter()
            .any(|department| *department.id == **id)
    };
    item.item.refs("departments").iter().any(known)
        || names(case, item, &[NameKind::Department])
        || body(case, item).any(|text| text.numbers().iter().any(|number| number.many))
}

fn deployment(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    if !looked_at(case, item, Factor::Deployment) || has_scope(case, item) {
        return;
    }
    let text = format!(
        "条目 {} 写了 {} 字，没有部门名，也没有“多少个部门、多大比例”一类的范围。",
        item.id,
        length(case, item)
    );
    found.add(place(case, item, Factor::Deployment), &item.id, text);
}

/// What an item says of improvements.
struct Learned {
    /// Whether it says anything: an improvement, a month, a dated sentence about a change.
    any: bool,
    /// The latest year of all of them.
    latest: Option<i32>,
}

impl Learned {
    fn of(case: &ReviewInput<'_>, item: &TypedItem) -> Learned {
        let made = item.item.list("improvements_made");
        let made = || {
            made.iter()
                .filter(|made| !made.get("what").trim().is_empty())
        };
        let month = item.item.get("improvement_date");
        let typed = made().map(|made| made.get("on")).chain([month]);
        let months = typed.map(input::month);
        let months = months.filter_map(|month| month.given().map(|month| month.year()));
        let sentences =
            body(case, item).filter_map(|text| dated_change(text, case.on.map(|on| on.year())));
        let sentences: Vec<i32> = sentences.collect();
        Learned {
            any: made().next().is_some() || !month.trim().is_empty() || !sentences.is_empty(),
            latest: months.chain(sentences).max(),
        }
    }
}

/// The latest year that a sentence of a text names together with a change; none after `last`.
fn dated_change(text: &Text, last: Option<i32>) -> Option<i32> {
    let years = text.years().iter();
    let years = years.filter(|year| last.is_none_or(|last| year.year <= last));
    let changed = years.filter(|year| {
        let sentence = text.sentence(year.span.start);
        let mut changes = text.words(Word::Change);
        sentence.is_some_and(|sentence| changes.any(|hit| sentence.covers(hit.span)))
    });
    changed.map(|year| year.year).max()
}

fn learning(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    if !looked_at(case, item, Factor::Learning) {
        return;
    }
    let place = if case.asks(ItemField::ImprovementDate) {
        Place::ItemField(item.id.clone(), "improvement_date".into())
    } else {
        place(case, item, Factor::Learning)
    };
    let learned = Learned::of(case, item);
    if !learned.any {
        let text = format!("条目 {} 没有一次写明年月的改进。", item.id);
        found.add(place, &item.id, text);
        return;
    }
    let (Some(on), Some(latest)) = (case.on, learned.latest) else {
        return;
    };
    // Thresholds are a few years.
    let age = i32::try_from(found.count("max_age")).unwrap_or(i32::MAX);
    if latest < on.year().saturating_sub(age) {
        let text = format!(
            "条目 {} 最近一次改进是 {latest} 年，此后没有写明年月的改进。",
            item.id
        );
        found.add(place, &item.id, text);
    }
}

/// Whether an item points at something: by a registered link, by a number of another item or a slot, or by name.
fn is_linked(case: &ReviewInput<'_>, item: &TypedItem) -> bool {
    let registered = ["links", "metrics"];
    if registered
        .iter()
        .any(|refs| !item.item.refs(refs).is_empty())
    {
        return true;
    }
    let criteria = case.packs.criteria;
    let numbered = body(case, item).any(|text| {
        text.codes().iter().any(|code| match code.kind {
            CodeKind::Clause => code.id != *item.id && criteria.item(&code.id).is_some(),
            CodeKind::Slot => criteria.slot(&code.id).is_some(),
        })
    });
    let kinds = [
        NameKind::Challenge,
        NameKind::Goal,
        NameKind::Segment,
        NameKind::Process,
        NameKind::Metric,
    ];
    numbered || names(case, item, &kinds)
}

fn integration(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    if !looked_at(case, item, Factor::Integration) || is_linked(case, item) {
        return;
    }
    let text = format!(
        "条目 {} 没有登记关联，正文里也没有提到挑战、目标、顾客群、关键过程、指标或者别的条目。",
        item.id
    );
    let place = place(case, item, Factor::Integration);
    found.add(place, &item.id, text);
}
