//! A figure in the unit of its metric: taken, asked about, or refused with the reason.

use rust_decimal::Decimal;

use super::figure::Figure;
use super::unit::{Unit, convert};

/// What becomes of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is written.
    Take,
    /// A person has to say what it is; until then it stays out.
    Ask,
    /// It is no value of its place, and stays out.
    Refuse,
    /// There is nothing in it; what stands there stays.
    Blank,
    /// It is no figure, or its row or column is left out.
    Ignore,
}

/// What becomes of a cell, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What becomes of it.
    pub action: Action,
    /// What is written, in the unit of the metric.
    pub value: Option<String>,
    /// Why it is not taken as it is; without a full stop. Empty where there is nothing to say.
    pub reason: String,
    /// What a person can choose for it, in the unit of the metric.
    pub options: Vec<String>,
}

impl Verdict {
    /// One without a value.
    pub fn of(action: Action, reason: impl Into<String>) -> Verdict {
        Verdict {
            action,
            value: None,
            reason: reason.into(),
            options: Vec::new(),
        }
    }

    fn taken(value: Decimal) -> Verdict {
        Verdict {
            action: Action::Take,
            value: Some(value.to_string()),
            reason: String::new(),
            options: Vec::new(),
        }
    }

    /// It is asked about: what it would have been is offered.
    pub fn asked(mut self, reason: impl Into<String>) -> Verdict {
        if self.options.is_empty() {
            self.options.extend(self.value.take());
        }
        Verdict {
            action: Action::Ask,
            value: None,
            reason: reason.into(),
            ..self
        }
    }
}

/// The units that count for a cell.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// That of the metric, and how it is written.
    pub metric: Option<(Unit, String)>,
    /// That which the table states for the cell, and how it is written.
    pub stated: Option<(Unit, String)>,
}

impl Units {
    fn name(&self) -> &str {
        self.metric.as_ref().map_or("", |(_, name)| name)
    }

    /// Whether a bare number would be read as percent.
    pub fn in_percent(&self) -> bool {
        let unit = self.stated.as_ref().or(self.metric.as_ref());
        unit.is_some_and(|(unit, _)| unit.is_percent())
    }
}

/// Says what becomes of a figure; `target` allows ≥ and ≤.
pub fn settle(figure: &Figure, target: bool, units: &Units) -> Verdict {
    let offered = |options: &[Decimal]| {
        let told = options
            .iter()
            .filter_map(|value| in_unit(*value, "", units).ok());
        told.map(|value| value.to_string()).collect::<Vec<_>>()
    };
    match figure {
        Figure::Nothing => Verdict::of(Action::Blank, "没有数字"),
        Figure::No { why, options } => Verdict {
            options: offered(options),
            ..Verdict::of(Action::Refuse, why.clone())
        },
        Figure::Doubt { why, options } => {
            let options = offered(options);
            let action = if options.is_empty() {
                Action::Refuse
            } else {
                Action::Ask
            };
            Verdict {
                options,
                ..Verdict::of(action, why.clone())
            }
        }
        Figure::Number { bound: true, .. } if !target => {
            Verdict::of(Action::Refuse, "带了“≥”“≤”一类的符号，是要求，不是数值")
        }
        Figure::Number { value, unit, .. } => match in_unit(*value, unit, units) {
            Ok(value) => Verdict::taken(value),
            Err(why) => Verdict::of(Action::Refuse, why),
        },
    }
}

/// A number with what stands behind it, in the unit of the metric.
fn in_unit(value: Decimal, behind: &str, units: &Units) -> Result<Decimal, String> {
    let written = Unit::read(behind);
    let Some((metric, name)) = &units.metric else {
        return match written {
            None => Ok(value),
            Some(unit) => multiplied(value, behind, &unit),
        };
    };
    let too_long = || "换算以后数字太长，不能准确保存".to_owned();
    if let Some(unit) = written {
        // A sign behind one figure is a slip sooner than a change of unit.
        if unit != *metric && (unit.is_ratio() || metric.is_ratio()) {
            return Err(format!("带了“{behind}”，而指标的单位是“{name}”"));
        }
        if !unit.is_kin(metric) {
            return Err(format!(
                "数字后面带了“{behind}”，和指标的单位“{name}”不能换算"
            ));
        }
        return match unit == *metric {
            true => Ok(value),
            false => convert(value, &unit, metric).ok_or_else(too_long),
        };
    }
    match &units.stated {
        Some((stated, _)) if stated == metric => Ok(value),
        Some((stated, said)) if !stated.is_kin(metric) => Err(format!(
            "表里的单位是“{said}”，和指标的单位“{}”不能换算",
            units.name()
        )),
        Some((stated, _)) => convert(value, stated, metric).ok_or_else(too_long),
        None => Ok(value),
    }
}

/// A number of a metric without a unit: 万 and 亿 alone are multiplied out.
fn multiplied(value: Decimal, behind: &str, unit: &Unit) -> Result<Decimal, String> {
    let one = Unit::read("个").filter(|one| unit.is_kin(one));
    let one = one.ok_or_else(|| format!("数字后面带了“{behind}”，而这个指标没有写单位"))?;
    convert(value, unit, &one).ok_or_else(|| "数字太长，不能准确保存".to_owned())
}

/// Figures up to this many percent may be fractions: 1.02 for 102%.
const FRACTIONS: Decimal = Decimal::TWO;

/// Which bare numbers of a row in % may have been meant as fractions: 0.985 where 98.5 is usual. `row` are its figures
/// and whether they carry the sign; `small` rates are never that large: returns, complaints, losses.
pub fn doubtful_fractions(row: &[Option<(Decimal, bool)>], small: bool) -> Vec<bool> {
    let told: Vec<(Decimal, bool)> = row.iter().flatten().copied().collect();
    let least = |values: &mut dyn Iterator<Item = Decimal>| values.min();
    let large = least(
        &mut told
            .iter()
            .map(|(value, _)| value.abs())
            .filter(|value| *value > FRACTIONS),
    );
    let signed = told
        .iter()
        .any(|(value, signed)| *signed && value.abs() <= FRACTIONS && !value.is_zero());
    // A fifth of all that is sold does not come back.
    let usual = small
        && told
            .iter()
            .any(|(value, _)| value.abs() >= Decimal::new(2, 1));
    let doubtful = |of: &Option<(Decimal, bool)>| {
        let Some((value, false)) = of else {
            return false;
        };
        !value.is_zero()
            && value.abs() <= FRACTIONS
            && match large {
                // Among figures of its own size it is what it seems.
                Some(large) => value
                    .abs()
                    .checked_mul(Decimal::TEN)
                    .is_none_or(|far| large > far),
                None => !signed && !usual,
            }
    };
    row.iter().map(doubtful).collect()
}

/// Whether a metric is called like a rate that is a few percent at most.
pub fn is_small_rate(name: &str) -> bool {
    let words = [
        "退货",
        "返修",
        "返工",
        "不良",
        "废品",
        "次品",
        "缺陷",
        "投诉",
        "差错",
        "事故",
        "死亡",
        "感染",
        "并发症",
        "纠纷",
        "质量损失",
    ];
    words.iter().any(|word| name.contains(word)) && !name.contains("关闭") && !name.contains("处理")
}

#[cfg(test)]
mod tests {
    use super::super::figure::figure;
    use super::*;

    fn units(metric: &str, stated: &str) -> Units {
        let unit = |text: &str| Some((Unit::read(text)?, text.to_owned()));
        Units {
            metric: unit(metric),
            stated: unit(stated),
        }
    }

    #[test]
    fn figures_in_the_unit_of_their_metric() {
        let check = |raw: &str, metric: &str, stated: &str, expected: &str| {
            let verdict = settle(&figure(raw), false, &units(metric, stated));
            assert_eq!(
                verdict.value.as_deref(),
                Some(expected),
                "{raw} {metric} {stated}: {}",
                verdict.reason
            );
        };
        check("1.86亿元", "万元", "万元", "18600");
        check("1.86亿", "万元", "", "18600");
        check("92分", "分", "", "92");
        check("1286人次", "人次", "人次", "1286");
        check("0.92‰", "‰", "", "0.92");
        check("22.9天", "天", "", "22.9");
        check("186,000,000.00", "万元", "元", "18600");
        check("19,200.40", "万元", "", "19200.40");
        check("0.12", "‰", "%", "1.2");
        check("3万", "", "", "30000");
        check("5万", "万元", "", "5");
        check("98.5%", "%", "%", "98.5");
    }

    #[test]
    fn what_does_not_fit_the_metric_is_refused() {
        for (raw, metric, stated, part) in [
            ("98%", "分", "", "“%”"),
            ("0.5%", "ppm", "", "“%”"),
            ("12吨", "万元", "", "不能换算"),
            ("12", "万元", "人", "不能换算"),
            ("12分", "分钟", "", "不能换算"),
            ("12分", "", "", "没有写单位"),
            ("≥98", "%", "", "要求"),
        ] {
            let verdict = settle(&figure(raw), false, &units(metric, stated));
            assert_eq!(verdict.action, Action::Refuse, "{raw}");
            assert!(verdict.reason.contains(part), "{raw}: {}", verdict.reason);
        }
        assert_eq!(
            settle(&figure("≥98"), true, &units("%", ""))
                .value
                .as_deref(),
            Some("98")
        );
    }

    #[test]
    fn fractions_among_percents_are_asked_about() {
        let row = |values: &[&str]| -> Vec<bool> {
            let value = |text: &&str| {
                Some((
                    Decimal::from_str_exact(text.trim_end_matches('%')).ok()?,
                    text.ends_with('%'),
                ))
            };
            doubtful_fractions(&values.iter().map(value).collect::<Vec<_>>(), false)
        };
        assert_eq!(row(&["0.9849", "98.04", "98.8"]), [true, false, false]);
        assert_eq!(row(&["0.985", "0.979"]), [true, true]);
        assert_eq!(row(&["1.02", "0.98"]), [true; 2]);
        assert_eq!(row(&["3.5", "0.95"]), [false; 2]);
        assert_eq!(row(&["0.35%", "0.3"]), [false; 2]);
        assert_eq!(row(&["0", "98"]), [false; 2]);
        let loss = [
            Some((Decimal::new(95, 2), false)),
            Some((Decimal::new(13, 1), false)),
        ];
        assert_eq!(
            doubtful_fractions(&loss, is_small_rate("质量损失率")),
            [false; 2]
        );
        assert!(!is_small_rate("投诉按期关闭率"));
    }
}
