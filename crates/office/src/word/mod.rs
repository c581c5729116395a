//! The printed document as a Word file: WordprocessingML, written here (`docs/decisions/0015-word.md`).
//!
//! * `markup`: text and elements; `fixed`: the parts that are the same for every document
//! * `body`: chapters, headings, paragraphs, the contents; `table`: tables and forms; `chart`: charts that Word draws; `picture`: pictures
//! * `package`: the ZIP
//!
//! Numbers of chapters are in their headings' text, as everywhere: the heading styles carry outline levels and number
//! nothing. The same document gives the same bytes.

mod body;
mod chart;
mod fixed;
mod markup;
mod package;
mod picture;
mod table;

#[cfg(test)]
mod tests;

use quality_award_core::export::document::{Document, Pictures};

/// The bytes of a `.docx` with the pictures that are there.
pub fn docx(document: &Document, pictures: &Pictures) -> Vec<u8> {
    let body = body::body(document, pictures);
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let texts = [
        ("docProps/core.xml".to_owned(), fixed::core(&document.title)),
        ("word/document.xml".to_owned(), body.xml),
        ("word/styles.xml".to_owned(), fixed::STYLES.to_owned()),
        ("word/fontTable.xml".to_owned(), fixed::FONTS.to_owned()),
        ("word/settings.xml".to_owned(), fixed::SETTINGS.to_owned()),
        (
            "word/header1.xml".to_owned(),
            fixed::header(&document.title, &document.note),
        ),
        ("word/footer1.xml".to_owned(), fixed::footer()),
    ];
    parts.extend(texts.map(|(name, text)| (name, text.into_bytes())));
    let charts = body.charts.into_iter().zip(1..);
    parts.extend(charts.map(|(xml, at)| (format!("word/charts/chart{at}.xml"), xml.into_bytes())));
    let media = body.pictures.into_iter().zip(1..);
    parts.extend(media.map(|(picture, at)| {
        let name = format!("word/media/image{at}.{}", package::ending(&picture.media));
        (name, picture.bytes.clone())
    }));
    package::zipped(parts)
}
