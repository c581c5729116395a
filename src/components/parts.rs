//! Small pieces: tags, insets, folds, the error summary.

use quality_award_core::domain::verdict::Assessment;
use quality_award_core::dossier::{Dossier, Kind};
use yew::prelude::*;

use super::JumpLink;
use crate::browser::menus::is_phone;
use crate::browser::{focus, page};
use crate::route::Route;

/// What a tag's colour repeats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Good: 符合, 已完成.
    Ok,
    /// To look at: 有 n 处要处理.
    Warn,
    /// Bad: 不符合.
    Bad,
    /// Under way: 进行中.
    Now,
    /// Open: 待确认, 未评.
    Open,
}

/// Properties of [`Tag`].
#[derive(Properties, PartialEq)]
pub struct TagProps {
    /// The words. Colour only repeats them.
    pub text: AttrValue,
    /// The colour.
    #[prop_or_default]
    pub tone: Tone,
}

/// A tag.
#[component]
pub fn Tag(props: &TagProps) -> Html {
    let tone = match props.tone {
        Tone::Plain => "",
        Tone::Ok => "ok",
        Tone::Warn => "warn",
        Tone::Bad => "bad",
        Tone::Now => "now",
        Tone::Open => "open",
    };
    html! { <span class={classes!("tag", tone)}>{ props.text.clone() }</span> }
}

/// Properties of [`Inset`].
#[derive(Properties, PartialEq)]
pub struct InsetProps {
    /// Which article, such as 第十三条第（一）项.
    pub cite: AttrValue,
    /// Its own words.
    pub quote: AttrValue,
    /// Smaller, inside a list.
    #[prop_or_default]
    pub small: bool,
}

/// An article's own words.
#[component]
pub fn Inset(props: &InsetProps) -> Html {
    let size = if props.small { "small" } else { "read" };
    html! {
        <blockquote class={classes!("inset", size)}>
            <cite>{ format!("依据：{}", props.cite) }</cite>
            <p>{ props.quote.clone() }</p>
        </blockquote>
    }
}

/// Properties of [`Fold`].
#[derive(Properties, PartialEq)]
pub struct FoldProps {
    /// The line that opens it.
    pub summary: AttrValue,
    /// Open from the start.
    #[prop_or_default]
    pub open: bool,
    /// What it hides.
    pub children: Children,
}

/// Text that folds away.
#[component]
pub fn Fold(props: &FoldProps) -> Html {
    // Read once: later the person decides.
    let open = *use_state(|| props.open);
    html! {
        <details class="fold" {open}>
            <summary>{ props.summary.clone() }</summary>
            <div class="read">{ for props.children.iter() }</div>
        </details>
    }
}

/// Properties of [`PhoneFold`].
#[derive(Properties, PartialEq)]
pub struct PhoneFoldProps {
    /// The line that opens it on a phone.
    pub summary: AttrValue,
    /// What it hides there.
    pub children: Children,
}

/// What a phone folds away and a wide screen shows.
#[component]
pub fn PhoneFold(props: &PhoneFoldProps) -> Html {
    // Read once: turning the phone draws nothing anew that someone types into.
    let phone = *use_state(is_phone);
    if !phone {
        return html! { <>{ for props.children.iter() }</> };
    }
    html! {
        <details class="fold">
            <summary>{ props.summary.clone() }</summary>
            { for props.children.iter() }
        </details>
    }
}

/// Properties of [`Section`].
#[derive(Properties, PartialEq)]
pub struct SectionProps {
    /// Id of its heading.
    pub id: AttrValue,
    /// Its heading.
    pub title: AttrValue,
    /// How far it is, in a few words.
    #[prop_or_default]
    pub state: AttrValue,
    /// Open on a phone, too.
    #[prop_or_default]
    pub open: bool,
    /// What it holds.
    pub children: Children,
}

/// A section of a long page: open on a wide screen, folded on a phone, where its heading says how far it is. What goes to
/// something in it opens it.
#[component]
pub fn Section(props: &SectionProps) -> Html {
    let open = *use_state(|| props.open || !is_phone());
    html! {
        <section class="panel flow" aria-labelledby={props.id.clone()}>
            <details class="folds" {open}>
                <summary>
                    <h2 id={props.id.clone()} tabindex="-1">{ props.title.clone() }</h2>
                    <span>{ props.state.clone() }</span>
                </summary>
                { for props.children.iter() }
            </details>
        </section>
    }
}

/// One line of the error summary.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Id of the field to go to.
    pub field: String,
    /// What to do there.
    pub text: String,
}

/// Properties of [`Errors`].
#[derive(Properties, PartialEq)]
pub struct ErrorsProps {
    /// What is to be put right; nothing is shown when there is none.
    pub problems: Vec<Problem>,
    /// Counts submissions: the summary takes focus anew with each.
    pub attempt: u32,
}

/// The error summary, first in main after a submission that could not go on.
#[component]
pub fn Errors(props: &ErrorsProps) -> Html {
    let any = !props.problems.is_empty();
    use_effect_with(props.attempt, move |_| {
        if any {
            focus::focus("errors");
        }
    });
    use_effect_with(any, |_| page::name_document());
    if !any {
        return Html::default();
    }
    let lines = props.problems.iter().map(|problem| {
        html! {
            <li key={problem.field.clone()}>
                <JumpLink to={problem.field.clone()} text={problem.text.clone()} />
            </li>
        }
    });
    html! {
        <div class="errors" role="alert" aria-labelledby="errors-title" id="errors" tabindex="-1">
            <h2 id="errors-title">{ format!("有 {} 处需要改正", props.problems.len()) }</h2>
            <ul>{ for lines }</ul>
        </div>
    }
}

/// A link to another page of the app.
pub fn link(route: &Route, text: &str) -> Html {
    html! { <a href={route.to_string()}>{ text }</a> }
}

/// Properties of [`Nothing`].
#[derive(Properties, PartialEq)]
pub struct NothingProps {
    /// The heading: what is not there.
    pub title: AttrValue,
    /// What to do instead.
    pub about: AttrValue,
}

/// A page that has nothing to show: no dossier is open, or the address leads nowhere.
#[component]
pub fn Nothing(props: &NothingProps) -> Html {
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ props.title.clone() }</h1>
            <p class="read">{ props.about.clone() }</p>
        </>
    }
}

/// What the dossier is for, as the line over a heading.
pub fn over(dossier: &Dossier, assessment: &Assessment) -> String {
    match dossier.kind {
        Kind::Precheck => "快速预审".to_owned(),
        Kind::Application => format!("{} 年申报", assessment.on.year()),
        Kind::Annual if dossier.annual.year.is_empty() => "年度自评".to_owned(),
        Kind::Annual => format!("{} 年度自评", dossier.annual.year),
    }
}
