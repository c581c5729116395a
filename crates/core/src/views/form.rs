//! 申报表 as it stands: every field in order with what is written for it, wherever that is written.
//!
//! The page that edits the form and the paper that prints it both read this. What is typed stays as typed; a
//! value that cannot be used carries its flaw.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;

use rust_decimal::Decimal;

use crate::domain::date::Date;
use crate::domain::indicator::{AssetContribution, DebtRatio, Indicator, Operand};
use crate::domain::input::{self, Flaw, Input};
use crate::domain::uscc;
use crate::pack::{AskKind, Choice, FormField, Formula, Scheme};

use super::facts::town;
use super::from_walk::{FromWalk, from_walk};
use crate::dossier::{Dossier, Place, ValueKind};

/// Accounting years that figures of three years are asked for.
pub const FORM_YEARS: i32 = 3;

/// The form of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormView<'a> {
    /// Its fields, by group, in the order of the form.
    pub groups: Vec<FormGroup<'a>>,
    /// The accounting years it is about, earliest first: the [`FORM_YEARS`] before the year of the application.
    pub years: Vec<i32>,
    /// Other years that figures are written for. They are kept, and neither shown nor printed.
    pub other_years: BTreeSet<&'a str>,
    /// Fields that something is written for, though the answers of the walk leave them unasked. It is kept and does not
    /// count.
    pub unasked: Vec<&'a FormField>,
}

/// Fields that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormGroup<'a> {
    /// What they are about.
    pub title: &'a str,
    /// The fields.
    pub entries: Vec<FormEntry<'a>>,
}

/// A field and what is written for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormEntry<'a> {
    /// The field.
    pub field: &'a FormField,
    /// The question of the walk that holds the answer; `None` for what is typed in the form, or computed.
    pub question: Option<&'a str>,
    /// What the walk says of what a text asks: it stands while nothing is typed.
    pub from_walk: Option<FromWalk<'a>>,
    /// What is written.
    pub value: FormValue<'a>,
}

/// What is written for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormValue<'a> {
    /// One answer.
    One(Written<'a>),
    /// One figure a year, earliest first; with an opening balance one year more in front.
    Years(Vec<YearFigure<'a>>),
    /// One computed figure a year, earliest first.
    Computed(Vec<ComputedFigure>),
}

/// A raw value, how it reads, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<'a> {
    /// Where it is written.
    pub place: Place,
    /// As typed or chosen; empty when nothing is written.
    pub raw: &'a str,
    /// In words: the label of a choice, 是 or 否, a right 统一社会信用代码 in capitals, a number without the unit of its
    /// field, what the walk says where nothing is typed; otherwise as typed.
    pub words: Cow<'a, str>,
    /// Why it is no value of its field.
    pub flaw: Option<Flaw>,
}

/// A figure of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearFigure<'a> {
    /// The accounting year.
    pub year: i32,
    /// Asked for its closing balance alone, which is the opening balance of the earliest year of the form.
    pub opening: bool,
    /// What is written.
    pub written: Written<'a>,
}

/// A computed figure of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComputedFigure {
    /// The accounting year.
    pub year: i32,
    /// Its value in the field's unit, or why there is none, in Chinese.
    pub value: Result<Decimal, String>,
}

impl Written<'_> {
    /// Whether nothing is written, nor answered in the walk.
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty() && self.words.is_empty()
    }
}

impl FormEntry<'_> {
    /// Whether something is written everywhere the field asks for it. A computed field asks for nothing.
    pub fn is_filled(&self) -> bool {
        match &self.value {
            FormValue::One(written) => !written.is_empty(),
            FormValue::Years(years) => years.iter().all(|year| !year.written.is_empty()),
            FormValue::Computed(_) => true,
        }
    }

    /// Every place where something is written for it.
    pub fn written(&self) -> impl Iterator<Item = &Written<'_>> {
        let (one, years): (_, &[YearFigure]) = match &self.value {
            FormValue::One(written) => (Some(written), &[]),
            FormValue::Years(years) => (None, years),
            FormValue::Computed(_) => (None, &[]),
        };
        let figures = years.iter().map(|figure| &figure.written);
        one.into_iter().chain(figures)
    }

    /// Whether a person types it in the form.
    pub fn is_typed(&self) -> bool {
        self.question.is_none() && !matches!(self.value, FormValue::Computed(_))
    }
}

impl<'a> FormView<'a> {
    /// All fields in order.
    pub fn entries(&self) -> impl Iterator<Item = &FormEntry<'a>> {
        self.groups.iter().flat_map(|group| &group.entries)
    }

    /// How many values are none of their field, those that may be right not counted.
    pub fn flaws(&self) -> usize {
        let written = self.entries().flat_map(|entry| entry.written());
        let flaws = written.filter_map(|written| written.flaw.as_ref());
        flaws.filter(|flaw| !flaw.is_doubt()).count()
    }
}

/// The form of a dossier for an application on the day `on`: the dossier's own day
/// ([`super::application_date`]), or today where it has none.
pub fn form_view<'a>(dossier: &'a Dossier, scheme: &'a Scheme, on: Date) -> FormView<'a> {
    let years: Vec<i32> = (on.year() - FORM_YEARS..on.year()).collect();
    let mut groups: Vec<FormGroup<'a>> = Vec::new();
    let mut unasked = Vec::new();
    for field in &scheme.form {
        let from_walk = field
            .told_by
            .and_then(|by| from_walk(by, dossier, scheme, &years));
        let entry = FormEntry {
            field,
            question: field.same_as.as_deref(),
            value: value(field, dossier, scheme, &years, from_walk.as_ref()),
            from_walk,
        };
        if !field.is_asked(|question| dossier.walk.value(question)) {
            if entry.is_typed() && entry.written().any(|written| !written.is_empty()) {
                unasked.push(field);
            }
            continue;
        }
        match groups.last_mut() {
            Some(group) if group.title == field.group => group.entries.push(entry),
            _ => groups.push(FormGroup {
                title: &field.group,
                entries: vec![entry],
            }),
        }
    }
    let mut view = FormView {
        groups,
        years,
        other_years: BTreeSet::new(),
        unasked,
    };
    view.other_years = other_years(&view, dossier);
    view
}

fn value<'a>(
    field: &'a FormField,
    dossier: &'a Dossier,
    scheme: &'a Scheme,
    years: &[i32],
    from_walk: Option<&FromWalk<'_>>,
) -> FormValue<'a> {
    match (&field.formula, field.kind) {
        (Some(formula), _) => {
            let computed = years.iter().map(|&year| ComputedFigure {
                year,
                value: computed(formula, dossier, scheme, year),
            });
            FormValue::Computed(computed.collect())
        }
        (None, AskKind::Figures3y) => {
            let before = years.first().filter(|_| field.opening).map(|year| year - 1);
            let asked = before.iter().chain(years);
            let figures = asked.map(|&year| YearFigure {
                year,
                opening: before == Some(year),
                written: figure(field, dossier, year),
            });
            FormValue::Years(figures.collect())
        }
        (None, _) => FormValue::One(match &field.same_as {
            Some(question) => answered(question, dossier, scheme),
            None => typed(field, dossier, from_walk),
        }),
    }
}

/// What is typed in the form, or answered in the walk.
fn typed<'a>(
    field: &'a FormField,
    dossier: &'a Dossier,
    from_walk: Option<&FromWalk<'_>>,
) -> Written<'a> {
    let raw = dossier.form.field(&field.id);
    let place = Place::Form(Rc::from(field.id.as_str()));
    if let Some(text) = from_walk
        .and_then(|from_walk| from_walk.text.as_deref())
        .filter(|_| raw.is_empty())
    {
        return Written {
            place,
            raw,
            words: text.to_owned().into(),
            flaw: None,
        };
    }
    let mut words = raw;
    let flaw = match field.kind {
        AskKind::Date => ValueKind::Date.flaw(raw),
        AskKind::Figures => {
            words = input::without_unit(raw, &field.unit);
            ValueKind::Decimal.flaw(words)
        }
        AskKind::Choice => input::choice(raw, field.options.iter().map(String::as_str)).flaw(),
        AskKind::YesNoUnsure => {
            words = match raw {
                "yes" => "是",
                "no" => "否",
                other => other,
            };
            input::choice(raw, ["yes", "no"]).flaw()
        }
        _ => ValueKind::Text.flaw(raw),
    };
    Written {
        place,
        raw,
        words: words.into(),
        flaw,
    }
}

/// What a question of the walk was answered with.
fn answered<'a>(question: &str, dossier: &'a Dossier, scheme: &'a Scheme) -> Written<'a> {
    let raw = dossier.walk.value(question);
    let (fact, kind, options) = asked(question, scheme);
    let mut words = Cow::Borrowed(raw);
    let flaw = match kind {
        AskKind::Date => ValueKind::Date.flaw(raw),
        AskKind::Choice => {
            let known = options.iter().find(|option| option.value == raw);
            words = Cow::Borrowed(match fact {
                "town" => town(&dossier.walk, question),
                _ => known.map_or(raw, |option| &option.label),
            });
            input::choice(raw, options.iter().map(|option| option.value.as_str())).flaw()
        }
        _ if fact == "uscc" => uscc::check(raw, "").and_then(|report| {
            // A right code reads as it is registered, however it was typed.
            if report.flaw.as_ref().is_none_or(Flaw::is_doubt) {
                words = report.code.into();
            }
            report.flaw
        }),
        _ => ValueKind::Text.flaw(raw),
    };
    Written {
        place: Place::Answer(Rc::from(question)),
        raw,
        words,
        flaw,
    }
}

/// How a question is known to the rules and asked. Not by way of [`Scheme::question`], which copies the articles'
/// words: the form is viewed with every key press.
fn asked<'s>(id: &str, scheme: &'s Scheme) -> (&'s str, AskKind, &'s [Choice]) {
    let general = scheme.general.iter().find(|question| question.id == id);
    if let Some(q) = general {
        return (&q.fact, q.kind, &q.options);
    }
    let mut conditions = scheme.conditions.iter().flat_map(|it| &it.questions);
    match conditions.find(|question| question.id == id) {
        Some(q) => (&q.fact, q.kind, &q.options),
        None => ("", AskKind::Text, &[]),
    }
}

/// The figure of a field in a year: the walk's profit, what is typed in the form, or else what the metric has. The walk
/// asks for no other figures by year.
fn figure<'a>(field: &FormField, dossier: &'a Dossier, year: i32) -> Written<'a> {
    let key: Rc<str> = year.to_string().into();
    let own = match field.same_as {
        Some(_) => Place::Profit(key),
        None => Place::Figure(Rc::from(field.id.as_str()), key),
    };
    let of_metric = match own.read(dossier) {
        "" => of_metric(field, dossier, year),
        _ => None,
    };
    let place = of_metric.unwrap_or(own);
    let raw = place.read(dossier);
    let words = input::without_unit(raw, &field.unit);
    Written {
        raw,
        words: words.into(),
        flaw: ValueKind::Decimal.flaw(words),
        place,
    }
}

/// Where the metric that a field speaks of has its figure of a year: the only one of its kind, not of a group or a
/// product, in the field's unit, about the whole year, and a number.
fn of_metric(field: &FormField, dossier: &Dossier, year: i32) -> Option<Place> {
    let library = field.metric.as_deref()?;
    let mut metrics = dossier
        .metrics
        .iter()
        .filter(|metric| metric.get("library") == library && metric.refs("segments").is_empty());
    let metric = metrics.next().filter(|_| metrics.next().is_none())?;
    if metric.get("unit").trim() != field.unit {
        return None;
    }
    let of_year = |key: &str| {
        Place::MetricYear(
            metric.id.as_str().into(),
            year.to_string().into(),
            key.into(),
        )
    };
    let value = of_year("value");
    let usable = input::decimal(value.read(dossier)).given().is_some();
    let whole = match input::month(of_year("until").read(dossier)) {
        Input::Missing => true,
        Input::Given(month) => (month.year(), month.month()) >= (year, 12),
        _ => false,
    };
    (usable && whole).then_some(value)
}

fn computed(
    formula: &Formula,
    dossier: &Dossier,
    scheme: &Scheme,
    year: i32,
) -> Result<Decimal, String> {
    let number = |id: &str| match scheme.form_field(id) {
        Some(field) => input::decimal(&figure(field, dossier, year).words),
        None => Input::Missing,
    };
    let indicator = match formula {
        Formula::TotalAssetContribution(of) => AssetContribution {
            profit: number(&of.profit),
            surcharge: number(&of.surcharge),
            vat: number(&of.vat),
            interest: number(&of.interest),
            assets_open: number(&of.assets_open),
            assets: number(&of.assets),
        }
        .percent(),
        Formula::DebtRatio(of) => DebtRatio {
            liabilities: number(&of.liabilities),
            assets: number(&of.assets),
        }
        .percent(),
    };
    match indicator {
        Indicator::Percent(value) => Ok(value),
        Indicator::Lacks(operands) => {
            let label = |operand: &Operand| {
                let field = scheme.form_field(operand_field(formula, *operand));
                field.map_or("", |field| &field.label)
            };
            let labels: Vec<&str> = operands.iter().map(label).collect();
            Err(format!("缺{}", labels.join("、")))
        }
        Indicator::NoBase => Err("资产总额不大于 0，无法计算".to_owned()),
        Indicator::TooLarge => Err("数字太长，无法准确计算".to_owned()),
    }
}

/// The id of the field that a figure of a formula is read from.
fn operand_field(formula: &Formula, operand: Operand) -> &str {
    match formula {
        Formula::TotalAssetContribution(of) => match operand {
            Operand::Profit => &of.profit,
            Operand::Surcharge => &of.surcharge,
            Operand::Vat => &of.vat,
            Operand::Interest => &of.interest,
            Operand::AssetsOpen => &of.assets_open,
            Operand::Assets => &of.assets,
            Operand::Liabilities => "",
        },
        Formula::DebtRatio(of) => match operand {
            Operand::Liabilities => &of.liabilities,
            Operand::Assets => &of.assets,
            _ => "",
        },
    }
}

fn other_years<'a>(view: &FormView<'a>, dossier: &'a Dossier) -> BTreeSet<&'a str> {
    let mut years = BTreeSet::new();
    for entry in view.entries() {
        let FormValue::Years(shown) = &entry.value else {
            continue;
        };
        let written = dossier.form.figures.get(&entry.field.id);
        if entry.is_typed() {
            years.extend(written.into_iter().flatten().filter_map(|(year, _)| {
                let is_shown = shown.iter().any(|figure| figure.year.to_string() == *year);
                (!is_shown).then_some(year.as_str())
            }));
        }
    }
    years
}

/// As many times as large as the year before, or as small a part of it, a figure is more likely in 元 where 万元 is asked
/// for than true: 10,000 for the unit, and room for the figure to have halved meanwhile.
const UNITS_APART: Decimal = Decimal::from_parts(5_000, 0, 0, false, 0);

/// Two years that follow each other in a row, the earlier first, of which one may be in 元 and the other in 万元. Figures
/// that cannot be used, and 0, are passed over.
pub fn units_apart<'a>(row: impl IntoIterator<Item = (i32, &'a str)>) -> Option<(i32, i32)> {
    let figures = row.into_iter().filter_map(|(year, raw)| {
        let figure = input::decimal(raw).given().copied()?;
        (!figure.is_zero()).then_some((year, figure.abs()))
    });
    let figures: Vec<(i32, Decimal)> = figures.collect();
    let mut pairs = figures.windows(2).filter(|pair| {
        let (less, more) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
        more.checked_div(UNITS_APART)
            .is_some_and(|scaled| scaled >= less)
    });
    pairs.next().map(|pair| (pair[0].0, pair[1].0))
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::Kind;
    use crate::testing::{d, packs};

    fn dossier(edit: impl FnOnce(&mut dyn FnMut(Place, &str))) -> Dossier {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        edit(&mut |place, raw| place.write(&mut dossier, raw.to_owned()));
        dossier
    }

    fn form(id: &str) -> Place {
        Place::Form(id.into())
    }

    fn fig(id: &str, year: &str) -> Place {
        Place::Figure(id.into(), year.into())
    }

    fn answer(id: &str) -> Place {
        Place::Answer(id.into())
    }

    /// How each place of a field reads, with `!` behind a value that cannot be used.
    fn reads(dossier: &Dossier, scheme: &Scheme, id: &str) -> Vec<String> {
        let view = form_view(dossier, scheme, d("2027-05-20"));
        let entry = view.entries().find(|entry| entry.field.id == id).unwrap();
        let words = |written: &Written| {
            let mark = if written.flaw.is_some() { "!" } else { "" };
            format!("{}{mark}", written.words)
        };
        match &entry.value {
            FormValue::One(written) => vec![words(written)],
            FormValue::Years(years) => years
                .iter()
                .map(|year| format!("{} {}", year.year, words(&year.written)))
                .collect(),
            FormValue::Computed(years) => years
                .iter()
                .map(|year| match &year.value {
                    Ok(value) => format!("{} {value}", year.year),
                    Err(why) => format!("{} {why}", year.year),
                })
                .collect(),
        }
    }

    #[test]
    fn a_figure_in_another_unit_is_told_from_growth() {
        let row = |texts: [&'static str; 3]| units_apart((2023..).zip(texts));
        assert_eq!(row(["39100", "42000", "420000000"]), Some((2024, 2025)));
        assert_eq!(row(["1,356,000,000", "", "141200.5"]), Some((2023, 2025)));
        assert_eq!(row(["-2", "10000", "0"]), Some((2023, 2024)));
        assert_eq!(row(["2", "9999.9", "约"]), None);
        assert_eq!(row(["0", "420000000", ""]), None);
    }

    #[test]
    fn every_field_once_in_order_in_groups() {
        let scheme = packs().scheme;
        let empty = dossier(|_| {});
        let view = form_view(&empty, &scheme, d("2027-01-01"));
        let titles: Vec<_> = view.groups.iter().map(|group| group.title).collect();
        assert_eq!(titles.len(), 5);
        let orders: Vec<u8> = view.entries().map(|entry| entry.field.order).collect();
        assert_eq!(orders, (1..=62).collect::<Vec<u8>>());
        assert_eq!(view.years, [2024, 2025, 2026]);
        let typed = view.entries().filter(|entry| entry.is_typed());
        assert!(typed.into_iter().all(|entry| !entry.is_filled()));
    }

    #[test]
    fn answers_of_the_walk_read_in_words_and_keep_their_flaws() {
        let scheme = packs().scheme;
        let dossier = dossier(|set| {
            set(answer("gen-uscc"), "91410181MA0000007X");
            set(answer("gen-town"), "other");
            set(Place::Note("gen-town".into()), "示例镇");
            set(answer("gen-org-kind"), "enterprise");
            set(answer("13-1-d"), "2012年6月18日");
            set(answer("13-2-d"), "2024-02-30");
            set(Place::Profit("2025".into()), "-36");
            set(Place::Profit("2026".into()), "12万5");
            // A copy in the form does not count.
            set(form("ff-established"), "1999-01-01");
        });
        let read = |id: &str| reads(&dossier, &scheme, id);
        assert_eq!(read("ff-uscc"), ["91410181MA0000007X!"]);
        assert_eq!(read("ff-town"), ["示例镇"]);
        assert_eq!(read("ff-org-kind"), ["从事生产、经营活动"]);
        assert_eq!(read("ff-established"), ["2012年6月18日"]);
        assert_eq!(read("ff-excellence-since"), ["2024-02-30!"]);
        assert_eq!(read("ff-fig-profit"), ["2024 ", "2025 -36", "2026 12万5!"]);
        assert_eq!(read("ff-org-form"), [""]);
    }

    #[test]
    fn a_right_credit_code_reads_as_it_is_registered() {
        let scheme = packs().scheme;
        let typed = |raw: &'static str| {
            let dossier = dossier(|set| set(answer("gen-uscc"), raw));
            reads(&dossier, &scheme, "ff-uscc")
        };
        assert_eq!(typed("91350100m000100y43"), ["91350100M000100Y43"]);
        assert_eq!(typed("９１３５０１００ M000100Y43"), ["91350100M000100Y43"]);
        assert_eq!(typed("91350100m000100y44"), ["91350100M000100Y44!"]);
    }

    #[test]
    fn every_answer_that_the_form_repeats_is_found_in_the_walk() {
        let scheme = packs().scheme;
        for field in scheme.form.iter().filter(|f| f.kind != AskKind::Figures3y) {
            if let Some(question) = &field.same_as {
                let known = scheme.question(question).unwrap();
                let (fact, kind, options) = asked(question, &scheme);
                assert_eq!((fact, kind), (known.fact, known.kind), "{question}");
                assert_eq!(options, known.options, "{question}");
            }
        }
    }

    #[test]
    fn what_is_typed_stays_and_is_marked() {
        let scheme = packs().scheme;
        let dossier = dossier(|set| {
            set(form("ff-capital"), "12万5");
            set(form("ff-employees"), "388");
            set(form("ff-fill-date"), "2027-04");
            set(form("ff-size"), "巨型");
            set(form("ff-pledge"), "yes");
            set(fig("ff-fig-equity", "2023"), "16400");
            set(fig("ff-fig-equity", "2026"), "两万");
            set(fig("ff-fig-vat", "2023"), "900");
        });
        let read = |id: &str| reads(&dossier, &scheme, id);
        assert_eq!(read("ff-capital"), ["12万5!"]);
        assert_eq!(read("ff-employees"), ["388"]);
        assert_eq!(read("ff-fill-date"), ["2027-04!"]);
        assert_eq!(read("ff-size"), ["巨型!"]);
        assert_eq!(read("ff-pledge"), ["是"]);
        assert_eq!(
            read("ff-fig-equity"),
            ["2023 16400", "2024 ", "2025 ", "2026 两万!"]
        );
        assert_eq!(read("ff-fig-vat"), ["2024 ", "2025 ", "2026 "]);
        let view = form_view(&dossier, &scheme, d("2027-05-20"));
        // The opening balance of 2023 is asked for, other figures of that year are not.
        assert_eq!(view.other_years, BTreeSet::from(["2023"]));
        assert_eq!(view.flaws(), 4);
        let view = form_view(&dossier, &scheme, d("2026-05-20"));
        assert_eq!(view.other_years, BTreeSet::from(["2026"]));
    }

    #[test]
    fn who_earns_no_money_is_not_asked_for_profits() {
        let scheme = packs().scheme;
        let school = |kind: &str| {
            dossier(|set| {
                set(answer("gen-org-kind"), kind);
                set(fig("ff-fig-vat", "2026"), "900");
            })
        };
        let asked = |dossier: &Dossier, id: &str| {
            let view = form_view(dossier, &scheme, d("2027-05-20"));
            view.entries().any(|entry| entry.field.id == id)
        };
        let unasked = |dossier: &Dossier| -> Vec<String> {
            let view = form_view(dossier, &scheme, d("2027-05-20"));
            view.unasked.iter().map(|field| field.id.clone()).collect()
        };
        let (public, company) = (school("non_profit"), school("enterprise"));
        for id in ["ff-fig-profit", "ff-fig-vat", "ff-fig-contribution-rate"] {
            assert!(!asked(&public, id) && asked(&company, id), "{id}");
        }
        assert!(asked(&public, "ff-fig-revenue"));
        // What is written stays.
        assert_eq!(unasked(&public), ["ff-fig-vat"]);
        assert!(unasked(&company).is_empty());
    }

    #[test]
    fn indicators_are_computed_year_by_year() {
        let scheme = packs().scheme;
        let dossier = dossier(|set| {
            for (id, figures) in [
                ("ff-fig-assets-open", ["30960", "31240", ""]),
                ("ff-fig-assets", ["31240", "32580", "34120"]),
                ("ff-fig-liabilities", ["13870", "13690", "0"]),
                ("ff-fig-surcharge", ["182", "208", "231"]),
                ("ff-fig-vat", ["1012", "1,176", "约1304"]),
                ("ff-fig-interest", ["296", "265", "232"]),
            ] {
                for (year, figure) in ["2024", "2025", "2026"].iter().zip(figures) {
                    set(fig(id, year), figure);
                }
            }
            set(Place::Profit("2024".into()), "1395");
            set(Place::Profit("2025".into()), "2058");
        });
        assert_eq!(
            reads(&dossier, &scheme, "ff-fig-contribution-rate"),
            [
                "2024 9.28",
                "2025 11.62",
                "2026 缺利润总额、应交增值税、期初资产总额"
            ]
        );
        assert_eq!(
            reads(&dossier, &scheme, "ff-fig-debt-ratio"),
            ["2024 44.40", "2025 42.02", "2026 0.00"]
        );
    }
}
