//! 合议: what colleagues gave beside the organisation's own score, and what they settle.

mod item;
mod texts;

use std::rc::Rc;

use quality_award_core::consensus::{
    self, CONSENSUS, CONSENSUS_REASON, USUAL_SPREAD, adopt, settled_percents, sheet_percents,
};
use quality_award_core::domain::score::{Percent, Tally};
use quality_award_core::dossier::{Dossier, Place, SPREADS, Sheet};
use quality_award_core::pack::Item;
use quality_award_core::views::progress;
use web_sys::File;
use yew::prelude::*;

use super::PageProps;
use crate::components::{
    ChoiceOption, Field, FileButton, Nothing, Select, Tag, Tone, offer_undo, row_element,
};
use crate::consensus_import;
use crate::packs::{self, ByAddress};
use crate::route::Route;
use crate::state::{Action, Dispatch, Open};

pub use item::ItemPage;

/// What the organisation's own score is called beside those of colleagues.
const OWN: &str = "本份";

/// The page.
#[component]
pub fn ConsensusPage(props: &PageProps) -> Html {
    let Some(open) = &props.open else {
        return html! { <Nothing title="合议" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let dispatch = &props.dispatch;
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ "合议" }</h1>
            <p class="read">
                { "几位同事各自评分时，每人在自己的电脑上评一份，导出备份，把文件发给您。在这里打开他们的文件，对比评分和理由，商定一个结果。文件只在这台电脑上读取，不会上传。" }
            </p>
            { sheets(open, dispatch) }
            { table(&open.dossier, dispatch) }
            { outcome(&open.dossier, dispatch) }
        </>
    }
}

/// The sheets, and more of them.
fn sheets(open: &Open, dispatch: &Dispatch) -> Html {
    let dossier = &open.dossier;
    let take = {
        let (dossier, dispatch) = (dossier.clone(), dispatch.clone());
        Callback::from(move |files: Vec<File>| {
            consensus_import::open_for(dossier.clone(), files, dispatch.clone());
        })
    };
    let lines = dossier.sheets.iter().enumerate().map(|(at, sheet)| {
        let readable = open.colleague_dossiers.contains_key(&sheet.id);
        sheet_line(sheet, at, readable, dispatch)
    });
    html! {
        <section class="panel" aria-labelledby="sheets">
            <h2 id="sheets">{ "同事的评分" }</h2>
            if dossier.sheets.is_empty() {
                <p>{ "还没有打开同事的评分。" }</p>
            } else {
                <ul class="entries">{ for lines }</ul>
            }
            <p class="hint">
                { "可以一次选几个文件，必须是同一家单位的档案。评分和理由会存进本档案，随备份一起导出；正文只在网页打开期间可以对比，刷新以后要对比正文，请重新打开文件。" }
            </p>
            <FileButton text="打开同事的数据文件" several=true {take} />
        </section>
    }
}

fn sheet_line(sheet: &Sheet, at: usize, readable: bool, dispatch: &Dispatch) -> Html {
    let criteria = packs::criteria();
    let tally = progress::total(criteria, &sheet_percents(sheet, criteria));
    let name = sheet.scorer(at);
    let id: Rc<str> = sheet.id.as_str().into();
    let remove = {
        let (dispatch, id) = (dispatch.clone(), id.clone());
        move |event: MouseEvent| {
            dispatch.dispatch(Action::RemoveSheet(id.clone()));
            offer_undo(&event);
        }
    };
    html! {
        <li key={sheet.id.as_str()} id={row_element(&sheet.id)} tabindex="-1">
            <div class="sheet">
                <Field place={Place::Scorer(id)} label={format!("第 {} 位评分人", at + 1)}
                    value={AttrValue::from(sheet.name.clone())} dispatch={dispatch.clone()} />
                <p class="small quiet">
                    { match tally.shown() {
                        Some(score) => format!("已评 {} 条，{score} / {} 分", tally.scored, tally.scored_full),
                        None => "还没有评过分的条目".to_owned(),
                    } }
                    { if readable { "；正文可以对比" } else { "；正文没有读入，要对比请重新打开文件" } }
                </p>
            </div>
            <button class="btn plain slim" type="button" onclick={remove}>
                { "删除" }<span class="hide">{ format!("{name}的评分") }</span>
            </button>
        </li>
    }
}

/// Every item with everyone's percent, and what is settled.
fn table(dossier: &Rc<Dossier>, dispatch: &Dispatch) -> Html {
    let criteria = packs::criteria();
    let names = dossier.sheets.iter().enumerate();
    let names: Rc<[AttrValue]> = names
        .map(|(at, sheet)| AttrValue::from(sheet.scorer(at)))
        .collect();
    let heads = dossier.sheets.iter().zip(&*names).map(|(sheet, name)| {
        html! { <th key={sheet.id.as_str()} scope="col" class="num who">{ name }</th> }
    });
    let all = consensus::rows(dossier, criteria);
    let wide = all.iter().filter(|row| row.wide).count();
    let rows = all.into_iter().map(|row| {
        let text = |key: &str| text(dossier, row.item, key);
        html! {
            <TableRow key={row.item.id.as_str()} item={ByAddress(row.item)} names={names.clone()} own={row.own} given={row.given.clone()}
                spread={row.spread} wide={row.wide} settled={text(CONSENSUS)} reason={text(CONSENSUS_REASON)}
                dispatch={dispatch.clone()} />
        }
    });
    let sum = |name: &AttrValue, percents: &[Option<Percent>]| {
        html! { <td class="num" data-of={name.clone()}>{ total(progress::total(criteria, percents)) }</td> }
    };
    let given = dossier.sheets.iter().zip(&*names);
    let given = given.map(|(sheet, name)| sum(name, &sheet_percents(sheet, criteria)));
    let own = progress::percents(dossier, criteria);
    let settled = settled_percents(dossier, criteria);
    html! {
        <section class="panel" aria-labelledby="table">
            <div class="row">
                <h2 id="table">{ "逐条对比" }</h2>
                if wide > 0 {
                    <Tag text={format!("{wide} 条相差大")} tone={Tone::Warn} />
                }
            </div>
            <p class="hint">{ "点条目名称看各人的理由、对比正文。没有评的条目写“不计”，不当作 0 分，也不算进相差。" }</p>
            { far_apart(dossier, dispatch) }
            <div class="scroll" role="region" aria-label="各条目的评分，可以左右滚动" tabindex="0">
                <table class="cards settle">
                    <thead>
                        <tr>
                            <th scope="col">{ "条目" }</th>
                            <th scope="col" class="num">{ OWN }</th>
                            { for heads }
                            <th scope="col" class="num">{ "相差" }</th>
                            <th scope="col">{ "合议" }</th>
                            <th scope="col">{ "合议理由" }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{ "已评条目得分" }</th>
                            { sum(&AttrValue::Static(OWN), &own) }
                            { for given }
                            <td></td>
                            <td data-of="合议">{ total(progress::total(criteria, &settled)) }</td>
                            <td></td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    }
}

/// From how many points of percent on scores are marked.
fn far_apart(dossier: &Dossier, dispatch: &Dispatch) -> Html {
    let options = SPREADS.map(|spread| ChoiceOption::new(spread, &format!("{spread} 个百分点")));
    html! {
        <Select place={Place::Spread} label="相差多少起标出“相差大”" value={dossier.spread.clone()}
            options={options.to_vec()} hint={format!("各人评分最高和最低的差。没有选的，按 {USUAL_SPREAD} 个百分点。")}
            dispatch={dispatch.clone()} />
    }
}

/// What is written for an item under a key.
fn text(dossier: &Dossier, item: &Item, key: &str) -> AttrValue {
    let text = dossier.item(&item.id).and_then(|item| item.fields.get(key));
    text.map_or(AttrValue::Static(""), |text| text.clone().into())
}

#[derive(Properties, PartialEq)]
struct TableRowProps {
    item: ByAddress<Item>,
    /// What the scorers are called.
    names: Rc<[AttrValue]>,
    own: Option<Percent>,
    given: Vec<Option<Percent>>,
    spread: Option<u8>,
    wide: bool,
    settled: AttrValue,
    reason: AttrValue,
    dispatch: Dispatch,
}

/// One item in the table.
#[component]
fn TableRow(props: &TableRowProps) -> Html {
    let item = props.item.0;
    let cell = |name: &AttrValue, percent: Option<Percent>| {
        html! { <td class="num" data-of={name.clone()}>{ percent_words(percent) }</td> }
    };
    let given = props.names.iter().zip(&props.given);
    let reason = Place::ItemField(item.id.as_str().into(), CONSENSUS_REASON.into());
    html! {
        <tr>
            <th scope="row">
                <a class="lone" href={Route::ConsensusItem(item.id.clone()).to_string()}>{ format!("{} {}", item.id, item.title) }</a>
            </th>
            { cell(&AttrValue::Static(OWN), props.own) }
            { for given.map(|(name, percent)| cell(name, *percent)) }
            <td class="num" data-of="相差">{ apart(props.spread, props.wide) }</td>
            <td data-of="合议">{ choose(item, &props.settled, true, &props.dispatch) }</td>
            <td data-of="合议理由">
                <Field place={reason} label={format!("{} 合议理由", item.id)} bare=true value={props.reason.clone()}
                    dispatch={props.dispatch.clone()} />
            </td>
        </tr>
    }
}

/// The difference in points of percent, with a word where it is large.
fn apart(spread: Option<u8>, wide: bool) -> Html {
    html! {
        <>
            if wide {
                <Tag text="相差大" tone={Tone::Warn} />{ " " }
            }
            { match spread {
                Some(spread) => spread.to_string(),
                None => "—".to_owned(),
            } }
        </>
    }
}

/// The list to choose the settled percent from.
fn choose(item: &Item, settled: &AttrValue, bare: bool, dispatch: &Dispatch) -> Html {
    let options = Percent::all().map(|percent| {
        let percent = percent.get();
        ChoiceOption::new(&percent.to_string(), &format!("{percent} %"))
    });
    let label = match bare {
        true => format!("{} 合议百分比", item.id),
        false => "合议百分比".to_owned(),
    };
    html! {
        <Select place={Place::ItemField(item.id.as_str().into(), CONSENSUS.into())} {label} {bare}
            value={settled.clone()} options={options.collect::<Vec<_>>()} dispatch={dispatch.clone()} />
    }
}

/// `45 %`, or 不计.
fn percent_words(percent: Option<Percent>) -> String {
    match percent {
        Some(percent) => format!("{} %", percent.get()),
        None => "不计".to_owned(),
    }
}

/// Exact points of what has a score.
fn total(tally: Tally) -> Html {
    match tally.shown() {
        Some(score) => html! {
            <>
                { score.to_string() }
                <span class="small">{ format!("{} 条，共 {} 分", tally.scored, tally.scored_full) }</span>
            </>
        },
        None => html! { "不计" },
    }
}

/// Making what was settled the organisation's own score.
fn outcome(dossier: &Rc<Dossier>, dispatch: &Dispatch) -> Html {
    let criteria = packs::criteria();
    let settled = settled_percents(dossier, criteria).iter().flatten().count();
    let mut adopted = (**dossier).clone();
    let changes = adopt(&mut adopted, criteria);
    let onclick = {
        let dispatch = dispatch.clone();
        move |event: MouseEvent| {
            let said = format!("已把合议结果写入 {changes} 条的评分。");
            dispatch.dispatch(Action::Apply(Rc::new(adopted.clone()), said.into()));
            offer_undo(&event);
        }
    };
    html! {
        <section class="panel" aria-labelledby="outcome">
            <h2 id="outcome">{ "用合议结果" }</h2>
            <p>
                { format!("已合议 {settled} / {} 条。", criteria.items.len()) }
                { match (settled, changes) {
                    (0, _) => "选了合议百分比以后，可以在这里把它写进本份评分。".to_owned(),
                    (_, 0) => "本份评分已经和合议结果一致。".to_owned(),
                    _ => format!("其中 {changes} 条和本份评分不同。合议结果和本份评分分开存放，点下面的按钮才会改动本份评分。"),
                } }
            </p>
            if changes > 0 {
                <p class="hint">
                    { "改动的是百分比；写了合议理由的，评分理由也换成合议理由。没有合议的条目不变。可以撤销。" }
                </p>
                <button class="btn" type="button" {onclick}>{ "把合议结果作为本份评分" }</button>
            }
        </section>
    }
}
