//! Wording that mentions an award (article 30): it must state the time of the award.

use super::date::Date;
use super::width::half_width;

/// The award that wording speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwardTime {
    /// The day of the award.
    pub awarded: Date,
    /// The last day it is valid.
    pub last: Date,
    /// The day it was revoked, if it was.
    pub revoked: Option<Date>,
}

/// What is to be said of a wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordingRemark {
    /// It does not mention the award: nothing is asked of it.
    NotMentioned,
    /// The award was revoked: it must not be used.
    Revoked {
        /// The day.
        on: Date,
    },
    /// It states no year.
    NoYear,
    /// It states years, and not that of the award.
    OtherYear {
        /// Those it states, in order.
        said: Vec<i32>,
    },
    /// It says that the award is valid, which it no longer is.
    SaysValid {
        /// The last day it was.
        last: Date,
    },
    /// The award is no longer valid. The measures do not forbid to mention it.
    Expired {
        /// The last day it was.
        last: Date,
    },
}

impl WordingRemark {
    /// Whether the wording must be changed.
    pub fn is_fault(&self) -> bool {
        !matches!(
            self,
            WordingRemark::NotMentioned | WordingRemark::Expired { .. }
        )
    }
}

/// Words by which a text says that an award is valid. The list is ours.
const SAYS_VALID: [&str; 5] = ["有效期内", "在有效期", "仍有效", "仍然有效", "现行有效"];

/// What is to be said of a text on a day. `names` are the names of the award; white space is passed over and full-width
/// signs count as half-width ones.
pub fn wording(text: &str, names: &[&str], award: AwardTime, today: Date) -> Vec<WordingRemark> {
    let plain = plain(text);
    if !names.iter().any(|name| plain.contains(&self::plain(name))) {
        return vec![WordingRemark::NotMentioned];
    }
    let mut remarks = Vec::new();
    let revoked = award.revoked.filter(|on| *on <= today);
    if let Some(on) = revoked {
        remarks.push(WordingRemark::Revoked { on });
    }
    let said = years(text);
    if said.is_empty() {
        remarks.push(WordingRemark::NoYear);
    } else if !said.contains(&award.awarded.year()) {
        remarks.push(WordingRemark::OtherYear { said });
    }
    if revoked.is_none() && award.last < today {
        let last = award.last;
        let says = SAYS_VALID.iter().any(|words| plain.contains(words));
        remarks.push(match says {
            true => WordingRemark::SaysValid { last },
            false => WordingRemark::Expired { last },
        });
    }
    remarks
}

/// The years that a text states, as four digits and 年, in order: `2024 年`, `２０２４年`, `二〇二四年`.
pub fn years(text: &str) -> Vec<i32> {
    let plain: String = plain(text).chars().map(digit).collect();
    let mut years = Vec::new();
    for (before, _) in plain.match_indices('年') {
        let digits = plain[..before].chars().rev();
        let digits: Vec<char> = digits.take_while(char::is_ascii_digit).collect();
        let year = Some(digits).filter(|digits| digits.len() == 4);
        let year = year.map(|digits| digits.into_iter().rev().collect::<String>());
        years.extend(year.and_then(|year| year.parse::<i32>().ok()));
    }
    years
}

fn plain(text: &str) -> String {
    let mut plain = half_width(text);
    plain.retain(|c| !c.is_whitespace());
    plain
}

/// A Chinese digit as an Arabic one.
fn digit(c: char) -> char {
    let digits = ["〇零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let at = digits.iter().position(|same| same.contains(c));
    let digit = at.and_then(|at| u32::try_from(at).ok());
    digit.and_then(|at| char::from_digit(at, 10)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_four_digits_before_the_word() {
        assert_eq!(
            years("２０２４ 年、2025年度和二〇二六年，12027年，近3年"),
            [2024, 2025, 2026]
        );
        assert_eq!(years("第二届，2024-06"), [0; 0]);
    }
}
