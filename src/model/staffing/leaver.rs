//! People whose leaving is no chance: known leavers, and the best seller of a stress test.

use crate::scenario::Scenario;
use crate::unit::Week;

use crate::model::people;
use crate::model::plan::{Plan, RegionPlan};
use crate::model::world::World;

use super::seats::by_name;

/// A person who leaves in a known week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownLeaver {
    pub week: Week,
    pub region: usize,
    /// Seat among all seats.
    pub seat: usize,
    /// Number of the person among the seat's incumbents.
    pub number: u64,
}

/// Known leavers by week.
pub fn known(scenario: &Scenario, regions: &[RegionPlan]) -> Vec<KnownLeaver> {
    let mut known = Vec::new();
    for (region, (written, plan)) in scenario.regions.iter().zip(regions).enumerate() {
        for team in &written.teams {
            let mut lines = by_name(&team.seats, |line| &line.name).into_iter();
            let Some(plan) = plan.teams().find(|plan| plan.role == team.role) else { continue };
            for (seat, seat_plan) in
                plan.seats.clone().zip(&plan.seat_plans).filter(|(_, seat)| seat.origin.has_a_name())
            {
                if let Some(week) = lines.next().and_then(|line| line.leaves) {
                    known.push(KnownLeaver { week, region, seat, number: seat_plan.first_number() });
                }
            }
        }
    }
    known.sort_by_key(|leaver| (leaver.week, leaver.seat));
    known
}

/// Those whose week has come leave, unless they have left before.
pub fn leave_due(plan: &Plan, world: &mut World, now: Week) {
    let leavers = &plan.staffing.leavers;
    let first = leavers.partition_point(|leaver| leaver.week < now);
    for leaver in leavers[first..].iter().take_while(|leaver| leaver.week == now) {
        let (region, index, number) = seat_of(world, leaver);
        let seat = &world.seats[index];
        if seat.active && seat.number == number {
            people::leave(plan, world, region, index, now);
        }
    }
}

/// Region, seat and number of a known leaver, who may have been moved or promoted since.
fn seat_of(world: &World, leaver: &KnownLeaver) -> (usize, usize, u64) {
    let moved = world.transfers.iter().fold((leaver.region, leaver.seat), |at, moved| {
        if moved.from == at.1 { (moved.region, moved.to) } else { at }
    });
    world.promotions.iter().fold((moved.0, moved.1, leaver.number), |at, promoted| {
        if (promoted.from, promoted.numbers.0) == (at.1, at.2) {
            (at.0, promoted.to, promoted.numbers.1)
        } else {
            at
        }
    })
}

/// The person with the most skill times reach leaves, as any leaver does; the first seat among equals.
pub fn lose_best_seller(plan: &Plan, world: &mut World, now: Week) {
    let strength = |seat: &usize| world.seats[*seat].skill * world.seats[*seat].reach;
    let sellers = plan.regions.iter().flat_map(|region| region.sellers.seats.clone());
    let seats = sellers.filter(|seat| world.seats[*seat].active);
    let best = seats.reduce(|best, seat| if strength(&seat) > strength(&best) { seat } else { best });
    let Some(best) = best else { return };
    let region = plan.regions.iter().position(|region| region.sellers.seats.contains(&best));
    if let Some(region) = region {
        people::leave(plan, world, region, best, now);
    }
}
