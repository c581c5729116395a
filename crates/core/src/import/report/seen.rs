//! A line as one sees it: in half width, everyday characters for radicals, without marks that have no width, and
//! without the spaces of a text that has one between all characters.

use crate::domain::ideograph::{everyday, is_space, is_unspaced};
use crate::domain::length::is_invisible;
use crate::domain::width::narrow;

/// So many characters of a line are looked at: no heading reaches further.
const LOOKED_AT: usize = 160;

/// The visible characters of a line and where each begins in it.
pub struct Seen {
    /// The characters.
    pub chars: Vec<char>,
    /// The byte of the line at which each begins.
    at: Vec<usize>,
    /// The byte behind the last one.
    end: usize,
}

impl Seen {
    /// A line, without the white space around it and the marks of Markdown in front.
    pub fn of(line: &str) -> Seen {
        let body = line.trim_end();
        let spaced = is_spaced(body);
        let all = body.char_indices();
        let visible = all.filter(|(_, c)| c.is_whitespace() || !is_invisible(*c));
        let visible = visible.filter(|(_, c)| !(spaced && is_space(*c)));
        let visible =
            visible.skip_while(|(_, c)| c.is_whitespace() || matches!(c, '#' | '*' | '>'));
        let mut seen = Seen {
            chars: Vec::new(),
            at: Vec::new(),
            end: body.len(),
        };
        for (at, c) in visible.take(LOOKED_AT) {
            seen.chars.push(folded(c));
            seen.at.push(at);
        }
        let extra = |c: &char| c.is_whitespace() || *c == '*';
        while seen.chars.last().is_some_and(extra) {
            seen.chars.pop();
            seen.end = seen.at.pop().unwrap_or(0);
        }
        seen
    }

    /// The characters from one on, as text.
    pub fn from(&self, at: usize) -> String {
        self.chars.iter().skip(at).collect()
    }

    /// The byte of the line at which a character begins.
    pub fn byte(&self, at: usize) -> usize {
        self.at.get(at).copied().unwrap_or(self.end)
    }
}

/// A character as it is compared.
pub fn folded(c: char) -> char {
    match narrow(everyday(c)) {
        c if is_space(c) => ' ',
        c => c,
    }
}

/// Whether a space stands between all characters: `社 会 责 任`. A line with tabs is a row of a table.
pub fn is_spaced(line: &str) -> bool {
    let words = || line.split(is_space).filter(|word| !word.is_empty());
    let single = words().filter(|word| {
        let mut visible = word.chars().filter(|c| !is_invisible(*c));
        visible.next().is_some_and(is_unspaced) && visible.next().is_none()
    });
    let (all, single) = (words().count(), single.count());
    // Two characters set apart, as in 目  录, are a word, but nothing to tell a spaced text by.
    single >= 3 && single * 10 >= all * 7 && !line.contains('\t')
}

/// A text as it is meant to be.
pub fn mended(line: &str) -> String {
    let body = line.trim_end_matches(is_line_end);
    let everyday = |text: &str| text.chars().map(everyday).collect::<String>();
    if !is_spaced(body) {
        return everyday(body);
    }
    let mut out = String::with_capacity(body.len());
    let mut space = false;
    for c in body.trim().chars() {
        if is_space(c) {
            space = true;
            continue;
        }
        let between = out
            .chars()
            .next_back()
            .is_some_and(|last| last.is_ascii_alphabetic());
        if space && between && c.is_ascii_alphabetic() {
            out.push(' ');
        }
        space = false;
        out.push(c);
    }
    everyday(&out)
}

/// What ends a line of text: also the soft break of Word, the page break, and the signs of Unicode for it.
pub fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Cuts at every kind of line end, which stays at its line.
pub fn cut(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(is_line_end).map_or(rest.len(), |at| {
            let after = &rest[at..];
            let sign = after.chars().next().map_or(0, char::len_utf8);
            at + if after.starts_with("\r\n") { 2 } else { sign }
        });
        let (line, after) = rest.split_at(end);
        rest = after;
        Some(line)
    })
}
