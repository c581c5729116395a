//! 自评评分表: the percent of each item with its exact points and its reason, sums by category and in all.

use std::rc::Rc;

use crate::domain::score::{FullPoints, Tally};
use crate::domain::words;
use crate::dossier::{EntriesAt, Place, WAIVERS};
use crate::pack::Factor;
use crate::views::progress;

use super::super::document::{Block, Cell, Chapter, Row, columns, or_blank, texts};
use super::consensus;
use super::context::{ChapterContext, UNSCORED};

const ID: &str = "c-scores";
const TITLE: &str = "自评评分表";

/// The chapter.
pub fn chapter(context: &mut ChapterContext<'_>) -> Chapter {
    let criteria = context.criteria;
    let percents = progress::percents(context.dossier, criteria);
    let mut rows = Vec::new();
    for category in &criteria.categories {
        for (item, percent) in criteria.items.iter().zip(&percents) {
            if item.category != category.id {
                continue;
            }
            let full = FullPoints::new(item.points);
            let score = full.and_then(|full| percent.map(|percent| full.score(percent)));
            let reason = context.show(Place::Reason(item.id.as_str().into()), TITLE);
            rows.push(Row {
                cells: vec![
                    Cell::Text(format!("{} {}", item.id, item.title)),
                    Cell::Number(item.points.to_string()),
                    Cell::Number(match percent {
                        Some(percent) => format!("{} %", percent.get()),
                        None => UNSCORED.to_owned(),
                    }),
                    Cell::Number(score.map_or(UNSCORED.to_owned(), |score| score.to_string())),
                    Cell::Text(or_blank(reason, percent.is_some())),
                ],
                sum: false,
            });
        }
        let tally = progress::category(criteria, &percents, category);
        rows.push(sum(&format!("{} {}", category.id, category.title), tally));
    }
    rows.push(sum("合计", progress::total(criteria, &percents)));
    let mut blocks = vec![
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
        ];
    blocks.extend(consensus::blocks(context, TITLE));
    blocks.extend(judged(context));
    blocks.extend(waived(context));
    Chapter {
        id: ID.to_owned(),
        title: TITLE.to_owned(),
        blocks,
    }
}

/// How each factor was judged, who wrote the item; `None` when nothing of it is written.
fn judged(context: &mut ChapterContext<'_>) -> Option<Block> {
    let (criteria, dossier) = (context.criteria, context.dossier);
    let mut rows = Vec::new();
    for item in &criteria.items {
        let id: Rc<str> = item.id.as_str().into();
        let name = format!("{} {}", item.id, item.title);
        for factor in Factor::of(item.kind) {
            let key = factor.key();
            let note = context.show(Place::FactorNote(id.clone(), key.into()), TITLE);
            let band = Place::Band(id.clone(), key.into()).read(dossier);
            if band.is_empty() && note.is_empty() {
                continue;
            }
            let label = criteria.factor(factor).map_or(key, |text| &text.label);
            let band = criteria.bands_of(item.kind).find(|known| known.id == band);
            let band = band.map_or(String::new(), |band| format!("{}–{} %", band.min, band.max));
            rows.push(texts([
                name.clone(),
                label.to_owned(),
                band,
                note.to_owned(),
            ]));
        }
        for (key, label) in [("owner", "编写人"), ("status", "编写状态")] {
            let text = context.show(Place::ItemField(id.clone(), key.into()), TITLE);
            if !text.is_empty() {
                let words = match text {
                    "draft" => "在写",
                    "review" => "待审",
                    "done" => "定稿",
                    text => text,
                };
                rows.push(texts([
                    name.clone(),
                    label.to_owned(),
                    String::new(),
                    words.to_owned(),
                ]));
            }
        }
    }
    (!rows.is_empty()).then(|| Block::Table {
        caption: "各要素的判断".to_owned(),
        columns: columns([("条目", 5), ("要素", 3), ("分数段", 3), ("说明", 9)]),
        rows,
        whole: false,
    })
}

/// The checks that were set aside, with their reasons.
fn waived(context: &mut ChapterContext<'_>) -> Option<Block> {
    let at = EntriesAt::Register(WAIVERS.into());
    let entries = at.read(context.dossier);
    let rows: Vec<Row> = entries
        .iter()
        .map(|entry| {
            let mut show = |key: &str| {
                let place = Place::Entry(at.clone(), entry.id.as_str().into(), key.into());
                context.show(place, TITLE).to_owned()
            };
            texts(
                ["check", "object", "reason", "date"]
                    .map(|key| or_blank(&show(key), key == "reason")),
            )
        })
        .collect();
    (!rows.is_empty()).then(|| Block::Table {
        caption: "搁置的检查".to_owned(),
        columns: columns([("检查", 5), ("对象", 4), ("理由", 8), ("日期", 3)]),
        rows,
        whole: false,
    })
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
