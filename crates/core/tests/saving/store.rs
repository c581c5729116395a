//! A storage that does what IndexedDB does, later or not at all.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use quality_award_core::dossier::{Dossier, RecordKey};
use quality_award_core::storage::{self, Batch, Failure, Kept, Opening, StoredHead, Ticket};

use super::document::{ID, State, Tokens, tokens_in};

/// What is wrong with the storage on purpose, to see that it is found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Planted {
    /// What it holds is never compared.
    pub no_compare: bool,
    /// Ended writers go on writing.
    pub no_end: bool,
    /// Records that do not differ from the confirmed state are dropped from a save.
    pub confirmed_only: bool,
    /// A failure is answered as done.
    pub says_done: bool,
}

/// A transaction that was asked for.
pub struct Asked {
    /// The visit that asked, and its ticket; none of a head changed from the list.
    pub by: Option<(u64, Ticket)>,
    pub batch: Batch,
    /// The document that the window had when it asked.
    pub state: State,
    /// Tokens that a person removed there.
    pub may: Tokens,
    /// How many transactions had been run when the window read what it builds upon.
    pub read: u64,
    /// The connection on which storage last compared for the window.
    pub connection: u64,
}

/// What became of a transaction.
pub struct Run {
    pub by: Option<(u64, Ticket)>,
    pub answer: Result<(), Failure>,
    /// It took effect after a comparison.
    pub compared: bool,
}

#[derive(Default)]
pub struct Store {
    pub planted: Planted,
    pub full: bool,
    pub queue: VecDeque<Asked>,
    pub head: Option<StoredHead>,
    records: BTreeMap<String, (String, Tokens)>,
    previous: BTreeMap<String, String>,
    ended: BTreeSet<String>,
    /// The same as the records, put together.
    whole: Rc<Dossier>,
    /// How often the database was deleted, which closes all connections.
    pub connection: u64,
    /// Transactions that took effect.
    pub made: u64,
    /// When the dossier was put into the bin.
    binned: u64,
    /// Tokens that people removed.
    pub removed: Tokens,
}

impl Store {
    pub fn new(planted: Planted) -> Store {
        Store {
            planted,
            ..Store::default()
        }
    }

    /// The tokens that are kept.
    pub fn tokens(&self) -> Tokens {
        self.records.values().fold(0, |all, (_, some)| all | some)
    }

    /// Everything is deleted. What waits is aborted or runs in the database that is made anew.
    pub fn wipe(&mut self) {
        self.head = None;
        self.records.clear();
        self.previous.clear();
        self.ended.clear();
        self.whole = Rc::default();
        self.connection += 1;
    }

    /// What lies there, as it is read for opening.
    pub fn kept(&self) -> Kept {
        let texts = self.records.iter();
        Kept {
            id: ID.into(),
            head: self.head.as_ref().map(StoredHead::text),
            records: texts
                .map(|(key, (text, _))| (key.clone(), text.clone()))
                .collect(),
            previous: self.previous.clone(),
            snapshots: BTreeMap::new(),
        }
    }

    /// Opens what is there. Each opening of a `thorough` run goes through the texts, and is held against what the
    /// records were made from; the others take that, which is a hundred times as fast.
    pub fn open(&self, thorough: bool) -> Result<Option<(State, StoredHead)>, String> {
        let Some(head) = self.head.clone() else {
            return Ok(None);
        };
        let state = State {
            dossier: self.whole.clone(),
            tokens: self.tokens(),
        };
        if !thorough {
            return Ok(Some((state, head)));
        }
        let Some(Opening {
            dossier,
            head,
            wrong,
        }) = storage::open(&self.kept())
        else {
            return Err("a head without an opening".into());
        };
        if !wrong.is_empty() {
            return Err(format!("a save left this behind: {wrong:?}"));
        }
        if dossier != *self.whole {
            return Err(format!(
                "{dossier:?} was read, {:?} was written",
                self.whole
            ));
        }
        Ok(Some((state, head)))
    }

    /// Runs the oldest transaction. `fails` is what gets in the way; `lost` says that only the answer does.
    pub fn run(&mut self, fails: Option<Failure>, lost: bool) -> Result<Option<Run>, String> {
        let Some(asked) = self.queue.pop_front() else {
            return Ok(None);
        };
        let fails = fails.or_else(|| self.full.then_some(Failure::Full));
        let check = self.check(&asked);
        let done = check.is_ok() && (fails.is_none() || lost);
        let answer = match (check, fails) {
            (Err(refused), None) => Err(refused),
            (_, Some(failed)) if !self.planted.says_done => Err(failed),
            _ => Ok(()),
        };
        let by = asked.by;
        let compared = done && asked.batch.compare;
        if done {
            self.take(asked)?;
        }
        Ok(Some(Run {
            by,
            answer,
            compared,
        }))
    }

    fn check(&self, asked: &Asked) -> Result<(), Failure> {
        let Asked {
            batch, connection, ..
        } = asked;
        if self.ended.contains(&batch.writer) && !self.planted.no_end {
            return Err(Failure::Stale);
        }
        match batch.compare {
            false if *connection != self.connection => Err(Failure::Closed),
            true if !self.planted.no_compare => batch.check(self.head.as_ref()),
            _ => Ok(()),
        }
    }

    fn take(&mut self, asked: Asked) -> Result<(), String> {
        let Asked {
            by,
            batch,
            state,
            may,
            read,
            ..
        } = asked;
        let before = self.tokens();
        if batch.whole {
            self.records.clear();
            self.previous.clear();
            self.whole = Rc::default();
        }
        let mut sections = Vec::new();
        for (key, text) in batch.records {
            let section = RecordKey::parse(&key).ok_or("a key of no section")?;
            sections.push(section);
            match text {
                Some(text) => {
                    let tokens = tokens_in(&text);
                    self.records.insert(key, (text, tokens))
                }
                None => self.records.remove(&key),
            };
        }
        self.previous.extend(batch.previous);
        let whole = Rc::make_mut(&mut self.whole);
        whole.id = ID.into();
        whole.restore(&state.dossier, &sections);
        self.ended.extend(batch.ends);
        self.made += 1;
        let was = self
            .head
            .as_ref()
            .is_some_and(|head| !head.head.deleted.is_empty());
        let now = !batch.head.head.deleted.is_empty();
        if was && !now && read < self.binned {
            return Err("a deleted dossier came back by itself".into());
        }
        if now && !was {
            self.binned = self.made;
        }
        let last = self.head.as_ref().map_or(0, |head| head.head.generation);
        if batch.head.head.generation <= last {
            return Err("a generation was given twice".into());
        }
        self.head = Some(batch.head);
        let after = self.tokens();
        let gone = before & !after;
        if gone & !may != 0 {
            return Err(format!("{:b} were overwritten", gone & !may));
        }
        self.removed = (self.removed | gone) & !after;
        if by.is_some() && after != state.tokens {
            let (kept, shown) = (after, state.tokens);
            return Err(format!("saved {kept:b} of a document with {shown:b}"));
        }
        Ok(())
    }
}
