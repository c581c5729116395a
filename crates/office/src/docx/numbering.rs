//! Automatic numbers: Word computes them, and the text does not hold them.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

use super::xml::{attribute, child, is_on, value, word};

/// Levels of a list.
const LEVELS: usize = 9;

/// The lists of a document, and how far they have counted.
#[derive(Default)]
pub struct Numbering {
    patterns: BTreeMap<String, Pattern>,
    lists: BTreeMap<String, List>,
    /// How far each pattern has counted, by its id; lists of one pattern count on.
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
}

/// A pattern of a list: its levels.
#[derive(Clone, Default)]
struct Pattern {
    levels: BTreeMap<usize, Level>,
    /// It is that of a list style of this name, or has the pattern of the style.
    is_style: String,
    has_style: String,
}

#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// Numbers of the levels above are shown in digits.
    legal: bool,
    /// After which level it begins anew; `Some(0)`: never.
    restart: Option<usize>,
    style: String,
}

/// A list of the document.
#[derive(Clone, Default)]
struct List {
    pattern: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
    begun: bool,
}

impl Numbering {
    /// Those of a part.
    pub fn of(part: Option<&Document<'_>>) -> Numbering {
        let mut numbering = Numbering::default();
        let nodes = part
            .into_iter()
            .flat_map(|part| part.root_element().children());
        for node in nodes {
            match word(node) {
                "abstractNum" => {
                    let id = attribute(node, "abstractNumId").unwrap_or("").to_owned();
                    let pattern = Pattern {
                        levels: levels(node),
                        is_style: value(node, "styleLink").unwrap_or("").to_owned(),
                        has_style: value(node, "numStyleLink").unwrap_or("").to_owned(),
                    };
                    numbering.patterns.insert(id, pattern);
                }
                "num" => {
                    let id = attribute(node, "numId").unwrap_or("").to_owned();
                    let mut list = List {
                        pattern: value(node, "abstractNumId").unwrap_or("").to_owned(),
                        ..List::default()
                    };
                    for over in node.children().filter(|of| word(*of) == "lvlOverride") {
                        let at = attribute(over, "ilvl")
                            .and_then(|at| at.parse().ok())
                            .unwrap_or(0);
                        let start =
                            value(over, "startOverride").and_then(|start| start.parse().ok());
                        list.starts.extend(start.map(|start| (at, start)));
                        list.levels.extend(levels(over));
                    }
                    numbering.lists.insert(id, list);
                }
                _ => {}
            }
        }
        numbering
    }

    /// The pattern of a list, followed to the list style it may name.
    fn pattern_of(&self, list: &List) -> Option<(&String, &Pattern)> {
        let (id, pattern) = self.patterns.get_key_value(&list.pattern)?;
        if pattern.has_style.is_empty() {
            return Some((id, pattern));
        }
        let mut all = self.patterns.iter();
        all.find(|(_, other)| other.is_style == pattern.has_style)
            .or(Some((id, pattern)))
    }

    /// The depth at which a list numbers a style.
    pub fn depth_of<'a>(
        &self,
        list: &str,
        mut styles: impl Iterator<Item = &'a str>,
    ) -> Option<usize> {
        let (_, pattern) = self.pattern_of(self.lists.get(list)?)?;
        styles.find_map(|style| {
            let mut levels = pattern.levels.iter();
            levels
                .find(|(_, level)| level.style == style)
                .map(|(at, _)| *at)
        })
    }

    /// Counts on in a list and gives the number as it is shown; empty where nothing is.
    pub fn next(&mut self, list_id: &str, depth: usize) -> String {
        let depth = depth.min(LEVELS - 1);
        let Some(list) = self.lists.get(list_id).cloned() else {
            return String::new();
        };
        let Some((id, pattern)) = self.pattern_of(&list) else {
            return String::new();
        };
        let (id, pattern) = (id.clone(), pattern.clone());
        let level = |at: usize| list.levels.get(&at).or_else(|| pattern.levels.get(&at));
        let first = |at: usize| match (list.begun, list.starts.get(&at)) {
            (_, Some(start)) => *start,
            _ => level(at).map_or(1, |level| level.start),
        };
        let counts = self.counts.entry(id).or_default();
        if !list.begun {
            for at in list.starts.keys().filter(|at| **at < LEVELS) {
                counts[*at] = None;
            }
        }
        for (at, count) in counts.iter_mut().enumerate().take(depth) {
            count.get_or_insert_with(|| first(at));
        }
        counts[depth] =
            Some(counts[depth].map_or_else(|| first(depth), |count| count.saturating_add(1)));
        for (at, count) in counts.iter_mut().enumerate().skip(depth + 1) {
            let restart = level(at).and_then(|level| level.restart);
            if restart.is_none_or(|after| after > depth) {
                *count = None;
            }
        }
        let counts = *counts;
        let shown = level(depth).map(|own| shown(own, &counts, |at| level(at).cloned()));
        if let Some(list) = self.lists.get_mut(list_id) {
            list.begun = true;
        }
        shown.unwrap_or_default()
    }
}

fn levels(node: Node<'_, '_>) -> BTreeMap<usize, Level> {
    let levels = node.children().filter(|of| word(*of) == "lvl");
    let levels = levels.filter_map(|of| {
        let at: usize = attribute(of, "ilvl")?.parse().ok()?;
        // Formats that only newer programs know stand in a choice; the usual one is its fallback.
        let format = value(of, "numFmt").or_else(|| {
            let fallback = of
                .descendants()
                .rfind(|of| of.tag_name().name() == "Fallback")?;
            attribute(child(fallback, "numFmt")?, "val")
        });
        let level = Level {
            start: value(of, "start")
                .and_then(|start| start.parse().ok())
                .unwrap_or(1),
            format: format.unwrap_or("decimal").to_owned(),
            text: value(of, "lvlText").unwrap_or("").to_owned(),
            legal: is_on(of, "isLgl"),
            restart: value(of, "lvlRestart").and_then(|at| at.parse().ok()),
            style: value(of, "pStyle").unwrap_or("").to_owned(),
        };
        (at < LEVELS).then_some((at, level))
    });
    levels.collect()
}

/// A number as its level shows it: `第%1章`, `%1.%2`.
fn shown(
    own: &Level,
    counts: &[Option<u32>; LEVELS],
    level: impl Fn(usize) -> Option<Level>,
) -> String {
    if own.format == "bullet" {
        let sign = own.text.chars().next();
        // Signs of symbol fonts mean something else in a text.
        let private = |c: char| ('\u{E000}'..='\u{F8FF}').contains(&c);
        return match sign {
            Some(sign)
                if !private(sign) && !sign.is_whitespace() && !sign.is_ascii_alphanumeric() =>
            {
                sign.to_string()
            }
            Some(_) => "•".to_owned(),
            None => String::new(),
        };
    }
    let mut out = String::new();
    let mut chars = own.text.chars().peekable();
    while let Some(c) = chars.next() {
        let at = chars
            .peek()
            .and_then(|c| c.to_digit(10))
            .filter(|_| c == '%');
        let Some(at) = at.and_then(|at| usize::try_from(at).ok()?.checked_sub(1)) else {
            out.push(c);
            continue;
        };
        chars.next();
        let format = level(at).map(|level| level.format).unwrap_or_default();
        let count = counts.get(at).copied().flatten().unwrap_or(1);
        let format = if own.legal { "decimal" } else { &format };
        out += &written(count, format);
    }
    out.trim().to_owned()
}

/// A count in a format.
fn written(count: u32, format: &str) -> String {
    let sign = |first: u32, most: u32| {
        let sign = char::from_u32(first + count.saturating_sub(1));
        sign.filter(|_| (1..=most).contains(&count))
            .map(String::from)
    };
    let plain = || count.to_string();
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{count:02}"),
        "upperLetter" => letters(count, 'A'),
        "lowerLetter" => letters(count, 'a'),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "taiwaneseDigital"
        | "koreanDigital2" => numerals(count, "〇一二三四五六七八九", ["十", "百", "千"]),
        "chineseLegalSimplified" => numerals(count, "零壹贰叁肆伍陆柒捌玖", ["拾", "佰", "仟"]),
        "ideographTraditional" => nth(count, "甲乙丙丁戊己庚辛壬癸").unwrap_or_else(plain),
        "ideographZodiac" => nth(count, "子丑寅卯辰巳午未申酉戌亥").unwrap_or_else(plain),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            sign(0x2460, 20).unwrap_or_else(plain)
        }
        "decimalEnclosedParen" => sign(0x2474, 20).unwrap_or_else(plain),
        "decimalEnclosedFullstop" => sign(0x2488, 20).unwrap_or_else(plain),
        "ideographEnclosedCircle" => sign(0x3280, 10).unwrap_or_else(plain),
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
            plain().chars().map(wide).collect()
        }
        _ => plain(),
    }
}

fn nth(count: u32, signs: &str) -> Option<String> {
    let at = usize::try_from(count).ok()?.checked_sub(1)?;
    signs.chars().nth(at).map(String::from)
}

/// `a`, `b` … `z`, `aa`, `bb`.
fn letters(count: u32, first: char) -> String {
    let Some(at) = count.checked_sub(1) else {
        return String::new();
    };
    let letter = char::from_u32(u32::from(first) + at % 26).unwrap_or(first);
    let times = usize::try_from(at / 26 + 1).unwrap_or(1).min(4);
    letter.to_string().repeat(times)
}

fn roman(mut count: u32) -> String {
    if count > 3999 {
        return count.to_string();
    }
    let mut out = String::new();
    for (value, signs) in [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ] {
        while count >= value {
            out += signs;
            count -= value;
        }
    }
    out
}

/// A number in Chinese numerals, up to 9999: 十二, 一百〇三.
fn numerals(count: u32, digits: &str, units: [&str; 3]) -> String {
    if count == 0 || count > 9999 {
        return count.to_string();
    }
    let digit = |of: u32| nth(of + 1, digits).unwrap_or_default();
    let mut out = String::new();
    let mut gap = false;
    for (power, unit) in [(1000, units[2]), (100, units[1]), (10, units[0]), (1, "")] {
        let of = count / power % 10;
        if of == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out += &digit(0);
            gap = false;
        }
        // 十二, not 一十二.
        if !(power == 10 && of == 1 && out.is_empty() && units[0] == "十") {
            out += &digit(of);
        }
        out += unit;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_in_their_format() {
        for (count, format, shown) in [
            (3, "decimal", "3"),
            (3, "chineseCounting", "三"),
            (10, "chineseCountingThousand", "十"),
            (12, "japaneseCounting", "十二"),
            (20, "chineseCounting", "二十"),
            (103, "chineseCounting", "一百〇三"),
            (12, "chineseLegalSimplified", "壹拾贰"),
            (28, "lowerLetter", "bb"),
            (4, "upperRoman", "IV"),
            (3, "decimalEnclosedCircleChinese", "③"),
            (21, "decimalEnclosedCircle", "21"),
            (2, "ideographTraditional", "乙"),
            (7, "decimalZero", "07"),
            (1, "none", ""),
        ] {
            assert_eq!(written(count, format), shown, "{format}");
        }
    }
}
