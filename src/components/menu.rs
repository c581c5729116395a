//! The main pages: a row on a wide screen, a menu on a phone.

use quality_award_core::dossier::Kind;
use quality_award_core::pack::ItemKind;
use yew::prelude::*;

use super::frame::Own;
use crate::browser::menus::{Closing, use_phone};
use crate::browser::{focus, page};
use crate::packs;
use crate::route::Route;
use crate::state::Dispatch;

/// Id of the field of 查找, where its link leads.
pub const FIND: &str = "find";

/// How many pages stand in a row; the others stand under 更多.
const IN_A_ROW: usize = 10;

/// Properties of [`Pages`].
#[derive(Properties, PartialEq)]
pub struct PagesProps {
    /// What the open dossier is for; none is open before the first.
    pub kind: Option<Kind>,
    /// The page on screen.
    pub route: Route,
    /// Name of the open dossier; `None` when none is open.
    pub name: Option<AttrValue>,
    /// 大字.
    pub large: bool,
    /// Switches 大字.
    pub dispatch: Dispatch,
}

/// The navigation between the main pages that the dossier's kind needs.
#[component]
pub fn Pages(props: &PagesProps) -> Html {
    let phone = use_phone();
    let (menu, more) = (use_node_ref(), use_node_ref());
    {
        // The row stands open, and so does 更多 in the menu of a phone.
        let (menu, more) = (menu.clone(), more.clone());
        use_effect_with(
            (phone, props.route.clone(), props.kind),
            move |(phone, ..)| {
                page::set_open(&menu, !phone);
                page::set_open(&more, *phone);
            },
        );
    }
    {
        let folded = if phone { menu.clone() } else { more.clone() };
        use_effect_with(phone, move |_| {
            let closing = Closing::of(&folded);
            move || drop(closing)
        });
    }
    let mut row = row(props.kind);
    let mut rest = rest(props.kind);
    if row.len() + rest.len() <= IN_A_ROW {
        row.append(&mut rest);
    }
    let entries = |routes: &[Route]| -> Html {
        let entries = routes.iter().map(|route| {
            let current = current(route, &props.route);
            let words = name_of(route);
            html! {
                <li key={words}>
                    if matches!(route, Route::Find(_)) {
                        <FindLink route={props.route.clone()} />
                    } else {
                        <a href={route.to_string()} aria-current={current}>{ words }</a>
                    }
                </li>
            }
        });
        entries.collect()
    };
    let here = rest
        .iter()
        .find(|route| current(route, &props.route).is_some());
    let here = here.filter(|_| !phone).map(name_of);
    html! {
        <nav class="pages" aria-label="主要页面">
            <div class="wrap">
                <details class="menu" ref={menu}>
                    <summary>{ "菜单" }</summary>
                    <div class="menu-rows">
                        if phone {
                            <div class="menu-own">
                                <Own name={props.name.clone()} large={props.large} dispatch={props.dispatch.clone()} />
                            </div>
                        }
                        <ul>
                            { entries(&row) }
                            if !rest.is_empty() {
                                <li key="more" class="rest">
                                    <details class={classes!("more", here.map(|_| "has-here"))} ref={more}>
                                        <summary>
                                            { "更多" }
                                            if let Some(here) = here { { format!("：{here}") } }
                                        </summary>
                                        <ul>{ entries(&rest) }</ul>
                                    </details>
                                </li>
                            }
                        </ul>
                    </div>
                </details>
            </div>
        </nav>
    }
}

/// The pages that one works on, in order.
fn row(kind: Option<Kind>) -> Vec<Route> {
    let mut pages = vec![Route::Start];
    let Some(kind) = kind else {
        return pages;
    };
    let criteria = packs::criteria();
    match kind {
        Kind::Precheck => pages.push(Route::Verdict),
        Kind::Application => {
            pages.extend([Route::Verdict, Route::Form]);
            let slot = criteria.profile.first();
            pages.extend(slot.map(|slot| Route::Slot(slot.id.clone())));
        }
        Kind::Annual => pages.extend([Route::Annual, Route::Award]),
    }
    if kind != Kind::Precheck {
        let first = |kind: ItemKind| {
            let item = criteria.items.iter().find(|item| item.kind == kind);
            item.map(|item| Route::Item(item.id.clone()))
        };
        pages.extend(first(ItemKind::Process));
        pages.extend(first(ItemKind::Result));
        pages.extend([Route::Metrics(String::new()), Route::Scores, Route::Review]);
        pages.push(match kind {
            Kind::Application => Route::HandIn,
            _ => Route::Print,
        });
    }
    pages
}

/// The pages that one looks something up on.
fn rest(kind: Option<Kind>) -> Vec<Route> {
    let mut pages = Vec::new();
    if kind == Some(Kind::Application) {
        pages.push(Route::Print);
    }
    if matches!(kind, Some(Kind::Application | Kind::Annual)) {
        pages.push(Route::Consensus);
    }
    if kind.is_some() {
        pages.extend([Route::Find(String::new()), Route::History]);
    }
    pages.push(Route::Help);
    pages
}

/// Whether an entry leads to the page on screen, or to one like it.
fn current(entry: &Route, here: &Route) -> Option<&'static str> {
    match (entry, here) {
        (entry, here) if entry == here => Some("page"),
        (Route::Find(_), Route::Find(_)) => Some("page"),
        (Route::Item(_), Route::Item(_)) if name_of(entry) == name_of(here) => Some("true"),
        (Route::Metrics(_), Route::Metrics(_))
        | (Route::Slot(_), Route::Slot(_))
        | (Route::HandIn, Route::Paper(_))
        | (Route::Consensus, Route::ConsensusItem(_)) => Some("true"),
        (
            Route::Start,
            Route::Dossiers | Route::Question(..) | Route::Answers | Route::Readings,
        ) => Some("true"),
        _ => None,
    }
}

/// What a page is called in the menu, and on a phone above it.
pub fn name_of(route: &Route) -> &'static str {
    match route {
        Route::Start => "任务清单",
        Route::Dossiers => "本机档案",
        Route::Question(..) => "资格自查",
        Route::Answers => "核对回答",
        Route::Verdict => "资格结论",
        Route::Readings => "办法的理解",
        Route::Form => "申报表",
        Route::Slot(_) => "组织概述",
        Route::Item(id) => match packs::criteria().item(id).map(|item| item.kind) {
            Some(ItemKind::Result) => "指标数据",
            _ => "自我评价",
        },
        Route::Evidence => "证实性材料",
        Route::Review => "评审员视角",
        Route::ImportReport => "导入报告",
        Route::ImportTable(_) => "导入表格",
        Route::Metrics(_) => "全部指标",
        Route::Scores => "得分总览",
        Route::Consensus | Route::ConsensusItem(_) => "合议",
        Route::Annual => "年度自评",
        Route::Award => "获奖后",
        Route::HandIn => "递交",
        Route::Paper(_) => "申报文书",
        Route::Print => "打印预览",
        Route::Find(_) => "查找",
        Route::History => "历史版本",
        Route::Received => "收到的材料",
        Route::Help => "帮助",
    }
}

#[derive(Properties, PartialEq)]
struct FindLinkProps {
    route: Route,
}

/// The way to the field of 查找 from everywhere, also by its access key: Alt+S, which neither Chrome nor Edge nor the
/// input methods use. What was found stays while one is there.
#[component]
fn FindLink(props: &FindLinkProps) -> Html {
    let (route, current) = match &props.route {
        here @ Route::Find(_) => (here.clone(), Some("page")),
        _ => (Route::Find(String::new()), None),
    };
    let href = route.to_string();
    let onclick = {
        let href = href.clone();
        move |event: MouseEvent| {
            event.prevent_default();
            focus::go_to(&href, FIND);
        }
    };
    html! { <a {href} accesskey="s" aria-current={current} {onclick}>{ "查找" }</a> }
}
