//! Keeps the examiner's-eye findings up to date without holding up typing: in slices of a few milliseconds while the
//! browser is idle, begun anew whenever something is typed.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use gloo::timers::callback::Timeout;
use quality_award_core::domain::date::Date;
use quality_award_core::dossier::{Dossier, Kind};
use quality_award_core::review::{Findings, ReviewPacks, Reviewer};
use yew::prelude::*;

use crate::browser::idle::{self, Idle};
use crate::packs;
use crate::state::Open;

/// Milliseconds from the last change to the first slice.
const PAUSE: u32 = 400;
/// Milliseconds that a slice may take.
const SLICE: f64 = 5.0;
/// What the browser's timeline shows at the end of a run; the bench counts it.
const DONE: &str = "review";

static PACKS: LazyLock<ReviewPacks<'static>> = LazyLock::new(|| ReviewPacks {
    scheme: packs::scheme(),
    criteria: packs::criteria(),
    metrics: packs::metrics(),
    checks: packs::checks(),
    calendar: packs::calendar(),
});

/// What is under way.
struct Work {
    today: Date,
    reviewer: Reviewer<'static>,
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
        reviewer: Reviewer::new(*PACKS, today),
        next: None,
    }));
    let (work, dossier) = (work.clone(), dossier.clone());
    under_way.next = Some(Next::Pause {
        _timer: Timeout::new(PAUSE, move || slice(work, dossier, true, found)),
    });
}

/// Asks for the next slice; after the last one the findings are handed on. The first one only looks what changed.
fn slice(
    work: Rc<RefCell<Option<Work>>>,
    dossier: Rc<Dossier>,
    first: bool,
    found: UseStateSetter<Option<(String, Rc<Findings>)>>,
) {
    let again = work.clone();
    let idle = Idle::new(move || {
        let end = idle::now() + SLICE;
        let left = match work.borrow_mut().as_mut() {
            None => return,
            Some(under_way) if first => {
                under_way.reviewer.update(&dossier);
                true
            }
            Some(under_way) => under_way.reviewer.step(|| idle::now() < end),
        };
        if left {
            slice(work, dossier, false, found);
        } else if let Some(under_way) = work.borrow().as_ref() {
            let findings = under_way.reviewer.findings();
            found.set(Some((dossier.id.clone(), Rc::new(findings))));
            idle::mark(DONE);
        }
    });
    if let Some(under_way) = again.borrow_mut().as_mut() {
        under_way.next = Some(Next::Slice { _idle: idle });
    }
}
