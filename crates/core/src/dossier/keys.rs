//! Keys under which the profile, items and metrics hold texts of their own. Registers, lists and questions have
//! theirs in the data; these are asked by pages written for them.
//!
//! To add a key: 1 a line here, with what it is called in a message and what is typed under it; 2 its page;
//! 3 `docs/format.md`.

use super::typed::Typed;

/// A key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    pub key: &'static str,
    /// What it is called in a message.
    pub label: &'static str,
    pub holds: Holds,
}

/// What stands under a key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holds {
    /// Something typed.
    Typed(Typed),
    /// One of these codes.
    Code(&'static [&'static str]),
    /// The id of a sub-heading of the criteria.
    Section,
}

const fn typed(key: &'static str, label: &'static str, typed: Typed) -> Key {
    Key {
        key,
        label,
        holds: Holds::Typed(typed),
    }
}

const fn code(key: &'static str, label: &'static str, codes: &'static [&'static str]) -> Key {
    Key {
        key,
        label,
        holds: Holds::Code(codes),
    }
}

/// Answers to a question that cannot be open.
pub(super) const YES_NO: &[&str] = &["yes", "no"];

/// Why something does not apply; with `.` and an id behind it, why that part does not.
pub(super) const NOT_APPLICABLE: Key = typed("na", "不适用的理由", Typed::Text);

/// What the profile holds beside its texts; [`NOT_APPLICABLE`] for each slot too.
pub(super) const PROFILE: &[Key] = &[
    typed("excellence_year", "卓越绩效导入年份", Typed::Year),
    typed("total", "员工总人数", Typed::Count),
    typed("as_of", "员工人数统计年月", Typed::Month),
    code("dispatch", "员工人数是否含派遣", YES_NO),
    typed("form_as_of", "申报表职工人数统计年月", Typed::Month),
    code("form_dispatch", "申报表职工人数是否含派遣", YES_NO),
];

/// What an item holds beside its texts; [`NOT_APPLICABLE`] for each sub-heading too.
pub(super) const ITEM: &[Key] = &[
    NOT_APPLICABLE,
    typed("one_line", "一句做法", Typed::Text),
    typed("improvement_date", "最近一次改进年月", Typed::Month),
    typed("owner", "负责人", Typed::Text),
    code("status", "进度", &["draft", "review", "done"]),
    typed("consensus", "合议的百分比", Typed::Percent),
    typed("consensus_reason", "合议的理由", Typed::Text),
];

/// What an item refers to.
pub(super) const ITEM_REFS: &[&str] = &["departments", "links", "metrics", "evidence"];

/// What a metric holds.
pub(super) const METRIC: &[Key] = &[
    typed("library", "指标库中的编号", Typed::Text),
    Key {
        key: "section",
        label: "所属小标题",
        holds: Holds::Section,
    },
    typed("name", "名称", Typed::Text),
    typed("aliases", "别名", Typed::Text),
    typed("unit", "单位", Typed::Text),
    code("direction", "方向", &["higher", "lower", "target"]),
    typed("definition", "计算口径", Typed::Text),
    typed("times", "倍数", Typed::Decimal),
    code("average", "取平均的一方", &["numerator", "denominator"]),
    typed("max", "取值上限", Typed::Decimal),
    typed("low", "目标下限", Typed::Decimal),
    typed("high", "目标上限", Typed::Decimal),
    typed("cadence", "统计周期", Typed::Text),
    typed("limit", "限值", Typed::Decimal),
    typed("limit_kind", "限值类型", Typed::Text),
    typed("limit_basis", "限值依据", Typed::Text),
    typed("no_comparison", "没有对比值的理由", Typed::Text),
    typed("note", "说明", Typed::Text),
    typed("new_since", "启用年份", Typed::Year),
    typed("new_reason", "作为新指标的理由", Typed::Text),
];

/// What a metric holds for each year.
pub(super) const METRIC_YEAR: &[Key] = &[
    typed("value", "实际值", Typed::Decimal),
    typed("until", "截至月份", Typed::Month),
    typed("target", "目标值", Typed::Decimal),
    typed("numerator", "分子", Typed::Decimal),
    typed("numerator_open", "分子期初数", Typed::Decimal),
    typed("denominator", "分母", Typed::Decimal),
    typed("denominator_open", "分母期初数", Typed::Decimal),
];

/// What a metric refers to.
pub(super) const METRIC_REFS: &[&str] = &["proves", "segments", "challenges", "processes"];
