//! 评审员视角: everything the checks found in the whole package, and what was set aside.

use quality_award_core::dossier::Kind;
use yew::prelude::*;

use super::PageProps;
use crate::components::{FindingLine, Nothing, WaivedLine, tally};
use crate::links::route_of;
use crate::route::Route;

/// The page.
#[component]
pub fn ReviewPage(props: &PageProps) -> Html {
    let written = |kind: Kind| kind != Kind::Precheck;
    let open = props.open.as_ref();
    let Some(open) = open.filter(|open| written(open.dossier.kind)) else {
        return html! { <Nothing title="评审员视角" about="没有打开申报或年度自评的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let lines = props.findings.as_ref().map(|findings| {
        let open_lines = findings.open.iter().map(|finding| {
            html! {
                <FindingLine key={format!("{} {} {}", finding.check, finding.object, finding.place)}
                    finding={finding.clone()} route={route_of(&finding.place, &open.dossier)} full=true
                    list="open" dispatch={props.dispatch.clone()} />
            }
        });
        let waived = findings.waived.iter().map(|waived| {
            html! {
                <WaivedLine key={waived.waiver.to_string()} waived={waived.clone()} dispatch={props.dispatch.clone()} />
            }
        });
        html! {
            <>
                <section class="panel lint" aria-labelledby="open">
                    <h2 id="open" tabindex="-1">{ "检查结果" }</h2>
                    <p role="status">{ tally(findings.open.iter()) }</p>
                    <ol>{ for open_lines }</ol>
                </section>
                if !findings.waived.is_empty() {
                    <section class="panel lint" aria-labelledby="waived">
                        <h2 id="waived">{ format!("已搁置（{}）", findings.waived.len()) }</h2>
                        <p class="hint">{ "理由随材料一起导出，并印在评分表后面。" }</p>
                        <ol>{ for waived }</ol>
                    </section>
                }
            </>
        }
    });
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ "评审员视角" }</h1>
            <p class="read">
                { "按写好的规则逐条检查，停下来半秒钟就会更新。它只看得到事实有没有写、数字对不对得上，看不出文章好坏；不影响得分，也不会打印。" }
            </p>
            { lines.unwrap_or_else(|| html! { <p>{ "正在检查…" }</p> }) }
        </>
    }
}
