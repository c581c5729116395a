//! Habits of writing that tell more of slogans, yearly summaries and templates than of the organisation.

use std::collections::BTreeMap;

use crate::pack::{Criteria, ItemKind};

use super::naming::object;
use super::text::{NameKind, Span, Text, Word, is_word, repeats};
use super::texts::Passage;
use super::{Check, Found, Reads, ReviewInput, Scope, TypedItem};

/// 口号多、事实少.
pub const SLOGANS: Check = Check {
    id: "slogan-heavy",
    scope: Scope::Item(slogans),
    reads: &[Reads::Item, Reads::Metrics, Reads::Register("tables")],
};

/// 像年度工作总结.
pub const SUMMARY: Check = Check {
    id: "work-summary-tone",
    scope: Scope::Item(summary),
    reads: &[Reads::Item],
};

/// 出现未登记的单位全称.
pub const NAMES: Check = Check {
    id: "name-mismatch",
    scope: Scope::Whole(names),
    reads: &[
        Reads::Profile,
        Reads::Items,
        Reads::Annual,
        Reads::Form,
        Reads::Register("tables"),
        Reads::Register("names"),
        Reads::Register("partners"),
    ],
};

/// 模板痕迹未清除.
pub const TEMPLATE: Check = Check {
    id: "template-leftover",
    scope: Scope::Whole(template),
    reads: &[
        Reads::Form,
        Reads::Profile,
        Reads::Items,
        Reads::Register("tables"),
        Reads::Annual,
    ],
};

/// 不同条目大段重复.
pub const REPEATED: Check = Check {
    id: "repeated-paragraph",
    scope: Scope::Whole(repeated),
    reads: &[
        Reads::Items,
        Reads::Register("culture"),
        Reads::Register("challenges"),
        Reads::Register("goals"),
    ],
};

/// 混用其他版本的条目号或标题.
pub const EDITION: Check = Check {
    id: "edition-mixed",
    scope: Scope::Whole(edition),
    reads: &[
        Reads::Profile,
        Reads::Items,
        Reads::Register("tables"),
        Reads::Annual,
    ],
};

/// 字 that slogans are counted in.
const SLOGANS_IN: usize = 500;

fn passages<'c>(case: &ReviewInput<'c>, item: &TypedItem) -> Vec<&'c Passage> {
    let texts = case.read.texts.item(&item.id);
    texts.into_iter().flat_map(|texts| texts.body()).collect()
}

/// The first word of a list that stands outside quotation marks, and where.
fn first_word<'c>(passages: &[&'c Passage], word: Word) -> Option<(&'c Passage, &'c str)> {
    passages.iter().find_map(|passage| {
        let text = &passage.text;
        let mut hits = text
            .words(word)
            .filter(|hit| !text.is_quoted(hit.span.start));
        hits.next().map(|hit| (*passage, text.excerpt(hit.span)))
    })
}

fn slogans(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    let passages = passages(case, item);
    let texts = || passages.iter().map(|passage| &passage.text);
    let length: usize = texts().map(|text| text.length_unquoted()).sum();
    let slogans: usize = texts().map(|text| text.count_unquoted(Word::Slogan)).sum();
    // A short text is held against the measure of a full one.
    let too_many = slogans * SLOGANS_IN > found.count("max_slogans") * length.max(SLOGANS_IN);
    if let Some((passage, word)) = first_word(&passages, Word::Slogan).filter(|_| too_many) {
        let text = format!(
            "条目 {} 的 {length} 字里有 {slogans} 处口号，例如“{word}”。",
            item.id
        );
        found.add(passage.place.clone(), &item.id, text);
        return;
    }
    let shown = match item.kind {
        ItemKind::Process => !item.item.refs("metrics").is_empty(),
        ItemKind::Result => case.read.metrics_of(&item.id).next().is_some(),
    };
    let sections = case.item(&item.id).map_or(&[][..], |item| &item.sections);
    let mut tables = sections
        .iter()
        .map(|section| case.read.texts.tables_at(&section.id));
    if length < found.count("min_chars") || shown || tables.any(|mut at| at.next().is_some()) {
        return;
    }
    let numbers: usize = texts()
        .map(|text| {
            let numbers = text.numbers().iter();
            numbers
                .filter(|number| !text.is_quoted(number.span.start))
                .count()
        })
        .sum();
    if let Some(passage) = passages
        .first()
        .filter(|_| numbers < found.count("min_numbers"))
    {
        let text = match numbers {
            0 => format!("条目 {} 写了 {length} 字，没有一个数字。", item.id),
            _ => format!("条目 {} 写了 {length} 字，只有 {numbers} 个数字。", item.id),
        };
        found.add(passage.place.clone(), &item.id, text);
    }
}

fn summary(case: &ReviewInput<'_>, item: &TypedItem, found: &mut Found<'_>) {
    let passages = passages(case, item);
    let hits = passages
        .iter()
        .map(|passage| passage.text.count_unquoted(Word::Summary));
    let hits: usize = hits.sum();
    if hits < found.count("min_hits") {
        return;
    }
    if let Some((passage, word)) = first_word(&passages, Word::Summary) {
        let text = format!(
            "条目 {} 里有 {hits} 处年度总结的说法，例如“{word}”，读不出平时是怎么做的。",
            item.id
        );
        found.add(passage.place.clone(), &item.id, text);
    }
}

/// Characters before a company's suffix that tell one company from another.
const NAME_HEAD: usize = 6;

fn names(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let mut groups: BTreeMap<String, Vec<(&Passage, Span)>> = BTreeMap::new();
    for passage in case.read.texts.all() {
        for span in unregistered(case, &passage.text) {
            let chars = passage.text.chars();
            let head = chars[..span.start].iter().rev().take(NAME_HEAD);
            let head = head.take_while(|c| c.is_alphanumeric()).count();
            if head > 0 {
                let span = Span::new(span.start - head, span.end);
                let name = chars[span.start..span.end - suffix_length(span, head)].iter();
                groups
                    .entry(name.collect())
                    .or_default()
                    .push((passage, span));
            }
        }
    }
    for (head, hits) in groups {
        if hits.len() < found.count("min_hits") {
            continue;
        }
        let Some((passage, span)) = hits.first() else {
            continue;
        };
        let places = case.place_names(hits.iter().map(|(passage, _)| &passage.place));
        let places = places.trim_end();
        let name = passage.text.excerpt(*span);
        let text = format!(
            "“…{name}”出现 {} 次（{places}），没有登记过这个单位。",
            hits.len()
        );
        found.add(passage.place.clone(), &head, text);
    }
}

/// How long the suffix at the end of a span is.
fn suffix_length(span: Span, head: usize) -> usize {
    span.len() - head
}

/// Ends of companies' names that no registered name reaches to or over.
fn unregistered(case: &ReviewInput<'_>, text: &Text) -> Vec<Span> {
    let lexicon = case.read.texts.lexicon();
    let own = [NameKind::Organisation, NameKind::Partner];
    let known = text.hits().iter().filter(|hit| {
        let name = lexicon.name(hit);
        name.is_some_and(|name| own.contains(&name.kind))
    });
    let known: Vec<Span> = known.map(|hit| hit.span).collect();
    let mut ends: Vec<Span> = Vec::new();
    for hit in text.words(Word::OrgSuffix) {
        // 股份有限公司 ends with 有限公司: the longer one begins first.
        let inside = ends.last().is_some_and(|last| last.covers(hit.span));
        if !inside && !known.iter().any(|name| name.covers(hit.span)) {
            ends.push(hit.span);
        }
    }
    ends
}

fn template(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let texts = &case.read.texts;
    for passage in texts.form().iter().chain(texts.all()) {
        let text = &passage.text;
        let words = text.words(Word::Placeholder).map(|hit| hit.span);
        let mut left: Vec<Span> = words
            .chain(crosses(text.chars()))
            .chain(hollow(text.chars()))
            .collect();
        left.sort_unstable();
        let Some(first) = left.first() else {
            continue;
        };
        let place = &passage.place;
        let (named, what) = (case.place_names([place]), text.excerpt(*first));
        let told = match left.len() {
            1 => format!("{named}里还留着“{what}”。"),
            many => format!("{named}里还有 {many} 处没有填完，第一处是“{what}”。"),
        };
        found.add(place.clone(), &object(place), told);
    }
}

/// Two or more X or × in a row, with no letter or digit at either side.
fn crosses(chars: &[char]) -> Vec<Span> {
    let is_cross = |c: &char| matches!(c, 'X' | '×');
    let joins = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let run = chars[at..].iter().take_while(|c| is_cross(c)).count();
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        if run >= 2 && !joins(before) && !joins(chars.get(at + run)) {
            found.push(Span::new(at, at + run));
        }
        at += run.max(1);
    }
    found
}

/// Brackets with nothing, white space or a line between them.
fn hollow(chars: &[char]) -> Vec<Span> {
    let is_line = |c: &char| matches!(c, ' ' | '\t' | '-' | '_' | '—' | '–' | '―' | '－' | '＿');
    let mut found = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        let close = match c {
            '(' => ')',
            '【' => '】',
            _ => continue,
        };
        let end = at + 1 + chars[at + 1..].iter().take_while(|c| is_line(c)).count();
        if chars.get(end) == Some(&close) {
            found.push(Span::new(at, end + 1));
        }
    }
    found
}

fn repeated(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let items: Vec<(&str, Vec<&Passage>)> = case
        .read
        .items
        .iter()
        .map(|item| (&*item.id, passages(case, item)))
        .collect();
    let streams: Vec<Stream> = items
        .iter()
        .map(|(_, passages)| Stream::of(case, passages))
        .collect();
    let texts: Vec<&[char]> = streams
        .iter()
        .map(|stream| stream.chars.as_slice())
        .collect();
    for repeat in repeats(&texts, found.count("min_chars")) {
        let (first, passages) = &items[repeat.first];
        let others: Vec<&str> = repeat.others.iter().map(|other| items[*other].0).collect();
        let stream = &streams[repeat.first];
        let (passage, from) = stream.at[repeat.span.start];
        let (last_passage, to) = stream.at[repeat.span.end - 1];
        let passage = passages[passage];
        let shown = match last_passage == stream.at[repeat.span.start].0 {
            true => (to + 1).min(from + SHOWN),
            false => from + SHOWN,
        };
        let shown = shown.min(passage.text.chars().len());
        let excerpt = passage
            .text
            .excerpt(Span::new(from, shown))
            .replace('\n', "");
        let text = format!(
            "条目 {first} 与 {} 有 {} 个字相同，从“{excerpt}”开始。",
            others.join("、"),
            repeat.span.len()
        );
        let key: String = stream.chars[repeat.span.start..repeat.span.end]
            .iter()
            .take(NAME_HEAD)
            .collect();
        let object = format!("{first}/{}/{key}", others.join("/"));
        found.add(passage.place.clone(), &object, text);
    }
}

/// Characters of a repeated passage that a finding shows.
const SHOWN: usize = 20;

/// The texts of an item as they are compared: letters, digits and Han alone, without quotations and without the words
/// of mission, challenges and goals, which belong everywhere.
struct Stream {
    chars: Vec<char>,
    /// The passage each comes from, and where it stands in it.
    at: Vec<(usize, usize)>,
}

impl Stream {
    fn of(case: &ReviewInput<'_>, passages: &[&Passage]) -> Stream {
        let lexicon = case.read.texts.lexicon();
        let shared = [NameKind::Culture, NameKind::Challenge, NameKind::Goal];
        let mut stream = Stream {
            chars: Vec::new(),
            at: Vec::new(),
        };
        for (index, passage) in passages.iter().enumerate() {
            let text = &passage.text;
            let skipped = text.hits().iter().filter(|hit| {
                let name = lexicon.name(hit);
                name.is_some_and(|name| shared.contains(&name.kind))
            });
            let mut skipped: Vec<Span> = skipped.map(|hit| hit.span).collect();
            skipped.extend(text.quoted());
            skipped.sort_unstable();
            let mut skipped = skipped.into_iter().peekable();
            let mut end = 0;
            for (at, c) in text.chars().iter().enumerate() {
                while let Some(span) = skipped.next_if(|span| span.start <= at) {
                    end = end.max(span.end);
                }
                if at >= end && is_word(*c) {
                    stream.chars.push(*c);
                    stream.at.push((index, at));
                }
            }
        }
        stream
    }
}

fn edition(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let own = own_edition(case);
    for passage in case.read.texts.all() {
        let mut told: Vec<String> = Vec::new();
        for number in headings(&passage.text, case.packs.criteria) {
            if !is_clause(case, &number) {
                told.push(format!("标题编号 {number} 不是本版本的条目号"));
            }
        }
        told.extend(other_editions(&passage.text, own.as_ref()));
        if let Some(first) = told.first() {
            let text = format!(
                "{}：{first}。",
                case.place_names([&passage.place]).trim_end()
            );
            found.add(passage.place.clone(), &object(&passage.place), text);
        }
    }
}

/// The number and year of the edition in use, from its name.
fn own_edition(case: &ReviewInput<'_>) -> Option<(String, u32)> {
    let name = case.packs.criteria.edition.name.as_str().into();
    let name = Text::new(&name, case.read.texts.lexicon());
    let standard = name.standards().first()?;
    Some((standard.number.clone(), standard.year?))
}

/// Numbers of the criteria's form that begin a line and have a title or a space behind them.
fn headings(text: &Text, criteria: &Criteria) -> Vec<String> {
    let chapter = |number: &str| number.split('.').next().map(str::to_owned);
    let own = |number: &str| {
        let mut categories = criteria.categories.iter();
        categories.any(|category| chapter(&category.id) == chapter(number))
    };
    let chars = text.chars();
    let codes = text.codes().iter().filter(|code| {
        let before = code.span.start.checked_sub(1).and_then(|at| chars.get(at));
        let behind = chars.get(code.span.end);
        let title = behind.is_some_and(|c| *c == ' ' || c.is_alphabetic());
        own(&code.id) && matches!(before, None | Some('\n')) && title
    });
    codes.map(|code| code.id.clone()).collect()
}

/// Whether a number is that of an item or of the general clause of a category.
pub(super) fn is_clause(case: &ReviewInput<'_>, number: &str) -> bool {
    let general = number.strip_suffix(".1");
    let criteria = case.packs.criteria;
    criteria.item(number).is_some() || general.is_some_and(|of| criteria.category(of).is_some())
}

/// What is said of other editions of the standard, outside sentences about history.
fn other_editions(text: &Text, own: Option<&(String, u32)>) -> Vec<String> {
    let Some((number, year)) = own else {
        return Vec::new();
    };
    let others = text.standards().iter().filter_map(|standard| {
        let other = standard.year.filter(|other| other != year)?;
        let sentence = text.sentence(standard.span.start)?;
        let history = text
            .words(Word::History)
            .any(|hit| sentence.covers(hit.span));
        (standard.number == *number && !history)
            .then(|| format!("写的是 GB/T {number}-{other}，本版本是 GB/T {number}-{year}"))
    });
    others.collect()
}
