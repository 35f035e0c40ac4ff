//! Moves: seats of account executives go from one region to another with the people in them.
//!
//! Those who are there longest move first, vacant seats last. A person keeps skill, tenure and what is left of patience;
//! the account in the old region is settled as a leaver's is, and open deals there are handed over as a leaver's are.

use std::ops::Range;

use crate::scenario::Scenario;
use crate::unit::Week;

use crate::model::ledger::ByTeam;
use crate::model::people::{self, Seat};
use crate::model::plan::{Origin, Plan, RegionPlan};
use crate::model::territory;
use crate::model::world::World;

use super::seats::by_name;

/// Seats moved at a date.
#[derive(Clone, Debug)]
pub struct MovePlan {
    pub on: Week,
    pub from: usize,
    pub to: usize,
    /// The seats that are taken in the new region.
    pub seats: Range<usize>,
    /// For each level of the old region, by number, the level of the same name in the new one; 0 is none.
    levels: Vec<u8>,
}

/// A person who was moved: from one seat to another, which is of this region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    pub from: usize,
    pub region: usize,
    pub to: usize,
}

/// Every move, by week and name.
pub fn all(scenario: &Scenario, regions: &[RegionPlan]) -> Vec<MovePlan> {
    let first = |region: &RegionPlan| {
        let sellers = &region.sellers;
        let first = sellers.seat_plans.iter().position(|seat| seat.origin == Origin::Move);
        sellers.seats.start + first.unwrap_or(sellers.seat_plans.len())
    };
    let mut next: Vec<usize> = regions.iter().map(first).collect();
    let mut all = Vec::new();
    for line in by_name(&scenario.moves, |line| &line.name) {
        let start = next[line.to];
        next[line.to] += line.count as usize;
        let levels = levels(scenario, line.from, line.to);
        all.push(MovePlan { on: line.on, from: line.from, to: line.to, seats: start..next[line.to], levels });
    }
    all.sort_by_key(|line| line.on);
    all
}

fn levels(scenario: &Scenario, from: usize, to: usize) -> Vec<u8> {
    let names = |region: usize| {
        scenario.regions[region]
            .sellers()
            .into_iter()
            .flat_map(|team| &team.levels)
            .map(|level| level.name.as_str())
    };
    let number = |name: &str| names(to).position(|other| other == name).map_or(0, |index| index as u8 + 1);
    std::iter::once(0).chain(names(from).map(number)).collect()
}

/// Moves the seats whose week has come; where there are fewer than planned, the new region gets no more.
pub fn move_due(plan: &Plan, world: &mut World, now: Week) {
    for line in plan.staffing.moves.iter().filter(|line| line.on == now) {
        let movers = movers(plan, world, line.from, now);
        let mut movers = movers.into_iter();
        for to in line.seats.clone() {
            match movers.next() {
                Some(from) => move_seat(plan, world, line, (from, to), now),
                None => world.seats[to].close(),
            }
        }
    }
}

/// Seats of a region on the plan, the first to move first: people by their start, then vacant ones.
fn movers(plan: &Plan, world: &World, region: usize, now: Week) -> Vec<usize> {
    let mut seats = people::on_plan(plan, world, (region, 0), now);
    seats.sort_by_key(|index| {
        let seat = &world.seats[*index];
        (!seat.active, if seat.active { seat.since } else { seat.fills }, *index)
    });
    seats
}

/// Closes a seat in the old region and lets who sits in it, or is awaited there, take one in the new.
fn move_seat(plan: &Plan, world: &mut World, line: &MovePlan, (from, to): (usize, usize), now: Week) {
    let before = world.seats[from].clone();
    let missed = world.accounts[from].missed;
    if before.active {
        world.ledger.add_by_team(&plan.layout, ByTeam::MovesOut, (line.from, 0), 1);
        world.ledger.add_by_team(&plan.layout, ByTeam::MovesIn, (line.to, 0), 1);
        people::go(plan, world, line.from, from, now);
        world.accounts[to].missed = missed;
        world.transfers.push(Moved { from, region: line.to, to });
    }
    world.seats[from].close();
    let seat = &mut world.seats[to];
    let Seat { active, since, ramps_since, fills, skill, reach, patience, number, .. } = before;
    *seat = Seat { active, since, ramps_since, fills, skill, reach, patience, number, ..seat.clone() };
    let moves_in = seat.active;
    seat.level = line.levels.get(usize::from(before.level)).copied().unwrap_or(0);
    if plan.regions[line.to].sellers.career.is_none() {
        seat.hired = seat.level;
    }
    world.careers[to] = world.careers[from];
    if moves_in {
        territory::realign::take_over(plan, world, line.to, to, now);
    }
}
