//! The day, as it is on this computer now: a page may stay open over midnight, and a clock may be set.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use quality_award_core::domain::date::Date;
use yew::prelude::*;

use super::{clock, page};

/// Milliseconds between two looks at the clock while no midnight is nearer. Nothing tells when a clock or a time zone
/// is set.
const LOOK: u32 = 30_000;

/// Today, drawn anew when it has become another day.
#[hook]
pub fn use_today() -> Date {
    let today = use_state_eq(clock::today);
    let set = today.setter();
    use_effect_with((), move |()| {
        let look = Rc::new(move || set.set(clock::today()));
        let timer = Rc::default();
        wait(&timer, look.clone());
        // Timers do not run while a page sleeps.
        let on = |target: &web_sys::EventTarget, event: &'static str| {
            let look = look.clone();
            EventListener::new(target, event, move |_| look())
        };
        let (window, document) = (page::window(), page::document());
        let woken = [
            on(&document, "visibilitychange"),
            on(&window, "focus"),
            on(&window, "pageshow"),
        ];
        move || drop((timer, woken))
    });
    *today
}

/// The timer that runs; dropping it ends the waiting.
type Running = Rc<RefCell<Option<Timeout>>>;

fn wait(running: &Running, look: Rc<dyn Fn()>) {
    let again = Rc::downgrade(running);
    let until = clock::until_midnight().min(LOOK);
    let timer = Timeout::new(until, move || {
        look();
        if let Some(running) = again.upgrade() {
            wait(&running, look);
        }
    });
    *running.borrow_mut() = Some(timer);
}
