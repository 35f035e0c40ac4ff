//! The week: the one list of rooms that every replication walks through, in this order.
//!
//! A new mechanism is a new file and one line here.

use crate::random::{Redraw, Streams};
use crate::unit::Week;
use crate::unit::time::ends_a_quarter;

use super::plan::Plan;
use super::world::World;
use super::{deal, event, measure, money, opening, people, quota, region, staffing};

/// Simulates one replication of `plan` in `world`; what it leaves behind is in `world.ledger`.
pub fn simulate(plan: &Plan, world: &mut World, streams: Streams) {
    world.reset(plan, streams);
    opening::settle(plan, world);
    staffing::gate::decide_closed(plan, world);
    for week in plan.first..plan.weeks {
        step(plan, world, Week(week));
    }
}

pub(super) fn step(plan: &Plan, world: &mut World, now: Week) {
    world.ledger.turn_to(now);
    event::step(plan, world, now);
    deal::close_due(plan, world, now);
    people::step(plan, world, now);
    staffing::step(plan, world, now);
    region::bring_demand(plan, world, now);
    deal::open_new(plan, world, now);
    money::settle(plan, world, now);
    measure::count(plan, world, now);
    if ends_a_quarter(now) {
        quota::close_quarter(plan, world, now);
        staffing::gate::decide(plan, world, now);
    }
}

/// One replication's gathered columns, in a world of its own: what any other way of running it must equal.
impl Plan {
    pub fn replication(&self, seed: u64, replication: u32) -> Vec<i64> {
        let mut world = World::new(self);
        let mut row = vec![0; self.columns.len()];
        self.replicate_into(&mut world, seed, replication, Redraw::default(), &mut row);
        row
    }

    /// Simulates a replication in `world` and writes its gathered columns to `row`.
    pub fn replicate_into(
        &self,
        world: &mut World,
        seed: u64,
        replication: u32,
        redraw: Redraw,
        row: &mut [i64],
    ) {
        simulate(self, world, Streams::new(seed, replication, redraw));
        self.columns.gather(&mut world.ledger, row);
    }
}
