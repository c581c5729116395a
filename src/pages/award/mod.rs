//! 获奖后: how long the award is valid, what is to be done in each year of it, the account of the prize, what was shared,
//! where the award is mentioned, what may cost it, and when one may apply again.

mod account;
mod duties;
mod events;
mod wordings;

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Kind, Place};
use quality_award_core::pack::reserved::SHARING;
use quality_award_core::pack::{Obligation, cite};
use quality_award_core::views::{AfterAward, Standing};
use yew::prelude::*;

use super::PageProps;
use super::walk::open_fold;
use crate::components::{
    Field, FieldKind, Fold, Inset, Jump, Names, Nothing, Section, register, use_names,
};
use crate::packs;
use crate::route::Route;
use crate::state::Dispatch;

/// Article on how long an award is valid.
const VALIDITY: &str = "28";

/// What is said of a day of an award that is still to come.
pub const AWARD_TO_COME: &str = "这一天还没有到，请核对。有效期和要做的事都先不推算。";

/// What is said where no winner's dossier is open.
const NONE_OPEN: &str =
    "没有打开年度自评的档案。获奖以后，请到任务清单新建一份年度自评，再到这里登记。";

/// The page.
#[component]
pub fn AwardPage(props: &PageProps) -> Html {
    let names = use_names(props.open.as_ref());
    let open = props.open.as_ref();
    let Some(open) = open.filter(|open| open.dossier.kind == Kind::Annual) else {
        return html! { <Nothing title="获奖后" about={NONE_OPEN} /> };
    };
    let (dossier, dispatch) = (&open.dossier, &props.dispatch);
    let after = AfterAward::new(dossier, packs::scheme(), props.today);
    let jump = [
        (duties::ID, "每年要做的事"),
        (account::ID, "奖金使用台账"),
        (SHARED, "推广分享、公益和调查"),
        (wordings::ID, "宣传用语"),
        (events::ID, "重大事项和再次申报"),
    ];
    let jump = jump.map(|(id, text)| (AttrValue::from(id), AttrValue::from(text)));
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1><span class="over">{ organisation(dossier) }</span>{ "获奖后" }</h1>
            <div class="cols">
                { award(dossier, &after, dispatch) }
                <div class="side">{ duties::next(&after) }</div>
            </div>
            <Jump to={jump.to_vec()} />
            { duties::section(&after, dossier, props) }
            { account::section(&after, dossier, &names, dispatch) }
            { shared(dossier, &names, dispatch) }
            { wordings::section(&after, dossier, &names, dispatch) }
            { events::section(&after, dossier, &names, dispatch) }
        </>
    }
}

fn organisation(dossier: &Dossier) -> &str {
    match dossier.organisation() {
        "" => "获奖组织",
        name => name,
    }
}

/// What is known of the award, and how it stands.
fn award(dossier: &Rc<Dossier>, after: &AfterAward<'_>, dispatch: &Dispatch) -> Html {
    let field = |place: Place, label: &'static str, kind: FieldKind, hint: &'static str| {
        let value = AttrValue::from(place.read(dossier).to_owned());
        let error = match after.in_future && place == Place::Awarded {
            true => AWARD_TO_COME,
            false => "",
        };
        html! { <Field {place} {label} {kind} {hint} {value} {error} dispatch={dispatch.clone()} /> }
    };
    let of = |key: &str| Place::Award(key.into());
    html! {
        <section class={classes!("panel", "verdict", tone(after))} aria-labelledby="award">
            <h2 id="award">{ heading(after) }</h2>
            if let Some(validity) = &after.validity {
                <dl class="when">
                    <div>
                        <dt>{ "有效期至" }</dt>
                        <dd class="big"><time>{ validity.last.to_string() }</time></dd>
                    </div>
                    if let Some(reapply) = &after.reapply {
                        <div>
                            <dt>{ "最早再次申报" }</dt>
                            <dd><time>{ reapply.free.to_string() }</time></dd>
                        </div>
                    }
                </dl>
            }
            { field(Place::Awarded, "获奖日期", FieldKind::Date, "表彰通报的日期，例如 2025-06-18。") }
            { field(of("certificate"), "证书编号", FieldKind::Line, "") }
            { field(of("money"), "收到的奖金（元）", FieldKind::Money, "只写实际收到的数，例如 100000。没有奖金的写 0。") }
            { field(of("money_date"), "收到奖金的日期", FieldKind::Date, "") }
            { source(VALIDITY) }
            { open_points(&[VALIDITY], dossier, dispatch) }
        </section>
    }
}

fn tone(after: &AfterAward<'_>) -> Option<&'static str> {
    match after.standing? {
        Standing::Valid => Some("ok"),
        Standing::Expired => None,
        Standing::Revoked(_) => Some("bad"),
    }
}

fn heading(after: &AfterAward<'_>) -> String {
    match after.standing {
        None => "填写获奖日期，推算有效期".to_owned(),
        Some(Standing::Valid) => "奖项在有效期内".to_owned(),
        Some(Standing::Expired) => "有效期已满，可以再次申请".to_owned(),
        Some(Standing::Revoked(on)) => format!("称号已于 {on} 撤销"),
    }
}

/// Id of the heading of what was shared.
const SHARED: &str = "on-sharing";

/// What was shared, given and answered.
fn shared(dossier: &Dossier, names: &Rc<Names>, dispatch: &Dispatch) -> Html {
    let count = dossier.register(SHARING).len();
    html! {
        <Section id={SHARED} title="推广分享、公益和调查" state={format!("{count} 次")}>
            { register(SHARING, None, dossier, names, dispatch) }
            { source("23") }
        </Section>
    }
}

/// What a winner owes under an article.
pub(super) fn owed(article: &str) -> impl Iterator<Item = &'static Obligation> {
    let all = packs::scheme().obligations.iter();
    all.filter(move |obligation| obligation.article == article)
}

/// An article's own words.
fn source(article: &str) -> Html {
    let quotes = owed(article).map(|duty| {
        html! { <Inset key={duty.id.as_str()} cite={cite(article)} quote={duty.quote.as_str()} /> }
    });
    let quotes: Vec<Html> = quotes.collect();
    if quotes.is_empty() {
        return Html::default();
    }
    html! { <Fold summary={format!("依据：{}", cite(article))}>{ for quotes }</Fold> }
}

/// What the measures leave open under some articles.
pub(super) fn open_points(articles: &[&str], dossier: &Dossier, dispatch: &Dispatch) -> Html {
    let scheme = packs::scheme();
    let ids = articles.iter().flat_map(|article| owed(article));
    let ids = ids.flat_map(|obligation| &obligation.ambiguities);
    let points: Vec<_> = ids.filter_map(|id| scheme.ambiguity(id)).collect();
    open_fold(&points, dossier, dispatch)
}
