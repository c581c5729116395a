//! Answers of the walk in words, for reading over and for paper. What was typed is shown as typed.

use crate::pack::{AskKind, Field, Part, Question};

use super::facts::town;
use super::model::{Dossier, Event, Walk};
use super::place::List;
use super::steps::{
    HAVE, NONE, Step, asked_event_fields, asked_fields, group_value, list_of, rows_answer,
};

/// One thing that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// To what; empty where the step's own question says it.
    pub label: String,
    /// The answer in words.
    pub text: String,
}

/// The answers to a yes-no question of a part of the walk: value and words.
pub fn yes_no_words(part: Part) -> [(&'static str, &'static str); 3] {
    match part {
        Part::Exclusion => [("no", "没有"), ("yes", "有"), ("unsure", "不确定")],
        _ => [("yes", "是"), ("no", "否"), ("unsure", "不确定")],
    }
}

/// What was answered at a step; empty when nothing was.
pub fn said(step: &Step<'_>, dossier: &Dossier) -> Vec<Said> {
    let walk = &*dossier.walk;
    let mut out = Vec::new();
    for question in &step.questions {
        let label = match step.questions.len() {
            1 => "",
            _ => question.ask,
        };
        question_said(&mut out, question, label, walk);
    }
    out
}

fn question_said(out: &mut Vec<Said>, question: &Question<'_>, label: &str, walk: &Walk) {
    let mut say = |label: &str, text: String| {
        if !text.is_empty() {
            out.push(Said {
                label: label.to_owned(),
                text,
            });
        }
    };
    let raw = walk.value(question.id);
    let mut note = walk.note(question.id);
    match (question.part, question.kind) {
        (_, AskKind::Group) => {
            for field in asked_fields(question, walk) {
                say(
                    &field.label,
                    in_words(field, group_value(question, walk, &field.key)),
                );
            }
        }
        (_, AskKind::Rows) => {
            let answer = rows_answer(question, walk);
            say(
                label,
                match answer {
                    HAVE => "有".to_owned(),
                    NONE => "没有".to_owned(),
                    "unsure" => "不确定".to_owned(),
                    other => other.to_owned(),
                },
            );
            if answer == HAVE {
                for (at, text) in rows(question, walk).into_iter().enumerate() {
                    say(&format!("第 {} 条", at + 1), text);
                }
            }
        }
        (Part::Exclusion, AskKind::Figures) => {
            for (year, profit) in &walk.profits {
                say(
                    &format!("{year} 年度利润总额"),
                    format!("{profit} {}", question.unit),
                );
            }
        }
        (part, AskKind::YesNoUnsure) => say(label, yes_no(part, raw)),
        (_, AskKind::Choice) if question.fact == "town" => {
            say(label, town(walk, question.id).to_owned());
            if raw == "other" {
                note = "";
            }
        }
        (_, AskKind::Choice) => say(label, option(question.options, raw)),
        _ if raw.is_empty() => {}
        _ if question.unit.is_empty() => say(label, raw.to_owned()),
        _ => say(label, format!("{raw} {}", question.unit)),
    }
    // A loss year is registered whether or not anything else is answered.
    if raw == "yes" || question.kind == AskKind::Figures {
        let events = walk
            .events
            .iter()
            .filter(|event| event.question == question.id);
        for (at, event) in events.enumerate() {
            say(
                &format!("登记的第 {} 件", at + 1),
                event_said(question, event),
            );
        }
    }
    say("备注", note.to_owned());
}

fn yes_no(part: Part, raw: &str) -> String {
    let words = yes_no_words(part);
    let known = words.iter().find(|(value, _)| *value == raw);
    known.map_or(raw, |(_, word)| word).to_owned()
}

fn option(options: &[crate::pack::Choice], raw: &str) -> String {
    let known = options.iter().find(|option| option.value == raw);
    known.map_or(raw, |option| &option.label).to_owned()
}

/// A field's value in words.
fn in_words(field: &Field, raw: &str) -> String {
    match field.kind {
        AskKind::YesNoUnsure => yes_no(Part::General, raw),
        AskKind::Choice => option(&field.options, raw),
        _ => raw.to_owned(),
    }
}

/// The fields that are written, each with its label.
fn labelled<'f>(fields: impl Iterator<Item = (&'f Field, &'f str)>) -> String {
    let written = fields.filter(|(_, raw)| !raw.is_empty());
    let texts = written.map(|(field, raw)| format!("{}：{}", field.label, in_words(field, raw)));
    texts.collect::<Vec<_>>().join("；")
}

fn rows(question: &Question<'_>, walk: &Walk) -> Vec<String> {
    let text = |get: &dyn Fn(&str) -> String| {
        let raw: Vec<_> = question
            .fields
            .iter()
            .map(|field| get(&field.key))
            .collect();
        labelled(question.fields.iter().zip(raw.iter().map(String::as_str)))
    };
    match list_of(question) {
        Some(List::Ranking) => {
            let claims = walk.ranking.iter();
            claims
                .map(|claim| text(&|key| claim.get(key).to_owned()))
                .collect()
        }
        Some(List::Honours) => {
            let honours = walk.honours.iter();
            honours
                .map(|honour| text(&|key| honour.get(key).to_owned()))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What was written about an event, field by field.
pub fn event_said(question: &Question<'_>, event: &Event) -> String {
    let fields = asked_event_fields(question, event);
    labelled(fields.map(|field| (field, event.get(&field.key))))
}
