//! Tenders: calls for bids that are awarded at a date to one winner. A won tender books all its volume at the award, as one
//! deal that nobody owns; its revenue runs over its years.

use crate::random::{Chance, Key, Purpose};
use crate::scenario::{Reach, Slot, Tender, TenderWin};
use crate::special::{ln, logistic, logit};
use crate::unit::Week;
use crate::unit::money::whole;

use super::CENTS;
use crate::model::deal::Source;
use crate::model::money::{self, Expense};
use crate::model::plan::Plan;
use crate::model::terms::whole_weeks;
use crate::model::world::World;

/// Draw numbers of a tender's stream.
mod draw {
    pub const WON: u64 = 1;
    pub const VOLUME: u64 = 2;
}

const WEEKS_PER_YEAR: i32 = 52;

/// A bid on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bid {
    pub key: Key,
    /// Week in which it was decided to bid.
    pub created: i32,
    /// Week of the award.
    pub closes: i32,
    pub won: bool,
    /// Chance to win it, as it stood when it was decided.
    pub chance: f64,
    /// All years at our price, in local cents.
    pub cents: i64,
}

/// Decides on the bids that are due, then awards.
pub fn step(plan: &Plan, world: &mut World, (region, reach): (usize, &Reach), now: Week) {
    for (index, tender) in reach.tenders.iter().enumerate().filter(|(_, tender)| now <= tender.on) {
        let weeks = whole_weeks(world.values[tender.preparation_weeks.0 as usize]);
        if world.regions[region].reach.bids[index].is_none() && tender.on.0 - weeks <= now.0 {
            bid(plan, world, region, (index, tender), now);
        }
        if tender.on == now {
            award(plan, world, region, (index, tender), now);
        }
    }
}

fn bid(plan: &Plan, world: &mut World, region: usize, (index, tender): (usize, &Tender), now: Week) {
    let at = |slot: Slot| world.values[slot.0 as usize];
    let named = plan.regions[region].key.child(Key::named(&tender.name).0);
    let key = world.streams.stream(Purpose::Tender, named);
    let chance = chance(plan, world, region, tender, now);
    let volume = tender.volume_per_year.law(&world.values).quantile(key.uniform(draw::VOLUME));
    let cents = whole(volume * f64::from(tender.years) * at(tender.price) * CENTS);
    let won = Chance::of(chance).holds(key.draw(draw::WON));
    let cost = at(tender.preparation_cost) * CENTS;
    let state = &mut world.regions[region];
    state.reach.bids[index] = Some(Bid { key, created: now.0, closes: tender.on.0, won, chance, cents });
    state.tally[tender.offer].created += 1;
    money::spend(world, region, Expense::Marketing, cost);
}

/// Chance to win: that at the usual price, by the odds of the region and of our price.
fn chance(plan: &Plan, world: &World, region: usize, tender: &Tender, now: Week) -> f64 {
    let at = |slot: Slot| world.values[slot.0 as usize];
    let base = match tender.win {
        TenderWin::Chance(chance) => at(chance),
        TenderWin::Bidders(bidders) => 1.0 / at(bidders).max(1.0),
    };
    let state = &world.regions[region];
    let market = if now.0 < plan.first { 0.0 } else { world.market.ln_win_odds(now) };
    let ln_odds =
        world.terms[region].ln_win_odds + state.sway.ln_odds + market + state.reach.ln_odds_of(tender.offer)
            - at(tender.price_response) * ln(at(tender.price));
    if ln_odds == 0.0 { base } else { logistic(logit(base) + ln_odds) }
}

fn award(plan: &Plan, world: &mut World, region: usize, (index, tender): (usize, &Tender), now: Week) {
    let state = &mut world.regions[region];
    let Some(bid) = state.reach.bids[index] else { return };
    let tally = &mut state.tally[tender.offer];
    if !bid.won {
        tally.lost += 1;
        if plan.needs.lost_value {
            tally.money.lost += bid.cents;
        }
        return;
    }
    tally.won += 1;
    tally.won_weeks += i64::from(now.0 - bid.created);
    tally.money.booked += bid.cents;
    tally.money.by_source[Source::Tender as usize] += bid.cents;
    let weeks = tender.years as i32 * WEEKS_PER_YEAR;
    state.reach.awarded.push((tender.offer, weeks, bid.cents));
}
