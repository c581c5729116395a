//! What is believed of a stored dossier: every section in its newest good version, and everything that is not as the
//! last save left it, by name.

use std::collections::{BTreeMap, BTreeSet};

use super::head::{Head, Listed, StoredHead};
use crate::dossier::{Dossier, Section, record_json};

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
    /// The sections' JSON in the newest snapshot that has them.
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
    /// It is of an earlier save than the last one.
    Older,
    /// The last save knew nothing of it.
    Surplus,
}

/// What stands in the place of something wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// The record itself, which is good.
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
struct Version {
    generation: u64,
    json: String,
    repair: Repair,
}

/// Puts a dossier together. `None` when storage holds nothing at all of it.
pub fn open(kept: &Kept) -> Option<Opening> {
    let read = kept
        .head
        .as_deref()
        .map(|text| StoredHead::read(&kept.id, text));
    if read.is_none() && kept.records.is_empty() {
        return None;
    }
    let mut wrong = Vec::new();
    let head = match read {
        Some(Ok(head)) => Some(head),
        Some(Err(_)) => {
            wrong.push(Wrong {
                key: String::new(),
                what: Fault::Broken,
                repair: Repair::Rebuilt,
            });
            None
        }
        None => {
            wrong.push(Wrong {
                key: String::new(),
                what: Fault::Missing,
                repair: Repair::Rebuilt,
            });
            None
        }
    };
    let listed = head.as_ref().and_then(|head| head.sections.as_ref());
    let newest = head.as_ref().map(|head| head.head.generation);
    let mut keys: BTreeSet<&String> = kept.records.keys().collect();
    keys.extend(listed.into_iter().flatten().map(|(key, _)| key));
    if head.is_none() {
        // Without a list only the versions before tell what there was.
        keys.extend(
            kept.previous
                .keys()
                .filter(|key| !kept.records.contains_key(*key)),
        );
    }

    let mut sections: BTreeMap<String, Version> = BTreeMap::new();
    for key in keys {
        let (version, fault) = believed(kept, key, listed, newest);
        let repair = version
            .as_ref()
            .map_or(Repair::Nothing, |version| version.repair);
        if let Some(what) = fault {
            wrong.push(Wrong {
                key: key.clone(),
                what,
                repair,
            });
        }
        if let Some(version) = version {
            sections.insert(key.clone(), version);
        }
    }
    let texts = sections
        .iter()
        .map(|(key, version)| (key.as_str(), version.json.as_str()));
    let (mut dossier, bad) = Dossier::from_records(kept.id.clone(), texts);
    // Each was read on its own before, so what is bad now is of a kind that this build does not know.
    for record in bad {
        if wrong.iter().all(|known| known.key != record.key) {
            wrong.push(Wrong {
                key: record.key,
                what: Fault::Broken,
                repair: Repair::Nothing,
            });
        }
    }
    let head = match head {
        Some(head) => {
            if !sections.contains_key(&Section::Head.to_string()) {
                // The list knows at least what the dossier is for.
                dossier.kind = head.head.kind;
            }
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

/// The version of a section to believe, and what is wrong with the record.
fn believed(
    kept: &Kept,
    key: &str,
    listed: Option<&BTreeMap<String, Listed>>,
    newest: Option<u64>,
) -> (Option<Version>, Option<Fault>) {
    let reads = |version: &Version| {
        let text = std::iter::once((key, version.json.as_str()));
        Dossier::from_records(kept.id.clone(), text).1.is_empty()
    };
    let good = |value: &String, repair| {
        let json = record_json(value)?.to_owned();
        let generation = value.split('\n').next()?.parse().ok()?;
        Some(Version {
            generation,
            json,
            repair,
        })
        .filter(reads)
    };
    let own = kept
        .records
        .get(key)
        .and_then(|value| good(value, Repair::Itself));
    let entry = listed.map(|listed| listed.get(key));
    let fault = match (kept.records.contains_key(key), &own, entry) {
        (false, ..) => Some(Fault::Missing),
        (true, None, _) => Some(Fault::Broken),
        // A head of the first format lists nothing, and nothing is known without a head.
        (true, Some(_), None) => None,
        (true, Some(_), Some(None)) => Some(Fault::Surplus),
        (true, Some(own), Some(Some(entry))) => {
            let same = *entry == Listed::of(own.generation, &own.json);
            // Newer than the head is as good as listed: what was written last.
            let newer = newest.is_some_and(|newest| own.generation > newest);
            (!same && !newer).then_some(Fault::Older)
        }
    };
    if fault.is_none() {
        return (own, None);
    }
    let previous = kept
        .previous
        .get(key)
        .and_then(|value| good(value, Repair::Previous));
    let stored = [own, previous].into_iter().flatten();
    let stored =
        stored.max_by_key(|version| (version.generation, version.repair == Repair::Itself));
    let version = stored.or_else(|| {
        let json = kept.snapshots.get(key)?.clone();
        Some(Version {
            generation: 0,
            json,
            repair: Repair::Snapshot,
        })
        .filter(reads)
    });
    (version, fault)
}

/// A head made from the records.
fn rebuilt(dossier: &Dossier, sections: &BTreeMap<String, Version>) -> StoredHead {
    let generation = sections.values().map(|version| version.generation).max();
    let listed = |(key, version): (&String, &Version)| {
        let listed = Listed::of(version.generation, &version.json);
        (key.clone(), listed)
    };
    StoredHead {
        head: Head {
            generation: generation.unwrap_or(0),
            ..Head::of(dossier)
        },
        writer: String::new(),
        sections: Some(sections.iter().map(listed).collect()),
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
