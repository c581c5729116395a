//! The space that the browser gives, and whether it promises to keep what is here. A browser that does not say is one
//! of those that may clean up.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

/// Bytes, as the browser estimates them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Space {
    /// Taken by everything of this site.
    pub used: u64,
    /// Free for it at most.
    pub free: u64,
}

fn manager() -> StorageManager {
    super::page::window().navigator().storage()
}

async fn answer(asked: Result<js_sys::Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(asked.ok()?).await.ok()
}

/// Asks the browser to keep what is here when space runs short. Some ask the person.
pub async fn persist() -> Option<bool> {
    answer(manager().persist()).await?.as_bool()
}

/// Whether the browser has promised to keep what is here; `None` when it does not say.
pub async fn persisted() -> Option<bool> {
    answer(manager().persisted()).await?.as_bool()
}

/// How much space is taken and free; `None` when the browser does not say.
pub async fn estimate() -> Option<Space> {
    let estimate: StorageEstimate = answer(manager().estimate()).await?.unchecked_into();
    let used = estimate.get_usage()? as u64;
    let quota = estimate.get_quota()? as u64;
    Some(Space {
        used,
        free: quota.saturating_sub(used),
    })
}
