//! 年度自评报告: who, for which award and year, and the texts of the report.

use crate::domain::date::Date;
use crate::domain::input::{self, Input};
use crate::domain::score::Percent;
use crate::domain::validity::Validity;
use crate::domain::words::long_date;
use crate::dossier::field_kinds::LAST_PERCENT;
use crate::dossier::{PREDECESSOR, Place};
use crate::pack::reserved::ORGANISATION;
use crate::pack::{AnnualMode, ValueKey};
use crate::views::{FormValue, marked, year_on_year};

use super::super::document::{
    Block, Cell, Chapter, Row, UNFILLED, columns, field, or_blank, or_unfilled,
};
use super::context::{ChapterContext, UNSCORED};
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
    let previous = context.show(Place::Award(PREDECESSOR.into()), part);
    if !previous.is_empty() {
        rows.push(field("上一份的指纹", previous));
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
        if part.mode == AnnualMode::YearOnYear {
            blocks.extend(both_years(context, title));
        }
    }
    Chapter {
        id: REPORT.to_owned(),
        title: title.to_owned(),
        blocks,
    }
}

/// The items in both years, where last year's percents are known.
fn both_years(context: &mut ChapterContext<'_>, title: &str) -> Option<Block> {
    for item in &context.criteria.items {
        let place = Place::ItemField(item.id.as_str().into(), LAST_PERCENT.into());
        context.show(place, title);
    }
    let years = year_on_year(context.dossier, context.criteria)?;
    let percent = |percent: Option<Percent>| {
        percent.map_or(UNSCORED.to_owned(), |percent| {
            format!("{} %", percent.get())
        })
    };
    let rows = years.items.iter().map(|of| Row {
        cells: vec![
            Cell::Text(format!("{} {}", of.item.id, of.item.title)),
            Cell::Number(of.item.points.to_string()),
            Cell::Number(percent(of.last)),
            Cell::Number(percent(of.now)),
            Cell::Text(or_blank(&of.change(), false)),
        ],
        sum: false,
    });
    Some(Block::Table {
        caption: "与上年比较".to_owned(),
        columns: columns([
            ("条目", 9),
            ("分值", 2),
            ("上年", 3),
            ("本年", 3),
            ("变化", 3),
        ]),
        rows: rows.collect(),
        whole: false,
    })
}

fn awarded(context: &ChapterContext<'_>) -> Option<Date> {
    input::date(&context.dossier.annual.awarded)
        .given()
        .copied()
}

/// The day of the award, unless it is still to come: nothing is computed from that.
fn past_award(context: &ChapterContext<'_>) -> Option<Date> {
    awarded(context).filter(|awarded| *awarded <= context.today)
}

fn validity(context: &ChapterContext<'_>) -> Option<Validity> {
    let years = context.scheme.about.number(ValueKey::ValidityYears);
    let settings = context.scheme.settings_with(&context.dossier.settings);
    Some(Validity::new(
        past_award(context)?,
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
