//! Files of a data folder, as text, to checked packs.
//!
//! Nothing is read from disk here: whoever calls brings names and texts. What is wrong is reported with file,
//! key and reason, all of it at once.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;

use super::check;
use super::checks::{Check, CheckField, Words};
use super::criteria::{
    Band, Category, Criteria, Depth, Edition, FactorText, Industry, Item, Metric, Metrics,
    Register, Slot,
};
use super::folder::{CriteriaFolder, Folder, Problem, SchemeFolder, in_folder, problem};
use super::holidays::HolidayYear;
use super::papers::{AnnualSection, Evidence, FormField, Obligation, Procedure, Task, Template};
use super::roles::{CriteriaRoles, SchemeRoles};
use super::scheme::{
    About, Ambiguity, Article, Chapter, Computation, Coverage, Document, FlagText, Information,
    Labels, Limits, Policy, Scheme, Setting,
};
use super::walk::{
    Condition, ConditionsCommon, Exclusion, ExclusionsCommon, Gate, GeneralQuestion,
};

const SCHEME: [&str; 18] = [
    "scheme.toml",
    "articles.toml",
    "settings.toml",
    "general.toml",
    "gates.toml",
    "conditions.toml",
    "exclusions.toml",
    "procedure.toml",
    "obligations.toml",
    "forms.toml",
    "evidence.toml",
    "annual.toml",
    "checklist.toml",
    "templates.toml",
    "ambiguities.toml",
    "coverage.toml",
    FINDINGS,
    README,
];
const CRITERIA: [&str; 10] = [
    "edition.toml",
    "profile.toml",
    "bands.toml",
    "items.toml",
    "metrics.toml",
    "fields.toml",
    "depths.toml",
    "registers.toml",
    FINDINGS,
    README,
];
/// The one name that folders of both kinds have.
const FINDINGS: &str = "findings.toml";
/// May stand beside the data and is not read.
const README: &str = "README.md";

/// Reads and checks a data folder: `files` are names relative to it, with `/`, and their texts.
///
/// A folder is a city's or an edition's by the names of its files; files named by a year are holiday notices.
/// References between a city and the edition it names are checked when both are there.
///
/// # Errors
/// Everything that is wrong, in the order of file names.
pub fn read<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Result<Folder, Vec<Problem>> {
    let mut folders: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for (name, text) in files {
        let name = name.as_ref();
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        folders
            .entry(folder)
            .or_default()
            .insert(file, text.as_ref());
    }
    let mut problems = Vec::new();
    let mut found = Folder::default();
    for (name, files) in &folders {
        let mut files = Files {
            folder: name,
            files,
            problems: &mut problems,
        };
        match files.kind() {
            FolderKind::Scheme => found.schemes.extend(files.scheme()),
            FolderKind::Criteria => found.criteria.extend(files.criteria()),
            FolderKind::Calendar => {
                found.calendar = (*name).to_owned();
                found.holidays.years.extend(files.holidays());
            }
            FolderKind::None => files.unknown(&[README]),
        }
    }
    if folders.values().all(BTreeMap::is_empty) {
        problems.push(problem("", ".", "no files here"));
    }
    if problems.is_empty() {
        check::folder(&found, &mut problems);
    }
    if problems.is_empty() {
        Ok(found)
    } else {
        problems.sort();
        Err(problems)
    }
}

/// What a folder is, by the names in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FolderKind {
    Scheme,
    Criteria,
    Calendar,
    None,
}

/// The files of one folder.
struct Files<'a> {
    folder: &'a str,
    files: &'a BTreeMap<&'a str, &'a str>,
    problems: &'a mut Vec<Problem>,
}

/// The year a holiday notice is named by.
fn year_of(file: &str) -> Option<i32> {
    let year = file.strip_suffix(".toml")?;
    (year.len() == 4).then(|| year.parse().ok()).flatten()
}

/// The top level of each file: its keys and nothing else.
macro_rules! file {
    ($($name:ident { $($key:ident: $type:ty,)+ })+) => {
        $(#[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $name { $($key: $type,)+ })+
    };
}

file! {
    SchemeFile { scheme: About, policy: Policy, labels: Labels, computation: Computation, roles: SchemeRoles, limits: Limits, }
    ArticlesFile { document: Document, chapter: Vec<Chapter>, article: Vec<Article>, }
    SettingsFile { setting: Vec<Setting>, flag: Vec<FlagText>, }
    GeneralFile { question: Vec<GeneralQuestion>, }
    GatesFile { gate: Vec<Gate>, }
    ConditionsFile { common: ConditionsCommon, condition: Vec<Condition>, }
    ExclusionsFile { common: ExclusionsCommon, exclusion: Vec<Exclusion>, }
    ProcedureFile { procedure: Vec<Procedure>, }
    ObligationsFile { obligation: Vec<Obligation>, }
    FormsFile { field: Vec<FormField>, }
    EvidenceFile { evidence: Vec<Evidence>, }
    AnnualFile { section: Vec<AnnualSection>, }
    ChecklistFile { entry: Vec<Task>, }
    TemplatesFile { template: Vec<Template>, }
    AmbiguitiesFile { ambiguity: Vec<Ambiguity>, }
    CoverageFile { coverage: Coverage, information: Vec<Information>, }
    SchemeFindingsFile { finding: Vec<Check>, }
    EditionFile { edition: Edition, roles: CriteriaRoles, category: Vec<Category>, industry: Vec<Industry>, }
    ProfileFile { slot: Vec<Slot>, }
    BandsFile { factor: Vec<FactorText>, band: Vec<Band>, }
    ItemsFile { item: Vec<Item>, }
    MetricsFile { metric: Vec<Metric>, }
    FieldsFile { field: Vec<CheckField>, }
    DepthsFile { depth: Vec<Depth>, }
    RegistersFile { register: Vec<Register>, }
    FindingsFile { words: Words, finding: Vec<Check>, }
}

impl Files<'_> {
    fn kind(&self) -> FolderKind {
        let has = |names: &[&str]| {
            let mut names = names
                .iter()
                .filter(|name| ![FINDINGS, README].contains(name));
            names.any(|name| self.files.contains_key(name))
        };
        if has(&SCHEME) {
            FolderKind::Scheme
        } else if has(&CRITERIA) {
            FolderKind::Criteria
        } else if self.files.keys().any(|file| year_of(file).is_some()) {
            FolderKind::Calendar
        } else {
            FolderKind::None
        }
    }

    fn name(&self, file: &str) -> String {
        in_folder(self.folder, file)
    }

    /// Reports every file that is not one of these: a misspelt name must not go unread.
    fn unknown(&mut self, known: &[&str]) {
        for file in self.files.keys().filter(|file| !known.contains(file)) {
            let problem = problem(&self.name(file), ".", "no file of this name is read here");
            self.problems.push(problem);
        }
    }

    /// Reads one file. What is wrong with it is reported, and nothing comes of it.
    fn file<T: DeserializeOwned>(&mut self, file: &str) -> Option<T> {
        let name = self.name(file);
        let read = match self.files.get(file) {
            Some(text) => parse(&name, text),
            None => Err(problem(&name, ".", "this file is missing")),
        };
        read.map_err(|problem| self.problems.push(problem)).ok()
    }

    fn scheme(mut self) -> Option<SchemeFolder> {
        // Every file is read before any is missed, so that all that is wrong is reported at once.
        let base = self.file::<SchemeFile>("scheme.toml");
        let articles = self.file::<ArticlesFile>("articles.toml");
        let settings = self.file::<SettingsFile>("settings.toml");
        let general = self.file::<GeneralFile>("general.toml");
        let gates = self.file::<GatesFile>("gates.toml");
        let conditions = self.file::<ConditionsFile>("conditions.toml");
        let exclusions = self.file::<ExclusionsFile>("exclusions.toml");
        let procedure = self.file::<ProcedureFile>("procedure.toml");
        let obligations = self.file::<ObligationsFile>("obligations.toml");
        let forms = self.file::<FormsFile>("forms.toml");
        let evidence = self.file::<EvidenceFile>("evidence.toml");
        let annual = self.file::<AnnualFile>("annual.toml");
        let checklist = self.file::<ChecklistFile>("checklist.toml");
        let templates = self.file::<TemplatesFile>("templates.toml");
        let ambiguities = self.file::<AmbiguitiesFile>("ambiguities.toml");
        let coverage = self.file::<CoverageFile>("coverage.toml");
        let findings = self.file::<SchemeFindingsFile>(FINDINGS);
        self.unknown(&SCHEME);
        let (base, articles, settings) = (base?, articles?, settings?);
        let (conditions, exclusions, coverage) = (conditions?, exclusions?, coverage?);
        Some(SchemeFolder {
            name: self.folder.to_owned(),
            scheme: Scheme {
                about: base.scheme,
                policy: base.policy,
                labels: base.labels,
                computation: base.computation,
                roles: base.roles,
                limits: base.limits,
                document: articles.document,
                chapters: articles.chapter,
                articles: articles.article,
                settings: settings.setting,
                flags: settings.flag,
                general: general?.question,
                gates: gates?.gate,
                conditions_common: conditions.common,
                conditions: conditions.condition,
                exclusions_common: exclusions.common,
                exclusions: exclusions.exclusion,
                procedure: procedure?.procedure,
                obligations: obligations?.obligation,
                form: forms?.field,
                evidence: evidence?.evidence,
                annual: annual?.section,
                checklist: checklist?.entry,
                templates: templates?.template,
                ambiguities: ambiguities?.ambiguity,
                coverage: coverage.coverage,
                information: coverage.information,
            },
            findings: findings?.finding,
        })
    }

    fn criteria(mut self) -> Option<CriteriaFolder> {
        let edition = self.file::<EditionFile>("edition.toml");
        let profile = self.file::<ProfileFile>("profile.toml");
        let bands = self.file::<BandsFile>("bands.toml");
        let items = self.file::<ItemsFile>("items.toml");
        let metrics = self.file::<MetricsFile>("metrics.toml");
        let fields = self.file::<FieldsFile>("fields.toml");
        let depths = self.file::<DepthsFile>("depths.toml");
        let registers = self.file::<RegistersFile>("registers.toml");
        let findings = self.file::<FindingsFile>(FINDINGS);
        self.unknown(&CRITERIA);
        let (edition, bands, findings) = (edition?, bands?, findings?);
        Some(CriteriaFolder {
            name: self.folder.to_owned(),
            criteria: Criteria {
                edition: edition.edition,
                roles: edition.roles,
                categories: edition.category,
                industries: edition.industry,
                profile: profile?.slot,
                factors: bands.factor,
                bands: bands.band,
                items: items?.item,
                depths: depths?.depth,
                registers: registers?.register,
            },
            metrics: Metrics {
                metrics: metrics?.metric,
            },
            words: findings.words,
            fields: fields?.field,
            findings: findings.finding,
        })
    }

    fn holidays(mut self) -> Vec<HolidayYear> {
        let mut years = Vec::new();
        for file in self.files.keys() {
            let Some(year) = year_of(file) else {
                continue;
            };
            let Some(notice) = self.file::<HolidayYear>(file) else {
                continue;
            };
            if notice.year != year {
                let reason = format!("{} in a file named {year}", notice.year);
                self.problems
                    .push(problem(&self.name(file), "year", reason));
            }
            years.push(notice);
        }
        let known: Vec<&str> = self
            .files
            .keys()
            .filter(|file| year_of(file).is_some())
            .copied()
            .collect();
        self.unknown(&[&known[..], &[README]].concat());
        years
    }
}

/// One file's text as its type.
fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Problem> {
    let line = |error: &toml::de::Error| match error.span() {
        Some(span) => format!("line {}", line_of(text, span.start)),
        None => "file".to_owned(),
    };
    let one_line = |error: &toml::de::Error| {
        let message = error.message().lines().collect::<Vec<_>>();
        message.join(", ")
    };
    let reader = toml::Deserializer::parse(text)
        .map_err(|error| problem(name, line(&error), one_line(&error)))?;
    serde_path_to_error::deserialize(reader).map_err(|error| {
        let inner = error.inner();
        let mut key = key_path(text, error.path());
        // The missing key is named in the reason only; the path ends at the table that lacks it.
        let missing = inner.message().strip_prefix("missing field `");
        if let Some((missing, _)) = missing.and_then(|rest| rest.split_once('`')) {
            if key == "." {
                key.clear();
            } else {
                key.push('.');
            }
            key.push_str(missing);
        }
        problem(name, key, format!("{} ({})", one_line(inner), line(inner)))
    })
}

fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    1 + before.filter(|byte| **byte == b'\n').count()
}

/// A path with the ids of list entries in place of their numbers, where they have one.
fn key_path(text: &str, path: &serde_path_to_error::Path) -> String {
    let mut here: Option<toml::Value> = toml::from_str::<toml::Table>(text)
        .ok()
        .map(toml::Value::Table);
    let mut key = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => {
                here = here.and_then(|value| value.as_array()?.get(*index).cloned());
                let named = here.as_ref().and_then(|entry| {
                    let names = ["id", "key", "value"];
                    names.iter().find_map(|name| entry.get(name)?.as_str())
                });
                match named {
                    Some(id) => key += &format!("[{id}]"),
                    None => key += &format!("[{index}]"),
                }
            }
            Segment::Map { key: step } | Segment::Enum { variant: step } => {
                here = here.and_then(|value| value.get(step).cloned());
                if !key.is_empty() {
                    key.push('.');
                }
                key += step;
            }
            Segment::Unknown => {}
        }
    }
    if key.is_empty() { ".".to_owned() } else { key }
}
