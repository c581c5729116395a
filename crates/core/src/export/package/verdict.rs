//! 资格结论: the overall sentence with its dates, the readings side by side, then every finding with article, reasons,
//! what to do and when.

use crate::domain::input::Flaw;
use crate::domain::verdict::{Overall, RuleFinding, State};
use crate::domain::words;
use crate::dossier::{Kind, Place};
use crate::pack::cite;
use crate::pack::reserved::ORGANISATION;
use crate::views::marked;

use super::super::document::{Block, Chapter, FormRow, Row, columns, field, or_unfilled, texts};
use super::super::finding_text::{self, FindingText, finding_text};
use super::context::ChapterContext;
use super::section;

const ID: &str = "c-verdict";
const TITLE: &str = "资格结论";

/// The chapter.
pub fn chapter(context: &mut ChapterContext<'_>) -> Chapter {
    let scheme = context.scheme;
    let mut blocks = vec![section(ID, 1, "结论和日期")];
    blocks.extend(overall(context));
    blocks.push(section(ID, 2, "办法没有写明之处，选用的理解"));
    blocks.extend(readings(context));
    blocks.push(settings(context));
    let conditions = format!(
        "{}：应当同时具备的条件",
        cite(&scheme.conditions_common.article)
    );
    let exclusions = format!(
        "{}：不得申报的情形",
        cite(&scheme.exclusions_common.article)
    );
    let assessment = context.assessment();
    blocks.push(section(ID, 3, &conditions));
    blocks.extend(
        assessment
            .conditions
            .iter()
            .map(|finding| trace(context, finding)),
    );
    blocks.push(section(ID, 4, &exclusions));
    let (clear, rest): (Vec<_>, Vec<_>) = assessment
        .exclusions
        .iter()
        .partition(|finding| finding.state == State::Pass);
    blocks.extend(rest.into_iter().map(|finding| trace(context, finding)));
    blocks.extend(in_brief(context, &clear));
    blocks.push(section(ID, 5, "以前获奖和撤销"));
    blocks.extend(
        assessment
            .gates
            .iter()
            .map(|finding| trace(context, finding)),
    );
    blocks.push(Block::Text(words::reward(assessment.reward)));
    blocks.push(section(ID, 6, "内部公示"));
    blocks.push(notice(context));
    blocks.push(section(ID, 7, "提醒"));
    let hints = finding_text::hints(assessment, scheme);
    blocks.extend(hints.into_iter().map(|text| Block::Text(text.to_owned())));
    blocks.push(Block::Small(format!(
        "依据：{}。计算日期：{}。{}",
        scheme.about.document_number.value, context.today, scheme.policy.disclaimer
    )));
    Chapter {
        id: ID.to_owned(),
        title: TITLE.to_owned(),
        blocks,
    }
}

fn overall(context: &mut ChapterContext<'_>) -> Vec<Block> {
    let mut rows = Vec::new();
    if context.dossier.kind == Kind::Precheck {
        // It has neither cover nor form.
        let name = context.show(Place::Form(ORGANISATION.into()), TITLE);
        rows.push(field("申报组织", or_unfilled(name)));
    }
    let (assessment, scheme) = (context.assessment(), context.scheme);
    let conclusion = finding_text::overall(assessment.overall, scheme);
    let basis = finding_text::basis(assessment, context.assessed.own_date);
    rows.extend([
        field("目前结论", conclusion),
        field(
            "逐项情况",
            format!("{}{basis}", finding_text::summary(assessment)),
        ),
    ]);
    if let Some(when) = finding_text::when(assessment, context.scheme) {
        let day = match when.earliest {
            Some(day) => day.to_string(),
            None => "目前无法确定".to_owned(),
        };
        let day = match when.condition.as_str() {
            "" => day,
            condition => format!("{day}\n{condition}"),
        };
        rows.push(field("最早可申报日期", day));
        let deciding = when.deciding.iter();
        let deciding: Vec<_> = deciding
            .map(|(cite, why)| format!("{cite}：{why}"))
            .collect();
        if !deciding.is_empty() {
            rows.push(field("由哪一项决定", deciding.join("\n")));
        }
    }
    vec![Block::Form {
        caption: String::new(),
        rows,
        whole: true,
    }]
}

/// The readings of "近3年" side by side, where they differ.
fn readings(context: &ChapterContext<'_>) -> Vec<Block> {
    let readings = &context.assessment().readings;
    if readings.is_empty() {
        return Vec::new();
    }
    let rows = readings.iter().map(|reading| {
        let used = if reading.in_use {
            "（现在选用）"
        } else {
            ""
        };
        let earliest = match reading.earliest {
            Some(day) => day.to_string(),
            None if reading.overall == Overall::Eligible => "现在".to_owned(),
            None => "无法确定".to_owned(),
        };
        texts([
            format!("{}{used}", words::basis(reading.basis)),
            finding_text::overall(reading.overall, context.scheme).to_owned(),
            earliest,
        ])
    });
    vec![
        Block::Text(finding_text::readings_differ(context.scheme)),
        Block::Table {
            caption: "“近 3 年”的几种理解".to_owned(),
            columns: columns([("理解", 8), ("结论", 8), ("最早可申报日期", 4)]),
            rows: rows.collect(),
            whole: true,
        },
    ]
}

/// Every reading that one may choose, and the chosen one.
fn settings(context: &mut ChapterContext<'_>) -> Block {
    let rows: Vec<Row> = context
        .scheme
        .settings
        .iter()
        .map(|setting| {
            let raw = context.show(Place::Setting(setting.id.as_str().into()), TITLE);
            let label = |value: &str| {
                let known = setting.options.iter().find(|option| option.value == value);
                known.map(|option| option.label.clone())
            };
            let (chosen, by) = match raw {
                "" => (label(&setting.default).unwrap_or_default(), "默认"),
                raw => (
                    label(raw).unwrap_or_else(|| marked(raw, Some(&Flaw::UnknownChoice))),
                    "由申报单位选定",
                ),
            };
            texts([setting.label.clone(), chosen, by.to_owned()])
        })
        .collect();
    Block::Table {
        caption: String::new(),
        columns: columns([("问题", 7), ("选用的理解", 9), ("怎样选的", 4)]),
        rows,
        whole: false,
    }
}

/// One finding in full.
fn trace(context: &ChapterContext<'_>, finding: &RuleFinding) -> Block {
    let on = context.assessment().on;
    let text = finding_text(finding, context.scheme, on);
    let reasons = text.reasons.iter().map(|why| {
        // What was typed stands where it was asked.
        let text = words::reason_unquoted(why.reason, on, &context.scheme.terms());
        match why.ask {
            "" => text,
            ask => format!("{ask}{text}"),
        }
    });
    let mut rows = vec![
        field("判定", text.label),
        field("原文", text.quote),
        field("理由", reasons.collect::<Vec<_>>().join("\n")),
    ];
    rows.extend(what_next(&text));
    Block::Form {
        caption: format!("{}：{}", text.cite, text.title),
        rows,
        whole: finding.state != State::Pass,
    }
}

/// The exclusions that do not hold, a line each.
fn in_brief(context: &ChapterContext<'_>, findings: &[&RuleFinding]) -> Option<Block> {
    let rows = findings.iter().map(|finding| {
        let text = finding_text(finding, context.scheme, context.assessment().on);
        let mut reasons: Vec<&str> = text.reasons.iter().map(|why| why.text.as_str()).collect();
        reasons.dedup();
        texts([
            text.cite,
            text.quote.to_owned(),
            text.label.to_owned(),
            reasons.concat(),
        ])
    });
    (!findings.is_empty()).then(|| Block::Table {
        caption: format!("没有的情形（{} 项）", findings.len()),
        columns: columns([("条款", 4), ("原文", 6), ("判定", 3), ("理由", 7)]),
        rows: rows.collect(),
        whole: false,
    })
}

fn what_next(text: &FindingText<'_>) -> Vec<FormRow> {
    let mut rows = Vec::new();
    if !text.what_to_do.is_empty() {
        rows.push(field("怎么办", &*text.what_to_do));
    }
    match text.earliest {
        Some(day) => rows.push(field("最早日期", day.to_string())),
        None if text.never => rows.push(field("最早日期", "这一项不会随时间解除，要先解决")),
        None => {}
    }
    rows
}

fn notice(context: &ChapterContext<'_>) -> Block {
    let assessment = context.assessment();
    let text = finding_text::notice(assessment, context.scheme);
    let notice = &assessment.notice;
    let reasons = notice.reasons.iter();
    let reasons = reasons.map(|why| words::notice_unquoted(why, assessment.on));
    let mut rows = vec![
        field("判定", text.label),
        field("原文", text.quote),
        field("理由", reasons.collect::<Vec<_>>().join("\n")),
    ];
    if let Some(end) = notice.earliest_end {
        rows.push(field("末日最早", end.to_string()));
    }
    rows.push(field("首日最晚", notice.latest_start.to_string()));
    rows.push(field("说明", text.beside));
    Block::Form {
        caption: text.cite,
        rows,
        whole: true,
    }
}
