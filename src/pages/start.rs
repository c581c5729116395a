//! 任务清单, the start page: where the open dossier stands, or what one may begin with.

use std::rc::Rc;

use quality_award_core::dossier::Kind;
use web_sys::File;
use yew::prelude::*;

use super::ListPageProps;
use super::dossiers::Dossiers;
use super::history::{in_bin, in_use};
use super::tasks::Tasks;
use crate::browser::files;
use crate::components::{FileButton, link};
use crate::desk::Desk;
use crate::route::{Back, Route};

/// The start page.
#[component]
pub fn Start(props: &ListPageProps) -> Html {
    let desk = &props.page.desk;
    if props.page.open.is_some() {
        return html! { <Tasks ..props.page.clone() /> };
    }
    let (used, deleted) = (in_use(&props.heads), in_bin(&props.heads).len());
    html! {
        <>
            <h1>{ "巩义市市长质量奖自评与申报工具" }</h1>
            <p class="read">
                { "先看能不能申报，再写自我评价，最后打印或导出整套材料。填写的内容只存在这台电脑的浏览器里，不会上传。" }
            </p>
            if files::ignores_downloads() {
                <p class="note read">
                    { "您是在微信里打开的。微信里存不了文件，填写的内容也不会跟到浏览器里。请先点右上角“…”，用浏览器打开本页，再开始填写。" }
                </p>
            }
            <section aria-labelledby="new">
                <h2 id="new">{ "从哪里开始" }</h2>
                <New desk={desk.clone()} />
            </section>
            if !used.is_empty() {
                <section class="panel" aria-labelledby="kept">
                    <h2 id="kept">{ "本机档案" }</h2>
                    <Dossiers heads={used} open="" desk={desk.clone()} />
                </section>
            }
            if deleted > 0 {
                <p>{ format!("最近删除的 {deleted} 份档案还可以放回：") }{ link(&Route::History, "最近删除") }</p>
            }
        </>
    }
}

/// Properties of [`New`].
#[derive(Properties, PartialEq)]
pub struct NewProps {
    /// Makes what is begun.
    pub desk: Rc<Desk>,
}

/// What one may begin with.
#[component]
pub fn New(props: &NewProps) -> Html {
    let begin = |kind: Kind, route: Route| {
        let desk = props.desk.clone();
        Callback::from(move |_: MouseEvent| desk.create(kind, route.clone()))
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
                <Import desk={props.desk.clone()} />
                { for crate::packs::SAMPLES.iter().map(|sample| {
                    let desk = props.desk.clone();
                    let onclick = move |_: MouseEvent| desk.sample(sample.asset);
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
    pub desk: Rc<Desk>,
}

/// 导入数据文件.
#[component]
pub fn Import(props: &ImportProps) -> Html {
    let desk = props.desk.clone();
    let take = Callback::from(move |files: Vec<File>| {
        for file in files {
            desk.import(file);
        }
    });
    html! { <FileButton text="导入数据文件" {take} /> }
}
