//! One save: what goes into one transaction, and under which conditions.

use super::failure::Failure;
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

impl Batch {
    /// A save of the head alone, over what storage is known to hold.
    pub fn of_head(
        stored: &StoredHead,
        writer: String,
        edit: impl FnOnce(&mut StoredHead),
    ) -> Batch {
        let mut head = stored.clone();
        head.head.generation += 1;
        head.writer.clone_from(&writer);
        edit(&mut head);
        let other = stored.writer.clone();
        Batch {
            id: stored.head.id.clone(),
            base: stored.head.generation,
            compare: true,
            ends: (!other.is_empty() && other != writer).then_some(other),
            writer,
            head,
            records: Vec::new(),
            previous: Vec::new(),
            whole: false,
        }
    }

    /// Whether storage is as this save expects it, by the text of the head there. A head that cannot be read is as
    /// good as none: the window that writes has everything and writes it anew.
    ///
    /// # Errors
    /// [`Failure::Gone`] or [`Failure::Stale`].
    pub fn check(&self, head: Option<&str>) -> Result<(), Failure> {
        let stored = head.and_then(|text| StoredHead::read(&self.id, text).ok());
        match stored {
            None if self.base == 0 => Ok(()),
            None => Err(Failure::Gone),
            Some(stored) if stored.head.generation == self.base => Ok(()),
            Some(_) => Err(Failure::Stale),
        }
    }
}
