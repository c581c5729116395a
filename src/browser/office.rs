//! The readers and writers of Word and spreadsheets: a second module, loaded when a file is opened or made. The file stays
//! on this machine.

use quality_award_core::export::{document, workbook};
use quality_award_core::import::bundle::Step;
use quality_award_core::import::files::{Document, Sheet, from_bytes, to_bytes};
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::Blob;

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
    fn write_word(this: &Office, document: &[u8], pictures: &[u8]) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write_page(this: &Office, document: &[u8], pictures: &[u8]) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write_zip(this: &Office) -> Result<ZipWriter, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn read_zip(this: &Office, size: f64) -> Result<ZipReader, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn unpack(this: &Office, size: f64) -> Result<Unpacker, JsValue>;

    /// A ZIP in the making.
    pub type ZipWriter;
    /// Begins a member.
    #[wasm_bindgen(method, catch)]
    pub fn begin(this: &ZipWriter, name: &str) -> Result<(), JsValue>;
    /// Adds a piece to it; the bytes are what is in the piece.
    #[wasm_bindgen(method, catch)]
    pub fn add(this: &ZipWriter, bytes: &[u8], piece: &Blob) -> Result<(), JsValue>;
    /// The file.
    #[wasm_bindgen(method, catch)]
    pub fn finish(this: &ZipWriter) -> Result<Blob, JsValue>;

    /// A ZIP that is being opened.
    pub type ZipReader;
    #[wasm_bindgen(method, catch)]
    fn step(this: &ZipReader) -> Result<Vec<u8>, JsValue>;
    /// Takes a part of the file.
    #[wasm_bindgen(method, catch)]
    pub fn give(this: &ZipReader, from: f64, bytes: Vec<u8>) -> Result<(), JsValue>;

    /// A member that is being unpacked.
    pub type Unpacker;
    /// What comes out of the next packed bytes.
    #[wasm_bindgen(method, catch)]
    pub fn feed(this: &Unpacker, packed: &[u8]) -> Result<Vec<u8>, JsValue>;
    /// Whether all of it came out.
    #[wasm_bindgen(method)]
    pub fn is_whole(this: &Unpacker) -> bool;

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

/// The `.docx` of a document for paper, with the pictures that are there.
///
/// # Errors
/// A sentence for the person.
pub async fn write_word(
    document: &document::Document,
    pictures: &document::Pictures,
) -> Result<Vec<u8>, String> {
    let write = |office: &Office| office.write_word(&to_bytes(document), &to_bytes(pictures));
    ask(write, WRITES).await
}

/// The `.xlsx` of figures.
///
/// # Errors
/// A sentence for the person.
pub async fn write_book(workbook: &workbook::Workbook) -> Result<Vec<u8>, String> {
    ask(|office| office.write_book(&to_bytes(workbook)), WRITES).await
}

/// The page of a document for paper that stands alone, with the pictures that are there.
///
/// # Errors
/// A sentence for the person.
pub async fn write_page(
    document: &document::Document,
    pictures: &document::Pictures,
) -> Result<Vec<u8>, String> {
    let write = |office: &Office| office.write_page(&to_bytes(document), &to_bytes(pictures));
    ask(write, WRITES).await
}

/// A new ZIP.
///
/// # Errors
/// A sentence for the person.
pub async fn write_zip() -> Result<ZipWriter, String> {
    ask(Office::write_zip, WRITES).await
}

/// A ZIP of so many bytes, to be opened.
///
/// # Errors
/// A sentence for the person.
pub async fn read_zip(size: f64) -> Result<ZipReader, String> {
    ask(|office| office.read_zip(size), READS).await
}

/// A member of a ZIP that says it is so large, to be unpacked.
///
/// # Errors
/// A sentence for the person.
pub async fn unpack(size: f64) -> Result<Unpacker, String> {
    ask(|office| office.unpack(size), READS).await
}

impl ZipReader {
    /// What it needs, or what came out.
    ///
    /// # Errors
    /// A sentence for the person.
    pub fn next(&self) -> Result<Step, String> {
        let step = self.step().map_err(|why| refusal(&why, READS))?;
        from_bytes(&step).ok_or_else(|| OTHER.to_owned())
    }
}

/// What the module says, or that it stopped.
fn refusal(why: &JsValue, stopped: &str) -> String {
    why.as_string().unwrap_or_else(|| stopped.to_owned())
}

/// The sentence for what went wrong with a file that is written.
pub fn not_written(why: &JsValue) -> String {
    refusal(why, WRITES)
}

/// The same for one that is read.
pub fn not_read(why: &JsValue) -> String {
    refusal(why, READS)
}

const OTHER: &str = "读取文件的程序和本页不是同一个版本。请重新打开本页后再试。";
const READS: &str =
    "读取时出了意外，文件没有打开。请重新打开本页；仍然这样，请把文件另存一份再试。";
const WRITES: &str = "生成文件时出了意外，没有存成。填写的内容没有变化，请重新打开本页后再试。";

async fn read<T: DeserializeOwned>(
    of: impl FnOnce(&Office) -> Result<Vec<u8>, JsValue>,
) -> Result<T, String> {
    from_bytes(&ask(of, READS).await?).ok_or_else(|| OTHER.to_owned())
}

/// What the module answers; `stopped` is said where it stopped on the way.
async fn ask<T>(
    of: impl FnOnce(&Office) -> Result<T, JsValue>,
    stopped: &str,
) -> Result<T, String> {
    let office = qa_office().await.map_err(|_| {
        "没有取到处理 Word 和表格的程序。请检查网络，或重新打开本页后再试。".to_owned()
    })?;
    // A refusal is a text; anything else is a module that stopped.
    of(office.unchecked_ref()).map_err(|why| refusal(&why, stopped))
}
