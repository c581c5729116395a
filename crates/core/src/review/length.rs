//! How long the profile and the report are, against what is usual or set for the round.

use crate::dossier::Place;

use super::text::Text;
use super::{Check, Found, Reads, ReviewInput, Scope};

/// 超过篇幅限制.
pub const OVER: Check = Check {
    id: "length-over-limit",
    scope: Scope::Whole(over),
    reads: &[
        Reads::Profile,
        Reads::Items,
        Reads::Metrics,
        Reads::Register("tables"),
    ],
};

fn over(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let limits = &case.packs.scheme.limits;
    let criteria = case.packs.criteria;
    let slots = criteria.profile.iter().map(|slot| slot.id.as_str());
    let first = criteria.profile.first();
    if let Some(first) = first {
        let place = Place::Slot(first.id.as_str().into());
        told(
            "组织概述",
            "profile",
            place,
            length(case, slots),
            limits.profile.chars,
            found,
        );
    }
    let sections = criteria.items.iter().flat_map(|item| &item.sections);
    let sections = sections.map(|section| section.id.as_str());
    let first = criteria.items.first();
    if let Some((item, section)) = first.and_then(|item| Some((item, item.sections.first()?))) {
        let place = Place::Section(item.id.as_str().into(), section.id.as_str().into());
        told(
            "自我评价报告",
            "report",
            place,
            length(case, sections),
            limits.report.chars,
            found,
        );
    }
}

fn told(title: &str, object: &str, place: Place, length: usize, limit: u32, found: &mut Found<'_>) {
    // No limit is written as 0.
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if limit > 0 && length > limit {
        let text = format!(
            "{title}共 {length} 字，比上限 {limit} 字多 {} 字。",
            length - limit
        );
        found.add(place, object, text);
    }
}

/// Length in 字 of what stands at these slots or sub-headings: texts, tables, titles of charts.
fn length<'a>(case: &ReviewInput<'_>, places: impl Iterator<Item = &'a str>) -> usize {
    let texts = &case.read.texts;
    let captions = case.read.captions(case);
    let mut total = 0;
    for place in places {
        let item = place.rsplit_once('-').map_or("", |(item, _)| item);
        let section = texts.item(item).and_then(|texts| texts.section(place));
        let passages = texts.slot(place).into_iter().chain(section);
        let tables = texts.tables_at(place).flat_map(|table| table.passages());
        let passages = passages.chain(tables).map(|passage| &*passage.text);
        total += passages.map(Text::length).sum::<usize>();
        let charts = captions
            .at(place)
            .filter(|caption| caption.of == crate::views::Numbered::Chart);
        let titles = charts.map(|chart| crate::domain::length::length(&chart.title));
        total += titles.sum::<usize>();
    }
    total
}
