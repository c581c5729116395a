//! 看变化: an earlier version beside the present, section by section, each to be brought back.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, RecordKey};
use quality_award_core::storage::{Failure, Snapshot, is_one_text};
use quality_award_core::views::{ChangedSection, ChangedText, compare};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{COMPARED, words};
use crate::browser::{files, focus};
use crate::components::{changed_texts, offer_undo, section_title, section_words};
use crate::library::Library;
use crate::packs;
use crate::state::{Action, Dispatch, Message};

/// Properties of [`Changes`].
#[derive(Properties, PartialEq)]
pub struct ChangesProps {
    /// The earlier version.
    pub snapshot: Snapshot,
    /// The open dossier as it is.
    pub dossier: Rc<Dossier>,
    /// Reads and brings back.
    pub library: Rc<Library>,
    /// Takes messages.
    pub dispatch: Dispatch,
    /// Whether anything can be brought back here.
    pub may_write: bool,
}

/// The version, and the sections of it that are gone from storage.
type Earlier = Result<(Rc<Dossier>, Vec<String>), Failure>;

/// The panel.
#[component]
pub fn Changes(props: &ChangesProps) -> Html {
    let snapshot = &props.snapshot;
    let earlier = use_state(|| None::<Earlier>);
    {
        let (earlier, library) = (earlier.setter(), props.library.clone());
        use_effect_with(snapshot.clone(), move |snapshot| {
            let snapshot = snapshot.clone();
            spawn_local(async move {
                let read = library.version(&snapshot).await;
                earlier.set(Some(read.map(|(dossier, gone)| (Rc::new(dossier), gone))));
            });
        });
    }
    let version = earlier.as_ref().and_then(|read| read.as_ref().ok());
    let changed = use_memo(
        (version.cloned(), props.dossier.clone()),
        |(version, now)| {
            let Some((version, gone)) = version else {
                return Vec::new();
            };
            let mut changed = compare(version, now, packs::scheme(), packs::criteria());
            changed.retain(|of| !gone.contains(&of.section.to_string()));
            changed
        },
    );
    let body = match &*earlier {
        None => html! { <p>{ "正在读取" }</p> },
        Some(Err(failure)) => html! {
            <p class="error" role="alert">
                { format!("读不出这一版：{failure}") }
            </p>
        },
        Some(Ok((version, gone))) => {
            let names: Vec<String> = gone.iter().map(|key| section_words(key)).collect();
            html! {
                <>
                    if !names.is_empty() {
                        <p class="error" role="alert">
                            { format!("这一版的 {} 处读不出来，恢复时保持现在的样子：{}。", names.len(), names.join("、")) }
                        </p>
                    }
                    if changed.is_empty() {
                        <p>{ "和现在的内容一样。" }</p>
                    } else {
                        <p class="hint">{ "划去的是那时有、现在没有的；加下划线的是现在才有的。" }</p>
                    }
                    { for changed.iter().map(|of| section(of, version, props)) }
                </>
            }
        }
    };
    html! {
        <section class="panel" aria-labelledby={COMPARED}>
            <h2 id={COMPARED} tabindex="-1">
                { format!("{} “{}”这一版和现在的变化", snapshot.made, words::title(snapshot)) }
            </h2>
            { body }
        </section>
    }
}

fn section(of: &ChangedSection, version: &Rc<Dossier>, props: &ChangesProps) -> Html {
    let title = section_title(&of.section, &[&props.dossier, version]);
    let alone = is_one_text(&of.section);
    let old = old_text(&of.texts, alone);
    let what = || html! { <span class="hide">{ format!("，{title}") }</span> };
    html! {
        <section class="part" aria-label={title.clone()} key={of.section.to_string()}>
            <h3>{ title.clone() }</h3>
            <p class="small quiet">{ format!("那时 {} 字，现在 {} 字", of.before, of.after) }</p>
            { changed_texts(of) }
            <div class="row">
                if props.may_write {
                    <button class="btn plain slim" type="button" onclick={restore(&of.section, props)}>
                        { "恢复这一段" }{ what() }
                    </button>
                }
                if !old.is_empty() {
                    <button class="btn plain slim" type="button" onclick={copy(old, props)}>
                        { "复制旧文字" }{ what() }
                    </button>
                }
            </div>
        </section>
    }
}

/// What stood there, to be pasted elsewhere.
fn old_text(texts: &[ChangedText], alone: bool) -> String {
    let written = texts.iter().filter(|text| !text.before.is_empty());
    let lines = written.map(|text| match alone {
        true => text.before.clone(),
        false => format!("{}\n{}", text.title, text.before),
    });
    lines.collect::<Vec<String>>().join("\n")
}

fn restore(section: &RecordKey, props: &ChangesProps) -> impl Fn(MouseEvent) + 'static {
    let (library, snapshot, section) = (
        props.library.clone(),
        props.snapshot.clone(),
        section.clone(),
    );
    move |event: MouseEvent| {
        let (library, snapshot, section) = (library.clone(), snapshot.clone(), section.clone());
        spawn_local(async move { library.restore(&snapshot, Some(section)).await });
        // The button goes with the section.
        match event.detail() {
            0 => offer_undo(&event),
            _ => focus::focus_soon(COMPARED.to_owned()),
        }
    }
}

fn copy(text: String, props: &ChangesProps) -> impl Fn(MouseEvent) + 'static {
    let dispatch = props.dispatch.clone();
    move |_: MouseEvent| {
        let (text, dispatch) = (text.clone(), dispatch.clone());
        spawn_local(async move {
            let said = match files::copy(&text).await {
                true => Message::done("已复制，可以到要用的地方粘贴。"),
                false => Message::bad("浏览器没有允许复制。请在上面选中旧文字，按 Ctrl + C 复制。"),
            };
            dispatch.dispatch(Action::Message(Some(said)));
        });
    }
}
