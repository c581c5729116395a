//! 导入报告: an existing report is taken apart, looked over, corrected and taken in.
//!
//! * `paste`: the ways in; `held`: what is under way outlives the page
//! * `bringing`: the report and its corrections; `sorted`: the same by where it goes
//! * `preview`, `groups`, `row`, `table`, `place`: looking it over; `drawer`: what waits in the dossier

mod bringing;
mod drawer;
mod groups;
mod held;
mod paste;
mod place;
mod preview;
mod row;
mod sorted;
mod table;

use std::rc::Rc;

use quality_award_core::storage::Reason;
use yew::prelude::*;

use super::PageProps;
use crate::browser::{focus, page};
use crate::components::{Nothing, use_may_write};
use crate::route::Route;
use crate::state::Action;
use bringing::Bringing;

/// The page.
#[component]
pub fn BringPage(props: &PageProps) -> Html {
    let id = props.open.as_ref().map(|open| open.dossier.id.clone());
    let id = id.unwrap_or_default();
    let bringing = use_state(|| held::bringing(&id));
    let may_write = use_may_write();
    {
        // From the box to the preview and back one comes to another page.
        let shown = use_mut_ref(|| bringing.is_some());
        use_effect_with(bringing.is_some(), move |now| {
            if shown.replace(*now) != *now {
                focus::arrive();
            }
        });
    }
    let Some(open) = &props.open else {
        return html! { <Nothing title="导入报告" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let set = {
        let (setter, id) = (bringing.setter(), id.clone());
        Callback::from(move |changed: Option<Bringing>| {
            let changed = changed.map(Rc::new);
            held::keep_bringing(&id, changed.clone());
            setter.set(changed);
        })
    };
    let take = {
        let (dispatch, dossier, library) = (
            props.dispatch.clone(),
            open.dossier.clone(),
            props.library.clone(),
        );
        let (bringing, id) = (bringing.clone(), id.clone());
        Callback::from(move |()| {
            if let Some(brought) = &*bringing {
                library.snapshot_before(Reason::Import);
                let mut changed = (*dossier).clone();
                let taken = brought.report.apply(&mut changed, &brought.name);
                let said = match taken.pieces {
                    0 => format!("已录入报告，共 {} 处。", taken.places),
                    pieces => format!(
                        "已录入报告，共 {} 处；{pieces} 份文字待安放，在“导入报告”里。",
                        taken.places
                    ),
                };
                dispatch.dispatch(Action::Apply(Rc::new(changed), said.into()));
                // What is refused stays here.
                if may_write {
                    held::keep_bringing(&id, None);
                    page::go(&Route::Start.to_string());
                }
            }
        })
    };
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            if let Some(bringing) = &*bringing {
                <h1><span class="over">{ format!("导入报告：{}", bringing.name) }</span>{ "核对每一段的去处" }</h1>
                <preview::Preview bringing={bringing.clone()} dossier={open.dossier.clone()} {set} {take}
                    dispatch={props.dispatch.clone()} />
            } else {
                <h1>{ "导入报告" }</h1>
                <p class="read">
                    { "已经有写好的报告时，打开文件，或者在 Word、WPS 里全选、复制后粘贴。本工具按标题（4.1.2、一、高层领导的作用等）分到各个条目和概述栏目，先列出来请您核对，改好去处再录入。" }
                </p>
                <paste::Paste dossier={id} {set} />
            }
            <drawer::Drawer dossier={open.dossier.clone()} dispatch={props.dispatch.clone()} />
        </>
    }
}
