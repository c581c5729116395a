//! All lines in turn: what each one is, and where it goes.

use std::collections::{BTreeMap, BTreeSet};

use super::foreign::is_like_a_title;
use super::heading::{Found, Target, Titles, Within, group_of};
use super::number::{Numbering, Way, numbering};
use super::seen::{Seen, cut};
use super::{Kind, Line, Report, Style, To, account, contents, joined, running};
use crate::pack::Criteria;

/// Longest line that is looked at for a heading without text behind it, in bytes.
const LONGEST: usize = 40 * 4;

/// Takes numbered lines apart.
pub fn split<'t>(
    texts: impl Iterator<Item = (usize, &'t str, Style)>,
    criteria: &Criteria,
) -> Report {
    let mut brought = 0;
    let mut lines = Vec::new();
    for (number, text, style) in texts {
        brought += account::characters(text);
        lines.extend(cut(text).map(|source| Line {
            number,
            text: 0..source.len(),
            source: source.to_owned(),
            style,
            kind: Kind::Text,
            to: None,
            title: false,
            joins: false,
            ask: None,
        }));
    }
    let titles = Titles::of(criteria);
    let alone = |line: &Line| {
        let found = titles.find(&line.source, line.style, &Within::default());
        found.is_some_and(|found| !matches!(found.target, Target::Text(_) | Target::Foreign))
    };
    running::mark(&mut lines, alone);
    contents::mark(&mut lines, alone);
    let styled = lines
        .iter()
        .filter(|line| matches!(line.style, Style::Heading(_)) && alone(line));
    let styled = styled.count() >= 3;
    // First only to see how this report numbers what the criteria have.
    let mut walk = Walk::new(&titles, criteria, styled);
    walk.all(&mut lines.clone());
    let ways = std::mem::take(&mut walk.ways);
    let mut walk = Walk::new(&titles, criteria, styled);
    walk.known = Some(ways);
    walk.all(&mut lines);
    empty_chapters(&mut lines);
    joined::mark(&mut lines);
    Report { lines, brought }
}

/// A heading that the criteria do not have, with nothing under it before the next heading that they have, is that of a
/// chapter: 第三章 学生与市场.
fn empty_chapters(lines: &mut [Line]) {
    let mut heading = false;
    for line in lines.iter_mut().rev() {
        if line.is_blank() || line.is_left_out() {
            continue;
        }
        if heading && line.title && line.ask.is_none() && line.kind == Kind::Nowhere {
            (line.kind, line.title) = (Kind::Heading, false);
            let end = line.source.trim_end().len();
            line.text = end..end;
        }
        heading = line.kind == Kind::Heading;
    }
}

/// How a report numbers its headings.
#[derive(Default)]
struct Ways {
    /// Those of chapters, items and slots.
    upper: BTreeSet<Way>,
    /// Those of sub-headings.
    lower: BTreeSet<Way>,
    /// The deepest heading style of the former.
    level: u8,
}

struct Walk<'a, 'c> {
    titles: &'a Titles<'c>,
    criteria: &'c Criteria,
    ways: Ways,
    known: Option<Ways>,
    within: Within<'c>,
    to: Option<To>,
    /// A heading was seen.
    begun: bool,
    /// The last count of each way of numbering of chapters, items and slots.
    counts: BTreeMap<Way, u32>,
    /// The same of what is counted inside an item.
    inner: BTreeMap<Way, u32>,
}

impl<'a, 'c> Walk<'a, 'c> {
    fn new(titles: &'a Titles<'c>, criteria: &'c Criteria, styled: bool) -> Self {
        Walk {
            titles,
            criteria,
            ways: Ways::default(),
            known: None,
            within: Within {
                styled,
                ..Within::default()
            },
            to: None,
            begun: false,
            counts: BTreeMap::new(),
            inner: BTreeMap::new(),
        }
    }

    fn all(&mut self, lines: &mut [Line]) {
        for at in 0..lines.len() {
            if lines[at].is_left_out() {
                continue;
            }
            let found = self.found(lines, at);
            self.take(&mut lines[at], found);
        }
    }

    fn found(&self, lines: &[Line], at: usize) -> Option<Found<'c>> {
        let line = &lines[at];
        let mut within = self.within.clone();
        // Numbered like what the criteria have, it ends what they do not have.
        within.foreign &= !self.is_upper(line);
        let found = self.titles.find(&line.source, line.style, &within);
        match found {
            Some(found) if self.is_everyday(lines, at, &found) => None,
            Some(found) => Some(found),
            None => self.foreign(line),
        }
    }

    /// Whether a line is numbered as this report numbers chapters, items and slots.
    fn is_upper(&self, line: &Line) -> bool {
        let Some(ways) = self.known.as_ref().filter(|_| self.within.foreign) else {
            return false;
        };
        let (number, _) = numbering(&Seen::of(&line.source).chars);
        number.is_some_and(|number| ways.upper.contains(&number.way))
    }

    /// A category's title alone (资源) may be a word of the text: it counts where a heading of it follows. The report's
    /// own title on the cover is no heading.
    fn is_everyday(&self, lines: &[Line], at: usize, found: &Found<'c>) -> bool {
        let whole = matches!(found.target, Target::Chapter | Target::Profile);
        if !whole || found.numbering.is_some() {
            return false;
        }
        if matches!(lines[at].style, Style::Heading(_)) {
            return false;
        }
        let title = Seen::of(&lines[at].source).from(0);
        let title: String = title.chars().filter(|c| !c.is_whitespace()).collect();
        if title == "组织概述" {
            return false;
        }
        if self.criteria.categories.iter().all(|of| of.title != title) {
            return !self.begun;
        }
        let next = lines[at + 1..]
            .iter()
            .find(|line| !line.is_blank() && !line.is_left_out());
        let next = next.and_then(|line| {
            self.titles
                .find(&line.source, line.style, &Within::default())
        });
        !next.is_some_and(|next| matches!(next.target, Target::Item(_) | Target::Section(..)))
    }

    /// A heading that the criteria do not have, recognised by its numbering.
    fn foreign(&self, line: &Line) -> Option<Found<'c>> {
        if matches!(line.style, Style::Row | Style::Note) || line.source.len() > LONGEST {
            return None;
        }
        let ways = self.known.as_ref()?;
        let seen = Seen::of(&line.source);
        let (number, at) = numbering(&seen.chars);
        let rest = seen.chars.get(at..)?;
        let rest = rest.strip_suffix(&['】']).unwrap_or(rest);
        if !is_like_a_title(rest) {
            return None;
        }
        let found = |target, ask: Option<&str>| Found {
            target,
            text: None,
            ask: ask.map(str::to_owned),
            numbering: number.clone(),
        };
        if let Style::Heading(level) = line.style {
            let upper = level <= ways.level.max(1);
            let deeper = self.within.item.is_some() || self.within.foreign;
            if upper || !deeper {
                return Some(found(Target::Foreign, None));
            }
        }
        let number = number.as_ref()?;
        let like = "像一个标题，但准则里没有，暂列待安放";
        match number.way {
            Way::Chapter => Some(found(Target::Foreign, None)),
            Way::Dotted(2 | 3) if self.is_of_criteria(&number.clause) => Some(found(
                Target::Foreign,
                Some("准则里没有这个编号，暂列待安放"),
            )),
            way if ways.upper.contains(&way) => {
                if self.is_inner(number, ways) {
                    return None;
                }
                let sure = matches!(way, Way::Counted | Way::Bracketed);
                Some(found(Target::Foreign, (!sure).then_some(like)))
            }
            Way::Counted if !self.begun => Some(found(Target::Foreign, None)),
            way if ways.lower.contains(&way) && self.within.item.is_some() => {
                let next = self.inner.get(&way).zip(number.count);
                let next = next.is_some_and(|(last, count)| count == last + 1);
                let ask = "准则的这一条没有这个小标题，留在这一条的正文里";
                (next && number.count.is_some()).then(|| found(Target::Text(None), Some(ask)))
            }
            _ => None,
        }
    }

    /// A number like those of the criteria: its first part is one of theirs.
    fn is_of_criteria(&self, clause: &str) -> bool {
        let first = clause.split('.').next();
        let mut ids = self.criteria.categories.iter().map(|of| of.id.as_str());
        let categories = ids.any(|id| id.split('.').next() == first);
        categories || first == Some("B")
    }

    /// Whether a numbering that chapters or items have counts something inside an item here.
    fn is_inner(&self, number: &Numbering, ways: &Ways) -> bool {
        if !self.begun {
            return false;
        }
        let Some(count) = number.count else {
            return ways.lower.contains(&number.way);
        };
        let last = self.counts.get(&number.way);
        let inner = self.inner.get(&number.way);
        match (last, inner) {
            (_, Some(inner)) if count == inner + 1 => true,
            (Some(_), _) => count == 1,
            // Such a heading has not come yet.
            (None, _) => self.within.item.is_some() || self.within.group.is_some(),
        }
    }

    fn take(&mut self, line: &mut Line, found: Option<Found<'c>>) {
        let Some(found) = found else {
            self.count_inner(line);
            (line.kind, line.to) = (self.kind(), self.to.clone());
            return;
        };
        if found.ask.is_some() {
            line.ask.clone_from(&found.ask);
        }
        let to = found.target.to();
        match found.target {
            Target::Text(of) => {
                if let Some((item, _)) = of {
                    self.within.item = Some(item);
                    self.within.foreign = false;
                    self.begun = true;
                    self.to = to;
                }
                self.count_inner(line);
                (line.kind, line.to) = (self.kind(), self.to.clone());
                return;
            }
            Target::Foreign => {
                self.begun = true;
                self.to = None;
                let chapter = found.numbering.as_ref();
                let chapter = chapter.is_some_and(|of| of.way == Way::Chapter);
                self.within = Within {
                    foreign: true,
                    styled: self.within.styled,
                    profile: self.within.profile && !chapter,
                    ..Within::default()
                };
                self.upper(&found);
                (line.kind, line.to, line.title) = (Kind::Nowhere, None, true);
                return;
            }
            Target::Section(item, _) => {
                self.within.item = Some(item);
                if let Some(Numbering { way, count, .. }) = found.numbering {
                    self.ways.lower.insert(way);
                    self.inner.extend(count.map(|count| (way, count)));
                }
            }
            Target::Chapter
            | Target::Profile
            | Target::Group(_)
            | Target::Slot(_)
            | Target::Item(_) => {
                self.upper(&found);
                if let Some(Numbering { way, .. }) = found.numbering {
                    self.ways.upper.insert(way);
                }
                if let Style::Heading(level) = line.style {
                    self.ways.level = self.ways.level.max(level);
                }
                self.within.item = match found.target {
                    Target::Item(item) => Some(item),
                    _ => None,
                };
            }
        }
        self.within.group = match found.target {
            Target::Group(group) => Some(group),
            // Letters go on to count the slots of the group.
            Target::Slot(slot) => Some(group_of(&slot.id)),
            _ => None,
        };
        self.within.profile = matches!(
            found.target,
            Target::Profile | Target::Group(_) | Target::Slot(_)
        );
        self.within.foreign = false;
        self.begun = true;
        self.to = to;
        line.kind = Kind::Heading;
        line.to.clone_from(&self.to);
        let end = line.source.trim_end().len();
        line.text = found.text.map_or(end..end, |text| text..line.source.len());
    }

    /// A heading of a chapter, an item or a slot, of the criteria or not.
    fn upper(&mut self, found: &Found<'c>) {
        self.inner.clear();
        if let Some(Numbering {
            way,
            count: Some(count),
            ..
        }) = found.numbering
        {
            self.counts.insert(way, count);
        }
    }

    fn count_inner(&mut self, line: &Line) {
        if line.style == Style::Row {
            return;
        }
        let (number, _) = numbering(&Seen::of(&line.source).chars);
        if let Some(Numbering {
            way,
            count: Some(count),
            ..
        }) = number
        {
            self.inner.insert(way, count);
        }
    }

    fn kind(&self) -> Kind {
        match (&self.to, self.begun) {
            (Some(_), _) => Kind::Text,
            (None, false) => Kind::Front,
            (None, true) => Kind::Nowhere,
        }
    }
}
