//! Units, as far as figures are converted: exactly, or not at all.
//!
//! To add a unit: a synonym in [`SAME`]; a multiplier in [`TIMES`]. Units that are not known are compared as they are.

use rust_decimal::Decimal;

use super::words::bare;

/// Words before a unit that multiply it, longest first.
const TIMES: [(&str, i32); 8] = [
    ("百万", 6),
    ("千万", 7),
    ("百亿", 10),
    ("十万", 5),
    ("万亿", 12),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
];

/// The same unit written in another way.
const SAME: [(&str, &str); 34] = [
    ("％", "%"),
    ("百分比", "%"),
    ("百分数", "%"),
    ("百分率", "%"),
    ("千分比", "‰"),
    ("人民币元", "元"),
    ("元人民币", "元"),
    ("rmb", "元"),
    ("cny", "元"),
    ("圆", "元"),
    ("人民币万元", "万元"),
    ("万元人民币", "万元"),
    ("人民币亿元", "亿元"),
    ("亿元人民币", "亿元"),
    ("万元rmb", "万元"),
    ("日", "天"),
    ("d", "天"),
    ("h", "小时"),
    ("min", "分钟"),
    ("t", "吨"),
    ("kg", "千克"),
    ("公斤", "千克"),
    ("g", "克"),
    ("kwh", "千瓦时"),
    ("tce", "吨标准煤"),
    ("kgce", "千克标准煤"),
    ("吨标煤", "吨标准煤"),
    ("千克标煤", "千克标准煤"),
    ("公斤标准煤", "千克标准煤"),
    ("百分制", "分"),
    ("ddds", "ddd"),
    ("usd", "美元"),
    ("无量纲", ""),
    ("无", ""),
];

/// Ratios by the power of ten they stand for.
const RATIOS: [(&str, i32); 5] = [("%", -2), ("‰", -3), ("‱", -4), ("ppm", -6), ("ppb", -9)];

/// Units that a name may carry in brackets behind it, beside those with a multiplier: whatever else stands there is
/// part of the name.
const PLAIN: [&str; 44] = [
    "元",
    "美元",
    "欧元",
    "分",
    "人",
    "人次",
    "件",
    "项",
    "个",
    "起",
    "次",
    "天",
    "小时",
    "分钟",
    "月",
    "个月",
    "年",
    "吨",
    "克",
    "台",
    "套",
    "家",
    "户",
    "批",
    "篇",
    "种",
    "门",
    "名",
    "名次",
    "级",
    "倍",
    "学时",
    "课时",
    "公里",
    "米",
    "平方米",
    "立方米",
    "吨标准煤",
    "克标准煤",
    "千瓦时",
    "床",
    "床日",
    "例",
    "度",
];

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What one of it is worth in its base, as a power of ten.
    power: i32,
    /// Its base; empty for a mere multiplier, `1` for ratios.
    base: String,
    /// What it is divided by, as written.
    per: String,
}

/// The base of ratios.
const RATIO: &str = "1";

impl Unit {
    /// The unit a text says; `None` when it says there is none.
    pub fn read(text: &str) -> Option<Unit> {
        let text = bare(text);
        // What explains a unit: 次（炉次、循环等）.
        let text = match text.split_once('(') {
            Some((before, _)) if !before.is_empty() => before,
            Some((_, inside)) => inside.trim_end_matches(')'),
            None => &text,
        };
        let text = same(text);
        if text
            .chars()
            .all(|c| matches!(c, '-' | '—' | '/' | '.' | '–'))
        {
            return None;
        }
        if let Some((_, power)) = RATIOS.iter().find(|(ratio, _)| *ratio == text) {
            return Some(Unit {
                power: *power,
                base: RATIO.to_owned(),
                per: String::new(),
            });
        }
        let (above, per) = text.split_once('/').unwrap_or((text, ""));
        let above = same(above);
        let times = TIMES.iter().find(|(word, _)| above.starts_with(word));
        let (power, base) =
            times.map_or((0, above), |(word, power)| (*power, &above[word.len()..]));
        let base = same(base);
        let (power, base) = match base.strip_prefix('吨') {
            Some(of) => (power + 6, format!("克{of}")),
            None => (power, base.to_owned()),
        };
        let per = per.split('/').map(same).collect::<Vec<_>>().join("/");
        Some(Unit { power, base, per })
    }

    /// Whether it is %.
    pub fn is_percent(&self) -> bool {
        self.is_ratio() && self.power == -2
    }

    /// Whether it is a ratio: %, ‰, PPM.
    pub fn is_ratio(&self) -> bool {
        self.base == RATIO
    }

    /// Whether it is money.
    pub fn is_money(&self) -> bool {
        self.base == "元" && self.per.is_empty()
    }

    /// Whether it is a multiplier without a unit: 万, 亿.
    fn is_multiplier(&self) -> bool {
        self.base.is_empty()
    }

    /// Whether figures in it can be converted to the other.
    pub fn is_kin(&self, other: &Unit) -> bool {
        let multiplied = self.is_multiplier() && !other.is_ratio();
        multiplied || (self.base == other.base && self.per == other.per)
    }
}

fn same(text: &str) -> &str {
    let known = SAME.iter().find(|(other, _)| *other == text);
    known.map_or(text, |(_, usual)| usual)
}

/// Whether a text in brackets behind a name, or in a cell, is a unit.
pub fn is_unit(text: &str) -> bool {
    let text = bare(text);
    let parts = || text.split('/').map(same);
    if text.is_empty() || text.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let known = |part: &str| {
        let ratio = RATIOS.iter().any(|(ratio, _)| *ratio == part);
        let bare = TIMES.iter().find_map(|(word, _)| part.strip_prefix(word));
        let bare = same(bare.unwrap_or(part));
        let hundreds = bare.strip_prefix('百').unwrap_or(bare);
        ratio || PLAIN.contains(&bare) || PLAIN.contains(&hundreds)
    };
    known(same(&text)) || (parts().count() > 1 && parts().all(known))
}

/// A figure in another unit; `None` where that cannot be converted exactly.
pub fn convert(value: Decimal, from: &Unit, to: &Unit) -> Option<Decimal> {
    let power = match from.is_kin(to) {
        // 5万 under 万元 are 5万元, whatever stands behind the digits.
        true => from.power - to.power,
        false => return None,
    };
    shifted(value, power)
}

/// The value times a power of ten, digit for digit.
pub fn shifted(value: Decimal, power: i32) -> Option<Decimal> {
    if power == 0 {
        return Some(value);
    }
    let value = value.normalize();
    let scale = i32::try_from(value.scale()).ok()?;
    let mut out = value;
    let left = scale - power;
    out.set_scale(u32::try_from(left.max(0)).ok()?).ok()?;
    for _ in left..0 {
        out = out.checked_mul(Decimal::TEN)?;
    }
    Some(out.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(value: &str, from: &str, to: &str) -> Option<String> {
        let value = Decimal::from_str_exact(value).unwrap();
        let value = convert(value, &Unit::read(from)?, &Unit::read(to)?)?;
        Some(value.to_string())
    }

    #[test]
    fn units_are_converted_exactly() {
        let check = |value, from, to, expected: &str| {
            assert_eq!(
                converted(value, from, to).as_deref(),
                Some(expected),
                "{value} {from} {to}"
            );
        };
        check("186000000", "元", "万元", "18600");
        check("1.86", "亿元", "万元", "18600");
        check("18600.50", "千元", "万元", "1860.05");
        check("12.5", "百万元", "元", "12500000");
        check("3", "万", "人", "30000");
        check("19200.40", "万元", "人民币万元", "19200.40");
        check("0.12", "%", "‰", "1.2");
        check("120", "PPM", "％", "0.012");
        check("1.5", "万人次", "人次", "15000");
        check("204000", "元／人", "万元/人", "20.4");
        check("310", "千克标准煤／吨", "kgce/t", "310");
        check("0.31", "tce/吨", "千克标准煤／吨", "310");
        check("12", "次", "次（炉次、循环等）", "12");
        check("5", "日", "天", "5");
        for (from, to) in [
            ("人", "万元"),
            ("%", "分"),
            ("分", "分钟"),
            ("百分点", "%"),
            ("元/人", "元"),
            ("美元", "元"),
            ("万", "%"),
            ("次", "人次"),
        ] {
            assert_eq!(converted("1", from, to), None, "{from} {to}");
        }
        assert_eq!(converted("0.0000000000000000000000001", "元", "亿元"), None);
        assert_eq!(converted("9999999999999999999999999", "亿元", "元"), None);
        assert_eq!(Unit::read(" — "), None);
    }

    #[test]
    fn units_are_told_from_words() {
        for text in [
            "万元",
            "％",
            "人次",
            "万元／人",
            "件/百批",
            "PPM",
            "‰",
            "学时/人",
        ] {
            assert!(is_unit(text), "{text}");
        }
        for text in ["合并", "不含税", "示例产品", "2025", "", "4.7.2", "Cpk"] {
            assert!(!is_unit(text), "{text}");
        }
    }
}
