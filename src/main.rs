//! The app: Yew pages over `quality-award-core`. Everything stays in the browser.

mod app;
mod browser;
mod components;
mod consensus_import;
mod library;
mod links;
mod packs;
mod pages;
mod reviewing;
mod route;
mod saver;
mod split;
mod state;
mod tables;
mod undoing;

use wasm_bindgen::prelude::*;

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

fn main() {
    yew::set_custom_panic_hook(Box::new(|info| qa_crash(&info.to_string())));
    browser::press::watch_presses();
    browser::idle::watch_typing();
    // Not the body: the failure screen stands beside the app.
    let place = browser::page::document().get_element_by_id("app");
    let place = place.expect("the page has a place for the app");
    yew::Renderer::<app::App>::with_root(place).render();
}
