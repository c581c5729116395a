//! 年度自评报告: who, for which award and year, and the texts of the report.

use crate::domain::date::Date;
use crate::domain::input::{self, Input};
use crate::domain::validity::Validity;
use crate::domain::words::long_date;
use crate::dossier::Place;
use crate::pack::ValueKey;
use crate::pack::reserved::ORGANISATION;
use crate::views::{FormValue, marked};

use super::super::document::{Block, Chapter, UNFILLED, field, or_unfilled};
use super::context::ChapterContext;
use super::{section, text_or_unfilled};

const BASICS: &str = "c-basics";
const REPORT: &str = "c-annual";

/// What the cover says of the year and the award.
pub fn cover_lines(context: &ChapterContext<'_>) -> Vec<(String, String)> {
    let annual = &context.dossier.annual;
    let year = input::count(&annual.year);
    let year = year.given().map(|year| format!("{year} 年度"));
    let awarded = awarded(context).map(long_date);
    let or = |value: Option<String>| value.unwrap_or_else(|| UNFILLED.to_owned());
    vec![
        ("报告年度".to_owned(), or(year)),
        ("获奖日期".to_owned(), or(awarded)),
    ]
}

/// Who reports, and for which award.
pub fn basics(context: &mut ChapterContext<'_>) -> Chapter {
    let part = "获奖组织和报告年度";
    let mut rows = Vec::new();
    let roles = &context.scheme.roles;
    let fields = [ORGANISATION, &roles.uscc, &roles.contact, &roles.phone];
    let entries: Vec<_> = context.form.entries().cloned().collect();
    for id in fields {
        let entry = entries.iter().find(|entry| entry.field.id == id);
        if let Some(entry) = entry
            && let FormValue::One(written) = &entry.value
        {
            rows.push(field(
                &entry.field.label,
                context.show_written(written, part, entry.field.required),
            ));
        }
    }
    let about = &context.scheme.about;
    rows.push(field("奖项名称", about.name.value.as_str()));
    let raw = context.show(Place::Awarded, part);
    rows.push(field("获奖日期", checked(raw, &input::date(raw))));
    if let Some(validity) = validity(context) {
        let (years, last, free) = (validity.years, validity.last, validity.free);
        let until = format!("{years} 年，至 {last}；{free} 起可再次申请");
        rows.push(field("有效期", until));
    }
    let raw = context.show(Place::Year, part);
    let year = input::count(raw);
    rows.push(field("报告年度", checked(raw, &year)));
    let nth = validity(context).zip(year.given());
    let nth = nth.and_then(|(validity, year)| validity.nth(i32::try_from(*year).ok()?));
    if let Some(nth) = nth {
        rows.push(field("第几个年度", format!("有效期内第 {nth} 个年度")));
    }
    rows.push(field("自评依据", context.criteria.edition.name.as_str()));
    Chapter {
        id: BASICS.to_owned(),
        title: part.to_owned(),
        blocks: vec![Block::Form {
            caption: String::new(),
            rows,
            whole: false,
        }],
    }
}

/// The texts of the report.
pub fn report(context: &mut ChapterContext<'_>) -> Chapter {
    let title = "年度报告";
    let mut blocks = Vec::new();
    for (at, part) in (1..).zip(&context.scheme.annual) {
        blocks.push(section(REPORT, at, &part.title));
        let text = context.show(Place::AnnualText(part.id.as_str().into()), title);
        blocks.push(text_or_unfilled(text));
    }
    Chapter {
        id: REPORT.to_owned(),
        title: title.to_owned(),
        blocks,
    }
}

fn awarded(context: &ChapterContext<'_>) -> Option<Date> {
    input::date(&context.dossier.annual.awarded)
        .given()
        .copied()
}

fn validity(context: &ChapterContext<'_>) -> Option<Validity> {
    let years = context.scheme.about.number(ValueKey::ValidityYears);
    let settings = context.scheme.settings_with(&context.dossier.settings);
    Some(Validity::new(
        awarded(context)?,
        years,
        settings.boundary_day,
    ))
}

/// A typed value as typed, with what is wrong with it, or that there is none.
fn checked<T>(raw: &str, input: &Input<T>) -> String {
    match input {
        Input::Invalid { why, .. } => marked(raw, Some(why)),
        _ => or_unfilled(raw),
    }
}
