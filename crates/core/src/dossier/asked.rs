//! What a question of the walk asks for, and where its answer stands in the dossier.

use crate::domain::verdict::{Assessment, Reason};
use crate::pack::{AskKind, Field, Part, Question, Scheme};

use super::model::{Dossier, Event, Walk};
use super::place::{Group, List, Place};

/// Value of an answer to a question of rows: there are some.
pub const HAVE: &str = "have";
/// Value of an answer to a question of rows: there is none.
pub const NONE: &str = "none";

/// The accounting years whose profit counts, by the finding on the exclusion.
pub fn loss_years(assessment: &Assessment, exclusion: &str) -> Vec<i32> {
    let finding = assessment.exclusions.iter().find(|f| f.id == exclusion);
    let parts = finding
        .map(|finding| finding.parts.as_slice())
        .unwrap_or_default();
    let years = parts.iter().filter_map(|part| match part.reason {
        Reason::Loss { year, .. }
        | Reason::NoLoss { year, .. }
        | Reason::ProfitMissing { year, .. } => Some(year),
        _ => None,
    });
    years.collect()
}

/// The fields of a group that its first field leaves to be asked.
pub fn asked_fields<'q>(
    question: &'q Question<'_>,
    walk: &Walk,
) -> impl Iterator<Item = &'q Field> {
    let first = question.fields.first();
    let decides = first.map(|field| group_value(question, walk, &field.key).to_owned());
    let asked = move |field: &&Field| {
        field.when.is_empty()
            || decides
                .as_ref()
                .is_some_and(|value| field.when.contains(value))
    };
    question.fields.iter().filter(asked)
}

/// The fields of an event that its own answers leave to be asked: what goes on has no end yet.
pub fn asked_event_fields<'q>(
    question: &'q Question<'_>,
    event: &Event,
) -> impl Iterator<Item = &'q Field> {
    let ongoing = event.ongoing == "yes";
    let asked = move |field: &&Field| !(ongoing && field.key == "ended");
    question.fields.iter().filter(asked)
}

/// The group that holds a question's fields, if it is a question of a group.
pub fn group_of(question: &Question<'_>) -> Option<Group> {
    match (question.kind, question.part) {
        (AskKind::Group, Part::Condition) => Some(Group::Recommendation),
        (AskKind::Group, Part::Gate) => Some(Group::PreviousAward),
        (AskKind::Group, Part::Notice) => Some(Group::Notice),
        _ => None,
    }
}

/// The list that holds a question's rows, if it is a question of rows.
pub fn list_of(question: &Question<'_>) -> Option<List> {
    match (question.kind, question.fact) {
        (AskKind::Rows, "ranking") => Some(List::Ranking),
        (AskKind::Rows, "honours") => Some(List::Honours),
        _ => None,
    }
}

/// The question of the walk that a place belongs to: by its id, or by the rows, the event, the group it stands in.
pub fn question_at<'a>(
    place: &Place,
    dossier: &Dossier,
    scheme: &'a Scheme,
) -> Option<Question<'a>> {
    let mut questions = scheme.questions();
    match place {
        Place::Answer(id) | Place::Note(id) => questions.find(|question| *question.id == **id),
        Place::Row(List::Events, id, _) => {
            let mut events = dossier.walk.events.iter();
            let event = events.find(|event| event.id == **id)?;
            questions.find(|question| question.id == event.question)
        }
        Place::Row(list, ..) => questions.find(|question| list_of(question) == Some(*list)),
        Place::Field(group, _) => questions.find(|question| group_of(question) == Some(*group)),
        Place::Profit(_) => questions.find(|question| question.fact == "profits"),
        _ => None,
    }
}

/// The answer to a question of rows: as given, else 有 when there are rows.
pub fn rows_answer<'w>(question: &Question<'_>, walk: &'w Walk) -> &'w str {
    let any = match list_of(question) {
        Some(List::Ranking) => !walk.ranking.is_empty(),
        Some(List::Honours) => !walk.honours.is_empty(),
        _ => false,
    };
    match walk.value(question.id) {
        "" if any => HAVE,
        value => value,
    }
}

/// The raw text of a group's field.
pub fn group_value<'w>(question: &Question<'_>, walk: &'w Walk, key: &str) -> &'w str {
    match group_of(question) {
        Some(Group::Recommendation) => walk.town_recommendation.get(key),
        Some(Group::PreviousAward) => walk.previous_award.get(key),
        Some(Group::Notice) => walk.notice.get(key),
        None => "",
    }
}
