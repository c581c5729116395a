//! Text made comparable, and words of findings.

use rust_decimal::Decimal;

use crate::domain::date::Date;

/// The text with letters, digits and punctuation in half width, so that `（１）` and `(1)` are found alike. Everything
/// else stays as it is.
pub fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        // The full-width block U+FF01 to U+FF5E mirrors ASCII 0x21 to 0x7E.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    text.chars().map(narrow).collect()
}

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

/// Things one after the other, apart by `、`.
pub(super) fn listed<T: AsRef<str>>(things: impl IntoIterator<Item = T>) -> String {
    let things: Vec<T> = things.into_iter().collect();
    let things: Vec<&str> = things.iter().map(AsRef::as_ref).collect();
    things.join("、")
}

#[cfg(test)]
mod tests {
    use super::half_width;

    #[test]
    fn only_the_width_changes() {
        assert_eq!(
            half_width("（１）ＸＹ％，吨／年　见表。"),
            "(1)XY%,吨/年 见表。"
        );
    }
}
