//! Files that belong to a dossier: pictures and 证实性材料. The dossier holds what tells a file from others; its bytes are
//! beside the drafts, found by their digest.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::model::Dossier;

/// Register of the pictures, each at a slot or sub-heading.
pub const PICTURES: &str = "pictures";
/// Column of a picture with its mark.
pub const PICTURE_FILE: &str = "file";
/// Register of 证实性材料.
pub const EVIDENCE: &str = "evidence";
/// Column of 证实性材料 with the marks of its files, a line each.
pub const EVIDENCE_FILES: &str = "files";

/// Letters of a digest.
const DIGEST: usize = 64;
/// Longest name, in characters, that is kept.
const LONGEST_NAME: usize = 200;

/// What a dossier holds of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMark {
    /// SHA-256 of its bytes, 64 small hexadecimal letters.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its media type, `image/png`.
    pub media: String,
    /// Width and height in pixels; of pictures alone.
    pub pixels: Option<(u32, u32)>,
    /// What it was called, without folders and line ends.
    pub name: String,
}

impl FileMark {
    /// The mark of a file. What a name cannot have on any computer becomes `_`.
    pub fn new(
        sha256: &str,
        size: u64,
        media: &str,
        pixels: Option<(u32, u32)>,
        name: &str,
    ) -> Self {
        let media: String = media.chars().filter(|c| c.is_ascii_graphic()).collect();
        FileMark {
            sha256: sha256.to_owned(),
            size,
            media: match media.as_str() {
                "" => "application/octet-stream".to_owned(),
                _ => media,
            },
            pixels,
            name: safe_name(name),
        }
    }

    /// Reads a mark as [`fmt::Display`] writes it; `None` for anything else.
    pub fn read(line: &str) -> Option<FileMark> {
        let mut parts = line.splitn(5, ' ');
        let sha256 = parts.next().filter(|text| is_digest(text))?.to_owned();
        let size = parts.next()?.parse().ok()?;
        let media = parts.next().filter(|media| !media.is_empty())?.to_owned();
        let pixels = match parts.next()? {
            "-" => None,
            pixels => {
                let (width, height) = pixels.split_once('x')?;
                Some((width.parse().ok()?, height.parse().ok()?))
            }
        };
        let name = safe_name(parts.next()?);
        Some(FileMark {
            sha256,
            size,
            media,
            pixels,
            name,
        })
    }

    /// The marks of a text, a line each. What is none is left out.
    pub fn all(text: &str) -> Vec<FileMark> {
        text.lines().filter_map(FileMark::read).collect()
    }

    /// Its size in words.
    pub fn size_words(&self) -> String {
        size_words(self.size)
    }
}

/// A size in bytes in words: 12 KB, 3.4 MB.
pub fn size_words(size: u64) -> String {
    const KB: u64 = 1024;
    const MB: u64 = KB * KB;
    match size {
        size if size < KB => format!("{size} 字节"),
        size if size < MB => format!("{} KB", size.div_ceil(KB)),
        size => format!("{}.{} MB", size / MB, size % MB * 10 / MB),
    }
}

impl fmt::Display for FileMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} ", self.sha256, self.size, self.media)?;
        match self.pixels {
            Some((width, height)) => write!(f, "{width}x{height}")?,
            None => f.write_str("-")?,
        }
        write!(f, " {}", self.name)
    }
}

/// Bytes in small hexadecimal letters.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a text is a SHA-256 as we write it.
pub fn is_digest(text: &str) -> bool {
    text.len() == DIGEST
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// A file's name as every computer takes it: no folders, no control characters, not endless.
pub fn safe_name(name: &str) -> String {
    let safe = |c: char| match c {
        c if c.is_control() || r#"\/:*?"<>|"#.contains(c) => '_',
        // They turn the letters around them about: an ending could hide.
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '_',
        c => c,
    };
    let chars: Vec<char> = name.trim().chars().map(safe).collect();
    let name: String = match chars.len() > LONGEST_NAME {
        false => chars.into_iter().collect(),
        // The ending tells what opens it.
        true => {
            let ending = chars.iter().rposition(|c| *c == '.');
            let ending = ending.filter(|at| chars.len() - at <= 10);
            let ending = &chars[ending.unwrap_or(chars.len())..];
            let begin = chars.iter().take(LONGEST_NAME - ending.len());
            begin.chain(ending).collect()
        }
    };
    match name.trim_matches(['.', ' ']) {
        "" => "未命名文件".to_owned(),
        _ => name,
    }
}

/// All files that a dossier names, each once, by digest.
pub fn files(dossier: &Dossier) -> BTreeMap<String, FileMark> {
    let pictures = dossier.register(PICTURES).iter();
    let pictures = pictures.map(|entry| entry.get(PICTURE_FILE));
    let evidence = dossier.register(EVIDENCE).iter();
    let evidence = evidence.map(|entry| entry.get(EVIDENCE_FILES));
    pictures
        .chain(evidence)
        .flat_map(FileMark::all)
        .map(|mark| (mark.sha256.clone(), mark))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::{EntriesAt, Entry, Kind};

    const HEX: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_mark_goes_to_a_line_and_back() {
        for (pixels, name) in [
            (Some((800, 600)), "组织 架构图.png"),
            (None, "证书  副本.pdf"),
            (None, "a"),
        ] {
            let mark = FileMark::new(HEX, 1234, "image/png", pixels, name);
            assert_eq!(FileMark::read(&mark.to_string()), Some(mark));
        }
    }

    #[test]
    fn what_is_no_mark_is_none() {
        let upper = HEX.to_uppercase();
        for line in [
            "",
            "甲",
            HEX,
            &format!("{HEX} 12 image/png"),
            &format!("{HEX} x image/png - a"),
            &format!("{HEX} 12 image/png 8by6 a"),
            &format!("{upper} 12 image/png - a"),
            &format!("{} 12 image/png - a", &HEX[1..]),
        ] {
            assert_eq!(FileMark::read(line), None, "{line}");
        }
    }

    #[test]
    fn a_name_is_one_that_every_computer_takes() {
        let check = |name: &str, expected: &str| assert_eq!(safe_name(name), expected);
        check(" 证书.pdf ", "证书.pdf");
        check("../../etc/passwd", ".._.._etc_passwd");
        check("a\nb\"c\u{202E}gpj.exe", "a_b_c_gpj.exe");
        check("..", "未命名文件");
        check("", "未命名文件");
        check("😀.png", "😀.png");
        let long = safe_name(&format!("{}.pdf", "长".repeat(300)));
        assert_eq!(long.chars().count(), LONGEST_NAME);
        assert!(long.ends_with("长.pdf"));
        let mark = FileMark::new(HEX, 0, "a b\n", None, "x\ny");
        assert_eq!(FileMark::read(&mark.to_string()), Some(mark));
    }

    #[test]
    fn sizes_in_words() {
        let check = |size: u64, expected: &str| {
            assert_eq!(
                FileMark::new(HEX, size, "", None, "a").size_words(),
                expected
            );
        };
        check(1, "1 字节");
        check(1025, "2 KB");
        check(1024 * 1024 * 7 / 2, "3.5 MB");
    }

    #[test]
    fn a_dossier_names_each_file_once() {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        let other = HEX.replace('e', "f");
        let mark = |hex: &str| FileMark::new(hex, 1, "image/png", None, "a").to_string();
        EntriesAt::Register(PICTURES.into()).edit(&mut dossier, |entries| {
            let mut entry = Entry::new("p");
            entry.fields.insert(PICTURE_FILE.into(), mark(HEX).into());
            entries.push(entry);
        });
        EntriesAt::Register(EVIDENCE.into()).edit(&mut dossier, |entries| {
            let mut entry = Entry::new("e");
            let both = format!("{}\n{}\n?", mark(HEX), mark(&other));
            entry.fields.insert(EVIDENCE_FILES.into(), both.into());
            entries.push(entry);
        });
        assert_eq!(
            files(&dossier).into_keys().collect::<Vec<_>>(),
            [HEX, &other]
        );
    }
}
