//! What changed in a dossier since the checks last ran, and which of them that concerns.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Reads;
use super::input::ReviewPacks;
use crate::dossier::{self, Dossier, RecordKey};
use crate::pack::reserved::PROFIT;
use crate::views::FlawedIn;

/// What a check is run on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Whole,
    /// A slot, by its place in the criteria.
    Slot(usize),
    /// An item, by its place in the criteria.
    Item(usize),
    /// A metric, by its id.
    Metric(Rc<str>),
}

/// Which sections of a dossier changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changed {
    pub(super) all: bool,
    walk: bool,
    form: bool,
    annual: bool,
    profile_fields: bool,
    metric_order: bool,
    sheets: bool,
    drawer: bool,
    hand_in: bool,
    slots: BTreeSet<String>,
    registers: BTreeSet<String>,
    items: BTreeSet<String>,
    metrics: BTreeSet<String>,
}

impl Changed {
    pub(super) fn everything() -> Changed {
        Changed {
            all: true,
            ..Changed::default()
        }
    }

    pub(super) fn since(earlier: &Dossier, now: &Dossier) -> Changed {
        let mut changed = Changed::default();
        for section in now.changed_since(earlier) {
            match section {
                RecordKey::Head => changed.all = true,
                RecordKey::Walk => changed.walk = true,
                RecordKey::Form => changed.form = true,
                RecordKey::Annual => changed.all = true,
                RecordKey::AnnualText(_) => changed.annual = true,
                RecordKey::Profile => changed.profile_fields = true,
                RecordKey::MetricOrder => changed.metric_order = true,
                RecordKey::Slot(id) => changed.slots.extend([id]),
                RecordKey::Register(id) => changed.registers.extend([id]),
                RecordKey::Item(id) => changed.items.extend([id]),
                RecordKey::Metric(id) => changed.metrics.extend([id]),
                RecordKey::Sheets => changed.sheets = true,
                RecordKey::Drawer => changed.drawer = true,
                RecordKey::HandIn => changed.hand_in = true,
            }
        }
        if changed.walk && now.walk.profits != earlier.walk.profits {
            // They are the values of a metric, whichever that is.
            let profit = |metric: &&Rc<dossier::Metric>| metric.get("library") == PROFIT;
            let metrics = now.metrics.iter().filter(profit);
            changed
                .metrics
                .extend(metrics.map(|metric| metric.id.clone()));
        }
        changed
    }

    /// Whether values that cannot be used may have come or gone in a part.
    pub(super) fn flawed_in(&self, part: FlawedIn) -> bool {
        let papers = || {
            let registers = !self.slots.is_empty() || !self.registers.is_empty();
            self.walk
                || self.form
                || self.annual
                || self.profile_fields
                || self.hand_in
                || registers
        };
        self.all
            || match part {
                FlawedIn::Papers => papers(),
                FlawedIn::Metrics => self.any_metric(),
                FlawedIn::Items => !self.items.is_empty(),
                FlawedIn::Sheets => self.sheets,
            }
    }

    /// Whether the typed registers may differ. They name metrics.
    pub(super) fn any_register(&self) -> bool {
        self.all || self.metric_order || !self.registers.is_empty()
    }

    /// Whether the numbers of tables and charts may differ.
    pub(super) fn any_caption(&self) -> bool {
        self.any_register() || self.any_metric()
    }

    pub(super) fn metric(&self, id: &str) -> bool {
        self.all || self.metrics.contains(id)
    }

    pub(super) fn item(&self, id: &str) -> bool {
        self.all || self.items.contains(id)
    }

    pub(super) fn any_metric(&self) -> bool {
        self.metric_order || !self.metrics.is_empty()
    }

    /// Whether what a check reads on a unit changed.
    pub(super) fn concerns(&self, reads: &[Reads], unit: &Unit, packs: &ReviewPacks<'_>) -> bool {
        let criteria = packs.criteria;
        self.all
            || reads.iter().any(|reads| match (reads, unit) {
                (Reads::Walk, _) => self.walk,
                (Reads::Form, _) => self.form,
                (Reads::Annual, _) => self.annual,
                (Reads::Drawer, _) => self.drawer,
                (Reads::ProfileFields, _) => self.profile_fields,
                (Reads::Profile, Unit::Slot(index)) => {
                    let slot = criteria.profile.get(*index);
                    slot.is_some_and(|slot| self.slots.contains(&slot.id))
                }
                (Reads::Profile, _) => !self.slots.is_empty(),
                (Reads::Register(id), _) => self.registers.contains(*id),
                (Reads::Registers, _) => !self.registers.is_empty(),
                (Reads::Item, Unit::Item(index)) => {
                    let item = criteria.items.get(*index);
                    item.is_some_and(|item| self.items.contains(&item.id))
                }
                (Reads::Items | Reads::Item, _) => !self.items.is_empty(),
                (Reads::Metric, Unit::Metric(id)) => self.metrics.contains(&**id),
                (Reads::Metrics | Reads::Metric, _) => self.any_metric(),
            })
    }
}
