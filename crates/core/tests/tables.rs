//! Tables of the kinds that people have: what is taken is right, and all else is asked about, refused or left out.
#![cfg(feature = "toml")]

mod data;
mod tables {
    pub mod corrected;
    pub mod given;
    pub mod kinds;
    pub mod random;
}
