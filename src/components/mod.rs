//! The pieces that pages are made of. Class names are those of `styles/app.css`.

mod cell;
mod choice;
mod contents;
mod difference;
mod field;
mod files;
mod findings;
mod frame;
mod guidance;
mod notices;
mod parts;
mod refs;
mod register;
mod saving;
mod select;
mod table_source;
mod unplaced;
mod writing;

pub use cell::{CellField, unit_note, use_typing};
pub use choice::{Choice, ChoiceOption};
pub use contents::{Contents, Jump, JumpLink};
pub use difference::{Difference, Which};
pub use field::{Field, FieldKind};
pub use files::FileButton;
pub use findings::{FindingLine, Lint, WaivedLine, tally, use_findings};
pub use frame::{FIND, Footer, Header, Pages, name_of};
pub use guidance::{Bar, Prompts};
pub use notices::{Toast, Trouble, offer_undo, row_element};
pub use parts::{Errors, Fold, Inset, Nothing, Problem, Tag, Tone, link};
pub use refs::{LINKS, Names, RefsField, use_names};
pub use register::{RegisterTable, register, registers_at};
pub use saving::{Strip, WrongRecords, section_title, section_words};
pub use select::Select;
pub use table_source::TableSource;
pub use unplaced::UnplacedTexts;
pub use writing::{MayWrite, use_may_write};
