//! 整套材料 as one ZIP: the data file, what is printed, Word, pictures and 证实性材料, and a list of what is in it with each
//! digest. The list is what a ZIP is held against when it is opened: all of it fits, or nothing is taken.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::dossier::{
    Dossier, EVIDENCE, EVIDENCE_FILES, FileMark, PICTURE_FILE, PICTURES, is_digest, safe_name,
};
use crate::json;
use crate::views::{Captions, Numbered, evidence_label};

/// The data file.
pub const DATA: &str = "数据文件.json";
/// What is printed, as a page.
pub const PAGE: &str = "打印稿.html";
/// The same as a Word document.
pub const WORD: &str = "申报材料.docx";
/// The list of what is in it.
pub const LIST: &str = "清单.json";
/// Largest list that is read, in bytes.
pub const LARGEST_LIST: u64 = 4 * 1024 * 1024;
/// Most members.
const MOST: usize = 5000;
/// Most bytes of all members together.
const LARGEST: u64 = 4 * 1024 * 1024 * 1024 - 1;

/// A member of a ZIP, as its list names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its path in the ZIP.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

#[derive(Serialize, Deserialize)]
struct List {
    quality_award_bundle: u32,
    members: Vec<Member>,
}

/// Version of the list.
const VERSION: u32 = 1;

/// Whether a file begins as a ZIP.
pub fn is_zip(beginning: &[u8]) -> bool {
    beginning.starts_with(b"PK\x03\x04") || beginning.starts_with(b"PK\x05\x06")
}

/// The list as a file.
pub fn list(members: &[Member]) -> String {
    json::to_text(&List {
        quality_award_bundle: VERSION,
        members: members.to_vec(),
    })
}

/// The files of a dossier and where they stand in the ZIP, each path once.
pub fn paths(dossier: &Dossier, captions: &Captions) -> Vec<(String, FileMark)> {
    let mut paths = Vec::new();
    let mut taken = BTreeSet::new();
    for entry in dossier.register(PICTURES) {
        if let Some(mark) = FileMark::read(entry.get(PICTURE_FILE)) {
            let caption = captions.of(Numbered::Picture, &entry.id);
            let label = caption.map_or("图片".to_owned(), |caption| caption.label());
            let ending = if mark.media == "image/png" {
                "png"
            } else {
                "jpg"
            };
            let name = safe_name(&format!("{label} {}.{ending}", entry.get("title").trim()));
            paths.push((free(&mut taken, &format!("图片/{name}")), mark));
        }
    }
    for (at, entry) in (1..).zip(dossier.register(EVIDENCE)) {
        let title = entry.get("title").trim();
        let folder = safe_name(&format!("{} {title}", evidence_label(at, entry)));
        for mark in FileMark::all(entry.get(EVIDENCE_FILES)) {
            let path = format!("证实性材料/{folder}/{}", mark.name);
            paths.push((free(&mut taken, &path), mark));
        }
    }
    paths
}

/// A path that is not taken, also not in other letters' size.
fn free(taken: &mut BTreeSet<String>, path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) => (stem, format!(".{ending}")),
        None => (name, String::new()),
    };
    let mut path = path.to_owned();
    let mut number = 1;
    while !taken.insert(path.to_lowercase()) {
        number += 1;
        path = format!("{folder}/{stem} ({number}){ending}");
    }
    path
}

/// A member of a ZIP.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed {
    /// Its path.
    pub path: String,
    /// Its size in bytes when unpacked, as the ZIP says.
    pub size: u64,
    /// Where its bytes begin in the ZIP.
    pub from: u64,
    /// How many they are.
    pub length: u64,
    /// Whether they have to be unpacked.
    pub deflated: bool,
}

/// What opening a ZIP needs or gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// This part of the file is needed: from, length.
    Read(u64, u64),
    /// Its members; folders are left out.
    Members(Vec<Packed>),
    /// Why it cannot be opened, in Chinese, without a full stop.
    Refused(String),
}

/// A member as the ZIP itself names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its path.
    pub path: String,
    /// Its size in bytes when unpacked.
    pub size: u64,
}

/// The members of a ZIP of ours, by path: what the ZIP holds is held against its own list.
///
/// # Errors
/// A sentence without a full stop, with the member.
pub fn checked(found: &[Found], list: &str) -> Result<BTreeMap<String, Member>, String> {
    let read: List = json::from_text(list).map_err(|why| format!("“{LIST}”读不出来：{why}"))?;
    if read.quality_award_bundle > VERSION {
        return Err("它来自较新的版本，请先刷新页面换成新版，再打开".to_owned());
    }
    let mut members: BTreeMap<String, Member> = BTreeMap::new();
    for member in read.members {
        if !is_digest(&member.sha256) {
            return Err(format!("“{LIST}”里“{}”的校验值不对", shown(&member.path)));
        }
        if let Some(twice) = members.insert(member.path.clone(), member) {
            return Err(format!("“{LIST}”里“{}”写了两次", shown(&twice.path)));
        }
    }
    for member in found.iter().filter(|member| member.path != LIST) {
        match members.get(&member.path) {
            None => {
                return Err(format!(
                    "里面的“{}”不在“{LIST}”里，可能是后来放进去的",
                    shown(&member.path)
                ));
            }
            Some(listed) if listed.size != member.size => {
                return Err(format!(
                    "里面的“{}”大小不对，应是 {} 字节，实际 {} 字节",
                    shown(&member.path),
                    listed.size,
                    member.size
                ));
            }
            Some(_) => {}
        }
    }
    let there: BTreeSet<&str> = found.iter().map(|member| member.path.as_str()).collect();
    match members.keys().find(|path| !there.contains(path.as_str())) {
        Some(gone) => Err(format!("里面缺少“{}”", shown(gone))),
        None if !members.contains_key(DATA) => Err(format!("里面没有“{DATA}”")),
        None => Ok(members),
    }
}

/// Whether a ZIP may be looked into.
///
/// # Errors
/// A sentence without a full stop, with the member.
pub fn check_found(found: &[Found]) -> Result<(), String> {
    if found.len() > MOST {
        return Err(format!("里面有 {} 个文件，最多 {MOST} 个", found.len()));
    }
    let total = found
        .iter()
        .fold(0u64, |total, member| total.saturating_add(member.size));
    if total > LARGEST {
        return Err("展开后超过 4 GB，不是本工具存出的整套材料".to_owned());
    }
    let mut seen = BTreeSet::new();
    for member in found {
        let path = member.path.as_str();
        let unsafe_part = |part: &str| part == ".." || part == "." || part.is_empty();
        let wrong = path.contains('\\')
            || path.contains(':')
            || path.chars().any(char::is_control)
            || path.split('/').any(unsafe_part);
        if wrong {
            return Err(format!("里面有不该有的路径“{}”", shown(path)));
        }
        if !seen.insert(path) {
            return Err(format!("里面的“{}”有两份", shown(path)));
        }
    }
    let list = found.iter().find(|member| member.path == LIST);
    match list {
        None => Err("这不是本工具存出的整套材料（ZIP）".to_owned()),
        Some(list) if list.size > LARGEST_LIST => Err(format!("“{LIST}”太大，不是本工具存出的")),
        Some(_) => Ok(()),
    }
}

/// A path for a sentence: what cannot be seen is marked, and it is not endless.
fn shown(path: &str) -> String {
    let safe = |c: char| match c {
        c if c.is_control() => '\u{FFFD}',
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        c => c,
    };
    let mut shown: String = path.chars().map(safe).take(60).collect();
    if path.chars().count() > 60 {
        shown.push('…');
    }
    shown
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::{EntriesAt, Entry, Kind};
    use crate::testing::packs;
    use crate::views::captions;

    fn member(path: &str, size: u64) -> Member {
        Member {
            path: path.to_owned(),
            size,
            sha256: "ab".repeat(32),
        }
    }

    fn found(members: &[Member]) -> Vec<Found> {
        let found = |member: &Member| Found {
            path: member.path.clone(),
            size: member.size,
        };
        let list = Found {
            path: LIST.to_owned(),
            size: 9,
        };
        members.iter().map(found).chain([list]).collect()
    }

    #[test]
    fn a_list_goes_out_and_comes_back() {
        let members = [member(DATA, 7), member("图片/图 1 甲.png", 8)];
        let back = checked(&found(&members), &list(&members)).unwrap();
        assert_eq!(back.into_values().collect::<Vec<_>>(), {
            let mut sorted = members.to_vec();
            sorted.sort_by(|a, b| a.path.cmp(&b.path));
            sorted
        });
    }

    #[test]
    fn what_does_not_fit_its_list_is_refused_with_the_member() {
        let members = [member(DATA, 7), member("图片/甲.png", 8)];
        let good = list(&members);
        let check = |there: &[Member], list: &str, says: &str| {
            let why = checked(&found(there), list).unwrap_err();
            assert!(why.contains(says), "{why}");
        };
        check(&members[..1], &good, "里面缺少“图片/甲.png”");
        check(&members[1..], &good, "里面缺少“数据文件.json”");
        check(
            &members[1..],
            &list(&members[1..]),
            "里面没有“数据文件.json”",
        );
        let more = [members.as_slice(), &[member("乙", 1)]].concat();
        check(&more, &good, "“乙”不在“清单.json”里");
        let larger = [members[0].clone(), member("图片/甲.png", 9)];
        check(&larger, &good, "大小不对，应是 8 字节，实际 9 字节");
        let twice = list(&[members.as_slice(), &members[1..]].concat());
        check(&members, &twice, "写了两次");
        check(&members, &good.replace("abab", "ABAB"), "校验值不对");
        check(&members, "{", "读不出来");
        check(
            &members,
            &good.replace("bundle\":1", "bundle\":2"),
            "较新的版本",
        );
    }

    #[test]
    fn paths_that_no_zip_of_ours_has_are_refused() {
        let check = |paths: &[&str], says: &str| {
            let members: Vec<Member> = paths.iter().map(|path| member(path, 1)).collect();
            let why = check_found(&found(&members)).unwrap_err();
            assert!(why.contains(says), "{why}");
        };
        for path in [
            "../x",
            "/etc/passwd",
            "a/../b",
            "a//b",
            "C:\\x",
            "a\\b",
            "a\nb",
            "./a",
        ] {
            check(&[path], "不该有的路径");
        }
        check(&["a", "a"], "有两份");
        check(&[LIST], "有两份");
        assert!(check_found(&found(&[member(DATA, 1), member("图片/😀.png", 1)])).is_ok());
        let huge = [member(DATA, u64::MAX), member("b", u64::MAX)];
        assert!(check_found(&found(&huge)).unwrap_err().contains("4 GB"));
        let none = check_found(&[]).unwrap_err();
        assert!(none.contains("不是本工具存出的整套材料"));
        let long = [Found {
            path: LIST.to_owned(),
            size: LARGEST_LIST + 1,
        }];
        assert!(check_found(&long).unwrap_err().contains("太大"));
        let many: Vec<Member> = (0..MOST).map(|at| member(&at.to_string(), 0)).collect();
        assert!(check_found(&found(&many)).unwrap_err().contains("最多"));
    }

    #[test]
    fn files_have_paths_of_their_own() {
        let criteria = packs().criteria;
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        let mark = |name: &str| FileMark::new(&"ab".repeat(32), 1, "image/png", None, name);
        let mut add = |register: &str, id: &str, fields: &[(&str, String)]| {
            EntriesAt::Register(register.into()).edit(&mut dossier, |entries| {
                let mut entry = Entry::new(id);
                for (key, text) in fields {
                    entry.fields.insert((*key).into(), text.as_str().into());
                }
                entries.push(entry);
            });
        };
        for id in ["p1", "p2"] {
            let fields = [
                ("at", "4.1.2-a".to_owned()),
                ("title", "组织/架构".to_owned()),
                ("file", mark("a.png").to_string()),
            ];
            add(PICTURES, id, &fields);
        }
        let files = format!("{}\n{}", mark("执照.pdf"), mark("执照.PDF"));
        let fields = [("title", "执照".to_owned()), ("files", files)];
        add(EVIDENCE, "e1", &fields);
        let paths = paths(&dossier, &captions(&dossier, &criteria));
        let paths: Vec<&str> = paths.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "图片/图 1 组织_架构.png",
                "图片/图 2 组织_架构.png",
                "证实性材料/证 1 执照/执照.pdf",
                "证实性材料/证 1 执照/执照 (2).PDF",
            ]
        );
    }
}
