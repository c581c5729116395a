//! The readers and writers of `crates/office` for the browser. The app loads this module when a person opens a file
//! (`web/office-*.js`) and asks it through `src/browser/office.rs`; what was read and what is to be written goes over as
//! bytes of `import::files`, a refusal as a sentence. A file that is written here is byte for byte that of the native
//! command.

use quality_award_core::export::{document, workbook};
use quality_award_core::import::files::{from_bytes, to_bytes};
use quality_award_office::{book, report, sheets, word};
use wasm_bindgen::prelude::wasm_bindgen;

/// The sheets of a file: a list of `Sheet`.
///
/// # Errors
/// The sentence of `sheets`.
#[wasm_bindgen]
pub fn read_sheets(bytes: &[u8], name: &str) -> Result<Vec<u8>, String> {
    sheets::sheets(bytes, name).map(|sheets| to_bytes(&sheets))
}

/// A report, from Word or a text: a `Document`.
///
/// # Errors
/// The sentence of `report`.
#[wasm_bindgen]
pub fn read_report(bytes: &[u8], name: &str) -> Result<Vec<u8>, String> {
    let document = report::read(bytes, name).map_err(|why| why.to_string())?;
    Ok(to_bytes(&document))
}

/// That the app is of another version than this module.
const OTHER_VERSION: &str = "网页已更新，请先重新打开网页，再导出一次";

/// The `.docx` of a document for paper, `export::document::Document`.
///
/// # Errors
/// A sentence, where the bytes are those of another version.
#[wasm_bindgen]
pub fn write_word(document: &[u8]) -> Result<Vec<u8>, String> {
    let document: document::Document = from_bytes(document).ok_or(OTHER_VERSION)?;
    Ok(word::docx(&document))
}

/// The `.xlsx` of figures, `export::workbook::Workbook`.
///
/// # Errors
/// A sentence, where the bytes are those of another version, or it is too large.
#[wasm_bindgen]
pub fn write_book(workbook: &[u8]) -> Result<Vec<u8>, String> {
    let workbook: workbook::Workbook = from_bytes(workbook).ok_or(OTHER_VERSION)?;
    book::xlsx(&workbook).map_err(|why| why.to_string())
}
