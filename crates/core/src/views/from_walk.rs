//! What the walk says of what a text of the form asks: one who has answered there need not write it again.

use std::rc::Rc;

use crate::domain::input::{self, Input};
use crate::pack::{AskKind, Part, Question, Scheme, ToldBy, cite};

use super::answers::answers_to;
use crate::dossier::{Dossier, HAVE, NONE, rows_answer};

/// What the walk says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromWalk<'a> {
    /// The question to go to: the first that is open, or else the first of all.
    pub question: &'a str,
    /// The text; none while something is open.
    pub text: Option<Rc<str>>,
}

/// What the walk says; `years` are the accounting years that a form is about.
pub fn from_walk<'a>(
    by: ToldBy,
    dossier: &Dossier,
    scheme: &'a Scheme,
    years: &[i32],
) -> Option<FromWalk<'a>> {
    match by {
        ToldBy::Ranking => {
            let question = scheme.questions().find(|it| it.fact == "ranking")?;
            Some(FromWalk {
                question: question.id,
                text: ranking(&question, dossier),
            })
        }
        ToldBy::Notice => {
            let question = scheme.questions().find(|it| it.part == Part::Notice)?;
            Some(FromWalk {
                question: question.id,
                text: notice(&question, dossier),
            })
        }
        ToldBy::Exclusions => exclusions(dossier, scheme, years),
    }
}

fn ranking(question: &Question<'_>, dossier: &Dossier) -> Option<Rc<str>> {
    match rows_answer(question, &dossier.walk) {
        NONE => Some("没有位居国内、省内同行业前列的指标。".into()),
        HAVE => {
            let rows = texts(question, dossier).skip(1);
            let rows: Vec<String> = rows.map(|(_, text)| text).collect();
            (!rows.is_empty()).then(|| rows.join("\n").into())
        }
        _ => None,
    }
}

fn notice(question: &Question<'_>, dossier: &Dossier) -> Option<Rc<str>> {
    let all: Vec<(String, String)> = texts(question, dossier).collect();
    let whole = !all.is_empty() && all.iter().all(|(_, text)| !text.is_empty());
    let parts = all.iter().map(|(label, text)| format!("{label}：{text}"));
    whole.then(|| parts.collect::<Vec<_>>().join("；").into())
}

/// Only when everything that counts is answered, and surely: what is left open must not read as if there were nothing.
fn exclusions<'a>(dossier: &Dossier, scheme: &'a Scheme, years: &[i32]) -> Option<FromWalk<'a>> {
    let counted = scheme.questions();
    let counted = counted.filter(|it| it.part == Part::Exclusion && it.counts);
    let mut first = None;
    let mut listed: Vec<String> = Vec::new();
    for question in counted {
        first = first.or(Some(question.id));
        let said = match question.kind {
            AskKind::Figures if !is_asked(&question, dossier, scheme) => Some(Vec::new()),
            AskKind::Figures => losses(&question, dossier, years),
            _ => match dossier.walk.value(question.id) {
                "no" => Some(Vec::new()),
                "yes" => Some(events(&question, dossier)),
                _ => None,
            },
        };
        match said {
            Some(said) => listed.extend(said),
            None => {
                return Some(FromWalk {
                    question: question.id,
                    text: None,
                });
            }
        }
    }
    let window = scheme.about.exclusion_window_years.value;
    listed.push(match listed.is_empty() {
        true => format!("近 {window} 年没有所列情形。"),
        false => format!("其余各项近 {window} 年没有所列情形。"),
    });
    Some(FromWalk {
        question: first?,
        text: Some(listed.join("\n").into()),
    })
}

/// Whether the form asks for what a question holds.
fn is_asked(question: &Question<'_>, dossier: &Dossier, scheme: &Scheme) -> bool {
    let mut fields = scheme.form.iter();
    let field = fields.find(|field| field.same_as.as_deref() == Some(question.id));
    field.is_none_or(|field| field.is_asked(|question| dossier.walk.value(question)))
}

/// The years with a loss; none while a year is open.
fn losses(question: &Question<'_>, dossier: &Dossier, years: &[i32]) -> Option<Vec<String>> {
    let mut losses = Vec::new();
    for year in years {
        let raw = dossier.walk.profits.get(&year.to_string())?;
        match input::decimal(raw) {
            Input::Given(value) if value.is_sign_negative() && !value.is_zero() => {
                losses.push(format!(
                    "{}：{year} 年利润总额 {raw} {}。",
                    cite(question.article),
                    question.unit
                ));
            }
            Input::Given(_) => {}
            _ => return None,
        }
    }
    Some(losses)
}

/// The events that are registered under a question; without any, that there is something.
fn events(question: &Question<'_>, dossier: &Dossier) -> Vec<String> {
    let rows = texts(question, dossier).skip(1);
    let rows = rows.filter(|(_, text)| !text.is_empty());
    let rows: Vec<String> = rows
        .map(|(_, text)| {
            format!(
                "{}：{}。",
                cite(question.article),
                text.trim_end_matches('。')
            )
        })
        .collect();
    match rows.is_empty() {
        true => vec![format!(
            "{}：有，还没有登记具体事项。",
            cite(question.article)
        )],
        false => rows,
    }
}

/// What is asked and what was answered, the answer to the question itself first.
fn texts(question: &Question<'_>, dossier: &Dossier) -> impl Iterator<Item = (String, String)> {
    let mut said = Vec::new();
    answers_to(&mut said, question, "", &dossier.walk);
    said.into_iter().map(|said| (said.label, said.text))
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::{Claim, Kind, List, Place};
    use crate::testing::packs;

    const YEARS: [i32; 3] = [2024, 2025, 2026];

    fn dossier() -> Dossier {
        Dossier::new("a".into(), Kind::Application, "s", "c")
    }

    fn answer(dossier: &mut Dossier, question: &str, raw: &str) {
        Place::Answer(question.into()).write(dossier, raw.into());
    }

    fn text(by: ToldBy, dossier: &Dossier) -> Option<String> {
        let scheme = packs().scheme;
        let from_walk = from_walk(by, dossier, &scheme, &YEARS)?;
        from_walk.text.map(|text| text.to_string())
    }

    #[test]
    fn article_14_is_told_only_when_nothing_is_open() {
        let scheme = packs().scheme;
        let mut dossier = dossier();
        let counted = scheme.questions();
        let counted = counted.filter(|it| it.part == Part::Exclusion && it.counts);
        for question in counted.filter(|it| it.kind != AskKind::Figures) {
            assert_eq!(text(ToldBy::Exclusions, &dossier), None);
            answer(&mut dossier, question.id, "no");
        }
        assert_eq!(text(ToldBy::Exclusions, &dossier), None);
        for year in YEARS {
            Place::Profit(year.to_string().into()).write(&mut dossier, "100".into());
        }
        let nothing = Some("近 3 年没有所列情形。");
        assert_eq!(text(ToldBy::Exclusions, &dossier).as_deref(), nothing);
        Place::Profit("2025".into()).write(&mut dossier, "-36".into());
        let loss = "第十四条第（五）项：2025 年利润总额 -36 万元。\n其余各项近 3 年没有所列情形。";
        assert_eq!(text(ToldBy::Exclusions, &dossier).as_deref(), Some(loss));
        answer(&mut dossier, "14-3-b", "unsure");
        assert_eq!(text(ToldBy::Exclusions, &dossier), None);
        answer(&mut dossier, "14-3-b", "yes");
        let from_walk = text(ToldBy::Exclusions, &dossier).unwrap_or_default();
        assert!(
            from_walk.contains("第十四条第（三）项：有，还没有登记"),
            "{from_walk}"
        );
    }

    #[test]
    fn a_rank_and_a_notice_are_told_as_they_are_registered() {
        let mut dossier = dossier();
        assert_eq!(text(ToldBy::Ranking, &dossier), None);
        answer(&mut dossier, "13-3-a", "have");
        Rc::make_mut(&mut dossier.walk).ranking.push(Claim {
            id: "c1".into(),
            ..Claim::default()
        });
        for (key, raw) in [("rank", "第 3 位"), ("source", "行业协会公报")] {
            Place::Row(List::Ranking, "c1".into(), key.into()).write(&mut dossier, raw.into());
        }
        let from_walk = text(ToldBy::Ranking, &dossier).unwrap_or_default();
        assert!(
            from_walk.contains("第 3 位") && from_walk.contains("行业协会公报"),
            "{from_walk}"
        );
        assert_eq!(text(ToldBy::Notice, &dossier), None);
    }
}
