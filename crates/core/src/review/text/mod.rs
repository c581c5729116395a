//! A text prepared for the checks: read once, looked at by all of them, and not before one of them or a slice of its own does.
//!
//! Comparisons are in half width (rule 5 of the checks): digits, letters and marks are folded, and white space stays only
//! where it keeps two Latin words or numbers apart, so that “MES 系统” and “ＭＥＳ系统” are the same. Positions are indexes
//! of the folded characters; [`Text::excerpt`] gives the text as it was typed.
//!
//! To look for something new: a word list of the pack goes into [`Lexicon`]; a form of writing (a numeral, a reference)
//! gets a scanner beside `numbers`, `years`, `references` that runs once in `Prepared::new`, and tests of its own.

mod codes;
mod fold;
mod lexicon;
mod numbers;
mod references;
mod repeats;
mod spans;
mod years;

use std::cell::OnceCell;
use std::rc::Rc;

use crate::domain::length;

pub use codes::{Code, CodeKind, Standard};
pub use fold::folded;
pub use lexicon::{Hit, Lexicon, Name, NameKind, Term, Word, names_of};
pub use numbers::{Number, counted};
pub use references::{Reference, Target};
pub use repeats::{Repeat, repeats};
pub use spans::Span;
pub use years::Year;

/// A text that is prepared when something is first asked of it.
#[derive(Clone, Debug)]
pub struct Text {
    raw: Rc<str>,
    lexicon: Rc<Lexicon>,
    prepared: OnceCell<Prepared>,
}

/// What is found in a text.
#[derive(Clone, Debug)]
struct Prepared {
    /// In 字.
    length: usize,
    /// Folded characters.
    chars: Vec<char>,
    /// Where each of them stands in the text as typed, counted in characters.
    typed_at: Vec<usize>,
    quoted: Vec<Span>,
    sentences: Vec<Span>,
    hits: Vec<Hit>,
    numbers: Vec<Number>,
    years: Vec<Year>,
    codes: Vec<Code>,
    standards: Vec<Standard>,
    references: Vec<Reference>,
}

impl Prepared {
    fn new(raw: &str, lexicon: &Lexicon) -> Prepared {
        let (chars, typed_at) = fold::fold(raw);
        let quoted = spans::quoted(&chars);
        let sentences = spans::sentences(&chars);
        let hits = lexicon.hits(&chars);
        let codes::Coded {
            codes,
            standards,
            taken,
        } = codes::codes(&chars);
        let years = years::years(&chars, &taken);
        let numbers = numbers::numbers(&chars, &taken, &years, lexicon);
        let references = references::references(&chars, &codes, lexicon);
        Prepared {
            length: length::length(raw),
            chars,
            typed_at,
            quoted,
            sentences,
            hits,
            numbers,
            years,
            codes,
            standards,
            references,
        }
    }
}

/// What is found follows from the text and the words that are looked for.
impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.raw == other.raw && self.lexicon == other.lexicon
    }
}

impl Eq for Text {}

impl Text {
    /// A text, not prepared yet.
    pub fn new(raw: &Rc<str>, lexicon: &Rc<Lexicon>) -> Text {
        Text {
            raw: raw.clone(),
            lexicon: lexicon.clone(),
            prepared: OnceCell::new(),
        }
    }

    fn prepared(&self) -> &Prepared {
        let prepare = || Prepared::new(&self.raw, &self.lexicon);
        self.prepared.get_or_init(prepare)
    }

    /// Prepares the text, if that was not done yet; says whether there was something to do.
    pub fn prepare(&self) -> bool {
        let new = self.prepared.get().is_none();
        self.prepared();
        new
    }

    /// The text as typed.
    pub fn raw(&self) -> &Rc<str> {
        &self.raw
    }

    /// The folded characters, which all positions count.
    pub fn chars(&self) -> &[char] {
        &self.prepared().chars
    }

    /// Length in 字.
    pub fn length(&self) -> usize {
        self.prepared().length
    }

    /// Length in 字 of what does not stand in quotation marks or title marks.
    pub fn length_unquoted(&self) -> usize {
        if self.prepared().quoted.is_empty() {
            return self.prepared().length;
        }
        let mut quoted = self.prepared().quoted.iter().peekable();
        let mut kept = String::new();
        for (at, c) in self.raw.chars().enumerate() {
            while quoted
                .peek()
                .is_some_and(|span| self.prepared().typed_at[span.end - 1] < at)
            {
                quoted.next();
            }
            let inside = quoted
                .peek()
                .is_some_and(|span| self.prepared().typed_at[span.start] <= at);
            // What stood apart by a quotation stays apart.
            kept.push(if inside { ' ' } else { c });
        }
        length::length(&kept)
    }

    /// What stands at a span, as typed.
    pub fn excerpt(&self, span: Span) -> &str {
        let at = |position: usize| {
            let typed = self.prepared().typed_at.get(position).copied();
            typed.map_or(self.raw.len(), |typed| self.byte(typed))
        };
        let end = match span
            .end
            .checked_sub(1)
            .and_then(|last| self.prepared().typed_at.get(last))
        {
            Some(last) => self.byte(last + 1),
            None => at(span.end),
        };
        let start = at(span.start);
        self.raw.get(start..end.max(start)).unwrap_or("")
    }

    /// Where a character of the text as typed begins.
    fn byte(&self, typed: usize) -> usize {
        let mut indices = self.raw.char_indices();
        indices.nth(typed).map_or(self.raw.len(), |(byte, _)| byte)
    }

    /// Spans in quotation marks or title marks, the marks included; they neither overlap nor touch inside each other.
    pub fn quoted(&self) -> &[Span] {
        &self.prepared().quoted
    }

    /// Whether a position stands in quotation marks or title marks.
    pub fn is_quoted(&self, at: usize) -> bool {
        spans::holds(&self.prepared().quoted, at)
    }

    /// The sentences, the mark at their end included.
    pub fn sentences(&self) -> &[Span] {
        &self.prepared().sentences
    }

    /// The sentence that a position stands in.
    pub fn sentence(&self, at: usize) -> Option<Span> {
        let next = self
            .prepared()
            .sentences
            .partition_point(|span| span.end <= at);
        let span = self.prepared().sentences.get(next).copied();
        span.filter(|span| span.start <= at)
    }

    /// Occurrences of words and registered names.
    pub fn hits(&self) -> &[Hit] {
        &self.prepared().hits
    }

    /// Occurrences of the words of a list.
    pub fn words(&self, word: Word) -> impl Iterator<Item = &Hit> {
        self.prepared()
            .hits
            .iter()
            .filter(move |hit| hit.term == Term::Word(word))
    }

    /// How often words of a list occur outside quotation marks and title marks; of occurrences that overlap the first
    /// counts.
    pub fn count_unquoted(&self, word: Word) -> usize {
        let mut end = 0;
        let mut count = 0;
        for hit in self.words(word) {
            if hit.span.start >= end && !self.is_quoted(hit.span.start) {
                count += 1;
                end = hit.span.end;
            }
        }
        count
    }

    /// Numbers: Arabic ones and Chinese ones with a unit. Years, item numbers and numbers of standards are none.
    pub fn numbers(&self) -> &[Number] {
        &self.prepared().numbers
    }

    /// Years that something happened in or is about.
    pub fn years(&self) -> &[Year] {
        &self.prepared().years
    }

    /// Numbers of items, clauses and slots.
    pub fn codes(&self) -> &[Code] {
        &self.prepared().codes
    }

    /// Numbers of national standards.
    pub fn standards(&self) -> &[Standard] {
        &self.prepared().standards
    }

    /// References to tables, charts, attachments and clauses.
    pub fn references(&self) -> &[Reference] {
        &self.prepared().references
    }
}

/// Whether a character is a letter, a digit or Han. Most are Han, so that is tested first.
pub fn is_word(c: char) -> bool {
    length::is_han(c) || c.is_alphanumeric()
}

/// Whether `what` stands at a position.
fn stands_at(chars: &[char], at: usize, what: &str) -> bool {
    let mut here = chars.iter().skip(at);
    what.chars().all(|c| here.next() == Some(&c))
}

/// Whether `what` ends just before a position.
fn ends_at(chars: &[char], at: usize, what: &str) -> bool {
    let length = what.chars().count();
    at.checked_sub(length)
        .is_some_and(|start| stands_at(chars, start, what))
}

/// The character before a position.
fn before(chars: &[char], at: usize) -> Option<char> {
    at.checked_sub(1).and_then(|at| chars.get(at)).copied()
}

/// Where a run of characters ends that begins at a position.
fn run_end(chars: &[char], from: usize, belongs: impl Fn(char) -> bool) -> usize {
    let rest = chars.iter().skip(from);
    from + rest.take_while(|c| belongs(**c)).count()
}

/// A run of ASCII digits as a number, if it is short enough for one.
fn small_number(digits: &[char]) -> Option<u32> {
    let text: String = digits.iter().collect();
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> Text {
        Text::new(&raw.into(), &Rc::default())
    }

    #[test]
    fn an_excerpt_is_as_typed() {
        let text = text("用 ＭＥＳ 系统，\r\n每月　核对");
        let at = text.chars().iter().position(|c| *c == 'M').unwrap();
        assert_eq!(text.excerpt(Span::new(at, at + 5)), "ＭＥＳ 系统");
        let all = Span::new(0, text.chars().len());
        assert_eq!(text.excerpt(all), &**text.raw());
        assert_eq!(text.excerpt(Span::new(0, 0)), "");
    }

    #[test]
    fn quoted_text_does_not_count_in_its_length() {
        let text = text("学习《关于全面加强质量工作的意见》2026 年“始终坚持”3 次。");
        assert_eq!(text.length_unquoted(), 2 + 1 + 1 + 1 + 1 + 1);
        assert_eq!(text.length(), 2 + 2 + 13 + 2 + 6 + 3);
    }

    #[test]
    fn a_position_has_its_sentence() {
        let text = text("先做。再查？后改");
        let sentence = |at| text.sentence(at).map(|span| text.excerpt(span));
        assert_eq!(sentence(0), Some("先做。"));
        assert_eq!(sentence(3), Some("再查？"));
        assert_eq!(sentence(7), Some("后改"));
        assert_eq!(sentence(8), None);
    }
}
