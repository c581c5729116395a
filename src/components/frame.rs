//! What stands around every page: header, navigation, footer.

use quality_award_core::dossier::Kind;
use quality_award_core::storage::Standing;
use yew::prelude::*;

use crate::browser::focus;
use crate::packs;
use crate::route::Route;
use crate::state::{Action, Dispatch, Open};

/// Id of the field of 查找, where its link leads.
pub const FIND: &str = "find";

/// Properties of [`Header`].
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// Name of the open dossier; `None` when none is open.
    pub name: Option<AttrValue>,
    /// How it stands in storage.
    pub saving: Standing,
    /// 大字.
    pub large: bool,
    /// Switches 大字.
    pub dispatch: Dispatch,
}

/// The head of every page.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let large = props.large;
    let onclick = {
        let dispatch = props.dispatch.clone();
        move |_| dispatch.dispatch(Action::Large(!large))
    };
    html! {
        <header class="top">
            <div class="wrap">
                <a class="brand" href={Route::Start.to_string()}>
                    <svg width="30" height="30" viewBox="0 0 30 30" aria-hidden="true" focusable="false">
                        <path d="M15 1.5 27 6v9.5c0 6.2-4.8 10.8-12 13-7.2-2.2-12-6.8-12-13V6z"
                            fill="none" stroke="currentColor" stroke-width="2" />
                        <path d="m9 15 4.5 4.5L21.5 11" fill="none" stroke="currentColor"
                            stroke-width="2.5" />
                    </svg>
                    { "市长质量奖 " }<span>{ "自评与申报工具" }</span>
                </a>
                <SavedState saving={props.saving.clone()} open={props.name.is_some()} />
                if let Some(name) = &props.name {
                    <p class="now-open">
                        { name.clone() }{ " " }<a href={Route::Dossiers.to_string()}>{ "切换档案" }</a>
                    </p>
                }
                <button class="scale" type="button" aria-pressed={large.to_string()} {onclick}>
                    { "大字" }
                </button>
            </div>
        </header>
    }
}

#[derive(Properties, PartialEq)]
struct SavedStateProps {
    saving: Standing,
    open: bool,
}

#[component]
fn SavedState(props: &SavedStateProps) -> Html {
    if !props.open {
        return html! { <p class="saved" role="status" aria-live="off" data-saving="none"></p> };
    }
    // Shape, word and colour say the same.
    let dot = html! { <circle cx="5" cy="5" r="5" fill="currentColor" /> };
    let (kind, class, shape, text) = match &props.saving {
        Standing::Untouched => ("saved", None, dot, "内容存在本机".to_owned()),
        Standing::Saved(time) => ("saved", None, dot, format!("已保存到本机 {time}")),
        Standing::Pending => {
            let half = html! {
                <>
                    <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="2" />
                    <path d="M5 1v8a4 4 0 0 0 0-8z" fill="currentColor" />
                </>
            };
            ("pending", None, half, "正在保存".to_owned())
        }
        Standing::Following | Standing::Conflict => {
            let lock = html! {
                <>
                    <rect x="0" y="4.5" width="10" height="5.5" fill="currentColor" />
                    <path d="M2 5V3a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" stroke-width="1.8" />
                </>
            };
            ("reading", Some("read"), lock, "只读".to_owned())
        }
        Standing::Failed(_) => {
            let triangle = html! { <path d="M5 0 10 10H0z" fill="currentColor" /> };
            ("failed", Some("trouble"), triangle, "没有保存".to_owned())
        }
    };
    // Only trouble is announced; "saving, saved" after every pause would talk over the typing.
    let live = if class.is_some() { "assertive" } else { "off" };
    html! {
        <p class={classes!("saved", class)} role="status" aria-live={live} data-saving={kind}>
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" focusable="false">{ shape }</svg>
            { text }
        </p>
    }
}

/// Properties of [`Pages`].
#[derive(Properties, PartialEq)]
pub struct PagesProps {
    /// What the open dossier is for; none is open before the first.
    pub kind: Option<Kind>,
    /// The page on screen.
    pub route: Route,
}

/// The navigation between the main pages that the dossier's kind needs.
#[component]
pub fn Pages(props: &PagesProps) -> Html {
    let verdict = || (Route::Verdict, "资格结论");
    let item = || (Route::Item("4.1.2".into()), "自我评价");
    let results = || (Route::Item("4.7.2".into()), "指标数据");
    let all = || (Route::Metrics(String::new()), "全部指标");
    let scores = || (Route::Scores, "得分总览");
    let consensus = || (Route::Consensus, "合议");
    let review = || (Route::Review, "评审员视角");
    let print = || (Route::Print, "打印预览");
    let mut pages = vec![(Route::Start, "任务清单")];
    match props.kind {
        None => {}
        Some(Kind::Precheck) => pages.push(verdict()),
        Some(Kind::Application) => pages.extend([
            verdict(),
            (Route::Form, "申报表"),
            (Route::Slot("B.1.1.a".into()), "组织概述"),
            item(),
            results(),
            all(),
            scores(),
            consensus(),
            review(),
            print(),
        ]),
        Some(Kind::Annual) => {
            pages.extend([
                (Route::Annual, "年度自评"),
                item(),
                results(),
                all(),
                scores(),
                consensus(),
                review(),
                print(),
            ]);
        }
    }
    let kind = |item: &str| packs::criteria().item(item).map(|item| item.kind);
    let here = |route: &Route| match (route, &props.route) {
        (route, here) if route == here => Some("page"),
        (Route::Item(page), Route::Item(item)) if kind(page) == kind(item) => Some("true"),
        (Route::Metrics(_), Route::Metrics(_))
        | (Route::Slot(_), Route::Slot(_))
        | (Route::Consensus, Route::ConsensusItem(_)) => Some("true"),
        (
            Route::Start,
            Route::Dossiers | Route::Question(..) | Route::Answers | Route::Readings,
        ) => Some("true"),
        _ => None,
    };
    html! {
        <nav class="pages" aria-label="主要页面">
            <div class="wrap">
                <ul>
                    { for pages.iter().map(|(route, title)| html! {
                        <li key={*title}>
                            <a href={route.to_string()} aria-current={here(route)}>
                                { *title }
                            </a>
                        </li>
                    }) }
                    if props.kind.is_some() {
                        <li key="find"><FindLink route={props.route.clone()} /></li>
                    }
                    if props.kind.is_some() {
                        <li key="history">
                            <a href={Route::History.to_string()} aria-current={here(&Route::History)}>{ "历史版本" }</a>
                        </li>
                    }
                    <li key="help">
                        <a href={Route::Help.to_string()} aria-current={here(&Route::Help)}>{ "帮助" }</a>
                    </li>
                </ul>
            </div>
        </nav>
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

/// The foot of every page.
#[component]
pub fn Footer() -> Html {
    html! {
        <footer class="foot">
            <div class="wrap">
                <p>{ "依据：《巩义市市长质量奖管理办法》（巩政文〔2023〕21号，2023年3月9日印发）；GB/T 19580-2012；GB/Z 19579-2012。" }</p>
                <p>{ "这是申报单位自查工具，不是政府网站。申报资格由评委会秘书处审核（第十七条第（三）项）。" }</p>
                <p>{ "内容只存在这台电脑的浏览器里，不会上传。" }{ format!("版本 {}。", crate::BUILD) }</p>
            </div>
        </footer>
    }
}

/// What the header shows as the dossier's name.
pub fn name_of(open: &Open) -> AttrValue {
    let name = open.dossier.organisation();
    let name = if name.is_empty() {
        "未命名档案"
    } else {
        name
    };
    AttrValue::from(name.to_owned())
}
