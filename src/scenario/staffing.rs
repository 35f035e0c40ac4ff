//! Who sits where, and what becomes of the seats: what the model may trust of it.

use super::Slot;
use crate::unit::Week;

/// A grade of people: factors on their team's numbers, 1 when neutral.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    pub name: String,
    pub skill: Slot,
    pub capacity: Slot,
    /// On base and variable pay.
    pub pay: Slot,
    pub quota: Slot,
}

/// A person by name, in a seat of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatLine {
    /// Alias, which names the seat's streams.
    pub name: String,
    /// First week of the person; from week 0 on: signed, and begins then.
    pub started: Week,
    /// What this person must book in a year, in the region's currency; `None`: the team's quota times the level's factor.
    pub quota: Option<Slot>,
    /// Index into [`super::Team::levels`].
    pub level: Option<usize>,
    /// Week in which the person leaves for sure.
    pub leaves: Option<Week>,
}

impl SeatLine {
    /// Whether the person is there when week `first` begins.
    pub fn is_present(&self, first: Week) -> bool {
        self.started < first
    }
}

/// A seat on the plan at week 0 that nobody sits in yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Requisition {
    /// Alias, which names the seat's streams.
    pub name: String,
    pub search: Search,
    pub level: Option<usize>,
}

/// When a requisition is filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Search {
    /// In this week.
    Starts(Week),
    /// After what is left of a time to fill that is known to be longer than `age` [weeks since it was opened]: all that lies
    /// beyond the age, or the share of the whole that the stage leaves.
    Runs { age: f64, stage: Option<Stage> },
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Approved,
    Sourcing,
    Interviewing,
    Offer,
    Accepted,
}

/// Share of the time to fill that is left at each stage. Judgment, not data: half of the weeks go by before the first
/// interviews, an offer takes the last fifth, and an accepted offer leaves the last formalities.
const LEFT: [(Stage, f64); 5] = [
    (Stage::Approved, 1.0),
    (Stage::Sourcing, 0.8),
    (Stage::Interviewing, 0.5),
    (Stage::Offer, 0.2),
    (Stage::Accepted, 0.05),
];

impl Stage {
    /// The stage of this word, as the keys list them.
    pub fn named(word: &str) -> Option<Stage> {
        let index = super::keys::STAGES.iter().position(|known| *known == word)?;
        Some(LEFT[index].0)
    }

    /// Share of the time to fill that is left.
    pub fn share_left(self) -> f64 {
        LEFT.iter().find(|(stage, _)| *stage == self).map_or(1.0, |(_, left)| *left)
    }
}

/// Seats added at a date.
#[derive(Clone, Debug, PartialEq)]
pub struct HiringLine {
    pub name: String,
    /// Week in which the seats are on the plan.
    pub on: Week,
    pub count: u32,
    /// Whether the start comes a time to fill later than planned.
    pub slips: bool,
    /// Index into [`super::Team::levels`].
    pub level: Option<usize>,
    /// What must have been reached, else the seats never come.
    pub gate: Option<Gate>,
}

/// A condition that each replication decides at the end of a quarter, on what is known then.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    pub metric: GateMetric,
    pub of: Group,
    /// Quarter of the horizon at whose end it is decided.
    pub by: u32,
    /// Bounds on the metric, both included; money in base currency.
    pub at_least: Option<Slot>,
    pub at_most: Option<Slot>,
}

/// What a gate may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateMetric {
    /// Sums from the start.
    Bookings,
    DealsWon,
    DealsCreated,
    /// People at the quarter's end.
    Headcount,
    /// What the research of this index found, in the unit in which its number is written.
    Finding(usize),
}

impl GateMetric {
    pub const ALL: [GateMetric; 4] =
        [GateMetric::Bookings, GateMetric::DealsWon, GateMetric::DealsCreated, GateMetric::Headcount];

    /// Name in a scenario.
    pub const fn name(self) -> &'static str {
        match self {
            GateMetric::Bookings => "bookings",
            GateMetric::DealsWon => "deals-won",
            GateMetric::DealsCreated => "deals-created",
            GateMetric::Headcount => "headcount",
            GateMetric::Finding(_) => "research",
        }
    }

    /// The metric of this name; hyphens and underscores are the same.
    pub fn named(name: &str) -> Option<GateMetric> {
        let name = name.trim().replace('_', "-");
        GateMetric::ALL.into_iter().find(|metric| metric.name() == name)
    }
}

/// A part of the company that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Company,
    /// Index into [`super::Scenario::areas`].
    Area(usize),
    /// Index into [`super::Scenario::regions`].
    Region(usize),
}

/// Seats given up at a date: vacant ones first, then those of the latest starters.
#[derive(Clone, Debug, PartialEq)]
pub struct Reduction {
    pub name: String,
    /// Week in which notice is given.
    pub on: Week,
    pub count: u32,
    /// Weeks that people work on after the notice.
    pub notice_weeks: u32,
    /// Months of base pay paid to each person when the notice ends.
    pub severance_months: Slot,
}

/// Seats moved from region to region with the people in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    pub name: String,
    /// Indexes into [`super::Scenario::regions`].
    pub from: usize,
    pub to: usize,
    pub count: u32,
    pub on: Week,
}
