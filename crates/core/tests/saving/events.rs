//! What can happen, counted.

/// How often each thing happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    Save,
    SaveWithoutComparison,
    UndoUnderWay,
    Conflict,
    Full,
    Closed,
    Other,
    Gone,
    LostAnswer,
    Wipe,
    Hide,
    Kill,
    Open,
    Follow,
    HandOver,
    TakeByForce,
    Bin,
    Import,
    Resolve,
    Settle,
    Second,
    Recovered,
}

/// All of them.
pub const EVENTS: [Event; 22] = [
    Event::Save,
    Event::SaveWithoutComparison,
    Event::UndoUnderWay,
    Event::Conflict,
    Event::Full,
    Event::Closed,
    Event::Other,
    Event::Gone,
    Event::LostAnswer,
    Event::Wipe,
    Event::Hide,
    Event::Kill,
    Event::Open,
    Event::Follow,
    Event::HandOver,
    Event::TakeByForce,
    Event::Bin,
    Event::Import,
    Event::Resolve,
    Event::Settle,
    Event::Second,
    Event::Recovered,
];

pub type Counts = [u64; EVENTS.len()];
