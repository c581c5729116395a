//! Copies of the open dossier outside the browser: export, share sheet, a file that is written along, a reminder.

use std::rc::Rc;

use quality_award_core::dossier::Dossier;
use yew::prelude::*;

use super::use_may_write;
use crate::browser::{files, focus, home};
use crate::library::{Library, NO_DOWNLOADS};
use crate::state::{Backup, FileStanding, HomeFile, Open};

/// Properties of [`BackupPanel`].
#[derive(Properties, PartialEq)]
pub struct BackupPanelProps {
    /// The open dossier.
    pub open: Open,
    /// Exports.
    pub library: Rc<Library>,
    /// The way back in, below the ways out.
    pub children: Children,
}

/// 备份和交换.
#[component]
pub fn BackupPanel(props: &BackupPanelProps) -> Html {
    let BackupPanelProps {
        open,
        library,
        children,
    } = props;
    let exported = &open.exported;
    html! {
        <section class="panel" aria-labelledby="b">
            <h2 id="b">{ "备份和交换" }</h2>
            <p class="small">
                { "内容自动存在本机浏览器。" }
                if exported.is_empty() {
                    { "还没有导出过。" }
                } else {
                    { "上次导出：" }<time>{ exported.to_string() }</time>{ "。" }
                }
            </p>
            <div class="stack">
                { ways_out(open, library) }
                { for children.iter() }
            </div>
            <HomeFilePanel open={open.clone()} library={library.clone()} />
            <p class="small quiet">{ "清除浏览器数据会连本机内容一起删除，请每周导出一次。" }</p>
            <p class="small"><a class="lone" href={crate::route::Route::Dossiers.to_string()}>{ "打开或新建别的档案" }</a></p>
        </section>
    }
}

/// Id of the question whether a download arrived.
const ASKED: &str = "export-asked";

/// What a button for an export does. Pressed by keyboard one goes on to the question, which stands far from it.
pub fn exports(library: &Rc<Library>, dossier: &Rc<Dossier>) -> impl Fn(MouseEvent) + use<> {
    let (library, dossier) = (library.clone(), dossier.clone());
    move |event: MouseEvent| {
        library.export(&dossier);
        if event.detail() == 0 {
            focus::focus_soon(ASKED.to_owned());
        }
    }
}

/// Whether a copy is handed to another app rather than stored as a file.
fn shares() -> bool {
    files::is_mobile() && home::can_share()
}

fn ways_out(open: &Open, library: &Rc<Library>) -> Html {
    let export = exports(library, &open.dossier);
    let share = {
        let (library, dossier) = (library.clone(), open.dossier.clone());
        move |_: MouseEvent| library.share(&dossier)
    };
    let (shares, downloads) = (shares(), !files::ignores_downloads());
    html! {
        <>
            if shares {
                <button class="btn" type="button" onclick={share}>{ "发送备份" }</button>
            }
            if downloads {
                <button class={classes!("btn", shares.then_some("plain"))} type="button" onclick={export}>
                    { "导出备份" }
                </button>
            } else if !shares {
                <p class="note small">{ NO_DOWNLOADS }</p>
            }
        </>
    }
}

/// Properties of [`HomeFilePanel`] and [`Reminder`].
#[derive(Properties, PartialEq)]
pub struct CopyProps {
    /// The open dossier.
    pub open: Open,
    /// Chooses, writes, exports.
    pub library: Rc<Library>,
}

#[hook]
fn use_backup(open: &Open) -> Option<Backup> {
    use_context::<Backup>().filter(|backup| backup.id == open.dossier.id)
}

/// The file that the dossier is also written to: how it stands, or the offer to choose one.
#[component]
pub fn HomeFilePanel(props: &CopyProps) -> Html {
    let backup = use_backup(&props.open);
    let may_write = use_may_write();
    let Some(backup) = backup.filter(|_| home::can()) else {
        return Html::default();
    };
    let press = |act: fn(&Rc<Library>)| {
        let library = props.library.clone();
        move |_: MouseEvent| act(&library)
    };
    let Some(file) = &backup.file else {
        if !may_write {
            return Html::default();
        }
        return html! {
            <div class="home">
                <p class="small">{ "可以选一个文件，例如放在 U 盘或网盘文件夹里。以后写的内容，几秒内也会存到里面。" }</p>
                <div class="stack">
                    <button class="btn plain" type="button" onclick={press(Library::choose_file)}>
                        { "选一个文件，自动存到里面" }
                    </button>
                    <button class="btn plain" type="button" onclick={press(Library::open_file)}>
                        { "打开一个文件，以后存回去" }
                    </button>
                </div>
            </div>
        };
    };
    if !may_write {
        return html! {
            <p class="small">{ format!("由正在写的窗口自动存到文件“{}”。", file.name) }</p>
        };
    }
    let slim = |text: String, main: bool, act: fn(&Rc<Library>)| {
        let plain = (!main).then_some("plain");
        html! {
            <button class={classes!("btn", "slim", plain)} type="button" onclick={press(act)}>{ text }</button>
        }
    };
    let elsewhere = || slim("另存到新文件".to_owned(), false, Library::choose_file);
    let buttons = match &file.standing {
        FileStanding::Written | FileStanding::Waiting => Html::default(),
        FileStanding::Ask => slim(
            format!("继续存到“{}”", file.name),
            true,
            Library::write_file,
        ),
        FileStanding::Changed => html! {
            <>
                { slim("看看差别".to_owned(), true, Library::look_at_file) }
                { slim("用这里的覆盖".to_owned(), false, Library::write_over_file) }
                { elsewhere() }
            </>
        },
        FileStanding::Failed(_) => html! {
            <>
                { slim("再试".to_owned(), true, Library::write_file) }
                { elsewhere() }
            </>
        },
    };
    let calm = matches!(file.standing, FileStanding::Written | FileStanding::Waiting);
    html! {
        <div class={classes!("home", (!calm).then_some("note"))}>
            <p class="small" role="status">{ file_words(file) }</p>
            <div class="line-act">
                { buttons }
                { slim("不再存到这个文件".to_owned(), false, Library::give_up_file) }
            </div>
        </div>
    }
}

fn file_words(file: &HomeFile) -> Html {
    let last = match &*file.written {
        "" => "还没有写入过。".to_owned(),
        minute => format!("上次写入：{minute}。"),
    };
    let (strong, more) = match &file.standing {
        FileStanding::Written => ("全部内容都在文件里。", String::new()),
        FileStanding::Waiting => ("最近的改动几秒后存进文件。", String::new()),
        FileStanding::Ask => (
            "浏览器要您再同意一次，才能接着存到文件里。",
            "这之后的改动只在本机。".to_owned(),
        ),
        FileStanding::Changed => (
            "这个文件在别处改过。",
            "为了不覆盖那边的内容，这里的改动没有存进去，只在本机。".to_owned(),
        ),
        FileStanding::Failed(fault) => (
            "最近的改动没有存进文件。",
            format!("{}。{}", fault.why(), fault.advice()),
        ),
    };
    html! {
        <>
            { format!("文件“{}”：", file.name) }<strong>{ strong }</strong>{ more }{ last }
        </>
    }
}

/// After a week of writing without a copy outside.
#[component]
pub fn Reminder(props: &CopyProps) -> Html {
    let backup = use_backup(&props.open);
    if !backup.is_some_and(|backup| backup.copies.due()) {
        return Html::default();
    }
    let onclick = {
        let (library, dossier) = (props.library.clone(), props.open.dossier.clone());
        let export = exports(&library, &dossier);
        move |event: MouseEvent| match shares() {
            true => library.share(&dossier),
            false => export(event),
        }
    };
    let since = match &*props.open.exported {
        "" => "还没有导出过备份，".to_owned(),
        minute => format!("上次导出备份是 {minute}，以后"),
    };
    html! {
        <section class="note row" aria-label="备份提醒">
            <p>{ format!("{since}已有 7 天改过内容。浏览器数据一旦被清除，没有备份的内容就没有了。") }</p>
            <button class="btn slim" type="button" {onclick}>{ "现在导出" }</button>
        </section>
    }
}

/// Properties of [`ExportAsked`].
#[derive(Properties, PartialEq)]
pub struct ExportAskedProps {
    /// What is known.
    pub backup: Backup,
    /// Id of the open dossier.
    pub id: Option<AttrValue>,
    /// Takes the answer.
    pub library: Rc<Library>,
}

/// Whether a download arrived, which only the person knows. Stays until it is answered.
#[component]
pub fn ExportAsked(props: &ExportAskedProps) -> Html {
    let Some(asked) = &props.backup.copies.asked else {
        return Html::default();
    };
    if props.id.as_deref() != Some(&props.backup.id) {
        return Html::default();
    }
    let answer = |stored: bool| {
        let (library, id) = (props.library.clone(), props.backup.id.clone());
        move |_: MouseEvent| {
            library.answer_export(&id, stored);
            // The button goes.
            focus::focus("main");
        }
    };
    html! {
        <section id={ASKED} class="strip calm" aria-label="导出" tabindex="-1">
            <div class="wrap">
                <p role="status">{ format!("文件“{}”存好了吗？", asked.name) }</p>
                <div class="line-act">
                    <button class="btn slim" type="button" onclick={answer(true)}>{ "存好了" }</button>
                    <button class="btn plain slim" type="button" onclick={answer(false)}>{ "没有" }</button>
                </div>
            </div>
        </section>
    }
}
