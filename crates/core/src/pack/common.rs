//! Small types that several files of the data share.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::domain::date::Date;
use crate::domain::input::{Input, date, decimal};

/// A day, written `"2023-03-09"` in the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        match date(&text) {
            // Only the form that is written again: the data has one way to write a day.
            Input::Given(day) if day.to_string() == text => Ok(Day(day)),
            _ => Err(de::Error::custom(format_args!(
                "\"{text}\" is not a day such as \"2023-03-09\""
            ))),
        }
    }
}

/// An exact number: an integer, or a decimal written as text (`"0.5"`), because floats are not exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(pub Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;

        impl Visitor<'_> for Reader {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer, or a decimal in quotes such as \"0.5\"")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Number, E> {
                Ok(Number(value.into()))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Number, E> {
                Ok(Number(value.into()))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                match decimal(text) {
                    Input::Given(value) => Ok(Number(value)),
                    _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }
        }

        if from.is_human_readable() {
            from.deserialize_any(Reader)
        } else {
            from.deserialize_str(Reader)
        }
    }
}

/// All of them, written `"all"`, or a list of ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// Every one there is.
    All,
    /// These ids.
    Only(Vec<String>),
}

impl Which {
    /// Whether this id is among them.
    pub fn has(&self, id: &str) -> bool {
        match self {
            Which::All => true,
            Which::Only(ids) => ids.iter().any(|known| known == id),
        }
    }

    /// The ids that are named; none for all.
    pub fn named(&self) -> &[String] {
        match self {
            Which::All => &[],
            Which::Only(ids) => ids,
        }
    }
}

impl Serialize for Which {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let ids = match self {
            Which::All => None,
            Which::Only(ids) => Some(ids),
        };
        ids.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Which {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Which;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"all\" or a list of ids")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Which, E> {
                match text {
                    "all" => Ok(Which::All),
                    _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Which, A::Error> {
                let mut ids = Vec::new();
                while let Some(id) = list.next_element()? {
                    ids.push(id);
                }
                Ok(Which::Only(ids))
            }
        }

        if from.is_human_readable() {
            from.deserialize_any(Reader)
        } else {
            let ids = Option::deserialize(from)?;
            Ok(ids.map_or(Which::All, Which::Only))
        }
    }
}

/// A value and the article that sets it, word for word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cited<T> {
    /// The value.
    pub value: T,
    /// Its unit in Chinese, such as `年`.
    #[serde(default)]
    pub unit: Option<String>,
    /// The article; empty for what stands before the first or after the last one.
    pub article: String,
    /// The article's own words.
    pub quote: String,
    /// How we read it, where that is not plain.
    #[serde(default)]
    pub note: Option<String>,
}

/// One of a list to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// What choosing it gives, where a rule needs that.
    #[serde(default)]
    pub gives: Option<Gives>,
}

/// What choosing an option gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gives {
    /// The question is met.
    Met,
    /// The question is unmet.
    Unmet,
    /// It cannot be said.
    Unknown,
    /// Priority in being recommended.
    Priority,
}

/// How something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AskKind {
    /// 是、否、不确定.
    YesNoUnsure,
    /// One of a list.
    Choice,
    /// A day.
    Date,
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// One number.
    Figures,
    /// One number for each of three years.
    #[serde(rename = "figures-3y")]
    Figures3y,
    /// A list of rows that a person adds to.
    Rows,
    /// A few fields together.
    Group,
    /// Nothing is asked: the tool knows or computes it.
    Auto,
}

/// A field of a row, of a group, or of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The key it is stored under.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// How it is asked.
    pub kind: AskKind,
    /// Whether it may be left empty.
    #[serde(default)]
    pub optional: bool,
    /// What to write; empty if that is plain.
    #[serde(default)]
    pub hint: String,
    /// For a choice: the list.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// Values of the group's first field at which this one is asked; empty means always.
    #[serde(default)]
    pub when: Vec<String>,
}

/// For serde: the default of what is true unless the data says otherwise.
pub(super) fn yes() -> bool {
    true
}

/// A number of [`About`] that rules name instead of repeating it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueKey {
    /// [`About::operation_years_min`].
    OperationYearsMin,
    /// [`About::excellence_years_min`].
    ExcellenceYearsMin,
    /// [`About::data_years_min`].
    DataYearsMin,
    /// [`About::exclusion_window_years`].
    ExclusionWindowYears,
    /// [`About::internal_notice_working_days`].
    InternalNoticeWorkingDays,
    /// [`About::public_notice_working_days`].
    PublicNoticeWorkingDays,
    /// [`About::ban_years`].
    BanYears,
    /// [`About::validity_years`].
    ValidityYears,
}
