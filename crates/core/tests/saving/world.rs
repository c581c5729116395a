//! Windows, a storage, and whatever can happen between them.

mod app;
mod people;

use std::collections::VecDeque;
use std::rc::Rc;

use quality_award_core::storage::{Batch, Command, Failure, Saver, Standing, StoredHead, Ticket};

use super::document::{Places, State, Tokens};
use super::events::{Counts, EVENTS, Event};
use super::random::Random;
use super::store::{Asked, Planted, Store};

const MINUTE: &str = "2026-11-23 14:32";

type Read = (State, StoredHead, u64);

/// One page that shows the dossier.
pub struct Window {
    visit: u64,
    pub saver: Saver,
    pub now: State,
    earlier: Vec<State>,
    writer: String,
    timer: Option<u32>,
    /// What storage said and the page has not heard yet.
    answers: VecDeque<(Ticket, Result<(), Failure>)>,
    sent: Vec<Sent>,
    /// The last save: its ticket, whether it compares, what it holds, whether it was run.
    last: Option<(Ticket, bool, Tokens, bool)>,
    shown: Standing,
    /// It was told nothing yet of the database being closed under it.
    unheard: bool,
    /// The connection on which storage last compared for it.
    connection: u64,
    /// Storage has told it by a comparison that it is the writer.
    proven: bool,
    asked: usize,
    told: usize,
    /// Tokens that a person removed here.
    removed: Tokens,
    /// What it read last, and how many transactions there had been.
    read: u64,
    /// Another window waits for this one to hand over.
    hands_over: Option<usize>,
}

/// A save whose answer was not heard yet.
struct Sent {
    ticket: Ticket,
    compares: bool,
    /// Nothing was heard of a loss since.
    fresh: bool,
    /// The draft that sent it is gone.
    old: bool,
}

pub struct World {
    pub store: Store,
    pub windows: Vec<Option<Window>>,
    pub places: Places,
    pub random: Random,
    pub counts: Counts,
    /// What a window read and has not acted upon yet.
    reads: Vec<Option<Read>>,
    thorough: bool,
    names: u64,
}

type Outcome = Result<(), String>;

impl World {
    pub fn new(seed: u64, planted: Planted) -> World {
        let mut random = Random::new(seed);
        let windows = 2 + random.below(2);
        World {
            store: Store::new(planted),
            windows: (0..windows).map(|_| None).collect(),
            places: Places::default(),
            random,
            counts: [0; EVENTS.len()],
            reads: vec![None; windows],
            thorough: seed.is_multiple_of(32),
            names: 0,
        }
    }

    pub fn count(&mut self, event: Event) {
        self.counts[event as usize] += 1;
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("w{}", self.names)
    }

    fn window(&mut self, at: usize) -> &mut Window {
        self.windows[at].as_mut().expect("an open window")
    }

    /// One of the windows for which something holds.
    fn some(&mut self, fits: impl Fn(&Window) -> bool) -> Option<usize> {
        let first = self.random.below(self.windows.len());
        let order = (0..self.windows.len()).map(|at| (first + at) % self.windows.len());
        order
            .into_iter()
            .find(|at| self.windows[*at].as_ref().is_some_and(&fits))
    }

    /// Does what a saver said.
    pub fn obey(&mut self, at: usize, commands: Vec<Command>) -> Outcome {
        for command in commands {
            match command {
                Command::Commit(ticket, batch) => self.ask(at, ticket, *batch)?,
                Command::Timer(after) => self.window(at).timer = Some(after),
                Command::Confirmed(_) => self.count(Event::Save),
                Command::Standing(standing) => self.window(at).shown = standing,
                Command::Settled(answer) => self.settled(at, &answer)?,
            }
        }
        Ok(())
    }

    fn ask(&mut self, at: usize, ticket: Ticket, mut batch: Batch) -> Outcome {
        if !batch.compare {
            self.count(Event::SaveWithoutComparison);
        }
        let confirmed_only = self.store.planted.confirmed_only;
        let window = self.windows[at].as_mut().expect("an open window");
        if window.shown == Standing::Conflict && window.saver.standing() == Standing::Conflict {
            return Err("written out of a conflict".into());
        }
        if confirmed_only
            && !batch.whole
            && let Some((saved, _)) = window.saver.confirmed()
        {
            let differ = window.now.dossier.changed_since(saved);
            let keys: Vec<String> = differ.iter().map(ToString::to_string).collect();
            batch.records.retain(|(key, _)| keys.contains(key));
        }
        window.sent.push(Sent {
            ticket,
            compares: batch.compare,
            fresh: true,
            old: false,
        });
        window.last = Some((ticket, batch.compare, window.now.tokens, false));
        self.store.queue.push_back(Asked {
            by: Some((window.visit, ticket)),
            batch,
            state: window.now.clone(),
            may: window.removed,
            read: window.read,
            connection: window.connection,
        });
        Ok(())
    }

    fn settled(&mut self, at: usize, answer: &Result<(), Failure>) -> Outcome {
        self.count(Event::Settle);
        let window = self.window(at);
        window.told += 1;
        let same = window.last.is_some();
        if answer.is_ok() && same && !window.unheard && window.saver.is_unsaved() {
            return Err("settled with something unsaved".into());
        }
        let Some(to) = window.hands_over.take() else {
            return Ok(());
        };
        if answer.is_ok() && self.windows[to].is_some() && to != at {
            let commands = self.window(at).saver.gave_up();
            self.obey(at, commands)?;
            self.count(Event::HandOver);
            self.write_from(to)?;
        }
        Ok(())
    }

    pub fn timer(&mut self, at: usize) -> Outcome {
        let window = self.window(at);
        if window.timer.take().is_none() {
            return Ok(());
        }
        let commands = window.saver.timer(MINUTE);
        self.obey(at, commands)
    }

    /// Runs the oldest transaction; its answer is on its way then.
    pub fn run(&mut self, fails: Option<Failure>, lost: bool) -> Result<bool, String> {
        match fails {
            _ if self.store.queue.is_empty() => {}
            Some(_) if lost => self.count(Event::LostAnswer),
            Some(Failure::Closed) => self.count(Event::Closed),
            Some(Failure::Other(_)) => self.count(Event::Other),
            _ if self.store.full => self.count(Event::Full),
            _ => {}
        }
        let Some(run) = self.store.run(fails, lost)? else {
            return Ok(false);
        };
        if let Some((visit, ticket)) = run.by {
            let windows = self.windows.iter_mut().flatten();
            if let Some(window) = windows.into_iter().find(|window| window.visit == visit) {
                if run.compared {
                    window.connection = self.store.connection;
                }
                window.answers.push_back((ticket, run.answer));
                if let Some(last) = window.last.as_mut().filter(|last| last.0 == ticket) {
                    last.3 = true;
                }
            }
        }
        Ok(true)
    }

    pub fn drain(&mut self) -> Outcome {
        while self.run(None, false)? {}
        Ok(())
    }

    /// A page hears the oldest answer that it has not heard. Gives the answer back.
    pub fn hear(&mut self, at: usize) -> Result<Option<Result<(), Failure>>, String> {
        let window = self.window(at);
        let Some((ticket, answer)) = window.answers.pop_front() else {
            return Ok(None);
        };
        let found = window.sent.iter().position(|sent| sent.ticket == ticket);
        let sent = window.sent.remove(found.expect("a ticket that was sent"));
        match &answer {
            Ok(()) => window.proven |= sent.compares && sent.fresh && !sent.old,
            Err(Failure::Gone) => window.proven = false,
            Err(_) => {}
        }
        let own = window.now.dossier.clone();
        let commands = window.saver.answered(ticket, answer.clone(), MINUTE);
        self.obey(at, commands)?;
        match &answer {
            Err(Failure::Gone) => self.count(Event::Gone),
            Err(Failure::Stale) if !sent.old => {
                self.count(Event::Conflict);
                let window = self.window(at);
                if window.saver.standing() != Standing::Conflict {
                    return Err("a stale writer goes on".into());
                }
                if !Rc::ptr_eq(&own, &window.now.dossier) {
                    return Err("a stale writer lost its text".into());
                }
            }
            _ => {}
        }
        Ok(Some(answer))
    }

    /// The page hears that its connection was closed.
    pub fn hear_loss(&mut self, at: usize) -> Outcome {
        let window = self.window(at);
        if !window.unheard {
            return Ok(());
        }
        window.unheard = false;
        window.proven = false;
        for sent in &mut window.sent {
            sent.fresh = false;
        }
        let commands = window.saver.lost(MINUTE);
        self.obey(at, commands)
    }

    pub fn wipe(&mut self) -> Outcome {
        self.count(Event::Wipe);
        if self.random.chance(50) {
            while self.run(Some(Failure::Closed), false)? {}
        }
        self.store.wipe();
        for window in self.windows.iter_mut().flatten() {
            window.unheard = true;
        }
        self.reads.fill(None);
        Ok(())
    }

    pub fn hide(&mut self, at: usize) -> Outcome {
        self.count(Event::Hide);
        let window = self.window(at);
        let commands = window.saver.hide(MINUTE);
        self.obey(at, commands)?;
        let window = self.window(at);
        let writes = !matches!(window.shown, Standing::Following | Standing::Conflict);
        // From here on nothing may need this page any more.
        let safe = window.last.is_none_or(|(_, compare, tokens, run)| {
            (run || !compare) && tokens == window.now.tokens
        });
        let (unsaved, proven) = (window.saver.is_unsaved(), window.proven);
        if writes && proven && unsaved && !safe {
            return Err("a hidden page still has something to do".into());
        }
        Ok(())
    }

    pub fn kill(&mut self, at: usize) {
        self.count(Event::Kill);
        let visit = self.window(at).visit;
        self.windows[at] = None;
        self.reads[at] = None;
        // What has to be compared first needs its page.
        let queue = std::mem::take(&mut self.store.queue);
        for asked in queue {
            let own = asked.by.is_some_and(|(of, _)| of == visit);
            if !own || !asked.batch.compare || self.random.chance(50) {
                self.store.queue.push_back(asked);
            }
        }
    }

    /// One second goes by, and storage is willing.
    fn second(&mut self) -> Outcome {
        let Some(at) = self.some(|window| {
            window.shown == Standing::Pending
                && !window.unheard
                && window.timer.is_none_or(|after| after <= 300)
        }) else {
            return Ok(());
        };
        if self.store.full {
            return Ok(());
        }
        // 300 milliseconds each: what was under way, what is due, what came after.
        for _ in 0..3 {
            self.timer(at)?;
            self.drain()?;
            while let Some(answer) = self.hear(at)? {
                if answer.is_err() {
                    return Ok(());
                }
            }
        }
        self.count(Event::Second);
        match self.window(at).shown {
            // It may have handed over in that time.
            Standing::Saved(_) | Standing::Untouched | Standing::Following => Ok(()),
            ref other => Err(format!("{other:?} after a second")),
        }
    }

    fn fail(&mut self) -> Outcome {
        let failure = match self.random.chance(50) {
            true => Failure::Closed,
            false => Failure::Other("AbortError".into()),
        };
        let lost = self.random.chance(30);
        self.run(Some(failure), lost).map(|_| ())
    }

    /// One thing happens.
    pub fn step(&mut self) -> Outcome {
        let open = self.some(|_| true);
        match (self.random.below(100), open) {
            (0..4, _) => {
                let at = self.random.below(self.windows.len());
                match self.windows[at].is_none() {
                    true => self.open(at)?,
                    false => self.follow()?,
                }
            }
            (_, None) => {
                let at = self.random.below(self.windows.len());
                self.open(at)?;
            }
            (4..26, _) => self.edit()?,
            (26..34, _) => self.undo()?,
            (34..37, _) => self.remove()?,
            (37..52, Some(at)) => self.timer(at)?,
            (52..65, _) => self.run(None, false).map(|_| ())?,
            (65..78, Some(at)) => self.hear(at).map(|_| ())?,
            (78..80, _) => self.fail()?,
            (80, _) => self.store.full = !self.store.full && self.random.chance(70),
            (81, _) => match self.random.chance(35) {
                true => self.wipe()?,
                false => self.settle(open.unwrap_or(0))?,
            },
            (82, Some(at)) => self.hear_loss(at)?,
            (83..86, Some(at)) => self.hide(at)?,
            (86..88, Some(at)) => {
                if self.random.chance(60) {
                    self.hide(at)?;
                }
                self.kill(at);
                if self.random.chance(60) {
                    self.open(at)?;
                }
            }
            (88, _) => self.hand_over()?,
            (89..92, _) => self.take_by_force()?,
            (92, _) => self.bin()?,
            (93, _) => self.import()?,
            (94..97, _) => self.resolve()?,
            _ => self.second()?,
        }
        self.holds()
    }

    /// What must hold at any time.
    pub fn holds(&self) -> Outcome {
        let kept = self.store.tokens();
        for window in self.windows.iter().flatten() {
            let standing = window.saver.standing();
            if standing != window.shown {
                return Err(format!("{:?} shown, {standing:?} true", window.shown));
            }
            if window.told > window.asked {
                return Err("settled twice".into());
            }
            let claims = matches!(standing, Standing::Saved(_) | Standing::Untouched);
            if !claims || window.unheard {
                continue;
            }
            let missing = window.now.tokens & !kept & !self.store.removed;
            if missing != 0 {
                return Err(format!("{standing:?} without {missing:b}"));
            }
            let head = self.store.head.as_ref();
            let own = head.is_some_and(|head| head.writer == window.writer);
            if own && kept != window.now.tokens {
                let now = window.now.tokens;
                return Err(format!("{standing:?} with {kept:b} instead of {now:b}"));
            }
        }
        Ok(())
    }

    /// Storage is willing again, and nobody types any more.
    pub fn recover(&mut self) -> Outcome {
        self.store.full = false;
        let failed = |window: &Window| matches!(window.shown, Standing::Failed(_));
        if self.windows.iter().flatten().any(failed) {
            self.count(Event::Recovered);
        }
        for _ in 0..12 {
            let quiet = |window: &Window| {
                window.timer.is_none() && !window.unheard && window.answers.is_empty()
            };
            if self.store.queue.is_empty() && self.windows.iter().flatten().all(quiet) {
                break;
            }
            for at in 0..self.windows.len() {
                if self.windows[at].is_some() {
                    self.hear_loss(at)?;
                    self.timer(at)?;
                    self.drain()?;
                    while self.hear(at)?.is_some() {}
                    self.holds()?;
                }
            }
        }
        for window in self.windows.iter().flatten() {
            if matches!(window.shown, Standing::Pending | Standing::Failed(_)) {
                return Err(format!("{:?} after everything went well", window.shown));
            }
            if window.told != window.asked {
                return Err("somebody waits for ever".into());
            }
        }
        Ok(())
    }

    /// All conflicts are solved, and all that anybody kept is there.
    pub fn finish(&mut self) -> Outcome {
        self.recover()?;
        let in_conflict = |window: &&Window| window.shown == Standing::Conflict;
        let kept: Vec<Tokens> = self
            .windows
            .iter()
            .flatten()
            .filter(in_conflict)
            .map(|window| window.now.tokens)
            .collect();
        for _ in 0..kept.len() {
            self.resolve()?;
            self.recover()?;
        }
        if self
            .windows
            .iter()
            .flatten()
            .any(|window| window.shown == Standing::Conflict)
        {
            return Err("a conflict without end".into());
        }
        let all = kept.into_iter().fold(0, |all, tokens| all | tokens);
        match all & !self.store.tokens() {
            0 => Ok(()),
            lost => Err(format!("{lost:b} of a conflict were lost")),
        }
    }
}

/// One run from an empty storage to a quiet end.
pub fn run(seed: u64, planted: Planted) -> Result<Counts, String> {
    let mut world = World::new(seed, planted);
    let steps = 30 + world.random.below(16);
    world.create(0)?;
    world.drain()?;
    for _ in 0..steps {
        world.step()?;
    }
    world.finish()?;
    Ok(world.counts)
}
