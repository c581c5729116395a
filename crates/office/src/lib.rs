//! Readers and writers for what the core has no business with: Word, spreadsheets, ZIP, encodings. Large, needed by few,
//! loaded on demand.

pub mod book;
pub mod bundle;
pub mod docx;
pub mod page;
pub mod report;
pub mod sheets;
pub mod text;
pub mod word;

use std::fmt;

/// Why a file cannot be read: a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl Refused {
    fn because(why: &str) -> Refused {
        Refused(why.to_owned())
    }
}
