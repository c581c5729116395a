//! The pages, one module each.

mod award;
mod conflict;
mod consensus;
mod device;
mod dossiers;
mod find;
mod hand_in;
mod help;
mod history;
mod import_report;
mod import_table;
mod incoming;
mod item;
mod package;
mod received;
mod review;
mod start;
mod tasks;
mod walk;

pub use conflict::ConflictPage;
pub use incoming::IncomingPage;

use std::rc::Rc;

use quality_award_core::domain::date::Date;
use quality_award_core::review::Findings;
use quality_award_core::storage::Head;
use yew::prelude::*;

use crate::library::Library;
use crate::route::Route;
use crate::split::Piece;
use crate::state::{Dispatch, Open};
use crate::tables::Brought;

/// What every page gets.
#[derive(Clone, Properties, PartialEq)]
pub struct PageProps {
    /// The open dossier, if any.
    pub open: Option<Open>,
    /// Takes edits.
    pub dispatch: Dispatch,
    /// Whole dossiers: make, open, import, export.
    pub library: Rc<Library>,
    /// What the checks found; `None` before they have run.
    pub findings: Option<Rc<Findings>>,
    /// Today on this computer.
    pub today: Date,
}

/// Properties of a page about one slot or item.
#[derive(Clone, Properties, PartialEq)]
pub struct PartPageProps {
    /// Its number.
    pub id: AttrValue,
    /// What every page gets.
    pub page: PageProps,
}

/// Properties of a page that lists the dossiers on this computer. The others do not get them: they change with every
/// save.
#[derive(Clone, Properties, PartialEq)]
pub struct ListPageProps {
    /// The dossiers.
    pub heads: Rc<Vec<Head>>,
    /// What every page gets.
    pub page: PageProps,
}

/// Draws the page of a route. The dossiers and the table are for the pages that list or take them.
pub type ShowPage = fn(&Route, &Rc<Vec<Head>>, Option<&Rc<Brought>>, PageProps) -> Html;

/// The piece of the program that a page is in; `None` for what is there from the start: where one begins. `open`: whether
/// a dossier is.
pub fn piece_of(route: &Route, open: bool) -> Option<Piece> {
    match route {
        Route::Start if !open => None,
        Route::Start
        | Route::Dossiers
        | Route::Question(..)
        | Route::Answers
        | Route::Verdict
        | Route::Readings => Some(Piece::Walking),
        Route::Form
        | Route::Annual
        | Route::Award
        | Route::Slot(_)
        | Route::Item(_)
        | Route::Metrics(_)
        | Route::Evidence
        | Route::Scores => Some(Piece::Writing),
        Route::ImportReport
        | Route::ImportTable(_)
        | Route::Review
        | Route::Consensus
        | Route::ConsensusItem(_)
        | Route::Find(_)
        | Route::History
        | Route::HandIn
        | Route::Paper(_)
        | Route::Print
        | Route::Received
        | Route::Help => Some(Piece::HandingIn),
    }
}

/// Draws the page of a route, which must be there.
pub fn show(
    route: &Route,
    heads: &Rc<Vec<Head>>,
    table: Option<&Rc<Brought>>,
    props: PageProps,
) -> Html {
    match piece_of(route, props.open.is_some()) {
        None => html! { <start::Start heads={heads.clone()} page={props} /> },
        Some(piece) => match piece.get() {
            Some(show) => show(route, heads, table, props),
            None => Html::default(),
        },
    }
}

/// The pages of [`Piece::Walking`].
pub fn show_walking(
    route: &Route,
    heads: &Rc<Vec<Head>>,
    _: Option<&Rc<Brought>>,
    props: PageProps,
) -> Html {
    match route {
        Route::Question(id, back) => html! {
            <walk::QuestionPage key={id.clone()} id={id.clone()} back={*back} page={props} />
        },
        Route::Dossiers => html! { <dossiers::DossiersPage heads={heads.clone()} page={props} /> },
        Route::Answers => html! { <walk::AnswersPage ..props /> },
        Route::Verdict => html! { <walk::VerdictPage ..props /> },
        Route::Readings => html! { <walk::ReadingsPage ..props /> },
        Route::Start => html! { <tasks::Tasks ..props /> },
        _ => Html::default(),
    }
}

/// The pages of [`Piece::Writing`].
pub fn show_writing(
    route: &Route,
    _: &Rc<Vec<Head>>,
    _: Option<&Rc<Brought>>,
    props: PageProps,
) -> Html {
    match route {
        Route::Form => html! { <package::FormPage ..props /> },
        Route::Annual => html! { <package::AnnualPage ..props /> },
        Route::Award => html! { <award::AwardPage ..props /> },
        Route::Slot(id) => html! { <package::SlotPage id={id.clone()} page={props} /> },
        Route::Item(id) => html! { <item::ItemPage id={id.clone()} page={props} /> },
        Route::Metrics(item) => html! { <item::MetricsPage item={item.clone()} page={props} /> },
        Route::Evidence => html! { <package::EvidencePage ..props /> },
        Route::Scores => html! { <package::ScoresPage ..props /> },
        _ => Html::default(),
    }
}

/// The pages of [`Piece::HandingIn`].
pub fn show_handing_in(
    route: &Route,
    heads: &Rc<Vec<Head>>,
    table: Option<&Rc<Brought>>,
    props: PageProps,
) -> Html {
    match route {
        Route::ImportReport => html! { <import_report::BringPage ..props /> },
        Route::ImportTable(target) => html! {
            <import_table::TablePage key={target.clone()} target={target.clone()} table={table.cloned()} page={props} />
        },
        Route::Review => html! { <review::ReviewPage ..props /> },
        Route::Consensus => html! { <consensus::ConsensusPage ..props /> },
        Route::ConsensusItem(id) => html! { <consensus::ItemPage id={id.clone()} page={props} /> },
        Route::Find(query) => html! { <find::FindPage query={query.clone()} page={props} /> },
        Route::History => html! { <history::HistoryPage heads={heads.clone()} page={props} /> },
        Route::HandIn => html! { <hand_in::HandInPage ..props /> },
        Route::Paper(id) => {
            html! { <hand_in::PaperPage key={id.clone()} id={id.clone()} page={props} /> }
        }
        Route::Print => html! { <package::PrintPage ..props /> },
        Route::Received => html! { <received::ReceivedPage ..props /> },
        Route::Help => html! { <help::HelpPage ..props /> },
        _ => Html::default(),
    }
}
