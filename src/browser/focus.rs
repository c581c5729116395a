//! Where the focus is and goes: headings, fields, rows below, fields that are still to be drawn.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlDetailsElement, HtmlElement, HtmlInputElement, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

use super::page::{document, go, hash, name_document, window};

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

/// Keeps what has the focus clear of something that lies over the lower edge of the page; its sheet gives the page a
/// `scroll-padding-bottom` meanwhile. Ends when it is dropped.
pub struct KeptClear(#[expect(dead_code, reason = "listens as long as it is there")] EventListener);

impl KeptClear {
    /// Of what a selector names, from now on.
    pub fn of(over: &'static str) -> KeptClear {
        keep_clear(over);
        KeptClear(EventListener::new(&document(), "focusin", move |_| {
            keep_clear(over)
        }))
    }
}

fn keep_clear(over: &str) {
    let over = document().query_selector(over).ok().flatten();
    let focused = document().active_element();
    let (Some(over), Some(focused)) = (over, focused) else {
        return;
    };
    let (top, bottom) = (
        over.get_bounding_client_rect().top(),
        focused.get_bounding_client_rect().bottom(),
    );
    // What is taller than the screen is as well seen as it can be.
    if !over.contains(Some(&focused)) && focused.id() != "main" && bottom > top {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        focused.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Where the cursor of a text area stands in its text, in bytes; at the end where there is none.
pub fn caret(id: &str, text: &str) -> usize {
    let area = document().get_element_by_id(id);
    let area = area.and_then(|area| area.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    let caret = area.and_then(|area| area.selection_end().ok().flatten());
    let mut left = caret.unwrap_or(u32::MAX) as usize;
    let before = text.chars().take_while(|c| {
        let fits = left >= c.len_utf16();
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    before.map(char::len_utf8).sum()
}

/// Moves focus to an element that the next drawing of the page brings, and unfolds what hides it.
pub fn focus_soon(id: String) {
    soon(TRIES, move || {
        (is_there(&id) || bring(&id)) && unfold_around(&id)
    });
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

/// Moves focus to the heading of the page.
pub fn focus_heading() {
    if let Ok(Some(heading)) = document().query_selector("#main h1") {
        let heading: HtmlElement = heading.unchecked_into();
        heading.set_tab_index(-1);
        let _ = heading.focus();
    }
}

/// Moves focus from a field of a grid to the field in the row below, in the same column, and selects what is in
/// it. Columns are identified by `data-column`.
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

/// Whether the page that comes next was asked to go to this field.
pub fn goes_to(field: &str) -> bool {
    AHEAD.with_borrow(|ahead| ahead.as_deref() == Some(field))
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

/// Unfolds whatever hides a field, and moves focus to it. What a fold draws only when it is open is waited for, and what
/// the page holds back: such a fold names in `data-holds` how the ids of its fields begin.
pub fn reveal(id: &str) -> bool {
    if is_there(id) {
        return unfold_around(id);
    }
    let comes = bring(id);
    if comes {
        focus_soon(id.to_owned());
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
