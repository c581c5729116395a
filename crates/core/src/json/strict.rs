//! JSON as strictly as a package needs it: a key that stands twice is an error with its place,
//! and half a surrogate pair becomes U+FFFD, because Rust text cannot hold it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::decode::Refusal;

/// Reads JSON text into a value. The second part counts the lone surrogates that were replaced.
pub(crate) fn read(bytes: &[u8]) -> Result<(Value, usize), Refusal> {
    check_text(bytes)?;
    let (bytes, replaced) = without_lone_surrogates(bytes);
    let path = RefCell::new(String::new());
    let mut reader = serde_json::Deserializer::from_slice(&bytes);
    let value = Strict(&path)
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| refusal(&error, &bytes, &path.borrow()))?;
    Ok((value, replaced))
}

const CUT_OFF: &str = "文件到这里就断了，可能没有复制或下载完整。请重新取得这个文件";

/// Refuses what is no UTF-8 text, with what was probably done to it.
fn check_text(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.trim_ascii().is_empty() {
        return Err(Refusal::new("", "文件是空的。请重新取得这个文件"));
    }
    // With or without its byte order mark: the first sign of JSON is an ASCII character.
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [b'{', 0, ..] | [0, b'{', ..] = bytes {
        return Err(Refusal::new(
            "",
            "文件是 UTF-16 编码的。请重新取得原来的文件，或者用 UTF-8 编码另存以后再打开",
        ));
    }
    let Err(error) = std::str::from_utf8(bytes) else {
        return Ok(());
    };
    let at = place(bytes, error.valid_up_to() + 1);
    Err(match error.error_len() {
        None => Refusal::new(at, CUT_OFF),
        Some(_) => Refusal::new(
            at,
            "这里不是 UTF-8 编码的文字。请重新取得原来的文件，或者用 UTF-8 编码另存以后再打开",
        ),
    })
}

/// Line and column, in characters, of the last of so many bytes.
fn place(bytes: &[u8], count: usize) -> String {
    let before = &bytes[..count.min(bytes.len())];
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let start = before.iter().rposition(|byte| *byte == b'\n');
    let in_line = &before[start.map_or(0, |at| at + 1)..];
    let column = String::from_utf8_lossy(in_line).chars().count();
    format!("第 {line} 行第 {} 列", column.max(1))
}

fn refusal(error: &serde_json::Error, bytes: &[u8], path: &str) -> Refusal {
    let lines_before = error.line().saturating_sub(1);
    let line_start = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .take(lines_before)
        .map(<[u8]>::len)
        .sum::<usize>();
    let at = place(bytes, line_start + error.column());
    let text = error.to_string();
    match error.classify() {
        serde_json::error::Category::Eof => Refusal::new(at, CUT_OFF),
        serde_json::error::Category::Data => Refusal::new(path, "同一个名称写了两次"),
        _ if text.starts_with("recursion limit") => {
            Refusal::new(at, "括号套得太深，请选用本工具导出的数据文件")
        }
        _ if text.starts_with("control character") => Refusal::new(
            at,
            "这里有看不见的控制字符，不合 JSON 格式。请重新取得这个文件",
        ),
        _ => Refusal::new(
            at,
            "这里无法读取，不是 JSON 数据文件。请选用本工具导出的数据文件",
        ),
    }
}

/// A seed that reads any value and knows where it is.
struct Strict<'a>(&'a RefCell<String>);

impl Strict<'_> {
    /// Reads one member with its place appended; on an error the place stays for the message.
    fn inside<T, E>(
        &self,
        step: &str,
        read: impl FnOnce(Strict<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let length = self.0.borrow().len();
        self.0.borrow_mut().push_str(step);
        let value = read(Strict(self.0))?;
        self.0.borrow_mut().truncate(length);
        Ok(value)
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = self.inside(&format!("[{}]", list.len()), |seed| {
            from.next_element_seed(seed)
        })? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = from.next_key::<String>()? {
            let dot = if self.0.borrow().is_empty() { "" } else { "." };
            let value = self.inside(&format!("{dot}{key}"), |seed| {
                if map.contains_key(&key) {
                    return Err(A::Error::custom("duplicate"));
                }
                from.next_value_seed(seed)
            })?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

/// Replaces each `\uD8xx` or `\uDCxx` escape that has no partner with `\ufffd`.
fn without_lone_surrogates(bytes: &[u8]) -> (Cow<'_, [u8]>, usize) {
    let unit = |at: usize| -> Option<u16> {
        let escape = bytes.get(at..at + 6)?;
        if &escape[..2] != b"\\u" {
            return None;
        }
        u16::from_str_radix(std::str::from_utf8(&escape[2..]).ok()?, 16).ok()
    };
    let (mut out, mut replaced, mut at) = (Vec::new(), 0, 0);
    while at < bytes.len() {
        let step = match (bytes[at], unit(at)) {
            (b'\\', Some(0xD800..=0xDBFF)) => match unit(at + 6) {
                Some(0xDC00..=0xDFFF) => 12,
                _ => 0,
            },
            (b'\\', Some(0xDC00..=0xDFFF)) => 0,
            (b'\\', Some(_)) => 6,
            (b'\\', None) => 2,
            _ => 1,
        };
        if step == 0 {
            out.extend_from_slice(b"\\ufffd");
            replaced += 1;
            at += 6;
        } else {
            let end = (at + step).min(bytes.len());
            out.extend_from_slice(&bytes[at..end]);
            at = end;
        }
    }
    if replaced == 0 {
        (Cow::Borrowed(bytes), 0)
    } else {
        (Cow::Owned(out), replaced)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_surrogates_become_the_replacement_character() {
        let (value, replaced) = read(br#"["a\ud800b", "\ud83d\ude00", "\\ud800"]"#).unwrap();
        assert_eq!(value, serde_json::json!(["a\u{fffd}b", "😀", "\\ud800"]));
        assert_eq!(replaced, 1);
    }

    #[test]
    fn a_key_that_stands_twice_is_named_with_its_place() {
        let refused = read(br#"{"items": [{"id": "4.1.2", "id": "4.1.3"}]}"#).unwrap_err();
        assert_eq!(refused.to_string(), "items[0].id：同一个名称写了两次");
    }

    #[test]
    fn a_bare_control_character_is_not_json() {
        assert!(read(b"{\"a\": \"\x01\"}").is_err());
    }
}
