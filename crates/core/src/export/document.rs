//! A document as blocks: what is said and in which order, nothing about how a medium shows it.

/// A whole document, bound from its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What stands in the head of each printed page.
    pub title: String,
    /// A short note in the head of each printed page: the beginning of the fingerprint.
    pub note: String,
    /// The parts, in order.
    pub parts: Vec<Part>,
}

/// One part; it begins on a new page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The cover.
    Cover(Cover),
    /// The table of contents, made of the chapters and their contents headings.
    Contents,
    /// A chapter.
    Chapter(Chapter),
}

/// The cover: page 1, without page head and number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// Small lines at the top right: form number, version.
    pub corner: Vec<String>,
    /// The award or the organisation.
    pub title: String,
    /// What this is: 申报材料.
    pub subtitle: String,
    /// Named lines.
    pub lines: Vec<(String, String)>,
    /// Small lines at the foot: fingerprint, build.
    pub foot: Vec<String>,
}

/// A chapter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chapter {
    /// Id within the document: letters, digits and `-`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A piece of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// An article's own words.
    Quote {
        /// Which article.
        cite: String,
        /// Its words.
        text: String,
    },
    /// Two columns, name and value: a form.
    Form {
        /// Caption.
        caption: String,
        /// Name and value.
        rows: Vec<(String, String)>,
        /// Not to be split between pages.
        whole: bool,
    },
    /// A table.
    Table {
        /// Caption.
        caption: String,
        /// Heads of the columns; the first column names the row.
        head: Vec<String>,
        /// Rows, each as long as the head.
        rows: Vec<Vec<Cell>>,
        /// Not to be split between pages.
        whole: bool,
    },
    /// A place for signature and seal.
    Seal {
        /// Who signs here.
        name: String,
        /// The lines left to fill in by hand.
        lines: Vec<String>,
    },
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Printed where a field is empty: the reader must see that nothing was lost.
pub const UNFILLED: &str = "未填写";

/// The text, or 未填写 when there is none.
pub fn or_unfilled(text: &str) -> String {
    if text.trim().is_empty() {
        UNFILLED.to_owned()
    } else {
        text.to_owned()
    }
}
