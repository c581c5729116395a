//! 粘贴整份报告: an existing report is pasted once, split at its headings, looked over and taken in.

use std::rc::Rc;

use quality_award_core::domain::length::length;
use quality_award_core::import::report::{self, Line, To};
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
    let lines = use_state(|| None::<Rc<Vec<Line>>>);
    let Some(open) = &props.open else {
        return html! { <Nothing title="粘贴整份报告" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let set = {
        let lines = lines.setter();
        Callback::from(move |changed: Option<Vec<Line>>| lines.set(changed.map(Rc::new)))
    };
    let take = {
        let (dispatch, dossier) = (props.dispatch.clone(), open.dossier.clone());
        let (desk, lines) = (props.desk.clone(), lines.clone());
        Callback::from(move |()| {
            if let Some(split) = &*lines {
                desk.snapshot_before(Reason::Import);
                let mut changed = (*dossier).clone();
                report::apply(split, &mut changed);
                let places = groups(split).iter().filter(|group| group.goes()).count();
                let said = format!("已把报告写入 {places} 处。");
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
            if let Some(split) = &*lines {
                <Preview lines={split.clone()} {set} {take} />
            } else {
                <Paste {set} />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct PasteProps {
    set: Callback<Option<Vec<Line>>>,
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
                set.emit(Some(report::split(&text, packs::criteria())));
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
    fn to(&self) -> &To {
        &self.lines[0].to
    }

    fn texts(&self) -> impl Iterator<Item = (usize, &Line)> {
        let lines = self.lines.iter().enumerate();
        let texts = lines.filter(|(_, line)| !line.heading && !line.text.trim().is_empty());
        texts.map(|(at, line)| (self.at + at, line))
    }

    fn goes(&self) -> bool {
        *self.to() != To::Nowhere && self.texts().next().is_some()
    }
}

fn groups(lines: &[Line]) -> Vec<Group<'_>> {
    let mut at = 0;
    let same = |a: &Line, b: &Line| !b.heading && a.to == b.to;
    let groups = lines.chunk_by(same).map(|lines| {
        let group = Group { at, lines };
        at += lines.len();
        group
    });
    groups.collect()
}

#[derive(Properties, PartialEq)]
struct PreviewProps {
    lines: Rc<Vec<Line>>,
    set: Callback<Option<Vec<Line>>>,
    take: Callback<()>,
}

/// Where everything goes, to be corrected.
#[component]
fn Preview(props: &PreviewProps) -> Html {
    let opened = use_state(|| None::<usize>);
    let lines = &props.lines;
    let left = report::left_over(lines);
    let groups = groups(lines);
    let shown = groups.iter().filter(|group| {
        group.texts().next().is_some() || group.lines.iter().any(|line| line.heading)
    });
    let rows = shown.map(|group| {
        let is_open = *opened == Some(group.at);
        let toggle = {
            let (opened, at) = (opened.setter(), group.at);
            move |_: MouseEvent| opened.set((!is_open).then_some(at))
        };
        let heading = group.lines.iter().find(|line| line.heading);
        let count = group.texts().count();
        let long: usize = group.texts().map(|(_, line)| length(&line.text)).sum();
        let first = group.texts().next().map(|(_, line)| beginning(&line.text));
        html! {
            <li key={group.at}>
                <div class="body">
                    if let Some(heading) = heading {
                        <strong>{ heading.text.trim() }</strong>
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
                                <p>{ line.text.trim_end() }</p>
                                { destination(props, at, &line.to, "从这段起归到") }
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
            <p class="hint">{ "标题用来分段，不写进正文。目标处已有文字的，接在后面。写入以后可以撤销。" }</p>
            <ol class="groups">{ for rows }</ol>
            <div class="row">
                <button class="btn" type="button" {onclick}>
                    { match left {
                        0 => "写入".to_owned(),
                        left => format!("写入，放弃没有去处的 {left} 段"),
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
fn destination(props: &PreviewProps, at: usize, to: &To, label: &'static str) -> Html {
    let criteria = packs::criteria();
    let onchange = {
        let (lines, set) = (props.lines.clone(), props.set.clone());
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let mut changed = (*lines).clone();
            report::redirect(&mut changed, at, &to_of(&value));
            set.emit(Some(changed));
        }
    };
    let chosen = value_of(to);
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
            { option(String::new(), "（没有去处）".to_owned()) }
            <optgroup label="组织概述">{ for slots }</optgroup>
            <optgroup label="自我评价">{ for sections }</optgroup>
        </select>
    }
}

fn value_of(to: &To) -> String {
    match to {
        To::Nowhere => String::new(),
        To::Slot(id) => format!("slot/{id}"),
        To::Section(item, section) => format!("{item}/{section}"),
    }
}

fn to_of(value: &str) -> To {
    match value.split_once('/') {
        None => To::Nowhere,
        Some(("slot", id)) => To::Slot(id.to_owned()),
        Some((item, section)) => To::Section(item.to_owned(), section.to_owned()),
    }
}
