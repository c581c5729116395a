//! The readers and writers of Word and spreadsheets: a second module, loaded when a file is opened or made. The file stays
//! on this machine.

use quality_award_core::export::{document, workbook};
use quality_award_core::import::files::{Document, Sheet, from_bytes, to_bytes};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Defined in `web/office-*.js`.
    #[wasm_bindgen(js_name = qaOffice, catch)]
    async fn qa_office() -> Result<JsValue, JsValue>;

    /// What `crates/office-web` exports.
    type Office;
    #[wasm_bindgen(method, catch)]
    fn read_report(this: &Office, bytes: &[u8], name: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn read_sheets(this: &Office, bytes: &[u8], name: &str) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write_word(this: &Office, document: &[u8]) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write_book(this: &Office, workbook: &[u8]) -> Result<Vec<u8>, JsValue>;
}

/// A report, from a Word document or a text; `name` is the file's.
///
/// # Errors
/// A sentence for the person.
pub async fn read_report(bytes: &[u8], name: &str) -> Result<Document, String> {
    read(|office| office.read_report(bytes, name)).await
}

/// The sheets of a spreadsheet, a page of HTML or a text; `name` is the file's.
///
/// # Errors
/// A sentence for the person.
pub async fn read_sheets(bytes: &[u8], name: &str) -> Result<Vec<Sheet>, String> {
    read(|office| office.read_sheets(bytes, name)).await
}

/// The `.docx` of a document for paper.
///
/// # Errors
/// A sentence for the person.
pub async fn write_word(document: &document::Document) -> Result<Vec<u8>, String> {
    ask(|office| office.write_word(&to_bytes(document)), WRITES).await
}

/// The `.xlsx` of figures.
///
/// # Errors
/// A sentence for the person.
pub async fn write_book(workbook: &workbook::Workbook) -> Result<Vec<u8>, String> {
    ask(|office| office.write_book(&to_bytes(workbook)), WRITES).await
}

const READS: &str =
    "读取时出了意外，文件没有打开。请重新打开本页；仍然这样，请把文件另存一份再试。";
const WRITES: &str = "生成文件时出了意外，没有存成。填写的内容没有变化，请重新打开本页后再试。";

async fn read<T: DeserializeOwned>(
    of: impl FnOnce(&Office) -> Result<Vec<u8>, JsValue>,
) -> Result<T, String> {
    from_bytes(&ask(of, READS).await?)
        .ok_or_else(|| "读取文件的程序和本页不是同一个版本。请重新打开本页后再试。".to_owned())
}

/// What the module answers; `stopped` is said where it stopped on the way.
async fn ask(
    of: impl FnOnce(&Office) -> Result<Vec<u8>, JsValue>,
    stopped: &str,
) -> Result<Vec<u8>, String> {
    let office = qa_office().await.map_err(|_| {
        "没有取到处理 Word 和表格的程序。请检查网络，或重新打开本页后再试。".to_owned()
    })?;
    // A refusal is a text; anything else is a module that stopped.
    of(office.unchecked_ref()).map_err(|why| why.as_string().unwrap_or_else(|| stopped.to_owned()))
}
