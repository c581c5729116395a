//! What a check is given: the dossier as typed values, what the rules say of it, and the packs.

use rust_decimal::prelude::ToPrimitive;

use crate::domain::date::{Calendar, Date};
use crate::domain::verdict::Assessment;
use crate::dossier::Dossier;
use crate::pack::{self, Checks, ComparisonNeed, Criteria, Depth, ItemField, Metrics, Scheme};
use crate::views;

use super::typed_dossier::TypedDossier;

/// The packs that checks read.
#[derive(Clone, Copy, Debug)]
pub struct ReviewPacks<'a> {
    /// The measures.
    pub scheme: &'a Scheme,
    /// The criteria.
    pub criteria: &'a Criteria,
    /// The library of metrics.
    pub metrics: &'a Metrics,
    /// The checks.
    pub checks: &'a Checks,
    /// The holiday notices.
    pub calendar: &'a Calendar,
}

/// One dossier on one day.
#[derive(Clone, Copy, Debug)]
pub struct ReviewInput<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// The packs.
    pub packs: &'a ReviewPacks<'a>,
    /// The day it is looked at.
    pub today: Date,
    /// The day of the application; `None` while no usable one is written. Checks that need it do not run without.
    pub on: Option<Date>,
    /// How deep to write; `None` where nothing is written about the items: 预审.
    pub depth: Option<&'a Depth>,
    /// What the rules say, as of [`ReviewInput::on`], or of today without it.
    pub assessment: &'a Assessment,
    /// The dossier as typed values.
    pub read: &'a TypedDossier,
}

impl<'a> ReviewInput<'a> {
    /// 最近完整年度: the last year that ended before the application. For an annual report it is the year reported on.
    pub fn last_year(&self) -> Option<i32> {
        views::last_year(self.dossier, self.on)
    }

    /// Whether this part of an item is asked at the depth in use.
    pub fn asks(&self, field: ItemField) -> bool {
        self.depth
            .is_some_and(|depth| depth.item_fields.contains(&field))
    }

    /// Whether this register is asked at the depth in use: the id of a field of the checks, such as `goals`.
    pub fn asks_register(&self, field: &str) -> bool {
        self.depth.is_some_and(|depth| depth.registers.has(field))
    }

    /// Whether a check of the criteria is run at the depth in use.
    pub fn runs(&self, check: &str) -> bool {
        self.depth.is_some_and(|depth| depth.findings.has(check))
    }

    /// A threshold of another check that is a number of things; 0 if there is none.
    pub fn count_of(&self, check: &str, key: &str) -> usize {
        let check = self.packs.checks.check(check);
        let number = check.and_then(|check| check.params.get(key));
        number.and_then(|number| number.0.to_usize()).unwrap_or(0)
    }

    /// How many metrics a result item should have at the depth in use.
    pub fn metrics_per_item(&self) -> usize {
        self.depth
            .map_or(0, |depth| depth.metrics_per_result_item.into())
    }

    /// Which metrics need a comparison at the depth in use.
    pub fn comparison_need(&self) -> ComparisonNeed {
        self.depth
            .map_or(ComparisonNeed::Optional, |depth| depth.comparison)
    }

    /// The item of the criteria with this number.
    pub fn item(&self, id: &str) -> Option<&'a pack::Item> {
        self.packs.criteria.item(id)
    }
}
