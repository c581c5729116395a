//! 每年要做的事: the duties of each year of the award, by which day, done or not, and as a calendar file.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Place};
use quality_award_core::export::award_days;
use quality_award_core::export::ics::calendar;
use quality_award_core::pack::cite;
use quality_award_core::views::{AfterAward, DueFlaw, DutyState, DutyView};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{Field, FieldKind, Fold, JumpLink, Section, Tag, Tone, use_may_write};
use crate::packs;
use crate::pages::PageProps;
use crate::state::{Action, Dispatch};

/// Id of the heading.
pub const ID: &str = "on-duties";

/// How a duty stands, in a word.
pub fn state_words(state: DutyState) -> (&'static str, Tone) {
    match state {
        DutyState::Done => ("已做", Tone::Ok),
        DutyState::Overdue => ("逾期", Tone::Bad),
        DutyState::Soon => ("快到了", Tone::Now),
        DutyState::Later => ("未到", Tone::Plain),
        DutyState::NoDay => ("日期要改", Tone::Warn),
    }
}

/// The duties that come next, beside the award: what is overdue first.
pub fn next(after: &AfterAward<'_>) -> Html {
    let near = |duty: &&DutyView<'_>| matches!(duty.state, DutyState::Overdue | DutyState::Soon);
    let mut near: Vec<&DutyView<'_>> = after.duties.iter().filter(near).collect();
    near.sort_by_key(|duty| duty.due);
    html! {
        <section class="panel" aria-labelledby="soon">
            <h2 id="soon">{ "现在要做的" }</h2>
            if near.is_empty() {
                <p>{ match after.validity {
                    Some(_) => "三个月内没有要做的事。",
                    None => "填写获奖日期以后，这里列出要做的事。",
                } }</p>
            } else {
                <ul>
                    { for near.iter().take(6).map(|duty| {
                        let (text, tone) = state_words(duty.state);
                        html! {
                            <li key={format!("{}-{}", duty.duty.id, duty.year)}>
                                { format!("{}（{} 年）", duty.duty.title, duty.year) }{ " " }<Tag {text} {tone} /><br />
                                <span class="small quiet">{ duty.due.map_or(String::new(), |due| format!("{due} 前")) }</span>
                            </li>
                        }
                    }) }
                </ul>
                <p class="small"><JumpLink to={ID} text="看每年要做的事" /></p>
            }
        </section>
    }
}

/// The section.
pub fn section(after: &AfterAward<'_>, dossier: &Rc<Dossier>, props: &PageProps) -> Html {
    let done = after.duties.iter();
    let done = done.filter(|duty| duty.state == DutyState::Done).count();
    let overdue = after.overdue().count();
    let state = match (after.duties.len(), overdue) {
        (0, _) => "还没填获奖日期".to_owned(),
        (total, 0) => format!("{done} / {total} 件已做"),
        (_, overdue) => format!("逾期 {overdue} 件"),
    };
    let this_year = props.today.year();
    let years = after.duties.chunk_by(|a, b| a.year == b.year);
    let years = years.filter_map(|duties| Some((duties.first()?.year, duties)));
    let years = years.enumerate().map(|(at, (year, duties))| {
        let done = duties.iter().filter(|duty| duty.state == DutyState::Done);
        let late = duties.iter().any(|duty| duty.state == DutyState::Overdue);
        let summary = format!("{year} 年（第 {} 年）：{} / {} 件已做", at + 1, done.count(), duties.len());
        let lines = duties.iter().map(|duty| {
            let value = AttrValue::from(duty.due_place().read(dossier).to_owned());
            html! {
                <Line key={duty.duty.id.clone()} id={format!("{}-{year}", duty.duty.id)}
                    title={duty.duty.title.clone()} about={about(duty)} due={due(duty)} state={duty.state}
                    other_year={duty.flaw == Some(DueFlaw::OtherYear)} {year} {value}
                    places={(duty.due_place(), duty.done_place())} dispatch={props.dispatch.clone()} />
            }
        });
        html! {
            <Fold key={year} {summary} open={year == this_year || late}>
                <ul class="checks">{ for lines }</ul>
            </Fold>
        }
    });
    let save = {
        let (library, dossier) = (props.library.clone(), dossier.clone());
        let name = format!("{}获奖后要做的事", packs::front().award);
        let days = award_days::days(after);
        let file = calendar(&days, &name, &award_days::owner(&dossier), props.today);
        move |_: MouseEvent| {
            library.hand_out(
                &dossier,
                "获奖后日程",
                ".ics",
                "text/calendar",
                file.as_bytes(),
            );
        }
    };
    html! {
        <Section id={ID} title="每年要做的事" {state}>
            if after.duties.is_empty() {
                <p>{ "填写获奖日期以后，这里按年列出要做的事。" }</p>
            } else {
                <p class="read">
                    { "办法只写“每年”，没有规定日期。没有填日期的按年末提醒，可以改成自己的日期；秘书处另有通知的，以通知为准。" }
                </p>
                { for years }
                <div class="row">
                    <button class="btn plain slim" type="button" onclick={save}>{ "存为日历文件（.ics）" }</button>
                    <p class="small quiet">{ "没做的事和有效期的日子，导入自己的日历；再次导入是更新，不会重复。" }</p>
                </div>
            }
        </Section>
    }
}

fn about(duty: &DutyView<'_>) -> String {
    format!(
        "{} 留存：{}。（{}）",
        duty.duty.company_does,
        duty.duty.record,
        cite(&duty.duty.article)
    )
}

fn due(duty: &DutyView<'_>) -> String {
    match (duty.due, duty.own) {
        (Some(due), true) => format!("{due} 前，自己定的"),
        (Some(due), false) => format!("{due} 前，本工具拟的"),
        (None, _) => "日期不能用".to_owned(),
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    id: String,
    title: AttrValue,
    about: String,
    due: String,
    state: DutyState,
    other_year: bool,
    year: i32,
    value: AttrValue,
    /// Where the day is typed, and where it is ticked off.
    places: (Place, Place),
    dispatch: Dispatch,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let may_write = use_may_write();
    let (text, tone) = state_words(props.state);
    let id = format!("tick-{}", props.id);
    let (due, done) = &props.places;
    let onchange = {
        let (dispatch, place) = (props.dispatch.clone(), done.clone());
        move |event: Event| {
            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
            let value = if on { "yes" } else { "" };
            dispatch.dispatch(Action::Set(place.clone(), value.to_owned()));
        }
    };
    let year = props.year;
    let error = match props.other_year {
        true => format!(
            "{year} 年的事，日期应在 {year} 年或者 {} 年，请核对。",
            year + 1
        ),
        false => String::new(),
    };
    html! {
        <li>
            <input id={id.clone()} type="checkbox" checked={props.state == DutyState::Done} disabled={!may_write} {onchange} />
            <label for={id}>{ props.title.clone() }<span class="hide">{ format!("（{year} 年）") }</span></label>
            <Tag {text} {tone} />
            <p>{ format!("{}。{}", props.due, props.about) }</p>
            <div class="own">
                <Field place={due.clone()} label={format!("自己的日期：{}（{year} 年）", props.title)} kind={FieldKind::Date}
                    value={props.value.clone()} {error} dispatch={props.dispatch.clone()} />
            </div>
        </li>
    }
}
