//! One metric in the grid. Typing into it draws no other row.

use std::rc::Rc;

use quality_award_core::domain::input::{self, Flaw};
use quality_award_core::dossier::{EntriesAt, Metric, Place, Walk};
use quality_award_core::pack::reserved::PROFIT;
use quality_award_core::views::{self, Summary, value_place};
use yew::prelude::*;

use super::more::{direction_words, fold_id};
use super::view;
use crate::browser::{clock, focus, page};
use crate::components::{CellField, Tag, Tone, offer_undo, row_element, unit_note, use_typing};
use crate::state::{Action, Dispatch};

/// Properties of [`MetricRow`].
#[derive(Properties, PartialEq)]
pub struct MetricRowProps {
    /// The metric.
    pub metric: Rc<Metric>,
    /// The walk, for the metric whose values it holds.
    pub walk: Option<Rc<Walk>>,
    /// The years that are shown.
    pub years: Vec<i32>,
    /// The last complete year.
    pub last: i32,
    /// Figures alone, without the year and the source of a comparison.
    #[prop_or_default]
    pub brief: bool,
    /// Takes the edits.
    pub dispatch: Dispatch,
}

/// Where a cell is written.
#[derive(Clone)]
enum To {
    Place(Place),
    /// A column of the first comparison, which is not there yet.
    Comparison(&'static str),
}

struct Cell {
    column: String,
    id: String,
    /// What the column is called.
    head: String,
    value: AttrValue,
    flaw: Option<Flaw>,
    words: bool,
    to: To,
}

/// The row.
#[component]
pub fn MetricRow(props: &MetricRowProps) -> Html {
    let MetricRowProps { metric, walk, .. } = props;
    let summary = use_memo((metric.clone(), walk.clone()), |(metric, walk)| {
        views::summary(&view(metric, walk.as_deref()))
    });
    let typing = use_typing::<String>();
    let name = title(metric);
    let cells = cells(props);
    let wrong = |cell: &&Cell| cell.flaw.is_some() && !typing.is(&cell.column);
    let any = cells.iter().any(|cell| wrong(&cell));
    {
        let named = use_mut_ref(|| false);
        use_effect_with(any, move |wrong| {
            if named.replace(*wrong) != *wrong {
                page::name_document();
            }
        });
    }
    let fields = cells.iter().map(|cell| {
        let error = wrong(&cell).then(|| format!("{}-error", cell.id));
        let write = {
            let (dispatch, to, id) = (props.dispatch.clone(), cell.to.clone(), metric.id.clone());
            move |value: String| {
                dispatch.dispatch(match &to {
                    To::Place(place) => Action::Set(place.clone(), value),
                    To::Comparison(key) => {
                        Action::SetFirst(comparisons(&id), clock::random_id().into(), key, value)
                    }
                });
            }
        };
        let (typing, column) = (typing.dispatcher(), cell.column.clone());
        let typing = move |on: bool| typing.dispatch((column.clone(), on));
        html! {
            <td key={cell.column.clone()} class={if cell.words { "src" } else { "num" }} data-of={cell.head.clone()}>
                <CellField id={cell.id.clone()} label={format!("{name} {}", cell.head)} column={cell.column.clone()}
                    value={cell.value.clone()} words={cell.words} {error} {write} {typing} />
            </td>
        }
    });
    let errors = cells.iter().filter(wrong).map(|cell| {
        let flaw = cell.flaw.as_ref().map(Flaw::sentence).unwrap_or_default();
        html! {
            <p class="error stay" id={format!("{}-error", cell.id)}>
                <span class="hide">{ "错误：" }</span>{ format!("{name} {}：{flaw}", cell.head) }
            </p>
        }
    });
    let note = {
        let settled = cells.iter().filter(|cell| !typing.is(&cell.column));
        let by_year = settled.filter_map(|cell| Some((cell.column.parse().ok()?, &*cell.value)));
        unit_note(metric.get("unit").trim(), by_year)
    };
    let more = {
        let fold = fold_id(&metric.id);
        move |_: MouseEvent| {
            focus::reveal(&fold);
        }
    };
    let remove = {
        let (dispatch, id) = (props.dispatch.clone(), Rc::from(metric.id.as_str()));
        move |event: MouseEvent| {
            dispatch.dispatch(Action::RemoveMetric(Rc::clone(&id)));
            offer_undo(&event);
        }
    };
    let others = metric.list("comparisons").len().saturating_sub(1);
    html! {
        <>
            <tr id={row_element(&metric.id)} tabindex="-1" data-row={metric.id.clone()}>
                <th scope="row">
                    <strong>{ name.clone() }</strong>
                    <span class="quiet about">{ unit_and_direction(metric) }</span>
                    if !props.brief {
                    <span class="tools no-print">
                        <button class="btn plain slim" type="button" onclick={more}>
                            { "补充" }<span class="hide">{ name.clone() }</span>
                        </button>
                        <button class="btn plain slim" type="button" onclick={remove}>
                            { "删除" }<span class="hide">{ name.clone() }</span>
                        </button>
                    </span>
                    }
                </th>
                // A list of its own: among others, one more year would make each cell another.
                <>{ for fields }</>
                <td class="ink">
                    <Tag text={summary.tag.words()} tone={tone(&summary)} />
                    if !props.brief { <span class="about">{ &summary.words }</span> }
                    if others > 0 && !props.brief {
                        <span class="about quiet">{ format!("另有 {others} 个对比值") }</span>
                    }
                </td>
            </tr>
            if any {
                <tr class="why"><td colspan={(cells.len() + 2).to_string()}>{ for errors }</td></tr>
            } else if let Some(note) = note {
                <tr class="why mild">
                    <td colspan={(cells.len() + 2).to_string()}><p class="hint stay">{ note }</p></td>
                </tr>
            }
        </>
    }
}

/// What a metric is called where it must be called something.
pub fn title(metric: &Metric) -> String {
    match metric.get("name").trim() {
        "" => "未命名的指标".to_owned(),
        name => name.to_owned(),
    }
}

fn unit_and_direction(metric: &Metric) -> String {
    let unit = metric.get("unit").trim();
    let direction = direction_words(metric.get("direction"));
    match (unit, direction) {
        ("", "") => "还没有单位和方向".to_owned(),
        ("", direction) => format!("还没有单位，{direction}"),
        (unit, "") => format!("{unit}，还没有方向"),
        (unit, direction) => format!("{unit}，{direction}"),
    }
}

/// The colour that repeats what is said.
pub fn tone(summary: &Summary) -> Tone {
    match summary.tag {
        views::Tag::Good => Tone::Ok,
        views::Tag::Bad => Tone::Bad,
        views::Tag::NoComparison => Tone::Warn,
        views::Tag::Even => Tone::Plain,
        views::Tag::TooFew | views::Tag::Open => Tone::Open,
    }
}

fn comparisons(metric: &str) -> EntriesAt {
    EntriesAt::Metric(metric.into(), "comparisons".into())
}

/// The cells behind the name.
fn cells(props: &MetricRowProps) -> Vec<Cell> {
    let MetricRowProps {
        metric, walk, last, ..
    } = props;
    let decimal = |raw: &str| input::decimal(raw).flaw();
    let at = |column: &str, head: String, place: Place, raw: &str| Cell {
        column: column.to_owned(),
        id: place.element_id(),
        head,
        value: raw.to_owned().into(),
        flaw: decimal(raw),
        words: false,
        to: To::Place(place),
    };
    let profit = metric.get("library") == PROFIT;
    let mut cells: Vec<Cell> = props
        .years
        .iter()
        .map(|year| {
            let place = value_place(&metric.id, profit, *year);
            let year = year.to_string();
            let raw = match walk {
                Some(walk) => walk.profits.get(&year).map_or("", |raw| raw),
                None => metric.of_year(&year, "value"),
            };
            at(&year, format!("{year} 年"), place, raw)
        })
        .collect();
    let year = last.to_string();
    let target = Place::MetricYear(
        metric.id.as_str().into(),
        year.as_str().into(),
        "target".into(),
    );
    let raw = metric.of_year(&year, "target");
    cells.push(at("target", format!("{year} 年目标"), target, raw));
    let first = metric.list("comparisons").first();
    let compared = [
        ("value", "对比值"),
        ("year", "对比年份"),
        ("source", "对比来源"),
    ];
    for (key, head) in compared.into_iter().take(if props.brief { 1 } else { 3 }) {
        let raw = first.map_or("", |entry| entry.get(key));
        let flaw = match key {
            "value" => decimal(raw),
            "year" => input::year(raw).flaw(),
            _ => input::signs(raw),
        };
        cells.push(Cell {
            column: key.to_owned(),
            // The list of all comparisons has the place's own id.
            id: format!("f-metrics-{}-comparison-{key}", metric.id),
            head: head.to_owned(),
            value: raw.to_owned().into(),
            flaw,
            words: key == "source",
            to: match first {
                Some(entry) => To::Place(Place::Entry(
                    comparisons(&metric.id),
                    entry.id.as_str().into(),
                    key.into(),
                )),
                None => To::Comparison(key),
            },
        });
    }
    cells
}
