//! The ways a table comes in: a box to paste into, a button for a file, and files that are dropped.

use web_sys::{File, HtmlTextAreaElement};
use yew::prelude::*;

use super::{DropZone, FileButton};
use crate::browser::focus;
use crate::state::{Action, Dispatch, Message};
use crate::tables::{self, From};

/// Files that hold tables.
const FILES: &str = ".xlsx,.xls,.csv,.tsv,.txt,.html,.htm";

/// Properties of [`TableSource`].
#[derive(Properties, PartialEq)]
pub struct TableSourceProps {
    /// Where it goes, and where one returns.
    pub from: From,
    /// Whether the box is there without asking for it.
    #[prop_or_default]
    pub open: bool,
    /// What to say of it.
    #[prop_or_default]
    pub children: Html,
    /// Takes what is brought.
    pub dispatch: Dispatch,
}

/// The ways in; what comes is looked at on a page of its own.
#[component]
pub fn TableSource(props: &TableSourceProps) -> Html {
    let asked = use_state(|| false);
    let area = use_node_ref();
    let box_id = match props.from.target.as_str() {
        "" => "paste".to_owned(),
        target => format!("paste-{target}"),
    };
    let ask = {
        let (asked, id) = (asked.clone(), box_id.clone());
        move |_: MouseEvent| {
            asked.set(!*asked);
            focus::focus_soon(id.clone());
        }
    };
    let onpaste = {
        let (from, dispatch) = (props.from.clone(), props.dispatch.clone());
        move |event: Event| {
            tables::pasted(&event, || from.clone(), &dispatch);
        }
    };
    let look = {
        let (area, from, dispatch) = (area.clone(), props.from.clone(), props.dispatch.clone());
        move |_: MouseEvent| {
            let text = area.cast::<HtmlTextAreaElement>().map(|area| area.value());
            tables::typed(&text.unwrap_or_default(), from.clone(), &dispatch);
        }
    };
    let open = {
        let (from, dispatch) = (props.from.clone(), props.dispatch.clone());
        Callback::from(move |files: Vec<File>| match <[File; 1]>::try_from(files) {
            Ok([file]) => tables::opened(file, from.clone(), dispatch.clone()),
            Err(files) => dispatch.dispatch(Action::Message(Some(Message::bad(format!(
                "没有打开：一次只能打开一个表格文件，这里有 {} 个，请逐个打开。",
                files.len()
            ))))),
        })
    };
    let shown = *asked || props.open;
    html! {
        <DropZone class="drop no-print" over="over" take={open.clone()}>
            { props.children.clone() }
            <p class="row">
                if !props.open {
                    <button class="btn plain slim" type="button" aria-expanded={shown.to_string()} onclick={ask}>
                        { "粘贴表格" }
                    </button>
                }
                <FileButton text="打开表格文件" accept={FILES} slim=true take={open} />
                <span class="small quiet">{ "也可以把文件拖到这里。.xlsx、.xls、.csv、网页等，只在本机读取，不会上传。" }</span>
            </p>
            if shown {
                <div class="field">
                    <label for={box_id.clone()}>{ "把复制的表格粘贴到这里" }</label>
                    <textarea ref={area} id={box_id} rows="5" {onpaste} />
                </div>
                <p class="row"><button class="btn" type="button" onclick={look}>{ "核对去处" }</button></p>
            }
        </DropZone>
    }
}
