//! A report by where its paragraphs go, for looking at.

use std::collections::BTreeMap;
use std::rc::Rc;

use quality_award_core::domain::length::length;
use quality_award_core::dossier::{Dossier, Place};
use quality_award_core::import::report::{Account, Block, Kind, Line, Report, To, characters};

use crate::packs;

/// What goes to one item or slot.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Id of the item or slot.
    pub id: Rc<str>,
    /// Its title.
    pub title: String,
    /// Headings and text, in order.
    pub blocks: Vec<Rc<Block>>,
    /// Paragraphs of text.
    pub texts: usize,
    /// Their characters.
    pub characters: usize,
    /// Characters that are written there already.
    pub there: usize,
    /// Blocks that are asked about.
    pub asks: usize,
    /// There is a table.
    pub table: bool,
}

/// What stands together without a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// A heading that the criteria do not have begins it.
    pub titled: bool,
    /// Its blocks.
    pub blocks: Vec<Rc<Block>>,
    /// Its characters.
    pub characters: usize,
}

/// A report by where it goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Sorted {
    /// The sum.
    pub account: Account,
    /// By item and slot, in the order in which they first come.
    pub groups: Vec<Group>,
    /// Without a place.
    pub pieces: Vec<Piece>,
    /// All blocks by their first line.
    pub blocks: BTreeMap<usize, Rc<Block>>,
}

impl Sorted {
    /// Sorts a report.
    pub fn of(report: &Report, dossier: &Dossier) -> Sorted {
        let mut sorted = Sorted {
            account: report.account(),
            groups: Vec::new(),
            pieces: Vec::new(),
            blocks: BTreeMap::new(),
        };
        let mut by_id: BTreeMap<Rc<str>, usize> = BTreeMap::new();
        // Headings of chapters, which name no place: they are shown before what comes next.
        let mut chapters: Vec<Rc<Block>> = Vec::new();
        // Whether the last block has no place and the next one stands with it.
        let mut goes_on = false;
        for block in report.blocks() {
            let block = Rc::new(block);
            let at = block.lines[0];
            let line = &report.lines[at];
            sorted.blocks.insert(at, block.clone());
            if line.is_left_out() {
                continue;
            }
            let Some(to) = &line.to else {
                if line.kind == Kind::Heading {
                    chapters.push(block);
                    goes_on = false;
                    continue;
                }
                sorted.keep(report, block, goes_on && !line.title);
                goes_on = true;
                continue;
            };
            goes_on = false;
            let at = *by_id.entry(part(to)).or_insert_with(|| {
                sorted.groups.push(Group::of(to, dossier));
                sorted.groups.len() - 1
            });
            let group = &mut sorted.groups[at];
            group.blocks.append(&mut chapters);
            group.add(report, block);
        }
        if let Some(last) = sorted.groups.last_mut() {
            last.blocks.append(&mut chapters);
        }
        sorted
    }

    fn keep(&mut self, report: &Report, block: Rc<Block>, goes_on: bool) {
        if !goes_on || self.pieces.is_empty() {
            self.pieces.push(Piece {
                titled: report.lines[block.lines[0]].title,
                blocks: Vec::new(),
                characters: 0,
            });
        }
        if let Some(piece) = self.pieces.last_mut() {
            piece.characters += characters_of(report, &block);
            piece.blocks.push(block);
        }
    }
}

impl Group {
    fn of(to: &To, dossier: &Dossier) -> Group {
        let id = part(to);
        let criteria = packs::criteria();
        let (title, places) = match to {
            To::Slot(slot) => {
                let title = criteria.slot(slot).map_or("", |slot| &slot.title);
                (title, vec![to.place()])
            }
            To::Section(item, _) => {
                let item = criteria.item(item);
                let sections = item.map_or(&[][..], |item| &item.sections).iter();
                let place = |section: &str| Place::Section(id.clone(), section.into());
                let places = sections.map(|section| place(&section.id));
                (item.map_or("", |item| &item.title), places.collect())
            }
        };
        Group {
            title: format!("{id} {title}"),
            there: places.iter().map(|place| length(place.read(dossier))).sum(),
            id,
            blocks: Vec::new(),
            texts: 0,
            characters: 0,
            asks: 0,
            table: false,
        }
    }

    fn add(&mut self, report: &Report, block: Rc<Block>) {
        let line = &report.lines[block.lines[0]];
        let characters = characters_of(report, &block);
        self.texts += usize::from(characters > 0);
        self.characters += characters;
        self.asks += usize::from(line.ask.is_some());
        self.table |= block.table;
        self.blocks.push(block);
    }
}

/// Id of the item or slot.
fn part(to: &To) -> Rc<str> {
    match to {
        To::Slot(id) | To::Section(id, _) => id.as_str().into(),
    }
}

/// Characters of a block that go to its place; a heading itself does not.
fn characters_of(report: &Report, block: &Block) -> usize {
    let lines = block.lines.iter().map(|at| &report.lines[*at]);
    lines.map(|line| characters(&line.text())).sum()
}

/// What stands in a block, as it will stand there: the lines of a paragraph joined.
pub fn text_of(report: &Report, block: &Block) -> String {
    let mut text = String::new();
    for line in block.lines.iter().map(|at| &report.lines[*at]) {
        let of = line.text();
        let letters = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if letters(text.chars().next_back()) && letters(of.trim().chars().next()) {
            text.push(' ');
        }
        text.push_str(of.trim());
    }
    text
}

/// The heading itself, without the text behind it.
pub fn heading_of(line: &Line) -> String {
    let (whole, text) = (line.whole(), line.text());
    let heading = match line.kind {
        Kind::Heading => whole.trim_end().strip_suffix(text.trim_end()),
        // A heading that the criteria do not have is text of the drawer.
        _ => None,
    };
    heading.unwrap_or(&whole).trim().to_owned()
}

/// The beginning of a text.
pub fn beginning(text: &str) -> String {
    let text = text.trim();
    let short: String = text.chars().take(48).collect();
    match short.len() < text.len() {
        true => short + "……",
        false => short,
    }
}

/// With a comma before each three digits.
pub fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
