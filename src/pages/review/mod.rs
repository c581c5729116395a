//! 评审员视角: everything the checks found in the whole package as a list to work through, and what was set aside.

mod kept;
mod list;
mod todo;

use std::rc::Rc;

use quality_award_core::dossier::Kind;
use quality_award_core::pack::{Criteria, Severity};
use quality_award_core::review::{Choice, Findings, WorkedOn, Worklist};
use yew::prelude::*;

use self::kept::{Answered, View, use_earlier_look, use_view};
use self::list::{AlikeProps, alikes};
use self::todo::Todo;
use super::PageProps;
use crate::browser::paper;
use crate::components::{Nothing, Pick, WaivedLine, severity_words, tally};
use crate::packs;
use crate::route::Route;
use crate::state::{Dispatch, Open};

/// The page.
#[component]
pub fn ReviewPage(props: &PageProps) -> Html {
    let written = |kind: Kind| kind != Kind::Precheck;
    let open = props.open.as_ref();
    let Some(open) = open.filter(|open| written(open.dossier.kind)) else {
        return html! { <Nothing title="评审员视角" about="没有打开申报或年度自评的档案，请先到任务清单新建或者打开一份。" /> };
    };
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ "评审员视角" }</h1>
            <p class="read">
                { "按写好的规则逐条检查，停下来半秒钟就会更新。它只看得到事实有没有写、数字对不对得上，看不出文章好坏；不影响得分，也不会印进材料。" }
            </p>
            if let Some(findings) = &props.findings {
                <Results open={open.clone()} findings={findings.clone()} dispatch={props.dispatch.clone()} />
            } else {
                <p>{ "正在检查…" }</p>
            }
        </>
    }
}

/// Properties of [`Results`].
#[derive(Properties, PartialEq)]
struct ResultsProps {
    open: Open,
    findings: Rc<Findings>,
    dispatch: Dispatch,
}

#[component]
fn Results(props: &ResultsProps) -> Html {
    let ResultsProps {
        open,
        findings,
        dispatch,
    } = props;
    let dossier = &open.dossier;
    let view = use_view(&dossier.id);
    let changed = use_earlier_look(&dossier.id, findings);
    let printing = use_state(|| false);
    {
        let printing = printing.clone();
        use_effect_with(*printing, move |now| {
            if *now {
                paper::print_then(move || printing.set(false));
            }
        });
    }
    let (scheme, criteria) = (packs::scheme(), packs::criteria());
    let all = Worklist::new(&findings.open, dossier, scheme, criteria);
    let chosen = all.chosen(&view.choice);
    let waived_findings = findings.waived.iter().map(|waived| &waived.finding);
    let waived_all = Worklist::new(waived_findings, dossier, scheme, criteria);
    let waived_chosen = waived_all.chosen(&view.choice);
    let waived: Vec<_> = match view.answered {
        Answered::Open => Vec::new(),
        _ => {
            let is_chosen = |finding| waived_chosen.findings().any(|it| std::ptr::eq(it, finding));
            let waived = findings.waived.iter();
            waived.filter(|waived| is_chosen(&waived.finding)).collect()
        }
    };
    let shows_open = view.answered != Answered::Waived;
    let line = |at: &str| AlikeProps {
        at: at.to_owned().into(),
        dossier: dossier.clone(),
        view: view.clone(),
        dispatch: dispatch.clone(),
    };
    let lists = match view.by_place {
        false => alikes(&chosen.by_check(), &line("")),
        true => {
            let by_place = chosen.by_place();
            let places = by_place.iter().map(|(at, owner, alike)| {
                let by = match *owner {
                    "" => String::new(),
                    owner => format!("编写人：{owner}"),
                };
                html! {
                    <section key={code(at)} aria-labelledby={format!("at-{}", code(at))}>
                        <h3 id={format!("at-{}", code(at))}>{ title(at, criteria) }{ " " }<small class="quiet">{ by }</small></h3>
                        { alikes(alike, &line(&code(at))) }
                    </section>
                }
            });
            places.collect()
        }
    };
    let print = {
        let printing = printing.clone();
        move |_: MouseEvent| printing.set(true)
    };
    let (count, of) = (chosen.findings().count(), findings.open.len());
    html! {
        <>
            <section class="panel lint flow" aria-labelledby="open">
                <h2 id="open" tabindex="-1">{ "检查结果" }</h2>
                if let Some((gone, come)) = changed {
                    <p>
                        { match (gone, come) {
                            (0, 0) => "上次查看以来没有变化。".to_owned(),
                            (gone, come) => format!("上次查看以来：解决了 {gone} 项，新增 {come} 项。"),
                        } }
                    </p>
                }
                { filters(&view, &all, &waived_all) }
                <div class="row no-print">
                    <p role="status">
                        if shows_open {
                            { tally(chosen.findings()) }
                            if count < of { { format!("（全部 {of} 条）") } }
                        } else {
                            { format!("只列已搁置的 {} 条。", waived.len()) }
                        }
                    </p>
                    if count > 0 && shows_open {
                        <button class="btn plain slim far" type="button" onclick={print}>{ "打印待办清单" }</button>
                    }
                </div>
                if shows_open {
                    { lists }
                }
            </section>
            if !waived.is_empty() {
                <section class="panel lint flow" aria-labelledby="waived">
                    <h2 id="waived">{ format!("已搁置（{}）", waived.len()) }</h2>
                    <p class="hint">{ "理由随材料一起导出，并印在评分表后面。" }</p>
                    <ol>
                        { for waived.into_iter().map(|waived| html! {
                            <WaivedLine key={waived.waiver.to_string()} waived={waived.clone()} dispatch={dispatch.clone()} />
                        }) }
                    </ol>
                </section>
            }
            if *printing {
                <Todo dossier={dossier.clone()} findings={findings.clone()} choice={view.choice.clone()} />
            }
        </>
    }
}

/// What narrows the lists, and how they are grouped.
fn filters(view: &UseReducerHandle<View>, open: &Worklist<'_>, waived: &Worklist<'_>) -> Html {
    let criteria = packs::criteria();
    let set = |change: fn(&mut View, String)| {
        let view = view.dispatcher();
        Callback::from(move |value: String| {
            view.dispatch(Box::new(move |view: &mut View| change(view, value)) as kept::Change);
        })
    };
    let any = || (String::new(), "全部".to_owned());
    let severities = Severity::ALL.map(|it| {
        let word = severity_words(it).0;
        (word.to_owned(), word.to_owned())
    });
    let mut places = open.places();
    places.append(&mut waived.places());
    places.extend(&view.choice.at);
    let places = places.into_iter().map(|at| (code(at), title(at, criteria)));
    let mut owners = open.owners();
    owners.append(&mut waived.owners());
    owners.extend(view.choice.owner.as_deref());
    let named = owners.iter().any(|owner| !owner.is_empty());
    let owners = owners.into_iter().map(|owner| match owner {
        "" => (NOBODY.to_owned(), "没有写编写人的".to_owned()),
        owner => (owner.to_owned(), owner.to_owned()),
    });
    let Choice {
        severity,
        at,
        owner,
    } = &view.choice;
    let owner = match owner.as_deref() {
        Some("") => NOBODY,
        owner => owner.unwrap_or_default(),
    };
    let by = |by_place: bool| if by_place { "place" } else { "check" }.to_owned();
    html! {
        <div class="fields no-print" role="group" aria-label="筛选和分组">
            <Pick id="by" label="分组" value={by(view.by_place)}
                options={vec![(by(false), "按问题".to_owned()), (by(true), "按条目".to_owned())]}
                set={set(|view, value| view.by_place = value == "place")} />
            <Pick id="severity" label="程度" value={severity.map_or("", |it| severity_words(it).0)}
                options={[any()].into_iter().chain(severities).collect::<Vec<_>>()}
                set={set(|view, value| {
                    view.choice.severity = Severity::ALL.into_iter().find(|it| severity_words(*it).0 == value);
                })} />
            <Pick id="at" label="条目或部分" value={at.as_ref().map_or_else(String::new, code)}
                options={[any()].into_iter().chain(places).collect::<Vec<_>>()}
                set={set(|view, value| view.choice.at = decode(&value))} />
            if named {
                <Pick id="owner" label="编写人" value={owner.to_owned()}
                    options={[any()].into_iter().chain(owners).collect::<Vec<_>>()}
                    set={set(|view, value| view.choice.owner = match value.as_str() {
                        "" => None,
                        NOBODY => Some(String::new()),
                        _ => Some(value),
                    })} />
            }
            <Pick id="answered" label="答复" value={view.answered.code()}
                options={Answered::ALL.map(|it| (it.code().to_owned(), it.words().to_owned())).to_vec()}
                set={set(|view, value| view.answered = Answered::of(&value))} />
        </div>
    }
}

/// Stands for nobody in the list of writers: no name begins with a space.
const NOBODY: &str = " ";

/// What a part is called in a list, and in ids.
fn code(at: &WorkedOn) -> String {
    match at {
        WorkedOn::Form => "form".to_owned(),
        WorkedOn::Walk => "walk".to_owned(),
        WorkedOn::Profile => "profile".to_owned(),
        WorkedOn::Annual => "annual".to_owned(),
        WorkedOn::Item(id) => id.clone(),
        WorkedOn::Rest => "rest".to_owned(),
    }
}

fn decode(code: &str) -> Option<WorkedOn> {
    Some(match code {
        "" => return None,
        "form" => WorkedOn::Form,
        "walk" => WorkedOn::Walk,
        "profile" => WorkedOn::Profile,
        "annual" => WorkedOn::Annual,
        "rest" => WorkedOn::Rest,
        id => WorkedOn::Item(id.to_owned()),
    })
}

/// What a part is called on screen and on paper.
fn title(at: &WorkedOn, criteria: &Criteria) -> String {
    match at {
        WorkedOn::Form => "申报表".to_owned(),
        WorkedOn::Walk => "资格自查".to_owned(),
        WorkedOn::Profile => "组织概述".to_owned(),
        WorkedOn::Annual => "年度自评".to_owned(),
        WorkedOn::Item(id) => {
            let item = criteria.item(id);
            format!("{id} {}", item.map_or("", |item| &item.title))
        }
        WorkedOn::Rest => "其他".to_owned(),
    }
}
