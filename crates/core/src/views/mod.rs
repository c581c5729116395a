//! What is read from a dossier for a page, a check and a paper: facts for the rules, the form with its computed figures,
//! metrics with their rates, captions, answers in words, steps and progress, names of places, texts that cannot be used.
//! Nothing here is stored and nothing here writes; it is computed from the dossier each time.

mod after_award;
mod answers;
mod captions;
mod compare;
mod entry_names;
mod facts;
mod flaws;
mod form;
mod from_walk;
mod hand_in;
mod marked_text;
mod markers;
mod metric;
mod metric_summary;
mod place_labels;
pub mod progress;
mod reading_order;
mod series;
mod steps;
pub mod what_if;
mod year_on_year;

pub use after_award::{
    AfterAward, DueFlaw, DutyState, DutyView, EventRemark, EventView, Standing, event_words,
    reapply_words, remark_words, wording_words,
};
pub use answers::{
    AnswerText, answer_text, answers, event_text, field_text, marked, said, yes_no_words,
};
pub use captions::{
    Added, CHART_YEARS, Caption, Captions, Charted, Numbered, TABLES, added, captions, charted,
    has_chart, numbered,
};
pub use compare::{ChangedSection, ChangedText, compare, differing, written_length};
pub use entry_names::{entry_name, targets};
pub use facts::{Assessed, application_date, assess, exclusion_of, facts, town, window};
pub use flaws::{Flawed, FlawedIn, flawed, flawed_answers};
pub use form::{
    ComputedFigure, FORM_YEARS, FormEntry, FormGroup, FormValue, FormView, Written, YearFigure,
    form_view, units_apart,
};
pub use from_walk::FromWalk;
pub use hand_in::{
    HandIn, InTime, LengthLimit, Milestone, Stage, TaskState, TaskView, round, tick,
};
pub use marked_text::{Laid, Markers, evidence_label};
pub use markers::{Marker, MarkerKind, insert_marker, markers};
pub use metric::{
    BreakView, ComparisonView, Level, MANDATORY_LIMIT, MetricView, YearView, metric_views,
    name_list, value_place,
};
pub use metric_summary::{
    RESULT_YEARS, Summary, Tag, from_library, gap, last_year, result_years, suggested, summary,
    written_years,
};
pub use place_labels::PlaceLabels;
pub use reading_order::{ReadingOrder, ReadingPart};
pub use series::{SeriesFile, series};
pub use steps::{Position, Progress, Source, Status, Step, StepGroup, StepSection, Steps};
pub use year_on_year::{Carried, CarriedAt, ItemYears, YearOnYear, carried, year_on_year};
