//! One set of facts, one day, one reading: everything the rules say.
//!
//! This is the only way in. The parts are in `eligibility` (13), `exclusion` and `losses` (14), `award`
//! (4, 24, 25, 28, 30), `priority` (13-4), `notice` (17-2) and `flags`.

use std::collections::BTreeSet;

use super::assessing::Assessing;
use super::date::{Calendar, Date};
use super::facts::{Facts, PreviousAward};
use super::rules::Rules;
use super::settings::{EventBasis, Settings};
use super::verdict::{Assessment, Overall, Reading, Release, RuleFinding, State};
use super::{award, eligibility, exclusion, flags, notice, priority, uscc};

/// Applies the rules to the facts for an application on the day `on`.
pub fn assess(
    facts: &Facts,
    settings: &Settings,
    rules: &Rules,
    calendar: &Calendar,
    on: Date,
) -> Assessment {
    let case = Assessing {
        facts,
        settings,
        rules,
        on,
    };
    let conditions = eligibility::conditions(&case);
    let gates = award::gates(&case);
    let readings: Vec<Reading> = EventBasis::ALL
        .into_iter()
        .map(|basis| reading(&case, &conditions, &gates, basis))
        .collect();
    // ALL holds every basis, so there is always one in use.
    let used = readings
        .iter()
        .find(|reading| reading.in_use)
        .unwrap_or(&readings[0])
        .clone();
    let exclusions = used.exclusions;
    let notice = notice::notice(&case, calendar);
    let all = || conditions.iter().chain(&exclusions).chain(&gates);
    let flags = flags::flags(&case, all());
    Assessment {
        on,
        overall: used.overall,
        earliest: used.earliest,
        not_before_only: all().any(|finding| finding.state == State::Unknown),
        sensitive: differing(&readings, |finding| finding.state),
        reward: award::reward(&case),
        priority: priority::priority(&case).state,
        srdi_quota: priority::quota(&case),
        validity_end: award::validity_end(&case).map(|term| term.full),
        ban_end: award::ban_end(&case).map(|term| term.full),
        uscc: uscc::check(&facts.uscc, &rules.area_code),
        publicity: award::publicity(&case),
        prize_use: award::prize_use(&case),
        cites: cites(&case, used.overall, all()),
        readings: side_by_side(readings),
        flags,
        notice,
        conditions,
        exclusions,
        gates,
    }
}

/// Article 14 and what follows from it under one reading of its days.
fn reading(
    case: &Assessing,
    conditions: &[RuleFinding],
    gates: &[RuleFinding],
    basis: EventBasis,
) -> Reading {
    let exclusions: Vec<RuleFinding> = case
        .rules
        .exclusions
        .iter()
        .map(|rule| exclusion::exclusion(rule, case, basis))
        .collect();
    let all = || conditions.iter().chain(&exclusions).chain(gates);
    let overall = match State::combine(all().map(|finding| finding.state)) {
        State::Pass => Overall::Eligible,
        State::Unknown => Overall::Undetermined,
        State::Fail => Overall::NotEligible,
    };
    // Only failures have a release, so this is the last of them, or none if one of them stays.
    let earliest = match Release::combine(all().map(|finding| finding.release)) {
        Release::On(date) => Some(date),
        Release::NotNeeded | Release::Never => None,
    };
    Reading {
        basis,
        in_use: basis == case.settings.event_basis,
        overall,
        earliest,
        exclusions,
    }
}

/// Exclusions for which `what` is not the same under all readings.
fn differing<T: PartialEq>(
    readings: &[Reading],
    what: impl Fn(&RuleFinding) -> T,
) -> BTreeSet<String> {
    let Some((first, others)) = readings.split_first() else {
        return BTreeSet::new();
    };
    let differs = |index: usize, finding: &RuleFinding| {
        let others = others
            .iter()
            .filter_map(|reading| reading.exclusions.get(index));
        others.into_iter().any(|other| what(other) != what(finding))
    };
    first
        .exclusions
        .iter()
        .enumerate()
        .filter(|(index, finding)| differs(*index, finding))
        .map(|(_, finding)| finding.id.clone())
        .collect()
}

/// The readings with only the exclusions that depend on them; none if no exclusion does.
fn side_by_side(mut readings: Vec<Reading>) -> Vec<Reading> {
    let shown = differing(&readings, |finding| (finding.state, finding.release));
    if shown.is_empty() {
        return Vec::new();
    }
    for reading in &mut readings {
        reading
            .exclusions
            .retain(|finding| shown.contains(&finding.id));
    }
    readings
}

/// Articles that must stand beside the verdict.
fn cites<'a>(
    case: &Assessing,
    overall: Overall,
    all: impl Iterator<Item = &'a RuleFinding>,
) -> BTreeSet<String> {
    let Assessing { facts, rules, .. } = case;
    let mut cites: BTreeSet<String> = all.flat_map(|finding| finding.cites.clone()).collect();
    let mut cite_if = |condition: bool, article: &str| {
        if condition {
            cites.insert(article.to_owned());
        }
    };
    cite_if(overall == Overall::Eligible, &rules.conditions_article);
    cite_if(overall == Overall::Eligible, &rules.exclusions_article);
    let award = &facts.previous_award;
    cite_if(
        !matches!(award, PreviousAward::Never),
        &rules.validity.article,
    );
    cite_if(
        matches!(award, PreviousAward::Unsure | PreviousAward::Revoked { .. }),
        &rules.ban.article,
    );
    cite_if(facts.notice.is_some(), &rules.notice.article);
    if let Some(article) = priority::article(rules) {
        cite_if(!facts.honours.is_empty(), article);
    }
    if let Some(quota) = &rules.quota {
        cite_if(priority::quota(case), &quota.article);
    }
    cite_if(!facts.publicity.trim().is_empty(), &rules.publicity_article);
    cite_if(facts.prize_use.is_some(), &rules.prize.use_article);
    cites
}

#[cfg(test)]
mod tests {
    //! What rule cases cannot say: values typed wrongly, reasons, readings side by side. The conventions themselves
    //! are cases in `tests/cases/`.

    use rust_decimal::Decimal;

    use super::*;
    use crate::domain::facts::{
        Applies, Claim, Event, Honour, Notice, Objections, OpenExclusion, Opinion, PrizeSpending,
        Ranking, Recommendation,
    };
    use crate::domain::input::{self, Input};
    use crate::domain::verdict::{EventDay, Flag, NoticeReason, PartFinding, Reason};
    use crate::testing::{calendar, d, gongyi};

    /// Facts of an organisation that may apply on 2025-06-10.
    fn eligible() -> Facts {
        let yes = [
            "in_gongyi",
            "licences",
            "methods",
            "system",
            "demonstrates",
            "performance",
            "contribution",
            "foundation",
            "brand",
            "integrity",
            "reputation",
        ];
        let text = |text: &str| Input::Given(text.to_owned());
        Facts {
            yes_no: yes.map(|fact| (fact.into(), Input::Given(true))).into(),
            dates: [
                ("established".into(), Input::Given(d("2012-06-18"))),
                ("excellence_since".into(), Input::Given(d("2020-03-02"))),
            ]
            .into(),
            choices: [
                ("org_form".into(), text("legal_person")),
                ("org_kind".into(), text("enterprise")),
            ]
            .into(),
            counts: [("self_report_years".into(), Input::Given(3))].into(),
            ranking: Ranking::Claims(vec![Claim {
                indicator: text("revenue"),
                year: Input::Given(2024),
                scope: text("provincial"),
                rank: "第3位".into(),
                source: "省行业协会".into(),
            }]),
            town: text("回郭镇"),
            recommendation: Recommendation {
                town: text("回郭镇"),
                opinion: Input::Given(Opinion::Agree),
                ..Recommendation::default()
            },
            profits: (2022..=2024)
                .map(|year| (year, Input::Given(Decimal::ONE)))
                .collect(),
            previous_award: PreviousAward::Never,
            ..Facts::default()
        }
    }

    fn assessed(facts: &Facts) -> Assessment {
        assess(
            facts,
            &Settings::default(),
            &gongyi(),
            &calendar(),
            d("2025-06-10"),
        )
    }

    fn finding<'a>(assessment: &'a Assessment, id: &str) -> &'a RuleFinding {
        let all = [
            &assessment.conditions,
            &assessment.exclusions,
            &assessment.gates,
        ];
        all.into_iter()
            .flatten()
            .find(|finding| finding.id == id)
            .unwrap()
    }

    /// The part of a finding that stands out: the first that did not pass.
    fn open_part<'a>(assessment: &'a Assessment, id: &str) -> &'a PartFinding {
        finding(assessment, id)
            .parts
            .iter()
            .find(|part| part.state != State::Pass)
            .unwrap()
    }

    fn event(exclusion: &str, date: &str) -> Event {
        Event {
            exclusion: exclusion.into(),
            date: input::date(date),
            ..Event::default()
        }
    }

    #[test]
    fn the_starting_point_may_apply() {
        let assessment = assessed(&eligible());
        assert_eq!(assessment.overall, Overall::Eligible);
        assert!(assessment.readings.is_empty() && assessment.flags.is_empty());
        assert!(!assessment.not_before_only);
    }

    #[test]
    fn nothing_answered_is_undetermined_everywhere() {
        let assessment = assessed(&Facts::default());
        assert_eq!(assessment.overall, Overall::Undetermined);
        assert!(
            assessment
                .conditions
                .iter()
                .all(|finding| finding.state == State::Unknown)
        );
        assert!(
            assessment
                .gates
                .iter()
                .all(|finding| finding.state == State::Unknown)
        );
        assert_eq!(assessment.reward.prize, None);
        assert_eq!(assessment.earliest, None);
        assert!(assessment.not_before_only);
    }

    #[test]
    fn a_date_typed_wrongly_is_unknown_with_its_reason() {
        let mut facts = eligible();
        facts
            .dates
            .insert("excellence_since".into(), input::date("2025-02-30"));
        let assessment = assessed(&facts);
        assert_eq!(assessment.overall, Overall::Undetermined);
        let part = open_part(&assessment, "13-2");
        assert_eq!(part.question, "13-2-d");
        assert!(matches!(&part.reason, Reason::Invalid { raw, .. } if raw == "2025-02-30"));
    }

    #[test]
    fn a_start_typed_wrongly_may_be_the_latest() {
        let mut facts = eligible();
        facts
            .dates
            .insert("operation_start".into(), input::date("2024年"));
        assert_eq!(finding(&assessed(&facts), "13-1").state, State::Unknown);
    }

    #[test]
    fn a_choice_that_is_none_is_unknown() {
        let mut facts = eligible();
        facts
            .choices
            .insert("org_form".into(), Input::Given("agency".into()));
        assert!(matches!(
            open_part(&assessed(&facts), "13-1").reason,
            Reason::Invalid { .. }
        ));
    }

    #[test]
    fn a_profit_typed_wrongly_is_unknown_with_its_year() {
        let mut facts = eligible();
        facts.profits.insert(2023, input::decimal("12万5"));
        let assessment = assessed(&facts);
        let reason = &open_part(&assessment, "14-5").reason;
        assert!(
            matches!(reason, Reason::ProfitMissing { year: 2023, typed: Some((raw, _)) } if raw == "12万5")
        );
    }

    #[test]
    fn a_loss_without_a_year_may_lie_in_any() {
        let mut facts = eligible();
        facts.events.push(Event {
            exclusion: "14-5".into(),
            ..Event::default()
        });
        assert_eq!(finding(&assessed(&facts), "14-5").state, State::Unknown);
    }

    #[test]
    fn an_event_day_typed_wrongly_counts_only_where_it_could_matter() {
        let mut facts = eligible();
        facts.events.push(Event {
            decided: input::date("2024-13-01"),
            ..event("14-3", "2020-01-01")
        });
        let assessment = assessed(&facts);
        assert_eq!(finding(&assessment, "14-3").state, State::Unknown);
        // By the day it happened, the wrong day does not matter.
        assert_eq!(assessment.sensitive, ["14-3".to_owned()].into());
    }

    #[test]
    fn an_event_that_may_go_on_is_unknown_outside_the_window_only() {
        let mut facts = eligible();
        facts.events.push(Event {
            ongoing: Input::Unsure,
            ..event("14-1", "2020-01-01")
        });
        assert_eq!(
            open_part(&assessed(&facts), "14-1").reason,
            Reason::EventPerhapsOngoing
        );
        facts.events[0].date = Input::Given(d("2024-01-01"));
        let assessment = assessed(&facts);
        assert_eq!(
            finding(&assessment, "14-1").release,
            Release::On(d("2027-01-01"))
        );
    }

    #[test]
    fn a_level_typed_wrongly_leaves_open_whether_the_inspection_counts() {
        let mut facts = eligible();
        facts.events.push(Event {
            level: Input::Unsure,
            ..event("14-4", "2024-01-01")
        });
        assert_eq!(finding(&assessed(&facts), "14-4").state, State::Unknown);
    }

    #[test]
    fn parts_name_question_and_event() {
        let mut facts = eligible();
        facts.events.push(event("14-8", "2019-01-01"));
        facts.events.push(Event {
            part: "safety".into(),
            ..event("14-3", "2024-01-01")
        });
        facts.open_exclusions.push(OpenExclusion {
            exclusion: "14-1".into(),
            part: "energy".into(),
            unsure: false,
        });
        let assessment = assessed(&facts);
        let part = open_part(&assessment, "14-3");
        assert_eq!((part.question.as_str(), part.event), ("14-3-b", Some(1)));
        let from = d("2024-01-01");
        let out = d("2027-01-01");
        assert_eq!(
            part.reason,
            Reason::Event {
                from,
                basis: EventDay::Happened,
                years: 3,
                out,
                certain: true
            }
        );
        let open = open_part(&assessment, "14-1");
        assert_eq!(
            (open.question.as_str(), &open.reason),
            ("14-1-d", &Reason::Unanswered)
        );
        assert_eq!(assessment.earliest, Some(out));
        assert!(assessment.not_before_only);
    }

    #[test]
    fn missing_licences_point_to_their_question() {
        let mut facts = eligible();
        facts.yes_no.insert("licences".into(), Input::Given(false));
        let assessment = assessed(&facts);
        let part = open_part(&assessment, "14-2");
        assert_eq!(
            (part.question.as_str(), &part.reason),
            ("13-1-c", &Reason::Mirrored)
        );
        assert_eq!(part.release, Release::Never);
    }

    #[test]
    fn readings_stand_side_by_side_even_if_only_the_day_differs() {
        let mut facts = eligible();
        let decided = Input::Given(d("2024-03-11"));
        facts.events.push(Event {
            decided,
            ..event("14-4", "2024-02-26")
        });
        facts.events.push(event("14-8", "2023-01-01"));
        let assessment = assessed(&facts);
        assert!(assessment.sensitive.is_empty());
        let shown: Vec<_> = assessment
            .readings
            .iter()
            .map(|reading| {
                (
                    reading.basis,
                    reading.in_use,
                    reading.earliest,
                    reading.exclusions.len(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                (EventBasis::Latest, true, Some(d("2027-03-11")), 1),
                (EventBasis::Occurred, false, Some(d("2027-02-26")), 1),
                (EventBasis::Decided, false, Some(d("2027-03-11")), 1),
            ]
        );
        assert_eq!(assessment.readings[1].exclusions[0].id, "14-4");
    }

    #[test]
    fn an_honour_with_a_wrong_expiry_is_neither_valid_nor_expired() {
        let mut facts = eligible();
        facts.honours.push(Honour {
            kind: Input::Given("srdi".into()),
            expires: input::date("2026"),
        });
        let assessment = assessed(&facts);
        assert_eq!(assessment.priority, State::Unknown);
        assert!(!assessment.srdi_quota);
        assert!(!assessment.flags.contains(&Flag::HonourExpired));
    }

    #[test]
    fn a_revocation_day_typed_wrongly_keeps_its_reason() {
        let mut facts = eligible();
        let revoked = input::date("2022-7");
        facts.previous_award = PreviousAward::Revoked {
            awarded: Input::Missing,
            revoked,
        };
        let assessment = assessed(&facts);
        assert!(matches!(
            open_part(&assessment, "ban").reason,
            Reason::Invalid { .. }
        ));
        assert_eq!(assessment.ban_end, None);
    }

    #[test]
    fn a_notice_gives_all_its_reasons_and_the_latest_start() {
        let mut facts = eligible();
        facts.notice = Some(Notice {
            start: Input::Given(d("2025-06-09")),
            end: Input::Given(d("2025-06-10")),
            objections: Objections::Pending,
        });
        let notice = assessed(&facts).notice;
        assert_eq!(notice.state, State::Fail);
        assert_eq!(
            notice.reasons,
            [
                NoticeReason::NotFinished {
                    end: d("2025-06-10")
                },
                NoticeReason::TooShort { days: 2, min: 5 },
                NoticeReason::ObjectionPending,
            ]
        );
        // 2025-06-09 back to 2025-06-03: the Dragon Boat days end on the 2nd.
        assert_eq!(notice.latest_start, d("2025-06-03"));
    }

    #[test]
    fn a_notice_day_typed_wrongly_is_unknown() {
        let mut facts = eligible();
        let end = input::date("2025-06-31");
        facts.notice = Some(Notice {
            start: Input::Given(d("2025-05-12")),
            end,
            ..Notice::default()
        });
        let notice = assessed(&facts).notice;
        assert_eq!(notice.state, State::Unknown);
        assert!(matches!(notice.reasons[..], [NoticeReason::Invalid { .. }]));
    }

    #[test]
    fn spending_typed_wrongly_is_unknown_but_a_wrong_use_is_not() {
        let mut facts = eligible();
        let spending = |id: &str, amount| PrizeSpending {
            use_id: Input::Given(id.into()),
            amount: input::decimal(amount),
        };
        facts.prize_use = Some(vec![spending("use-brand", "5万")]);
        assert_eq!(
            assessed(&facts).prize_use.map(|spent| spent.state),
            Some(State::Unknown)
        );
        facts.prize_use = Some(vec![
            spending("use-brand", "5万"),
            spending("use-dinner", "5"),
        ]);
        assert_eq!(
            assessed(&facts).prize_use.map(|spent| spent.state),
            Some(State::Fail)
        );
        // A sum beyond what a decimal can hold does not panic.
        let huge = Decimal::MAX.to_string();
        facts.prize_use = Some(vec![
            spending("use-brand", &huge),
            spending("use-brand", &huge),
        ]);
        assert_eq!(
            assessed(&facts).prize_use.and_then(|spent| spent.total),
            None
        );
    }

    #[test]
    fn publicity_may_have_spaces_and_full_width_digits() {
        let mut facts = eligible();
        facts.previous_award = PreviousAward::Held {
            awarded: Input::Given(d("2020-12-08")),
        };
        for text in ["2020 年 12 月获奖", "２０２０年获奖"] {
            facts.publicity = text.into();
            assert_eq!(assessed(&facts).publicity, Some(State::Pass), "{text}");
        }
        facts.publicity = "  ".into();
        assert_eq!(assessed(&facts).publicity, None);
    }

    #[test]
    fn what_does_not_apply_stays_visible() {
        let mut facts = eligible();
        facts.events.push(Event {
            applies: Applies::No,
            ..event("14-3", "2024-01-01")
        });
        let assessment = assessed(&facts);
        assert_eq!(
            finding(&assessment, "14-3").parts[0].reason,
            Reason::EventDoesNotApply
        );
        assert_eq!(assessment.overall, Overall::Eligible);
    }
}
