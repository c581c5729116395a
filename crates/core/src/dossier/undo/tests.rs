use super::super::place::{EntriesAt, Group, List, Place, RefsAt};
use super::*;

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn of<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

fn text(text: impl AsRef<str>) -> Rc<str> {
    text.as_ref().into()
}

fn lists() -> Vec<EntriesAt> {
    vec![
        EntriesAt::Register(text("goals")),
        EntriesAt::Item(text("4.1.2"), text("strengths")),
        EntriesAt::Metric(text("m1"), text("comparisons")),
    ]
}

/// Every kind of place; rows and entries by ids that may be there.
fn places() -> Vec<Place> {
    let mut out = vec![Place::Depth, Place::Spread, Place::Awarded, Place::Year];
    for n in 0..4 {
        let key = || text(format!("k{n}"));
        let item = || text(["4.1.2", "4.1.3"][n % 2]);
        let row = || text(format!("r{n}"));
        out.extend([
            Place::Setting(key()),
            Place::Answer(key()),
            Place::Note(key()),
            Place::Row(List::Ranking, row(), text("rank")),
            Place::Row(List::Honours, row(), text("name")),
            Place::Row(List::Events, row(), text("date")),
            Place::Field(Group::Notice, text(["start", "end"][n % 2])),
            Place::Profit(text("2024")),
            Place::Form(key()),
            Place::Figure(key(), text("2024")),
            Place::Slot(key()),
            Place::Section(item(), key()),
            Place::Reason(item()),
            Place::Profile(key()),
            Place::ItemField(item(), key()),
            Place::Band(item(), key()),
            Place::FactorNote(item(), key()),
            Place::Metric(text(format!("m{n}")), text("name")),
            Place::MetricYear(text(format!("m{n}")), text("2024"), text("value")),
            Place::AnnualText(key()),
            Place::Scorer(row()),
        ]);
        let lists = lists().into_iter();
        out.extend(lists.map(|list| Place::Entry(list, row(), text("text"))));
    }
    out
}

fn refs() -> Vec<RefsAt> {
    vec![
        RefsAt::Item(text("4.1.2"), text("departments")),
        RefsAt::Metric(text("m1"), text("proves")),
        RefsAt::Entry(
            EntriesAt::Register(text("goals")),
            text("r1"),
            text("challenges"),
        ),
    ]
}

fn toggle<R: Row>(rows: &mut Vec<R>, at: usize, row: R) {
    match find(rows, row.id()) {
        Some(there) => drop(rows.remove(there)),
        None => rows.insert(at.min(rows.len()), row),
    }
}

/// A change as a button makes it: something added or removed, chosen, or many places written at once.
fn change(dossier: &mut Dossier, chance: &mut Chance, mark: &str) {
    let (id, at) = (format!("r{}", chance.below(4)), chance.below(4));
    match chance.below(10) {
        0 => {
            let walk = Rc::make_mut(&mut dossier.walk);
            toggle(
                &mut walk.ranking,
                at,
                Claim {
                    id,
                    ..Claim::default()
                },
            );
        }
        1 => {
            let walk = Rc::make_mut(&mut dossier.walk);
            toggle(
                &mut walk.honours,
                at,
                Honour {
                    id,
                    ..Honour::default()
                },
            );
        }
        2 => {
            let walk = Rc::make_mut(&mut dossier.walk);
            toggle(
                &mut walk.events,
                at,
                Event {
                    id,
                    ..Event::default()
                },
            );
        }
        3 => {
            let sheets = Rc::make_mut(&mut dossier.sheets);
            toggle(
                sheets,
                at,
                Sheet {
                    id,
                    ..Sheet::default()
                },
            );
        }
        4 => {
            let metric = Metric::new(&format!("m{}", chance.below(4)));
            toggle(&mut dossier.metrics, at, Rc::new(metric));
        }
        5 => chance.of(&refs()).put(dossier, &id, at < 2),
        6 => {
            let percent = [None, Some(40), Some(60)][chance.below(3)];
            dossier.edit_item("4.1.2", |item| item.percent = percent);
        }
        7 => dossier.kind = [Kind::Precheck, Kind::Application][chance.below(2)],
        8 => {
            let places = places();
            for _ in 0..1 + chance.below(30) {
                chance.of(&places).write(dossier, mark.to_owned());
            }
        }
        _ => {
            let list = chance.of(&lists()).clone();
            list.edit(dossier, |entries| toggle(entries, at, Entry::new(&id)));
        }
    }
}

fn some_dossier(chance: &mut Chance) -> Dossier {
    let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
    for n in 0..60 {
        change(&mut dossier, chance, &format!("旧{}", n % 3));
    }
    dossier
}

/// Both states of a random change, and the step between them.
fn some_step(chance: &mut Chance) -> (Rc<Dossier>, Rc<Dossier>, Step) {
    loop {
        let before = Rc::new(some_dossier(chance));
        let mut after = (*before).clone();
        for _ in 0..1 + chance.below(3) {
            change(&mut after, chance, "新");
        }
        let after = Rc::new(after);
        if let Some(step) = Step::between(before.clone(), after.clone()) {
            return (before, after, step);
        }
    }
}

const ROUNDS: u64 = 1_000;

#[test]
fn back_and_forth_comes_to_where_it_was() {
    for round in 0..ROUNDS {
        let (before, after, step) = some_step(&mut Chance(round));
        let mut now = (*after).clone();
        assert_eq!(step.undo(&mut now), 0);
        assert_eq!(now, *before, "round {round}");
        assert_eq!(step.redo(&mut now), 0);
        assert_eq!(now, *after, "round {round}");
    }
}

#[test]
fn what_is_typed_elsewhere_stays_and_the_change_goes_whole() {
    for round in 0..ROUNDS {
        let mut chance = Chance(round);
        let (before, after, step) = some_step(&mut chance);
        let (mut without, mut now) = ((*before).clone(), (*after).clone());
        for n in 0..20 {
            let (places, value) = (places(), format!("后来{}", n % 5));
            let place = chance.of(&places);
            // A place that the change has nothing to do with, in a row that is there before and after.
            let mut both = [(*before).clone(), (*after).clone()];
            both.iter_mut()
                .for_each(|one| place.write(one, value.clone()));
            let in_both = both.iter().all(|one| place.read(one) == value);
            if in_both && place.read(&before) == place.read(&after) {
                place.write(&mut without, value.clone());
                place.write(&mut now, value);
            }
        }
        let with = now.clone();
        assert_eq!(step.undo(&mut now), 0, "round {round}");
        // Rows are compared as they stand: what was typed moved none.
        assert_eq!(now, without, "round {round}");
        assert_eq!(step.redo(&mut now), 0, "round {round}");
        assert_eq!(now, with, "round {round}");
    }
}

#[test]
fn what_is_typed_where_the_change_was_is_kept_and_counted() {
    let mut met = 0;
    for round in 0..ROUNDS {
        let mut chance = Chance(round);
        let (before, after, step) = some_step(&mut chance);
        for place in places() {
            if place.read(&before) == place.read(&after) {
                continue;
            }
            let mut now = (*after).clone();
            place.write(&mut now, "后来".to_owned());
            if place.read(&now) != "后来" {
                // Its row was removed.
                continue;
            }
            met += 1;
            assert_eq!(step.undo(&mut now), 1, "round {round}, {place}");
            assert_eq!(place.read(&now), "后来", "round {round}, {place}");
        }
    }
    assert!(met > 1_000, "{met}");
}

#[test]
fn many_steps_go_back_and_forth_past_what_is_typed_between() {
    for round in 0..ROUNDS / 5 {
        let mut chance = Chance(round);
        let first = some_dossier(&mut chance);
        // What is typed stands where no change writes.
        let typed = |n: usize| {
            [
                Place::Form(text(format!("t{}", n % 3))),
                Place::Section(text("4.1.2"), text(format!("t{}", n % 2))),
                Place::ItemField(text("4.1.4"), text("owner")),
                Place::Answer(text("t")),
            ]
        };
        let (mut now, mut plain, mut steps) = (first.clone(), first, Vec::new());
        for n in 0..30 {
            let before = Rc::new(now.clone());
            change(&mut now, &mut chance, &format!("第 {n} 步"));
            steps.extend(Step::between(before, Rc::new(now.clone())));
            let typed = typed(n);
            let place = chance.of(&typed);
            for one in [&mut now, &mut plain] {
                place.write(one, format!("打字 {n}"));
            }
        }
        let last = now.clone();
        for step in steps.iter().rev() {
            assert_eq!(step.undo(&mut now), 0, "round {round}");
        }
        assert_eq!(now, plain, "round {round}");
        for step in &steps {
            assert_eq!(step.redo(&mut now), 0, "round {round}");
        }
        assert_eq!(now, last, "round {round}");
    }
}

fn step_of(before: &Dossier, edit: impl FnOnce(&mut Dossier)) -> (Dossier, Step) {
    let mut after = before.clone();
    edit(&mut after);
    let step = Step::between(Rc::new(before.clone()), Rc::new(after.clone()));
    (after, step.expect("something changed"))
}

fn with_metrics(ids: &[&str]) -> Dossier {
    let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
    dossier.metrics = ids.iter().map(|id| Rc::new(Metric::new(id))).collect();
    dossier
}

#[test]
fn a_paste_goes_back_cell_by_cell() {
    let cell = |year: &str| Place::MetricYear(text("m1"), text(year), text("value"));
    let mut before = with_metrics(&["m1"]);
    cell("2023").write(&mut before, "1".to_owned());
    let (mut now, step) = step_of(&before, |dossier| {
        for year in ["2023", "2024", "2025"] {
            cell(year).write(dossier, format!("9{year}"));
        }
    });
    cell("2022").write(&mut now, "typed".to_owned());
    cell("2024").write(&mut now, "mended".to_owned());
    assert_eq!(step.undo(&mut now), 1);
    let cells = ["2022", "2023", "2024", "2025"].map(|year| cell(year).read(&now).to_owned());
    assert_eq!(cells, ["typed", "1", "mended", ""]);
    assert_eq!(step.redo(&mut now), 1);
    let cells = ["2022", "2023", "2024", "2025"].map(|year| cell(year).read(&now).to_owned());
    assert_eq!(cells, ["typed", "92023", "mended", "92025"]);
}

#[test]
fn a_row_that_was_added_and_then_filled_in_stays_whole() {
    let (mut now, step) = step_of(&with_metrics(&["m1"]), |dossier| {
        dossier.metrics.push(Rc::new(Metric::new("m2")));
        dossier.metrics.push(Rc::new(Metric::new("m3")));
    });
    let name = Place::Metric(text("m2"), text("name"));
    name.write(&mut now, "顾客满意度".to_owned());
    now.metrics.push(Rc::new(Metric::new("m4")));
    assert_eq!(step.undo(&mut now), 1);
    let ids: Vec<&str> = now.metrics.iter().map(Row::id).collect();
    assert_eq!(ids, ["m1", "m2", "m4"]);
    assert_eq!(name.read(&now), "顾客满意度");
}

#[test]
fn a_row_comes_back_behind_the_one_it_stood_behind() {
    let before = with_metrics(&["m1", "m2", "m3", "m4"]);
    let (mut now, step) = step_of(&before, |dossier| {
        dossier
            .metrics
            .retain(|metric| metric.id != "m1" && metric.id != "m3");
    });
    now.metrics.insert(0, Rc::new(Metric::new("m5")));
    now.metrics.retain(|metric| metric.id != "m2");
    assert_eq!(step.undo(&mut now), 0);
    let ids: Vec<&str> = now.metrics.iter().map(Row::id).collect();
    assert_eq!(ids, ["m1", "m3", "m5", "m4"]);
}

#[test]
fn rows_go_back_into_the_order_they_had() {
    let before = with_metrics(&["m1", "m2", "m3"]);
    let order = |dossier: &Dossier| dossier.metrics.iter().map(|of| of.id.clone()).collect();
    let (after, step) = step_of(&before, |dossier| dossier.metrics.swap(0, 2));
    let mut now = after.clone();
    now.metrics.insert(1, Rc::new(Metric::new("m4")));
    assert_eq!(step.undo(&mut now), 0);
    let ids: Vec<String> = order(&now);
    assert_eq!(ids, ["m1", "m4", "m2", "m3"]);
    let mut now = after;
    now.metrics.swap(0, 1);
    assert_eq!(step.undo(&mut now), 1);
    let ids: Vec<String> = order(&now);
    assert_eq!(ids, ["m2", "m3", "m1"]);
}

#[test]
fn another_dossier_stays_as_it_is() {
    let (_, step) = step_of(&with_metrics(&["m1"]), |dossier| dossier.metrics.clear());
    let mut other = Dossier::new("b".into(), Kind::Annual, "s", "c");
    let was = other.clone();
    assert_eq!(step.undo(&mut other), 0);
    assert_eq!(other, was);
}

#[test]
fn what_did_not_change_stays_shared() {
    let mut before = with_metrics(&["m1", "m2"]);
    before.edit_item("4.1.2", |item| item.percent = Some(40));
    let name = Place::Metric(text("m1"), text("name"));
    let (mut now, step) = step_of(&before, |dossier| name.write(dossier, "新".to_owned()));
    let untouched = now.clone();
    Place::Slot(text("B.1")).write(&mut now, "后来".to_owned());
    step.undo(&mut now);
    let section = |id: &str| crate::dossier::RecordKey::Metric(id.to_owned());
    let changed = now.changed_since(&untouched);
    assert!(changed.contains(&section("m1")));
    assert!(!changed.contains(&section("m2")));
    assert_eq!(changed.len(), 2, "{changed:?}");
}
