//! 收到的材料: the packages of others as the secretariat or an assessor looks at them. They are opened beside everything
//! that is kept here, worked out anew, and gone when the page is left.

mod comparing;
mod reading;
mod table;

use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::Opened;
use quality_award_core::export::received::{Received, workbook};
use quality_award_core::review::Findings;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use self::comparing::Comparing;
use self::reading::Reading;
use self::table::Table;
use super::PageProps;
use crate::browser::{clock, files, focus, office};
use crate::components::{DropZone, FileButton};
use crate::library::read_package;
use crate::packs;
use crate::pages::package::BOOK;
use crate::reviewing;
use crate::route::Route;
use crate::split;
use crate::state::{Action, Dispatch, Message};

/// Most packages at once: all of a round, with room.
const MOST: usize = 200;
/// Id of the heading of what is shown.
const TITLE: &str = "received";

/// A package, and what was found in it.
#[derive(Debug, PartialEq)]
struct Package {
    opened: Opened,
    findings: Findings,
    received: Received,
}

/// A file that was given.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    file: String,
    /// Or why it is none, a sentence without a full stop.
    package: Result<Rc<Package>, String>,
}

impl Row {
    /// What it is called in the list.
    fn name(&self) -> &str {
        match &self.package {
            Ok(package) if !package.received.organisation.is_empty() => {
                &package.received.organisation
            }
            _ => &self.file,
        }
    }
}

/// What of the rows is shown.
#[derive(Clone, Debug, PartialEq)]
enum View {
    All,
    One(usize),
    Two(usize, usize),
}

/// The page.
#[component]
pub fn ReceivedPage(props: &PageProps) -> Html {
    let rows = use_state_eq(|| Rc::new(Vec::<Row>::new()));
    let view = use_state_eq(|| View::All);
    let waiting = use_state_eq(|| 0usize);
    let show = {
        let view = view.setter();
        Callback::from(move |to: View| {
            view.set(to);
            focus::focus_soon(TITLE.to_owned());
        })
    };
    let take = {
        let (rows, waiting, today) = (rows.clone(), waiting.clone(), props.today);
        let dispatch = props.dispatch.clone();
        Callback::from(move |files: Vec<File>| {
            if *waiting > 0 {
                return;
            }
            let (rows, waiting) = (rows.clone(), waiting.setter());
            let dispatch = dispatch.clone();
            spawn_local(async move {
                let mut all = (**rows).clone();
                let left = files.len();
                for (at, file) in files.into_iter().enumerate() {
                    waiting.set(left - at);
                    if all.len() >= MOST {
                        let text =
                            format!("一次最多看 {MOST} 份，“{}”和后面的没有打开。", file.name());
                        dispatch.dispatch(Action::Message(Some(Message::bad(text))));
                        break;
                    }
                    all.push(opened(&file, today).await);
                    rows.set(Rc::new(all.clone()));
                }
                waiting.set(0);
            });
        })
    };
    let body = match &*view {
        View::One(at) => rows.get(*at).and_then(|row| {
            let package = row.package.as_ref().ok()?.clone();
            Some(html! { <Reading file={row.file.clone()} {package} today={props.today} back={back(&show)} /> })
        }),
        View::Two(one, other) => {
            let package = |at: usize| {
                let row = rows.get(at)?;
                Some((row.file.clone(), row.package.as_ref().ok()?.clone()))
            };
            package(*one).zip(package(*other)).map(|(one, other)| {
                html! { <Comparing {one} {other} back={back(&show)} /> }
            })
        }
        View::All => None,
    };
    if let Some(body) = body {
        return body;
    }
    let save = {
        let (rows, dispatch, library) =
            (rows.clone(), props.dispatch.clone(), props.library.clone());
        move |_: MouseEvent| {
            let list: Vec<_> = rows
                .iter()
                .map(|row| {
                    let package = row.package.as_ref();
                    let outcome = package.map(|package| package.received.clone());
                    (row.file.clone(), outcome.map_err(String::clone))
                })
                .collect();
            let (dispatch, library) = (dispatch.clone(), library.clone());
            spawn_local(async move {
                match office::write_book(&workbook(&list, packs::scheme())).await {
                    Ok(bytes) => {
                        let name = format!("收到的材料-{}.xlsx", clock::today());
                        library.hand_out_as(&name, || files::download(&name, BOOK, &bytes));
                    }
                    Err(why) => say(&dispatch, why),
                }
            });
        }
    };
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1 id={TITLE} tabindex="-1"><span class="over">{ "秘书处、评审员用，只读" }</span>{ "收到的材料" }</h1>
            <p class="read">
                { "把收到的数据文件或整套材料（ZIP）拖进来，逐份重新判定资格、核对指纹、检查内容。文件只在这台电脑上读取，不保存、不上传，离开本页就没有了；本机自己的档案不受影响。" }
            </p>
            <DropZone class="drop" over="over" take={take.clone()}>
                <p class="row">
                    <FileButton text="打开收到的材料" several=true {take} />
                    <span class="small quiet" role="status">
                        { match *waiting {
                            0 => "也可以把几十份一起拖到这里。".to_owned(),
                            left => format!("正在打开，还有 {left} 份"),
                        } }
                    </span>
                </p>
            </DropZone>
            if !rows.is_empty() {
                <Table rows={(*rows).clone()} {show} />
                <p class="row">
                    <button class="btn plain" type="button" onclick={save}>{ "存为表格" }</button>
                    <button class="btn plain" type="button" onclick={{
                        let rows = rows.setter();
                        move |_: MouseEvent| {
                            rows.set(Rc::default());
                            focus::focus_soon(TITLE.to_owned());
                        }
                    }}>{ "全部移走" }</button>
                </p>
            }
        </>
    }
}

fn back(show: &Callback<View>) -> Callback<()> {
    show.reform(|()| View::All)
}

fn say(dispatch: &Dispatch, why: String) {
    dispatch.dispatch(Action::Message(Some(Message::bad(why))));
}

/// A file as a row.
async fn opened(file: &File, today: Date) -> Row {
    let package = match read_package(file).await {
        Ok(opened) => looked_at(opened, today).await.map(Rc::new),
        Err(why) => Err(why),
    };
    Row {
        file: file.name(),
        package,
    }
}

/// A package with what the rules and the checks say.
async fn looked_at(opened: Opened, today: Date) -> Result<Package, String> {
    let checking = split::fetch_checking().await;
    let mut checking = checking.ok_or("没有取到检查用的程序，请检查网络后再打开一次")?(
        today,
    );
    checking.update(&Rc::new(opened.dossier.clone()));
    while checking.step(&mut || true) {}
    let findings = checking.findings();
    let received = Received::of(&opened, &reviewing::packs(), today, &findings);
    Ok(Package {
        opened,
        findings,
        received,
    })
}
