//! Taking one change back, and making it again, while everything that was written since stays.
//!
//! A step keeps the dossier before and after the change; both share what did not change. Going back compares the two
//! with what is there now, field by field: where nothing was written since, the field gets its earlier value; where
//! something was, it is kept and counted. A row, entry, metric or sheet that was added or removed counts as one field.
//!
//! A field added to the model does not compile until it is listed here.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::model::{
    Annual, Answer, Claim, Dossier, Entry, Event, Form, Honour, Item, Judgement, Kind, Metric,
    Notice, Piece, PreviousAward, Recommendation, Sheet, SheetItem, Walk,
};
use super::place::Row;

/// One change of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    before: Rc<Dossier>,
    after: Rc<Dossier>,
}

impl Step {
    /// The change between two states of one dossier; `None` when they are the same.
    pub fn between(before: Rc<Dossier>, after: Rc<Dossier>) -> Option<Step> {
        (before != after).then_some(Step { before, after })
    }

    /// Takes the change back. Says how many fields were kept because they were changed once more since.
    pub fn undo(&self, now: &mut Dossier) -> usize {
        turn(now, &self.after, &self.before)
    }

    /// Makes the change again. Says how many fields were kept because they were changed since it was taken back.
    pub fn redo(&self, now: &mut Dossier) -> usize {
        turn(now, &self.before, &self.after)
    }

    /// This change and the next one as one, if nothing came between them.
    pub fn and(&self, next: &Step) -> Option<Step> {
        Rc::ptr_eq(&self.after, &next.before).then(|| Step {
            before: self.before.clone(),
            after: next.after.clone(),
        })
    }
}

/// Another dossier may be open by now: that stays as it is.
fn turn(now: &mut Dossier, from: &Dossier, to: &Dossier) -> usize {
    let mut kept = 0;
    if now.id == from.id {
        go(now, from, to, &mut kept);
    }
    kept
}

/// Something in a dossier that can go from one value to another.
trait Part: Clone + PartialEq {
    /// Goes as far as it can, being neither at `from` nor at `to`. What has no parts of its own stays.
    fn go_in_part(&mut self, from: &Self, to: &Self, kept: &mut usize) {
        let _ = (from, to);
        *kept += 1;
    }
}

fn go<P: Part>(now: &mut P, from: &P, to: &P, kept: &mut usize) {
    if from == to || now == to {
        return;
    }
    if now == from {
        now.clone_from(to);
    } else {
        now.go_in_part(from, to, kept);
    }
}

impl Part for String {}
impl Part for Rc<str> {}
impl Part for Option<u8> {}
impl Part for Kind {}
/// A colleague's: taken in whole and never changed here.
impl Part for SheetItem {}

impl<P: Part> Part for Rc<P> {
    fn go_in_part(&mut self, from: &Self, to: &Self, kept: &mut usize) {
        Rc::make_mut(self).go_in_part(from, to, kept);
    }
}

/// A key that is not there is one with nothing written: empty values are never stored.
impl<P: Part + Default> Part for BTreeMap<String, P> {
    fn go_in_part(&mut self, from: &Self, to: &Self, kept: &mut usize) {
        let keys: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
        let none = P::default();
        for key in keys {
            let (from, to) = (from.get(key).unwrap_or(&none), to.get(key).unwrap_or(&none));
            if from == to {
                continue;
            }
            let mut value = self.remove(key).unwrap_or_default();
            go(&mut value, from, to, kept);
            if value != none {
                self.insert(key.clone(), value);
            }
        }
    }
}

/// Rows that a person adds, removes and puts in order. What comes back stands behind the row it stood behind.
impl<R: Part + Row> Part for Vec<R> {
    fn go_in_part(&mut self, from: &Self, to: &Self, kept: &mut usize) {
        for row in from.iter().filter(|row| find(to, row.id()).is_none()) {
            match find(self, row.id()) {
                Some(at) if self[at] == *row => drop(self.remove(at)),
                Some(_) => *kept += 1,
                None => {}
            }
        }
        for (row, was) in to
            .iter()
            .filter_map(|row| Some((row, find(from, row.id())?)))
        {
            match find(self, row.id()) {
                Some(at) => go(&mut self[at], &from[was], row, kept),
                None => *kept += usize::from(from[was] != *row),
            }
        }
        reorder(self, from, to, kept);
        for (place, row) in to.iter().enumerate() {
            if find(from, row.id()).is_some() {
                continue;
            }
            if let Some(at) = find(self, row.id()) {
                *kept += usize::from(self[at] != *row);
            } else {
                let mut above = to[..place].iter().rev();
                let above = above.find_map(|row| find(self, row.id()));
                self.insert(above.map_or(0, |at| at + 1), row.clone());
            }
        }
    }
}

/// Puts the rows that are in all three into the order of `to`, unless they were put in another since.
fn reorder<R: Row + Clone>(now: &mut [R], from: &[R], to: &[R], kept: &mut usize) {
    let shared = |rows: &[R], among: [&[R]; 2]| -> Vec<String> {
        let rows = rows.iter().map(Row::id);
        let rows = rows.filter(|id| among.iter().all(|other| find(other, id).is_some()));
        rows.map(str::to_owned).collect()
    };
    let (was, is) = (shared(from, [now, to]), shared(now, [from, to]));
    let wanted = shared(to, [now, from]);
    if was == wanted || is == wanted {
        return;
    }
    if is != was {
        *kept += 1;
        return;
    }
    let slots: Vec<usize> = is.iter().filter_map(|id| find(now, id)).collect();
    let rows: Vec<R> = slots.iter().map(|at| now[*at].clone()).collect();
    for (slot, id) in slots.into_iter().zip(&wanted) {
        if let Some(at) = find(&rows, id) {
            now[slot].clone_from(&rows[at]);
        }
    }
}

fn find<R: Row>(rows: &[R], id: &str) -> Option<usize> {
    rows.iter().position(|row| row.id() == id)
}

/// A reference is known by what it refers to.
impl Row for String {
    fn id(&self) -> &str {
        self
    }
}

impl Row for SheetItem {
    fn id(&self) -> &str {
        &self.id
    }
}

/// Makes a struct go field by field.
macro_rules! by_field {
    ($($name:ident { $($field:ident),+ $(,)? })+) => { $(impl Part for $name {
        fn go_in_part(&mut self, from: &Self, to: &Self, kept: &mut usize) {
            let $name { $($field),+ } = self;
            $(go($field, &from.$field, &to.$field, kept);)+
        }
    })+ };
}

by_field! {
    Answer { value, note }
    Claim { id, indicator, year, scope, rank, source }
    Honour { id, kind, name, expires }
    Recommendation { issuer_kind, town, date, opinion }
    Event {
        id, question, date, decided, ended, ongoing, applies, level, year, description, remedied,
        document,
    }
    PreviousAward { status, awarded, revoked }
    Notice { start, end, objections }
    Walk { answers, ranking, honours, town_recommendation, events, profits, previous_award, notice }
    Form { fields, figures }
    Entry { id, fields, refs }
    Metric { id, fields, years, lists, refs }
    Judgement { band, note }
    Item { id, sections, percent, reason, fields, factors, lists, refs }
    Annual { awarded, year, award, sections }
    Sheet { id, name, fingerprint, items }
    Piece { id, from, text }
}

impl Part for Dossier {
    fn go_in_part(&mut self, from: &Self, to: &Self, kept: &mut usize) {
        let Dossier {
            id: _,
            kind,
            scheme,
            criteria,
            settings,
            walk,
            form,
            profile,
            depth,
            profile_fields,
            registers,
            metrics,
            items,
            annual,
            hand_in,
            sheets,
            drawer,
            spread,
        } = self;
        go(kind, &from.kind, &to.kind, kept);
        go(scheme, &from.scheme, &to.scheme, kept);
        go(criteria, &from.criteria, &to.criteria, kept);
        go(settings, &from.settings, &to.settings, kept);
        go(walk, &from.walk, &to.walk, kept);
        go(form, &from.form, &to.form, kept);
        go(profile, &from.profile, &to.profile, kept);
        go(depth, &from.depth, &to.depth, kept);
        let fields = &from.profile_fields;
        go(profile_fields, fields, &to.profile_fields, kept);
        go(registers, &from.registers, &to.registers, kept);
        go(metrics, &from.metrics, &to.metrics, kept);
        go_items(items, &from.items, &to.items, kept);
        go(annual, &from.annual, &to.annual, kept);
        go(hand_in, &from.hand_in, &to.hand_in, kept);
        go(sheets, &from.sheets, &to.sheets, kept);
        go(drawer, &from.drawer, &to.drawer, kept);
        go(spread, &from.spread, &to.spread, kept);
    }
}

/// Items are not added and removed: one that is not there is one with nothing written.
fn go_items(now: &mut Vec<Rc<Item>>, from: &[Rc<Item>], to: &[Rc<Item>], kept: &mut usize) {
    let ids: BTreeSet<&str> = from.iter().chain(to).map(|item| &*item.id).collect();
    for id in ids {
        let search = |items: &[Rc<Item>]| items.binary_search_by(|item| item.id.as_str().cmp(id));
        let none = || {
            Rc::new(Item {
                id: id.to_owned(),
                ..Item::default()
            })
        };
        let of = |items: &[Rc<Item>]| search(items).map_or_else(|_| none(), |at| items[at].clone());
        let (from, to) = (of(from), of(to));
        if from == to {
            continue;
        }
        let (at, mut item) = match search(now) {
            Ok(at) => (at, now.remove(at)),
            Err(at) => (at, none()),
        };
        go(&mut item, &from, &to, kept);
        if !item.is_empty() {
            now.insert(at, item);
        }
    }
}

#[cfg(test)]
mod tests;
