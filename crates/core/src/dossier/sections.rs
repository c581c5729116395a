//! The dossier in sections, each saved as a record of its own: a key and JSON text.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::decode::{Refusal, decode};
use super::model::{Annual, Dossier, Form, Item, Kind, Texts, Walk};
use super::strict;

/// A part of the dossier that is saved on its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Kind, scheme, criteria and settings.
    Head,
    /// The walk's answers.
    Walk,
    /// 申报表.
    Form,
    /// The annual report's dates.
    Annual,
    /// One text of the annual report.
    AnnualText(String),
    /// One slot of 组织概述.
    Slot(String),
    /// One item of 自我评价.
    Item(String),
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Section::Head => f.write_str("head"),
            Section::Walk => f.write_str("walk"),
            Section::Form => f.write_str("form"),
            Section::Annual => f.write_str("annual"),
            Section::AnnualText(id) => write!(f, "annual/{id}"),
            Section::Slot(id) => write!(f, "profile/{id}"),
            Section::Item(id) => write!(f, "item/{id}"),
        }
    }
}

impl Section {
    /// The section with this key, if there is such a kind of section.
    pub fn parse(key: &str) -> Option<Section> {
        Some(match key.split_once('/') {
            None => match key {
                "head" => Section::Head,
                "walk" => Section::Walk,
                "form" => Section::Form,
                "annual" => Section::Annual,
                _ => return None,
            },
            Some(("annual", id)) => Section::AnnualText(id.to_owned()),
            Some(("profile", id)) => Section::Slot(id.to_owned()),
            Some(("item", id)) => Section::Item(id.to_owned()),
            Some(_) => return None,
        })
    }
}

/// A record that cannot be read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRecord {
    /// The record's key.
    pub key: String,
    /// What is wrong with it.
    pub why: Refusal,
}

#[derive(Serialize, Deserialize)]
struct Head {
    kind: Kind,
    scheme: String,
    criteria: String,
    settings: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
struct AnnualHead {
    awarded: String,
    year: String,
}

impl Dossier {
    /// The JSON text of a section; `None` when the section holds nothing and its record may go.
    pub fn record(&self, section: &Section) -> Option<String> {
        fn json<T: Serialize>(value: &T) -> Option<String> {
            serde_json::to_string(value).ok()
        }
        fn text(texts: &Texts, id: &str) -> Option<String> {
            texts.get(id).and_then(json)
        }
        match section {
            Section::Head => json(&Head {
                kind: self.kind,
                scheme: self.scheme.clone(),
                criteria: self.criteria.clone(),
                settings: self.settings.clone(),
            }),
            Section::Walk => (*self.walk != Walk::default()).then(|| json(&self.walk))?,
            Section::Form => (*self.form != Form::default()).then(|| json(&self.form))?,
            Section::Annual => {
                let Annual { awarded, year, .. } = &*self.annual;
                let any = !awarded.is_empty() || !year.is_empty();
                let (awarded, year) = (awarded.clone(), year.clone());
                any.then(|| json(&AnnualHead { awarded, year }))?
            }
            Section::AnnualText(id) => text(&self.annual.sections, id),
            Section::Slot(id) => text(&self.profile, id),
            Section::Item(id) => self.item(id).and_then(json),
        }
    }

    /// Every section that holds something.
    pub fn sections(&self) -> Vec<Section> {
        let fixed = [Section::Head, Section::Walk, Section::Form, Section::Annual];
        let texts = self.annual.sections.keys().cloned();
        let slots = self.profile.keys().cloned();
        let items = self.items.iter().map(|item| item.id.clone());
        fixed
            .into_iter()
            .chain(texts.map(Section::AnnualText))
            .chain(slots.map(Section::Slot))
            .chain(items.map(Section::Item))
            .filter(|section| self.record(section).is_some())
            .collect()
    }

    /// The sections that differ from an earlier state of the same dossier, told by pointer where the
    /// content is shared, so that the cost does not grow with what is written.
    pub fn changed_since(&self, earlier: &Dossier) -> Vec<Section> {
        fn texts(
            now: &Texts,
            then: &Texts,
            section: fn(String) -> Section,
            out: &mut Vec<Section>,
        ) {
            let same = |id: &String, text: &Rc<str>| {
                then.get(id).is_some_and(|other| Rc::ptr_eq(text, other))
            };
            let changed = now
                .iter()
                .filter(|(id, text)| !same(id, text))
                .map(|(id, _)| id);
            let gone = then.keys().filter(|id| !now.contains_key(*id));
            out.extend(changed.chain(gone).cloned().map(section));
        }
        let mut out = Vec::new();
        let head = |of: &Dossier| (of.kind, of.scheme.clone(), of.criteria.clone());
        if head(self) != head(earlier) || self.settings != earlier.settings {
            out.push(Section::Head);
        }
        if !Rc::ptr_eq(&self.walk, &earlier.walk) {
            out.push(Section::Walk);
        }
        if !Rc::ptr_eq(&self.form, &earlier.form) {
            out.push(Section::Form);
        }
        if !Rc::ptr_eq(&self.annual, &earlier.annual) {
            let dates = |annual: &Annual| (annual.awarded.clone(), annual.year.clone());
            if dates(&self.annual) != dates(&earlier.annual) {
                out.push(Section::Annual);
            }
            let (now, then) = (&self.annual.sections, &earlier.annual.sections);
            texts(now, then, Section::AnnualText, &mut out);
        }
        texts(&self.profile, &earlier.profile, Section::Slot, &mut out);
        for item in &self.items {
            if !earlier
                .item(&item.id)
                .is_some_and(|other| Rc::ptr_eq(item, other))
            {
                out.push(Section::Item(item.id.clone()));
            }
        }
        let gone = earlier
            .items
            .iter()
            .filter(|item| self.item(&item.id).is_none());
        out.extend(gone.map(|item| Section::Item(item.id.clone())));
        out
    }

    /// Puts a dossier together again from its records. What cannot be read is listed, not lost:
    /// the caller keeps those records and offers them as a rescue file.
    pub fn from_records<'a>(
        id: String,
        records: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> (Dossier, Vec<BadRecord>) {
        let mut dossier = Dossier {
            id,
            ..Dossier::default()
        };
        let mut bad = Vec::new();
        for (key, text) in records {
            if let Err(why) = dossier.take_record(key, text) {
                bad.push(BadRecord {
                    key: key.to_owned(),
                    why,
                });
            }
        }
        (dossier, bad)
    }

    fn take_record(&mut self, key: &str, text: &str) -> Result<(), Refusal> {
        let Some(section) = Section::parse(key) else {
            return Err(Refusal::new(key, "不认识这一部分"));
        };
        let (value, _) = strict::read(text.as_bytes())?;
        fn typed<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T, Refusal> {
            decode(value).map(|(typed, _)| typed)
        }
        match section {
            Section::Head => {
                let head: Head = typed(&value)?;
                self.kind = head.kind;
                self.scheme = head.scheme;
                self.criteria = head.criteria;
                self.settings = head.settings;
            }
            Section::Walk => self.walk = typed(&value)?,
            Section::Form => self.form = typed(&value)?,
            Section::Annual => {
                let AnnualHead { awarded, year } = typed(&value)?;
                let annual = Rc::make_mut(&mut self.annual);
                (annual.awarded, annual.year) = (awarded, year);
            }
            Section::AnnualText(id) => {
                let annual = Rc::make_mut(&mut self.annual);
                annual.sections.insert(id, typed(&value)?);
            }
            Section::Slot(id) => {
                self.profile.insert(id, typed(&value)?);
            }
            Section::Item(id) => {
                let read: Item = typed(&value)?;
                self.edit_item(&id, |item| {
                    *item = read;
                    item.id = id.clone();
                });
            }
        }
        Ok(())
    }
}
