//! Events and stresses: what moves addressed numbers, when, and how.

use super::{Slot, Spread};
use crate::unit::Week;

/// A planned change or a risk, moving addressed numbers while it lasts.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub name: String,
    pub when: When,
    /// Weeks it lasts; `None`: to the end.
    pub weeks: Option<Spread>,
    pub effects: Vec<Effect>,
    /// Weeks until its effects are whole, on an s-curve; `None`: from its first week on.
    pub adoption: Option<Slot>,
}

/// A change of addressed numbers that holds from week 0 on, tried beside the plan and no part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stress {
    pub name: String,
    /// What it is called in reports; by default its name.
    pub title: String,
    pub effects: Vec<Effect>,
}

/// When an event takes effect.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// At a week, for sure.
    On(Week),
    /// With this chance once in the horizon, at a week drawn evenly from it.
    Chance(Slot),
    /// With this chance at a known week.
    ChanceOn(Slot, Week),
    /// At this rate per year while it is not in effect.
    PerYear(Slot),
}

/// One change of addressed numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Numbers it moves.
    pub slots: Vec<Slot>,
    pub change: Change,
}

/// What an effect does to a number; several at once apply in the order set, times, add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Set(Slot),
    Times(Slot),
    Add(Slot),
}
