//! What was typed and is shown nowhere else: on branches that are no longer taken, for another kind of dossier, for
//! years that are no longer asked for. It is kept and does not count, and the paper does not hide it.

use crate::dossier::{EntriesAt, Kind, Place, column_flaw, column_words};
use crate::views::{FormValue, PlaceLabels, answer_text, field_text, marked};

use super::super::document::{Block, Chapter, columns, texts};
use super::context::ChapterContext;

/// Characters from which a text stands by itself instead of in a table.
const LONG: usize = 120;

/// The chapter; `None` when nothing is left.
pub fn chapter(context: &ChapterContext<'_>) -> Option<Chapter> {
    let labels = PlaceLabels::new(context.dossier, context.scheme, context.criteria);
    let mut left: Vec<(String, String)> = context
        .left()
        .map(|place| (labels.of(&place), words(&place, context, &labels)))
        .collect();
    left.extend(percents(context));
    if left.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Small(
        "下列内容保存在数据文件里，按现在的用途和前面的回答不计入，列在这里以免遗漏。".to_owned(),
    )];
    let long = |text: &str| text.chars().count() > LONG || text.contains('\n');
    for group in left.chunk_by(|(_, a), (_, b)| !long(a) && !long(b)) {
        match group {
            [(name, text)] if long(text) => blocks.extend([
                Block::Heading {
                    level: 1,
                    text: name.clone(),
                    id: None,
                },
                Block::Text(text.clone()),
            ]),
            short => blocks.push(Block::Table {
                caption: String::new(),
                columns: columns([("栏目", 8), ("填写的内容", 12)]),
                rows: short
                    .iter()
                    .cloned()
                    .map(|pair| texts(pair.into()))
                    .collect(),
                whole: false,
            }),
        }
    }
    Some(Chapter {
        id: "c-rest".to_owned(),
        title: "已填写、现在不计的内容".to_owned(),
        blocks,
    })
}

/// What is typed there, in words where it is a choice, with its flaw where it has one.
fn words(place: &Place, context: &ChapterContext<'_>, labels: &PlaceLabels<'_>) -> String {
    let raw = place.read(context.dossier);
    let said = match place {
        Place::Answer(id) => {
            let question = context.scheme.question(id);
            question.map(|question| answer_text(&question, raw))
        }
        Place::Row(..) | Place::Field(..) => {
            let field = labels.field_at(place);
            field.map(|field| field_text(&field, raw))
        }
        Place::Setting(id) => context.scheme.setting(id).and_then(|setting| {
            let mut options = setting.options.iter();
            Some(options.find(|option| option.value == raw)?.label.clone())
        }),
        Place::Entry(
            EntriesAt::Register(id) | EntriesAt::Item(_, id) | EntriesAt::Metric(_, id),
            _,
            key,
        ) => {
            let register = context.criteria.register(id);
            let column = register.and_then(|register| register.column(key));
            column
                .map(|column| marked(column_words(column, raw), column_flaw(column, raw).as_ref()))
        }
        _ => in_form(place, context),
    };
    said.unwrap_or_else(|| raw.to_owned())
}

fn in_form(place: &Place, context: &ChapterContext<'_>) -> Option<String> {
    context.form.entries().find_map(|entry| {
        let written = match &entry.value {
            FormValue::One(written) => Some(written),
            FormValue::Years(years) => {
                let mut years = years.iter().map(|year| &year.written);
                years.find(|written| written.place == *place)
            }
            FormValue::Computed(_) => None,
        };
        let written = written.filter(|written| written.place == *place)?;
        Some(marked(&written.words, written.flaw.as_ref()))
    })
}

/// Percents of items that no table of scores shows.
fn percents(context: &ChapterContext<'_>) -> Vec<(String, String)> {
    let has_table = context.dossier.kind != Kind::Precheck;
    let items = context.dossier.items.iter();
    let rows = items.filter_map(|item| {
        let known = context.criteria.item(&item.id);
        let percent = item.percent.filter(|_| !(has_table && known.is_some()))?;
        let title = known.map_or("", |known| &known.title);
        let name = format!("自我评价：{} {title}，百分比", item.id);
        Some((name, format!("{percent} %")))
    });
    rows.collect()
}
