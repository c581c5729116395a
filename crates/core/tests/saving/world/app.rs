//! What the app does with whole dossiers: open, follow, take over, delete, import, put two versions together.

use std::collections::VecDeque;

use quality_award_core::dossier::Kind;
use quality_award_core::storage::{Batch, Head, Saver, Standing, StoredHead};

use super::{Event, MINUTE, Outcome, Read, Window, World};
use crate::document::{PLACES, State};
use crate::store::Asked;

impl World {
    /// Reads the dossier, after everything that was asked for before.
    pub(super) fn read(&mut self) -> Result<Option<Read>, String> {
        self.drain()?;
        let read = self.store.open(self.thorough)?;
        Ok(read.map(|(state, head)| (state, head, self.store.made)))
    }

    pub(super) fn fresh(&mut self, now: State, read: u64) -> Window {
        self.names += 1;
        Window {
            visit: self.names,
            saver: Saver::default(),
            now,
            earlier: Vec::new(),
            writer: String::new(),
            timer: None,
            answers: VecDeque::new(),
            last: None,
            sent: Vec::new(),
            shown: Standing::Untouched,
            unheard: false,
            connection: 0,
            proven: false,
            asked: 0,
            told: 0,
            removed: 0,
            read,
            hands_over: None,
        }
    }

    /// Makes the dossier where there is none.
    pub(super) fn create(&mut self, at: usize) -> Outcome {
        let state = State::new(Kind::Application);
        self.windows[at] = Some(self.fresh(state, self.store.made));
        let writer = self.name();
        let window = self.window(at);
        window.writer.clone_from(&writer);
        let dossier = window.now.dossier.clone();
        let commands = window.saver.adopt(&dossier, None, writer, MINUTE);
        self.obey(at, commands)
    }

    /// Starts to write from what a window has just read, without asking any other.
    pub(super) fn write_from(&mut self, at: usize) -> Outcome {
        match self.read()? {
            Some(read) => self.write_on(at, read),
            None => Ok(()),
        }
    }

    pub(super) fn write_on(&mut self, at: usize, (state, head, read): Read) -> Outcome {
        let writer = self.name();
        self.begin(at, &state, &writer, read);
        let window = self.window(at);
        let commands = window
            .saver
            .resume(&state.dossier, head, writer, true, MINUTE);
        self.obey(at, commands)
    }

    /// What every new beginning has in common.
    pub(super) fn begin(&mut self, at: usize, state: &State, writer: &str, read: u64) {
        let window = self.window(at);
        window.now = state.clone();
        window.earlier.clear();
        writer.clone_into(&mut window.writer);
        window.last = None;
        window.hands_over = None;
        window.proven = false;
        window.removed = 0;
        window.read = read;
        for sent in &mut window.sent {
            sent.old = true;
        }
    }

    pub(super) fn open(&mut self, at: usize) -> Outcome {
        self.count(Event::Open);
        let Some(read) = self.read()? else {
            return self.create(at);
        };
        self.windows[at] = Some(self.fresh(read.0.clone(), read.2));
        if self.random.chance(40) {
            self.write_on(at, read)
        } else {
            self.follow_on(at, &read)
        }
    }

    pub(super) fn follow_on(&mut self, at: usize, (state, head, read): &Read) -> Outcome {
        self.count(Event::Follow);
        let window = self.window(at);
        window.now = state.clone();
        window.earlier.clear();
        window.removed = 0;
        window.read = *read;
        let commands = window.saver.follow(&state.dossier, head.clone());
        self.obey(at, commands)
    }

    pub(super) fn follow(&mut self) -> Outcome {
        let Some(at) = self.some(|window| window.shown == Standing::Following) else {
            return Ok(());
        };
        match self.read()? {
            Some(read) => self.follow_on(at, &read),
            None => Ok(()),
        }
    }

    pub(super) fn hand_over(&mut self) -> Outcome {
        let Some(to) = self.some(|window| window.shown == Standing::Following) else {
            return Ok(());
        };
        let Some(from) = self.some(|window| {
            let rests = matches!(window.shown, Standing::Following | Standing::Conflict);
            !rests && window.hands_over.is_none()
        }) else {
            return Ok(());
        };
        self.window(from).hands_over = Some(to);
        self.settle(from)
    }

    pub(super) fn settle(&mut self, at: usize) -> Outcome {
        let window = self.window(at);
        window.asked += 1;
        let commands = window.saver.settle(MINUTE);
        self.obey(at, commands)
    }

    /// The lock is taken; between reading and writing something may happen.
    pub(super) fn take_by_force(&mut self) -> Outcome {
        let at = self.some(|window| window.shown == Standing::Following);
        let Some(at) = at else {
            return Ok(());
        };
        match self.reads[at].take() {
            Some(read) => {
                self.count(Event::TakeByForce);
                self.write_on(at, read)
            }
            None => {
                self.reads[at] = self.read()?;
                Ok(())
            }
        }
    }

    /// The list puts the dossier into the bin, or brings it back.
    pub(super) fn bin(&mut self) -> Outcome {
        let Some((state, stored, read)) = self.read()? else {
            return Ok(());
        };
        self.count(Event::Bin);
        let deleted = match stored.head.deleted.is_empty() {
            true => "2026-11-23",
            false => "",
        };
        let writer = self.name();
        let head = StoredHead {
            head: Head {
                deleted: deleted.into(),
                generation: stored.head.generation + 1,
                ..stored.head.clone()
            },
            writer: writer.clone(),
            ..stored.clone()
        };
        let batch = Batch {
            id: stored.head.id.clone(),
            base: stored.head.generation,
            compare: true,
            writer,
            ends: Some(stored.writer).filter(|writer| !writer.is_empty()),
            head,
            records: Vec::new(),
            previous: Vec::new(),
            whole: false,
        };
        self.store.queue.push_back(Asked {
            by: None,
            batch,
            state,
            may: 0,
            read,
            connection: self.store.connection,
        });
        Ok(())
    }

    /// A package takes the place of the dossier.
    pub(super) fn import(&mut self) -> Outcome {
        let Some(at) = self.some(|_| true) else {
            return Ok(());
        };
        let Some((state, head, read)) = self.read()? else {
            return Ok(());
        };
        let place = self.random.below(PLACES);
        let Some(token) = self.places.token(place) else {
            return Ok(());
        };
        self.count(Event::Import);
        let own = self.window(at).now.tokens;
        let next = State::new(Kind::Application).with(place, token);
        let writer = self.name();
        self.begin(at, &next, &writer, read);
        let window = self.window(at);
        window.removed = own | state.tokens;
        let commands = window
            .saver
            .adopt(&next.dossier, Some(&head), writer, MINUTE);
        self.obey(at, commands)
    }

    /// A person keeps all of both versions.
    pub(super) fn resolve(&mut self) -> Outcome {
        let Some(at) = self.some(|window| window.shown == Standing::Conflict) else {
            return Ok(());
        };
        let Some((stored, head, read)) = self.read()? else {
            // Nothing is there any more: the window's own is written as a new one.
            let writer = self.name();
            let own = self.window(at).now.clone();
            self.begin(at, &own, &writer, self.store.made);
            let window = self.window(at);
            let commands = window.saver.adopt(&own.dossier, None, writer, MINUTE);
            return self.obey(at, commands);
        };
        self.count(Event::Resolve);
        let own = self.window(at).now.clone();
        let merged = self.places.merged(&own, &stored);
        let writer = self.name();
        self.begin(at, &merged, &writer, read);
        let window = self.window(at);
        let commands = window
            .saver
            .resolve(&merged.dossier, &stored.dossier, head, writer, MINUTE);
        self.obey(at, commands)
    }
}
