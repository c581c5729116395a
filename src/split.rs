//! The program in pieces: what a first visit does not need is fetched when a page needs it, or when the browser is idle.
//!
//! `xtask/src/split.rs` cuts the module along the functions marked here: what only they reach goes into their piece,
//! what several of them reach into one that these share. So there are few. They hand out a function, and never run
//! themselves: nobody waits twice.
//!
//! To move a page into another piece: its line in `pages::piece_of`, and in the function that draws it.

use std::cell::OnceCell;
use std::rc::Rc;
use std::thread::LocalKey;

use quality_award_core::domain::date::Date;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use crate::browser::idle::Idle;
use crate::pages::{self, ShowPage};
use crate::reviewing::{Checking, checking};
use crate::route::Route;

/// Pages that come together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Where the open dossier stands, and the questions of the walk.
    Walking,
    /// What is written.
    Writing,
    /// What is brought in, looked over and handed in.
    HandingIn,
}

/// How it stands with the page of the address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fetched {
    /// It can be drawn.
    Here,
    /// It is on the way.
    Coming,
    /// It did not come.
    Failed,
}

/// Runs the checks as of a day.
type MakeChecking = fn(Date) -> Box<dyn Checking>;

thread_local! {
    static WALKING: OnceCell<ShowPage> = const { OnceCell::new() };
    static WRITING: OnceCell<ShowPage> = const { OnceCell::new() };
    static HANDING_IN: OnceCell<ShowPage> = const { OnceCell::new() };
    static CHECKING: OnceCell<MakeChecking> = const { OnceCell::new() };
}

#[wasm_split(walking, fallible)]
fn walking() -> Result<ShowPage, SplitLoaderError> {
    Ok(pages::show_walking)
}

#[wasm_split(writing, fallible)]
fn writing() -> Result<ShowPage, SplitLoaderError> {
    Ok(pages::show_writing)
}

#[wasm_split(handing_in, fallible)]
fn handing_in() -> Result<ShowPage, SplitLoaderError> {
    Ok(pages::show_handing_in)
}

#[wasm_split(checking, fallible)]
fn checks() -> Result<MakeChecking, SplitLoaderError> {
    Ok(checking)
}

impl Piece {
    /// Draws its pages; `None` before it is there.
    pub fn get(self) -> Option<ShowPage> {
        self.slot().with(|slot| slot.get().copied())
    }

    fn slot(self) -> &'static LocalKey<OnceCell<ShowPage>> {
        match self {
            Piece::Walking => &WALKING,
            Piece::Writing => &WRITING,
            Piece::HandingIn => &HANDING_IN,
        }
    }

    async fn fetch(self) -> Result<(), SplitLoaderError> {
        let show = match self {
            Piece::Walking => walking().await?,
            Piece::Writing => writing().await?,
            Piece::HandingIn => handing_in().await?,
        };
        // That it is there already is no error.
        self.slot().with(|slot| slot.set(show)).ok();
        Ok(())
    }
}

/// What runs the checks, fetched if it is not there; `None` where it does not come.
pub async fn fetch_checking() -> Option<MakeChecking> {
    if let Some(make) = CHECKING.with(|slot| slot.get().copied()) {
        return Some(make);
    }
    let make = checks().await.ok()?;
    CHECKING.with(|slot| slot.set(make)).ok();
    Some(make)
}

/// How it stands with the page of the route, and what asks for it once more. `open`: whether a dossier is.
#[hook]
pub fn use_piece(route: &Route, open: bool) -> (Fetched, Callback<MouseEvent>) {
    let piece = pages::piece_of(route, open);
    let there = piece.is_none_or(|piece| piece.get().is_some());
    let failed = use_state_eq(|| None::<Piece>);
    let tries = use_state_eq(|| 0);
    let update = use_force_update();
    {
        let failed = failed.setter();
        use_effect_with((piece, *tries), move |(piece, _)| {
            let Some(piece) = piece.filter(|piece| piece.get().is_none()) else {
                return;
            };
            failed.set(None);
            spawn_local(async move {
                match piece.fetch().await {
                    Ok(()) => update.force_update(),
                    Err(_) => failed.set(Some(piece)),
                }
            });
        });
    }
    let again = {
        let (setter, next) = (tries.setter(), *tries + 1);
        Callback::from(move |_: MouseEvent| setter.set(next))
    };
    let standing = match there {
        true => Fetched::Here,
        false if failed.is_some() && *failed == piece => Fetched::Failed,
        false => Fetched::Coming,
    };
    (standing, again)
}

/// Fetches the rest when the browser is idle, once the first page is there: what is needed next is there when it is,
/// and without a network, too.
#[hook]
pub fn use_rest(ready: bool) {
    use_effect_with(ready, |&ready| {
        let idle = ready.then(|| {
            Rc::new(Idle::new(|| {
                spawn_local(async {
                    // What does not come now is asked for again when it is needed.
                    for piece in [Piece::Walking, Piece::Writing, Piece::HandingIn] {
                        let _ = piece.fetch().await;
                    }
                    fetch_checking().await;
                });
            }))
        });
        move || drop(idle)
    });
}

/// Stands in place of a page that is not there yet.
#[derive(Properties, PartialEq)]
pub struct WaitingProps {
    /// Whether it did not come.
    pub failed: bool,
    /// Asks for it once more.
    pub again: Callback<MouseEvent>,
}

/// Says that a page is on the way, or that it did not come and what one can do.
#[component]
pub fn Waiting(props: &WaitingProps) -> Html {
    if !props.failed {
        return html! { <h1 data-coming="">{ "正在打开" }</h1> };
    }
    html! {
        <div role="alert">
            <h1>{ "这一页没有打开" }</h1>
            <p>{ "程序的这一部分没有取到，多半是网络断了。已经写的内容都在，其他页照常可以用。" }</p>
            <p><button class="btn" type="button" onclick={props.again.clone()}>{ "再试一次" }</button></p>
        </div>
    }
}
