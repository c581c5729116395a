//! One set of known figures, written in the ways that people write tables: every figure that is taken is the known one,
//! and nearly all of them are taken.

use std::collections::BTreeMap;

use quality_award_core::dossier::Dossier;
use quality_award_core::import::table::{Action, Grid, To, tables, tabs};

use super::given::{dossier, planned, taken};

/// Name, unit, values of 2023 to 2025, target of 2025, value of others in 2025.
const METRICS: [(&str, &str, [&str; 3], &str, &str); 6] = [
    (
        "主营业务收入",
        "万元",
        ["18600.5", "19200", "20100.25"],
        "20000",
        "31000",
    ),
    ("利润总额", "万元", ["-120", "950", "1010"], "1000", "1500"),
    (
        "一次交验合格率",
        "%",
        ["97.2", "97.8", "98.4"],
        "98",
        "99.1",
    ),
    ("顾客满意度", "分", ["86.4", "87.9", "91"], "90", "88.5"),
    ("千人负伤率", "‰", ["1.2", "0", "0.8"], "1", "2.5"),
    ("有效发明专利数", "件", ["12", "15", "1208"], "20", "30"),
];

type Cells = Vec<Vec<String>>;

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn text(rows: &[Vec<String>]) -> String {
    rows.iter().map(|row| row.join("\t") + "\r\n").collect()
}

/// The plain table: names, units, three years; `with` makes each cell of a figure.
fn plain(heads: [&str; 3], with: impl Fn(&str, &str) -> String) -> Cells {
    let mut rows = vec![row(["指标", "单位", heads[0], heads[1], heads[2]])];
    for (name, unit, values, ..) in METRICS {
        rows.push(row([
            name,
            unit,
            &with(values[0], unit),
            &with(values[1], unit),
            &with(values[2], unit),
        ]));
    }
    rows
}

fn as_is(value: &str, _: &str) -> String {
    value.to_owned()
}

fn grouped(value: &str) -> String {
    let (sign, body) = value
        .strip_prefix('-')
        .map_or(("", value), |body| ("-", body));
    let (whole, fraction) = body
        .split_once('.')
        .map_or((body, String::new()), |(whole, part)| {
            (whole, format!(".{part}"))
        });
    let mut out = String::new();
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(c);
    }
    format!("{sign}{out}{fraction}")
}

/// The point of a number moved to the right.
fn moved(value: &str, places: usize) -> String {
    let (sign, body) = value
        .strip_prefix('-')
        .map_or(("", value), |body| ("-", body));
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let digits = format!("{whole}{fraction:0<places$}");
    let (whole, rest) = digits.split_at(whole.len() + places);
    let point = if rest.is_empty() { "" } else { "." };
    format!(
        "{sign}{}{point}{rest}",
        whole.trim_start_matches('0').to_owned().as_str()
    )
    .replace("-.", "-0.")
}

fn inserted(mut rows: Cells, at: usize, head: &str, with: impl Fn(usize) -> String) -> Cells {
    for (number, row) in rows.iter_mut().enumerate() {
        row.insert(
            at,
            if number == 0 {
                head.to_owned()
            } else {
                with(number)
            },
        );
    }
    rows
}

fn turned(rows: &Cells) -> Cells {
    (0..rows[0].len())
        .map(|at| rows.iter().map(|row| row[at].clone()).collect())
        .collect()
}

const YEARS: [&str; 3] = ["2023年", "2024年", "2025年"];

/// A kind of table: what it is, its grid, and how many of the figures it holds.
fn kinds() -> Vec<(&'static str, Grid, usize)> {
    let of = |rows: &[Vec<String>]| tabs(&text(rows)).unwrap();
    let years = |heads: [&str; 3]| of(&plain(heads, as_is));
    let base = || plain(YEARS, as_is);
    let mut kinds = vec![
        ("years", years(YEARS), 18),
        ("bare years", years(["2023", "2024", "2025"]), 18),
        (
            "full width years",
            years(["２０２３年", "２０２４年", "２０２５年"]),
            18,
        ),
        ("short years", years(["23年", "24年", "25年"]), 18),
        (
            "ends of years",
            years(["2023-12-31", "2024/12/31", "2025年12月31日"]),
            18,
        ),
        (
            "years of account",
            years(["2023年度", "2024年年报", "2025年实际"]),
            18,
        ),
        (
            "newest first",
            {
                let rows = plain(["2025年", "2024年", "2023年"], as_is);
                let swapped: Cells = rows
                    .into_iter()
                    .enumerate()
                    .map(|(at, mut row)| {
                        if at > 0 {
                            row.swap(2, 4);
                        }
                        row
                    })
                    .collect();
                of(&swapped)
            },
            18,
        ),
        (
            "units behind figures",
            of(&plain(YEARS, |value, unit| format!("{value}{unit}"))),
            18,
        ),
        (
            "thousands",
            of(&plain(YEARS, |value, _| grouped(value))),
            18,
        ),
        (
            "spaces for thousands",
            of(&plain(YEARS, |value, _| grouped(value).replace(',', " "))),
            18,
        ),
        (
            "full width figures",
            of(&plain(YEARS, |value, _| {
                value
                    .chars()
                    .map(|c| match c {
                        '0'..='9' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
                        '.' => '．',
                        '-' => '－',
                        c => c,
                    })
                    .collect()
            })),
            18,
        ),
        (
            "serial numbers",
            of(&inserted(base(), 0, "序号", |at| at.to_string())),
            18,
        ),
        (
            "groups",
            of(&inserted(base(), 0, "类别", |at| {
                if at % 3 == 1 {
                    "示例类".into()
                } else {
                    String::new()
                }
            })),
            18,
        ),
        (
            "growth",
            of(&inserted(base(), 5, "比上年增长", |_| "4.7%".into())),
            18,
        ),
        (
            "ranks",
            of(&inserted(base(), 5, "市内同行业排名", |at| {
                at.to_string()
            })),
            18,
        ),
        (
            "half a year",
            of(&inserted(base(), 4, "2025年1-6月", |_| "7".into())),
            18,
        ),
        (
            "a quarter",
            of(&inserted(base(), 2, "2025Q1", |_| "7".into())),
            18,
        ),
        (
            "a forecast",
            of(&inserted(base(), 5, "2026年预计", |_| "7".into())),
            18,
        ),
        (
            "an average",
            of(&inserted(base(), 5, "三年平均", |_| "7".into())),
            18,
        ),
        (
            "notes and sums",
            {
                let mut rows = base();
                rows.push(row(["合计", "", "1", "2", "3"]));
                rows.push(row(["注：数据均为虚构。", "", "", "", ""]));
                of(&rows)
            },
            18,
        ),
        (
            "a title",
            {
                let mut rows = base();
                rows.insert(0, row(["示例公司主要指标汇总表（虚构）", "", "", "", ""]));
                rows.insert(1, row(["", "", "", "", ""]));
                of(&rows)
            },
            18,
        ),
        (
            "units in names",
            of(&base()
                .into_iter()
                .enumerate()
                .map(|(at, mut row)| {
                    let unit = row.remove(1);
                    if at > 0 {
                        row[0] = format!("{}、{}（{unit}）", at, row[0]);
                    }
                    row
                })
                .collect::<Cells>()),
            18,
        ),
        (
            "no units",
            of(&base()
                .into_iter()
                .map(|mut row| {
                    row.remove(1);
                    row
                })
                .collect::<Cells>()),
            18,
        ),
        (
            "yuan",
            of(&plain(YEARS, as_is)
                .into_iter()
                .enumerate()
                .map(|(at, mut row)| {
                    if at > 0 && row[1] == "万元" {
                        row[1] = "元".into();
                        for cell in &mut row[2..] {
                            *cell = grouped(&moved(cell, 4));
                        }
                    }
                    row
                })
                .collect::<Cells>()),
            18,
        ),
        (
            "yuan above the table",
            {
                let mut rows: Cells = base()
                    .into_iter()
                    .enumerate()
                    .map(|(at, mut row)| {
                        let unit = row.remove(1);
                        if at > 0 && unit == "万元" {
                            for cell in &mut row[1..] {
                                *cell = moved(cell, 4);
                            }
                        }
                        row
                    })
                    .collect();
                rows.insert(0, row(["", "", "", "单位：元"]));
                of(&rows)
            },
            18,
        ),
        (
            "strokes",
            {
                let mut rows = base();
                for (row, sign) in rows
                    .iter_mut()
                    .skip(1)
                    .zip(["—", "-", "/", "无", "N/A", "——"])
                {
                    row[2] = sign.into();
                }
                of(&rows)
            },
            12,
        ),
        (
            "spaces and signs nobody sees in names",
            of(&base()
                .into_iter()
                .map(|mut row| {
                    row[0] = row[0].chars().flat_map(|c| [c, ' ', '\u{200B}']).collect();
                    row
                })
                .collect::<Cells>()),
            18,
        ),
        ("turned round", of(&turned(&base())), 18),
        (
            "turned round, without units",
            of(&turned(
                &base()
                    .into_iter()
                    .map(|mut row| {
                        row.remove(1);
                        row[0] = if row[0] == "指标" {
                            "年度".into()
                        } else {
                            row[0].clone()
                        };
                        row
                    })
                    .collect(),
            )),
            18,
        ),
        (
            "too many years",
            of(&inserted(
                inserted(base(), 2, "2019年", |_| "5".into()),
                2,
                "2018年",
                |_| "5".into(),
            )),
            18,
        ),
        (
            "the same row again",
            {
                let mut rows = base();
                rows.push(rows[1].clone());
                of(&rows)
            },
            18,
        ),
    ];
    kinds.extend(wide());
    kinds.extend(exported());
    kinds
}

/// Sheets made for another purpose: lines about the query above, codes beside names, headings and notes between.
fn exported() -> Vec<(&'static str, Grid, usize)> {
    let of = |above: &[&str], rows: &Cells, below: &[&str]| {
        let lines = |lines: &[&str]| {
            lines
                .iter()
                .map(|line| format!("{line}\r\n"))
                .collect::<String>()
        };
        tabs(&(lines(above) + &text(rows) + &lines(below))).unwrap()
    };
    let base = || plain(YEARS, as_is);
    let serial = || inserted(base(), 0, "序号", |number| number.to_string());
    let headed = |headings: [(usize, &str); 2]| {
        let mut rows = serial();
        for (at, heading) in headings {
            rows.insert(at, row([heading]));
        }
        rows
    };
    let mut sources = inserted(base(), 5, "同行2025年", |number| match number {
        1 => "31000".into(),
        _ => String::new(),
    });
    for (number, row) in sources.iter_mut().enumerate() {
        row.push(if number == 0 {
            "数据来源".into()
        } else {
            "财务处".into()
        });
    }
    vec![
        (
            "a line about the whole with the day of the figures",
            of(
                &[
                    "示例指标一览表",
                    "填报部门：示例办\t\t\t统计截止：2025年12月31日",
                ],
                &base(),
                &[],
            ),
            18,
        ),
        (
            "an export: the query above, codes beside names, a count below",
            of(
                &[
                    "报表名称：\t综合查询",
                    "查询期间：\t2023-01 至 2025-12",
                    "导出时间：2026-01-15",
                    "",
                ],
                &inserted(
                    inserted(base(), 0, "指标编码", |number| format!("Q{number:03}")),
                    2,
                    "考核维度",
                    |_| "财务".into(),
                ),
                &["记录数：6", "*** 报表结束 ***"],
            ),
            18,
        ),
        (
            "headings that name the item behind the words, under a serial number",
            of(
                &[],
                &headed([(1, "一、示例质量（4.7.2）"), (4, "二、示例评价（4.7.3）")]),
                &[],
            ),
            18,
        ),
        (
            "notes of several lines",
            of(
                &[],
                &serial(),
                &[
                    "注：1. 示例为年末数。",
                    "2. 示例2023年未单独统计。",
                    "3. 示例为审计后数。",
                ],
            ),
            18,
        ),
        (
            "departments that keep the figures, beside a comparison",
            of(&[], &sources, &[]),
            19,
        ),
    ]
}

/// What groups and headings say of where new metrics go.
#[test]
fn new_metrics_go_to_the_item_that_their_group_names() {
    let check = |text: &str, expected: &[&str]| {
        let dossier = dossier("4.7.2", &[]);
        let plan = planned(&tabs(text).unwrap(), &dossier, "");
        let at = |to: &To| match to {
            To::New(section) => section.clone(),
            To::Unsure(_) => "?".to_owned(),
            to => format!("{to:?}"),
        };
        let to: Vec<String> = plan
            .rows
            .iter()
            .filter(|row| row.name.starts_with("示例"))
            .map(|row| at(&row.to))
            .collect();
        assert_eq!(to, expected, "{text}: {:?}", plan.refused);
    };
    check(
        "类别\t指标\t2025年\n医疗服务质量\t示例甲\t1\n\t示例乙\t2\n患者与市场\t示例丙\t3\n财务运行\t示例丁\t4\n\
         人力与资源\t示例戊\t5\n内部流程\t示例己\t6\n领导与社会责任\t示例庚\t7\n",
        &[
            "4.7.2-a", "4.7.2-a", "4.7.3-a", "4.7.4-a", "4.7.5-a", "4.7.6-a", "4.7.7-a",
        ],
    );
    check(
        "序号\t指标\t2025年\n4.7.4 财务结果\t\t\n1\t示例甲\t1\n（二）学习与成长\t\t\n2\t示例乙\t2\n",
        &["4.7.4-a", "4.7.5-a"],
    );
    // What a part was about ends with it.
    check(
        "序号\t指标\t2025年\n一、示例财务（4.7.4）\t\t\n1\t示例甲\t1\n二、其他\t\t\n2\t示例乙\t2\n",
        &["4.7.4-a", "?"],
    );
    // Words of two items, and of none.
    check(
        "类别\t指标\t2025年\n过程质量\t示例甲\t1\n其他\t示例乙\t2\n",
        &["?", "?"],
    );
}

/// Targets and comparisons, heads of two rows, HTML.
fn wide() -> Vec<(&'static str, Grid, usize)> {
    let of = |rows: &[Vec<String>]| tabs(&text(rows)).unwrap();
    let full = |heads: &[&[&str]]| {
        let mut rows: Cells = heads
            .iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect();
        for (name, unit, values, target, other) in METRICS {
            rows.push(row([name, unit, values[1], target, values[2], other]));
        }
        rows
    };
    let one_row: &[&[&str]] = &[&[
        "指标",
        "单位",
        "2024年",
        "2025年目标",
        "2025年",
        "同行2025（示例协会）",
    ]];
    let bounds = of(&full(one_row)
        .into_iter()
        .enumerate()
        .map(|(at, mut row)| {
            if at > 0 {
                row[3] = format!("≥{}", row[3]);
            }
            row
        })
        .collect::<Cells>());
    let two_rows: &[&[&str]] = &[
        &[
            "指标",
            "单位",
            "2024年",
            "2025年",
            "",
            "行业标杆（示例公司，2025）",
        ],
        &["", "", "实际", "目标", "实际", "数值"],
    ];
    let three_rows: &[&[&str]] = &[
        &["指标", "单位", "近三年完成情况", "", "", "对比"],
        &["", "", "2024年", "2025年", "", "2025年"],
        &["", "", "实际", "目标", "实际", "同行"],
    ];
    let mut html = String::from(
        "<html><body><table><tr><td rowspan=2>指标</td><td rowspan=2>单位</td><td>2024年</td><td colspan=2>2025年</td><td>行业标杆（示例公司，2025）</td></tr><tr><td>实际</td><td>目标</td><td>实际</td><td>数值</td></tr>",
    );
    for (name, unit, values, target, other) in METRICS {
        html += &format!(
            "<tr><td>{name}</td><td>{unit}</td><td>{}</td><td>{target}</td><td>{}</td><td>{other}</td></tr>",
            values[1], values[2]
        );
    }
    html += "</table></body></html>";
    vec![
        ("targets and comparisons", of(&full(one_row)), 24),
        ("bounds in targets", bounds, 24),
        ("a head of two rows", of(&full(two_rows)), 24),
        ("a head of three rows", of(&full(three_rows)), 24),
        ("merged cells of HTML", tables(&html).unwrap().remove(0), 24),
    ]
}

/// What is known, by metric, year and field.
fn known() -> BTreeMap<(String, i32, &'static str), &'static str> {
    let mut known = BTreeMap::new();
    for (name, _, values, target, other) in METRICS {
        for (year, value) in (2023..).zip(values) {
            known.insert((name.to_owned(), year, "actual"), value);
        }
        known.insert((name.to_owned(), 2025, "target"), target);
        known.insert((name.to_owned(), 2025, "comparison"), other);
    }
    known
}

/// Numbers are the same whatever zeros stand at their end.
pub fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    plain(one) == plain(other)
}

fn known_dossier() -> Dossier {
    let metrics: Vec<(&str, &str)> = METRICS
        .iter()
        .map(|(name, unit, ..)| (*name, *unit))
        .collect();
    dossier("4.7.2", &metrics)
}

#[test]
fn no_figure_of_any_kind_of_table_is_wrong_and_nearly_all_are_taken() {
    let known = known();
    let kinds = kinds();
    assert!(kinds.len() >= 30, "{}", kinds.len());
    let (mut all, mut right, mut asked) = (0, 0, 0);
    for (kind, grid, holds) in &kinds {
        // Into metrics that are there, and into an empty package.
        for dossier in [known_dossier(), dossier("4.7.2", &[])] {
            let plan = planned(grid, &dossier, "4.7.2");
            let taken = taken(&plan, &dossier);
            for (name, year, field, value) in &taken {
                let expected = known.get(&(name.clone(), *year, field.as_str()));
                assert!(
                    expected.is_some_and(|expected| same(expected, value)),
                    "{kind}: {name} {year} {field} {value}, not {expected:?}"
                );
            }
            all += holds;
            right += taken.len();
            asked += plan
                .cells
                .iter()
                .flatten()
                .filter(|cell| cell.action == Action::Ask)
                .count();
            if taken.len() != *holds {
                println!(
                    "{kind}: {} of {holds} taken; {:?}; {:?}",
                    taken.len(),
                    plan.refused,
                    plan.left_out()
                );
            }
        }
    }
    println!(
        "{} tables: {right} of {all} figures taken, {asked} asked about, 0 wrong",
        kinds.len() * 2
    );
    assert!(right * 10 >= all * 9, "{right} of {all}");
}

/// Nothing that stands in a table without a head or a name goes anywhere.
#[test]
fn what_is_not_understood_is_refused_as_a_whole() {
    for text in [
        "98\t99\n3\t4\n",
        "合格率\t98\t99\n退货率\t3\t4\n",
        "2024\t2025\n98\t99\n",
        "指标\t年份\t实际\n合格率\t2024\t98\n合格率\t2025\t99\n",
        "上半年\t下半年\n1\t2\n",
        "指标\t上半年\t下半年\n合格率\t98\t99\n",
    ] {
        let dossier = known_dossier();
        let plan = planned(&tabs(text).unwrap(), &dossier, "4.7.2");
        assert!(
            plan.refused.is_some(),
            "{text}: {:?}",
            taken(&plan, &dossier)
        );
    }
}

#[test]
fn what_is_doubtful_is_asked_about() {
    let check = |text: &str, asks: usize, takes: usize| {
        let dossier = known_dossier();
        let plan = planned(&tabs(text).unwrap(), &dossier, "4.7.2");
        let counts = plan.counts();
        assert_eq!(
            (counts.ask, counts.take),
            (asks, takes),
            "{text}: {:?}",
            plan.refused
        );
    };
    // Two columns of a year, or two rows of a metric, that do not agree.
    check("指标\t2025年\t2025年\n顾客满意度\t91\t92\n", 2, 0);
    check("指标\t2025年\n顾客满意度\t91\n顾客满意度\t92\n", 2, 0);
    check("指标\t2025年\n新的\t91\n新的\t92\n", 2, 0);
    // A fraction in a row of percents, and a row of fractions.
    check(
        "指标\t2023年\t2024年\t2025年\n一次交验合格率\t0.972\t97.8\t98.4\n",
        1,
        2,
    );
    check("指标\t2024年\t2025年\n一次交验合格率\t0.985\t1.02\n", 2, 0);
    // A name that is nearly one, and levels without a year.
    check("指标\t2025年\n主营业务收入（合并）\t5\n", 1, 0);
    // Several parts of one metric side by side are metrics of their own.
    check(
        "指标\t2025年\n顾客满意度（钢厂）\t91\n顾客满意度（水泥厂）\t88\n",
        0,
        2,
    );
    check(
        "指标\t本企业\t国内先进\t国际先进\n一次交验合格率\t98\t99\t99.5\n",
        2,
        0,
    );
    // One year's targets without the year beside them: the title says it.
    check(
        "2025年度完成情况\n指标\t目标\t实际\n顾客满意度\t≥90\t91\n",
        0,
        2,
    );
    check("示例公司\n指标\t目标\t对标值\n顾客满意度\t≥90\t91\n", 1, 0);
}
