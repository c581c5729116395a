//! serde's interface to a JSON value: the one deserializer behind every type that is read.
//!
//! It is kept small on purpose. What it never calls of a type's code is not in the download: a struct is read from
//! named members only, never from a list; a name is read as text only, never as bytes or as a number.

use std::cell::RefCell;
use std::fmt::Write;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde_json::{Value, map};

use super::fault::Fault;

/// What is noted while a value is read.
#[derive(Default)]
pub(super) struct Notes {
    /// Where the reader is, such as `items[4].percent`. After an error: where that was.
    pub(super) place: RefCell<String>,
    /// The places of what the type has no room for.
    pub(super) ignored: RefCell<Vec<String>>,
}

impl Notes {
    fn depth(&self) -> usize {
        self.place.borrow().len()
    }

    /// Goes back to a place by its length. A member that was read leaves the place wherever it likes.
    fn back(&self, depth: usize) {
        self.place.borrow_mut().truncate(depth);
    }

    fn enter_member(&self, name: &str) {
        let mut place = self.place.borrow_mut();
        if !place.is_empty() {
            place.push('.');
        }
        place.push_str(name);
    }

    fn enter_entry(&self, index: usize) {
        // Writing to a String cannot fail.
        let _ = write!(self.place.borrow_mut(), "[{index}]");
    }
}

/// A JSON value at the place that the notes say.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) value: &'a Value,
    pub(super) notes: &'a Notes,
}

impl<'a> Node<'a> {
    #[cold]
    fn refuse(self, expected: &dyn Expected) -> Fault {
        let found = match self.value {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), ..) => Unexpected::Unsigned(value),
                (_, Some(value), _) => Unexpected::Signed(value),
                (.., value) => Unexpected::Float(value.unwrap_or_default()),
            },
            Value::String(text) => Unexpected::Str(text),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        Fault::invalid_type(found, expected)
    }

    fn entries(self) -> Option<Entries<'a>> {
        Some(Entries {
            left: self.value.as_array()?.iter(),
            notes: self.notes,
            depth: self.notes.depth(),
            index: 0,
        })
    }

    fn members(self) -> Option<Members<'a>> {
        Some(Members {
            left: self.value.as_object()?.iter(),
            value: &Value::Null,
            notes: self.notes,
            depth: self.notes.depth(),
        })
    }

    /// `"name"`, or `{"name": content}`.
    fn variant(self) -> Option<Variant<'a>> {
        let (name, content) = match self.value {
            Value::String(name) => (name, None),
            Value::Object(map) if map.len() == 1 => {
                let (name, value) = map.iter().next()?;
                self.notes.enter_member(name);
                (name, Some(Node { value, ..self }))
            }
            _ => return None,
        };
        Some(Variant { name, content })
    }
}

const ENUM: &str = "an enum name";
const STRUCT: &str = "named members";

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(_) => self.deserialize_bool(visitor),
            Value::Number(_) => self.deserialize_i64(visitor),
            Value::String(_) => self.deserialize_str(visitor),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Bool(value) => visitor.visit_bool(*value),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if let Some(value) = self.value.as_u64() {
            visitor.visit_u64(value)
        } else if let Some(value) = self.value.as_i64() {
            visitor.visit_i64(value)
        } else {
            // No type of ours holds a float.
            Err(self.refuse(&visitor))
        }
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::String(text) => visitor.visit_str(text),
            _ => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.entries() {
            Some(entries) => visitor.visit_seq(entries),
            None => Err(self.refuse(&visitor)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.members() {
            Some(members) => visitor.visit_map(members),
            None => Err(self.refuse(&STRUCT)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.variant() {
            Some(variant) => visitor.visit_enum(variant),
            None => Err(self.refuse(&ENUM)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let place = self.notes.place.borrow().clone();
        self.notes.ignored.borrow_mut().push(place);
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i128 u16 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

/// The entries of a list, one after the other.
struct Entries<'a> {
    left: std::slice::Iter<'a, Value>,
    notes: &'a Notes,
    depth: usize,
    index: usize,
}

impl<'a> Entries<'a> {
    fn step(&mut self) -> Option<Node<'a>> {
        self.notes.back(self.depth);
        let value = self.left.next()?;
        self.notes.enter_entry(self.index);
        self.index += 1;
        Some(Node {
            value,
            notes: self.notes,
        })
    }
}

impl<'de> SeqAccess<'de> for Entries<'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        match self.step() {
            Some(node) => seed.deserialize(node).map(Some),
            None => Ok(None),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.len())
    }
}

/// The members of an object, one after the other.
struct Members<'a> {
    left: map::Iter<'a>,
    /// Of the member whose name was read last.
    value: &'a Value,
    notes: &'a Notes,
    depth: usize,
}

impl<'a> Members<'a> {
    fn step(&mut self) -> Option<StrDeserializer<'a, Fault>> {
        self.notes.back(self.depth);
        let (name, value) = self.left.next()?;
        self.notes.enter_member(name);
        self.value = value;
        Some(name.as_str().into_deserializer())
    }
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        match self.step() {
            Some(name) => seed.deserialize(name).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(Node {
            value: self.value,
            notes: self.notes,
        })
    }
}

/// One of the variants of an enum, and what it holds, if it holds anything.
struct Variant<'a> {
    name: &'a str,
    content: Option<Node<'a>>,
}

impl<'a> Variant<'a> {
    fn content(self) -> Result<Node<'a>, Fault> {
        let nothing = Fault::invalid_type(Unexpected::Str(self.name), &STRUCT);
        self.content.ok_or(nothing)
    }
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let name: StrDeserializer<'_, Fault> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match self.content {
            None => Ok(()),
            Some(node) => Err(node.refuse(&ENUM)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.content()?.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.content()?.deserialize_map(visitor)
    }
}
