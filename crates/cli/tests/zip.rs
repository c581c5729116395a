//! A ZIP of the whole package, as the app saves it, and what the command makes of it.

mod common;

use std::io::{Cursor, Write};
use std::path::Path;

use quality_award_core::dossier::FileMark;
use quality_award_core::import::bundle::{DATA, LIST, Member, list};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use common::{root, run};

const TODAY: &str = "2027-05-17";
const PICTURE: &[u8] = b"\x89PNG picture";

fn digest(bytes: &[u8]) -> String {
    let bytes = Sha256::digest(bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The strong sample with a picture, as a ZIP; `picture` is what is in it.
fn written(name: &str, picture: &[u8]) -> String {
    let sample = std::fs::read(root().join("tests/samples/strong.json")).unwrap();
    let mut sample: Value = serde_json::from_slice(&sample).unwrap();
    let size = PICTURE.len() as u64;
    let mark = FileMark::new(
        &digest(PICTURE),
        size,
        "image/png",
        Some((40, 30)),
        "架构.png",
    );
    let fields = json!({"at": "4.1.2-a", "title": "组织架构", "file": mark.to_string()});
    sample["registers"]["pictures"] = json!([{"id": "picture1", "fields": fields}]);
    sample.as_object_mut().unwrap().remove("fingerprint");
    let data = sample.to_string();
    let files = [(DATA, data.as_bytes()), ("图片/图 1 组织架构.png", PICTURE)];
    let members = files.map(|(path, bytes)| Member {
        path: path.to_owned(),
        size: bytes.len() as u64,
        sha256: digest(bytes),
    });
    let list = list(&members);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in [files[0], (files[1].0, picture), (LIST, list.as_bytes())] {
        zip.start_file(path, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, zip.finish().unwrap().into_inner()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_zip_is_checked_and_printed_with_its_pictures() {
    let file = written("whole.zip", PICTURE);
    let checked = run(&["check", "--json", "--today", TODAY, &file]);
    let report: Value = serde_json::from_slice(&checked.stdout).unwrap();
    let sample = run(&[
        "check",
        "--json",
        "--today",
        TODAY,
        "tests/samples/strong.json",
    ]);
    let expected: Value = serde_json::from_slice(&sample.stdout).unwrap();
    assert_eq!(report["score"], expected["score"]);
    assert!(expected["score"].is_object());
    let page = run(&["render", "--to", "html", "--today", TODAY, &file]);
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(page.contains("<img width=\"40\" height=\"30\" src=\"data:image/png;base64,"));
    assert!(page.contains("组织架构</b></figcaption>"));
    let word = run(&["render", "--to", "docx", "--today", TODAY, &file]);
    let word = zip::ZipArchive::new(Cursor::new(word.stdout)).unwrap();
    assert!(word.index_for_name("word/media/image1.png").is_some());
}

#[test]
fn an_altered_zip_is_refused_by_name() {
    let mut other = PICTURE.to_vec();
    other[0] = 0;
    let file = written("altered.zip", &other);
    let refused = run(&["check", "--today", TODAY, &file]);
    assert_eq!(refused.status.code(), Some(2));
    let why = String::from_utf8(refused.stderr).unwrap();
    assert!(
        why.contains("里面的“图片/图 1 组织架构.png”和清单里的校验值不一致"),
        "{why}"
    );
}

#[test]
fn a_folder_of_packages_is_a_table_with_a_row_each() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("received");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).unwrap();
    for name in ["strong", "weak"] {
        let sample = root().join(format!("tests/samples/{name}.json"));
        std::fs::copy(sample, folder.join(format!("{name}.json"))).unwrap();
    }
    std::fs::copy(written("for-list.zip", PICTURE), folder.join("whole.zip")).unwrap();
    std::fs::write(folder.join("broken.json"), "{").unwrap();
    std::fs::write(folder.join("note.txt"), "not looked at").unwrap();
    let output = run(&["check", "--csv", "--today", TODAY, folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty());
    let table = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<&str> = table.trim_end().split("\r\n").collect();
    assert_eq!(rows.len(), 5, "{table}");
    let row = |name: &str| {
        let file = format!("{name},");
        rows.iter().find(|row| row.contains(&file)).unwrap()
    };
    assert!(row("strong.json").contains(",569.5,23,0,"));
    assert!(row("whole.zip").contains(",569.5,23,0,"));
    assert!(row("broken.json").contains("文件到这里就断了"));
    let both = run(&["check", "--csv", "--json", "tests/samples/strong.json"]);
    assert_eq!(both.status.code(), Some(2));
}
