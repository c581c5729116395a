//! How dossiers are kept: what a save writes and when, what is believed on opening, which earlier versions stay.
//!
//! Everything here is pure. The app's `browser::store` runs the transactions in IndexedDB, its `library` gives the
//! events and does what [`Saver`] says; `tests/saving.rs` does both with a storage that delays, fails and dies.
//!
//! What a save promises: one transaction, all or nothing. It is refused when storage is not as the window knows it
//! ([`Batch::base`]) or when another window has taken over ([`Batch::writer`]). The head lists every section with the
//! checksum of its record, and the last good version of each changed section stays beside it.

mod batch;
mod copies;
mod draft;
mod failure;
mod head;
mod history;
mod merge;
mod opening;
mod saver;
mod summary;

pub use batch::Batch;
pub use copies::{Asked, Copies, FileFault, FileMark};
pub use failure::Failure;
pub use head::{BadHead, Head, Listed, StoredHead};
pub use history::{
    BIN_DAYS, Reason, Snapshot, content_key, days_in_bin, days_left, due, surplus, unreferenced,
};
pub use merge::{Merge, is_one_text, keep_both, merge};
pub use opening::{Fault, Kept, Opening, Repair, Wrong, headless, open};
pub use saver::{Command, Saver, Standing, Ticket};
pub use summary::{
    Contents, Relation, Summary, contents_of, differing, relation, size_words, summary,
};

/// Version of the browser's database. 1: records, heads, preferences. 2: previous, ended, snapshots, contents.
///
/// It counts up with every name that a record or head gains, not only with the stores: that keeps a window of an
/// older build, which would write the records without those names, away from them.
pub const DATABASE_VERSION: u8 = 3;
