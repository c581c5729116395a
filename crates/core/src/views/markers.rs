//! Markers in texts: 〔图：组织结构图〕 names a picture, 〔表：顾客分群表〕 a table, 〔证：营业执照〕 a paper of 证实性材料, each by its
//! title. On a line of its own in the text of the place that has it, a picture or table stands there; anywhere else a
//! marker is written out as the number: 图 4, 表 3, 〔证 12〕. So references follow when something is put in between. A marker
//! that names nothing stays as typed, and the checks say so.

use std::ops::Range;

/// What a marker names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkerKind {
    /// 图: a picture.
    Picture,
    /// 表: a table.
    Table,
    /// 证: a paper of 证实性材料.
    Evidence,
}

impl MarkerKind {
    /// All of them.
    pub const ALL: [MarkerKind; 3] = [MarkerKind::Picture, MarkerKind::Table, MarkerKind::Evidence];

    /// Its word in a marker.
    pub fn word(self) -> &'static str {
        match self {
            MarkerKind::Picture => "图",
            MarkerKind::Table => "表",
            MarkerKind::Evidence => "证",
        }
    }

    /// The marker of a title.
    pub fn marker(self, title: &str) -> String {
        format!("〔{}：{}〕", self.word(), title.trim())
    }
}

/// A marker in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker<'t> {
    /// What it names.
    pub kind: MarkerKind,
    /// By which title.
    pub title: &'t str,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// The markers of a text, in order.
pub fn markers(text: &str) -> Vec<Marker<'_>> {
    const OPEN: &str = "〔";
    const CLOSE: &str = "〕";
    let mut markers = Vec::new();
    for (begin, _) in text.match_indices(OPEN) {
        let inside = &text[begin + OPEN.len()..];
        let Some((inside, _)) = inside.split_once(CLOSE) else {
            break;
        };
        if inside.contains(['\n', '\r']) || inside.contains(OPEN) {
            continue;
        }
        let Some((word, title)) = inside.split_once(['：', ':']) else {
            continue;
        };
        let kind = MarkerKind::ALL
            .into_iter()
            .find(|kind| kind.word() == word.trim());
        let title = title.trim();
        if let Some(kind) = kind.filter(|_| !title.is_empty()) {
            let end = begin + OPEN.len() + inside.len() + CLOSE.len();
            markers.push(Marker {
                kind,
                title,
                range: begin..end,
            });
        }
    }
    markers
}

/// A text with a marker put in at a place, in bytes; with `alone` on a line of its own. A place inside a letter is taken
/// as the one before it.
pub fn insert_marker(text: &str, at: usize, marker: &str, alone: bool) -> String {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let (before, after) = text.split_at(at);
    if !alone {
        return format!("{before}{marker}{after}");
    }
    let begin = match before.is_empty() || before.ends_with('\n') {
        true => "",
        false => "\n",
    };
    let end = match after.is_empty() || after.starts_with('\n') {
        true => "",
        false => "\n",
    };
    format!("{before}{begin}{marker}{end}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<(MarkerKind, &str)> {
        markers(text).iter().map(|it| (it.kind, it.title)).collect()
    }

    #[test]
    fn markers_are_found_wherever_they_stand() {
        use MarkerKind::{Evidence, Picture, Table};
        assert_eq!(
            titles("见〔图：架构〕、〔表: 分群 〕和〔 证 ：营业执照〕。"),
            [(Picture, "架构"), (Table, "分群"), (Evidence, "营业执照")]
        );
        for none in [
            "",
            "〔图〕",
            "〔图：〕",
            "〔图：架\n构〕",
            "〔注：甲〕",
            "〔图：没有完",
            "〔2023〕21号",
        ] {
            assert_eq!(titles(none), [], "{none}");
        }
        assert_eq!(titles("〔图：〔图：内〕"), [(Picture, "内")]);
        assert_eq!(markers(&MarkerKind::Table.marker(" 甲 "))[0].title, "甲");
    }

    #[test]
    fn a_marker_goes_in_where_the_cursor_is() {
        let check = |text: &str, at: usize, alone: bool, expected: &str| {
            assert_eq!(insert_marker(text, at, "〔表：甲〕", alone), expected);
        };
        check("前后", 3, false, "前〔表：甲〕后");
        check("前后", 4, false, "前〔表：甲〕后");
        check("前后", 3, true, "前\n〔表：甲〕\n后");
        check("前\n\n后", 4, true, "前\n〔表：甲〕\n后");
        check("", 9, true, "〔表：甲〕");
    }
}
