//! 合议: colleagues' packages, opened as sheets beside the open dossier. A file is read as strictly as one that is
//! imported, and one that is refused changes nothing.

use std::rc::Rc;

use quality_award_core::consensus::{Organisation, organisation, sheet};
use quality_award_core::dossier::{self, Dossier, Opened, Sheet};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use crate::browser::{clock, files};
use crate::library::opened;
use crate::state::{Action, Dispatch, Message};

/// What was found in the files.
#[derive(Default)]
struct Found {
    sheets: Vec<(Sheet, Rc<Dossier>)>,
    /// Names of those that have no sheet yet.
    added: Vec<String>,
    /// Names of those that have one.
    known: Vec<String>,
    /// What is to be known of those that were taken.
    remarks: Vec<String>,
    /// Why the others were not.
    refused: Vec<String>,
}

/// Opens colleagues' packages for the dossier `own`.
pub fn open_for(own: Rc<Dossier>, files: Vec<File>, dispatch: Dispatch) {
    spawn_local(async move {
        let mut found = Found::default();
        for file in files {
            let name = file.name();
            let read = files::read(&file).await;
            if let Err(why) = read.and_then(|bytes| found.take(&bytes, &name, &own)) {
                found.refused.push(format!("没有打开“{name}”：{why}。"));
            }
        }
        let message = found.message();
        dispatch.dispatch(Action::AddSheets(own.id.clone(), found.sheets, message));
    });
}

impl Found {
    /// Takes a package, or says in a sentence without a full stop why not.
    fn take(&mut self, bytes: &[u8], file: &str, own: &Dossier) -> Result<(), String> {
        let opened = opened(bytes).map_err(|why| why.to_string())?;
        let theirs = &opened.dossier;
        if dossier::fingerprint(theirs) == dossier::fingerprint(own) {
            return Err("内容和现在打开的档案完全一样，不是另一个人的评分".to_owned());
        }
        let known = match organisation(own, theirs) {
            Organisation::Same => true,
            Organisation::Unknown => false,
            Organisation::Other { own, other } => {
                return Err(format!(
                    "这是“{other}”的数据文件，现在打开的是“{own}”的档案"
                ));
            }
        };
        let name = file.strip_suffix(".json").unwrap_or(file);
        if !known {
            self.remarks.push(format!(
                "“{name}”：两份档案没有都写明统一社会信用代码或组织名称，无法核对是不是同一家，请您自行确认。"
            ));
        }
        let sheet = sheet(theirs, clock::random_id(), name);
        if sheet.items.iter().all(|item| item.percent.is_none()) {
            self.remarks
                .push(format!("“{name}”：里面还没有评过分的条目。"));
        }
        self.remarks.extend(losses(&opened, name));
        let mut there = own
            .sheets
            .iter()
            .chain(self.sheets.iter().map(|(sheet, _)| sheet));
        let again = there.any(|known| known.fingerprint == sheet.fingerprint);
        let list = if again {
            &mut self.known
        } else {
            &mut self.added
        };
        list.push(name.to_owned());
        self.sheets.push((sheet, Rc::new(opened.dossier)));
        Ok(())
    }

    fn message(&mut self) -> Message {
        let mut said = Vec::new();
        if !self.added.is_empty() {
            said.push(format!(
                "已打开 {} 份评分：{}。",
                self.added.len(),
                self.added.join("、")
            ));
        }
        if !self.known.is_empty() {
            said.push(format!(
                "{}已经打开过，没有再添一份，可以接着比较正文。",
                self.known.join("、")
            ));
        }
        let bad = !self.refused.is_empty();
        if bad && said.is_empty() {
            said.push("没有打开文件，现在的内容没有变化。".to_owned());
        } else if bad {
            said.push(format!("另有 {} 个文件没有打开。", self.refused.len()));
        }
        let mut lines = std::mem::take(&mut self.refused);
        lines.append(&mut self.remarks);
        Message {
            bad,
            lines,
            ..Message::done(said.concat())
        }
    }
}

/// What of a package is not as it was written.
fn losses(opened: &Opened, name: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let from = match &opened.newer {
        Some(version) => format!("“{name}”：文件来自较新的 {version} 版"),
        None => format!("“{name}”"),
    };
    if !opened.dropped.is_empty() {
        let places = opened.dropped.join("、");
        lines.push(format!(
            "{from}，这些内容本版本无法识别，没有读入：{places}。"
        ));
    }
    if opened.read_only && opened.dropped.is_empty() {
        lines.push(format!("{from}，含义可能和本版本不同，请和对方核对。"));
    }
    if opened.replaced > 0 {
        lines.push(format!(
            "“{name}”：有 {} 处半个字符读不出来，显示为“\u{FFFD}”。",
            opened.replaced
        ));
    }
    lines
}
