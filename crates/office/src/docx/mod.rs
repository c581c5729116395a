//! A Word document as paragraphs: what its reader sees, in the order of the document.
//!
//! * `package`: the ZIP and what else such a file may be; `xml`: its parts as trees
//! * `styles`: which paragraphs are headings; `numbering`: the numbers that Word computes and the text does not hold
//! * `body`: paragraphs, tables, notes, text boxes
//!
//! Tracked changes are read as accepted. Headers and footers are no text. What cannot be brought along is said.

mod body;
mod numbering;
mod package;
mod styles;
mod xml;

#[cfg(test)]
mod tests;

pub use quality_award_core::import::files::Document;

use crate::Refused;

/// Reads a document.
///
/// # Errors
/// A sentence with the way out for what is no document, is encrypted, damaged or too large.
pub fn read(bytes: &[u8]) -> Result<Document, Refused> {
    let parts = package::open(bytes)?;
    let document = xml::parse(&parts.document)?;
    let styles = xml::parse_optional(parts.styles.as_deref())?;
    let numbering = xml::parse_optional(parts.numbering.as_deref())?;
    let footnotes = xml::parse_optional(parts.footnotes.as_deref())?;
    let endnotes = xml::parse_optional(parts.endnotes.as_deref())?;
    let styles = styles::Styles::of(styles.as_ref());
    let numbering = numbering::Numbering::of(numbering.as_ref());
    let notes = body::Notes::of(footnotes.as_ref(), endnotes.as_ref());
    let mut reader = body::Reader::new(&styles, numbering, &notes);
    reader.document(document.root_element());
    Ok(reader.done(parts.comments))
}
