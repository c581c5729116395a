//! What a person put into a typed field, and the parsers that turn raw text into it.
//!
//! The dossier stores the raw text; the rules see an [`Input`]. Parsing happens once, here:
//! nothing later validates a value again. Empty text is [`Input::Missing`], never a flaw.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::date::Date;
pub use super::flaw::Flaw;
use super::length::is_invisible;
use super::score::Percent;
use super::width::narrow;

/// A typed field as the rules see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Input<T> {
    /// Nothing was entered.
    #[default]
    Missing,
    /// The person said “不确定”.
    Unsure,
    /// Something was entered that is no value of the field: unknown to the rules, kept as typed.
    Invalid {
        /// The text exactly as typed.
        raw: String,
        /// Why it is no value.
        why: Flaw,
    },
    /// A usable value.
    Given(T),
}

impl<T> Input<T> {
    /// The value, if there is a usable one.
    pub fn given(&self) -> Option<&T> {
        match self {
            Input::Given(value) => Some(value),
            _ => None,
        }
    }

    /// Whether nothing was entered.
    pub fn is_missing(&self) -> bool {
        matches!(self, Input::Missing)
    }

    /// Why what was entered is no value, if it is none.
    pub fn flaw(self) -> Option<Flaw> {
        match self {
            Input::Invalid { why, .. } => Some(why),
            _ => None,
        }
    }

    /// A value of another type, if there is a usable one; the other cases stay as they are.
    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Input<U> {
        match self {
            Input::Missing => Input::Missing,
            Input::Unsure => Input::Unsure,
            Input::Invalid { raw, why } => Input::Invalid { raw, why },
            Input::Given(value) => Input::Given(with(value)),
        }
    }
}

/// Reads a date as people write it: `2026-05-20`, `2026年5月20日`, `2026/5/20`, `2026.5.20`, full-width digits, spaces.
pub fn date(raw: &str) -> Input<Date> {
    let text = plain(raw);
    if text.is_empty() {
        return Input::Missing;
    }
    let why = match date_parts(&text) {
        None if date_parts(&with_first_day(&text)).is_some() => Flaw::NoDay,
        None => Flaw::NotADate,
        Some((year, month, day)) => match Date::from_written(year, month, day) {
            Ok(date) => return Input::Given(date),
            Err(why) => why,
        },
    };
    invalid(raw, why)
}

/// Reads a month as people write it, as its first day: `2026-05`, `2026年5月`, `2026/5`, `2026.5`. A whole date is
/// read as its month.
pub fn month(raw: &str) -> Input<Date> {
    let text = plain(raw);
    if text.is_empty() {
        return Input::Missing;
    }
    match date(&with_first_day(&text)) {
        Input::Given(day) => match Date::new(day.year(), day.month(), 1) {
            Some(first) => Input::Given(first),
            None => invalid(raw, Flaw::NotAMonth),
        },
        _ => invalid(raw, Flaw::NotAMonth),
    }
}

/// Reads a year: four digits, with or without 年.
pub fn year(raw: &str) -> Input<i32> {
    let text = plain(raw);
    if text.is_empty() {
        return Input::Missing;
    }
    let digits = text.strip_suffix('年').unwrap_or(&text);
    let year = Some(digits).filter(|digits| digits.len() == 4);
    let year = year.and_then(|digits| digits.parse::<u16>().ok());
    let range = Date::FIRST_YEAR..=Date::LAST_YEAR;
    match year.map(i32::from).filter(|year| range.contains(year)) {
        Some(year) => Input::Given(year),
        None => invalid(raw, Flaw::NotAYear),
    }
}

/// Reads an exact decimal: thousands separators `,` and `，`, full-width digits, a sign. A unit is a flaw.
pub fn decimal(raw: &str) -> Input<Decimal> {
    let text = plain(raw);
    if text.is_empty() {
        return Input::Missing;
    }
    match digits(&text) {
        Err(why) => invalid(raw, why),
        Ok(number) => match Decimal::from_str_exact(&number) {
            Ok(value) => Input::Given(value),
            Err(_) => invalid(raw, Flaw::TooManyDigits),
        },
    }
}

/// Reads an amount of money in 元, with or without the unit: a [`decimal`] from 0, at most two decimals, less than twelve
/// digits.
pub fn money(raw: &str) -> Input<Decimal> {
    let read = match decimal(without_unit(raw, "元")) {
        Input::Invalid { why, .. } => Err(why),
        Input::Given(amount) if amount < Decimal::ZERO => Err(Flaw::NegativeMoney),
        Input::Given(amount) if amount.normalize().scale() > 2 => Err(Flaw::BelowCent),
        Input::Given(amount) if amount >= Decimal::from(100_000_000_000_u64) => {
            Err(Flaw::TooMuchMoney)
        }
        other => Ok(other),
    };
    read.unwrap_or_else(|why| invalid(raw, why))
}

/// A number as typed without the unit of its field behind it: `652人`, `12,000万元`, `98.5％`.
pub fn without_unit<'a>(raw: &'a str, unit: &str) -> &'a str {
    let number = raw.trim_end();
    let number = match unit {
        "" => None,
        "%" => number.strip_suffix(['%', '％']),
        unit => number.strip_suffix(unit),
    };
    let number = number.map(str::trim_end);
    number.filter(|number| !number.is_empty()).unwrap_or(raw)
}

/// Reads a count: a whole number from 0 upwards, written like a [`decimal`].
pub fn count(raw: &str) -> Input<u32> {
    let text = plain(raw);
    if text.is_empty() {
        return Input::Missing;
    }
    match digits(&text) {
        Err(why) => invalid(raw, why),
        Ok(number) if number.contains(['-', '.']) => invalid(raw, Flaw::NotACount),
        Ok(number) => match number.parse() {
            Ok(value) => Input::Given(value),
            Err(_) => invalid(raw, Flaw::TooManyDigits),
        },
    }
}

/// Reads a percentage: a [`count`] in steps of 5 from 0 to 100.
pub fn percent(raw: &str) -> Input<Percent> {
    match count(raw) {
        Input::Given(number) => match u8::try_from(number).ok().and_then(Percent::new) {
            Some(percent) => Input::Given(percent),
            None => invalid(raw, Flaw::NotAPercent),
        },
        Input::Invalid { raw, why } => Input::Invalid { raw, why },
        Input::Unsure => Input::Unsure,
        Input::Missing => Input::Missing,
    }
}

/// The signs in a text of any kind that were lost on the way, or that no keyboard makes; lost ones before others.
pub fn signs(raw: &str) -> Option<Flaw> {
    let mut found = None;
    for c in raw.chars() {
        match c {
            '\n' | '\r' | '\t' => {}
            char::REPLACEMENT_CHARACTER => return Some(Flaw::LostCharacter),
            c if c.is_control() => found = Some(Flaw::ControlCharacter),
            _ => {}
        }
    }
    found
}

/// Reads `yes` or `no`.
pub fn yes_no(raw: &str) -> Input<bool> {
    choice(raw, ["yes", "no"]).map(|choice| choice == "yes")
}

/// Reads `yes`, `no`, or `unsure`.
pub fn yes_no_unsure(raw: &str) -> Input<bool> {
    match raw.trim() {
        "unsure" => Input::Unsure,
        _ => yes_no(raw),
    }
}

/// Reads one of the values in `allowed`.
pub fn choice<'a>(raw: &str, allowed: impl IntoIterator<Item = &'a str>) -> Input<String> {
    let text = raw.trim();
    if text.is_empty() {
        Input::Missing
    } else if allowed.into_iter().any(|value| value == text) {
        Input::Given(text.to_owned())
    } else {
        invalid(raw, Flaw::UnknownChoice)
    }
}

fn invalid<T>(raw: &str, why: Flaw) -> Input<T> {
    Input::Invalid {
        raw: raw.to_owned(),
        why,
    }
}

/// White space and signs that nobody sees removed, full-width digits and signs made half-width. Most values are written so already.
pub(super) fn plain(raw: &str) -> Cow<'_, str> {
    if raw.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Cow::Borrowed(raw);
    }
    let text = raw
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| match narrow(c) {
            '−' | '–' => '-',
            other => other,
        });
    Cow::Owned(text.collect())
}

/// A month as the date of its first day, written in the same way; any other text as it is.
fn with_first_day(text: &str) -> String {
    match text.chars().find(|c| !c.is_ascii_digit()) {
        _ if text.ends_with('月') => format!("{text}1日"),
        Some(between) if text.matches(between).count() == 1 => format!("{text}{between}1"),
        _ => text.to_owned(),
    }
}

/// Year, month and day as written, if the text has the shape of a date.
fn date_parts(text: &str) -> Option<(u32, u32, u32)> {
    let (year, rest) = text.split_once(['年', '-', '/', '.'])?;
    let (month, rest) = rest.split_once(['月', '-', '/', '.'])?;
    let day = rest.strip_suffix(['日', '号']).unwrap_or(rest);
    // One way of writing throughout: 2026-5月20 is half typed or mistyped.
    let shape: String = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    if !matches!(shape.as_str(), "--" | "//" | ".." | "年月日" | "年月号") {
        return None;
    }
    let number = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths
            .contains(&part.len())
            .then(|| part.parse().ok())
            .flatten()
    };
    Some((
        number(year, 4..=4)?,
        number(month, 1..=2)?,
        number(day, 1..=2)?,
    ))
}

/// The number as plain digits with sign and point, separators removed.
fn digits(text: &str) -> Result<Cow<'_, str>, Flaw> {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let text = text.strip_prefix('+').unwrap_or(text);
    let end = body
        .find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .unwrap_or(body.len());
    let (number, unit) = body.split_at(end);
    if !number.starts_with(|c: char| c.is_ascii_digit())
        || unit.contains(|c: char| c.is_ascii_digit())
    {
        return Err(Flaw::NotANumber);
    }
    if !unit.is_empty() {
        return Err(Flaw::HasUnit {
            unit: unit.to_owned(),
        });
    }
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    if fraction.is_some_and(|part| part.is_empty() || part.contains(['.', ','])) {
        return Err(Flaw::NotANumber);
    }
    let mut groups = whole.split(',');
    let first = groups.next().map_or(0, str::len);
    if whole.contains(',') && (!(1..=3).contains(&first) || !groups.all(|group| group.len() == 3)) {
        return Err(Flaw::Grouping);
    }
    Ok(match whole.contains(',') {
        true => Cow::Owned(text.replace(',', "")),
        false => Cow::Borrowed(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> Input<Date> {
        Input::Given(Date::new(year, month, day).unwrap())
    }

    fn flaw<T: std::fmt::Debug>(input: Input<T>) -> Flaw {
        match input {
            Input::Invalid { why, .. } => why,
            other => panic!("{other:?} has no flaw"),
        }
    }

    #[test]
    fn dates_as_people_write_them() {
        for raw in [
            "2026-05-20",
            "2026年5月20日",
            "2026/5/20",
            "2026.5.20",
            " 2026 年 05 月 20 日 ",
            "２０２６－０５－２０",
        ] {
            assert_eq!(date(raw), day(2026, 5, 20), "{raw}");
        }
        assert_eq!(date(" \u{3000}"), Input::Missing);
    }

    #[test]
    fn half_dates_and_no_such_dates_keep_the_raw_text() {
        for raw in ["2026-05", "2026.5", "2026年5月", "２０２６／５"] {
            assert_eq!(flaw(date(raw)), Flaw::NoDay, "{raw}");
        }
        for raw in ["2026-5-", "明年5月", "20-5-1", "2026-5月20", "20260520"] {
            assert_eq!(
                date(raw),
                Input::Invalid {
                    raw: raw.into(),
                    why: Flaw::NotADate
                },
                "{raw}"
            );
        }
        assert_eq!(
            flaw(date("2026-02-30")),
            Flaw::NoSuchDate {
                year: 2026,
                month: 2,
                day: 30
            }
        );
        assert_eq!(
            flaw(date("2025年2月29日")),
            Flaw::NoSuchDate {
                year: 2025,
                month: 2,
                day: 29
            }
        );
        assert_eq!(flaw(date("0202-05-20")), Flaw::YearOutOfRange { year: 202 });
        assert!(
            flaw(date("2026-02-30"))
                .sentence()
                .contains("2026 年 2 月 30 日")
        );
    }

    #[test]
    fn months_and_years_as_people_write_them() {
        for raw in [
            "2026-05",
            "2026年5月",
            "2026/5",
            "2026.05",
            "２０２６－５",
            "2026-05-20",
        ] {
            assert_eq!(month(raw), day(2026, 5, 1), "{raw}");
        }
        for raw in ["2026", "2026-13", "5月", "26-5", "2026-5-", "去年5月"] {
            assert_eq!(flaw(month(raw)), Flaw::NotAMonth, "{raw}");
        }
        assert_eq!(year("2026年"), Input::Given(2026));
        assert_eq!(year(" ２０２６ "), Input::Given(2026));
        for raw in ["26", "1899", "2200", "-2026", "二〇二六", "2026.5"] {
            assert_eq!(flaw(year(raw)), Flaw::NotAYear, "{raw}");
        }
        assert_eq!(year(""), Input::Missing);
    }

    #[test]
    fn decimals_are_exact() {
        let number = |text: &str| Input::Given(Decimal::from_str_exact(text).unwrap());
        assert_eq!(decimal("1,234,567.89"), number("1234567.89"));
        assert_eq!(decimal("１２，３４５．０１"), number("12345.01"));
        assert_eq!(decimal("-0.1"), number("-0.1"));
        assert_eq!(decimal("−36"), number("-36"));
        assert_eq!(decimal(""), Input::Missing);
    }

    #[test]
    fn what_is_no_decimal() {
        assert_eq!(flaw(decimal("12万5")), Flaw::NotANumber);
        assert_eq!(flaw(decimal("12万")), Flaw::HasUnit { unit: "万".into() });
        assert_eq!(flaw(decimal("5 %")), Flaw::HasUnit { unit: "%".into() });
        assert_eq!(flaw(decimal("12,5")), Flaw::Grouping);
        assert_eq!(flaw(decimal("1e5")), Flaw::NotANumber);
        assert_eq!(flaw(decimal("5.")), Flaw::NotANumber);
        assert_eq!(flaw(decimal("1.2.3")), Flaw::NotANumber);
        assert_eq!(flaw(decimal("不详")), Flaw::NotANumber);
        assert_eq!(flaw(decimal(&"9".repeat(40))), Flaw::TooManyDigits);
    }

    #[test]
    fn money_is_exact_and_never_negative() {
        for raw in ["18,600.50", "18600.5元", "１８６００．５０"] {
            let given = money(raw).given().copied();
            assert_eq!(given, Some(Decimal::new(186_005, 1)), "{raw}");
        }
        assert_eq!(money(""), Input::Missing);
        assert_eq!(flaw(money("-1")), Flaw::NegativeMoney);
        assert_eq!(flaw(money("0.005")), Flaw::BelowCent);
        assert_eq!(money("99,999,999,999.99").flaw(), None);
        assert_eq!(flaw(money("100000000000")), Flaw::TooMuchMoney);
        assert_eq!(flaw(money("3万元")), Flaw::HasUnit { unit: "万".into() });
    }

    #[test]
    fn percents_go_in_steps_of_five() {
        assert_eq!(
            percent("４５").given().map(|percent| percent.get()),
            Some(45)
        );
        assert_eq!(percent(""), Input::Missing);
        for raw in ["42", "105", "300"] {
            assert_eq!(flaw(percent(raw)), Flaw::NotAPercent, "{raw}");
        }
        assert_eq!(flaw(percent("45%")), Flaw::HasUnit { unit: "%".into() });
    }

    #[test]
    fn signs_that_nobody_typed() {
        assert_eq!(signs("一\t二\r\n三 😀"), None);
        assert_eq!(signs("一\u{1}二"), Some(Flaw::ControlCharacter));
        assert_eq!(signs("一\u{85}二"), Some(Flaw::ControlCharacter));
        assert_eq!(signs("\u{0}\u{FFFD}"), Some(Flaw::LostCharacter));
    }

    #[test]
    fn counts_and_choices() {
        assert_eq!(count("３"), Input::Given(3));
        assert_eq!(flaw(count("3年")), Flaw::HasUnit { unit: "年".into() });
        assert_eq!(flaw(count("2.5")), Flaw::NotACount);
        assert_eq!(flaw(count("-1")), Flaw::NotACount);
        assert_eq!(flaw(count("99999999999")), Flaw::TooManyDigits);
        assert_eq!(
            choice("branch", ["legal_person", "branch"]),
            Input::Given("branch".into())
        );
        assert_eq!(flaw(choice("agency", ["branch"])), Flaw::UnknownChoice);
    }
}
