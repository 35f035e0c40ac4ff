//! Measuring: what stands at the end of the week.

use crate::unit::Week;
use crate::unit::time::{ends_a_quarter, month_of};

use super::deal::draw;
use super::detail;
use super::ledger::{ByOffer, ByRegion};
use super::plan::Plan;
use super::quota;
use super::world::{Tally, World, bucket};

/// Counts quotas and utilisation of the week, and stocks where the week ends a month.
pub fn count(plan: &Plan, world: &mut World, now: Week) {
    let ends_a_month = month_of(Week(now.0 + 1)) != month_of(now);
    for region in 0..plan.regions.len() {
        if plan.needs.quota {
            quota::accrue(plan, world, region, now);
        }
        if plan.needs.stocks {
            utilisation(plan, world, region, now);
            if ends_a_month {
                people(plan, world, region, now);
            }
        }
        if plan.needs.bridge {
            hires_due(plan, world, region, now);
        }
        if plan.needs.pipeline && ends_a_month {
            pipeline(plan, world, region, now);
        }
        if ends_a_month {
            deals(plan, world, region);
        }
        if ends_a_month && let Some(size) = plan.scenario.regions[region].market_size_per_year {
            let months_per_year = 12.0;
            let cents =
                world.values[size.0 as usize] * 100.0 / months_per_year
                * plan.regions[region].start_rate
                * world.regions[region].years.prices;
            world.ledger.add(&plan.layout, ByRegion::MarketSize, region, cents.round() as i64);
        }
    }
    if plan.detail.is_some() && ends_a_quarter(now) {
        detail::at_quarter_end(plan, world, now);
    }
}

/// Turns the month's tallies into counts.
fn deals(plan: &Plan, world: &mut World, region: usize) {
    let (ledger, layout, state) = (&mut world.ledger, &plan.layout, &mut world.regions[region]);
    for (offer, tally) in state.tally.iter_mut().enumerate() {
        let Tally { created, won, lost, won_weeks, .. } = std::mem::take(tally);
        ledger.add_by_offer(layout, ByOffer::Created, (region, offer), created);
        ledger.add_by_offer(layout, ByOffer::Won, (region, offer), won);
        ledger.add_by_offer(layout, ByOffer::Lost, (region, offer), lost);
        ledger.add_by_offer(layout, ByOffer::WonWeeks, (region, offer), won_weeks);
    }
    ledger.add(layout, ByRegion::Dropped, region, std::mem::take(&mut state.dropped));
}

fn utilisation(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let written = &plan.regions[region];
    let terms = &world.terms[region];
    let capacity_is_finite = terms.sellers.as_ref().is_some_and(|sellers| sellers.capacity.is_finite());
    if !capacity_is_finite {
        return;
    }
    let (mut open, mut capacity) = (0, 0.0);
    for seat in world.seats[written.seats.clone()].iter().filter(|seat| seat.active) {
        open += i64::from(seat.open);
        capacity += written.capacity(terms, seat, now);
    }
    world.ledger.add(&plan.layout, ByRegion::OpenWeeks, region, open * 1_000);
    world.ledger.add(&plan.layout, ByRegion::CapacityWeeks, region, (capacity * 1_000.0).round() as i64);
}

/// Seats planned, people on board, ramps and open deals; people in thousandths.
fn people(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let written = &plan.regions[region];
    let planned = super::people::on_plan(plan, world, region, now).len();
    let mut headcount = 0;
    let mut ramped = 0.0;
    let mut open = 0;
    let sellers = world.terms[region].sellers.as_ref();
    for seat in &world.seats[written.seats.clone()] {
        open += i64::from(seat.open);
        if seat.active {
            headcount += 1;
            ramped += sellers.map_or(1.0, |sellers| sellers.ramp_at(now.0 - seat.since));
        }
    }
    let mut set = |count, to| world.ledger.set(&plan.layout, count, region, to);
    set(ByRegion::Planned, planned as i64 * 1_000);
    set(ByRegion::Headcount, headcount * 1_000);
    set(ByRegion::Ramped, (ramped * 1_000.0).round() as i64);
    set(ByRegion::OpenDeals, open);
}

/// Planned starts of the week that the plan still counts on; those planned before the first week are due in it.
fn hires_due(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let written = &plan.regions[region];
    let due = |seat: &&usize| {
        let seat = &written.seat_plans[**seat - written.seats.start];
        seat.origin.is_planned_start() && seat.planned.max(Week(plan.first)) == now
    };
    let count = super::people::on_plan(plan, world, region, now).iter().filter(due).count();
    world.ledger.add(&plan.layout, ByRegion::HiresDue, region, count as i64);
}

/// Amount of the open deals at this week's rate.
fn pipeline(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let offers = &world.terms[region].offers;
    let open = world.regions[region].due[bucket(plan, now) + 1..].iter().flatten().flatten();
    let cents: i64 =
        open.map(|deal| offers[deal.offer as usize].size.cents(|| deal.key.uniform(draw::SIZE))).sum();
    let cents = cents + world.regions[region].known_pipeline();
    let base = cents as f64 * super::money::price_rate(plan, world, region, now);
    world.ledger.set(&plan.layout, ByRegion::Pipeline, region, base.round() as i64);
}
