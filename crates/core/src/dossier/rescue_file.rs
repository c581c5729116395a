//! The rescue file: a plain dump of all that is stored, made by a script that needs none of this program
//! (`web/rescue.js`).

use std::collections::BTreeMap;

use serde_json::Value;

use super::model::{Kind, first_depth};
use super::records::{BadRecord, Reading, Stored, record_json};
use super::sections::RecordKey;
use crate::json;
use crate::json::decode::Refusal;
use crate::json::fault::on_one_line;
use crate::json::strict;

/// What a rescue file gives back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rescued {
    /// The dossiers, by id, each with its broken records.
    pub dossiers: Vec<RescuedDossier>,
    /// What belongs to none of them, or to one that cannot be identified: by its place in the file, with its whole text.
    pub strays: Vec<BadRecord>,
}

/// One dossier of a rescue file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RescuedDossier {
    /// The content and what is broken of it.
    pub stored: Stored,
    /// Name of the organisation, empty while not written.
    pub name: String,
    /// Local minute of its last change, as the list of dossiers had it; empty where that is lost.
    pub changed: String,
    /// Local minute of its last export; empty where there was none or that is lost.
    pub exported: String,
}

/// Whether a file begins as a rescue file does. The first [`super::BEGINNING`] bytes are enough.
pub(super) fn is_rescue(beginning: &[u8]) -> bool {
    let beginning = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning);
    let rest = beginning.trim_ascii_start().strip_prefix(b"{");
    rest.is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\"rescue\""))
}

/// The dossiers in a rescue file; `None` when the file is something else. What is broken in it, wherever that is, takes
/// nothing else along and is named.
///
/// # Errors
/// A [`Refusal`] when there are no records in it.
pub fn open_rescue(bytes: &[u8]) -> Option<Result<Rescued, Refusal>> {
    if !is_rescue(bytes) {
        return None;
    }
    let mut dump = Dump::default();
    match strict::read(bytes) {
        Ok((value, _)) => dump.take_whole(&value),
        Err(_) => dump.take_lines(bytes),
    }
    Some(dump.dossiers())
}

/// Names of the stores, as in `src/browser/store.rs`.
const RECORDS: &str = "records";
const HEADS: &str = "heads";

/// What was found in a rescue file.
#[derive(Default)]
struct Dump {
    /// By store.
    stores: BTreeMap<String, Vec<(String, Value)>>,
    strays: Vec<BadRecord>,
}

/// The records and the head of one dossier.
#[derive(Default)]
struct Parts {
    records: Vec<(String, Value)>,
    head: Option<Value>,
}

impl Dump {
    fn stray(&mut self, place: String, why: &str, value: String) {
        self.strays.push(BadRecord {
            key: place,
            why: Refusal::new("", why),
            value,
        });
    }

    fn take_whole(&mut self, file: &Value) {
        let stores = file.get("stores").and_then(Value::as_object);
        for (store, entries) in stores.into_iter().flatten() {
            let entries = entries.as_array().into_iter().flatten();
            for (at, entry) in entries.enumerate() {
                self.take_entry(store, entry, || format!("stores.{store}[{at}]"));
            }
        }
    }

    /// The script writes every record on a line of its own: so one that is broken leaves the others whole.
    fn take_lines(&mut self, bytes: &[u8]) {
        let mut store = String::new();
        for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate().skip(1) {
            let line = line.trim_ascii();
            if let Some(name) = store_begins(line) {
                name.clone_into(&mut store);
                continue;
            }
            if line.is_empty() || line == b"}}" {
                continue;
            }
            let place = || format!("第 {} 行", at + 1);
            match strict::read(entry_of(line)) {
                Ok((entry, _)) => self.take_entry(&store, &entry, place),
                Err(why) => {
                    let text = String::from_utf8_lossy(line).into_owned();
                    self.stray(place(), &why.reason, text);
                }
            }
        }
    }

    fn take_entry(&mut self, store: &str, entry: &Value, place: impl FnOnce() -> String) {
        let key = entry.get("key").and_then(Value::as_str);
        match (key, entry.get("value")) {
            (Some(key), Some(value)) => {
                let entries = self.stores.entry(store.to_owned()).or_default();
                entries.push((key.to_owned(), value.clone()));
            }
            _ => self.stray(place(), NO_RECORD, json::canonical(entry)),
        }
    }

    fn dossiers(mut self) -> Result<Rescued, Refusal> {
        let mut all: BTreeMap<String, Parts> = BTreeMap::new();
        for (key, value) in self.records() {
            match key.split_once('/') {
                Some((id, section)) => {
                    let parts = all.entry(id.to_owned()).or_default();
                    parts.records.push((section.to_owned(), value));
                }
                None => {
                    let place = format!("{RECORDS}/{}", on_one_line(&key));
                    self.stray(place, NO_RECORD, text_of(&value));
                }
            }
        }
        for (id, value) in self.stores.remove(HEADS).unwrap_or_default() {
            let head = value.as_str().and_then(read_head);
            let parts = all.entry(id.clone()).or_default();
            if head.is_none() {
                let place = format!("{HEADS}/{}", on_one_line(&id));
                self.stray(place, "档案列表里的这一条读不出来", text_of(&value));
            }
            parts.head = head;
        }
        if all.is_empty() && self.strays.is_empty() {
            return Err(Refusal::new("stores.records", "救援文件里没有保存过的记录"));
        }
        Ok(Rescued {
            dossiers: all.into_iter().map(put_together).collect(),
            strays: self.strays,
        })
    }

    /// The records. Where no store has their name, that name is what is broken: then whatever is whole and has the key
    /// of a section is one.
    fn records(&mut self) -> Vec<(String, Value)> {
        if let Some(records) = self.stores.remove(RECORDS) {
            return records;
        }
        let is_record = |key: &str, value: &Value| {
            let section = key.split_once('/');
            section.is_some_and(|(_, section)| RecordKey::parse(section).is_some())
                && value.as_str().and_then(record_json).is_some()
        };
        let others = self.stores.iter_mut();
        let others = others.filter(|(store, _)| *store != HEADS);
        let mut records = Vec::new();
        for (_, entries) in others {
            records.extend(entries.extract_if(.., |(key, value)| is_record(key, value)));
        }
        records
    }
}

const NO_RECORD: &str = "这不是本工具保存的记录";

/// The name of a store whose entries begin behind this line: `"records":[`.
fn store_begins(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line).ok()?;
    let (name, rest) = line.strip_prefix('"')?.split_once('"')?;
    rest.starts_with(":[").then_some(name)
}

/// A line without what stands between entries and behind the last one.
fn entry_of(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"]}}").unwrap_or(line);
    let end = line.iter().rposition(|byte| *byte == b'}');
    end.map_or(line, |end| &line[..=end])
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => json::canonical(value),
    }
}

/// What the list of dossiers holds of one: JSON on the last line; in the first format that alone, since then within
/// what else the head says.
fn read_head(text: &str) -> Option<Value> {
    let json = text.rsplit('\n').next().unwrap_or_default();
    let (mut value, _) = strict::read(json.as_bytes()).ok()?;
    let head = match value.get_mut("head") {
        Some(head) => head.take(),
        None => value,
    };
    head.is_object().then_some(head)
}

fn put_together((id, parts): (String, Parts)) -> RescuedDossier {
    let mut reading = Reading::new(&id);
    for (key, value) in &parts.records {
        match value {
            Value::String(value) => reading.take(key, value),
            other => reading.bad(key, Refusal::new("", NO_RECORD), &text_of(other)),
        }
    }
    let mut stored = reading.end();
    let head = parts.head.unwrap_or_default();
    let of_head = |name: &str| head.get(name).and_then(Value::as_str).unwrap_or_default();
    // An empty scheme: the record that says what the dossier is for is lost.
    if stored.dossier.scheme.is_empty()
        && let Ok(kind) = json::from_value::<Kind>(&head["kind"])
    {
        stored.dossier.kind = kind;
        stored.dossier.depth = first_depth(kind).to_owned();
    }
    let name = match stored.dossier.organisation() {
        "" => of_head("name"),
        name => name,
    };
    RescuedDossier {
        name: name.to_owned(),
        changed: of_head("changed").to_owned(),
        exported: of_head("exported").to_owned(),
        stored,
    }
}
