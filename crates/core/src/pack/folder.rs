//! What a data folder holds once it is read, and what can be wrong with it.

use std::fmt;

use super::Packs;
use super::checks::{Check, CheckField, Checks, Words};
use super::criteria::{Criteria, Metrics};
use super::holidays::Holidays;
use super::scheme::Scheme;

/// What is wrong with the data: shown as one line, `file: key: reason`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as it was named.
    pub file: String,
    /// Path of the key, lists by id where the entry has one: `condition[13-1].question[13-1-d].rule`.
    pub key: String,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.file, self.key, self.reason)
    }
}

impl std::error::Error for Problem {}

/// A city's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeFolder {
    /// Its name; empty if it was read alone.
    pub name: String,
    /// The measures.
    pub scheme: Scheme,
    /// Checks whose ground is an article of the measures.
    pub findings: Vec<Check>,
}

/// An edition's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriteriaFolder {
    /// Its name; empty if it was read alone.
    pub name: String,
    /// The criteria.
    pub criteria: Criteria,
    /// Metrics to choose from.
    pub metrics: Metrics,
    /// Word lists of the checks.
    pub words: Words,
    /// What the checks read.
    pub fields: Vec<CheckField>,
    /// The checks.
    pub findings: Vec<Check>,
}

/// What stands in a data folder, or in one of its folders alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Cities.
    pub schemes: Vec<SchemeFolder>,
    /// Editions of the criteria.
    pub criteria: Vec<CriteriaFolder>,
    /// The holiday notices.
    pub holidays: Holidays,
    /// Name of the notices' folder; empty if it was read alone.
    pub calendar: String,
}

impl Folder {
    /// What a build carries: the only city, the edition it names, the calendar.
    ///
    /// # Errors
    /// If there is no city or more than one, or its edition is not there.
    pub fn packs(self) -> Result<Packs, Vec<Problem>> {
        let [scheme]: [SchemeFolder; 1] = self.schemes.try_into().map_err(|all: Vec<_>| {
            let reason = format!("{} folders of measures, exactly one is needed", all.len());
            vec![problem("scheme.toml", "scheme.id", reason)]
        })?;
        let edition = &scheme.scheme.about.edition;
        let mut editions = self.criteria.into_iter();
        let Some(criteria) = editions.find(|folder| folder.criteria.edition.id == *edition) else {
            let file = in_folder(&scheme.name, "scheme.toml");
            let reason = format!("no folder of this edition, \"{edition}\"");
            return Err(vec![problem(&file, "scheme.edition", reason)]);
        };
        Ok(Packs {
            scheme: scheme.scheme,
            criteria: criteria.criteria,
            metrics: criteria.metrics,
            checks: Checks {
                words: criteria.words,
                fields: criteria.fields,
                edition: criteria.findings,
                scheme: scheme.findings,
            },
            holidays: self.holidays,
        })
    }
}

/// A file's name as the caller gave it.
pub(super) fn in_folder(folder: &str, file: &str) -> String {
    match folder {
        "" => file.to_owned(),
        folder => format!("{folder}/{file}"),
    }
}

pub(super) fn problem(file: &str, key: impl Into<String>, reason: impl Into<String>) -> Problem {
    Problem {
        file: file.to_owned(),
        key: key.into(),
        reason: reason.into(),
    }
}
