//! What the parts of the dossier promise each other: metrics and processes, groups, challenges, goals, plans.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::dossier::{EntriesAt, Place};
use crate::pack::ItemKind;
use crate::views::MetricView;

use super::registers::{Goal, Plan};
use super::say::{before_han, listed};
use super::text::names_of;
use super::texts::{ItemTexts, Passage, TableTexts};
use super::{Check, Found, Reads, ReviewInput, Scope};

/// 过程中点名的指标在结果中没有数据.
pub const METRIC_WITHOUT_RESULT: Check = Check {
    id: "metric-without-result",
    scope: Scope::Whole(metric_without_result),
    reads: &[Reads::Items, Reads::Metrics, Reads::Register("goals")],
};

fn metric_without_result(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    for metric in &case.read.metrics {
        let shown = metric.has_values() && !metric.item.is_empty();
        if shown || metric.new_since.given().is_some() {
            continue;
        }
        let items = case.read.items_of(ItemKind::Process);
        let items = items.filter(|item| {
            item.item
                .refs("metrics")
                .iter()
                .any(|id| **id == *metric.id)
        });
        let goals = case.read.registers.goals.iter();
        let goals = goals.filter(|goal| goal.metrics.contains(&metric.id));
        let by = items
            .map(|item| item.id.to_string())
            .chain(goals.map(|goal| format!("目标“{}”", goal.named.name.trim())));
        let by: Vec<String> = by.collect();
        if by.is_empty() {
            continue;
        }
        let place = match (metric.item.is_empty(), case.last_year()) {
            (false, Some(last)) => metric.value_place(last),
            (false, None) => metric.place("name"),
            (true, _) => metric.place("section"),
        };
        let text = format!(
            "{}引用了“{}”，4.7 里没有它的任何一期数值。",
            before_han(listed(by)),
            metric.title()
        );
        found.add(place, &metric.id, text);
    }
}

/// 结果指标说不清由哪个过程产生.
pub const RESULT_WITHOUT_PROCESS: Check = Check {
    id: "result-without-process",
    scope: Scope::Metric(result_without_process),
    reads: &[Reads::Metric, Reads::Items],
};

fn result_without_process(case: &ReviewInput<'_>, metric: &MetricView, found: &mut Found<'_>) {
    let processes = || case.read.items_of(ItemKind::Process);
    let proves = metric
        .proves
        .iter()
        .any(|id| processes().any(|item| item.id == *id));
    if !metric.has_values() || proves {
        return;
    }
    let named = processes().any(|item| {
        item.item
            .refs("metrics")
            .iter()
            .any(|id| **id == *metric.id)
    });
    let mut names = std::iter::once(&metric.name).chain(&metric.aliases);
    let told = || {
        let texts = processes().filter_map(|item| case.read.texts.item(&item.id));
        case.read
            .texts
            .name(&metric.id, texts.flat_map(|texts| texts.body()))
    };
    if !named && names.any(|name| !name.trim().is_empty()) && !told() {
        let text = format!(
            "“{}”没有写明证明哪个过程条目，过程条目里也没有提到它。",
            metric.title()
        );
        found.add(metric.place("name"), &metric.id, text);
    }
}

/// 概述中的主要顾客群后文没有再提.
pub const SEGMENT_DROPPED: Check = Check {
    id: "segment-dropped",
    scope: Scope::Whole(segment_dropped),
    reads: &[
        Reads::Items,
        Reads::Metrics,
        Reads::Register("segments"),
        Reads::Register("tables"),
    ],
};

fn segment_dropped(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let registers = &case.read.registers;
    let main: Vec<_> = registers
        .segments
        .iter()
        .filter(|segment| segment.main)
        .collect();
    if main.is_empty() {
        return;
    }
    let texts = customer_texts(case);
    let roles = &case.packs.criteria.roles;
    let (items, results_item) = (roles.customer_items.join("、"), &roles.customer_results);
    let first_item = roles.customer_items.first().map_or("", String::as_str);
    let results = case.read.metrics_of(&roles.customer_results);
    let results: Vec<&MetricView> = results
        .filter(|it| it.has_values())
        .map(|it| &**it)
        .collect();
    // Of an only group all figures are.
    let only = registers.segments.len() == 1;
    for segment in &main {
        let id = &segment.named.id;
        let written = case.read.texts.name(id, texts.iter().copied());
        let called = called(id, case);
        // A figure may say in its name whose it is.
        let measured = results.iter().any(|metric| {
            let named = called.iter().any(|name| metric.name.contains(&**name));
            only || metric.segments.contains(id) || named
        });
        let name = segment.named.name.trim();
        let (item, text) = match (written, measured) {
            (true, true) => continue,
            (false, true) => (
                first_item,
                format!("主要顾客群“{name}”在 {items} 里都没有写到。"),
            ),
            (true, false) => (
                roles.customer_results.as_str(),
                format!("主要顾客群“{name}”在 {results_item} 没有一个有数值的指标。"),
            ),
            (false, false) => (
                first_item,
                format!(
                    "主要顾客群“{name}”在 {items} 里都没有写到，在 {results_item} 也没有一个有数值的指标。"
                ),
            ),
        };
        found.add(place_of(item, case), id, text);
    }
    let satisfaction =
        |metric: &&&MetricView| metric.library.as_deref() == Some(roles.satisfaction.as_str());
    let totals: Vec<_> = results.iter().filter(satisfaction).collect();
    if main.len() >= found.count("min_segments")
        && let Some(first) = totals.first()
        && totals.iter().all(|metric| metric.segments.is_empty())
    {
        let text = format!(
            "主要顾客群有 {} 个，“{}”只有一个不分群的值。",
            main.len(),
            first.title()
        );
        found.add(first.place("name"), &first.id, text);
    }
}

/// What a customer group is called.
fn called(id: &str, case: &ReviewInput<'_>) -> Vec<Rc<str>> {
    let entries = case.dossier.register("segments").iter();
    let mut own = entries.filter(|entry| entry.id == id);
    let names = own
        .next()
        .map(|entry| names_of(entry.get("name"), entry.get("aliases")));
    names.unwrap_or_default()
}

/// The texts and tables about customers.
fn customer_texts<'c>(case: &ReviewInput<'c>) -> Vec<&'c Passage> {
    let texts = &case.read.texts;
    let items_of_customers = &case.packs.criteria.roles.customer_items;
    let items = items_of_customers.iter().filter_map(|id| texts.item(id));
    let of_items = |at: &str| {
        let section = case.packs.criteria.section(at);
        section.is_some_and(|(item, _)| items_of_customers.contains(&item.id))
    };
    let tables = texts.tables().iter().filter(|table| of_items(&table.at));
    let tables = tables.flat_map(TableTexts::passages);
    items.flat_map(ItemTexts::body).chain(tables).collect()
}

/// 战略挑战没有对应的目标、计划或结果.
pub const CHALLENGE_DROPPED: Check = Check {
    id: "challenge-dropped",
    scope: Scope::Whole(challenge_dropped),
    reads: &[
        Reads::Metrics,
        Reads::Register("challenges"),
        Reads::Register("goals"),
        Reads::Register("plans"),
    ],
};

fn challenge_dropped(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let registers = &case.read.registers;
    let with_values: BTreeSet<&Rc<str>> = case
        .read
        .results()
        .filter(|it| it.has_values())
        .map(|it| &it.id)
        .collect();
    for challenge in &registers.challenges {
        let id = &challenge.named.id;
        let goals: Vec<&Goal> = registers
            .goals
            .iter()
            .filter(|goal| goal.challenges.contains(id))
            .collect();
        let mut plans = registers.plans.iter();
        let planned = plans.any(|plan| {
            goals
                .iter()
                .any(|goal| plan.goal.as_ref() == Some(&goal.named.id))
        });
        let direct = case
            .read
            .results()
            .any(|it| it.has_values() && it.challenges.contains(id));
        let by_goal = goals
            .iter()
            .any(|goal| goal.metrics.iter().any(|id| with_values.contains(id)));
        let mut lacks = Vec::new();
        if goals.is_empty() {
            lacks.push(("没有目标应对它", register_place("goals", case)));
        } else if !planned {
            lacks.push(("应对它的目标没有行动计划", register_place("plans", case)));
        }
        if !direct && !by_goal {
            let list = EntriesAt::Register("challenges".into());
            let place = Place::Entry(list, id.clone(), "name".into());
            lacks.push(("4.7 没有一个有数值的指标回应它", place));
        }
        if let Some((_, place)) = lacks.first() {
            let what: Vec<&str> = lacks.iter().map(|(what, _)| *what).collect();
            let text = format!(
                "战略挑战“{}”：{}。",
                challenge.named.name.trim(),
                what.join("，")
            );
            found.add(place.clone(), id, text);
        }
    }
}

/// 关键过程没有结果指标.
pub const KEY_PROCESS: Check = Check {
    id: "key-process-without-metric",
    scope: Scope::Whole(key_process),
    reads: &[Reads::Metrics, Reads::Register("processes")],
};

fn key_process(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    for process in case
        .read
        .registers
        .processes
        .iter()
        .filter(|process| process.key)
    {
        let id = &process.named.id;
        let shown = case
            .read
            .results()
            .any(|it| it.has_values() && it.processes.contains(id));
        if !shown {
            let list = EntriesAt::Register("processes".into());
            let place = Place::Entry(list, id.clone(), "name".into());
            let name = process.named.name.trim();
            let text = format!("关键过程“{name}”在 4.7 没有一个有数值的指标。");
            found.add(place, id, text);
        }
    }
}

/// 战略目标缺行动计划、负责人或预算.
pub const GOAL_WITHOUT_PLAN: Check = Check {
    id: "goal-without-plan",
    scope: Scope::Whole(goal_without_plan),
    reads: &[Reads::Register("goals"), Reads::Register("plans")],
};

fn goal_without_plan(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let registers = &case.read.registers;
    for goal in &registers.goals {
        let (id, name) = (&goal.named.id, goal.named.name.trim());
        let plans: Vec<&Plan> = registers
            .plans
            .iter()
            .filter(|plan| plan.goal.as_ref() == Some(id))
            .collect();
        if plans.is_empty() {
            let text = format!("战略目标“{name}”没有行动计划。");
            found.add(register_place("plans", case), id, text);
            continue;
        }
        let lacking = plans.iter().find_map(|plan| Some((plan, lacks(plan)?)));
        if let Some((plan, lacks)) = lacking {
            let list = EntriesAt::Register("plans".into());
            let place = Place::Entry(list, plan.id.clone(), lacks[0].0.into());
            let what = listed(lacks.iter().map(|(_, what)| *what));
            let text = format!("战略目标“{name}”的计划“{}”没有写{what}。", plan.what.trim());
            found.add(place, id, text);
        }
    }
}

/// What a plan does not say: the columns and what they are called.
fn lacks(plan: &Plan) -> Option<Vec<(&'static str, &'static str)>> {
    let lacks = [
        (plan.owner.trim().is_empty(), "owner", "负责人"),
        (plan.due.is_missing(), "due", "期限"),
        (plan.resource.trim().is_empty(), "resource", "资源"),
    ];
    let lacks: Vec<_> = lacks
        .into_iter()
        .filter(|(lacks, ..)| *lacks)
        .map(|(_, key, what)| (key, what))
        .collect();
    (!lacks.is_empty()).then_some(lacks)
}

/// 上年自评或评审的问题没有下文.
pub const PREVIOUS_OPEN: Check = Check {
    id: "previous-finding-open",
    scope: Scope::Whole(previous_open),
    reads: &[Reads::Register("previous")],
};

fn previous_open(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    for previous in &case.read.registers.previous {
        let problem = previous.problem.trim();
        let overdue = previous
            .due
            .given()
            .filter(|due| case.on.is_some_and(|on| **due < on));
        let (key, text) = match (&*previous.status, overdue) {
            ("", _) => ("status", format!("上年的问题“{problem}”没有写现在的状态。")),
            ("done", _) | (_, None) => continue,
            (_, Some(_)) if !previous.note.trim().is_empty() => continue,
            (_, Some(due)) => (
                "note",
                format!("上年的问题“{problem}”到期限 {due} 没有完成，也没有说明原因和新期限。"),
            ),
        };
        let list = EntriesAt::Register("previous".into());
        let place = Place::Entry(list, previous.id.clone(), key.into());
        found.add(place, &previous.id, text);
    }
}

/// Where an item begins on its page.
fn place_of(item: &str, case: &ReviewInput<'_>) -> Place {
    match case.read.item(item) {
        Some(item) => item.place(case),
        None => Place::Reason(item.into()),
    }
}

/// Where entries of a register are added while it has none: the item it is written at.
fn register_place(register: &str, case: &ReviewInput<'_>) -> Place {
    let at = case
        .packs
        .criteria
        .register(register)
        .and_then(|it| it.at.first());
    place_of(at.map_or("", |at| at), case)
}
