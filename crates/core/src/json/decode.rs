//! From a JSON value to types, with refusals in Chinese that name the place.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::fault::{Fault, shortened};
use super::node::{Node, Notes};

/// Why a file was not opened: one sentence with the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Where, such as `items[4].percent` or `第 1 行第 20 列`; empty for the file as a whole.
    pub place: String,
    /// What is wrong there, in Chinese, without a full stop.
    pub reason: String,
}

impl Refusal {
    pub(crate) fn new(place: impl AsRef<str>, reason: impl Into<String>) -> Self {
        Refusal {
            place: shortened(place.as_ref(), LONGEST_PLACE),
            reason: reason.into(),
        }
    }
}

/// Longest place in a message, in characters: a file may have keys of any length.
const LONGEST_PLACE: usize = 160;
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            f.write_str(&self.reason)
        } else {
            write!(f, "{}：{}", self.place, self.reason)
        }
    }
}

impl std::error::Error for Refusal {}

/// Reads a typed value. The list holds the places of what the type has no room for.
pub(crate) fn decode<T: DeserializeOwned>(value: &Value) -> Result<(T, Vec<String>), Refusal> {
    let notes = Notes::default();
    let node = Node {
        value,
        notes: &notes,
    };
    match T::deserialize(node) {
        Ok(typed) => Ok((typed, notes.ignored.into_inner())),
        Err(Fault(reason)) => Err(Refusal::new(notes.place.into_inner(), reason)),
    }
}
