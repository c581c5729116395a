//! The report that is looked over: the sum, what asks, where everything goes, and the buttons.

use std::rc::Rc;

use quality_award_core::dossier::Dossier;
use yew::prelude::*;

use super::bringing::{Bringing, Told};
use super::groups::{Groups, LeftOut, Waiting};
use super::row::{Row, Tell, right_id};
use super::sorted::{Sorted, thousands};
use crate::browser::{focus, page};
use crate::components::{JumpLink, Tag, Tone, use_shown};
use crate::state::Dispatch;

/// So many questions are shown at first, and more with each press.
const PORTION: usize = 20;

/// Properties of [`Preview`].
#[derive(Properties, PartialEq)]
pub struct PreviewProps {
    /// The report.
    pub bringing: Rc<Bringing>,
    /// What it goes into.
    pub dossier: Rc<Dossier>,
    /// Keeps the report as it stands now; none when it is dropped.
    pub set: Callback<Option<Bringing>>,
    /// Takes the report into the dossier.
    pub take: Callback<()>,
    /// Takes a table of it to its own page.
    pub dispatch: Dispatch,
}

/// Where everything goes, to be corrected.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let bringing = &props.bringing;
    let sorted = use_memo(
        (bringing.report.clone(), props.dossier.clone()),
        |(report, dossier)| Sorted::of(report, dossier),
    );
    let account = sorted.account;
    let lines = {
        let (bringing, set) = (bringing.clone(), props.set.clone());
        Callback::from(move |(lines, told, words): (Vec<usize>, Told, String)| {
            set.emit(Some(bringing.told(&lines, &told, &words)));
        })
    };
    let tell = Tell {
        lines,
        dispatch: props.dispatch.clone(),
    };
    let back = {
        let (bringing, set) = (bringing.clone(), props.set.clone());
        move |_: MouseEvent| {
            if let Some(back) = bringing.back() {
                set.emit(Some(back));
                focus::focus_soon("places".to_owned());
            }
        }
    };
    let again = {
        let (set, brought) = (props.set.clone(), account.brought);
        move |_: MouseEvent| {
            let sure = page::confirm(&format!(
                "已读入的 {} 字和改过的去处都会清除，不能撤销。确定重新粘贴吗？",
                thousands(brought)
            ));
            if sure {
                set.emit(None);
            }
        }
    };
    let take = {
        let (take, adds_up) = (props.take.clone(), account.adds_up());
        move |_: MouseEvent| {
            if adds_up {
                take.emit(());
            }
        }
    };
    let open = bringing.open().count();
    let places = sorted.groups.len();
    html! {
        <>
            <Sum bringing={bringing.clone()} sorted={sorted.clone()} />
            <div class="cols">
                <div>
                    if !bringing.asked.is_empty() {
                        <Asked bringing={bringing.clone()} sorted={sorted.clone()} tell={tell.clone()} />
                    }
                    <Groups bringing={bringing.clone()} sorted={sorted.clone()} tell={tell.clone()} />
                </div>
                <div>
                    <Waiting bringing={bringing.clone()} sorted={sorted.clone()} tell={tell.clone()} />
                    <LeftOut bringing={bringing.clone()} sorted={sorted.clone()} {tell} />
                </div>
            </div>
            <div class="row act of-report">
                <p class="total">
                    { format!("将录入 {} 字，到 {places} 处", thousands(account.taken())) }
                    if account.kept > 0 { { format!("；{} 字待安放", thousands(account.kept)) } }
                    if open > 0 { { format!("；还有 {open} 段没有核对") } }
                    { "。" }
                </p>
                <p role="status">{ bringing.last.clone() }</p>
                if bringing.has_steps() {
                    <button class="btn plain" type="button" onclick={back}>{ "退回一步" }</button>
                }
                <button class="btn plain" type="button" onclick={again}>{ "重新粘贴" }</button>
                <button class="btn" type="button" onclick={take} aria-disabled={(!account.adds_up()).then_some("true")}>
                    { "录入" }
                </button>
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct SumProps {
    bringing: Rc<Bringing>,
    sorted: Rc<Sorted>,
}

/// What was brought, added up.
#[component]
fn Sum(props: &SumProps) -> Html {
    let (bringing, sorted) = (&props.bringing, &props.sorted);
    let account = sorted.account;
    let title = match account.adds_up() {
        true => "字数对得上",
        false => "字数对不上，请不要录入",
    };
    let part = |sign: &'static str, name: Html, count: usize| {
        html! { <div><dt data-sign={sign}>{ name }</dt><dd>{ format!("{} 字", thousands(count)) }</dd></div> }
    };
    let to = |id: &'static str, text: &'static str, count: usize| match count {
        0 => html! { { text } },
        _ => html! { <JumpLink to={id} {text} /> },
    };
    html! {
        <section class="panel" aria-labelledby="sum">
            <div class="row">
                <h2 id="sum">{ title }</h2>
                if account.kept == 0 && account.adds_up() {
                    <Tag text="每一段都有去处" tone={Tone::Ok} />
                } else if account.kept > 0 {
                    <Tag text={format!("{} 份还没有去处", sorted.pieces.len())} tone={Tone::Warn} />
                }
            </div>
            <dl class="account">
                { part("", html! { "原文" }, account.brought) }
                { part("=", html! { "将录入" }, account.taken()) }
                { part("+", to("waiting", "待安放", account.kept), account.kept) }
                { part("+", to("left", "不录入", account.left_out), account.left_out) }
            </dl>
            <p class="small quiet">
                { format!("来自“{}”。不计空格和换行。标题只用来找位置，算在录入里。录入以后可以撤销。", bringing.name) }
            </p>
            if !bringing.said.is_empty() {
                <ul class="small">
                    { for bringing.said.iter().map(|said| html! { <li>{ format!("{}。", said.trim_end_matches('。')) }</li> }) }
                </ul>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct AskedProps {
    bringing: Rc<Bringing>,
    sorted: Rc<Sorted>,
    tell: Tell,
}

/// What a person should look at, one after the other. What is decided stays in the list.
#[component]
fn Asked(props: &AskedProps) -> Html {
    let shown = use_shown(PORTION, PORTION);
    let (bringing, sorted) = (&props.bringing, &props.sorted);
    let open: Vec<usize> = bringing.open().collect();
    // A line that went on with another one since is in its paragraph.
    let listed = bringing.asked.iter().filter_map(|at| sorted.blocks.get(at));
    let listed: Vec<_> = listed.collect();
    let rows = listed.iter().take(shown.count()).map(|block| {
        let at = block.lines[0];
        let next = open.iter().find(|next| **next > at).or(open.first());
        let next = match next.filter(|next| **next != at) {
            Some(next) => right_id("asked", *next),
            None => "asked".to_owned(),
        };
        html! {
            <Row key={at} bringing={bringing.clone()} block={(*block).clone()} list="asked" tell={props.tell.clone()} {next} />
        }
    });
    let more = shown.button(listed.len(), |next, rest| {
        format!("再看 {next} 段（还有 {rest} 段）")
    });
    let all = {
        let (tell, open) = (props.tell.clone(), open.clone());
        move |_: MouseEvent| {
            let words = format!("{} 段都按现在的去处录入。", open.len());
            tell.emit((open.clone(), Told::Right, words));
            focus::focus_soon("places".to_owned());
        }
    };
    html! {
        <section class="panel" aria-labelledby="asked">
            <div class="group-head">
                <h2 id="asked" tabindex="-1">
                    { match open.len() {
                        0 => "这几段都已核对".to_owned(),
                        open => format!("请先核对这 {open} 段"),
                    } }
                </h2>
                if !open.is_empty() {
                    <Tag text="待核对" tone={Tone::Warn} />
                }
            </div>
            <ul class="paras">{ for rows }</ul>
            <div class="line-act">
                { for more }
                if open.len() > 1 {
                    <button class="btn plain slim" type="button" onclick={all}>{ format!("这 {} 段都没有问题", open.len()) }</button>
                }
            </div>
        </section>
    }
}
