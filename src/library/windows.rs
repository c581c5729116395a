//! Several windows on one dossier: one writes, the others follow it and may take over.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use quality_award_core::storage::{Saver as Machine, keep_both, merge};

use super::*;
use crate::state::Conflict;

/// Milliseconds between two looks whether the window that writes is gone.
const LOOK: u32 = 3_000;

/// Milliseconds that the other window has to hand over.
const HANDING_OVER: u32 = 5_000;

/// Whose version of a section stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What this window wrote.
    Mine,
    /// What the other window wrote.
    Theirs,
    /// Both, one after the other, where the section is one text.
    Both,
}

impl Library {
    /// Storage has confirmed a save of this window.
    pub(super) fn confirmed(self: &Rc<Self>, head: &Head) {
        self.line.tell(News::Saved, &head.id);
        self.snapshot_if_due();
        self.count_day();
    }

    /// Another window tells something.
    pub(super) fn heard(self: &Rc<Self>, news: News, id: &str) {
        let library = self.clone();
        let id = id.to_owned();
        spawn_local(async move {
            let own = library.saver.id().is_some_and(|own| own == id);
            match news {
                News::Saved if own => library.follow(&id).await,
                News::Moved if own => library.moved(&id).await,
                // With a pause, so that a window that writes does not keep the others reading.
                News::Saved => library.try_list_again(),
                News::Moved => {
                    let _ = library.list().await;
                }
                News::Ask if own && library.hold.borrow().is_some() => library.hand_over(&id).await,
                News::Released if own => library.look_for_lock(),
                News::Refused if own && library.saver.standing() == Standing::Following => {
                    library.say(Message::bad(
                        "另一个窗口还有内容没有保存好，暂时不能改在这里写。请到那个窗口查看原因。",
                    ));
                }
                News::Cleared => {
                    library.saver.act(Machine::lost);
                    let _ = library.list().await;
                }
                News::Ask | News::Released | News::Refused => {}
            }
        });
    }

    /// Whether this window shows what others save; `Some(false)` where nobody is bound to, as there are no locks, but
    /// nothing of its own is at stake.
    fn follows(&self) -> Option<bool> {
        match self.saver.standing() {
            Standing::Following => Some(true),
            Standing::Untouched | Standing::Saved(_) if !self.locks.get() => Some(false),
            _ => None,
        }
    }

    /// Shows what the window that writes has saved: once at a time, and once more for what it has saved meanwhile.
    async fn follow(self: &Rc<Self>, id: &str) {
        if self.reading.get().is_some() {
            self.reading.set(Some(true));
            return;
        }
        loop {
            self.reading.set(Some(false));
            self.read_on(id).await;
            if self.reading.take() != Some(true) {
                break;
            }
        }
    }

    async fn read_on(self: &Rc<Self>, id: &str) {
        if self.follows().is_none() {
            return;
        }
        let Ok(Some((_, opening))) = self.stored(id).await else {
            return;
        };
        // Meanwhile this window may have taken over, or something was typed, or another dossier opened.
        let Some(bound) = self
            .follows()
            .filter(|_| self.saver.id().as_deref() == Some(id))
        else {
            return;
        };
        let dossier = Rc::new(opening.dossier);
        let exported = opening.head.head.exported.as_str().into();
        self.now.replace(Some(dossier.clone()));
        self.saver.act(|machine, minute| match bound {
            true => machine.follow(&dossier, opening.head),
            false => machine.resume(&dossier, opening.head, clock::random_id(), false, minute),
        });
        self.dispatch.dispatch(Action::Followed(dossier, exported));
    }

    /// Another window has put the open dossier into 最近删除, or removed it for good.
    async fn moved(self: &Rc<Self>, id: &str) {
        let there = self.stored(id).await;
        if !matches!(&there, Ok(stored) if stored.as_ref().is_none_or(|(_, of)| !of.head.head.deleted.is_empty()))
        {
            return;
        }
        if !self.saver.unsaved().is_empty() {
            // What is on the page alone is not given up: the next save finds out and asks.
            self.saver.act(Machine::lost);
            return;
        }
        self.let_go();
        own::set(LAST_OPEN, "");
        self.dispatch.dispatch(Action::Close);
        let way = match there {
            Ok(Some(_)) => "可以从“最近删除”放回。",
            _ => "不能放回。",
        };
        self.say(Message::bad(format!("这份档案已在另一个窗口删除，{way}")));
        let _ = self.list().await;
    }

    /// Another window would like to write: everything is saved, then it may.
    async fn hand_over(self: &Rc<Self>, id: &str) {
        self.dispatch.dispatch(Action::Saving(Standing::Following));
        match self.saver.settle().await {
            Ok(()) => {
                self.home_now();
                self.snapshot(Reason::TakeOver).await;
                self.saver.act(|machine, _| machine.gave_up());
                self.hold.take();
                self.line.tell(News::Released, id);
                self.look_for_lock();
            }
            Err(_) => {
                self.dispatch
                    .dispatch(Action::Saving(self.saver.standing()));
                self.line.tell(News::Refused, id);
            }
        }
    }

    /// This window follows: when the one that writes is gone, it writes.
    pub(super) fn look_for_lock(self: &Rc<Self>) {
        if self.saver.standing() != Standing::Following {
            return;
        }
        let library = self.clone();
        let look = Timeout::new(LOOK, move || {
            spawn_local(async move {
                let Some(id) = library.saver.id() else {
                    return;
                };
                if library.saver.standing() != Standing::Following
                    || library.hold.borrow().is_some()
                {
                    return;
                }
                match line::hold(&id, false).await {
                    Lock::Held(hold) => library.write_here(&id, hold).await,
                    Lock::Taken | Lock::None => library.look_for_lock(),
                }
            });
        });
        self.retry_lock.replace(Some(look));
    }

    /// 改在这里写: the other window hands over, or is made to after asking once more.
    pub fn take_over(self: &Rc<Self>) {
        let library = self.clone();
        spawn_local(async move {
            let Some(id) = library.saver.id() else {
                return;
            };
            library.line.tell(News::Ask, &id);
            let mut waited = 0;
            loop {
                match line::hold(&id, false).await {
                    Lock::Held(hold) => return library.write_here(&id, hold).await,
                    Lock::Taken if waited < HANDING_OVER => {
                        waited += 100;
                        clock::sleep(100).await;
                    }
                    Lock::Taken | Lock::None => break,
                }
            }
            let sure = page::confirm(
                "另一个窗口没有回应，可能卡住了，或者它的内容还没有保存好。仍要改在这里写吗？它没有保存的内容会留在那个窗口里，到时两边都会列出来请您选。",
            );
            if sure && let Lock::Held(hold) = line::hold(&id, true).await {
                library.write_here(&id, hold).await;
            }
        });
    }

    /// This window holds the lock now: it reads what is stored and writes on.
    async fn write_here(self: &Rc<Self>, id: &str, hold: Hold) {
        let Ok(Some((_, opening))) = self.stored(id).await else {
            return self.look_for_lock();
        };
        self.hold.replace(Some(hold));
        let dossier = Rc::new(opening.dossier);
        let exported = opening.head.head.exported.as_str().into();
        self.dispatch
            .dispatch(Action::Followed(dossier.clone(), exported));
        self.now.replace(Some(dossier.clone()));
        self.saver.act(|machine, minute| {
            machine.resume(&dossier, opening.head, clock::random_id(), true, minute)
        });
        self.dispatch
            .dispatch(Action::Saving(self.saver.standing()));
        self.read_backup(&dossier);
        self.say(Message::done("现在由这个窗口写，另一个窗口改为只读。"));
    }

    /// A save of this window was refused, because another window has written since: both versions are put together as
    /// far as they fit, and the person chooses the rest.
    pub(super) fn clashed(self: &Rc<Self>) {
        let library = self.clone();
        spawn_local(async move {
            let (Some((base, _)), Some(mine)) =
                (library.saver.confirmed(), library.now.borrow().clone())
            else {
                return;
            };
            match library.stored(&mine.id).await {
                Ok(Some((_, opening))) => {
                    let theirs = Rc::new(opening.dossier);
                    let merge = merge(&base, &mine, &theirs);
                    let conflict = Conflict {
                        mine,
                        theirs,
                        head: opening.head,
                        merge,
                    };
                    if conflict.merge.clashes.is_empty() && conflict.head.head.deleted.is_empty() {
                        let anything = conflict.merge.mine > 0;
                        library.resolve(&conflict, &[]).await;
                        if !anything {
                            return;
                        }
                        library.say(Message::done(
                            "另一个窗口也写过这份档案，两边的内容已经合在一起。",
                        ));
                    } else {
                        library
                            .dispatch
                            .dispatch(Action::Conflict(Some(Rc::new(conflict))));
                    }
                }
                Ok(None) => {
                    // Removed for good elsewhere: it stays here under an id of its own.
                    let mut copy = (*mine).clone();
                    copy.id = clock::random_id();
                    library.let_go();
                    library.make_current(copy, None).await;
                    library.say(Message::bad(
                        "这份档案在另一个窗口里被彻底删除了。这个窗口里的内容已另存为一份新档案，不需要时请再删除。",
                    ));
                }
                Err(failure) => {
                    library.dispatch.dispatch(Action::Storage(Some(failure)));
                    let again = library.clone();
                    let later = Timeout::new(RETRY, move || again.clashed());
                    library.retry.replace(Some(later));
                }
            }
        });
    }

    /// Goes on with what the person chose: for each clash of the conflict, in its order, whose version stays.
    pub async fn resolve(self: &Rc<Self>, conflict: &Conflict, sides: &[Side]) {
        let mut merged = conflict.merge.merged.clone();
        for (section, side) in conflict.merge.clashes.iter().zip(sides) {
            match side {
                Side::Theirs => {}
                Side::Mine => merged.restore(&conflict.mine, std::slice::from_ref(section)),
                Side::Both => keep_both(&mut merged, &conflict.mine, &conflict.theirs, section),
            }
        }
        // Neither version is lost, whatever was chosen.
        self.snapshot_of(&conflict.theirs, &conflict.head.head, Reason::Merge, "")
            .await;
        self.snapshot_of(&conflict.mine, &conflict.head.head, Reason::Merge, "")
            .await;
        let id = conflict.mine.id.clone();
        if let Lock::Held(hold) = line::hold(&id, true).await {
            self.hold.replace(Some(hold));
        }
        let merged = Rc::new(merged);
        let exported = conflict.head.head.exported.as_str().into();
        self.dispatch.dispatch(Action::Conflict(None));
        self.dispatch
            .dispatch(Action::Followed(merged.clone(), exported));
        self.now.replace(Some(merged.clone()));
        self.saver.act(|machine, minute| {
            machine.resolve(
                &merged,
                &conflict.theirs,
                conflict.head.clone(),
                clock::random_id(),
                minute,
            )
        });
        self.dispatch
            .dispatch(Action::Saving(self.saver.standing()));
    }
}
