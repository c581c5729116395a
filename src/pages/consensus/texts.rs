//! A colleague's texts beside our own, to be taken over one by one.

use std::rc::Rc;

use quality_award_core::consensus::difference::{Edit, Piece, difference};
use quality_award_core::consensus::text_places;
use quality_award_core::dossier::{Dossier, Place};
use quality_award_core::pack::Item;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::components::{link, offer_undo};
use crate::packs::ByAddress;
use crate::route::Route;
use crate::state::{Action, Dispatch, Open};

/// Properties of [`Texts`].
#[derive(Properties, PartialEq)]
pub struct TextsProps {
    /// The item.
    pub item: ByAddress<Item>,
    /// The dossier with what colleagues colleague_dossiers.
    pub open: Open,
    /// Takes the texts.
    pub dispatch: Dispatch,
}

/// The section of the page.
#[component]
pub fn Texts(props: &TextsProps) -> Html {
    let chosen = use_state(String::new);
    let Open {
        dossier,
        colleague_dossiers,
        ..
    } = &props.open;
    let sheets = dossier.sheets.iter().enumerate();
    let lenders: Vec<(&str, Rc<str>)> = sheets
        .filter(|(_, sheet)| colleague_dossiers.contains_key(&sheet.id))
        .map(|(at, sheet)| (sheet.id.as_str(), sheet.scorer(at)))
        .collect();
    let named = lenders.iter().find(|(id, _)| **id == **chosen);
    let lender = named.or(lenders.first());
    let body = match lender {
        None => html! {
            <p>
                { "没有可以对比的正文。正文不存进本档案，要对比请到" }
                { link(&Route::Consensus, "合议") }{ "重新打开同事的数据文件。" }
            </p>
        },
        Some((id, name)) => {
            let onchange = {
                let chosen = chosen.setter();
                move |event: Event| {
                    chosen.set(event.target_unchecked_into::<HtmlSelectElement>().value());
                }
            };
            let options = lenders.iter().map(|(other, name)| {
                html! {
                    <option key={*other} value={(*other).to_owned()} selected={other == id}>{ &**name }</option>
                }
            });
            let texts = text_places(props.item.0).into_iter().filter_map(|(place, title)| {
                let other = place.read(colleague_dossiers.get(*id)?);
                let own = place.read(dossier);
                (!own.is_empty() || !other.is_empty()).then(|| html! {
                    <Text key={format!("{id} {place}")} place={place.clone()} title={title.to_owned()}
                        own={own.to_owned()} other={other.to_owned()} name={AttrValue::from(name.clone())}
                        dossier={dossier.clone()} dispatch={props.dispatch.clone()} />
                })
            });
            let texts: Vec<Html> = texts.collect();
            html! {
                <>
                    <div class="field">
                        <label for="lender">{ "和谁的正文对比" }</label>
                        <select id="lender" {onchange}>{ for options }</select>
                    </div>
                    if texts.is_empty() {
                        <p>{ "两份在这一条都没有写正文。" }</p>
                    }
                    { for texts }
                </>
            }
        }
    };
    html! {
        <section class="panel" aria-labelledby="texts">
            <h2 id="texts">{ "正文" }</h2>
            { body }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct TextProps {
    place: Place,
    title: AttrValue,
    own: AttrValue,
    other: AttrValue,
    /// What the colleague is called.
    name: AttrValue,
    dossier: Rc<Dossier>,
    dispatch: Dispatch,
}

/// One text: what taking it over would change, and the ways to do it.
#[component]
fn Text(props: &TextProps) -> Html {
    let kept = use_state(|| false);
    let (own, other) = (&props.own, &props.other);
    let pieces = use_memo((own.clone(), other.clone()), |(own, other)| {
        difference(own, other)
    });
    let body = if own == other {
        html! { <p>{ "两份一样。" }</p> }
    } else if other.is_empty() {
        html! { <p>{ format!("{}没有写这一段，您的保持不变。", props.name) }</p> }
    } else {
        let keep = {
            let kept = kept.clone();
            move |_: MouseEvent| kept.set(!*kept)
        };
        let what = || html! { <span class="hide">{ format!("，{}", props.title) }</span> };
        html! {
            <>
                if *kept {
                    <p>{ "保留自己的，没有改动。" }</p>
                } else {
                    <p class="difference typed">{ for pieces.iter().map(piece) }</p>
                }
                <div class="row">
                    if !*kept {
                        <button key="take" class="btn plain slim" type="button" onclick={take(props, other.to_string(), "已采用对方的文字。")}>
                            { "采用对方的" }{ what() }
                        </button>
                        if !own.is_empty() {
                            <button key="append" class="btn plain slim" type="button"
                                onclick={take(props, format!("{own}\n{other}"), "已把对方的文字接在后面。")}>
                                { "接在后面" }{ what() }
                            </button>
                        }
                    }
                    <button key="keep" class="btn plain slim" type="button" onclick={keep}>
                        { if *kept { "重新对比" } else { "保留自己的" } }{ what() }
                    </button>
                </div>
            </>
        }
    };
    html! {
        <div class="part" role="group" aria-label={props.title.clone()}>
            <h3>{ props.title.clone() }</h3>
            { body }
        </div>
    }
}

/// Writes a text in place of our own, in a step that can be taken back.
fn take(props: &TextProps, text: String, said: &'static str) -> impl Fn(MouseEvent) + 'static {
    let (place, dossier, dispatch) = (
        props.place.clone(),
        props.dossier.clone(),
        props.dispatch.clone(),
    );
    move |event: MouseEvent| {
        let mut changed = (*dossier).clone();
        place.write(&mut changed, text.clone());
        dispatch.dispatch(Action::Apply(Rc::new(changed), said.into()));
        offer_undo(&event);
    }
}

/// A piece of the difference; words for those who do not see how it is drawn.
fn piece(piece: &Piece) -> Html {
    let text = piece.text.as_str();
    match piece.change {
        Edit::Same => html! { <span>{ text }</span> },
        Edit::Gone => {
            html! { <del><span class="hide">{ "（自己有，对方没有：）" }</span>{ text }<span class="hide">{ "（完）" }</span></del> }
        }
        Edit::New => {
            html! { <ins><span class="hide">{ "（对方有，自己没有：）" }</span>{ text }<span class="hide">{ "（完）" }</span></ins> }
        }
    }
}
