//! 核对回答: everything that was answered, on one page, each with a link that changes it and comes back.

use quality_award_core::domain::verdict::Assessment;
use quality_award_core::dossier::Dossier;
use quality_award_core::views::{self, Status, Step, StepGroup, said};
use yew::prelude::*;

use super::question::status_words;
use crate::components::{Nothing, Tag};
use crate::links::change_id;
use crate::packs;
use crate::pages::PageProps;
use crate::route::{Back, Route};

/// The page.
#[component]
pub fn AnswersPage(props: &PageProps) -> Html {
    let Some(open) = &props.open else {
        return html! { <Nothing title="核对回答" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let dossier = &*open.dossier;
    let steps = packs::steps();
    let assessed = views::assess(dossier, packs::scheme(), packs::calendar(), props.today);
    let assessment = &assessed.assessment;
    let groups = steps.groups.iter();
    let left: usize = groups
        .map(|group| {
            let progress = steps.progress(group, dossier, assessment);
            progress.total - progress.answered
        })
        .sum();
    let first = steps.first_open(dossier, assessment);
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ "核对回答" }</h1>
            <p class="read">
                { match left {
                    0 => "要答的都答了。逐条看一遍，需要改的点“修改”，改完回到这一页。".to_owned(),
                    left => format!("还有 {left} 题没有答。没有答的在结论里列为“待确认”。"),
                } }
            </p>
            <div class="row no-print">
                if let Some(first) = first {
                    <a class="btn" href={Route::Question(first.to_owned(), Back::Next).to_string()}>
                        { "继续回答" }
                    </a>
                    <a class="btn plain" href={Route::Verdict.to_string()}>{ "看资格结论" }</a>
                } else {
                    <a class="btn" href={Route::Verdict.to_string()}>{ "看资格结论" }</a>
                }
            </div>
            { for steps.groups.iter().map(|group| table(group, dossier, assessment)) }
        </>
    }
}

fn table(group: &StepGroup<'_>, dossier: &Dossier, assessment: &Assessment) -> Html {
    let rows = group
        .steps()
        .map(|step| row(group, step, dossier, assessment));
    let title = &group.title;
    html! {
        <section key={title.clone()} class="panel" aria-label={title.clone()}>
            <h2>{ title }</h2>
            <table class="cards said">
                <caption class="hide">{ title }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "问题" }</th>
                        <th scope="col">{ "回答" }</th>
                        <th scope="col">{ "判定" }</th>
                        <th scope="col" class="no">{ "操作" }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </section>
    }
}

fn row(group: &StepGroup<'_>, step: &Step<'_>, dossier: &Dossier, assessment: &Assessment) -> Html {
    let status = step.status(dossier, assessment);
    let section = packs::steps()
        .around(step.id)
        .map_or("", |(_, section)| section.id);
    let (text, tone) = status_words(group.part, section, status);
    let said = said(step, dossier);
    let answers = said.iter().map(|said| {
        html! {
            <p>
                if !said.label.is_empty() {
                    <span class="quiet">{ lead(&said.label) }</span>
                }
                { said.text.as_str() }
            </p>
        }
    });
    let change = Route::Question(step.id.to_owned(), Back::Answers);
    html! {
        <tr key={step.id}>
            <th scope="row">{ step.ask }</th>
            <td data-of="回答">
                <div class="typed">
                    if said.is_empty() {
                        <p class="quiet">
                            { if status == Status::Needless { "按前面的回答，这一题不用答" } else { "没有回答" } }
                        </p>
                    } else {
                        { for answers }
                    }
                </div>
            </td>
            <td data-of="判定"><Tag {text} {tone} /></td>
            <td class="no">
                <a id={change_id(step.id)} class="lone" href={change.to_string()}>
                    { if said.is_empty() { "回答" } else { "修改" } }
                    <span class="hide">{ format!("：{}", step.ask) }</span>
                </a>
            </td>
        </tr>
    }
}

/// A label before its answer; a question has its own mark.
fn lead(label: &str) -> String {
    match label.ends_with('？') {
        true => label.to_owned(),
        false => format!("{label}："),
    }
}
