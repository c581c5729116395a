//! 评分: a row an item, with the sum.

use super::{Cell, Sheet, column, text};
use crate::domain::score::FullPoints;
use crate::export::package::PackageInput;
use crate::views::progress;

pub fn sheet(of: &PackageInput<'_>) -> Sheet {
    let criteria = of.criteria;
    let percents = progress::percents(of.dossier, criteria);
    let rows = criteria.items.iter().zip(&percents).map(|(item, percent)| {
        let full = FullPoints::new(item.points);
        let score = full.and_then(|full| percent.map(|percent| full.score(percent).to_string()));
        vec![
            text(&item.id),
            text(&item.title),
            Cell::Number(item.points.to_string()),
            percent.map_or(Cell::Empty, |percent| {
                Cell::Number(percent.get().to_string())
            }),
            score.map_or(Cell::Empty, Cell::Number),
        ]
    });
    let mut rows: Vec<Vec<Cell>> = rows.collect();
    let tally = progress::total(criteria, &percents);
    let sum = tally.shown().map(|score| score.to_string());
    rows.push(vec![
        Cell::Empty,
        text("合计（没有评的条目不计）"),
        Cell::Number(tally.full.to_string()),
        Cell::Empty,
        sum.map_or(Cell::Empty, Cell::Number),
    ]);
    Sheet {
        name: "评分".to_owned(),
        columns: vec![
            column("条目", 8),
            column("名称", 28),
            column("分值", 9),
            column("百分比（%）", 13),
            column("得分", 10),
        ],
        rows,
    }
}
