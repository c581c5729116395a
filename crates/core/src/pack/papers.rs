//! Papers and duties: the steps of a round, what a winner owes, the form, the catalogue, the templates.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::common::{AskKind, Field, ValueKey};
use super::walk::{Part, Question};
use crate::domain::date::Date;
use crate::domain::input;

/// `[[procedure]]` of `procedure.toml`: one step of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Id, such as `17-2`.
    pub id: String,
    /// The article or item.
    pub article: String,
    /// Place in the round, from 1.
    pub order: u8,
    /// Title.
    pub title: String,
    /// The article's words.
    pub quote: String,
    /// Who acts.
    pub actor: String,
    /// Whether the applicant has something to do.
    pub company_acts: bool,
    /// What the applicant does or can expect.
    pub company_does: String,
    /// Fewest working days, if there is a notice.
    #[serde(default)]
    pub working_days: Option<ValueKey>,
    /// When it is met, in words.
    #[serde(default)]
    pub met: Option<String>,
    /// When it is unmet, in words.
    #[serde(default)]
    pub unmet: Option<String>,
    /// When it cannot be said, in words.
    #[serde(default)]
    pub unknown: Option<String>,
    /// Hints that concern it.
    #[serde(default)]
    pub flags: Vec<String>,
    /// Entries of the catalogue that belong to it.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// What is left open about it.
    #[serde(default)]
    pub ambiguities: Vec<String>,
    /// What the walk asks about it.
    #[serde(default)]
    pub question: Option<ProcedureQuestion>,
}

/// `[procedure.question]` of `procedure.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureQuestion {
    /// Id, such as `17-2-a`.
    pub id: String,
    /// The key the rules know the answer by.
    pub fact: String,
    /// How it is asked.
    pub kind: AskKind,
    /// The question.
    pub ask: String,
    /// How to answer.
    pub hint: String,
    /// Why it is asked.
    pub why_asked: String,
    /// The fields.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

impl Procedure {
    /// What the walk asks about this step, if it asks anything.
    pub(super) fn as_question(&self) -> Option<Question<'_>> {
        let q = self.question.as_ref()?;
        Some(Question {
            id: &q.id,
            part: Part::Notice,
            of: &self.id,
            title: &self.title,
            fact: &q.fact,
            article: &self.article,
            quote: self.quote.clone(),
            kind: q.kind,
            unit: "",
            optional: true,
            counts: true,
            ask: &q.ask,
            hint: &q.hint,
            why_asked: &q.why_asked,
            options: &[],
            fields: q.fields.clone(),
            notes: &[],
            ambiguities: &self.ambiguities,
        })
    }
}

/// `[[obligation]]` of `obligations.toml`: what a winner owes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// Id, such as `ob-24`.
    pub id: String,
    /// The article.
    pub article: String,
    /// Title.
    pub title: String,
    /// The article's words.
    pub quote: String,
    /// The key the rules know it by, if one checks it.
    #[serde(default)]
    pub fact: Option<String>,
    /// What the winner does.
    pub company_does: String,
    /// When.
    pub when: String,
    /// Where it is done once in every year of the validity: by which day of the year, as month and day, `12-31`.
    #[serde(default)]
    pub yearly: Option<String>,
    /// What to keep.
    pub record: String,
    /// What is checked, in words.
    #[serde(default)]
    pub check: Option<String>,
    /// The article's words on supervision.
    #[serde(default)]
    pub supervision_quote: Option<String>,
    /// What follows from breaking it.
    #[serde(default)]
    pub consequences: Vec<String>,
    /// What is left open about it.
    #[serde(default)]
    pub ambiguities: Vec<String>,
    /// What the prize may be spent on.
    #[serde(default, rename = "use")]
    pub uses: Vec<PrizeUse>,
    /// What leads to it.
    #[serde(default, rename = "reason")]
    pub reasons: Vec<Reason>,
}

impl Obligation {
    /// By which day of a year it is done, if it is done every year.
    pub fn due_in(&self, year: i32) -> Option<Date> {
        let day = self.yearly.as_ref()?;
        input::date(&format!("{year:04}-{day}")).given().copied()
    }
}

/// `[[obligation.use]]` of `obligations.toml`: a use the prize is meant for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrizeUse {
    /// Id, such as `use-training`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whether it must be explained.
    #[serde(default)]
    pub needs_explanation: bool,
}

/// `[[obligation.reason]]` of `obligations.toml`: a reason to revoke an award.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The item.
    pub article: String,
    /// What it is called.
    pub title: String,
    /// The item's words.
    pub quote: String,
    /// Whether it speaks of what happens while the award is valid.
    #[serde(default)]
    pub within_validity: bool,
}

/// `[[field]]` of `forms.toml`: a field of 申报表.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// Id, such as `ff-org-name`.
    pub id: String,
    /// Place in the form, from 1.
    pub order: u8,
    /// What it is grouped under.
    pub group: String,
    /// What it is called.
    pub label: String,
    /// How it is asked.
    pub kind: AskKind,
    /// Question of the walk that already holds the answer: shown, not typed again.
    #[serde(default)]
    pub same_as: Option<String>,
    /// What of the walk says what a field of text asks: read from there, unless something is typed.
    #[serde(default)]
    pub told_by: Option<ToldBy>,
    /// The town fills it in: not asked of the applicant, and empty on paper.
    #[serde(default)]
    pub by_town: bool,
    /// Unit of a number; empty if it has none.
    #[serde(default)]
    pub unit: String,
    /// For figures by year: the metric of the edition whose values they are, so that both can be held together. Where
    /// the dossier has that metric, its figures are read from there, unless one is typed.
    #[serde(default)]
    pub metric: Option<String>,
    /// Whether leaving it empty is reported.
    #[serde(default)]
    pub required: bool,
    /// Whether one year more is asked: the closing balance of the year before the earliest one.
    #[serde(default)]
    pub opening: bool,
    /// Questions of the walk, each with the answer by which the field is not asked.
    #[serde(default)]
    pub unless: BTreeMap<String, String>,
    /// How to answer; empty if that is plain.
    #[serde(default)]
    pub hint: String,
    /// A reminder of length in characters; the measures set none.
    #[serde(default)]
    pub max_chars: Option<u32>,
    /// For a choice: the list.
    #[serde(default)]
    pub options: Vec<String>,
    /// For an automatic field: how it is computed.
    #[serde(default)]
    pub formula: Option<Formula>,
}

impl FormField {
    /// Whether it is asked, by the answers of the walk.
    pub fn is_asked<'w>(&self, answer: impl Fn(&str) -> &'w str) -> bool {
        let mut unless = self.unless.iter();
        !unless.any(|(question, by)| answer(question) == by)
    }
}

/// A part of the walk that a text of the form repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ToldBy {
    /// The claims of a rank, 13(三).
    Ranking,
    /// The answers to article 14.
    Exclusions,
    /// The notice inside the organisation, 17(二).
    Notice,
}

/// How an automatic field is computed, with the ids of the fields it reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// 总资产贡献率.
    TotalAssetContribution(TotalAssetContribution),
    /// 资产负债率.
    DebtRatio(DebtRatio),
}

/// (profit + surcharge + vat + interest) / mean of opening and closing assets, in %.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotalAssetContribution {
    /// 利润总额.
    pub profit: String,
    /// 税金及附加.
    pub surcharge: String,
    /// 应交增值税.
    pub vat: String,
    /// 利息支出.
    pub interest: String,
    /// 期初资产总额.
    pub assets_open: String,
    /// 期末资产总额.
    pub assets: String,
}

/// liabilities / assets, in %.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DebtRatio {
    /// 期末负债总额.
    pub liabilities: String,
    /// 期末资产总额.
    pub assets: String,
}

impl Formula {
    /// Ids of the fields it reads.
    pub fn reads(&self) -> Vec<&str> {
        match self {
            Formula::TotalAssetContribution(of) => vec![
                &of.profit,
                &of.surcharge,
                &of.vat,
                &of.interest,
                &of.assets_open,
                &of.assets,
            ],
            Formula::DebtRatio(of) => vec![&of.liabilities, &of.assets],
        }
    }
}

/// `[[evidence]]` of `evidence.toml`: an entry of 证实性材料目录.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Id, such as `ev-audit`.
    pub id: String,
    /// Place in the catalogue, from 1.
    pub order: u8,
    /// What it is called.
    pub title: String,
    /// The article it serves.
    pub article: String,
    /// Whether it is needed.
    pub need: Need,
    /// When it is needed, in words.
    #[serde(default)]
    pub applies_when: Option<String>,
    /// What it shows.
    pub reason: String,
    /// Whether it is a part of the printed package, so that nobody has to put it down.
    #[serde(default)]
    pub printed: bool,
}

/// Whether an entry of the catalogue is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// 必备: what cannot be given is explained in writing.
    Required,
    /// 有则提供.
    IfApplicable,
}

/// `[[section]]` of `annual.toml`: a section of the annual report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnualSection {
    /// Id, such as `an-profile`.
    pub id: String,
    /// Place in the report, from 1.
    pub order: u8,
    /// Title.
    pub title: String,
    /// The article it answers.
    pub article: String,
    /// How it relates to last year's.
    pub mode: AnnualMode,
    /// A reminder of length in characters.
    pub max_chars: u32,
    /// What to write.
    pub guidance: String,
}

/// How a section of the annual report relates to last year's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnnualMode {
    /// Starts from last year's text.
    CarryForward,
    /// Compared with last year.
    YearOnYear,
    /// One year is added.
    Rolling,
    /// An account of money.
    Ledger,
    /// A list of what happened.
    Log,
    /// A statement.
    Declaration,
    /// What comes next.
    Plan,
}

/// `[[entry]]` of `checklist.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Id, such as `ck-town`.
    pub id: String,
    /// Place in the list, from 1.
    pub order: u8,
    /// What to do.
    pub title: String,
    /// Who.
    pub who: String,
    /// When.
    pub when: String,
    /// The articles it serves.
    pub articles: Vec<String>,
    /// What to mind.
    pub note: String,
    /// What of the dossier says whether it is done; without it a person ticks it off.
    #[serde(default)]
    pub by: Option<TaskBy>,
    /// Templates of the papers that it takes.
    #[serde(default)]
    pub papers: Vec<String>,
}

/// What of a dossier says how a line of the checklist stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskBy {
    /// The dates of the round's notice.
    RoundNotice,
    /// The answers of the walk.
    Walk,
    /// The answers about an earlier award.
    Gates,
    /// 申报表.
    Form,
    /// 组织概述 and the items.
    Report,
    /// The register of 证实性材料.
    Evidence,
    /// The internal notice.
    Notice,
    /// The recommendation.
    Recommendation,
}

/// `[[template]]` of `templates.toml`: a paper to write, in our words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Id, such as `tpl-enquiry`.
    pub id: String,
    /// The article it serves.
    pub article: String,
    /// Title.
    pub title: String,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<String>,
    /// The text, with `{key}` for each placeholder.
    pub body: String,
    /// What is filled in.
    pub placeholders: Vec<Placeholder>,
    /// A table to fill in by hand below the text.
    #[serde(default)]
    pub log: Option<Log>,
}

/// A table of a paper that is filled in by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// Caption.
    pub title: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Empty rows.
    pub rows: u8,
}

/// What is filled into a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placeholder {
    /// The key in the braces.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// How it is asked.
    pub kind: AskKind,
    /// For a choice: the list.
    #[serde(default)]
    pub options: Vec<String>,
    /// Field of the form that says it.
    #[serde(default)]
    pub from: Option<String>,
    /// Where nothing is written nothing stands there, and nothing is missing.
    #[serde(default)]
    pub optional: bool,
    /// Whoever signs the paper fills it in, never the tool.
    #[serde(default)]
    pub by_hand: bool,
    /// Lines to write on where it is left to be filled in by hand: a sentence or more.
    #[serde(default)]
    pub lines: u8,
}
