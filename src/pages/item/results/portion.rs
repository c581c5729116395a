//! How many of an item's metrics are drawn: a screenful at once, more while the browser is idle and nobody types, the
//! rest on request. Drawn in one go, fifty of them would keep one waiting on the way from item to item, and a thousand
//! for a minute.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::idle::Idle;

/// Drawn at once, of rows as of charts.
const FIRST: usize = 5;
/// Drawn in an idle moment.
const STEP: usize = 6;
/// Drawn without being asked for, and with each wish.
const PORTION: usize = 60;

/// What is drawn so far, and what is to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Portion {
    drawn: usize,
    aim: usize,
}

/// Why more is drawn.
pub enum More {
    /// The browser is idle.
    Idle,
    /// A button asks for it.
    Wished,
    /// Someone goes to the one at this place.
    At(usize),
}

impl Portion {
    /// How many of so many are drawn now.
    pub fn drawn(&self, all: usize) -> usize {
        self.drawn.min(all)
    }

    /// How many of so many are not drawn before they are asked for.
    pub fn held_back(&self, all: usize) -> usize {
        all.saturating_sub(self.aim)
    }

    /// How many of so many the next wish brings.
    pub fn next(&self, all: usize) -> usize {
        self.held_back(all).min(PORTION)
    }
}

impl Reducible for Portion {
    type Action = More;

    fn reduce(self: Rc<Self>, more: More) -> Rc<Self> {
        let Portion { drawn, aim } = *self;
        Rc::new(match more {
            More::Idle => Portion {
                drawn: (drawn + STEP).min(aim),
                aim,
            },
            More::Wished => Portion {
                drawn: aim + PORTION,
                aim: aim + PORTION,
            },
            More::At(place) => Portion {
                drawn: drawn.max(place + 1),
                aim: aim.max(place + 1),
            },
        })
    }
}

/// The portion of so many.
#[hook]
pub fn use_portion(all: usize) -> UseReducerHandle<Portion> {
    let portion = use_reducer_eq(|| Portion {
        drawn: FIRST,
        aim: PORTION,
    });
    let missing = portion.drawn < portion.aim.min(all);
    let more = portion.dispatcher();
    use_effect_with((missing, portion.drawn), move |(missing, _)| {
        let idle = missing.then(|| Idle::not_while_typing(move || more.dispatch(More::Idle)));
        move || drop(idle)
    });
    portion
}
