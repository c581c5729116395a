//! Words of findings.

use rust_decimal::Decimal;

use crate::domain::date::Date;

/// A number with its unit, as it is read: `96.2%`, `18600 万元`.
pub(super) fn amount(value: Decimal, unit: &str) -> String {
    match unit.trim() {
        unit @ ("%" | "％" | "‰") => format!("{value}{unit}"),
        "" => value.to_string(),
        unit => format!("{value} {unit}"),
    }
}

/// A month as it is read: `2026 年 5 月`.
pub(super) fn month(day: Date) -> String {
    format!("{} 年 {} 月", day.year(), day.month())
}

/// A text to be followed by Han: between a letter or a digit and Han stands a space.
pub(super) fn before_han(text: impl Into<String>) -> String {
    let mut text = text.into();
    if text.ends_with(|c: char| c.is_ascii_graphic()) {
        text.push(' ');
    }
    text
}

/// Things one after the other, apart by `、`.
pub(super) fn listed<T: AsRef<str>>(things: impl IntoIterator<Item = T>) -> String {
    let things: Vec<T> = things.into_iter().collect();
    let things: Vec<&str> = things.iter().map(AsRef::as_ref).collect();
    things.join("、")
}
