//! Two windows wrote the same dossier: both versions side by side, to choose from section by section.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::section_words;
use crate::desk::{Desk, Side};
use crate::state::Conflict;

/// Properties of [`ConflictPage`].
#[derive(Properties, PartialEq)]
pub struct ConflictPageProps {
    /// The two versions.
    pub conflict: Rc<Conflict>,
    /// Goes on with what was chosen.
    pub desk: Rc<Desk>,
}

/// The page, in place of every other until it is answered.
#[component]
pub fn ConflictPage(props: &ConflictPageProps) -> Html {
    let ConflictPageProps { conflict, desk } = props;
    let clashes = &conflict.merge.clashes;
    let chosen = use_state(|| vec![None::<Side>; clashes.len()]);
    let all = |side: Side| {
        let (chosen, count) = (chosen.clone(), clashes.len());
        move |_: MouseEvent| chosen.set(vec![Some(side); count])
    };
    let sections = clashes.iter().enumerate().map(|(at, section)| {
        let title = section_words(&section.to_string());
        let side = |side: Side, name: &str| {
            let dossier = match side {
                Side::Mine => &conflict.mine,
                Side::Theirs => &conflict.theirs,
            };
            let text = dossier.section_text(section);
            let id = format!("clash-{at}-{side:?}");
            let onchange = {
                let chosen = chosen.clone();
                move |_: Event| {
                    let mut next = (*chosen).clone();
                    next[at] = Some(side);
                    chosen.set(next);
                }
            };
            html! {
                <div class="side-pick">
                    <input type="radio" name={format!("clash-{at}")} id={id.clone()}
                        checked={chosen[at] == Some(side)} {onchange} />
                    <label for={id}>
                        <b>{ name.to_owned() }</b>
                        <small>{ format!("{} 字", text.chars().count()) }</small>
                        <span class="as-typed">{ text }</span>
                    </label>
                </div>
            }
        };
        html! {
            <fieldset class="panel" key={at}>
                <legend class="hide">{ title.clone() }</legend>
                <h2>{ title }</h2>
                <div class="sides">
                    { side(Side::Mine, "这个窗口的") }
                    { side(Side::Theirs, "另一个窗口的") }
                </div>
            </fieldset>
        }
    });
    let left = chosen.iter().filter(|side| side.is_none()).count();
    let deleted = !conflict.head.head.deleted.is_empty();
    let finish = {
        let (desk, conflict, chosen) = (desk.clone(), conflict.clone(), chosen.clone());
        move |_: MouseEvent| {
            let sides: Option<Vec<Side>> = chosen.iter().copied().collect();
            let Some(sides) = sides else {
                return;
            };
            let (desk, conflict) = (desk.clone(), conflict.clone());
            spawn_local(async move { desk.resolve(&conflict, &sides).await });
        }
    };
    html! {
        <>
            <h1>
                <span class="over">
                    { if deleted { "这份档案在另一个窗口里被删除了" } else { "两个窗口都写过这份档案" } }
                </span>
                { match clashes.len() {
                    0 => "这个窗口里还有没保存的内容".to_owned(),
                    count => format!("有 {count} 处不一样，请选"),
                } }
            </h1>
            <p class="read">
                { "其余的地方相同，或只有一边写过，已经合在一起。没选中的那一版不会丢，存在“历史版本”里。" }
                if deleted {
                    { "继续以后，这份档案会放回“全部档案”。" }
                }
            </p>
            if clashes.len() > 1 {
                <div class="row no-print">
                    <button class="btn plain slim" type="button" onclick={all(Side::Mine)}>{ "都用这个窗口的" }</button>
                    <button class="btn plain slim" type="button" onclick={all(Side::Theirs)}>{ "都用另一个窗口的" }</button>
                </div>
            }
            { for sections }
            <div class="row act">
                <p role="status">
                    { match left {
                        0 => "都已选好。".to_owned(),
                        left => format!("还有 {left} 处没有选。"),
                    } }
                </p>
                <button class="btn" type="button" aria-disabled={(left > 0).to_string()} onclick={finish}>
                    { "按所选的合在一起" }
                </button>
            </div>
        </>
    }
}
