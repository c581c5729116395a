//! What was answered to articles 13, 14, 17(二), 25 and 28: every question with its answer, notes, claims with their
//! sources, honours, the recommendation, events, the notice.

use crate::dossier::loss_years;
use crate::pack::{AskKind, Part};
use crate::views::{AnswerText, Step, StepSection, answers};

use super::super::document::{Block, Chapter, Row, UNFILLED, columns, or_blank, texts};
use super::context::ChapterContext;
use super::section;

const ID: &str = "c-walk";
const TITLE: &str = "申报条件逐项回答";

/// The chapter.
pub fn chapter(context: &mut ChapterContext<'_>) -> Chapter {
    let groups = context.steps.groups.clone();
    let mut blocks = Vec::new();
    for (at, group) in (1..).zip(&groups) {
        blocks.push(section(ID, at, &group.title));
        match group.part {
            // Single questions, of no article's item.
            Part::General => {
                let rows = group.steps().flat_map(|step| rows(context, step));
                let rows = rows.collect();
                blocks.push(table(String::new(), rows));
            }
            _ => blocks.extend(
                group
                    .sections
                    .iter()
                    .map(|section| of_section(context, section)),
            ),
        }
    }
    Chapter {
        id: ID.to_owned(),
        title: TITLE.to_owned(),
        blocks,
    }
}

fn of_section(context: &mut ChapterContext<'_>, section: &StepSection<'_>) -> Block {
    let cite = section.steps.first().map(Step::cite).unwrap_or_default();
    let rows = section.steps.iter().flat_map(|step| rows(context, step));
    let rows = rows.collect();
    table(format!("{cite}：{}", section.title), rows)
}

fn table(caption: String, rows: Vec<Row>) -> Block {
    Block::Table {
        caption,
        columns: columns([("问题", 9), ("回答", 11)]),
        rows,
        whole: false,
    }
}

fn rows(context: &mut ChapterContext<'_>, step: &Step<'_>) -> Vec<Row> {
    if !step.needed(&context.dossier.walk) {
        let needless = "按前面的回答，不用回答";
        return vec![texts([step.ask.to_owned(), needless.to_owned()])];
    }
    let mut rows: Vec<Row> = answers(step, context.dossier)
        .into_iter()
        .map(|said| {
            let asked = match said.label.as_str() {
                "" => step.ask.to_owned(),
                label => label.to_owned(),
            };
            let answered = answer(context, &said, step.optional());
            texts([asked, answered])
        })
        .collect();
    rows.extend(years_without_profit(context, step));
    rows
}

/// The answer in words, or where it stands already, or that there is none.
fn answer(context: &mut ChapterContext<'_>, said: &AnswerText, optional: bool) -> String {
    if let Some(part) = context.shown_in(&said.places)
        && !said.text.is_empty()
    {
        return format!("见{part}");
    }
    for place in &said.places {
        context.show(place.clone(), TITLE);
    }
    if !said.fields.is_empty() {
        let field = |field: &AnswerText| {
            let text = or_blank(&field.text, !field.optional);
            format!("{}：{text}", field.label)
        };
        return said.fields.iter().map(field).collect::<Vec<_>>().join("\n");
    }
    or_blank(&said.text, !(optional || said.optional))
}

/// The years that 14(五) looks at and no figure is written for, where others are.
fn years_without_profit(context: &ChapterContext<'_>, step: &Step<'_>) -> Vec<Row> {
    let walk = &context.dossier.walk;
    let mut figures = step.questions.iter();
    let figures = figures
        .find(|question| question.part == Part::Exclusion && question.kind == AskKind::Figures);
    let Some(question) = figures.filter(|_| !walk.profits.is_empty()) else {
        return Vec::new();
    };
    let years = loss_years(context.assessment(), question.of).into_iter();
    let missing = years.filter(|year| !walk.profits.contains_key(&year.to_string()));
    let row = |year: i32| texts([format!("{year} 年度利润总额"), UNFILLED.to_owned()]);
    missing.map(row).collect()
}
