//! The drafts in IndexedDB: records, heads and what stays beside them. Everything is text, so the rescue page can hand
//! it out without any Rust.
//!
//! - `records`: a section's record, three lines: generation, checksum, JSON; key `dossier/section`
//! - `previous`: the last good version of each section that was changed, the same way
//! - `heads`: one a dossier, see `storage::StoredHead`
//! - `ended`: the names of windows whose saves are refused, because another has taken over
//! - `snapshots`: earlier versions, key `dossier/number`; `contents`: the texts they name, by checksum
//! - `preferences`: of this computer
//! - `files`: pictures and 证实性材料 as they are, by their SHA-256; the one store whose values are no texts

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use futures::channel::{mpsc, oneshot};
use futures::future::{Either, join, select, try_join};
use gloo::timers::callback::Timeout;
use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error, OpenDbError};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use quality_award_core::json;
use quality_award_core::storage::{
    Batch, DATABASE_VERSION, Failure, Kept, Snapshot, StoredHead, headless, unreferenced,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

const DATABASE: &str = "quality-award";
const RECORDS: &str = "records";
const PREVIOUS: &str = "previous";
const HEADS: &str = "heads";
const ENDED: &str = "ended";
const SNAPSHOTS: &str = "snapshots";
const CONTENTS: &str = "contents";
const PREFERENCES: &str = "preferences";
const FILES: &str = "files";
const STORES: [&str; 8] = [
    RECORDS,
    PREVIOUS,
    HEADS,
    ENDED,
    SNAPSHOTS,
    CONTENTS,
    PREFERENCES,
    FILES,
];

/// Milliseconds that the browser has to answer. Opening takes a few on a healthy machine.
const PATIENCE: u32 = 10_000;

/// What happens to storage from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Another window waits for this one to close the database: it brings a newer version, or deletes it.
    LetGo,
    /// The browser has closed the connection.
    Lost,
    /// Another window with an older version keeps this one from opening.
    Blocked,
}

/// The database, opened when it is needed and again when it was closed.
pub struct Store(Rc<Link>);

struct Link {
    open: RefCell<Option<Database>>,
    /// Who waits for the database to open; `None` while nobody has asked for it.
    opening: RefCell<Option<Vec<oneshot::Sender<Result<Database>>>>>,
    /// A window with an older version is in the way.
    blocked: Cell<bool>,
    trouble: mpsc::UnboundedSender<Trouble>,
}

/// Everything that the list of dossiers is made of.
#[derive(Debug, Default)]
pub struct Listing {
    /// The heads that can be read.
    pub heads: Vec<StoredHead>,
    /// Ids of dossiers whose head is broken or gone.
    pub unreadable: BTreeSet<String>,
}

type Result<T> = std::result::Result<T, Failure>;

impl Store {
    /// A store that is not opened yet, and what will happen to it from outside.
    pub fn new() -> (Store, mpsc::UnboundedReceiver<Trouble>) {
        let (trouble, happened) = mpsc::unbounded();
        let link = Link {
            open: RefCell::default(),
            opening: RefCell::default(),
            blocked: Cell::new(false),
            trouble,
        };
        (Store(Rc::new(link)), happened)
    }

    async fn connection(&self) -> Result<Database> {
        if let Some(database) = self.0.open.borrow().as_ref() {
            return Ok(database.clone());
        }
        let (tell, told) = oneshot::channel();
        let waiting = self.0.opening.borrow_mut().take();
        let first = waiting.is_none();
        let mut waiting = waiting.unwrap_or_default();
        waiting.push(tell);
        self.0.opening.replace(Some(waiting));
        if first {
            // Goes on when nobody waits any more: a request that is given up would leave a connection behind that
            // nobody closes.
            let link = self.0.clone();
            spawn_local(async move {
                let opened = link.clone().open().await;
                for tell in link.opening.borrow_mut().take().unwrap_or_default() {
                    let _ = tell.send(opened.clone());
                }
            });
        }
        let opened = in_time(async { told.await.unwrap_or(Err(Failure::Closed)) }).await;
        match opened {
            Err(Failure::NoAnswer) if self.0.blocked.get() => Err(Failure::Blocked),
            opened => opened,
        }
    }

    /// Closes the connection. What comes next opens it again, unless a newer version has it by then.
    pub fn close(&self) {
        if let Some(database) = self.0.open.borrow_mut().take() {
            database.close();
        }
    }

    /// Does something in one transaction. Where the connection was closed meanwhile, nothing is done, and what comes
    /// next opens another.
    async fn transact<T>(
        &self,
        mode: TransactionMode,
        act: impl AsyncFn(&Transaction<'_>) -> std::result::Result<T, Stop>,
    ) -> Result<T> {
        let database = self.connection().await?;
        let mut options = TransactionOptions::new();
        // A finished save must survive a power cut, not only a crash of the browser.
        options.set_durability(TransactionDurability::Strict);
        let begun = database
            .transaction(STORES)
            .with_mode(mode)
            .with_options(options)
            .build();
        let transaction = begun.map_err(|error| {
            self.0.open.borrow_mut().take();
            // Whoever writes has to find out what is there now.
            let _ = self.0.trouble.unbounded_send(Trouble::Lost);
            of_error(&error)
        })?;
        let raw = transaction.as_sys().clone();
        let done = match act(&transaction).await {
            Ok(done) => done,
            Err(Stop::Refused(failure)) => {
                let _ = transaction.abort().await;
                return Err(failure);
            }
            Err(Stop::Failed(error)) => return Err(reason(&raw, &error)),
        };
        if mode == TransactionMode::Readwrite {
            let committed = in_time(async {
                let committed = transaction.commit().await;
                committed.map_err(|error| reason(&raw, &error))
            });
            committed.await?;
        }
        Ok(done)
    }

    /// The heads of all dossiers, and the ids of those that have none to trust.
    pub async fn list(&self) -> Result<Listing> {
        let (heads, records) = self
            .transact(TransactionMode::Readonly, async |transaction| {
                let heads = transaction.object_store(HEADS)?;
                let keys = heads.get_all_keys::<String>().primitive()?;
                let texts = heads.get_all::<String>().primitive()?;
                let records = transaction.object_store(RECORDS)?;
                let records = records.get_all_keys::<String>().primitive()?;
                let ((keys, texts), records) = join(join(keys, texts), records).await;
                Ok((pairs(strings(keys?)?, strings(texts?)?), strings(records?)?))
            })
            .await?;
        let mut listing = Listing::default();
        for (id, text) in &heads {
            match StoredHead::read(id, text) {
                Ok(head) => listing.heads.push(head),
                Err(_) => {
                    listing.unreadable.insert(id.clone());
                }
            }
        }
        let known = heads.into_iter().map(|(id, _)| id).collect();
        let records = records.iter().map(String::as_str);
        listing.unreadable.extend(headless(records, &known));
        Ok(listing)
    }

    /// What is stored of a dossier, less its snapshots.
    pub async fn read(&self, id: &str) -> Result<Kept> {
        self.transact(TransactionMode::Readonly, async |transaction| {
            let heads = transaction.object_store(HEADS)?;
            let head = heads.get::<String, _, _>(id.to_owned()).primitive()?;
            let records = transaction.object_store(RECORDS)?;
            let records = under(&records, id)?;
            let previous = transaction.object_store(PREVIOUS)?;
            let previous = under(&previous, id)?;
            let (head, (records, previous)) = join(head, join(records, previous)).await;
            Ok(Kept {
                id: id.to_owned(),
                head: head?,
                records: records?,
                previous: previous?,
                snapshots: BTreeMap::new(),
            })
        })
        .await
    }

    /// Runs a save as `storage::Batch` describes it, durably.
    pub async fn commit(&self, batch: &Batch) -> Result<()> {
        if !batch.compare && self.0.open.borrow().is_none() {
            // What a new connection leads to may not be the database that knew this writer.
            return Err(Failure::Closed);
        }
        self.transact(TransactionMode::Readwrite, async |transaction| {
            let ended = transaction.object_store(ENDED)?;
            let heads = transaction.object_store(HEADS)?;
            if batch.compare {
                let over = ended
                    .get::<String, _, _>(batch.writer.clone())
                    .primitive()?;
                let text = heads.get::<String, _, _>(batch.id.clone()).primitive()?;
                let (over, text) = try_join(over, text).await?;
                if over.is_some() {
                    return Err(Stop::Refused(Failure::Stale));
                }
                let stored = text.and_then(|text| StoredHead::read(&batch.id, &text).ok());
                batch.check(stored.as_ref()).map_err(Stop::Refused)?;
            } else {
                // Without an answer: `add` fails, and the transaction with it, when the name is among the ended ones.
                let add = ended.add(String::new()).with_key(batch.writer.clone());
                add.primitive()?;
                ended.delete(batch.writer.clone()).primitive()?;
            }
            // From here on nothing is awaited before the commit, so that a page that is being closed gets everything
            // out in one go.
            if let Some(other) = &batch.ends {
                ended
                    .put(String::new())
                    .with_key(other.clone())
                    .primitive()?;
            }
            let records = transaction.object_store(RECORDS)?;
            let previous = transaction.object_store(PREVIOUS)?;
            if batch.whole {
                records.delete::<String, _>(range(&batch.id)).primitive()?;
                previous.delete::<String, _>(range(&batch.id)).primitive()?;
            }
            for (section, value) in &batch.previous {
                let key = format!("{}/{section}", batch.id);
                previous.put(value.clone()).with_key(key).primitive()?;
            }
            for (section, value) in &batch.records {
                let key = format!("{}/{section}", batch.id);
                match value {
                    Some(value) => records
                        .put(value.clone())
                        .with_key(key)
                        .primitive()
                        .map(drop)?,
                    None => records.delete(key).primitive().map(drop)?,
                }
            }
            heads
                .put(batch.head.text())
                .with_key(batch.id.clone())
                .primitive()?;
            Ok(())
        })
        .await
    }

    /// Puts a head made from the records in the place of one that is broken or gone, unless another window was first.
    pub async fn mend_head(&self, was: &Kept, head: &StoredHead) -> Result<()> {
        self.transact(TransactionMode::Readwrite, async |transaction| {
            let heads = transaction.object_store(HEADS)?;
            let now = heads
                .get::<String, _, _>(was.id.clone())
                .primitive()?
                .await?;
            if now == was.head {
                heads
                    .put(head.text())
                    .with_key(was.id.clone())
                    .primitive()?;
            }
            Ok(())
        })
        .await
    }

    /// Removes a dossier with all its records and snapshots for good, if it is still at this generation.
    pub async fn remove(&self, batch: &Batch) -> Result<()> {
        self.transact(TransactionMode::Readwrite, async |transaction| {
            let heads = transaction.object_store(HEADS)?;
            let id = batch.id.clone();
            let text = heads.get::<String, _, _>(id).primitive()?.await?;
            let stored = text.and_then(|text| StoredHead::read(&batch.id, &text).ok());
            batch.check(stored.as_ref()).map_err(Stop::Refused)?;
            if let Some(other) = &batch.ends {
                let ended = transaction.object_store(ENDED)?;
                ended
                    .put(String::new())
                    .with_key(other.clone())
                    .primitive()?;
            }
            let named = named_files(transaction).await?;
            heads.delete(batch.id.clone()).primitive()?;
            for store in [RECORDS, PREVIOUS, SNAPSHOTS] {
                let store = transaction.object_store(store)?;
                store.delete::<String, _>(range(&batch.id)).primitive()?;
            }
            sweep(transaction).await?;
            let still = named_files(transaction).await?;
            let files = transaction.object_store(FILES)?;
            for digest in named.difference(&still) {
                files.delete(digest.clone()).primitive()?;
            }
            Ok(())
        })
        .await
    }

    /// The snapshots of a dossier, oldest first.
    pub async fn snapshots(&self, id: &str) -> Result<Vec<Snapshot>> {
        let texts = self
            .transact(TransactionMode::Readonly, async |transaction| {
                let snapshots = transaction.object_store(SNAPSHOTS)?;
                Ok(under(&snapshots, id)?.await?)
            })
            .await?;
        // One that cannot be read hides no other.
        let mut snapshots: Vec<Snapshot> = texts
            .values()
            .filter_map(|text| json::from_text(text).ok())
            .collect();
        snapshots.sort_by_key(|snapshot| snapshot.number);
        Ok(snapshots)
    }

    /// The contents under these keys; what is not there is left out.
    pub async fn contents(&self, keys: &BTreeSet<String>) -> Result<BTreeMap<String, String>> {
        self.transact(TransactionMode::Readonly, async |transaction| {
            let contents = transaction.object_store(CONTENTS)?;
            let mut out = BTreeMap::new();
            for key in keys {
                let text = contents
                    .get::<String, _, _>(key.clone())
                    .primitive()?
                    .await?;
                if let Some(text) = text {
                    out.insert(key.clone(), text);
                }
            }
            Ok(out)
        })
        .await
    }

    /// Keeps a snapshot with its contents, and lets others of the dossier go.
    pub async fn keep(
        &self,
        id: &str,
        snapshot: Option<(&Snapshot, &[(String, String)])>,
        go: &BTreeSet<u64>,
    ) -> Result<()> {
        self.transact(TransactionMode::Readwrite, async |transaction| {
            let snapshots = transaction.object_store(SNAPSHOTS)?;
            if let Some((snapshot, texts)) = snapshot {
                let contents = transaction.object_store(CONTENTS)?;
                for (key, text) in texts {
                    contents
                        .put(text.clone())
                        .with_key(key.clone())
                        .primitive()?;
                }
                let text = json::to_text(snapshot);
                snapshots
                    .put(text)
                    .with_key(numbered(id, snapshot.number))
                    .primitive()?;
            }
            for number in go {
                snapshots.delete(numbered(id, *number)).primitive()?;
            }
            match go.is_empty() {
                true => Ok(()),
                false => sweep(transaction).await,
            }
        })
        .await
    }

    /// Bytes of the contents of all snapshots of all dossiers.
    pub async fn history_bytes(&self) -> Result<u64> {
        self.transact(TransactionMode::Readonly, async |transaction| {
            let contents = transaction.object_store(CONTENTS)?;
            let texts = strings(contents.get_all::<String>().primitive()?.await?)?;
            Ok(texts.iter().map(|text| text.len() as u64).sum())
        })
        .await
    }

    /// Keeps a file under its digest, durably.
    pub async fn put_file(&self, digest: &str, file: &Blob) -> Result<()> {
        self.transact(TransactionMode::Readwrite, async |transaction| {
            let files = transaction.object_store(FILES)?;
            let put = files.put(JsValue::from(file));
            put.with_key(digest.to_owned()).primitive()?;
            Ok(())
        })
        .await
    }

    /// The file with a digest, if it is here.
    pub async fn file(&self, digest: &str) -> Result<Option<Blob>> {
        let found = self
            .transact(TransactionMode::Readonly, async |transaction| {
                let files = transaction.object_store(FILES)?;
                let file = files.get::<JsValue, _, _>(digest.to_owned()).primitive()?;
                Ok(file.await?)
            })
            .await?;
        Ok(found.and_then(|file| file.dyn_into().ok()))
    }

    /// The digests of the files that are here.
    pub async fn file_digests(&self) -> Result<BTreeSet<String>> {
        self.transact(TransactionMode::Readonly, async |transaction| {
            let files = transaction.object_store(FILES)?;
            let keys = files.get_all_keys::<String>().primitive()?.await?;
            Ok(strings(keys)?.into_iter().collect())
        })
        .await
    }

    /// Removes everything that the app keeps in this browser.
    pub async fn clear(&self) -> Result<()> {
        self.transact(TransactionMode::Readwrite, async |transaction| {
            for store in STORES {
                transaction.object_store(store)?.clear()?;
            }
            Ok(())
        })
        .await
    }

    /// A preference of this computer, such as the dossier that was open last.
    pub async fn preference(&self, key: &str) -> Option<String> {
        self.transact(TransactionMode::Readonly, async |transaction| {
            let preferences = transaction.object_store(PREFERENCES)?;
            Ok(preferences
                .get::<String, _, _>(key.to_owned())
                .primitive()?
                .await?)
        })
        .await
        .ok()?
    }

    /// Keeps a preference; an empty one is none. A preference that cannot be kept is no loss, so nothing is reported.
    pub async fn set_preference(&self, key: &str, value: &str) {
        let kept = self
            .transact(TransactionMode::Readwrite, async |transaction| {
                let preferences = transaction.object_store(PREFERENCES)?;
                if value.is_empty() {
                    preferences.delete(key.to_owned()).primitive()?.await?;
                    return Ok(());
                }
                let put = preferences.put(value.to_owned());
                put.with_key(key.to_owned()).primitive()?;
                Ok(())
            })
            .await;
        drop(kept);
    }
}

impl Link {
    async fn open(self: Rc<Self>) -> Result<Database> {
        let link = self.clone();
        let request = Database::open(DATABASE)
            .with_version(DATABASE_VERSION)
            .with_on_blocked(move |_| {
                link.blocked.set(true);
                let _ = link.trouble.unbounded_send(Trouble::Blocked);
                Ok(())
            })
            .with_on_upgrade_needed(|_, database| {
                let there: Vec<String> = database.object_store_names().collect();
                for name in STORES
                    .iter()
                    .filter(|name| there.iter().all(|of| of != *name))
                {
                    database.create_object_store(name).build()?;
                }
                Ok(())
            });
        let opened = request.await.map_err(|error| of_opening(&error));
        self.blocked.set(false);
        let database = opened?;
        self.open.replace(Some(database.clone()));
        if let Ok(mut changes) = database.version_changes() {
            // Listens for what happens from outside, as long as the connection lasts.
            spawn_local(async move {
                let happened = match changes.recv().await {
                    Some(_) => Trouble::LetGo,
                    None => {
                        self.open.borrow_mut().take();
                        Trouble::Lost
                    }
                };
                let _ = self.trouble.unbounded_send(happened);
            });
        }
        Ok(database)
    }
}

/// Why a transaction does not go on.
enum Stop {
    /// By our own condition; it is aborted.
    Refused(Failure),
    /// By the browser.
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Failed(error)
    }
}

/// The files here that some text in storage names.
async fn named_files(transaction: &Transaction<'_>) -> std::result::Result<BTreeSet<String>, Stop> {
    let files = transaction.object_store(FILES)?;
    let files = strings(files.get_all_keys::<String>().primitive()?.await?)?;
    let mut named = BTreeSet::new();
    if files.is_empty() {
        return Ok(named);
    }
    for store in [RECORDS, PREVIOUS, CONTENTS] {
        let store = transaction.object_store(store)?;
        let texts = strings(store.get_all::<String>().primitive()?.await?)?;
        let is_named = |file: &&String| texts.iter().any(|text| text.contains(file.as_str()));
        named.extend(files.iter().filter(is_named).cloned());
    }
    Ok(named)
}

/// Removes the contents that no snapshot names any more.
async fn sweep(transaction: &Transaction<'_>) -> std::result::Result<(), Stop> {
    let snapshots = transaction.object_store(SNAPSHOTS)?;
    let contents = transaction.object_store(CONTENTS)?;
    let texts = snapshots.get_all::<String>().primitive()?;
    let keys = contents.get_all_keys::<String>().primitive()?;
    let (texts, keys) = try_join(texts, keys).await?;
    for key in unreferenced(&strings(texts)?, strings(keys)?) {
        contents.delete(key).primitive()?;
    }
    Ok(())
}

fn strings(
    found: impl Iterator<Item = std::result::Result<String, Error>>,
) -> std::result::Result<Vec<String>, Error> {
    found.collect()
}

fn pairs(keys: Vec<String>, values: Vec<String>) -> Vec<(String, String)> {
    keys.into_iter().zip(values).collect()
}

/// What a store holds under a dossier's id, by the rest of the key.
fn under(
    store: &ObjectStore<'_>,
    id: &str,
) -> std::result::Result<
    impl Future<Output = std::result::Result<BTreeMap<String, String>, Error>> + use<>,
    Error,
> {
    let keys = store
        .get_all_keys::<String>()
        .with_query::<String, _>(range(id))
        .primitive()?;
    let values = store
        .get_all::<String>()
        .with_query::<String, _>(range(id))
        .primitive()?;
    let start = id.len() + 1;
    Ok(async move {
        let (keys, values) = try_join(keys, values).await?;
        let found = pairs(strings(keys)?, strings(values)?).into_iter();
        Ok(found
            .map(|(key, value)| (key[start..].to_owned(), value))
            .collect())
    })
}

fn numbered(id: &str, number: u64) -> String {
    format!("{id}/{number:010}")
}

/// All keys under a dossier's id: `/` is the character before `0`.
fn range(id: &str) -> KeyRange<String> {
    KeyRange::Bound(format!("{id}/"), false, format!("{id}0"), true)
}

/// Waits for the browser, but not for ever.
async fn in_time<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let (ring, rung) = oneshot::channel::<()>();
    let _bell = Timeout::new(PATIENCE, move || drop(ring));
    match select(std::pin::pin!(work), rung).await {
        Either::Left((done, _)) => done,
        Either::Right(_) => Err(Failure::NoAnswer),
    }
}

fn of_opening(error: &OpenDbError) -> Failure {
    match error {
        OpenDbError::Base(error) => match of_error(error) {
            Failure::Other(name) if name == "SecurityError" => Failure::NoStorage,
            failure => failure,
        },
        _ => Failure::NoStorage,
    }
}

/// Why a transaction failed: when one request fails, the others only say that they were aborted.
fn reason(transaction: &JsValue, error: &Error) -> Failure {
    let why = transaction
        .unchecked_ref::<web_sys::IdbTransaction>()
        .error();
    why.map_or_else(|| of_error(error), |why| of_name(&why.name()))
}

fn of_error(error: &Error) -> Failure {
    match error {
        Error::DomException(why) => of_dom(why),
        _ => Failure::Other("unknown".to_owned()),
    }
}

fn of_dom(why: &DomException) -> Failure {
    of_name(&why.as_sys().name())
}

fn of_name(name: &str) -> Failure {
    match name {
        // Our own `add` of a name that was ended.
        "ConstraintError" => Failure::Stale,
        "QuotaExceededError" => Failure::Full,
        "VersionError" => Failure::Newer,
        "InvalidStateError" | "TransactionInactiveError" | "AbortError" => Failure::Closed,
        name => Failure::Other(name.to_owned()),
    }
}
