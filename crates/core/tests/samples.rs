//! The two sample dossiers: files of the format that every later version must open, and what they come to. That they
//! are current with their TOML is tested where they are made, in `xtask`.
#![cfg(feature = "toml")]

mod data;

use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;

use data::PACKS;
use quality_award_core::domain::date::Date;
use quality_award_core::domain::input::{self, Flaw};
use quality_award_core::domain::length::length;
use quality_award_core::domain::verdict::{
    Assessment, Family, Flag, NoticeReason, Overall, Release, RuleFinding, State,
};
use quality_award_core::dossier::{self, Dossier, EntriesAt, Fingerprint, Kind, Opened, Place};
use quality_award_core::pack::{AskKind, Column, ItemKind, RegisterOf};
use quality_award_core::review::{Findings, ReviewPacks, review};
use quality_award_core::views::{
    self, FormValue, FormView, Status, Steps, Written, form_view, progress, targets,
};

fn bytes(name: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples");
    std::fs::read(root.join(name).with_extension("json")).unwrap()
}

fn opened(name: &str) -> Opened {
    dossier::open(&bytes(name), &PACKS.scheme, &PACKS.criteria).unwrap()
}

fn strong() -> Dossier {
    opened("strong").dossier
}

fn weak() -> Dossier {
    opened("weak").dossier
}

fn d(text: &str) -> Date {
    *input::date(text).given().unwrap()
}

fn assessed(dossier: &Dossier) -> Assessment {
    let calendar = PACKS.holidays.calendar();
    let assessed = views::assess(dossier, &PACKS.scheme, &calendar, d("2026-11-23"));
    assert!(assessed.own_date);
    assessed.assessment
}

fn form(dossier: &Dossier) -> FormView<'_> {
    form_view(dossier, &PACKS.scheme, d("2027-05-20"))
}

/// Ids of the findings that are in a state.
fn in_state(findings: &[RuleFinding], state: State) -> Vec<&str> {
    let found = findings.iter().filter(|finding| finding.state == state);
    found.map(|finding| finding.id.as_str()).collect()
}

/// What the examiner's eye holds against a dossier in the week of its application.
fn reviewed(dossier: Dossier) -> Findings {
    let calendar = PACKS.holidays.calendar();
    let packs = ReviewPacks {
        scheme: &PACKS.scheme,
        criteria: &PACKS.criteria,
        metrics: &PACKS.metrics,
        checks: &PACKS.checks,
        calendar: &calendar,
    };
    review(&Rc::new(dossier), packs, d("2027-05-17"))
}

/// Ids of the checks that find something in a dossier.
fn found(dossier: Dossier) -> BTreeSet<String> {
    let open = reviewed(dossier).open.into_iter();
    open.map(|finding| finding.check.to_owned()).collect()
}

/// Where and why a typed value of the form cannot be used.
fn form_flaws(dossier: &Dossier) -> Vec<(String, Flaw)> {
    let flaw = |written: &Written| Some((written.place.to_string(), written.flaw.clone()?));
    let view = form(dossier);
    let flaws = view.entries().flat_map(|entry| match &entry.value {
        FormValue::One(written) => Vec::from_iter(flaw(written)),
        FormValue::Years(years) => years.iter().filter_map(|y| flaw(&y.written)).collect(),
        FormValue::Computed(_) => Vec::new(),
    });
    flaws.collect()
}

/// A computed field, year by year; `-` where it cannot be computed.
fn computed(dossier: &Dossier, id: &str) -> Vec<String> {
    let view = form(dossier);
    let entry = view.entries().find(|entry| entry.field.id == id).unwrap();
    let FormValue::Computed(years) = &entry.value else {
        panic!("{id} is typed")
    };
    let shown = years.iter().map(|year| match &year.value {
        Ok(value) => value.to_string(),
        Err(_) => "-".to_owned(),
    });
    shown.collect()
}

/// The steps of the walk that do not stand as answered and clear.
fn unsettled(dossier: &Dossier) -> Vec<(String, Status)> {
    let assessment = assessed(dossier);
    let steps = Steps::of(&PACKS.scheme);
    let stand = steps
        .all()
        .map(|step| (step.id.to_owned(), step.status(dossier, &assessment)));
    stand
        .filter(|(_, status)| *status != Status::Answered)
        .collect()
}

#[test]
fn samples_open_whole_and_come_back_byte_for_byte() {
    for name in ["strong", "weak"] {
        let opened = opened(name);
        assert_eq!(opened.fingerprint, Fingerprint::Same, "{name}");
        assert_eq!((opened.newer, opened.dropped), (None, Vec::new()), "{name}");
        assert_eq!(opened.replaced, 0, "{name}");
        assert_eq!(opened.dossier.kind, Kind::Application, "{name}");
        assert!(
            dossier::write(&opened.dossier, "sample") == bytes(name),
            "{name}"
        );
    }
}

#[test]
fn samples_name_nothing_that_the_packs_do_not_know() {
    let (scheme, criteria) = (&PACKS.scheme, &PACKS.criteria);
    for name in ["strong", "weak"] {
        let dossier = opened(name).dossier;
        assert_eq!(dossier.scheme, scheme.about.id, "{name}");
        assert_eq!(dossier.criteria, criteria.edition.id, "{name}");
        let asked = dossier.walk.answers.keys();
        let asked = asked.chain(dossier.walk.events.iter().map(|event| &event.question));
        for question in asked {
            assert!(scheme.question(question).is_some(), "{name}: {question}");
        }
        let typed = |id: &str, figures: bool| {
            let field = scheme
                .form_field(id)
                .unwrap_or_else(|| panic!("{name}: {id}"));
            assert!(field.same_as.is_none(), "{name}: {id} is the walk's");
            assert!(field.formula.is_none(), "{name}: {id} is computed");
            assert_eq!(field.kind == AskKind::Figures3y, figures, "{name}: {id}");
        };
        dossier.form.fields.keys().for_each(|id| typed(id, false));
        dossier.form.figures.keys().for_each(|id| typed(id, true));
        assert!(form(&dossier).other_years.is_empty(), "{name}");
        for slot in dossier.profile.keys() {
            assert!(criteria.slot(slot).is_some(), "{name}: {slot}");
        }
        for item in &dossier.items {
            let known = criteria.item(&item.id).unwrap();
            for section in item.sections.keys() {
                let mut sections = known.sections.iter();
                assert!(sections.any(|s| s.id == *section), "{name}: {section}");
            }
        }
    }
}

#[test]
fn samples_refer_to_nothing_that_is_not_there() {
    let (scheme, criteria) = (&PACKS.scheme, &PACKS.criteria);
    for name in ["strong", "weak"] {
        let dossier = opened(name).dossier;
        let refer = |what: &str, ids: &[String], to: &[&str]| {
            for id in ids {
                let mut to = to
                    .iter()
                    .flat_map(|to| targets(to, &dossier, scheme, criteria));
                assert!(
                    to.any(|(known, _)| known == *id),
                    "{name}: {what} names {id}"
                );
            }
        };
        for register in criteria.registers.iter() {
            if register.of != RegisterOf::Dossier {
                continue;
            }
            let columns: Vec<(&Column, &str)> = register
                .columns
                .iter()
                .filter_map(|column| Some((column, column.to.as_deref()?)))
                .collect();
            for entry in dossier.register(&register.id) {
                for (column, to) in &columns {
                    refer(&entry.id, entry.refs(&column.key), &[to]);
                }
            }
        }
        for metric in &dossier.metrics {
            refer(&metric.id, metric.refs("proves"), &["process-items"]);
            for register in ["segments", "challenges", "processes"] {
                refer(&metric.id, metric.refs(register), &[register]);
            }
        }
        let links = ["slots", "items", "challenges", "goals"];
        for item in &dossier.items {
            refer(&item.id, item.refs("links"), &links);
            for register in ["departments", "metrics", "evidence"] {
                refer(&item.id, item.refs(register), &[register]);
            }
        }
    }
}

mod the_strong_one {
    use super::*;

    #[test]
    fn may_apply() {
        let a = assessed(&strong());
        assert_eq!(a.overall, Overall::Eligible);
        assert_eq!(in_state(&a.conditions, State::Pass).len(), 5);
        assert_eq!(in_state(&a.exclusions, State::Pass).len(), 8);
        assert_eq!(in_state(&a.gates, State::Pass), ["ban", "validity"]);
        assert_eq!((a.earliest, a.not_before_only), (None, false));
        assert!(a.flags.is_empty() && a.sensitive.is_empty() && a.readings.is_empty());
        assert_eq!(a.cites.len(), 5);
        for article in ["13", "14", "17-2", "13-4", "4"] {
            assert!(a.cites.contains(article), "{article}");
        }
    }

    #[test]
    fn would_bring_the_prize_and_may_be_recommended_first() {
        let a = assessed(&strong());
        assert_eq!(
            (a.reward.prize, a.reward.takes_quota),
            (Some(100_000), Some(true))
        );
        assert_eq!((a.priority, a.srdi_quota), (State::Pass, true));
        let uscc = a.uscc.unwrap();
        assert_eq!(
            (uscc.flaw, uscc.org_code_ok, uscc.local_area),
            (None, Some(true), true)
        );
    }

    #[test]
    fn waits_for_the_holidays_of_2027_to_count_its_notice() {
        let notice = assessed(&strong()).notice;
        assert_eq!(notice.state.code(Family::Notice), "unknown");
        assert_eq!((notice.working_days, notice.provisional), (Some(6), true));
        assert_eq!(notice.earliest_end, Some(d("2027-05-12")));
    }

    #[test]
    fn leaves_nothing_of_the_walk_open_but_the_notice() {
        assert_eq!(unsettled(&strong()), [("17-2-a".to_owned(), Status::Open)]);
    }

    #[test]
    fn fills_the_form_with_usable_values() {
        let dossier = strong();
        let view = form(&dossier);
        let empty: Vec<_> = view
            .entries()
            .filter(|entry| !entry.is_filled())
            .map(|entry| &entry.field.id)
            .collect();
        assert_eq!(empty, Vec::<&String>::new());
        assert_eq!(form_flaws(&dossier), []);
        for entry in view.entries() {
            if let (FormValue::One(written), Some(most)) = (&entry.value, entry.field.max_chars) {
                let found = written.raw.chars().count();
                assert!(found <= most as usize, "{}: {found}", entry.field.id);
            }
        }
    }

    #[test]
    fn has_the_indicators_that_its_texts_speak_of() {
        let dossier = strong();
        assert_eq!(
            computed(&dossier, "ff-fig-contribution-rate"),
            ["9.28", "11.62", "12.72"]
        );
        assert_eq!(
            computed(&dossier, "ff-fig-debt-ratio"),
            ["44.40", "42.02", "39.42"]
        );
        let text = &dossier.item("4.7.4").unwrap().sections;
        assert!(text["4.7.4-a"].contains("11.38%、9.28%、11.62%、12.72%"));
        assert!(text["4.7.4-b"].contains("47.03%、44.40%、42.02%、39.42%"));
    }

    #[test]
    fn is_written_from_end_to_end() {
        let dossier = strong();
        let criteria = &PACKS.criteria;
        let slots = progress::profile(&dossier, criteria);
        assert_eq!((slots.done, slots.total), (14, 14));
        let items = progress::items(&dossier, criteria);
        assert_eq!((items.done, items.total), (23, 23));
        assert!(dossier.items.iter().all(|item| !item.reason.is_empty()));
        for slot in &criteria.profile {
            let written = length(&dossier.profile[&slot.id]);
            let least = slot.chars_min as usize;
            assert!(written >= least, "{}: {written}", slot.id);
        }
    }

    #[test]
    fn scores_569_and_a_half() {
        let dossier = strong();
        let criteria = &PACKS.criteria;
        let percents = progress::percents(&dossier, criteria);
        let total = progress::total(criteria, &percents);
        assert_eq!((total.scored, total.unscored), (23, 0));
        assert_eq!(total.score.quarters(), 2278);
        let score = |category| progress::category(criteria, &percents, category).score;
        let by_category: Vec<_> = criteria
            .categories
            .iter()
            .map(|category| format!("{} {}", category.id, score(category)))
            .collect();
        assert_eq!(
            by_category,
            [
                "4.1 63", "4.2 47", "4.3 54", "4.4 66.5", "4.5 65", "4.6 44", "4.7 230"
            ]
        );
    }

    #[test]
    fn has_everything_that_can_be_registered() {
        let dossier = strong();
        assert_eq!(dossier.depth, "full");
        assert_eq!(dossier.metrics.len(), 60);
        for register in &PACKS.criteria.registers {
            // A data file holds no pictures, and what comes after an award is not an applicant's.
            let others = ["waivers", "pictures"].contains(&register.id.as_str());
            let applicants = !others && register.at != ["award"];
            if register.of == RegisterOf::Dossier && applicants {
                let entries = dossier.register(&register.id);
                assert!(!entries.is_empty(), "{}", register.id);
            }
        }
        for item in &dossier.items {
            assert_eq!(item.factors.len(), 4, "{}", item.id);
            for refs in ["departments", "links", "evidence"] {
                assert!(!item.refs(refs).is_empty(), "{} {refs}", item.id);
            }
            let process = PACKS.criteria.item(&item.id).unwrap().kind == ItemKind::Process;
            // What a result item shows stands under it.
            assert_eq!(!item.refs("metrics").is_empty(), process, "{}", item.id);
            let shown = dossier.metrics.iter();
            let mut shown = shown.filter(|metric| metric.get("section").starts_with(&item.id));
            assert_eq!(shown.next().is_none(), process, "{}", item.id);
        }
    }

    #[test]
    fn has_nothing_that_could_be_held_against_it() {
        let found = reviewed(strong());
        let told = found.open.iter();
        let told: Vec<_> = told
            .map(|finding| format!("{} {}", finding.check, finding.text))
            .collect();
        assert_eq!(told, Vec::<String>::new());
        assert!(found.waived.is_empty());
    }

    /// The checks are silent about it, and yet they look: one change each.
    #[test]
    fn would_not_get_a_fault_past_the_checks() {
        let of = |register: &str, id: &str, column: &str| {
            Place::Entry(
                EntriesAt::Register(register.into()),
                id.into(),
                column.into(),
            )
        };
        let metric = |id: &str, key: &str| Place::Metric(id.into(), key.into());
        let year =
            |id: &str, year: &str, key: &str| Place::MetricYear(id.into(), year.into(), key.into());
        let faults = [
            (
                Place::Profit("2024".into()),
                "-467",
                "loss-year-vs-declaration",
            ),
            (
                Place::Figure("ff-fig-accidents".into(), "2025".into()),
                "1",
                "accident-vs-declaration",
            ),
            (of("licences", "li3", "until"), "2027-05-19", "licence-gap"),
            (of("figures", "fg1", "value"), "4670000", "figure-differs"),
            (of("workforce", "w5", "count"), "26", "headcount-mismatch"),
            (of("evidence", "E09", "issued"), "2027-06-25", "future-date"),
            (of("plans", "pl3", "owner"), "", "goal-without-plan"),
            (of("previous", "v1", "note"), "", "previous-finding-open"),
            (
                of("segments", "s-cement", "name"),
                "水泥集团",
                "segment-dropped",
            ),
            (
                year("customer-satisfaction-steel-mid", "2026", "value"),
                "84",
                "adverse-trend-unexplained",
            ),
            (
                metric("outgoing-pass-rate-castable", "definition"),
                "",
                "metric-definition-missing",
            ),
            (
                year("debt-asset-ratio", "2026", "value"),
                "36.42",
                "formula-mismatch",
            ),
            (
                year("quality-loss-rate", "2026", "value"),
                "75",
                "value-implausible",
            ),
            (
                Place::Section("4.4.4".into(), "4.4.4-b".into()),
                "",
                "section-unanswered",
            ),
            (
                Place::Section("4.4.4".into(), "4.4.4-b".into()),
                "知识由技术中心管理，每月组织一次案例评审，通过的入库，入库的知识和引用次数见附件31。",
                "broken-reference",
            ),
        ];
        for (place, raw, check) in faults {
            let mut dossier = strong();
            place.write(&mut dossier, raw.to_owned());
            let found = found(dossier);
            assert!(found.contains(check), "{check} at {place}: {found:?}");
        }
    }
}

mod the_weak_one {
    use super::*;

    #[test]
    fn may_not_apply_before_three_things_have_passed() {
        let a = assessed(&weak());
        assert_eq!(a.overall, Overall::NotEligible);
        assert_eq!(in_state(&a.conditions, State::Fail), ["13-2"]);
        assert_eq!(in_state(&a.conditions, State::Unknown), ["13-3"]);
        assert_eq!(in_state(&a.exclusions, State::Fail), ["14-5", "14-8"]);
        assert_eq!(in_state(&a.exclusions, State::Unknown), Vec::<&str>::new());
        let release = |id: &str| {
            let mut all = a.conditions.iter().chain(&a.exclusions);
            all.find(|finding| finding.id == id).unwrap().release
        };
        assert_eq!(release("13-2"), Release::On(d("2027-11-02")), "excellence");
        assert_eq!(release("14-5"), Release::On(d("2028-01-01")), "a loss");
        assert_eq!(release("14-8"), Release::On(d("2028-08-12")), "an event");
        assert_eq!(a.earliest, Some(d("2028-08-12")));
        // The claim of a rank is about another year than the last.
        assert!(a.not_before_only);
    }

    #[test]
    fn is_told_what_else_does_not_fit() {
        let a = assessed(&weak());
        assert_eq!(
            Vec::from_iter(a.flags),
            [
                Flag::HonourExpired,
                Flag::NoticeNotFinished,
                Flag::RecommendationBeforeNoticeEnd,
            ]
        );
        assert_eq!((a.priority, a.srdi_quota), (State::Fail, false));
        assert_eq!(a.notice.state, State::Fail);
        let late = NoticeReason::NotFinished {
            end: d("2027-05-20"),
        };
        assert!(a.notice.reasons.contains(&late));
    }

    #[test]
    fn has_two_values_that_cannot_be_used() {
        let flaws = form_flaws(&weak());
        let places: Vec<_> = flaws.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(
            places,
            ["walk.answers.gen-uscc.value", "form.figures.ff-fig-rd.2024"]
        );
        assert!(matches!(flaws[0].1, Flaw::UsccCheck { .. }));
        assert_eq!(flaws[1].1, Flaw::NotANumber);
    }

    #[test]
    fn is_unfinished() {
        let dossier = weak();
        let criteria = &PACKS.criteria;
        let slots = progress::profile(&dossier, criteria);
        assert_eq!((slots.done, slots.total), (13, 14));
        let items = progress::items(&dossier, criteria);
        assert_eq!((items.done, items.total), (19, 23));
        assert!(dossier.item("4.4.7").unwrap().sections.is_empty());
        assert_eq!(
            computed(&dossier, "ff-fig-contribution-rate"),
            ["3.29", "11.62", "-"]
        );
        let form = progress::form(&form_view(&dossier, &PACKS.scheme, d("2027-05-20")));
        assert!(form.done < form.total);
    }

    #[test]
    fn scores_everything_alike() {
        let percents = progress::percents(&weak(), &PACKS.criteria);
        let total = progress::total(&PACKS.criteria, &percents);
        assert_eq!((total.scored, total.unscored), (22, 1));
        assert_eq!(total.score.to_string(), "752");
        let scored: Vec<_> = percents.into_iter().flatten().map(|p| p.get()).collect();
        assert_eq!(scored, [80; 22]);
    }

    /// Ids of checks in the first column of the tables of faults.
    fn explained() -> BTreeSet<String> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples");
        let text = std::fs::read_to_string(root.join("README.md")).unwrap();
        let (_, faults) = text.split_once("## Faults of the first draft").unwrap();
        let ids = faults.lines().filter_map(|line| {
            let (id, _) = line.strip_prefix("| `")?.split_once("` |")?;
            Some(id.to_owned())
        });
        ids.collect()
    }

    #[test]
    fn shows_the_faults_that_are_explained_and_no_others() {
        let found = found(weak());
        assert_eq!(found, explained());
        assert!(found.len() >= 15, "{}", found.len());
        assert!(reviewed(weak()).waived.is_empty());
    }
}
