//! Printing: the browser's dialogue, and the contents of the book on the page.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement};

use super::page::{document, window};

#[wasm_bindgen]
extern "C" {
    /// Fills in the page numbers of the printed book's contents; defined in `web/pages.js`.
    #[wasm_bindgen(js_name = qaNumberPages)]
    fn qa_number_pages();
}

/// Opens the browser's print dialogue.
pub fn print() {
    let _ = window().print();
}

/// The same, and does something when the dialogue has closed.
pub fn print_then(done: impl FnOnce() + 'static) {
    EventListener::once(&window(), "afterprint", |_| done()).forget();
    print();
}

/// Fills in the page numbers of the contents of the book on the page. It is done before each printing anyway; here it is
/// done for the screen.
pub fn number_pages() {
    qa_number_pages();
}

/// A click on a link of the book's contents moves focus to its heading: the address keeps its route.
pub fn follow_contents(event: &Event) {
    let clicked = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let link = clicked.and_then(|element| element.closest(".toc a").ok().flatten());
    let Some(to) = link.and_then(|link| link.get_attribute("href")) else {
        return;
    };
    event.prevent_default();
    let heading = document().get_element_by_id(to.trim_start_matches('#'));
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        heading.set_tab_index(-1);
        heading.scroll_into_view();
        let _ = heading.focus();
    }
}
