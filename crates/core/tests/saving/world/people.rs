//! What people do in a window.

use std::rc::Rc;

use quality_award_core::storage::Standing;

use super::{Event, Outcome, World};
use crate::document::{PLACES, State};

impl World {
    pub(super) fn show(&mut self, at: usize, state: State, undone: bool) -> Outcome {
        let window = self.window(at);
        let before = std::mem::replace(&mut window.now, state);
        window.removed |= before.tokens;
        window.removed &= !window.now.tokens;
        if !undone {
            window.earlier.push(before);
        }
        let exported: Rc<str> = "".into();
        let dossier = window.now.dossier.clone();
        let commands = window.saver.changed(&dossier, &exported);
        self.obey(at, commands)
    }

    pub(super) fn edit(&mut self) -> Outcome {
        let Some(at) = self.some(|window| window.shown != Standing::Following) else {
            return Ok(());
        };
        // Mostly near the last edit.
        let place = match self.random.chance(50) {
            true => at,
            false => self.random.below(PLACES),
        };
        let Some(token) = self.places.token(place) else {
            return Ok(());
        };
        let next = self.window(at).now.with(place, token);
        self.show(at, next, false)
    }

    pub(super) fn undo(&mut self) -> Outcome {
        let Some(at) =
            self.some(|window| window.shown != Standing::Following && !window.earlier.is_empty())
        else {
            return Ok(());
        };
        let under_way = self.window(at).shown == Standing::Pending;
        if under_way {
            self.count(Event::UndoUnderWay);
        }
        let back = self.window(at).earlier.pop().expect("an earlier state");
        self.show(at, back, true)
    }

    pub(super) fn remove(&mut self) -> Outcome {
        let Some(at) = self.some(|window| window.shown != Standing::Following) else {
            return Ok(());
        };
        let place = self.random.below(PLACES);
        let tokens = self.window(at).now.tokens;
        let tokens = self.places.at(place, tokens);
        if tokens == 0 {
            return Ok(());
        }
        let next = self.window(at).now.without(place, tokens);
        self.show(at, next, false)
    }
}
