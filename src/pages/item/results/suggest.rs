//! Metrics of the library that the item has not yet, each one click away, and the button for one's own.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Metric, Place, put_text};
use quality_award_core::pack::reserved::PROFIT;
use quality_award_core::pack::{self, Item};
use quality_award_core::views::{RESULT_YEARS, from_library, suggested, value_place};
use yew::prelude::*;

use super::super::industry;
use super::more::direction_words;
use crate::browser::{clock, focus};
use crate::components::Fold;
use crate::packs::{self, ByAddress};
use crate::state::{Action, Dispatch};

/// Properties of [`Suggestions`].
#[derive(Properties, PartialEq)]
pub struct SuggestionsProps {
    /// The item.
    pub item: ByAddress<Item>,
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// The last complete year.
    pub last: i32,
    /// Whether the item has no metric yet.
    pub empty: bool,
    /// Told the id of one's own metric that was added.
    pub fresh: Callback<String>,
    /// Takes the metrics.
    pub dispatch: Dispatch,
}

/// The list and the buttons.
#[component]
pub fn Suggestions(props: &SuggestionsProps) -> Html {
    let SuggestionsProps { item, dossier, .. } = props;
    let industry = industry(dossier);
    let roles = &packs::scheme().roles;
    let public = dossier.walk.value(&roles.org_kind) == roles.non_profit;
    let offered = |section: &str| {
        suggested(
            packs::metrics(),
            section,
            &dossier.metrics,
            industry,
            public,
        )
    };
    let sections: Vec<_> = item
        .0
        .sections
        .iter()
        .map(|section| (section, offered(&section.id)))
        .collect();
    let count: usize = sections.iter().map(|(_, known)| known.len()).sum();
    let several = sections.len() > 1;
    let lists = sections.iter().filter(|(_, known)| !known.is_empty());
    let lists = lists.map(|(section, known)| {
        html! {
            <>
                if several { <h3>{ section.title.as_str() }</h3> }
                <ul class="offers">{ for known.iter().map(|known| offer(known, props)) }</ul>
            </>
        }
    });
    let own = item.0.sections.iter().map(|section| {
        let onclick = {
            let (dispatch, fresh) = (props.dispatch.clone(), props.fresh.clone());
            move |_: MouseEvent| {
                let id = clock::random_id();
                let mut metric = Metric::new(&id);
                put_text(&mut metric.fields, "section", section.id.clone());
                dispatch.dispatch(Action::AddMetric(Rc::new(metric)));
                fresh.emit(id.clone());
                let name = Place::Metric(id.into(), "name".into());
                focus::focus_soon(name.element_id());
            }
        };
        let about = several.then(|| format!("：{}", section.title));
        html! {
            <button class="btn plain" type="button" {onclick}>
                { "添加自己的指标" }{ about }
            </button>
        }
    });
    html! {
        <div class="no-print">
            if count > 0 {
                <Fold summary={format!("从指标库选用（{count} 个没有用到的）")} open={props.empty}>
                    if industry.is_some() {
                        <p class="hint">{ "只列出适用于贵单位行业的。选用以后名称、口径都可以改。" }</p>
                    } else {
                        <p class="hint">{ "申报表里还没有选行业，所以全部列出。选用以后名称、口径都可以改。" }</p>
                    }
                    { for lists }
                </Fold>
            }
            <p class="row">{ for own }</p>
        </div>
    }
}

fn offer(known: &'static pack::Metric, props: &SuggestionsProps) -> Html {
    let onclick = {
        let dispatch = props.dispatch.clone();
        let first = props.last - RESULT_YEARS + 1;
        move |_: MouseEvent| {
            let metric = from_library(known, &clock::random_id());
            let cell = value_place(&metric.id, known.id == PROFIT, first);
            dispatch.dispatch(Action::AddMetric(Rc::new(metric.clone())));
            focus::focus_soon(cell.element_id());
        }
    };
    let direction = from_library(known, "");
    let direction = direction_words(direction.get("direction"));
    html! {
        <li key={known.id.as_str()}>
            <div>
                <strong>{ known.name.as_str() }</strong>
                <span class="quiet">{ format!("（{}，{direction}）", known.unit) }</span>
                <span class="about">{ known.formula.as_str() }</span>
            </div>
            <button class="btn plain slim" type="button" {onclick}>
                { "选用" }<span class="hide">{ known.name.as_str() }</span>
            </button>
        </li>
    }
}
