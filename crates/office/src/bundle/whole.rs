//! A ZIP of ours opened as the native command does: all of it is held against its list, the data file and the pictures are
//! kept.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom};

use quality_award_core::dossier::hex;
use quality_award_core::export::document::{Picture, Pictures};
use quality_award_core::import::bundle::{self, Found, Packed, Step};
use sha2::{Digest, Sha256};

use super::{Inflating, Opening};

/// Bytes that are read at a time.
const PIECE: u64 = 1024 * 1024;
/// Largest data file, in bytes.
const LARGEST_DATA: u64 = 200 * 1024 * 1024;

/// What of a ZIP is of use without the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// The data file.
    pub data: Vec<u8>,
    /// The pictures.
    pub pictures: Pictures,
}

/// Opens a ZIP.
///
/// # Errors
/// A sentence in Chinese without a full stop.
pub fn open(file: &mut (impl Read + Seek)) -> Result<Whole, String> {
    let members = members(file)?;
    let found: Vec<Found> = members
        .iter()
        .map(|member| Found {
            path: member.path.clone(),
            size: member.size,
        })
        .collect();
    bundle::check_found(&found)?;
    let by_path: BTreeMap<&str, &Packed> = members
        .iter()
        .map(|member| (member.path.as_str(), member))
        .collect();
    let list = by_path
        .get(bundle::LIST)
        .ok_or("这不是本工具存出的整套材料（ZIP）")?;
    let mut text = Vec::new();
    digest(file, list, &mut |piece| text.extend_from_slice(piece))?;
    let text =
        String::from_utf8(text).map_err(|_| format!("“{}”不是 UTF-8 编码的文字", bundle::LIST))?;
    let listed = bundle::checked(&found, &text)?;
    let mut whole = Whole::default();
    for (path, member) in &listed {
        let Some(packed) = by_path.get(path.as_str()) else {
            continue;
        };
        let media = match path.rsplit_once('.') {
            Some((path, "png")) if path.starts_with("图片/") => "image/png",
            Some((path, "jpg")) if path.starts_with("图片/") => "image/jpeg",
            _ => "",
        };
        let is_data = path == bundle::DATA;
        if is_data && packed.size > LARGEST_DATA {
            return Err(format!("里面的“{}”太大了", bundle::DATA));
        }
        let mut bytes = Vec::new();
        let digest = digest(file, packed, &mut |piece| {
            if is_data || !media.is_empty() {
                bytes.extend_from_slice(piece);
            }
        })?;
        if digest != member.sha256 {
            return Err(format!(
                "里面的“{path}”和清单里的校验值不一致，存出以后被改动或损坏了"
            ));
        }
        if is_data {
            whole.data = bytes;
        } else if !media.is_empty() {
            let media = media.to_owned();
            whole.pictures.insert(digest, Picture { media, bytes });
        }
    }
    Ok(whole)
}

fn members(file: &mut (impl Read + Seek)) -> Result<Vec<Packed>, String> {
    let size = file.seek(SeekFrom::End(0)).map_err(unreadable)?;
    let mut opening = Opening::new(size);
    loop {
        match opening.step() {
            Step::Read(from, length) => {
                let bytes = part(file, from, length)?;
                opening.give(from, bytes);
            }
            Step::Members(members) => return Ok(members),
            Step::Refused(why) => return Err(why),
        }
    }
}

fn part(file: &mut (impl Read + Seek), from: u64, length: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(from)).map_err(unreadable)?;
    file.by_ref()
        .take(length)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    match bytes.len() as u64 == length {
        true => Ok(bytes),
        false => Err("文件已损坏，有的部分读不出来".to_owned()),
    }
}

fn unreadable(error: io::Error) -> String {
    format!("读写失败（{error}）")
}

/// SHA-256 of a member, whose pieces are handed on as they come.
fn digest(
    file: &mut (impl Read + Seek),
    packed: &Packed,
    on: &mut impl FnMut(&[u8]),
) -> Result<String, String> {
    let broken = |why: &str| format!("里面的“{}”{why}", packed.path);
    let mut sum = Sha256::new();
    let mut take = |piece: &[u8]| {
        sum.update(piece);
        on(piece);
    };
    let mut inflating = Inflating::new(packed.size);
    let mut at = 0;
    while at < packed.length {
        let length = PIECE.min(packed.length - at);
        let piece = part(file, packed.from + at, length)?;
        match packed.deflated {
            true => take(&inflating.feed(&piece).map_err(|why| broken(&why))?),
            false => take(&piece),
        }
        at += length;
    }
    if packed.deflated && !inflating.is_whole() {
        return Err(broken("不完整"));
    }
    Ok(hex(&sum.finalize()))
}
