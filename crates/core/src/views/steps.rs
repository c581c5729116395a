//! The walk step by step: which questions stand on one page, which page comes next, how far one is.
//!
//! Routing only. What answers mean is the domain's, what a reader sees the data's. A step that is not
//! taken keeps its answers; they do not count.
//!
//! To add a kind of step: 1 the part of the scheme in [`Steps::of`]; 2 when it is answered, in
//! [`Step::answered`]; 3 which finding it shows, in `state_of`; 4 its form on the page.

use std::collections::BTreeSet;

use crate::domain::verdict::{Assessment, PartFinding, RuleFinding, State};
use crate::pack::{
    AskKind, Exclusion, ExclusionRule, Gate, Part, Question, Scheme, cite, cite_all,
};

use crate::dossier::{
    Dossier, ValueKind, Walk, asked_fields, group_value, loss_years, rows_answer,
};

/// All steps of a scheme, in the order one walks them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps<'a> {
    /// The groups, such as all of article 13.
    pub groups: Vec<StepGroup<'a>>,
}

/// The steps of one part of the walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepGroup<'a> {
    /// Which part.
    pub part: Part,
    /// What it is called.
    pub title: String,
    /// Its sections: the conditions, the exclusions, or single questions.
    pub sections: Vec<StepSection<'a>>,
}

/// The steps that are judged together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepSection<'a> {
    /// Id of the condition, exclusion, gate or step of the round; of the question in general ones.
    pub id: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// Its steps.
    pub steps: Vec<Step<'a>>,
}

/// One page of the walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// Id: of its question, or of the exclusion whose parts it asks.
    pub id: &'a str,
    /// Which part of the walk.
    pub part: Part,
    /// What is asked.
    pub ask: &'a str,
    /// How to answer.
    pub hint: &'a str,
    /// Why it is asked.
    pub why: Vec<&'a str>,
    /// The articles it rests on.
    pub sources: Vec<Source<'a>>,
    /// How we read them.
    pub notes: &'a [String],
    /// Ids of what they leave open.
    pub ambiguities: Vec<&'a str>,
    /// The questions: one, or the parts of an exclusion.
    pub questions: Vec<Question<'a>>,
    /// The exclusion whose parts are asked.
    pub exclusion: Option<&'a Exclusion>,
    /// Question and answer that make the step needless.
    needless_at: Option<(&'a str, &'a str)>,
}

/// An article and its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source<'a> {
    /// Such as `13-1`.
    pub article: &'a str,
    /// Word for word.
    pub quote: String,
}

/// Where a step stands among its like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The article in Chinese, or the group's title where no article is asked about.
    pub of: String,
    /// Which one it is, from 1.
    pub at: usize,
    /// How many there are.
    pub total: usize,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Other answers make it needless.
    Needless,
    /// Nothing is written, and nothing need be.
    Optional,
    /// Something is not answered.
    Unanswered,
    /// Answered, and nothing stands in the way.
    Answered,
    /// Answered, but what follows is open.
    Open,
    /// What is answered stands in the way.
    Unmet,
}

/// How far a group is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress<'a> {
    /// Steps answered, of those that need an answer.
    pub answered: usize,
    /// Steps that need an answer.
    pub total: usize,
    /// The first step without an answer that needs one.
    pub first_open: Option<&'a str>,
}

impl<'a> Steps<'a> {
    /// The steps of a scheme.
    pub fn of(scheme: &'a Scheme) -> Self {
        let mut groups: Vec<StepGroup<'a>> = Vec::new();
        for question in scheme.questions() {
            let part = question.part;
            if groups.last().is_none_or(|group| group.part != part) {
                groups.push(StepGroup {
                    part,
                    title: group_title(part, &question, scheme),
                    sections: Vec::new(),
                });
            }
            let Some(group) = groups.last_mut() else {
                continue;
            };
            let section = match part {
                Part::General => question.id,
                _ => question.of,
            };
            if group.sections.last().is_none_or(|last| last.id != section) {
                let title = match part {
                    Part::General => question.ask,
                    _ => question.title,
                };
                group.sections.push(StepSection {
                    id: section,
                    title,
                    steps: Vec::new(),
                });
            }
            if let Some(section) = group.sections.last_mut() {
                add(section, question, scheme);
            }
        }
        Steps { groups }
    }

    /// All steps, in order.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Step<'a>> {
        self.groups.iter().flat_map(StepGroup::steps)
    }

    /// The step with this id, or the one that asks the question or judges the section with it.
    pub fn find(&self, id: &str) -> Option<&Step<'a>> {
        let asks = |step: &&Step| step.asks(id);
        self.all()
            .find(|step| step.id == id)
            .or_else(|| self.all().find(asks))
            .or_else(|| {
                let mut sections = self.groups.iter().flat_map(|group| &group.sections);
                sections.find(|section| section.id == id)?.steps.first()
            })
    }

    /// The group and section that a step stands in.
    pub fn around(&self, id: &str) -> Option<(&StepGroup<'a>, &StepSection<'a>)> {
        self.groups.iter().find_map(|group| {
            let mut sections = group.sections.iter();
            let section = sections.find(|section| section.steps.iter().any(|s| s.id == id))?;
            Some((group, section))
        })
    }

    /// The next step that is needed after this one.
    pub fn next(&self, id: &str, walk: &Walk) -> Option<&Step<'a>> {
        let after = self.all().skip_while(|step| step.id != id).skip(1);
        after.into_iter().find(|step| step.needed(walk))
    }

    /// The last step that is needed before this one.
    pub fn previous(&self, id: &str, walk: &Walk) -> Option<&Step<'a>> {
        let before = self.all().rev().skip_while(|step| step.id != id).skip(1);
        before.into_iter().find(|step| step.needed(walk))
    }

    /// Where a step stands: within its article's item, or within its group where every item is one step.
    pub fn position(&self, id: &str) -> Option<Position> {
        let (group, section) = self.around(id)?;
        let within = |steps: &[&Step]| {
            let at = steps.iter().position(|step| step.id == id)? + 1;
            Some((at, steps.len()))
        };
        let of_sections = group.sections.iter().any(|section| section.steps.len() > 1);
        let (at, total) = if of_sections {
            within(&section.steps.iter().collect::<Vec<_>>())?
        } else {
            within(&group.steps().collect::<Vec<_>>())?
        };
        let of = match group.part {
            Part::General => group.title.clone(),
            _ => section.steps.first()?.cite(),
        };
        Some(Position { of, at, total })
    }

    /// How far a group is.
    pub fn progress(
        &self,
        group: &StepGroup<'a>,
        dossier: &Dossier,
        assessment: &Assessment,
    ) -> Progress<'a> {
        let mut progress = Progress::default();
        for step in group.steps() {
            if step.optional() || !step.needed(&dossier.walk) {
                continue;
            }
            progress.total += 1;
            if step.answered(dossier, assessment) {
                progress.answered += 1;
            } else if progress.first_open.is_none() {
                progress.first_open = Some(step.id);
            }
        }
        progress
    }

    /// The first step of the walk without an answer that needs one.
    pub fn first_open(&self, dossier: &Dossier, assessment: &Assessment) -> Option<&'a str> {
        let mut groups = self.groups.iter();
        groups.find_map(|group| self.progress(group, dossier, assessment).first_open)
    }
}

impl<'a> StepGroup<'a> {
    /// Its steps, in order.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &Step<'a>> {
        self.sections.iter().flat_map(|section| &section.steps)
    }
}

impl StepSection<'_> {
    /// How the section stands as a whole: what is bad counts first, then what is missing, then what is open.
    pub fn status(&self, dossier: &Dossier, assessment: &Assessment) -> Status {
        let all: Vec<Status> = self
            .steps
            .iter()
            .map(|step| step.status(dossier, assessment))
            .collect();
        let any = |status| all.contains(&status);
        [
            Status::Unmet,
            Status::Unanswered,
            Status::Open,
            Status::Answered,
            Status::Optional,
        ]
        .into_iter()
        .find(|status| any(*status))
        .unwrap_or(Status::Needless)
    }
}

impl<'a> Step<'a> {
    /// The articles in Chinese.
    pub fn cite(&self) -> String {
        cite_all(self.sources.iter().map(|source| source.article))
    }

    /// Whether it asks this question, also as a field of an event or another gate.
    pub fn asks(&self, question: &str) -> bool {
        let filled = |exclusion: &&Exclusion| {
            exclusion.id == question || exclusion.questions.iter().any(|q| q.id == question)
        };
        self.questions.iter().any(|own| own.id == question)
            || self.exclusion.as_ref().is_some_and(filled)
    }

    /// Whether it may be left empty.
    pub fn optional(&self) -> bool {
        self.questions.iter().all(|question| question.optional)
    }

    /// Whether other answers leave something to ask.
    pub fn needed(&self, walk: &Walk) -> bool {
        self.needless_at
            .is_none_or(|(question, value)| walk.value(question) != value)
    }

    /// Whether everything that needs an answer here has one. An optional step has one when anything is written.
    pub fn answered(&self, dossier: &Dossier, assessment: &Assessment) -> bool {
        let walk = &*dossier.walk;
        if self.optional() {
            return self.questions.iter().any(|question| !blank(question, walk));
        }
        let mut counting = self.questions.iter().filter(|question| !question.optional);
        counting.all(|question| match (question.part, question.kind) {
            (Part::Exclusion, AskKind::Figures) => loss_years(assessment, question.of)
                .iter()
                .all(|year| walk.profits.contains_key(&year.to_string())),
            (_, AskKind::Group) => asked_fields(question, walk)
                .filter(|field| !field.optional)
                .all(|field| !group_value(question, walk, &field.key).is_empty()),
            _ => !blank(question, walk),
        })
    }

    /// How it stands.
    pub fn status(&self, dossier: &Dossier, assessment: &Assessment) -> Status {
        let walk = &*dossier.walk;
        if !self.needed(walk) {
            return Status::Needless;
        }
        let state = state_of(self, assessment);
        let flawed = || self.questions.iter().any(|question| flawed(question, walk));
        match state {
            Some(State::Fail) => Status::Unmet,
            _ if !self.answered(dossier, assessment) => match self.optional() {
                true => Status::Optional,
                false => Status::Unanswered,
            },
            Some(State::Unknown) => Status::Open,
            _ if flawed() => Status::Open,
            _ => Status::Answered,
        }
    }
}

/// Whether nothing is written for a question.
fn blank(question: &Question<'_>, walk: &Walk) -> bool {
    match question.kind {
        AskKind::Rows => rows_answer(question, walk).is_empty(),
        AskKind::Group => {
            let mut fields = question.fields.iter();
            fields.all(|field| group_value(question, walk, &field.key).is_empty())
        }
        _ => walk.value(question.id).is_empty(),
    }
}

/// Whether a single value is no usable answer, for questions that have no finding of their own.
fn flawed(question: &Question<'_>, walk: &Walk) -> bool {
    let raw = walk.value(question.id);
    match (question.kind, question.fact) {
        (AskKind::Choice, "town") => raw == "other" && walk.note(question.id).trim().is_empty(),
        (AskKind::Choice, _) => raw == "unsure",
        _ => ValueKind::of_question(question).flaw(raw).is_some(),
    }
}

/// What was found about a step.
fn state_of(step: &Step<'_>, assessment: &Assessment) -> Option<State> {
    let question = step.questions.first()?;
    let parts = |of: &[RuleFinding]| -> Vec<PartFinding> {
        let own = of.iter().flat_map(|finding| &finding.parts);
        own.filter(|part| part.question == question.id)
            .cloned()
            .collect()
    };
    let combined = |parts: Vec<PartFinding>| match parts.is_empty() {
        true => None,
        false => Some(State::combine(parts.iter().map(|part| part.state))),
    };
    match step.part {
        Part::General => None,
        Part::Gate => combined(parts(&assessment.gates)),
        Part::Condition => combined(parts(&assessment.conditions)),
        Part::Exclusion => {
            let mut findings = assessment.exclusions.iter();
            findings
                .find(|finding| finding.id == step.id)
                .map(|finding| finding.state)
        }
        Part::Notice => Some(assessment.notice.state),
    }
}

fn group_title(part: Part, question: &Question<'_>, scheme: &Scheme) -> String {
    let article = |id: &str, what: &str| format!("{}：{what}", cite(id));
    match part {
        Part::General => "基本情况".to_owned(),
        Part::Gate => "以前获奖情况".to_owned(),
        Part::Condition => article(&scheme.conditions_common.article, "申报条件"),
        Part::Exclusion => article(&scheme.exclusions_common.article, "不得申报的情形"),
        Part::Notice => article(question.article, "内部公示"),
    }
}

fn add<'a>(section: &mut StepSection<'a>, question: Question<'a>, scheme: &'a Scheme) {
    let exclusion = match question.part {
        Part::Exclusion => scheme.exclusion(question.of),
        _ => None,
    };
    if let (Some(_), Some(step)) = (exclusion, section.steps.last_mut()) {
        step.questions.push(question);
        return;
    }
    let source = |article: &'a str, quote: &str| Source {
        article,
        quote: quote.to_owned(),
    };
    let mut why = vec![question.why_asked];
    let mut sources = vec![source(question.article, &question.quote)];
    let mut ambiguities: Vec<&str> = question.ambiguities.iter().map(String::as_str).collect();
    // A gate that reads the same answer is asked about here too.
    for gate in with_same_answer(&question, scheme) {
        why.push(&gate.why_asked);
        sources.push(source(&gate.article, &gate.quote));
        ambiguities.extend(gate.ambiguities.iter().map(String::as_str));
    }
    let mut seen = BTreeSet::new();
    ambiguities.retain(|id| seen.insert(*id));
    section.steps.push(Step {
        id: exclusion.map_or(question.id, |exclusion| &exclusion.id),
        part: question.part,
        ask: exclusion.map_or(question.ask, |exclusion| &exclusion.ask),
        hint: question.hint,
        why,
        sources,
        notes: question.notes,
        ambiguities,
        needless_at: exclusion.and_then(|exclusion| exempt(exclusion, scheme)),
        exclusion,
        questions: vec![question],
    });
}

fn with_same_answer<'a>(
    question: &Question<'a>,
    scheme: &'a Scheme,
) -> impl Iterator<Item = &'a Gate> {
    let id = (question.part == Part::Gate).then_some(question.id);
    let gates = scheme.gates.iter();
    gates.filter(move |gate| gate.same_as.is_some() && gate.same_as.as_deref() == id)
}

/// The question and its answer at which an exclusion does not speak of the organisation.
fn exempt<'a>(exclusion: &'a Exclusion, scheme: &'a Scheme) -> Option<(&'a str, &'a str)> {
    let ExclusionRule::Losses(losses) = &exclusion.rule else {
        return None;
    };
    let question = scheme
        .questions()
        .find(|question| question.fact == losses.by)?;
    Some((question.id, &losses.exempt))
}
