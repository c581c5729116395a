//! Figures that say the same thing in several places, and ratios against their parts.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::domain::input::{self, Input};
use crate::domain::metric::{apart, differs, rounded};
use crate::domain::width::half_width;
use crate::dossier::{EntriesAt, Place};
use crate::views::{FormValue, FormView, MetricView, form_view};

use super::registers::Figure;
use super::say::{amount, listed};
use super::{Check, Found, Reads, ReviewInput, Scope};

/// 同一指标在申报表、结果条目、附件中数值不同.
pub const DIFFER: Check = Check {
    id: "figure-differs",
    scope: Scope::Whole(differ),
    reads: &[
        Reads::Walk,
        Reads::Form,
        Reads::Metrics,
        Reads::Register("figures"),
    ],
};

/// A figure of one metric and year, and where it stands.
struct Stands {
    /// What the place is called: 结果条目, 申报表, or the attachment.
    source: String,
    /// 口径; empty when none is said.
    basis: String,
    /// The number as it is written there.
    shown: String,
    number: Number,
    place: Place,
}

/// A number in the smallest unit of its kind, and what one in its last decimal is worth.
struct Number {
    /// What is counted, without 万, 亿 and so on.
    of: String,
    value: Decimal,
    last: Decimal,
}

fn differ(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let on = case.on.unwrap_or(case.today);
    let form = form_view(case.dossier, case.packs.scheme, on);
    let percent = found.param("tolerance_pct");
    for metric in case.read.results() {
        let of_form = form_figures(metric, &form, case);
        let attached: Vec<&Figure> = case.read.figures_of(&metric.id).collect();
        let mut years: BTreeSet<i32> = attached
            .iter()
            .filter_map(|it| it.year.given().copied())
            .collect();
        years.extend(of_form.iter().map(|(year, _)| *year));
        for year in years {
            let own = own_figure(metric, year);
            let formed = of_form
                .iter()
                .filter(|(of, _)| *of == year)
                .map(|(_, figure)| figure);
            let attached = attached
                .iter()
                .filter_map(|figure| attached_figure(figure, year));
            let attached: Vec<Stands> = attached.collect();
            let all: Vec<&Stands> = own.iter().chain(formed).chain(&attached).collect();
            if let Some(other) = first_apart(&all, percent) {
                let shown = all.iter().map(|it| match &*it.basis {
                    "" => format!("{} {}", it.source, it.shown),
                    basis => format!("{}（{basis}）{}", it.source, it.shown),
                });
                let text = format!("“{}”{year} 年：{}。", metric.title(), listed(shown));
                found.add(other.place.clone(), &metric.id, text);
            }
        }
    }
}

/// The first figure that another one of the same definition contradicts. What says no definition may be any of those
/// that are said, but must be one of them.
fn first_apart<'a>(all: &[&'a Stands], percent: Decimal) -> Option<&'a Stands> {
    let said = all.iter().map(|it| &*it.basis);
    let bases: BTreeSet<&str> = said.filter(|basis| !basis.is_empty()).collect();
    let agrees = |one: &Stands, other: &Stands| agree(&one.number, &other.number, percent);
    let contradicted = |one: &Stands| {
        let others = all
            .iter()
            .filter(|other| comparable(&one.number, &other.number));
        let (open, said): (Vec<&Stands>, Vec<&Stands>) =
            others.partition(|other| other.basis.is_empty());
        if !one.basis.is_empty() {
            let mut alike = said.iter().filter(|other| other.basis == one.basis);
            return alike.any(|other| !agrees(one, other));
        }
        let none_of_them = match bases.len() {
            0 | 1 => said.iter().any(|other| !agrees(one, other)),
            _ => !said.is_empty() && !said.iter().any(|other| agrees(one, other)),
        };
        none_of_them || open.iter().any(|other| !agrees(one, other))
    };
    all.iter().find(|one| contradicted(one)).copied()
}

fn comparable(one: &Number, other: &Number) -> bool {
    one.of == other.of
}

/// Whether two numbers say the same: rounded to the coarser of the two they are equal, or so close that it does not
/// matter.
fn agree(one: &Number, other: &Number, percent: Decimal) -> bool {
    let (fine, coarse) = match one.last <= other.last {
        true => (one, other),
        false => (other, one),
    };
    let rounded = fine
        .value
        .checked_div(coarse.last)
        .map(|parts| rounded(parts, 0));
    let rounded = rounded.and_then(|parts| parts.checked_mul(coarse.last));
    let larger = match one.value.abs() >= other.value.abs() {
        true => one.value,
        false => other.value,
    };
    let smaller = if larger == one.value {
        other.value
    } else {
        one.value
    };
    rounded == Some(coarse.value) || !apart(smaller, larger, percent)
}

impl Number {
    /// `None` without a unit: what is counted is not said.
    fn new(value: Decimal, unit: &str) -> Option<Number> {
        let (of, factor) = unit_of(unit)?;
        Some(Number {
            of,
            value: value.checked_mul(factor)?,
            last: Decimal::new(1, value.scale()).checked_mul(factor)?,
        })
    }
}

/// How many of the smallest unit one is, and what that is called: 万元 is 10000 of 元, 吨标准煤/万元 is 100 of 克标准煤/元.
fn unit_of(unit: &str) -> Option<(String, Decimal)> {
    let unit = half_width(unit);
    let unit: String = unit.chars().filter(|c| !c.is_whitespace()).collect();
    if unit.is_empty() {
        return None;
    }
    let mut sides = unit.splitn(2, '/');
    let (name, factor) = one_unit(sides.next()?)?;
    match sides.next() {
        None => Some((name, factor)),
        Some(per) => {
            let (per, divisor) = one_unit(per)?;
            Some((format!("{name}/{per}"), factor.checked_div(divisor)?))
        }
    }
}

fn one_unit(unit: &str) -> Option<(String, Decimal)> {
    /// What a unit begins with, how many times it is what takes its place.
    const BEGINS: [(&str, u32, &str); 8] = [
        ("亿", 100_000_000, ""),
        ("万", 10_000, ""),
        ("千", 1_000, ""),
        ("百", 100, ""),
        ("公斤", 1_000, "克"),
        ("公里", 1_000, "米"),
        ("吨", 1_000_000, "克"),
        ("%", 10, "‰"),
    ];
    let mut unit = unit.to_owned();
    let mut factor = Decimal::ONE;
    // 百万吨 begins with three of them.
    while let Some((begin, times, instead)) =
        BEGINS.iter().find(|(begin, ..)| unit.starts_with(begin))
    {
        unit = format!("{instead}{}", &unit[begin.len()..]);
        factor = factor.checked_mul((*times).into())?;
    }
    Some((unit, factor))
}

/// What the results say.
fn own_figure(metric: &MetricView, year: i32) -> Option<Stands> {
    let of = metric.year(year).filter(|year| !year.is_partial())?;
    let value = *of.value.given()?;
    Some(Stands {
        source: format!("结果条目 {}", metric.item),
        basis: String::new(),
        shown: amount(value, &metric.unit),
        number: Number::new(value, &metric.unit)?,
        place: metric.value_place(year),
    })
}

/// What the form says, by year: of the only metric that its field speaks of. By group or product there are several,
/// and none of them is the form's.
fn form_figures(
    metric: &MetricView,
    form: &FormView<'_>,
    case: &ReviewInput<'_>,
) -> Vec<(i32, Stands)> {
    let Some(library) = metric.library.as_deref() else {
        return Vec::new();
    };
    let whole =
        |other: &MetricView| other.library.as_deref() == Some(library) && other.segments.is_empty();
    let alone = case.read.results().filter(|other| whole(other)).count() == 1;
    if !alone || !whole(metric) {
        return Vec::new();
    }
    let fields = form
        .entries()
        .filter(|entry| entry.field.metric.as_deref() == Some(library));
    let mut figures = Vec::new();
    for entry in fields {
        let field = entry.field;
        let mut add = |year: i32, value: Decimal, place: Place| {
            // The walk's figure is the metric's own.
            let own = place == metric.value_place(year);
            if let Some(number) = Number::new(value, &field.unit).filter(|_| !own) {
                let stands = Stands {
                    source: format!("申报表“{}”", field.label),
                    basis: String::new(),
                    shown: amount(value, &field.unit),
                    number,
                    place,
                };
                figures.push((year, stands));
            }
        };
        match &entry.value {
            FormValue::One(_) => {}
            FormValue::Years(years) => {
                for year in years.iter().filter(|year| !year.opening) {
                    if let Input::Given(value) = input::decimal(&year.written.words) {
                        add(year.year, value, year.written.place.clone());
                    }
                }
            }
            FormValue::Computed(years) => {
                for year in years {
                    if let Ok(value) = &year.value {
                        let id = field.id.as_str().into();
                        add(year.year, *value, Place::Form(id));
                    }
                }
            }
        }
    }
    figures
}

/// What an attachment says about a year as a whole.
fn attached_figure(figure: &Figure, year: i32) -> Option<Stands> {
    let whole = match &figure.until {
        Input::Missing => true,
        Input::Given(month) => (month.year(), month.month()) >= (year, 12),
        _ => false,
    };
    let value = *figure.value.given()?;
    if figure.year != Input::Given(year) || !whole {
        return None;
    }
    let list = EntriesAt::Register("figures".into());
    Some(Stands {
        source: match figure.source.trim() {
            "" => "附件".to_owned(),
            source => source.to_owned(),
        },
        basis: half_width(figure.basis.trim()),
        shown: amount(value, &figure.unit),
        number: Number::new(value, &figure.unit)?,
        place: Place::Entry(list, figure.id.clone(), "value".into()),
    })
}

/// 比率与按公式重算的结果不符.
pub const FORMULA: Check = Check {
    id: "formula-mismatch",
    scope: Scope::Metric(formula),
    reads: &[Reads::Metric],
};

fn formula(_: &ReviewInput<'_>, metric: &MetricView, found: &mut Found<'_>) {
    let percent = found.param("tolerance_pct");
    let wrong = metric.years.iter().filter_map(|year| {
        let value = *year.value.given()?;
        let right = metric.parts(year)?.value()?;
        differs(value, right, percent)
            .then(|| (year.year, value, rounded(right, value.scale().max(2))))
    });
    let wrong: Vec<_> = wrong.collect();
    if let Some((first, ..)) = wrong.first() {
        let shown = wrong.iter().map(|(year, value, right)| {
            let unit = &metric.unit;
            format!(
                "{year} 年填的是 {}，按分子、分母重算是 {}",
                amount(*value, unit),
                amount(*right, unit)
            )
        });
        let shown: Vec<String> = shown.collect();
        let text = format!("“{}”{}。", metric.title(), shown.join("；"));
        found.add(metric.value_place(*first), &metric.id, text);
    }
}
