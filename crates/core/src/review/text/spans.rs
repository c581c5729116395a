//! Sentences, and what stands in quotation marks or title marks.

use super::is_word;

/// A part of a text: positions from `start` to before `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first position.
    pub start: usize,
    /// The position behind the last.
    pub end: usize,
}

impl Span {
    /// A span.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// How many positions it has.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether it has none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether all of another span lies in it.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Whether one of these spans, which are in order and do not overlap, holds a position.
pub(super) fn holds(spans: &[Span], at: usize) -> bool {
    let next = spans.partition_point(|span| span.end <= at);
    spans.get(next).is_some_and(|span| span.start <= at)
}

/// The sentences of a text: they end with 。！？ or with the line.
pub(super) fn sentences(chars: &[char]) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in chars.iter().enumerate() {
        if matches!(c, '。' | '!' | '?' | '\n') {
            sentences.push(Span::new(start, at + 1));
            start = at + 1;
        }
    }
    sentences.push(Span::new(start, chars.len()));
    sentences.retain(|span| chars[span.start..span.end].iter().any(|c| is_word(*c)));
    sentences
}

/// The marks that open, and the one that closes what each opens.
const PAIRS: [(char, char); 8] = [
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('〝', '〞'),
    ('"', '"'),
];

/// What stands in quotation marks or title marks within a line, the marks included. A mark without its other one counts
/// for nothing: a slip must not hide the rest of the text.
pub(super) fn quoted(chars: &[char]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    // Where each open mark stands, and what closes it.
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, &c) in chars.iter().enumerate() {
        if c == '\n' {
            open.clear();
        } else if let Some(from) = open.iter().rposition(|(_, close)| *close == c) {
            let start = open[from].0;
            open.truncate(from);
            // What it holds is part of it.
            while found.last().is_some_and(|inner| inner.start > start) {
                found.pop();
            }
            found.push(Span::new(start, at + 1));
        } else if let Some((_, close)) = PAIRS.iter().find(|(mark, _)| *mark == c) {
            open.push((at, *close));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::text::folded;

    fn parts(raw: &str, of: fn(&[char]) -> Vec<Span>) -> Vec<String> {
        let chars = folded(raw);
        let spans = of(&chars);
        let part = |span: &Span| chars[span.start..span.end].iter().collect();
        spans.iter().map(part).collect()
    }

    #[test]
    fn sentences_end_with_their_mark_or_the_line() {
        assert_eq!(
            parts("先做；再查。后改！\n\n (一)抽查？不合格 3 件", sentences),
            ["先做;再查。", "后改!", "(一)抽查?", "不合格3件"]
        );
        assert!(parts(" 。。\n", sentences).is_empty());
    }

    #[test]
    fn quotations_and_titles_are_found_outermost() {
        assert_eq!(
            parts("按《关于“两个”的意见》做「好」事，\"快\"且\"准\"", quoted),
            ["《关于“两个”的意见》", "「好」", "\"快\"", "\"准\""]
        );
    }

    #[test]
    fn a_mark_without_its_other_one_hides_nothing() {
        assert!(parts("说“好\n的”", quoted).is_empty());
        assert_eq!(parts("“好《办法》", quoted), ["《办法》"]);
        assert_eq!(parts("》a“好”", quoted), ["“好”"]);
        assert_eq!(parts("“a《b”c》", quoted), ["“a《b”"]);
    }

    #[test]
    fn a_position_is_held_or_not() {
        let spans = [Span::new(1, 3), Span::new(5, 6)];
        let held: Vec<_> = (0..7).filter(|at| holds(&spans, *at)).collect();
        assert_eq!(held, [1, 2, 5]);
    }
}
