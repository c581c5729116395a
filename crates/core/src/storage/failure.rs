//! Why something could not be kept, and what the screen says: why, what is still safe, what to do.

use std::fmt;

/// Why storage did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The browser has no storage for this page, or does not let it use any (private windows, blocked cookies).
    NoStorage,
    /// The browser never answered.
    NoAnswer,
    /// Another window of an earlier version keeps the database from being brought up to date.
    Blocked,
    /// The database was written by a newer version of the app.
    Newer,
    /// There is no room left.
    Full,
    /// The connection to storage was closed.
    Closed,
    /// Storage no longer holds the dossier: the site's data were cleared, or it was removed for good elsewhere.
    Gone,
    /// Another window has written the dossier since this one read it.
    Stale,
    /// Anything else; the browser's own name for it, for whoever is asked for help.
    Other(String),
}

impl Failure {
    /// Why, as a clause without a full stop.
    pub fn why(&self) -> String {
        match self {
            Failure::NoStorage => {
                "浏览器没有允许本页使用本机存储，可能开的是无痕窗口，或者禁止了网站数据"
            }
            Failure::NoAnswer => "浏览器的本机存储一直没有回应",
            Failure::Blocked => "另一个窗口还在用旧版本，占着本机存储",
            Failure::Newer => "本机的内容由更新版本的工具保存过，这个窗口用的还是旧版本",
            Failure::Full => "浏览器能用的存储空间满了",
            Failure::Closed => "与本机存储的连接断了",
            Failure::Gone => "本机存储里已经没有这份档案，可能是浏览器数据被清除了",
            Failure::Stale => "另一个窗口也写了这份档案",
            Failure::Other(name) => return format!("浏览器的本机存储出错（{name}）"),
        }
        .to_owned()
    }

    /// What to do, as sentences. What was typed is still on the page in every case.
    pub fn advice(&self) -> &'static str {
        match self {
            Failure::NoStorage => {
                "请先导出备份。要长期填写，请用普通窗口打开本页，并允许网站保存数据。"
            }
            Failure::NoAnswer => {
                "请先导出备份，再关闭这个浏览器的其他窗口；仍不行，就重新启动浏览器。工具会继续尝试。"
            }
            Failure::Blocked => "请把打开着本工具的其他窗口都关掉，这里会自动继续。",
            Failure::Newer => "请先导出备份，再重新打开本页，换成新版本。",
            Failure::Full => {
                "请先导出备份，再清出磁盘空间，或删除不用的档案和历史版本。工具会继续尝试。"
            }
            Failure::Closed => "工具正在重新连接。没有恢复以前，请先导出备份，不要关闭页面。",
            Failure::Gone => "请先导出备份。工具会把这个页面里的全部内容重新写入本机。",
            Failure::Stale => "请选择留下哪一边的内容，没有选中的一边存在“历史版本”里。",
            Failure::Other(_) => "请先导出备份，不要关闭页面。工具会继续尝试。",
        }
    }

    /// Whether trying again later can help without the person.
    pub fn passes(&self) -> bool {
        !matches!(self, Failure::Stale | Failure::Newer)
    }
}

/// Why and what to do, as sentences.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}。{}", self.why(), self.advice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_is_said_in_chinese_with_a_way_out() {
        let all = [
            Failure::NoStorage,
            Failure::NoAnswer,
            Failure::Blocked,
            Failure::Newer,
            Failure::Full,
            Failure::Closed,
            Failure::Gone,
            Failure::Stale,
        ];
        for failure in all {
            let (why, advice) = (failure.why(), failure.advice());
            assert!(!why.ends_with('。'), "{why}");
            assert!(advice.ends_with('。'), "{advice}");
            assert!(
                why.chars()
                    .chain(advice.chars())
                    .all(|c| !c.is_ascii_alphabetic()),
                "{why} {advice}"
            );
        }
        assert_eq!(
            Failure::Other("DataError".into()).why(),
            "浏览器的本机存储出错（DataError）"
        );
    }
}
