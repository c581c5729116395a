//! Text as XML, and the little elements that stand everywhere.

use quality_award_core::export::typed::{Piece, lines, pieces, printable};

/// What every part of a document begins with.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The name space of WordprocessingML.
pub const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
/// That of references to other parts.
pub const R: &str =
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Text with everything that XML would read otherwise escaped, and what no XML holds marked; for elements and
/// attributes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match printable(c) {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// The runs of a text: its lines apart by line breaks, tabs as tabs, dates not to be broken.
pub fn runs(text: &str) -> String {
    let mut out = String::new();
    for (at, line) in lines(text).enumerate() {
        if at > 0 {
            out += "<w:r><w:br/></w:r>";
        }
        for piece in pieces(line) {
            match piece {
                Piece::Text(text) => {
                    out += "<w:r>";
                    broken(&mut out, text, '\t', "<w:tab/>");
                }
                Piece::Date(date) => {
                    // Beside Han some programs take this hyphen for one of theirs, twice as wide.
                    out += "<w:r><w:rPr><w:rFonts w:eastAsia=\"Times New Roman\"/></w:rPr>";
                    broken(&mut out, date, '-', "<w:noBreakHyphen/>");
                }
            }
            out += "</w:r>";
        }
    }
    out
}

/// Text in which a character is an element.
fn broken(out: &mut String, text: &str, at: char, element: &str) {
    for (nth, part) in text.split(at).enumerate() {
        if nth > 0 {
            *out += element;
        }
        if !part.is_empty() {
            *out += &format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(part));
        }
    }
}

/// A field that Word computes, and what stands there until it does.
pub fn field(instruction: &str, cached: &str) -> String {
    let char = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    format!(
        "{}<w:r><w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r>{}<w:r><w:t>{cached}</w:t></w:r>{}",
        char("begin"),
        char("separate"),
        char("end")
    )
}
