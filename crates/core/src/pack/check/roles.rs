//! What is asked for by its meaning is there.

use super::super::common::AskKind;
use super::super::folder::CriteriaFolder;
use super::super::scheme::Scheme;
use super::report::{Report, ids, no};
use crate::pack::reserved::{APPLY_ON, ORGANISATION, USCC};

pub(super) fn scheme_roles(scheme: &Scheme, report: &mut Report<'_>) {
    const FILE: &str = "scheme.toml";
    let roles = &scheme.roles;
    let form = ids(&scheme.form, |it| &it.id);
    for (key, id) in [
        ("uscc", &roles.uscc),
        ("contact", &roles.contact),
        ("phone", &roles.phone),
        ("category", &roles.category),
        ("employees", &roles.employees),
        ("pledge", &roles.pledge),
        ("net_profit", &roles.net_profit),
        ("accidents", &roles.accidents),
    ] {
        report.known(FILE, &format!("roles.{key}"), "field", [id], &form);
    }
    for (key, id) in [
        ("net_profit", &roles.net_profit),
        ("accidents", &roles.accidents),
    ] {
        let field = scheme.form_field(id);
        if field.is_some_and(|field| field.kind != AskKind::Figures3y) {
            report.bad(FILE, format!("roles.{key}"), "not figures by year");
        }
    }
    let templates = ids(&scheme.templates, |it| &it.id);
    for (key, id) in [
        ("enquiry_letter", &roles.enquiry_letter),
        ("pledge_letter", &roles.pledge_letter),
    ] {
        report.known(FILE, &format!("roles.{key}"), "template", [id], &templates);
    }
    let options = match scheme.question(&roles.org_kind) {
        Some(question) => question.options,
        None => {
            report.bad(FILE, "roles.org_kind", no("question", &roles.org_kind));
            &[]
        }
    };
    let kinds = ids(options, |it| &it.value);
    report.known(
        FILE,
        "roles.non_profit",
        "choice",
        [&roles.non_profit],
        &kinds,
    );
    if scheme.article_text(&roles.annual_article).is_none() {
        report.bad(FILE, "roles.annual_article", "no such article");
    }
    if !form.contains(ORGANISATION) {
        report.bad(
            "forms.toml",
            "field",
            format!("no field \"{ORGANISATION}\""),
        );
    }
    for id in [APPLY_ON, USCC] {
        if scheme.question(id).is_none() {
            report.bad("general.toml", "question", format!("no question \"{id}\""));
        }
    }
}

pub(super) fn criteria_roles(folder: &CriteriaFolder, report: &mut Report<'_>) {
    const FILE: &str = "edition.toml";
    let (roles, criteria) = (&folder.criteria.roles, &folder.criteria);
    let slots = ids(&criteria.profile, |it| &it.id);
    for (key, id) in [
        ("head_count_slot", &roles.head_count_slot),
        ("excellence_slot", &roles.excellence_slot),
    ] {
        report.known(FILE, &format!("roles.{key}"), "slot", [id], &slots);
    }
    let items = ids(&criteria.items, |it| &it.id);
    report.known(
        FILE,
        "roles.customer_items",
        "item",
        &roles.customer_items,
        &items,
    );
    report.known(
        FILE,
        "roles.customer_results",
        "item",
        [&roles.customer_results],
        &items,
    );
    if roles.customer_items.is_empty() {
        report.bad(FILE, "roles.customer_items", "at least one is needed");
    }
    let metrics = ids(&folder.metrics.metrics, |it| &it.id);
    for (key, id) in [
        ("satisfaction", &roles.satisfaction),
        ("accidents", &roles.accidents),
        ("emission_to_limit", &roles.emission_to_limit),
    ] {
        report.known(FILE, &format!("roles.{key}"), "metric", [id], &metrics);
    }
}
