//! The days of an award for a person's own calendar: the duties that are still to be done, and the days on which validity
//! and ban end.

use crate::domain::uscc;
use crate::dossier::{Dossier, Place};
use crate::pack::{cite, reserved::USCC};
use crate::views::{AfterAward, DutyState};

use super::ics::CalendarDay;

/// The days, each with an id that stays when the day changes.
pub fn days(after: &AfterAward<'_>) -> Vec<CalendarDay> {
    let mut days = Vec::new();
    let open = after.duties.iter();
    for duty in open.filter(|duty| duty.state != DutyState::Done) {
        let Some(date) = duty.due else {
            continue;
        };
        let ours = match duty.own {
            true => "",
            false => "日期由本工具拟定，办法没有规定。",
        };
        days.push(CalendarDay {
            id: format!("{}-{}", duty.duty.id, duty.year),
            date,
            title: format!("{}（{} 年）", duty.duty.title, duty.year),
            about: format!(
                "{}：{}{ours}",
                cite(&duty.duty.article),
                duty.duty.company_does
            ),
        });
    }
    let mut day = |id: &str, date, title: &str| {
        days.push(CalendarDay {
            id: id.to_owned(),
            date,
            title: title.to_owned(),
            about: String::new(),
        });
    };
    match (&after.reapply, after.validity) {
        (Some(reapply), _) if reapply.ban_over.is_some() => {
            day("ban-over", reapply.free, "禁止期满，可以再次申报");
        }
        (_, Some(validity)) => {
            day("validity-last", validity.last, "获奖有效期最后一天");
            day("apply-again", validity.free, "可以再次申请");
        }
        _ => {}
    }
    days.sort_by_key(|day| day.date);
    days
}

/// What the ids of an award's days are told apart by from those of another organisation: its 统一社会信用代码, so that the
/// dossier of the next year brings the same days up to date; the id of the dossier while there is none.
pub fn owner(dossier: &Dossier) -> String {
    match uscc::check(Place::Answer(USCC.into()).read(dossier), "") {
        Some(report) if report.flaw.is_none() => report.code,
        _ => dossier.id.clone(),
    }
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;
    use crate::dossier::Kind;
    use crate::export::ics::calendar;
    use crate::testing::{d, packs};

    #[test]
    fn a_day_keeps_its_id_and_what_is_done_is_left_out() {
        let packs = packs();
        let mut dossier = Dossier::new("a1".into(), Kind::Annual, "s", "c");
        Place::Awarded.write(&mut dossier, "2025-06-18".into());
        let file = |dossier: &Dossier| {
            let after = AfterAward::new(dossier, &packs.scheme, d("2026-05-20"));
            calendar(&days(&after), "获奖后", &owner(dossier), d("2026-05-20"))
        };
        let first = file(&dossier);
        assert_eq!(first, file(&dossier));
        assert!(first.contains("UID:ob-24-2026-a1@quality-award\r\nDTSTAMP:20260520T000000Z\r\nDTSTART;VALUE=DATE:20261231\r\n"));
        assert!(first.contains("DTSTART;VALUE=DATE:20290618\r\n"));
        Place::HandIn("due.ob-24.2026".into()).write(&mut dossier, "2026-11-30".into());
        Place::HandIn("done.ob-24.2027".into()).write(&mut dossier, "yes".into());
        let later = file(&dossier);
        assert!(later.contains("UID:ob-24-2026-a1@quality-award\r\nDTSTAMP:20260520T000000Z\r\nDTSTART;VALUE=DATE:20261130\r\n"));
        assert!(!later.contains("UID:ob-24-2027-"));
        // The dossier of the next year knows the organisation by its code.
        Place::Answer(USCC.into()).write(&mut dossier, "91350100M000100Y43".into());
        assert!(file(&dossier).contains("UID:ob-24-2026-91350100M000100Y43@"));
    }
}
