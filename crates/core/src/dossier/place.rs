//! Where a raw text stands in a dossier: one name for the field on the page, the finding about it and
//! the edit that changes it.

use std::fmt;
use std::rc::Rc;

use super::model::{
    Claim, Dossier, Entry, Event, Honour, Metric, Piece, Sheet, Walk, edit_entries, put_ref,
    put_text,
};

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

/// Where the entries of a list stand that a person adds outside the walk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntriesAt {
    /// A register, by its id.
    Register(Rc<str>),
    /// A list of an item, by the item's id and the list's key.
    Item(Rc<str>, Rc<str>),
    /// A list of a metric, by the metric's id and the list's key.
    Metric(Rc<str>, Rc<str>),
}

/// Where a list of references stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefsAt {
    /// Of an item, by its id and the list's key.
    Item(Rc<str>, Rc<str>),
    /// Of a metric, by its id and the list's key.
    Metric(Rc<str>, Rc<str>),
    /// Of an entry, by its id and the column.
    Entry(EntriesAt, Rc<str>, Rc<str>),
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
    /// The depth of the self-evaluation.
    Depth,
    /// What the profile holds beside its texts, by key.
    Profile(Rc<str>),
    /// What an item holds beside its texts, by item id and key.
    ItemField(Rc<str>, Rc<str>),
    /// The band chosen for a factor, by item id and factor.
    Band(Rc<str>, Rc<str>),
    /// The note on a factor, by item id and factor.
    FactorNote(Rc<str>, Rc<str>),
    /// A text of a metric, by its id and key.
    Metric(Rc<str>, Rc<str>),
    /// A text of a metric's year, by its id, year and key.
    MetricYear(Rc<str>, Rc<str>, Rc<str>),
    /// A column of an entry, by the entry's id and the column's key.
    Entry(EntriesAt, Rc<str>, Rc<str>),
    /// The award date of the annual report.
    Awarded,
    /// The year of the annual report.
    Year,
    /// What is known of the award beside its day, by key.
    Award(Rc<str>),
    /// A text of the annual report.
    AnnualText(Rc<str>),
    /// What belongs to the round and its papers, by key.
    HandIn(Rc<str>),
    /// The name of the scorer of a sheet, by the sheet's id.
    Scorer(Rc<str>),
    /// From how many points of percent on scorers are too far apart.
    Spread,
    /// A piece of the drawer, by its id. An emptied piece is gone.
    Piece(Rc<str>),
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

/// The list as in the file: `registers.departments`, `items[4.1.2].lists.strengths`.
impl fmt::Display for EntriesAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EntriesAt::Register(id) => write!(f, "registers.{id}"),
            EntriesAt::Item(item, list) => write!(f, "items[{item}].lists.{list}"),
            EntriesAt::Metric(metric, list) => write!(f, "metrics[{metric}].lists.{list}"),
        }
    }
}

/// The list as in the file: `items[4.1.2].refs.departments`.
impl fmt::Display for RefsAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RefsAt::Item(item, key) => write!(f, "items[{item}].refs.{key}"),
            RefsAt::Metric(metric, key) => write!(f, "metrics[{metric}].refs.{key}"),
            RefsAt::Entry(list, id, key) => write!(f, "{list}[{id}].refs.{key}"),
        }
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
            Place::Depth => f.write_str("depth"),
            Place::Profile(key) => write!(f, "profile_fields.{key}"),
            Place::ItemField(item, key) => write!(f, "items[{item}].fields.{key}"),
            Place::Band(item, factor) => write!(f, "items[{item}].factors.{factor}.band"),
            Place::FactorNote(item, factor) => write!(f, "items[{item}].factors.{factor}.note"),
            Place::Metric(metric, key) => write!(f, "metrics[{metric}].fields.{key}"),
            Place::MetricYear(metric, year, key) => {
                write!(f, "metrics[{metric}].years.{year}.{key}")
            }
            Place::Entry(list, id, key) => write!(f, "{list}[{id}].fields.{key}"),
            Place::Awarded => f.write_str("annual.awarded"),
            Place::Year => f.write_str("annual.year"),
            Place::Award(key) => write!(f, "annual.award.{key}"),
            Place::AnnualText(id) => write!(f, "annual.sections.{id}"),
            Place::HandIn(key) => write!(f, "hand_in.{key}"),
            Place::Scorer(sheet) => write!(f, "sheets[{sheet}].name"),
            Place::Spread => f.write_str("spread"),
            Place::Piece(id) => write!(f, "drawer[{id}].text"),
        }
    }
}

/// Id of the element on a page that edits what stands at a path: letters, digits and `-`.
fn element_id(path: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("f-{}", path.chars().map(letter).collect::<String>())
}

impl EntriesAt {
    /// The entries.
    pub fn read<'a>(&self, dossier: &'a Dossier) -> &'a [Entry] {
        match self {
            EntriesAt::Register(id) => dossier.register(id),
            EntriesAt::Item(item, list) => dossier.item(item).map_or(&[], |item| item.list(list)),
            EntriesAt::Metric(metric, list) => {
                let metric = dossier.metric(metric);
                metric.map_or(&[], |metric| metric.list(list))
            }
        }
    }

    /// One of the entries.
    pub fn entry<'a>(&self, dossier: &'a Dossier, id: &str) -> Option<&'a Entry> {
        self.read(dossier).iter().find(|entry| entry.id == id)
    }

    /// Changes the entries. Those of a metric that is no longer there stay gone.
    pub fn edit(&self, dossier: &mut Dossier, edit: impl FnOnce(&mut Vec<Entry>)) {
        match self {
            EntriesAt::Register(id) => edit_entries(&mut dossier.registers, id, edit),
            EntriesAt::Item(item, list) => {
                dossier.edit_item(item, |item| edit_entries(&mut item.lists, list, edit));
            }
            EntriesAt::Metric(metric, list) => {
                dossier.edit_metric(metric, |metric| edit_entries(&mut metric.lists, list, edit));
            }
        }
    }

    /// Changes one of the entries, if it is still there.
    fn edit_entry(&self, dossier: &mut Dossier, id: &str, edit: impl FnOnce(&mut Entry)) {
        if self.entry(dossier, id).is_some() {
            self.edit(dossier, |entries| {
                if let Some(entry) = entries.iter_mut().find(|entry| entry.id == id) {
                    edit(entry);
                }
            });
        }
    }
}

impl RefsAt {
    /// Id of the element on the page that edits this list: letters, digits and `-`.
    pub fn element_id(&self) -> String {
        element_id(&self.to_string())
    }

    /// The ids it holds.
    pub fn read<'a>(&self, dossier: &'a Dossier) -> &'a [String] {
        match self {
            RefsAt::Item(item, key) => dossier.item(item).map_or(&[], |item| item.refs(key)),
            RefsAt::Metric(metric, key) => {
                let metric = dossier.metric(metric);
                metric.map_or(&[], |metric| metric.refs(key))
            }
            RefsAt::Entry(list, id, key) => {
                let entry = list.entry(dossier, id);
                entry.map_or(&[], |entry| entry.refs(key))
            }
        }
    }

    /// Adds an id, or takes it out.
    pub fn put(&self, dossier: &mut Dossier, id: &str, on: bool) {
        match self {
            RefsAt::Item(item, key) => {
                dossier.edit_item(item, |item| put_ref(&mut item.refs, key, id, on));
            }
            RefsAt::Metric(metric, key) => {
                dossier.edit_metric(metric, |metric| put_ref(&mut metric.refs, key, id, on));
            }
            RefsAt::Entry(list, entry, key) => {
                list.edit_entry(dossier, entry, |entry| {
                    put_ref(&mut entry.refs, key, id, on);
                });
            }
        }
    }
}

impl Place {
    /// Id of the element on the page that edits this place: letters, digits and `-`.
    pub fn element_id(&self) -> String {
        element_id(&self.to_string())
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
            Place::Depth => &dossier.depth,
            Place::Profile(key) => dossier.profile_fields.get(&**key).map_or("", |text| text),
            Place::ItemField(item, key) => dossier.item(item).map_or("", |item| item.get(key)),
            Place::Band(item, factor) => {
                let item = dossier.item(item);
                let judgement = item.and_then(|item| item.factors.get(&**factor));
                judgement.map_or("", |judgement| &judgement.band)
            }
            Place::FactorNote(item, factor) => {
                let item = dossier.item(item);
                let judgement = item.and_then(|item| item.factors.get(&**factor));
                judgement.map_or("", |judgement| &judgement.note)
            }
            Place::Metric(metric, key) => {
                let metric = dossier.metric(metric);
                metric.map_or("", |metric| metric.get(key))
            }
            Place::MetricYear(metric, year, key) => {
                let metric = dossier.metric(metric);
                metric.map_or("", |metric| metric.of_year(year, key))
            }
            Place::Entry(list, id, key) => {
                let entry = list.entry(dossier, id);
                entry.map_or("", |entry| entry.get(key))
            }
            Place::Awarded => &dossier.annual.awarded,
            Place::Year => &dossier.annual.year,
            Place::Award(key) => dossier.annual.award.get(&**key).map_or("", |text| text),
            Place::AnnualText(id) => dossier.annual.sections.get(&**id).map_or("", |text| text),
            Place::HandIn(key) => dossier.hand_in.get(&**key).map_or("", |text| text),
            Place::Scorer(sheet) => row(&dossier.sheets, sheet).map_or("", |sheet| &sheet.name),
            Place::Spread => &dossier.spread,
            Place::Piece(id) => dossier.piece(id).map_or("", |piece| &piece.text),
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
            Place::Depth => dossier.depth = value,
            Place::Profile(key) => put_text(&mut dossier.profile_fields, key, value),
            Place::HandIn(key) => put_text(&mut dossier.hand_in, key, value),
            Place::ItemField(item, key) => {
                dossier.edit_item(item, |item| put_text(&mut item.fields, key, value));
            }
            Place::Band(item, factor) => dossier.edit_item(item, |item| {
                item.edit_factor(factor, |judgement| judgement.band = value);
            }),
            Place::FactorNote(item, factor) => dossier.edit_item(item, |item| {
                item.edit_factor(factor, |judgement| judgement.note = value.into());
            }),
            Place::Metric(metric, key) => {
                dossier.edit_metric(metric, |metric| put_text(&mut metric.fields, key, value));
            }
            Place::MetricYear(metric, year, key) => {
                dossier.edit_metric(metric, |metric| metric.set_year(year, key, value));
            }
            Place::Entry(list, id, key) => {
                list.edit_entry(dossier, id, |entry| put_text(&mut entry.fields, key, value));
            }
            Place::Awarded => Rc::make_mut(&mut dossier.annual).awarded = value,
            Place::Year => Rc::make_mut(&mut dossier.annual).year = value,
            Place::Award(key) => {
                put_text(&mut Rc::make_mut(&mut dossier.annual).award, key, value);
            }
            Place::AnnualText(id) => {
                put_text(&mut Rc::make_mut(&mut dossier.annual).sections, id, value);
            }
            Place::Scorer(sheet) => {
                let sheets: &mut Vec<Sheet> = Rc::make_mut(&mut dossier.sheets);
                if let Some(sheet) = row_mut(sheets, sheet) {
                    sheet.name = value.into();
                }
            }
            Place::Spread => dossier.spread = value,
            Place::Piece(id) => {
                let pieces = Rc::make_mut(&mut dossier.drawer);
                if let Some(piece) = row_mut(pieces, id) {
                    piece.text = value.into();
                }
                pieces.retain(|piece| !piece.text.is_empty());
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
rows!(Claim Honour Event Entry Metric Sheet Piece);

impl<R: Row> Row for Rc<R> {
    fn id(&self) -> &str {
        (**self).id()
    }
}

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
        dossier.metrics.push(Rc::new(Metric::new("m1")));
        dossier.sheets = Rc::new(vec![Sheet {
            id: "s1".into(),
            ..Sheet::default()
        }]);
        dossier.drawer = Rc::new(vec![Piece {
            id: dossier.free_piece(),
            text: "待安放".into(),
            ..Piece::default()
        }]);
        let lists = [
            EntriesAt::Register(text("departments")),
            EntriesAt::Item(text("4.1.2"), text("strengths")),
            EntriesAt::Metric(text("m1"), text("comparisons")),
        ];
        for list in &lists {
            list.edit(&mut dossier, |entries| entries.push(Entry::new("r1")));
        }
        let entries = lists.map(|list| Place::Entry(list, text("r1"), text("name")));
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
            Place::Award(text("money")),
            Place::AnnualText(text("an-profile")),
            Place::Depth,
            Place::Profile(text("na.B.2.2")),
            Place::HandIn(text("round.closing")),
            Place::ItemField(text("4.1.2"), text("owner")),
            Place::Band(text("4.1.2"), text("approach")),
            Place::FactorNote(text("4.1.2"), text("approach")),
            Place::Metric(text("m1"), text("name")),
            Place::MetricYear(text("m1"), text("2026"), text("value")),
            Place::Scorer(text("s1")),
            Place::Spread,
            Place::Piece(text("drawer-1")),
        ];
        let places: Vec<Place> = places.into_iter().chain(entries).collect();
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

    #[test]
    fn references_are_added_once_and_taken_out() {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        let text = |text: &str| Rc::<str>::from(text);
        dossier.metrics.push(Rc::new(Metric::new("m1")));
        let list = EntriesAt::Register(text("goals"));
        list.edit(&mut dossier, |entries| entries.push(Entry::new("g1")));
        for place in [
            RefsAt::Item(text("4.1.2"), text("departments")),
            RefsAt::Metric(text("m1"), text("proves")),
            RefsAt::Entry(list, text("g1"), text("challenges")),
        ] {
            let before = dossier.clone();
            for id in ["x", "y", "x"] {
                place.put(&mut dossier, id, true);
            }
            assert_eq!(place.read(&dossier), ["y", "x"]);
            place.put(&mut dossier, "y", false);
            place.put(&mut dossier, "x", false);
            assert_eq!(dossier, before);
        }
    }
}
