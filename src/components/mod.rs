//! The pieces that pages are made of. Class names are those of `styles/app.css`.

mod choice;
mod field;
mod frame;
mod parts;

pub use choice::{Choice, ChoiceOption};
pub use field::{Field, FieldKind};
pub use frame::{Footer, Header, MessageBox, Pages, name_of};
pub use parts::{Errors, Fold, Inset, Problem, Tag, Tone, link};
