//! 整套材料 as one ZIP: saved with everything that belongs to a dossier, and opened again.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use quality_award_core::dossier::files as files_of;
use quality_award_core::export::document::Document;
use quality_award_core::import::bundle::{self, Found, Packed};
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
        let members = zip::members(file).await?;
        let found: Vec<Found> = members
            .iter()
            .map(|member| Found {
                path: member.path.clone(),
                size: member.size,
            })
            .collect();
        bundle::check_found(&found)?;
        let by_path: BTreeMap<&str, &Packed> = members
            .iter()
            .map(|member| (member.path.as_str(), member))
            .collect();
        let list = match by_path.get(bundle::LIST) {
            Some(list) => zip::member(file, list).await?.0,
            None => return Err("这不是本工具存出的整套材料（ZIP）".to_owned()),
        };
        let list = attached::whole(&list).await?;
        let list = String::from_utf8(list)
            .map_err(|_| format!("“{}”不是 UTF-8 编码的文字", bundle::LIST))?;
        let listed = bundle::checked(&found, &list)?;
        // Everything is looked at before anything is kept.
        let mut checked: BTreeMap<String, Blob> = BTreeMap::new();
        let mut data = None;
        for (path, member) in &listed {
            let Some(packed) = by_path.get(path.as_str()) else {
                continue;
            };
            let (blob, digest) = zip::member(file, packed).await?;
            if digest != member.sha256 {
                return Err(format!(
                    "里面的“{path}”和清单里的校验值不一致，存出以后被改动或损坏了"
                ));
            }
            match path == bundle::DATA {
                true => data = Some(blob),
                false => {
                    checked.insert(digest, blob);
                }
            }
        }
        let data = data.ok_or_else(|| format!("里面没有“{}”", bundle::DATA))?;
        if data.size() > dossier::MAX_BYTES as f64 {
            return Err(format!("里面的“{}”太大了", bundle::DATA));
        }
        let data = attached::whole(&data).await?;
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

/// Whether a file begins as a ZIP.
pub(super) async fn is_zip(file: &File) -> bool {
    let begin = match attached::part(file, 0.0, 4.0) {
        Ok(part) => attached::whole(&part).await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    begin.starts_with(b"PK\x03\x04") || begin.starts_with(b"PK\x05\x06")
}
