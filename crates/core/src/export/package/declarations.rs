//! Declarations, and the places for signature and seal. Names are not printed here: they are signed by hand.

use crate::domain::words::long_date;
use crate::pack::Scheme;
use crate::views::application_date;

use super::super::document::{Block, Chapter};
use super::super::paper::{self, BLANK_DATE, fill};
use super::context::ChapterContext;

const ID: &str = "c-declarations";

/// The places at the foot of the form.
pub fn seals(scheme: &Scheme) -> [Block; 2] {
    [
        seal(
            "申报组织",
            "法定代表人（负责人）签字：＿＿＿＿＿＿　（公章）",
        ),
        seal(
            &format!("{}推荐意见", scheme.about.recommender.value),
            "负责人签字：＿＿＿＿＿＿　（公章）",
        ),
    ]
}

/// The declaration of an applicant.
pub fn of_application(context: &ChapterContext<'_>) -> Chapter {
    let mut blocks = pledge(context);
    blocks.push(seal(
        "申报组织",
        "法定代表人（负责人）签字：＿＿＿＿＿＿　（公章）",
    ));
    Chapter {
        id: ID.to_owned(),
        title: "声明和签字盖章".to_owned(),
        blocks,
    }
}

/// The declaration of an award's holder.
pub fn of_winner() -> Chapter {
    Chapter {
        id: ID.to_owned(),
        title: "声明和签字盖章".to_owned(),
        blocks: vec![
            Block::Text("本报告所写内容和数据完整、真实、准确，由本单位负责。".to_owned()),
            seal(
                "获奖组织",
                "法定代表人（负责人）签字：＿＿＿＿＿＿　（公章）",
            ),
        ],
    }
}

fn seal(name: &str, line: &str) -> Block {
    Block::Seal {
        name: name.to_owned(),
        lines: vec![line.to_owned(), BLANK_DATE.to_owned()],
    }
}

/// The scheme's declaration of truth, without its last lines: signature and seal have their own place.
fn pledge(context: &ChapterContext<'_>) -> Vec<Block> {
    let template = context.scheme.template(&context.scheme.roles.pledge_letter);
    let Some(paper) = template.and_then(|template| paper::split(&template.body)) else {
        return Vec::new();
    };
    let about = &context.scheme.about;
    let value = |key: &str| match key {
        "award_name" => Some(about.name.value.clone()),
        "secretariat" => Some(about.secretariat.value.clone()),
        "scheme_title" => Some(about.document_title.value.clone()),
        "application_date" => {
            let on = application_date(context.dossier).given().copied();
            Some(on.map_or(BLANK_DATE.to_owned(), long_date))
        }
        "disclosures" => Some("见申报表“第十四条各项说明”。".to_owned()),
        "working_days" => {
            let days = context.assessment().notice.working_days;
            days.map(|days| format!(" {days} "))
        }
        _ => None,
    };
    let mut blocks = vec![Block::Heading {
        level: 1,
        text: fill(paper.title, value),
        id: Some(format!("{ID}-1")),
    }];
    blocks.extend(paper.lines.map(|line| Block::Text(fill(line, value))));
    blocks
}
