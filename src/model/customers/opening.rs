//! The contracts in force when the first week begins: so many, of sizes like the offer's deals, their ends spread evenly
//! over a term.

use crate::model::plan::Plan;
use crate::model::world::{World, bucket};
use crate::random::{Key, Purpose, Streams};
use crate::scenario::{RegionOffer, Scenario};
use crate::unit::Week;
use crate::unit::money::whole;

use super::retention;

/// Draw numbers of such a contract's stream, beside those of every contract.
mod draw {
    pub const SIZE: u64 = 5;
    pub const ENDS: u64 = 6;
}

/// Most contracts of an offer at the start.
const CONTRACTS_MAX: f64 = 100_000.0;

/// How many contracts an offer has when the first week begins.
pub fn contracts_of(offer: &RegionOffer, values: &[f64]) -> u32 {
    let Some(recurring) = &offer.recurring else { return 0 };
    let at = |slot: crate::scenario::Slot| values[slot.0 as usize];
    let base = recurring.base.map_or(0.0, at);
    if base <= 0.0 {
        return 0;
    }
    let of_average_size = || base / offer.deal_size.law(values).mean();
    let count = recurring.contracts.map_or_else(of_average_size, at);
    count.round().clamp(1.0, CONTRACTS_MAX) as u32
}

/// Puts the contracts in force into the books.
pub fn open(plan: &Plan, world: &mut World) {
    for region in 0..plan.regions.len() {
        let sold = plan.scenario.regions[region].offers.len();
        for offer in 0..sold.min(world.regions[region].books.len()) {
            open_book(plan, world, region, offer);
        }
    }
}

fn open_book(plan: &Plan, world: &mut World, region: usize, offer: usize) {
    let written = &plan.scenario.regions[region].offers[offer];
    let count = contracts_of(written, &world.values);
    let terms = &world.terms[region].offers[offer];
    let (Some(recurring), Some(base)) =
        (&terms.recurring, written.recurring.as_ref().and_then(|own| own.base))
    else {
        return;
    };
    let root = root(&plan.scenario, &world.streams, plan.regions[region].key, written);
    let keys: Vec<Key> = (0..count).map(|index| root.child(u64::from(index))).collect();
    let sizes = keys.iter().map(|key| terms.size.cents(|| key.uniform(draw::SIZE)) as f64);
    let amounts = parts(whole(world.values[base.0 as usize] * 100.0), &sizes.collect::<Vec<f64>>());
    let first = bucket(plan, Week(plan.first));
    let book = &mut world.regions[region].books[offer];
    for (index, (key, cents)) in keys.iter().zip(amounts).enumerate() {
        let place = (index as f64 + key.uniform(draw::ENDS)) / f64::from(count);
        book.take_over(recurring, *key, cents, |term| first + (place * f64::from(term)) as usize);
    }
    retention::begin_quarter(book, crate::unit::time::quarter_of(Week(plan.first)));
}

fn root(scenario: &Scenario, streams: &Streams, region: Key, offer: &RegionOffer) -> Key {
    let name = Key::named(&scenario.offers[offer.offer]);
    streams.stream(Purpose::OpeningContract, region.child(name.0))
}

/// Streams of the contracts that are in force at the start, by number.
pub fn keys_of(plan: &Plan, streams: &Streams, (region, offer): (usize, usize), count: u32) -> Vec<Key> {
    let written = &plan.scenario.regions[region].offers[offer];
    let root = root(&plan.scenario, streams, plan.regions[region].key, written);
    (0..count).map(|index| root.child(u64::from(index))).collect()
}

/// Whole cents in proportion to these weights, which add up to `cents`.
fn parts(cents: i64, weights: &[f64]) -> Vec<i64> {
    let total: f64 = weights.iter().sum();
    let (mut sum, mut before) = (0.0, 0);
    let last = weights.len().saturating_sub(1);
    let part = |(index, weight): (usize, &f64)| {
        sum += weight;
        let share = if total > 0.0 { sum / total } else { (index + 1) as f64 / weights.len() as f64 };
        let up_to = if index == last { cents } else { whole(cents as f64 * share).clamp(before, cents) };
        let part = up_to - before;
        before = up_to;
        part
    };
    weights.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_in_proportion_and_add_up_to_the_whole() {
        assert_eq!(parts(1_000, &[1.0, 1.0, 2.0]), [250, 250, 500]);
        assert_eq!(parts(10, &[1.0, 1.0, 1.0]), [3, 4, 3]);
        assert_eq!(parts(7, &[0.0, 0.0]), [4, 3]);
        assert_eq!(parts(7, &[]), [] as [i64; 0]);
    }
}
