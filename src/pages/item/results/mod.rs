//! 指标数据 of a result item: a grid to type and paste into, and below it what else there is to say of each metric; and
//! the charts.

mod all;
mod charts;
mod grid;
mod more;
mod portion;
mod row;
mod suggest;

use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::domain::metric::FOR_A_TREND;
use quality_award_core::dossier::{Dossier, Metric, Walk};
use quality_award_core::import::table::{Role, Start};
use quality_award_core::pack::reserved::PROFIT;
use quality_award_core::pack::{Item, SubHeading};
use quality_award_core::views::{
    MetricView, application_date, last_year, result_years, written_years,
};
use yew::prelude::*;

pub use self::all::MetricsPage;
pub use self::charts::{Charts, ChartsProps};
use self::grid::{MetricGrid, Shown};
use self::more::MetricFold;
use self::portion::{More, Portion, use_portion};
use self::suggest::Suggestions;
use crate::browser::focus;
use crate::browser::menus::is_phone;
use crate::components::{Names, PhoneFold, TableSource};
use crate::packs::{self, ByAddress};
use crate::route::Route;
use crate::state::Dispatch;
use crate::tables::From;

/// Id of the grid.
const GRID: &str = "metrics-grid";

/// Properties of [`Results`].
#[derive(Properties, PartialEq)]
pub struct ResultsProps {
    /// The item.
    pub item: ByAddress<Item>,
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// What references can name.
    pub names: Rc<Names>,
    /// Today on this computer.
    pub today: Date,
    /// Takes the edits.
    pub dispatch: Dispatch,
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
    section: Option<&'static SubHeading>,
    metrics: Vec<Rc<Metric>>,
}

/// The walk, for the metric whose values it holds. Others are not drawn anew when it changes.
fn walk_of(metric: &Metric, dossier: &Dossier) -> Option<Rc<Walk>> {
    (metric.get("library") == PROFIT).then(|| dossier.walk.clone())
}

/// The metrics of an item in the order of its sub-headings, then those without one that are shown here.
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
    let last = last_of(dossier, props.today);
    let first = use_state(|| i32::MAX);
    let years = years_of(&metrics, dossier, *first, last);
    let phone = *use_state(is_phone);
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
    let order: Vec<String> = metrics.iter().map(|metric| metric.id.clone()).collect();
    use_held_back(&order, &portion);
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
    let held_back = portion.held_back(metrics.len());
    let shown = groups.iter().map(|group| {
        let title = group
            .section
            .map_or("还没有归到小标题的", |section| section.title.as_str());
        let head = (titled || group.section.is_none()).then(|| html! {
            <tr class="group">
                <td colspan={(years.len() + 6).to_string()}><strong class="stay">{ title }</strong></td>
            </tr>
        });
        Shown {
            head,
            key: title.to_owned(),
            metrics: group.metrics.clone(),
        }
    });
    let shown: Vec<Shown> = shown.collect();
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
    let from = From {
        target: item.0.id.clone(),
        section: None,
        start: Some(Start {
            metrics: order.clone(),
            columns: columns(&years, last, false),
        }),
        field: GRID.to_owned(),
        grid: GRID.to_owned(),
    };
    let spell = match years.as_slice() {
        [first, .., last] => format!("{first} 至 {last} 年"),
        _ => String::new(),
    };
    // The grid comes first on a phone.
    let source = html! {
        <PhoneFold summary="从表格粘贴或者打开文件">
            <TableSource {from} dispatch={dispatch.clone()}>
                <p>
                    <strong>{ "从 Excel 或 WPS 粘贴：" }</strong>
                    { "在表格软件里选中并复制，回到这里点一个格子，按 " }<kbd>{ "Ctrl" }</kbd>{ " + " }<kbd>{ "V" }</kbd>
                    { "。带年份表头和指标名称的整块表格，按名称和年份录入各条目。“18,600”“1.42%”“1.86亿”会自动识别；先列出去处请您核对，录入以后可以撤销。" }
                    <a href={Route::Metrics(String::new()).to_string()}>{ "全部条目的指标在一张表里" }</a>
                </p>
            </TableSource>
        </PhoneFold>
    };
    html! {
        <section class="panel flow" aria-labelledby="data">
            <h2 id="data" tabindex="-1">{ "指标数据" }</h2>
            if !phone { { source.clone() } }
            if metrics.is_empty() {
                <p>{ "还没有指标。从指标库选用，或者添加自己的指标，也可以直接粘贴一块表格。" }</p>
            } else {
                <MetricGrid caption={format!("{}，{spell}", item.0.title)} groups={shown} {order} years={years.clone()} {last}
                    target={item.0.id.clone()} dossier={dossier.clone()} dispatch={dispatch.clone()} />
                <p class="row no-print">
                    { for earlier }
                    if held_back > 0 {
                        <button class="btn plain slim" type="button" onclick={on}>
                            { format!("再显示 {} 个（还有 {held_back} 个）", portion.next(metrics.len())) }
                        </button>
                    }
                </p>
            }
            if phone { { source } }
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

/// The last complete year before the day of application, or before today.
fn last_of(dossier: &Dossier, today: Date) -> i32 {
    let on = application_date(dossier).given().copied();
    let last = last_year(dossier, Some(on.unwrap_or(today)));
    last.unwrap_or(today.year() - 1)
}

/// The years of a grid of these metrics, from `first` on where that is earlier.
fn years_of(metrics: &[Rc<Metric>], dossier: &Dossier, first: i32, last: i32) -> Vec<i32> {
    let written = metrics
        .iter()
        .flat_map(|metric| written_years(metric, &dossier.walk));
    // A column whose last figure is being deleted stays while the focus is in it.
    let focused = focus::focused_column().and_then(|column| column.parse().ok());
    result_years(written.chain(focused), first, last)
}

/// Draws what someone goes to, of metrics in this order.
#[hook]
fn use_held_back(order: &[String], portion: &UseReducerHandle<Portion>) {
    let more = portion.dispatcher();
    use_effect_with(order.to_vec(), move |order| {
        let order = order.clone();
        let held = focus::HeldBack::new(move |field| {
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

/// The columns of the grid behind the names, in order.
fn columns(years: &[i32], last: i32, brief: bool) -> Vec<Role> {
    let years = years.iter().map(|year| Role::Actual(*year));
    let rest = [
        Role::Target(last),
        Role::Comparison(0),
        Role::ComparisonYear(0),
        Role::Source(0),
    ];
    let rest = rest.into_iter().take(if brief { 2 } else { 4 });
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
