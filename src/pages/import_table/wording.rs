//! What is asked, what changes and what is left out, each line with its reason.

use std::rc::Rc;

use quality_award_core::import::table::{Action, Choices, Plan, Role, To};
use yew::prelude::*;

use super::figures::Around;
use super::heads::cut;
use super::roles::{choice, place, results, to_of, to_value, words};
use super::tally::{Tally, holds_figure};
use crate::browser::focus;
use crate::components::{Pick, use_shown};

/// Lines that are drawn before more are asked for.
const FIRST: usize = 30;
/// How many more come each time.
const MORE: usize = 200;
/// Cells of one column, or rows, that can be decided together.
const SEVERAL: usize = 3;
/// Figures of a row that are shown with the question where it goes.
const FIGURES: usize = 4;
/// Texts of a row that are shown with them, and how many characters of each.
const TEXTS: (usize, usize) = (2, 16);

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
    format!("{}，{}", row_name(plan, row), column_name(plan, column))
}

/// What a column is called where a cell of it is named.
fn column_name(plan: &Plan, column: usize) -> String {
    let of = &plan.columns[column];
    match (of.role, of.head.as_str()) {
        (Role::Actual(year), _) => format!("{year} 年"),
        (Role::Target(year), _) => format!("{year} 年目标"),
        (role, "") => words(role),
        (_, head) => head.to_owned(),
    }
}

/// What a row holds, in short: its first figures, its unit, and what group or kind it is of.
fn row_holds(plan: &Plan, row: usize) -> String {
    let told = |column: usize| {
        format!(
            "{} {}",
            column_name(plan, column),
            plan.grid.text(row, column)
        )
    };
    let role = |column: &usize| plan.columns[*column].role;
    let of = |is: fn(Role) -> bool| (0..plan.columns.len()).filter(move |column| is(role(column)));
    let known = of(|role| {
        matches!(
            role,
            Role::Actual(_) | Role::Target(_) | Role::Comparison(_)
        )
    });
    let mut figures: Vec<usize> = known
        .filter(|column| {
            !plan.grid.text(row, *column).is_empty() && !plan.grid.cell(row, *column).covered
        })
        .collect();
    if figures.is_empty() {
        let left = of(|role| role == Role::Left);
        figures = left
            .filter(|column| holds_figure(&plan.grid, row, *column))
            .collect();
    }
    let figures = figures.into_iter().take(FIGURES).map(told);
    // A line over all columns says in each what its name says.
    let name = (0..plan.columns.len()).find(|column| role(column) == Role::Name);
    let name = name.map_or("", |column| plan.grid.text(row, column));
    let unit = plan.rows[row].unit.as_str();
    let unit = (!unit.is_empty() && unit != name).then(|| format!("单位 {unit}"));
    let (most, length) = TEXTS;
    let texts = of(|role| matches!(role, Role::Category | Role::Left));
    let texts = texts.map(|column| plan.grid.text(row, column));
    let is_text = |text: &&str| {
        !text.is_empty() && *text != name && !text.starts_with(|c: char| c.is_ascii_digit())
    };
    let texts = texts
        .filter(is_text)
        .take(most)
        .map(|text| cut(text, length));
    figures
        .chain(unit)
        .chain(texts)
        .collect::<Vec<_>>()
        .join("；")
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

/// How much is still to be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    rows: usize,
    cells: usize,
}

/// What is still to be decided; cells of a row that goes nowhere yet are decided with it.
pub fn open(plan: &Plan) -> Open {
    let unsure = |row: &usize| matches!(plan.rows[*row].to, To::Unsure(_));
    let asks = |row: usize| {
        let cells = plan.cells[row].iter();
        cells.filter(|cell| cell.action == Action::Ask).count()
    };
    let rows = 0..plan.rows.len();
    Open {
        rows: rows.clone().filter(unsure).count(),
        cells: rows.filter(|row| !unsure(row)).map(asks).sum(),
    }
}

impl Open {
    /// Whether all is decided.
    pub fn is_none(self) -> bool {
        self.count() == 0
    }

    fn count(self) -> usize {
        self.rows + self.cells
    }

    /// The questions, in words.
    pub fn words(self) -> String {
        let rows = (self.rows > 0).then(|| format!("{} 行选去处", self.rows));
        let cells = (self.cells > 0).then(|| format!("{} 格选怎样录入", self.cells));
        rows.into_iter().chain(cells).collect::<Vec<_>>().join("，")
    }
}

/// The panel 待您决定; nothing while nothing is asked.
pub fn decide(plan: &Rc<Plan>, around: &Around) -> Html {
    let questions = asked(plan, around);
    if questions.is_empty() {
        return Html::default();
    }
    let (count, open) = (questions.len(), open(plan));
    let title = format!("待您决定（{} 个数）", plan.counts().ask);
    let decided = count.saturating_sub(open.count());
    let line = {
        let (plan, around) = (plan.clone(), around.clone());
        Callback::from(move |at: usize| match questions[at] {
            Question::Row(row) => ask_row(&plan, &around, row),
            Question::Cell(row, column) => ask_cell(&plan, &around, row, column),
        })
    };
    html! {
        <section class="panel" aria-labelledby="decide">
            <h2 id="decide" tabindex="-1">{ title }</h2>
            <p>
                if !open.is_none() { { format!("{}。没有决定的不录入，格子空着。", open.words()) } }
                if open.rows >= SEVERAL && !around.form() {
                    { "要都新增到同一个条目，在上面“没有同名的指标”中一次选定。" }
                }
                if decided > 0 { { format!("已经决定的 {decided} 项也在下面，可以改选。") } }
            </p>
            { for columns(plan).into_iter().map(|(column, cells)| whole(plan, around, column, cells)) }
            <Lines {count} {line} />
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
            focus::focus("decide");
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
                <p><strong><bdi>{ name.clone() }</bdi></strong>{ "：" }<bdi>{ row_holds(plan, row) }</bdi></p>
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

/// The panel 不录入: cells, those of a row with one reason together, then rows and columns as a whole.
pub fn left(plan: &Rc<Plan>, tally: &Tally) -> Html {
    let out = plan.left_out();
    let because = |(row, column): (usize, usize)| (row, plan.cells[row][column].reason.as_str());
    let groups = tally
        .apart
        .chunk_by(|one, next| because(*one) == because(*next));
    let groups: Vec<Vec<(usize, usize)>> = groups.map(<[_]>::to_vec).collect();
    let count = out.len() + groups.len();
    if count == 0 && tally.whole == 0 {
        return Html::default();
    }
    let title = format!("不录入的（{} 个数）", tally.out());
    let part = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
    let parts = [
        part(tally.apart.len(), "个数逐个说明原因"),
        part(tally.whole, "个数在整行或整列不录入的地方"),
        part(out.len(), "个整行或整列也列在下面"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let summary = format!("{}。", parts.join("，"));
    let line = {
        let plan = plan.clone();
        Callback::from(move |at: usize| match at.checked_sub(groups.len()) {
            Some(at) => {
                html! { <li key={format!("out-{at}")}><p><bdi>{ format!("{}。", out[at]) }</bdi></p></li> }
            }
            None => left_cells(&plan, &groups[at]),
        })
    };
    html! {
        <section class="panel" aria-labelledby="left">
            <h2 id="left" tabindex="-1">{ title }</h2>
            <p>{ summary }</p>
            <Lines {count} {line} />
        </section>
    }
}

/// Cells of one row that stay out for one reason; each can be gone to from the table.
fn left_cells(plan: &Plan, cells: &[(usize, usize)]) -> Html {
    let (row, first) = cells[0];
    let each = cells.iter().enumerate().map(|(at, (_, column))| {
        let id = line_id(row, *column);
        let begins = if at > 0 { "，" } else { "" };
        let name = format!("{begins}{}“", column_name(plan, *column));
        let raw = plan.grid.text(row, *column);
        html! { <span key={id.clone()} id={id} tabindex="-1">{ name }<bdi>{ raw }</bdi>{ "”" }</span> }
    });
    html! {
        <li key={format!("left-{}", line_id(row, first))}>
            <p>
                <strong><bdi>{ row_name(plan, row) }</bdi></strong>{ "：" }
                <>{ for each }</>
                { format!("，{}。", plan.cells[row][first].reason) }
            </p>
        </li>
    }
}

/// What a column or row is called beside the table.
pub fn head_words(plan: &Plan, column: usize) -> String {
    format!("{}“{}”是", place(plan, column), plan.columns[column].head)
}
