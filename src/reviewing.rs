//! Keeps the examiner's-eye findings up to date without holding up typing: in slices of a few milliseconds while the
//! browser is idle, begun anew whenever something is typed.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use gloo::timers::callback::Timeout;
use quality_award_core::domain::date::Date;
use quality_award_core::dossier::{Dossier, Kind};
use quality_award_core::review::{Findings, ReviewPacks, Reviewer};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::idle::{self, Idle};
use crate::packs;
use crate::split;
use crate::state::Open;

/// Milliseconds from the last change to the first slice.
const PAUSE: u32 = 400;
/// Milliseconds that a slice may take.
const SLICE: f64 = 5.0;
/// What the browser's timeline shows at the end of a run; the bench counts it.
const DONE: &str = "review";

/// What the checks read of the packs.
pub fn packs() -> ReviewPacks<'static> {
    *PACKS
}

static PACKS: LazyLock<ReviewPacks<'static>> = LazyLock::new(|| ReviewPacks {
    scheme: packs::scheme(),
    criteria: packs::criteria(),
    metrics: packs::metrics(),
    checks: packs::checks(),
    calendar: packs::calendar(),
});

/// What runs the checks. It is in a piece of the program of its own (`crate::split`).
pub trait Checking {
    /// Looks what changed.
    fn update(&mut self, dossier: &Rc<Dossier>);
    /// Runs checks while `more` says so; whether there are any left.
    fn step(&mut self, more: &mut dyn FnMut() -> bool) -> bool;
    /// What they found.
    fn findings(&self) -> Findings;
}

/// Runs the checks as of a day.
pub fn checking(today: Date) -> Box<dyn Checking> {
    Box::new(Reviewer::new(*PACKS, today))
}

impl Checking for Reviewer<'static> {
    fn update(&mut self, dossier: &Rc<Dossier>) {
        Reviewer::update(self, dossier);
    }

    fn step(&mut self, more: &mut dyn FnMut() -> bool) -> bool {
        Reviewer::step(self, more)
    }

    fn findings(&self) -> Findings {
        Reviewer::findings(self)
    }
}

/// What is under way.
struct Work {
    today: Date,
    /// As it was last seen.
    dossier: Rc<Dossier>,
    /// `None` before the first slice.
    checking: Option<Box<dyn Checking>>,
    next: Option<Next>,
}

/// What is waited for. Dropping it calls it off.
enum Next {
    Pause { _timer: Timeout },
    Slice { _idle: Idle },
}

/// The findings on the open dossier as of the last pause; none before the first.
#[hook]
pub fn use_review(open: Option<&Open>, today: Date) -> Option<Rc<Findings>> {
    let found = use_state(|| None::<(String, Rc<Findings>)>);
    let work = use_mut_ref(|| None::<Work>);
    let dossier = open.map(|open| open.dossier.clone());
    let id = dossier.as_ref().map(|dossier| dossier.id.clone());
    let written = dossier.filter(|dossier| dossier.kind != Kind::Precheck);
    {
        let found = found.setter();
        use_effect_with((written, today), move |(dossier, today)| {
            let begun = dossier
                .as_ref()
                .map(|dossier| begin(&work, dossier, *today, found));
            if begun.is_none() {
                *work.borrow_mut() = None;
            }
        });
    }
    let current = found.as_ref().filter(|(of, _)| Some(of) == id.as_ref());
    current.map(|(_, findings)| findings.clone())
}

fn begin(
    work: &Rc<RefCell<Option<Work>>>,
    dossier: &Rc<Dossier>,
    today: Date,
    found: UseStateSetter<Option<(String, Rc<Findings>)>>,
) {
    let mut slot = work.borrow_mut();
    // On another day every check may come out differently.
    let same = slot.take().filter(|under_way| under_way.today == today);
    let under_way = slot.insert(same.unwrap_or_else(|| Work {
        today,
        dossier: dossier.clone(),
        checking: None,
        next: None,
    }));
    under_way.dossier.clone_from(dossier);
    let work = work.clone();
    under_way.next = Some(Next::Pause {
        _timer: Timeout::new(PAUSE, move || slice(work, true, found)),
    });
}

/// Asks for the next slice; after the last one the findings are handed on. The first one only looks what changed, and
/// waits for what runs the checks.
fn slice(
    work: Rc<RefCell<Option<Work>>>,
    first: bool,
    found: UseStateSetter<Option<(String, Rc<Findings>)>>,
) {
    let again = work.clone();
    let idle = Idle::new(move || {
        let end = idle::now() + SLICE;
        let left = match work.borrow_mut().as_mut() {
            None => return,
            Some(under_way) => match &mut under_way.checking {
                None => return fetch(work.clone(), found),
                Some(checking) if first => {
                    checking.update(&under_way.dossier);
                    true
                }
                Some(checking) => checking.step(&mut || idle::now() < end),
            },
        };
        if left {
            slice(work, false, found);
        } else if let Some(under_way) = work.borrow().as_ref()
            && let Some(checking) = &under_way.checking
        {
            let findings = checking.findings();
            found.set(Some((under_way.dossier.id.clone(), Rc::new(findings))));
            idle::mark(DONE);
        }
    });
    if let Some(under_way) = again.borrow_mut().as_mut() {
        under_way.next = Some(Next::Slice { _idle: idle });
    }
}

/// Begins once more when what runs the checks is there. Where it does not come there are no findings until the next
/// change asks for it again.
fn fetch(work: Rc<RefCell<Option<Work>>>, found: UseStateSetter<Option<(String, Rc<Findings>)>>) {
    spawn_local(async move {
        let Some(checking) = split::fetch_checking().await else {
            return;
        };
        // Whoever asked first begins, with what has been written since.
        let first = match work.borrow_mut().as_mut() {
            Some(under_way) if under_way.checking.is_none() => {
                under_way.checking = Some(checking(under_way.today));
                true
            }
            _ => false,
        };
        if first {
            slice(work, true, found);
        }
    });
}
