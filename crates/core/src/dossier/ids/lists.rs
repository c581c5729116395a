//! Registers, metrics and what items hold beside their texts: their keys, columns, codes and ids.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::decode::Refusal;
use super::super::keys::{self, Holds, Key, NOT_APPLICABLE};
use super::super::model::{Entry, EntryLists, Item, Judgement, Metric, Refs, Texts};
use super::{Known, ids};
use crate::pack::{self, Column, ColumnKind, Factor, ItemKind, Register, RegisterOf};

impl Known<'_> {
    /// Texts under keys of our own; with [`NOT_APPLICABLE`] for each of these ids too.
    fn keyed(&mut self, place: &str, texts: &mut Texts, known: &[Key], parts: &BTreeSet<&str>) {
        let criteria = self.criteria;
        texts.retain(|id, text| {
            let at = format!("{place}.{id}");
            let part = id.strip_prefix(NOT_APPLICABLE.key);
            let part = part.and_then(|rest| rest.strip_prefix('.'));
            if part.is_some_and(|part| parts.contains(part)) {
                return true;
            }
            match known.iter().find(|key| key.key == id) {
                None => self.keep(false, &at, id, "名称"),
                Some(key) => match key.holds {
                    Holds::Typed(_) => true,
                    Holds::Code(codes) => self.code(&at, text, codes),
                    Holds::Section => {
                        self.keep(criteria.section(text).is_some(), &at, text, "小标题")
                    }
                },
            }
        });
    }

    fn refs(&mut self, place: &str, refs: &mut Refs, known: &[&str]) {
        refs.retain(|key, _| {
            let at = format!("{place}.{key}");
            self.keep(known.contains(&key.as_str()), &at, key, "名称")
        });
    }

    pub(super) fn profile_fields(&mut self, texts: &mut Texts) {
        let criteria = self.criteria;
        let slots = ids(&criteria.profile, |slot| &slot.id);
        self.keyed("profile_fields", texts, keys::PROFILE, &slots);
    }

    pub(super) fn depth(&mut self, depth: &mut String) {
        let known = depth.is_empty() || self.criteria.depth(depth).is_some();
        if !self.keep(known, "depth", depth, "填写深度") {
            depth.clear();
        }
    }

    /// Registers of the dossier, or lists of an item or a metric.
    pub(super) fn lists(
        &mut self,
        place: &str,
        lists: &mut EntryLists,
        of: RegisterOf,
    ) -> Result<(), Refusal> {
        let criteria = self.criteria;
        lists.retain(|id, _| {
            let register = criteria.register(id);
            let known = register.is_some_and(|register| register.of == of);
            self.keep(known, &format!("{place}.{id}"), id, "登记表")
        });
        for (id, entries) in lists {
            if let Some(register) = criteria.register(id) {
                let place = format!("{place}.{id}");
                for (at, entry) in Rc::make_mut(entries).iter_mut().enumerate() {
                    self.entry(&format!("{place}[{at}]"), entry, register)?;
                }
            }
        }
        Ok(())
    }

    fn entry(
        &mut self,
        place: &str,
        entry: &mut Entry,
        register: &Register,
    ) -> Result<(), Refusal> {
        self.row_id(place, &entry.id)?;
        let typed = |column: &&Column| column.kind != ColumnKind::Refs;
        entry.fields.retain(|key, text| {
            let at = format!("{place}.fields.{key}");
            match register.column(key).filter(typed) {
                None => self.keep(false, &at, key, "栏目"),
                Some(column) => match column_codes(column) {
                    Some(codes) => self.code(&at, text, &codes),
                    None => true,
                },
            }
        });
        let columns = register.columns.iter();
        let columns = columns.filter(|column| column.kind == ColumnKind::Refs);
        let columns: Vec<&str> = columns.map(|column| column.key.as_str()).collect();
        self.refs(&format!("{place}.refs"), &mut entry.refs, &columns);
        Ok(())
    }

    pub(super) fn metrics(&mut self, metrics: &mut [Rc<Metric>]) -> Result<(), Refusal> {
        for (at, metric) in metrics.iter_mut().enumerate() {
            let place = format!("metrics[{at}]");
            let metric = Rc::make_mut(metric);
            self.row_id(&place, &metric.id)?;
            let none = BTreeSet::new();
            let fields = &mut metric.fields;
            self.keyed(&format!("{place}.fields"), fields, keys::METRIC, &none);
            self.years(&format!("{place}.years"), &mut metric.years);
            for (year, texts) in &mut metric.years {
                let at = format!("{place}.years.{year}");
                self.keyed(&at, texts, keys::METRIC_YEAR, &none);
            }
            self.refs(
                &format!("{place}.refs"),
                &mut metric.refs,
                keys::METRIC_REFS,
            );
            let at = format!("{place}.lists");
            self.lists(&at, &mut metric.lists, RegisterOf::Metric)?;
        }
        Ok(())
    }

    /// The judged factors of an item of this kind.
    pub(super) fn factors(
        &mut self,
        place: &str,
        factors: &mut BTreeMap<String, Judgement>,
        kind: ItemKind,
    ) {
        let known = Factor::of(kind).map(Factor::key);
        let bands = self.criteria.bands_of(kind);
        let bands: Vec<&str> = bands.map(|band| band.id.as_str()).collect();
        factors.retain(|factor, judgement| {
            let at = format!("{place}.factors.{factor}");
            if !self.keep(known.contains(&factor.as_str()), &at, factor, "因素") {
                return false;
            }
            if !self.code(&format!("{at}.band"), &judgement.band, &bands) {
                judgement.band.clear();
            }
            true
        });
    }

    /// What an item holds beside its texts.
    pub(super) fn item(
        &mut self,
        place: &str,
        item: &mut Item,
        known: &pack::Item,
    ) -> Result<(), Refusal> {
        let sections = ids(&known.sections, |section| &section.id);
        let fields = format!("{place}.fields");
        self.keyed(&fields, &mut item.fields, keys::ITEM, &sections);
        self.factors(place, &mut item.factors, known.kind);
        self.refs(&format!("{place}.refs"), &mut item.refs, keys::ITEM_REFS);
        let at = format!("{place}.lists");
        self.lists(&at, &mut item.lists, RegisterOf::Item)
    }
}

/// The codes of a column; `None` when it is typed.
fn column_codes(column: &Column) -> Option<Vec<&str>> {
    match column.kind {
        ColumnKind::YesNo => Some(keys::YES_NO.to_vec()),
        ColumnKind::Choice => {
            let options = column.options.iter();
            Some(options.map(|option| option.value.as_str()).collect())
        }
        _ => None,
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::super::super::{Dossier, Kind, open, write};
    use super::*;
    use crate::testing::packs;

    /// What is said of a package in which one piece of text is another.
    fn said(from: &str, to: &str) -> String {
        let packs = packs();
        let mut dossier = Dossier::new(
            "a1".into(),
            Kind::Application,
            "gongyi-2023",
            "gbt-19580-2012",
        );
        let text = |texts: &mut Texts, key: &str, text: &str| {
            texts.insert(key.to_owned(), text.into());
        };
        text(&mut dossier.profile_fields, "dispatch", "yes");
        text(&mut dossier.profile_fields, "na.B.2.3", "没有");
        let mut licence = Entry::new("l1");
        text(&mut licence.fields, "required", "yes");
        text(&mut licence.fields, "until", "长期");
        let mut plan = Entry::new("p1");
        plan.refs.insert("goal".into(), vec!["g9".into()]);
        dossier.registers = BTreeMap::from([
            ("licences".to_owned(), Rc::new(vec![licence])),
            ("plans".to_owned(), Rc::new(vec![plan])),
        ]);
        let mut metric = Metric::new("m1");
        text(&mut metric.fields, "direction", "lower");
        text(&mut metric.fields, "section", "4.7.2-a");
        metric.set_year("2026", "value", "约 12".into());
        metric.refs.insert("proves".into(), vec!["4.3.2".into()]);
        let compared = Rc::new(vec![Entry::new("v1")]);
        metric.lists.insert("comparisons".into(), compared);
        dossier.metrics.push(Rc::new(metric));
        dossier.edit_item("4.1.2", |item| {
            text(&mut item.fields, "na.4.1.2-a", "没有");
            text(&mut item.fields, "status", "draft");
            item.edit_factor("approach", |judged| judged.band = "process-50-65".into());
            let strengths = Rc::new(vec![Entry::new("s1")]);
            item.lists.insert("strengths".into(), strengths);
            item.refs.insert("links".into(), vec!["B.2.2".into()]);
        });
        let bytes = write(&dossier, "b1");
        let text = String::from_utf8(bytes).unwrap();
        assert!(from.is_empty() || text.contains(from), "{from} in {text}");
        let text = match from {
            "" => text,
            from => text.replacen(from, to, 1),
        };
        match open(text.as_bytes(), &packs.scheme, &packs.criteria) {
            Ok(_) => String::new(),
            Err(refused) => refused.to_string(),
        }
    }

    #[test]
    fn what_the_packs_know_is_taken() {
        assert_eq!(said("", ""), "");
    }

    #[test]
    fn what_they_do_not_know_is_refused_with_its_place() {
        for (from, to, expected) in [
            (
                "\"depth\":\"standard\"",
                "\"depth\":\"deep\"",
                "depth：没有“deep”这个填写深度",
            ),
            (
                "\"dispatch\":\"yes\"",
                "\"dispatch\":\"ja\"",
                "profile_fields.dispatch：没有“ja”这个选项",
            ),
            (
                "na.B.2.3",
                "na.B.9",
                "profile_fields.na.B.9：没有“na.B.9”这个名称",
            ),
            (
                "\"licences\":",
                "\"papers\":",
                "registers.papers：没有“papers”这个登记表",
            ),
            (
                "\"strengths\":",
                "\"licences\":",
                "items[0].lists.licences：没有“licences”这个登记表",
            ),
            (
                "\"until\":",
                "\"ends\":",
                "registers.licences[0].fields.ends：没有“ends”这个栏目",
            ),
            (
                "\"required\":\"yes\"",
                "\"required\":\"x\"",
                "registers.licences[0].fields.required：没有“x”这个选项",
            ),
            (
                "\"goal\":",
                "\"aim\":",
                "registers.plans[0].refs.aim：没有“aim”这个名称",
            ),
            (
                "\"id\":\"l1\"",
                "\"id\":\"v1\"",
                "metrics[0].lists.comparisons[0].id：编号“v1”用了两次",
            ),
            ("\"id\":\"m1\"", "\"id\":\"\"", "metrics[0].id：编号是空的"),
            (
                "\"lower\"",
                "\"less\"",
                "metrics[0].fields.direction：没有“less”这个选项",
            ),
            (
                "4.7.2-a",
                "4.7.2-x",
                "metrics[0].fields.section：没有“4.7.2-x”这个小标题",
            ),
            (
                "\"2026\":",
                "\"26\":",
                "metrics[0].years.26：没有“26”这个年度",
            ),
            (
                "\"approach\":",
                "\"level\":",
                "items[0].factors.level：没有“level”这个因素",
            ),
            (
                "process-50-65",
                "process-1-2",
                "items[0].factors.approach.band：没有“process-1-2”这个选项",
            ),
            (
                "\"links\":",
                "\"chains\":",
                "items[0].refs.chains：没有“chains”这个名称",
            ),
        ] {
            assert_eq!(said(from, to), expected, "{to}");
        }
    }
}
