//! 本机档案: the dossiers of this computer side by side, and another one.

use std::rc::Rc;

use quality_award_core::dossier::{Kind, Place};
use quality_award_core::pack::reserved::ORGANISATION;
use quality_award_core::storage::Head;
use yew::prelude::*;

use super::ListPageProps;
use super::device::Device;
use super::history::{Bin, in_bin, in_use};
use crate::components::{Field, HomeFilePanel, New, Tag, Tone, UnplacedTexts, link};
use crate::library::Library;
use crate::route::Route;
use crate::state::Open;

/// The page.
#[component]
pub fn DossiersPage(props: &ListPageProps) -> Html {
    let ListPageProps { heads, page } = props;
    let open = page.open.as_ref();
    let (used, bin) = (in_use(heads), in_bin(heads));
    let id = open.map_or(AttrValue::Static(""), |open| open.dossier.id.clone().into());
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ "本机档案" }</h1>
            <p class="read">
                { "档案存在这台电脑的这个浏览器里，互不影响，同时只打开一份。换电脑、换浏览器，请先导出，再到那边导入。" }
            </p>
            if let Some(open) = open {
                <section class="panel" aria-labelledby="open">
                    <h2 id="open">{ "当前打开的档案" }</h2>
                    <Field place={Place::Form(ORGANISATION.into())} label="组织名称"
                        hint="列表、页面顶部和打印稿上都用这个名称。" value={name_of(open)}
                        dispatch={page.dispatch.clone()} />
                    <p>{ "写错了、删多了，可以从" }{ link(&Route::History, "历史版本") }{ "找回。" }</p>
                    <HomeFilePanel open={open.clone()} library={page.library.clone()} />
                </section>
                <UnplacedTexts dossier={open.dossier.clone()} />
            }
            if !used.is_empty() || open.is_some() {
                <section class="panel" aria-labelledby="kept">
                    <h2 id="kept">{ "全部档案" }</h2>
                    <Dossiers heads={listed(&used, open)} open={id} library={page.library.clone()} />
                </section>
            }
            <section class="panel" aria-labelledby="new">
                <h2 id="new">{ "另建一份" }</h2>
                <New library={page.library.clone()} />
                <p>{ "秘书处、评审员：" }{ link(&Route::Received, "查看收到的材料") }</p>
            </section>
            if !bin.is_empty() {
                <Bin heads={bin} today={page.today} library={page.library.clone()} />
            }
            <Device heads={heads.clone()} open={open.map(|open| open.dossier.clone())} library={page.library.clone()} />
        </>
    }
}

fn name_of(open: &Open) -> AttrValue {
    let name = open.dossier.form.fields.get(ORGANISATION);
    name.map_or(AttrValue::Static(""), |name| name.clone().into())
}

/// The dossiers of this computer, with the open one as it is now.
fn listed(heads: &Rc<Vec<Head>>, open: Option<&Open>) -> Rc<Vec<Head>> {
    let Some(open) = open else {
        return heads.clone();
    };
    let now = Head::of(&open.dossier);
    let mut heads = (**heads).clone();
    match heads.iter_mut().find(|head| head.id == now.id) {
        Some(head) => {
            head.kind = now.kind;
            head.name = now.name;
            head.when = now.when;
        }
        None => heads.insert(0, now),
    }
    Rc::new(heads)
}

/// Properties of [`Dossiers`].
#[derive(Properties, PartialEq)]
pub struct DossiersProps {
    /// What is shown of each.
    pub heads: Rc<Vec<Head>>,
    /// Id of the open one; empty when none is.
    pub open: AttrValue,
    /// Opens and deletes.
    pub library: Rc<Library>,
}

/// The list of dossiers.
#[component]
pub fn Dossiers(props: &DossiersProps) -> Html {
    let rows = props.heads.iter().map(|head| {
        let is_open = props.open == head.id.as_str();
        let name = name_in_list(head);
        let purpose = purpose(head);
        // Copies of one dossier look alike: then the id tells them apart.
        let alike = |other: &&Head| other.name == head.name && self::purpose(other) == purpose;
        let number = (props.heads.iter().filter(alike).count() > 1)
            .then(|| format!("编号 {}", head.id.chars().take(4).collect::<String>()));
        let whole = match &number {
            Some(number) => format!("{name}，{purpose}，{number}"),
            None => format!("{name}，{purpose}"),
        };
        let open = {
            let (library, head) = (props.library.clone(), head.clone());
            move |_: MouseEvent| library.open(head.clone())
        };
        let delete = {
            let (library, head) = (props.library.clone(), head.clone());
            move |_: MouseEvent| library.delete(head.clone(), is_open)
        };
        html! {
            <tr key={head.id.clone()}>
                <th scope="row">
                    <strong>{ name }</strong>
                    if let Some(number) = number {
                        <span class="quiet">{ format!("（{number}）") }</span>
                    }
                </th>
                <td class="no" data-of="用途">{ purpose }</td>
                <td data-of="最后修改"><time>{ head.changed.clone() }</time></td>
                <td class="no" data-of="上次导出">
                    if head.exported.is_empty() {
                        { "没有导出过" }
                    } else {
                        <time>{ head.exported.clone() }</time>
                    }
                </td>
                <td>
                    <span class="row tight-row">
                        if is_open {
                            <Tag text="当前打开" tone={Tone::Now} />
                        } else {
                            <button class="btn plain slim" type="button" onclick={open}>
                                { "打开" }<span class="hide">{ whole.clone() }</span>
                            </button>
                        }
                        <button class="btn plain slim" type="button" onclick={delete}>
                            { "删除" }<span class="hide">{ whole }</span>
                        </button>
                    </span>
                </td>
            </tr>
        }
    });
    html! {
        <table class="cards">
            <caption class="hide">{ "本机保存的档案" }</caption>
            <thead>
                <tr>
                    <th scope="col">{ "档案" }</th>
                    <th scope="col">{ "用途" }</th>
                    <th scope="col">{ "最后修改" }</th>
                    <th scope="col">{ "上次导出" }</th>
                    <th scope="col">{ "操作" }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

/// What a dossier is called in a list.
pub fn name_in_list(head: &Head) -> &str {
    match head.name.as_str() {
        "" => "未命名档案",
        name => name,
    }
}

/// What a dossier is for, with its year or date.
pub fn purpose(head: &Head) -> String {
    let when = &head.when;
    match head.kind {
        Kind::Precheck => "快速预审".to_owned(),
        Kind::Application if when.is_empty() => "申报".to_owned(),
        Kind::Application => format!("{when} 申报"),
        Kind::Annual if when.is_empty() => "年度自评".to_owned(),
        Kind::Annual => format!("{when} 年度自评"),
    }
}
