//! How long a text is in 字, by the rule of Word's 字数 for Chinese text, and how long it takes to read.
//!
//! Word's rule: each Han character and each full-width mark counts one, a run of other characters (a number with its
//! separators, a Latin word with the half-width marks at it) counts one, white space counts nothing and ends a run.
//! This is the only way the tool counts 字: counters, limits and checks all show the same number as Word.

/// 字 that a person reads in a minute with understanding; the reading time is shown beside this number.
pub const READ_IN_A_MINUTE: usize = 400;

/// Length in 字.
pub fn length(text: &str) -> usize {
    length_of(text.chars())
}

/// Length in 字 of the characters of a text.
pub fn length_of(chars: impl IntoIterator<Item = char>) -> usize {
    let mut total = 0;
    let mut in_run = false;
    for c in chars {
        // Most are Han, so that is tested first.
        if is_han(c) {
            total += 1;
            in_run = false;
        } else if c.is_whitespace() {
            in_run = false;
        } else if is_invisible(c) {
            // Nothing to see and nothing to count: a word with one inside stays one word.
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

/// Minutes to read so many 字, at [`READ_IN_A_MINUTE`], the last one begun counted full; 0 for nothing.
pub fn reading_minutes(length: usize) -> usize {
    length.div_ceil(READ_IN_A_MINUTE)
}

/// The Han characters of everyday text.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Han, kana, hangul, CJK punctuation and full-width forms, circled numbers, and the quotation marks, dashes and
/// points that Chinese text shares with Latin text.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x2014..=0x2026 | 0x2460..=0x24FF | 0x2E80..=0xA4CF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFE30..=0xFE6F
        | 0xFF00..=0xFFEF | 0x1F000..=0x3FFFF)
}

/// Marks without width that come along when text is pasted.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_and_full_width_marks_count_one_each() {
        assert_eq!(length(""), 0);
        assert_eq!(length("质量，安全。"), 6);
        assert_eq!(length("《办法》（试行）——“好”……"), 4 + 4 + 2 + 3 + 2);
        assert_eq!(length("２０２６年"), 5);
        assert_eq!(length("𠮷野家①"), 4);
    }

    #[test]
    fn a_number_or_a_latin_word_counts_one() {
        assert_eq!(length("2026 年产量 43,600 吨"), 6);
        assert_eq!(length("合格率98.5%，QC小组12个"), 3 + 1 + 1 + 1 + 2 + 1 + 1);
        assert_eq!(length("GB/T 19580-2012"), 2);
        // Half-width marks belong to the word they touch; alone they count like a word.
        assert_eq!(length("MES,ERP and so on."), 4);
        assert_eq!(length("好,坏"), 3);
        assert_eq!(length("好 , 坏"), 3);
    }

    #[test]
    fn white_space_and_marks_without_width_count_nothing() {
        assert_eq!(length(" \u{3000}\t\r\n"), 0);
        assert_eq!(length("SWOT 分析\r\n“好”"), 6);
        assert_eq!(length("\u{FEFF}全\u{200B}面"), 2);
        assert_eq!(length("E\u{200B}RP"), 1);
        assert_eq!(length("\u{202E}ERP\u{2066} \u{2069}"), 1);
    }

    #[test]
    fn reading_takes_a_minute_for_each_400_begun() {
        assert_eq!(reading_minutes(0), 0);
        assert_eq!(reading_minutes(1), 1);
        assert_eq!(reading_minutes(400), 1);
        assert_eq!(reading_minutes(401), 2);
        assert_eq!(reading_minutes(60_000), 150);
    }
}
