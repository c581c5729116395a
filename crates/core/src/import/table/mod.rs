//! A table made for another purpose, brought into the metrics of a dossier.
//!
//! A reader ([`tabs`], [`commas`], [`tables`]) makes a [`Grid`]. [`plan`] says where each cell goes, and for each one
//! that does not go why. What a person corrects ([`Choices`]: the rows of the head, the role of a column, the
//! destination of a row, the answer about a cell, whether the table is turned round) goes into the next plan, which is
//! made anew. [`Plan::apply`] writes exactly what the plan shows as taken.
//!
//! What is not understood is refused or asked about; what is taken is right; nothing is left out without being named.
//!
//! | file | what it knows |
//! |---|---|
//! | `grid`, `text`, `html` | cells, and how tables are written |
//! | `figure`, `unit`, `value` | one cell: a number, its unit, what becomes of it |
//! | `period`, `head`, `layout` | which rows are the head, and what it says |
//! | `names` | which metric a row means |
//! | `columns`, `rows`, `plan`, `making` | the plan: its columns, its rows, itself, its cells |
//! | `apply` | what is written |
//! | `entries`, `form` | the same for registers and for the figures of the form |

mod apply;
mod columns;
mod entries;
mod figure;
mod form;
mod grid;
mod head;
mod html;
mod layout;
mod making;
mod names;
mod period;
mod plan;
mod rows;
mod text;
mod unit;
mod value;
mod words;

pub use columns::{Column, Compared, Role};
pub use entries::{EntryChoices, EntryPlan, EntryRow, entry_plan};
pub use form::{apply_to_form, form_plan};
pub use grid::{Cell as GridCell, Filling, Grid, MOST_CELLS, MOST_COLUMNS, MOST_ROWS};
pub use html::{beside, has_table, tables};
pub use plan::{Cell, Choices, Counts, Field, HeadRows, Plan, Setting, Start, plan};
pub use rows::{Row, To};
pub use text::{commas, is_block, tabs};
pub use value::{Action, Verdict};
