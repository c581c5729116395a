//! How the open dossier stands in storage, in words: why, what is still safe, what to do.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, RecordKey};
use quality_award_core::storage::{Failure, Fault, Repair, Standing, Wrong};
use yew::prelude::*;

use super::{PhoneFold, exports};
use crate::browser::{focus, page};
use crate::library::Library;
use crate::packs;
use crate::state::{Action, Dispatch, Open};

/// Properties of [`Strip`].
#[derive(Properties, PartialEq)]
pub struct StripProps {
    /// How the open dossier stands.
    pub saving: Standing,
    /// Why the list of dossiers cannot be read.
    pub storage: Option<Failure>,
    /// The open dossier.
    pub open: Option<Open>,
    /// The choice between two versions was put off.
    pub later: bool,
    /// Exports, tries again, takes over.
    pub library: Rc<Library>,
    /// Takes up the choice again.
    pub dispatch: Dispatch,
}

/// What the header's one word means, for as long as it holds: it does not go with the next press.
#[component]
pub fn Strip(props: &StripProps) -> Html {
    // The page of the two versions has gone, and the button that was pressed with it.
    use_effect_with(props.later, |later| {
        if *later {
            focus::arrive();
        }
    });
    let failure = match (&props.open, &props.saving, &props.storage) {
        (Some(open), Standing::Failed(failure), _) => {
            return html! { <NotSaved failure={failure.clone()} open={open.clone()} library={props.library.clone()} /> };
        }
        (Some(_), Standing::Following, _) => {
            return html! { <ReadOnly library={props.library.clone()} /> };
        }
        (Some(_), Standing::Conflict, _) => {
            let dispatch = props.dispatch.clone();
            let go_on = move |_: MouseEvent| dispatch.dispatch(Action::Later(false));
            return html! {
                <section class="strip" aria-label="只读">
                    <div class="wrap">
                        <p>
                            <strong>{ "只读：两个窗口写的不一样，选好以前这里不能写。" }</strong>
                            { "选好后在这个窗口继续写。" }
                        </p>
                        if props.later {
                            <button class="btn slim" type="button" onclick={go_on}>{ "继续选择" }</button>
                        }
                    </div>
                </section>
            };
        }
        (_, _, Some(failure)) => failure,
        _ => return Html::default(),
    };
    html! {
        <section class="strip bad" role="alert" aria-label="本机存储">
            <div class="wrap"><div>
                <p><strong>{ format!("读不出本机的档案列表：{}。", failure.why()) }</strong></p>
                <p>{ "已经保存的内容没有动过。现在新写的内容，关掉页面就没有了。" }{ failure.advice() }</p>
            </div></div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct NotSavedProps {
    failure: Failure,
    open: Open,
    library: Rc<Library>,
}

/// Most sections that are named.
const NAMED: usize = 3;

#[component]
fn NotSaved(props: &NotSavedProps) -> Html {
    let NotSavedProps {
        failure,
        open,
        library,
    } = props;
    let export = exports(library, &open.dossier);
    let again = {
        let library = library.clone();
        move |_: MouseEvent| library.try_again()
    };
    let unsaved = library.unsaved();
    let names: Vec<String> = unsaved
        .iter()
        .take(NAMED)
        .map(|section| section_words(&section.to_string()))
        .collect();
    let more = match unsaved.len() {
        count if count > NAMED => format!("等 {count} 处"),
        _ => String::new(),
    };
    let only_here = match names.is_empty() {
        true => "最近的改动".to_owned(),
        false => format!("{}{more}最近的改动", names.join("、")),
    };
    let safe = match failure {
        Failure::Gone | Failure::NoStorage => "",
        _ => "以前显示过“已保存”的内容不受影响。",
    };
    html! {
        <section class="strip bad" role="alert" aria-label="没有保存">
            <div class="wrap">
                <div>
                    <p><strong>{ format!("没有保存：{}。", failure.why()) }</strong></p>
                    <PhoneFold summary="哪些没有保存，怎么办">
                        <p>{ format!("{safe}还没有保存、只在这一页上的：{only_here}。") }</p>
                        <p>{ format!("怎么办：{}", failure.advice()) }</p>
                    </PhoneFold>
                </div>
                <div class="line-act">
                    <button class="btn slim" type="button" onclick={export}>{ "导出备份" }</button>
                    <button class="btn plain slim" type="button" onclick={again}>{ "现在再试" }</button>
                </div>
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct ReadOnlyProps {
    library: Rc<Library>,
}

#[component]
fn ReadOnly(props: &ReadOnlyProps) -> Html {
    let onclick = {
        let library = props.library.clone();
        move |_: MouseEvent| {
            let sure =
                page::confirm("改在这里写以后，另一个窗口变成只读，它会先把内容保存好。确定吗？");
            if sure {
                library.take_over();
            }
        }
    };
    html! {
        <section class="strip" aria-label="只读">
            <div class="wrap">
                <p>
                    <strong>{ "只读：另一个窗口正在写这份档案。" }</strong>
                    { "这里的内容跟着更新。" }
                </p>
                <button class="btn slim" type="button" {onclick}>{ "改在这里写" }</button>
            </div>
        </section>
    }
}

/// Properties of [`WrongRecords`].
#[derive(Properties, PartialEq)]
pub struct WrongRecordsProps {
    /// The dossier, with what was wrong.
    pub open: Open,
    /// Hands out the rescue file, and keeps what was put right.
    pub library: Rc<Library>,
    /// Takes the answer.
    pub dispatch: Dispatch,
}

/// What storage held of the open dossier otherwise than the last save left it, and what stands there now.
#[component]
pub fn WrongRecords(props: &WrongRecordsProps) -> Html {
    let WrongRecordsProps {
        open,
        library,
        dispatch,
    } = props;
    let rescue = {
        let library = library.clone();
        move |_: MouseEvent| library.rescue()
    };
    let accept = {
        let (library, dispatch, open) = (library.clone(), dispatch.clone(), open.clone());
        move |_: MouseEvent| {
            library.accept_repairs(&open);
            dispatch.dispatch(Action::WrongSeen);
            focus::focus("main");
        }
    };
    let lines = open
        .wrong
        .iter()
        .map(|wrong| html! { <li>{ wrong_words(wrong) }</li> });
    html! {
        <div class="errors wrap no-print" role="alert">
            <h2>{ format!("有 {} 处和最后一次保存的不一样", open.wrong.len()) }</h2>
            <ul>{ for lines }</ul>
            <p>
                { "其他内容不受影响。原来的记录还在本机，请先保存救援文件，再核对上面这些地方。确认以后，这些地方就按现在显示的保存。" }
            </p>
            <p class="row">
                <button class="btn slim" type="button" onclick={rescue}>{ "保存救援文件" }</button>
                <button class="btn plain slim" type="button" onclick={accept}>{ "按现在显示的保存" }</button>
            </p>
        </div>
    }
}

fn wrong_words(wrong: &Wrong) -> String {
    let what = match wrong.what {
        Fault::Missing => "保存过的记录找不到了",
        Fault::Broken => "保存过的记录读不出来",
        Fault::Older => "记录比最后一次保存的旧",
        Fault::Surplus => "多出一条目录里没有的记录",
    };
    let now = match wrong.repair {
        Repair::Itself => "现在显示的就是这条记录",
        Repair::Previous => "现在显示的是它前一次保存的内容",
        Repair::Snapshot => "现在显示的是最近一个历史版本里的内容",
        Repair::Rebuilt => "已按其他记录重新生成",
        Repair::Nothing => "没有找到完好的版本，这里空着",
    };
    let name = match wrong.key.as_str() {
        "" => "档案的目录".to_owned(),
        key => section_words(key),
    };
    format!("{name}：{what}；{now}。")
}

/// What a section of these versions of a dossier is called: a metric by its name.
pub fn section_title(section: &RecordKey, versions: &[&Dossier]) -> String {
    let RecordKey::Metric(id) = section else {
        return section_words(&section.to_string());
    };
    let mut names = versions
        .iter()
        .filter_map(|of| Some(of.metric(id)?.get("name")));
    match names.find(|name| !name.is_empty()) {
        Some(name) => format!("指标“{name}”"),
        None => "没有名称的指标".to_owned(),
    }
}

/// What a section of the dossier is called on screen.
pub fn section_words(key: &str) -> String {
    let annual = |id: &str| {
        let sections = packs::scheme().annual.iter();
        let section = sections.into_iter().find(|section| section.id == id);
        section.map_or(id, |section| &section.title).to_owned()
    };
    match RecordKey::parse(key) {
        Some(RecordKey::Head) => "档案的用途和选用的理解".to_owned(),
        Some(RecordKey::Walk) => "资格自查的回答".to_owned(),
        Some(RecordKey::Form) => "申报表".to_owned(),
        Some(RecordKey::Annual) => "年度自评的日期".to_owned(),
        Some(RecordKey::AnnualText(id)) => format!("年度自评“{}”", annual(&id)),
        Some(RecordKey::Slot(id)) => {
            let slot = packs::criteria().slot(&id);
            format!("组织概述“{}”", slot.map_or(&*id, |slot| &slot.title))
        }
        Some(RecordKey::Profile) => "组织概述里选定的内容".to_owned(),
        Some(RecordKey::Register(id)) => {
            let mut registers = packs::criteria().registers.iter();
            let register = registers.find(|register| register.id == id);
            format!(
                "登记表“{}”",
                register.map_or(&*id, |register| &register.title)
            )
        }
        Some(RecordKey::HandIn) => "递交的内容".to_owned(),
        Some(RecordKey::Sheets) => "同事的评分".to_owned(),
        Some(RecordKey::Drawer) => "待安放的文字".to_owned(),
        Some(RecordKey::MetricOrder) => "指标的顺序".to_owned(),
        Some(RecordKey::Metric(_)) => "一个指标".to_owned(),
        Some(RecordKey::Item(id)) => {
            let item = packs::criteria().item(&id);
            format!("自我评价 {id} {}", item.map_or("", |item| &item.title))
        }
        None => key.to_owned(),
    }
}
