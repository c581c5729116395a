//! What tests share: the rules of Gongyi and the calendar, written out by hand, and the data folder.
//!
//! The rules are written out rather than read from data, so that they are tested apart from the reading of data;
//! a test of `pack` holds both together.

use std::collections::BTreeMap;

use crate::domain::date::{Calendar, Date, HolidayNotice};
use crate::domain::input::{self, Input};
use crate::domain::rules::{
    ClaimRule, ConditionRule, ExclusionKind, ExclusionQuestion, ExclusionRule, LevelCounts,
    LevelRule, NoticeRule, OptionRule, PartKind, PartRule, PrizeRule, QuotaRule, Rules, StartFact,
    TermRule,
};
use crate::domain::verdict::State;

/// A day written `2026-05-20`.
pub fn d(text: &str) -> Date {
    match input::date(text) {
        Input::Given(date) => date,
        other => panic!("{text} is no day: {other:?}"),
    }
}

/// The holiday notices of 2024 to 2026.
pub fn calendar() -> Calendar {
    let notice = |off: &[(&str, &str)], worked: &[&str]| {
        let days = off.iter().flat_map(|(first, last)| {
            let first = d(first);
            (0..=first.days_until(d(last))).map(move |days| first.plus_days(days))
        });
        HolidayNotice {
            off: days.collect(),
            worked: worked.iter().map(|day| d(day)).collect(),
        }
    };
    let notices: BTreeMap<i32, HolidayNotice> = [
        (
            2024,
            notice(
                &[
                    ("2024-01-01", "2024-01-01"),
                    ("2024-02-10", "2024-02-17"),
                    ("2024-04-04", "2024-04-06"),
                    ("2024-05-01", "2024-05-05"),
                    ("2024-06-10", "2024-06-10"),
                    ("2024-09-15", "2024-09-17"),
                    ("2024-10-01", "2024-10-07"),
                ],
                &[
                    "2024-02-04",
                    "2024-02-18",
                    "2024-04-07",
                    "2024-04-28",
                    "2024-05-11",
                    "2024-09-14",
                    "2024-09-29",
                    "2024-10-12",
                ],
            ),
        ),
        (
            2025,
            notice(
                &[
                    ("2025-01-01", "2025-01-01"),
                    ("2025-01-28", "2025-02-04"),
                    ("2025-04-04", "2025-04-06"),
                    ("2025-05-01", "2025-05-05"),
                    ("2025-05-31", "2025-06-02"),
                    ("2025-10-01", "2025-10-08"),
                ],
                &[
                    "2025-01-26",
                    "2025-02-08",
                    "2025-04-27",
                    "2025-09-28",
                    "2025-10-11",
                ],
            ),
        ),
        (
            2026,
            notice(
                &[
                    ("2026-01-01", "2026-01-03"),
                    ("2026-02-15", "2026-02-23"),
                    ("2026-04-04", "2026-04-06"),
                    ("2026-05-01", "2026-05-05"),
                    ("2026-06-19", "2026-06-21"),
                    ("2026-09-25", "2026-09-27"),
                    ("2026-10-01", "2026-10-07"),
                ],
                &[
                    "2026-01-04",
                    "2026-02-14",
                    "2026-02-28",
                    "2026-05-09",
                    "2026-09-20",
                    "2026-10-10",
                ],
            ),
        ),
    ]
    .into();
    Calendar::new(notices)
}

/// The rules of 巩政文〔2023〕21号.
pub fn gongyi() -> Rules {
    Rules {
        id: "gongyi-2023".into(),
        conditions_article: "13".into(),
        conditions: conditions(),
        exclusions_article: "14".into(),
        exclusions: exclusions(),
        window_years: 3,
        levels: vec![
            level("national", LevelCounts::Always),
            level("provincial", LevelCounts::Always),
            level("municipal", LevelCounts::Always),
            level("gongyi", LevelCounts::ByMunicipalScope),
            level("other", LevelCounts::Never),
        ],
        ban: TermRule {
            question: "gate-ban".into(),
            article: "25".into(),
            years: 4,
        },
        validity: TermRule {
            question: "gate-ban".into(),
            article: "28".into(),
            years: 4,
        },
        notice: NoticeRule {
            article: "17-2".into(),
            working_days: 5,
        },
        prize: PrizeRule {
            article: "4".into(),
            yuan: 100_000,
            further_yuan: 0,
            further_takes_quota: false,
            use_article: "24".into(),
            uses: [
                "use-publicity",
                "use-brand",
                "use-sharing",
                "use-training",
                "use-breakthrough",
                "use-laboratory",
                "use-public-good",
                "use-other-quality",
            ]
            .map(String::from)
            .into(),
        },
        quota: Some(QuotaRule {
            article: "4".into(),
            honour: "srdi".into(),
            org_kind: "org_kind".into(),
            kind: "enterprise".into(),
        }),
        publicity_article: "30".into(),
        area_code: "410181".into(),
    }
}

fn level(value: &str, counts: LevelCounts) -> LevelRule {
    LevelRule {
        value: value.into(),
        counts,
    }
}

fn part(question: &str, kind: PartKind) -> PartRule {
    PartRule {
        question: question.into(),
        kind,
    }
}

fn declared(question: &str, fact: &str) -> PartRule {
    part(question, PartKind::Declared { fact: fact.into() })
}

fn start(fact: &str, label: &str) -> StartFact {
    StartFact {
        fact: fact.into(),
        label: label.into(),
    }
}

fn options(options: &[(&str, &str, State)]) -> Vec<OptionRule> {
    let option = |(value, label, gives): &(&str, &str, State)| OptionRule {
        value: (*value).into(),
        label: (*label).into(),
        gives: *gives,
    };
    options.iter().map(option).collect()
}

fn condition(id: &str, parts: Vec<PartRule>) -> ConditionRule {
    ConditionRule {
        id: id.into(),
        article: id.into(),
        parts,
    }
}

fn conditions() -> Vec<ConditionRule> {
    let org_form = options(&[
        ("legal_person", "法人", State::Pass),
        (
            "unincorporated",
            "其他组织（合伙企业、个人独资企业等）",
            State::Pass,
        ),
        ("branch", "分公司、分支机构", State::Unknown),
        ("individual_business", "个体工商户", State::Unknown),
        ("natural_person", "自然人", State::Fail),
    ]);
    let honours = options(&[
        ("trademark", "商标类荣誉", State::Pass),
        ("brand", "品牌类荣誉", State::Pass),
        ("patent_award", "省级以上专利奖", State::Pass),
        ("hi_tech", "高新技术企业", State::Pass),
        ("srdi", "“专精特新”企业", State::Pass),
        ("engineering_quality", "工程质量奖", State::Pass),
        (
            "other",
            "其他荣誉（文件用“等”字，是否计入需问）",
            State::Unknown,
        ),
    ]);
    let operation = vec![
        start("established", "成立日期"),
        start("operation_start", "运营起算日期"),
    ];
    let claims = vec![
        ClaimRule {
            org_kind: "enterprise".into(),
            indicators: [
                "quality_level",
                "innovation",
                "revenue",
                "profit_tax",
                "asset_contribution",
            ]
            .map(String::from)
            .into(),
            last_year: true,
            scope: true,
        },
        ClaimRule {
            org_kind: "non_profit".into(),
            indicators: ["social_contribution"].map(String::from).into(),
            last_year: false,
            scope: false,
        },
    ];
    vec![
        condition(
            "13-1",
            vec![
                declared("13-1-a", "in_gongyi"),
                part(
                    "13-1-b",
                    PartKind::OneOf {
                        fact: "org_form".into(),
                        options: org_form,
                    },
                ),
                declared("13-1-c", "licences"),
                part(
                    "13-1-d",
                    PartKind::Elapsed {
                        facts: operation,
                        years: 3,
                        not_before: None,
                    },
                ),
            ],
        ),
        condition(
            "13-2",
            vec![
                declared("13-2-a", "methods"),
                declared("13-2-b", "system"),
                declared("13-2-c", "demonstrates"),
                part(
                    "13-2-d",
                    PartKind::Elapsed {
                        facts: vec![start("excellence_since", "卓越绩效模式起始日期")],
                        years: 1,
                        not_before: Some("established".into()),
                    },
                ),
                declared("13-2-e", "performance"),
                declared("13-2-f", "contribution"),
                part(
                    "13-2-g",
                    PartKind::AtLeast {
                        fact: "self_report_years".into(),
                        min: 3,
                        unit: "年".into(),
                    },
                ),
            ],
        ),
        condition(
            "13-3",
            vec![part(
                "13-3-a",
                PartKind::Ranking {
                    org_kind: "org_kind".into(),
                    claims,
                },
            )],
        ),
        condition(
            "13-4",
            vec![
                declared("13-4-a", "foundation"),
                declared("13-4-b", "brand"),
                declared("13-4-c", "integrity"),
                declared("13-4-d", "reputation"),
                part("13-4-e", PartKind::Honours { kinds: honours }),
            ],
        ),
        condition("13-5", vec![part("13-5-a", PartKind::Recommendation)]),
    ]
}

/// Hints (14-5-b, 14-8-b) and fields of events (14-6-b) are no questions that the rules wait for.
fn exclusions() -> Vec<ExclusionRule> {
    let parts: [(&str, &[&str]); 8] = [
        ("14-1", &["industry", "environment", "quality", "energy"]),
        ("14-2", &["never", "gap"]),
        ("14-3", &["quality", "safety", "environment", "other"]),
        ("14-4", &["inspection", "export", "service"]),
        ("14-5", &["figures"]),
        ("14-6", &["listed"]),
        ("14-7", &["earlier-round"]),
        ("14-8", &["organisation"]),
    ];
    let rule = |(id, parts): (&str, &[&str])| ExclusionRule {
        id: id.into(),
        article: id.into(),
        kind: match id {
            "14-5" => ExclusionKind::Losses {
                years: 3,
                established: "established".into(),
                org_kind: "org_kind".into(),
                exempt: "non_profit".into(),
            },
            _ => ExclusionKind::Events,
        },
        questions: ('a'..)
            .zip(parts)
            .map(|(letter, part)| ExclusionQuestion {
                id: format!("{id}-{letter}"),
                part: (*part).into(),
            })
            .collect(),
        mirrors: (id == "14-2").then(|| "licences".into()),
    };
    parts.into_iter().map(rule).collect()
}

/// The files of the data folder by name, as a caller of `pack::read` brings them.
#[cfg(feature = "toml")]
pub fn data_files() -> BTreeMap<String, String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                files.insert(name.to_owned(), std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

/// The packs of the data folder.
#[cfg(feature = "toml")]
pub fn packs() -> crate::pack::Packs {
    let files = data_files();
    let read = crate::pack::read(&files.iter().collect::<Vec<_>>());
    read.and_then(crate::pack::Folder::packs)
        .unwrap_or_else(|problems| {
            let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"))
        })
}
