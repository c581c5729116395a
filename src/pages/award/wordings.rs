//! 宣传用语: each wording that mentions the award, and whether it states the time of the award.

use std::rc::Rc;

use quality_award_core::domain::publicity::WordingRemark;
use quality_award_core::dossier::{Dossier, EntriesAt, Place};
use quality_award_core::pack::cite;
use quality_award_core::pack::reserved::PUBLICITY;
use quality_award_core::views::{AfterAward, wording_words};
use yew::prelude::*;

use super::open_points;
use crate::components::{Inset, Names, Section, Tag, Tone, register};
use crate::packs;
use crate::state::Dispatch;

/// Id of the heading.
pub const ID: &str = "on-publicity";

/// The section.
pub fn section(
    after: &AfterAward<'_>,
    dossier: &Dossier,
    names: &Rc<Names>,
    dispatch: &Dispatch,
) -> Html {
    let count = dossier.register(PUBLICITY).len();
    let state = match after.wrong_wordings() {
        0 => format!("{count} 条"),
        wrong => format!("{wrong} 条要改"),
    };
    let article = &packs::scheme().rules().publicity_article;
    html! {
        <Section id={ID} title="宣传用语" {state}>
            { proposal(after) }
            { for super::owed(article).map(|duty| html! {
                <Inset key={duty.id.as_str()} cite={cite(article)} quote={duty.quote.as_str()} />
            }) }
            { judged(after, dossier) }
            { register(PUBLICITY, None, dossier, names, dispatch) }
            { open_points(&[article.as_str()], dossier, dispatch) }
        </Section>
    }
}

/// Wording that always states the time.
fn proposal(after: &AfterAward<'_>) -> Html {
    let (Some(validity), name) = (after.validity, &packs::scheme().about.name.value) else {
        return Html::default();
    };
    let (year, month) = (validity.awarded.year(), validity.awarded.month());
    html! {
        <p>{ "可以这样写：" }<strong>{ format!("{year}年{month}月获{name}") }</strong></p>
    }
}

fn judged(after: &AfterAward<'_>, dossier: &Dossier) -> Html {
    let Some(validity) = after.validity.filter(|_| !after.wordings.is_empty()) else {
        return Html::default();
    };
    let lines = after.wordings.iter().map(|(id, remarks)| {
        let of = |key: &str| {
            let list = EntriesAt::Register(PUBLICITY.into());
            Place::Entry(list, (*id).into(), key.into())
                .read(dossier)
                .to_owned()
        };
        let (text, tone) = match remarks.as_slice() {
            [] => ("标明了", Tone::Ok),
            remarks if remarks.iter().any(WordingRemark::is_fault) => ("要改", Tone::Bad),
            [WordingRemark::NotMentioned, ..] => ("没有提到", Tone::Plain),
            _ => ("请看", Tone::Warn),
        };
        let said = remarks.iter();
        let said: String = said
            .map(|remark| wording_words(remark, packs::scheme(), validity.awarded))
            .collect();
        html! {
            <li key={(*id).to_owned()}>
                <div><Tag {text} {tone} /></div>
                <div class="body">
                    <p><strong>{ of("where") }</strong>{ " " }{ of("text") }</p>
                    if !said.is_empty() {
                        <p>{ said }</p>
                    }
                </div>
            </li>
        }
    });
    html! { <ul class="traces" aria-label="用语检查">{ for lines }</ul> }
}
