//! JSON, read one way and written one way, for packs, packages and records.
//!
//! Text becomes a `Value` ([`strict`]), and a `Value` becomes a type ([`decode`], through the one deserializer in
//! `node`). Writing goes the same way back: a type becomes a `Value`, and only a `Value` is written ([`canonical`]).
//! serde makes the code of a type anew for every reader and writer that it meets, and there are more than a hundred
//! types: with a second way, that code would be in the download twice.

pub(crate) mod decode;
pub(crate) mod fault;
mod node;
pub(crate) mod strict;
mod write;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use decode::Refusal;
pub(crate) use write::canonical;

/// A type read from JSON text. Names that the type has no room for are passed over.
///
/// # Errors
/// A [`Refusal`] with the place.
pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    let (value, _) = strict::read(text.as_bytes())?;
    from_value(&value)
}

/// A type read from a value, as [`from_text`] does.
pub(crate) fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, Refusal> {
    decode::decode(value).map(|(typed, _)| typed)
}

/// A type as canonical JSON text (RFC 8785).
///
/// # Panics
/// If a map key is not text; our types have no such map.
pub fn to_text<T: Serialize>(typed: &T) -> String {
    canonical(&to_value(typed))
}

pub(crate) fn to_value<T: Serialize>(typed: &T) -> Value {
    serde_json::to_value(typed).expect("our types are made of texts, lists, maps and integers")
}
