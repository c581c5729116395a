//! A figure as people write it into a cell: a number and what stands behind it, nothing, or why it is none.
//!
//! Nothing is guessed. What may be two things is refused with its own reason, and where a person can decide, what it may
//! be is offered.

use rust_decimal::Decimal;

use crate::domain::input::{self, Flaw, Input};

use super::unit::is_unit;
use super::words::{has, is_unseen, plain};

/// What a cell says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Nothing: it is empty, or holds a sign for nothing.
    Nothing,
    /// A number.
    Number {
        /// It.
        value: Decimal,
        /// What stands behind it; empty when nothing does.
        unit: String,
        /// Whether ≥, ≤ or a word of that kind is in front: a bound, and no value.
        bound: bool,
    },
    /// It may be one of these; a person decides.
    Doubt {
        /// Why, without a full stop.
        why: String,
        /// The numbers it may be, in the unit of the cell.
        options: Vec<Decimal>,
    },
    /// It is no number.
    No {
        /// Why, without a full stop.
        why: String,
        /// What it would be if the sign were left out.
        options: Vec<Decimal>,
    },
}

/// Words for nothing.
const NOTHING: [&str; 17] = [
    "无",
    "暂无",
    "无数据",
    "暂无数据",
    "未统计",
    "未开展",
    "不适用",
    "不涉及",
    "无此项",
    "空",
    "n/a",
    "na",
    "n.a.",
    "n.a",
    "null",
    "nil",
    "none",
];

/// Bounds before a number, longest first.
const BOUNDS: [&str; 26] = [
    "大于或等于",
    "小于或等于",
    "大于等于",
    "小于等于",
    "不低于",
    "不小于",
    "不少于",
    "不高于",
    "不大于",
    "不超过",
    "不多于",
    "高于",
    "低于",
    "大于",
    "小于",
    "至少",
    "至多",
    ">=",
    "<=",
    "≥",
    "≤",
    "≧",
    "≦",
    "⩾",
    ">",
    "<",
];

/// Bounds behind a number, longest first.
const BOUNDS_AFTER: [&str; 7] = [
    "及以上",
    "及以下",
    "以上",
    "以下",
    "以内",
    "(含)以上",
    "(含)以下",
];

/// Reads a cell.
pub fn figure(raw: &str) -> Figure {
    let text = raw.trim();
    if text.is_empty() {
        return Figure::Nothing;
    }
    if let Some(flaw) = input::signs(text) {
        return no(plainly(&flaw));
    }
    if text.contains(is_unseen) {
        return no("里面有看不见的字符，请重新输入这个数".into());
    }
    let spaced: String = text.chars().map(plain).collect();
    let text: String = spaced.chars().filter(|c| !c.is_whitespace()).collect();
    let stroke = |c| {
        matches!(
            c,
            '-' | '—' | '―' | '─' | '_' | '/' | '\\' | '.' | '…' | '⋯' | '~' | '、' | '·' | '*'
        )
    };
    if text.chars().all(stroke) || NOTHING.contains(&text.as_str()) {
        return Figure::Nothing;
    }
    if let Some(why) = error_value(&text) {
        return no(why);
    }
    let mut spaced = spaced.as_str();
    let mut bound = false;
    for word in BOUNDS {
        if let Some(rest) = spaced.trim_start().strip_prefix(word) {
            (spaced, bound) = (rest, true);
            break;
        }
    }
    for word in BOUNDS_AFTER {
        if let Some(rest) = spaced.trim_end().strip_suffix(word) {
            (spaced, bound) = (rest, true);
            break;
        }
    }
    match number(spaced.trim()) {
        Figure::Number { value, unit, .. } => Figure::Number { value, unit, bound },
        other => other,
    }
}

/// A number in its plain form, without bounds; signs are half width.
fn number(spaced: &str) -> Figure {
    let text: String = spaced.chars().filter(|c| !c.is_whitespace()).collect();
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return no("是文字，不是数字".into());
    }
    if input::date(&text).given().is_some() || is_month(&text) {
        return no("是日期，不是数字".into());
    }
    if let Some(why) = marked(&text) {
        return why;
    }
    // A bracket behind the number: its unit, or something that a person must look at.
    if let Some((before, inside)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        return bracketed(before, inside);
    }
    let lone = spaced.split_whitespace().collect::<Vec<_>>();
    let apart = lone.windows(2).any(|pair| {
        pair[0].ends_with(|c: char| c.is_ascii_digit())
            && pair[1].starts_with(|c: char| c.is_ascii_digit())
    });
    if apart && !is_grouped(spaced) {
        return no("数字中间有空格或换行，看不出是一个数还是几个数".into());
    }
    let body = text.strip_prefix(['-', '+']).unwrap_or(&text);
    if !body.starts_with(|c: char| c.is_ascii_digit()) {
        return no("不是数字".into());
    }
    let end = body.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.')));
    let (digits, unit) = body.split_at(end.unwrap_or(body.len()));
    if unit.contains(|c: char| c.is_ascii_digit()) {
        return behind(unit);
    }
    if unit.starts_with(['、', ':', ';', ',', '，', '。']) && unit != "。" {
        return no("不是数字".into());
    }
    let signed = &text[..text.len() - body.len() + digits.len()];
    match input::decimal(signed) {
        Input::Given(value) => Figure::Number {
            value,
            unit: unit.trim_end_matches('。').to_owned(),
            bound: false,
        },
        Input::Invalid { why, .. } => no(plainly(&why)),
        Input::Missing | Input::Unsure => no("不是数字".into()),
    }
}

/// Whether spaces stand between groups of three digits, as in 20 100.
fn is_grouped(spaced: &str) -> bool {
    let number = spaced.trim_start_matches(['-', '+']);
    let end = number.find(|c: char| !(c.is_ascii_digit() || c.is_whitespace() || c == '.'));
    let number = number[..end.unwrap_or(number.len())].trim_end();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let groups: Vec<&str> = whole.split(char::is_whitespace).collect();
    let broken = number.contains(['\n', '\r', '\t']) || fraction.contains(char::is_whitespace);
    let first = (1..=3).contains(&groups[0].len());
    !broken && first && groups[1..].iter().all(|group| group.len() == 3)
}

/// Digits behind what follows the number: which kind of mistake that is.
fn behind(unit: &str) -> Figure {
    let then_digits = |signs: &[char]| {
        let rest = unit.strip_prefix(signs);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    no(match () {
        () if then_digits(&['。', '·', '、']) => "小数点写成了别的标点，请改成“.”".into(),
        () if unit.starts_with('e') => {
            "是科学记数法，后面的位数可能已经丢了，请改成普通数字".into()
        }
        () if then_digits(&['-', '~', '—', '至', '到'])
            || unit.starts_with("%-")
            || unit.starts_with("%~") =>
        {
            "是一个范围，不是一个数".into()
        }
        () if then_digits(&['±']) => "带了允差，不是一个数".into(),
        () if then_digits(&['/', ':']) => "像是分数或位次，不是一个数".into(),
        () => "格子里不止一个数".into(),
    })
}

/// What stands in brackets behind a number, or around it.
fn bracketed(before: &str, inside: &str) -> Figure {
    if before.is_empty() {
        let negative = number(inside);
        return match negative {
            Figure::Number { value, .. } => Figure::No {
                why: "括号里的数，看不出是负数还是注释；是负数请写成“-”".into(),
                options: vec![-value],
            },
            _ => no("是文字，不是数字".into()),
        };
    }
    let has_part = has(
        inside,
        &["半年", "季", "月", "截至", "累计", "年初", "期初"],
    );
    let Figure::Number { value, unit, .. } = number(before) else {
        return no("不是数字".into());
    };
    if has_part {
        return no("写明不是全年的数".into());
    }
    if has(inside, &["预", "估", "暂"]) {
        return no("写明是预计或暂估的数".into());
    }
    if unit.is_empty() && is_unit(inside) {
        return Figure::Number {
            value,
            unit: inside.to_owned(),
            bound: false,
        };
    }
    let other: String = inside
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    let other = input::decimal(&other).given().copied();
    let mut options = vec![value];
    options.extend(other);
    // In another unit than the cell's a number is not offered.
    if !unit.is_empty() {
        options.clear();
    }
    Figure::Doubt {
        why: match other {
            Some(_) => "格子里有两个数".into(),
            None => format!("数字后面有“({inside})”"),
        },
        options,
    }
}

/// Signs and words in front of a number or behind it that make it something else.
fn marked(text: &str) -> Option<Figure> {
    let plain_number = |rest: &str| match number(rest) {
        Figure::Number { value, unit, .. } if unit.is_empty() => vec![value],
        _ => Vec::new(),
    };
    let about = ["大约", "约为", "约", "将近", "接近", "近", "≈", "~"];
    let about = about.iter().find_map(|word| text.strip_prefix(word));
    let about = about.or_else(|| {
        let behind = ["左右", "上下", "余", "多", "+"];
        behind.iter().find_map(|word| text.strip_suffix(word))
    });
    if let Some(rest) = about {
        return Some(Figure::No {
            why: "是约数，请填准确的数".into(),
            options: plain_number(rest),
        });
    }
    if text.starts_with(['¥', '￥', '$', '€', '£'])
        || text.starts_with("人民币")
        || text.starts_with("rmb")
    {
        return Some(no("前面带了货币符号，看不出是元还是别的单位".into()));
    }
    if text.contains(['↓', '↑', '▲', '▼', '△', '▽', '→', '⬆', '⬇']) {
        return Some(no("带了升降的箭头，看不出是数值还是变化".into()));
    }
    if text.starts_with('第') || has(text, &["名", "位"]) && text.starts_with('前') {
        return Some(no("是位次，不是同一单位的数值".into()));
    }
    if has(text, &["预计", "预测", "预估", "暂估", "预算"]) {
        return Some(no("写明是预计或暂估的数".into()));
    }
    if has(text, &["上半年", "下半年", "季度", "截至", "1-6月", "累计"]) {
        return Some(no("写明不是全年的数".into()));
    }
    if has(
        text,
        &["提高", "下降", "增长", "上升", "降低", "增加", "减少"],
    ) {
        return Some(no("写的是变化，不是数值".into()));
    }
    None
}

/// A month of a year with its words or signs: 2025年6月, 2025-06. A number with a point is none.
fn is_month(text: &str) -> bool {
    let year = |text: &str| text.len() == 4 && text.starts_with(['1', '2']);
    let apart = text.split_once(['-', '/', '年']);
    apart.is_some_and(|(first, rest)| {
        let month = rest.trim_end_matches('月');
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        year(first) && digits(first) && (1..=2).contains(&month.len()) && digits(month)
    })
}

/// What a spreadsheet shows in place of a value.
fn error_value(text: &str) -> Option<String> {
    let inside = text.strip_prefix('#')?;
    Some(match inside.chars().all(|c| c == '#') {
        true => "原表的列太窄，显示成了“####”；请拉宽后再复制".into(),
        false => "原表的公式出错，请在原表改正后重新导入".into(),
    })
}

fn no(why: String) -> Figure {
    Figure::No {
        why,
        options: Vec::new(),
    }
}

/// A flaw in words, without the full stop.
fn plainly(flaw: &Flaw) -> String {
    flaw.sentence().trim_end_matches('。').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        let check = |raw: &str, value: &str, unit: &str, bound: bool| {
            let expected = Figure::Number {
                value: Decimal::from_str_exact(value).unwrap(),
                unit: unit.to_owned(),
                bound,
            };
            assert_eq!(figure(raw), expected, "{raw}");
        };
        check("1,234.50", "1234.50", "", false);
        check(" ９４．５ ", "94.5", "", false);
        check("20 100", "20100", "", false);
        check("1\u{A0}286人次", "1286", "人次", false);
        check("−12.5", "-12.5", "", false);
        check("98.5％", "98.5", "%", false);
        check("120PPM", "120", "ppm", false);
        check("4.2 亿元", "4.2", "亿元", false);
        check("98.5（%）", "98.5", "%", false);
        check("≥95分", "95", "分", true);
        check("不低于 98%", "98", "%", true);
        check("90以上", "90", "", true);
        check("0", "0", "", false);
        check("2026.5", "2026.5", "", false);
    }

    #[test]
    fn nothing_is_neither_an_error_nor_0() {
        for raw in [
            "",
            " ",
            "-",
            "—",
            "——",
            "－",
            "--",
            "/",
            "／",
            "无",
            "N/A",
            "不适用",
            "…",
            "……",
            "暂无",
        ] {
            assert_eq!(figure(raw), Figure::Nothing, "{raw}");
        }
    }

    #[test]
    fn what_is_no_number_has_its_own_reason() {
        let mut reasons = Vec::new();
        for (raw, part) in [
            ("93。5", "标点"),
            ("(1.5)", "括号"),
            ("约60", "约数"),
            ("60左右", "约数"),
            ("￥19,200", "货币"),
            ("↓3.2", "箭头"),
            ("90-95", "范围"),
            ("90%-95%", "范围"),
            ("2026-05-20", "日期"),
            ("2026/5/20", "日期"),
            ("2025年6月", "日期"),
            ("1.2.3", "不是数字"),
            ("12,34", "千位分隔"),
            ("1.86E+08", "科学记数法"),
            ("第3位", "位次"),
            ("3/28", "位次"),
            ("#DIV/0!", "公式"),
            ("####", "太窄"),
            ("优于同行", "文字"),
            ("12 5", "空格"),
            ("98.5\n97.2", "空格或换行"),
            ("1.31（上半年）", "全年"),
            ("98（预计）", "预计"),
            ("12\u{FFFD}", "无法识别的字符"),
            ("1\u{7}2", "控制字符"),
            ("\u{2067}12\u{2069}", "看不见的字符"),
            ("😀", "文字"),
            ("123456789012345678901234567890123", "太长"),
            (".5", "不是数字"),
        ] {
            let Figure::No { why, .. } = figure(raw) else {
                panic!("{raw}: {:?}", figure(raw));
            };
            assert!(why.contains(part), "{raw}: {why}");
            reasons.push(why);
        }
        reasons.sort();
        reasons.dedup();
        assert!(reasons.len() >= 18);
    }

    #[test]
    fn two_numbers_in_a_cell_are_asked_about() {
        let Figure::Doubt { options, why } = figure("105.8（调整前 108.2）") else {
            panic!();
        };
        assert!(why.contains("两个数"));
        assert_eq!(options, [Decimal::new(1058, 1), Decimal::new(1082, 1)]);
        assert!(matches!(figure("98.5（含税）"), Figure::Doubt { .. }));
    }
}
