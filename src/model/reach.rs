//! Reach: how markets come to know and buy from the company. Awareness moves; shows are held, money is spent on marketing,
//! offers are launched and localised, tenders are decided and awarded, initiatives and research are paid.
//!
//! Awareness and what shows bring act on inbound and show demand alone; a region without any of it costs one branch.

mod launch;
mod show;
pub mod tender;
mod venture;

use crate::scenario::{Reach, Role, Slot};
use crate::unit::Week;
use crate::unit::time::WEEKS_PER_YEAR;

use super::money::{self, Expense};
use super::plan::Plan;
use super::world::World;

pub use launch::work_weeks;
pub use show::show_key;
pub use tender::Bid;

/// Cents of one unit of money.
const CENTS: f64 = 100.0;
/// Share of the tenders that are smaller than one taken for large.
const LARGE_TENDER: f64 = 0.999;

/// What reach has come to in one region.
#[derive(Clone, Debug, Default)]
pub struct ReachState {
    /// Share of the market that knows us when the week begins; 1 in an established market.
    pub awareness: f64,
    /// Inbound leads that marketing adds this week, in a market that knows us.
    pub leads_per_week: f64,
    /// Factor on all demand by offers that are not launched yet or add to it.
    pub demand: f64,
    /// Log odds of each offer by its localisation; empty where nothing is to be localised.
    pub offer_ln_odds: Vec<f64>,
    /// Shows held this week.
    pub held: Vec<Held>,
    /// Accounts opened so far, beside those of week 0.
    pub opened_accounts: f64,
    /// By tender: what is bid.
    pub bids: Vec<Option<Bid>>,
    /// Tenders won this week, whose revenue runs over years: offer, weeks, local cents.
    pub awarded: Vec<(usize, i32, i64)>,
}

/// A show of the week: its index among the region's, the mean leads it brings in a market that knows us, and those that came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    pub show: usize,
    pub mean: f64,
    pub leads: u32,
}

impl ReachState {
    /// Room for one region's.
    pub fn new(reach: Option<&Reach>, offers: usize) -> ReachState {
        let tenders = reach.map_or(0, |reach| reach.tenders.len());
        let localised = reach.is_some_and(|reach| !reach.localisation.is_empty());
        ReachState {
            awareness: 1.0,
            demand: 1.0,
            offer_ln_odds: vec![0.0; if localised { offers } else { 0 }],
            bids: vec![None; tenders],
            ..ReachState::default()
        }
    }

    /// As it is before the first week.
    pub fn reset(&mut self) {
        (self.awareness, self.demand) = (1.0, 1.0);
        (self.leads_per_week, self.opened_accounts) = (0.0, 0.0);
        self.offer_ln_odds.fill(0.0);
        self.held.clear();
        self.bids.fill(None);
        self.awarded.clear();
    }

    /// Log odds that localisation adds to an offer's deals.
    #[inline]
    pub fn ln_odds_of(&self, offer: usize) -> f64 {
        self.offer_ln_odds.get(offer).copied().unwrap_or(0.0)
    }
}

/// How things stand before the first week, in which the warm-up lives: nobody has heard more, nothing is launched.
pub fn before(plan: &Plan, world: &mut World) {
    for region in 0..plan.regions.len() {
        let Some(reach) = &plan.scenario.regions[region].reach else { continue };
        let bass = world.terms[region].reach.and_then(|terms| terms.bass);
        let state = &mut world.regions[region];
        state.reach.awareness = bass.map_or(1.0, |bass| bass.at_start);
        state.sway.reach *= state.reach.awareness;
        launch::weigh(plan, world, (region, reach), Week(plan.first - 1));
        launch::localise(world, (region, reach), Week(plan.first - 1));
    }
}

/// The week's reach of every region.
pub fn step(plan: &Plan, world: &mut World, now: Week) {
    for region in 0..plan.regions.len() {
        let Some(reach) = &plan.scenario.regions[region].reach else { continue };
        let at = (region, reach);
        world.regions[region].sway.reach *= world.regions[region].reach.awareness;
        let pushed = spend_on_marketing(world, at, now) + develop(plan, world, at, now);
        let heard = show::hold(plan, world, at, now);
        become_known(world, region, pushed, heard);
        launch::weigh(plan, world, at, now);
        launch::localise(world, at, now);
        launch::pay(plan, world, at, now);
        tender::step(plan, world, at, now);
        venture::pay(plan, world, at, now);
    }
}

/// Awareness moves on to the next week: by diffusion with this much added to its innovation, then by the share of those who do
/// not know us yet that this week's shows reached.
fn become_known(world: &mut World, region: usize, pushed: f64, heard: f64) {
    let Some(bass) = world.terms[region].reach.and_then(|terms| terms.bass) else { return };
    let state = &mut world.regions[region].reach;
    let known = bass.after_a_week(state.awareness, pushed);
    state.awareness = known + heard * (1.0 - known);
}

/// Counts the accounts opened since the week before, and tells what the region's business developers add to the innovation.
fn develop(plan: &Plan, world: &mut World, (region, reach): (usize, &Reach), now: Week) -> f64 {
    let Some(development) = &reach.development else { return 0.0 };
    let ramped = world.ramped(plan, region, Role::BusinessDeveloper, now);
    let at = |slot: Slot| world.values[slot.0 as usize];
    let (opened, pushed) = (at(development.accounts_per_year), at(development.reach_per_year));
    // What was opened in a week is there from the next on: the accounts of the first week are those written.
    if now.0 > plan.first {
        world.regions[region].reach.opened_accounts += ramped * opened / WEEKS_PER_YEAR;
    }
    ramped * pushed
}

/// Spends the week's marketing, notes the leads that it adds, and tells what it adds to the innovation. Spending S brings
/// S/(S + H) of the most there is, H being what brings half (Little 1970, with his exponent at 1).
fn spend_on_marketing(world: &mut World, (region, reach): (usize, &Reach), now: Week) -> f64 {
    let (mut leads, mut pushed) = (0.0, 0.0);
    for marketing in reach.marketing.iter().filter(|marketing| marketing.runs(now)) {
        let at = |slot: Slot| world.values[slot.0 as usize];
        let spend = at(marketing.spend_per_year);
        let effect =
            if spend > 0.0 { spend / (spend + at(marketing.half_effect_spend_per_year)) } else { 0.0 };
        leads += at(marketing.most_leads_per_week) * effect;
        pushed += at(marketing.most_innovation) * effect;
        money::spend(world, region, Expense::Marketing, spend * CENTS / WEEKS_PER_YEAR);
    }
    world.regions[region].reach.leads_per_week = leads;
    pushed
}

/// Leads that marketing and shows bring a region at most, in an average week.
pub fn leads_at_most(plan: &Plan, region: usize) -> f64 {
    let Some(reach) = &plan.scenario.regions[region].reach else { return 0.0 };
    let marketing = reach.marketing.iter().map(|marketing| plan.value(marketing.most_leads_per_week));
    let weeks = f64::from(plan.weeks.max(1));
    let shows = reach.shows.iter().map(|show| plan.value(show.leads) * show.on.len() as f64 / weeks);
    marketing.chain(shows).sum()
}

/// What a region's tenders, shows and spending may come to over all weeks [cents, the greater of local and base].
pub fn cents_at_most(plan: &Plan, region: usize) -> f64 {
    let Some(reach) = &plan.scenario.regions[region].reach else { return 0.0 };
    let at = |slot: Slot| plan.value(slot);
    let years = f64::from(plan.weeks) / WEEKS_PER_YEAR;
    let tenders = reach.tenders.iter().map(|tender| {
        let volume = tender.volume_per_year.law(&plan.values).quantile(LARGE_TENDER);
        volume * f64::from(tender.years) * at(tender.price) + at(tender.preparation_cost)
    });
    let shows = reach.shows.iter().map(|show| at(show.cost) * show.on.len() as f64);
    let marketing = reach.marketing.iter().map(|marketing| at(marketing.spend_per_year) * years);
    let work = reach.localisation.iter().map(|localisation| at(localisation.cost));
    let launches = reach.launches.iter().map(|launch| at(launch.cost));
    let ventures = reach.costs.iter().map(|cost| at(cost.once) + cost.per_year.map_or(0.0, at) * years);
    let all = tenders.chain(shows).chain(marketing).chain(work).chain(launches).chain(ventures);
    let rate = plan.regions[region].start_rate;
    all.sum::<f64>() * CENTS * rate.max(1.0 / rate)
}

/// Share of an s-curve of so many weeks that is done in the week `since` its first, which is number 0: 3x² - 2x³.
pub fn adopted(since: i32, weeks: f64) -> f64 {
    if since < 0 {
        return 0.0;
    }
    let passed = f64::from(since) + 1.0;
    if passed >= weeks {
        return 1.0;
    }
    let x = passed / weeks;
    x * x * (3.0 - 2.0 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adoption_is_whole_at_once_without_weeks_and_halved_in_the_middle_of_an_s_curve() {
        assert_eq!((adopted(-1, 0.0), adopted(0, 0.0), adopted(0, 1.0)), (0.0, 1.0, 1.0));
        assert_eq!((adopted(4, 10.0), adopted(9, 10.0), adopted(99, 10.0)), (0.5, 1.0, 1.0));
    }
}
