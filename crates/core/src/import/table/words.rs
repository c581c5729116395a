//! Texts as they are compared: in any width and spacing, without signs that nobody sees.

use crate::domain::width::narrow;

/// Signs that leave no trace on the screen: marks of direction, joiners, a byte order mark.
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The text in half width and lower case, without white space and signs that nobody sees.
pub fn bare(text: &str) -> String {
    let chars = text
        .chars()
        .filter(|c| !c.is_whitespace() && !is_unseen(*c));
    chars.map(plain).collect()
}

/// One sign as it is compared.
pub fn plain(c: char) -> char {
    match narrow(c) {
        'Ⅰ' => 'i',
        '−' | '–' => '-',
        '〔' | '[' | '【' => '(',
        '〕' | ']' | '】' => ')',
        c => c.to_ascii_lowercase(),
    }
}

/// Whether any of the words is in the text.
pub fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// A text apart from the brackets at its end, and what is in them; the text is [`bare`].
pub fn bracket(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_suffix(')')?;
    let (before, inside) = inside.rsplit_once('(')?;
    (!before.is_empty()).then_some((before, inside))
}
