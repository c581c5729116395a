//! A pasted block: what goes where is shown first, then all of it is taken in one step, or nothing.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Metric};
use quality_award_core::import::table::{
    Action as Becomes, Choices, Column, Plan, Role, Setting, Start, To, plan, tabs,
};
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
    pub columns: Vec<Role>,
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
    pub columns: Vec<Role>,
    /// The last complete year.
    pub last: i32,
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
    let planned = props.block.as_ref().map(|block| planned(block, props));
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
    columns: Vec<Role>,
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

/// The plan of a block; why there is none, where nothing of it can be taken.
fn planned(block: &Block, props: &PasteBoxProps) -> Result<Plan, String> {
    let grid = tabs(&block.text)?;
    let start = Start {
        metrics: block.metrics.clone(),
        columns: block.columns.clone(),
    };
    let section = section(props);
    let setting = Setting {
        dossier: &props.dossier,
        criteria: packs::criteria(),
        library: packs::metrics(),
        section: &section,
        last: props.last,
    };
    let plan = plan(&grid, &setting, Some(&start), &Choices::default());
    match &plan.refused {
        Some(why) => Err(format!("{why}。")),
        None => Ok(plan),
    }
}

fn preview(plan: Plan, props: &PasteBoxProps) -> Html {
    let name = |row: usize| match &plan.rows[row].to {
        To::Metric(id) => {
            let metric = props.dossier.metric(id);
            metric.map_or(String::new(), |metric| title(metric))
        }
        _ => match plan.name(row, &props.dossier, packs::metrics()) {
            "" => format!("第 {} 行", row + 1),
            name => name.to_owned(),
        },
    };
    let figures = |column: &Column| {
        matches!(
            column.role,
            Role::Actual(_) | Role::Target(_) | Role::Comparison(_)
        ) || (plan.by_place && column.role != Role::Name)
    };
    let heads = plan.columns.iter().filter(|column| figures(column));
    let heads = heads.map(|column| html! { <th scope="col" class="num">{ head(column) }</th> });
    let body = plan.head.from + plan.head.count;
    let placed = |row: &usize| plan.by_place || plan.rows[*row].to != To::Nowhere;
    let shown: Vec<usize> = (body..plan.rows.len()).filter(placed).collect();
    let rows = shown.iter().take(SHOWN_ROWS).map(|at| {
        let to = match &plan.rows[*at].to {
            To::Metric(_) => "已有的指标",
            To::New(_) => "新增的指标",
            To::Library(_) => "新增，单位、方向、口径用指标库的",
            To::Unsure(_) => "要您决定是哪个指标",
            To::Nowhere => "没有去处",
        };
        let cells = plan.cells[*at].iter().zip(&plan.columns).enumerate();
        let cells = cells.filter(|(_, (_, column))| figures(column));
        let cells = cells.map(|(column, (cell, _))| {
            let raw = plan.grid.text(*at, column);
            match (cell.action, &cell.value) {
                (Becomes::Take, Some(text)) => html! { <td class="num"><bdi>{ text }</bdi></td> },
                (Becomes::Ask | Becomes::Refuse, _) => html! {
                    <td class="num refused"><bdi>{ raw }</bdi><span class="about">{ "不录入" }</span></td>
                },
                (Becomes::Ignore, _) if plan.by_place => html! { <td class="num"><bdi>{ raw }</bdi></td> },
                _ => html! { <td /> },
            }
        });
        html! {
            <tr>
                <th scope="row"><bdi>{ name(*at) }</bdi><span class="about quiet">{ to }</span></th>
                { for cells }
            </tr>
        }
    });
    let hidden = shown.len().saturating_sub(SHOWN_ROWS);
    let mut told = Vec::new();
    for (row, cells) in plan.cells.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            if matches!(cell.action, Becomes::Ask | Becomes::Refuse) {
                told.push((row, column, cell.reason.as_str()));
            }
        }
    }
    let untold = told.len().saturating_sub(SHOWN_REFUSED);
    let told_cells = told.iter().take(SHOWN_REFUSED).map(|(row, column, why)| {
        let place = format!("{}，{}：", name(*row), head(&plan.columns[*column]));
        let raw = plan.grid.text(*row, *column).to_owned();
        html! { <li><bdi>{ place }</bdi>{ "“" }<bdi>{ raw }</bdi>{ format!("”不录入，{why}。") }</li> }
    });
    let left_out = plan.left_out();
    let unsaid = left_out.len().saturating_sub(SHOWN_REFUSED);
    let left_out_lines = left_out.iter().take(SHOWN_REFUSED);
    let left_out_lines =
        left_out_lines.map(|line| html! { <li><bdi>{ format!("{line}，不录入。") }</bdi></li> });
    let counts = plan.counts();
    let (count, new) = (counts.take, counts.new);
    let summary = match (count, new) {
        (0, _) => "没有可以录入的格子。".to_owned(),
        (count, 0) => format!("可以录入 {count} 格。"),
        (count, new) => format!("可以录入 {count} 格，新增 {new} 个指标。"),
    };
    let take = {
        let (dispatch, dossier, set, taken) = (
            props.dispatch.clone(),
            props.dossier.clone(),
            props.set.clone(),
            props.taken.clone(),
        );
        let (plan, desk) = (plan.clone(), props.desk.clone());
        move |_: MouseEvent| {
            desk.snapshot_before(Reason::Import);
            let mut changed = (*dossier).clone();
            plan.apply(&mut changed, packs::metrics(), clock::random_id);
            let said = match new {
                0 => format!("已录入 {count} 格。"),
                new => format!("已录入 {count} 格，新增 {new} 个指标。"),
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
                if counts.changed > 0 { { format!("其中 {} 格改写原来的内容。", counts.changed) } }
                if !told.is_empty() { { format!("不录入 {} 格，原因见下。", told.len()) } }
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
            if !told.is_empty() || !left_out.is_empty() {
                <ul class="small">
                    { for left_out_lines }
                    if unsaid > 0 {
                        <li>{ format!("另有 {unsaid} 行或列不录入。") }</li>
                    }
                    { for told_cells }
                    if untold > 0 {
                        <li>{ format!("另有 {untold} 格不录入。") }</li>
                    }
                </ul>
            }
            <p class="row">
                if count > 0 {
                    <button class="btn" type="button" onclick={take}>{ "录入" }</button>
                }
                { cancel(props, "取消") }
            </p>
        </>
    }
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
    match column.role {
        Role::Name => "指标名称".to_owned(),
        Role::Category => "类别".to_owned(),
        Role::Unit => "单位".to_owned(),
        Role::Actual(year) => format!("{year} 年"),
        Role::Target(year) => format!("{year} 年目标"),
        Role::Comparison(_) if column.head.is_empty() => "对比值".to_owned(),
        Role::Comparison(_) => column.head.clone(),
        Role::ComparisonYear(_) => "对比年份".to_owned(),
        Role::Object(_) => "和谁比".to_owned(),
        Role::Source(_) => "对比来源".to_owned(),
        Role::Left if column.head.is_empty() => "没有去处".to_owned(),
        Role::Left => format!("“{}”不录入", column.head),
    }
}
