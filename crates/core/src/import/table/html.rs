//! Tables in HTML as Excel, WPS, LibreOffice and Word put them onto the clipboard or save them. A small tolerant reader
//! of tags: it needs tables, rows, cells and spans, and what a browser would show in a cell.

use super::grid::{Filling, Grid};
use super::words::bare;

/// Elements whose text is never shown.
const SILENT: [&str; 4] = ["style", "script", "head", "title"];

/// Whether a text is HTML that holds a table.
pub fn has_table(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        if after
            .get(..5)
            .is_some_and(|tag| tag.eq_ignore_ascii_case("table"))
        {
            return true;
        }
        rest = after;
    }
    false
}

/// The tables of a page that have anything in them, in order. A table inside a cell is text of that cell.
///
/// # Errors
/// As [`Grid::new`], for the first table that is too large; when there is no table.
pub fn tables(html: &str) -> Result<Vec<Grid>, String> {
    let mut reader = Reader::default();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        reader.text(text);
        // What Office writes for itself, and what is not there: comments, declarations.
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            reader.text("<");
            rest = after;
            continue;
        }
        let (tag, after) = tag_end(after);
        rest = after;
        let name_end = tag.find(|c: char| c.is_whitespace() || c == '/' && !tag.starts_with('/'));
        let name_end = name_end.unwrap_or(tag.len());
        let name = tag[..name_end].to_ascii_lowercase();
        if SILENT.contains(&name.as_str()) && !tag.ends_with('/') {
            let end = format!("</{name}");
            rest = find_ignoring_case(rest, &end).map_or("", |at| &rest[at..]);
            continue;
        }
        reader.tag(&name, &tag[name_end..]);
    }
    reader.text(rest);
    reader.end_cell();
    reader.done.extend(reader.table.take());
    let mut grids = Vec::new();
    for table in reader.done {
        match table.grid() {
            Ok(grid) => grids.push(grid),
            Err(why) if why.contains("超过") => return Err(why),
            Err(_) => {}
        }
    }
    match grids.is_empty() {
        true => Err("里面没有表格。请在表格软件里选中单元格，复制后再粘贴。".into()),
        false => Ok(grids),
    }
}

/// The lines of a copied text that stand beside its tables: paragraphs of a document, which no table takes in. A line
/// with a tab is a row.
pub fn beside(text: &str, tables: &[Grid]) -> Vec<String> {
    let mut cells = String::new();
    for grid in tables {
        for row in 0..grid.height() {
            for column in 0..grid.width() {
                cells.push_str(&bare(grid.text(row, column)));
                cells.push('\n');
            }
        }
    }
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.contains('\t'));
    // A cell of several lines is quoted.
    let lines = lines.filter(|line| !cells.contains(&bare(line.trim_matches('"'))));
    lines.map(str::to_owned).collect()
}

/// A tag up to its `>`, quotes seen through, and what follows.
fn tag_end(text: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return (&text[..at], &text[at + 1..]),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    (text, "")
}

fn find_ignoring_case(text: &str, what: &str) -> Option<usize> {
    let starts = text.match_indices('<').map(|(at, _)| at);
    let is = |at: &usize| {
        let found = text.get(*at..*at + what.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(what))
    };
    starts.into_iter().find(is)
}

#[derive(Default)]
struct Reader {
    done: Vec<Filling>,
    /// The table that is read.
    table: Option<Filling>,
    /// How many tables are open in one another.
    depth: usize,
    /// The row that is read; rows count from the first `<tr>`.
    row: Option<usize>,
    /// The cell that is read: its text and its spans.
    cell: Option<(String, (usize, usize))>,
    /// Hidden text inside the cell: how deep in elements that are not shown.
    hidden: usize,
    /// Where the next text begins with a line of its own.
    broken: bool,
}

impl Reader {
    fn text(&mut self, text: &str) {
        let Some((cell, _)) = &mut self.cell else {
            return;
        };
        if self.hidden > 0 || text.is_empty() {
            return;
        }
        let text = decoded(text);
        // White space of the source is one space; only <br> and blocks break a line.
        let mut spaced = cell.ends_with([' ', '\n']) || cell.is_empty();
        for c in text.chars() {
            let space = matches!(c, ' ' | '\t' | '\r' | '\n');
            if self.broken && !space {
                if !cell.is_empty() {
                    let trimmed = cell.trim_end_matches(' ').len();
                    cell.truncate(trimmed);
                    cell.push('\n');
                }
                self.broken = false;
            }
            match space {
                true if spaced => {}
                true => cell.push(' '),
                false => cell.push(c),
            }
            spaced = space;
        }
    }

    fn tag(&mut self, name: &str, attributes: &str) {
        match name {
            "table" => {
                self.depth += 1;
                if self.depth == 1 {
                    self.table = Some(Filling::default());
                    self.row = None;
                }
            }
            "/table" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_cell();
                    self.done.extend(self.table.take());
                }
            }
            "br" | "br/" | "p" | "/p" | "div" | "/div" | "li" if self.cell.is_some() => {
                self.broken = true;
            }
            "sup" | "sub" if self.cell.is_some() => {}
            "/tr" | "/td" | "/th" if self.depth == 1 => self.end_cell(),
            "tr" if self.depth == 1 => {
                self.end_cell();
                let row = self.row.map_or(0, |row| row + 1);
                self.row = Some(row);
                if let Some(table) = &mut self.table {
                    table.begin(row);
                }
            }
            "td" | "th" if self.depth == 1 => {
                self.end_cell();
                if self.row.is_none() {
                    self.row = Some(0);
                }
                let span = |key| {
                    let written = attribute(attributes, key);
                    written
                        .and_then(|text| text.trim().parse().ok())
                        .unwrap_or(1)
                };
                self.cell = Some((String::new(), (span("rowspan"), span("colspan"))));
            }
            // Struck text and what Word marks as deleted is not there any more.
            "del" | "s" | "strike" => self.hidden += 1,
            "/del" | "/s" | "/strike" => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        (self.hidden, self.broken) = (0, false);
        let (Some((text, spans)), Some(row)) = (self.cell.take(), self.row) else {
            return;
        };
        if let Some(table) = &mut self.table {
            let column = table.free(row);
            table.put(row, column, text.trim(), spans);
        }
    }
}

/// The value of an attribute, with or without quotes.
fn attribute<'a>(attributes: &'a str, key: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=')?;
        let (name, after) = rest.split_at(end);
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote)?,
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if name.eq_ignore_ascii_case(key) {
            return Some(value);
        }
        rest = after;
    }
}

/// Text with its references to characters resolved.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let known = after.split_once(';').filter(|(name, _)| name.len() <= 8);
        let known = known.and_then(|(name, after)| Some((character(name)?, after)));
        match known {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "nbsp" => '\u{A0}',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "le" => '≤',
        "ge" => '≥',
        "permil" => '‰',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "minus" => '−',
        "yen" => '¥',
        "ensp" | "emsp" | "thinsp" => '\u{2002}',
        "middot" => '·',
        "times" => '×',
        "plusmn" => '±',
        "darr" => '↓',
        "uarr" => '↑',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(html: &str) -> Grid {
        tables(html).unwrap().remove(0)
    }

    fn rows(html: &str) -> Vec<Vec<String>> {
        let grid = grid(html);
        let row = |row| {
            let cells = (0..grid.width()).map(|column| grid.text(row, column).to_owned());
            cells.collect()
        };
        (0..grid.height()).map(row).collect()
    }

    #[test]
    fn what_stands_beside_a_table_is_told_from_its_cells() {
        let html = "<p>一、经营情况</p><table><tr><td>指标<td>2025年<tr><td>利润<br>总额<td>5</table><p>注：已审计</p>";
        let text = "一、经营情况\r\n指标\t2025年\r\n\"利润\r\n总额\"\t5\r\n\r\n注：已审计\r\n指标";
        let found = beside(text, &tables(html).unwrap());
        // A line that is also a cell counts as the cell.
        assert_eq!(found, ["一、经营情况", "注：已审计"]);
    }

    #[test]
    fn spans_are_resolved() {
        let html = "<html xmlns:x=\"urn:x\"><head><style>td{a:b}</style></head><body><!--StartFragment-->\
            <TABLE border=0><tr height=18><td rowspan=2>指标</td><td colspan='2'>2024年</td><td>\
            <tr><td>目标<td>实际</tr><tr><td>收入&nbsp;额</td><td x:num=\"19000\">19,000</td><td>≥&lt;1</td></tr></TABLE>";
        assert_eq!(
            rows(html),
            [
                vec!["指标", "2024年", "2024年"],
                vec!["指标", "目标", "实际"],
                vec!["收入\u{A0}额", "19,000", "≥<1"],
            ]
        );
        let grid = grid(html);
        assert!(grid.cell(0, 2).covered && grid.cell(1, 0).covered && grid.cell(0, 1).merged);
    }

    #[test]
    fn the_text_of_a_cell_is_what_is_shown() {
        let html = "<table><tr><td><p class=MsoNormal>主营\r\n  业务<span>收入</span></p><p>第二行</p></td>\
            <td>1<br>2</td><td><del>7</del>8 < 9</td><td><table><tr><td>内</td></tr></table></td></tr></table>";
        assert_eq!(
            rows(html),
            [vec!["主营 业务收入\n第二行", "1\n2", "8 < 9", "内"]]
        );
    }

    #[test]
    fn broken_pages_end_somewhere() {
        for html in [
            "<table",
            "<table><tr><td",
            "<table><tr><td a='",
            "<table></table>",
            "无",
            "<td>1",
        ] {
            assert!(tables(html).is_err(), "{html}");
        }
        assert!(tables("<table><tr><td rowspan=99999999 colspan=99999999>1").is_err());
        assert_eq!(rows("<table><tr><td rowspan=x>1"), [vec!["1"]]);
        assert!(has_table("a<TABLE>") && !has_table("<tab"));
    }
}
