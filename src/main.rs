//! The app: Yew pages over `quality-award-core`. Everything stays in the browser.

mod app;
mod browser;
mod components;
mod desk;
mod packs;
mod pages;
mod route;
mod saver;
mod state;

/// Which build this is: shown on screen and written into exports.
pub const BUILD: &str = match option_env!("QA_BUILD") {
    Some(build) => build,
    None => "dev",
};

fn main() {
    yew::Renderer::<app::App>::new().render();
}
