//! What was typed and is shown nowhere else: on branches that are no longer taken, for another kind of dossier, for
//! years that are no longer asked for. It is kept and does not count, and the paper does not hide it.

use crate::dossier::{
    EntriesAt, FormValue, Kind, List, Place, Row as _, answer_said, column_flaw, column_words,
    field_said, group_of, list_of, marked,
};
use crate::pack::{Field, Question, cite};

use super::super::document::{Block, Chapter, columns, texts};
use super::book::Book;

/// Characters from which a text stands by itself instead of in a table.
const LONG: usize = 120;

/// The chapter; `None` when nothing is left.
pub fn chapter(book: &Book<'_>) -> Option<Chapter> {
    let mut left: Vec<(String, String)> = book
        .left()
        .map(|place| (name(&place, book), words(&place, book)))
        .collect();
    left.extend(percents(book));
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
                    level: 2,
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

/// What stands at a place.
fn name(place: &Place, book: &Book<'_>) -> String {
    name_of(place, book).unwrap_or_else(|| place.to_string())
}

fn name_of(place: &Place, book: &Book<'_>) -> Option<String> {
    let (scheme, criteria) = (book.scheme, book.criteria);
    Some(match place {
        Place::Setting(id) => scheme.setting(id)?.label.clone(),
        Place::Answer(id) => asked(id, book)?,
        Place::Note(id) => format!("{}（备注）", asked(id, book)?),
        Place::Row(list, id, key) => {
            let question = question_of(place, book)?;
            let at = position(*list, id, book)? + 1;
            let label = &field_of(&question, key, book)?.label;
            let what = match list {
                List::Events => "登记的第",
                List::Ranking | List::Honours => "第",
            };
            let unit = if *list == List::Events { "件" } else { "条" };
            format!("{}{what} {at} {unit}：{label}", cite(question.article))
        }
        Place::Field(_, key) => {
            let question = question_of(place, book)?;
            let label = &field_of(&question, key, book)?.label;
            format!("{}：{label}", cite(question.article))
        }
        Place::Profit(year) => format!("{year} 年度利润总额"),
        Place::Form(id) => format!("申报表：{}", scheme.form_field(id)?.label),
        Place::Figure(id, year) => {
            format!("申报表：{}（{year} 年）", scheme.form_field(id)?.label)
        }
        Place::Slot(id) => {
            let slot = criteria.slot(id)?;
            format!("组织概述：{} {}", slot.id, slot.title)
        }
        Place::Section(_, id) => {
            let (item, section) = criteria.section(id)?;
            format!("自我评价：{} {}，{}", item.id, item.title, section.title)
        }
        Place::Reason(item) => {
            let item = criteria.item(item)?;
            format!("自我评价：{} {}，评分理由", item.id, item.title)
        }
        Place::Depth => "填写深度".to_owned(),
        Place::Scorer(_) | Place::Spread => "合议：其他".to_owned(),
        Place::Profile(_) => "组织概述：其他".to_owned(),
        Place::ItemField(item, _) | Place::Band(item, _) | Place::FactorNote(item, _) => {
            let item = criteria.item(item)?;
            format!("自我评价：{} {}，其他", item.id, item.title)
        }
        Place::Metric(metric, _) => format!("指标：{}", metric_name(metric, book)?),
        Place::MetricYear(metric, year, _) => {
            format!("指标：{}，{year} 年", metric_name(metric, book)?)
        }
        Place::Entry(list, _, key) => {
            let (id, of) = match list {
                EntriesAt::Register(id) => (id, String::new()),
                EntriesAt::Item(item, id) => (id, format!("自我评价：{item}，")),
                EntriesAt::Metric(metric, id) => {
                    (id, format!("指标：{}，", metric_name(metric, book)?))
                }
            };
            let register = criteria.register(id)?;
            let column = register.column(key)?;
            format!("{of}{}：{}", register.title, column.label)
        }
        Place::Awarded => "年度自评：获奖日期".to_owned(),
        Place::Year => "年度自评：报告年度".to_owned(),
        Place::AnnualText(id) => format!("年度自评：{}", scheme.annual_section(id)?.title),
    })
}

/// Its name is typed and stands in a row of its own.
fn metric_name(id: &str, book: &Book<'_>) -> Option<String> {
    let mut metrics = book.dossier.metrics.iter();
    let at = metrics.position(|metric| metric.id == id)?;
    Some(format!("第 {} 个", at + 1))
}

/// The question of the walk that a row or a field belongs to.
fn question_of<'a>(place: &Place, book: &Book<'a>) -> Option<Question<'a>> {
    let mut questions = book.scheme.questions();
    match place {
        Place::Row(List::Events, id, _) => {
            let mut events = book.dossier.walk.events.iter();
            let event = events.find(|event| event.id() == &**id)?;
            questions.find(|question| question.id == event.question)
        }
        Place::Row(list, ..) => questions.find(|question| list_of(question) == Some(*list)),
        Place::Field(group, _) => questions.find(|question| group_of(question) == Some(*group)),
        _ => None,
    }
}

fn asked(id: &str, book: &Book<'_>) -> Option<String> {
    let step = book.steps.find(id)?;
    let mut questions = step.questions.iter();
    let question = questions.find(|question| question.id == id);
    let ask = question.map_or(step.ask, |question| question.ask);
    Some(format!("{}：{ask}", step.cite()))
}

/// The field of a question under a key, or what events call it elsewhere.
fn field_of<'q>(question: &'q Question<'_>, key: &str, book: &Book<'q>) -> Option<&'q Field> {
    let common = &book.scheme.exclusions_common.fields;
    let mut fields = question.fields.iter().chain(common);
    fields.find(|field| field.key == key)
}

/// Where a row stands: in its list, an event among those of its question.
fn position(list: List, id: &str, book: &Book<'_>) -> Option<usize> {
    let walk = &book.dossier.walk;
    match list {
        List::Ranking => walk.ranking.iter().position(|row| row.id() == id),
        List::Honours => walk.honours.iter().position(|row| row.id() == id),
        List::Events => {
            let event = walk.events.iter().find(|event| event.id() == id)?;
            let mut own = walk.events.iter();
            let mut own = own
                .by_ref()
                .filter(|other| other.question == event.question);
            own.position(|other| other.id() == id)
        }
    }
}

/// What is typed there, in words where it is a choice, with its flaw where it has one.
fn words(place: &Place, book: &Book<'_>) -> String {
    let raw = place.read(book.dossier);
    let said = match place {
        Place::Answer(id) => {
            let question = book.scheme.question(id);
            question.map(|question| answer_said(&question, raw))
        }
        Place::Row(_, _, key) | Place::Field(_, key) => {
            question_of(place, book).and_then(|of| Some(field_said(field_of(&of, key, book)?, raw)))
        }
        Place::Setting(id) => book.scheme.setting(id).and_then(|setting| {
            let mut options = setting.options.iter();
            Some(options.find(|option| option.value == raw)?.label.clone())
        }),
        Place::Entry(
            EntriesAt::Register(id) | EntriesAt::Item(_, id) | EntriesAt::Metric(_, id),
            _,
            key,
        ) => {
            let register = book.criteria.register(id);
            let column = register.and_then(|register| register.column(key));
            column
                .map(|column| marked(column_words(column, raw), column_flaw(column, raw).as_ref()))
        }
        _ => in_form(place, book),
    };
    said.unwrap_or_else(|| raw.to_owned())
}

fn in_form(place: &Place, book: &Book<'_>) -> Option<String> {
    book.form.entries().find_map(|entry| {
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
fn percents(book: &Book<'_>) -> Vec<(String, String)> {
    let has_table = book.dossier.kind != Kind::Precheck;
    let items = book.dossier.items.iter();
    let rows = items.filter_map(|item| {
        let known = book.criteria.item(&item.id);
        let percent = item.percent.filter(|_| !(has_table && known.is_some()))?;
        let title = known.map_or("", |known| &known.title);
        let name = format!("自我评价：{} {title}，百分比", item.id);
        Some((name, format!("{percent} %")))
    });
    rows.collect()
}
