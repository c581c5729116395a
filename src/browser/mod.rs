//! Every call into the browser: storage, files, what comes with the app, the clock, focus, printing.
//! Nothing outside this folder names `web_sys` for more than an element's value.

pub mod assets;
pub mod attached;
pub mod clock;
pub mod files;
pub mod focus;
pub mod home;
pub mod idle;
pub mod keys;
pub mod menus;
pub mod office;
pub mod page;
pub mod paper;
pub mod press;
pub mod space;
pub mod store;
pub mod today;
pub mod update;
pub mod windows;
pub mod zip;
