//! The page itself: title, the hash of the address, width, questions of the browser.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{ClipboardEvent, Document, Element, Event, HtmlDetailsElement, HtmlElement, Window};
use yew::NodeRef;

#[wasm_bindgen]
extern "C" {
    /// Takes away what the page shows before the app; defined in `web/boot.js`.
    #[wasm_bindgen(js_name = qaShown)]
    fn qa_shown(used: bool);
}

/// The app is on the page; `used` says whether there are dossiers on this computer.
pub fn shown(used: bool) {
    qa_shown(used);
}

/// The window.
pub fn window() -> Window {
    web_sys::window().expect("the app runs in a window")
}

/// The document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The address's part after `#`.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to another route; a `hashchange` event follows.
pub fn go(hash: &str) {
    // Setting a hash cannot fail.
    let _ = window().location().set_hash(hash);
}

/// Id of the element that an event came from; empty when it has none.
pub fn id_of(event: &Event) -> String {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    element.map(|element| element.id()).unwrap_or_default()
}

thread_local! {
    /// What the app is called: the title that the page comes with.
    static APP: String = document().title();
}

/// Gives the document the title of the page on screen: its heading without the line over it, the name of the app behind
/// it, and 错误 in front while something on the page is to be put right.
pub fn name_document() {
    let text = |selector: &str| {
        let element = document().query_selector(selector).ok().flatten();
        element
            .and_then(|element| element.text_content())
            .unwrap_or_default()
    };
    let (heading, over) = (text("#main h1"), text("#main h1 .over"));
    let title = heading.strip_prefix(&over).unwrap_or(&heading).trim();
    let wrong = document().query_selector("#errors, #main .error");
    let prefix = match wrong {
        Ok(Some(_)) => "错误：",
        _ => "",
    };
    APP.with(|app| {
        document().set_title(&match title {
            title if title == app => title.to_owned(),
            title => format!("{prefix}{title} - {app}"),
        });
    });
}

/// What a paste brings, as text and as HTML; empty what it does not bring.
pub fn pasted(event: &Event) -> (String, String) {
    let event = event.dyn_ref::<ClipboardEvent>();
    let data = event.and_then(ClipboardEvent::clipboard_data);
    let of = |kind: &str| {
        let data = data.as_ref().and_then(|data| data.get_data(kind).ok());
        data.unwrap_or_default()
    };
    (of("text/plain"), of("text/html"))
}

/// While it is there, the browser asks before the window closes or loads anew.
pub struct AskBeforeClosing(
    #[expect(dead_code, reason = "listens as long as it is there")] EventListener,
);

impl AskBeforeClosing {
    /// From now on.
    pub fn new() -> AskBeforeClosing {
        let asks = EventListenerOptions::enable_prevent_default();
        let ask = |event: &Event| event.prevent_default();
        AskBeforeClosing(EventListener::new_with_options(
            &window(),
            "beforeunload",
            asks,
            ask,
        ))
    }
}

/// Whether the window is wide enough for a list to stand beside the work (62em, as in `styles/app.css`).
pub fn is_wide() -> bool {
    let query = window().match_media("(min-width: 62em)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Opens or closes a `details` element.
pub fn set_open(details: &NodeRef, open: bool) {
    if let Some(details) = details.cast::<HtmlDetailsElement>() {
        details.set_open(open);
    }
}

/// Asks before something that cannot be taken back. False also when the browser shows no question.
pub fn confirm(question: &str) -> bool {
    window().confirm_with_message(question).unwrap_or(false)
}

/// Sets an attribute of the document element, such as `data-scale`.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}

/// Sets a custom property on the document element, such as `--print-title`; an empty value takes it away.
pub fn set_root_property(name: &str, value: &str) {
    let root = document().document_element();
    if let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        let _ = root.style().set_property(name, value);
    }
}
