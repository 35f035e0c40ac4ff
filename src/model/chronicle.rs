//! The chronicle: everything that happens in one replication, deal by deal and person by person.
//!
//! It is written by an onlooker who looks at the world between the rooms of a week and notes what differs, so that the rooms
//! know nothing of it and a replication that nobody looks at costs what it did. The history is the run's own, to the bit, and
//! its sums are the run's, to the cent.

mod contracts;
mod deals;
mod entry;
mod leads;
mod market;
mod market_rules;
mod partners;
mod people;
mod reach;
mod recorder;
mod seating;
mod territories;

use crate::random::{Redraw, Streams};
use crate::scenario::Role;
use crate::table::days_to_date;
use crate::unit::Week;
use crate::unit::time::{Date, quarter_of};

use super::assumption::{self, Drawn};
use super::deal::Source;
use super::plan::Plan;
use super::terms::Bargain;
use super::week;
use super::world::World;

pub use reach::Reached;
pub use seating::Seating;

/// Weeks by which an expected close is put off each time it passes: what an owner writes who expects it next month.
const PUT_OFF_BY: i32 = 4;

/// Everything that happened in one replication.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chronicle {
    pub seed: u64,
    pub replication: u32,
    /// Every seat of the plan, in the order of the world's.
    pub seats: Vec<SeatRecord>,
    /// Everybody who sat in one.
    pub people: Vec<PersonRecord>,
    /// Every partner.
    pub partners: Vec<PartnerRecord>,
    /// Every deal: those open at the start, then those created later, week by week.
    pub deals: Vec<DealRecord>,
    /// Every contract that recurs: those in force at the start, then those signed later.
    pub contracts: Vec<ContractRecord>,
    /// What happened, in the order of the weeks and of the rooms within a week.
    pub events: Vec<Entry>,
    /// By quarter, then region.
    pub quarters: Vec<QuarterRecord>,
    /// By quarter played: base currency per unit of each currency in its last week, and the macro factor on demand.
    pub markets: Vec<MarketRecord>,
    /// What was drawn of each assumption of the scenario.
    pub drawn: Vec<Drawn>,
}

/// A seat of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatRecord {
    /// Readable, one to a seat, and the same in every replication and plan that has the seat.
    pub alias: String,
    pub region: usize,
}

/// Somebody who sat in a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonRecord {
    /// The seat in which the person began, which names them, and how many sat in it up to them.
    pub first_seat: usize,
    pub number: u32,
    /// The last seat.
    pub seat: usize,
    /// Week of the start; before the first week it may be drawn.
    pub since: i32,
    /// Week in which the person went.
    pub until: Option<i32>,
}

/// A partner of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerRecord {
    /// `japan-resellers-03`: readable, one to a partner.
    pub alias: String,
    pub region: usize,
    /// Index among the region's programmes.
    pub programme: usize,
}

/// What becomes of a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Active when the first week begins, or signed before it and not active yet.
    Present,
    UnderWay,
    Signed,
    Active,
    Dormant,
    Lost,
}

/// Where a deal came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Of new demand.
    Demand(Source),
    /// Written as open at the start.
    Open,
    /// Judged one by one.
    Big,
}

/// A deal from its creation to its end. Amounts are cents of the region's currency.
#[derive(Clone, Debug, PartialEq)]
pub struct DealRecord {
    /// Readable, one to a deal: the seat or the source, the week and a number; a known deal's alias.
    pub id: String,
    pub region: usize,
    /// Index among the region's offers.
    pub offer: usize,
    pub origin: Origin,
    /// Seat among all seats; `None`: nobody's.
    pub seat: Option<usize>,
    /// Who sat in the seat when the deal was created, or when the first week began.
    pub owner: Option<usize>,
    /// The partner that brought it.
    pub partner: Option<usize>,
    pub created: i32,
    /// Amount when it was created; an event may have changed it by the time it is won.
    pub opened: i64,
    /// What was agreed on its price when it was created; `None`: nothing was negotiated.
    pub bargain: Option<Bargain>,
    /// Chance to win at full attention and mean skill when it was created.
    pub chance: f64,
    /// Week in which its owner first expects it to close: after the median cycle of won deals.
    pub expected: i32,
    /// Weeks in which it entered a stage, by index among the offer's; empty where its offer or its past tells none.
    pub stages: Vec<(i32, usize)>,
    pub end: End,
}

/// A contract that recurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractRecord {
    /// The deal that signed it; of one in force at the start region, offer and number.
    pub id: String,
    pub region: usize,
    /// Index among the region's offers.
    pub offer: usize,
}

/// How a deal stands when the replication ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Open,
    Won {
        week: i32,
        /// Who sat in the seat then.
        owner: Option<usize>,
        cents: i64,
        /// Its part of what the run counts, in base currency.
        base: i64,
    },
    Lost {
        week: i32,
        /// Who sat in the seat then: who left it, where it was lost with a leaver.
        owner: Option<usize>,
        why: Why,
    },
}

/// Why a deal was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// To a competitor or to no decision, where competition is not written.
    NotWon,
    Competitor,
    NoDecision,
    /// Its customer wanted it, and its review refused it.
    Refused,
    /// With the person who left it.
    Leaver(usize),
    /// With the partner that was lost.
    Partner(usize),
}

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    pub week: i32,
    /// `None`: it is the company's or the market's.
    pub region: Option<usize>,
    pub what: What,
}

/// What happened. Deals, people and seats by their index in the chronicle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// A deal is there when the first week begins.
    DealOpen(usize),
    DealCreated(usize),
    DealAdvanced {
        deal: usize,
        stage: usize,
    },
    /// Part of a new deal's list price is given off it.
    DealDiscounted(usize),
    /// A deal closes so many weeks later than it would have, because a quarter ends; fewer than none: earlier.
    DealMoved {
        deal: usize,
        weeks: i32,
    },
    /// A contract's term ended: what it was worth a year, and is worth from now on; 0 where it ended with its term. Local cents.
    TermEnded {
        contract: usize,
        from: i64,
        to: i64,
    },
    DealWon(usize),
    DealLost(usize),
    /// Its customer wants it; it may be booked, or is refused, in a later week.
    DealReviewed {
        deal: usize,
        until: i32,
    },
    /// It was to be delivered and is cancelled, or was to be paid and never is.
    DealCancelled(usize),
    NeverPaid(usize),
    /// From this week on a region may sell; nothing can be delivered up to a week.
    FirstSale,
    OutOfStock(i32),
    /// Inbound leads of the week.
    Leads(Leads),
    Partner {
        partner: usize,
        turn: Turn,
    },
    /// Somebody is there when the first week begins.
    Present(usize),
    Started {
        person: usize,
        why: Start,
    },
    Left {
        person: usize,
        /// Whether it was written that the person would leave.
        known: bool,
        /// Week in which a successor starts; `None` where nobody follows: none is looked for, or the seat is given up or
        /// moved before.
        successor: Option<i32>,
    },
    /// A seat was given up; who sits in it works on until the notice ends.
    Noticed {
        seat: usize,
        person: Option<usize>,
    },
    /// A notice ended.
    Cut(usize),
    Moved {
        person: usize,
        from: usize,
        to: usize,
    },
    /// A specialist joined a new deal.
    Joined {
        deal: usize,
        seat: usize,
    },
    /// So many new deals wait for a specialist.
    Await(usize),
    /// A development rep took an executive's seat.
    BecameExecutive {
        person: usize,
        from: usize,
        to: usize,
    },
    /// A person takes over what somebody else owned, and needs so many weeks for it.
    TakesOver {
        person: usize,
        weeks: i32,
    },
    /// Customers went with who left a seat.
    CustomersLost {
        seat: usize,
        customers: i64,
    },
    /// A realignment of the region, by index, takes effect; this share of the potential has another owner than before.
    Realigned {
        realignment: usize,
        moved: f64,
    },
    /// Somebody rose in a quarter's last week: from a seat and level to another; levels by number among their teams'.
    Promoted {
        person: usize,
        from: usize,
        to: usize,
        level: u8,
    },
    /// The condition on a hire failed: the seat never comes.
    NeverComes(usize),
    /// An event of the scenario, by index, takes effect or ends.
    Begins(usize),
    Ends(usize),
    /// A step towards a market; of the region, or of the company.
    Reached(Reached),
    /// A quarter of a region closed: index among the chronicle's.
    QuarterClosed(usize),
}

/// Why somebody starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// A start of the plan, planned for this week.
    Planned(i32),
    /// A seat that was being filled, open on the plan since this week; no start was planned.
    Found(i32),
    /// A seat that somebody had left in this week; before the first week it is not known.
    Backfill(Option<i32>),
}

/// Leads of a region and week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leads {
    pub arrived: i64,
    /// Those that found no owner at once, customers' deals among them, and those that gave up waiting.
    pub waited: i64,
    pub expired: i64,
    /// New deals that found no free account.
    pub dropped: i64,
    /// Inbound leads that a partner's deal took.
    pub taken: i64,
}

/// How a quarter ended in a region. Money is base cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarterRecord {
    /// Of the horizon, from 0.
    pub quarter: u32,
    pub region: usize,
    /// All that was booked, at the rates of the weeks; in a closed quarter what was written.
    pub booked: i64,
    /// What fell due of the quotas and what was credited to them, at start rates; 0 where quotas were not kept.
    pub quota: i64,
    pub credit: i64,
    /// People at its end; 0 in a closed quarter.
    pub people: i64,
}

/// The market in the last week of a quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct MarketRecord {
    pub quarter: u32,
    /// Base currency per unit of each currency.
    pub rates: Vec<f64>,
    /// What a region's amounts are converted at, by region: its hedged share keeps the start rate.
    pub converted_at: Vec<f64>,
    /// Macro factor that acts on demand; 1 where it does not move.
    pub factor: f64,
}

impl Plan {
    /// One replication's gathered columns, and all that happened in it.
    pub fn chronicle(&self, seed: u64, replication: u32) -> (Vec<i64>, Chronicle) {
        let mut world = World::new(self);
        let streams = Streams::new(seed, replication, Redraw::default());
        let mut recorder = recorder::Recorder::new(self);
        week::simulate_before(&mut recorder, self, &mut world, streams);
        let mut row = vec![0; self.columns.len()];
        self.columns.gather(&mut world.ledger, &mut row);
        let drawn = assumption::drawn(self, &streams);
        (row, Chronicle { seed, replication, drawn, ..recorder.finish(self) })
    }
}

impl Chronicle {
    /// `dach-ae-03`, and `dach-ae-03/2` for the second person in a seat.
    pub fn name(&self, person: usize) -> String {
        let PersonRecord { first_seat, number, .. } = self.people[person];
        let alias = &self.seats[first_seat].alias;
        if number == 1 { alias.clone() } else { format!("{alias}/{number}") }
    }
}

impl DealRecord {
    /// Week in which its owner expects it to close, as of a week in which it is still open: put off again and again where
    /// the expectation has passed.
    pub fn expected_in(&self, week: i32) -> i32 {
        let passed = (week - self.expected).max(-1) + 1;
        self.expected + (passed + PUT_OFF_BY - 1).div_euclid(PUT_OFF_BY) * PUT_OFF_BY
    }

    /// Week of the end, where it has ended.
    pub fn closed(&self) -> Option<i32> {
        match self.end {
            End::Open => None,
            End::Won { week, .. } | End::Lost { week, .. } => Some(week),
        }
    }

    /// Weeks by which it was won later than first expected; fewer than none where it came early.
    pub fn slip(&self) -> Option<i32> {
        match self.end {
            End::Won { week, .. } => Some(week - self.expected),
            _ => None,
        }
    }

    /// Stage in which it stood in `week`, by index among the offer's.
    pub fn stage_in(&self, week: i32) -> Option<usize> {
        self.stages.iter().rev().find(|(entered, _)| *entered <= week).map(|(_, stage)| *stage)
    }
}

/// Name of a level of the team in which a seat is, or of the team's role at no level.
pub fn level(plan: &Plan, seat: usize, level: u8) -> String {
    let found = plan
        .regions
        .iter()
        .zip(&plan.scenario.regions)
        .find(|(region, _)| region.all_seats().contains(&seat));
    let Some((region, scenario)) = found else { return String::new() };
    let role = region.team(region.team_of(seat)).role;
    let levels = scenario.team(role).map_or(&[][..], |team| &team.levels);
    let name = usize::from(level)
        .checked_sub(1)
        .and_then(|index| levels.get(index))
        .map(|level| level.name.as_str());
    match name {
        Some(name) if role == Role::AccountExecutive || name.ends_with("manager") => name.to_owned(),
        Some(name) => format!("{name} ({})", role.letters()),
        None => role.key().trim_end_matches('s').replace('-', " "),
    }
}

/// First day of a week of the plan.
pub fn day(plan: &Plan, week: i32) -> Date {
    days_to_date(plan.scenario.calendar.start.days_since_epoch() + 7 * i64::from(week))
}

/// Quarter in which a week lies; those before week 0 count as the first.
pub fn quarter(week: i32) -> u32 {
    quarter_of(Week(week.max(0)))
}
