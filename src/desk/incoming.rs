//! Files that come in: packages, rescue files, samples.

use quality_award_core::dossier::{Fingerprint, Opened, Refusal, Rescued};
use web_sys::File;

use super::*;
use crate::browser::assets;
use crate::browser::home::Came;
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

impl Desk {
    /// Opens a package from a file that a person chose. The open draft stays when it cannot be.
    pub fn import(self: &Rc<Self>, file: File) {
        let desk = self.clone();
        spawn_local(async move {
            let name = format!("“{}”", file.name());
            match files::read(&file).await {
                Ok(bytes) => desk.take(&bytes, &name, None).await,
                Err(why) => desk.refuse(&name, &why),
            }
        });
    }

    /// Opens a sample as a new dossier of this computer, each time another one, so that nothing is replaced.
    pub fn sample(self: &Rc<Self>, asset: &'static str) {
        let desk = self.clone();
        spawn_local(async move {
            if !desk.leave().await {
                return;
            }
            let read = assets::asset(asset).await;
            let opened = read.and_then(|bytes| opened(&bytes).map_err(|why| why.to_string()));
            match opened {
                Ok(Opened { mut dossier, .. }) => {
                    dossier.id = clock::random_id();
                    desk.put(dossier, 0).await;
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

    /// `came` is the file, if it stays in hand.
    pub(super) async fn take(self: &Rc<Self>, bytes: &[u8], what: &str, came: Option<Came>) {
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
        match known {
            None => self.bring(opened.dossier, 0, said, came).await,
            Some((_, stored)) => {
                let incoming = Incoming {
                    name: what.to_owned(),
                    file: Rc::new(opened.dossier),
                    stored: Rc::new(stored.dossier),
                    head: stored.head.head,
                    said,
                    came,
                };
                self.dispatch
                    .dispatch(Action::Incoming(Some(Rc::new(incoming))));
            }
        }
    }

    /// Does what the person chose for a package whose dossier is there already.
    pub fn choose(self: &Rc<Self>, incoming: &Rc<Incoming>, choice: Choice) {
        let desk = self.clone();
        let incoming = incoming.clone();
        spawn_local(async move {
            desk.dispatch.dispatch(Action::Incoming(None));
            let mut dossier = (*incoming.file).clone();
            match choice {
                Choice::Cancel => {
                    desk.say(Message::done("没有导入，现在的内容没有变化。"));
                    page::focus_heading();
                }
                Choice::Both => {
                    dossier.id = clock::random_id();
                    desk.bring(dossier, 0, incoming.said.clone(), incoming.came.clone())
                        .await;
                }
                Choice::Replace => {
                    // What it replaces stays as an earlier version, or it is not replaced.
                    let kept = desk
                        .snapshot_of(&incoming.stored, &incoming.head, Reason::Replace, "")
                        .await;
                    if kept {
                        let (said, came) = (incoming.said.clone(), incoming.came.clone());
                        desk.bring(dossier, incoming.head.generation, said, came)
                            .await;
                    } else {
                        desk.refuse(
                            &incoming.name,
                            "本机的那一份没有能够存进历史版本，所以没有替换",
                        );
                    }
                }
            }
        });
    }

    /// Opens what a file held.
    async fn bring(
        self: &Rc<Self>,
        dossier: Dossier,
        generation: u64,
        said: Message,
        came: Option<Came>,
    ) {
        if !self.leave().await {
            return;
        }
        self.keep_came(&dossier.id, came).await;
        self.put(dossier, generation).await;
        self.say(said);
        page::go(&Route::Start.to_string());
    }

    /// Brings back the dossiers of a rescue file, each as a new one, so that nothing is replaced.
    async fn take_rescued(self: &Rc<Self>, dossiers: Rescued) {
        if !self.leave().await {
            return;
        }
        let count = dossiers.len();
        let mut lines = Vec::new();
        for (mut dossier, bad) in dossiers {
            lines.extend(
                bad.iter()
                    .map(|record| format!("{}：{}", record.key, record.why)),
            );
            dossier.id = clock::random_id();
            self.put(dossier, 0).await;
            if let Err(failure) = self.saver.settle().await {
                self.say(Message {
                    lines,
                    ..Message::bad(format!(
                        "救援文件没有全部取回：{}。{}",
                        failure.why(),
                        failure.advice()
                    ))
                });
                return;
            }
        }
        self.say(Message {
            lines,
            ..Message::done(format!(
                "已从救援文件取回 {count} 份档案，列在“本机档案”里。"
            ))
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

/// What is said of a package that was opened.
fn said(opened: &Opened, what: &str) -> Message {
    let fingerprint = match opened.fingerprint {
        Fingerprint::Same => "与封面指纹一致。",
        Fingerprint::Differs => "与封面指纹不一致：导出以后内容有改动。",
        Fingerprint::Absent => "文件里没有封面指纹。",
    };
    let mut lines = opened.dropped.clone();
    if opened.replaced > 0 {
        lines.push(format!(
            "有 {} 处半个字符无法保留，显示为“\u{FFFD}”，已在栏目旁标出",
            opened.replaced
        ));
    }
    let newer = opened.newer.as_ref().map(|version| {
        format!("文件来自较新的 {version} 版，下列内容本工具保存不了，再导出时会丢失：")
    });
    Message {
        lines,
        ..Message::done(format!(
            "已导入{what}，{fingerprint}{}",
            newer.unwrap_or_default()
        ))
    }
}

/// The name of an exported file, without its ending: organisation, purpose, day.
pub(super) fn file_stem(dossier: &Dossier) -> String {
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
