//! The law, the criteria and the package format.
//!
//! Everything here is pure: no input or output, no clock, no randomness, no floats, no hash order.
//! An arrow points at what is depended upon, and nothing points back:
//! `domain` ◄ `pack` ◄ `dossier` ◄ `views` ◄ {`import`, `storage`, `consensus`, `search`} ◄ `review` ◄ `export`.

#![deny(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::float_arithmetic
)]

#[cfg(feature = "toml")]
pub mod cases;
pub mod consensus;
pub mod domain;
pub mod dossier;
pub mod export;
pub mod import;
pub mod json;
pub mod pack;
pub mod review;
pub mod search;
pub mod storage;
pub mod views;

#[cfg(test)]
mod testing;
