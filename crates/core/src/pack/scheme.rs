//! The measures of one city: the award, its articles, and what is read into them.
//!
//! The types are the keys of `data/<scheme>/*.toml`. Questions and rules are in [`super::walk`], papers in
//! [`super::papers`]; here is the rest and the whole.

use serde::{Deserialize, Serialize};

use super::common::{Choice, Cited, Day, ValueKey};
use super::papers::{AnnualSection, Evidence, FormField, Obligation, Procedure, Task, Template};
use super::roles::SchemeRoles;
use super::walk::{
    Condition, ConditionsCommon, Exclusion, ExclusionsCommon, Gate, GeneralQuestion,
};

/// One city's measures, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// The award: who, how much, how often.
    pub about: About,
    /// What the tool says about itself and how it combines answers.
    pub policy: Policy,
    /// The words of the verdicts.
    pub labels: Labels,
    /// How dates are counted, in words.
    pub computation: Computation,
    /// What the program asks for by its meaning.
    pub roles: SchemeRoles,
    /// Reminders of length.
    pub limits: Limits,
    /// The document around the articles.
    pub document: Document,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
    /// Its articles, word for word.
    pub articles: Vec<Article>,
    /// Readings of what the measures leave open; the user's to change.
    pub settings: Vec<Setting>,
    /// Hints beside a verdict.
    pub flags: Vec<FlagText>,
    /// Asked before the conditions.
    pub general: Vec<GeneralQuestion>,
    /// The gates of time.
    pub gates: Vec<Gate>,
    /// What the conditions share.
    pub conditions_common: ConditionsCommon,
    /// The conditions.
    pub conditions: Vec<Condition>,
    /// What the exclusions share.
    pub exclusions_common: ExclusionsCommon,
    /// The exclusions.
    pub exclusions: Vec<Exclusion>,
    /// The steps of a round.
    pub procedure: Vec<Procedure>,
    /// What a winner owes.
    pub obligations: Vec<Obligation>,
    /// 申报表.
    pub form: Vec<FormField>,
    /// 证实性材料目录.
    pub evidence: Vec<Evidence>,
    /// Sections of the annual report.
    pub annual: Vec<AnnualSection>,
    /// What to do, in order.
    pub checklist: Vec<Task>,
    /// Papers to write.
    pub templates: Vec<Template>,
    /// What the measures leave open.
    pub ambiguities: Vec<Ambiguity>,
    /// Where each article went.
    pub coverage: Coverage,
    /// What the applicant should know though no rule follows from it.
    pub information: Vec<Information>,
}

/// `[scheme]` of `scheme.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Id, such as `gongyi-2023`; the name of its folder.
    pub id: String,
    /// Id of the edition of the criteria it is written against.
    pub edition: String,
    /// Positions 3 to 8 of a 统一社会信用代码 registered here; a hint only.
    pub area_code: String,
    /// Full name of the award.
    pub name: Cited<String>,
    /// Short name of the award.
    pub short_name: Cited<String>,
    /// Title of the measures.
    pub document_title: Cited<String>,
    /// 文号 of the measures.
    pub document_number: Cited<String>,
    /// Who issued them.
    pub issuer: Cited<String>,
    /// The day they were issued.
    pub issued: Cited<Day>,
    /// The day they are in force from.
    pub in_force_from: Cited<Day>,
    /// What they repeal, if they do.
    #[serde(default)]
    pub repeals: Option<Cited<String>>,
    /// Years between two rounds.
    pub cycle_years: Cited<u8>,
    /// Most awards in a round.
    pub quota_max: Cited<u8>,
    /// Fewest of them meant for one kind of enterprise, if there are such.
    #[serde(default)]
    pub quota_srdi_min: Option<SrdiQuota>,
    /// Whether places may stay vacant.
    pub quota_may_be_vacant: Cited<bool>,
    /// Prize of a first award, in 元.
    pub prize: Cited<u32>,
    /// Where the money comes from.
    pub funding: Cited<String>,
    /// What applying costs, in 元.
    pub fee: Cited<u32>,
    /// Where to apply.
    pub secretariat: Cited<String>,
    /// Who recommends an applicant, as sentences call it, such as `镇（街道）`.
    pub recommender: Cited<String>,
    /// The standards the award goes by.
    pub criteria: Cited<Vec<String>>,
    /// Fewest and most examiners.
    pub panel_size: Cited<[u8; 2]>,
    /// Full years of lawful operation needed.
    pub operation_years_min: Cited<u8>,
    /// Full years of performance excellence needed.
    pub excellence_years_min: Cited<u8>,
    /// Years of data the self-report needs.
    pub data_years_min: Cited<u8>,
    /// Years that the exclusions look back.
    pub exclusion_window_years: Cited<u8>,
    /// Fewest working days of the internal notice.
    pub internal_notice_working_days: Cited<u8>,
    /// Fewest working days of the public notice.
    pub public_notice_working_days: Cited<u8>,
    /// Years that a revoked organisation may not apply.
    pub ban_years: Cited<u8>,
    /// Years that an award is valid.
    pub validity_years: Cited<u8>,
    /// Prize of a further award, in 元.
    pub reaward_prize: Cited<u32>,
    /// Whether a further award takes one of the places.
    pub reaward_takes_quota: Cited<bool>,
}

/// Places meant for one kind of enterprise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SrdiQuota {
    /// How many at least.
    pub value: u8,
    /// Unit.
    pub unit: String,
    /// The article.
    pub article: String,
    /// Its words.
    pub quote: String,
    /// The honour that marks such an enterprise, a value of the honours question.
    pub honour: String,
    /// Fact of the choice that says what kind of organisation it is.
    pub by: String,
    /// The kind of organisation needed, a value of `by`.
    pub org_kind: String,
}

impl About {
    /// The number that a key names.
    pub fn number(&self, key: ValueKey) -> u8 {
        match key {
            ValueKey::OperationYearsMin => &self.operation_years_min,
            ValueKey::ExcellenceYearsMin => &self.excellence_years_min,
            ValueKey::DataYearsMin => &self.data_years_min,
            ValueKey::ExclusionWindowYears => &self.exclusion_window_years,
            ValueKey::InternalNoticeWorkingDays => &self.internal_notice_working_days,
            ValueKey::PublicNoticeWorkingDays => &self.public_notice_working_days,
            ValueKey::BanYears => &self.ban_years,
            ValueKey::ValidityYears => &self.validity_years,
        }
        .value
    }
}

/// `[policy]` of `scheme.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// What the tool's conclusions are and are not.
    pub disclaimer: String,
    /// What happens to what is not answered.
    pub unknown: String,
    /// How answers add up to a verdict.
    pub combine: String,
}

/// `[labels]` of `scheme.toml`: the words of the verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// Overall: nothing stands in the way.
    pub eligible: String,
    /// Overall: not now.
    pub not_eligible: String,
    /// Overall: something is open.
    pub undetermined: String,
    /// Of a condition.
    pub met: String,
    /// Of a condition.
    pub unmet: String,
    /// Of anything that is open.
    pub unknown: String,
    /// Of an exclusion or a gate.
    pub clear: String,
    /// Of an exclusion.
    pub excluded: String,
    /// Of the ban.
    pub barred: String,
    /// Of the validity of an award.
    pub in_force: String,
    /// Stands beside the overall verdict, whatever it is.
    pub notice_beside: String,
}

impl Labels {
    /// The label for a code as used in data and machine-readable output, such as `met` or `not_eligible`.
    pub fn of(&self, code: &str) -> Option<&str> {
        Some(match code {
            "eligible" => &self.eligible,
            "not_eligible" => &self.not_eligible,
            "undetermined" => &self.undetermined,
            "met" => &self.met,
            "unmet" => &self.unmet,
            "unknown" => &self.unknown,
            "clear" => &self.clear,
            "excluded" => &self.excluded,
            "barred" => &self.barred,
            "in_force" => &self.in_force,
            _ => return None,
        })
    }
}

/// `[computation]` of `scheme.toml`: how dates are counted, as the user reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Computation {
    /// What the application date is.
    pub application_date: String,
    /// Full years.
    pub years: String,
    /// The window of the exclusions.
    pub window: String,
    /// The accounting years of losses.
    pub loss_years: String,
    /// The earliest date to apply.
    pub earliest_date: String,
    /// Working days.
    pub working_days: String,
}

/// `[limits]` of `scheme.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Of the organisational profile.
    pub profile: Limit,
    /// Of the self-report.
    pub report: Limit,
}

/// A reminder of length; it never stops anyone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Characters without white space.
    pub chars: u32,
    /// Whether a notice of the city says so.
    pub verified: bool,
    /// Where the number comes from, as the user reads it.
    pub note: String,
}

/// `[document]` of `articles.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// SHA-256 over the articles' texts, 64 hex digits; pins them.
    pub digest: String,
    /// Lines before the first article.
    pub before: Vec<String>,
    /// Lines after the last article.
    pub after: Vec<String>,
}

/// `[[chapter]]` of `articles.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Number, from 1.
    pub n: u8,
    /// Title.
    pub title: String,
}

/// `[[article]]` of `articles.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Number, from 1.
    pub n: u8,
    /// Number of its chapter.
    pub chapter: u8,
    /// Its text before any items; paragraphs end with a line feed.
    pub text: String,
    /// Its items.
    #[serde(default, rename = "item")]
    pub items: Vec<ArticleItem>,
}

/// `[[article.item]]` of `articles.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleItem {
    /// Id, such as `13-1`.
    pub id: String,
    /// Its text, without the mark.
    pub text: String,
}

/// `[[setting]]` of `settings.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Id.
    pub id: String,
    /// What is to be decided.
    pub label: String,
    /// The value we read; one of the options.
    pub default: String,
    /// What can be read.
    pub options: Vec<Choice>,
    /// The ambiguity it decides.
    pub ambiguity: String,
}

/// `[[flag]]` of `settings.toml`: a hint that changes no verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlagText {
    /// Id; the code that gives it knows it.
    pub id: String,
    /// What the reader sees.
    pub text: String,
    /// The articles it concerns.
    pub articles: Vec<String>,
}

/// `[[ambiguity]]` of `ambiguities.toml`: what the measures leave open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ambiguity {
    /// Id.
    pub id: String,
    /// The article.
    pub article: String,
    /// What is open.
    pub issue: String,
    /// How we read it.
    pub reading: String,
    /// What else could be meant.
    pub alternatives: Vec<String>,
    /// What to do to have it otherwise.
    #[serde(rename = "override")]
    pub override_by: String,
    /// The setting that decides it, if one does.
    #[serde(default)]
    pub setting: Option<String>,
}

/// `[coverage]` of `coverage.toml`: article numbers by what became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Values of the award.
    pub scheme: Vec<u8>,
    /// Conditions and exclusions.
    pub rule: Vec<u8>,
    /// Gates of time.
    pub gate: Vec<u8>,
    /// Steps of a round.
    pub procedure: Vec<u8>,
    /// What a winner owes.
    pub obligation: Vec<u8>,
    /// Of no direct concern to an applicant.
    pub not_applicant: Vec<u8>,
}

/// `[[information]]` of `coverage.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Information {
    /// The article or item.
    pub article: String,
    /// Its words.
    pub quote: String,
    /// What it means to the applicant.
    pub tells: String,
}

impl Scheme {
    /// The words of an article (`"13"`, its items included) or of an item (`"13-1"`).
    pub fn article_text(&self, id: &str) -> Option<String> {
        let number = id.split('-').next()?.parse::<u8>().ok()?;
        let article = self.articles.iter().find(|article| article.n == number)?;
        if id == number.to_string() {
            let items = article.items.iter().map(|item| item.text.as_str());
            return Some(
                std::iter::once(article.text.as_str())
                    .chain(items)
                    .collect::<Vec<_>>()
                    .join("\n"),
            );
        }
        let item = article.items.iter().find(|item| item.id == id)?;
        Some(item.text.clone())
    }
}

/// Lookups by id.
macro_rules! by_id {
    ($($(#[$about:meta])* $name:ident: $list:ident -> $type:ty;)*) => {
        impl Scheme {
            $($(#[$about])*
            pub fn $name(&self, id: &str) -> Option<&$type> {
                self.$list.iter().find(|entry| entry.id == id)
            })*
        }
    };
}

by_id! {
    /// The setting with this id.
    setting: settings -> Setting;
    /// The hint with this id.
    flag: flags -> FlagText;
    /// The gate with this id, such as `gate-ban`.
    gate: gates -> Gate;
    /// The condition with this id, such as `13-1`.
    condition: conditions -> Condition;
    /// The exclusion with this id, such as `14-3`.
    exclusion: exclusions -> Exclusion;
    /// The step of a round with this id, such as `17-2`.
    step: procedure -> Procedure;
    /// The obligation with this id, such as `ob-24`.
    obligation: obligations -> Obligation;
    /// The field of the form with this id, such as `ff-org-name`.
    form_field: form -> FormField;
    /// The entry of the catalogue with this id, such as `ev-audit`.
    evidence_item: evidence -> Evidence;
    /// The section of the annual report with this id, such as `an-profile`.
    annual_section: annual -> AnnualSection;
    /// The paper with this id, such as `tpl-enquiry`.
    template: templates -> Template;
    /// The ambiguity with this id, such as `amb-window`.
    ambiguity: ambiguities -> Ambiguity;
}
