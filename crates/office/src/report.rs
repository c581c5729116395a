//! A report in a file: a Word document, or a text in whatever encoding. What it is decides, and not its name alone.

use quality_award_core::import::files::Document;
use quality_award_core::import::report::{Paragraph, lines};

use crate::{Refused, docx, text};

/// Reads a report; `name` is the file's. Of a text each line is a paragraph.
///
/// # Errors
/// A sentence with the way out for what is neither, is encrypted, damaged or too large.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, Refused> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = ending.to_lowercase();
    let is_document = ["docx", "docm", "dotx", "doc", "wps"].contains(&ending.as_str());
    if is_document || bytes.starts_with(b"PK\x03\x04") {
        return docx::read(bytes);
    }
    let text = text::decode(bytes)?;
    let paragraphs = lines(&text).map(|(number, line, style)| Paragraph {
        number,
        text: line.to_owned(),
        style,
    });
    Ok(Document {
        paragraphs: paragraphs.collect(),
        said: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_line_by_line_and_a_document_by_what_it_is() {
        let gbk = encoding_rs::GB18030.encode("4.1.2 示例\r\n第二行").0;
        let read_text = read(&gbk, "报告.txt").unwrap();
        let lines: Vec<_> = read_text
            .paragraphs
            .iter()
            .map(|of| of.text.as_str())
            .collect();
        assert_eq!(lines, ["4.1.2 示例\r\n", "第二行"]);
        for (bytes, name) in [
            (&b"PK\x03\x04"[..], "报告.txt"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "报告.doc"),
            (b"%PDF-1.7", "报告.pdf"),
        ] {
            let said = read(bytes, name).unwrap_err().to_string();
            assert!(said.contains("请") || said.contains(".docx"), "{said}");
        }
    }
}
