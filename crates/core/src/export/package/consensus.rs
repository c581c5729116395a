//! 合议 in the scoring sheet: what was settled, the reason, and the percents it was settled from. It is no part of the
//! report.

use std::rc::Rc;

use crate::consensus::{
    CONSENSUS, CONSENSUS_REASON, Row as Given, rows, settled_percents, sheet_percents,
};
use crate::domain::score::{FullPoints, Percent, Tally};
use crate::dossier::{Place, ValueKind};
use crate::views::{marked, progress};

use super::super::document::{Block, Cell, Row, columns, or_unfilled};
use super::context::{ChapterContext, UNSCORED};

/// What stands between the percents of the scorers in a cell.
const BETWEEN: &str = " / ";

/// The blocks; none when nothing is settled. `part` is the part of the paper they stand in.
pub fn blocks(context: &mut ChapterContext<'_>, part: &str) -> Vec<Block> {
    let (criteria, dossier) = (context.criteria, context.dossier);
    let mut printed = Vec::new();
    for given in rows(dossier, criteria) {
        let item = given.item;
        let mut show = |key: &str| {
            let place = Place::ItemField(item.id.as_str().into(), key.into());
            context.show(place, part)
        };
        let (percent, reason) = (show(CONSENSUS), show(CONSENSUS_REASON));
        if percent.is_empty() && reason.is_empty() {
            continue;
        }
        printed.push(Row {
            cells: vec![
                Cell::Text(format!("{} {}", item.id, item.title)),
                Cell::Number(all(&given)),
                Cell::Number(match given.spread {
                    Some(spread) => spread.to_string(),
                    None => "—".to_owned(),
                }),
                Cell::Number(match given.settled {
                    Some(settled) => format!("{} %", settled.get()),
                    None => {
                        or_unfilled(&marked(percent, ValueKind::Percent.flaw(percent).as_ref()))
                    }
                }),
                Cell::Number(points(given.settled, FullPoints::new(item.points))),
                Cell::Text(or_unfilled(reason)),
            ],
            sum: false,
        });
    }
    if printed.is_empty() {
        return Vec::new();
    }
    let own = progress::percents(dossier, criteria);
    let sheets = dossier.sheets.iter();
    let given = sheets.map(|sheet| sheet_percents(sheet, criteria));
    let totals: Vec<String> = [own]
        .into_iter()
        .chain(given)
        .map(|percents| total(progress::total(criteria, &percents)))
        .collect();
    let settled = progress::total(criteria, &settled_percents(dossier, criteria));
    printed.push(Row {
        cells: vec![
            Cell::Text("已评条目得分".to_owned()),
            Cell::Number(totals.join(BETWEEN)),
            Cell::Number(String::new()),
            Cell::Number(String::new()),
            Cell::Number(total(settled)),
            Cell::Text(String::new()),
        ],
        sum: true,
    });
    let names = dossier.sheets.iter().enumerate();
    let names = names.map(|(at, sheet)| sheet.scorer(at));
    let names: Vec<Rc<str>> = ["本份".into()].into_iter().chain(names).collect();
    vec![
        Block::Small(format!(
            "各人百分比依次是：{}。相差是其中最高和最低的差（百分点）。合议结果和本份评分分开记，不改动上表。",
            names.join("、")
        )),
        Block::Table {
            caption: "合议".to_owned(),
            columns: columns([
                ("条目", 4),
                ("各人百分比", 4),
                ("相差", 2),
                ("合议", 2),
                ("得分", 2),
                ("合议理由", 6),
            ]),
            rows: printed,
            whole: false,
        },
    ]
}

fn all(given: &Given<'_>) -> String {
    let percents = [given.own].into_iter().chain(given.given.iter().copied());
    let words = percents.map(|percent| match percent {
        Some(percent) => percent.get().to_string(),
        None => UNSCORED.to_owned(),
    });
    words.collect::<Vec<_>>().join(BETWEEN)
}

fn points(percent: Option<Percent>, full: Option<FullPoints>) -> String {
    match (percent, full) {
        (Some(percent), Some(full)) => full.score(percent).to_string(),
        _ => UNSCORED.to_owned(),
    }
}

fn total(tally: Tally) -> String {
    match tally.shown() {
        Some(score) => score.to_string(),
        None => UNSCORED.to_owned(),
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::super::{PackageInput, Selection, document};
    use super::*;
    use crate::consensus::sheet;
    use crate::dossier::{Dossier, Kind};
    use crate::export::document::Part;
    use crate::testing::{d, packs};

    fn scored(percents: &[(&str, u8)]) -> Dossier {
        let mut dossier = Dossier::new(
            "d1".into(),
            Kind::Application,
            "gongyi-2023",
            "gbt-19580-2012",
        );
        for (item, percent) in percents {
            dossier.edit_item(item, |item| item.percent = Some(*percent));
        }
        dossier
    }

    /// The lines of the table of 合议, and the chapter it stands in.
    fn printed(dossier: &Dossier) -> (Vec<String>, String) {
        let packs = packs();
        let calendar = packs.holidays.calendar();
        let of = PackageInput::new(dossier, &packs, &calendar, d("2027-03-01"));
        let document = document(&of, &Selection::all(dossier.kind));
        let mut found = (Vec::new(), String::new());
        for part in document.parts {
            let Part::Chapter(chapter) = part else {
                continue;
            };
            for block in chapter.blocks {
                if let Block::Table { caption, rows, .. } = block
                    && caption == "合议"
                {
                    let line = |row: &Row| {
                        let cells = row.cells.iter().map(Cell::text);
                        cells.collect::<Vec<_>>().join("|")
                    };
                    found.0.extend(rows.iter().map(line));
                    found.1.clone_from(&chapter.id);
                }
            }
        }
        found
    }

    #[test]
    fn what_is_settled_stands_in_the_scoring_sheet_with_what_it_came_from() {
        let mut dossier = scored(&[("4.1.2", 55), ("4.4.3", 45)]);
        let one = scored(&[("4.1.2", 40), ("4.4.3", 45)]);
        let two = scored(&[("4.1.2", 60)]);
        dossier.sheets = Rc::new(vec![
            sheet(&one, "s1".into(), "张三"),
            sheet(&two, "s2".into(), ""),
        ]);
        assert_eq!(printed(&dossier), (Vec::new(), String::new()));
        let write = |dossier: &mut Dossier, item: &str, key: &str, text: &str| {
            Place::ItemField(item.into(), key.into()).write(dossier, text.into());
        };
        write(&mut dossier, "4.1.2", CONSENSUS, "50");
        write(&mut dossier, "4.1.2", CONSENSUS_REASON, "两段没有结果支撑");
        write(&mut dossier, "4.4.3", CONSENSUS_REASON, "再议");
        let (lines, chapter) = printed(&dossier);
        assert_eq!(
            lines,
            [
                "4.1.2 高层领导的作用|55 / 40 / 60|20|50 %|25|两段没有结果支撑",
                "4.4.3 财务资源|45 / 45 / 不计|0|未填写|不计|再议",
                "已评条目得分|34.25 / 26.75 / 30|||25|",
            ]
        );
        assert_eq!(chapter, "c-scores");
    }
}
