//! The whole page: what stands around, and the page of the route.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use yew::prelude::*;

use crate::browser::today::use_today;
use crate::browser::{files, focus, keys, page, update};
use crate::components::{
    ExportAsked, Footer, Header, MayWrite, Pages, Strip, Toast, Trouble, WrongRecords, name_of,
};
use crate::library::Library;
use crate::pages::{self, ConflictPage, IncomingPage, PageProps};
use crate::reviewing::use_review;
use crate::route::Route;
use crate::split::{Fetched, Waiting, use_piece, use_rest};
use crate::state::{Action, Backup, Dispatch, Open, State};
use crate::undoing::{Undoable, Way};

/// The app.
#[component]
pub fn App() -> Html {
    let state = use_reducer(State::default);
    let dispatch = state.dispatcher();
    let route = use_route();
    let library = use_memo((), |()| Library::new(dispatch.clone()));
    let removal = state.undoing.removal().cloned();
    use_saving((*library).clone(), state.open.clone(), removal);
    let next = |way: Way| state.may_write() && state.undoing.next(way).is_some();
    use_undo_keys(dispatch.clone(), next(Way::Undo), next(Way::Redo));
    use_large((*library).clone(), state.ready, state.large);
    let takes_files = state.ready
        && state.conflict.is_none()
        && state.incoming.is_none()
        && matches!(*route, Route::Start | Route::Dossiers);
    use_drop((*library).clone(), takes_files);
    let open = state.open.as_ref();
    let id = open.map(|open| AttrValue::from(open.dossier.id.clone()));
    // A database that cannot be opened is reported before anything was read.
    let shown = state.ready || state.storage.is_some();
    // What cannot be read may hold dossiers.
    let used = open.is_some() || !state.heads.is_empty() || state.storage.is_some();
    use_opening(shown, used);
    let (fetched, again) = use_piece(&route, open.is_some());
    use_rest(state.ready);
    use_arrival(state.ready, fetched, &route, id.clone());

    let today = use_today();
    let findings = use_review(open, today);

    if !shown {
        return Html::default();
    }
    let kind = open.map(|open| open.dossier.kind);
    let name = open.map(name_of);
    let page = if !state.ready {
        html! { <h1>{ "正在打开" }</h1> }
    } else if let Some(conflict) = state.conflict.as_ref().filter(|_| !state.later) {
        html! { <ConflictPage conflict={conflict.clone()} library={(*library).clone()} dispatch={dispatch.clone()} /> }
    } else if let Some(incoming) = &state.incoming {
        html! { <IncomingPage incoming={incoming.clone()} library={(*library).clone()} /> }
    } else if fetched != Fetched::Here {
        html! { <Waiting failed={fetched == Fetched::Failed} {again} /> }
    } else {
        let props = PageProps {
            open: open.cloned(),
            dispatch: dispatch.clone(),
            library: (*library).clone(),
            findings,
            today,
        };
        pages::show(&route, &state.heads, state.table.as_ref(), props)
    };
    // Every field is a form: Enter in one must not load the page anew. It goes on to the next, as the key that a
    // phone shows in its place says.
    let onsubmit = |event: SubmitEvent| {
        if !event.default_prevented() {
            event.prevent_default();
            focus::focus_next(&event);
        }
    };
    let onkeydown = |event: KeyboardEvent| keys::spare_enter(&event);
    html! {
        <>
            <div class="head">
                <Header route={(*route).clone()} name={name.clone()} saving={state.saving.clone()} large={state.large}
                    dispatch={dispatch.clone()} />
                <Pages {kind} route={(*route).clone()} {name} large={state.large} dispatch={dispatch.clone()} />
            </div>
            // Stays in view: one may be far down the page when something goes wrong.
            <div class="notices no-print">
                <Strip saving={state.saving.clone()} later={state.later} storage={state.storage.clone()} open={open.cloned()}
                    library={(*library).clone()} dispatch={dispatch.clone()} />
                <ExportAsked backup={state.backup.clone()} id={id.clone()} library={(*library).clone()} />
                <Trouble message={state.message.clone()} dispatch={dispatch.clone()} />
            </div>
            if let Some(open) = open.filter(|open| !open.wrong.is_empty()) {
                <WrongRecords open={open.clone()} library={(*library).clone()} dispatch={dispatch.clone()} />
            }
            <main id="main" class="wrap" tabindex="-1" {onsubmit} {onkeydown}>
                // Keyed, so that nothing of one dossier stays on the page of another.
                <key={id.as_deref().unwrap_or_default().to_owned()}>
                    <ContextProvider<MayWrite> context={MayWrite(state.may_write())}>
                        <ContextProvider<Backup> context={state.backup.clone()}>{ page }</ContextProvider<Backup>>
                    </ContextProvider<MayWrite>>
                </>
            </main>
            <Footer />
            <Toast message={state.message.clone()} {dispatch} />
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

/// Takes away what the page shows until the app is there, and notes whether there are dossiers on this computer.
#[hook]
fn use_opening(shown: bool, used: bool) {
    use_effect_with((shown, used), |&(shown, used)| {
        if shown {
            page::shown(used);
        }
    });
}

/// Moves focus to the heading of a page one has come to, and names the document after it. The same page about
/// another dossier is another page.
#[hook]
fn use_arrival(ready: bool, fetched: Fetched, route: &Route, dossier: Option<AttrValue>) {
    let first = use_mut_ref(|| Some(route.clone()));
    let at = (
        ready && fetched != Fetched::Coming,
        fetched,
        route.clone(),
        dossier,
    );
    use_effect_with(at, move |(there, _, route, _)| {
        if *there {
            match first.take() {
                // The page that was opened leaves focus where the browser put it; not one gone to while it opened.
                Some(opened) if opened == *route => page::name_document(),
                _ => focus::arrive(),
            }
        }
    });
}

/// Hands every change to the saver, and writes at once when the page is hidden or closed, or before a new version
/// takes over.
#[hook]
fn use_saving(library: Rc<Library>, open: Option<Open>, removal: Option<Rc<Undoable>>) {
    {
        let library = library.clone();
        use_effect_with(
            (open, removal, library.clone()),
            move |(open, removal, _)| library.changed(open.as_ref(), removal.as_ref()),
        );
    }
    use_effect_with(library.clone(), |library| {
        let library = library.clone();
        let before = update::BeforeUpdate::new(move || {
            let library = library.clone();
            async move { library.settle().await }
        });
        move || drop(before)
    });
    use_effect_with(library, |library| {
        let flush = |library: &Rc<Library>| {
            let library = library.clone();
            move |_: &web_sys::Event| library.hide()
        };
        let hidden = EventListener::new(&page::window(), "pagehide", flush(library));
        let away = EventListener::new(&page::document(), "visibilitychange", flush(library));
        let closing = {
            let library = library.clone();
            let asks = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&page::window(), "beforeunload", asks, move |event| {
                library.hide();
                if library.would_lose() {
                    event.prevent_default();
                }
            })
        };
        move || drop((hidden, away, closing))
    });
}

/// 撤销 and 重做 by key, while there is something to take back or to make again.
#[hook]
fn use_undo_keys(dispatch: Dispatch, undo: bool, redo: bool) {
    use_effect_with((undo, redo), move |&(undo, redo)| {
        let watch = keys::watch_undo(move |way| {
            let any = match way {
                Way::Undo => undo,
                Way::Redo => redo,
            };
            if any {
                dispatch.dispatch(Action::Turn(way));
            }
            any
        });
        move || drop(watch)
    });
}

/// Takes files that are dropped on the page, where files are taken; nowhere does the browser open them in place of it.
#[hook]
fn use_drop(library: Rc<Library>, takes: bool) {
    use_effect_with((library, takes), |(library, takes)| {
        let (library, takes) = (library.clone(), *takes);
        let prevents = EventListenerOptions::enable_prevent_default;
        let over =
            EventListener::new_with_options(&page::document(), "dragover", prevents(), |event| {
                files::accept_drag(event);
            });
        let drop_here =
            EventListener::new_with_options(&page::document(), "drop", prevents(), move |event| {
                if files::accept_drag(event) && takes {
                    library.drop_in(files::dropped(event));
                }
            });
        move || drop((over, drop_here))
    });
}

/// Applies and keeps 大字.
#[hook]
fn use_large(library: Rc<Library>, ready: bool, large: bool) {
    use_effect_with((ready, large), move |(ready, large)| {
        if *ready {
            page::set_root_attribute("data-scale", if *large { "large" } else { "normal" });
            library.keep_large(*large);
        }
    });
}
