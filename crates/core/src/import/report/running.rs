//! Heads and feet of pages: page numbers, and the line that comes again on every page.

use std::collections::BTreeMap;

use super::seen::{Seen, folded};
use super::{Kind, Line, Style};
use crate::domain::length::is_invisible;

/// Longest head of a page, in characters.
const LONGEST: usize = 60;

/// So many lines stand between two page numbers at least.
const PAGE: usize = 3;

/// Marks page numbers and the lines that stand beside them again and again. `is_heading` tells whether a line is a
/// heading by itself.
pub fn mark(lines: &mut [Line], is_heading: impl Fn(&Line) -> bool) {
    // Lines with something in them that can be a part of a page's frame.
    let shown: Vec<usize> = (0..lines.len())
        .filter(|at| !lines[*at].is_blank())
        .collect();
    let frames: Vec<Frame> = shown.iter().map(|at| Frame::of(&lines[*at])).collect();
    let mut marked: Vec<bool> = frames
        .iter()
        .map(|frame| frame.page == Some(Page::Sure))
        .collect();
    number_lines(&frames, &mut marked);
    // The same line with another page on it each time.
    let mut stems: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, frame) in frames.iter().enumerate() {
        if let Some(stem) = &frame.stem {
            stems.entry(stem).or_default().push(at);
        }
    }
    for all in stems.values().filter(|all| all.len() >= 2) {
        let numbers: Vec<u32> = all.iter().map(|at| frames[*at].number).collect();
        let apart = all.windows(2).all(|pair| pair[1] - pair[0] >= 2);
        if numbers.windows(2).all(|pair| pair[0] < pair[1]) && apart {
            all.iter().for_each(|at| marked[*at] = true);
        }
    }
    let mut same: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, frame) in frames.iter().enumerate() {
        if !frame.key.is_empty() {
            same.entry(&frame.key).or_default().push(at);
        }
    }
    let first_heading = shown.iter().position(|at| is_heading(&lines[*at]));
    let first_heading = first_heading.unwrap_or(shown.len());
    // Twice: a head may stand beside another head.
    for _ in 0..2 {
        for all in same.values().filter(|all| all.len() >= 2) {
            let heading = is_heading(&lines[shown[all[0]]]);
            let many = all.len() >= 3 && !heading && frames[all[0]].named;
            for at in all {
                let beside = at.checked_sub(1).is_some_and(|before| marked[before])
                    || marked.get(at + 1).is_some_and(|next| *next)
                    || frames[*at].new_page;
                let front = *at < first_heading && *at == all[0];
                let enough = if heading {
                    all.len() >= 3 && *at != all[0]
                } else {
                    true
                };
                let framed = beside && enough;
                if (framed || many) && !front {
                    marked[*at] = true;
                }
            }
        }
    }
    for (at, frame) in frames.iter().enumerate() {
        let line = &mut lines[shown[at]];
        if marked[at] {
            line.kind = Kind::Running;
        } else if frame.page == Some(Page::Maybe) {
            line.ask = Some("只有一个数字，可能是页码，按正文处理".to_owned());
        }
    }
}

/// Lines that are a number and nothing else are pages where they count up, some lines apart.
fn number_lines(frames: &[Frame], marked: &mut [bool]) {
    let all = frames.iter().enumerate();
    let all = all.filter(|(_, frame)| frame.page == Some(Page::Maybe));
    let all: Vec<(usize, u32)> = all.map(|(at, frame)| (at, frame.number)).collect();
    let mut run: Vec<(usize, u32)> = Vec::new();
    for (at, number) in &all {
        match run.last() {
            Some((last, count)) if *number == count + 1 && at - last > PAGE => {
                run.push((*at, *number))
            }
            Some(_) => {}
            None => run.push((*at, *number)),
        }
    }
    if run.len() >= 2 && run.len() * 10 >= all.len() * 6 {
        run.iter().for_each(|(at, _)| marked[*at] = true);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    Sure,
    Maybe,
}

/// What a line may be of a page's frame.
struct Frame {
    page: Option<Page>,
    /// The page's number; of a stem the page on it.
    number: u32,
    /// The line as it is compared; empty where it can be no head of a page.
    key: String,
    /// The same without a page at either end.
    stem: Option<String>,
    /// It has a word that heads of pages have.
    named: bool,
    /// It is the first line of a page.
    new_page: bool,
}

impl Frame {
    fn of(line: &Line) -> Frame {
        let none = Frame {
            page: None,
            number: 0,
            key: String::new(),
            stem: None,
            named: false,
            new_page: false,
        };
        let text = line.source.trim();
        if line.style != Style::Unknown || text.chars().count() > LONGEST {
            return none;
        }
        let seen: String = text
            .chars()
            .filter(|c| !is_invisible(*c))
            .map(folded)
            .collect();
        let tight: String = seen.chars().filter(|c| !c.is_whitespace()).collect();
        if let Some((page, number)) = page(&tight) {
            return Frame {
                page: Some(page),
                number,
                ..none
            };
        }
        let sentence = tight.contains(['。', ';', ','])
            || tight.ends_with([':', '、'])
            || seen.trim().contains('\t');
        if sentence || tight.chars().count() < 3 {
            return none;
        }
        let (stem, number) = stem(&seen);
        let words = [
            "报告",
            "自评",
            "申报",
            "公司",
            "学校",
            "医院",
            "集团",
            "机密",
            "内部",
            "编号",
            "质量奖",
        ];
        Frame {
            stem,
            number,
            named: tight.chars().count() >= 6 && words.iter().any(|word| tight.contains(word)),
            new_page: line.source.starts_with('\u{C}'),
            key: tight,
            ..none
        }
    }
}

/// The page that a line without spaces gives, if it gives nothing else.
fn page(line: &str) -> Option<(Page, u32)> {
    let number = |text: &str| -> Option<u32> {
        let digits = text.len() <= 4 && text.chars().all(|c| c.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    let roman = |text: &str| !text.is_empty() && text.chars().all(|c| "IVXivxⅠⅡⅢⅣⅤⅥ".contains(c));
    let signs = |c: char| "-—–―~·•|<>«»‹›".contains(c);
    if let Some(number) = number(line) {
        return (line.len() <= 3 && number > 0).then_some((Page::Maybe, number));
    }
    let inner = line.trim_matches(signs);
    if line.starts_with(signs) && line.ends_with(signs) {
        return match number(inner) {
            Some(number) => Some((Page::Sure, number)),
            None => roman(inner).then_some((Page::Sure, 0)),
        };
    }
    let lower = line.to_ascii_lowercase();
    let western = ["page", "p.", "pg."]
        .iter()
        .find_map(|word| lower.strip_prefix(word));
    if let Some(rest) = western {
        let first = rest.split("of").next().and_then(|of| of.split('/').next());
        return Some((Page::Sure, number(first?)?));
    }
    if let Some((of, all)) = line.split_once('/') {
        let plain = |text: &str| {
            number(
                text.trim_start_matches('第')
                    .trim_end_matches('页')
                    .trim_start_matches('共'),
            )
        };
        let (of, all) = (plain(of)?, plain(all)?);
        return (of <= all && of > 0).then_some((Page::Sure, of));
    }
    // 第 3 页 共 20 页, 共 20 页 第 3 页, 第三页.
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
    let rest = line.replace([',', ':', '码', '(', ')', '|'], "");
    let mut rest = rest.as_str();
    let mut found = None;
    while !rest.is_empty() {
        let inner = rest
            .strip_prefix(['第', '共', '总'])
            .or_else(|| rest.strip_prefix("页"))?;
        let count = inner.trim_start_matches(numeral);
        let digits = &inner[..inner.len() - count.len()];
        if digits.is_empty() {
            return None;
        }
        let own = rest.starts_with('第') || (found.is_none() && rest.starts_with('页'));
        if own {
            found = Some(number(digits).unwrap_or(0));
        }
        rest = count
            .strip_prefix('页')
            .or_else(|| count.is_empty().then_some(""))?;
    }
    found.map(|number| (Page::Sure, number))
}

/// A line without the page at its end or beginning, and that page. The line is folded.
fn stem(line: &str) -> (Option<String>, u32) {
    let line = line.trim();
    let tight = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    let parts = |c: char| c.is_whitespace() || "|-—".contains(c);
    let by_end = line.rsplit_once(parts);
    let by_start = line.split_once(parts).map(|(page, stem)| (stem, page));
    for (stem, last) in [by_end, by_start].into_iter().flatten() {
        if let Some((_, number)) = page(&tight(last))
            && stem.chars().count() >= 4
        {
            return (Some(tight(stem.trim_matches(parts))), number);
        }
    }
    // 示例公司自评报告第 3 页 共 20 页
    if let Some(at) = line.rfind("第")
        && let Some((Page::Sure, number)) = page(&tight(&line[at..]))
        && line[..at].chars().count() >= 4
    {
        return (Some(tight(&line[..at])), number);
    }
    (None, 0)
}

/// Whether a text seems to come from pages: broken lines are joined there.
pub fn has_pages(lines: &[Line]) -> bool {
    lines
        .iter()
        .any(|line| line.kind == Kind::Running || line.source.contains('\u{C}'))
        || lines.iter().any(|line| {
            line.style == Style::Unknown
                && line
                    .source
                    .chars()
                    .any(|c| ('\u{2E80}'..='\u{2FD5}').contains(&c))
        })
}

/// The visible characters of a line.
pub fn visible(line: &Line) -> Vec<char> {
    Seen::of(&line.source).chars
}
