//! 自我评价报告: the items by category, each text under its sub-heading.

use std::rc::Rc;

use crate::dossier::{EntriesAt, Place, RefsAt};
use crate::pack::{Heading, Item};

use super::super::document::{Block, Chapter};
use super::context::ChapterContext;
use super::entries::{named, own_tables, registers_at, table};
use super::{metrics, text_or_unfilled};

const ID: &str = "c-items";
const TITLE: &str = "自我评价报告";

/// Stands behind a sub-heading that is not the standard's.
const OWN: &str = "（自拟）";

/// The chapter.
pub fn chapter(context: &mut ChapterContext<'_>) -> Chapter {
    let criteria = context.criteria;
    let mut blocks = vec![Block::Small(format!(
        "依据{}。标有“{OWN}”的小标题不是标准里的标题，只为分段书写。",
        criteria.edition.name
    ))];
    for category in &criteria.categories {
        blocks.push(Block::Heading {
            level: 1,
            text: format!(
                "{} {}（{} 分）",
                category.id, category.title, category.points
            ),
            id: Some(id(&category.id)),
        });
        let items = criteria.items.iter();
        for item in items.filter(|item| item.category == category.id) {
            of_item(context, item, &mut blocks);
        }
    }
    Chapter {
        id: ID.to_owned(),
        title: TITLE.to_owned(),
        blocks,
    }
}

fn of_item(context: &mut ChapterContext<'_>, item: &Item, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading {
        level: 2,
        text: format!("{} {}（{} 分）", item.id, item.title, item.points),
        id: Some(id(&item.id)),
    });
    let id: Rc<str> = item.id.as_str().into();
    for (key, label) in [
        ("na", "不适用"),
        ("one_line", "一句做法"),
        ("improvement_date", "最近一次改进"),
    ] {
        let text = context.show(Place::ItemField(id.clone(), key.into()), TITLE);
        if !text.is_empty() {
            blocks.push(Block::Text(format!("{label}：{text}")));
        }
    }
    for section in &item.sections {
        let own = match section.heading {
            Heading::Edition => "",
            Heading::Own => OWN,
        };
        blocks.push(Block::Heading {
            level: 3,
            text: format!("{}{own}", section.title),
            id: None,
        });
        let reason = Place::ItemField(id.clone(), format!("na.{}", section.id).into());
        let reason = context.show(reason, TITLE);
        let place = Place::Section(id.clone(), section.id.as_str().into());
        let text = context.show(place, TITLE);
        if !reason.is_empty() {
            blocks.push(Block::Text(format!("不适用：{reason}")));
        }
        let figures = metrics::at(context, item, &section.id, TITLE);
        if !text.is_empty() || (reason.is_empty() && figures.is_empty()) {
            blocks.push(text_or_unfilled(text));
        }
        blocks.extend(own_tables(context, &section.id, TITLE));
        blocks.extend(figures);
    }
    blocks.extend(registers_at(context, &item.id, TITLE));
    lists(context, &id, blocks);
    refers(context, &id, blocks);
}

/// What was improved, what is good, what is to be improved.
fn lists(context: &mut ChapterContext<'_>, item: &Rc<str>, blocks: &mut Vec<Block>) {
    let criteria = context.criteria;
    for list in ["improvements_made", "strengths", "opportunities"] {
        if let Some(register) = criteria.register(list) {
            let at = EntriesAt::Item(item.clone(), list.into());
            blocks.extend(table(context, register, &at, TITLE));
        }
    }
}

/// What the item refers to, by name.
fn refers(context: &ChapterContext<'_>, item: &Rc<str>, blocks: &mut Vec<Block>) {
    let of = [
        ("departments", "推行部门", &["departments"][..]),
        ("links", "对齐", &["challenges", "goals", "slots", "items"]),
        ("metrics", "指标", &["metrics"]),
        ("evidence", "证实性材料", &["evidence"]),
    ];
    let said = of.into_iter().filter_map(|(key, label, to)| {
        let refs = RefsAt::Item(item.clone(), key.into());
        let refs = refs.read(context.dossier);
        let names = to.iter().map(|to| named(context, to, refs));
        let names: Vec<String> = names.filter(|names| !names.is_empty()).collect();
        (!names.is_empty()).then(|| format!("{label}：{}", names.join("、")))
    });
    let said: Vec<String> = said.collect();
    if !said.is_empty() {
        blocks.push(Block::Small(said.join("；")));
    }
}

fn id(number: &str) -> String {
    format!("{ID}-{}", number.replace('.', "-"))
}
