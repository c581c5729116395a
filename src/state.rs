//! The app's state and the one reducer that changes it.

use std::rc::Rc;

use quality_award_core::dossier::{
    BadRecord, Claim, Dossier, EntriesAt, Entry, Event, Honour, Kind, List, Metric, Place, RefsAt,
    Row, Section, Walk, put_text,
};
use yew::prelude::*;

use crate::browser::store::Head;

/// How the draft stands in storage. What it says is true, or it is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// Nothing was changed since it was opened.
    #[default]
    Untouched,
    /// A change is not written yet.
    Pending,
    /// Everything is written; since when.
    Saved(String),
    /// The last save failed; why.
    Failed(String),
}

/// A message that a person should see once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whether something did not work.
    pub bad: bool,
    /// What happened, and what to do.
    pub text: Rc<str>,
    /// Further lines, such as what a newer file holds that cannot be kept.
    pub lines: Vec<String>,
    /// What 撤销 takes back.
    pub undo: Option<Undo>,
}

/// A change that can be taken back in one step, whatever else was typed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// The dossier before the change.
    before: Rc<Dossier>,
    /// The sections that it changed.
    sections: Rc<[Section]>,
}

impl Message {
    /// Something did not work.
    pub fn bad(text: impl Into<Rc<str>>) -> Self {
        Message {
            bad: true,
            ..Message::done(text)
        }
    }

    /// Something was done.
    pub fn done(text: impl Into<Rc<str>>) -> Self {
        Message {
            bad: false,
            text: text.into(),
            lines: Vec::new(),
            undo: None,
        }
    }
}

/// The open dossier.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// What is written.
    pub dossier: Rc<Dossier>,
    /// Local minute of its last export, empty before the first.
    pub exported: Rc<str>,
    /// Records that could not be read back and stay in storage as they are.
    pub bad: Rc<Vec<BadRecord>>,
}

/// The state of the whole app.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Storage was read: before that nothing may be typed.
    pub ready: bool,
    /// The open dossier, if any.
    pub open: Option<Open>,
    /// The dossiers on this computer.
    pub heads: Rc<Vec<Head>>,
    /// How the open dossier stands in storage.
    pub saving: Saving,
    /// The message on screen.
    pub message: Option<Message>,
    /// 大字.
    pub large: bool,
}

/// Everything that can change the state.
#[derive(Clone, Debug)]
pub enum Action {
    /// Storage was read.
    Ready {
        /// The dossiers on this computer.
        heads: Vec<Head>,
        /// The one that was open last.
        open: Option<Box<Open>>,
        /// 大字.
        large: bool,
    },
    /// A dossier was opened, made or imported.
    Open(Box<Open>),
    /// No dossier is open any more.
    Close,
    /// The list of dossiers changed.
    Heads(Vec<Head>),
    /// A raw text was typed or chosen.
    Set(Place, String),
    /// An item was scored, or its score taken back.
    Percent(Rc<str>, Option<u8>),
    /// A row was added; for an event, under which question.
    AddRow(List, String, Rc<str>),
    /// A row was removed.
    RemoveRow(List, Rc<str>),
    /// An entry with this id was added to a register or list, with texts by column that are known already.
    AddEntry(EntriesAt, Rc<str>, Vec<(&'static str, String)>),
    /// An entry was removed.
    RemoveEntry(EntriesAt, Rc<str>),
    /// A reference was added or taken out.
    PutRef(RefsAt, Rc<str>, bool),
    /// A metric was added, last.
    AddMetric(Box<Metric>),
    /// A metric was removed.
    RemoveMetric(Rc<str>),
    /// Much was changed at once, such as by pasting; the text says what.
    Apply(Rc<Dossier>, Rc<str>),
    /// The dossier serves another purpose now.
    Kind(Kind),
    /// The last removal was taken back.
    Undo,
    /// The dossier was exported, at this local minute.
    Exported(String),
    /// Saving went a step on.
    Saving(Saving),
    /// A message appears or goes.
    Message(Option<Message>),
    /// 大字 was switched.
    Large(bool),
}

impl State {
    fn edit(&mut self, edit: impl FnOnce(&mut Dossier)) {
        if let Some(open) = &mut self.open {
            edit(Rc::make_mut(&mut open.dossier));
        }
    }

    /// Changes the dossier and offers to take the change back.
    fn edit_with_undo(&mut self, said: impl Into<Rc<str>>, edit: impl FnOnce(&mut Dossier)) {
        let Some(open) = &mut self.open else {
            return;
        };
        let before = open.dossier.clone();
        edit(Rc::make_mut(&mut open.dossier));
        let sections = open.dossier.changed_since(&before).into();
        self.message = Some(Message {
            undo: Some(Undo { before, sections }),
            ..Message::done(said)
        });
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        match action {
            Action::Ready { heads, open, large } => {
                state.ready = true;
                state.heads = Rc::new(heads);
                state.open = open.map(|open| *open);
                state.large = large;
            }
            Action::Open(open) => {
                state.open = Some(*open);
                state.saving = Saving::Untouched;
            }
            Action::Close => {
                state.open = None;
                state.saving = Saving::Untouched;
            }
            Action::Heads(heads) => state.heads = Rc::new(heads),
            Action::Set(place, value) => state.edit(|dossier| place.write(dossier, value)),
            Action::Percent(item, percent) => {
                state.edit(|dossier| dossier.edit_item(&item, |item| item.percent = percent));
            }
            Action::AddRow(list, id, question) => state.edit(|dossier| {
                add_row(Rc::make_mut(&mut dossier.walk), list, id, &question);
            }),
            Action::RemoveRow(list, id) => state.edit_with_undo("已删除一行。", |dossier| {
                remove_row(Rc::make_mut(&mut dossier.walk), list, &id);
            }),
            Action::AddEntry(at, id, known) => state.edit(|dossier| {
                at.edit(dossier, |entries| {
                    let mut entry = Entry::new(&id);
                    for (column, text) in known {
                        put_text(&mut entry.fields, column, text);
                    }
                    entries.push(entry);
                });
            }),
            Action::RemoveEntry(at, id) => state.edit_with_undo("已删除一条。", |dossier| {
                at.edit(dossier, |entries| entries.retain(|entry| entry.id != *id));
            }),
            Action::PutRef(at, id, on) => state.edit(|dossier| at.put(dossier, &id, on)),
            Action::AddMetric(metric) => {
                state.edit(|dossier| dossier.metrics.push(Rc::new(*metric)));
            }
            Action::RemoveMetric(id) => {
                state.edit_with_undo("已删除一个指标。", |dossier| {
                    dossier.metrics.retain(|metric| metric.id != *id);
                })
            }
            Action::Apply(changed, said) => {
                state.edit_with_undo(said, |dossier| *dossier = (*changed).clone());
            }
            Action::Kind(kind) => state.edit(|dossier| dossier.kind = kind),
            Action::Undo => {
                let message = state.message.take();
                if let Some(Undo { before, sections }) = message.and_then(|message| message.undo) {
                    // Another dossier may be open by now.
                    state.edit(|dossier| {
                        if dossier.id == before.id {
                            dossier.restore(&before, &sections);
                        }
                    });
                }
            }
            Action::Exported(minute) => {
                if let Some(open) = &mut state.open {
                    open.exported = minute.into();
                }
            }
            Action::Saving(saving) => state.saving = saving,
            Action::Message(message) => state.message = message,
            Action::Large(large) => state.large = large,
        }
        Rc::new(state)
    }
}

fn add_row(walk: &mut Walk, list: List, id: String, question: &str) {
    match list {
        List::Ranking => walk.ranking.push(Claim {
            id,
            ..Claim::default()
        }),
        List::Honours => walk.honours.push(Honour {
            id,
            ..Honour::default()
        }),
        List::Events => walk.events.push(Event {
            id,
            question: question.to_owned(),
            ..Event::default()
        }),
    }
}

fn remove_row(walk: &mut Walk, list: List, id: &str) {
    fn drop_row<R: Row>(rows: &mut Vec<R>, id: &str) {
        rows.retain(|row| row.id() != id);
    }
    match list {
        List::Ranking => drop_row(&mut walk.ranking, id),
        List::Honours => drop_row(&mut walk.honours, id),
        List::Events => drop_row(&mut walk.events, id),
    }
}

/// Sends actions to the reducer. Equal to itself, so it costs no render as a property.
pub type Dispatch = UseReducerDispatcher<State>;
