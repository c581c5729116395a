//! What a person must see: what was done and can be taken back, what did not work and what to do then.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::browser::focus;
use crate::state::{Action, Dispatch, Message};

/// How long a toast stays while nobody points at it, in milliseconds.
const TOAST: u32 = 10_000;

/// Id of the toast's button that takes back a change, or makes it again.
const UNDO: &str = "undo";

/// Moves focus to the toast after a removal by keyboard: it would be lost with the button that was pressed.
pub fn offer_undo(event: &MouseEvent) {
    if event.detail() == 0 {
        focus::focus_soon(UNDO.to_owned());
    }
}

/// Id of the element around a row that a person added.
pub fn row_element(id: &str) -> String {
    format!("row-{id}")
}

/// Properties of [`Toast`] and [`Trouble`].
#[derive(Properties, PartialEq)]
pub struct MessageProps {
    /// What to say.
    pub message: Option<Message>,
    /// Takes 撤销, 关闭 and 知道了.
    pub dispatch: Dispatch,
}

impl Message {
    /// Whether it waits for an answer, where what was done alone does not.
    fn is_trouble(&self) -> bool {
        self.bad || !self.lines.is_empty()
    }
}

/// What did not work, or not wholly.
#[component]
pub fn Trouble(props: &MessageProps) -> Html {
    let Some(message) = props.message.as_ref().filter(|m| m.is_trouble()) else {
        return Html::default();
    };
    let onclick = {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Message(None));
            focus::focus("main");
        }
    };
    html! {
        <div class="errors wrap" role="alert">
            <h2>{ message.text.clone() }</h2>
            <ul>{ for message.lines.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            <p>
                <button class="btn plain slim" type="button" {onclick}>{ "知道了" }</button>
            </p>
        </div>
    }
}

/// What was done, for a while. The element around it is always there, so that what appears in it is read out.
#[component]
pub fn Toast(props: &MessageProps) -> Html {
    let message = props.message.as_ref().filter(|m| !m.is_trouble());
    let pointed = use_state(|| false);
    let focused = use_state_eq(|| false);
    {
        let focused = focused.setter();
        // A button that had the focus may have gone with the message before: no event tells.
        use_effect_with(message.cloned(), move |_| {
            focused.set(focus::has_focus(".toast"))
        });
    }
    use_effect_with(message.cloned(), |message| {
        let clear = message.is_some().then(|| focus::KeptClear::of(".toast"));
        move || drop(clear)
    });
    {
        let dispatch = props.dispatch.clone();
        let held = *pointed || *focused;
        use_effect_with((held, message.cloned()), move |(held, message)| {
            let timer = (message.is_some() && !held)
                .then(|| Timeout::new(TOAST, move || dispatch.dispatch(Action::Message(None))));
            move || drop(timer)
        });
    }
    let set = |state: &UseStateHandle<bool>, value: bool| {
        let state = state.setter();
        Callback::from(move |()| state.set(value))
    };
    let (point, leave) = (set(&pointed, true), set(&pointed, false));
    let (take, lose) = (set(&focused, true), set(&focused, false));
    // What has focus goes with its button, and no event tells.
    let gone = {
        let (leave, lose) = (leave.clone(), lose.clone());
        move || {
            leave.emit(());
            lose.emit(());
        }
    };
    let offer = message.and_then(|message| message.offer.as_ref());
    let offer = offer.map(|offer| {
        let (dispatch, way) = (props.dispatch.clone(), offer.way);
        let back = offer.row.as_deref();
        let back = back.map_or_else(|| "main".to_owned(), row_element);
        let onclick = move |_: MouseEvent| {
            dispatch.dispatch(Action::Turn(way));
            focus::focus_soon(back.clone());
        };
        html! { <button id={UNDO} type="button" {onclick}>{ way.words() }</button> }
    });
    let close = {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Message(None));
            gone();
            focus::focus("main");
        }
    };
    html! {
        // Even empty it would begin a page of its own after the printed package.
        <div class="no-print" role="status">
            if let Some(message) = message {
                <div class="toast"
                    onmouseenter={point.reform(|_| ())} onmouseleave={leave.reform(|_| ())}
                    onfocusin={take.reform(|_| ())} onfocusout={lose.reform(|_| ())}>
                    <span>{ message.text.clone() }</span>
                    { for offer }
                    <button type="button" onclick={close}>{ "关闭" }</button>
                </div>
            }
        </div>
    }
}
