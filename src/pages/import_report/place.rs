//! Where text can go, in words, and the list to choose from. The list is long: it is built when it is asked for.

use quality_award_core::import::report::To;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::browser::focus;
use crate::packs;

/// Where something is to go.
#[derive(Clone, Debug, PartialEq)]
pub enum Goal {
    /// To a place.
    To(To),
    /// Into the drawer.
    Keep,
    /// Nowhere.
    LeaveOut,
}

impl Goal {
    /// In words.
    pub fn words(&self) -> String {
        match self {
            Goal::To(to) => words(to),
            Goal::Keep => "待安放".to_owned(),
            Goal::LeaveOut => "不录入".to_owned(),
        }
    }

    fn value(&self) -> String {
        match self {
            Goal::To(To::Slot(id)) => format!("slot/{id}"),
            Goal::To(To::Section(item, section)) => format!("{item}/{section}"),
            Goal::Keep => "keep".to_owned(),
            Goal::LeaveOut => "leave-out".to_owned(),
        }
    }

    fn of(value: &str) -> Option<Goal> {
        Some(match value.split_once('/') {
            Some(("slot", id)) => Goal::To(To::Slot(id.to_owned())),
            Some((item, id)) => Goal::To(To::Section(item.to_owned(), id.to_owned())),
            None if value == "keep" => Goal::Keep,
            None if value == "leave-out" => Goal::LeaveOut,
            None => return None,
        })
    }
}

/// A place in words: 4.1.2 高层领导的作用：确定方向.
pub fn words(to: &To) -> String {
    let criteria = packs::criteria();
    match to {
        To::Slot(id) => {
            let title = criteria.slot(id).map_or("", |slot| &slot.title);
            format!("{id} {title}")
        }
        To::Section(_, id) => match criteria.section(id) {
            Some((item, section)) => format!("{} {}：{}", item.id, item.title, section.title),
            None => id.clone(),
        },
    }
}

/// Properties of [`Chooser`].
#[derive(Properties, PartialEq)]
pub struct ChooserProps {
    /// Id of the list.
    pub id: AttrValue,
    /// Its label.
    pub label: AttrValue,
    /// Where it goes now.
    pub now: Option<Goal>,
    /// Whether it may have no place.
    pub placeless: bool,
    /// What each button says; its position is handed over with the choice.
    pub buttons: Vec<AttrValue>,
    /// Takes the choice.
    pub choose: Callback<(usize, Goal)>,
}

/// A list of all places, and buttons that say what goes there.
#[component]
pub fn Chooser(props: &ChooserProps) -> Html {
    let list = use_node_ref();
    let empty = use_state_eq(|| false);
    {
        let id = props.id.clone();
        use_effect_with((), move |()| {
            focus::focus(&id);
        });
    }
    let now = props.now.as_ref().map(Goal::value).unwrap_or_default();
    let option = |goal: Goal, text: String| {
        let value = goal.value();
        html! { <option key={value.clone()} value={value.clone()} selected={value == now}>{ text }</option> }
    };
    let criteria = packs::criteria();
    let slots = criteria.profile.iter().map(|slot| {
        let to = To::Slot(slot.id.clone());
        option(Goal::To(to.clone()), words(&to))
    });
    let sections = criteria.items.iter().flat_map(|item| {
        let sections = item.sections.iter();
        sections.map(move |section| To::Section(item.id.clone(), section.id.clone()))
    });
    let sections = sections.map(|to| option(Goal::To(to.clone()), words(&to)));
    let buttons = props.buttons.iter().enumerate().map(|(at, text)| {
        let (list, empty, choose) = (list.clone(), empty.setter(), props.choose.clone());
        let onclick = move |_: MouseEvent| {
            let value = list.cast::<HtmlSelectElement>().map(|list| list.value());
            match Goal::of(&value.unwrap_or_default()) {
                Some(goal) => choose.emit((at, goal)),
                None => empty.set(true),
            }
        };
        html! { <button key={at} class="btn plain slim" type="button" {onclick}>{ text.clone() }</button> }
    });
    let error = format!("{}-error", props.id);
    html! {
        <div class="chooser">
            <label for={props.id.clone()}>{ props.label.clone() }</label>
            if *empty {
                <p class="error" id={error.clone()}><span class="hide">{ "错误：" }</span>{ "请先选一个去处。" }</p>
            }
            <select ref={list.clone()} id={props.id.clone()} aria-describedby={empty.then_some(error)}>
                if now.is_empty() {
                    <option value="" selected=true>{ "选一个去处" }</option>
                }
                if props.placeless {
                    { option(Goal::Keep, "待安放（暂不归入任何条目）".to_owned()) }
                    { option(Goal::LeaveOut, "不录入".to_owned()) }
                }
                <optgroup label="组织概述">{ for slots }</optgroup>
                <optgroup label="自我评价">{ for sections }</optgroup>
            </select>
            { for buttons }
        </div>
    }
}
