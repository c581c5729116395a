//! What the markers of a dossier's texts stand for: numbers, and the places of pictures and tables.

use std::borrow::Cow;

use super::captions::{Caption, Captions, Numbered};
use super::markers::{Marker, MarkerKind, markers};
use crate::dossier::{Dossier, EVIDENCE, Entry};

/// How the papers are referred to: what is typed as its 附件号, otherwise 证 and its place in the register.
pub fn evidence_label(position: usize, entry: &Entry) -> String {
    match entry.get("code").trim() {
        "" => format!("证 {position}"),
        code => code.to_owned(),
    }
}

/// What the markers of a dossier name.
pub struct Markers<'a> {
    captions: &'a Captions,
    /// Title and number of each paper.
    evidence: Vec<(&'a str, String)>,
}

/// A part of a text that stands at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Laid<'a> {
    /// Text, its markers as typed.
    Text(&'a str),
    /// A picture or table stands here.
    Stands(&'a Caption),
}

impl<'a> Markers<'a> {
    /// The markers that a dossier's texts can have.
    pub fn new(dossier: &'a Dossier, captions: &'a Captions) -> Self {
        let papers = (1..).zip(dossier.register(EVIDENCE));
        let paper = |(at, entry): (usize, &'a Entry)| {
            (entry.get("title").trim(), evidence_label(at, entry))
        };
        Markers {
            captions,
            evidence: papers.map(paper).collect(),
        }
    }

    /// The picture or table that a marker names.
    pub fn caption(&self, marker: &Marker<'_>) -> Option<&'a Caption> {
        let of = match marker.kind {
            MarkerKind::Picture => Numbered::Picture,
            MarkerKind::Table => Numbered::Table,
            MarkerKind::Evidence => return None,
        };
        let mut all = self.captions.all.iter();
        all.find(|caption| caption.of == of && caption.title.trim() == marker.title)
    }

    /// What is written in the place of a marker; `None` when it names nothing.
    pub fn label(&self, marker: &Marker<'_>) -> Option<String> {
        match marker.kind {
            MarkerKind::Evidence => {
                let mut papers = self.evidence.iter();
                let (_, label) = papers.find(|(title, _)| *title == marker.title)?;
                Some(format!("〔{label}〕"))
            }
            _ => self.caption(marker).map(Caption::label),
        }
    }

    /// A text with its markers written out.
    pub fn written_out<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = Cow::Borrowed(text);
        for marker in markers(text).iter().rev() {
            if let Some(label) = self.label(marker) {
                out.to_mut().replace_range(marker.range.clone(), &label);
            }
        }
        out
    }

    /// The text of a place with the pictures and tables that stand in it, each at the first line that is its marker.
    pub fn laid_out<'t>(&self, text: &'t str, at: &str) -> Vec<Laid<'t>>
    where
        'a: 't,
    {
        let mut laid = Vec::new();
        let mut begin = 0;
        for marker in markers(text) {
            let Some(caption) = self.caption(&marker).filter(|caption| caption.at == at) else {
                continue;
            };
            let before = &text[..marker.range.start];
            let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
            let after = &text[marker.range.end..];
            let rest = after.find(['\n', '\r']).unwrap_or(after.len());
            let alone = before[line..].trim().is_empty() && after[..rest].trim().is_empty();
            let there = laid.contains(&Laid::Stands(caption));
            if !alone || there {
                continue;
            }
            push_text(&mut laid, &text[begin..line]);
            laid.push(Laid::Stands(caption));
            begin = marker.range.end + rest;
        }
        push_text(&mut laid, &text[begin..]);
        laid
    }
}

fn push_text<'t>(laid: &mut Vec<Laid<'t>>, text: &'t str) {
    let text = text.trim_matches(['\n', '\r']);
    if !text.trim().is_empty() {
        laid.push(Laid::Text(text));
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::{EntriesAt, Kind, PICTURES};
    use crate::testing::packs;
    use crate::views::{TABLES, captions};

    fn entry(dossier: &mut Dossier, register: &str, id: &str, fields: &[(&str, &str)]) {
        EntriesAt::Register(register.into()).edit(dossier, |entries| {
            let mut entry = Entry::new(id);
            for (key, text) in fields {
                entry.fields.insert((*key).into(), (*text).into());
            }
            entries.push(entry);
        });
    }

    fn dossier() -> Dossier {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        let at = ("at", "4.1.2-a");
        entry(&mut dossier, PICTURES, "p1", &[at, ("title", "流程")]);
        entry(&mut dossier, PICTURES, "p2", &[at, ("title", "架构")]);
        entry(&mut dossier, TABLES, "t1", &[at, ("title", "分群")]);
        entry(&mut dossier, EVIDENCE, "e1", &[("title", "执照")]);
        let coded = [("title", "证书"), ("code", "附件7")];
        entry(&mut dossier, EVIDENCE, "e2", &coded);
        dossier
    }

    #[test]
    fn a_marker_becomes_the_number_and_follows_it() {
        let criteria = packs().criteria;
        let mut dossier = dossier();
        let text = "见〔图：架构〕和〔表：分群〕，〔证：执照〕〔证：证书〕〔图：没有〕。";
        let out = |dossier: &Dossier| {
            let captions = captions(dossier, &criteria);
            Markers::new(dossier, &captions)
                .written_out(text)
                .into_owned()
        };
        assert_eq!(
            out(&dossier),
            "见图 2和表 1，〔证 1〕〔附件7〕〔图：没有〕。"
        );
        let first = [("at", "B.1.1.a"), ("title", "在前面")];
        entry(&mut dossier, PICTURES, "p0", &first);
        assert!(out(&dossier).starts_with("见图 3和表 1"));
    }

    #[test]
    fn a_line_that_is_a_marker_is_where_the_thing_stands() {
        let criteria = packs().criteria;
        let dossier = dossier();
        let captions = captions(&dossier, &criteria);
        let markers = Markers::new(&dossier, &captions);
        let check = |text: &str, expected: &[&str]| {
            let laid = markers.laid_out(text, "4.1.2-a");
            let laid: Vec<&str> = laid
                .iter()
                .map(|laid| match laid {
                    Laid::Text(text) => text,
                    Laid::Stands(caption) => caption.id.as_str(),
                })
                .collect();
            assert_eq!(laid, expected);
        };
        check(
            "一\n 〔图：架构〕 \n二\n\n〔表：分群〕",
            &["一", "p2", "二", "t1"],
        );
        check("〔图：架构〕\r\n二", &["p2", "二"]);
        // In a sentence it is a reference, and so is the second.
        check("见〔图：架构〕", &["见〔图：架构〕"]);
        check(
            "〔图：架构〕\n二\n〔图：架构〕",
            &["p2", "二\n〔图：架构〕"],
        );
        check("〔图：没有〕", &["〔图：没有〕"]);
        assert_eq!(
            markers.laid_out("〔图：架构〕", "4.1.3-a"),
            [Laid::Text("〔图：架构〕")]
        );
    }

    #[test]
    fn pictures_are_numbered_as_the_text_brings_them() {
        let criteria = packs().criteria;
        let mut dossier = dossier();
        let number = |dossier: &Dossier, id: &str| {
            let captions = captions(dossier, &criteria);
            captions.of(Numbered::Picture, id).unwrap().number
        };
        assert_eq!((number(&dossier, "p1"), number(&dossier, "p2")), (1, 2));
        dossier.edit_item("4.1.2", |item| {
            let text = "〔图：架构〕\n然后\n〔图：流程〕";
            item.sections.insert("4.1.2-a".into(), text.into());
        });
        assert_eq!((number(&dossier, "p1"), number(&dossier, "p2")), (2, 1));
    }
}
