//! 证实性材料: the register of papers, and the catalogue with what of it is there.

use std::collections::BTreeSet;
use std::rc::Rc;

use quality_award_core::dossier::{
    Dossier, EVIDENCE, EVIDENCE_FILES, EntriesAt, Entry, FileMark, Kind, Place, files, size_words,
};
use quality_award_core::pack::{Evidence, Need, cite};
use quality_award_core::views::{entry_name, evidence_label};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use crate::components::{
    DropZone, FileButton, Nothing, RegisterTable, Section, Tag, Tone, use_names,
};
use crate::library::Library;
use crate::packs::{self, ByAddress};
use crate::pages::PageProps;
use crate::route::Route;
use crate::state::{Action, Dispatch};

/// The page.
#[component]
pub fn EvidencePage(props: &PageProps) -> Html {
    let names = use_names(props.open.as_ref());
    let open = props.open.as_ref();
    let Some(open) = open.filter(|open| open.dossier.kind != Kind::Precheck) else {
        return html! { <Nothing title="证实性材料" about="没有打开申报或者年度自评的档案，请先到任务清单新建或者打开一份。" /> };
    };
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ "证实性材料" }</h1>
            <p class="read">
                { "能够提供的文件和记录，先在这里登记，各条目再引用。文件可以附在下面，只存在这台电脑上，随“整套材料（ZIP）”一起交出去。" }
            </p>
            if let Some(register) = packs::criteria().register(EVIDENCE) {
                <section class="panel flow" aria-label={register.title.as_str()}>
                    <RegisterTable at={EntriesAt::Register(EVIDENCE.into())} register={ByAddress(register)} level={2}
                        entries={open.dossier.registers.get(EVIDENCE).cloned().unwrap_or_default()} {names}
                        dispatch={props.dispatch.clone()} />
                </section>
            }
            <Attachments dossier={open.dossier.clone()} library={props.library.clone()} dispatch={props.dispatch.clone()} />
            if open.dossier.kind == Kind::Application {
                { catalogue(&open.dossier) }
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct AttachmentsProps {
    dossier: Rc<Dossier>,
    library: Rc<Library>,
    dispatch: Dispatch,
}

/// The files of each paper.
#[component]
fn Attachments(props: &AttachmentsProps) -> Html {
    let AttachmentsProps {
        dossier,
        library,
        dispatch,
    } = props;
    let papers = dossier.register(EVIDENCE);
    let names: Vec<String> = papers.iter().map(files_of).collect();
    let here = use_state_eq(|| None::<BTreeSet<String>>);
    {
        let (library, here) = (library.clone(), here.setter());
        use_effect_with(names, move |_| {
            spawn_local(async move { here.set(Some(library.file_digests().await)) });
        });
    }
    if papers.is_empty() {
        return Html::default();
    }
    let all = files(dossier);
    let total: u64 = all
        .values()
        .filter(|mark| mark.pixels.is_none())
        .map(|mark| mark.size)
        .sum();
    let count = papers
        .iter()
        .map(|entry| FileMark::all(&files_of(entry)).len());
    let state = format!("{} 个文件，共 {}", count.sum::<usize>(), size_words(total));
    let rows = (1..).zip(papers).map(|(at, entry)| {
        let label = evidence_label(at, entry);
        let name = entry_name(EVIDENCE, entry, packs::criteria());
        let take = {
            let (library, id) = (library.clone(), entry.id.clone());
            Callback::from(move |files: Vec<File>| library.attach(&id, files))
        };
        let marks = FileMark::all(&files_of(entry));
        let files = marks.iter().map(|mark| {
            let take_out = {
                let (library, mark) = (library.clone(), mark.clone());
                move |_: MouseEvent| library.take_out(&mark)
            };
            let remove = {
                let (dispatch, dossier) = (dispatch.clone(), dossier.clone());
                let (id, mark) = (Rc::<str>::from(entry.id.as_str()), mark.clone());
                move |_: MouseEvent| remove(&dispatch, &dossier, &id, &mark)
            };
            let gone = here.as_ref().is_some_and(|here| !here.contains(&mark.sha256));
            html! {
                <li key={mark.sha256.clone()}>
                    <span>{ &mark.name }<span class="small quiet">{ format!(" {}", mark.size_words()) }</span></span>
                    if gone {
                        <Tag text="不在这台电脑上" tone={Tone::Warn} />
                    } else {
                        <button class="btn plain slim" type="button" onclick={take_out}>{ "取出" }<span class="hide">{ format!("：{}", mark.name) }</span></button>
                    }
                    <button class="btn plain slim" type="button" onclick={remove}>{ "移除" }<span class="hide">{ format!("：{}", mark.name) }</span></button>
                </li>
            }
        });
        html! {
            <li key={entry.id.clone()}>
                <DropZone class="drop" over="over" take={take.clone()}>
                    <p><b>{ format!("{label} {name}") }</b></p>
                    if !marks.is_empty() {
                        <ul class="files">{ for files }</ul>
                    }
                    <FileButton text={format!("附文件：{label}")} accept="*" slim=true several=true {take} />
                </DropZone>
            </li>
        }
    });
    html! {
        <Section id="files" title="附件文件" {state}>
            <p class="hint">
                { "每份材料可以附几个文件，也可以拖到它的框里。正文里写〔证：材料名称〕，打印时自动变成编号。" }
            </p>
            <ol class="entries attachments">{ for rows }</ol>
        </Section>
    }
}

fn files_of(entry: &Entry) -> String {
    entry.get(EVIDENCE_FILES).to_owned()
}

fn remove(dispatch: &Dispatch, dossier: &Dossier, entry: &Rc<str>, mark: &FileMark) {
    let at = EntriesAt::Register(EVIDENCE.into());
    let place = Place::Entry(at, entry.clone(), EVIDENCE_FILES.into());
    let left = FileMark::all(place.read(dossier)).into_iter();
    let left = left.filter(|other| other != mark);
    let left: Vec<String> = left.map(|mark| mark.to_string()).collect();
    let mut dossier = dossier.clone();
    place.write(&mut dossier, left.join("\n"));
    let said = format!("已移除“{}”。", mark.name);
    dispatch.dispatch(Action::Apply(Rc::new(dossier), said.into()));
}

/// What is usually asked for, and the papers put down for it.
fn catalogue(dossier: &Dossier) -> Html {
    let papers = |asked: &Evidence| -> Vec<String> {
        let papers = dossier.register(EVIDENCE).iter();
        let papers = papers.filter(|paper| paper.refs("catalogue").contains(&asked.id));
        papers
            .map(|paper| entry_name(EVIDENCE, paper, packs::criteria()))
            .collect()
    };
    let asked = &packs::scheme().evidence;
    let there = asked
        .iter()
        .filter(|asked| asked.printed || !papers(asked).is_empty());
    let state = format!("{} / {} 已有", there.count(), asked.len());
    let rows = asked.iter().map(|asked| {
        let papers = papers(asked);
        html! {
            <tr key={asked.id.as_str()}>
                <th scope="row">{ format!("{} {}", asked.order, asked.title) }</th>
                <td data-of="用来说明">{ format!("{}，{}", cite(&asked.article), asked.reason) }</td>
                <td data-of="是否必备">{ need(asked) }</td>
                <td data-of="已登记">
                    if papers.is_empty() && asked.printed {
                        { "打印稿中已有" }
                    } else if papers.is_empty() {
                        <Tag text="还没有登记" tone={Tone::Open} />
                    } else {
                        { papers.join("；") }
                    }
                </td>
            </tr>
        }
    });
    html! {
        <Section id="catalogue" title="材料目录" {state}>
            <p class="hint">
                { "办法没有列材料清单，下面是本工具的归纳，以当届申报通知为准。必备而不能提供的，书面说明原因。" }
            </p>
            <table class="cards">
                <caption class="hide">{ "材料目录和登记情况" }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ "材料" }</th>
                        <th scope="col">{ "用来说明" }</th>
                        <th scope="col">{ "是否必备" }</th>
                        <th scope="col">{ "已登记" }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </Section>
    }
}

fn need(asked: &Evidence) -> String {
    match (asked.need, &asked.applies_when) {
        (Need::Required, _) => "必备".to_owned(),
        (Need::IfApplicable, Some(when)) => format!("{when}提供"),
        (Need::IfApplicable, None) => "有则提供".to_owned(),
    }
}
