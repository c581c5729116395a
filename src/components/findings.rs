//! What an examiner would say: one list of findings, each with the way to its place and the way to set it aside.

use std::rc::Rc;

use quality_award_core::dossier::{EntriesAt, WAIVERS};
use quality_award_core::pack::Severity;
use quality_award_core::review::{Findings, ReviewFinding, Waived};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Tag, Tone, offer_undo};
use crate::browser::{clock, focus};
use crate::links::{GoLink, route_of};
use crate::packs;
use crate::route::Route;
use crate::state::{Action, Dispatch, Open};

/// A severity in words.
pub fn severity_words(severity: Severity) -> (&'static str, Tone) {
    match severity {
        Severity::Error => ("要处理", Tone::Bad),
        Severity::Warning => ("建议", Tone::Warn),
        Severity::Hint => ("参考", Tone::Plain),
    }
}

/// How many there are of each severity, in a sentence.
pub fn tally<'a>(findings: impl Iterator<Item = &'a ReviewFinding> + Clone) -> String {
    let count = |severity| {
        let of = findings
            .clone()
            .filter(|finding| finding.severity == severity);
        of.count()
    };
    let [errors, warnings, hints] = Severity::ALL.map(count);
    let all = errors + warnings + hints;
    format!("{all} 条：要处理 {errors}，建议 {warnings}，参考 {hints}。")
}

/// Properties of [`FindingLine`].
#[derive(Properties, PartialEq)]
pub struct FindingLineProps {
    /// What was found.
    pub finding: ReviewFinding,
    /// The page to mend it on.
    pub route: Route,
    /// Id of the heading of the list: focus goes there when the line is about to go.
    pub list: &'static str,
    /// With what the check is called, and why it matters.
    #[prop_or_default]
    pub full: bool,
    /// Takes a reason to set it aside.
    pub dispatch: Dispatch,
}

/// One finding.
#[component]
pub fn FindingLine(props: &FindingLineProps) -> Html {
    let finding = &props.finding;
    let (word, tone) = severity_words(finding.severity);
    let about = packs::checks().check(finding.check);
    html! {
        <li>
            <Tag text={word} {tone} />
            if let (true, Some(about)) = (props.full, about) {
                <strong>{ about.title.as_str() }</strong>
            }
            <p>{ finding.text.as_str() }</p>
            if let (true, Some(about)) = (props.full, about) {
                <p class="small quiet">{ format!("{}{}", about.explain, finding.fix) }</p>
            }
            <p class="row tight-row">
                <GoLink route={props.route.clone()} to={finding.place.element_id()} text="去改" />
                // What is no date or number is not a check's judgement.
                if finding.severity != Severity::Error && about.is_some() {
                    <SetAside check={finding.check} object={finding.object.clone()} about={finding.text.clone()}
                        list={props.list} dispatch={props.dispatch.clone()} />
                }
            </p>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct SetAsideProps {
    check: &'static str,
    object: String,
    about: String,
    list: &'static str,
    dispatch: Dispatch,
}

/// 不适用，因为……: a reason sets a warning or a hint aside; it travels in the package.
#[component]
fn SetAside(props: &SetAsideProps) -> Html {
    let asked = use_state(|| false);
    let field = use_node_ref();
    let id = format!(
        "aside-{}-{}",
        props.check,
        props.object.replace(['.', ' '], "-")
    );
    let ask = format!("{id}-ask");
    if !*asked {
        let onclick = {
            let asked = asked.setter();
            move |_: MouseEvent| {
                asked.set(true);
                focus::focus_soon(id.clone());
            }
        };
        return html! {
            <button class="btn plain slim no-print" type="button" id={ask} {onclick}>
                { "不适用，因为…" }<span class="hide">{ props.about.clone() }</span>
            </button>
        };
    }
    let onsubmit = {
        let (dispatch, field, asked) = (props.dispatch.clone(), field.clone(), asked.setter());
        let (check, object, list) = (props.check, props.object.clone(), props.list);
        move |event: SubmitEvent| {
            event.prevent_default();
            let reason = field.cast::<HtmlInputElement>().map(|field| field.value());
            let reason = reason.unwrap_or_default();
            asked.set(false);
            if reason.trim().is_empty() {
                focus::focus_soon(ask.clone());
            } else {
                focus::focus_soon(list.to_owned());
                let known = vec![
                    ("check", check.to_owned()),
                    ("object", object.clone()),
                    ("reason", reason),
                    ("date", clock::today().to_string()),
                ];
                let at = EntriesAt::Register(WAIVERS.into());
                let id = clock::random_id().into();
                dispatch.dispatch(Action::AddEntry(at, id, known, "已搁置一项检查结果。"));
            }
        }
    };
    html! {
        <form class="aside" {onsubmit}>
            <label for={id.clone()}>{ "不适用，因为" }</label>
            <input ref={field} {id} type="text" autocomplete="off" />
            <button class="btn slim" type="submit">{ "搁置" }</button>
        </form>
    }
}

/// Properties of [`Lint`].
#[derive(Properties, PartialEq)]
pub struct LintProps {
    /// The page whose findings are shown.
    pub route: Route,
    /// What was found there; `None` before the checks have run.
    pub here: Option<Rc<[ReviewFinding]>>,
    /// Takes a reason to set one aside.
    pub dispatch: Dispatch,
}

/// What was found on the page of a route; `None` before the checks have run.
#[hook]
pub fn use_findings(
    all: Option<&Rc<Findings>>,
    open: Option<&Open>,
    route: &Route,
) -> Option<Rc<[ReviewFinding]>> {
    let dossier = open.map(|open| open.dossier.clone());
    let read = (all.cloned(), route.clone());
    // Where a finding is mended does not change while it stands.
    let here = use_memo(read, move |(findings, route)| {
        let (findings, dossier) = (findings.as_ref()?, dossier?);
        let open = findings.open.iter();
        let here = open.filter(|finding| route_of(&finding.place, &dossier) == *route);
        Some(here.cloned().collect())
    });
    (*here).clone()
}

/// 评审员视角 beside the work: what was found on this page.
#[component]
pub fn Lint(props: &LintProps) -> Html {
    let here = props.here.as_deref();
    let lines = here.unwrap_or_default().iter().map(|finding| {
        html! {
            <FindingLine key={format!("{} {} {}", finding.check, finding.object, finding.place)}
                finding={finding.clone()} route={props.route.clone()} list="eye" dispatch={props.dispatch.clone()} />
        }
    });
    html! {
        <aside class="lint" aria-labelledby="eye">
            <h2 id="eye" tabindex="-1">{ "评审员视角" }</h2>
            <p>
                { match here {
                    None => "正在检查…".to_owned(),
                    Some([]) => "这一页没有发现问题。".to_owned(),
                    Some(here) => tally(here.iter()),
                } }
            </p>
            <ol>{ for lines }</ol>
            <p class="small"><a href={Route::Review.to_string()}>{ "看全部检查结果" }</a></p>
        </aside>
    }
}

/// Properties of [`WaivedLine`].
#[derive(Properties, PartialEq)]
pub struct WaivedLineProps {
    /// What was set aside.
    pub waived: Waived,
    /// Takes it back.
    pub dispatch: Dispatch,
}

/// One finding that was set aside.
#[component]
pub fn WaivedLine(props: &WaivedLineProps) -> Html {
    let Waived {
        finding,
        waiver,
        reason,
    } = &props.waived;
    let onclick = {
        let (dispatch, waiver) = (props.dispatch.clone(), waiver.clone());
        let at = EntriesAt::Register(WAIVERS.into());
        move |event: MouseEvent| {
            let said = "已恢复，重新列在检查结果里。";
            dispatch.dispatch(Action::RemoveEntry(at.clone(), waiver.clone(), said));
            offer_undo(&event);
        }
    };
    html! {
        <li>
            <p>{ finding.text.as_str() }</p>
            <p class="small">{ format!("不适用，因为：{reason}") }</p>
            <p>
                <button class="btn plain slim" type="button" {onclick}>
                    { "恢复" }<span class="hide">{ finding.text.as_str() }</span>
                </button>
            </p>
        </li>
    }
}
