//! 查找: a few words, found in everything written and in the guidance, with the way to each place.

use std::rc::Rc;

use quality_award_core::dossier::Dossier;
use quality_award_core::search::{Excerpt, FoundWords, Hits, find};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::PageProps;
use crate::browser::focus;
use crate::components::{FIND, Nothing};
use crate::links::{GoLink, route_of};
use crate::packs;
use crate::route::Route;

/// Hits of either group that are listed.
const MOST: usize = 50;

/// Properties of [`FindPage`].
#[derive(Properties, PartialEq)]
pub struct FindPageProps {
    /// What is looked for, as typed; empty before anything is.
    pub query: AttrValue,
    /// What every page gets.
    pub page: PageProps,
}

/// The page. It searches when a query is sent, and when what is written changes.
#[component]
pub fn FindPage(props: &FindPageProps) -> Html {
    let dossier = props.page.open.as_ref().map(|open| open.dossier.clone());
    let found = use_memo(
        (props.query.clone(), dossier.clone()),
        |(query, dossier)| {
            let dossier = dossier.as_deref()?;
            let (scheme, criteria) = (packs::scheme(), packs::criteria());
            Some(find(query, dossier, scheme, criteria, MOST))
        },
    );
    let (Some(dossier), Some(found)) = (dossier, found.as_ref()) else {
        return html! { <Nothing title="查找" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ "查找" }</h1>
            <SearchBox query={props.query.clone()} />
            <p class="read" role="status">{ said(&props.query, found) }</p>
            { list("written", "写过的内容", &found.written, &dossier) }
            { list("guidance", "写作指引", &found.guidance, &dossier) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct SearchBoxProps {
    query: AttrValue,
}

/// The field. What is typed is looked for when it is sent: with the address, so that one can come back to it.
#[component]
fn SearchBox(props: &SearchBoxProps) -> Html {
    let typed = use_state(|| props.query.clone());
    {
        let typed = typed.setter();
        use_effect_with(props.query.clone(), move |query| typed.set(query.clone()));
    }
    let oninput = {
        let typed = typed.setter();
        move |event: InputEvent| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            typed.set(value.into());
        }
    };
    let onsubmit = {
        let typed = typed.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            focus::go_to(&Route::Find(typed.to_string()).to_string(), FIND);
        }
    };
    html! {
        <form role="search" {onsubmit}>
            <div class="field">
                <label for={FIND}>{ "要找的词" }</label>
                <p class="hint" id="find-hint">
                    { "几个词用空格隔开，要同时出现才算找到。不区分大小写和全角半角。" }
                </p>
                <div class="row">
                    <input id={FIND} type="text" size="40" autocomplete="off" enterkeyhint="search"
                        aria-describedby="find-hint" value={(*typed).clone()} {oninput} />
                    <button class="btn" type="submit">{ "查找" }</button>
                </div>
            </div>
        </form>
    }
}

/// How much was found, in a sentence.
fn said(query: &str, found: &FoundWords) -> String {
    if query.trim().is_empty() {
        return "输入要找的词，按回车键。可以查找申报表、资格自查、组织概述、自我评价等各处写过的内容，以及本工具的写作指引。"
            .to_owned();
    }
    match (found.written.count, found.guidance.count) {
        (0, 0) => format!(
            "没有找到“{query}”。请少写几个字，或者换一个说法；几个词连在一起写的，用空格隔开再试。"
        ),
        (0, guidance) => {
            format!("写过的内容里没有“{query}”，写作指引里有 {guidance} 处。")
        }
        (written, 0) => format!("写过的内容里找到 {written} 处，写作指引里没有。"),
        (written, guidance) => {
            format!("写过的内容里找到 {written} 处，写作指引里有 {guidance} 处。")
        }
    }
}

/// A group of hits, each with the way to its place.
fn list(id: &'static str, title: &str, hits: &Hits, dossier: &Rc<Dossier>) -> Html {
    if hits.count == 0 {
        return Html::default();
    }
    let lines = hits.shown.iter().enumerate().map(|(at, hit)| {
        html! {
            <li key={at}>
                <GoLink route={route_of(&hit.place, dossier)} to={hit.place.element_id()} text={hit.title.clone()} />
                <p>{ excerpt(&hit.excerpt) }</p>
            </li>
        }
    });
    let more = hits.count - hits.shown.len();
    html! {
        <section class="panel" aria-labelledby={id}>
            <h2 {id}>{ format!("{title}（{}）", hits.count) }</h2>
            <ol class="found">{ for lines }</ol>
            if more > 0 {
                <p>{ format!("还有 {more} 处没有列出，再加一个词就能缩小范围。") }</p>
            }
        </section>
    }
}

/// A piece of text with the words marked. It stands apart, so that marks of direction in it turn nothing around.
fn excerpt(excerpt: &Excerpt) -> Html {
    let Excerpt { text, marks, .. } = excerpt;
    let starts = [0].into_iter().chain(marks.iter().map(|mark| mark.end));
    let marked = marks.iter().map(Some).chain([None]);
    let pieces = starts.zip(marked).map(|(start, mark)| match mark {
        Some(mark) => {
            html! { <>{ &text[start..mark.start] }<mark>{ &text[mark.clone()] }</mark></> }
        }
        None => html! { { &text[start..] } },
    });
    html! {
        <bdi>
            if excerpt.cut_before { { "……" } }
            { for pieces }
            if excerpt.cut_after { { "……" } }
        </bdi>
    }
}
