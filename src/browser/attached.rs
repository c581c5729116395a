//! Pictures and other files on their way into storage: what tells them from others, and pictures as they are kept. Only a
//! piece of a file at a time is in the program's own memory.

use js_sys::Uint8Array;
use quality_award_core::dossier::hex;
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, Event, File, HtmlCanvasElement, ImageBitmap, Url};

use super::files;
use super::page::{document, window};

/// Bytes that are read at a time.
const PIECE: f64 = 1024.0 * 1024.0;
/// Largest file that is taken, in bytes: more cannot be packed and handed on in one piece.
const LARGEST: f64 = 1024.0 * 1024.0 * 1024.0;
/// Largest picture file that is taken, in bytes.
const LARGEST_PICTURE: f64 = 50.0 * 1024.0 * 1024.0;
/// Most pixels that a browser can be asked to draw.
const MOST_PIXELS: usize = 100_000_000;
/// Longest side of a picture that is kept, in pixels: 250 to the inch over the width of a page.
const LONGEST_SIDE: u32 = 1600;
/// A picture without loss that is larger than this, in bytes, is a photograph and kept as one.
const PLAIN: f64 = 2.0 * 1024.0 * 1024.0;
/// How good a photograph stays, of 1.
const QUALITY: f64 = 0.88;

const PNG: &str = "image/png";
const JPEG: &str = "image/jpeg";

/// SHA-256 of a file, in small hexadecimal letters.
///
/// # Errors
/// A sentence for the person, without a full stop.
pub async fn digest(blob: &Blob) -> Result<String, String> {
    pieces(blob, |_, _| Ok(())).await
}

/// SHA-256 of a file whose pieces are looked at on the way: their bytes, and each by itself.
///
/// # Errors
/// A sentence for the person, without a full stop; that of `look` among them.
pub async fn pieces(
    blob: &Blob,
    mut look: impl FnMut(&[u8], &Blob) -> Result<(), String>,
) -> Result<String, String> {
    let mut sum = Sha256::new();
    let mut at = 0.0;
    while at < blob.size() {
        let end = blob.size().min(at + PIECE);
        let piece = part(blob, at, end)?;
        let bytes = whole(&piece).await?;
        look(&bytes, &piece)?;
        sum.update(bytes);
        at = end;
    }
    Ok(hex(&sum.finalize()))
}

/// A part of a file, without reading it.
///
/// # Errors
/// A sentence for the person, without a full stop.
pub fn part(blob: &Blob, from: f64, to: f64) -> Result<Blob, String> {
    blob.slice_with_f64_and_f64(from, to)
        .map_err(files::unreadable)
}

/// All bytes of a file that is known to be small.
///
/// # Errors
/// A sentence for the person, without a full stop.
pub async fn whole(blob: &Blob) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(blob.array_buffer()).await;
    Ok(Uint8Array::new(&buffer.map_err(files::unreadable)?).to_vec())
}

/// Whether a file can be kept.
///
/// # Errors
/// A sentence for the person, without a full stop.
pub fn check_file(file: &File) -> Result<(), String> {
    if file.size() <= 0.0 {
        return Err("文件是空的".to_owned());
    }
    if file.size() > LARGEST {
        return Err("文件超过 1 GB，请压缩或拆分后再添加".to_owned());
    }
    Ok(())
}

/// A picture as it is kept.
pub struct Prepared {
    /// The file: PNG or JPEG, without what the camera or program noted in it.
    pub blob: Blob,
    /// Width and height in pixels.
    pub pixels: (u32, u32),
    /// Its media type.
    pub media: &'static str,
    /// Whether it was made smaller.
    pub smaller: bool,
}

/// A picture that a person chose, drawn anew: of a size for paper, without places and names that its file may carry.
///
/// # Errors
/// A sentence for the person, without a full stop.
pub async fn picture(file: &File) -> Result<Prepared, String> {
    check_file(file)?;
    if file.size() > LARGEST_PICTURE {
        return Err("图片文件超过 50 MB，请缩小后再添加".to_owned());
    }
    let begin = whole(&part(file, 0.0, file.size().min(PIECE))?).await?;
    if is_drawing(&begin) {
        return Err("SVG 图里可能带有程序，请另存为 PNG 再添加".to_owned());
    }
    let no_picture = |_| "不是 PNG、JPEG 或 WebP 图片，或者已经损坏".to_owned();
    let kind = imagesize::image_type(&begin).map_err(no_picture)?;
    let size = imagesize::blob_size(&begin).map_err(no_picture)?;
    if size.width.saturating_mul(size.height) > MOST_PIXELS {
        return Err(format!(
            "图片有 {} × {} 像素，太大了，请缩小到 10000 × 10000 以内再添加",
            size.width, size.height
        ));
    }
    let broken = |_| "图片打不开，可能已经损坏".to_owned();
    let drawn = window()
        .create_image_bitmap_with_blob(file)
        .map_err(broken)?;
    let drawn: ImageBitmap = JsFuture::from(drawn)
        .await
        .map_err(broken)?
        .unchecked_into();
    let (width, height) = (drawn.width(), drawn.height());
    let longest = width.max(height);
    let pixels = match longest > LONGEST_SIDE {
        true => (
            (width * LONGEST_SIDE / longest).max(1),
            (height * LONGEST_SIDE / longest).max(1),
        ),
        false => (width, height),
    };
    let photograph = kind == imagesize::ImageType::Jpeg;
    let made = redrawn(&drawn, pixels, if photograph { JPEG } else { PNG }).await;
    let mut made = made.map_err(broken)?;
    if made.type_() == PNG && made.size() > PLAIN {
        made = redrawn(&drawn, pixels, JPEG).await.map_err(broken)?;
    }
    drawn.close();
    Ok(Prepared {
        pixels,
        media: if made.type_() == JPEG { JPEG } else { PNG },
        blob: made,
        smaller: longest > LONGEST_SIDE,
    })
}

/// Whether a file is an SVG, whatever it is called.
fn is_drawing(begin: &[u8]) -> bool {
    let begin = String::from_utf8_lossy(begin.get(..1024).unwrap_or(begin));
    let begin = begin.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    begin.starts_with('<')
}

async fn redrawn(drawn: &ImageBitmap, pixels: (u32, u32), media: &str) -> Result<Blob, JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(pixels.0);
    canvas.set_height(pixels.1);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let (width, height) = (f64::from(pixels.0), f64::from(pixels.1));
    if media == JPEG {
        // What is clear is white on paper, not black.
        context.set_fill_style_str("#fff");
        context.fill_rect(0.0, 0.0, width, height);
    }
    context.draw_image_with_image_bitmap_and_dw_and_dh(drawn, 0.0, 0.0, width, height)?;
    let made = js_sys::Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move |blob: JsValue| {
            let _ = match blob.is_null() {
                true => reject.call1(&JsValue::NULL, &JsValue::NULL),
                false => resolve.call1(&JsValue::NULL, &blob),
            };
        });
        let quality = JsValue::from(QUALITY);
        let asked =
            canvas.to_blob_with_type_and_encoder_options(done.unchecked_ref(), media, &quality);
        // Refused at once only by a canvas with foreign pictures in it; ours has none.
        drop(asked);
    });
    Ok(JsFuture::from(made).await?.unchecked_into())
}

/// The pictures on the clipboard; none where it also has a text, which is then what is meant.
pub fn pasted(event: &Event) -> Vec<File> {
    let data = event
        .dyn_ref::<web_sys::ClipboardEvent>()
        .and_then(web_sys::ClipboardEvent::clipboard_data);
    let Some(data) = data else {
        return Vec::new();
    };
    let has_text = data.types().includes(&"text/plain".into(), 0);
    match has_text {
        true => Vec::new(),
        false => files::all(data.files()),
    }
}

/// An address under which this page can show a file, until it is dropped.
#[derive(Debug, PartialEq)]
pub struct Address(String);

impl Address {
    /// An address for a file; `None` where the browser gives none.
    pub fn of(blob: &Blob) -> Option<Address> {
        Url::create_object_url_with_blob(blob).ok().map(Address)
    }

    /// The address.
    pub fn get(&self) -> &str {
        &self.0
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        let _ = Url::revoke_object_url(&self.0);
    }
}
