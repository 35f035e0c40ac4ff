//! Shows: what an edition costs, who works there instead of selling, and how many hear of us.

use crate::random::{Key, Purpose, Streams};
use crate::scenario::{Reach, Show, Slot};
use crate::unit::Week;

use super::{CENTS, Held};
use crate::model::money::{self, Expense};
use crate::model::plan::{Plan, RegionPlan};
use crate::model::world::World;

/// Stream of a show's edition in one region.
pub fn show_key(streams: &Streams, region: &RegionPlan, show: &Show, week: Week) -> Key {
    let own = Key::named(&show.name).child(u64::from(show.of_company));
    streams.stream(Purpose::Show, region.key.child(own.0)).child(week.0 as i64 as u64)
}

/// Holds the week's shows, and tells which share of those who do not know us yet hears of us there.
pub fn hold(plan: &Plan, world: &mut World, (region, reach): (usize, &Reach), now: Week) -> f64 {
    world.regions[region].reach.held.clear();
    let mut unaware = 1.0;
    for (index, show) in reach.shows.iter().enumerate().filter(|(_, show)| show.is_held(now)) {
        let at = |slot: Slot| world.values[slot.0 as usize];
        let (cost, leads) = (at(show.cost) * show.share * CENTS, at(show.leads) * show.share);
        let (heard, needed) = (at(show.awareness_share), at(show.people_needed) * show.share);
        let manned = send_people(plan, world, region, needed);
        unaware *= 1.0 - heard * manned;
        world.regions[region].reach.held.push(Held { show: index, mean: leads * manned, leads: 0 });
        if show.of_company {
            money::spend_in_base(plan, world, region, now, (Expense::Marketing, cost));
        } else {
            money::spend(world, region, Expense::Marketing, cost);
        }
    }
    1.0 - unaware
}

/// Takes people from opening deals for the week; tells which share of those needed there are.
fn send_people(plan: &Plan, world: &mut World, region: usize, needed: f64) -> f64 {
    if needed <= 0.0 {
        return 1.0;
    }
    let seats = &world.seats[plan.regions[region].sellers.seats.clone()];
    let active = seats.iter().filter(|seat| seat.active).count() as f64;
    let sent = needed.min(active);
    if active > 0.0 {
        world.regions[region].sway.self_sourced *= 1.0 - sent / active;
    }
    sent / needed
}
