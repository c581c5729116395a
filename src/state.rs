//! The app's state and the one reducer that changes it.

use std::rc::Rc;

use quality_award_core::dossier::{
    BadRecord, Claim, Dossier, Event, Honour, Kind, List, Place, Row, Walk,
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
    /// The dossier before the last removal, for 撤销.
    pub undo: Option<Rc<Dossier>>,
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
            Action::RemoveRow(list, id) => {
                let before = state.open.as_ref().map(|open| open.dossier.clone());
                state.edit(|dossier| remove_row(Rc::make_mut(&mut dossier.walk), list, &id));
                state.message = Some(Message {
                    undo: before,
                    ..Message::done("已删除一行。")
                });
            }
            Action::Kind(kind) => state.edit(|dossier| dossier.kind = kind),
            Action::Undo => {
                let message = state.message.take();
                if let (Some(before), Some(open)) = (message.and_then(|m| m.undo), &mut state.open)
                {
                    open.dossier = before;
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
