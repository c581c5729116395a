//! A table for a register: which entries it makes, what a person corrects, and adding them.

use std::rc::Rc;

use quality_award_core::dossier::Dossier;
use quality_award_core::import::table::{
    Action as Becomes, EntryChoices, EntryPlan, Grid, entry_plan,
};
use quality_award_core::pack::{ColumnKind, Register};
use quality_award_core::storage::Reason;
use yew::prelude::*;

use super::Looked;
use super::heads;
use super::roles::letter;
use super::sheet::{laid_out, says, short};
use super::wording::Lines;
use crate::browser::clock;
use crate::components::{Pick, use_may_write, use_shown};
use crate::library::Library;
use crate::packs::ByAddress;
use crate::state::Action;

/// Rows that are drawn before more are asked for.
const FIRST: usize = 60;
/// How many more come each time.
const MORE: usize = 200;
/// Characters of a head; longer ones are cut.
const CUT: usize = 16;

/// Properties of [`Entries`].
#[derive(Properties, PartialEq)]
pub struct EntriesProps {
    /// The sheet.
    pub looked: Looked,
    /// The register.
    pub register: ByAddress<Register>,
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// Keeps a version of what was there before.
    pub library: Rc<Library>,
}

/// The preview.
#[component]
pub fn Entries(props: &EntriesProps) -> Html {
    let (looked, register) = (&props.looked, props.register.0);
    let choices = use_state(EntryChoices::default);
    let shown = use_shown(FIRST, MORE);
    let brought = looked.brought.clone();
    let grid = brought.sheets[looked.at].grid.as_ref();
    let none = Grid::default();
    let grid = grid.unwrap_or(&none);
    let plan = use_memo(
        (props.dossier.clone(), (*choices).clone(), looked.at),
        |(dossier, choices, _)| entry_plan(grid, register, dossier, choices),
    );
    let correct = {
        let choices = choices.clone();
        move |edit: &dyn Fn(&mut EntryChoices)| {
            let mut corrected = (*choices).clone();
            edit(&mut corrected);
            choices.set(corrected);
        }
    };
    let added = plan.added();
    let may_write = use_may_write();
    let take = (added > 0 && may_write).then(|| {
        let (plan, looked, dossier) = (plan.clone(), looked.clone(), props.dossier.clone());
        let library = props.library.clone();
        Callback::from(move |_: MouseEvent| {
            library.snapshot_before(Reason::Import);
            let mut changed = (*dossier).clone();
            plan.apply(register, &mut changed, clock::random_id);
            let said = format!("已登记 {added} 条。");
            looked
                .dispatch
                .dispatch(Action::Apply(Rc::new(changed), said.into()));
            looked.leave(true);
        })
    });
    let refused = refused(&plan, grid);
    let left_rows = plan
        .rows
        .iter()
        .filter(|row| !row.reason.is_empty())
        .count();
    let head = {
        let mut options = vec![(
            "own".to_owned(),
            match plan.refused.is_some() {
                true => "没有识别出来".to_owned(),
                false => {
                    let words = heads::words(grid, plan.head..plan.head + 1, CUT);
                    format!("自动：第 {} 行：{words}", plan.head + 1)
                }
            },
        )];
        let single = heads::single(grid);
        options.extend(single.map(|(row, text)| (row.to_string(), text)));
        let value = choices
            .head
            .map_or("own".to_owned(), |head| head.to_string());
        let choices = choices.clone();
        let set = move |chosen: String| {
            choices.set(EntryChoices {
                head: chosen.parse().ok(),
                ..EntryChoices::default()
            });
        };
        html! { <Pick id="head-rows" label="表头在" {value} {options} {set} /> }
    };
    let columns = (0..grid.width()).map(|at| {
        let chosen = plan.columns.get(at).cloned().flatten().unwrap_or_default();
        let own = register.columns.iter();
        let own = own.filter(|column| !column.hidden && column.kind != ColumnKind::Refs);
        let own = own.map(|column| (column.key.clone(), column.label.clone()));
        let options: Vec<_> = [(String::new(), "不录入".to_owned())].into_iter().chain(own).collect();
        let (correct, now) = (correct.clone(), plan.columns.clone());
        let set = move |chosen: String| {
            correct(&|choices| {
                let key = (!chosen.is_empty()).then(|| chosen.clone());
                // A column of the register comes from one place.
                for (other, of) in now.iter().enumerate() {
                    if key.is_some() && *of == key {
                        choices.columns.insert(other, None);
                    }
                }
                choices.columns.insert(at, key);
            });
        };
        let head = match plan.refused {
            None => grid.text(plan.head, at),
            Some(_) => "",
        };
        let out = chosen.is_empty();
        html! {
            <th key={at} scope="col" class={classes!(out.then_some("out"))}>
                <span class="col">{ format!("{} 列", letter(at)) }</span>
                { short(head, CUT) }
                <Pick label={format!("{} 列“{head}”是", letter(at))} value={chosen} {options} {set} />
            </th>
        }
    });
    let columns: Vec<Html> = columns.collect();
    let body: Vec<usize> = match plan.refused {
        Some(_) => (0..grid.height())
            .filter(|row| !grid.is_blank(*row))
            .collect(),
        None => plan.rows.iter().map(|row| row.row).collect(),
    };
    let rows = body.iter().take(shown.count()).enumerate().map(|(at, row)| {
        let (of, row) = (plan.rows.get(at), *row);
        let cells = (0..grid.width()).map(|column| {
            let said = says(grid, row, column, None);
            let cell = of.map(|of| &of.cells[column]);
            let class = match cell.map(|cell| cell.action) {
                Some(Becomes::Ignore) => "out",
                _ => "",
            };
            match cell.filter(|cell| cell.action == Becomes::Refuse) {
                Some(cell) => html! {
                    <td><span class="cell refuse">{ said }</span><small>{ cell.reason.clone() }</small></td>
                },
                None => html! { <td {class}>{ said }</td> },
            }
        });
        let out = of.is_some_and(|of| !of.reason.is_empty());
        let tick = of.map(|of| {
            let kept_out = choices.rows.contains(&row);
            let correct = correct.clone();
            let onchange = move |event: Event| {
                let take = event.target_unchecked_into::<web_sys::HtmlInputElement>().checked();
                correct(&|choices| {
                    match take {
                        true => choices.rows.remove(&row),
                        false => choices.rows.insert(row),
                    };
                });
            };
            html! {
                <>
                    <div class="tick">
                        <input type="checkbox" id={format!("take-{row}")} checked={!kept_out} {onchange} />
                        <label for={format!("take-{row}")}>{ format!("登记第 {} 行", row + 1) }</label>
                    </div>
                    if out { <span class="ask-line">{ format!("不登记，{}", of.reason) }</span> }
                </>
            }
        });
        html! {
            <tr key={row} class={classes!(out.then_some("out"))}>
                <th scope="row">{ tick.unwrap_or_else(|| html! { { format!("第 {} 行", row + 1) } }) }</th>
                <>{ for cells }</>
            </tr>
        }
    });
    let rows: Vec<Html> = rows.collect();
    let said = match added {
        0 => "没有可以登记的行。请核对表头，以及每一列是什么。".to_owned(),
        _ => format!(
            "将登记 {added} 条；{left_rows} 行不登记；{} 个格子不录入。",
            refused.len()
        ),
    };
    html! {
        <>
            if let Some(why) = &plan.refused {
                <div class="note" role="alert"><p><strong>{ format!("{why}。") }</strong></p></div>
            } else {
                <ul class="sums" aria-label="将要做什么">
                    <li class="ok"><b>{ added }<small>{ " 条" }</small></b><p>{ "将登记，排在已有的后面" }</p></li>
                    if left_rows > 0 {
                        <li class="no-go"><b>{ left_rows }<small>{ " 行" }</small></b><p>{ "不登记，原因在行的左边" }</p></li>
                    }
                    if !refused.is_empty() {
                        <li class="no-go"><b>{ refused.len() }<small>{ " 个格子" }</small></b><p>{ "不录入，这一栏空着" }</p></li>
                    }
                </ul>
            }
            { looked.panel(head) }
            <section class="panel" aria-labelledby="sheet-title">
                <h2 id="sheet-title">{ "每一列是什么" }</h2>
                { laid_out(
                    html! { <><th scope="col">{ "行" }</th>{ for columns }</> },
                    rows.into_iter().collect(),
                    &shown,
                    body.len(),
                ) }
            </section>
            if !refused.is_empty() {
                <section class="panel" aria-labelledby="left">
                    <h2 id="left">{ "不录入的格子" }</h2>
                    <Lines count={refused.len()} line={Callback::from(move |at: usize| {
                        html! { <li key={at}><p><bdi>{ refused[at].clone() }</bdi></p></li> }
                    })} />
                </section>
            }
            { looked.act(said, format!("登记 {added} 条"), take) }
        </>
    }
}

/// Cells of entries that stay out, each with its reason.
fn refused(plan: &EntryPlan, grid: &Grid) -> Vec<String> {
    let taken = plan.rows.iter().filter(|row| row.reason.is_empty());
    let cells = taken.flat_map(|row| {
        let cells = row.cells.iter().enumerate();
        let cells = cells.filter(|(_, cell)| cell.action == Becomes::Refuse);
        cells.map(|(at, cell)| {
            let head = grid.text(plan.head, at);
            let raw = grid.text(row.row, at);
            format!(
                "第 {} 行“{head}”：原文“{raw}”，{}。",
                row.row + 1,
                cell.reason
            )
        })
    });
    cells.collect()
}
