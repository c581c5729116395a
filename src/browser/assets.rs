//! Files that come with the app and are read when they are first needed, from beside the page or from inside it.
//!
//! The page has an element for each, written by `xtask/src/page.rs`: it holds the file's text (single-file edition,
//! which may fetch nothing), or says in `data-src` where the file lies (hosted edition). To add a file, see
//! `xtask/src/assets.rs`.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::page;

/// The bytes of a file that comes with the app, by its name.
///
/// # Errors
/// A sentence for the person: it is not in the page, or could not be fetched.
pub async fn asset(name: &str) -> Result<Vec<u8>, String> {
    let element = page::document()
        .get_element_by_id(&format!("asset-{name}"))
        .ok_or("网页不完整。请重新打开本页后再试")?;
    match element.get_attribute("data-src") {
        None => Ok(element.text_content().unwrap_or_default().into_bytes()),
        Some(address) => fetched(&address)
            .await
            .map_err(|_| "没有取到所需的文件。请检查网络，或重新打开本页后再试".to_owned()),
    }
}

async fn fetched(address: &str) -> Result<Vec<u8>, JsValue> {
    let response = JsFuture::from(page::window().fetch_with_str(address)).await?;
    let response: Response = response.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from(response.status()));
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
