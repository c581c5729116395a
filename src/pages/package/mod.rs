//! The parts of what is handed in, each on a page of its own: 申报表, 组织概述, 证实性材料, 得分总览, 年度自评, and the print view.

mod annual;
mod book;
mod evidence;
mod form;
mod print;
mod profile;
mod scores;
mod year;

pub use annual::AnnualPage;
pub use book::{BOOK, Book, SaveWord};
pub use evidence::EvidencePage;
pub use form::FormPage;
pub use print::PrintPage;
pub use profile::SlotPage;
pub use scores::ScoresPage;
