//! Records as they lie in storage, and a dossier put together from them. One that cannot be read costs nothing but
//! itself, and is named.

use std::collections::BTreeSet;

use super::file::checksum;
use super::ids::Shape;
use super::model::{Dossier, Kind, first_depth};
use super::sections::RecordKey;
use crate::json::decode::Refusal;
use crate::json::strict;

/// The value of a record: three lines, generation, checksum, JSON.
pub fn record_value(generation: u64, json: &str) -> String {
    format!("{generation}\n{}\n{json}", checksum(json))
}

/// The JSON of a record whose checksum is right.
pub fn record_json(value: &str) -> Option<&str> {
    let (_, rest) = value.split_once('\n')?;
    let (sum, json) = rest.split_once('\n')?;
    (checksum(json) == sum).then_some(json)
}

/// A record that cannot be read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRecord {
    /// The record's key.
    pub key: String,
    /// What is wrong with it.
    pub why: Refusal,
    /// Everything that is stored under the key, so that nothing of it is lost; empty where nothing is.
    pub value: String,
}

/// A dossier as its records give it back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    /// What could be read. Where the record is lost that says what the dossier is for, that is taken from the rest,
    /// and `scheme` and `criteria` are empty.
    pub dossier: Dossier,
    /// The records that could not.
    pub bad: Vec<BadRecord>,
    /// Places in records that a newer build wrote and that this one has no room for, such as `item/4.1.2.colour`: they
    /// are not in `dossier`. While there are any, the dossier is for reading only: saving it would take them away.
    pub dropped: Vec<String>,
}

/// Puts a dossier together from stored records: keys `section`, values as in storage.
pub fn from_stored<'a>(id: &str, records: impl Iterator<Item = (&'a str, &'a str)>) -> Stored {
    let mut reading = Reading::new(id);
    for (key, value) in records {
        reading.take(key, value);
    }
    reading.end()
}

/// Puts a dossier together from the JSON of its sections, by their keys.
pub fn from_json<'a>(id: &str, sections: impl Iterator<Item = (&'a str, &'a str)>) -> Stored {
    let mut reading = Reading::new(id);
    for (key, json) in sections {
        if let Err(why) = reading.try_take_json(key, json) {
            reading.bad(key, why, json);
        }
    }
    reading.end()
}

/// Whether a section's JSON can be read.
pub fn section_reads(key: &str, json: &str) -> bool {
    Reading::default().try_take_json(key, json).is_ok()
}

/// Records being put together.
#[derive(Default)]
pub(super) struct Reading {
    stored: Stored,
    shape: Shape,
    seen: BTreeSet<RecordKey>,
    order: Vec<String>,
}

impl Reading {
    pub(super) fn new(id: &str) -> Self {
        let mut reading = Reading::default();
        id.clone_into(&mut reading.stored.dossier.id);
        reading
    }

    pub(super) fn bad(&mut self, key: &str, why: Refusal, value: &str) {
        self.stored.bad.push(BadRecord {
            key: key.to_owned(),
            why,
            value: value.to_owned(),
        });
    }

    pub(super) fn take(&mut self, key: &str, value: &str) {
        if let Err(why) = self.try_take(key, value) {
            self.bad(key, why, value);
        }
    }

    fn try_take(&mut self, key: &str, value: &str) -> Result<(), Refusal> {
        let Some(json) = record_json(value) else {
            // An unknown section is reported before a broken one.
            RecordKey::parse(key).ok_or_else(unknown_section)?;
            return Err(Refusal::new("", "记录不完整，校验不一致"));
        };
        self.try_take_json(key, json)
    }

    fn try_take_json(&mut self, key: &str, json: &str) -> Result<(), Refusal> {
        let Some(section) = RecordKey::parse(key) else {
            return Err(unknown_section());
        };
        if self.seen.contains(&section) {
            return Err(Refusal::new("", "这一部分写了两次"));
        }
        let (value, _) = strict::read(json.as_bytes())?;
        let part = section.read(&value)?;
        self.shape.section(&section, &part.dossier)?;
        self.order.extend(part.order);
        let dropped = part.dropped.iter().map(|place| format!("{key}.{place}"));
        self.stored.dropped.extend(dropped);
        self.seen.insert(section.clone());
        if section != RecordKey::MetricOrder {
            self.stored.dossier.restore(&part.dossier, &[section]);
        }
        Ok(())
    }

    /// A section that must be there and is neither read nor broken.
    fn missed(&mut self, section: &RecordKey) {
        let key = section.to_string();
        let named = self.stored.bad.iter().any(|bad| bad.key == key);
        if !self.seen.contains(section) && !named {
            self.bad(&key, Refusal::new("", "没有找到这条记录"), "");
        }
    }

    pub(super) fn end(mut self) -> Stored {
        let order = std::mem::take(&mut self.order);
        for id in &order {
            self.missed(&RecordKey::Metric(id.clone()));
        }
        self.missed(&RecordKey::Head);
        let dossier = &mut self.stored.dossier;
        if !self.seen.contains(&RecordKey::Head) {
            dossier.kind = guessed(dossier);
            first_depth(dossier.kind).clone_into(&mut dossier.depth);
        }
        let at = |id: &String| order.iter().position(|other| other == id);
        let metrics = &mut dossier.metrics;
        metrics.sort_by_key(|metric| at(&metric.id).unwrap_or(usize::MAX));
        self.stored
    }
}

fn unknown_section() -> Refusal {
    Refusal::new("", "无法识别这一部分")
}

/// What a dossier is for, by what is written in it.
fn guessed(dossier: &Dossier) -> Kind {
    let written = dossier.sections();
    let annual = |of: &RecordKey| matches!(of, RecordKey::Annual | RecordKey::AnnualText(_));
    let walk = |of: &RecordKey| matches!(of, RecordKey::Head | RecordKey::Walk);
    if written.iter().any(annual) {
        Kind::Annual
    } else if written.iter().all(walk) {
        Kind::Precheck
    } else {
        Kind::Application
    }
}
