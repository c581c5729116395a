//! The dossier: what an organisation wrote, and the file and the records it travels in.
//!
//! The [`Dossier`] *is* the app's state: one value, made of sections that are saved apart. Every field is kept as the raw
//! text a person typed (see `docs/format.md`). What is read from it for a page, a check or a paper is in `views`.
//!
//! To add a field: 1 the struct in `model` (empty means "not written", and is never stored); 2 its place in `place`,
//! and in the list of `all_places`; 3 in `ids` what the packs must know of it, in `field_kinds` what kind of value it takes
//! and in `views::flaws` where it is looked at; 4 the page that edits it and the chapter of `export::package` that prints it;
//! 5 `docs/format.md`; 6 refresh the schema (`cargo xtask schema`) and a sample that uses it.

mod all_places;
mod asked;
mod attached;
mod columns;
pub(crate) mod field_kinds;
mod file;
mod ids;
mod model;
mod new_year;
mod place;
mod records;
mod rescue_file;
mod sections;
pub mod undo;

pub use crate::json::Refusal;
pub use all_places::all_places;
pub use asked::{
    HAVE, NONE, asked_event_fields, asked_fields, group_of, group_value, list_of, loss_years,
    question_at, rows_answer,
};
pub use attached::{
    EVIDENCE, EVIDENCE_FILES, FileMark, PICTURE_FILE, PICTURES, files, hex, is_digest, safe_name,
    size_words,
};
pub use columns::{column_flaw, column_words};
pub use field_kinds::{
    DONE, DUE, PAPER, PREDECESSOR, ROUND_KEY, RoundField, ValueKind, round_fields,
};
#[cfg(feature = "schema")]
pub use file::package_schema;
pub use file::{
    BEGINNING, FORMAT, Fingerprint, MAX_BYTES, Opened, VERSION, check_size, checksum, fingerprint,
    open, write,
};
pub use ids::{Unplaced, kept_without_place};
pub use model::{
    Annual, Answer, Claim, Dossier, Entries, Entry, EntryLists, Event, Figures, Form, Honour, Item,
    Judgement, Kind, Metric, Notice, Piece, PreviousAward, Recommendation, Refs, SPREADS, Sheet,
    SheetItem, Texts, WAIVERS, Walk, first_depth, put_ref, put_text,
};
pub use new_year::new_year;
pub use place::{EntriesAt, Group, List, Place, RefsAt, Row};
pub use records::{
    BadRecord, Stored, from_json, from_stored, record_json, record_value, section_reads,
};
pub use rescue_file::{Rescued, RescuedDossier, open_rescue};
pub use sections::RecordKey;
