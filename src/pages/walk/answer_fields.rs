//! The form of a step: a control for each of its questions.

use std::rc::Rc;

use quality_award_core::domain::verdict::Assessment;
use quality_award_core::dossier::{
    Dossier, Event, HAVE, List, NONE, Place, ValueKind, asked_event_fields, asked_fields, group_of,
    group_value, list_of, loss_years, rows_answer,
};
use quality_award_core::pack::{AskKind, Choice as Known, Field as Asked, Part, Question};
use quality_award_core::views::{self, Flawed, Step, yes_no_words};
use yew::prelude::*;

use crate::browser::clock;
use crate::components::{
    Choice, ChoiceOption, Field, FieldKind, Problem, Select, offer_undo, row_element,
};
use crate::packs;
use crate::state::{Action, Dispatch};

/// Longest list that is shown as radio buttons.
const MOST_BUTTONS: usize = 4;

/// Properties of [`Answers`].
#[derive(Properties, PartialEq)]
pub struct AnswersProps {
    /// Id of the step.
    pub step: AttrValue,
    /// What is written.
    pub dossier: Rc<Dossier>,
    /// Accounting years whose profit counts here.
    pub years: Vec<i32>,
    /// What was wrong at the last submission.
    pub problems: Vec<Problem>,
    /// Takes the answers.
    pub dispatch: Dispatch,
}

/// All controls of a step.
#[component]
pub fn Answers(props: &AnswersProps) -> Html {
    let steps = packs::steps();
    let Some(step) = steps.find(&props.step) else {
        return Html::default();
    };
    let form = Form {
        dossier: &props.dossier,
        needed: step.needed(&props.dossier.walk),
        years: &props.years,
        problems: &props.problems,
        dispatch: &props.dispatch,
    };
    let alone = step.questions.len() == 1;
    html! { <>{ for step.questions.iter().map(|question| form.question(question, alone)) }</> }
}

/// What stands in the way of going on from a step: what is not answered, what is typed wrongly. An optional step may
/// be left empty, but not half answered.
pub fn problems(step: &Step<'_>, dossier: &Dossier, assessment: &Assessment) -> Vec<Problem> {
    let mut found = Vec::new();
    if step.optional() && !step.answered(dossier, assessment) {
        return found;
    }
    for question in &step.questions {
        question_problems(&mut found, question, dossier, assessment);
    }
    found
}

fn question_problems(
    found: &mut Vec<Problem>,
    question: &Question<'_>,
    dossier: &Dossier,
    assessment: &Assessment,
) {
    let walk = &*dossier.walk;
    let mut missing = |place: Place, text: String| {
        if place.read(dossier).is_empty() {
            found.push(Problem {
                field: place.element_id(),
                text,
            });
        }
    };
    match question.kind {
        AskKind::Figures if question.part == Part::Exclusion => {
            for year in loss_years(assessment, question.of) {
                let place = Place::Profit(year.to_string().into());
                missing(place, format!("请填写 {year} 年度的利润总额"));
            }
        }
        AskKind::Group => {
            for field in asked_fields(question, walk) {
                if let (false, Some(group)) = (field.optional, group_of(question)) {
                    let place = Place::Field(group, field.key.as_str().into());
                    missing(place, format!("请填写“{}”", field.label));
                }
            }
        }
        _ if question.optional => {}
        AskKind::Rows if rows_answer(question, walk) == HAVE => {}
        AskKind::YesNoUnsure => {
            let words = yes_no_words(question.part).map(|(_, word)| format!("“{word}”"));
            let [first, second, third] = words;
            let text = format!("请选{first}{second}或{third}");
            missing(Place::Answer(question.id.into()), text);
        }
        AskKind::Rows | AskKind::Choice => {
            missing(Place::Answer(question.id.into()), "请选一项".to_owned());
        }
        _ => missing(Place::Answer(question.id.into()), "请填写回答".to_owned()),
    }
    if question.fact == "town" && walk.value(question.id) == "other" {
        let place = Place::Note(question.id.into());
        if place.read(dossier).is_empty() {
            found.push(Problem {
                field: place.element_id(),
                text: format!("请写出{}的名称", packs::scheme().about.recommender.value),
            });
        }
    }
    let flawed = views::flawed_answers(question, dossier, packs::scheme(), assessment);
    let wrong = |flawed: &Flawed| flawed.counts && !flawed.flaw.is_doubt();
    for flawed in flawed.into_iter().filter(wrong) {
        let text = flawed.flaw.sentence();
        found.push(Problem {
            field: flawed.place.element_id(),
            text: match flawed.label.as_str() {
                "" => text,
                label => format!("{label}：{text}"),
            },
        });
    }
}

fn row_place(list: List, id: &str, field: &Asked) -> Place {
    Place::Row(list, id.into(), field.key.as_str().into())
}

fn kind_of(field: &Asked) -> FieldKind {
    match field.kind {
        AskKind::LongText => FieldKind::Long(3),
        _ => FieldKind::of(ValueKind::of(field)),
    }
}

struct Form<'a> {
    dossier: &'a Dossier,
    /// Whether other answers leave something to ask.
    needed: bool,
    years: &'a [i32],
    problems: &'a [Problem],
    dispatch: &'a Dispatch,
}

impl Form<'_> {
    fn question(&self, question: &Question<'_>, alone: bool) -> Html {
        let answer = match (question.part, question.kind) {
            (_, AskKind::YesNoUnsure) => self.yes_no(question, alone),
            (_, AskKind::Choice) => self.choice(question),
            (_, AskKind::Rows) => self.rows(question),
            (_, AskKind::Group) => self.group(question),
            (Part::Exclusion, AskKind::Figures) => self.profits(question),
            _ => self.line(question),
        };
        let raw = self.dossier.walk.value(question.id);
        let events = question.part == Part::Exclusion
            && (raw == "yes" && question.counts || question.kind == AskKind::Figures);
        html! {
            <div key={question.id} class="part">
                { answer }
                if events {
                    { self.events(question) }
                }
                if self.asks_note(question) {
                    { self.note(question) }
                }
            </div>
        }
    }

    fn error(&self, place: &Place) -> AttrValue {
        let id = place.element_id();
        let mut problems = self.problems.iter();
        let found = problems.find(|problem| problem.field == id);
        found.map_or(AttrValue::Static(""), |problem| problem.text.clone().into())
    }

    fn value(&self, place: &Place) -> AttrValue {
        place.read(self.dossier).to_owned().into()
    }

    /// A typed field says itself what is wrong with its value; here only what is missing.
    fn missing(&self, place: &Place) -> AttrValue {
        match place.read(self.dossier) {
            "" => self.error(place),
            _ => AttrValue::Static(""),
        }
    }

    fn yes_no(&self, question: &Question<'_>, alone: bool) -> Html {
        let place = Place::Answer(question.id.into());
        let words = yes_no_words(question.part);
        let options = words.map(|(value, word)| ChoiceOption::new(value, word));
        let (label, hint) = match alone {
            true => {
                let [(_, good), ..] = words;
                let hint = format!("拿不准就选“不确定”。结论里会列为“待确认”，不会当成“{good}”。");
                ("您的回答", hint)
            }
            false => (question.ask, String::new()),
        };
        html! {
            <Choice label={label.to_owned()} {hint} value={self.value(&place)}
                options={options.to_vec()} error={self.error(&place)} {place}
                dispatch={self.dispatch.clone()} />
        }
    }

    /// One of a list; a long one is a drop-down.
    fn pick(&self, place: Place, label: &str, hint: &str, options: &[Known]) -> Html {
        let (value, error) = (self.value(&place), self.error(&place));
        let many = options.len() > MOST_BUTTONS;
        let options = options.iter();
        let options: Vec<_> = options
            .map(|option| ChoiceOption::new(&option.value, &option.label))
            .collect();
        let (label, hint) = (label.to_owned(), hint.to_owned());
        let dispatch = self.dispatch.clone();
        if many {
            html! { <Select {label} {hint} {value} {options} {error} {place} {dispatch} /> }
        } else {
            html! { <Choice {label} {hint} {value} {options} {error} {place} {dispatch} /> }
        }
    }

    fn choice(&self, question: &Question<'_>) -> Html {
        let picked = self.pick(
            Place::Answer(question.id.into()),
            "您的回答",
            "",
            question.options,
        );
        let other = question.fact == "town" && self.dossier.walk.value(question.id) == "other";
        let place = Place::Note(question.id.into());
        html! {
            <>
                { picked }
                if other {
                    <Field label={format!("{}名称", packs::scheme().about.recommender.value)}
                        value={self.value(&place)} error={self.missing(&place)} {place} dispatch={self.dispatch.clone()} />
                }
            </>
        }
    }

    fn line(&self, question: &Question<'_>) -> Html {
        let place = Place::Answer(question.id.into());
        let kind = FieldKind::of(ValueKind::of_question(question));
        let label = match (kind, question.unit) {
            (FieldKind::Date, _) => "日期".to_owned(),
            (FieldKind::Uscc, _) => "统一社会信用代码".to_owned(),
            (_, "") => "您的回答".to_owned(),
            (_, unit) => format!("您的回答（{unit}）"),
        };
        html! {
            <Field {label} {kind} hint={example(kind)} value={self.value(&place)}
                error={self.missing(&place)} {place} dispatch={self.dispatch.clone()} />
        }
    }

    fn field(&self, place: Place, field: &Asked) -> Html {
        let label = match field.optional {
            true => format!("{}（选填）", field.label),
            false => field.label.clone(),
        };
        match field.kind {
            AskKind::YesNoUnsure => {
                let options = yes_no_words(Part::General);
                let options = options.map(|(value, word)| ChoiceOption::new(value, word));
                html! {
                    <Choice {label} hint={field.hint.clone()} value={self.value(&place)}
                        options={options.to_vec()} error={self.error(&place)} {place}
                        dispatch={self.dispatch.clone()} />
                }
            }
            AskKind::Choice => self.pick(place, &label, &field.hint, &field.options),
            _ => {
                let kind = kind_of(field);
                let hint = match field.hint.as_str() {
                    "" => example(kind),
                    hint => hint,
                };
                html! {
                    <Field {label} {kind} hint={hint.to_owned()} value={self.value(&place)}
                        error={self.missing(&place)} {place} dispatch={self.dispatch.clone()} />
                }
            }
        }
    }

    fn group(&self, question: &Question<'_>) -> Html {
        let Some(group) = group_of(question) else {
            return Html::default();
        };
        let walk = &self.dossier.walk;
        let fields = asked_fields(question, walk);
        let fields = fields.map(|field| {
            let place = Place::Field(group, field.key.as_str().into());
            html! { <div key={field.key.as_str()}>{ self.field(place, field) }</div> }
        });
        // What other answers leave unasked stays written, and says so.
        let left = question.fields.iter().filter(|field| {
            let asked = asked_fields(question, walk).any(|asked| asked.key == field.key);
            !asked && !group_value(question, walk, &field.key).is_empty()
        });
        let left: Vec<&str> = left.map(|field| field.label.as_str()).collect();
        html! {
            <>
                // A list of its own: among others, one more field would be drawn as another, and lose its focus.
                <>{ for fields }</>
                if !left.is_empty() {
                    <p class="small quiet">
                        { format!("以前填过的{}还留着，现在不计。", left.join("、")) }
                    </p>
                }
            </>
        }
    }

    fn rows(&self, question: &Question<'_>) -> Html {
        let Some(list) = list_of(question) else {
            return Html::default();
        };
        let place = Place::Answer(question.id.into());
        let answer = rows_answer(question, &self.dossier.walk).to_owned();
        let options = vec![
            ChoiceOption::new(HAVE, "有"),
            ChoiceOption::new(NONE, "没有"),
            ChoiceOption::new("unsure", "不确定"),
        ];
        let ids = list.ids(&self.dossier.walk);
        let rows = ids.iter().enumerate().map(|(at, id)| {
            let fields = question.fields.iter().map(|field| {
                html! {
                    <div key={field.key.as_str()}>{ self.field(row_place(list, id, field), field) }</div>
                }
            });
            self.row(list, id, &format!("第 {} 条", at + 1), html! { <>{ for fields }</> })
        });
        html! {
            <>
                <Choice label="您的回答" value={answer.clone()} {options} error={self.error(&place)} {place}
                    dispatch={self.dispatch.clone()} />
                if answer == HAVE {
                    <>{ for rows }</>
                    { self.add(list, "", if ids.is_empty() { "登记一条" } else { "再登记一条" }) }
                } else if !ids.is_empty() {
                    <p class="small quiet">
                        { format!("已登记的 {} 条还留着，现在不计。", ids.len()) }
                    </p>
                }
            </>
        }
    }

    fn profits(&self, question: &Question<'_>) -> Html {
        let years = self.years.iter().map(|year| {
            let place = Place::Profit(year.to_string().into());
            html! {
                <Field key={*year} label={format!("{year} 年度利润总额（{}）", question.unit)}
                    kind={FieldKind::Decimal} value={self.value(&place)} error={self.missing(&place)}
                    {place} dispatch={self.dispatch.clone()} />
            }
        });
        html! {
            <>
                if !self.needed {
                    <p>{ "按前面的回答，这里不用填。" }</p>
                } else if self.years.is_empty() {
                    <p>{ "按成立日期和申报日期，没有需要核对的完整会计年度。" }</p>
                }
                <>{ for years }</>
            </>
        }
    }

    fn events(&self, question: &Question<'_>) -> Html {
        let events = self.dossier.walk.events.iter();
        let events: Vec<&Event> = events
            .filter(|event| event.question == question.id)
            .collect();
        let losses = question.kind == AskKind::Figures;
        let what = if losses { "亏损年度" } else { "情况" };
        let rows = events.iter().enumerate().map(|(at, event)| {
            let fields = asked_event_fields(question, event).map(|field| {
                let place = row_place(List::Events, &event.id, field);
                html! { <div key={field.key.as_str()}>{ self.field(place, field) }</div> }
            });
            let title = format!("登记的第 {} 件", at + 1);
            self.row(
                List::Events,
                &event.id,
                &title,
                html! { <>{ for fields }</> },
            )
        });
        let add = match (losses, events.is_empty()) {
            (true, _) => "另行登记亏损年度".to_owned(),
            (false, true) => format!("登记{what}"),
            (false, false) => "再登记一件".to_owned(),
        };
        html! {
            <>
                <>{ for rows }</>
                if events.is_empty() && !losses {
                    <p class="small">{ "没有登记日期的，按“待确认”处理。请登记每一件的日期和经过。" }</p>
                }
                { self.add(List::Events, question.id, &add) }
            </>
        }
    }

    fn row(&self, list: List, id: &str, title: &str, fields: Html) -> Html {
        let onclick = {
            let (dispatch, id): (_, Rc<str>) = (self.dispatch.clone(), id.into());
            move |event: MouseEvent| {
                dispatch.dispatch(Action::RemoveRow(list, id.clone()));
                offer_undo(&event);
            }
        };
        html! {
            <fieldset key={id.to_owned()} id={row_element(id)} class="panel" tabindex="-1">
                <legend>{ title.to_owned() }</legend>
                { fields }
                <button class="btn plain slim" type="button" {onclick}>
                    { "删除" }<span class="hide">{ title.to_owned() }</span>
                </button>
            </fieldset>
        }
    }

    fn add(&self, list: List, question: &str, text: &str) -> Html {
        let onclick = {
            let (dispatch, question): (_, Rc<str>) = (self.dispatch.clone(), question.into());
            move |_: MouseEvent| {
                dispatch.dispatch(Action::AddRow(list, clock::random_id(), question.clone()));
            }
        };
        html! {
            <p><button class="btn plain" type="button" {onclick}>{ text.to_owned() }</button></p>
        }
    }

    /// Whether there is a place to say more: where an answer may need it, and where one has been written.
    fn asks_note(&self, question: &Question<'_>) -> bool {
        let walk = &self.dossier.walk;
        if question.fact == "town" {
            return walk.value(question.id) != "other" && !walk.note(question.id).is_empty();
        }
        match question.part {
            Part::General => !walk.note(question.id).is_empty(),
            // Figures need a word on where they come from.
            Part::Exclusion if question.kind == AskKind::Figures => true,
            Part::Exclusion => {
                walk.value(question.id) == "unsure" || !walk.note(question.id).is_empty()
            }
            Part::Gate | Part::Condition | Part::Notice => true,
        }
    }

    fn note(&self, question: &Question<'_>) -> Html {
        let place = Place::Note(question.id.into());
        html! {
            <Field label="备注（选填）" kind={FieldKind::Long(2)} hint="依据、出处，或者要向秘书处说明的情况。" value={self.value(&place)}
                {place} dispatch={self.dispatch.clone()} />
        }
    }
}

fn example(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Date => "例如 2027-05-20，写作 2027年5月20日 也可以。",
        _ => "",
    }
}
