//! Two versions of a dossier side by side: which sections differ, and in them which texts, as a person reads them.

use std::collections::{BTreeMap, BTreeSet};

use super::place_labels::PlaceLabels;
use crate::domain::length::length;
use crate::dossier::{Dossier, EntriesAt, Place, RecordKey, all_places};
use crate::pack::{Criteria, Scheme};

/// One text that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedText {
    /// What its place is called.
    pub title: String,
    /// As it was; empty where nothing was written.
    pub before: String,
    /// As it is; empty where nothing is written.
    pub after: String,
}

/// A section that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedSection {
    /// Which one.
    pub section: RecordKey,
    /// Its texts that differ.
    pub texts: Vec<ChangedText>,
    /// 字 in the whole section before.
    pub before: usize,
    /// 字 in the whole section after.
    pub after: usize,
    /// Something differs that is no text: what was chosen, rows that came or went, their order.
    pub other: bool,
}

/// The sections in which two versions differ.
pub fn differing(before: &Dossier, after: &Dossier) -> Vec<RecordKey> {
    let all = [before, after].map(Dossier::sections);
    let all: BTreeSet<RecordKey> = all.into_iter().flatten().collect();
    let differs = |section: &RecordKey| before.record(section) != after.record(section);
    all.into_iter().filter(differs).collect()
}

/// What differs between two versions, section by section.
pub fn compare(
    before: &Dossier,
    after: &Dossier,
    scheme: &Scheme,
    criteria: &Criteria,
) -> Vec<ChangedSection> {
    let then = Texts::of(before, scheme, criteria);
    let now = Texts::of(after, scheme, criteria);
    let sections = differing(before, after);
    // The earlier one with the texts of the later one: what still differs then is no text.
    let mut carried = before.clone();
    let mut out = Vec::new();
    for section in sections {
        let gone = then.places(&section).iter();
        let gone = gone.filter(|place| !now.places(&section).contains(place));
        let mut texts = Vec::new();
        for place in now.places(&section).iter().chain(gone) {
            place.write(&mut carried, place.read(after).to_owned());
            let (was, is) = (then.labels.shown(place), now.labels.shown(place));
            if was != is {
                let labels = if is.is_empty() { &then } else { &now };
                texts.push(ChangedText {
                    title: labels.labels.of(place),
                    before: was.into_owned(),
                    after: is.into_owned(),
                });
            }
        }
        if let RecordKey::Item(id) = &section {
            let percent = |dossier: &Dossier| dossier.item(id).and_then(|item| item.percent);
            let (was, is) = (percent(before), percent(after));
            carried.edit_item(id, |item| item.percent = is);
            if was != is {
                let words = |percent: Option<u8>| {
                    percent.map_or(String::new(), |percent| format!("{percent} %"))
                };
                texts.push(ChangedText {
                    title: "当前评分".to_owned(),
                    before: words(was),
                    after: words(is),
                });
            }
        }
        out.push(ChangedSection {
            texts,
            before: then.length(&section),
            after: now.length(&section),
            other: carried.record(&section) != after.record(&section),
            section,
        });
    }
    out
}

/// 字 in everything that was typed.
pub fn written_length(dossier: &Dossier, scheme: &Scheme, criteria: &Criteria) -> usize {
    let labels = PlaceLabels::new(dossier, scheme, criteria);
    let places = all_places(dossier);
    places
        .iter()
        .map(|place| length(&labels.shown(place)))
        .sum()
}

struct Texts<'a> {
    labels: PlaceLabels<'a>,
    places: BTreeMap<RecordKey, Vec<Place>>,
}

impl<'a> Texts<'a> {
    fn of(dossier: &'a Dossier, scheme: &'a Scheme, criteria: &'a Criteria) -> Self {
        let mut by_section: BTreeMap<RecordKey, Vec<Place>> = BTreeMap::new();
        for place in all_places(dossier) {
            by_section
                .entry(section_of(&place))
                .or_default()
                .push(place);
        }
        Texts {
            labels: PlaceLabels::new(dossier, scheme, criteria),
            places: by_section,
        }
    }

    fn places(&self, section: &RecordKey) -> &[Place] {
        self.places.get(section).map_or(&[], Vec::as_slice)
    }

    fn length(&self, section: &RecordKey) -> usize {
        let places = self.places(section).iter();
        places.map(|place| length(&self.labels.shown(place))).sum()
    }
}

/// The section that a place belongs to.
fn section_of(place: &Place) -> RecordKey {
    match place {
        Place::Setting(_) | Place::Depth | Place::Spread => RecordKey::Head,
        Place::Answer(_)
        | Place::Note(_)
        | Place::Row(..)
        | Place::Field(..)
        | Place::Profit(_) => RecordKey::Walk,
        Place::Form(_) | Place::Figure(..) => RecordKey::Form,
        Place::Slot(id) => RecordKey::Slot(id.to_string()),
        Place::Profile(_) => RecordKey::Profile,
        Place::Section(item, _)
        | Place::Reason(item)
        | Place::ItemField(item, _)
        | Place::Band(item, _)
        | Place::FactorNote(item, _)
        | Place::Entry(EntriesAt::Item(item, _), ..) => RecordKey::Item(item.to_string()),
        Place::Metric(id, _)
        | Place::MetricYear(id, ..)
        | Place::Entry(EntriesAt::Metric(id, _), ..) => RecordKey::Metric(id.to_string()),
        Place::Entry(EntriesAt::Register(id), ..) => RecordKey::Register(id.to_string()),
        Place::Awarded | Place::Year | Place::Award(_) => RecordKey::Annual,
        Place::AnnualText(id) => RecordKey::AnnualText(id.to_string()),
        Place::HandIn(_) => RecordKey::HandIn,
        Place::Scorer(_) => RecordKey::Sheets,
        Place::Piece(_) => RecordKey::Drawer,
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::dossier::{Entry, Kind, Metric};
    use crate::testing::packs;

    fn dossier(texts: &[(Place, &str)]) -> Dossier {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        dossier.metrics.push(Rc::new(Metric::new("m1")));
        for (place, text) in texts {
            place.write(&mut dossier, (*text).to_owned());
        }
        dossier
    }

    /// Section, lengths, whether something else differs, and the texts.
    fn told(before: &Dossier, after: &Dossier) -> Vec<String> {
        let packs = packs();
        let changed = compare(before, after, &packs.scheme, &packs.criteria);
        let sections = changed.into_iter().map(|of| {
            let texts: Vec<String> = of
                .texts
                .iter()
                .map(|text| format!("{} [{}|{}]", text.title, text.before, text.after))
                .collect();
            let other = if of.other { " +" } else { "" };
            let (before, after) = (of.before, of.after);
            format!(
                "{} {before}-{after}{other}: {}",
                of.section,
                texts.join("; ")
            )
        });
        sections.collect()
    }

    fn section(text: &str) -> Place {
        Place::Section("4.1.2".into(), text.into())
    }

    #[test]
    fn each_section_tells_its_texts_in_words() {
        let before = dossier(&[
            (Place::Slot("B.2.3".into()), "每月例会。"),
            (Place::Answer("13-1-a".into()), "yes"),
            (section("4.1.2-a"), "旧"),
            (section("4.1.2-b"), "不变"),
        ]);
        let mut after = dossier(&[
            (Place::Answer("13-1-a".into()), "no"),
            (section("4.1.2-a"), "新的"),
            (section("4.1.2-b"), "不变"),
            (Place::Metric("m1".into(), "name".into()), "满意度"),
        ]);
        after.edit_item("4.1.2", |item| item.percent = Some(45));
        let told = told(&before, &after);
        assert_eq!(told.len(), 4, "{told:#?}");
        assert!(told[0].starts_with("walk 1-1: ") && told[0].ends_with("[是|否]"));
        assert!(told[1].starts_with("profile/B.2.3 5-0: ") && told[1].ends_with("[每月例会。|]"));
        assert!(told[2].starts_with("metric/m1 0-3: ") && told[2].ends_with("[|满意度]"));
        assert!(told[3].starts_with("item/4.1.2 3-4: "));
        assert!(told[3].contains("[旧|新的]; 当前评分 [|45 %]"));
    }

    #[test]
    fn what_is_no_text_is_told_to_differ() {
        let before = dossier(&[]);
        let mut after = before.clone();
        let list = EntriesAt::Register("challenges".into());
        list.edit(&mut after, |entries| entries.push(Entry::new("c1")));
        assert_eq!(told(&before, &after), ["register/challenges 0-0 +: "]);
        let mut order = before.clone();
        order.metrics.push(Rc::new(Metric::new("m2")));
        let mut turned = order.clone();
        turned.metrics.reverse();
        assert_eq!(told(&order, &turned), ["metrics 0-0 +: "]);
        assert_eq!(told(&order, &order), [""; 0]);
    }

    #[test]
    fn the_length_of_a_dossier_is_that_of_its_texts() {
        let packs = packs();
        let dossier = dossier(&[(section("4.1.2-a"), "全员 QC"), (Place::Year, "2026")]);
        assert_eq!(written_length(&dossier, &packs.scheme, &packs.criteria), 4);
    }
}
