//! Copies outside the browser: exports, the share sheet, and a file that the open dossier is also written to.
//!
//! A dossier's file is written a few seconds after a change, and at once when the page goes out of sight. It is
//! never written over when it holds something else than this browser left there: see [`FileMark`].

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use quality_award_core::dossier::checksum;
use quality_award_core::json;
use quality_award_core::storage::{Asked, Copies, FileFault, FileMark};

use super::*;
use crate::browser::home::{self, Came, Handle, Permission};
use crate::state::{Backup, FileStanding, HomeFile};

/// Milliseconds from a change to the write.
const SOON: u32 = 5_000;

/// Milliseconds from a failed write to the next try.
const LATER: u32 = 30_000;

/// What is said where downloads lead nowhere.
pub const NO_DOWNLOADS: &str = "微信里存不了文件。请点右上角“…”，用浏览器打开本页再导出。微信里填写的内容只在微信里，浏览器里看不到，需要的请复制过去。";

/// What the library knows of the copies outside.
#[derive(Default)]
pub(super) struct Outside {
    /// What the screen shows.
    backup: RefCell<Backup>,
    /// What is kept of its exports was read; before that, what is noted is not written over it.
    loaded: Cell<bool>,
    /// The open dossier as it was opened: saving that is no change.
    opened: RefCell<Option<Rc<Dossier>>>,
    /// What is in the download that the person is asked about.
    offered: RefCell<Option<Rc<Dossier>>>,
    /// What the file holds, as far as this window wrote or checked it.
    written: RefCell<Option<Rc<Dossier>>>,
    timer: RefCell<Option<Timeout>>,
    /// A write is under way.
    busy: Cell<bool>,
    /// Another one is to follow it.
    again: Cell<bool>,
}

/// How far a write may go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// Nobody pressed anything.
    Quietly,
    /// The person may be asked for permission.
    Asking,
    /// Like that, and whatever the file holds gives way.
    Over,
}

/// Why a write did not happen.
enum Stopped {
    /// The dossier has no file any more.
    GivenUp,
    /// It stands so.
    At(FileStanding),
}

impl From<FileFault> for Stopped {
    fn from(fault: FileFault) -> Stopped {
        Stopped::At(FileStanding::Failed(fault))
    }
}

fn key(id: &str) -> String {
    format!("copies/{id}")
}

pub(super) fn text(dossier: &Dossier) -> String {
    String::from_utf8_lossy(&dossier::write(dossier, crate::BUILD)).into_owned()
}

impl Library {
    /// Reads what is known of a dossier's copies.
    pub(super) fn read_backup(self: &Rc<Self>, dossier: &Rc<Dossier>) {
        if self.outside.backup.borrow().id != dossier.id {
            self.outside.timer.take();
            self.outside.written.take();
            self.outside.offered.take();
            self.outside.loaded.set(false);
            self.outside.backup.replace(Backup {
                id: dossier.id.clone(),
                ..Backup::default()
            });
            self.show_backup();
        }
        self.outside.opened.replace(Some(dossier.clone()));
        let (library, dossier) = (self.clone(), dossier.clone());
        spawn_local(async move { library.load_backup(&dossier).await });
    }

    async fn load_backup(self: &Rc<Self>, dossier: &Rc<Dossier>) {
        let kept = self.store.preference(&key(&dossier.id)).await;
        let kept: Copies = kept
            .and_then(|text| json::from_text(&text).ok())
            .unwrap_or_default();
        let mut file = None;
        if home::can()
            && let Ok(Some((handle, mark))) = home::kept(&dossier.id).await
        {
            let standing = match home::permission(&handle, false).await {
                Permission::Ask => FileStanding::Ask,
                Permission::Denied => FileStanding::Failed(FileFault::Denied),
                Permission::Granted => match home::read(&handle).await {
                    Ok((_, there)) if there == checksum(&text(dossier)) => FileStanding::Written,
                    Ok((_, there)) if mark.is_new() || mark.knows(&there) => FileStanding::Waiting,
                    Ok(_) => FileStanding::Changed,
                    Err(fault) => FileStanding::Failed(fault),
                },
            };
            file = Some(HomeFile {
                name: handle.name().into(),
                written: mark.minute.into(),
                standing,
            });
        }
        if self.outside.backup.borrow().id != dossier.id {
            return;
        }
        let standing = file.as_ref().map(|file| file.standing.clone());
        let mut noted = false;
        {
            let mut backup = self.outside.backup.borrow_mut();
            if !self.outside.loaded.replace(true) {
                noted = backup.copies != Copies::default();
                backup.copies = std::mem::take(&mut backup.copies).and(kept);
            }
            backup.file = file;
        }
        self.edit_copies(&dossier.id, |_| noted);
        let written = (standing == Some(FileStanding::Written)).then(|| dossier.clone());
        self.outside.written.replace(written);
        self.show_backup();
        let now = self.now.borrow().clone();
        if let Some(now) = now.filter(|_| standing.is_some()) {
            self.home_changed(&now);
        }
    }

    fn show_backup(&self) {
        let backup = self.outside.backup.borrow().clone();
        self.dispatch.dispatch(Action::Backup(backup));
    }

    /// Changes what is known of a dossier's exports, while it is open; `edit` says whether it did.
    fn edit_copies(&self, id: &str, edit: impl FnOnce(&mut Copies) -> bool) {
        let changed = {
            let mut backup = self.outside.backup.borrow_mut();
            (backup.id == id && edit(&mut backup.copies)).then(|| json::to_text(&backup.copies))
        };
        let Some(changed) = changed else {
            return;
        };
        self.show_backup();
        if !self.outside.loaded.get() {
            return;
        }
        let (store, key) = (self.store.clone(), key(id));
        spawn_local(async move { store.set_preference(&key, &changed).await });
    }

    /// Nothing is known any more of the copies of a dossier that is gone.
    pub(super) async fn forget_copies(&self, id: &str) {
        home::forget(id).await;
        self.store.set_preference(&key(id), "").await;
    }

    /// A change was saved: a day of writing without an export, unless it is one.
    pub(super) fn count_day(&self) {
        let Some((dossier, _)) = self.saver.confirmed() else {
            return;
        };
        let is = |known: &RefCell<Option<Rc<Dossier>>>| {
            let known = known.borrow();
            known
                .as_ref()
                .is_some_and(|known| Rc::ptr_eq(known, &dossier))
        };
        let outside = is(&self.exported) || is(&self.outside.opened);
        let standing = self.file_standing();
        let soon = matches!(
            standing,
            Some(FileStanding::Written | FileStanding::Waiting)
        );
        if !outside && !soon {
            self.edit_copies(&dossier.id, |copies| copies.edited(clock::today()));
        }
    }

    /// This much of the dossier is outside the browser, since this minute.
    fn is_outside(&self, dossier: Option<Rc<Dossier>>, id: &str, minute: &str) {
        if self.saver.id().is_some_and(|open| open == id) {
            self.exported.replace(dossier);
        }
        self.dispatch
            .dispatch(Action::Exported(id.to_owned(), minute.to_owned()));
        self.edit_copies(id, Copies::exported);
    }

    /// Hands out the package as a JSON file. Whether it is stored, the person says.
    pub fn export(&self, dossier: &Rc<Dossier>) {
        if files::ignores_downloads() {
            return self.say(Message::bad(NO_DOWNLOADS));
        }
        let name = format!("{}.json", incoming::file_stem(dossier));
        match files::download(&name, "application/json", text(dossier).as_bytes()) {
            Ok(()) => {
                self.offered_copy(dossier, name);
                let files = dossier::files(dossier).len();
                if files > 0 {
                    self.say(Message::done(format!(
                        "数据文件里没有图片和附件本身（{files} 个），要一起备份或交给别人，请在“打印预览”存整套材料（ZIP）。"
                    )));
                }
            }
            Err(why) => self.say(Message::bad(why)),
        }
    }

    /// A copy of the dossier was handed to the browser under this name: the person is asked whether it is stored.
    pub(super) fn offered_copy(&self, dossier: &Rc<Dossier>, name: String) {
        self.outside.offered.replace(Some(dossier.clone()));
        let minute = clock::minute();
        self.edit_copies(&dossier.id, |copies| {
            copies.asked = Some(Asked { name, minute });
            true
        });
    }

    /// Hands out a file that is made of the dossier; no copy of it, which the package alone is. `about` follows the
    /// organisation in its name, `kind` is its ending with the dot.
    pub fn hand_out(&self, dossier: &Dossier, about: &str, kind: &str, mime: &str, bytes: &[u8]) {
        let name = incoming::file_name(dossier, about, kind);
        self.hand_out_as(&name, || files::download(&name, mime, bytes));
    }

    /// Hands out a file under a name; `download` gives it to the browser.
    pub fn hand_out_as(&self, name: &str, download: impl FnOnce() -> Result<(), String>) {
        if files::ignores_downloads() {
            return self.say(Message::bad(NO_DOWNLOADS));
        }
        self.say(match download() {
            Ok(()) => Message::done(format!("“{name}”已交给浏览器保存，通常在“下载”文件夹里。")),
            Err(why) => Message::bad(why),
        });
    }

    /// The person says whether the download is stored.
    pub fn answer_export(&self, id: &str, stored: bool) {
        let offered = self.outside.offered.take();
        let mut asked = None;
        self.edit_copies(id, |copies| {
            asked = copies.asked.take();
            asked.is_some()
        });
        match asked {
            Some(asked) if stored => self.is_outside(offered, id, &asked.minute),
            Some(_) => self.say(Message::done(
                "那就不算导出过。请再导出一次；仍没有文件，请看浏览器的下载设置，或者换一个浏览器。",
            )),
            None => {}
        }
    }

    /// Hands the package to the share sheet. As text: not every browser hands on JSON files.
    pub fn share(self: &Rc<Self>, dossier: &Rc<Dossier>) {
        let (library, dossier) = (self.clone(), dossier.clone());
        spawn_local(async move {
            let name = format!("{}.txt", incoming::file_stem(&dossier));
            match home::share(&name, &text(&dossier)).await {
                Ok(true) => {
                    let id = dossier.id.clone();
                    library.is_outside(Some(dossier), &id, &clock::minute());
                    library.say(Message::done(format!(
                        "“{name}”已交给您选的应用，用“导入数据文件”可以打开。"
                    )));
                }
                Ok(false) => {}
                Err(_) => library.say(Message::bad(
                    "没有发出去，浏览器不允许发送这个文件。请改用“导出备份”。",
                )),
            }
        });
    }

    fn file_standing(&self) -> Option<FileStanding> {
        let backup = self.outside.backup.borrow();
        backup.file.as_ref().map(|file| file.standing.clone())
    }

    fn set_file(&self, id: &str, edit: impl FnOnce(&mut Option<HomeFile>)) {
        let changed = {
            let mut backup = self.outside.backup.borrow_mut();
            let before = backup.file.clone();
            if backup.id == id {
                edit(&mut backup.file);
            }
            backup.file != before
        };
        if changed {
            self.show_backup();
        }
    }

    /// What the file does not hold yet of the open dossier, if this window may write it.
    fn file_waits(&self, now: &Rc<Dossier>) -> bool {
        let backup = self.outside.backup.borrow();
        let written = self.outside.written.borrow();
        let follows = matches!(
            self.saver.standing(),
            Standing::Following | Standing::Conflict
        );
        backup.file.is_some()
            && backup.id == now.id
            && !follows
            && written
                .as_ref()
                .is_none_or(|written| !Rc::ptr_eq(written, now))
    }

    /// Takes note of the newest state.
    pub(super) fn home_changed(self: &Rc<Self>, now: &Rc<Dossier>) {
        if !self.file_waits(now) {
            return;
        }
        self.set_file(&now.id, |file| {
            if let Some(file) = file
                .as_mut()
                .filter(|file| file.standing == FileStanding::Written)
            {
                file.standing = FileStanding::Waiting;
            }
        });
        self.home_due(SOON);
    }

    fn home_due(self: &Rc<Self>, after: u32) {
        let mut timer = self.outside.timer.borrow_mut();
        if timer.is_none() {
            let library = self.clone();
            *timer = Some(Timeout::new(after, move || {
                library.outside.timer.take();
                library.home_now();
            }));
        }
    }

    /// Writes now what the file does not hold: the time has come, or the page goes out of sight.
    pub(super) fn home_now(self: &Rc<Self>) {
        let now = self.now.borrow().clone();
        if let Some(dossier) = now.filter(|now| self.file_waits(now)) {
            self.outside.timer.take();
            let library = self.clone();
            spawn_local(async move { library.write_home(dossier, How::Quietly).await });
        }
    }

    async fn write_home(self: &Rc<Self>, dossier: Rc<Dossier>, how: How) {
        while self.outside.busy.replace(true) {
            if how == How::Quietly {
                return self.outside.again.set(true);
            }
            clock::sleep(100).await;
        }
        let outcome = self.try_write(&dossier, how).await;
        self.outside.busy.set(false);
        let id = dossier.id.clone();
        match outcome {
            Ok(minute) => {
                let now = self.now.borrow().clone();
                let all = now.as_ref().is_some_and(|now| Rc::ptr_eq(now, &dossier));
                if self.outside.backup.borrow().id == id {
                    self.outside.written.replace(Some(dossier.clone()));
                }
                self.set_file(&id, |file| {
                    if let Some(file) = file {
                        file.written = minute.as_str().into();
                        file.standing = match all {
                            true => FileStanding::Written,
                            false => FileStanding::Waiting,
                        };
                    }
                });
                self.is_outside(Some(dossier), &id, &minute);
                if let Some(now) = now {
                    self.home_changed(&now);
                }
            }
            Err(Stopped::GivenUp) => self.set_file(&id, |file| *file = None),
            Err(Stopped::At(standing)) => {
                if matches!(&standing, FileStanding::Failed(fault) if fault.passes()) {
                    self.home_due(LATER);
                }
                self.set_file(&id, |file| {
                    if let Some(file) = file {
                        file.standing = standing;
                    }
                });
            }
        }
        if self.outside.again.take() {
            self.home_now();
        }
    }

    /// Writes a dossier into its file; the minute at which it was written.
    async fn try_write(&self, dossier: &Dossier, how: How) -> Result<String, Stopped> {
        let id = &dossier.id;
        // Read anew each time: another window may have written meanwhile.
        let (handle, mut mark) = home::kept(id).await?.ok_or(Stopped::GivenUp)?;
        match home::permission(&handle, how != How::Quietly).await {
            Permission::Granted => {}
            Permission::Ask => return Err(Stopped::At(FileStanding::Ask)),
            Permission::Denied => return Err(FileFault::Denied.into()),
        }
        let text = text(dossier);
        mark.next = checksum(&text);
        if how != How::Over {
            let (_, there) = home::read(&handle).await?;
            if !mark.knows(&there) {
                return Err(Stopped::At(FileStanding::Changed));
            }
        }
        home::keep_mark(id, &mark).await?;
        home::write(&handle, &text).await?;
        mark.wrote(&clock::minute());
        home::keep_mark(id, &mark).await?;
        Ok(mark.minute)
    }

    /// 选一个文件，自动存到里面: a new file, or another one from now on.
    pub fn choose_file(self: &Rc<Self>) {
        let library = self.clone();
        spawn_local(async move {
            let Some(dossier) = library.now.borrow().clone() else {
                return;
            };
            let name = format!("{}.json", incoming::file_stem(&dossier));
            if let Some(handle) = library.picked(home::choose(&name).await)
                && library
                    .settle_in(&dossier, &handle, FileMark::default())
                    .await
            {
                library.write_home(dossier, How::Over).await;
            }
        });
    }

    /// 打开一个文件，以后存回去: what it holds is opened, and written back there from now on.
    pub fn open_file(self: &Rc<Self>) {
        let library = self.clone();
        spawn_local(async move {
            if let Some(handle) = library.picked(home::pick().await) {
                // While the press still counts. Refused, the panel asks again.
                let _ = home::permission(&handle, true).await;
                library.arrive(handle, None).await;
            }
        });
    }

    /// 看看差别: what the file holds, beside what is here.
    pub fn look_at_file(self: &Rc<Self>) {
        let library = self.clone();
        spawn_local(async move {
            let Some(id) = library.saver.id() else {
                return;
            };
            match home::kept(&id).await {
                Ok(Some((handle, _))) => library.arrive(handle, Some(&id)).await,
                _ => library.say(Message::bad("没有读出文件，请再试一次。")),
            }
        });
    }

    /// 用这里的覆盖: what the file held goes into the earlier versions, as far as it can be read.
    pub fn write_over_file(self: &Rc<Self>) {
        let library = self.clone();
        spawn_local(async move {
            let Some(dossier) = library.now.borrow().clone() else {
                return;
            };
            if let Some((_, stored)) = library.saver.confirmed()
                && let Ok(Some((handle, _))) = home::kept(&dossier.id).await
                && let Ok((bytes, _)) = home::read(&handle).await
                && let Ok(theirs) = incoming::opened(&bytes)
                && theirs.dossier.id == dossier.id
            {
                library
                    .snapshot_of(&theirs.dossier, &stored.head, Reason::Replace, "")
                    .await;
                library
                    .snapshot_of(&dossier, &stored.head, Reason::Replace, "")
                    .await;
            }
            library.write_home(dossier, How::Over).await;
        });
    }

    /// 继续存到, 再试: the browser may ask.
    pub fn write_file(self: &Rc<Self>) {
        let library = self.clone();
        spawn_local(async move {
            let now = library.now.borrow().clone();
            if let Some(dossier) = now {
                library.write_home(dossier, How::Asking).await;
            }
        });
    }

    /// 不再存到这个文件. The file stays as it is.
    pub fn give_up_file(self: &Rc<Self>) {
        let library = self.clone();
        spawn_local(async move {
            if let Some(id) = library.saver.id() {
                home::forget(&id).await;
                library.set_file(&id, |file| *file = None);
                library.say(Message::done("以后不再存到那个文件。文件还在，没有变化。"));
            }
        });
    }

    fn picked(&self, answer: Result<Option<Handle>, FileFault>) -> Option<Handle> {
        answer.unwrap_or_else(|_| {
            self.say(Message::bad(
                "浏览器没有打开选文件的窗口，可能被设置禁止了。可以改用“导出备份”。",
            ));
            None
        })
    }

    /// Makes a file the dossier's. Says so when it cannot be.
    async fn settle_in(
        self: &Rc<Self>,
        dossier: &Rc<Dossier>,
        handle: &Handle,
        mark: FileMark,
    ) -> bool {
        let kept = home::keep(&dossier.id, handle, &mark).await;
        match kept {
            Ok(()) => self.load_backup(dossier).await,
            Err(_) => self.say(Message::bad(
                "没有选用这个文件：浏览器未能记住它。请改用“导出备份”。",
            )),
        }
        kept.is_ok()
    }

    /// Takes what a file holds, which then belongs to it. With `only`, nothing but this dossier.
    async fn arrive(self: &Rc<Self>, handle: Handle, only: Option<&str>) {
        let name = format!("“{}”", handle.name());
        let (bytes, sum) = match home::read(&handle).await {
            Ok(read) => read,
            Err(fault) => return self.refuse(&name, &fault.why()),
        };
        if dossier::open_rescue(&bytes).is_some() {
            let why = "这是救援文件，请用“导入数据文件”取回，再另选一个文件";
            return self.refuse(&name, why);
        }
        let there = match incoming::opened(&bytes) {
            Ok(opened) => opened.dossier,
            Err(why) => return self.refuse(&name, &why.to_string()),
        };
        if only.is_some_and(|only| only != there.id) {
            let why = "文件里现在是另一份档案，要打开它，请用“导入数据文件”";
            return self.refuse(&name, why);
        }
        let now = self.now.borrow().clone();
        if let Some(now) = now.filter(|now| **now == there) {
            let mark = FileMark {
                sum,
                ..FileMark::default()
            };
            if self.settle_in(&now, &handle, mark).await {
                self.say(Message::done(format!(
                    "{name}里的内容和这里一样，以后自动存到里面。"
                )));
            }
            return;
        }
        self.import_bytes(&bytes, &name, Some(Came { handle, sum }))
            .await;
    }

    /// What came from a file that stays in hand is written back there.
    pub(super) async fn keep_came(&self, id: &str, came: Option<Came>) {
        if let Some(Came { handle, sum }) = came {
            let mark = FileMark {
                sum,
                ..FileMark::default()
            };
            // Not kept, it is an import like any other, and the panel offers to choose a file.
            let _ = home::keep(id, &handle, &mark).await;
        }
    }
}
