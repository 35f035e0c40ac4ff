//! Money of the week: local amounts become base currency, each weekly cell converted and rounded once.

use crate::unit::Week;
use crate::unit::money::whole;

use super::ledger::{ByOffer, ByRegion};
use super::plan::Plan;
use super::world::{Amounts, World};

/// Base currency per unit of a region's currency this week; the hedged share at the start rate.
pub fn rate(plan: &Plan, world: &World, region: usize, now: Week) -> f64 {
    let written = &plan.regions[region];
    let hedged = world.terms[region].hedged_share;
    let factor = world.market.rate(written.currency, now) * world.jumps[written.currency];
    written.start_rate * (hedged + (1.0 - hedged) * factor)
}

/// Adds cents to what a region spends this week.
pub fn spend(world: &mut World, region: usize, cents: f64) {
    world.regions[region].spent += cents.round() as i64;
}

/// Pays people, and converts and counts the week's bookings and cost.
pub fn settle(plan: &Plan, world: &mut World, now: Week) {
    for region in 0..plan.regions.len() {
        super::people::pay_base(plan, world, region);
        let rate = rate(plan, world, region, now);
        for offer in 0..world.regions[region].tally.len() {
            let tally = &mut world.regions[region].tally[offer];
            let money = std::mem::take(&mut tally.money);
            if money != Amounts::default() {
                convert(plan, world, (region, offer), &money, rate);
            }
        }
        settle_spent(plan, world, region, rate);
    }
}

/// Counts what a region spent since it was last counted.
fn settle_spent(plan: &Plan, world: &mut World, region: usize, rate: f64) {
    let spent = std::mem::take(&mut world.regions[region].spent);
    if spent != 0 {
        world.ledger.add(&plan.layout, ByRegion::Cost, region, to_base(spent, rate));
    }
}

/// Converts what is spent after the week's money was settled: variable pay of the quarter's end.
pub fn settle_late(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let rate = rate(plan, world, region, now);
    settle_spent(plan, world, region, rate);
}

fn to_base(cents: i64, rate: f64) -> i64 {
    if rate == 1.0 { cents } else { whole(cents as f64 * rate) }
}

/// Converts a week's amounts of one offer, those of each source once: what they add up to is the whole.
fn convert(plan: &Plan, world: &mut World, place: (usize, usize), money: &Amounts, rate: f64) {
    let (ledger, layout) = (&mut world.ledger, &plan.layout);
    let customers = money.booked - money.self_sourced - money.inbound - money.known;
    let [self_sourced, inbound, known, customers] =
        [money.self_sourced, money.inbound, money.known, customers].map(|cents| to_base(cents, rate));
    let booked = self_sourced + inbound + known + customers;
    ledger.add_by_offer(layout, ByOffer::Booked, place, booked);
    if plan.needs.sources {
        ledger.add_by_offer(layout, ByOffer::BookedSelfSourced, place, self_sourced);
        ledger.add_by_offer(layout, ByOffer::BookedInbound, place, inbound);
        ledger.add_by_offer(layout, ByOffer::BookedKnown, place, known);
    }
    if plan.needs.lost_value {
        ledger.add_by_offer(layout, ByOffer::LostValue, place, to_base(money.lost, rate));
    }
    if plan.needs.cost {
        let margin = world.terms[place.0].offers[place.1].gross_margin;
        ledger.add(layout, ByRegion::Margin, place.0, whole(booked as f64 * margin));
    }
}
