//! Files that come in: packages, rescue files, samples; a ZIP goes through `bundle` first.

use quality_award_core::dossier::{
    BadRecord, Fingerprint, Opened, Refusal, Rescued, RescuedDossier,
};
use quality_award_core::storage::{Relation, relation};
use web_sys::File;

use super::*;
use crate::browser::home::Came;
use crate::browser::{assets, focus};
use crate::state::Incoming;

/// What to do with a package whose dossier is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Keep both: the file becomes a dossier of its own.
    Both,
    /// The file takes the place of what is there, which stays as an earlier version.
    Replace,
    /// Leave everything as it is.
    Cancel,
}

impl Library {
    /// Opens a package from a file that a person chose. The open draft stays when it cannot be.
    pub fn import(self: &Rc<Self>, file: File) {
        let library = self.clone();
        spawn_local(async move {
            let name = format!("“{}”", file.name());
            if bundle::is_zip(&file).await {
                return library.import_bundle(&file, &name).await;
            }
            match files::read(&file).await {
                Ok(bytes) => library.import_bytes(&bytes, &name, None).await,
                Err(why) => library.refuse(&name, &why),
            }
        });
    }

    /// Opens the package that was dropped on the page. Of several none: each may have to be asked about.
    pub fn drop_in(self: &Rc<Self>, files: Vec<File>) {
        match <[File; 1]>::try_from(files) {
            Ok([file]) => self.import(file),
            Err(files) => self.say(Message::bad(format!(
                "没有导入：一次只能打开一个数据文件，这里有 {} 个，请逐个拖入。现在的内容没有变化。",
                files.len()
            ))),
        }
    }

    /// Opens a sample as a new dossier of this computer, each time another one, so that nothing is replaced.
    pub fn sample(self: &Rc<Self>, asset: &'static str) {
        let library = self.clone();
        spawn_local(async move {
            if !library.leave().await {
                return;
            }
            let read = assets::asset(asset).await;
            let opened = read.and_then(|bytes| opened(&bytes).map_err(|why| why.to_string()));
            match opened {
                Ok(Opened { mut dossier, .. }) => {
                    dossier.id = clock::random_id();
                    library.make_current(dossier, None).await;
                    library.say(Message::done(
                        "已打开示例。单位、人员和数字都是虚构的，可以随意改动，不需要时在“本机档案”里删除。",
                    ));
                    page::go(&Route::Start.to_string());
                }
                Err(why) => library.say(Message::bad(format!(
                    "没有打开示例：{why}。现在的内容没有变化。"
                ))),
            }
        });
    }

    /// `came` is the file, if it stays in hand.
    pub(super) async fn import_bytes(
        self: &Rc<Self>,
        bytes: &[u8],
        what: &str,
        came: Option<Came>,
    ) {
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
        // What is open may be the same dossier: its last words count too.
        if self.saver.id().is_some_and(|own| own == opened.dossier.id) {
            let _ = self.saver.settle().await;
        }
        // Where storage cannot be read, the first save finds out whether something is there, and writes over nothing.
        let known = self.stored(&opened.dossier.id).await.ok().flatten();
        let said = said(&opened, what);
        let known = known.filter(|_| !opened.read_only);
        match known {
            None => {
                let mut dossier = opened.dossier;
                if opened.read_only {
                    // What is only a part of the file must not stand in place of what the file came from.
                    dossier.id = clock::random_id();
                }
                self.open_imported(dossier, None, said, came).await;
            }
            Some((_, stored)) => {
                let history = self.store.snapshots(&opened.dossier.id).await;
                let history = history.unwrap_or_default();
                let relation = relation(&opened.dossier, &stored.dossier, &history);
                if relation == Relation::Same {
                    return self
                        .open_the_same(stored.head.head, what, fingerprint(&opened))
                        .await;
                }
                let incoming = Incoming {
                    name: what.to_owned(),
                    file: Rc::new(opened.dossier),
                    stored: Rc::new(stored.dossier),
                    head: stored.head,
                    relation,
                    said,
                    came,
                };
                self.dispatch
                    .dispatch(Action::Incoming(Some(Rc::new(incoming))));
            }
        }
    }

    /// A file holds what is here already: that is opened, out of 最近删除 where it is there.
    async fn open_the_same(self: &Rc<Self>, head: Head, what: &str, fingerprint: &str) {
        if self.saver.id().is_some_and(|own| own == head.id) {
            self.say(Message::done(format!(
                "{what}和打开着的这份档案完全一样，没有导入，{fingerprint}"
            )));
            return page::go(&Route::Start.to_string());
        }
        if !self.leave().await {
            return;
        }
        let back = match head.deleted.is_empty() {
            true => Ok(()),
            false => self.move_head(&head.id, |head| head.deleted.clear()).await,
        };
        let loaded = match back {
            Ok(()) => self.load(&head.id).await,
            Err(failure) => Err(failure),
        };
        let _ = self.list().await;
        match loaded {
            Ok(Some(open)) => {
                self.dispatch.dispatch(Action::Open(Box::new(open)));
                self.look_for_lock();
                let back = match head.deleted.is_empty() {
                    true => "",
                    false => "，已从“最近删除”放回",
                };
                self.say(Message::done(format!(
                    "{what}和本机的这份档案完全一样{back}，已直接打开，没有导入。"
                )));
                page::go(&Route::Start.to_string());
            }
            Ok(None) => {
                self.dispatch.dispatch(Action::Close);
                self.refuse(what, "本机的这份档案刚才被删除了");
            }
            Err(failure) => {
                self.dispatch.dispatch(Action::Close);
                self.refuse(what, &failure.why());
            }
        }
    }

    /// Does what the person chose for a package whose dossier is there already.
    pub fn choose(self: &Rc<Self>, incoming: &Rc<Incoming>, choice: Choice) {
        let library = self.clone();
        let incoming = incoming.clone();
        spawn_local(async move {
            library.dispatch.dispatch(Action::Incoming(None));
            let mut dossier = (*incoming.file).clone();
            match choice {
                Choice::Cancel => {
                    library.say(Message::done("没有导入，现在的内容没有变化。"));
                    focus::focus_heading();
                }
                Choice::Both => {
                    dossier.id = clock::random_id();
                    library
                        .open_imported(dossier, None, incoming.said.clone(), incoming.came.clone())
                        .await;
                }
                Choice::Replace => {
                    // What it replaces stays as an earlier version, or it is not replaced.
                    let kept = library
                        .snapshot_of(&incoming.stored, &incoming.head.head, Reason::Replace, "")
                        .await;
                    if kept {
                        let (said, came) = (incoming.said.clone(), incoming.came.clone());
                        library
                            .open_imported(dossier, Some(&incoming.head), said, came)
                            .await;
                    } else {
                        library
                            .refuse(&incoming.name, "本机的那一份未能存进历史版本，所以没有替换");
                    }
                }
            }
        });
    }

    /// Opens what a file held.
    async fn open_imported(
        self: &Rc<Self>,
        dossier: Dossier,
        replaced: Option<&StoredHead>,
        said: Message,
        came: Option<Came>,
    ) {
        if !self.leave().await {
            return;
        }
        self.keep_came(&dossier.id, came).await;
        self.make_current(dossier, replaced).await;
        self.say(said);
        page::go(&Route::Start.to_string());
    }

    /// Brings back the dossiers of a rescue file, each as a new one, so that nothing is replaced.
    async fn take_rescued(self: &Rc<Self>, rescued: Rescued) {
        if !self.leave().await {
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
            lines.extend(dropped.map(|place| of(format!("本版本无法识别，没有导入：{place}"))));
            let mut dossier = stored.dossier;
            dossier.id = clock::random_id();
            self.make_current(dossier, None).await;
            if let Err(failure) = self.saver.settle().await {
                self.say(Message {
                    lines,
                    ..Message::bad(format!("救援文件没有全部取回：{failure}"))
                });
                return;
            }
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

    /// Says why a file was not taken. `why` has no full stop.
    pub(super) fn refuse(&self, what: &str, why: &str) {
        self.say(Message::bad(format!(
            "没有导入{what}：{why}。现在的内容没有变化。"
        )));
    }
}

/// A package that the packs of this build know.
///
/// # Errors
/// A [`Refusal`] for anything else.
pub fn opened(bytes: &[u8]) -> Result<Opened, Refusal> {
    dossier::open(bytes, packs::scheme(), packs::criteria())
}

/// Whether a package is the one that was printed.
fn fingerprint(opened: &Opened) -> &'static str {
    match opened.fingerprint {
        Fingerprint::Same => "与封面指纹一致。",
        Fingerprint::Differs => "与封面指纹不一致：导出以后内容有改动。",
        Fingerprint::Absent => "文件里没有封面指纹。",
    }
}

/// What is said of a package that was opened.
fn said(opened: &Opened, what: &str) -> Message {
    let mut said = format!("已导入{what}，{}", fingerprint(opened));
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
    let dropped = opened.dropped.iter();
    let mut lines: Vec<String> = dropped
        .map(|place| format!("本版本无法识别，没有导入：{place}"))
        .collect();
    if !opened.kept.is_empty() {
        said += &format!(
            "有 {} 处内容本版本无法识别，已原样保留，列在“本机档案”里。",
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
    Message {
        lines,
        ..Message::done(said)
    }
}

/// The name of an exported file, without its ending: organisation, purpose, day.
pub(super) fn file_stem(dossier: &Dossier) -> String {
    file_name(
        dossier,
        match dossier.kind {
            Kind::Precheck => "预审",
            Kind::Application => "申报",
            Kind::Annual => "年度自评",
        },
        "",
    )
}

/// The name of a file about a dossier: organisation, what it is, day, and its ending with the dot.
pub(super) fn file_name(dossier: &Dossier, about: &str, ending: &str) -> String {
    let name = match dossier.organisation() {
        "" => "未命名档案",
        name => name,
    };
    let safe = |text: &str| -> String {
        let letter = |c: char| match c.is_control() || r#"\/:*?"<>|"#.contains(c) {
            true => '_',
            false => c,
        };
        text.chars().map(letter).collect()
    };
    format!("{}-{}-{}{ending}", safe(name), safe(about), clock::today())
}
