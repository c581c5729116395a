//! Copies of a dossier outside the browser: exports, and the file that it is also written to.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::date::Date;

/// What is known of a dossier's exports, kept on this computer beside the dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Copies {
    /// A download that nobody has confirmed: the browser does not tell whether the file was stored.
    pub asked: Option<Asked>,
    /// Local days with a saved change since the last export, at most [`Copies::DAYS`].
    pub days: BTreeSet<String>,
}

/// A download about which the person is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// What the file is called.
    pub name: String,
    /// Local minute at which it was handed out.
    pub minute: String,
}

impl Copies {
    /// After so many days of writing without an export the person is reminded.
    pub const DAYS: usize = 7;

    /// A change was saved on this day. Whether that is news.
    pub fn edited(&mut self, today: Date) -> bool {
        !self.due() && self.days.insert(today.to_string())
    }

    /// A copy is outside: it counts from there. Whether that is news.
    pub fn exported(&mut self) -> bool {
        let news = *self != Copies::default();
        *self = Copies::default();
        news
    }

    /// What was noted before it was known what is kept, put together with that.
    pub fn and(mut self, kept: Copies) -> Copies {
        self.asked = self.asked.or(kept.asked);
        let room = Self::DAYS.saturating_sub(self.days.len());
        self.days.extend(kept.days.into_iter().take(room));
        self
    }

    /// Whether the person is reminded.
    pub fn due(&self) -> bool {
        self.days.len() >= Self::DAYS
    }
}

/// What is known of the file that a dossier is also written to, kept beside the browser's handle of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileMark {
    /// Checksum of what was written or read there last; empty before the first.
    pub sum: String,
    /// Checksum of what is about to be written. A page that was closed in the middle leaves either there.
    pub next: String,
    /// Local minute of the last write; empty before the first.
    pub minute: String,
}

impl FileMark {
    /// Whether nothing was written or read there yet.
    pub fn is_new(&self) -> bool {
        *self == FileMark::default()
    }

    /// Whether what lies in the file is what this browser left there: then it may be written over.
    pub fn knows(&self, sum: &str) -> bool {
        !sum.is_empty() && (self.sum == sum || self.next == sum)
    }

    /// What was begun is written.
    pub fn wrote(&mut self, minute: &str) {
        self.sum = std::mem::take(&mut self.next);
        minute.clone_into(&mut self.minute);
    }
}

/// Why a file could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// It is not where it was.
    Missing,
    /// The browser or the system does not allow it.
    Denied,
    /// The disk is full.
    Full,
    /// Another program holds it, such as one that keeps a folder in a cloud.
    Locked,
    /// It could not be read.
    Unreadable,
    /// The browser broke the write off.
    Aborted,
    /// Anything else; the browser's own name for it.
    Other(String),
}

impl FileFault {
    /// The fault behind the name of a `DOMException`.
    pub fn of(name: &str) -> FileFault {
        match name {
            "NotFoundError" => FileFault::Missing,
            "NotAllowedError" | "SecurityError" => FileFault::Denied,
            "QuotaExceededError" => FileFault::Full,
            "NoModificationAllowedError" | "InvalidStateError" => FileFault::Locked,
            "NotReadableError" => FileFault::Unreadable,
            "AbortError" => FileFault::Aborted,
            other => FileFault::Other(other.to_owned()),
        }
    }

    /// Why, as a clause without a full stop.
    pub fn why(&self) -> String {
        match self {
            FileFault::Missing => "文件不在原来的位置，可能被移走、改名或删除了",
            FileFault::Denied => "没有写入这个文件的许可",
            FileFault::Full => "文件所在的磁盘满了",
            FileFault::Locked => "文件正被别的程序占用，可能是网盘正在同步",
            FileFault::Unreadable => "文件读不出来，可能正被别的程序占用，或者所在的磁盘已断开",
            FileFault::Aborted => "浏览器中止了写入",
            FileFault::Other(name) => return format!("写文件时出错（{name}）"),
        }
        .to_owned()
    }

    /// What to do, as sentences.
    pub fn advice(&self) -> &'static str {
        match self {
            FileFault::Missing => "请把文件放回原处，或者另选一个文件。",
            FileFault::Denied => {
                "请再试一次，在浏览器询问时选“允许”；文件是只读的，请另选一个文件。"
            }
            FileFault::Full => "请清出磁盘空间，或者在别的磁盘上另选一个文件。工具会继续尝试。",
            FileFault::Locked | FileFault::Unreadable => {
                "请关掉正在用它的程序，或者等网盘同步完。工具会继续尝试。"
            }
            FileFault::Aborted | FileFault::Other(_) => {
                "工具会继续尝试；一直不行，请另选一个文件。"
            }
        }
    }

    /// Whether trying again later can help without the person.
    pub fn passes(&self) -> bool {
        !matches!(self, FileFault::Denied)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    fn day(day: u8) -> Date {
        Date::new(2026, 11, day).unwrap()
    }

    #[test]
    fn seven_days_of_writing_are_counted_and_an_export_begins_anew() {
        let mut copies = Copies::default();
        for at in [1, 1, 2, 9, 10, 10, 11, 12] {
            copies.edited(day(at));
        }
        assert!(!copies.due(), "six days: {copies:?}");
        assert!(copies.edited(day(20)));
        assert!(copies.due());
        assert!(!copies.edited(day(21)), "enough is known");
        assert!(copies.exported());
        assert!(!copies.due());
        assert!(!copies.exported(), "no news");
    }

    #[test]
    fn what_comes_before_the_kept_is_known_takes_nothing_from_it() {
        let mut kept = Copies::default();
        for at in 1..=7 {
            kept.edited(day(at));
        }
        kept.asked = Some(Asked::default());
        let mut noted = Copies::default();
        noted.edited(day(8));
        let both = noted.and(kept.clone());
        assert!(both.due() && both.days.len() == Copies::DAYS);
        assert_eq!(both.asked, kept.asked);
        assert_eq!(Copies::default().and(kept.clone()), kept);
    }

    #[test]
    fn what_is_kept_is_read_back_and_an_empty_text_is_nothing_known() {
        let mut copies = Copies::default();
        copies.edited(day(3));
        copies.asked = Some(Asked {
            name: "示例公司.json".into(),
            minute: "2026-11-03 08:00".into(),
        });
        assert_eq!(json::from_text(&json::to_text(&copies)), Ok(copies));
        assert_eq!(json::from_text("{}"), Ok(Copies::default()));
        assert_eq!(json::from_text("{}"), Ok(FileMark::default()));
    }

    #[test]
    fn a_file_may_be_written_over_while_it_holds_what_was_left_there() {
        let mut mark = FileMark::default();
        assert!(mark.is_new());
        assert!(!mark.knows(""), "an emptied file is another's");
        mark.next = "one".into();
        assert!(mark.knows("one"), "closed just after the write");
        mark.wrote("2026-11-03 08:00");
        mark.next = "two".into();
        assert!(mark.knows("one"), "closed just before the write");
        assert!(mark.knows("two"));
        assert!(!mark.knows("three"));
        mark.wrote("2026-11-03 08:05");
        assert!(!mark.knows("one"));
        assert_eq!(mark.minute, "2026-11-03 08:05");
    }

    #[test]
    fn each_fault_is_said_in_chinese_with_a_way_out() {
        for name in [
            "NotFoundError",
            "NotAllowedError",
            "QuotaExceededError",
            "NoModificationAllowedError",
            "NotReadableError",
            "AbortError",
        ] {
            let fault = FileFault::of(name);
            let (why, advice) = (fault.why(), fault.advice());
            assert!(!why.ends_with('。'), "{why}");
            assert!(advice.ends_with('。'), "{advice}");
            let mut all = why.chars().chain(advice.chars());
            assert!(all.all(|c| !c.is_ascii_alphabetic()), "{why} {advice}");
        }
        assert_eq!(
            FileFault::of("TypeError").why(),
            "写文件时出错（TypeError）"
        );
    }
}
