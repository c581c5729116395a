//! The ways in for files: a button over the browser's own file field, and a part of the page that takes what is dropped.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::browser::files;

/// Properties of [`FileButton`].
#[derive(Properties, PartialEq)]
pub struct FileButtonProps {
    /// Its id, where something names it.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// What the button says.
    pub text: AttrValue,
    /// Which files the browser offers on a computer: endings and kinds, apart by commas.
    #[prop_or(AttrValue::Static(".json,.txt,.zip,application/json,text/plain,application/zip"))]
    pub accept: AttrValue,
    /// Smaller, beside others.
    #[prop_or_default]
    pub slim: bool,
    /// Whether several files may be chosen at once.
    #[prop_or_default]
    pub several: bool,
    /// Takes the files.
    pub take: Callback<Vec<File>>,
}

/// A button that asks for files; for data files where nothing else is said.
#[component]
pub fn FileButton(props: &FileButtonProps) -> Html {
    let field = use_node_ref();
    let onclick = {
        let field = field.clone();
        move |_: MouseEvent| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.click();
            }
        }
    };
    let onchange = {
        let take = props.take.clone();
        move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let chosen = files::all(field.files());
            if !chosen.is_empty() {
                take.emit(chosen);
            }
            // The same file may be chosen again.
            field.set_value("");
        }
    };
    // On phones a file may have any type, or none, and what does not match cannot be chosen.
    let accept = (!files::is_mobile()).then(|| props.accept.clone());
    html! {
        <>
            <button id={props.id.clone()} class={classes!("btn", "plain", props.slim.then_some("slim"))} type="button" {onclick}>{ props.text.clone() }</button>
            <input ref={field} type="file" {accept} multiple={props.several} hidden=true
                aria-label={props.text.clone()} {onchange} />
        </>
    }
}

/// Properties of [`DropZone`].
#[derive(Properties, PartialEq)]
pub struct DropZoneProps {
    /// Its class.
    #[prop_or_default]
    pub class: Classes,
    /// Its class while files are dragged over it.
    pub over: AttrValue,
    /// Takes the files.
    pub take: Callback<Vec<File>>,
    /// What is in it.
    pub children: Html,
}

/// A part of the page that files can be dropped on. A text that is dragged is the browser's.
#[component]
pub fn DropZone(props: &DropZoneProps) -> Html {
    let over = use_state_eq(|| false);
    let ondragover = {
        let over = over.setter();
        move |event: DragEvent| {
            if files::accept_drag(&event) {
                over.set(true);
            }
        }
    };
    let ondragleave = {
        let over = over.setter();
        move |_: DragEvent| over.set(false)
    };
    let ondrop = {
        let (over, take) = (over.setter(), props.take.clone());
        move |event: DragEvent| {
            over.set(false);
            if files::accept_drag(&event) {
                take.emit(files::dropped(&event));
            }
        }
    };
    html! {
        <div class={classes!(props.class.clone(), over.then(|| props.over.to_string()))} {ondragover} {ondragleave} {ondrop}>
            { props.children.clone() }
        </div>
    }
}
