//! 重大事项: what may cost the award, what a revocation means, and when one may apply again.

use std::rc::Rc;

use quality_award_core::dossier::Dossier;
use quality_award_core::pack::reserved::AWARD_EVENTS;
use quality_award_core::pack::{Obligation, cite};
use quality_award_core::views::{AfterAward, EventView, Standing, event_words, reapply_words};
use yew::prelude::*;

use super::{VALIDITY, open_points, source};
use crate::components::{Inset, Names, Section, Tag, Tone, register};
use crate::packs;
use crate::state::Dispatch;

/// Id of the heading.
pub const ID: &str = "on-events";

/// The duty that names what costs an award.
fn duty() -> Option<&'static Obligation> {
    let mut duties = packs::scheme().obligations.iter();
    duties.find(|duty| !duty.reasons.is_empty())
}

/// The section.
pub fn section(
    after: &AfterAward<'_>,
    dossier: &Dossier,
    names: &Rc<Names>,
    dispatch: &Dispatch,
) -> Html {
    let state = match (after.standing, after.events.len()) {
        (Some(Standing::Revoked(_)), _) => "已撤销".to_owned(),
        (_, 0) => "没有登记".to_owned(),
        (_, count) => format!("{count} 项"),
    };
    html! {
        <Section id={ID} title="重大事项和再次申报" {state}>
            if let Some(duty) = duty() {
                <Inset cite={cite(&duty.article)} quote={duty.quote.as_str()} />
                <ul class="read">
                    { for duty.reasons.iter().map(|reason| html! {
                        <li key={reason.article.as_str()}>{ format!("{}：{}", cite(&reason.article), reason.quote) }</li>
                    }) }
                </ul>
                if matches!(after.standing, Some(Standing::Revoked(_))) && !duty.consequences.is_empty() {
                    <h3>{ "撤销的后果" }</h3>
                    <ul class="read">{ for duty.consequences.iter().map(|text| html! { <li>{ text }</li> }) }</ul>
                }
                <p class="read">{ duty.company_does.as_str() }</p>
            }
            { judged(after) }
            { register(AWARD_EVENTS, None, dossier, names, dispatch) }
            { again(after) }
            { source(VALIDITY) }
            if let Some(duty) = duty() {
                { open_points(&[&duty.article], dossier, dispatch) }
            }
        </Section>
    }
}

fn judged(after: &AfterAward<'_>) -> Html {
    let lines = after.events.iter().map(|event| line(event, after));
    let lines: Vec<Html> = lines.collect();
    if lines.is_empty() {
        return Html::default();
    }
    html! { <ul class="traces" aria-label="登记的事项">{ for lines }</ul> }
}

fn line(event: &EventView<'_>, after: &AfterAward<'_>) -> Html {
    let (text, tone) = match (event.decided, event.remarks.is_empty()) {
        (Some(_), _) => ("已撤销", Tone::Bad),
        (None, false) => ("请核对", Tone::Warn),
        (None, true) => ("没有撤销", Tone::Plain),
    };
    let title = event.reason.map_or("没有选情形".to_owned(), |reason| {
        format!("{} {}", cite(&reason.article), reason.title)
    });
    let said = event.remarks.iter();
    let said: String = said
        .map(|remark| event_words(*remark, after.validity.as_ref()))
        .collect();
    html! {
        <li key={event.entry.id.clone()}>
            <div><Tag {text} {tone} /></div>
            <div class="body">
                <p><strong>{ title }</strong>{ " " }{ event.entry.get("date") }</p>
                if !said.is_empty() {
                    <p>{ said }</p>
                }
            </div>
        </li>
    }
}

/// When one may apply again.
fn again(after: &AfterAward<'_>) -> Html {
    let (Some(reapply), Some(validity)) = (&after.reapply, &after.validity) else {
        return Html::default();
    };
    let said = reapply_words(reapply, validity, packs::scheme());
    html! {
        <section aria-labelledby="again">
            <h3 id="again">{ "什么时候可以再次申报" }</h3>
            <dl class="when">
                if let Some(over) = reapply.ban_over {
                    <div><dt>{ "禁止期满" }</dt><dd><time>{ over.to_string() }</time></dd></div>
                    <div><dt>{ "有效期原到" }</dt><dd><time>{ validity.last.to_string() }</time></dd></div>
                }
                <div><dt>{ "最早再次申报" }</dt><dd class="big"><time>{ reapply.free.to_string() }</time></dd></div>
            </dl>
            <ul class="read">{ for said.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
        </section>
    }
}
