//! Which page edits a place of the dossier, and the link that goes there.

use quality_award_core::consensus::{CONSENSUS, CONSENSUS_REASON};
use quality_award_core::dossier::{DUE, Dossier, EntriesAt, PAPER, Place, question_at};
use quality_award_core::export::papers;
use quality_award_core::pack::Template;
use quality_award_core::views::Step;
use yew::prelude::*;

use crate::browser::focus;
use crate::packs;
use crate::route::{Back, Route};

/// The page that edits a place.
pub fn route_of(place: &Place, dossier: &Dossier) -> Route {
    let question = |id: &str| {
        let step = packs::steps().find(id);
        Route::Question(step.map_or(id, |step| step.id).to_owned(), Back::Next)
    };
    match place {
        Place::Setting(_) => Route::Readings,
        Place::Answer(id) | Place::Note(id) => question(id),
        Place::Row(..) | Place::Field(..) | Place::Profit(_) => {
            let asked = question_at(place, dossier, packs::scheme());
            asked.map_or(Route::Answers, |asked| question(asked.id))
        }
        Place::Form(_) | Place::Figure(..) => Route::Form,
        Place::Slot(id) => Route::Slot(id.to_string()),
        Place::Profile(key) => Route::Slot(match key.strip_prefix("na.") {
            Some(slot) => slot.to_owned(),
            None if &**key == "excellence_year" => packs::criteria().roles.excellence_slot.clone(),
            None => packs::criteria().roles.head_count_slot.clone(),
        }),
        Place::ItemField(item, key) if [CONSENSUS, CONSENSUS_REASON].contains(&&**key) => {
            Route::ConsensusItem(item.to_string())
        }
        Place::Section(item, _)
        | Place::Reason(item)
        | Place::ItemField(item, _)
        | Place::Band(item, _)
        | Place::FactorNote(item, _)
        | Place::Entry(EntriesAt::Item(item, _), ..) => Route::Item(item.to_string()),
        Place::Metric(id, _)
        | Place::MetricYear(id, ..)
        | Place::Entry(EntriesAt::Metric(id, _), ..) => {
            let section = dossier
                .metric(id)
                .map_or("", |metric| metric.get("section"));
            let item = packs::criteria().results_at(section);
            item.map_or(Route::Start, |item| Route::Item(item.id.clone()))
        }
        Place::Entry(EntriesAt::Register(register), id, _) => register_page(register, id, dossier),
        Place::HandIn(key) if key.starts_with(DUE) => Route::Award,
        Place::Award(_) => Route::Award,
        Place::HandIn(key) => match key.strip_prefix(PAPER) {
            Some(asked) => {
                let mut papers = papers::of_round(packs::scheme());
                let asks = |paper: &&Template| {
                    let mut placeholders = paper.placeholders.iter();
                    placeholders.any(|it| it.key == asked && !it.by_hand)
                };
                let paper = papers.find(asks);
                paper.map_or(Route::HandIn, |paper| Route::Paper(paper.id.clone()))
            }
            None => Route::HandIn,
        },
        Place::Awarded | Place::Year | Place::AnnualText(_) => Route::Annual,
        Place::Depth => Route::Start,
        Place::Scorer(_) | Place::Spread => Route::Consensus,
        Place::Piece(_) => Route::ImportReport,
    }
}

/// The page that a register is written at; an entry that stands somewhere is written there.
fn register_page(register: &str, id: &str, dossier: &Dossier) -> Route {
    let criteria = packs::criteria();
    let entry = dossier
        .register(register)
        .iter()
        .find(|entry| entry.id == id);
    let at = entry.map_or("", |entry| entry.get("at"));
    let written = criteria.register(register).and_then(|it| it.at.first());
    let at = match at {
        "" => written.map_or("", String::as_str),
        at => at,
    };
    page_at(at)
}

/// The page of a slot, a sub-heading, an item or another page, by the id that registers name it with.
pub fn page_at(at: &str) -> Route {
    let criteria = packs::criteria();
    if criteria.slot(at).is_some() {
        return Route::Slot(at.to_owned());
    }
    if let Some((item, _)) = criteria.section(at) {
        return Route::Item(item.id.clone());
    }
    if criteria.item(at).is_some() {
        return Route::Item(at.to_owned());
    }
    match at {
        "form" => Route::Form,
        "award" => Route::Award,
        "evidence" => Route::Evidence,
        "review" => Route::Review,
        _ => Route::Start,
    }
}

/// Id of the link that leads to where something is changed: a field of the form, an answer of a step.
pub fn change_id(of: &str) -> String {
    format!("change-{of}")
}

/// Where one returns from a step that was opened to change it, and the link there that one came by; empty where that is
/// not known.
pub fn way_back(back: Back, step: &Step<'_>) -> (Route, String) {
    match back {
        Back::Next => (Route::Start, String::new()),
        Back::Answers => (Route::Answers, change_id(step.id)),
        Back::Verdict => (Route::Verdict, String::new()),
        Back::Form => {
            let mut fields = packs::scheme().form.iter();
            let repeats = |question: &String| step.questions.iter().any(|own| own.id == question);
            let field = fields.find(|field| field.same_as.as_ref().is_some_and(repeats));
            let link = field.map_or(String::new(), |field| change_id(&field.id));
            (Route::Form, link)
        }
    }
}

/// Properties of [`GoLink`].
#[derive(Properties, PartialEq)]
pub struct GoLinkProps {
    /// The page.
    pub route: Route,
    /// Id of the field there.
    pub to: AttrValue,
    /// The words.
    pub text: AttrValue,
    /// Its look.
    #[prop_or_default]
    pub class: Classes,
}

/// A link to a field, on this page or another.
#[component]
pub fn GoLink(props: &GoLinkProps) -> Html {
    let (hash, to) = (props.route.to_string(), props.to.to_string());
    let href = hash.clone();
    let onclick = move |event: MouseEvent| {
        event.prevent_default();
        focus::go_to(&hash, &to);
    };
    html! { <a class={props.class.clone()} {href} {onclick}>{ props.text.clone() }</a> }
}
