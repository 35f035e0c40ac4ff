//! Careers: how people rise from level to level, what they are taught, and who helps whom; what the model may trust of it.

use super::Slot;
use crate::unit::Week;

/// How the people of a team rise.
#[derive(Clone, Debug, PartialEq)]
pub struct Career {
    /// Level at which people start whose line names none, as an index.
    pub hired_as: Option<usize>,
    /// What each level of the team is in a career, in the order of the levels.
    pub rungs: Vec<Rung>,
}

/// A level as a part of a career.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// Factor on the time to ramp; 1 when neutral.
    pub ramp: Slot,
    pub next: Option<NextLevel>,
    /// Weeks in the level before a promotion is due.
    pub after_weeks: Slot,
    /// Attainment of the year to date that a promotion asks for; `None`: any.
    pub at_attainment: Option<Slot>,
    /// Most people of the team who may hold the level; `None`: any number.
    pub seats: Option<u32>,
    /// Share of those at week 0 whom nobody names; `None`: as their tenure makes it.
    pub share: Option<f64>,
    /// Factor on leaving while a promotion is due and no seat is free; 1 when neutral.
    pub passed_over: Slot,
}

/// What follows a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextLevel {
    /// Another level of the team, as an index.
    Level(usize),
    /// A vacant seat among the region's sales managers.
    Management,
}

/// People with nothing left to ramp who help those who still do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mentoring {
    /// Factor on how fast those who have a mentor ramp; 1 when neutral.
    pub ramp_speed: Slot,
    /// New people whom one mentor helps.
    pub mentees: Slot,
    /// Share of a mentor's selling time that so many of them take.
    pub time_share: Slot,
}

/// A course that a team takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    pub name: String,
    pub on: Week,
    /// Whether those who came since take it every year.
    pub yearly: bool,
    /// Cost of one person in the region's currency.
    pub cost: Slot,
    pub weeks_away: Slot,
    /// Factor on the skill of those who took it; 1 when neutral.
    pub skill: Slot,
    /// Weeks of ramp that it saves.
    pub ramp_weeks_saved: Slot,
}
