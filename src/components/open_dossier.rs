//! What one may begin with: a new dossier of each kind, a data file, a sample.

use std::rc::Rc;

use quality_award_core::dossier::Kind;
use quality_award_core::pack::reserved::APPLY_ON;
use web_sys::File;
use yew::prelude::*;

use super::files::FileButton;
use crate::library::Library;
use crate::packs;
use crate::route::{Back, Route};

/// Properties of [`New`].
#[derive(Properties, PartialEq)]
pub struct NewProps {
    /// Makes what is begun.
    pub library: Rc<Library>,
}

/// What one may begin with.
#[component]
pub fn New(props: &NewProps) -> Html {
    let begin = |kind: Kind, route: Route| {
        let library = props.library.clone();
        Callback::from(move |_: MouseEvent| library.create(kind, route.clone()))
    };
    let question = || Route::Question(APPLY_ON.into(), Back::Next);
    // The page shows the same buttons before the app is there (`index.html`), and presses these by their ids.
    let row = |id: &'static str, title: &str, about: &str, onclick: Callback<MouseEvent>| {
        html! {
            <li>
                <button {id} class="start" type="button" {onclick}>{ title }</button>
                <p>{ about }</p>
            </li>
        }
    };
    html! {
        <>
            <ul class="tasks">
                { row("begin-precheck", "快速预审", "约 5 分钟，逐条回答能不能申报，打印一页结论和要问秘书处的问题",
                    begin(Kind::Precheck, question())) }
                { row("begin-application", "准备申报", &format!("资格自查、申报表、组织概述、{} 个条目的自我评价，打印整套材料", packs::front().items),
                    begin(Kind::Application, Route::Start)) }
                { row("begin-annual", "年度自评", &format!("已获奖单位按{}每年写一份自评报告", packs::front().annual_article),
                    begin(Kind::Annual, Route::Annual)) }
            </ul>
            <div class="row">
                <Import library={props.library.clone()} />
                { for packs::SAMPLES.iter().map(|sample| {
                    let library = props.library.clone();
                    let onclick = move |_: MouseEvent| library.sample(sample.asset);
                    html! { <button id={sample.asset} class="btn plain" type="button" {onclick}>{ sample.title }</button> }
                }) }
            </div>
        </>
    }
}

/// Properties of [`Import`].
#[derive(Properties, PartialEq)]
pub struct ImportProps {
    /// Takes the file.
    pub library: Rc<Library>,
}

/// 导入数据文件.
#[component]
pub fn Import(props: &ImportProps) -> Html {
    let library = props.library.clone();
    let take = Callback::from(move |files: Vec<File>| {
        for file in files {
            library.import(file);
        }
    });
    html! { <FileButton id="import" text="导入数据文件" {take} /> }
}
