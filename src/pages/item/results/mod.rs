//! 指标数据 of a result item: a grid to type and paste into, and below it what else there is to say of each metric; and
//! the charts.

mod charts;
mod more;
mod paste;
mod portion;
mod row;
mod suggest;

use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::domain::metric::FOR_A_TREND;
use quality_award_core::dossier::{
    Dossier, Metric, MetricView, PROFIT, Walk, application_date, last_year, result_years,
    written_years,
};
use quality_award_core::import::table::{Role, is_block};
use quality_award_core::pack::{Item, Section};
use yew::prelude::*;

pub use self::charts::{Charts, ChartsProps};
use self::more::MetricFold;
use self::paste::PasteBox;
use self::portion::{More, use_portion};
use self::row::MetricRow;
use self::suggest::Suggestions;
use crate::browser::page;
use crate::components::Names;
use crate::desk::Desk;
use crate::packs::{self, Fixed};
use crate::state::Dispatch;

/// Id of the grid.
const GRID: &str = "metrics-grid";

/// Properties of [`Results`].
#[derive(Properties, PartialEq)]
pub struct ResultsProps {
    /// The item.
    pub item: Fixed<Item>,
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// What references can name.
    pub names: Rc<Names>,
    /// Today on this computer.
    pub today: Date,
    /// Takes the edits.
    pub dispatch: Dispatch,
    /// Keeps a version before a table is taken in.
    pub desk: Rc<Desk>,
}

/// Properties of [`Tally`].
#[derive(Properties, PartialEq)]
pub struct TallyProps {
    /// The metrics.
    pub metrics: Vec<(Rc<Metric>, Option<Rc<Walk>>)>,
}

impl TallyProps {
    /// Those of an item.
    pub fn of(item: &'static Item, dossier: &Dossier) -> Self {
        let groups = groups(item, dossier);
        let metrics = groups.into_iter().flat_map(|group| group.metrics);
        let metrics = metrics.map(|metric| {
            let walk = walk_of(&metric, dossier);
            (metric, walk)
        });
        TallyProps {
            metrics: metrics.collect(),
        }
    }
}

/// How many metrics there are, and how many of them could be judged; for the item's key figures.
#[component]
pub fn Tally(props: &TallyProps) -> Html {
    let views = props.metrics.iter();
    let views = views.map(|(metric, walk)| view(metric, walk.as_deref()));
    let views: Vec<MetricView> = views.collect();
    let trends = views.iter().filter_map(MetricView::trend);
    let long = trends.filter(|trend| trend.values >= FOR_A_TREND).count();
    let compared = views
        .iter()
        .filter(|view| view.comparison().is_some())
        .count();
    let figure = |label: &'static str, count: usize| {
        html! { <div><dt>{ label }</dt><dd>{ format!("{count} 个") }</dd></div> }
    };
    html! {
        <>
            { figure("指标", views.len()) }
            { figure("连续满三年", long) }
            { figure("有对比值", compared) }
        </>
    }
}

/// The metrics of a sub-heading.
struct Group {
    /// The sub-heading; `None` for metrics that stand at none.
    section: Option<&'static Section>,
    metrics: Vec<Rc<Metric>>,
}

/// The walk, for the metric whose values it holds. Others are not drawn anew when it changes.
fn walk_of(metric: &Metric, dossier: &Dossier) -> Option<Rc<Walk>> {
    (metric.get("library") == PROFIT).then(|| dossier.walk.clone())
}

/// The metrics of an item in the order of its sub-headings, then those that are shown here for want of one.
fn groups(item: &'static Item, dossier: &Dossier) -> Vec<Group> {
    let at = |section: &str| {
        let metrics = dossier.metrics.iter();
        let metrics = metrics.filter(|metric| metric.get("section") == section);
        metrics.cloned().collect()
    };
    let mut groups: Vec<Group> = item
        .sections
        .iter()
        .map(|section| Group {
            section: Some(section),
            metrics: at(&section.id),
        })
        .collect();
    let is_stray = |metric: &&Rc<Metric>| {
        let section = metric.get("section");
        let own = item.sections.iter().any(|own| own.id == section);
        !own && packs::criteria()
            .results_at(section)
            .is_some_and(|at| at.id == item.id)
    };
    groups.push(Group {
        section: None,
        metrics: dossier.metrics.iter().filter(is_stray).cloned().collect(),
    });
    groups
}

/// The panel.
#[component]
pub fn Results(props: &ResultsProps) -> Html {
    let ResultsProps {
        dossier,
        names,
        dispatch,
        ..
    } = props;
    let item = props.item;
    let mut groups = groups(item.0, dossier);
    let metrics: Vec<Rc<Metric>> = groups.iter().flat_map(|of| of.metrics.clone()).collect();
    let on = application_date(dossier).given().copied();
    let last = last_year(dossier, Some(on.unwrap_or(props.today)));
    let last = last.unwrap_or(props.today.year() - 1);
    let first = use_state(|| i32::MAX);
    let written = metrics
        .iter()
        .flat_map(|metric| written_years(metric, &dossier.walk));
    // A column whose last figure is being deleted stays while the focus is in it.
    let focused = page::focused_column().and_then(|column| column.parse().ok());
    let written = written.chain(focused);
    let years = result_years(written, *first, last);
    let portion = use_portion(metrics.len());
    // Of all of them, so that no heading comes in over what is typed into while the rest is drawn.
    let titled = groups.iter().filter(|of| !of.metrics.is_empty()).count() > 1;
    let mut room = portion.drawn(metrics.len());
    for group in &mut groups {
        group.metrics.truncate(room);
        room -= group.metrics.len();
    }
    let on = {
        let more = portion.dispatcher();
        move |_: MouseEvent| more.dispatch(More::Wished)
    };
    let fresh = use_state(|| None::<String>);
    let block = use_state(|| None::<paste::Block>);
    let pasted = use_state_eq(|| false);

    let columns = columns(&years, last);
    let order: Vec<String> = metrics.iter().map(|metric| metric.id.clone()).collect();
    {
        let more = portion.dispatcher();
        use_effect_with(order.clone(), move |order| {
            let order = order.clone();
            let held = page::HeldBack::new(move |field| {
                let at = order
                    .iter()
                    .position(|id| field.starts_with(&fields_of(id)));
                if let Some(at) = at {
                    more.dispatch(More::At(at));
                }
                at.is_some()
            });
            move || drop(held)
        });
    }
    let onpaste = {
        let (block, columns) = (block.setter(), columns.clone());
        move |event: Event| {
            let text = page::pasted(&event);
            if !is_block(&text) {
                return;
            }
            event.prevent_default();
            let (row, column) = page::cell_of(&event).unwrap_or_default();
            let from = |at: Option<usize>| at.unwrap_or(0);
            let row = from(order.iter().position(|id| *id == row));
            let column = from(columns.iter().position(|of| key(of) == column));
            block.set(Some(paste::Block {
                text: text.into(),
                metrics: order[row..].to_vec(),
                columns: columns[column..].to_vec(),
                back: page::id_of(&event),
            }));
        }
    };
    // Ctrl+Z in a cell takes back the last block, as long as nothing was typed since.
    let oninput = {
        let pasted = pasted.setter();
        move |_: InputEvent| pasted.set(false)
    };
    let earlier = {
        let first = first.clone();
        let year = (0..=last).rev().find(|year| !years.contains(year));
        year.filter(|year| *year >= Date::FIRST_YEAR).map(|year| {
            let onclick = move |_: MouseEvent| first.set(year);
            html! {
                <button class="btn plain slim" type="button" {onclick}>{ format!("增加 {year} 年") }</button>
            }
        })
    };
    let taken = {
        let pasted = pasted.setter();
        Callback::from(move |()| pasted.set(true))
    };
    let held_back = portion.held_back(metrics.len());
    let rows = groups.iter().filter(|group| !group.metrics.is_empty());
    let rows = rows.map(|group| {
        let title = group
            .section
            .map_or("还没有归到小标题的", |section| section.title.as_str());
        let heading = (titled || group.section.is_none()).then(|| html! {
            <tr class="group">
                <td colspan={(years.len() + 6).to_string()}><strong class="stay">{ title }</strong></td>
            </tr>
        });
        let metrics = group.metrics.iter().map(|metric| html! {
            <MetricRow key={metric.id.clone()} metric={metric.clone()} walk={walk_of(metric, dossier)}
                years={years.clone()} {last} dispatch={dispatch.clone()} />
        });
        // A list of its own: beside the heading, one more row would be drawn as another, and lose its focus.
        html! { <key={title}>{ for heading }<>{ for metrics }</></> }
    });
    let folds = groups.iter().flat_map(|group| {
        group.metrics.iter().map(|metric| {
            let open = fresh.as_deref() == Some(metric.id.as_str());
            html! {
                <MetricFold key={metric.id.clone()} {item} stray={group.section.is_none()} metric={metric.clone()}
                    walk={walk_of(metric, dossier)} years={years.clone()} {last} {open} names={names.clone()}
                    dispatch={dispatch.clone()} />
            }
        })
    });
    let heads = years.iter().map(|year| {
        html! { <th key={*year} scope="col" class="num">{ *year }</th> }
    });
    let spell = match years.as_slice() {
        [first, .., last] => format!("{first} 至 {last} 年"),
        _ => String::new(),
    };
    html! {
        <section class="panel flow" aria-labelledby="data">
            <h2 id="data" tabindex="-1">{ "指标数据" }</h2>
            <PasteBox {item} dossier={dossier.clone()} block={(*block).clone()} {columns} {last}
                metrics={metrics.clone()} set={Callback::from({ let block = block.setter(); move |to| block.set(to) })}
                {taken} dispatch={dispatch.clone()} desk={props.desk.clone()} />
            if metrics.is_empty() {
                <p>{ "还没有指标。从指标库选用，或者添加自己的指标，也可以直接粘贴一块表格。" }</p>
            } else {
                <div class="scroll" role="region" aria-labelledby="metrics-caption" tabindex="0" id={GRID}
                    data-own-undo={pasted.then_some("")} {onpaste} {oninput}>
                    <table class="cells metrics">
                        <caption>
                            <span class="stay" id="metrics-caption">{ format!("{}，{spell}", item.0.title) }</span>
                            <small class="stay">
                                { "没有数据的格子空着，不要填 0。按回车键到下一行，按 Tab 键到右边一格。" }
                            </small>
                        </caption>
                        <thead>
                            <tr>
                                <th scope="col">{ "指标" }</th>
                                { for heads }
                                <th scope="col" class="num">{ format!("{last} 目标") }</th>
                                <th scope="col" class="num">{ "对比值" }</th>
                                <th scope="col" class="num">{ "对比年份" }</th>
                                <th scope="col">{ "对比来源" }</th>
                                <th scope="col">{ "自动判断" }</th>
                            </tr>
                        </thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
                <p class="row no-print">
                    { for earlier }
                    if held_back > 0 {
                        <button class="btn plain slim" type="button" onclick={on}>
                            { format!("再显示 {} 个（还有 {held_back} 个）", portion.next(metrics.len())) }
                        </button>
                    }
                </p>
            }
            <Suggestions key={item.0.id.as_str()} {item} dossier={dossier.clone()} {last}
                empty={metrics.is_empty()} fresh={Callback::from({ let fresh = fresh.setter(); move |id| fresh.set(Some(id)) })}
                dispatch={dispatch.clone()} />
            if !metrics.is_empty() {
                <div class="no-print">
                    <h3>{ "逐个补充" }</h3>
                    <p class="hint">{ "口径、全部对比值、和过程条目的关系、各年目标写在这里。点开要补充的指标。" }</p>
                    // A list of its own, too.
                    <>{ for folds }</>
                </div>
            }
        </section>
    }
}

/// The columns of the grid behind the names, in order.
fn columns(years: &[i32], last: i32) -> Vec<Role> {
    let years = years.iter().map(|year| Role::Actual(*year));
    let rest = [
        Role::Target(last),
        Role::Comparison(0),
        Role::ComparisonYear(0),
        Role::Source(0),
    ];
    years.chain(rest).collect()
}

/// What a column is called in `data-column`.
fn key(column: &Role) -> String {
    match column {
        Role::Actual(year) => year.to_string(),
        Role::Target(_) => "target".to_owned(),
        Role::Comparison(_) => "value".to_owned(),
        Role::ComparisonYear(_) => "year".to_owned(),
        _ => "source".to_owned(),
    }
}

/// How the ids of a metric's fields begin.
fn fields_of(metric: &str) -> String {
    format!("f-metrics-{metric}--")
}

/// A metric as typed values.
fn view(metric: &Metric, walk: Option<&Walk>) -> MetricView {
    let none = Walk::default();
    let walk = walk.unwrap_or(&none);
    MetricView::new(metric, walk, packs::criteria(), packs::metrics())
}
