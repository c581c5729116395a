//! The table itself: above each column what it is, beside each row where it goes, in each cell what becomes of it.

use std::rc::Rc;

use quality_award_core::import::table::{Action, Grid, Plan, Role, To};
use yew::prelude::*;

use super::figures::Around;
use super::heads::cut;
use super::roles::{everywhere, options, place, to_of, to_value, to_words, value, words};
use super::tally::is_figure;
use super::wording::{cell_name, head_words, line_id, row_name};
use crate::browser::focus;
use crate::components::{Pick, Shown, use_shown};

/// Rows that are drawn before more are asked for.
const FIRST: usize = 40;
/// How many more come each time.
const MORE: usize = 200;
/// Characters of a text in a cell, and of one beside a row; longer ones are cut.
const CUT: (usize, usize) = (16, 30);

/// Properties of [`SheetOf`].
#[derive(Properties, PartialEq)]
pub struct SheetProps {
    /// The plan.
    pub plan: Rc<Plan>,
    /// What it is made with.
    pub around: Around,
}

/// The panel.
#[component]
pub fn SheetOf(props: &SheetProps) -> Html {
    let SheetProps { plan, around } = props;
    let shown = use_shown(FIRST, MORE);
    // The one row whose list is there: each has more than a hundred lines.
    let open = use_state_eq(|| None::<usize>);
    let roles = options(plan, around.target, around.last);
    let names = plan
        .columns
        .iter()
        .position(|column| column.role == Role::Name);
    // Kept while roles are corrected: a column does not run away from the person who corrects it.
    let order = use_memo((plan.head, plan.turned, plan.refused.is_some()), |_| {
        order(plan)
    });
    let columns: Vec<usize> = match plan.columns.len() {
        0 => (0..plan.grid.width()).collect(),
        _ => {
            let order = order.iter().copied();
            order.filter(|at| Some(*at) != names).collect()
        }
    };
    let head = |at: usize| {
        let Some(column) = plan.columns.get(at) else {
            return html! { <span class="col">{ place(plan, at) }</span> };
        };
        let mut roles = roles.clone();
        if !roles.contains(&column.role) {
            roles.push(column.role);
        }
        let choices = roles.iter().map(|role| (value(*role), words(*role)));
        let set = {
            let (around, roles) = (around.clone(), roles.clone());
            Callback::from(move |chosen: String| {
                if let Some(role) = roles.iter().find(|role| value(**role) == chosen) {
                    around.correct(|choices| {
                        choices.columns.insert(at, *role);
                    });
                }
            })
        };
        html! {
            <>
                <span class="col">{ place(plan, at) }</span>
                { short(&column.head, CUT.0) }
                if plan.by_place {
                    <span class="col">{ words(column.role) }</span>
                } else {
                    <Pick label={head_words(plan, at)} value={value(column.role)} options={choices.collect::<Vec<_>>()} {set} />
                }
            </>
        }
    };
    let heads = columns.iter().map(|at| {
        let class = match plan.columns.get(*at).map(|column| column.role) {
            Some(Role::Left) => "out",
            Some(Role::Unit) => "thin",
            _ => "",
        };
        html! { <th key={*at} scope="col" {class}>{ head(*at) }</th> }
    });
    let body = plan.head.from + plan.head.count;
    let body = if plan.rows.is_empty() { 0 } else { body };
    let rows: Vec<usize> = (body..plan.grid.height())
        .filter(|row| !plan.grid.is_blank(*row))
        .collect();
    let lines = rows.iter().take(shown.count()).map(|row| {
        let out = plan.rows.get(*row).is_some_and(|of| of.to == To::Nowhere);
        let cells = columns.iter().map(|at| cell(plan, *row, *at, names));
        html! {
            <tr key={*row} class={classes!(out.then_some("out"))}>
                <th scope="row">{ destination(plan, around, *row, names, &open) }</th>
                <>{ for cells }</>
            </tr>
        }
    });
    let corner = match names {
        Some(at) => head(at),
        None => html! { "行" },
    };
    let corner = html! { <th scope="col">{ corner }</th> };
    html! {
        <section class="panel" aria-labelledby="sheet-title">
            <h2 id="sheet-title">{ "每一格的去处" }</h2>
            if !plan.by_place {
                <p>{ "在列的上方选这一列是什么，在行的左边选这一行是哪个指标。改选以后，上面的个数随之更新。类别和不录入的列排在后面。“已有”放进现有的指标，“新增”和“指标库”新增一个指标，后者按指标库里的名称和单位。" }</p>
            }
            <ul class="legend" aria-label="格子的标记">
                <li>{ "没有标记：直接录入" }</li>
                <li><span class="cell swap">{ "98.4" }</span>{ " 会替换现有的数" }</li>
                <li><span class="cell ask">{ "0.98" }</span>{ " 待您决定" }</li>
                <li><span class="cell refuse">{ "第3位" }</span>{ " 不录入" }</li>
                <li class="quiet">{ "灰色：整行或整列不录入" }</li>
            </ul>
            { laid_out(html! { <>{ corner }{ for heads }</> }, lines.collect(), &shown, rows.len()) }
        </section>
    }
}

/// The columns: those of figures first, so that they are in sight.
fn order(plan: &Plan) -> Vec<usize> {
    let mut columns: Vec<usize> = (0..plan.columns.len()).collect();
    if plan.refused.is_none() {
        columns.sort_by_key(|at| match plan.columns[*at].role {
            Role::Category | Role::Object(_) | Role::Source(_) => 1,
            Role::Name | Role::Left => 2,
            _ => 0,
        });
    }
    columns
}

/// A text, of which a long one is cut and opens when it is pressed.
pub fn short(text: &str, most: usize) -> Html {
    let begins = cut(text, most);
    if begins == text {
        return html! { <bdi>{ begins }</bdi> };
    }
    html! {
        <details class="in-cell" title={text.to_owned()}>
            <summary><bdi>{ begins }</bdi></summary>
            <bdi>{ text.to_owned() }</bdi>
        </details>
    }
}

/// What a cell says. A merged text stands once: in its first cell, or in the head of the row where it is `named`.
pub fn says(grid: &Grid, row: usize, at: usize, named: Option<usize>) -> Html {
    let (cell, text) = (grid.cell(row, at), grid.text(row, at));
    let of_it = |other: usize| {
        let beside = grid.cell(row, other);
        (beside.covered || beside.merged) && grid.text(row, other) == text
    };
    let across = at > 0 && of_it(at - 1);
    let part = cell.covered || cell.merged;
    match part && !text.is_empty() {
        true if named.is_some_and(of_it) || (cell.covered && across) => Html::default(),
        true if cell.covered => html! {
            <><span class="quiet" aria-hidden="true">{ "〃" }</span><span class="hide">{ "同上" }</span></>
        },
        _ => short(text, CUT.0),
    }
}

/// A table as it was brought: the part of its rows that is drawn, and the button for more of `all`.
pub fn laid_out(heads: Html, rows: Html, shown: &Shown, all: usize) -> Html {
    let more = shown.button(all, |next, rest| {
        format!("再显示 {next} 行（还有 {rest} 行）")
    });
    html! {
        <>
            <div class="scroll" role="region" aria-label="表格内容" tabindex="0">
                <table class="incells">
                    <thead><tr>{ heads }</tr></thead>
                    <tbody>{ rows }</tbody>
                </table>
            </div>
            if let Some(more) = more { <p>{ more }</p> }
        </>
    }
}

/// The head of a row: its name, where it goes, and the way to change that.
fn destination(
    plan: &Plan,
    around: &Around,
    row: usize,
    names: Option<usize>,
    open: &UseStateHandle<Option<usize>>,
) -> Html {
    let name = row_name(plan, row);
    let own = names.map_or("", |at| plan.grid.text(row, at));
    let Some(of) = plan.rows.get(row) else {
        return short(if own.is_empty() { &name } else { own }, CUT.1);
    };
    let shown = match own {
        "" if of.to == To::Nowhere => first_text(&plan.grid, row),
        "" => &name,
        own => own,
    };
    let other = match (&of.to, around.form()) {
        (To::Metric(id), false) => {
            let metric = around.dossier.metric(id);
            metric
                .map(|metric| metric.get("name"))
                .filter(|other| *other != of.name)
        }
        _ => None,
    };
    let place = to_words(&of.to, &around.dossier, around.target);
    let beside = match (other, of.to == To::Nowhere) {
        (Some(other), _) => format!("对应“{other}”"),
        (None, true) => of.reason.clone(),
        _ => String::new(),
    };
    let laid = |to: Html| {
        html! {
            <div class="goes">
                <div>{ short(shown, CUT.1) }</div>
                <div>
                    { to }
                    if !beside.is_empty() { <small title={beside.clone()}>{ beside.clone() }</small> }
                </div>
            </div>
        }
    };
    if plan.by_place {
        return laid(html! { <span class="ask-line">{ place }</span> });
    }
    let id = format!("to-{row}");
    let change = {
        let (open, id) = (open.clone(), id.clone());
        move |_: MouseEvent| {
            open.set(Some(row));
            focus::focus_soon(id.clone());
        }
    };
    let list = (**open == Some(row)).then(|| {
        let value = to_value(&of.to);
        let mut options = vec![("nowhere".to_owned(), "不录入".to_owned())];
        if value.is_empty() {
            options.insert(0, (String::new(), "请选择".to_owned()));
        }
        let set = {
            let around = around.clone();
            Callback::from(move |chosen: String| {
                around.correct(|choices| {
                    match to_of(&chosen) {
                        Some(to) => choices.rows.insert(row, to),
                        None => choices.rows.remove(&row),
                    };
                });
            })
        };
        let groups = everywhere(&around.dossier, around.target, around.on);
        html! { <Pick id={id.clone()} label={format!("“{name}”这一行的去处")} {value} {options} {groups} {set} /> }
    });
    laid(list.unwrap_or_else(|| {
        html! {
            <button class="to-place" type="button" onclick={change}>
                <span class="hide">{ format!("改去处：{name}，现在是") }</span>{ place }
            </button>
        }
    }))
}

/// What a row says first.
fn first_text(grid: &Grid, row: usize) -> &str {
    let mut texts = (0..grid.width()).map(|column| grid.text(row, column));
    texts.find(|text| !text.is_empty()).unwrap_or_default()
}

/// What becomes of a cell.
fn cell(plan: &Plan, row: usize, at: usize, names: Option<usize>) -> Html {
    let raw = plan.grid.text(row, at);
    let said = || says(&plan.grid, row, at, names);
    let Some(cell) = plan.cells.get(row).and_then(|cells| cells.get(at)) else {
        return html! { <td>{ said() }</td> };
    };
    let marked = |class: &'static str, text: &str, what: &str, why: String| {
        let to = line_id(row, at);
        let of_row = format!("why-{row}");
        let onclick = move |_: MouseEvent| {
            let _ = focus::focus(&to) || focus::focus(&of_row);
        };
        html! {
            <td class="num">
                <button type="button" class={classes!("cell", class)} {onclick}
                    aria-label={format!("{}：{raw}，{what}：{why}", cell_name(plan, row, at))}>
                    <bdi>{ cut(text, CUT.0) }</bdi><span class="why" aria-hidden="true">{ why }</span>
                </button>
            </td>
        }
    };
    // A note over several columns is asked about in its first.
    let note = plan.grid.cell(row, at).covered && !is_figure(raw);
    match (cell.action, &cell.value) {
        (Action::Take, Some(value)) if !cell.now.is_empty() => {
            let why = format!("现有 {}，会改为 {value}", cell.now);
            marked("swap", value, "会改动", why)
        }
        (Action::Take, Some(value)) => html! {
            <td class="num">
                <bdi>{ value }</bdi>
                if !is_same(raw, value) { <small><bdi>{ raw }</bdi></small> }
            </td>
        },
        (Action::Ask, _) if !note => marked("ask", raw, "待您决定", cell.reason.clone()),
        (Action::Refuse, _) if !note => marked("refuse", raw, "不录入", cell.reason.clone()),
        _ => {
            let role = plan.columns[at].role;
            let out = role == Role::Left || (cell.field.is_some() && !raw.is_empty());
            html! { <td class={classes!(out.then_some("out"))}>{ said() }</td> }
        }
    }
}

/// Whether a figure is written as it stands, but for how its digits are set and the sign of percent.
fn is_same(raw: &str, value: &str) -> bool {
    let plain: String = raw
        .chars()
        .filter(|c| !c.is_whitespace() && !",，%％".contains(*c))
        .collect();
    plain == value
        || plain
            .parse::<f64>()
            .is_ok_and(|plain| value.parse() == Ok(plain))
}
