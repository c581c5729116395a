//! What a person does with whole dossiers: make, open, import, export, delete.

use std::cell::RefCell;
use std::rc::Rc;

use quality_award_core::dossier::{
    self, BadRecord, Dossier, Fingerprint, Kind, Opened, Refusal, Rescued, RescuedDossier,
};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use crate::browser::store::{Head, Store};
use crate::browser::{assets, clock, files, page};
use crate::packs;
use crate::route::Route;
use crate::saver::Saver;
use crate::state::{Action, Dispatch, Message, Open};

/// Storage and everything that works on it. Equal only to itself.
pub struct Desk {
    store: Option<(Rc<Store>, Saver)>,
    dispatch: Dispatch,
    loose: RefCell<Loose>,
}

/// The open dossier as it is now, and as it was when it was opened or last exported: without storage nothing else tells
/// whether it may go.
#[derive(Default)]
struct Loose {
    now: Option<Rc<Dossier>>,
    safe: Option<Rc<Dossier>>,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// What was read at the start.
struct Kept {
    heads: Vec<Head>,
    open: Option<Open>,
    large: bool,
}

const LAST_OPEN: &str = "open";
const LARGE: &str = "large";

impl Desk {
    /// A desk that has no storage yet: nothing can be kept on it.
    pub fn without_store(dispatch: Dispatch) -> Rc<Desk> {
        Rc::new(Desk {
            store: None,
            dispatch,
            loose: RefCell::default(),
        })
    }

    /// Opens storage and the dossier that was open last, and tells the reducer.
    pub async fn set_up(dispatch: Dispatch) -> Rc<Desk> {
        let store = match Store::open().await {
            Ok(store) => Rc::new(store),
            Err(why) => {
                dispatch.dispatch(Action::Ready {
                    heads: Vec::new(),
                    open: None,
                    large: false,
                });
                dispatch.dispatch(Action::Message(Some(Message::bad(format!(
                    "{why}。现在填写的内容关掉页面就没有了。请退出无痕窗口，或换用 Chrome、Edge 后再填写。"
                )))));
                return Desk::without_store(dispatch);
            }
        };
        let saver = Saver::new(store.clone(), dispatch.clone());
        let kept = kept(&store, &saver).await;
        let desk = Desk {
            store: Some((store, saver)),
            dispatch,
            loose: RefCell::default(),
        };
        match kept {
            Ok(Kept { heads, open, large }) => desk.dispatch.dispatch(Action::Ready {
                heads,
                open: open.map(Box::new),
                large,
            }),
            Err(why) => {
                desk.dispatch.dispatch(Action::Ready {
                    heads: Vec::new(),
                    open: None,
                    large: false,
                });
                desk.say(Message::bad(why));
            }
        }
        Rc::new(desk)
    }

    /// The saver, when there is storage.
    pub fn saver(&self) -> Option<&Saver> {
        self.store.as_ref().map(|(_, saver)| saver)
    }

    /// Takes note of what is open. With storage the saver does so.
    pub fn changed(&self, dossier: Option<&Rc<Dossier>>) {
        self.loose.borrow_mut().now = dossier.cloned();
    }

    /// Whether the open dossier may give way to another: nothing of it is left to write. Says so when
    /// something is; without storage asks, since it is then gone.
    async fn may_leave(&self) -> bool {
        let Some((_, saver)) = &self.store else {
            return self.may_lose();
        };
        match saver.settle().await {
            Ok(()) => true,
            Err(why) => {
                self.say(Message::bad(format!(
                    "没有换档案：打开的档案还没有保存好。{why}。请先导出备份，或稍后再试。"
                )));
                false
            }
        }
    }

    fn may_lose(&self) -> bool {
        let Loose { now, safe } = &*self.loose.borrow();
        let safe = now.as_ref().is_none_or(|now| {
            let safe = safe.as_ref();
            safe.is_some_and(|safe| Rc::ptr_eq(now, safe))
        });
        safe || page::confirm(
            "打开的档案没有存在这台电脑上，换成另一份以后就没有了。需要保留的，请先取消并导出备份。确定换吗？",
        )
    }

    /// Makes an empty dossier, opens it and goes to a page.
    pub fn create(self: &Rc<Self>, kind: Kind, then: Route) {
        let desk = self.clone();
        spawn_local(async move {
            if desk.may_leave().await {
                let (scheme, criteria) = (&packs::scheme().about.id, &packs::criteria().edition.id);
                let dossier = Dossier::new(clock::random_id(), kind, scheme, criteria);
                desk.put(dossier, None);
                page::go(&then.to_string());
            }
        });
    }

    /// Opens a dossier of this computer.
    pub fn open(self: &Rc<Self>, head: Head) {
        let desk = self.clone();
        spawn_local(async move {
            let Some((store, saver)) = &desk.store else {
                return;
            };
            if !desk.may_leave().await {
                return;
            }
            match load(store, saver, &head).await {
                Ok(open) => {
                    desk.dispatch.dispatch(Action::Open(Box::new(open)));
                    page::go(&Route::Start.to_string());
                    store.set_preference(LAST_OPEN, &head.id).await;
                }
                Err(why) => desk.say(Message::bad(why)),
            }
        });
    }

    /// Removes a dossier of this computer, after asking: this cannot be taken back.
    pub fn delete(self: &Rc<Self>, head: Head, is_open: bool) {
        let name = if head.name.is_empty() {
            "未命名档案"
        } else {
            &head.name
        };
        let sure = page::confirm(&format!(
            "删除“{name}”后不能恢复。需要保留的，请先取消并导出备份。确定删除吗？"
        ));
        if !sure {
            return;
        }
        let desk = self.clone();
        spawn_local(async move {
            let Some((store, saver)) = &desk.store else {
                return;
            };
            if is_open {
                saver.unwatch();
                desk.dispatch.dispatch(Action::Close);
            }
            match store.delete(&head.id).await {
                Ok(()) => desk.say(Message::done("已删除档案。")),
                Err(why) => desk.say(Message::bad(why)),
            }
            desk.list().await;
            // The button that was pressed is gone.
            page::focus_heading();
        });
    }

    /// Opens a package from a file that a person chose. The open draft stays when it cannot be.
    pub fn import(self: &Rc<Self>, file: File) {
        let desk = self.clone();
        spawn_local(async move {
            let name = format!("“{}”", file.name());
            match files::read(&file).await {
                Ok(bytes) => desk.take(&bytes, &name).await,
                Err(why) => desk.refuse(&name, &why),
            }
        });
    }

    /// Opens a sample as a new dossier of this computer, each time another one, so that nothing is replaced.
    pub fn sample(self: &Rc<Self>, asset: &'static str) {
        let desk = self.clone();
        spawn_local(async move {
            if !desk.may_leave().await {
                return;
            }
            let read = assets::asset(asset).await;
            let opened = read.and_then(|bytes| opened(&bytes).map_err(|why| why.to_string()));
            match opened {
                Ok(Opened { mut dossier, .. }) => {
                    dossier.id = clock::random_id();
                    desk.put(dossier, None);
                    desk.say(Message::done(
                        "已打开示例。单位、人员和数字都是虚构的，可以随意改动，不需要时在“本机档案”里删除。",
                    ));
                    page::go(&Route::Start.to_string());
                }
                Err(why) => desk.say(Message::bad(format!(
                    "没有打开示例：{why}。现在的内容没有变化。"
                ))),
            }
        });
    }

    async fn take(&self, bytes: &[u8], what: &str) {
        if let Some(rescued) = dossier::open_rescue(bytes) {
            match rescued {
                Ok(dossiers) => self.take_rescued(dossiers).await,
                Err(why) => self.refuse(what, &why.to_string()),
            }
            return;
        }
        let opened = match opened(bytes) {
            Ok(opened) => opened,
            Err(why) => return self.refuse(what, &why.to_string()),
        };
        if !self.may_leave().await {
            return;
        }
        let mut dossier = opened.dossier;
        let mut generation = None;
        if opened.read_only {
            // What is only a part of the file must not stand in place of what the file came from.
            dossier.id = clock::random_id();
        } else if let Some((store, _)) = &self.store {
            let heads = store.heads().await.unwrap_or_default();
            if let Some(head) = heads.iter().find(|head| head.id == dossier.id) {
                let replace = page::confirm(
                    "本机已有这份档案。选“确定”用导入的文件替换它，选“取消”另存为一份新档案。",
                );
                if replace {
                    generation = Some(head.generation);
                } else {
                    dossier.id = clock::random_id();
                }
            }
        }
        self.put(dossier, generation);
        let fingerprint = match opened.fingerprint {
            Fingerprint::Same => "与封面指纹一致。",
            Fingerprint::Differs => "与封面指纹不一致：导出以后内容有改动。",
            Fingerprint::Absent => "文件里没有封面指纹。",
        };
        let mut said = format!("已导入{what}，{fingerprint}");
        if let Some(version) = &opened.newer {
            said += &format!("文件来自较新的 {version} 版。");
        }
        if opened.read_only {
            said += "这里打开的是一份副本，供查看和复制；原来的文件请留着";
            // Other measures or criteria are not those of a newer page.
            let newer = opened.newer.is_some() || !opened.dropped.is_empty();
            said += match newer {
                true => "，刷新页面换成新版后再用它。",
                false => "。",
            };
        }
        let dropped = opened.dropped.into_iter();
        let mut lines: Vec<String> = dropped
            .map(|place| format!("本工具不认识，没有带进来：{place}"))
            .collect();
        if !opened.kept.is_empty() {
            said += &format!(
                "有 {} 处内容这一版不认识，已原样保留，列在“本机档案”里。",
                opened.kept.len()
            );
            lines.extend(opened.kept.iter().map(|kept| kept.to_string()));
        }
        if opened.replaced > 0 {
            lines.push(format!(
                "有 {} 处半个字符无法保留，显示为“\u{FFFD}”，已在栏目旁标出",
                opened.replaced
            ));
        }
        self.say(Message {
            lines,
            ..Message::done(said)
        });
        page::go(&Route::Start.to_string());
    }

    /// Brings back the dossiers of a rescue file, each as a new one, so that nothing is replaced.
    async fn take_rescued(&self, rescued: Rescued) {
        if !self.may_leave().await {
            return;
        }
        let count = rescued.dossiers.len();
        let mut lines = Vec::new();
        let broken = |record: &BadRecord| format!("{}：{}", record.key, record.why);
        for RescuedDossier { stored, name, .. } in rescued.dossiers {
            let name = match name.as_str() {
                "" => "未命名档案",
                name => name,
            };
            let of = |line: String| format!("“{name}”：{line}");
            lines.extend(stored.bad.iter().map(broken).map(of));
            let dropped = stored.dropped.iter();
            lines.extend(dropped.map(|place| of(format!("本工具不认识，没有带进来：{place}"))));
            let mut dossier = stored.dossier;
            dossier.id = clock::random_id();
            self.put(dossier, None);
        }
        lines.extend(rescued.strays.iter().map(broken));
        let mut said = format!("已从救援文件取回 {count} 份档案，列在“本机档案”里。");
        if !lines.is_empty() {
            said += "下列内容没有取回，原文还在救援文件里，请留着它。";
        }
        self.say(Message {
            lines,
            ..Message::done(said)
        });
        page::go(&Route::Dossiers.to_string());
    }

    /// Makes a dossier the open one. `generation` is that of the dossier it replaces in storage.
    fn put(&self, dossier: Dossier, generation: Option<u64>) {
        let dossier = Rc::new(dossier);
        self.loose.borrow_mut().safe = Some(dossier.clone());
        if let Some((store, saver)) = &self.store {
            saver.adopt(&dossier, generation.unwrap_or(0), generation.is_some());
            let (store, id) = (store.clone(), dossier.id.clone());
            spawn_local(async move { store.set_preference(LAST_OPEN, &id).await });
        }
        self.dispatch.dispatch(Action::Open(Box::new(Open {
            dossier,
            exported: "".into(),
            bad: Rc::default(),
            lent: Rc::default(),
        })));
    }

    /// Hands out the package as a JSON file.
    pub fn export(&self, dossier: &Rc<Dossier>) {
        let bytes = dossier::write(dossier, crate::BUILD);
        let name = format!("{}.json", file_stem(dossier));
        match files::download(&name, "application/json", &bytes) {
            Ok(()) => {
                self.loose.borrow_mut().safe = Some(dossier.clone());
                self.dispatch.dispatch(Action::Exported(clock::minute()));
            }
            Err(why) => self.say(Message::bad(why)),
        }
    }

    /// Hands out every record of this browser, readable or not.
    pub fn rescue(self: &Rc<Self>) {
        let desk = self.clone();
        spawn_local(async move {
            if let Err(why) = files::rescue().await {
                desk.say(Message::bad(why));
            }
        });
    }

    /// Keeps 大字 for the next visit.
    pub fn keep_large(&self, large: bool) {
        if let Some((store, _)) = &self.store {
            let store = store.clone();
            spawn_local(async move {
                store
                    .set_preference(LARGE, if large { "1" } else { "" })
                    .await;
            });
        }
    }

    /// Reads the list of dossiers again.
    async fn list(&self) {
        if let Some((store, _)) = &self.store {
            match store.heads().await {
                Ok(heads) => self.dispatch.dispatch(Action::Heads(heads)),
                Err(why) => self.say(Message::bad(why)),
            }
        }
    }

    /// Says why a file was not taken. `why` has no full stop.
    fn refuse(&self, what: &str, why: &str) {
        self.say(Message::bad(format!(
            "没有导入{what}：{why}。现在的内容没有变化。"
        )));
    }

    fn say(&self, message: Message) {
        self.dispatch.dispatch(Action::Message(Some(message)));
    }
}

/// A package that the packs of this build know.
///
/// # Errors
/// A [`Refusal`] for anything else.
pub fn opened(bytes: &[u8]) -> Result<Opened, Refusal> {
    dossier::open(bytes, packs::scheme(), packs::criteria())
}

async fn kept(store: &Store, saver: &Saver) -> Result<Kept, String> {
    let heads = store.heads().await?;
    let last = store.preference(LAST_OPEN).await.unwrap_or_default();
    let open = match heads.iter().find(|head| head.id == last) {
        Some(head) => Some(load(store, saver, head).await?),
        None => None,
    };
    let large = store
        .preference(LARGE)
        .await
        .is_some_and(|value| value == "1");
    Ok(Kept { heads, open, large })
}

async fn load(store: &Store, saver: &Saver, head: &Head) -> Result<Open, String> {
    let (dossier, bad) = store.load(&head.id).await?;
    let dossier = Rc::new(dossier);
    saver.resume(&dossier, head);
    Ok(Open {
        dossier,
        exported: head.exported.as_str().into(),
        bad: Rc::new(bad),
        lent: Rc::default(),
    })
}

/// The name of an exported file, without its ending: organisation, purpose, day.
fn file_stem(dossier: &Dossier) -> String {
    let name = dossier.form.field("ff-org-name");
    let name = if name.is_empty() {
        "未命名档案"
    } else {
        name
    };
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_control() || r#"\/:*?"<>|"#.contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    let kind = match dossier.kind {
        Kind::Precheck => "预审",
        Kind::Application => "申报",
        Kind::Annual => "年度自评",
    };
    format!("{safe}-{kind}-{}", clock::today())
}
