//! The document as HTML: an `article.book` for `styles/print.css`, the same in the app and on its own.

use std::collections::BTreeMap;

use super::chart::{Anchor, Chart, HEIGHT, Kind, Shape, WIDTH};
use super::document::{
    Block, Cell, Chapter, Column, Cover, Document, FormRow, Part, Picture, Pictures, Row, fitted,
    without,
};
use super::policy::{base64, policy};
use super::typed::{LONG_CELL, LONG_VALUE, Piece, is_long, lines, paragraphs, pieces, printable};
use crate::dossier::FileMark;

/// Fills in the page numbers of the contents when the page is opened; the app runs the same script.
const PAGES: &str = include_str!("../../../../web/pages.js");

/// Where a page finds its pictures: an address by digest.
pub type Sources = BTreeMap<String, String>;

/// The `article` element, without pictures. Page numbers of the contents are left to the browser that shows it.
pub fn article(document: &Document) -> String {
    article_with(document, &Sources::new())
}

/// The same with the pictures that are there. In the place of one that is not stands its name.
pub fn article_with(document: &Document, sources: &Sources) -> String {
    let mut out = Writer {
        sources: Some(sources),
        ..Writer::default()
    };
    out.raw("<article class=\"book\" aria-label=\"打印稿\">");
    for part in &document.parts {
        match part {
            Part::Cover(cover) => out.cover(cover),
            Part::Contents => out.contents(document),
            Part::Chapter(chapter) => out.chapter(chapter),
        }
    }
    out.raw("</article>");
    out.html
}

/// A page of its own with the given style sheet and the pictures that are there inlined. Its policy lets it do nothing but show itself.
pub fn page(document: &Document, css: &str, pictures: &Pictures) -> String {
    let sources = pictures.iter().map(|(digest, picture)| {
        let Picture { media, bytes } = picture;
        let data = format!("data:{media};base64,{}", base64(bytes));
        (digest.clone(), data)
    });
    let sources = sources.collect();
    let style = format!(
        "{css}:root{{--print-title:\"{}\";--print-note:\"{}\"}}",
        css_string(&document.title),
        css_string(&document.note)
    );
    let mut out = Writer::default();
    out.raw("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"");
    out.escaped(&policy(&style, PAGES));
    out.raw("\"><title>");
    out.escaped(&document.title);
    out.raw("</title><style>");
    out.raw(&style);
    out.raw("</style></head><body><main>");
    out.raw(&article_with(document, &sources));
    out.raw("</main><script>");
    out.raw(PAGES);
    out.raw("</script></body></html>\n");
    out.html
}

/// The `figure` of a chart with its caption below. `id` is that of nothing else on the page.
pub fn figure(caption: &str, chart: &Chart, id: &str) -> String {
    let mut out = Writer::default();
    out.figure(caption, chart, id);
    out.html
}

/// Text as the inside of a CSS string: nothing in it ends the string or the style element.
pub fn css_string(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' | '>' | '&' => out.push_str(&format!("\\{:x} ", u32::from(c))),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[derive(Default)]
struct Writer<'s> {
    html: String,
    /// Addresses of the pictures; none where there can be no picture.
    sources: Option<&'s Sources>,
    /// Captions so far, for their ids.
    captions: usize,
    /// Charts so far, for their ids.
    charts: usize,
}

impl Writer<'_> {
    fn raw(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// Text, with each date as `2026-05-20` in an element of its own: it is not to be broken.
    fn text(&mut self, text: &str) {
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => self.escaped(text),
                Piece::Date(date) => {
                    self.raw("<time>");
                    self.escaped(date);
                    self.raw("</time>");
                }
            }
        }
    }

    /// Text with everything that HTML would read otherwise escaped.
    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match printable(c) {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' => self.html.push_str("&quot;"),
                c => self.html.push(c),
            }
        }
    }

    fn element(&mut self, open: &str, text: &str, close: &str) {
        self.raw(open);
        self.lines(text, "<br>");
        self.raw(close);
    }

    /// Lines as typed with `\n`, `\r\n` or `\r`, put apart by `between`.
    fn lines(&mut self, text: &str, between: &str) {
        for (at, line) in lines(text).enumerate() {
            if at > 0 {
                self.raw(between);
            }
            self.text(line);
        }
    }

    fn cover(&mut self, cover: &Cover) {
        self.element("<section class=\"cover\"><h2>", &cover.title, "</h2>");
        self.element("<p class=\"sub\">", &cover.subtitle, "</p><dl>");
        for (name, value) in &cover.lines {
            self.element("<dt>", name, "</dt>");
            self.element("<dd>", value, "</dd>");
        }
        self.raw("</dl><p class=\"digest\">");
        self.lines(&cover.foot.join("\n"), "<br>");
        self.raw("</p></section>");
    }

    fn contents(&mut self, document: &Document) {
        self.raw("<section aria-labelledby=\"toc\"><h2 id=\"toc\">目录</h2><ul class=\"toc\">");
        for part in &document.parts {
            let Part::Chapter(chapter) = part else {
                continue;
            };
            self.contents_line("", &chapter.id, &chapter.title);
            for block in &chapter.blocks {
                if let Block::Heading {
                    level,
                    text,
                    id: Some(id),
                } = block
                {
                    self.contents_line(&format!(" class=\"in-{level}\""), id, text);
                }
            }
        }
        self.raw("</ul></section>");
    }

    fn contents_line(&mut self, class: &str, id: &str, title: &str) {
        self.raw(&format!("<li{class}><a href=\"#{id}\"><span>"));
        self.text(title);
        self.raw("</span><i></i></a></li>");
    }

    fn chapter(&mut self, chapter: &Chapter) {
        let id = &chapter.id;
        self.raw(&format!(
            "<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">"
        ));
        self.text(&chapter.title);
        self.raw("</h2>");
        for block in &chapter.blocks {
            self.block(block);
        }
        self.raw("</section>");
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text, id } => {
                let tag = level + 2;
                match id {
                    Some(id) => self.raw(&format!("<h{tag} id=\"{id}\">")),
                    None => self.raw(&format!("<h{tag}>")),
                }
                self.text(text);
                self.raw(&format!("</h{tag}>"));
            }
            Block::Text(text) => {
                for paragraph in paragraphs(text) {
                    let class = if paragraph.indented {
                        " class=\"flush\""
                    } else {
                        ""
                    };
                    self.element(&format!("<p{class}>"), paragraph.text, "</p>");
                }
            }
            Block::Small(text) => self.element("<p class=\"small\">", text, "</p>"),
            Block::Form {
                caption,
                rows,
                whole,
            } => {
                self.table_open("form", *whole, caption);
                self.form(rows);
            }
            Block::Table {
                caption,
                columns,
                rows,
                whole,
            } => {
                self.table_open("", *whole, caption);
                self.head(columns);
                self.raw("<tbody>");
                for row in rows {
                    self.row(row);
                }
                self.raw("</tbody></table>");
            }
            Block::Chart { caption, chart } => {
                self.charts += 1;
                self.figure(caption, chart, &format!("chart-{}", self.charts));
            }
            Block::Picture {
                caption,
                about,
                file,
            } => self.picture(caption, about, file.as_ref()),
            Block::Seal { name, lines } => {
                self.raw("<table class=\"form whole\"><tbody><tr class=\"tall\">");
                self.element("<th scope=\"row\">", name, "</th>");
                self.element("<td>", &lines.join("\n"), "</td></tr></tbody></table>");
            }
            Block::Signature(lines) => {
                self.raw("<div class=\"signature\">");
                for line in lines {
                    self.element("<p>", line, "</p>");
                }
                self.raw("</div>");
            }
            Block::Together(blocks) => {
                self.raw("<div class=\"together\">");
                for block in blocks {
                    self.block(block);
                }
                self.raw("</div>");
            }
        }
    }

    fn figure(&mut self, caption: &str, chart: &Chart, id: &str) {
        self.raw("<figure class=\"chart\">");
        if !chart.shapes.is_empty() {
            let (width, height) = (WIDTH / 10, HEIGHT / 10);
            self.raw(&format!(
                "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-about\">"
            ));
            self.raw(&format!("<title id=\"{id}-title\">"));
            self.escaped(&chart.title);
            self.raw(&format!("</title><desc id=\"{id}-about\">"));
            self.escaped(&chart.about);
            self.raw("</desc>");
            for shape in &chart.shapes {
                self.shape(shape);
            }
            self.raw("</svg>");
        }
        let caption = match chart.tag.as_str() {
            "" => caption.to_owned(),
            tag => format!("{caption}：{tag}"),
        };
        self.element("<figcaption><b>", &caption, "</b>");
        self.element("", &chart.said, "</figcaption></figure>");
    }

    fn picture(&mut self, caption: &str, about: &str, file: Option<&FileMark>) {
        self.raw("<figure class=\"picture\">");
        let source = file.and_then(|file| Some((file, self.sources?.get(&file.sha256)?)));
        match source {
            Some((file, source)) => {
                let (width, height) = fitted(file.pixels);
                self.raw(&format!(
                    "<img width=\"{width}\" height=\"{height}\" src=\""
                ));
                self.escaped(source);
                self.raw("\" alt=\"");
                self.escaped(match about {
                    "" => caption,
                    about => about,
                });
                self.raw("\">");
            }
            None => self.element("<p class=\"small\">", &without(file, about), "</p>"),
        }
        self.element("<figcaption><b>", caption, "</b></figcaption></figure>");
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Line(kind, points) => {
                let class = match kind {
                    Kind::Grid => "grid",
                    Kind::Axis => "axis",
                    Kind::Own => "mine",
                    Kind::Target => "goal",
                    Kind::Comparison => "peer",
                };
                let points = points.iter().map(|(x, y)| format!("{},{}", px(*x), px(*y)));
                let points: Vec<String> = points.collect();
                self.raw(&format!(
                    "<polyline class=\"{class}\" points=\"{}\"/>",
                    points.join(" ")
                ));
            }
            Shape::Dot { x, y, partial } => {
                let part = if *partial { " part" } else { "" };
                self.raw(&format!(
                    "<circle class=\"dot{part}\" cx=\"{}\" cy=\"{}\" r=\"5\"/>",
                    px(*x),
                    px(*y)
                ));
            }
            Shape::Mark { x, y } => {
                let (x, y) = (px(*x), px(y - 60));
                self.raw(&format!(
                    "<path class=\"mark\" d=\"M{x} {y}l6 6-6 6-6-6z\"/>"
                ));
            }
            Shape::Text { x, y, anchor, text } => {
                let anchor = match anchor {
                    Anchor::Start => "",
                    Anchor::Middle => " text-anchor=\"middle\"",
                    Anchor::End => " text-anchor=\"end\"",
                };
                self.raw(&format!("<text x=\"{}\" y=\"{}\"{anchor}>", px(*x), px(*y)));
                self.escaped(text);
                self.raw("</text>");
            }
        }
    }

    /// The caption stands over its table as a paragraph: a `caption` would be left behind at the foot of a page.
    fn table_open(&mut self, class: &str, whole: bool, caption: &str) {
        let classes = [class, if whole { "whole" } else { "" }].join(" ");
        let mut attributes = match classes.trim() {
            "" => String::new(),
            classes => format!(" class=\"{classes}\""),
        };
        if !caption.is_empty() {
            self.captions += 1;
            let id = format!("table-{}", self.captions);
            self.element(
                &format!("<p class=\"caption\" id=\"{id}\">"),
                caption,
                "</p>",
            );
            attributes += &format!(" aria-labelledby=\"{id}\"");
        }
        self.raw(&format!("<table{attributes}>"));
    }

    fn form(&mut self, rows: &[FormRow]) {
        let pairs = rows.iter().any(|row| row.len() > 1);
        self.raw("<tbody>");
        for row in rows {
            self.row_open(row.iter().map(|(_, value)| value.as_str()), LONG_VALUE, "");
            for (name, value) in row {
                self.element("<th scope=\"row\">", name, "</th>");
                let wide = pairs && row.len() == 1;
                self.element(
                    if wide { "<td colspan=\"3\">" } else { "<td>" },
                    value,
                    "</td>",
                );
            }
            self.raw("</tr>");
        }
        self.raw("</tbody></table>");
    }

    fn head(&mut self, columns: &[Column]) {
        self.raw("<colgroup>");
        for column in columns {
            self.raw(&format!("<col class=\"w-{}\">", column.width));
        }
        self.raw("</colgroup><thead><tr>");
        for column in columns {
            self.element("<th scope=\"col\">", &column.name, "</th>");
        }
        self.raw("</tr></thead>");
    }

    fn row(&mut self, row: &Row) {
        let texts = row.cells.iter().map(Cell::text);
        self.row_open(texts, LONG_CELL, if row.sum { "sum" } else { "" });
        for (at, cell) in row.cells.iter().enumerate() {
            match cell {
                _ if at == 0 => self.element("<th scope=\"row\">", cell.text(), "</th>"),
                Cell::Text(text) => self.element("<td>", text, "</td>"),
                Cell::Number(text) => self.element("<td class=\"num\">", text, "</td>"),
            }
        }
        self.raw("</tr>");
    }

    /// `most` is the longest text that is kept on one page.
    fn row_open<'t>(&mut self, texts: impl Iterator<Item = &'t str>, most: usize, class: &str) {
        let long = is_long(texts, most);
        let classes = [class, if long { "long" } else { "" }].join(" ");
        match classes.trim() {
            "" => self.raw("<tr>"),
            classes => self.raw(&format!("<tr class=\"{classes}\">")),
        }
    }
}

/// Tenths of a pixel as pixels.
fn px(tenths: i32) -> String {
    let (sign, size) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs());
    match size % 10 {
        0 => format!("{sign}{}", size / 10),
        rest => format!("{sign}{}.{rest}", size / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::document::{columns, field, texts};

    fn chapter(blocks: Vec<Block>) -> Part {
        Part::Chapter(Chapter {
            id: "c1".into(),
            title: "一、题".into(),
            blocks,
        })
    }

    fn document(parts: Vec<Part>) -> Document {
        Document {
            title: "材料".into(),
            note: "指纹".into(),
            parts,
        }
    }

    /// What a block becomes, inside its chapter.
    fn check(block: Block, expected: &str) {
        let open = "<article class=\"book\" aria-label=\"打印稿\"><section aria-labelledby=\"c1\">\
                    <h2 id=\"c1\">一、题</h2>";
        let html = article(&document(vec![chapter(vec![block])]));
        let inside = html.strip_prefix(open).unwrap();
        assert_eq!(inside, format!("{expected}</section></article>"));
    }

    #[test]
    fn headings_of_three_levels() {
        let heading = |level, id: Option<&str>| Block::Heading {
            level,
            text: "小题".into(),
            id: id.map(str::to_owned),
        };
        check(heading(1, Some("c1-1")), "<h3 id=\"c1-1\">小题</h3>");
        check(heading(2, None), "<h4>小题</h4>");
        check(heading(3, None), "<h5>小题</h5>");
    }

    #[test]
    fn nothing_typed_becomes_markup_and_each_line_a_paragraph() {
        check(
            Block::Text("a<script>\r\n\r\n　b&\u{1}\t\"c\"\rd".into()),
            "<p>a&lt;script&gt;</p><p class=\"flush\">　b&amp;\u{FFFD}\t&quot;c&quot;</p><p>d</p>",
        );
        check(
            Block::Small("注<\n二".into()),
            "<p class=\"small\">注&lt;<br>二</p>",
        );
    }

    #[test]
    fn a_date_is_not_broken_and_what_looks_like_one_is_none() {
        check(
            Block::Text("自2026-05-20起，至 2027-05-20<".into()),
            "<p>自<time>2026-05-20</time>起，至 <time>2027-05-20</time>&lt;</p>",
        );
        let other = "12026-05-20 2026-05-201 2026-05-20-1 A2026-05-20 2026-5-20";
        check(Block::Text(other.into()), &format!("<p>{other}</p>"));
    }

    #[test]
    fn forms_with_one_or_two_fields_a_row() {
        let form = |rows, whole| Block::Form {
            caption: "表".into(),
            rows,
            whole,
        };
        check(
            form(vec![field("\"n\"", "1\n2")], true),
            "<p class=\"caption\" id=\"table-1\">表</p><table class=\"form whole\" aria-labelledby=\"table-1\"><tbody>\
             <tr><th scope=\"row\">&quot;n&quot;</th><td>1<br>2</td></tr></tbody></table>",
        );
        let long = "长".repeat(LONG_VALUE + 1);
        let two = vec![
            ("乙".to_owned(), "1".to_owned()),
            ("丙".to_owned(), "2".to_owned()),
        ];
        check(
            form(vec![field("甲", long.as_str()), two], false),
            &format!(
                "<p class=\"caption\" id=\"table-1\">表</p><table class=\"form\" aria-labelledby=\"table-1\"><tbody>\
                 <tr class=\"long\"><th scope=\"row\">甲</th><td colspan=\"3\">{long}</td></tr>\
                 <tr><th scope=\"row\">乙</th><td>1</td><th scope=\"row\">丙</th><td>2</td></tr>\
                 </tbody></table>"
            ),
        );
    }

    #[test]
    fn tables_with_their_widths_numbers_and_sums() {
        let mut sum = Row {
            cells: vec![Cell::Text("合计".into()), Cell::Number("27.5".into())],
            sum: true,
        };
        let table = |rows| Block::Table {
            caption: String::new(),
            columns: columns([("项", 14), ("分", 6)]),
            rows,
            whole: false,
        };
        let open = "<table><colgroup><col class=\"w-14\"><col class=\"w-6\"></colgroup>\
                    <thead><tr><th scope=\"col\">项</th><th scope=\"col\">分</th></tr></thead><tbody>";
        check(
            table(vec![texts(["甲".into(), "乙\n丙".into()]), sum.clone()]),
            &format!(
                "{open}<tr><th scope=\"row\">甲</th><td>乙<br>丙</td></tr>\
                 <tr class=\"sum\"><th scope=\"row\">合计</th><td class=\"num\">27.5</td></tr></tbody></table>"
            ),
        );
        sum.cells[1] = Cell::Text("长".repeat(LONG_CELL + 1));
        let html = article(&document(vec![chapter(vec![table(vec![sum])])]));
        assert!(html.contains("<tr class=\"sum long\">"));
    }

    #[test]
    fn charts_with_a_text_alternative_and_a_caption() {
        let line = Shape::Line(Kind::Own, vec![(605, 1516), (1420, 1000)]);
        let dot = Shape::Dot {
            x: 605,
            y: 1516,
            partial: true,
        };
        let text = Shape::Text {
            x: 60,
            y: 130,
            anchor: Anchor::End,
            text: "<分>".into(),
        };
        let chart = Chart {
            title: "甲&乙".into(),
            about: "2026-05-20。".into(),
            tag: "有利".into(),
            said: "连升 3 年。".into(),
            shapes: vec![line, dot, Shape::Mark { x: 600, y: 600 }, text],
            data: None,
        };
        let drawn = "<svg viewBox=\"0 0 420 226\" role=\"img\" aria-labelledby=\"chart-1-title chart-1-about\">\
             <title id=\"chart-1-title\">甲&amp;乙</title><desc id=\"chart-1-about\">2026-05-20。</desc>\
             <polyline class=\"mine\" points=\"60.5,151.6 142,100\"/>\
             <circle class=\"dot part\" cx=\"60.5\" cy=\"151.6\" r=\"5\"/>\
             <path class=\"mark\" d=\"M60 54l6 6-6 6-6-6z\"/>\
             <text x=\"6\" y=\"13\" text-anchor=\"end\">&lt;分&gt;</text></svg>";
        let caption = "<figcaption><b>图 1 甲&amp;乙：有利</b>连升 3 年。</figcaption></figure>";
        let block = |chart: Chart| Block::Chart {
            caption: "图 1 甲&乙".into(),
            chart: Box::new(chart),
        };
        check(
            block(chart.clone()),
            &format!("<figure class=\"chart\">{drawn}{caption}"),
        );
        // What cannot be drawn is still said.
        let shapes = Vec::new();
        check(
            block(Chart { shapes, ..chart }),
            &format!("<figure class=\"chart\">{caption}"),
        );
    }

    #[test]
    fn pictures_with_their_alternative_and_their_name_where_they_are_not() {
        let digest = "ab".repeat(32);
        let mark = FileMark::new(&digest, 9, "image/png", Some((1208, 400)), "甲\".png");
        let block = |about: &str| Block::Picture {
            caption: "图 1 甲".into(),
            about: about.into(),
            file: Some(mark.clone()),
        };
        let shown = |block: Block, sources: &Sources| {
            let html = article_with(&document(vec![chapter(vec![block])]), sources);
            let (_, figure) = html.split_once("<figure").unwrap();
            figure.split_once("</section>").unwrap().0.to_owned()
        };
        let sources = Sources::from([(digest.clone(), "blob:x&y".to_owned())]);
        let caption = "<figcaption><b>图 1 甲</b></figcaption></figure>";
        let img = |alt: &str| {
            format!(
                " class=\"picture\"><img width=\"604\" height=\"200\" src=\"blob:x&amp;y\" alt=\"{alt}\">{caption}"
            )
        };
        assert_eq!(
            shown(block("三级<管理>"), &sources),
            img("三级&lt;管理&gt;")
        );
        assert_eq!(shown(block(""), &sources), img("图 1 甲"));
        let none = Sources::new();
        assert_eq!(
            shown(block("三级"), &none),
            format!(
                " class=\"picture\"><p class=\"small\">（缺少图片文件：甲_.png。图中内容：三级）</p>{caption}"
            )
        );
        let picture = Picture {
            media: "image/png".into(),
            bytes: b"foo".to_vec(),
        };
        let page = page(
            &document(vec![chapter(vec![block("")])]),
            "",
            &Pictures::from([(digest, picture)]),
        );
        assert!(page.contains("src=\"data:image/png;base64,Zm9v\""));
        assert!(page.contains("img-src data:;"));
    }

    #[test]
    fn places_for_seals_and_signatures() {
        check(
            Block::Seal {
                name: "组织".into(),
                lines: vec!["签字".into(), "日期".into()],
            },
            "<table class=\"form whole\"><tbody><tr class=\"tall\"><th scope=\"row\">组织</th>\
             <td>签字<br>日期</td></tr></tbody></table>",
        );
        check(
            Block::Signature(vec!["组织".into(), "日期".into()]),
            "<div class=\"signature\"><p>组织</p><p>日期</p></div>",
        );
    }

    #[test]
    fn what_belongs_together_is_not_broken() {
        check(
            Block::Together(vec![Block::Text("一".into()), Block::Small("二".into())]),
            "<div class=\"together\"><p>一</p><p class=\"small\">二</p></div>",
        );
    }

    #[test]
    fn cover_and_contents_come_from_the_parts() {
        let cover = Cover {
            title: "奖".into(),
            subtitle: "材料".into(),
            lines: vec![("组织".into(), "<甲>".into())],
            foot: vec!["指纹".into(), "9f3c".into()],
        };
        let heading = |level, id: &str| Block::Heading {
            level,
            text: id.to_uppercase(),
            id: Some(id.into()),
        };
        let blocks = vec![heading(1, "c1-1"), heading(2, "c1-2")];
        let parts = vec![Part::Cover(cover), Part::Contents, chapter(blocks)];
        assert_eq!(
            article(&document(parts)),
            "<article class=\"book\" aria-label=\"打印稿\">\
             <section class=\"cover\"><h2>奖</h2><p class=\"sub\">材料</p>\
             <dl><dt>组织</dt><dd>&lt;甲&gt;</dd></dl><p class=\"digest\">指纹<br>9f3c</p></section>\
             <section aria-labelledby=\"toc\"><h2 id=\"toc\">目录</h2><ul class=\"toc\">\
             <li><a href=\"#c1\"><span>一、题</span><i></i></a></li>\
             <li class=\"in-1\"><a href=\"#c1-1\"><span>C1-1</span><i></i></a></li>\
             <li class=\"in-2\"><a href=\"#c1-2\"><span>C1-2</span><i></i></a></li></ul></section>\
             <section aria-labelledby=\"c1\"><h2 id=\"c1\">一、题</h2>\
             <h3 id=\"c1-1\">C1-1</h3><h4 id=\"c1-2\">C1-2</h4></section></article>"
        );
    }

    #[test]
    fn a_page_carries_style_and_script_and_names_itself_in_the_margin() {
        let html = page(
            &document(vec![chapter(Vec::new())]),
            "p{color:#000}",
            &Pictures::new(),
        );
        assert!(html.starts_with(
            "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        ));
        assert!(html.contains(
            "\"><title>材料</title>\
             <style>p{color:#000}:root{--print-title:\"材料\";--print-note:\"指纹\"}</style></head>"
        ));
        assert!(html.contains("qaNumberPages"));
        assert!(!PAGES.contains("</script"));
    }

    #[test]
    fn the_policy_of_a_page_names_the_style_and_the_script_that_stand_in_it() {
        let mut document = document(vec![chapter(Vec::new())]);
        document.title = "2026-05-20 甲\"</style>".into();
        let html = page(&document, "p{color:#000}", &Pictures::new());
        let between = |open: &str, close: &str| {
            let (_, rest) = html.split_once(open).unwrap();
            rest.split_once(close).unwrap().0
        };
        let of_page = policy(
            between("<style>", "</style>"),
            between("<script>", "</script>"),
        );
        assert_eq!(
            between("Content-Security-Policy\" content=\"", "\">"),
            of_page
        );
        // Nothing in it needs what the policy forbids.
        for forbidden in [" style=\"", " onclick=", "src=", "@import", "url("] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        assert_eq!(
            between("<title>", "</title>"),
            "2026-05-20 甲&quot;&lt;/style&gt;"
        );
    }

    #[test]
    fn a_title_cannot_leave_its_css_string() {
        assert_eq!(css_string("a\"</style>"), "a\\22 \\3c /style\\3e ");
    }
}
