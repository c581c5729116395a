//! Two windows wrote the same dossier: both versions side by side, to choose from section by section.

use std::rc::Rc;

use quality_award_core::storage::is_one_text;
use quality_award_core::views::{ChangedSection, compare};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::focus;
use crate::components::{Difference, Which, section_title};
use crate::library::{Library, Side};
use crate::packs;
use crate::state::{Action, Conflict, Dispatch};

/// Properties of [`ConflictPage`].
#[derive(Properties, PartialEq)]
pub struct ConflictPageProps {
    /// The two versions.
    pub conflict: Rc<Conflict>,
    /// Goes on with what was chosen.
    pub library: Rc<Library>,
    /// Puts the choice off.
    pub dispatch: Dispatch,
}

/// The page, in place of every other until it is answered or put off.
#[component]
pub fn ConflictPage(props: &ConflictPageProps) -> Html {
    let ConflictPageProps {
        conflict, library, ..
    } = props;
    // The field one was typing in is gone.
    use_effect_with((), |()| focus::arrive());
    let clashes = &conflict.merge.clashes;
    let chosen = use_state(|| vec![None::<Side>; clashes.len()]);
    let compared = use_memo(conflict.clone(), |conflict| {
        let (scheme, criteria) = (packs::scheme(), packs::criteria());
        compare(&conflict.mine, &conflict.theirs, scheme, criteria)
    });
    let all = |side: Side| {
        let (chosen, count) = (chosen.clone(), clashes.len());
        move |_: MouseEvent| chosen.set(vec![Some(side); count])
    };
    let sections = clashes.iter().enumerate().map(|(at, section)| {
        let title = section_title(section, &[&conflict.mine, &conflict.theirs]);
        let compared = compared.iter().find(|of| of.section == *section);
        let pick = |side: Side, name: &'static str, class: Option<&'static str>, what: Html| {
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
                <div class={classes!("side-pick", class)}>
                    <input type="radio" name={format!("clash-{at}")} id={id.clone()}
                        checked={chosen[at] == Some(side)} {onchange} />
                    <label for={id}><b>{ name }</b>{ what }</label>
                </div>
            }
        };
        let both = html! { <small>{ "这边的在前，那边的在后，以后再自己合成一段。" }</small> };
        html! {
            <fieldset class="panel" key={at}>
                <legend class="hide">{ title.clone() }</legend>
                <h2>{ title }</h2>
                <div class="sides">
                    { pick(Side::Mine, "这个窗口的", None, version(compared, Side::Mine)) }
                    { pick(Side::Theirs, "另一个窗口的", None, version(compared, Side::Theirs)) }
                    if is_one_text(section) {
                        { pick(Side::Both, "两段都留下，一前一后", Some("slimmer"), both) }
                    }
                </div>
            </fieldset>
        }
    });
    let left = chosen.iter().filter(|side| side.is_none()).count();
    let deleted = !conflict.head.head.deleted.is_empty();
    let finish = {
        let (library, conflict, chosen) = (library.clone(), conflict.clone(), chosen.clone());
        move |_: MouseEvent| {
            let sides: Option<Vec<Side>> = chosen.iter().copied().collect();
            let Some(sides) = sides else {
                return;
            };
            let (library, conflict) = (library.clone(), conflict.clone());
            spawn_local(async move { library.resolve(&conflict, &sides).await });
        }
    };
    let put_off = {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Later(true))
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
                <button class="btn plain" type="button" onclick={put_off}>{ "以后再说，先只读" }</button>
            </div>
        </>
    }
}

/// One version of a section: how long it is, and what it has that the other has not.
fn version(compared: Option<&ChangedSection>, side: Side) -> Html {
    let Some(of) = compared else {
        return Html::default();
    };
    let (length, which) = match side {
        Side::Theirs => (of.after, Which::Second),
        _ => (of.before, Which::First),
    };
    let alone = is_one_text(&of.section);
    let texts = of.texts.iter().map(|text| {
        html! {
            <span class="text">
                if !alone {
                    <b>{ text.title.clone() }</b>
                }
                <Difference first={text.before.clone()} second={text.after.clone()} {which} />
            </span>
        }
    });
    html! {
        <>
            <small>{ format!("{length} 字") }</small>
            { for texts }
            if of.other {
                <span class="text">{ "选定的内容、行的增减或者次序也不一样，随所选的一边。" }</span>
            }
        </>
    }
}
