//! The parts of a document as trees of elements.

use roxmltree::{Document, Node, ParsingOptions};

use super::package::damaged;
use crate::Refused;

/// Deepest nesting of elements.
const DEEPEST: usize = 200;

/// Reads a part.
pub fn parse(text: &str) -> Result<Document<'_>, Refused> {
    let options = ParsingOptions {
        nodes_limit: 8_000_000,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|_| damaged())?;
    match is_too_deep(&document) {
        true => Err(damaged()),
        false => Ok(document),
    }
}

/// Reads a part that need not be there.
pub fn parse_optional(text: Option<&str>) -> Result<Option<Document<'_>>, Refused> {
    text.map(parse).transpose()
}

fn is_too_deep(document: &Document<'_>) -> bool {
    let mut depth = 0_usize;
    let mut node = document.root();
    loop {
        if let Some(child) = node.first_child() {
            depth += 1;
            if depth > DEEPEST {
                return true;
            }
            node = child;
            continue;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                return false;
            };
            depth = depth.saturating_sub(1);
            node = parent;
        }
    }
}

/// An element's name within the namespace of Word texts, empty for others.
pub fn word<'a>(node: Node<'a, '_>) -> &'a str {
    let tag = node.tag_name();
    match tag.namespace() {
        Some(space)
            if space.ends_with("/wordprocessingml/2006/main")
                || space.ends_with("/wordprocessingml/main") =>
        {
            tag.name()
        }
        _ => "",
    }
}

/// The first child element with this name of Word's.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| word(*child) == name)
}

/// The attribute with this name, whatever its namespace.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let mut all = node.attributes();
    all.find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

/// The `val` of a child element.
pub fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(child(node, name)?, "val")
}

/// Whether a child element switches something on.
pub fn is_on(node: Node<'_, '_>, name: &str) -> bool {
    child(node, name)
        .is_some_and(|it| !matches!(attribute(it, "val"), Some("0" | "false" | "off" | "none")))
}
