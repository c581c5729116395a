//! Storage that was damaged: every damage is named, and mended as far as a good copy exists.
#![cfg(feature = "toml")]

mod data;

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use data::PACKS;
use quality_award_core::dossier::{self, Dossier, Kind, RecordKey, record_json, record_value};
use quality_award_core::storage::{
    Command, Fault, Head, Kept, Listed, Repair, Saver, StoredHead, Wrong, open,
};

const MINUTE: &str = "2026-11-23 14:32";

/// A xorshift generator: the same numbers for the same seed.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        Random((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 32) as usize) % end
    }
}

fn strong() -> Dossier {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples/strong.json");
    let bytes = std::fs::read(root).unwrap();
    dossier::open(&bytes, &PACKS.scheme, &PACKS.criteria)
        .unwrap()
        .dossier
}

fn small() -> Dossier {
    let mut dossier = Dossier::new("a1".into(), Kind::Application, "g", "c");
    dossier.profile.insert("B1".into(), "一".into());
    dossier.profile.insert("B2".into(), "二".into());
    dossier.edit_item("4.1.1", |item| item.reason = "甲".into());
    dossier.edit_item("4.1.2", |item| item.reason = "乙".into());
    dossier
}

/// Makes storage do what a save asks for.
fn take(kept: &mut Kept, saver: &mut Saver, commands: Vec<Command>) {
    for command in commands {
        if let Command::Commit(ticket, batch) = command {
            if batch.whole {
                kept.records.clear();
                kept.previous.clear();
            }
            for (key, value) in batch.records {
                match value {
                    Some(value) => kept.records.insert(key, value),
                    None => kept.records.remove(&key),
                };
            }
            kept.previous.extend(batch.previous);
            kept.head = Some(batch.head.text());
            let more = saver.answered(ticket, Ok(()), MINUTE);
            take(kept, saver, more);
        }
    }
}

/// A dossier that was written, then changed in some sections, with a snapshot from before in others: what storage
/// holds, how it was before the change, and the dossier.
struct Sample {
    kept: Kept,
    before: Kept,
    dossier: Dossier,
}

impl Sample {
    fn of(first: Dossier) -> Sample {
        let first = Rc::new(first);
        let mut kept = Kept {
            id: first.id.clone(),
            ..Kept::default()
        };
        let mut saver = Saver::default();
        let out = saver.adopt(&first, None, "w1".into(), MINUTE);
        take(&mut kept, &mut saver, out);
        let before = kept.clone();
        let mut second = (*first).clone();
        for (at, text) in second.profile.values_mut().enumerate() {
            if at % 2 == 0 {
                *text = format!("{text}改").into();
            }
        }
        let ids: Vec<String> = second.items.iter().map(|item| item.id.clone()).collect();
        for id in ids.iter().step_by(2) {
            second.edit_item(id, |item| item.reason = format!("{}改", item.reason).into());
        }
        let second = Rc::new(second);
        saver.changed(&second, &"".into());
        let out = saver.timer(MINUTE);
        take(&mut kept, &mut saver, out);
        let sections = first.sections();
        for (at, section) in sections.iter().enumerate() {
            if at % 3 == 0
                && let Some(json) = first.record(section)
            {
                kept.snapshots.insert(section.to_string(), json);
            }
        }
        Sample {
            kept,
            before,
            dossier: (*second).clone(),
        }
    }
}

#[test]
fn what_was_saved_is_opened_without_a_word() {
    for sample in [Sample::of(small()), Sample::of(strong())] {
        let opening = open(&sample.kept).unwrap();
        assert_eq!(opening.wrong, []);
        assert_eq!(opening.dossier, sample.dossier);
        let head = sample.kept.head.as_deref().unwrap();
        assert_eq!(Ok(opening.head), StoredHead::read(&sample.kept.id, head));
    }
}

/// What was done to a record.
#[derive(Clone, Copy, Debug)]
enum Damage {
    Flip,
    Cut,
    Drop,
    Swap,
    Older,
    Foreign,
    Garbage,
    Surplus,
    Previous,
    HeadFlip,
    HeadCut,
    HeadDrop,
    HeadOlder,
    HeadForeign,
}

const DAMAGES: [Damage; 14] = [
    Damage::Flip,
    Damage::Cut,
    Damage::Drop,
    Damage::Swap,
    Damage::Older,
    Damage::Foreign,
    Damage::Garbage,
    Damage::Surplus,
    Damage::Previous,
    Damage::HeadFlip,
    Damage::HeadCut,
    Damage::HeadDrop,
    Damage::HeadOlder,
    Damage::HeadForeign,
];

/// One bit of a text is another, as far as it is still text.
fn flipped(text: &str, random: &mut Random) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let at = random.below(bytes.len());
    bytes[at] ^= 1 << random.below(8);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn cut(text: &str, random: &mut Random) -> String {
    let at = random.below(text.len());
    text.char_indices()
        .take_while(|(start, c)| start + c.len_utf8() <= at)
        .map(|(_, c)| c)
        .collect()
}

/// Damages storage; gives the keys of the sections that were hit, and whether the head was.
fn damage(
    kept: &mut Kept,
    sample: &Sample,
    what: Damage,
    random: &mut Random,
) -> (Vec<String>, bool) {
    let keys: Vec<String> = kept.records.keys().cloned().collect();
    let key = keys[random.below(keys.len())].clone();
    let record = kept.records[&key].clone();
    let head = kept.head.clone().unwrap();
    let mut put = |value: String| kept.records.insert(key.clone(), value);
    let hit = match what {
        Damage::Flip => {
            put(flipped(&record, random));
            vec![key]
        }
        Damage::Cut => {
            put(cut(&record, random));
            vec![key]
        }
        Damage::Drop => {
            kept.records.remove(&key);
            vec![key]
        }
        Damage::Swap => {
            let other = keys[random.below(keys.len())].clone();
            let there = kept.records.insert(other.clone(), record).unwrap();
            kept.records.insert(key.clone(), there);
            vec![key, other]
        }
        Damage::Older => {
            put(sample.before.records[&key].clone());
            vec![key]
        }
        Damage::Foreign => {
            put("<html>502 Bad Gateway</html>".into());
            vec![key]
        }
        Damage::Garbage => {
            put("5\nx\n".to_owned() + &"x".repeat(100_000));
            vec![key]
        }
        Damage::Surplus => {
            let key = "profile/B99".to_owned();
            kept.records.insert(key.clone(), record_value(1, "\"多\""));
            vec![key]
        }
        Damage::Previous => {
            // Both the record and the version before it.
            for records in [&mut kept.records, &mut kept.previous] {
                if let Some(record) = records.get_mut(&key) {
                    *record = flipped(record, random);
                }
            }
            vec![key]
        }
        Damage::HeadFlip => {
            kept.head = Some(flipped(&head, random));
            vec![]
        }
        Damage::HeadCut => {
            kept.head = Some(cut(&head, random));
            vec![]
        }
        Damage::HeadDrop => {
            kept.head = None;
            vec![]
        }
        Damage::HeadOlder => {
            kept.head = sample.before.head.clone();
            vec![]
        }
        Damage::HeadForeign => {
            let of = Head {
                id: "other".into(),
                ..Head::default()
            };
            let head = StoredHead {
                head: of,
                ..StoredHead::default()
            };
            kept.head = Some(head.text());
            vec![]
        }
    };
    let head_hit = kept.head != sample.kept.head;
    let changed = |key: &String| kept.records.get(key) != sample.kept.records.get(key);
    (hit.into_iter().filter(changed).collect(), head_hit)
}

/// The good copies of a section that are left, the best first.
fn copies(kept: &Kept, sample: &Sample, key: &str) -> Vec<(Repair, String)> {
    let json = |records: &BTreeMap<String, String>| {
        records
            .get(key)
            .and_then(|record| record_json(record))
            .map(str::to_owned)
    };
    let newest = json(&sample.kept.records);
    let mut copies = Vec::new();
    // A text that is still whole, where it lay or under another key.
    if let Some(newest) = newest {
        let whole = |record: &String| record_json(record) == Some(&*newest);
        let own = kept.records.get(key).is_some_and(whole);
        let elsewhere = sample.kept.records.get(key);
        let elsewhere = elsewhere.is_some_and(|own| kept.records.values().any(|of| of == own));
        if own || elsewhere {
            copies.push((Repair::Itself, newest));
        }
    }
    if let Some(json) = json(&kept.previous) {
        copies.push((Repair::Previous, json));
    }
    if let Some(json) = kept.snapshots.get(key) {
        copies.push((Repair::Snapshot, json.clone()));
    }
    // An older record may be the same as the version before.
    if let Some(json) = json(&kept.records)
        && copies.iter().any(|(_, other)| *other == json)
    {
        copies.push((Repair::Itself, json));
    }
    copies
}

fn check(sample: &Sample, what: Damage, seed: u64) {
    let mut random = Random::new(seed);
    let mut kept = sample.kept.clone();
    let (hit, head_hit) = damage(&mut kept, sample, what, &mut random);
    let opening = open(&kept).unwrap();
    let case = format!("{what:?}, seed {seed}, {hit:?}: {:?}", opening.wrong);

    // Each damage has its name, and nothing else has one.
    let mut named: Vec<&str> = opening
        .wrong
        .iter()
        .map(|wrong| wrong.key.as_str())
        .collect();
    let mut expected: Vec<&str> = hit.iter().map(String::as_str).collect();
    if head_hit {
        expected.push("");
    }
    named.sort_unstable();
    expected.sort_unstable();
    assert_eq!(named, expected, "{case}");
    for Wrong {
        key, what: fault, ..
    } in &opening.wrong
    {
        let faults: &[Fault] = match what {
            Damage::Drop | Damage::HeadDrop => &[Fault::Missing],
            Damage::Surplus => &[Fault::Surplus],
            Damage::HeadOlder => &[Fault::Older],
            Damage::Older => &[Fault::Older],
            _ => &[Fault::Broken],
        };
        assert!(faults.contains(fault), "{key} {fault:?}: {case}");
    }

    // What was not hit is as it was.
    for section in sample.dossier.sections() {
        let key = section.to_string();
        // The order names only the metrics that are there.
        let order =
            section == RecordKey::MetricOrder && hit.iter().any(|key| key.starts_with("metric/"));
        if !hit.contains(&key) && !order {
            assert_eq!(
                opening.dossier.record(&section),
                sample.dossier.record(&section),
                "{key} in {case}"
            );
        }
    }
    // What was hit is the best copy that is left.
    for key in &hit {
        let section = RecordKey::parse(key).unwrap();
        let wrong = opening
            .wrong
            .iter()
            .find(|wrong| wrong.key == *key)
            .unwrap();
        let stands = opening.dossier.record(&section);
        match what {
            Damage::Surplus => assert_eq!(stands.as_deref(), Some("\"多\""), "{case}"),
            _ => match copies(&kept, sample, key).first() {
                Some(best) => {
                    assert_eq!(stands.as_ref(), Some(&best.1), "{case}");
                    // The same text may lie in two places.
                    let from = (wrong.repair, best.1.clone());
                    assert!(copies(&kept, sample, key).contains(&from), "{case}");
                }
                None if *key == "metrics" => {
                    // The metrics stand in some order.
                    let (here, there) = (&opening.dossier.metrics, &sample.dossier.metrics);
                    assert_eq!(here.len(), there.len(), "{case}");
                }
                None if *key == "head" => {
                    // Nothing is left of it but what the list says.
                    assert_eq!(opening.dossier.kind, sample.dossier.kind, "{case}");
                }
                None => {
                    assert_eq!(wrong.repair, Repair::Nothing, "{case}");
                    assert_eq!(stands, None, "{case}");
                }
            },
        }
    }
}

#[test]
fn a_thousand_damages_are_named_and_mended_as_far_as_a_copy_is_left() {
    let samples = [Sample::of(small()), Sample::of(strong())];
    for seed in 0..1_000 {
        let what = DAMAGES[seed as usize % DAMAGES.len()];
        // The large one is slow to open.
        let sample = &samples[usize::from(seed % 9 == 0)];
        check(sample, what, seed);
    }
}

#[test]
fn twenty_megabytes_of_another_program_break_one_section_alone() {
    let sample = Sample::of(small());
    let mut kept = sample.kept.clone();
    kept.records
        .insert("profile/B2".into(), "x".repeat(20_000_000));
    let opening = open(&kept).unwrap();
    let broken = Wrong {
        key: "profile/B2".into(),
        what: Fault::Broken,
        repair: Repair::Nothing,
    };
    assert_eq!(opening.wrong, [broken]);
    assert_eq!(opening.dossier.profile["B1"], sample.dossier.profile["B1"]);
}

#[test]
fn an_application_without_its_head_record_stays_an_application() {
    let sample = Sample::of(small());
    let mut kept = sample.kept.clone();
    kept.records.remove("head");
    kept.snapshots.clear();
    let opening = open(&kept).unwrap();
    assert_eq!(opening.dossier.kind, Kind::Application);
    assert_eq!(opening.wrong.len(), 1);
    // Without the list, too.
    kept.head = None;
    let opening = open(&kept).unwrap();
    assert_eq!(opening.dossier.kind, Kind::Application);
    assert_eq!(opening.dossier.depth, sample.dossier.depth);
    let keys: Vec<&str> = opening
        .wrong
        .iter()
        .map(|wrong| wrong.key.as_str())
        .collect();
    assert_eq!(keys, ["", "head"]);
}

#[test]
fn items_that_changed_places_together_with_the_list_are_told_by_their_numbers() {
    let sample = Sample::of(small());
    let mut kept = sample.kept.clone();
    let text = kept.head.clone().unwrap();
    let mut head = StoredHead::read("a1", &text).unwrap();
    let (one, two) = ("item/4.1.1".to_owned(), "item/4.1.2".to_owned());
    let list = head.sections.as_mut().unwrap();
    let (first, second) = (kept.records[&one].clone(), kept.records[&two].clone());
    list.insert(one.clone(), Listed::of(&second).unwrap());
    list.insert(two.clone(), Listed::of(&first).unwrap());
    kept.records.insert(one.clone(), second);
    kept.records.insert(two.clone(), first);
    kept.head = Some(head.text());
    let opening = open(&kept).unwrap();
    let faults: Vec<_> = opening
        .wrong
        .iter()
        .map(|wrong| (wrong.key.as_str(), wrong.what))
        .collect();
    assert_eq!(faults, [(&*one, Fault::Broken), (&*two, Fault::Broken)]);
}

#[test]
fn only_earlier_versions_are_left_and_the_dossier_comes_back_from_them() {
    let sample = Sample::of(small());
    let kept = Kept {
        head: None,
        records: BTreeMap::new(),
        ..sample.kept.clone()
    };
    let opening = open(&kept).unwrap();
    assert_eq!(opening.dossier.profile["B1"], sample.before_text("B1"));
    assert!(opening.head.rebuilt);
    assert!(open(&Kept::default()).is_none());
}

impl Sample {
    fn before_text(&self, slot: &str) -> Rc<str> {
        let record = &self.before.records[&format!("profile/{slot}")];
        record_json(record).unwrap().trim_matches('"').into()
    }
}

#[test]
fn what_was_mended_is_written_again_and_then_nothing_is_wrong() {
    let sample = Sample::of(small());
    let mut kept = sample.kept.clone();
    kept.head = None;
    kept.records.insert("profile/B1".into(), "x".into());
    let opening = open(&kept).unwrap();
    let dossier = Rc::new(opening.dossier);
    let mut saver = Saver::default();
    let out = saver.resume(&dossier, opening.head, "w2".into(), true, MINUTE);
    // There is no head that it could be held against.
    let Some(Command::Commit(_, batch)) = out.first() else {
        panic!("{out:?}");
    };
    assert_eq!(batch.check(None), Ok(()));
    take(&mut kept, &mut saver, out);
    let sections = opening
        .wrong
        .iter()
        .filter_map(|wrong| RecordKey::parse(&wrong.key));
    saver.rewrite(sections);
    let out = saver.timer(MINUTE);
    take(&mut kept, &mut saver, out);
    let again = open(&kept).unwrap();
    assert_eq!(again.wrong, []);
    assert_eq!(again.dossier, *dossier);
}

#[test]
fn a_dossier_of_the_first_format_is_opened_and_goes_on_in_the_new_one() {
    let sample = Sample::of(small());
    let mut kept = sample.kept.clone();
    let text = kept.head.clone().unwrap();
    let stored = StoredHead::read("a1", &text).unwrap();
    // The first format: the head's JSON alone.
    let head = &stored.head;
    kept.head = Some(format!(
        r#"{{"id":"a1","kind":"application","name":"","when":"","changed":"{}","generation":{}}}"#,
        head.changed, head.generation
    ));
    let opening = open(&kept).unwrap();
    assert_eq!(opening.wrong, []);
    let dossier = Rc::new(opening.dossier);
    let mut saver = Saver::default();
    let out = saver.resume(&dossier, opening.head, "w2".into(), true, MINUTE);
    take(&mut kept, &mut saver, out);
    assert_eq!(open(&kept).unwrap().wrong, []);
}
