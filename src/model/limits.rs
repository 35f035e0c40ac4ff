//! Limits: what the model cannot hold or does not do, refused in a sentence before anything is simulated.

use crate::scenario::{Cycle, Movement, Region, Slot};
use crate::unit::time::WEEKS_PER_YEAR;

use super::plan::{Plan, TeamPlan};
use super::terms::{GROWTH_MAX, TeamTerms};

/// Most offers a region may sell: a deal remembers its offer in a byte.
const OFFERS_MAX: usize = 250;
/// Most that all amounts of a replication may come to [cents]; more than twice that does not fit a whole number.
const CENTS_MAX: f64 = 4e18;
/// Most levels of a team: a seat remembers its level in a byte.
const LEVELS_MAX: usize = 250;
/// Share of the deals that are smaller than one taken for large.
const LARGE_DEAL: f64 = 0.999;
/// Most memory for one replication's state and results before a scenario is refused [bytes].
const MEMORY_MAX: usize = 4 << 30;
/// Memory of a seat and its account, rounded up [bytes].
const SEAT_SIZE: usize = 256;

/// Refuses a plan that cannot be simulated as it is meant.
///
/// # Errors
/// A sentence that says what is too much, or what to write instead.
pub fn check(plan: &Plan) -> Result<(), String> {
    plan.scenario.regions.iter().try_for_each(check_region)?;
    check_currencies(plan)?;
    check_events(plan)?;
    check_memory(plan)?;
    check_amounts(plan)
}

fn check_region(region: &Region) -> Result<(), String> {
    let name = &region.name;
    let by_partners: usize = region.partners.iter().map(|partners| partners.offers.len()).sum();
    let offers = region.offers.len() + by_partners;
    if offers > OFFERS_MAX {
        return Err(format!(
            "region `{name}` sells {offers} offers, those of partners counted once more; at most {OFFERS_MAX} fit"
        ));
    }
    if region.teams.iter().flat_map(|team| &team.hires).any(|hire| hire.name == "headcount") {
        return Err(format!(
            "a hiring line of region `{name}` has the name of the seats at week 0, `headcount`, and would share their \
             luck: give it another"
        ));
    }
    if region.teams.iter().any(|team| team.levels.len() > LEVELS_MAX) {
        return Err(format!("a team of region `{name}` has more than {LEVELS_MAX} levels: join some"));
    }
    let adds_up_stages = region.offers.iter().any(|offer| matches!(offer.cycle, Cycle::Stages));
    if adds_up_stages && region.closing_season.by_week.iter().any(|weight| *weight != 1.0) {
        return Err(format!(
            "region `{name}` has a closing season, which needs `cycle-weeks`: its offers add up stage weeks instead"
        ));
    }
    Ok(())
}

fn check_currencies(plan: &Plan) -> Result<(), String> {
    for currency in &plan.scenario.currencies {
        if let Movement::Own { volatility_per_year } = currency.movement
            && plan.varies[volatility_per_year.0 as usize]
        {
            return Err(format!(
                "the volatility of `{}` is uncertain or moved by an event; state one exact number",
                currency.code
            ));
        }
    }
    Ok(())
}

/// Numbers that a replication reads once, at its start: an event would move them in vain.
fn read_at_the_start(plan: &Plan) -> Vec<Slot> {
    let market = &plan.scenario.macro_factor;
    let customers = plan.scenario.regions.iter().map(|region| region.customers);
    let known = plan.scenario.known_slots();
    let reach = plan.scenario.regions.iter().filter_map(|region| region.reach.as_ref());
    let awareness = reach.filter_map(|reach| Some(reach.awareness.as_ref()?.at_start));
    let adoption = plan.scenario.events.iter().filter_map(|event| event.adoption);
    let partners = plan.scenario.regions.iter().flat_map(|region| &region.partners);
    let partners = partners.flat_map(|partners| {
        std::iter::once(partners.active).chain(partners.dormant).chain([partners.contract.opening_stock])
    });
    customers
        .chain(known)
        .chain(plan.scenario.recurring_slots())
        .chain(awareness)
        .chain(adoption)
        .chain(partners)
        .chain([market.sd, market.half_life_weeks, market.lag_weeks, market.win_odds_power])
        .collect()
}

fn check_events(plan: &Plan) -> Result<(), String> {
    let read = read_at_the_start(plan);
    for event in &plan.scenario.events {
        let moved = event.effects.iter().flat_map(|effect| &effect.slots).find(|slot| read.contains(slot));
        if let Some(slot) = moved {
            return Err(format!(
                "event `{}` moves `{}`, which is read once at the start, so that it would change nothing: move what \
                 follows from it instead, such as `demand` or `deals-per-customer-per-year`",
                event.name, plan.scenario.numbers.0[slot.0 as usize].address
            ));
        }
    }
    Ok(())
}

fn check_memory(plan: &Plan) -> Result<(), String> {
    let cells = plan.layout.cells + plan.columns.len();
    let seats: usize = plan.regions.iter().map(|region| region.all_seats().len()).sum();
    let memory = cells.saturating_mul(8).saturating_add(seats.saturating_mul(SEAT_SIZE));
    if memory > MEMORY_MAX {
        return Err(format!(
            "one replication of this scenario would need {} GiB; it has {cells} cells to gather: fewer quarters, \
             regions, offers or metrics fit",
            memory >> 30
        ));
    }
    Ok(())
}

/// Refuses amounts whose sums would not fit into whole cents of 64 bits.
fn check_amounts(plan: &Plan) -> Result<(), String> {
    let deals: f64 = (0..plan.regions.len()).map(|region| cents_at_most(plan, region)).sum();
    let known = plan.scenario.known_slots().map(|slot| plan.value(slot) * 100.0).sum::<f64>();
    let reached: f64 = (0..plan.regions.len()).map(|region| super::reach::cents_at_most(plan, region)).sum();
    let contracts = plan.scenario.recurring_slots().map(|slot| plan.value(slot) * 100.0).sum::<f64>();
    let cents = (deals + contracts) * grown_at_most(plan) + known + reached;
    if cents > CENTS_MAX {
        return Err(format!(
            "this company's amounts may add up to {:.0e} {}, more than can be counted in cents: write them in thousands \
             or millions",
            cents / 100.0,
            plan.scenario.currencies[0].code
        ));
    }
    Ok(())
}

/// Deals a week of a region's partners, all of them active to the end.
fn deals_by_partners(plan: &Plan, index: usize) -> f64 {
    let programmes = plan.scenario.regions[index].partners.iter().zip(&plan.terms[index].partners);
    let seats = plan.regions[index].all_seats().len() as f64;
    let deals = programmes.map(|(partners, terms)| {
        let signed = terms.recruits_per_week * seats.max(1.0) * f64::from(plan.weeks);
        terms.deals_per_week * (plan.value(partners.active) + signed)
    });
    deals.sum()
}

/// What contracts that recur may grow to, as a factor: 1 where nothing recurs.
fn grown_at_most(plan: &Plan) -> f64 {
    if plan.scenario.has_recurring() { GROWTH_MAX as f64 } else { 1.0 }
}

/// What a region's deals, quotas and pay may come to over all weeks, each deal a large one [cents, the greater of local and
/// base].
fn cents_at_most(plan: &Plan, index: usize) -> f64 {
    let (region, terms) = (&plan.regions[index], &plan.terms[index]);
    let weeks = f64::from(plan.weeks);
    let seats = region.sellers.seats.len() as f64;
    let customers = plan.value(plan.scenario.regions[index].customers);
    let sellers = terms.sellers.as_ref();
    let by_sellers = sellers.map_or(0.0, |sellers| sellers.self_sourced_per_week * seats);
    let richest = terms.territories.iter().flat_map(|territories| &territories.cuts);
    let richest = richest.flat_map(|cut| &cut.potentials).copied().fold(1.0, f64::max);
    let leads = terms.inbound_leads_per_week + super::reach::leads_at_most(plan, index);
    let deals = terms.demand * (by_sellers * richest + leads)
        + terms.demand * terms.deals_per_customer_per_week * customers
        + terms.demand * deals_by_partners(plan, index);
    let large = terms.offers.iter().map(|offer| offer.size.cents(|| LARGE_DEAL)).max().unwrap_or(0);
    let of_team = |(team, terms): (&TeamPlan, &TeamTerms)| {
        let factor = terms.levels.iter().map(|level| level.pay.max(level.quota)).fold(1.0, f64::max);
        let quotas = team.seat_plans.iter().filter_map(|seat| seat.quota).map(|own| plan.value(own) * 100.0);
        let quota = quotas.fold(terms.quota_per_year.unwrap_or(0.0), f64::max);
        let per_person = factor * (terms.base_per_week + (quota + terms.variable_per_year) / WEEKS_PER_YEAR);
        per_person * team.seats.len() as f64
    };
    let teams = region.teams().enumerate();
    let people: f64 = teams.filter_map(|(number, team)| Some((team, terms.team(number)?))).map(of_team).sum();
    weeks * (deals * large as f64 + people) * region.start_rate.max(1.0)
}
