//! Damaged storage: whatever is done to stored records or to a rescue file, what is whole is there, what is not is named
//! with its whole text, and nothing falls over.

use std::collections::BTreeMap;
use std::path::Path;

use quality_award_core::dossier::{
    Dossier, Kind, RecordKey, Stored, from_stored, open_rescue, record_json, record_value,
};
use serde_json::Value;

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

fn fixture(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/dossiers");
    std::fs::read_to_string(root.join(name)).unwrap()
}

/// The records in a rescue file, by key without the dossier's id.
fn records(file: &str) -> BTreeMap<String, String> {
    let file: Value = serde_json::from_str(file).unwrap();
    let records = file["stores"]["records"].as_array().unwrap().iter();
    let pair = |record: &Value| {
        let (_, section) = record["key"].as_str()?.split_once('/')?;
        Some((section.to_owned(), record["value"].as_str()?.to_owned()))
    };
    records.map(|record| pair(record).unwrap()).collect()
}

fn stored(records: &BTreeMap<String, String>) -> Stored {
    let pairs = records.iter();
    from_stored(
        "d1",
        pairs.map(|(key, value)| (key.as_str(), value.as_str())),
    )
}

/// What a section holds, of a dossier that was put together.
fn section(dossier: &Dossier, key: &str) -> Option<String> {
    dossier.record(&RecordKey::parse(key).unwrap())
}

/// The text with something done to it, anywhere.
fn damaged(text: &str, numbers: &mut Numbers) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = numbers.below(chars.len());
    match numbers.below(6) {
        // A bit of one character flipped.
        0 | 1 => {
            let flip = |c: char| char::from_u32(u32::from(c) ^ (1 << (at % 5))).unwrap_or('?');
            let changed = chars.iter().enumerate();
            changed
                .map(|(i, c)| if i == at { flip(*c) } else { *c })
                .collect()
        }
        2 => chars[..at].iter().collect(),
        3 => String::new(),
        4 => "{\"some\":[\"other\",{\"program\":1}]}".into(),
        // Another program's with a checksum that is right.
        _ => record_value(
            1,
            ["7", "[[]]", "{\"id\":\"a/b\"}", "[{\"id\":\"\"}]", "nul"][at % 5],
        ),
    }
}

#[test]
fn of_damaged_records_the_whole_ones_are_there_and_the_others_named() {
    let whole = records(&fixture("stored-0.1-gone-ids.json"));
    let before = stored(&whole);
    assert_eq!((before.bad.len(), before.dropped.len()), (0, 0));
    for seed in 0..700 {
        let mut numbers = Numbers(seed);
        let mut broken = whole.clone();
        let mut touched = BTreeMap::new();
        for _ in 0..=numbers.below(4) {
            let key = broken.keys().nth(numbers.below(broken.len())).unwrap();
            let key = key.clone();
            let value = damaged(&whole[&key], &mut numbers);
            broken.insert(key.clone(), value.clone());
            touched.insert(key, value);
        }
        // Missing, and surplus.
        let gone = numbers.below(10) == 0;
        if gone {
            let key = broken
                .keys()
                .nth(numbers.below(broken.len()))
                .unwrap()
                .clone();
            broken.remove(&key);
            touched.insert(key, String::new());
        }
        broken.insert("attic/1".into(), record_value(1, "\"x\""));
        let after = stored(&broken);
        // The order of metrics follows from the metrics that are left.
        let untouched = whole.keys().filter(|key| *key != "metrics");
        for key in untouched.filter(|key| !touched.contains_key(*key)) {
            assert_eq!(
                section(&after.dossier, key),
                section(&before.dossier, key),
                "{seed} {key}"
            );
        }
        for (key, value) in &touched {
            let named = after.bad.iter().find(|bad| bad.key == *key);
            // A flip in the number of the save changes nothing; and of what is missing only what others speak of is
            // known.
            let same = section(&after.dossier, key) == section(&before.dossier, key);
            // Another program's names in a record whose checksum is right: there is no room for them.
            let mut dropped = after.dropped.iter();
            let dropped = dropped.any(|place| place.starts_with(key));
            let told = named.is_some() || dropped || !broken.contains_key(key);
            // Or they fit: then they are there.
            let there = section(&after.dossier, key);
            let fits = there.is_some() && there.as_deref() == record_json(value);
            assert!(told || same || fits || key == "metrics", "{seed} {key}");
            if let Some(named) = named {
                assert_eq!(&named.value, value, "{seed} {key}");
            }
        }
        assert!(after.bad.iter().any(|bad| bad.key == "attic/1"), "{seed}");
    }
}

#[test]
fn a_record_of_20_mb_costs_nothing_but_itself() {
    let mut records = records(&fixture("stored-0.1-gone-ids.json"));
    let large = format!("3\n{}\n\"{}\"", "0".repeat(64), "长".repeat(7_000_000));
    records.insert("profile/B.2.2".into(), large.clone());
    let after = stored(&records);
    assert_eq!(after.bad.len(), 1);
    assert!(after.bad[0].value == large);
    assert_eq!(after.dossier.profile.len(), 1);
}

#[test]
fn what_is_missing_is_named_where_another_record_speaks_of_it() {
    let mut records = records(&fixture("stored-0.1-gone-ids.json"));
    records.remove("metric/m9").unwrap();
    records.remove("head").unwrap();
    let after = stored(&records);
    let bad: Vec<String> = after
        .bad
        .iter()
        .map(|bad| format!("{}：{}", bad.key, bad.why))
        .collect();
    assert_eq!(
        bad,
        ["metric/m9：没有找到这条记录", "head：没有找到这条记录"]
    );
    assert_eq!(after.dossier.scheme, "");
}

#[test]
fn a_record_of_a_newer_build_says_what_has_no_room() {
    let mut records = records(&fixture("stored-0.1-gone-ids.json"));
    let newer = r#"{"colour":"红","id":"4.1.2","sections":{"4.1.2-a":"正文"}}"#;
    records.insert("item/4.1.2".into(), record_value(9, newer));
    let moved = r#"{"id":"4.1.2","sections":{"4.1.2-a":"正文"}}"#;
    records.insert("item/4.1.3".into(), record_value(9, moved));
    let after = stored(&records);
    assert_eq!(after.dropped, ["item/4.1.2.colour"]);
    let item = after.dossier.item("4.1.2").unwrap();
    assert_eq!(&*item.sections["4.1.2-a"], "正文");
    let bad: Vec<String> = after
        .bad
        .iter()
        .map(|bad| format!("{}：{}", bad.key, bad.why))
        .collect();
    assert_eq!(bad, ["item/4.1.3：id：记录的内容属于“4.1.2”"]);
}

/// A rescue file of three dossiers, and of each record in it the line, the dossier and the section.
fn dump() -> (String, Vec<(String, String, String)>) {
    let file: Value = serde_json::from_str(&fixture("stored-0.1-gone-ids.json")).unwrap();
    let mut out = String::from(r#"{"rescue":1,"build":"b","database":"quality-award","stores":{"#);
    let mut all = Vec::new();
    for (comma, store) in [("", "heads"), (",", "preferences"), (",", "records")] {
        let mut lines = Vec::new();
        for id in ["gone1", "gone2", "gone3"] {
            for entry in file["stores"][store].as_array().unwrap() {
                let line = entry.to_string().replace("gone1", id);
                if let Some((_, section)) = entry["key"].as_str().unwrap().split_once('/') {
                    all.push((line.clone(), id.to_owned(), section.to_owned()));
                }
                lines.push(line);
            }
        }
        out += &format!("{comma}\n\"{store}\":[\n{}]", lines.join(",\n"));
    }
    (out + "}}\n", all)
}

#[test]
fn of_a_damaged_rescue_file_every_whole_line_is_given_back() {
    let (file, records) = dump();
    let before = open_rescue(file.as_bytes()).unwrap().unwrap();
    assert_eq!((before.dossiers.len(), before.strays.len()), (3, 0));
    assert!(before.dossiers.iter().all(|one| one.stored.bad.is_empty()));
    let whole = &before.dossiers[0].stored.dossier;
    for seed in 0..300 {
        let mut numbers = Numbers(seed);
        let mut bytes = file.clone().into_bytes();
        // The first line says what the file is.
        let first = file.find('\n').unwrap();
        let somewhere = |numbers: &mut Numbers| first + numbers.below(file.len() - first);
        let at = somewhere(&mut numbers);
        let flips = numbers.below(3) > 0;
        match (flips, numbers.below(2)) {
            (true, _) => {
                for _ in 0..=numbers.below(5) {
                    bytes[somewhere(&mut numbers)] ^= 1 << numbers.below(8);
                }
            }
            (false, 0) => bytes.truncate(at),
            (false, _) => drop(bytes.drain(at..(at + 40).min(file.len()))),
        }
        let after = open_rescue(&bytes).expect("it is still a rescue file");
        let after = after.unwrap_or_default();
        let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        for (line, id, key) in &records {
            let mut ends = [",", "]}}"].into_iter();
            let is_whole = ends.any(|end| lines.contains(&format!("{line}{end}").as_bytes()));
            let found = after.dossiers.iter().map(|one| &one.stored);
            let mut found = found.filter(|stored| stored.dossier.id == *id);
            let given = found.next().is_some_and(|stored| {
                // The order of metrics follows from the metrics that are left.
                let same = section(&stored.dossier, key) == section(whole, key);
                same || key == "metrics" || stored.bad.iter().any(|bad| bad.key == *key)
            });
            let told = flips && (!after.strays.is_empty() || after.dossiers.len() > 3);
            let told = told || after.dossiers.iter().any(|one| !one.stored.bad.is_empty());
            assert!(given || !is_whole && (told || !flips), "{seed}: {id} {key}");
        }
    }
}

#[test]
fn records_that_are_no_texts_and_heads_that_are_none_are_named() {
    let record = record_value(3, r#""正文""#);
    let file = serde_json::json!({"rescue": 1, "stores": {
        "heads": [
            {"key": "a1", "value": "{\"name\":\"示例甲\",\"kind\":\"annual\",\"exported\":\"2026-05-01 08:00\"}"},
            {"key": "b2", "value": "{\"name\":"},
        ],
        "records": [
            {"key": "a1/profile/B.2.2", "value": record},
            {"key": "a1/walk", "value": {"$bytes": "AAEC"}},
            {"key": ["a1"], "value": "x"},
            {"key": "a1", "value": "y"},
        ],
    }});
    let text = file.to_string();
    let rest = text.strip_prefix(r#"{"rescue":1,"#);
    assert!(rest.is_some(), "{text}");
    let rescued = open_rescue(text.as_bytes()).unwrap().unwrap();
    let [one, other] = rescued.dossiers.as_slice() else {
        panic!("two dossiers");
    };
    assert_eq!((&*one.name, &*one.exported), ("示例甲", "2026-05-01 08:00"));
    // Its head record is lost; the list of dossiers still knows what it is for.
    assert_eq!(one.stored.dossier.kind, Kind::Annual);
    assert_eq!(&*one.stored.dossier.profile["B.2.2"], "正文");
    let bad = one.stored.bad.iter();
    let bad: Vec<(&str, &str)> = bad.map(|bad| (&*bad.key, &*bad.value)).collect();
    assert_eq!(bad, [("walk", r#"{"$bytes":"AAEC"}"#), ("head", "")]);
    assert_eq!((&*other.stored.dossier.id, &*other.exported), ("b2", ""));
    let strays = rescued.strays.iter();
    let strays: Vec<(&str, &str)> = strays.map(|stray| (&*stray.key, &*stray.value)).collect();
    assert_eq!(
        strays,
        [
            ("stores.records[2]", r#"{"key":["a1"],"value":"x"}"#),
            ("records/a1", "y"),
            ("heads/b2", "{\"name\":"),
        ]
    );
}

#[test]
fn what_is_no_rescue_file_or_holds_nothing() {
    assert_eq!(open_rescue(b"{}"), None);
    assert_eq!(open_rescue(br#"{"format":"quality-award-package"}"#), None);
    let empty = open_rescue(br#"{"rescue":1,"stores":{"records":[],"heads":[]}}"#).unwrap();
    let said = empty.unwrap_err().to_string();
    assert_eq!(said, "stores.records：救援文件里没有保存过的记录");
}
