//! The app: a Yew page over `quality-award-core`.

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <main id="main"><h1>{ "市长质量奖自评与申报工具" }</h1></main> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
