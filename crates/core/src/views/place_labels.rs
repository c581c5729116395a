//! What a place is called, and what stands there in words, for where it is listed away from its page: what is left over
//! on paper, what a search finds, what differs between two versions.

use std::borrow::Cow;

use super::answers::{answer_text, field_text, yes_no_words};
use super::steps::Steps;
use crate::dossier::field_kinds::{
    self, FieldKind, FieldSpec, HandInField, NOT_APPLICABLE, hand_in_field,
};
use crate::dossier::{Dossier, EntriesAt, List, Place, Row as _, column_words, question_at};
use crate::pack::{AskKind, ColumnKind, Criteria, Field, Part, Scheme, cite};

/// The names of all places of a dossier.
pub struct PlaceLabels<'a> {
    dossier: &'a Dossier,
    scheme: &'a Scheme,
    criteria: &'a Criteria,
    steps: Steps<'a>,
}

impl<'a> PlaceLabels<'a> {
    /// Of a dossier under these measures and criteria.
    pub fn new(dossier: &'a Dossier, scheme: &'a Scheme, criteria: &'a Criteria) -> Self {
        PlaceLabels {
            dossier,
            scheme,
            criteria,
            steps: Steps::of(scheme),
        }
    }

    /// What a place is called: the part of the papers, then the field; as in the file where the packs do not know it.
    pub fn of(&self, place: &Place) -> String {
        self.known(place).unwrap_or_else(|| place.to_string())
    }

    /// What stands at a place as a person sees it; nothing for what no person typed or sees.
    pub fn shown(&self, place: &Place) -> Cow<'_, str> {
        let raw = place.read(self.dossier);
        let coded = |kind| matches!(kind, AskKind::YesNoUnsure | AskKind::Choice | AskKind::Rows);
        let chosen = |fields: &[FieldSpec], key: &str| {
            let mut fields = fields.iter();
            let known = fields.find(|known| known.key == key);
            known.is_some_and(|known| !matches!(known.holds, FieldKind::Value(_)))
        };
        match place {
            Place::Setting(id) => {
                let options = self.scheme.setting(id).map(|setting| &setting.options);
                let mut options = options.into_iter().flatten();
                let label = options.find(|option| option.value == raw);
                label.map_or(raw, |option| &option.label).into()
            }
            Place::Answer(id) => match self.scheme.question(id) {
                Some(question) if coded(question.kind) => answer_text(&question, raw).into(),
                _ => raw.into(),
            },
            Place::Row(..) | Place::Field(..) => match self.field_at(place) {
                Some(field) if coded(field.kind) => field_text(&field, raw).into(),
                _ => raw.into(),
            },
            Place::Form(id) => {
                let field = self.scheme.form_field(id);
                let words = yes_no_words(Part::General);
                match field.map(|field| field.kind) {
                    Some(AskKind::YesNoUnsure) => {
                        let mut words = words.into_iter();
                        let word = words.find(|(value, _)| *value == raw);
                        word.map_or(raw, |(_, word)| word).into()
                    }
                    _ => raw.into(),
                }
            }
            Place::Entry(
                EntriesAt::Register(id) | EntriesAt::Item(_, id) | EntriesAt::Metric(_, id),
                _,
                key,
            ) => {
                let register = self.criteria.register(id);
                match register.and_then(|register| register.column(key)) {
                    Some(column) if column.hidden || column.kind == ColumnKind::Refs => "".into(),
                    Some(column) => column_words(column, raw).into(),
                    None => raw.into(),
                }
            }
            Place::Profile(key) if chosen(field_kinds::PROFILE, key) => "".into(),
            Place::HandIn(key) => match hand_in_field(key, self.scheme) {
                Some(HandInField::Round(FieldSpec {
                    holds: FieldKind::Value(_),
                    ..
                })) => raw.into(),
                Some(HandInField::Paper(_) | HandInField::Due(..)) | None => raw.into(),
                Some(_) => "".into(),
            },
            Place::ItemField(_, key) if chosen(field_kinds::ITEM, key) => "".into(),
            Place::Metric(_, key) if chosen(field_kinds::METRIC, key) => "".into(),
            _ => raw.into(),
        }
    }

    fn known(&self, place: &Place) -> Option<String> {
        let (scheme, criteria) = (self.scheme, self.criteria);
        Some(match place {
            Place::Setting(id) => scheme.setting(id)?.label.clone(),
            Place::Answer(id) => self.asked(id)?,
            Place::Note(id) => format!("{}（备注）", self.asked(id)?),
            Place::Row(list, id, _) => {
                let question = question_at(place, self.dossier, self.scheme)?;
                let at = self.position(*list, id)? + 1;
                let label = self.field_at(place)?.label;
                let (what, unit) = match list {
                    List::Events => ("登记的第", "件"),
                    List::Ranking | List::Honours => ("第", "条"),
                };
                format!("{}{what} {at} {unit}：{label}", cite(question.article))
            }
            Place::Field(..) => {
                let question = question_at(place, self.dossier, self.scheme)?;
                let label = self.field_at(place)?.label;
                format!("{}：{label}", cite(question.article))
            }
            Place::Profit(year) => format!("{year} 年度利润总额"),
            Place::Form(id) => format!("申报表：{}", scheme.form_field(id)?.label),
            Place::Figure(id, year) => {
                format!("申报表：{}（{year} 年）", scheme.form_field(id)?.label)
            }
            Place::Slot(id) => self.slot(id)?,
            Place::Section(_, id) => self.section(id)?,
            Place::Reason(item) => format!("{}，评分理由", self.item(item)?),
            Place::Depth => "填写深度".to_owned(),
            Place::Scorer(_) => "合议：评分人".to_owned(),
            Place::Spread => "合议：相差多少算大".to_owned(),
            Place::Piece(id) => match &*self.dossier.piece(id)?.from {
                "" => "待安放".to_owned(),
                from => format!("待安放：{from}"),
            },
            Place::Profile(key) => match na_of(key) {
                Some(slot) => format!("{}，{}", self.slot(slot)?, NOT_APPLICABLE.label),
                None => format!("组织概述：{}", label_of(field_kinds::PROFILE, key)?),
            },
            Place::ItemField(item, key) => match na_of(key) {
                Some(section) => format!("{}，{}", self.section(section)?, NOT_APPLICABLE.label),
                None => format!(
                    "{}，{}",
                    self.item(item)?,
                    label_of(field_kinds::ITEM, key)?
                ),
            },
            Place::Band(item, factor) => format!("{}，{}", self.item(item)?, self.factor(factor)?),
            Place::FactorNote(item, factor) => {
                let factor = self.factor(factor)?;
                format!("{}，{factor}的简短说明", self.item(item)?)
            }
            Place::Metric(metric, key) => {
                format!(
                    "{}，{}",
                    self.metric(metric)?,
                    label_of(field_kinds::METRIC, key)?
                )
            }
            Place::MetricYear(metric, year, key) => {
                let label = label_of(field_kinds::METRIC_YEAR, key)?;
                format!("{}，{year} 年{label}", self.metric(metric)?)
            }
            Place::Entry(list, _, key) => {
                let (id, of) = match list {
                    EntriesAt::Register(id) => (id, String::new()),
                    EntriesAt::Item(item, id) => (id, format!("{}，", self.item(item)?)),
                    EntriesAt::Metric(metric, id) => (id, format!("{}，", self.metric(metric)?)),
                };
                let register = criteria.register(id)?;
                let column = register.column(key)?;
                format!("{of}{}：{}", register.title, column.label)
            }
            Place::HandIn(key) => match hand_in_field(key, scheme)? {
                HandInField::Round(field) => format!("当届通知：{}", field.label),
                HandInField::Done(task) => format!("递交清单：{}", task.title),
                HandInField::Paper(asked) => format!("申报文书：{}", asked.label),
                HandInField::Seen => "今年看过".to_owned(),
                HandInField::Due(duty, year) | HandInField::DutyDone(duty, year) => {
                    format!("获奖后：{}（{year} 年）", duty.title)
                }
            },
            Place::Awarded => "年度自评：获奖日期".to_owned(),
            Place::Year => "年度自评：报告年度".to_owned(),
            Place::Award(key) => format!("获奖后：{}", label_of(field_kinds::AWARD, key)?),
            Place::AnnualText(id) => format!("年度自评：{}", scheme.annual_section(id)?.title),
        })
    }

    fn slot(&self, id: &str) -> Option<String> {
        let slot = self.criteria.slot(id)?;
        Some(format!("组织概述：{} {}", slot.id, slot.title))
    }

    /// What an item is called.
    pub fn item(&self, id: &str) -> Option<String> {
        let item = self.criteria.item(id)?;
        Some(format!("自我评价：{} {}", item.id, item.title))
    }

    fn section(&self, id: &str) -> Option<String> {
        let (item, section) = self.criteria.section(id)?;
        Some(format!("{}，{}", self.item(&item.id)?, section.title))
    }

    fn factor(&self, key: &str) -> Option<&'a str> {
        let mut factors = self.criteria.factors.iter();
        let factor = factors.find(|factor| factor.id.key() == key)?;
        Some(&factor.label)
    }

    /// By its number: its name is typed, and a place of its own.
    fn metric(&self, id: &str) -> Option<String> {
        let mut metrics = self.dossier.metrics.iter();
        let at = metrics.position(|metric| metric.id == id)?;
        Some(format!("指标：第 {} 个", at + 1))
    }

    fn asked(&self, id: &str) -> Option<String> {
        let step = self.steps.find(id)?;
        let mut questions = step.questions.iter();
        let question = questions.find(|question| question.id == id);
        let ask = question.map_or(step.ask, |question| question.ask);
        Some(match step.cite().as_str() {
            "" => ask.to_owned(),
            cite => format!("{cite}：{ask}"),
        })
    }

    /// The field of a row or a group; of an event also what events call it elsewhere.
    pub fn field_at(&self, place: &Place) -> Option<Field> {
        let (Place::Row(_, _, key) | Place::Field(_, key)) = place else {
            return None;
        };
        let question = question_at(place, self.dossier, self.scheme)?;
        let common = &self.scheme.exclusions_common.fields;
        let mut fields = question.fields.iter().chain(common);
        fields.find(|field| *field.key == **key).cloned()
    }

    /// Where a row stands: in its list, an event among those of its question.
    fn position(&self, list: List, id: &str) -> Option<usize> {
        let walk = &self.dossier.walk;
        match list {
            List::Ranking => walk.ranking.iter().position(|row| row.id() == id),
            List::Honours => walk.honours.iter().position(|row| row.id() == id),
            List::Events => {
                let event = walk.events.iter().find(|event| event.id() == id)?;
                let own = walk.events.iter();
                let mut own = own.filter(|other| other.question == event.question);
                own.position(|other| other.id() == id)
            }
        }
    }
}

/// What does not apply by a key such as `na.B.1.1.a`.
fn na_of(key: &str) -> Option<&str> {
    key.strip_prefix(NOT_APPLICABLE.key)?.strip_prefix('.')
}

fn label_of(fields: &[FieldSpec], key: &str) -> Option<&'static str> {
    let mut fields = fields.iter();
    Some(fields.find(|known| known.key == key)?.label)
}
