//! 自我评价报告: the items by category, each text under its sub-heading.
//!
//! What stays in the house stands in `remarks`: an applicant does not hand in its own list of shortcomings, nor what a
//! metric is computed with.

use std::rc::Rc;

use crate::dossier::{EntriesAt, Place};
use crate::pack::{Item, ItemField, RegisterOf, SubHeading};
use crate::views::progress::asks_of_item;

use super::super::document::{Block, Chapter};
use super::context::ChapterContext;
use super::entries::{behind, laid_out, registers_at, table};
use super::{metrics, text_or_unfilled};

const ID: &str = "c-items";
const TITLE: &str = "自我评价报告";

/// The chapter.
pub fn chapter(context: &mut ChapterContext<'_>) -> Chapter {
    let criteria = context.criteria;
    let mut blocks = vec![Block::Small(format!("依据{}编写。", criteria.edition.name))];
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
    let begin = blocks.len();
    let id: Rc<str> = item.id.as_str().into();
    for (key, label) in [
        ("na", "不适用："),
        ("one_line", ""),
        ("improvement_date", "最近一次改进："),
    ] {
        let text = context.show(Place::ItemField(id.clone(), key.into()), TITLE);
        if !text.is_empty() {
            blocks.push(Block::Text(format!("{label}{text}")));
        }
    }
    let mut missing = Vec::new();
    for section in &item.sections {
        let said = of_section(context, item, section);
        let place = blocks.len();
        match said.is_empty() {
            true => missing.push((place, section)),
            false => {
                blocks.push(heading(section));
                blocks.extend(said);
            }
        }
    }
    blocks.extend(registers_at(context, &item.id, TITLE));
    for list in context.criteria.registers_of(RegisterOf::Item) {
        if !list.internal {
            let at = EntriesAt::Item(id.clone(), list.id.as_str().into());
            blocks.extend(table(context, list, &at, TITLE));
        }
    }
    if blocks.len() == begin {
        blocks.push(text_or_unfilled(""));
        return;
    }
    let excused = !Place::ItemField(id, "na".into())
        .read(context.dossier)
        .is_empty();
    if excused || !asks_of_item(context.depth, ItemField::SectionText) {
        return;
    }
    for (place, section) in missing.into_iter().rev() {
        blocks.splice(place..place, [heading(section), text_or_unfilled("")]);
    }
}

fn heading(section: &SubHeading) -> Block {
    Block::Heading {
        level: 3,
        text: section.title.clone(),
        id: None,
    }
}

/// What is written under a sub-heading.
fn of_section(context: &mut ChapterContext<'_>, item: &Item, section: &SubHeading) -> Vec<Block> {
    let id: Rc<str> = item.id.as_str().into();
    let reason = Place::ItemField(id.clone(), format!("na.{}", section.id).into());
    let reason = context.show(reason, TITLE);
    let text = context.show(Place::Section(id, section.id.as_str().into()), TITLE);
    let mut said = Vec::new();
    if !reason.is_empty() {
        said.push(Block::Text(format!("不适用：{reason}")));
    }
    said.extend(laid_out(context, text, &section.id, TITLE));
    said.extend(behind(context, text, &section.id, TITLE));
    said.extend(metrics::at(context, &section.id, TITLE));
    said
}

fn id(number: &str) -> String {
    format!("{ID}-{}", number.replace('.', "-"))
}
