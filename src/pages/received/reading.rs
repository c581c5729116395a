//! One package, to be read: what is worked out of it here, then the whole as it is printed.

use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::{Fingerprint, Kind};
use quality_award_core::export::finding_text;
use quality_award_core::export::html::article;
use quality_award_core::export::package::{PaperPart, Selection, document, grouped};
use quality_award_core::pack::Severity;
use quality_award_core::views::assess;
use yew::prelude::*;

use super::{Package, TITLE};
use crate::components::{Fold, Tag, severity_words};
use crate::packs;
use crate::pages::package::Book;

/// Properties of [`Reading`].
#[derive(Properties, PartialEq)]
pub(super) struct ReadingProps {
    /// The file's name.
    pub file: String,
    pub package: Rc<Package>,
    pub today: Date,
    /// Back to the list.
    pub back: Callback<()>,
}

#[component]
pub(super) fn Reading(props: &ReadingProps) -> Html {
    let package = &props.package;
    let of = &package.received;
    let dossier = &package.opened.dossier;
    let printed = use_memo((package.clone(), props.today), |(package, today)| {
        let dossier = &package.opened.dossier;
        let of = packs::package_input(dossier, *today);
        let parts: Selection = PaperPart::of(dossier.kind).iter().copied().collect();
        let document = document(&of, &parts);
        (
            AttrValue::from(document.title.clone()),
            AttrValue::from(document.note.clone()),
            AttrValue::from(article(&document)),
        )
    });
    let assessed = assess(dossier, packs::scheme(), packs::calendar(), props.today);
    let back = props.back.reform(|_: MouseEvent| ());
    let cover = match of.cover {
        Fingerprint::Same => "和文件里写的封面指纹一致：打印以后没有改动。",
        Fingerprint::Differs => "和文件里写的封面指纹不一致：打印或导出以后内容有改动。",
        Fingerprint::Absent => "文件里没有封面指纹，无法核对。",
    };
    let seal = classes!(
        "panel",
        "seal",
        (of.cover != Fingerprint::Same).then_some("bad")
    );
    let findings = Severity::ALL.iter().map(|severity| {
        let all = package.findings.open.iter();
        let all: Vec<_> = all.filter(|finding| finding.severity == *severity).collect();
        let (word, tone) = severity_words(*severity);
        let lines = all.iter().map(|finding| {
            html! { <li><Tag text={word} {tone} />{ format!(" {}", finding.text) }</li> }
        });
        html! {
            if !all.is_empty() {
                <Fold key={word} summary={format!("{word}（{}）", all.len())} open={*severity == Severity::Error}>
                    <ul>{ for lines }</ul>
                </Fold>
            }
        }
    });
    let (title, note, html) = &*printed;
    html! {
        <>
            <div class="no-print">
                <button class="crumb link" type="button" onclick={back}>{ "返回收到的材料" }</button>
                <h1 id={TITLE} tabindex="-1">
                    <span class="over">{ format!("{}，只读，{}", of.kind_words(), props.file) }</span>
                    { match dossier.organisation() { "" => "未写组织名称", name => name } }
                </h1>
                <section class={seal} aria-labelledby="seal">
                    <h2 id="seal">{ cover }</h2>
                    <p class="small">{ "现在内容的指纹，和收到的纸质材料封面对一对：" }<span class="hash">{ grouped(&of.fingerprint) }</span></p>
                </section>
                if dossier.kind != Kind::Annual {
                    <section class="panel" aria-labelledby="rules">
                        <h2 id="rules">{ format!("资格（在这里重新判定）：{}", of.overall_words(packs::scheme())) }</h2>
                        <p>{ finding_text::summary(&assessed.assessment) + &finding_text::basis(&assessed.assessment, assessed.own_date) }</p>
                        if let Some(day) = of.earliest {
                            <p>{ format!("最早可申报日期：{day}。") }</p>
                        }
                    </section>
                }
                <section class="panel" aria-labelledby="checks">
                    <h2 id="checks">{ "检查出的问题" }</h2>
                    <p>
                        { format!("自评得分 {}，评了 {} 条；必填未填 {} 处，必备材料未登记 {} 项。",
                            if of.points.is_empty() { "没有" } else { &of.points }, of.scored, of.unfilled, of.missing) }
                    </p>
                    if package.findings.open.is_empty() {
                        <p>{ "没有检查出问题。" }</p>
                    }
                    { for findings }
                </section>
            </div>
            <Book title={title.clone()} note={note.clone()} html={html.clone()} />
        </>
    }
}
