//! The rules of the award, explained without the word "browser".
//!
//! * what people put in: [`input`], [`date`], [`facts`]
//! * what the measures and the user's readings of them say: [`rules`], [`settings`]
//! * how they are applied: [`assess`] (the only way in), one module for each article
//! * what comes out: [`verdict`] (data), [`words`] (sentences)
//! * the self-evaluation's arithmetic: [`score`]; figures over the years: [`metric`]; what the form computes:
//!   [`indicator`]; how long a text is: [`length`]; how texts are compared: [`width`]; the years of an award and their reports:
//!   [`validity`]; after an award: its prize ([`ledger`]), wording that mentions it ([`publicity`]), the next
//!   application ([`reapply`])

pub mod assess;
mod assessing;
mod award;
pub mod date;
mod eligibility;
mod exclusion;
pub mod facts;
mod flags;
pub mod flaw;
pub mod ideograph;
pub mod indicator;
pub mod input;
pub mod ledger;
pub mod length;
mod losses;
pub mod metric;
mod notice;
mod priority;
pub mod publicity;
pub mod reapply;
pub mod rules;
pub mod score;
pub mod settings;
pub mod term;
pub mod uscc;
pub mod validity;
pub mod verdict;
pub mod width;
pub mod window;
pub mod words;
