//! Everything typed stands in the document once, in its order, whatever it is.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{PackageInput, PaperPart, Preset, Selection, document};
use crate::domain::date::Date;
use crate::dossier::{
    Claim, Dossier, EVIDENCE_FILES, EntriesAt, Entry, Event, FileMark, Group, Honour, Kind, List,
    Metric, PICTURES, Place, all_places, put_text,
};
use crate::export::document::{Block, Cell, Chapter, Document, Part, Row};
use crate::export::html;
use crate::pack::reserved::{AWARD_EVENTS, PRIZE, PUBLICITY, SHARING};
use crate::pack::{
    AskKind, ColumnKind, Factor, FormField, Item, Packs, Question, Register, RegisterOf,
};
use crate::testing::{d, packs};

const TODAY: &str = "2027-03-01";
/// The years of the form on that day, the one before them, and one that nobody asks for.
const YEARS: [&str; 3] = ["2024", "2025", "2026"];
const OPENING: &str = "2023";
const OTHER_YEAR: &str = "2019";

/// How the places of choices are filled.
#[derive(Clone, Copy, PartialEq)]
enum Choices {
    /// With a marker too: no choice is one of the list, no branch is taken.
    Unknown,
    /// So that every branch is taken.
    Open,
}

/// A dossier with something at every place there is, and where its markers stand in the order of the paper.
struct Filled {
    dossier: Dossier,
    places: Vec<Place>,
}

struct Filler<'p> {
    packs: &'p Packs,
    choices: Choices,
    filled: Filled,
}

fn marker(at: usize) -> String {
    format!("§{at:04}§")
}

impl Filler<'_> {
    fn text(&mut self, place: Place) {
        if self.filled.places.contains(&place) {
            return;
        }
        place.write(&mut self.filled.dossier, marker(self.filled.places.len()));
        self.filled.places.push(place);
    }

    fn choice(&mut self, place: Place, value: &str) {
        match self.choices {
            Choices::Unknown => self.text(place),
            Choices::Open => place.write(&mut self.filled.dossier, value.to_owned()),
        }
    }

    fn form(&mut self) {
        for field in &self.packs.scheme.form {
            if field.formula.is_some() {
                continue;
            }
            match field.kind {
                AskKind::Figures3y => self.years(field),
                AskKind::Choice if field.same_as.is_none() => {
                    let first = field.options[0].clone();
                    self.choice(Place::Form(field.id.as_str().into()), &first);
                }
                AskKind::YesNoUnsure => {
                    self.choice(Place::Form(field.id.as_str().into()), "yes");
                }
                _ => match &field.same_as {
                    None => self.text(Place::Form(field.id.as_str().into())),
                    Some(question) => {
                        let question = self.packs.scheme.question(question).unwrap();
                        self.answer(&question);
                    }
                },
            }
        }
    }

    fn years(&mut self, field: &FormField) {
        let opening = field.opening.then_some(OPENING);
        for year in opening.into_iter().chain(YEARS) {
            self.text(match &field.same_as {
                Some(_) => Place::Profit(year.into()),
                None => Place::Figure(field.id.as_str().into(), year.into()),
            });
        }
    }

    fn answer(&mut self, question: &Question<'_>) {
        let place = Place::Answer(question.id.into());
        match question.kind {
            AskKind::YesNoUnsure => self.choice(place, "yes"),
            AskKind::Rows => self.choice(place, "have"),
            AskKind::Choice if question.fact == "town" && self.choices == Choices::Open => {
                self.choice(place, "other");
                self.text(Place::Note(question.id.into()));
            }
            AskKind::Choice => self.choice(place, &question.options[0].value),
            _ => self.text(place),
        }
    }

    fn row(&mut self, question: &Question<'_>, list: List, id: &str) {
        for field in &question.fields {
            let place = Place::Row(list, id.into(), field.key.as_str().into());
            match field.kind {
                AskKind::Choice => self.choice(place, &field.options[0].value),
                // What goes on has no end.
                AskKind::YesNoUnsure => self.choice(place, "no"),
                _ => self.text(place),
            }
        }
    }

    fn walk(&mut self) {
        let scheme = &self.packs.scheme;
        for question in scheme.questions() {
            let group = |group: Group, key: &str| Place::Field(group, key.into());
            match (question.kind, question.fact) {
                (AskKind::Group, "previous_award") => {
                    self.choice(group(Group::PreviousAward, "status"), "revoked");
                    self.text(group(Group::PreviousAward, "awarded"));
                    self.text(group(Group::PreviousAward, "revoked"));
                }
                (AskKind::Group, "notice") => {
                    self.text(group(Group::Notice, "start"));
                    self.text(group(Group::Notice, "end"));
                    self.choice(group(Group::Notice, "objections"), "pending");
                }
                (AskKind::Group, _) => {
                    self.choice(group(Group::Recommendation, "opinion"), "agree");
                    self.choice(group(Group::Recommendation, "issuer_kind"), "town");
                    self.text(group(Group::Recommendation, "town"));
                    self.text(group(Group::Recommendation, "date"));
                }
                (AskKind::Rows, "ranking") => {
                    self.answer(&question);
                    let walk = Rc::make_mut(&mut self.filled.dossier.walk);
                    walk.ranking = ["r2", "r1"].map(claim).into();
                    self.row(&question, List::Ranking, "r2");
                    self.row(&question, List::Ranking, "r1");
                }
                (AskKind::Rows, _) => {
                    self.answer(&question);
                    let walk = Rc::make_mut(&mut self.filled.dossier.walk);
                    walk.honours.push(Honour {
                        id: "h1".into(),
                        ..Honour::default()
                    });
                    self.row(&question, List::Honours, "h1");
                }
                (AskKind::Figures, "profits") => self.text(Place::Profit(OTHER_YEAR.into())),
                _ => self.answer(&question),
            }
            if !question.id.starts_with("14") {
                self.text(Place::Note(question.id.into()));
                continue;
            }
            for nth in ["b", "a"] {
                let id = format!("{}{nth}", question.id);
                let walk = Rc::make_mut(&mut self.filled.dossier.walk);
                walk.events.push(Event {
                    id: id.clone(),
                    question: question.id.into(),
                    ..Event::default()
                });
                self.row(&question, List::Events, &id);
            }
            self.text(Place::Note(question.id.into()));
        }
    }

    /// Two entries of a register or list, with every column.
    fn entries(&mut self, at: &EntriesAt, register: &Register) {
        at.edit(&mut self.filled.dossier, |entries| {
            if entries.is_empty() {
                entries.extend(["x2", "x1"].map(Entry::new));
            }
        });
        for id in ["x2", "x1"] {
            let typed = register.columns.iter();
            for column in typed.filter(|column| column.key != EVIDENCE_FILES) {
                let place = Place::Entry(at.clone(), id.into(), column.key.as_str().into());
                match column.kind {
                    ColumnKind::Refs => {}
                    ColumnKind::Choice => self.choice(place, &column.options[0].value),
                    ColumnKind::YesNo => self.choice(place, "yes"),
                    _ => self.text(place),
                }
            }
        }
    }

    fn register(&mut self, id: &str) {
        let register = self.packs.criteria.register(id).unwrap();
        self.entries(&EntriesAt::Register(id.into()), register);
    }

    /// A register that an application has no place for: in the order of the file, columns by key.
    fn left_register(&mut self, id: &str) {
        let mut register = self.packs.criteria.register(id).unwrap().clone();
        register.columns.sort_by(|a, b| a.key.cmp(&b.key));
        self.entries(&EntriesAt::Register(id.into()), &register);
    }

    /// The registers that are printed here.
    fn register_at(&mut self, at: &str) {
        let all = self.packs.criteria.registers_of(RegisterOf::Dossier);
        let here = all.filter(|it| !it.internal && it.at[0] == at);
        let here: Vec<_> = here.map(|it| &it.id).collect();
        for id in here {
            self.register(id);
        }
    }

    /// A table that a person added at a slot or sub-heading.
    fn table(&mut self, at: &str) {
        let tables = EntriesAt::Register("tables".into());
        let id = format!("t-{at}");
        let mut entry = Entry::new(&id);
        put_text(&mut entry.fields, "at", at.to_owned());
        tables.edit(&mut self.filled.dossier, |entries| entries.push(entry));
        for key in ["title", "body"] {
            self.text(Place::Entry(tables.clone(), id.as_str().into(), key.into()));
        }
        self.picture(at);
    }

    /// A picture there, its file not at hand.
    fn picture(&mut self, at: &str) {
        let pictures = EntriesAt::Register(PICTURES.into());
        let id = format!("p-{at}");
        let mut entry = Entry::new(&id);
        put_text(&mut entry.fields, "at", at.to_owned());
        pictures.edit(&mut self.filled.dossier, |entries| entries.push(entry));
        // What it shows is said in its place, its title below.
        for key in ["alt", "title"] {
            self.text(Place::Entry(
                pictures.clone(),
                id.as_str().into(),
                key.into(),
            ));
        }
    }

    fn slot(&mut self, slot: &str) {
        self.text(Place::Slot(slot.into()));
        let mut keys = vec![format!("na.{slot}")];
        match slot {
            "B.1.1.c" => {
                let facts = ["total", "as_of", "dispatch", "form_as_of", "form_dispatch"];
                keys.extend(facts.map(str::to_owned));
            }
            "B.2.3" => keys.push("excellence_year".to_owned()),
            _ => {}
        }
        for key in keys {
            self.text(Place::Profile(key.into()));
        }
        self.register_at(slot);
        self.table(slot);
    }

    fn item(&mut self, item: &Item) {
        let id: Rc<str> = item.id.as_str().into();
        let dossier = &mut self.filled.dossier;
        dossier.edit_item(&id, |item| item.percent = Some(55));
        for key in ["na", "one_line", "improvement_date"] {
            self.text(Place::ItemField(id.clone(), key.into()));
        }
        for section in &item.sections {
            let key = format!("na.{}", section.id);
            self.text(Place::ItemField(id.clone(), key.into()));
            self.text(Place::Section(id.clone(), section.id.as_str().into()));
            self.table(&section.id);
            self.metric(&section.id);
        }
        self.register_at(&item.id);
        self.lists(&id, false);
    }

    fn lists(&mut self, item: &Rc<str>, internal: bool) {
        let lists = self.packs.criteria.registers_of(RegisterOf::Item);
        for list in lists.filter(|list| list.internal == internal) {
            self.entries(
                &EntriesAt::Item(item.clone(), list.id.as_str().into()),
                list,
            );
        }
    }

    fn remarks(&mut self, item: &Item) {
        self.lists(&item.id.as_str().into(), true);
        for section in &item.sections {
            let id: Rc<str> = format!("m-{}", section.id).into();
            for key in ["aliases", "times", "average", "max"] {
                self.text(Place::Metric(id.clone(), key.into()));
            }
        }
    }

    fn metric(&mut self, section: &str) {
        let id: Rc<str> = format!("m-{section}").into();
        let mut metric = Metric::new(&id);
        put_text(&mut metric.fields, "section", section.to_owned());
        put_text(&mut metric.fields, "library", "service-life".to_owned());
        self.filled.dossier.metrics.push(Rc::new(metric));
        for key in ["name", "unit", "direction"] {
            self.text(Place::Metric(id.clone(), key.into()));
        }
        for key in [
            "value",
            "until",
            "target",
            "numerator",
            "numerator_open",
            "denominator",
            "denominator_open",
        ] {
            for year in YEARS {
                self.text(Place::MetricYear(id.clone(), year.into(), key.into()));
            }
        }
        for key in [
            "definition",
            "low",
            "high",
            "cadence",
            "limit",
            "limit_kind",
            "limit_basis",
            "no_comparison",
            "note",
            "new_since",
            "new_reason",
        ] {
            self.text(Place::Metric(id.clone(), key.into()));
        }
        for list in self.packs.criteria.registers_of(RegisterOf::Metric) {
            self.entries(
                &EntriesAt::Metric(id.clone(), list.id.as_str().into()),
                list,
            );
        }
    }

    fn judged(&mut self, item: &Item) {
        let id: Rc<str> = item.id.as_str().into();
        for factor in Factor::of(item.kind) {
            self.text(Place::FactorNote(id.clone(), factor.key().into()));
        }
        for key in ["owner", "status"] {
            self.text(Place::ItemField(id.clone(), key.into()));
        }
    }

    fn settled(&mut self, item: &Item) {
        for key in ["consensus", "consensus_reason"] {
            self.text(Place::ItemField(item.id.as_str().into(), key.into()));
        }
    }

    fn all(mut self, kind: Kind) -> Filled {
        let Packs {
            scheme, criteria, ..
        } = self.packs;
        if kind == Kind::Application {
            self.form();
            self.register_at("form");
        }
        self.walk();
        for setting in &scheme.settings {
            self.choice(
                Place::Setting(setting.id.as_str().into()),
                &setting.options[1].value,
            );
        }
        for slot in &criteria.profile {
            self.slot(&slot.id);
        }
        for item in &criteria.items {
            self.item(item);
        }
        for item in &criteria.items {
            self.text(Place::Reason(item.id.as_str().into()));
        }
        for item in &criteria.items {
            self.settled(item);
        }
        for item in &criteria.items {
            self.judged(item);
        }
        self.register("waivers");
        self.register("figures");
        for item in &criteria.items {
            self.remarks(item);
        }
        self.register("evidence");
        self.register_at("form");
        // What an application has no place for, in the order of the file.
        self.form();
        for field in &scheme.form {
            if field.kind == AskKind::Figures3y && field.same_as.is_none() {
                self.text(Place::Figure(field.id.as_str().into(), OTHER_YEAR.into()));
            }
        }
        for id in [AWARD_EVENTS, PRIZE, PUBLICITY, SHARING] {
            self.left_register(id);
        }
        self.text(Place::Awarded);
        self.text(Place::Year);
        for key in ["certificate", "money", "money_date", "previous"] {
            self.text(Place::Award(key.into()));
        }
        for section in &scheme.annual {
            self.text(Place::AnnualText(section.id.as_str().into()));
        }
        self.filled
    }
}

fn claim(id: &str) -> Claim {
    Claim {
        id: id.into(),
        ..Claim::default()
    }
}

fn filled(packs: &Packs, kind: Kind, choices: Choices) -> Filled {
    let dossier = Dossier::new("d1".into(), kind, "gongyi-2023", "gbt-19580-2012");
    let filler = Filler {
        packs,
        choices,
        filled: Filled {
            dossier,
            places: Vec::new(),
        },
    };
    filler.all(kind)
}

fn made(dossier: &Dossier, packs: &Packs, today: Date) -> Document {
    chosen(dossier, packs, today, &Selection::all(dossier.kind))
}

fn chosen(dossier: &Dossier, packs: &Packs, today: Date, parts: &Selection) -> Document {
    let calendar = packs.holidays.calendar();
    let of = PackageInput::new(dossier, packs, &calendar, today);
    document(&of, parts)
}

/// The blocks of a chapter, those that belong together one by one.
fn blocks(chapter: &Chapter) -> Vec<&Block> {
    let blocks = chapter.blocks.iter();
    let each = blocks.flat_map(|block| match block {
        Block::Together(blocks) => blocks.iter().collect(),
        block => vec![block],
    });
    each.collect()
}

/// The HTML of the chapters: cover and letter repeat what stands there.
fn chapters(document: &Document) -> String {
    let parts = document.parts.iter();
    let parts = parts.filter(|part| match part {
        Part::Chapter(chapter) => chapter.id != "c-letter",
        Part::Cover(_) | Part::Contents => false,
    });
    html::article(&Document {
        parts: parts.cloned().collect(),
        ..Document::default()
    })
}

/// The markers of a text in their order.
fn markers(text: &str) -> Vec<String> {
    let pieces: Vec<&str> = text.split('§').collect();
    let inside = pieces.iter().skip(1).step_by(2);
    inside.map(|digits| format!("§{digits}§")).collect()
}

/// Every kind of place. One that is new does not compile until it is filled above.
fn kind_of(place: &Place) -> usize {
    match place {
        Place::Setting(_) => 0,
        Place::Answer(_) => 1,
        Place::Note(_) => 2,
        Place::Row(List::Ranking, ..) => 3,
        Place::Row(List::Honours, ..) => 4,
        Place::Row(List::Events, ..) => 5,
        Place::Field(Group::Recommendation, _) => 6,
        Place::Field(Group::PreviousAward, _) => 7,
        Place::Field(Group::Notice, _) => 8,
        Place::Profit(_) => 9,
        Place::Form(_) => 10,
        Place::Figure(..) => 11,
        Place::Slot(_) => 12,
        Place::Section(..) => 13,
        Place::Reason(_) => 14,
        Place::Awarded => 15,
        Place::Year => 16,
        Place::AnnualText(_) => 17,
        Place::Profile(_) => 18,
        Place::ItemField(..) => 19,
        Place::FactorNote(..) => 20,
        Place::Metric(..) => 21,
        Place::MetricYear(..) => 22,
        Place::Entry(EntriesAt::Register(_), ..) => 23,
        Place::Entry(EntriesAt::Item(..), ..) => 24,
        Place::Entry(EntriesAt::Metric(..), ..) => 25,
        Place::Award(_) => 26,
        // Chosen from what there is.
        Place::Depth | Place::Band(..) | Place::Spread => KINDS,
        // Printed with what was settled; see `consensus`.
        Place::Scorer(_) => KINDS,
        // No part of the papers.
        Place::Piece(_) => KINDS,
        // Printed on the papers of the round: see `export::papers`.
        Place::HandIn(_) => KINDS,
    }
}
const KINDS: usize = 27;

#[test]
fn the_filling_leaves_no_place_out() {
    let packs = packs();
    let filled = filled(&packs, Kind::Application, Choices::Unknown);
    let kinds: BTreeSet<usize> = filled.places.iter().map(kind_of).collect();
    assert_eq!(kinds.len(), KINDS);
    // Nor does the list that the paper is checked against.
    let listed: BTreeSet<Place> = all_places(&filled.dossier).into_iter().collect();
    let written: BTreeSet<Place> = filled.places.iter().cloned().collect();
    let missing = written.symmetric_difference(&listed);
    let missing: Vec<_> = missing.map(Place::to_string).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn everything_typed_stands_in_the_document_once() {
    let packs = packs();
    for kind in [Kind::Precheck, Kind::Application, Kind::Annual] {
        for choices in [Choices::Unknown, Choices::Open] {
            let filled = filled(&packs, kind, choices);
            let html = chapters(&made(&filled.dossier, &packs, d(TODAY)));
            let mut found = markers(&html);
            found.sort();
            let all: Vec<String> = (0..filled.places.len()).map(marker).collect();
            let wrong = |at: &usize| {
                let times = found.iter().filter(|found| **found == all[*at]).count();
                (times != 1).then(|| format!("{} {times} times", filled.places[*at]))
            };
            let wrong: Vec<_> = (0..all.len()).filter_map(|at| wrong(&at)).collect();
            assert_eq!(wrong, [""; 0], "{kind:?}");
            assert_eq!(found.len(), all.len());
        }
    }
}

#[test]
fn it_stands_in_the_order_of_the_paper() {
    let packs = packs();
    let filled = filled(&packs, Kind::Application, Choices::Open);
    let document = made(&filled.dossier, &packs, d(TODAY));
    let html = chapters(&document);
    let (counted, rest) = html.split_once("id=\"c-rest\"").unwrap();
    let found = markers(counted);
    let in_order: Vec<String> = (0..found.len()).map(marker).collect();
    // What is not asked for: a year too early in 14(五) stands in its answers.
    let name = |marker: &String| {
        let at: usize = marker.trim_matches('§').parse().unwrap();
        filled.places[at].to_string()
    };
    let names = |markers: &[String]| markers.iter().map(name).collect::<Vec<_>>();
    assert_eq!(names(&found), names(&in_order));
    let rest: BTreeSet<usize> = markers(rest)
        .iter()
        .map(|marker| kind_of(&filled.places[marker.trim_matches('§').parse::<usize>().unwrap()]))
        .collect();
    assert_eq!(rest, [11, 15, 16, 17, 23, 26].into());
}

fn chapter<'d>(document: &'d Document, id: &str) -> &'d Chapter {
    let mut chapters = document.parts.iter().filter_map(|part| match part {
        Part::Chapter(chapter) => Some(chapter),
        Part::Cover(_) | Part::Contents => None,
    });
    chapters.find(|chapter| chapter.id == id).unwrap()
}

/// What a chapter says for a name: the value of a form, or the other cells of a row.
fn says(document: &Document, id: &str, name: &str) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks(chapter(document, id)) {
        match block {
            Block::Form { rows, .. } => {
                let pairs = rows.iter().flatten().filter(|(other, _)| other == name);
                out.extend(pairs.map(|(_, value)| value.clone()));
            }
            Block::Table { rows, .. } => {
                let rows = rows.iter().filter(|row| row.cells[0].text() == name);
                let cells = rows.flat_map(|row| row.cells.iter().skip(1));
                out.extend(cells.map(|cell| cell.text().to_owned()));
            }
            _ => {}
        }
    }
    out
}

fn dossier(kind: Kind, typed: &[(Place, &str)]) -> Dossier {
    let mut dossier = Dossier::new("d1".into(), kind, "gongyi-2023", "gbt-19580-2012");
    for (place, raw) in typed {
        place.write(&mut dossier, (*raw).to_owned());
    }
    dossier
}

#[test]
fn nothing_is_blank_in_an_empty_dossier_but_what_the_town_fills_in() {
    let packs = packs();
    let mut by_town = packs.scheme.form.iter().filter(|field| field.by_town);
    let by_town = by_town.next().unwrap();
    for kind in [Kind::Precheck, Kind::Application, Kind::Annual] {
        let document = made(&dossier(kind, &[]), &packs, d(TODAY));
        for part in &document.parts {
            let Part::Chapter(chapter) = part else {
                continue;
            };
            for block in blocks(chapter) {
                match block {
                    Block::Form { rows, .. } => {
                        for (name, value) in rows.iter().flatten() {
                            let blank = *name == by_town.label;
                            assert_eq!(value.is_empty(), blank, "{} {name}", chapter.title);
                        }
                    }
                    Block::Table { rows, columns, .. } => {
                        for row in rows {
                            assert_eq!(row.cells.len(), columns.len());
                            let blank = row.cells.iter().any(|cell| cell.text().is_empty());
                            assert!(!blank || row.sum, "{} {row:?}", chapter.title);
                        }
                        let width: u8 = columns.iter().map(|column| column.width).sum();
                        assert_eq!(width, 20, "{}", chapter.title);
                    }
                    Block::Text(text) => assert_ne!(text, "", "{}", chapter.title),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn what_cannot_be_used_stands_as_typed_with_the_reason() {
    let packs = packs();
    let dossier = dossier(
        Kind::Application,
        &[
            (Place::Answer("13-1-d".into()), "2026-02-30"),
            (Place::Figure("ff-fig-vat".into(), "2026".into()), "12万5"),
            (Place::Form("ff-fill-date".into()), "下周"),
        ],
    );
    let document = made(&dossier, &packs, d(TODAY));
    let check = |id: &str, name: &str, at: usize, expected: &str| {
        assert_eq!(says(&document, id, name)[at], expected);
    };
    let no_day = "2026-02-30〔不能使用：没有 2026 年 2 月 30 日这一天，请核对〕";
    check("c-form", "成立日期", 0, no_day);
    check(
        "c-form",
        "填表日期",
        0,
        "下周〔不能使用：不是日期，请写成 2026-05-20 或 2026年5月20日〕",
    );
    let figure = &says(&document, "c-form", "应交增值税");
    assert!(
        figure[4].starts_with("12万5〔不能使用：不是数字"),
        "{figure:?}"
    );
    // The answer refers to the form, the finding says why, and neither repeats what was typed.
    let ask = "贵单位的成立日期是哪一天？";
    let ask = packs
        .scheme
        .question("13-1-d")
        .map_or(ask, |question| question.ask);
    check("c-walk", ask, 0, "见申报表“成立日期”");
    let html = html::article(&document);
    assert_eq!(html.matches("2026-02-30").count(), 1);
    assert!(html.contains("填写的内容暂不能用：没有 2026 年 2 月 30 日这一天"));
}

#[test]
fn scores_are_exact_and_unscored_is_not_zero() {
    let packs = packs();
    let mut dossier = dossier(
        Kind::Application,
        &[(Place::Reason("4.1.2".into()), "有证据")],
    );
    dossier.edit_item("4.1.2", |item| item.percent = Some(55));
    dossier.edit_item("4.4.3", |item| item.percent = Some(45));
    let document = made(&dossier, &packs, d(TODAY));
    let says = |name: &str| says(&document, "c-scores", name);
    assert_eq!(
        says("4.1.2 高层领导的作用"),
        ["50", "55 %", "27.5", "有证据"]
    );
    assert_eq!(says("4.4.3 财务资源"), ["15", "45 %", "6.75", "未填写"]);
    assert_eq!(says("4.1.3 组织治理"), ["30", "不计", "不计", "—"]);
    assert_eq!(
        says("4.1 领导"),
        [
            "110",
            "",
            "27.5",
            "已评 1 条 27.5 / 50 分，未评 2 条 60 分未计"
        ]
    );
    assert_eq!(
        says("合计"),
        [
            "1000",
            "",
            "34.25",
            "已评 2 条 34.25 / 65 分，未评 21 条 935 分未计"
        ]
    );
}

#[test]
fn an_event_that_is_missing_is_said_to_be() {
    let packs = packs();
    let typed = [
        (Place::Answer("13-1-a".into()), "yes"),
        (Place::Answer("14-7-a".into()), "yes"),
    ];
    let document = made(&dossier(Kind::Application, &typed), &packs, d(TODAY));
    assert_eq!(says(&document, "c-walk", "登记的事项"), ["未填写"]);
}

#[test]
fn a_branch_that_is_not_taken_is_listed_at_the_end() {
    let packs = packs();
    let dossier = dossier(
        Kind::Application,
        &[
            (Place::Answer("gen-org-kind".into()), "non_profit"),
            (Place::Answer("14-5-b".into()), "yes"),
            (Place::Figure("ff-fig-vat".into(), "2019".into()), "7"),
            (Place::Field(Group::PreviousAward, "status".into()), "none"),
            (
                Place::Field(Group::PreviousAward, "awarded".into()),
                "2020-01-01",
            ),
        ],
    );
    let document = made(&dossier, &packs, d(TODAY));
    let rest = chapter(&document, "c-rest");
    let Block::Table { rows, .. } = &rest.blocks[1] else {
        panic!("no table: {rest:?}")
    };
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.cells[0].text(), row.cells[1].text()))
        .collect();
    assert_eq!(
        rows,
        [
            (
                "第十四条第（五）项：本年度到目前累计有没有亏损？（只作提示，不影响判断）",
                "有"
            ),
            ("第二十五条：最近一次获奖的日期（通报日期）", "2020-01-01"),
            ("申报表：应交增值税（2019 年）", "7"),
        ]
    );
    assert!(
        rest.title.ends_with("、已填写、现在不计的内容"),
        "{}",
        rest.title
    );
    let empty = made(&Dossier::default(), &packs, d(TODAY));
    assert!(!html::article(&empty).contains("c-rest"));
}

#[test]
fn the_chapters_of_each_kind() {
    let packs = packs();
    let check = |kind: Kind, expected: &[&str]| {
        let document = made(&dossier(kind, &[]), &packs, d(TODAY));
        let parts = document.parts.iter().map(|part| match part {
            Part::Cover(cover) => cover.subtitle.as_str(),
            Part::Contents => "目录",
            Part::Chapter(chapter) => &chapter.title,
        });
        assert_eq!(parts.collect::<Vec<_>>(), expected);
    };
    check(Kind::Precheck, &["一、资格结论", "二、申报条件逐项回答"]);
    check(
        Kind::Application,
        &[
            "申报材料",
            "目录",
            "一、申报表",
            "二、申报条件逐项回答",
            "三、资格结论",
            "四、组织概述",
            "五、自我评价报告",
            "六、自评评分表",
            "七、证实性材料目录",
            "八、声明和签字盖章",
            "九、待确认事项",
        ],
    );
    check(
        Kind::Annual,
        &[
            "年度自评报告",
            "目录",
            "一、获奖组织和报告年度",
            "二、年度报告",
            "三、自我评价报告",
            "四、自评评分表",
            "五、声明和签字盖章",
        ],
    );
}

#[test]
fn the_cover_tells_one_version_from_another() {
    let packs = packs();
    let typed = [
        (Place::Form("ff-org-name".into()), "示例耐材有限公司"),
        (Place::Answer("gen-on".into()), "2027年5月20日"),
    ];
    let dossier = dossier(Kind::Application, &typed);
    let document = made(&dossier, &packs, d(TODAY));
    let Part::Cover(cover) = &document.parts[0] else {
        panic!("no cover")
    };
    let line = |at: usize| (cover.lines[at].0.as_str(), cover.lines[at].1.as_str());
    assert_eq!(line(0), ("申报组织", "示例耐材有限公司"));
    assert_eq!(line(1), ("申报日期", "2027 年 5 月 20 日"));
    assert_eq!(
        line(2).1,
        "《巩义市市长质量奖管理办法》\n巩政文〔2023〕21号"
    );
    assert_eq!(line(3).1, "卓越绩效评价准则（GB/T 19580-2012）");
    let fingerprint = crate::dossier::fingerprint(&dossier);
    assert_eq!(cover.foot[1].replace(' ', ""), fingerprint);
    assert_eq!(cover.foot.len(), 3);
    assert_eq!(document.title, "示例耐材有限公司申报材料");
    let (first, last) = (&fingerprint[..4], &fingerprint[60..]);
    assert!(document.note.starts_with(&format!("指纹 {first} ")));
    assert!(document.note.ends_with(&format!(" … {last}")));
}

#[test]
fn an_annual_report_says_which_year_of_the_award_it_is() {
    let packs = packs();
    let typed = [(Place::Awarded, "2027-05-20"), (Place::Year, "2028")];
    let document = made(&dossier(Kind::Annual, &typed), &packs, d("2028-03-01"));
    let check = |name: &str, expected: &str| {
        assert_eq!(says(&document, "c-basics", name), [expected]);
    };
    check("获奖日期", "2027-05-20");
    check("有效期", "4 年，至 2031-05-19；2031-05-20 起可再次申请");
    check("第几个年度", "有效期内第 2 个年度");
}

#[test]
fn everything_that_is_open_is_listed() {
    let packs = packs();
    let document = made(&dossier(Kind::Application, &[]), &packs, d(TODAY));
    let Block::Table { rows, .. } = &chapter(&document, "c-open").blocks[0] else {
        panic!("nothing is open")
    };
    let cites: Vec<_> = rows.iter().map(|row| row.cells[0].text()).collect();
    assert_eq!(cites.first(), Some(&"第二十五条"));
    assert_eq!(cites.last(), Some(&"第十七条第（二）项"));
    assert!(cites.contains(&"第十四条第（八）项"));
    // Who does not know yet is told where to look, not to wait until a loss is over.
    let losses = rows
        .iter()
        .find(|row| row.cells[0].text() == "第十四条第（五）项");
    let what = losses.map(|row| row.cells[3].text());
    assert_eq!(
        what,
        Some(
            "先核实有没有此情形，到这里查：经审计的财务报表、企业所得税年度纳税申报表。\
             查清后补全回答；仍拿不准的，向秘书处书面咨询。"
        )
    );
}

#[test]
fn tables_and_charts_are_printed_with_their_numbers() {
    let packs = packs();
    let mut dossier = dossier(Kind::Application, &[]);
    let tables = EntriesAt::Register("tables".into());
    for (id, at) in [("t1", "4.3.2-a"), ("t2", "B.1.1.a")] {
        tables.edit(&mut dossier, |entries| entries.push(Entry::new(id)));
        for (key, text) in [("at", at), ("title", id), ("body", "甲\t乙\n1\t2")] {
            Place::Entry(tables.clone(), id.into(), key.into()).write(&mut dossier, text.into());
        }
    }
    let mut metric = Metric::new("m1");
    put_text(&mut metric.fields, "section", "4.7.3-a".to_owned());
    put_text(&mut metric.fields, "name", "顾客满意度".to_owned());
    for year in 2013..2025 {
        metric.set_year(&year.to_string(), "value", format!("{}", year - 1930));
    }
    dossier.metrics.push(Rc::new(metric));
    let document = made(&dossier, &packs, d(TODAY));
    let captions = |id: &str| -> Vec<String> {
        let blocks = blocks(chapter(&document, id)).into_iter();
        let captions = blocks.filter_map(|block| match block {
            Block::Table { caption, .. } | Block::Chart { caption, .. } => Some(caption.clone()),
            _ => None,
        });
        captions.collect()
    };
    assert_eq!(captions("c-profile"), ["表 1 t2"]);
    assert_eq!(
        captions("c-items"),
        [
            "表 2 t1",
            "顾客满意度",
            "顾客满意度（续）",
            "图 1 顾客满意度"
        ]
    );
}

#[test]
fn pictures_and_tables_stand_where_the_text_says_and_papers_have_numbers() {
    let packs = packs();
    let mut dossier = dossier(Kind::Application, &[]);
    let digest = "ab".repeat(32);
    let mark = |name: &str| FileMark::new(&digest, 2048, "image/png", Some((8, 6)), name);
    let mut add = |register: &str, id: &str, fields: &[(&str, &str)]| {
        let at = EntriesAt::Register(register.into());
        at.edit(&mut dossier, |entries| entries.push(Entry::new(id)));
        for (key, text) in fields {
            let place = Place::Entry(at.clone(), id.into(), (*key).into());
            place.write(&mut dossier, (*text).into());
        }
    };
    let at = ("at", "4.1.2-a");
    let file = mark("架构.png").to_string();
    add(PICTURES, "p1", &[at, ("title", "流程"), ("alt", "五步")]);
    add(PICTURES, "p2", &[at, ("title", "架构"), ("file", &file)]);
    add(
        "tables",
        "t1",
        &[at, ("title", "分群"), ("body", "甲\t乙\n1\t2")],
    );
    let files = format!("{}\n{}", mark("执照.pdf"), mark("执照副本.pdf"));
    add(
        "evidence",
        "e1",
        &[("title", "执照"), ("files", &files), ("pages", "12")],
    );
    let text = "如下。\n〔图：架构〕\n见〔图：流程〕和〔证：执照〕、〔图：没有〕。\n〔表：分群〕";
    Place::Section("4.1.2".into(), "4.1.2-a".into()).write(&mut dossier, text.into());
    let document = made(&dossier, &packs, d(TODAY));
    let report = blocks(chapter(&document, "c-items"));
    let begin = report
        .iter()
        .position(|block| **block == Block::Text("如下。".into()))
        .unwrap();
    let shown: Vec<&str> = report[begin..begin + 5]
        .iter()
        .map(|block| match block {
            Block::Text(text) => text.as_str(),
            Block::Picture { caption, .. } | Block::Table { caption, .. } => caption,
            _ => "?",
        })
        .collect();
    assert_eq!(
        shown,
        [
            "如下。",
            "图 1 架构",
            "见图 2和〔证 1〕、〔图：没有〕。",
            "表 1 分群",
            "图 2 流程"
        ]
    );
    let Block::Picture { file, about, .. } = report[begin + 1] else {
        panic!("no picture")
    };
    assert_eq!(
        (file.as_ref(), about.as_str()),
        (Some(&mark("架构.png")), "")
    );
    let rows = |at: usize| -> Vec<String> {
        let Block::Table { rows, .. } = &chapter(&document, "c-evidence").blocks[at] else {
            panic!("no table")
        };
        let row = |row: &Row| {
            row.cells
                .iter()
                .map(Cell::text)
                .collect::<Vec<_>>()
                .join("|")
        };
        rows.iter().map(row).collect()
    };
    assert_eq!(rows(0), ["证 1|执照|12"]);
    assert_eq!(
        rows(1),
        [
            "证 1|执照.pdf|2 KB|abababababababab",
            "证 1|执照副本.pdf|2 KB|abababababababab"
        ]
    );
}

/// The titles of what is printed.
fn titles(document: &Document) -> Vec<&str> {
    let titles = document.parts.iter().map(|part| match part {
        Part::Cover(cover) => cover.subtitle.as_str(),
        Part::Contents => "目录",
        Part::Chapter(chapter) => &chapter.title,
    });
    titles.collect()
}

#[test]
fn chapters_are_numbered_as_they_are_chosen() {
    let packs = packs();
    let dossier = dossier(Kind::Application, &[]);
    let check = |preset: Preset, expected: &[&str]| {
        let parts = preset.parts(Kind::Application);
        let document = chosen(&dossier, &packs, d(TODAY), &parts);
        assert_eq!(titles(&document), expected, "{preset:?}");
    };
    check(
        Preset::HandIn,
        &[
            "申报材料",
            "目录",
            "一、申报表",
            "二、组织概述",
            "三、自我评价报告",
            "四、证实性材料目录",
            "五、声明和签字盖章",
        ],
    );
    check(Preset::Form, &["申报表"]);
    check(
        Preset::Report,
        &[
            "组织概述和自我评价报告",
            "目录",
            "一、组织概述",
            "二、自我评价报告",
        ],
    );
    check(
        Preset::Internal,
        &[
            "目录",
            "一、申报条件逐项回答",
            "二、资格结论",
            "三、自评评分表",
            "四、待确认事项",
        ],
    );
    for part in PaperPart::of(Kind::Application) {
        let alone = Selection::from_iter([*part]);
        let document = chosen(&dossier, &packs, d(TODAY), &alone);
        assert!(document.parts.len() <= 1, "{part:?}");
    }
}

/// What stays in the house is in none of the chapters that are handed in, everything else is there once.
#[test]
fn what_is_handed_in_leaves_out_what_is_internal_and_nothing_else() {
    let packs = packs();
    let dossier = filled(&packs, Kind::Application, Choices::Open).dossier;
    let markers_of = |parts: &Selection| {
        let document = chosen(&dossier, &packs, d(TODAY), parts);
        markers(&chapters(&document))
    };
    let all = markers_of(&Selection::all(Kind::Application));
    let handed_in = markers_of(&Preset::HandIn.parts(Kind::Application));
    let internal = markers_of(&Preset::Internal.parts(Kind::Application));
    assert_eq!(handed_in.len() + internal.len(), all.len());
    let (one, other): (BTreeSet<_>, BTreeSet<_>) = (
        handed_in.into_iter().collect(),
        internal.into_iter().collect(),
    );
    assert_eq!(one.intersection(&other).count(), 0);
    let at = |place: &Place| marker(filled_at(&packs, place));
    for (place, given) in [
        (Place::Slot("B.1.1.a".into()), true),
        (Place::Section("4.1.2".into(), "4.1.2-a".into()), true),
        (Place::Metric("m-4.7.2-a".into(), "definition".into()), true),
        (Place::Metric("m-4.7.2-a".into(), "times".into()), false),
        (Place::Reason("4.1.2".into()), false),
        (
            Place::Entry(
                EntriesAt::Item("4.1.2".into(), "opportunities".into()),
                "x2".into(),
                "text".into(),
            ),
            false,
        ),
    ] {
        assert_eq!(one.contains(&at(&place)), given, "{place}");
        assert_eq!(other.contains(&at(&place)), !given, "{place}");
    }
}

/// Where in the order of the filling a place comes.
fn filled_at(packs: &Packs, place: &Place) -> usize {
    let filled = filled(packs, Kind::Application, Choices::Open);
    filled
        .places
        .iter()
        .position(|other| other == place)
        .unwrap()
}

#[test]
fn unfilled_stands_at_what_is_required_and_is_counted() {
    let packs = packs();
    let evidence = EntriesAt::Register("evidence".into());
    let mut dossier = dossier(Kind::Application, &[]);
    evidence.edit(&mut dossier, |entries| {
        entries.extend([Entry::new("e1"), Entry::new("e2")]);
    });
    let at = |key: &str| Place::Entry(evidence.clone(), "e1".into(), key.into());
    at("code").write(&mut dossier, "附件1".into());
    let document = made(&dossier, &packs, d(TODAY));
    let said = html::article(&document).matches("未填写").count();
    assert_eq!(document.unfilled(), said);
    assert_eq!(says(&document, "c-form", "组织名称"), ["未填写"]);
    assert_eq!(says(&document, "c-form", "实际经营地址"), ["—"]);
    // A column in which nothing is written and nothing has to be is left out.
    let Block::Table { columns, rows, .. } = &chapter(&document, "c-evidence").blocks[0] else {
        panic!("no table")
    };
    let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["附件号", "名称"]);
    assert_eq!(columns.iter().map(|column| column.width).sum::<u8>(), 20);
    let cells: Vec<_> = rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(Cell::text)
        .collect();
    assert_eq!(cells, ["附件1", "未填写", "证 2", "未填写"]);
    // An item with nothing at all says so once; what does not apply owes no text.
    let report = Selection::from_iter([PaperPart::Report]);
    let blank = chosen(&dossier, &packs, d(TODAY), &report).unfilled();
    assert_eq!(blank, packs.criteria.items.len());
    let na = Place::ItemField("4.1.2".into(), "na".into());
    na.write(&mut dossier, "没有".into());
    assert_eq!(
        chosen(&dossier, &packs, d(TODAY), &report).unfilled(),
        blank - 1
    );
    // Once it is begun, each of its sub-headings.
    na.write(&mut dossier, String::new());
    let place = Place::Section("4.1.2".into(), "4.1.2-b".into());
    place.write(&mut dossier, "写了。".into());
    let sections = packs.criteria.item("4.1.2").unwrap().sections.len();
    assert_eq!(
        chosen(&dossier, &packs, d(TODAY), &report).unfilled(),
        blank - 1 + sections - 1
    );
    dossier.depth = "quick".into();
    assert_eq!(
        chosen(&dossier, &packs, d(TODAY), &report).unfilled(),
        blank - 1
    );
}

#[test]
fn paper_names_no_program_and_no_code_of_ours() {
    let packs = packs();
    for kind in [Kind::Precheck, Kind::Application, Kind::Annual] {
        let dossier = filled(&packs, kind, Choices::Open).dossier;
        let document = made(&dossier, &packs, d(TODAY));
        let html = html::article(&document);
        for word in [
            "quality-award",
            "gongyi-2023",
            "自拟",
            "数据格式",
            "表号",
            "车间",
        ] {
            assert!(!html.contains(word), "{kind:?} {word}");
        }
    }
}
