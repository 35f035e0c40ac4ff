//! Territories: who covers which part of a region's potential, what a change of owner costs, and new cuts.
//!
//! One seat covers one territory. Seats take them from the richest to the poorest, in the order of the plan; seats beyond the
//! last territory share, from the richest on. A territory in whose seats nobody sits is vacant. Potential scales what a
//! seller creates there, and a lead's own draw tells the territory into which it falls: that is the business of `region`.

pub mod leaver;
pub mod realign;
pub mod survey;

use crate::stats::coefficient_of_variation;
use crate::unit::Week;

use super::ledger::ByRegion;
use super::people::{Seat, Standing};
use super::plan::{Plan, RegionPlan, SeatPlan};
use super::terms::{Counts, RegionTerms, TerritoryTerms};
use super::world::World;

pub use leaver::Orphaned;
pub use realign::Realigned;
pub use survey::Survey;

/// Week so long ago that nothing follows from it.
const LONG_AGO: i32 = i32::MIN / 2;
/// Steps of a share of potential in the ledger.
const STEPS: f64 = 1_000_000.0;

/// What is fixed about territories.
#[derive(Clone, Debug, Default)]
pub struct TerritoryPlan {
    /// By region: for each cut its territories from the richest to the poorest; none where there are no territories.
    ranked: Vec<Vec<Vec<usize>>>,
}

impl TerritoryPlan {
    pub fn new(terms: &[RegionTerms]) -> TerritoryPlan {
        let ranked = |terms: &RegionTerms| {
            let cuts = terms.territories.iter().flat_map(|territories| &territories.cuts);
            cuts.map(|cut| cut.by_potential()).collect()
        };
        TerritoryPlan { ranked: terms.iter().map(ranked).collect() }
    }

    /// Whether any region has territories.
    pub fn is_used(&self) -> bool {
        self.ranked.iter().any(|cuts| !cuts.is_empty())
    }
}

/// Who covers what in one region.
#[derive(Clone, Debug, Default)]
pub struct Covering {
    /// The cut that holds: 0, then that of each realignment.
    pub cut: usize,
    /// Seats of each territory, among the region's.
    pub seats: Vec<Vec<u32>>,
    /// Room of each seat while leads look for owners; less than any where nobody sits.
    pub rooms: Vec<f64>,
    /// By seat: week in which its owner took ground over otherwise than by starting, and the share that was new.
    handed: Vec<(i32, f64)>,
    /// Counts of what a ramped seller creates, by territory.
    counts: Vec<Counts>,
}

impl Covering {
    /// Before seats are given out.
    pub fn clear(&mut self) {
        self.cut = 0;
        self.handed.clear();
    }

    /// Gives territories to seats: to each in the order of `seats`, the richest first, and again from the start.
    fn give_out(&mut self, ranked: &[usize], all: &mut [Seat], seats: &[usize]) {
        self.seats.iter_mut().for_each(Vec::clear);
        self.seats.resize(ranked.len(), Vec::new());
        self.counts.resize_with(ranked.len(), Counts::none);
        self.rooms.resize(all.len(), f64::NEG_INFINITY);
        self.handed.resize(all.len(), (LONG_AGO, 0.0));
        for (seat, territory) in seats.iter().zip(ranked.iter().cycle()) {
            (all[*seat].territory, all[*seat].cut) = (*territory as u16, self.cut as u16);
            self.seats[*territory].push(*seat as u32);
        }
        self.seats.iter_mut().for_each(|seats| seats.sort_unstable());
    }

    /// Notes that who sits in a seat has taken over ground in which a `share` is new.
    fn take_over(&mut self, seat: usize, share: f64, now: Week) {
        if let Some(handed) = self.handed.get_mut(seat) {
            *handed = (now.0, share);
        }
    }
}

/// Gives every region's territories to its seats as the first week of its past begins.
pub fn give_out(plan: &Plan, world: &mut World) {
    for (index, cuts) in plan.territories.ranked.iter().enumerate() {
        let Some(ranked) = cuts.first() else { continue };
        let seats = &mut world.seats[plan.regions[index].sellers.seats.clone()];
        let order: Vec<usize> = (0..seats.len()).collect();
        world.regions[index].covering.give_out(ranked, seats, &order);
    }
}

/// How productive who sits in a seat is, beside any ramp, while a territory is being taken over: in the first weeks as a
/// successor, and after a move or a new cut in proportion to what is new.
pub fn handover(
    terms: &TerritoryTerms,
    covering: &Covering,
    (index, seat, planned): (usize, &Seat, &SeatPlan),
    now: Week,
) -> f64 {
    let lacking = |share: f64| 1.0 - (1.0 - terms.handover_productivity) * share;
    let mut productivity: f64 = 1.0;
    if now.0 - seat.since < terms.handover_weeks && follows_somebody(seat, planned) {
        productivity = lacking(1.0);
    }
    let (from, share) = covering.handed[index];
    if now.0 - from < terms.handover_weeks {
        productivity = productivity.min(lacking(share));
    }
    productivity
}

/// Whether somebody owned the territory before: not where the person is the first in a seat of the plan.
fn follows_somebody(seat: &Seat, planned: &SeatPlan) -> bool {
    !planned.origin.is_planned_start() || seat.number != planned.first_number()
}

/// Factor on what a seat creates: potential and selling time of its territory, and handover.
pub fn productivity(
    terms: &TerritoryTerms,
    covering: &Covering,
    seat: (usize, &Seat, &SeatPlan),
    now: Week,
) -> f64 {
    let cut = &terms.cuts[covering.cut];
    let territory = usize::from(seat.1.territory);
    cut.potentials[territory] * cut.selling[territory] * handover(terms, covering, seat, now)
}

impl Covering {
    /// Deals of a rate in a territory, drawn by `bits`.
    #[inline]
    pub fn count(&mut self, territory: usize, rate: f64, bits: u64) -> u32 {
        self.counts[territory].at(rate).draw(bits)
    }
}

/// Counts how much of the potential is covered this week, and how evenly the work lies.
pub fn measure(plan: &Plan, world: &mut World, region: usize) {
    let Some(terms) = &world.terms[region].territories else { return };
    let state = &world.regions[region];
    let cut = &terms.cuts[state.covering.cut];
    let seats = &world.seats[plan.regions[region].sellers.seats.clone()];
    let hours = workload(terms, &state.covering, seats, state.customers as f64);
    let covered = |territory: &usize| is_covered(&state.covering, seats, *territory);
    let potential: f64 = (0..cut.len()).filter(covered).map(|territory| cut.share(territory)).sum();
    let mean = hours.iter().sum::<f64>() / hours.len() as f64;
    let sd = coefficient_of_variation(&hours) * mean;
    let mut add = |what, by: f64| world.ledger.add(&plan.layout, what, region, by.round() as i64);
    add(ByRegion::Covered, potential * STEPS);
    add(ByRegion::Potential, STEPS);
    add(ByRegion::EvenWork, (mean - sd).max(0.0) * 1_000.0);
    add(ByRegion::AllWork, mean * 1_000.0);
}

/// Hours of work in a week by territory: open deals of its seats, and its part of the customers.
pub fn workload(terms: &TerritoryTerms, covering: &Covering, seats: &[Seat], customers: f64) -> Vec<f64> {
    let cut = &terms.cuts[covering.cut];
    let hours = |territory: usize| {
        let open: i32 = covering.seats[territory].iter().map(|seat| seats[*seat as usize].open).sum();
        f64::from(open) * terms.hours_per_open_deal
            + customers * cut.share(territory) * terms.hours_per_customer
    };
    (0..cut.len()).map(hours).collect()
}

/// Whether somebody sits in a seat of a territory.
pub fn is_covered(covering: &Covering, seats: &[Seat], territory: usize) -> bool {
    covering.seats[territory].iter().any(|seat| seats[*seat as usize].active)
}

/// Seats in which somebody sits or may ever sit: those on the plan now first, then those to come.
fn seats_to_come(written: &RegionPlan, seats: &[Seat], now: Week) -> Vec<usize> {
    let kept = |index: &usize| seats[*index].active || seats[*index].standing == Standing::Kept;
    let (on_plan, later): (Vec<usize>, Vec<usize>) =
        (0..seats.len()).filter(kept).partition(|index| written.sellers.seat_plans[*index].planned <= now);
    on_plan.into_iter().chain(later).collect()
}
