//! Menus that fold: whether the window is a phone's, and when an open menu closes.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlDetailsElement, HtmlElement, KeyboardEvent, MediaQueryList, Node,
};
use yew::prelude::*;

use super::page::{document, window};

/// What a phone is, as in `styles/app.css`. Its em is the browser's own, whatever 大字 says.
fn phones() -> Option<MediaQueryList> {
    window().match_media("(max-width: 48em)").ok().flatten()
}

/// Whether the window is as narrow as a phone's now.
pub fn is_phone() -> bool {
    phones().is_some_and(|phones| phones.matches())
}

/// Whether the window is as narrow as a phone's, drawn anew when that changes.
#[hook]
pub fn use_phone() -> bool {
    let phone = use_state_eq(is_phone);
    let set = phone.setter();
    use_effect_with((), move |()| {
        let listener = phones()
            .map(|phones| EventListener::new(&phones, "change", move |_| set.set(is_phone())));
        move || drop(listener)
    });
    *phone
}

/// Closes a menu on Escape, when a link in it is followed, and when something outside is pressed or takes the focus.
/// Ends when it is dropped.
pub struct Closing(
    #[expect(dead_code, reason = "listens as long as it is there")] [EventListener; 4],
);

impl Closing {
    /// Watches a menu, which is a `details` element.
    pub fn of(menu: &NodeRef) -> Closing {
        let on = |event: &'static str, closes: fn(&HtmlDetailsElement, &Event) -> bool| {
            let menu = menu.clone();
            EventListener::new(&document(), event, move |event| {
                let menu = menu.cast::<HtmlDetailsElement>();
                if let Some(menu) = menu.filter(|menu| menu.open() && closes(menu, event)) {
                    close(&menu);
                }
            })
        };
        Closing([
            on("keydown", |_, event| {
                let key = event.dyn_ref::<KeyboardEvent>();
                key.is_some_and(|key| key.key() == "Escape" && !key.is_composing())
            }),
            on("click", |menu, event| {
                let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
                let link = target.and_then(|target| target.closest("a").ok().flatten());
                link.is_some_and(|link| menu.contains(Some(&link)))
            }),
            on("pointerdown", is_outside),
            on("focusin", is_outside),
        ])
    }
}

fn is_outside(menu: &HtmlDetailsElement, event: &Event) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Node>().ok());
    !menu.contains(target.as_ref())
}

/// The focus does not stay in what is folded away.
fn close(menu: &HtmlDetailsElement) {
    let within = menu.contains(document().active_element().as_deref());
    menu.set_open(false);
    let summary = menu.query_selector(":scope > summary").ok().flatten();
    if let Some(summary) = summary.filter(|_| within) {
        let _ = summary.unchecked_into::<HtmlElement>().focus();
    }
}
