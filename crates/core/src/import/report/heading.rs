//! Which place a heading names: the exact number decides, a near title confirms it; without a number of the criteria
//! the title has to be theirs.

use super::foreign::{goes_on, is_like_a_title, is_named};
use super::number::{Numbering, Way, lone_letter, numbering};
use super::seen::Seen;
use super::title::{Near, bare, near};
use super::{Style, To};
use crate::pack::{Criteria, Item, Slot, SubHeading};

/// What a line is found to be.
#[derive(Clone, Debug)]
pub struct Found<'c> {
    /// What it names.
    pub target: Target<'c>,
    /// The byte at which text behind the heading begins.
    pub text: Option<usize>,
    /// Why a person should look at it.
    pub ask: Option<String>,
    /// How it is numbered.
    pub numbering: Option<Numbering>,
}

/// What a heading names.
#[derive(Clone, Copy, Debug)]
pub enum Target<'c> {
    /// A category or the whole of a part: no text of its own.
    Chapter,
    /// The whole of the profile: no text of its own.
    Profile,
    /// A group of slots, such as `B.1.1`, by the id of its first one.
    Group(&'c str),
    /// A slot.
    Slot(&'c Slot),
    /// An item.
    Item(&'c Item),
    /// A sub-heading of an item.
    Section(&'c Item, &'c SubHeading),
    /// Text after all, of a place that its number names where it names one.
    Text(Option<(&'c Item, Option<&'c SubHeading>)>),
    /// What the criteria do not have.
    Foreign,
}

impl Target<'_> {
    /// Where what follows goes.
    pub fn to(&self) -> Option<To> {
        let section =
            |item: &Item, section: &SubHeading| To::Section(item.id.clone(), section.id.clone());
        match self {
            Target::Slot(slot) => Some(To::Slot(slot.id.clone())),
            Target::Item(item) => item.sections.first().map(|first| section(item, first)),
            Target::Section(item, of) | Target::Text(Some((item, Some(of)))) => {
                Some(section(item, of))
            }
            _ => None,
        }
    }
}

/// Where in the report a line stands.
#[derive(Clone, Debug, Default)]
pub struct Within<'c> {
    /// The item one is in.
    pub item: Option<&'c Item>,
    /// The group of slots one is in, such as `B.1.1`.
    pub group: Option<&'c str>,
    /// One is in the profile.
    pub profile: bool,
    /// One is under a heading that the criteria do not have.
    pub foreign: bool,
    /// The headings of this document have styles: what has none is rarely one.
    pub styled: bool,
}

/// The titles of the criteria, bare.
pub struct Titles<'c> {
    criteria: &'c Criteria,
    items: Vec<(String, &'c Item)>,
    sections: Vec<(String, &'c Item, &'c SubHeading)>,
    slots: Vec<(String, &'c Slot)>,
    /// What slots are called beside their titles. Words of the text too, elsewhere than in the profile.
    called: Vec<(String, &'c Slot)>,
    groups: Vec<(String, &'c str)>,
    chapters: Vec<String>,
    profile: Vec<String>,
}

/// What stands behind a numbering.
struct Rest {
    chars: Vec<char>,
    /// The whole as a bare title; it ends like a sentence or has a comma.
    whole: (String, bool),
    /// What stands before the first colon or stop, and the character behind that; it is a title with text behind it.
    head: Option<(String, usize)>,
    /// The same before the first space.
    word: Option<(String, usize)>,
}

impl Rest {
    fn of(chars: &[char]) -> Rest {
        let inner = chars.strip_suffix(&['】']).unwrap_or(chars);
        let stop = |c: &char| matches!(c, '。' | ':' | ';' | '】' | '!' | '?');
        let dash = |at: usize| inner[at] == '—' && inner.get(at + 1) == Some(&'—');
        let at = (0..inner.len()).find(|at| stop(&inner[*at]) || dash(*at));
        let behind = |at: usize| {
            let signs = |c: &&char| stop(c) || c.is_whitespace() || "—'\"".contains(**c);
            at + inner[at..].iter().take_while(signs).count()
        };
        let bare_of = |chars: &[char]| bare(&chars.iter().collect::<String>());
        let head = at.map(|at| (bare_of(&inner[..at]), behind(at)));
        let head = head.filter(|(_, text)| *text < inner.len());
        let space = inner.iter().position(|c| c.is_whitespace());
        let word = space.map(|at| (bare_of(&inner[..at]), behind(at)));
        let sentence = head.is_some() || inner.contains(&',') || inner.ends_with(&['。']);
        Rest {
            whole: (bare_of(inner), sentence),
            head,
            word: word.filter(|_| inner.iter().any(|c| "。,;".contains(*c))),
            chars: inner.to_vec(),
        }
    }

    fn is_empty(&self) -> bool {
        self.whole.0.is_empty()
    }

    fn is_like_a_title(&self) -> bool {
        is_like_a_title(&self.chars)
    }

    /// How near the title is, and the character at which text behind it begins.
    fn is(&self, title: &str) -> (Near, Option<usize>) {
        let (whole, sentence) = &self.whole;
        let found = near(whole, title);
        if found == Near::Same || (!sentence && found > Near::No) {
            return (found, None);
        }
        if let Some((head, at)) = &self.head
            && near(head, title) >= Near::Almost
        {
            return (near(head, title), Some(*at));
        }
        match &self.word {
            Some((word, at)) if word == title => (Near::Same, Some(*at)),
            _ => (Near::No, None),
        }
    }
}

impl<'c> Titles<'c> {
    /// Those of the criteria.
    pub fn of(criteria: &'c Criteria) -> Self {
        let items = criteria.items.iter();
        let sections = items.clone().flat_map(|item| {
            let sections = item.sections.iter();
            sections.map(move |section| (bare(&section.title), item, section))
        });
        let slots = criteria.profile.iter();
        // 环境, and 组织环境.
        let groups = slots.clone().flat_map(|slot| {
            let names = [slot.group.clone(), format!("组织{}", slot.group)];
            names.map(|name| (bare(&name), group_of(&slot.id)))
        });
        let called = slots.clone().flat_map(|slot| {
            let names = slot.aliases.iter();
            names.map(move |name| (bare(name), slot))
        });
        let own = ["自我评价报告", "自评报告", "自我评价"].map(bare);
        let profile = [
            "组织概述",
            "组织描述",
            "组织概况",
            "单位概况",
            "企业概况",
            "公司概况",
            "医院概况",
            "学校概况",
        ];
        Titles {
            criteria,
            sections: sections.collect(),
            items: items.map(|item| (bare(&item.title), item)).collect(),
            groups: groups.collect(),
            called: called.collect(),
            profile: profile.map(bare).to_vec(),
            slots: slots.map(|slot| (bare(&slot.title), slot)).collect(),
            chapters: criteria
                .categories
                .iter()
                .map(|of| bare(&of.title))
                .chain(own)
                .collect(),
        }
    }

    /// What a line is; `None` for text of the place one is in.
    pub fn find(&self, line: &str, style: Style, within: &Within<'c>) -> Option<Found<'c>> {
        let seen = Seen::of(line);
        if seen.chars.is_empty() || matches!(style, Style::Row | Style::Note) {
            return None;
        }
        let (number, at) = match numbering(&seen.chars) {
            (None, _) => self
                .lettered(&seen.chars, within)
                .map_or((None, 0), |(number, at)| (Some(number), at)),
            (number, at) => (number, at),
        };
        let chars = &seen.chars[at..];
        // A row of a table.
        if chars.contains(&'\t') {
            return None;
        }
        let rest = Rest::of(chars);
        let heading = matches!(style, Style::Heading(_));
        let found = match &number {
            Some(of) if matches!(of.way, Way::Dotted(_)) => self.numbered(of, &rest, within),
            _ => None,
        };
        let found = found.or_else(|| self.titled(number.as_ref(), &rest, heading, within));
        let (target, text, ask) = found?;
        Some(Found {
            target,
            text: text.map(|text| seen.byte(at + text)),
            ask,
            numbering: number,
        })
    }

    /// The sub-headings of an item, with their bare titles.
    fn own<'t>(
        &'t self,
        item: &'t Item,
    ) -> impl Iterator<Item = &'t (String, &'c Item, &'c SubHeading)> {
        let own = self.sections.iter();
        own.filter(|(_, of, _)| of.id == item.id)
    }

    /// `a 确定方向`: a letter alone numbers nothing but a title of the item or group one is in.
    fn lettered(&self, chars: &[char], within: &Within<'c>) -> Option<(Numbering, usize)> {
        let (number, at) = lone_letter(chars)?;
        let rest = Rest::of(&chars[at..]);
        let titled = |title: &String| rest.is(title) == (Near::Same, None);
        let of_item = |item: &Item| self.own(item).any(|(title, ..)| titled(title));
        let of_group = |group: &str| {
            let mut own = self
                .slots
                .iter()
                .filter(|(_, of)| group_of(&of.id) == group);
            own.any(|(title, _)| titled(title))
        };
        (within.item.is_some_and(of_item) || within.group.is_some_and(of_group))
            .then_some((number, at))
    }

    /// By a number of the criteria.
    fn numbered(&self, number: &Numbering, rest: &Rest, within: &Within<'c>) -> Told<'c> {
        let clause = number.clause.as_str();
        if let Some(item) = self.criteria.item(clause) {
            return match number.letter {
                None => self.item(item, rest, within),
                Some(letter) => self.section(item, at_letter(letter), rest, within),
            };
        }
        let with_letter = number.letter.map(|letter| format!("{clause}.{letter}"));
        let slot = with_letter.and_then(|id| self.criteria.slot(&id));
        if let Some(slot) = slot.or_else(|| self.criteria.slot(clause)) {
            return self.slot(slot, rest, true);
        }
        let groups = self.criteria.profile.iter().map(|slot| group_of(&slot.id));
        if let Some(group) = groups.into_iter().find(|group| *group == clause) {
            return rest
                .is_like_or_empty()
                .then_some((Target::Group(group), None, None));
        }
        let above = |id: &str| {
            id.strip_prefix(clause)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        if self.criteria.profile.iter().any(|slot| above(&slot.id)) {
            return rest
                .is_like_or_empty()
                .then_some((Target::Chapter, None, None));
        }
        if let Some(category) = self.criteria.category(clause) {
            let (near, text) = rest.is(&bare(&category.title));
            let named = near > Near::No && text.is_none() && !self.goes_on(rest, &category.title);
            if named || rest.is_empty() {
                return Some((Target::Chapter, None, None));
            }
            let ask = || {
                format!(
                    "编号是 {clause}，准则的标题是“{}”，请核对这里是不是标题",
                    category.title
                )
            };
            let other = self.titled(Some(number), rest, false, within);
            return match other {
                Some((target, text, None)) if !matches!(target, Target::Chapter) => Some((
                    target,
                    text,
                    Some(format!(
                        "编号 {clause} 在准则里是“{}”，标题却是另一处的",
                        category.title
                    )),
                )),
                other if other.is_some() => other,
                _ if rest.is_like_a_title() && near == Near::No => {
                    Some((Target::Chapter, None, Some(ask())))
                }
                _ => self
                    .begins_with(rest, &category.title)
                    .then(|| (Target::Text(None), None, Some(sentence()))),
            };
        }
        // 4.1.2.3: the third sub-heading of 4.1.2, unless its title is another's.
        let mut parts = clause.split('.');
        let item: Vec<&str> = parts.by_ref().take(3).collect();
        let item = self.criteria.item(&item.join("."))?;
        let at: usize = parts.next()?.parse().ok()?;
        match parts.next() {
            None => self.section(item, at.checked_sub(1)?, rest, within),
            Some(_) => {
                let here = within.item.is_some_and(|other| other.id == item.id);
                let section = item
                    .sections
                    .get(at.checked_sub(1)?)
                    .or(item.sections.last());
                (!here).then(|| {
                    let ask = format!("编号属于 {}，而上文不是这一条", item.id);
                    (Target::Text(Some((item, section))), None, Some(ask))
                })
            }
        }
    }

    fn item(&self, item: &'c Item, rest: &Rest, within: &Within<'c>) -> Told<'c> {
        let title = bare(&item.title);
        let (near, text) = rest.is(&title);
        if rest.is_empty() || near >= Near::Almost {
            let word = rest.word.as_ref().map(|(_, at)| *at);
            let ask = text.filter(|text| Some(*text) == word && rest.head.is_none());
            return Some((Target::Item(item), text, ask.map(|_| run_in())));
        }
        // 4.1.2 确定方向
        let mut own = self
            .own(item)
            .filter(|(title, ..)| title.chars().count() >= 3);
        if let Some((title, _, section)) = own.find(|(title, ..)| rest.is(title).0 == Near::Same) {
            return Some((Target::Section(item, section), rest.is(title).1, None));
        }
        // A report with numbers of its own.
        let around = within.item.and_then(|around| {
            let own = self.own(around);
            let mut own = own.filter(|(title, ..)| title.chars().count() >= 3);
            own.find(|(title, ..)| rest.is(title).0 == Near::Same)
        });
        if let Some((title, around, section)) = around {
            let ask = format!(
                "编号是 {}（{}），标题却是 {} 的小标题，按标题处理",
                item.id, item.title, around.id
            );
            return Some((
                Target::Section(around, section),
                rest.is(title).1,
                Some(ask),
            ));
        }
        if let Some(other) = self.elsewhere(rest) {
            let ask = format!(
                "编号是 {}（{}），标题却是“{other}”，请选择去处",
                item.id, item.title
            );
            return Some((Target::Item(item), None, Some(ask)));
        }
        if self.goes_on(rest, &item.title) || !rest.is_like_a_title() {
            let begins = self.begins_with(rest, &item.title);
            return begins.then(|| (Target::Text(None), None, Some(sentence())));
        }
        let shorter = near == Near::Part && rest.whole.0.len() < title.len();
        let ask = format!("编号是 {}，标题和准则的“{}”不同", item.id, item.title);
        Some((Target::Item(item), None, (!shorter).then_some(ask)))
    }

    fn slot(&self, slot: &'c Slot, rest: &Rest, exact: bool) -> Told<'c> {
        let title = bare(&slot.title);
        let (near, text) = rest.is(&title);
        if rest.is_empty() || near > Near::No {
            return Some((Target::Slot(slot), text, None));
        }
        if let Some(other) = self.elsewhere(rest) {
            let ask = format!(
                "编号是 {}（{}），标题却是“{other}”，请选择去处",
                slot.id, slot.title
            );
            return Some((Target::Slot(slot), None, Some(ask)));
        }
        if rest.is_like_a_title() {
            // The criteria's own words for a slot are longer than their title here.
            let ask = format!("编号是 {}，标题和“{}”不同", slot.id, slot.title);
            return Some((Target::Slot(slot), None, exact.then_some(ask)));
        }
        None
    }

    /// The sub-heading that a letter or a fourth number names: its title decides, where it is one of the item's.
    fn section(&self, item: &'c Item, at: usize, rest: &Rest, within: &Within<'c>) -> Told<'c> {
        let named = item.sections.get(at);
        if rest.is_empty() {
            return named.map(|section| (Target::Section(item, section), None, None));
        }
        let matching = |least: Near| {
            let mut own = item.sections.iter();
            own.find(|section| rest.is(&bare(&section.title)).0 >= least)
        };
        if let Some(section) = matching(Near::Same).or_else(|| matching(Near::Almost)) {
            let text = rest.is(&bare(&section.title)).1;
            return Some((Target::Section(item, section), text, None));
        }
        let by_number = named.filter(|section| rest.is(&bare(&section.title)).0 == Near::Part);
        if let Some(section) = by_number.filter(|_| rest.is_like_a_title()) {
            return Some((Target::Section(item, section), None, None));
        }
        if let Some(other) = self.elsewhere(rest) {
            let ask = format!("编号属于 {}，标题却是“{other}”，请选择去处", item.id);
            let section = named.or(item.sections.first());
            return Some((Target::Text(Some((item, section))), None, Some(ask)));
        }
        let here = within.item.is_some_and(|other| other.id == item.id);
        let ask = match (rest.is_like_a_title(), here) {
            (true, _) => format!("准则的 {} 没有这个小标题，留在这一条的正文里", item.id),
            (false, false) => format!("编号属于 {}，而上文不是这一条", item.id),
            (false, true) => return None,
        };
        let section = named
            .filter(|_| rest.is_like_a_title())
            .or(item.sections.last());
        Some((Target::Text(Some((item, section))), None, Some(ask)))
    }

    /// By a title of the criteria.
    fn titled(
        &self,
        number: Option<&Numbering>,
        rest: &Rest,
        heading: bool,
        within: &Within<'c>,
    ) -> Told<'c> {
        let numbered = number.is_some();
        if rest.is_empty() {
            return None;
        }
        if let Some((clause, shorter)) = clause_behind(rest) {
            let found = self.numbered(&clause, &shorter, within);
            if found
                .as_ref()
                .is_some_and(|(target, ..)| !matches!(target, Target::Text(_)))
            {
                return found;
            }
        }
        let whole = &rest.whole.0;
        let sure = numbered || heading;
        // Text behind a title needs a numbering, or a title that is no everyday word.
        let same = |title: &str| match rest.is(title) {
            (Near::Same, None) => Some(None),
            (Near::Same, Some(text)) if numbered || title.chars().count() > 3 => Some(Some(text)),
            _ => None,
        };
        if let Some(item) = within.item {
            let own = self.own(item);
            let mut own = own.filter_map(|(title, _, section)| Some((section, same(title)?)));
            if let Some((section, text)) = own.next() {
                let doubtful = text.is_some() && !numbered;
                let ask = doubtful.then(run_in);
                return Some((Target::Section(item, section), text, ask));
            }
        }
        if let Some(found) = self.letter(number, rest, within) {
            return Some(found);
        }
        if within.styled && !sure {
            return None;
        }
        let ask = || {
            let why = "上面的标题不在准则里，这一行却和准则的标题相同，请核对".to_owned();
            (within.foreign && !heading).then_some(why)
        };
        let found = self
            .items
            .iter()
            .find_map(|(title, item)| Some((*item, same(title)?)));
        if let Some((item, text)) = found.filter(|(_, text)| text.is_none() || numbered) {
            return Some((Target::Item(item), text, ask()));
        }
        let found = self
            .slots
            .iter()
            .find_map(|(title, slot)| Some((*slot, same(title)?)));
        if let Some((slot, text)) = found.filter(|(_, text)| text.is_none() || numbered) {
            return Some((Target::Slot(slot), text, ask()));
        }
        if self.chapters.iter().any(|title| title == whole) {
            return Some((Target::Chapter, None, None));
        }
        if self.profile.iter().any(|title| title == whole) {
            return Some((Target::Profile, None, None));
        }
        let called = self.called.iter().find(|(name, _)| name == whole);
        if let Some((_, slot)) = called.filter(|_| within.profile && sure) {
            return Some((Target::Slot(slot), None, None));
        }
        if let Some((_, group)) = self.groups.iter().find(|(title, _)| title == whole)
            && (sure || whole.chars().count() > 2)
        {
            return Some((Target::Group(group), None, None));
        }
        let mut others = self.sections.iter();
        let other = others.find(|(title, ..)| title == whole && title.chars().count() > 3);
        if let Some((_, item, section)) = other {
            let ask = format!(
                "上面没有 {} 的标题，这一行和它的小标题“{}”相同",
                item.id, section.title
            );
            return Some((Target::Section(item, section), None, Some(ask)));
        }
        if sure && is_like_a_title(&rest.chars) {
            let almost = |title: &String| near(whole, title) == Near::Almost;
            if let Some((_, item)) = self.items.iter().find(|(title, _)| almost(title)) {
                let ask = format!("没有编号，标题和准则的“{} {}”略有不同", item.id, item.title);
                return Some((Target::Item(item), None, Some(ask)));
            }
        }
        is_named_heading(rest).then_some((Target::Foreign, None, None))
    }

    /// A letter under a group of slots: `a)` under `B.1.1`.
    fn letter(&self, number: Option<&Numbering>, rest: &Rest, within: &Within<'c>) -> Told<'c> {
        let group = within.group?;
        let number = number.filter(|of| of.way == Way::Letter)?;
        let at = number.count?;
        let letter = char::from_digit(at + 9, 36)?;
        let slot = self.criteria.slot(&format!("{group}.{letter}"))?;
        let titled = self
            .slots
            .iter()
            .find(|(title, of)| group_of(&of.id) == group && rest.is(title).0 >= Near::Almost);
        match titled {
            Some((title, slot)) => Some((Target::Slot(slot), rest.is(title).1, None)),
            None => self.slot(slot, rest, false),
        }
    }

    /// What another place is called that has exactly this title.
    fn elsewhere(&self, rest: &Rest) -> Option<String> {
        let (whole, _) = &rest.whole;
        if whole.chars().count() < 3 {
            return None;
        }
        let items = self.items.iter().find(|(title, _)| title == whole);
        let items = items.map(|(_, item)| format!("{} {}", item.id, item.title));
        let slots = || self.slots.iter().find(|(title, _)| title == whole);
        items.or_else(|| slots().map(|(_, slot)| format!("{} {}", slot.id, slot.title)))
    }

    /// The rest is running text that begins with a title: 财务结果见表 4.
    fn goes_on(&self, rest: &Rest, title: &str) -> bool {
        let first = rest.chars.first().copied().unwrap_or('\0');
        let behind = self.behind(rest, title);
        goes_on(first) || behind.is_some_and(|c| "见如按是由在已经对从将为".contains(c))
    }

    fn begins_with(&self, rest: &Rest, title: &str) -> bool {
        self.behind(rest, title).is_some()
    }

    /// The first character behind a title at the beginning of the rest.
    fn behind(&self, rest: &Rest, title: &str) -> Option<char> {
        let title: Vec<char> = title.chars().collect();
        let behind = rest.chars.strip_prefix(title.as_slice())?;
        behind.iter().copied().find(|c| !c.is_whitespace())
    }
}

/// Target, character at which text behind it begins, question.
type Told<'c> = Option<(Target<'c>, Option<usize>, Option<String>)>;

impl Rest {
    fn is_like_or_empty(&self) -> bool {
        self.is_empty() || self.is_like_a_title()
    }
}

fn is_named_heading(rest: &Rest) -> bool {
    let text: String = rest.chars.iter().collect();
    !rest.whole.1 && rest.chars.len() <= 30 && is_named(&text)
        // 附件 1：营业执照
        || rest.head.as_ref().is_some_and(|(head, _)| is_named(head) && head.starts_with('附'))
            && rest.chars.len() <= 30
            && !rest.chars.iter().any(|c| "。,;".contains(*c))
}

/// A number of the criteria behind a title: 高层领导的作用（4.1.2）.
fn clause_behind(rest: &Rest) -> Option<(Numbering, Rest)> {
    let inner = rest.chars.strip_suffix(&[')'])?;
    let open = inner.iter().rposition(|c| *c == '(')?;
    let (number, end) = numbering(&inner[open + 1..]);
    let number = number.filter(|of| matches!(of.way, Way::Dotted(3..)))?;
    let whole = end == inner.len() - open - 1;
    whole.then(|| (number, Rest::of(&inner[..open])))
}

/// The group of a slot: of `B.1.1.a` it is `B.1.1`; a slot without a letter is its own.
pub fn group_of(slot: &str) -> &str {
    match slot.rsplit_once('.') {
        Some((group, letter)) if letter.starts_with(|c: char| c.is_ascii_lowercase()) => group,
        _ => slot,
    }
}

fn at_letter(letter: char) -> usize {
    let at = u32::from(letter).checked_sub(u32::from('a'));
    at.and_then(|at| usize::try_from(at).ok())
        .unwrap_or(usize::MAX)
}

fn sentence() -> String {
    "以编号和标题开头，但像一句完整的话，按正文处理".to_owned()
}

fn run_in() -> String {
    "标题和正文写在一行：标题用来找位置，后面的留作正文".to_owned()
}
