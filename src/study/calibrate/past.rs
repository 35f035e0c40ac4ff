//! Last year as a scenario: its teams, always filled, in a steady year without plans, events or moving currencies.

use crate::scenario::number::{Given, Kind, Number};
use crate::scenario::{
    Awareness, CompanyYears, Launch, Localisation, Movement, Opening, Partners, Reach, Region, Role,
    Scenario, Slot, Spread,
};
use crate::unit::Week;

/// What moves in a played last year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Luck {
    /// Chance alone: assumptions at their centre, no macro factor.
    ChanceAlone,
    /// Assumptions and the macro factor as well: all that made last year one year among many.
    Whole,
}

/// Last year of some regions.
#[derive(Clone, Debug)]
pub struct Past {
    pub scenario: Scenario,
    /// By how much each region was enlarged to seat whole people: its accounts, customers and leads with it. Bookings are
    /// divided by it.
    pub sizes: Vec<f64>,
}

impl Past {
    /// Last year of the regions of these indexes, which all state it.
    ///
    /// A leaver is replaced at once by somebody new who ramps. Demand is that of a year earlier: what grows in the plan has
    /// grown before. Amounts are at the rates of week 0.
    pub fn of(scenario: &Scenario, regions: &[usize], luck: Luck) -> Past {
        let mut past = without_plans(scenario, luck);
        past.regions = regions.iter().map(|index| scenario.regions[*index].clone()).collect();
        let at_once = Number { kind: Kind::Duration, ..none("last-year.time-to-fill-weeks") };
        let at_once = past.numbers.push(at_once);
        let mut regions = std::mem::take(&mut past.regions);
        let sizes = regions.iter_mut().map(|region| seat(&mut past, region, at_once)).collect();
        past.regions = regions;
        Past { scenario: past, sizes }
    }
}

/// A year of four quarters without events, plans, promises or moving currencies.
fn without_plans(scenario: &Scenario, luck: Luck) -> Scenario {
    let mut past = scenario.clone();
    past.calendar.quarters = 4;
    past.look_beyond_quarters = 0;
    past.target = None;
    past.targets.clear();
    past.events.clear();
    past.research.clear();
    past.moves.clear();
    past.big_deals.clear();
    past.actuals.clear();
    past.best_seller_leaves = None;
    past.own_currency_correlations.clear();
    past.years = CompanyYears::default();
    for currency in &mut past.currencies {
        currency.movement = Movement::Base;
    }
    if luck == Luck::ChanceAlone {
        past.assumptions.clear();
        past.correlations.clear();
        past.numbers.0[past.macro_factor.sd.0 as usize].value = 0.0;
    }
    past
}

/// Seats last year's people in a region, and tells by how much it was enlarged for whole ones.
fn seat(past: &mut Scenario, region: &mut Region, at_once: Slot) -> f64 {
    let people = region.last_year.map_or(1.0, |year| year.average_headcount);
    let seats = people.round().max(1.0);
    let size = seats / people;
    region.opening = Opening::Steady;
    region.open_deals = None;
    if let Some(territories) = &mut region.territories {
        territories.realignments.clear();
    }
    if let Some(rules) = &mut region.rules {
        rules.set_up_weeks = at_once;
    }
    region.management = None;
    region.strain = None;
    region.quarter_end = None;
    let mut bases = Vec::new();
    for recurring in region.offers.iter_mut().filter_map(|offer| offer.recurring.as_mut()) {
        // What last year booked is new business.
        recurring.count_renewals = false;
        bases.extend([recurring.base, recurring.contracts]);
    }
    region.years = None;
    region.entry = None;
    region.reach = region.reach.take().map(|reach| unreached(past, reach));
    for team in &mut region.teams {
        // Other roles are as many as they are today.
        if team.role == Role::AccountExecutive {
            team.headcount = seats as u32;
        }
        team.levels.clear();
        team.career = None;
        team.mentoring = None;
        team.courses.clear();
        team.seats.clear();
        team.requisitions.clear();
        team.hires.clear();
        team.reductions.clear();
        team.backfill = true;
        team.time_to_fill = Spread::Exact(at_once);
    }
    for partners in &mut region.partners {
        let none = past.numbers.push(none("last-year.partners"));
        stand_still(partners, none);
        scale(past, partners.active, size);
    }
    let growth = past.numbers.value(region.growth_per_year);
    scale(past, region.demand, 1.0 / (1.0 + growth));
    let sized = [Some(region.inbound_leads_per_week), Some(region.customers), region.accounts];
    for slot in sized.into_iter().chain(bases).flatten() {
        scale(past, slot, size);
    }
    size
}

/// The reach of a year before all that is planned: as many knew us all year as do at week 0, nothing was launched, no offer
/// localised.
fn unreached(past: &mut Scenario, reach: Reach) -> Reach {
    let mut none = || past.numbers.push(none("last-year.innovation"));
    let awareness = reach.awareness.map(|awareness| Awareness {
        half_after_years: None,
        innovation: none(),
        word_of_mouth: none(),
        ..awareness
    });
    let localisation =
        reach.localisation.into_iter().map(|localisation| Localisation { from: None, ..localisation });
    let launches = reach.launches.into_iter().map(|launch| Launch { on: Week(i32::MAX), ..launch });
    let (localisation, launches) = (localisation.collect(), launches.collect());
    Reach { awareness, localisation, launches, ..Reach::default() }
}

/// A number that is 0 whatever is assumed.
fn none(address: &str) -> Number {
    Number {
        address: address.to_owned(),
        value: 0.0,
        factor: 1.0,
        kind: Kind::Rate,
        given: Given::Neutral,
        movable: false,
    }
}

/// Last year's partners are those of week 0: nobody joins, falls dormant or is lost, and no contract begins or ends.
fn stand_still(partners: &mut Partners, none: Slot) {
    partners.dormant = Some(none);
    partners.recruited_per_quarter = none;
    partners.dormancy_per_year = none;
    partners.reactivation_per_year = none;
    partners.lost_per_year = none;
    partners.largest_lost_per_year = none;
    partners.contract.exclusive_until = None;
    partners.contract.ends = None;
    partners.contract.minimum_purchase_per_year = None;
    partners.contract.opening_stock = none;
}

/// Multiplies a number, and what an assumption draws for it.
fn scale(past: &mut Scenario, slot: Slot, by: f64) {
    let number = &mut past.numbers.0[slot.0 as usize];
    number.value *= by;
    number.factor *= by;
}
