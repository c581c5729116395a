//! What types cannot say: ids that are named exist, quotes are verbatim, points add up. One file a subject.

mod calendar;
mod edition;
mod papers;
mod quotes;
mod report;
mod roles;
mod walk;

use super::common::AskKind;
use super::folder::{CriteriaFolder, Folder, Problem, SchemeFolder};
use super::scheme::Scheme;
use super::walk::LEVEL;
use calendar::calendar;
use edition::edition;
use papers::papers;
use quotes::{articles, cited_articles, coverage, grounds, quotes};
use report::{Report, ids, no};
use roles::scheme_roles;
use std::collections::BTreeSet;
use walk::{settings, walk};

/// Checks everything in a folder and adds what is wrong.
pub(super) fn folder(folder: &Folder, problems: &mut Vec<Problem>) {
    for criteria in &folder.criteria {
        let mut report = Report::new(&criteria.name, problems);
        report.named("edition.toml", "edition.id", &criteria.criteria.edition.id);
        edition(criteria, &mut report);
    }
    for scheme in &folder.schemes {
        let about = &scheme.scheme.about;
        let mut report = Report::new(&scheme.name, problems);
        report.named("scheme.toml", "scheme.id", &about.id);
        measures(&scheme.scheme, &mut report);
        grounds(scheme, &mut report);
        let edition = folder
            .criteria
            .iter()
            .find(|criteria| criteria.criteria.edition.id == about.edition);
        match edition {
            Some(edition) => pair(scheme, edition, &mut report),
            None if folder.criteria.is_empty() => {}
            None => report.bad(
                "scheme.toml",
                "scheme.edition",
                no("edition", &about.edition),
            ),
        }
    }
    calendar(folder, problems);
}

fn measures(scheme: &Scheme, report: &mut Report<'_>) {
    articles(scheme, report);
    quotes(scheme, report);
    cited_articles(scheme, report);
    recommender(scheme, report);
    unique(scheme, report);
    scheme_roles(scheme, report);
    settings(scheme, report);
    walk(scheme, report);
    papers(scheme, report);
    coverage(scheme, report);
}

/// Characters of a name that still reads well inside a sentence, such as 所在…已同意推荐.
const SHORT: usize = 12;

/// Sentences call the recommender by this: a short name that the measures themselves use.
fn recommender(scheme: &Scheme, report: &mut Report<'_>) {
    const FILE: &str = "scheme.toml";
    const KEY: &str = "scheme.recommender.value";
    let recommender = &scheme.about.recommender;
    let name = recommender.value.as_str();
    match name.chars().count() {
        _ if name.trim() != name || name.is_empty() => {
            report.bad(FILE, KEY, "a name is needed, without white space around it");
        }
        1..=SHORT if !recommender.quote.contains(name) => {
            report.bad(FILE, KEY, "these words do not stand in its quote");
        }
        1..=SHORT => {}
        long => report.bad(
            FILE,
            KEY,
            format!("{long} characters, at most {SHORT} read well"),
        ),
    }
}

fn unique(scheme: &Scheme, report: &mut Report<'_>) {
    macro_rules! each {
        ($($list:ident $file:literal $key:literal;)+) => {
            $(report.once($file, $key, scheme.$list.iter().map(|it| it.id.as_str()));)+
        };
    }
    each! {
        settings "settings.toml" "setting";
        flags "settings.toml" "flag";
        gates "gates.toml" "gate";
        conditions "conditions.toml" "condition";
        exclusions "exclusions.toml" "exclusion";
        procedure "procedure.toml" "procedure";
        obligations "obligations.toml" "obligation";
        form "forms.toml" "field";
        evidence "evidence.toml" "evidence";
        annual "annual.toml" "section";
        checklist "checklist.toml" "entry";
        templates "templates.toml" "template";
        ambiguities "ambiguities.toml" "ambiguity";
    }
    // Answers are stored by question id, whichever file a question is from.
    report.once("general.toml", "question", scheme.questions().map(|q| q.id));
    macro_rules! ordered {
        ($($list:ident $file:literal $key:literal;)+) => {
            $(report.order($file, $key, scheme.$list.iter().map(|it| (it.id.as_str(), it.order)));)+
        };
    }
    ordered! {
        procedure "procedure.toml" "procedure";
        form "forms.toml" "field";
        evidence "evidence.toml" "evidence";
        annual "annual.toml" "section";
        checklist "checklist.toml" "entry";
    }
}

/// Register of the inspections; the checks ask for it by this id.
const INSPECTIONS: &str = "inspections";

/// The register of inspections is shown to the rules, which know the levels that the measures speak of and no others.
fn inspection_levels(scheme: &SchemeFolder, edition: &CriteriaFolder, report: &mut Report<'_>) {
    let exclusions = scheme.scheme.exclusions.iter();
    let levels = exclusions
        .flat_map(|it| &it.questions)
        .flat_map(|it| &it.levels);
    let levels: BTreeSet<&str> = levels.map(|it| it.value.as_str()).collect();
    let registers = edition.criteria.registers.iter();
    let columns = registers
        .filter(|it| it.id == INSPECTIONS)
        .flat_map(|it| &it.columns);
    for column in columns.filter(|it| it.key == LEVEL && !levels.is_empty()) {
        for option in &column.options {
            if !levels.contains(option.value.as_str()) {
                let key = format!("exclusion.question.levels[{}]", option.value);
                let reason =
                    format!("the register \"{INSPECTIONS}\" of the edition has this level");
                report.bad("exclusions.toml", key, reason);
            }
        }
    }
}

/// What a scheme says about the edition it is written against.
fn pair(scheme: &SchemeFolder, edition: &CriteriaFolder, report: &mut Report<'_>) {
    const FILE: &str = "findings.toml";
    let fields = ids(&edition.fields, |it| &it.id);
    let depths = ids(&edition.criteria.depths, |it| &it.id);
    for it in &scheme.findings {
        let key = format!("finding[{}]", it.id);
        report.known(FILE, &format!("{key}.needs"), "field", &it.needs, &fields);
        let named = it.depths.iter().flat_map(|which| which.named());
        report.known(FILE, &format!("{key}.depths"), "depth", named, &depths);
        if edition.findings.iter().any(|other| other.id == it.id) {
            report.bad(FILE, key, "the edition has a check with this id");
        }
    }
    inspection_levels(scheme, edition, report);
    let metrics = ids(&edition.metrics.metrics, |it| &it.id);
    for field in &scheme.scheme.form {
        let key = format!("field[{}].metric", field.id);
        report.known("forms.toml", &key, "metric", &field.metric, &metrics);
        let by_year = field.kind == AskKind::Figures3y || field.formula.is_some();
        if field.metric.is_some() && !by_year {
            report.bad(
                "forms.toml",
                key,
                "only figures by year are values of a metric",
            );
        }
    }
}
