//! Numbers that name something: items and clauses, slots, standards. They are no quantities and no years.

use super::spans::Span;
use super::{before, run_end, small_number};

/// The number of an item, a clause or a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// Where it stands.
    pub span: Span,
    /// What it numbers.
    pub kind: CodeKind,
    /// The number as in the criteria: `4.1.2`, `B.1.1.a`.
    pub id: String,
}

/// What a code numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// Three numbers, such as `4.1.2`: an item of the criteria, a clause of it or of another standard.
    Clause,
    /// A slot of 组织概述.
    Slot,
}

/// The number of a national standard (GB/T).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// Where it stands.
    pub span: Span,
    /// Its number, such as `19580`.
    pub number: String,
    /// The year of its edition.
    pub year: Option<u32>,
}

/// What a text holds of numbers that name something.
pub(super) struct Coded {
    pub codes: Vec<Code>,
    pub standards: Vec<Standard>,
    /// Everything of the kind, with numbers of other standards, models and versions; in order, not overlapping.
    pub taken: Vec<Span>,
}

/// Beginnings of numbers of standards that stand apart from the number. A `/` in the word makes it one as well.
const STANDARDS: [&str; 8] = ["GB", "GBT", "GBZ", "GBJ", "ISO", "IEC", "DB", "JB"];

pub(super) fn codes(chars: &[char]) -> Coded {
    let mut found = Coded {
        codes: Vec::new(),
        standards: Vec::new(),
        taken: Vec::new(),
    };
    let mut at = 0;
    while at < chars.len() {
        let Some(end) = code(chars, at, &mut found) else {
            at += 1;
            continue;
        };
        found.taken.push(Span::new(at, end));
        at = end;
    }
    found
}

/// Where the code ends that begins at a position, if one does.
fn code(chars: &[char], at: usize, found: &mut Coded) -> Option<usize> {
    let first = chars[at];
    if !first.is_ascii_alphanumeric() || before(chars, at).is_some_and(continues) {
        return None;
    }
    if let Some((end, id)) = slot(chars, at) {
        let (span, kind) = (Span::new(at, end), CodeKind::Slot);
        found.codes.push(Code { span, kind, id });
        return Some(end);
    }
    if first.is_ascii_digit() {
        let (end, id) = clause(chars, at)?;
        let (span, kind) = (Span::new(at, end), CodeKind::Clause);
        found.codes.push(Code { span, kind, id });
        return Some(end);
    }
    let word_end = run_end(chars, at, |c| c.is_ascii_alphabetic() || c == '/');
    let apart = chars.get(word_end) == Some(&' ');
    let digits = word_end + usize::from(apart);
    if !chars.get(digits).is_some_and(char::is_ascii_digit) {
        // A model such as MGX-98 goes on behind a stroke.
        let stroke = chars.get(word_end) == Some(&'-');
        let model = stroke && chars.get(word_end + 1).is_some_and(char::is_ascii_digit);
        return model.then(|| tail(chars, word_end));
    }
    let word: String = chars[at..word_end].iter().collect();
    let standard = word.contains('/') || STANDARDS.contains(&word.as_str());
    if !standard {
        // `ERP 12 个` is a word and a quantity, `PM2.5` one name.
        return (!apart).then(|| tail(chars, digits));
    }
    let number_end = run_end(chars, digits, |c| c.is_ascii_digit());
    let (end, year) = match edition(chars, number_end) {
        Some((end, year)) => (end, Some(year)),
        None => (tail(chars, number_end), None),
    };
    if word == "GB/T" || word == "GBT" {
        found.standards.push(Standard {
            span: Span::new(at, end),
            number: chars[digits..number_end].iter().collect(),
            year,
        });
    }
    Some(end)
}

/// Whether a character before a digit or letter makes both parts of one thing.
fn continues(before: char) -> bool {
    before.is_ascii_alphanumeric() || matches!(before, '.' | '-' | '/')
}

/// Three numbers with points between, and nothing that makes them part of something longer.
fn clause(chars: &[char], at: usize) -> Option<(usize, String)> {
    let mut end = at;
    for part in 0..3 {
        if part > 0 {
            if chars.get(end) != Some(&'.') {
                return None;
            }
            end += 1;
        }
        let digits = run_end(chars, end, |c| c.is_ascii_digit());
        if !(1..=2).contains(&(digits - end)) {
            return None;
        }
        end = digits;
    }
    let id: String = chars[at..end].iter().collect();
    let next = chars.get(end).copied();
    let goes_on = next.is_some_and(|c| c.is_ascii_alphabetic())
        || next == Some('.') && chars.get(end + 1).is_some_and(char::is_ascii_alphanumeric);
    if goes_on {
        return None;
    }
    // A sub-heading's letter: 4.1.2-a.
    let letter = next == Some('-')
        && chars.get(end + 1).is_some_and(char::is_ascii_lowercase)
        && !chars.get(end + 2).is_some_and(char::is_ascii_alphanumeric);
    Some((end + 2 * usize::from(letter), id))
}

/// `B.1.1.a`, `B.2.2`.
fn slot(chars: &[char], at: usize) -> Option<(usize, String)> {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let point = |at: usize| chars.get(at) == Some(&'.');
    let head = chars[at] == 'B' && point(at + 1) && digit(at + 2) && point(at + 3) && digit(at + 4);
    if !head {
        return None;
    }
    let letter = point(at + 5) && chars.get(at + 6).is_some_and(char::is_ascii_lowercase);
    let end = at + 5 + 2 * usize::from(letter);
    let goes_on = chars.get(end).is_some_and(char::is_ascii_alphanumeric);
    (!goes_on).then(|| (end, chars[at..end].iter().collect()))
}

/// The year behind the number of a standard: `-2012`, `—2012`.
fn edition(chars: &[char], at: usize) -> Option<(usize, u32)> {
    let strokes = run_end(chars, at, |c| matches!(c, '-' | '—' | '–' | '―'));
    let end = run_end(chars, strokes, |c| c.is_ascii_digit());
    let year =
        (strokes > at && end - strokes == 4).then(|| small_number(&chars[strokes..end]))??;
    Some((end, year))
}

/// Where a number of a standard, a model or a version ends.
fn tail(chars: &[char], from: usize) -> usize {
    let belongs = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '/' | '—');
    let mut end = run_end(chars, from, belongs);
    while end > from && !chars[end - 1].is_ascii_alphanumeric() {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::text::folded;

    fn check(raw: &str, expected: &[&str]) {
        let found = codes(&folded(raw));
        let ids: Vec<&str> = found.codes.iter().map(|code| code.id.as_str()).collect();
        assert_eq!(ids, expected, "{raw}");
    }

    #[test]
    fn items_clauses_and_slots() {
        check(
            "见 4.1.2、4.7.3-a 和 B.1.1.a",
            &["4.1.2", "4.7.3", "B.1.1.a"],
        );
        check("４．３．２ 顾客（Ｂ．２．２）", &["4.3.2", "B.2.2"]);
        check("第8.4.2条。4.5.2.", &["8.4.2", "4.5.2"]);
    }

    #[test]
    fn what_belongs_to_something_longer_is_no_code() {
        check("2024.4.8 召开，软件 V4.8.1，MGX-4.1.2", &[]);
        check("4.1.2.3 与 4.1 与 4.1.2a 与 124.1.2", &[]);
        check("AB.1.1.a 与 B.1.1.ab", &[]);
    }

    #[test]
    fn standards_with_and_without_year() {
        let found = |raw: &str| {
            let found = codes(&folded(raw)).standards.into_iter();
            let told = found.map(|found| (found.number, found.year));
            told.collect::<Vec<_>>()
        };
        let one = |number: &str, year| vec![(number.to_owned(), year)];
        assert_eq!(found("依据 GB/T 19580-2012 编写"), one("19580", Some(2012)));
        assert_eq!(found("GB／T19580—2004《准则》"), one("19580", Some(2004)));
        assert_eq!(found("GB/T 19001 的 8.4.2"), one("19001", None));
        assert_eq!(found("GB/Z 19579-2012，ISO 9001:2015"), vec![]);
        assert_eq!(found("GB/T 19580-"), one("19580", None));
    }

    #[test]
    fn models_versions_and_other_standards_are_taken_out() {
        let taken = |raw: &str| {
            let chars = folded(raw);
            let spans = codes(&chars).taken.into_iter();
            let parts = spans.map(|span| chars[span.start..span.end].iter().collect());
            parts.collect::<Vec<String>>()
        };
        assert_eq!(
            taken("型号 MGX-98 与 XXL-200、PM2.5"),
            ["MGX-98", "XXL-200", "PM2.5"]
        );
        assert_eq!(
            taken("ISO 9001:2015 和 HG/T 3083-2024。"),
            ["ISO 9001:2015", "HG/T 3083-2024"]
        );
        assert_eq!(taken("ERP 12 个，MES 2024 年上线"), Vec::<String>::new());
        assert_eq!(taken("在 QC2024 年"), ["QC2024"]);
    }
}
