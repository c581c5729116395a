//! References to other things of the dossier: any number as a list that unfolds, at most one as a drop-down.

use std::collections::BTreeMap;
use std::rc::Rc;

use quality_award_core::dossier::{Metric, RefsAt};
use quality_award_core::pack::REFS_TO;
use quality_award_core::views::targets;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::use_may_write;
use crate::packs;
use crate::state::{Action, Dispatch, Open};

/// What the links of an item can name: challenges, goals, slots and items together.
pub const LINKS: &str = "links";
const LINKED: [&str; 4] = ["challenges", "goals", "slots", "items"];

/// What references can name, by what they name: ids and what they are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, Rc<[(AttrValue, AttrValue)]>>);

impl Names {
    /// What can be named under this name; nothing when there is no such thing.
    pub fn of(&self, to: &str) -> Rc<[(AttrValue, AttrValue)]> {
        self.0.get(to).cloned().unwrap_or_default()
    }
}

/// The names of everything that references can name in the open dossier. They change when a register or a metric
/// does, not with every key.
#[hook]
pub fn use_names(open: Option<&Open>) -> Rc<Names> {
    let dossier = open.map(|open| open.dossier.clone()).unwrap_or_default();
    // In two steps, because most keys change no metric.
    let metrics = use_memo(dossier.metrics.clone(), |metrics| {
        metrics.iter().map(name_of).collect::<Vec<_>>()
    });
    use_memo((dossier.registers.clone(), metrics), move |_| {
        let (scheme, criteria) = (packs::scheme(), packs::criteria());
        let registers = criteria.registers.iter().map(|register| &*register.id);
        let all = registers.chain(REFS_TO).map(|to| {
            let targets = targets(to, &dossier, scheme, criteria).into_iter();
            let targets = targets.map(|(id, name)| (id.into(), name.into()));
            (to.to_owned(), targets.collect())
        });
        let mut names = Names(all.collect());
        let links = LINKED.iter().flat_map(|to| names.of(to).to_vec()).collect();
        names.0.insert(LINKS.to_owned(), links);
        names
    })
}

fn name_of(metric: &Rc<Metric>) -> (String, Rc<str>) {
    let name = metric.fields.get("name").cloned();
    (metric.id.clone(), name.unwrap_or_else(|| "".into()))
}

/// Properties of [`RefsField`].
#[derive(Properties, PartialEq)]
pub struct RefsFieldProps {
    /// Where the references stand.
    pub at: RefsAt,
    /// The label.
    pub label: AttrValue,
    /// What is referred to now.
    pub chosen: Vec<String>,
    /// What can be: ids and what they are called.
    pub options: Rc<[(AttrValue, AttrValue)]>,
    /// What is left out: the thing itself.
    #[prop_or_default]
    pub except: AttrValue,
    /// At most one.
    #[prop_or_default]
    pub one: bool,
    /// A hint under the label.
    #[prop_or_default]
    pub hint: AttrValue,
    /// Hides the label on screen, for a list in a table.
    #[prop_or_default]
    pub bare: bool,
    /// Takes the references.
    pub dispatch: Dispatch,
}

/// A list of references. What is not there any more is not shown and stays as it is.
#[component]
pub fn RefsField(props: &RefsFieldProps) -> Html {
    let hide = props.bare.then_some("hide");
    let id = props.at.element_id();
    if props.options.is_empty() {
        return html! {
            <div class="field refs">
                <span class={classes!("label", hide)}>{ props.label.clone() }</span>
                <p class="small quiet">{ "还没有可选的" }</p>
            </div>
        };
    }
    let known = |id: &String| props.options.iter().find(|(known, _)| known == id);
    let chosen: Vec<_> = props.chosen.iter().filter_map(known).collect();
    let disabled = !use_may_write();
    if props.one {
        let onchange = {
            let (dispatch, at) = (props.dispatch.clone(), props.at.clone());
            let before = props.chosen.clone();
            move |event: Event| {
                let value = event.target_unchecked_into::<HtmlSelectElement>().value();
                let old = before.iter().filter(|old| **old != value);
                let mut refs: Vec<_> = old.map(|old| (old.as_str().into(), false)).collect();
                if !value.is_empty() && !before.contains(&value) {
                    refs.push((value.as_str().into(), true));
                }
                dispatch.dispatch(Action::PutRefs(at.clone(), refs));
            }
        };
        let options = props.options.iter().map(|(value, name)| {
            let selected = props.chosen.iter().any(|chosen| value == chosen);
            html! { <option key={value.to_string()} value={value.clone()} {selected}>{ name.clone() }</option> }
        });
        return html! {
            <div class="field refs">
                <label for={id.clone()} class={classes!(hide)}>{ props.label.clone() }</label>
                <select {id} {disabled} {onchange}>
                    <option value="" selected={chosen.is_empty()}>{ "请选择" }</option>
                    { for options }
                </select>
            </div>
        };
    }
    let said = match chosen.as_slice() {
        [] => "未选".to_owned(),
        chosen => {
            let names: Vec<&str> = chosen.iter().map(|(_, name)| name.as_str()).collect();
            names.join("、")
        }
    };
    let offered = props.options.iter().filter(|(id, _)| *id != props.except);
    let boxes = offered.enumerate().map(|(at, (value, name))| {
        let checked = props.chosen.iter().any(|chosen| value == chosen);
        let box_id = format!("{id}-{at}");
        let onchange = {
            let (dispatch, place, value) =
                (props.dispatch.clone(), props.at.clone(), value.clone());
            move |event: Event| {
                let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                dispatch.dispatch(Action::PutRefs(
                    place.clone(),
                    vec![(value.as_str().into(), on)],
                ));
            }
        };
        html! {
            <li key={value.to_string()}>
                <input type="checkbox" id={box_id.clone()} {checked} {disabled} {onchange} />
                <label for={box_id}>{ name.clone() }</label>
            </li>
        }
    });
    html! {
        <details class="field refs">
            <summary id={id.clone()}>
                <span class={classes!("label", hide)}>{ props.label.clone() }{ "：" }</span>{ said }
            </summary>
            if !props.hint.is_empty() {
                <p class="hint">{ props.hint.clone() }</p>
            }
            <div role="group" aria-label={props.label.clone()}><ul>{ for boxes }</ul></div>
        </details>
    }
}
