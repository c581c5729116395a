//! Another city under the same program: `tests/city` has measures, criteria and numbers of its own, and nothing of the
//! city that a build carries may show in what is made with them.

mod common;

use std::process::Output;

use serde_json::Value;

use common::{root, run};

const TODAY: &str = "2026-05-01";
const CITY: &str = "tests/city";
const DOSSIER: &str = "tests/city/application.json";
const ITEMS: [&str; 12] = [
    "5.1.1 领导带头",
    "5.1.2 目标和计划",
    "5.1.3 公共责任",
    "5.2.1 了解顾客",
    "5.2.2 培养员工",
    "5.2.3 设备和信息",
    "5.3.1 管好过程",
    "5.3.2 持续改进",
    "5.4.1 产品成效",
    "5.4.2 顾客成效",
    "5.4.3 经营成效",
    "5.4.4 责任成效",
];

/// Names and numbers that only the measures and the edition of the city in `data/` have: 示例市 has 21 articles, and
/// sets nothing by those numbered 13, 14 and 17.
const ELSEWHERE: [&str; 24] = [
    "巩义",
    "巩政文",
    "郑州",
    "gongyi",
    "zhengzhou",
    "第十三条",
    "第十四条",
    "第十七条",
    "第二十三条",
    "第二十四条",
    "第二十五条",
    "第二十八条",
    "第二十九条",
    "第三十条",
    "第三十一条",
    "镇（街道）",
    "近3年",
    "近 3 年",
    "不满 3 年",
    "100,000 元",
    "23 个条目",
    "GB/T 19580",
    "GB/T19580",
    "专精特新",
];

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn error(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a reader of a page sees: the style sheet, the same under every city, names the app where a page has no title.
fn without_styles(page: &str) -> String {
    let mut seen = String::new();
    for (at, part) in page.split("<style>").enumerate() {
        let shown = match at {
            0 => part,
            _ => part.split_once("</style>").unwrap().1,
        };
        seen += shown;
    }
    seen
}

fn nothing_from_elsewhere(text: &str) {
    for word in ELSEWHERE {
        let at = text.find(word);
        let around = at.map(|at| text[at..].chars().take(40).collect::<String>());
        assert_eq!(around, None, "{word}");
    }
}

fn says(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "{line}\nis not in\n{text}");
    }
}

#[test]
fn the_city_passes_the_check() {
    let output = run(&["pack", CITY]);
    assert_eq!(
        (output.status.code(), error(&output)),
        (Some(0), String::new())
    );
    let found = "办法 shili-2025：21 条，申报条件 4 项，不得申报的情形 4 种\n标准 shili-zhunze-2025：12 个条目，1000 分\n";
    assert!(out(&output).starts_with(found), "{}", out(&output));
}

#[test]
fn its_own_numbers_decide() {
    let cases = "tests/cases/shili.toml";
    let output = run(&["cases", cases, "--data", CITY]);
    assert_eq!(out(&output), "14 passed, 0 failed\n", "{}", error(&output));
    // They are not run under other measures.
    let carried = run(&["cases", cases]);
    assert_eq!(
        (carried.status.code(), out(&carried)),
        (Some(2), String::new())
    );
    let reason = "these cases are for another scheme than gongyi-2023\n";
    assert!(error(&carried).ends_with(reason), "{}", error(&carried));
}

#[test]
fn a_dossier_is_judged_by_its_measures() {
    let args = ["check", "--json", "--today", TODAY, "--data", CITY, DOSSIER];
    let output = run(&args);
    assert_eq!(
        (output.status.code(), error(&output)),
        (Some(1), String::new())
    );
    nothing_from_elsewhere(&out(&output));
    let report: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(report["cover"], "same");
    assert_eq!(report["read_only"], false);
    assert_eq!(report["kept"], serde_json::json!([]));
    let state = |family: &str, id: &str| report[family][id]["state"].as_str().unwrap().to_owned();
    // Four years of operation, three of data, an accident four years ago, no permit.
    for (family, id, expected) in [
        ("conditions", "9-1", "unmet"),
        ("conditions", "9-2", "unmet"),
        ("conditions", "9-3", "met"),
        ("conditions", "9-4", "unknown"),
        ("exclusions", "10-1", "excluded"),
        ("exclusions", "10-2", "clear"),
        ("exclusions", "10-3", "excluded"),
        ("exclusions", "10-4", "clear"),
    ] {
        assert_eq!(state(family, id), expected, "{id}");
    }
    let text = run(&["check", "--today", TODAY, "--data", CITY, DOSSIER]);
    let text = out(&text);
    nothing_from_elsewhere(&text);
    says(
        &text,
        &[
            "[没有此情形] 第二十条：被撤销荣誉后的6年禁止申报期",
            "获奖的，奖金 200,000 元，占用一个名额。",
            "不满 5 年，2027-03-01 满 5 年。",
            "填写的是 3 年，少于 4 年。",
            "第九条第（四）项：所在开发区（街道）推荐",
            "推荐意见不是开发区（街道）出具的",
            "第十条：近 5 年有其中一种，不得申报",
            "按第九条的回答，应有的证照没有办齐",
            "公示期内有 6 个工作日，不足 7 个。",
            "自评得分：已评 12 条 470 / 1000 分",
        ],
    );
    // These measures give no priority, so that nothing is said of it.
    assert!(!text.contains("优先推荐"), "{text}");
}

#[test]
fn its_book_is_printed_without_a_word_from_elsewhere() {
    let output = run(&[
        "render", "--to", "html", "--parts", "全部", "--today", TODAY, "--data", CITY, DOSSIER,
    ]);
    assert_eq!(
        (output.status.code(), error(&output)),
        (Some(0), String::new())
    );
    let page = without_styles(&out(&output));
    nothing_from_elsewhere(&page);
    for item in ITEMS {
        assert!(page.contains(&format!("{item}（")), "{item}");
    }
    assert!(page.contains("已评 12 条 470 / 1000 分"));
    says(
        &page,
        &[
            "《示例市市长质量奖管理办法》",
            "示政发〔2025〕1号",
            "示例卓越绩效准则（2025版）",
            "第九条第（一）项",
            "第十条第（三）项",
            "第十二条第（二）项",
            "第十五条",
            "第二十条",
            "开发区（街道）推荐意见",
            "其余各项近 5 年没有所列情形。",
            "依法取得应有的许可，连续运营5年以上。",
        ],
    );
}

/// What is written under other measures is opened and named, never judged as if it were written under these.
#[test]
fn dossiers_of_other_measures_are_named_both_ways() {
    let named = |args: &[&str], scheme: &str, criteria: &str| {
        let output = run(args);
        let report: Value = serde_json::from_str(&out(&output)).unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(report["read_only"], true);
        let kept = report["kept"].as_array().unwrap();
        assert!(kept.contains(&"scheme".into()) && kept.contains(&"criteria".into()));
        let rendered = ["render", "--to", "json"].into_iter();
        let rest = args
            .iter()
            .copied()
            .filter(|arg| !["check", "--json"].contains(arg));
        let output = run(&rendered.chain(rest).collect::<Vec<_>>());
        says(&error(&output), &[scheme, criteria]);
        // Nothing of it is lost.
        let again: Value = serde_json::from_str(&out(&output)).unwrap();
        let file = std::fs::read(root().join(args.last().unwrap())).unwrap();
        let typed: Value = serde_json::from_slice(&file).unwrap();
        for key in ["scheme", "criteria", "walk", "form", "items", "metrics"] {
            assert_eq!(again[key], typed[key], "{key}");
        }
    };
    named(
        &[
            "check",
            "--json",
            "--today",
            TODAY,
            "--data",
            CITY,
            "tests/samples/strong.json",
        ],
        "scheme：按另一份办法填写，本工具里只有“shili-2025”：gongyi-2023",
        "criteria：按另一份标准填写，本工具里只有“shili-zhunze-2025”：gbt-19580-2012",
    );
    named(
        &["check", "--json", "--today", TODAY, DOSSIER],
        "scheme：按另一份办法填写，本工具里只有“gongyi-2023”：shili-2025",
        "criteria：按另一份标准填写，本工具里只有“gbt-19580-2012”：shili-zhunze-2025",
    );
}
