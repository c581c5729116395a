//! What was brought to the page and is not in the dossier yet: it outlives the page, and closing the window asks.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::bringing::Bringing;
use crate::browser::page;

/// Texts under way, by the dossier they are for.
#[derive(Default)]
struct Held {
    /// What stands in the box to paste into.
    typed: String,
    /// The report that is looked over.
    bringing: Option<Rc<Bringing>>,
}

thread_local! {
    static HELD: RefCell<BTreeMap<String, Held>> = const { RefCell::new(BTreeMap::new()) };
    /// Asks before the window closes.
    static ASKS: RefCell<Option<page::AskBeforeClosing>> = const { RefCell::new(None) };
}

/// The report that is looked over for a dossier.
pub fn bringing(dossier: &str) -> Option<Rc<Bringing>> {
    HELD.with_borrow(|held| held.get(dossier)?.bringing.clone())
}

/// What stands in the box of a dossier.
pub fn typed(dossier: &str) -> String {
    HELD.with_borrow(|held| held.get(dossier).map(|held| held.typed.clone()))
        .unwrap_or_default()
}

/// Keeps the report that is looked over, beside what stands in the box.
pub fn keep_bringing(dossier: &str, bringing: Option<Rc<Bringing>>) {
    let typed = typed(dossier);
    keep(dossier, Held { typed, bringing });
}

/// Keeps what stands in the box.
pub fn keep_typed(dossier: &str, typed: String) {
    let bringing = bringing(dossier);
    keep(dossier, Held { typed, bringing });
}

fn keep(dossier: &str, held: Held) {
    let any = HELD.with_borrow_mut(|all| {
        if held.bringing.is_none() && held.typed.trim().is_empty() {
            all.remove(dossier);
        } else {
            all.insert(dossier.to_owned(), held);
        }
        !all.is_empty()
    });
    ASKS.with_borrow_mut(|asks| match any {
        true => {
            asks.get_or_insert_with(page::AskBeforeClosing::new);
        }
        false => *asks = None,
    });
}
