//! What the texts point at: tables, charts, attachments, items.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::input::Input;
use crate::dossier::{EntriesAt, Place};
use crate::pack::Severity;
use crate::views::{MarkerKind, Markers, Numbered, markers};

use super::registers::{Evidence, Until};
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
        Reads::Register("pictures"),
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
    markers_without(case, found);
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

/// Markers in texts that name no picture, table or paper: they are printed as typed.
fn markers_without(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let captions = case.read.captions(case);
    let known = Markers::new(case.dossier, captions);
    let mut broken: BTreeMap<(MarkerKind, &str), Vec<&Passage>> = BTreeMap::new();
    for passage in case.read.texts.all() {
        for marker in markers(passage.text.raw()) {
            if known.label(&marker).is_none() {
                let named = broken.entry((marker.kind, marker.title)).or_default();
                named.push(passage);
            }
        }
    }
    for ((kind, title), from) in broken {
        let Some(first) = from.first() else {
            continue;
        };
        let places = case.place_names(from.iter().map(|passage| &passage.place));
        let marker = kind.marker(title);
        let what = match kind {
            MarkerKind::Picture => "图片",
            MarkerKind::Table => "表格",
            MarkerKind::Evidence => "证实性材料",
        };
        let text = format!("{places}写有“{marker}”，但没有这个名称的{what}，打印时会原样印出。");
        found.add(first.place.clone(), &marker, text);
    }
}

/// 证实性材料 that is out of date on the day of the application.
pub const EXPIRED: Check = Check {
    id: "evidence-expired",
    scope: Scope::Whole(expired),
    reads: &[Reads::Register("evidence")],
};

fn expired(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let Some(on) = case.on else {
        return;
    };
    for paper in &case.read.registers.evidence {
        let Until::Day(Input::Given(day)) = &paper.expires else {
            continue;
        };
        if *day < on {
            let title = paper.title.trim();
            let text = format!("“{title}”的有效期到 {day} 为止，申报日 {on} 已经过期。");
            found.add(place_of(paper, "expires"), &paper.id, text);
        }
    }
}

/// 证实性材料 that is referred to, without a file, while others have theirs.
pub const NO_FILE: Check = Check {
    id: "evidence-without-file",
    scope: Scope::Whole(without_file),
    reads: &[
        Reads::Profile,
        Reads::Items,
        Reads::Annual,
        Reads::Metrics,
        Reads::Register("tables"),
        Reads::Register("evidence"),
    ],
};

fn without_file(case: &ReviewInput<'_>, found: &mut Found<'_>) {
    let evidence = &case.read.registers.evidence;
    if !evidence.iter().any(|paper| paper.has_file) {
        return;
    }
    let cited = cited(case);
    for paper in evidence {
        let title = paper.title.trim();
        if !paper.has_file && cited.contains(&*paper.id) {
            let text = format!("条目或正文引用了“{title}”，但没有附上文件。");
            found.add(place_of(paper, "title"), &paper.id, text);
        }
    }
}

/// Ids of the papers that an item refers to, or a text by its marker.
fn cited<'c>(case: &'c ReviewInput<'_>) -> BTreeSet<&'c str> {
    let items = case.read.items.iter();
    let hung = items.flat_map(|item| item.item.refs("evidence"));
    let mut cited: BTreeSet<&str> = hung.map(String::as_str).collect();
    for passage in case.read.texts.all() {
        for marker in markers(passage.text.raw()) {
            let papers = case.read.registers.evidence.iter();
            let named = papers.filter(|paper| {
                marker.kind == MarkerKind::Evidence && paper.title.trim() == marker.title
            });
            cited.extend(named.map(|paper| &*paper.id));
        }
    }
    cited
}

fn place_of(paper: &Evidence, column: &str) -> Place {
    let register = EntriesAt::Register("evidence".into());
    Place::Entry(register, paper.id.clone(), column.into())
}

/// Attachments that nothing points at: no item, no place of the catalogue, no text.
fn unused(
    case: &ReviewInput<'_>,
    pointed: &BTreeMap<&Target, Vec<&Passage>>,
    found: &mut Found<'_>,
) {
    let cited = cited(case);
    for evidence in &case.read.registers.evidence {
        let number = attachment(&evidence.code);
        let called = match number {
            Some(number) => format!("附件 {number}"),
            None if evidence.has_file => "证实性材料".to_owned(),
            None => continue,
        };
        let pointed =
            number.is_some_and(|number| pointed.contains_key(&Target::Attachment(number)));
        if pointed || evidence.in_catalogue || cited.contains(&*evidence.id) {
            continue;
        }
        let title = evidence.title.trim();
        let text = format!("{called}“{title}”没有任何条目引用，正文也没有提到。");
        let column = if number.is_some() { "code" } else { "title" };
        found.add_as(
            Severity::Hint,
            place_of(evidence, column),
            &evidence.id,
            text,
        );
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
