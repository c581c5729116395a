//! What the texts point at: tables, charts, attachments, items.

use std::collections::{BTreeMap, BTreeSet};

use crate::dossier::{EntriesAt, Place};
use crate::pack::Severity;
use crate::views::Numbered;

use super::text::{Target, counted, folded};
use super::texts::Passage;
use super::wording::is_clause;
use super::{Check, Found, Reads, ReviewInput, Scope};

/// 图、表、附件引用失效.
pub const BROKEN: Check = Check {
    id: "broken-reference",
    scope: Scope::Whole(broken),
    reads: &[
        Reads::Profile,
        Reads::Items,
        Reads::Annual,
        Reads::Metrics,
        Reads::Register("tables"),
        Reads::Register("evidence"),
    ],
};

fn broken(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let captions = case.read.captions(case);
    let known = |of: Numbered, number: &str| {
        let count = captions.count(of);
        number
            .parse()
            .is_ok_and(|number: usize| (1..=count).contains(&number))
    };
    let attachments: BTreeSet<u32> = case
        .read
        .registers
        .evidence
        .iter()
        .filter_map(|evidence| attachment(&evidence.code))
        .collect();
    let mut pointed: BTreeMap<&Target, Vec<&Passage>> = BTreeMap::new();
    for passage in case.read.texts.all() {
        for reference in passage.text.references() {
            pointed.entry(&reference.to).or_default().push(passage);
        }
    }
    for (target, from) in &pointed {
        let (label, there) = match target {
            Target::Chart(number) => (format!("图 {number}"), known(Numbered::Chart, number)),
            Target::Table(number) => (format!("表 {number}"), known(Numbered::Table, number)),
            Target::Attachment(number) => (format!("附件 {number}"), attachments.contains(number)),
            Target::Clause(number) => (number.clone(), is_clause(case, number)),
        };
        if there {
            continue;
        }
        let Some(first) = from.first() else {
            continue;
        };
        let places = case.place_names(from.iter().map(|passage| &passage.place));
        let text = match target {
            Target::Clause(_) => format!("{places}写有“见 {label}”，而本版本没有这个条目。"),
            _ => format!("{places}提到{label}，但没有登记这个编号。"),
        };
        found.add(first.place.clone(), &label, text);
    }
    unused(case, &pointed, found);
}

/// Attachments that nothing points at: no item, no place of the catalogue, no text.
fn unused(
    case: &ReviewInput<'_>,
    pointed: &BTreeMap<&Target, Vec<&Passage>>,
    found: &mut Found<'_>,
) {
    let items = case.read.items.iter();
    let hung = items.flat_map(|item| item.item.refs("evidence"));
    let hung: BTreeSet<&str> = hung.map(String::as_str).collect();
    for evidence in &case.read.registers.evidence {
        let Some(number) = attachment(&evidence.code) else {
            continue;
        };
        let used = hung.contains(&*evidence.id)
            || evidence.in_catalogue
            || pointed.contains_key(&Target::Attachment(number));
        if used {
            continue;
        }
        let title = evidence.title.trim();
        let text = format!("附件 {number}“{title}”没有任何条目引用，正文也没有提到。");
        let register = EntriesAt::Register("evidence".into());
        let place = Place::Entry(register, evidence.id.clone(), "code".into());
        found.add_as(Severity::Hint, place, &evidence.id, text);
    }
}

/// The number in what is typed for an attachment: 附件3, 附件 三, 3. `None` without one.
fn attachment(code: &str) -> Option<u32> {
    let chars = folded(code);
    let noun: Vec<char> = "附件".chars().collect();
    let from = match chars.starts_with(&noun) {
        true => noun.len(),
        false => 0,
    };
    let (number, end) = counted(&chars, from)?;
    (end == chars.len()).then_some(number)
}
