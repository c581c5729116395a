//! Versions in words: why one was made, on which day, what came after it.

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::RecordKey;
use quality_award_core::storage::{Reason, Snapshot, Summary};

use crate::components::{Tone, section_words};

/// Most sections that are named.
const NAMED: usize = 3;

/// What a version is called.
pub fn title(snapshot: &Snapshot) -> String {
    match snapshot.reason {
        Reason::Hourly => "自动留存",
        Reason::Replace => "用文件替换以前",
        Reason::Import => "录入报告或表格以前",
        Reason::Removal => return format!("{}以前", snapshot.label),
        Reason::TakeOver => "换另一个窗口写以前",
        Reason::Merge => "合并两个窗口以前",
        Reason::Restore => "恢复以前",
        Reason::Migration => "换成新格式以前",
        Reason::Named => &snapshot.label,
    }
    .to_owned()
}

/// The tag beside it; empty for the usual kind.
pub fn tag(reason: Reason) -> (&'static str, Tone) {
    match reason {
        Reason::Hourly => ("", Tone::Plain),
        Reason::Replace => ("替换前", Tone::Plain),
        Reason::Import => ("导入前", Tone::Plain),
        Reason::Removal => ("删除前", Tone::Plain),
        Reason::TakeOver => ("换窗口前", Tone::Plain),
        Reason::Merge => ("合并前", Tone::Warn),
        Reason::Restore => ("恢复前", Tone::Plain),
        Reason::Migration => ("换格式前", Tone::Plain),
        Reason::Named => ("已起名", Tone::Ok),
    }
}

/// The day a version was made.
pub fn day(snapshot: &Snapshot, today: Date) -> String {
    let Some(day) = snapshot.date() else {
        return snapshot.day().to_owned();
    };
    match day.days_until(today) {
        0 => format!("今天，{day}"),
        1 => format!("昨天，{day}"),
        _ => {
            let weekday = ["一", "二", "三", "四", "五", "六", "日"];
            let at = usize::from(day.weekday()) - 1;
            format!("{day}，星期{}", weekday[at])
        }
    }
}

/// What came after a version: which sections, how much longer they became.
pub fn since(summary: &Summary) -> String {
    let is_metric = |section: &&RecordKey| matches!(section, RecordKey::Metric(_));
    let metrics = summary.sections.iter().filter(is_metric).count();
    let mut names: Vec<String> = summary
        .sections
        .iter()
        .filter(|section| !is_metric(section))
        // New metrics change their order, too.
        .filter(|section| metrics == 0 || **section != RecordKey::MetricOrder)
        .map(|section| section_words(&section.to_string()))
        .collect();
    if metrics > 0 {
        names.push(format!("{metrics} 个指标"));
    }
    let count = names.len();
    names.truncate(NAMED);
    let more = match count {
        count if count > NAMED => format!("等 {count} 处"),
        _ => String::new(),
    };
    let long = match summary.after.abs_diff(summary.before) {
        0 => String::new(),
        by if summary.after > summary.before => format!("；共多 {by} 字"),
        by => format!("；共少 {by} 字"),
    };
    match count {
        0 => "此后没有变化".to_owned(),
        _ => format!("此后改了{}{more}{long}", names.join("、")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_after_a_version_is_told_in_a_line() {
        let told = |sections: &[&str], before, after| {
            let sections = sections.iter().filter_map(|key| RecordKey::parse(key));
            since(&Summary {
                sections: sections.collect(),
                before,
                after,
            })
        };
        assert_eq!(told(&[], 0, 0), "此后没有变化");
        assert_eq!(told(&["form"], 10, 322), "此后改了申报表；共多 312 字");
        assert_eq!(
            told(&["form", "walk", "metrics", "metric/a", "metric/b"], 9, 4),
            "此后改了申报表、资格自查的回答、2 个指标；共少 5 字"
        );
        assert_eq!(
            told(&["form", "walk", "annual", "sheets"], 4, 4),
            "此后改了申报表、资格自查的回答、年度自评的日期等 4 处"
        );
    }
}
