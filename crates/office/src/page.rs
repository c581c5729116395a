//! The printed document as a page that stands alone.

use quality_award_core::export::document::{Document, Pictures};
use quality_award_core::export::html;

/// The styles of the printed book.
const STYLES: [&str; 3] = [
    include_str!("../../../styles/tokens.css"),
    include_str!("../../../styles/app.css"),
    include_str!("../../../styles/print.css"),
];

/// The page, with the pictures that are there.
pub fn page(document: &Document, pictures: &Pictures) -> String {
    html::page(document, &STYLES.concat(), pictures)
}
