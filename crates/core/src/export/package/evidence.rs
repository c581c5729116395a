//! 证实性材料目录: what can be shown, under which number, with which files, and which items refer to it.

use crate::dossier::{EVIDENCE, EVIDENCE_FILES, EntriesAt, Entry, FileMark};
use crate::views::evidence_label;

use super::super::document::{Block, Cell, Chapter, Column, NOTHING, Row, columns, texts};
use super::context::ChapterContext;
use super::entries::table;

const TITLE: &str = "证实性材料目录";
/// Letters of a digest that tell files apart on paper.
const SHOWN: usize = 16;

/// The chapter.
pub fn chapter(context: &mut ChapterContext<'_>) -> Chapter {
    let (criteria, dossier) = (context.criteria, context.dossier);
    let entries = EntriesAt::Register(EVIDENCE.into());
    let register = criteria.register(EVIDENCE);
    let listed = register.and_then(|register| table(context, register, &entries, TITLE));
    let papers: Vec<(String, &Entry)> = (1..)
        .zip(entries.read(dossier))
        .map(|(at, entry)| (evidence_label(at, entry), entry))
        .collect();
    let mut blocks = Vec::new();
    match listed {
        Some(table) => blocks.push(with_numbers(table, &papers)),
        None => blocks.push(Block::Text("没有登记证实性材料。".to_owned())),
    }
    let files = papers.iter().flat_map(|(label, entry)| {
        let files = FileMark::all(entry.get(EVIDENCE_FILES)).into_iter();
        files.map(|file| {
            let digest = file.sha256.chars().take(SHOWN).collect();
            let size = file.size_words();
            texts([label.clone(), file.name, size, digest])
        })
    });
    let names = [
        ("编号", 3),
        ("文件", 9),
        ("大小", 3),
        ("SHA-256 前 16 位", 5),
    ];
    blocks.extend(listing("附件文件", columns(names), files.collect()));
    let cited = papers.iter().filter_map(|(label, entry)| {
        let items = dossier.items.iter();
        let items = items.filter(|item| item.refs(EVIDENCE).contains(&entry.id));
        let items: Vec<&str> = items.map(|item| item.id.as_str()).collect();
        (!items.is_empty()).then(|| texts([label.clone(), items.join("、")]))
    });
    let names = [("编号", 5), ("条目", 15)];
    blocks.extend(listing("哪些条目引用", columns(names), cited.collect()));
    Chapter {
        id: "c-evidence".to_owned(),
        title: TITLE.to_owned(),
        blocks,
    }
}

/// A table, unless it has no rows.
fn listing(caption: &str, columns: Vec<Column>, rows: Vec<Row>) -> Option<Block> {
    (!rows.is_empty()).then(|| Block::Table {
        caption: caption.to_owned(),
        columns,
        rows,
        whole: false,
    })
}

/// The table of the papers, in which each has its number.
fn with_numbers(table: Block, papers: &[(String, &Entry)]) -> Block {
    let Block::Table {
        caption,
        mut columns,
        mut rows,
        whole,
    } = table
    else {
        return table;
    };
    let typed = papers
        .iter()
        .any(|(_, entry)| !entry.get("code").is_empty());
    if !typed {
        let widest = columns.iter_mut().max_by_key(|column| column.width);
        if let Some(widest) = widest {
            widest.width = widest.width.saturating_sub(2).max(1);
        }
        let name = "编号".to_owned();
        columns.insert(0, Column { name, width: 2 });
    }
    for (row, (label, _)) in rows.iter_mut().zip(papers) {
        match row.cells.first_mut() {
            Some(first) if typed && first.text() == NOTHING => *first = Cell::Text(label.clone()),
            Some(_) if typed => {}
            _ => row.cells.insert(0, Cell::Text(label.clone())),
        }
    }
    Block::Table {
        caption,
        columns,
        rows,
        whole,
    }
}
