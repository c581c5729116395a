//! Does what the core's saver says, with IndexedDB, timers and the screen: see `quality_award_core::storage`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot;
use gloo::timers::callback::Timeout;
use quality_award_core::dossier::{Dossier, RecordKey};
use quality_award_core::storage::{Command, Failure, Head, Saver as Machine, Standing, StoredHead};
use wasm_bindgen_futures::spawn_local;

use crate::browser::clock;
use crate::browser::store::Store;
use crate::state::{Action, Dispatch};

/// Milliseconds after which a save that is under way counts as one that may not arrive.
const SLOW: f64 = 1_000.0;

/// Writes the open dossier's changes.
#[derive(Clone)]
pub struct Saver(Rc<Inner>);

struct Inner {
    store: Rc<Store>,
    dispatch: Dispatch,
    machine: RefCell<Machine>,
    timer: RefCell<Option<Timeout>>,
    /// Since when something is unsaved, by the page's own clock.
    pending: Cell<Option<f64>>,
    /// Who waits until nothing is left to write.
    waiting: RefCell<Vec<oneshot::Sender<Result<(), Failure>>>>,
    /// Called with every confirmed save.
    confirmed: Box<dyn Fn(&Head)>,
    /// Another window has written.
    conflict: Box<dyn Fn()>,
}

impl Saver {
    /// A saver that tells the reducer each step.
    pub fn new(
        store: Rc<Store>,
        dispatch: Dispatch,
        confirmed: impl Fn(&Head) + 'static,
        conflict: impl Fn() + 'static,
    ) -> Saver {
        Saver(Rc::new(Inner {
            store,
            dispatch,
            machine: RefCell::default(),
            timer: RefCell::default(),
            pending: Cell::default(),
            waiting: RefCell::default(),
            confirmed: Box::new(confirmed),
            conflict: Box::new(conflict),
        }))
    }

    /// Gives the machine an event and does what it says.
    pub fn act(&self, event: impl FnOnce(&mut Machine, &str) -> Vec<Command>) {
        let commands = event(&mut self.0.machine.borrow_mut(), &clock::minute());
        for command in commands {
            self.run(command);
        }
    }

    fn run(&self, command: Command) {
        let inner = &self.0;
        match command {
            Command::Commit(ticket, batch) => {
                let saver = self.clone();
                spawn_local(async move {
                    let answer = saver.0.store.commit(&batch).await;
                    saver.act(|machine, minute| machine.answered(ticket, answer, minute));
                });
            }
            Command::Timer(after) => {
                let saver = self.clone();
                let timer = Timeout::new(after, move || saver.act(Machine::timer));
                inner.timer.replace(Some(timer));
            }
            Command::Confirmed(head) => {
                (inner.confirmed)(&head);
                inner.dispatch.dispatch(Action::Kept(*head));
            }
            Command::Standing(standing) => {
                let pending = (standing == Standing::Pending).then(clock::running);
                inner.pending.set(pending);
                let conflict = standing == Standing::Conflict;
                inner.dispatch.dispatch(Action::Saving(standing));
                if conflict {
                    (inner.conflict)();
                }
            }
            Command::Settled(answer) => {
                for tell in inner.waiting.take() {
                    // Who waited may be gone.
                    let _ = tell.send(answer.clone());
                }
            }
        }
    }

    /// Takes note of the newest state.
    pub fn changed(&self, dossier: &Rc<Dossier>, exported: &Rc<str>) {
        self.act(|machine, _| machine.changed(dossier, exported));
    }

    /// Writes now what is not written yet: the page goes out of sight or is closed.
    pub fn hide(&self) {
        self.act(Machine::hide);
    }

    /// Writes what is not written yet and waits until storage has all of it.
    ///
    /// # Errors
    /// Why it has not.
    pub async fn settle(&self) -> Result<(), Failure> {
        if self.0.machine.borrow().id().is_none() {
            return Ok(());
        }
        let (tell, told) = oneshot::channel();
        self.0.waiting.borrow_mut().push(tell);
        self.act(Machine::settle);
        // Never cancelled: every settling is answered, and then everyone who waits is.
        told.await.unwrap_or(Ok(()))
    }

    /// Ends watching; what is not written by then is not.
    pub fn close(&self) {
        self.act(|machine, _| machine.close());
        self.0.timer.take();
    }

    /// Id of the watched dossier.
    pub fn id(&self) -> Option<String> {
        self.0.machine.borrow().id().map(str::to_owned)
    }

    /// The state and the head that storage has confirmed last.
    pub fn confirmed(&self) -> Option<(Rc<Dossier>, StoredHead)> {
        let machine = self.0.machine.borrow();
        let (dossier, head) = machine.confirmed()?;
        Some((dossier.clone(), head.clone()))
    }

    /// How the watched dossier stands.
    pub fn standing(&self) -> Standing {
        self.0.machine.borrow().standing()
    }

    /// The sections that are on the page alone.
    pub fn unsaved(&self) -> Vec<RecordKey> {
        self.0.machine.borrow().unsaved().into_iter().collect()
    }

    /// Whether closing the page now would lose something that the last write did not take along.
    pub fn would_lose(&self) -> bool {
        let machine = self.0.machine.borrow();
        let slow = self
            .0
            .pending
            .get()
            .is_some_and(|since| clock::running() - since > SLOW);
        let at_risk = match machine.standing() {
            Standing::Failed(_) | Standing::Conflict => true,
            Standing::Pending => slow,
            Standing::Untouched | Standing::Saved(_) | Standing::Following => false,
        };
        at_risk && machine.is_unsaved()
    }
}
