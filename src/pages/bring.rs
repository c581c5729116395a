//! 粘贴整份报告: an existing report is pasted once, split at its headings, looked over and taken in.

use std::rc::Rc;

use quality_award_core::domain::length::length;
use quality_award_core::import::report::{Line, Report, To};
use quality_award_core::storage::Reason;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::PageProps;
use crate::browser::page;
use crate::components::{Nothing, Tag, Tone};
use crate::packs;
use crate::route::Route;
use crate::state::Action;

/// The page.
#[component]
pub fn BringPage(props: &PageProps) -> Html {
    let report = use_state(|| None::<Rc<Report>>);
    let Some(open) = &props.open else {
        return html! { <Nothing title="粘贴整份报告" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let set = {
        let report = report.setter();
        Callback::from(move |changed: Option<Report>| report.set(changed.map(Rc::new)))
    };
    let take = {
        let (dispatch, dossier) = (props.dispatch.clone(), open.dossier.clone());
        let (desk, report) = (props.desk.clone(), report.clone());
        Callback::from(move |()| {
            if let Some(split) = &*report {
                desk.snapshot_before(Reason::Import);
                let mut changed = (*dossier).clone();
                let taken = split.apply(&mut changed, "粘贴的报告");
                let said = match taken.pieces {
                    0 => format!("已把报告写入 {} 处。", taken.places),
                    pieces => format!("已把报告写入 {} 处，{pieces} 份文字待安放。", taken.places),
                };
                dispatch.dispatch(Action::Apply(Rc::new(changed), said.into()));
                page::go(&Route::Start.to_string());
            }
        })
    };
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ "粘贴整份报告" }</h1>
            <p class="read">
                { "已经有写好的 Word 报告时，全选、复制，粘贴到下面。本工具按标题（4.1.2、一、高层领导的作用等）分到各个条目和概述栏目，先给您看，改好去处再写入。" }
            </p>
            if let Some(report) = &*report {
                <Preview report={report.clone()} {set} {take} />
            } else {
                <Paste {set} />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct PasteProps {
    set: Callback<Option<Report>>,
}

/// The box to paste into. Its text is the browser's own: it is read when it is to be split.
#[component]
fn Paste(props: &PasteProps) -> Html {
    let area = use_node_ref();
    let empty = use_state(|| false);
    let onclick = {
        let (area, set, empty) = (area.clone(), props.set.clone(), empty.clone());
        move |_: MouseEvent| {
            let text = area.cast::<HtmlTextAreaElement>().map(|area| area.value());
            let text = text.unwrap_or_default();
            empty.set(text.trim().is_empty());
            if !text.trim().is_empty() {
                set.emit(Some(Report::of_text(&text, packs::criteria())));
            }
        }
    };
    html! {
        <section class="panel" aria-labelledby="paste">
            <h2 id="paste">{ "粘贴到这里" }</h2>
            <div class={classes!("field", empty.then_some("wrong"))}>
                <label for="report">{ "报告全文" }</label>
                if *empty {
                    <p class="error" id="report-error">{ "还没有粘贴内容。" }</p>
                }
                <textarea ref={area} id="report" rows="16" aria-describedby={empty.then_some("report-error")} />
            </div>
            <button class="btn" type="button" {onclick}>{ "分到各条目，先看一看" }</button>
        </section>
    }
}

/// Lines one after the other that go to one place, with the heading above them.
struct Group<'a> {
    /// Position of its first line.
    at: usize,
    lines: &'a [Line],
}

impl Group<'_> {
    fn to(&self) -> Option<&To> {
        self.lines[0].to.as_ref()
    }

    fn texts(&self) -> impl Iterator<Item = (usize, &Line)> {
        let lines = self.lines.iter().enumerate();
        let texts = lines.filter(|(_, line)| {
            !line.is_left_out() && !line.title && !line.text().trim().is_empty()
        });
        texts.map(|(at, line)| (self.at + at, line))
    }
}

fn groups(lines: &[Line]) -> Vec<Group<'_>> {
    let mut at = 0;
    let same = |a: &Line, b: &Line| !b.begins() && a.to == b.to;
    let groups = lines.chunk_by(same).map(|lines| {
        let group = Group { at, lines };
        at += lines.len();
        group
    });
    groups.collect()
}

#[derive(Properties, PartialEq)]
struct PreviewProps {
    report: Rc<Report>,
    set: Callback<Option<Report>>,
    take: Callback<()>,
}

/// Where everything goes, to be corrected.
#[component]
fn Preview(props: &PreviewProps) -> Html {
    let opened = use_state(|| None::<usize>);
    let left = props.report.kept();
    let left_out = props.report.account().left_out;
    let groups = groups(&props.report.lines);
    let shown = groups
        .iter()
        .filter(|group| group.texts().next().is_some() || group.lines.iter().any(Line::begins));
    let rows = shown.map(|group| {
        let is_open = *opened == Some(group.at);
        let toggle = {
            let (opened, at) = (opened.setter(), group.at);
            move |_: MouseEvent| opened.set((!is_open).then_some(at))
        };
        let heading = group.lines.iter().find(|line| line.begins());
        let count = group.texts().count();
        let long: usize = group.texts().map(|(_, line)| length(&line.text())).sum();
        let first = group.texts().next().map(|(_, line)| beginning(&line.text()));
        html! {
            <li key={group.at}>
                <div class="body">
                    if let Some(heading) = heading {
                        <strong>{ heading.source.trim() }</strong>
                    }
                    <p class="small">
                        { format!("{count} 段，{long} 字") }
                        if let Some(first) = first { { format!("：{first}") } }
                    </p>
                </div>
                if count > 0 {
                    { destination(props, group.at, group.to(), "归到") }
                    <button class="btn plain slim" type="button" aria-expanded={is_open.to_string()} onclick={toggle}>
                        { if is_open { "收起" } else { "逐段看" } }
                        <span class="hide">{ format!("，从第 {} 行起", group.at + 1) }</span>
                    </button>
                }
                if is_open {
                    <ol class="paragraphs">
                        { for group.texts().map(|(at, line)| html! {
                            <li key={at}>
                                <p>{ line.text().trim_end() }</p>
                                { destination(props, at, line.to.as_ref(), "从这段起归到") }
                            </li>
                        }) }
                    </ol>
                }
            </li>
        }
    });
    let onclick = {
        let take = props.take.clone();
        move |_: MouseEvent| take.emit(())
    };
    let again = {
        let set = props.set.clone();
        move |_: MouseEvent| set.emit(None)
    };
    html! {
        <section class="panel" aria-labelledby="preview">
            <div class="row">
                <h2 id="preview">{ "分到哪里" }</h2>
                if left > 0 {
                    <Tag text={format!("{left} 段还没有去处")} tone={Tone::Warn} />
                } else {
                    <Tag text="每一段都有去处" tone={Tone::Ok} />
                }
            </div>
            <p class="hint">
                { "标题用来分段，不写进正文。目标处已有文字的，接在后面。没有去处的放进待安放。写入以后可以撤销。" }
                if left_out > 0 {
                    { format!("目录、页眉和页码共 {left_out} 字不录入。") }
                }
            </p>
            <ol class="groups">{ for rows }</ol>
            <div class="row">
                <button class="btn" type="button" {onclick}>
                    { match left {
                        0 => "写入".to_owned(),
                        left => format!("写入，没有去处的 {left} 段待安放"),
                    } }
                </button>
                <button class="btn plain" type="button" onclick={again}>{ "重新粘贴" }</button>
            </div>
        </section>
    }
}

fn beginning(text: &str) -> String {
    let text = text.trim();
    let short: String = text.chars().take(48).collect();
    match short.len() < text.len() {
        true => short + "……",
        false => short,
    }
}

/// The drop-down that sends a line and those after it elsewhere.
fn destination(props: &PreviewProps, at: usize, to: Option<&To>, label: &'static str) -> Html {
    let criteria = packs::criteria();
    let onchange = {
        let (report, set) = (props.report.clone(), props.set.clone());
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let mut changed = (*report).clone();
            match to_of(&value) {
                Some(to) => changed.send_group(at, &to),
                None => changed.keep(at),
            }
            set.emit(Some(changed));
        }
    };
    let chosen = to.map(value_of).unwrap_or_default();
    let option = |value: String, text: String| {
        let selected = value == chosen;
        html! { <option key={value.clone()} {value} {selected}>{ text }</option> }
    };
    let slots = criteria.profile.iter().map(|slot| {
        let to = To::Slot(slot.id.clone());
        option(value_of(&to), format!("{} {}", slot.id, slot.title))
    });
    let sections = criteria
        .items
        .iter()
        .flat_map(|item| item.sections.iter().map(move |section| (item, section)));
    let sections = sections.map(|(item, section)| {
        let to = To::Section(item.id.clone(), section.id.clone());
        option(
            value_of(&to),
            format!("{} {}：{}", item.id, item.title, section.title),
        )
    });
    html! {
        <select aria-label={format!("{label}，第 {} 行", at + 1)} {onchange}>
            { option(String::new(), "（待安放）".to_owned()) }
            <optgroup label="组织概述">{ for slots }</optgroup>
            <optgroup label="自我评价">{ for sections }</optgroup>
        </select>
    }
}

fn value_of(to: &To) -> String {
    match to {
        To::Slot(id) => format!("slot/{id}"),
        To::Section(item, section) => format!("{item}/{section}"),
    }
}

fn to_of(value: &str) -> Option<To> {
    let (first, id) = value.split_once('/')?;
    Some(match first {
        "slot" => To::Slot(id.to_owned()),
        item => To::Section(item.to_owned(), id.to_owned()),
    })
}
