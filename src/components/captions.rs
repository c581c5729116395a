//! The numbers of tables, pictures and charts, and the marker of one put into a text.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, EVIDENCE, Place};
use quality_award_core::views::{
    Captions, MarkerKind, Numbered, added, charted, evidence_label, insert_marker, numbered,
};
use yew::prelude::*;

use super::Pick;
use crate::browser::focus;
use crate::packs;
use crate::state::{Action, Dispatch, Open};

/// The numbers of all tables, pictures and charts. They change with one of them or a profit, not with every key.
#[hook]
pub fn use_captions(open: Option<&Open>) -> Rc<Captions> {
    let dossier = open.map(|open| open.dossier.clone()).unwrap_or_default();
    let metrics = (dossier.metrics.clone(), dossier.walk.clone());
    let charted = use_memo(metrics, |(metrics, walk)| charted(metrics, walk));
    use_memo((added(&dossier), charted), |(added, charted)| {
        numbered(added, charted, packs::criteria())
    })
}

/// Properties of [`InsertMarker`].
#[derive(Properties, PartialEq)]
pub struct InsertMarkerProps {
    /// The text.
    pub place: Place,
    /// The slot or sub-heading that it is the text of.
    pub at: AttrValue,
    /// What is written.
    pub dossier: Rc<Dossier>,
    /// What there is to refer to.
    pub captions: Rc<Captions>,
    /// Takes the edit.
    pub dispatch: Dispatch,
}

/// A list of pictures, tables and papers, and a button that puts the marker of the chosen one into the text.
#[component]
pub fn InsertMarker(props: &InsertMarkerProps) -> Html {
    let chosen = use_state_eq(String::new);
    let things = things(&props.dossier, &props.captions);
    if things.is_empty() {
        return Html::default();
    }
    let options = vec![(String::new(), "图、表或材料".to_owned())];
    let groups = things
        .iter()
        .map(|(title, things)| ((*title).to_owned(), things.clone()))
        .collect::<Vec<_>>();
    let known = groups
        .iter()
        .flat_map(|(_, things)| things)
        .any(|(marker, _)| *marker == *chosen);
    let id = format!("{}-insert", props.place.element_id());
    let set = {
        let chosen = chosen.setter();
        Callback::from(move |marker| chosen.set(marker))
    };
    let onclick = {
        let InsertMarkerProps {
            place,
            at,
            dossier,
            captions,
            dispatch,
        } = props;
        let (place, at, dossier) = (place.clone(), at.clone(), dossier.clone());
        let (captions, dispatch) = (captions.clone(), dispatch.clone());
        let marker = (*chosen).clone();
        move |_: MouseEvent| {
            let field = place.element_id();
            let text = place.read(&dossier);
            let here = captions.at(&at).any(|caption| {
                kind_of(caption.of).is_some_and(|kind| kind.marker(&caption.title) == marker)
            });
            let alone = here && !text.contains(&marker);
            let caret = focus::caret(&field, text);
            let mut dossier = (*dossier).clone();
            let inserted = insert_marker(text, caret, &marker, alone);
            place.write(&mut dossier, inserted);
            let said = format!("已插入“{marker}”。");
            dispatch.dispatch(Action::Apply(Rc::new(dossier), said.into()));
            focus::focus_soon(field);
        }
    };
    html! {
        <div class="row no-print insert">
            <Pick {id} label="在光标处引用" value={if known { (*chosen).clone() } else { String::new() }} {options} {groups} {set} />
            <button class="btn plain slim" type="button" aria-disabled={(!known).to_string()}
                onclick={Callback::from(move |event| if known { onclick(event) })}>{ "插入" }</button>
        </div>
    }
}

fn kind_of(of: Numbered) -> Option<MarkerKind> {
    match of {
        Numbered::Table => Some(MarkerKind::Table),
        Numbered::Picture => Some(MarkerKind::Picture),
        Numbered::Chart => None,
    }
}

/// What can be referred to: markers and what they are called, under headings.
fn things(dossier: &Dossier, captions: &Captions) -> Vec<(&'static str, Vec<(String, String)>)> {
    let of = |of: Numbered| {
        let all = captions.all.iter().filter(|caption| caption.of == of);
        let all = all.filter(|caption| !caption.title.trim().is_empty());
        let all = all.filter_map(|caption| {
            let called = format!("{} {}", caption.label(), caption.title);
            Some((kind_of(of)?.marker(&caption.title), called))
        });
        all.collect::<Vec<_>>()
    };
    let papers = (1..).zip(dossier.register(EVIDENCE));
    let papers = papers.filter(|(_, entry)| !entry.get("title").trim().is_empty());
    let papers = papers.map(|(at, entry)| {
        let title = entry.get("title");
        let called = format!("{} {title}", evidence_label(at, entry));
        (MarkerKind::Evidence.marker(title), called)
    });
    let things = [
        ("图片", of(Numbered::Picture)),
        ("表格", of(Numbered::Table)),
        ("证实性材料", papers.collect()),
    ];
    things
        .into_iter()
        .filter(|(_, things)| !things.is_empty())
        .collect()
}
