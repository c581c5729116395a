//! The document itself: cover, contents, chapters.

use quality_award_core::dossier::FileMark;
use quality_award_core::export::document::{
    Block, Chapter, Cover, Document, Part, Picture, Pictures, fitted, without,
};
use quality_award_core::export::typed::paragraphs;

use super::markup::{DECLARATION, R, W, escaped, field, runs};
use super::{chart, picture, table};

/// Twentieths of a point of an A4 page, and its margins: 28 mm at the binding, 22 mm outside.
const PAGE: &str = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1418\" w:right=\"1247\" w:bottom=\"1361\" w:left=\"1587\" w:header=\"851\" w:footer=\"794\" w:gutter=\"0\"/>";
/// Deepest heading, counted with the chapter's own, that stands in the contents.
const DEEPEST: u8 = 3;

/// The document, and the charts it shows in their order.
pub struct Body<'d> {
    /// `word/document.xml`.
    pub xml: String,
    /// The parts `word/charts/chart….xml`.
    pub charts: Vec<String>,
    /// The pictures it shows in their order, `word/media/image….`
    pub pictures: Vec<&'d Picture>,
    /// The pictures that are there.
    known: &'d Pictures,
    /// Drawings so far.
    drawings: usize,
    /// Headings of the contents so far.
    headings: usize,
    /// Whether what is written now stays on a page with what follows.
    keep: bool,
}

/// Writes a document.
pub fn body<'d>(document: &'d Document, pictures: &'d Pictures) -> Body<'d> {
    let mut body = Body {
        xml: format!(
            "{DECLARATION}<w:document {W} {R} xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><w:body>"
        ),
        charts: Vec::new(),
        pictures: Vec::new(),
        known: pictures,
        drawings: 0,
        headings: 0,
        keep: false,
    };
    for part in &document.parts {
        match part {
            Part::Cover(cover) => body.cover(cover),
            Part::Contents => body.contents(document),
            Part::Chapter(chapter) => body.chapter(chapter),
        }
    }
    body.raw("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header1\"/><w:footerReference w:type=\"default\" r:id=\"footer1\"/>");
    body.raw(PAGE);
    body.raw("</w:sectPr></w:body></w:document>");
    body
}

/// Headings that stand in the contents: level from 1, and text.
fn headings(document: &Document) -> Vec<(u8, &str)> {
    let mut headings = Vec::new();
    for part in &document.parts {
        let Part::Chapter(chapter) = part else {
            continue;
        };
        headings.push((1, chapter.title.as_str()));
        let inside = chapter.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, text, .. } => Some((level + 1, text.as_str())),
            _ => None,
        });
        headings.extend(inside.filter(|(level, _)| *level <= DEEPEST));
    }
    headings
}

/// The mark of the nth heading of the contents.
fn bookmark(nth: usize) -> String {
    format!("_Toc{nth:08}")
}

impl Body<'_> {
    pub(super) fn raw(&mut self, xml: &str) {
        self.xml.push_str(xml);
    }

    /// A paragraph of a style. `properties` is what its style does not say.
    pub(super) fn paragraph(&mut self, style: &str, properties: &str, inside: &str) {
        let keep = if self.keep { "<w:keepNext/>" } else { "" };
        self.raw(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keep}{properties}</w:pPr>{inside}</w:p>"
        ));
    }

    /// The same, kept with what follows.
    pub(super) fn kept(&mut self, write: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.keep, true);
        write(self);
        self.keep = before;
    }

    /// What Word needs between two tables, and a little room.
    pub(super) fn gap(&mut self) {
        self.paragraph("Gap", "", "");
    }

    fn cover(&mut self, cover: &Cover) {
        self.paragraph("Title", "", &runs(&cover.title));
        self.paragraph("Subtitle", "", &runs(&cover.subtitle));
        table::cover_lines(self, &cover.lines);
        for (at, line) in cover.foot.iter().enumerate() {
            let spacing = if at == 0 {
                "<w:spacing w:before=\"2400\"/>"
            } else {
                ""
            };
            self.paragraph("CoverFoot", spacing, &runs(line));
        }
        // A section of its own: without head and foot of the page.
        self.raw(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Gap\"/><w:sectPr>{PAGE}</w:sectPr></w:pPr></w:p>"
        ));
    }

    /// The contents as a field that Word fills in, with what it will say in it but for the pages.
    fn contents(&mut self, document: &Document) {
        self.raw("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>");
        self.paragraph("TOCHeading", "", &runs("目录"));
        let headings = headings(document);
        let last = headings.len();
        for (nth, (level, text)) in (1..).zip(headings) {
            let mut inside = String::new();
            if nth == 1 {
                inside += "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-3\" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
            }
            let mark = bookmark(nth);
            inside += &format!(
                "<w:hyperlink w:anchor=\"{mark}\" w:history=\"1\">{}<w:r><w:tab/></w:r>{}</w:hyperlink>",
                runs(text),
                field(&format!("PAGEREF {mark} \\h"), "")
            );
            if nth == last {
                inside += "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
            }
            self.paragraph(&format!("TOC{level}"), "", &inside);
        }
        self.raw("</w:sdtContent></w:sdt>");
    }

    fn chapter(&mut self, chapter: &Chapter) {
        self.heading(1, &chapter.title);
        for block in &chapter.blocks {
            self.block(block);
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        let mut inside = runs(text);
        if level <= DEEPEST {
            self.headings += 1;
            let (id, name) = (self.headings, bookmark(self.headings));
            inside = format!(
                "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>{inside}<w:bookmarkEnd w:id=\"{id}\"/>"
            );
        }
        self.paragraph(&format!("Heading{level}"), "", &inside);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, .. } => self.heading(level + 1, text),
            Block::Text(text) => {
                for paragraph in paragraphs(text) {
                    // White space typed in front is the indent.
                    let style = if paragraph.indented {
                        "Normal"
                    } else {
                        "BodyText"
                    };
                    self.paragraph(style, "", &runs(paragraph.text));
                }
            }
            Block::Small(text) => self.paragraph("Small", "", &runs(text)),
            Block::Form {
                caption,
                rows,
                whole,
            } => {
                self.caption(caption);
                table::form(self, rows, *whole);
            }
            Block::Table {
                caption,
                columns,
                rows,
                whole,
            } => {
                self.caption(caption);
                table::table(self, columns, rows, *whole);
            }
            Block::Chart { caption, chart } => {
                if let Some(data) = &chart.data {
                    let nth = self.charts.len() + 1;
                    self.drawings += 1;
                    let drawing = chart::inline(self.drawings, nth, &chart.title, &chart.about);
                    self.charts.push(chart::part(data));
                    self.kept(|body| body.paragraph("Picture", "", &drawing));
                }
                let caption = match chart.tag.as_str() {
                    "" => caption.clone(),
                    tag => format!("{caption}：{tag}"),
                };
                self.kept(|body| body.paragraph("Caption", "", &runs(&caption)));
                self.paragraph("Small", "", &runs(&chart.said));
            }
            Block::Picture {
                caption,
                about,
                file,
            } => self.picture(caption, about, file.as_ref()),
            Block::Seal { name, lines } => table::seal(self, name, lines),
            Block::Signature(lines) => {
                for (at, line) in lines.iter().enumerate() {
                    let right = "<w:jc w:val=\"right\"/>";
                    match at + 1 == lines.len() {
                        true => self.paragraph("Normal", right, &runs(line)),
                        false => self.kept(|body| body.paragraph("Normal", right, &runs(line))),
                    }
                }
            }
            Block::Together(blocks) => {
                let Some((last, rest)) = blocks.split_last() else {
                    return;
                };
                self.kept(|body| rest.iter().for_each(|block| body.block(block)));
                self.block(last);
            }
        }
    }

    fn picture(&mut self, caption: &str, about: &str, file: Option<&FileMark>) {
        let there = file.and_then(|file| Some((file, self.known.get(&file.sha256)?)));
        match there {
            Some((file, picture)) => {
                self.pictures.push(picture);
                self.drawings += 1;
                let about = if about.is_empty() { caption } else { about };
                let nth = self.pictures.len();
                let drawing =
                    picture::inline(self.drawings, nth, caption, about, fitted(file.pixels));
                self.kept(|body| body.paragraph("Picture", "", &drawing));
            }
            None => {
                let text = without(file, about);
                self.kept(|body| body.paragraph("Small", "", &runs(&text)));
            }
        }
        self.paragraph("Caption", "<w:jc w:val=\"center\"/>", &runs(caption));
    }

    fn caption(&mut self, caption: &str) {
        if !caption.is_empty() {
            self.kept(|body| body.paragraph("Caption", "", &runs(caption)));
        }
    }
}

/// A text for an attribute.
pub(super) fn attribute(text: &str) -> String {
    // A tab would become a space when it is read.
    escaped(text).replace('\t', " ")
}
