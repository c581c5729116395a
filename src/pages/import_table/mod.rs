//! 导入表格: where a table goes is shown, and corrected, before anything is taken.
//!
//! | file | what it shows |
//! |---|---|
//! | `figures` | a table for metrics or for the form: the plan, what is chosen, taking it |
//! | `roles` | what a column can be, where a row can go, in words |
//! | `sheet` | the table itself, cell by cell |
//! | `wording` | what is asked, changed and left out |
//! | `heads` | which rows can be the head, and what they say |
//! | `tally` | how many of the figures in the sheet are taken |
//! | `entries` | a table for a register |

mod entries;
mod figures;
mod heads;
mod roles;
mod sheet;
mod tally;
mod wording;

use std::rc::Rc;

use yew::prelude::*;

use self::entries::Entries;
use self::figures::Figures;
use super::PageProps;
use crate::browser::focus;
use crate::components::{Nothing, Pick, TableSource};
use crate::state::{Action, Dispatch};
use crate::tables::{Brought, From, Target, home};

/// Properties of [`TablePage`].
#[derive(Properties, PartialEq)]
pub struct TablePageProps {
    /// The part of the address that names what the table goes into.
    pub target: AttrValue,
    /// What was brought.
    pub table: Option<Rc<Brought>>,
    /// What every page gets.
    pub page: PageProps,
}

/// The page.
#[component]
pub fn TablePage(props: &TablePageProps) -> Html {
    let at = use_state_eq(|| None::<usize>);
    {
        // Another file begins with its own first sheet, and is a page of its own.
        let (at, first) = (at.setter(), use_mut_ref(|| true));
        use_effect_with(props.table.clone(), move |_| {
            at.set(None);
            if !first.replace(false) {
                focus::focus_heading();
            }
        });
    }
    let target = Target::parse(&props.target);
    let open = props.page.open.as_ref();
    let Some(open) = open.filter(|open| target.fits(open.dossier.kind)) else {
        return html! { <Nothing title="导入表格" about="没有打开可以录入表格的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let brought = props.table.as_ref();
    let Some(brought) = brought.filter(|brought| brought.from.target == *props.target) else {
        return start(&props.target, target, &props.page.dispatch);
    };
    let visible = brought.sheets.iter().position(|sheet| !sheet.hidden);
    let at_now = at
        .unwrap_or(visible.unwrap_or(0))
        .min(brought.sheets.len() - 1);
    let choose = {
        let at = at.setter();
        Callback::from(move |chosen: usize| at.set(Some(chosen)))
    };
    let looked = Looked {
        brought: brought.clone(),
        at: at_now,
        choose,
        dispatch: props.page.dispatch.clone(),
    };
    // Another table begins without the choices about this one.
    let key = format!("{:p}-{at_now}", Rc::as_ptr(brought));
    let dossier = open.dossier.clone();
    let (today, library) = (props.page.today, props.page.library.clone());
    let body = match (&brought.sheets[at_now].grid, target) {
        (Err(why), _) => html! {
            <>
                { looked.panel(Html::default()) }
                <div class="note"><p>{ why.clone() }</p></div>
            </>
        },
        (Ok(_), Target::Register(register)) => html! {
            <Entries {key} {looked} register={crate::packs::ByAddress(register)} {dossier} {library} />
        },
        (Ok(_), target) => {
            html! { <Figures {key} {looked} {target} {dossier} {today} {library} /> }
        }
    };
    html! {
        <>
            <a class="crumb" href={brought.back.to_string()}>{ "返回，不录入" }</a>
            <h1><span class="over">{ format!("导入表格，录入到{}", target.title()) }</span>{ "核对后录入" }</h1>
            { body }
        </>
    }
}

/// The page before a table is there.
fn start(name: &AttrValue, target: Target, dispatch: &Dispatch) -> Html {
    let from = From {
        target: name.to_string(),
        ..From::default()
    };
    html! {
        <>
            <a class="crumb" href={home(name).to_string()}>{ "返回" }</a>
            <h1><span class="over">{ format!("录入到{}", target.title()) }</span>{ "导入表格" }</h1>
            <section class="panel" aria-labelledby="source">
                <h2 id="source">{ "表格从哪里来" }</h2>
                <p class="read">
                    { match target {
                        Target::Register(_) => "证照、供应商等清单，带着表头一起复制或者打开文件，每行登记一条。",
                        _ => "带着年份表头和指标名称的整块表格，一次可以录入几个条目。先列出每一格的去处请您核对，改好再录入，录入以后可以撤销。",
                    } }
                </p>
                <TableSource {from} open=true dispatch={dispatch.clone()} />
            </section>
        </>
    }
}

/// The sheet that is looked at.
#[derive(Clone, PartialEq)]
pub struct Looked {
    /// What was brought.
    brought: Rc<Brought>,
    /// Which of its sheets.
    at: usize,
    /// Looks at another.
    choose: Callback<usize>,
    /// Takes everything.
    dispatch: Dispatch,
}

impl Looked {
    /// 表格从哪里来: the source, its sheets, and what else there is to choose about the whole.
    fn panel(&self, more: Html) -> Html {
        let Looked {
            brought,
            at,
            choose,
            dispatch,
        } = self;
        let options = brought.sheets.iter().enumerate().map(|(at, sheet)| {
            let hidden = if sheet.hidden { "，隐藏的" } else { "" };
            let text = match &sheet.grid {
                Ok(grid) => format!(
                    "{}（{} 行，{} 列{hidden}）",
                    sheet.name,
                    grid.height(),
                    grid.width()
                ),
                Err(_) => format!("{}（不能录入{hidden}）", sheet.name),
            };
            (at.to_string(), text)
        });
        let sheets = (brought.sheets.len() > 1).then(|| {
            let choose = choose.reform(|chosen: String| chosen.parse().unwrap_or(0));
            html! {
                <Pick id="sheet" label="工作表" value={at.to_string()} options={options.collect::<Vec<_>>()} set={choose} />
            }
        });
        let again = {
            let dispatch = dispatch.clone();
            move |_: MouseEvent| dispatch.dispatch(Action::Table(None))
        };
        html! {
            <section class="panel" aria-labelledby="source">
                <h2 id="source">{ "表格从哪里来" }</h2>
                <p class="row">
                    <bdi>{ brought.name.clone() }</bdi>
                    <button class="btn plain slim" type="button" onclick={again}>{ "换一个表格" }</button>
                </p>
                if !brought.beside.is_empty() {
                    <div class="note">
                        <p>{ format!("一起复制的还有 {} 段文字，不在表格里，没有录入：", brought.beside.len()) }</p>
                        <ul>{ for brought.beside.iter().map(|line| html! { <li><bdi>{ line.clone() }</bdi></li> }) }</ul>
                    </div>
                }
                <div class="fields">{ for sheets }{ more }</div>
            </section>
        }
    }

    /// Back to the page it was brought from, without a table to look at.
    fn leave(&self, taken: bool) {
        self.dispatch.dispatch(Action::Table(None));
        let field = match taken {
            true => &self.brought.from.grid,
            false => &self.brought.from.field,
        };
        focus::go_to(&self.brought.back.to_string(), field);
    }

    /// The last line of the page: what happens, 录入 and 取消.
    fn act(&self, said: String, button: String, take: Option<Callback<MouseEvent>>) -> Html {
        let cancel = {
            let looked = self.clone();
            move |_: MouseEvent| looked.leave(false)
        };
        html! {
            <div class="act of-table row no-print">
                <p>{ said }</p>
                if let Some(take) = take {
                    <button class="btn" type="button" onclick={take}>{ button }</button>
                }
                <button class="btn plain" type="button" onclick={cancel}>{ "取消" }</button>
            </div>
        }
    }
}
