//! The dossier in sections, each saved as a record of its own: a key and JSON text.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::decode::{Refusal, decode, on_one_line};
use super::model::{Annual, Dossier, Form, Item, Kind, Metric, Texts, Walk};
use crate::json::{from_text, to_text};

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
    /// The sheets of 合议.
    Sheets,
    /// 待安放.
    Drawer,
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
            Section::Profile => f.write_str("profile"),
            Section::Register(id) => write!(f, "register/{id}"),
            Section::MetricOrder => f.write_str("metrics"),
            Section::Metric(id) => write!(f, "metric/{id}"),
            Section::Item(id) => write!(f, "item/{id}"),
            Section::Sheets => f.write_str("sheets"),
            Section::Drawer => f.write_str("drawer"),
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
                "profile" => Section::Profile,
                "metrics" => Section::MetricOrder,
                "sheets" => Section::Sheets,
                "drawer" => Section::Drawer,
                _ => return None,
            },
            Some(("annual", id)) => Section::AnnualText(id.to_owned()),
            Some(("profile", id)) => Section::Slot(id.to_owned()),
            Some(("register", id)) => Section::Register(id.to_owned()),
            Some(("metric", id)) => Section::Metric(id.to_owned()),
            Some(("item", id)) => Section::Item(id.to_owned()),
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
}

impl Dossier {
    /// The JSON text of a section; `None` when the section holds nothing and its record may go.
    pub fn record(&self, section: &Section) -> Option<String> {
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
            Section::Head => json(&Head {
                kind: self.kind,
                scheme: self.scheme.clone(),
                criteria: self.criteria.clone(),
                settings: self.settings.clone(),
                depth: self.depth.clone(),
                spread: self.spread.clone(),
            }),
            Section::Walk => json(&self.walk),
            Section::Form => json(&self.form),
            Section::Annual => {
                let Annual { awarded, year, .. } = &*self.annual;
                let (awarded, year) = (awarded.clone(), year.clone());
                json(&AnnualHead { awarded, year })
            }
            Section::AnnualText(id) => text(&self.annual.sections, id),
            Section::Slot(id) => text(&self.profile, id),
            Section::Profile => json(&self.profile_fields),
            Section::Register(id) => self.registers.get(id).and_then(json),
            Section::MetricOrder => {
                let ids: Vec<&str> = self.metrics.iter().map(|metric| &*metric.id).collect();
                json(&ids)
            }
            Section::Metric(id) => self.metric(id).and_then(json),
            Section::Item(id) => self.item(id).and_then(json),
            Section::Sheets => json(&self.sheets),
            Section::Drawer => json(&self.drawer),
        }
    }

    /// Whether one of the fixed sections holds something; the others are there only when they do.
    fn holds(&self, section: &Section) -> bool {
        match section {
            Section::Walk => *self.walk != Walk::default(),
            Section::Form => *self.form != Form::default(),
            Section::Annual => !self.annual.awarded.is_empty() || !self.annual.year.is_empty(),
            Section::Profile => !self.profile_fields.is_empty(),
            Section::MetricOrder => !self.metrics.is_empty(),
            Section::Sheets => !self.sheets.is_empty(),
            Section::Drawer => !self.drawer.is_empty(),
            _ => true,
        }
    }

    /// What a person wrote in a section, one value a line, to be looked at and counted.
    pub fn section_text(&self, section: &Section) -> String {
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
    pub fn sections(&self) -> Vec<Section> {
        let fixed = [
            Section::Head,
            Section::Walk,
            Section::Form,
            Section::Annual,
            Section::Profile,
            Section::MetricOrder,
            Section::Sheets,
            Section::Drawer,
        ];
        let texts = self.annual.sections.keys().cloned();
        let slots = self.profile.keys().cloned();
        let registers = self.registers.keys().cloned();
        let metrics = self.metrics.iter().map(|metric| metric.id.clone());
        let items = self.items.iter().map(|item| item.id.clone());
        fixed
            .into_iter()
            .chain(texts.map(Section::AnnualText))
            .chain(slots.map(Section::Slot))
            .chain(registers.map(Section::Register))
            .chain(metrics.map(Section::Metric))
            .chain(items.map(Section::Item))
            .filter(|section| self.holds(section))
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
        fn head(of: &Dossier) -> (Kind, [&String; 4], &BTreeMap<String, String>) {
            let texts = [&of.scheme, &of.criteria, &of.depth, &of.spread];
            (of.kind, texts, &of.settings)
        }
        if head(self) != head(earlier) {
            out.push(Section::Head);
        }
        if !Rc::ptr_eq(&self.walk, &earlier.walk) {
            out.push(Section::Walk);
        }
        if !Rc::ptr_eq(&self.form, &earlier.form) {
            out.push(Section::Form);
        }
        if !Rc::ptr_eq(&self.annual, &earlier.annual) {
            let (now, then) = (&self.annual, &earlier.annual);
            if (&now.awarded, &now.year) != (&then.awarded, &then.year) {
                out.push(Section::Annual);
            }
            texts(&now.sections, &then.sections, Section::AnnualText, &mut out);
        }
        texts(&self.profile, &earlier.profile, Section::Slot, &mut out);
        if self.profile_fields != earlier.profile_fields {
            out.push(Section::Profile);
        }
        self.changed_lists(earlier, &mut out);
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
        if !Rc::ptr_eq(&self.sheets, &earlier.sheets) {
            out.push(Section::Sheets);
        }
        if !Rc::ptr_eq(&self.drawer, &earlier.drawer) {
            out.push(Section::Drawer);
        }
        out
    }

    /// Registers and metrics that differ.
    fn changed_lists(&self, earlier: &Dossier, out: &mut Vec<Section>) {
        for (id, entries) in &self.registers {
            let same = earlier.registers.get(id);
            if !same.is_some_and(|other| Rc::ptr_eq(entries, other)) {
                out.push(Section::Register(id.clone()));
            }
        }
        let gone = earlier.registers.keys();
        let gone = gone.filter(|id| !self.registers.contains_key(*id));
        out.extend(gone.cloned().map(Section::Register));

        let (now, then) = (&self.metrics, &earlier.metrics);
        if now.len() != then.len() || !now.iter().zip(then).all(|(a, b)| a.id == b.id) {
            out.push(Section::MetricOrder);
        }
        for (at, metric) in self.metrics.iter().enumerate() {
            // Mostly it stands where it stood.
            let there = earlier
                .metrics
                .get(at)
                .filter(|other| other.id == metric.id);
            let same = there.or_else(|| earlier.metric(&metric.id));
            if !same.is_some_and(|other| Rc::ptr_eq(metric, other)) {
                out.push(Section::Metric(metric.id.clone()));
            }
        }
        let gone = earlier.metrics.iter();
        let gone = gone.filter(|metric| self.metric(&metric.id).is_none());
        out.extend(gone.map(|metric| Section::Metric(metric.id.clone())));
    }

    /// Takes sections back to what they were in an earlier state; everything else stays as it is now.
    pub fn restore(&mut self, earlier: &Dossier, sections: &[Section]) {
        fn put<V: Clone>(now: &mut BTreeMap<String, V>, then: &BTreeMap<String, V>, id: &String) {
            match then.get(id) {
                Some(value) => now.insert(id.clone(), value.clone()),
                None => now.remove(id),
            };
        }
        for section in sections {
            match section {
                Section::Head => {
                    self.kind = earlier.kind;
                    self.scheme.clone_from(&earlier.scheme);
                    self.criteria.clone_from(&earlier.criteria);
                    self.settings.clone_from(&earlier.settings);
                    self.depth.clone_from(&earlier.depth);
                    self.spread.clone_from(&earlier.spread);
                }
                Section::Walk => self.walk = earlier.walk.clone(),
                Section::Form => self.form = earlier.form.clone(),
                Section::Annual => {
                    let annual = Rc::make_mut(&mut self.annual);
                    annual.awarded.clone_from(&earlier.annual.awarded);
                    annual.year.clone_from(&earlier.annual.year);
                }
                Section::AnnualText(id) => {
                    let annual = Rc::make_mut(&mut self.annual);
                    put(&mut annual.sections, &earlier.annual.sections, id);
                }
                Section::Slot(id) => put(&mut self.profile, &earlier.profile, id),
                Section::Profile => self.profile_fields.clone_from(&earlier.profile_fields),
                Section::Register(id) => put(&mut self.registers, &earlier.registers, id),
                Section::MetricOrder => self.restore_order(earlier),
                Section::Metric(id) => {
                    if let Some(metric) = earlier.metric(id) {
                        match self.metrics.iter_mut().find(|other| other.id == *id) {
                            Some(there) => *there = metric.clone(),
                            None => self.metrics.push(metric.clone()),
                        }
                    } else {
                        self.metrics.retain(|metric| metric.id != *id);
                    }
                }
                Section::Item(id) => {
                    self.items.retain(|item| item.id != *id);
                    if let Some(item) = earlier.item(id) {
                        self.items.push(item.clone());
                        self.items.sort_by(|a, b| a.id.cmp(&b.id));
                    }
                }
                Section::Sheets => self.sheets = earlier.sheets.clone(),
                Section::Drawer => self.drawer = earlier.drawer.clone(),
            }
        }
        // A metric that came back was put last.
        if sections.contains(&Section::MetricOrder) {
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

impl Section {
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
            Section::Head => {
                let head: Head = typed.read()?;
                part.kind = head.kind;
                part.scheme = head.scheme;
                part.criteria = head.criteria;
                part.settings = head.settings;
                part.depth = head.depth;
                part.spread = head.spread;
            }
            Section::Walk => part.walk = typed.read()?,
            Section::Form => part.form = typed.read()?,
            Section::Annual => {
                let AnnualHead { awarded, year } = typed.read()?;
                let annual = Rc::make_mut(&mut part.annual);
                (annual.awarded, annual.year) = (awarded, year);
            }
            Section::AnnualText(id) => {
                let annual = Rc::make_mut(&mut part.annual);
                annual.sections.insert(id.clone(), typed.read()?);
            }
            Section::Slot(id) => {
                part.profile.insert(id.clone(), typed.read()?);
            }
            Section::Profile => part.profile_fields = typed.read()?,
            Section::Register(id) => {
                part.registers.insert(id.clone(), typed.read()?);
            }
            Section::MetricOrder => order = typed.read()?,
            Section::Metric(id) => {
                let metric: Rc<Metric> = typed.read()?;
                own(id, &metric.id)?;
                part.metrics.push(metric);
            }
            Section::Item(id) => {
                let item: Rc<Item> = typed.read()?;
                own(id, &item.id)?;
                part.items.push(item);
            }
            Section::Sheets => part.sheets = typed.read()?,
            Section::Drawer => part.drawer = typed.read()?,
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
