//! What the round's notice says, as a small file: the secretariat, or whoever has copied it out of the notice, can hand it
//! on, so that nobody copies it twice.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::dossier::{Dossier, Place, ROUND_KEY, round_fields};
use crate::json;

/// Value of `format` in such a file.
const FORMAT: &str = "quality-award-round";
/// Largest file that is looked at, in bytes.
pub const MOST: usize = 64 * 1024;

#[derive(Serialize, Deserialize)]
struct File {
    format: String,
    /// Id of the measures it belongs to.
    scheme: String,
    fields: BTreeMap<String, String>,
}

/// What a file brings: the places of the dossier and their texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// In the order of the page.
    pub fields: Vec<(Place, String)>,
    /// Names in the file that this build does not know, which are left out.
    pub unknown: Vec<String>,
}

/// The file of what is written in a dossier.
pub fn write(dossier: &Dossier) -> Vec<u8> {
    let fields = dossier.hand_in.iter().filter_map(|(key, text)| {
        let key = key.strip_prefix(ROUND_KEY)?;
        Some((key.to_owned(), text.to_string()))
    });
    let file = File {
        format: FORMAT.to_owned(),
        scheme: dossier.scheme.clone(),
        fields: fields.collect(),
    };
    json::to_text(&file).into_bytes()
}

/// What a file says, for a dossier under the measures `scheme`.
///
/// # Errors
/// A sentence without a full stop: it is no such file, or one of other measures.
pub fn read(bytes: &[u8], scheme: &str) -> Result<Brought, String> {
    if bytes.len() > MOST {
        return Err("这不是当届通知的文件，它太大了".to_owned());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| NOT_OURS.to_owned())?;
    let file: File = json::from_text(text).map_err(|_| NOT_OURS.to_owned())?;
    if file.format != FORMAT {
        return Err(NOT_OURS.to_owned());
    }
    if file.scheme != scheme {
        return Err("这份通知是按另一个办法写的，不能用在这份档案里".to_owned());
    }
    let mut fields = file.fields;
    let known = round_fields().filter_map(|field| {
        let text = fields.remove(field.key)?;
        Some((
            Place::HandIn(format!("{ROUND_KEY}{}", field.key).into()),
            text,
        ))
    });
    Ok(Brought {
        fields: known.collect(),
        unknown: fields.into_keys().collect(),
    })
}

const NOT_OURS: &str = "这不是当届通知的文件。请选用“存为文件”存下的文件，或者照着通知填写";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::Kind;

    #[test]
    fn what_is_written_is_read_back_and_nothing_else_goes_along() {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        let closing = Place::HandIn("round.closing".into());
        closing.write(&mut dossier, "2027-05-20".to_owned());
        Place::HandIn("paper.channel".into()).write(&mut dossier, "公告栏".to_owned());
        let bytes = write(&dossier);
        assert!(!String::from_utf8_lossy(&bytes).contains("公告栏"));
        let brought = read(&bytes, "s").unwrap();
        assert_eq!(brought.fields, [(closing, "2027-05-20".to_owned())]);
        assert_eq!(brought.unknown, [""; 0]);
        assert!(read(&bytes, "t").unwrap_err().contains("另一个办法"));
    }

    #[test]
    fn what_is_no_such_file_is_refused_and_what_is_unknown_is_named() {
        for bytes in [
            &b""[..],
            b"{}",
            b"\xFF",
            b"[1]",
            b"{\"format\":\"quality-award-package\",\"scheme\":\"s\",\"fields\":{}}",
        ] {
            assert_eq!(read(bytes, "s"), Err(NOT_OURS.to_owned()));
        }
        assert!(
            read(&vec![b' '; MOST + 1], "s")
                .unwrap_err()
                .contains("太大")
        );
        let newer = br#"{"format":"quality-award-round","scheme":"s","fields":{"closing":"2027-05-20","colour":"red"}}"#;
        let brought = read(newer, "s").unwrap();
        assert_eq!(
            (brought.fields.len(), brought.unknown),
            (1, vec!["colour".to_owned()])
        );
    }
}
