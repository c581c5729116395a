//! One question of the walk a page: how to answer, the article's own words, why it is asked, what the
//! measures leave open.

use quality_award_core::domain::date::Date;
use quality_award_core::domain::verdict::{Assessment, Family};
use quality_award_core::dossier::{self, Dossier, Place};
use quality_award_core::pack::{Ambiguity, Exclusion, GateRule, Part, cite};
use quality_award_core::views::{self, Status, Step, StepGroup};
use yew::prelude::*;

use super::answer_fields::{Answers, problems};
use crate::browser::focus;
use crate::browser::menus::is_phone;
use crate::components::{
    Choice, ChoiceOption, Errors, Fold, Inset, Nothing, Problem, Tag, Tone, link,
};
use crate::links::{GoLink, way_back};
use crate::packs;
use crate::pages::PageProps;
use crate::route::{Back, Route};
use crate::state::Dispatch;

/// Properties of [`QuestionPage`].
#[derive(Properties, PartialEq)]
pub struct QuestionPageProps {
    /// The step.
    pub id: AttrValue,
    /// Where one came from.
    pub back: Back,
    /// What every page gets.
    pub page: PageProps,
}

/// What was wrong when the page was last submitted.
#[derive(Default)]
struct Submitted {
    attempt: u32,
    problems: Vec<Problem>,
}

/// The page of a step.
#[component]
pub fn QuestionPage(props: &QuestionPageProps) -> Html {
    let phone = *use_state(is_phone);
    let submitted = use_state(Submitted::default);
    let Some(open) = &props.page.open else {
        return html! { <Nothing title="资格自查" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let steps = packs::steps();
    let (Some(step), Some((group, section))) = (
        steps.find(&props.id),
        steps.find(&props.id).and_then(|step| steps.around(step.id)),
    ) else {
        return html! { <Nothing title="没有这一题" about="地址可能抄错了，请从任务清单进入资格自查。" /> };
    };
    let dossier = &open.dossier;
    let assessment = assess(dossier, props.page.today);
    let found = problems(step, dossier, &assessment);
    // Corrected errors disappear as one types; new ones appear only on submit.
    let wrong = submitted.problems.iter();
    let wrong = wrong.filter(|problem| found.iter().any(|now| now.field == problem.field));
    let wrong: Vec<Problem> = wrong.cloned().collect();
    let (from, link) = way_back(props.back, step);
    let next = match props.back {
        Back::Next => steps
            .next(step.id, &dossier.walk)
            .map_or(Route::Answers, |next| {
                Route::Question(next.id.to_owned(), Back::Next)
            }),
        _ => from.clone(),
    };
    let onsubmit = {
        let (submitted, next, link) = (submitted.clone(), next.to_string(), link.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if found.is_empty() {
                focus::go_to(&next, &link);
            } else {
                submitted.set(Submitted {
                    attempt: submitted.attempt + 1,
                    problems: found.clone(),
                });
            }
        }
    };
    let crumb = match props.back {
        Back::Next => "返回任务清单",
        Back::Answers => "返回核对回答",
        Back::Verdict => "返回资格结论",
        Back::Form => "返回申报表",
    };
    let over = steps.position(step.id).map(|position| {
        format!(
            "{}，第 {} 题，共 {} 题",
            position.of, position.at, position.total
        )
    });
    let previous = steps.previous(step.id, &dossier.walk);
    let previous = previous.filter(|_| props.back == Back::Next);
    // Beside the answer: on a phone below it, so that both are on the screen.
    let sources = step.sources.iter().map(|source| {
        html! { <Inset key={source.article} cite={cite(source.article)} quote={source.quote.clone()} /> }
    });
    let sources = sources.collect::<Html>();
    html! {
        <>
            <GoLink class="crumb" route={from} to={link} text={crumb} />
            <div class="cols">
                // Not a form, because each field is one: what they submit arrives here.
                <div {onsubmit}>
                    <Errors problems={wrong.clone()} attempt={submitted.attempt} />
                    <h1><span class="over">{ over.unwrap_or_default() }</span>{ step.ask }</h1>
                    <p class="read">{ step.hint }</p>
                    if !phone { { sources.clone() } }
                    <Answers step={step.id} dossier={dossier.clone()} years={dossier::loss_years(&assessment, section.id)}
                        problems={wrong} dispatch={props.page.dispatch.clone()} />
                    if phone { { sources } }
                    <Fold summary="为什么问这个">
                        { for step.why.iter().map(|text| html! { <p>{ *text }</p> }) }
                        { for step.notes.iter().map(|text| html! { <p>{ text.as_str() }</p> }) }
                    </Fold>
                    if let Some(exclusion) = step.exclusion {
                        <LookUp id={exclusion.id.as_str()} />
                    }
                    { open_points(step, dossier, &props.page.dispatch) }
                    <form class="row">
                        <button class="btn" type="submit">
                            { match props.back {
                                Back::Next => "保存并继续",
                                _ => "保存并返回",
                            } }
                        </button>
                        if props.back == Back::Next {
                            <a class="btn plain" href={next.to_string()}>{ "先跳过" }</a>
                        }
                        if let Some(previous) = previous {
                            <a class="lone" href={Route::Question(previous.id.to_owned(), Back::Next).to_string()}>
                                { "上一题" }
                            </a>
                        }
                    </form>
                </div>
                <aside class="side" aria-labelledby="around">
                    { around(group, section.id, dossier, &assessment) }
                </aside>
            </div>
        </>
    }
}

fn assess(dossier: &Dossier, today: Date) -> Assessment {
    views::assess(dossier, packs::scheme(), packs::calendar(), today).assessment
}

/// Its like, and how each stands.
fn around(group: &StepGroup<'_>, here: &str, dossier: &Dossier, assessment: &Assessment) -> Html {
    let lines = group.sections.iter().filter_map(|section| {
        let status = section.status(dossier, assessment);
        if status == Status::Needless {
            return None;
        }
        let route = Route::Question(section.steps.first()?.id.to_owned(), Back::Next);
        let current = (section.id == here).then_some("step");
        let (text, tone) = match current {
            Some(_) => ("正在答".to_owned(), Tone::Now),
            None => status_words(group.part, section.id, status),
        };
        Some(html! {
            <li key={section.id} aria-current={current}>
                { link(&route, section.title) }
                <Tag {text} {tone} />
            </li>
        })
    });
    html! {
        <section class="panel">
            <h2 id="around">{ &group.title }</h2>
            <ol class="tasks">{ for lines }</ol>
            <p class="small quiet">{ "改动任何一题，结论马上重算，其他回答不变。" }</p>
        </section>
    }
}

/// A status in words, as the section's family calls it.
pub fn status_words(part: Part, section: &str, status: Status) -> (String, Tone) {
    let labels = &packs::scheme().labels;
    let family = match part {
        Part::General => None,
        Part::Gate => packs::scheme().gate(section).map(|gate| match gate.rule {
            GateRule::Ban(_) => Family::Ban,
            GateRule::Validity(_) => Family::Validity,
        }),
        Part::Condition => Some(Family::Condition),
        Part::Exclusion => Some(Family::Exclusion),
        Part::Notice => Some(Family::Notice),
    };
    match (status, family) {
        (Status::Needless, _) => ("不用答".to_owned(), Tone::Plain),
        (Status::Optional, _) => ("选填".to_owned(), Tone::Plain),
        (Status::Unanswered, _) => ("未答".to_owned(), Tone::Plain),
        (Status::Open, _) => (labels.unknown.clone(), Tone::Open),
        (Status::Answered, Some(Family::Condition | Family::Notice)) => {
            (labels.met.clone(), Tone::Ok)
        }
        (Status::Answered, Some(Family::Exclusion)) => (labels.clear.clone(), Tone::Ok),
        (Status::Answered, _) => ("已答".to_owned(), Tone::Ok),
        (Status::Unmet, Some(Family::Exclusion)) => (labels.excluded.clone(), Tone::Bad),
        (Status::Unmet, Some(Family::Ban | Family::Validity)) => {
            ("还不能申报".to_owned(), Tone::Bad)
        }
        (Status::Unmet, _) => (labels.unmet.clone(), Tone::Bad),
    }
}

#[derive(Properties, PartialEq)]
struct LookUpProps {
    id: AttrValue,
}

/// Where to look an exclusion up, and from which day it counts.
#[component]
fn LookUp(props: &LookUpProps) -> Html {
    let Some(Exclusion {
        count_from,
        self_check,
        ..
    }) = packs::scheme().exclusion(&props.id)
    else {
        return Html::default();
    };
    html! {
        <Fold summary="到哪里核实，从哪一天起算">
            <p>{ count_from.as_str() }</p>
            <ul>{ for self_check.iter().map(|place| html! { <li>{ place.as_str() }</li> }) }</ul>
        </Fold>
    }
}

/// What the measures leave open about a step, and the readings one may choose.
fn open_points(step: &Step<'_>, dossier: &Dossier, dispatch: &Dispatch) -> Html {
    let scheme = packs::scheme();
    let open: Vec<_> = step
        .ambiguities
        .iter()
        .filter_map(|id| scheme.ambiguity(id))
        .collect();
    open_fold(&open, dossier, dispatch)
}

/// Things that the measures leave open, to unfold.
pub fn open_fold(points: &[&Ambiguity], dossier: &Dossier, dispatch: &Dispatch) -> Html {
    if points.is_empty() {
        return Html::default();
    }
    html! {
        <Fold summary={format!("办法没有写明的地方（{} 处）", points.len())}>
            { for points.iter().enumerate().map(|(at, open)| open_point(open, &points[..at], dossier, dispatch)) }
        </Fold>
    }
}

/// One thing that the measures leave open: how it is read here, how else, and the choice where there is one. A choice
/// that one of the `earlier` ones on the page shares is not asked twice: a page has each field once.
pub fn open_point(
    open: &Ambiguity,
    earlier: &[&Ambiguity],
    dossier: &Dossier,
    dispatch: &Dispatch,
) -> Html {
    let above = earlier.iter().any(|point| point.setting == open.setting);
    html! {
        <div key={open.id.as_str()} class="open-point">
            <p><strong>{ open.issue.as_str() }</strong></p>
            <p>{ format!("这里按：{}", open.reading) }</p>
            if !open.alternatives.is_empty() {
                <p>{ format!("也有人理解为：{}。", open.alternatives.join("；")) }</p>
            }
            { match open.setting.as_deref() {
                Some(_) if above => html! { <p class="small quiet">{ "按哪种理解，与上面一起选。" }</p> },
                Some(setting) => reading(setting, dossier, dispatch),
                None => html! { <p class="small quiet">{ format!("如按别的理解：{}", open.override_by) }</p> },
            } }
        </div>
    }
}

/// The choice between readings. The default is stored as nothing.
fn reading(id: &str, dossier: &Dossier, dispatch: &Dispatch) -> Html {
    let Some(setting) = packs::scheme().setting(id) else {
        return Html::default();
    };
    let stored = |value: &str| match value == setting.default {
        true => String::new(),
        false => value.to_owned(),
    };
    let place = Place::Setting(id.into());
    let value = stored(place.read(dossier));
    let options = setting.options.iter();
    let options = options.map(|option| ChoiceOption::new(&stored(&option.value), &option.label));
    html! {
        <Choice {place} label={setting.label.as_str()} {value} options={options.collect::<Vec<_>>()}
            dispatch={dispatch.clone()} />
    }
}
