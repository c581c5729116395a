//! What leaves the tool: one neutral document, built once, and its writers.
//!
//! To add a kind of block: 1 a variant of [`document::Block`]; 2 each writer (the compiler shows
//! them); 3 a line in the golden test of the HTML writer.

pub mod award_days;
pub mod chart;
pub mod document;
pub mod enquiry;
pub mod finding_text;
pub mod html;
pub mod ics;
pub mod package;
pub mod paper;
pub mod papers;
mod policy;
pub mod received;
pub mod report;
pub mod typed;
pub mod workbook;
