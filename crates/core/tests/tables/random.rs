//! Random tables from known figures: a cell is taken right, asked about, refused or left out, and never wrong.

use std::collections::BTreeMap;

use quality_award_core::import::table::{Action, tabs};

use super::given::{dossier, planned, taken};
use super::kinds::same;

/// A linear congruential generator: the same tables every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end as u64).unwrap()
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    fn chance(&mut self, in_hundred: usize) -> bool {
        self.below(100) < in_hundred
    }
}

/// Names and units; some are of the library, some of nobody.
const NAMES: [(&str, &str); 12] = [
    ("主营业务收入", "万元"),
    ("利润总额", "万元"),
    ("资产负债率", "%"),
    ("顾客满意度", "分"),
    ("千人负伤率", "‰"),
    ("应收账款周转天数", "天"),
    ("示例产品退货率", "PPM"),
    ("示例工序合格率", "%"),
    ("有效发明专利数", "件"),
    ("示例门诊人次", "人次"),
    ("全员劳动生产率", "万元/人"),
    ("示例能耗", "千克标准煤/吨"),
];

/// What a column of a random table holds.
#[derive(Clone)]
enum Holds {
    Actual(i32),
    Target(i32),
    Comparison,
    Other,
}

fn year_head(random: &mut Random, year: i32) -> String {
    let short = year % 100;
    match random.below(9) {
        0 => year.to_string(),
        1 => format!("{year}年度"),
        2 => format!("{short}年"),
        3 => format!("{year}-12-31"),
        4 => format!("{year}年年报"),
        5 => format!("{year} 年 实际"),
        6 => format!("{year}年1-12月"),
        7 => format!("FY{year}"),
        _ => format!("{year}年"),
    }
}

fn number(random: &mut Random) -> String {
    let whole = match random.below(4) {
        0 => random.below(10),
        1 => random.below(100),
        2 => 100 + random.below(900),
        _ => 1_000 + random.below(90_000),
    };
    match random.below(3) {
        0 => whole.to_string(),
        1 => format!("{whole}.{}", random.below(10)),
        _ => format!("{whole}.{:02}", random.below(100)),
    }
}

/// A figure as somebody might write it. Where no unit is `stated`, what stands behind a figure is its unit. The second is whether it still is that figure.
fn written(random: &mut Random, value: &str, unit: &str, stated: bool) -> (String, bool) {
    match random.below(30) {
        0 => (format!("{value}{unit}"), true),
        1 => (format!("{value} {unit}"), true),
        2 => (
            value
                .chars()
                .map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap())
                .collect(),
            true,
        ),
        3 => (format!("约{value}"), false),
        4 => (format!("({value})"), false),
        5 => (format!("￥{value}"), false),
        6 => (format!("≥{value}"), false),
        7 => (format!("↑{value}"), false),
        8 => (format!("{value}（上半年）"), false),
        9 => (format!("{value}-{value}"), false),
        10 => (
            random
                .one(&["—", "/", "无", "N/A", "-", "……", "不适用"])
                .to_owned(),
            false,
        ),
        11 => (format!("第{}位", random.below(9) + 1), false),
        12 if stated => (format!("{value}吨公里"), false),
        13 => (value.replace('.', "。") + "。0", false),
        14 => (
            random
                .one(&["#DIV/0!", "持平", "2025-06-30", "1.2.3", "12,34", "1.5E+07"])
                .to_owned(),
            false,
        ),
        15 => (format!("{value}（调整前{value}）"), false),
        16 if stated && unit != "%" => (format!("{value}%"), false),
        _ => (value.to_owned(), true),
    }
}

#[test]
fn thousands_of_random_tables_bring_no_wrong_figure() {
    let mut random = Random(20_260_520);
    let (mut takes, mut holds, mut asks, mut refused) = (0, 0, 0, 0);
    for case in 0..2_000 {
        let mut known: BTreeMap<(String, i32, &'static str), String> = BTreeMap::new();
        let mut columns: Vec<(String, Holds)> = Vec::new();
        let mut years: Vec<i32> = (2022..=2025).filter(|_| random.chance(80)).collect();
        if random.chance(40) {
            years.reverse();
        }
        for year in &years {
            columns.push((year_head(&mut random, *year), Holds::Actual(*year)));
        }
        if random.chance(40) {
            columns.push(("2025年目标".into(), Holds::Target(2025)));
        }
        if random.chance(10) {
            // Taken where it is the latest year of the table, and left out elsewhere.
            columns.push(("2024年目标".into(), Holds::Target(2024)));
        }
        if random.chance(20) {
            columns.push((
                random
                    .one(&["2025年同行（示例协会）", "行业标杆（示例公司，2025）"])
                    .to_owned(),
                Holds::Comparison,
            ));
        }
        let others = [
            "2025年上半年",
            "2025H1",
            "2025年1-6月",
            "2024年中报",
            "2025-06-30",
            "2025年9月",
            "2023-2025年",
            "三年平均",
            "2026年预计",
            "2026年",
            "比上年增长",
            "同比",
            "2025年行业排名",
            "备注",
            "权重",
            "2024-2025学年",
            "上年同期",
            "2019年",
            "2025年完成率",
            "2025年销量",
            "",
        ];
        for _ in 0..random.below(3) {
            let at = random.below(columns.len() + 1);
            columns.insert(at, (random.one(&others).to_owned(), Holds::Other));
        }
        let unit_column = random.chance(60);
        let unit_in_name = !unit_column && random.chance(50);
        let serial = random.chance(30);
        let code = random.chance(15);
        let group = random.chance(30);
        // Money in yuan, said beside each row.
        let yuan = (unit_column || unit_in_name) && random.chance(40);
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut head = Vec::new();
        if serial {
            head.push("序号".to_owned());
        }
        if code {
            head.push("指标编码".to_owned());
        }
        if group {
            head.push("类别".to_owned());
        }
        head.push(random.one(&["指标", "项目", "指标名称", ""]).to_owned());
        if unit_column {
            head.push("单位".to_owned());
        }
        head.extend(columns.iter().map(|(head, _)| head.clone()));
        rows.push(head);
        let mut names = NAMES.to_vec();
        for number_of in 0..1 + random.below(6) {
            let (name, unit) = names.remove(random.below(names.len()));
            let mut row = Vec::new();
            if serial {
                row.push((number_of + 1).to_string());
            }
            if code {
                row.push(format!("Q{number_of:03}"));
            }
            if group {
                row.push(random.one(&["财务类", "质量类", ""]).to_owned());
            }
            let in_yuan = yuan && unit == "万元";
            let said = if in_yuan { "元" } else { unit };
            row.push(if unit_in_name {
                format!("{name}（{said}）")
            } else {
                name.to_owned()
            });
            if unit_column {
                row.push(said.to_owned());
            }
            for (_, of) in &columns {
                let value = number(&mut random);
                let (text, is_it) = written(&mut random, &value, said, unit_column || unit_in_name);
                row.push(text);
                let value = match in_yuan {
                    true => shifted(&value),
                    false => value,
                };
                let bound = row.last().is_some_and(|text| text.starts_with('≥'));
                let key = match of {
                    Holds::Actual(year) if is_it => (*year, "actual"),
                    Holds::Target(year) if is_it || bound => (*year, "target"),
                    Holds::Comparison if is_it => (2025, "comparison"),
                    _ => continue,
                };
                known.insert((name.to_owned(), key.0, key.1), value);
            }
            rows.push(row);
        }
        if random.chance(20) {
            rows.push(vec!["注：示例数据。".into()]);
        }
        if random.chance(20) {
            let width = rows[0].len();
            rows.push(
                (0..width)
                    .map(|at| if at == 0 { "合计".into() } else { "7".into() })
                    .collect(),
            );
        }
        let width = rows.iter().map(Vec::len).max().unwrap();
        for row in &mut rows {
            row.resize(width, String::new());
        }
        let turned = random.chance(25);
        if !turned && random.chance(20) {
            let heading = ["一、人才培养质量（4.7.2）", "财务指标", "（二）顾客评价"];
            let at = 1 + random.below(rows.len());
            rows.insert(at, vec![random.one(&heading).to_owned()]);
        }
        if !turned && random.chance(20) {
            let last = [
                "记录数：25",
                "*** 报表结束 ***",
                "2. 示例指标2024年未单独统计。",
            ];
            rows.push(vec![random.one(&last).to_owned()]);
        }
        if turned {
            rows = (0..width)
                .map(|at| rows.iter().map(|row| row[at].clone()).collect())
                .collect();
        }
        let titled = random.chance(30);
        if titled {
            rows.insert(
                0,
                vec![
                    random
                        .one(&["示例公司指标汇总", "2025年度指标完成情况表", "附表2"])
                        .to_owned(),
                ],
            );
        }
        while !turned && random.chance(25) {
            let lines: [&[&str]; 5] = [
                &["填报部门：质量管理办公室", "", "统计截止：2025年12月31日"],
                &["查询期间：", "2023-01 至 2025-12"],
                &[
                    "组织：",
                    "示例公司",
                    "",
                    "导出时间：",
                    "2026-01-15 09:32:11",
                ],
                &["编制：示例甲", "2025年12月"],
                &[""],
            ];
            let line = lines[random.below(lines.len())];
            rows.insert(
                random.below(1 + usize::from(titled)),
                line.iter().map(|cell| (*cell).to_owned()).collect(),
            );
        }
        let text: String = rows.iter().map(|row| row.join("\t") + "\n").collect();
        let there: Vec<(&str, &str)> = NAMES
            .iter()
            .copied()
            .filter(|_| random.chance(40))
            .collect();
        let dossier = dossier("4.7.2", &there);
        let Ok(grid) = tabs(&text) else {
            continue;
        };
        let plan = planned(&grid, &dossier, "4.7.2");
        let taken = taken(&plan, &dossier);
        for (name, year, field, value) in &taken {
            let expected = known
                .iter()
                .find(|((known, of, what), _)| known == name && of == year && what == field);
            let right = expected.is_some_and(|(_, expected)| same(expected, value));
            assert!(
                right,
                "case {case}: {name} {year} {field} {value}, not {expected:?}\n{text}\n{:?}",
                plan.columns
            );
        }
        takes += taken.len();
        holds += known.len();
        asks += plan
            .cells
            .iter()
            .flatten()
            .filter(|cell| cell.action == Action::Ask)
            .count();
        refused += usize::from(plan.refused.is_some());
    }
    println!(
        "2000 random tables: {takes} of {holds} figures taken, {asks} asked about, {refused} tables refused, 0 wrong"
    );
    assert!(takes * 4 > holds * 3, "{takes} of {holds}");
}

/// A number of yuan in ten thousands.
fn shifted(value: &str) -> String {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let digits = format!("{whole:0>5}");
    let (before, after) = digits.split_at(digits.len() - 4);
    let text = format!("{before}.{after}{fraction}");
    let text = text.trim_start_matches('0');
    let text = if text.starts_with('.') {
        format!("0{text}")
    } else {
        text.to_owned()
    };
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[test]
fn a_sheet_of_two_thousand_rows_is_one_plan() {
    let years: Vec<String> = (1966..2026).map(|year| format!("{year}年")).collect();
    let mut text = format!("指标\t{}\n", years.join("\t"));
    for row in 1..2_000 {
        text += &format!("示例指标{row}甲");
        for _ in &years {
            text += "\t1,234.5";
        }
        text.push('\n');
    }
    let dossier = dossier("4.7.2", &[("示例指标7甲", "件")]);
    let plan = planned(&tabs(&text).unwrap(), &dossier, "4.7.2");
    assert_eq!(plan.counts().new, 1_998);
    assert_eq!(plan.counts().take, 1_999 * 4);
}
