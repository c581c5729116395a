//! A table on its way in: pasted or opened from a file, and looked at on its own page before anything is taken.

use quality_award_core::dossier::Kind;
use quality_award_core::import::files::{MOST_BYTES, Sheet};
use quality_award_core::import::table::{Grid, Start, beside, has_table, is_block, tables, tabs};
use quality_award_core::pack::{ItemKind, Register, RegisterOf};
use web_sys::File;

use crate::browser::{files, office, page};
use crate::links::page_at;
use crate::packs;
use crate::route::Route;
use crate::state::{Action, Dispatch, Message};

/// What a table is taken into, as the address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The metrics of all result items; new ones go to the sub-heading, or are asked about.
    Metrics(Option<&'static str>),
    /// 主要指标 of the form.
    Form,
    /// A register of the dossier.
    Register(&'static Register),
}

/// What the form is called in an address.
pub const FORM: &str = "form";

impl Target {
    /// The target of an address's part; metrics where it names none.
    pub fn parse(text: &str) -> Target {
        let criteria = packs::criteria();
        let register = || {
            let register = criteria.register(text)?;
            (register.of == RegisterOf::Dossier).then_some(register)
        };
        let section = || {
            let item = criteria.item(text)?;
            let section = item.sections.first()?;
            (item.kind == ItemKind::Result).then_some(section.id.as_str())
        };
        match text {
            FORM => Target::Form,
            _ => match register() {
                Some(register) => Target::Register(register),
                None => Target::Metrics(section()),
            },
        }
    }

    /// Whether a dossier of this kind has it.
    pub fn fits(self, kind: Kind) -> bool {
        match self {
            Target::Metrics(_) => kind != Kind::Precheck,
            Target::Form => kind == Kind::Application,
            Target::Register(_) => true,
        }
    }

    /// What it is called.
    pub fn title(self) -> String {
        match self {
            Target::Metrics(_) => "4.7 各条目的指标".to_owned(),
            Target::Form => "申报表的主要指标".to_owned(),
            Target::Register(register) => format!("登记“{}”", register.title),
        }
    }
}

/// From where a table is brought, and where one returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct From {
    /// Part of the address that names the target.
    pub target: String,
    /// The sub-heading of new metrics, where the place that is pasted into says one.
    pub section: Option<String>,
    /// The cell that is pasted into: figures without heads go from there on.
    pub start: Option<Start>,
    /// Id of the field that one returns to when nothing is taken.
    pub field: String,
    /// Id of what shows what is taken.
    pub grid: String,
}

/// A table that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// What it came from.
    pub name: String,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Paragraphs that came along and stand in none of them.
    pub beside: Vec<String>,
    /// From where.
    pub from: From,
    /// The page one returns to.
    pub back: Route,
}

/// Tables, and the paragraphs beside them.
type Tables = (Vec<Sheet>, Vec<String>);

/// What a clipboard holds, from the richer of its two forms. They are the same when a page's source was pasted as text.
fn copied(text: &str, html: &str) -> Result<Tables, String> {
    if !has_table(html) {
        return Ok((numbered(vec![tabs(text)?]), Vec::new()));
    }
    let grids = tables(html)?;
    let beside = match text == html {
        true => Vec::new(),
        false => beside(text, &grids),
    };
    Ok((numbered(grids), beside))
}

fn numbered(grids: Vec<Grid>) -> Vec<Sheet> {
    let sheets = grids.into_iter().enumerate().map(|(at, grid)| Sheet {
        name: format!("第 {} 个表", at + 1),
        hidden: false,
        grid: Ok(grid),
    });
    sheets.collect()
}

/// Takes a paste for a table, if it is one and more than a cell: goes to its page. False where it is the browser's.
pub fn pasted(event: &web_sys::Event, from: impl FnOnce() -> From, dispatch: &Dispatch) -> bool {
    let (text, html) = page::pasted(event);
    if !is_block(&text) {
        return false;
    }
    event.prevent_default();
    bring("剪贴板".to_owned(), copied(&text, &html), from(), dispatch);
    true
}

/// Takes a text that was pasted into a box.
pub fn typed(text: &str, from: From, dispatch: &Dispatch) {
    bring("粘贴的文字".to_owned(), copied(text, text), from, dispatch);
}

/// Opens a file.
pub fn opened(file: File, from: From, dispatch: Dispatch) {
    wasm_bindgen_futures::spawn_local(async move {
        let read = async {
            let bytes = files::read_up_to(&file, (MOST_BYTES / 1024 / 1024) as u32).await;
            let bytes = bytes.map_err(|why| format!("{why}。"))?;
            office::read_sheets(&bytes, &file.name()).await
        };
        let sheets = read.await;
        let tables = sheets.map(|sheets| (sheets, Vec::new()));
        let tables = tables.map_err(|why| format!("没有打开“{}”。{why}", file.name()));
        bring(file.name(), tables, from, &dispatch);
    });
}

/// Takes a table that stands in a report.
pub fn of_report(report: &str, rows: Vec<Vec<String>>, from: From, dispatch: &Dispatch) {
    let grid = Grid::of_texts(rows);
    let tables = grid.map(|grid| (numbered(vec![grid]), Vec::new()));
    bring(format!("{report}里的表格"), tables, from, dispatch);
}

fn bring(name: String, tables: Result<Tables, String>, from: From, dispatch: &Dispatch) {
    match tables {
        Err(why) => dispatch.dispatch(Action::Message(Some(Message::bad(why)))),
        Ok((sheets, beside)) => {
            let here = Route::parse(&page::hash());
            let back = match here {
                Route::ImportTable(_) => home(&from.target),
                here => here,
            };
            let route = Route::ImportTable(from.target.clone());
            let brought = Brought {
                name,
                sheets,
                beside,
                from,
                back,
            };
            dispatch.dispatch(Action::Message(None));
            dispatch.dispatch(Action::Table(Some(brought.into())));
            page::go(&route.to_string());
        }
    }
}

/// The page on which what is taken can be seen.
pub fn home(target: &str) -> Route {
    match Target::parse(target) {
        Target::Form => Route::Form,
        Target::Register(register) => page_at(register.at.first().map_or("", String::as_str)),
        Target::Metrics(Some(_)) => Route::Item(target.to_owned()),
        Target::Metrics(None) => Route::Metrics(String::new()),
    }
}
