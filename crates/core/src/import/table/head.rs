//! What the head of a column says the column holds.
//!
//! To add a kind of column: 1 a variant of [`Kind`]; 2 its words in [`read`]; 3 the role it becomes, in `columns`.

use super::period::{Period, period};
use super::unit::is_unit;
use super::words::{bare, bracket, has};

/// What a column is about, as its head says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing that is known.
    Unknown,
    /// Names of metrics.
    Name,
    /// Groups of metrics.
    Category,
    /// Serial numbers.
    Serial,
    /// Units.
    Unit,
    /// Values of the organisation, where a period says of when.
    Actual,
    /// Targets.
    Target,
    /// Values of others.
    Comparison,
    /// Of when the values of others are.
    ComparisonYear,
    /// Who the others are.
    Object,
    /// Where a value comes from.
    Source,
    /// Something that is known and not taken: why.
    Left(String),
}

/// A head, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What it says, its rows joined.
    pub text: String,
    /// Of when.
    pub period: Period,
    /// About what.
    pub kind: Kind,
    /// The unit in it; empty when there is none.
    pub unit: String,
    /// Of a comparison: with whom.
    pub object: String,
    /// Of a comparison: where it comes from.
    pub source: String,
}

/// Words of comparisons.
const COMPARED: [&str; 22] = [
    "对比",
    "对标",
    "标杆",
    "同行",
    "竞争对手",
    "竞品",
    "对手",
    "先进",
    "领先水平",
    "行业平均",
    "行业均值",
    "行业水平",
    "行业值",
    "行业最",
    "同类",
    "同级",
    "国内平均",
    "国际平均",
    "全国平均",
    "全省平均",
    "全市平均",
    "参照",
];

/// Words of targets.
const TARGETS: [&str; 7] = ["目标", "计划", "预算", "考核值", "规划", "承诺值", "下达"];

/// Words of the organisation's own values.
const OWN: [&str; 21] = [
    "实际",
    "实绩",
    "完成",
    "决算",
    "达成",
    "执行",
    "年报",
    "年度",
    "本企业",
    "本公司",
    "本单位",
    "本院",
    "本校",
    "我公司",
    "我司",
    "企业值",
    "数值",
    "年末",
    "全年",
    "审定",
    "结果",
];

/// Words that stand beside a year and change nothing, longest first.
const BESIDE: [&str; 27] = [
    "经审计",
    "审计",
    "截至",
    "截止",
    "数据",
    "情况",
    "水平",
    "业绩",
    "统计",
    "财年",
    "会计",
    "任务",
    "指标",
    "上年",
    "去年",
    "本年",
    "当年",
    "今年",
    "前年",
    "年",
    "月",
    "日",
    "底",
    "末",
    "值",
    "数",
    "度",
];

/// Words of what is computed from the others.
const CHANGES: [&str; 22] = [
    "同比",
    "环比",
    "增长",
    "增减",
    "增幅",
    "增速",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "变动",
    "变化",
    "降幅",
    "涨幅",
    "差额",
    "差异",
    "差距",
    "偏差",
    "完成率",
    "达成率",
    "完成比",
    "进度",
];

/// Reads a head of one or several rows, upper ones first.
pub fn read(parts: &[&str]) -> Head {
    let mut texts: Vec<&str> = Vec::new();
    for part in parts.iter().map(|part| part.trim()) {
        if !part.is_empty() && !texts.contains(&part) {
            texts.push(part);
        }
    }
    let text = texts.join(" ");
    let (plain, unit) = without_unit(&bare(&text));
    let period = joined_period(&texts);
    let kind = match kind(&plain, &period) {
        Kind::Actual | Kind::Target
            if !matches!(period, Period::Other(_)) && !is_plain(&texts, &period) =>
        {
            Kind::Unknown
        }
        kind => kind,
    };
    let mut head = Head {
        text,
        period,
        kind,
        unit,
        object: String::new(),
        source: String::new(),
    };
    if head.kind == Kind::Comparison {
        compared(&mut head, &texts);
    }
    head
}

/// The period of a head of several rows. A spell over single years, as in 近三年 over 2023, is the years.
fn joined_period(texts: &[&str]) -> Period {
    let mut year = None;
    let mut other = None;
    for text in texts {
        match period(&without_unit(&bare(text)).0) {
            Period::Year(own) if year.is_some_and(|year| year != own) => {
                return Period::Other("写了不止一个年份".into());
            }
            Period::Year(own) => year = Some(own),
            Period::None => {}
            told => other = Some((told, is_spell(text))),
        }
    }
    match (year, other) {
        (Some(year), None | Some((_, true))) => Period::Year(year),
        (_, Some((told, _))) => told,
        (None, None) => Period::None,
    }
}

/// Whether a text names several years, which the heads below it name one by one.
fn is_spell(text: &str) -> bool {
    let text = bare(text);
    has(
        &text,
        &["近三年", "近3年", "近五年", "近5年", "历年", "近年"],
    ) || (text.contains("20") && !has(&text, &["半", "季", "月", "报", "学年", "平均"]))
}

/// Whether the part of a head that names the year says nothing else that would have to be understood: 2025年销量 is no
/// value of the row's metric.
fn is_plain(texts: &[&str], of: &Period) -> bool {
    let own = texts.iter().copied().filter(|text| period(text) == *of);
    let own: Vec<&str> = match of {
        Period::None => texts.to_vec(),
        _ => own.collect(),
    };
    let is_known = |text: &str| {
        let mut rest = without_unit(&bare(text)).0;
        for word in OWN.iter().chain(&TARGETS).chain(&BESIDE) {
            rest = rest.replace(word, "");
        }
        let rest = rest.trim_matches(|c: char| !c.is_alphabetic());
        ["fy", "a"].contains(&rest) || !rest.contains(char::is_alphabetic)
    };
    own.into_iter().all(is_known)
}

/// A head without the unit in its brackets or behind a slash, and that unit.
fn without_unit(text: &str) -> (String, String) {
    // Only brackets that hold a unit and nothing else.
    if let Some((before, inside)) = bracket(text) {
        let inside = inside.strip_prefix("单位:").unwrap_or(inside);
        if is_unit(inside) {
            return (before.to_owned(), inside.to_owned());
        }
    }
    if let Some((before, unit)) = text.split_once('/')
        && is_unit(unit)
        && !is_unit(before)
    {
        return (before.to_owned(), unit.to_owned());
    }
    (text.to_owned(), String::new())
}

fn kind(text: &str, period: &Period) -> Kind {
    let is = |words: &[&str]| words.contains(&text);
    let compared = has(text, &COMPARED);
    if has(text, &["排名", "名次", "位次", "排位", "位列"]) {
        return Kind::Left("是位次，不是同一单位的数值，不能当实际值或对比值".into());
    }
    if has(text, &CHANGES) {
        return Kind::Left("是变化或完成的比例，不是某一年的数值".into());
    }
    if has(text, &["预计", "预测", "预估", "暂估", "展望", "滚动"]) || is_forecast(text)
    {
        return Kind::Left("是预计或预测的数，不是实际值".into());
    }
    let code = text.ends_with("编码") || text.ends_with("编号") || text.ends_with("代码");
    if code || is(&["序号", "序", "no", "no.", "#", "行次", "项次", "id"]) {
        return Kind::Serial;
    }
    if compared {
        if has(text, &["来源", "出处", "依据"]) {
            return Kind::Source;
        }
        if has(text, &["对象", "名称", "单位名", "对比单位", "对标单位"]) || is(&["标杆单位"])
        {
            return Kind::Object;
        }
        if has(text, &["年份", "年度"]) && !matches!(period, Period::Year(_)) {
            return Kind::ComparisonYear;
        }
        return Kind::Comparison;
    }
    if has(text, &["来源", "出处"]) {
        return Kind::Source;
    }
    if has(
        text,
        &[
            "责任", "部门", "负责", "牵头", "频次", "频率", "公式", "口径", "说明", "备注", "定义",
            "方法", "权重", "方向",
        ],
    ) {
        return Kind::Left("不是数值".into());
    }
    if is(&[
        "单位",
        "计量单位",
        "计算单位",
        "指标单位",
        "度量单位",
        "unit",
    ]) {
        return Kind::Unit;
    }
    if has(text, &TARGETS) && !is(&["计划指标", "目标指标"]) {
        return Kind::Target;
    }
    if has(text, &["平均", "均值", "累计", "合计", "总计"]) {
        return Kind::Left("是平均或合计，不是某一年的数值".into());
    }
    if has(
        text,
        &["限值", "标准值", "国标", "行标", "合格线", "上限", "下限"],
    ) {
        return Kind::Left("是限值或标准，不是实际值".into());
    }
    if has(
        text,
        &[
            "类别", "分类", "类型", "一级", "维度", "条款", "条目", "板块", "领域", "层面", "大类",
        ],
    ) {
        return Kind::Category;
    }
    if is(&["年份", "年度", "时间", "期间", "年", "报告期"]) {
        return Kind::Name;
    }
    if !matches!(period, Period::Year(_))
        && (has(text, &["指标", "项目", "名称", "科目", "kpi"]) || is(&["内容", "项"]))
        && !has(text, &["值"])
    {
        return Kind::Name;
    }
    let own = has(text, &OWN) || is(&["值", "完成值", "年度值"]);
    if *period != Period::None || own {
        return Kind::Actual;
    }
    Kind::Unknown
}

/// 2026E, 2026F: a year as analysts write it when it has not come.
fn is_forecast(text: &str) -> bool {
    let year = text.strip_suffix(['e', 'f']);
    year.is_some_and(|year| {
        matches!(period(year), Period::Year(_)) && year.chars().all(|c| c.is_ascii_digit())
    })
}

/// Who a comparison is with, and where it comes from: what its brackets say, or its own words.
fn compared(head: &mut Head, texts: &[&str]) {
    let text: String = head.text.split_whitespace().collect();
    let mut own = text.as_str();
    if let Some(at) = text.find(['（', '(']) {
        own = &text[..at];
        let inside = text[at..].trim_start_matches(['（', '(']);
        let inside = inside.split(['）', ')']).next().unwrap_or_default();
        for part in inside.split(['，', ',', '、', '；', ';', ' ']) {
            let part = without_year(part);
            if part.is_empty() || is_unit(&part) {
                continue;
            }
            match is_source(&part) {
                true if head.source.is_empty() => head.source = part,
                false if head.object.is_empty() => head.object = part,
                _ => {}
            }
        }
    }
    if head.object.is_empty() {
        // Of two rows the upper one names with whom, and the lower one what.
        let upper = texts
            .first()
            .filter(|_| texts.len() > 1 && own.len() == text.len());
        let said = upper.map_or_else(|| own.to_owned(), |upper| (*upper).to_owned());
        let said = match has(&said, &COMPARED) {
            true => said,
            false => own.to_owned(),
        };
        let said = without_year(&said);
        let plain = [
            "对比",
            "对比值",
            "对标",
            "对标值",
            "对比数据",
            "参照值",
            "对比数值",
        ];
        if !plain.contains(&said.as_str()) {
            head.object = said;
        }
    }
}

/// Whether a text names where a figure comes from rather than whose it is.
fn is_source(text: &str) -> bool {
    has(
        text,
        &[
            "协会",
            "统计",
            "公报",
            "年鉴",
            "报告",
            "通报",
            "年报",
            "网",
            "公告",
            "数据库",
            "局",
        ],
    )
}

/// A text without its year and the signs that were around it.
pub fn without_year(text: &str) -> String {
    let text = text.trim();
    let Some(from) = text.find(|c: char| c.is_ascii_digit()) else {
        return text.to_owned();
    };
    let to = text[from..]
        .find(|c: char| !c.is_ascii_digit())
        .map_or(text.len(), |end| from + end);
    let (before, digits, mut after) = (&text[..from], &text[from..to], &text[to..]);
    let edge =
        before.trim().is_empty() || after.trim_matches(['年', '度', ' ', '）', ')']).is_empty();
    if digits.len() != 4 || !edge {
        return text.to_owned();
    }
    for word in ["年度", "年"] {
        after = after.strip_prefix(word).unwrap_or(after);
    }
    let open = before
        .trim_end()
        .trim_end_matches(['（', '(', '，', ',', '-', ' ']);
    let rest = after.trim_start_matches(['）', ')', '，', ',', '-', ' ']);
    format!("{open}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_say_what_their_columns_hold() {
        let check = |text: &str, period: Period, expected: Kind| {
            let head = read(&[text]);
            assert_eq!((head.period, head.kind), (period, expected), "{text}");
        };
        let year = Period::Year;
        check("2025年", year(2025), Kind::Actual);
        check("FY2023 实际", year(2023), Kind::Actual);
        check("2027 计划", year(2027), Kind::Target);
        check("2025年目标值（%）", year(2025), Kind::Target);
        check("对比年份", Period::None, Kind::ComparisonYear);
        check("对比对象", Period::None, Kind::Object);
        check("对比来源和年份", Period::None, Kind::Source);
        check("2025 同行", year(2025), Kind::Comparison);
        check("国内先进水平", Period::None, Kind::Comparison);
        check("指标名称", Period::None, Kind::Name);
        check("计量单位", Period::None, Kind::Unit);
        check("类别", Period::None, Kind::Category);
        check("序号", Period::None, Kind::Serial);
        check("项目", Period::None, Kind::Name);
        check("2025年销量", year(2025), Kind::Unknown);
        assert_eq!(read(&["近三年实际值", "2025年"]).period, year(2025));
        assert!(matches!(
            read(&["2025年", "上半年"]).period,
            Period::Other(_)
        ));
        for text in [
            "2025年市内同行业排名",
            "比上年增长",
            "2025年同比",
            "2026年预测",
            "2026E",
            "2025年目标完成率",
            "备注",
            "三年均值",
        ] {
            assert!(matches!(read(&[text]).kind, Kind::Left(_)), "{text}");
        }
        assert!(matches!(read(&["2025年中报"]).period, Period::Other(_)));
    }

    #[test]
    fn units_and_comparisons_in_heads() {
        assert_eq!(read(&["2025年（万元）"]).unit, "万元");
        assert_eq!(read(&["2025年", "2025年", "目标"]).text, "2025年 目标");
        let check = |parts: &[&str], object: &str, source: &str, year: Period| {
            let head = read(parts);
            assert_eq!(head.kind, Kind::Comparison, "{parts:?}");
            assert_eq!(
                (head.object.as_str(), head.source.as_str(), head.period),
                (object, source, year),
                "{parts:?}"
            );
        };
        check(
            &["行业标杆（示例公司，2025）"],
            "示例公司",
            "",
            Period::Year(2025),
        );
        check(
            &["同行2025（示例协会）"],
            "同行",
            "示例协会",
            Period::Year(2025),
        );
        check(&["行业标杆", "数值"], "行业标杆", "", Period::None);
        check(&["2025年", "同行平均"], "同行平均", "", Period::Year(2025));
        check(&["对比值"], "", "", Period::None);
    }

    #[test]
    fn a_year_beside_a_name_is_taken_off() {
        let check = |text: &str, expected: &str| assert_eq!(without_year(text), expected, "{text}");
        check("示例协会2025", "示例协会");
        check("2025年示例协会", "示例协会");
        check("示例协会（2025）", "示例协会");
        check("示例公司", "示例公司");
        check("示例2025规划报告", "示例2025规划报告");
    }
}
