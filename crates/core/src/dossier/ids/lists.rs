//! Registers, metrics and what items hold beside their texts: their keys, columns and codes.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::field_kinds::{
    self, FieldKind, FieldSpec, HandInField, NOT_APPLICABLE, hand_in_field,
};
use super::super::model::{Entry, EntryLists, Item, Judgement, Metric, Refs, Texts};
use super::known::{At, Known, ids, written};
use crate::pack::{self, Column, ColumnKind, Factor, ItemKind, Register, RegisterOf};

impl Known<'_> {
    /// Texts under keys of our own; with [`NOT_APPLICABLE`] for each of these ids too.
    fn keyed(&mut self, at: &At, texts: &Texts, known: &[FieldSpec], parts: &BTreeSet<&str>) {
        for (id, text) in texts {
            let part = id.strip_prefix(NOT_APPLICABLE.key);
            let part = part.and_then(|rest| rest.strip_prefix('.'));
            if part.is_some_and(|part| parts.contains(part)) {
                continue;
            }
            match known.iter().find(|key| key.key == id) {
                None => self.note(&at.key(id), "名称", id, written(text)),
                Some(key) => {
                    if let FieldKind::Code(codes) = key.holds {
                        let called = format!("{}的{}", at.called, key.label);
                        let at = At::new(at.key(id).place, called);
                        self.code(&at, text, codes);
                    }
                }
            }
        }
    }

    fn refs(&mut self, at: &At, refs: &Refs, known: &[&str]) {
        for (key, ids) in refs {
            if !known.contains(&key.as_str()) {
                self.note(&at.key(key), "名称", key, ids.join("、"));
            }
        }
    }

    pub(super) fn profile_fields(&mut self, texts: &Texts) {
        let slots = ids(&self.criteria.profile, |slot| &slot.id);
        let at = At::new("profile_fields", "组织概述");
        self.keyed(&at, texts, field_kinds::PROFILE, &slots);
    }

    pub(super) fn award(&mut self, texts: &Texts) {
        let at = At::new("annual.award", "获奖后");
        self.keyed(&at, texts, field_kinds::AWARD, &BTreeSet::new());
    }

    pub(super) fn hand_in(&mut self, texts: &Texts) {
        let at = At::new("hand_in", "递交");
        for (id, text) in texts {
            let at = at.key(id);
            match hand_in_field(id, self.scheme) {
                None => self.note(&at, "名称", id, written(text)),
                Some(HandInField::Round(field)) => {
                    if let FieldKind::Code(codes) = field.holds {
                        let called = format!("{}的{}", at.called, field.label);
                        self.code(&At::new(at.place, called), text, codes);
                    }
                }
                Some(
                    HandInField::Done(_)
                    | HandInField::Paper(_)
                    | HandInField::Due(..)
                    | HandInField::DutyDone(..)
                    | HandInField::Seen,
                ) => {}
            }
        }
    }

    pub(super) fn depth(&mut self, depth: &str) {
        if !depth.is_empty() && self.criteria.depth(depth).is_none() {
            let at = At::new("depth", "填写深度");
            self.note(&at, "选项", depth, depth.to_owned());
        }
    }

    /// Registers of the dossier, or lists of an item or a metric.
    pub(super) fn lists(&mut self, at: &At, lists: &EntryLists, of: RegisterOf) {
        let criteria = self.criteria;
        for (id, entries) in lists {
            let at = at.key(id);
            let register = criteria.register(id);
            match register.filter(|register| register.of == of) {
                None => self.note(&at, "编号", id, written(entries)),
                Some(register) => {
                    for (row, entry) in entries.iter().enumerate() {
                        let (called, title) = (&at.called, &register.title);
                        let called = format!("{called}“{title}”第 {} 条", row + 1);
                        let place = format!("{}[{row}]", at.place);
                        self.entry(&At::new(place, called), entry, register);
                    }
                }
            }
        }
    }

    fn entry(&mut self, at: &At, entry: &Entry, register: &Register) {
        let fields = at.key("fields");
        let to = entry.get(TO);
        let stands = register.column(TO).is_some_and(|column| column.hidden);
        if stands && !to.is_empty() && !self.is_place(to) {
            // It is shown where it stands: without that, none of it is.
            self.note(&fields.key(TO), "位置", to, written(entry));
            return;
        }
        for (key, text) in &entry.fields {
            let at = fields.key(key);
            let column = register.column(key);
            match column.filter(|column| column.kind != ColumnKind::Refs) {
                None => self.note(&at, "栏目", key, written(text)),
                Some(column) => {
                    if let Some(codes) = column_codes(column) {
                        let called = format!("{}的{}", at.called, column.label);
                        self.code(&At::new(at.place, called), text, &codes);
                    }
                }
            }
        }
        let columns = register.columns.iter();
        let columns = columns.filter(|column| column.kind == ColumnKind::Refs);
        let columns: Vec<&str> = columns.map(|column| column.key.as_str()).collect();
        self.refs(&at.key("refs"), &entry.refs, &columns);
    }

    /// Whether this is where an entry can stand: a slot, an item, a sub-heading.
    fn is_place(&self, to: &str) -> bool {
        let criteria = self.criteria;
        criteria.slot(to).is_some() || criteria.item(to).is_some() || criteria.section(to).is_some()
    }

    pub(super) fn metrics(&mut self, metrics: &[Rc<Metric>]) {
        let criteria = self.criteria;
        let none = BTreeSet::new();
        for (at, metric) in metrics.iter().enumerate() {
            let called = match metric.get("name") {
                "" => format!("第 {} 个指标", at + 1),
                name => format!("指标“{name}”"),
            };
            let at = At::new(format!("metrics[{at}]"), called);
            let fields = at.key("fields");
            let section = metric.get(SECTION);
            if !section.is_empty() && criteria.section(section).is_none() {
                // Metrics are shown under their sub-heading: without it, none of it is.
                self.note(&fields.key(SECTION), "小标题", section, written(&**metric));
                continue;
            }
            self.keyed(&fields, &metric.fields, field_kinds::METRIC, &none);
            let years = at.key("years");
            self.years(&years, &metric.years);
            for (year, texts) in &metric.years {
                self.keyed(&years.key(year), texts, field_kinds::METRIC_YEAR, &none);
            }
            self.refs(&at.key("refs"), &metric.refs, field_kinds::METRIC_REFS);
            self.lists(&at.key("lists"), &metric.lists, RegisterOf::Metric);
        }
    }

    /// The judged factors of an item of this kind.
    pub(super) fn factors(
        &mut self,
        at: &At,
        factors: &BTreeMap<String, Judgement>,
        kind: ItemKind,
    ) {
        let at = at.key("factors");
        let known = Factor::of(kind).map(Factor::key);
        let bands = self.criteria.bands_of(kind);
        let bands: Vec<&str> = bands.map(|band| band.id.as_str()).collect();
        for (factor, judgement) in factors {
            let at = at.key(factor);
            if known.contains(&factor.as_str()) {
                self.code(&at.key("band"), &judgement.band, &bands);
            } else {
                self.note(&at, "要素", factor, written(judgement));
            }
        }
    }

    /// What an item holds beside its texts.
    pub(super) fn beside_texts(
        &mut self,
        at: &At,
        item: &Item,
        known: &pack::Item,
        sections: &BTreeSet<&str>,
    ) {
        self.keyed(&at.key("fields"), &item.fields, field_kinds::ITEM, sections);
        self.factors(at, &item.factors, known.kind);
        self.refs(&at.key("refs"), &item.refs, field_kinds::ITEM_REFS);
        self.lists(&at.key("lists"), &item.lists, RegisterOf::Item);
    }
}

/// FieldSpec of a metric's sub-heading.
const SECTION: &str = "section";

/// Column with the place of an entry that stands in a text.
const TO: &str = "at";

/// The codes of a column; `None` when it is typed.
fn column_codes(column: &Column) -> Option<Vec<&str>> {
    match column.kind {
        ColumnKind::YesNo => Some(field_kinds::YES_NO.to_vec()),
        ColumnKind::Choice => {
            let options = column.options.iter();
            Some(options.map(|option| option.value.as_str()).collect())
        }
        _ => None,
    }
}
