//! The readers and writers of `crates/office` for the browser. The app loads this module when a person opens a file
//! (`web/office-*.js`) and asks it through `src/browser/office.rs`; what was read and what is to be written goes over as
//! bytes of `import::files`, a refusal as a sentence. A file that is written here is byte for byte that of the native
//! command.

use quality_award_core::export::{document, workbook};
use quality_award_core::import::files::{from_bytes, to_bytes};
use quality_award_office::bundle::{Inflating, Opening, Packing, Span};
use quality_award_office::{book, page, report, sheets, word};
use wasm_bindgen::prelude::*;
use web_sys::Blob;

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

/// The `.docx` of a document for paper, `export::document::Document`, with its `export::document::Pictures`.
///
/// # Errors
/// A sentence, where the bytes are those of another version.
#[wasm_bindgen]
pub fn write_word(document: &[u8], pictures: &[u8]) -> Result<Vec<u8>, String> {
    let document: document::Document = from_bytes(document).ok_or(OTHER_VERSION)?;
    let pictures: document::Pictures = from_bytes(pictures).ok_or(OTHER_VERSION)?;
    Ok(word::docx(&document, &pictures))
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

/// The page of a document for paper that stands alone, with its `export::document::Pictures`.
///
/// # Errors
/// A sentence, where the bytes are those of another version.
#[wasm_bindgen]
pub fn write_page(document: &[u8], pictures: &[u8]) -> Result<Vec<u8>, String> {
    let document: document::Document = from_bytes(document).ok_or(OTHER_VERSION)?;
    let pictures: document::Pictures = from_bytes(pictures).ok_or(OTHER_VERSION)?;
    Ok(page::page(&document, &pictures).into_bytes())
}

/// That a member does not fit into a ZIP.
const TOO_LARGE: &str = "附件太大，装不进一个 ZIP。请减少或压缩附件后再试";

/// A ZIP in the making. Its members stay with the browser; only a piece at a time is looked at here.
#[wasm_bindgen]
#[derive(Default)]
pub struct ZipWriter(Packing<Blob>);

#[wasm_bindgen]
impl ZipWriter {
    /// Begins a member.
    ///
    /// # Errors
    /// A sentence.
    pub fn begin(&mut self, name: &str) -> Result<(), String> {
        self.0.begin(name).map_err(|_| TOO_LARGE.to_owned())
    }

    /// Adds a piece to it; `bytes` are what is in the piece.
    ///
    /// # Errors
    /// A sentence.
    pub fn add(&mut self, bytes: &[u8], piece: Blob) -> Result<(), String> {
        self.0.add(bytes, piece).map_err(|_| TOO_LARGE.to_owned())
    }

    /// The file.
    ///
    /// # Errors
    /// A sentence.
    pub fn finish(self) -> Result<Blob, String> {
        let spans = self.0.finish().map_err(|_| TOO_LARGE.to_owned())?;
        let parts = js_sys::Array::new();
        for span in spans {
            match span {
                Span::Bytes(bytes) => parts.push(&js_sys::Uint8Array::from(bytes.as_slice())),
                Span::Piece(piece, _) => parts.push(&piece),
            };
        }
        Blob::new_with_blob_sequence(&parts).map_err(|_| TOO_LARGE.to_owned())
    }
}

/// A new ZIP.
#[wasm_bindgen]
pub fn write_zip() -> ZipWriter {
    ZipWriter::default()
}

/// A ZIP that is being opened: what is asked for is given to it.
#[wasm_bindgen]
pub struct ZipReader(Opening);

#[wasm_bindgen]
impl ZipReader {
    /// A `bundle::Step`.
    pub fn step(&self) -> Vec<u8> {
        to_bytes(&self.0.step())
    }

    /// Takes a part of the file.
    pub fn give(&mut self, from: f64, bytes: Vec<u8>) {
        self.0.give(from as u64, bytes);
    }
}

/// A ZIP of so many bytes.
#[wasm_bindgen]
pub fn read_zip(size: f64) -> ZipReader {
    ZipReader(Opening::new(size as u64))
}

/// A member that is being unpacked.
#[wasm_bindgen]
pub struct Unpacker(Inflating);

#[wasm_bindgen]
impl Unpacker {
    /// What comes out of the next packed bytes.
    ///
    /// # Errors
    /// A sentence.
    pub fn feed(&mut self, packed: &[u8]) -> Result<Vec<u8>, String> {
        self.0.feed(packed)
    }

    /// Whether all of it came out.
    pub fn is_whole(&self) -> bool {
        self.0.is_whole()
    }
}

/// A member that says it is so large.
#[wasm_bindgen]
pub fn unpack(size: f64) -> Unpacker {
    Unpacker(Inflating::new(size as u64))
}
