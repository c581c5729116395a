//! Whether the packs know every id and code that a file names, and whether the file's own ids are fit to use.
//!
//! Ids and codes are written by the program, never typed: in a file of our own version an unknown one means that
//! the file was changed or is another program's, so it is refused with its place. A newer minor version may know
//! more than we do: there unknown ids are taken out and listed.
//!
//! A value that a person reads as it is stored (a town's name, a choice of 申报表) is no code: if the list no
//! longer has it, it is kept and marked at its field.
//!
//! To add a list of things with ids to the dossier: 1 its ids in `rows` here, or [`Known::keep`] with what the packs
//! have; 2 a file in `tests/bad-input/` with an id they do not have.

mod lists;
mod sheets;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::domain::date::Date;
use crate::pack::{
    AskKind, Choice, Criteria, Field, FormField, Part, Question, RegisterOf, Scheme,
};

use super::decode::{Refusal, on_one_line};
use super::model::{
    Annual, Answer, Claim, Dossier, Event, Form, Honour, Item, Notice, PreviousAward,
    Recommendation, Walk,
};
use super::place::{Group, List};
use super::steps::{HAVE, NONE, group_of, list_of};

/// Longest id of a dossier, a row or an entry, in characters.
const LONGEST_ID: usize = 64;

/// Takes out of a dossier, as it was read from a file, what the packs do not know, and says what that was.
///
/// # Errors
/// A [`Refusal`] when the scheme or criteria are not ours, when an id of the dossier or of one of its rows cannot
/// be used, or when one stands twice: no version of the format can mean that.
pub(super) fn check(
    dossier: &mut Dossier,
    scheme: &Scheme,
    criteria: &Criteria,
) -> Result<Vec<Refusal>, Refusal> {
    usable("id", &dossier.id)?;
    only("scheme", &dossier.scheme, &scheme.about.id, "办法")?;
    only("criteria", &dossier.criteria, &criteria.edition.id, "标准")?;
    let mut known = Known {
        scheme,
        criteria,
        unknown: Vec::new(),
        seen: BTreeSet::new(),
    };
    known.settings(&mut dossier.settings);
    known.walk(Rc::make_mut(&mut dossier.walk))?;
    known.form(Rc::make_mut(&mut dossier.form));
    let slots = ids(&criteria.profile, |slot| &slot.id);
    known.texts("profile", &mut dossier.profile, &slots, "栏目");
    known.depth(&mut dossier.depth);
    known.profile_fields(&mut dossier.profile_fields);
    known.lists("registers", &mut dossier.registers, RegisterOf::Dossier)?;
    known.metrics(&mut dossier.metrics)?;
    known.items(&mut dossier.items)?;
    known.sheets(Rc::make_mut(&mut dossier.sheets).as_mut_slice())?;
    known.spread(&mut dossier.spread);
    for (at, piece) in dossier.drawer.iter().enumerate() {
        known.row_id(&format!("drawer[{at}]"), &piece.id)?;
    }
    let Annual { sections, .. } = Rc::make_mut(&mut dossier.annual);
    let parts = ids(&scheme.annual, |section| &section.id);
    known.texts("annual.sections", sections, &parts, "栏目");
    Ok(known.unknown)
}

/// Each item stands once in a list of items.
fn once<'i>(list: &str, items: impl Iterator<Item = &'i String>) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for (at, id) in items.enumerate() {
        if !seen.insert(id) {
            let reason = format!("条目“{}”写了两次", on_one_line(id));
            return Err(Refusal::new(format!("{list}[{at}].id"), reason));
        }
    }
    Ok(())
}

/// An id that the app gives: letters, digits and `-`, so that it can be part of a record's key and of a field's id.
fn usable(place: &str, id: &str) -> Result<(), Refusal> {
    let fit = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if id.is_empty() {
        Err(Refusal::new(place, "编号是空的"))
    } else if id.len() > LONGEST_ID || !id.chars().all(fit) {
        let reason = format!(
            "“{}”不能用作编号，编号由字母、数字和“-”组成，最多 {LONGEST_ID} 个",
            on_one_line(id)
        );
        Err(Refusal::new(place, reason))
    } else {
        Ok(())
    }
}

fn only(place: &str, said: &str, ours: &str, what: &str) -> Result<(), Refusal> {
    if said == ours {
        return Ok(());
    }
    let reason = format!(
        "文件用的{what}是“{}”，本工具只带有“{ours}”",
        on_one_line(said)
    );
    Err(Refusal::new(place, reason))
}

fn ids<'a, T>(list: &'a [T], id: impl Fn(&'a T) -> &'a String) -> BTreeSet<&'a str> {
    list.iter().map(|entry| id(entry).as_str()).collect()
}

/// The codes that an answer may have; `None` when it is typed, or read as it is stored.
type Codes<'a> = Option<Vec<&'a str>>;

const YES_NO: [&str; 3] = ["yes", "no", "unsure"];

fn choices(options: &[Choice]) -> Codes<'_> {
    let names = options.iter().any(|option| option.value == option.label);
    (!names).then(|| options.iter().map(|option| option.value.as_str()).collect())
}

fn field_codes(field: &Field) -> Codes<'_> {
    match field.kind {
        AskKind::YesNoUnsure => Some(YES_NO.to_vec()),
        AskKind::Choice => choices(&field.options),
        _ => None,
    }
}

fn answer_codes<'a>(question: &'a Question<'_>) -> Codes<'a> {
    match question.kind {
        AskKind::YesNoUnsure => Some(YES_NO.to_vec()),
        AskKind::Choice => choices(question.options),
        AskKind::Rows => Some(vec![HAVE, NONE, "unsure"]),
        // Answered by the fields, or by the figures of the years.
        AskKind::Group => Some(Vec::new()),
        AskKind::Figures if question.part == Part::Exclusion => Some(Vec::new()),
        _ => None,
    }
}

/// The codes of fields, by key; fields of one key together.
fn codes_of<'a>(fields: impl IntoIterator<Item = &'a Field>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for field in fields {
        if let Some(of_field) = field_codes(field) {
            codes.entry(&field.key).or_default().extend(of_field);
        }
    }
    codes
}

/// What the packs know, and what was found that they do not.
struct Known<'a> {
    scheme: &'a Scheme,
    criteria: &'a Criteria,
    unknown: Vec<Refusal>,
    /// Ids of rows so far.
    seen: BTreeSet<String>,
}

impl Known<'_> {
    /// Notes down what is not known; whoever asks takes it out.
    fn keep(&mut self, is_known: bool, place: &str, id: &str, what: &str) -> bool {
        if !is_known {
            let reason = format!("没有“{}”这个{what}", on_one_line(id));
            self.unknown.push(Refusal::new(place, reason));
        }
        is_known
    }

    fn texts<V>(
        &mut self,
        place: &str,
        texts: &mut BTreeMap<String, V>,
        known: &BTreeSet<&str>,
        what: &str,
    ) {
        texts.retain(|id, _| {
            let at = format!("{place}.{id}");
            self.keep(known.contains(id.as_str()), &at, id, what)
        });
    }

    fn years<V>(&mut self, place: &str, figures: &mut BTreeMap<String, V>) {
        let is_year = |key: &str| {
            let year = (key.len() == 4).then(|| key.parse().ok()).flatten();
            year.is_some_and(|year| (Date::FIRST_YEAR..=Date::LAST_YEAR).contains(&year))
        };
        figures.retain(|year, _| {
            let at = format!("{place}.{year}");
            self.keep(is_year(year), &at, year, "年度")
        });
    }

    /// Whether a code is known; an empty one is none.
    fn code(&mut self, place: &str, code: &str, codes: &[&str]) -> bool {
        let is_known = code.is_empty() || codes.contains(&code);
        self.keep(is_known, place, code, "选项")
    }

    fn settings(&mut self, settings: &mut BTreeMap<String, String>) {
        let scheme = self.scheme;
        settings.retain(|id, value| {
            let at = format!("settings.{id}");
            let Some(setting) = scheme.setting(id) else {
                return self.keep(false, &at, id, "设置");
            };
            let values: Vec<&str> = setting.options.iter().map(|o| o.value.as_str()).collect();
            self.code(&at, value, &values)
        });
    }

    fn walk(&mut self, walk: &mut Walk) -> Result<(), Refusal> {
        let scheme = self.scheme;
        let questions: Vec<Question<'_>> = scheme.questions().collect();
        self.answers(&mut walk.answers, &questions);
        self.years("walk.profits", &mut walk.profits);
        self.groups(walk, &questions);
        self.rows(walk, &questions)
    }

    fn answers(&mut self, answers: &mut BTreeMap<String, Answer>, questions: &[Question<'_>]) {
        answers.retain(|id, answer| {
            let at = format!("walk.answers.{id}");
            let Some(question) = questions.iter().find(|question| question.id == id) else {
                return self.keep(false, &at, id, "问题");
            };
            if let Some(codes) = answer_codes(question)
                && !self.code(&format!("{at}.value"), &answer.value, &codes)
            {
                answer.value.clear();
            }
            true
        });
    }

    fn groups(&mut self, walk: &mut Walk, questions: &[Question<'_>]) {
        for question in questions {
            let codes = codes_of(&question.fields);
            match group_of(question) {
                Some(Group::Recommendation) => {
                    let group = &mut walk.town_recommendation;
                    let (get, set) = (Recommendation::get, Recommendation::set);
                    self.codes("walk.town_recommendation", group, &codes, get, set);
                }
                Some(Group::PreviousAward) => {
                    let group = &mut walk.previous_award;
                    let (get, set) = (PreviousAward::get, PreviousAward::set);
                    self.codes("walk.previous_award", group, &codes, get, set);
                }
                Some(Group::Notice) => {
                    let group = &mut walk.notice;
                    self.codes("walk.notice", group, &codes, Notice::get, Notice::set);
                }
                None => {}
            }
        }
    }

    fn rows(&mut self, walk: &mut Walk, questions: &[Question<'_>]) -> Result<(), Refusal> {
        let of_list = |list| {
            let of_list = move |question: &&Question<'_>| list_of(question) == Some(list);
            let asked = questions.iter().filter(of_list);
            codes_of(asked.flat_map(|question| &question.fields))
        };
        let codes = of_list(List::Ranking);
        for (at, claim) in walk.ranking.iter_mut().enumerate() {
            let place = format!("walk.ranking[{at}]");
            self.row_id(&place, &claim.id)?;
            self.codes(&place, claim, &codes, Claim::get, Claim::set);
        }
        let codes = of_list(List::Honours);
        for (at, honour) in walk.honours.iter_mut().enumerate() {
            let place = format!("walk.honours[{at}]");
            self.row_id(&place, &honour.id)?;
            self.codes(&place, honour, &codes, Honour::get, Honour::set);
        }
        let of_events = |question: &&Question<'_>| question.part == Part::Exclusion;
        let of_events: Vec<_> = questions.iter().filter(of_events).collect();
        let codes = codes_of(of_events.iter().flat_map(|question| &question.fields));
        for (at, event) in walk.events.iter_mut().enumerate() {
            let place = format!("walk.events[{at}]");
            self.row_id(&place, &event.id)?;
            self.codes(&place, event, &codes, Event::get, Event::set);
        }
        let mut at = 0..;
        walk.events.retain(|event| {
            let place = format!("walk.events[{}].question", at.next().unwrap_or(0));
            let known = of_events
                .iter()
                .any(|question| question.id == event.question);
            self.keep(known, &place, &event.question, "问题")
        });
        Ok(())
    }

    /// The id of a row is fit to use and stands nowhere else in the dossier.
    fn row_id(&mut self, row: &str, id: &str) -> Result<(), Refusal> {
        let place = format!("{row}.id");
        usable(&place, id)?;
        match self.seen.insert(id.to_owned()) {
            true => Ok(()),
            false => Err(Refusal::new(place, format!("编号“{id}”用了两次"))),
        }
    }

    /// The codes of a group or row: unknown ones are emptied.
    fn codes<R>(
        &mut self,
        place: &str,
        record: &mut R,
        codes: &BTreeMap<&str, Vec<&str>>,
        get: for<'r> fn(&'r R, &str) -> &'r str,
        set: fn(&mut R, &str, String) -> bool,
    ) {
        for (key, codes) in codes {
            if !self.code(&format!("{place}.{key}"), get(record, key), codes) {
                set(record, key, String::new());
            }
        }
    }

    fn form(&mut self, form: &mut Form) {
        let scheme = self.scheme;
        let typed = |field: &&FormField| field.same_as.is_none() && field.formula.is_none();
        form.fields.retain(|id, text| {
            let at = format!("form.fields.{id}");
            let field = scheme.form_field(id).filter(typed);
            match field.filter(|field| field.kind != AskKind::Figures3y) {
                None => self.keep(false, &at, id, "栏目"),
                Some(field) if field.kind == AskKind::YesNoUnsure => self.code(&at, text, &YES_NO),
                Some(_) => true,
            }
        });
        form.figures.retain(|id, figures| {
            let at = format!("form.figures.{id}");
            let field = scheme.form_field(id).filter(typed);
            let known = field.is_some_and(|field| field.kind == AskKind::Figures3y);
            if known {
                self.years(&at, figures);
            }
            self.keep(known, &at, id, "栏目")
        });
    }

    fn items(&mut self, items: &mut Vec<Rc<Item>>) -> Result<(), Refusal> {
        let criteria = self.criteria;
        once("items", items.iter().map(|item| &item.id))?;
        let mut refused = Ok(());
        let mut at = 0..;
        items.retain_mut(|item| {
            let place = format!("items[{}]", at.next().unwrap_or(0));
            let Some(known) = criteria.item(&item.id) else {
                return self.keep(false, &format!("{place}.id"), &item.id, "条目");
            };
            let sections = ids(&known.sections, |section| &section.id);
            let item = Rc::make_mut(item);
            let texts = &mut item.sections;
            self.texts(&format!("{place}.sections"), texts, &sections, "小标题");
            if refused.is_ok() {
                refused = self.item(&place, item, known);
            }
            true
        });
        refused
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use std::sync::LazyLock;

    use super::super::{Kind, Opened, open, write};
    use super::*;
    use crate::pack::Packs;
    use crate::testing::packs;

    /// A package with one thing of everything that has an id, a code or a year.
    fn text() -> String {
        let mut dossier = Dossier::new(
            "a1".into(),
            Kind::Application,
            "gongyi-2023",
            "gbt-19580-2012",
        );
        dossier
            .settings
            .insert("event_basis".into(), "decided".into());
        let walk = Rc::make_mut(&mut dossier.walk);
        for (question, value) in [
            ("13-1-a", "yes"),
            ("13-1-b", "branch"),
            ("13-1-d", "明年"),
            ("13-3-a", HAVE),
            ("14-4-a", "yes"),
            ("gen-town", "合并后的镇"),
        ] {
            walk.edit_answer(question, |answer| answer.value = value.into());
        }
        walk.edit_answer("17-2-a", |answer| answer.note = "已定".into());
        walk.profits.insert("2024".into(), "十二".into());
        walk.ranking.push(Claim {
            id: "c1".into(),
            indicator: "revenue".into(),
            scope: "provincial".into(),
            ..Claim::default()
        });
        walk.honours.push(Honour {
            id: "h1".into(),
            kind: "srdi".into(),
            ..Honour::default()
        });
        walk.events.push(Event {
            id: "e1".into(),
            question: "14-4-a".into(),
            applies: "unsure".into(),
            level: "municipal".into(),
            ..Event::default()
        });
        walk.town_recommendation.opinion = "agree".into();
        walk.previous_award.status = "kept".into();
        walk.notice.objections = "none".into();
        let form = Rc::make_mut(&mut dossier.form);
        form.fields.insert("ff-size".into(), "巨型".into());
        form.fields.insert("ff-pledge".into(), "yes".into());
        form.set_figure("ff-fig-vat", "2024", "1,012".into());
        dossier.profile.insert("B.2.2".into(), "挑战".into());
        dossier.edit_item("4.1.2", |item| {
            item.sections.insert("4.1.2-a".into(), "正文".into());
        });
        dossier.edit_item("4.2.2", |item| item.percent = Some(45));
        let annual = Rc::make_mut(&mut dossier.annual);
        annual.sections.insert("an-profile".into(), "无变化".into());
        String::from_utf8(write(&dossier, "b1")).unwrap()
    }

    static PACKS: LazyLock<Packs> = LazyLock::new(packs);

    fn opened(text: &str) -> Result<Opened, Refusal> {
        open(text.as_bytes(), &PACKS.scheme, &PACKS.criteria)
    }

    /// The package with one piece of it replaced, which must be there once.
    fn with(from: &str, to: &str) -> String {
        let text = text();
        assert_eq!(text.matches(from).count(), 1, "{from}\n{text}");
        text.replace(from, to)
    }

    fn refused(from: &str, to: &str) -> String {
        opened(&with(from, to)).unwrap_err().to_string()
    }

    #[test]
    fn what_the_packs_know_opens_and_is_kept() {
        let opened = opened(&text()).unwrap();
        assert_eq!(String::from_utf8(write(&opened.dossier, "b1")), Ok(text()));
        assert_eq!(opened.dropped, [""; 0]);
    }

    #[test]
    fn other_measures_and_criteria_are_refused() {
        assert_eq!(
            refused("gongyi-2023", "luoyang-2025"),
            "scheme：文件用的办法是“luoyang-2025”，本工具只带有“gongyi-2023”"
        );
        assert_eq!(
            refused("gbt-19580-2012", "gbt-19580-2031"),
            "criteria：文件用的标准是“gbt-19580-2031”，本工具只带有“gbt-19580-2012”"
        );
    }

    /// A piece of the package, what stands there instead, the sentence; and what a newer version loses by it.
    const UNKNOWN: [(&str, &str, &str); 24] = [
        (
            r#""event_basis":"#,
            r#""event_base":"#,
            "settings.event_base：没有“event_base”这个设置",
        ),
        (
            r#""decided""#,
            r#""earliest""#,
            "settings.event_basis：没有“earliest”这个选项",
        ),
        (
            r#""13-1-a":"#,
            r#""13-9-a":"#,
            "walk.answers.13-9-a：没有“13-9-a”这个问题",
        ),
        (
            r#""13-1-a":{"value":"yes"}"#,
            r#""13-1-a":{"value":"maybe"}"#,
            "walk.answers.13-1-a.value：没有“maybe”这个选项",
        ),
        (
            r#""branch""#,
            r#""agency""#,
            "walk.answers.13-1-b.value：没有“agency”这个选项",
        ),
        (
            r#""have""#,
            r#""some""#,
            "walk.answers.13-3-a.value：没有“some”这个选项",
        ),
        (
            r#"{"note":"已定"}"#,
            r#"{"note":"已定","value":"yes"}"#,
            "walk.answers.17-2-a.value：没有“yes”这个选项",
        ),
        (
            r#"{"2024":"十二"}"#,
            r#"{"24":"十二"}"#,
            "walk.profits.24：没有“24”这个年度",
        ),
        (
            r#""revenue""#,
            r#""sales""#,
            "walk.ranking[0].indicator：没有“sales”这个选项",
        ),
        (
            r#""provincial""#,
            r#""local""#,
            "walk.ranking[0].scope：没有“local”这个选项",
        ),
        (
            r#""srdi""#,
            r#""sr""#,
            "walk.honours[0].kind：没有“sr”这个选项",
        ),
        (
            r#""unsure""#,
            r#""perhaps""#,
            "walk.events[0].applies：没有“perhaps”这个选项",
        ),
        (
            r#""municipal""#,
            r#""town""#,
            "walk.events[0].level：没有“town”这个选项",
        ),
        (
            r#""question":"14-4-a""#,
            r#""question":"13-1-a""#,
            "walk.events[0].question：没有“13-1-a”这个问题",
        ),
        (
            r#""agree""#,
            r#""ok""#,
            "walk.town_recommendation.opinion：没有“ok”这个选项",
        ),
        (
            r#""kept""#,
            r#""got""#,
            "walk.previous_award.status：没有“got”这个选项",
        ),
        (
            r#""objections":"none""#,
            r#""objections":"no""#,
            "walk.notice.objections：没有“no”这个选项",
        ),
        (
            r#""ff-size""#,
            r#""ff-sise""#,
            "form.fields.ff-sise：没有“ff-sise”这个栏目",
        ),
        // What repeats an answer of the walk, and what has a figure a year, is not written there.
        (
            r#""ff-size""#,
            r#""ff-uscc""#,
            "form.fields.ff-uscc：没有“ff-uscc”这个栏目",
        ),
        (
            r#""ff-pledge":"yes""#,
            r#""ff-pledge":"是""#,
            "form.fields.ff-pledge：没有“是”这个选项",
        ),
        (
            r#""ff-fig-vat""#,
            r#""ff-fig-profit""#,
            "form.figures.ff-fig-profit：没有“ff-fig-profit”这个栏目",
        ),
        (r#""B.2.2""#, r#""B.9""#, "profile.B.9：没有“B.9”这个栏目"),
        (
            r#""4.1.2-a":"正文""#,
            r#""4.1.3-a":"正文""#,
            "items[0].sections.4.1.3-a：没有“4.1.3-a”这个小标题",
        ),
        (
            r#""id":"4.2.2""#,
            r#""id":"4.9.9""#,
            "items[1].id：没有“4.9.9”这个条目",
        ),
    ];

    #[test]
    fn an_unknown_id_or_code_is_refused_in_our_version_and_listed_in_a_newer_one() {
        for (from, to, said) in UNKNOWN {
            assert_eq!(refused(from, to), said);
            let newer = with(from, to).replace(r#""version":"0.1""#, r#""version":"0.9""#);
            let opened = opened(&newer).unwrap();
            let (place, _) = said.split_once('：').unwrap();
            assert_eq!(opened.dropped, [place]);
            let again = String::from_utf8(write(&opened.dossier, "b1")).unwrap();
            assert!(!again.contains(to), "{again}");
        }
        assert_eq!(
            refused(r#""an-profile""#, r#""an-x""#),
            "annual.sections.an-x：没有“an-x”这个栏目"
        );
    }

    #[test]
    fn ids_are_fit_to_use_and_stand_once_in_any_version() {
        let cases = [
            (r#""id":"a1""#, r#""id":"""#, "id：编号是空的"),
            (
                r#""id":"a1""#,
                r#""id":"a/1""#,
                "id：“a/1”不能用作编号，编号由字母、数字和“-”组成，最多 64 个",
            ),
            (
                r#""id":"c1""#,
                r#""id":"""#,
                "walk.ranking[0].id：编号是空的",
            ),
            (r#""id":"c1","#, "", "walk.ranking[0].id：编号是空的"),
            (
                r#""id":"e1""#,
                r#""id":"h1""#,
                "walk.events[0].id：编号“h1”用了两次",
            ),
            (
                r#""id":"4.2.2""#,
                r#""id":"4.1.2""#,
                "items[1].id：条目“4.1.2”写了两次",
            ),
        ];
        for (from, to, said) in cases {
            let newer = with(from, to).replace(r#""version":"0.1""#, r#""version":"0.9""#);
            assert_eq!(opened(&newer).unwrap_err().to_string(), said);
            assert_eq!(refused(from, to), said);
        }
        let long = format!(r#""id":"{}""#, "a".repeat(65));
        assert!(refused(r#""id":"a1""#, &long).starts_with("id：“aaaaaa"));
    }

    #[test]
    fn places_count_as_the_file_does() {
        let first = r#"{"id":"4.1.2","sections":{"4.1.2-a":"正文"}}"#;
        let second = r#"{"id":"4.2.2","percent":45}"#;
        // Not in order, and an empty item in front that is not kept.
        let turned = format!(
            r#"{{"id":"4.3.2"}},{second},{}"#,
            first.replace("4.1.2-a", "4.1.2-z")
        );
        assert_eq!(
            refused(&format!("{first},{second}"), &turned),
            "items[2].sections.4.1.2-z：没有“4.1.2-z”这个小标题"
        );
    }
}
