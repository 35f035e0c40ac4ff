//! Conditions on hires, decided in each replication at the end of a quarter on what has been counted until then.
//!
//! A gate reads the ledger and who sits in the seats; nothing that is drawn but not yet seen.

use std::ops::Range;

use crate::scenario::{Gate, GateMetric, Group, Scenario, Slot};
use crate::unit::Week;
use crate::unit::time::{WEEKS_PER_QUARTER, month_of};

use crate::model::assumption;
use crate::model::ledger::{ByOffer, ByRegion};
use crate::model::plan::{Origin, Plan, RegionPlan};
use crate::model::world::World;

use super::seats::by_name;

/// Cents of one unit of money.
const CENTS: f64 = 100.0;

/// A condition with the seats that hang on it.
#[derive(Clone, Debug)]
pub struct GatePlan {
    /// Week at whose end it is decided.
    pub decided: Week,
    pub metric: GateMetric,
    /// Regions that are looked at.
    pub regions: Vec<usize>,
    pub at_least: Option<Slot>,
    pub at_most: Option<Slot>,
    /// Seats among all seats.
    pub seats: Range<usize>,
}

/// Every condition.
pub fn all(scenario: &Scenario, regions: &[RegionPlan]) -> Vec<GatePlan> {
    let mut all = Vec::new();
    for (written, plan) in scenario.regions.iter().zip(regions) {
        for team in &written.teams {
            let Some(plan) = plan.teams().find(|plan| plan.role == team.role) else { continue };
            let before = plan.seat_plans.iter().position(|seat| seat.origin == Origin::Hire);
            let mut next = plan.seats.start + before.unwrap_or(plan.seat_plans.len());
            for line in by_name(&team.hires, |line| &line.name) {
                let seats = next..next + line.count as usize;
                next = seats.end;
                all.extend(line.gate.as_ref().map(|gate| of_line(scenario, gate, seats)));
            }
        }
    }
    all
}

fn of_line(scenario: &Scenario, gate: &Gate, seats: Range<usize>) -> GatePlan {
    let looks_at = |index: &usize| match gate.of {
        Group::Company => true,
        Group::Area(area) => scenario.regions[*index].area == Some(area),
        Group::Region(region) => *index == region,
    };
    GatePlan {
        decided: Week((gate.by as i32 + 1) * WEEKS_PER_QUARTER - 1),
        metric: gate.metric,
        regions: (0..scenario.regions.len()).filter(looks_at).collect(),
        at_least: gate.at_least,
        at_most: gate.at_most,
        seats,
    }
}

/// Decides the conditions of the quarter that ends with `now` on what is known then:
/// where one fails, its seats never come.
pub fn decide(plan: &Plan, world: &mut World, now: Week) {
    for gate in plan.staffing.gates.iter().filter(|gate| gate.decided == now) {
        if !holds(plan, world, gate, now) {
            world.seats[gate.seats.clone()].iter_mut().for_each(|seat| seat.close());
        }
    }
}

fn holds(plan: &Plan, world: &World, gate: &GatePlan, now: Week) -> bool {
    if let GateMetric::Finding(index) = gate.metric {
        let found = assumption::finding(plan, &world.streams, &plan.scenario.research[index]);
        return within(world, gate, found, 1.0);
    }
    let value = gate.regions.iter().map(|region| known(plan, world, gate.metric, *region, now)).sum::<i64>();
    let unit = if gate.metric == GateMetric::Bookings { CENTS } else { 1.0 };
    within(world, gate, value as f64, unit)
}

/// Whether a value keeps the bounds of a gate, of which one is so many of the value's unit.
fn within(world: &World, gate: &GatePlan, value: f64, unit: f64) -> bool {
    let bound = |slot: Slot| world.values[slot.0 as usize] * unit;
    gate.at_least.is_none_or(|slot| value >= bound(slot))
        && gate.at_most.is_none_or(|slot| value <= bound(slot))
}

/// Decides the conditions of closed quarters, before the first week: their bookings are actuals.
pub fn decide_closed(plan: &Plan, world: &mut World) {
    let closed = plan.staffing.gates.iter().map(|gate| gate.decided).filter(|week| week.0 < plan.first);
    for week in closed {
        decide(plan, world, week);
    }
}

/// What is known of a region at the end of `now`: counts from the start on, or people.
fn known(plan: &Plan, world: &World, metric: GateMetric, region: usize, now: Week) -> i64 {
    let count = match metric {
        GateMetric::Bookings => ByOffer::Booked,
        GateMetric::DealsWon => ByOffer::Won,
        GateMetric::DealsCreated => ByOffer::Created,
        // What is found is nobody's count.
        GateMetric::Finding(_) => return 0,
        GateMetric::Headcount => {
            let seats = &world.seats[plan.regions[region].all_seats()];
            return seats.iter().filter(|seat| seat.active).count() as i64;
        }
    };
    let months = 0..=month_of(now) as usize;
    let cells = &world.ledger.cells;
    let in_month = |month: usize| -> i64 {
        let offers = 0..plan.layout.offers[region].len();
        let offers_of = |count| -> i64 {
            offers.clone().map(|offer| cells[plan.layout.by_offer(count, month, region, offer)]).sum()
        };
        let beside = if metric == GateMetric::Bookings {
            cells[plan.layout.by_region(ByRegion::Actual, month, region)] + offers_of(ByOffer::BookedRenewals)
        } else {
            0
        };
        beside + offers_of(count)
    };
    months.map(in_month).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Metric, compile, opening, week};
    use crate::random::{Redraw, Streams};
    use crate::scenario::{Memory, load};

    const SCENARIO: &str = "currency = \"EUR\"\nstart = 2027-01-01\nquarters = 4\n[offers.platform]\n\
        deal-size = { median = 20_000, p90 = 60_000 }\nwin-rate = 0.3\ncycle-weeks = { median = 12, p90 = 30 }\n\
        [regions.north]\ncurrency = \"USD\"\ninbound-leads-per-week = 1\n[regions.north.team.account-executives]\n\
        headcount = 6\nself-sourced-deals-per-week = 0.5\nattrition-per-year = 0.6\ntime-to-fill-weeks = 9\n\
        [big-deals.bahn]\nregion = \"north\"\namount = 400_000\nchance = 0.5\ncloses = \"2027-Q3\"\n\
        [events.slump]\nchance = 0.5\nset = { \"regions.north.win-odds\" = 0.5 }\n";
    /// The last week of the second quarter.
    const DECIDED: Week = Week(25);

    fn plan(condition: &str) -> Plan {
        let hires = "[regions.north.team.account-executives.hires.autumn]\non = \"2027-Q3\"\ncount = 2\n";
        let text = format!("{SCENARIO}{hires}if = {{ by = \"2027-Q2\", {condition} }}\n");
        let loaded = load("test.toml", &[], &Memory::of([("test.toml", text.as_str())]));
        let scenario = loaded.scenario.expect("the scenario is valid");
        compile(&scenario, &[Metric::Bookings]).expect("it compiles")
    }

    /// The world at the end of the quarter, the condition decided.
    fn decided(plan: &Plan, replication: u32) -> World {
        let mut world = World::new(plan);
        world.reset(plan, Streams::new(1, replication, Redraw::default()));
        opening::settle(plan, &mut world);
        (plan.first..=DECIDED.0).for_each(|now| week::step(plan, &mut world, Week(now), &mut ()));
        world
    }

    /// Everything that has been drawn, but that nobody has seen: how and when open deals end, who is about to leave, what the
    /// market will do, and all luck that is left.
    fn with_another_future(plan: &Plan, world: &World) -> World {
        let mut other = world.clone();
        other.streams = Streams::new(99, 99, Redraw { chance: 7, market: 7 });
        other.market.draw(plan, &other.streams, &other.values);
        other.timeline.draw(plan, &other.streams, &other.values);
        for region in &mut other.regions {
            region.due.iter_mut().for_each(|[lost, won]| std::mem::swap(lost, won));
            region.due.reverse();
            region.known.clear();
        }
        other.seats.iter_mut().for_each(|seat| seat.patience = 0.0);
        let big_deal = &mut other.ledger.cells[plan.layout.big_deal(0)];
        *big_deal = 1 - *big_deal;
        other
    }

    /// Luck that comes after the decision, or that hides before it, changes nothing: what is booked, won, created and who
    /// is there decide alone.
    #[test]
    fn a_decision_stays_the_same_whatever_the_future_holds() {
        for condition in [
            "metric = \"bookings\", at-least = 800_000",
            "metric = \"deals-won\", at-most = 30",
            "metric = \"deals-created\", at-least = 98",
            "metric = \"headcount\", at-least = 6",
        ] {
            let plan = plan(condition);
            let gate = &plan.staffing.gates[0];
            let mut passed = 0;
            for replication in 0..100 {
                let world = decided(&plan, replication);
                let passes = world.seats[gate.seats.start].standing == crate::model::people::Standing::Kept;
                let other = with_another_future(&plan, &world);
                assert_eq!(
                    holds(&plan, &other, gate, DECIDED),
                    passes,
                    "{condition}, replication {replication}"
                );
                passed += u32::from(passes);
            }
            assert!((5..=95).contains(&passed), "{condition}: {passed} of 100 pass");
        }
    }
}
