//! 全部指标: the metrics of all result items in one grid, of one item on request.

use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::domain::metric::FOR_A_TREND;
use quality_award_core::dossier::{Dossier, Kind, Metric};
use quality_award_core::import::table::Start;
use quality_award_core::pack::{Item, ItemKind};
use quality_award_core::views::MetricView;
use yew::prelude::*;

use super::grid::{MetricGrid, Shown};
use super::portion::{More, use_portion};
use super::{GRID, columns, groups, last_of, use_held_back, view, walk_of, years_of};
use crate::browser::menus::is_phone;
use crate::components::{Nothing, PhoneFold, TableSource};
use crate::packs;
use crate::pages::PageProps;
use crate::route::Route;
use crate::state::Dispatch;
use crate::tables::From;

/// Properties of [`MetricsPage`].
#[derive(Properties, PartialEq)]
pub struct MetricsPageProps {
    /// Number of the item whose metrics are shown; empty for all.
    pub item: AttrValue,
    /// What every page gets.
    pub page: PageProps,
}

/// The page.
#[component]
pub fn MetricsPage(props: &MetricsPageProps) -> Html {
    let open = props.page.open.as_ref();
    let Some(open) = open.filter(|open| open.dossier.kind != Kind::Precheck) else {
        return html! { <Nothing title="全部指标" about="没有打开申报或者年度自评的档案，请先到任务清单新建或者打开一份。" /> };
    };
    html! {
        <All item={props.item.clone()} dossier={open.dossier.clone()} today={props.page.today}
            dispatch={props.page.dispatch.clone()} />
    }
}

#[derive(Properties, PartialEq)]
struct AllProps {
    item: AttrValue,
    dossier: Rc<Dossier>,
    today: Date,
    dispatch: Dispatch,
}

/// The result items, each with its metrics in the order of its page.
fn by_item(dossier: &Dossier) -> Vec<(&'static Item, Vec<Rc<Metric>>)> {
    let items = packs::criteria().items.iter();
    let items = items.filter(|item| item.kind == ItemKind::Result);
    let items = items.map(|item| {
        let groups = groups(item, dossier).into_iter();
        (item, groups.flat_map(|group| group.metrics).collect())
    });
    items.collect()
}

#[component]
fn All(props: &AllProps) -> Html {
    let AllProps {
        item,
        dossier,
        today,
        dispatch,
    } = props;
    let all = by_item(dossier);
    let shown = |of: &&(&Item, Vec<Rc<Metric>>)| item.is_empty() || *item == of.0.id.as_str();
    let chosen: Vec<_> = all.iter().filter(shown).collect();
    let metrics: Vec<Rc<Metric>> = chosen.iter().flat_map(|of| of.1.clone()).collect();
    let last = last_of(dossier, *today);
    let years = years_of(&metrics, dossier, i32::MAX, last);
    let phone = *use_state(is_phone);
    let portion = use_portion(metrics.len());
    let order: Vec<String> = metrics.iter().map(|metric| metric.id.clone()).collect();
    use_held_back(&order, &portion);
    let mut room = portion.drawn(metrics.len());
    let rows = chosen.iter().map(|(item, metrics)| {
        let drawn = metrics.len().min(room);
        room -= drawn;
        let views: Vec<MetricView> = metrics
            .iter()
            .map(|metric| view(metric, walk_of(metric, dossier).as_deref()))
            .collect();
        let trends = views.iter().filter_map(MetricView::trend);
        let long = trends.filter(|trend| trend.values >= FOR_A_TREND).count();
        let compared = views.iter().filter(|view| view.comparison().is_some()).count();
        let href = Route::Item(item.id.clone()).to_string();
        let head = html! {
            <tr class="group">
                <th scope="rowgroup">{ format!("{} {}", item.id, item.title) }</th>
                <td colspan={(years.len() + 3).to_string()}>
                    { format!("{} 个指标，满 3 年 {long} 个，有对比值 {compared} 个 ", metrics.len()) }
                    <a class="lone" {href}>{ format!("打开 {}", item.id) }</a>
                </td>
            </tr>
        };
        Shown {
            head: Some(head),
            key: item.id.clone(),
            metrics: metrics[..drawn].to_vec(),
        }
    });
    let rows: Vec<Shown> = rows.collect();
    let filter = |of: &str, text: String, count: usize| {
        let href = Route::Metrics(of.to_owned()).to_string();
        html! {
            <li>
                <a {href} aria-current={(*item == of).then_some("page")}>{ text }{ " " }<span>{ count }</span></a>
            </li>
        }
    };
    let everything = all.iter().map(|of| of.1.len()).sum();
    let filters = all.iter();
    let filters = filters.map(|(item, metrics)| {
        filter(
            &item.id,
            format!("{} {}", item.id, item.title),
            metrics.len(),
        )
    });
    let from = From {
        target: item.to_string(),
        section: None,
        start: Some(Start {
            metrics: order.clone(),
            columns: columns(&years, last, true),
        }),
        field: GRID.to_owned(),
        grid: GRID.to_owned(),
    };
    let held_back = portion.held_back(metrics.len());
    let more = {
        let portion = portion.dispatcher();
        move |_: MouseEvent| portion.dispatch(More::Wished)
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
                    { "一张表里有几个条目的指标时，在这里整块粘贴，或者打开表格文件：按名称和年份归入各条目，先列出来请您核对，改好再录入。" }
                </p>
            </TableSource>
        </PhoneFold>
    };
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1><span class="over">{ format!("4.7 结果，{} 个条目", all.len()) }</span>{ "全部指标" }</h1>
            <ul class="filters" aria-label="按条目看">
                { filter("", "全部".to_owned(), everything) }
                { for filters }
            </ul>
            <section class="panel" aria-labelledby="data">
                <h2 id="data" tabindex="-1">{ spell.clone() }</h2>
                if !phone { { source.clone() } }
                if metrics.is_empty() {
                    <p>{ "还没有指标。粘贴一块表格，或者到各条目添加。" }</p>
                } else {
                    <MetricGrid caption={format!("全部指标，{spell}")} groups={rows} {order} years={years.clone()} {last}
                        target={item.to_string()} brief=true dossier={dossier.clone()} dispatch={dispatch.clone()} />
                }
                if phone { { source } }
                if held_back > 0 {
                    <p>
                        <button class="btn plain slim" type="button" onclick={more}>
                            { format!("再显示 {} 个（还有 {held_back} 个）", portion.next(metrics.len())) }
                        </button>
                    </p>
                }
                <p class="small quiet">{ "各年目标、对比来源、口径和变差的原因，在各条目里写。" }</p>
            </section>
        </>
    }
}
