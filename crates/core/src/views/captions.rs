//! The numbers of tables and charts: derived from where they stand, never stored.
//!
//! Tables are numbered 表 1, 表 2 …, pictures and charts 图 1, 图 2 … through the whole document, in its order: slots of
//! 组织概述, then items, sub-heading by sub-heading; within one the tables and the pictures as the text brings them (see
//! [`super::markers`]), those it does not name in the order of their register, then the charts in the order of the metrics.
//! The page, the checks of references and the export all take the numbers from here.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use crate::domain::input;
use crate::pack::Criteria;

use super::markers::{MarkerKind, markers};
use super::metric::{known_year, shared};
use super::metric_summary::values;
use crate::dossier::{Dossier, Metric, PICTURES, Walk};

/// Fewest years with a number that make a chart.
pub const CHART_YEARS: usize = 2;

/// Register of the tables that a person adds.
pub const TABLES: &str = "tables";

/// What a numbered thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Numbered {
    /// 表: an entry of the register of tables.
    Table,
    /// 图: an entry of the register of pictures.
    Picture,
    /// 图: the chart of a metric.
    Chart,
}

impl Numbered {
    /// What is numbered in one sequence: 表, or 图.
    fn sequence(self) -> usize {
        match self {
            Numbered::Table => 0,
            Numbered::Picture | Numbered::Chart => 1,
        }
    }
}

/// A numbered table, picture or chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// What it is.
    pub of: Numbered,
    /// Its number, from 1.
    pub number: usize,
    /// What it is called; empty while nothing is typed.
    pub title: String,
    /// The slot or sub-heading that it stands at.
    pub at: String,
    /// Id of the register's entry or of the metric.
    pub id: String,
}

/// A metric that has a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charted {
    /// Its id.
    pub id: String,
    /// The sub-heading it stands under.
    pub section: Rc<str>,
    /// What it is called.
    pub name: Rc<str>,
}

/// A table or picture that a person added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// What it is.
    of: Numbered,
    /// Id of the register's entry.
    id: String,
    /// The slot or sub-heading that it stands at.
    at: String,
    /// What it is called.
    title: Rc<str>,
}

/// All numbered tables, pictures and charts of a dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captions {
    /// In the order of the document.
    pub all: Vec<Caption>,
}

impl fmt::Display for Numbered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Numbered::Table => "表",
            Numbered::Picture | Numbered::Chart => "图",
        })
    }
}

impl Caption {
    /// How the text refers to it: `表 3`.
    pub fn label(&self) -> String {
        format!("{} {}", self.of, self.number)
    }
}

impl Captions {
    /// How many are numbered together with these, 表 or 图, from 1 to this.
    pub fn count(&self, of: Numbered) -> usize {
        let all = self.all.iter();
        all.filter(|caption| caption.of.sequence() == of.sequence())
            .count()
    }

    /// The caption of a table's or picture's entry, or of a metric.
    pub fn of(&self, of: Numbered, id: &str) -> Option<&Caption> {
        let mut all = self.all.iter();
        all.find(|caption| caption.of == of && caption.id == id)
    }

    /// What stands at a slot or sub-heading, in order.
    pub fn at(&self, place: &str) -> impl Iterator<Item = &Caption> {
        self.all.iter().filter(move |caption| caption.at == place)
    }
}

/// Numbers the tables, pictures and charts of a dossier. Those that stand at no place of the criteria get no number: they are not
/// printed.
pub fn captions(dossier: &Dossier, criteria: &Criteria) -> Captions {
    let charted = charted(&dossier.metrics, &dossier.walk);
    numbered(&added(dossier), &charted, criteria)
}

/// The metrics that have a chart, in their order.
pub fn charted(metrics: &[Rc<Metric>], walk: &Walk) -> Vec<Charted> {
    let charted = metrics.iter().filter(|metric| has_chart(metric, walk));
    let charted = charted.map(|metric| Charted {
        id: metric.id.clone(),
        section: shared(metric.fields.get("section")),
        name: shared(metric.fields.get("name")),
    });
    charted.collect()
}

/// The tables and pictures that a person added; those of a place in the order in which its text names them.
pub fn added(dossier: &Dossier) -> Vec<Added> {
    let kinds = [
        (Numbered::Table, TABLES, MarkerKind::Table),
        (Numbered::Picture, PICTURES, MarkerKind::Picture),
    ];
    let mut added = Vec::new();
    for (of, register, kind) in kinds {
        let mut here: Vec<(usize, Added)> = Vec::new();
        for entry in dossier.register(register) {
            let (at, title) = (entry.get("at"), shared(entry.fields.get("title")));
            let mut named = markers(text_at(dossier, at)).into_iter();
            let named = named.find(|marker| marker.kind == kind && marker.title == title.trim());
            let order = named.map_or(usize::MAX, |marker| marker.range.start);
            let (id, at) = (entry.id.clone(), at.to_owned());
            here.push((order, Added { of, id, at, title }));
        }
        // The sort keeps the order of the register where the text says none.
        here.sort_by_key(|(order, _)| *order);
        added.extend(here.into_iter().map(|(_, added)| added));
    }
    added
}

/// The text of a slot or sub-heading.
fn text_at<'a>(dossier: &'a Dossier, at: &str) -> &'a str {
    let mut sections = dossier
        .items
        .iter()
        .filter_map(|item| item.sections.get(at));
    let text = dossier.profile.get(at).or_else(|| sections.next());
    text.map_or("", |text| text)
}

/// Numbers what was added, and charts. In two steps with [`added`] and [`charted`], because most that is typed changes no
/// number.
pub fn numbered(added: &[Added], charts: &[Charted], criteria: &Criteria) -> Captions {
    let mut there: BTreeMap<(&str, Numbered), Vec<(&str, &str)>> = BTreeMap::new();
    for Added { of, id, at, title } in added {
        there.entry((at, *of)).or_default().push((id, title));
    }
    for Charted { id, section, name } in charts {
        let charts = there.entry((section, Numbered::Chart)).or_default();
        charts.push((id, name));
    }
    let slots = criteria.profile.iter().map(|slot| &slot.id);
    let sections = criteria.items.iter().flat_map(|item| &item.sections);
    let places = slots.chain(sections.map(|section| &section.id));
    let mut all = Vec::new();
    let mut numbers = [0, 0];
    for at in places {
        for of in [Numbered::Table, Numbered::Picture, Numbered::Chart] {
            for &(id, title) in there.get(&(at.as_str(), of)).into_iter().flatten() {
                let number = &mut numbers[of.sequence()];
                *number += 1;
                let number = *number;
                all.push(Caption {
                    of,
                    number,
                    title: title.to_owned(),
                    at: at.clone(),
                    id: id.to_owned(),
                });
            }
        }
    }
    Captions { all }
}

/// Whether a metric has a chart: numbers of at least [`CHART_YEARS`] years.
pub fn has_chart(metric: &Metric, walk: &Walk) -> bool {
    let numbers = values(metric, walk)
        .filter(|(year, raw)| known_year(year).is_some() && input::decimal(raw).given().is_some());
    numbers.take(CHART_YEARS).count() == CHART_YEARS
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::{EntriesAt, Entry, Kind};
    use crate::testing::packs;

    fn table(dossier: &mut Dossier, id: &str, at: &str) {
        EntriesAt::Register(TABLES.into()).edit(dossier, |entries| {
            let mut entry = Entry::new(id);
            entry.fields.insert("at".into(), at.into());
            entry.fields.insert("title".into(), id.into());
            entries.push(entry);
        });
    }

    fn metric(dossier: &mut Dossier, id: &str, section: &str, values: &[&str]) {
        let mut metric = Metric::new(id);
        metric.fields.insert("section".into(), section.into());
        metric.fields.insert("name".into(), id.into());
        for (year, value) in (2024..).zip(values) {
            metric.set_year(&format!("{year}"), "value", (*value).into());
        }
        dossier.metrics.push(Rc::new(metric));
    }

    #[test]
    fn numbers_run_through_the_document_in_its_order() {
        let criteria = packs().criteria;
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        table(&mut dossier, "顾客分群表", "4.3.2-a");
        table(&mut dossier, "产品表", "B.1.1.a");
        table(&mut dossier, "走访表", "4.3.2-a");
        table(&mut dossier, "结果表", "4.7.3-a");
        table(&mut dossier, "没有这一处", "4.9.9-a");
        metric(&mut dossier, "利润总额", "4.7.4-a", &["1", "2"]);
        metric(&mut dossier, "满意度", "4.7.3-a", &["88.2", "89.4", "90"]);
        metric(&mut dossier, "只有一年", "4.7.3-a", &["88.2"]);
        metric(&mut dossier, "不是数", "4.7.3-a", &["88.2", "略升"]);
        let captions = captions(&dossier, &criteria);
        let shown: Vec<String> = captions
            .all
            .iter()
            .map(|caption| format!("{} {} {}", caption.label(), caption.title, caption.at))
            .collect();
        assert_eq!(
            shown,
            [
                "表 1 产品表 B.1.1.a",
                "表 2 顾客分群表 4.3.2-a",
                "表 3 走访表 4.3.2-a",
                "表 4 结果表 4.7.3-a",
                "图 1 满意度 4.7.3-a",
                "图 2 利润总额 4.7.4-a",
            ]
        );
        assert_eq!(captions.count(Numbered::Table), 4);
        assert_eq!(captions.count(Numbered::Chart), 2);
        let chart = captions.of(Numbered::Chart, "利润总额").unwrap();
        assert_eq!(chart.number, 2);
        assert_eq!(captions.of(Numbered::Table, "没有这一处"), None);
        assert_eq!(captions.at("4.7.3-a").count(), 2);
    }
}
