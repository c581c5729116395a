//! Pictures and 证实性材料: taken in, looked up, given back. A file is in storage before the dossier names it.

use std::collections::BTreeSet;

use quality_award_core::dossier::{
    EVIDENCE, EVIDENCE_FILES, EntriesAt, Entry, FileMark, PICTURE_FILE, PICTURES, Place, put_text,
};
use quality_award_core::export::document::{Document, Picture, Pictures};
use web_sys::{Blob, File};

use super::*;
use crate::browser::attached;

impl Library {
    /// Adds pictures at a slot or sub-heading of the open dossier.
    pub fn add_pictures(self: &Rc<Self>, at: &str, files: Vec<File>) {
        let (library, at) = (self.clone(), at.to_owned());
        self.take_in(files, async move |file: &File| {
            let made = attached::picture(file).await?;
            let digest = library.keep(&made.blob).await?;
            let size = made.blob.size() as u64;
            let name = file.name();
            let mark = FileMark::new(&digest, size, made.media, Some(made.pixels), &name);
            let mut entry = Entry::new(&clock::random_id());
            put_text(&mut entry.fields, "at", at.clone());
            let (title, _) = name.rsplit_once('.').unwrap_or((&name, ""));
            put_text(&mut entry.fields, "title", title.trim().to_owned());
            put_text(&mut entry.fields, PICTURE_FILE, mark.to_string());
            let said = match made.smaller {
                true => format!("“{name}”已缩小到 {} × {}", made.pixels.0, made.pixels.1),
                false => format!("“{name}”"),
            };
            let put = move |dossier: &mut Dossier| {
                let pictures = EntriesAt::Register(PICTURES.into());
                pictures.edit(dossier, |entries| entries.push(entry));
                Ok(())
            };
            Ok((said, put))
        });
    }

    /// Attaches files to an entry of 证实性材料.
    pub fn attach(self: &Rc<Self>, entry: &str, files: Vec<File>) {
        let (library, entry) = (self.clone(), entry.to_owned());
        self.take_in(files, async move |file: &File| {
            attached::check_file(file)?;
            let digest = library.keep(file).await?;
            let size = file.size() as u64;
            let mark = FileMark::new(&digest, size, &file.type_(), None, &file.name());
            let said = format!("“{}”", mark.name);
            let entry = entry.clone();
            let put = move |dossier: &mut Dossier| {
                let at = EntriesAt::Register(EVIDENCE.into());
                let place = Place::Entry(at, entry.as_str().into(), EVIDENCE_FILES.into());
                let there = FileMark::all(place.read(dossier));
                if there.iter().any(|other| other.sha256 == mark.sha256) {
                    return Err("这份材料已经附了同一个文件".to_owned());
                }
                let lines = there.into_iter().chain([mark]);
                let lines: Vec<String> = lines.map(|mark| mark.to_string()).collect();
                place.write(dossier, lines.join("\n"));
                Ok(())
            };
            Ok((said, put))
        });
    }

    /// Takes files in one by one; what the dossier gets of them is one change. Says which were not taken, and why.
    fn take_in<P>(
        self: &Rc<Self>,
        files: Vec<File>,
        read: impl AsyncFn(&File) -> Result<(String, P), String> + 'static,
    ) where
        P: FnOnce(&mut Dossier) -> Result<(), String> + 'static,
    {
        let Some(id) = self.saver.id() else {
            return;
        };
        let library = self.clone();
        spawn_local(async move {
            let mut taken = Vec::new();
            let mut refused = Vec::new();
            for file in &files {
                match read(file).await {
                    Ok((said, put)) => taken.push((file.name(), said, put)),
                    Err(why) => refused.push(format!("“{}”：{why}", file.name())),
                }
            }
            let now = library.now.borrow().clone();
            let Some(now) = now.filter(|now| now.id == id) else {
                return library.say(Message::bad(
                    "没有添加：读取文件时换成了另一份档案。请回到原来的档案再添加。",
                ));
            };
            let mut dossier = (*now).clone();
            let mut said = Vec::new();
            for (name, of, put) in taken {
                match put(&mut dossier) {
                    Ok(()) => said.push(of),
                    Err(why) => refused.push(format!("“{name}”：{why}")),
                }
            }
            if !said.is_empty() {
                let text = format!("已添加 {} 个：{}。", said.len(), said.join("；"));
                library
                    .dispatch
                    .dispatch(Action::Apply(Rc::new(dossier), text.into()));
            }
            if !refused.is_empty() {
                let text = match said.len() {
                    0 => "没有添加，现在的内容没有变化：".to_owned(),
                    count => format!("添加了 {count} 个，下面的没有添加："),
                };
                library.say(Message {
                    lines: refused,
                    ..Message::bad(text)
                });
            }
        });
    }

    /// Puts a file into storage and gives its digest.
    async fn keep(&self, file: &Blob) -> Result<String, String> {
        let digest = attached::digest(file).await?;
        match self.store.put_file(&digest, file).await {
            Ok(()) => Ok(digest),
            Err(failure) => Err(format!("没有存进这个浏览器，{}", failure.why())),
        }
    }

    /// The file with a digest, if it is on this computer.
    pub async fn file(&self, digest: &str) -> Option<Blob> {
        self.store.file(digest).await.ok().flatten()
    }

    /// The digests of the files that are on this computer.
    pub async fn file_digests(&self) -> BTreeSet<String> {
        self.store.file_digests().await.unwrap_or_default()
    }

    /// Hands out a file as it was attached.
    pub fn take_out(self: &Rc<Self>, mark: &FileMark) {
        let (library, mark) = (self.clone(), mark.clone());
        spawn_local(async move {
            let name = &mark.name;
            match library.file(&mark.sha256).await {
                Some(file) => library.hand_out_as(name, || files::download_blob(name, &file)),
                None => library.say(Message::bad(format!(
                    "“{name}”不在这台电脑上。请用“导入数据文件”打开存有它的整套材料（ZIP），或者重新附上。"
                ))),
            }
        });
    }

    /// The pictures of a document that are on this computer.
    pub async fn pictures(&self, document: &Document) -> Pictures {
        let mut pictures = Pictures::new();
        for mark in document.pictures() {
            if pictures.contains_key(&mark.sha256) {
                continue;
            }
            if let Some(file) = self.file(&mark.sha256).await
                && let Ok(bytes) = attached::whole(&file).await
            {
                let media = mark.media.clone();
                pictures.insert(mark.sha256.clone(), Picture { media, bytes });
            }
        }
        pictures
    }
}
