//! 递交: whether there is time for the round, what is still to be done, and by which day (article 17).
//!
//! The measures leave the round's dates, office and forms to its notice (17(一)); a person copies them from there. They
//! warn and never block.

use crate::domain::date::{Calendar, Date};
use crate::domain::input;
use crate::domain::settings::NoticeFirstDay;
use crate::domain::verdict::{Assessment, NoticeReason, Overall, State};
use crate::dossier::{DONE, Dossier, Place, ROUND_KEY};
use crate::pack::{Criteria, Part, Scheme, Task, TaskBy, ValueKey};

use super::progress::{self, Count};
use super::{Assessed, Steps, form_view};

/// Working days that the recommender is given where the person says nothing: the measures set none.
const TOWN_DAYS: u32 = 1;
/// Working days of notice beyond the fewest that are planned for: a day may turn out not to be whole.
const SPARE_DAYS: u32 = 1;

/// A day of the timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The texts are final, and approved.
    Final,
    /// First day of the internal notice.
    NoticeStart,
    /// Last day of the internal notice.
    NoticeEnd,
    /// The result of the notice is written down, the declaration signed.
    Result,
    /// The papers go to the recommender.
    Town,
    /// Printing and binding.
    Bind,
    /// The papers are handed over.
    HandOver,
}

/// A stage with its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// The stage.
    pub stage: Stage,
    /// The last day for it, or the day that the dossier says.
    pub date: Date,
    /// Whether the dossier says it.
    pub own: bool,
    /// Whether it was counted over days that a notice of holidays still to come may move.
    pub provisional: bool,
}

/// Whether there is time for the round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InTime {
    /// No usable closing day is written.
    Unknown,
    /// The closing day is over.
    Over,
    /// By the rules the organisation may apply only from this later day on.
    NotBefore(Date),
    /// By the rules it may not apply, and waiting does not help.
    Barred,
    /// The notice would have had to begin by this day; begun on the next working day, the papers are ready on the other.
    TooLate {
        /// Last day on which the notice could have begun.
        latest: Date,
        /// Day on which the papers are ready.
        ready: Date,
    },
    /// There is time.
    Enough {
        /// Days from today to the closing day.
        days: i32,
    },
}

/// How a line of the checklist stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Done, by the dossier or by the person's tick.
    Done,
    /// Something is missing.
    Open,
    /// It stands in the way.
    Wrong,
    /// Not begun.
    Waiting,
}

/// A line of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskView<'a> {
    /// The line.
    pub task: &'a Task,
    /// How it stands.
    pub state: TaskState,
    /// What of it is done and what is missing; empty where only the person knows.
    pub count: Option<Count>,
}

/// A limit that the round's notice sets, in 字.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthLimit {
    /// Most.
    pub most: usize,
    /// Now.
    pub now: usize,
}

/// 递交, as it stands today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandIn<'a> {
    /// First day on which papers are taken.
    pub opening: Option<Date>,
    /// Last day on which papers are taken.
    pub closing: Option<Date>,
    /// Whether there is time.
    pub in_time: InTime,
    /// The days, earliest first; none without a closing day.
    pub milestones: Vec<Milestone>,
    /// The checklist, in its order.
    pub tasks: Vec<TaskView<'a>>,
    /// The limit of 组织概述.
    pub profile_limit: Option<LengthLimit>,
    /// The limit of 自我评价报告.
    pub report_limit: Option<LengthLimit>,
    /// The day of application is none on which papers are taken.
    pub outside: bool,
}

/// What the round's notice says under a key; empty where nothing is written.
pub fn round<'a>(dossier: &'a Dossier, key: &str) -> &'a str {
    let text = dossier.hand_in.get(&format!("{ROUND_KEY}{key}"));
    text.map_or("", |text| text.trim())
}

/// Where a line of the checklist is ticked off.
pub fn tick(task: &Task) -> Place {
    Place::HandIn(format!("{DONE}{}", task.id).into())
}

impl<'a> HandIn<'a> {
    /// As it stands `today`.
    pub fn new(
        dossier: &Dossier,
        scheme: &'a Scheme,
        criteria: &Criteria,
        calendar: &Calendar,
        assessed: &Assessed,
        today: Date,
    ) -> Self {
        let date = |key| input::date(round(dossier, key)).given().copied();
        let (opening, closing) = (date("opening"), date("closing"));
        let plan = Plan::new(dossier, scheme, calendar);
        let assessment = &assessed.assessment;
        let milestones = closing.map_or(Vec::new(), |closing| plan.backwards(closing));
        let in_time = match closing {
            None => InTime::Unknown,
            Some(closing) => plan.in_time(closing, assessment, today),
        };
        let look = Look {
            dossier,
            scheme,
            criteria,
            assessment,
        };
        let limit = |key, now| {
            let most = input::count(round(dossier, key)).given().copied()?;
            let most = usize::try_from(most).ok()?;
            Some(LengthLimit { most, now })
        };
        let items = criteria.items.iter();
        let report = items.map(|item| progress::item_length(dossier, item)).sum();
        let on = assessment.on;
        HandIn {
            opening,
            closing,
            in_time,
            milestones,
            tasks: scheme
                .checklist
                .iter()
                .map(|task| look.task(task))
                .collect(),
            profile_limit: limit("profile_limit", progress::profile_length(dossier)),
            report_limit: limit("report_limit", report),
            outside: assessed.own_date
                && (opening.is_some_and(|first| on < first)
                    || closing.is_some_and(|last| on > last)),
        }
    }

    /// So many lines of the checklist are done, of so many.
    pub fn done(&self) -> Count {
        let done = self.tasks.iter().filter(|it| it.state == TaskState::Done);
        Count {
            done: done.count(),
            total: self.tasks.len(),
        }
    }

    /// The lines that come next: the first ones that are not done.
    pub fn next(&self, count: usize) -> impl Iterator<Item = &TaskView<'a>> {
        let open = self.tasks.iter().filter(|it| it.state != TaskState::Done);
        open.take(count)
    }

    /// The day of a stage.
    pub fn milestone(&self, stage: Stage) -> Option<&Milestone> {
        self.milestones.iter().find(|it| it.stage == stage)
    }
}

/// The last days for what follows the internal notice.
struct AfterNotice {
    /// The notice ends.
    end: Date,
    result: Date,
    town: Date,
    bind: Date,
    hand_over: Date,
}

/// What the days are counted with.
struct Plan<'a> {
    calendar: &'a Calendar,
    /// Fewest working days of the notice.
    min: u32,
    /// Days of the notice before the count begins.
    skipped: i32,
    /// Working days for the recommender.
    town: u32,
    start: Option<Date>,
    end: Option<Date>,
}

impl<'a> Plan<'a> {
    fn new(dossier: &Dossier, scheme: &Scheme, calendar: &'a Calendar) -> Self {
        let settings = scheme.settings_with(&dossier.settings);
        let notice = &dossier.walk.notice;
        let town = input::count(round(dossier, "town_days")).given().copied();
        let day = |key| input::date(notice.get(key)).given().copied();
        Plan {
            calendar,
            min: scheme
                .about
                .number(ValueKey::InternalNoticeWorkingDays)
                .into(),
            skipped: match settings.notice_first_day {
                NoticeFirstDay::Inclusive => 0,
                NoticeFirstDay::NextDay => 1,
            },
            // More than a year is no time that anybody plans with.
            town: town.map_or(TOWN_DAYS, |days| days.clamp(1, 250)),
            start: day("start"),
            end: day("end"),
        }
    }

    /// The `days`-th working day before a day.
    fn before(&self, date: Date, days: u32) -> Date {
        self.calendar.latest_start(date.plus_days(-1), days)
    }

    /// The `days`-th working day after a day.
    fn after(&self, date: Date, days: u32) -> Date {
        self.calendar.earliest_end(date.plus_days(1), days)
    }

    /// The last day on which a notice of so many working days can begin that ends on a day.
    fn latest_start(&self, end: Date, days: u32) -> Date {
        self.calendar
            .latest_start(end, days)
            .plus_days(-self.skipped)
    }

    /// The last days for the steps after the notice, and for the notice to end.
    fn after_notice(&self, closing: Date) -> AfterNotice {
        let hand_over = self.calendar.latest_start(closing, 1);
        let bind = self.before(hand_over, 1);
        let town = self.before(bind, self.town);
        let result = self.before(town, 1);
        AfterNotice {
            end: self.before(result, 1),
            result,
            town,
            bind,
            hand_over,
        }
    }

    fn backwards(&self, closing: Date) -> Vec<Milestone> {
        let AfterNotice {
            end,
            result,
            town,
            bind,
            hand_over,
        } = self.after_notice(closing);
        let end = self.end.unwrap_or(end);
        let start = self
            .start
            .unwrap_or_else(|| self.latest_start(end, self.min + SPARE_DAYS));
        let last = self.before(start, 1);
        let days = [
            (Stage::Final, last, false),
            (Stage::NoticeStart, start, self.start.is_some()),
            (Stage::NoticeEnd, end, self.end.is_some()),
            (Stage::Result, result, false),
            (Stage::Town, town, false),
            (Stage::Bind, bind, false),
            (Stage::HandOver, hand_over, false),
        ];
        let milestone = |(stage, date, own)| Milestone {
            stage,
            date,
            own,
            // A day that is given stands, but not how many working days there are from it to the next.
            provisional: match stage {
                Stage::NoticeEnd if own => self.calendar.may_move(start, end),
                _ => !own && self.calendar.may_move(date, closing),
            },
        };
        days.map(milestone).into()
    }

    fn in_time(&self, closing: Date, assessment: &Assessment, today: Date) -> InTime {
        let barred = assessment.overall == Overall::NotEligible;
        if closing < today {
            return InTime::Over;
        }
        match assessment.earliest {
            Some(earliest) if earliest > closing => return InTime::NotBefore(earliest),
            None if barred => return InTime::Barred,
            _ => {}
        }
        let latest = self.latest_start(self.after_notice(closing).end, self.min);
        // A notice that has begun is held against the days that follow its own end.
        let begun = self.start.filter(|start| *start <= today);
        let start = begun.unwrap_or_else(|| self.calendar.earliest_end(today, 1));
        let first = start.plus_days(self.skipped);
        let end = match self.end.filter(|_| begun.is_some()) {
            Some(end) => end,
            None => self.calendar.earliest_end(first, self.min),
        };
        let sent = self.after(self.after(end, 1), 1);
        let ready = self.after(self.after(sent, self.town), 1);
        match ready > closing {
            true => InTime::TooLate { latest, ready },
            false => InTime::Enough {
                days: today.days_until(closing),
            },
        }
    }
}

/// What the checklist is held against.
struct Look<'d, 'a> {
    dossier: &'d Dossier,
    scheme: &'a Scheme,
    criteria: &'d Criteria,
    assessment: &'d Assessment,
}

impl<'a> Look<'_, 'a> {
    fn task(&self, task: &'a Task) -> TaskView<'a> {
        let (state, count) = match task.by {
            None => (self.ticked(task), None),
            Some(by) => self.by(by),
        };
        TaskView { task, state, count }
    }

    fn ticked(&self, task: &Task) -> TaskState {
        match tick(task).read(self.dossier) {
            "" => TaskState::Waiting,
            _ => TaskState::Done,
        }
    }

    fn by(&self, by: TaskBy) -> (TaskState, Option<Count>) {
        let Look {
            dossier, scheme, ..
        } = self;
        let (criteria, assessment) = (self.criteria, self.assessment);
        let counted = |count: Count| {
            let state = match count {
                Count { done, total } if done == total => TaskState::Done,
                Count { done: 0, .. } => TaskState::Waiting,
                _ => TaskState::Open,
            };
            (state, Some(count))
        };
        match by {
            TaskBy::RoundNotice => {
                let keys = ["opening", "closing"];
                let given = keys.map(|key| input::date(round(dossier, key)).given().is_some());
                counted(Count {
                    done: given.iter().filter(|given| **given).count(),
                    total: given.len(),
                })
            }
            TaskBy::Walk => counted(self.walked(|part| part != Part::Gate)),
            TaskBy::Gates => counted(self.walked(|part| part == Part::Gate)),
            TaskBy::Form => counted(progress::form(&form_view(dossier, scheme, assessment.on))),
            TaskBy::Report => {
                let (profile, items) = (
                    progress::profile(dossier, criteria),
                    progress::items(dossier, criteria),
                );
                counted(Count {
                    done: profile.done + items.done,
                    total: profile.total + items.total,
                })
            }
            TaskBy::Evidence => match dossier.register("evidence").len() {
                0 => (TaskState::Waiting, None),
                done => (TaskState::Done, Some(Count { done, total: done })),
            },
            TaskBy::Notice => {
                let notice = &assessment.notice;
                let begun = !notice.reasons.contains(&NoticeReason::NotEntered);
                (state_of(notice.state, begun), None)
            }
            TaskBy::Recommendation => {
                let recommendation = &dossier.walk.town_recommendation;
                let begun = *recommendation != Default::default();
                let of = |id: &str| {
                    let mut conditions = assessment.conditions.iter();
                    conditions.find(|it| it.id == id).map(|it| it.state)
                };
                let condition = scheme.recommendation_condition().and_then(of);
                (state_of(condition.unwrap_or(State::Unknown), begun), None)
            }
        }
    }

    fn walked(&self, counts: impl Fn(Part) -> bool) -> Count {
        let steps = Steps::of(self.scheme);
        let groups = steps.groups.iter().filter(|group| counts(group.part));
        // The notice and the recommendation have lines of their own.
        let groups = groups.filter(|group| group.part != Part::Notice);
        groups.fold(Count::default(), |count, group| {
            let progress = steps.progress(group, self.dossier, self.assessment);
            Count {
                done: count.done + progress.answered,
                total: count.total + progress.total,
            }
        })
    }
}

fn state_of(state: State, begun: bool) -> TaskState {
    match state {
        State::Pass => TaskState::Done,
        _ if !begun => TaskState::Waiting,
        State::Fail => TaskState::Wrong,
        State::Unknown => TaskState::Open,
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::{EntriesAt, Entry, Group, Kind};
    use crate::pack::Packs;
    use crate::pack::reserved::APPLY_ON;
    use crate::testing::{d, packs};
    use crate::views::assess;

    fn dossier(texts: &[(&str, &str)]) -> Dossier {
        let mut dossier = Dossier::new("a".into(), Kind::Application, "s", "c");
        for (key, text) in texts {
            let place = match key.strip_prefix("notice.") {
                Some(key) => Place::Field(Group::Notice, key.into()),
                None if *key == APPLY_ON => Place::Answer(APPLY_ON.into()),
                None => Place::HandIn((*key).into()),
            };
            place.write(&mut dossier, (*text).to_owned());
        }
        dossier
    }

    fn at<'a>(dossier: &Dossier, packs: &'a Packs, today: &str) -> HandIn<'a> {
        let calendar = packs.holidays.calendar();
        let assessed = assess(dossier, &packs.scheme, &calendar, d(today));
        let (scheme, criteria) = (&packs.scheme, &packs.criteria);
        HandIn::new(dossier, scheme, criteria, &calendar, &assessed, d(today))
    }

    fn days(hand_in: &HandIn<'_>) -> Vec<(Stage, String, bool)> {
        let days = hand_in.milestones.iter();
        days.map(|it| (it.stage, it.date.to_string(), it.provisional))
            .collect()
    }

    #[test]
    fn the_days_are_counted_back_from_the_closing_day_over_holidays() {
        let packs = packs();
        // 4 to 6 April 2026 are days off, 1 to 5 May, and 9 May is a Saturday that is worked.
        let dossier = dossier(&[("round.closing", "2026-05-10")]);
        let expected = [
            (Stage::Final, "2026-04-21", false),
            (Stage::NoticeStart, "2026-04-22", false),
            (Stage::NoticeEnd, "2026-04-29", false),
            (Stage::Result, "2026-04-30", false),
            (Stage::Town, "2026-05-07", false),
            (Stage::Bind, "2026-05-08", false),
            (Stage::HandOver, "2026-05-09", false),
        ];
        let expected = expected.map(|(stage, day, open)| (stage, day.to_owned(), open));
        // Town, result: 7 and 6 May; the notice ends on 30 April.
        let found = days(&at(&dossier, &packs, "2026-03-02"));
        assert_eq!(found[4..], expected[4..]);
        assert_eq!(found[3].1, "2026-05-06");
        assert_eq!(found[2].1, "2026-04-30");
        assert_eq!(found[1].1, "2026-04-23");
        assert_eq!(found[0].1, "2026-04-22");
    }

    #[test]
    fn the_recommender_gets_the_days_that_are_written_and_a_notice_its_own() {
        let packs = packs();
        let dossier = dossier(&[
            ("round.closing", "2026-03-20"),
            ("round.town_days", "3"),
            ("notice.start", "2026-03-02"),
            ("notice.end", "2026-03-06"),
        ]);
        let hand_in = at(&dossier, &packs, "2026-03-02");
        let of = |stage| hand_in.milestone(stage).unwrap();
        assert_eq!(of(Stage::Town).date, d("2026-03-16"));
        assert!(of(Stage::NoticeStart).own && of(Stage::NoticeStart).date == d("2026-03-02"));
        assert!(of(Stage::NoticeEnd).own && !of(Stage::Bind).own);
    }

    #[test]
    fn a_year_without_a_notice_of_holidays_is_provisional() {
        let packs = packs();
        let hand_in = at(
            &dossier(&[("round.closing", "2027-05-20")]),
            &packs,
            "2026-12-01",
        );
        assert!(hand_in.milestones.iter().all(|it| it.provisional));
    }

    #[test]
    fn a_notice_in_the_last_days_of_december_is_provisional() {
        let packs = packs();
        let check = |end: &str, expected: bool| {
            let texts = [
                ("round.closing", "2026-12-31"),
                ("notice.start", "2026-12-14"),
                ("notice.end", end),
            ];
            let hand_in = at(&dossier(&texts), &packs, "2026-12-01");
            assert_eq!(
                hand_in.milestone(Stage::NoticeEnd).unwrap().provisional,
                expected,
                "{end}"
            );
        };
        check("2026-12-24", false);
        check("2026-12-25", true);
    }

    #[test]
    fn whether_there_is_time() {
        let packs = packs();
        let check = |texts: &[(&str, &str)], today: &str, expected: InTime| {
            let mut all = vec![("round.closing", "2026-03-20")];
            all.extend(texts);
            assert_eq!(
                at(&dossier(&all), &packs, today).in_time,
                expected,
                "{today} {texts:?}"
            );
        };
        assert_eq!(
            at(&dossier(&[]), &packs, "2026-03-02").in_time,
            InTime::Unknown
        );
        check(&[], "2026-03-21", InTime::Over);
        check(&[], "2026-03-02", InTime::Enough { days: 18 });
        // Begun on 10 March it ends on the 16th; result, town, back, bound: the 20th.
        check(&[], "2026-03-10", InTime::Enough { days: 10 });
        let late = InTime::TooLate {
            latest: d("2026-03-10"),
            ready: d("2026-03-23"),
        };
        check(&[], "2026-03-11", late);
        // One that has begun counts with its own days.
        let begun = [("notice.start", "2026-03-06"), ("notice.end", "2026-03-12")];
        check(&begun, "2026-03-11", InTime::Enough { days: 9 });
        // By the reading that counts from the next day a day more.
        let mut next_day = dossier(&[("round.closing", "2026-03-20")]);
        let setting = packs
            .scheme
            .settings
            .iter()
            .find(|it| it.id == "notice_first_day")
            .unwrap();
        let other = setting
            .options
            .iter()
            .find(|it| it.value != setting.default)
            .unwrap();
        next_day
            .settings
            .insert("notice_first_day".into(), other.value.clone());
        let late = InTime::TooLate {
            latest: d("2026-03-09"),
            ready: d("2026-03-23"),
        };
        assert_eq!(at(&next_day, &packs, "2026-03-10").in_time, late);
    }

    #[test]
    fn a_day_of_application_outside_the_round_is_told() {
        let packs = packs();
        let round = [
            ("round.opening", "2026-03-02"),
            ("round.closing", "2026-03-20"),
        ];
        for (on, outside) in [
            ("2026-03-01", true),
            ("2026-03-02", false),
            ("2026-03-20", false),
            ("2026-03-21", true),
        ] {
            let mut texts = round.to_vec();
            texts.push((APPLY_ON, on));
            assert_eq!(
                at(&dossier(&texts), &packs, "2026-02-01").outside,
                outside,
                "{on}"
            );
        }
    }

    #[test]
    fn the_checklist_stands_as_the_dossier_says() {
        let packs = packs();
        let state = |hand_in: &HandIn<'_>, id: &str| {
            let mut tasks = hand_in.tasks.iter();
            tasks
                .find(|it| it.task.id == id)
                .map(|it| (it.state, it.count))
                .unwrap()
        };
        let empty = at(&dossier(&[]), &packs, "2026-03-02");
        assert!(
            empty.tasks.iter().all(|it| it.state == TaskState::Waiting),
            "{:?}",
            empty.tasks
        );
        assert_eq!(empty.done().done, 0);
        assert_eq!(empty.next(3).count(), 3);
        let mut written = dossier(&[
            ("round.opening", "2026-03-01"),
            ("done.ck-approve", "yes"),
            ("notice.start", "2026-03-02"),
        ]);
        let list = EntriesAt::Register("evidence".into());
        list.edit(&mut written, |entries| entries.push(Entry::new("e1")));
        let hand_in = at(&written, &packs, "2026-03-02");
        assert_eq!(
            state(&hand_in, "ck-notice-read"),
            (TaskState::Open, Some(Count { done: 1, total: 2 }))
        );
        assert_eq!(state(&hand_in, "ck-approve"), (TaskState::Done, None));
        assert_eq!(
            state(&hand_in, "ck-internal-notice"),
            (TaskState::Open, None)
        );
        assert_eq!(
            state(&hand_in, "ck-evidence"),
            (TaskState::Done, Some(Count { done: 1, total: 1 }))
        );
        assert_eq!(state(&hand_in, "ck-town"), (TaskState::Waiting, None));
        assert_eq!(hand_in.done().done, 2);
    }

    #[test]
    fn lengths_are_held_against_the_limits() {
        let packs = packs();
        let mut dossier = dossier(&[
            ("round.profile_limit", "3000"),
            ("round.report_limit", "六万"),
        ]);
        Place::Slot("B.2.3".into()).write(&mut dossier, "每月例会。".to_owned());
        let hand_in = at(&dossier, &packs, "2026-03-02");
        assert_eq!(
            hand_in.profile_limit,
            Some(LengthLimit { most: 3000, now: 5 })
        );
        assert_eq!(hand_in.report_limit, None);
    }
}
