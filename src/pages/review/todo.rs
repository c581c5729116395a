//! 待办清单: the chosen findings on paper, item by item, with a box to tick.

use std::rc::Rc;

use quality_award_core::dossier::Dossier;
use quality_award_core::review::{Choice, Findings, Worklist};
use quality_award_core::views::PlaceLabels;
use yew::prelude::*;

use super::{code, list, title};
use crate::browser::clock;
use crate::components::severity_words;
use crate::packs;

/// Properties of [`Todo`].
#[derive(Properties, PartialEq)]
pub struct TodoProps {
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// Everything that was found.
    pub findings: Rc<Findings>,
    /// What of it is printed.
    pub choice: Choice,
}

/// The list. It is on paper alone, in place of the page.
#[component]
pub fn Todo(props: &TodoProps) -> Html {
    let (dossier, criteria, scheme) = (&props.dossier, packs::criteria(), packs::scheme());
    let list = Worklist::new(&props.findings.open, dossier, scheme, criteria);
    let list = list.chosen(&props.choice);
    let labels = PlaceLabels::new(dossier, scheme, criteria);
    let by_place = list.by_place();
    let places = by_place.iter().map(|(at, owner, alike)| {
        let tasks = alike.iter().map(|alike| {
            let places = alike.findings.iter().map(|finding| {
                html! {
                    <li>
                        <b>{ labels.of(&finding.place) }</b>
                        <span>{ finding.text.as_str() }</span>
                    </li>
                }
            });
            let word = severity_words(alike.severity).0;
            html! {
                <>
                    <h3>{ format!("{word}：{}", list::title(alike.check)) }</h3>
                    <p>{ alike.findings[0].fix.as_str() }</p>
                    <ul>{ for places }</ul>
                </>
            }
        });
        let by = match *owner {
            "" => String::new(),
            owner => format!("，编写人：{owner}"),
        };
        html! {
            <section key={code(at)}>
                <h2>{ title(at, criteria) }{ by }</h2>
                { for tasks }
            </section>
        }
    });
    let name = dossier.organisation();
    html! {
        <div class="todo">
            <h1>{ "待办清单" }</h1>
            <p>
                { format!("{name}，{}，{} 条。做完一条，在方框里打钩。", clock::today(), list.findings().count()) }
            </p>
            { for places }
        </div>
    }
}
