//! The command as a person runs it: exit status, standard output and error.

mod common;

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use common::{root, run};

const TODAY: &str = "2027-05-17";

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
        let of = |key: &str, nothing: Value| case.get(key).cloned().unwrap_or(nothing);
        for places in ["dropped", "kept"] {
            let expected = of(places, Value::Array(vec![]));
            assert_eq!(report[places], expected, "{name} {places}");
        }
        let read_only = of("readOnly", false.into());
        assert_eq!(report["read_only"], read_only, "{name}");
        assert_eq!(report["replaced"], of("replaced", 0.into()), "{name}");
    }
}

/// The content of a package, without what stands around it.
fn content(bytes: &[u8]) -> Value {
    let mut value: Value = serde_json::from_slice(bytes).unwrap();
    for key in ["version", "fingerprint", "generator"] {
        value.as_object_mut().unwrap().remove(key);
    }
    value
}

#[test]
fn what_opens_is_kept_as_typed() {
    let expected = std::fs::read_to_string(root().join("tests/bad-input/expected.json")).unwrap();
    let expected: Vec<Value> = serde_json::from_str(&expected).unwrap();
    let mut kept = 0;
    for case in expected.iter().filter(|case| case.get("flawed").is_some()) {
        let name = case["file"].as_str().unwrap();
        let file = format!("tests/bad-input/{name}");
        let once = run(&["render", "--to", "json", &file]);
        assert_eq!(status(&once), 0, "{name}");
        if case.get("dropped").is_none() && case.get("replaced").is_none() {
            let typed = std::fs::read(root().join(&file)).unwrap();
            let typed = typed.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&typed);
            assert_eq!(content(&once.stdout), content(typed), "{name}");
            let remarked = case.get("kept").is_some() || name.starts_with("newer");
            assert_eq!(!error(&once).is_empty(), remarked, "{name}");
            kept += 1;
        } else {
            assert!(error(&once).starts_with(&format!("{file}：")), "{name}");
        }
        // What was written once is written again, byte for byte, and bears its fingerprint.
        let again = written(name, &once.stdout);
        assert_eq!(
            out(&run(&["render", "--to", "json", &again])),
            out(&once),
            "{name}"
        );
        assert_eq!(checked(&again).1["cover"], "same", "{name}");
    }
    assert!(kept > 5);
    let control = run(&[
        "render",
        "--to",
        "json",
        "tests/bad-input/control-character.json",
    ]);
    assert!(out(&control).contains("铝\\u0001价"));
}

#[test]
fn one_file_that_cannot_be_used_leaves_the_others_told() {
    let (good, bad) = ("tests/samples/strong.json", "tests/bad-input/nul.json");
    let output = run(&["check", "--json", "--today", TODAY, bad, good]);
    assert_eq!(status(&output), 2);
    assert_eq!(error(&output).lines().count(), 1);
    let report: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(report["file"], good);
}

#[test]
fn the_report_is_canonical_and_the_same_every_time() {
    let args = [
        "check",
        "--json",
        "--today",
        TODAY,
        "tests/samples/weak.json",
    ];
    let text = out(&run(&args));
    assert_eq!(text, out(&run(&args)));
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(text, format!("{value}\n"), "sorted keys, no white space");
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    // Every key is documented.
    let docs = std::fs::read_to_string(root().join("docs/cli.md")).unwrap();
    for key in keys {
        assert!(docs.contains(&format!("`{key}`")), "{key}");
    }
}

#[test]
fn a_dossier_is_told_in_words() {
    let output = run(&["check", "--today", TODAY, "tests/samples/weak.json"]);
    let text = out(&output);
    for line in [
        "  与封面指纹一致。指纹 ",
        "目前结论：按所填内容，目前还不能申报",
        "  最早可申报日期：2028-08-12（不会早于这一天；前提：1 项待确认都落实）",
        "    由第十四条第（八）项决定：发生日期是 2025-08-12，",
        "第十三条：应当同时具备的条件",
        "  [不符合] 第十三条第（二）项：",
        "    怎么办：",
        "    最早日期：2027-11-02",
        "  [有此情形] 第十四条第（五）项：近3年出现亏损",
        "内部公示",
        "  有荣誉已过期，不计入优先",
        "自评得分：已评 22 条 752 / 940 分，未评 1 条 60 分未计",
        "  4.1 领导：已评 3 条 88 / 110 分",
        "  不计：4.7.5",
        "    位置：form.figures.ff-fig-rd.2024",
    ] {
        let found = text.lines().any(|found| found.starts_with(line));
        assert!(found, "{line}\nis not in\n{text}");
    }
}

/// The readings of "近3年" are told side by side where they differ.
#[test]
fn readings_that_differ_are_told() {
    let package = r#"{"format":"quality-award-package","version":"0.1","id":"a1","kind":"precheck",
        "scheme":"gongyi-2023","criteria":"gbt-19580-2012","walk":{
            "answers":{"gen-on":{"value":"2027-05-20"},"14-3-b":{"value":"yes"}},
            "events":[{"id":"e1","question":"14-3-b","date":"2024-03-01","decided":"2024-06-01","applies":"yes"}]}}"#;
    let file = written("readings.json", package.as_bytes());
    let (_, report) = checked(&file);
    let readings = report["readings"].as_array().unwrap().iter();
    let told = readings.map(|reading| {
        let state = &reading["exclusions"]["14-3"];
        (
            reading["basis"].as_str().unwrap(),
            reading["in_use"] == true,
            state["state"].as_str().unwrap(),
        )
    });
    let expected = [
        ("latest", true, "excluded"),
        ("occurred", false, "unknown"),
        ("decided", false, "excluded"),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let text = out(&run(&["check", "--today", TODAY, &file]));
    assert!(
        text.contains("从严，取最晚的日期（现在选用）：按所填内容，目前还不能申报"),
        "{text}"
    );
}

#[test]
fn files_and_brackets_without_end_are_refused() {
    let large = written("large.json", &vec![b' '; 50 * 1024 * 1024]);
    let output = run(&["check", &large]);
    let sentence = "文件有 50 MB，超过 20 MB，请选用本工具导出的数据文件";
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
    // The fingerprint stays that of the file.
    assert_eq!(report["fingerprint"], checked(file).1["fingerprint"]);
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
    assert!(
        error(&odd).contains("odd.toml：line 3: "),
        "{}",
        error(&odd)
    );
    let none = run(&["cases", &written("none.toml", b"[base]\n")]);
    assert_eq!((status(&none), out(&none)), (2, String::new()));
    assert!(error(&none).ends_with("none.toml：里面没有用例\n"));
}

#[test]
fn a_folder_of_rules_is_checked() {
    let output = run(&["pack", "data"]);
    assert_eq!(status(&output), 0);
    let found = "办法 gongyi-2023：31 条，申报条件 5 项，不得申报的情形 8 种\n标准 gbt-19580-2012：23 个条目，1000 分\n";
    assert!(out(&output).starts_with(found), "{}", out(&output));
    // One folder of it alone.
    let alone = run(&["pack", "data/gongyi-2023"]);
    assert_eq!(status(&alone), 0, "{}", error(&alone));
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
        error(&output).starts_with(&format!("{}: off[", folder.join("2026.toml").display())),
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
    let pdf = run(&["render", "--to", "pdf", "tests/samples/strong.json"]);
    assert_eq!(status(&pdf), 2);
    let known = "不支持“pdf”，--to 只能写 html、docx、xlsx 或者 json";
    assert!(error(&pdf).starts_with(known), "{}", error(&pdf));
}

#[test]
fn what_a_file_contains_does_not_steer_the_terminal() {
    let package = r#"{"format":"quality-award-package","version":"0.1","id":"a1","kind":"application",
        "scheme":"gongyi-2023","criteria":"gbt-19580-2012",
        "walk":{"answers":{"13-1-d":{"value":"\u202e\u001b[2J2026"}}}}"#;
    let file = written("steering.json", package.as_bytes());
    let text = out(&run(&["check", "--today", TODAY, &file]));
    let raw = |c: char| c == '\u{202e}' || (c.is_control() && c != '\n');
    assert!(
        text.contains("\\u{202e}") && !text.contains(raw),
        "{text:?}"
    );
    // What a machine reads keeps the text.
    let json = out(&run(&["render", "--to", "json", &file]));
    assert!(json.contains('\u{202e}'));
    let missing = run(&["check", "a\u{202e}b.json"]);
    assert!(
        error(&missing).starts_with("a\\u{202e}b.json："),
        "{}",
        error(&missing)
    );
}

#[test]
fn parts_are_chosen_and_what_is_internal_is_asked_for() {
    let strong = "tests/samples/strong.json";
    let rendered = |parts: &[&str]| {
        let line = ["render", "--to", "html", "--today", TODAY, strong];
        let output = run(&[&line[..], parts].concat());
        assert_eq!(status(&output), 0, "{}", error(&output));
        out(&output)
    };
    let heads = |html: &str| -> Vec<String> {
        let heads = html.split("<section aria-labelledby=\"c-").skip(1);
        let heads = heads.map(|rest| rest.split('"').next().unwrap().to_owned());
        heads.collect()
    };
    let given = ["form", "profile", "items", "evidence", "declarations"];
    assert_eq!(heads(&rendered(&[])), given);
    assert_eq!(heads(&rendered(&["--parts", "整套"])), given);
    assert_eq!(heads(&rendered(&["--parts", "申报表"])), ["form"]);
    assert_eq!(
        heads(&rendered(&["--parts", "概述和报告"])),
        ["profile", "items"]
    );
    assert_eq!(
        heads(&rendered(&["--parts", "目录、评分表"])),
        ["scores", "evidence"]
    );
    let internal = ["walk", "verdict", "scores", "remarks", "open"];
    assert_eq!(heads(&rendered(&["--parts", "内部"])), internal);
    let all = rendered(&["--parts", "全部"]);
    assert_eq!(heads(&all).len(), given.len() + internal.len());
    let unknown = run(&["render", "--to", "html", "--parts", "年度报告", strong]);
    let said = "这份档案没有“年度报告”这一部分，--parts 可以写整套、申报表、概述和报告、目录、内部、全部、封面、";
    assert!(error(&unknown).starts_with(said), "{}", error(&unknown));
    assert_eq!(status(&unknown), 2);
    let needless = run(&["render", "--to", "json", "--parts", "全部", strong]);
    assert!(error(&needless).starts_with("--parts 只用于 html 和 docx"));
}

#[test]
fn word_and_workbook_are_written_the_same_every_time() {
    for to in ["docx", "xlsx"] {
        let written = || {
            let output = run(&[
                "render",
                "--to",
                to,
                "--today",
                TODAY,
                "tests/samples/strong.json",
            ]);
            assert_eq!(
                (status(&output), error(&output)),
                (0, String::new()),
                "{to}"
            );
            output.stdout
        };
        let bytes = written();
        assert!(bytes.starts_with(b"PK") && bytes == written(), "{to}");
    }
}

#[test]
fn the_line_itself_may_be_wrong() {
    for (line, said) in [
        (&["check"][..], "没有指定文件。用法见 quality-award --help"),
        (
            &["check", "--today", "2026-02-30", "x.json"],
            "--today：“2026-02-30”没有 2026 年 2 月 30 日这一天，请核对。",
        ),
        (
            &["check", "--today"],
            "“--today”后面要写一个值。用法见 quality-award --help",
        ),
        (
            &["check", "there-is-no-such-file.json"],
            "there-is-no-such-file.json：没有这个文件或者文件夹",
        ),
        (
            &["check", "docs/images"],
            "docs/images：这个文件夹里没有数据文件，也没有整套材料（ZIP）",
        ),
        (
            &["render", "--to", "json", "docs"],
            "docs：这是文件夹，不是文件",
        ),
        (
            &["check", "--data", "docs", "x.json"],
            "docs/: .: no files here",
        ),
        (&["sell"], "没有“sell”这个命令。用法见 quality-award --help"),
        (
            &["schema", "--json"],
            "没有“--json”这个选项。用法见 quality-award --help",
        ),
        (
            &["render", "x.json"],
            "请用 --to 写明要什么格式：html、docx、xlsx 或者 json。用法见 quality-award --help",
        ),
    ] {
        let output = run(line);
        assert_eq!(
            (status(&output), out(&output), error(&output)),
            (2, String::new(), format!("{said}\n")),
            "{line:?}"
        );
    }
    let help = run(&["check", "--help"]);
    assert!(status(&help) == 0 && out(&help).starts_with("用法："));
}

#[test]
fn a_table_is_brought_in_as_expected() {
    let folder = root().join("tests/ways-in");
    let expected = std::fs::read_to_string(folder.join("expected.toml")).unwrap();
    let expected: toml::Value = toml::from_str(&expected).unwrap();
    for case in expected["grid"].as_array().unwrap() {
        let file = case["file"].as_str().unwrap();
        let item = case["item"].as_str().unwrap();
        let metrics = case["has"].as_array().unwrap().iter().enumerate();
        let metrics: Vec<Value> = metrics
            .map(|(at, of)| {
                serde_json::json!({"id": format!("m{at}"), "fields": {"name": of[0].as_str(), "unit": of[1].as_str(), "section": format!("{item}-a")}})
            })
            .collect();
        let package = serde_json::json!({
            "format": "quality-award-package", "version": "0.1", "id": "d", "kind": "application",
            "scheme": "gongyi-2023", "criteria": "gbt-19580-2012", "depth": "standard",
            "walk": {"answers": {"gen-on": {"value": "2026-05-20"}}}, "metrics": metrics,
        });
        let into = written(&format!("into-{file}.json"), package.to_string().as_bytes());
        let to = written(&format!("out-{file}.json"), b"");
        let source = format!("tests/ways-in/{file}");
        let output = run(&[
            "table", &source, "--item", item, "--into", &into, "--json", "--write", &to,
        ]);
        assert_eq!(error(&output), "", "{file}");
        let told: Value = serde_json::from_str(&out(&output)).unwrap();
        assert_eq!(told["refused"], Value::Null, "{file}");
        let cells = told["cells"].as_array().unwrap().iter();
        let mut taken: Vec<Vec<String>> = cells
            .filter(|cell| cell["action"] == "take")
            .map(|cell| {
                let text = |key: &str| cell[key].as_str().unwrap().to_owned();
                vec![
                    text("name"),
                    cell["year"].to_string(),
                    text("field"),
                    text("value"),
                ]
            })
            .collect();
        taken.sort();
        let take = case["take"].as_array().unwrap().iter();
        let mut take: Vec<Vec<String>> = take
            .map(|of| {
                let text = |at: usize| match &of[at] {
                    toml::Value::Integer(number) => number.to_string(),
                    text => text.as_str().unwrap().to_owned(),
                };
                (0..4).map(text).collect()
            })
            .collect();
        take.sort();
        assert_eq!(taken, take, "{file}");
        // What was written opens, and the same table again changes nothing.
        let again = run(&["table", &source, "--item", item, "--into", &to]);
        assert!(
            out(&again).contains("新增 0 个指标，改写 0 处"),
            "{file}: {}{}",
            out(&again),
            error(&again)
        );
    }
}

/// What `table` takes from a file: name, year, field and value, in order; and how many cells it asks about.
fn takes(file: &str, sheet: &[&str]) -> (Vec<String>, usize) {
    let output = run(&[&["table", file, "--item", "4.7.4", "--json"], sheet].concat());
    let told: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(told["refused"], Value::Null, "{file}");
    let cells = told["cells"].as_array().unwrap();
    let with = |action: &'static str| cells.iter().filter(move |cell| cell["action"] == action);
    let text = |cell: &Value, key: &str| cell[key].as_str().unwrap_or_default().to_owned();
    let mut taken: Vec<String> = with("take")
        .map(|cell| {
            let year = &cell["year"];
            let [name, field, value] = ["name", "field", "value"].map(|key| text(cell, key));
            format!("{name} {year} {field} {value}")
        })
        .collect();
    taken.sort();
    (taken, with("ask").count())
}

#[test]
fn workbooks_of_three_writers_give_what_they_show() {
    let check = |file: &str, known: &[(&str, [&str; 3])], targets: &[&str]| {
        let (taken, asks) = takes(&format!("tests/ways-in/xlsx/{file}"), &[]);
        let actual = known.iter().flat_map(|(name, values)| {
            let years = [2023, 2024, 2025].iter().zip(values);
            years.map(move |(year, value)| format!("{name} {year} actual {value}"))
        });
        let targets = targets.iter().map(|&target| target.to_owned());
        let mut expected: Vec<String> = actual.chain(targets).collect();
        expected.sort();
        assert_eq!((taken, asks), (expected, 0), "{file}");
    };
    check(
        "openpyxl-merged-heads.xlsx",
        &[
            ("一次检验合格率（浇注料）", ["97.35", "97.9", "98.42"]),
            ("顾客满意度", ["86.4", "87.9", "89.6"]),
            ("质量损失率", ["1.15", "0.98", "0.9"]),
        ],
        &[
            "一次检验合格率（浇注料） 2025 target 98",
            "顾客满意度 2025 target 88",
            "质量损失率 2025 target 1",
        ],
    );
    check(
        "libreoffice-formulas.xlsx",
        &[
            ("主营业务收入", ["18600.5", "19344.52", "20344.52"]),
            ("利润总额", ["930.025", "1160.6712", "1424.1164"]),
            ("资产负债率", ["41.5", "41.12", "39.87"]),
        ],
        &[],
    );
    check(
        "xlsxwriter-dates.xlsx",
        &[
            ("千人负伤率", ["2.61", "2.6", "1.3"]),
            ("公益服务时长", ["860", "1020", "1180"]),
        ],
        &[],
    );
}

/// Sheets made for another purpose (`tests/browser/organisations`): what is taken of each, how much is asked about.
#[test]
fn sheets_of_three_organisations_are_taken_whole() {
    let check = |file: &str, sheet: &[&str], figures: usize, some: &[&str]| {
        let (taken, asks) = takes(&format!("tests/browser/organisations/{file}"), sheet);
        assert_eq!((taken.len(), asks), (figures, 0), "{file}");
        for one in some {
            assert!(taken.iter().any(|taken| taken == one), "{file}: {one}");
        }
    };
    check(
        "hospital.xlsx",
        &["--sheet", "指标一览"],
        111,
        &[
            "急危重症抢救成功率 2023 actual 92.1",
            "急危重症抢救成功率 2025 actual 94.6",
            "低风险组病例死亡率 2025 actual 0.012",
            "抗菌药物使用强度 2025 target 40",
            "平均住院日 2024 comparison 8.4",
        ],
    );
    let school = [
        "家长满意度 2025 target 93.0",
        "生均公用经费 2024 comparison 3200",
    ];
    check("school-clipboard.html", &[], 105, &school);
    check("school-clipboard.txt", &[], 105, &school);
    check(
        "maker-erp.txt",
        &[],
        100,
        &[
            "主营业务收入 2025 actual 31256",
            "利润总额 2023 actual -126.48",
            "经营活动现金流量净额 2025 actual 3100",
        ],
    );
}

#[test]
fn a_table_that_cannot_be_read_says_why() {
    let check = |name: &str, bytes: &[u8], part: &str| {
        let output = run(&["table", &written(name, bytes), "--item", "4.7.4"]);
        assert_eq!(status(&output), 2, "{name}");
        assert!(error(&output).contains(part), "{name}: {}", error(&output));
    };
    check("damaged.xlsx", b"PK\x03\x04", "损坏");
    check("paper.xlsx", b"%PDF-1.7", "PDF");
    check("nothing.csv", b"\n\n", "没有表格内容");
    let output = run(&[
        "table",
        "tests/ways-in/13-grid-transposed.txt",
        "--item",
        "4.1.2",
    ]);
    assert!(error(&output).contains("不是结果条目"));
}
