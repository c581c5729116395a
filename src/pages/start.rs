//! 任务清单, the start page: what one wants to do, where the open dossier stands, the dossiers of
//! this computer.

use std::rc::Rc;

use quality_award_core::dossier::Kind;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::PageProps;
use super::tasks::Tasks;
use crate::browser::store::Head;
use crate::components::{Tag, Tone};
use crate::desk::Desk;
use crate::route::{Back, Route};
use crate::saver;

/// The start page.
#[component]
pub fn Start(props: &PageProps) -> Html {
    let open = props.open.as_ref();
    html! {
        <>
            if open.is_some() {
                <Tasks ..props.clone() />
            } else {
                <h1>{ "巩义市市长质量奖自评与申报工具" }</h1>
                <p class="read">
                    { "先看能不能申报，再写自我评价，最后打印或导出整套材料。填写的内容只存在这台电脑的浏览器里，不会上传。" }
                </p>
            }
            <New desk={props.desk.clone()} first={open.is_none()} />
            <Dossiers heads={listed(props)} open={open.map(|open| open.dossier.id.clone())}
                desk={props.desk.clone()} />
        </>
    }
}

/// The dossiers of this computer, with the open one as it is now.
fn listed(props: &PageProps) -> Rc<Vec<Head>> {
    let Some(open) = &props.open else {
        return props.heads.clone();
    };
    let kept = props.heads.iter().find(|head| head.id == open.dossier.id);
    let mut heads = vec![Head {
        changed: kept.map(|head| head.changed.clone()).unwrap_or_default(),
        ..saver::head(&open.dossier)
    }];
    let others = props.heads.iter().filter(|head| head.id != open.dossier.id);
    heads.extend(others.cloned());
    Rc::new(heads)
}

#[derive(Properties, PartialEq)]
struct NewProps {
    desk: Rc<Desk>,
    /// No dossier is open: these are the first things to do.
    first: bool,
}

/// What one may begin with.
#[component]
fn New(props: &NewProps) -> Html {
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
        <section aria-labelledby="new" class={classes!((!props.first).then_some("panel"))}>
            <h2 id="new">{ if props.first { "从哪里开始" } else { "另建一份档案" } }</h2>
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
        </section>
    }
}

/// Properties of [`Import`].
#[derive(Properties, PartialEq)]
pub struct ImportProps {
    /// Takes the file.
    pub desk: Rc<Desk>,
}

/// 导入数据文件: a button over the browser's own file field.
#[component]
pub fn Import(props: &ImportProps) -> Html {
    let field = use_node_ref();
    let onclick = {
        let field = field.clone();
        move |_: MouseEvent| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.click();
            }
        }
    };
    let onchange = {
        let desk = props.desk.clone();
        move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = field.files().and_then(|files| files.get(0)) {
                desk.import(file);
            }
            // The same file may be chosen again.
            field.set_value("");
        }
    };
    html! {
        <>
            <button class="btn plain" type="button" {onclick}>{ "导入数据文件" }</button>
            <input ref={field} type="file" accept=".json,application/json" hidden=true
                aria-label="导入数据文件" {onchange} />
        </>
    }
}

#[derive(Properties, PartialEq)]
struct DossiersProps {
    heads: Rc<Vec<Head>>,
    open: Option<String>,
    desk: Rc<Desk>,
}

/// 本机档案.
#[component]
fn Dossiers(props: &DossiersProps) -> Html {
    if props.heads.is_empty() {
        return Html::default();
    }
    let rows = props.heads.iter().map(|head| {
        let is_open = props.open.as_ref() == Some(&head.id);
        let name = if head.name.is_empty() {
            "未命名档案"
        } else {
            &head.name
        };
        let open = {
            let (desk, head) = (props.desk.clone(), head.clone());
            move |_: MouseEvent| desk.open(head.clone())
        };
        let delete = {
            let (desk, head) = (props.desk.clone(), head.clone());
            move |_: MouseEvent| desk.delete(head.clone(), is_open)
        };
        html! {
            <tr key={head.id.clone()}>
                <th scope="row"><strong>{ name }</strong></th>
                <td data-of="用途">{ purpose(head) }</td>
                <td data-of="状态">
                    if is_open {
                        <Tag text="当前打开" tone={Tone::Now} />
                    }
                </td>
                <td data-of="最后修改"><time>{ head.changed.clone() }</time></td>
                <td>
                    <span class="row tight-row">
                        if !is_open {
                            <button class="btn plain slim" type="button" onclick={open}>
                                { "打开" }<span class="hide">{ name }</span>
                            </button>
                        }
                        <button class="btn plain slim" type="button" onclick={delete}>
                            { "删除" }<span class="hide">{ name }</span>
                        </button>
                    </span>
                </td>
            </tr>
        }
    });
    html! {
        <section aria-labelledby="dossiers" class="panel">
            <h2 id="dossiers">{ "本机档案" }</h2>
            <table class="cards">
                <caption class="hide">{ "本机保存的档案" }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "档案" }</th>
                        <th scope="col">{ "用途" }</th>
                        <th scope="col">{ "状态" }</th>
                        <th scope="col">{ "最后修改" }</th>
                        <th scope="col">{ "操作" }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </section>
    }
}

fn purpose(head: &Head) -> String {
    let when = &head.when;
    match head.kind {
        Kind::Precheck => "快速预审".to_owned(),
        Kind::Application if when.is_empty() => "申报".to_owned(),
        Kind::Application => format!("{when} 申报"),
        Kind::Annual if when.is_empty() => "年度自评".to_owned(),
        Kind::Annual => format!("{when} 年度自评"),
    }
}
