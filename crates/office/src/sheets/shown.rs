//! What a cell of a workbook shows: its value in its number format, as far as that changes what it means.

use calamine::ExcelDateTime;
use rust_decimal::{Decimal, RoundingStrategy};

/// So many digits a spreadsheet keeps.
const DIGITS: usize = 15;
/// A value with more digits than this was computed, and is shown rounded.
const TYPED: usize = 10;

/// A number with the digits that a spreadsheet keeps, without an exponent.
pub fn digits(value: f64) -> String {
    if !value.is_finite() {
        return "#NUM!".to_owned();
    }
    let written = format!("{value:.*e}", DIGITS - 1);
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let mut all: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    all.truncate(all.trim_end_matches('0').len().max(1));
    let point = exponent + 1;
    let plain = match usize::try_from(point) {
        Ok(point) if point >= all.len() => {
            format!("{all}{}", "0".repeat((point - all.len()).min(320)))
        }
        Ok(point) if point > 0 => format!("{}.{}", &all[..point], &all[point..]),
        _ => format!(
            "0.{}{all}",
            "0".repeat(usize::try_from(-point).unwrap_or(0).min(340))
        ),
    };
    match all == "0" {
        true => "0".to_owned(),
        false => format!("{sign}{plain}"),
    }
}

/// A number in its format. Rounding that only hides digits is undone; %, a unit or a currency in the format is kept, for
/// it says what the number is of.
pub fn number(digits: &str, format: &str) -> String {
    let Ok(value) = Decimal::from_str_exact(digits) else {
        return digits.to_owned();
    };
    let format = Format::read(format, value);
    let value = match format.percent {
        true => value
            .checked_mul(Decimal::ONE_HUNDRED)
            .unwrap_or(value)
            .normalize(),
        false => value,
    };
    let significant = value.mantissa().unsigned_abs().to_string().len();
    let value = match format.decimals {
        Some(decimals) if significant > TYPED => {
            value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        }
        _ => value,
    };
    let percent = if format.percent { "%" } else { "" };
    let shown = format!("{}{value}{percent}{}", format.before, format.after);
    match format.scaled {
        // 1234567 that shows as 1,235: which of them is meant is for a person to say.
        true => format!("{shown}（显示时缩小过）"),
        false => shown,
    }
}

/// What a format says beside digits.
#[derive(Default)]
struct Format {
    percent: bool,
    decimals: Option<u32>,
    before: String,
    after: String,
    scaled: bool,
}

impl Format {
    fn read(code: &str, value: Decimal) -> Format {
        let sections: Vec<&str> = sections(code);
        let own = match value {
            value if value.is_sign_negative() && sections.len() > 1 => sections[1],
            value if value.is_zero() && sections.len() > 2 => sections[2],
            _ => sections[0],
        };
        let mut format = Format::default();
        if own.eq_ignore_ascii_case("general") {
            return format;
        }
        let mut digits = false;
        let mut fraction = None;
        let mut commas = false;
        let mut chars = own.chars();
        while let Some(c) = chars.next() {
            let mut literal = |text: &str| match digits {
                true => format.after.push_str(text),
                false => format.before.push_str(text),
            };
            match c {
                '"' => {
                    let text: String = chars.by_ref().take_while(|c| *c != '"').collect();
                    literal(&text);
                }
                '\\' | '!' => {
                    // 0!.0, shows ten thousands: a point among the digits that is none.
                    let next = chars.next().unwrap_or_default();
                    if digits && next == '.' {
                        format.scaled = true;
                    } else {
                        literal(&next.to_string());
                    }
                }
                '_' | '*' => {
                    chars.next();
                }
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    let currency = inside
                        .strip_prefix('$')
                        .map(|rest| rest.split('-').next().unwrap_or_default());
                    if let Some(currency) = currency {
                        literal(currency);
                    }
                }
                '0' | '#' | '?' => {
                    digits = true;
                    commas = false;
                    if let Some(decimals) = &mut fraction {
                        *decimals += 1;
                    }
                }
                '.' => {
                    fraction = Some(0);
                }
                ',' if digits => commas = true,
                '%' => format.percent = true,
                '(' | ')' | '-' | '+' | ' ' | ',' => {}
                c => literal(&c.to_string()),
            }
        }
        format.scaled |= commas;
        format.decimals = digits.then_some(fraction.unwrap_or(0));
        format.before = format.before.trim().to_owned();
        format.after = format.after.trim().to_owned();
        // A format of text or of something unusual says nothing about the number.
        if !digits {
            return Format::default();
        }
        format
    }
}

/// The sections of a format: positive, negative, zero, text.
fn sections(code: &str) -> Vec<&str> {
    let (mut out, mut from, mut quoted) = (Vec::new(), 0, false);
    for (at, c) in code.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ';' if !quoted => {
                out.push(&code[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(&code[from..]);
    out
}

/// A date, as far as its format shows it: a year, a month, or a day.
pub fn date(value: &ExcelDateTime, format: &str) -> String {
    if !value.is_datetime() {
        return digits(value.as_f64());
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    let code: String = sections(format)[0].to_ascii_lowercase();
    let mut bare = String::new();
    let mut quoted = false;
    let mut bracket = false;
    for c in code.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' => bracket = true,
            ']' => bracket = false,
            c if !quoted && !bracket => bare.push(c),
            _ => {}
        }
    }
    match (bare.contains('y'), bare.contains('m'), bare.contains('d')) {
        (true, false, false) => format!("{year}年"),
        (true, true, false) => format!("{year}年{month}月"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_noise() {
        for (value, expected) in [
            (0.985, "0.985"),
            (18600.0, "18600"),
            (0.1 + 0.2, "0.3"),
            (-12.5, "-12.5"),
            (1.86e12, "1860000000000"),
            (0.000_012, "0.000012"),
            (0.0, "0"),
            (1.0 / 3.0, "0.333333333333333"),
        ] {
            assert_eq!(digits(value), expected);
        }
    }

    #[test]
    fn formats_that_change_what_a_number_is() {
        let check = |digits: &str, format: &str, expected: &str| {
            assert_eq!(number(digits, format), expected, "{digits} {format}");
        };
        check("0.985", "0.0%", "98.5%");
        check("0.98567", "0%", "98.567%");
        check("0.333333333333333", "0.00%", "33.33%");
        check("19200.4", "#,##0", "19200.4");
        check("19200.4", "General", "19200.4");
        check("22.9", "0.0\"天\"", "22.9天");
        check("2025", "0\"年\"", "2025年");
        check("-12.5", "#,##0.00_);(#,##0.00)", "-12.5");
        check("19200", "\"¥\"#,##0.00", "¥19200");
        check("19200", "[$¥-804]#,##0", "¥19200");
        check("186000000", "0!.0,", "186000000（显示时缩小过）");
        check("186000000", "#,##0,", "186000000（显示时缩小过）");
        check("5", "@", "5");
        check(
            "12",
            "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
            "12",
        );
    }
}
