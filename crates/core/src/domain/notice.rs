//! Article 17-2: the internal notice of working days before the application. It never changes the overall answer,
//! but without it nothing can be handed in.

use super::assessing::Assessing;
use super::date::{Calendar, Date};
use super::facts::{Notice, Objections};
use super::input::Input;
use super::settings::NoticeFirstDay;
use super::verdict::{NoticeFinding, NoticeReason, State};

/// The finding on the internal notice.
pub(super) fn notice(case: &Assessing, calendar: &Calendar) -> NoticeFinding {
    let rule = &case.rules.notice;
    let min = rule.working_days;
    let skipped = match case.settings.notice_first_day {
        NoticeFirstDay::Inclusive => 0,
        NoticeFirstDay::NextDay => 1,
    };
    let entered = case.facts.notice.as_ref();
    let start = entered.and_then(|notice| notice.start.given().copied());
    let end = entered.and_then(|notice| notice.end.given().copied());
    let counted_from = start.map(|start| start.plus_days(skipped));
    let count = counted_from
        .zip(end)
        .map(|(from, end)| calendar.working_days(from, end));

    let mut unmet = Vec::new();
    let mut unknown = Vec::new();
    match entered {
        None => unknown.push(NoticeReason::NotEntered),
        Some(notice) => {
            match notice.objections {
                Objections::Upheld => unmet.push(NoticeReason::ObjectionUpheld),
                Objections::Pending => unknown.push(NoticeReason::ObjectionPending),
                Objections::None => {}
            }
            if let Some(end) = unfinished(notice, case.on) {
                unmet.push(NoticeReason::NotFinished { end });
            }
            unknown.extend([&notice.start, &notice.end].into_iter().filter_map(no_day));
        }
    }
    let mut met = None;
    if let Some(count) = count {
        let days = count.days;
        if !count.provisional && days < min {
            unmet.push(NoticeReason::TooShort { days, min });
        } else if count.provisional && count.published < min {
            unknown.push(NoticeReason::Provisional {
                days,
                published: count.published,
                min,
            });
        } else {
            met = Some(NoticeReason::LongEnough { days, min });
        }
    }
    let state = match (unmet.is_empty(), unknown.is_empty()) {
        (false, _) => State::Fail,
        (true, false) => State::Unknown,
        (true, true) => State::Pass,
    };
    unmet.extend(unknown);
    unmet.extend(met);
    NoticeFinding {
        article: rule.article.clone(),
        state,
        reasons: unmet,
        working_days: count.map(|count| count.days),
        provisional: count.is_some_and(|count| count.provisional),
        earliest_end: counted_from.map(|from| calendar.earliest_end(from, min)),
        latest_start: calendar
            .latest_start(case.on.plus_days(-1), min)
            .plus_days(-skipped),
    }
}

/// The last day of the notice, if it is not before the day of application.
pub(super) fn unfinished(notice: &Notice, on: Date) -> Option<Date> {
    notice.end.given().copied().filter(|end| *end >= on)
}

fn no_day(day: &Input<Date>) -> Option<NoticeReason> {
    match day {
        Input::Given(_) => None,
        Input::Missing | Input::Unsure => Some(NoticeReason::DayMissing),
        Input::Invalid { raw, why } => Some(NoticeReason::Invalid {
            raw: raw.clone(),
            why: why.clone(),
        }),
    }
}
