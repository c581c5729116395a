//! A register or list: entries that a person adds, each with the columns that the data gives it.

use std::rc::Rc;

use quality_award_core::dossier::{Dossier, Entries, EntriesAt, Entry, Place, RefsAt};
use quality_award_core::pack::{Column, ColumnKind, Register, RegisterOf};
use quality_award_core::views::entry_name;
use yew::prelude::*;

use super::{ChoiceOption, Field, FieldKind, Names, RefsField, Select, offer_undo, row_element};
use crate::browser::menus::is_phone;
use crate::browser::{clock, focus};
use crate::packs::{self, ByAddress};
use crate::route::Route;
use crate::state::{Action, Dispatch};

/// Properties of [`RegisterTable`].
#[derive(Properties, PartialEq)]
pub struct RegisterTableProps {
    /// Where the entries stand.
    pub at: EntriesAt,
    /// What they are.
    pub register: ByAddress<Register>,
    /// The entries.
    pub entries: Entries,
    /// What references can name.
    pub names: Rc<Names>,
    /// Only entries whose column has this text; a new one gets it.
    #[prop_or_default]
    pub only: Option<(&'static str, AttrValue)>,
    /// Level of the heading, 2 to 4.
    #[prop_or(3)]
    pub level: u8,
    /// Takes the edits.
    pub dispatch: Dispatch,
}

/// A register with its heading, its entries and a button for one more.
#[component]
pub fn RegisterTable(props: &RegisterTableProps) -> Html {
    let register = props.register.0;
    let shown = |entry: &&Entry| match &props.only {
        Some((column, text)) => text == entry.get(column),
        None => true,
    };
    let shown: Vec<&Entry> = props.entries.iter().filter(shown).collect();
    let heading = format!("r-{}", place_id(&props.at));
    let add = {
        let (dispatch, at) = (props.dispatch.clone(), props.at.clone());
        // A list of references with nothing to choose from takes no focus.
        let takes_focus = |column: &&Column| {
            let to = column.to.as_deref().unwrap_or_default();
            !column.hidden && (column.kind != ColumnKind::Refs || !props.names.of(to).is_empty())
        };
        let first = register.columns.iter().find(takes_focus);
        let only = props.only.clone();
        move |_: MouseEvent| {
            let id: Rc<str> = clock::random_id().into();
            let known = only
                .iter()
                .map(|(column, text)| (*column, text.to_string()));
            dispatch.dispatch(Action::AddEntry(
                at.clone(),
                id.clone(),
                known.collect(),
                "已添加一条。",
            ));
            if let Some(column) = first {
                focus::focus_soon(field_id(&at, &id, column));
            }
        }
    };
    let rows = shown.iter().enumerate().map(|(position, entry)| {
        html! {
            <EntryRow key={entry.id.clone()} at={props.at.clone()} register={props.register} entry={(*entry).clone()}
                position={position + 1} names={props.names.clone()} dispatch={props.dispatch.clone()} />
        }
    });
    // A list that is made elsewhere comes in as a whole.
    let table = match (&props.at, &props.only) {
        (EntriesAt::Register(id), None) => {
            let href = Route::ImportTable(id.to_string()).to_string();
            Some(html! {
                <a class="lone no-print" {href}>{ "从表格导入" }<span class="hide">{ format!("：{}", register.title) }</span></a>
            })
        }
        _ => None,
    };
    let title = html! { <span id={heading.clone()}>{ register.title.as_str() }</span> };
    html! {
        <div class="register">
            { match props.level {
                2 => html! { <h2>{ title }</h2> },
                3 => html! { <h3>{ title }</h3> },
                _ => html! { <h4>{ title }</h4> },
            } }
            if !register.hint.is_empty() {
                <p class="hint">{ register.hint.as_str() }</p>
            }
            if !shown.is_empty() {
                <ol class="entries" aria-labelledby={heading}>{ for rows }</ol>
            }
            <p class="row">
                <button class="btn plain slim" type="button" onclick={add}>{ register.add.as_str() }</button>
                { for table }
            </p>
        </div>
    }
}

/// A register of the dossier; with `at` only the entries that stand at this slot or sub-heading.
pub fn register(
    id: &'static str,
    at: Option<&'static str>,
    dossier: &Dossier,
    names: &Rc<Names>,
    dispatch: &Dispatch,
) -> Html {
    let Some(register) = packs::criteria().register(id) else {
        return Html::default();
    };
    let entries = dossier.registers.get(id).cloned().unwrap_or_default();
    let key = format!("{id}-{}", at.unwrap_or_default());
    html! {
        <RegisterTable {key} at={EntriesAt::Register(id.into())} register={ByAddress(register)} {entries}
            names={names.clone()} only={at.map(|at| ("at", AttrValue::from(at)))} dispatch={dispatch.clone()} />
    }
}

/// The registers that are written at a slot, an item or another page.
pub fn registers_at(at: &str, dossier: &Dossier, names: &Rc<Names>, dispatch: &Dispatch) -> Html {
    let registers = packs::criteria().registers_of(RegisterOf::Dossier);
    let here = registers.filter(|register| register.at.iter().any(|own| own == at));
    let here = here.map(|it| register(&it.id, None, dossier, names, dispatch));
    here.collect()
}

/// How many entries the registers hold that are written at a slot, an item or another page, in words.
pub fn entries_words(at: &str, dossier: &Dossier) -> String {
    let registers = packs::criteria().registers_of(RegisterOf::Dossier);
    let here = registers.filter(|register| register.at.iter().any(|own| own == at));
    let count: usize = here.map(|it| dossier.register(&it.id).len()).sum();
    format!("已登记 {count} 条")
}

#[derive(Properties, PartialEq)]
struct EntryRowProps {
    at: EntriesAt,
    register: ByAddress<Register>,
    entry: Entry,
    position: usize,
    names: Rc<Names>,
    dispatch: Dispatch,
}

/// One entry. Typing into it draws no other.
#[component]
fn EntryRow(props: &EntryRowProps) -> Html {
    let EntryRowProps { at, entry, .. } = props;
    // On a phone every entry folds to its name; a new one opens as its first field takes the focus.
    let phone = *use_state(is_phone);
    let register = props.register.0;
    let id: Rc<str> = entry.id.as_str().into();
    let columns = register.columns.iter().filter(|column| !column.hidden);
    let fields = columns.map(|column| {
        html! { <div key={column.key.as_str()} class={width(column)}>{ field(props, &id, column) }</div> }
    });
    let remove = {
        let (dispatch, at, id) = (props.dispatch.clone(), at.clone(), id.clone());
        move |event: MouseEvent| {
            dispatch.dispatch(Action::RemoveEntry(at.clone(), id.clone(), "已删除一条。"));
            offer_undo(&event);
        }
    };
    let which = format!("{}第 {} 条", register.title, props.position);
    let entry_fields = html! {
        <>
            <div class="entry" id={row_element(&id)} tabindex="-1" role="group" aria-label={which.clone()}>
                { for fields }
            </div>
            <button class="btn plain slim" type="button" onclick={remove}>
                { "删除" }<span class="hide">{ which }</span>
            </button>
        </>
    };
    if !phone {
        return html! { <li>{ entry_fields }</li> };
    }
    html! {
        <li>
            <details class="folds">
                <summary>{ entry_name(&register.id, entry, packs::criteria()) }</summary>
                { entry_fields }
            </details>
        </li>
    }
}

fn field(props: &EntryRowProps, id: &Rc<str>, column: &'static Column) -> Html {
    let at = &props.at;
    let place = Place::Entry(at.clone(), id.clone(), column.key.as_str().into());
    let value = AttrValue::from(props.entry.get(&column.key).to_owned());
    let label = column.label.as_str();
    // Said once, not with every entry.
    let hint = match props.position {
        1 => column.hint.as_str(),
        _ => "",
    };
    let dispatch = props.dispatch.clone();
    let select = |options: Vec<ChoiceOption>| {
        let (place, value, dispatch) = (place.clone(), value.clone(), dispatch.clone());
        html! { <Select {place} {label} {hint} {value} {options} {dispatch} /> }
    };
    let kind = match column.kind {
        ColumnKind::Refs => {
            let refs = RefsAt::Entry(at.clone(), id.clone(), column.key.as_str().into());
            let chosen = props.entry.refs(&column.key).to_vec();
            let options = props.names.of(column.to.as_deref().unwrap_or_default());
            return html! {
                <RefsField at={refs} {label} {chosen} {options} one={column.one} {hint} {dispatch} />
            };
        }
        ColumnKind::YesNo => {
            return select(vec![
                ChoiceOption::new("yes", "是"),
                ChoiceOption::new("no", "否"),
            ]);
        }
        ColumnKind::Choice => {
            let options = column.options.iter();
            let options = options.map(|option| ChoiceOption::new(&option.value, &option.label));
            return select(options.collect());
        }
        ColumnKind::Text => FieldKind::Line,
        ColumnKind::LongText => FieldKind::Long(4),
        // The word for "no end" is a date to nobody but this column.
        ColumnKind::Date if column.forever.as_deref() == Some(&*value) => FieldKind::Line,
        ColumnKind::Date => FieldKind::Date,
        ColumnKind::Month => FieldKind::Month,
        ColumnKind::Year => FieldKind::Year,
        ColumnKind::Count => FieldKind::Count,
        ColumnKind::Decimal => FieldKind::Decimal,
        ColumnKind::Money => FieldKind::Money,
    };
    html! { <Field {place} {label} {hint} {value} {kind} {dispatch} /> }
}

/// How much of a row a column takes.
fn width(column: &Column) -> &'static str {
    match column.kind {
        ColumnKind::LongText => "all",
        ColumnKind::Text | ColumnKind::Refs => "much",
        _ => "little",
    }
}

fn place_id(at: &EntriesAt) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    at.to_string().chars().map(letter).collect()
}

fn field_id(at: &EntriesAt, id: &Rc<str>, column: &Column) -> String {
    let key: Rc<str> = column.key.as_str().into();
    match column.kind {
        ColumnKind::Refs => RefsAt::Entry(at.clone(), id.clone(), key).element_id(),
        _ => Place::Entry(at.clone(), id.clone(), key).element_id(),
    }
}
