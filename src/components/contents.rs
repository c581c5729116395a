//! The list that stands beside the work: all items, or all slots; and the links within a page.

use yew::prelude::*;

use super::PhoneFold;
use crate::browser::{focus, page};

/// Properties of [`Contents`].
#[derive(Properties, PartialEq)]
pub struct ContentsProps {
    /// The line that opens the list on a narrow screen.
    pub summary: AttrValue,
    /// What the list is called for a screen reader.
    pub label: AttrValue,
    /// The entry on screen: when it changes, the list closes on a narrow screen.
    pub current: AttrValue,
    /// The list.
    pub children: Children,
}

/// A list that stands open beside the work on a wide screen and folds above it on a narrow one.
#[component]
pub fn Contents(props: &ContentsProps) -> Html {
    let details = use_node_ref();
    {
        let details = details.clone();
        use_effect_with(props.current.clone(), move |_| {
            page::set_open(&details, page::is_wide());
        });
    }
    html! {
        <details class="items" ref={details}>
            <summary>{ props.summary.clone() }</summary>
            <nav aria-label={props.label.clone()}>{ for props.children.iter() }</nav>
        </details>
    }
}

/// Properties of [`Jump`].
#[derive(Properties, PartialEq)]
pub struct JumpProps {
    /// Id of each heading, and its words.
    pub to: Vec<(AttrValue, AttrValue)>,
}

/// Links to the headings of a page.
#[component]
pub fn Jump(props: &JumpProps) -> Html {
    let links = props.to.iter().map(|(id, text)| {
        html! { <li key={id.to_string()}><JumpLink to={id.clone()} text={text.clone()} /></li> }
    });
    html! {
        <PhoneFold summary="本页内容"><ul class="jump" aria-label="本页内容">{ for links }</ul></PhoneFold>
    }
}

/// Properties of [`JumpLink`].
#[derive(Properties, PartialEq)]
pub struct JumpLinkProps {
    /// Id of a heading or field of this page.
    pub to: AttrValue,
    /// Its words.
    pub text: AttrValue,
}

/// A link within the page. Following it by address would leave the page: the hash is the route.
#[component]
pub fn JumpLink(props: &JumpLinkProps) -> Html {
    let target = props.to.clone();
    let onclick = move |event: MouseEvent| {
        event.prevent_default();
        focus::reveal(&target);
    };
    html! { <a href={format!("#{}", props.to)} {onclick}>{ props.text.clone() }</a> }
}
