//! The start page while no dossier is open: what one may begin with.

use yew::prelude::*;

use super::ListPageProps;
use super::dossiers::Dossiers;
use super::history::{in_bin, in_use};
use crate::browser::files;
use crate::components::{New, link};
use crate::packs;
use crate::route::Route;

/// The start page.
#[component]
pub fn Start(props: &ListPageProps) -> Html {
    let library = &props.page.library;
    let (used, deleted) = (in_use(&props.heads), in_bin(&props.heads).len());
    html! {
        <>
            <h1>{ packs::front().app() }</h1>
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
                <New library={library.clone()} />
            </section>
            <p>{ "秘书处、评审员：" }{ link(&Route::Received, "查看收到的材料") }</p>
            if !used.is_empty() {
                <section class="panel" aria-labelledby="kept">
                    <h2 id="kept">{ "本机档案" }</h2>
                    <Dossiers heads={used} open="" library={library.clone()} />
                </section>
            }
            if deleted > 0 {
                <p>{ format!("最近删除的 {deleted} 份档案还可以放回：") }{ link(&Route::History, "最近删除") }</p>
            }
        </>
    }
}
