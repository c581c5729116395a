//! An edition of the criteria: categories, items, bands, profile, depths, metrics.
//!
//! The types are the keys of `data/<edition>/*.toml`. Numbers, titles and points are facts of the standard;
//! every sentence is our own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::common::{Choice, Day, Which};
use super::roles::CriteriaRoles;

/// One edition of the criteria, checked. Its metrics are a part of their own: [`Metrics`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criteria {
    /// Which edition.
    pub edition: Edition,
    /// What the program asks for by its meaning.
    pub roles: CriteriaRoles,
    /// The seven categories.
    pub categories: Vec<Category>,
    /// Kinds of organisation that examples and metrics are written for.
    pub industries: Vec<Industry>,
    /// 组织概述.
    pub profile: Vec<Slot>,
    /// The factors of scoring.
    pub factors: Vec<FactorText>,
    /// The bands of percent.
    pub bands: Vec<Band>,
    /// The scored items.
    pub items: Vec<Item>,
    /// How deep to write.
    pub depths: Vec<Depth>,
    /// What a person adds entry by entry.
    pub registers: Vec<Register>,
}

/// `[edition]` of `edition.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Id, such as `gbt-19580-2012`; the name of its folder.
    pub id: String,
    /// Its name with number and year.
    pub name: String,
    /// The day it is in force from.
    pub in_force: Day,
    /// The points of all items.
    pub total_points: u16,
    /// How to score and write.
    pub notes: Vec<String>,
}

/// `[[category]]` of `edition.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Number, such as `4.1`.
    pub id: String,
    /// Title.
    pub title: String,
    /// The points of its items.
    pub points: u16,
}

/// `[[industry]]` of `edition.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Industry {
    /// Id, such as `manufacturing`.
    pub id: String,
    /// What it is called.
    pub label: String,
}

/// A question and what an examiner hopes to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// The question.
    pub q: String,
    /// What an examiner hopes to read.
    pub look: String,
}

/// `[[slot]]` of `profile.toml`: a part of 组织概述.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Number, such as `B.1.1.a`.
    pub id: String,
    /// What it is grouped under.
    pub group: String,
    /// Title.
    pub title: String,
    /// What reports call it, too.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Advice: fewest characters.
    pub chars_min: u32,
    /// Advice: most characters.
    pub chars_max: u32,
    /// Items that must take it up again.
    pub feeds: Vec<String>,
    /// What to write.
    pub prompts: Vec<Prompt>,
}

/// Whether an item is about processes or results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// How things are done.
    Process,
    /// What came of it.
    Result,
}

/// A factor of scoring, in the order in which either kind of item shows its four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Factor {
    /// 方法.
    Approach,
    /// 展开.
    Deployment,
    /// 学习.
    Learning,
    /// 水平.
    Level,
    /// 趋势.
    Trend,
    /// 对比.
    Comparison,
    /// 整合.
    Integration,
}

/// A text for each factor.
pub type Factors = BTreeMap<Factor, String>;

/// `[[factor]]` of `bands.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorText {
    /// Which factor.
    pub id: Factor,
    /// What it is called.
    pub label: String,
    /// Its usual letter.
    pub letter: String,
    /// The kinds of item it is for.
    pub kinds: Vec<ItemKind>,
}

/// `[[band]]` of `bands.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Id, such as `process-10-25`.
    pub id: String,
    /// The kind of item it is for.
    pub kind: ItemKind,
    /// Lowest percent.
    pub min: u8,
    /// Highest percent.
    pub max: u8,
    /// What each factor looks like in it.
    pub factors: Factors,
}

/// Percents go in steps of this.
pub const PERCENT_STEP: u8 = 5;

impl Band {
    /// The percents in it, in steps of [`PERCENT_STEP`].
    pub fn values(&self) -> impl Iterator<Item = u8> + use<> {
        (self.min..=self.max).step_by(PERCENT_STEP.into())
    }
}

/// `[[item]]` of `items.toml`: a scored item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Number, such as `4.1.2`.
    pub id: String,
    /// Its category.
    pub category: String,
    /// Title.
    pub title: String,
    /// Points.
    pub points: u16,
    /// Whether it is about processes or results.
    pub kind: ItemKind,
    /// What it looks at.
    pub purpose: String,
    /// What usually shows it.
    pub evidence: Vec<String>,
    /// What examiners complain of.
    pub weak_signs: Vec<String>,
    /// What it hangs together with.
    pub links: Links,
    /// What each factor means here.
    pub factors: Factors,
    /// An example for each industry, by id.
    pub examples: BTreeMap<String, String>,
    /// Of a result item: words by which sheets call the group of its metrics, such as 财务.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Its sub-headings.
    #[serde(rename = "section")]
    pub sections: Vec<SubHeading>,
}

/// What an item hangs together with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// Slots of the profile it takes up.
    pub profile: Vec<String>,
    /// For a process item the result items that carry its metrics; for a result item the process items it proves.
    pub items: Vec<String>,
}

/// `[[item.section]]` of `items.toml`: a sub-heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubHeading {
    /// Id, such as `4.1.2-a`.
    pub id: String,
    /// Whose heading it is.
    pub heading: Heading,
    /// Title.
    pub title: String,
    /// What to write.
    pub prompts: Vec<Prompt>,
}

/// Whose heading a section's is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Heading {
    /// The standard's.
    Edition,
    /// Ours, to group the writing.
    Own,
}

/// `[[register]]` of `registers.toml`: a register of the dossier, or a list of an item or a metric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Id, such as `departments`.
    pub id: String,
    /// What has it.
    pub of: RegisterOf,
    /// What it is called.
    pub title: String,
    /// For checking, or about what is still to be done: it is not handed in.
    #[serde(default)]
    pub internal: bool,
    /// Where it is written: slots, items, `form`, `profile` (every slot), `items` (every item), `metrics`, `annual`,
    /// `award` (after an award), `walk`, `review`.
    pub at: Vec<String>,
    /// The field of the checks that it answers; empty when no check reads it.
    #[serde(default)]
    pub field: String,
    /// What the button for one more says.
    pub add: String,
    /// What to write; empty if that is plain.
    #[serde(default)]
    pub hint: String,
    /// Its columns.
    pub columns: Vec<Column>,
}

/// What has a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegisterOf {
    /// The dossier: one of it.
    Dossier,
    /// Every item.
    Item,
    /// Every metric.
    Metric,
}

/// A column of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The key it is stored under.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// What is written in it.
    pub kind: ColumnKind,
    /// Without it the entry says nothing.
    #[serde(default)]
    pub required: bool,
    /// Not typed by a person.
    #[serde(default)]
    pub hidden: bool,
    /// For a date: the word that stands for no end.
    #[serde(default)]
    pub forever: Option<String>,
    /// What to write; empty if that is plain.
    #[serde(default)]
    pub hint: String,
    /// For a choice: the list.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// For references: what they name, a register or one of [`REFS_TO`].
    #[serde(default)]
    pub to: Option<String>,
    /// For references: at most one.
    #[serde(default)]
    pub one: bool,
}

/// What references can name beside registers: the dossier's metrics, all items, process items, slots of the profile,
/// entries of the scheme's catalogue, what it lets the prize be spent on, what it revokes an award for.
pub const REFS_TO: [&str; 7] = [
    "metrics",
    "items",
    "process-items",
    "slots",
    "catalogue",
    "prize-uses",
    "revocation-reasons",
];

/// What is written in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// A day.
    Date,
    /// A month of a year, `2026-05`.
    Month,
    /// A year.
    Year,
    /// A whole number from 0.
    Count,
    /// An exact number.
    Decimal,
    /// An amount of money in 元.
    Money,
    /// `yes` or `no`.
    YesNo,
    /// One of a list.
    Choice,
    /// Other things of the dossier.
    Refs,
}

/// The metrics to choose from, a part of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    /// All of them, by item.
    #[serde(rename = "metric")]
    pub metrics: Vec<Metric>,
}

/// `[[metric]]` of `metrics.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Id, such as `customer-satisfaction`.
    pub id: String,
    /// The sub-heading it belongs to.
    pub section: String,
    /// What it is called.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// What is better.
    pub direction: Direction,
    /// How it is computed, in words.
    pub formula: String,
    /// What numerator / denominator is multiplied by; without it the metric is not recomputed.
    #[serde(default)]
    pub times: Option<u32>,
    /// The side that takes the mean of opening and closing balance.
    #[serde(default)]
    pub average: Option<Side>,
    /// The upper bound; with it the lower one is 0.
    #[serde(default)]
    pub max: Option<u32>,
    /// Industries it suits.
    pub applies: Which,
    /// Not for public schools and hospitals.
    #[serde(default)]
    pub for_profit_only: bool,
    /// Process items it speaks for.
    pub proves: Vec<String>,
}

/// What is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More.
    Higher,
    /// Less.
    Lower,
    /// Inside a range.
    Target,
}

/// A side of a ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Above the line.
    Numerator,
    /// Below the line.
    Denominator,
}

/// `[[depth]]` of `depths.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Depth {
    /// Id, such as `quick`.
    pub id: String,
    /// Title.
    pub title: String,
    /// Minutes at the keyboard; the sum of the steps'.
    pub minutes: u32,
    /// Who does it.
    pub who: String,
    /// What for.
    pub goal: String,
    /// What comes out.
    pub output: String,
    /// Whether the declarations are asked.
    pub declarations: bool,
    /// Slots of the profile.
    pub profile_slots: Which,
    /// Process items.
    pub process_items: Which,
    /// Result items.
    pub result_items: Which,
    /// What is written for an item.
    pub item_fields: Vec<ItemField>,
    /// Which questions of a sub-heading are asked.
    pub section_prompts: SectionPrompts,
    /// Metrics of a result item.
    pub metrics_per_result_item: u8,
    /// Years of a metric.
    pub years: u8,
    /// Which metrics need a comparison.
    pub comparison: ComparisonNeed,
    /// Pieces of evidence of an item.
    pub evidence_per_item: u8,
    /// Fewest characters of a process item.
    pub min_chars_per_item: u32,
    /// Registers, ids of the checks' fields.
    pub registers: Which,
    /// Checks of the edition that run; the scheme's say themselves at which depths they do.
    pub findings: Which,
    /// What takes how long.
    pub steps: Vec<Step>,
}

/// What takes how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Minutes.
    pub minutes: u32,
    /// What is done.
    pub what: String,
}

/// What is written for an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemField {
    /// 一句做法.
    OneLine,
    /// The band of each factor.
    FactorPick,
    /// Month of the latest improvement.
    ImprovementDate,
    /// Improvements made.
    ImprovementsMade,
    /// Departments it is deployed to.
    Departments,
    /// Metrics referred to.
    MetricRefs,
    /// Text by sub-heading.
    SectionText,
    /// Text by factor.
    FactorText,
    /// Pieces of evidence.
    Evidence,
    /// Attachments.
    Attachments,
    /// Links.
    Links,
    /// Percent.
    Percent,
    /// 优势.
    Strengths,
    /// 不足与改进.
    Improvements,
}

/// Which questions of a sub-heading are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionPrompts {
    /// None.
    None,
    /// The first.
    First,
    /// All.
    All,
}

/// Which metrics need a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComparisonNeed {
    /// None.
    Optional,
    /// Half of an item's.
    RequiredHalf,
    /// All, or a reason why not.
    Required,
}

impl Factor {
    /// The factor as data and files name it, such as `approach`.
    pub fn key(self) -> &'static str {
        match self {
            Factor::Approach => "approach",
            Factor::Deployment => "deployment",
            Factor::Learning => "learning",
            Factor::Level => "level",
            Factor::Trend => "trend",
            Factor::Comparison => "comparison",
            Factor::Integration => "integration",
        }
    }

    /// The four factors of a kind of item, in the order they are shown.
    pub fn of(kind: ItemKind) -> [Factor; 4] {
        match kind {
            ItemKind::Process => [
                Factor::Approach,
                Factor::Deployment,
                Factor::Learning,
                Factor::Integration,
            ],
            ItemKind::Result => [
                Factor::Level,
                Factor::Trend,
                Factor::Comparison,
                Factor::Integration,
            ],
        }
    }
}

impl Register {
    /// The column with this key.
    pub fn column(&self, key: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.key == key)
    }
}

impl Criteria {
    /// The item with this number, such as `4.1.2`.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The sub-heading with this id, such as `4.1.2-a`, and its item.
    pub fn section(&self, id: &str) -> Option<(&Item, &SubHeading)> {
        let item = self.item(id.rsplit_once('-')?.0)?;
        let section = item.sections.iter().find(|section| section.id == id)?;
        Some((item, section))
    }

    /// The result item that the metrics of a sub-heading are shown at: its own, or the first one for a sub-heading that
    /// belongs to no result item. What is kept must be seen.
    pub fn results_at(&self, section: &str) -> Option<&Item> {
        let results = |item: &&Item| item.kind == ItemKind::Result;
        let own = self.section(section).map(|(item, _)| item).filter(results);
        own.or_else(|| self.items.iter().find(results))
    }

    /// The category with this number, such as `4.1`.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// The slot of the profile with this number, such as `B.1.1.a`.
    pub fn slot(&self, id: &str) -> Option<&Slot> {
        self.profile.iter().find(|slot| slot.id == id)
    }

    /// What a factor is called.
    pub fn factor(&self, id: Factor) -> Option<&FactorText> {
        self.factors.iter().find(|factor| factor.id == id)
    }

    /// The bands of a kind of item, lowest first.
    pub fn bands_of(&self, kind: ItemKind) -> impl Iterator<Item = &Band> {
        self.bands.iter().filter(move |band| band.kind == kind)
    }

    /// The band a percent lies in.
    pub fn band(&self, kind: ItemKind, percent: u8) -> Option<&Band> {
        self.bands_of(kind)
            .find(|band| (band.min..=band.max).contains(&percent))
    }

    /// The register or list with this id, such as `departments`.
    pub fn register(&self, id: &str) -> Option<&Register> {
        self.registers.iter().find(|register| register.id == id)
    }

    /// The registers or lists of one kind of thing.
    pub fn registers_of(&self, of: RegisterOf) -> impl Iterator<Item = &Register> {
        self.registers
            .iter()
            .filter(move |register| register.of == of)
    }

    /// The depth with this id, such as `quick`.
    pub fn depth(&self, id: &str) -> Option<&Depth> {
        self.depths.iter().find(|depth| depth.id == id)
    }
}
