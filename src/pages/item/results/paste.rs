//! A pasted block: what goes where is shown first, then all of it is taken in one step, or nothing.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Metric, PROFIT, from_library, suggested};
use quality_award_core::import::metric_table::{Cell, Column, Plan, Row, Start, plan};
use quality_award_core::pack::Item;
use quality_award_core::storage::Reason;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::GRID;
use super::row::title;
use crate::browser::{clock, page};
use crate::desk::Desk;
use crate::packs::{self, Fixed};
use crate::state::{Action, Dispatch};

/// Rows that the preview shows; the others are told by number.
const SHOWN_ROWS: usize = 40;
/// Refused cells that are told one by one.
const SHOWN_REFUSED: usize = 30;
/// Id of the preview's heading.
const PREVIEW: &str = "preview";

/// A block and where it is pasted.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// As pasted.
    pub text: Rc<str>,
    /// Ids of the metrics from the one that is pasted into.
    pub metrics: Vec<String>,
    /// The columns from the one that is pasted into.
    pub columns: Vec<Column>,
    /// Id of the field that one returns to.
    pub back: String,
}

/// Properties of [`PasteBox`].
#[derive(Properties, PartialEq)]
pub struct PasteBoxProps {
    /// The item.
    pub item: Fixed<Item>,
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// The metrics of the grid, in its order.
    pub metrics: Vec<Rc<Metric>>,
    /// The columns of the grid.
    pub columns: Vec<Column>,
    /// What was pasted and is looked at.
    pub block: Option<Block>,
    /// Sets what is looked at.
    pub set: Callback<Option<Block>>,
    /// Told when a block was taken in.
    pub taken: Callback<()>,
    /// Takes the whole change.
    pub dispatch: Dispatch,
    /// Keeps a version of what was there before.
    pub desk: Rc<Desk>,
}

/// How to paste, a box for those who have no Ctrl+V, and the preview.
#[component]
pub fn PasteBox(props: &PasteBoxProps) -> Html {
    let planned = props.block.as_ref().map(|block| {
        let start = Start {
            metrics: block.metrics.clone(),
            columns: block.columns.clone(),
            library: offered(props),
        };
        plan(&block.text, &props.metrics, &start)
    });
    use_effect_with(props.block.is_some(), |shown| {
        if *shown {
            page::focus(PREVIEW);
        }
    });
    html! {
        <div class="drop no-print">
            { match planned {
                None => html! { <Hint ..HintProps::of(props) /> },
                Some(Ok(plan)) => preview(plan, props),
                Some(Err(why)) => html! {
                    <>
                        <h3 id={PREVIEW} tabindex="-1">{ "没有粘贴" }</h3>
                        <p class="error" role="alert">{ why }</p>
                        <p class="row">{ cancel(props, "知道了") }</p>
                    </>
                },
            } }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct HintProps {
    metrics: Vec<String>,
    columns: Vec<Column>,
    set: Callback<Option<Block>>,
}

impl HintProps {
    fn of(props: &PasteBoxProps) -> HintProps {
        HintProps {
            metrics: props
                .metrics
                .iter()
                .map(|metric| metric.id.clone())
                .collect(),
            columns: props.columns.clone(),
            set: props.set.clone(),
        }
    }
}

#[component]
fn Hint(props: &HintProps) -> Html {
    let asked = use_state(|| false);
    let area = use_node_ref();
    let ask = {
        let asked = asked.clone();
        move |_: MouseEvent| {
            asked.set(!*asked);
            page::focus_soon("paste".to_owned());
        }
    };
    let look = {
        let (area, set) = (area.clone(), props.set.clone());
        let (metrics, columns) = (props.metrics.clone(), props.columns.clone());
        move |_: MouseEvent| {
            let text = area.cast::<HtmlTextAreaElement>().map(|area| area.value());
            set.emit(Some(Block {
                text: text.unwrap_or_default().into(),
                metrics: metrics.clone(),
                columns: columns.clone(),
                back: GRID.to_owned(),
            }));
        }
    };
    html! {
        <>
            <p>
                <strong>{ "从 Excel 或 WPS 粘贴：" }</strong>
                { "在表格软件里选中并复制，回到这里点一个格子，按 " }<kbd>{ "Ctrl" }</kbd>{ " + " }<kbd>{ "V" }</kbd>
                { "。带年份表头和指标名称的整块表格，按名称和年份放。“18,600”“1.42%”“1.86亿”会自动识别；先给您看放到哪里，放进来以后可以撤销。" }
            </p>
            <p class="row">
                <button class="btn plain slim" type="button" aria-expanded={asked.to_string()} onclick={ask}>
                    { "粘贴表格" }
                </button>
            </p>
            if *asked {
                <div class="field">
                    <label for="paste">{ "把复制的表格粘贴到这里" }</label>
                    <textarea ref={area} id="paste" rows="5" />
                </div>
                <p class="row"><button class="btn" type="button" onclick={look}>{ "看一看放到哪里" }</button></p>
            }
        </>
    }
}

fn cancel(props: &PasteBoxProps, words: &'static str) -> Html {
    let onclick = {
        let set = props.set.clone();
        let back = props.block.as_ref().map(|block| block.back.clone());
        move |_: MouseEvent| {
            set.emit(None);
            page::focus_soon(back.clone().unwrap_or_default());
        }
    };
    html! { <button class="btn plain" type="button" {onclick}>{ words }</button> }
}

fn preview(plan: Plan, props: &PasteBoxProps) -> Html {
    let name = |row: usize| match &plan.rows[row] {
        Row::Metric(id) => {
            let metric = props.metrics.iter().find(|metric| metric.id == *id);
            metric.map_or(String::new(), |metric| title(metric))
        }
        Row::New(metric) => title(metric),
        Row::Nowhere => format!("第 {} 行", row + 1),
    };
    let named = |column: &Column| *column == Column::Name;
    let heads = plan.columns.iter().filter(|column| !named(column));
    let heads = heads.map(|column| html! { <th scope="col" class="num">{ head(column) }</th> });
    let rows = plan.cells.iter().enumerate().take(SHOWN_ROWS);
    let rows = rows.map(|(at, cells)| {
        let to = match &plan.rows[at] {
            Row::Metric(_) => "已有的指标",
            Row::New(metric) if metric.get("library").is_empty() => "新增的指标",
            Row::New(_) => "新增，单位、方向、口径用指标库的",
            Row::Nowhere => "没有去处",
        };
        let cells = cells.iter().zip(&plan.columns);
        let cells = cells.filter(|(_, column)| !named(column));
        let cells = cells.map(|(cell, _)| match cell {
            Cell::Left => html! { <td /> },
            Cell::Taken(text) => html! { <td class="num"><bdi>{ text }</bdi></td> },
            Cell::Refused { raw, .. } => html! {
                <td class="num refused"><bdi>{ raw }</bdi><span class="about">{ "不放" }</span></td>
            },
        });
        html! {
            <tr>
                <th scope="row"><bdi>{ name(at) }</bdi><span class="about quiet">{ to }</span></th>
                { for cells }
            </tr>
        }
    });
    let hidden = plan.cells.len().saturating_sub(SHOWN_ROWS);
    let refused = plan.refused();
    let nowhere = plan.rows.iter().filter(|row| **row == Row::Nowhere).count();
    // Of a row that goes nowhere only its name can be at fault.
    let told = refused.iter().filter(|(row, column, ..)| {
        plan.rows[*row - 1] != Row::Nowhere || named(&plan.columns[*column - 1])
    });
    let untold = told.clone().count().saturating_sub(SHOWN_REFUSED);
    let told = told.take(SHOWN_REFUSED).map(|(row, column, raw, why)| {
        let place = format!("{}，{}：", name(*row - 1), head(&plan.columns[*column - 1]));
        html! { <li><bdi>{ place }</bdi>{ "“" }<bdi>{ *raw }</bdi>{ format!("”不放，{why}。") }</li> }
    });
    let left_out = plan.columns.iter().filter_map(|column| match column {
        Column::Other(head) if !head.is_empty() => Some(head.as_str()),
        _ => None,
    });
    let left_out: Vec<&str> = left_out.collect();
    let count = plan.taken();
    let new = plan.new_metrics();
    let replaced = plan.replaced(&props.dossier);
    let summary = match (count, new) {
        (0, _) => "没有可以放的格子。".to_owned(),
        (count, 0) => format!("可以放 {count} 格。"),
        (count, new) => format!("可以放 {count} 格，新增 {new} 个指标。"),
    };
    let take = {
        let (dispatch, dossier, set, taken) = (
            props.dispatch.clone(),
            props.dossier.clone(),
            props.set.clone(),
            props.taken.clone(),
        );
        let section = section(props);
        let (plan, desk) = (plan.clone(), props.desk.clone());
        move |_: MouseEvent| {
            desk.snapshot_before(Reason::Import);
            let mut changed = (*dossier).clone();
            plan.apply(&mut changed, &section, clock::random_id);
            let said = match new {
                0 => format!("已粘贴 {count} 格。"),
                new => format!("已粘贴 {count} 格，新增 {new} 个指标。"),
            };
            dispatch.dispatch(Action::Apply(Rc::new(changed), said.into()));
            set.emit(None);
            taken.emit(());
            page::focus_soon(GRID.to_owned());
        }
    };
    html! {
        <>
            <h3 id={PREVIEW} tabindex="-1">{ "先看一看放到哪里" }</h3>
            <p>
                { summary }
                if replaced > 0 { { format!("其中 {replaced} 格改写原来的内容。") } }
                if !refused.is_empty() { { format!("不放 {} 格，原因见下。", refused.len()) } }
                { "空的格子不改动原来的内容。" }
            </p>
            <div class="scroll" role="region" tabindex="0" aria-labelledby={PREVIEW}>
                <table class="cells preview">
                    <thead><tr><th scope="col">{ "放到" }</th>{ for heads }</tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if hidden > 0 {
                <p class="small quiet">{ format!("另有 {hidden} 行，处理方法相同。") }</p>
            }
            if !refused.is_empty() || !left_out.is_empty() {
                <ul class="small">
                    if !left_out.is_empty() {
                        <li>{ format!("{}不认识，整列不放。", left_out.iter().map(|head| format!("“{head}”")).collect::<String>()) }</li>
                    }
                    if nowhere > 0 {
                        <li>{ format!("有 {nowhere} 行没有指标接，整行不放。") }</li>
                    }
                    { for told }
                    if untold > 0 {
                        <li>{ format!("另有 {untold} 格不放。") }</li>
                    }
                </ul>
            }
            <p class="row">
                if count > 0 {
                    <button class="btn" type="button" onclick={take}>{ "放进来" }</button>
                }
                { cancel(props, "取消") }
            </p>
        </>
    }
}

/// What the library has for the item and the dossier does not. The profits stand in the walk: they are chosen, not pasted.
fn offered(props: &PasteBoxProps) -> Vec<Metric> {
    let sections = props.item.0.sections.iter();
    let known = sections.flat_map(|section| {
        suggested(
            packs::metrics(),
            &section.id,
            &props.dossier.metrics,
            None,
            false,
        )
    });
    let known = known.filter(|known| known.id != PROFIT);
    known.map(|known| from_library(known, "")).collect()
}

/// Where new metrics go: the sub-heading of the metric that is pasted into, or the first one.
fn section(props: &PasteBoxProps) -> String {
    let into = props.block.as_ref().and_then(|block| block.metrics.first());
    let into = into.and_then(|id| props.metrics.iter().find(|metric| metric.id == *id));
    let mut sections = props.item.0.sections.iter();
    let known = into.and_then(|metric| sections.find(|own| own.id == metric.get("section")));
    known.unwrap_or(&props.item.0.sections[0]).id.clone()
}

fn head(column: &Column) -> String {
    match column {
        Column::Name => "指标名称".to_owned(),
        Column::Unit => "单位".to_owned(),
        Column::Value(year) => format!("{year} 年"),
        Column::Target(year) => format!("{year} 年目标"),
        Column::Comparison => "对比值".to_owned(),
        Column::ComparisonYear => "对比年份".to_owned(),
        Column::Object => "和谁比".to_owned(),
        Column::Source => "对比来源".to_owned(),
        Column::Other(head) if head.is_empty() => "没有去处".to_owned(),
        Column::Other(head) => format!("“{head}”不放"),
    }
}
