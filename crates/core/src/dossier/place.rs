//! Where a raw text stands in a dossier: one name for the field on the page, the finding about it and
//! the edit that changes it.

use std::fmt;
use std::rc::Rc;

use super::model::{Claim, Dossier, Event, Honour, Walk, put_text};

/// The lists of the walk whose rows a person adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// 13(三): claims of a rank.
    Ranking,
    /// 13(四): honours.
    Honours,
    /// 14: events.
    Events,
}

/// The groups of fields of the walk that belong to one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// 13(五): the recommendation.
    Recommendation,
    /// 25 and 28: an earlier award.
    PreviousAward,
    /// 17(二): the internal notice.
    Notice,
}

/// Where one raw text stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A setting: the reading of what the measures leave open.
    Setting(Rc<str>),
    /// The value of an answer.
    Answer(Rc<str>),
    /// The note beside an answer.
    Note(Rc<str>),
    /// A field of a row, by the row's id and the field's key.
    Row(List, Rc<str>, Rc<str>),
    /// A field of a group, by its key.
    Field(Group, Rc<str>),
    /// Total profit of a year, 万元.
    Profit(Rc<str>),
    /// A field of the form.
    Form(Rc<str>),
    /// A figure of the form, by field id and year.
    Figure(Rc<str>, Rc<str>),
    /// A slot of the organisational profile.
    Slot(Rc<str>),
    /// A sub-heading's text, by item id and sub-heading id.
    Section(Rc<str>, Rc<str>),
    /// The reason for an item's percent.
    Reason(Rc<str>),
    /// The award date of the annual report.
    Awarded,
    /// The year of the annual report.
    Year,
    /// A text of the annual report.
    AnnualText(Rc<str>),
}

impl List {
    /// Ids of its rows, in their order.
    pub fn ids(self, walk: &Walk) -> Vec<&str> {
        fn ids<R: Row>(rows: &[R]) -> Vec<&str> {
            rows.iter().map(Row::id).collect()
        }
        match self {
            List::Ranking => ids(&walk.ranking),
            List::Honours => ids(&walk.honours),
            List::Events => ids(&walk.events),
        }
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            List::Ranking => "ranking",
            List::Honours => "honours",
            List::Events => "events",
        })
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Group::Recommendation => "town_recommendation",
            Group::PreviousAward => "previous_award",
            Group::Notice => "notice",
        })
    }
}

/// The place as in the file: `walk.events[x].date`, `form.figures.ff-fig-vat.2024`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Setting(id) => write!(f, "settings.{id}"),
            Place::Answer(id) => write!(f, "walk.answers.{id}.value"),
            Place::Note(id) => write!(f, "walk.answers.{id}.note"),
            Place::Row(list, id, key) => write!(f, "walk.{list}[{id}].{key}"),
            Place::Field(group, key) => write!(f, "walk.{group}.{key}"),
            Place::Profit(year) => write!(f, "walk.profits.{year}"),
            Place::Form(id) => write!(f, "form.fields.{id}"),
            Place::Figure(id, year) => write!(f, "form.figures.{id}.{year}"),
            Place::Slot(id) => write!(f, "profile.{id}"),
            Place::Section(item, id) => write!(f, "items[{item}].sections.{id}"),
            Place::Reason(item) => write!(f, "items[{item}].reason"),
            Place::Awarded => f.write_str("annual.awarded"),
            Place::Year => f.write_str("annual.year"),
            Place::AnnualText(id) => write!(f, "annual.sections.{id}"),
        }
    }
}

impl Place {
    /// Id of the element on the page that edits this place: letters, digits and `-`.
    pub fn element_id(&self) -> String {
        let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        format!(
            "f-{}",
            self.to_string().chars().map(letter).collect::<String>()
        )
    }

    /// The raw text at this place; empty when nothing is typed.
    pub fn read<'a>(&self, dossier: &'a Dossier) -> &'a str {
        let walk = &*dossier.walk;
        match self {
            Place::Setting(id) => dossier.settings.get(&**id).map_or("", |text| text),
            Place::Answer(id) => walk.value(id),
            Place::Note(id) => walk.note(id),
            Place::Row(list, id, key) => match list {
                List::Ranking => row(&walk.ranking, id).map_or("", |claim| claim.get(key)),
                List::Honours => row(&walk.honours, id).map_or("", |honour| honour.get(key)),
                List::Events => row(&walk.events, id).map_or("", |event| event.get(key)),
            },
            Place::Field(group, key) => match group {
                Group::Recommendation => walk.town_recommendation.get(key),
                Group::PreviousAward => walk.previous_award.get(key),
                Group::Notice => walk.notice.get(key),
            },
            Place::Profit(year) => walk.profits.get(&**year).map_or("", |text| text),
            Place::Form(id) => dossier.form.field(id),
            Place::Figure(id, year) => dossier.form.figure(id, year),
            Place::Slot(id) => dossier.profile.get(&**id).map_or("", |text| text),
            Place::Section(item, id) => {
                let sections = dossier.item(item).map(|item| &item.sections);
                sections
                    .and_then(|sections| sections.get(&**id))
                    .map_or("", |text| text)
            }
            Place::Reason(item) => dossier.item(item).map_or("", |item| &item.reason),
            Place::Awarded => &dossier.annual.awarded,
            Place::Year => &dossier.annual.year,
            Place::AnnualText(id) => dossier.annual.sections.get(&**id).map_or("", |text| text),
        }
    }

    /// Sets the raw text at this place. A row that is no longer there stays gone.
    pub fn write(&self, dossier: &mut Dossier, value: String) {
        match self {
            Place::Setting(id) => put_text(&mut dossier.settings, id, value),
            Place::Form(id) => put_text(&mut Rc::make_mut(&mut dossier.form).fields, id, value),
            Place::Figure(id, year) => {
                Rc::make_mut(&mut dossier.form).set_figure(id, year, value);
            }
            Place::Slot(id) => put_text(&mut dossier.profile, id, value),
            Place::Section(item, id) => {
                dossier.edit_item(item, |item| put_text(&mut item.sections, id, value));
            }
            Place::Reason(item) => dossier.edit_item(item, |item| item.reason = value.into()),
            Place::Awarded => Rc::make_mut(&mut dossier.annual).awarded = value,
            Place::Year => Rc::make_mut(&mut dossier.annual).year = value,
            Place::AnnualText(id) => {
                put_text(&mut Rc::make_mut(&mut dossier.annual).sections, id, value);
            }
            _ => self.write_walk(Rc::make_mut(&mut dossier.walk), value),
        }
    }

    fn write_walk(&self, walk: &mut Walk, value: String) {
        match self {
            Place::Answer(id) => walk.edit_answer(id, |answer| answer.value = value),
            Place::Note(id) => walk.edit_answer(id, |answer| answer.note = value),
            Place::Profit(year) => put_text(&mut walk.profits, year, value),
            Place::Field(group, key) => {
                match group {
                    Group::Recommendation => walk.town_recommendation.set(key, value),
                    Group::PreviousAward => walk.previous_award.set(key, value),
                    Group::Notice => walk.notice.set(key, value),
                };
            }
            Place::Row(list, id, key) => {
                match list {
                    List::Ranking => row_mut(&mut walk.ranking, id).map(|row| row.set(key, value)),
                    List::Honours => row_mut(&mut walk.honours, id).map(|row| row.set(key, value)),
                    List::Events => row_mut(&mut walk.events, id).map(|row| row.set(key, value)),
                };
            }
            _ => {}
        }
    }
}

/// A row of a list, known by its id.
pub trait Row {
    /// Id within the dossier.
    fn id(&self) -> &str;
}

macro_rules! rows {
    ($($name:ident)+) => { $(impl Row for $name {
        fn id(&self) -> &str {
            &self.id
        }
    })+ };
}
rows!(Claim Honour Event);

fn row<'a, R: Row>(rows: &'a [R], id: &str) -> Option<&'a R> {
    rows.iter().find(|row| row.id() == id)
}

fn row_mut<'a, R: Row>(rows: &'a mut [R], id: &str) -> Option<&'a mut R> {
    rows.iter_mut().find(|row| row.id() == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::Kind;

    #[test]
    fn what_is_written_at_a_place_is_read_there_and_nowhere_else() {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        let walk = Rc::make_mut(&mut dossier.walk);
        walk.events.push(Event {
            id: "e1".into(),
            ..Event::default()
        });
        walk.ranking.push(Claim {
            id: "c1".into(),
            ..Claim::default()
        });
        walk.honours.push(Honour {
            id: "h1".into(),
            ..Honour::default()
        });
        let text = |text: &str| Rc::<str>::from(text);
        let places = [
            Place::Setting(text("event_basis")),
            Place::Answer(text("13-1-a")),
            Place::Note(text("13-1-a")),
            Place::Row(List::Events, text("e1"), text("date")),
            Place::Row(List::Ranking, text("c1"), text("rank")),
            Place::Row(List::Honours, text("h1"), text("name")),
            Place::Field(Group::Recommendation, text("town")),
            Place::Field(Group::PreviousAward, text("awarded")),
            Place::Field(Group::Notice, text("start")),
            Place::Profit(text("2024")),
            Place::Form(text("ff-org-name")),
            Place::Figure(text("ff-fig-vat"), text("2024")),
            Place::Slot(text("B.2.2")),
            Place::Section(text("4.1.2"), text("4.1.2-a")),
            Place::Reason(text("4.1.2")),
            Place::Awarded,
            Place::Year,
            Place::AnnualText(text("an-profile")),
        ];
        for place in &places {
            place.write(&mut dossier, place.to_string());
        }
        for place in &places {
            assert_eq!(place.read(&dossier), place.to_string());
        }
        let mut ids: Vec<_> = places.iter().map(Place::element_id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), places.len());
    }
}
