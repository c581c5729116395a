//! 合议: what several scorers gave side by side, and what they settle.
//!
//! A colleague's package becomes a [`Sheet`]: a copy of its scores with the reasons, kept in the dossier. What is
//! settled stands in the item's own fields `consensus` and `consensus_reason`. Neither touches the percent that the
//! organisation gave itself; only [`adopt`] does, when a person asks for it.

pub mod difference;

use std::rc::Rc;

use crate::domain::input;
use crate::domain::score::Percent;
use crate::domain::uscc;
use crate::pack::reserved::USCC;
use crate::pack::{Criteria, Item};

use crate::dossier::{
    Dossier, Entry, Item as Written, Place, SPREADS, Sheet, SheetItem, fingerprint,
};
use crate::views::progress;

/// Key of an item's field with the percent that was settled.
pub const CONSENSUS: &str = "consensus";

/// Key of an item's field with the reason for it.
pub const CONSENSUS_REASON: &str = "consensus_reason";

/// Points of percent that are too far apart where nothing is chosen: three steps of the scale, about the width of a
/// band of the standard's guideline.
pub const USUAL_SPREAD: u8 = 15;

/// Whether a colleague's package is about the same organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Organisation {
    /// The codes are the same, or the names where a code is missing.
    Same,
    /// They are not: what the own package and the other one say.
    Other {
        /// The own organisation.
        own: String,
        /// The other one.
        other: String,
    },
    /// Nothing that both packages say can be compared.
    Unknown,
}

/// Compares the organisations of two dossiers: by their codes where both have one, otherwise by their names.
pub fn organisation(own: &Dossier, other: &Dossier) -> Organisation {
    let code = |dossier: &Dossier| {
        let report = uscc::check(dossier.walk.value(USCC), "");
        report.map(|report| report.code)
    };
    let name = |dossier: &Dossier| dossier.organisation().trim().to_owned();
    let told = |dossier: &Dossier| match (name(dossier).as_str(), code(dossier)) {
        ("", Some(code)) => code,
        (name, Some(code)) => format!("{name}（{code}）"),
        (name, None) => name.to_owned(),
    };
    let same = match (code(own), code(other)) {
        (Some(own), Some(other)) => own == other,
        _ => match (name(own), name(other)) {
            (own, other) if own.is_empty() || other.is_empty() => return Organisation::Unknown,
            (own, other) => own == other,
        },
    };
    match same {
        true => Organisation::Same,
        false => Organisation::Other {
            own: told(own),
            other: told(other),
        },
    }
}

/// The sheet of a colleague's dossier: what was scored and judged there, not its texts. Sheets within it stay behind.
pub fn sheet(from: &Dossier, id: String, name: &str) -> Sheet {
    let items = from.items.iter().map(|item| given(item));
    Sheet {
        id,
        name: name.into(),
        fingerprint: fingerprint(from),
        items: items.filter(|item| !item.is_empty()).collect(),
    }
}

/// What was given for an item, as a sheet has it.
pub fn given(item: &Written) -> SheetItem {
    let texts = |list: &str| {
        let entries = item.list(list).iter();
        let texts = entries.filter_map(|entry: &Entry| entry.fields.get("text"));
        texts.cloned().collect()
    };
    SheetItem {
        id: item.id.clone(),
        percent: item.percent,
        reason: item.reason.clone(),
        factors: item.factors.clone(),
        strengths: texts("strengths"),
        opportunities: texts("opportunities"),
    }
}

/// The percents of a sheet in the order of the criteria; `None` where an item is unscored (不计).
pub fn sheet_percents(sheet: &Sheet, criteria: &Criteria) -> Vec<Option<Percent>> {
    let items = criteria.items.iter();
    let of = |item: &Item| Percent::new(sheet.item(&item.id)?.percent?);
    items.map(of).collect()
}

/// The percent that was settled for an item; `None` while none is, or while what is written is no percent.
pub fn settled(dossier: &Dossier, item: &Item) -> Option<Percent> {
    let raw = dossier.item(&item.id)?.get(CONSENSUS);
    input::percent(raw).given().copied()
}

/// The settled percents in the order of the criteria.
pub fn settled_percents(dossier: &Dossier, criteria: &Criteria) -> Vec<Option<Percent>> {
    let items = criteria.items.iter();
    items.map(|item| settled(dossier, item)).collect()
}

/// From how many points of percent on scorers are too far apart.
fn limit(dossier: &Dossier) -> u8 {
    let chosen = SPREADS.iter().find(|spread| **spread == dossier.spread);
    let chosen = chosen.and_then(|spread| spread.parse().ok());
    chosen.unwrap_or(USUAL_SPREAD)
}

/// Points of percent between the highest and the lowest; `None` while fewer than two have scored.
pub fn spread(percents: impl IntoIterator<Item = Option<Percent>>) -> Option<u8> {
    let scored: Vec<u8> = percents.into_iter().flatten().map(Percent::get).collect();
    let (least, most) = (scored.iter().min()?, scored.iter().max()?);
    (scored.len() > 1).then_some(most - least)
}

/// One item with everything that was given for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'c> {
    /// The item.
    pub item: &'c Item,
    /// The organisation's own percent.
    pub own: Option<Percent>,
    /// The percent of each sheet, in their order.
    pub given: Vec<Option<Percent>>,
    /// Points of percent between the highest and the lowest of all these.
    pub spread: Option<u8>,
    /// Whether that is too much.
    pub wide: bool,
    /// The percent that was settled.
    pub settled: Option<Percent>,
}

/// All items, in the order of the criteria.
pub fn rows<'c>(dossier: &Dossier, criteria: &'c Criteria) -> Vec<Row<'c>> {
    let items = criteria.items.iter();
    items.map(|item| row(dossier, item)).collect()
}

/// One item.
pub fn row<'c>(dossier: &Dossier, item: &'c Item) -> Row<'c> {
    let own = progress::percent(dossier, item);
    let given = dossier.sheets.iter().map(|sheet| {
        let given = sheet.item(&item.id)?;
        Percent::new(given.percent?)
    });
    let given: Vec<Option<Percent>> = given.collect();
    let spread = spread(given.iter().copied().chain([own]));
    Row {
        item,
        own,
        given,
        spread,
        wide: spread.is_some_and(|spread| spread >= limit(dossier)),
        settled: settled(dossier, item),
    }
}

/// Makes what was settled the organisation's own score: each settled percent becomes the item's, and its reason where
/// one is written. Items about which nothing is settled stay. How many items changed.
pub fn adopt(dossier: &mut Dossier, criteria: &Criteria) -> usize {
    let mut changed = 0;
    for item in &criteria.items {
        let Some(percent) = settled(dossier, item) else {
            continue;
        };
        let before = dossier.item(&item.id).cloned();
        dossier.edit_item(&item.id, |item| {
            item.percent = Some(percent.get());
            if let Some(reason) = item.fields.get(CONSENSUS_REASON) {
                item.reason = reason.clone();
            }
        });
        changed += usize::from(dossier.item(&item.id) != before.as_ref());
    }
    changed
}

/// Where the texts of an item stand that can be taken over from a colleague, with what they are called.
pub fn text_places(item: &Item) -> Vec<(Place, &str)> {
    let id: Rc<str> = item.id.as_str().into();
    let line = Place::ItemField(id.clone(), "one_line".into());
    let sections = item.sections.iter().map(|section| {
        let place = Place::Section(id.clone(), section.id.as_str().into());
        (place, section.title.as_str())
    });
    [(line, "一句做法")].into_iter().chain(sections).collect()
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::LazyLock;

    use super::*;
    use crate::dossier::{EntriesAt, Judgement, Kind, Opened, open, put_text, write};
    use crate::pack::Packs;
    use crate::pack::reserved::ORGANISATION;
    use crate::testing::packs;
    use crate::views::what_if::what_if;

    static PACKS: LazyLock<Packs> = LazyLock::new(packs);

    fn empty() -> Dossier {
        Dossier::new(
            "a".into(),
            Kind::Application,
            "gongyi-2023",
            "gbt-19580-2012",
        )
    }

    fn scored(percents: &[(&str, u8)]) -> Dossier {
        let mut dossier = empty();
        for (item, percent) in percents {
            dossier.edit_item(item, |item| item.percent = Some(*percent));
        }
        dossier
    }

    #[test]
    fn a_number_that_cannot_be_chosen_is_none() {
        let mut dossier = empty();
        for (spread, from) in [("", 15), ("20", 20), ("17", 15), ("x", 15)] {
            spread.clone_into(&mut dossier.spread);
            assert_eq!(limit(&dossier), from, "{spread}");
        }
    }

    fn named(name: &str, code: &str) -> Dossier {
        let mut dossier = empty();
        Place::Form(ORGANISATION.into()).write(&mut dossier, name.into());
        Place::Answer(USCC.into()).write(&mut dossier, code.into());
        dossier
    }

    fn settle(dossier: &mut Dossier, item: &str, percent: &str, reason: &str) {
        let put = |dossier: &mut Dossier, key: &str, text: &str| {
            Place::ItemField(item.into(), key.into()).write(dossier, text.into());
        };
        put(dossier, CONSENSUS, percent);
        put(dossier, CONSENSUS_REASON, reason);
    }

    #[test]
    fn the_same_organisation_is_told_by_its_code_or_by_its_name() {
        const CODE: &str = "91350100M000100Y43";
        let check = |own: (&str, &str), other: (&str, &str), expected: Organisation| {
            let found = organisation(&named(own.0, own.1), &named(other.0, other.1));
            assert_eq!(found, expected, "{own:?} {other:?}");
        };
        let other = |own: &str, other: &str| Organisation::Other {
            own: own.to_owned(),
            other: other.to_owned(),
        };
        check(("甲", CODE), ("乙", CODE), Organisation::Same);
        check(
            ("甲", CODE),
            ("甲", " 91350100m000100y43 "),
            Organisation::Same,
        );
        check(
            ("甲", CODE),
            ("甲", "91410181MA0000007T"),
            other("甲（91350100M000100Y43）", "甲（91410181MA0000007T）"),
        );
        check(("甲", ""), (" 甲 ", CODE), Organisation::Same);
        check(("甲", ""), ("乙", ""), other("甲", "乙"));
        check(
            ("", CODE),
            ("乙", "91410181MA0000007T"),
            other(CODE, "乙（91410181MA0000007T）"),
        );
        check(("", ""), ("乙", CODE), Organisation::Unknown);
        check(("", CODE), ("乙", ""), Organisation::Unknown);
    }

    #[test]
    fn a_sheet_holds_scores_and_reasons_and_no_texts() {
        let mut from = scored(&[("4.1.2", 55)]);
        let section = Place::Section("4.1.2".into(), "4.1.2-a".into());
        section.write(&mut from, "每月例会。".into());
        Place::Section("4.1.3".into(), "4.1.3-a".into()).write(&mut from, "章程。".into());
        Place::Reason("4.1.2".into()).write(&mut from, "有证据".into());
        Place::FactorNote("4.1.4".into(), "approach".into()).write(&mut from, "说明".into());
        let strengths = EntriesAt::Item("4.1.2".into(), "strengths".into());
        strengths.edit(&mut from, |entries| {
            let mut entry = Entry::new("e1");
            put_text(&mut entry.fields, "text", "例会制度".to_owned());
            entries.extend([entry, Entry::new("e2")]);
        });
        let sheet = sheet(&from, "s1".into(), "张三");
        let ids: Vec<&str> = sheet.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["4.1.2", "4.1.4"]);
        let item = sheet.item("4.1.2").unwrap();
        assert_eq!(item.percent, Some(55));
        assert_eq!(&*item.reason, "有证据");
        assert_eq!(item.strengths, ["例会制度".into()]);
        let note = Judgement {
            note: "说明".into(),
            ..Judgement::default()
        };
        let factors = &sheet.item("4.1.4").unwrap().factors;
        assert_eq!(*factors, BTreeMap::from([("approach".to_owned(), note)]));
        assert_eq!(sheet.fingerprint, fingerprint(&from));
        // It travels in the package, and its texts do not.
        let mut dossier = empty();
        dossier.sheets = Rc::new(vec![sheet]);
        let bytes = write(&dossier, "b1");
        let Opened { dossier: read, .. } = open(&bytes, &PACKS.scheme, &PACKS.criteria).unwrap();
        assert_eq!(read, dossier);
        assert_eq!(write(&read, "b1"), bytes);
        assert!(!String::from_utf8(bytes).unwrap().contains("每月例会"));
    }

    #[test]
    fn what_is_far_apart_is_marked_from_the_chosen_number_on() {
        let mut dossier = scored(&[("4.1.2", 55), ("4.1.3", 0)]);
        let sheets = [
            scored(&[("4.1.2", 40), ("4.1.4", 30)]),
            scored(&[("4.1.2", 50)]),
        ];
        let sheets = sheets
            .iter()
            .zip(["s1", "s2"])
            .map(|(from, id)| sheet(from, id.into(), id));
        dossier.sheets = Rc::new(sheets.collect());
        let told = |dossier: &Dossier, id: &str| {
            let row = row(dossier, PACKS.criteria.item(id).unwrap());
            (row.spread, row.wide)
        };
        assert_eq!(told(&dossier, "4.1.2"), (Some(15), true));
        // Who has not scored does not give 0.
        assert_eq!(told(&dossier, "4.1.3"), (None, false));
        assert_eq!(told(&dossier, "4.1.4"), (None, false));
        Place::Spread.write(&mut dossier, "20".into());
        assert_eq!(told(&dossier, "4.1.2"), (Some(15), false));
    }

    #[test]
    fn what_is_settled_becomes_the_score_only_when_asked() {
        let mut dossier = scored(&[("4.1.2", 55), ("4.1.4", 30)]);
        Place::Reason("4.1.2".into()).write(&mut dossier, "有证据".into());
        Place::Reason("4.1.3".into()).write(&mut dossier, "没有数据".into());
        settle(&mut dossier, "4.1.2", "50", "缺结果");
        settle(&mut dossier, "4.1.3", "0", "");
        settle(&mut dossier, "4.1.4", "", "再议");
        settle(&mut dossier, "4.2.2", "52", "不是百分数");
        let of = |dossier: &Dossier, id: &str| {
            let item = dossier.item(id).unwrap();
            (item.percent, item.reason.to_string())
        };
        assert_eq!(of(&dossier, "4.1.2"), (Some(55), "有证据".into()));
        assert_eq!(adopt(&mut dossier, &PACKS.criteria), 2);
        assert_eq!(of(&dossier, "4.1.2"), (Some(50), "缺结果".into()));
        assert_eq!(of(&dossier, "4.1.3"), (Some(0), "没有数据".into()));
        assert_eq!(of(&dossier, "4.1.4"), (Some(30), String::new()));
        assert_eq!(of(&dossier, "4.2.2"), (None, String::new()));
        assert_eq!(adopt(&mut dossier, &PACKS.criteria), 0);
    }

    /// Numbers that look like chance and are the same in each run (Knuth's MMIX generator).
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap() % end
        }

        fn percent(&mut self) -> Option<u8> {
            let at = self.below(22);
            Percent::all().nth(at).map(Percent::get)
        }
    }

    /// Whatever is opened, settled, supposed and looked at in whatever order, the stored scores stay; asked for, they
    /// become exactly what was settled.
    #[test]
    fn consensus_and_suppositions_never_change_stored_scores() {
        let criteria = &PACKS.criteria;
        for seed in 0..200 {
            let mut numbers = Numbers(seed);
            let mut dossier = empty();
            for item in &criteria.items {
                let percent = numbers.percent();
                dossier.edit_item(&item.id, |written| {
                    written.percent = percent;
                    written.reason = format!("{}", numbers.below(9)).into();
                });
            }
            let stored = |dossier: &Dossier| -> Vec<(Option<u8>, Rc<str>)> {
                let items = criteria.items.iter().map(|item| dossier.item(&item.id));
                items
                    .map(|item| {
                        item.map_or_else(Default::default, |item| {
                            (item.percent, item.reason.clone())
                        })
                    })
                    .collect()
            };
            let before = stored(&dossier);
            let total = progress::total(criteria, &progress::percents(&dossier, criteria));
            for step in 0..40 {
                let item = &criteria.items[numbers.below(criteria.items.len())];
                match numbers.below(5) {
                    0 => {
                        let mut other = empty();
                        for item in &criteria.items {
                            let percent = numbers.percent();
                            other.edit_item(&item.id, |item| item.percent = percent);
                        }
                        let sheets = Rc::make_mut(&mut dossier.sheets);
                        sheets.push(sheet(&other, format!("s{step}"), "张三"));
                    }
                    1 => {
                        let sheets = Rc::make_mut(&mut dossier.sheets);
                        sheets.pop();
                    }
                    2 => {
                        let percent = numbers.percent();
                        let percent = percent.map(|p| p.to_string()).unwrap_or_default();
                        let reason = ["", "同意", "缺结果"][numbers.below(3)];
                        settle(&mut dossier, &item.id, &percent, reason);
                    }
                    3 => {
                        let spread = SPREADS[numbers.below(SPREADS.len())];
                        Place::Spread.write(&mut dossier, spread.into());
                        rows(&dossier, criteria);
                    }
                    _ => {
                        let percents = progress::percents(&dossier, criteria);
                        let suppose = numbers.percent().and_then(Percent::new);
                        let suppose = suppose.map(|percent| (item.id.clone(), percent));
                        what_if(criteria, &percents, &suppose.into_iter().collect());
                    }
                }
                assert_eq!(stored(&dossier), before, "seed {seed}, step {step}");
            }
            let percents = progress::percents(&dossier, criteria);
            assert_eq!(progress::total(criteria, &percents), total);
            let settled = settled_percents(&dossier, criteria);
            adopt(&mut dossier, criteria);
            let now = progress::percents(&dossier, criteria);
            let expected = settled.iter().zip(&percents).map(|(new, old)| new.or(*old));
            assert_eq!(now, expected.collect::<Vec<_>>(), "seed {seed}");
        }
    }
}
