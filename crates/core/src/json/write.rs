//! Canonical JSON text (RFC 8785): names in the order of their UTF-16 code units, no white space, texts as they are.
//!
//! Only what a package can hold is written: texts, integers, lists, objects. The tables and the code for the shortest
//! form of a fraction would add 20 kB to the download, and no package has one.

use std::fmt::Write;

use serde_json::Value;

/// Canonical text of a value. A fraction, which no package has, becomes `null`.
pub(crate) fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value);
    out
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => write_display(out, number),
            (_, Some(number)) => write_display(out, number),
            _ => out.push_str("null"),
        },
        Value::String(text) => write_text(out, text),
        Value::Array(list) => {
            out.push('[');
            for (at, value) in list.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_value(out, value);
            }
            out.push(']');
        }
        Value::Object(map) => {
            // The map's own order is that of code points, which differs above U+FFFF.
            let mut names: Vec<&String> = map.keys().collect();
            names.sort_unstable_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (at, name) in names.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_text(out, name);
                out.push(':');
                write_value(out, &map[name]);
            }
            out.push('}');
        }
    }
}

fn write_display(out: &mut String, number: impl std::fmt::Display) {
    // Writing to a String cannot fail.
    let _ = write!(out, "{number}");
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\u{1f}' => write_display(out, format_args!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_written_is_what_rfc_8785_says() {
        let control: String = (0..=0x7f).map(char::from).collect();
        let value = json!({
            "\u{20ac}": "Euro Sign",
            "\r": "Carriage Return",
            "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One",
            "\u{1f600}": "Emoji: Grinning Face",
            "\u{80}": "Control",
            "\u{f6}": "Latin Small Letter O With Diaeresis",
            "texts": ["", control, "第四章 \u{2028}/\u{7f}"],
            "numbers": [0, 45, -5, u32::MAX],
            "rest": [null, true, false, {}, [], [[]]],
        });
        let expected = serde_json_canonicalizer::to_string(&value).unwrap();
        assert_eq!(canonical(&value), expected);
    }
}
