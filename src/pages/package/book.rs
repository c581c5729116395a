//! A document on the page as it is printed, and the files that are made of one.

use std::future::Future;
use std::rc::Rc;

use quality_award_core::dossier::Dossier;
use quality_award_core::export::document::Document;
use quality_award_core::export::html::css_string;
use quality_award_core::export::workbook::Workbook;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::{office, page, paper};
use crate::library::{Library, Progress};
use crate::state::{Action, Dispatch, Message};

/// Media type of a `.docx`.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// Media type of an `.xlsx`.
pub const BOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Properties of [`Book`].
#[derive(Properties, PartialEq)]
pub struct BookProps {
    /// What stands in the head of each printed page.
    pub title: AttrValue,
    /// A note in the head of each printed page.
    pub note: AttrValue,
    /// The core's `article`.
    pub html: AttrValue,
}

/// A document as it is printed. It is the core's HTML, in which everything typed is escaped.
#[component]
pub fn Book(props: &BookProps) -> Html {
    use_effect_with(
        (props.title.clone(), props.note.clone()),
        |(title, note)| {
            let set = |name: &str, text: &str| {
                page::set_root_property(name, &format!("\"{}\"", css_string(text)));
            };
            set("--print-title", title);
            set("--print-note", note);
            || {
                page::set_root_property("--print-title", "");
                page::set_root_property("--print-note", "");
            }
        },
    );
    use_effect_with(props.html.clone(), |_| paper::number_pages());
    html! {
        <div onclick={|event: MouseEvent| paper::follow_contents(&event)}>
            { Html::from_html_unchecked(props.html.clone()) }
        </div>
    }
}

/// Properties of [`SaveWord`].
#[derive(Properties, PartialEq)]
pub struct SaveWordProps {
    /// Hands out the file.
    pub library: Rc<Library>,
    /// Whose it is.
    pub dossier: Rc<Dossier>,
    /// What it is called behind the organisation's name.
    pub about: AttrValue,
    /// What is in it.
    pub document: Rc<Document>,
    /// Takes what went wrong.
    pub dispatch: Dispatch,
}

/// 存为 Word.
#[component]
pub fn SaveWord(props: &SaveWordProps) -> Html {
    let busy = use_state_eq(|| false);
    let onclick = {
        let (library, dossier, about) = (
            props.library.clone(),
            props.dossier.clone(),
            props.about.clone(),
        );
        let (document, dispatch, busy) = (
            props.document.clone(),
            props.dispatch.clone(),
            busy.setter(),
        );
        move |_: MouseEvent| {
            let (library, dossier, about) = (library.clone(), dossier.clone(), about.clone());
            let document = document.clone();
            let keeper = library.clone();
            let made = async move {
                let pictures = keeper.pictures(&document).await;
                office::write_word(&document, &pictures).await
            };
            hand_out(made, dispatch.clone(), busy.clone(), move |bytes| {
                library.hand_out(&dossier, &about, ".docx", WORD, bytes);
            });
        }
    };
    html! {
        <button class="btn plain" type="button" aria-disabled={busy.to_string()} {onclick}>
            { if *busy { "正在生成…" } else { "存为 Word" } }
        </button>
    }
}

/// Properties of [`SaveBook`].
#[derive(Properties, PartialEq)]
pub struct SaveBookProps {
    /// Hands out the file.
    pub library: Rc<Library>,
    /// Whose it is.
    pub dossier: Rc<Dossier>,
    /// Makes what is in it.
    pub workbook: Callback<(), Workbook>,
    /// Takes what went wrong.
    pub dispatch: Dispatch,
}

/// 指标和数据存为表格.
#[component]
pub fn SaveBook(props: &SaveBookProps) -> Html {
    let busy = use_state_eq(|| false);
    let onclick = {
        let (library, dossier, workbook) = (
            props.library.clone(),
            props.dossier.clone(),
            props.workbook.clone(),
        );
        let (dispatch, busy) = (props.dispatch.clone(), busy.setter());
        move |_: MouseEvent| {
            let (library, dossier) = (library.clone(), dossier.clone());
            let workbook = workbook.emit(());
            let made = async move { office::write_book(&workbook).await };
            hand_out(made, dispatch.clone(), busy.clone(), move |bytes| {
                library.hand_out(&dossier, "指标和数据", ".xlsx", BOOK, bytes);
            });
        }
    };
    html! {
        <button class="btn plain" type="button" aria-disabled={busy.to_string()} {onclick}>
            { if *busy { "正在生成…" } else { "指标和数据存为表格" } }
        </button>
    }
}

/// Properties of [`SaveBundle`].
#[derive(Properties, PartialEq)]
pub struct SaveBundleProps {
    /// Hands out the file.
    pub library: Rc<Library>,
    /// Whose it is.
    pub dossier: Rc<Dossier>,
    /// Makes what is handed in.
    pub document: Callback<(), Document>,
}

/// 存为整套材料（ZIP）: everything that belongs to the dossier in one file, how far it is, and a way to stop.
#[component]
pub fn SaveBundle(props: &SaveBundleProps) -> Html {
    let busy = use_state(|| None::<Rc<Progress>>);
    let steps = use_force_update();
    let onclick = {
        let SaveBundleProps {
            library,
            dossier,
            document,
        } = props;
        let (library, dossier, document) = (library.clone(), dossier.clone(), document.clone());
        let (busy, begun) = (busy.setter(), busy.is_some());
        move |_: MouseEvent| {
            if begun {
                return;
            }
            let (library, dossier, document) = (library.clone(), dossier.clone(), document.clone());
            let progress = Rc::new(Progress::default());
            busy.set(Some(progress.clone()));
            let (busy, steps) = (busy.clone(), steps.clone());
            spawn_local(async move {
                let document = document.emit(());
                let on = move || steps.force_update();
                library
                    .save_bundle(&dossier, &document, &progress, on)
                    .await;
                busy.set(None);
            });
        }
    };
    html! {
        <>
            <button class="btn plain" type="button" aria-disabled={busy.is_some().to_string()} {onclick}>
                { match &*busy {
                    Some(progress) => format!("正在打包 {} %", progress.percent.get()),
                    None => "存为整套材料（ZIP）".to_owned(),
                } }
            </button>
            if let Some(progress) = (*busy).clone() {
                <button class="btn plain slim" type="button" onclick={move |_: MouseEvent| progress.cancelled.set(true)}>
                    { "取消打包" }
                </button>
            }
        </>
    }
}

/// Hands out a file when it is made, or says why it is not.
fn hand_out(
    made: impl Future<Output = Result<Vec<u8>, String>> + 'static,
    dispatch: Dispatch,
    busy: UseStateSetter<bool>,
    out: impl FnOnce(&[u8]) + 'static,
) {
    busy.set(true);
    spawn_local(async move {
        match made.await {
            Ok(bytes) => out(&bytes),
            Err(why) => dispatch.dispatch(Action::Message(Some(Message::bad(why)))),
        }
        busy.set(false);
    });
}
