//! The findings on screen: what is alike is one line, unfolded on request.

use std::rc::Rc;

use quality_award_core::dossier::Dossier;
use quality_award_core::review::{Alike, ReviewFinding};
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

use super::kept::{Change, View};
use crate::components::{FindingLine, Tag, severity_words};
use crate::links::route_of;
use crate::packs;
use crate::state::Dispatch;

/// What all lines of a list share.
#[derive(Clone)]
pub struct AlikeProps {
    /// Where they are worked on; empty where the list is of all places.
    pub at: AttrValue,
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// What is unfolded.
    pub view: UseReducerHandle<View>,
    /// Takes a reason to set one aside.
    pub dispatch: Dispatch,
}

/// A list.
pub fn alikes(list: &[Alike<'_>], props: &AlikeProps) -> Html {
    let lines = list.iter().map(|alike| match alike.findings[..] {
        [only] => line(only, true, props),
        _ => fold(alike, props),
    });
    html! { <ol>{ for lines }</ol> }
}

fn line(finding: &ReviewFinding, full: bool, props: &AlikeProps) -> Html {
    html! {
        <FindingLine key={format!("{} {} {}", finding.check, finding.object, finding.place)}
            finding={finding.clone()} route={route_of(&finding.place, &props.dossier)} {full}
            list="open" dispatch={props.dispatch.clone()} />
    }
}

/// What a check is called. What is no date or number is not a check's judgement, and the data has no name for it.
pub fn title(check: &str) -> &'static str {
    let about = packs::checks().check(check);
    about.map_or("填写的内容暂不能用", |about| &about.title)
}

fn fold(alike: &Alike<'_>, props: &AlikeProps) -> Html {
    let (word, tone) = severity_words(alike.severity);
    let key = format!("{} {} {word}", props.at, alike.check);
    let open = props.view.unfolded.contains(&key);
    let about = packs::checks().check(alike.check);
    let explain = about.map_or("", |about| &about.explain);
    let fix = &alike.findings[0].fix;
    let ontoggle = {
        let (view, key) = (props.view.dispatcher(), key.clone());
        move |event: Event| {
            let open = event.target_unchecked_into::<HtmlDetailsElement>().open();
            let key = key.clone();
            view.dispatch(Box::new(move |view: &mut View| {
                match open {
                    true => view.unfolded.insert(key),
                    false => view.unfolded.remove(&key),
                };
            }) as Change);
        }
    };
    html! {
        <li {key}>
            <details class="folds" {open} {ontoggle}>
                <summary>
                    <strong><Tag text={word} {tone} />{ " " }{ title(alike.check) }</strong>
                    <span>{ format!("{} 处", alike.findings.len()) }</span>
                </summary>
                if open {
                    <p class="small quiet">{ format!("{explain}{fix}") }</p>
                    <ol>{ for alike.findings.iter().map(|finding| line(finding, false, props)) }</ol>
                }
            </details>
        </li>
    }
}
