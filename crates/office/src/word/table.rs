//! Tables and forms.

use quality_award_core::export::document::{Cell, Column, FormRow, Row};
use quality_award_core::export::typed::{LONG_CELL, LONG_VALUE, is_long};

use super::body::Body;
use super::markup::runs;

/// Width of a page's content in twentieths of a point: 160 mm.
const WIDTH: u32 = 9070;
/// Width of the names of a form.
const NAMES: u32 = 1995;

/// What is said of a cell.
#[derive(Clone, Copy, Default)]
struct Look<'l> {
    /// Colour behind it; empty for none.
    shade: &'l str,
    /// Style of its paragraph.
    style: &'l str,
    /// Where its text stands; empty for the left.
    side: &'l str,
    /// Columns it takes.
    span: u32,
    /// Whether it stands at the foot of its row.
    low: bool,
}

const TEXT: Look<'_> = Look {
    shade: "",
    style: "TableText",
    side: "",
    span: 1,
    low: false,
};
const NUMBER: Look<'_> = Look {
    side: "right",
    ..TEXT
};
const HEAD: Look<'_> = Look {
    shade: "EEEEEE",
    style: "TableHead",
    side: "center",
    ..TEXT
};
const NAME: Look<'_> = Look {
    shade: "F2F2F2",
    side: "center",
    ..TEXT
};

fn open(body: &mut Body, style: &str, columns: &[u32]) {
    let width: u32 = columns.iter().sum();
    body.raw(&format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    ));
    for width in columns {
        body.raw(&format!("<w:gridCol w:w=\"{width}\"/>"));
    }
    body.raw("</w:tblGrid>");
}

fn close(body: &mut Body) {
    body.raw("</w:tbl>");
    body.gap();
}

/// A row. `properties` says how it may be split; `keep` keeps it with the next.
fn row(body: &mut Body, properties: &str, keep: bool, write: impl FnOnce(&mut Body)) {
    body.raw("<w:tr>");
    if !properties.is_empty() {
        body.raw(&format!("<w:trPr>{properties}</w:trPr>"));
    }
    match keep {
        true => body.kept(write),
        false => write(body),
    }
    body.raw("</w:tr>");
}

fn cell(body: &mut Body, width: u32, look: Look<'_>, text: &str) {
    let mut properties = format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if look.span > 1 {
        properties += &format!("<w:gridSpan w:val=\"{}\"/>", look.span);
    }
    if !look.shade.is_empty() {
        properties += &format!(
            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>",
            look.shade
        );
    }
    let align = if look.low { "bottom" } else { "center" };
    properties += &format!("<w:vAlign w:val=\"{align}\"/>");
    body.raw(&format!("<w:tc><w:tcPr>{properties}</w:tcPr>"));
    let side = match look.side {
        "" => String::new(),
        side => format!("<w:jc w:val=\"{side}\"/>"),
    };
    body.paragraph(look.style, &side, &runs(text));
    body.raw("</w:tc>");
}

/// The columns in twentieths of a point; what rounding leaves goes to the last.
fn widths(columns: &[Column]) -> Vec<u32> {
    let all: u32 = columns.iter().map(|column| u32::from(column.width)).sum();
    let mut widths: Vec<u32> = columns
        .iter()
        .map(|column| WIDTH * u32::from(column.width) / all.max(1))
        .collect();
    let rest = WIDTH.saturating_sub(widths.iter().sum());
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

/// How a row may be split: not at all, unless a text in it is longer than `most`.
fn split<'t>(texts: impl Iterator<Item = &'t str>, most: usize) -> &'static str {
    if is_long(texts, most) {
        ""
    } else {
        "<w:cantSplit/>"
    }
}

/// A table with a head that is repeated on each page.
pub fn table(body: &mut Body, columns: &[Column], rows: &[Row], whole: bool) {
    let widths = widths(columns);
    open(body, "Grid", &widths);
    // A head alone at the foot of a page says nothing.
    row(body, "<w:cantSplit/><w:tblHeader/>", true, |body| {
        for (column, width) in columns.iter().zip(&widths) {
            cell(body, *width, HEAD, &column.name);
        }
    });
    for (at, of) in rows.iter().enumerate() {
        let texts = of.cells.iter().map(Cell::text);
        let keep = whole && at + 1 < rows.len();
        row(body, split(texts, LONG_CELL), keep, |body| {
            for (cell_of, width) in of.cells.iter().zip(&widths) {
                let look = match cell_of {
                    Cell::Text(_) => TEXT,
                    Cell::Number(_) => NUMBER,
                };
                let look = match of.sum {
                    true => Look {
                        shade: "F2F2F2",
                        style: "TableHead",
                        ..look
                    },
                    false => look,
                };
                cell(body, *width, look, cell_of.text());
            }
        });
    }
    close(body);
}

/// Names and values, one or two beside each other.
pub fn form(body: &mut Body, rows: &[FormRow], whole: bool) {
    let pairs = rows.iter().any(|row| row.len() > 1);
    let value = match pairs {
        true => (WIDTH - NAMES * 2) / 2,
        false => WIDTH - NAMES,
    };
    let columns: &[u32] = match pairs {
        true => &[NAMES, value, NAMES, value],
        false => &[NAMES, value],
    };
    open(body, "Grid", columns);
    for (at, of) in rows.iter().enumerate() {
        let texts = of.iter().map(|(_, value)| value.as_str());
        let keep = whole && at + 1 < rows.len();
        row(body, split(texts, LONG_VALUE), keep, |body| {
            let wide = pairs && of.len() == 1;
            for (name, text) in of {
                cell(body, NAMES, NAME, name);
                match wide {
                    true => {
                        let look = Look { span: 3, ..TEXT };
                        cell(body, value * 2 + NAMES, look, text);
                    }
                    false => cell(body, value, TEXT, text),
                }
            }
        });
    }
    close(body);
}

/// A place for signature and seal.
pub fn seal(body: &mut Body, name: &str, lines: &[String]) {
    open(body, "Grid", &[NAMES, WIDTH - NAMES]);
    let tall = "<w:cantSplit/><w:trHeight w:val=\"1440\" w:hRule=\"atLeast\"/>";
    row(body, tall, false, |body| {
        cell(body, NAMES, NAME, name);
        let look = Look {
            low: true,
            ..NUMBER
        };
        cell(body, WIDTH - NAMES, look, &lines.join("\n"));
    });
    close(body);
}

/// The named lines of a cover.
pub fn cover_lines(body: &mut Body, lines: &[(String, String)]) {
    body.paragraph("Gap", "<w:spacing w:before=\"1800\"/>", "");
    let columns = [1700, 5900];
    open(body, "Lines", &columns);
    for (name, value) in lines {
        row(body, "<w:cantSplit/>", false, |body| {
            let look = Look {
                style: "CoverLine",
                low: true,
                ..NUMBER
            };
            cell(body, columns[0], look, name);
            let look = Look {
                style: "CoverValue",
                ..look
            };
            cell(body, columns[1], Look { side: "", ..look }, value);
        });
    }
    close(body);
}
