//! The examiner's-eye checks as data: wording, severity, thresholds and what they read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::common::{Number, ValueKey, Which};

/// The checks of an edition and of a scheme, with what they read; a part of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// Word lists.
    pub words: Words,
    /// What the checks read, by the names their `needs` use.
    pub fields: Vec<CheckField>,
    /// Checks of the edition.
    pub edition: Vec<Check>,
    /// Checks whose ground is an article of the measures.
    pub scheme: Vec<Check>,
}

/// `[words]` of `findings.toml`: word lists that checks search for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// How often.
    pub frequency: Vec<String>,
    /// Who answers for it.
    pub owner: Vec<String>,
    /// What carries a way of doing.
    pub carrier: Vec<String>,
    /// Units that make a scope.
    pub scope_units: Vec<String>,
    /// What changed.
    pub change: Vec<String>,
    /// Slogans.
    pub slogans: Vec<String>,
    /// Phrases of yearly summaries.
    pub summary: Vec<String>,
    /// Sources that are none.
    pub weak_sources: Vec<String>,
    /// Words that mark history.
    pub history: Vec<String>,
    /// Leftovers of templates.
    pub placeholders: Vec<String>,
    /// Words that make a number a count, not a reference.
    pub counters: Vec<String>,
    /// Ends of companies' names.
    pub org_suffixes: Vec<String>,
}

/// `[[field]]` of `fields.toml`: something a check reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckField {
    /// Id, such as `item.percent`.
    pub id: String,
    /// What it is.
    pub meaning: String,
    /// Where it is written.
    pub entered: String,
}

/// `[[finding]]` of `findings.toml`: one check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Id, such as `item-empty`.
    pub id: String,
    /// How bad it is.
    pub severity: Severity,
    /// What it looks at.
    pub applies: Applies,
    /// For a check of a scheme: depths of the edition at which it runs.
    #[serde(default)]
    pub depths: Option<Which>,
    /// For a check of a scheme: the articles that are its ground.
    #[serde(default)]
    pub basis: Vec<String>,
    /// What is wrong.
    pub title: String,
    /// Why it matters.
    pub explain: String,
    /// When exactly it is reported.
    pub how_detected: String,
    /// What to do.
    pub fix: String,
    /// When it holds, the severity drops by one.
    #[serde(default)]
    pub soften: Option<String>,
    /// What it reads.
    pub needs: Vec<String>,
    /// Thresholds.
    #[serde(default)]
    pub params: BTreeMap<String, Number>,
    /// Thresholds that are numbers of the scheme.
    #[serde(default)]
    pub values: BTreeMap<String, ValueKey>,
    /// Cases that must not be reported, for the tests.
    #[serde(default)]
    pub quiet: Vec<String>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// 参考.
    Hint,
    /// 建议: likely to lose points.
    Warning,
    /// 要处理: contradicts a declaration or the form.
    Error,
}

impl Severity {
    /// All of them, the worst first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];
}

/// What a check looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applies {
    /// The whole dossier.
    Whole,
    /// The profile.
    Profile,
    /// Items.
    Item,
    /// Result items.
    Result,
}

impl Checks {
    /// The check with this id, of the edition or of the scheme.
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.all().find(|check| check.id == id)
    }

    /// The same without what only authors and tests of checks read.
    pub(super) fn to_run(&self) -> Checks {
        let mut checks = self.clone();
        checks.fields = Vec::new();
        for check in checks.scheme.iter_mut().chain(&mut checks.edition) {
            check.how_detected = String::new();
            check.soften = None;
            check.needs = Vec::new();
            check.quiet = Vec::new();
        }
        checks
    }

    /// All checks, the scheme's first.
    pub fn all(&self) -> impl Iterator<Item = &Check> {
        self.scheme.iter().chain(&self.edition)
    }
}
