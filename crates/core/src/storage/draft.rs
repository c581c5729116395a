//! The open dossier as its saver sees it: what is confirmed, what is under way, what is due.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::batch::Batch;
use super::failure::Failure;
use super::head::{Head, Listed, StoredHead};
use super::saver::{Command, Standing, Ticket};
use crate::dossier::{Dossier, RecordKey, record_value};

/// Milliseconds from the first unsaved change to the write: with a save under way at the last key, what was typed is
/// still in storage a third of a second after it.
pub(super) const DELAY: u32 = 200;

/// Milliseconds from a failed save to the next try.
const RETRY: u32 = 2_000;

#[derive(Debug)]
pub(super) struct Draft {
    /// The newest state.
    pub(super) now: Rc<Dossier>,
    pub(super) exported: Rc<str>,
    /// The state that storage has confirmed.
    pub(super) saved: Rc<Dossier>,
    /// The sections in which both differ.
    differs: Vec<RecordKey>,
    /// The head that storage has confirmed.
    pub(super) confirmed: StoredHead,
    /// The highest generation given to a save. None is given twice: a save that was answered as failed may have been
    /// made all the same, and a window that read it must differ from one that read the next.
    generation: u64,
    /// The name of this window as a writer.
    writer: String,
    /// Storage knows this window as the writer.
    pub(super) holds: bool,
    pub(super) flights: Vec<Flight>,
    /// Sections to write although they look confirmed.
    pub(super) again: BTreeSet<RecordKey>,
    /// Everything has to be written, and what else storage holds of the dossier goes.
    pub(super) whole: bool,
    /// Storage does not know yet who writes now.
    pub(super) touch: bool,
    /// Storage may have lost what it confirmed.
    pub(super) doubt: bool,
    /// Storage has confirmed a change since the dossier was opened.
    wrote: bool,
    pub(super) timer: bool,
    /// How often `Saver::settle` waits for its answer.
    pub(super) settling: usize,
    pub(super) failure: Option<Failure>,
    pub(super) mode: Mode,
    pub(super) standing: Standing,
}

#[derive(Debug)]
pub(super) struct Flight {
    pub(super) ticket: Ticket,
    pub(super) dossier: Rc<Dossier>,
    pub(super) exported: Rc<str>,
    sections: BTreeSet<RecordKey>,
    head: StoredHead,
    pub(super) whole: bool,
    pub(super) compare: bool,
    /// Sent after the last reason for doubt.
    pub(super) fresh: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Writing,
    Following,
    Conflict,
}

impl Draft {
    pub(super) fn new(
        now: Rc<Dossier>,
        saved: Rc<Dossier>,
        confirmed: StoredHead,
        writer: String,
    ) -> Draft {
        let mut draft = Draft {
            now,
            exported: confirmed.head.exported.as_str().into(),
            saved,
            differs: Vec::new(),
            generation: confirmed.head.generation,
            // Without a list nothing is known of the records.
            whole: confirmed.sections.is_none(),
            confirmed,
            writer,
            holds: false,
            flights: Vec::new(),
            again: BTreeSet::new(),
            touch: false,
            doubt: false,
            wrote: false,
            timer: false,
            settling: 0,
            failure: None,
            mode: Mode::Writing,
            standing: Standing::Untouched,
        };
        draft.compare();
        draft
    }

    /// To be called whenever one of both states is another.
    pub(super) fn compare(&mut self) {
        self.differs = match Rc::ptr_eq(&self.now, &self.saved) {
            true => Vec::new(),
            false => self.now.changed_since(&self.saved),
        };
    }

    /// The sections that storage has not confirmed as they are now.
    pub(super) fn due(&self) -> BTreeSet<RecordKey> {
        if self.whole {
            return self.now.sections().into_iter().collect();
        }
        let flying = self.flights.iter().flat_map(|flight| &flight.sections);
        let due = self.differs.iter().chain(&self.again).chain(flying);
        due.cloned().collect()
    }

    /// Something that a person did is not confirmed, or may have been lost since.
    fn is_open(&self) -> bool {
        self.whole
            || self.doubt
            || !self.differs.is_empty()
            || !self.again.is_empty()
            || *self.exported != *self.confirmed.head.exported
            || self
                .flights
                .iter()
                .any(|flight| !flight.sections.is_empty())
    }

    pub(super) fn is_unsaved(&self) -> bool {
        self.mode != Mode::Following && self.is_open()
    }

    /// Something is to be written, if only the note of who writes.
    pub(super) fn is_due(&self) -> bool {
        self.is_open() || self.touch || self.failure.is_some() || !self.flights.is_empty()
    }

    pub(super) fn arm(&mut self, after: u32, out: &mut Vec<Command>) {
        if !self.timer && self.mode == Mode::Writing {
            self.timer = true;
            out.push(Command::Timer(after));
        }
    }

    pub(super) fn show(&mut self, out: &mut Vec<Command>) {
        let standing = match (self.mode, &self.failure) {
            (Mode::Following, _) => Standing::Following,
            (Mode::Conflict, _) => Standing::Conflict,
            // A failure stays until a save has succeeded.
            (Mode::Writing, Some(failure)) => Standing::Failed(failure.clone()),
            (Mode::Writing, None) if self.is_open() => Standing::Pending,
            (Mode::Writing, None) => match self.wrote {
                false => Standing::Untouched,
                true => Standing::Saved(time_of(&self.confirmed.head.changed)),
            },
        };
        if standing != self.standing {
            self.standing = standing.clone();
            out.push(Command::Standing(standing));
        }
    }

    pub(super) fn send(
        &mut self,
        ticket: Ticket,
        compare: bool,
        minute: &str,
        out: &mut Vec<Command>,
    ) {
        let due = self.due();
        let last = self.flights.last();
        let last = last.map_or(&self.confirmed, |flight| &flight.head);
        self.generation += 1;
        let generation = self.generation;
        let mut sections = match &last.sections {
            Some(sections) if !self.whole => sections.clone(),
            _ => BTreeMap::new(),
        };
        let mut records = Vec::new();
        let mut previous = Vec::new();
        for section in &due {
            let key = section.to_string();
            // What is written as a whole has nothing before it.
            if !self.whole
                && let Some(good) = self.saved.record(section)
            {
                let listed = self.confirmed.sections.as_ref().and_then(|of| of.get(&key));
                let generation = listed.map_or(self.confirmed.head.generation, |of| of.generation);
                previous.push((key.clone(), record_value(generation, &good)));
            }
            let value = self
                .now
                .record(section)
                .map(|json| record_value(generation, &json));
            match value.as_deref().and_then(Listed::of) {
                Some(listed) => sections.insert(key.clone(), listed),
                None => sections.remove(&key),
            };
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
            rebuilt: false,
        };
        let before = &self.confirmed.writer;
        let ends = !self.holds && !before.is_empty() && *before != self.writer;
        let batch = Batch {
            id: self.now.id.clone(),
            base: match self.confirmed.rebuilt {
                true => 0,
                false => self.confirmed.head.generation,
            },
            compare,
            writer: self.writer.clone(),
            ends: ends.then(|| before.clone()),
            head: head.clone(),
            records,
            previous,
            whole: self.whole,
        };
        self.flights.push(Flight {
            ticket,
            dossier: self.now.clone(),
            exported: self.exported.clone(),
            sections: due,
            head,
            whole: self.whole,
            compare,
            fresh: true,
        });
        out.push(Command::Commit(ticket, Box::new(batch)));
        self.show(out);
    }

    pub(super) fn confirm(&mut self, flight: Flight, out: &mut Vec<Command>) {
        self.wrote |= !flight.sections.is_empty();
        self.wrote |= flight.head.head.exported != self.confirmed.head.exported;
        // Storage answers in the order it was asked, so this is the newest it has.
        self.saved = flight.dossier;
        self.confirmed = flight.head;
        self.compare();
        self.touch = false;
        self.failure = None;
        self.again
            .retain(|section| !flight.sections.contains(section));
        if flight.compare && flight.fresh {
            self.holds = true;
            self.doubt = false;
        }
        if flight.whole && flight.fresh {
            self.whole = false;
        }
        out.push(Command::Confirmed(Box::new(self.confirmed.head.clone())));
        if self.is_due() {
            self.arm(DELAY, out);
        }
    }

    pub(super) fn failed(&mut self, flight: &Flight, failure: Failure, out: &mut Vec<Command>) {
        self.again.extend(flight.sections.iter().cloned());
        match failure {
            Failure::Stale => self.mode = Mode::Conflict,
            Failure::Gone => {
                // All of it is on this page alone now.
                self.whole = true;
                self.holds = false;
                self.confirmed.rebuilt = true;
                self.failure = Some(failure);
                self.arm(DELAY, out);
            }
            failure => {
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
