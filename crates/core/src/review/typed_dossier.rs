//! The dossier as the checks read it: raw text becomes typed values here, once, and what did not change since an
//! earlier reading is taken over from it.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use rust_decimal::Decimal;

use crate::domain::date::Date;
use crate::domain::input::{self, Input};
use crate::domain::score::Percent;
use crate::dossier::{Dossier, Item, Place};
use crate::pack::ItemKind;
use crate::views::{Captions, MetricView, captions};

use super::changed::Changed;
use super::input::{ReviewInput, ReviewPacks};
use super::registers::{Figure, Registers};
use super::texts::Texts;

/// A dossier as typed values.
#[derive(Clone, Debug)]
pub struct TypedDossier {
    /// The registers.
    pub registers: Rc<Registers>,
    /// The metrics, in their order.
    pub metrics: Vec<Rc<MetricView>>,
    /// The items of the criteria, in their order, whether anything is written for them or not.
    pub items: Vec<Rc<TypedItem>>,
    /// All texts, prepared.
    pub texts: Texts,
    /// The numbers of tables and charts, once a check has asked for them.
    captions: Rc<OnceCell<Captions>>,
    /// Where each metric stands among them, by its id.
    places: BTreeMap<Rc<str>, usize>,
}

/// An item of the criteria and what is written for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedItem {
    /// Its number.
    pub id: Rc<str>,
    /// Where it stands among the items of the criteria.
    pub index: usize,
    /// Whether it is about processes or results.
    pub kind: ItemKind,
    /// What is written for it; empty if nothing is.
    pub item: Rc<Item>,
    /// Improvements made, those that say what.
    pub improvements: Vec<Improvement>,
}

/// `improvements_made`: an improvement of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Improvement {
    /// Id of the entry.
    pub id: Rc<str>,
    /// 年月, its first day.
    pub on: Input<Date>,
    /// 改了什么.
    pub what: Rc<str>,
    /// 效果.
    pub effect: Rc<str>,
}

impl TypedItem {
    /// Whether anything is written for the item: its one line, a text, a value of a metric.
    pub(super) fn is_written(&self, read: &TypedDossier) -> bool {
        let texts = read.texts.item(&self.id);
        let mut texts = texts.into_iter().flat_map(|texts| texts.body());
        let mut metrics = read.metrics_of(&self.id);
        !self.item.get("one_line").trim().is_empty()
            || texts.any(|passage| !passage.text.raw().trim().is_empty())
            || metrics.any(|metric| metric.has_values())
    }

    fn new(index: usize, of: &crate::pack::Item, written: Option<&Rc<Item>>) -> TypedItem {
        let item = written.cloned().unwrap_or_default();
        let improvements = item.list("improvements_made").iter().map(|entry| {
            let text = |column: &str| entry.fields.get(column).cloned().unwrap_or_default();
            Improvement {
                id: Rc::from(entry.id.as_str()),
                on: input::month(entry.get("on")),
                what: text("what"),
                effect: text("effect"),
            }
        });
        let improvements = improvements.filter(|made| !made.what.trim().is_empty());
        TypedItem {
            id: Rc::from(of.id.as_str()),
            index,
            kind: of.kind,
            improvements: improvements.collect(),
            item,
        }
    }

    /// Where it begins on its page: its first sub-heading, or its reason where it has none.
    pub fn place(&self, case: &ReviewInput<'_>) -> Place {
        let sections = case.packs.criteria.items.get(self.index);
        match sections.and_then(|item| item.sections.first()) {
            Some(section) => Place::Section(self.id.clone(), section.id.as_str().into()),
            None => Place::Reason(self.id.clone()),
        }
    }

    /// Whether nothing is written: neither one line nor a text nor a note on a factor.
    pub fn is_blank(&self) -> bool {
        let notes = self.item.factors.values().map(|factor| &factor.note);
        let mut texts = self.item.sections.values().chain(notes);
        texts.all(|text| text.trim().is_empty()) && self.item.get("one_line").trim().is_empty()
    }

    /// Whether it is said why it does not apply.
    pub fn does_not_apply(&self) -> bool {
        !self.item.get("na").trim().is_empty()
    }

    /// Its percent as a number, if it has one of at least so much.
    pub fn percent_from(&self, least: Decimal) -> Option<u8> {
        let percent = self.percent()?.get();
        (Decimal::from(percent) >= least).then_some(percent)
    }

    /// The same of a result item; `None` of a process item.
    pub fn result_percent_from(&self, least: Decimal) -> Option<u8> {
        let percent = self.percent_from(least)?;
        (self.kind == ItemKind::Result).then_some(percent)
    }

    /// Its percent; `None` while it is not scored.
    pub fn percent(&self) -> Option<Percent> {
        self.item.percent.and_then(Percent::new)
    }
}

impl TypedDossier {
    /// Reads a dossier; with an earlier reading of the same dossier only what changed since.
    pub(super) fn new(
        dossier: &Dossier,
        packs: &ReviewPacks<'_>,
        earlier: Option<(&TypedDossier, &Changed)>,
    ) -> TypedDossier {
        let (criteria, library) = (packs.criteria, packs.metrics);
        let registers = match earlier {
            Some((read, changed)) if !changed.any_register() => read.registers.clone(),
            _ => Rc::new(Registers::new(dossier, criteria)),
        };
        let known = |id: &str| {
            let (read, changed) = earlier?;
            (!changed.metric(id)).then(|| read.metric(id)).flatten()
        };
        let metrics = dossier.metrics.iter().map(|metric| {
            known(&metric.id).cloned().unwrap_or_else(|| {
                Rc::new(MetricView::new(metric, &dossier.walk, criteria, library))
            })
        });
        let metrics: Vec<Rc<MetricView>> = metrics.collect();
        let places = metrics.iter().enumerate();
        let places = places.map(|(at, metric)| (metric.id.clone(), at)).collect();
        let items = criteria.items.iter().enumerate().map(|(index, of)| {
            let known = earlier.filter(|(_, changed)| !changed.item(&of.id));
            match known.and_then(|(read, _)| read.items.get(index)) {
                Some(item) => item.clone(),
                None => Rc::new(TypedItem::new(index, of, dossier.item(&of.id))),
            }
        });
        let items = items.collect();
        let captions = match earlier {
            Some((read, changed)) if !changed.any_caption() => read.captions.clone(),
            _ => Rc::default(),
        };
        let words = &packs.checks.words;
        let texts = match earlier {
            Some((read, _)) => Texts::new(dossier, criteria, words, &read.texts),
            None => Texts::new(dossier, criteria, words, &Texts::default()),
        };
        TypedDossier {
            registers,
            metrics,
            items,
            texts,
            captions,
            places,
        }
    }

    /// The numbers of the tables and charts of the dossier that was read.
    pub(super) fn captions(&self, case: &ReviewInput<'_>) -> &Captions {
        let number = || captions(case.dossier, case.packs.criteria);
        self.captions.get_or_init(number)
    }

    /// The metric with this id.
    pub fn metric(&self, id: &str) -> Option<&Rc<MetricView>> {
        self.metrics.get(*self.places.get(id)?)
    }

    /// The metrics of a result item, in their order.
    pub fn metrics_of<'a>(&'a self, item: &'a str) -> impl Iterator<Item = &'a Rc<MetricView>> {
        self.metrics
            .iter()
            .filter(move |metric| &*metric.item == item)
    }

    /// The metrics that stand under a result item.
    pub fn results(&self) -> impl Iterator<Item = &Rc<MetricView>> {
        self.metrics.iter().filter(|metric| !metric.item.is_empty())
    }

    /// The item with this number.
    pub fn item(&self, id: &str) -> Option<&Rc<TypedItem>> {
        self.items.iter().find(|item| &*item.id == id)
    }

    /// The items of a kind.
    pub fn items_of(&self, kind: ItemKind) -> impl Iterator<Item = &Rc<TypedItem>> {
        self.items.iter().filter(move |item| item.kind == kind)
    }

    /// The figures that attachments have of a metric.
    pub fn figures_of<'a>(&'a self, metric: &'a str) -> impl Iterator<Item = &'a Figure> {
        let figures = self.registers.figures.iter();
        figures.filter(move |figure| &*figure.metric == metric)
    }
}
