//! The period a head names: a whole year, a part of one, or several.

use crate::domain::date::Date;

use super::words::{bare, has};

/// What period a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Period {
    /// None.
    None,
    /// A whole year.
    Year(i32),
    /// A period that is no whole year, or not one year: why its values are of no year.
    Other(String),
    /// 本年, 上年: a year that only a title names; how many years before the one it names.
    Told(i32),
}

/// Words for parts of a year.
const PARTS: [&str; 29] = [
    "上半年",
    "下半年",
    "半年",
    "中报",
    "中期",
    "季度",
    "季报",
    "前三季",
    "一季",
    "二季",
    "三季",
    "四季",
    "年初",
    "期初",
    "月末",
    "月底",
    "月份",
    "上旬",
    "中旬",
    "下旬",
    "h1",
    "h2",
    "q1",
    "q2",
    "q3",
    "q4",
    "1h",
    "2h",
    "ytd",
];

/// Words for several years, and for what is made of them.
const SEVERAL: [&str; 9] = [
    "近三年",
    "近3年",
    "三年平均",
    "3年平均",
    "近五年",
    "近5年",
    "历年",
    "学年",
    "年均",
];

/// Reads the period of a head. A text without a year that is plain words names none.
pub fn period(text: &str) -> Period {
    let text = bare(text);
    if let Some(which) = has_any(&text, &SEVERAL) {
        return Period::Other(format!("“{which}”不是某一个年度"));
    }
    let runs = runs(&text);
    let years: Vec<(usize, i32)> = (0..runs.len())
        .filter_map(|at| Some((at, year_at(&runs, at)?)))
        .collect();
    let Some((at, year)) = years.first().copied() else {
        if let Some(which) = has_any(&text, &PARTS) {
            return Period::Other(format!("“{which}”不是全年"));
        }
        let short = |run: &Run<'_>| run.digits.len() == 2;
        let spell = runs.windows(2).any(|pair| {
            let joined = pair[0].after.starts_with(['-', '~', '—', '至', '/'])
                || pair[0].after.starts_with("年-");
            short(&pair[0]) && short(&pair[1]) && joined && pair[1].after.starts_with('年')
        });
        if spell {
            return Period::Other("写了不止一个年份".into());
        }
        return told(&text);
    };
    if years[1..].iter().any(|(_, other)| *other != year) {
        return Period::Other("写了不止一个年份".into());
    }
    if let Some(why) = part_of(&text, &runs, at) {
        return Period::Other(why);
    }
    Period::Year(year)
}

fn has_any<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().copied().find(|word| text.contains(word))
}

/// 本年 and its kin.
fn told(text: &str) -> Period {
    let last = ["上年同期", "去年同期"];
    if has(text, &last) {
        return Period::Other("“同期”看不出是哪一段时间".into());
    }
    let told = [
        ("前年", 2),
        ("上上年", 2),
        ("上年", 1),
        ("去年", 1),
        ("上一年", 1),
        ("本年", 0),
        ("今年", 0),
        ("当年", 0),
    ];
    // 比上年增长 is no year.
    let compared = has(text, &["比上年", "较上年", "比去年", "较去年"]);
    let found = told.iter().find(|(word, _)| text.contains(word));
    match found {
        Some((_, before)) if !compared => Period::Told(*before),
        _ => Period::None,
    }
}

/// Digits of a text with what stands before and behind them.
struct Run<'t> {
    before: &'t str,
    digits: &'t str,
    after: &'t str,
}

fn runs(text: &str) -> Vec<Run<'_>> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()) {
        let start = from + start;
        let end = text[start..].find(|c: char| !c.is_ascii_digit());
        let end = end.map_or(text.len(), |end| start + end);
        out.push(Run {
            before: &text[..start],
            digits: &text[start..end],
            after: &text[end..],
        });
        from = end;
    }
    out
}

/// The year that a run of digits says, if it says one.
fn year_at(runs: &[Run<'_>], at: usize) -> Option<i32> {
    let run = &runs[at];
    let minus = run.before.ends_with(['-', '−'])
        && (at == 0
            || !run
                .before
                .trim_end_matches('-')
                .ends_with(|c: char| c.is_ascii_digit() || c == '年'));
    let number: i32 = run.digits.parse().ok()?;
    let year = match run.digits.len() {
        4 if !minus => number,
        // 25年, FY25, ’25; not 近25年 and not 12月25日.
        2 => {
            let marked = run.before.ends_with("fy") || run.before.ends_with(['\'', '’']);
            let alone = run.before.is_empty() || run.before.ends_with(['(', ' ']);
            let word = run.after.starts_with('年') && alone;
            (marked || word).then_some(2000 + number)?
        }
        _ => return None,
    };
    (1950..=Date::LAST_YEAR.min(2100))
        .contains(&year)
        .then_some(year)
}

/// Why a period with one year in it is not that year.
fn part_of(text: &str, runs: &[Run<'_>], at: usize) -> Option<String> {
    let run = &runs[at];
    // Words that say the whole year, whatever digits stand beside them.
    if let Some(which) = has_any(text, &PARTS) {
        return Some(format!("“{which}”不是全年"));
    }
    if has(text, &["截至", "截止"]) && !text.contains("12月31") && !text.contains("12-31") {
        return Some("没有到年末".into());
    }
    let rest: Vec<u32> = runs[at + 1..]
        .iter()
        .filter_map(|run| run.digits.parse().ok())
        .collect();
    let joined = run.after.starts_with(['-', '/', '.', '年', '—', '~', '至']);
    let months = run.after.contains('月') || text.contains('月');
    match rest.as_slice() {
        [] if run.before.ends_with(|c: char| c.is_ascii_digit()) => Some("看不出是哪一年".into()),
        [] => {
            // A month before the year: 6月2025.
            months.then(|| "是月份，不是全年".to_owned())
        }
        // 12-31 is the year's end, and 1-12月 all of it.
        [12, 31] if joined => None,
        [1, 12, 31] | [1, 1, 12, 31] => None,
        [1, 12] if months => None,
        [month, day] if joined && (1..=12).contains(month) && (1..=31).contains(day) => {
            Some(match months && !text.contains('日') {
                true => "不是全年".into(),
                false => "不是年末的日期".into(),
            })
        }
        [month] if months && (1..=12).contains(month) => Some("是月份，不是全年".into()),
        [month] if joined && !run.after.starts_with('年') && (1..=12).contains(month) => {
            Some("是月份，不是全年".into())
        }
        // 2025-26: a school year or a season.
        [_] if run.after.starts_with(['-', '/', '—', '~', '至']) => {
            Some("写了不止一个年份".into())
        }
        [_, ..] if months => Some("不是全年".into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_years() {
        for text in [
            "2025",
            "2025年",
            "２０２５ 年",
            "25年",
            "25年度",
            "2025年度",
            "2025-12-31",
            "2025/12/31",
            "2025年12月31日",
            "2025年年报",
            "FY2025",
            "FY25",
            "2025年末",
            "2025年1-12月",
            "2025年实际",
            "实际（2025年）",
            "2025年全年",
            "截至2025年12月31日",
            "2025A",
            "2025.12.31",
        ] {
            assert_eq!(period(text), Period::Year(2025), "{text}");
        }
    }

    #[test]
    fn parts_of_years_are_no_years() {
        for text in [
            "2025年中报",
            "2025H1",
            "1H2025",
            "2025年1-6月",
            "2025-06-30",
            "2025年6月",
            "2025-06",
            "2025.06",
            "2025Q3",
            "2025年三季报",
            "2025年上半年",
            "2025年前三季度",
            "2025年初",
            "2025年12月",
            "2023-2025",
            "2023—2025年",
            "2024-2025学年",
            "近三年",
            "上半年",
            "截至2025年9月",
            "2025年1月1日",
            "2025-26",
            "23-25年",
            "2025年1—9月",
            "上年同期",
        ] {
            assert!(
                matches!(period(text), Period::Other(_)),
                "{text}: {:?}",
                period(text)
            );
        }
    }

    #[test]
    fn what_names_no_period() {
        for text in [
            "",
            "指标",
            "目标",
            "12345",
            "-2023",
            "4.7.4",
            "近25年",
            "98.5",
            "比上年增长",
            "20",
            "ISO9001",
        ] {
            assert_eq!(period(text), Period::None, "{text}");
        }
        assert_eq!(period("上年实际"), Period::Told(1));
        assert_eq!(period("本年目标"), Period::Told(0));
    }
}
