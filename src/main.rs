//! The app: a Yew page over `quality-award-core`.

use wasm_bindgen::prelude::*;
use yew::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Shows the static failure screen; defined in `web/boot.js`.
    #[wasm_bindgen(js_name = qaCrash)]
    fn qa_crash(message: &str);
}

/// What the app was built from: 12 hexadecimal digits from `cargo xtask`, `dev` otherwise.
pub const BUILD: &str = match option_env!("QA_BUILD") {
    Some(build) => build,
    None => "dev",
};

#[component]
fn App() -> Html {
    html! {
        <main id="main" class="wrap" tabindex="-1">
            <h1>{ "巩义市市长质量奖自评与申报工具" }</h1>
            <p class="small quiet">{ format!("版本 {BUILD}") }</p>
        </main>
    }
}

fn main() {
    yew::set_custom_panic_hook(Box::new(|info| qa_crash(&info.to_string())));
    // Not the body: the failure screen stands beside the app.
    let document = web_sys::window().and_then(|window| window.document());
    let place = document.and_then(|document| document.get_element_by_id("app"));
    let place = place.expect("the page has a place for the app");
    yew::Renderer::<App>::with_root(place).render();
}
