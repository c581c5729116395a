//! The ways in: a box to paste into, a button for a file, and a file that is dropped on the page.

use quality_award_core::import::report::Report;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::bringing::Bringing;
use super::held;
use crate::packs;

/// Properties of [`Paste`].
#[derive(Properties, PartialEq)]
pub struct PasteProps {
    /// Id of the dossier.
    pub dossier: AttrValue,
    /// Takes the report.
    pub set: Callback<Option<Bringing>>,
}

/// The ways in. The text of the box is the browser's own: it is read when it is to be taken apart.
#[component]
pub fn Paste(props: &PasteProps) -> Html {
    let area = use_node_ref();
    let empty = use_state_eq(|| false);
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
        move |_: MouseEvent| {
            let text = area.cast::<HtmlTextAreaElement>().map(|area| area.value());
            let text = text.unwrap_or_default();
            empty.set(text.trim().is_empty());
            if !text.trim().is_empty() {
                let report = Report::of_text(&text, packs::criteria());
                set.emit(Some(Bringing::new(report, "粘贴的报告", Vec::new())));
            }
        }
    };
    html! {
        <section class="panel" aria-labelledby="paste">
            <h2 id="paste">{ "粘贴到这里" }</h2>
            <div class={classes!("field", empty.then_some("wrong"))}>
                <label for="report">{ "报告全文" }</label>
                if *empty {
                    <p class="error" id="report-error">{ "还没有粘贴内容。" }</p>
                }
                <textarea ref={area} id="report" rows="16" aria-describedby={empty.then_some("report-error")} {oninput} />
            </div>
            <button class="btn" type="button" {onclick}>{ "分到各条目，先看一看" }</button>
        </section>
    }
}
