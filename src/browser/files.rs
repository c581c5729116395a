//! Files in and out: a download made of bytes, the bytes of a chosen file; and texts to the clipboard.

use js_sys::{Array, Uint8Array};
use quality_award_core::dossier;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

#[wasm_bindgen]
extern "C" {
    /// Defined in `web/rescue.js`.
    #[wasm_bindgen(js_name = qaRescue, catch)]
    async fn qa_rescue() -> Result<JsValue, JsValue>;
}

/// Offers the rescue file: every record of this browser as it is in storage, readable or not.
///
/// # Errors
/// A sentence for the person.
pub async fn rescue() -> Result<(), String> {
    let offered = qa_rescue().await;
    offered
        .map(|_| ())
        .map_err(|_| "没有能够读出记录。请不要清除浏览器数据，重新打开本页后再试。".to_owned())
}

/// Offers bytes as a download under a file name.
///
/// # Errors
/// A sentence for the person when the browser refuses.
pub fn download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), String> {
    try_download(name, mime, bytes).map_err(|_| {
        format!("浏览器没有允许保存“{name}”。请检查下载设置后再试，填写的内容没有变化。")
    })
}

fn try_download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = super::page::document();
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the blob once it has begun.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// The bytes of a file that a person chose. One that is too large to be ours is not read.
///
/// # Errors
/// A sentence for the person, without a full stop.
pub async fn read(file: &File) -> Result<Vec<u8>, String> {
    let length = i32::try_from(dossier::BEGINNING).unwrap_or(i32::MAX);
    let beginning = file.slice_with_i32_and_i32(0, length);
    let beginning = bytes(&beginning.map_err(unreadable)?).await?;
    dossier::check_size(file.size() as u64, &beginning).map_err(|why| why.to_string())?;
    bytes(file).await
}

/// The bytes of a file of any kind.
///
/// # Errors
/// A sentence for the person, without a full stop.
pub async fn read_whole(file: &File) -> Result<Vec<u8>, String> {
    bytes(file).await
}

async fn bytes(of: &Blob) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(of.array_buffer()).await;
    Ok(Uint8Array::new(&buffer.map_err(unreadable)?).to_vec())
}

fn unreadable(_: JsValue) -> String {
    "读不出文件，可能被移走或正在使用，请重新选择".to_owned()
}

/// Puts a text on the clipboard. False when the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    let clipboard = super::page::window().navigator().clipboard();
    // Not there on a page that came over plain HTTP.
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
