//! How long a text is, the way Word's 字数 counts Chinese text.

/// Length in 字: each Han character and each full-width mark counts one, a run of other characters
/// without white space counts one (a number, a Latin word).
pub fn length(text: &str) -> usize {
    let mut total = 0;
    let mut in_run = false;
    for c in text.chars() {
        if c.is_whitespace() {
            in_run = false;
        } else if is_wide(c) {
            total += 1;
            in_run = false;
        } else if !in_run {
            total += 1;
            in_run = true;
        }
    }
    total
}

/// Han, kana, hangul, CJK punctuation and full-width forms, and the quotation marks that Chinese
/// text shares with Latin text.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x2014..=0x2026 | 0x2E80..=0xA4CF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFF00..=0xFFEF | 0x1F000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn han_and_marks_count_one_each_and_a_number_counts_one() {
        assert_eq!(length(""), 0);
        assert_eq!(length("质量，安全。"), 6);
        assert_eq!(length("2026 年产量 43,600 吨"), 6);
        assert_eq!(length("SWOT 分析\r\n“好”"), 6);
        assert_eq!(length("𠮷野家"), 3);
    }
}
