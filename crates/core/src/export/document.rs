//! A document as blocks: what is said and in which order, nothing about how a medium shows it.
//!
//! It goes over to writers that are loaded on demand as bytes, see `import::files`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::chart::Chart;
use crate::dossier::FileMark;

/// A whole document, bound from its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What stands in the head of each printed page.
    pub title: String,
    /// A short note in the head of each printed page: the beginning of the fingerprint.
    pub note: String,
    /// The parts, in order.
    pub parts: Vec<Part>,
}

/// One part; it begins on a new page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The cover.
    Cover(Cover),
    /// The table of contents, made of the chapters and their contents headings.
    Contents,
    /// A chapter.
    Chapter(Chapter),
}

/// The cover: page 1, without page head and number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The award or the organisation.
    pub title: String,
    /// What this is: 申报材料.
    pub subtitle: String,
    /// Named lines.
    pub lines: Vec<(String, String)>,
    /// Small lines at the foot: the fingerprint.
    pub foot: Vec<String>,
}

/// A chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// Id within the document: letters, digits and `-`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A piece of a chapter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading. With an id it stands in the contents.
    Heading {
        /// 1 to 3, below the chapter's own.
        level: u8,
        /// What it says.
        text: String,
        /// Id for the contents.
        id: Option<String>,
    },
    /// Text as typed; each line is a paragraph.
    Text(String),
    /// A remark of the tool in small type.
    Small(String),
    /// Names and values: a form.
    Form {
        /// Caption.
        caption: String,
        /// The rows of the form.
        rows: Vec<FormRow>,
        /// Not to be split between pages.
        whole: bool,
    },
    /// A table.
    Table {
        /// Caption.
        caption: String,
        /// Its columns; the first one names the row.
        columns: Vec<Column>,
        /// Rows, each with as many cells as there are columns.
        rows: Vec<Row>,
        /// Not to be split between pages.
        whole: bool,
    },
    /// A chart, not to be split.
    Chart {
        /// Number and name.
        caption: String,
        /// What it shows.
        chart: Box<Chart>,
    },
    /// A picture, not to be split.
    Picture {
        /// Number and title.
        caption: String,
        /// What it shows, for who cannot see it.
        about: String,
        /// Which file it is; `None` where its mark cannot be read.
        file: Option<FileMark>,
    },
    /// A place for signature and seal, not to be split.
    Seal {
        /// Who signs here.
        name: String,
        /// The lines left to fill in by hand.
        lines: Vec<String>,
    },
    /// Who signs a letter and when, at the right.
    Signature(Vec<String>),
    /// What belongs together: on one page, unless it is longer than one.
    Together(Vec<Block>),
}

/// A row of a form: one name with its value, or two beside each other.
pub type FormRow = Vec<(String, String)>;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it is called.
    pub name: String,
    /// Its share of the width in twentieths; those of a table add up to 20.
    pub width: u8,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether it sums others up.
    pub sum: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Text, on the left.
    Text(String),
    /// A number, on the right.
    Number(String),
}

impl Cell {
    /// What the cell says.
    pub fn text(&self) -> &str {
        match self {
            Cell::Text(text) | Cell::Number(text) => text,
        }
    }
}

impl Document {
    /// Everything it says, in the order of the paper; the contents, which repeat headings, left out.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        for part in &self.parts {
            match part {
                Part::Cover(cover) => {
                    texts.extend([cover.title.as_str(), &cover.subtitle]);
                    let lines = cover.lines.iter();
                    texts.extend(lines.flat_map(|(name, value)| [name.as_str(), value]));
                    texts.extend(cover.foot.iter().map(String::as_str));
                }
                Part::Contents => {}
                Part::Chapter(chapter) => {
                    texts.push(&chapter.title);
                    block_texts(&chapter.blocks, &mut texts);
                }
            }
        }
        texts
    }

    /// The files of the pictures it shows, in order.
    pub fn pictures(&self) -> Vec<&FileMark> {
        fn of<'d>(blocks: &'d [Block], found: &mut Vec<&'d FileMark>) {
            for block in blocks {
                match block {
                    Block::Picture { file, .. } => found.extend(file),
                    Block::Together(blocks) => of(blocks, found),
                    _ => {}
                }
            }
        }
        let mut found = Vec::new();
        for part in &self.parts {
            if let Part::Chapter(chapter) = part {
                of(&chapter.blocks, &mut found);
            }
        }
        found
    }

    /// How many places say that something required is not filled in.
    pub fn unfilled(&self) -> usize {
        let texts = self.texts().into_iter();
        let said = |line: &&str| line.rsplit('：').next() == Some(UNFILLED);
        texts.map(|text| text.lines().filter(said).count()).sum()
    }
}

fn block_texts<'d>(blocks: &'d [Block], texts: &mut Vec<&'d str>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Text(text) | Block::Small(text) => {
                texts.push(text);
            }
            Block::Form { caption, rows, .. } => {
                texts.push(caption);
                let fields = rows.iter().flatten();
                texts.extend(fields.flat_map(|(name, value)| [name.as_str(), value]));
            }
            Block::Table {
                caption,
                columns,
                rows,
                ..
            } => {
                texts.push(caption);
                texts.extend(columns.iter().map(|column| column.name.as_str()));
                let cells = rows.iter().flat_map(|row| &row.cells);
                texts.extend(cells.map(Cell::text));
            }
            Block::Chart { caption, chart } => {
                texts.extend([caption.as_str(), &chart.tag, &chart.said]);
            }
            Block::Picture { caption, about, .. } => texts.extend([caption.as_str(), about]),
            Block::Seal { name, lines } => {
                texts.push(name);
                texts.extend(lines.iter().map(String::as_str));
            }
            Block::Signature(lines) => texts.extend(lines.iter().map(String::as_str)),
            Block::Together(blocks) => block_texts(blocks, texts),
        }
    }
}

/// A picture for a writer that puts it into its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its media type: `image/png` or `image/jpeg`.
    pub media: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Pictures by digest.
pub type Pictures = BTreeMap<String, Picture>;

/// What stands in the place of a picture that is not there.
pub fn without(file: Option<&FileMark>, about: &str) -> String {
    let name = file.map_or("", |file| &file.name);
    match about {
        "" => format!("（缺少图片文件：{name}）"),
        about => format!("（缺少图片文件：{name}。图中内容：{about}）"),
    }
}

/// Widest picture, in pixels of 1/96 inch: the 160 mm of a page's content.
const WIDEST: u32 = 604;
/// Highest picture: it stands on a page with its caption.
const HIGHEST: u32 = 680;

/// The size of a picture on paper, in pixels of 1/96 inch: its own, or what fits a page. A picture without a size takes
/// none.
pub fn fitted(pixels: Option<(u32, u32)>) -> (u32, u32) {
    let (width, height) = pixels.unwrap_or_default();
    let scaled = |size: u32, to: u32, of: u32| {
        let scaled = u64::from(size) * u64::from(to) / u64::from(of.max(1));
        u32::try_from(scaled).unwrap_or(to).max(1)
    };
    let (width, height) = match width > WIDEST {
        true => (WIDEST, scaled(height, WIDEST, width)),
        false => (width, height),
    };
    match height > HIGHEST {
        true => (scaled(width, HIGHEST, height), HIGHEST),
        false => (width, height),
    }
}

/// Changes every text of a document that may hold typed words, but for what stands on its cover.
pub fn map_texts(document: &mut Document, change: &impl Fn(&mut String)) {
    for part in &mut document.parts {
        if let Part::Chapter(chapter) = part {
            map_blocks(&mut chapter.blocks, change);
        }
    }
}

fn map_blocks(blocks: &mut [Block], change: &impl Fn(&mut String)) {
    for block in blocks {
        match block {
            Block::Text(text) | Block::Small(text) => change(text),
            Block::Form { rows, .. } => {
                let fields = rows.iter_mut().flatten();
                fields.for_each(|(_, value)| change(value));
            }
            Block::Table { rows, .. } => {
                for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
                    match cell {
                        Cell::Text(text) | Cell::Number(text) => change(text),
                    }
                }
            }
            Block::Together(blocks) => map_blocks(blocks, change),
            Block::Heading { .. }
            | Block::Chart { .. }
            | Block::Picture { .. }
            | Block::Seal { .. }
            | Block::Signature(_) => {}
        }
    }
}

/// Columns from names and widths.
pub fn columns<const N: usize>(of: [(&str, u8); N]) -> Vec<Column> {
    let column = |(name, width): (&str, u8)| Column {
        name: name.to_owned(),
        width,
    };
    of.map(column).into()
}

/// A row of texts.
pub fn texts<const N: usize>(of: [String; N]) -> Row {
    Row {
        cells: of.map(Cell::Text).into(),
        sum: false,
    }
}

/// A row of a form with one value.
pub fn field(name: &str, value: impl Into<String>) -> FormRow {
    vec![(name.to_owned(), value.into())]
}

/// Printed where something required is empty: the reader must see that nothing was lost.
pub const UNFILLED: &str = "未填写";

/// Printed where nothing has to stand and nothing does.
pub const NOTHING: &str = "—";

/// The text, or 未填写 when there is none.
pub fn or_unfilled(text: &str) -> String {
    or_blank(text, true)
}

/// The text; when there is none 未填写 if it is required, otherwise a dash.
pub fn or_blank(text: &str, required: bool) -> String {
    let blank = if required { UNFILLED } else { NOTHING };
    if text.trim().is_empty() { blank } else { text }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_as_large_as_it_is_or_as_a_page_holds() {
        let check = |pixels, expected| assert_eq!(fitted(Some(pixels)), expected);
        check((300, 200), (300, 200));
        check((1208, 400), (604, 200));
        check((1208, 8000), (102, 680));
        check((600, 1360), (300, 680));
        check((50_000, 1), (604, 1));
        assert_eq!(fitted(None), (0, 0));
    }
}
