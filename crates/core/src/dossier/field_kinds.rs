//! What kind of value each field takes. Registers, lists and questions say it in the data; the fields that the profile,
//! items and metrics have on pages of their own are listed here.
//!
//! To add a field: 1 a line here, with its key, its name in messages and the kind of its value; 2 its page;
//! 3 `docs/format.md`.

use crate::domain::input::{self, Flaw};
use crate::domain::uscc;
use crate::pack::{AskKind, Field, Question};

/// What kind of value a field takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValueKind {
    /// Any text.
    #[default]
    Text,
    /// A date.
    Date,
    /// A number, exact.
    Decimal,
    /// A whole number from 0.
    Count,
    /// A year.
    Year,
    /// A month of a year.
    Month,
    /// A percentage in steps of 5.
    Percent,
    /// 统一社会信用代码.
    Uscc,
}

impl ValueKind {
    /// What is typed into a field of a row, a group or an event.
    pub fn of(field: &Field) -> ValueKind {
        match field.kind {
            AskKind::Date => ValueKind::Date,
            AskKind::Figures if field.key == "year" => ValueKind::Year,
            AskKind::Figures => ValueKind::Count,
            _ => ValueKind::Text,
        }
    }

    /// What is typed as the answer to a question that has no fields.
    pub fn of_question(question: &Question<'_>) -> ValueKind {
        match question.kind {
            _ if question.fact == "uscc" => ValueKind::Uscc,
            AskKind::Date => ValueKind::Date,
            AskKind::Figures => ValueKind::Count,
            _ => ValueKind::Text,
        }
    }

    /// Why a raw text is no value, or has signs in it that nobody typed; `None` when it can be used or is empty.
    pub fn flaw(self, raw: &str) -> Option<Flaw> {
        if raw.is_empty() {
            return None;
        }
        input::signs(raw).or_else(|| match self {
            ValueKind::Text => None,
            ValueKind::Date => input::date(raw).flaw(),
            ValueKind::Decimal => input::decimal(raw).flaw(),
            ValueKind::Count => input::count(raw).flaw(),
            ValueKind::Year => input::year(raw).flaw(),
            ValueKind::Month => input::month(raw).flaw(),
            ValueKind::Percent => input::percent(raw).flaw(),
            ValueKind::Uscc => uscc::check(raw, "").and_then(|report| report.flaw),
        })
    }
}

/// A field that is not described by the data.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldSpec {
    pub key: &'static str,
    /// What it is called in a message.
    pub label: &'static str,
    pub holds: FieldKind,
}

/// What such a field takes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FieldKind {
    /// Something typed.
    Value(ValueKind),
    /// One of these codes.
    Code(&'static [&'static str]),
    /// The id of a sub-heading of the criteria.
    Section,
}

const fn typed(key: &'static str, label: &'static str, typed: ValueKind) -> FieldSpec {
    FieldSpec {
        key,
        label,
        holds: FieldKind::Value(typed),
    }
}

const fn code(key: &'static str, label: &'static str, codes: &'static [&'static str]) -> FieldSpec {
    FieldSpec {
        key,
        label,
        holds: FieldKind::Code(codes),
    }
}

/// Answers to a question that cannot be open.
pub(crate) const YES_NO: &[&str] = &["yes", "no"];

/// Answers to a question that may be open.
pub(crate) const YES_NO_UNSURE: [&str; 3] = ["yes", "no", "unsure"];

/// Why something does not apply; with `.` and an id behind it, why that part does not.
pub(crate) const NOT_APPLICABLE: FieldSpec = typed("na", "不适用的理由", ValueKind::Text);

/// What the profile holds beside its texts; [`NOT_APPLICABLE`] for each slot too.
pub(crate) const PROFILE: &[FieldSpec] = &[
    typed("excellence_year", "卓越绩效导入年份", ValueKind::Year),
    typed("total", "员工总人数", ValueKind::Count),
    typed("as_of", "员工人数统计年月", ValueKind::Month),
    code("dispatch", "员工人数是否含派遣", YES_NO),
    typed("form_as_of", "申报表职工人数统计年月", ValueKind::Month),
    code("form_dispatch", "申报表职工人数是否含派遣", YES_NO),
];

/// What an item holds beside its texts; [`NOT_APPLICABLE`] for each sub-heading too.
pub(crate) const ITEM: &[FieldSpec] = &[
    NOT_APPLICABLE,
    typed("one_line", "一句做法", ValueKind::Text),
    typed("improvement_date", "最近一次改进年月", ValueKind::Month),
    typed("owner", "负责人", ValueKind::Text),
    code("status", "进度", &["draft", "review", "done"]),
    typed("consensus", "合议的百分比", ValueKind::Percent),
    typed("consensus_reason", "合议的理由", ValueKind::Text),
];

/// What an item refers to.
pub(crate) const ITEM_REFS: &[&str] = &["departments", "links", "metrics", "evidence"];

/// What a metric holds.
pub(crate) const METRIC: &[FieldSpec] = &[
    typed("library", "指标库中的编号", ValueKind::Text),
    FieldSpec {
        key: "section",
        label: "所属小标题",
        holds: FieldKind::Section,
    },
    typed("name", "名称", ValueKind::Text),
    typed("aliases", "别名", ValueKind::Text),
    typed("unit", "单位", ValueKind::Text),
    code("direction", "方向", &["higher", "lower", "target"]),
    typed("definition", "计算口径", ValueKind::Text),
    typed("times", "倍数", ValueKind::Decimal),
    code("average", "取平均的一方", &["numerator", "denominator"]),
    typed("max", "取值上限", ValueKind::Decimal),
    typed("low", "目标下限", ValueKind::Decimal),
    typed("high", "目标上限", ValueKind::Decimal),
    typed("cadence", "统计周期", ValueKind::Text),
    typed("limit", "限值", ValueKind::Decimal),
    typed("limit_kind", "限值类型", ValueKind::Text),
    typed("limit_basis", "限值依据", ValueKind::Text),
    typed("no_comparison", "没有对比值的理由", ValueKind::Text),
    typed("note", "说明", ValueKind::Text),
    typed("new_since", "启用年份", ValueKind::Year),
    typed("new_reason", "作为新指标的理由", ValueKind::Text),
];

/// What a metric holds for each year.
pub(crate) const METRIC_YEAR: &[FieldSpec] = &[
    typed("value", "实际值", ValueKind::Decimal),
    typed("until", "截至月份", ValueKind::Month),
    typed("target", "目标值", ValueKind::Decimal),
    typed("numerator", "分子", ValueKind::Decimal),
    typed("numerator_open", "分子期初数", ValueKind::Decimal),
    typed("denominator", "分母", ValueKind::Decimal),
    typed("denominator_open", "分母期初数", ValueKind::Decimal),
];

/// What a metric refers to.
pub(crate) const METRIC_REFS: &[&str] = &["proves", "segments", "challenges", "processes"];
