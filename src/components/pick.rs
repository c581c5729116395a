//! A drop-down list that tells what is chosen.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Properties of [`Pick`].
#[derive(Properties, PartialEq)]
pub struct PickProps {
    /// Id of the list; with one the label stands above it.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What is chosen.
    pub label: AttrValue,
    /// The value that is chosen now.
    pub value: AttrValue,
    /// Values and what they are called.
    pub options: Vec<(String, String)>,
    /// More of them, under headings.
    #[prop_or_default]
    pub groups: Vec<(String, Vec<(String, String)>)>,
    /// Takes another value.
    pub set: Callback<String>,
}

/// The list.
#[component]
pub fn Pick(props: &PickProps) -> Html {
    let list = use_node_ref();
    {
        // Once a person has chosen, the browser no longer heeds `selected`.
        let list = list.clone();
        use_effect_with(
            (
                props.value.clone(),
                props.options.clone(),
                props.groups.clone(),
            ),
            move |(value, ..)| {
                if let Some(list) = list.cast::<HtmlSelectElement>() {
                    list.set_value(value);
                }
            },
        );
    }
    let set = props.set.clone();
    let onchange = move |event: Event| {
        set.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
    };
    let option = |(value, text): &(String, String)| {
        html! { <option value={value.clone()} selected={props.value == **value}>{ text.clone() }</option> }
    };
    let groups = props.groups.iter().map(|(label, options)| {
        html! { <optgroup label={label.clone()}>{ for options.iter().map(option) }</optgroup> }
    });
    let label = props.id.is_none().then(|| props.label.clone());
    let select = html! {
        <select ref={list} id={props.id.clone()} aria-label={label} {onchange}>
            { for props.options.iter().map(option) }
            { for groups }
        </select>
    };
    match &props.id {
        Some(id) => html! {
            <div class="field"><label for={id.clone()}>{ props.label.clone() }</label>{ select }</div>
        },
        None => select,
    }
}
