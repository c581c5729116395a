//! References of a text: “见附件 3”“如图 2 所示”“（表 4）”“详见 4.5.2”.

use super::codes::{Code, CodeKind};
use super::lexicon::Lexicon;
use super::numbers::counted;
use super::spans::Span;
use super::{before, ends_at, run_end, stands_at};

/// A reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where it stands, from the noun or number on.
    pub span: Span,
    /// What it points at.
    pub to: Target,
}

/// What a reference points at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// 图, by its number as read: `2`, or `4-3` where it is one within a chapter.
    Chart(String),
    /// 表, by its number as read.
    Table(String),
    /// 附件, by its number.
    Attachment(u32),
    /// An item or clause of the criteria, such as `4.5.2`.
    Clause(String),
}

/// Words that lead to what they point at.
const LEADS: [&str; 2] = ["见", "如"];

/// Marks and words that add one more thing to point at.
const AND: [&str; 5] = ["、", ",", "和", "及", "与"];

/// The references of a text: what follows 见、详见、参见、如 directly, or stands alone in brackets, and what is added to
/// either. A number with a counter behind it is a quantity: 报送附件 3 份.
pub(super) fn references(chars: &[char], codes: &[Code], lexicon: &Lexicon) -> Vec<Reference> {
    let mut found: Vec<Reference> = Vec::new();
    let mut codes = codes.iter().peekable();
    let mut at = 0;
    while at < chars.len() {
        while codes.next_if(|code| code.span.start < at).is_some() {}
        let code = codes.peek().filter(|code| code.span.start == at);
        let Some((end, to)) = target(chars, at, code.copied(), lexicon) else {
            at += 1;
            continue;
        };
        if is_led(chars, at, found.last()) || is_bracketed(chars, at, end, &to, lexicon) {
            let span = Span::new(at, end);
            found.push(Reference { span, to });
        }
        at = end;
    }
    found
}

/// What stands at a position and can be pointed at, and where it ends.
fn target(
    chars: &[char],
    at: usize,
    code: Option<&Code>,
    lexicon: &Lexicon,
) -> Option<(usize, Target)> {
    if let Some(code) = code {
        let own = code.kind == CodeKind::Clause && code.id.starts_with("4.");
        return own.then(|| (code.span.end, Target::Clause(code.id.clone())));
    }
    let (kind, from) = match chars[at] {
        kind @ ('图' | '表') => (kind, at + 1),
        kind @ '附' if chars.get(at + 1) == Some(&'件') => (kind, at + 2),
        _ => return None,
    };
    let (number, end) = counted(chars, from)?;
    let (end, target) = match kind {
        '附' => (end, Target::Attachment(number)),
        kind => {
            let (end, number) = within(chars, end, number);
            let make = if kind == '图' {
                Target::Chart
            } else {
                Target::Table
            };
            (end, make(number))
        }
    };
    (!lexicon.counter_at(chars, end)).then_some((end, target))
}

/// A number with those behind it that it is one with: 表 4-3, 图 4.2.1.
fn within(chars: &[char], mut end: usize, number: u32) -> (usize, String) {
    let mut number = number.to_string();
    while let Some(between) = chars
        .get(end)
        .filter(|c| matches!(c, '-' | '–' | '—' | '.'))
    {
        let next = run_end(chars, end + 1, |c| c.is_ascii_digit());
        if next == end + 1 {
            break;
        }
        number.push(if *between == '.' { '.' } else { '-' });
        number.extend(&chars[end + 1..next]);
        end = next;
    }
    (end, number)
}

fn is_led(chars: &[char], at: usize, last: Option<&Reference>) -> bool {
    let led = LEADS.iter().any(|lead| ends_at(chars, at, lead));
    let added = AND.iter().any(|and| {
        let end = at.checked_sub(and.chars().count());
        ends_at(chars, at, and) && last.is_some_and(|last| Some(last.span.end) == end)
    });
    led || added
}

/// Whether brackets hold only this, or this and more of its kind: （附件 2、附件 5）.
fn is_bracketed(chars: &[char], at: usize, end: usize, to: &Target, lexicon: &Lexicon) -> bool {
    if before(chars, at) != Some('(') || matches!(to, Target::Clause(_)) {
        return false;
    }
    let mut end = end;
    loop {
        if chars.get(end) == Some(&')') {
            return true;
        }
        let Some(and) = AND.iter().find(|and| stands_at(chars, end, and)) else {
            return false;
        };
        match target(chars, end + and.chars().count(), None, lexicon) {
            Some((next, _)) => end = next,
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::text::{codes, folded, lexicon};

    fn check(raw: &str, expected: &[Target]) {
        let lexicon = lexicon::tests::units(&[], &["份", "篇", "人", "台", "年"]);
        let chars = folded(raw);
        let codes = codes::codes(&chars).codes;
        let found = references(&chars, &codes, &lexicon).into_iter();
        assert_eq!(
            found.map(|found| found.to).collect::<Vec<_>>(),
            expected,
            "{raw}"
        );
    }

    #[test]
    fn what_is_pointed_at() {
        use Target::{Attachment, Chart, Clause, Table};
        check(
            "如图 2 所示，详见附件３",
            &[Chart("2".into()), Attachment(3)],
        );
        check("参见表 12；见附件三", &[Table("12".into()), Attachment(3)]);
        check("做法见 4.5.2。", &[Clause("4.5.2".into())]);
        check(
            "抽查合格（附件 7），趋势上升(图1)",
            &[Attachment(7), Chart("1".into())],
        );
        check(
            "见附件2、附件5和表 3",
            &[Attachment(2), Attachment(5), Table("3".into())],
        );
        check(
            "见表4-3、图 2.1。",
            &[Table("4-3".into()), Chart("2.1".into())],
        );
        check(
            "见表4—3。见图 2.",
            &[Table("4-3".into()), Chart("2".into())],
        );
        check("（表 2、表 4）", &[Table("2".into()), Table("4".into())]);
        check(
            "见 4.3.2、4.3.3",
            &[Clause("4.3.2".into()), Clause("4.3.3".into())],
        );
    }

    #[test]
    fn quantities_and_mentions_are_no_references() {
        check("近三年发表 3 篇论文，见表 3 份", &[]);
        check("职工代表 5 人、仪表 12 台、报表 2 份", &[]);
        check("随文报送附件 3 份，如附件 3 份", &[]);
        check("表 3 列出，附件 4 是证书", &[]);
        check("（见表现 2）（附件 2 为证书）", &[]);
        check("如 8.4.2 所述，4.5.2 已写", &[]);
        check("（4.5.2）", &[]);
    }

    #[test]
    fn a_list_ends_where_something_else_is_said() {
        check(
            "见表 3，图 4 另行说明",
            &[Target::Table("3".into()), Target::Chart("4".into())],
        );
        check("见表 3。图 4 另行说明", &[Target::Table("3".into())]);
    }
}
