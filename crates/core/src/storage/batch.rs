//! One save: what goes into one transaction, and under which conditions.

use super::failure::Failure;
use super::head::StoredHead;

/// One transaction on one dossier, all or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Id of the dossier.
    pub id: String,
    /// The generation that storage must hold, 0 when it must hold no such dossier: see [`Batch::check`].
    pub base: u64,
    /// Check what storage holds first. That takes a round trip to storage, for which a page that is being closed has
    /// no time: then the writer alone decides, which takes none. That is true only of the database that knew this
    /// writer: such a batch is never run on a connection that was opened since, but answered with
    /// [`Failure::Closed`].
    pub compare: bool,
    /// The window that writes. Once it was put among the ended writers, its saves are refused as stale.
    pub writer: String,
    /// The writer before this one, whose saves are refused from now on. Whoever writes over another's dossier ends
    /// that writer, also where only the head changes or the dossier is removed for good: a save that does not
    /// compare knows it by nothing else.
    pub ends: Option<String>,
    /// The new head.
    pub head: StoredHead,
    /// Records to write, by the key of their section, or to remove.
    pub records: Vec<(String, Option<String>)>,
    /// The last good version of the records that change.
    pub previous: Vec<(String, String)>,
    /// Remove all other records of the dossier, and all versions before: it is written as a whole.
    pub whole: bool,
}

impl Batch {
    /// A save of the head alone, over what storage is known to hold; `writer` is a name that no window had before.
    pub fn of_head(
        stored: &StoredHead,
        writer: String,
        edit: impl FnOnce(&mut StoredHead),
    ) -> Batch {
        let mut head = stored.clone();
        head.head.generation += 1;
        head.writer.clone_from(&writer);
        edit(&mut head);
        Batch {
            id: stored.head.id.clone(),
            base: match stored.rebuilt {
                true => 0,
                false => stored.head.generation,
            },
            compare: true,
            ends: (!stored.writer.is_empty()).then(|| stored.writer.clone()),
            writer,
            head,
            records: Vec::new(),
            previous: Vec::new(),
            whole: false,
        }
    }

    /// Whether it may be run where it compares, given the head that lies under its id. One that cannot be read is as
    /// good as none: it is written anew.
    ///
    /// # Errors
    /// [`Failure::Gone`] when the dossier is not there, [`Failure::Stale`] when another window has written it. What
    /// this writer itself has written is no reason: the answer may have got lost.
    pub fn check(&self, stored: Option<&StoredHead>) -> Result<(), Failure> {
        let Some(stored) = stored else {
            return (self.base == 0).then_some(()).ok_or(Failure::Gone);
        };
        // The generation alone may be that of a dossier that was made anew after all was deleted.
        let before = self.ends.as_deref().unwrap_or_default();
        let known = self.base > 0 && stored.head.generation == self.base && stored.writer == before;
        let own = stored.writer == self.writer;
        (known || own).then_some(()).ok_or(Failure::Stale)
    }
}
