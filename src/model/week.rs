//! The week: the one list of rooms that every replication walks through, in this order.
//!
//! A new mechanism is a new file and one line here.

use crate::random::{Redraw, Streams};
use crate::unit::Week;
use crate::unit::time::ends_a_quarter;

use super::plan::Plan;
use super::world::World;
use super::{
    career, coaching, customers, deal, entry, event, learning, logistics, measure, money, opening, partner,
    people, quarter_end, quota, reach, region, rules, staffing, succession, sway, territory, track, years,
};

/// A moment of the week at which somebody may look at the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The week's market is in effect; what is due to close still stands.
    BeforeClosings,
    AfterClosings,
    AfterPeople,
    AfterSuccessions,
    AfterKnownLeavers,
    AfterNotices,
    AfterCuts,
    AfterMoves,
    AfterBestSeller,
    /// Territories are cut as they are for the rest of the week.
    AfterRealignment,
    AfterPartners,
    AfterDemand,
    AfterNewDeals,
    AfterCustomers,
    /// In the last week of a quarter: attainment is taken, gates are decided.
    AfterQuarter,
}

/// Somebody who looks at the world between the rooms of a week and changes nothing. Nobody, `()`, costs nothing: the walk is
/// compiled for each onlooker by itself.
pub trait Onlooker {
    /// The first week is about to begin.
    fn begin(&mut self, _plan: &Plan, _world: &World) {}

    fn look(&mut self, _moment: Moment, _plan: &Plan, _world: &World, _now: Week) {}
}

impl Onlooker for () {}

/// Simulates one replication of `plan` in `world`; what it leaves behind is in `world.ledger`.
pub fn simulate(plan: &Plan, world: &mut World, streams: Streams) {
    simulate_before(&mut (), plan, world, streams);
}

/// The same under the eyes of an onlooker.
pub fn simulate_before(onlooker: &mut impl Onlooker, plan: &Plan, world: &mut World, streams: Streams) {
    world.reset(plan, streams);
    opening::settle(plan, world);
    staffing::gate::decide_closed(plan, world);
    entry::begin(plan, world);
    onlooker.begin(plan, world);
    for week in plan.first..plan.weeks {
        step(plan, world, Week(week), onlooker);
    }
}

pub(super) fn step(plan: &Plan, world: &mut World, now: Week, onlooker: &mut impl Onlooker) {
    world.ledger.turn_to(now);
    sway::begin_week(plan, world);
    event::step(plan, world, now);
    years::begin_week(plan, world, now);
    entry::step(plan, world, now);
    if plan.needs.quarter_end {
        quarter_end::step(plan, world, now);
    }
    rules::sway(plan, world, now);
    logistics::begin_week(plan, world, now);
    onlooker.look(Moment::BeforeClosings, plan, world, now);
    rules::end_reviews(plan, world, now);
    territory::survey::see_closings(plan, world, now);
    deal::close_due(plan, world, now);
    onlooker.look(Moment::AfterClosings, plan, world, now);
    people::step(plan, world, now);
    onlooker.look(Moment::AfterPeople, plan, world, now);
    succession::step(plan, world, now);
    onlooker.look(Moment::AfterSuccessions, plan, world, now);
    staffing::step(plan, world, now, onlooker);
    territory::realign::realign_due(plan, world, now);
    onlooker.look(Moment::AfterRealignment, plan, world, now);
    coaching::step(plan, world, now);
    learning::step(plan, world, now);
    reach::step(plan, world, now);
    partner::step(plan, world, now);
    onlooker.look(Moment::AfterPartners, plan, world, now);
    region::bring_demand(plan, world, now);
    onlooker.look(Moment::AfterDemand, plan, world, now);
    deal::open_new(plan, world, now);
    onlooker.look(Moment::AfterNewDeals, plan, world, now);
    years::pay_for_entities(plan, world, now);
    partner::settle_contracts(plan, world, now);
    customers::step(plan, world, now);
    onlooker.look(Moment::AfterCustomers, plan, world, now);
    money::settle(plan, world, now);
    entry::claim_minimum(plan, world, now);
    measure::count(plan, world, now);
    territory::survey::see_week(plan, world, now);
    career::measure(plan, world);
    if ends_a_quarter(now) {
        quota::close_quarter(plan, world, now);
        career::promote(plan, world, now);
        staffing::gate::decide(plan, world, now);
        entry::decide(plan, world, now);
        onlooker.look(Moment::AfterQuarter, plan, world, now);
    }
    years::close_week(plan, world, now);
    track::note(plan, world, now);
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
