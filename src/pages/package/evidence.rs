//! 证实性材料: the register of papers, and the catalogue with what of it is there.

use quality_award_core::dossier::{Dossier, EntriesAt, Kind};
use quality_award_core::pack::{Evidence, Need, cite};
use quality_award_core::views::entry_name;
use yew::prelude::*;

use crate::components::{Nothing, RegisterTable, Section, Tag, Tone, use_names};
use crate::packs::{self, ByAddress};
use crate::pages::PageProps;
use crate::route::Route;

/// Id of the register.
const REGISTER: &str = "evidence";

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
                { "能够提供的文件和记录，先在这里登记，各条目再引用。本工具只记名称和编号，不存文件本身。" }
            </p>
            if let Some(register) = packs::criteria().register(REGISTER) {
                <section class="panel flow" aria-label={register.title.as_str()}>
                    <RegisterTable at={EntriesAt::Register(REGISTER.into())} register={ByAddress(register)} level={2}
                        entries={open.dossier.registers.get(REGISTER).cloned().unwrap_or_default()} {names}
                        dispatch={props.dispatch.clone()} />
                </section>
            }
            if open.dossier.kind == Kind::Application {
                { catalogue(&open.dossier) }
            }
        </>
    }
}

/// What is usually asked for, and the papers put down for it.
fn catalogue(dossier: &Dossier) -> Html {
    let papers = |asked: &Evidence| -> Vec<String> {
        let papers = dossier.register(REGISTER).iter();
        let papers = papers.filter(|paper| paper.refs("catalogue").contains(&asked.id));
        papers
            .map(|paper| entry_name(REGISTER, paper, packs::criteria()))
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
