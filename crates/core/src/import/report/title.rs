//! Whether two titles are the same as people write them.

/// How near a title is to one of the criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    /// Something else.
    No,
    /// One is a part of the other.
    Part,
    /// A sign or two differ.
    Almost,
    /// The same, but for 的, 与, 和 …, marks and points in brackets.
    Same,
}

/// A title as it is compared. It is to be in half width.
pub fn bare(title: &str) -> String {
    let title = without_points(title);
    let title = title.replace("方面", "");
    let kept = title.chars().filter(|c| {
        !c.is_whitespace()
            && !"的与和及或其、,。.:;：；“”\"'‘’《》<>【】[]()「」—-·*#_|".contains(*c)
    });
    kept.flat_map(char::to_lowercase).collect()
}

/// How near two bare titles are.
pub fn near(said: &str, title: &str) -> Near {
    if said.is_empty() || title.is_empty() {
        return Near::No;
    }
    if said == title {
        return Near::Same;
    }
    let (a, b) = (said.chars().count(), title.chars().count());
    let (short, long) = (a.min(b), a.max(b));
    // Most lines are no title at all.
    if short * 2 < long {
        return Near::No;
    }
    let allowed = match short {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    };
    let chars = |text: &str| text.chars().collect::<Vec<char>>();
    if long - short <= allowed && distance(&chars(said), &chars(title)) <= allowed {
        return Near::Almost;
    }
    let part = short >= 2 && (said.contains(title) || title.contains(said));
    if part { Near::Part } else { Near::No }
}

/// The number of signs to change, add or leave out.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, x) in a.iter().enumerate() {
        let mut before = at;
        row[0] = at + 1;
        for (to, y) in b.iter().enumerate() {
            let change = before + usize::from(x != y);
            before = row[to + 1];
            row[to + 1] = change.min(before + 1).min(row[to] + 1);
        }
    }
    row[b.len()]
}

/// A title without what stands in brackets at its end and is none of it: points, 续, a share.
fn without_points(title: &str) -> &str {
    let title = title.trim_end();
    let Some(inner) = title.strip_suffix([')', ']', '】']) else {
        // 高层领导的作用 50分
        let plain = title.strip_suffix('分').map(str::trim_end);
        let plain =
            plain.map(|plain| (plain, plain.trim_end_matches(|c: char| c.is_ascii_digit())));
        return match plain {
            Some((all, rest)) if rest.len() < all.len() && !rest.is_empty() => rest.trim_end(),
            _ => title,
        };
    };
    let Some((rest, inner)) = inner.rsplit_once(['(', '[', '【']) else {
        return title;
    };
    let beside = |c: char| c.is_ascii_digit() || "分共满值本条款计占续虚构示例%. ".contains(c);
    match !rest.is_empty() && inner.chars().all(beside) {
        true => rest.trim_end(),
        false => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(said: &str, title: &str) -> Near {
        near(&bare(said), &bare(title))
    }

    #[test]
    fn titles_are_the_same_as_people_write_them() {
        for (said, title) in [
            ("顾客与市场的了解", "顾客和市场的了解"),
            ("高层领导作用", "高层领导的作用"),
            ("高层领导的作用(50分)", "高层领导的作用"),
            ("高层领导的作用 50分", "高层领导的作用"),
            ("《组织治理》", "组织治理"),
            ("领导结果", "领导方面的结果"),
            ("测量,分析与评价(续)", "测量、分析和评价"),
        ] {
            assert_eq!(of(said, title), Near::Same, "{said}");
        }
        assert_eq!(of("高层领导的做用", "高层领导的作用"), Near::Almost);
        assert_eq!(of("领导的作用", "高层领导的作用"), Near::Part);
        assert_eq!(of("社会责任", "组织治理"), Near::No);
        assert_eq!(of("", "组织治理"), Near::No);
        assert_eq!(of("(50分)", "组织治理"), Near::No);
    }
}
