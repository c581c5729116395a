//! 打印预览: the whole package as it comes out of the printer.

use std::rc::Rc;

use quality_award_core::dossier::{self, Dossier};
use quality_award_core::export::document::Document;
use quality_award_core::export::html::{article, css_string};
use quality_award_core::export::package::{self, PackageInput, Selection};
use yew::prelude::*;

use crate::browser::{page, paper};
use crate::components::{Nothing, Tag, Tone, exports};
use crate::packs;
use crate::pages::PageProps;
use crate::route::Route;

/// The page.
#[component]
pub fn PrintPage(props: &PageProps) -> Html {
    let dossier = props.open.as_ref().map(|open| open.dossier.clone());
    let printed = use_memo((dossier.clone(), props.today), |(dossier, today)| {
        let dossier = dossier.as_deref()?;
        let of = PackageInput {
            dossier,
            scheme: packs::scheme(),
            criteria: packs::criteria(),
            metrics: packs::metrics(),
            calendar: packs::calendar(),
            today: *today,
        };
        let document = package::document(&of, &Selection::all(dossier.kind));
        let html = AttrValue::from(article(&document));
        Some((document, html))
    });
    let (Some(dossier), Some((document, html))) = (dossier, printed.as_ref()) else {
        return html! { <Nothing title="打印预览" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let export = exports(&props.library, &dossier);
    html! {
        <>
            <div class="no-print">
                <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
                <h1>{ "打印预览" }</h1>
                <section class="panel" aria-label="打印和导出">
                    <div class="row">
                        <button class="btn" type="button" onclick={|_: MouseEvent| paper::print()}>
                            { "打印或存为 PDF" }
                        </button>
                        <button class="btn plain" type="button" onclick={export}>{ "导出数据文件" }</button>
                    </div>
                    <p class="small">
                        { "纸张 A4，双面，长边翻转，左侧装订；边距选“默认”，缩放 100 %，“背景图形”不用勾选。打印时请关掉浏览器自带的“页眉和页脚”，页码由本工具印出。" }
                    </p>
                    { unfilled(document) }
                    <Fingerprint {dossier} />
                </section>
            </div>
            <Book title={document.title.clone()} note={document.note.clone()} html={html.clone()} />
        </>
    }
}

fn unfilled(document: &Document) -> Html {
    match document.unfilled() {
        0 => Html::default(),
        count => html! {
            <p class="small">
                <Tag text="提醒" tone={Tone::Warn} />
                { format!(" 有 {count} 处没有填写，打印稿中写“未填写”。") }
            </p>
        },
    }
}

#[derive(Properties, PartialEq)]
struct FingerprintProps {
    dossier: Rc<Dossier>,
}

/// What tells this version from another, to compare with the cover of a printed one.
#[component]
fn Fingerprint(props: &FingerprintProps) -> Html {
    let fingerprint = use_memo(props.dossier.clone(), |dossier| {
        package::grouped(&dossier::fingerprint(dossier))
    });
    html! {
        <p class="small">
            { "数据文件指纹（SHA-256）：" }<span class="hash">{ &*fingerprint }</span>
            { "。内容改一个字，指纹就不同；导入数据文件时会核对。" }
        </p>
    }
}

#[derive(Properties, PartialEq)]
struct BookProps {
    title: AttrValue,
    note: AttrValue,
    html: AttrValue,
}

/// The package itself. It is the core's HTML, in which everything typed is escaped.
#[component]
fn Book(props: &BookProps) -> Html {
    use_effect_with(
        (props.title.clone(), props.note.clone()),
        |(title, note)| {
            let set = |name: &str, text: &str| {
                page::set_root_property(name, &format!("\"{}\"", css_string(text)));
            };
            set("--print-title", title);
            set("--print-note", note);
            || {
                page::set_root_property("--print-title", "");
                page::set_root_property("--print-note", "");
            }
        },
    );
    use_effect_with(props.html.clone(), |_| paper::number_pages());
    html! {
        <div onclick={|event: MouseEvent| paper::follow_contents(&event)}>
            { Html::from_html_unchecked(props.html.clone()) }
        </div>
    }
}
