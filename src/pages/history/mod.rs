//! 历史版本 and 最近删除: earlier versions of the open dossier to look at and bring back, and deleted dossiers.

mod bin;
mod changes;
mod words;

use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::storage::{Failure, Reason, Snapshot, Summary, size_words};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use self::changes::Changes;
use super::ListPageProps;
use crate::browser::space::{self, Space};
use crate::browser::{focus, page};
use crate::components::{Fold, Jump, Tag, name_of, use_may_write};
use crate::library::{History, Library};
use crate::route::Route;
use crate::state::{Action, Dispatch, Message, Open};

pub use self::bin::{Bin, in_bin, in_use};

/// Days whose versions are listed openly; older ones are folded away.
const OPEN_DAYS: i32 = 7;

/// Id of the heading of the comparison.
const COMPARED: &str = "compared";

/// The page.
#[component]
pub fn HistoryPage(props: &ListPageProps) -> Html {
    let ListPageProps { heads, page } = props;
    let bin = in_bin(heads);
    let count = bin.len();
    let bin = html! { <Bin heads={bin} today={page.today} library={page.library.clone()} /> };
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            if let Some(open) = &page.open {
                <h1><span class="over">{ name_of(open) }</span>{ "历史版本和最近删除" }</h1>
                <Jump to={vec![
                    ("versions".into(), "历史版本".into()),
                    ("bin".into(), format!("最近删除（{count}）").into()),
                ]} />
                <Versions open={open.clone()} today={page.today} library={page.library.clone()}
                    dispatch={page.dispatch.clone()}>
                    { bin }
                </Versions>
            } else {
                <h1>{ "历史版本和最近删除" }</h1>
                <p class="read">{ "没有打开的档案。要看一份档案的历史版本，请先到本机档案打开它。" }</p>
                { bin }
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct VersionsProps {
    open: Open,
    today: Date,
    library: Rc<Library>,
    dispatch: Dispatch,
    /// What stands below the versions.
    children: Children,
}

/// What one does with a version, by its snapshot.
#[derive(Clone, PartialEq)]
struct Acts {
    look: Callback<Snapshot>,
    restore: Callback<Snapshot>,
    remove: Callback<Snapshot>,
    may_write: bool,
}

#[component]
fn Versions(props: &VersionsProps) -> Html {
    let VersionsProps {
        open,
        library,
        today,
        ..
    } = props;
    let may_write = use_may_write();
    let history = use_state(|| None::<Result<Rc<History>, Failure>>);
    let space = use_state(|| None::<Space>);
    let looked_at = use_state(|| None::<Snapshot>);
    // Counts what was done to the versions, so that they are read again.
    let done = use_state(|| 0_u32);
    {
        let (history, space, library) = (history.setter(), space.setter(), library.clone());
        use_effect_with((open.dossier.clone(), *done), move |(dossier, _)| {
            let dossier = dossier.clone();
            spawn_local(async move {
                history.set(Some(library.history(&dossier).await.map(Rc::new)));
                space.set(space::estimate().await);
            });
        });
    }
    let read = history.as_ref().and_then(|read| read.as_ref().ok());
    let again = {
        let (setter, count) = (done.setter(), *done);
        Callback::from(move |()| setter.set(count + 1))
    };
    let look = {
        let looked_at = looked_at.setter();
        Callback::from(move |snapshot: Snapshot| {
            looked_at.set(Some(snapshot));
            focus::focus_soon(COMPARED.to_owned());
        })
    };
    let restore = {
        let library = library.clone();
        Callback::from(move |snapshot: Snapshot| {
            let library = library.clone();
            spawn_local(async move { library.restore(&snapshot, None).await });
        })
    };
    let remove = {
        let (library, dispatch) = (library.clone(), props.dispatch.clone());
        let (again, looked_at) = (again.clone(), looked_at.clone());
        Callback::from(move |snapshot: Snapshot| {
            let title = words::title(&snapshot);
            let question = format!(
                "删除 {} 的“{title}”这一版？删除以后不能恢复，现在的内容和其他版本不变。",
                snapshot.made
            );
            if !page::confirm(&question) {
                return;
            }
            if looked_at
                .as_ref()
                .is_some_and(|of| of.number == snapshot.number)
            {
                looked_at.set(None);
            }
            let (library, dispatch, again) = (library.clone(), dispatch.clone(), again.clone());
            spawn_local(async move {
                let said = match library.drop_version(snapshot.number).await {
                    Ok(()) => Message::done("已删除这一版。"),
                    Err(failure) => Message::bad(format!("没有删除：{failure}")),
                };
                dispatch.dispatch(Action::Message(Some(said)));
                again.emit(());
                focus::focus_heading();
            });
        })
    };
    let acts = Acts {
        look,
        restore,
        remove,
        may_write,
    };
    let compared = looked_at.as_ref().map(|snapshot| {
        html! {
            <Changes key={snapshot.number} snapshot={snapshot.clone()} dossier={open.dossier.clone()}
                library={library.clone()} dispatch={props.dispatch.clone()} {may_write} />
        }
    });
    html! {
        <div class="cols">
            <div>
                <section class="panel" aria-labelledby="versions">
                    <h2 id="versions" tabindex="-1">{ "历史版本" }</h2>
                    <p>
                        { "编写期间，每小时第一次保存后自动留一版；导入、替换、合并、恢复以前也各留一版。恢复不会丢掉现在的内容：恢复以前先留一版。" }
                    </p>
                    { match &*history {
                        None => html! { <p>{ "正在读取" }</p> },
                        Some(Err(failure)) => html! {
                            <p class="error" role="alert">
                                { format!("读不出历史版本：{failure}") }
                            </p>
                        },
                        Some(Ok(history)) if history.versions.is_empty() => html! {
                            <p>{ "还没有历史版本。写了内容、保存以后就有第一版，也可以现在就起名留一版。" }</p>
                        },
                        Some(Ok(history)) => list(history, *today, &acts),
                    } }
                    <p class="small quiet">
                        { "今天和昨天的各版都留着，更早的每天留最后一版，留 30 天；没有起名的最多留 100 版。起了名的一直留着，直到您删除。" }
                    </p>
                </section>
                { compared }
                { for props.children.iter() }
            </div>
            <Keeping history={read.cloned()} space={*space} open={open.clone()} library={library.clone()}
                dispatch={props.dispatch.clone()} {may_write} {again} />
        </div>
    }
}

/// The versions by day, older ones folded.
fn list(history: &History, today: Date, acts: &Acts) -> Html {
    let newest = history.versions.first().map(|(of, _)| of.day().to_owned());
    let is_recent = |(of, _): &&(Snapshot, Summary)| {
        newest.as_deref() == Some(of.day())
            || of
                .date()
                .is_none_or(|day| day.days_until(today) <= OPEN_DAYS)
    };
    let recent = history.versions.iter().take_while(is_recent).count();
    let (open, folded) = history.versions.split_at(recent);
    let days = |versions: &[(Snapshot, Summary)]| -> Html {
        let days = versions.chunk_by(|(a, _), (b, _)| a.day() == b.day());
        days.map(|of| {
            let (first, _) = &of[0];
            html! {
                <>
                    <h3 class="day">{ words::day(first, today) }</h3>
                    <ol class="versions">{ for of.iter().map(|(of, since)| row(of, since, acts)) }</ol>
                </>
            }
        })
        .collect()
    };
    let folded_words = folded
        .first()
        .zip(folded.last())
        .map(|((last, _), (first, _))| {
            let count = folded.len();
            match (first.day(), last.day()) {
                (first, last) if first == last => format!("更早的 {count} 版（{first}）"),
                (first, last) => format!("更早的 {count} 版（{first} 至 {last}）"),
            }
        });
    html! {
        <>
            { days(open) }
            if let Some(summary) = folded_words {
                <Fold {summary}>{ days(folded) }</Fold>
            }
        </>
    }
}

fn row(snapshot: &Snapshot, since: &Summary, acts: &Acts) -> Html {
    let title = words::title(snapshot);
    let (tag, tone) = words::tag(snapshot.reason);
    let act = |callback: &Callback<Snapshot>| {
        let snapshot = snapshot.clone();
        callback.reform(move |_: MouseEvent| snapshot.clone())
    };
    let which = || html! { <span class="hide">{ format!("，{} {title}", snapshot.made) }</span> };
    html! {
        <li key={snapshot.number}>
            <time>{ snapshot.time().to_owned() }</time>
            <div>
                <p><strong>{ title.clone() }</strong>{ " " }if !tag.is_empty() { <Tag text={tag} {tone} /> }</p>
                if snapshot.reason == Reason::Named {
                    <p class="quiet">{ "由您起名，不会自动清除" }</p>
                }
                <p class="quiet">{ words::since(since) }</p>
            </div>
            <div class="line-act">
                <button class="btn plain slim" type="button" onclick={act(&acts.look)}>{ "看变化" }{ which() }</button>
                if acts.may_write {
                    <button class="btn plain slim" type="button" onclick={act(&acts.restore)}>
                        { "恢复到这一版" }{ which() }
                    </button>
                    <button class="btn plain slim" type="button" onclick={act(&acts.remove)}>{ "删除" }{ which() }</button>
                }
            </div>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct KeepingProps {
    history: Option<Rc<History>>,
    space: Option<Space>,
    open: Open,
    library: Rc<Library>,
    dispatch: Dispatch,
    may_write: bool,
    again: Callback<()>,
}

/// How much is kept, and a name for the version of now.
#[component]
fn Keeping(props: &KeepingProps) -> Html {
    let label = use_state(String::new);
    let missing = use_state(|| false);
    let oninput = {
        let label = label.setter();
        move |event: InputEvent| {
            label.set(event.target_unchecked_into::<HtmlInputElement>().value())
        }
    };
    let keep = {
        let (library, dispatch, again) = (
            props.library.clone(),
            props.dispatch.clone(),
            props.again.clone(),
        );
        let (label, missing) = (label.clone(), missing.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let name = label.trim().to_owned();
            missing.set(name.is_empty());
            if name.is_empty() {
                focus::focus("version-name");
                return;
            }
            let (library, dispatch, again) = (library.clone(), dispatch.clone(), again.clone());
            let label = label.setter();
            spawn_local(async move {
                let said = match library.keep_version(&name).await {
                    true => {
                        label.set(String::new());
                        Message::done(format!("已留下“{name}”这一版。"))
                    }
                    false => Message::bad(
                        "没有留下这一版：本机存储现在写不进去。现在的内容没有变化，请先导出备份，过一会儿再试。",
                    ),
                };
                dispatch.dispatch(Action::Message(Some(said)));
                again.emit(());
            });
        }
    };
    let export = {
        let (library, dossier) = (props.library.clone(), props.open.dossier.clone());
        move |_: MouseEvent| library.export(&dossier)
    };
    let exported = match &*props.open.exported {
        "" => html! { <dd>{ "没有导出过" }</dd> },
        minute => html! { <dd><time>{ minute }</time></dd> },
    };
    let history = props.history.as_ref();
    let first = history.and_then(|history| history.versions.last());
    html! {
        <section class="panel side" aria-labelledby="keep">
            <h2 id="keep">{ "留存" }</h2>
            <dl class="facts">
                if let Some(history) = history {
                    <div><dt>{ "历史版本" }</dt><dd>{ format!("{} 版", history.versions.len()) }</dd></div>
                    <div>
                        <dt>{ "占用空间" }</dt><dd>{ size_words(history.bytes) }</dd>
                        <dd class="note-line quiet">
                            { "本机全部档案的历史版本合计" }
                            if let Some(space) = props.space {
                                { format!("；浏览器还允许用 {}", size_words(space.free)) }
                            }
                        </dd>
                    </div>
                }
                if let Some((first, _)) = first {
                    <div><dt>{ "最早一版" }</dt><dd><time>{ first.made.clone() }</time></dd></div>
                }
                <div><dt>{ "上次导出备份" }</dt>{ exported }<dd class="note-line quiet">{ "请每周导出一次，存到别处" }</dd></div>
            </dl>
            if props.may_write {
                <form onsubmit={keep}>
                    <div class={classes!("field", missing.then_some("wrong"))}>
                        <label for="version-name">{ "给现在这一版起名" }</label>
                        <p class="hint" id="version-hint">{ "例如“送镇里的稿”。起了名的不会自动清除。" }</p>
                        if *missing {
                            <p class="error" id="version-error">{ "请先写一个名字。" }</p>
                        }
                        <input id="version-name" class="whole" type="text" autocomplete="off"
                            aria-describedby={if *missing { "version-error version-hint" } else { "version-hint" }}
                            value={(*label).clone()} {oninput} />
                    </div>
                    <div class="stack"><button class="btn" type="submit">{ "留下这一版" }</button></div>
                </form>
            }
            <div class="stack"><button class="btn plain" type="button" onclick={export}>{ "导出备份" }</button></div>
            <p class="small quiet">
                { "备份里是现在的内容，不含历史版本。历史版本和档案都只在这台电脑的这个浏览器里，清除浏览器数据会一起删除。" }
            </p>
        </section>
    }
}
