//! What the open dossier holds that this build has no place for: kept as it is, to be read and copied from here.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, kept_without_place};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::packs;

/// Properties of [`UnplacedTexts`].
#[derive(Properties, PartialEq)]
pub struct UnplacedTextsProps {
    /// The open dossier.
    pub dossier: Rc<Dossier>,
}

/// The list, where there is something in it.
#[component]
pub fn UnplacedTexts(props: &UnplacedTextsProps) -> Html {
    let kept = use_memo(props.dossier.clone(), |dossier| {
        kept_without_place(dossier, packs::scheme(), packs::criteria())
    });
    if kept.is_empty() {
        return Html::default();
    }
    // A click marks the whole text: copying works without the clipboard's permission.
    let onfocus = |event: FocusEvent| {
        let area: HtmlTextAreaElement = event.target_unchecked_into();
        area.select();
    };
    let rows = kept.iter().enumerate().map(|(at, kept)| {
        let id = format!("unplaced-{at}");
        html! {
            <div class="field" key={kept.place.clone()}>
                if kept.text.is_empty() {
                    <p>{ format!("{}（没有文字）", kept.label) }</p>
                } else {
                    <label for={id.clone()}>{ kept.label.clone() }</label>
                    <textarea {id} rows="3" readonly={true} value={kept.text.clone()} {onfocus} />
                }
            </div>
        }
    });
    html! {
        <section class="panel" aria-labelledby="unplaced">
            <h2 id="unplaced">{ "本版本无法识别、原样保留的内容" }</h2>
            <p class="hint">
                { "这些内容在本版本里没有对应的位置，不参与判断，但会一直跟着档案保存和导出。点一下文字会全部选中，可以复制到别处。" }
            </p>
            <>{ for rows }</>
        </section>
    }
}
