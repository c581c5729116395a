//! 递交清单: what is to be done, by whom and when, and what of it is done.

use quality_award_core::dossier::Dossier;
use quality_award_core::pack::{TaskBy, cite_all};
use quality_award_core::views::progress::Count;
use quality_award_core::views::{HandIn, TaskState, TaskView, tick};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{JumpLink, Tag, Tone, use_may_write};
use crate::packs;
use crate::route::{Back, Route};
use crate::state::{Action, Dispatch};

use super::notice;

/// The list.
pub fn checklist(hand_in: &HandIn<'static>, dossier: &Dossier, dispatch: &Dispatch) -> Html {
    let done = hand_in.done();
    let lines = hand_in.tasks.iter().map(|task| {
        let ticked = !tick(task.task).read(dossier).is_empty();
        html! { <Line key={task.task.id.as_str()} task={task.clone()} {ticked} dispatch={dispatch.clone()} /> }
    });
    html! {
        <section class="panel" aria-labelledby="list">
            <div class="row"><h2 id="list">{ "递交清单" }</h2><p class="far quiet">{ format!("{} / {}", done.done, done.total) }</p></div>
            <ul class="checks">{ for lines }</ul>
        </section>
    }
}

/// How a line stands, in a word.
fn state_words(task: &TaskView<'_>) -> (String, Tone) {
    let open = |count: Option<Count>| match count {
        Some(Count { done, total }) => format!("{done} / {total}"),
        None => "未完成".to_owned(),
    };
    match task.state {
        TaskState::Done => ("已做".to_owned(), Tone::Ok),
        TaskState::Open => (open(task.count), Tone::Open),
        TaskState::Wrong => ("不符合".to_owned(), Tone::Bad),
        TaskState::Waiting => ("还没做".to_owned(), Tone::Plain),
    }
}

/// Where what a line is about is written.
fn route_of(by: TaskBy) -> Route {
    let scheme = packs::scheme();
    let question = |id: Option<String>| match id {
        Some(id) => Route::Question(id, Back::Next),
        None => Route::Answers,
    };
    match by {
        TaskBy::RoundNotice => Route::HandIn,
        TaskBy::Walk | TaskBy::Gates => Route::Answers,
        TaskBy::Form => Route::Form,
        TaskBy::Report => Route::Start,
        TaskBy::Evidence => Route::Evidence,
        TaskBy::Notice => question(scheme.notice_question().map(|asked| asked.id.to_owned())),
        TaskBy::Recommendation => {
            let condition = scheme.recommendation_condition();
            let mut questions = scheme.questions();
            let asked = condition.and_then(|id| questions.find(|asked| asked.of == id));
            question(asked.map(|asked| asked.id.to_owned()))
        }
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    task: TaskView<'static>,
    ticked: bool,
    dispatch: Dispatch,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let may_write = use_may_write();
    let task = props.task.task;
    let (text, tone) = state_words(&props.task);
    let id = format!("tick-{}", task.id);
    let onchange = {
        let (dispatch, place) = (props.dispatch.clone(), tick(task));
        move |event: Event| {
            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
            let value = if on { "yes" } else { "" };
            dispatch.dispatch(Action::Set(place.clone(), value.to_owned()));
        }
    };
    let papers = task
        .papers
        .iter()
        .filter_map(|id| packs::scheme().template(id));
    let papers = papers.map(|paper| {
        html! { <>{ " " }<a href={Route::Paper(paper.id.clone()).to_string()}>{ paper.title.as_str() }</a></> }
    });
    html! {
        <li>
            if let Some(by) = task.by {
                <span class="glyph" aria-hidden="true">{ if props.task.state == TaskState::Done { "✓" } else { "·" } }</span>
                if by == TaskBy::RoundNotice {
                    <JumpLink to={notice::ID} text={task.title.clone()} />
                } else {
                    <a href={route_of(by).to_string()}>{ task.title.as_str() }</a>
                }
            } else {
                <input {id} type="checkbox" checked={props.ticked} disabled={!may_write} {onchange} />
                <label for={format!("tick-{}", task.id)}>{ task.title.as_str() }</label>
            }
            <Tag {text} {tone} />
            <p>
                { format!("{}，{}。{}（{}）", task.when, task.who, task.note, cite_all(task.articles.iter().map(String::as_str))) }
                { for papers }
            </p>
        </li>
    }
}
