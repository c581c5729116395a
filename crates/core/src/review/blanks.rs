//! What is not written at all: items, sub-headings, factors. At most one of the three is reported per item, the first that applies.
//! And what is written, and has no place in the papers yet.

use crate::dossier::Place;
use crate::pack::{Factor, ItemField, ItemKind};

use super::factors::{Traces, has_own_check};
use super::text::Target;
use super::{Check, Found, Reads, ReviewInput, Scope, TypedItem};

/// Everything that says whether an item is answered.
const WRITTEN: &[Reads] = &[
    Reads::Item,
    Reads::Metrics,
    Reads::Register("tables"),
    Reads::Register("departments"),
    Reads::Register("challenges"),
    Reads::Register("goals"),
    Reads::Register("segments"),
    Reads::Register("processes"),
];

/// 条目空白且无理由.
pub const ITEM: Check = Check {
    id: "item-empty",
    scope: Scope::Item(item),
    reads: &[Reads::Item, Reads::Metrics],
};

/// 某个小标题没有回答.
pub const SECTION: Check = Check {
    id: "section-unanswered",
    scope: Scope::Item(section),
    reads: &[Reads::Item, Reads::Metrics, Reads::Register("tables")],
};

/// 方法、展开、学习、整合缺其一.
pub const FACTOR: Check = Check {
    id: "factor-missing",
    scope: Scope::Item(factor),
    reads: WRITTEN,
};

/// 待安放里还有文字.
pub const UNPLACED: Check = Check {
    id: "text-unplaced",
    scope: Scope::Whole(unplaced),
    reads: &[Reads::Drawer],
};

/// Whether an item says why it does not apply.
fn is_excused(item: &TypedItem) -> bool {
    !item.item.get("na").trim().is_empty()
}

/// Where to begin to write about an item.
fn beginning(case: &ReviewInput<'_>, item: &TypedItem) -> Place {
    let sections = case.item(&item.id).map(|item| &item.sections);
    match sections.and_then(|sections| sections.first()) {
        Some(section) if case.asks(ItemField::SectionText) => {
            Place::Section(item.id.clone(), section.id.as_str().into())
        }
        _ => Place::ItemField(item.id.clone(), "one_line".into()),
    }
}

fn item(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    if is_excused(item) || item.is_written(case.read) {
        return;
    }
    let title = case.item(&item.id).map_or("", |item| &item.title);
    let text = format!(
        "条目 {}“{title}”没有写任何内容，也没有说明不适用的理由。",
        item.id
    );
    found.add(beginning(case, item), &item.id, text);
}

/// The sub-headings of an item that are not answered, with their titles; none while the item is not begun.
fn unanswered<'a>(
    case: &ReviewInput<'a>,
    item: &TypedItem,
    least: usize,
) -> Vec<(&'a str, &'a str)> {
    let begun = !is_excused(item) && item.is_written(case.read);
    let Some(asked) = case.item(&item.id).filter(|_| begun) else {
        return Vec::new();
    };
    let sections = asked.sections.iter().filter(|section| {
        let passage = case.read.texts.item(&item.id);
        let passage = passage.and_then(|texts| texts.section(&section.id));
        let long = passage.is_some_and(|passage| passage.text.length() >= least);
        let points = passage.is_some_and(|passage| {
            let references = passage.text.references().iter();
            let mut clauses = references.filter_map(|reference| match &reference.to {
                Target::Clause(id) => Some(id),
                _ => None,
            });
            clauses.any(|id| **id != *item.id && case.item(id).is_some())
        });
        let table = case.read.texts.tables_at(&section.id).next().is_some();
        let excused = !item
            .item
            .get(&format!("na.{}", section.id))
            .trim()
            .is_empty();
        let mut metrics = case.read.metrics_of(&item.id);
        let values = item.kind == ItemKind::Result
            && metrics.any(|metric| *metric.section == *section.id && metric.has_values());
        !long && !points && !table && !excused && !values
    });
    let sections = sections.map(|section| (section.id.as_str(), section.title.as_str()));
    sections.collect()
}

fn section(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    if !case.asks(ItemField::SectionText) {
        return;
    }
    let least = found.count("min_chars");
    for (id, title) in unanswered(case, item, least) {
        let place = Place::Section(item.id.clone(), id.into());
        let written = place.read(case.dossier).trim().is_empty();
        let text = match (written, item.kind) {
            (true, ItemKind::Process) => format!("条目 {} 的“{title}”没有回答。", item.id),
            (true, ItemKind::Result) => {
                format!(
                    "条目 {} 的“{title}”没有回答，也没有任何有数值的指标。",
                    item.id
                )
            }
            (false, _) => format!(
                "条目 {} 的“{title}”不到 {least} 个字，算不上回答。",
                item.id
            ),
        };
        found.add(place, id, text);
    }
}

fn factor(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    if item.kind != ItemKind::Process || is_excused(item) || !item.is_written(case.read) {
        return;
    }
    let least = case.count_of(SECTION.id, "min_chars");
    if case.runs(SECTION.id) && !unanswered(case, item, least).is_empty() {
        return;
    }
    let missing: Vec<Factor> = if case.asks(ItemField::FactorText) {
        let traces = Traces::of(case, item);
        let short = |factor: Factor| {
            let note = case.read.texts.item(&item.id);
            let note = note.and_then(|texts| texts.factor(factor.key()));
            note.map_or(0, |note| note.text.length()) < found.count("min_chars")
        };
        let factors = Factor::of(ItemKind::Process).into_iter();
        let factors = factors.filter(|factor| !has_own_check(case, item, *factor));
        factors
            .filter(|factor| short(*factor) && !traces.show(*factor))
            .collect()
    } else if case.asks(ItemField::FactorPick) {
        let picked = |factor: &Factor| {
            let judgement = item.item.factors.get(factor.key());
            judgement.is_some_and(|judgement| !judgement.band.is_empty())
        };
        let factors = Factor::of(ItemKind::Process).into_iter();
        factors.filter(|factor| !picked(factor)).collect()
    } else {
        Vec::new()
    };
    let Some(first) = missing.first() else {
        return;
    };
    let labels = missing
        .iter()
        .filter_map(|factor| case.packs.criteria.factor(*factor));
    let labels: Vec<&str> = labels.map(|factor| factor.label.as_str()).collect();
    let labels = labels.join("、");
    let (item, key) = (item.id.clone(), first.key().into());
    let (place, text) = if case.asks(ItemField::FactorText) {
        let text = format!("条目 {item} 里看不到{labels}：没有单独说明，正文里也找不到事实。");
        (Place::FactorNote(item.clone(), key), text)
    } else {
        let text = format!("条目 {item} 的{labels}还没有选分数段。");
        (Place::Band(item.clone(), key), text)
    };
    found.add(place, &item, text);
}

/// 待安放 is no part of the papers: what is left in it is not handed in.
fn unplaced(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let pieces = case.dossier.drawer.iter();
    let pieces: Vec<_> = pieces
        .filter(|piece| !piece.text.trim().is_empty())
        .collect();
    if let Some(first) = pieces.first() {
        let text = format!("待安放里还有 {} 份文字，不会进入申报材料。", pieces.len());
        found.add(Place::Piece(first.id.as_str().into()), "", text);
    }
}
