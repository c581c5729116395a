//! The pages and their addresses: a small typed route in the hash, which works from any folder,
//! offline and over `file://`. A router crate would cost 28 KB of the download for the same.

use std::fmt;

/// Where an answer was opened from, and where one returns after changing it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Back {
    /// On to the next question.
    #[default]
    Next,
    /// Check-your-answers.
    Answers,
    /// The verdict.
    Verdict,
    /// The form.
    Form,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// 任务清单, the start page.
    #[default]
    Start,
    /// 本机档案: the dossiers of this computer.
    Dossiers,
    /// One question of the walk, by step id.
    Question(String, Back),
    /// 核对回答.
    Answers,
    /// 资格结论.
    Verdict,
    /// 办法没有写明的地方: the readings one may choose.
    Readings,
    /// 申报表.
    Form,
    /// One slot of 组织概述.
    Slot(String),
    /// One item of 自我评价.
    Item(String),
    /// 证实性材料.
    Evidence,
    /// 评审员视角.
    Review,
    /// 导入报告.
    ImportReport,
    /// 导入表格, and into what; empty for the metrics of all items.
    ImportTable(String),
    /// 全部指标, of an item; empty for all.
    Metrics(String),
    /// 得分总览.
    Scores,
    /// 合议: what several scorers gave.
    Consensus,
    /// 合议 about one item.
    ConsensusItem(String),
    /// 年度自评.
    Annual,
    /// 获奖后.
    Award,
    /// 递交.
    HandIn,
    /// A paper of the round, by its template's id.
    Paper(String),
    /// 打印预览.
    Print,
    /// 查找, with what is looked for; empty before anything is.
    Find(String),
    /// 历史版本和最近删除.
    History,
    /// 收到的材料: packages of others, looked at and compared.
    Received,
    /// 帮助.
    Help,
}

impl Back {
    fn parse(text: &str) -> Back {
        match text {
            "answers" => Back::Answers,
            "verdict" => Back::Verdict,
            "form" => Back::Form,
            _ => Back::Next,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Back::Next => "",
            Back::Answers => "answers",
            Back::Verdict => "verdict",
            Back::Form => "form",
        }
    }
}

impl Route {
    /// The page of an address's hash; the start page when there is no such page.
    pub fn parse(hash: &str) -> Route {
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let mut parts = path.split('/');
        let (page, id) = (parts.next().unwrap_or(""), parts.next());
        match (page, id) {
            ("question", Some(id)) => {
                Route::Question(id.to_owned(), Back::parse(parts.next().unwrap_or("")))
            }
            ("dossiers", None) => Route::Dossiers,
            ("answers", None) => Route::Answers,
            ("verdict", None) => Route::Verdict,
            ("readings", None) => Route::Readings,
            ("form", None) => Route::Form,
            ("profile", Some(id)) => Route::Slot(id.to_owned()),
            ("item", Some(id)) => Route::Item(id.to_owned()),
            ("evidence", None) => Route::Evidence,
            ("review", None) => Route::Review,
            ("bring", None) => Route::ImportReport,
            ("table", target) => Route::ImportTable(target.unwrap_or("").to_owned()),
            ("metrics", item) => Route::Metrics(item.unwrap_or("").to_owned()),
            ("scores", None) => Route::Scores,
            ("consensus", None) => Route::Consensus,
            ("consensus", Some(id)) => Route::ConsensusItem(id.to_owned()),
            ("annual", None) => Route::Annual,
            ("award", None) => Route::Award,
            ("hand-in", None) => Route::HandIn,
            ("paper", Some(id)) => Route::Paper(id.to_owned()),
            ("print", None) => Route::Print,
            ("find", query) => Route::Find(decoded(query.unwrap_or(""))),
            ("history", None) => Route::History,
            ("received", None) => Route::Received,
            ("help", None) => Route::Help,
            _ => Route::Start,
        }
    }
}

/// The hash, with `#`.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::Start => f.write_str("#/"),
            Route::Dossiers => f.write_str("#/dossiers"),
            Route::Question(id, Back::Next) => write!(f, "#/question/{id}"),
            Route::Question(id, back) => write!(f, "#/question/{id}/{}", back.text()),
            Route::Answers => f.write_str("#/answers"),
            Route::Verdict => f.write_str("#/verdict"),
            Route::Readings => f.write_str("#/readings"),
            Route::Form => f.write_str("#/form"),
            Route::Slot(id) => write!(f, "#/profile/{id}"),
            Route::Item(id) => write!(f, "#/item/{id}"),
            Route::Evidence => f.write_str("#/evidence"),
            Route::Review => f.write_str("#/review"),
            Route::ImportReport => f.write_str("#/bring"),
            Route::ImportTable(target) if target.is_empty() => f.write_str("#/table"),
            Route::ImportTable(target) => write!(f, "#/table/{target}"),
            Route::Metrics(item) if item.is_empty() => f.write_str("#/metrics"),
            Route::Metrics(item) => write!(f, "#/metrics/{item}"),
            Route::Scores => f.write_str("#/scores"),
            Route::Consensus => f.write_str("#/consensus"),
            Route::ConsensusItem(id) => write!(f, "#/consensus/{id}"),
            Route::Annual => f.write_str("#/annual"),
            Route::Award => f.write_str("#/award"),
            Route::HandIn => f.write_str("#/hand-in"),
            Route::Paper(id) => write!(f, "#/paper/{id}"),
            Route::Print => f.write_str("#/print"),
            Route::Find(query) if query.is_empty() => f.write_str("#/find"),
            Route::Find(query) => write!(f, "#/find/{}", encoded(query)),
            Route::History => f.write_str("#/history"),
            Route::Received => f.write_str("#/received"),
            Route::Help => f.write_str("#/help"),
        }
    }
}

/// A text as a part of an address: everything but Latin letters and digits by its bytes, `%E6`, which no browser
/// writes in another way.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte.is_ascii_alphanumeric() {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// The text of a part of an address; a `%` that begins no byte stands for itself.
fn decoded(part: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = part.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|hex| str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_comes_back_from_its_address() {
        for route in [
            Route::Start,
            Route::Dossiers,
            Route::Question("13-1-a".into(), Back::Next),
            Route::Question("13-1-a".into(), Back::Answers),
            Route::Answers,
            Route::Verdict,
            Route::Readings,
            Route::Form,
            Route::Slot("B.1.1.a".into()),
            Route::Item("4.1.2".into()),
            Route::Evidence,
            Route::Review,
            Route::ImportReport,
            Route::ImportTable(String::new()),
            Route::ImportTable("form".into()),
            Route::Metrics(String::new()),
            Route::Metrics("4.7.4".into()),
            Route::Scores,
            Route::Consensus,
            Route::ConsensusItem("4.1.2".into()),
            Route::Annual,
            Route::Award,
            Route::HandIn,
            Route::Paper("tpl-pledge".into()),
            Route::Print,
            Route::Find(String::new()),
            Route::Find("标杆 /100%，a+b?#𠮷".into()),
            Route::History,
            Route::Received,
            Route::Help,
        ] {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
        // As a person writes it into the address.
        assert_eq!(Route::parse("#/find/标杆"), Route::Find("标杆".into()));
        assert_eq!(Route::parse("#/find/35%"), Route::Find("35%".into()));
        assert_eq!(
            Route::parse("#/find/%zz%E6"),
            Route::Find("%zz\u{FFFD}".into())
        );
        assert_eq!(Route::parse("#/nowhere"), Route::Start);
    }
}
