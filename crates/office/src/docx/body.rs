//! Paragraphs, tables, notes and text boxes, in the order of the document.

use std::collections::BTreeMap;

use quality_award_core::import::report::{Paragraph, Style};
use roxmltree::{Document as Part, Node};

use super::Document;
use super::numbering::Numbering;
use super::styles::Styles;
use super::xml::{attribute, child, is_on, value, word};

/// What stands where a picture was.
const PICTURE: &str = "［这里原有一张图］";
/// What stands where another object was.
const OBJECT: &str = "［这里原有一个对象］";

/// The texts of notes by kind and id.
#[derive(Default)]
pub struct Notes<'i>(BTreeMap<(&'static str, String), Node<'i, 'i>>);

impl<'i> Notes<'i> {
    /// Those of the parts.
    pub fn of(footnotes: Option<&'i Part<'i>>, endnotes: Option<&'i Part<'i>>) -> Notes<'i> {
        let all = [("footnote", footnotes), ("endnote", endnotes)];
        let notes = all.into_iter().flat_map(|(kind, part)| {
            let nodes = part
                .into_iter()
                .flat_map(|part| part.root_element().children());
            let notes = nodes.filter(move |node| word(*node) == kind);
            // Separators are no notes.
            let notes =
                notes.filter(|node| matches!(attribute(*node, "type"), None | Some("normal")));
            notes.map(move |node| ((kind, attribute(node, "id").unwrap_or("").to_owned()), node))
        });
        Notes(notes.collect())
    }
}

/// A field that is open: whether its instruction is over, and whether it is a contents page.
struct Field {
    shown: bool,
    contents: bool,
}

/// What has to be said at the end.
#[derive(Default)]
struct Counts {
    inserted: usize,
    deleted: usize,
    hidden: usize,
    boxes: usize,
    notes: usize,
    embedded: usize,
    /// The paragraphs with a picture.
    pictures: Vec<usize>,
}

/// What one paragraph holds beside its text.
#[derive(Default)]
struct Beside<'i> {
    notes: Vec<(usize, Node<'i, 'i>)>,
    boxes: Vec<Node<'i, 'i>>,
}

/// Reads the body.
pub struct Reader<'s, 'i> {
    styles: &'s Styles,
    numbering: Numbering,
    notes: &'s Notes<'i>,
    out: Vec<Paragraph>,
    number: usize,
    fields: Vec<Field>,
    contents: bool,
    counts: Counts,
    /// Text of a paragraph whose mark is deleted: it goes on in the next one.
    open: String,
}

impl<'s, 'i> Reader<'s, 'i> {
    /// A reader with nothing read yet.
    pub fn new(styles: &'s Styles, numbering: Numbering, notes: &'s Notes<'i>) -> Self {
        Reader {
            styles,
            numbering,
            notes,
            out: Vec::new(),
            number: 0,
            fields: Vec::new(),
            contents: false,
            counts: Counts::default(),
            open: String::new(),
        }
    }

    /// Reads a whole document.
    pub fn document(&mut self, root: Node<'i, 'i>) {
        if let Some(body) = child(root, "body") {
            self.blocks(body);
        }
        if !self.open.is_empty() {
            let text = std::mem::take(&mut self.open);
            self.push(text, Style::Body);
        }
    }

    /// What was read.
    pub fn done(self, comments: bool) -> Document {
        let counts = self.counts;
        let mut said = Vec::new();
        if counts.inserted + counts.deleted > 0 {
            said.push(format!(
                "文件里有修订，按接受修订读取：插入的 {} 处留下，删除的 {} 处没有读入。",
                counts.inserted, counts.deleted
            ));
        }
        if !counts.pictures.is_empty() {
            let at: Vec<String> = counts.pictures.iter().map(usize::to_string).collect();
            said.push(format!(
                "图片 {} 张没有读入，在原来的位置写了“{PICTURE}”：第 {} 段。",
                counts.pictures.len(),
                at.join("、")
            ));
        }
        let mut count = |count: usize, what: &str| {
            if count > 0 {
                said.push(what.replace("{}", &count.to_string()));
            }
        };
        count(
            counts.embedded,
            "图表、公式等对象 {} 个没有读入，在原来的位置作了标记。",
        );
        count(counts.boxes, "文本框 {} 个，里面的文字接在所在段落后面。");
        count(counts.notes, "脚注和尾注 {} 条，接在所在段落后面。");
        count(counts.hidden, "隐藏文字 {} 处没有读入。");
        if comments {
            said.push("批注没有读入。".to_owned());
        }
        Document {
            paragraphs: self.out,
            said,
        }
    }

    fn push(&mut self, text: String, style: Style) {
        self.out.push(Paragraph {
            number: self.number,
            text,
            style,
        });
    }

    /// Paragraphs and tables within an element.
    fn blocks(&mut self, parent: Node<'i, 'i>) {
        for node in parent.children() {
            match word(node) {
                "p" => {
                    self.number += 1;
                    self.paragraph(node);
                }
                "tbl" => self.table(node),
                "sdt" => self.controlled(node),
                "del" | "moveFrom" => self.counts.deleted += 1,
                "ins" | "moveTo" => {
                    self.counts.inserted += 1;
                    self.blocks(node);
                }
                "customXml" | "smartTag" => self.blocks(node),
                "altChunk" => {
                    self.number += 1;
                    self.counts.embedded += 1;
                    self.push(OBJECT.to_owned(), Style::Note);
                }
                _ if node.tag_name().name() == "AlternateContent" => {
                    if let Some(chosen) = chosen(node) {
                        self.blocks(chosen);
                    }
                }
                _ => {}
            }
        }
    }

    /// A content control around blocks; that of a contents page says so.
    fn controlled(&mut self, node: Node<'i, 'i>) {
        let gallery = node.descendants().find(|of| word(*of) == "docPartGallery");
        let gallery = gallery.and_then(|of| attribute(of, "val")).unwrap_or("");
        let before = self.contents;
        self.contents |= gallery.contains("Table of Contents");
        if let Some(content) = child(node, "sdtContent") {
            self.blocks(content);
        }
        self.contents = before;
    }

    fn paragraph(&mut self, node: Node<'i, 'i>) {
        let properties = child(node, "pPr");
        let style_id = properties.and_then(|of| value(of, "pStyle")).unwrap_or("");
        let contents = self.contents || self.in_contents() || self.styles.is_contents(style_id);
        let label = self.label(properties, style_id);
        let mut beside = Beside::default();
        let mut text = std::mem::take(&mut self.open);
        self.inline(node, &mut text, &mut beside);
        let contents = contents || self.in_contents();
        let mark = properties.and_then(|of| child(of, "rPr"));
        if mark.is_some_and(|mark| child(mark, "del").is_some()) && !text.is_empty() {
            self.open = text;
            return;
        }
        if !label.is_empty() && !text.trim().is_empty() {
            text = format!("{label} {text}");
        }
        let own = properties
            .and_then(|of| value(of, "outlineLvl"))
            .and_then(|level| level.parse::<u8>().ok());
        let level = match own {
            Some(level) => (level < 9).then_some(level + 1),
            None => self.styles.level(style_id),
        };
        let style = match level {
            _ if contents => Style::Contents,
            Some(level) => Style::Heading(level),
            None => Style::Body,
        };
        self.push(text, style);
        self.beside(beside);
    }

    /// Notes and text boxes stand behind their paragraph.
    fn beside(&mut self, beside: Beside<'i>) {
        for (number, note) in beside.notes {
            let text = self.flat(note);
            self.push(format!("［注 {number}］{}", text.trim()), Style::Note);
        }
        for content in beside.boxes {
            self.counts.boxes += 1;
            let number = self.number;
            self.blocks(content);
            // A box belongs to the paragraph it is anchored in, and counts no lines of its own.
            let from = self
                .out
                .iter()
                .rposition(|of| of.number <= number)
                .map_or(0, |at| at + 1);
            self.out[from..]
                .iter_mut()
                .for_each(|of| of.number = number);
            self.number = number;
        }
    }

    /// The automatic number of a paragraph.
    fn label(&mut self, properties: Option<Node<'i, 'i>>, style: &str) -> String {
        let own = properties.and_then(|of| child(of, "numPr"));
        let list = own.and_then(|of| value(of, "numId"));
        let depth = own
            .and_then(|of| value(of, "ilvl"))
            .and_then(|depth| depth.parse().ok());
        let by_style = self.styles.list(style);
        let Some(list) = list.or(by_style.map(|(list, _)| list)) else {
            return String::new();
        };
        if list == "0" {
            return String::new();
        }
        let depth = depth.or_else(|| by_style.and_then(|(_, depth)| depth));
        let depth = depth.or_else(|| self.numbering.depth_of(list, self.styles.ids(style)));
        self.numbering.next(list, depth.unwrap_or(0))
    }

    fn in_contents(&self) -> bool {
        self.fields.iter().any(|field| field.contents)
    }

    /// Whether the text here is shown, and not the instruction of a field.
    fn is_shown(&self) -> bool {
        self.fields.iter().all(|field| field.shown)
    }

    /// The runs within an element.
    fn inline(&mut self, parent: Node<'i, 'i>, text: &mut String, beside: &mut Beside<'i>) {
        for node in parent.children() {
            match word(node) {
                "r" => self.run(node, text, beside),
                "ins" | "moveTo" => {
                    self.counts.inserted += 1;
                    self.inline(node, text, beside);
                }
                "del" | "moveFrom" => self.counts.deleted += 1,
                "sdt" => {
                    if let Some(content) = child(node, "sdtContent") {
                        self.inline(content, text, beside);
                    }
                }
                "fldSimple" => {
                    let contents = attribute(node, "instr").is_some_and(is_contents);
                    self.fields.push(Field {
                        shown: true,
                        contents,
                    });
                    self.inline(node, text, beside);
                    self.fields.pop();
                }
                "hyperlink" | "smartTag" | "customXml" | "dir" | "bdo" => {
                    self.inline(node, text, beside)
                }
                "pPr" => {}
                _ => match node.tag_name().name() {
                    "AlternateContent" => {
                        if let Some(chosen) = chosen(node) {
                            self.inline(chosen, text, beside);
                        }
                    }
                    "oMath" | "oMathPara" => {
                        self.counts.embedded += 1;
                        let signs = node.descendants().filter(|of| of.tag_name().name() == "t");
                        text.extend(signs.filter_map(|of| of.text()));
                    }
                    _ => {}
                },
            }
        }
    }

    fn run(&mut self, run: Node<'i, 'i>, text: &mut String, beside: &mut Beside<'i>) {
        if child(run, "rPr").is_some_and(|of| is_on(of, "vanish")) && self.is_shown() {
            self.counts.hidden += usize::from(run.descendants().any(|of| word(of) == "t"));
            return;
        }
        self.run_content(run, text, beside);
    }

    fn run_content(&mut self, run: Node<'i, 'i>, text: &mut String, beside: &mut Beside<'i>) {
        for node in run.children() {
            match word(node) {
                "fldChar" => self.field(node),
                "instrText" => {
                    let contents = node.text().is_some_and(is_contents);
                    if let Some(field) = self.fields.last_mut() {
                        field.contents |= contents;
                    }
                }
                _ if !self.is_shown() => {}
                "t" => text.push_str(node.text().unwrap_or("")),
                "tab" | "ptab" => text.push('\t'),
                "br" | "cr" => text.push(match attribute(node, "type") {
                    Some("page" | "column") => '\u{C}',
                    _ => '\u{B}',
                }),
                "noBreakHyphen" => text.push('-'),
                "sym" => text.extend(symbol(node)),
                "ruby" => {
                    if let Some(base) = child(node, "rubyBase") {
                        self.inline(base, text, beside);
                    }
                }
                kind @ ("footnoteReference" | "endnoteReference") => {
                    let kind = if kind == "footnoteReference" {
                        "footnote"
                    } else {
                        "endnote"
                    };
                    let id = attribute(node, "id").unwrap_or("").to_owned();
                    if let Some(note) = self.notes.0.get(&(kind, id)) {
                        self.counts.notes += 1;
                        *text += &format!("［注 {}］", self.counts.notes);
                        beside.notes.push((self.counts.notes, *note));
                    }
                }
                "drawing" | "pict" | "object" => self.drawn(node, text, beside),
                _ if node.tag_name().name() == "AlternateContent" => {
                    if let Some(chosen) = chosen(node) {
                        self.run_content(chosen, text, beside);
                    }
                }
                _ => {}
            }
        }
    }

    fn field(&mut self, node: Node<'i, 'i>) {
        match attribute(node, "fldCharType") {
            Some("begin") => self.fields.push(Field {
                shown: false,
                contents: false,
            }),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.shown = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// A picture, a text box or another object.
    fn drawn(&mut self, node: Node<'i, 'i>, text: &mut String, beside: &mut Beside<'i>) {
        let mut boxes = outermost_boxes(node);
        if !boxes.is_empty() {
            beside.boxes.append(&mut boxes);
            return;
        }
        let has = |names: &[&str]| {
            node.descendants()
                .any(|of| names.contains(&of.tag_name().name()))
        };
        if has(&["blip", "imagedata", "pic"]) && word(node) != "object" {
            self.counts.pictures.push(self.number);
            text.push_str(PICTURE);
        } else if has(&["chart", "relIds", "OLEObject", "imagedata"]) || word(node) == "object" {
            self.counts.embedded += 1;
            text.push_str(OBJECT);
        }
    }

    /// A table: a row is a line with its cells apart by tabs. One with a single column is a frame around paragraphs.
    fn table(&mut self, table: Node<'i, 'i>) {
        let mut rows = Vec::new();
        collect(table, "tr", &mut rows);
        let cells_of = |row: Node<'i, 'i>| {
            let mut cells = Vec::new();
            collect(row, "tc", &mut cells);
            cells
        };
        let frame = rows.iter().all(|row| cells_of(*row).len() <= 1);
        for row in rows {
            self.number += 1;
            let properties = child(row, "trPr");
            if properties.is_some_and(|of| child(of, "del").is_some()) {
                self.counts.deleted += 1;
                continue;
            }
            let cells = cells_of(row);
            if frame {
                let number = self.number;
                let from = self.out.len();
                cells.into_iter().for_each(|cell| self.blocks(cell));
                self.out[from..]
                    .iter_mut()
                    .for_each(|of| of.number = number);
                self.number = number;
                continue;
            }
            let before = properties
                .and_then(|of| value(of, "gridBefore"))
                .and_then(|of| of.parse().ok());
            let mut line = "\t".repeat(before.unwrap_or(0_usize).min(60));
            for (at, cell) in cells.into_iter().enumerate() {
                if at > 0 {
                    line.push('\t');
                }
                let properties = child(cell, "tcPr");
                let merged = properties.and_then(|of| child(of, "vMerge"));
                let goes_on = merged.is_some_and(|of| attribute(of, "val") != Some("restart"));
                let text = self.flat(cell);
                if !goes_on {
                    line.push_str(&text);
                }
                let span = properties
                    .and_then(|of| value(of, "gridSpan"))
                    .and_then(|of| of.parse::<usize>().ok());
                line.push_str(&"\t".repeat(span.unwrap_or(1).clamp(1, 60) - 1));
            }
            self.push(line, Style::Row);
        }
    }

    /// All text within an element on one line: of a cell, of a note.
    fn flat(&mut self, node: Node<'i, 'i>) -> String {
        let number = self.number;
        let own = std::mem::take(&mut self.out);
        let open = std::mem::take(&mut self.open);
        self.blocks(node);
        let rest = std::mem::replace(&mut self.open, open);
        let inner = std::mem::replace(&mut self.out, own);
        self.number = number;
        let texts = inner
            .iter()
            .map(|of| of.text.as_str())
            .chain([rest.as_str()]);
        let texts: Vec<String> = texts
            .map(|text| {
                text.replace(['\t', '\u{B}', '\u{C}', '\n'], " ")
                    .trim()
                    .to_owned()
            })
            .filter(|text| !text.is_empty())
            .collect();
        texts.join(" ")
    }
}

/// The elements with a name of Word's, through what may stand around them.
fn collect<'i>(parent: Node<'i, 'i>, name: &str, out: &mut Vec<Node<'i, 'i>>) {
    for node in parent.children() {
        match word(node) {
            of if of == name => out.push(node),
            "sdt" | "sdtContent" | "ins" | "customXml" | "moveTo" => collect(node, name, out),
            _ => {}
        }
    }
}

/// The text boxes within an element, but not those within a text box; each once, whatever forms of it are given.
fn outermost_boxes<'i>(node: Node<'i, 'i>) -> Vec<Node<'i, 'i>> {
    let mut out = Vec::new();
    for of in node.children() {
        if word(of) == "txbxContent" {
            out.push(of);
        } else if of.tag_name().name() == "AlternateContent" {
            out.extend(chosen(of).into_iter().flat_map(outermost_boxes));
        } else {
            out.extend(outermost_boxes(of));
        }
    }
    out
}

/// The form of several that is read: the first, unless only the fallback has something to read.
fn chosen<'i>(node: Node<'i, 'i>) -> Option<Node<'i, 'i>> {
    let says = |of: &Node<'i, 'i>| {
        of.descendants().any(|of| {
            let name = of.tag_name().name();
            word(of) == "t" || ["blip", "imagedata", "chart", "relIds"].contains(&name)
        })
    };
    let mut forms = node.children().filter(|of| of.is_element());
    let first = forms.clone().next();
    forms.find(says).or(first)
}

fn is_contents(instruction: &str) -> bool {
    instruction.trim_start().starts_with("TOC")
}

/// A sign of a symbol font.
fn symbol(node: Node<'_, '_>) -> Option<char> {
    let code = u32::from_str_radix(attribute(node, "char")?, 16).ok()?;
    let font = attribute(node, "font").unwrap_or("").to_lowercase();
    let private = (0xF000..=0xF0FF).contains(&code);
    let low = if private { code - 0xF000 } else { code };
    let known = match (font.as_str(), low) {
        ("wingdings", 0xFC) => '✓',
        ("wingdings", 0xFB) => '✗',
        ("wingdings" | "wingdings 2", 0xFE | 0x52) => '☑',
        ("wingdings", 0xA8 | 0x6F) | ("wingdings 2", 0xA3) => '□',
        ("wingdings", 0x6C) => '●',
        ("wingdings", 0x6E) => '■',
        ("wingdings", 0x75) => '◆',
        ("wingdings", 0xD8) => '➢',
        ("symbol", 0xB1) => '±',
        ("symbol", 0xB3) => '≥',
        ("symbol", 0xA3) => '≤',
        ("symbol", 0xB4) => '×',
        ("symbol", 0xB7) => '·',
        ("symbol", 0xB0) => '°',
        _ if private => '□',
        _ => char::from_u32(code)?,
    };
    Some(known)
}
