//! Which page edits a place of the dossier, and the link that goes there.

use quality_award_core::dossier::{Dossier, EntriesAt, Group, List, Place, Row, group_of, list_of};
use quality_award_core::pack::ItemKind;
use yew::prelude::*;

use crate::browser::page;
use crate::packs;
use crate::route::{Back, Route};

/// The page that edits a place.
pub fn route_of(place: &Place, dossier: &Dossier) -> Route {
    let question = |id: &str| {
        let step = packs::steps().find(id);
        Route::Question(step.map_or(id, |step| step.id).to_owned(), Back::Next)
    };
    let asked = |is: &dyn Fn(Option<Group>, Option<List>) -> bool| {
        let mut questions = packs::scheme().questions();
        let found = questions.find(|question| is(group_of(question), list_of(question)));
        found.map_or(Route::Answers, |found| question(found.id))
    };
    match place {
        Place::Setting(_) => Route::Readings,
        Place::Answer(id) | Place::Note(id) => question(id),
        Place::Row(List::Events, id, _) => {
            let mut events = dossier.walk.events.iter();
            let event = events.find(|event| event.id() == &**id);
            event.map_or(Route::Answers, |event| question(&event.question))
        }
        Place::Row(list, ..) => asked(&|_, of| of == Some(*list)),
        Place::Field(group, _) => asked(&|of, _| of == Some(*group)),
        Place::Profit(_) => {
            let mut questions = packs::scheme().questions();
            let profits = questions.find(|question| question.fact == "profits");
            profits.map_or(Route::Answers, |found| question(found.id))
        }
        Place::Form(_) | Place::Figure(..) => Route::Form,
        Place::Slot(id) => Route::Slot(id.to_string()),
        Place::Profile(key) => Route::Slot(match key.strip_prefix("na.") {
            Some(slot) => slot.to_owned(),
            None if &**key == "excellence_year" => "B.2.3".to_owned(),
            None => "B.1.1.c".to_owned(),
        }),
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
            let criteria = packs::criteria();
            let item = criteria.section(section).map(|(item, _)| item);
            // One that stands nowhere is shown with the first result item.
            let mut items = criteria.items.iter();
            let item = item.or_else(|| items.find(|item| item.kind == ItemKind::Result));
            item.map_or(Route::Start, |item| Route::Item(item.id.clone()))
        }
        Place::Entry(EntriesAt::Register(register), id, _) => register_page(register, id, dossier),
        Place::Awarded | Place::Year | Place::AnnualText(_) => Route::Annual,
        Place::Depth => Route::Start,
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
        "items" => Route::Item(criteria.items[0].id.clone()),
        "review" => Route::Review,
        _ => Route::Start,
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
}

/// A link to a field, on this page or another.
#[component]
pub fn GoLink(props: &GoLinkProps) -> Html {
    let (hash, to) = (props.route.to_string(), props.to.to_string());
    let href = hash.clone();
    let onclick = move |event: MouseEvent| {
        event.prevent_default();
        page::go_to(&hash, &to);
    };
    html! { <a {href} {onclick}>{ props.text.clone() }</a> }
}
