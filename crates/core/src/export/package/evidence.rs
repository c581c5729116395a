//! 证实性材料目录: what can be shown, and which items refer to it.

use crate::dossier::EntriesAt;

use super::super::document::{Block, Chapter, Row, columns, texts};
use super::context::ChapterContext;
use super::entries::table;

const TITLE: &str = "证实性材料目录";
/// The register of the catalogue.
pub const REGISTER: &str = "evidence";

/// The chapter.
pub fn chapter(context: &mut ChapterContext<'_>) -> Chapter {
    let (criteria, dossier) = (context.criteria, context.dossier);
    let entries = EntriesAt::Register(REGISTER.into());
    let register = criteria.register(REGISTER);
    let listed = register.and_then(|register| table(context, register, &entries, TITLE));
    let mut blocks = Vec::new();
    match listed {
        Some(table) => blocks.push(table),
        None => blocks.push(Block::Text("没有登记证实性材料。".to_owned())),
    }
    let rows = entries.read(dossier).iter().filter_map(|entry| {
        let items = dossier.items.iter();
        let items = items.filter(|item| item.refs(REGISTER).contains(&entry.id));
        let items: Vec<&str> = items.map(|item| item.id.as_str()).collect();
        let name = match entry.get("code") {
            "" => return None,
            code => code.to_owned(),
        };
        (!items.is_empty()).then(|| texts([name, items.join("、")]))
    });
    let rows: Vec<Row> = rows.collect();
    if !rows.is_empty() {
        blocks.push(Block::Table {
            caption: "哪些条目引用".to_owned(),
            columns: columns([("附件号", 5), ("条目", 15)]),
            rows,
            whole: false,
        });
    }
    Chapter {
        id: "c-evidence".to_owned(),
        title: TITLE.to_owned(),
        blocks,
    }
}
