//! 咨询函: what only the secretariat can answer, as one letter made from the scheme's template.
//!
//! What the applicant can find out, such as an answer not given yet, is no question for the secretariat.

use std::collections::BTreeMap;

use crate::domain::verdict::{
    Assessment, Family, PartFinding, Reading, Reason, Release, RuleFinding, State,
};
use crate::domain::words;
use crate::dossier::{Dossier, Event};
use crate::pack::reserved::ORGANISATION;
use crate::pack::{Gives, Question, Scheme, cite, cite_all, split_article};
use crate::views::{event_text, exclusion_of};

use super::paper::{self, BLANK, BLANK_DATE, fill};

/// Id of the setting on the day that events are counted from.
const EVENT_BASIS: &str = "event_basis";
/// Placeholders that are filled in once for each question.
const EACH: [&str; 4] = ["quote", "situation", "readings", "question"];

/// What is open about one item of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The article or item, such as `14-4`.
    pub article: String,
    /// Its words.
    pub quote: String,
    /// The applicant's situation, a sentence each.
    pub situation: Vec<String>,
    /// How it can be read.
    pub readings: Vec<String>,
    /// What is to be made clear, a sentence each.
    pub question: Vec<String>,
}

/// The letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub lines: Vec<LetterLine>,
    /// Who signs it and when.
    pub signature: Vec<String>,
}

/// A paragraph of the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LetterLine {
    /// Which question follows.
    Heading(String),
    /// Text.
    Text(String),
}

/// What is open and not the applicant's to answer, in the order of the articles.
pub fn open_questions(
    dossier: &Dossier,
    scheme: &Scheme,
    assessment: &Assessment,
) -> Vec<OpenQuestion> {
    let mut open = Open {
        dossier,
        scheme,
        by_article: BTreeMap::new(),
    };
    let findings = assessment.conditions.iter().chain(&assessment.exclusions);
    for finding in findings.chain(&assessment.gates) {
        for part in &finding.parts {
            open.part(finding, part);
        }
    }
    open.readings(&assessment.readings);
    if assessment.priority == State::Unknown {
        open.honours();
    }
    open.by_article.into_values().collect()
}

/// The letter that asks these questions; `None` when there is nothing to ask or no such template.
pub fn letter(dossier: &Dossier, scheme: &Scheme, questions: &[OpenQuestion]) -> Option<Letter> {
    if questions.is_empty() {
        return None;
    }
    let paper = paper::split(&scheme.template(&scheme.roles.enquiry_letter)?.body)?;
    let about = &scheme.about;
    let whole = |key: &str| -> Option<String> {
        let written = |field: &str| match dossier.form.field(field).trim() {
            "" => None,
            text => Some(text.to_owned()),
        };
        match key {
            "award_name" => Some(about.name.value.clone()),
            "secretariat" => Some(about.secretariat.value.clone()),
            "scheme_title" => Some(about.document_title.value.clone()),
            "scheme_number" => Some(about.document_number.value.clone()),
            "cite" => Some(cite_all(
                questions.iter().map(|asked| asked.article.as_str()),
            )),
            "org_name" => written(ORGANISATION),
            "contact_name" => written(&scheme.roles.contact),
            "contact_phone" => written(&scheme.roles.phone),
            "issue_date" => Some(BLANK_DATE.to_owned()),
            _ => None,
        }
    };
    let mut letter = Letter {
        title: fill(paper.title, whole),
        lines: Vec::new(),
        signature: paper.signature.map(|line| fill(line, whole)).collect(),
    };
    let each = |line: &&str| EACH.iter().any(|key| line.contains(&format!("{{{key}}}")));
    let lines: Vec<&str> = paper.lines.collect();
    let block: Vec<&str> = lines.iter().copied().filter(each).collect();
    let mut asked = false;
    for line in lines {
        if !each(&line) {
            letter.lines.push(LetterLine::Text(fill(line, whole)));
        } else if !asked {
            asked = true;
            ask(&mut letter.lines, &block, questions);
        }
    }
    Some(letter)
}

fn ask(lines: &mut Vec<LetterLine>, block: &[&str], questions: &[OpenQuestion]) {
    for (at, asked) in questions.iter().enumerate() {
        if questions.len() > 1 {
            let heading = format!("问题 {}：{}", at + 1, cite(&asked.article));
            lines.push(LetterLine::Heading(heading));
        }
        let value = |key: &str| match key {
            "quote" => Some(asked.quote.clone()),
            "situation" => numbered(&asked.situation, ""),
            "readings" => numbered(&asked.readings, "；").map(|text| text + "。"),
            "question" => numbered(&asked.question, ""),
            _ => None,
        };
        for line in block {
            // Where only one reading is known, there are none to choose from.
            if line.contains("{readings}") && asked.readings.is_empty() {
                continue;
            }
            lines.push(LetterLine::Text(fill(line, value)));
        }
    }
}

fn numbered(texts: &[String], between: &str) -> Option<String> {
    match texts {
        [] => None,
        [one] => Some(one.clone()),
        many => {
            let numbered = many.iter().enumerate();
            let numbered = numbered.map(|(at, text)| format!("（{}）{text}", at + 1));
            Some(numbered.collect::<Vec<_>>().join(between))
        }
    }
}

struct Open<'a> {
    dossier: &'a Dossier,
    scheme: &'a Scheme,
    /// By article and item as numbers, so that they come in the order of the measures.
    by_article: BTreeMap<(u8, Option<u8>), OpenQuestion>,
}

impl Open<'_> {
    fn of(&mut self, article: &str) -> &mut OpenQuestion {
        let quote = self.scheme.article_text(article).unwrap_or_default();
        let key = split_article(article).unwrap_or_default();
        self.by_article.entry(key).or_insert_with(|| OpenQuestion {
            article: article.to_owned(),
            quote,
            ..OpenQuestion::default()
        })
    }

    fn part(&mut self, finding: &RuleFinding, part: &PartFinding) {
        if part.state != State::Unknown {
            return;
        }
        let Some(question) = self.scheme.question(&part.question) else {
            return;
        };
        let Some(situation) = self.situation(&question, part) else {
            return;
        };
        let ambiguities: Vec<_> = match finding.family {
            // What is unclear about an earlier award is a matter of record, not of reading.
            Family::Ban | Family::Validity => Vec::new(),
            _ => {
                let own = question.ambiguities.iter();
                let known = own.filter_map(|id| self.scheme.ambiguity(id));
                known
                    .filter(|open| is_item_of(&open.article, &finding.article))
                    .collect()
            }
        };
        let mut readings: Vec<String> = Vec::new();
        let mut asked: Vec<String> = Vec::new();
        for open in &ambiguities {
            readings.push(alternatives(&open.reading, &open.alternatives));
            asked.push(open.issue.clone());
        }
        if asked.is_empty() {
            asked.push(default_question(finding.family).to_owned());
        }
        let open = self.of(&finding.article);
        add_new(&mut open.situation, [situation]);
        add_new(&mut open.readings, readings);
        add_new(&mut open.question, asked);
    }

    /// The applicant's situation in a sentence, if it is for the secretariat to say what follows.
    fn situation(&self, question: &Question<'_>, part: &PartFinding) -> Option<String> {
        let walk = &self.dossier.walk;
        let ask = question.ask;
        let facts = match &part.reason {
            Reason::Unsure => format!("对“{ask}”这一问，我单位不能确定。"),
            Reason::Chosen { label } => format!("对“{ask}”这一问，我单位的情况是“{label}”。"),
            Reason::OrgKindOpen => {
                "我单位既从事生产经营，又从事非盈利性业务，或者难以归类。".into()
            }
            Reason::RecommenderNotATown => {
                let issuer = &walk.town_recommendation.town;
                let issuer = if issuer.is_empty() { BLANK } else { issuer };
                format!(
                    "推荐意见由{issuer}出具，不是{}。",
                    self.scheme.about.recommender.value
                )
            }
            Reason::RecommenderOtherTown { issuer, town } => {
                format!("我单位住所在{town}，推荐意见由{issuer}出具。")
            }
            Reason::Event { certain: false, .. } | Reason::EventOngoing { certain: false } => {
                let told = self.event(question, part).unwrap_or_default();
                format!("登记的事项：{told}。是否属于本项，我单位不能确定。")
            }
            Reason::Loss {
                year,
                certain: false,
                ..
            } => format!("我单位 {year} 年度亏损，而组织类别难以确定。"),
            Reason::AwardUnclear => "我单位不清楚以前是否获奖，或者是否被撤销。".into(),
            _ => return None,
        };
        Some(match walk.note(question.id).trim() {
            "" => facts,
            note => format!("{facts}说明：{note}"),
        })
    }

    fn event(&self, question: &Question<'_>, part: &PartFinding) -> Option<String> {
        let events = counted_events(self.dossier, self.scheme);
        let event = events.get(part.event?)?;
        let told = event_text(question, event);
        // A sentence goes on, or ends, behind it.
        let told = told.trim_end_matches('。');
        (!told.is_empty()).then(|| told.to_owned())
    }

    /// What depends on the day that events are counted from.
    fn readings(&mut self, readings: &[Reading]) {
        let Some(first) = readings.first() else {
            return;
        };
        let setting = self.scheme.setting(EVENT_BASIS);
        let open = setting.and_then(|setting| self.scheme.ambiguity(&setting.ambiguity));
        let issue = open.map(|open| open.issue.clone());
        for (at, finding) in first.exclusions.iter().enumerate() {
            let events = finding.parts.iter().filter_map(|part| {
                let question = self.scheme.question(&part.question)?;
                let told = self.event(&question, part)?;
                Some(format!("登记的事项：{told}。"))
            });
            let events: Vec<String> = events.collect();
            let told = readings.iter().filter_map(|reading| {
                let finding = reading.exclusions.get(at)?;
                let basis = words::basis(reading.basis);
                Some(format!("{basis}，则{}", outcome(finding)))
            });
            let told: Vec<String> = told.collect();
            let issue = issue.clone();
            let open = self.of(&finding.article);
            add_new(&mut open.situation, events);
            add_new(&mut open.readings, told);
            add_new(&mut open.question, issue);
        }
    }

    /// Honours of a kind that the measures leave open.
    fn honours(&mut self) {
        let scheme = self.scheme;
        let Some(question) = scheme
            .questions()
            .find(|question| question.fact == "honours")
        else {
            return;
        };
        let options = question.fields.iter().flat_map(|field| &field.options);
        let open_kinds = options.filter(|option| option.gives == Some(Gives::Unknown));
        let open_kinds: Vec<&str> = open_kinds.map(|option| option.value.as_str()).collect();
        let honours = self.dossier.walk.honours.iter();
        let names = honours.filter(|honour| open_kinds.contains(&honour.kind.as_str()));
        let names: Vec<&str> = names.map(|honour| honour.name.trim()).collect();
        if names.is_empty() {
            return;
        }
        let ambiguities = question.ambiguities.iter();
        let known: Vec<_> = ambiguities.filter_map(|id| scheme.ambiguity(id)).collect();
        let open = self.of(question.article);
        add_new(
            &mut open.situation,
            [format!("我单位有下列荣誉：{}。", names.join("、"))],
        );
        for ambiguity in known {
            let readings = alternatives(&ambiguity.reading, &ambiguity.alternatives);
            add_new(&mut open.readings, [readings]);
            add_new(&mut open.question, [ambiguity.issue.clone()]);
        }
    }
}

/// The events as the rules number them.
fn counted_events<'d>(dossier: &'d Dossier, scheme: &Scheme) -> Vec<&'d Event> {
    let events = dossier.walk.events.iter();
    let counted = events.filter(|event| exclusion_of(event, &dossier.walk, scheme).is_some());
    counted.collect()
}

/// Whether what is open stands in an item of the same article as the finding.
fn is_item_of(open: &str, finding: &str) -> bool {
    match (split_article(open), split_article(finding)) {
        (Some((of, Some(_))), Some((article, _))) => of == article,
        _ => false,
    }
}

fn default_question(family: Family) -> &'static str {
    match family {
        Family::Condition => "上述情况是否符合该项条件，应当以什么材料说明。",
        Family::Exclusion => "上述情况是否属于该项所说的情形。",
        Family::Ban | Family::Validity => {
            "请查询我单位以前获奖和撤销的记录及日期，并告知能否申报。"
        }
        Family::Notice => "上述情况是否符合公示要求。",
    }
}

/// All readings in one text, ours first; that we leave it open is none.
fn alternatives(reading: &str, others: &[String]) -> String {
    let ours = (!reading.contains("待确认")).then(|| reading.trim_end_matches('。'));
    let all = ours.into_iter().chain(others.iter().map(String::as_str));
    all.collect::<Vec<_>>().join("，或者")
}

/// What a reading says of an exclusion.
fn outcome(finding: &RuleFinding) -> String {
    match (finding.state, finding.release) {
        (State::Pass, _) => "没有此情形".into(),
        (_, Release::On(date)) => format!("{date} 起不再受影响", date = words::long_date(date)),
        (State::Fail, _) => "有此情形".into(),
        (State::Unknown, _) => "还不能确定".into(),
    }
}

fn add_new(texts: &mut Vec<String>, new: impl IntoIterator<Item = String>) {
    for text in new {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
}
