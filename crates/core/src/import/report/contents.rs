//! Lines of a contents page: with leaders, tabs or spaces before a page number, with the field code of Word, or plain
//! titles that all come again.

use std::collections::BTreeMap;

use super::seen::folded;
use super::title::bare;
use super::{Kind, Line, Style};

/// Longest line of a contents page, in characters.
const LONGEST: usize = 80;

/// What separates a title from its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Leaders,
    Tab,
    Spaces,
}

/// A line as it is read here.
struct Entry {
    /// Its place among the lines.
    at: usize,
    /// The bare title without page; empty for a line too long to be a title.
    title: String,
    /// The page, and what stands before it.
    page: Option<(Before, u32)>,
    /// A number and nothing else.
    number: bool,
    code: bool,
    /// It is listed already.
    told: bool,
}

/// Marks the lines of contents pages. `is_heading` tells whether a line is a heading by itself.
pub fn mark(lines: &mut [Line], is_heading: impl Fn(&Line) -> bool) {
    let entries: Vec<Entry> = read(lines);
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        last.insert(&entry.title, at);
    }
    let comes_again = |at: usize| {
        let title = entries[at].title.as_str();
        !title.is_empty() && last.get(title).is_some_and(|last| *last > at)
    };
    let mut found: Vec<(usize, bool)> = Vec::new();
    let mut at = 0;
    while at < entries.len() {
        let from = at;
        let entry = &entries[at];
        if entry.told {
            at += 1;
            continue;
        }
        if is_title(&entry.title) || entry.code {
            at = block(&entries, at + 1, comes_again);
            found.extend((from..at).map(|at| (at, false)));
            continue;
        }
        let leaders = run(&entries, at, |of| {
            matches!(of.page, Some((Before::Leaders, _)))
        });
        if leaders > at {
            found.extend((at..leaders).map(|of| (of, leaders - at == 1)));
            at = leaders;
            continue;
        }
        let tabs = run(&entries, at, |of| matches!(of.page, Some((Before::Tab, _))));
        let headings = |range: std::ops::Range<usize>| {
            range
                .filter(|at| is_heading(&lines[entries[*at].at]))
                .count()
        };
        let pages: Vec<u32> = entries[at..tabs]
            .iter()
            .filter_map(|of| of.page)
            .map(|(_, page)| page)
            .collect();
        if pages.len() >= 3
            && pages.is_sorted()
            && titles(lines, &entries[at..tabs], &is_heading) >= 3
        {
            found.extend((at..tabs).map(|at| (at, false)));
            at = tabs;
            continue;
        }
        let again = (at..entries.len())
            .take_while(|at| comes_again(*at) && !entries[*at].told)
            .count();
        if again >= 3 && headings(at..at + again) >= 2 {
            found.extend((at..at + again).map(|at| (at, false)));
            at += again;
            continue;
        }
        at += 1;
    }
    for (at, alone) in found {
        let line = &mut lines[entries[at].at];
        if entries[at].told {
            continue;
        }
        line.kind = Kind::Contents;
        let ask = || "像目录里的一行（引导点和页码），不录入".to_owned();
        line.ask = alone.then(ask);
    }
    for line in lines
        .iter_mut()
        .filter(|line| line.style == Style::Contents && !line.is_blank())
    {
        line.kind = Kind::Contents;
        line.ask = None;
    }
}

/// How many of the lines would be headings without their page.
fn titles(lines: &[Line], entries: &[Entry], is_heading: &impl Fn(&Line) -> bool) -> usize {
    let headings = entries.iter().filter(|entry| {
        let mut line = lines[entry.at].clone();
        if let Some(end) = line.source.rfind('\t') {
            line.source.truncate(end);
        }
        is_heading(&line)
    });
    headings.count()
}

/// The end of a contents page that begins at an entry.
fn block(entries: &[Entry], from: usize, comes_again: impl Fn(usize) -> bool) -> usize {
    let mut at = from;
    let paged = |at: usize| {
        entries
            .get(at)
            .is_some_and(|of| of.page.is_some() || of.code)
    };
    let next = |at: usize| (at..entries.len()).find(|at| !entries[*at].told);
    let any_page = next(from).is_some_and(|first| paged(first) || paged(first + 1));
    while let Some(here) = next(at) {
        let entry = &entries[here];
        let goes_on = match any_page {
            // A title that is broken before its page, or has the page on a line of its own.
            true => {
                let broken = !entry.title.is_empty()
                    && next(here + 1).is_some_and(|next| {
                        paged(next) && !comes_again_alone(entries, here, &comes_again)
                            || entries[next].number
                    });
                paged(here) || entry.number || is_title(&entry.title) || broken
            }
            false => comes_again(here),
        };
        if !goes_on {
            break;
        }
        at = here + 1;
    }
    at
}

/// A title without a page that comes no more: the body has begun.
fn comes_again_alone(entries: &[Entry], at: usize, comes_again: &impl Fn(usize) -> bool) -> bool {
    let title = &entries[at].title;
    let before = entries[..at]
        .iter()
        .any(|of| of.title == *title && of.page.is_some());
    before && !comes_again(at)
}

/// The end of a run of lines of one kind.
fn run(entries: &[Entry], from: usize, is: impl Fn(&Entry) -> bool) -> usize {
    let same = entries[from..].iter().take_while(|of| is(of) && !of.told);
    from + same.count()
}

fn read(lines: &[Line]) -> Vec<Entry> {
    let lines = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_blank());
    let entries = lines.map(|(at, line)| {
        let text = line.source.trim();
        let code = text.contains("TOC \\")
            || text.contains("PAGEREF _Toc")
            || text.contains("HYPERLINK \\l");
        let told = line.kind == Kind::Running;
        let row = matches!(line.style, Style::Row | Style::Note);
        let short = text.chars().count() <= LONGEST && !row;
        let text: String = if short {
            text.chars().map(folded).collect()
        } else {
            String::new()
        };
        let (title, page) = paged(&text);
        let sentence = title.contains(['。', ';', '\t']);
        Entry {
            at,
            title: if sentence { String::new() } else { bare(title) },
            page: page.filter(|_| !title.contains('。')),
            number: !text.is_empty() && text.chars().all(|c| c.is_ascii_digit()) && text.len() <= 3,
            code,
            told,
        }
    });
    entries.collect()
}

/// The title of a line, and its page with what stands before it. The line is folded.
fn paged(line: &str) -> (&str, Option<(Before, u32)>) {
    let end = line.trim_end_matches(['页', ')']).trim_end();
    let digits = end.trim_end_matches(|c: char| c.is_ascii_digit());
    let roman = end.trim_end_matches(['I', 'V', 'X', 'Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ']);
    let rest = if digits.len() < end.len() {
        digits
    } else {
        roman
    };
    let number = &end[rest.len()..];
    if number.len() > 9 || (!number.is_empty() && digits.len() < end.len() && number.len() > 4) {
        return (line, None);
    }
    let page = number.parse().unwrap_or(0);
    let before = rest.trim_end_matches(['(', '第', '-', '—', ' ']);
    let dots = |c: char| ".。·…‥_┈—-~".contains(c) || c == ' ';
    let title = before.trim_end_matches(dots);
    let leaders = &rest[title.len()..];
    let ellipses = leaders.matches(['…', '‥']).count();
    let points = leaders.chars().filter(|c| ".。·_┈—-".contains(*c)).count();
    if !title.is_empty()
        && (ellipses >= 2 || points >= 3)
        && (!number.is_empty() || points >= 6 || ellipses >= 4)
    {
        return (title, Some((Before::Leaders, page)));
    }
    if number.is_empty() {
        return (line, None);
    }
    let title = rest.trim_end();
    match &rest[title.len()..] {
        _ if title.is_empty() => (line, None),
        space if space.contains('\t') => (title, Some((Before::Tab, page))),
        space if space.len() >= 2 => (title, Some((Before::Spaces, page))),
        _ => (line, None),
    }
}

fn is_title(title: &str) -> bool {
    [
        "目录",
        "目次",
        "总目录",
        "contents",
        "图目录",
        "表目录",
        "图表目录",
        "插图目录",
        "表格目录",
        "图目次",
        "表目次",
    ]
    .contains(&title)
}
