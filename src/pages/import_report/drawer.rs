//! 待安放 of the dossier: texts that were brought in before and have no place yet, to be read, mended and placed.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Piece, Place};
use quality_award_core::import::report::take_out;
use yew::prelude::*;

use super::place::{Chooser, Goal};
use crate::browser::focus;
use crate::components::{Field, FieldKind};
use crate::state::{Action, Dispatch};

/// Properties of [`Drawer`].
#[derive(Properties, PartialEq)]
pub struct DrawerProps {
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// Takes edits.
    pub dispatch: Dispatch,
}

/// The drawer, where there is something in it.
#[component]
pub fn Drawer(props: &DrawerProps) -> Html {
    let pieces = props.dossier.drawer.iter();
    let pieces = pieces.filter(|piece| !piece.text.is_empty());
    let pieces: Vec<&Piece> = pieces.collect();
    if pieces.is_empty() {
        return Html::default();
    }
    let rows = pieces.iter().map(|piece| {
        html! {
            <InDrawer key={piece.id.to_string()} id={piece.id.to_string()} from={piece.from.to_string()}
                text={piece.text.to_string()} dossier={props.dossier.clone()} dispatch={props.dispatch.clone()} />
        }
    });
    html! {
        <section class="panel drawer" aria-labelledby="drawer">
            <h2 id="drawer" tabindex="-1">{ format!("待安放（{} 份）", pieces.len()) }</h2>
            <p class="hint">{ "以前导入、还没有去处的文字。请选去处录入条目，或者删除；留在这里的不进申报材料，递交以前请清空。" }</p>
            { for rows }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct InDrawerProps {
    id: String,
    from: AttrValue,
    text: AttrValue,
    dossier: Rc<Dossier>,
    dispatch: Dispatch,
}

#[component]
fn InDrawer(props: &InDrawerProps) -> Html {
    let choosing = use_state_eq(|| false);
    let place = Place::Piece(props.id.as_str().into());
    let label = match &*props.from {
        "" => AttrValue::Static("待安放的文字"),
        from => format!("来自“{from}”").into(),
    };
    let toggle = {
        let (setter, choosing) = (choosing.setter(), *choosing);
        move |_: MouseEvent| setter.set(!choosing)
    };
    let change = {
        let (dossier, dispatch, id) = (
            props.dossier.clone(),
            props.dispatch.clone(),
            props.id.clone(),
        );
        move |goal: Option<Goal>| {
            let mut changed = (*dossier).clone();
            let words = match goal {
                Some(Goal::To(to)) => {
                    take_out(&mut changed, &id, &to);
                    format!("已录入到：{}。", super::place::words(&to))
                }
                _ => {
                    Place::Piece(id.as_str().into()).write(&mut changed, String::new());
                    "已删除一份待安放的文字。".to_owned()
                }
            };
            dispatch.dispatch(Action::Apply(Rc::new(changed), words.into()));
            focus::focus_soon("main".to_owned());
        }
    };
    let choose = {
        let change = change.clone();
        Callback::from(move |(_, goal): (usize, Goal)| change(Some(goal)))
    };
    let remove = move |_: MouseEvent| change(None);
    html! {
        <div class="piece">
            <Field {place} {label} value={props.text.clone()} kind={FieldKind::Long(4)} counted=true
                dispatch={props.dispatch.clone()} />
            <div class="line-act">
                <button class="btn plain slim" type="button" aria-expanded={choosing.to_string()} onclick={toggle}>
                    { "选去处" }
                </button>
                <button class="btn plain slim" type="button" onclick={remove}>{ "删除" }</button>
            </div>
            if *choosing {
                <Chooser id={format!("drawer-to-{}", props.id)} label="这份文字的去处" now={None::<Goal>} placeless=false
                    buttons={vec![AttrValue::from("确定去处")]} {choose} />
            }
        </div>
    }
}
