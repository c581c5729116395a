//! Text files, whatever they are encoded in.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use crate::Refused;

/// Largest text that is read, in bytes.
const MOST: usize = 32 * 1024 * 1024;

/// The text of a file: UTF-8 with or without a byte order mark, UTF-16 with one, GB18030 (and so GBK and GB2312).
///
/// # Errors
/// A sentence for a file that is no text, or too large.
pub fn decode(bytes: &[u8]) -> Result<String, Refused> {
    if bytes.len() > MOST {
        return Err(Refused::because(
            "文件超过 32 MB，不像一份报告的文字。请只保留报告正文再试",
        ));
    }
    let utf16 = match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let Some(encoding) = utf16 {
        let (text, _, broken) = encoding.decode(bytes);
        return match broken {
            true => Err(Refused::because(
                "文件是 UTF-16 编码的，但是中间有断开的字。请重新取得原来的文件，或者用 UTF-8 编码另存以后再打开",
            )),
            false => Ok(text.into_owned()),
        };
    }
    if let Some(other) = other_kind(bytes) {
        return Err(Refused::because(other));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, broken) = GB18030.decode_without_bom_handling(bytes);
    match broken {
        false => Ok(text.into_owned()),
        true => Err(Refused::because(
            "无法识别文件的编码。请用记事本或者 WPS 打开，用 UTF-8 编码另存为 .txt 以后再打开",
        )),
    }
}

/// What a file is by its first bytes, where that is no text.
pub(crate) fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let begins = |start: &[u8]| bytes.starts_with(start);
    if begins(b"%PDF") {
        Some("这是 PDF 文件。请打开它，全选、复制后粘贴；或者用原来的 Word 文件，另存为 .docx")
    } else if begins(b"{\\rtf") {
        Some("这是 RTF 文件。请用 Word 或 WPS 打开，另存为 .docx")
    } else if begins(b"PK\x03\x04") {
        Some("这是压缩格式的文件，不是文字。Word 文件的名称要以 .docx 结尾")
    } else if begins(&OLE) {
        Some("这是旧版 Office 文件，不是文字。请用 Word 或 WPS 打开，另存为 .docx")
    } else if bytes.contains(&0) {
        Some("文件里不全是文字。请用 UTF-8 编码另存为 .txt，或者另存为 .docx")
    } else {
        None
    }
}

/// What files of older Office programs, and encrypted ones, begin with.
pub(crate) const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_encodings_are_read() {
        let text = "4.1.2 高层领导的作用\r\n示例";
        let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let marked = format!("\u{FEFF}{text}");
            marked.encode_utf16().flat_map(bytes).collect()
        };
        let gbk = GB18030.encode(text).0.into_owned();
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{FEFF}{text}").into_bytes(),
            utf16(u16::to_le_bytes),
            utf16(u16::to_be_bytes),
            gbk,
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text));
        }
        assert_eq!(decode(b"").as_deref(), Ok(""));
    }

    #[test]
    fn what_is_no_text_is_refused_with_the_way_out() {
        for bytes in [
            &b"%PDF-1.7"[..],
            b"{\\rtf1",
            b"PK\x03\x04",
            &OLE,
            b"a\0b",
            b"\xFF\xFF\xFF",
            b"\xFF\xFE\x00\xD8",
        ] {
            let said = decode(bytes).unwrap_err().to_string();
            assert!(said.contains("请") || said.contains(".docx"), "{said}");
        }
    }
}
