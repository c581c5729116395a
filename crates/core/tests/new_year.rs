//! The report of the next year: nothing bound to a year comes along unnoticed, nothing else is lost, and the series of
//! reports holds until one of them is changed.
#![cfg(feature = "toml")]

mod data;

use std::path::Path;

use data::PACKS;
use quality_award_core::domain::date::Date;
use quality_award_core::dossier::{
    self, Dossier, EntriesAt, Entry, Fingerprint, Kind, Place, all_places, kept_without_place,
    new_year, put_ref, put_text,
};
use quality_award_core::export::package::{self, PackageInput, Selection};
use quality_award_core::views::{self, SeriesFile, carried, series, year_on_year};

fn opened(path: &str) -> Dossier {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests")
        .join(path);
    let bytes = std::fs::read(path).unwrap();
    dossier::open(&bytes, &PACKS.scheme, &PACKS.criteria)
        .unwrap()
        .dossier
}

/// The application of the sample, an annual report with something at every place, and one with ids the packs do not know.
fn all() -> [Dossier; 3] {
    [
        opened("samples/strong.json"),
        opened("dossiers/package-0.2-every-field.json"),
        opened("dossiers/package-0.2-gone-ids.json"),
    ]
}

fn next(last: &Dossier) -> Dossier {
    new_year(last, "next1".into(), &PACKS.scheme)
}

/// What belongs to a year, by where it stands in the file.
fn of_a_year(place: &Place) -> bool {
    let text = place.to_string();
    let item = |key: &str| text.starts_with("items[") && text.ends_with(key);
    let begins = |of: &str| text.starts_with(of);
    match place {
        Place::Answer(id) | Place::Note(id) => PACKS.scheme.question(id).is_some_and(|question| {
            **id == *"gen-on" || question.part != quality_award_core::pack::Part::General
        }),
        Place::AnnualText(id) => PACKS.scheme.annual_section(id).is_some_and(|section| {
            section.mode != quality_award_core::pack::AnnualMode::CarryForward
        }),
        Place::HandIn(key) => !key.starts_with("due."),
        Place::Year => true,
        _ => {
            begins("walk.ranking")
                || begins("walk.events")
                || begins("walk.town_recommendation")
                || begins("walk.previous_award")
                || begins("walk.notice")
                || begins("registers.waivers")
                || begins("registers.previous")
                || begins("annual.award.previous")
                || text.contains(".lists.opportunities")
                || ["status", "consensus", "consensus_reason", "last_percent"]
                    .iter()
                    .any(|key| item(&format!(".fields.{key}")))
        }
    }
}

#[test]
fn what_belongs_to_a_year_is_gone_and_nothing_else() {
    for last in all() {
        let next = next(&last);
        assert_eq!((next.kind, next.id.as_str()), (Kind::Annual, "next1"));
        for place in all_places(&last) {
            let (before, after) = (place.read(&last), place.read(&next));
            match of_a_year(&place) {
                false => assert_eq!(before, after, "{place}"),
                true => assert!(
                    after != before || matches!(place, Place::Entry(..)),
                    "{place}"
                ),
            }
        }
        assert!(next.sheets.is_empty());
        assert!(next.register("waivers").is_empty());
        for item in &next.items {
            assert_eq!(item.percent, None);
            assert!(item.list("opportunities").is_empty());
            assert!(item.factors.values().all(|judged| judged.band.is_empty()));
            let then = last.item(&item.id).unwrap();
            let percent = then
                .percent
                .map_or(String::new(), |percent| percent.to_string());
            assert_eq!(item.get("last_percent"), percent);
            assert_eq!(
                (&then.sections, &then.refs, &then.reason),
                (&item.sections, &item.refs, &item.reason)
            );
        }
        assert_eq!(next.metrics, last.metrics);
        assert_eq!(next.form, last.form);
        // Nothing new that the packs do not know.
        let unknown = |of: &Dossier| kept_without_place(of, &PACKS.scheme, &PACKS.criteria).len();
        assert!(unknown(&next) <= unknown(&last));
    }
}

#[test]
fn twice_in_a_row_gives_the_same_and_opens_as_it_was_written() {
    for last in all() {
        let first = next(&last);
        assert_eq!(first, next(&last));
        let bytes = dossier::write(&first, "b1");
        let again = dossier::open(&bytes, &PACKS.scheme, &PACKS.criteria).unwrap();
        assert_eq!(
            (again.fingerprint, again.dossier),
            (Fingerprint::Same, first)
        );
    }
}

#[test]
fn opportunities_wait_for_their_closure_until_they_are_done_or_dropped() {
    let last = opened("samples/strong.json");
    let opportunities = last
        .items
        .iter()
        .map(|item| item.list("opportunities").len());
    let opportunities: usize = opportunities.sum();
    let open = last.register("previous").iter();
    let open = open.filter(|entry| entry.get("status") != "done").count();
    let mut first = next(&last);
    assert_eq!(first.register("previous").len(), open + opportunities);
    assert!(opportunities > 0);
    let at = EntriesAt::Register("previous".into());
    at.edit(&mut first, |entries| {
        let statuses = ["done", "dropped"]
            .into_iter()
            .cycle()
            .take(entries.len() - 1);
        for (entry, status) in entries.iter_mut().zip(statuses) {
            put_text(&mut entry.fields, "status", status.into());
        }
    });
    assert_eq!(next(&first).register("previous").len(), 1);
}

#[test]
fn both_years_stand_beside_each_other_and_what_came_along_waits_to_be_looked_at() {
    let last = opened("samples/strong.json");
    let mut now = next(&last);
    let score = |dossier: &Dossier| {
        let percents = views::progress::percents(dossier, &PACKS.criteria);
        views::progress::total(&PACKS.criteria, &percents)
    };
    now.edit_item("4.1.2", |item| {
        item.percent = last.item("4.1.2").unwrap().percent
    });
    now.edit_item("4.1.3", |item| item.percent = Some(100));
    let years = year_on_year(&now, &PACKS.criteria).unwrap();
    assert_eq!((years.last, years.now), (score(&last), score(&now)));
    let said: Vec<String> = years.items.iter().map(|item| item.change()).collect();
    assert_eq!(said[0], "持平");
    assert!(said[1].starts_with("升 ") && said[2].is_empty(), "{said:?}");
    let unseen = |dossier: &Dossier| {
        let carried = carried(dossier, &PACKS.scheme, &PACKS.criteria);
        carried.iter().filter(|of| !of.seen).count()
    };
    assert_eq!(unseen(&now), 14 + 23);
    let first = carried(&now, &PACKS.scheme, &PACKS.criteria)[0].place();
    let printed = dossier::fingerprint(&now);
    first.write(&mut now, "yes".into());
    assert_eq!((unseen(&now), dossier::fingerprint(&now)), (36, printed));
    // Looked at last year is not looked at this year.
    assert_eq!(unseen(&next(&now)), 14 + 23);
    assert_eq!(unseen(&last), 0);
    let calendar = PACKS.holidays.calendar();
    let of = PackageInput::new(&now, &PACKS, &calendar, Date::new(2028, 5, 20).unwrap());
    let document = package::document(&of, &Selection::all(Kind::Annual));
    let texts = document.texts();
    assert!(texts.contains(&"与上年比较") && texts.contains(&"持平"));
}

/// The sample's winning application and four reports.
fn chain() -> Vec<Dossier> {
    let mut chain = vec![opened("samples/strong.json")];
    for year in 2027..2031 {
        let last = chain.last().unwrap();
        let mut next = new_year(last, format!("y{year}"), &PACKS.scheme);
        if year == 2027 {
            Place::Awarded.write(&mut next, "2027-11-20".into());
            Place::Year.write(&mut next, "2027".into());
        }
        assert_eq!(next.annual.year, year.to_string());
        EntriesAt::Register("prize".into()).edit(&mut next, |entries| {
            let mut entry = Entry::new(&format!("p{year}"));
            put_text(&mut entry.fields, "amount", "1000.10".into());
            put_ref(&mut entry.refs, "use", "use-brand", true);
            entries.push(entry);
        });
        next.edit_item("4.1.2", |item| item.percent = Some(60));
        chain.push(next);
    }
    chain
}

fn told(chain: &[Dossier]) -> Vec<String> {
    let names = ["申报", "2027", "2028", "2029", "2030", "多的"];
    let files: Vec<SeriesFile<'_>> = chain
        .iter()
        .zip(names)
        .map(|(dossier, name)| SeriesFile {
            name,
            dossier,
            fingerprint: &Fingerprint::Same,
        })
        .collect();
    series(&files, &PACKS.scheme)
}

#[test]
fn a_series_holds_until_a_past_file_is_changed_and_that_one_is_named() {
    let whole = chain();
    assert_eq!(told(&whole), [""; 0]);
    assert_eq!(whole[4].register("prize").len(), 4);
    for at in 0..4 {
        let mut changed = chain();
        Place::Slot("B.2.2".into()).write(&mut changed[at], "后来改的".into());
        let said = told(&changed);
        let names = ["申报", "2027", "2028", "2029", "2030"];
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with(&format!("{}：接的那一份", names[at + 1])),
            "{said:?}"
        );
        assert!(
            said[0].contains(&format!("排在前面的 {} 可能", names[at])),
            "{said:?}"
        );
    }
    // A year is missing; a year stands twice; another organisation; a year outside the term.
    let mut gap = chain();
    gap.remove(2);
    let said = told(&gap);
    assert!(
        said.iter().any(|line| line == "缺 2028 年的报告"),
        "{said:?}"
    );
    let mut twice = chain();
    twice.push(twice[4].clone());
    Place::Form("ff-org-name".into()).write(&mut twice[5], "另一家".into());
    let said = told(&twice);
    assert!(
        said.iter().any(|line| line.contains("2030 年已经有一份")),
        "{said:?}"
    );
    assert!(
        said.iter().any(|line| line.contains("“另一家”")),
        "{said:?}"
    );
    let mut late = chain();
    Place::Year.write(&mut late[4], "2031".into());
    let said = told(&late);
    assert!(
        said.iter()
            .any(|line| line.contains("2031 年不在这次获奖的有效期里")),
        "{said:?}"
    );
}
