//! The ZIP of a Word file, and which of its parts is what.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::markup::DECLARATION;

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CORE: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What a part is by its name: its type, and how the document relates to it.
fn kind_of(name: &str) -> (String, &'static str) {
    let word = |kind: &str| format!("{WORD}.{kind}+xml");
    match name {
        "docProps/core.xml" => (
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
            "",
        ),
        "word/document.xml" => (word("document.main"), ""),
        "word/styles.xml" => (word("styles"), "styles"),
        "word/fontTable.xml" => (word("fontTable"), "fontTable"),
        "word/settings.xml" => (word("settings"), "settings"),
        "word/header1.xml" => (word("header"), "header"),
        "word/footer1.xml" => (word("footer"), "footer"),
        // What they are is told by their endings.
        name if name.starts_with("word/media/") => (String::new(), "image"),
        _ => (
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml".to_owned(),
            "chart",
        ),
    }
}

/// How the document refers to a part: the end of its name without the ending, such as `chart3`.
pub fn reference(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.split('.').next().unwrap_or(file)
}

/// The ending of a picture's part.
pub fn ending(media: &str) -> &'static str {
    match media {
        "image/png" => "png",
        _ => "jpg",
    }
}

/// The file of these parts: name and content.
pub fn zipped(parts: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    let mut types = format!(
        "{DECLARATION}<Types xmlns=\"{TYPES}\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"jpg\" ContentType=\"image/jpeg\"/>"
    );
    let mut of_document = format!("{DECLARATION}<Relationships xmlns=\"{RELATIONSHIPS}\">");
    for (name, _) in &parts {
        let (kind, related) = kind_of(name);
        if !kind.is_empty() {
            types += &format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
        }
        if !related.is_empty() {
            let (id, target) = (reference(name), name.trim_start_matches("word/"));
            of_document += &format!(
                "<Relationship Id=\"{id}\" Type=\"{OFFICE}/{related}\" Target=\"{target}\"/>"
            );
        }
    }
    types += "</Types>";
    of_document += "</Relationships>";
    let of_all = format!(
        "{DECLARATION}<Relationships xmlns=\"{RELATIONSHIPS}\"><Relationship Id=\"document\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"core\" Type=\"{CORE}\" Target=\"docProps/core.xml\"/></Relationships>"
    );
    let first = [
        ("[Content_Types].xml".to_owned(), types),
        ("_rels/.rels".to_owned(), of_all),
        ("word/_rels/document.xml.rels".to_owned(), of_document),
    ];
    // No clock: the same document is the same file.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let first = first.map(|(name, text)| (name, text.into_bytes()));
    for (name, content) in first.into_iter().chain(parts) {
        zip.start_file(name, options)
            .expect("names are short and each is there once");
        zip.write_all(&content)
            .expect("memory takes what is written");
    }
    zip.finish()
        .expect("memory takes what is written")
        .into_inner()
}
