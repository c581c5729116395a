//! 判断: the four factors against the bands, the percent, and why.

use std::collections::BTreeMap;
use std::rc::Rc;

use quality_award_core::domain::score::Percent;
use quality_award_core::dossier::{Judgement, Place};
use quality_award_core::pack::{Band, Factor, FactorText, Item};
use yew::prelude::*;

use super::score;
use crate::components::{Field, FieldKind, Fold, use_may_write};
use crate::packs::{self, ByAddress};
use crate::state::{Action, Dispatch};

/// Properties of [`Judge`].
#[derive(Properties, PartialEq)]
pub struct JudgeProps {
    /// The item.
    pub item: ByAddress<Item>,
    /// Its percent.
    pub percent: Option<Percent>,
    /// Its percent of the year before, as stored; empty where none is known.
    pub last: AttrValue,
    /// Its judged factors.
    pub factors: BTreeMap<String, Judgement>,
    /// Why this percent.
    pub reason: AttrValue,
    /// Whether the factors are judged one by one at this depth, or were.
    pub by_factor: bool,
    /// Takes the judgement.
    pub dispatch: Dispatch,
}

/// The section of the page.
#[component]
pub fn Judge(props: &JudgeProps) -> Html {
    let item = props.item.0;
    let factors: Vec<&'static FactorText> = Factor::of(item.kind)
        .into_iter()
        .filter_map(|factor| packs::criteria().factor(factor))
        .collect();
    let about = factors.iter().filter_map(|factor| {
        let about = item.factors.get(&factor.id)?;
        Some(html! { <div><dt>{ factor.label.as_str() }</dt><dd>{ about.as_str() }</dd></div> })
    });
    let notes = factors.iter().map(|factor| {
        let place = Place::FactorNote(item.id.as_str().into(), factor_id(factor).into());
        let note = props.factors.get(factor_id(factor));
        let value = note.map_or(AttrValue::Static(""), |judgement| AttrValue::from(judgement.note.clone()));
        html! {
            <Field key={factor.label.as_str()} {place} label={format!("{}：判断依据", factor.label)} {value}
                kind={FieldKind::Long(2)} dispatch={props.dispatch.clone()} />
        }
    });
    let noted = props
        .factors
        .values()
        .any(|judgement| !judgement.note.is_empty());
    html! {
        <section class="panel" aria-labelledby="judge">
            <h2 id="judge" tabindex="-1">{ "判断" }</h2>
            <p class="hint">
                { "每个要素选最贴切的一格，再在“总评”里选百分比。总评看四个要素整体上最贴近哪一段，不取平均；离更高一段近的取高值，刚够得上的取低值。" }
            </p>
            <Fold key={item.id.as_str()} summary="四个要素在这一条指什么">
                <dl class="says">{ for about }</dl>
            </Fold>
            <Rubric item={props.item} percent={props.percent} chosen={bands(&props.factors)}
                by_factor={props.by_factor} dispatch={props.dispatch.clone()} />
            if props.by_factor {
                <Fold key={format!("notes-{}", item.id)} summary="四个要素的说明（选填，印在评分表里）" open={noted}>
                    { for notes }
                </Fold>
            }
            if !props.last.is_empty() {
                <p>{ format!("上年的百分比：{} %", props.last) }</p>
            }
            <Field place={Place::Reason(item.id.as_str().into())} label="评分理由"
                hint="用一两句话说明。评审会先看这里。" value={props.reason.clone()}
                kind={FieldKind::Long(3)} counted=true dispatch={props.dispatch.clone()} />
        </section>
    }
}

/// The bands alone: a note that is typed does not draw the table again.
fn bands(factors: &BTreeMap<String, Judgement>) -> BTreeMap<String, String> {
    let chosen = factors
        .iter()
        .filter(|(_, judgement)| !judgement.band.is_empty());
    chosen
        .map(|(factor, judgement)| (factor.clone(), judgement.band.clone()))
        .collect()
}

/// The factor as the file names it.
fn factor_id(factor: &FactorText) -> &'static str {
    factor.id.key()
}

#[derive(Properties, PartialEq)]
struct RubricProps {
    item: ByAddress<Item>,
    percent: Option<Percent>,
    chosen: BTreeMap<String, String>,
    by_factor: bool,
    dispatch: Dispatch,
}

/// What each factor looks like in each band, the factor's choice, and the percent.
#[component]
fn Rubric(props: &RubricProps) -> Html {
    let criteria = packs::criteria();
    let item = props.item.0;
    let disabled = !use_may_write();
    let bands: Vec<&'static Band> = criteria.bands_of(item.kind).collect();
    let heads = bands.iter().enumerate().map(|(at, band)| {
        html! { <th key={band.id.as_str()} scope="col" id={format!("band-{at}")}>{ format!("{} %", range(band)) }</th> }
    });
    let rows = Factor::of(item.kind).into_iter().filter_map(|factor| {
        let text = criteria.factor(factor)?;
        Some(row(props, text, &bands, disabled))
    });
    let name = format!("percent-{}", item.id.replace('.', "-"));
    let chip = |percent: Option<u8>| {
        let (value, text) = match percent {
            Some(percent) => (percent.to_string(), percent.to_string()),
            None => ("none".to_owned(), "不计（还没有评）".to_owned()),
        };
        let id = format!("{name}-{value}");
        let onchange = {
            let (dispatch, item): (_, Rc<str>) = (props.dispatch.clone(), item.id.as_str().into());
            move |_: Event| dispatch.dispatch(Action::Percent(item.clone(), percent))
        };
        html! {
            <span key={value.clone()} class="chip">
                <input type="radio" name={name.clone()} id={id.clone()} value={value}
                    checked={props.percent.map(Percent::get) == percent}
                    aria-labelledby={format!("rubric-pick {id}-label")} {disabled} {onchange} />
                <label for={id.clone()} id={format!("{id}-label")}>{ text }</label>
            </span>
        }
    };
    let picks = bands.iter().map(|band| {
        html! {
            <td key={band.id.as_str()} data-band={range(band)}>
                { for band.values().map(|percent| chip(Some(percent))) }
            </td>
        }
    });
    html! {
        <>
            <table class="rubric">
                <caption>
                    { "各分数段说明" }<small>{ "文字为本工具的通俗说法，不是标准原文" }</small>
                </caption>
                <thead><tr><th scope="col">{ "要素" }</th>{ for heads }</tr></thead>
                <tbody>
                    { for rows }
                    <tr class="pick">
                        <th scope="row" id="rubric-pick">{ "总评" }{ " " }<span>{ "%" }</span></th>
                        { for picks }
                    </tr>
                </tbody>
            </table>
            <div class="row scored">
                <p>{ "得分：" }<strong>{ score(item, props.percent) }</strong></p>
                { chip(None) }
            </div>
        </>
    }
}

/// One factor: what it looks like in each band, to be chosen where factors are judged.
fn row(
    props: &RubricProps,
    factor: &'static FactorText,
    bands: &[&'static Band],
    disabled: bool,
) -> Html {
    let item = props.item.0;
    let key = factor_id(factor);
    let chosen = props.chosen.get(key).map_or("", String::as_str);
    let place = Place::Band(item.id.as_str().into(), key.into());
    let name = place.element_id();
    let head = format!("{name}-factor");
    let set = |band: &str| {
        let (dispatch, place, band) = (props.dispatch.clone(), place.clone(), band.to_owned());
        move || dispatch.dispatch(Action::Set(place.clone(), band.clone()))
    };
    let cells = bands.iter().enumerate().map(|(at, band)| {
        let says = band.factors.get(&factor.id).map_or("", String::as_str);
        if !props.by_factor {
            return html! { <td key={band.id.as_str()} class="says" data-band={range(band)}>{ says }</td> };
        }
        // The first has the place's own id, so that links reach the row.
        let id = match at {
            0 => name.clone(),
            at => format!("{name}-{at}"),
        };
        let choose = set(&band.id);
        html! {
            <td key={band.id.as_str()}>
                <input type="radio" name={name.clone()} id={id.clone()} checked={chosen == band.id} {disabled}
                    aria-labelledby={format!("{head} band-{at} {id}-says")} onchange={move |_: Event| choose()} />
                <label for={id.clone()} id={format!("{id}-says")} data-band={range(band)}>{ says }</label>
            </td>
        }
    });
    let clear = set("");
    html! {
        <tr key={key}>
            <th scope="row">
                <span class="factor" id={head.clone()}>{ factor.label.as_str() }{ " " }<span>{ factor.letter.as_str() }</span></span>
                if props.by_factor && !chosen.is_empty() {
                    <button class="btn plain slim no-print" type="button" onclick={move |_: MouseEvent| clear()}>
                        { "清除" }<span class="hide">{ format!("{}的选择", factor.label) }</span>
                    </button>
                }
            </th>
            { for cells }
        </tr>
    }
}

fn range(band: &Band) -> String {
    format!("{}–{}", band.min, band.max)
}
