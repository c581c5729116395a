//! Where problems go, and the small questions that all checks ask.

use super::super::common::{AskKind, Choice, Field};
use super::super::folder::{Problem, in_folder, problem};
use super::super::scheme::Scheme;
use super::super::walk::LEVEL;
use std::collections::{BTreeMap, BTreeSet};

/// Where problems of one folder go.
pub(super) struct Report<'a> {
    folder: &'a str,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Report<'a> {
    pub(super) fn new(folder: &'a str, problems: &'a mut Vec<Problem>) -> Self {
        Report { folder, problems }
    }

    pub(super) fn bad(&mut self, file: &str, key: impl Into<String>, reason: impl Into<String>) {
        let file = in_folder(self.folder, file);
        self.problems.push(problem(&file, key, reason));
    }

    /// A folder has the name of what is in it.
    pub(super) fn named(&mut self, file: &str, key: &str, id: &str) {
        if !self.folder.is_empty() && self.folder.rsplit('/').next() != Some(id) {
            let reason = format!("\"{id}\" in a folder named \"{}\"", self.folder);
            self.bad(file, key, reason);
        }
    }

    /// Each of these ids must be known.
    pub(super) fn known<'b>(
        &mut self,
        file: &str,
        key: &str,
        what: &str,
        ids: impl IntoIterator<Item = &'b String>,
        known: &BTreeSet<&str>,
    ) {
        for id in ids {
            if !known.contains(id.as_str()) {
                self.bad(file, key, no(what, id));
            }
        }
    }

    /// No id may stand twice.
    pub(super) fn once<'b>(
        &mut self,
        file: &str,
        key: &str,
        ids: impl IntoIterator<Item = &'b str>,
    ) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.bad(file, format!("{key}[{id}]"), "this id stands twice");
            }
        }
    }

    /// Numbers of an order must run 1, 2, 3 in the order of the file.
    pub(super) fn order<'b>(
        &mut self,
        file: &str,
        key: &str,
        entries: impl IntoIterator<Item = (&'b str, u8)>,
    ) {
        for ((id, order), expected) in entries.into_iter().zip(1..) {
            if order != expected {
                let key = format!("{key}[{id}].order");
                self.bad(file, key, format!("{order} where {expected} comes next"));
            }
        }
    }

    /// A choice has a list with each value once; nothing else has one.
    pub(super) fn choices(&mut self, file: &str, key: &str, kind: AskKind, options: &[Choice]) {
        let key = format!("{key}.options");
        if (kind == AskKind::Choice) == options.is_empty() {
            self.bad(file, key, "a choice needs a list, and nothing else has one");
            return;
        }
        self.once(
            file,
            &key,
            options.iter().map(|option| option.value.as_str()),
        );
    }

    pub(super) fn fields(&mut self, file: &str, key: &str, fields: &[Field]) {
        self.once(
            file,
            &format!("{key}.field"),
            fields.iter().map(|field| field.key.as_str()),
        );
        for field in fields {
            let key = format!("{key}.field[{}]", field.key);
            // The levels of an inspection stand at its question.
            if field.key != LEVEL || !field.options.is_empty() {
                self.choices(file, &key, field.kind, &field.options);
            }
            let first = fields.first().map_or(&[][..], |first| &first.options);
            for value in &field.when {
                if !first.iter().any(|option| option.value == *value) {
                    let key = format!("{key}.when");
                    self.bad(file, key, no("value of the first field", value));
                }
            }
        }
    }
}

pub(super) fn no(what: &str, id: &str) -> String {
    format!("no {what} \"{id}\"")
}

pub(super) fn ids<'a, T: 'a>(
    entries: &'a [T],
    id: impl Fn(&'a T) -> &'a String,
) -> BTreeSet<&'a str> {
    entries.iter().map(|entry| id(entry).as_str()).collect()
}

pub(super) fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Facts of the walk with how they are asked and what can be chosen.
pub(super) fn facts(scheme: &Scheme) -> BTreeMap<&str, (AskKind, &[Choice])> {
    scheme
        .questions()
        .map(|q| (q.fact, (q.kind, q.options)))
        .collect()
}
