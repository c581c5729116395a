//! Which metric a name means: one of the dossier, one of the library, or none of them.

use std::collections::BTreeMap;

use crate::dossier::{Dossier, Metric};
use crate::pack::Metrics;
use crate::views::name_list;

use super::unit::{Unit, is_unit};
use super::words::{bare, bracket, has};

/// A metric that a name can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// One of the dossier, by its place in the list.
    Own(usize),
    /// One of the library that the dossier has not, by its place in the list.
    Offered(usize),
}

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// One metric.
    One(Known),
    /// One of several: a person decides.
    Several(Vec<Known>),
    /// A part or another view of these, by what stands in brackets: 主营业务收入（合并）.
    Near(Vec<Known>),
    /// None that is known.
    New,
}

/// All names by which metrics go.
#[derive(Debug, Default)]
pub struct Index {
    /// Names as they are.
    exact: BTreeMap<String, Vec<Known>>,
    /// Names without what stands in brackets inside them.
    loose: BTreeMap<String, Vec<Known>>,
}

impl Index {
    /// Those of a dossier and a library.
    pub fn new(dossier: &Dossier, library: &Metrics) -> Index {
        let mut index = Index::default();
        for (at, metric) in dossier.metrics.iter().enumerate() {
            index.add(metric.get("name"), metric.get("unit"), Known::Own(at));
            for alias in name_list(metric.get("aliases")) {
                index.add(&alias, metric.get("unit"), Known::Own(at));
            }
        }
        for (at, offered) in library.metrics.iter().enumerate() {
            let own = dossier
                .metrics
                .iter()
                .position(|metric| metric.get("library") == offered.id);
            match own {
                // Under whatever name it goes by now it is still called so, too.
                Some(own) => index.add(&offered.name, &offered.unit, Known::Own(own)),
                None => index.add(&offered.name, &offered.unit, Known::Offered(at)),
            }
        }
        index
    }

    fn add(&mut self, name: &str, unit: &str, known: Known) {
        let name = bare(name);
        let put = |names: &mut BTreeMap<String, Vec<Known>>, name: String| {
            let list = names.entry(name).or_default();
            if !list.contains(&known) {
                list.push(known);
            }
        };
        if name.is_empty() {
            return;
        }
        if let Some((before, inside)) = bracket(&name)
            && (is_unit(inside) || inside == bare(unit))
        {
            put(&mut self.exact, before.to_owned());
        }
        let short = without_brackets(&name);
        if short != name {
            put(&mut self.loose, short);
        }
        put(&mut self.exact, name);
    }

    /// What the name of a row means.
    pub fn meant(&self, name: &RowName) -> Meant {
        let found = self.find(&self.exact, &name.bare);
        let found = found.or_else(|| self.find(&self.loose, &name.bare));
        found.unwrap_or_else(|| {
            let near = bracket(&name.bare).and_then(|(before, _)| self.exact.get(before));
            near.map_or(Meant::New, |near| Meant::Near(near.clone()))
        })
    }

    fn find(&self, names: &BTreeMap<String, Vec<Known>>, name: &str) -> Option<Meant> {
        let found = names.get(name)?;
        let own: Vec<Known> = found
            .iter()
            .copied()
            .filter(|known| matches!(known, Known::Own(_)))
            .collect();
        // What the dossier has goes before what the library offers.
        let found = if own.is_empty() { found } else { &own };
        Some(match found.as_slice() {
            [one] => Meant::One(*one),
            several => Meant::Several(several.to_vec()),
        })
    }
}

fn without_brackets(text: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The name of a row, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowName {
    /// What it is called, without its number and its unit.
    pub name: String,
    /// The same as it is compared.
    pub bare: String,
    /// The unit in brackets behind it; empty when there is none.
    pub unit: String,
}

/// Takes a name apart.
pub fn row_name(raw: &str) -> RowName {
    let mut name = unspaced(raw);
    for word in ["其中：", "其中:", "★", "☆", "▲", "●", "*", "•"] {
        name = name
            .trim_start()
            .strip_prefix(word)
            .unwrap_or(&name)
            .trim_start()
            .to_owned();
    }
    name = without_number(&name).to_owned();
    let mut unit = String::new();
    if let Some((before, inside)) = apart(&name) {
        let stated = ["单位：", "单位:"]
            .iter()
            .find_map(|word| inside.strip_prefix(word));
        let inside = stated.unwrap_or(inside).trim();
        if is_unit(inside) || stated.is_some() {
            (unit, name) = (inside.to_owned(), before.trim().to_owned());
        }
    } else if let Some((before, behind)) = name.rsplit_once(['/', '，', ','])
        && is_unit(behind)
        && !before.is_empty()
        && !is_unit(before)
    {
        (unit, name) = (behind.trim().to_owned(), before.trim().to_owned());
    }
    let bare = bare(&name);
    RowName { name, bare, unit }
}

/// A name without signs that nobody sees, and without spaces between Chinese characters.
fn unspaced(raw: &str) -> String {
    let seen: String = raw
        .chars()
        .filter(|c| !super::words::is_unseen(*c))
        .collect();
    let mut out = String::new();
    for word in seen.split_whitespace() {
        let wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
        let between = wide(out.chars().last()) && wide(word.chars().next());
        if !out.is_empty() && !between {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A text and what is in the brackets at its end, of either width.
fn apart(text: &str) -> Option<(&str, &str)> {
    let inside = text.trim_end().strip_suffix(['）', ')'])?;
    let at = inside.rfind(['（', '('])?;
    let open = inside[at..].chars().next()?.len_utf8();
    let before = &inside[..at];
    (!before.trim().is_empty()).then_some((before, &inside[at + open..]))
}

/// A name without the number in front of it: 1、 （2） 一、 4.7.4.
fn without_number(name: &str) -> &str {
    let numeral = |c: char| {
        c.is_ascii_digit() || "一二三四五六七八九十０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩".contains(c)
    };
    let circled = name.trim_start_matches(|c: char| ('①'..='⑳').contains(&c));
    if circled.len() < name.len() {
        return circled.trim_start();
    }
    for (open, close) in [("（", "）"), ("(", ")")] {
        let inside = name
            .strip_prefix(open)
            .and_then(|rest| rest.split_once(close));
        if let Some((number, rest)) = inside
            && !number.is_empty()
            && number.chars().all(numeral)
        {
            return rest.trim_start();
        }
    }
    let rest = name.trim_start_matches(|c: char| numeral(c) || c == '.');
    let number = &name[..name.len() - rest.len()];
    if number.is_empty() {
        return name;
    }
    let marked = rest.strip_prefix(['、', '．', ')', '）', ':', '：']);
    let dotted = number.ends_with('.')
        || (number.contains('.') && rest.starts_with(' '))
        || (rest.starts_with(' ') && number.chars().all(|c| c.is_ascii_digit()));
    match marked {
        Some(rest) if !rest.trim().is_empty() => rest.trim_start(),
        None if dotted && !rest.trim().is_empty() => rest.trim_start(),
        _ => name,
    }
}

/// What a row is by its name, where it is no metric: why it is left out.
pub fn no_metric(name: &RowName) -> Option<&'static str> {
    let text = name.bare.as_str();
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if starts(&[
        "注:",
        "注1",
        "注2",
        "备注",
        "说明:",
        "数据来源",
        "资料来源",
        "填表人",
        "填表:",
        "制表",
        "审核人",
        "审核:",
        "编制人",
        "编制:",
        "来源:",
    ]) || text == "注"
    {
        return Some("是表下的说明");
    }
    if ["合计", "小计", "总计", "累计"]
        .iter()
        .any(|word| text.ends_with(word))
        || starts(&["合计", "小计", "总计"])
    {
        return Some("是合计行");
    }
    if ["平均", "平均值", "均值", "平均数", "行业平均", "同行平均"].contains(&text)
    {
        return Some("是平均行");
    }
    if text.chars().count() > 40 && has(text, &["。", "；", "，", ","]) {
        return Some("是一段说明");
    }
    (!text.contains(char::is_alphabetic)).then_some("没有指标名称")
}

/// The unit of a metric, if it has one.
pub fn unit_of(metric: &Metric) -> Option<Unit> {
    Unit::read(metric.get("unit"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let check = |raw: &str, name: &str, unit: &str| {
            let row = row_name(raw);
            assert_eq!(
                (row.name.as_str(), row.unit.as_str()),
                (name, unit),
                "{raw}"
            );
        };
        check("1、主营业务收入（万元）", "主营业务收入", "万元");
        check("（二）利润总额(单位：元)", "利润总额", "元");
        check("4.7.4 纳税总额/万元", "纳税总额", "万元");
        check("3 顾客满意度", "顾客满意度", "");
        check("①其中", "其中", "");
        check("其中：出口收入", "出口收入", "");
        check("主营业务收入（合并）", "主营业务收入（合并）", "");
        check("5S达标率", "5S达标率", "");
        check("12345热线办结率（%）", "12345热线办结率", "%");
        check("24小时修复率", "24小时修复率", "");
        check("1.5级能效占比", "1.5级能效占比", "");
    }

    #[test]
    fn rows_that_are_no_metrics() {
        for name in [
            "合计",
            "四项费用合计",
            "小计",
            "平均",
            "注：1、第4项为年末数",
            "数据来源：示例",
            "—",
            "12",
        ] {
            assert!(no_metric(&row_name(name)).is_some(), "{name}");
        }
        for name in ["平均住院日", "累计培训学时", "顾客满意度"] {
            assert_eq!(no_metric(&row_name(name)), None, "{name}");
        }
    }
}
