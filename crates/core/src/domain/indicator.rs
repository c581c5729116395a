//! The two indicators that 申报表 computes from other figures: 总资产贡献率 and 资产负债率.
//!
//! Both as the National Bureau of Statistics defines them for industrial enterprises (中国统计年鉴,
//! 工业篇, 主要统计指标解释). In percent, exact until the one rounding at the end: two decimals, half away
//! from zero. A figure that is missing or no number leaves the indicator open; nothing is guessed.

use rust_decimal::Decimal;

use super::input::Input;

/// Decimals of an indicator.
pub const DECIMALS: u32 = 2;

/// A figure that goes into an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operand {
    /// 利润总额.
    Profit,
    /// 税金及附加.
    Surcharge,
    /// 应交增值税.
    Vat,
    /// 利息支出.
    Interest,
    /// 期初资产总额.
    AssetsOpen,
    /// 期末资产总额.
    Assets,
    /// 期末负债总额.
    Liabilities,
}

/// An indicator of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Indicator {
    /// Its value in %, with [`DECIMALS`] decimals.
    Percent(Decimal),
    /// These figures are missing or no numbers, in the order of the formula.
    Lacks(Vec<Operand>),
    /// What it is divided by is 0 or below.
    NoBase,
    /// A step has more digits than can be kept exactly.
    TooLarge,
}

/// The figures of 总资产贡献率, all in one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssetContribution {
    /// 利润总额 of the year.
    pub profit: Input<Decimal>,
    /// 税金及附加 of the year.
    pub surcharge: Input<Decimal>,
    /// 应交增值税 of the year.
    pub vat: Input<Decimal>,
    /// 利息支出 of the year.
    pub interest: Input<Decimal>,
    /// 资产总额 at its beginning.
    pub assets_open: Input<Decimal>,
    /// 资产总额 at its end.
    pub assets: Input<Decimal>,
}

impl AssetContribution {
    /// 总资产贡献率 = (利润总额 + 税金总额 + 利息支出) ÷ 平均资产总额 × 100 %, where 税金总额 is 税金及附加 and
    /// 应交增值税 together, and 平均资产总额 the mean of the opening and the closing balance.
    pub fn percent(&self) -> Indicator {
        let figures = [
            (Operand::Profit, &self.profit),
            (Operand::Surcharge, &self.surcharge),
            (Operand::Vat, &self.vat),
            (Operand::Interest, &self.interest),
            (Operand::AssetsOpen, &self.assets_open),
            (Operand::Assets, &self.assets),
        ];
        with(
            figures,
            |[profit, surcharge, vat, interest, open, close]| {
                let gained = profit
                    .checked_add(surcharge)?
                    .checked_add(vat)?
                    .checked_add(interest)?;
                // Twice the mean, against twice what was gained: no division before the last one.
                Some((gained.checked_mul(Decimal::TWO)?, open.checked_add(close)?))
            },
        )
    }
}

/// The figures of 资产负债率, in one unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DebtRatio {
    /// 负债总额 at the end of the year.
    pub liabilities: Input<Decimal>,
    /// 资产总额 at the end of the year.
    pub assets: Input<Decimal>,
}

impl DebtRatio {
    /// 资产负债率 = 负债总额 ÷ 资产总额 × 100 %, both at the end of the year.
    pub fn percent(&self) -> Indicator {
        let figures = [
            (Operand::Liabilities, &self.liabilities),
            (Operand::Assets, &self.assets),
        ];
        with(figures, |[liabilities, assets]| Some((liabilities, assets)))
    }
}

/// The indicator of figures that all have a value; `fraction` gives what is divided by what.
fn with<const N: usize>(
    figures: [(Operand, &Input<Decimal>); N],
    fraction: impl FnOnce([Decimal; N]) -> Option<(Decimal, Decimal)>,
) -> Indicator {
    let lacks = figures
        .iter()
        .filter(|(_, figure)| figure.given().is_none());
    let lacks: Vec<Operand> = lacks.map(|(operand, _)| *operand).collect();
    if !lacks.is_empty() {
        return Indicator::Lacks(lacks);
    }
    let values = figures.map(|(_, figure)| figure.given().copied().unwrap_or_default());
    match fraction(values) {
        None => Indicator::TooLarge,
        Some((_, base)) if base <= Decimal::ZERO => Indicator::NoBase,
        Some((part, base)) => percent(part, base).map_or(Indicator::TooLarge, Indicator::Percent),
    }
}

/// `part` ÷ `base` in %, rounded once; `base` is above 0.
///
/// The quotient of decimals is itself rounded at the 28th digit, and rounding that again could go the wrong way:
/// so the whole hundredths of a percent are taken exactly and the remainder decides.
fn percent(part: Decimal, base: Decimal) -> Option<Decimal> {
    let hundredths = part.checked_mul(Decimal::from(10_000))?;
    let rest = hundredths.checked_rem(base)?;
    let whole = hundredths.checked_sub(rest)?.checked_div(base)?;
    let up = rest.abs().checked_mul(Decimal::TWO)? >= base;
    let sign = if part.is_sign_negative() {
        Decimal::NEGATIVE_ONE
    } else {
        Decimal::ONE
    };
    let whole = if up { whole.checked_add(sign)? } else { whole };
    let mut percent = whole.checked_div(Decimal::ONE_HUNDRED)?;
    percent.rescale(DECIMALS);
    // No figure is printed as -0.00.
    percent.set_sign_positive(percent.is_sign_positive() || percent.is_zero());
    Some(percent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::input::decimal;

    fn contribution(figures: [&str; 6]) -> Indicator {
        let [profit, surcharge, vat, interest, assets_open, assets] = figures.map(decimal);
        AssetContribution {
            profit,
            surcharge,
            vat,
            interest,
            assets_open,
            assets,
        }
        .percent()
    }

    fn debt(liabilities: &str, assets: &str) -> Indicator {
        DebtRatio {
            liabilities: decimal(liabilities),
            assets: decimal(assets),
        }
        .percent()
    }

    fn shown(indicator: Indicator) -> String {
        match indicator {
            Indicator::Percent(value) => value.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_samples_years() {
        for (figures, expected) in [
            (["1395", "182", "1012", "296", "30960", "31240"], "9.28"),
            (["2058", "208", "1176", "265", "31240", "32580"], "11.62"),
            (["2476", "231", "1304", "232", "32580", "34120"], "12.72"),
        ] {
            assert_eq!(shown(contribution(figures)), expected);
        }
        assert_eq!(shown(debt("13870", "31240")), "44.40");
        assert_eq!(shown(debt("13690", "32580")), "42.02");
        assert_eq!(shown(debt("13,450.00", "34,120")), "39.42");
    }

    #[test]
    fn half_is_rounded_away_from_zero_and_just_below_half_is_not() {
        assert_eq!(shown(debt("1.00005", "1")), "100.01");
        assert_eq!(shown(debt("1.000049999999999999999999", "1")), "100.00");
        assert_eq!(shown(debt("-1.00005", "1")), "-100.01");
        assert_eq!(shown(debt("2", "3")), "66.67");
        assert_eq!(shown(debt("-0.000001", "1")), "0.00");
        // A loss can make the contribution negative.
        let loss = ["-3000", "10", "20", "30", "10000", "10000"];
        assert_eq!(shown(contribution(loss)), "-29.40");
    }

    #[test]
    fn what_is_missing_or_no_number_is_named_and_0_is_a_figure() {
        assert_eq!(
            contribution(["1395", "", "12万5", "0", "", "31240"]),
            Indicator::Lacks(vec![Operand::Surcharge, Operand::Vat, Operand::AssetsOpen])
        );
        assert_eq!(
            shown(contribution(["10", "0", "0", "0", "0", "400"])),
            "5.00"
        );
    }

    #[test]
    fn nothing_is_divided_by_0_and_nothing_overflows() {
        assert_eq!(debt("5", "0"), Indicator::NoBase);
        assert_eq!(debt("5", "-1"), Indicator::NoBase);
        assert_eq!(
            debt(&"9".repeat(28), "0.0000000000000000000000000001"),
            Indicator::TooLarge
        );
        let huge = "7".repeat(29);
        assert_eq!(
            contribution([&huge, &huge, &huge, "0", "1", "1"]),
            Indicator::TooLarge
        );
    }
}
