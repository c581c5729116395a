//! The readers of `crates/office` for the browser. The app loads this module when a person opens a file
//! (`web/office-*.js`) and asks it through `src/browser/office.rs`; what was read goes over as bytes of
//! `import::files`, a refusal as a sentence.

use quality_award_core::import::files::to_bytes;
use quality_award_office::{report, sheets};
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
