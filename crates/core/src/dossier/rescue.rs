//! Records as they lie in storage, and the rescue file: a plain dump of all of them, made by a script
//! that needs none of this program (`web/rescue.js`).

use std::collections::BTreeMap;

use serde_json::Value;

use super::decode::Refusal;
use super::file::checksum;
use super::model::Dossier;
use super::sections::BadRecord;
use super::strict;

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

/// Puts a dossier together from stored records: keys `section`, values as in storage.
pub fn from_stored<'a>(
    id: &str,
    records: impl Iterator<Item = (&'a str, &'a str)>,
) -> (Dossier, Vec<BadRecord>) {
    let mut bad = Vec::new();
    let sections = records.filter_map(|(key, value)| {
        let json = record_json(value);
        if json.is_none() {
            bad.push(BadRecord {
                key: key.to_owned(),
                why: Refusal::new("", "记录不完整，校验对不上"),
            });
        }
        json.map(|json| (key, json))
    });
    let (dossier, unread) = Dossier::from_records(id.to_owned(), sections);
    bad.extend(unread);
    (dossier, bad)
}

/// Dossiers with what could not be read of each.
pub type Rescued = Vec<(Dossier, Vec<BadRecord>)>;

/// The dossiers in a rescue file; `None` when the file is something else.
///
/// # Errors
/// A [`Refusal`] when it is a rescue file without records.
pub fn open_rescue(bytes: &[u8]) -> Option<Result<Rescued, Refusal>> {
    let (value, _) = strict::read(bytes).ok()?;
    value.get("rescue")?;
    let records = value.pointer("/stores/records").and_then(Value::as_array);
    let mut dossiers: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for record in records.into_iter().flatten() {
        let text = |name: &str| record.get(name).and_then(Value::as_str);
        if let (Some(key), Some(value)) = (text("key"), text("value"))
            && let Some((id, section)) = key.split_once('/')
        {
            dossiers.entry(id).or_default().push((section, value));
        }
    }
    if dossiers.is_empty() {
        return Some(Err(Refusal::new(
            "stores.records",
            "救援文件里没有保存过的记录",
        )));
    }
    let put = |(id, records): (&str, Vec<(&str, &str)>)| from_stored(id, records.into_iter());
    Some(Ok(dossiers.into_iter().map(put).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::Kind;

    #[test]
    fn a_rescue_file_gives_back_every_dossier_and_names_what_is_broken() {
        let mut dossier =
            Dossier::new("a1".into(), Kind::Precheck, "gongyi-2023", "gbt-19580-2012");
        dossier.profile.insert("B.2.2".into(), "挑战".into());
        let mut records: Vec<Value> = dossier
            .sections()
            .iter()
            .map(|section| {
                let value = record_value(3, &dossier.record(section).unwrap());
                serde_json::json!({"key": format!("a1/{section}"), "value": value})
            })
            .collect();
        records.push(serde_json::json!({"key": "a1/item/4.1.2", "value": "3\nwrong\n{}"}));
        let file = serde_json::json!({"rescue": 1, "stores": {"records": records, "heads": []}});
        let read = open_rescue(file.to_string().as_bytes()).unwrap().unwrap();
        assert_eq!(read.len(), 1);
        assert_eq!(read[0].0, dossier);
        let bad: Vec<_> = read[0].1.iter().map(|bad| bad.key.as_str()).collect();
        assert_eq!(bad, ["item/4.1.2"]);
        assert_eq!(read[0].1[0].why.to_string(), "记录不完整，校验对不上");
        assert_eq!(open_rescue(b"{}"), None);
    }
}
