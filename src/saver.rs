//! Keeps the draft in storage: what changed is written within half a second of the first change, and
//! at once when the page is hidden or closed.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use quality_award_core::dossier::{Dossier, Kind, Place};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::browser::clock;
use crate::browser::store::{Head, Store};
use crate::state::Saving;

/// Milliseconds from the first unsaved change to the write. A save is also short of half a second
/// after the last key, since a running timer is never put off.
const DELAY: u32 = 300;

/// Milliseconds from a failed save to the next try.
const RETRY: u32 = 5_000;

/// Writes the open dossier's changes.
#[derive(Clone)]
pub struct Saver(Rc<RefCell<Inner>>);

struct Inner {
    store: Rc<Store>,
    report: Callback<Saving>,
    current: Option<Draft>,
    timer: Option<Timeout>,
}

struct Draft {
    dossier: Rc<Dossier>,
    saved: Rc<Dossier>,
    exported: Rc<str>,
    generation: u64,
    replaces: bool,
    /// Something is not on its way to storage yet.
    due: bool,
}

impl Saver {
    /// A saver that reports each step.
    pub fn new(store: Rc<Store>, report: Callback<Saving>) -> Saver {
        Saver(Rc::new(RefCell::new(Inner {
            store,
            report,
            current: None,
            timer: None,
        })))
    }

    /// Starts to watch a dossier that storage does not hold in this form, and writes all of it.
    /// `replaces` is true when another form of it is there, whose records then go.
    pub fn adopt(&self, dossier: &Rc<Dossier>, generation: u64, replaces: bool) {
        self.start(Draft {
            dossier: dossier.clone(),
            saved: Rc::default(),
            exported: "".into(),
            generation,
            replaces,
            due: true,
        });
        self.flush();
    }

    /// Goes on watching a dossier as it was read from storage.
    pub fn resume(&self, dossier: &Rc<Dossier>, head: &Head) {
        self.start(Draft {
            dossier: dossier.clone(),
            saved: dossier.clone(),
            exported: head.exported.as_str().into(),
            generation: head.generation,
            replaces: false,
            due: false,
        });
    }

    fn start(&self, draft: Draft) {
        self.flush();
        self.0.borrow_mut().current = Some(draft);
    }

    /// Ends watching, after what was typed is on its way.
    pub fn unwatch(&self) {
        self.flush();
        self.0.borrow_mut().current = None;
    }

    /// Takes note of the newest state. A dossier that is not the watched one is left alone.
    pub fn changed(&self, dossier: &Rc<Dossier>, exported: &Rc<str>) {
        let mut inner = self.0.borrow_mut();
        let Some(draft) = &mut inner.current else {
            return;
        };
        let same = Rc::ptr_eq(&draft.dossier, dossier) && draft.exported == *exported;
        if draft.dossier.id != dossier.id || same {
            return;
        }
        draft.dossier = dossier.clone();
        draft.exported = exported.clone();
        draft.due = true;
        if inner.timer.is_none() {
            let saver = self.clone();
            inner.timer = Some(Timeout::new(DELAY, move || saver.flush()));
            let report = inner.report.clone();
            drop(inner);
            report.emit(Saving::Pending);
        }
    }

    /// Writes now what is not written yet.
    pub fn flush(&self) {
        let mut inner = self.0.borrow_mut();
        inner.timer = None;
        let store = inner.store.clone();
        let report = inner.report.clone();
        let Some(draft) = inner.current.as_mut().filter(|draft| draft.due) else {
            return;
        };
        draft.due = false;
        draft.generation += 1;
        let dossier = draft.dossier.clone();
        let replaces = draft.replaces;
        let changed = dossier.changed_since(&draft.saved);
        let writes: Vec<_> = changed
            .iter()
            .map(|section| (section.to_string(), dossier.record(section)))
            .collect();
        let head = Head {
            generation: draft.generation,
            exported: draft.exported.to_string(),
            changed: clock::minute(),
            ..head(&dossier)
        };
        drop(inner);
        let saver = self.clone();
        spawn_local(async move {
            let outcome = store.save(&head, &writes, replaces).await;
            let step = saver.finish(&dossier, outcome);
            report.emit(step);
        });
    }

    fn finish(&self, written: &Rc<Dossier>, outcome: Result<(), String>) -> Saving {
        let mut inner = self.0.borrow_mut();
        let draft = inner.current.as_mut();
        let draft = draft.filter(|draft| draft.dossier.id == written.id);
        match (outcome, draft) {
            (Ok(()), Some(draft)) => {
                draft.saved = written.clone();
                draft.replaces = false;
                if draft.due {
                    return Saving::Pending;
                }
            }
            (Ok(()), None) => {}
            (Err(why), draft) => {
                // What was not written stays due: it is tried again soon, and with the next change.
                if let Some(draft) = draft {
                    draft.due = true;
                    let saver = self.clone();
                    inner.timer = Some(Timeout::new(RETRY, move || saver.flush()));
                }
                return Saving::Failed(why);
            }
        }
        Saving::Saved(time_of(&clock::minute()))
    }
}

/// What the list shows of a dossier, less what only the saver knows.
pub fn head(dossier: &Dossier) -> Head {
    let when = match dossier.kind {
        Kind::Annual => Place::Year.read(dossier),
        _ => dossier.walk.value("gen-on"),
    };
    Head {
        id: dossier.id.clone(),
        kind: dossier.kind,
        name: dossier.form.field("ff-org-name").to_owned(),
        when: when.to_owned(),
        ..Head::default()
    }
}

fn time_of(minute: &str) -> String {
    minute
        .split_once(' ')
        .map_or("", |(_, time)| time)
        .to_owned()
}
