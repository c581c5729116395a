//! The ZIP of a document, and what a file may be that is none.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml;
use crate::Refused;
use crate::text::{OLE, other_kind};

/// Largest file that is opened, in bytes.
const MOST: usize = 200 * 1024 * 1024;
/// Largest part that is unpacked, in bytes: a report of a million characters has 20 MB.
const MOST_PART: u64 = 64 * 1024 * 1024;
/// Most entries of the ZIP.
const MOST_ENTRIES: usize = 20_000;

const DAMAGED: &str =
    "文件不完整或者损坏了，无法读取。请用 Word 或 WPS 打开它，另存为 .docx 以后再试";

/// The parts that are read.
#[derive(Default)]
pub struct Parts {
    pub document: String,
    pub styles: Option<String>,
    pub numbering: Option<String>,
    pub footnotes: Option<String>,
    pub endnotes: Option<String>,
    /// It has comments, which are not read.
    pub comments: bool,
}

/// That a document cannot be read to its end.
pub fn damaged() -> Refused {
    Refused::because(DAMAGED)
}

/// Opens a document.
pub fn open(bytes: &[u8]) -> Result<Parts, Refused> {
    if bytes.is_empty() {
        return Err(Refused::because("文件是空的。请重新取得这个文件"));
    }
    if bytes.len() > MOST {
        return Err(Refused::because(
            "文件超过 200 MB。请在 Word 里删去图片，另存为 .docx 以后再试",
        ));
    }
    if bytes.starts_with(&OLE) {
        return Err(Refused::because(ole(bytes)));
    }
    if !bytes.starts_with(b"PK") {
        let other = other_kind(bytes);
        let unknown = "这不是 .docx 文件。请用 Word 或 WPS 打开原来的报告，另存为 .docx";
        return Err(Refused::because(other.unwrap_or(unknown)));
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if zip.len() > MOST_ENTRIES {
        return Err(damaged());
    }
    let main = main_part(&mut zip)?;
    let Some(document) = part(&mut zip, &main)? else {
        return Err(Refused::because(other_zip(&zip)));
    };
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |name: &str| match folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{name}"),
    };
    Ok(Parts {
        styles: part(&mut zip, &beside("styles.xml"))?,
        numbering: part(&mut zip, &beside("numbering.xml"))?,
        footnotes: part(&mut zip, &beside("footnotes.xml"))?,
        endnotes: part(&mut zip, &beside("endnotes.xml"))?,
        comments: zip.index_for_name(&beside("comments.xml")).is_some(),
        document,
    })
}

type Zip<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The name of the part that is the document.
fn main_part(zip: &mut Zip<'_>) -> Result<String, Refused> {
    let usual = "word/document.xml".to_owned();
    let Some(rels) = part(zip, "_rels/.rels")? else {
        return Ok(usual);
    };
    let rels = xml::parse(&rels)?;
    let mut all = rels
        .descendants()
        .filter(|node| node.tag_name().name() == "Relationship");
    let main = all.find(|node| {
        let of = node.attribute("Type").unwrap_or("");
        of.ends_with("/officeDocument")
    });
    let target = main.and_then(|main| main.attribute("Target"));
    let target = target.map(|target| target.trim_start_matches('/').to_owned());
    // Of a spreadsheet it is another: the usual name is missing there, too.
    Ok(target
        .filter(|target| target.contains("document"))
        .unwrap_or(usual))
}

/// The text of a part, if it is there.
fn part(zip: &mut Zip<'_>, name: &str) -> Result<Option<String>, Refused> {
    let file = match zip.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword) => {
            return Err(Refused::because(ENCRYPTED));
        }
        Err(_) => return Err(damaged()),
    };
    let mut bytes = Vec::new();
    let mut limited = file.take(MOST_PART + 1);
    limited.read_to_end(&mut bytes).map_err(|_| damaged())?;
    if bytes.len() as u64 > MOST_PART {
        return Err(Refused::because(
            "文件解开以后太大，不像一份报告。请用 Word 或 WPS 打开它，另存为 .docx 以后再试",
        ));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| damaged())?;
    Ok(Some(text.to_owned()))
}

const ENCRYPTED: &str =
    "文件设了打开密码，无法读取。请在 Word 或 WPS 里打开，取消密码，另存为 .docx 以后再试";

/// What an OLE file is.
fn ole(bytes: &[u8]) -> &'static str {
    let utf16: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    match bytes.windows(utf16.len()).any(|window| window == utf16) {
        true => ENCRYPTED,
        false => "这是旧版 Word 文件（.doc）。请用 Word 或 WPS 打开，另存为 .docx 以后再试",
    }
}

/// What a ZIP without a document is.
fn other_zip(zip: &Zip<'_>) -> &'static str {
    let has = |start: &str| {
        let mut names = zip.file_names();
        names.any(|name| name.is_ok_and(|name| name.starts_with(start)))
    };
    if has("xl/") {
        "这是 Excel 表格，不是 Word 文件。表格请从“导入表格”打开"
    } else if has("ppt/") {
        "这是幻灯片，不是 Word 文件。请把文字复制后粘贴"
    } else if has("content.xml") {
        "这是 OpenDocument 文件。请用 Word、WPS 或 LibreOffice 打开，另存为 .docx"
    } else {
        "这个压缩文件里没有 Word 文档。请用 Word 或 WPS 打开原来的报告，另存为 .docx"
    }
}
