//! What places of a dossier are called in a finding.

use crate::dossier::{EntriesAt, Place};
use crate::views::TABLES;

use super::ReviewInput;
use super::say::before_han;

impl ReviewInput<'_> {
    /// A place by the name a reader knows it by: 条目 4.3.2, 概述 B.2.2, 表格“顾客分群”.
    fn place_name(&self, place: &Place) -> String {
        match place {
            Place::Slot(slot) => format!("概述 {slot}"),
            Place::Section(item, _) | Place::FactorNote(item, _) | Place::ItemField(item, _) => {
                format!("条目 {item}")
            }
            Place::Entry(EntriesAt::Register(register), id, _) if **register == *TABLES => {
                let tables = self.dossier.register(TABLES).iter();
                let title = tables.filter(|table| *table.id == **id);
                let title = title.map(|table| table.get("title").trim()).next();
                match title.filter(|title| !title.is_empty()) {
                    Some(title) => format!("表格“{title}”"),
                    None => "没有题名的表格".into(),
                }
            }
            Place::AnnualText(_) => "年度自评".into(),
            Place::Form(id) => {
                let field = self.packs.scheme.form_field(id);
                field.map_or("申报表".into(), |field| {
                    format!("申报表“{}”", field.label)
                })
            }
            _ => "申报材料".into(),
        }
    }

    /// Several places by name, each once, at most three of them spelled out, to be followed by Han.
    pub fn place_names<'p>(&self, places: impl IntoIterator<Item = &'p Place>) -> String {
        let mut names: Vec<String> = Vec::new();
        for place in places {
            let name = self.place_name(place);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let more = names.len().saturating_sub(SPELLED_OUT);
        names.truncate(SPELLED_OUT);
        let named = before_han(names.join("、"));
        match more {
            0 => named,
            more => format!("{named}等 {} 处", SPELLED_OUT + more),
        }
    }
}

/// How many places a finding spells out.
const SPELLED_OUT: usize = 3;

/// A stable key of the place for a waiver: the sub-heading, slot, item or entry.
pub fn object(place: &Place) -> String {
    match place {
        Place::Slot(id) | Place::Section(_, id) | Place::AnnualText(id) | Place::Form(id) => {
            id.to_string()
        }
        Place::FactorNote(item, factor) => format!("{item}/{factor}"),
        Place::Entry(_, id, _) => id.to_string(),
        other => other.to_string(),
    }
}
