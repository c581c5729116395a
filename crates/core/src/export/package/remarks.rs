//! 内部记录: what is kept for the work on the report and is not handed in: registers for checking, strengths and
//! opportunities of each item, what it refers to, what a metric is computed with.

use std::rc::Rc;

use crate::dossier::{EntriesAt, RefsAt, WAIVERS};
use crate::pack::{Item, RegisterOf};

use super::super::document::{Block, Chapter};
use super::context::ChapterContext;
use super::entries::{in_words, named, table};
use super::metrics;

const TITLE: &str = "内部记录";

/// The chapter; `None` when there is nothing of it.
pub fn chapter(context: &mut ChapterContext<'_>) -> Option<Chapter> {
    let criteria = context.criteria;
    let registers = criteria.registers_of(RegisterOf::Dossier);
    let internal = registers.filter(|register| register.internal && register.id != WAIVERS);
    let mut blocks = Vec::new();
    for register in internal {
        let at = EntriesAt::Register(register.id.as_str().into());
        blocks.extend(table(context, register, &at, TITLE));
    }
    for item in &criteria.items {
        let said = of_item(context, item);
        if !said.is_empty() {
            blocks.push(Block::Heading {
                level: 1,
                text: format!("{} {}", item.id, item.title),
                id: None,
            });
            blocks.push(Block::Small(said.join("\n")));
        }
    }
    (!blocks.is_empty()).then(|| Chapter {
        id: "c-remarks".to_owned(),
        title: TITLE.to_owned(),
        blocks,
    })
}

/// The remarks on an item, a line each.
fn of_item(context: &mut ChapterContext<'_>, item: &Item) -> Vec<String> {
    let id: Rc<str> = item.id.as_str().into();
    let mut said = Vec::new();
    for list in context.criteria.registers_of(RegisterOf::Item) {
        if list.internal {
            let at = EntriesAt::Item(id.clone(), list.id.as_str().into());
            said.extend(in_words(context, list, &at, TITLE));
        }
    }
    said.extend(refers(context, &id));
    for section in &item.sections {
        said.extend(metrics::remarks(context, section, TITLE));
    }
    said
}

/// What the item refers to, by name.
fn refers(context: &ChapterContext<'_>, item: &Rc<str>) -> Option<String> {
    let of = [
        ("departments", "推行部门", &["departments"][..]),
        ("links", "对齐", &["challenges", "goals", "slots", "items"]),
        ("metrics", "指标", &["metrics"]),
        ("evidence", "证实性材料", &["evidence"]),
    ];
    let said = of.into_iter().filter_map(|(key, label, to)| {
        let refs = RefsAt::Item(item.clone(), key.into());
        let refs = refs.read(context.dossier);
        let names = to.iter().map(|to| named(context, to, refs));
        let names: Vec<String> = names.filter(|names| !names.is_empty()).collect();
        (!names.is_empty()).then(|| format!("{label}：{}", names.join("、")))
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| said.join("；"))
}
