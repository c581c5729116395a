//! Everything that happens to dossiers as a whole: opening, making, importing, exporting, removing.
//!
//! Files beside the drafts are in `attachments`, which window writes is in `windows`, what a file becomes in `incoming`, earlier versions and 最近删除 in `history`, copies
//! outside the browser in `home`.

mod attachments;
mod bundle;
mod history;
mod home;
mod incoming;
mod windows;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::StreamExt;
use futures::lock::Mutex;
use gloo::timers::callback::Timeout;
use quality_award_core::dossier::{self, Dossier, Kind, RecordKey};
use quality_award_core::storage::{
    self, Failure, Head, Kept, Reason, Repair, Saver as Machine, Snapshot, Standing, StoredHead,
};
use wasm_bindgen_futures::spawn_local;

use crate::browser::store::{Store, Trouble};
use crate::browser::windows::{self as line, Hold, Line, Lock, News, own};
use crate::browser::{clock, files, page, space};
use crate::packs;
use crate::route::Route;
use crate::saver::Saver;
use crate::state::{Action, Dispatch, Message, Open};
use crate::undoing::Undoable;

pub use bundle::{Progress, read_package};
pub use history::History;
pub use home::NO_DOWNLOADS;
pub use incoming::{Choice, opened};
pub use windows::Side;

/// Storage and everything that works on it. Equal only to itself.
pub struct Library {
    store: Rc<Store>,
    saver: Saver,
    dispatch: Dispatch,
    line: Rc<Line>,
    /// The lock on the open dossier; `None` while another window writes it, or where there are no locks.
    hold: RefCell<Option<Hold>>,
    /// This browser has locks, so whoever has none follows.
    locks: Cell<bool>,
    /// The open dossier as it is now.
    now: RefCell<Option<Rc<Dossier>>>,
    /// As it was when it was last exported: that may go.
    exported: RefCell<Option<Rc<Dossier>>>,
    /// One snapshot is made at a time, each with a number of its own.
    snapshots: Mutex<()>,
    /// The newest snapshot of the open dossier.
    newest: RefCell<Option<Snapshot>>,
    /// The last removal before which a snapshot was made.
    removal: RefCell<Option<Rc<Undoable>>>,
    /// What another window saved is being read; true when it has saved again since.
    reading: Cell<Option<bool>>,
    /// A snapshot is being made.
    snapping: Cell<bool>,
    outside: home::Outside,
    retry: RefCell<Option<Timeout>>,
    retry_lock: RefCell<Option<Timeout>>,
    /// The browser was asked in this session to keep what is here.
    asked: Cell<bool>,
}

impl PartialEq for Library {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Keys of what is kept beside the dossiers.
const LAST_OPEN: &str = "open";
const LARGE: &str = "large";

/// Milliseconds between two tries to read the list.
const RETRY: u32 = 5_000;

impl Library {
    /// A library that begins to open storage and the dossier that was open last.
    pub fn new(dispatch: Dispatch) -> Rc<Library> {
        let (store, mut happened) = Store::new();
        let store = Rc::new(store);
        let library = Rc::new_cyclic(|library: &std::rc::Weak<Library>| {
            let heard = library.clone();
            let line = Line::open(move |news, id| {
                if let Some(library) = heard.upgrade() {
                    library.heard(news, &id);
                }
            });
            let line = Rc::new(line);
            let (saved, clashed) = (library.clone(), library.clone());
            let saver = Saver::new(
                store.clone(),
                dispatch.clone(),
                move |head| {
                    if let Some(library) = saved.upgrade() {
                        library.confirmed(head);
                    }
                },
                move || {
                    if let Some(library) = clashed.upgrade() {
                        library.clashed();
                    }
                },
            );
            Library {
                store,
                saver,
                dispatch,
                line,
                hold: RefCell::default(),
                locks: Cell::new(false),
                now: RefCell::default(),
                exported: RefCell::default(),
                snapshots: Mutex::default(),
                newest: RefCell::default(),
                removal: RefCell::default(),
                reading: Cell::default(),
                snapping: Cell::new(false),
                outside: home::Outside::default(),
                retry: RefCell::default(),
                retry_lock: RefCell::default(),
                asked: Cell::default(),
            }
        });
        let watcher = Rc::downgrade(&library);
        spawn_local(async move {
            while let (Some(trouble), Some(library)) = (happened.next().await, watcher.upgrade()) {
                library.happened(trouble).await;
            }
        });
        spawn_local(library.clone().start());
        library
    }

    /// Reads the list and opens the dossier that this window had open, or that was open last on this computer.
    async fn start(self: Rc<Self>) {
        let mut open = None;
        let mut large = None;
        if let Ok(heads) = self.list().await {
            large = self.store.preference(LARGE).await;
            self.sweep_bin(&heads);
            let last = match own::get(LAST_OPEN) {
                Some(id) => Some(id),
                None => self.store.preference(LAST_OPEN).await,
            };
            if let Some(id) = last.filter(|id| !id.is_empty()) {
                open = self.load(&id).await.ok().flatten();
            }
        }
        self.dispatch.dispatch(Action::Ready {
            open: open.map(Box::new),
            large: large.is_some_and(|value| value == "1"),
        });
        self.dispatch
            .dispatch(Action::Saving(self.saver.standing()));
        self.look_for_lock();
    }

    /// What happens to the database from outside.
    async fn happened(self: &Rc<Self>, trouble: Trouble) {
        match trouble {
            Trouble::LetGo => {
                // Another window waits for this one: what was typed first, then the database is its own.
                let _ = self.saver.settle().await;
                self.store.close();
                // What is there afterwards is found out behind it.
                self.saver.act(Machine::lost);
                let _ = self.list().await;
            }
            Trouble::Lost => {
                self.saver.act(Machine::lost);
                let _ = self.list().await;
            }
            Trouble::Blocked => self
                .dispatch
                .dispatch(Action::Storage(Some(Failure::Blocked))),
        }
    }

    /// Reads the list of dossiers, and puts right the heads that cannot be read.
    async fn list(self: &Rc<Self>) -> Result<Vec<Head>, Failure> {
        let listing = match self.store.list().await {
            Ok(listing) => listing,
            Err(failure) => {
                self.dispatch
                    .dispatch(Action::Storage(Some(failure.clone())));
                self.try_list_again();
                return Err(failure);
            }
        };
        let mut heads: Vec<Head> = listing
            .heads
            .into_iter()
            .map(|stored| stored.head)
            .collect();
        let mut mended = Vec::new();
        for id in listing.unreadable {
            let Ok(kept) = self.store.read(&id).await else {
                continue;
            };
            let Some(opening) = storage::open(&kept) else {
                continue;
            };
            // Shown even when it cannot be written: a dossier is never hidden by its head.
            let _ = self.store.mend_head(&kept, &opening.head).await;
            mended.push(match opening.head.head.name.as_str() {
                "" => format!("编号 {id}"),
                name => name.to_owned(),
            });
            heads.push(opening.head.head);
        }
        self.dispatch.dispatch(Action::Heads(heads.clone()));
        self.dispatch.dispatch(Action::Storage(None));
        if !mended.is_empty() {
            let count = mended.len();
            self.say(Message {
                lines: mended,
                ..Message::bad(format!(
                    "有 {count} 份档案的目录缺失或损坏，已按保存的内容重新生成，内容没有变化。请打开核对："
                ))
            });
        }
        Ok(heads)
    }

    /// Reads the list again after a while.
    fn try_list_again(self: &Rc<Self>) {
        let library = self.clone();
        let again = Timeout::new(RETRY, move || {
            spawn_local(async move {
                let _ = library.list().await;
            });
        });
        self.retry.replace(Some(again));
    }

    /// Reads what is stored of a dossier, with the newest snapshot's texts for what cannot be read otherwise.
    async fn stored(&self, id: &str) -> Result<Option<(Kept, storage::Opening)>, Failure> {
        let mut kept = self.store.read(id).await?;
        let Some(mut opening) = storage::open(&kept) else {
            return Ok(None);
        };
        if opening
            .wrong
            .iter()
            .any(|wrong| wrong.repair == Repair::Nothing)
        {
            kept.snapshots = self.newest_contents(id).await.unwrap_or_default();
            if let Some(better) = storage::open(&kept) {
                opening = better;
            }
        }
        Ok(Some((kept, opening)))
    }

    /// Reads a dossier and begins to watch it; `None` when there is no such dossier in use.
    async fn load(self: &Rc<Self>, id: &str) -> Result<Option<Open>, Failure> {
        let lock = line::hold(id, false).await;
        self.locks.set(!matches!(lock, Lock::None));
        // After the lock: what is read is then what is written on.
        let Some((_, opening)) = self.stored(id).await? else {
            return Ok(None);
        };
        if !opening.head.head.deleted.is_empty() {
            return Ok(None);
        }

        let mut dossier = opening.dossier;
        if dossier.scheme.is_empty() {
            dossier.scheme.clone_from(&packs::front().scheme);
            dossier.criteria.clone_from(&packs::front().criteria);
        }
        let dossier = Rc::new(dossier);
        let exported = opening.head.head.exported.as_str().into();
        self.remember(&dossier);
        *self.newest.borrow_mut() = self
            .store
            .snapshots(id)
            .await
            .ok()
            .and_then(|mut all| all.pop());
        match lock {
            Lock::Held(hold) => {
                self.hold.replace(Some(hold));
                self.saver.act(|machine, minute| {
                    machine.resume(&dossier, opening.head, clock::random_id(), true, minute)
                });
            }
            Lock::Taken => {
                self.hold.take();
                self.saver
                    .act(|machine, _| machine.follow(&dossier, opening.head));
            }
            Lock::None => {
                self.hold.take();
                self.saver.act(|machine, minute| {
                    machine.resume(&dossier, opening.head, clock::random_id(), false, minute)
                });
            }
        }
        Ok(Some(Open {
            dossier,
            exported,
            wrong: Rc::new(opening.wrong),
            colleague_dossiers: Rc::default(),
        }))
    }

    /// Keeps which dossier is open, for this window and for the next one.
    fn remember(self: &Rc<Self>, dossier: &Rc<Dossier>) {
        own::set(LAST_OPEN, &dossier.id);
        self.now.replace(Some(dossier.clone()));
        self.exported.take();
        self.read_backup(dossier);
        let (store, id) = (self.store.clone(), dossier.id.clone());
        spawn_local(async move { store.set_preference(LAST_OPEN, &id).await });
    }

    /// Takes note of what is open and how far it is exported.
    /// `removal` is the last change of the person's, when that removed something.
    pub fn changed(self: &Rc<Self>, open: Option<&Open>, removal: Option<&Rc<Undoable>>) {
        let own = match (&*self.now.borrow(), open) {
            (Some(was), Some(open)) => was.id == open.dossier.id && !Rc::ptr_eq(was, &open.dossier),
            _ => false,
        };
        // The first own text of the session: from here on there is something to keep.
        if own && !self.asked.replace(true) {
            spawn_local(async {
                space::persist().await;
            });
        }
        let was = self.now.replace(open.map(|open| open.dossier.clone()));
        if let (Some(was), Some(open)) = (was, open) {
            self.keep_removed(&was, &open.dossier, removal);
        }
        if let Some(open) = open {
            self.saver.changed(&open.dossier, &open.exported);
            self.home_changed(&open.dossier);
        }
    }

    /// Writes what is not written: the page goes out of sight.
    pub fn hide(self: &Rc<Self>) {
        self.saver.hide();
        self.home_now();
    }

    /// Writes what is not written and waits for it, before a new version takes over.
    ///
    /// # Errors
    /// Why it is not.
    pub async fn settle(&self) -> Result<(), String> {
        self.saver.settle().await.map_err(|failure| failure.why())
    }

    /// Whether closing the page would lose something.
    pub fn would_lose(&self) -> bool {
        self.saver.would_lose() && !self.is_exported()
    }

    /// The sections that are on this page alone.
    pub fn unsaved(&self) -> Vec<RecordKey> {
        self.saver.unsaved()
    }

    /// Whether the browser was asked in this session to keep what is here.
    pub fn has_asked_to_keep(&self) -> bool {
        self.asked.get()
    }

    /// Tries at once to save what could not be saved.
    pub fn try_again(&self) {
        self.saver.act(Machine::timer);
    }

    fn is_exported(&self) -> bool {
        match (&*self.now.borrow(), &*self.exported.borrow()) {
            (Some(now), Some(exported)) => Rc::ptr_eq(now, exported),
            (None, _) => true,
            _ => false,
        }
    }

    /// Makes room for another dossier: what is open is written first. Asks when it cannot be.
    async fn leave(self: &Rc<Self>) -> bool {
        if let Err(failure) = self.saver.settle().await {
            let sure = self.is_exported()
                || page::confirm(&format!(
                    "打开的档案还没有保存好：{}。换成另一份以后，没有保存的内容就没有了。需要保留的，请先取消并导出备份。确定换吗？",
                    failure.why()
                ));
            if !sure {
                return false;
            }
        }
        self.let_go();
        true
    }

    /// Ends watching the open dossier.
    fn let_go(self: &Rc<Self>) {
        self.home_now();
        let id = self.saver.id();
        self.saver.close();
        self.hold.take();
        if let Some(id) = id {
            self.line.tell(News::Released, &id);
        }
    }

    /// Makes an empty dossier, opens it and goes to a page.
    pub fn create(self: &Rc<Self>, kind: Kind, then: Route) {
        let (scheme, criteria) = (&packs::front().scheme, &packs::front().criteria);
        self.begin(
            Dossier::new(clock::random_id(), kind, scheme, criteria),
            then,
        );
    }

    /// Opens a dossier that is not stored yet and goes to a page.
    pub fn begin(self: &Rc<Self>, dossier: Dossier, then: Route) {
        let library = self.clone();
        spawn_local(async move {
            if library.leave().await {
                library.make_current(dossier, None).await;
                page::go(&then.to_string());
            }
        });
    }

    /// Opens a dossier of this computer.
    pub fn open(self: &Rc<Self>, head: Head) {
        let library = self.clone();
        spawn_local(async move {
            if !library.leave().await {
                return;
            }
            match library.load(&head.id).await {
                Ok(Some(open)) => {
                    library.dispatch.dispatch(Action::Open(Box::new(open)));
                    library
                        .dispatch
                        .dispatch(Action::Saving(library.saver.standing()));
                    page::go(&Route::Start.to_string());
                    library.look_for_lock();
                }
                Ok(None) => {
                    library.dispatch.dispatch(Action::Close);
                    library.say(Message::bad(
                        "没有打开：这份档案已经不在本机的列表里，可能在另一个窗口删除了。",
                    ));
                    let _ = library.list().await;
                }
                Err(failure) => {
                    library.dispatch.dispatch(Action::Close);
                    library.say(Message::bad(format!("没有打开：{failure}")));
                }
            }
        });
    }

    /// Makes a dossier the open one; `replaced` is the head of what it takes the place of in storage.
    async fn make_current(self: &Rc<Self>, dossier: Dossier, replaced: Option<&StoredHead>) {
        let dossier = Rc::new(dossier);
        if let Lock::Held(hold) = line::hold(&dossier.id, replaced.is_some()).await {
            self.hold.replace(Some(hold));
            self.locks.set(true);
        }
        self.remember(&dossier);
        // As it was brought in, it is in the file it came from.
        self.exported.replace(Some(dossier.clone()));
        self.newest.take();
        self.dispatch.dispatch(Action::Open(Box::new(Open {
            dossier: dossier.clone(),
            exported: "".into(),
            wrong: Rc::default(),
            colleague_dossiers: Rc::default(),
        })));
        self.saver
            .act(|machine, minute| machine.adopt(&dossier, replaced, clock::random_id(), minute));
    }

    /// What was put right on opening is kept as it stands now.
    pub fn accept_repairs(&self, open: &Open) {
        let keys = open
            .wrong
            .iter()
            .filter(|wrong| wrong.repair != Repair::Nothing);
        let sections: Vec<RecordKey> = keys
            .filter_map(|wrong| RecordKey::parse(&wrong.key))
            .collect();
        self.saver.act(|machine, _| machine.rewrite(sections));
    }

    /// Hands out every record of this browser, readable or not.
    pub fn rescue(self: &Rc<Self>) {
        if files::ignores_downloads() {
            return self.say(Message::bad(NO_DOWNLOADS));
        }
        let library = self.clone();
        spawn_local(async move {
            if let Err(why) = files::rescue().await {
                library.say(Message::bad(why));
            }
        });
    }

    /// Keeps 大字 for the next visit.
    pub fn keep_large(&self, large: bool) {
        let store = self.store.clone();
        spawn_local(async move {
            store
                .set_preference(LARGE, if large { "1" } else { "" })
                .await;
        });
    }

    fn say(&self, message: Message) {
        self.dispatch.dispatch(Action::Message(Some(message)));
    }
}
