//! What the applicant wrote, and the file it travels in.
//!
//! The [`Dossier`] *is* the app's state: one value, made of sections that are saved apart. Every typed
//! field is kept as the raw text a person typed; what the rules make of it is derived each time
//! (see `docs/format.md` for the file, `facts` for the way to the rules).
//!
//! To add a field: 1 the struct in `model` (empty means "not written", and is never stored); 2 its place in `place`,
//! and in the list of `places`; 3 in `ids` what the packs must know of it, in `typed` what is typed there; 4 the page
//! that edits it and the chapter of `export::package` that prints it; 5 `docs/format.md`; 6 refresh the schema
//! (`cargo xtask schema`) and a sample that uses it.

mod captions;
mod columns;
mod compare;
pub mod consensus;
pub mod difference;
mod facts;
mod file;
mod find;
mod form_view;
pub mod gains;
mod ids;
mod keys;
mod metric_view;
mod model;
mod names;
mod order;
mod place;
mod places;
pub mod progress;
mod rescue;
mod results;
mod said;
mod sections;
mod steps;
mod stored;
mod titles;
mod told;
mod typed;
pub mod undo;

pub use crate::json::Refusal;
use crate::json::{decode, strict};
pub use captions::{
    CHART_YEARS, Caption, Captions, Charted, Numbered, TABLES, captions, charted, has_chart,
    numbered,
};
pub use columns::{column_flaw, column_words};
pub use compare::{ChangedSection, ChangedText, compare, differing, written_length};
pub use facts::{APPLY_ON, Assessed, application_date, assess, exclusion_of, facts, town, window};
#[cfg(feature = "schema")]
pub use file::package_schema;
pub use file::{
    BEGINNING, FORMAT, Fingerprint, MAX_BYTES, Opened, VERSION, check_size, checksum, fingerprint,
    open, write,
};
pub use find::{Excerpt, FoundWords, Hit, Hits, find};
pub use form_view::{
    ComputedFigure, FORM_YEARS, FormEntry, FormGroup, FormValue, FormView, Written, YearFigure,
    form_view, units_apart,
};
pub use ids::{Unplaced, kept_without_place};
pub(crate) use metric_view::yes_no;
pub use metric_view::{
    BreakView, ComparisonView, Level, MANDATORY_LIMIT, MetricView, PROFIT, YearView, metric_views,
    name_list, value_place,
};
pub use model::{
    Annual, Answer, Claim, Dossier, Entries, Entry, EntryLists, Event, FIRST_DEPTH, Figures, Form,
    Honour, Item, Judgement, Kind, Metric, Notice, Piece, PreviousAward, Recommendation, Refs,
    Sheet, SheetItem, Texts, WAIVERS, Walk, first_depth, put_ref, put_text,
};
pub use names::{entry_name, targets};
pub use order::Order;
pub use place::{EntriesAt, Group, List, Place, RefsAt, Row};
pub use places::places;
pub use rescue::{Rescued, RescuedDossier, open_rescue};
pub use results::{
    RESULT_YEARS, Summary, Tag, from_library, gap, last_year, result_years, suggested, summary,
    written_years,
};
pub use said::{Said, answer_said, answers, event_said, field_said, marked, said, yes_no_words};
pub use sections::Section;
pub use steps::{
    HAVE, NONE, Position, Progress, Source, Status, Step, StepGroup, StepSection, Steps,
    asked_event_fields, asked_fields, group_of, group_value, list_of, loss_years, question_at,
    rows_answer,
};
pub use stored::{
    BadRecord, Stored, from_json, from_stored, record_json, record_value, section_reads,
};
pub use titles::Titles;
pub use told::Told;
pub use typed::{Flawed, FlawedIn, Typed, flawed, flawed_answers};
