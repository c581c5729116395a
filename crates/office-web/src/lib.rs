//! The readers of `crates/office` for the browser. The app loads this module when a person opens a file
//! (`web/office-*.js`) and asks it through `src/browser/office.rs`; what was read goes over as bytes of
//! `import::files`, a refusal as a sentence.

use quality_award_core::import::files::to_bytes;
use quality_award_office::{docx, sheets};
use wasm_bindgen::prelude::wasm_bindgen;

/// The sheets of a file: a list of `Sheet`.
///
/// # Errors
/// The sentence of `sheets`.
#[wasm_bindgen]
pub fn read_sheets(bytes: &[u8], name: &str) -> Result<Vec<u8>, String> {
    sheets::sheets(bytes, name).map(|sheets| to_bytes(&sheets))
}

/// A `Document`.
///
/// # Errors
/// The sentence of `docx`.
#[wasm_bindgen]
pub fn read_docx(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let document = docx::read(bytes).map_err(|why| why.to_string())?;
    Ok(to_bytes(&document))
}
