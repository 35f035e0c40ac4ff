//! Launches and localisation: which offers are sold, with which weight, at which odds.

use crate::scenario::{Launch, Localisation, Reach, Slot};
use crate::special::ln;
use crate::unit::Week;

use super::{CENTS, adopted};
use crate::model::money::{self, Expense};
use crate::model::plan::Plan;
use crate::model::terms::{cumulate, whole_weeks};
use crate::model::world::World;

/// What the launches of a region do to the weight of its offers.
struct Weights<'a> {
    reach: &'a Reach,
    values: &'a [f64],
    now: Week,
}

impl Weights<'_> {
    fn launch(&self, offer: usize) -> Option<&Launch> {
        self.reach.launches.iter().find(|launch| launch.offer == offer)
    }

    /// Share of an offer's full weight that it has this week.
    fn share(&self, offer: usize) -> f64 {
        let launch = |launch: &Launch| {
            adopted(self.now.0.saturating_sub(launch.on.0), self.values[launch.ramp_weeks.0 as usize])
        };
        self.launch(offer).map_or(1.0, launch)
    }

    /// Share of its deals that come on top of those of the others.
    fn added(&self, offer: usize) -> f64 {
        self.launch(offer).map_or(0.0, |launch| self.values[launch.added_share.0 as usize])
    }
}

/// Weighs the offers of the week, and what that does to all demand: what is written is the demand for what is sold from the
/// start; where nothing is, that for everything once it is launched.
pub fn weigh(plan: &Plan, world: &mut World, (region, reach): (usize, &Reach), now: Week) {
    if reach.launches.is_empty() {
        return;
    }
    let offers = &plan.scenario.regions[region].offers;
    let weights = Weights { reach, values: &world.values, now };
    let full = |offer: usize| world.values[offers[offer].mix.0 as usize].max(0.0);
    let sum = |of: &dyn Fn(usize) -> f64| (0..offers.len()).map(of).sum::<f64>();
    let always = sum(&|offer| if weights.launch(offer).is_none() { full(offer) } else { 0.0 });
    let launched =
        |offer: usize| if weights.launch(offer).is_some() { full(offer) * weights.share(offer) } else { 0.0 };
    world.regions[region].reach.demand = if always > 0.0 {
        1.0 + sum(&|offer| weights.added(offer) * launched(offer)) / always
    } else {
        sum(&launched) / sum(&full)
    };
    let share = |offer: usize| full(offer) * weights.share(offer);
    let mix = cumulate(&plan.regions[region].offer_order, share);
    world.terms[region].mix = mix;
}

/// The odds of offers that are not localised yet; what the work on them costs this week.
pub fn localise(world: &mut World, (region, reach): (usize, &Reach), now: Week) {
    for localisation in &reach.localisation {
        let weeks = work_weeks(world, localisation);
        let since = localisation.from.map(|from| now.0 - from.0);
        let done = since.is_some_and(|since| since >= weeks);
        let odds = world.values[localisation.unlocalised_odds.0 as usize];
        world.regions[region].reach.offer_ln_odds[localisation.offer] = if done { 0.0 } else { ln(odds) };
        // Work of no time is paid in the week in which it is done.
        if since.is_some_and(|since| (0..weeks.max(1)).contains(&since)) {
            let cost = world.values[localisation.cost.0 as usize] * CENTS / f64::from(weeks.max(1));
            money::spend(world, region, Expense::Marketing, cost);
        }
    }
}

/// Weeks that the work on an offer takes.
pub fn work_weeks(world: &World, localisation: &Localisation) -> i32 {
    whole_weeks(world.values[localisation.weeks.0 as usize])
}

/// Pays the launches of the week.
pub fn pay(plan: &Plan, world: &mut World, (region, reach): (usize, &Reach), now: Week) {
    for launch in reach.launches.iter().filter(|launch| launch.on == now) {
        let at = |slot: Slot| world.values[slot.0 as usize];
        let cost = at(launch.cost) * CENTS;
        money::spend_in_base(plan, world, region, now, (Expense::Marketing, cost));
    }
}
