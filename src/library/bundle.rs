//! 整套材料 as one ZIP: saved with everything that belongs to a dossier, and opened again.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use quality_award_core::dossier::{Opened, files as files_of};
use quality_award_core::export::document::Document;
use quality_award_core::import::bundle::{self, Found, Member, Packed};
use quality_award_core::views::captions;
use web_sys::{Blob, File};

use super::*;
use crate::browser::{attached, office, zip};

/// How far a ZIP is, and whether it is still wanted.
#[derive(Debug, Default)]
pub struct Progress {
    /// Percent that is done.
    pub percent: Cell<u8>,
    /// The person does not want it any more.
    pub cancelled: Cell<bool>,
}

const CANCELLED: &str = "已取消，没有存成 ZIP，内容没有变化。";

impl Library {
    /// Saves a dossier with everything that belongs to it; `document` is what is handed in. `on` hears of each step.
    pub async fn save_bundle(
        self: &Rc<Self>,
        dossier: &Rc<Dossier>,
        document: &Document,
        progress: &Progress,
        on: impl Fn(),
    ) {
        if files::ignores_downloads() {
            return self.say(Message::bad(NO_DOWNLOADS));
        }
        match self.bundled(dossier, document, progress, on).await {
            Ok((file, gone)) => {
                let name = incoming::file_name(dossier, "整套材料", ".zip");
                if let Err(why) = files::download_blob(&name, &file) {
                    return self.say(Message::bad(why));
                }
                self.offered_copy(dossier, name);
                if !gone.is_empty() {
                    let text = format!(
                        "整套材料已交给浏览器保存，但有 {} 个文件不在这台电脑上，没有装进去：",
                        gone.len()
                    );
                    self.say(Message {
                        lines: gone,
                        ..Message::bad(text)
                    });
                }
            }
            Err(why) => self.say(Message::bad(why)),
        }
    }

    /// The ZIP, and the names of the files that are not on this computer.
    async fn bundled(
        &self,
        dossier: &Rc<Dossier>,
        document: &Document,
        progress: &Progress,
        on: impl Fn(),
    ) -> Result<(Blob, Vec<String>), String> {
        let mut packing = zip::Packing::new().await?;
        let pictures = self.pictures(document).await;
        let page = office::write_page(document, &pictures).await?;
        let word = office::write_word(document, &pictures).await?;
        drop(pictures);
        let data = home::text(dossier);
        for (path, bytes) in [
            (bundle::DATA, data.as_bytes()),
            (bundle::PAGE, &page),
            (bundle::WORD, &word),
        ] {
            packing.add_bytes(path, bytes).await?;
        }
        let captions = captions(dossier, packs::criteria());
        let paths = bundle::paths(dossier, &captions);
        let total: u64 = paths.iter().map(|(_, mark)| mark.size).sum();
        let done = Cell::new(0.0);
        let mut gone = Vec::new();
        for (path, mark) in &paths {
            let Some(file) = self.file(&mark.sha256).await else {
                gone.push(format!("“{}”", mark.name));
                continue;
            };
            let piece = |bytes: f64| {
                done.set(done.get() + bytes);
                let percent = done.get() / (total.max(1) as f64) * 100.0;
                progress.percent.set(percent.min(100.0) as u8);
                on();
                match progress.cancelled.get() {
                    true => Err(CANCELLED.to_owned()),
                    false => Ok(()),
                }
            };
            packing.add(path, &file, piece).await?;
        }
        let list = bundle::list(packing.members());
        packing.add_bytes(bundle::LIST, list.as_bytes()).await?;
        Ok((packing.finish()?, gone))
    }

    /// Opens a ZIP of ours: its files come into storage, then its data file is opened as any other. Nothing is taken of
    /// one that does not fit its own list.
    pub(super) async fn import_bundle(self: &Rc<Self>, file: &File, what: &str) {
        match self.unpacked(file).await {
            Ok(data) => self.import_bytes(&data, what, None).await,
            Err(why) => self.refuse(what, why.trim_end_matches('。')),
        }
    }

    /// The data file of a ZIP, when all of its files are in storage.
    async fn unpacked(&self, file: &File) -> Result<Vec<u8>, String> {
        let zip = Listed::of(file).await?;
        // Everything is looked at before anything is kept.
        let mut checked: BTreeMap<String, Blob> = BTreeMap::new();
        for path in zip.members.keys().filter(|path| *path != bundle::DATA) {
            let (blob, digest) = zip.member(path).await?;
            checked.insert(digest, blob);
        }
        let data = zip.data().await?;
        let opened = incoming::opened(&data).map_err(|why| why.to_string())?;
        let there: BTreeSet<String> = self.file_digests().await;
        for digest in files_of(&opened.dossier).into_keys() {
            if let Some(blob) = checked.get(&digest)
                && !there.contains(&digest)
            {
                let kept = self.store.put_file(&digest, blob).await;
                kept.map_err(|failure| format!("附件没有存进这个浏览器，{}", failure.why()))?;
            }
        }
        Ok(data)
    }
}

/// A ZIP of ours that agrees with its list, its members not read yet.
struct Listed<'f> {
    file: &'f File,
    packed: BTreeMap<String, Packed>,
    members: BTreeMap<String, Member>,
}

impl<'f> Listed<'f> {
    async fn of(file: &'f File) -> Result<Self, String> {
        let packed = zip::members(file).await?;
        let found = packed.iter().map(|member| Found {
            path: member.path.clone(),
            size: member.size,
        });
        let found: Vec<Found> = found.collect();
        bundle::check_found(&found)?;
        let packed = packed.into_iter();
        let packed: BTreeMap<String, Packed> =
            packed.map(|member| (member.path.clone(), member)).collect();
        let list = match packed.get(bundle::LIST) {
            Some(list) => zip::member(file, list).await?.0,
            None => return Err(format!("里面没有“{}”", bundle::LIST)),
        };
        let list = String::from_utf8(attached::whole(&list).await?)
            .map_err(|_| format!("“{}”不是 UTF-8 编码的文字", bundle::LIST))?;
        let members = bundle::checked(&found, &list)?;
        Ok(Listed {
            file,
            packed,
            members,
        })
    }

    /// A member that is what the list says, and its digest.
    async fn member(&self, path: &str) -> Result<(Blob, String), String> {
        let gone = || format!("里面没有“{path}”");
        let packed = self.packed.get(path).ok_or_else(gone)?;
        let listed = self.members.get(path).ok_or_else(gone)?;
        let (blob, digest) = zip::member(self.file, packed).await?;
        match digest == listed.sha256 {
            true => Ok((blob, digest)),
            false => Err(format!(
                "里面的“{path}”和清单里的校验值不一致，存出以后被改动或损坏了"
            )),
        }
    }

    async fn data(&self) -> Result<Vec<u8>, String> {
        let (data, _) = self.member(bundle::DATA).await?;
        if data.size() > dossier::MAX_BYTES as f64 {
            return Err(format!("里面的“{}”太大了", bundle::DATA));
        }
        attached::whole(&data).await
    }
}

/// A package from a file, a data file or a ZIP, of which nothing is kept.
///
/// # Errors
/// A sentence for the person, without a full stop.
pub async fn read_package(file: &File) -> Result<Opened, String> {
    let data = match is_zip(file).await {
        true => Listed::of(file).await?.data().await?,
        false => files::read(file).await?,
    };
    incoming::opened(&data).map_err(|why| why.to_string())
}

/// Whether a file begins as a ZIP.
pub(super) async fn is_zip(file: &File) -> bool {
    let begin = match attached::part(file, 0.0, 4.0) {
        Ok(part) => attached::whole(&part).await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    bundle::is_zip(&begin)
}
