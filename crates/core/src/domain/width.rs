//! Half width: how texts are compared whatever the input method was set to.

/// The text with letters, digits and punctuation in half width, so that `（１）` and `(1)` are found alike. Everything
/// else stays as it is.
pub fn half_width(text: &str) -> String {
    text.chars().map(narrow).collect()
}

/// A character in half width; one that has no half width stays as it is.
pub fn narrow(c: char) -> char {
    match c {
        // The full-width block U+FF01 to U+FF5E mirrors ASCII 0x21 to 0x7E.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_width_changes() {
        assert_eq!(
            half_width("（１）ＸＹ％，吨／年　见表。"),
            "(1)XY%,吨/年 见表。"
        );
    }
}
