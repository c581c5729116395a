//! 打印预览: the parts of the package that are chosen, as they come out of the printer, and the files made of them.

use std::rc::Rc;

use quality_award_core::dossier::{self, Dossier, FileMark, Kind};
use quality_award_core::export::document::Document;
use quality_award_core::export::html::article_with;
use quality_award_core::export::package::{self, PaperPart, Preset, Selection};
use quality_award_core::export::workbook::workbook;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::book::{Book, SaveBook, SaveBundle, SaveWord};
use crate::browser::paper;
use crate::components::{Fold, Gallery, Nothing, Tag, Tone, exports, use_gallery};
use crate::packs;
use crate::pages::PageProps;
use crate::route::Route;

/// The page.
#[component]
pub fn PrintPage(props: &PageProps) -> Html {
    let dossier = props.open.as_ref().map(|open| open.dossier.clone());
    let kind = dossier
        .as_ref()
        .map_or(Kind::Precheck, |dossier| dossier.kind);
    let chosen = use_state_eq(|| Preset::HandIn.parts(kind));
    let printed = use_memo(
        (dossier.clone(), props.today, (*chosen).clone()),
        |(dossier, today, chosen)| {
            Some(Rc::new(package::document(
                &packs::package_input(dossier.as_deref()?, *today),
                chosen,
            )))
        },
    );
    let marks: Vec<FileMark> = printed.as_ref().as_ref().map_or(Vec::new(), |document| {
        document.pictures().into_iter().cloned().collect()
    });
    let digests = marks.iter().map(|mark| mark.sha256.clone()).collect();
    let gallery = use_gallery(&props.library, digests);
    let html = use_memo((printed.clone(), gallery.clone()), |(document, gallery)| {
        let document = (**document).as_ref()?;
        Some(AttrValue::from(article_with(document, &gallery.sources())))
    });
    let (Some(dossier), Some(document), Some(html)) = (dossier, printed.as_ref(), html.as_ref())
    else {
        return html! { <Nothing title="打印预览" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let export = exports(&props.library, &dossier);
    let today = props.today;
    let figures = {
        let dossier = dossier.clone();
        Callback::from(move |()| workbook(&packs::package_input(&dossier, today)))
    };
    let handed_in = {
        let dossier = dossier.clone();
        let parts = Preset::HandIn.parts(kind);
        Callback::from(move |()| package::document(&packs::package_input(&dossier, today), &parts))
    };
    let library = &props.library;
    html! {
        <>
            <div class="no-print">
                <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
                <h1>{ "打印预览" }</h1>
                <section class="panel" aria-labelledby="which">
                    <h2 id="which">{ "打印哪些部分" }</h2>
                    <Parts {kind} chosen={(*chosen).clone()} choose={
                        let chosen = chosen.setter();
                        Callback::from(move |parts| chosen.set(parts))
                    } />
                </section>
                <section class="panel" aria-label="打印和导出">
                    <div class="row">
                        <button class="btn" type="button" onclick={|_: MouseEvent| paper::print()}>
                            { "打印或存为 PDF" }
                        </button>
                        <SaveWord library={library.clone()} dossier={dossier.clone()} about={about(kind, &chosen)}
                            document={document.clone()} dispatch={props.dispatch.clone()} />
                        if kind != Kind::Precheck {
                            <SaveBook library={library.clone()} dossier={dossier.clone()} workbook={figures}
                                dispatch={props.dispatch.clone()} />
                        }
                        <SaveBundle library={library.clone()} dossier={dossier.clone()} document={handed_in} />
                        <button class="btn plain" type="button" onclick={export}>{ "导出数据文件" }</button>
                    </div>
                    <p class="small">
                        { "纸张 A4，双面，长边翻转，左侧装订；边距选“默认”，缩放 100 %，“背景图形”不用勾选。打印时请关掉浏览器自带的“页眉和页脚”，页码由本工具印出。" }
                    </p>
                    <p class="small">
                        { "用 Word 打开时会问要不要更新域，选“是”，目录里就有页码；在 WPS 里右键点目录，选“更新域”。" }
                    </p>
                    { unfilled(document) }
                    { without_files(&marks, &gallery) }
                    <Fingerprint {dossier} />
                </section>
            </div>
            <Book title={document.title.clone()} note={document.note.clone()} html={html.clone()} />
        </>
    }
}

/// What the file of a choice is called.
fn about(kind: Kind, chosen: &Selection) -> AttrValue {
    let mut presets = Preset::of(kind).iter();
    match presets.find(|preset| preset.parts(kind) == *chosen) {
        Some(preset) => preset.title(kind).into(),
        None => "选定部分".into(),
    }
}

#[derive(Properties, PartialEq)]
struct PartsProps {
    kind: Kind,
    chosen: Selection,
    choose: Callback<Selection>,
}

/// The sets to choose from, and the parts one by one.
#[component]
fn Parts(props: &PartsProps) -> Html {
    let kind = props.kind;
    let sets = Preset::of(kind).iter().map(|preset| {
        let parts = preset.parts(kind);
        let id = format!("set-{}", preset.name());
        let checked = parts == props.chosen;
        let onchange = props.choose.reform(move |_: Event| parts.clone());
        html! {
            <div class="tick" key={preset.name()}>
                <input id={id.clone()} type="radio" name="sets" {checked} {onchange} />
                <label for={id}>{ preset.title(kind) }</label>
            </div>
        }
    });
    let parts = PaperPart::of(kind).iter().map(|part| {
        let (part, id) = (*part, format!("part-{part:?}"));
        let onchange = {
            let (chosen, choose) = (props.chosen.clone(), props.choose.clone());
            move |event: Event| {
                let mut chosen = chosen.clone();
                let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                chosen.set(part, on);
                choose.emit(chosen);
            }
        };
        html! {
            <div class="tick" key={id.clone()}>
                <input id={id.clone()} type="checkbox" checked={props.chosen.has(part)} {onchange} />
                <label for={id}>{ part.name() }</label>
            </div>
        }
    });
    let none = PaperPart::of(kind)
        .iter()
        .all(|part| !props.chosen.has(*part));
    html! {
        <>
            <fieldset class="sets">
                <legend class="hide">{ "常用的几套" }</legend>
                { for sets }
            </fieldset>
            <Fold summary="自己选部分">
                <fieldset class="sets">
                    <legend class="hide">{ "包括哪些部分" }</legend>
                    { for parts }
                </fieldset>
            </Fold>
            if none {
                <p class="note">{ "一个部分也没有选，打印出来是空的。请至少选一个。" }</p>
            }
        </>
    }
}

fn unfilled(document: &Document) -> Html {
    match document.unfilled() {
        0 => Html::default(),
        count => html! {
            <p class="small">
                <Tag text="提醒" tone={Tone::Warn} />
                { format!(" 有 {count} 处必填的没有填写，打印稿中写“未填写”。") }
            </p>
        },
    }
}

/// The pictures whose files are not on this computer.
fn without_files(marks: &[FileMark], gallery: &Gallery) -> Html {
    let gone = marks
        .iter()
        .filter(|mark| gallery.gone.contains(&mark.sha256));
    let gone: Vec<&str> = gone.map(|mark| mark.name.as_str()).collect();
    if gone.is_empty() {
        return Html::default();
    }
    html! {
        <p class="small">
            <Tag text="缺图" tone={Tone::Warn} />
            { format!(" 有 {} 张图片不在这台电脑上，打印稿里只有图名：{}。请打开存有它们的整套材料（ZIP）。", gone.len(), gone.join("、")) }
        </p>
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
            { "。材料改一个字，指纹就不同（递交清单里打的勾不算）；导入数据文件时会核对。" }
        </p>
    }
}
