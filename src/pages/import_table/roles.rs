//! What a column can be and where a row can go: in words, and as the values of drop-down lists.

use quality_award_core::domain::date::Date;
use quality_award_core::dossier::Dossier;
use quality_award_core::import::table::{Plan, Role, To};
use quality_award_core::pack::{Item, ItemKind};
use quality_award_core::views::{FormValue, form_view};

use crate::packs;
use crate::tables::Target;

/// A column as a letter, as spreadsheets call it.
pub fn letter(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => last.to_string(),
        more => letter(more - 1) + &last.to_string(),
    }
}

/// What a column of the plan is called in the table that was brought.
pub fn place(plan: &Plan, column: usize) -> String {
    match plan.turned {
        true => format!("第 {} 行", column + 1),
        false => format!("{} 列", letter(column)),
    }
}

/// What a column is.
pub fn words(role: Role) -> String {
    let numbered = |what: &str, of: usize| match of {
        0 => what.to_owned(),
        of => format!("{what} {}", of + 1),
    };
    match role {
        Role::Name => "指标名称".to_owned(),
        Role::Category => "类别".to_owned(),
        Role::Unit => "单位".to_owned(),
        Role::Actual(year) => format!("{year} 实际值"),
        Role::Target(year) => format!("{year} 目标"),
        Role::Comparison(of) => numbered("对比值", of),
        Role::ComparisonYear(of) => numbered("对比年份", of),
        Role::Object(of) => numbered("和谁比", of),
        Role::Source(of) => numbered("对比来源", of),
        Role::Left => "不录入".to_owned(),
    }
}

/// A role as the value of a list.
pub fn value(role: Role) -> String {
    match role {
        Role::Name => "name".to_owned(),
        Role::Category => "category".to_owned(),
        Role::Unit => "unit".to_owned(),
        Role::Actual(year) => format!("actual-{year}"),
        Role::Target(year) => format!("target-{year}"),
        Role::Comparison(of) => format!("value-{of}"),
        Role::ComparisonYear(of) => format!("year-{of}"),
        Role::Object(of) => format!("object-{of}"),
        Role::Source(of) => format!("source-{of}"),
        Role::Left => "left".to_owned(),
    }
}

/// What the columns of a plan can be; `last` is the last complete year.
pub fn options(plan: &Plan, target: Target, last: i32) -> Vec<Role> {
    let form = target == Target::Form;
    let given = plan.columns.iter().filter_map(|column| match column.role {
        Role::Actual(year) | Role::Target(year) => Some(year),
        _ => None,
    });
    let mut years: Vec<i32> = (last - 4..=last + 1).chain(given).collect();
    years.sort_unstable();
    years.dedup();
    let compared = plan.columns.iter().filter_map(|column| match column.role {
        Role::Comparison(of) => Some(of + 1),
        _ => None,
    });
    let compared = compared.max().unwrap_or(0);
    let mut roles = vec![Role::Left, Role::Name, Role::Unit, Role::Category];
    roles.extend(years.iter().map(|year| Role::Actual(*year)));
    if !form {
        roles.extend(years.iter().map(|year| Role::Target(*year)));
        roles.extend((0..=compared).map(Role::Comparison));
        for of in 0..compared {
            roles.extend([Role::ComparisonYear(of), Role::Object(of), Role::Source(of)]);
        }
    }
    roles
}

/// The result items.
pub fn results() -> impl Iterator<Item = &'static Item> {
    let items = packs::criteria().items.iter();
    items.filter(|item| item.kind == ItemKind::Result)
}

/// Where a row goes, as short as can be: it stands beside every row.
pub fn to_words(to: &To, dossier: &Dossier, target: Target) -> String {
    let item = |section: &str| {
        let item = packs::criteria().results_at(section);
        item.map_or("", |item| item.id.as_str())
    };
    match to {
        To::Metric(_) if target == Target::Form => "申报表的栏目".to_owned(),
        To::Metric(id) => {
            let metric = dossier.metric(id);
            let section = metric.map_or("", |metric| metric.get("section"));
            format!("{} 已有", item(section))
        }
        To::Library(id) => {
            let known = packs::metrics()
                .metrics
                .iter()
                .find(|known| known.id == *id);
            let section = known.map_or("", |known| &known.section);
            format!("{} 指标库", item(section))
        }
        To::New(section) => format!("{} 新增", item(section)),
        To::Unsure(_) => "待您决定".to_owned(),
        To::Nowhere => "不录入".to_owned(),
    }
}

/// A destination as the value of a list.
pub fn to_value(to: &To) -> String {
    match to {
        To::Metric(id) => format!("metric {id}"),
        To::Library(id) => format!("library {id}"),
        To::New(section) => format!("new {section}"),
        To::Unsure(_) => String::new(),
        To::Nowhere => "nowhere".to_owned(),
    }
}

/// The destination of a value; none of the empty one.
pub fn to_of(value: &str) -> Option<To> {
    Some(match value.split_once(' ') {
        Some(("metric", id)) => To::Metric(id.to_owned()),
        Some(("library", id)) => To::Library(id.to_owned()),
        Some(("new", id)) => To::New(id.to_owned()),
        _ if value == "nowhere" => To::Nowhere,
        _ => return None,
    })
}

/// A destination that can be chosen: its value, and what it is called there.
pub fn choice(to: &To, dossier: &Dossier, target: Target, on: Date) -> (String, String) {
    let name = match to {
        To::Metric(id) if target == Target::Form => field(dossier, on, id),
        To::Metric(id) => {
            let metric = dossier.metric(id);
            format!("已有：{}", metric.map_or("", |metric| metric.get("name")))
        }
        To::Library(id) => {
            let known = packs::metrics()
                .metrics
                .iter()
                .find(|known| known.id == *id);
            format!("指标库：{}", known.map_or("", |known| &known.name))
        }
        To::New(id) => {
            let section = packs::criteria().section(id);
            let of = |(item, section): (&Item, &quality_award_core::pack::SubHeading)| {
                format!("新增到 {} {}", item.id, section.title)
            };
            section.map_or_else(String::new, of)
        }
        To::Unsure(_) => "请选择".to_owned(),
        To::Nowhere => "不录入".to_owned(),
    };
    (to_value(to), name)
}

fn field(dossier: &Dossier, on: Date, id: &str) -> String {
    let view = form_view(dossier, packs::scheme(), on);
    let found = view.entries().find(|entry| entry.field.id == id);
    found.map_or_else(String::new, |entry| entry.field.label.clone())
}

/// Everywhere a row can go, under headings. It is long: only the list that is open is made.
pub fn everywhere(
    dossier: &Dossier,
    target: Target,
    on: Date,
) -> Vec<(String, Vec<(String, String)>)> {
    if target == Target::Form {
        let view = form_view(dossier, packs::scheme(), on);
        let fields = view
            .entries()
            .filter(|entry| matches!(entry.value, FormValue::Years(_)));
        let fields = fields.map(|entry| {
            let to = To::Metric(entry.field.id.clone());
            (to_value(&to), entry.field.label.clone())
        });
        return vec![("主要指标".to_owned(), fields.collect())];
    }
    let groups = results().map(|item| {
        let here = |section: &str| {
            packs::criteria()
                .results_at(section)
                .is_some_and(|at| at.id == item.id)
        };
        let own = dossier
            .metrics
            .iter()
            .filter(|metric| here(metric.get("section")));
        let own = own.map(|metric| To::Metric(metric.id.clone()));
        let has = |id: &str| {
            dossier
                .metrics
                .iter()
                .any(|metric| metric.get("library") == id)
        };
        let offered = packs::metrics().metrics.iter();
        let offered = offered.filter(|known| here(&known.section) && !has(&known.id));
        let offered = offered.map(|known| To::Library(known.id.clone()));
        let new = item
            .sections
            .iter()
            .map(|section| To::New(section.id.clone()));
        let all = own.chain(new).chain(offered);
        let all = all.map(|to| choice(&to, dossier, target, on));
        (format!("{} {}", item.id, item.title), all.collect())
    });
    groups.collect()
}
