//! 待确认: everything that cannot be said yet, with why and what to do.

use crate::domain::verdict::State;
use crate::domain::words;

use super::super::document::{Block, Chapter, Row, columns, texts};
use super::super::told::{self, told};
use super::book::Book;

/// The chapter.
pub fn chapter(book: &Book<'_>) -> Chapter {
    let rows = rows(book);
    let block = match rows.is_empty() {
        true => Block::Text("没有待确认的事项。".to_owned()),
        false => Block::Table {
            caption: String::new(),
            columns: columns([("条款", 4), ("事项", 4), ("为什么待确认", 6), ("怎么办", 6)]),
            rows,
            whole: false,
        },
    };
    Chapter {
        id: "c-open".to_owned(),
        title: "待确认事项".to_owned(),
        blocks: vec![block],
    }
}

fn rows(book: &Book<'_>) -> Vec<Row> {
    let assessment = book.assessment();
    let on = assessment.on;
    let findings = told::findings(assessment);
    let unknown = findings.filter(|finding| finding.state == State::Unknown);
    let mut rows: Vec<Row> = unknown
        .map(|finding| {
            let told = told(finding, book.scheme, on);
            let open = told.reasons.iter();
            let mut why: Vec<String> = open
                .filter(|why| why.state == State::Unknown)
                .map(|why| words::reason_unquoted(why.reason, on))
                .collect();
            why.dedup();
            texts([
                told.cite,
                told.title.to_owned(),
                why.concat(),
                told.what_to_do.into_owned(),
            ])
        })
        .collect();
    let notice = &assessment.notice;
    if notice.state == State::Unknown {
        let told = told::notice(assessment, book.scheme);
        let why = notice.reasons.iter();
        let why: Vec<_> = why.map(|why| words::notice_unquoted(why, on)).collect();
        let what = "公示期满、没有异议后再提交申报材料。";
        rows.push(texts([
            told.cite,
            "内部公示".to_owned(),
            why.concat(),
            what.to_owned(),
        ]));
    }
    rows
}
