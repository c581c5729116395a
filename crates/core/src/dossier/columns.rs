//! What is written in a column of a register: in words, and what is wrong with it.

use crate::domain::input::{self, Flaw};
use crate::pack::{Column, ColumnKind};

use super::field_kinds::YES_NO;

/// Why a raw text is no value of its column; `None` where it is one, or nothing is typed.
pub fn column_flaw(column: &Column, raw: &str) -> Option<Flaw> {
    match column.kind {
        ColumnKind::Text | ColumnKind::LongText | ColumnKind::Refs => None,
        ColumnKind::Date if column.forever.as_deref() == Some(raw.trim()) => None,
        ColumnKind::Date => input::date(raw).flaw(),
        ColumnKind::Month => input::month(raw).flaw(),
        ColumnKind::Year => input::year(raw).flaw(),
        ColumnKind::Count => input::count(raw).flaw(),
        ColumnKind::Decimal => input::decimal(raw).flaw(),
        ColumnKind::Money => input::money(raw).flaw(),
        ColumnKind::YesNo => input::choice(raw, YES_NO.iter().copied()).flaw(),
        ColumnKind::Choice => {
            let options = column.options.iter().map(|option| option.value.as_str());
            input::choice(raw, options).flaw()
        }
    }
}

/// A raw text in words: the label of a choice, 是 or 否, otherwise as typed.
pub fn column_words<'a>(column: &'a Column, raw: &'a str) -> &'a str {
    match (column.kind, raw) {
        (ColumnKind::YesNo, "yes") => "是",
        (ColumnKind::YesNo, "no") => "否",
        (ColumnKind::Choice, _) => {
            let mut options = column.options.iter();
            let chosen = options.find(|option| option.value == raw);
            chosen.map_or(raw, |option| &option.label)
        }
        _ => raw,
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::testing::packs;

    #[test]
    fn values_read_in_words_and_flaws_are_told_by_column() {
        let criteria = packs().criteria;
        let licences = criteria.register("licences").unwrap();
        let column = |key: &str| licences.column(key).unwrap();
        assert_eq!(column_flaw(column("until"), "长期"), None);
        assert_eq!(column_flaw(column("from"), "长期"), Some(Flaw::NotADate));
        assert_eq!(column_words(column("required"), "yes"), "是");
        assert_eq!(
            column_flaw(column("required"), "maybe"),
            Some(Flaw::UnknownChoice)
        );
        let level = criteria.register("inspections").unwrap();
        let level = level.column("level").unwrap();
        assert_eq!(column_words(level, "provincial"), "省");
        assert_eq!(column_words(level, "?"), "?");
    }
}
