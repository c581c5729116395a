//! One paragraph, heading or table: what it says, what it is, where it goes.

use std::rc::Rc;

use quality_award_core::import::report::{Block, Kind, Line};
use yew::prelude::*;

use super::bringing::{Bringing, Told};
use super::place::{Chooser, Goal};
use super::sorted::{beginning, heading_of, text_of};
use super::table::{ReportTable, cells};
use crate::browser::focus;
use crate::state::Dispatch;

/// A correction of the report.
#[derive(Clone, PartialEq)]
pub struct Tell {
    /// A correction of lines, and the words for it.
    pub lines: Callback<(Vec<usize>, Told, String)>,
    /// Takes a table to its own page.
    pub dispatch: Dispatch,
}

impl Tell {
    /// Tells something of lines.
    pub fn emit(&self, told: (Vec<usize>, Told, String)) {
        self.lines.emit(told);
    }
}

/// Properties of [`Row`].
#[derive(Properties, PartialEq)]
pub struct RowProps {
    /// The report.
    pub bringing: Rc<Bringing>,
    /// What is shown.
    pub block: Rc<Block>,
    /// The list it stands in: the same line may stand in two.
    pub list: &'static str,
    /// Takes corrections.
    pub tell: Tell,
    /// Where the focus goes when it is decided and may have left the list.
    pub next: AttrValue,
}

/// What the list of places is open for.
#[derive(Clone, Copy, PartialEq)]
enum Choosing {
    Place,
    Heading,
}

/// Id of the button of a row that opens the list of places.
pub fn place_id(list: &str, at: usize) -> String {
    format!("{list}-place-{at}")
}

/// Id of the button of a row that says it is right.
pub fn right_id(list: &str, at: usize) -> String {
    format!("{list}-right-{at}")
}

/// A row.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let choosing = use_state_eq(|| None::<Choosing>);
    let report = &props.bringing.report;
    let at = props.block.lines[0];
    let line = &report.lines[at];
    let heading = line.begins();
    let now = goal(line);
    let short = beginning(&text_or_heading(&props.bringing, &props.block));
    // A second pair of radio buttons of a name would be one group with the first.
    let name = format!("{}-kind-{at}", props.list);
    let told = {
        let (tell, next, choosing) = (props.tell.clone(), props.next.clone(), choosing.setter());
        move |told: Told, words: String| {
            choosing.set(None);
            tell.emit((vec![at], told, words));
            focus::focus_soon(next.to_string());
        }
    };
    let choose = {
        let (told, short, mode) = (told.clone(), short.clone(), *choosing);
        Callback::from(move |(button, goal): (usize, Goal)| {
            let words = match goal {
                Goal::LeaveOut => format!("“{short}”不录入。"),
                _ => format!("“{short}”归入：{}。", goal.words()),
            };
            let group = heading || button == 1;
            let tells = match (goal, mode) {
                (Goal::To(to), Some(Choosing::Heading)) => Told::Heading(to),
                (Goal::To(to), _) if group => Told::SendGroup(to),
                (Goal::To(to), _) => Told::Send(to),
                (Goal::Keep, _) if group => Told::KeepGroup,
                (Goal::Keep, _) => Told::Keep,
                (Goal::LeaveOut, _) if group => Told::LeaveOutGroup,
                (Goal::LeaveOut, _) => Told::LeaveOut,
            };
            told(tells, words);
        })
    };
    let is_text = {
        let (told, short) = (told.clone(), short.clone());
        let words = format!("“{short}”改为正文。");
        move |_: Event| told(Told::Text, words.clone())
    };
    let is_heading = {
        let choosing = choosing.setter();
        move |_: Event| choosing.set(Some(Choosing::Heading))
    };
    let toggle = {
        let (setter, open) = (choosing.setter(), choosing.is_some());
        move |_: MouseEvent| setter.set((!open).then_some(Choosing::Place))
    };
    let right = {
        let told = told.clone();
        let words = format!("“{short}”按现在的去处录入。");
        move |_: MouseEvent| told(Told::Right, words.clone())
    };
    let chooser = choosing.map(|mode| {
        let id = format!("{}-to-{at}", props.list);
        let (label, buttons): (_, Vec<AttrValue>) = match (mode, heading) {
            (Choosing::Heading, _) => (
                "这个标题下面内容的去处",
                vec!["作为标题".into()],
            ),
            (_, true) => ("标题和下面内容的去处", vec!["确定去处".into()]),
            _ if props.block.table => ("这张表的去处", vec!["确定去处".into()]),
            _ => (
                "这一段的去处",
                vec!["只改这一段".into(), "连同后面的，到下一个标题为止".into()],
            ),
        };
        let now = match mode {
            Choosing::Place => Some(now.clone()),
            Choosing::Heading => Some(now.clone()).filter(|now| matches!(now, Goal::To(_))),
        };
        html! {
            <Chooser {id} {label} {now} placeless={mode == Choosing::Place} {buttons} choose={choose.clone()} />
        }
    });
    let open = choosing.is_some();
    let as_heading = heading || *choosing == Some(Choosing::Heading);
    let about = format!("，“{short}”");
    html! {
        <li class={classes!(line.ask.is_some().then_some("doubt"))}>
            <div>
                { said(props, line, heading) }
                if let Some(ask) = &line.ask {
                    <p class="why-line">{ format!("{ask}。") }</p>
                }
            </div>
            <div>
                if !props.block.table {
                    <div class="kind" role="radiogroup" aria-label={format!("这一段是{about}")}>
                        <span>
                            <input type="radio" name={name.clone()} id={format!("{name}-text")} checked={!as_heading}
                                onchange={is_text} />
                            <label for={format!("{name}-text")}>{ "这是正文" }</label>
                        </span>
                        <span>
                            <input type="radio" name={name.clone()} id={format!("{name}-heading")} checked={as_heading}
                                onchange={is_heading} />
                            <label for={format!("{name}-heading")}>{ "这是标题" }</label>
                        </span>
                    </div>
                }
                <button class="btn plain slim place" type="button" id={place_id(props.list, at)} onclick={toggle}
                    aria-expanded={open.to_string()}>
                    <span>
                        { match now {
                            _ if line.kind == Kind::Heading && line.to.is_none() => "只是章的标题".to_owned(),
                            ref now => now.words(),
                        } }
                        <span class="hide">{ format!("，改去处{about}") }</span>
                    </span>
                </button>
                { for chooser }
                if line.ask.is_some() && !open {
                    <p>
                        <button class="btn slim" type="button" id={right_id(props.list, at)} onclick={right}>
                            { "没有问题" }<span class="hide">{ about.clone() }</span>
                        </button>
                    </p>
                }
            </div>
        </li>
    }
}

/// Where a line goes now.
fn goal(line: &Line) -> Goal {
    match &line.to {
        _ if line.is_left_out() => Goal::LeaveOut,
        Some(to) => Goal::To(to.clone()),
        None => Goal::Keep,
    }
}

fn text_or_heading(bringing: &Bringing, block: &Block) -> String {
    let line = &bringing.report.lines[block.lines[0]];
    match line.begins() {
        true => heading_of(line),
        false => text_of(&bringing.report, block),
    }
}

/// What stands there.
fn said(props: &RowProps, line: &Line, heading: bool) -> Html {
    let report = &props.bringing.report;
    if props.block.table {
        let rows = cells(report, &props.block);
        let id = format!("{}-table-{}", props.list, props.block.lines[0]);
        let (name, dispatch) = (props.bringing.name.to_string(), props.tell.dispatch.clone());
        return html! { <ReportTable {rows} {name} to={line.to.clone()} {id} {dispatch} /> };
    }
    if heading {
        let text = line.text();
        return html! {
            <>
                <p><strong>{ heading_of(line) }</strong></p>
                if line.kind == Kind::Heading && !text.trim().is_empty() {
                    <p>{ text.trim().to_owned() }</p>
                }
            </>
        };
    }
    let lines = &props.block.lines[1..];
    let parts = lines.iter().map(|&at| {
        let (tell, text) = (props.tell.clone(), report.lines[at].text());
        let words = format!("“{}”另起一段。", beginning(&text));
        let onclick = move |_: MouseEvent| tell.emit((vec![at], Told::Part, words.clone()));
        html! {
            <p key={at}>
                { format!("{} ", text.trim()) }
                <button class="btn plain slim" type="button" {onclick}>
                    { "从这里另起一段" }<span class="hide">{ format!("，“{}”", beginning(&text)) }</span>
                </button>
            </p>
        }
    });
    html! {
        <>
            <p>{ text_of(report, &props.block) }</p>
            if !lines.is_empty() {
                <details class="fold small">
                    <summary>{ format!("由 {} 行接成一段", props.block.lines.len()) }</summary>
                    <div>{ for parts }</div>
                </details>
            }
        </>
    }
}
