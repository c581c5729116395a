//! Every field whose text is not a value of its kind. A field on a page, the list of what stands in
//! the way of going on, and the examiner's-eye check all say the same because they take it from here.
//!
//! To add a typed field: 1 its kind in [`ValueKind::of`], if the data's way of asking does not say it, or its line in
//! `field_kinds`; 2 its place in one of the functions of [`flawed`], with whether it counts.

use std::rc::Rc;

use crate::domain::input::{self, Flaw};
use crate::domain::verdict::Assessment;
use crate::dossier::{
    Dossier, EntriesAt, HAVE, Kind, List, NONE, Place, ValueKind, asked_event_fields, asked_fields,
    column_flaw, group_of, list_of, loss_years, rows_answer,
};
use crate::pack::{
    AskKind, Choice, Criteria, Field, Part, Question, Register, RegisterOf, Scheme, cite,
};

use super::form::{FormValue, form_view};
use super::steps::Steps;
use crate::dossier::field_kinds::{
    self, FieldKind, FieldSpec, HandInField, NOT_APPLICABLE, YES_NO_UNSURE, hand_in_field,
};

/// A text that cannot be used as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flawed {
    /// Where it is written.
    pub place: Place,
    /// What it belongs to: the question, the part of the papers.
    pub of: String,
    /// What the field is called within that; empty where there is only one.
    pub label: String,
    /// Why it cannot be used.
    pub flaw: Flaw,
    /// Whether it is asked for as things stand. What is written on a branch no longer taken is kept and counts for
    /// nothing.
    pub counts: bool,
}

/// Collects what is flawed, in the order of looking.
struct Search<'a> {
    dossier: &'a Dossier,
    found: Vec<Flawed>,
}

impl Search<'_> {
    fn look(&mut self, place: Place, kind: ValueKind, of: &str, label: &str, counts: bool) {
        let flaw = kind.flaw(place.read(self.dossier));
        self.note(place, flaw, of, label, counts);
    }

    fn note(&mut self, place: Place, flaw: Option<Flaw>, of: &str, label: &str, counts: bool) {
        if let Some(flaw) = flaw {
            self.found.push(Flawed {
                place,
                of: of.to_owned(),
                label: label.to_owned(),
                flaw,
                counts,
            });
        }
    }

    /// A field of a group, row or event. A code is no text: only one of the list can be stored.
    fn field(&mut self, place: Place, field: &Field, of: &str, row: &str, counts: bool) {
        let label = match row {
            "" => field.label.clone(),
            row => format!("{row}，{}", field.label),
        };
        match field.kind {
            AskKind::Choice => self.code(place, values(&field.options), of, &label, counts),
            AskKind::YesNoUnsure => self.code(place, YES_NO_UNSURE, of, &label, counts),
            _ => self.look(place, ValueKind::of(field), of, &label, counts),
        }
    }

    fn code<'o>(
        &mut self,
        place: Place,
        values: impl IntoIterator<Item = &'o str>,
        of: &str,
        label: &str,
        counts: bool,
    ) {
        let flaw = input::choice(place.read(self.dossier), values).flaw();
        self.note(place, flaw, of, label, counts);
    }
}

fn values(options: &[Choice]) -> impl Iterator<Item = &str> {
    options.iter().map(|option| option.value.as_str())
}

/// What is flawed among the answers to a question of the walk, its rows, fields, events and note.
pub fn flawed_answers(
    question: &Question<'_>,
    dossier: &Dossier,
    scheme: &Scheme,
    assessment: &Assessment,
) -> Vec<Flawed> {
    let mut search = Search {
        dossier,
        found: Vec::new(),
    };
    let of = match question.part {
        Part::General => format!("“{}”", question.ask),
        _ => format!("{}“{}”", cite(question.article), question.ask),
    };
    let walk = &*dossier.walk;
    let answer = Place::Answer(question.id.into());
    match question.kind {
        AskKind::Group => {
            let asked: Vec<&Field> = asked_fields(question, walk).collect();
            if let Some(group) = group_of(question) {
                for field in &question.fields {
                    let place = Place::Field(group, field.key.as_str().into());
                    search.field(place, field, &of, "", asked.contains(&field));
                }
            }
        }
        AskKind::Rows => {
            let have = rows_answer(question, walk) == HAVE;
            search.code(answer, [HAVE, NONE, "unsure"], &of, "", true);
            if let Some(list) = list_of(question) {
                for (at, id) in list.ids(walk).into_iter().enumerate() {
                    let row = format!("第 {} 条", at + 1);
                    for field in &question.fields {
                        search.field(row_place(list, id, field), field, &of, &row, have);
                    }
                }
            }
        }
        AskKind::Figures if question.part == Part::Exclusion => {
            let asked = loss_years(assessment, question.of);
            for year in walk.profits.keys() {
                let counts = asked.iter().any(|asked| asked.to_string() == *year);
                let place = Place::Profit(year.as_str().into());
                search.look(
                    place,
                    ValueKind::Decimal,
                    &of,
                    &format!("{year} 年度"),
                    counts,
                );
            }
        }
        AskKind::YesNoUnsure => search.code(answer, YES_NO_UNSURE, &of, "", true),
        AskKind::Choice => search.code(answer, values(question.options), &of, "", true),
        _ => search.look(answer, ValueKind::of_question(question), &of, "", true),
    }
    if question.part == Part::Exclusion {
        let counted = question.kind == AskKind::Figures || walk.value(question.id) == "yes";
        let events = walk.events.iter();
        let events = events.filter(|event| event.question == question.id);
        for (at, event) in events.enumerate() {
            let row = format!("登记的第 {} 件", at + 1);
            let asked: Vec<&Field> = asked_event_fields(question, event).collect();
            for field in &question.fields {
                let place = row_place(List::Events, &event.id, field);
                let counts = counted && asked.contains(&field);
                search.field(place, field, &of, &row, counts);
            }
        }
    }
    let name = format!("{}名称", scheme.about.recommender.value);
    let note = match question.fact {
        "town" => name.as_str(),
        _ => "备注",
    };
    search.look(
        Place::Note(question.id.into()),
        ValueKind::Text,
        &of,
        note,
        true,
    );
    search.found
}

fn row_place(list: List, id: &str, field: &Field) -> Place {
    Place::Row(list, id.into(), field.key.as_str().into())
}

/// The parts of a dossier that are searched apart, so that a change in one does not make the others be searched again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlawedIn {
    /// The walk, the form, 组织概述 and the registers, the annual report.
    Papers,
    /// The metrics.
    Metrics,
    /// The items.
    Items,
    /// The names of the scorers of 合议.
    Sheets,
}

impl FlawedIn {
    /// All parts, in the order of the dossier.
    pub const ALL: [FlawedIn; 4] = [
        FlawedIn::Papers,
        FlawedIn::Metrics,
        FlawedIn::Items,
        FlawedIn::Sheets,
    ];
}

/// Everything that is flawed in a part of a dossier, in its order.
pub fn flawed(
    part: FlawedIn,
    dossier: &Dossier,
    scheme: &Scheme,
    criteria: &Criteria,
    assessment: &Assessment,
) -> Vec<Flawed> {
    let mut search = Search {
        dossier,
        found: Vec::new(),
    };
    let counts = dossier.kind != Kind::Precheck;
    match part {
        FlawedIn::Papers => {
            search.walk(scheme, assessment);
            search.form(scheme, assessment);
            search.profile(criteria, dossier.kind == Kind::Application);
            search.registers(criteria, counts);
            search.annual(scheme);
            search.hand_in(scheme);
        }
        FlawedIn::Metrics => search.metrics(criteria, counts),
        FlawedIn::Items => search.items(criteria, counts),
        FlawedIn::Sheets => search.sheets(counts),
    }
    search.found
}

impl Search<'_> {
    fn walk(&mut self, scheme: &Scheme, assessment: &Assessment) {
        let walked = self.dossier.kind != Kind::Annual;
        for step in Steps::of(scheme).all() {
            let taken = walked && step.needed(&self.dossier.walk);
            for question in &step.questions {
                let found = flawed_answers(question, self.dossier, scheme, assessment);
                self.found.extend(found.into_iter().map(|flawed| Flawed {
                    counts: flawed.counts && taken,
                    ..flawed
                }));
            }
        }
    }

    fn form(&mut self, scheme: &Scheme, assessment: &Assessment) {
        let filled = self.dossier.kind == Kind::Application;
        let view = form_view(self.dossier, scheme, assessment.on);
        for entry in view.entries().filter(|entry| entry.is_typed()) {
            let of = format!("申报表“{}”", entry.field.label);
            match &entry.value {
                FormValue::One(written) => {
                    self.note(written.place.clone(), written.flaw.clone(), &of, "", filled);
                }
                FormValue::Years(shown) => {
                    let figures = self.dossier.form.figures.get(&entry.field.id);
                    for year in figures.into_iter().flat_map(|figures| figures.keys()) {
                        let counts = shown.iter().any(|shown| shown.year.to_string() == *year);
                        let id = entry.field.id.as_str();
                        let place = Place::Figure(id.into(), year.as_str().into());
                        let label = format!("{year} 年");
                        self.look(place, ValueKind::Decimal, &of, &label, filled && counts);
                    }
                }
                FormValue::Computed(_) => {}
            }
        }
    }

    fn registers(&mut self, criteria: &Criteria, counts: bool) {
        for register in criteria.registers_of(RegisterOf::Dossier) {
            let at = EntriesAt::Register(register.id.as_str().into());
            self.entries(&at, register, &register.title, "", counts);
        }
    }

    fn sheets(&mut self, counts: bool) {
        for (at, sheet) in self.dossier.sheets.iter().enumerate() {
            let of = format!("合议的第 {} 位评分人", at + 1);
            let place = Place::Scorer(sheet.id.as_str().into());
            self.look(place, ValueKind::Text, &of, "姓名", counts);
        }
    }

    fn hand_in(&mut self, scheme: &Scheme) {
        let counts = self.dossier.kind == Kind::Application;
        for (key, raw) in &self.dossier.hand_in {
            let place = Place::HandIn(key.as_str().into());
            match hand_in_field(key, scheme) {
                Some(HandInField::Round(field)) => {
                    self.key(raw, || place, field, "当届通知", "", counts);
                }
                Some(HandInField::Paper(asked)) => {
                    let kind = match asked.kind {
                        AskKind::Date => ValueKind::Date,
                        _ => ValueKind::Text,
                    };
                    self.look(place, kind, "申报文书", &asked.label, counts);
                }
                Some(HandInField::Due(duty, year)) => {
                    let counts = self.dossier.kind == Kind::Annual;
                    let label = format!("{}（{year} 年）", duty.title);
                    self.look(place, ValueKind::Date, "获奖后要做的事", &label, counts);
                }
                Some(HandInField::Done(_) | HandInField::DutyDone(..) | HandInField::Seen)
                | None => {}
            }
        }
    }

    fn annual(&mut self, scheme: &Scheme) {
        let counts = self.dossier.kind == Kind::Annual;
        let of = "年度自评";
        self.look(Place::Awarded, ValueKind::Date, of, "获奖日期", counts);
        self.look(Place::Year, ValueKind::Year, of, "报告年度", counts);
        for key in field_kinds::AWARD {
            let place = Place::Award(key.key.into());
            let raw = place.read(self.dossier);
            self.key(raw, || place, key, "获奖后", "", counts);
        }
        for section in &scheme.annual {
            let place = Place::AnnualText(section.id.as_str().into());
            self.look(place, ValueKind::Text, of, &section.title, counts);
        }
    }

    fn profile(&mut self, criteria: &Criteria, counts: bool) {
        for slot in &criteria.profile {
            let of = format!("组织概述“{}”", slot.title);
            let place = Place::Slot(slot.id.as_str().into());
            self.look(place, ValueKind::Text, &of, "", counts);
            let reason = Place::Profile(format!("{}.{}", NOT_APPLICABLE.key, slot.id).into());
            let raw = reason.read(self.dossier);
            self.key(raw, || reason, &NOT_APPLICABLE, &of, "", counts);
        }
        for key in field_kinds::PROFILE {
            let place = Place::Profile(key.key.into());
            let raw = place.read(self.dossier);
            self.key(raw, || place, key, "组织概述", "", counts);
        }
    }

    fn metrics(&mut self, criteria: &Criteria, counts: bool) {
        for (at, metric) in self.dossier.metrics.iter().enumerate() {
            let of = match metric.get("name") {
                "" => format!("第 {} 个指标", at + 1),
                name => format!("指标“{name}”"),
            };
            let id: Rc<str> = metric.id.as_str().into();
            for key in field_kinds::METRIC {
                let place = || Place::Metric(id.clone(), key.key.into());
                self.key(metric.get(key.key), place, key, &of, "", counts);
            }
            for (year, texts) in &metric.years {
                let of_year = format!("{year} 年");
                for key in field_kinds::METRIC_YEAR {
                    let raw = texts.get(key.key).map_or("", |raw| raw);
                    let place =
                        || Place::MetricYear(id.clone(), year.as_str().into(), key.key.into());
                    self.key(raw, place, key, &of, &of_year, counts);
                }
            }
            for list in criteria.registers_of(RegisterOf::Metric) {
                let at = EntriesAt::Metric(id.clone(), list.id.as_str().into());
                self.entries(&at, list, &of, &list.title, counts);
            }
        }
    }

    fn items(&mut self, criteria: &Criteria, counts: bool) {
        let dossier = self.dossier;
        for item in &criteria.items {
            let of = format!("自我评价 {} {}", item.id, item.title);
            let id: Rc<str> = item.id.as_str().into();
            for section in &item.sections {
                let place = Place::Section(id.clone(), section.id.as_str().into());
                self.look(place, ValueKind::Text, &of, &section.title, counts);
                let key = format!("{}.{}", NOT_APPLICABLE.key, section.id);
                let place = Place::ItemField(id.clone(), key.into());
                let raw = place.read(dossier);
                self.key(raw, || place, &NOT_APPLICABLE, &of, &section.title, counts);
            }
            for key in field_kinds::ITEM {
                let place = Place::ItemField(id.clone(), key.key.into());
                let raw = place.read(dossier);
                self.key(raw, || place, key, &of, "", counts);
            }
            let written = dossier.item(&item.id);
            for factor in written.into_iter().flat_map(|item| item.factors.keys()) {
                let place = Place::FactorNote(id.clone(), factor.as_str().into());
                self.look(place, ValueKind::Text, &of, "要素的简短说明", counts);
            }
            self.look(
                Place::Reason(id.clone()),
                ValueKind::Text,
                &of,
                "评分理由",
                counts,
            );
            for list in criteria.registers_of(RegisterOf::Item) {
                let at = EntriesAt::Item(id.clone(), list.id.as_str().into());
                self.entries(&at, list, &of, &list.title, counts);
            }
        }
    }

    /// Entries of a register or a list; `within` is what the list is called where it is one of several.
    fn entries(
        &mut self,
        at: &EntriesAt,
        register: &Register,
        of: &str,
        within: &str,
        counts: bool,
    ) {
        let dossier = self.dossier;
        for (number, entry) in at.read(dossier).iter().enumerate() {
            for column in &register.columns {
                let raw = entry.get(&column.key);
                let flaw = input::signs(raw).or_else(|| column_flaw(column, raw));
                if flaw.is_some() {
                    let label = format!("{within}第 {} 条，{}", number + 1, column.label);
                    let (id, key) = (entry.id.as_str().into(), column.key.as_str().into());
                    self.note(Place::Entry(at.clone(), id, key), flaw, of, &label, counts);
                }
            }
        }
    }

    /// What stands under a key. Most of it can be used, so its place and label are made only where it cannot.
    fn key(
        &mut self,
        raw: &str,
        place: impl FnOnce() -> Place,
        key: &FieldSpec,
        of: &str,
        within: &str,
        counts: bool,
    ) {
        let flaw = match key.holds {
            FieldKind::Value(typed) => typed.flaw(raw),
            FieldKind::Code(codes) => input::choice(raw, codes.iter().copied()).flaw(),
            FieldKind::Section => None,
        };
        if flaw.is_some() {
            let label = match within {
                "" => key.label.to_owned(),
                within => format!("{within}，{}", key.label),
            };
            self.note(place(), flaw, of, &label, counts);
        }
    }
}
