//! Answers of the walk in words, for reading over and for paper. What was typed is shown as typed; what cannot be used
//! says so beside it.

use std::rc::Rc;

use crate::domain::input::{self, Flaw, Input};
use crate::domain::uscc;
use crate::pack::{AskKind, Choice, Field, Part, Question};

use super::facts::town;
use super::steps::Step;
use crate::dossier::{
    Dossier, Event, HAVE, List, NONE, Place, ValueKind, Walk, asked_event_fields, asked_fields,
    group_of, group_value, list_of, rows_answer,
};

/// One thing that was asked, and what was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerText {
    /// To what; empty where the step's own question says it.
    pub label: String,
    /// The answer in words; empty where there is none.
    pub text: String,
    /// Of a row or an event: its fields, those not written too.
    pub fields: Vec<AnswerText>,
    /// Whether a field may be left empty.
    pub optional: bool,
    /// Where the text is typed.
    pub places: Vec<Place>,
}

/// The answers to a yes-no question of a part of the walk: value and words.
pub fn yes_no_words(part: Part) -> [(&'static str, &'static str); 3] {
    match part {
        Part::Exclusion => [("no", "没有"), ("yes", "有"), ("unsure", "不确定")],
        _ => [("yes", "是"), ("no", "否"), ("unsure", "不确定")],
    }
}

/// What was answered at a step; empty when nothing was.
pub fn said(step: &Step<'_>, dossier: &Dossier) -> Vec<AnswerText> {
    let mut said = answers(step, dossier);
    said.retain(|said| !said.text.is_empty());
    said
}

/// Everything that a step asks for, with an empty text where nothing is answered.
pub fn answers(step: &Step<'_>, dossier: &Dossier) -> Vec<AnswerText> {
    let walk = &*dossier.walk;
    let mut out = Vec::new();
    for question in &step.questions {
        let label = match step.questions.len() {
            1 => "",
            _ => question.ask,
        };
        answers_to(&mut out, question, label, walk);
    }
    out
}

/// What was answered to a question, the answer itself first.
pub(super) fn answers_to(
    out: &mut Vec<AnswerText>,
    question: &Question<'_>,
    label: &str,
    walk: &Walk,
) {
    let own = Place::Answer(key(question.id));
    let raw = walk.value(question.id);
    let mut note = walk.note(question.id);
    let one = |text: String, places: Vec<Place>| AnswerText {
        label: label.to_owned(),
        text,
        places,
        ..AnswerText::default()
    };
    match (question.part, question.kind) {
        (_, AskKind::Group) => {
            let Some(group) = group_of(question) else {
                return;
            };
            for field in asked_fields(question, walk) {
                let raw = group_value(question, walk, &field.key);
                out.push(AnswerText {
                    label: field.label.clone(),
                    text: field_text(field, raw),
                    places: vec![Place::Field(group, key(&field.key))],
                    optional: field.optional,
                    ..AnswerText::default()
                });
            }
        }
        (_, AskKind::Rows) => {
            let answer = rows_answer(question, walk);
            out.push(one(rows_said(answer), vec![own]));
            if answer == HAVE {
                out.extend(rows(question, walk));
            }
        }
        (Part::Exclusion, AskKind::Figures) if walk.profits.is_empty() => {
            out.push(one(String::new(), Vec::new()));
        }
        (Part::Exclusion, AskKind::Figures) => {
            for (year, raw) in &walk.profits {
                let flaw = flaw(input::decimal(raw));
                out.push(AnswerText {
                    label: format!("{year} 年度利润总额"),
                    text: with_unit(raw, question.unit, flaw),
                    places: vec![Place::Profit(key(year))],
                    ..AnswerText::default()
                });
            }
        }
        (_, AskKind::Choice) if question.fact == "town" && raw == "other" => {
            // The note is the answer.
            let text = town(walk, question.id).to_owned();
            out.push(one(text, vec![own, Place::Note(key(question.id))]));
            note = "";
        }
        _ => out.push(one(answer_text(question, raw), vec![own])),
    }
    // A loss year is registered whether or not anything else is answered.
    if raw == "yes" || question.kind == AskKind::Figures {
        let events = walk.events.iter();
        let own = events.filter(|event| event.question == question.id);
        let events: Vec<AnswerText> = own
            .enumerate()
            .map(|(at, event)| {
                let place = |key: Rc<str>| Place::Row(List::Events, event.id.as_str().into(), key);
                let fields =
                    asked_event_fields(question, event).map(|field| (field, event.get(&field.key)));
                row(format!("登记的第 {} 件", at + 1), fields, place)
            })
            .collect();
        if question.part == Part::Exclusion && raw == "yes" && events.is_empty() {
            out.push(AnswerText {
                label: "登记的事项".to_owned(),
                ..AnswerText::default()
            });
        }
        out.extend(events);
    }
    if !note.is_empty() {
        out.push(AnswerText {
            label: "备注".to_owned(),
            text: note.to_owned(),
            places: vec![Place::Note(key(question.id))],
            ..AnswerText::default()
        });
    }
}

fn key(text: &str) -> Rc<str> {
    Rc::from(text)
}

/// What stands at a place in words, with the reason beside it where it cannot be used:
/// `2026-02-30〔不能使用：没有 2026 年 2 月 30 日这一天，请核对〕`.
pub fn marked(words: &str, flaw: Option<&Flaw>) -> String {
    match flaw.filter(|flaw| !flaw.is_doubt()) {
        None => words.to_owned(),
        Some(flaw) => {
            let why = flaw.sentence();
            format!("{words}〔不能使用：{}〕", why.trim_end_matches('。'))
        }
    }
}

fn with_unit(raw: &str, unit: &str, flaw: Option<Flaw>) -> String {
    match (raw, unit, flaw) {
        ("", ..) | (_, "", None) => raw.to_owned(),
        (_, _, None) => format!("{raw} {unit}"),
        (_, _, Some(flaw)) => marked(raw, Some(&flaw)),
    }
}

fn flaw<T>(input: Input<T>) -> Option<Flaw> {
    match input {
        Input::Invalid { why, .. } => Some(why),
        _ => None,
    }
}

/// One of a list in words.
fn chosen<'a>(raw: &str, options: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut options = options.into_iter();
    let known = options.find(|(value, _)| *value == raw);
    match known {
        Some((_, words)) => words.to_owned(),
        None if raw.is_empty() => String::new(),
        None => marked(raw, Some(&Flaw::UnknownChoice)),
    }
}

fn option(raw: &str, options: &[Choice]) -> String {
    let pairs = options.iter();
    chosen(
        raw,
        pairs.map(|option| (option.value.as_str(), option.label.as_str())),
    )
}

/// The answer to a question that has a single value, in words; empty when it is not answered.
pub fn answer_text(question: &Question<'_>, raw: &str) -> String {
    match question.kind {
        AskKind::YesNoUnsure => chosen(raw, yes_no_words(question.part)),
        AskKind::Choice => option(raw, question.options),
        AskKind::Rows => rows_said(raw),
        AskKind::Date => marked(raw, flaw(input::date(raw)).as_ref()),
        AskKind::Figures => with_unit(raw, question.unit, flaw(input::count(raw))),
        _ if question.fact == "uscc" => {
            let flaw = uscc::check(raw, "").and_then(|report| report.flaw);
            marked(raw, flaw.as_ref())
        }
        _ => raw.to_owned(),
    }
}

/// The answer to a question of rows.
fn rows_said(raw: &str) -> String {
    chosen(raw, [(HAVE, "有"), (NONE, "没有"), ("unsure", "不确定")])
}

/// A field's value in words; empty when nothing is written.
pub fn field_text(field: &Field, raw: &str) -> String {
    match field.kind {
        AskKind::YesNoUnsure => chosen(raw, yes_no_words(Part::General)),
        AskKind::Choice => option(raw, &field.options),
        AskKind::Date => marked(raw, flaw(input::date(raw)).as_ref()),
        AskKind::Figures => marked(raw, ValueKind::of(field).flaw(raw).as_ref()),
        _ => raw.to_owned(),
    }
}

/// A row: its fields one by one, and what is written of them in one text.
fn row<'f>(
    label: String,
    fields: impl Iterator<Item = (&'f Field, &'f str)>,
    place: impl Fn(Rc<str>) -> Place,
) -> AnswerText {
    let fields: Vec<AnswerText> = fields
        .map(|(field, raw)| AnswerText {
            label: field.label.clone(),
            text: field_text(field, raw),
            places: vec![place(key(&field.key))],
            optional: field.optional,
            ..AnswerText::default()
        })
        .collect();
    AnswerText {
        label,
        text: joined(&fields),
        places: fields
            .iter()
            .flat_map(|field| field.places.clone())
            .collect(),
        fields,
        ..AnswerText::default()
    }
}

/// The fields that are written, each with its label; apart by `；` where none ends with a mark of its own.
fn joined(fields: &[AnswerText]) -> String {
    let mut joined = String::new();
    for field in fields.iter().filter(|field| !field.text.is_empty()) {
        if !joined.is_empty() && !joined.ends_with(['。', '；', '！', '？']) {
            joined.push('；');
        }
        joined += &format!("{}：{}", field.label, field.text);
    }
    joined
}

fn rows(question: &Question<'_>, walk: &Walk) -> Vec<AnswerText> {
    let fields = &question.fields;
    let said = |at: usize, list: List, id: &str, get: &dyn Fn(&str) -> String| {
        let raw: Vec<String> = fields.iter().map(|field| get(&field.key)).collect();
        let fields = fields.iter().zip(raw.iter().map(String::as_str));
        let place = |key: Rc<str>| Place::Row(list, id.into(), key);
        row(format!("第 {} 条", at + 1), fields, place)
    };
    match list_of(question) {
        Some(List::Ranking) => {
            let claims = walk.ranking.iter().enumerate();
            let said = claims.map(|(at, claim)| {
                said(at, List::Ranking, &claim.id, &|key| {
                    claim.get(key).to_owned()
                })
            });
            said.collect()
        }
        Some(List::Honours) => {
            let honours = walk.honours.iter().enumerate();
            let said = honours.map(|(at, honour)| {
                said(at, List::Honours, &honour.id, &|key| {
                    honour.get(key).to_owned()
                })
            });
            said.collect()
        }
        _ => Vec::new(),
    }
}

/// What was written about an event, field by field.
pub fn event_text(question: &Question<'_>, event: &Event) -> String {
    let fields = asked_event_fields(question, event).map(|field| AnswerText {
        label: field.label.clone(),
        text: field_text(field, event.get(&field.key)),
        ..AnswerText::default()
    });
    joined(&fields.collect::<Vec<_>>())
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::testing::packs;

    #[test]
    fn a_year_may_be_written_with_its_sign() {
        let scheme = packs().scheme;
        let question = scheme.question("13-3-a").unwrap();
        let mut fields = question.fields.iter();
        let year = fields.find(|field| field.key == "year").unwrap();
        assert_eq!(field_text(year, "２０２５年"), "２０２５年");
        assert!(field_text(year, "25").starts_with("25〔不能使用："));
    }
}
