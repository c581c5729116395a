//! A report beside that of the year before: scores item by item, and what came along and is to be looked at.

use quality_award_core::domain::score::{Percent, Tally};
use quality_award_core::domain::words;
use quality_award_core::dossier::{Dossier, Place};
use quality_award_core::views::{CarriedAt, carried, year_on_year};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{Fold, use_may_write};
use crate::packs;
use crate::route::Route;
use crate::state::{Action, Dispatch};

/// Both years; nothing where no percent of last year is known.
pub fn years(dossier: &Dossier) -> Html {
    let Some(years) = year_on_year(dossier, packs::criteria()) else {
        return Html::default();
    };
    let percent = |percent: Option<Percent>| {
        percent.map_or("未评".to_owned(), |percent| {
            format!("{} %", percent.get())
        })
    };
    let rows = years.items.iter().map(|of| {
        html! {
            <tr key={of.item.id.as_str()}>
                <th scope="row"><a href={Route::Item(of.item.id.clone()).to_string()}>{ format!("{} {}", of.item.id, of.item.title) }</a></th>
                <td class="num" data-of="分值">{ of.item.points }</td>
                <td class="num" data-of="上年">{ percent(of.last) }</td>
                <td class="num" data-of="本年">{ percent(of.now) }</td>
                <td data-of="变化">{ of.change() }</td>
            </tr>
        }
    });
    let total = |tally: Tally| words::tally(tally);
    html! {
        <section class="panel flow" aria-labelledby="years">
            <h2 id="years">{ "与上年比较" }</h2>
            <p>{ format!("上年：{}。本年：{}。", total(years.last), total(years.now)) }</p>
            <table class="cards">
                <caption class="hide">{ "上年和本年的评分" }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "条目" }</th>
                        <th scope="col" class="num">{ "分值" }</th>
                        <th scope="col" class="num">{ "上年" }</th>
                        <th scope="col" class="num">{ "本年" }</th>
                        <th scope="col">{ "变化" }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </section>
    }
}

/// What came along from last year; nothing in a report that was not begun from another one.
pub fn to_look_at(dossier: &Dossier, dispatch: &Dispatch) -> Html {
    let all = carried(dossier, packs::scheme(), packs::criteria());
    if all.is_empty() {
        return Html::default();
    }
    let unseen = all.iter().filter(|of| !of.seen).count();
    let lines = all.iter().map(|of| {
        let route = match &of.at {
            CarriedAt::Slot(slot) => Route::Slot(slot.id.clone()),
            CarriedAt::Item(item) => Route::Item(item.id.clone()),
            CarriedAt::Section(_) => Route::Annual,
        };
        html! {
            <Line key={of.title()} title={of.title()} route={route} seen={of.seen} place={of.place()}
                dispatch={dispatch.clone()} />
        }
    });
    let summary = match unseen {
        0 => "今年都看过了".to_owned(),
        unseen => format!("还有 {unseen} 处今年没有看过"),
    };
    html! {
        <section class="panel" aria-labelledby="carried">
            <h2 id="carried">{ "从上一份带过来的内容" }</h2>
            <p class="read">{ "正文、指标和登记都带过来了；评分、改进机会和对当年的声明要重新写。逐处看过、该改的改了，再打勾。" }</p>
            <Fold {summary} open=false><ul class="checks">{ for lines }</ul></Fold>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct LineProps {
    title: String,
    route: Route,
    seen: bool,
    place: Place,
    dispatch: Dispatch,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let disabled = !use_may_write();
    let id = props.place.element_id();
    let onchange = {
        let (dispatch, place) = (props.dispatch.clone(), props.place.clone());
        move |event: Event| {
            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
            let value = if on { "yes" } else { "" };
            dispatch.dispatch(Action::Set(place.clone(), value.to_owned()));
        }
    };
    html! {
        <li>
            <input id={id.clone()} type="checkbox" checked={props.seen} {disabled} {onchange} />
            <label for={id}>{ props.title.clone() }</label>
            <p><a href={props.route.to_string()}>{ "去看" }<span class="hide">{ format!("：{}", props.title) }</span></a></p>
        </li>
    }
}
