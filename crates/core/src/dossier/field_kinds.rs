//! What kind of value each field takes. Registers, lists and questions say it in the data; the fields that the profile,
//! items and metrics have on pages of their own are listed here.
//!
//! To add a field: 1 a line here, with its key, its name in messages and the kind of its value; 2 its page;
//! 3 `docs/format.md`.

use crate::domain::input::{self, Flaw};
use crate::domain::uscc;
use crate::pack::{AskKind, Field, Obligation, Placeholder, Question, Scheme, Task};

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
    /// An amount of money in 元, exact.
    Money,
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
            ValueKind::Money => input::money(raw).flaw(),
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

/// Key of the fingerprint of the report or application that a winner's report was begun from.
pub const PREDECESSOR: &str = "previous";

/// Key of an item's percent of the year before.
pub const LAST_PERCENT: &str = "last_percent";

/// What is known of an award beside its day.
pub(crate) const AWARD: &[FieldSpec] = &[
    typed("certificate", "证书编号", ValueKind::Text),
    typed("money", "收到的奖金（元）", ValueKind::Money),
    typed("money_date", "收到奖金的日期", ValueKind::Date),
    typed(PREDECESSOR, "上一份的指纹", ValueKind::Text),
];

/// What the round's notice says, each under `round.` and its key. The measures leave it to the notice (17(一)).
pub(crate) const ROUND: &[FieldSpec] = &[
    typed("number", "通知文号", ValueKind::Text),
    typed("round", "届次", ValueKind::Text),
    typed("opening", "受理开始日期", ValueKind::Date),
    typed("closing", "受理截止日期", ValueKind::Date),
    typed("office", "送到哪里", ValueKind::Text),
    code("sender", "由谁送", &["applicant", "town"]),
    typed("originals", "正本份数", ValueKind::Count),
    typed("copies", "副本份数", ValueKind::Count),
    typed("binding", "装订要求", ValueKind::Text),
    typed("media", "电子件要求", ValueKind::Text),
    typed("file_names", "文件命名要求", ValueKind::Text),
    typed("profile_limit", "组织概述字数上限", ValueKind::Count),
    typed("report_limit", "自我评价报告字数上限", ValueKind::Count),
    code("summary", "要交质量管理模式总结", YES_NO),
    code("display", "要交企业展示材料", YES_NO),
    code("controlled", "要交控股企业的自评报告", YES_NO),
    code("reduced", "再次申报可以精简材料", YES_NO),
    typed("town_days", "推荐单位需要的工作日", ValueKind::Count),
];

/// Something that the round's notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundField {
    /// Its key, behind [`ROUND_KEY`].
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What is typed; `None` where one of `codes` is chosen.
    pub typed: Option<ValueKind>,
    /// What may be chosen.
    pub codes: &'static [&'static str],
}

/// What the round's notice says, in the order it is asked.
pub fn round_fields() -> impl Iterator<Item = RoundField> {
    ROUND.iter().map(|field| {
        let (typed, codes) = match field.holds {
            FieldKind::Value(typed) => (Some(typed), &[][..]),
            FieldKind::Code(codes) => (None, codes),
            FieldKind::Section => (None, &[][..]),
        };
        RoundField {
            key: field.key,
            label: field.label,
            typed,
            codes,
        }
    })
}

/// What stands in front of a key of [`ROUND`].
pub const ROUND_KEY: &str = "round.";
/// What stands in front of the id of a line of the checklist that was ticked off.
pub const DONE: &str = "done.";
/// What stands in front of the id and the year of a duty whose day is the winner's own.
pub const DUE: &str = "due.";
/// What stands in front of the place of a text that came along from last year and was looked at.
pub const SEEN: &str = "seen.";
/// What stands in front of the key of a placeholder that the papers ask for.
pub const PAPER: &str = "paper.";

/// What a key of 递交 is.
pub(crate) enum HandInField<'a> {
    /// Something the round's notice says.
    Round(&'static FieldSpec),
    /// A tick beside a line of the checklist.
    Done(&'a Task),
    /// What a paper asks.
    Paper(&'a Placeholder),
    /// By which day a winner's duty of a year is done.
    Due(&'a Obligation, &'a str),
    /// A tick beside a winner's duty of a year.
    DutyDone(&'a Obligation, &'a str),
    /// A tick beside what came along from last year.
    Seen,
}

/// What a key of 递交 is; `None` where these measures do not know it.
pub(crate) fn hand_in_field<'a>(key: &'a str, scheme: &'a Scheme) -> Option<HandInField<'a>> {
    if let Some(key) = key.strip_prefix(ROUND_KEY) {
        let field = ROUND.iter().find(|field| field.key == key);
        return field.map(HandInField::Round);
    }
    let duty = |of: &'a str| {
        let (id, year) = of.rsplit_once('.')?;
        Some((scheme.obligation(id)?, year))
    };
    if key.starts_with(SEEN) {
        return Some(HandInField::Seen);
    }
    if let Some(of) = key.strip_prefix(DUE) {
        return duty(of).map(|(duty, year)| HandInField::Due(duty, year));
    }
    if let Some(id) = key.strip_prefix(DONE) {
        let task = scheme.checklist.iter().find(|task| task.id == id);
        let done = || duty(id).map(|(duty, year)| HandInField::DutyDone(duty, year));
        return task.map(HandInField::Done).or_else(done);
    }
    let key = key.strip_prefix(PAPER)?;
    let mut placeholders = scheme.templates.iter().flat_map(|it| &it.placeholders);
    let placeholder = placeholders.find(|placeholder| placeholder.key == key);
    placeholder.map(HandInField::Paper)
}

/// What an item holds beside its texts; [`NOT_APPLICABLE`] for each sub-heading too.
pub(crate) const ITEM: &[FieldSpec] = &[
    NOT_APPLICABLE,
    typed("one_line", "一句做法", ValueKind::Text),
    typed("improvement_date", "最近一次改进年月", ValueKind::Month),
    typed("owner", "负责人", ValueKind::Text),
    code("status", "进度", &["draft", "review", "done"]),
    typed("consensus", "合议的百分比", ValueKind::Percent),
    typed("consensus_reason", "合议的理由", ValueKind::Text),
    typed(LAST_PERCENT, "上年的百分比", ValueKind::Percent),
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
