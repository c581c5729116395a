//! ValueKind values out of TOML, each with its place in the text. Floats are read from their digits, never as `f64`.

use std::collections::BTreeMap;
use std::str::FromStr;

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::date::Date;

/// Something wrong at a place of the text.
#[derive(Debug)]
pub struct Fault {
    /// Offset in bytes.
    pub at: usize,
    /// What is wrong.
    pub what: String,
}

/// A value and its place.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    value: &'a DeValue<'a>,
    at: usize,
}

/// A table, by its keys.
#[derive(Clone, Default)]
pub struct Table<'a> {
    entries: BTreeMap<&'a str, Node<'a>>,
    key_places: BTreeMap<&'a str, usize>,
}

impl<'a> Table<'a> {
    /// The table of a whole file.
    pub fn root(table: &'a Spanned<DeTable<'a>>) -> Table<'a> {
        Table::of(table.get_ref())
    }

    fn of(table: &'a DeTable<'a>) -> Table<'a> {
        let mut read = Table::default();
        for (key, value) in table.iter() {
            let name: &str = key.get_ref();
            read.key_places.insert(name, key.span().start);
            read.entries.insert(
                name,
                Node {
                    value: value.get_ref(),
                    at: value.span().start,
                },
            );
        }
        read
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        self.entries.get(key).copied()
    }

    /// The value of a key that must be there; `owner` is where the fault is placed otherwise.
    pub fn required(&self, key: &str, owner: Node) -> Result<Node<'a>, Fault> {
        self.get(key)
            .ok_or_else(|| owner.fault(format!("key {key} is missing")))
    }

    /// The keys and values.
    pub fn iter(&self) -> impl Iterator<Item = (&'a str, Node<'a>)> {
        self.entries.iter().map(|(key, node)| (*key, *node))
    }

    /// A fault if there is any other key than these.
    pub fn only(&self, known: &[&str]) -> Result<(), Fault> {
        match self.entries.keys().find(|key| !known.contains(key)) {
            Some(key) => Err(self.unknown_key(key)),
            None => Ok(()),
        }
    }

    /// The fault of a key that is not known.
    pub fn unknown_key(&self, key: &str) -> Fault {
        let at = self.key_places.get(key).copied().unwrap_or(0);
        Fault {
            at,
            what: format!("unknown key {key}"),
        }
    }

    /// This table without `removed` keys and with those of `other`, which replace whole values.
    pub fn replaced(&self, removed: &[&str], other: &Table<'a>) -> Table<'a> {
        let mut result = self.clone();
        result.entries.retain(|key, _| !removed.contains(key));
        result.entries.extend(&other.entries);
        result.key_places.extend(&other.key_places);
        result
    }
}

impl<'a> Node<'a> {
    /// Something wrong with this value.
    pub fn fault(self, what: impl Into<String>) -> Fault {
        Fault {
            at: self.at,
            what: what.into(),
        }
    }

    /// A text.
    pub fn text(self) -> Result<&'a str, Fault> {
        match self.value {
            DeValue::String(text) => Ok(text),
            _ => Err(self.fault("a text is needed here")),
        }
    }

    /// One of these texts, and what it stands for.
    pub fn one_of<T: Copy>(self, values: &[(&str, T)]) -> Result<T, Fault> {
        let text = self.text()?;
        let found = values.iter().find(|(value, _)| *value == text);
        found
            .map(|(_, meaning)| *meaning)
            .ok_or_else(|| self.fault(format!("unknown value {text}")))
    }

    /// `true` or `false`.
    pub fn boolean(self) -> Result<bool, Fault> {
        match self.value {
            DeValue::Boolean(value) => Ok(*value),
            _ => Err(self.fault("true or false is needed here")),
        }
    }

    /// A whole number.
    pub fn integer<T: FromStr>(self) -> Result<T, Fault> {
        match self.value {
            DeValue::Integer(value) if value.radix() == 10 => value.as_str().parse().ok(),
            _ => None,
        }
        .ok_or_else(|| self.fault("a whole number in range is needed here"))
    }

    /// A number, exactly as its digits say.
    pub fn decimal(self) -> Result<Decimal, Fault> {
        let digits = match self.value {
            DeValue::Integer(value) if value.radix() == 10 => value.as_str(),
            DeValue::Float(value) => value.as_str(),
            _ => "",
        };
        Decimal::from_str_exact(digits)
            .or_else(|_| Decimal::from_scientific(digits))
            .map_err(|_| self.fault("a number that can be kept exactly is needed here"))
    }

    /// A day without a time.
    pub fn date(self) -> Result<Date, Fault> {
        match self.value {
            DeValue::Datetime(value) if value.time.is_none() => value
                .date
                .and_then(|date| Date::new(date.year.into(), date.month, date.day)),
            _ => None,
        }
        .ok_or_else(|| self.fault("a day is needed here"))
    }

    /// The members of a list.
    pub fn list(self) -> Result<Vec<Node<'a>>, Fault> {
        match self.value {
            DeValue::Array(values) => Ok(values
                .iter()
                .map(|value| Node {
                    value: value.get_ref(),
                    at: value.span().start,
                })
                .collect()),
            _ => Err(self.fault("a list is needed here")),
        }
    }

    /// A table.
    pub fn table(self) -> Result<Table<'a>, Fault> {
        match self.value {
            DeValue::Table(table) => Ok(Table::of(table)),
            _ => Err(self.fault("a table is needed here")),
        }
    }

    /// A text, number, truth value or day, as text for comparing.
    pub fn scalar(self) -> Result<String, Fault> {
        match self.value {
            DeValue::String(text) => Ok(text.to_string()),
            DeValue::Boolean(value) => Ok(value.to_string()),
            DeValue::Integer(_) | DeValue::Float(_) => Ok(self.decimal()?.normalize().to_string()),
            DeValue::Datetime(_) => Ok(self.date()?.to_string()),
            DeValue::Array(_) | DeValue::Table(_) => {
                Err(self.fault("a single value is needed here"))
            }
        }
    }
}
