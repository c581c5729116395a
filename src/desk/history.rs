//! Earlier versions of the open dossier, and 最近删除.

use std::collections::{BTreeMap, BTreeSet};

use quality_award_core::storage::{Batch, due, surplus};

use super::*;
use crate::browser::home as files_home;

impl Desk {
    /// Makes the hourly snapshot when it is time for one.
    pub(super) fn snapshot_if_due(self: &Rc<Self>) {
        if due(self.newest.borrow().as_ref(), &clock::minute()) {
            let desk = self.clone();
            spawn_local(async move { desk.snapshot(Reason::Hourly).await });
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

    /// The snapshots of the open dossier, oldest first.
    pub async fn versions(&self) -> Result<Vec<Snapshot>, Failure> {
        match self.saver.id() {
            Some(id) => self.store.snapshots(&id).await,
            None => Ok(Vec::new()),
        }
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
        let (dossier, bad) = Dossier::from_records(snapshot.head.id.clone(), records);
        let mut missing: Vec<String> = gone
            .into_iter()
            .map(|(section, _)| section.clone())
            .collect();
        missing.extend(bad.into_iter().map(|record| record.key));
        Ok((dossier, missing))
    }

    /// Removes a version that was kept.
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
        let desk = self.clone();
        spawn_local(async move {
            if let (Some(dossier), Some(head)) = (now, head) {
                desk.snapshot_of(&dossier, &head, reason, "").await;
            }
        });
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
        let desk = self.clone();
        spawn_local(async move {
            if is_open {
                if !desk.leave().await {
                    return;
                }
                own::set(LAST_OPEN, "");
                desk.dispatch.dispatch(Action::Close);
            }
            let moved = desk
                .move_head(&head.id, |head| head.deleted = clock::today().to_string())
                .await;
            match moved {
                Ok(()) => desk.say(Message::done("已删除档案，30 天内可以从“最近删除”放回。")),
                Err(failure) => desk.say(Message::bad(format!(
                    "没有删除：{}。{}",
                    failure.why(),
                    failure.advice()
                ))),
            }
            let _ = desk.list().await;
            // The button that was pressed is gone.
            page::focus_heading();
        });
    }

    /// Brings a dossier back from 最近删除.
    pub fn put_back(self: &Rc<Self>, head: Head) {
        let desk = self.clone();
        spawn_local(async move {
            match desk.move_head(&head.id, |head| head.deleted.clear()).await {
                Ok(()) => desk.say(Message::done("已放回，列在“全部档案”里。")),
                Err(failure) => desk.say(Message::bad(format!(
                    "没有放回：{}。{}",
                    failure.why(),
                    failure.advice()
                ))),
            }
            let _ = desk.list().await;
            page::focus_heading();
        });
    }

    /// Removes a dossier of 最近删除 for good. The page has asked.
    pub fn remove(self: &Rc<Self>, heads: Vec<Head>) {
        let desk = self.clone();
        spawn_local(async move {
            let mut failed = None;
            for head in heads {
                let removed = match desk.batch(&head.id, |_| {}).await {
                    Ok(Some(batch)) => desk.store.remove(&batch).await,
                    Ok(None) => Ok(()),
                    Err(failure) => Err(failure),
                };
                match removed {
                    Ok(()) => {
                        files_home::forget(&head.id).await;
                        desk.line.tell(News::Moved, &head.id);
                    }
                    Err(failure) => failed = Some(failure),
                }
            }
            match failed {
                None => desk.say(Message::done("已彻底删除。")),
                Some(failure) => desk.say(Message::bad(format!(
                    "没有全部删除：{}。{}",
                    failure.why(),
                    failure.advice()
                ))),
            }
            let _ = desk.list().await;
            page::focus_heading();
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

    async fn move_head(&self, id: &str, edit: impl FnOnce(&mut Head)) -> Result<(), Failure> {
        if let Some(batch) = self.batch(id, edit).await? {
            self.store.commit(&batch).await?;
            self.line.tell(News::Moved, id);
            self.line.tell(News::Saved, id);
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
        let desk = self.clone();
        spawn_local(async move {
            for head in old {
                if let Ok(Some(batch)) = desk.batch(&head.id, |_| {}).await {
                    let _ = desk.store.remove(&batch).await;
                }
            }
            let _ = desk.list().await;
        });
    }

    /// Removes everything that the app keeps in this browser. The page has asked.
    pub fn clear(self: &Rc<Self>) {
        let desk = self.clone();
        spawn_local(async move {
            let id = desk.saver.id();
            desk.saver.close();
            desk.hold.take();
            match desk.store.clear().await {
                Ok(()) => {
                    files_home::forget_all().await;
                    own::set(LAST_OPEN, "");
                    desk.dispatch.dispatch(Action::Close);
                    desk.line
                        .tell(News::Cleared, id.as_deref().unwrap_or_default());
                    desk.say(Message::done("已清除本机的全部内容。"));
                }
                Err(failure) => desk.say(Message::bad(format!(
                    "没有清除：{}。{}",
                    failure.why(),
                    failure.advice()
                ))),
            }
            let _ = desk.list().await;
            page::go(&Route::Start.to_string());
        });
    }
}
