//! How headings are numbered: `4.1.2`, `B.1.1.a`, `第三章`, `三、`, `（三）`, `3.`, `（3）`, `③`, `c)`, `●`, `【】`.

/// A way to number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// `第三章`, `第三部分`
    Chapter,
    /// `第三节`
    Section,
    /// `三、`
    Counted,
    /// `（三）`
    Bracketed,
    /// `Ⅲ、`
    Roman,
    /// `3.` or `3、`
    Digit,
    /// `（3）` or `3)`
    Paren,
    /// `③`
    Circled,
    /// `c)`
    Letter,
    /// `3.1`, `3.1.2`: with so many parts
    Dotted(usize),
    /// `●`, and which sign
    Bullet(char),
    /// `【】`
    Frame,
}

/// A numbering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// How it is written.
    pub way: Way,
    /// Which one it is, where that is said.
    pub count: Option<u32>,
    /// Of a dotted one what it says, as the criteria write it: `4.1.2`, `B.1.1`.
    pub clause: String,
    /// The letter behind a dotted one: `4.1.2 a)`, `B.1.1.a`.
    pub letter: Option<char>,
}

/// The numbering in front of a line, and where the rest begins.
pub fn numbering(chars: &[char]) -> (Option<Numbering>, usize) {
    let mut at = Cursor { chars, at: 0 };
    let found = at.numbering();
    match found {
        Some(mut found) => {
            at.skip_space();
            // ● 4.1.2, 【4.1.2 …】: what is inside says more.
            if matches!(found.way, Way::Bullet(_) | Way::Frame)
                && let (Some(inner), behind) = numbering(&chars[at.at..])
            {
                at.at += behind;
                found = inner;
            }
            (Some(found), at.at)
        }
        None => (None, 0),
    }
}

/// A letter with nothing but space behind it, and where the rest begins: `a 甲乙`. Often a word, `B 超`, and no
/// numbering.
pub fn lone_letter(chars: &[char]) -> Option<(Numbering, usize)> {
    let mut at = Cursor { chars, at: 0 };
    let (kind, count) = at.count()?;
    let alone = kind == Counts::Letter && at.peek().is_whitespace();
    at.skip_space();
    alone.then(|| (plainly(Way::Letter, Some(count)), at.at))
}

/// The number that numerals write, up to 99.
fn counted(numerals: &[char]) -> Option<u32> {
    let digit = |c: char| {
        let at = "〇一二三四五六七八九"
            .chars()
            .position(|other| other == c)?;
        u32::try_from(at).ok()
    };
    let text: String = numerals.iter().collect();
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    match text.split_once('十') {
        Some((tens, ones)) => {
            let part = |part: &str, none: u32| match part {
                "" => Some(none),
                part => digit(part.chars().next()?),
            };
            Some(part(tens, 1)? * 10 + part(ones, 0)?)
        }
        None => digit(*numerals.first()?),
    }
}

struct Cursor<'a> {
    chars: &'a [char],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> char {
        self.ahead(0)
    }

    fn ahead(&self, by: usize) -> char {
        self.chars.get(self.at + by).copied().unwrap_or('\0')
    }

    fn take(&mut self, accept: impl Fn(char) -> bool) -> &[char] {
        let from = self.at;
        while self.at < self.chars.len() && accept(self.chars[self.at]) {
            self.at += 1;
        }
        &self.chars[from..self.at]
    }

    fn skip_space(&mut self) {
        self.take(char::is_whitespace);
    }

    fn eat(&mut self, signs: &str) -> bool {
        let eaten = signs.contains(self.peek()) && self.at < self.chars.len();
        self.at += usize::from(eaten);
        eaten
    }

    /// Goes back to where it was if nothing is found.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let from = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = from;
        }
        found
    }

    fn numbering(&mut self) -> Option<Numbering> {
        self.attempt(Self::dotted)
            .or_else(|| self.attempt(Self::sign))
            .or_else(|| self.attempt(Self::chapter))
            .or_else(|| self.attempt(Self::bracketed))
            .or_else(|| self.attempt(Self::plain))
            .or_else(|| self.attempt(Self::bullet))
    }

    /// `4.1.2`, `B.1.1.a`, `（4.1.2）`, `条目 4.1.2 a)`.
    fn dotted(&mut self) -> Option<Numbering> {
        for word in ["条目", "条款", "准则", "标准", "附录", "§"] {
            let word: Vec<char> = word.chars().collect();
            if self.chars[self.at..].starts_with(&word) {
                self.at += word.len();
                self.skip_space();
                break;
            }
        }
        let open = self.eat("([");
        let mut parts: Vec<String> = Vec::new();
        if self.peek().is_ascii_uppercase()
            && (self.ahead(1) == '.' || self.ahead(1).is_ascii_digit())
        {
            parts.push(self.peek().to_string());
            self.at += 1;
            self.eat(".");
        }
        loop {
            let digits: String = self.take(|c| c.is_ascii_digit()).iter().collect();
            if digits.is_empty() || digits.len() > 2 {
                return None;
            }
            parts.push(digits);
            if self.peek() == '.' && self.ahead(1).is_ascii_digit() {
                self.at += 1;
            } else {
                break;
            }
        }
        if parts.len() < 2 {
            return None;
        }
        let letter = self.attempt(|at| {
            at.eat(".-");
            at.skip_space();
            let wrapped = at.eat("(");
            let letter = at.peek();
            at.at += 1;
            let closed = at.eat(")");
            let ends = closed || !at.peek().is_ascii_alphanumeric();
            let known = letter.is_ascii_lowercase() || (letter.is_ascii_uppercase() && closed);
            (known && ends && wrapped <= closed).then_some(letter.to_ascii_lowercase())
        });
        if open && !self.eat(")]") {
            return None;
        }
        self.take(|c| ".、:)-—".contains(c) || c.is_whitespace());
        let count = parts.last().and_then(|part| part.parse().ok());
        Some(Numbering {
            way: Way::Dotted(parts.len()),
            count,
            clause: parts.join("."),
            letter,
        })
    }

    /// Signs that are a whole numbering: `③`, `⑶`, `⒊`, `㈢`.
    fn sign(&mut self) -> Option<Numbering> {
        let sign = u32::from(self.peek());
        let (way, first) = match sign {
            0x2460..=0x2473 => (Way::Circled, 0x2460),
            0x2776..=0x277F => (Way::Circled, 0x2776),
            0x2474..=0x2487 => (Way::Paren, 0x2474),
            0x2488..=0x249B => (Way::Digit, 0x2488),
            0x249C..=0x24B5 => (Way::Letter, 0x249C),
            0x3220..=0x3229 => (Way::Bracketed, 0x3220),
            0x2160..=0x216B => (Way::Roman, 0x2160),
            _ => return None,
        };
        self.at += 1;
        self.eat("、.");
        Some(plainly(way, Some(sign - first + 1)))
    }

    fn chapter(&mut self) -> Option<Numbering> {
        if !self.eat("第") {
            return None;
        }
        self.skip_space();
        let count = counted(self.take(is_numeral_or_digit))?;
        self.skip_space();
        let way = match self.peek() {
            '章' | '篇' | '编' => Way::Chapter,
            '部' if self.ahead(1) == '分' => {
                self.at += 1;
                Way::Chapter
            }
            '节' => Way::Section,
            _ => return None,
        };
        self.at += 1;
        self.take(|c| "、.:".contains(c) || c.is_whitespace());
        Some(plainly(way, Some(count)))
    }

    /// `（三）`, `（3）`, `(c)`.
    fn bracketed(&mut self) -> Option<Numbering> {
        if !self.eat("(") {
            return None;
        }
        let found = self.count()?;
        if !self.eat(")") {
            return None;
        }
        self.take(|c| "、.".contains(c));
        let (kind, count) = found;
        let way = match kind {
            Counts::Numerals => Way::Bracketed,
            Counts::Digits => Way::Paren,
            Counts::Letter => Way::Letter,
        };
        Some(plainly(way, Some(count)))
    }

    /// `三、`, `3.`, `3、`, `3)`, `c)`, `三)`.
    fn plain(&mut self) -> Option<Numbering> {
        let (kind, count) = self.count()?;
        let closed = self.eat(")");
        let pointed = !closed && self.eat("、.:");
        let spaced = !closed && !pointed && self.peek().is_whitespace() && kind != Counts::Letter;
        let way = match (kind, closed) {
            (Counts::Numerals, true) => Way::Bracketed,
            (Counts::Numerals, false) => Way::Counted,
            (Counts::Digits, true) => Way::Paren,
            (Counts::Digits, false) => Way::Digit,
            (Counts::Letter, _) => Way::Letter,
        };
        // 3.5 is a number.
        let number = kind == Counts::Digits && pointed && self.peek().is_ascii_digit();
        ((closed || pointed || spaced) && !number).then(|| plainly(way, Some(count)))
    }

    fn bullet(&mut self) -> Option<Numbering> {
        let sign = self.peek();
        let strokes = "-–—+".contains(sign) && self.ahead(1).is_whitespace();
        let dots = "●•○■□◆◇★☆▲△▶►▪◎➢➤➔→√✓✔※·∙".contains(sign);
        let private = ('\u{F000}'..='\u{F0FF}').contains(&sign);
        if sign == '\0' {
            return None;
        }
        if strokes || dots || private {
            self.at += 1;
            return Some(plainly(Way::Bullet(sign), None));
        }
        self.eat("【").then(|| plainly(Way::Frame, None))
    }

    fn count(&mut self) -> Option<(Counts, u32)> {
        let first = self.peek();
        if is_numeral(first) {
            return Some((Counts::Numerals, counted(self.take(is_numeral))?));
        }
        if first.is_ascii_digit() {
            let digits = self.take(|c| c.is_ascii_digit());
            let short = digits.len() <= 2;
            return short
                .then(|| counted(digits))
                .flatten()
                .map(|count| (Counts::Digits, count));
        }
        if first.is_ascii_alphabetic() {
            self.at += 1;
            let count = u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1;
            return Some((Counts::Letter, count));
        }
        None
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Counts {
    Numerals,
    Digits,
    Letter,
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

fn is_numeral_or_digit(c: char) -> bool {
    is_numeral(c) || c.is_ascii_digit()
}

fn plainly(way: Way, count: Option<u32>) -> Numbering {
    Numbering {
        way,
        count,
        clause: String::new(),
        letter: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::report::seen::Seen;

    fn of(line: &str) -> Option<(Way, Option<u32>, String, String)> {
        let seen = Seen::of(line);
        let (found, rest) = numbering(&seen.chars);
        let found = found?;
        let letter = found.letter.map(String::from).unwrap_or_default();
        Some((
            found.way,
            found.count,
            found.clause + &letter,
            seen.from(rest),
        ))
    }

    #[test]
    fn numberings_are_told_from_numbers() {
        for (line, way, count, clause) in [
            ("4.1.2 甲乙", Way::Dotted(3), 2, "4.1.2"),
            ("４．１．２　甲乙", Way::Dotted(3), 2, "4.1.2"),
            ("4.1.2甲乙", Way::Dotted(3), 2, "4.1.2"),
            ("4.1.2.、甲乙", Way::Dotted(3), 2, "4.1.2"),
            ("(4.1.2) 甲乙", Way::Dotted(3), 2, "4.1.2"),
            ("【4.1.2 甲乙", Way::Dotted(3), 2, "4.1.2"),
            ("● 4.1.2\t甲乙", Way::Dotted(3), 2, "4.1.2"),
            ("条目4.1.2：甲乙", Way::Dotted(3), 2, "4.1.2"),
            ("4.1.2 a) 甲乙", Way::Dotted(3), 2, "4.1.2a"),
            ("B.1.1.a 甲乙", Way::Dotted(3), 1, "B.1.1a"),
            ("B1.1（a）甲乙", Way::Dotted(3), 1, "B.1.1a"),
            ("附录B.1 甲乙", Way::Dotted(2), 1, "B.1"),
            ("第三章　甲乙", Way::Chapter, 3, ""),
            ("第 12 部分 甲乙", Way::Chapter, 12, ""),
            ("第二节 甲乙", Way::Section, 2, ""),
            ("十二、甲乙", Way::Counted, 12, ""),
            ("（二十）甲乙", Way::Bracketed, 20, ""),
            ("㈢甲乙", Way::Bracketed, 3, ""),
            ("3．甲乙", Way::Digit, 3, ""),
            ("3 甲乙", Way::Digit, 3, ""),
            ("⒊甲乙", Way::Digit, 3, ""),
            ("（3）甲乙", Way::Paren, 3, ""),
            ("3）甲乙", Way::Paren, 3, ""),
            ("③ 甲乙", Way::Circled, 3, ""),
            ("c) 甲乙", Way::Letter, 3, ""),
        ] {
            let expected = Some((way, Some(count), clause.to_owned(), "甲乙".to_owned()));
            assert_eq!(of(line), expected, "{line}");
        }
        assert_eq!(of("● 甲乙").unwrap().0, Way::Bullet('●'));
        assert_eq!(of("【甲乙").unwrap().0, Way::Frame);
        for line in [
            "一次合格率",
            "2025.12.31 甲",
            "2025年",
            "3.5%",
            "12万元",
            "第三次",
            "ABC 甲",
            "甲乙",
            "-5",
            "",
        ] {
            let found = of(line);
            let number = found
                .as_ref()
                .is_some_and(|found| found.0 == Way::Dotted(2));
            assert!(found.is_none() || number, "{line} {found:?}");
        }
    }
}
