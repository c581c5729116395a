//! The page itself: title, focus, scrolling, printing, the hash of the address.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::{Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{
    ClipboardEvent, Document, Element, Event, HtmlDetailsElement, HtmlElement, HtmlInputElement,
    Window,
};
use yew::NodeRef;

#[wasm_bindgen]
extern "C" {
    /// Fills in the page numbers of the printed book's contents; defined in `web/pages.js`.
    #[wasm_bindgen(js_name = qaNumberPages)]
    fn qa_number_pages();
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

/// Moves focus to an element and brings it into view. False when there is none.
pub fn focus(id: &str) -> bool {
    let element = document().get_element_by_id(id);
    match element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        Some(element) => element.focus().is_ok(),
        None => false,
    }
}

/// Whether the focus is in an element that a selector names.
pub fn has_focus(selector: &str) -> bool {
    let focused = document().active_element();
    focused.is_some_and(|focused| matches!(focused.closest(selector), Ok(Some(_))))
}

/// Id of the element that an event came from; empty when it has none.
pub fn id_of(event: &Event) -> String {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    element.map(|element| element.id()).unwrap_or_default()
}

/// Moves focus to an element that the next drawing of the page brings.
pub fn focus_soon(id: String) {
    soon(TRIES, move || (is_there(&id) || bring(&id)) && focus(&id));
}

fn is_there(id: &str) -> bool {
    document().get_element_by_id(id).is_some()
}

/// How often something is looked for that is still to be drawn, 20 ms apart: a slow machine draws in several steps.
const TRIES: u32 = 25;

/// Does something as soon as it can be done; it says whether it could.
fn soon(tries: u32, act: impl Fn() -> bool + 'static) {
    let wait = if tries == TRIES { 0 } else { 20 };
    Timeout::new(wait, move || {
        if !act() && tries > 0 {
            soon(tries - 1, act);
        }
    })
    .forget();
}

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

/// Moves focus to the heading of the page.
pub fn focus_heading() {
    if let Ok(Some(heading)) = document().query_selector("#main h1") {
        let heading: HtmlElement = heading.unchecked_into();
        heading.set_tab_index(-1);
        let _ = heading.focus();
    }
}

/// Moves focus from a field of a grid to the field in the row below, in the same column, and selects what is in
/// it. Columns are told by `data-column`.
pub fn focus_below(field: &HtmlInputElement) {
    let Some(column) = field.get_attribute("data-column") else {
        return;
    };
    let selector = format!("[data-column=\"{column}\"]");
    let mut row = field.closest("tr").ok().flatten();
    while let Some(below) = row.and_then(|row| row.next_element_sibling()) {
        if let Ok(Some(field)) = below.query_selector(&selector) {
            let field: HtmlInputElement = field.unchecked_into();
            let _ = field.focus();
            field.select();
            return;
        }
        row = Some(below);
    }
}

/// Moves focus from the field whose form was submitted to the next one on the page that can be seen.
pub fn focus_next(submitted: &Event) {
    const FIELDS: &str = "#main :is(input:not([hidden]), textarea, select)";
    let Ok(fields) = document().query_selector_all(FIELDS) else {
        return;
    };
    let form = submitted
        .target()
        .map(|form| form.unchecked_into::<Element>());
    let own = |field: &Element| field.closest("form").ok().flatten() == form;
    let seen = |field: &Element| matches!(field.closest("details:not([open])"), Ok(None));
    let fields = (0..fields.length()).filter_map(|at| fields.item(at));
    let fields = fields.map(|field| field.unchecked_into::<Element>());
    let mut rest = fields.skip_while(|field| !own(field)).skip_while(own);
    if let Some(field) = rest.find(seen) {
        let _ = field.unchecked_into::<HtmlElement>().focus();
    }
}

/// What the app is called.
const APP: &str = "巩义市市长质量奖自评与申报工具";

/// Gives the document the title of the page on screen: its heading without the line over it, and 错误 in front while
/// something on the page is to be put right.
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
    document().set_title(&match title {
        APP => APP.to_owned(),
        title => format!("{prefix}{title} - {APP}"),
    });
}

thread_local! {
    /// The field to go to on the page that comes next.
    static AHEAD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Goes to a field on the page of a route, which may be this one.
pub fn go_to(route: &str, field: &str) {
    if hash() == route {
        reveal(field);
    } else {
        AHEAD.set(Some(field.to_owned()));
        go(route);
    }
}

/// Unfolds whatever hides a field, and moves focus to it. What a fold draws only when it is open is waited for, and what
/// the page holds back: such a fold names in `data-holds` how the ids of its fields begin.
pub fn reveal(id: &str) -> bool {
    if is_there(id) {
        return unfold_around(id);
    }
    let comes = bring(id);
    if comes {
        let id = id.to_owned();
        soon(TRIES, move || {
            (is_there(&id) || bring(&id)) && unfold_around(&id)
        });
    }
    comes
}

/// Has a field drawn that is not on the page yet; false where nothing brings it.
fn bring(id: &str) -> bool {
    let held_back = HELD_BACK.with_borrow(Clone::clone);
    let drawn = held_back.is_some_and(|draw| draw(id));
    unfold_holder(id) || drawn
}

/// Draws a field that a page holds back, by its id; false if it holds back no such field.
type Draw = Rc<dyn Fn(&str) -> bool>;

thread_local! {
    static HELD_BACK: RefCell<Option<Draw>> = const { RefCell::new(None) };
}

/// A page that does not draw everything at once brings what someone goes to. Ends when it is dropped.
pub struct HeldBack(Draw);

impl HeldBack {
    /// From now on `draw` is asked for fields that are not on the page.
    pub fn new(draw: impl Fn(&str) -> bool + 'static) -> HeldBack {
        let draw: Draw = Rc::new(draw);
        HELD_BACK.set(Some(draw.clone()));
        HeldBack(draw)
    }
}

impl Drop for HeldBack {
    fn drop(&mut self) {
        // The page that comes may have set its own by now.
        HELD_BACK.with_borrow_mut(|held_back| {
            let own = held_back
                .as_ref()
                .is_some_and(|draw| Rc::ptr_eq(draw, &self.0));
            if own {
                *held_back = None;
            }
        });
    }
}

fn unfold_holder(id: &str) -> bool {
    let Ok(holders) = document().query_selector_all("[data-holds]") else {
        return false;
    };
    let holders = (0..holders.length()).filter_map(|at| holders.get(at)?.dyn_into().ok());
    let mut holders = holders.filter(|holder: &HtmlDetailsElement| {
        let begin = holder.get_attribute("data-holds");
        begin.is_some_and(|begin| id.starts_with(&begin))
    });
    let holder = holders.next();
    holder.is_some_and(|holder| {
        holder.set_open(true);
        true
    })
}

fn unfold_around(id: &str) -> bool {
    let mut around = document().get_element_by_id(id);
    while let Some(element) = around {
        if let Some(details) = element.dyn_ref::<HtmlDetailsElement>() {
            details.set_open(true);
        }
        around = element.parent_element();
    }
    focus(id)
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

/// Whether the page that comes next was asked to go to this field.
pub fn goes_to(field: &str) -> bool {
    AHEAD.with_borrow(|ahead| ahead.as_deref() == Some(field))
}

/// What the column of a grid is called in which the focus is.
pub fn focused_column() -> Option<String> {
    document().active_element()?.get_attribute("data-column")
}

/// Where in a grid an event came from: what the row and the column are called in `data-row` and `data-column`.
pub fn cell_of(event: &Event) -> Option<(String, String)> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let column = element.get_attribute("data-column")?;
    let row = element.closest("[data-row]").ok()??;
    Some((row.get_attribute("data-row")?, column))
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

/// After a change of route: title, top of the page, focus on the heading, or on the field one was sent to.
pub fn arrive() {
    name_document();
    window().scroll_to_with_x_and_y(0.0, 0.0);
    let field = AHEAD.take();
    if !field.is_some_and(|field| reveal(&field)) {
        focus_heading();
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

/// Opens the browser's print dialogue.
pub fn print() {
    let _ = window().print();
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

const BEFORE_UPDATE: &str = "qaBeforeUpdate";

/// Lets the offer of a new version (`web/update.js`) wait until everything is saved. Ends when it is dropped.
pub struct BeforeUpdate(
    #[expect(dead_code, reason = "holds what the page calls")] Closure<dyn Fn() -> Promise>,
);

impl BeforeUpdate {
    /// From now on `settle` runs before a new version takes over, and an error calls that off.
    pub fn new<F>(settle: impl Fn() -> F + 'static) -> BeforeUpdate
    where
        F: Future<Output = Result<(), String>> + 'static,
    {
        let closure = Closure::<dyn Fn() -> Promise>::new(move || {
            let settled = settle();
            future_to_promise(async move {
                match settled.await {
                    Ok(()) => Ok(JsValue::UNDEFINED),
                    Err(why) => Err(JsValue::from(why)),
                }
            })
        });
        // Setting a property of the window cannot fail.
        let _ = Reflect::set(&window(), &BEFORE_UPDATE.into(), closure.as_ref());
        BeforeUpdate(closure)
    }
}

impl Drop for BeforeUpdate {
    fn drop(&mut self) {
        let _ = Reflect::delete_property(&window(), &BEFORE_UPDATE.into());
    }
}
