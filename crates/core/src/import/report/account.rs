//! What was brought in, added up by characters.

use super::{Kind, Line, Report};

/// Characters without white space: what is brought = headings + text + kept + left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// 原文.
    pub brought: usize,
    /// Headings, which say where text goes and are not copied.
    pub headings: usize,
    /// Text with a place.
    pub text: usize,
    /// 待安放.
    pub kept: usize,
    /// 不录入.
    pub left_out: usize,
}

impl Account {
    /// 录入: headings and text.
    pub fn taken(&self) -> usize {
        self.headings + self.text
    }

    /// Whether nothing is missing and nothing is double.
    pub fn adds_up(&self) -> bool {
        self.brought == self.taken() + self.kept + self.left_out
    }
}

/// Characters without white space.
pub fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

impl Report {
    /// The account. What was brought is counted before the text is taken apart, the rest line by line.
    pub fn account(&self) -> Account {
        let mut account = Account {
            brought: self.brought,
            ..Account::default()
        };
        for line in &self.lines {
            let all = characters(&line.source);
            let text = characters(&line.text());
            match line.kind {
                Kind::Heading => {
                    account.headings += all - text;
                    account.text += text;
                }
                Kind::Text => account.text += text,
                Kind::Front | Kind::Nowhere => account.kept += text,
                Kind::Contents | Kind::Running | Kind::LeftOut => account.left_out += text,
            }
        }
        account
    }

    /// Lines that a person should look at.
    pub fn asked(&self) -> impl Iterator<Item = (usize, &Line)> {
        let lines = self.lines.iter().enumerate();
        lines.filter(|(_, line)| line.ask.is_some())
    }

    /// Lines with text that have no place.
    pub fn kept(&self) -> usize {
        let kept = |line: &&Line| line.is_kept() && !line.is_blank();
        self.lines.iter().filter(kept).count()
    }
}
