//! The ways in: a box to paste into, a button for a file, and a file that is dropped on the page.

use quality_award_core::import::report::Report;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlTextAreaElement};
use yew::prelude::*;

use super::bringing::Bringing;
use super::held;
use crate::browser::{files, office};
use crate::components::{DropZone, FileButton};
use crate::packs;

/// Largest file that is read, in MB: a report with its pictures.
const MOST: u32 = 128;

/// Properties of [`Paste`].
#[derive(Properties, PartialEq)]
pub struct PasteProps {
    /// Id of the dossier.
    pub dossier: AttrValue,
    /// Takes the report.
    pub set: Callback<Option<Bringing>>,
}

/// How a file stands.
#[derive(Clone, PartialEq)]
enum Reading {
    Nothing,
    /// Its name.
    Under(String),
    /// Why it cannot be read.
    Refused(String),
}

/// The ways in. The text of the box is the browser's own: it is read when it is to be taken apart.
#[component]
pub fn Paste(props: &PasteProps) -> Html {
    let area = use_node_ref();
    let empty = use_state_eq(|| false);
    let reading = use_state_eq(|| Reading::Nothing);
    {
        let (area, dossier) = (area.clone(), props.dossier.clone());
        use_effect_with((), move |()| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                area.set_value(&held::typed(&dossier));
            }
        });
    }
    let oninput = {
        let dossier = props.dossier.clone();
        move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_unchecked_into();
            held::keep_typed(&dossier, area.value());
        }
    };
    let onclick = {
        let (area, set, empty) = (area.clone(), props.set.clone(), empty.clone());
        let dossier = props.dossier.clone();
        move |_: MouseEvent| {
            let text = area.cast::<HtmlTextAreaElement>().map(|area| area.value());
            let text = text.unwrap_or_default();
            empty.set(text.trim().is_empty());
            if !text.trim().is_empty() {
                let report = Report::of_text(&text, packs::criteria());
                held::keep_typed(&dossier, String::new());
                set.emit(Some(Bringing::new(report, "粘贴的报告", Vec::new())));
            }
        }
    };
    let take = {
        let (set, reading) = (props.set.clone(), reading.setter());
        Callback::from(move |chosen: Vec<File>| {
            let (set, reading) = (set.clone(), reading.clone());
            let [file] = &chosen[..] else {
                reading.set(Reading::Refused("请一次只打开一个文件".to_owned()));
                return;
            };
            let file = file.clone();
            reading.set(Reading::Under(file.name()));
            spawn_local(async move {
                match read(&file).await {
                    Ok(bringing) => set.emit(Some(bringing)),
                    Err(why) => reading.set(Reading::Refused(format!("“{}”：{why}", file.name()))),
                }
            });
        })
    };
    html! {
        <DropZone over="over-drop" take={take.clone()}>
            <section class="panel" aria-labelledby="file">
                <h2 id="file">{ "打开文件" }</h2>
                <p>{ "Word 文件（.docx）或文本文件（.txt）。也可以把文件拖到本页。文件只在这台电脑上读取，不会上传。" }</p>
                <FileButton text="打开报告文件" accept=".docx,.docm,.dotx,.doc,.wps,.txt,.md" {take} />
                <div role="status">
                    if let Reading::Under(name) = &*reading {
                        <p>{ format!("正在读取“{name}”……") }</p>
                    }
                </div>
                <div role="alert">
                    if let Reading::Refused(why) = &*reading {
                        <p class="error">{ format!("没有打开{}。", why.trim_end_matches('。')) }</p>
                    }
                </div>
            </section>
            <section class="panel" aria-labelledby="paste">
                <h2 id="paste">{ "或者粘贴" }</h2>
                <div class={classes!("field", empty.then_some("wrong"))}>
                    <label for="report">{ "报告全文" }</label>
                    if *empty {
                        <p class="error" id="report-error">{ "还没有粘贴内容。" }</p>
                    }
                    <textarea ref={area} id="report" rows="14" aria-describedby={empty.then_some("report-error")} {oninput} />
                </div>
                <button class="btn" type="button" {onclick}>{ "分到各条目，先核对" }</button>
            </section>
        </DropZone>
    }
}

async fn read(file: &File) -> Result<Bringing, String> {
    let bytes = files::read_up_to(file, MOST).await?;
    let document = office::read_report(&bytes, &file.name()).await?;
    let report = Report::of(&document.paragraphs, packs::criteria());
    if report.account().brought == 0 {
        return Err("里面没有文字".to_owned());
    }
    Ok(Bringing::new(report, &file.name(), document.said))
}
