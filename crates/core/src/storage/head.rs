//! The head of a stored dossier: what the list shows of it, who may write it, and every section with its checksum.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::dossier::{Dossier, Kind, Place, checksum};
use crate::json;
use crate::pack::reserved::APPLY_ON;

/// What the list of dossiers shows of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Id of the dossier.
    pub id: String,
    /// What it is for.
    pub kind: Kind,
    /// Name of the organisation, empty while not written.
    pub name: String,
    /// Application date or report year as typed.
    pub when: String,
    /// Local minute of the last change. Shown, and sorted by; it never decides what is newer.
    pub changed: String,
    /// Local minute of the last export, empty before the first.
    #[serde(default)]
    pub exported: String,
    /// Number of saves.
    pub generation: u64,
    /// Local day on which it was put into 最近删除; empty while it is in use.
    #[serde(default)]
    pub deleted: String,
}

impl Head {
    /// What the list shows of a dossier, less what only storage knows.
    pub fn of(dossier: &Dossier) -> Head {
        let when = match dossier.kind {
            Kind::Annual => Place::Year.read(dossier),
            _ => dossier.walk.value(APPLY_ON),
        };
        Head {
            id: dossier.id.clone(),
            kind: dossier.kind,
            name: dossier.organisation().to_owned(),
            when: when.to_owned(),
            ..Head::default()
        }
    }

    /// The order of the list.
    pub fn latest_first(&self, other: &Head) -> Ordering {
        let latest = other.changed.cmp(&self.changed);
        latest.then_with(|| self.id.cmp(&other.id))
    }
}

/// A section as the head lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The save that wrote it last.
    pub generation: u64,
    /// The first [`Listed::DIGITS`] digits of its record's checksum.
    pub sum: String,
}

impl Listed {
    /// Enough to tell two versions of one section apart; the record itself carries the whole checksum.
    const DIGITS: usize = 16;

    /// The entry of a record, whose checksum is taken as it stands there; `None` for something else.
    pub fn of(record: &str) -> Option<Listed> {
        let mut lines = record.splitn(3, '\n');
        let generation = lines.next()?.parse().ok()?;
        let sum = lines.next()?.get(..Self::DIGITS)?.to_owned();
        lines.next().map(|_| Listed { generation, sum })
    }
}

/// A head as it lies in storage: a checksum, a line end, and this as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredHead {
    /// What the list shows.
    pub head: Head,
    /// The window that wrote last, by a random name; no other may write until it has taken over.
    pub writer: String,
    /// Every section by its key. `None` in a head of the first format, which listed none.
    pub sections: Option<BTreeMap<String, Listed>>,
    /// It was made from the records: storage has none that can be read.
    #[serde(skip)]
    pub rebuilt: bool,
}

/// Why a head cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadHead {
    /// Its checksum does not fit, or it is no head at all.
    Broken,
    /// It belongs to another dossier.
    Foreign,
}

impl StoredHead {
    /// As text for storage.
    pub fn text(&self) -> String {
        let json = json::to_text(self);
        format!("{}\n{json}", checksum(&json))
    }

    /// Reads the head stored under this id, of this format or of the first, which was the JSON of a [`Head`] alone.
    ///
    /// # Errors
    /// [`BadHead`] when it cannot be trusted.
    pub fn read(id: &str, text: &str) -> Result<StoredHead, BadHead> {
        let stored = match text.split_once('\n') {
            Some((sum, json)) if checksum(json) == sum => json::from_text::<StoredHead>(json).ok(),
            Some(_) => None,
            None => json::from_text::<Head>(text).ok().map(|head| StoredHead {
                head,
                ..StoredHead::default()
            }),
        };
        match stored {
            None => Err(BadHead::Broken),
            Some(stored) if stored.head.id != id => Err(BadHead::Foreign),
            Some(stored) => Ok(stored),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::record_value;

    fn stored() -> StoredHead {
        let head = Head {
            id: "a1".into(),
            name: "示例公司".into(),
            generation: 7,
            ..Head::default()
        };
        StoredHead {
            head,
            writer: "w1".into(),
            rebuilt: false,
            sections: Some(
                [(
                    "walk".to_owned(),
                    Listed::of(&record_value(3, "{}")).unwrap(),
                )]
                .into(),
            ),
        }
    }

    #[test]
    fn a_head_is_read_back_and_one_flipped_bit_is_noticed() {
        let text = stored().text();
        assert_eq!(StoredHead::read("a1", &text), Ok(stored()));
        assert_eq!(StoredHead::read("b2", &text), Err(BadHead::Foreign));
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(broken) = String::from_utf8(bytes) {
                assert_eq!(
                    StoredHead::read("a1", &broken),
                    Err(BadHead::Broken),
                    "byte {at}"
                );
            }
        }
    }

    #[test]
    fn a_head_of_the_first_format_is_read_and_lists_nothing() {
        let text = r#"{"id":"a1","kind":"precheck","name":"","when":"","changed":"2026-11-23 14:30","generation":4}"#;
        let read = StoredHead::read("a1", text).unwrap();
        assert_eq!((read.head.generation, read.sections), (4, None));
        assert_eq!(StoredHead::read("a1", "{}"), Err(BadHead::Broken));
    }
}
