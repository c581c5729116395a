//! The 统一社会信用代码 (GB 32100-2015) and the organisation code inside it (GB 11714). A hint only: no verdict
//! depends on it.

use super::date::Date;
use super::flaw::Flaw;
use super::input::plain;
use super::verdict::UsccReport;

/// The characters of the code, in the order of their values. Without I, O, S, V, Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weights of positions 9 to 16 for the organisation code.
const ORG_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// Checks a code as typed; `None` if nothing was typed. Spaces, small letters and full width do not matter.
///
/// `area` is what positions 3 to 8 are for codes registered in the scheme's own area; others are just as legitimate.
pub fn check(typed: &str, area: &str) -> Option<UsccReport> {
    let code = plain(typed).to_ascii_uppercase();
    if code.is_empty() {
        return None;
    }
    let values = values(&code);
    let local_area = code.chars().skip(2).take(6).eq(area.chars());
    let (flaw, org_code_ok) = match values {
        Err(flaw) => (Some(flaw), None),
        Ok(values) => (check_character(&code, &values), Some(org_code_ok(&code))),
    };
    Some(UsccReport {
        code,
        flaw,
        org_code_ok,
        local_area,
    })
}

/// The values of the 18 characters.
fn values(code: &str) -> Result<[u32; 18], Flaw> {
    let found = code.chars().count();
    let mut values = [0; 18];
    if is_person(code) {
        return Err(Flaw::UsccIsPerson);
    }
    if found != values.len() {
        return Err(Flaw::UsccLength { found });
    }
    for (value, found) in values.iter_mut().zip(code.chars()) {
        let position = (0u32..)
            .zip(ALPHABET)
            .find(|(_, known)| char::from(**known) == found);
        *value = position.ok_or(Flaw::UsccCharset { found })?.0;
    }
    Ok(values)
}

/// Whether it is the number of an identity card (GB 11643): a region, a day of birth, and a last sign that fits.
fn is_person(code: &str) -> bool {
    let Some((body, last)) = code.split_at_checked(17) else {
        return false;
    };
    if !body.bytes().all(|digit| digit.is_ascii_digit())
        || !matches!(body.as_bytes()[0], b'1'..=b'8')
    {
        return false;
    }
    let part = |from: usize, to: usize| body[from..to].parse().unwrap_or(0);
    let born = Date::from_written(part(6, 10), part(10, 12), part(12, 14));
    // 2 to the power of the place, counted from the end, mod 11.
    let sum = body
        .bytes()
        .fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    let fits = match (12 - sum) % 11 {
        10 => "X",
        value => &"0123456789"[value as usize..=value as usize],
    };
    born.is_ok() && last == fits
}

/// The last character must bring the sum, weighted with powers of 3, to a multiple of 31.
fn check_character(code: &str, values: &[u32; 18]) -> Option<Flaw> {
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    let expected = char::from(ALPHABET[((31 - sum % 31) % 31) as usize]);
    (!code.ends_with(expected)).then_some(Flaw::UsccCheck { expected })
}

/// Position 17 must fit positions 9 to 16 by GB 11714.
fn org_code_ok(code: &str) -> bool {
    let organisation: Vec<char> = code.chars().skip(8).take(9).collect();
    let digits = organisation.iter().filter_map(|c| c.to_digit(36));
    let sum: u32 = digits
        .zip(ORG_WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let expected = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    organisation.last() == Some(&expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(typed: &str) -> UsccReport {
        check(typed, "410181").unwrap()
    }

    #[test]
    fn public_samples_check() {
        for code in ["91350100M000100Y43", "91430105183767369W"] {
            let report = report(code);
            assert_eq!(
                (report.flaw, report.org_code_ok, report.local_area),
                (None, Some(true), false),
                "{code}"
            );
        }
    }

    #[test]
    fn spaces_small_letters_and_full_width_do_not_matter() {
        let report = report(" 9135 0100 m000\u{3000}100y 43");
        assert_eq!(report.code, "91350100M000100Y43");
        assert_eq!(report.flaw, None);
        assert_eq!(self::report("９１３５０１００ｍ０００１００Ｙ４３"), report);
    }

    #[test]
    fn an_identity_card_is_told_as_one() {
        // The public sample of GB 11643.
        for number in ["11010519491231002X", "1101 0519 4912 3100 2x"] {
            assert_eq!(report(number).flaw, Some(Flaw::UsccIsPerson), "{number}");
        }
        assert_ne!(report("110105194912310021").flaw, Some(Flaw::UsccIsPerson));
    }

    #[test]
    fn signs_that_nobody_sees_do_not_matter() {
        let report = report("\u{200B}91350100M0\u{2060}00100Y43\u{FEFF}");
        assert_eq!((report.flaw, &*report.code), (None, "91350100M000100Y43"));
    }

    #[test]
    fn a_wrong_last_character_names_the_right_one() {
        let report = report("91430105183767368W");
        assert!(matches!(report.flaw, Some(Flaw::UsccCheck { .. })));
        assert_eq!(report.org_code_ok, Some(false));
        let report = super::check("91430105183767369X", "430105").unwrap();
        assert_eq!(report.flaw, Some(Flaw::UsccCheck { expected: 'W' }));
        assert_eq!(report.org_code_ok, Some(true));
        assert!(report.local_area);
    }

    #[test]
    fn org_code_is_not_checked_on_wrong_length_or_characters() {
        let short = report("9135010");
        assert_eq!(short.flaw, Some(Flaw::UsccLength { found: 7 }));
        assert_eq!(short.org_code_ok, None);
        let letter = report("91410181M000100YI3");
        assert_eq!(letter.flaw, Some(Flaw::UsccCharset { found: 'I' }));
        assert_eq!(letter.org_code_ok, None);
        assert!(letter.local_area);
        assert_eq!(check("  ", "410181"), None);
    }

    #[test]
    fn org_code_check_values_ten_and_eleven() {
        // Parts 0000000 0: the sum is 0, the value 11, written 0. Part 4…: the sum is 12, the value 10, written X.
        assert!(org_code_ok("914101810000000000"));
        assert!(org_code_ok("9141018140000000X0"));
        assert!(!org_code_ok("914101814000000000"));
    }
}
