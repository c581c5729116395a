//! Years and months as people write them: “2024 年”“2024.6”“24 年 6 月”“二〇二四年”. Years of standards are none.

use super::spans::{Span, holds};
use super::{before, run_end, small_number};

/// A year, perhaps with a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// Where it stands.
    pub span: Span,
    /// The year, 1950 to 2149.
    pub year: i32,
    /// The month, 1 to 12, if one is written.
    pub month: Option<u8>,
}

/// Years that reports speak of; other numbers of four digits are quantities.
const YEARS: std::ops::RangeInclusive<u32> = 1950..=2149;

/// The years of a text. `taken` is what names standards, models and items.
pub(super) fn years(chars: &[char], taken: &[Span]) -> Vec<Year> {
    let mut years = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let begins = (chars[at].is_ascii_digit() || chinese_digit(chars[at]).is_some())
            && !holds(taken, at)
            && !before(chars, at).is_some_and(is_part);
        match begins.then(|| year(chars, at)).flatten() {
            Some(found) => {
                at = found.span.end;
                years.push(found);
            }
            None => at += 1,
        }
    }
    years
}

/// Whether a character before a digit makes it part of a longer number. A stroke does not: 2023-2025 年.
fn is_part(before: char) -> bool {
    before.is_ascii_digit() || before == '.' || chinese_digit(before).is_some()
}

fn year(chars: &[char], at: usize) -> Option<Year> {
    let digits = run_end(chars, at, |c| c.is_ascii_digit());
    let next = chars.get(digits).copied();
    let given = small_number(&chars[at..digits]);
    let full = |year: u32| YEARS.contains(&year).then_some(year)?.try_into().ok();
    match (digits - at, next) {
        (4, Some('年')) => {
            let (end, month) = month_after(chars, digits + 1);
            let year = full(given?)?;
            Some(found(at, end, year, month))
        }
        (4, Some('.' | '-' | '/')) => {
            let year = full(given?)?;
            let month_end = run_end(chars, digits + 1, |c| c.is_ascii_digit());
            let month = month(&chars[digits + 1..month_end])?;
            let day_end = day_after(chars, month_end);
            let end = day_end.unwrap_or(month_end);
            // With one point between it may be a quantity: 2024.6 吨.
            let quantity = day_end.is_none() && chars.get(end).is_some_and(|c| is_unit(*c));
            (!quantity).then(|| found(at, end, year, Some(month)))
        }
        // 24 年 6 月; a number of years is followed by 个月 if by months at all.
        (2, Some('年')) => {
            let (end, month) = month_after(chars, digits + 1);
            let year = i32::try_from(given?).ok()?;
            let century = if year < 80 { 2000 } else { 1900 };
            month.map(|month| found(at, end, century + year, Some(month)))
        }
        (0, _) => in_words(chars, at),
        _ => None,
    }
}

fn found(start: usize, end: usize, year: i32, month: Option<u8>) -> Year {
    let span = Span::new(start, end);
    Year { span, year, month }
}

/// 二〇二四年.
fn in_words(chars: &[char], at: usize) -> Option<Year> {
    let end = run_end(chars, at, |c| chinese_digit(c).is_some());
    if end - at != 4 || chars.get(end) != Some(&'年') {
        return None;
    }
    let digits = chars[at..end].iter().filter_map(|c| chinese_digit(*c));
    let year = digits.fold(0, |year, digit| year * 10 + digit);
    let year = YEARS.contains(&year).then(|| i32::try_from(year).ok())??;
    Some(found(at, end + 1, year, None))
}

fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The month written behind 年, and where the year ends with it.
fn month_after(chars: &[char], at: usize) -> (usize, Option<u8>) {
    let end = run_end(chars, at, |c| c.is_ascii_digit());
    let month = month(&chars[at..end]);
    match month.filter(|_| chars.get(end) == Some(&'月')) {
        Some(month) => (end + 1, Some(month)),
        None => (at, None),
    }
}

fn month(digits: &[char]) -> Option<u8> {
    let month = (digits.len() <= 2).then(|| small_number(digits))??;
    let month = u8::try_from(month).ok()?;
    (1..=12).contains(&month).then_some(month)
}

/// Where a day ends that is written behind the month with the same mark.
fn day_after(chars: &[char], at: usize) -> Option<usize> {
    let mark = chars.get(at).is_some_and(|c| matches!(c, '.' | '-' | '/'));
    let end = run_end(chars, at + 1, |c| c.is_ascii_digit());
    let day = small_number(chars.get(at + 1..end)?)?;
    (mark && end - at <= 3 && (1..=31).contains(&day)).then_some(end)
}

/// Whether a character behind a number makes it a quantity.
fn is_unit(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || "%‰℃°吨元万亿千百公米度克升两斤件个台套人次倍小分秒立平只块".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::text::{codes, folded};

    fn check(raw: &str, expected: &[&str]) {
        let chars = folded(raw);
        let taken = codes::codes(&chars).taken;
        let told = years(&chars, &taken).into_iter().map(|found| {
            let month = found.month.map(|month| format!("-{month}"));
            format!("{}{}", found.year, month.unwrap_or_default())
        });
        assert_eq!(told.collect::<Vec<_>>(), expected, "{raw}");
    }

    #[test]
    fn years_and_months_as_people_write_them() {
        check("2024 年 9 月起，２０２４年度", &["2024-9", "2024"]);
        check(
            "2024.6 修订，2024-06-18 发布，2024/6",
            &["2024-6", "2024-6", "2024-6"],
        );
        check("24 年 6 月修订，98年12月建厂", &["2024-6", "1998-12"]);
        check("2023 至 2025 年，2023-2026年", &["2025", "2026"]);
        check("二〇二四年，二零二五年", &["2024", "2025"]);
        check("（2024）2025年", &["2025"]);
    }

    #[test]
    fn quantities_periods_and_standards_are_no_years() {
        check("产量 2024.6 吨，产值 2024.6万元，2024.65", &[]);
        check("工龄 24 年，5 年 6 个月，24 年 6 个月", &[]);
        check("GB/T 19580-2012、HG/T 3083-2024，ISO 9001:2015", &[]);
        check("1234 年，9999 年，12024 年，2024 吨", &[]);
        check("4.2.2024.6", &[]);
        check("2024.13，2024.0", &[]);
        check("三三制，十二五", &[]);
    }
}
