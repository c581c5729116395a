//! What is asked, what changes and what is left out, each line with its reason.

use std::rc::Rc;

use quality_award_core::import::table::{Action, Choices, Plan, Role, To};
use yew::prelude::*;

use super::figures::Around;
use super::roles::{choice, place, results, to_of, to_value, words};
use crate::browser::page;
use crate::components::{Pick, use_shown};

/// Lines that are drawn before more are asked for.
const FIRST: usize = 30;
/// How many more come each time.
const MORE: usize = 200;
/// Cells of one column that can be decided together.
const SEVERAL: usize = 3;

/// What a row is called.
pub fn row_name(plan: &Plan, row: usize) -> String {
    let name = plan.rows.get(row).map_or("", |row| row.name.as_str());
    match (name, plan.turned) {
        ("", true) => format!("第 {} 列", row + 1),
        ("", false) => format!("第 {} 行", row + 1),
        (name, _) => name.to_owned(),
    }
}

/// What a cell is called.
pub fn cell_name(plan: &Plan, row: usize, column: usize) -> String {
    let of = &plan.columns[column];
    let head = match (of.role, of.head.as_str()) {
        (Role::Actual(year), _) => format!("{year} 年"),
        (Role::Target(year), _) => format!("{year} 年目标"),
        (role, "") => words(role),
        (_, head) => head.to_owned(),
    };
    format!("{}，{head}", row_name(plan, row))
}

/// Id of the line that gives the reason of a cell.
pub fn line_id(row: usize, column: usize) -> String {
    format!("why-{row}-{column}")
}

/// Properties of [`Lines`].
#[derive(Properties, PartialEq)]
pub struct LinesProps {
    /// How many lines there are.
    pub count: usize,
    /// One of them.
    pub line: Callback<usize, Html>,
}

/// A list that may be very long: its beginning, and more on request.
#[component]
pub fn Lines(props: &LinesProps) -> Html {
    let shown = use_shown(FIRST, MORE);
    let more = shown.button(props.count, |next, rest| {
        format!("再显示 {next} 条（还有 {rest} 条）")
    });
    let lines = (0..props.count.min(shown.count())).map(|at| props.line.emit(at));
    html! {
        <>
            <ul class="plainlist reasons">{ for lines }</ul>
            if let Some(more) = more { <p>{ more }</p> }
        </>
    }
}

/// Cells of a plan, in the order of the table.
fn cells(plan: &Plan, is: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let places = plan.cells.iter().enumerate();
    let places = places.flat_map(|(row, cells)| (0..cells.len()).map(move |column| (row, column)));
    places.filter(|(row, column)| is(*row, *column)).collect()
}

/// What a person has to decide: rows, then cells. What was decided here stays, so that it can be decided anew.
pub fn asked(plan: &Plan, around: &Around) -> Vec<Question> {
    let unsure = |row: usize| matches!(plan.rows[row].to, To::Unsure(_));
    let rows = (0..plan.rows.len()).filter(|row| unsure(*row) || around.asked.contains(row));
    let rows = rows.map(Question::Row);
    let asked = |row: usize, column: usize| {
        let open = plan.cells[row][column].action == Action::Ask && !unsure(row);
        open || around.choices.cells.contains_key(&(row, column))
    };
    let cells = cells(plan, asked).into_iter();
    rows.chain(cells.map(|(row, column)| Question::Cell(row, column)))
        .collect()
}

/// Something that a person has to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Where a row goes.
    Row(usize),
    /// What a cell says.
    Cell(usize, usize),
}

/// The panel 待您决定; nothing while nothing is asked.
pub fn decide(plan: &Rc<Plan>, around: &Around) -> Html {
    let questions = asked(plan, around);
    if questions.is_empty() {
        return Html::default();
    }
    let count = questions.len();
    let line = {
        let (plan, around) = (plan.clone(), around.clone());
        Callback::from(move |at: usize| match questions[at] {
            Question::Row(row) => ask_row(&plan, &around, row),
            Question::Cell(row, column) => ask_cell(&plan, &around, row, column),
        })
    };
    html! {
        <section class="panel" aria-labelledby="decide">
            <h2 id="decide" tabindex="-1">{ format!("待您决定（{count}）") }</h2>
            { for columns(plan).into_iter().map(|(column, cells)| whole(plan, around, column, cells)) }
            <Lines {count} {line} />
            <p class="small quiet">{ "没有决定的不录入，格子空着。" }</p>
        </section>
    }
}

/// Columns that several cells are asked about of which each says one figure, such as comparisons without a year.
fn columns(plan: &Plan) -> Vec<(usize, Vec<usize>)> {
    let columns = (0..plan.columns.len()).map(|at| {
        let rows = 0..plan.cells.len();
        let rows = rows.filter(|row| {
            let cell = &plan.cells[*row][at];
            let unsure = matches!(plan.rows[*row].to, To::Unsure(_));
            cell.action == Action::Ask && cell.options.len() == 1 && !unsure
        });
        (at, rows.collect::<Vec<_>>())
    });
    columns.filter(|(_, rows)| rows.len() >= SEVERAL).collect()
}

/// What can be decided about such a column at once.
fn whole(plan: &Rc<Plan>, around: &Around, column: usize, rows: Vec<usize>) -> Html {
    let mut reasons: Vec<&str> = Vec::new();
    for row in &rows {
        let reason = plan.cells[*row][column].reason.as_str();
        if !reasons.contains(&reason) && reasons.len() < 3 {
            reasons.push(reason);
        }
    }
    let said = format!(
        "“{}”这一列有 {} 个待您决定：{}。",
        plan.columns[column].head,
        rows.len(),
        reasons.join("；")
    );
    let all = |take: bool, text: &'static str| {
        let (plan, around, rows) = (plan.clone(), around.clone(), rows.clone());
        let onclick = move |_: MouseEvent| {
            around.correct(|choices| {
                for row in &rows {
                    let figure = plan.cells[*row][column].options.first().cloned();
                    choices
                        .cells
                        .insert((*row, column), figure.filter(|_| take));
                }
            });
            page::focus("decide");
        };
        html! { <button class="btn plain slim" type="button" {onclick}>{ text }</button> }
    };
    html! {
        <div key={format!("whole-{column}")} class="note">
            <p><bdi>{ said }</bdi></p>
            <p class="row">{ all(true, "都按读出的数录入") }{ all(false, "都不录入") }</p>
        </div>
    }
}

fn ask_row(plan: &Plan, around: &Around, row: usize) -> Html {
    let of = &plan.rows[row];
    let offered = match &of.to {
        To::Unsure(offered) => offered.clone(),
        to => vec![to.clone()],
    };
    let mut options = vec![(String::new(), "请选择".to_owned())];
    let mut add = |to: &To| {
        let option = choice(to, &around.dossier, around.target, around.on);
        if !options.contains(&option) {
            options.push(option);
        }
    };
    offered.iter().for_each(&mut add);
    if !around.form() {
        let sections = results().flat_map(|item| &item.sections);
        sections.for_each(|section| add(&To::New(section.id.clone())));
    }
    add(&To::Nowhere);
    let name = row_name(plan, row);
    let reason = match of.reason.as_str() {
        "" => String::new(),
        why => format!("{why}。"),
    };
    let set = {
        let around = around.clone();
        Callback::from(move |chosen: String| around.ask_row(row, to_of(&chosen)))
    };
    html! {
        <li key={format!("row-{row}")} id={format!("why-{row}")} tabindex="-1">
            <div>
                <p><strong><bdi>{ name.clone() }</bdi></strong>{ "：选择这一行的去处" }</p>
                <p class="quiet small">{ reason }</p>
            </div>
            <Pick label={format!("“{name}”这一行的去处")} value={to_value(&of.to)} {options} {set} />
        </li>
    }
}

fn ask_cell(plan: &Plan, around: &Around, row: usize, column: usize) -> Html {
    let cell = &plan.cells[row][column];
    let name = cell_name(plan, row, column);
    let unit = plan.rows[row].unit.as_str();
    let mut options = vec![("ask".to_owned(), "请选择".to_owned())];
    options.extend(
        cell.options
            .iter()
            .map(|value| (format!("take {value}"), format!("按 {value} 录入"))),
    );
    options.push(("out".to_owned(), "不录入".to_owned()));
    let value = match around.choices.cells.get(&(row, column)) {
        None => "ask".to_owned(),
        Some(None) => "out".to_owned(),
        Some(Some(value)) => format!("take {value}"),
    };
    let set = {
        let around = around.clone();
        Callback::from(move |chosen: String| {
            around.correct(|choices: &mut Choices| {
                match chosen.split_once(' ') {
                    Some((_, value)) => choices.cells.insert((row, column), Some(value.to_owned())),
                    None if chosen == "out" => choices.cells.insert((row, column), None),
                    None => choices.cells.remove(&(row, column)),
                };
            });
        })
    };
    html! {
        <li key={line_id(row, column)} id={line_id(row, column)} tabindex="-1">
            <div>
                <p>
                    <strong><bdi>{ name.clone() }</bdi></strong>{ "：原文“" }
                    <bdi>{ plan.grid.text(row, column) }</bdi>{ "”" }
                    if !unit.is_empty() { { format!("，单位“{unit}”") } }
                </p>
                if !cell.reason.is_empty() { <p class="quiet small">{ format!("{}。", cell.reason) }</p> }
            </div>
            <Pick label={format!("{name}怎样录入")} {value} {options} {set} />
        </li>
    }
}

/// The panel 会改动; nothing where nothing changes that is there.
pub fn changes(plan: &Rc<Plan>, around: &Around) -> Html {
    let changed = cells(plan, |row, column| {
        let cell = &plan.cells[row][column];
        cell.action == Action::Take && !cell.now.is_empty()
    });
    let count = changed.len();
    if count == 0 && !around.choices.keep {
        return Html::default();
    }
    let line = {
        let plan = plan.clone();
        Callback::from(move |at: usize| {
            let (row, column) = changed[at];
            let cell = &plan.cells[row][column];
            html! {
                <li key={line_id(row, column)} id={line_id(row, column)} tabindex="-1">
                    <p>
                        <bdi>{ cell_name(&plan, row, column) }</bdi>{ "：" }<del>{ cell.now.clone() }</del>
                        <span class="arrow" aria-hidden="true">{ " → " }</span><span class="hide">{ "改为" }</span>
                        <ins>{ cell.value.clone().unwrap_or_default() }</ins>
                    </p>
                </li>
            }
        })
    };
    let keep = {
        let around = around.clone();
        move |event: Event| {
            let keep = event
                .target_unchecked_into::<web_sys::HtmlInputElement>()
                .checked();
            around.correct(|choices| choices.keep = keep);
        }
    };
    html! {
        <section class="panel" aria-labelledby="swaps">
            <h2 id="swaps" tabindex="-1">{ format!("会改动（{count}）") }</h2>
            <Lines {count} {line} />
            <div class="tick">
                <input type="checkbox" id="keep" checked={around.choices.keep} onchange={keep} />
                <label for="keep">{ "已有数的格子一律保留原数" }</label>
            </div>
        </section>
    }
}

/// Figures that stay out one by one: refused, the same again, or decided so.
pub fn refused(plan: &Plan) -> Vec<(usize, usize)> {
    cells(plan, |row, column| {
        let cell = &plan.cells[row][column];
        let left = plan.columns[column].role == Role::Left || plan.rows[row].to == To::Nowhere;
        let ignored = cell.action == Action::Ignore && cell.field.is_some() && !left;
        let filled = !plan.grid.text(row, column).is_empty();
        filled && (cell.action == Action::Refuse || (ignored && !cell.reason.is_empty()))
    })
}

/// The panel 不录入: rows and columns as a whole, then cells.
pub fn left(plan: &Rc<Plan>) -> Html {
    let out = plan.left_out();
    let cells = refused(plan);
    let count = out.len() + cells.len();
    if count == 0 {
        return Html::default();
    }
    let summary = format!("{} 个格子，{} 个整行或整列。", cells.len(), out.len());
    let line = {
        let plan = plan.clone();
        Callback::from(move |at: usize| match at.checked_sub(cells.len()) {
            Some(at) => {
                html! { <li key={format!("out-{at}")}><p><bdi>{ format!("{}。", out[at]) }</bdi></p></li> }
            }
            None => {
                let (row, column) = cells[at];
                html! {
                    <li key={line_id(row, column)} id={line_id(row, column)} tabindex="-1">
                        <p>
                            <strong><bdi>{ cell_name(&plan, row, column) }</bdi></strong>{ "：原文“" }
                            <bdi>{ plan.grid.text(row, column) }</bdi>
                            { format!("”，{}。", plan.cells[row][column].reason) }
                        </p>
                    </li>
                }
            }
        })
    };
    html! {
        <section class="panel" aria-labelledby="left">
            <h2 id="left" tabindex="-1">{ "不录入的" }</h2>
            <p>{ summary }</p>
            <Lines {count} {line} />
        </section>
    }
}

/// What a column or row is called beside the table.
pub fn head_words(plan: &Plan, column: usize) -> String {
    format!("{}“{}”是", place(plan, column), plan.columns[column].head)
}
