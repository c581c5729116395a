//! What the applicant wrote, and the file it travels in.
//!
//! The [`Dossier`] *is* the app's state: one value, made of sections that are saved apart. Every typed
//! field is kept as the raw text a person typed; what the rules make of it is derived each time
//! (see `docs/format.md` for the file, `facts` for the way to the rules).
//!
//! To add a field: 1 the struct in `model` (empty means "not written", and is never stored);
//! 2 the page that edits it and the block of `export::document` that prints it; 3 `docs/format.md`;
//! 4 refresh the schema (`cargo xtask schema`) and a sample that uses it.

mod facts;
mod file;
mod form_view;
mod model;
mod place;
pub mod progress;
mod rescue;
mod said;
mod sections;
mod steps;

pub use crate::json::Refusal;
use crate::json::{decode, strict};
pub use facts::{APPLY_ON, Assessed, application_date, assess, exclusion_of, facts, town};
#[cfg(feature = "schema")]
pub use file::package_schema;
pub use file::{
    FORMAT, Fingerprint, MAX_BYTES, Opened, VERSION, checksum, fingerprint, open, write,
};
pub use form_view::{
    ComputedFigure, FORM_YEARS, FormEntry, FormGroup, FormValue, FormView, Written, YearFigure,
    form_view,
};
pub use model::{
    Annual, Answer, Claim, Dossier, Entries, Entry, EntryLists, Event, FIRST_DEPTH, Figures, Form,
    Honour, Item, Judgement, Kind, Metric, Notice, PreviousAward, Recommendation, Refs, Texts,
    Walk, put_ref, put_text,
};
pub use place::{EntriesAt, Group, List, Place, RefsAt, Row};
pub use rescue::{from_stored, open_rescue, record_json, record_value};
pub use said::{Said, event_said, said, yes_no_words};
pub use sections::{BadRecord, Section};
pub use steps::{
    HAVE, NONE, Position, Progress, Source, Status, Step, StepGroup, StepSection, Steps,
    asked_event_fields, asked_fields, group_of, group_value, list_of, loss_years, rows_answer,
};

pub fn check_ids(
    _: &mut Opened,
    _: &crate::pack::Scheme,
    _: &crate::pack::Criteria,
) -> Result<(), Refusal> {
    Ok(())
}
