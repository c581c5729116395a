//! 自我评价报告: the items by category, each text under its sub-heading.

use crate::dossier::Place;
use crate::pack::{Heading, Item};

use super::super::document::{Block, Chapter};
use super::book::Book;
use super::text_or_unfilled;

const ID: &str = "c-items";
const TITLE: &str = "自我评价报告";

/// Stands behind a sub-heading that is not the standard's.
const OWN: &str = "（自拟）";

/// The chapter.
pub fn chapter(book: &mut Book<'_>) -> Chapter {
    let criteria = book.criteria;
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
            of_item(book, item, &mut blocks);
        }
    }
    Chapter {
        id: ID.to_owned(),
        title: TITLE.to_owned(),
        blocks,
    }
}

fn of_item(book: &mut Book<'_>, item: &Item, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading {
        level: 2,
        text: format!("{} {}（{} 分）", item.id, item.title, item.points),
        id: Some(id(&item.id)),
    });
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
        let place = Place::Section(item.id.as_str().into(), section.id.as_str().into());
        blocks.push(text_or_unfilled(book.show(place, TITLE)));
    }
}

fn id(number: &str) -> String {
    format!("{ID}-{}", number.replace('.', "-"))
}
