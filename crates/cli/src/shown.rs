//! Text for a terminal: what steers it or turns lines around stands as an escape, whatever a file contains.

/// The text with marks of direction and control characters as `\\u{…}`; line ends and tabs stay.
pub fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(c),
            c if steers(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

fn steers(c: char) -> bool {
    let direction = matches!(
        c,
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    );
    direction || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        assert_eq!(shown("甲\t乙\n丙"), "甲\t乙\n丙");
        assert_eq!(shown("\u{1b}[2J\r\u{85}"), "\\u{1b}[2J\\u{d}\\u{85}");
        assert_eq!(
            shown("a\u{202e}b\u{2069}\u{200f}"),
            "a\\u{202e}b\\u{2069}\\u{200f}"
        );
    }
}
