//! A text field: what is typed goes to the dossier as it is, key by key.
//!
//! Every field is a form of its own. With each key Chromium's autofill reads all fields of the form, and those of the
//! whole page where there is none: on a page of 150 fields that is half of the time to the next paint. What Enter
//! submits is a question's to take; elsewhere [`crate::app`] goes on to the next field.

use quality_award_core::domain::input::{self, Flaw};
use quality_award_core::domain::length::{is_invisible, length};
use quality_award_core::dossier::{Place, ValueKind};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::field_frame::FieldFrame;
use super::use_may_write;
use crate::browser::{page, press};
use crate::state::{Action, Dispatch};

/// What is typed into a field, and how large it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of any text.
    #[default]
    Line,
    /// A text of several paragraphs, shown with so many rows.
    Long(u32),
    /// A date. A text field, because the browser's own date field cannot hold half a date.
    Date,
    /// A month of a year.
    Month,
    /// A year.
    Year,
    /// A number, exact. Phones show all keys: those of digits alone have no minus.
    Decimal,
    /// The same, where it is never negative.
    Amount,
    /// An amount of money in 元.
    Money,
    /// A whole number from 0.
    Count,
    /// 统一社会信用代码.
    Uscc,
}

impl FieldKind {
    /// The field for what is typed.
    pub fn of(typed: ValueKind) -> FieldKind {
        match typed {
            ValueKind::Text => FieldKind::Line,
            ValueKind::Date => FieldKind::Date,
            ValueKind::Decimal => FieldKind::Decimal,
            ValueKind::Money => FieldKind::Money,
            ValueKind::Count | ValueKind::Percent => FieldKind::Count,
            ValueKind::Month => FieldKind::Month,
            ValueKind::Year => FieldKind::Year,
            ValueKind::Uscc => FieldKind::Uscc,
        }
    }

    fn typed(self) -> ValueKind {
        match self {
            FieldKind::Line | FieldKind::Long(_) => ValueKind::Text,
            FieldKind::Date => ValueKind::Date,
            FieldKind::Decimal | FieldKind::Amount => ValueKind::Decimal,
            FieldKind::Money => ValueKind::Money,
            FieldKind::Count => ValueKind::Count,
            FieldKind::Month => ValueKind::Month,
            FieldKind::Year => ValueKind::Year,
            FieldKind::Uscc => ValueKind::Uscc,
        }
    }

    /// What is wrong with a raw value; none when nothing is, or nothing is typed.
    fn flaw(self, raw: &str) -> Option<Flaw> {
        self.typed().flaw(raw)
    }

    fn width(self) -> &'static str {
        match self {
            FieldKind::Date | FieldKind::Decimal | FieldKind::Amount | FieldKind::Money => "14",
            FieldKind::Month => "10",
            FieldKind::Count | FieldKind::Year => "6",
            FieldKind::Uscc => "24",
            FieldKind::Line | FieldKind::Long(_) => "40",
        }
    }

    fn keyboard(self) -> Option<&'static str> {
        match self {
            FieldKind::Count | FieldKind::Year => Some("numeric"),
            FieldKind::Amount | FieldKind::Money => Some("decimal"),
            _ => None,
        }
    }
}

/// Properties of [`Field`].
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Where the text stands in the dossier.
    pub place: Place,
    /// The label.
    pub label: AttrValue,
    /// What the text is now, as typed.
    pub value: AttrValue,
    /// What is typed here.
    #[prop_or_default]
    pub kind: FieldKind,
    /// A hint under the label.
    #[prop_or_default]
    pub hint: AttrValue,
    /// An error found when the page was submitted.
    #[prop_or_default]
    pub error: AttrValue,
    /// The unit of the field: a number may be typed with it.
    #[prop_or_default]
    pub unit: AttrValue,
    /// Suggested length in 字; 0 for none. It only reminds: a line says so once it is longer, a long
    /// text always shows its count.
    #[prop_or_default]
    pub limit: u32,
    /// Suggested least length in 字; 0 for none.
    #[prop_or_default]
    pub least: u32,
    /// Shows the count of a text that has no suggested length.
    #[prop_or_default]
    pub counted: bool,
    /// Hides the label on screen, for a field in a table.
    #[prop_or_default]
    pub bare: bool,
    /// Takes the text.
    pub dispatch: Dispatch,
}

/// A labelled text field. It shows a flaw of its value while it is not being typed into.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let typing = use_state(|| false);
    let id = props.place.element_id();
    let value = input::without_unit(&props.value, &props.unit);
    let flaw = props.kind.flaw(value).filter(|_| !*typing);
    let error = match &flaw {
        _ if !props.error.is_empty() => props.error.to_string(),
        Some(flaw) if !flaw.is_doubt() => flaw.sentence(),
        _ => String::new(),
    };
    let mut notes: Vec<String> = Vec::new();
    if let Some(flaw) = flaw.filter(Flaw::is_doubt) {
        notes.push(format!("提醒：{}", flaw.sentence()));
    }
    if props.kind.typed() != ValueKind::Text && !*typing && props.value.contains(is_invisible) {
        notes.push("里面有看不见的字符，已略去不计。".to_owned());
    }
    let notes = notes.concat();
    {
        let named = use_mut_ref(|| false);
        use_effect_with(!error.is_empty(), move |wrong| {
            if named.replace(*wrong) != *wrong {
                page::name_document();
            }
        });
    }
    let counted = match props.kind {
        FieldKind::Long(_) => props.counted || props.limit > 0,
        _ => props.limit > 0 && length(&props.value) > props.limit as usize,
    };
    let frame = FieldFrame {
        id: &id,
        label: &props.label,
        hint: &props.hint,
        error: &error,
        bare: props.bare,
    };
    let notes_id = (!notes.is_empty()).then(|| format!("{id}-notes"));
    let count_id = counted.then(|| format!("{id}-count"));
    let described = frame.described_by(notes_id.clone().into_iter().chain(count_id));
    let invalid = frame.invalid();

    let write = {
        let (dispatch, place) = (props.dispatch.clone(), props.place.clone());
        move |value: String| dispatch.dispatch(Action::Set(place.clone(), value))
    };
    let onfocus = typing.setter();
    let onfocus = move |_: FocusEvent| onfocus.set(true);
    let typed = typing.setter();
    let onblur = move |_: FocusEvent| {
        let typed = typed.clone();
        press::after_press(move || typed.set(false));
    };

    let readonly = !use_may_write();
    let control = match props.kind {
        FieldKind::Long(rows) => {
            let oninput = move |event: InputEvent| {
                write(event.target_unchecked_into::<HtmlTextAreaElement>().value());
            };
            html! {
                <textarea id={id.clone()} rows={rows.to_string()} value={props.value.clone()} {readonly}
                    aria-describedby={described} aria-invalid={invalid} {oninput} {onfocus} {onblur} />
            }
        }
        kind => {
            let oninput = move |event: InputEvent| {
                write(event.target_unchecked_into::<HtmlInputElement>().value());
            };
            html! {
                <input id={id.clone()} type="text" size={kind.width()} inputmode={kind.keyboard()}
                    autocomplete="off" value={props.value.clone()} {readonly}
                    aria-describedby={described} aria-invalid={invalid} {oninput} {onfocus} {onblur} />
            }
        }
    };
    html! {
        <form class={frame.class()}>
            { frame.label() }
            { control }
            if !notes.is_empty() {
                <p class="hint under" id={notes_id}>{ notes }</p>
            }
            if counted {
                <Count id={format!("{id}-count")} value={props.value.clone()} least={props.least}
                    limit={props.limit} />
            }
        </form>
    }
}

#[derive(Properties, PartialEq)]
struct CountProps {
    id: String,
    value: AttrValue,
    least: u32,
    limit: u32,
}

#[component]
fn Count(props: &CountProps) -> Html {
    let written = length(&props.value);
    let CountProps { least, limit, .. } = *props;
    let most = limit as usize;
    html! {
        <p class="count" id={props.id.clone()}>
            if limit > 0 && written > most {
                <span class="over-limit">
                    { format!("提醒：已写 {written} 字，比建议的 {limit} 字多 {} 字", written - most) }
                </span>
            } else {
                <span>
                    { match (least, limit) {
                        (_, 0) => format!("已写 {written} 字"),
                        (0, _) => format!("已写 {written} 字，建议不超过 {limit} 字"),
                        _ => format!("已写 {written} 字，建议 {least} 至 {limit} 字"),
                    } }
                </span>
            }
        </p>
    }
}
