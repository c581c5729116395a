//! One save: what goes into one transaction, and under which conditions.

use super::head::StoredHead;

/// One transaction on one dossier, all or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Id of the dossier.
    pub id: String,
    /// The generation that storage must hold, 0 when it must hold no such dossier; otherwise the save is refused as
    /// [`Failure::Stale`](super::Failure::Stale) or [`Failure::Gone`](super::Failure::Gone).
    pub base: u64,
    /// Compare [`Batch::base`]. That takes a round trip to storage, for which a page that is being closed has no
    /// time: then the writer alone decides, which takes none.
    pub compare: bool,
    /// The window that writes. Once it was put among the ended writers, its saves are refused as stale.
    pub writer: String,
    /// The writer before this one, whose saves are refused from now on.
    pub ends: Option<String>,
    /// The new head.
    pub head: StoredHead,
    /// Records to write, by the key of their section, or to remove.
    pub records: Vec<(String, Option<String>)>,
    /// The last good version of the records that change.
    pub previous: Vec<(String, String)>,
    /// Remove all other records of the dossier: it is written as a whole.
    pub whole: bool,
}

/// Reads the writer out of a stored head's text, to end it; `None` when it cannot be read or has none.
pub fn writer_of(id: &str, head: &str) -> Option<String> {
    let stored = StoredHead::read(id, head).ok()?;
    (!stored.writer.is_empty()).then_some(stored.writer)
}
