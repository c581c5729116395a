//! Files in and out: a download made of bytes, the bytes of a chosen file; and texts to the clipboard.

use js_sys::{Array, Uint8Array};
use quality_award_core::dossier::{self, Refusal};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DragEvent, Event, File, FileList, HtmlAnchorElement, Url};

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
        .map_err(|_| "未能读出记录。请不要清除浏览器数据，重新打开本页后再试。".to_owned())
}

fn agent() -> String {
    let navigator = super::page::window().navigator();
    navigator.user_agent().unwrap_or_default()
}

/// Whether this is WeChat's browser, which does nothing with a download and says nothing.
pub fn ignores_downloads() -> bool {
    agent().contains("MicroMessenger")
}

/// Whether this is a phone or a tablet.
pub fn is_mobile() -> bool {
    let agent = agent();
    let named = ["Android", "iPhone", "iPad", "HarmonyOS", "Mobile"];
    let is_named = named.iter().any(|name| agent.contains(name));
    // An iPad gives itself out as a Mac, but no Mac has a touch screen.
    let touches = super::page::window().navigator().max_touch_points() > 1;
    is_named || agent.contains("Macintosh") && touches
}

/// Whether a drag brings files. If so, the browser is kept from opening them in place of this page.
pub fn accept_drag(event: &Event) -> bool {
    let data = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer);
    let brings = data.is_some_and(|data| data.types().includes(&"Files".into(), 0));
    if brings {
        event.prevent_default();
    }
    brings
}

/// The files that were dropped.
pub fn dropped(event: &Event) -> Vec<File> {
    let data = event
        .dyn_ref::<DragEvent>()
        .and_then(DragEvent::data_transfer);
    all(data.and_then(|data| data.files()))
}

/// The files of a list, if there is one.
pub fn all(files: Option<FileList>) -> Vec<File> {
    let files = files.iter();
    let files = files.flat_map(|files| (0..files.length()).filter_map(|at| files.get(at)));
    files.collect()
}

/// Offers a file as a download under a name.
///
/// # Errors
/// A sentence for the person when the browser refuses.
pub fn download_blob(name: &str, blob: &Blob) -> Result<(), String> {
    offer(name, blob).map_err(|_| refused(name))
}

fn refused(name: &str) -> String {
    format!("浏览器没有允许保存“{name}”。请检查下载设置后再试，填写的内容没有变化。")
}

/// Offers bytes as a download under a file name. Whether they are stored, the browser does not tell.
///
/// # Errors
/// A sentence for the person when the browser refuses.
pub fn download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), String> {
    let made = blob(mime, bytes).and_then(|blob| offer(name, &blob));
    made.map_err(|_| refused(name))
}

/// Bytes as a file of a media type.
///
/// # Errors
/// Where the browser has no room for it.
pub fn blob(mime: &str, bytes: &[u8]) -> Result<Blob, JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options)
}

/// Files one after the other as one.
///
/// # Errors
/// Where the browser has no room for it.
pub fn joined(parts: &[Blob]) -> Result<Blob, JsValue> {
    let all: Array = parts.iter().collect();
    Blob::new_with_blob_sequence(&all)
}

fn offer(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
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
    let read = read_ours(file).await.map_err(unreadable)?;
    read.map_err(|why| why.to_string())
}

/// The same, with the browser's own error when it cannot be read.
pub(super) async fn read_ours(file: &File) -> Result<Result<Vec<u8>, Refusal>, JsValue> {
    let length = i32::try_from(dossier::BEGINNING).unwrap_or(i32::MAX);
    let beginning = bytes(&file.slice_with_i32_and_i32(0, length)?).await?;
    match dossier::check_size(file.size() as u64, &beginning) {
        Ok(()) => Ok(Ok(bytes(file).await?)),
        Err(why) => Ok(Err(why)),
    }
}

/// The bytes of a file that is no package, such as a report.
///
/// # Errors
/// A sentence for the person, without a full stop.
pub async fn read_up_to(file: &File, megabytes: u32) -> Result<Vec<u8>, String> {
    if file.size() > f64::from(megabytes) * 1024.0 * 1024.0 {
        return Err(format!("文件超过 {megabytes} MB，请只保留需要的内容再试"));
    }
    bytes(file).await.map_err(unreadable)
}

async fn bytes(of: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(of.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

pub(super) fn unreadable(_: JsValue) -> String {
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
