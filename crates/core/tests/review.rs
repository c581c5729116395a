//! The examiner's-eye checks over cases as data (`tests/checks/`): each fires where it should and nowhere else, its
//! thresholds matter, and findings kept from before are those of a fresh run.
#![cfg(feature = "toml")]

mod data;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;
use std::sync::LazyLock;

use data::PACKS;
use quality_award_core::domain::date::{Calendar, Date};
use quality_award_core::dossier::{Dossier, Texts, put_text};
use quality_award_core::pack::{Checks, Number, PERCENT_STEP, Scheme, Severity, ValueKey};
use quality_award_core::review::{
    ALL, Findings, Reads, ReviewFinding, ReviewPacks, Reviewer, Scope, review,
};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// What a file of cases holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    dossier: Vec<Base>,
    #[serde(default)]
    case: Vec<Written>,
}

/// A dossier that cases start from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Base {
    id: String,
    base: Option<String>,
    #[serde(default)]
    set: Map<String, Value>,
}

/// A case as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    check: String,
    what: Option<String>,
    quiet: Option<String>,
    fires: Option<usize>,
    severity: Option<Severity>,
    object: Option<String>,
    at: Option<String>,
    #[serde(default)]
    says: Vec<String>,
    base: Option<String>,
    #[serde(default)]
    set: Map<String, Value>,
    #[serde(default)]
    repeat: BTreeMap<String, Repeat>,
    #[serde(default)]
    unset: Vec<String>,
}

/// A long text: `text` as often as said, and what comes behind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeat {
    text: String,
    times: usize,
    #[serde(default)]
    then: String,
}

/// A case and its dossier.
struct Case {
    written: Written,
    dossier: Rc<Dossier>,
    /// The dossier it starts from, which shares with it what is the same.
    base: Rc<Dossier>,
}

impl Case {
    fn name(&self) -> String {
        let said = self.written.quiet.as_ref().or(self.written.what.as_ref());
        format!("{}: {}", self.written.check, said.map_or("", |said| said))
    }
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks");
    let names = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = names.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let read = |path: &std::path::PathBuf| -> File {
        let text = std::fs::read_to_string(path).unwrap();
        toml::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
    };
    let files: Vec<File> = paths.iter().map(read).collect();
    let mut bases: BTreeMap<String, Value> = BTreeMap::new();
    for base in files.iter().flat_map(|file| &file.dossier) {
        let mut value = match &base.base {
            Some(other) => bases[other].clone(),
            None => empty(),
        };
        put_all(&mut value, "", &base.set);
        assert!(
            bases.insert(base.id.clone(), value).is_none(),
            "{}",
            base.id
        );
    }
    let all = files.into_iter().flat_map(|file| file.case);
    all.map(|written| {
        let base = written.base.as_deref().unwrap_or("plain");
        let base = bases.get(base).unwrap_or_else(|| panic!("no base {base}"));
        let mut value = base.clone();
        for path in written.unset.iter().flat_map(|path| each(path)) {
            put(&mut value, &path, None);
        }
        put_all(&mut value, "", &written.set);
        for (path, Repeat { text, times, then }) in &written.repeat {
            let text = text.repeat(*times) + then;
            put(&mut value, path, Some(Value::String(text)));
        }
        let base = dossier(base);
        let mut dossier = dossier(&value);
        share(&base, &mut dossier);
        Case {
            written,
            dossier: Rc::new(dossier),
            base: Rc::new(base),
        }
    })
    .collect()
}

fn empty() -> Value {
    let scheme = &PACKS.scheme.about.id;
    let criteria = &PACKS.criteria.edition.id;
    json!({ "id": "case", "kind": "application", "scheme": scheme, "criteria": criteria })
}

/// Keys behind which everything that follows is one key.
const TEXTS: [&str; 4] = ["sections", "fields", "profile", "profile_fields"];

/// Sets everything in a table, each under its path: first what stands for several paths, then what is said of one.
fn put_all(root: &mut Value, under: &str, table: &Map<String, Value>) {
    let (several, one): (Vec<_>, Vec<_>) = table.iter().partition(|(path, _)| path.contains('{'));
    for (path, value) in several.into_iter().chain(one) {
        let path = match under {
            "" => path.clone(),
            under => format!("{under}.{path}"),
        };
        for path in each(&path) {
            match value {
                Value::Object(table) => put_all(root, &path, table),
                value => put(root, &path, Some(value.clone())),
            }
        }
    }
}

/// The paths that a path with braces stands for: `m{1..3}` and `{a,b}` as in a shell.
fn each(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else {
        return vec![path.to_owned()];
    };
    let (braces, after) = rest.split_once('}').unwrap();
    let parts: Vec<String> = match braces.split_once("..") {
        Some((first, last)) => {
            let numbers = first.parse::<u32>().unwrap()..=last.parse().unwrap();
            numbers.map(|number| number.to_string()).collect()
        }
        None => braces.split(',').map(str::to_owned).collect(),
    };
    let after = each(after);
    let all = parts.iter().flat_map(|part| {
        after
            .iter()
            .map(move |after| format!("{before}{part}{after}"))
    });
    all.collect()
}

/// Sets the value at a path, or takes away what is there.
fn put(at: &mut Value, path: &str, value: Option<Value>) {
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (key, rest) = path.split_at(end);
    let map = at.as_object_mut().unwrap();
    if let Some(rest) = rest.strip_prefix('[') {
        let (id, rest) = rest.split_once(']').unwrap();
        let list = map.entry(key).or_insert_with(|| json!([]));
        let list = list.as_array_mut().unwrap();
        let found = list.iter().position(|entry| entry["id"] == id);
        match (rest.strip_prefix('.'), value) {
            (None, None) => {
                list.remove(found.unwrap_or_else(|| panic!("nothing at {path}")));
            }
            (Some(rest), value) => {
                let at = found.unwrap_or_else(|| {
                    list.push(json!({ "id": id }));
                    list.len() - 1
                });
                put(&mut list[at], rest, value);
            }
            (None, Some(_)) => panic!("{path} is an entry"),
        }
        return;
    }
    let rest = rest.strip_prefix('.').unwrap_or("");
    let last = rest.is_empty();
    match (last, value) {
        (true, Some(value)) => {
            map.insert(key.to_owned(), value);
        }
        (true, None) => {
            let gone = map.remove(key);
            assert!(gone.is_some(), "nothing at {path}");
        }
        (false, value) => {
            let inner = map.entry(key).or_insert_with(|| json!({}));
            match (TEXTS.contains(&key), value) {
                (false, value) => put(inner, rest, value),
                (true, Some(value)) => inner[rest] = value,
                (true, None) => {
                    let gone = inner.as_object_mut().unwrap().remove(rest);
                    assert!(gone.is_some(), "nothing at {path}");
                }
            }
        }
    }
}

/// The dossier of a value, which must have no key that the format does not know.
fn dossier(value: &Value) -> Dossier {
    let mut unknown = Vec::new();
    let read: Result<Dossier, _> =
        serde_ignored::deserialize(value, |path| unknown.push(path.to_string()));
    let dossier = read.unwrap_or_else(|why| panic!("{why}: {value}"));
    assert!(unknown.is_empty(), "{unknown:?}");
    let column = |list: &str, key: &str| {
        let register = PACKS.criteria.register(list);
        let register = register.unwrap_or_else(|| panic!("no list {list}"));
        assert!(register.column(key).is_some(), "{list} has no {key}");
    };
    let items = dossier.items.iter().map(|item| &item.lists);
    let metrics = dossier.metrics.iter().map(|metric| &metric.lists);
    let all = std::iter::once(&dossier.registers)
        .chain(items)
        .chain(metrics);
    for (list, entries) in all.flatten() {
        for entry in entries.iter() {
            entry
                .fields
                .keys()
                .chain(entry.refs.keys())
                .for_each(|key| column(list, key));
        }
    }
    dossier
}

/// Lets a dossier share with an earlier state of it whatever is the same, as in the app, where each edit changes one
/// part and leaves the others.
fn share(earlier: &Dossier, now: &mut Dossier) {
    fn same<T: PartialEq + ?Sized>(earlier: Option<&Rc<T>>, now: &mut Rc<T>) {
        if let Some(earlier) = earlier.filter(|earlier| *earlier == now) {
            *now = earlier.clone();
        }
    }
    fn texts(earlier: &Texts, now: &mut Texts) {
        now.iter_mut()
            .for_each(|(key, text)| same(earlier.get(key), text));
    }
    same(Some(&earlier.walk), &mut now.walk);
    same(Some(&earlier.form), &mut now.form);
    same(Some(&earlier.annual), &mut now.annual);
    texts(&earlier.profile, &mut now.profile);
    texts(&earlier.profile_fields, &mut now.profile_fields);
    for (id, entries) in &mut now.registers {
        same(earlier.registers.get(id), entries);
    }
    for metric in &mut now.metrics {
        let id = metric.id.clone();
        same(earlier.metric(&id), metric);
    }
    for item in &mut now.items {
        let id = item.id.clone();
        same(earlier.item(&id), item);
    }
}

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| PACKS.holidays.calendar());

fn packs<'a>(scheme: &'a Scheme, checks: &'a Checks) -> ReviewPacks<'a> {
    ReviewPacks {
        scheme,
        criteria: &PACKS.criteria,
        metrics: &PACKS.metrics,
        checks,
        calendar: &CALENDAR,
    }
}

fn real() -> ReviewPacks<'static> {
    packs(&PACKS.scheme, &PACKS.checks)
}

fn today() -> Date {
    Date::new(2026, 4, 1).unwrap()
}

/// What the check of a case finds in its dossier.
fn found(case: &Case, packs: ReviewPacks<'_>) -> Vec<ReviewFinding> {
    let Findings { open, waived } = review(&case.dossier, packs, today());
    let waived = waived.into_iter().map(|waived| waived.finding);
    let mut all: Vec<_> = open.into_iter().chain(waived).collect();
    all.retain(|finding| finding.check == case.written.check);
    all
}

/// What is wrong with the outcome of a case.
fn wrong(case: &Case) -> Vec<String> {
    let found = found(case, real());
    let written = &case.written;
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, what: String| {
        if !holds {
            let texts: Vec<_> = found
                .iter()
                .map(|it| format!("{} ({})", it.text, it.place))
                .collect();
            wrong.push(format!("{}: {what}\n  {}", case.name(), texts.join("\n  ")));
        }
    };
    let fires = match (&written.quiet, &written.what, written.fires) {
        (Some(_), None, None) => 0,
        (None, Some(_), Some(fires)) if fires > 0 => fires,
        _ => panic!("{}: quiet, or what and fires", case.name()),
    };
    expect(found.len() == fires, format!("fires {} times", found.len()));
    if let Some(severity) = written.severity {
        let same = found.iter().all(|finding| finding.severity == severity);
        expect(same, format!("not all are {severity:?}"));
    }
    if let Some(first) = found.first() {
        let place = first.place.to_string();
        if let Some(at) = &written.at {
            expect(place == *at, format!("stands at {place}"));
        }
        if let Some(object) = &written.object {
            let message = format!("is about \"{}\"", first.object);
            expect(first.object == *object, message);
        }
        for part in &written.says {
            expect(first.text.contains(part), format!("does not say “{part}”"));
        }
    }
    wrong
}

#[test]
fn each_case_comes_out_as_it_says() {
    let wrong: Vec<String> = cases().iter().flat_map(wrong).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn checks_stand_once_and_are_those_of_the_data() {
    let mut ids = BTreeSet::new();
    for check in ALL {
        assert!(ids.insert(check.id), "{} stands twice", check.id);
        assert!(PACKS.checks.check(check.id).is_some(), "{}", check.id);
    }
    for check in PACKS.checks.all() {
        let there = ids.contains(check.id.as_str());
        assert!(there, "{} has no code", check.id);
    }
}

#[test]
fn every_check_has_cases_on_both_sides_and_every_quiet_line_is_one() {
    let cases = cases();
    for check in ALL {
        let of = cases.iter().filter(|case| case.written.check == check.id);
        let (quiet, fires): (Vec<_>, Vec<_>) = of.partition(|case| case.written.quiet.is_some());
        assert!(!fires.is_empty(), "{} has no case that fires", check.id);
        assert!(!quiet.is_empty(), "{} has no quiet case", check.id);
        let lines: BTreeSet<_> = quiet
            .iter()
            .filter_map(|case| case.written.quiet.as_deref())
            .collect();
        for line in &PACKS.checks.check(check.id).unwrap().quiet {
            assert!(
                lines.contains(line.as_str()),
                "{}: no case “{line}”",
                check.id
            );
        }
    }
    for case in &cases {
        let known = ALL.iter().any(|check| check.id == case.written.check);
        assert!(known, "{}", case.name());
    }
}

/// Thresholds that are percents of items.
const PERCENTS: [&str; 4] = ["min_percent", "floor_percent", "min_range", "gap"];

/// The data with one threshold moved: what was moved, and the data.
fn moved() -> Vec<(&'static str, String, Scheme, Checks)> {
    let mut all = Vec::new();
    for check in ALL {
        let data = PACKS.checks.check(check.id).unwrap();
        for up in [true, false] {
            for (key, number) in &data.params {
                let mut checks = PACKS.checks.clone();
                let mut lists = checks.scheme.iter_mut().chain(&mut checks.edition);
                let data = lists.find(|data| data.id == check.id).unwrap();
                // One in the last place that is written; percents of items go in steps of their own.
                let one = Decimal::new(1, number.0.scale());
                let step = match PERCENTS.contains(&key.as_str()) {
                    true => PERCENT_STEP.into(),
                    false => one,
                };
                let step = if up { step } else { -step };
                data.params.insert(key.clone(), Number(number.0 + step));
                let what = format!("{key} {}", number.0 + step);
                all.push((check.id, what, PACKS.scheme.clone(), checks));
            }
            for (key, value) in &data.values {
                let mut scheme = PACKS.scheme.clone();
                let about = &mut scheme.about;
                let number = match value {
                    ValueKey::OperationYearsMin => &mut about.operation_years_min.value,
                    ValueKey::ExcellenceYearsMin => &mut about.excellence_years_min.value,
                    ValueKey::InternalNoticeWorkingDays => {
                        &mut about.internal_notice_working_days.value
                    }
                    other => panic!("{other:?} is no threshold of a check yet"),
                };
                *number = if up { *number + 1 } else { *number - 1 };
                let what = format!("{key} {number}");
                all.push((check.id, what, scheme, PACKS.checks.clone()));
            }
        }
    }
    all
}

#[test]
fn every_threshold_decides_a_case() {
    let outcome = |case: &Case, packs: ReviewPacks<'_>| -> Vec<_> {
        let found = found(case, packs).into_iter();
        found.map(|it| (it.severity, it.object, it.place)).collect()
    };
    let cases = cases();
    let real: Vec<_> = cases.iter().map(|case| outcome(case, real())).collect();
    let mut idle = Vec::new();
    for (id, what, scheme, checks) in moved() {
        let moved = packs(&scheme, &checks);
        let mut of = cases.iter().zip(&real);
        if !of.any(|(case, real)| case.written.check == id && outcome(case, moved) != *real) {
            idle.push(format!("{id}: {what} changes no case"));
        }
    }
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}

/// What is kept from before must be what a fresh run finds: a check that reads more than it names shows here.
#[test]
fn findings_kept_are_those_of_a_fresh_run() {
    for case in cases() {
        let fresh = |dossier: &Rc<Dossier>| review(dossier, real(), today());
        let mut reviewer = Reviewer::new(real(), today());
        for dossier in [&case.base, &case.dossier, &case.base] {
            reviewer.update(dossier);
            // A little at a time.
            while reviewer.step(|| false) {}
            assert_eq!(reviewer.findings(), fresh(dossier), "{}", case.name());
        }
    }
}

/// Nothing is run again that reads nothing of what changed.
#[test]
fn only_what_reads_the_change_is_run_again() {
    let case = cases().into_iter().next().unwrap();
    let mut reviewer = Reviewer::new(real(), today());
    let mut waits_after = |dossier: &Dossier| {
        reviewer.update(&Rc::new(dossier.clone()));
        let waiting = reviewer.waiting();
        assert!(!reviewer.step(|| true), "all is run");
        assert_eq!(reviewer.waiting(), 0);
        waiting
    };
    // What is run on the whole or on a metric, and what is run on each item or slot.
    let runs = |reads: &dyn Fn(&Reads) -> bool| -> usize {
        let concerned = ALL.iter().filter(|check| check.reads.iter().any(reads));
        let units = concerned.map(|check| match check.scope {
            Scope::Whole(_) | Scope::Metric(_) => 1,
            Scope::Item(_) => PACKS.criteria.items.len(),
            Scope::Profile(_) => PACKS.criteria.profile.len(),
        });
        units.sum()
    };
    let mut dossier = (*case.base).clone();
    assert!(waits_after(&dossier) > 0, "everything is run once");
    assert_eq!(waits_after(&dossier), 0, "nothing changed");

    let metric = dossier.metrics[0].id.clone();
    dossier.edit_metric(&metric, |metric| {
        metric.set_year("2025", "value", "97".into())
    });
    let of_metrics = runs(&|reads| matches!(reads, Reads::Metric | Reads::Metrics));
    // What cannot be used is looked for after every change.
    let typed = 1;
    assert_eq!(waits_after(&dossier), of_metrics + typed);

    put_text(&mut dossier.profile_fields, "total", "388".to_owned());
    let of_profile = runs(&|reads| matches!(reads, Reads::ProfileFields));
    assert_eq!(waits_after(&dossier), of_profile + typed);
    assert!(of_profile < of_metrics);
}

#[test]
fn another_dossier_is_not_held_against_what_was_found_in_the_first() {
    let fires =
        |case: &&Case| case.written.check == "series-too-short" && case.written.fires.is_some();
    let cases = cases();
    let case = cases.iter().find(fires).unwrap();
    let mut reviewer = Reviewer::new(real(), today());
    reviewer.update(&case.dossier);
    reviewer.step(|| true);
    assert_ne!(reviewer.findings(), Findings::default());
    let other = Dossier {
        id: "other".into(),
        ..(*case.dossier).clone()
    };
    reviewer.update(&Rc::new(other));
    assert_eq!(
        reviewer.findings(),
        Findings::default(),
        "nothing is run yet"
    );
}

/// The case of a check that is said to be so.
fn case<'a>(cases: &'a [Case], check: &str, what: &str) -> &'a Case {
    let named =
        |case: &&Case| case.written.check == check && case.written.what.as_deref() == Some(what);
    cases.iter().find(named).unwrap()
}

/// The dossier of a case, changed at some paths.
fn changed(case: &Case, set: &[(&str, &str)]) -> Rc<Dossier> {
    let mut value = serde_json::to_value(&*case.dossier).unwrap();
    for (path, text) in set {
        put(&mut value, path, Some(json!(text)));
    }
    Rc::new(dossier(&value))
}

#[test]
fn a_waiver_sets_its_finding_aside_with_the_reason_and_no_error() {
    let cases = cases();
    let waive = |case: &Case, object: &str, reason: &str| {
        let dossier = changed(
            case,
            &[
                ("registers.waivers[w1].fields.check", &case.written.check),
                ("registers.waivers[w1].fields.object", object),
                ("registers.waivers[w1].fields.reason", reason),
            ],
        );
        let Findings { open, waived } = review(&dossier, real(), today());
        let still = open
            .iter()
            .any(|finding| finding.check == case.written.check);
        let waived = waived
            .iter()
            .map(|it| (it.waiver.to_string(), it.reason.to_string()));
        (still, waived.collect::<Vec<_>>())
    };
    let short = case(&cases, "series-too-short", "只有两年");
    let aside = vec![("w1".to_owned(), "2023 年没有这项统计".to_owned())];
    assert_eq!(waive(short, "m1", "2023 年没有这项统计"), (false, aside));
    assert_eq!(
        waive(short, "m2", "2023 年没有这项统计"),
        (true, vec![]),
        "another object"
    );
    assert_eq!(waive(short, "m1", " "), (true, vec![]), "no reason");
    let error = case(&cases, "figure-differs", "申报表和结果条目的收入不同");
    assert_eq!(waive(error, "m1", "口径不同"), (true, vec![]));
}

#[test]
fn only_the_checks_of_the_depth_run() {
    let cases = cases();
    let runs = |check: &str, what: &str, kind: &str, depth: &str| {
        let dossier = changed(
            case(&cases, check, what),
            &[("kind", kind), ("depth", depth)],
        );
        let found = review(&dossier, real(), today()).open;
        found.iter().any(|finding| finding.check == check)
    };
    let short = |kind: &str, depth: &str| runs("series-too-short", "只有两年", kind, depth);
    assert!(short("application", "quick") && short("application", "full"));
    assert!(!short("precheck", ""), "nothing is written about the items");
    let source = |depth: &str| {
        runs(
            "comparison-source-missing",
            "没有来源",
            "application",
            depth,
        )
    };
    assert!(!source("quick") && source("standard"));
}

#[test]
fn the_worst_comes_first_then_what_stands_first() {
    let cases = cases();
    let dossier = changed(
        case(&cases, "figure-differs", "申报表和结果条目的收入不同"),
        &[
            ("items[4.7.2].sections.4.7.2-a", "合格率逐年上升。"),
            ("registers.processes[k1].fields.name", "配料混练"),
            ("registers.processes[k1].fields.key", "yes"),
        ],
    );
    let found = review(&dossier, real(), today()).open;
    let at = |check: &str| found.iter().position(|it| it.check == check).unwrap();
    let severities: Vec<_> = found.iter().map(|finding| finding.severity).collect();
    assert!(severities.is_sorted_by(|a, b| a >= b), "{severities:?}");
    assert_eq!(at("figure-differs"), 0);
    // 4.5.2, then 4.7.2.
    assert!(at("key-process-without-metric") < at("too-few-metrics"));
}
