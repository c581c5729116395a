//! What every writer knows of a typed text: its lines, its dates, what no file can hold, when a row is too long for a page.

/// Characters of a value from which a row of a form may be split between pages.
pub const LONG_VALUE: usize = 160;
/// Characters of a cell from which a row of a table may be: its head would come between.
pub const LONG_CELL: usize = 600;

/// Whether one of the texts of a row is longer than `most` characters.
pub fn is_long<'t>(mut texts: impl Iterator<Item = &'t str>, most: usize) -> bool {
    texts.any(|text| text.chars().count() > most)
}

/// A part of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text.
    Text(&'t str),
    /// A date as `2026-05-20`, not to be broken.
    Date(&'t str),
}

/// A line with the dates in it apart, in order.
pub fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(at) = date_in(rest) {
        let (before, from) = rest.split_at(at);
        let (date, after) = from.split_at(DATE.len());
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(Piece::Date(date));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// A paragraph of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph<'t> {
    /// What it says.
    pub text: &'t str,
    /// Typed with white space in front, which is its indent.
    pub indented: bool,
}

/// The lines of a text that say something, each a paragraph.
pub fn paragraphs(text: &str) -> impl Iterator<Item = Paragraph<'_>> {
    let said = lines(text).filter(|line| !line.is_empty());
    said.map(|text| Paragraph {
        text,
        indented: text.starts_with(char::is_whitespace),
    })
}

/// The lines of a text, whichever line ends it was typed with.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .flat_map(|line| line.split('\r'))
}

/// A character as a page can hold it: control characters, and the two code points that no XML has, become U+FFFD.
pub fn printable(c: char) -> char {
    match c {
        '\t' => c,
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        c if c.is_control() => '\u{FFFD}',
        c => c,
    }
}

/// How a date is written: `d` for a digit.
const DATE: &[u8] = b"dddd-dd-dd";

/// Where the first date begins; digits and hyphens around it make it something else.
fn date_in(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let fits = |(byte, form): (&u8, &u8)| match form {
        b'd' => byte.is_ascii_digit(),
        _ => byte == form,
    };
    let goes_on = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let mut windows = bytes.windows(DATE.len()).enumerate();
    let found = windows.find(|(at, window)| {
        window.iter().zip(DATE).all(fits)
            && !goes_on(at.checked_sub(1).and_then(|before| bytes.get(before)))
            && !goes_on(bytes.get(at + DATE.len()))
    });
    found.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_gives_up_its_dates() {
        let check = |line: &str, expected: &[Piece<'_>]| assert_eq!(pieces(line), expected);
        let (one, other) = (Piece::Date("2026-05-20"), Piece::Date("2027-05-20"));
        check(
            "自2026-05-20起",
            &[Piece::Text("自"), one, Piece::Text("起")],
        );
        check("2026-05-20 2027-05-20", &[one, Piece::Text(" "), other]);
        for none in ["2026-05-201", "A2026-05-20", "2026-05-20-1"] {
            check(none, &[Piece::Text(none)]);
        }
        check("", &[]);
    }

    #[test]
    fn lines_end_in_any_way() {
        assert_eq!(
            lines("甲\r\n乙\r丙\n").collect::<Vec<_>>(),
            ["甲", "乙", "丙", ""]
        );
        let said: Vec<_> = paragraphs("甲\n\n　乙")
            .map(|it| (it.text, it.indented))
            .collect();
        assert_eq!(said, [("甲", false), ("　乙", true)]);
    }

    #[test]
    fn what_no_page_can_hold_is_marked() {
        let text: String = "a\t\u{1}\u{85}\u{FFFF}".chars().map(printable).collect();
        assert_eq!(text, "a\t\u{FFFD}\u{FFFD}\u{FFFD}");
    }
}
