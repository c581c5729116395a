//! What may move things on the page waits while a mouse button is held.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::Event;

use super::page::window;

/// What waits until the mouse button is let go, in order.
type Waiting = Vec<Box<dyn FnOnce()>>;

thread_local! {
    /// `None` while no button is held.
    static HELD: RefCell<Option<Waiting>> = const { RefCell::new(None) };
}

/// Watches the mouse for [`after_press`], as long as the page lives.
pub fn watch_presses() {
    let press = |_: &Event| {
        HELD.with_borrow_mut(|held| {
            held.get_or_insert_default();
        });
    };
    EventListener::new(&window(), "pointerdown", press).forget();
    // A key, too: a drop-down list that was opened with the mouse keeps the letting go to itself.
    for end in ["pointerup", "pointercancel", "keydown"] {
        let let_go = |_: &Event| {
            // The click comes first.
            let act = || HELD.take().into_iter().flatten().for_each(|act| act());
            Timeout::new(0, act).forget();
        };
        EventListener::new(&window(), end, let_go).forget();
    }
}

/// Does what may move things on the page: at once, or after the click while a mouse button is held. A button that moves
/// away under the mouse is not clicked.
pub fn after_press(act: impl FnOnce() + 'static) {
    let now = HELD.with_borrow_mut(|held| match held {
        Some(waiting) => {
            waiting.push(Box::new(act));
            None
        }
        None => Some(act),
    });
    if let Some(act) = now {
        act();
    }
}
