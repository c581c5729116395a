//! 合议 about one item: everyone's reasons side by side, what is settled, and the texts.

use std::rc::Rc;

use quality_award_core::consensus::{CONSENSUS, CONSENSUS_REASON, given, row};
use quality_award_core::domain::score::Percent;
use quality_award_core::dossier::{Place, SheetItem};
use quality_award_core::pack::{Factor, Item};
use yew::prelude::*;

use super::super::PartPageProps;
use super::super::item::{score, steps};
use super::texts::Texts;
use super::{OWN, apart, choose, text};
use crate::components::{Field, FieldKind, Fold, Nothing};
use crate::packs::{self, ByAddress};
use crate::route::Route;
use crate::state::Dispatch;

/// The page of an item.
#[component]
pub fn ItemPage(props: &PartPageProps) -> Html {
    let Some(open) = &props.page.open else {
        return html! { <Nothing title="合议" about="没有打开的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let Some(item) = packs::criteria().item(&props.id) else {
        return html! { <Nothing title="没有这个条目" about="地址可能抄错了，请从任务清单进入合议。" /> };
    };
    let dossier = &open.dossier;
    let dispatch = &props.page.dispatch;
    let row = row(dossier, item);
    let own = dossier.item(&item.id).map(|item| given(item));
    let own = (OWN.into(), row.own, own);
    let sheets = dossier.sheets.iter().enumerate().zip(&row.given);
    let sheets = sheets.map(|((at, sheet), percent)| {
        let name = sheet.scorer(at);
        (name, *percent, sheet.item(&item.id).cloned())
    });
    let views = [own].into_iter().chain(sheets);
    let views =
        views.map(|(name, percent, given)| view(item, &name, percent, given.unwrap_or_default()));
    html! {
        <>
            <a class="crumb" href={Route::Consensus.to_string()}>{ "返回合议" }</a>
            <h1>
                <span class="over">{ format!("合议，{} 分", item.points) }</span>
                { format!("{} {}", item.id, item.title) }
            </h1>
            <section class="panel" aria-labelledby="views">
                <h2 id="views">{ "各人的评分和理由" }</h2>
                <div class="views">{ for views }</div>
            </section>
            <section class="panel" aria-labelledby="settle">
                <h2 id="settle">{ "合议结果" }</h2>
                <p>{ "相差（百分点）：" }{ apart(row.spread, row.wide) }</p>
                { choose(item, &text(dossier, item, CONSENSUS), false, dispatch) }
                { reason(item, text(dossier, item, CONSENSUS_REASON), dispatch) }
            </section>
            <Texts key={item.id.as_str()} item={ByAddress(item)} open={open.clone()} dispatch={dispatch.clone()} />
            { steps(item, Route::ConsensusItem) }
        </>
    }
}

/// What one scorer gave, and why.
fn view(item: &'static Item, name: &str, percent: Option<Percent>, given: SheetItem) -> Html {
    let criteria = packs::criteria();
    let factors = Factor::of(item.kind).into_iter().filter_map(|factor| {
        let judged = given.factors.get(factor.key())?;
        let label = &criteria.factor(factor)?.label;
        let band = criteria.bands_of(item.kind).find(|band| band.id == judged.band);
        let band = band.map(|band| format!("{}–{} %", band.min, band.max));
        let says: Vec<String> = band
            .into_iter()
            .chain((!judged.note.is_empty()).then(|| judged.note.to_string()))
            .collect();
        Some(html! { <div><dt>{ label.as_str() }</dt><dd class="typed">{ says.join("；") }</dd></div> })
    });
    let list = |title: &'static str, texts: &[Rc<str>]| {
        let lines = texts
            .iter()
            .map(|text| html! { <li class="typed">{ &**text }</li> });
        (!texts.is_empty()).then(|| html! { <><h4>{ title }</h4><ul>{ for lines }</ul></> })
    };
    let more =
        !given.factors.is_empty() || !given.strengths.is_empty() || !given.opportunities.is_empty();
    html! {
        <div role="group" aria-label={name.to_owned()}>
            <h3>{ name }</h3>
            <p><strong>{ score(item, percent) }</strong></p>
            if given.reason.is_empty() {
                <p class="quiet">{ "没有写评分理由。" }</p>
            } else {
                <p class="typed">{ &*given.reason }</p>
            }
            if more {
                <Fold summary="要素的判断、优势和改进机会">
                    <dl class="says">{ for factors }</dl>
                    { for list("优势", &given.strengths) }
                    { for list("改进机会", &given.opportunities) }
                </Fold>
            }
        </div>
    }
}

/// Why what was settled was.
fn reason(item: &Item, value: AttrValue, dispatch: &Dispatch) -> Html {
    html! {
        <Field place={Place::ItemField(item.id.as_str().into(), CONSENSUS_REASON.into())} label="合议理由"
            hint="一两句话：为什么定这个数，谁的看法改了。" {value} kind={FieldKind::Long(3)}
            dispatch={dispatch.clone()} />
    }
}
