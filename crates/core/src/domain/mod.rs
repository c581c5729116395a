//! The rules of the award, explained without the word "browser".
//!
//! * what people put in: [`input`], [`date`], [`facts`]
//! * what the measures and the user's readings of them say: [`rules`], [`settings`]
//! * what comes out: [`verdict`]

pub mod date;
pub mod facts;
pub mod input;
pub mod rules;
pub mod settings;
pub mod verdict;
