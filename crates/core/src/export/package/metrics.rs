//! 指标: every metric of a result item with its figures by year and their chart, what they are held against, and what is
//! said of them; apart from it what only serves computing.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::domain::input;
use crate::dossier::{EntriesAt, Metric, Place};
use crate::pack::reserved::PROFIT;
use crate::pack::{RegisterOf, SubHeading};
use crate::views::{MetricView, Numbered, marked, value_place, written_years};

use super::super::chart::{Chart, chart};
use super::super::document::{Block, Cell, Column, NOTHING, Row, or_unfilled};
use super::context::ChapterContext;
use super::entries::{in_words, named};

/// Texts of a metric that stand under its figures: key and name.
const FIELDS: [(&str, &str); 11] = [
    ("definition", "计算口径"),
    ("low", "目标下限"),
    ("high", "目标上限"),
    ("cadence", "统计周期"),
    ("limit", "限值"),
    ("limit_kind", "限值类型"),
    ("limit_basis", "限值依据"),
    ("no_comparison", "没有对比值的理由"),
    ("note", "说明"),
    ("new_since", "启用年份"),
    ("new_reason", "作为新指标的理由"),
];

/// Texts of a metric that only serve computing and matching: key and name.
const INTERNAL: [(&str, &str); 4] = [
    ("aliases", "别名"),
    ("times", "比值乘以"),
    ("average", "取期初期末平均数的一方"),
    ("max", "可能的最大值"),
];

/// Figures of a year: key and name.
const YEARLY: [(&str, &str); 7] = [
    ("value", "实际值"),
    ("until", "截至月份"),
    ("target", "目标值"),
    ("numerator", "分子"),
    ("numerator_open", "分子（期初）"),
    ("denominator", "分母"),
    ("denominator_open", "分母（期初）"),
];

/// Most years side by side; more go into another table below.
const MOST_YEARS: usize = 8;

/// What a metric refers to: key, name, what it names.
const REFS: [(&str, &str, &str); 4] = [
    ("proves", "证明的过程", "items"),
    ("segments", "顾客群", "segments"),
    ("challenges", "战略挑战", "challenges"),
    ("processes", "过程", "processes"),
];

/// The metrics that stand at a sub-heading, each on one page where it fits.
pub fn at(context: &mut ChapterContext<'_>, section: &str, part: &str) -> Vec<Block> {
    let here = here(context, section);
    let here = here.into_iter();
    here.map(|metric| Block::Together(one(context, metric, part)))
        .collect()
}

/// What the metrics at a sub-heading are computed and matched with, and what they refer to: a line each, behind the
/// number of its chart. The name is not repeated: a typed text stands once.
pub fn remarks(context: &mut ChapterContext<'_>, section: &SubHeading, part: &str) -> Vec<String> {
    let SubHeading { id, title, .. } = section;
    let mut lines = Vec::new();
    for (nth, metric) in (1..).zip(here(context, id)) {
        let mut said = fields(context, metric, &INTERNAL, part);
        for (key, label, to) in REFS {
            let names = named(context, to, metric.refs(key));
            if !names.is_empty() {
                said.push(format!("{label}：{names}"));
            }
        }
        if !said.is_empty() {
            let called = match context.captions.of(Numbered::Chart, &metric.id) {
                Some(caption) => caption.label(),
                None => format!("“{title}”第 {nth} 个指标"),
            };
            lines.push(format!("{called}：{}", said.join("；")));
        }
    }
    lines
}

fn here<'a>(context: &ChapterContext<'a>, section: &str) -> Vec<&'a Rc<Metric>> {
    let metrics = context.dossier.metrics.iter();
    metrics
        .filter(|metric| metric.get("section") == section)
        .collect()
}

fn one(context: &mut ChapterContext<'_>, metric: &Metric, part: &str) -> Vec<Block> {
    let mut show =
        |key: &str| context.show(Place::Metric(metric.id.as_str().into(), key.into()), part);
    // The item's own headings say where it stands, the library's number is for the program.
    show("section");
    show("library");
    let name = or_unfilled(show("name"));
    let unit = show("unit");
    let direction = match show("direction") {
        "higher" => "越高越好",
        "lower" => "越低越好",
        "target" => "在目标区间内为好",
        other => other,
    };
    let about = [unit, direction]
        .into_iter()
        .filter(|text| !text.is_empty());
    let about = about.collect::<Vec<_>>().join("，");
    let caption = match about.as_str() {
        "" => name.clone(),
        about => format!("{name}（{about}）"),
    };
    let mut blocks = years(context, metric, &caption, part);
    if let Some(of) = context.captions.of(Numbered::Chart, &metric.id) {
        let view = MetricView::new(
            metric,
            &context.dossier.walk,
            context.criteria,
            context.metrics,
        );
        let caption = format!("{} {name}", of.label());
        // A judgement in a word, such as 缺对比, is for the writer.
        let plain = |chart| {
            Box::new(Chart {
                tag: String::new(),
                ..chart
            })
        };
        let chart = chart(&view).map(plain);
        blocks.extend(chart.map(|chart| Block::Chart { caption, chart }));
    }
    let mut lines = Vec::new();
    let said = fields(context, metric, &FIELDS, part);
    if !said.is_empty() {
        lines.push(said.join("；"));
    }
    for list in context.criteria.registers_of(RegisterOf::Metric) {
        let at = EntriesAt::Metric(metric.id.as_str().into(), list.id.as_str().into());
        lines.extend(in_words(context, list, &at, part));
    }
    if !lines.is_empty() {
        blocks.push(Block::Small(lines.join("\n")));
    }
    blocks
}

/// What is written in fields of a metric, each with its name.
fn fields(
    context: &mut ChapterContext<'_>,
    metric: &Metric,
    of: &[(&str, &str)],
    part: &str,
) -> Vec<String> {
    let mut said = Vec::new();
    for (key, label) in of {
        let place = Place::Metric(metric.id.as_str().into(), (*key).into());
        let text = match context.show(place, part) {
            "numerator" => "分子",
            "denominator" => "分母",
            text => text,
        };
        if !text.is_empty() {
            said.push(format!("{label}：{text}"));
        }
    }
    said
}

/// The figures, a column a year.
fn years(
    context: &mut ChapterContext<'_>,
    metric: &Metric,
    caption: &str,
    part: &str,
) -> Vec<Block> {
    let mut years: BTreeSet<String> = metric.years.keys().cloned().collect();
    let written = written_years(metric, &context.dossier.walk).into_iter();
    years.extend(written.map(|year| year.to_string()));
    let years: Vec<String> = years.into_iter().collect();
    if years.is_empty() {
        return vec![Block::Small(format!("{caption}：没有填写数据"))];
    }
    let tables = years.chunks(MOST_YEARS).enumerate();
    let tables = tables.map(|(at, years)| {
        let more = if at == 0 { "" } else { "（续）" };
        years_table(context, metric, format!("{caption}{more}"), years, part)
    });
    tables.collect()
}

fn years_table(
    context: &mut ChapterContext<'_>,
    metric: &Metric,
    caption: String,
    years: &[String],
    part: &str,
) -> Block {
    // Profits are printed where they are asked; here they are repeated.
    let profit = metric.get("library") == PROFIT;
    let rows = YEARLY.iter().filter(|(key, _)| {
        let any = metric.years.values().any(|texts| texts.contains_key(*key));
        any || *key == "value"
    });
    let rows = rows.map(|(key, label)| {
        let mut cells = vec![Cell::Text((*label).to_owned())];
        for year in years {
            let repeated = year.parse().ok().filter(|_| profit && *key == "value");
            let raw = match repeated {
                Some(year) => value_place(&metric.id, true, year).read(context.dossier),
                None => {
                    let (id, year) = (metric.id.as_str().into(), year.as_str().into());
                    context.show(Place::MetricYear(id, year, (*key).into()), part)
                }
            };
            let flaw = match input::decimal(raw) {
                input::Input::Invalid { why, .. } if *key != "until" => Some(why),
                _ => None,
            };
            cells.push(match raw {
                "" => Cell::Number(NOTHING.to_owned()),
                raw => Cell::Number(marked(raw, flaw.as_ref())),
            });
        }
        Row { cells, sum: false }
    });
    let rows = rows.collect();
    let each = 15 / u8::try_from(years.len()).unwrap_or(15).max(1);
    let heads = years.iter().map(|year| Column {
        name: format!("{year} 年"),
        width: each.max(1),
    });
    let first = Column {
        name: "项目".to_owned(),
        width: 5,
    };
    Block::Table {
        caption,
        columns: std::iter::once(first).chain(heads).collect(),
        rows,
        whole: true,
    }
}
