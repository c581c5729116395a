//! Why a typed text is no value of its field. The sentences are in `words`.

/// Why a typed text is no value of its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Not written as a date.
    NotADate,
    /// A month where a day is asked for.
    NoDay,
    /// Written as a date that the calendar does not have, such as 2026-02-30.
    NoSuchDate {
        /// The year as written.
        year: u32,
        /// The month as written.
        month: u32,
        /// The day as written.
        day: u32,
    },
    /// A date in a year that no document of an applicant can bear ([`FIRST_YEAR`](super::date::Date::FIRST_YEAR) to [`LAST_YEAR`](super::date::Date::LAST_YEAR)).
    YearOutOfRange {
        /// The year as written.
        year: u32,
    },
    /// Not written as a month of a year.
    NotAMonth,
    /// Not a year between [`FIRST_YEAR`](super::date::Date::FIRST_YEAR) and [`LAST_YEAR`](super::date::Date::LAST_YEAR).
    NotAYear,
    /// Not a number.
    NotANumber,
    /// Thousands separators in the wrong place, such as `12,5`: it may have been meant as a decimal point.
    Grouping,
    /// A number with a unit behind it; the field has its own unit.
    HasUnit {
        /// What stands behind the digits.
        unit: String,
    },
    /// More digits than can be kept exactly.
    TooManyDigits,
    /// Not a whole number from 0 upwards.
    NotACount,
    /// An amount of money below zero.
    NegativeMoney,
    /// An amount of money with more than two decimals.
    BelowCent,
    /// An amount of money in 元 of twelve digits or more: it may have been meant in another unit.
    TooMuchMoney,
    /// Not a percentage in steps of 5.
    NotAPercent,
    /// Not one of the choices of the field.
    UnknownChoice,
    /// A character that was lost on the way and became U+FFFD.
    LostCharacter,
    /// A control character, which no keyboard makes and nobody sees.
    ControlCharacter,
    /// The number of an identity card where a 统一社会信用代码 is asked for.
    UsccIsPerson,
    /// A 统一社会信用代码 that does not have 18 characters.
    UsccLength {
        /// How many it has, spaces not counted.
        found: usize,
    },
    /// A 统一社会信用代码 with a character outside its alphabet.
    UsccCharset {
        /// The first such character.
        found: char,
    },
    /// A 统一社会信用代码 whose last character does not fit the others.
    UsccCheck {
        /// The character that would fit.
        expected: char,
    },
}

impl Flaw {
    /// Whether the value can be right all the same: the screen asks to look again, and nothing is blocked.
    pub fn is_doubt(&self) -> bool {
        matches!(self, Flaw::UsccCheck { .. })
    }
}
