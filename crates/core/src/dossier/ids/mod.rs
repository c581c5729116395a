//! The ids in a dossier. Two questions that have nothing to do with each other:
//!
//! - [`shape`]: could this program have written them at all? What no version of the format can mean is refused.
//! - [`known`]: do the packs of this build know them? Packs change: an item goes, an option is renamed. What was
//!   written under it stays in the dossier as it is, counts for nothing, and is listed here, so that a person can take
//!   the text elsewhere.
//!
//! To add a list of things with ids to the dossier: 1 its shape; 2 what the packs have of it, in `known` or beside it;
//! 3 a file in `tests/bad-input/` with an id they do not have.

mod known;
mod lists;
mod shape;
mod sheets;
#[cfg(all(test, feature = "toml"))]
mod tests;

use std::fmt;

use crate::json::fault::on_one_line;

pub(super) use known::is_foreign;
pub use known::kept_without_place;
pub(super) use shape::Shape;

/// Something in a dossier that has no place in the packs of this build. It is kept as it is, through saving, export
/// and import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Where it stands, as in the file: `items[3].sections.4.1.2-z`, lists counted from 0.
    pub place: String,
    /// What it is, in Chinese: `自我评价 4.1.2 …：小标题 4.1.2-z`.
    pub label: String,
    /// What is written there. Of what has several texts: each on a line of its own, after its name. Empty where there
    /// is none.
    pub text: String,
}

/// The label, and the beginning of the text: a line of a list.
impl fmt::Display for Unplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text.as_str() {
            "" => f.write_str(&self.label),
            text => write!(f, "{}：{}", self.label, on_one_line(text)),
        }
    }
}
