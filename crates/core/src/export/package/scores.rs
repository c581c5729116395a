//! 自评评分表: the percent of each item with its exact points and its reason, sums by category and in all.

use crate::domain::score::{FullPoints, Tally};
use crate::domain::words;
use crate::dossier::{Place, progress};

use super::super::document::{Block, Cell, Chapter, Row, columns, or_unfilled};
use super::book::Book;

const ID: &str = "c-scores";
const TITLE: &str = "自评评分表";

/// Stands for the percent and the points of an item without a score: it is left out, it is not 0.
const UNSCORED: &str = "不计";

/// The chapter.
pub fn chapter(book: &mut Book<'_>) -> Chapter {
    let criteria = book.criteria;
    let percents = progress::percents(book.dossier, criteria);
    let mut rows = Vec::new();
    for category in &criteria.categories {
        for (item, percent) in criteria.items.iter().zip(&percents) {
            if item.category != category.id {
                continue;
            }
            let full = FullPoints::new(item.points);
            let score = full.and_then(|full| percent.map(|percent| full.score(percent)));
            let reason = book.show(Place::Reason(item.id.as_str().into()), TITLE);
            rows.push(Row {
                cells: vec![
                    Cell::Text(format!("{} {}", item.id, item.title)),
                    Cell::Number(item.points.to_string()),
                    Cell::Number(match percent {
                        Some(percent) => format!("{} %", percent.get()),
                        None => UNSCORED.to_owned(),
                    }),
                    Cell::Number(score.map_or(UNSCORED.to_owned(), |score| score.to_string())),
                    Cell::Text(or_unfilled(reason)),
                ],
                sum: false,
            });
        }
        let tally = progress::category(criteria, &percents, category);
        rows.push(sum(&format!("{} {}", category.id, category.title), tally));
    }
    rows.push(sum("合计", progress::total(criteria, &percents)));
    Chapter {
        id: ID.to_owned(),
        title: TITLE.to_owned(),
        blocks: vec![
            Block::Small(
                "得分 = 分值 × 百分比，百分比只取 0、5、10……100，得分直接相加，不取整。没有评的条目写“不计”，不当作 0 分。\
                 自评得分供内部改进用，不是评审组的得分。"
                    .to_owned(),
            ),
            Block::Table {
                caption: String::new(),
                columns: columns([
                    ("条目", 5),
                    ("分值", 2),
                    ("百分比", 2),
                    ("得分", 2),
                    ("评分理由", 9),
                ]),
                rows,
                whole: false,
            },
        ],
    }
}

fn sum(name: &str, tally: Tally) -> Row {
    let score = tally.shown().map(|score| score.to_string());
    Row {
        cells: vec![
            Cell::Text(name.to_owned()),
            Cell::Number(tally.full.to_string()),
            Cell::Number(String::new()),
            Cell::Number(score.unwrap_or_else(|| UNSCORED.to_owned())),
            Cell::Text(words::tally(tally)),
        ],
        sum: true,
    }
}
