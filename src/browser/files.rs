//! Files in and out: a download made of bytes, the bytes of a chosen file.

use js_sys::{Array, Uint8Array};
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

/// The bytes of a file that a person chose. Files over `limit` bytes are not read.
///
/// # Errors
/// A sentence for the person.
pub async fn read(file: &File, limit: usize) -> Result<Vec<u8>, String> {
    if file.size() > limit as f64 {
        return Err(format!(
            "文件有 {} MB，超过 {} MB，不是本工具导出的数据文件",
            (file.size() / 1_048_576.0) as u64,
            limit / 1_048_576
        ));
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| {
        format!(
            "读不出“{}”。文件可能被移走或正在使用，请重新选择。",
            file.name()
        )
    })?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
