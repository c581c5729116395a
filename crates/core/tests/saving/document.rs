//! Small dossiers in which each edit leaves a token of its own, so that it can be said what is lost.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Entry, Kind, Metric};

/// The id of the one dossier.
pub const ID: &str = "d1";

/// So many places can be written in.
pub const PLACES: usize = 9;

/// A set of tokens, one bit each.
pub type Tokens = u64;

/// No more edits than this in one run.
pub const MOST: usize = 64;

/// A state of the document with the tokens that stand in it.
#[derive(Clone)]
pub struct State {
    pub dossier: Rc<Dossier>,
    pub tokens: Tokens,
}

impl State {
    pub fn new(kind: Kind) -> State {
        let dossier = Dossier::new(ID.into(), kind, "g", "c");
        State {
            dossier: Rc::new(dossier),
            tokens: 0,
        }
    }

    /// With a token added to what stands in a place.
    pub fn with(&self, place: usize, token: usize) -> State {
        let mut dossier = (*self.dossier).clone();
        add(&mut dossier, place, token);
        State {
            dossier: Rc::new(dossier),
            tokens: self.tokens | 1 << token,
        }
    }

    /// With nothing left in a place, where these tokens stood.
    pub fn without(&self, place: usize, tokens: Tokens) -> State {
        let mut dossier = (*self.dossier).clone();
        clear(&mut dossier, place);
        State {
            dossier: Rc::new(dossier),
            tokens: self.tokens & !tokens,
        }
    }
}

fn add(dossier: &mut Dossier, place: usize, token: usize) {
    let grown = |old: &str| format!("{old}~{token:02}");
    let slot = |at: usize| format!("B{at}");
    match place {
        0 | 1 => {
            let old = dossier.profile.get(&slot(place)).cloned();
            let text = grown(old.as_deref().unwrap_or_default());
            dossier.profile.insert(slot(place), text.into());
        }
        2 | 3 => {
            let form = Rc::make_mut(&mut dossier.form);
            let field = form.fields.entry(slot(place)).or_default();
            *field = grown(field).into();
        }
        4 => dossier.edit_item("4.1.2", |item| item.reason = grown(&item.reason).into()),
        5 | 6 => {
            let id = slot(place);
            if dossier.metric(&id).is_none() {
                dossier.metrics.push(Rc::new(Metric::new(&id)));
            }
            dossier.edit_metric(&id, |metric| {
                let name = grown(metric.get("name"));
                metric.fields.insert("name".into(), name.into());
            });
        }
        _ => {
            let entries = dossier.registers.entry("goals".into()).or_default();
            let entries = Rc::make_mut(entries);
            let id = slot(place);
            let at = entries.iter().position(|entry| entry.id == id);
            let at = at.unwrap_or_else(|| {
                entries.push(Entry::new(&id));
                entries.len() - 1
            });
            let name = grown(entries[at].get("name"));
            entries[at].fields.insert("name".into(), name.into());
        }
    }
}

fn clear(dossier: &mut Dossier, place: usize) {
    let id = format!("B{place}");
    match place {
        0 | 1 => {
            dossier.profile.remove(&id);
        }
        2 | 3 => {
            Rc::make_mut(&mut dossier.form).fields.remove(&id);
        }
        4 => dossier.edit_item("4.1.2", |item| item.reason = "".into()),
        5 | 6 => dossier.metrics.retain(|metric| metric.id != id),
        _ => {
            if let Some(entries) = dossier.registers.get_mut("goals") {
                Rc::make_mut(entries).retain(|entry| entry.id != id);
                if entries.is_empty() {
                    dossier.registers.remove("goals");
                }
            }
        }
    }
}

/// The tokens in a stored text.
pub fn tokens_in(text: &str) -> Tokens {
    let mut tokens = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'~') {
        at += found + 1;
        let digit = |at: usize| usize::from(bytes[at] - b'0');
        tokens |= 1 << (digit(at) * 10 + digit(at + 1));
    }
    tokens
}

/// The place in which each token was written, in the order of the tokens.
#[derive(Default)]
pub struct Places(Vec<usize>);

impl Places {
    /// A new token for a place; `None` when all were used.
    pub fn token(&mut self, place: usize) -> Option<usize> {
        if self.0.len() == MOST {
            return None;
        }
        self.0.push(place);
        Some(self.0.len() - 1)
    }

    /// Of these tokens those that were written in a place.
    pub fn at(&self, place: usize, tokens: Tokens) -> Tokens {
        let here = self.0.iter().enumerate().filter(|(_, at)| **at == place);
        here.fold(0, |set, (token, _)| set | 1 << token) & tokens
    }

    /// All of both: `stored` with what only `own` has.
    pub fn merged(&self, own: &State, stored: &State) -> State {
        let mut merged = stored.clone();
        for (token, place) in self.0.iter().enumerate() {
            if own.tokens & !stored.tokens & 1 << token != 0 {
                merged = merged.with(*place, token);
            }
        }
        merged
    }
}
