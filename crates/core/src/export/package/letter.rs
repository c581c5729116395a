//! The letter to the secretariat that a pre-check ends with, when something is open that only it can answer.

use super::super::document::{Block, Chapter};
use super::super::enquiry::{self, LetterLine};
use super::context::ChapterContext;

/// The chapter; `None` when there is nothing to ask.
pub fn chapter(context: &ChapterContext<'_>) -> Option<Chapter> {
    let questions = enquiry::open_questions(context.dossier, context.scheme, context.assessment());
    let letter = enquiry::letter(context.dossier, context.scheme, &questions)?;
    let lines = letter.lines.into_iter().map(|line| match line {
        LetterLine::Heading(text) => Block::Heading {
            level: 1,
            text,
            id: None,
        },
        LetterLine::Text(text) => Block::Text(text),
    });
    let mut blocks: Vec<Block> = lines.collect();
    blocks.push(Block::Signature(letter.signature));
    Some(Chapter {
        id: "c-letter".to_owned(),
        title: letter.title,
        blocks,
    })
}
