//! The package as a file: envelope, version, canonical bytes, fingerprint.

use std::rc::Rc;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::ids::{self, Shape, Unplaced};
use super::model::{Dossier, EntryLists, Judgement};
use super::rescue_file::is_rescue;
use crate::json;
use crate::json::decode::{Refusal, decode};
use crate::json::fault::on_one_line;
use crate::json::strict;
use crate::pack::{Criteria, Scheme};

/// Value of `format` in every package.
pub const FORMAT: &str = "quality-award-package";

/// Newest version of the format that this program writes: major, minor. Major 0 is a draft.
pub const VERSION: (u32, u32) = (0, 2);

/// The version before [`Dossier::hand_in`] and what is known of an award beside its day.
const BEFORE_HAND_IN: (u32, u32) = (0, 1);

/// Largest file of unknown kind that is looked at, in bytes. A full text package is below 1 MB.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// How many bytes from the beginning of a file are enough to tell whether it is ours.
pub const BEGINNING: usize = 64;

/// What the fingerprint inside a file says about its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fingerprint {
    /// The content is the one the fingerprint was made of.
    Same,
    /// The content was changed after it was written by the tool.
    Differs,
    /// The file carries none.
    Absent,
}

/// An opened package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The content.
    pub dossier: Dossier,
    /// Whether the content equals what was exported. It shows accident; it proves no honesty.
    pub fingerprint: Fingerprint,
    /// The version of the file when it is newer than ours, such as `0.2`.
    pub newer: Option<String>,
    /// Whether `dossier` is only what this build can show of the file: it has more (`dropped`), it may mean something
    /// else (a newer major version), or it follows other measures or criteria. Such a dossier may be read, searched,
    /// printed and copied from; it must never be saved or exported in place of what the file came from, since that
    /// would be less or something else. A newer minor version of which everything was understood is not read-only.
    pub read_only: bool,
    /// Places in the file for which this build has no room: they are not in `dossier`.
    pub dropped: Vec<String>,
    /// What is in `dossier` without a place in the packs ([`ids::kept_without_place`]): nothing of it is lost.
    pub kept: Vec<Unplaced>,
    /// Half surrogate pairs that became U+FFFD.
    pub replaced: usize,
}

/// Refuses a file by its size, before it is read into memory. A package as it is written here, and a rescue file, may
/// be of any size: `beginning` is at least the first [`BEGINNING`] bytes of the file.
///
/// # Errors
/// A [`Refusal`] when it is another file, larger than [`MAX_BYTES`].
pub fn check_size(bytes: u64, beginning: &[u8]) -> Result<(), Refusal> {
    const MB: u64 = 1024 * 1024;
    // In canonical form these are the first names that a package can have.
    let ours = [&b"{\"annual\""[..], b"{\"criteria\""];
    let ours = ours.iter().any(|first| beginning.starts_with(first));
    if bytes <= MAX_BYTES as u64 || ours || is_rescue(beginning) {
        return Ok(());
    }
    let reason = format!(
        "文件有 {} MB，超过 {} MB，请选用本工具导出的数据文件",
        bytes.div_ceil(MB),
        MAX_BYTES as u64 / MB
    );
    Err(Refusal::new("", reason))
}

/// Opens a package under these measures and criteria. What they do not know stays in it.
///
/// # Errors
/// A [`Refusal`] with the place for anything that is not a package this program understands.
pub fn open(bytes: &[u8], scheme: &Scheme, criteria: &Criteria) -> Result<Opened, Refusal> {
    let mut opened = read(bytes)?;
    let dossier = &mut opened.dossier;
    opened.read_only |= ids::is_foreign(dossier, scheme, criteria);
    opened.kept = ids::kept_without_place(dossier, scheme, criteria);
    // Only the record that is lost can have said otherwise.
    for (said, ours) in [
        (&mut dossier.scheme, &scheme.about.id),
        (&mut dossier.criteria, &criteria.edition.id),
    ] {
        if said.is_empty() {
            said.clone_from(ours);
        }
    }
    Ok(opened)
}

/// Opens a package, whatever the packs know.
fn read(bytes: &[u8]) -> Result<Opened, Refusal> {
    check_size(bytes.len() as u64, bytes)?;
    // Windows programs like to put a byte order mark in front.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (value, replaced) = strict::read(bytes)?;
    let Value::Object(mut map) = value else {
        return Err(Refusal::new("", NOT_OURS));
    };
    let newer = check_version(&map)?;
    let fingerprint = match map.get("fingerprint") {
        None => Fingerprint::Absent,
        Some(Value::String(said)) if *said == digest(&map) => Fingerprint::Same,
        Some(_) => Fingerprint::Differs,
    };
    for key in ["format", "version", "fingerprint", "generator"] {
        map.remove(key);
    }
    let understood = decode(&Value::Object(map)).and_then(|(dossier, dropped)| {
        Shape::default().dossier(&dossier)?;
        Ok((dossier, dropped))
    });
    let (dossier, dropped): (Dossier, _) = match (understood, &newer) {
        (Ok(understood), _) => understood,
        (Err(why), None) => return Err(why),
        (Err(why), Some(newer)) => return Err(newer.not_understood(&why)),
    };
    let other_major = newer.as_ref().is_some_and(|newer| newer.major);
    Ok(Opened {
        dossier: normal(dossier),
        fingerprint,
        newer: newer.map(|newer| newer.said),
        read_only: other_major || !dropped.is_empty(),
        dropped,
        kept: Vec::new(),
        replaced,
    })
}

const NOT_OURS: &str = "这是别的程序的文件，请选用本工具导出的数据文件";

/// A version newer than ours.
struct Newer {
    /// As the file has it.
    said: String,
    /// Whether names may mean something else there.
    major: bool,
}

impl Newer {
    /// Why it cannot be read, and what to do.
    fn not_understood(&self, why: &Refusal) -> Refusal {
        let (major, minor) = VERSION;
        let reason = format!(
            "文件是较新的 {} 版，本工具只支持 {major}.{minor} 版，无法识别其中的内容（{why}）。请刷新页面，换成新版工具再打开。文件没有改动",
            self.said
        );
        Refusal::new("version", reason)
    }
}

/// The version where it is newer than ours.
fn check_version(map: &Map<String, Value>) -> Result<Option<Newer>, Refusal> {
    if map.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(Refusal::new("format", NOT_OURS));
    }
    let said = map.get("version").and_then(Value::as_str).unwrap_or("");
    let parsed = said
        .split_once('.')
        .and_then(|(major, minor)| Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?)));
    match parsed {
        None => Err(Refusal::new(
            "version",
            "没有写明数据文件的版本，请选用本工具导出的数据文件",
        )),
        Some(version) => Ok((version > VERSION).then(|| Newer {
            said: on_one_line(said),
            major: version.0 > VERSION.0,
        })),
    }
}

/// Drops what is empty and orders the items, so that one content has one form.
fn normal(mut dossier: Dossier) -> Dossier {
    dossier.profile.retain(|_, text| !text.is_empty());
    dossier.profile_fields.retain(|_, text| !text.is_empty());
    dossier.hand_in.retain(|_, text| !text.is_empty());
    normal_lists(&mut dossier.registers);
    for metric in &mut dossier.metrics {
        let metric = Rc::make_mut(metric);
        metric.fields.retain(|_, text| !text.is_empty());
        for texts in metric.years.values_mut() {
            texts.retain(|_, text| !text.is_empty());
        }
        metric.years.retain(|_, texts| !texts.is_empty());
        metric.refs.retain(|_, ids| !ids.is_empty());
        normal_lists(&mut metric.lists);
    }
    for item in &mut dossier.items {
        let item = Rc::make_mut(item);
        item.sections.retain(|_, text| !text.is_empty());
        item.fields.retain(|_, text| !text.is_empty());
        item.factors
            .retain(|_, judgement| *judgement != Judgement::default());
        item.refs.retain(|_, ids| !ids.is_empty());
        normal_lists(&mut item.lists);
    }
    dossier.items.retain(|item| !item.is_empty());
    dossier.items.sort_by(|a, b| a.id.cmp(&b.id));
    for sheet in Rc::make_mut(&mut dossier.sheets) {
        for item in &mut sheet.items {
            item.factors
                .retain(|_, judgement| *judgement != Judgement::default());
            item.strengths.retain(|text| !text.is_empty());
            item.opportunities.retain(|text| !text.is_empty());
        }
        sheet.items.retain(|item| !item.is_empty());
        sheet.items.sort_by(|a, b| a.id.cmp(&b.id));
    }
    Rc::make_mut(&mut dossier.drawer).retain(|piece| !piece.text.is_empty());
    let form = Rc::make_mut(&mut dossier.form);
    form.fields.retain(|_, text| !text.is_empty());
    for years in form.figures.values_mut() {
        years.retain(|_, figure| !figure.is_empty());
    }
    form.figures.retain(|_, years| !years.is_empty());
    let walk = Rc::make_mut(&mut dossier.walk);
    walk.answers
        .retain(|_, answer| !answer.value.is_empty() || !answer.note.is_empty());
    walk.profits.retain(|_, figure| !figure.is_empty());
    let annual = Rc::make_mut(&mut dossier.annual);
    annual.sections.retain(|_, text| !text.is_empty());
    annual.award.retain(|_, text| !text.is_empty());
    dossier
}

fn normal_lists(lists: &mut EntryLists) {
    for entries in lists.values_mut() {
        for entry in Rc::make_mut(entries) {
            entry.fields.retain(|_, text| !text.is_empty());
            entry.refs.retain(|_, ids| !ids.is_empty());
        }
    }
    lists.retain(|_, entries| !entries.is_empty());
}

/// The bytes of a package: canonical JSON after RFC 8785. The same dossier and build give the
/// same bytes.
///
/// `build` is the id of the program that writes; it is no part of the fingerprint.
pub fn write(dossier: &Dossier, build: &str) -> Vec<u8> {
    let mut map = envelope(dossier);
    map.insert("fingerprint".into(), digest(&map).into());
    map.insert("generator".into(), format!("quality-award {build}").into());
    json::canonical(&Value::Object(map)).into_bytes()
}

/// The fingerprint of a dossier: SHA-256, 64 hexadecimal digits, over the canonical form of its
/// package without `fingerprint` and `generator`.
pub fn fingerprint(dossier: &Dossier) -> String {
    digest(&envelope(dossier))
}

fn envelope(dossier: &Dossier) -> Map<String, Value> {
    let Value::Object(mut map) = json::to_value(dossier) else {
        unreachable!("a struct is an object");
    };
    map.insert("format".into(), FORMAT.into());
    let (major, minor) = version(dossier);
    map.insert("version".into(), format!("{major}.{minor}").into());
    map
}

/// The oldest version that holds everything in a dossier: what is written and printed keeps its fingerprint when the
/// program learns more.
fn version(dossier: &Dossier) -> (u32, u32) {
    match dossier.hand_in.is_empty() && dossier.annual.award.is_empty() {
        true => BEFORE_HAND_IN,
        false => VERSION,
    }
}

/// The papers are printed once and the checklist is ticked on: what belongs to 递交 is no part of what the fingerprint on
/// the cover stands for, nor is that the file says it has it.
fn digest(map: &Map<String, Value>) -> String {
    let mut content: Map<_, _> = map
        .iter()
        .filter(|(key, _)| !matches!(key.as_str(), "fingerprint" | "generator" | "hand_in"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let said = |(major, minor): (u32, u32)| Value::from(format!("{major}.{minor}"));
    if content.get("version") == Some(&said(VERSION)) {
        content.insert("version".into(), said(BEFORE_HAND_IN));
    }
    checksum(&json::canonical(&Value::Object(content)))
}

/// The checksum that stands beside a saved record: SHA-256, 64 hexadecimal digits.
pub fn checksum(text: &str) -> String {
    let digest = Sha256::digest(text);
    let half = |bytes: &[u8]| {
        let bytes = bytes.iter();
        bytes.fold(0u128, |half, byte| half << 8 | u128::from(*byte))
    };
    let (high, low) = digest.split_at(16);
    format!("{:032x}{:032x}", half(high), half(low))
}

/// JSON Schema (2020-12) of the package.
#[cfg(feature = "schema")]
pub fn package_schema() -> Value {
    let mut schema = schemars::schema_for!(Dossier).to_value();
    close(&mut schema);
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), FORMAT.into());
        if let Some(Value::Object(properties)) = object.get_mut("properties") {
            properties.insert("format".into(), serde_json::json!({"const": FORMAT}));
            properties.insert(
                "version".into(),
                serde_json::json!({"type": "string", "pattern": "^[0-9]+\\.[0-9]+$"}),
            );
            properties.insert(
                "fingerprint".into(),
                serde_json::json!({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
            );
            properties.insert("generator".into(), serde_json::json!({"type": "string"}));
        }
        if let Some(Value::Array(required)) = object.get_mut("required") {
            required.extend(["format".into(), "version".into()]);
        }
    }
    schema
}

/// Closes every object with names of its own: this version writes no others.
#[cfg(feature = "schema")]
fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.contains_key("properties") {
                object.insert("additionalProperties".into(), false.into());
            }
            object.values_mut().for_each(close);
        }
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consensus;
    use crate::dossier::{
        EntriesAt, Entry, Kind, Metric, Piece, Place, from_stored, put_ref, put_text, record_value,
    };

    /// Opens a package whatever the packs know: what they know is tested in `ids`.
    use super::read as open;

    fn sample() -> Dossier {
        let mut dossier = Dossier::new(
            "a1".into(),
            Kind::Application,
            "gongyi-2023",
            "gbt-19580-2012",
        );
        dossier
            .profile
            .insert("B.2.2".into(), "挑战\u{1}\r\n😀".into());
        dossier.edit_item("4.2.2", |item| item.percent = Some(45));
        dossier.edit_item("4.1.2", |item| {
            item.sections.insert("4.1.2-a".into(), "正文".into());
        });
        let walk = Rc::make_mut(&mut dossier.walk);
        walk.edit_answer("13-1-d", |answer| answer.value = "2026-02-30".into());
        for id in ["m2", "m1"] {
            let mut metric = Metric::new(id);
            metric.set_year("2026", "value", "91.2".into());
            put_ref(&mut metric.refs, "proves", "4.3.3", true);
            dossier.metrics.push(Rc::new(metric));
        }
        let departments = EntriesAt::Register("departments".into());
        departments.edit(&mut dossier, |entries| {
            let mut entry = Entry::new("d1");
            put_text(&mut entry.fields, "name", "质量管理部".into());
            entries.push(entry);
        });
        Place::FactorNote("4.1.2".into(), "approach".into()).write(&mut dossier, "说明".into());
        Place::Profile("total".into()).write(&mut dossier, "388".into());
        Place::Spread.write(&mut dossier, "20".into());
        dossier.sheets = Rc::new(vec![consensus::sheet(&dossier, "s1".into(), "张三")]);
        dossier.drawer = Rc::new(vec![Piece {
            id: "drawer-1".into(),
            from: "报告".into(),
            text: "前言".into(),
        }]);
        dossier
    }

    #[test]
    fn export_import_export_gives_the_same_bytes() {
        let first = write(&sample(), "b1");
        let opened = open(&first).unwrap();
        assert_eq!(opened.dossier, sample());
        assert_eq!(opened.fingerprint, Fingerprint::Same);
        assert_eq!(write(&opened.dossier, "b1"), first);
    }

    #[test]
    fn the_fingerprint_ignores_the_build_and_sees_every_change() {
        let text = String::from_utf8(write(&sample(), "b1")).unwrap();
        let other = text.replace("quality-award b1", "quality-award b2");
        assert_eq!(
            open(other.as_bytes()).unwrap().fingerprint,
            Fingerprint::Same
        );
        let changed = text.replace("正文", "正文。");
        assert_eq!(
            open(changed.as_bytes()).unwrap().fingerprint,
            Fingerprint::Differs
        );
    }

    /// The package as another version has it, with one piece of it replaced.
    fn of_version(version: &str, from: &str, to: &str) -> Result<Opened, Refusal> {
        let text = String::from_utf8(write(&sample(), "b1")).unwrap();
        let text = text.replace("\"version\":\"0.1\"", &format!("\"version\":\"{version}\""));
        open(text.replacen(from, to, 1).as_bytes())
    }

    #[test]
    fn what_belongs_to_handing_in_leaves_the_fingerprint_as_it_was_printed() {
        let mut dossier = sample();
        let printed = fingerprint(&dossier);
        Place::HandIn("done.ck-digest".into()).write(&mut dossier, "yes".into());
        assert_eq!(fingerprint(&dossier), printed);
        let bytes = write(&dossier, "b1");
        assert!(String::from_utf8_lossy(&bytes).contains("\"version\":\"0.2\""));
        let opened = open(&bytes).unwrap();
        assert_eq!(opened.fingerprint, Fingerprint::Same);
        assert_eq!(opened.dossier, dossier);
        Place::Profile("total".into()).write(&mut dossier, "389".into());
        assert_ne!(fingerprint(&dossier), printed);
    }

    #[test]
    fn what_a_file_has_beyond_us_makes_it_a_copy_to_read() {
        const ITEM: &str = r#"{"id":"4.2.2","percent":45}"#;
        let more = r#"{"id":"4.2.2","percent":45,"strengths":["x"]}"#;
        for (version, newer) in [
            ("0.1", None),
            ("0.2", None),
            ("0.9", Some("0.9")),
            ("1.0", Some("1.0")),
        ] {
            let opened = of_version(version, ITEM, more).unwrap();
            assert_eq!(opened.newer.as_deref(), newer);
            assert_eq!(opened.dropped, ["items[1].strengths"]);
            assert!(opened.read_only);
            assert_eq!(opened.dossier, sample());
        }
        // Nothing is lost of a newer minor version that says nothing new; what a newer major version says may mean
        // something else.
        for (version, read_only) in [("0.9", false), ("1.0", true)] {
            let opened = of_version(version, "", "").unwrap();
            assert_eq!(opened.dropped, [""; 0]);
            assert_eq!(opened.read_only, read_only);
            assert_eq!(opened.dossier, sample());
        }
    }

    #[test]
    fn a_newer_file_that_is_not_understood_says_the_way_out() {
        for (from, to, why) in [
            (
                "\"percent\":45",
                "\"percent\":{\"own\":45}",
                "items[1].percent：一组带名称的内容不能用作百分比，只能是 0、5、10……100",
            ),
            (
                "\"id\":\"d1\"",
                "\"id\":\"a/1\"",
                "registers.departments[0].id：“a/1”不能用作编号，编号由字母、数字和“-”组成，最多 64 个",
            ),
        ] {
            assert_eq!(of_version("0.1", from, to).unwrap_err().to_string(), why);
            for version in ["0.9", "2.0"] {
                let said = of_version(version, from, to).unwrap_err().to_string();
                let expected = format!(
                    "version：文件是较新的 {version} 版，本工具只支持 0.2 版，无法识别其中的内容（{why}）。请刷新页面，换成新版工具再打开。文件没有改动"
                );
                assert_eq!(said, expected);
            }
        }
    }

    #[test]
    fn what_this_program_writes_may_be_of_any_size() {
        let mut dossier = sample();
        for _ in 0..2 {
            let bytes = write(&dossier, "b1");
            assert_eq!(check_size(u64::MAX, &bytes[..BEGINNING]), Ok(()));
            // With the first of all names.
            Place::Awarded.write(&mut dossier, "2027".into());
        }
        let rescue = b" {\r\n \"rescue\": 1, \"build\"";
        assert_eq!(check_size(u64::MAX, rescue), Ok(()));
        for other in [&b""[..], b"{\"rescued\"", b"[{\"rescue\"", b"PK"] {
            assert!(check_size(u64::MAX, other).is_err());
        }
    }

    /// What the sentence is for a change to the bytes of a package.
    fn refused(change: impl FnOnce(String) -> Vec<u8>) -> String {
        let text = String::from_utf8(write(&sample(), "b1")).unwrap();
        open(&change(text)).unwrap_err().to_string()
    }

    fn percent(written: &str) -> String {
        refused(|text| {
            let to = format!("\"percent\":{written}");
            text.replace("\"percent\":45", &to).into_bytes()
        })
    }

    #[test]
    fn only_steps_of_five_from_0_to_100_are_percents() {
        for (written, said) in [
            ("42", "42 "),
            ("103", "103 "),
            ("-5", "-5 "),
            ("45.5", "45.5 "),
            ("45.0", "45.0 "),
            ("1000000000000000000000", "1e21 "),
            ("\"45\"", "带引号的“45”"),
            ("\"45 分\\n\"", "带引号的“45 分\u{FFFD}”"),
            ("true", "真假值"),
            ("null", "空值"),
            ("[45]", "列表"),
        ] {
            let said = format!("items[1].percent：{said}不能用作百分比，只能是 0、5、10……100");
            assert_eq!(percent(written), said);
        }
        let text = String::from_utf8(write(&sample(), "b1")).unwrap();
        for written in ["0", "100"] {
            let to = format!("\"percent\":{written}");
            let opened = open(text.replace("\"percent\":45", &to).as_bytes()).unwrap();
            assert_eq!(opened.dossier.items[1].percent, written.parse().ok());
        }
    }

    #[test]
    fn what_was_done_to_the_bytes_is_said() {
        let utf16 = |text: String, bytes: fn(u16) -> [u8; 2]| {
            text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
        };
        let utf16_said =
            "文件是 UTF-16 编码的。请重新取得原来的文件，或者用 UTF-8 编码另存以后再打开";
        let cut_off = "文件到这里就断了，可能没有复制或下载完整。请重新取得这个文件";
        assert_eq!(refused(|_| Vec::new()), "文件是空的。请重新取得这个文件");
        assert_eq!(
            refused(|_| b"\xEF\xBB\xBF \r\n".to_vec()),
            "文件是空的。请重新取得这个文件"
        );
        assert_eq!(refused(|text| utf16(text, u16::to_le_bytes)), utf16_said);
        assert_eq!(
            refused(|text| utf16(format!("\u{FEFF}{text}"), u16::to_be_bytes)),
            utf16_said
        );
        // The column counts characters; the cut goes through one of three bytes.
        let before = |text: &str| text.find("正文").unwrap();
        let column = |text: &str| text[..before(text)].chars().count();
        let text = String::from_utf8(write(&sample(), "b1")).unwrap();
        assert_eq!(
            refused(|text| text.as_bytes()[..before(&text) + 1].to_vec()),
            format!("第 1 行第 {} 列：{cut_off}", column(&text) + 1)
        );
        assert_eq!(
            refused(|text| text.as_bytes()[..before(&text) + 3].to_vec()),
            format!("第 1 行第 {} 列：{cut_off}", column(&text) + 1)
        );
        let gbk = refused(|text| {
            let mut bytes = text.into_bytes();
            bytes[1] = 0xD6;
            bytes
        });
        assert_eq!(
            gbk,
            "第 1 行第 2 列：这里不是 UTF-8 编码的文字。请重新取得原来的文件，或者用 UTF-8 编码另存以后再打开"
        );
        assert_eq!(
            refused(|text| text.replacen(",", ",\n\u{0}", 1).into_bytes()),
            "第 2 行第 1 列：这里无法读取，不是 JSON 数据文件。请选用本工具导出的数据文件"
        );
        assert_eq!(
            refused(|_| "{\n\"备注\u{1}\": 1}".into()),
            "第 2 行第 4 列：这里有看不见的控制字符，不合 JSON 格式。请重新取得这个文件"
        );
    }

    #[test]
    fn a_message_is_one_short_line_whatever_is_in_the_file() {
        let long = "名".repeat(5000) + "\n\u{1}";
        let quoted = serde_json::to_string(&long).unwrap();
        for said in [
            refused(|text| text.replace("\"application\"", &quoted).into_bytes()),
            refused(|text| text.replace("\"0.1\"", &quoted).into_bytes()),
            refused(|text| text.replace("\"criteria\"", &quoted).into_bytes()),
            percent(&quoted),
            percent(&format!("45,{quoted}:1,{quoted}:2")),
        ] {
            assert!(said.chars().count() < 300, "{said}");
            assert!(!said.contains(|c: char| c.is_control()), "{said}");
        }
    }

    #[test]
    fn brackets_without_end_and_files_without_end_are_refused() {
        let deep = "括号套得太深，请选用本工具导出的数据文件";
        for open in ["[", "{\"a\":", "[{\"a\":"] {
            let said = refused(|_| open.repeat(200_000).into_bytes());
            assert!(said.ends_with(deep), "{said}");
        }
        let said = percent(&format!("{}{}", "[".repeat(200_000), "]".repeat(200_000)));
        assert!(said.ends_with(deep), "{said}");
        assert_eq!(
            refused(|_| vec![b' '; 50 * 1024 * 1024]),
            "文件有 50 MB，超过 20 MB，请选用本工具导出的数据文件"
        );
        assert_eq!(check_size(MAX_BYTES as u64, b""), Ok(()));
        let just_over = check_size(MAX_BYTES as u64 + 1, b"PK")
            .unwrap_err()
            .to_string();
        assert!(just_over.starts_with("文件有 21 MB"), "{just_over}");
    }

    #[test]
    fn items_may_stand_in_any_order_in_a_file() {
        let text = String::from_utf8(write(&sample(), "b1")).unwrap();
        let first = r#"{"factors":{"approach":{"note":"说明"}},"id":"4.1.2","sections":{"4.1.2-a":"正文"}}"#;
        let second = r#"{"id":"4.2.2","percent":45}"#;
        let pair = |a, b| format!("[{a},{b}]");
        assert!(text.contains(&pair(first, second)), "{text}");
        let turned = text.replace(&pair(first, second), &pair(second, first));
        assert_eq!(open(turned.as_bytes()).unwrap().dossier, sample());
    }

    #[test]
    fn a_section_is_taken_back_without_the_others() {
        let before = sample();
        let mut after = before.clone();
        after.metrics.remove(0);
        after.edit_item("4.1.2", |item| item.sections.clear());
        after.registers.clear();
        after.sheets = Rc::default();
        after.spread.clear();
        after.drawer = Rc::default();
        let changed = after.changed_since(&before);
        Place::Slot("B.2.2".into()).write(&mut after, "后来写的".into());
        after.restore(&before, &changed);
        let mut expected = before;
        Place::Slot("B.2.2".into()).write(&mut expected, "后来写的".into());
        assert_eq!(after, expected);
    }

    #[test]
    fn every_section_comes_back_from_its_record() {
        let dossier = sample();
        let records: Vec<(String, String)> = dossier
            .sections()
            .iter()
            .map(|section| {
                let value = record_value(3, &dossier.record(section).unwrap());
                (section.to_string(), value)
            })
            .collect();
        let pairs = records
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_str()));
        let again = from_stored("a1", pairs);
        assert_eq!(again.dossier, dossier);
        assert_eq!((again.bad, again.dropped), (Vec::new(), Vec::new()));
    }
}
