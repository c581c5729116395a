//! What one may begin with: a new dossier of each kind, a data file, a sample.

use std::rc::Rc;

use quality_award_core::dossier::Kind;
use web_sys::File;
use yew::prelude::*;

use super::files::FileButton;
use crate::library::Library;
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
    let question = || Route::Question("gen-on".into(), Back::Next);
    let row = |title: &str, about: &str, onclick: Callback<MouseEvent>| {
        html! {
            <li>
                <button class="start" type="button" {onclick}>{ title }</button>
                <p>{ about }</p>
            </li>
        }
    };
    html! {
        <>
            <ul class="tasks">
                { row("快速预审", "约 5 分钟，逐条回答能不能申报，打印一页结论和要问秘书处的问题",
                    begin(Kind::Precheck, question())) }
                { row("准备申报", "资格自查、申报表、组织概述、23 个条目的自我评价，打印整套材料",
                    begin(Kind::Application, Route::Start)) }
                { row("年度自评", "已获奖单位按第二十九条每年写一份自评报告",
                    begin(Kind::Annual, Route::Annual)) }
            </ul>
            <div class="row">
                <Import library={props.library.clone()} />
                { for crate::packs::SAMPLES.iter().map(|sample| {
                    let library = props.library.clone();
                    let onclick = move |_: MouseEvent| library.sample(sample.asset);
                    html! { <button class="btn plain" type="button" {onclick}>{ sample.title }</button> }
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
    html! { <FileButton text="导入数据文件" {take} /> }
}
