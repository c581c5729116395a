//! Keeps the draft in storage: what changed is written within half a second of the first change, and
//! at once when the page is hidden or closed.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use gloo::timers::callback::Timeout;
use quality_award_core::dossier::{Dossier, Kind, Place};
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock;
use crate::browser::store::{Head, Store, Write};
use crate::state::{Action, Dispatch, Saving};

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
    dispatch: Dispatch,
    current: Option<Draft>,
    timer: Option<Timeout>,
    retry: Option<Timeout>,
    /// Saves that storage has not answered yet.
    under_way: usize,
    /// Who waits until nothing is left to write.
    waiting: Vec<oneshot::Sender<Result<(), String>>>,
}

struct Draft {
    dossier: Rc<Dossier>,
    saved: Rc<Dossier>,
    exported: Rc<str>,
    /// Local minute of the last change; an export is none.
    touched: String,
    generation: u64,
    replaces: bool,
    /// Something is not on its way to storage yet.
    due: bool,
}

impl Saver {
    /// A saver that tells the reducer each step.
    pub fn new(store: Rc<Store>, dispatch: Dispatch) -> Saver {
        Saver(Rc::new(RefCell::new(Inner {
            store,
            dispatch,
            current: None,
            timer: None,
            retry: None,
            under_way: 0,
            waiting: Vec::new(),
        })))
    }

    /// Starts to watch a dossier that storage does not hold in this form, and writes all of it.
    /// `replaces` is true when another form of it is there, whose records then go.
    pub fn adopt(&self, dossier: &Rc<Dossier>, generation: u64, replaces: bool) {
        self.start(Draft {
            dossier: dossier.clone(),
            saved: Rc::default(),
            exported: "".into(),
            touched: String::new(),
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
            touched: head.changed.clone(),
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
            // A failure stays on screen until a save succeeds.
            let failed = inner.retry.is_some();
            let dispatch = inner.dispatch.clone();
            drop(inner);
            if !failed {
                dispatch.dispatch(Action::Saving(Saving::Pending));
            }
        }
    }

    /// Writes now what is not written yet.
    pub fn flush(&self) {
        let mut inner = self.0.borrow_mut();
        inner.timer = None;
        inner.retry = None;
        let Some(draft) = inner.current.as_mut().filter(|draft| draft.due) else {
            return;
        };
        draft.due = false;
        draft.generation += 1;
        let dossier = draft.dossier.clone();
        let replaces = draft.replaces;
        let changed = dossier.changed_since(&draft.saved);
        let writes: Vec<Write> = changed
            .iter()
            .map(|section| (section.to_string(), dossier.record(section)))
            .collect();
        if !writes.is_empty() {
            draft.touched = clock::minute();
        }
        let head = Head {
            generation: draft.generation,
            exported: draft.exported.to_string(),
            changed: draft.touched.clone(),
            ..head(&dossier)
        };
        inner.under_way += 1;
        let store = inner.store.clone();
        drop(inner);
        let saver = self.clone();
        spawn_local(async move {
            let outcome = store.save(&head, &writes, replaces).await;
            saver.finish(&dossier, head, outcome);
        });
    }

    /// Writes what is not written yet and waits until storage has all of it.
    ///
    /// # Errors
    /// Why it has not.
    pub async fn settle(&self) -> Result<(), String> {
        self.flush();
        let told = {
            let mut inner = self.0.borrow_mut();
            if inner.under_way == 0 {
                return Ok(());
            }
            let (tell, told) = oneshot::channel();
            inner.waiting.push(tell);
            told
        };
        // Never cancelled: every save is answered, and then everyone who waits is.
        told.await.unwrap_or(Ok(()))
    }

    fn finish(&self, written: &Rc<Dossier>, head: Head, outcome: Result<(), String>) {
        let mut inner = self.0.borrow_mut();
        inner.under_way -= 1;
        let newest = inner.under_way == 0;
        let draft = inner.current.as_mut();
        let draft = draft.filter(|draft| draft.dossier.id == written.id);
        let mut due = false;
        match (&outcome, draft) {
            (Ok(()), Some(draft)) => {
                draft.saved = written.clone();
                draft.replaces = false;
                due = draft.due;
            }
            (Ok(()), None) | (Err(_), None) => {}
            (Err(_), Some(draft)) => {
                // What was not written stays due: it is tried again soon, or with the next change.
                draft.due = true;
                let saver = self.clone();
                inner.retry = Some(Timeout::new(RETRY, move || saver.flush()));
            }
        }
        let told = match (&outcome, newest && !due) {
            (Ok(()), false) => Vec::new(),
            _ => std::mem::take(&mut inner.waiting),
        };
        let dispatch = inner.dispatch.clone();
        drop(inner);
        for tell in told {
            // Who waited may be gone.
            let _ = tell.send(outcome.clone());
        }
        match outcome {
            Ok(()) => {
                let saving = match newest && !due {
                    true => Saving::Saved(time_of(&clock::minute())),
                    false => Saving::Pending,
                };
                dispatch.dispatch(Action::Kept(head));
                dispatch.dispatch(Action::Saving(saving));
            }
            Err(why) => dispatch.dispatch(Action::Saving(Saving::Failed(why))),
        }
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
