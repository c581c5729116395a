//! The dossier in sections, each saved as a record of its own: a key and JSON text.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::decode::{Refusal, decode};
use super::model::{Annual, Dossier, Form, Item, Kind, Metric, Texts, Walk};
use super::strict;
use crate::json::to_text;

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
        match section {
            Section::Head => json(&Head {
                kind: self.kind,
                scheme: self.scheme.clone(),
                criteria: self.criteria.clone(),
                settings: self.settings.clone(),
                depth: self.depth.clone(),
                spread: self.spread.clone(),
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
            Section::Profile => {
                let fields = &self.profile_fields;
                (!fields.is_empty()).then(|| json(fields))?
            }
            Section::Register(id) => self.registers.get(id).and_then(json),
            Section::MetricOrder => {
                let ids: Vec<&str> = self.metrics.iter().map(|metric| &*metric.id).collect();
                (!ids.is_empty()).then(|| json(&ids))?
            }
            Section::Metric(id) => self.metric(id).and_then(json),
            Section::Item(id) => self.item(id).and_then(json),
            Section::Sheets => (!self.sheets.is_empty()).then(|| json(&self.sheets))?,
            Section::Drawer => (!self.drawer.is_empty()).then(|| json(&self.drawer))?,
        }
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
        let head = |of: &Dossier| {
            let ids = (of.scheme.clone(), of.criteria.clone());
            (of.kind, ids, of.depth.clone(), of.spread.clone())
        };
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

        let order = |of: &Dossier| -> Vec<String> {
            of.metrics.iter().map(|metric| metric.id.clone()).collect()
        };
        if order(self) != order(earlier) {
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
        let mut order = Vec::new();
        for (key, text) in records {
            if let Err(why) = dossier.take_record(key, text, &mut order) {
                bad.push(BadRecord {
                    key: key.to_owned(),
                    why,
                });
            }
        }
        let at = |id: &String| order.iter().position(|other| other == id);
        dossier
            .metrics
            .sort_by_key(|metric| at(&metric.id).unwrap_or(usize::MAX));
        (dossier, bad)
    }

    fn take_record(
        &mut self,
        key: &str,
        text: &str,
        order: &mut Vec<String>,
    ) -> Result<(), Refusal> {
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
                self.depth = head.depth;
                self.spread = head.spread;
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
            Section::Profile => self.profile_fields = typed(&value)?,
            Section::Register(id) => {
                self.registers.insert(id, typed(&value)?);
            }
            Section::MetricOrder => *order = typed(&value)?,
            Section::Metric(id) => {
                let mut metric: Metric = typed(&value)?;
                metric.id = id;
                self.metrics.push(Rc::new(metric));
            }
            Section::Item(id) => {
                let read: Item = typed(&value)?;
                self.edit_item(&id, |item| {
                    *item = read;
                    item.id = id.clone();
                });
            }
            Section::Sheets => self.sheets = typed(&value)?,
            Section::Drawer => self.drawer = typed(&value)?,
        }
        Ok(())
    }
}
