//! The dossier's types. They are the file's types as well: what is serialised here is what
//! `docs/format.md` describes, less the envelope of [`super::file`].

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::{Deserialize, Serialize};

use crate::domain::score;
use crate::json::fault;
use crate::pack::reserved;

/// Texts by id, never empty ones: an emptied text is a text not written.
pub type Texts = BTreeMap<String, Rc<str>>;

/// Raw figures by year (`"2024"`), as typed.
pub type Figures = BTreeMap<String, String>;

/// Sets a text, or removes it when it is empty, so that "typed and deleted" equals "never typed".
pub fn put_text<V: From<String>>(texts: &mut BTreeMap<String, V>, key: &str, value: String) {
    if value.is_empty() {
        texts.remove(key);
    } else {
        texts.insert(key.to_owned(), value.into());
    }
}

/// What a dossier is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 预审: the walk alone.
    #[default]
    Precheck,
    /// 申报: the whole package of article 17(二).
    Application,
    /// 年度自评: a winner's annual self-report of article 29.
    Annual,
}

/// One organisation's dossier: everything that a person typed, nothing that can be derived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dossier {
    /// Short random id, given by the app. Tells copies of one dossier from another dossier.
    pub id: String,
    /// What it is for.
    pub kind: Kind,
    /// Id of the scheme (the city's measures) it answers, such as `gongyi-2023`.
    pub scheme: String,
    /// Id of the edition of the criteria it is written against, such as `gbt-19580-2012`.
    pub criteria: String,
    /// Readings that differ from the scheme's defaults: setting id → chosen value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, String>,
    /// Answers about articles 13, 14, 17(二), 25 and 28.
    #[serde(default, skip_serializing_if = "is_default")]
    pub walk: Rc<Walk>,
    /// 申报表.
    #[serde(default, skip_serializing_if = "is_default")]
    pub form: Rc<Form>,
    /// 组织概述: text by slot id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub profile: Texts,
    /// Depth of the self-evaluation: id of a depth of the criteria, such as `standard`. Empty where there is none:
    /// 预审.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub depth: String,
    /// What 组织概述 holds beside its texts, by key: reasons why a slot does not apply (`na.B.1.1.a`), head count,
    /// the year performance excellence began.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub profile_fields: Texts,
    /// Registers by id: what items and checks refer to (departments, challenges, goals, evidence …). Which there are
    /// and which columns they have is data of the criteria (`registers.toml`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub registers: EntryLists,
    /// Metrics of the results, in the order they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<Rc<Metric>>,
    /// 自我评价: the items that have something written or scored, ordered by id, each id once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Rc<Item>>,
    /// 年度自评: what the annual self-report adds.
    #[serde(default, skip_serializing_if = "is_default")]
    pub annual: Rc<Annual>,
    /// 合议: what colleagues gave, a sheet each, in the order they were added.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sheets: Rc<Vec<Sheet>>,
    /// 合议: so many points of percent between the highest and the lowest are too far apart, `5`, `10` …; empty for
    /// the usual number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub spread: String,
    /// 递交: what belongs to the round and its papers, by key: what the round's notice says (`round.closing`), what was
    /// ticked off the checklist (`done.ck-approve`: `yes`), what the papers ask beside the form (`paper.channel`). Of a
    /// winner: by which day a duty of a year is done (`due.ob-24.2026`), and that it is (`done.ob-24.2026`: `yes`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hand_in: Texts,
    /// 待安放: texts that were brought in and have no place yet, in the order they came. No part of the papers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub drawer: Rc<Vec<Piece>>,
}

/// A text without a place yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Piece {
    /// Short id within the dossier.
    pub id: String,
    /// What it was brought in with: a file's name, or that it was pasted.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub from: Rc<str>,
    /// The text.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub text: Rc<str>,
}

/// Register of the findings that were set aside.
pub const WAIVERS: &str = "waivers";

/// The depth that a new dossier of a kind begins with.
pub fn first_depth(kind: Kind) -> &'static str {
    match kind {
        Kind::Precheck => "",
        Kind::Application | Kind::Annual => reserved::FIRST_DEPTH,
    }
}

impl Dossier {
    /// The organisation's name as typed in the form; empty while there is none.
    pub fn organisation(&self) -> &str {
        self.form.field(reserved::ORGANISATION)
    }

    /// An empty dossier of the given kind.
    pub fn new(id: String, kind: Kind, scheme: &str, criteria: &str) -> Self {
        Dossier {
            id,
            kind,
            scheme: scheme.to_owned(),
            criteria: criteria.to_owned(),
            depth: first_depth(kind).to_owned(),
            ..Dossier::default()
        }
    }

    /// What is written for an item, if anything is.
    pub fn item(&self, id: &str) -> Option<&Rc<Item>> {
        self.items
            .binary_search_by(|item| item.id.as_str().cmp(id))
            .ok()
            .map(|at| &self.items[at])
    }

    /// Changes an item, making it when it is not there yet and dropping it when nothing is left.
    pub fn edit_item(&mut self, id: &str, edit: impl FnOnce(&mut Item)) {
        let found = self.items.binary_search_by(|item| item.id.as_str().cmp(id));
        let at = found.unwrap_or_else(|at| {
            let item = Item {
                id: id.to_owned(),
                ..Item::default()
            };
            self.items.insert(at, Rc::new(item));
            at
        });
        let item = Rc::make_mut(&mut self.items[at]);
        edit(item);
        if item.is_empty() {
            self.items.remove(at);
        }
    }

    /// The entries of a register.
    pub fn register(&self, id: &str) -> &[Entry] {
        entries_of(&self.registers, id)
    }

    /// A piece of the drawer.
    pub fn piece(&self, id: &str) -> Option<&Piece> {
        self.drawer.iter().find(|piece| piece.id == id)
    }

    /// An id for a new piece of the drawer.
    pub fn free_piece(&self) -> String {
        let numbers = self.drawer.iter().filter_map(|piece| {
            let number = piece.id.strip_prefix("drawer-")?;
            number.parse::<u32>().ok()
        });
        let next = numbers.max().unwrap_or(0).saturating_add(1);
        format!("drawer-{next}")
    }

    /// The metric with this id.
    pub fn metric(&self, id: &str) -> Option<&Rc<Metric>> {
        self.metrics.iter().find(|metric| metric.id == id)
    }

    /// Changes a metric. One that is no longer there stays gone.
    pub fn edit_metric(&mut self, id: &str, edit: impl FnOnce(&mut Metric)) {
        if let Some(metric) = self.metrics.iter_mut().find(|metric| metric.id == id) {
            edit(Rc::make_mut(metric));
        }
    }
}

/// Entries that a person added, in their order.
pub type Entries = Rc<Vec<Entry>>;

/// Lists of entries by key, never empty ones.
pub type EntryLists = BTreeMap<String, Entries>;

/// Lists of ids of other things in the dossier, by key, never empty ones.
pub type Refs = BTreeMap<String, Vec<String>>;

/// One entry of a register or of a list. Which columns it has is data of the criteria (`registers.toml`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// Short random id within the dossier.
    pub id: String,
    /// Raw texts by column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: Texts,
    /// Ids of other entries, metrics, slots or items, by column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refs: Refs,
}

impl Entry {
    /// An empty entry.
    pub fn new(id: &str) -> Self {
        Entry {
            id: id.to_owned(),
            ..Entry::default()
        }
    }

    /// The raw text of a column; empty when nothing is typed.
    pub fn get(&self, column: &str) -> &str {
        self.fields.get(column).map_or("", |text| text)
    }

    /// What a column refers to.
    pub fn refs(&self, column: &str) -> &[String] {
        self.refs.get(column).map_or(&[], Vec::as_slice)
    }
}

/// Adds an id to a list of references, or takes it out. The order is that of adding.
pub fn put_ref(refs: &mut Refs, key: &str, id: &str, on: bool) {
    let list = refs.entry(key.to_owned()).or_default();
    list.retain(|other| other != id);
    if on {
        list.push(id.to_owned());
    }
    if list.is_empty() {
        refs.remove(key);
    }
}

/// A metric of the results: raw texts, a few of them by year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Metric {
    /// Short random id within the dossier.
    pub id: String,
    /// Raw texts by key: `library` (id of the criteria's metric), `section` (sub-heading of a result item), `name`,
    /// `aliases`, `unit`, `direction`, `definition`, `times`, `average`, `max`, `low`, `high`, `cadence`, `limit`,
    /// `limit_kind`, `limit_basis`, `no_comparison`, `note`, `new_since`, `new_reason`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: Texts,
    /// Raw texts by year and key: `value`, `until` (month the value reaches to), `target`, `numerator`,
    /// `numerator_open`, `denominator`, `denominator_open`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub years: BTreeMap<String, Texts>,
    /// Lists by key: `comparisons`, `breaks` (years in which the definition changed).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: EntryLists,
    /// What it refers to: `proves` (process items), `segments`, `challenges`, `processes` (entries of registers).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refs: Refs,
}

impl Metric {
    /// An empty metric.
    pub fn new(id: &str) -> Self {
        Metric {
            id: id.to_owned(),
            ..Metric::default()
        }
    }

    /// The raw text under a key; empty when nothing is typed.
    pub fn get(&self, key: &str) -> &str {
        self.fields.get(key).map_or("", |text| text)
    }

    /// The raw text of a year under a key; empty when nothing is typed.
    pub fn of_year(&self, year: &str, key: &str) -> &str {
        let texts = self.years.get(year);
        texts
            .and_then(|texts| texts.get(key))
            .map_or("", |text| text)
    }

    /// The entries of a list.
    pub fn list(&self, key: &str) -> &[Entry] {
        entries_of(&self.lists, key)
    }

    /// What it refers to under a key.
    pub fn refs(&self, key: &str) -> &[String] {
        self.refs.get(key).map_or(&[], Vec::as_slice)
    }

    /// Sets a raw text of a year, dropping what is empty.
    pub fn set_year(&mut self, year: &str, key: &str, value: String) {
        let texts = self.years.entry(year.to_owned()).or_default();
        put_text(texts, key, value);
        if texts.is_empty() {
            self.years.remove(year);
        }
    }
}

/// The entries under a key; none when there is no such list.
pub fn entries_of<'a>(lists: &'a EntryLists, list: &str) -> &'a [Entry] {
    lists.get(list).map_or(&[], |entries| entries.as_slice())
}

/// Changes the entries under a key, dropping a list that becomes empty.
pub fn edit_entries(lists: &mut EntryLists, list: &str, edit: impl FnOnce(&mut Vec<Entry>)) {
    let entries = lists.entry(list.to_owned()).or_default();
    edit(Rc::make_mut(entries));
    if entries.is_empty() {
        lists.remove(list);
    }
}

/// How a person judged one factor of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Judgement {
    /// Id of the band that fits best, such as `process-50-65`; empty while none is chosen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub band: String,
    /// 简短说明.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub note: Rc<str>,
}

/// One answer of the walk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// `yes`, `no`, `unsure`, the id of an option, or the raw text of a date, count or code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// 备注, free text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The answers of the walk. Those on branches that are no longer taken stay and do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Walk {
    /// Answers by question id (`13-1-a`, `gen-on`, `14-3-b`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, Answer>,
    /// 13(三): claims of a rank. They count while the question is not answered with `none`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranking: Vec<Claim>,
    /// 13(四): honours, which give priority and are no requirement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub honours: Vec<Honour>,
    /// 13(五): the town's recommendation.
    #[serde(default, skip_serializing_if = "is_default")]
    pub town_recommendation: Recommendation,
    /// 14: events, each under the question that was answered with `yes`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// 14(五): total profit by accounting year, 万元, raw.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub profits: Figures,
    /// 25 and 28: an earlier award.
    #[serde(default, skip_serializing_if = "is_default")]
    pub previous_award: PreviousAward,
    /// 17(二): the notice inside the organisation.
    #[serde(default, skip_serializing_if = "is_default")]
    pub notice: Notice,
}

impl Walk {
    /// The raw value of an answer; empty when the question is not answered.
    pub fn value(&self, question: &str) -> &str {
        self.answers.get(question).map_or("", |a| &a.value)
    }

    /// The note of an answer; empty when there is none.
    pub fn note(&self, question: &str) -> &str {
        self.answers.get(question).map_or("", |a| &a.note)
    }

    /// Changes an answer, dropping it when neither value nor note is left.
    pub fn edit_answer(&mut self, question: &str, edit: impl FnOnce(&mut Answer)) {
        let answer = self.answers.entry(question.to_owned()).or_default();
        edit(answer);
        if *answer == Answer::default() {
            self.answers.remove(question);
        }
    }
}

/// Makes a record of raw text fields, with access by the key that the packs use for a field.
macro_rules! record {
    ($(#[$about:meta])* $name:ident { $($(#[$field_about:meta])* $field:ident,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name {
            $($(#[$field_about])* #[serde(default, skip_serializing_if = "String::is_empty")]
            pub $field: String,)+
        }

        impl $name {
            /// The keys of all its fields, in order.
            pub const KEYS: [&str; [$(stringify!($field)),+].len()] = [$(stringify!($field)),+];

            /// The raw text under a key of the packs; empty when nothing is typed or no such key is.
            pub fn get(&self, key: &str) -> &str {
                match key {
                    $(stringify!($field) => &self.$field,)+
                    _ => "",
                }
            }

            /// Sets the raw text under a key of the packs. False when there is no such key.
            pub fn set(&mut self, key: &str, value: String) -> bool {
                match key {
                    $(stringify!($field) => self.$field = value,)+
                    _ => return false,
                }
                true
            }
        }
    };
}

record! {
    /// 13(三): one claim of a rank, recorded and never judged.
    Claim {
        /// Short random id within the dossier.
        id,
        /// Option of the question: `revenue`, `social_contribution`, …
        indicator,
        /// Year, raw.
        year,
        /// `national` or `provincial`.
        scope,
        /// 名次或位次说明.
        rank,
        /// 来源: who issued it, under which name, when.
        source,
    }
}

record! {
    /// 13(四): one honour.
    Honour {
        /// Short random id within the dossier.
        id,
        /// Option of the question: `trademark`, `srdi`, …
        kind,
        /// 名称、级别、发证单位.
        name,
        /// 有效期至, raw date; empty when it does not expire.
        expires,
    }
}

record! {
    /// 13(五): the recommendation of the town or street.
    Recommendation {
        /// `town`, `committee` or `other`.
        issuer_kind,
        /// 出具单位.
        town,
        /// Raw date.
        date,
        /// `agree`, `refused` or `pending`.
        opinion,
    }
}

record! {
    /// 14: one event.
    Event {
        /// Short random id within the dossier.
        id,
        /// The question it answers, such as `14-4-a`.
        question,
        /// 发生日期, raw.
        date,
        /// 处理决定、认定或公布日期, raw.
        decided,
        /// 结束日期, raw.
        ended,
        /// Still going on: `yes`, `no`, `unsure`.
        ongoing,
        /// Whether it is what the article speaks of: `yes`, `no`, `unsure`.
        applies,
        /// 14(四) inspections only: `national`, `provincial`, `municipal`, `gongyi`, `other`.
        level,
        /// 14(五) only: accounting year, raw.
        year,
        /// 经过.
        description,
        /// 是否已整改: recorded, without effect on the verdict.
        remedied,
        /// 文件名称和文号.
        document,
    }
}

record! {
    /// 25 and 28: an earlier award of the same prize.
    PreviousAward {
        /// `none`, `kept`, `revoked` or `unsure`.
        status,
        /// 通报日期, raw.
        awarded,
        /// 撤销决定日期, raw.
        revoked,
    }
}

record! {
    /// 17(二): the notice inside the organisation.
    Notice {
        /// First day, raw date.
        start,
        /// Last day, raw date.
        end,
        /// `none`, `pending` or `upheld`.
        objections,
    }
}

/// 申报表: what is typed there. Fields that repeat an answer of the walk are taken from the walk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Form {
    /// Raw text by field id (`ff-org-name`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: Texts,
    /// Raw figures by field id and year (`ff-fig-revenue`, `2024`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, Figures>,
}

impl Form {
    /// The raw text of a field; empty when nothing is typed.
    pub fn field(&self, id: &str) -> &str {
        self.fields.get(id).map_or("", |text| text)
    }

    /// The raw figure of a field in a year; empty when nothing is typed.
    pub fn figure(&self, id: &str, year: &str) -> &str {
        self.figures
            .get(id)
            .and_then(|years| years.get(year))
            .map_or("", |figure| figure)
    }

    /// Sets a raw figure, dropping what is empty.
    pub fn set_figure(&mut self, id: &str, year: &str, value: String) {
        let years = self.figures.entry(id.to_owned()).or_default();
        put_text(years, year, value);
        if years.is_empty() {
            self.figures.remove(id);
        }
    }
}

/// One item of the criteria as the organisation answers it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Item {
    /// Item number, such as `4.1.2`.
    pub id: String,
    /// Text by sub-heading id (`4.1.2-a`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sections: Texts,
    /// Percent: 0, 5, 10 … 100. None means unscored (不计), which is not 0.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "percent"
    )]
    #[cfg_attr(feature = "schema", schemars(extend("type" = "integer", "multipleOf" = 5, "minimum" = 0, "maximum" = 100)))]
    pub percent: Option<u8>,
    /// 评分理由.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub reason: Rc<str>,
    /// Raw texts by key: `one_line` (一句做法), `na` (why the item does not apply), `na.4.1.2-a` (why a sub-heading
    /// does not), `improvement_date` (month of the latest improvement), `owner`, `status` (`draft`, `review`, `done`), `consensus`, `consensus_reason`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: Texts,
    /// The judged factors, by the factor's id (`approach`, `level`, …). They never compute the percent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub factors: BTreeMap<String, Judgement>,
    /// Lists by key: `improvements_made`, `strengths`, `opportunities`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: EntryLists,
    /// What it refers to: `departments`, `links` (slots, items, challenges, goals), `metrics`, `evidence`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refs: Refs,
}

impl Item {
    /// Whether nothing is written or scored.
    pub fn is_empty(&self) -> bool {
        *self
            == Item {
                id: self.id.clone(),
                ..Item::default()
            }
    }

    /// The raw text under a key; empty when nothing is typed.
    pub fn get(&self, key: &str) -> &str {
        self.fields.get(key).map_or("", |text| text)
    }

    /// The entries of a list.
    pub fn list(&self, key: &str) -> &[Entry] {
        entries_of(&self.lists, key)
    }

    /// What it refers to under a key.
    pub fn refs(&self, key: &str) -> &[String] {
        self.refs.get(key).map_or(&[], Vec::as_slice)
    }

    /// Changes the judgement of a factor, dropping it when neither band nor note is left.
    pub fn edit_factor(&mut self, factor: &str, edit: impl FnOnce(&mut Judgement)) {
        let judgement = self.factors.entry(factor.to_owned()).or_default();
        edit(judgement);
        if *judgement == Judgement::default() {
            self.factors.remove(factor);
        }
    }
}

/// 合议: how a colleague scored the items, as taken from that colleague's own package. It is never changed here, but for
/// the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sheet {
    /// Short random id within the dossier.
    pub id: String,
    /// 评分人, as typed.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub name: Rc<str>,
    /// Fingerprint of the package it was taken from: 64 hex digits.
    pub fingerprint: String,
    /// The items that were scored or judged, ordered by id, each id once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<SheetItem>,
}

impl Sheet {
    /// What was given for an item, if anything was.
    pub fn item(&self, id: &str) -> Option<&SheetItem> {
        self.items.iter().find(|item| item.id == id)
    }

    /// What the scorer is called: the name, or the number of the sheet (`at` counts from 0) where there is none.
    pub fn scorer(&self, at: usize) -> Rc<str> {
        match self.name.trim() {
            "" => format!("第 {} 位评分人", at + 1).into(),
            _ => self.name.clone(),
        }
    }
}

/// 合议: what may be chosen as too far apart, in points of percent.
pub const SPREADS: [&str; 6] = ["5", "10", "15", "20", "25", "30"];

/// What a colleague gave for one item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SheetItem {
    /// Item number, such as `4.1.2`.
    pub id: String,
    /// Percent: 0, 5, 10 … 100. None means unscored (不计), which is not 0.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "percent"
    )]
    #[cfg_attr(feature = "schema", schemars(extend("type" = "integer", "multipleOf" = 5, "minimum" = 0, "maximum" = 100)))]
    pub percent: Option<u8>,
    /// 评分理由.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub reason: Rc<str>,
    /// The judged factors, by the factor's id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub factors: BTreeMap<String, Judgement>,
    /// 优势.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub strengths: Vec<Rc<str>>,
    /// 改进机会.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opportunities: Vec<Rc<str>>,
}

impl SheetItem {
    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        *self
            == SheetItem {
                id: self.id.clone(),
                ..SheetItem::default()
            }
    }
}

/// 年度自评: what a winner's annual self-report (article 29) adds to the 23 items.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Annual {
    /// 获奖日期 (通报日期), raw.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub awarded: String,
    /// 报告年度, raw.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub year: String,
    /// What is known of the award beside its day, raw, by key: `certificate` (证书编号), `money` (元), `money_date`. Since
    /// 0.2.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub award: Texts,
    /// Text by section id (`an-profile`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sections: Texts,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn percent<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u8>, D::Error> {
    struct Percent;

    impl Visitor<'_> for Percent {
        type Value = u8;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(fault::PERCENT)
        }

        fn visit_u64<E: Error>(self, value: u64) -> Result<u8, E> {
            let known = u8::try_from(value).ok().and_then(score::Percent::new);
            known
                .map(score::Percent::get)
                .ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
        }
    }

    // An unscored item has no percent at all: `null` is not written.
    from.deserialize_u8(Percent).map(Some)
}
