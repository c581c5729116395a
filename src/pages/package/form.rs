//! 申报表: every field in order, what the walk already holds, the figures of three years.
//!
//! The page looks at the whole form with every key, which is cheap; each field and each row of figures is a component
//! of its own, so that only those are drawn again whose value changed.
//!
//! To add a kind of field: 1 its variant in the data; 2 how it reads in `core::views::form`; 3 its control in
//! [`Typed`].

use std::rc::Rc;

use quality_award_core::domain::input::Flaw;
use quality_award_core::domain::length::length;
use quality_award_core::dossier::{Dossier, Kind, Place};
use quality_award_core::pack::reserved::APPLY_ON;
use quality_award_core::pack::{AskKind, FormField, Part};
use quality_award_core::views::{
    self, FormEntry, FormGroup, FormValue, FormView, Written, form_view, progress, yes_no_words,
};
use yew::prelude::*;

use crate::browser::{focus, page, press};
use crate::components::{
    CellField, Choice, ChoiceOption, Field, FieldKind, Jump, JumpLink, Nothing, Section, Select,
    entries_words, registers_at, unit_note, use_names, use_typing,
};
use crate::links::{GoLink, change_id};
use crate::packs::{self, ByAddress};
use crate::pages::PageProps;
use crate::route::{Back, Route};
use crate::state::{Action, Dispatch};
use crate::tables::{self, FORM, From};

/// Id of the table of figures.
const FIGURES: &str = "figures-table";

/// The page.
#[component]
pub fn FormPage(props: &PageProps) -> Html {
    // The field with focus: what is wrong there is not from_walk before it is left.
    let at = use_state(String::new);
    let names = use_names(props.open.as_ref());
    let of_application = |kind| kind == Kind::Application;
    let open = props.open.as_ref();
    let Some(open) = open.filter(|open| of_application(open.dossier.kind)) else {
        return html! { <Nothing title="申报表" about="没有打开申报的档案，请先到任务清单新建或者打开一份。" /> };
    };
    let dossier = &*open.dossier;
    let typed_on = views::application_date(dossier).given().copied();
    let view = form_view(dossier, packs::scheme(), typed_on.unwrap_or(props.today));
    let jump = view.groups.iter().enumerate();
    let jump = jump.map(|(at, group)| (group_id(at).into(), group.title.to_owned().into()));
    let jump: Vec<_> = jump.chain([("registers".into(), "登记".into())]).collect();
    let onfocusin = {
        let at = at.setter();
        move |event: FocusEvent| at.set(page::id_of(&event))
    };
    let onfocusout = {
        let at = at.setter();
        move |_: FocusEvent| at.set(String::new())
    };
    let dispatch = &props.dispatch;
    html! {
        <>
            <a class="crumb" href={Route::Start.to_string()}>{ "返回任务清单" }</a>
            <h1>{ "申报表" }</h1>
            <p class="read">
                { "当届申报通知附有申报表的，以通知的表为准，可以照这里的内容誊写。资格自查里答过的不用再填，要改就到那一题改。" }
            </p>
            <Jump to={jump} />
            <div class="cols">
                <div {onfocusin} {onfocusout}>
                    { for view.groups.iter().enumerate().map(|(at, group)| html! {
                        <Section key={at} id={group_id(at)} title={group.title.to_owned()} state={filled(group)} open={at == 0}>
                            { fields(group, &view, dossier, typed_on.is_some(), dispatch) }
                        </Section>
                    }) }
                    <Section id="registers" title="登记" state={entries_words("form", dossier)}>
                        <p class="hint">{ "把名称、证照和附件上的关键数登记下来，检查时据此核对。" }</p>
                        { registers_at("form", dossier, &names, dispatch) }
                    </Section>
                </div>
                <div class="side stays">{ standing(&view, &at) }</div>
            </div>
        </>
    }
}

fn group_id(at: usize) -> String {
    format!("group-{at}")
}

/// How many fields of a group are filled, in words.
fn filled(group: &FormGroup<'_>) -> String {
    let count = progress::form_group(group);
    match count.total {
        0 => String::new(),
        total => format!("{} / {total} 已填", count.done),
    }
}

/// What is not written yet and what is wrong, with the way there.
fn standing(view: &FormView<'_>, at: &str) -> Html {
    let count = progress::form(view);
    let is_missing =
        |entry: &&FormEntry| entry.field.required && entry.is_typed() && !entry.is_filled();
    let missing = view.entries().find(is_missing).map(|entry| {
        let to = entry.written().find(|written| written.is_empty());
        let to = to.map_or_else(String::new, |written| written.place.element_id());
        html! { <p><JumpLink {to} text={format!("去填：{}", entry.field.label)} /></p> }
    });
    let wrong = view.entries().flat_map(|entry| {
        entry.written().filter_map(|written| {
            let flaw = written.flaw.as_ref().filter(|flaw| !flaw.is_doubt());
            let why = flaw?.sentence();
            let place = written.place.element_id();
            (place != at).then(|| {
                let text = format!("{}：{why}", entry.field.label);
                let to = match entry.question {
                    Some(_) => change_id(&entry.field.id),
                    None => place.clone(),
                };
                html! { <li key={place}><JumpLink {to} {text} /></li> }
            })
        })
    });
    let wrong: Vec<Html> = wrong.collect();
    let unasked = view.unasked.iter().map(|field| field.label.as_str());
    let unasked: Vec<&str> = unasked.collect();
    html! {
        <section class="panel" aria-labelledby="standing">
            <h2 id="standing">{ "填写情况" }</h2>
            <dl class="facts">
                <div>
                    <dt>{ "必填栏" }</dt>
                    <dd>{ format!("已填 {} / {}", count.done, count.total) }</dd>
                </div>
                <div><dt>{ "要改正" }</dt><dd>{ format!("{} 处", wrong.len()) }</dd></div>
            </dl>
            if !wrong.is_empty() {
                <ul class="fixes">{ for wrong }</ul>
            }
            { for missing }
            <p class="small quiet">{ "没有填的栏打印为“未填写”，不影响保存。" }</p>
            if !unasked.is_empty() {
                <p class="small quiet">
                    { format!("以前填过的{}还留着，按资格自查的回答现在不计。", unasked.join("、")) }
                </p>
            }
        </section>
    }
}

/// The fields of a group, those with figures by year in tables.
fn fields(
    group: &FormGroup<'_>,
    view: &FormView<'_>,
    dossier: &Dossier,
    own_date: bool,
    dispatch: &Dispatch,
) -> Html {
    let is_one = |entry: &FormEntry| matches!(entry.value, FormValue::One(_));
    let runs = group.entries.chunk_by(|a, b| is_one(a) == is_one(b));
    let runs = runs.map(|run| match run.iter().all(is_one) {
        true => html! { <>{ for run.iter().map(|entry| one(entry, dossier, dispatch)) }</> },
        false => table(run, view, dossier, own_date, dispatch),
    });
    html! { <>{ for runs }</> }
}

/// A field with one value.
fn one(entry: &FormEntry<'_>, dossier: &Dossier, dispatch: &Dispatch) -> Html {
    let FormValue::One(written) = &entry.value else {
        return Html::default();
    };
    let field = fixed(entry);
    match entry.question {
        Some(question) => html! {
            <Answered key={field.0.id.as_str()} {field} question={question.to_owned()}
                words={written.words.to_string()} flaw={sentence(written)}
                doubt={written.flaw.as_ref().is_some_and(Flaw::is_doubt)} />
        },
        None => {
            // Shares the text with the dossier.
            let value = dossier.form.fields.get(&field.0.id);
            let value = value.map_or(AttrValue::Static(""), |text| text.clone().into());
            let dispatch = dispatch.clone();
            let key = field.0.id.as_str();
            if field.0.by_town {
                let copied = match length(&value) {
                    0 => "已经拿到意见的，可以抄录".to_owned(),
                    characters => format!("已抄录的意见（{characters} 字）"),
                };
                return html! {
                    <div {key} class="field answered">
                        <p class="label">{ label(field.0) }</p>
                        <p class="words">{ format!("由{}填写并盖章，这里不用填，打印时留空。", packs::scheme().about.recommender.value) }</p>
                        <details>
                            <summary>{ copied }</summary>
                            <Typed {field} {value} flaw="" {dispatch} />
                        </details>
                    </div>
                };
            }
            if let Some(from_walk) = &entry.from_walk {
                let question = from_walk.question.to_owned();
                let text: AttrValue = from_walk.text.clone().unwrap_or_default().into();
                return html! { <Told {key} {field} {question} {text} {value} {dispatch} /> };
            }
            html! { <Typed {key} {field} {value} flaw={sentence(written)} {dispatch} /> }
        }
    }
}

/// The field as a property. The view borrows it from the packs, which live for ever, but says less.
fn fixed(entry: &FormEntry<'_>) -> ByAddress<FormField> {
    let field = packs::scheme().form_field(&entry.field.id);
    ByAddress(field.expect("the view is made of the packs"))
}

fn sentence(written: &Written<'_>) -> AttrValue {
    let flaw = written.flaw.as_ref();
    flaw.map_or(AttrValue::Static(""), |flaw| flaw.sentence().into())
}

/// What stands in brackets behind the name of a field: its unit, and whether it must be written.
fn marks(field: &FormField) -> String {
    let must = if field.required { "必填" } else { "" };
    match (field.unit.as_str(), must) {
        ("", must) => must.to_owned(),
        (unit, "") => unit.to_owned(),
        (unit, must) => format!("{unit}，{must}"),
    }
}

fn label(field: &FormField) -> String {
    match marks(field).as_str() {
        "" => field.label.clone(),
        marks => format!("{}（{marks}）", field.label),
    }
}

#[derive(Properties, PartialEq)]
struct TypedProps {
    field: ByAddress<FormField>,
    value: AttrValue,
    flaw: AttrValue,
    dispatch: Dispatch,
}

/// A field that is typed or chosen here.
#[component]
fn Typed(props: &TypedProps) -> Html {
    let field = props.field.0;
    let place = Place::Form(Rc::from(field.id.as_str()));
    let (label, hint) = (label(field), field.hint.as_str());
    let (value, dispatch) = (props.value.clone(), props.dispatch.clone());
    let limit = field.max_chars.unwrap_or(0);
    let kind = match field.kind {
        AskKind::Choice => {
            let options = field.options.iter();
            let options = options.map(|option| ChoiceOption::new(option, option));
            return html! {
                <Select {place} {label} {hint} {value} options={options.collect::<Vec<_>>()}
                    error={props.flaw.clone()} {dispatch} />
            };
        }
        AskKind::YesNoUnsure => {
            let [yes, no, _] = yes_no_words(Part::General);
            let options = [yes, no].map(|(value, word)| ChoiceOption::new(value, word));
            return html! {
                <Choice {place} {label} {hint} {value} options={options.to_vec()}
                    error={props.flaw.clone()} {dispatch} />
            };
        }
        AskKind::LongText => FieldKind::Long((limit / 100).clamp(3, 10)),
        AskKind::Date => FieldKind::Date,
        AskKind::Figures => FieldKind::Amount,
        _ => FieldKind::Line,
    };
    let unit = field.unit.as_str();
    html! { <Field {place} {label} {hint} {value} {kind} {unit} {limit} {dispatch} /> }
}

#[derive(Properties, PartialEq)]
struct ToldProps {
    field: ByAddress<FormField>,
    /// The question that says it, or the first that is open.
    question: AttrValue,
    /// What the walk says; empty while something is open.
    text: AttrValue,
    /// What is typed here.
    value: AttrValue,
    dispatch: Dispatch,
}

/// A text that the walk tells. Whoever writes another one has it.
#[component]
fn Told(props: &ToldProps) -> Html {
    // While one types, the field stays, though it may be empty for a while.
    let typing = use_state_eq(|| false);
    let field = props.field.0;
    let onfocusin = {
        let typing = typing.setter();
        move |_: FocusEvent| typing.set(true)
    };
    let onfocusout = {
        let typing = typing.setter();
        move |_: FocusEvent| {
            let typing = typing.clone();
            press::after_press(move || typing.set(false));
        }
    };
    let own = !props.value.is_empty() || *typing;
    if props.text.is_empty() || own {
        let (value, dispatch) = (props.value.clone(), props.dispatch.clone());
        let (note, way) = match props.text.is_empty() {
            true => ("资格自查里答完以后，这里自动写出，不用再填。", "去回答"),
            false => (
                "资格自查里已有这一项，清空这一栏就用那里的。",
                "看那里的回答",
            ),
        };
        return html! {
            <div {onfocusin} {onfocusout}>
                <Typed field={props.field} {value} flaw="" {dispatch} />
                <p class="small quiet under">
                    { note }{ to_question(&props.question, field, way) }
                </p>
            </div>
        };
    }
    let write = {
        let place = Place::Form(Rc::from(field.id.as_str()));
        let (dispatch, text) = (props.dispatch.clone(), props.text.to_string());
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Set(place.clone(), text.clone()));
            focus::focus_soon(place.element_id());
        }
    };
    html! {
        <div class="field answered">
            <p class="label">{ label(field) }</p>
            <p class="hint">{ "来自资格自查，不用再填。" }</p>
            <p class="words lines">{ props.text.clone() }</p>
            <p>
                { to_question(&props.question, field, "修改回答") }
                <button class="btn plain slim" type="button" onclick={write}>
                    { "在这里另写" }<span class="hide">{ format!("：{}", field.label) }</span>
                </button>
            </p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct AnsweredProps {
    field: ByAddress<FormField>,
    question: AttrValue,
    words: AttrValue,
    flaw: AttrValue,
    /// The value may be right all the same.
    doubt: bool,
}

/// A field that repeats an answer of the walk.
#[component]
fn Answered(props: &AnsweredProps) -> Html {
    let field = props.field.0;
    let is_wrong = !props.flaw.is_empty() && !props.doubt;
    let wrong = is_wrong.then_some("wrong");
    html! {
        <div class={classes!("field", "answered", wrong)}>
            <p class="label">{ label(field) }</p>
            if !field.hint.is_empty() {
                <p class="hint">{ field.hint.as_str() }</p>
            }
            if props.doubt {
                <p class="hint">{ format!("提醒：{}", props.flaw) }</p>
            }
            if is_wrong {
                <p class="error"><span class="hide">{ "错误：" }</span>{ props.flaw.clone() }</p>
            }
            <p>
                if props.words.is_empty() {
                    <span class="quiet">{ "还没有回答" }</span>
                } else {
                    <span class="words">{ props.words.clone() }</span>
                }
                { change(&props.question, field, props.words.is_empty()) }
            </p>
        </div>
    }
}

/// The way to the question of the walk, and back.
fn change(question: &str, field: &FormField, empty: bool) -> Html {
    to_question(question, field, if empty { "去回答" } else { "修改" })
}

fn to_question(question: &str, field: &FormField, text: &'static str) -> Html {
    let step = packs::steps()
        .find(question)
        .map_or(question, |step| step.id);
    let href = Route::Question(step.to_owned(), Back::Form).to_string();
    html! {
        <a id={change_id(&field.id)} class="lone" {href}>
            { text }<span class="hide">{ format!("：{}", field.label) }</span>
        </a>
    }
}

/// The page of the metric of a kind, where the dossier has one.
fn metric_page(library: &str, dossier: &Dossier) -> Option<Route> {
    let mut metrics = dossier.metrics.iter();
    let metric = metrics.find(|metric| !library.is_empty() && metric.get("library") == library)?;
    let item = packs::criteria().results_at(metric.get("section"))?;
    Some(Route::Item(item.id.clone()))
}

/// A run of fields with figures by year.
fn table(
    run: &[FormEntry<'_>],
    view: &FormView<'_>,
    dossier: &Dossier,
    own_date: bool,
    dispatch: &Dispatch,
) -> Html {
    let opening = run.iter().find_map(|entry| match &entry.value {
        FormValue::Years(years) => years.iter().find(|figure| figure.opening),
        _ => None,
    });
    let opening = opening.map(|figure| figure.year);
    let columns: Vec<i32> = opening.iter().chain(&view.years).copied().collect();
    let [first, .., last] = view.years[..] else {
        return Html::default();
    };
    let rows = run.iter().map(|entry| {
        let (field, columns) = (fixed(entry), columns.clone());
        let key = field.0.id.as_str();
        match &entry.value {
            FormValue::Years(years) => {
                let cells = years.iter().map(|figure| Cell {
                    year: figure.year,
                    value: figure.written.raw.to_owned().into(),
                    flaw: sentence(&figure.written),
                    metric: match &figure.written.place {
                        place @ Place::MetricYear(..) => Some(place.clone()),
                        _ => None,
                    },
                });
                let (cells, dispatch) = (cells.collect::<Vec<_>>(), dispatch.clone());
                match entry.question {
                    Some(question) => html! {
                        <AnsweredFigures {key} {field} question={question.to_owned()} {columns} {cells} />
                    },
                    None => {
                        let metric = field.0.metric.as_deref().unwrap_or_default();
                        let route = metric_page(metric, dossier);
                        html! { <Figures {key} {field} {columns} {cells} {route} {dispatch} /> }
                    }
                }
            }
            FormValue::Computed(years) => {
                let cells = years.iter().map(|figure| match &figure.value {
                    Ok(value) => (figure.year, Ok(format!("{value} {}", field.0.unit).into())),
                    Err(why) => (figure.year, Err(why.clone().into())),
                });
                html! { <Computed {key} {field} {columns} cells={cells.collect::<Vec<_>>()} /> }
            }
            FormValue::One(_) => Html::default(),
        }
    });
    let heads = columns.iter().map(|year| {
        let head = match opening == Some(*year) {
            true => format!("{year} 年末"),
            false => format!("{year} 年"),
        };
        html! { <th key={*year} scope="col" class="num">{ head }</th> }
    });
    let onpaste = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            let from = || From {
                target: FORM.to_owned(),
                field: page::id_of(&event),
                grid: FIGURES.to_owned(),
                ..From::default()
            };
            tables::pasted(&event, from, &dispatch);
        }
    };
    let others: Vec<String> = view.other_years.iter().map(|y| format!("{y} 年")).collect();
    html! {
        <>
            if !own_date {
                <div class="note">
                    <p>
                        { format!("还没有填申报日期，暂按今年申报，列出 {first} 至 {last} 年。") }
                        <a href={Route::Question(APPLY_ON.to_owned(), Back::Form).to_string()}>{ "填申报日期" }</a>
                    </p>
                </div>
            }
            <p class="no-print"><a class="lone" href={Route::ImportTable(FORM.to_owned()).to_string()}>{ "从表格导入这些数" }</a></p>
            <div class="scroll" role="region" tabindex="0" aria-labelledby="figures" id={FIGURES} {onpaste}>
                <table class="cells figures">
                    <caption>
                        <span class="stay" id="figures">{ format!("{first} 至 {last} 年") }</span>
                        <small class="stay">
                            { "申报年度以前 3 个完整的会计年度。按回车键到下一行，按 Tab 键到右边一格。" }
                        </small>
                    </caption>
                    <thead><tr><th scope="col">{ "指标" }</th>{ for heads }</tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if !others.is_empty() {
                <p class="small quiet">
                    { format!("以前填过的 {}的数字还留着，现在不计。", others.join("、")) }
                </p>
            }
        </>
    }
}

/// What is written for a year.
#[derive(Clone, Debug, PartialEq)]
struct Cell {
    year: i32,
    value: AttrValue,
    flaw: AttrValue,
    /// Where the metric has it that it is read from.
    metric: Option<Place>,
}

/// The head of a row.
fn head(field: &FormField, more: Html) -> Html {
    html! {
        <th scope="row">
            <strong>{ field.label.as_str() }</strong>
            { " " }<span class="quiet">{ marks(field) }</span>
            if !field.hint.is_empty() {
                <span class="about">{ field.hint.as_str() }</span>
            }
            { more }
        </th>
    }
}

/// What is wrong in a row, under it; where nothing is, what looks so.
fn flaws(field: &FormField, columns: usize, cells: &[&Cell]) -> Html {
    let under = |class: &'static str, from_walk: Html| {
        html! { <tr {class}><td colspan={(columns + 1).to_string()}>{ from_walk }</td></tr> }
    };
    let wrong: Vec<_> = cells.iter().filter(|cell| !cell.flaw.is_empty()).collect();
    if !wrong.is_empty() {
        let wrong = wrong.into_iter().map(|cell| {
            html! {
                <p class="error stay" id={format!("{}-{}-error", field.id, cell.year)}>
                    <span class="hide">{ "错误：" }</span>{ format!("{} 年：{}", cell.year, cell.flaw) }
                </p>
            }
        });
        return under("why", wrong.collect());
    }
    let figures = cells.iter().map(|cell| (cell.year, cell.value.as_str()));
    unit_note(&field.unit, figures).map_or_else(Html::default, |note| {
        under("why mild", html! { <p class="hint stay">{ note }</p> })
    })
}

#[derive(Properties, PartialEq)]
struct FiguresProps {
    field: ByAddress<FormField>,
    columns: Vec<i32>,
    cells: Vec<Cell>,
    /// The page of the metric that the field speaks of.
    route: Option<Route>,
    dispatch: Dispatch,
}

/// A row of figures that are typed here, or read from a metric.
#[component]
fn Figures(props: &FiguresProps) -> Html {
    let typing = use_typing::<i32>();
    let field = props.field.0;
    let settled = props.cells.iter().filter(|cell| !typing.is(&cell.year));
    let settled: Vec<&Cell> = settled.collect();
    let wrong = settled.iter().any(|cell| !cell.flaw.is_empty());
    {
        let named = use_mut_ref(|| false);
        use_effect_with(wrong, move |wrong| {
            if named.replace(*wrong) != *wrong {
                page::name_document();
            }
        });
    }
    let cells = props.columns.iter().map(|year| {
        let Some(cell) = props.cells.iter().find(|cell| cell.year == *year) else {
            return html! { <td key={*year} /> };
        };
        // While one types, the field stays, though it may be empty for a while.
        let of_metric = cell.metric.as_ref().filter(|_| !typing.is(year));
        if let Some(place) = of_metric {
            return html! { <td key={*year} class="num ink" id={place.element_id()}>{ cell.value.clone() }</td> };
        }
        let value = match cell.metric {
            Some(_) => AttrValue::Static(""),
            None => cell.value.clone(),
        };
        let place = Place::Figure(Rc::from(field.id.as_str()), year.to_string().into());
        let id = place.element_id();
        let wrong = settled
            .iter()
            .any(|settled| settled.year == *year && !settled.flaw.is_empty());
        let error = wrong.then(|| format!("{}-{year}-error", field.id));
        let write = {
            let dispatch = props.dispatch.clone();
            move |value: String| dispatch.dispatch(Action::Set(place.clone(), value))
        };
        let (typing, year) = (typing.dispatcher(), *year);
        let typing = move |on: bool| typing.dispatch((year, on));
        html! {
            <td key={year} class="num">
                <CellField {id} label={format!("{} {year} 年", field.label)} column={year.to_string()}
                    {value} {error} {write} {typing} />
            </td>
        }
    });
    let metric = props.cells.iter().find_map(|cell| cell.metric.as_ref());
    let more = props.route.clone().zip(metric);
    let more = more.map(|(route, place)| {
        let item = match &route {
            Route::Item(item) => item.clone(),
            _ => String::new(),
        };
        html! {
            <span class="about">
                { format!("来自 {item} 的指标，不用再填。") }
                <GoLink {route} to={place.element_id()} text="去修改" />
            </span>
        }
    });
    let more = more.unwrap_or_default();
    html! {
        <>
            <tr>{ head(field, more) }{ for cells }</tr>
            { flaws(field, props.columns.len(), &settled) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct AnsweredFiguresProps {
    field: ByAddress<FormField>,
    question: AttrValue,
    columns: Vec<i32>,
    cells: Vec<Cell>,
}

/// A row of figures that the walk holds.
#[component]
fn AnsweredFigures(props: &AnsweredFiguresProps) -> Html {
    let field = props.field.0;
    let cells = props.columns.iter().map(|year| {
        let cell = props.cells.iter().find(|cell| cell.year == *year);
        let value = cell.map_or(AttrValue::Static(""), |cell| cell.value.clone());
        html! {
            <td key={*year} class="num ink">
                if cell.is_some() && value.is_empty() {
                    <span class="quiet">{ "没有填" }</span>
                } else {
                    { value }
                }
            </td>
        }
    });
    let empty = props.cells.iter().all(|cell| cell.value.is_empty());
    let more = change(&props.question, field, empty);
    let all: Vec<&Cell> = props.cells.iter().collect();
    html! {
        <>
            <tr>{ head(field, more) }{ for cells }</tr>
            { flaws(field, props.columns.len(), &all) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct ComputedProps {
    field: ByAddress<FormField>,
    columns: Vec<i32>,
    /// The value, or what it lacks.
    cells: Vec<(i32, Result<AttrValue, AttrValue>)>,
}

/// A row of figures that are computed, or of what they lack.
#[component]
fn Computed(props: &ComputedProps) -> Html {
    let cells = props.columns.iter().map(|year| {
        let cell = props.cells.iter().find(|(of, _)| of == year);
        html! {
            <td key={*year} class="num ink">
                { match cell {
                    Some((_, Ok(value))) => html! { <output>{ value.clone() }</output> },
                    Some((_, Err(lack))) => html! { <output class="small quiet">{ lack.clone() }</output> },
                    None => Html::default(),
                } }
            </td>
        }
    });
    html! { <tr class="sum">{ head(props.field.0, Html::default()) }{ for cells }</tr> }
}
