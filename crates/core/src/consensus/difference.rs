//! What differs between two texts, sentence by sentence: what taking over a colleague's text would change.

/// What becomes of a piece when the other text takes the place of our own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// It stands in both.
    Same,
    /// It stands in our own alone.
    Gone,
    /// It stands in the other alone.
    New,
}

/// A run of sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What becomes of it.
    pub change: Edit,
    /// Its text, with the marks and line ends it has.
    pub text: String,
}

/// The pieces of both texts, in order. Those that are not [`Edit::New`] make up `own`, those that are not
/// [`Edit::Gone`] make up `other`, each character by character.
pub fn difference(own: &str, other: &str) -> Vec<Piece> {
    let (ours, theirs) = (sentences(own), sentences(other));
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |change: Edit, text: &str| match pieces.last_mut() {
        Some(last) if last.change == change => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece {
            change,
            text: text.to_owned(),
        }),
    };
    // Checked: on 32 bits, as in the browser, two long texts have more cells than a number can say.
    let cells = ours.len().checked_mul(theirs.len());
    if cells.is_none_or(|cells| cells > MOST) && own != other {
        add(Edit::Gone, own);
        add(Edit::New, other);
        return pieces;
    }
    for found in diff::slice(&ours, &theirs) {
        match found {
            diff::Result::Both(text, _) => add(Edit::Same, text),
            diff::Result::Left(text) => add(Edit::Gone, text),
            diff::Result::Right(text) => add(Edit::New, text),
        }
    }
    pieces
}

/// The pieces with long runs that stand in both cut down to `around` characters beside each change.
pub fn with_context(pieces: &[Piece], around: usize) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let cut = |(at, piece): (usize, &Piece)| {
        let count = piece.text.chars().count();
        // Behind a change its beginning stays, before one its end.
        let (head, tail) = (
            if at > 0 { around } else { 0 },
            if at < last { around } else { 0 },
        );
        if piece.change != Edit::Same || count <= head + tail + CUT {
            return piece.clone();
        }
        let head: String = piece.text.chars().take(head).collect();
        let tail: String = piece.text.chars().skip(count - tail).collect();
        Piece {
            change: Edit::Same,
            text: format!("{head}……{tail}"),
        }
    };
    pieces.iter().enumerate().map(cut).collect()
}

/// So many characters are not worth cutting.
const CUT: usize = 8;

/// Cells of the table that is filled to compare: beyond, the texts are shown one after the other. No item's text comes
/// near; a whole book pasted into one might.
const MOST: usize = 4_000_000;

/// A text in sentences: each up to and with the sign or line end that closes it. Han paragraphs are long lines, so
/// that lines alone would show a paragraph as changed as a whole.
fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['\n', '。', '！', '？', '；'])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(own: &str, other: &str, expected: &str) {
        let pieces = difference(own, other);
        let told: String = pieces
            .iter()
            .map(|piece| match piece.change {
                Edit::Same => piece.text.clone(),
                Edit::Gone => format!("[-{}]", piece.text),
                Edit::New => format!("[+{}]", piece.text),
            })
            .collect();
        assert_eq!(told, expected);
        let without = |change: Edit| -> String {
            let kept = pieces.iter().filter(|piece| piece.change != change);
            kept.map(|piece| piece.text.as_str()).collect()
        };
        assert_eq!(without(Edit::New), own);
        assert_eq!(without(Edit::Gone), other);
    }

    #[test]
    fn texts_without_measure_are_not_compared() {
        let own = "一。".repeat(3000);
        let pieces = difference(&own, &"二。".repeat(3000));
        let changes: Vec<Edit> = pieces.iter().map(|piece| piece.change).collect();
        assert_eq!(changes, [Edit::Gone, Edit::New]);
        assert_eq!(pieces[0].text, own);
    }

    #[test]
    fn what_stands_in_both_is_cut_to_what_is_near_a_change() {
        let long = "一二三四五六七八九十一二三四五六七八九十。";
        let own = format!("{long}旧。{long}短。尾。{long}");
        let other = format!("{long}新。{long}短。末。{long}");
        let pieces = with_context(&difference(&own, &other), 4);
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "……八九十。",
                "旧。",
                "新。",
                "一二三四……十。短。",
                "尾。",
                "末。",
                "一二三四……"
            ]
        );
        let short = difference("同。旧。", "同。新。");
        assert_eq!(with_context(&short, 4), short);
    }

    #[test]
    fn sentences_that_differ_are_found() {
        check("", "", "");
        check("每月例会。", "每月例会。", "每月例会。");
        check("", "每月例会。", "[+每月例会。]");
        check(
            "每月例会。总经理主持；记录存档。",
            "每月例会。董事长主持；记录存档。",
            "每月例会。[-总经理主持；][+董事长主持；]记录存档。",
        );
        check(
            "一段。\r\n二段没有句号",
            "一段。\n二段没有句号\n",
            "一段。[-\r\n二段没有句号][+\n二段没有句号\n]",
        );
        check("甲。乙。丙。", "丙。甲。", "[-甲。乙。]丙。[+甲。]");
    }
}
