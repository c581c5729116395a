//! A table for the metrics, or for the figures of the form: what its plan says, what a person corrects, and taking it.

use std::collections::BTreeSet;
use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::{Dossier, application_date, last_year};
use quality_award_core::import::table::{
    Choices, Grid, HeadRows, Plan, Setting, To, apply_to_form, form_plan, plan,
};
use quality_award_core::storage::Reason;
use yew::prelude::*;

use super::Looked;
use super::roles::{choice, results};
use super::sheet::SheetOf;
use super::told::{changes, decide, left, refused};
use crate::browser::{clock, page};
use crate::components::{Pick, use_may_write};
use crate::desk::Desk;
use crate::packs;
use crate::state::Action;
use crate::tables::Target;

/// Rows that can be chosen as the head.
const HEADS: usize = 12;

/// Properties of [`Figures`].
#[derive(Properties, PartialEq)]
pub struct FiguresProps {
    /// The sheet.
    pub looked: Looked,
    /// What it goes into.
    pub target: Target,
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// Today on this computer.
    pub today: Date,
    /// Keeps a version of what was there before.
    pub desk: Rc<Desk>,
}

/// What a plan is made with, and how it is corrected.
#[derive(Clone, PartialEq)]
pub struct Around {
    /// The dossier.
    pub dossier: Rc<Dossier>,
    /// What the table goes into.
    pub target: Target,
    /// The day of application, or today.
    pub on: Date,
    /// The last complete year.
    pub last: i32,
    /// What was corrected.
    pub choices: Rc<Choices>,
    /// Rows that were decided where they were asked about.
    pub asked: Rc<BTreeSet<usize>>,
    set: Callback<(Rc<Choices>, Rc<BTreeSet<usize>>)>,
}

impl Around {
    /// Whether it is for the form.
    pub fn form(&self) -> bool {
        self.target == Target::Form
    }

    /// Corrects something.
    pub fn correct(&self, edit: impl FnOnce(&mut Choices)) {
        let mut choices = (*self.choices).clone();
        edit(&mut choices);
        self.set.emit((choices.into(), self.asked.clone()));
    }

    /// Decides where a row goes that was asked about.
    pub fn ask_row(&self, row: usize, to: Option<To>) {
        let mut choices = (*self.choices).clone();
        match to {
            Some(to) => choices.rows.insert(row, to),
            None => choices.rows.remove(&row),
        };
        let mut asked = (*self.asked).clone();
        asked.insert(row);
        self.set.emit((choices.into(), asked.into()));
    }

    /// Begins anew with the head rows or with the table turned round: what is chosen by row and column is of no use then.
    fn begin(&self, edit: impl FnOnce(&mut Choices)) {
        let mut choices = Choices {
            keep: self.choices.keep,
            turned: self.choices.turned,
            ..Choices::default()
        };
        edit(&mut choices);
        self.set.emit((choices.into(), Rc::default()));
    }
}

/// The preview.
#[component]
pub fn Figures(props: &FiguresProps) -> Html {
    let FiguresProps {
        looked,
        target,
        dossier,
        today,
        ..
    } = props;
    let from = &looked.brought.from;
    let chosen = use_state(<(Rc<Choices>, Rc<BTreeSet<usize>>)>::default);
    let section = use_state(|| match (target, &from.section) {
        (_, Some(section)) => section.clone(),
        (Target::Metrics(section), None) => section.unwrap_or_default().to_owned(),
        _ => String::new(),
    });
    let given = application_date(dossier).given().copied();
    let on = given.unwrap_or(*today);
    let last = last_year(dossier, Some(on)).unwrap_or(on.year() - 1);
    let around = Around {
        dossier: dossier.clone(),
        target: *target,
        on,
        last,
        choices: chosen.0.clone(),
        asked: chosen.1.clone(),
        set: Callback::from({
            let chosen = chosen.setter();
            move |to| chosen.set(to)
        }),
    };
    let plan = use_memo(
        (
            dossier.clone(),
            chosen.0.clone(),
            (*section).clone(),
            looked.at,
            on,
            last,
        ),
        |(dossier, choices, section, ..)| {
            planned(looked, *target, dossier, choices, section, (on, last))
        },
    );
    let counts = plan.counts();
    let may_write = use_may_write();
    let take = (counts.take > 0 && may_write).then(|| {
        let (plan, around, looked) = (plan.clone(), around.clone(), looked.clone());
        let desk = props.desk.clone();
        Callback::from(move |_: MouseEvent| {
            desk.snapshot_before(Reason::Import);
            let mut changed = (*around.dossier).clone();
            match around.form() {
                true => apply_to_form(&plan, &mut changed, packs::scheme(), around.on),
                false => plan.apply(&mut changed, packs::metrics(), clock::random_id),
            }
            let said = match counts.new {
                0 => format!("已录入 {} 个数。", counts.take),
                new => format!("已录入 {} 个数，新增 {new} 个指标。", counts.take),
            };
            looked
                .dispatch
                .dispatch(Action::Apply(Rc::new(changed), said.into()));
            looked.leave(true);
        })
    });
    let out = refused(&plan).len();
    let said = format!(
        "将录入 {} 个数；{} 个待您决定；{out} 个不录入。空的格子不改动原来的内容。",
        counts.take, counts.ask
    );
    let into = (!plan.by_place && !around.form()).then(|| {
        let new = results().flat_map(|item| &item.sections);
        let new = new.map(|section| To::New(section.id.clone()));
        let new = new.map(|to| {
            let (_, text) = choice(&to, dossier, *target, on);
            let To::New(section) = to else {
                return (String::new(), text);
            };
            (section, text)
        });
        let options = [(String::new(), "逐个决定".to_owned())].into_iter().chain(new);
        let set = {
            let section = section.setter();
            Callback::from(move |chosen: String| section.set(chosen))
        };
        html! {
            <Pick id="into" label="没有同名的指标" value={(*section).clone()} options={options.collect::<Vec<_>>()} {set} />
        }
    });
    let more = html! { <>{ head_rows(&plan, &around) }{ for into }{ turn(&plan, &around) }</> };
    html! {
        <>
            if let Some(why) = &plan.refused {
                <div class="note" role="alert"><p><strong>{ format!("{why}。") }</strong></p></div>
            } else {
                { sums(&plan, out) }
            }
            { looked.panel(more) }
            if plan.refused.is_none() {
                { decide(&plan, &around) }
                { changes(&plan, &around) }
            }
            <SheetOf plan={plan.clone()} around={around.clone()} />
            if plan.refused.is_none() { { left(&plan) } }
            { looked.act(said, format!("录入 {} 个数", counts.take), take) }
        </>
    }
}

fn planned(
    looked: &Looked,
    target: Target,
    dossier: &Dossier,
    choices: &Choices,
    section: &str,
    (on, last): (Date, i32),
) -> Plan {
    let none = Grid::default();
    let sheet = &looked.brought.sheets[looked.at];
    let grid = sheet.grid.as_ref().unwrap_or(&none);
    if target == Target::Form {
        return form_plan(
            grid,
            dossier,
            packs::scheme(),
            packs::criteria(),
            on,
            choices,
        );
    }
    let setting = Setting {
        dossier,
        criteria: packs::criteria(),
        library: packs::metrics(),
        section,
        last,
    };
    plan(grid, &setting, looked.brought.from.start.as_ref(), choices)
}

/// What will be done, in four numbers.
fn sums(plan: &Plan, out: usize) -> Html {
    let counts = plan.counts();
    let whole = plan.left_out().len();
    let go = |to: &'static str, text: &'static str| {
        let onclick = move |_: MouseEvent| {
            page::focus(to);
        };
        html! { <button class="btn plain slim" type="button" {onclick}>{ text }</button> }
    };
    html! {
        <ul class="sums" aria-label="将要做什么">
            <li class="ok">
                <b>{ counts.take }<small>{ " 个数" }</small></b>
                <p>{ format!("将录入到 {} 个指标（{} 个已有，{} 个新增）", counts.known + counts.new, counts.known, counts.new) }</p>
            </li>
            <li class="ask">
                <b>{ counts.ask }<small>{ " 个数" }</small></b>
                <p>{ "待您决定" }</p>
                if counts.ask > 0 { { go("decide", "去决定") } }
            </li>
            <li class="no-go">
                <b>{ out }<small>{ " 个数" }</small></b>
                <p>
                    { "不录入" }
                    if whole > 0 { { format!("，另有 {whole} 行或列整个不录入") } }
                </p>
                if out + whole > 0 { { go("left", "看原因") } }
            </li>
            <li>
                <b>{ counts.changed }<small>{ " 个数" }</small></b>
                <p>{ "会替换现有的不同数字，录入后可以撤销" }</p>
                if counts.changed > 0 { { go("swaps", "看改动") } }
            </li>
        </ul>
    }
}

/// 表头在: which rows say what the columns are.
fn head_rows(plan: &Plan, around: &Around) -> Html {
    let begins = |row: usize| {
        let texts = (0..plan.grid.width()).map(|column| plan.grid.text(row, column));
        let text = texts
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default();
        let short: String = text.chars().take(10).collect();
        short
    };
    let own = match (plan.refused.is_some(), plan.by_place, plan.head.count) {
        (_, true, _) => "没有表头，按位置录入".to_owned(),
        (true, ..) | (_, _, 0) => "没有识别出来".to_owned(),
        (_, _, 1) => format!("自动：第 {} 行", plan.head.from + 1),
        (_, _, count) => format!(
            "自动：第 {} 至 {} 行",
            plan.head.from + 1,
            plan.head.from + count
        ),
    };
    let own = match around.choices.head {
        Some(_) => "自动".to_owned(),
        None => own,
    };
    let mut options = vec![("own".to_owned(), own)];
    let rows = plan.grid.height().min(HEADS);
    for row in (0..rows).filter(|row| !plan.grid.is_blank(*row)) {
        options.push((
            format!("{row} 1"),
            format!("第 {} 行：{}", row + 1, begins(row)),
        ));
    }
    for row in 0..rows.saturating_sub(1) {
        options.push((
            format!("{row} 2"),
            format!("第 {}、{} 行（两行表头）", row + 1, row + 2),
        ));
    }
    options.push(("0 0".to_owned(), "没有表头".to_owned()));
    let value = around.choices.head.map_or("own".to_owned(), |head| {
        format!("{} {}", head.from, head.count)
    });
    let set = {
        let (around, turned) = (around.clone(), plan.turned);
        Callback::from(move |chosen: String| {
            let head = chosen.split_once(' ').and_then(|(from, count)| {
                Some(HeadRows {
                    from: from.parse().ok()?,
                    count: count.parse().ok()?,
                })
            });
            around.begin(|choices| {
                choices.head = head;
                choices.turned = Some(turned);
            });
        })
    };
    html! { <Pick id="head-rows" label="表头在" {value} {options} {set} /> }
}

/// Whether the table is turned round.
fn turn(plan: &Plan, around: &Around) -> Html {
    let onchange = {
        let around = around.clone();
        move |event: Event| {
            let turned = event
                .target_unchecked_into::<web_sys::HtmlInputElement>()
                .checked();
            around.begin(|choices| {
                choices.turned = Some(turned);
            });
        }
    };
    html! {
        <div class="tick">
            <input type="checkbox" id="turn" checked={plan.turned} {onchange} />
            <label for="turn">{ "行列互换（年份在第一列时）" }</label>
        </div>
    }
}
