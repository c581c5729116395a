//! Numbers in a text: Arabic ones, and Chinese ones with the unit that makes them numbers.

use super::lexicon::Lexicon;
use super::spans::{Span, holds};
use super::years::Year;
use super::{before, run_end};

/// A number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Where it stands, without its unit.
    pub span: Span,
    /// Whether it is written in Chinese numerals.
    pub chinese: bool,
    /// Behind 第: it tells which one, not how many.
    pub ordinal: bool,
    /// Whether a unit of scope stands behind it (`scope_units` of the word lists).
    pub scope: bool,
    /// Whether it says how far something reaches: a unit of scope, and Arabic or at least two.
    pub many: bool,
}

/// The numbers of a text. `taken` and `years` are no quantities.
pub(super) fn numbers(
    chars: &[char],
    taken: &[Span],
    years: &[Year],
    lexicon: &Lexicon,
) -> Vec<Number> {
    let years: Vec<Span> = years.iter().map(|year| year.span).collect();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let arabic = chars[at].is_ascii_digit();
        if !arabic && !is_numeral(chars[at]) || holds(taken, at) || holds(&years, at) {
            at += 1;
            continue;
        }
        let end = match arabic {
            true => arabic_end(chars, at),
            false => run_end(chars, at, is_numeral),
        };
        numbers.extend(number(chars, Span::new(at, end), arabic, lexicon));
        at = end;
    }
    numbers
}

fn number(chars: &[char], span: Span, arabic: bool, lexicon: &Lexicon) -> Option<Number> {
    let ordinal = before(chars, span.start) == Some('第');
    let about = chars.get(span.end).is_some_and(|c| "多余来几".contains(*c));
    let unit = span.end + usize::from(about);
    let scope = lexicon.scope_unit_at(chars, unit);
    let number = Number {
        span,
        chinese: !arabic,
        ordinal,
        scope,
        many: scope
            && !ordinal
            && (arabic || !matches!(chars[span.start..span.end], ['一' | '零' | '〇'])),
    };
    // 一流 is no number, 一次 is.
    let counts = arabic || scope || lexicon.counter_at(chars, unit);
    counts.then_some(number)
}

/// Where an Arabic number ends that begins at a position: digits, thousands in groups, decimals.
fn arabic_end(chars: &[char], at: usize) -> usize {
    let digits = |at: usize| run_end(chars, at, |c| c.is_ascii_digit());
    let mut end = digits(at);
    while chars.get(end) == Some(&',') && digits(end + 1) == end + 4 {
        end += 4;
    }
    if chars.get(end) == Some(&'.') && digits(end + 1) > end + 1 {
        end = digits(end + 1);
    }
    end
}

fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
    )
}

/// A number written behind a noun, such as the 3 of 附件3 or the 三 of 附件三: its value and where it ends.
/// Arabic up to four digits, Chinese up to 九十九.
pub fn counted(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let end = run_end(chars, at, |c| c.is_ascii_digit());
    if end > at {
        let short = end - at <= 4;
        return short.then(|| Some((super::small_number(&chars[at..end])?, end)))?;
    }
    let end = run_end(chars, at, is_numeral);
    let digit = |c: &char| "一二三四五六七八九".chars().zip(1..).find(|(d, _)| d == c);
    let digit = |c: &char| digit(c).map(|(_, value)| value);
    let value = match &chars[at..end] {
        ['十'] => 10,
        ['十', one] => 10 + digit(one)?,
        [ten, '十'] => 10 * digit(ten)?,
        [ten, '十', one] => 10 * digit(ten)? + digit(one)?,
        [one] => digit(one)?,
        _ => return None,
    };
    Some((value, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::text::{codes, folded, lexicon, years};

    fn found(raw: &str) -> Vec<(String, Number)> {
        let lexicon =
            lexicon::tests::units(&["个", "家", "条", "班", "车间", "%"], &["次", "年", "份"]);
        let chars = folded(raw);
        let taken = codes::codes(&chars).taken;
        let years = years::years(&chars, &taken);
        let text = |number: &Number| chars[number.span.start..number.span.end].iter().collect();
        numbers(&chars, &taken, &years, &lexicon)
            .into_iter()
            .map(|number| (text(&number), number))
            .collect()
    }

    fn texts(raw: &str) -> Vec<String> {
        found(raw).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn arabic_numbers() {
        assert_eq!(
            texts("收入 33,160.5 万元，约 30 多个，98.5%"),
            ["33,160.5", "30", "98.5"]
        );
        assert_eq!(texts("1,2,3 与 5。"), ["1", "2", "3", "5"]);
        assert_eq!(texts("230×114×65"), ["230", "114", "65"]);
    }

    #[test]
    fn chinese_numbers_have_a_unit() {
        assert_eq!(texts("三个车间、两班倒、每季一次"), ["三", "两", "一"]);
        assert_eq!(
            texts("一流企业、统一标准、千方百计、十分重视"),
            Vec::<String>::new()
        );
        assert_eq!(texts("二十余家"), ["二十"]);
    }

    #[test]
    fn years_items_and_models_are_no_numbers() {
        assert_eq!(
            texts("2024 年 6 月按 GB/T 19580-2012 的 4.1.2 用 MGX-98 做"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_scope_is_arabic_or_at_least_two() {
        let many = |raw: &str| found(raw).iter().filter(|(_, number)| number.many).count();
        assert_eq!(many("三个车间和两条产线，覆盖 1 个"), 3);
        assert_eq!(many("面谈率 95%，三车间，20余家"), 3);
        assert_eq!(many("一个部门，第三条，第 2 条，3 次，两年"), 0);
    }

    #[test]
    fn numbers_behind_a_noun() {
        let value = |raw: &str| counted(&folded(raw), 0);
        assert_eq!(value("12 所示"), Some((12, 2)));
        assert_eq!(value("三"), Some((3, 1)));
        assert_eq!(value("十"), Some((10, 1)));
        assert_eq!(value("二十一份"), Some((21, 3)));
        assert_eq!(value("十二"), Some((12, 2)));
        assert_eq!(value("三十"), Some((30, 2)));
        assert_eq!(value("百"), None);
        assert_eq!(value("20245"), None);
        assert_eq!(value("现"), None);
    }
}
