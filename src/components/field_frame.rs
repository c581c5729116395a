//! What stands around the control of every field: label or legend, hint, error.

use yew::prelude::*;

/// The words around a control, and what the control says of them.
pub struct FieldFrame<'a> {
    /// Id of the control.
    pub id: &'a str,
    /// The label or legend.
    pub label: &'a AttrValue,
    /// A hint under it; empty where there is none.
    pub hint: &'a AttrValue,
    /// Why the value cannot be used; empty where it can.
    pub error: &'a str,
    /// Hides the label on screen, where a table's head or the page's heading says the same.
    pub bare: bool,
}

impl FieldFrame<'_> {
    /// The class of the whole.
    pub fn class(&self) -> Classes {
        classes!("field", (!self.error.is_empty()).then_some("wrong"))
    }

    /// `aria-describedby` of the control: hint, error, and what else describes it, by their ids.
    pub fn described_by(&self, more: impl IntoIterator<Item = String>) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let error = (!self.error.is_empty()).then(|| format!("{}-error", self.id));
        let ids: Vec<String> = hint.into_iter().chain(error).chain(more).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// `aria-invalid` of the control.
    pub fn invalid(&self) -> Option<&'static str> {
        (!self.error.is_empty()).then_some("true")
    }

    /// The label of one control, with hint and error.
    pub fn label(&self) -> Html {
        html! {
            <>
                <label for={self.id.to_owned()} class={self.label_class()}>{ self.label.clone() }</label>
                { self.remarks() }
            </>
        }
    }

    /// The legend of a group of controls, with hint and error.
    pub fn legend(&self) -> Html {
        html! {
            <>
                <legend class={self.label_class()}>{ self.label.clone() }</legend>
                { self.remarks() }
            </>
        }
    }

    fn label_class(&self) -> Classes {
        classes!(self.bare.then_some("hide"))
    }

    fn remarks(&self) -> Html {
        html! {
            <>
                if !self.hint.is_empty() {
                    <p class="hint" id={format!("{}-hint", self.id)}>{ self.hint.clone() }</p>
                }
                if !self.error.is_empty() {
                    <p class="error" id={format!("{}-error", self.id)}>
                        <span class="hide">{ "错误：" }</span>{ self.error.to_owned() }
                    </p>
                }
            </>
        }
    }
}
