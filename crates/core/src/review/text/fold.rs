//! Half width, and white space only where it keeps two words apart.

use crate::domain::length::is_han;
use crate::domain::width::narrow;

/// The folded text: how words and names are compared.
pub fn folded(raw: &str) -> Vec<char> {
    fold(raw).0
}

/// The folded characters, and where each stands in the raw text, counted in characters.
///
/// Full-width ASCII becomes ASCII. Line ends and tabs stay, since they end sentences and cells. Other white space becomes
/// one space between two Latin letters or digits and nothing elsewhere.
pub(super) fn fold(raw: &str) -> (Vec<char>, Vec<usize>) {
    let mut chars = Vec::with_capacity(raw.len() / 3 + 1);
    let mut typed_at = Vec::with_capacity(raw.len() / 3 + 1);
    let mut space = None;
    for (at, c) in raw.chars().enumerate() {
        let c = narrow(c);
        if !is_han(c) && c.is_whitespace() && c != '\n' && c != '\t' {
            space.get_or_insert(at);
            continue;
        }
        let apart =
            c.is_ascii_alphanumeric() && chars.last().is_some_and(char::is_ascii_alphanumeric);
        if let Some(space) = space.take().filter(|_| apart) {
            chars.push(' ');
            typed_at.push(space);
        }
        chars.push(c);
        typed_at.push(at);
    }
    (chars, typed_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &str) -> String {
        folded(raw).into_iter().collect()
    }

    #[test]
    fn full_width_digits_letters_and_marks_become_half_width() {
        assert_eq!(text("ＧＢ／Ｔ１９５８０（２０１２），"), "GB/T19580(2012),");
        assert_eq!(text("“质量”、《办法》。"), "“质量”、《办法》。");
    }

    #[test]
    fn white_space_stays_between_latin_words_only() {
        assert_eq!(text("  2024 年 6 月，MES　系统 "), "2024年6月,MES系统");
        assert_eq!(text("2023  2024\t98"), "2023 2024\t98");
        assert_eq!(text("GB/T 19580 - 2012"), "GB/T 19580-2012");
        assert_eq!(text("一\r\n  二"), "一\n二");
    }

    #[test]
    fn positions_are_those_of_the_typed_text() {
        let (chars, typed_at) = fold(" 在 2024 年");
        assert_eq!(chars.len(), typed_at.len());
        assert_eq!(typed_at, [1, 3, 4, 5, 6, 8]);
    }
}
