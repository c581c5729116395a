//! A table for the metrics, or for the figures of the form: what its plan says, what a person corrects, and taking it.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::Dossier;
use quality_award_core::import::table::{
    Choices, Grid, HeadRows, Plan, Setting, To, apply_to_form, form_plan, plan,
};
use quality_award_core::storage::Reason;
use quality_award_core::views::{application_date, last_year};
use yew::prelude::*;

use super::Looked;
use super::heads;
use super::roles::{choice, results};
use super::sheet::SheetOf;
use super::tally::Tally;
use super::wording::{changes, decide, left, open};
use crate::browser::{clock, focus};
use crate::components::{Pick, use_may_write};
use crate::library::Library;
use crate::packs;
use crate::state::Action;
use crate::tables::Target;

/// Characters of each row of the head that are shown below the list.
const HEAD: usize = 120;

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
    pub library: Rc<Library>,
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
        let library = props.library.clone();
        Callback::from(move |_: MouseEvent| {
            library.snapshot_before(Reason::Import);
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
    let tally = use_memo(plan.clone(), |plan| Tally::of(plan));
    let said = match (counts.take, counts.ask) {
        (0, 0) => "没有可以录入的数。".to_owned(),
        (0, ask) => format!("还没有可以录入的数，{ask} 个待您决定。"),
        (take, ask) => {
            let others = [(ask, "待您决定"), (tally.out(), "不录入")];
            let others = others.iter().filter(|(count, _)| *count > 0);
            let others: String = others
                .map(|(count, what)| format!("；{count} 个{what}"))
                .collect();
            format!("将录入 {take} 个数{others}。空的格子不改动原来的内容。")
        }
    };
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
    let more = html! {
        <>{ head_rows(&plan, &around) }{ for into }{ turn(&plan, &around) }{ head_says(&plan) }</>
    };
    let blank = counts.take == 0 && counts.ask == 0;
    html! {
        <>
            if blank {
                { nothing(&plan, &tally) }
            } else {
                { trust(&tally) }
                { sums(&plan, &tally) }
            }
            { looked.panel(more) }
            if plan.refused.is_none() {
                { decide(&plan, &around) }
                { changes(&plan, &around) }
            }
            <SheetOf plan={plan.clone()} around={around.clone()} />
            if plan.refused.is_none() { { left(&plan, &tally) } }
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

/// How much of the sheet is understood; a warning when it is less than half.
fn trust(tally: &Tally) -> Html {
    let said = format!(
        "表里有数的 {} 格：录入 {}，待您决定 {}，不录入 {}。",
        tally.all(),
        tally.take,
        tally.ask,
        tally.out()
    );
    if tally.take * 2 >= tally.all() {
        return html! { <p class="tally">{ said }</p> };
    }
    let next = match tally.ask > tally.out() {
        true => "录入的不到一半，请先看“待您决定”。",
        false => "录入的不到一半，请核对“表头在”选的行，以及每一列是什么。",
    };
    html! { <div class="note tally"><p>{ said }<strong>{ next }</strong></p></div> }
}

/// Nothing is taken: why, and what to do about it.
fn nothing(plan: &Plan, tally: &Tally) -> Html {
    let why = plan.refused.as_deref().unwrap_or("没有可以录入的数");
    html! {
        <div class="note tally" role="alert">
            <p><strong>{ format!("{why}。") }</strong>{ format!("表里有数的 {} 格都没有录入。可以这样改：", tally.all()) }</p>
            <ol>
                <li>{ "在下面的“表头在”中选写着年份的行；表头有两行的，选“两行表头”。" }</li>
                <li>{ "年份写在第一列的，勾选“行列互换”。" }</li>
                <li>{ "没有带表头的，回到原来的表格，连同表头一起复制，再点“换一个表格”。" }</li>
            </ol>
        </div>
    }
}

/// What will be done, in up to four numbers.
fn sums(plan: &Plan, tally: &Tally) -> Html {
    let counts = plan.counts();
    let open = open(plan);
    let go = |to: &'static str, text: &'static str| {
        let onclick = move |_: MouseEvent| {
            focus::focus(to);
        };
        html! { <button class="btn plain slim" type="button" {onclick}>{ text }</button> }
    };
    html! {
        <ul class="sums" aria-label="将要做什么">
            if counts.take > 0 {
                <li class="ok">
                    <b>{ counts.take }<small>{ " 个数" }</small></b>
                    <p>{ format!("将录入到 {} 个指标（{} 个已有，{} 个新增）", counts.known + counts.new, counts.known, counts.new) }</p>
                </li>
            }
            if !open.is_none() {
                <li class="ask">
                    <b>{ counts.ask }<small>{ " 个数" }</small></b>
                    <p>{ format!("待您决定：{}", open.words()) }</p>
                    { go("decide", "去决定") }
                </li>
            }
            if tally.out() > 0 {
                <li class="no-go">
                    <b>{ tally.out() }<small>{ " 个数" }</small></b>
                    <p>{ "不录入" }</p>
                    { go("left", "看原因") }
                </li>
            }
            if counts.changed > 0 {
                <li>
                    <b>{ counts.changed }<small>{ " 个数" }</small></b>
                    <p>{ "会替换现有的不同数字，录入后可以撤销" }</p>
                    { go("swaps", "看改动") }
                </li>
            }
        </ul>
    }
}

/// 表头在: which rows say what the columns are.
fn head_rows(plan: &Plan, around: &Around) -> Html {
    let own = match (around.choices.head, plan.refused.is_some(), plan.by_place) {
        (Some(_), ..) => "自动".to_owned(),
        (_, _, true) => "没有表头，按位置录入".to_owned(),
        (_, true, _) => "没有识别出来".to_owned(),
        _ if plan.head.count == 0 => "没有识别出来".to_owned(),
        _ => format!("自动：{}", heads::numbers(&head(plan))),
    };
    let mut options = vec![("own".to_owned(), own)];
    let single = heads::single(&plan.grid);
    options.extend(single.map(|(row, text)| (format!("{row} 1"), text)));
    let double = heads::double(&plan.grid);
    options.extend(double.map(|(row, text)| (format!("{row} 2"), text)));
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

/// The rows of the head.
fn head(plan: &Plan) -> Range<usize> {
    plan.head.from..plan.head.from + plan.head.count
}

/// What the rows of the head say, so that a wrong one is seen at once.
fn head_says(plan: &Plan) -> Html {
    let rows = head(plan);
    if rows.is_empty() || plan.by_place || plan.refused.is_some() {
        return Html::default();
    }
    let numbers = heads::numbers(&rows);
    let words = heads::words(&plan.grid, rows, HEAD);
    html! { <p class="head-says">{ format!("表头（{numbers}）写着：") }<bdi>{ words }</bdi></p> }
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
