//! Lines that were broken at the margin of a page, put together to paragraphs again.

use super::foreign::{begins_anew, is_caption};
use super::running::{has_pages, visible};
use super::{Kind, Line, Style, characters};

/// So many lines a paragraph has at most.
const LONGEST: usize = 60;

/// Tells of each line whether it goes on with the paragraph above.
pub fn mark(lines: &mut [Line]) {
    let broken = has_pages(lines) || is_wrapped(lines);
    let margin = lines.iter().filter(|line| is_text(line));
    let margin = margin
        .map(|line| characters(&line.source))
        .filter(|long| *long <= 80)
        .max()
        .unwrap_or(0);
    let mut last: Option<usize> = None;
    let mut gap = false;
    for at in 0..lines.len() {
        let line = &lines[at];
        if line.is_blank() {
            gap = true;
            continue;
        }
        if line.kind == Kind::Running {
            // A paragraph goes on over the end of a page, and over the blank lines there.
            gap = false;
            continue;
        }
        if !is_text(line) {
            last = None;
            gap = false;
            continue;
        }
        if let Some(before) = last.filter(|_| !gap) {
            let joins = match broken {
                true => goes_on(lines, before, at, margin) && ends(lines, at),
                false => is_continued(&lines[before], &lines[at]),
            };
            lines[at].joins =
                joins && lines[before].to == lines[at].to && lines[before].kind == lines[at].kind;
        }
        let line = &lines[at];
        gap = false;
        last = Some(at);
        if line.source.contains('\t') {
            last = None;
        }
    }
}

fn is_text(line: &Line) -> bool {
    line.style == Style::Unknown
        && matches!(line.kind, Kind::Text | Kind::Front | Kind::Nowhere)
        && !line.title
        && !line.is_blank()
}

/// The last visible sign of a line.
fn last_sign(line: &Line) -> Option<char> {
    let mut signs = line.source.trim_end().chars().rev();
    signs.find(|c| !"”’\"'」』）)】》]".contains(*c) && !c.is_whitespace())
}

/// It ends like a sentence, or before a list.
fn is_ended(line: &Line) -> bool {
    last_sign(line).is_none_or(|c| "。！？；：!?;:…".contains(c))
}

/// Whether a line that is not ended seems to go on on the next one.
fn goes_on(lines: &[Line], before: usize, at: usize, margin: usize) -> bool {
    let (above, line) = (&lines[before], &lines[at]);
    if is_ended(above) || line.source.contains('\t') {
        return false;
    }
    let (first, next) = (visible(above), visible(line));
    let prose = first.iter().any(|c| "。,、;:“”".contains(*c));
    let long = characters(&above.source) * 10 >= margin * 6;
    (above.joins || prose || long) && !is_caption(&first) && !begins_anew(&next)
}

/// Whether a paragraph that goes on at a line comes to an end.
fn ends(lines: &[Line], from: usize) -> bool {
    let rest = lines[from..]
        .iter()
        .filter(|line| line.kind != Kind::Running);
    let mut rest = rest.take(LONGEST).take_while(|line| is_text(line));
    rest.any(is_ended)
}

/// A line that begins with a sign that begins no line.
fn is_continued(above: &Line, line: &Line) -> bool {
    let first = visible(line).first().copied();
    !is_ended(above) && first.is_some_and(|c| ",。、;:)”》!?%".contains(c))
}

/// Whether the lines of a text are broken at a margin: many are as long as the longest and end in a sentence.
fn is_wrapped(lines: &[Line]) -> bool {
    let texts = || {
        lines
            .iter()
            .filter(|line| is_text(line) && !line.source.contains('\t'))
    };
    let count = texts().count();
    let longest = texts()
        .map(|line| characters(&line.source))
        .max()
        .unwrap_or(0);
    if count < 8 || !(15..=60).contains(&longest) {
        return false;
    }
    let full = texts().filter(|line| characters(&line.source) + 3 >= longest && !is_ended(line));
    full.count() * 3 >= count
}
