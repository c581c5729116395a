//! A paper of the scheme's templates: its title, its lines, who signs; and how its `{placeholders}` are filled in.

/// What stands for something that is filled in by hand.
pub const BLANK: &str = "＿＿＿＿";
/// What stands for a date that is filled in by hand.
pub const BLANK_DATE: &str = "＿＿＿＿年＿＿月＿＿日";

/// A template in its parts.
pub struct Paper<'a, Lines> {
    /// Its title.
    pub title: &'a str,
    /// Its lines, none of them empty.
    pub lines: Lines,
    /// Who signs it and when.
    pub signature: std::str::Lines<'a>,
}

/// The parts of a template's body: the first line is the title, the last paragraph the signature.
pub fn split(body: &str) -> Option<Paper<'_, impl Iterator<Item = &str>>> {
    let (title, rest) = body.trim().split_once('\n')?;
    let (text, signature) = rest.trim().rsplit_once("\n\n")?;
    Some(Paper {
        title,
        lines: text.lines().filter(|line| !line.is_empty()),
        signature: signature.lines(),
    })
}

/// A line with its `{placeholders}` filled in, or left blank to be filled in by hand.
pub fn fill(line: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        let (key, after) = after.split_once('}').unwrap_or((after, ""));
        text += before;
        text += value(key).as_deref().unwrap_or(BLANK);
        rest = after;
    }
    text + rest
}
