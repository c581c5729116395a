//! The grid of metrics: typed into, and pasted into from a cell on.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Metric};
use quality_award_core::import::table::Start;
use yew::prelude::*;

use super::row::MetricRow;
use super::{GRID, columns, key, walk_of};
use crate::browser::{focus, page};
use crate::state::Dispatch;
use crate::tables::{self, From};

/// Metrics under one heading, as far as they are drawn.
#[derive(Clone, PartialEq)]
pub struct Shown {
    /// Its heading; none where there is one group alone.
    pub head: Option<Html>,
    /// What tells it from the others.
    pub key: String,
    /// The metrics.
    pub metrics: Vec<Rc<Metric>>,
}

/// Properties of [`MetricGrid`].
#[derive(Properties, PartialEq)]
pub struct MetricGridProps {
    /// What it is called.
    pub caption: AttrValue,
    /// Its rows.
    pub groups: Vec<Shown>,
    /// Ids of all metrics in their order, those that are not drawn yet among them.
    pub order: Vec<String>,
    /// The years that are shown.
    pub years: Vec<i32>,
    /// The last complete year.
    pub last: i32,
    /// What a paste goes into.
    pub target: String,
    /// Figures alone, in a grid that scrolls by itself.
    #[prop_or_default]
    pub brief: bool,
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// Takes the edits.
    pub dispatch: Dispatch,
}

/// The grid.
#[component]
pub fn MetricGrid(props: &MetricGridProps) -> Html {
    let MetricGridProps {
        years,
        last,
        dispatch,
        dossier,
        brief,
        ..
    } = props;
    // One comes back to the grid when a block was taken in.
    let pasted = use_state_eq(|| focus::goes_to(GRID));
    let columns = columns(years, *last, *brief);
    let onpaste = {
        let (columns, order, target) = (columns.clone(), props.order.clone(), props.target.clone());
        let (dossier, dispatch) = (dossier.clone(), dispatch.clone());
        move |event: Event| {
            let (row, column) = focus::cell_of(&event).unwrap_or_default();
            let at = |at: Option<usize>| at.unwrap_or(0);
            let row = at(order.iter().position(|id| *id == row));
            let column = at(columns.iter().position(|of| key(of) == column));
            let into = order.get(row).and_then(|id| dossier.metric(id));
            // In the grid of all items a new metric has no place of its own.
            let section = into.map(|metric| metric.get("section").to_owned());
            let from = || From {
                target: target.clone(),
                section: section.filter(|section| !target.is_empty() && !section.is_empty()),
                start: Some(Start {
                    metrics: order[row..].to_vec(),
                    columns: columns[column..].to_vec(),
                }),
                field: page::id_of(&event),
                grid: GRID.to_owned(),
            };
            tables::pasted(&event, from, &dispatch);
        }
    };
    // Ctrl+Z in a cell takes back the last block, as long as nothing was typed since.
    let oninput = {
        let pasted = pasted.setter();
        move |_: InputEvent| pasted.set(false)
    };
    let heads = years.iter().map(|year| {
        html! { <th key={*year} scope="col" class="num">{ *year }</th> }
    });
    let rows = props
        .groups
        .iter()
        .filter(|group| !group.metrics.is_empty());
    let rows = rows.map(|group| {
        let metrics = group.metrics.iter().map(|metric| html! {
            <MetricRow key={metric.id.clone()} metric={metric.clone()} walk={walk_of(metric, dossier)}
                years={years.clone()} last={*last} brief={*brief} dispatch={dispatch.clone()} />
        });
        // A list of its own: beside the heading, one more row would be drawn as another, and lose its focus.
        html! { <key={group.key.clone()}>{ for group.head.clone() }<>{ for metrics }</></> }
    });
    html! {
        <div class={classes!("scroll", brief.then_some("all-metrics"))} role="region" aria-labelledby="metrics-caption"
            tabindex="0" id={GRID} data-own-undo={pasted.then_some("")} {onpaste} {oninput}>
            <table class={classes!("cells", "metrics", brief.then_some("grid10"))}>
                <caption>
                    <span class="stay" id="metrics-caption">{ props.caption.clone() }</span>
                    <small class="stay">
                        { "没有数据的格子空着，不要填 0。按回车键到下一行，按 Tab 键到右边一格，可以从表格软件整块粘贴。" }
                    </small>
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{ "指标" }</th>
                        { for heads }
                        <th scope="col" class="num">{ format!("{last} 目标") }</th>
                        <th scope="col" class="num">{ "对比值" }</th>
                        if !brief {
                            <th scope="col" class="num">{ "对比年份" }</th>
                            <th scope="col">{ "对比来源" }</th>
                        }
                        <th scope="col">{ "自动判断" }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}
