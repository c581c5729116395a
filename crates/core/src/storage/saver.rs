//! When what is written, and what may be said of it: a machine without a clock, storage or screen. The app tells it
//! what happened and does the [`Command`]s that come back, in their order.
//!
//! - A save is due from the first change on, and goes out when the running timer fires; the timer is never put off.
//! - One save is under way at a time. Only a page that is being hidden sends another behind it, which then writes
//!   again what the first one writes, so that it does not matter which of them arrives.
//! - A failed save may have been made all the same (the answer got lost), so it is written again whatever it held.
//! - A section is confirmed only by storage's answer. What differs from the confirmed state or is under way is due.
//! - Saved is said when storage has confirmed everything, and never otherwise.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::batch::Batch;
use super::draft::{DELAY, Draft, Mode};
use super::failure::Failure;
use super::head::{Head, StoredHead};
use crate::dossier::{Dossier, RecordKey};

/// A save under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(u64);

/// What the app has to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Run this transaction, and call [`Saver::answered`] with its ticket, once, however it ends.
    Commit(Ticket, Box<Batch>),
    /// Call [`Saver::timer`] after so many milliseconds; an earlier order is void.
    Timer(u32),
    /// Storage has confirmed a save: what the list now shows of the dossier.
    Confirmed(Box<Head>),
    /// The [`Standing`] is another.
    Standing(Standing),
    /// Nothing is left to write, or why something is: the answer to [`Saver::settle`].
    Settled(Result<(), Failure>),
}

/// How the open dossier stands in storage. What it says is true, or it is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Storage holds it as it was opened.
    #[default]
    Untouched,
    /// A change is not confirmed yet.
    Pending,
    /// Storage has confirmed everything; the local minute of the last save.
    Saved(String),
    /// The last save failed. What was typed since the last confirmed one is on the page alone.
    Failed(Failure),
    /// Another window writes; this one follows it.
    Following,
    /// Another window wrote what this one has not read: nothing is written until the person has chosen.
    Conflict,
}

/// The saver of one window.
#[derive(Debug, Default)]
pub struct Saver {
    draft: Option<Draft>,
    tickets: u64,
}

impl Saver {
    /// Starts to write a dossier that storage does not hold in this form: a new one, or one that takes the place of
    /// what storage holds with the head `replaced`, whose writer ends.
    pub fn adopt(
        &mut self,
        dossier: &Rc<Dossier>,
        replaced: Option<&StoredHead>,
        writer: String,
        minute: &str,
    ) -> Vec<Command> {
        let empty = Dossier {
            id: dossier.id.clone(),
            ..Dossier::default()
        };
        let replaced = replaced.cloned().unwrap_or_default();
        let confirmed = StoredHead {
            head: Head {
                generation: replaced.head.generation,
                ..Head::of(dossier)
            },
            ..replaced
        };
        let mut draft = Draft::new(dossier.clone(), Rc::new(empty), confirmed, writer);
        draft.whole = true;
        self.begin(draft, minute)
    }

    /// Goes on with a dossier as it was read from storage, with the head it has there. `writer` is a name that no
    /// window had before. With `claim` it is written to storage at once that this window writes now; without, only with the first save,
    /// so that windows which cannot agree by a lock do not end each other by looking.
    pub fn resume(
        &mut self,
        dossier: &Rc<Dossier>,
        head: StoredHead,
        writer: String,
        claim: bool,
        minute: &str,
    ) -> Vec<Command> {
        let mut draft = Draft::new(dossier.clone(), dossier.clone(), head, writer);
        draft.touch = claim;
        self.begin(draft, minute)
    }

    /// Shows a dossier that another window writes. It may be called again with what that window has saved since. A
    /// window that has something unsaved of that dossier keeps it, as a conflict.
    pub fn follow(&mut self, dossier: &Rc<Dossier>, head: StoredHead) -> Vec<Command> {
        if self.id() == Some(&dossier.id) && self.is_unsaved() {
            return self.gave_up();
        }
        let mut draft = Draft::new(dossier.clone(), dossier.clone(), head, String::new());
        draft.mode = Mode::Following;
        draft.show(&mut Vec::new());
        self.put(Some(draft), Vec::new())
    }

    /// Goes on after a conflict, under a name that no window had before: `merged` is what the person chose, `head` and
    /// `stored` what storage held when they chose.
    pub fn resolve(
        &mut self,
        merged: &Rc<Dossier>,
        stored: &Rc<Dossier>,
        head: StoredHead,
        writer: String,
        minute: &str,
    ) -> Vec<Command> {
        let mut draft = Draft::new(merged.clone(), stored.clone(), head, writer);
        draft.touch = true;
        self.begin(draft, minute)
    }

    fn begin(&mut self, mut draft: Draft, minute: &str) -> Vec<Command> {
        let mut out = Vec::new();
        if draft.is_due() {
            self.tickets += 1;
            draft.send(Ticket(self.tickets), true, minute, &mut out);
        }
        self.put(Some(draft), out)
    }

    /// Ends watching. What is under way is not called back; what is due is not written. [`Saver::settle`] first; who
    /// still waits for that is answered now.
    pub fn close(&mut self) -> Vec<Command> {
        self.put(None, Vec::new())
    }

    /// Puts another draft in the place of the one that is watched.
    fn put(&mut self, next: Option<Draft>, then: Vec<Command>) -> Vec<Command> {
        let before = self.standing();
        let mut out = Vec::new();
        if let Some(draft) = std::mem::replace(&mut self.draft, next) {
            let answer = match draft.is_unsaved() {
                true => Err(draft.failure.unwrap_or(Failure::NoAnswer)),
                false => Ok(()),
            };
            out.extend(vec![Command::Settled(answer); draft.settling]);
        }
        let told = |command: &Command| !matches!(command, Command::Standing(_));
        out.extend(then.into_iter().filter(told));
        if self.standing() != before {
            out.push(Command::Standing(self.standing()));
        }
        out
    }

    /// The dossier's id, while one is watched.
    pub fn id(&self) -> Option<&str> {
        self.draft.as_ref().map(|draft| draft.now.id.as_str())
    }

    /// The state and the head that storage has confirmed last.
    pub fn confirmed(&self) -> Option<(&Rc<Dossier>, &StoredHead)> {
        let draft = self.draft.as_ref()?;
        Some((&draft.saved, &draft.confirmed))
    }

    /// How the watched dossier stands.
    pub fn standing(&self) -> Standing {
        self.draft
            .as_ref()
            .map_or(Standing::Untouched, |draft| draft.standing.clone())
    }

    /// Whether something would be lost if the page went now.
    pub fn is_unsaved(&self) -> bool {
        self.draft.as_ref().is_some_and(Draft::is_unsaved)
    }

    /// The sections that are on the page alone.
    pub fn unsaved(&self) -> BTreeSet<RecordKey> {
        self.draft.as_ref().map_or_else(BTreeSet::new, Draft::due)
    }

    /// Takes note of the newest state. A dossier that is not the watched one is left alone.
    pub fn changed(&mut self, dossier: &Rc<Dossier>, exported: &Rc<str>) -> Vec<Command> {
        let mut out = Vec::new();
        let Some(draft) = &mut self.draft else {
            return out;
        };
        let same = Rc::ptr_eq(&draft.now, dossier) && draft.exported == *exported;
        if draft.now.id != dossier.id || same || draft.mode == Mode::Following {
            return out;
        }
        draft.now = dossier.clone();
        draft.exported = exported.clone();
        draft.compare();
        draft.arm(DELAY, &mut out);
        draft.show(&mut out);
        out
    }

    /// Writes sections again although storage has confirmed them: they were put right on opening.
    pub fn rewrite(&mut self, sections: impl IntoIterator<Item = RecordKey>) -> Vec<Command> {
        let mut out = Vec::new();
        if let Some(draft) = &mut self.draft {
            draft.again.extend(sections);
            draft.arm(DELAY, &mut out);
            draft.show(&mut out);
        }
        out
    }

    /// The time of the last [`Command::Timer`] is up.
    pub fn timer(&mut self, minute: &str) -> Vec<Command> {
        if let Some(draft) = &mut self.draft {
            draft.timer = false;
        }
        self.write(false, minute)
    }

    /// The page goes out of sight or is closed: what is due is written without waiting for anything.
    pub fn hide(&mut self, minute: &str) -> Vec<Command> {
        self.write(true, minute)
    }

    /// Writes what is due now; [`Command::Settled`] follows once when storage has it all, or cannot have it.
    pub fn settle(&mut self, minute: &str) -> Vec<Command> {
        let Some(draft) = &mut self.draft else {
            return vec![Command::Settled(Ok(()))];
        };
        draft.settling += 1;
        let mut out = self.write(false, minute);
        self.settled(&mut out);
        out
    }

    /// The connection to storage was closed from outside: what is there now is found out at once.
    pub fn lost(&mut self, minute: &str) -> Vec<Command> {
        let mut out = Vec::new();
        if let Some(draft) = &mut self.draft
            && draft.mode == Mode::Writing
        {
            draft.doubt = true;
            draft.holds = false;
            for flight in &mut draft.flights {
                flight.fresh = false;
            }
            draft.show(&mut out);
        }
        out.extend(self.write(false, minute));
        out
    }

    /// Another window has taken over: this one follows it from now on. What it has not saved, it keeps as a conflict.
    pub fn gave_up(&mut self) -> Vec<Command> {
        let mut out = Vec::new();
        if let Some(draft) = &mut self.draft {
            draft.mode = match draft.is_unsaved() {
                true => Mode::Conflict,
                false => Mode::Following,
            };
            draft.show(&mut out);
        }
        self.settled(&mut out);
        out
    }

    fn write(&mut self, urgent: bool, minute: &str) -> Vec<Command> {
        let mut out = Vec::new();
        let Some(draft) = &mut self.draft else {
            return out;
        };
        let compare = !(urgent && draft.holds);
        let waits = !urgent && !draft.flights.is_empty();
        // What a save under way holds already need not go again, unless that one waits for storage to be compared.
        let sent = draft.flights.last().is_some_and(|last| {
            let same = Rc::ptr_eq(&last.dossier, &draft.now) && last.exported == draft.exported;
            same && (compare || !last.compare)
        });
        if draft.mode == Mode::Writing && draft.is_due() && !waits && !sent {
            self.tickets += 1;
            draft.send(Ticket(self.tickets), compare, minute, &mut out);
        }
        out
    }

    /// Storage has answered.
    pub fn answered(
        &mut self,
        ticket: Ticket,
        answer: Result<(), Failure>,
        minute: &str,
    ) -> Vec<Command> {
        let mut out = Vec::new();
        let Some(draft) = &mut self.draft else {
            return out;
        };
        // Of a dossier that is not watched any more.
        let Some(at) = draft
            .flights
            .iter()
            .position(|flight| flight.ticket == ticket)
        else {
            return out;
        };
        let flight = draft.flights.remove(at);
        match answer {
            Ok(()) => draft.confirm(flight, &mut out),
            Err(failure) => draft.failed(&flight, failure, &mut out),
        }
        draft.show(&mut out);
        self.settled(&mut out);
        // Who waits, waits for all of it.
        if self.draft.as_ref().is_some_and(|draft| draft.settling > 0) {
            out.extend(self.write(false, minute));
        }
        out
    }

    fn settled(&mut self, out: &mut Vec<Command>) {
        let Some(draft) = self.draft.as_mut().filter(|draft| draft.settling > 0) else {
            return;
        };
        let answer = match (draft.mode, &draft.failure) {
            (Mode::Following, _) => Some(Ok(())),
            (Mode::Conflict, _) => Some(Err(Failure::Stale)),
            _ if !draft.flights.is_empty() => None,
            (_, Some(failure)) => Some(Err(failure.clone())),
            _ => (!draft.is_due()).then_some(Ok(())),
        };
        if let Some(answer) = answer {
            let waiting = std::mem::take(&mut draft.settling);
            out.extend(vec![Command::Settled(answer); waiting]);
        }
    }
}
