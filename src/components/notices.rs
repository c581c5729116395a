//! What a person must be told: what was done and can be taken back, what did not work and what to do then.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use quality_award_core::dossier::{BadRecord, Kind, Section};
use yew::prelude::*;

use crate::browser::page;
use crate::desk::Desk;
use crate::packs;
use crate::state::{Action, Dispatch, Message, Open};

/// How long a toast stays while nobody points at it, in milliseconds.
const TOAST: u32 = 10_000;

/// Id of the toast's button that takes back a removal.
const UNDO: &str = "undo";

/// Moves focus to the toast after a removal by keyboard: it would be lost with the button that was pressed.
pub fn offer_undo(event: &MouseEvent) {
    if event.detail() == 0 {
        page::focus_soon(UNDO.to_owned());
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
            page::focus("main");
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
    let focused = use_state(|| false);
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
    let undo = message.and_then(|message| message.undo.as_ref());
    let undo = undo.map(|undo| {
        let (dispatch, gone) = (props.dispatch.clone(), gone.clone());
        let back = undo.row().map_or_else(|| "main".to_owned(), row_element);
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Undo);
            gone();
            page::focus_soon(back.clone());
        }
    });
    let close = {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Message(None));
            gone();
            page::focus("main");
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
                    if let Some(onclick) = undo {
                        <button id={UNDO} type="button" {onclick}>{ "撤销" }</button>
                    }
                    <button type="button" onclick={close}>{ "关闭" }</button>
                </div>
            }
        </div>
    }
}

/// Properties of [`FailedSave`].
#[derive(Properties, PartialEq)]
pub struct FailedSaveProps {
    /// Why the last save failed.
    pub why: String,
    /// The dossier that is not written.
    pub open: Option<Open>,
    /// Exports it.
    pub desk: Rc<Desk>,
}

/// What was typed is not in storage: what to do now.
#[component]
pub fn FailedSave(props: &FailedSaveProps) -> Html {
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

/// Properties of [`BadRecords`].
#[derive(Properties, PartialEq)]
pub struct BadRecordsProps {
    /// The records.
    pub records: Rc<Vec<BadRecord>>,
    /// Hands out the rescue file.
    pub desk: Rc<Desk>,
    /// Takes 知道了.
    pub dispatch: Dispatch,
}

/// What storage holds of the open dossier and cannot be read back. It stays there until something is typed in its place.
#[component]
pub fn BadRecords(props: &BadRecordsProps) -> Html {
    let rescue = {
        let desk = props.desk.clone();
        move |_| desk.rescue()
    };
    let seen = {
        let dispatch = props.dispatch.clone();
        move |_| dispatch.dispatch(Action::BadSeen)
    };
    let lines = props.records.iter().map(|record| {
        html! { <li>{ format!("{}：{}", section_words(&record.key), record.why) }</li> }
    });
    html! {
        <div class="errors wrap no-print" role="alert">
            <h2>{ format!("有 {} 处保存过的内容读不出来", props.records.len()) }</h2>
            <ul>{ for lines }</ul>
            <p>
                { "读不出来的记录仍原样存在本机，其他内容不受影响。请先保存救援文件，再决定是重新填写，还是导入以前的备份。在这些地方重新填写，会替换原来的记录。" }
            </p>
            <p class="row">
                <button class="btn slim" type="button" onclick={rescue}>{ "保存救援文件" }</button>
                <button class="btn plain slim" type="button" onclick={seen}>{ "知道了" }</button>
            </p>
        </div>
    }
}

/// What a section of the dossier is called on screen.
fn section_words(key: &str) -> String {
    let annual = |id: &str| {
        let sections = packs::scheme().annual.iter();
        let section = sections.into_iter().find(|section| section.id == id);
        section.map_or(id, |section| &section.title).to_owned()
    };
    match Section::parse(key) {
        Some(Section::Head) => "档案的用途和选用的理解".to_owned(),
        Some(Section::Walk) => "资格自查的回答".to_owned(),
        Some(Section::Form) => "申报表".to_owned(),
        Some(Section::Annual) => "年度自评的日期".to_owned(),
        Some(Section::AnnualText(id)) => format!("年度自评“{}”", annual(&id)),
        Some(Section::Slot(id)) => {
            let slot = packs::criteria().slot(&id);
            format!("组织概述“{}”", slot.map_or(&*id, |slot| &slot.title))
        }
        Some(Section::Profile) => "组织概述里选定的内容".to_owned(),
        Some(Section::Register(id)) => {
            let mut registers = packs::criteria().registers.iter();
            let register = registers.find(|register| register.id == id);
            format!(
                "登记表“{}”",
                register.map_or(&*id, |register| &register.title)
            )
        }
        Some(Section::Sheets) => "同事的评分".to_owned(),
        Some(Section::Drawer) => "待安放的文字".to_owned(),
        Some(Section::MetricOrder) => "指标的顺序".to_owned(),
        Some(Section::Metric(id)) => format!("指标 {id}"),
        Some(Section::Item(id)) => {
            let item = packs::criteria().item(&id);
            format!("自我评价 {id} {}", item.map_or("", |item| &item.title))
        }
        None => key.to_owned(),
    }
}
