//! 奖金使用台账: what was received and spent, the balance after each entry, and what is to be explained.

use std::rc::Rc;

use quality_award_core::domain::ledger::{Ledger, Line, yuan};
use quality_award_core::dossier::{Dossier, Entry};
use quality_award_core::pack::reserved::PRIZE;
use quality_award_core::pack::{Obligation, cite};
use quality_award_core::views::{AfterAward, remark_words, targets};
use yew::prelude::*;

use super::open_points;
use crate::components::{Inset, Names, Section, Tag, Tone, register};
use crate::packs;
use crate::route::Route;
use crate::state::Dispatch;

/// Id of the heading.
pub const ID: &str = "on-prize";

/// The duty that says what the prize is for.
fn duty() -> Option<&'static Obligation> {
    let mut duties = packs::scheme().obligations.iter();
    duties.find(|duty| !duty.uses.is_empty())
}

/// The section.
pub fn section(
    after: &AfterAward<'_>,
    dossier: &Dossier,
    names: &Rc<Names>,
    dispatch: &Dispatch,
) -> Html {
    let ledger = &after.ledger;
    let state = match ledger.left {
        Some(left) => format!("余额 {} 元", yuan(left)),
        None => format!("{} 笔", ledger.lines.len()),
    };
    let beyond = ledger.left.filter(|left| left.is_sign_negative());
    html! {
        <Section id={ID} title="奖金使用台账" {state}>
            { sums(ledger) }
            if let Some(over) = beyond {
                <div class="note">
                    <p>{ format!("支出合计超过收到的奖金 {} 元。奖金台账只记从奖金支出的钱，多出的部分请从台账里移出，或者核对收到的奖金。", yuan(-over)) }</p>
                </div>
            }
            if let Some(duty) = duty() {
                <Inset cite={cite(&duty.article)} quote={duty.quote.as_str()} />
            }
            if !ledger.lines.is_empty() {
                { table(ledger, dossier) }
                { years(ledger) }
                <p class="no-print">
                    <a class="lone" href={Route::Print.to_string()}>{ "打印台账：到打印预览选“奖金使用台账和登记”" }</a>
                </p>
            }
            { register(PRIZE, None, dossier, names, dispatch) }
            if let Some(duty) = duty() {
                { open_points(&[&duty.article], dossier, dispatch) }
            }
        </Section>
    }
}

fn sums(ledger: &Ledger) -> Html {
    let or_unknown = |amount: Option<_>| match amount {
        Some(amount) => format!("{} 元", yuan(amount)),
        None => "还没填收到的奖金".to_owned(),
    };
    html! {
        <dl class="when">
            <div><dt>{ "余额" }</dt><dd class={ledger.left.map(|_| "big")}>{ or_unknown(ledger.left) }</dd></div>
            if let Some(received) = ledger.received {
                <div><dt>{ "奖金" }</dt><dd>{ format!("{} 元", yuan(received)) }</dd></div>
            }
            <div>
                <dt>{ "已用" }</dt>
                <dd>
                    { format!("{} 元", yuan(ledger.spent)) }
                    <span>{ format!("{} 笔", ledger.lines.len() - ledger.left_out) }</span>
                </dd>
            </div>
            if ledger.open > 0 {
                <div>
                    <dt>{ "待说明" }</dt>
                    <dd>{ format!("{} 元", yuan(ledger.open_sum)) }<span>{ format!("{} 笔", ledger.open) }</span></dd>
                </div>
            }
            if ledger.left_out > 0 {
                <div><dt>{ "没有计入" }</dt><dd>{ format!("{} 笔", ledger.left_out) }<span>{ "金额不能用" }</span></dd></div>
            }
        </dl>
    }
}

/// The entries by day, with the balance after each.
fn table(ledger: &Ledger, dossier: &Dossier) -> Html {
    let (scheme, criteria) = (packs::scheme(), packs::criteria());
    let uses = targets("prize-uses", dossier, scheme, criteria);
    let article = duty().map_or(String::new(), |duty| cite(&duty.article));
    let entries = dossier.register(PRIZE);
    let rows = ledger.lines.iter().filter_map(|line| {
        let entry = entries.get(line.at)?;
        let used = entry.refs("use").first();
        let used = used.and_then(|id| uses.iter().find(|(known, _)| known == id));
        Some(row(
            line,
            entry,
            used.map(|(_, name)| name.as_str()),
            &article,
        ))
    });
    html! {
        <table class="cards">
            <caption>{ "支出明细（元），按日期" }</caption>
            <thead>
                <tr>
                    <th scope="col">{ "日期" }</th>
                    <th scope="col">{ "用途" }</th>
                    <th scope="col">{ "摘要" }</th>
                    <th scope="col">{ "凭证" }</th>
                    <th scope="col" class="num">{ "金额" }</th>
                    <th scope="col" class="num">{ "余额" }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{ "合计" }</th>
                    <td></td><td></td><td></td>
                    <td class="num" data-of="金额">{ yuan(ledger.spent) }</td>
                    <td class="num" data-of="余额">{ ledger.left.map_or(String::new(), yuan) }</td>
                </tr>
            </tfoot>
        </table>
    }
}

fn row(line: &Line, entry: &Entry, used: Option<&str>, article: &str) -> Html {
    let date = line
        .date
        .map_or("没有日期".to_owned(), |date| date.to_string());
    let remarks = line.remarks.iter().map(|remark| {
        html! { <><br /><span class="small">{ remark_words(remark, article) }</span></> }
    });
    let used = match used {
        Some(used) => html! { { used } },
        None => html! { <Tag text="待说明" tone={Tone::Warn} /> },
    };
    html! {
        <tr key={entry.id.clone()}>
            <th scope="row"><time>{ date }</time></th>
            <td data-of="用途">{ used }</td>
            <td data-of="摘要">{ entry.get("text") }{ for remarks }</td>
            <td class="no" data-of="凭证">{ entry.get("voucher") }</td>
            <td class="num" data-of="金额">{ line.amount.map_or(String::new(), yuan) }</td>
            <td class="num" data-of="余额">{ line.left.map_or(String::new(), yuan) }</td>
        </tr>
    }
}

/// What was spent in each year.
fn years(ledger: &Ledger) -> Html {
    let rows = ledger.years.iter().map(|year| {
        html! {
            <tr key={year.year}>
                <th scope="row">{ format!("{} 年", year.year) }</th>
                <td class="num" data-of="笔数">{ year.count }</td>
                <td class="num" data-of="支出">{ yuan(year.spent) }</td>
                <td class="num" data-of="年末余额">{ year.left.map_or(String::new(), yuan) }</td>
            </tr>
        }
    });
    html! {
        <table class="cards">
            <caption>{ "分年合计（元）" }</caption>
            <thead>
                <tr>
                    <th scope="col">{ "年度" }</th>
                    <th scope="col" class="num">{ "笔数" }</th>
                    <th scope="col" class="num">{ "支出" }</th>
                    <th scope="col" class="num">{ "年末余额" }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}
