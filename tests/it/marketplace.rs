//! What a market asks: distance, rules, logistics and competition, against sums over weeks, and against their own absence.

mod competition;
mod country;
mod distance;
mod logistics;
mod neutral;
mod rules;

use crate::fixture::one_region;

/// One seller who opens five deals a week; half of them are won four weeks later, each of a thousand.
pub fn market(tables: &str) -> String {
    market_of(4, "win-rate = 0.5\ncycle-weeks = 4\ndeal-size = 1_000", "", "", tables)
}

/// The same with another offer, and further keys of the region and its team; `tables` are tables of the region.
pub fn market_of(quarters: u32, offer: &str, region: &str, team: &str, tables: &str) -> String {
    let team = format!("headcount = 1\nself-sourced-deals-per-week = 5\n{team}");
    one_region(quarters, offer, region, &team) + "\n" + tables
}
