//! What files are read into. In the browser their reader (`crates/office`) is a module of its own, loaded on demand:
//! what it reads goes to the app as bytes.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::report::Paragraph;
use super::table::Grid;

/// Most bytes of a spreadsheet.
pub const MOST_BYTES: usize = 30 * 1024 * 1024;

/// A sheet of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name; for what has none, its number.
    pub name: String,
    /// Whether it is hidden in its workbook.
    pub hidden: bool,
    /// Its table; or why there is none, in Chinese.
    pub grid: Result<Grid, String>,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Paragraphs and table rows, numbered in the order of the document. What stands in a text box or a note has the
    /// number of the paragraph it belongs to.
    pub paragraphs: Vec<Paragraph>,
    /// What a person has to know of how it was read: a sentence each.
    pub said: Vec<String>,
}

/// What was read, or is to be written by that module, as bytes.
pub fn to_bytes<T: Serialize>(read: &T) -> Vec<u8> {
    postcard::to_allocvec(read).expect("what is read is made of texts, lists and numbers")
}

/// The same from bytes of the same version; none from any other.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::report::Style;
    use crate::import::table::tabs;

    #[test]
    fn what_was_read_arrives_as_it_was() {
        let sheets = vec![
            Sheet {
                name: "经营指标".into(),
                hidden: false,
                grid: tabs("指标\t2025年\n示例率\t98.4"),
            },
            Sheet {
                name: "封面".into(),
                hidden: true,
                grid: Err("里面没有表格内容。".into()),
            },
        ];
        assert_eq!(from_bytes(&to_bytes(&sheets)), Some(sheets));
        let document = Document {
            paragraphs: vec![Paragraph {
                number: 1,
                text: "4.1.2 示例".into(),
                style: Style::Heading(2),
            }],
            said: vec!["示例".into()],
        };
        let bytes = to_bytes(&document);
        assert_eq!(from_bytes(&bytes), Some(document));
        assert_eq!(from_bytes::<Document>(&bytes[..bytes.len() - 1]), None);
    }
}
