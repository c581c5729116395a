//! The app's state and the one reducer that changes it.

use std::collections::BTreeMap;
use std::rc::Rc;

use quality_award_core::dossier::undo::Step;
use quality_award_core::dossier::{
    Claim, Dossier, EntriesAt, Entry, Event, Honour, Kind, List, Metric, Place, RefsAt, Row, Sheet,
    Walk, put_text,
};
use quality_award_core::storage::{
    Copies, Failure, FileFault, Head, Merge, Relation, Standing, StoredHead, Wrong,
};
use yew::prelude::*;

use crate::browser::home::Came;
use crate::tables::Brought;
use crate::undoing::{About, Offer, Undoable, Undoing, Way};

/// A message that a person should see once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whether something did not work.
    pub bad: bool,
    /// What happened, and what to do.
    pub text: Rc<str>,
    /// Further lines, such as what a newer file holds that cannot be kept.
    pub lines: Vec<String>,
    /// What can be done with the change it tells of.
    pub offer: Option<Offer>,
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
            offer: None,
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
    pub colleague_dossiers: Rc<BTreeMap<String, Rc<Dossier>>>,
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
    pub head: StoredHead,
    /// How the file stands to what storage holds.
    pub relation: Relation,
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
    /// The choice between the two versions was put off: until it is made, everything can be read.
    pub later: bool,
    /// A package waits for a choice.
    pub incoming: Option<Rc<Incoming>>,
    /// Copies outside the browser; of the open dossier when its id says so.
    pub backup: Backup,
    /// The message on screen.
    pub message: Option<Message>,
    /// A table that is looked at before it is taken in.
    pub table: Option<Rc<Brought>>,
    /// 大字.
    pub large: bool,
    /// What can be taken back.
    pub undoing: Rc<Undoing>,
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
    /// The choice between the two versions is put off, or taken up again.
    Later(bool),
    /// A package has to be chosen about, or was.
    Incoming(Option<Rc<Incoming>>),
    /// A raw text was typed or chosen.
    Set(Place, String),
    /// A raw text was typed into a column of an entry that is not there yet.
    SetFirst(EntriesAt, Rc<str>, &'static str, String),
    /// An item was scored, or its score taken back.
    Percent(Rc<str>, Option<u8>),
    /// A row was added; for an event, under which question.
    AddRow(List, String, Rc<str>),
    /// A row was removed.
    RemoveRow(List, Rc<str>),
    /// An entry with this id was added to a register or list, with texts by column that are known already; the last text
    /// says what that means.
    AddEntry(
        EntriesAt,
        Rc<str>,
        Vec<(&'static str, String)>,
        &'static str,
    ),
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
    /// References were added or taken out at once.
    PutRefs(RefsAt, Vec<(Rc<str>, bool)>),
    /// Much was changed at once, such as by pasting; the text says what.
    Apply(Rc<Dossier>, Rc<str>),
    /// The dossier serves another purpose now.
    Kind(Kind),
    /// The last change was taken back, or made again.
    Turn(Way),
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
    /// A table was brought to be looked at, or is no longer.
    Table(Option<Rc<Brought>>),
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
        self.message = Some(Message::done(match self.conflict {
            Some(_) => "两边的内容还没有选好，没有改动。要在这里写，请先按“继续选择”。",
            None => "这个窗口是只读的，没有改动。要在这里写，请先按“改在这里写”。",
        }));
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Dossier)) {
        if !self.may_write() {
            return self.refuse();
        }
        if let Some(open) = &mut self.open {
            edit(Rc::make_mut(&mut open.dossier));
        }
    }

    /// Changes the dossier in a way that can be taken back, and offers to.
    fn change(&mut self, said: impl Into<Rc<str>>, about: About, edit: impl FnOnce(&mut Dossier)) {
        if !self.may_write() {
            return self.refuse();
        }
        let said = said.into();
        let changed = self.note_change(said.clone(), about, edit);
        self.offer(changed.then_some(Way::Undo), Message::done(said));
    }

    /// Changes the dossier in a way that can be taken back. False when it is as it was.
    fn note_change(
        &mut self,
        said: Rc<str>,
        about: About,
        edit: impl FnOnce(&mut Dossier),
    ) -> bool {
        if !self.may_write() {
            self.refuse();
            return false;
        }
        let Some(open) = &mut self.open else {
            return false;
        };
        let before = open.dossier.clone();
        edit(Rc::make_mut(&mut open.dossier));
        let Some(step) = Step::between(before, open.dossier.clone()) else {
            return false;
        };
        Rc::make_mut(&mut self.undoing).add(Undoable { step, said, about });
        // What is offered there is about the change before.
        self.message.take_if(|message| message.offer.is_some());
        true
    }

    /// Says what was done, and offers a way back or forth from there.
    fn offer(&mut self, way: Option<Way>, said: Message) {
        self.message = Some(Message {
            offer: way.and_then(|way| self.undoing.next(way)),
            ..said
        });
    }

    /// Takes the last change back, or makes it again, and offers the opposite.
    fn turn(&mut self, way: Way) {
        if !self.may_write() {
            return self.refuse();
        }
        let Some(open) = &mut self.open else {
            return;
        };
        let undoing = Rc::make_mut(&mut self.undoing);
        if let Some((said, changed)) = undoing.turn(way, Rc::make_mut(&mut open.dossier)) {
            self.offer(changed.then_some(way.opposite()), Message::done(said));
        }
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
        let Some(open) = self.open.as_ref().filter(|open| open.dossier.id == of) else {
            return;
        };
        let mut colleague_dossiers = (*open.colleague_dossiers).clone();
        let added = self.note_change(said.text.clone(), About::Much, |dossier| {
            for (sheet, from) in opened {
                let id = known(dossier, &sheet).unwrap_or_else(|| {
                    let id = sheet.id.clone();
                    Rc::make_mut(&mut dossier.sheets).push(sheet);
                    id
                });
                colleague_dossiers.insert(id, from);
            }
        });
        if let Some(open) = &mut self.open {
            open.colleague_dossiers = Rc::new(colleague_dossiers);
        }
        self.offer(added.then_some(Way::Undo), said);
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
                state.undoing = Rc::default();
                state.table = None;
            }
            Action::Close => {
                state.open = None;
                state.saving = Standing::Untouched;
                state.conflict = None;
                state.message = None;
                state.undoing = Rc::default();
                state.table = None;
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
            Action::Conflict(conflict) => {
                state.conflict = conflict;
                state.later = false;
            }
            Action::Later(later) => state.later = later,
            Action::Incoming(incoming) => state.incoming = incoming,
            Action::Set(place, value) => state.edit(|dossier| place.write(dossier, value)),
            Action::SetFirst(at, id, column, value) => {
                state.edit(|dossier| add_entry(dossier, &at, &id, [(column, value)]));
            }
            Action::Percent(item, percent) => {
                let said = match percent {
                    Some(percent) => format!("已把 {item} 评为 {percent}%。"),
                    None => format!("已把 {item} 改为不计。"),
                };
                // The choice itself shows what was done.
                state.note_change(said.into(), About::Choice(item.clone()), |dossier| {
                    dossier.edit_item(&item, |item| item.percent = percent);
                });
            }
            Action::AddRow(list, id, question) => {
                let about = About::Added(id.as_str().into());
                state.change("已添加一行。", about, |dossier| {
                    add_row(Rc::make_mut(&mut dossier.walk), list, id, &question);
                });
            }
            Action::RemoveRow(list, id) => {
                state.change("已删除一行。", About::Removed(id.clone()), |dossier| {
                    remove_row(Rc::make_mut(&mut dossier.walk), list, &id);
                });
            }
            Action::AddEntry(at, id, known, said) => {
                state.change(said, About::Added(id.clone()), |dossier| {
                    add_entry(dossier, &at, &id, known);
                });
            }
            Action::RemoveEntry(at, id, said) => {
                state.change(said, About::Removed(id.clone()), |dossier| {
                    at.edit(dossier, |entries| entries.retain(|entry| entry.id != *id));
                });
            }
            Action::AddSheets(of, opened, said) => state.add_sheets(&of, opened, said),
            Action::RemoveSheet(id) => {
                state.change(
                    "已删除一份评分。",
                    About::Removed(id.clone()),
                    |dossier| {
                        Rc::make_mut(&mut dossier.sheets).retain(|sheet| *sheet.id != *id);
                    },
                );
            }
            Action::AddMetric(metric) => {
                let about = About::Added(metric.id.as_str().into());
                state.change("已添加一个指标。", about, |dossier| {
                    dossier.metrics.push(metric);
                });
            }
            Action::RemoveMetric(id) => {
                state.change(
                    "已删除一个指标。",
                    About::Removed(id.clone()),
                    |dossier| {
                        dossier.metrics.retain(|metric| metric.id != *id);
                    },
                );
            }
            Action::PutRefs(at, refs) => {
                state.change("已改选关联的内容。", About::Much, |dossier| {
                    for (id, on) in refs {
                        at.put(dossier, &id, on);
                    }
                })
            }
            Action::Apply(changed, said) => {
                state.change(said, About::Much, |dossier| *dossier = (*changed).clone());
            }
            Action::Kind(kind) => {
                state.change("已改变档案的用途。", About::Much, |dossier| {
                    dossier.kind = kind
                });
            }
            Action::Turn(way) => state.turn(way),
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
            Action::Table(table) => state.table = table,
            Action::Large(large) => state.large = large,
        }
        Rc::new(state)
    }
}

fn add_entry(
    dossier: &mut Dossier,
    at: &EntriesAt,
    id: &str,
    known: impl IntoIterator<Item = (&'static str, String)>,
) {
    at.edit(dossier, |entries| {
        let mut entry = Entry::new(id);
        for (column, text) in known {
            put_text(&mut entry.fields, column, text);
        }
        entries.push(entry);
    });
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

#[cfg(test)]
mod tests {
    use quality_award_core::consensus;

    use super::*;

    fn open(id: &str) -> Action {
        let dossier = Dossier::new(id.into(), Kind::Application, "s", "c");
        Action::Open(Box::new(Open {
            dossier: Rc::new(dossier),
            exported: "".into(),
            wrong: Rc::default(),
            colleague_dossiers: Rc::default(),
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

    fn said(state: &State) -> (&str, Option<Way>) {
        let message = state.message.as_ref().expect("something was said");
        (&message.text, message.offer.as_ref().map(|offer| offer.way))
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
        let state = state.reduce(Action::Turn(Way::Undo));
        assert_eq!(ids(&state), ["e1", "e2", "e3"]);
        let dossier = &state.open.as_ref().unwrap().dossier;
        assert_eq!(field("e2").read(dossier), "2025-03-11");
        assert_eq!(field("e3").read(dossier), "2025-04");
        assert_eq!(said(&state), ("已撤销“删除一行”。", Some(Way::Redo)));
    }

    #[test]
    fn undo_brings_an_entry_back_and_keeps_what_was_typed_since() {
        let at = EntriesAt::Register("challenges".into());
        let add = |id: &str| Action::AddEntry(at.clone(), id.into(), Vec::new(), "已添加一条。");
        let field = |id: &str| Place::Entry(at.clone(), id.into(), "text".into());
        let state = after([
            open("a"),
            add("c1"),
            add("c2"),
            Action::RemoveEntry(at.clone(), "c1".into(), "已删除一条。"),
            Action::Set(field("c2"), "交期".into()),
            Action::Turn(Way::Undo),
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
        let colleague_dossiers = &state.open.as_ref().unwrap().colleague_dossiers;
        assert_eq!(colleague_dossiers.keys().collect::<Vec<_>>(), ["s1", "s2"]);
        let state = state.reduce(Action::RemoveSheet("s1".into()));
        let state = state.reduce(Action::Set(Place::Scorer("s2".into()), "李四".into()));
        assert_eq!(sheets(&state), ["s2"]);
        let state = state.reduce(Action::Turn(Way::Undo));
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
            Action::Turn(Way::Undo),
        ]);
        let dossier = &state.open.as_ref().unwrap().dossier;
        let names: Vec<_> = dossier.metrics.iter().map(|of| of.get("name")).collect();
        assert_eq!(names, ["顾客满意度", "投诉率"]);
    }

    #[test]
    fn undo_of_a_paste_keeps_what_was_typed_since_beside_it() {
        let cell = |year: &str| Place::MetricYear("m1".into(), year.into(), "value".into());
        let state = after([open("a"), Action::AddMetric(Rc::new(Metric::new("m1")))]);
        let mut pasted = (*state.open.as_ref().unwrap().dossier).clone();
        cell("2023").write(&mut pasted, "87".into());
        cell("2024").write(&mut pasted, "88".into());
        let state = [
            Action::Apply(Rc::new(pasted), "已粘贴 2 格。".into()),
            Action::Set(cell("2024"), "88.5".into()),
            Action::Set(cell("2025"), "90".into()),
            Action::Turn(Way::Undo),
        ]
        .into_iter()
        .fold(state, State::reduce);
        let cells = |state: &State| {
            let dossier = state.open.as_ref().unwrap().dossier.clone();
            ["2023", "2024", "2025"].map(|year| cell(year).read(&dossier).to_owned())
        };
        assert_eq!(cells(&state), ["", "88.5", "90"]);
        let kept = "已撤销“粘贴 2 格”。有 1 处后来又改过，保留了后来的内容。";
        assert_eq!(said(&state), (kept, Some(Way::Redo)));
        let state = state.reduce(Action::Turn(Way::Redo));
        assert_eq!(cells(&state), ["87", "88.5", "90"]);
    }

    #[test]
    fn what_was_added_goes_back_and_comes_again_unless_it_was_filled_in() {
        let state = after(with_three_events());
        let state = state.reduce(Action::Turn(Way::Undo));
        assert_eq!(ids(&state), ["e1", "e2"]);
        let state = state.reduce(Action::Turn(Way::Redo));
        assert_eq!(ids(&state), ["e1", "e2", "e3"]);
        assert_eq!(said(&state), ("已重做“添加一行”。", Some(Way::Undo)));
        let row = state.message.as_ref().unwrap().offer.clone().unwrap().row;
        assert_eq!(row, None, "撤销 takes it away");
        let field = Place::Row(List::Events, "e3".into(), "date".into());
        let state = state.reduce(Action::Set(field, "2025-04".into()));
        let state = state.reduce(Action::Turn(Way::Undo));
        assert_eq!(ids(&state), ["e1", "e2", "e3"]);
        let kept = "没有撤销“添加一行”：后来又改过，保留了后来的内容。";
        assert_eq!(said(&state), (kept, None));
        // The one before it is next.
        let state = state.reduce(Action::Turn(Way::Undo));
        assert_eq!(ids(&state), ["e1", "e3"]);
    }

    #[test]
    fn typing_is_left_to_the_fields_and_ends_no_redo() {
        let at = EntriesAt::Metric("m1".into(), "comparisons".into());
        let typed = [
            Action::Set(Place::Slot("B.1".into()), "产品".into()),
            Action::SetFirst(at.clone(), "v1".into(), "value", "90".into()),
        ];
        let metric = Action::AddMetric(Rc::new(Metric::new("m1")));
        let state = typed.into_iter().fold(after([open("a")]), State::reduce);
        assert_eq!(state.undoing.next(Way::Undo), None);
        let state = [metric, Action::Turn(Way::Undo)]
            .into_iter()
            .fold(state, State::reduce);
        let state = state.reduce(Action::Set(Place::Slot("B.1".into()), "产品和服务".into()));
        let state = state.reduce(Action::Turn(Way::Redo));
        let dossier = &state.open.as_ref().unwrap().dossier;
        assert!(dossier.metric("m1").is_some());
        assert_eq!(&*dossier.profile["B.1"], "产品和服务");
    }

    #[test]
    fn percents_tried_one_after_the_other_go_back_at_once_and_without_a_message() {
        let percent = |percent: u8| Action::Percent("4.1.2".into(), Some(percent));
        let state = after([open("a"), percent(40), percent(45), percent(50)]);
        assert_eq!(state.message, None);
        let state = state.reduce(Action::Turn(Way::Undo));
        assert_eq!(state.open.as_ref().unwrap().dossier.item("4.1.2"), None);
        assert_eq!(state.undoing.next(Way::Undo), None);
    }

    #[test]
    fn a_button_is_about_the_last_change_alone() {
        let mut actions = with_three_events();
        actions.extend([Action::Percent("4.1.2".into(), Some(40))]);
        let state = after(actions);
        assert_eq!(state.message, None);
        let state = state.reduce(Action::Turn(Way::Undo));
        assert_eq!(ids(&state).len(), 3);
        // Another change ends what could be made again.
        let state = state.reduce(Action::RemoveRow(List::Events, "e1".into()));
        assert_eq!(state.undoing.next(Way::Redo), None);
    }

    #[test]
    fn fifty_changes_go_back() {
        let add = |n: usize| Action::AddRow(List::Events, format!("e{n}"), "14-4-a".into());
        let back = || Action::Turn(Way::Undo);
        let actions = (0..60).map(add).chain((0..60).map(|_| back()));
        let state = after([open("a")].into_iter().chain(actions));
        assert_eq!(ids(&state).len(), 10);
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
        assert_eq!(state.undoing.next(Way::Undo), None);
        assert_eq!(ids(&state.reduce(Action::Turn(Way::Undo))), [""; 0]);
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
