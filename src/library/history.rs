//! Earlier versions of the open dossier, and 最近删除.

use std::collections::{BTreeMap, BTreeSet};

use quality_award_core::storage::{Batch, Summary, contents_of, due, summary, surplus};
use quality_award_core::views::{self, ChangedSection, compare};

use super::*;
use crate::browser::{focus, home as files_home};

/// The earlier versions of the open dossier, as the page shows them.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// Newest first, each with what came after it until the next one, or until now.
    pub versions: Vec<(Snapshot, Summary)>,
    /// Bytes that the versions of all dossiers take.
    pub bytes: u64,
}

impl Library {
    /// Makes the hourly snapshot when it is time for one.
    pub(super) fn snapshot_if_due(self: &Rc<Self>) {
        if due(self.newest.borrow().as_ref(), &clock::minute()) && !self.snapping.replace(true) {
            let library = self.clone();
            spawn_local(async move {
                library.snapshot(Reason::Hourly).await;
                library.snapping.set(false);
            });
        }
    }

    /// Makes a snapshot of what storage has confirmed of the open dossier.
    pub(super) async fn snapshot(&self, reason: Reason) {
        if let Some((dossier, stored)) = self.saver.confirmed() {
            self.snapshot_of(&dossier, &stored.head, reason, "").await;
        }
    }

    /// Makes a snapshot of a dossier. One that holds what the newest holds is not made again. A snapshot that cannot
    /// be kept stops nothing: the draft itself is safe.
    pub(super) async fn snapshot_of(
        &self,
        dossier: &Dossier,
        head: &Head,
        reason: Reason,
        label: &str,
    ) -> bool {
        let _alone = self.snapshots.lock().await;
        let Ok(mut all) = self.store.snapshots(&dossier.id).await else {
            return false;
        };
        let number = all.last().map_or(1, |last| last.number + 1);
        let (snapshot, contents) = Snapshot::of(
            dossier,
            head.clone(),
            number,
            &clock::minute(),
            reason,
            label,
        );
        if reason != Reason::Named && all.last().is_some_and(|last| last.same_content(&snapshot)) {
            self.newest.replace(all.pop());
            return true;
        }
        all.push(snapshot.clone());
        let go = surplus(&all, clock::today());
        let kept = self
            .store
            .keep(&dossier.id, Some((&snapshot, &contents)), &go)
            .await;
        let is_kept = kept.is_ok();
        if is_kept {
            self.newest.replace(Some(snapshot));
        }
        is_kept
    }

    /// Keeps the open dossier as it is now under a name.
    pub async fn keep_version(&self, label: &str) -> bool {
        let now = self.now.borrow().clone();
        let (Some(dossier), Some((_, stored))) = (now, self.saver.confirmed()) else {
            return false;
        };
        self.snapshot_of(&dossier, &stored.head, Reason::Named, label)
            .await
    }

    /// The earlier versions of a dossier, which is the open one as it is now.
    ///
    /// # Errors
    /// Why they cannot be read.
    pub async fn history(&self, now: &Dossier) -> Result<History, Failure> {
        // One that is being made is waited for.
        let _alone = self.snapshots.lock().await;
        let snapshots = self.store.snapshots(&now.id).await?;
        let bytes = self.store.history_bytes().await?;
        let (present, mut texts) = contents_of(now);
        let later = snapshots.iter().skip(1).map(|of| &of.sections);
        let later: Vec<_> = later.chain([&present]).collect();
        // Only what differs is read.
        let mut keys = BTreeSet::new();
        for (snapshot, later) in snapshots.iter().zip(&later) {
            for section in storage::differing(&snapshot.sections, later) {
                keys.extend(snapshot.sections.get(&section).cloned());
                keys.extend(later.get(&section).cloned());
            }
        }
        keys.retain(|key| !texts.contains_key(key));
        texts.extend(self.store.contents(&keys).await?);
        let (scheme, criteria) = (packs::scheme(), packs::criteria());
        let summaries: Vec<Summary> = snapshots
            .iter()
            .zip(later)
            .map(|(snapshot, later)| summary(&snapshot.sections, later, &texts, scheme, criteria))
            .collect();
        Ok(History {
            versions: snapshots.into_iter().zip(summaries).rev().collect(),
            bytes,
        })
    }

    /// Brings an earlier version of the open dossier back, or one section of it. What is there now is kept as a
    /// version first, or nothing is brought back. Says what came of it.
    pub async fn restore(&self, snapshot: &Snapshot, only: Option<RecordKey>) {
        let failed = |why: String| self.say(Message::bad(format!("没有恢复：{why}")));
        let (earlier, missing) = match self.version(snapshot).await {
            Ok(read) => read,
            Err(failure) => return failed(failure.to_string()),
        };
        let open = || self.now.borrow().clone().filter(|now| now.id == earlier.id);
        let (Some(now), Some((_, stored))) = (open(), self.saver.confirmed()) else {
            return;
        };
        let kept = self
            .snapshot_of(&now, &stored.head, Reason::Restore, "")
            .await;
        // As it is by now.
        let Some(now) = open() else {
            return;
        };
        if !kept {
            return failed("未能先把现在的内容留存一版，所以没有改动。请稍后再试。".to_owned());
        }
        let differing = views::differing(&earlier, &now);
        let mut sections: Vec<RecordKey> = match &only {
            None => differing,
            Some(section) => {
                let mut sections = vec![section.clone()];
                // A metric that was removed comes back to its place.
                if matches!(section, RecordKey::Metric(id) if now.metric(id).is_none()) {
                    sections.push(RecordKey::MetricOrder);
                }
                sections
            }
        };
        // What cannot be read of the version does not go from the present.
        sections.retain(|section| !missing.contains(&section.to_string()));
        let mut changed = (*now).clone();
        changed.restore(&earlier, &sections);
        let made = &snapshot.made;
        let said = match only {
            None => {
                format!("已恢复到 {made} 这一版。恢复以前的内容也留存了一版，在“历史版本”里。")
            }
            Some(_) => {
                format!(
                    "已恢复这一段在 {made} 的内容。恢复以前的内容也留存了一版，在“历史版本”里。"
                )
            }
        };
        self.dispatch
            .dispatch(Action::Apply(Rc::new(changed), said.into()));
    }

    /// A dossier as a snapshot has it; sections whose text is gone are named.
    pub async fn version(&self, snapshot: &Snapshot) -> Result<(Dossier, Vec<String>), Failure> {
        let keys: BTreeSet<String> = snapshot.sections.values().cloned().collect();
        let contents = self.store.contents(&keys).await?;
        let (there, gone): (Vec<_>, Vec<_>) = snapshot
            .sections
            .iter()
            .partition(|(_, key)| contents.contains_key(*key));
        let records = there
            .iter()
            .map(|(section, key)| (section.as_str(), contents[*key].as_str()));
        let stored = dossier::from_json(&snapshot.head.id, records);
        let mut missing: Vec<String> = gone
            .into_iter()
            .map(|(section, _)| section.clone())
            .collect();
        missing.extend(stored.bad.into_iter().map(|record| record.key));
        missing.sort();
        missing.dedup();
        Ok((stored.dossier, missing))
    }

    /// Removes a version of the open dossier for good. The page has asked.
    pub async fn drop_version(&self, number: u64) -> Result<(), Failure> {
        match self.saver.id() {
            Some(id) => self.store.keep(&id, None, &[number].into()).await,
            None => Ok(()),
        }
    }

    /// Makes a snapshot before the open dossier changes much at once, by what is about to come.
    pub fn snapshot_before(self: &Rc<Self>, reason: Reason) {
        // What is there now; the change itself comes after this call.
        let now = self.now.borrow().clone();
        let head = self.saver.confirmed().map(|(_, stored)| stored.head);
        let library = self.clone();
        spawn_local(async move {
            if let (Some(dossier), Some(head)) = (now, head) {
                library.snapshot_of(&dossier, &head, reason, "").await;
            }
        });
    }

    /// Makes a snapshot before something with text in it was removed.
    pub(super) fn keep_removed(
        self: &Rc<Self>,
        was: &Rc<Dossier>,
        now: &Rc<Dossier>,
        removal: Option<&Rc<Undoable>>,
    ) {
        let known = self.removal.replace(removal.cloned());
        let Some(removal) = removal.filter(|removal| known.as_ref() != Some(removal)) else {
            return;
        };
        let changed = compare(was, now, packs::scheme(), packs::criteria());
        let lost = |of: &ChangedSection| of.before > of.after;
        let head = self.saver.confirmed().map(|(_, stored)| stored.head);
        if let Some(head) = head.filter(|_| was.id == now.id && changed.iter().any(lost)) {
            let (library, was) = (self.clone(), was.clone());
            let label = removal.what().to_owned();
            spawn_local(async move {
                library
                    .snapshot_of(&was, &head, Reason::Removal, &label)
                    .await;
            });
        }
    }

    /// Bytes that the snapshots of all dossiers take.
    pub async fn history_bytes(&self) -> Result<u64, Failure> {
        self.store.history_bytes().await
    }

    /// The texts of the newest snapshot, by section.
    pub(super) async fn newest_contents(
        &self,
        id: &str,
    ) -> Result<BTreeMap<String, String>, Failure> {
        let Some(newest) = self.store.snapshots(id).await?.pop() else {
            return Ok(BTreeMap::new());
        };
        let keys: BTreeSet<String> = newest.sections.values().cloned().collect();
        let contents = self.store.contents(&keys).await?;
        let text = |(section, key): (String, String)| Some((section, contents.get(&key)?.clone()));
        Ok(newest.sections.into_iter().filter_map(text).collect())
    }

    /// Puts a dossier of this computer into 最近删除, where it stays for 30 days.
    pub fn delete(self: &Rc<Self>, head: Head, is_open: bool) {
        let library = self.clone();
        spawn_local(async move {
            if is_open {
                if !library.leave().await {
                    return;
                }
                own::set(LAST_OPEN, "");
                library.dispatch.dispatch(Action::Close);
            }
            let moved = library
                .move_head(&head.id, |head| head.deleted = clock::today().to_string())
                .await;
            match moved {
                Ok(()) => library.say(Message::done("已删除档案，30 天内可以从“最近删除”放回。")),
                Err(failure) => library.say(Message::bad(format!("没有删除：{failure}"))),
            }
            let _ = library.list().await;
            // The button that was pressed is gone.
            focus::focus_heading();
        });
    }

    /// Brings a dossier back from 最近删除.
    pub fn put_back(self: &Rc<Self>, head: Head) {
        let library = self.clone();
        spawn_local(async move {
            match library
                .move_head(&head.id, |head| head.deleted.clear())
                .await
            {
                Ok(()) => library.say(Message::done("已放回，列在“全部档案”里。")),
                Err(failure) => library.say(Message::bad(format!("没有放回：{failure}"))),
            }
            let _ = library.list().await;
            focus::focus_heading();
        });
    }

    /// Removes a dossier of 最近删除 for good. The page has asked.
    pub fn remove(self: &Rc<Self>, heads: Vec<Head>) {
        let library = self.clone();
        spawn_local(async move {
            let mut failed = None;
            for head in heads {
                let removed = match library.batch(&head.id, |_| {}).await {
                    Ok(Some(batch)) => library.store.remove(&batch).await,
                    Ok(None) => Ok(()),
                    Err(failure) => Err(failure),
                };
                match removed {
                    Ok(()) => {
                        library.forget_copies(&head.id).await;
                        library.line.tell(News::Moved, &head.id);
                    }
                    Err(failure) => failed = Some(failure),
                }
            }
            match failed {
                None => library.say(Message::done("已彻底删除。")),
                Some(failure) => library.say(Message::bad(format!("没有全部删除：{failure}"))),
            }
            let _ = library.list().await;
            focus::focus_heading();
        });
    }

    /// A save of a stored dossier's head alone.
    async fn batch(
        &self,
        id: &str,
        edit: impl FnOnce(&mut Head),
    ) -> Result<Option<Batch>, Failure> {
        let stored = self.stored(id).await?;
        Ok(stored.map(|(_, opening)| {
            Batch::of_head(&opening.head, clock::random_id(), |stored| {
                edit(&mut stored.head)
            })
        }))
    }

    pub(super) async fn move_head(
        &self,
        id: &str,
        edit: impl FnOnce(&mut Head),
    ) -> Result<(), Failure> {
        if let Some(batch) = self.batch(id, edit).await? {
            self.store.commit(&batch).await?;
            self.line.tell(News::Moved, id);
        }
        Ok(())
    }

    /// Removes what has been in 最近删除 for more than 30 days.
    pub(super) fn sweep_bin(self: &Rc<Self>, heads: &[Head]) {
        let today = clock::today();
        let old = |head: &&Head| {
            storage::days_in_bin(head, today).is_some_and(|days| days > storage::BIN_DAYS)
        };
        let old: Vec<Head> = heads.iter().filter(old).cloned().collect();
        if old.is_empty() {
            return;
        }
        let library = self.clone();
        spawn_local(async move {
            for head in old {
                if let Ok(Some(batch)) = library.batch(&head.id, |_| {}).await
                    && library.store.remove(&batch).await.is_ok()
                {
                    library.forget_copies(&head.id).await;
                }
            }
            let _ = library.list().await;
        });
    }

    /// Removes everything that the app keeps in this browser. The page has asked.
    pub fn clear(self: &Rc<Self>) {
        let library = self.clone();
        spawn_local(async move {
            let id = library.saver.id();
            // Should it not be cleared, what was typed last is there; should it be, nothing is written behind it.
            let _ = library.saver.settle().await;
            library.saver.close();
            library.hold.take();
            match library.store.clear().await {
                Ok(()) => {
                    files_home::forget_all().await;
                    own::set(LAST_OPEN, "");
                    library.dispatch.dispatch(Action::Close);
                    library
                        .line
                        .tell(News::Cleared, id.as_deref().unwrap_or_default());
                    library.say(Message::done("已清除本机的全部内容。"));
                }
                Err(failure) => {
                    let open = match &id {
                        Some(id) => library.load(id).await.ok().flatten(),
                        None => None,
                    };
                    library
                        .dispatch
                        .dispatch(open.map_or(Action::Close, |open| Action::Open(Box::new(open))));
                    library.look_for_lock();
                    library.say(Message::bad(format!("没有清除：{failure}")));
                }
            }
            let _ = library.list().await;
            page::go(&Route::Start.to_string());
        });
    }
}
