//! Where everything goes, by item and slot; what waits in the drawer; what is left out. Long lists come in portions.

use std::rc::Rc;

use quality_award_core::import::report::{Block, Kind};
use yew::prelude::*;

use super::bringing::{Bringing, Told};
use super::place::{Chooser, Goal};
use super::row::{Row, Tell, place_id};
use super::sorted::{Group, Piece, Sorted, beginning, text_of, thousands};
use crate::browser::focus;
use crate::components::{Tag, Tone, use_shown};

/// So many rows are shown at first, and more with each press.
const PORTION: usize = 60;

/// A report of so many paragraphs is shown whole.
const WHOLE: usize = 30;

/// Properties of the lists.
#[derive(Properties, PartialEq)]
pub struct ListProps {
    /// The report.
    pub bringing: Rc<Bringing>,
    /// The same, sorted.
    pub sorted: Rc<Sorted>,
    /// Takes corrections.
    pub tell: Tell,
}

#[derive(Properties, PartialEq)]
struct RowsProps {
    bringing: Rc<Bringing>,
    blocks: Vec<Rc<Block>>,
    list: &'static str,
    /// What the focus goes to when no row is left.
    home: AttrValue,
    tell: Tell,
}

/// Rows, in portions.
#[component]
fn Rows(props: &RowsProps) -> Html {
    let shown = use_shown(PORTION, PORTION);
    let rows = props.blocks.iter().take(shown.count()).enumerate().map(|(n, block)| {
        let next = props.blocks.get(n + 1);
        let next = next.map_or(props.home.clone(), |next| {
            place_id(props.list, next.lines[0]).into()
        });
        html! {
            <Row key={block.lines[0]} bringing={props.bringing.clone()} block={block.clone()} list={props.list}
                tell={props.tell.clone()} {next} />
        }
    });
    let more = shown.button(props.blocks.len(), |next, rest| {
        format!("再看 {next} 段（还有 {rest} 段）")
    });
    html! {
        <>
            <ul class="paras">{ for rows }</ul>
            { for more }
        </>
    }
}

/// What goes to each item and slot.
#[component]
pub fn Groups(props: &ListProps) -> Html {
    let whole = props.sorted.blocks.len() <= WHOLE;
    let groups = props.sorted.groups.iter().map(|group| {
        html! {
            <Places key={group.id.to_string()} bringing={props.bringing.clone()} group={group.clone()} open={whole}
                tell={props.tell.clone()} />
        }
    });
    html! {
        <section class="panel" aria-labelledby="places">
            <h2 id="places" tabindex="-1">{ "各段的去处" }</h2>
            if props.sorted.groups.is_empty() {
                <p>{ "没有识别出准则的标题，全部内容列在“待安放”里。可以在那里选去处，或者回到原稿给各部分加上标题再来（例如“4.1.2 高层领导的作用”）。" }</p>
            } else {
                <p class="hint">{ "标题只用来找位置，不重复写进正文。原来已有文字的条目，新文字接在后面。" }</p>
                <ul class="group-list">{ for groups }</ul>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct PlacesProps {
    bringing: Rc<Bringing>,
    group: Group,
    open: bool,
    tell: Tell,
}

#[component]
fn Places(props: &PlacesProps) -> Html {
    let open = use_state(|| props.open);
    let group = &props.group;
    let toggle = {
        let (setter, open) = (open.setter(), *open);
        move |_: MouseEvent| setter.set(!open)
    };
    let there = match group.there {
        0 => String::new(),
        there => format!("，接在现有的 {} 字后面", thousands(there)),
    };
    let first = group.blocks.iter().find(|block| {
        let line = &props.bringing.report.lines[block.lines[0]];
        line.kind == Kind::Text
    });
    let first = first.map(|block| beginning(&text_of(&props.bringing.report, block)));
    let button = format!("group-{}", group.id.replace('.', "-"));
    html! {
        <li>
            <div class="group-head">
                <h3>{ group.title.clone() }</h3>
                <span class="quiet">{ format!("{} 段，{} 字{there}", group.texts, thousands(group.characters)) }</span>
                if group.asks > 0 {
                    <Tag text={format!("{} 段待核对", group.asks)} tone={Tone::Warn} />
                }
                if group.table {
                    <Tag text="有表格" tone={Tone::Now} />
                }
                <button class="btn plain slim" type="button" id={button.clone()} aria-expanded={open.to_string()} onclick={toggle}>
                    { if *open { "收起" } else { "逐段看" } }<span class="hide">{ format!("：{}", group.title) }</span>
                </button>
            </div>
            if *open {
                <Rows bringing={props.bringing.clone()} blocks={group.blocks.clone()} list="to" home={button}
                    tell={props.tell.clone()} />
            } else if let Some(first) = first {
                <p class="small quiet">{ first }</p>
            }
        </li>
    }
}

/// What has no place.
#[component]
pub fn Waiting(props: &ListProps) -> Html {
    let shown = use_shown(PORTION / 3, PORTION);
    let pieces = &props.sorted.pieces;
    if pieces.is_empty() {
        return Html::default();
    }
    let rows = pieces.iter().take(shown.count()).map(|piece| {
        html! {
            <WaitingPiece key={piece.blocks[0].lines[0]} bringing={props.bringing.clone()} piece={piece.clone()}
                tell={props.tell.clone()} />
        }
    });
    let more = shown.button(pieces.len(), |_, rest| format!("再看（还有 {rest} 份）"));
    html! {
        <section class="panel drawer" aria-labelledby="waiting">
            <h2 id="waiting" tabindex="-1">
                { format!("待安放（{} 份，{} 字）", pieces.len(), thousands(props.sorted.account.kept)) }
            </h2>
            <p class="small">{ "没有识别出去处的文字。请现在选去处；不选的，录入后留在本页的“待安放”里，不进申报材料，也不会丢失。" }</p>
            { for rows }
            { for more }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct WaitingPieceProps {
    bringing: Rc<Bringing>,
    piece: Piece,
    tell: Tell,
}

#[component]
fn WaitingPiece(props: &WaitingPieceProps) -> Html {
    let choosing = use_state_eq(|| false);
    let open = use_state_eq(|| false);
    let (report, piece) = (&props.bringing.report, &props.piece);
    let at = piece.blocks[0].lines[0];
    let text: String = piece
        .blocks
        .iter()
        .take(3)
        .map(|block| text_of(report, block) + "　")
        .collect();
    let short = beginning(&text);
    let toggle = {
        let (setter, choosing) = (choosing.setter(), *choosing);
        move |_: MouseEvent| setter.set(!choosing)
    };
    let look = {
        let (setter, open) = (open.setter(), *open);
        move |_: MouseEvent| setter.set(!open)
    };
    let choose = {
        let (tell, short) = (props.tell.clone(), short.clone());
        // Under a heading its own lines follow it; others go one by one.
        let lines: Vec<usize> = match piece.titled {
            true => vec![at],
            false => piece.blocks.iter().map(|block| block.lines[0]).collect(),
        };
        let titled = piece.titled;
        Callback::from(move |(_, goal): (usize, Goal)| {
            let words = format!("“{short}”归入：{}。", goal.words());
            let told = match goal {
                Goal::To(to) if titled => Told::SendGroup(to),
                Goal::To(to) => Told::Send(to),
                Goal::Keep => Told::Keep,
                Goal::LeaveOut if titled => Told::LeaveOutGroup,
                Goal::LeaveOut => Told::LeaveOut,
            };
            tell.emit((lines.clone(), told, words));
            focus::focus_soon("places".to_owned());
        })
    };
    let about = format!("，“{short}”");
    html! {
        <div class="piece">
            <p>{ short.clone() }</p>
            <p class="small quiet">
                { format!("{} 字，从第 {} 行起", thousands(piece.characters), report.lines[at].number) }
            </p>
            <div class="line-act">
                <button class="btn plain slim" type="button" id={place_id("waiting", at)} aria-expanded={choosing.to_string()} onclick={toggle}>
                    { "选去处" }<span class="hide">{ about.clone() }</span>
                </button>
                <button class="btn plain slim" type="button" aria-expanded={open.to_string()} onclick={look}>
                    { if *open { "收起" } else { "逐段看" } }<span class="hide">{ about.clone() }</span>
                </button>
            </div>
            if *choosing {
                <Chooser id={format!("waiting-to-{at}")} label="这份文字的去处" now={None::<Goal>} placeless=true
                    buttons={vec![AttrValue::from("确定去处")]} {choose} />
            }
            if *open {
                <Rows bringing={props.bringing.clone()} blocks={piece.blocks.clone()} list="kept"
                    home={place_id("waiting", at)} tell={props.tell.clone()} />
            }
        </div>
    }
}

/// What is left out, by its kind.
#[component]
pub fn LeftOut(props: &ListProps) -> Html {
    let kinds = [
        (Kind::Contents, "目录"),
        (Kind::Running, "页眉、页脚和页码"),
        (Kind::LeftOut, "您选的不录入"),
    ];
    let kinds = kinds.map(|(kind, title)| (title, props.bringing.of_kind(kind)));
    let kinds = kinds.into_iter().filter(|(_, lines)| !lines.is_empty());
    let kinds: Vec<_> = kinds.collect();
    if kinds.is_empty() {
        return Html::default();
    }
    let rows = kinds.into_iter().map(|(title, lines)| {
        html! { <LeftKind key={title} {title} {lines} bringing={props.bringing.clone()} tell={props.tell.clone()} /> }
    });
    html! {
        <section class="panel left" aria-labelledby="left">
            <h2 id="left" tabindex="-1">{ format!("不录入（{} 字）", thousands(props.sorted.account.left_out)) }</h2>
            <ul class="kinds">{ for rows }</ul>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct LeftKindProps {
    title: &'static str,
    lines: Vec<usize>,
    bringing: Rc<Bringing>,
    tell: Tell,
}

#[component]
fn LeftKind(props: &LeftKindProps) -> Html {
    let open = use_state_eq(|| false);
    let shown = use_shown(PORTION, PORTION);
    let LeftKindProps { title, lines, .. } = props;
    let look = {
        let (setter, open) = (open.setter(), *open);
        move |_: MouseEvent| setter.set(!open)
    };
    let take = |lines: Vec<usize>, words: String| {
        let tell = props.tell.clone();
        move |_: MouseEvent| {
            tell.emit((lines.clone(), Told::Text, words.clone()));
            focus::focus_soon("left".to_owned());
        }
    };
    let all = take(lines.clone(), format!("{title}改为录入。"));
    let rows = lines.iter().take(shown.count()).map(|&at| {
        let text = props.bringing.report.lines[at].whole();
        let short = beginning(&text);
        let onclick = take(vec![at], format!("“{short}”改为录入。"));
        html! {
            <li key={at}>
                <p>{ text.trim() }</p>
                <div>
                    <button class="btn plain slim" type="button" {onclick}>
                        { "改为录入" }<span class="hide">{ format!("，“{short}”") }</span>
                    </button>
                </div>
            </li>
        }
    });
    let more = shown.button(lines.len(), |_, rest| format!("再看（还有 {rest} 行）"));
    html! {
        <li>
            <p><strong>{ *title }</strong>{ format!("　{} 行", lines.len()) }</p>
            <div class="line-act">
                <button class="btn plain slim" type="button" aria-expanded={open.to_string()} onclick={look}>
                    { if *open { "收起" } else { "看内容" } }<span class="hide">{ format!("：{title}") }</span>
                </button>
                <button class="btn plain slim" type="button" onclick={all}>
                    { "全部改为录入" }<span class="hide">{ format!("：{title}") }</span>
                </button>
            </div>
            if *open {
                <ul class="paras">{ for rows }</ul>
                { for more }
            }
        </li>
    }
}
