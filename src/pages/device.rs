//! How what is kept on this computer is kept: space, whether the browser promises to keep it, who can see it, and the way
//! to remove all of it.

use std::rc::Rc;

use quality_award_core::dossier::Dossier;
use quality_award_core::storage::{Head, size_words};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::history::{in_bin, in_use};
use crate::browser::page;
use crate::browser::space::{self, Space};
use crate::library::Library;

/// Properties of [`Device`].
#[derive(Properties, PartialEq)]
pub struct DeviceProps {
    /// All dossiers, those of 最近删除 among them.
    pub heads: Rc<Vec<Head>>,
    /// The open one.
    pub open: Option<Rc<Dossier>>,
    /// Exports, rescues and removes.
    pub library: Rc<Library>,
}

#[derive(Clone, Copy, Default, PartialEq)]
struct Found {
    space: Option<Space>,
    persisted: Option<bool>,
    history: Option<u64>,
}

/// The panel.
#[component]
pub fn Device(props: &DeviceProps) -> Html {
    let DeviceProps {
        heads,
        open,
        library,
    } = props;
    let found = use_state(|| None::<Found>);
    {
        let (found, library) = (found.setter(), library.clone());
        use_effect_with(heads.clone(), move |_| {
            spawn_local(async move {
                found.set(Some(Found {
                    space: space::estimate().await,
                    persisted: space::persisted().await,
                    history: library.history_bytes().await.ok(),
                }));
            });
        });
    }
    let clear = {
        let (library, heads) = (library.clone(), heads.clone());
        let is_open = open.is_some();
        move |_: MouseEvent| {
            // The open one may be so new that the list does not have it.
            let used = in_use(&heads).len().max(usize::from(is_open));
            let question = format!(
                "清除本机的全部内容？将删除：{used} 份档案、它们的全部历史版本、最近删除里的 {} 份档案。清除以后不能恢复。\n\n要留的档案，请先取消，逐份打开并导出备份。确定现在清除吗？",
                in_bin(&heads).len()
            );
            if page::confirm(&question) {
                library.clear();
            }
        }
    };
    let export = open.clone().map(|open| {
        let library = library.clone();
        let onclick = move |_: MouseEvent| library.export(&open);
        html! { <button class="btn plain" type="button" {onclick}>{ "导出当前档案的备份" }</button> }
    });
    html! {
        <section class="panel" aria-labelledby="device">
            <h2 id="device">{ "内容在这台电脑上怎样存放" }</h2>
            if let Some(found) = &*found {
                <dl class="facts short">
                    <div>
                        <dt>{ "已用空间" }</dt>
                        { match found.space {
                            Some(space) => html! {
                                <>
                                    <dd>{ size_words(space.used) }</dd>
                                    <dd class="note-line quiet">
                                        { format!("浏览器的估计，含程序本身；还允许用 {}", size_words(space.free)) }
                                    </dd>
                                </>
                            },
                            None => html! { <dd>{ "浏览器没有说明" }</dd> },
                        } }
                    </div>
                    if let Some(history) = found.history {
                        <div><dt>{ "全部历史版本的文字" }</dt><dd>{ size_words(history) }</dd></div>
                    }
                    <div>
                        <dt>{ "长期保存" }</dt>
                        { promise(found.persisted, library.has_asked_to_keep()) }
                    </div>
                </dl>
            }
            <ul class="read">
                <li>{ "用这台电脑、这个浏览器账户的人，都能打开这里的档案。几个人合用一台电脑的，请各用各的系统账户，或者写完导出备份后清除。" }</li>
                <li>{ "苹果的 Safari 浏览器：连着用了七天浏览器而没有打开过本页，会自动清除这里的内容。用 Safari 填写的，请勤导出备份。" }</li>
                <li>{ "清除浏览器数据、重装系统都会使这里的内容丢失。备份文件存在别处，不受影响。" }</li>
            </ul>
            <div class="row">
                { for export }
                <button class="btn danger" type="button" onclick={clear}>{ "清除本机全部内容" }</button>
            </div>
        </section>
    }
}

/// What the browser answered to the wish that it keep what is here.
fn promise(persisted: Option<bool>, asked: bool) -> Html {
    let (answer, note) = match (persisted, asked) {
        (Some(true), _) => (
            "浏览器已同意",
            "磁盘空间紧张时，浏览器不会自动清除这里的内容。",
        ),
        (Some(false), true) => (
            "浏览器没有同意",
            "磁盘空间紧张时，浏览器可能自动清除这里的全部内容。请勤导出备份。",
        ),
        (Some(false), false) => (
            "还没有申请",
            "打开本页以后，第一次写内容时会向浏览器申请。没有同意以前，磁盘空间紧张时浏览器可能自动清除这里的内容。",
        ),
        (None, _) => (
            "浏览器没有说明",
            "磁盘空间紧张时，浏览器可能自动清除这里的全部内容。请勤导出备份。",
        ),
    };
    html! { <><dd>{ answer }</dd><dd class="note-line quiet">{ note }</dd></> }
}
