//! The offer of a new version waits until everything is saved.

use std::future::Future;

use js_sys::{Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use super::page::window;

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
