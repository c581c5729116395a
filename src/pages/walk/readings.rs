//! 办法没有写明的地方: everything the measures leave open, how it is read here, and the readings one may choose.

use quality_award_core::pack::cite;
use yew::prelude::*;

use super::question::open_point;
use crate::components::Nothing;
use crate::packs;
use crate::pages::PageProps;
use crate::route::Route;

/// The page.
#[component]
pub fn ReadingsPage(props: &PageProps) -> Html {
    let Some(open) = &props.open else {
        return html! { <Nothing title="办法没有写明的地方" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let points = |with_setting: bool| {
        let all = packs::scheme().ambiguities.iter();
        let these = all.filter(|point| point.setting.is_some() == with_setting);
        let these: Vec<_> = these.collect();
        let sections = these.iter().enumerate().map(|(at, point)| {
            html! {
                <section key={point.id.as_str()} class="panel" aria-label={point.issue.as_str()}>
                    <p class="small quiet">{ cite(&point.article) }</p>
                    { open_point(point, &these[..at], &open.dossier, &props.dispatch) }
                </section>
            }
        });
        sections.collect::<Html>()
    };
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ "办法没有写明的地方" }</h1>
            <p class="read">
                { "管理办法有些地方没有写细。这里列出本工具怎样理解、还有哪些理解。秘书处另有说明的，以说明为准。改选以后，结论马上重算。" }
            </p>
            <h2>{ "可以改选的" }</h2>
            { points(true) }
            <h2>{ "没有别的选法，供了解的" }</h2>
            { points(false) }
        </>
    }
}
