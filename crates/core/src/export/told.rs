//! A finding in words: what it is about, how it stands, why, what to do, when it can change. The verdict
//! page, the printed package and the native command say the same because they all take it from here.

use crate::domain::date::Date;
use crate::domain::verdict::{Assessment, Family, Finding, Overall, Release, State};
use crate::domain::words;
use crate::pack::{Scheme, cite};

/// A finding as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<'a> {
    /// Id of the finding, such as `13-1`.
    pub id: &'a str,
    /// What it is about.
    pub title: &'a str,
    /// How it stands.
    pub state: State,
    /// How it stands in words, such as 符合 or 有此情形.
    pub label: &'a str,
    /// The article in Chinese.
    pub cite: String,
    /// The article's own words.
    pub quote: &'a str,
    /// Why, part by part.
    pub reasons: Vec<Why<'a>>,
    /// What to do; empty when nothing need be done.
    pub what_to_do: &'a str,
    /// The earliest date at which the answer can change.
    pub earliest: Option<Date>,
    /// It stands in the way, and waiting does not help.
    pub never: bool,
    /// Question to go to for changing the answer: the first that did not pass, or the first.
    pub question: &'a str,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why<'a> {
    /// The question it answers; empty where the finding has only one.
    pub ask: &'a str,
    /// How this part stands.
    pub state: State,
    /// Why, a sentence.
    pub text: String,
}

/// All findings in the order of a reader: gates, conditions, exclusions.
pub fn findings(assessment: &Assessment) -> impl Iterator<Item = &Finding> {
    let gates = assessment.gates.iter();
    gates
        .chain(&assessment.conditions)
        .chain(&assessment.exclusions)
}

/// What the data says of a finding: title, its words, what to do.
struct About<'a> {
    title: &'a str,
    quote: &'a str,
    what_to_do: &'a str,
}

fn about<'a>(finding: &Finding, scheme: &'a Scheme) -> Option<About<'a>> {
    let about = |title, quote, what_to_do| About {
        title,
        quote,
        what_to_do,
    };
    match finding.family {
        Family::Condition => scheme
            .condition(&finding.id)
            .map(|of| about(&of.title, &of.quote, &of.what_to_do)),
        Family::Exclusion => scheme
            .exclusion(&finding.id)
            .map(|of| about(&of.title, &of.quote, &of.what_to_do)),
        Family::Ban | Family::Validity => scheme
            .gate(&format!("gate-{}", finding.id))
            .map(|of| about(&of.title, &of.quote, &of.what_to_do)),
        Family::Notice => None,
    }
}

/// Puts a finding into words, for an application on the day `on`.
pub fn told<'a>(finding: &'a Finding, scheme: &'a Scheme, on: Date) -> Told<'a> {
    let about = about(finding, scheme).unwrap_or(About {
        title: &finding.id,
        quote: "",
        what_to_do: "",
    });
    let alone = finding.parts.len() == 1;
    let reasons = finding.parts.iter().map(|part| Why {
        ask: match scheme.question(&part.question) {
            Some(question) if !alone => question.ask,
            _ => "",
        },
        state: part.state,
        text: words::reason(&part.reason, on),
    });
    let mut parts = finding.parts.iter();
    let first = parts
        .find(|part| part.state == finding.state)
        .or(finding.parts.first());
    Told {
        id: &finding.id,
        title: about.title,
        state: finding.state,
        label: label(finding.state, finding.family, scheme),
        cite: cite(&finding.article),
        quote: about.quote,
        reasons: reasons.collect(),
        what_to_do: match finding.state {
            State::Pass => "",
            State::Unknown | State::Fail => about.what_to_do,
        },
        earliest: match finding.release {
            Release::On(date) => Some(date),
            Release::NotNeeded | Release::Never => None,
        },
        never: finding.release == Release::Never,
        question: first.map_or("", |part| &part.question),
    }
}

/// A state in the words of its family.
pub fn label(state: State, family: Family, scheme: &Scheme) -> &str {
    scheme.labels.of(state.code(family)).unwrap_or_default()
}

/// The overall answer in the words of the scheme.
pub fn overall(overall: Overall, scheme: &Scheme) -> &str {
    scheme.labels.of(overall.code()).unwrap_or_default()
}

/// How many findings stand how, in one sentence.
pub fn summary(assessment: &Assessment) -> String {
    let count = |state| {
        findings(assessment)
            .filter(|finding| finding.state == state)
            .count()
    };
    let (pass, fail, open) = (
        count(State::Pass),
        count(State::Fail),
        count(State::Unknown),
    );
    let total = pass + fail + open;
    format!("{total} 项中：没有妨碍 {pass} 项，不符合 {fail} 项，待确认 {open} 项。")
}
