//! Passages that stand in more than one text, in time that grows with the length and not with its square.
//!
//! Every window of the least length is hashed (a polynomial modulo 2^64, rolled on by one character) into a table that
//! keeps the first window of each content. A later window of another text with the same content lies on a passage that
//! both share; windows that follow one another make one passage. Contents are compared, so that a hash that two windows
//! happen to share does no harm.

use std::collections::BTreeSet;

use super::spans::Span;

/// A passage that stands in more than one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The text it stands in first, by its position in the list.
    pub first: usize,
    /// Where it stands there.
    pub span: Span,
    /// The other texts it stands in, wholly or in part.
    pub others: BTreeSet<usize>,
}

/// Finds passages of at least `least` characters that stand in more than one of these texts, each once. Passages that
/// overlap in the text they stand in first are one. In order; none if `least` is 0.
pub fn repeats(texts: &[&[char]], least: usize) -> Vec<Repeat> {
    let mut repeats: Vec<Repeat> = Vec::new();
    for shared in shared(texts, least) {
        match repeats.last_mut() {
            Some(last) if last.first == shared.first && shared.span.start < last.span.end => {
                last.span.end = last.span.end.max(shared.span.end);
                last.others.insert(shared.other);
            }
            _ => repeats.push(Repeat {
                first: shared.first,
                span: shared.span,
                others: [shared.other].into(),
            }),
        }
    }
    repeats
}

/// A passage that two texts share.
struct Shared {
    first: usize,
    span: Span,
    other: usize,
}

/// A window of the least length: what it holds, the text it stands in and where it begins there.
#[derive(Clone, Copy)]
struct Window {
    hash: u64,
    text: usize,
    start: usize,
}

/// All passages that two texts share, by where they stand first.
fn shared(texts: &[&[char]], least: usize) -> Vec<Shared> {
    if least == 0 {
        return Vec::new();
    }
    let total: usize = texts.iter().map(|text| text.len()).sum();
    let content = |window: Window| &texts[window.text][window.start..window.start + least];
    let mut firsts = Firsts::new(total);
    // Both texts, how far apart the windows begin, and where the first one does: sorted by this, the windows of one
    // passage follow one another.
    let mut pairs: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        for (start, hash) in hashes(text, least) {
            let text = at;
            let window = Window { hash, text, start };
            let same = |first: Window| content(first) == content(window);
            if let Some(first) = firsts.of(window, same)
                && first.text != at
            {
                // A text is not longer than the total, so this does not fall below 0.
                pairs.push((first.text, at, total + start - first.start, first.start));
            }
        }
    }
    pairs.sort_unstable();
    let mut found: Vec<Shared> = Vec::new();
    let mut last = None;
    for (first, other, apart, start) in pairs {
        let span = Span::new(start, start + least);
        let line = (first, other, apart);
        match found.last_mut() {
            Some(shared) if last == Some(line) && shared.span.end + 1 == span.end => {
                shared.span.end = span.end;
            }
            _ => found.push(Shared { first, span, other }),
        }
        last = Some(line);
    }
    found.sort_unstable_by_key(|shared| (shared.first, shared.span, shared.other));
    found
}

/// The hash of every window, with where it begins.
fn hashes(text: &[char], least: usize) -> impl Iterator<Item = (usize, u64)> {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    let value = |c: char| u64::from(u32::from(c)) + 1;
    let leaving = (0..least).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    let mut hash = 0_u64;
    text.iter().enumerate().filter_map(move |(at, c)| {
        hash = hash.wrapping_mul(BASE).wrapping_add(value(*c));
        if let Some(gone) = at.checked_sub(least) {
            hash = hash.wrapping_sub(value(text[gone]).wrapping_mul(leaving));
        }
        (at + 1).checked_sub(least).map(|start| (start, hash))
    })
}

/// The first window of each content, in open addressing.
struct Firsts {
    /// Numbers of windows, from 1; 0 where there is none.
    places: Vec<u32>,
    windows: Vec<Window>,
}

impl Firsts {
    fn new(most: usize) -> Firsts {
        Firsts {
            places: vec![0; (most * 2).next_power_of_two()],
            windows: Vec::with_capacity(most),
        }
    }

    /// The window that came first with the content of this one; keeps this one when there was none.
    fn of(&mut self, window: Window, same: impl Fn(Window) -> bool) -> Option<Window> {
        let mask = self.places.len() - 1;
        // The high bits of a product are the well mixed ones.
        let mut place = usize::try_from(window.hash >> 32).unwrap_or(0) & mask;
        loop {
            let number = usize::try_from(self.places[place]).unwrap_or(0);
            match number.checked_sub(1).map(|at| self.windows[at]) {
                None => {
                    self.windows.push(window);
                    self.places[place] = u32::try_from(self.windows.len()).unwrap_or(0);
                    return None;
                }
                Some(first) if first.hash == window.hash && same(first) => return Some(first),
                Some(_) => place = (place + 1) & mask,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], least: usize, expected: &[(usize, &str, &[usize])]) {
        let texts: Vec<Vec<char>> = texts.iter().map(|text| text.chars().collect()).collect();
        let slices: Vec<&[char]> = texts.iter().map(Vec::as_slice).collect();
        let found: Vec<_> = repeats(&slices, least)
            .into_iter()
            .map(|repeat| {
                let span = repeat.span.start..repeat.span.end;
                let passage: String = texts[repeat.first][span].iter().collect();
                (
                    repeat.first,
                    passage,
                    repeat.others.into_iter().collect::<Vec<_>>(),
                )
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(first, passage, others)| (*first, (*passage).to_owned(), others.to_vec()))
            .collect();
        assert_eq!(found, expected, "{texts:?}");
    }

    #[test]
    fn a_passage_is_found_whole_and_once() {
        check(
            &["甲每月核对台账乙", "丙每月核对台账"],
            4,
            &[(0, "每月核对台账", &[1])],
        );
        check(
            &["每月核对", "每月核对", "乙每月核对"],
            4,
            &[(0, "每月核对", &[1, 2])],
        );
        check(&["每月核对", "每月核"], 4, &[]);
        check(&["每月核对每月核对", "乙"], 4, &[]);
    }

    #[test]
    fn two_passages_are_two_and_overlapping_ones_are_one() {
        check(
            &["每月核对甲每季检查", "每季检查", "每月核对"],
            4,
            &[(0, "每月核对", &[2]), (0, "每季检查", &[1])],
        );
        check(
            &["一二三四五六", "一二三四五", "三四五六"],
            4,
            &[(0, "一二三四五六", &[1, 2])],
        );
        check(
            &["每月核对", "甲", "每年检查乙", "每年检查", "每月核对"],
            4,
            &[(0, "每月核对", &[4]), (2, "每年检查", &[3])],
        );
    }

    #[test]
    fn the_least_length_counts_exactly() {
        let text = "一二三四五六七八九十";
        check(&[text, text], 10, &[(0, text, &[1])]);
        check(&[text, text], 11, &[]);
        check(&[text, text], 0, &[]);
        check(&[], 3, &[]);
    }

    #[test]
    fn text_that_only_repeats_itself_costs_no_square() {
        let same = vec!['好'; 20_000];
        let found = repeats(&[&same, &same, &same], 80);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].others, [1, 2].into());
    }
}
