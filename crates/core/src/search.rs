//! Search: a few words, found in everything that was typed and in what the tool itself says of how to write.
//!
//! Upper and lower case of Latin letters, full and half width, radicals for everyday characters, marks without width, and
//! spaces between ideographs make no difference. Words stand apart by white space, and all of them must occur in one
//! text. A code is searched by the words it is shown with.
//!
//! To search something new: of what is typed nothing need be done, `places` lists it; of the tool's own words a line in
//! [`guidance`].

use std::ops::Range;

use crate::domain::ideograph::{everyday, is_space, is_unspaced};
use crate::domain::length::is_invisible;
use crate::domain::width::narrow;
use crate::dossier::{Dossier, EntriesAt, Kind, Place, all_places};
use crate::pack::{Criteria, Item, Prompt, Scheme, SubHeading};
use crate::views::{PlaceLabels, ReadingOrder, entry_name};

/// Characters shown before the first word found.
const BEFORE: usize = 24;
/// Characters shown behind it.
const AFTER: usize = 72;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundWords {
    /// In what was typed, in the order of the package.
    pub written: Hits,
    /// In what the tool says of how to write.
    pub guidance: Hits,
}

/// Where the words were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The first ones.
    pub shown: Vec<Hit>,
    /// How many there are in all.
    pub count: usize,
}

/// A text that has all the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands; of guidance, where it is about.
    pub place: Place,
    /// What that place is called.
    pub title: String,
    /// What stands around the first word.
    pub excerpt: Excerpt,
}

/// A piece of a text, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The piece.
    pub text: String,
    /// The words found in it, as ranges of bytes; they do not overlap.
    pub marks: Vec<Range<usize>>,
    /// Whether something stands before it.
    pub cut_before: bool,
    /// Whether something follows.
    pub cut_after: bool,
}

/// Finds a query in a dossier and in the guidance for its kind; at most `most` hits of either are shown. Nothing is
/// found by an empty query.
pub fn find(
    query: &str,
    dossier: &Dossier,
    scheme: &Scheme,
    criteria: &Criteria,
    most: usize,
) -> FoundWords {
    let words = words(query);
    if words.is_empty() {
        return FoundWords::default();
    }
    let labels = PlaceLabels::new(dossier, scheme, criteria);
    let search = Search {
        words,
        dossier,
        scheme,
        criteria,
        labels,
    };
    let mut places = all_places(dossier);
    let order = ReadingOrder::new(dossier, scheme, criteria);
    places.sort_by_cached_key(|place| order.of(place));
    let mut written = Hits::default();
    for place in places {
        let text = search.labels.shown(&place);
        let title = || search.title(&place, &text);
        search.note(&mut written, &place, title, &text, most);
    }
    let mut found = Hits::default();
    for (place, title, text) in guidance(&search) {
        search.note(&mut found, &place, || title, &text, most);
    }
    FoundWords {
        written,
        guidance: found,
    }
}

/// The words of a query, folded.
fn words(query: &str) -> Vec<String> {
    let words = query.split_whitespace().map(fold);
    words.filter(|word| !word.is_empty()).collect()
}

/// A text as it is compared: one character for each of [`kept`].
fn fold(text: &str) -> String {
    let kept = kept(text).map(|(_, c)| narrow(everyday(c)).to_ascii_lowercase());
    kept.collect()
}

/// The characters that are compared, and where each begins.
fn kept(text: &str) -> impl Iterator<Item = (usize, char)> {
    let visible = |(_, c): &(usize, char)| c.is_whitespace() || !is_invisible(*c);
    let mut all = text.char_indices().filter(visible).peekable();
    let mut before = None;
    std::iter::from_fn(move || {
        let mut next = all.next()?;
        // Spaces between two ideographs are none: text from slides has one between all signs.
        if is_space(next.1) && before.is_some_and(is_unspaced) {
            while all.next_if(|(_, c)| is_space(*c)).is_some() {}
            next = all.next_if(|(_, c)| is_unspaced(*c)).unwrap_or(next);
        }
        before = Some(next.1);
        Some(next)
    })
}

/// What stands around the first of the words; `None` where one of them does not occur.
fn excerpt(text: &str, words: &[String]) -> Option<Excerpt> {
    let folded = fold(text);
    if !words.iter().all(|word| folded.contains(word.as_str())) {
        return None;
    }
    let first = words.first()?;
    let at = folded[..folded.find(first.as_str())?].chars().count();
    let starts: Vec<usize> = kept(text).map(|(start, _)| start).collect();
    let begin = at.saturating_sub(BEFORE);
    let end = at + first.chars().count() + AFTER;
    let byte = |at: usize| starts.get(at).copied().unwrap_or(text.len());
    let piece = &text[byte(begin)..byte(end)];
    Some(Excerpt {
        text: piece.to_owned(),
        marks: marks(piece, words),
        cut_before: begin > 0,
        cut_after: end < starts.len(),
    })
}

/// Where the words occur in a piece of text; words that touch or overlap are one mark.
fn marks(piece: &str, words: &[String]) -> Vec<Range<usize>> {
    let folded = fold(piece);
    let ends: Vec<(usize, usize)> = kept(piece)
        .map(|(start, c)| (start, start + c.len_utf8()))
        .collect();
    let mut all: Vec<Range<usize>> = Vec::new();
    for word in words {
        let long = word.chars().count();
        for (byte, _) in folded.match_indices(word.as_str()) {
            let at = folded[..byte].chars().count();
            all.push(ends[at].0..ends[at + long - 1].1);
        }
    }
    all.sort_by_key(|mark| mark.start);
    all.into_iter().fold(Vec::new(), |mut merged, mark| {
        match merged.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => merged.push(mark),
        }
        merged
    })
}

struct Search<'a> {
    words: Vec<String>,
    dossier: &'a Dossier,
    scheme: &'a Scheme,
    criteria: &'a Criteria,
    labels: PlaceLabels<'a>,
}

impl Search<'_> {
    fn note(
        &self,
        hits: &mut Hits,
        place: &Place,
        title: impl FnOnce() -> String,
        text: &str,
        most: usize,
    ) {
        if let Some(excerpt) = excerpt(text, &self.words) {
            hits.count += 1;
            if hits.shown.len() < most {
                hits.shown.push(Hit {
                    place: place.clone(),
                    title: title(),
                    excerpt,
                });
            }
        }
    }

    /// What a place is called; of a metric or an entry also what that is called, unless this is the very text.
    fn title(&self, place: &Place, text: &str) -> String {
        let title = self.labels.of(place);
        let name = match place {
            Place::Metric(id, _)
            | Place::MetricYear(id, ..)
            | Place::Entry(EntriesAt::Metric(id, _), ..) => {
                let metric = self.dossier.metric(id);
                metric.map_or(String::new(), |metric| metric.get("name").to_owned())
            }
            Place::Entry(list @ EntriesAt::Register(register), id, _) => {
                let entry = list.entry(self.dossier, id);
                entry.map_or(String::new(), |entry| {
                    entry_name(register, entry, self.criteria)
                })
            }
            _ => String::new(),
        };
        match name.is_empty() || name.ends_with(text.trim()) {
            true => title,
            false => format!("{title}（{name}）"),
        }
    }
}

/// What the tool says of how to write: where it is about, what that is called, the text.
fn guidance(search: &Search<'_>) -> Vec<(Place, String, String)> {
    let Search {
        scheme, criteria, ..
    } = search;
    let [precheck, application, annual] =
        [Kind::Precheck, Kind::Application, Kind::Annual].map(|kind| search.dossier.kind == kind);
    let mut out = Vec::new();
    let mut say = |place: Place, text: String| {
        let title = search.labels.of(&place);
        out.push((place, title, text));
    };
    if application {
        for field in &scheme.form {
            let place = Place::Form(field.id.as_str().into());
            say(place, format!("{} {}", field.label, field.hint));
        }
    }
    if !annual {
        for question in scheme.questions() {
            let text = format!("{} {} {}", question.ask, question.hint, question.why_asked);
            say(Place::Answer(question.id.into()), text);
        }
    }
    if application {
        for slot in &criteria.profile {
            let place = Place::Slot(slot.id.as_str().into());
            say(place.clone(), slot.title.clone());
            for prompt in &slot.prompts {
                say(place.clone(), prompt_text(prompt));
            }
        }
    }
    if annual {
        for section in &scheme.annual {
            let place = Place::AnnualText(section.id.as_str().into());
            say(place, format!("{} {}", section.title, section.guidance));
        }
    }
    if !precheck {
        for item in &criteria.items {
            out.extend(of_item(item, search));
        }
    }
    out
}

/// What is said of an item as a whole, which stands above its first text, and of each of its texts.
fn of_item(item: &Item, search: &Search<'_>) -> Vec<(Place, String, String)> {
    let place =
        |section: &SubHeading| Place::Section(item.id.as_str().into(), section.id.as_str().into());
    let title = search.labels.item(&item.id).unwrap_or_default();
    let mut out = Vec::new();
    if let Some(first) = item.sections.first() {
        let whole = format!("{} {}", item.title, item.purpose);
        let signs = item.weak_signs.iter().chain(&item.evidence).cloned();
        let texts = [whole].into_iter().chain(signs);
        out.extend(texts.map(|text| (place(first), title.clone(), text)));
    }
    for section in &item.sections {
        let title = search.labels.of(&place(section));
        let prompts = section.prompts.iter().map(prompt_text);
        let texts = [section.title.clone()].into_iter().chain(prompts);
        out.extend(texts.map(|text| (place(section), title.clone(), text)));
    }
    out
}

fn prompt_text(prompt: &Prompt) -> String {
    format!("{} 评审看什么：{}", prompt.q, prompt.look)
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use std::rc::Rc;
    use std::sync::LazyLock;

    use super::*;
    use crate::dossier::{Entry, Event, List, Metric};
    use crate::pack::Packs;
    use crate::testing::packs;

    static PACKS: LazyLock<Packs> = LazyLock::new(packs);

    fn dossier() -> Dossier {
        Dossier::new("a".into(), Kind::Application, "s", "c")
    }

    fn with(places: &[(Place, &str)]) -> Dossier {
        let mut dossier = dossier();
        for (place, text) in places {
            place.write(&mut dossier, (*text).to_owned());
        }
        dossier
    }

    fn section(item: &str, section: &str) -> Place {
        Place::Section(item.into(), section.into())
    }

    fn found(query: &str, dossier: &Dossier) -> FoundWords {
        find(query, dossier, &PACKS.scheme, &PACKS.criteria, 50)
    }

    /// What is found of what was typed: title, and the excerpt with its marks.
    fn lines(query: &str, dossier: &Dossier) -> Vec<String> {
        let hits = found(query, dossier).written.shown.into_iter();
        hits.map(|hit| format!("{} | {}", hit.title, marked(&hit.excerpt)))
            .collect()
    }

    fn marked(excerpt: &Excerpt) -> String {
        let mut out = String::new();
        let mut at = 0;
        for mark in &excerpt.marks {
            out += &excerpt.text[at..mark.start];
            out += &format!("[{}]", &excerpt.text[mark.clone()]);
            at = mark.end;
        }
        out += &excerpt.text[at..];
        let cut = |cut: bool| if cut { "…" } else { "" };
        format!("{}{out}{}", cut(excerpt.cut_before), cut(excerpt.cut_after))
    }

    /// What is found in one text.
    fn in_text(query: &str, text: &str) -> Option<String> {
        excerpt(text, &words(query)).map(|excerpt| marked(&excerpt))
    }

    #[test]
    fn case_and_width_and_marks_without_width_make_no_difference() {
        for (query, text, said) in [
            ("mes", "上线 MES 系统", "上线 [MES] 系统"),
            ("ＭＥＳ", "上线 mes 系统", "上线 [mes] 系统"),
            ("mes", "上线ＭｅＳ系统", "上线[ＭｅＳ]系统"),
            ("（1）", "见(１)", "见[(１)]"),
            ("标杆", "找标\u{200B}杆", "找[标\u{200B}杆]"),
            ("标\u{202E}杆", "找标杆\u{1}", "找[标杆]\u{1}"),
            ("𠮷野", "在𠮷野家学习", "在[𠮷野]家学习"),
            ("😀", "好😀。", "好[😀]。"),
            ("办学方向", "写进办学⽅向", "写进[办学⽅向]"),
            ("校长", "校⻓", "[校⻓]"),
            ("社会责任", "社 会　责  任 心", "[社 会　责  任] 心"),
            ("上线 mes", "上线  MES", "[上线]  [MES]"),
        ] {
            assert_eq!(in_text(query, text).as_deref(), Some(said), "{query}");
        }
        assert_eq!(in_text("É", "é"), None);
    }

    #[test]
    fn all_words_must_occur_and_each_is_marked() {
        let text = "每季度与标杆企业对标，标杆由总经理选定。";
        assert_eq!(
            in_text(" 标杆　季度 ", text).as_deref(),
            Some("每[季度]与[标杆]企业对标，[标杆]由总经理选定。")
        );
        assert_eq!(in_text("标杆 年度", text), None);
        assert_eq!(
            in_text("标杆企 杆企业", text).as_deref(),
            Some("每季度与[标杆企业]对标，标杆由总经理选定。")
        );
        assert_eq!(in_text("对 标", "对标").as_deref(), Some("[对标]"));
        // A line end is no part of a word, and stands between words.
        assert_eq!(in_text("标杆", "标\n杆"), None);
    }

    #[test]
    fn a_query_is_no_pattern() {
        let text = "占比 (35.5%) [见表]，a+b*c\\d";
        for query in ["(35.5%)", "[见表]", "a+b*c", "\\d"] {
            assert!(in_text(query, text).is_some(), "{query}");
        }
        for query in [".*", "(", "[", "^", "$", "a|b", "\\"] {
            assert!(in_text(query, "没有").is_none(), "{query}");
        }
    }

    #[test]
    fn nothing_is_found_by_nothing() {
        let dossier = with(&[(section("4.1.2", "4.1.2-a"), "正文")]);
        for query in ["", "  ", "\u{3000}\n", "\u{200F}\u{1}"] {
            assert_eq!(found(query, &dossier), FoundWords::default(), "{query:?}");
        }
        assert_eq!(found("查无此词", &dossier), FoundWords::default());
    }

    #[test]
    fn a_long_text_is_shown_around_the_first_word() {
        let text = format!("{}标杆{}", "前".repeat(60_000), "后".repeat(60_000));
        let Some(excerpt) = excerpt(&text, &words("标杆")) else {
            panic!("nothing found");
        };
        assert_eq!(
            marked(&excerpt),
            format!("…{}[标杆]{}…", "前".repeat(BEFORE), "后".repeat(AFTER))
        );
        let many = "标杆".repeat(30_000);
        let shown = in_text("标杆", &many).unwrap();
        assert!(shown.starts_with("[标杆"), "{shown}");
    }

    #[test]
    fn everything_typed_is_found_in_the_order_of_the_package() {
        let mut dossier = dossier();
        let walk = Rc::make_mut(&mut dossier.walk);
        walk.events.push(Event {
            id: "e1".into(),
            question: "14-4-a".into(),
            ..Event::default()
        });
        dossier.metrics.push(Rc::new(Metric::new("m1")));
        let list =
            |list: EntriesAt, id: &str, column: &str| Place::Entry(list, id.into(), column.into());
        let departments = EntriesAt::Register("departments".into());
        let strengths = EntriesAt::Item("4.1.2".into(), "strengths".into());
        for (at, id) in [(&departments, "d1"), (&strengths, "s1")] {
            at.edit(&mut dossier, |entries| entries.push(Entry::new(id)));
        }
        let strength = PACKS.criteria.register("strengths").unwrap();
        for (place, text) in [
            (Place::AnnualText("an-profile".into()), "甲词"),
            (Place::Reason("4.1.2".into()), "甲词"),
            (section("4.2.2", "4.2.2-a"), "甲词"),
            (section("4.1.2", "4.1.2-a"), "甲词"),
            (
                Place::ItemField("4.1.2".into(), "na.4.1.2-b".into()),
                "甲词",
            ),
            (Place::FactorNote("4.1.2".into(), "approach".into()), "甲词"),
            (list(strengths, "s1", &strength.columns[0].key), "甲词"),
            (Place::Metric("m1".into(), "section".into()), "4.7.3-a"),
            (Place::Metric("m1".into(), "name".into()), "顾客满意度"),
            (Place::Metric("m1".into(), "note".into()), "甲词"),
            (
                Place::MetricYear("m1".into(), "2024".into(), "value".into()),
                "甲词",
            ),
            (Place::Slot("B.2.2".into()), "甲词"),
            (Place::Profile("na.B.1.1.e".into()), "甲词"),
            (list(departments, "d1", "name"), "甲词部"),
            (Place::Note("gen-on".into()), "甲词"),
            (
                Place::Row(List::Events, "e1".into(), "description".into()),
                "甲词",
            ),
            (Place::Profit("2024".into()), "甲词"),
            (Place::Form("ff-org-name".into()), "甲词"),
            (Place::Figure("ff-fig-vat".into(), "2024".into()), "甲词"),
        ] {
            place.write(&mut dossier, text.to_owned());
        }
        let labels: Vec<String> = found("甲词", &dossier)
            .written
            .shown
            .into_iter()
            .map(|hit| hit.title)
            .collect();
        assert_eq!(
            labels,
            [
                "申报表：组织名称",
                "申报表：应交增值税（2024 年）",
                "第十七条第（二）项：贵单位打算哪一天申报？（备注）",
                "第十四条第（四）项登记的第 1 件：经过",
                "2024 年度利润总额",
                "部门：名称",
                "组织概述：B.2.2 战略挑战和优势",
                "组织概述：B.1.1.e 法规与政策环境，不适用的理由",
                "年度自评：概述变化",
                "自我评价：4.1.2 高层领导的作用，确定方向",
                "自我评价：4.1.2 高层领导的作用，双向沟通，不适用的理由",
                "自我评价：4.1.2 高层领导的作用，方法的简短说明",
                "自我评价：4.1.2 高层领导的作用，优势：内容",
                "自我评价：4.1.2 高层领导的作用，评分理由",
                "自我评价：4.2.2 战略制定，制定过程",
                "指标：第 1 个，说明（顾客满意度）",
                "指标：第 1 个，2024 年实际值（顾客满意度）",
            ]
        );
    }

    #[test]
    fn a_choice_is_found_by_its_words_and_codes_are_not_found() {
        let dossier = with(&[
            (Place::Answer("14-4-a".into()), "unsure"),
            (Place::Form("ff-pledge".into()), "yes"),
            (Place::Setting("event_basis".into()), "decided"),
            (Place::ItemField("4.1.2".into(), "status".into()), "draft"),
            (Place::Profile("dispatch".into()), "yes"),
        ]);
        assert_eq!(lines("不确定", &dossier).len(), 1);
        for code in ["unsure", "yes", "draft"] {
            assert_eq!(lines(code, &dossier), [""; 0]);
        }
    }

    #[test]
    fn more_than_can_be_shown_are_counted() {
        let sections = PACKS.criteria.items.iter().flat_map(|item| {
            let sections = item.sections.iter();
            sections.map(|of| (section(&item.id, &of.id), "甲词"))
        });
        let dossier = with(&sections.collect::<Vec<_>>());
        let found = find("甲词", &dossier, &PACKS.scheme, &PACKS.criteria, 3);
        assert_eq!(found.written.shown.len(), 3);
        assert!(found.written.count > 23);
        assert_eq!(
            found.written.shown[0].title,
            "自我评价：4.1.2 高层领导的作用，确定方向"
        );
    }

    #[test]
    fn guidance_is_that_of_the_kind_of_dossier() {
        let labels = |query: &str, kind: Kind| -> Vec<String> {
            let dossier = Dossier::new("a".into(), kind, "s", "c");
            let hits = found(query, &dossier).guidance.shown.into_iter();
            hits.map(|hit| hit.title).collect()
        };
        assert!(!labels("标杆", Kind::Application).is_empty());
        assert!(labels("评审看什么", Kind::Precheck).is_empty());
        assert!(
            labels("注册资本", Kind::Application)
                .iter()
                .any(|title| title.starts_with("申报表："))
        );
        assert!(
            labels("亏损", Kind::Precheck)
                .iter()
                .any(|title| title.starts_with("第十四条第（五）项："))
        );
        assert!(
            labels("奖金", Kind::Annual)
                .iter()
                .any(|title| title.starts_with("年度自评："))
        );
        assert!(
            labels("营业执照", Kind::Annual)
                .iter()
                .all(|title| title.starts_with("自我评价："))
        );
    }
}
