//! 指标: every metric of a result item with its figures by year and their chart, what they are held against, and what is
//! said of them.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::domain::input;
use crate::dossier::{EntriesAt, Metric, Place};
use crate::pack::Item;
use crate::pack::reserved::PROFIT;
use crate::views::{MetricView, Numbered, marked, value_place, written_years};

use super::super::chart::chart;
use super::super::document::{Block, Cell, Column, Row};
use super::context::ChapterContext;
use super::entries::{named, table};

/// Texts of a metric that stand under its figures: key and name.
const FIELDS: [(&str, &str); 17] = [
    ("library", "指标库编号"),
    ("aliases", "别名"),
    ("definition", "计算口径"),
    ("times", "倍数"),
    ("average", "取平均的一方"),
    ("max", "上限"),
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
    ("section", "所属小标题"),
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

/// The metrics that stand at a sub-heading of an item.
pub fn at(context: &mut ChapterContext<'_>, item: &Item, section: &str, part: &str) -> Vec<Block> {
    let dossier = context.dossier;
    let here = dossier.metrics.iter();
    let here = here.filter(|metric| metric.get("section") == section);
    let here: Vec<&Rc<Metric>> = here.collect();
    let mut blocks = Vec::new();
    for metric in here {
        one(context, item, metric, part, &mut blocks);
    }
    blocks
}

fn one(
    context: &mut ChapterContext<'_>,
    item: &Item,
    metric: &Metric,
    part: &str,
    blocks: &mut Vec<Block>,
) {
    let id: Rc<str> = metric.id.as_str().into();
    let show = |context: &mut ChapterContext<'_>, key: &str| {
        let place = Place::Metric(id.clone(), key.into());
        context.show(place, part).to_owned()
    };
    let name = show(context, "name");
    let unit = show(context, "unit");
    let direction = match show(context, "direction").as_str() {
        "higher" => "越高越好".to_owned(),
        "lower" => "越低越好".to_owned(),
        "target" => "在目标区间内为好".to_owned(),
        other => other.to_owned(),
    };
    let about = [unit, direction]
        .into_iter()
        .filter(|text| !text.is_empty());
    let about = about.collect::<Vec<_>>().join("，");
    let name = match name.as_str() {
        "" => "（未命名指标）",
        name => name,
    };
    let caption = match about.as_str() {
        "" => name.to_owned(),
        about => format!("{name}（{about}）"),
    };
    blocks.extend(years(context, metric, &caption, part));
    if let Some(of) = context.captions.of(Numbered::Chart, &metric.id) {
        let view = MetricView::new(
            metric,
            &context.dossier.walk,
            context.criteria,
            context.metrics,
        );
        let caption = format!("{} {name}", of.label());
        blocks.extend(chart(&view).map(|chart| Block::Chart { caption, chart }));
    }
    let mut said = Vec::new();
    for (key, label) in FIELDS {
        let text = show(context, key);
        // The item's own headings say where it stands, the library's number is for the program.
        let silent = match key {
            "section" => item.sections.iter().any(|section| section.id == text),
            "library" => true,
            _ => text.is_empty(),
        };
        if !silent {
            said.push(format!("{label}：{text}"));
        }
    }
    for (key, label, to) in REFS {
        let names = named(context, to, metric.refs(key));
        if !names.is_empty() {
            said.push(format!("{label}：{names}"));
        }
    }
    if !said.is_empty() {
        blocks.push(Block::Small(said.join("；")));
    }
    let criteria = context.criteria;
    for list in ["comparisons", "breaks"] {
        if let Some(register) = criteria.register(list) {
            let at = EntriesAt::Metric(id.clone(), list.into());
            blocks.extend(table(context, register, &at, part));
        }
    }
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
                "" => Cell::Text("—".to_owned()),
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
