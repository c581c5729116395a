//! Which styles are headings, and how they are numbered.

use std::collections::BTreeMap;

use roxmltree::Document;

use super::xml::{attribute, child, value, word};

/// The paragraph styles of a document.
#[derive(Default)]
pub struct Styles(BTreeMap<String, Own>);

/// What a style says itself.
#[derive(Default)]
struct Own {
    name: String,
    based_on: String,
    level: Option<u8>,
    list: Option<String>,
    depth: Option<usize>,
}

/// Styles that rest on one another are followed so far.
const LONGEST_CHAIN: usize = 20;

impl Styles {
    /// Those of a part.
    pub fn of(part: Option<&Document<'_>>) -> Styles {
        let nodes = part
            .into_iter()
            .flat_map(|part| part.root_element().children());
        let styles = nodes.filter(|node| word(*node) == "style");
        let styles = styles.map(|node| {
            let properties = child(node, "pPr");
            let numbers = properties.and_then(|of| child(of, "numPr"));
            let own = Own {
                name: value(node, "name").unwrap_or("").to_lowercase(),
                based_on: value(node, "basedOn").unwrap_or("").to_owned(),
                level: properties
                    .and_then(|of| value(of, "outlineLvl"))
                    .and_then(|level| level.parse().ok()),
                list: numbers.and_then(|of| value(of, "numId")).map(str::to_owned),
                depth: numbers
                    .and_then(|of| value(of, "ilvl"))
                    .and_then(|depth| depth.parse().ok()),
            };
            (attribute(node, "styleId").unwrap_or("").to_owned(), own)
        });
        Styles(styles.collect())
    }

    /// A style and those it rests on.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = (&'a str, &'a Own)> {
        let first = self.0.get(id).map(|own| (id, own));
        let next = |(_, own): &(&'a str, &'a Own)| {
            let id = own.based_on.as_str();
            self.0.get(id).map(|own| (id, own))
        };
        std::iter::successors(first, next).take(LONGEST_CHAIN)
    }

    /// The level of a heading style, from 1.
    pub fn level(&self, id: &str) -> Option<u8> {
        let level = self
            .chain(id)
            .find_map(|(_, own)| own.level.or_else(|| named(&own.name)));
        let level = level.or_else(|| {
            if self.0.contains_key(id) {
                None
            } else {
                named(&id.to_lowercase())
            }
        });
        level.filter(|level| *level < 9).map(|level| level + 1)
    }

    /// Whether it is a style of the lines of a contents page.
    pub fn is_contents(&self, id: &str) -> bool {
        let is = |name: &str| {
            let digit = |rest: &str| {
                rest.trim().len() == 1 && rest.trim().starts_with(|c: char| c.is_ascii_digit())
            };
            name.strip_prefix("toc")
                .or_else(|| name.strip_prefix("目录"))
                .is_some_and(digit)
                || name.starts_with("contents ")
        };
        self.chain(id).any(|(_, own)| is(&own.name))
            || (!self.0.contains_key(id) && is(&id.to_lowercase()))
    }

    /// The list and the depth in it that a style has.
    pub fn list<'a>(&'a self, id: &'a str) -> Option<(&'a str, Option<usize>)> {
        let list = self.chain(id).find_map(|(_, own)| own.list.as_deref())?;
        let depth = self.chain(id).find_map(|(_, own)| own.depth);
        Some((list, depth))
    }

    /// A style and those it rests on, by id.
    pub fn ids<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        self.chain(id).map(|(id, _)| id)
    }
}

/// The level, from 0, that the name of a style gives: `heading 1`, `标题 1`.
fn named(name: &str) -> Option<u8> {
    let mut words = ["heading", "标题", "標題"].into_iter();
    let rest = words.find_map(|word| name.strip_prefix(word))?.trim();
    let level: u8 = rest.parse().ok()?;
    level.checked_sub(1)
}
