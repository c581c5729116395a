//! The dossier in sections, each saved as a record of its own: a key and JSON text.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::model::{Annual, Dossier, Form, Item, Kind, Metric, Texts, Walk};
use crate::json::decode::{Refusal, decode};
use crate::json::fault::on_one_line;
use crate::json::{from_text, to_text};

/// A part of the dossier that is saved on its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKey {
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
    /// What 组织概述 holds beside its texts.
    Profile,
    /// One register.
    Register(String),
    /// The order of the metrics.
    MetricOrder,
    /// One metric.
    Metric(String),
    /// One item of 自我评价.
    Item(String),
    /// 递交.
    HandIn,
    /// The sheets of 合议.
    Sheets,
    /// 待安放.
    Drawer,
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordKey::Head => f.write_str("head"),
            RecordKey::Walk => f.write_str("walk"),
            RecordKey::Form => f.write_str("form"),
            RecordKey::Annual => f.write_str("annual"),
            RecordKey::AnnualText(id) => write!(f, "annual/{id}"),
            RecordKey::Slot(id) => write!(f, "profile/{id}"),
            RecordKey::Profile => f.write_str("profile"),
            RecordKey::Register(id) => write!(f, "register/{id}"),
            RecordKey::MetricOrder => f.write_str("metrics"),
            RecordKey::Metric(id) => write!(f, "metric/{id}"),
            RecordKey::Item(id) => write!(f, "item/{id}"),
            RecordKey::HandIn => f.write_str("hand-in"),
            RecordKey::Sheets => f.write_str("sheets"),
            RecordKey::Drawer => f.write_str("drawer"),
        }
    }
}

impl RecordKey {
    /// The section with this key, if there is such a kind of section.
    pub fn parse(key: &str) -> Option<RecordKey> {
        Some(match key.split_once('/') {
            None => match key {
                "head" => RecordKey::Head,
                "walk" => RecordKey::Walk,
                "form" => RecordKey::Form,
                "annual" => RecordKey::Annual,
                "profile" => RecordKey::Profile,
                "metrics" => RecordKey::MetricOrder,
                "hand-in" => RecordKey::HandIn,
                "sheets" => RecordKey::Sheets,
                "drawer" => RecordKey::Drawer,
                _ => return None,
            },
            Some(("annual", id)) => RecordKey::AnnualText(id.to_owned()),
            Some(("profile", id)) => RecordKey::Slot(id.to_owned()),
            Some(("register", id)) => RecordKey::Register(id.to_owned()),
            Some(("metric", id)) => RecordKey::Metric(id.to_owned()),
            Some(("item", id)) => RecordKey::Item(id.to_owned()),
            Some(_) => return None,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Head {
    kind: Kind,
    scheme: String,
    criteria: String,
    settings: BTreeMap<String, String>,
    #[serde(default)]
    depth: String,
    #[serde(default)]
    spread: String,
}

#[derive(Serialize, Deserialize)]
struct AnnualHead {
    awarded: String,
    year: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    award: Texts,
}

impl Dossier {
    /// The JSON text of a section; `None` when the section holds nothing and its record may go.
    pub fn record(&self, section: &RecordKey) -> Option<String> {
        fn json<T: Serialize>(value: &T) -> Option<String> {
            Some(to_text(value))
        }
        fn text(texts: &Texts, id: &str) -> Option<String> {
            texts.get(id).and_then(json)
        }
        if !self.holds(section) {
            return None;
        }
        match section {
            RecordKey::Head => json(&Head {
                kind: self.kind,
                scheme: self.scheme.clone(),
                criteria: self.criteria.clone(),
                settings: self.settings.clone(),
                depth: self.depth.clone(),
                spread: self.spread.clone(),
            }),
            RecordKey::Walk => json(&self.walk),
            RecordKey::Form => json(&self.form),
            RecordKey::Annual => {
                let annual = &*self.annual;
                json(&AnnualHead {
                    awarded: annual.awarded.clone(),
                    year: annual.year.clone(),
                    award: annual.award.clone(),
                })
            }
            RecordKey::AnnualText(id) => text(&self.annual.sections, id),
            RecordKey::Slot(id) => text(&self.profile, id),
            RecordKey::Profile => json(&self.profile_fields),
            RecordKey::Register(id) => self.registers.get(id).and_then(json),
            RecordKey::MetricOrder => {
                let ids: Vec<&str> = self.metrics.iter().map(|metric| &*metric.id).collect();
                json(&ids)
            }
            RecordKey::Metric(id) => self.metric(id).and_then(json),
            RecordKey::Item(id) => self.item(id).and_then(json),
            RecordKey::HandIn => json(&self.hand_in),
            RecordKey::Sheets => json(&self.sheets),
            RecordKey::Drawer => json(&self.drawer),
        }
    }

    /// Whether one of the fixed sections holds something; the others are there only when they do.
    fn holds(&self, section: &RecordKey) -> bool {
        match section {
            RecordKey::Walk => *self.walk != Walk::default(),
            RecordKey::Form => *self.form != Form::default(),
            RecordKey::Annual => {
                let Annual {
                    awarded,
                    year,
                    award,
                    sections: _,
                } = &*self.annual;
                !(awarded.is_empty() && year.is_empty() && award.is_empty())
            }
            RecordKey::Profile => !self.profile_fields.is_empty(),
            RecordKey::MetricOrder => !self.metrics.is_empty(),
            RecordKey::HandIn => !self.hand_in.is_empty(),
            RecordKey::Sheets => !self.sheets.is_empty(),
            RecordKey::Drawer => !self.drawer.is_empty(),
            _ => true,
        }
    }

    /// What a person wrote in a section, one value a line, to be looked at and counted.
    pub fn section_text(&self, section: &RecordKey) -> String {
        fn texts(value: &Value, out: &mut Vec<String>) {
            match value {
                Value::String(text) if !text.is_empty() => out.push(text.clone()),
                Value::Number(number) => out.push(number.to_string()),
                Value::Array(list) => list.iter().for_each(|value| texts(value, out)),
                Value::Object(map) => map
                    .iter()
                    .filter(|(key, _)| *key != "id")
                    .for_each(|(_, value)| texts(value, out)),
                _ => {}
            }
        }
        let value = self
            .record(section)
            .and_then(|json| from_text::<Value>(&json).ok());
        let mut out = Vec::new();
        texts(&value.unwrap_or_default(), &mut out);
        out.join("\n")
    }

    /// Every section that holds something.
    pub fn sections(&self) -> Vec<RecordKey> {
        let fixed = [
            RecordKey::Head,
            RecordKey::Walk,
            RecordKey::Form,
            RecordKey::Annual,
            RecordKey::Profile,
            RecordKey::MetricOrder,
            RecordKey::HandIn,
            RecordKey::Sheets,
            RecordKey::Drawer,
        ];
        let texts = self.annual.sections.keys().cloned();
        let slots = self.profile.keys().cloned();
        let registers = self.registers.keys().cloned();
        let metrics = self.metrics.iter().map(|metric| metric.id.clone());
        let items = self.items.iter().map(|item| item.id.clone());
        fixed
            .into_iter()
            .chain(texts.map(RecordKey::AnnualText))
            .chain(slots.map(RecordKey::Slot))
            .chain(registers.map(RecordKey::Register))
            .chain(metrics.map(RecordKey::Metric))
            .chain(items.map(RecordKey::Item))
            .filter(|section| self.holds(section))
            .collect()
    }

    /// The sections that differ from an earlier state of the same dossier, compared by pointer where the
    /// content is shared, so that the cost does not grow with what is written.
    pub fn changed_since(&self, earlier: &Dossier) -> Vec<RecordKey> {
        fn texts(
            now: &Texts,
            then: &Texts,
            section: fn(String) -> RecordKey,
            out: &mut Vec<RecordKey>,
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
        fn head(of: &Dossier) -> (Kind, [&String; 4], &BTreeMap<String, String>) {
            let texts = [&of.scheme, &of.criteria, &of.depth, &of.spread];
            (of.kind, texts, &of.settings)
        }
        if head(self) != head(earlier) {
            out.push(RecordKey::Head);
        }
        if !Rc::ptr_eq(&self.walk, &earlier.walk) {
            out.push(RecordKey::Walk);
        }
        if !Rc::ptr_eq(&self.form, &earlier.form) {
            out.push(RecordKey::Form);
        }
        if !Rc::ptr_eq(&self.annual, &earlier.annual) {
            let (now, then) = (&self.annual, &earlier.annual);
            let head = |of: &Annual| (of.awarded.clone(), of.year.clone(), of.award.clone());
            if head(now) != head(then) {
                out.push(RecordKey::Annual);
            }
            texts(
                &now.sections,
                &then.sections,
                RecordKey::AnnualText,
                &mut out,
            );
        }
        texts(&self.profile, &earlier.profile, RecordKey::Slot, &mut out);
        if self.hand_in != earlier.hand_in {
            out.push(RecordKey::HandIn);
        }
        if self.profile_fields != earlier.profile_fields {
            out.push(RecordKey::Profile);
        }
        self.changed_lists(earlier, &mut out);
        for item in &self.items {
            if !earlier
                .item(&item.id)
                .is_some_and(|other| Rc::ptr_eq(item, other))
            {
                out.push(RecordKey::Item(item.id.clone()));
            }
        }
        let gone = earlier
            .items
            .iter()
            .filter(|item| self.item(&item.id).is_none());
        out.extend(gone.map(|item| RecordKey::Item(item.id.clone())));
        if !Rc::ptr_eq(&self.sheets, &earlier.sheets) {
            out.push(RecordKey::Sheets);
        }
        if !Rc::ptr_eq(&self.drawer, &earlier.drawer) {
            out.push(RecordKey::Drawer);
        }
        out
    }

    /// Registers and metrics that differ.
    fn changed_lists(&self, earlier: &Dossier, out: &mut Vec<RecordKey>) {
        for (id, entries) in &self.registers {
            let same = earlier.registers.get(id);
            if !same.is_some_and(|other| Rc::ptr_eq(entries, other)) {
                out.push(RecordKey::Register(id.clone()));
            }
        }
        let gone = earlier.registers.keys();
        let gone = gone.filter(|id| !self.registers.contains_key(*id));
        out.extend(gone.cloned().map(RecordKey::Register));

        let (now, then) = (&self.metrics, &earlier.metrics);
        if now.len() != then.len() || !now.iter().zip(then).all(|(a, b)| a.id == b.id) {
            out.push(RecordKey::MetricOrder);
        }
        for (at, metric) in self.metrics.iter().enumerate() {
            // Mostly it stands where it stood.
            let there = earlier
                .metrics
                .get(at)
                .filter(|other| other.id == metric.id);
            let same = there.or_else(|| earlier.metric(&metric.id));
            if !same.is_some_and(|other| Rc::ptr_eq(metric, other)) {
                out.push(RecordKey::Metric(metric.id.clone()));
            }
        }
        let gone = earlier.metrics.iter();
        let gone = gone.filter(|metric| self.metric(&metric.id).is_none());
        out.extend(gone.map(|metric| RecordKey::Metric(metric.id.clone())));
    }

    /// Takes sections back to what they were in an earlier state; everything else stays as it is now.
    pub fn restore(&mut self, earlier: &Dossier, sections: &[RecordKey]) {
        fn put<V: Clone>(now: &mut BTreeMap<String, V>, then: &BTreeMap<String, V>, id: &String) {
            match then.get(id) {
                Some(value) => now.insert(id.clone(), value.clone()),
                None => now.remove(id),
            };
        }
        for section in sections {
            match section {
                RecordKey::Head => {
                    self.kind = earlier.kind;
                    self.scheme.clone_from(&earlier.scheme);
                    self.criteria.clone_from(&earlier.criteria);
                    self.settings.clone_from(&earlier.settings);
                    self.depth.clone_from(&earlier.depth);
                    self.spread.clone_from(&earlier.spread);
                }
                RecordKey::Walk => self.walk = earlier.walk.clone(),
                RecordKey::Form => self.form = earlier.form.clone(),
                RecordKey::Annual => {
                    let annual = Rc::make_mut(&mut self.annual);
                    annual.awarded.clone_from(&earlier.annual.awarded);
                    annual.year.clone_from(&earlier.annual.year);
                    annual.award.clone_from(&earlier.annual.award);
                }
                RecordKey::AnnualText(id) => {
                    let annual = Rc::make_mut(&mut self.annual);
                    put(&mut annual.sections, &earlier.annual.sections, id);
                }
                RecordKey::Slot(id) => put(&mut self.profile, &earlier.profile, id),
                RecordKey::Profile => self.profile_fields.clone_from(&earlier.profile_fields),
                RecordKey::HandIn => self.hand_in.clone_from(&earlier.hand_in),
                RecordKey::Register(id) => put(&mut self.registers, &earlier.registers, id),
                RecordKey::MetricOrder => self.restore_order(earlier),
                RecordKey::Metric(id) => {
                    if let Some(metric) = earlier.metric(id) {
                        match self.metrics.iter_mut().find(|other| other.id == *id) {
                            Some(there) => *there = metric.clone(),
                            None => self.metrics.push(metric.clone()),
                        }
                    } else {
                        self.metrics.retain(|metric| metric.id != *id);
                    }
                }
                RecordKey::Item(id) => {
                    self.items.retain(|item| item.id != *id);
                    if let Some(item) = earlier.item(id) {
                        self.items.push(item.clone());
                        self.items.sort_by(|a, b| a.id.cmp(&b.id));
                    }
                }
                RecordKey::Sheets => self.sheets = earlier.sheets.clone(),
                RecordKey::Drawer => self.drawer = earlier.drawer.clone(),
            }
        }
        // A metric that came back was put last.
        if sections.contains(&RecordKey::MetricOrder) {
            self.restore_order(earlier);
        }
    }

    /// Puts the metrics in the order they had; those that were not there stay behind.
    fn restore_order(&mut self, earlier: &Dossier) {
        let at = |id: &str| earlier.metrics.iter().position(|metric| metric.id == id);
        self.metrics
            .sort_by_key(|metric| at(&metric.id).unwrap_or(usize::MAX));
    }
}

/// A section as its record has it.
pub(super) struct Part {
    /// A dossier with this section alone.
    pub(super) dossier: Dossier,
    /// The order of the metrics, of the record that has it.
    pub(super) order: Vec<String>,
    /// Places in the record for which there is no room.
    pub(super) dropped: Vec<String>,
}

impl RecordKey {
    /// Reads a record.
    pub(super) fn read(&self, value: &Value) -> Result<Part, Refusal> {
        let mut part = Dossier::default();
        let mut order = Vec::new();
        let mut dropped = Vec::new();
        let mut typed = Typed {
            value,
            dropped: &mut dropped,
        };
        match self {
            RecordKey::Head => {
                let head: Head = typed.read()?;
                part.kind = head.kind;
                part.scheme = head.scheme;
                part.criteria = head.criteria;
                part.settings = head.settings;
                part.depth = head.depth;
                part.spread = head.spread;
            }
            RecordKey::Walk => part.walk = typed.read()?,
            RecordKey::Form => part.form = typed.read()?,
            RecordKey::Annual => {
                let head: AnnualHead = typed.read()?;
                let annual = Rc::make_mut(&mut part.annual);
                (annual.awarded, annual.year) = (head.awarded, head.year);
                annual.award = head.award;
            }
            RecordKey::AnnualText(id) => {
                let annual = Rc::make_mut(&mut part.annual);
                annual.sections.insert(id.clone(), typed.read()?);
            }
            RecordKey::Slot(id) => {
                part.profile.insert(id.clone(), typed.read()?);
            }
            RecordKey::Profile => part.profile_fields = typed.read()?,
            RecordKey::HandIn => part.hand_in = typed.read()?,
            RecordKey::Register(id) => {
                part.registers.insert(id.clone(), typed.read()?);
            }
            RecordKey::MetricOrder => order = typed.read()?,
            RecordKey::Metric(id) => {
                let metric: Rc<Metric> = typed.read()?;
                own(id, &metric.id)?;
                part.metrics.push(metric);
            }
            RecordKey::Item(id) => {
                let item: Rc<Item> = typed.read()?;
                own(id, &item.id)?;
                part.items.push(item);
            }
            RecordKey::Sheets => part.sheets = typed.read()?,
            RecordKey::Drawer => part.drawer = typed.read()?,
        }
        Ok(Part {
            dossier: part,
            order,
            dropped,
        })
    }
}

/// A record's value, to be read as a type.
struct Typed<'v> {
    value: &'v Value,
    dropped: &'v mut Vec<String>,
}

impl Typed<'_> {
    fn read<T: serde::de::DeserializeOwned>(&mut self) -> Result<T, Refusal> {
        let (typed, dropped) = decode(self.value)?;
        self.dropped.extend(dropped);
        Ok(typed)
    }
}

/// A record says what its key says.
fn own(id: &str, said: &str) -> Result<(), Refusal> {
    match id == said {
        true => Ok(()),
        false => Err(Refusal::new(
            "id",
            format!("记录的内容属于“{}”", on_one_line(said)),
        )),
    }
}
