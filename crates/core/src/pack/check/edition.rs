//! An edition of the criteria: points, bands, items, metrics, checks, registers, depths.

use super::super::checks::Check;
use super::super::criteria::{
    ColumnKind, Criteria, Factor, Factors, ItemKind, PERCENT_STEP, REFS_TO,
};
use super::super::folder::CriteriaFolder;
use super::report::{Report, ids, no};
use super::roles::criteria_roles;
use crate::pack::reserved::{AWARD_EVENTS, FIRST_DEPTH, PREVIOUS, PRIZE, PUBLICITY, SHARING};
use std::collections::BTreeSet;

pub(super) fn edition(folder: &CriteriaFolder, report: &mut Report<'_>) {
    let criteria = &folder.criteria;
    points(criteria, report);
    criteria_roles(folder, report);
    bands(criteria, report);
    items(criteria, report);
    metrics(folder, report);
    findings(folder, report);
    registers(folder, report);
    depths(folder, report);
}

pub(super) fn points(criteria: &Criteria, report: &mut Report<'_>) {
    const FILE: &str = "edition.toml";
    report.once(
        FILE,
        "category",
        criteria.categories.iter().map(|it| it.id.as_str()),
    );
    report.once(
        FILE,
        "industry",
        criteria.industries.iter().map(|it| it.id.as_str()),
    );
    let total: u16 = criteria.categories.iter().map(|it| it.points).sum();
    if total != criteria.edition.total_points {
        report.bad(
            FILE,
            "edition.total_points",
            format!("the categories have {total}"),
        );
    }
    for category in &criteria.categories {
        let items = criteria
            .items
            .iter()
            .filter(|item| item.category == category.id);
        let sum: u16 = items.map(|item| item.points).sum();
        if sum != category.points {
            report.bad(
                FILE,
                format!("category[{}].points", category.id),
                format!("its items have {sum}"),
            );
        }
    }
}

fn factors(file: &str, key: &str, kind: ItemKind, factors: &Factors, report: &mut Report<'_>) {
    let needed = BTreeSet::from(Factor::of(kind));
    let found: BTreeSet<Factor> = factors.keys().copied().collect();
    if needed != found {
        report.bad(
            file,
            format!("{key}.factors"),
            format!("a {kind:?} item has {needed:?}"),
        );
    }
}

fn bands(criteria: &Criteria, report: &mut Report<'_>) {
    const FILE: &str = "bands.toml";
    report.once(FILE, "band", criteria.bands.iter().map(|it| it.id.as_str()));
    for kind in [ItemKind::Process, ItemKind::Result] {
        for factor in Factor::of(kind) {
            let texts = criteria.factors.iter().filter(|it| it.id == factor);
            if texts.filter(|it| it.kinds.contains(&kind)).count() != 1 {
                report.bad(
                    FILE,
                    "factor",
                    format!("{factor:?} is needed once for {kind:?} items"),
                );
            }
        }
        let mut next = Some(0);
        for band in criteria.bands_of(kind) {
            let key = format!("band[{}]", band.id);
            if Some(band.min) != next {
                report.bad(
                    FILE,
                    format!("{key}.min"),
                    format!("{} where {} comes next", band.min, next.unwrap_or(0)),
                );
            }
            if band.max < band.min || band.max % PERCENT_STEP != 0 || band.max > 100 {
                report.bad(
                    FILE,
                    format!("{key}.max"),
                    format!("{} is no end of a band", band.max),
                );
            }
            next = band.max.checked_add(PERCENT_STEP);
            factors(FILE, &key, kind, &band.factors, report);
        }
        if next != Some(100 + PERCENT_STEP) {
            report.bad(
                FILE,
                "band",
                format!("the bands of {kind:?} items do not end at 100"),
            );
        }
    }
}

pub(super) fn items(criteria: &Criteria, report: &mut Report<'_>) {
    const FILE: &str = "items.toml";
    let known: BTreeSet<&str> = ids(&criteria.items, |it| &it.id);
    let slots = ids(&criteria.profile, |it| &it.id);
    let industries = ids(&criteria.industries, |it| &it.id);
    report.once(FILE, "item", criteria.items.iter().map(|it| it.id.as_str()));
    report.once(
        "profile.toml",
        "slot",
        criteria.profile.iter().map(|it| it.id.as_str()),
    );
    for slot in &criteria.profile {
        let key = format!("slot[{}]", slot.id);
        report.known(
            "profile.toml",
            &format!("{key}.feeds"),
            "item",
            &slot.feeds,
            &known,
        );
        if slot.chars_min > slot.chars_max {
            report.bad(
                "profile.toml",
                format!("{key}.chars_max"),
                "less than chars_min",
            );
        }
    }
    for item in &criteria.items {
        let key = format!("item[{}]", item.id);
        if criteria.category(&item.category).is_none() {
            report.bad(
                FILE,
                format!("{key}.category"),
                no("category", &item.category),
            );
        }
        factors(FILE, &key, item.kind, &item.factors, report);
        report.known(
            FILE,
            &format!("{key}.links.profile"),
            "slot",
            &item.links.profile,
            &slots,
        );
        for id in &item.links.items {
            // Process items point at results, results at processes.
            if criteria
                .item(id)
                .is_none_or(|other| other.kind == item.kind)
            {
                report.bad(
                    FILE,
                    format!("{key}.links.items"),
                    no("item of the other kind", id),
                );
            }
        }
        let examples: BTreeSet<&str> = item.examples.keys().map(String::as_str).collect();
        if examples != industries {
            report.bad(
                FILE,
                format!("{key}.examples"),
                "one for each industry is needed",
            );
        }
        report.once(
            FILE,
            &format!("{key}.section"),
            item.sections.iter().map(|section| section.id.as_str()),
        );
        for section in &item.sections {
            if criteria
                .section(&section.id)
                .is_none_or(|(of, _)| of.id != item.id)
            {
                let key = format!("{key}.section[{}].id", section.id);
                report.bad(
                    FILE,
                    key,
                    format!("\"{}-\" and a letter is needed", item.id),
                );
            }
        }
    }
}

pub(super) fn metrics(folder: &CriteriaFolder, report: &mut Report<'_>) {
    const FILE: &str = "metrics.toml";
    let criteria = &folder.criteria;
    let metrics = &folder.metrics.metrics;
    let industries = ids(&criteria.industries, |it| &it.id);
    report.once(FILE, "metric", metrics.iter().map(|it| it.id.as_str()));
    for metric in metrics {
        let key = format!("metric[{}]", metric.id);
        let kind_of = |id: &str| criteria.item(id).map(|item| item.kind);
        let section = criteria.section(&metric.section);
        if section.is_none_or(|(item, _)| item.kind != ItemKind::Result) {
            report.bad(
                FILE,
                format!("{key}.section"),
                no("section of a result item", &metric.section),
            );
        }
        for id in &metric.proves {
            if kind_of(id) != Some(ItemKind::Process) {
                report.bad(FILE, format!("{key}.proves"), no("process item", id));
            }
        }
        report.known(
            FILE,
            &format!("{key}.applies"),
            "industry",
            metric.applies.named(),
            &industries,
        );
        if metric.average.is_some() && metric.times.is_none() {
            report.bad(
                FILE,
                format!("{key}.average"),
                "without times nothing is recomputed",
            );
        }
    }
}

pub(super) fn findings(folder: &CriteriaFolder, report: &mut Report<'_>) {
    const FILE: &str = "findings.toml";
    let fields = ids(&folder.fields, |it| &it.id);
    report.once(
        "fields.toml",
        "field",
        folder.fields.iter().map(|it| it.id.as_str()),
    );
    report.once(
        FILE,
        "finding",
        folder.findings.iter().map(|it| it.id.as_str()),
    );
    for it in &folder.findings {
        let key = format!("finding[{}]", it.id);
        report.known(FILE, &format!("{key}.needs"), "field", &it.needs, &fields);
        let Check {
            basis,
            depths,
            values,
            ..
        } = it;
        if !basis.is_empty() || depths.is_some() || !values.is_empty() {
            report.bad(
                FILE,
                key,
                "basis, depths and values belong to checks of a scheme",
            );
        }
    }
}

fn registers(folder: &CriteriaFolder, report: &mut Report<'_>) {
    const FILE: &str = "registers.toml";
    let registers = &folder.criteria.registers;
    let fields = ids(&folder.fields, |it| &it.id);
    let known = ids(registers, |it| &it.id);
    report.once(FILE, "register", registers.iter().map(|it| it.id.as_str()));
    for asked in [PREVIOUS, PRIZE, SHARING, PUBLICITY, AWARD_EVENTS] {
        if !known.contains(asked) {
            report.bad(FILE, "register", no("register", asked));
        }
    }
    for register in registers {
        let key = format!("register[{}]", register.id);
        let field = Some(&register.field).filter(|field| !field.is_empty());
        report.known(FILE, &format!("{key}.field"), "field", field, &fields);
        let columns = register.columns.iter().map(|it| it.key.as_str());
        report.once(FILE, &format!("{key}.columns"), columns);
        for column in &register.columns {
            let key = format!("{key}.columns[{}]", column.key);
            let choice = column.kind == ColumnKind::Choice;
            if choice == column.options.is_empty() {
                let reason = "a choice needs a list, and nothing else has one";
                report.bad(FILE, format!("{key}.options"), reason);
            }
            let values = column.options.iter().map(|it| it.value.as_str());
            report.once(FILE, &format!("{key}.options"), values);
            let refs = column.kind == ColumnKind::Refs;
            match &column.to {
                Some(_) if !refs => {
                    report.bad(FILE, format!("{key}.to"), "only references name something")
                }
                Some(to) if !known.contains(to.as_str()) && !REFS_TO.contains(&to.as_str()) => {
                    report.bad(FILE, format!("{key}.to"), no("register", to));
                }
                Some(_) => {}
                None if refs => {
                    report.bad(FILE, format!("{key}.to"), "what it refers to is missing")
                }
                None => {}
            }
        }
    }
}

pub(super) fn depths(folder: &CriteriaFolder, report: &mut Report<'_>) {
    const FILE: &str = "depths.toml";
    let criteria = &folder.criteria;
    let fields = ids(&folder.fields, |it| &it.id);
    let findings = ids(&folder.findings, |it| &it.id);
    let slots = ids(&criteria.profile, |it| &it.id);
    report.once(
        FILE,
        "depth",
        criteria.depths.iter().map(|it| it.id.as_str()),
    );
    if criteria.depth(FIRST_DEPTH).is_none() {
        report.bad(FILE, "depth", format!("no depth \"{FIRST_DEPTH}\""));
    }
    for depth in &criteria.depths {
        let key = format!("depth[{}]", depth.id);
        let of_kind = |kind: ItemKind| -> BTreeSet<&str> {
            let items = criteria.items.iter().filter(|item| item.kind == kind);
            items.map(|item| item.id.as_str()).collect()
        };
        for (name, what, which, known) in [
            ("profile_slots", "slot", &depth.profile_slots, &slots),
            (
                "process_items",
                "process item",
                &depth.process_items,
                &of_kind(ItemKind::Process),
            ),
            (
                "result_items",
                "result item",
                &depth.result_items,
                &of_kind(ItemKind::Result),
            ),
            ("registers", "field", &depth.registers, &fields),
            (
                "findings",
                "check of this edition",
                &depth.findings,
                &findings,
            ),
        ] {
            report.known(FILE, &format!("{key}.{name}"), what, which.named(), known);
        }
        let minutes: u32 = depth.steps.iter().map(|step| step.minutes).sum();
        if minutes != depth.minutes {
            report.bad(
                FILE,
                format!("{key}.minutes"),
                format!("the steps take {minutes}"),
            );
        }
    }
}
