//! Two packages side by side: what the second has differently, and nothing else.

use std::rc::Rc;

use quality_award_core::views::{ChangedSection, compare};
use yew::prelude::*;

use super::{Package, TITLE};
use crate::components::{changed_texts, section_title};
use crate::packs;

/// Properties of [`Comparing`].
#[derive(Properties, PartialEq)]
pub(super) struct ComparingProps {
    /// A file's name, and what is in it.
    pub one: (String, Rc<Package>),
    pub other: (String, Rc<Package>),
    /// Back to the list.
    pub back: Callback<()>,
}

#[component]
pub(super) fn Comparing(props: &ComparingProps) -> Html {
    let ((one_file, one), (other_file, other)) = (&props.one, &props.other);
    let changed = use_memo((one.clone(), other.clone()), |(one, other)| {
        let (one, other) = (&one.opened.dossier, &other.opened.dossier);
        compare(one, other, packs::scheme(), packs::criteria())
    });
    let back = props.back.reform(|_: MouseEvent| ());
    let points = |package: &Package| match package.received.points.as_str() {
        "" => "没有评".to_owned(),
        points => points.to_owned(),
    };
    let scheme = packs::scheme();
    let rows = [
        (
            "组织名称",
            one.received.organisation.clone(),
            other.received.organisation.clone(),
        ),
        (
            "资格",
            one.received.overall_words(scheme).to_owned(),
            other.received.overall_words(scheme).to_owned(),
        ),
        ("自评得分", points(one), points(other)),
        (
            "必填未填",
            one.received.unfilled.to_string(),
            other.received.unfilled.to_string(),
        ),
        (
            "封面指纹",
            one.received.cover_words().to_owned(),
            other.received.cover_words().to_owned(),
        ),
    ];
    let rows = rows.map(|(what, one, other)| {
        let same = one == other;
        html! {
            <tr key={what}>
                <th scope="row">{ what }</th>
                <td data-of="第一份">{ one }</td>
                <td data-of="第二份">{ if same { html! { { other } } } else { html! { <b>{ other }</b> } } }</td>
            </tr>
        }
    });
    html! {
        <>
            <button class="crumb link" type="button" onclick={back}>{ "返回收到的材料" }</button>
            <h1 id={TITLE} tabindex="-1"><span class="over">{ "只读" }</span>{ "比较两份材料" }</h1>
            <section class="panel" aria-labelledby="both">
                <h2 id="both">{ format!("“{one_file}”和“{other_file}”") }</h2>
                <table class="cards">
                    <caption class="hide">{ "两份材料" }</caption>
                    <thead><tr><th scope="col">{ "比什么" }</th><th scope="col">{ "第一份" }</th><th scope="col">{ "第二份" }</th></tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </section>
            <section class="panel flow" aria-labelledby="changes">
                <h2 id="changes">{ format!("不一样的地方（{} 处）", changed.len()) }</h2>
                if changed.is_empty() {
                    <p>{ "两份内容完全一样。" }</p>
                } else {
                    <p class="hint">{ "划去的只在第一份里，加下划线的只在第二份里。" }</p>
                }
                { for changed.iter().map(|of| section(of, one, other)) }
            </section>
        </>
    }
}

fn section(of: &ChangedSection, one: &Package, other: &Package) -> Html {
    let title = section_title(&of.section, &[&other.opened.dossier, &one.opened.dossier]);
    html! {
        <section class="part" aria-label={title.clone()} key={of.section.to_string()}>
            <h3>{ title }</h3>
            { changed_texts(of) }
        </section>
    }
}
