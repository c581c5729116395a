//! The keys of 撤销 and 重做, where they do not belong to the browser; Enter, where it does not belong to an input method.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusOptions, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::page;
use crate::undoing::Way;

/// Fields in which the browser itself takes back what was typed.
const TEXT_FIELD: &str = "textarea, [contenteditable], \
    input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file])";

/// An element with this attribute has its fields' keys given to us: what was done last in it was not typing.
const OURS: &str = "[data-own-undo]";

/// Watches the keys until it is dropped. `act` says whether there is anything of ours to do; where there is not, the key
/// stays the browser's.
pub fn watch_undo(act: impl Fn(Way) -> bool + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&page::window(), "keydown", options, move |event| {
        let Some(way) = event.dyn_ref().and_then(way) else {
            return;
        };
        let focused = page::document().active_element();
        if !event.default_prevented() && !is_browsers(event) && act(way) {
            event.prevent_default();
            // After the next drawing.
            Timeout::new(0, move || keep_focus(focused.as_ref())).forget();
        }
    })
}

/// What browsers say of a key that an input method has taken.
const TAKEN: u32 = 229;

/// Whether a key is Enter, and not the one that ends a word of an input method. Safari tells of that one when the word
/// has ended already.
pub fn is_enter(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && !event.is_composing() && event.key_code() != TAKEN
}

/// The Enter that ends a word of an input method submits no field.
pub fn spare_enter(event: &KeyboardEvent) {
    let target = event.target();
    let in_line = target.is_some_and(|target| target.has_type::<HtmlInputElement>());
    if in_line && event.key() == "Enter" && event.key_code() == TAKEN {
        event.prevent_default();
    }
}

/// What a key asks for: Ctrl+Z, or Ctrl+Y and Ctrl+Shift+Z; on a Mac Command in place of Ctrl, but for Y.
fn way(event: &KeyboardEvent) -> Option<Way> {
    let command = event.ctrl_key() || event.meta_key();
    if !command || event.alt_key() || event.is_composing() {
        return None;
    }
    match (&*event.key().to_lowercase(), event.shift_key()) {
        ("z", false) => Some(Way::Undo),
        ("z", true) => Some(Way::Redo),
        ("y", false) if event.ctrl_key() => Some(Way::Redo),
        _ => None,
    }
}

fn is_browsers(event: &Event) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let within = |selector: &str| {
        let closest = element.as_ref().map(|element| element.closest(selector));
        matches!(closest, Some(Ok(Some(_))))
    };
    within(TEXT_FIELD) && !within(OURS)
}

/// Focus that went with what had it goes to the page, which does not move.
fn keep_focus(had: Option<&Element>) {
    let main = page::document().get_element_by_id("main");
    if had.is_some_and(|had| !had.is_connected())
        && let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok())
    {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = main.focus_with_options(&options);
    }
}
