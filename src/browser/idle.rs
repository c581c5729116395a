//! Work for when the browser has nothing else to do.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::*;

use super::page;

/// Milliseconds to wait where the browser cannot tell when it is idle.
const INSTEAD: i32 = 30;

/// Runs something once when the browser is idle. Dropping it calls it off.
pub struct Idle {
    handle: i32,
    idle: bool,
    /// Kept as long as it may be called.
    _run: Closure<dyn FnMut()>,
}

impl Idle {
    /// Asks for a run.
    pub fn new(run: impl FnOnce() + 'static) -> Idle {
        let run = Closure::once(run);
        let window = page::window();
        let function = run.as_ref().unchecked_ref();
        let can = Reflect::has(&window, &JsValue::from_str("requestIdleCallback"));
        let idle = can.unwrap_or(false);
        let handle = match idle {
            true => window.request_idle_callback(function).map(u32::cast_signed),
            false => {
                window.set_timeout_with_callback_and_timeout_and_arguments_0(function, INSTEAD)
            }
        };
        Idle {
            handle: handle.unwrap_or_default(),
            idle,
            _run: run,
        }
    }
}

impl Drop for Idle {
    fn drop(&mut self) {
        let window = page::window();
        match self.idle {
            true => window.cancel_idle_callback(self.handle.cast_unsigned()),
            false => window.clear_timeout_with_handle(self.handle),
        }
    }
}

/// Milliseconds since the page was opened, for measuring how long something took.
pub fn now() -> f64 {
    page::window()
        .performance()
        .map_or(0.0, |clock| clock.now())
}
