//! The parts that are the same for every document, or nearly: styles, fonts, settings, head and foot of the page.

use super::markup::{DECLARATION, R, W, escaped, field};

/// Styles by the names Word knows, so that its navigation pane and its contents work: chapters are `heading 1`.
/// Sizes are half points, lengths twentieths of a point.
pub const STYLES: &str = include_str!("styles.xml");

/// The fonts that papers of this kind are set in, and what stands in for one that a computer lacks.
pub const FONTS: &str = include_str!("fonts.xml");

/// Margins mirrored for two-sided paper; the contents' pages are counted when the document is opened; who edits it is
/// not recorded.
pub const SETTINGS: &str = include_str!("settings.xml");

/// Title and language; nobody's name and no time.
pub fn core(title: &str) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>",
        escaped(title)
    )
}

/// The head of each page: title on the left, note on the right.
pub fn header(title: &str, note: &str) -> String {
    format!(
        "{DECLARATION}<w:hdr {W} {R}><w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p></w:hdr>",
        escaped(title),
        escaped(note)
    )
}

/// The foot of each page: which of how many.
pub fn footer() -> String {
    let text = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    format!(
        "{DECLARATION}<w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>{}{}{}{}{}</w:p></w:ftr>",
        text("第 "),
        field("PAGE", "1"),
        text(" 页 / 共 "),
        field("NUMPAGES", "1"),
        text(" 页")
    )
}
