//! A file holds a dossier that is there already: keep both, replace, or leave it.

use std::rc::Rc;

use quality_award_core::storage::merge;
use yew::prelude::*;

use crate::components::section_words;
use crate::desk::{Choice, Desk};
use crate::state::Incoming;

/// Properties of [`IncomingPage`].
#[derive(Properties, PartialEq)]
pub struct IncomingPageProps {
    /// The file, and what is there.
    pub incoming: Rc<Incoming>,
    /// Does what was chosen.
    pub desk: Rc<Desk>,
}

/// The page, in place of every other until it is answered.
#[component]
pub fn IncomingPage(props: &IncomingPageProps) -> Html {
    let IncomingPageProps { incoming, desk } = props;
    let choose = |choice: Choice| {
        let (desk, incoming) = (desk.clone(), incoming.clone());
        move |_: MouseEvent| desk.choose(&incoming, choice)
    };
    // Against nothing, everything that differs clashes.
    let differing = {
        let empty = quality_award_core::dossier::Dossier::default();
        merge(&empty, &incoming.file, &incoming.stored)
    };
    let rows = differing.clashes.iter().map(|section| {
        let count =
            |of: &quality_award_core::dossier::Dossier| of.section_text(section).chars().count();
        html! {
            <tr key={section.to_string()}>
                <th scope="row">{ section_words(&section.to_string()) }</th>
                <td data-of="本机">{ format!("{} 字", count(&incoming.stored)) }</td>
                <td data-of="文件">{ format!("{} 字", count(&incoming.file)) }</td>
            </tr>
        }
    });
    html! {
        <>
            <h1>
                <span class="over">{ format!("导入{}", incoming.name) }</span>
                { "本机已有这份档案" }
            </h1>
            <section class="panel" aria-labelledby="differs">
                <h2 id="differs">{ format!("不一样的地方（{}）", differing.clashes.len()) }</h2>
                <table class="cards">
                    <caption class="hide">{ "本机和文件不一样的地方" }</caption>
                    <thead><tr>
                        <th scope="col">{ "内容" }</th><th scope="col">{ "本机" }</th><th scope="col">{ "文件" }</th>
                    </tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </section>
            <div class="row act">
                <button class="btn" type="button" onclick={choose(Choice::Both)}>{ "两份都留下" }</button>
                <button class="btn plain" type="button" onclick={choose(Choice::Replace)}>{ "用文件替换本机的" }</button>
                <button class="btn plain" type="button" onclick={choose(Choice::Cancel)}>{ "取消导入" }</button>
            </div>
        </>
    }
}
