//! Running the checks: all at once, or a few at a time as the dossier changes.
//!
//! Findings are kept by check and what it is run on. When the dossier changes, only what reads the changed sections
//! is run again; the rest stays. The whole dossier (kind, depth, settings, the day of the application) is read by
//! every check.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::domain::date::Date;
use crate::domain::verdict::Assessment;
use crate::dossier::{Dossier, Kind};
use crate::pack::{self, Depth, ItemKind, Severity, Which};
use crate::views::{self, FlawedIn, ReadingOrder, progress};

use super::changed::{Changed, Unit};
use super::input::{ReviewInput, ReviewPacks};
use super::typed_dossier::TypedDossier;
use super::{ALL, Check, Found, ReviewFinding, Scope, unusable};

/// What was found, in the order it is shown: the worst first, then by where it stands, then by check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What is to be looked at.
    pub open: Vec<ReviewFinding>,
    /// What was set aside.
    pub waived: Vec<Waived>,
}

/// A finding that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The finding.
    pub finding: ReviewFinding,
    /// Id of the entry of the register `waivers` that does it.
    pub waiver: Rc<str>,
    /// The reason given.
    pub reason: Rc<str>,
}

/// Runs every check on a dossier.
pub fn review(dossier: &Rc<Dossier>, packs: ReviewPacks<'_>, today: Date) -> Findings {
    let mut reviewer = Reviewer::new(packs, today);
    reviewer.update(dossier);
    reviewer.step(|| true);
    reviewer.findings()
}

/// Keeps the findings of one dossier up to date.
#[derive(Debug)]
pub struct Reviewer<'p> {
    packs: ReviewPacks<'p>,
    today: Date,
    /// What the data says of each of [`ALL`]; `None` for one it does not have.
    checks: Vec<Option<Data<'p>>>,
    state: Option<State>,
    found: BTreeMap<Key, Vec<ReviewFinding>>,
    stale: BTreeSet<Key>,
    /// Values that cannot be used, by the part of the dossier they stand in.
    typed: [Vec<ReviewFinding>; FlawedIn::ALL.len()],
    typed_stale: [bool; FlawedIn::ALL.len()],
}

/// What the data says of a check.
#[derive(Clone, Copy, Debug)]
struct Data<'p> {
    check: &'p pack::Check,
    /// Its place among all checks of the data.
    at: usize,
    of_scheme: bool,
}

/// The dossier as last seen.
#[derive(Debug)]
struct State {
    dossier: Rc<Dossier>,
    assessment: Assessment,
    on: Option<Date>,
    read: TypedDossier,
    /// Everything that is run on it.
    units: BTreeSet<Key>,
}

/// A check, by its place in [`ALL`], and what it is run on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    check: usize,
    unit: Unit,
}

impl<'p> Reviewer<'p> {
    /// A reviewer that has seen nothing yet.
    pub fn new(packs: ReviewPacks<'p>, today: Date) -> Self {
        let data = |check: &Check| {
            let mut all = packs.checks.all().enumerate();
            let (at, data) = all.find(|(_, data)| data.id == check.id)?;
            Some(Data {
                check: data,
                at,
                of_scheme: at < packs.checks.scheme.len(),
            })
        };
        Reviewer {
            packs,
            today,
            checks: ALL.iter().map(data).collect(),
            state: None,
            found: BTreeMap::new(),
            stale: BTreeSet::new(),
            typed: Default::default(),
            typed_stale: Default::default(),
        }
    }

    /// Takes a new state of the dossier, or another dossier. What it leaves untouched keeps its findings; the rest
    /// waits for [`Reviewer::step`].
    pub fn update(&mut self, dossier: &Rc<Dossier>) {
        let assessed = views::assess(dossier, self.packs.scheme, self.packs.calendar, self.today);
        let on = assessed.own_date.then_some(assessed.assessment.on);
        let earlier = self.state.take();
        let earlier = earlier.filter(|earlier| earlier.dossier.id == dossier.id);
        let mut changed = match &earlier {
            Some(earlier) => Changed::since(&earlier.dossier, dossier),
            None => {
                // Nothing that was found in another dossier counts.
                self.found.clear();
                self.typed = Default::default();
                Changed::everything()
            }
        };
        changed.all |= earlier.as_ref().is_none_or(|earlier| earlier.on != on);
        for (stale, part) in self.typed_stale.iter_mut().zip(FlawedIn::ALL) {
            *stale |= changed.flawed_in(part);
        }
        let known = earlier.as_ref().map(|earlier| (&earlier.read, &changed));
        let read = TypedDossier::new(dossier, &self.packs, known);
        let same = earlier.filter(|_| !changed.all && !changed.any_metric());
        let units = match same {
            Some(earlier) => earlier.units,
            None => {
                let units = self.units(dossier, &read);
                self.found.retain(|key, _| units.contains(key));
                self.stale.retain(|key| units.contains(key));
                let new = units.iter().filter(|key| !self.found.contains_key(key));
                self.stale.extend(new.cloned());
                units
            }
        };
        let concerned = units.iter();
        let concerned =
            concerned.filter(|key| changed.concerns(ALL[key.check].reads, &key.unit, &self.packs));
        self.stale.extend(concerned.cloned());
        self.state = Some(State {
            dossier: dossier.clone(),
            assessment: assessed.assessment,
            on,
            read,
            units,
        });
    }

    /// Everything that is run on a dossier.
    fn units(&self, dossier: &Dossier, read: &TypedDossier) -> BTreeSet<Key> {
        let depth = depth(dossier, &self.packs);
        let criteria = self.packs.criteria;
        let slots = criteria.profile.iter().enumerate();
        let slots =
            slots.filter(|(_, slot)| depth.is_some_and(|it| it.profile_slots.has(&slot.id)));
        let slots: Vec<Unit> = slots.map(|(index, _)| Unit::Slot(index)).collect();
        let items = criteria.items.iter().enumerate().filter(|(_, item)| {
            let asked = depth.map(|depth| match item.kind {
                ItemKind::Process => &depth.process_items,
                ItemKind::Result => &depth.result_items,
            });
            asked.is_some_and(|asked| asked.has(&item.id))
        });
        let items: Vec<Unit> = items.map(|(index, _)| Unit::Item(index)).collect();
        let metrics: Vec<Unit> = read
            .results()
            .map(|metric| Unit::Metric(metric.id.clone()))
            .collect();
        let mut keys = BTreeSet::new();
        for (at, check) in ALL.iter().enumerate() {
            let runs = self.checks[at].is_some_and(|data| data.runs(depth));
            if !runs {
                continue;
            }
            let units = match check.scope {
                Scope::Whole(_) => &[Unit::Whole][..],
                Scope::Profile(_) => &slots,
                Scope::Item(_) => &items,
                Scope::Metric(_) => &metrics,
            };
            keys.extend(units.iter().map(|unit| Key {
                check: at,
                unit: unit.clone(),
            }));
        }
        keys
    }

    /// Runs checks that wait, as long as `more` says there is time, at least one. Says whether any is left.
    pub fn step(&mut self, mut more: impl FnMut() -> bool) -> bool {
        let Some(state) = &self.state else {
            return false;
        };
        let case = ReviewInput {
            dossier: &state.dossier,
            packs: &self.packs,
            today: self.today,
            on: state.on,
            depth: depth(&state.dossier, &self.packs),
            assessment: &state.assessment,
            read: &state.read,
        };
        for (at, part) in FlawedIn::ALL.into_iter().enumerate() {
            if !std::mem::take(&mut self.typed_stale[at]) {
                continue;
            }
            let (scheme, criteria) = (self.packs.scheme, self.packs.criteria);
            let (dossier, assessment) = (&state.dossier, &state.assessment);
            self.typed[at] = unusable::findings(part, dossier, scheme, criteria, assessment);
            if !more() {
                return true;
            }
        }
        // Before the checks, because one that reads all texts would have to prepare them in one go.
        let texts = &state.read.texts;
        for passage in texts.form().iter().chain(texts.all()) {
            if passage.text.prepare() && !more() {
                return true;
            }
        }
        while let Some(key) = self.stale.pop_first() {
            if let Some(data) = self.checks[key.check] {
                let findings = run(&key, data.check, &case);
                self.found.insert(key, findings);
            }
            if !more() {
                break;
            }
        }
        !self.stale.is_empty()
    }

    /// How many runs of checks wait for [`Reviewer::step`].
    pub fn waiting(&self) -> usize {
        self.stale.len() + self.typed_stale.iter().filter(|stale| **stale).count()
    }

    /// What is found so far. While a check waits to be run again, what it found before still counts.
    pub fn findings(&self) -> Findings {
        let Some(state) = &self.state else {
            return Findings::default();
        };
        let order = ReadingOrder::new(&state.dossier, self.packs.scheme, self.packs.criteria);
        let found = self.found.iter().flat_map(|(key, list)| {
            let at = self.checks[key.check].map(|data| data.at);
            list.iter().map(move |finding| (at, finding))
        });
        let mut found: Vec<_> = found
            .map(|(check, finding)| {
                let place = order.of(&finding.place);
                ((Reverse(finding.severity), place, check), finding)
            })
            .collect();
        found.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.object.cmp(&other.object)));
        let mut findings = Findings {
            open: self.typed.concat(),
            waived: Vec::new(),
        };
        for (_, finding) in found {
            let mut waivers = state.read.registers.waivers.iter();
            let waiver = waivers.find(|waiver| {
                finding.severity != Severity::Error
                    && *waiver.check == *finding.check
                    && *waiver.object == *finding.object
            });
            match waiver {
                None => findings.open.push(finding.clone()),
                Some(waiver) => findings.waived.push(Waived {
                    finding: finding.clone(),
                    waiver: waiver.id.clone(),
                    reason: waiver.reason.clone(),
                }),
            }
        }
        // What is typed wrongly comes first of its severity: other checks cannot read it.
        findings
            .open
            .sort_by_key(|finding| Reverse(finding.severity));
        findings
    }
}

/// The depth of a dossier; `None` in a pre-check, where nothing is written about the items.
fn depth<'p>(dossier: &Dossier, packs: &ReviewPacks<'p>) -> Option<&'p Depth> {
    match dossier.kind {
        Kind::Precheck => None,
        Kind::Application | Kind::Annual => progress::depth(dossier, packs.criteria),
    }
}

impl Data<'_> {
    /// Whether the check is run at a depth.
    fn runs(&self, depth: Option<&Depth>) -> bool {
        match (self.of_scheme, depth) {
            (false, depth) => depth.is_some_and(|depth| depth.findings.has(&self.check.id)),
            (true, None) => self.check.depths == Some(Which::All),
            (true, Some(depth)) => {
                let depths = self.check.depths.as_ref();
                depths.is_some_and(|depths| depths.has(&depth.id))
            }
        }
    }
}

/// Runs one check on one thing.
fn run(key: &Key, data: &pack::Check, case: &ReviewInput<'_>) -> Vec<ReviewFinding> {
    let check = &ALL[key.check];
    let mut findings = Vec::new();
    let mut found = Found {
        id: check.id,
        data,
        findings: &mut findings,
    };
    match (check.scope, &key.unit) {
        (Scope::Whole(run), Unit::Whole) => run(case, &mut found),
        (Scope::Profile(run), Unit::Slot(index)) => {
            if let Some(slot) = case.packs.criteria.profile.get(*index) {
                run(case, slot, &mut found);
            }
        }
        (Scope::Item(run), Unit::Item(index)) => {
            if let Some(item) = case.read.items.get(*index) {
                run(case, item, &mut found);
            }
        }
        (Scope::Metric(run), Unit::Metric(id)) => {
            if let Some(metric) = case.read.metric(id) {
                run(case, metric, &mut found);
            }
        }
        _ => {}
    }
    findings
}
