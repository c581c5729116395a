//! What was lost or falsely said before there was one machine for it, each as a story of its own.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Kind};
use quality_award_core::storage::{
    Batch, Command, Failure, Head, Saver, Standing, StoredHead, Ticket,
};

const MINUTE: &str = "2026-11-23 14:32";

fn dossier() -> Dossier {
    Dossier::new("a1".into(), Kind::Application, "g", "c")
}

fn with(before: &Rc<Dossier>, slot: &str, text: &str) -> Rc<Dossier> {
    let mut dossier = (**before).clone();
    dossier.profile.insert(slot.into(), text.into());
    Rc::new(dossier)
}

fn commits(commands: &[Command]) -> Vec<(Ticket, Batch)> {
    let commits = commands.iter().filter_map(|command| match command {
        Command::Commit(ticket, batch) => Some((*ticket, (**batch).clone())),
        _ => None,
    });
    commits.collect()
}

fn commit(commands: &[Command]) -> (Ticket, Batch) {
    let mut commits = commits(commands);
    assert_eq!(commits.len(), 1, "{commands:?}");
    commits.remove(0)
}

/// The text that a save writes for a slot; `None` when it removes or does not write it.
fn written(batch: &Batch, slot: &str) -> Option<String> {
    let key = format!("profile/{slot}");
    let record = batch.records.iter().find(|(of, _)| *of == key)?;
    let text = record.1.as_deref()?.split('\n').nth(2)?;
    Some(text.trim_matches('"').to_owned())
}

/// A saver that has written this dossier.
fn settled(first: &Rc<Dossier>) -> Saver {
    let mut saver = Saver::default();
    let out = saver.adopt(first, None, "w1".into(), MINUTE);
    let out = saver.answered(commit(&out).0, Ok(()), MINUTE);
    assert!(out.contains(&Command::Standing(Standing::Saved("14:32".into()))));
    saver
}

fn change(saver: &mut Saver, dossier: &Rc<Dossier>) -> Vec<Command> {
    saver.changed(dossier, &"".into())
}

#[test]
fn an_undo_while_a_save_is_under_way_is_written() {
    let first = Rc::new(dossier());
    let mut saver = settled(&first);
    change(&mut saver, &with(&first, "B1", "新"));
    let (ticket, batch) = commit(&saver.timer(MINUTE));
    assert_eq!(written(&batch, "B1").as_deref(), Some("新"));
    // Back to the very state that storage has confirmed.
    change(&mut saver, &first);
    assert_eq!(saver.standing(), Standing::Pending);
    saver.answered(ticket, Ok(()), MINUTE);
    assert_eq!(saver.standing(), Standing::Pending);
    let (_, batch) = commit(&saver.timer(MINUTE));
    assert_eq!(batch.records, [("profile/B1".to_owned(), None)]);
}

#[test]
fn a_failed_save_is_tried_again_even_after_everything_was_undone() {
    let first = Rc::new(dossier());
    let mut saver = settled(&first);
    change(&mut saver, &with(&first, "B1", "新"));
    let (ticket, _) = commit(&saver.timer(MINUTE));
    change(&mut saver, &first);
    let out = saver.answered(ticket, Err(Failure::Full), MINUTE);
    assert!(out.contains(&Command::Timer(2_000)));
    assert_eq!(saver.standing(), Standing::Failed(Failure::Full));
    // It may have been made all the same.
    let (ticket, batch) = commit(&saver.timer(MINUTE));
    assert_eq!(batch.records, [("profile/B1".to_owned(), None)]);
    saver.answered(ticket, Ok(()), MINUTE);
    assert_eq!(saver.standing(), Standing::Saved("14:32".into()));
}

#[test]
fn a_closed_connection_is_tried_again_with_everything_unsaved() {
    let first = Rc::new(dossier());
    let mut saver = settled(&first);
    let second = with(&first, "B1", "一");
    change(&mut saver, &second);
    let (ticket, _) = commit(&saver.timer(MINUTE));
    saver.answered(ticket, Err(Failure::Closed), MINUTE);
    change(&mut saver, &with(&second, "B2", "二"));
    let (_, batch) = commit(&saver.timer(MINUTE));
    assert_eq!(written(&batch, "B1").as_deref(), Some("一"));
    assert_eq!(written(&batch, "B2").as_deref(), Some("二"));
}

#[test]
fn a_lost_database_is_found_out_and_everything_written_again() {
    let first = with(&Rc::new(dossier()), "B1", "旧");
    let mut saver = settled(&first);
    let out = saver.lost(MINUTE);
    assert_eq!(saver.standing(), Standing::Pending);
    let (ticket, batch) = commit(&out);
    assert!(batch.compare && batch.records.is_empty());
    assert_eq!(batch.check(None), Err(Failure::Gone));
    saver.answered(ticket, Err(Failure::Gone), MINUTE);
    assert_eq!(saver.standing(), Standing::Failed(Failure::Gone));
    let (ticket, batch) = commit(&saver.timer(MINUTE));
    assert!(batch.whole && batch.check(None).is_ok());
    assert_eq!(written(&batch, "B1").as_deref(), Some("旧"));
    saver.answered(ticket, Ok(()), MINUTE);
    assert_eq!(saver.standing(), Standing::Saved("14:32".into()));
}

#[test]
fn a_loss_that_is_heard_before_the_answer_is_found_out_as_well() {
    let first = Rc::new(dossier());
    let mut saver = settled(&first);
    change(&mut saver, &with(&first, "B1", "新"));
    let (ticket, _) = commit(&saver.timer(MINUTE));
    assert!(commits(&saver.lost(MINUTE)).is_empty());
    // That answer is of the database before.
    let out = saver.answered(ticket, Ok(()), MINUTE);
    assert_eq!(saver.standing(), Standing::Pending);
    assert!(out.contains(&Command::Timer(200)));
    commit(&saver.timer(MINUTE));
}

/// Into the bin, from the list: the head alone.
fn binned(stored: &StoredHead) -> Batch {
    let head = StoredHead {
        head: Head {
            deleted: "2026-11-23".into(),
            generation: stored.head.generation + 1,
            ..stored.head.clone()
        },
        writer: "list".into(),
        ..stored.clone()
    };
    Batch {
        id: "a1".into(),
        base: stored.head.generation,
        compare: true,
        writer: "list".into(),
        ends: Some(stored.writer.clone()),
        head,
        records: Vec::new(),
        previous: Vec::new(),
        whole: false,
    }
}

#[test]
fn a_save_that_is_due_does_not_bring_back_what_was_deleted() {
    let first = Rc::new(dossier());
    let mut saver = settled(&first);
    let stored = saver.confirmed().unwrap().1.clone();
    let own = with(&first, "B1", "新");
    change(&mut saver, &own);
    let bin = binned(&stored);
    assert_eq!(bin.check(Some(&stored)), Ok(()));
    let (ticket, batch) = commit(&saver.timer(MINUTE));
    assert_eq!(batch.check(Some(&bin.head)), Err(Failure::Stale));
    saver.answered(ticket, Err(Failure::Stale), MINUTE);
    assert_eq!(saver.standing(), Standing::Conflict);
    assert!(saver.is_unsaved());
    assert!(commits(&saver.timer(MINUTE)).is_empty());
    assert!(commits(&saver.hide(MINUTE)).is_empty());
}

#[test]
fn of_two_windows_one_writes_and_the_other_is_in_conflict() {
    let first = Rc::new(dossier());
    let saver = settled(&first);
    let stored = saver.confirmed().unwrap().1.clone();
    let (mut one, mut two) = (Saver::default(), Saver::default());
    let (_, batch) = commit(&one.resume(&first, stored.clone(), "w2".into(), true, MINUTE));
    let (ticket, late) = commit(&two.resume(&first, stored.clone(), "w3".into(), true, MINUTE));
    assert_eq!(batch.check(Some(&stored)), Ok(()));
    assert_eq!(late.check(Some(&batch.head)), Err(Failure::Stale));
    let own = with(&first, "B1", "二");
    change(&mut two, &own);
    two.answered(ticket, Err(Failure::Stale), MINUTE);
    assert_eq!(two.standing(), Standing::Conflict);
    assert!(two.is_unsaved());
    // The other's next save goes on from its own, even if the answer was lost.
    change(&mut one, &with(&first, "B1", "一"));
    let (_, next) = commit(&one.hide(MINUTE));
    assert_eq!(next.check(Some(&batch.head)), Ok(()));
    assert!(next.head.head.generation > batch.head.head.generation);
}

#[test]
fn a_dossier_made_anew_with_the_same_number_is_not_taken_for_the_old_one() {
    let first = Rc::new(dossier());
    let mut saver = settled(&first);
    let mut anew = saver.confirmed().unwrap().1.clone();
    anew.writer = "w9".into();
    change(&mut saver, &with(&first, "B1", "新"));
    let (_, batch) = commit(&saver.timer(MINUTE));
    assert_eq!(batch.base, anew.head.generation);
    assert_eq!(batch.check(Some(&anew)), Err(Failure::Stale));
}

#[test]
fn what_is_replaced_loses_its_writer_and_leaves_no_version_behind() {
    let first = Rc::new(dossier());
    let saver = settled(&first);
    let stored = saver.confirmed().unwrap().1.clone();
    let mut other = Saver::default();
    let out = other.adopt(
        &with(&first, "B1", "导入"),
        Some(&stored),
        "w2".into(),
        MINUTE,
    );
    let (_, batch) = commit(&out);
    assert_eq!(batch.ends.as_deref(), Some("w1"));
    assert_eq!(batch.check(Some(&stored)), Ok(()));
    // An empty dossier is no earlier version of it.
    assert!(batch.whole && batch.previous.is_empty());
}

#[test]
fn a_hidden_page_does_not_wait_for_a_comparison() {
    let first = Rc::new(dossier());
    let mut saver = settled(&first);
    change(&mut saver, &with(&first, "B1", "新"));
    let (_, batch) = commit(&saver.timer(MINUTE));
    assert!(batch.compare);
    let (_, batch) = commit(&saver.hide(MINUTE));
    assert!(!batch.compare);
    assert_eq!(written(&batch, "B1").as_deref(), Some("新"));
    assert!(commits(&saver.hide(MINUTE)).is_empty());
}

#[test]
fn who_waits_is_answered_once_whatever_happens() {
    let settles = |commands: &[Command]| -> Vec<Result<(), Failure>> {
        let settled = commands.iter().filter_map(|command| match command {
            Command::Settled(answer) => Some(answer.clone()),
            _ => None,
        });
        settled.collect()
    };
    let mut saver = Saver::default();
    assert_eq!(settles(&saver.settle(MINUTE)), [Ok(())]);
    let first = Rc::new(dossier());
    let mut saver = settled(&first);
    change(&mut saver, &with(&first, "B1", "新"));
    let out = saver.settle(MINUTE);
    assert!(settles(&out).is_empty());
    let ticket = commit(&out).0;
    assert!(settles(&saver.settle(MINUTE)).is_empty());
    let out = saver.answered(ticket, Ok(()), MINUTE);
    assert_eq!(settles(&out), [Ok(()), Ok(())]);
    change(&mut saver, &with(&first, "B1", "更新"));
    saver.settle(MINUTE);
    assert_eq!(settles(&saver.close()), [Err(Failure::NoAnswer)]);
}

#[test]
fn a_window_that_gives_up_or_follows_keeps_what_it_has_not_saved() {
    let first = Rc::new(dossier());
    let mut saver = settled(&first);
    let stored = saver.confirmed().unwrap().1.clone();
    let own = with(&first, "B1", "新");
    change(&mut saver, &own);
    saver.gave_up();
    assert_eq!(saver.standing(), Standing::Conflict);
    let mut saver = settled(&first);
    change(&mut saver, &own);
    saver.follow(&first, stored);
    assert_eq!(saver.standing(), Standing::Conflict);
    assert!(!saver.unsaved().is_empty());
}

#[test]
fn a_failure_is_shown_until_a_save_went_well_and_no_longer() {
    let first = Rc::new(dossier());
    let mut saver = settled(&first);
    let second = with(&first, "B1", "一");
    change(&mut saver, &second);
    let (ticket, _) = commit(&saver.timer(MINUTE));
    saver.answered(ticket, Err(Failure::Full), MINUTE);
    let (ticket, _) = commit(&saver.timer(MINUTE));
    assert_eq!(saver.standing(), Standing::Failed(Failure::Full));
    change(&mut saver, &with(&second, "B2", "二"));
    let out = saver.answered(ticket, Ok(()), MINUTE);
    assert!(out.contains(&Command::Standing(Standing::Pending)));
}

#[test]
fn the_choice_in_a_conflict_ends_it_on_the_screen_as_well() {
    let first = Rc::new(dossier());
    let mut saver = settled(&first);
    let stored = saver.confirmed().unwrap().1.clone();
    change(&mut saver, &with(&first, "B1", "新"));
    let (ticket, _) = commit(&saver.timer(MINUTE));
    saver.answered(ticket, Err(Failure::Stale), MINUTE);
    // The other's version was chosen in full.
    let out = saver.resolve(&first, &first, stored, "w2".into(), MINUTE);
    assert!(out.contains(&Command::Standing(Standing::Untouched)));
}

#[test]
fn a_head_without_a_list_is_written_with_every_section() {
    let first = with(&Rc::new(dossier()), "B1", "旧");
    let stored = StoredHead {
        head: Head {
            generation: 4,
            ..Head::of(&first)
        },
        ..StoredHead::default()
    };
    let mut saver = Saver::default();
    let out = saver.resume(&first, stored.clone(), "w1".into(), true, MINUTE);
    let (_, batch) = commit(&out);
    assert!(batch.whole);
    assert_eq!(batch.check(Some(&stored)), Ok(()));
    assert_eq!(batch.head.sections.unwrap().len(), first.sections().len());
}
