//! The compiled plan: a scenario made ready to be simulated many times. Plain data, shared by all replications.

use std::ops::Range;

use crate::random::Key;
use crate::scenario::{Career, Course, Opening, Role, Scenario, Season, Slot};
use crate::unit::Week;
use crate::unit::time::{MONTHS_PER_QUARTER, WEEKS_PER_QUARTER};

use super::assumption::AssumptionPlan;
use super::column::Columns;
use super::deal::SpecialistPlan;
use super::detail::Detail;
use super::entry::EntryPlan;
use super::event::EventPlan;
use super::known::KnownPlan;
use super::ledger::Layout;
use super::market::MarketPlan;
use super::partner::PartnersPlan;
use super::staffing::StaffingPlan;
use super::terms::RegionTerms;
use super::territory::{Survey, TerritoryPlan};
use super::track::Tracked;
use super::years::YearsPlan;

/// A scenario made ready to be simulated many times.
#[derive(Clone, Debug)]
pub struct Plan {
    pub scenario: Scenario,
    /// Central value of every slot.
    pub values: Vec<f64>,
    /// Slots that an assumption or an event moves within a study.
    pub varies: Vec<bool>,
    /// Terms of each region at central values.
    pub terms: Vec<RegionTerms>,
    pub regions: Vec<RegionPlan>,
    /// First week that is simulated: 0, or the one after the closed quarters.
    pub first: i32,
    /// Weeks of the longest warm-up before it.
    pub warm_up: i32,
    /// Weeks of the horizon.
    pub horizon: i32,
    /// Weeks from week 0 to the end: the horizon and the run-out.
    pub weeks: i32,
    pub market: MarketPlan,
    pub assumptions: AssumptionPlan,
    pub events: Vec<EventPlan>,
    pub known: KnownPlan,
    pub staffing: StaffingPlan,
    pub territories: TerritoryPlan,
    pub years: YearsPlan,
    /// Whether any region has modes of entry.
    pub entered: bool,
    /// Whether any rule of the week sways a region's numbers.
    pub swayed: bool,
    /// Whether any region states what its managers do.
    pub managed: bool,
    /// Whether anybody is ever promoted.
    pub rises: bool,
    /// Whether anything changes how people ramp.
    pub learns: bool,
    pub needs: Needs,
    pub layout: Layout,
    pub columns: Columns,
    /// The region whose money is followed week by week; `None` unless a study asks for it.
    pub tracked: Option<Tracked>,
    /// `None` unless it is looked at closer.
    pub detail: Option<Detail>,
    /// `None` unless its territories are surveyed.
    pub survey: Option<Survey>,
}

/// What is fixed about a region.
#[derive(Clone, Debug)]
pub struct RegionPlan {
    pub key: Key,
    pub opening: Opening,
    /// The plan's first week.
    pub first: i32,
    /// Weeks of its warm-up before the first week; 0 where it opens empty.
    pub warm_up: i32,
    /// Index into the scenario's currencies.
    pub currency: usize,
    /// Its account executives; nobody where it has none.
    pub sellers: TeamPlan,
    /// Its other teams, by role.
    pub crews: Vec<TeamPlan>,
    /// Indexes of its offers, by name.
    pub offer_order: Vec<usize>,
    /// Its product specialists, where it has any.
    pub specialists: Option<SpecialistPlan>,
    /// Its partner programmes.
    pub partners: Vec<PartnersPlan>,
    /// Which of its offers each of its terms' offers is: its own ones, then those of the programmes.
    pub sold_as: Vec<usize>,
    /// Base currency per unit at the start, for plan-rate sums (quota and credit).
    pub start_rate: f64,
    /// Factors on arrivals by week of the fiscal year, and whether any differs from 1.
    pub season: Season,
    pub has_closing_season: bool,
    /// Whether an assumption moves any of its numbers, and whether anything does.
    pub assumed: bool,
    pub varies: bool,
    /// How it is entered, where it has modes.
    pub entry: Option<EntryPlan>,
}

/// What is fixed about the people of one role in a region.
#[derive(Clone, Debug)]
pub struct TeamPlan {
    pub role: Role,
    /// Where they sit among all seats.
    pub seats: Range<usize>,
    pub seat_plans: Vec<SeatPlan>,
    /// Share of a year's quota that falls on each fiscal quarter.
    pub quota_shares: [f64; 4],
    pub backfill: bool,
    pub capacity_ramps: bool,
    /// Whether anybody has a quota or a level of their own.
    pub has_individuals: bool,
    /// Whether capacity differs from seat to seat: it ramps, or a level may change it.
    pub capacity_differs: bool,
    /// How its people rise; `None`: they stay what they are.
    pub career: Option<Career>,
    /// Courses by name.
    pub courses: Vec<Course>,
}

impl TeamPlan {
    /// The plan of one of its seats, counted among all.
    pub fn seat(&self, seat: usize) -> &SeatPlan {
        &self.seat_plans[seat - self.seats.start]
    }
}

/// One seat of the plan.
#[derive(Clone, Debug)]
pub struct SeatPlan {
    pub key: Key,
    /// Week from which the plan counts on the seat; [`PRESENT`] for those there at week 0.
    pub planned: Week,
    pub origin: Origin,
    pub start: Start,
    /// Number of its level among the team's, from 1; 0: none.
    pub level: u8,
    /// What its first person must book in a year where that is written.
    pub quota: Option<Slot>,
}

/// Where a seat of the plan comes from. The first start in a seat of `Signed`, `Requisition` or `Hire` is one of the plan;
/// every other start is a backfill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// One of those present at week 0 whom nobody named.
    Headcount,
    /// A person by name who is present at week 0.
    Roster,
    /// A person by name who begins later.
    Signed,
    Requisition,
    Hire,
    /// Taken by a move; empty, and not planned for, before it.
    Move,
}

/// When somebody first sits in a seat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Start {
    /// Somebody is there at week 0, with a tenure that is drawn.
    Drawn,
    /// Somebody is there at week 0, since this week.
    Since(Week),
    /// In the planned week.
    AsPlanned,
    /// A time to fill after the planned week.
    Slips,
    /// In this week.
    On(Week),
    /// After what is left of a time to fill that is longer than `age` in weeks: what lies beyond the age, or this share of the
    /// whole.
    Found { age: f64, share_left: Option<f64> },
    /// When a move brings somebody.
    Moved,
}

impl Origin {
    /// Whether the seat is a person's by name.
    pub fn has_a_name(self) -> bool {
        matches!(self, Origin::Roster | Origin::Signed)
    }

    /// Whether the first start in such a seat is one that was planned.
    pub fn is_planned_start(self) -> bool {
        matches!(self, Origin::Signed | Origin::Requisition | Origin::Hire)
    }
}

impl SeatPlan {
    /// Number of the first person among the seat's incumbents: who is there at week 0 is 0.
    pub fn first_number(&self) -> u64 {
        u64::from(self.planned != PRESENT)
    }
}

/// Planned week of a seat that is filled at week 0.
pub const PRESENT: Week = Week(i32::MIN);

/// What the gathered metrics ask the rooms to keep; what nobody asks for costs nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Bookings by source of demand.
    pub sources: bool,
    /// Quotas, credits, attainment.
    pub quota: bool,
    /// Pay, hiring cost, cost of goods.
    pub cost: bool,
    /// Each line of the income statement by itself, and cash.
    pub money: bool,
    /// Present values and tax.
    pub years: bool,
    /// Planned starts that fall due.
    pub bridge: bool,
    /// Size of every lost deal.
    pub lost_value: bool,
    /// Amount of the open pipeline.
    pub pipeline: bool,
    /// Whether anybody moves deals when a quarter ends.
    pub quarter_end: bool,
    /// Headcount, ramps, open deals and utilisation.
    pub stocks: bool,
    /// How much of the territories is covered, and how evenly they are worked.
    pub territories: bool,
}

impl RegionPlan {
    /// Whether it opens with a pipeline and people in mid-career.
    pub fn is_steady(&self) -> bool {
        self.opening == Opening::Steady
    }

    /// Whether demand arrives in `week`: the warm-up is a steady region's own.
    pub fn lives(&self, week: Week) -> bool {
        week.0 >= self.first - self.warm_up
    }

    /// Seat of the account executive of this alias among all seats.
    pub fn seat_of(&self, alias: &str) -> Option<u32> {
        let key = super::staffing::of_person(self.key.child(Role::AccountExecutive.number()), alias);
        let index = self.sellers.seat_plans.iter().position(|seat| seat.key == key)?;
        Some((self.sellers.seats.start + index) as u32)
    }

    /// All its teams, account executives first; the terms of team `t` are `RegionTerms::team(t)`.
    pub fn teams(&self) -> impl Iterator<Item = &TeamPlan> {
        std::iter::once(&self.sellers).chain(&self.crews)
    }

    /// Team number `team` of [`RegionPlan::teams`].
    pub fn team(&self, team: usize) -> &TeamPlan {
        if team == 0 { &self.sellers } else { &self.crews[team - 1] }
    }

    /// Number of its teams.
    pub fn team_count(&self) -> usize {
        1 + self.crews.len()
    }

    /// Number of the team in which a seat is; its sellers for a seat of none.
    pub fn team_of(&self, seat: usize) -> usize {
        self.crews.iter().position(|team| team.seats.contains(&seat)).map_or(0, |index| index + 1)
    }

    /// The plan of one of its seats, counted among all.
    pub fn seat_plan(&self, seat: usize) -> &SeatPlan {
        self.team(self.team_of(seat)).seat(seat)
    }

    /// The seats of all its teams.
    pub fn all_seats(&self) -> Range<usize> {
        self.sellers.seats.start..self.crews.last().map_or(self.sellers.seats.end, |team| team.seats.end)
    }
}

impl Plan {
    /// The seat behind all others, in which nobody ever sits: owner of deals that no seller works. Its deals have skill and
    /// attention 1, and nobody is credited.
    pub fn nobody(&self) -> u32 {
        self.regions.last().map_or(0, |region| region.all_seats().end as u32)
    }

    /// Value of a slot at the centre.
    pub fn value(&self, slot: Slot) -> f64 {
        self.values[slot.0 as usize]
    }

    /// Months of the horizon.
    pub fn horizon_months(&self) -> usize {
        (self.horizon / WEEKS_PER_QUARTER) as usize * MONTHS_PER_QUARTER
    }

    /// Weeks from the start of the warm-up.
    pub fn weeks_walked(&self) -> i32 {
        self.weeks - self.origin()
    }

    /// First week of the longest warm-up.
    #[inline]
    pub fn origin(&self) -> i32 {
        self.first - self.warm_up
    }

    /// Whether anything is drawn that regions share: the market.
    pub fn has_market(&self) -> bool {
        self.market.moves() || self.events.iter().any(EventPlan::is_risk)
    }

    /// Whether anything is an assumption.
    pub fn has_assumptions(&self) -> bool {
        !self.scenario.assumptions.is_empty()
    }
}
