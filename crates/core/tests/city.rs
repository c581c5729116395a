//! What only the pages show of another city: the letter with open questions, texts that cannot be used, what the
//! examiner's eye says of windows and of numbers of items. The command's tests of `tests/city` have the rest.
#![cfg(feature = "toml")]

use std::path::Path;
use std::rc::Rc;
use std::sync::LazyLock;

use quality_award_core::domain::date::{Calendar, Date};
use quality_award_core::domain::settings::MunicipalScope;
use quality_award_core::domain::verdict::Assessment;
use quality_award_core::dossier::{self, Dossier, List, Place};
use quality_award_core::export::{enquiry, finding_text};
use quality_award_core::pack::{self, Packs};
use quality_award_core::review::{self, ReviewPacks};
use quality_award_core::views::{self, FlawedIn};

static PACKS: LazyLock<Packs> = LazyLock::new(|| {
    let root = root().join("tests/city");
    let mut files = Vec::new();
    for folder in ["shili-2025", "shili-zhunze-2025", "calendar"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            files.push((name, std::fs::read_to_string(entry.path()).unwrap()));
        }
    }
    pack::read(&files).unwrap().packs().unwrap()
});

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn today() -> Date {
    Date::new(2026, 5, 1).unwrap()
}

fn calendar() -> Calendar {
    PACKS.holidays.calendar()
}

/// The application of 示例企业 with other texts.
fn application(changes: &[(Place, &str)]) -> Dossier {
    let file = std::fs::read(root().join("tests/city/application.json")).unwrap();
    let opened = dossier::open(&file, &PACKS.scheme, &PACKS.criteria).unwrap();
    let mut dossier = opened.dossier;
    for (place, text) in changes {
        place.write(&mut dossier, (*text).to_owned());
    }
    dossier
}

fn assessed(dossier: &Dossier) -> Assessment {
    views::assess(dossier, &PACKS.scheme, &calendar(), today()).assessment
}

/// What a check says.
fn told(check: &str, dossier: Dossier) -> Vec<String> {
    let packs = ReviewPacks {
        scheme: &PACKS.scheme,
        criteria: &PACKS.criteria,
        metrics: &PACKS.metrics,
        checks: &PACKS.checks,
        calendar: &calendar(),
    };
    let found = review::review(&Rc::new(dossier), packs, today());
    let of_check = found.open.into_iter().filter(|found| found.check == check);
    of_check.map(|found| found.text).collect()
}

#[test]
fn the_letter_says_who_recommends_here() {
    let dossier = application(&[]);
    let asked = enquiry::open_questions(&dossier, &PACKS.scheme, &assessed(&dossier));
    let situations: Vec<&String> = asked.iter().flat_map(|asked| &asked.situation).collect();
    assert_eq!(situations, ["推荐意见由示例协会出具，不是开发区（街道）。"]);
}

#[test]
fn a_text_that_cannot_be_used_is_named_as_here() {
    let street = || "gen-street".into();
    let dossier = application(&[
        (Place::Answer(street()), "other"),
        (Place::Note(street()), "某\u{FFFD}街道"),
    ]);
    let assessment = assessed(&dossier);
    let (scheme, criteria) = (&PACKS.scheme, &PACKS.criteria);
    let flawed = views::flawed(FlawedIn::Papers, &dossier, scheme, criteria, &assessment);
    let at_note = flawed
        .iter()
        .find(|flawed| flawed.place == Place::Note(street()));
    assert_eq!(at_note.unwrap().label, "开发区（街道）名称");
}

#[test]
fn readings_and_windows_have_its_years() {
    assert!(finding_text::readings_differ(&PACKS.scheme).starts_with("“近 5 年”从哪个日期起算"));
    // The year 2021 lies only partly in a window that begins on 10 June 2021.
    let figure = Place::Figure("sf-accidents".into(), "2021".into());
    let none = Place::Answer("10-1-a".into());
    let event = Place::Row(List::Events, "e1".into(), "date".into());
    let dossier = application(&[(none, "no"), (event, "2020-05-20"), (figure, "1")]);
    let told = told("accident-vs-declaration", dossier);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].ends_with("该年度只有一部分在近 5 年之内，请核对日期。"),
        "{told:?}"
    );
}

#[test]
fn numbers_of_items_are_those_of_its_edition() {
    let section = || Place::Section("5.1.1".into(), "5.1.1-a".into());
    let told = |text: &str| told("edition-mixed", application(&[(section(), text)]));
    // Of another chapter: no number of these criteria at all.
    assert_eq!(told("4.1.2 领导的作用\n每月一次。"), Vec::<String>::new());
    assert_eq!(told("5.1.2 目标\n每月一次。"), Vec::<String>::new());
    let wrong = told("5.1.9 别的\n每月一次。");
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert!(
        wrong[0].contains("标题编号 5.1.9 不是本版本的条目号"),
        "{wrong:?}"
    );
}

/// The value that dossiers of Gongyi have stored, and a name for other cities.
#[test]
fn whose_inspections_count_has_a_name_of_its_own() {
    use quality_award_core::domain::settings::Settings;
    for value in ["zhengzhou_and_gongyi", "prefecture_and_county"] {
        let mut settings = Settings::default();
        assert_eq!(
            settings.set(Settings::MUNICIPAL_SCOPE, "prefecture_only"),
            Ok(())
        );
        assert_eq!(settings.set(Settings::MUNICIPAL_SCOPE, value), Ok(()));
        assert_eq!(
            settings.municipal_scope,
            MunicipalScope::PrefectureAndCounty
        );
    }
}
