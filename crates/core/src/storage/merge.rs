//! Two windows wrote one dossier: what only one of them changed is put together, the rest is asked about.

use std::collections::BTreeSet;

use crate::dossier::{Dossier, Place, RecordKey};

/// Two versions of a dossier that have grown apart, put together as far as that needs no decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// Theirs, with what only this window changed.
    pub merged: Dossier,
    /// The sections that both changed and that differ now; in `merged` they are as theirs.
    pub clashes: Vec<RecordKey>,
    /// Number of sections that only this window changed.
    pub mine: usize,
}

/// Puts together what grew apart from `base`.
pub fn merge(base: &Dossier, mine: &Dossier, theirs: &Dossier) -> Merge {
    let all = [base, mine, theirs].map(Dossier::sections);
    let all: BTreeSet<RecordKey> = all.into_iter().flatten().collect();
    let mut taken = Vec::new();
    let mut clashes = Vec::new();
    for section in all {
        let [was, own, other] = [base, mine, theirs].map(|dossier| dossier.record(&section));
        if own == was || own == other {
            continue;
        }
        match other == was {
            true => taken.push(section),
            false => clashes.push(section),
        }
    }
    let mut merged = theirs.clone();
    merged.restore(mine, &taken);
    Merge {
        merged,
        clashes,
        mine: taken.len(),
    }
}

/// Whether a section is one text, so that both versions of it can stay, one after the other.
pub fn is_one_text(section: &RecordKey) -> bool {
    matches!(section, RecordKey::Slot(_) | RecordKey::AnnualText(_))
}

/// Puts both versions of a section that [`is_one_text`] into a dossier, `first` before `second`.
pub fn keep_both(dossier: &mut Dossier, first: &Dossier, second: &Dossier, section: &RecordKey) {
    let texts = [first, second].map(|of| of.section_text(section));
    let [first, second] = &texts;
    let both = match first.is_empty() || second.is_empty() {
        true => texts.concat(),
        false => format!("{first}\n{second}"),
    };
    match section {
        RecordKey::Slot(id) => Place::Slot(id.as_str().into()).write(dossier, both),
        RecordKey::AnnualText(id) => Place::AnnualText(id.as_str().into()).write(dossier, both),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::Kind;

    fn with(texts: &[(&str, &str)]) -> Dossier {
        let mut dossier = Dossier::new("a1".into(), Kind::Application, "s", "c");
        for (id, text) in texts {
            dossier.profile.insert((*id).to_owned(), (*text).into());
        }
        dossier
    }

    #[test]
    fn what_one_side_changed_is_taken_and_what_both_changed_is_asked() {
        let base = with(&[("B.1.1.a", "甲"), ("B.1.1.b", "乙"), ("B.1.1.c", "丙")]);
        let mine = with(&[("B.1.1.a", "甲一"), ("B.1.1.b", "乙一"), ("B.1.1.c", "丙")]);
        let theirs = with(&[("B.1.1.a", "甲"), ("B.1.1.b", "乙二"), ("B.2.3", "新")]);
        let merge = merge(&base, &mine, &theirs);
        assert_eq!(merge.clashes, [RecordKey::Slot("B.1.1.b".into())]);
        let expected = with(&[("B.1.1.a", "甲一"), ("B.1.1.b", "乙二"), ("B.2.3", "新")]);
        assert_eq!(merge.merged, expected);
    }

    #[test]
    fn both_versions_of_a_text_stay_one_after_the_other() {
        let (mine, theirs) = (with(&[("B.2.3", "我的。")]), with(&[("B.2.3", "他的。\n")]));
        let section = RecordKey::Slot("B.2.3".into());
        let mut merged = theirs.clone();
        keep_both(&mut merged, &mine, &theirs, &section);
        assert_eq!(merged, with(&[("B.2.3", "我的。\n他的。\n")]));
        keep_both(&mut merged, &mine, &with(&[]), &section);
        assert_eq!(merged, mine);
        assert!(!is_one_text(&RecordKey::Walk));
    }
}
