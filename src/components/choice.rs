//! One of several answers, as a row of large radio buttons.

use quality_award_core::dossier::Place;
use yew::prelude::*;

use super::field_frame::FieldFrame;
use super::use_may_write;
use crate::state::{Action, Dispatch};

/// One answer that may be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceOption {
    /// What is stored.
    pub value: AttrValue,
    /// What is read.
    pub label: AttrValue,
    /// A second line.
    pub about: AttrValue,
}

impl ChoiceOption {
    /// An answer without a second line.
    pub fn new(value: &str, label: &str) -> Self {
        Self::with(value, label, "")
    }

    /// An answer with a second line.
    pub fn with(value: &str, label: &str, about: &str) -> Self {
        let text = |text: &str| AttrValue::from(text.to_owned());
        ChoiceOption {
            value: text(value),
            label: text(label),
            about: text(about),
        }
    }
}

/// Properties of [`Choice`].
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// Where the answer stands in the dossier.
    pub place: Place,
    /// The legend.
    pub label: AttrValue,
    /// What is chosen now; empty when nothing is.
    pub value: AttrValue,
    /// What may be chosen.
    pub options: Vec<ChoiceOption>,
    /// A hint under the legend.
    #[prop_or_default]
    pub hint: AttrValue,
    /// An error found when the page was submitted.
    #[prop_or_default]
    pub error: AttrValue,
    /// Hides the legend on screen, where the heading says the same.
    #[prop_or_default]
    pub bare: bool,
    /// Takes the answer.
    pub dispatch: Dispatch,
}

/// A group of radio buttons. The first one has the place's own id, so that links reach the group.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let id = props.place.element_id();
    let frame = FieldFrame {
        id: &id,
        label: &props.label,
        hint: &props.hint,
        error: &props.error,
        bare: props.bare,
    };
    let disabled = !use_may_write();
    let answers = props.options.iter().enumerate().map(|(at, option)| {
        let option_id = if at == 0 {
            id.clone()
        } else {
            format!("{id}-{at}")
        };
        let onchange = {
            let (dispatch, place) = (props.dispatch.clone(), props.place.clone());
            let value = option.value.to_string();
            move |_: Event| dispatch.dispatch(Action::Set(place.clone(), value.clone()))
        };
        html! {
            <div class="answer" key={option.value.to_string()}>
                <input type="radio" name={id.clone()} id={option_id.clone()} value={option.value.clone()}
                    checked={props.value == option.value} {disabled} {onchange} />
                <label for={option_id}>
                    { option.label.clone() }
                    if !option.about.is_empty() {
                        <span>{ option.about.clone() }</span>
                    }
                </label>
            </div>
        }
    });
    html! {
        <form class={frame.class()}><fieldset aria-describedby={frame.described_by(None)}>
            { frame.legend() }
            <div class="answers">{ for answers }</div>
        </fieldset></form>
    }
}
