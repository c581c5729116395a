//! 待确认: everything that cannot be said yet, with why and what to do.

use crate::domain::verdict::State;
use crate::domain::words;

use super::super::document::{Block, Chapter, Row, columns, texts};
use super::super::finding_text::{self, finding_text};
use super::context::ChapterContext;

/// The chapter.
pub fn chapter(context: &ChapterContext<'_>) -> Chapter {
    let rows = rows(context);
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

fn rows(context: &ChapterContext<'_>) -> Vec<Row> {
    let assessment = context.assessment();
    let on = assessment.on;
    let findings = finding_text::findings(assessment);
    let unknown = findings.filter(|finding| finding.state == State::Unknown);
    let mut rows: Vec<Row> = unknown
        .map(|finding| {
            let text = finding_text(finding, context.scheme, on);
            let open = text.reasons.iter();
            let mut why: Vec<String> = open
                .filter(|why| why.state == State::Unknown)
                .map(|why| words::reason_unquoted(why.reason, on, &context.scheme.terms()))
                .collect();
            why.dedup();
            texts([
                text.cite,
                text.title.to_owned(),
                why.concat(),
                text.what_to_do.into_owned(),
            ])
        })
        .collect();
    let notice = &assessment.notice;
    if notice.state == State::Unknown {
        let text = finding_text::notice(assessment, context.scheme);
        let why = notice.reasons.iter();
        let why: Vec<_> = why.map(|why| words::notice_unquoted(why, on)).collect();
        let what = "公示期满、没有异议后再提交申报材料。";
        rows.push(texts([
            text.cite,
            "内部公示".to_owned(),
            why.concat(),
            what.to_owned(),
        ]));
    }
    rows
}
