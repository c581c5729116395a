//! What is believed of a stored dossier: every section in its newest good version, and everything that is not as the
//! last save left it, by name.

use std::collections::{BTreeMap, BTreeSet};

use super::head::{Head, Listed, StoredHead};
use crate::dossier::{
    Dossier, RecordKey, first_depth, from_json, record_json, record_value, section_reads,
};

/// What storage holds under one id.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Id of the dossier.
    pub id: String,
    /// The head's text, if there is one.
    pub head: Option<String>,
    /// The records by the key of their section.
    pub records: BTreeMap<String, String>,
    /// The versions before them.
    pub previous: BTreeMap<String, String>,
    /// The sections' JSON in the newest snapshot that has them, each as its content key says.
    pub snapshots: BTreeMap<String, String>,
}

/// A dossier put together from what storage holds.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Each section in its newest good version.
    pub dossier: Dossier,
    /// The head as it is, or made again from the records.
    pub head: StoredHead,
    /// What is not as the last save left it.
    pub wrong: Vec<Wrong>,
}

/// One thing that is not as the last save left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Key of the section; empty for the head.
    pub key: String,
    /// What is wrong with it.
    pub what: Fault,
    /// What stands in its place now.
    pub repair: Repair,
}

/// What is wrong with a record or head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is gone.
    Missing,
    /// It cannot be read.
    Broken,
    /// It is of an earlier save than the last one; the head, when records are newer.
    Older,
    /// The last save knew nothing of it.
    Surplus,
}

/// What stands in the place of something wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// The record itself, which is good, or what the last save wrote of it, found under another key.
    Itself,
    /// The version before the last save of the section.
    Previous,
    /// The version of the newest snapshot.
    Snapshot,
    /// The head was made again from the records.
    Rebuilt,
    /// Nothing: no good version is left.
    Nothing,
}

/// One version that may stand for a section.
#[derive(Clone)]
struct Version {
    json: String,
    listed: Listed,
    repair: Repair,
}

impl Version {
    /// A record whose checksum is right. Its generation has none and may be anything.
    fn of(record: &str, repair: Repair) -> Option<Version> {
        let json = record_json(record)?.to_owned();
        let listed = Listed::of(record).or_else(|| Listed::of(&record_value(0, &json)))?;
        Some(Version {
            json,
            listed,
            repair,
        })
    }

    fn reads(&self, key: &str) -> bool {
        section_reads(key, &self.json)
    }
}

type Versions = BTreeMap<String, Version>;

/// Puts a dossier together. `None` when storage holds nothing at all of it.
pub fn open(kept: &Kept) -> Option<Opening> {
    let records = [&kept.records, &kept.previous, &kept.snapshots];
    if kept.head.is_none() && records.iter().all(|records| records.is_empty()) {
        return None;
    }
    let mut wrong = Vec::new();
    let mut name = |key: &str, what, repair| {
        wrong.push(Wrong {
            key: key.to_owned(),
            what,
            repair,
        });
    };
    let text = kept.head.as_deref();
    let head = text.and_then(|text| StoredHead::read(&kept.id, text).ok());
    if head.is_none() {
        let what = match text {
            Some(_) => Fault::Broken,
            None => Fault::Missing,
        };
        name("", what, Repair::Rebuilt);
    }
    let (own, whole) = own_versions(kept);
    let list = head.as_ref().and_then(|head| head.sections.as_ref());
    let newest = head.as_ref().map_or(0, |head| head.head.generation);
    // Sections that a later save wrote than the one the head is of.
    let later: BTreeSet<&String> = own
        .iter()
        .filter(|(key, own)| {
            let entry = list.and_then(|list| list.get(*key));
            let as_listed = entry.is_some_and(|entry| entry.sum == own.listed.sum);
            list.is_some() && own.listed.generation > newest && !as_listed
        })
        .map(|(key, _)| key)
        .collect();
    if !later.is_empty() {
        name("", Fault::Older, Repair::Rebuilt);
    }

    let head_key = RecordKey::Head.to_string();
    let mut keys: BTreeSet<&String> = kept.records.keys().collect();
    keys.extend(list.into_iter().flatten().map(|(key, _)| key));
    // Each dossier has this one.
    keys.insert(&head_key);
    if head.is_none() {
        // Without a list only the versions before tell what else there was.
        keys.extend(kept.previous.keys().chain(kept.snapshots.keys()));
    }
    let mut sections = Versions::new();
    let mut mended = false;
    for key in keys {
        let record = own.get(key);
        let fault = match later.contains(key) {
            true => None,
            false => fault(kept, key, record, list),
        };
        let version = match fault {
            None => record.cloned(),
            Some(_) => mend(kept, key, &own, list),
        };
        if let Some(what) = fault {
            mended = true;
            let repair = version.as_ref().map(|version| version.repair);
            name(key, what, repair.unwrap_or(Repair::Nothing));
        }
        if let Some(version) = version {
            sections.insert(key.clone(), version);
        }
    }
    let mut dossier = match mended {
        true => assemble(&kept.id, &sections).0,
        false => whole,
    };
    if let (false, Some(head)) = (sections.contains_key(&head_key), &head) {
        // The list knows what it was for; without a list that is taken from what is written.
        dossier.kind = head.head.kind;
        first_depth(dossier.kind).clone_into(&mut dossier.depth);
    }
    let head = match head {
        Some(mut head) => {
            // What was damaged stays listed as it was, so that it is found again until it was written anew.
            let list = head.sections.is_some();
            let entries = head.sections.get_or_insert_default();
            let taken = sections
                .iter()
                .filter(|(key, _)| !list || later.contains(key));
            entries.extend(taken.map(|(key, of)| (key.clone(), of.listed.clone())));
            head
        }
        None => rebuilt(&dossier, &sections),
    };
    Some(Opening {
        dossier,
        head,
        wrong,
    })
}

/// The records that can be read, and the dossier that they make.
fn own_versions(kept: &Kept) -> (Versions, Dossier) {
    let own = kept.records.iter();
    let own = own.filter_map(|(key, record)| {
        let version = Version::of(record, Repair::Itself)?;
        Some((key.clone(), version))
    });
    let mut own: Versions = own.collect();
    let (dossier, bad) = assemble(&kept.id, &own);
    for key in bad {
        own.remove(&key);
    }
    (own, dossier)
}

/// A dossier of these sections, and the keys of those that cannot be read.
fn assemble(id: &str, sections: &Versions) -> (Dossier, Vec<String>) {
    let texts = sections
        .iter()
        .map(|(key, version)| (key.as_str(), version.json.as_str()));
    let stored = from_json(id, texts);
    // What is not there at all is found by the list.
    let bad = stored.bad.into_iter().map(|record| record.key);
    let bad = bad.filter(|key| sections.contains_key(key));
    (stored.dossier, bad.collect())
}

/// What is wrong with a record, given what of it can be read.
fn fault(
    kept: &Kept,
    key: &str,
    own: Option<&Version>,
    list: Option<&BTreeMap<String, Listed>>,
) -> Option<Fault> {
    let Some(own) = own else {
        return Some(match kept.records.contains_key(key) {
            true => Fault::Broken,
            false => Fault::Missing,
        });
    };
    // A head of the first format lists nothing, and nothing is known without a head.
    let list = list?;
    match list.get(key) {
        None => Some(Fault::Surplus),
        Some(entry) if *entry == own.listed => None,
        // Its generation is another than that of its text.
        Some(entry) if entry.sum == own.listed.sum => Some(Fault::Broken),
        Some(_) if is_foreign(key, own, list) => Some(Fault::Broken),
        Some(_) => Some(Fault::Older),
    }
}

/// Whether this is the text of another section.
fn is_foreign(key: &str, own: &Version, list: &BTreeMap<String, Listed>) -> bool {
    list.iter()
        .any(|(other, entry)| other != key && *entry == own.listed)
}

/// The best version for a section whose record is not as the last save left it.
fn mend(
    kept: &Kept,
    key: &str,
    own: &Versions,
    list: Option<&BTreeMap<String, Listed>>,
) -> Option<Version> {
    let entry = list.map(|list| list.get(key));
    let record = own.get(key);
    let entry = match entry {
        // The last save knew nothing of it, so nothing else can stand for it.
        Some(None) if key != RecordKey::Head.to_string() => return record.cloned(),
        Some(entry) => entry,
        None => None,
    };
    let previous = kept.previous.get(key);
    let previous = previous.and_then(|record| Version::of(record, Repair::Previous));
    let snapshot = kept.snapshots.get(key).and_then(|json| {
        let record = record_value(0, json);
        Version::of(&record, Repair::Snapshot)
    });
    let before = [previous, snapshot].into_iter().flatten();
    let before = before.filter(|version| version.reads(key));
    let before: Vec<Version> = before.collect();
    // What the last save wrote, wherever it lies.
    let exact = entry.and_then(|entry| {
        let there = record.into_iter().chain(&before);
        let same = there
            .clone()
            .find(|version| version.listed.sum == entry.sum);
        let elsewhere = || {
            let found = kept.records.values().chain(kept.previous.values());
            let found = found.filter(|record| Listed::of(record).as_ref() == Some(entry));
            let mut found = found.filter_map(|record| Version::of(record, Repair::Itself));
            found.find(|version| version.reads(key))
        };
        same.cloned().or_else(elsewhere)
    });
    let newest = || {
        let own = record.filter(|own| list.is_none_or(|list| !is_foreign(key, own, list)));
        let (previous, snapshot): (Vec<&Version>, Vec<&Version>) = before
            .iter()
            .partition(|version| version.repair == Repair::Previous);
        let stored = previous.into_iter().chain(own);
        let stored = stored.max_by_key(|version| version.listed.generation);
        stored.or_else(|| snapshot.first().copied()).cloned()
    };
    exact.or_else(newest)
}

/// A head made from the records.
fn rebuilt(dossier: &Dossier, sections: &Versions) -> StoredHead {
    let generations = sections.values().map(|version| version.listed.generation);
    let listed = sections
        .iter()
        .map(|(key, version)| (key.clone(), version.listed.clone()));
    StoredHead {
        head: Head {
            generation: generations.max().unwrap_or(0),
            ..Head::of(dossier)
        },
        writer: String::new(),
        sections: Some(listed.collect()),
        rebuilt: true,
    }
}

/// The ids that have records but no head, out of the keys of both stores.
pub fn headless<'a>(
    records: impl Iterator<Item = &'a str>,
    heads: &BTreeSet<String>,
) -> BTreeSet<String> {
    let ids = records.filter_map(|key| key.split_once('/').map(|(id, _)| id));
    ids.filter(|id| !heads.contains(*id))
        .map(str::to_owned)
        .collect()
}
