//! Work for when the browser has nothing else to do.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::*;
use web_sys::{IdleRequestOptions, Performance};

use super::page;

/// Milliseconds after which something runs even though the browser has not been idle. Chromium can leave a page that
/// draws nothing unanswered for good.
const LATEST: u32 = 300;

/// Milliseconds to wait where the browser cannot tell when it is idle.
const INSTEAD: i32 = 30;

/// Milliseconds without typing, for what can wait until then.
const QUIET: f64 = 1_000.0;

/// What is to run, until it runs or is called off.
type Task = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

/// Runs something once when the browser is idle, or soon if it never is. Dropping it calls it off.
pub struct Idle(Task);

impl Idle {
    /// Asks for a run.
    pub fn new(run: impl FnOnce() + 'static) -> Idle {
        let idle = Idle::waiting(run);
        let task = idle.0.clone();
        ask(move || go(&task));
        idle
    }

    /// Like `new`, but waits until a second has passed without input.
    pub fn not_while_typing(run: impl FnOnce() + 'static) -> Idle {
        let idle = Idle::waiting(run);
        wait_for_quiet(idle.0.clone());
        idle
    }

    fn waiting(run: impl FnOnce() + 'static) -> Idle {
        Idle(Rc::new(RefCell::new(Some(Box::new(run)))))
    }
}

fn wait_for_quiet(task: Task) {
    ask(move || {
        let left = TYPED.get() + QUIET - now();
        if left > 0.0 {
            Timeout::new(left as u32 + 1, move || wait_for_quiet(task)).forget();
        } else {
            go(&task);
        }
    });
}

/// Runs a task, unless it was called off.
fn go(task: &Task) {
    let run = task.borrow_mut().take();
    if let Some(run) = run {
        run();
    }
}

/// Asks the browser to tell when it is idle. It always answers, and the request frees itself then.
fn ask(answer: impl FnOnce() + 'static) {
    let window = page::window();
    let answer = Closure::once_into_js(answer);
    let answer = answer.unchecked_ref();
    let idle = Reflect::has(&window, &JsValue::from_str("requestIdleCallback"));
    // Neither call can fail with a function.
    let _ = match idle.unwrap_or(false) {
        true => {
            let options = IdleRequestOptions::new();
            options.set_timeout(LATEST);
            let asked = window.request_idle_callback_with_options(answer, &options);
            asked.map(drop)
        }
        false => window
            .set_timeout_with_callback_and_timeout_and_arguments_0(answer, INSTEAD)
            .map(drop),
    };
}

/// Watches typing for [`Idle::not_while_typing`], as long as the page lives.
pub fn watch_typing() {
    let typed = |_: &web_sys::Event| TYPED.set(now());
    EventListener::new(&page::window(), "input", typed).forget();
}

impl Drop for Idle {
    fn drop(&mut self) {
        let called_off = self.0.borrow_mut().take();
        drop(called_off);
    }
}

thread_local! {
    // Asked after every piece of work: once found is enough.
    static CLOCK: Option<Performance> = page::window().performance();
    /// When something was typed last.
    static TYPED: Cell<f64> = const { Cell::new(f64::NEG_INFINITY) };
}

/// Milliseconds since the page was opened, for measuring how long something took.
pub fn now() -> f64 {
    CLOCK.with(|clock| clock.as_ref().map_or(0.0, Performance::now))
}

/// Leaves a mark in the browser's timeline (User Timing), for measuring.
pub fn mark(name: &str) {
    // A mark of ours has no reserved name, so this cannot fail.
    CLOCK.with(|clock| clock.as_ref().map(|clock| clock.mark(name)));
}
