//! When what is written, and what may be said of it: a machine without a clock, storage or screen. The app tells it
//! what happened and does the [`Command`]s that come back, in their order.
//!
//! - A save is due from the first change on, and goes out when the running timer fires; the timer is never put off.
//! - One save is under way at a time. Only a page that is being hidden sends another behind it, which then writes
//!   again what the first one writes, so that it does not matter which of them arrives.
//! - A section is confirmed only by storage's answer. What differs from the confirmed state or is under way is due.
//! - Saved is said when storage has confirmed everything, and never otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::batch::Batch;
use super::failure::Failure;
use super::head::{Head, Listed, StoredHead};
use crate::dossier::{Dossier, Section, record_value};

/// Milliseconds from the first unsaved change to the write: with a save under way at the last key, what was typed is
/// still in storage a third of a second after it.
const DELAY: u32 = 200;

/// Milliseconds from a failed save to the next try.
const RETRY: u32 = 5_000;

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

#[derive(Debug)]
struct Draft {
    /// The newest state.
    now: Rc<Dossier>,
    exported: Rc<str>,
    /// The state that storage has confirmed.
    saved: Rc<Dossier>,
    /// The head that storage has confirmed; generation 0 while there is none.
    confirmed: StoredHead,
    /// The name of this window as a writer.
    writer: String,
    /// Storage knows this window as the writer.
    holds: bool,
    flights: Vec<Flight>,
    /// Sections to write although they look confirmed.
    again: BTreeSet<Section>,
    /// Everything has to be written, and what else storage holds of the dossier goes.
    whole: bool,
    /// The head has to be written although no section is due.
    touch: bool,
    timer: bool,
    settling: bool,
    failure: Option<Failure>,
    mode: Mode,
    standing: Standing,
}

#[derive(Debug)]
struct Flight {
    ticket: Ticket,
    dossier: Rc<Dossier>,
    exported: Rc<str>,
    sections: BTreeSet<Section>,
    head: StoredHead,
    whole: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Writing,
    Following,
    Conflict,
}

impl Saver {
    /// Starts to write a dossier that storage does not hold in this form: a new one (`generation` 0), or one that
    /// takes the place of what storage holds at this generation under its id.
    pub fn adopt(
        &mut self,
        dossier: &Rc<Dossier>,
        generation: u64,
        writer: String,
        minute: &str,
    ) -> Vec<Command> {
        let empty = Dossier {
            id: dossier.id.clone(),
            ..Dossier::default()
        };
        let mut draft = Draft::new(
            dossier.clone(),
            Rc::new(empty),
            StoredHead::default(),
            writer,
        );
        draft.confirmed.head = Head::of(dossier);
        draft.confirmed.head.generation = generation;
        draft.whole = true;
        self.begin(draft, minute)
    }

    /// Goes on with a dossier as it was read from storage, with the head it has there. `writer` is the new name of
    /// this window. With `claim` storage is told at once that it writes now; without, only with the first save, so
    /// that windows which cannot agree by a lock do not end each other by looking.
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

    /// Shows a dossier that another window writes. It may be called again with what that window has saved since.
    pub fn follow(&mut self, dossier: &Rc<Dossier>, head: StoredHead) -> Vec<Command> {
        let mut draft = Draft::new(dossier.clone(), dossier.clone(), head, String::new());
        draft.mode = Mode::Following;
        let mut out = Vec::new();
        draft.show(&mut out);
        self.draft = Some(draft);
        out
    }

    /// Goes on after a conflict: `merged` is what the person chose, `head` and `stored` what storage held when they
    /// chose.
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
        self.draft = Some(draft);
        out
    }

    /// Ends watching. What is under way is not called back; what is due is not written. [`Saver::settle`] first.
    pub fn close(&mut self) {
        self.draft = None;
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
        self.draft.as_ref().is_some_and(|draft| match draft.mode {
            Mode::Following => false,
            Mode::Writing | Mode::Conflict => draft.is_due() || !draft.flights.is_empty(),
        })
    }

    /// The sections that are on the page alone.
    pub fn unsaved(&self) -> BTreeSet<Section> {
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
        draft.arm(DELAY, &mut out);
        draft.show(&mut out);
        out
    }

    /// Writes sections again although storage has confirmed them: they were put right on opening.
    pub fn rewrite(&mut self, sections: impl IntoIterator<Item = Section>) -> Vec<Command> {
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

    /// Writes what is due now; [`Command::Settled`] follows when storage has it all, or cannot have it.
    pub fn settle(&mut self, minute: &str) -> Vec<Command> {
        if let Some(draft) = &mut self.draft {
            draft.settling = true;
        }
        let mut out = self.write(false, minute);
        self.settled(&mut out);
        out
    }

    /// The connection to storage was closed from outside: what is there now is found out at once.
    pub fn lost(&mut self, minute: &str) -> Vec<Command> {
        if let Some(draft) = &mut self.draft
            && draft.mode == Mode::Writing
        {
            draft.touch = true;
        }
        self.write(false, minute)
    }

    /// Another window has taken over, and this one had everything written: it follows from now on.
    pub fn gave_up(&mut self) -> Vec<Command> {
        let mut out = Vec::new();
        if let Some(draft) = &mut self.draft {
            draft.mode = Mode::Following;
            draft.touch = false;
            draft.show(&mut out);
        }
        out
    }

    fn write(&mut self, urgent: bool, minute: &str) -> Vec<Command> {
        let mut out = Vec::new();
        let Some(draft) = &mut self.draft else {
            return out;
        };
        let waits = !draft.flights.is_empty() && !(urgent && draft.holds);
        // What a save under way holds already need not go again when the page is hidden.
        let sent = draft.flights.last().is_some_and(|last| {
            Rc::ptr_eq(&last.dossier, &draft.now) && last.exported == draft.exported
        });
        if draft.mode == Mode::Writing && draft.is_due() && !waits && !sent {
            self.tickets += 1;
            let compare = !(urgent && draft.holds);
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
        if self.draft.as_ref().is_some_and(|draft| draft.settling) {
            out.extend(self.write(false, minute));
        }
        out
    }

    fn settled(&mut self, out: &mut Vec<Command>) {
        let Some(draft) = self.draft.as_mut().filter(|draft| draft.settling) else {
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
            draft.settling = false;
            out.push(Command::Settled(answer));
        }
    }
}

impl Draft {
    fn new(now: Rc<Dossier>, saved: Rc<Dossier>, confirmed: StoredHead, writer: String) -> Draft {
        Draft {
            now,
            exported: confirmed.head.exported.as_str().into(),
            saved,
            confirmed,
            writer,
            holds: false,
            flights: Vec::new(),
            again: BTreeSet::new(),
            whole: false,
            touch: false,
            timer: false,
            settling: false,
            failure: None,
            mode: Mode::Writing,
            standing: Standing::Untouched,
        }
    }

    /// The sections that storage has not confirmed as they are now.
    fn due(&self) -> BTreeSet<Section> {
        if self.whole {
            return self.now.sections().into_iter().collect();
        }
        let mut due: BTreeSet<Section> = self.now.changed_since(&self.saved).into_iter().collect();
        due.extend(self.again.iter().cloned());
        for flight in &self.flights {
            due.extend(flight.sections.iter().cloned());
        }
        due
    }

    fn is_due(&self) -> bool {
        self.whole
            || self.touch
            || self.failure.is_some()
            || !self.again.is_empty()
            || *self.exported != *self.confirmed.head.exported
            || !self.now.changed_since(&self.saved).is_empty()
            || !self.flights.is_empty()
    }

    fn arm(&mut self, after: u32, out: &mut Vec<Command>) {
        if !self.timer && self.mode == Mode::Writing {
            self.timer = true;
            out.push(Command::Timer(after));
        }
    }

    fn show(&mut self, out: &mut Vec<Command>) {
        let standing = match (self.mode, &self.failure) {
            (Mode::Following, _) => Standing::Following,
            (Mode::Conflict, _) => Standing::Conflict,
            // A failure stays until a save has succeeded.
            (Mode::Writing, Some(failure)) => Standing::Failed(failure.clone()),
            (Mode::Writing, None) => {
                // Taking note of who writes changes nothing that a person wrote.
                let due = match self.touch && !self.whole {
                    true => !self.due_beside_touch(),
                    false => !self.is_due(),
                };
                match due {
                    false => Standing::Pending,
                    true => match self.standing {
                        Standing::Untouched => Standing::Untouched,
                        _ => Standing::Saved(time_of(&self.confirmed.head.changed)),
                    },
                }
            }
        };
        if standing != self.standing {
            self.standing = standing.clone();
            out.push(Command::Standing(standing));
        }
    }

    /// Something that a person did is due, not only the note of who writes.
    fn due_beside_touch(&self) -> bool {
        !self.due().is_empty() || *self.exported != *self.confirmed.head.exported
    }

    fn send(&mut self, ticket: Ticket, compare: bool, minute: &str, out: &mut Vec<Command>) {
        let due = self.due();
        let last = self
            .flights
            .last()
            .map_or(&self.confirmed, |flight| &flight.head);
        let generation = last.head.generation + 1;
        let base = last.head.generation;
        let mut sections = match self.whole {
            true => BTreeMap::new(),
            false => last.sections.clone().unwrap_or_else(|| self.unlisted()),
        };
        let mut records = Vec::new();
        let mut previous = Vec::new();
        for section in &due {
            let key = section.to_string();
            let value = self.now.record(section).map(|json| {
                sections.insert(key.clone(), Listed::of(generation, &json));
                record_value(generation, &json)
            });
            if value.is_none() {
                sections.remove(&key);
            }
            if let Some(good) = self.saved.record(section) {
                let listed = self.confirmed.sections.as_ref().and_then(|of| of.get(&key));
                let generation = listed.map_or(self.confirmed.head.generation, |of| of.generation);
                previous.push((key.clone(), record_value(generation, &good)));
            }
            records.push((key, value));
        }
        let changed = match due.is_empty() {
            true => last.head.changed.clone(),
            false => minute.to_owned(),
        };
        let head = StoredHead {
            head: Head {
                changed,
                exported: self.exported.to_string(),
                generation,
                ..Head::of(&self.now)
            },
            writer: self.writer.clone(),
            sections: Some(sections),
        };
        let ends = (!self.holds && self.confirmed.writer != self.writer)
            .then(|| self.confirmed.writer.clone())
            .filter(|writer| !writer.is_empty());
        self.flights.push(Flight {
            ticket,
            dossier: self.now.clone(),
            exported: self.exported.clone(),
            sections: due,
            head: head.clone(),
            whole: self.whole,
        });
        let batch = Batch {
            id: self.now.id.clone(),
            base,
            compare,
            writer: self.writer.clone(),
            ends,
            head,
            records,
            previous,
            whole: self.whole,
        };
        out.push(Command::Commit(ticket, Box::new(batch)));
        self.show(out);
    }

    /// The sections of a dossier that was stored with a head of the first format.
    fn unlisted(&self) -> BTreeMap<String, Listed> {
        let generation = self.confirmed.head.generation;
        let sections = self.saved.sections();
        let listed = sections.iter().filter_map(|section| {
            let json = self.saved.record(section)?;
            Some((section.to_string(), Listed::of(generation, &json)))
        });
        listed.collect()
    }

    fn confirm(&mut self, flight: Flight, out: &mut Vec<Command>) {
        // Storage answers in the order it was asked, so this is the newest it has.
        self.saved = flight.dossier;
        self.confirmed = flight.head;
        self.holds = true;
        self.touch = false;
        self.failure = None;
        self.again
            .retain(|section| !flight.sections.contains(section));
        if flight.whole {
            self.whole = false;
        }
        if let Standing::Untouched | Standing::Failed(_) = self.standing
            && (!flight.sections.is_empty() || self.standing != Standing::Untouched)
        {
            self.standing = Standing::Pending;
        }
        out.push(Command::Confirmed(Box::new(self.confirmed.head.clone())));
        if self.is_due() {
            self.arm(DELAY, out);
        }
    }

    fn failed(&mut self, flight: &Flight, failure: Failure, out: &mut Vec<Command>) {
        match failure {
            Failure::Stale => {
                self.mode = Mode::Conflict;
                self.again.extend(flight.sections.iter().cloned());
            }
            Failure::Gone => {
                // All of it is on this page alone now.
                self.whole = true;
                self.holds = false;
                self.confirmed.head.generation = 0;
                self.confirmed.writer = String::new();
                self.failure = Some(failure);
                self.arm(DELAY, out);
            }
            failure => {
                self.again.extend(flight.sections.iter().cloned());
                let passes = failure.passes();
                self.failure = Some(failure);
                if passes {
                    self.timer = false;
                    self.arm(RETRY, out);
                }
            }
        }
    }
}

/// The time of a local minute such as `2026-11-23 14:32`.
fn time_of(minute: &str) -> String {
    minute
        .split_once(' ')
        .map_or("", |(_, time)| time)
        .to_owned()
}
