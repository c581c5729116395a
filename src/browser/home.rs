//! Files that stay in hand: chosen once, written again and again. And the share sheet of a phone.
//!
//! Both need what web-sys calls unstable, so the calls are in `web/home.js`.

use js_sys::Reflect;
use quality_award_core::dossier::checksum;
use quality_award_core::json;
use quality_award_core::storage::{FileFault, FileMark};
use wasm_bindgen::prelude::*;
use web_sys::{DomException, File};

#[wasm_bindgen]
extern "C" {
    /// Defined in `web/home.js`.
    #[wasm_bindgen(js_namespace = qaHome, js_name = can)]
    fn js_can() -> bool;
    #[wasm_bindgen(js_namespace = qaHome, js_name = choose, catch)]
    async fn js_choose(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = qaHome, js_name = pick, catch)]
    async fn js_pick() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = qaHome, js_name = allowed, catch)]
    async fn js_allowed(handle: &JsValue, ask: bool) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = qaHome, js_name = file, catch)]
    async fn js_file(handle: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = qaHome, js_name = write, catch)]
    async fn js_write(handle: &JsValue, text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = qaHome, js_name = kept, catch)]
    async fn js_kept(id: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = qaHome, js_name = keep, catch)]
    async fn js_keep(id: &str, handle: &JsValue, mark: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = qaHome, js_name = mark, catch)]
    async fn js_mark(id: &str, mark: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = qaHome, js_name = forget, catch)]
    async fn js_forget(id: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = qaHome, js_name = forgetAll, catch)]
    async fn js_forget_all() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = qaHome, js_name = canShare, catch)]
    fn js_can_share() -> Result<bool, JsValue>;
    #[wasm_bindgen(js_namespace = qaHome, js_name = share, catch)]
    async fn js_share(name: &str, text: &str) -> Result<JsValue, JsValue>;
}

/// A file in hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle(JsValue);

impl Handle {
    /// What the file is called.
    pub fn name(&self) -> String {
        let name = Reflect::get(&self.0, &"name".into()).ok();
        name.and_then(|name| name.as_string()).unwrap_or_default()
    }
}

/// A file that stays in hand and that something was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Came {
    /// The file.
    pub handle: Handle,
    /// Checksum of what it held.
    pub sum: String,
}

/// Whether the browser lets this page write a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It does.
    Granted,
    /// The person has to be asked again, which takes a press of theirs.
    Ask,
    /// It does not.
    Denied,
}

/// Whether this browser hands out files that can be written again. WeChat's does on some computers, but what it keeps
/// is not to be relied on.
pub fn can() -> bool {
    js_can() && !super::files::ignores_downloads()
}

/// Lets the person choose where a new file goes; `None` when they chose nothing.
///
/// # Errors
/// When the browser shows no window to choose in.
pub async fn choose(name: &str) -> Result<Option<Handle>, FileFault> {
    chosen(js_choose(name).await)
}

/// Lets the person choose a file that is there; `None` when they chose none.
///
/// # Errors
/// When the browser shows no window to choose in.
pub async fn pick() -> Result<Option<Handle>, FileFault> {
    chosen(js_pick().await)
}

fn chosen(answer: Result<JsValue, JsValue>) -> Result<Option<Handle>, FileFault> {
    match answer.map_err(|error| fault(&error)) {
        Ok(handle) => Ok(Some(Handle(handle))),
        Err(FileFault::Aborted) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Whether a file may be written; with `ask` the browser asks the person if it must.
pub async fn permission(handle: &Handle, ask: bool) -> Permission {
    let answer = js_allowed(&handle.0, ask).await;
    match answer.ok().and_then(|word| word.as_string()).as_deref() {
        Some("granted") => Permission::Granted,
        Some("prompt") => Permission::Ask,
        _ => Permission::Denied,
    }
}

/// The bytes of a file and their checksum. One that is too large for a package has neither, and is no error.
///
/// # Errors
/// Why it cannot be read.
pub async fn read(handle: &Handle) -> Result<(Vec<u8>, String), FileFault> {
    let file = js_file(&handle.0).await.map_err(|error| fault(&error))?;
    let file: File = file.unchecked_into();
    let read = super::files::read_ours(&file).await;
    let bytes = read.map_err(|error| fault(&error))?.unwrap_or_default();
    let sum = match bytes.is_empty() {
        true => String::new(),
        false => checksum(&String::from_utf8_lossy(&bytes)),
    };
    Ok((bytes, sum))
}

/// Puts a text in place of what a file holds: all of it, or nothing.
///
/// # Errors
/// Why it is not written.
pub async fn write(handle: &Handle, text: &str) -> Result<(), FileFault> {
    let written = js_write(&handle.0, text).await;
    written.map(|_| ()).map_err(|error| fault(&error))
}

/// The file of a dossier, if it has one.
///
/// # Errors
/// When the browser keeps nothing.
pub async fn kept(id: &str) -> Result<Option<(Handle, FileMark)>, FileFault> {
    let kept = js_kept(id).await.map_err(|error| fault(&error))?;
    if kept.is_undefined() {
        return Ok(None);
    }
    let of = |key: &str| Reflect::get(&kept, &key.into()).unwrap_or_default();
    let mark = of("mark").as_string().unwrap_or_default();
    // A mark that cannot be read knows nothing of the file: then it is not written over.
    let mark = json::from_text(&mark).unwrap_or_default();
    Ok(Some((Handle(of("handle")), mark)))
}

/// Keeps the file of a dossier for the next visit; it is no other dossier's any more.
///
/// # Errors
/// When the browser keeps nothing.
pub async fn keep(id: &str, handle: &Handle, mark: &FileMark) -> Result<(), FileFault> {
    let kept = js_keep(id, &handle.0, &json::to_text(mark)).await;
    kept.map(|_| ()).map_err(|error| fault(&error))
}

/// Keeps what is known of a dossier's file. One that was given up meanwhile stays so.
///
/// # Errors
/// When the browser keeps nothing.
pub async fn keep_mark(id: &str, mark: &FileMark) -> Result<(), FileFault> {
    let kept = js_mark(id, &json::to_text(mark)).await;
    kept.map(|_| ()).map_err(|error| fault(&error))
}

/// Gives up the file of a dossier; the file itself stays as it is.
pub async fn forget(id: &str) {
    // Where nothing is kept there is nothing to forget.
    let _ = js_forget(id).await;
}

/// Gives up every file.
pub async fn forget_all() {
    let _ = js_forget_all().await;
}

/// Whether a file can be handed to the share sheet.
pub fn can_share() -> bool {
    js_can_share().unwrap_or(false)
}

/// Hands a text file to the share sheet; `false` when the person closed it. Must be called at once on a press.
///
/// # Errors
/// When the browser refuses.
pub async fn share(name: &str, text: &str) -> Result<bool, FileFault> {
    match js_share(name, text).await.map_err(|error| fault(&error)) {
        Ok(_) => Ok(true),
        Err(FileFault::Aborted) => Ok(false),
        Err(other) => Err(other),
    }
}

fn fault(error: &JsValue) -> FileFault {
    let name = match error.dyn_ref::<DomException>() {
        Some(exception) => exception.name(),
        // A TypeError, for example, is no DOMException.
        None => Reflect::get(error, &"name".into())
            .ok()
            .and_then(|name| name.as_string())
            .unwrap_or_default(),
    };
    FileFault::of(&name)
}
