//! 趋势图: the charts of an item's metrics, the same drawings as on paper.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Metric, Walk};
use quality_award_core::export::chart::chart;
use quality_award_core::export::html::figure;
use quality_award_core::pack::Item;
use quality_award_core::views::{Captions, Numbered};
use yew::prelude::*;

use super::portion::use_portion;
use super::row::title;
use super::{view, walk_of};

/// Properties of [`Charts`].
#[derive(Properties, PartialEq)]
pub struct ChartsProps {
    /// The charts in their order: what each is called with its number, and what it shows.
    pub charts: Vec<(AttrValue, Rc<Metric>, Option<Rc<Walk>>)>,
}

impl ChartsProps {
    /// The charts of an item.
    pub fn of(item: &Item, dossier: &Dossier, captions: &Captions) -> Self {
        let sections = item.sections.iter();
        let captions = sections.flat_map(|section| captions.at(&section.id));
        let charts = captions.filter(|caption| caption.of == Numbered::Chart);
        let charts = charts.filter_map(|caption| {
            let metric = dossier.metric(&caption.id)?;
            let name = format!("{} {}", caption.label(), title(metric));
            Some((name.into(), metric.clone(), walk_of(metric, dossier)))
        });
        ChartsProps {
            charts: charts.collect(),
        }
    }
}

/// The panel; nothing while no metric has two values.
#[component]
pub fn Charts(props: &ChartsProps) -> Html {
    let portion = use_portion(props.charts.len());
    let held_back = portion.held_back(props.charts.len());
    if props.charts.is_empty() {
        return Html::default();
    }
    let drawn = portion.drawn(props.charts.len());
    let charts = props.charts.iter().take(drawn).map(|(caption, metric, walk)| {
        html! {
            <ChartOf key={metric.id.clone()} caption={caption.clone()} metric={metric.clone()} walk={walk.clone()} />
        }
    });
    html! {
        <section class="panel flow" aria-labelledby="trend">
            <h2 id="trend" tabindex="-1">{ "趋势图" }</h2>
            <div class="charts">{ for charts }</div>
            if held_back > 0 {
                <p>{ format!("另有 {held_back} 幅图，打印稿里都有。") }</p>
            }
            <p class="small quiet">
                { "实线加圆点是本单位，空心圆点是未满一年的数，长虚线是目标，点线加菱形是对比值。纵轴不一定从 0 开始。" }
            </p>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct ChartOfProps {
    caption: AttrValue,
    metric: Rc<Metric>,
    walk: Option<Rc<Walk>>,
}

/// One chart. It is the core's drawing, in which everything typed is escaped.
#[component]
fn ChartOf(props: &ChartOfProps) -> Html {
    let view = view(&props.metric, props.walk.as_deref());
    let Some(chart) = chart(&view) else {
        return Html::default();
    };
    let id = format!("chart-{}", props.metric.id);
    Html::from_html_unchecked(figure(&props.caption, &chart, &id).into())
}
