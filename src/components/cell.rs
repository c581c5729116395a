//! A field in a grid of figures: Enter goes down, and what is typed goes on as it is.

use std::rc::Rc;

use quality_award_core::domain::input;
use quality_award_core::views::units_apart;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::use_may_write;
use crate::browser::{focus, keys, press};

/// Properties of [`CellField`].
#[derive(Properties, PartialEq)]
pub struct CellFieldProps {
    /// Id of the element.
    pub id: String,
    /// What it is, for a screen reader: row and column.
    pub label: String,
    /// Its column, the same in each row.
    pub column: AttrValue,
    /// What the text is now, as typed.
    pub value: AttrValue,
    /// Any text, and not a number.
    #[prop_or_default]
    pub words: bool,
    /// Id of the element that says what is wrong with it, while something is.
    #[prop_or_default]
    pub error: Option<String>,
    /// Takes the text.
    pub write: Callback<String>,
    /// Told when it takes the focus, with true, and when it loses it.
    pub typing: Callback<bool>,
}

/// The field.
#[component]
pub fn CellField(props: &CellFieldProps) -> Html {
    let (id, label, column, value) = (
        props.id.clone(),
        props.label.clone(),
        props.column.clone(),
        props.value.clone(),
    );
    let wide = props.words.then_some("wide");
    let write = props.write.clone();
    let oninput = move |event: InputEvent| {
        write.emit(event.target_unchecked_into::<HtmlInputElement>().value());
    };
    let onkeydown = |event: KeyboardEvent| {
        if keys::is_enter(&event) {
            event.prevent_default();
            focus::focus_below(&event.target_unchecked_into());
        }
    };
    let onfocus = props.typing.reform(|_: FocusEvent| true);
    let typing = props.typing.clone();
    let onblur = move |_: FocusEvent| {
        let typing = typing.clone();
        press::after_press(move || typing.emit(false));
    };
    let invalid = props.error.as_ref().map(|_| "true");
    let readonly = !use_may_write();
    html! {
        // A form of its own, as every field.
        <form class="bare">
            <input {id} type="text" class={classes!(wide)} autocomplete="off" data-column={column}
                aria-label={label} aria-describedby={props.error.clone()} aria-invalid={invalid}
                {value} {readonly} {oninput} {onkeydown} {onfocus} {onblur} />
        </form>
    }
}

/// What looks wrong in a row of figures by year, the earliest first: one year may be in 元 where 万元 are asked for.
pub fn unit_note<'a>(
    unit: &str,
    figures: impl IntoIterator<Item = (i32, &'a str)>,
) -> Option<String> {
    let figures = figures.into_iter();
    let figures = figures.map(|(year, raw)| (year, input::without_unit(raw, unit)));
    let apart = (unit == "万元").then(|| units_apart(figures)).flatten();
    apart.map(|(one, other)| {
        format!(
            "{one} 年和 {other} 年的数相差五千倍以上，请核对是不是有一年填的是元。这里要填万元。"
        )
    })
}

/// The column in which a row is being typed into, if any.
#[derive(PartialEq)]
pub struct Typing<K>(Option<K>);

impl<K: PartialEq> Typing<K> {
    /// Whether it is this column.
    pub fn is(&self, column: &K) -> bool {
        self.0.as_ref() == Some(column)
    }
}

impl<K: PartialEq + Clone> Reducible for Typing<K> {
    type Action = (K, bool);

    fn reduce(self: Rc<Self>, (column, on): (K, bool)) -> Rc<Self> {
        match on {
            true => Rc::new(Typing(Some(column))),
            // The next field may have been entered before one hears that this one was left.
            false if self.is(&column) => Rc::new(Typing(None)),
            false => self,
        }
    }
}

/// Follows in which column a row is being typed into.
#[hook]
pub fn use_typing<K: PartialEq + Clone + 'static>() -> UseReducerHandle<Typing<K>> {
    use_reducer_eq(|| Typing(None))
}
