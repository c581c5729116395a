//! 最近删除: the dossiers that were deleted, for 30 days.

use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::storage::{Head, days_left};
use yew::prelude::*;

use crate::browser::page;
use crate::components::{Tag, Tone};
use crate::library::Library;
use crate::pages::dossiers::{name_in_list, purpose};

/// Days from which on it is marked that a dossier soon goes.
const SOON: i32 = 3;

/// The dossiers in use.
pub fn in_use(heads: &[Head]) -> Rc<Vec<Head>> {
    let used = heads.iter().filter(|head| head.deleted.is_empty());
    Rc::new(used.cloned().collect())
}

/// The dossiers in 最近删除.
pub fn in_bin(heads: &[Head]) -> Rc<Vec<Head>> {
    let deleted = heads.iter().filter(|head| !head.deleted.is_empty());
    Rc::new(deleted.cloned().collect())
}

/// Properties of [`Bin`].
#[derive(Properties, PartialEq)]
pub struct BinProps {
    /// What was deleted.
    pub heads: Rc<Vec<Head>>,
    /// Today on this computer.
    pub today: Date,
    /// Puts back and removes.
    pub library: Rc<Library>,
}

/// The panel.
#[component]
pub fn Bin(props: &BinProps) -> Html {
    let BinProps {
        heads,
        today,
        library,
    } = props;
    let rows = heads.iter().map(|head| {
        let whole = format!("{}，{}", name_in_list(head), purpose(head));
        let left = days_left(head, *today).unwrap_or_default();
        let put_back = {
            let (library, head) = (library.clone(), head.clone());
            move |_: MouseEvent| library.put_back(head.clone())
        };
        let remove = {
            let (library, head, whole) = (library.clone(), head.clone(), whole.clone());
            move |_: MouseEvent| {
                let question =
                    format!("彻底删除“{whole}”和它的全部历史版本？彻底删除以后不能放回。");
                if page::confirm(&question) {
                    library.remove(vec![head.clone()]);
                }
            }
        };
        html! {
            <tr key={head.id.clone()}>
                <th scope="row"><strong>{ name_in_list(head).to_owned() }</strong></th>
                <td data-of="用途">{ purpose(head) }</td>
                <td data-of="删除时间"><time>{ head.deleted.clone() }</time></td>
                <td data-of="还留">
                    { match left {
                        0 => html! { <Tag text="今天到期" tone={Tone::Warn} /> },
                        left if left <= SOON => html! { <Tag text={format!("{left} 天")} tone={Tone::Warn} /> },
                        left => html! { { format!("{left} 天") } },
                    } }
                </td>
                <td>
                    <span class="row tight-row">
                        <button class="btn plain slim" type="button" onclick={put_back}>
                            { "放回" }<span class="hide">{ format!("，{whole}") }</span>
                        </button>
                        <button class="btn danger slim" type="button" onclick={remove}>
                            { "彻底删除" }<span class="hide">{ format!("，{whole}") }</span>
                        </button>
                    </span>
                </td>
            </tr>
        }
    });
    let remove_all = {
        let (library, heads) = (library.clone(), heads.clone());
        move |_: MouseEvent| {
            let question = format!(
                "彻底删除这 {} 份档案和它们的全部历史版本？彻底删除以后不能放回。",
                heads.len()
            );
            if page::confirm(&question) {
                library.remove((*heads).clone());
            }
        }
    };
    html! {
        <section class="panel" aria-labelledby="bin">
            <h2 id="bin" tabindex="-1">{ "最近删除" }</h2>
            if heads.is_empty() {
                <p>{ "没有删除的档案。在“本机档案”里删除的，在这里留 30 天，可以放回。" }</p>
            } else {
                <p>{ "删除的档案在这里留 30 天，连同历史版本，可以放回。" }</p>
                <table class="cards">
                    <caption class="hide">{ "最近删除的档案" }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ "档案" }</th>
                            <th scope="col">{ "用途" }</th>
                            <th scope="col">{ "删除时间" }</th>
                            <th scope="col">{ "还留" }</th>
                            <th scope="col">{ "操作" }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
                <p class="row">
                    <button class="btn danger slim" type="button" onclick={remove_all}>{ "全部彻底删除" }</button>
                    <span class="small quiet">{ "彻底删除以后不能放回。" }</span>
                </p>
            }
        </section>
    }
}
