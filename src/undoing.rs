//! 撤销 and 重做: the changes of the open dossier that can be taken back, the last one first.

use std::rc::Rc;

use quality_award_core::dossier::Dossier;
use quality_award_core::dossier::undo::Step;

/// So many changes can be taken back.
const MOST: usize = 50;

/// What the last key or button can do with a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// 撤销.
    Undo,
    /// 重做.
    Redo,
}

impl Way {
    /// What its button is called.
    pub fn words(self) -> &'static str {
        match self {
            Way::Undo => "撤销",
            Way::Redo => "重做",
        }
    }

    /// The way back from it.
    pub fn opposite(self) -> Way {
        match self {
            Way::Undo => Way::Redo,
            Way::Redo => Way::Undo,
        }
    }
}

/// What a toast offers to do with the last change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Take it back, or make it again.
    pub way: Way,
    /// Id of the row that comes back with it, if one does.
    pub row: Option<Rc<str>>,
}

/// What a change was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A row, entry, metric or sheet with this id was added.
    Added(Rc<str>),
    /// One was removed.
    Removed(Rc<str>),
    /// One choice among several. Changes of it that follow each other are one.
    Choice(Rc<str>),
    /// More or other than that.
    Much,
}

/// A change that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undoable {
    /// What differs.
    pub step: Step,
    /// What was said of it, such as 已删除一行。
    pub said: Rc<str>,
    /// What it was about.
    pub about: About,
}

impl Undoable {
    /// What was done: 删除一行.
    pub fn what(&self) -> &str {
        self.said.trim_start_matches('已').trim_end_matches('。')
    }
}

/// The changes of the open dossier. Going back and forth keeps what was typed in between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undoing {
    done: Vec<Rc<Undoable>>,
    undone: Vec<Rc<Undoable>>,
}

impl Undoing {
    /// Takes note of a change. What was taken back before cannot be made again after it.
    pub fn add(&mut self, change: Undoable) {
        self.undone.clear();
        if let Some(last) = self.done.last_mut()
            && matches!(change.about, About::Choice(_))
            && last.about == change.about
            && let Some(both) = last.step.and(&change.step)
        {
            Rc::make_mut(last).step = both;
            return;
        }
        if self.done.len() == MOST {
            self.done.remove(0);
        }
        self.done.push(Rc::new(change));
    }

    /// The last change, when it removed something.
    pub fn removal(&self) -> Option<&Rc<Undoable>> {
        let last = self.done.last();
        last.filter(|change| matches!(change.about, About::Removed(_)))
    }

    /// What can be done next in a direction, if anything.
    pub fn next(&self, way: Way) -> Option<Offer> {
        let change = match way {
            Way::Undo => self.done.last(),
            Way::Redo => self.undone.last(),
        };
        let row = match (&change?.about, way) {
            (About::Removed(id), Way::Undo) | (About::Added(id), Way::Redo) => Some(id.clone()),
            _ => None,
        };
        Some(Offer { way, row })
    }

    /// Goes one change back or forth. Returns what to say of it, and whether anything changed; `None` when there is
    /// nothing to go to.
    pub fn turn(&mut self, way: Way, dossier: &mut Dossier) -> Option<(String, bool)> {
        let (from, to) = match way {
            Way::Undo => (&mut self.done, &mut self.undone),
            Way::Redo => (&mut self.undone, &mut self.done),
        };
        let change = from.pop()?;
        let before = dossier.clone();
        let kept = match way {
            Way::Undo => change.step.undo(dossier),
            Way::Redo => change.step.redo(dossier),
        };
        let what = change.what();
        let (way, changed) = (way.words(), kept == 0 || *dossier != before);
        let said = match (changed, kept) {
            (false, _) => format!("没有{way}“{what}”：后来又改过，保留了后来的内容。"),
            (true, 0) => format!("已{way}“{what}”。"),
            (true, kept) => {
                format!("已{way}“{what}”。有 {kept} 处后来又改过，保留了后来的内容。")
            }
        };
        if changed {
            to.push(change);
        }
        Some((said, changed))
    }
}
