//! The app's state and the one reducer that changes it.

use std::collections::BTreeMap;
use std::rc::Rc;

use quality_award_core::dossier::{
    Claim, Dossier, EntriesAt, Entry, Event, Honour, Kind, List, Metric, Place, RefsAt, Row,
    Section, Sheet, Walk, put_text,
};
use quality_award_core::storage::{
    Copies, Failure, FileFault, Head, Merge, Standing, StoredHead, Wrong,
};
use yew::prelude::*;

use crate::browser::home::Came;

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

/// A change that can be taken back, whatever else was typed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// The dossier before the change.
    before: Rc<Dossier>,
    /// What it was.
    change: Change,
}

/// A change that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Change {
    /// A row was removed.
    Row(List, Rc<str>),
    /// An entry was removed.
    Entry(EntriesAt, Rc<str>),
    /// A sheet was removed.
    Sheet(Rc<str>),
    /// A metric was removed.
    Metric(Rc<str>),
    /// These sections were changed at once.
    Sections(Rc<[Section]>),
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
    /// What was not in storage as the last save left it.
    pub wrong: Rc<Vec<Wrong>>,
    /// Colleagues' dossiers behind the sheets, by the sheet's id: their texts can be taken over until the app is
    /// loaded again.
    pub lent: Rc<BTreeMap<String, Rc<Dossier>>>,
}

/// Two windows wrote the open dossier, and a person has to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// What this window wrote.
    pub mine: Rc<Dossier>,
    /// What storage holds.
    pub theirs: Rc<Dossier>,
    /// The head in storage.
    pub head: StoredHead,
    /// Both, put together as far as they fit.
    pub merge: Merge,
}

/// A package whose dossier is there already, and a person has to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// What the file is called in sentences.
    pub name: String,
    /// What it holds.
    pub file: Rc<Dossier>,
    /// What storage holds.
    pub stored: Rc<Dossier>,
    /// The head in storage.
    pub head: Head,
    /// What is said once it is opened.
    pub said: Message,
    /// The file it came from, if that stays in hand.
    pub came: Option<Came>,
}

/// What is known of a dossier's copies outside the browser.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backup {
    /// Id of the dossier.
    pub id: String,
    /// Its exports.
    pub copies: Copies,
    /// The file that it is also written to, if there is one.
    pub file: Option<HomeFile>,
}

/// The file that a dossier is also written to.
#[derive(Clone, Debug, PartialEq)]
pub struct HomeFile {
    /// What it is called.
    pub name: Rc<str>,
    /// Local minute of the last write, empty before the first.
    pub written: Rc<str>,
    /// How it stands.
    pub standing: FileStanding,
}

/// How the file of a dossier stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileStanding {
    /// It holds everything.
    Written,
    /// The last changes are written in a few seconds.
    Waiting,
    /// The browser has to ask the person again.
    Ask,
    /// It holds something else than what was written there.
    Changed,
    /// It could not be read or written.
    Failed(FileFault),
}

/// The state of the whole app.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Storage was read: before that nothing may be typed.
    pub ready: bool,
    /// The open dossier, if any.
    pub open: Option<Open>,
    /// The dossiers on this computer, those of 最近删除 among them.
    pub heads: Rc<Vec<Head>>,
    /// Why the list of dossiers cannot be read.
    pub storage: Option<Failure>,
    /// How the open dossier stands in storage.
    pub saving: Standing,
    /// Another window wrote the same.
    pub conflict: Option<Rc<Conflict>>,
    /// A package waits for a choice.
    pub incoming: Option<Rc<Incoming>>,
    /// Copies outside the browser; of the open dossier when its id says so.
    pub backup: Backup,
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
    /// The list of dossiers cannot be read, or can again.
    Storage(Option<Failure>),
    /// What another window saved of the open dossier, and when it was exported last.
    Followed(Rc<Dossier>, Rc<str>),
    /// Two versions of the open dossier have to be chosen from, or were.
    Conflict(Option<Rc<Conflict>>),
    /// A package has to be chosen about, or was.
    Incoming(Option<Rc<Incoming>>),
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
    /// An entry was removed; the text says what that means.
    RemoveEntry(EntriesAt, Rc<str>, &'static str),
    /// Colleagues' packages were opened beside the dossier with this id: the sheets, each with the whole, and what to
    /// say of it.
    AddSheets(String, Vec<(Sheet, Rc<Dossier>)>, Message),
    /// A colleague's sheet was removed.
    RemoveSheet(Rc<str>),
    /// A metric was added, behind those that are there.
    AddMetric(Rc<Metric>),
    /// A metric was removed.
    RemoveMetric(Rc<str>),
    /// A reference was added or taken out.
    PutRef(RefsAt, Rc<str>, bool),
    /// Much was changed at once, such as by pasting; the text says what.
    Apply(Rc<Dossier>, Rc<str>),
    /// The dossier serves another purpose now.
    Kind(Kind),
    /// The last removal was taken back.
    Undo,
    /// The dossier with this id was exported, at this local minute.
    Exported(String, String),
    /// What is known of its copies outside the browser changed.
    Backup(Backup),
    /// What was wrong in storage was shown and need not be shown again.
    WrongSeen,
    /// Saving went a step on.
    Saving(Standing),
    /// A save is finished: what the list of dossiers now shows of it.
    Kept(Head),
    /// A message appears or goes.
    Message(Option<Message>),
    /// 大字 was switched.
    Large(bool),
}

impl State {
    /// Whether this window may change the dossier: not while another one writes it, nor before two versions are one.
    pub fn may_write(&self) -> bool {
        !matches!(self.saving, Standing::Following | Standing::Conflict)
    }

    /// What was pressed changes nothing, and says so.
    fn refuse(&mut self) {
        self.message = Some(Message::done(
            "这个窗口是只读的，没有改动。要在这里写，请先按“接过来，在这里写”。",
        ));
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Dossier)) {
        if !self.may_write() {
            return self.refuse();
        }
        if let Some(open) = &mut self.open {
            edit(Rc::make_mut(&mut open.dossier));
        }
    }

    /// Changes the dossier and offers to take the change back; a change that is not named is one of whole sections.
    fn edit_with_undo(
        &mut self,
        said: impl Into<Rc<str>>,
        change: Option<Change>,
        edit: impl FnOnce(&mut Dossier),
    ) {
        if !self.may_write() {
            return self.refuse();
        }
        let Some(open) = &mut self.open else {
            return;
        };
        let before = open.dossier.clone();
        edit(Rc::make_mut(&mut open.dossier));
        let sections = || Change::Sections(open.dossier.changed_since(&before).into());
        let change = change.unwrap_or_else(sections);
        self.message = Some(Message {
            undo: Some(Undo { before, change }),
            ..Message::done(said)
        });
    }

    /// Adds sheets to the dossier they were opened for. A package that has a sheet already only lends its texts again.
    fn add_sheets(&mut self, of: &str, opened: Vec<(Sheet, Rc<Dossier>)>, said: Message) {
        if !self.may_write() {
            return self.refuse();
        }
        let known = |dossier: &Dossier, sheet: &Sheet| {
            let mut sheets = dossier.sheets.iter();
            let same = sheets.find(|known| known.fingerprint == sheet.fingerprint);
            same.map(|same| same.id.clone())
        };
        let Some(open) = self.open.as_mut().filter(|open| open.dossier.id == of) else {
            return;
        };
        let before = open.dossier.clone();
        let lent = Rc::make_mut(&mut open.lent);
        for (sheet, from) in opened {
            let id = known(&open.dossier, &sheet).unwrap_or_else(|| {
                let id = sheet.id.clone();
                let dossier = Rc::make_mut(&mut open.dossier);
                Rc::make_mut(&mut dossier.sheets).push(sheet);
                id
            });
            lent.insert(id, from);
        }
        let change = Change::Sections(open.dossier.changed_since(&before).into());
        let added = !Rc::ptr_eq(&open.dossier, &before);
        self.message = Some(Message {
            undo: added.then_some(Undo { before, change }),
            ..said
        });
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        match action {
            Action::Ready { open, large } => {
                state.ready = true;
                state.open = open.map(|open| *open);
                state.large = large;
            }
            Action::Open(open) => {
                state.open = Some(*open);
                state.saving = Standing::Untouched;
                state.conflict = None;
                // 撤销 of another dossier's row has no place here.
                state.message = None;
            }
            Action::Close => {
                state.open = None;
                state.saving = Standing::Untouched;
                state.conflict = None;
                state.message = None;
            }
            Action::Heads(mut heads) => {
                heads.sort_by(Head::latest_first);
                state.heads = Rc::new(heads);
            }
            Action::Storage(failure) => state.storage = failure,
            Action::Followed(dossier, exported) => {
                if let Some(open) = state
                    .open
                    .as_mut()
                    .filter(|open| open.dossier.id == dossier.id)
                {
                    open.dossier = dossier;
                    open.exported = exported;
                }
            }
            Action::Conflict(conflict) => state.conflict = conflict,
            Action::Incoming(incoming) => state.incoming = incoming,
            Action::Set(place, value) => state.edit(|dossier| place.write(dossier, value)),
            Action::Percent(item, percent) => {
                state.edit(|dossier| dossier.edit_item(&item, |item| item.percent = percent));
            }
            Action::AddRow(list, id, question) => state.edit(|dossier| {
                add_row(Rc::make_mut(&mut dossier.walk), list, id, &question);
            }),
            Action::RemoveRow(list, id) => {
                let change = Change::Row(list, id.clone());
                state.edit_with_undo("已删除一行。", Some(change), |dossier| {
                    remove_row(Rc::make_mut(&mut dossier.walk), list, &id);
                });
            }
            Action::AddEntry(at, id, known) => state.edit(|dossier| {
                at.edit(dossier, |entries| {
                    let mut entry = Entry::new(&id);
                    for (column, text) in known {
                        put_text(&mut entry.fields, column, text);
                    }
                    entries.push(entry);
                });
            }),
            Action::RemoveEntry(at, id, said) => {
                let change = Change::Entry(at.clone(), id.clone());
                state.edit_with_undo(said, Some(change), |dossier| {
                    at.edit(dossier, |entries| entries.retain(|entry| entry.id != *id));
                });
            }
            Action::AddSheets(of, opened, said) => state.add_sheets(&of, opened, said),
            Action::RemoveSheet(id) => {
                let change = Change::Sheet(id.clone());
                state.edit_with_undo("已删除一份评分。", Some(change), |dossier| {
                    Rc::make_mut(&mut dossier.sheets).retain(|sheet| *sheet.id != *id);
                });
            }
            Action::AddMetric(metric) => state.edit(|dossier| dossier.metrics.push(metric)),
            Action::RemoveMetric(id) => {
                let change = Change::Metric(id.clone());
                state.edit_with_undo("已删除一个指标。", Some(change), |dossier| {
                    dossier.metrics.retain(|metric| metric.id != *id);
                });
            }
            Action::PutRef(at, id, on) => state.edit(|dossier| at.put(dossier, &id, on)),
            Action::Apply(changed, said) => {
                state.edit_with_undo(said, None, |dossier| *dossier = (*changed).clone());
            }
            Action::Kind(kind) => state.edit(|dossier| dossier.kind = kind),
            Action::Undo => {
                let message = state.message.take();
                if let Some(undo) = message.and_then(|message| message.undo) {
                    state.edit(|dossier| undo.apply(dossier));
                }
            }
            Action::Exported(id, minute) => {
                if let Some(open) = state.open.as_mut().filter(|open| open.dossier.id == id) {
                    open.exported = minute.into();
                }
            }
            Action::Backup(backup) => state.backup = backup,
            Action::WrongSeen => {
                if let Some(open) = &mut state.open {
                    open.wrong = Rc::default();
                }
            }
            Action::Saving(saving) => state.saving = saving,
            Action::Kept(head) => {
                let heads = Rc::make_mut(&mut state.heads);
                heads.retain(|other| other.id != head.id);
                heads.push(head);
                heads.sort_by(Head::latest_first);
            }
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

impl Undo {
    /// Id of the row or entry that it brings back, if it is one.
    pub fn row(&self) -> Option<&str> {
        match &self.change {
            Change::Row(_, id) | Change::Entry(_, id) | Change::Sheet(id) | Change::Metric(id) => {
                Some(id)
            }
            Change::Sections(_) => None,
        }
    }

    /// Takes the change back. Another dossier may be open by now: that stays as it is.
    fn apply(&self, dossier: &mut Dossier) {
        let before = &self.before;
        if dossier.id != before.id {
            return;
        }
        match &self.change {
            Change::Row(list, id) => {
                let walk = Rc::make_mut(&mut dossier.walk);
                match list {
                    List::Ranking => put_back(&mut walk.ranking, &before.walk.ranking, id),
                    List::Honours => put_back(&mut walk.honours, &before.walk.honours, id),
                    List::Events => put_back(&mut walk.events, &before.walk.events, id),
                }
            }
            Change::Entry(at, id) => {
                at.edit(dossier, |entries| put_back(entries, at.read(before), id));
            }
            Change::Sheet(id) => {
                put_back(Rc::make_mut(&mut dossier.sheets), &before.sheets, id);
            }
            Change::Metric(id) => put_back(&mut dossier.metrics, &before.metrics, id),
            Change::Sections(sections) => dossier.restore(before, sections),
        }
    }
}

/// Puts a removed row back where it stood, unless it is there.
fn put_back<R: Row + Clone>(rows: &mut Vec<R>, before: &[R], id: &str) {
    let stood = before.iter().position(|row| row.id() == id);
    if let (Some(at), true) = (stood, rows.iter().all(|row| row.id() != id)) {
        rows.insert(at.min(rows.len()), before[at].clone());
    }
}

/// Sends actions to the reducer. Equal to itself, so it costs no render as a property.
pub type Dispatch = UseReducerDispatcher<State>;

#[cfg(test)]
mod tests {
    use quality_award_core::dossier::consensus;

    use super::*;

    fn open(id: &str) -> Action {
        let dossier = Dossier::new(id.into(), Kind::Application, "s", "c");
        Action::Open(Box::new(Open {
            dossier: Rc::new(dossier),
            exported: "".into(),
            wrong: Rc::default(),
            lent: Rc::default(),
        }))
    }

    fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
        let start = Rc::new(State::default());
        actions.into_iter().fold(start, State::reduce)
    }

    fn ids(state: &State) -> Vec<&str> {
        let events = &state.open.as_ref().unwrap().dossier.walk.events;
        events.iter().map(|event| event.id.as_str()).collect()
    }

    fn with_three_events() -> Vec<Action> {
        let add = |id: &str| Action::AddRow(List::Events, id.into(), "14-4-a".into());
        vec![open("a"), add("e1"), add("e2"), add("e3")]
    }

    #[test]
    fn undo_brings_a_row_back_to_its_place_and_keeps_what_was_typed_since() {
        let field = |id: &str| Place::Row(List::Events, id.into(), "date".into());
        let mut actions = with_three_events();
        actions.extend([
            Action::Set(field("e2"), "2025-03-11".into()),
            Action::RemoveRow(List::Events, "e2".into()),
            Action::Set(field("e3"), "2025-04".into()),
        ]);
        let state = after(actions);
        assert_eq!(ids(&state), ["e1", "e3"]);
        let state = state.reduce(Action::Undo);
        assert_eq!(ids(&state), ["e1", "e2", "e3"]);
        let dossier = &state.open.as_ref().unwrap().dossier;
        assert_eq!(field("e2").read(dossier), "2025-03-11");
        assert_eq!(field("e3").read(dossier), "2025-04");
        assert_eq!(state.message, None);
    }

    #[test]
    fn undo_brings_an_entry_back_and_keeps_what_was_typed_since() {
        let at = EntriesAt::Register("challenges".into());
        let add = |id: &str| Action::AddEntry(at.clone(), id.into(), Vec::new());
        let field = |id: &str| Place::Entry(at.clone(), id.into(), "text".into());
        let state = after([
            open("a"),
            add("c1"),
            add("c2"),
            Action::RemoveEntry(at.clone(), "c1".into(), "已删除一条。"),
            Action::Set(field("c2"), "交期".into()),
            Action::Undo,
        ]);
        let dossier = &state.open.as_ref().unwrap().dossier;
        let ids: Vec<_> = at.read(dossier).iter().map(|entry| &*entry.id).collect();
        assert_eq!(ids, ["c1", "c2"]);
        assert_eq!(field("c2").read(dossier), "交期");
    }

    fn sheet(id: &str, percent: u8) -> (Sheet, Rc<Dossier>) {
        let mut from = Dossier::new("a".into(), Kind::Application, "s", "c");
        from.edit_item("4.1.2", |item| item.percent = Some(percent));
        (consensus::sheet(&from, id.into(), id), Rc::new(from))
    }

    fn sheets(state: &State) -> Vec<&str> {
        let sheets = &state.open.as_ref().unwrap().dossier.sheets;
        sheets.iter().map(|sheet| sheet.id.as_str()).collect()
    }

    #[test]
    fn sheets_come_once_each_and_go_with_a_way_back() {
        let add = |of: &str, opened| Action::AddSheets(of.into(), opened, Message::done("已打开"));
        let state = after([
            open("a"),
            add("a", vec![sheet("s1", 40), sheet("s2", 50)]),
            // The same package again, under the id it would have got.
            add("a", vec![sheet("s3", 40)]),
            // Chosen before another dossier was opened.
            add("b", vec![sheet("s4", 60)]),
        ]);
        assert_eq!(sheets(&state), ["s1", "s2"]);
        let lent = &state.open.as_ref().unwrap().lent;
        assert_eq!(lent.keys().collect::<Vec<_>>(), ["s1", "s2"]);
        let state = state.reduce(Action::RemoveSheet("s1".into()));
        let state = state.reduce(Action::Set(Place::Scorer("s2".into()), "李四".into()));
        assert_eq!(sheets(&state), ["s2"]);
        let state = state.reduce(Action::Undo);
        assert_eq!(sheets(&state), ["s1", "s2"]);
        let dossier = &state.open.as_ref().unwrap().dossier;
        assert_eq!(&*dossier.sheets[1].name, "李四");
        assert_eq!(dossier.item("4.1.2"), None);
    }

    #[test]
    fn undo_brings_a_metric_back_to_its_place_and_keeps_what_was_typed_since() {
        let add = |id: &str| Action::AddMetric(Rc::new(Metric::new(id)));
        let field = |id: &str| Place::Metric(id.into(), "name".into());
        let state = after([
            open("a"),
            add("m1"),
            add("m2"),
            Action::Set(field("m1"), "顾客满意度".into()),
            Action::RemoveMetric("m1".into()),
            Action::Set(field("m2"), "投诉率".into()),
            Action::Undo,
        ]);
        let dossier = &state.open.as_ref().unwrap().dossier;
        let names: Vec<_> = dossier.metrics.iter().map(|of| of.get("name")).collect();
        assert_eq!(names, ["顾客满意度", "投诉率"]);
    }

    #[test]
    fn an_export_that_is_confirmed_late_is_noted_on_its_own_dossier_alone() {
        let exported = |id: &str| Action::Exported(id.into(), "2026-11-23 14:30".into());
        let state = after([open("a"), open("b"), exported("a")]);
        assert_eq!(&*state.open.as_ref().unwrap().exported, "");
        let state = state.reduce(exported("b"));
        assert_eq!(&*state.open.as_ref().unwrap().exported, "2026-11-23 14:30");
    }

    #[test]
    fn a_dossier_that_is_opened_shows_nothing_of_the_one_before() {
        let mut actions = with_three_events();
        actions.extend([Action::RemoveRow(List::Events, "e2".into()), open("b")]);
        let state = after(actions);
        assert_eq!(state.message, None);
        assert_eq!(ids(&state.reduce(Action::Undo)), [""; 0]);
    }

    #[test]
    fn the_list_shows_each_dossier_once_with_the_latest_change_first() {
        let head = |id: &str, changed: &str| {
            Action::Kept(Head {
                id: id.into(),
                changed: changed.into(),
                ..Head::default()
            })
        };
        let state = after([
            head("a", "2026-11-23 14:30"),
            head("b", "2026-11-23 14:32"),
            head("a", "2026-11-23 14:33"),
        ]);
        let listed: Vec<_> = state.heads.iter().map(|head| head.id.as_str()).collect();
        assert_eq!(listed, ["a", "b"]);
    }
}
