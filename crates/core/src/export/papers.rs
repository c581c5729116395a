//! The papers of a round beside the package: the internal notice, its result, the declaration, the recommendation, what
//! cannot be provided, the contact sheet. Each from its template, with what the dossier says filled in and lines to write
//! on for the rest.

use crate::domain::date::Date;
use crate::domain::input;
use crate::domain::verdict::Assessment;
use crate::domain::words::long_date;
use crate::dossier::{Dossier, PAPER, Place};
use crate::pack::{AskKind, FormField, Placeholder, Scheme, Template};
use crate::views::{FormValue, FormView, application_date, form_view, round};

use super::document::{Block, Cell, Chapter, Column, Document, Part, Row};
use super::paper::{self, BLANK, BLANK_DATE, fill};

/// A line to write on.
const LINE: &str = "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿";
/// Shares of a table's width.
const WIDTH: u8 = 20;

/// What is filled into a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled<'a> {
    /// The placeholder.
    pub placeholder: &'a Placeholder,
    /// Where it comes from.
    pub from: Source<'a>,
    /// What stands there; empty where it is left to be filled in by hand.
    pub text: String,
}

/// Where what is filled in comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source<'a> {
    /// The measures, or the dossier by itself.
    Known,
    /// A field of the form.
    Form(&'a FormField),
    /// The dates and the notice of the walk, by the question.
    Walk(String),
    /// What is written for the papers.
    Asked(Place),
    /// Whoever signs it.
    Hand,
}

/// A paper as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperView<'a> {
    /// Its template.
    pub template: &'a Template,
    /// What is filled in, in the order of the template.
    pub filled: Vec<Filled<'a>>,
}

/// Where the answer to a placeholder of the papers is written: once for all of them.
pub fn asked(placeholder: &Placeholder) -> Place {
    Place::HandIn(format!("{PAPER}{}", placeholder.key).into())
}

/// The templates of a round's papers, in the order of the checklist.
pub fn of_round(scheme: &Scheme) -> impl Iterator<Item = &Template> {
    let ids = scheme.checklist.iter().flat_map(|task| &task.papers);
    ids.filter_map(|id| scheme.template(id))
}

impl<'a> PaperView<'a> {
    /// A paper of a dossier.
    pub fn new(
        template: &'a Template,
        dossier: &Dossier,
        scheme: &'a Scheme,
        assessment: &Assessment,
    ) -> Self {
        let facts = Facts {
            dossier,
            scheme,
            assessment,
            form: form_view(dossier, scheme, assessment.on),
        };
        let placeholders = template.placeholders.iter();
        PaperView {
            template,
            filled: placeholders.map(|it| facts.filled(it)).collect(),
        }
    }

    /// What is missing and not left to be filled in by hand.
    pub fn missing(&self) -> impl Iterator<Item = &Filled<'a>> {
        let filled = self.filled.iter();
        filled
            .filter(|it| it.text.is_empty() && it.from != Source::Hand && !it.placeholder.optional)
    }

    /// The paper as a document of one chapter; `title` stands in the head of its pages.
    pub fn document(&self, title: &str) -> Document {
        let value = |key: &str| {
            let filled = self.filled.iter().find(|it| it.placeholder.key == key)?;
            let Placeholder {
                kind,
                lines,
                options,
                ..
            } = filled.placeholder;
            let boxes = |words: &[&str]| {
                let boxes: Vec<_> = words.iter().map(|word| format!("□{word}")).collect();
                boxes.join("　")
            };
            let by_hand = || match (kind, lines) {
                _ if filled.placeholder.optional => String::new(),
                (AskKind::Date, _) => BLANK_DATE.to_owned(),
                (AskKind::YesNoUnsure, _) => boxes(&["是", "否"]),
                (AskKind::Choice, _) => {
                    boxes(&options.iter().map(String::as_str).collect::<Vec<_>>())
                }
                (_, 0) => BLANK.to_owned(),
                (_, lines) => vec![LINE; (*lines).into()].join("\n"),
            };
            Some(match filled.text.as_str() {
                "" => by_hand(),
                text => text.to_owned(),
            })
        };
        let Some(paper) = paper::split(&self.template.body) else {
            return Document::default();
        };
        // Lines to write on begin below what they answer.
        let text = |line: &str| match fill(line, value) {
            text if text.contains(LINE) => text.replacen(LINE, &format!("\n{LINE}"), 1),
            text => text,
        };
        let mut blocks: Vec<Block> = paper.lines.map(|line| Block::Text(text(line))).collect();
        if let Some(log) = &self.template.log {
            let width = WIDTH / u8::try_from(log.columns.len()).unwrap_or(WIDTH).max(1);
            let empty = || Row {
                cells: vec![Cell::Text(String::new()); log.columns.len()],
                sum: false,
            };
            let columns = log.columns.iter().map(|name| Column {
                name: name.clone(),
                width,
            });
            blocks.push(Block::Table {
                caption: log.title.clone(),
                columns: columns.collect(),
                rows: (0..log.rows).map(|_| empty()).collect(),
                whole: true,
            });
        }
        let signature = paper.signature.map(|line| fill(line, value));
        blocks.push(Block::Signature(signature.collect()));
        Document {
            title: title.to_owned(),
            note: String::new(),
            parts: vec![Part::Chapter(Chapter {
                id: "paper".to_owned(),
                title: fill(paper.title, value),
                blocks,
            })],
        }
    }
}

/// What the papers are filled in from.
struct Facts<'d, 'a> {
    dossier: &'d Dossier,
    scheme: &'a Scheme,
    assessment: &'d Assessment,
    form: FormView<'d>,
}

impl<'a> Facts<'_, 'a> {
    fn filled(&self, placeholder: &'a Placeholder) -> Filled<'a> {
        let (from, text) = self.text(placeholder);
        Filled {
            placeholder,
            from,
            text,
        }
    }

    fn text(&self, placeholder: &'a Placeholder) -> (Source<'a>, String) {
        let about = &self.scheme.about;
        if placeholder.by_hand {
            return (Source::Hand, String::new());
        }
        let form = placeholder.from.as_ref();
        if let Some(field) = form.and_then(|id| self.scheme.form_field(id)) {
            return (Source::Form(field), self.of_form(field));
        }
        let known = |text: &str| (Source::Known, text.to_owned());
        let notice = |text: String| {
            let question = self.scheme.notice_question();
            let id = question.map_or(String::new(), |question| question.id.to_owned());
            (Source::Walk(id), text)
        };
        let day = |raw: &str| {
            input::date(raw)
                .given()
                .copied()
                .map_or(String::new(), prose)
        };
        let walk = &self.dossier.walk;
        match placeholder.key.as_str() {
            "award_name" => known(&about.name.value),
            "scheme_title" => known(&about.document_title.value),
            "scheme_number" => known(&about.document_number.value),
            "secretariat" => known(&about.secretariat.value),
            "notice_start" => notice(day(walk.notice.get("start"))),
            "notice_end" => notice(day(walk.notice.get("end"))),
            "working_days" => {
                let days = self.assessment.notice.working_days;
                notice(days.map_or(String::new(), |days| days.to_string()))
            }
            "application_date" => {
                let on = application_date(self.dossier).given().copied();
                let question = crate::pack::reserved::APPLY_ON.to_owned();
                (Source::Walk(question), on.map_or(String::new(), prose))
            }
            "round" if !round(self.dossier, "round").is_empty() => {
                known(round(self.dossier, "round"))
            }
            _ => {
                let place = asked(placeholder);
                let raw = place.read(self.dossier).trim();
                let text = match placeholder.kind {
                    AskKind::Date => day(raw),
                    _ => raw.to_owned(),
                };
                (Source::Asked(place), text)
            }
        }
    }

    fn of_form(&self, field: &FormField) -> String {
        let entry = self.form.entries().find(|entry| entry.field.id == field.id);
        match entry.map(|entry| &entry.value) {
            Some(FormValue::One(written)) if written.flaw.is_none() => {
                written.words.trim().to_owned()
            }
            _ => String::new(),
        }
    }
}

/// A day within a sentence without spaces, as papers have it.
fn prose(date: Date) -> String {
    long_date(date).replace(' ', "")
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::{Group, Kind};
    use crate::export::html;
    use crate::testing::{d, packs};
    use crate::views::assess;

    fn written() -> Dossier {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        let texts = [
            (Place::Form("ff-org-name".into()), "示例公司"),
            (Place::Form("ff-contact".into()), "示例甲"),
            (Place::Field(Group::Notice, "start".into()), "2026-03-02"),
            (Place::Field(Group::Notice, "end".into()), "2026-03-06"),
            (Place::HandIn("paper.channel".into()), "公告栏和内网"),
            (Place::HandIn("round.round".into()), "三"),
        ];
        for (place, text) in texts {
            place.write(&mut dossier, text.to_owned());
        }
        dossier
    }

    fn paper(dossier: &Dossier, id: &str) -> (Vec<String>, String) {
        let packs = packs();
        let calendar = packs.holidays.calendar();
        let assessed = assess(dossier, &packs.scheme, &calendar, d("2026-03-10"));
        let template = packs.scheme.template(id).unwrap();
        let view = PaperView::new(template, dossier, &packs.scheme, &assessed.assessment);
        let missing = view
            .missing()
            .map(|it| it.placeholder.key.clone())
            .collect();
        (missing, html::article(&view.document("递交")))
    }

    #[test]
    fn what_the_dossier_says_is_filled_in_and_written_once_for_all_papers() {
        let dossier = written();
        let (missing, notice) = paper(&dossier, "tpl-internal-notice");
        for said in [
            "我单位拟申报第三届",
            "2026年3月2日至2026年3月6日，共5个工作日",
            "公示方式：公告栏和内网",
            "联系人：示例甲",
        ] {
            assert!(notice.contains(said), "{said}: {notice}");
        }
        assert!(
            missing.contains(&"reading_place".to_owned())
                && !missing.contains(&"channel".to_owned())
        );
        assert!(notice.contains(&format!("查阅地点：{BLANK}")));
        assert!(
            notice.contains("获得荣誉情况。</p>") && !missing.contains(&"content_note".to_owned())
        );
        let (_, result) = paper(&dossier, "tpl-notice-result");
        assert!(result.contains("以公告栏和内网的方式") && result.contains("异议登记表"));
    }

    #[test]
    fn what_others_sign_is_left_to_them() {
        let mut dossier = written();
        Place::HandIn("paper.reason".into()).write(&mut dossier, "不应出现".to_owned());
        Place::Form("ff-legal-representative".into()).write(&mut dossier, "示例乙".to_owned());
        let (missing, town) = paper(&dossier, "tpl-recommendation");
        assert!(!town.contains("不应出现") && town.contains(LINE));
        assert!(
            town.contains("□同意推荐　□不予推荐") && town.contains("设立：□是　□否"),
            "{town}"
        );
        assert!(!missing.contains(&"reason".to_owned()));
        let (_, pledge) = paper(&dossier, "tpl-pledge");
        assert!(
            pledge.contains(&format!("法定代表人（负责人）签字：{BLANK}")),
            "{pledge}"
        );
        assert!(pledge.contains(BLANK_DATE));
    }

    #[test]
    fn every_paper_of_the_checklist_is_one_and_none_has_a_brace_left() {
        let packs = packs();
        let ids: Vec<&str> = of_round(&packs.scheme).map(|it| it.id.as_str()).collect();
        assert_eq!(ids.len(), 6);
        for id in ids {
            let (_, html) = paper(&written(), id);
            assert!(
                html.contains("class=\"signature\"") && !html.contains(['{', '}']),
                "{id}: {html}"
            );
        }
    }
}
