//! The account of a prize (article 24): what was received, what was spent on what, what is left. All sums are exact; an
//! amount that cannot be used is in none of them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::date::Date;
use super::input::Input;

/// What money is spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpentOn {
    /// A use that the measures name.
    Named,
    /// Another use that has to do with quality: it must be explained.
    Other {
        /// Whether it is.
        explained: bool,
    },
    /// None of the uses.
    Nothing,
}

/// An entry as it was put down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spending {
    /// The day.
    pub date: Input<Date>,
    /// What for.
    pub on: SpentOn,
    /// The amount in 元.
    pub amount: Input<Decimal>,
    /// Whether a voucher is named.
    pub has_voucher: bool,
}

/// What is to be said of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It has no day that can be used: it is in no year's sum.
    NoDate,
    /// It has no amount that can be used: it is in no sum.
    NoAmount,
    /// Its day is still to come.
    AfterToday,
    /// Its day is before the prize was received.
    BeforeReceipt,
    /// It fits none of the uses.
    NoUse,
    /// Its use must be explained and is not.
    NotExplained,
    /// With it more is spent than was received.
    Beyond {
        /// By so much, in 元.
        by: Decimal,
    },
    /// No voucher is named.
    NoVoucher,
}

/// An entry as the account has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place among the entries as they were put down, from 0.
    pub at: usize,
    /// The day, if it can be used.
    pub date: Option<Date>,
    /// The amount in 元, if it can be used.
    pub amount: Option<Decimal>,
    /// What is left after it, in 元; none while it is not known what was received.
    pub left: Option<Decimal>,
    /// What is to be said of it.
    pub remarks: Vec<Remark>,
}

/// What was spent in a calendar year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearSum {
    /// The year.
    pub year: i32,
    /// How many entries.
    pub count: usize,
    /// Their sum in 元.
    pub spent: Decimal,
    /// What is left at its end, in 元, of the entries with a day.
    pub left: Option<Decimal>,
}

/// The account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// What was received, in 元, if it is known.
    pub received: Option<Decimal>,
    /// The entries by day, those of one day as they were put down, those without a day at the end.
    pub lines: Vec<Line>,
    /// The sum of all amounts that can be used, in 元.
    pub spent: Decimal,
    /// What is left, in 元; negative where more was spent than received.
    pub left: Option<Decimal>,
    /// The years with entries, in order.
    pub years: Vec<YearSum>,
    /// How many entries fit no use or are not explained.
    pub open: usize,
    /// Their sum in 元.
    pub open_sum: Decimal,
    /// How many entries are in no sum.
    pub left_out: usize,
}

impl Ledger {
    /// The account of `entries`, seen from `today`.
    pub fn new(
        received: &Input<Decimal>,
        received_on: Option<Date>,
        entries: &[Spending],
        today: Date,
    ) -> Ledger {
        let mut ledger = Ledger {
            received: received.given().copied(),
            ..Ledger::default()
        };
        let mut order: Vec<(usize, &Spending)> = entries.iter().enumerate().collect();
        // Stable: those of one day stay as they were put down.
        order.sort_by_key(|(_, entry)| {
            let date = entry.date.given().copied();
            (date.is_none(), date)
        });
        let mut years: BTreeMap<i32, (usize, Decimal)> = BTreeMap::new();
        for (at, entry) in order {
            let date = entry.date.given().copied();
            let amount = entry.amount.given().copied();
            ledger.spent = ledger.spent.saturating_add(amount.unwrap_or_default());
            ledger.left_out += usize::from(amount.is_none());
            if let (Some(date), Some(amount)) = (date, amount) {
                let (count, sum) = years.entry(date.year()).or_default();
                *count += 1;
                *sum = sum.saturating_add(amount);
            }
            let left = ledger.received.map(|all| all.saturating_sub(ledger.spent));
            let mut remarks = Vec::new();
            match date {
                None => remarks.push(Remark::NoDate),
                Some(date) if date > today => remarks.push(Remark::AfterToday),
                Some(date) if received_on.is_some_and(|on| date < on) => {
                    remarks.push(Remark::BeforeReceipt);
                }
                Some(_) => {}
            }
            if amount.is_none() {
                remarks.push(Remark::NoAmount);
            }
            let open = match entry.on {
                SpentOn::Named | SpentOn::Other { explained: true } => None,
                SpentOn::Other { explained: false } => Some(Remark::NotExplained),
                SpentOn::Nothing => Some(Remark::NoUse),
            };
            if let Some(remark) = open {
                ledger.open += 1;
                ledger.open_sum = ledger.open_sum.saturating_add(amount.unwrap_or_default());
                remarks.push(remark);
            }
            if let Some(left) = left.filter(|left| *left < Decimal::ZERO && amount.is_some()) {
                remarks.push(Remark::Beyond { by: -left });
            }
            if !entry.has_voucher {
                remarks.push(Remark::NoVoucher);
            }
            ledger.lines.push(Line {
                at,
                date,
                amount,
                left,
                remarks,
            });
        }
        ledger.left = ledger.received.map(|all| all.saturating_sub(ledger.spent));
        let mut left = ledger.received;
        for (year, (count, spent)) in years {
            left = left.map(|left| left.saturating_sub(spent));
            ledger.years.push(YearSum {
                year,
                count,
                spent,
                left,
            });
        }
        ledger
    }
}

/// An amount of money in words: two decimals and thousands commas, `20,950.00`.
pub fn yuan(amount: Decimal) -> String {
    let mut amount = amount;
    amount.rescale(2);
    super::words::number(amount)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::d;

    fn spending(date: &str, amount: &str) -> Spending {
        Spending {
            date: crate::domain::input::date(date),
            on: SpentOn::Named,
            amount: crate::domain::input::money(amount),
            has_voucher: true,
        }
    }

    #[test]
    fn ten_thousand_entries_sum_exactly() {
        // Cents from a small generator, so that a sum in whole numbers stands beside.
        let (mut state, mut cents) = (7_u64, 0_i64);
        let entries: Vec<Spending> = (0..10_000)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                let amount = i64::try_from(state >> 40).unwrap();
                cents += amount;
                let day = state >> 33 & 15;
                let date = format!("202{}-0{}-1{}", 4 + (day & 3), 1 + (day >> 2), day & 7);
                spending(&date, &format!("{}.{:02}", amount / 100, amount % 100))
            })
            .collect();
        let received = Input::Given(Decimal::new(cents + 1, 2));
        let ledger = Ledger::new(&received, None, &entries, d("2030-01-01"));
        assert_eq!(ledger.spent, Decimal::new(cents, 2));
        assert_eq!(ledger.left, Some(Decimal::new(1, 2)));
        let years = ledger.years.iter();
        assert_eq!(years.map(|year| year.spent).sum::<Decimal>(), ledger.spent);
        assert_eq!(ledger.years.last().unwrap().left, ledger.left);
        assert_eq!(ledger.lines.len(), 10_000);
        assert!(ledger.lines.iter().all(|line| line.remarks.is_empty()));
    }

    #[test]
    fn amounts_have_cents_and_commas() {
        assert_eq!(yuan(Decimal::new(20_950, 0)), "20,950.00");
        assert_eq!(yuan(Decimal::new(-5, 1)), "-0.50");
    }
}
