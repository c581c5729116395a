//! The form, the templates and the lists of what is handed in.

use super::super::common::{AskKind, Gives};
use super::super::papers::{Formula, Template};
use super::super::rules::{PRIZE_USE, PUBLICITY};
use super::super::scheme::{Scheme, SrdiQuota};
use super::report::{Report, facts, ids, no};
use std::collections::BTreeSet;

pub(super) fn papers(scheme: &Scheme, report: &mut Report<'_>) {
    let ambiguities = ids(&scheme.ambiguities, |it| &it.id);
    const DUTIES: &str = "obligations.toml";
    for it in &scheme.obligations {
        let key = format!("obligation[{}]", it.id);
        report.known(
            DUTIES,
            &format!("{key}.ambiguities"),
            "ambiguity",
            &it.ambiguities,
            &ambiguities,
        );
        // A leap year has every day that another year has.
        if it.yearly.is_some() && it.due_in(2025).is_none() {
            let reason = "a day of every year, as \"12-31\"";
            report.bad(DUTIES, format!("{key}.yearly"), reason);
        }
        report.once(
            DUTIES,
            &format!("{key}.use"),
            it.uses.iter().map(|used| used.id.as_str()),
        );
    }
    for fact in [PRIZE_USE, PUBLICITY] {
        let count = scheme
            .obligations
            .iter()
            .filter(|it| it.fact.as_deref() == Some(fact))
            .count();
        if count != 1 {
            report.bad(
                DUTIES,
                "obligation.fact",
                format!("{count} with \"{fact}\", the rules need one"),
            );
        }
    }
    if let Some(quota) = &scheme.about.quota_srdi_min {
        reserved_places(scheme, quota, report);
    }
    form(scheme, report);
    for template in &scheme.templates {
        placeholders(template, scheme, report);
    }
    checklist(scheme, report);
}

/// The places meant for one kind of enterprise name an honour and a kind of organisation that are asked for.
fn reserved_places(scheme: &Scheme, quota: &SrdiQuota, report: &mut Report<'_>) {
    let honours = scheme
        .questions()
        .flat_map(|q| q.fields)
        .flat_map(|field| field.options);
    let priority: Vec<String> = honours
        .filter(|option| option.gives == Some(Gives::Priority))
        .map(|option| option.value)
        .collect();
    if !priority.contains(&quota.honour) {
        report.bad(
            "scheme.toml",
            "scheme.quota_srdi_min.honour",
            no("honour", &quota.honour),
        );
    }
    let kinds = facts(scheme)
        .get(quota.by.as_str())
        .map_or(&[][..], |(_, options)| options);
    if !kinds.iter().any(|kind| kind.value == quota.org_kind) {
        report.bad(
            "scheme.toml",
            "scheme.quota_srdi_min.org_kind",
            no("value", &quota.org_kind),
        );
    }
}

pub(super) fn form(scheme: &Scheme, report: &mut Report<'_>) {
    const FILE: &str = "forms.toml";
    let mut groups: Vec<&str> = Vec::new();
    for it in &scheme.form {
        let key = format!("field[{}]", it.id);
        if groups.last() != Some(&it.group.as_str()) {
            if groups.contains(&it.group.as_str()) {
                let reason = format!("\"{}\" was left before: a group stands together", it.group);
                report.bad(FILE, format!("{key}.group"), reason);
            }
            groups.push(&it.group);
        }
        if let Some(question) = &it.same_as
            && scheme.question(question).is_none()
        {
            report.bad(
                FILE,
                format!("{key}.same_as"),
                no("question of the walk", question),
            );
        }
        let lists = it.same_as.is_none() && it.kind == AskKind::Choice;
        if lists == it.options.is_empty() {
            report.bad(
                FILE,
                format!("{key}.options"),
                "a choice of its own needs a list, and nothing else has one",
            );
        }
        if (it.kind == AskKind::Auto) != it.formula.is_some() {
            report.bad(
                FILE,
                format!("{key}.formula"),
                "an auto field needs one, and nothing else has one",
            );
        }
        for (question, answer) in &it.unless {
            let asked = scheme.question(question);
            let mut answers = asked.iter().flat_map(|asked| asked.options);
            if !answers.any(|known| known.value == *answer) {
                let reason = format!("{} of question \"{question}\"", no("answer", answer));
                report.bad(FILE, format!("{key}.unless"), reason);
            }
        }
        let text = matches!(it.kind, AskKind::Text | AskKind::LongText);
        if (it.told_by.is_some() || it.by_town) && !(text && it.same_as.is_none()) {
            let reason = "only a text of the form's own is told by the walk or by the town";
            report.bad(FILE, key.clone(), reason);
        }
        if it.by_town && it.required {
            let reason = "what the town fills in is not required of the applicant";
            report.bad(FILE, format!("{key}.required"), reason);
        }
        if it.opening && it.kind != AskKind::Figures3y {
            report.bad(
                FILE,
                format!("{key}.opening"),
                "only figures of three years have an opening balance",
            );
        }
        for read in it.formula.iter().flat_map(Formula::reads) {
            if scheme
                .form_field(read)
                .is_none_or(|field| field.kind != AskKind::Figures3y)
            {
                report.bad(
                    FILE,
                    format!("{key}.formula"),
                    no("figures of three years", read),
                );
            }
        }
    }
}

/// Keys in braces, in the order they stand.
fn braces(body: &str) -> impl Iterator<Item = &str> {
    let after = body.split('{').skip(1);
    after
        .filter_map(|rest| rest.split_once('}'))
        .map(|(key, _)| key)
}

fn checklist(scheme: &Scheme, report: &mut Report<'_>) {
    const FILE: &str = "checklist.toml";
    let templates = ids(&scheme.templates, |it| &it.id);
    for task in &scheme.checklist {
        let key = format!("entry[{}].papers", task.id);
        report.known(FILE, &key, "template", &task.papers, &templates);
    }
}

fn placeholders(template: &Template, scheme: &Scheme, report: &mut Report<'_>) {
    const FILE: &str = "templates.toml";
    let key = format!("template[{}]", template.id);
    let declared = ids(&template.placeholders, |it| &it.key);
    report.once(
        FILE,
        &format!("{key}.placeholders"),
        template.placeholders.iter().map(|it| it.key.as_str()),
    );
    let used: BTreeSet<&str> = braces(&template.body).collect();
    for name in used.difference(&declared) {
        report.bad(FILE, format!("{key}.body"), no("placeholder", name));
    }
    for name in declared.difference(&used) {
        let key = format!("{key}.placeholders[{name}]");
        report.bad(FILE, key, "the body has no such braces");
    }
    for it in &template.placeholders {
        if it.by_hand && it.from.is_some() {
            let key = format!("{key}.placeholders[{}].from", it.key);
            report.bad(FILE, key, "what is filled in by hand comes from nowhere");
        }
        if (it.kind == AskKind::Choice) == it.options.is_empty() {
            let key = format!("{key}.placeholders[{}].options", it.key);
            report.bad(FILE, key, "a choice needs a list, and nothing else has one");
        }
        if let Some(field) = &it.from
            && scheme.form_field(field).is_none()
        {
            let key = format!("{key}.placeholders[{}].from", it.key);
            report.bad(FILE, key, no("field of the form", field));
        }
    }
}
