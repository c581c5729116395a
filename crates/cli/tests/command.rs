//! The command as a person runs it: exit status, standard output and error.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const TODAY: &str = "2027-05-17";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn run(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quality-award"));
    command.current_dir(root()).args(args).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn error(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn checked(file: &str) -> (i32, Value) {
    let output = run(&["check", "--json", "--today", TODAY, file]);
    (
        status(&output),
        serde_json::from_str(&out(&output)).unwrap(),
    )
}

/// A file of this test alone.
fn written(name: &str, text: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn every_file_that_is_wrong_is_met_with_its_sentence() {
    let expected = std::fs::read_to_string(root().join("tests/bad-input/expected.json")).unwrap();
    let expected: Vec<Value> = serde_json::from_str(&expected).unwrap();
    let there = std::fs::read_dir(root().join("tests/bad-input")).unwrap();
    let names = there.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let json = names.filter(|name| name.ends_with(".json") && name != "expected.json");
    assert_eq!(
        json.count(),
        expected.len(),
        "every file is expected, none is missing"
    );
    for case in &expected {
        let name = case["file"].as_str().unwrap();
        let file = format!("tests/bad-input/{name}");
        let output = run(&["check", "--json", "--today", TODAY, &file]);
        if let Some(sentence) = case["refused"].as_str() {
            assert_eq!(error(&output), format!("{file}：{sentence}\n"), "{name}");
            assert_eq!(
                (status(&output), out(&output)),
                (2, String::new()),
                "{name}"
            );
            continue;
        }
        assert_eq!(
            (status(&output), error(&output)),
            (1, String::new()),
            "{name}"
        );
        let report: Value = serde_json::from_str(&out(&output)).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        let typed = findings.filter(|finding| finding["check"] == "typed");
        let places: Vec<&Value> = typed.map(|finding| &finding["place"]).collect();
        let flawed: Vec<&Value> = case["flawed"].as_array().unwrap().iter().collect();
        assert_eq!(places, flawed, "{name}");
    }
}

#[test]
fn a_wrong_value_is_kept_as_typed() {
    for (file, raw) in [
        ("impossible-date", "2026-02-30"),
        ("wrong-uscc", "91410181MA0000007X"),
        ("number-with-words", "12万5"),
        ("metric-about", "约 91"),
        ("control-character", "铝\\u0001价"),
        ("lone-surrogate", "铝\u{FFFD}价"),
    ] {
        let once = run(&[
            "render",
            "--to",
            "json",
            &format!("tests/bad-input/{file}.json"),
        ]);
        assert!(out(&once).contains(raw), "{file}");
        let again = written(&format!("{file}.json"), &once.stdout);
        let twice = run(&["render", "--to", "json", &again]);
        assert_eq!(out(&once), out(&twice), "{file}");
    }
}

#[test]
fn files_and_brackets_without_end_are_refused() {
    let large = written("large.json", &vec![b' '; 50 * 1024 * 1024]);
    let output = run(&["check", &large]);
    let sentence = "文件有 50 MB，超过 20 MB，不是本工具导出的数据文件";
    assert_eq!(error(&output), format!("{large}：{sentence}\n"));
    let deep = written("deep.json", "[".repeat(200_000).as_bytes());
    let output = run(&["check", &deep]);
    assert_eq!(status(&output), 2);
    assert!(
        error(&output).contains("括号套得太深"),
        "{}",
        error(&output)
    );
    std::fs::remove_file(large).unwrap();
}

#[test]
fn a_strong_dossier_is_well_and_a_weak_one_is_not() {
    let (code, strong) = checked("tests/samples/strong.json");
    assert_eq!((code, &strong["overall"]), (0, &"eligible".into()));
    assert_eq!(strong["score"]["total"], "569.5");
    assert_eq!(strong["score"]["categories"]["4.2"], "47");
    let (code, weak) = checked("tests/samples/weak.json");
    assert_eq!((code, &weak["overall"]), (1, &"not_eligible".into()));
    assert_eq!(weak["exclusions"]["14-5"]["state"], "excluded");
    assert_eq!(weak["exclusions"]["14-5"]["earliest"], "2028-01-01");
    assert_eq!(weak["earliest"], "2028-08-12");
}

#[test]
fn the_day_of_application_may_be_another_one() {
    let file = "tests/samples/strong.json";
    let on = [
        "check",
        "--json",
        "--today",
        TODAY,
        "--apply-on",
        "2025-06-01",
        file,
    ];
    let output = run(&on);
    let report: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!((status(&output), &report["on"]), (1, &"2025-06-01".into()));
    assert_eq!(report["conditions"]["13-2"]["state"], "unmet");
    assert_eq!(report["conditions"]["13-2"]["earliest"], "2025-09-02");
}

#[test]
fn cases_are_run_and_counted() {
    let output = run(&[
        "cases",
        "tests/cases/rules.toml",
        "tests/cases/conventions.toml",
    ]);
    assert_eq!(status(&output), 0, "{}", error(&output));
    let text = out(&output);
    assert!(text.ends_with(" passed, 0 failed\n"), "{text}");
    let rules = std::fs::read_to_string(root().join("tests/cases/rules.toml")).unwrap();
    let wrong = rules.replacen("overall = \"eligible\"", "overall = \"not_eligible\"", 1);
    let output = run(&["cases", &written("wrong.toml", wrong.as_bytes())]);
    assert_eq!(status(&output), 1);
    let text = out(&output);
    assert!(
        text.contains("overall: expected not_eligible, got eligible"),
        "{text}"
    );
    assert!(text.ends_with("1 failed\n"), "{text}");
    let odd = run(&[
        "cases",
        &written("odd.toml", b"[[case]]\nid = \"x\"\ncolour = 1\n"),
    ]);
    assert_eq!((status(&odd), out(&odd)), (2, String::new()));
    assert!(error(&odd).contains("line "), "{}", error(&odd));
}

#[test]
fn a_folder_of_rules_is_checked() {
    let output = run(&["pack", "data"]);
    assert_eq!(status(&output), 0);
    assert!(out(&output).starts_with("scheme gongyi-2023\n"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("calendar");
    std::fs::create_dir_all(&folder).unwrap();
    let year = std::fs::read_to_string(root().join("data/calendar/2026.toml")).unwrap();
    std::fs::write(
        folder.join("2026.toml"),
        year.replace("2026-10-07", "2026-10-32"),
    )
    .unwrap();
    let output = run(&["pack", folder.to_str().unwrap()]);
    assert_eq!((status(&output), out(&output)), (2, String::new()));
    assert!(
        error(&output).starts_with("2026.toml: off["),
        "{}",
        error(&output)
    );
}

#[test]
fn other_rules_may_be_named() {
    let file = "tests/samples/strong.json";
    let with = run(&["check", "--json", "--today", TODAY, "--data", "data", file]);
    assert_eq!(
        out(&with),
        out(&run(&["check", "--json", "--today", TODAY, file]))
    );
    let without = run(&["check", "--data", "docs", file]);
    assert_eq!(status(&without), 2);
}

#[test]
fn a_page_is_rendered_and_an_unknown_format_is_not() {
    let html = run(&[
        "render",
        "--to",
        "html",
        "--today",
        TODAY,
        "tests/samples/strong.json",
    ]);
    assert_eq!(status(&html), 0);
    let text = out(&html);
    assert!(text.starts_with("<!doctype html>") && text.contains("class=\"book\""));
    let docx = run(&["render", "--to", "docx", "tests/samples/strong.json"]);
    assert_eq!(status(&docx), 2);
    assert!(error(&docx).contains("known are html and json"));
}

#[test]
fn the_line_itself_may_be_wrong() {
    for line in [
        &["check"][..],
        &["check", "--today", "2026-02-30", "x.json"],
        &["check", "there-is-no-such-file.json"],
        &["sell"],
        &["schema", "--json"],
    ] {
        let output = run(line);
        assert_eq!(
            (status(&output), out(&output)),
            (2, String::new()),
            "{line:?}"
        );
        assert!(!error(&output).is_empty(), "{line:?}");
    }
}
