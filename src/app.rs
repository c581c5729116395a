//! The whole page: what stands around, and the page of the route.

use std::rc::Rc;

use gloo::events::EventListener;
use quality_award_core::dossier::Kind;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{clock, page};
use crate::components::{Footer, Header, MessageBox, Pages, name_of};
use crate::desk::Desk;
use crate::pages::{self, PageProps};
use crate::route::Route;
use crate::state::{Open, Saving, State};

/// The app.
#[component]
pub fn App() -> Html {
    let state = use_reducer(State::default);
    let dispatch = state.dispatcher();
    let route = use_route();
    let desk = use_state(|| Desk::without_store(dispatch.clone()));

    {
        let (dispatch, desk) = (dispatch.clone(), desk.setter());
        use_effect_with((), move |()| {
            spawn_local(async move { desk.set(Desk::set_up(dispatch).await) });
        });
    }
    use_saving((*desk).clone(), state.open.clone());
    use_large((*desk).clone(), state.ready, state.large);
    let id = state.open.as_ref().map(|open| open.dossier.id.clone());
    use_arrival(state.ready, &route, id);

    let open = state.open.as_ref();
    let kind = open.map(|open| open.dossier.kind);
    let page = if !state.ready {
        html! { <h1>{ "正在打开" }</h1> }
    } else {
        let props = PageProps {
            open: open.cloned(),
            heads: state.heads.clone(),
            dispatch: dispatch.clone(),
            desk: (*desk).clone(),
            today: clock::today(),
        };
        pages::show(&route, props)
    };
    html! {
        <>
            <Header name={open.map(name_of)} saving={state.saving.clone()} large={state.large}
                dispatch={dispatch.clone()} />
            <Pages {kind} route={(*route).clone()} />
            if let Saving::Failed(why) = &state.saving {
                <FailedSave why={why.clone()} open={open.cloned()} desk={(*desk).clone()} />
            }
            if let Some(message) = &state.message {
                <MessageBox message={message.clone()} {dispatch} />
            }
            <main id="main" class="wrap" tabindex="-1">{ page }</main>
            <Footer />
        </>
    }
}

/// The route of the address.
#[hook]
fn use_route() -> UseStateHandle<Route> {
    let route = use_state(|| Route::parse(&page::hash()));
    let setter = route.setter();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&page::window(), "hashchange", move |_| {
            setter.set(Route::parse(&page::hash()));
        });
        move || drop(listener)
    });
    route
}

/// Moves focus to the heading of a page one has come to, and names the document after it. The same page about
/// another dossier is another page.
#[hook]
fn use_arrival(ready: bool, route: &Route, dossier: Option<String>) {
    let first = use_mut_ref(|| true);
    use_effect_with((ready, route.clone(), dossier), move |(ready, ..)| {
        if *ready {
            if first.replace(false) {
                // The first page leaves focus where the browser put it.
                page::name_document();
            } else {
                page::arrive();
            }
        }
    });
}

/// Hands every change to the saver, and writes at once when the page is hidden or closed.
#[hook]
fn use_saving(desk: Rc<Desk>, open: Option<Open>) {
    {
        let desk = desk.clone();
        use_effect_with((open, desk.clone()), move |(open, _)| {
            if let (Some(open), Some(saver)) = (open, desk.saver()) {
                saver.changed(&open.dossier, &open.exported);
            }
        });
    }
    use_effect_with(desk, |desk| {
        let flush = |desk: &Rc<Desk>| {
            let desk = desk.clone();
            move |_: &web_sys::Event| {
                if let Some(saver) = desk.saver() {
                    saver.flush();
                }
            }
        };
        let hidden = EventListener::new(&page::window(), "pagehide", flush(desk));
        let away = EventListener::new(&page::document(), "visibilitychange", flush(desk));
        move || drop((hidden, away))
    });
}

/// Applies and keeps 大字.
#[hook]
fn use_large(desk: Rc<Desk>, ready: bool, large: bool) {
    use_effect_with((ready, large), move |(ready, large)| {
        if *ready {
            page::set_root_attribute("data-scale", if *large { "large" } else { "normal" });
            desk.keep_large(*large);
        }
    });
}

#[derive(Properties, PartialEq)]
struct FailedSaveProps {
    why: String,
    open: Option<Open>,
    desk: Rc<Desk>,
}

#[component]
fn FailedSave(props: &FailedSaveProps) -> Html {
    let onclick = {
        let (desk, open) = (props.desk.clone(), props.open.clone());
        move |_| {
            if let Some(open) = &open {
                desk.export(&open.dossier);
            }
        }
    };
    let unsent = match props.open.as_ref().map(|open| open.dossier.kind) {
        Some(Kind::Annual) => "年度自评",
        _ => "填写的内容",
    };
    html! {
        <div class="errors wrap" role="alert">
            <h2>{ "最近的改动没有保存" }</h2>
            <p>{ format!("{}。{unsent}还在这个页面里，请不要关闭页面，先导出备份。工具会继续尝试保存。", props.why) }</p>
            <p><button class="btn slim" type="button" {onclick}>{ "导出备份" }</button></p>
        </div>
    }
}
