//! What serde found wrong, said in Chinese.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

/// What serde found wrong, already in Chinese.
#[derive(Debug)]
pub(super) struct Fault(pub(super) String);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Fault(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = expected.to_string();
        Fault(match expected.as_str() {
            PERCENT => format!("{}不能用作百分比，只能是 0、5、10……100", written(&found)),
            other => format!("应为{}，文件里是{}", wanted(other), seen(&found)),
        })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Fault(format!(
            "“{}”无法识别，这里只能是 {}",
            on_one_line(variant),
            expected.join("、")
        ))
    }

    fn missing_field(field: &'static str) -> Self {
        Fault(format!("缺少“{field}”"))
    }
}

/// What a percent's reader says it expects, so that the message can say what a percent is.
pub(crate) const PERCENT: &str = "percent";

/// A value as it is written, with a space where digits would touch Chinese.
fn written(found: &Unexpected<'_>) -> String {
    match found {
        Unexpected::Str(text) => format!("带引号的“{}”", on_one_line(text)),
        Unexpected::Unsigned(number) => format!("{number} "),
        Unexpected::Signed(number) => format!("{number} "),
        Unexpected::Float(number) => format!("{number:?} "),
        other => seen(other).to_owned(),
    }
}

fn wanted(expected: &str) -> &'static str {
    match expected {
        "a string" | "a borrowed string" | "a formatted string" => "文字",
        "a boolean" => "真假值",
        "a sequence" => "列表",
        "i64" | "u8" => "整数",
        _ if expected.contains("enum") => "文字",
        _ => "一组带名称的内容",
    }
}

fn seen(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Str(_) | Unexpected::Char(_) => "文字",
        Unexpected::Bool(_) => "真假值",
        Unexpected::Float(_) => "小数",
        Unexpected::Signed(_) | Unexpected::Unsigned(_) => "数字",
        Unexpected::Seq => "列表",
        Unexpected::Map => "一组带名称的内容",
        _ => "空值",
    }
}

/// Longest piece of a file's own text in a message, in characters.
const LONGEST_QUOTE: usize = 30;

/// A piece of a file's own text as a message can bear it: on one line, and not long.
pub(crate) fn on_one_line(text: &str) -> String {
    shortened(text, LONGEST_QUOTE)
}

pub(super) fn shortened(text: &str, most: usize) -> String {
    let mut chars = text.chars().map(|c| match c.is_control() {
        true => char::REPLACEMENT_CHARACTER,
        false => c,
    });
    let mut out: String = chars.by_ref().take(most).collect();
    if chars.next().is_some() {
        out.push('…');
    }
    out
}
