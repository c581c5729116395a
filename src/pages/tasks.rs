//! Where the open dossier stands: verdict, tasks, dates, backup, score.

use yew::prelude::*;

use super::PageProps;

/// The open dossier on the start page.
#[component]
pub fn Tasks(props: &PageProps) -> Html {
    let _ = props;
    html! { <h1>{ "任务清单" }</h1> }
}
