//! The questions of the walk, from every file that asks one.

use super::common::{AskKind, Choice, Field};
use super::scheme::Scheme;
use super::walk::{
    Condition, ConditionQuestion, ConditionRule, Exclusion, ExclusionQuestion, Gate,
    GeneralQuestion, LEVEL, Level, Part, Question,
};

impl Scheme {
    /// The questions of the walk in the order of the data. Which one comes next is not decided here.
    pub fn questions(&self) -> impl Iterator<Item = Question<'_>> {
        let general = self.general.iter().map(|q| self.general_question(q));
        let gates = self.gates.iter().filter(|gate| gate.same_as.is_none());
        let conditions = self.conditions.iter().flat_map(|condition| {
            let ask = |q| condition_question(condition, q);
            condition.questions.iter().map(ask)
        });
        let exclusions = self.exclusions.iter().flat_map(|exclusion| {
            // What fills a field of an event is asked there.
            let alone = exclusion.questions.iter().filter(|q| q.fills.is_none());
            alone.map(|q| self.exclusion_question(exclusion, q))
        });
        let notice = self.procedure.iter().filter_map(|step| step.as_question());
        general
            .chain(gates.map(gate_question))
            .chain(conditions)
            .chain(exclusions)
            .chain(notice)
    }

    /// The question about the notice inside the organisation, if the measures ask for one.
    pub fn notice_question(&self) -> Option<Question<'_>> {
        self.questions()
            .find(|question| question.part == Part::Notice)
    }

    /// Id of the condition that asks for the town's opinion, if one does.
    pub fn recommendation_condition(&self) -> Option<&str> {
        let asks = |question: &ConditionQuestion| question.rule == ConditionRule::Recommendation;
        let mut conditions = self.conditions.iter();
        let condition = conditions.find(|condition| condition.questions.iter().any(asks))?;
        Some(&condition.id)
    }

    /// The question of the walk with this id.
    pub fn question(&self, id: &str) -> Option<Question<'_>> {
        self.questions().find(|question| question.id == id)
    }

    /// The fields of an event registered under a question of an exclusion.
    pub fn event_fields(&self, exclusion: &Exclusion, question: &ExclusionQuestion) -> Vec<Field> {
        let filled_by = |key: &str| {
            let fills = |q: &&ExclusionQuestion| q.fills.as_deref() == Some(key);
            exclusion.questions.iter().find(fills)
        };
        let mut fields = Vec::new();
        for key in &exclusion.event_fields {
            let known = self.exclusions_common.fields.iter().find(|f| f.key == *key);
            let Some(mut field) = known.cloned() else {
                continue;
            };
            if field.key == LEVEL {
                if question.levels.is_empty() {
                    continue;
                }
                field.options = question.levels.iter().map(Level::as_choice).collect();
            }
            if let Some(asked) = filled_by(key) {
                field.label.clone_from(&asked.ask);
            }
            fields.push(field);
        }
        fields
    }

    fn general_question<'a>(&'a self, q: &'a GeneralQuestion) -> Question<'a> {
        Question {
            id: &q.id,
            part: Part::General,
            of: "",
            title: "",
            fact: &q.fact,
            article: &q.article,
            quote: self.article_text(&q.article).unwrap_or_default(),
            kind: q.kind,
            unit: "",
            optional: false,
            counts: true,
            ask: &q.ask,
            hint: &q.hint,
            why_asked: &q.why_asked,
            options: &q.options,
            fields: Vec::new(),
            notes: &[],
            ambiguities: &[],
        }
    }

    fn exclusion_question<'a>(
        &'a self,
        exclusion: &'a Exclusion,
        q: &'a ExclusionQuestion,
    ) -> Question<'a> {
        Question {
            id: &q.id,
            part: Part::Exclusion,
            of: &exclusion.id,
            title: &exclusion.title,
            fact: &exclusion.fact,
            article: &exclusion.article,
            quote: exclusion.quote.clone(),
            kind: q.kind,
            unit: exclusion.unit.as_deref().unwrap_or_default(),
            optional: !q.counts,
            counts: q.counts,
            ask: &q.ask,
            hint: &exclusion.hint,
            why_asked: &exclusion.why_asked,
            options: &[],
            fields: self.event_fields(exclusion, q),
            notes: &[],
            ambiguities: q.ambiguities.as_deref().unwrap_or(&exclusion.ambiguities),
        }
    }
}

impl Level {
    fn as_choice(&self) -> Choice {
        Choice {
            value: self.value.clone(),
            label: self.label.clone(),
            gives: None,
        }
    }
}

fn gate_question(gate: &Gate) -> Question<'_> {
    Question {
        id: &gate.id,
        part: Part::Gate,
        of: &gate.id,
        title: &gate.title,
        fact: &gate.fact,
        article: &gate.article,
        quote: gate.quote.clone(),
        kind: AskKind::Group,
        unit: "",
        optional: false,
        counts: true,
        ask: &gate.ask,
        hint: &gate.hint,
        why_asked: &gate.why_asked,
        options: &[],
        fields: gate.fields.clone(),
        notes: &[],
        ambiguities: &gate.ambiguities,
    }
}

fn condition_question<'a>(condition: &'a Condition, q: &'a ConditionQuestion) -> Question<'a> {
    Question {
        id: &q.id,
        part: Part::Condition,
        of: &condition.id,
        title: &condition.title,
        fact: &q.fact,
        article: &condition.article,
        quote: condition.quote.clone(),
        kind: q.kind,
        unit: q.unit.as_deref().unwrap_or_default(),
        optional: q.optional,
        counts: true,
        ask: &q.ask,
        hint: &q.hint,
        why_asked: &q.why_asked,
        options: &q.options,
        fields: q.fields.clone(),
        notes: &condition.notes,
        ambiguities: q.ambiguities.as_deref().unwrap_or(&condition.ambiguities),
    }
}
