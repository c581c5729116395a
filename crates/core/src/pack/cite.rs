//! How articles are written in Chinese: `14-4` is 第十四条第（四）项.

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A number from 1 to 99 in Chinese; others stay in figures.
pub fn chinese(n: u8) -> String {
    let (tens, ones) = (n / 10, DIGITS[usize::from(n % 10)]);
    match (n, tens) {
        (1..=99, 0) => ones.to_owned(),
        (1..=99, 1) => format!("十{ones}"),
        (1..=99, _) => format!("{}十{ones}", DIGITS[usize::from(tens)]),
        _ => n.to_string(),
    }
}

/// An id such as `13` or `13-1` as article and item, if it is one.
pub fn split_article(id: &str) -> Option<(u8, Option<u8>)> {
    match id.split_once('-') {
        Some((article, item)) => Some((article.parse().ok()?, Some(item.parse().ok()?))),
        None => Some((id.parse().ok()?, None)),
    }
}

/// One article or item: 第十四条, 第十四条第（四）项. An id that is no article's stays as it is.
pub fn cite(id: &str) -> String {
    cite_all([id])
}

/// Several, with the items of one article together: 第十四条第（四）（六）项、第十七条.
pub fn cite_all<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    // The article whose items are being listed, for 项 at the end.
    let mut open: Option<u8> = None;
    for id in ids {
        let split = split_article(id);
        if let (Some((article, Some(item))), Some(last)) = (split, open)
            && article == last
        {
            text += &format!("（{}）", chinese(item));
            continue;
        }
        if open.take().is_some() {
            text.push('项');
        }
        if !text.is_empty() {
            text.push('、');
        }
        match split {
            Some((article, Some(item))) => {
                text += &format!("第{}条第（{}）", chinese(article), chinese(item));
                open = Some(article);
            }
            Some((article, None)) => text += &format!("第{}条", chinese(article)),
            None => text += id,
        }
    }
    if open.is_some() {
        text.push('项');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_cited_in_chinese() {
        let check = |ids: &[&str], expected: &str| {
            assert_eq!(cite_all(ids.iter().copied()), expected);
        };
        check(&["4"], "第四条");
        check(&["10-1"], "第十条第（一）项");
        check(&["13", "14"], "第十三条、第十四条");
        check(&["20", "31"], "第二十条、第三十一条");
        check(
            &["14-4", "14-6", "14-8", "17-2"],
            "第十四条第（四）（六）（八）项、第十七条第（二）项",
        );
        check(&[], "");
    }
}
