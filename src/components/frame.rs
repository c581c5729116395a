//! What stands around every page: header and footer. The navigation is [`super::Pages`].

use quality_award_core::domain::words::long_date;
use quality_award_core::storage::Standing;
use yew::prelude::*;

use super::menu;
use crate::browser::menus::use_phone;
use crate::packs;
use crate::route::Route;
use crate::state::{Action, Dispatch, Open};

/// Properties of [`Header`].
#[derive(Properties, PartialEq)]
pub struct HeaderProps {
    /// The page on screen.
    pub route: Route,
    /// Name of the open dossier; `None` when none is open.
    pub name: Option<AttrValue>,
    /// How it stands in storage.
    pub saving: Standing,
    /// 大字.
    pub large: bool,
    /// Switches 大字.
    pub dispatch: Dispatch,
}

/// The head of every page: on a phone with the name of the page, in place of what then stands in the menu.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let phone = use_phone();
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
                    <b>{ "市长质量奖 " }<span>{ "自评与申报工具" }</span></b>
                </a>
                if phone {
                    <p class="here">{ menu::name_of(&props.route) }</p>
                }
                <SavedState saving={props.saving.clone()} open={props.name.is_some()} />
                if !phone {
                    <Own name={props.name.clone()} large={props.large} dispatch={props.dispatch.clone()} />
                }
            </div>
        </header>
    }
}

/// Properties of [`Own`].
#[derive(Properties, PartialEq)]
pub struct OwnProps {
    /// Name of the open dossier; `None` when none is open.
    pub name: Option<AttrValue>,
    /// 大字.
    pub large: bool,
    /// Switches 大字.
    pub dispatch: Dispatch,
}

/// What is this person's own: the open dossier, and 大字.
#[component]
pub fn Own(props: &OwnProps) -> Html {
    let large = props.large;
    let onclick = {
        let dispatch = props.dispatch.clone();
        move |_| dispatch.dispatch(Action::Large(!large))
    };
    html! {
        <>
            if let Some(name) = &props.name {
                <p class="now-open">
                    { name.clone() }{ " " }<a href={Route::Dossiers.to_string()}>{ "切换档案" }</a>
                </p>
            }
            <button class="scale" type="button" aria-pressed={large.to_string()} {onclick}>{ "大字" }</button>
        </>
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
    // Shape, word and colour say the same, on a phone in short.
    let spare = |words: &str| html! { <span class="spare">{ words.to_owned() }</span> };
    let dot = html! { <circle cx="5" cy="5" r="5" fill="currentColor" /> };
    let (kind, class, shape, text) = match &props.saving {
        Standing::Untouched => (
            "saved",
            None,
            dot,
            html! { <>{ spare("内容") }{ "存在本机" }</> },
        ),
        Standing::Saved(time) => (
            "saved",
            None,
            dot,
            html! { <>{ "已保存" }{ spare("到本机") }<span class="at">{ format!(" {time}") }</span></> },
        ),
        Standing::Pending => {
            let half = html! {
                <>
                    <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" stroke-width="2" />
                    <path d="M5 1v8a4 4 0 0 0 0-8z" fill="currentColor" />
                </>
            };
            ("pending", None, half, html! { "正在保存" })
        }
        Standing::Following | Standing::Conflict => {
            let lock = html! {
                <>
                    <rect x="0" y="4.5" width="10" height="5.5" fill="currentColor" />
                    <path d="M2 5V3a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" stroke-width="1.8" />
                </>
            };
            ("reading", Some("read"), lock, html! { "只读" })
        }
        Standing::Failed(_) => {
            let triangle = html! { <path d="M5 0 10 10H0z" fill="currentColor" /> };
            ("failed", Some("trouble"), triangle, html! { "没有保存" })
        }
    };
    // Only trouble is announced; "saving, saved" after every pause would talk over the typing.
    let live = if class.is_some() { "assertive" } else { "off" };
    html! {
        <p class={classes!("saved", class)} role="status" aria-live={live} data-saving={kind}>
            <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" focusable="false">{ shape }</svg>
            <span>{ text }</span>
        </p>
    }
}

/// The foot of every page.
#[component]
pub fn Footer() -> Html {
    let front = packs::front();
    let (title, number) = (&front.document_title, &front.document_number);
    let issued = long_date(front.issued.0);
    let standards = front.standards.join("、");
    html! {
        <footer class="foot">
            <div class="wrap">
                <p>{ format!("依据：《{title}》（{number}，{issued}印发）；{standards}，按{}编写。", front.edition) }</p>
                <p>{ format!("这是申报单位自查工具，不是政府网站。申报资格由{}审核。", front.secretariat) }</p>
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
