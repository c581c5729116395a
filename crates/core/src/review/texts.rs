//! All texts of a dossier, prepared, in the order of the document.
//!
//! Made anew for each state of the dossier; a text that did not change since the last state is not read again, unless
//! names were registered or changed.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::dossier::{Dossier, EntriesAt, Kind, Place};
use crate::pack::reserved::ORGANISATION;
use crate::pack::{Criteria, Words};
use crate::views;

use super::text::{Lexicon, Name, NameKind, Text, names_of};

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it is typed.
    pub place: Place,
    /// The text.
    pub text: Rc<Text>,
}

/// The texts of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemTexts {
    /// By sub-heading id, those that are written, in the order of the criteria.
    pub sections: Vec<(String, Passage)>,
    /// What is written about the factors, by factor id.
    pub factors: Vec<(String, Passage)>,
}

/// A table that a person added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableTexts {
    /// Id of the register's entry.
    pub id: String,
    /// The slot or sub-heading it stands at.
    pub at: String,
    /// Its title, if typed.
    pub title: Option<Passage>,
    /// Its rows, if typed.
    pub body: Option<Passage>,
}

/// All texts of a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    lexicon: Rc<Lexicon>,
    read: BTreeMap<Place, Rc<Text>>,
    form: Vec<Passage>,
    slots: Vec<(String, Passage)>,
    items: BTreeMap<String, ItemTexts>,
    tables: Vec<TableTexts>,
    annual: Vec<Passage>,
}

impl ItemTexts {
    /// Everything written for the item: its sub-headings and what is said about its factors.
    pub fn body(&self) -> impl Iterator<Item = &Passage> {
        let all = self.sections.iter().chain(&self.factors);
        all.map(|(_, passage)| passage)
    }

    /// What is written under a sub-heading.
    pub fn section(&self, id: &str) -> Option<&Passage> {
        let mut sections = self.sections.iter();
        sections
            .find(|(own, _)| own == id)
            .map(|(_, passage)| passage)
    }

    /// What is written about a factor.
    pub fn factor(&self, id: &str) -> Option<&Passage> {
        let mut factors = self.factors.iter();
        factors
            .find(|(own, _)| own == id)
            .map(|(_, passage)| passage)
    }
}

impl TableTexts {
    /// Its title and its rows.
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.title.iter().chain(&self.body)
    }
}

impl Texts {
    /// Reads the texts of a dossier; those that `earlier` has read are taken from it.
    pub fn new(dossier: &Dossier, criteria: &Criteria, words: &Words, earlier: &Texts) -> Texts {
        let names = names(dossier);
        let same_names = earlier.lexicon.names() == names.as_slice();
        // The very first has neither names nor words.
        let known = same_names && *earlier != Texts::default();
        let lexicon = if known {
            earlier.lexicon.clone()
        } else {
            Rc::new(Lexicon::new(words, names))
        };
        let mut texts = Texts {
            lexicon,
            ..Texts::default()
        };
        let earlier = if known {
            &earlier.read
        } else {
            &BTreeMap::new()
        };
        for (field, raw) in &dossier.form.fields {
            let place = Place::Form(field.as_str().into());
            let passage = texts.passage(place, raw, earlier);
            texts.form.push(passage);
        }
        for slot in &criteria.profile {
            if let Some(raw) = dossier.profile.get(&slot.id) {
                let place = Place::Slot(slot.id.as_str().into());
                let passage = texts.passage(place, raw, earlier);
                texts.slots.push((slot.id.clone(), passage));
            }
        }
        for asked in &criteria.items {
            if let Some(item) = dossier.item(&asked.id) {
                let id: Rc<str> = asked.id.as_str().into();
                let mut own = ItemTexts::default();
                for section in &asked.sections {
                    if let Some(raw) = item.sections.get(&section.id) {
                        let place = Place::Section(id.clone(), section.id.as_str().into());
                        let passage = texts.passage(place, raw, earlier);
                        own.sections.push((section.id.clone(), passage));
                    }
                }
                for (factor, judgement) in &item.factors {
                    if !judgement.note.is_empty() {
                        let place = Place::FactorNote(id.clone(), factor.as_str().into());
                        let passage = texts.passage(place, &judgement.note, earlier);
                        own.factors.push((factor.clone(), passage));
                    }
                }
                texts.items.insert(asked.id.clone(), own);
            }
        }
        for table in dossier.register(views::TABLES) {
            let mut column = |column: &str| {
                let raw = table.fields.get(column)?;
                let register = EntriesAt::Register(views::TABLES.into());
                let place = Place::Entry(register, table.id.as_str().into(), column.into());
                Some(texts.passage(place, raw, earlier))
            };
            let (title, body) = (column("title"), column("body"));
            texts.tables.push(TableTexts {
                id: table.id.clone(),
                at: table.get("at").to_owned(),
                title,
                body,
            });
        }
        if dossier.kind == Kind::Annual {
            for (section, raw) in &dossier.annual.sections {
                let place = Place::AnnualText(section.as_str().into());
                let passage = texts.passage(place, raw, earlier);
                texts.annual.push(passage);
            }
        }
        texts
    }

    fn passage(
        &mut self,
        place: Place,
        raw: &Rc<str>,
        earlier: &BTreeMap<Place, Rc<Text>>,
    ) -> Passage {
        let read = earlier.get(&place);
        let read = read.filter(|text| Rc::ptr_eq(text.raw(), raw)).cloned();
        let text = read.unwrap_or_else(|| Rc::new(Text::new(raw, &self.lexicon)));
        self.read.insert(place.clone(), text.clone());
        Passage { place, text }
    }

    /// What the texts were searched for.
    pub fn lexicon(&self) -> &Rc<Lexicon> {
        &self.lexicon
    }

    /// Whether one of these texts names the registered thing or metric with this id.
    pub fn name<'t>(&self, id: &str, passages: impl IntoIterator<Item = &'t Passage>) -> bool {
        passages.into_iter().any(|passage| {
            let hits = passage.text.hits().iter();
            let mut names = hits.filter_map(|hit| self.lexicon.name(hit));
            names.any(|name| *name.id == *id)
        })
    }

    /// What is written in a slot of 组织概述.
    pub fn slot(&self, id: &str) -> Option<&Passage> {
        let mut slots = self.slots.iter();
        slots.find(|(own, _)| own == id).map(|(_, passage)| passage)
    }

    /// The texts of an item.
    pub fn item(&self, id: &str) -> Option<&ItemTexts> {
        self.items.get(id)
    }

    /// The tables that stand at a slot or sub-heading.
    pub fn tables_at(&self, place: &str) -> impl Iterator<Item = &TableTexts> {
        self.tables.iter().filter(move |table| table.at == place)
    }

    /// All slots of 组织概述 that are written.
    pub fn slots(&self) -> impl Iterator<Item = &Passage> {
        self.slots.iter().map(|(_, passage)| passage)
    }

    /// All items with something written, by id.
    pub fn items(&self) -> impl Iterator<Item = (&str, &ItemTexts)> {
        self.items.iter().map(|(id, texts)| (id.as_str(), texts))
    }

    /// All tables.
    pub fn tables(&self) -> &[TableTexts] {
        &self.tables
    }

    /// What is written in the fields of the form.
    pub fn form(&self) -> &[Passage] {
        &self.form
    }

    /// Everything that is written in the report: slots, items, tables, and the sections of an annual report.
    pub fn all(&self) -> impl Iterator<Item = &Passage> {
        let items = self.items.values().flat_map(ItemTexts::body);
        let tables = self.tables.iter().flat_map(TableTexts::passages);
        self.slots().chain(items).chain(tables).chain(&self.annual)
    }
}

/// Registers whose names are looked for in texts.
const NAMED: [(&str, NameKind); 8] = [
    ("names", NameKind::Organisation),
    ("partners", NameKind::Partner),
    ("departments", NameKind::Department),
    ("segments", NameKind::Segment),
    ("challenges", NameKind::Challenge),
    ("advantages", NameKind::Advantage),
    ("goals", NameKind::Goal),
    ("processes", NameKind::Process),
];

/// Everything registered with a name, and what it is called.
fn names(dossier: &Dossier) -> Vec<Name> {
    let mut names = Vec::new();
    let own = dossier.organisation();
    if !own.is_empty() {
        names.push(Name {
            kind: NameKind::Organisation,
            id: ORGANISATION.into(),
            called: names_of(own, ""),
        });
    }
    for (register, kind) in NAMED {
        for entry in dossier.register(register) {
            let mut called = names_of(entry.get("name"), entry.get("aliases"));
            // A code that is a mere number is in every text.
            let code = entry.get("code").trim();
            if code.contains(|c: char| !c.is_numeric()) {
                called.push(code.into());
            }
            names.push(Name {
                kind,
                id: entry.id.as_str().into(),
                called,
            });
        }
    }
    for entry in dossier.register("culture") {
        names.push(Name {
            kind: NameKind::Culture,
            id: entry.id.as_str().into(),
            called: names_of(entry.get("text"), ""),
        });
    }
    for metric in &dossier.metrics {
        names.push(Name {
            kind: NameKind::Metric,
            id: metric.id.as_str().into(),
            called: names_of(metric.get("name"), metric.get("aliases")),
        });
    }
    names
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::Entry;
    use crate::testing::packs;

    fn dossier() -> Dossier {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        let write = |dossier: &mut Dossier, place: Place, text: &str| {
            place.write(dossier, text.to_owned());
        };
        for (section, text) in [("4.1.2-b", "质管部每月核对。"), ("4.1.2-a", "先定目标。")]
        {
            let place = Place::Section("4.1.2".into(), section.into());
            write(&mut dossier, place, text);
        }
        let note = Place::FactorNote("4.1.2".into(), "approach".into());
        write(&mut dossier, note, "有制度。");
        write(&mut dossier, Place::Slot("B.2.2".into()), "铝价波动。");
        write(
            &mut dossier,
            Place::AnnualText("an-profile".into()),
            "没有变化。",
        );
        EntriesAt::Register("departments".into()).edit(&mut dossier, |entries| {
            let mut entry = Entry::new("d1");
            entry.fields.insert("name".into(), "质量管理部".into());
            entry.fields.insert("aliases".into(), "质管部".into());
            entries.push(entry);
        });
        EntriesAt::Register("challenges".into()).edit(&mut dossier, |entries| {
            let mut entry = Entry::new("c1");
            entry.fields.insert("name".into(), "铝价波动".into());
            entry.fields.insert("code".into(), "1".into());
            entries.push(entry);
        });
        EntriesAt::Register(views::TABLES.into()).edit(&mut dossier, |entries| {
            let mut entry = Entry::new("t1");
            entry.fields.insert("at".into(), "4.1.2-a".into());
            entry.fields.insert("title".into(), "会议一览".into());
            entries.push(entry);
        });
        dossier
    }

    fn texts(dossier: &Dossier, earlier: &Texts) -> Texts {
        let packs = packs();
        Texts::new(dossier, &packs.criteria, &packs.checks.words, earlier)
    }

    #[test]
    fn texts_stand_in_the_order_of_the_document() {
        let mut dossier = dossier();
        let raw = |texts: &Texts| -> Vec<String> {
            let all = texts.all();
            all.map(|passage| passage.text.raw().to_string()).collect()
        };
        let read = texts(&dossier, &Texts::default());
        assert_eq!(
            raw(&read),
            [
                "铝价波动。",
                "先定目标。",
                "质管部每月核对。",
                "有制度。",
                "会议一览"
            ]
        );
        let item = read.item("4.1.2").unwrap();
        assert_eq!(item.section("4.1.2-b").unwrap().text.length(), 8);
        assert_eq!(item.factor("approach").unwrap().text.length(), 4);
        assert_eq!(read.tables_at("4.1.2-a").count(), 1);
        dossier.kind = Kind::Annual;
        assert_eq!(raw(&texts(&dossier, &read)).last().unwrap(), "没有变化。");
    }

    #[test]
    fn registered_names_are_found() {
        let read = texts(&dossier(), &Texts::default());
        let ids = |passage: &Passage| -> Vec<String> {
            let hits = passage.text.hits().iter();
            let names = hits.filter_map(|hit| read.lexicon().name(hit));
            names.map(|name| name.id.to_string()).collect()
        };
        let item = read.item("4.1.2").unwrap();
        assert_eq!(ids(item.section("4.1.2-b").unwrap()), ["d1"]);
        assert_eq!(ids(read.slot("B.2.2").unwrap()), ["c1"]);
    }

    #[test]
    fn only_what_changed_is_read_again() {
        let mut dossier = dossier();
        let first = texts(&dossier, &Texts::default());
        Place::Slot("B.2.2".into()).write(&mut dossier, "人才不足。".into());
        let second = texts(&dossier, &first);
        let same = |place: &Place, then: &Texts, now: &Texts| {
            Rc::ptr_eq(&then.read[place], &now.read[place])
        };
        let section = Place::Section("4.1.2".into(), "4.1.2-a".into());
        assert!(same(&section, &first, &second));
        assert!(!same(&Place::Slot("B.2.2".into()), &first, &second));
        // A name changes what is found everywhere.
        let name = Place::Entry(
            EntriesAt::Register("departments".into()),
            "d1".into(),
            "name".into(),
        );
        name.write(&mut dossier, "品质部".into());
        let third = texts(&dossier, &second);
        assert!(!same(&section, &second, &third));
    }
}
