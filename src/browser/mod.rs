//! Every call into the browser: storage, files, the clock, focus, printing.
//! Nothing outside this folder names `web_sys` for more than an element's value.

pub mod clock;
pub mod files;
pub mod page;
pub mod store;
