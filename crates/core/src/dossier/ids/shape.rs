//! Whether ids and names are such as this program writes, whatever the packs know: they become parts of record keys and
//! of elements' ids, and they identify rows.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{
    Annual, Dossier, Entry, EntryLists, Form, Item, Metric, Piece, Sheet, Walk,
};
use super::super::sections::RecordKey;
use crate::json::decode::Refusal;
use crate::json::fault::on_one_line;

/// Longest id or name, in characters.
const LONGEST: usize = 64;

/// Looks at the ids of a dossier, whole or part by part. It remembers the ids of rows: they stand once in a dossier.
#[derive(Default)]
pub(in super::super) struct Shape {
    seen: BTreeSet<String>,
    /// Those of the section that is looked at.
    fresh: Vec<String>,
}

type Checked = Result<(), Refusal>;

impl Shape {
    /// All of a dossier, with places as its file has them.
    pub(in super::super) fn dossier(&mut self, dossier: &Dossier) -> Checked {
        id("id", &dossier.id)?;
        names("settings", &dossier.settings)?;
        self.walk("walk", &dossier.walk)?;
        form("form", &dossier.form)?;
        names("profile", &dossier.profile)?;
        names("profile_fields", &dossier.profile_fields)?;
        names("hand_in", &dossier.hand_in)?;
        self.lists("registers", &dossier.registers)?;
        for (at, metric) in dossier.metrics.iter().enumerate() {
            self.metric(&format!("metrics[{at}]"), metric)?;
        }
        once("items", dossier.items.iter().map(|item| &item.id))?;
        for (at, item) in dossier.items.iter().enumerate() {
            let place = format!("items[{at}]");
            name(&format!("{place}.id"), &item.id)?;
            self.item(&place, item)?;
        }
        self.sheets("sheets", &dossier.sheets)?;
        self.drawer("drawer", &dossier.drawer)?;
        let Annual {
            sections, award, ..
        } = &*dossier.annual;
        names("annual.award", award)?;
        names("annual.sections", sections)
    }

    /// What one section of a dossier holds, with places in its record. The rows of one that is refused are none.
    pub(in super::super) fn section(&mut self, section: &RecordKey, dossier: &Dossier) -> Checked {
        self.fresh.clear();
        let checked = self.part(section, dossier);
        if checked.is_err() {
            for id in self.fresh.drain(..) {
                self.seen.remove(&id);
            }
        }
        checked
    }

    fn part(&mut self, section: &RecordKey, dossier: &Dossier) -> Checked {
        match section {
            RecordKey::Head => names("settings", &dossier.settings),
            RecordKey::Walk => self.walk("", &dossier.walk),
            RecordKey::Form => form("", &dossier.form),
            RecordKey::Annual => names("award", &dossier.annual.award),
            RecordKey::MetricOrder => Ok(()),
            RecordKey::AnnualText(id) | RecordKey::Slot(id) => name("", id),
            RecordKey::Profile => names("", &dossier.profile_fields),
            RecordKey::HandIn => names("", &dossier.hand_in),
            RecordKey::Register(id) => {
                name("", id)?;
                self.entries("", dossier.register(id))
            }
            RecordKey::Metric(id) => match dossier.metric(id) {
                Some(metric) => self.metric("", metric),
                None => Ok(()),
            },
            RecordKey::Item(id) => {
                name("", id)?;
                match dossier.item(id) {
                    Some(item) => self.item("", item),
                    None => Ok(()),
                }
            }
            RecordKey::Sheets => self.sheets("", &dossier.sheets),
            RecordKey::Drawer => self.drawer("", &dossier.drawer),
        }
    }

    fn walk(&mut self, place: &str, walk: &Walk) -> Checked {
        names(&within(place, "answers"), &walk.answers)?;
        years(&within(place, "profits"), &walk.profits)?;
        let ranking = walk.ranking.iter().map(|claim| &claim.id);
        self.rows(&within(place, "ranking"), ranking)?;
        let honours = walk.honours.iter().map(|honour| &honour.id);
        self.rows(&within(place, "honours"), honours)?;
        let events = walk.events.iter().map(|event| &event.id);
        self.rows(&within(place, "events"), events)
    }

    fn lists(&mut self, place: &str, lists: &EntryLists) -> Checked {
        names(place, lists)?;
        for (id, entries) in lists {
            self.entries(&within(place, id), entries)?;
        }
        Ok(())
    }

    fn entries(&mut self, place: &str, entries: &[Entry]) -> Checked {
        for (at, entry) in entries.iter().enumerate() {
            let place = format!("{place}[{at}]");
            self.row(&place, &entry.id)?;
            names(&within(&place, "fields"), &entry.fields)?;
            names(&within(&place, "refs"), &entry.refs)?;
        }
        Ok(())
    }

    fn metric(&mut self, place: &str, metric: &Metric) -> Checked {
        self.row(place, &metric.id)?;
        names(&within(place, "fields"), &metric.fields)?;
        let all = within(place, "years");
        years(&all, &metric.years)?;
        for (year, texts) in &metric.years {
            names(&within(&all, year), texts)?;
        }
        names(&within(place, "refs"), &metric.refs)?;
        self.lists(&within(place, "lists"), &metric.lists)
    }

    fn item(&mut self, place: &str, item: &Item) -> Checked {
        names(&within(place, "sections"), &item.sections)?;
        names(&within(place, "fields"), &item.fields)?;
        names(&within(place, "factors"), &item.factors)?;
        names(&within(place, "refs"), &item.refs)?;
        self.lists(&within(place, "lists"), &item.lists)
    }

    fn sheets(&mut self, place: &str, sheets: &[Sheet]) -> Checked {
        for (at, sheet) in sheets.iter().enumerate() {
            let place = format!("{place}[{at}]");
            self.row(&place, &sheet.id)?;
            is_fingerprint(&within(&place, "fingerprint"), &sheet.fingerprint)?;
            let items = within(&place, "items");
            once(&items, sheet.items.iter().map(|item| &item.id))?;
            for (at, item) in sheet.items.iter().enumerate() {
                let place = format!("{items}[{at}]");
                name(&within(&place, "id"), &item.id)?;
                names(&within(&place, "factors"), &item.factors)?;
            }
        }
        Ok(())
    }

    fn drawer(&mut self, place: &str, drawer: &[Piece]) -> Checked {
        self.rows(place, drawer.iter().map(|piece| &piece.id))
    }

    fn rows<'i>(&mut self, place: &str, ids: impl Iterator<Item = &'i String>) -> Checked {
        for (at, id) in ids.enumerate() {
            self.row(&format!("{place}[{at}]"), id)?;
        }
        Ok(())
    }

    /// The id of a row is fit to use and stands nowhere else in the dossier.
    fn row(&mut self, row: &str, row_id: &str) -> Checked {
        let place = within(row, "id");
        id(&place, row_id)?;
        if !self.seen.insert(row_id.to_owned()) {
            return Err(Refusal::new(place, format!("编号“{row_id}”用了两次")));
        }
        self.fresh.push(row_id.to_owned());
        Ok(())
    }
}

fn within(place: &str, step: &str) -> String {
    match place {
        "" => step.to_owned(),
        place => format!("{place}.{step}"),
    }
}

fn form(place: &str, form: &Form) -> Checked {
    names(&within(place, "fields"), &form.fields)?;
    let place = within(place, "figures");
    names(&place, &form.figures)?;
    for (id, figures) in &form.figures {
        years(&within(&place, id), figures)?;
    }
    Ok(())
}

/// An id that the app gives: letters, digits and `-`.
fn id(place: &str, id: &str) -> Checked {
    fit(place, id, "编号", &['-'])
}

/// An id of the packs, or a name that the program gives.
fn name(place: &str, name: &str) -> Checked {
    fit(place, name, "名称", &['-', '.', '_'])
}

fn fit(place: &str, id: &str, what: &str, signs: &[char]) -> Checked {
    let fits = |c: char| c.is_ascii_alphanumeric() || signs.contains(&c);
    if id.is_empty() {
        Err(Refusal::new(place, format!("{what}是空的")))
    } else if id.len() > LONGEST || !id.chars().all(fits) {
        let signs: String = signs.iter().map(|sign| format!("“{sign}”")).collect();
        let reason = format!(
            "“{}”不能用作{what}，{what}由字母、数字和{signs}组成，最多 {LONGEST} 个",
            on_one_line(id)
        );
        Err(Refusal::new(place, reason))
    } else {
        Ok(())
    }
}

fn names<V>(place: &str, map: &BTreeMap<String, V>) -> Checked {
    map.keys()
        .try_for_each(|key| name(&within(place, key), key))
}

/// Years are four digits. One that no date can lie in is kept like anything else that has no place.
fn years<V>(place: &str, map: &BTreeMap<String, V>) -> Checked {
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    match map.keys().find(|year| !is_year(year)) {
        None => Ok(()),
        Some(year) => {
            let reason = format!("“{}”不是年度，年度由四个数字组成", on_one_line(year));
            Err(Refusal::new(within(place, year), reason))
        }
    }
}

/// Each item stands once in a list of items.
fn once<'i>(list: &str, items: impl Iterator<Item = &'i String>) -> Checked {
    let mut seen = BTreeSet::new();
    for (at, id) in items.enumerate() {
        if !seen.insert(id) {
            let reason = format!("条目“{}”写了两次", on_one_line(id));
            return Err(Refusal::new(format!("{list}[{at}].id"), reason));
        }
    }
    Ok(())
}

fn is_fingerprint(place: &str, said: &str) -> Checked {
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if said.len() == 64 && said.chars().all(hex) {
        return Ok(());
    }
    let reason = format!(
        "“{}”不是指纹，指纹由 64 个数字和小写字母 a 到 f 组成",
        on_one_line(said)
    );
    Err(Refusal::new(place, reason))
}
