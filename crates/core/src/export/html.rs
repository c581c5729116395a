//! The document as HTML: an `article.book` for `styles/app.css`, the same in the app and on its own.

use super::document::{Block, Cell, Chapter, Cover, Document, Part};

/// The `article` element. Page numbers of the contents are left to the browser that shows it.
pub fn article(document: &Document) -> String {
    let mut out = Writer::default();
    out.raw("<article class=\"book\">");
    for part in &document.parts {
        match part {
            Part::Cover(cover) => out.cover(cover),
            Part::Contents => out.contents(document),
            Part::Chapter(chapter) => out.chapter(chapter),
        }
    }
    out.raw("</article>");
    out.0
}

/// A page of its own with the given style sheet inlined.
pub fn page(document: &Document, css: &str) -> String {
    let mut out = Writer::default();
    out.raw("<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>");
    out.text(&document.title);
    out.raw("</title><style>");
    out.raw(css);
    out.raw(&format!(
        ":root{{--print-title:\"{}\";--print-note:\"{}\"}}",
        css_string(&document.title),
        css_string(&document.note)
    ));
    out.raw("</style></head><body><main>");
    out.raw(&article(document));
    out.raw("</main></body></html>\n");
    out.0
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
struct Writer(String);

impl Writer {
    fn raw(&mut self, html: &str) {
        self.0.push_str(html);
    }

    /// Text with everything that HTML would read otherwise escaped. Control characters, which no
    /// page can hold, become U+FFFD.
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\t' => self.0.push('\t'),
                c if c.is_control() => self.0.push('\u{FFFD}'),
                c => self.0.push(c),
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
        self.raw("<section class=\"cover\"><p class=\"form-no\">");
        self.lines(&cover.corner.join("\n"), "<br>");
        self.element("</p><h2>", &cover.title, "</h2>");
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
                    text, id: Some(id), ..
                } = block
                {
                    self.contents_line(" class=\"in\"", id, text);
                }
            }
        }
        self.raw("</ul></section>");
    }

    fn contents_line(&mut self, class: &str, id: &str, title: &str) {
        // A fragment link would be a route in the app: the id is data for whoever shows the page.
        self.raw(&format!("<li{class}><a data-to=\"{id}\"><span>"));
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
                self.raw("<p>");
                self.lines(text, "</p><p>");
                self.raw("</p>");
            }
            Block::Small(text) => self.element("<p class=\"small\">", text, "</p>"),
            Block::Quote { cite, text } => {
                self.element("<blockquote class=\"inset\"><cite>", cite, "</cite>");
                self.element("<p>", text, "</p></blockquote>");
            }
            Block::Form {
                caption,
                rows,
                whole,
            } => {
                self.table_open("form", *whole, caption);
                self.raw("<tbody>");
                for (name, value) in rows {
                    self.element("<tr><th scope=\"row\">", name, "</th>");
                    self.element("<td>", value, "</td></tr>");
                }
                self.raw("</tbody></table>");
            }
            Block::Table {
                caption,
                head,
                rows,
                whole,
            } => {
                self.table_open("", *whole, caption);
                self.raw("<thead><tr>");
                for name in head {
                    self.element("<th scope=\"col\">", name, "</th>");
                }
                self.raw("</tr></thead><tbody>");
                for row in rows {
                    self.row(row);
                }
                self.raw("</tbody></table>");
            }
            Block::Seal { name, lines } => {
                self.raw("<table class=\"form whole\"><tbody><tr class=\"tall\">");
                self.element("<th scope=\"row\">", name, "</th><td>");
                self.lines(&lines.join("\n"), "<br>");
                self.raw("</td></tr></tbody></table>");
            }
        }
    }

    fn table_open(&mut self, class: &str, whole: bool, caption: &str) {
        let whole = if whole { " whole" } else { "" };
        self.raw(&format!(
            "<table class=\"{}\">",
            format!("{class}{whole}").trim()
        ));
        if !caption.is_empty() {
            self.element("<caption>", caption, "</caption>");
        }
    }

    fn row(&mut self, row: &[Cell]) {
        self.raw("<tr>");
        for (at, cell) in row.iter().enumerate() {
            match cell {
                _ if at == 0 => self.element("<th scope=\"row\">", cell.text(), "</th>"),
                Cell::Text(text) => self.element("<td>", text, "</td>"),
                Cell::Number(text) => self.element("<td class=\"num\">", text, "</td>"),
            }
        }
        self.raw("</tr>");
    }
}

/// The lines of a text, whichever line ends it was typed with.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .flat_map(|line| line.split('\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_becomes_markup() {
        let document = Document {
            parts: vec![Part::Chapter(Chapter {
                id: "c1".into(),
                title: "<b>".into(),
                blocks: vec![
                    Block::Text("a<script>\r\nb&\u{1}".into()),
                    Block::Form {
                        caption: String::new(),
                        rows: vec![("\"n\"".into(), "1\n2".into())],
                        whole: true,
                    },
                ],
            })],
            ..Document::default()
        };
        assert_eq!(
            article(&document),
            "<article class=\"book\"><section aria-labelledby=\"c1\"><h2 id=\"c1\">&lt;b&gt;</h2>\
             <p>a&lt;script&gt;</p><p>b&amp;\u{FFFD}</p>\
             <table class=\"form whole\"><tbody><tr><th scope=\"row\">&quot;n&quot;</th>\
             <td>1<br>2</td></tr></tbody></table></section></article>"
        );
    }

    #[test]
    fn a_title_cannot_leave_its_css_string() {
        assert_eq!(css_string("a\"</style>"), "a\\22 \\3c /style\\3e ");
    }
}
