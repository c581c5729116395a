//! The drafts in IndexedDB: one record per section, one head per dossier, both in one transaction.
//!
//! A record's value is text of three lines: generation, checksum, JSON. Generation counts the saves of
//! a dossier. Everything is text, so the rescue page can hand it out without any Rust.

use std::cmp::Ordering;

use futures::future::try_join;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use quality_award_core::dossier::{BadRecord, Dossier, Kind, from_stored, record_value};
use quality_award_core::json;
use serde::{Deserialize, Serialize};

const DATABASE: &str = "quality-award";
const VERSION: u8 = 1;
const RECORDS: &str = "records";
const HEADS: &str = "heads";
const PREFERENCES: &str = "preferences";

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
    /// Local minute of the last change.
    pub changed: String,
    /// Local minute of the last export, empty before the first.
    #[serde(default)]
    pub exported: String,
    /// Number of saves.
    pub generation: u64,
}

impl Head {
    /// The order of the list.
    pub fn latest_first(&self, other: &Head) -> Ordering {
        let latest = other.changed.cmp(&self.changed);
        latest.then_with(|| self.id.cmp(&other.id))
    }
}

/// One section's record to write, or to remove when there is no text.
pub type Write = (String, Option<String>);

/// The open database.
pub struct Store {
    database: Database,
}

impl Store {
    /// Opens the database, making it on the first visit.
    ///
    /// # Errors
    /// A sentence for the person.
    pub async fn open() -> Result<Store, String> {
        let request = Database::open(DATABASE)
            .with_version(VERSION)
            .with_on_upgrade_needed(|_, database| {
                for name in [RECORDS, HEADS, PREFERENCES] {
                    database.create_object_store(name).build()?;
                }
                Ok(())
            });
        match request.await {
            Ok(database) => Ok(Store { database }),
            Err(error) => Err(format!("浏览器没有打开本机存储：{error}")),
        }
    }

    fn begin(&self, mode: TransactionMode) -> Result<Transaction<'_>, Error> {
        let mut options = TransactionOptions::new();
        // A finished save must survive a power cut, not only a crash of the browser.
        options.set_durability(TransactionDurability::Strict);
        self.database
            .transaction([RECORDS, HEADS, PREFERENCES])
            .with_mode(mode)
            .with_options(options)
            .build()
    }

    /// The heads of all dossiers, latest change first.
    pub async fn heads(&self) -> Result<Vec<Head>, String> {
        let read = async {
            let transaction = self.begin(TransactionMode::Readonly)?;
            let heads = transaction.object_store(HEADS)?;
            let texts = heads.get_all::<String>().await?;
            texts.collect::<Result<Vec<_>, _>>()
        };
        let texts = read.await.map_err(|error| failed("读取档案列表", &error))?;
        let mut heads: Vec<Head> = texts
            .iter()
            .filter_map(|text| json::from_text(text).ok())
            .collect();
        heads.sort_by(Head::latest_first);
        Ok(heads)
    }

    /// Puts a dossier together from its records. Records that cannot be read are listed and stay.
    pub async fn load(&self, id: &str) -> Result<(Dossier, Vec<BadRecord>), String> {
        let read = async {
            let transaction = self.begin(TransactionMode::Readonly)?;
            let records = transaction.object_store(RECORDS)?;
            let keys = records
                .get_all_keys::<String>()
                .with_query::<String, _>(range(id));
            let texts = records
                .get_all::<String>()
                .with_query::<String, _>(range(id));
            let (keys, texts) = try_join(keys.primitive()?, texts.primitive()?).await?;
            let keys = keys.collect::<Result<Vec<_>, _>>()?;
            let texts = texts.collect::<Result<Vec<_>, _>>()?;
            Ok::<_, Error>(keys.into_iter().zip(texts).collect::<Vec<_>>())
        };
        let records = read.await.map_err(|error| failed("读取档案", &error))?;
        let stored = records.iter().filter_map(|(key, value)| {
            let section = key.strip_prefix(id)?.strip_prefix('/')?;
            Some((section, value.as_str()))
        });
        let stored = from_stored(id, stored);
        Ok((stored.dossier, stored.bad))
    }

    /// Writes the changed sections and the head, all or nothing, durably. `replaces` removes all
    /// records of the dossier first.
    pub async fn save(&self, head: &Head, writes: &[Write], replaces: bool) -> Result<(), String> {
        let write = async {
            let transaction = self.begin(TransactionMode::Readwrite)?;
            let records = transaction.object_store(RECORDS)?;
            if replaces {
                records.delete::<String, _>(range(&head.id)).primitive()?;
            }
            // The requests go out at once and are answered by the commit: nothing is awaited before
            // it, so that a page that is being closed gets everything out in one go.
            for (section, text) in writes {
                let key = format!("{}/{section}", head.id);
                match text {
                    Some(text) => {
                        let value = record_value(head.generation, text);
                        records.put(value).with_key(key).primitive()?;
                    }
                    None => {
                        records.delete(key).primitive()?;
                    }
                }
            }
            let heads = transaction.object_store(HEADS)?;
            heads
                .put(json::to_text(head))
                .with_key(head.id.clone())
                .primitive()?;
            transaction.commit().await
        };
        write.await.map_err(|error| failed("保存", &error))
    }

    /// Removes a dossier with all its records.
    pub async fn delete(&self, id: &str) -> Result<(), String> {
        let write = async {
            let transaction = self.begin(TransactionMode::Readwrite)?;
            let records = transaction.object_store(RECORDS)?;
            records.delete::<String, _>(range(id)).primitive()?;
            let heads = transaction.object_store(HEADS)?;
            heads.delete(id.to_owned()).primitive()?;
            transaction.commit().await
        };
        write.await.map_err(|error| failed("删除档案", &error))
    }

    /// A preference of this computer, such as the dossier that was open last.
    pub async fn preference(&self, key: &str) -> Option<String> {
        let transaction = self.begin(TransactionMode::Readonly).ok()?;
        let preferences = transaction.object_store(PREFERENCES).ok()?;
        preferences.get(key.to_owned()).await.ok()?
    }

    /// Keeps a preference. A preference that cannot be kept is no loss, so nothing is reported.
    pub async fn set_preference(&self, key: &str, value: &str) {
        let write = async {
            let transaction = self.begin(TransactionMode::Readwrite)?;
            let preferences = transaction.object_store(PREFERENCES)?;
            let put = preferences.put(value.to_owned());
            put.with_key(key.to_owned()).primitive()?;
            transaction.commit().await
        };
        let _ = write.await;
    }
}

/// All records of a dossier: `/` is the character before `0`.
fn range(id: &str) -> KeyRange<String> {
    KeyRange::Bound(format!("{id}/"), false, format!("{id}0"), true)
}

fn failed(what: &str, error: &Error) -> String {
    let why = match error.to_string() {
        why if why.contains("QuotaExceededError") => "浏览器能用的存储空间满了".to_owned(),
        why => why,
    };
    format!("{what}没有完成：{why}")
}
