//! `bring` as a person runs it: reports of three writers of Word documents and of several encodings, told and written
//! into a package.

mod common;

use std::path::Path;

use serde_json::Value;

use common::{root, run};

fn brought(file: &str) -> Vec<Value> {
    let output = run(&["bring", file, "--json"]);
    assert_eq!(output.status.code(), Some(0), "{file}: {output:?}");
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    all["lines"].as_array().unwrap().clone()
}

/// `kind`, or for text its place, by line; of a line with several the first.
fn places(lines: &[Value]) -> Vec<(u64, String)> {
    let mut out: Vec<(u64, String)> = Vec::new();
    for line in lines {
        let number = line["line"].as_u64().unwrap();
        if out.last().is_some_and(|(last, _)| *last == number) {
            continue;
        }
        let said = match line["kind"].as_str().unwrap() {
            "text" => line["sub"].as_str().or(line["to"].as_str()).unwrap(),
            kind => kind,
        };
        out.push((number, said.to_owned()));
    }
    out
}

/// A file of this test alone.
fn written(name: &str, bytes: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn documents_of_three_writers_go_where_they_belong() {
    for (file, expected) in [
        (
            "python-docx-headings",
            "front nowhere nowhere heading heading heading B.1.1.a heading heading heading heading 4.1.2-a 4.1.2-a \
             nowhere nowhere heading heading 4.7.4-a 4.7.4-a 4.7.4-a 4.7.4-a nowhere nowhere",
        ),
        (
            "python-docx-hidden",
            "front contents contents contents heading heading 4.1.2-a 4.1.2-a heading 4.1.3-a heading heading 4.2.2-a \
             4.2.2-a 4.2.2-a nowhere nowhere",
        ),
        (
            "libreoffice-outline",
            "front heading heading 4.1.2-a heading 4.1.4-a nowhere nowhere heading heading 4.4.2-a 4.4.2-a 4.4.2-a \
             4.4.2-a",
        ),
        (
            "libreoffice-web",
            "front heading heading 4.3.2-a heading 4.3.3-a 4.3.3-a 4.3.3-a heading heading 4.6.2-a 4.6.2-a nowhere nowhere",
        ),
        (
            "docx-rs-numbered",
            "front heading heading heading 4.1.2-a heading 4.1.2-b 4.1.2-b nowhere nowhere heading heading 4.7.2-a \
             4.7.2-a 4.7.2-a 4.7.2-a",
        ),
    ] {
        let lines = brought(&format!("tests/ways-in/docx/{file}.docx"));
        let found: Vec<String> = places(&lines).into_iter().map(|(_, said)| said).collect();
        assert_eq!(found.join(" "), expected, "{file}");
    }
}

#[test]
fn every_key_is_there_and_documented() {
    let lines = brought("tests/ways-in/03-report-run-in-and-prose.txt");
    let docs = std::fs::read_to_string(root().join("docs/cli.md")).unwrap();
    for line in &lines {
        let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["ask", "kind", "line", "sub", "text", "to"]);
        assert!(docs.contains(&format!("`{}`", line["kind"].as_str().unwrap())));
    }
    let run_in = &lines[1];
    assert_eq!(run_in["text"], "虚构公司每年十月修订使命。");
    assert_eq!(
        (&run_in["to"], &run_in["sub"]),
        (&"4.1.2".into(), &"4.1.2-a".into())
    );
}

#[test]
fn encodings_and_line_ends_make_no_difference() {
    let text = "4.1.2 高层领导的作用\r\n示例甲。\u{B}示例乙。\r\n";
    let utf16: Vec<u8> = format!("\u{FEFF}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let expected = places(&brought(&written("utf8.txt", text.as_bytes())));
    assert_eq!(
        expected,
        [(1, "heading".to_owned()), (2, "4.1.2-a".to_owned())]
    );
    assert_eq!(places(&brought(&written("utf16.txt", &utf16))), expected);
    let marked = format!("\u{FEFF}{text}");
    assert_eq!(
        places(&brought(&written("bom.txt", marked.as_bytes()))),
        expected
    );
    // 4.1.2 组织 in GBK.
    let gbk = b"4.1.3 \xD7\xE9\xD6\xAF\xD6\xCE\xC0\xED\n\xBC\xD7\xD2\xD2\n";
    let lines = brought(&written("gbk.txt", gbk));
    assert_eq!(
        (&lines[1]["text"], &lines[1]["sub"]),
        (&"甲乙".into(), &"4.1.3-a".into())
    );
}

#[test]
fn texts_are_added_behind_what_a_package_has() {
    let package = r#"{"format":"quality-award-package","version":"0.1","id":"a1","kind":"application",
        "scheme":"gongyi-2023","criteria":"gbt-19580-2012",
        "items":[{"id":"4.1.2","sections":{"4.1.2-a":"已有的正文。"}}]}"#;
    let package = written("package.json", package.as_bytes());
    let report = written(
        "report.txt",
        "前言\n示例开头。\n4.1.2 高层领导的作用\n示例正文。\n".as_bytes(),
    );
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("brought.json");
    let to = to.to_str().unwrap();
    let output = run(&["bring", &report, "--into", &package, "--write", to]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.starts_with("原文 24 字 = 录入 17 字 + 待安放 7 字"),
        "{said}"
    );
    let value: Value = serde_json::from_slice(&std::fs::read(to).unwrap()).unwrap();
    assert_eq!(
        value["items"][0]["sections"]["4.1.2-a"],
        "已有的正文。\n示例正文。"
    );
    assert_eq!(value["drawer"][0]["text"], "前言\n示例开头。");
    assert_eq!(value["drawer"][0]["from"], "report.txt");
    // What came out is opened again, and the next report comes behind it.
    let output = run(&["bring", &report, "--into", to, "--write", to]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let value: Value = serde_json::from_slice(&std::fs::read(to).unwrap()).unwrap();
    assert_eq!(
        value["items"][0]["sections"]["4.1.2-a"],
        "已有的正文。\n示例正文。\n示例正文。"
    );
    assert_eq!(value["drawer"][1]["id"], "drawer-2");
}

#[test]
fn what_cannot_be_used_is_said() {
    let old = written("old.doc", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    for (args, said) in [
        (vec!["bring", &*old], "另存为 .docx"),
        (vec!["bring"], "没有指定文件"),
        (vec!["bring", "nowhere.txt"], "没有这个文件"),
        (vec!["bring", &*old, "--write", "x.json"], "--into"),
        (vec!["bring", &*old, "--to", "html"], "这个选项"),
    ] {
        let output = run(&args);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(error.contains(said), "{args:?}: {error}");
    }
}
