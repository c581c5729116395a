//! What a dossier holds that the packs of this build do not know.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::super::asked::{HAVE, NONE, group_of, list_of};
use super::super::field_kinds::YES_NO_UNSURE;
use super::super::model::{
    Annual, Answer, Claim, Dossier, Event, Form, Honour, Item, Notice, PreviousAward,
    Recommendation, Walk,
};
use super::super::place::{Group, List};
use super::Unplaced;
use crate::domain::date::Date;
use crate::json;
use crate::json::fault::on_one_line;
use crate::pack::{
    AskKind, Choice, Criteria, Field, FormField, Part, Question, RegisterOf, Scheme,
};

/// Everything in a dossier that has no place in these packs, in the order of the file.
pub fn kept_without_place(
    dossier: &Dossier,
    scheme: &Scheme,
    criteria: &Criteria,
) -> Vec<Unplaced> {
    let mut known = Known {
        scheme,
        criteria,
        unplaced: Vec::new(),
    };
    let ours = (&scheme.about.id, &criteria.edition.id);
    known.edition("scheme", "办法", &dossier.scheme, ours.0);
    known.edition("criteria", "标准", &dossier.criteria, ours.1);
    known.settings(&dossier.settings);
    known.walk(&dossier.walk);
    known.form(&dossier.form);
    let slots = ids(&criteria.profile, |slot| &slot.id);
    let at = At::new("profile", "组织概述");
    known.texts(&at, &dossier.profile, &slots, "栏目");
    known.depth(&dossier.depth);
    known.profile_fields(&dossier.profile_fields);
    let at = At::new("registers", "登记表");
    known.lists(&at, &dossier.registers, RegisterOf::Dossier);
    known.metrics(&dossier.metrics);
    for (at, item) in dossier.items.iter().enumerate() {
        known.item(&format!("items[{at}]"), item);
    }
    known.hand_in(&dossier.hand_in);
    known.sheets(&dossier.sheets);
    known.spread(&dossier.spread);
    let Annual {
        sections, award, ..
    } = &*dossier.annual;
    known.award(award);
    let parts = ids(&scheme.annual, |section| &section.id);
    let at = At::new("annual.sections", "年度自评");
    known.texts(&at, sections, &parts, "栏目");
    known.unplaced
}

/// Whether a dossier was written under other measures or other criteria than these. One that names none (the record
/// that did is lost) was written under ours.
pub(in super::super) fn is_foreign(
    dossier: &Dossier,
    scheme: &Scheme,
    criteria: &Criteria,
) -> bool {
    let foreign = |said: &str, ours: &str| !said.is_empty() && said != ours;
    foreign(&dossier.scheme, &scheme.about.id) || foreign(&dossier.criteria, &criteria.edition.id)
}

pub(super) fn ids<'a, T>(list: &'a [T], id: impl Fn(&'a T) -> &'a String) -> BTreeSet<&'a str> {
    list.iter().map(|entry| id(entry).as_str()).collect()
}

/// The codes that an answer may have; `None` when it is typed, or read as it is stored.
///
/// A value that a person reads as it is stored (a town's name, a choice of 申报表) is no code: if the list no longer has
/// it, it is marked at its field.
type Codes<'a> = Option<Vec<&'a str>>;

fn choices(options: &[Choice]) -> Codes<'_> {
    let names = options.iter().any(|option| option.value == option.label);
    (!names).then(|| options.iter().map(|option| option.value.as_str()).collect())
}

fn field_codes(field: &Field) -> Codes<'_> {
    match field.kind {
        AskKind::YesNoUnsure => Some(YES_NO_UNSURE.to_vec()),
        AskKind::Choice => choices(&field.options),
        _ => None,
    }
}

fn answer_codes<'a>(question: &'a Question<'_>) -> Codes<'a> {
    match question.kind {
        AskKind::YesNoUnsure => Some(YES_NO_UNSURE.to_vec()),
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

/// Where something stands: as in the file, and what a person calls it.
pub(super) struct At {
    pub(super) place: String,
    pub(super) called: String,
}

impl At {
    pub(super) fn new(place: impl Into<String>, called: impl Into<String>) -> Self {
        At {
            place: place.into(),
            called: called.into(),
        }
    }

    /// What stands there under a key.
    pub(super) fn key(&self, key: &str) -> At {
        At::new(format!("{}.{key}", self.place), self.called.clone())
    }
}

/// What is written in a value: of one text the text, of several each on a line after its name.
pub(super) fn written<T: Serialize>(value: &T) -> String {
    fn collect(value: &Value, name: &str, lines: &mut Vec<String>) {
        let within = |step: &str| match name {
            "" => step.to_owned(),
            name => format!("{name}.{step}"),
        };
        match value {
            Value::Object(map) => {
                // The ids of rows say nothing to a person.
                for (key, value) in map.iter().filter(|(key, _)| *key != "id") {
                    collect(value, &within(key), lines);
                }
            }
            Value::Array(list) => list.iter().for_each(|value| collect(value, name, lines)),
            Value::String(text) => lines.push(format!("{name}：{text}")),
            Value::Number(number) => lines.push(format!("{name}：{number}")),
            Value::Null | Value::Bool(_) => {}
        }
    }
    let mut lines = Vec::new();
    match json::to_value(value) {
        Value::String(text) => return text,
        value => collect(&value, "", &mut lines),
    }
    lines.join("\n")
}

/// What the packs know, and what was found that they do not.
pub(super) struct Known<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) criteria: &'a Criteria,
    pub(super) unplaced: Vec<Unplaced>,
}

impl Known<'_> {
    /// Notes down something that has no place.
    pub(super) fn note(&mut self, at: &At, what: &str, id: &str, text: String) {
        self.unplaced.push(Unplaced {
            place: at.place.clone(),
            label: format!("{}：{what} {}", at.called, on_one_line(id)),
            text,
        });
    }

    fn edition(&mut self, place: &str, what: &str, said: &str, ours: &str) {
        if !said.is_empty() && said != ours {
            self.unplaced.push(Unplaced {
                place: place.to_owned(),
                label: format!("按另一份{what}填写，本工具里只有“{ours}”"),
                text: said.to_owned(),
            });
        }
    }

    /// Texts by id.
    pub(super) fn texts<V: Serialize>(
        &mut self,
        at: &At,
        texts: &BTreeMap<String, V>,
        known: &BTreeSet<&str>,
        what: &str,
    ) {
        for (id, text) in texts {
            if !known.contains(id.as_str()) {
                self.note(&at.key(id), what, id, written(text));
            }
        }
    }

    pub(super) fn years<V: Serialize>(&mut self, at: &At, figures: &BTreeMap<String, V>) {
        let is_year = |year: &String| {
            let year = year.parse().ok();
            year.is_some_and(|year| (Date::FIRST_YEAR..=Date::LAST_YEAR).contains(&year))
        };
        for (year, figure) in figures.iter().filter(|(year, _)| !is_year(year)) {
            self.note(&at.key(year), "年度", year, written(figure));
        }
    }

    /// A code; an empty one is none.
    pub(super) fn code(&mut self, at: &At, code: &str, codes: &[&str]) {
        if !code.is_empty() && !codes.contains(&code) {
            self.note(at, "选项", code, code.to_owned());
        }
    }

    fn settings(&mut self, settings: &BTreeMap<String, String>) {
        let scheme = self.scheme;
        for (id, value) in settings {
            let place = format!("settings.{id}");
            match scheme.setting(id) {
                None => self.note(&At::new(place, "选用的理解"), "设置", id, value.clone()),
                Some(setting) => {
                    let values = setting.options.iter();
                    let values: Vec<&str> = values.map(|option| option.value.as_str()).collect();
                    let at = At::new(place, format!("选用的理解“{}”", setting.label));
                    self.code(&at, value, &values);
                }
            }
        }
    }

    fn walk(&mut self, walk: &Walk) {
        let scheme = self.scheme;
        let questions: Vec<Question<'_>> = scheme.questions().collect();
        self.answers(&walk.answers, &questions);
        let at = At::new("walk.profits", "资格自查的利润总额");
        self.years(&at, &walk.profits);
        self.groups(walk, &questions);
        self.rows(walk, &questions);
    }

    fn answers(&mut self, answers: &BTreeMap<String, Answer>, questions: &[Question<'_>]) {
        for (id, answer) in answers {
            let place = format!("walk.answers.{id}");
            match questions.iter().find(|question| question.id == id) {
                None => self.note(&At::new(place, "资格自查"), "问题", id, written(answer)),
                Some(question) => {
                    if let Some(codes) = answer_codes(question) {
                        let at = At::new(format!("{place}.value"), asked(question));
                        self.code(&at, &answer.value, &codes);
                    }
                }
            }
        }
    }

    fn groups(&mut self, walk: &Walk, questions: &[Question<'_>]) {
        for question in questions {
            let codes = codes_of(&question.fields);
            let at = |group: Group| At::new(format!("walk.{group}"), asked(question));
            match group_of(question) {
                Some(group @ Group::Recommendation) => {
                    let typed = &walk.town_recommendation;
                    self.codes(&at(group), typed, &codes, Recommendation::get);
                }
                Some(group @ Group::PreviousAward) => {
                    let typed = &walk.previous_award;
                    self.codes(&at(group), typed, &codes, PreviousAward::get);
                }
                Some(group @ Group::Notice) => {
                    self.codes(&at(group), &walk.notice, &codes, Notice::get);
                }
                None => {}
            }
        }
    }

    fn rows(&mut self, walk: &Walk, questions: &[Question<'_>]) {
        let of_list = |list| {
            let of_list = move |question: &&Question<'_>| list_of(question) == Some(list);
            let asked = questions.iter().filter(of_list);
            codes_of(asked.flat_map(|question| &question.fields))
        };
        let at = |list: List, called: &str, at: usize| {
            let called = format!("资格自查的{called}第 {} 条", at + 1);
            At::new(format!("walk.{list}[{at}]"), called)
        };
        let codes = of_list(List::Ranking);
        for (row, claim) in walk.ranking.iter().enumerate() {
            self.codes(&at(List::Ranking, "排名", row), claim, &codes, Claim::get);
        }
        let codes = of_list(List::Honours);
        for (row, honour) in walk.honours.iter().enumerate() {
            self.codes(&at(List::Honours, "荣誉", row), honour, &codes, Honour::get);
        }
        let of_events = |question: &&Question<'_>| question.part == Part::Exclusion;
        let of_events: Vec<_> = questions.iter().filter(of_events).collect();
        let codes = codes_of(of_events.iter().flat_map(|question| &question.fields));
        for (row, event) in walk.events.iter().enumerate() {
            let at = at(List::Events, "登记", row);
            let mut asked = of_events.iter();
            if asked.any(|question| question.id == event.question) {
                self.codes(&at, event, &codes, Event::get);
            } else {
                // Events are shown under their question: without it, none of it is.
                let at = at.key("question");
                self.note(&at, "问题", &event.question, written(event));
            }
        }
    }

    /// The codes of a group or row.
    fn codes<R>(
        &mut self,
        at: &At,
        record: &R,
        codes: &BTreeMap<&str, Vec<&str>>,
        get: for<'r> fn(&'r R, &str) -> &'r str,
    ) {
        for (key, codes) in codes {
            self.code(&at.key(key), get(record, key), codes);
        }
    }

    fn form(&mut self, form: &Form) {
        let scheme = self.scheme;
        // What repeats an answer of the walk, and what is computed, is not written here.
        let typed = |field: &&FormField| field.same_as.is_none() && field.formula.is_none();
        for (id, text) in &form.fields {
            let at = At::new(format!("form.fields.{id}"), "申报表");
            let field = scheme.form_field(id).filter(typed);
            match field.filter(|field| field.kind != AskKind::Figures3y) {
                None => self.note(&at, "栏目", id, written(text)),
                Some(field) if field.kind == AskKind::YesNoUnsure => {
                    let at = At::new(at.place, format!("申报表“{}”", field.label));
                    self.code(&at, text, &YES_NO_UNSURE);
                }
                Some(_) => {}
            }
        }
        for (id, figures) in &form.figures {
            let at = At::new(format!("form.figures.{id}"), "申报表");
            let field = scheme.form_field(id).filter(typed);
            match field.filter(|field| field.kind == AskKind::Figures3y) {
                None => self.note(&at, "栏目", id, written(figures)),
                Some(field) => {
                    let at = At::new(at.place, format!("申报表“{}”", field.label));
                    self.years(&at, figures);
                }
            }
        }
    }

    fn item(&mut self, place: &str, item: &Item) {
        let criteria = self.criteria;
        let Some(known) = criteria.item(&item.id) else {
            let at = At::new(format!("{place}.id"), "自我评价");
            return self.note(&at, "条目", &item.id, written(item));
        };
        let at = At::new(place, format!("自我评价 {} {}", known.id, known.title));
        let sections = ids(&known.sections, |section| &section.id);
        self.texts(&at.key("sections"), &item.sections, &sections, "小标题");
        self.beside_texts(&at, item, known, &sections);
    }
}

fn asked(question: &Question<'_>) -> String {
    format!("资格自查“{}”", question.ask)
}
