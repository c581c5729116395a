//! A file holds a dossier that is there already: keep both, replace, or leave it.

use std::rc::Rc;

use quality_award_core::storage::Relation;
use quality_award_core::views::{ChangedSection, compare};
use yew::prelude::*;

use crate::browser::focus;
use crate::components::section_title;
use crate::library::{Choice, Library};
use crate::packs;
use crate::state::Incoming;

/// Properties of [`IncomingPage`].
#[derive(Properties, PartialEq)]
pub struct IncomingPageProps {
    /// The file, and what is there.
    pub incoming: Rc<Incoming>,
    /// Does what was chosen.
    pub library: Rc<Library>,
}

/// The page, in place of every other until it is answered.
#[component]
pub fn IncomingPage(props: &IncomingPageProps) -> Html {
    let IncomingPageProps { incoming, library } = props;
    use_effect_with((), |()| focus::arrive());
    let changed = use_memo(incoming.clone(), |incoming| {
        let (scheme, criteria) = (packs::scheme(), packs::criteria());
        compare(&incoming.stored, &incoming.file, scheme, criteria)
    });
    let choose = |choice: Choice| {
        let (library, incoming) = (library.clone(), incoming.clone());
        move |_: MouseEvent| library.choose(&incoming, choice)
    };
    let rows = changed.iter().map(|of| {
        let title = section_title(&of.section, &[&incoming.file, &incoming.stored]);
        html! {
            <tr key={of.section.to_string()}>
                <th scope="row">{ title }</th>
                <td class="num" data-of="本机">{ written(of.before, incoming.stored.record(&of.section)) }</td>
                <td class="num" data-of="文件">{ written(of.after, incoming.file.record(&of.section)) }</td>
                <td class="num" data-of="文件比本机">{ more(of) }</td>
            </tr>
        }
    });
    let deleted = !incoming.head.head.deleted.is_empty();
    html! {
        <>
            <h1>
                <span class="over">{ format!("导入{}", incoming.name) }</span>
                { if deleted { "这份档案在本机的“最近删除”里" } else { "本机已有这份档案" } }
            </h1>
            <p class="read">{ known(incoming, &changed) }</p>
            <section class="panel" aria-labelledby="differs">
                <h2 id="differs">{ format!("不一样的地方（{}）", changed.len()) }</h2>
                <table class="cards">
                    <caption class="hide">{ "本机和文件不一样的地方" }</caption>
                    <thead><tr>
                        <th scope="col">{ "内容" }</th>
                        <th scope="col" class="num">{ "本机" }</th>
                        <th scope="col" class="num">{ "文件" }</th>
                        <th scope="col" class="num">{ "文件比本机" }</th>
                    </tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </section>
            <section class="panel" aria-labelledby="choose">
                <h2 id="choose">{ "怎么办" }</h2>
                <ul class="choices">
                    <li>
                        <button class="btn" type="button" onclick={choose(Choice::Both)}>{ "两份都留下" }</button>
                        <p>{ "文件成为另一份档案并打开，本机的这一份不动。" }</p>
                    </li>
                    <li>
                        <button class="btn plain" type="button" onclick={choose(Choice::Replace)}>{ "用文件替换本机的" }</button>
                        <p>
                            { "本机现在的内容先留存为一个历史版本，再换成文件里的。以后可以从“历史版本”恢复。" }
                            if deleted { { "这份档案同时从“最近删除”放回。" } }
                        </p>
                    </li>
                    <li>
                        <button class="btn plain" type="button" onclick={choose(Choice::Cancel)}>{ "取消导入" }</button>
                        <p>{ "什么都不变。" }</p>
                    </li>
                </ul>
            </section>
        </>
    }
}

/// What is known of which of the two is newer. No clock is asked: it may be wrong on either computer.
fn known(incoming: &Incoming, changed: &[ChangedSection]) -> String {
    let only = |of: &quality_award_core::dossier::Dossier,
                other: &quality_award_core::dossier::Dossier| {
        let sections = changed.iter().map(|of| &of.section);
        sections
            .filter(|section| of.record(section).is_some() && other.record(section).is_none())
            .count()
    };
    let in_file = only(&incoming.file, &incoming.stored);
    let here = only(&incoming.stored, &incoming.file);
    match &incoming.relation {
        Relation::Same => "文件和本机的内容一样。".to_owned(),
        Relation::Version(made) => {
            format!("文件是本机较早的一版，和历史版本 {made} 一样。本机现在的内容是后来写的。")
        }
        Relation::Earlier => {
            "文件里的内容，本机现在都有，或者以前写过（在历史版本里）：文件里没有新的内容。"
                .to_owned()
        }
        Relation::FileHasMore => {
            format!("本机有的，文件里都有，一字不差；文件另有 {in_file} 处本机没有的内容。")
        }
        Relation::MoreHere => {
            format!("文件里有的，本机都有，一字不差；本机另有 {here} 处文件没有的内容。")
        }
        Relation::Apart => {
            let both = changed.len() - in_file - here;
            let mut parts = Vec::new();
            if in_file > 0 {
                parts.push(format!("文件里有本机没有的内容 {in_file} 处"));
            }
            if here > 0 {
                parts.push(format!("本机有文件没有的 {here} 处"));
            }
            if both > 0 {
                parts.push(format!("两边都有但写法不同的 {both} 处"));
            }
            format!(
                "{}。哪一份更新，本工具无法判断，请看下表。",
                parts.join("，")
            )
        }
    }
}

fn written(length: usize, record: Option<String>) -> String {
    match record {
        None => "没有".to_owned(),
        Some(_) => format!("{length} 字"),
    }
}

fn more(of: &ChangedSection) -> String {
    match of.after.abs_diff(of.before) {
        0 => "字数相同".to_owned(),
        by if of.after > of.before => format!("多 {by} 字"),
        by => format!("少 {by} 字"),
    }
}
