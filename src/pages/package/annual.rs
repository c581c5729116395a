//! 年度自评: the validity of the award, and the texts of the year's report.

use quality_award_core::domain::date::Date;
use quality_award_core::domain::input;
use quality_award_core::domain::validity::Validity;
use quality_award_core::domain::words;
use quality_award_core::dossier::{Dossier, Kind, Place};
use quality_award_core::pack::reserved::ORGANISATION;
use quality_award_core::pack::{AnnualMode, AnnualSection, cite};
use quality_award_core::views::progress;
use yew::prelude::*;

use crate::components::{Field, FieldKind, Fold, Inset, Jump, Nothing};
use crate::packs::{self, ByAddress};
use crate::pages::PageProps;
use crate::pages::award::AWARD_TO_COME;
use crate::pages::award::{open_points, owed};
use crate::route::Route;
use crate::state::Dispatch;

/// Section that the 23 items belong to.
const ITEMS: &str = "an-items";

/// Article on how long an award is valid.
const VALIDITY: &str = "28";

/// Article that asks for the report.
const REPORT: &str = "29";

/// The page.
#[component]
pub fn AnnualPage(props: &PageProps) -> Html {
    let of_winner = |kind| kind == Kind::Annual;
    let open = props.open.as_ref();
    let Some(open) = open.filter(|open| of_winner(open.dossier.kind)) else {
        return html! { <Nothing title="年度自评" about="没有打开年度自评的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let dossier = &*open.dossier;
    let dispatch = &props.dispatch;
    let sections = &packs::scheme().annual;
    let jump = sections.iter();
    let jump: Vec<_> = jump
        .map(|section| (heading_id(section).into(), section.title.clone().into()))
        .collect();
    let title = match input::year(&dossier.annual.year).given() {
        Some(year) => format!("{year} 年度自评报告"),
        None => "年度自评报告".to_owned(),
    };
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ title }</h1>
            <div class="cols">
                { award(dossier, dispatch, props.today) }
                <div class="side">{ standing(dossier) }</div>
            </div>
            { super::year::to_look_at(dossier, dispatch) }
            { super::year::years(dossier) }
            <h2>{ "报告正文" }</h2>
            <p class="read">
                { "提纲是本工具拟的，办法没有规定格式。字数只作提醒。" }
            </p>
            <Jump to={jump} />
            { for sections.iter().map(|section| {
                let value = dossier.annual.sections.get(&section.id);
                let value = value.map_or(AttrValue::Static(""), |text| text.clone().into());
                html! {
                    <Part key={section.id.as_str()} section={ByAddress(section)} {value} dispatch={dispatch.clone()} />
                }
            }) }
        </>
    }
}

fn heading_id(section: &AnnualSection) -> String {
    format!("on-{}", section.id)
}

/// Who, when, and which year of the award it is.
fn award(dossier: &Dossier, dispatch: &Dispatch, today: Date) -> Html {
    let scheme = packs::scheme();
    let years = scheme.about.validity_years.value;
    let day = scheme.settings_with(&dossier.settings).boundary_day;
    let awarded = input::date(&dossier.annual.awarded).given().copied();
    let in_future = awarded.is_some_and(|awarded| awarded > today);
    let awarded = awarded.filter(|_| !in_future);
    let validity = awarded.map(|awarded| Validity::new(awarded, years, day));
    let year = input::year(&dossier.annual.year).given().copied();
    let nth = validity
        .zip(year)
        .map(|(validity, year)| validity.nth(year));
    let heading = match nth.flatten() {
        Some(nth) => format!("有效期：第 {nth} 年，共 {years} 年"),
        None => "有效期".to_owned(),
    };
    let name = dossier.form.fields.get(ORGANISATION);
    let name = name.map_or(AttrValue::Static(""), |name| name.clone().into());
    let text = |raw: &str| AttrValue::from(raw.to_owned());
    html! {
        <section class="panel" aria-labelledby="validity">
            <h2 id="validity">{ heading }</h2>
            <Field place={Place::Form(ORGANISATION.into())} label="组织名称" value={name}
                dispatch={dispatch.clone()} />
            <Field place={Place::Awarded} label="获奖日期" kind={FieldKind::Date}
                hint="表彰通报的日期，例如 2025-06-18，写作 2025年6月18日 也可以。"
                error={if in_future { AWARD_TO_COME } else { "" }}
                value={text(&dossier.annual.awarded)} dispatch={dispatch.clone()} />
            <Field place={Place::Year} label="报告年度" kind={FieldKind::Year} hint="写四位数字，例如 2026。"
                value={text(&dossier.annual.year)} dispatch={dispatch.clone()} />
            if let Some(validity) = validity {
                { term(&validity, year) }
            }
            if nth == Some(None) {
                <div class="note">
                    <p>{ "报告年度不在这次获奖的有效期里，请核对获奖日期和报告年度。" }</p>
                </div>
            }
            { source(VALIDITY) }
            { open_points(&[VALIDITY, REPORT], dossier, dispatch) }
        </section>
    }
}

/// How long the award is valid, and the reports that belong to it.
fn term(validity: &Validity, year: Option<i32>) -> Html {
    let reports = validity.report_years().enumerate().map(|(at, of)| {
        let here = year == Some(of);
        let class = match year {
            Some(year) if of < year && validity.nth(year).is_some() => Some("past"),
            _ => here.then_some("here"),
        };
        html! {
            <li key={of} {class} aria-current={here.then_some("step")}>
                { format!("第 {} 年", at + 1) }<br />
                { format!("{of} 年度") }
                if here {
                    { "，本报告" }
                }
            </li>
        }
    });
    html! {
        <>
            <dl class="when">
                <div>
                    <dt>{ "有效期至" }</dt>
                    <dd class="big"><time>{ validity.last.to_string() }</time></dd>
                </div>
                <div>
                    <dt>{ "期满后最早再次申请" }</dt>
                    <dd><time>{ validity.free.to_string() }</time></dd>
                </div>
            </dl>
            <ol class="years">{ for reports }</ol>
        </>
    }
}

/// How far the report is.
fn standing(dossier: &Dossier) -> Html {
    let (scheme, criteria) = (packs::scheme(), packs::criteria());
    let texts = progress::annual(dossier, scheme);
    let items = progress::items(dossier, criteria);
    let tally = progress::total(criteria, &progress::percents(dossier, criteria));
    html! {
        <section class="panel" aria-labelledby="standing">
            <h2 id="standing">{ "本年报告" }</h2>
            <dl class="facts">
                <div><dt>{ "正文" }</dt><dd>{ format!("已写 {} / {} 部分", texts.done, texts.total) }</dd></div>
                <div><dt>{ "自评条目" }</dt><dd>{ format!("已写 {} / {} 条", items.done, items.total) }</dd></div>
                <div><dt>{ "自评得分" }</dt><dd class="note-line">{ words::tally(tally) }</dd></div>
            </dl>
            <p>{ to_items() }</p>
            <p class="small"><a class="lone" href={Route::Readings.to_string()}>{ "办法没有写明的地方，按哪种理解" }</a></p>
        </section>
    }
}

fn to_items() -> Html {
    let items = &packs::criteria().items;
    let first = items.first().map_or("", |item| &item.id);
    html! {
        <a class="lone" href={Route::Item(first.to_owned()).to_string()}>{ format!("写 {} 个条目的自评", items.len()) }</a>
    }
}

#[derive(Properties, PartialEq)]
struct PartProps {
    section: ByAddress<AnnualSection>,
    value: AttrValue,
    dispatch: Dispatch,
}

/// One section of the report.
#[component]
fn Part(props: &PartProps) -> Html {
    let section = props.section.0;
    let heading = heading_id(section);
    // Room for a part of what may be written; the text area can be drawn larger.
    let rows = (section.max_chars / 200).clamp(3, 8);
    html! {
        <section class="panel" aria-labelledby={heading.clone()}>
            <h2 id={heading.clone()} tabindex="-1">{ format!("{}. {}", section.order, section.title) }</h2>
            if section.id == ITEMS {
                <p>{ to_items() }</p>
            }
            { particulars(section) }
            if matches!(section.mode, AnnualMode::Ledger | AnnualMode::Log | AnnualMode::Declaration) {
                <p><a class="lone" href={Route::Award.to_string()}>{ "台账和登记在“获奖后”，随报告一起打印" }</a></p>
            }
            <Field place={Place::AnnualText(section.id.as_str().into())} label={section.title.as_str()} bare=true
                hint={section.guidance.as_str()} value={props.value.clone()} kind={FieldKind::Long(rows)}
                limit={section.max_chars} dispatch={props.dispatch.clone()} />
            { source(&section.article) }
        </section>
    }
}

/// What one must look at before writing a section: what the prize is for, what costs the award.
fn particulars(section: &AnnualSection) -> Html {
    let uses = owed(&section.article).flat_map(|obligation| &obligation.uses);
    let uses: Vec<Html> = uses
        .map(|of| {
            let more = if of.needs_explanation {
                "（要写明与质量建设的关系）"
            } else {
                ""
            };
            html! { <li>{ format!("{}{more}", of.title) }</li> }
        })
        .collect();
    let reasons = owed(&section.article).flat_map(|obligation| &obligation.reasons);
    let reasons: Vec<Html> = reasons
        .map(|reason| html! { <li>{ format!("{}：{}", cite(&reason.article), reason.quote) }</li> })
        .collect();
    let list = |title: &str, lines: Vec<Html>| match lines.is_empty() {
        true => Html::default(),
        false => html! { <><h3>{ title }</h3><ul class="read">{ for lines }</ul></> },
    };
    html! {
        <>
            { list("奖金可以用在", uses) }
            { list("下列情形，有没有都要写明", reasons) }
        </>
    }
}

/// An article's own words, and what the winner does about it.
fn source(article: &str) -> Html {
    let parts = owed(article).map(|obligation| {
        html! {
            <div key={obligation.id.as_str()} class="part">
                <Inset cite={cite(article)} quote={obligation.quote.as_str()} />
                if let Some(quote) = &obligation.supervision_quote {
                    <Inset cite={cite(article)} quote={quote.as_str()} />
                }
                <dl class="pairs">
                    <dt>{ "怎么做" }</dt><dd>{ obligation.company_does.as_str() }</dd>
                    <dt>{ "什么时候" }</dt><dd>{ obligation.when.as_str() }</dd>
                    <dt>{ "留存材料" }</dt><dd>{ obligation.record.as_str() }</dd>
                    if !obligation.consequences.is_empty() {
                        <dt>{ "后果" }</dt><dd>{ obligation.consequences.join("、") }</dd>
                    }
                </dl>
            </div>
        }
    });
    html! { <Fold summary={format!("依据：{}", cite(article))}>{ for parts }</Fold> }
}
