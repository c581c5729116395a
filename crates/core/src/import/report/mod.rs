//! A whole report brought in at once: for every line it is decided what it is and where it goes, and none is lost.
//!
//! A line is a heading (it decides the place and is not copied, but for the text that may stand behind it), text, a
//! line of the contents, of the head or foot of a page, or it has no place: what stands before the first heading, and
//! what stands under one that the criteria do not have. Contents and page heads are left out, what has no place is kept
//! in the drawer 待安放 of the dossier, and everything can be corrected. What is doubtful is taken as it
//! seems and asked about, with the reason.
//!
//! The account is by characters without white space: what was brought = taken + kept + left out.
//!
//! * [`Report::of_text`] and [`Report::of`]: a text, or paragraphs of which more is known (from Word)
//! * `blocks`: what is corrected as one; `correct`: what a person tells of a line; `apply`: into the dossier;
//!   `account`: the sum
//! * `number` and `title`: how headings are written; `heading`: which place one names; `split`: all lines in turn
//! * `contents`, `running`, `joined`, `foreign`: the other kinds of lines

mod account;
mod apply;
mod blocks;
mod contents;
mod correct;
mod foreign;
mod heading;
mod joined;
mod number;
mod running;
mod seen;
mod split;
mod title;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::pack::Criteria;

pub use account::{Account, characters};
pub use apply::{Taken, take_out};
pub use blocks::Block;

/// A place for text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum To {
    /// A slot of 组织概述, by its id.
    Slot(String),
    /// A sub-heading of an item, by the item's id and its own.
    Section(String, String),
}

/// What is known of a paragraph beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Style {
    /// Nothing: a line of a text, which may be a part of a paragraph.
    #[default]
    Unknown,
    /// A paragraph of a document, not in a heading style.
    Body,
    /// A paragraph in a heading style, by its level from 1.
    Heading(u8),
    /// A line of the contents.
    Contents,
    /// A row of a table, its cells separated by tabs.
    Row,
    /// A note of the document, or what stands for something that cannot be brought along.
    Note,
}

/// A paragraph to be brought in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its number, from 1.
    pub number: usize,
    /// Its text.
    pub text: String,
    /// What else is known of it.
    pub style: Style,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It says where the following lines go. What stands behind it on the line is text.
    Heading,
    /// Text of a place.
    Text,
    /// A line of the contents: left out.
    Contents,
    /// The head or foot of a page: left out.
    Running,
    /// Before the first heading: no place.
    Front,
    /// Under a heading that the criteria do not have: no place.
    Nowhere,
    /// Left out because a person said so.
    LeftOut,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Number of the line of the text, or of the paragraph or table row of the document, from 1. A line that has line
    /// ends of other kinds in it is several lines with one number.
    pub number: usize,
    /// What stood there, its line end included. All sources put together are what was brought in.
    pub source: String,
    /// What is known of it beside its text.
    pub style: Style,
    /// What it is.
    pub kind: Kind,
    /// Where its text, or of a heading what follows, goes; none where it has no place.
    pub to: Option<To>,
    /// A heading that the criteria do not have: it begins a group of lines without a place.
    pub title: bool,
    /// It goes on with the paragraph of the last line of the same place: a line broken at the margin.
    pub joins: bool,
    /// Why a person should look at it.
    pub ask: Option<String>,
    /// The part of the source that is text.
    text: Range<usize>,
}

/// A report taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// All lines, in their order.
    pub lines: Vec<Line>,
    /// Characters that were brought in.
    brought: usize,
}

/// The lines of a text, numbered from 1, each with what ends it: the paragraphs of a file that has no styles.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str, Style)> {
    let lines = (1..).zip(text.split_inclusive('\n'));
    lines.map(|(number, line)| (number, line, Style::Unknown))
}

impl Report {
    /// Takes a text apart.
    pub fn of_text(text: &str, criteria: &Criteria) -> Report {
        split::split(lines(text), criteria)
    }

    /// Takes the paragraphs of a document apart.
    pub fn of(paragraphs: &[Paragraph], criteria: &Criteria) -> Report {
        let lines = paragraphs.iter();
        let lines = lines.map(|of| (of.number, of.text.as_str(), of.style));
        split::split(lines, criteria)
    }
}

impl Line {
    /// The text that goes to its place, as it is meant to be: everyday characters for the radicals that a PDF has, and
    /// no space between all characters. Of a heading what stands behind it; of any other line the whole.
    pub fn text(&self) -> String {
        seen::mended(&self.source[self.text.clone()])
    }

    /// The whole line, as it is meant to be.
    pub fn whole(&self) -> String {
        seen::mended(&self.source)
    }

    /// Nothing stands there.
    pub fn is_blank(&self) -> bool {
        characters(&self.source) == 0
    }

    /// It has no place, and is kept in the drawer until a person gives it one.
    pub fn is_kept(&self) -> bool {
        matches!(self.kind, Kind::Front | Kind::Nowhere)
    }

    /// It is left out.
    pub fn is_left_out(&self) -> bool {
        matches!(self.kind, Kind::Contents | Kind::Running | Kind::LeftOut)
    }

    /// It begins a group: a heading, of the criteria or not.
    pub fn begins(&self) -> bool {
        self.kind == Kind::Heading || self.title
    }
}
