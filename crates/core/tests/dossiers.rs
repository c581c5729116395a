//! Files of every version of the format, package files and stored records, open for ever with all that is in them; and
//! ids that the packs do not know come through everything.
#![cfg(feature = "toml")]

mod data;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use data::PACKS;
use quality_award_core::domain::date::Date;
use quality_award_core::domain::verdict::State;
use quality_award_core::dossier::{self, Dossier, Opened, VERSION, kept_without_place};
use quality_award_core::export::package::{self, PackageInput, Selection};
use quality_award_core::review::{ReviewPacks, review};
use quality_award_core::storage::DATABASE_VERSION;
use quality_award_core::views;
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/dossiers")
}

/// The files of a kind, `package` or `stored`, by name.
fn files(kind: &str) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder()).unwrap();
    let files = entries.map(|entry| entry.unwrap().path());
    let files = files.filter_map(|path| {
        let name = path.file_name()?.to_str()?.to_owned();
        let ours = name.starts_with(kind) && name.ends_with(".json");
        ours.then(|| (name, std::fs::read_to_string(&path).unwrap()))
    });
    files.collect()
}

fn open(text: &str) -> Opened {
    dossier::open(text.as_bytes(), &PACKS.scheme, &PACKS.criteria).unwrap()
}

fn written(dossier: &Dossier) -> String {
    String::from_utf8(dossier::write(dossier, "fixture")).unwrap()
}

/// Every text and number in a value (an empty text is none), with how often it stands there.
fn texts(value: &Value, out: &mut BTreeMap<String, usize>) {
    match value {
        Value::Object(map) => map.values().for_each(|value| texts(value, out)),
        Value::Array(list) => list.iter().for_each(|value| texts(value, out)),
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => *out.entry(text.clone()).or_default() += 1,
        other => *out.entry(other.to_string()).or_default() += 1,
    }
}

fn content(text: &str) -> Value {
    let mut value: Value = serde_json::from_str(text).unwrap();
    for key in ["format", "version", "fingerprint", "generator"] {
        value.as_object_mut().unwrap().remove(key);
    }
    value
}

/// Every text of the one is in the other, at least as often.
fn all_there(name: &str, before: &Value, after: &Value) {
    let (mut then, mut now) = (BTreeMap::new(), BTreeMap::new());
    texts(before, &mut then);
    texts(after, &mut now);
    for (text, count) in then {
        assert!(
            now.get(&text).is_some_and(|there| *there >= count),
            "{name}: {text}"
        );
    }
}

#[test]
fn package_files_of_every_version_open_with_all_that_is_in_them() {
    for (name, text) in files("package") {
        let opened = open(&text);
        assert_eq!(
            (opened.read_only, opened.dropped.len(), opened.newer),
            (false, 0, None),
            "{name}"
        );
        let again = written(&opened.dossier);
        all_there(&name, &content(&text), &content(&again));
        assert_eq!(open(&again).dossier, opened.dossier, "{name}");
        if name.starts_with(&format!("package-{}.{}-", VERSION.0, VERSION.1)) {
            assert_eq!(again, text, "{name}");
        }
    }
}

#[test]
fn stored_records_of_every_version_open_with_all_that_is_in_them() {
    for (name, text) in files("stored") {
        let rescued = dossier::open_rescue(text.as_bytes()).unwrap().unwrap();
        assert_eq!(rescued.strays, [], "{name}");
        let [one] = rescued.dossiers.as_slice() else {
            panic!("{name} holds one dossier");
        };
        assert_eq!(
            (one.stored.bad.len(), one.stored.dropped.len()),
            (0, 0),
            "{name}"
        );
        assert_eq!(one.exported, "2026-05-19 17:05", "{name}");
        assert_eq!(one.changed, "2026-05-20 10:30", "{name}");
        assert_eq!(
            one.name,
            one.stored.dossier.form.field("ff-org-name"),
            "{name}"
        );
        let again = written(&one.stored.dossier);
        let file: Value = serde_json::from_str(&text).unwrap();
        for record in file["stores"]["records"].as_array().unwrap() {
            let json = dossier::record_json(record["value"].as_str().unwrap()).unwrap();
            let json: Value = serde_json::from_str(json).unwrap();
            all_there(&name, &json, &content(&again));
        }
        // The same dossier lies there as a package; and what storage holds can always be exported and imported.
        let package = folder().join(name.replace("stored", "package"));
        assert_eq!(
            content(&again),
            content(&std::fs::read_to_string(package).unwrap()),
            "{name}"
        );
        assert_eq!(open(&again).dossier, one.stored.dossier, "{name}");
    }
}

/// What is there is never changed; and a new version of the format comes with files of its own.
#[test]
fn the_files_are_those_that_were_written() {
    let sums = std::fs::read_to_string(folder().join("SHA256SUMS")).unwrap();
    let mut there = files("package");
    there.append(&mut files("stored"));
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let text = there.remove(name);
        let text = text.unwrap_or_else(|| panic!("{name} is gone: it must stay"));
        assert_eq!(
            dossier::checksum(&text),
            sum,
            "{name} was changed: it must stay as it was"
        );
    }
    assert!(there.is_empty(), "without a checksum: {:?}", there.keys());
    for kind in ["package", "stored"] {
        let name = format!("{kind}-{}.{}-every-field.json", VERSION.0, VERSION.1);
        assert!(
            sums.contains(&name),
            "{name} is missing: cargo xtask dossiers"
        );
    }
}

/// A schema without what is said of it.
fn names_alone(schema: &mut Value) {
    if let Value::Object(members) = schema {
        // A property may well be called so: then it is no text.
        members.retain(|key, value| !(key == "description" && value.is_string()));
        members.values_mut().for_each(names_alone);
    } else if let Value::Array(members) = schema {
        members.iter_mut().for_each(names_alone);
    }
}

/// A window of an older build reads records without the names it does not know, and would write them so.
#[test]
fn what_the_format_gains_raises_the_version_of_the_database() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/package.schema.json");
    let mut schema: Value =
        serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    names_alone(&mut schema);
    let now = (DATABASE_VERSION, dossier::checksum(&schema.to_string()));
    // The format changed? Count up `storage::DATABASE_VERSION`, then write both here.
    let known = (
        3,
        "72efb30c38eae916c5a122aed261844987c81e48a01e66ad0c16e00df2a03b1a",
    );
    assert_eq!((now.0, now.1.as_str()), known);
}

#[test]
fn only_what_is_gone_has_no_place() {
    for (name, text) in files("package") {
        let kept = open(&text).kept;
        if !name.ends_with("gone-ids.json") {
            assert_eq!(kept, [], "{name}");
            continue;
        }
        let places = kept.iter().map(|kept| kept.place.as_str());
        let (since, places): (Vec<&str>, Vec<&str>) = places.partition(|place| {
            ["hand_in.", "annual.award."]
                .iter()
                .any(|of| place.starts_with(of))
        });
        // They came with 0.2.
        let old = name.contains("-0.1-");
        assert_eq!(since.is_empty(), old, "{name}");
        assert_eq!(
            places,
            [
                "settings.old_setting",
                "walk.answers.13-1-a.value",
                "walk.answers.13-9-z",
                "walk.events[0].question",
                "form.fields.ff-old",
                "form.figures.ff-fig-old",
                "profile.B.9.9",
                "depth",
                "profile_fields.old_key",
                "registers.boards",
                "registers.departments[0].fields.boss",
                "registers.departments[0].refs.old_refs",
                "metrics[0].fields.section",
                "items[0].sections.4.1.2-z",
                "items[0].factors.approach.band",
                "items[1].id",
                "sheets[0].items[0].factors.approach.band",
                "sheets[0].items[1].id",
                "spread",
                "annual.sections.an-old",
            ]
        );
        // Every sentence that a person wrote there can be read.
        let said = kept.iter().filter(|kept| kept.text.contains("不能丢"));
        assert_eq!(said.count(), if old { 10 } else { 12 });
    }
}

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// Renames keys and short codes here and there, as if packs had once had them.
fn rename(value: &mut Value, fixed: bool, numbers: &mut Numbers) {
    match value {
        Value::Object(map) => {
            for (key, mut value) in std::mem::take(map) {
                let id = key == "id";
                let own = fixed && NAMED.contains(&key.as_str());
                // What holds ids as keys, in the types; everything below has names of the types again.
                let ids = HOLD_IDS.contains(&key.as_str());
                rename(&mut value, !ids, numbers);
                let year = key.len() == 4 && key.starts_with("20");
                let renamed = !fixed && !own && !id && !year && numbers.below(4) == 0;
                map.insert(if renamed { format!("{key}-x") } else { key }, value);
            }
        }
        Value::Array(list) => list
            .iter_mut()
            .for_each(|value| rename(value, true, numbers)),
        Value::String(text) => {
            let code =
                text.len() < 20 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if code && numbers.below(4) == 0 {
                text.push_str("-x");
            }
        }
        _ => {}
    }
}

/// Members of the types whose own members are ids.
const HOLD_IDS: [&str; 12] = [
    "settings",
    "answers",
    "fields",
    "figures",
    "profile",
    "profile_fields",
    "registers",
    "sections",
    "factors",
    "lists",
    "refs",
    "years",
];

/// Members of the types.
const NAMED: [&str; 3] = ["walk", "form", "annual"];

/// A dossier may name anything: it is kept, exported and imported, and nothing that works on it falls over.
#[test]
fn whatever_ids_a_dossier_has_it_comes_back_and_is_worked_on() {
    let calendar = PACKS.holidays.calendar();
    let packs = ReviewPacks {
        scheme: &PACKS.scheme,
        criteria: &PACKS.criteria,
        metrics: &PACKS.metrics,
        checks: &PACKS.checks,
        calendar: &calendar,
    };
    let today = Date::new(2026, 5, 20).unwrap();
    let file = files("package")
        .remove("package-0.2-every-field.json")
        .unwrap();
    let mut unplaced = 0;
    for seed in 0..8 {
        let mut numbers = Numbers(seed);
        let mut value: Value = serde_json::from_str(&file).unwrap();
        let whole = value.as_object_mut().unwrap();
        for part in [
            "settings",
            "walk",
            "form",
            "hand_in",
            "profile",
            "profile_fields",
            "registers",
            "metrics",
            "annual",
        ] {
            let fixed = !HOLD_IDS.contains(&part);
            rename(whole.get_mut(part).unwrap(), fixed, &mut numbers);
        }
        for item in whole["items"].as_array_mut().unwrap() {
            rename(item, true, &mut numbers);
            // Both lists of items must stay without doubles.
            let id = item["id"]
                .as_str()
                .unwrap()
                .trim_end_matches("-x")
                .to_owned();
            item["id"] = if numbers.below(4) == 0 {
                format!("{id}-x")
            } else {
                id
            }
            .into();
        }
        let text = value.to_string();
        let opened = open(&text);
        unplaced += opened.kept.len();
        assert_eq!(
            (opened.read_only, opened.dropped.len()),
            (false, 0),
            "{seed}"
        );
        let again = written(&opened.dossier);
        all_there("renamed", &content(&text), &content(&again));
        let back = open(&again);
        assert_eq!(back.dossier, opened.dossier, "{seed}");
        assert_eq!(
            back.kept,
            kept_without_place(&opened.dossier, &PACKS.scheme, &PACKS.criteria)
        );
        let dossier = Rc::new(opened.dossier);
        views::assess(&dossier, &PACKS.scheme, &calendar, today);
        review(&dossier, packs, today);
        let of = PackageInput::new(&dossier, &PACKS, &calendar, today);
        package::document(&of, &Selection::all(dossier.kind));
    }
    assert!(unplaced > 500, "{unplaced}");
}

/// A code that the packs do not know leaves its question open: it never counts as the better answer.
#[test]
fn an_unknown_code_is_never_the_better_answer() {
    let file = std::fs::read_to_string(folder().join("../samples/strong.json")).unwrap();
    let mut value: Value = serde_json::from_str(&file).unwrap();
    let today = Date::new(2027, 5, 17).unwrap();
    let calendar = PACKS.holidays.calendar();
    let assess = |value: &Value| {
        let opened = open(&value.to_string());
        views::assess(&opened.dossier, &PACKS.scheme, &calendar, today).assessment
    };
    let state = |value: &Value, id: &str| {
        let assessed = assess(value);
        let mut findings = assessed.conditions.iter();
        findings.find(|finding| finding.id == id).unwrap().state
    };
    let walk = &mut value["walk"];
    let ranking = walk["ranking"].as_array().unwrap().clone();
    for claim in walk["ranking"].as_array_mut().unwrap() {
        claim["scope"] = "galactic".into();
    }
    assert_eq!(state(&value, "13-3"), State::Unknown);
    value["walk"]["ranking"] = ranking.into();
    assert_eq!(state(&value, "13-3"), State::Pass);

    assert_eq!(state(&value, "13-5"), State::Pass);
    value["walk"]["town_recommendation"]["issuer_kind"] = "senate".into();
    assert_eq!(state(&value, "13-5"), State::Unknown);

    let mut notice = |objections: &str| {
        value["walk"]["notice"]["objections"] = objections.into();
        assess(&value).notice
    };
    assert_eq!(notice("some"), notice("pending"));
    assert_ne!(notice("some"), notice("none"));
}
