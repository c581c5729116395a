//! What the page keeps while one is elsewhere, as long as the window is open: how it is looked at, and what it showed.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quality_award_core::review::{Choice, Findings, Look};
use yew::prelude::*;

/// Whether findings are shown that were answered with a reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answered {
    /// All findings.
    #[default]
    Any,
    /// Those that were not.
    Open,
    /// Those alone.
    Waived,
}

impl Answered {
    /// In the order of the list.
    pub const ALL: [Answered; 3] = [Answered::Any, Answered::Open, Answered::Waived];

    /// The value in the list.
    pub fn code(self) -> &'static str {
        match self {
            Answered::Any => "",
            Answered::Open => "open",
            Answered::Waived => "waived",
        }
    }

    /// Of a value in the list.
    pub fn of(code: &str) -> Self {
        let known = Answered::ALL.into_iter().find(|it| it.code() == code);
        known.unwrap_or_default()
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Answered::Any => "全部",
            Answered::Open => "还没有说明的",
            Answered::Waived => "已搁置的",
        }
    }
}

/// How the findings of a dossier are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    dossier: String,
    /// Which of them.
    pub choice: Choice,
    /// Answered or not.
    pub answered: Answered,
    /// Item by item, otherwise check by check.
    pub by_place: bool,
    /// What is unfolded, by its key.
    pub unfolded: BTreeSet<String>,
}

/// Another way to look.
pub type Change = Box<dyn FnOnce(&mut View)>;

thread_local! {
    static VIEW: RefCell<View> = RefCell::default();
    /// What was found when the page was last on screen, by dossier.
    static LOOKS: RefCell<BTreeMap<String, Look>> = const { RefCell::new(BTreeMap::new()) };
}

impl Reducible for View {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut view = Rc::unwrap_or_clone(self);
        change(&mut view);
        VIEW.set(view.clone());
        Rc::new(view)
    }
}

/// How this dossier was looked at last; another one is looked at as a whole.
#[hook]
pub fn use_view(dossier: &str) -> UseReducerHandle<View> {
    let dossier = dossier.to_owned();
    use_reducer(move || {
        let kept = VIEW.with_borrow(View::clone);
        match kept.dossier == dossier {
            true => kept,
            false => View {
                dossier,
                ..View::default()
            },
        }
    })
}

/// How many findings are gone and how many have come since the page was last on screen; `None` when this is the first
/// time.
#[hook]
pub fn use_earlier_look(dossier: &str, findings: &Rc<Findings>) -> Option<(usize, usize)> {
    let earlier = use_memo(dossier.to_owned(), |dossier| {
        LOOKS.with_borrow(|looks| looks.get(dossier).cloned())
    });
    let look = use_memo(findings.clone(), |findings| Look::at(findings));
    use_effect_with((dossier.to_owned(), look.clone()), |(dossier, look)| {
        let look = Look::clone(look);
        LOOKS.with_borrow_mut(|looks| looks.insert(dossier.clone(), look));
    });
    earlier.as_ref().as_ref().map(|earlier| look.since(earlier))
}
