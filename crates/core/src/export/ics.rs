//! Days as a calendar file (RFC 5545), for a person's own calendar. The same day has the same id in every file, so that
//! importing one again brings it up to date instead of twice.

use crate::domain::date::Date;

/// A day of a calendar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// Id within the dossier: stays the same when the day changes.
    pub id: String,
    /// The day.
    pub date: Date,
    /// What is due.
    pub title: String,
    /// More about it.
    pub about: String,
}

/// Longest line of the file, in bytes.
const LINE: usize = 75;

/// The file. `dossier` is the id of the dossier, `stamp` the day it is written: the same arguments give the same file.
pub fn calendar(days: &[CalendarDay], name: &str, dossier: &str, stamp: Date) -> String {
    let mut out = String::new();
    let mut line = |text: String| fold(&text, &mut out);
    line("BEGIN:VCALENDAR".to_owned());
    line("VERSION:2.0".to_owned());
    line("PRODID:-//quality-award//ZH".to_owned());
    line("CALSCALE:GREGORIAN".to_owned());
    line(format!("X-WR-CALNAME:{}", escaped(name)));
    for day in days {
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{}-{}@quality-award", day.id, dossier));
        line(format!("DTSTAMP:{}T000000Z", digits(stamp)));
        line(format!("DTSTART;VALUE=DATE:{}", digits(day.date)));
        line(format!(
            "DTEND;VALUE=DATE:{}",
            digits(day.date.plus_days(1))
        ));
        line(format!("SUMMARY:{}", escaped(&day.title)));
        if !day.about.is_empty() {
            line(format!("DESCRIPTION:{}", escaped(&day.about)));
        }
        line("TRANSP:TRANSPARENT".to_owned());
        line("END:VEVENT".to_owned());
    }
    line("END:VCALENDAR".to_owned());
    out
}

fn digits(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// A text as a value: what separates values is marked, lines become `\n`, what no text has is left out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line in pieces that are short enough, none of them broken within a letter.
fn fold(text: &str, out: &mut String) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::d;

    fn day(title: &str, about: &str) -> CalendarDay {
        CalendarDay {
            id: "hand-over".to_owned(),
            date: d("2028-02-29"),
            title: title.to_owned(),
            about: about.to_owned(),
        }
    }

    #[test]
    fn a_day_is_an_event_without_hours() {
        let file = calendar(&[day("报送秘书处", "")], "递交", "a1", d("2028-01-05"));
        assert!(file.contains("UID:hand-over-a1@quality-award\r\n"));
        assert!(file.contains("DTSTART;VALUE=DATE:20280229\r\nDTEND;VALUE=DATE:20280301\r\n"));
        assert!(file.contains("SUMMARY:报送秘书处\r\n") && !file.contains("DESCRIPTION"));
        assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn what_separates_values_is_marked_and_no_line_is_long() {
        let about = format!("甲, 乙; 丙\\丁\n{}\u{7}", "长".repeat(90));
        let file = calendar(&[day("一", &about)], "递交", "a1", d("2028-01-05"));
        assert!(file.lines().all(|line| line.len() <= LINE), "{file}");
        let whole = file.replace("\r\n ", "");
        let expected = format!("DESCRIPTION:甲\\, 乙\\; 丙\\\\丁\\n{}\r\n", "长".repeat(90));
        assert!(whole.contains(&expected), "{whole}");
    }
}
