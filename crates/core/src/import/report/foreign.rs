//! Headings that reports have and the criteria do not: what stands under them has no place.

use super::number::{Numbering, Way, numbering};
use super::title::bare;

/// Titles of parts of a report that no criteria have, bare.
const NAMED: [&str; 46] = [
    "前言",
    "序言",
    "序",
    "引言",
    "导言",
    "导语",
    "绪论",
    "开篇",
    "卷首语",
    "致辞",
    "编写说明",
    "编制说明",
    "填报说明",
    "报告说明",
    "说明",
    "摘要",
    "概要",
    "综述",
    "封面",
    "声明",
    "承诺书",
    "诚信声明",
    "真实性声明",
    "企业承诺",
    "结束语",
    "结语",
    "结尾",
    "后记",
    "总结",
    "展望",
    "未来展望",
    "致谢",
    "附件",
    "附件清单",
    "附件目录",
    "附件列表",
    "附录",
    "附表",
    "附图",
    "证明材料清单",
    "证明材料目录",
    "证实性材料清单",
    "参考文献",
    "参考资料",
    "术语定义",
    "缩略语",
];

/// Whether a title, in half width and without its numbering, is of a part that no criteria have.
pub fn is_named(title: &str) -> bool {
    let title = bare(title);
    if NAMED.contains(&title.as_str()) {
        return true;
    }
    // 附件 1：营业执照, 附录A
    let mut of = ["附件", "附录", "附表", "附图"].into_iter();
    let Some(rest) = of.find_map(|word| title.strip_prefix(word)) else {
        return false;
    };
    let number = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c);
    rest.starts_with(number)
}

/// Whether a rest of a line can be a title: short, and no sentence, figure or reference.
pub fn is_like_a_title(rest: &[char]) -> bool {
    let han = rest
        .iter()
        .filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(*c))
        .count();
    let sentence = |c: &char| "。,;!?\t".contains(*c);
    let first = rest.first().copied().unwrap_or('\0');
    han >= 2
        && rest.len() <= 30
        && !rest.iter().any(sentence)
        && !goes_on(first)
        && !matches!(rest.last(), Some(':' | '、' | '等'))
}

/// Whether a number in running text goes on with this sign: 4.1.2 条所述, 4.2 亿元, 4.1.2 至 4.1.4.
pub fn goes_on(c: char) -> bool {
    "条款项所中至到~～和与及、%‰°元万亿千百十个名次倍年月日天台套吨人件分秒小米公斤克升批种份家户亩页版级℃+×*/=<>≥≤)".contains(c)
}

/// Whether a line begins with a bullet, a numbering, or what stands above a figure or a table: a paragraph of its own.
pub fn begins_anew(chars: &[char]) -> bool {
    let (found, rest) = numbering(chars);
    let numbered = found.is_some_and(|Numbering { way, .. }| match way {
        // 1.2 亿元 at the beginning of a broken line.
        Way::Dotted(_) | Way::Digit => !chars.get(rest).copied().is_none_or(goes_on),
        _ => true,
    });
    numbered || is_caption(chars)
}

/// `表 3`, `图 4.1-2`.
pub fn is_caption(chars: &[char]) -> bool {
    let mut rest = chars.iter().skip_while(|c| **c == '附').peekable();
    let of = rest.next();
    let next = rest.find(|c| !c.is_whitespace());
    matches!(of, Some('表' | '图'))
        && next.is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
}
