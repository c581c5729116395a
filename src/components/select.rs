//! One of many answers, as the browser's own drop-down list.

use quality_award_core::dossier::Place;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::field_frame::FieldFrame;
use super::{ChoiceOption, use_may_write};
use crate::state::{Action, Dispatch};

/// Properties of [`Select`].
#[derive(Properties, PartialEq)]
pub struct SelectProps {
    /// Where the answer stands in the dossier.
    pub place: Place,
    /// The label.
    pub label: AttrValue,
    /// What is chosen now; empty when nothing is.
    pub value: AttrValue,
    /// What may be chosen.
    pub options: Vec<ChoiceOption>,
    /// A hint under the label.
    #[prop_or_default]
    pub hint: AttrValue,
    /// Why the value cannot be used.
    #[prop_or_default]
    pub error: AttrValue,
    /// Hides the label on screen, for a list in a table.
    #[prop_or_default]
    pub bare: bool,
    /// Takes the answer.
    pub dispatch: Dispatch,
}

/// A drop-down list. A value that is none of the options is kept and shown as one more.
#[component]
pub fn Select(props: &SelectProps) -> Html {
    let id = props.place.element_id();
    let frame = FieldFrame {
        id: &id,
        label: &props.label,
        hint: &props.hint,
        error: &props.error,
        bare: props.bare,
    };
    let onchange = {
        let (dispatch, place) = (props.dispatch.clone(), props.place.clone());
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            dispatch.dispatch(Action::Set(place.clone(), value));
        }
    };
    let list = use_node_ref();
    {
        // Once a person has chosen, the browser no longer heeds `selected`.
        let list = list.clone();
        use_effect_with(props.value.clone(), move |value| {
            if let Some(list) = list.cast::<HtmlSelectElement>() {
                list.set_value(value);
            }
        });
    }
    let disabled = !use_may_write();
    let option = |value: &AttrValue, text: &AttrValue| {
        html! {
            <option key={value.to_string()} value={value.clone()} selected={props.value == *value}>
                { text.clone() }
            </option>
        }
    };
    let known = props
        .options
        .iter()
        .any(|option| option.value == props.value);
    let stray = !props.value.is_empty() && !known;
    let stray = stray.then(|| option(&props.value, &props.value));
    html! {
        <div class={frame.class()}>
            { frame.label() }
            <select ref={list} id={id.clone()} aria-describedby={frame.described_by(None)} aria-invalid={frame.invalid()} {disabled}
                {onchange}>
                { option(&AttrValue::Static(""), &AttrValue::Static("请选择")) }
                { for stray }
                { for props.options.iter().map(|known| option(&known.value, &known.label)) }
            </select>
        </div>
    }
}
