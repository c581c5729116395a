//! 自我评价, one item a page: what to write and what was written, and the percent one gives it.

use quality_award_core::domain::score::{FullPoints, Percent};
use quality_award_core::domain::words;
use quality_award_core::dossier::{Place, progress};
use quality_award_core::pack::{Factor, Heading, Item, ItemKind};
use yew::prelude::*;

use super::PageProps;
use crate::components::{Bar, Contents, Field, FieldKind, Fold, Jump, Nothing, Prompts};
use crate::packs::{self, Fixed};
use crate::route::Route;
use crate::state::{Action, Dispatch};

/// Properties of [`ItemPage`].
#[derive(Properties, PartialEq)]
pub struct ItemPageProps {
    /// Number of the item.
    pub id: AttrValue,
    /// What every page gets.
    pub page: PageProps,
}

/// The page of an item.
#[component]
pub fn ItemPage(props: &ItemPageProps) -> Html {
    let criteria = packs::criteria();
    let Some(open) = &props.page.open else {
        return html! { <Nothing title="自我评价" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let Some(item) = criteria.item(&props.id) else {
        return html! { <Nothing title="没有这个条目" about="地址可能抄错了，请从任务清单进入自我评价。" /> };
    };
    let dossier = &*open.dossier;
    let percents = progress::percents(dossier, criteria);
    let percent = progress::percent(dossier, item);
    let id: std::rc::Rc<str> = item.id.as_str().into();
    let dispatch = &props.page.dispatch;

    let written = dossier.item(&item.id).map(|item| &item.sections);
    let texts = item.sections.iter().map(|section| {
        let place = Place::Section(id.clone(), section.id.as_str().into());
        let value = written.and_then(|sections| sections.get(&section.id));
        let value = value.map_or(AttrValue::Static(""), |text| text.clone().into());
        let own = match section.heading {
            Heading::Edition => "",
            Heading::Own => "这个小标题是本工具为了分组加的，标准里没有。",
        };
        html! {
            <div key={section.id.as_str()} class="part" role="group" aria-label={section.title.as_str()}>
                <h3>{ section.title.as_str() }</h3>
                <Prompts prompts={Fixed(&section.prompts)} open={value.is_empty()} />
                <Field {place} label={section.title.as_str()} bare=true {value} hint={own}
                    kind={FieldKind::Long(8)} counted=true dispatch={dispatch.clone()} />
            </div>
        }
    });
    let reason = dossier.item(&item.id).map(|item| item.reason.clone());
    let reason = reason.map_or(AttrValue::Static(""), AttrValue::from);
    let jump: Vec<(AttrValue, AttrValue)> = vec![
        ("write".into(), "正文".into()),
        ("judge".into(), "判断".into()),
    ];
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <div class="bench">
                <ItemList current={item.id.as_str()} percents={percents.clone()} />
                <div>
                    <h1>
                        <span class="over">{ over(item) }</span>
                        { format!("{} {}", item.id, item.title) }
                    </h1>
                    <Jump to={jump} />
                    <dl class="meter">
                        <div><dt>{ "现评" }</dt><dd>{ score(item, percent) }</dd></div>
                        <div>
                            <dt>{ "正文" }</dt>
                            <dd>{ format!("{} 字", progress::item_length(dossier, item)) }</dd>
                        </div>
                        <div>
                            <dt>{ format!("全部 {} 条", criteria.items.len()) }</dt>
                            <dd>{ words::tally(progress::total(criteria, &percents)) }</dd>
                        </div>
                    </dl>
                    <section class="panel" aria-labelledby="write">
                        <h2 id="write" tabindex="-1">{ "正文" }</h2>
                        <Guidance key={item.id.as_str()} item={Fixed(item)} />
                        { for texts }
                    </section>
                    <section class="panel" aria-labelledby="judge">
                        <h2 id="judge" tabindex="-1">{ "判断" }</h2>
                        <Rubric item={Fixed(item)} {percent} dispatch={dispatch.clone()} />
                        <Field place={Place::Reason(id)} label="为什么这样评"
                            hint="用一两句话说明。评审会先看这里。" value={reason}
                            kind={FieldKind::Long(3)} counted=true dispatch={dispatch.clone()} />
                    </section>
                    <Steps item={Fixed(item)} />
                </div>
            </div>
        </>
    }
}

fn over(item: &Item) -> String {
    let category = packs::criteria().category(&item.category);
    let title = category.map_or("", |category| &category.title);
    let kind = match item.kind {
        ItemKind::Process => "过程类条目",
        ItemKind::Result => "结果类条目",
    };
    format!("{} {title}，{kind}，{} 分", item.category, item.points)
}

/// `45 %，18 / 40 分`, or 不计.
fn score(item: &Item, percent: Option<Percent>) -> String {
    match (percent, FullPoints::new(item.points)) {
        (Some(percent), Some(full)) => {
            format!(
                "{} %，{} / {} 分",
                percent.get(),
                full.score(percent),
                full.get()
            )
        }
        _ => "不计（还没有评）".to_owned(),
    }
}

#[derive(Properties, PartialEq)]
struct ItemListProps {
    current: AttrValue,
    percents: Vec<Option<Percent>>,
}

/// All items with their percents, and the scores of the categories.
#[component]
fn ItemList(props: &ItemListProps) -> Html {
    let criteria = packs::criteria();
    let percents = &props.percents;
    let categories = criteria.categories.iter().map(|category| {
        let tally = progress::category(criteria, percents, category);
        let items = criteria.items.iter().zip(percents);
        let items = items.filter(|(item, _)| item.category == category.id);
        let links = items.map(|(item, percent)| {
            let here = props.current == item.id.as_str();
            html! {
                <li key={item.id.as_str()}>
                    <a href={Route::Item(item.id.clone()).to_string()}
                        aria-current={here.then_some("page")}>
                        { format!("{} {} ", item.id, item.title) }
                        <span>
                            { match percent {
                                Some(percent) => format!("{} %", percent.get()),
                                None => "未评".to_owned(),
                            } }
                        </span>
                    </a>
                </li>
            }
        });
        let score = match tally.shown() {
            Some(score) => format!("{score} / {}", tally.scored_full),
            None => "未评".to_owned(),
        };
        let hundredths = (tally.score.quarters() * 2500).checked_div(tally.scored_full);
        html! {
            <div key={category.id.as_str()}>
                <h3>{ format!("{} {} ", category.id, category.title) }<span>{ score }</span></h3>
                <Bar hundredths={hundredths.unwrap_or(0)} />
                <ol>{ for links }</ol>
            </div>
        }
    });
    let scored = percents.iter().flatten().count();
    html! {
        <Contents summary={format!("条目目录：{scored} / {} 已评", percents.len())}
            label={format!("{} 个条目", percents.len())} current={props.current.clone()}>
            { for categories }
        </Contents>
    }
}

#[derive(Properties, PartialEq)]
struct GuidanceProps {
    item: Fixed<Item>,
}

/// What the item is about, in our own words.
#[component]
fn Guidance(props: &GuidanceProps) -> Html {
    let item = props.item.0;
    let list = |lines: &'static [String]| {
        html! { <ul>{ for lines.iter().map(|line| html! { <li>{ line.as_str() }</li> }) }</ul> }
    };
    let industries = packs::criteria().industries.iter();
    let examples = industries.filter_map(|industry| {
        let example = item.examples.get(&industry.id)?;
        Some(html! { <div><dt>{ industry.label.as_str() }</dt><dd>{ example.as_str() }</dd></div> })
    });
    html! {
        <Fold summary="这一条看什么" open=true>
            <p>{ item.purpose.as_str() }</p>
            <h3>{ "举例" }</h3>
            <dl class="says">{ for examples }</dl>
            <h3>{ "常见的弱点" }</h3>
            { list(&item.weak_signs) }
            <h3>{ "可以准备的证据" }</h3>
            { list(&item.evidence) }
            <p class="small quiet">{ "以上是本工具的通俗说法，不是标准原文。" }</p>
        </Fold>
    }
}

#[derive(Properties, PartialEq)]
struct RubricProps {
    item: Fixed<Item>,
    percent: Option<Percent>,
    dispatch: Dispatch,
}

/// What each factor looks like in each band, and the percent.
#[component]
fn Rubric(props: &RubricProps) -> Html {
    let criteria = packs::criteria();
    let item = props.item.0;
    let bands: Vec<_> = criteria.bands_of(item.kind).collect();
    let chosen = props.percent.map(Percent::get);
    let here = |min: u8, max: u8| chosen.is_some_and(|percent| (min..=max).contains(&percent));
    let range = |min: u8, max: u8| format!("{min}–{max}");
    let heads = bands.iter().map(|band| {
        html! {
            <th key={band.id.as_str()} scope="col" class={classes!(here(band.min, band.max).then_some("here"))}>
                { format!("{} %", range(band.min, band.max)) }
            </th>
        }
    });
    let label = |factor: Factor| criteria.factor(factor);
    let rows = Factor::of(item.kind).into_iter().filter_map(|factor| {
        let text = label(factor)?;
        let cells = bands.iter().map(|band| {
            let says = band.factors.get(&factor).map_or("", String::as_str);
            html! {
                <td key={band.id.as_str()} class={classes!("says", here(band.min, band.max).then_some("here"))}
                    data-band={range(band.min, band.max)}>{ says }</td>
            }
        });
        Some(html! {
            <tr key={text.label.as_str()}>
                <th scope="row">{ text.label.as_str() }{ " " }<span>{ text.letter.as_str() }</span></th>
                { for cells }
            </tr>
        })
    });
    let name = format!("percent-{}", item.id);
    let choose = |percent: Option<u8>| {
        let (dispatch, id) = (props.dispatch.clone(), item.id.as_str());
        move |_: Event| dispatch.dispatch(Action::Percent(id.into(), percent))
    };
    let chip = |percent: Option<u8>| {
        let (value, text) = match percent {
            Some(percent) => (percent.to_string(), percent.to_string()),
            None => ("none".to_owned(), "不计（还没有评）".to_owned()),
        };
        let id = format!("{name}-{value}").replace('.', "-");
        html! {
            <span key={value.clone()} class="chip">
                <input type="radio" name={name.clone()} id={id.clone()} value={value}
                    checked={chosen == percent} aria-labelledby={format!("rubric-pick {id}-label")}
                    onchange={choose(percent)} />
                <label for={id.clone()} id={format!("{id}-label")}>{ text }</label>
            </span>
        }
    };
    let picks = bands.iter().map(|band| {
        html! {
            <td key={band.id.as_str()} data-band={range(band.min, band.max)}>
                { for band.values().map(|percent| chip(Some(percent))) }
            </td>
        }
    });
    let factors = Factor::of(item.kind).into_iter().filter_map(|factor| {
        let (text, about) = (label(factor)?, item.factors.get(&factor)?);
        Some(html! { <div><dt>{ text.label.as_str() }</dt><dd>{ about.as_str() }</dd></div> })
    });
    html! {
        <>
            <p class="hint">
                { "先看四个因素整体上最像哪一段，再在“总评”里选百分数。总评看整体，不取平均；离更高一段近的取高值，刚够得上的取低值。" }
            </p>
            <Fold key={item.id.as_str()} summary="四个因素在这一条指什么">
                <dl class="says">{ for factors }</dl>
            </Fold>
            <table class="rubric">
                <caption>
                    { "各分数段的样子" }<small>{ "文字为本工具的通俗说法，不是标准原文" }</small>
                </caption>
                <thead><tr><th scope="col">{ "因素" }</th>{ for heads }</tr></thead>
                <tbody>
                    { for rows }
                    <tr class="pick">
                        <th scope="row" id="rubric-pick">{ "总评" }{ " " }<span>{ "%" }</span></th>
                        { for picks }
                    </tr>
                </tbody>
            </table>
            <div class="row scored">
                <p>
                    { "得分：" }
                    <strong>{ score(item, props.percent) }</strong>
                </p>
                { chip(None) }
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct StepsProps {
    item: Fixed<Item>,
}

/// On to the next item, back to the one before.
#[component]
fn Steps(props: &StepsProps) -> Html {
    let items = &packs::criteria().items;
    let at = items.iter().position(|item| item.id == props.item.0.id);
    let link = |at: Option<usize>, class: &'static str, what: &str| {
        let item = at.and_then(|at| items.get(at));
        item.map(|item| {
            let href = Route::Item(item.id.clone()).to_string();
            html! { <a {class} {href}>{ format!("{what}：{} {}", item.id, item.title) }</a> }
        })
    };
    html! {
        <nav class="row" aria-label="前后条目">
            { for link(at.map(|at| at + 1), "btn", "下一条") }
            { for link(at.and_then(|at| at.checked_sub(1)), "btn plain", "上一条") }
        </nav>
    }
}
