//! A button over the browser's own file field.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::browser::files;

/// Properties of [`FileButton`].
#[derive(Properties, PartialEq)]
pub struct FileButtonProps {
    /// What the button says.
    pub text: AttrValue,
    /// Which files the browser offers on a computer: endings and kinds, apart by commas.
    #[prop_or(AttrValue::Static(".json,.txt,application/json,text/plain"))]
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
            if let Some(files) = field.files() {
                let files: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
                if !files.is_empty() {
                    take.emit(files);
                }
            }
            // The same file may be chosen again.
            field.set_value("");
        }
    };
    // On phones a file may have any type, or none, and what does not match cannot be chosen.
    let accept = (!files::is_mobile()).then(|| props.accept.clone());
    html! {
        <>
            <button class={classes!("btn", "plain", props.slim.then_some("slim"))} type="button" {onclick}>{ props.text.clone() }</button>
            <input ref={field} type="file" {accept} multiple={props.several} hidden=true
                aria-label={props.text.clone()} {onchange} />
        </>
    }
}
