//! A whole report pasted at once, split at its headings: every line has a destination, and none is lost.
//!
//! Headings are told by what they say: a number of the criteria (`4.1.2`, `B.1.1.a`), or a title of the criteria behind
//! any numbering (`一、`, `（2）`, `1.3`). A line that is no heading belongs to the last one above it. What stands before
//! the first heading, or under one that leads to no text, has no destination until a person gives it one; so has a
//! chapter of the report that the criteria do not have: it is numbered like one that they have.
//!
//! The parts put together are the text that was pasted, to the character.

use crate::domain::width::half_width;

use crate::dossier::{Dossier, Place};
use crate::pack::{Criteria, Item};

/// Where a line goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum To {
    /// Nowhere yet.
    Nowhere,
    /// To a slot of 组织概述, by its id.
    Slot(String),
    /// To a sub-heading of an item, by the item's id and its own.
    Section(String, String),
}

/// One line as pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text, its line end included.
    pub text: String,
    /// It is a heading: it says where the following lines go, and is not copied.
    pub heading: bool,
    /// Where it goes.
    pub to: To,
}

/// Longest line, in characters, that can be a heading.
const LONGEST_HEADING: usize = 40;

/// Digits of the numbering of headings.
const NUMERALS: &str = "一二三四五六七八九十百";

/// Splits a text.
pub fn split(text: &str, criteria: &Criteria) -> Vec<Line> {
    let mut to = To::Nowhere;
    let mut item: Option<&Item> = None;
    // How the report numbers its chapters.
    let mut chapters: Vec<Numbering> = Vec::new();
    let lines = text.split_inclusive('\n').map(|line| {
        let numbering = numbering(line);
        let other = numbering.filter(|numbering| chapters.contains(numbering));
        let found = heading(line, item, criteria).or(other.map(|_| Heading::Chapter));
        if let Some(found) = &found {
            if !matches!(found, Heading::Section(..)) {
                chapters.extend(numbering);
            }
            (to, item) = match found {
                Heading::Chapter => (To::Nowhere, None),
                Heading::Slot(id) => (To::Slot(id.clone()), None),
                Heading::Item(item) => (first_section(item), Some(*item)),
                Heading::Section(item, section) => {
                    let section = To::Section(item.id.clone(), section.clone());
                    (section, Some(*item))
                }
            };
        }
        Line {
            text: line.to_owned(),
            heading: found.is_some(),
            to: to.clone(),
        }
    });
    lines.collect()
}

/// Gives a line and those after it, up to the next heading, another destination.
pub fn redirect(lines: &mut [Line], from: usize, to: &To) {
    let after = lines.iter_mut().skip(from).enumerate();
    for (at, line) in after {
        if at > 0 && line.heading {
            break;
        }
        line.to = to.clone();
        // A heading that is sent somewhere is text of that place, or it would be lost.
        line.heading = false;
    }
}

/// How many lines with text have no destination.
pub fn left_over(lines: &[Line]) -> usize {
    let left =
        |line: &&Line| !line.heading && line.to == To::Nowhere && !line.text.trim().is_empty();
    lines.iter().filter(left).count()
}

/// Writes every line with a destination. Text that is there already stays in front of what is added.
pub fn apply(lines: &[Line], dossier: &mut Dossier) {
    let mut targets: Vec<&To> = lines.iter().map(|line| &line.to).collect();
    targets.sort();
    targets.dedup();
    for to in targets {
        let place = match to {
            To::Nowhere => continue,
            To::Slot(id) => Place::Slot(id.as_str().into()),
            To::Section(item, section) => {
                Place::Section(item.as_str().into(), section.as_str().into())
            }
        };
        let own = lines.iter().filter(|line| !line.heading && line.to == *to);
        let added: String = own.map(|line| line.text.as_str()).collect();
        let added = added.trim_matches(['\n', '\r']);
        if added.trim().is_empty() {
            continue;
        }
        let text = match place.read(dossier) {
            "" => added.to_owned(),
            there => format!("{there}\n{added}"),
        };
        place.write(dossier, text);
    }
}

enum Heading<'c> {
    /// Of a chapter: a category, the profile, one of its groups, or what the criteria do not have. No text of its own.
    Chapter,
    Slot(String),
    Item(&'c Item),
    Section(&'c Item, String),
}

/// How a heading is numbered that may be a chapter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbering {
    /// `一、`
    Counted,
    /// `第一章`
    Named,
}

/// The numbering of a line that can be a heading.
fn numbering(line: &str) -> Option<Numbering> {
    let line = line.trim().trim_start_matches(['#', '*', ' ', '\u{3000}']);
    if line.chars().count() > LONGEST_HEADING || line.contains(['。', '，', '；', '：', '\t']) {
        return None;
    }
    let (number, sign, numbering) = match line.strip_prefix('第') {
        Some(number) => (number, '章', Numbering::Named),
        None => (line, '、', Numbering::Counted),
    };
    let rest = number.trim_start_matches(|c: char| NUMERALS.contains(c));
    (rest.len() < number.len() && rest.starts_with(sign)).then_some(numbering)
}

fn first_section(item: &Item) -> To {
    match item.sections.first() {
        Some(section) => To::Section(item.id.clone(), section.id.clone()),
        None => To::Nowhere,
    }
}

fn heading<'c>(
    line: &str,
    within: Option<&'c Item>,
    criteria: &'c Criteria,
) -> Option<Heading<'c>> {
    let line = line.trim();
    if line.is_empty() || line.chars().count() > LONGEST_HEADING {
        return None;
    }
    let line = half_width(
        line.trim_start_matches(['#', '*', ' ', '\u{3000}'])
            .trim_end_matches(['*', ' ']),
    );
    numbered(&line, criteria).or_else(|| titled(&line, within, criteria))
}

/// A heading by a number of the criteria.
fn numbered<'c>(line: &str, criteria: &'c Criteria) -> Option<Heading<'c>> {
    let number: String = line
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '.')
        .collect();
    let rest = line[number.len()..].trim_start();
    let number = number.trim_end_matches('.');
    // A number in running text is followed by more of it: 4.5 万元, 4.1.2 所述.
    let about = |title: &str| {
        let rest = rest.trim_start_matches(['、', ':', '：', ' ', '\u{3000}']);
        rest.is_empty() || bare(rest).contains(&bare(title)) || bare(title).contains(&bare(rest))
    };
    if let Some(item) = criteria.item(number) {
        return about(&item.title).then_some(Heading::Item(item));
    }
    if let Some(slot) = criteria.slot(number) {
        return about(&slot.title).then(|| Heading::Slot(slot.id.clone()));
    }
    if let Some(category) = criteria.category(number) {
        return about(&category.title).then_some(Heading::Chapter);
    }
    // 4.1.2.3: the third sub-heading of 4.1.2.
    let (item, at) = number.rsplit_once('.')?;
    let item = criteria.item(item)?;
    let at: usize = at.parse().ok()?;
    let section = item.sections.get(at.checked_sub(1)?)?;
    about(&section.title).then(|| Heading::Section(item, section.id.clone()))
}

/// A heading by a title of the criteria, behind any numbering. Titles of the item one is in come first: some stand
/// under several.
fn titled<'c>(line: &str, within: Option<&'c Item>, criteria: &'c Criteria) -> Option<Heading<'c>> {
    let said = bare(without_numbering(line));
    if said.is_empty() {
        return None;
    }
    let is = |title: &str| said == bare(title);
    let section_of = |item: &'c Item| {
        let section = item.sections.iter().find(|section| is(&section.title))?;
        Some(Heading::Section(item, section.id.clone()))
    };
    if let Some(found) = within.and_then(section_of) {
        return Some(found);
    }
    if let Some(item) = criteria.items.iter().find(|item| is(&item.title)) {
        return Some(Heading::Item(item));
    }
    if let Some(slot) = criteria.profile.iter().find(|slot| is(&slot.title)) {
        return Some(Heading::Slot(slot.id.clone()));
    }
    let chapter = criteria
        .categories
        .iter()
        .any(|category| is(&category.title));
    let group = criteria.profile.iter().any(|slot| is(&slot.group));
    if chapter || group || is("组织概述") || is("自我评价报告") || is("自评报告") {
        return Some(Heading::Chapter);
    }
    let mut items = criteria.items.iter();
    items.find_map(section_of)
}

/// A line without the numbering in front: `一、`, `（2）`, `3)`, `1.2`, `第一节`, `a.`.
fn without_numbering(line: &str) -> &str {
    let mut rest = line.trim_start();
    if let Some(after) = rest.strip_prefix('第') {
        let count = after.trim_start_matches(|c: char| NUMERALS.contains(c) || c.is_ascii_digit());
        if let Some(after) = count.strip_prefix(['章', '节', '部']) {
            rest = after.strip_prefix('分').unwrap_or(after).trim_start();
        }
    }
    let numbering = |c: char| {
        c.is_ascii_digit()
            || c.is_ascii_lowercase()
            || "一二三四五六七八九十（）()、.．:： \u{3000}".contains(c)
    };
    let stripped = rest.trim_start_matches(numbering);
    // Only where a sign ends the numbering: 一次 is no numbering.
    let head = &rest[..rest.len() - stripped.len()];
    match head.chars().next_back() {
        Some(c)
            if "）)、.．:： \u{3000}".contains(c)
                || head.chars().all(|c| c.is_ascii_digit() || c == '.') =>
        {
            stripped
        }
        _ => rest,
    }
}

fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !"、，。：:；;“”\"（）()".contains(*c))
        .collect()
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::Kind;
    use crate::testing::packs;

    fn section(item: &str, section: &str) -> To {
        To::Section(item.into(), section.into())
    }

    fn destinations(text: &str) -> Vec<(String, To)> {
        let criteria = packs().criteria;
        let lines = split(text, &criteria);
        let together: String = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(together, text, "nothing is lost");
        let texts = lines
            .into_iter()
            .filter(|line| !line.heading && !line.text.trim().is_empty());
        texts
            .map(|line| (line.text.trim().to_owned(), line.to))
            .collect()
    }

    #[test]
    fn numbers_and_titles_are_headings() {
        for text in [
            "4.2.2 战略制定\n制定过程\n甲\n战略和战略目标\n乙\n",
            "4.2.2\r\n甲\r\n4.2.2.2\r\n乙",
            "二、战略\n（一）战略制定\n1. 制定过程\n甲\n2. 战略和战略目标\n乙\n",
            "# 4.2 战略\n## 4.2.2 战略制定\n甲\n**战略和战略目标**\n乙\n",
            "４．２．２　战略制定\n甲\n（2）战略和战略目标：\n乙\n",
            "第二章 战略\n第一节 战略制定\n甲\n二、战略和战略目标\n乙\n",
        ] {
            assert_eq!(
                destinations(text),
                [
                    ("甲".to_owned(), section("4.2.2", "4.2.2-a")),
                    ("乙".to_owned(), section("4.2.2", "4.2.2-b")),
                ],
                "{text}"
            );
        }
    }

    #[test]
    fn the_profile_is_told_by_its_slots() {
        let found = destinations(
            "前言\n一、组织概述\nB.2.2 战略挑战和优势\n甲\n4.1.2 高层领导的作用\n乙\n",
        );
        assert_eq!(
            found,
            [
                ("前言".to_owned(), To::Nowhere),
                ("甲".to_owned(), To::Slot("B.2.2".into())),
                ("乙".to_owned(), section("4.1.2", "4.1.2-a")),
            ]
        );
    }

    #[test]
    fn a_chapter_that_the_criteria_do_not_have_ends_the_one_before() {
        let found = destinations(
            "二、组织治理\n甲\n三、医疗质量管理\n3.1 三级质控\n乙\n四、社会责任\n三、四级手术占比提高，丙。\n",
        );
        assert_eq!(
            found,
            [
                ("甲".to_owned(), section("4.1.3", "4.1.3-a")),
                ("3.1 三级质控".to_owned(), To::Nowhere),
                ("乙".to_owned(), To::Nowhere),
                (
                    "三、四级手术占比提高，丙。".to_owned(),
                    section("4.1.4", "4.1.4-a")
                ),
            ]
        );
        // Where the criteria number the items themselves, this numbering is of what is inside.
        let found = destinations("4.1.2 高层领导的作用\n一、确定方向\n甲\n二、文化落地\n乙\n");
        assert!(
            found
                .iter()
                .all(|(_, to)| *to == section("4.1.2", "4.1.2-a"))
        );
    }

    #[test]
    fn running_text_is_no_heading() {
        let text = "4.1.2 高层领导的作用\n4.5 万元用于奖励。\n4.1.2 所述方法见下表。\n一次合格率逐年提高。\n公司高度重视战略。\n";
        let found = destinations(text);
        assert_eq!(found.len(), 4);
        assert!(
            found
                .iter()
                .all(|(_, to)| *to == section("4.1.2", "4.1.2-a"))
        );
    }

    #[test]
    fn a_line_sent_elsewhere_takes_those_after_it_along() {
        let criteria = packs().criteria;
        let mut lines = split("前言\n接着\n4.1.2\n甲\n", &criteria);
        assert_eq!(left_over(&lines), 2);
        redirect(&mut lines, 0, &To::Slot("B.2.3".into()));
        assert_eq!(left_over(&lines), 0);
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        Place::Slot("B.2.3".into()).write(&mut dossier, "已有".into());
        apply(&lines, &mut dossier);
        assert_eq!(&*dossier.profile["B.2.3"], "已有\n前言\n接着");
        let item = dossier.item("4.1.2").unwrap();
        assert_eq!(&*item.sections["4.1.2-a"], "甲");
    }
}
