//! 组织概述, one slot a page.

use std::rc::Rc;

use quality_award_core::domain::length::length;
use quality_award_core::dossier::{Dossier, Place};
use quality_award_core::pack::Slot;
use quality_award_core::views::{Numbered, progress};
use yew::prelude::*;

use crate::components::{
    ChoiceOption, Contents, Field, FieldKind, Fold, InsertMarker, Lint, Names, Nothing, PicturesAt,
    Prompts, Select, paste_into, pictures_words, register, registers_at, use_captions,
    use_findings, use_names,
};
use crate::packs::{self, ByAddress};
use crate::pages::PartPageProps;
use crate::route::Route;
use crate::state::Dispatch;

/// The page of a slot.
#[component]
pub fn SlotPage(props: &PartPageProps) -> Html {
    let criteria = packs::criteria();
    let open = props.page.open.as_ref();
    let names = use_names(open);
    let captions = use_captions(open);
    let route = Route::Slot(props.id.to_string());
    let here = use_findings(props.page.findings.as_ref(), open, &route);
    let Some(open) = open else {
        return html! { <Nothing title="组织概述" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let Some(slot) = criteria.slot(&props.id) else {
        return html! { <Nothing title="没有这一栏" about="地址可能抄错了，请从任务清单进入组织概述。" /> };
    };
    let dossier = &*open.dossier;
    let place = Place::Slot(slot.id.as_str().into());
    let value = dossier.profile.get(&slot.id);
    let value = value.map_or(AttrValue::Static(""), |text| text.clone().into());
    let count = progress::profile(dossier, criteria);
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <div class="bench three">
                <SlotList current={slot.id.as_str()} states={states(dossier)} />
                <div>
                    <h1>
                        <span class="over">{ format!("组织概述 {}，{}", slot.id, slot.group) }</span>
                        { slot.title.as_str() }
                    </h1>
                    <dl class="meter">
                        <div>
                            <dt>{ "已写" }</dt>
                            <dd>{ format!("{} / {} 栏", count.done, count.total) }</dd>
                        </div>
                        <Total written={progress::profile_length(dossier)} />
                    </dl>
                    <section class="panel" aria-labelledby="write">
                        <h2 id="write">{ "正文" }</h2>
                        <Prompts key={slot.id.as_str()} prompts={ByAddress(&slot.prompts)} open=true />
                        <div key={format!("text-{}", slot.id)} onpaste={paste_into(&props.page.library, &slot.id)}>
                            <Field place={place.clone()} label={slot.title.as_str()} {value} kind={FieldKind::Long(10)}
                                least={slot.chars_min} limit={slot.chars_max}
                                dispatch={props.page.dispatch.clone()} />
                        </div>
                        <InsertMarker key={format!("insert-{}", slot.id)} {place} at={slot.id.as_str()} dossier={open.dossier.clone()}
                            captions={captions.clone()} dispatch={props.page.dispatch.clone()} />
                        <Fold key={format!("pictures-{}", slot.id)} summary={pictures_words(dossier, &slot.id)}
                            open={captions.at(&slot.id).any(|caption| caption.of == Numbered::Picture)}>
                            <PicturesAt at={slot.id.as_str()} dossier={open.dossier.clone()} {captions}
                                library={props.page.library.clone()} dispatch={props.page.dispatch.clone()} />
                        </Fold>
                        { not_applicable(slot, dossier, &props.page.dispatch) }
                    </section>
                    { registers(slot, dossier, &names, &props.page.dispatch) }
                    <Feeds slot={ByAddress(slot)} />
                </div>
                <Lint {route} {here} dispatch={props.page.dispatch.clone()} />
            </div>
        </>
    }
}

/// Why the slot does not apply.
fn not_applicable(slot: &'static Slot, dossier: &Dossier, dispatch: &Dispatch) -> Html {
    let place = Place::Profile(format!("na.{}", slot.id).into());
    let value = AttrValue::from(place.read(dossier).to_owned());
    html! {
        <Fold key={format!("na-{}", slot.id)} summary="这一栏不适用" open={!value.is_empty()}>
            <Field {place} label="不适用，因为" {value} dispatch={dispatch.clone()} />
        </Fold>
    }
}

/// The registers and single facts that are written at the slot.
fn registers(
    slot: &'static Slot,
    dossier: &Dossier,
    names: &Rc<Names>,
    dispatch: &Dispatch,
) -> Html {
    html! {
        <section class="panel" aria-labelledby="registers">
            <h2 id="registers">{ "登记" }</h2>
            <p class="hint">{ "登记下来的名称，各条目可以直接引用，检查时也据此判断前后是否对得上。" }</p>
            { facts(slot, dossier, dispatch) }
            { registers_at(&slot.id, dossier, names, dispatch) }
            { register("tables", Some(&slot.id), dossier, names, dispatch) }
        </section>
    }
}

/// Single facts of two slots: the head count, and the year performance excellence began.
fn facts(slot: &Slot, dossier: &Dossier, dispatch: &Dispatch) -> Html {
    let field = |key: &str, label: &'static str, hint: &'static str, kind: FieldKind| {
        let place = Place::Profile(key.into());
        let value = AttrValue::from(place.read(dossier).to_owned());
        html! { <Field {place} {label} {hint} {value} {kind} dispatch={dispatch.clone()} /> }
    };
    let yes_no = |key: &str, label: &'static str| {
        let place = Place::Profile(key.into());
        let value = AttrValue::from(place.read(dossier).to_owned());
        let options = vec![
            ChoiceOption::new("yes", "含"),
            ChoiceOption::new("no", "不含"),
        ];
        html! { <Select {place} {label} {value} {options} dispatch={dispatch.clone()} /> }
    };
    let roles = &packs::criteria().roles;
    if slot.id == roles.head_count_slot {
        html! {
            <div class="entry">
                { field("total", "总人数", "", FieldKind::Count) }
                { field("as_of", "统计年月", "", FieldKind::Month) }
                { yes_no("dispatch", "劳务派遣") }
                { field("form_as_of", "申报表职工数的统计年月", "", FieldKind::Month) }
                { yes_no("form_dispatch", "申报表职工数：劳务派遣") }
            </div>
        }
    } else if slot.id == roles.excellence_slot {
        field(
            "excellence_year",
            "导入卓越绩效的年份",
            "要和申报表的导入日期一致。",
            FieldKind::Year,
        )
    } else {
        Html::default()
    }
}

/// How a slot stands, as the list says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    No,
    Yes,
    TooLong,
}

/// Coarse on purpose: a key press seldom changes it, and the list is not drawn again.
fn states(dossier: &Dossier) -> Vec<Written> {
    let slots = packs::criteria().profile.iter();
    let state = |slot: &Slot| match dossier.profile.get(&slot.id) {
        None => Written::No,
        Some(text) if length(text) > slot.chars_max as usize => Written::TooLong,
        Some(_) => Written::Yes,
    };
    slots.map(state).collect()
}

#[derive(Properties, PartialEq)]
struct SlotListProps {
    current: AttrValue,
    states: Vec<Written>,
}

/// All slots by group, and how each stands.
#[component]
fn SlotList(props: &SlotListProps) -> Html {
    let slots = &packs::criteria().profile;
    let links = |group: &[Slot], first: usize| {
        let states = props.states.iter().skip(first);
        let links = group.iter().zip(states).map(|(slot, state)| {
            let here = props.current == slot.id.as_str();
            html! {
                <li key={slot.id.clone()}>
                    <a href={Route::Slot(slot.id.clone()).to_string()} aria-current={here.then_some("page")}>
                        { format!("{} ", slot.title) }
                        <span>
                            { match state {
                                Written::No => "未写",
                                Written::Yes => "已写",
                                Written::TooLong => "偏长",
                            } }
                        </span>
                    </a>
                </li>
            }
        });
        links.collect::<Html>()
    };
    let mut first = 0;
    let groups = slots.chunk_by(|a, b| a.group == b.group).map(|group| {
        let at = first;
        first += group.len();
        html! {
            <div key={at}>
                <h3>{ group[0].group.as_str() }</h3>
                <ol>{ links(group, at) }</ol>
            </div>
        }
    });
    let groups = groups.collect::<Html>();
    let written = props
        .states
        .iter()
        .filter(|state| **state != Written::No)
        .count();
    html! {
        <Contents summary={format!("概述目录：{written} / {} 已写", slots.len())}
            label={format!("{} 栏", slots.len())} current={props.current.clone()}>
            { groups }
        </Contents>
    }
}

#[derive(Properties, PartialEq)]
struct TotalProps {
    written: usize,
}

/// The length of the whole profile against the scheme's reminder.
#[component]
fn Total(props: &TotalProps) -> Html {
    let limit = packs::scheme().limits.profile.chars;
    let over = props.written.saturating_sub(limit as usize);
    html! {
        <div>
            <dt>{ "全部字数" }</dt>
            <dd>
                { format!("{} / {limit} 字", props.written) }
                if over > 0 {
                    { "，" }<span class="over-limit">{ format!("提醒：多 {over} 字") }</span>
                }
            </dd>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FeedsProps {
    slot: ByAddress<Slot>,
}

/// Which items take the slot up again, where the limit comes from, and the way on.
#[component]
fn Feeds(props: &FeedsProps) -> Html {
    let slot = props.slot.0;
    let criteria = packs::criteria();
    let items = slot.feeds.iter().filter_map(|id| criteria.item(id));
    let links = items.map(|item| {
        html! {
            <li key={item.id.as_str()}>
                <a class="lone" href={Route::Item(item.id.clone()).to_string()}>
                    { format!("{} {}", item.id, item.title) }
                </a>
            </li>
        }
    });
    let slots = &criteria.profile;
    let at = slots.iter().position(|other| other.id == slot.id);
    let step = |at: Option<usize>, class: &'static str, accesskey: &'static str, what: &str| {
        let slot = at.and_then(|at| slots.get(at));
        slot.map(|slot| {
            let href = Route::Slot(slot.id.clone()).to_string();
            html! { <a {class} {href} {accesskey}>{ format!("{what}：{}", slot.title) }</a> }
        })
    };
    let limit = &packs::scheme().limits.profile;
    html! {
        <>
            <section class="panel" aria-labelledby="feeds">
                <h2 id="feeds">{ "这些条目要用到" }</h2>
                <p class="hint">{ "这里写明的重要事项，下列条目里要再次写到，名称一致，评审据此看前后是否对得上。" }</p>
                <ul class="links">{ for links }</ul>
                <Fold summary={format!("“{} 字”的依据", limit.chars)}>
                    <p>{ limit.note.as_str() }</p>
                </Fold>
            </section>
            <nav class="row" aria-label="前后各栏">
                { for step(at.map(|at| at + 1), "btn", "n", "下一栏") }
                { for step(at.and_then(|at| at.checked_sub(1)), "btn plain", "p", "上一栏") }
            </nav>
        </>
    }
}
