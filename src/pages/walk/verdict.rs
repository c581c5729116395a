//! 资格结论: one sentence, then condition by condition with reason, article, what to do and when; and the
//! questions that only the secretariat can answer.

use std::cmp::Reverse;

use quality_award_core::domain::date::Date;
use quality_award_core::domain::verdict::{Assessment, Overall, Reading, RuleFinding, State};
use quality_award_core::domain::words;
use quality_award_core::dossier::{Dossier, Kind};
use quality_award_core::export::enquiry::{self, LetterLine};
use quality_award_core::export::finding_text::{self, FindingText, finding_text};
use quality_award_core::pack::{ValueKey, cite};
use quality_award_core::views;
use yew::prelude::*;

use crate::browser::paper;
use crate::components::over;
use crate::components::{Inset, Nothing, Tag, Tone};
use crate::packs;
use crate::pages::PageProps;
use crate::route::{Back, Route};

/// The page.
#[component]
pub fn VerdictPage(props: &PageProps) -> Html {
    let Some(open) = props
        .open
        .as_ref()
        .filter(|open| open.dossier.kind != Kind::Annual)
    else {
        return html! { <Nothing title="资格结论" about="没有打开预审或申报的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let dossier = &*open.dossier;
    let scheme = packs::scheme();
    let assessed = views::assess(dossier, scheme, packs::calendar(), props.today);
    let assessment = &assessed.assessment;
    let name = dossier.organisation();
    let over = match name {
        "" => over(dossier, assessment),
        name => format!("{name}，{}", over(dossier, assessment)),
    };
    html! {
        // On paper one sheet: the verdict in front, the letter at the back.
        <div class="sheet">
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <div class="row">
                <h1><span class="over">{ over }</span>{ "资格结论" }</h1>
                <button class="btn plain far no-print" type="button" onclick={|_: MouseEvent| paper::print()}>
                    { "打印这一页" }
                </button>
            </div>
            { overall(assessment, assessed.own_date) }
            { conditions(assessment) }
            { exclusions(assessment) }
            { gates(assessment) }
            { notice(assessment) }
            { hints(assessment) }
            <p class="small quiet">
                { format!("依据：{}。计算日期：{}。{}", scheme.about.document_number.value, props.today,
                    scheme.policy.disclaimer) }
            </p>
            { letter(dossier, assessment) }
        </div>
    }
}

/// The overall answer with its dates, as the verdict page and the start page show it.
fn overall(assessment: &Assessment, own_date: bool) -> Html {
    let tone = match assessment.overall {
        Overall::Eligible => Some("ok"),
        Overall::NotEligible => Some("bad"),
        Overall::Undetermined => None,
    };
    let basis = finding_text::basis(assessment, own_date);
    html! {
        <section class={classes!("panel", "verdict", tone)} aria-labelledby="v">
            <h2 id="v">{ format!("目前结论：{}", finding_text::overall(assessment.overall, packs::scheme())) }</h2>
            <p>{ format!("{}{basis}", finding_text::summary(assessment)) }</p>
            { when(assessment) }
            { readings(&assessment.readings) }
        </section>
    }
}

/// The earliest date and what decides it.
fn when(assessment: &Assessment) -> Html {
    let Some(when) = finding_text::when(assessment, packs::scheme()) else {
        return Html::default();
    };
    let deciding = when.deciding.iter().map(|(cite, why)| {
        html! { <dd>{ cite }<span>{ why }</span></dd> }
    });
    html! {
        <dl class="when">
            <div>
                <dt>{ "最早可申报日期" }</dt>
                <dd class={classes!(when.earliest.map(|_| "big"))}>
                    { match when.earliest {
                        Some(day) => html! { <time datetime={day.to_string()}>{ day.to_string() }</time> },
                        None => html! { "目前无法确定" },
                    } }
                    if !when.condition.is_empty() {
                        <span>{ &when.condition }</span>
                    }
                </dd>
            </div>
            if !when.deciding.is_empty() {
                <div><dt>{ "由哪一项决定" }</dt>{ for deciding }</div>
            }
        </dl>
    }
}

/// The readings of "近3年" side by side, where they differ.
fn readings(readings: &[Reading]) -> Html {
    if readings.is_empty() {
        return Html::default();
    }
    let scheme = packs::scheme();
    let rows = readings.iter().map(|reading| {
        let used = if reading.in_use {
            "（现在选用）"
        } else {
            ""
        };
        html! {
            <tr>
                <th scope="row">{ format!("{}{used}", words::basis(reading.basis)) }</th>
                <td data-of="结论">{ finding_text::overall(reading.overall, scheme) }</td>
                <td data-of="最早">
                    { match reading.earliest {
                        Some(date) => html! { <time>{ date.to_string() }</time> },
                        None if reading.overall == Overall::Eligible => html! { "现在" },
                        None => html! { "无法确定" },
                    } }
                </td>
            </tr>
        }
    });
    html! {
        <div class="note">
            <p>
                { finding_text::readings_differ(packs::scheme()) }
                <a class="no-print" href={Route::Readings.to_string()}>{ "选定理解" }</a>
            </p>
            <table class="cards">
                <caption class="hide">{ "几种理解的结果" }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "理解" }</th>
                        <th scope="col">{ "结论" }</th>
                        <th scope="col">{ "最早可申报日期" }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

fn conditions(assessment: &Assessment) -> Html {
    let mut findings: Vec<&RuleFinding> = assessment.conditions.iter().collect();
    // What stands in the way comes first; within one state the order of the article stays.
    findings.sort_by_key(|finding| Reverse(finding.state));
    let article = &packs::scheme().conditions_common.article;
    html! {
        <section class="panel flow" aria-labelledby="c13">
            <h2 id="c13">{ format!("{}：应当同时具备的条件", cite(article)) }</h2>
            <ul class="traces">{ for findings.into_iter().map(|finding| trace(finding, assessment.on)) }</ul>
        </section>
    }
}

fn exclusions(assessment: &Assessment) -> Html {
    let scheme = packs::scheme();
    let (clear, mut rest): (Vec<&RuleFinding>, Vec<&RuleFinding>) = assessment
        .exclusions
        .iter()
        .partition(|finding| finding.state == State::Pass);
    rest.sort_by_key(|finding| Reverse(finding.state));
    let rows = clear.iter().map(|finding| {
        let text = finding_text(finding, scheme, assessment.on);
        let why: Vec<_> = text.reasons.iter().map(|why| why.text.as_str()).collect();
        let mut why = why;
        why.dedup();
        html! {
            <tr key={text.id} id={anchor(text.id)}>
                <th scope="row" class="no">{ text.cite.clone() }</th>
                <td data-of="情形">{ text.quote }</td>
                <td data-of="判定"><Tag text={text.label.to_owned()} tone={tone(finding)} /></td>
                <td data-of="说明">
                    { why.concat() }
                    <a class="lone small no-print" href={change(&text)}>
                        { "修改" }<span class="hide">{ format!("回答：{}", text.title) }</span>
                    </a>
                </td>
            </tr>
        }
    });
    let article = &scheme.exclusions_common.article;
    let years = scheme.about.number(ValueKey::ExclusionWindowYears);
    html! {
        <section class="panel flow" aria-labelledby="c14">
            <h2 id="c14">{ format!("{}：近 {years} 年有其中一种，不得申报", cite(article)) }</h2>
            if !rest.is_empty() {
                <ul class="traces">{ for rest.iter().map(|finding| trace(finding, assessment.on)) }</ul>
            }
            if !clear.is_empty() {
                <table class="cards">
                    <caption>
                        { match rest.is_empty() {
                            true => format!("{} 种情形", clear.len()),
                            false => format!("其余 {} 种情形", clear.len()),
                        } }
                    </caption>
                    <thead>
                        <tr>
                            <th scope="col">{ "项" }</th>
                            <th scope="col">{ "情形（原文）" }</th>
                            <th scope="col">{ "判定" }</th>
                            <th scope="col">{ "说明" }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            }
        </section>
    }
}

fn gates(assessment: &Assessment) -> Html {
    html! {
        <section class="panel flow" aria-labelledby="gates">
            <h2 id="gates">{ "以前获奖和撤销" }</h2>
            <ul class="traces">
                { for assessment.gates.iter().map(|finding| trace(finding, assessment.on)) }
            </ul>
            <p class="small">{ words::reward(assessment.reward) }</p>
        </section>
    }
}

/// One finding in full.
fn trace(finding: &RuleFinding, on: Date) -> Html {
    let text = finding_text(finding, packs::scheme(), on);
    let reasons = text.reasons.iter().map(|why| {
        html! {
            <dd class={passed(why.state)}>
                if !why.ask.is_empty() {
                    <span class="quiet">{ format!("{} ", why.ask) }</span>
                }
                { why.text.as_str() }
            </dd>
        }
    });
    html! {
        <li key={text.id.to_owned()} id={anchor(text.id)} class={passed(text.state)}>
            <div><Tag text={text.label.to_owned()} tone={tone(finding)} /></div>
            <div class="body">
                <h3>{ text.title }</h3>
                <dl class="pairs">
                    <dt>{ "理由" }</dt>
                    { for reasons }
                    if !text.what_to_do.is_empty() {
                        <dt>{ "怎么办" }</dt>
                        <dd>{ &*text.what_to_do }</dd>
                    }
                    if let Some(date) = text.earliest {
                        <dt>{ "最早日期" }</dt>
                        <dd><strong><time>{ date.to_string() }</time></strong></dd>
                    } else if text.never {
                        <dt>{ "最早日期" }</dt>
                        <dd>{ "这一项不会随时间解除，要先解决" }</dd>
                    }
                </dl>
                <Inset small=true cite={text.cite.clone()} quote={text.quote.to_owned()} />
                <p class="small no-print">
                    <a class="lone" href={change(&text)}>
                        { "修改回答" }<span class="hide">{ format!("：{}", text.title) }</span>
                    </a>
                </p>
            </div>
        </li>
    }
}

/// What passed stands on paper without its reasons.
fn passed(state: State) -> Option<&'static str> {
    (state == State::Pass).then_some("passed")
}

fn anchor(id: &str) -> String {
    format!("on-{id}")
}

fn change(text: &FindingText<'_>) -> String {
    let step = packs::steps().find(text.question);
    let id = step.map_or(text.question, |step| step.id);
    Route::Question(id.to_owned(), Back::Verdict).to_string()
}

fn tone(finding: &RuleFinding) -> Tone {
    match finding.state {
        State::Pass => Tone::Ok,
        State::Unknown => Tone::Open,
        State::Fail => Tone::Bad,
    }
}

/// The internal notice: beside the verdict, never part of it.
fn notice(assessment: &Assessment) -> Html {
    let scheme = packs::scheme();
    let notice = &assessment.notice;
    let tone = match notice.state {
        State::Pass => Tone::Ok,
        State::Unknown => Tone::Open,
        State::Fail => Tone::Bad,
    };
    let text = finding_text::notice(assessment, scheme);
    html! {
        <section class="panel flow" aria-labelledby="notice">
            <h2 id="notice">{ "内部公示" }</h2>
            <ul class="traces">
                <li id={anchor("notice")}>
                    <div><Tag text={text.label.to_owned()} {tone} /></div>
                    <div class="body">
                        <h3>{ text.beside }</h3>
                        <dl class="pairs">
                            <dt>{ "理由" }</dt>
                            { for text.reasons.iter().map(|why| html! { <dd>{ why }</dd> }) }
                            if let Some(end) = notice.earliest_end {
                                <dt>{ "末日最早" }</dt>
                                <dd><time>{ end.to_string() }</time></dd>
                            }
                            <dt>{ "首日最晚" }</dt>
                            <dd><time>{ notice.latest_start.to_string() }</time></dd>
                        </dl>
                        <Inset small=true cite={text.cite} quote={text.quote} />
                        if let Some(question) = packs::scheme().notice_question() {
                            <p class="small no-print">
                                <a class="lone" href={Route::Question(question.id.into(), Back::Verdict).to_string()}>
                                    { "修改回答" }<span class="hide">{ "：内部公示" }</span>
                                </a>
                            </p>
                        }
                    </div>
                </li>
            </ul>
        </section>
    }
}

/// Hints that change no verdict, and priority.
fn hints(assessment: &Assessment) -> Html {
    let texts = finding_text::hints(assessment, packs::scheme());
    html! {
        <section class="panel" aria-labelledby="hints">
            <h2 id="hints">{ "提醒" }</h2>
            <ul>
                { for texts.into_iter().map(|text| html! { <li key={text.clone()}>{ text }</li> }) }
            </ul>
        </section>
    }
}

/// The letter to the secretariat, when something is open that only it can answer.
fn letter(dossier: &Dossier, assessment: &Assessment) -> Html {
    let scheme = packs::scheme();
    let questions = enquiry::open_questions(dossier, scheme, assessment);
    let Some(letter) = enquiry::letter(dossier, scheme, &questions) else {
        return Html::default();
    };
    let lines = letter.lines.iter().map(|line| match line {
        LetterLine::Heading(text) => html! { <h3>{ text.as_str() }</h3> },
        LetterLine::Text(text) => html! { <p>{ text.as_str() }</p> },
    });
    html! {
        <section class="panel letter" aria-labelledby="letter">
            <h2 id="letter">{ letter.title.as_str() }</h2>
            <p class="small quiet no-print">
                { "下面是要问秘书处的问题，打印后填上空白处即可送出。回答清楚以前，相应各项列为“待确认”。" }
            </p>
            { for lines }
            <div class="signature">
                { for letter.signature.iter().map(|line| html! { <p>{ line.as_str() }</p> }) }
            </div>
        </section>
    }
}
