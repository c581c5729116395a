//! What else there is to say of a metric. It is drawn when it is opened: an item may have very many.

use std::collections::BTreeSet;
use std::rc::Rc;

use quality_award_core::domain::metric::Side;
use quality_award_core::dossier::{EntriesAt, Metric, Place, RefsAt, Walk};
use quality_award_core::pack::{Item, ItemKind};
use quality_award_core::views::{self, MetricView, Summary};
use web_sys::HtmlDetailsElement;
use yew::prelude::*;

use super::row::title;
use super::{fields_of, view};
use crate::components::{
    ChoiceOption, Field, FieldKind, Fold, Names, RefsField, RegisterTable, Select,
};
use crate::packs::{self, ByAddress};
use crate::state::Dispatch;

/// What is better, as it is chosen and read.
const DIRECTIONS: [(&str, &str); 3] = [
    ("higher", "越高越好"),
    ("lower", "越低越好"),
    ("target", "在区间内最好"),
];

/// A direction in words; empty when none is chosen.
pub fn direction_words(raw: &str) -> &'static str {
    let known = DIRECTIONS.iter().find(|(value, _)| *value == raw.trim());
    known.map_or("", |(_, words)| words)
}

/// Id of the line that unfolds a metric.
pub fn fold_id(metric: &str) -> String {
    format!("more-{metric}")
}

/// Properties of [`MetricFold`].
#[derive(Properties, PartialEq)]
pub struct MetricFoldProps {
    /// The item.
    pub item: ByAddress<Item>,
    /// It stands at no sub-heading.
    pub stray: bool,
    /// The metric.
    pub metric: Rc<Metric>,
    /// The walk, for the metric whose values it holds.
    pub walk: Option<Rc<Walk>>,
    /// The years in the grid.
    pub years: Vec<i32>,
    /// The last complete year.
    pub last: i32,
    /// Open from the start.
    pub open: bool,
    /// What references can name.
    pub names: Rc<Names>,
    /// Takes the edits.
    pub dispatch: Dispatch,
}

/// The fold, and in front of it the question why a metric got worse.
#[component]
pub fn MetricFold(props: &MetricFoldProps) -> Html {
    let open = use_state(|| props.open);
    let facts = use_memo(
        (props.metric.clone(), props.walk.clone()),
        |(metric, walk)| {
            let view = view(metric, walk.as_deref());
            let summary = views::summary(&view);
            (view, summary)
        },
    );
    let (view, summary) = &*facts;
    // What was there once stays while one is on the page: a field is not to vanish when its text is deleted.
    let seen = use_mut_ref(|| (BTreeSet::new(), BTreeSet::new()));
    let (years, keys) = {
        let (years, keys) = &mut *seen.borrow_mut();
        let typed = &props.metric.years;
        years.extend(typed.keys().filter_map(|year| year.parse::<i32>().ok()));
        keys.extend(typed.values().flat_map(|texts| texts.keys().cloned()));
        (years.clone(), keys.clone())
    };
    let name = title(&props.metric);
    let ontoggle = {
        let open = open.setter();
        move |event: Event| open.set(event.target_unchecked_into::<HtmlDetailsElement>().open())
    };
    let more = More {
        props,
        view,
        summary,
        years,
        keys,
    };
    let id = &props.metric.id;
    html! {
        <>
            if more.is_worse() {
                { more.note(format!("变差的原因（{name}）")) }
            }
            <details class="fold" open={*open} data-holds={fields_of(id)} {ontoggle}>
                <summary id={fold_id(id)}>{ name }</summary>
                if *open {
                    <div>{ more.all() }</div>
                }
            </details>
        </>
    }
}

struct More<'a> {
    props: &'a MetricFoldProps,
    view: &'a MetricView,
    summary: &'a Summary,
    /// The years in which something is or was written.
    years: BTreeSet<i32>,
    /// What is or was written of some year.
    keys: BTreeSet<String>,
}

impl More<'_> {
    fn metric(&self) -> &Metric {
        &self.props.metric
    }

    fn id(&self) -> Rc<str> {
        self.props.metric.id.as_str().into()
    }

    fn is_worse(&self) -> bool {
        self.summary.tag == views::Tag::Bad
    }

    fn raw(&self, key: &str) -> AttrValue {
        let text = self.metric().fields.get(key);
        text.map_or(AttrValue::Static(""), |text| text.clone().into())
    }

    fn field(
        &self,
        key: &str,
        label: impl Into<AttrValue>,
        hint: impl Into<AttrValue>,
        kind: FieldKind,
    ) -> Html {
        html! {
            <Field key={key.to_owned()} place={Place::Metric(self.id(), key.into())} label={label.into()}
                hint={hint.into()} value={self.raw(key)} {kind} dispatch={self.props.dispatch.clone()} />
        }
    }

    fn select(
        &self,
        key: &str,
        label: &'static str,
        hint: &'static str,
        options: Vec<ChoiceOption>,
    ) -> Html {
        html! {
            <Select key={key.to_owned()} place={Place::Metric(self.id(), key.into())} {label} {hint}
                value={self.raw(key)} {options} dispatch={self.props.dispatch.clone()} />
        }
    }

    fn note(&self, label: String) -> Html {
        let hint = "写明原因、采取的措施和完成日期。";
        self.field("note", label, hint, FieldKind::Long(3))
    }

    fn list(&self, id: &'static str) -> Html {
        let Some(register) = packs::criteria().register(id) else {
            return Html::default();
        };
        let entries = self.metric().lists.get(id).cloned().unwrap_or_default();
        html! {
            <RegisterTable key={id} at={EntriesAt::Metric(self.id(), id.into())} register={ByAddress(register)} {entries}
                names={self.props.names.clone()} level={4} dispatch={self.props.dispatch.clone()} />
        }
    }

    fn refs(&self, key: &'static str, label: &'static str, hint: &'static str, to: &str) -> Html {
        html! {
            <RefsField {key} at={RefsAt::Metric(self.id(), key.into())} {label} {hint}
                chosen={self.metric().refs(key).to_vec()} options={self.props.names.of(to)}
                dispatch={self.props.dispatch.clone()} />
        }
    }

    fn all(&self) -> Html {
        html! {
            <>
                { self.basics() }
                { self.list("comparisons") }
                { self.field("no_comparison", "没有对比值的理由", "有对比值的不用写。", FieldKind::Line) }
                if !self.is_worse() {
                    { self.note("变差或突变的说明".to_owned()) }
                }
                <div class="refs-list">
                    { self.refs("proves", "证明哪些过程条目", "这个结果说明哪些条目的做法有效。", "process-items") }
                    { self.refs("segments", "属于哪个顾客群", "按顾客群分列的，每群一个指标。", "segments") }
                    { self.refs("challenges", "回应哪些战略挑战", "", "challenges") }
                    { self.refs("processes", "属于哪些过程", "", "processes") }
                </div>
                <Fold summary="各年目标、截至月份、分子和分母">{ self.years() }</Fold>
                <Fold summary="上限、限值、口径变更和新指标">{ self.rest() }</Fold>
            </>
        }
    }

    fn basics(&self) -> Html {
        let directions = DIRECTIONS.map(|(value, words)| ChoiceOption::new(value, words));
        let range = self.metric().get("direction") == "target"
            || ["low", "high"]
                .iter()
                .any(|key| !self.metric().get(key).is_empty());
        html! {
            <>
                { self.field("name", "名称", "按产品、顾客群分列的，分别写成一个指标。", FieldKind::Line) }
                <div class="entry">
                    { self.field("unit", "单位", "", FieldKind::Line) }
                    { self.select("direction", "方向", "", directions.to_vec()) }
                    if range {
                        { self.field("low", "目标区间下限", "", FieldKind::Decimal) }
                        { self.field("high", "目标区间上限", "", FieldKind::Decimal) }
                    }
                    { self.field("cadence", "统计周期", "", FieldKind::Line) }
                </div>
                { self.field("definition", "计算口径", "怎样算、统计范围、数据从哪里来。", FieldKind::Long(2)) }
                { self.field("aliases", "别名", "几个的用顿号分开；正文里用别名也算提到。", FieldKind::Line) }
                <div class="entry wide">
                    { self.section() }
                    { self.library() }
                </div>
            </>
        }
    }

    /// The sub-headings of the item; of all result items for a metric that stands at none.
    fn section(&self) -> Html {
        let items = packs::criteria().items.iter();
        let items = items.filter(|item| match self.props.stray {
            true => item.kind == ItemKind::Result,
            false => item.id == self.props.item.0.id,
        });
        let options = items.flat_map(|item| {
            item.sections.iter().map(|section| {
                let label = format!("{} {}", item.id, section.title);
                ChoiceOption::new(&section.id, &label)
            })
        });
        self.select("section", "所属小标题", "", options.collect())
    }

    fn library(&self) -> Html {
        let known = packs::metrics().metrics.iter();
        let here = |section: &str| {
            let mut sections = self.props.item.0.sections.iter();
            sections.any(|own| own.id == section)
        };
        let known = known.filter(|known| here(&known.section));
        let options = known.map(|known| ChoiceOption::new(&known.id, &known.name));
        self.select("library", "对应指标库中的指标", "", options.collect())
    }

    /// What is written for each year beside its value.
    fn years(&self) -> Html {
        let last = self.props.last;
        let mut years = self.years.clone();
        years.extend(self.props.years.iter().copied().chain([last + 1]));
        let asks = |key: &str| {
            let ratio = self.view.times.given().is_some();
            let mean = match key {
                "numerator_open" => self.view.average == Some(Side::Numerator),
                "denominator_open" => self.view.average == Some(Side::Denominator),
                _ => true,
            };
            ratio && mean || self.keys.contains(key)
        };
        let outside = years.iter().any(|year| !self.props.years.contains(year));
        let columns = [
            ("value", "实际值", outside),
            ("until", "截至月份", true),
            ("target", "目标值", true),
            ("numerator_open", "分子（期初）", asks("numerator_open")),
            ("numerator", "分子", asks("numerator")),
            ("denominator_open", "分母（期初）", asks("denominator_open")),
            ("denominator", "分母", asks("denominator")),
        ];
        let columns: Vec<_> = columns.into_iter().filter(|(.., asked)| *asked).collect();
        let rows = years.iter().map(|year| {
            let cells = columns.iter().map(|(key, label, _)| {
                let in_grid = match *key {
                    "value" => self.props.years.contains(year),
                    "target" => *year == last,
                    _ => false,
                };
                if in_grid {
                    return html! { <td class="quiet small">{ "写在上面的表里" }</td> };
                }
                let text = year.to_string();
                let kind = match *key {
                    "until" => FieldKind::Month,
                    _ => FieldKind::Decimal,
                };
                let (place, raw) = match (*key, &self.props.walk) {
                    ("value", Some(walk)) => {
                        let raw = walk.profits.get(&text).map_or("", |raw| raw);
                        (Place::Profit(text.as_str().into()), raw)
                    }
                    _ => {
                        let place = self.view.year_place(*year, key);
                        (place, self.metric().of_year(&text, key))
                    }
                };
                let value = AttrValue::from(raw.to_owned());
                html! {
                    <td key={*key}>
                        <Field {place} label={format!("{year} 年{label}")} bare=true {value} {kind}
                            dispatch={self.props.dispatch.clone()} />
                    </td>
                }
            });
            html! { <tr key={*year}><th scope="row">{ format!("{year} 年") }</th>{ for cells }</tr> }
        });
        html! {
            <>
                <p class="hint">
                    { "不满一年的数写明截至哪个月，例如 2026-09，不和全年的数比较。写了分子和分母，本工具会重算一遍。" }
                </p>
                <div class="scroll" role="region" tabindex="0" aria-label={format!("{}各年", title(self.metric()))}>
                    <table class="cells yearly">
                        <thead>
                            <tr>
                                <th scope="col">{ "年份" }</th>
                                { for columns.iter().map(|(_, label, _)| html! { <th scope="col">{ *label }</th> }) }
                            </tr>
                        </thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
            </>
        }
    }

    fn rest(&self) -> Html {
        let known = packs::metrics().metrics.iter();
        let known = known
            .clone()
            .find(|known| known.id == self.metric().get("library"));
        let from_library = |number: Option<u32>, other: &'static str| match number {
            Some(number) => format!("不填按指标库：{number}。"),
            None => other.to_owned(),
        };
        let averages = [
            ChoiceOption::new("numerator", "分子"),
            ChoiceOption::new("denominator", "分母"),
        ];
        html! {
            <>
                <div class="entry wide">
                    { self.field("times", "分子除以分母再乘", from_library(known.and_then(|known| known.times), "百分数是 100；不是比率的不填。"), FieldKind::Decimal) }
                    { self.select("average", "取期初期末平均的一方", "不取平均的不选。", averages.to_vec()) }
                    { self.field("max", "上限值", from_library(known.and_then(|known| known.max), "合格率一类是 100；没有上限的不填。"), FieldKind::Decimal) }
                </div>
                <div class="entry wide">
                    { self.field("limit", "限值", "排放、能耗指标填。", FieldKind::Decimal) }
                    { self.field("limit_kind", "限值类型", "强制、先进、标杆或内控。", FieldKind::Line) }
                    { self.field("limit_basis", "限值依据", "标准或许可证的名称和编号。", FieldKind::Line) }
                </div>
                { self.list("breaks") }
                <div class="entry wide">
                    { self.field("new_since", "启用年份", "新指标填；数据不满三年不会再提醒。", FieldKind::Year) }
                    { self.field("new_reason", "作为新指标的理由", "", FieldKind::Line) }
                </div>
            </>
        }
    }
}
