//! What came between two versions in short, and how a file stands to the dossier that is there: decided by content, never
//! by a clock.

use std::collections::{BTreeMap, BTreeSet};

use super::history::{Snapshot, content_key};
use crate::dossier::{Dossier, RecordKey, from_json};
use crate::pack::{Criteria, Scheme};
use crate::views::written_length;

/// Content keys by section, as a [`Snapshot`] has them.
pub type Contents = BTreeMap<String, String>;

/// What came between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The sections that differ.
    pub sections: Vec<RecordKey>,
    /// 字 in them before.
    pub before: usize,
    /// 字 in them after.
    pub after: usize,
}

/// The content keys of a dossier as it is, each with its text beside.
pub fn contents_of(dossier: &Dossier) -> (Contents, BTreeMap<String, String>) {
    let mut keys = Contents::new();
    let mut texts = BTreeMap::new();
    for section in dossier.sections() {
        if let Some(json) = dossier.record(&section) {
            let key = content_key(&json);
            keys.insert(section.to_string(), key.clone());
            texts.insert(key, json);
        }
    }
    (keys, texts)
}

/// The keys of the sections whose content differs.
pub fn differing(earlier: &Contents, later: &Contents) -> BTreeSet<String> {
    let all = earlier.keys().chain(later.keys());
    all.filter(|section| earlier.get(*section) != later.get(*section))
        .cloned()
        .collect()
}

/// What came between two versions. `texts` holds the contents by their key; one that is gone counts no 字.
pub fn summary(
    earlier: &Contents,
    later: &Contents,
    texts: &BTreeMap<String, String>,
    scheme: &Scheme,
    criteria: &Criteria,
) -> Summary {
    let sections = differing(earlier, later);
    let length = |of: &Contents| {
        let records = sections.iter().filter_map(|section| {
            let text = texts.get(of.get(section)?)?;
            Some((section.as_str(), text.as_str()))
        });
        let dossier = from_json("", records).dossier;
        written_length(&dossier, scheme, criteria)
    };
    Summary {
        before: length(earlier),
        after: length(later),
        sections: sections
            .iter()
            .filter_map(|key| RecordKey::parse(key))
            .collect(),
    }
}

/// How a file's dossier stands to the one that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They hold the same.
    Same,
    /// The file holds what this earlier version holds, made at this local minute.
    Version(String),
    /// Each section of the file stands here too, or stood here earlier.
    Earlier,
    /// What is here is all in the file, which has more.
    FileHasMore,
    /// What is in the file is all here, where there is more.
    MoreHere,
    /// Each has what the other has not.
    Apart,
}

/// Finds out how a file stands to what is there and to its earlier versions.
pub fn relation(file: &Dossier, here: &Dossier, history: &[Snapshot]) -> Relation {
    let (file, _) = contents_of(file);
    let (here, _) = contents_of(here);
    let holds = |whole: &Contents, part: &Contents| {
        let mut part = part.iter();
        part.all(|(section, key)| whole.get(section) == Some(key))
    };
    let was_here = |(section, key): (&String, &String)| {
        let mut versions = history.iter();
        here.get(section) == Some(key) || versions.any(|of| of.sections.get(section) == Some(key))
    };
    if file == here {
        Relation::Same
    } else if let Some(version) = history.iter().rev().find(|of| of.sections == file) {
        Relation::Version(version.made.clone())
    } else if holds(&file, &here) {
        Relation::FileHasMore
    } else if holds(&here, &file) {
        Relation::MoreHere
    } else if file.iter().all(was_here) {
        Relation::Earlier
    } else {
        Relation::Apart
    }
}

/// A number of bytes in words: `860 KB`, `3.4 MB`, `2.1 GB`.
pub fn size_words(bytes: u64) -> String {
    const KB: u64 = 1024;
    let tenths = |unit: u64| {
        let tenths = bytes / (unit / 10);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0 => "0 KB".to_owned(),
        1..1_048_576 => format!("{} KB", bytes.div_ceil(KB)),
        1_048_576..1_073_741_824 => format!("{} MB", tenths(KB * KB)),
        _ => format!("{} GB", tenths(KB * KB * KB)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::head::Head;
    use super::super::history::Reason;
    use super::*;
    use crate::dossier::Kind;

    fn with(texts: &[(&str, &str)]) -> Dossier {
        let mut dossier = Dossier::new("a1".into(), Kind::Application, "s", "c");
        for (id, text) in texts {
            dossier.profile.insert((*id).to_owned(), (*text).into());
        }
        dossier
    }

    fn version(of: &Dossier, number: u64, made: &str) -> Snapshot {
        Snapshot::of(of, Head::default(), number, made, Reason::Hourly, "").0
    }

    #[test]
    fn what_is_known_of_a_file_is_told_by_content_alone() {
        let here = with(&[("B.1.1.a", "甲二"), ("B.2.3", "乙")]);
        let first = with(&[("B.1.1.a", "甲")]);
        let second = with(&[("B.1.1.a", "甲"), ("B.2.3", "旧")]);
        let history = [
            version(&first, 1, "2026-11-20 09:00"),
            version(&second, 2, "2026-11-21 09:00"),
        ];
        let told = |file: &[(&str, &str)]| relation(&with(file), &here, &history);
        assert_eq!(
            told(&[("B.1.1.a", "甲二"), ("B.2.3", "乙")]),
            Relation::Same
        );
        assert_eq!(
            told(&[("B.1.1.a", "甲")]),
            Relation::Version("2026-11-20 09:00".into())
        );
        assert_eq!(
            told(&[("B.1.1.a", "甲"), ("B.2.3", "乙")]),
            Relation::Earlier
        );
        assert_eq!(
            told(&[("B.1.1.a", "甲二"), ("B.2.3", "乙"), ("B.2.2", "丙")]),
            Relation::FileHasMore
        );
        assert_eq!(told(&[("B.2.3", "乙")]), Relation::MoreHere);
        assert_eq!(told(&[("B.2.3", "别处写的")]), Relation::Apart);
    }

    #[test]
    fn sizes_are_told_in_the_unit_that_fits() {
        for (bytes, words) in [
            (0, "0 KB"),
            (1, "1 KB"),
            (860 * 1024, "860 KB"),
            (3_565_158, "3.4 MB"),
            (2_254_857_830, "2.1 GB"),
        ] {
            assert_eq!(size_words(bytes), words);
        }
    }

    #[cfg(feature = "toml")]
    #[test]
    fn what_came_between_is_told_by_sections_and_length() {
        let packs = crate::testing::packs();
        let (earlier, mut texts) = contents_of(&with(&[("B.1.1.a", "甲"), ("B.2.3", "乙")]));
        let (later, more) = contents_of(&with(&[("B.1.1.a", "甲甲甲"), ("B.2.2", "丙")]));
        texts.extend(more);
        let told = summary(&earlier, &later, &texts, &packs.scheme, &packs.criteria);
        let sections: Vec<String> = told.sections.iter().map(RecordKey::to_string).collect();
        assert_eq!(
            sections,
            ["profile/B.1.1.a", "profile/B.2.2", "profile/B.2.3"]
        );
        assert_eq!((told.before, told.after), (2, 4));
    }
}
