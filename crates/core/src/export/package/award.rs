//! 获奖后的台账和登记: what is known of the award, the account of the prize with its yearly sums, what was shared, where the
//! award is mentioned, what may cost it.

use crate::domain::input;
use crate::domain::ledger::{Ledger, Line, yuan};
use crate::dossier::{EntriesAt, Entry, Place, column_flaw};
use crate::pack::reserved::{AWARD_EVENTS, PRIZE, PUBLICITY, SHARING};
use crate::pack::{Obligation, cite};
use crate::views::{AfterAward, marked, remark_words};

use super::super::document::{
    Block, Cell, Chapter, NOTHING, Row, columns, field, or_blank, or_unfilled,
};
use super::context::ChapterContext;
use super::entries::{named, table};
use super::section;

const ID: &str = "c-award";
const TITLE: &str = "获奖后的台账和登记";

/// The chapter; `None` when nothing of it is written.
pub fn chapter(context: &mut ChapterContext<'_>) -> Option<Chapter> {
    let dossier = context.dossier;
    let registers = [PRIZE, SHARING, PUBLICITY, AWARD_EVENTS];
    let registers = registers.iter().all(|id| dossier.register(id).is_empty());
    let known = ["certificate", "money", "money_date"];
    let known = known
        .iter()
        .any(|key| dossier.annual.award.contains_key(*key));
    if registers && !known {
        return None;
    }
    let after = AfterAward::new(dossier, context.scheme, context.today);
    let mut blocks = vec![section(ID, 1, "奖金使用台账")];
    blocks.extend(account(context, &after.ledger));
    for (at, id) in (2..).zip([SHARING, PUBLICITY, AWARD_EVENTS]) {
        let Some(register) = context.criteria.register(id) else {
            continue;
        };
        blocks.push(section(ID, at, &register.title));
        let entries = EntriesAt::Register(id.into());
        blocks.push(match table(context, register, &entries, TITLE) {
            Some(Block::Table {
                columns,
                rows,
                whole,
                ..
            }) => Block::Table {
                // The section's heading says it.
                caption: String::new(),
                columns,
                rows,
                whole,
            },
            Some(block) => block,
            None => Block::Text("没有登记。".to_owned()),
        });
    }
    Some(Chapter {
        id: ID.to_owned(),
        title: TITLE.to_owned(),
        blocks,
    })
}

/// The duty that says what the prize is for.
fn prize_duty<'a>(context: &ChapterContext<'a>) -> Option<&'a Obligation> {
    let mut duties = context.scheme.obligations.iter();
    duties.find(|duty| !duty.uses.is_empty())
}

fn account(context: &mut ChapterContext<'_>, ledger: &Ledger) -> Vec<Block> {
    let article = prize_duty(context).map_or(String::new(), |duty| cite(&duty.article));
    let mut show = |key: &str, flaw: fn(&str) -> Option<input::Flaw>| {
        let raw = context.show(Place::Award(key.into()), TITLE);
        marked(raw, flaw(raw).as_ref())
    };
    let certificate = show("certificate", |_| None);
    let money = show("money", |raw| input::money(raw).flaw());
    let date = show("money_date", |raw| input::date(raw).flaw());
    let sum = |amount: Option<_>| amount.map_or(NOTHING.to_owned(), yuan);
    let money = match ledger.received {
        Some(received) => yuan(received),
        None => or_unfilled(&money),
    };
    let mut blocks = vec![Block::Form {
        caption: String::new(),
        rows: vec![
            field("证书编号", or_unfilled(&certificate)),
            field("收到的奖金（元）", money),
            field("收到奖金的日期", or_unfilled(&date)),
            field("支出合计（元）", yuan(ledger.spent)),
            field("余额（元）", sum(ledger.left)),
        ],
        whole: true,
    }];
    let entries = context.dossier.register(PRIZE);
    if entries.is_empty() {
        blocks.push(Block::Text("没有登记支出。".to_owned()));
        return blocks;
    }
    let mut rows = Vec::new();
    let mut remarks = Vec::new();
    for (number, line) in (1..).zip(&ledger.lines) {
        let Some(entry) = entries.get(line.at) else {
            continue;
        };
        rows.push(row(context, number, entry, line));
        let said = line.remarks.iter();
        let said: String = said.map(|remark| remark_words(remark, &article)).collect();
        if !said.is_empty() {
            remarks.push(format!("第 {number} 笔：{said}"));
        }
    }
    let text = |text: &str| Cell::Text(text.to_owned());
    rows.push(Row {
        cells: vec![
            text("合计"),
            text(""),
            text(""),
            text(""),
            text(""),
            Cell::Number(yuan(ledger.spent)),
            Cell::Number(sum(ledger.left)),
        ],
        sum: true,
    });
    blocks.push(Block::Table {
        caption: "支出明细（元）".to_owned(),
        columns: columns([
            ("序号", 2),
            ("日期", 3),
            ("用途", 3),
            ("摘要", 4),
            ("凭证", 2),
            ("金额", 3),
            ("余额", 3),
        ]),
        rows,
        whole: false,
    });
    if !remarks.is_empty() {
        blocks.push(Block::Small(remarks.join("\n")));
    }
    let years = ledger.years.iter().map(|year| Row {
        cells: vec![
            Cell::Text(format!("{} 年", year.year)),
            Cell::Number(year.count.to_string()),
            Cell::Number(yuan(year.spent)),
            Cell::Number(sum(year.left)),
        ],
        sum: false,
    });
    let years: Vec<Row> = years.collect();
    if !years.is_empty() {
        blocks.push(Block::Table {
            caption: "分年合计（元）".to_owned(),
            columns: columns([("年度", 5), ("笔数", 3), ("支出", 6), ("年末余额", 6)]),
            rows: years,
            whole: true,
        });
    }
    blocks
}

fn row(context: &mut ChapterContext<'_>, number: usize, entry: &Entry, line: &Line) -> Row {
    let at = EntriesAt::Register(PRIZE.into());
    let register = context.criteria.register(PRIZE);
    let mut show = |key: &str| {
        let place = Place::Entry(at.clone(), entry.id.as_str().into(), key.into());
        let raw = context.show(place, TITLE);
        let column = register.and_then(|register| register.column(key));
        let flaw = column.and_then(|column| column_flaw(column, raw));
        marked(raw, flaw.as_ref())
    };
    let (date, text, amount) = (show("date"), show("text"), show("amount"));
    let (voucher, note) = (show("voucher"), show("note"));
    let joined = |parts: [String; 2]| {
        let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
        or_blank(&parts.collect::<Vec<_>>().join("；"), false)
    };
    let used = named(context, "prize-uses", entry.refs("use"));
    let papers = named(context, "evidence", entry.refs("evidence"));
    Row {
        cells: vec![
            Cell::Text(number.to_string()),
            Cell::Text(or_blank(&date, true)),
            Cell::Text(or_blank(&used, true)),
            Cell::Text(joined([text, note])),
            Cell::Text(joined([voucher, papers])),
            Cell::Number(line.amount.map_or(or_blank(&amount, true), yuan)),
            Cell::Number(line.left.map_or(NOTHING.to_owned(), yuan)),
        ],
        sum: false,
    }
}
