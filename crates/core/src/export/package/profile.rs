//! 组织概述: every slot by group.

use crate::dossier::Place;

use super::super::document::{Block, Chapter};
use super::book::Book;
use super::{section, text_or_unfilled};

const ID: &str = "c-profile";
const TITLE: &str = "组织概述";

/// The chapter.
pub fn chapter(book: &mut Book<'_>) -> Chapter {
    let mut blocks = Vec::new();
    let slots = &book.criteria.profile;
    for (at, group) in (1..).zip(slots.chunk_by(|a, b| a.group == b.group)) {
        blocks.push(section(ID, at, &group[0].group));
        for slot in group {
            blocks.push(Block::Heading {
                level: 2,
                text: format!("{} {}", slot.id, slot.title),
                id: None,
            });
            let text = book.show(Place::Slot(slot.id.as_str().into()), TITLE);
            blocks.push(text_or_unfilled(text));
        }
    }
    Chapter {
        id: ID.to_owned(),
        title: TITLE.to_owned(),
        blocks,
    }
}
