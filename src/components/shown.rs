//! A long list, of which a part is drawn and more on request.

use yew::prelude::*;

/// How many entries of a list are drawn.
#[derive(Clone)]
pub struct Shown {
    shown: UseStateHandle<usize>,
    more: usize,
}

/// So many entries `first`, and so many `more` with each press.
#[hook]
pub fn use_shown(first: usize, more: usize) -> Shown {
    Shown {
        shown: use_state(|| first),
        more,
    }
}

impl Shown {
    /// How many entries are drawn, if there are as many.
    pub fn count(&self) -> usize {
        *self.shown
    }

    /// The button for more of `all` entries, while there are more. `words` says what it reads, given how many come next
    /// and how many are not drawn yet.
    pub fn button(&self, all: usize, words: impl FnOnce(usize, usize) -> String) -> Option<Html> {
        let rest = all.checked_sub(self.count()).filter(|rest| *rest > 0)?;
        let Shown { shown, more } = self.clone();
        let onclick = move |_: MouseEvent| shown.set(*shown + more);
        Some(html! {
            <button class="btn plain slim" type="button" {onclick}>{ words(rest.min(self.more), rest) }</button>
        })
    }
}
