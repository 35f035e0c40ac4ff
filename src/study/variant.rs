//! Variants: typed edits of a loaded scenario, pure functions on it.
//!
//! Two kinds. [`hold`] moves numbers from the first week that is played to the end, as an event would: what lies before week 0 (the pipeline
//! and the tenures at the start) stays as it was, so that a stress is about the year and not about another past. The other
//! edits change the plan itself.

mod find;

pub use find::{
    attrition, attrition_per_week, cycles, cycles_of, demand, inbound, last_advances, rates, win_odds,
    win_rates,
};

use crate::scenario::{
    BigDeal, Change, Cycle, Effect, Event, Given, Kind, Number, Scenario, Slot, Spread, When, Win,
};
use crate::unit::Week;
use crate::unit::time::WEEKS_PER_QUARTER;

/// What happens to one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    Times(f64),
    /// In the unit in which the model uses the number.
    Add(f64),
}

/// Moves numbers from the first week that is played to the end, under an event of this name. Each number is moved once, however often it is
/// named.
pub fn hold(scenario: &mut Scenario, name: &str, moves: impl IntoIterator<Item = (Slot, Move)>) {
    let first = scenario.first_week();
    from_week(scenario, name, first, moves);
}

/// The same from week `on` to the end.
pub fn from_week(
    scenario: &mut Scenario,
    name: &str,
    on: Week,
    moves: impl IntoIterator<Item = (Slot, Move)>,
) {
    let mut moves: Vec<(Slot, Move)> = moves.into_iter().collect();
    moves.sort_by_key(|(slot, _)| *slot);
    moves.dedup_by_key(|(slot, _)| *slot);
    let effects = moves.into_iter().map(|(slot, by)| effect(scenario, name, slot, by)).collect();
    hold_effects(scenario, name, on, effects);
}

/// Lets `effects` act from week `on` to the end, under an event of this name.
pub fn hold_effects(scenario: &mut Scenario, name: &str, on: Week, effects: Vec<Effect>) {
    let name = format!("study.{name}");
    scenario.events.push(Event { name, when: When::On(on), weeks: None, effects, adoption: None });
}

fn effect(scenario: &mut Scenario, name: &str, slot: Slot, by: Move) -> Effect {
    let target = &scenario.numbers.0[slot.0 as usize];
    let address = format!("study.{name}.\"{}\"", target.address);
    let change = match by {
        Move::Times(factor) => Change::Times(constant(scenario, address, factor)),
        Move::Add(difference) => {
            // An event adds in the unit in which the number was written.
            let written = difference / target.factor;
            Change::Add(constant(scenario, address, written))
        }
    };
    Effect { slots: vec![slot], change }
}

/// A number of the study's own.
pub fn constant(scenario: &mut Scenario, address: String, value: f64) -> Slot {
    let slot = Slot(scenario.numbers.0.len() as u32);
    let number =
        Number { address, value, factor: 1.0, kind: Kind::Signed, given: Given::Neutral, movable: false };
    scenario.numbers.0.push(number);
    slot
}

/// Makes a number exactly `value`, in the model's unit: no assumption moves it any more.
pub fn fix(scenario: &mut Scenario, slot: Slot, value: f64) {
    scenario.numbers.0[slot.0 as usize].value = value;
    scenario.assumptions.iter_mut().for_each(|assumption| assumption.slots.retain(|moved| *moved != slot));
}

/// Moves every hire that is still to come so many quarters back.
pub fn delay_hires(scenario: &mut Scenario, quarters: i32) {
    let first = scenario.first_week();
    let teams = scenario.regions.iter_mut().flat_map(|region| &mut region.teams);
    for hire in teams.flat_map(|team| &mut team.hires).filter(|hire| first <= hire.on) {
        hire.on = Week(hire.on.0 + quarters * WEEKS_PER_QUARTER);
    }
}

/// Takes every planned hire and every open requisition off the plan, and replaces nobody who leaves from week 0 on.
pub fn freeze_hiring(scenario: &mut Scenario) {
    for team in scenario.regions.iter_mut().flat_map(|region| &mut region.teams) {
        team.hires.clear();
        team.requisitions.clear();
    }
    scenario.no_backfill_from = Some(scenario.first_week());
}

/// Whether any hire is planned.
pub fn hires_planned(scenario: &Scenario) -> bool {
    scenario.regions.iter().flat_map(|region| &region.teams).any(|team| !team.hires.is_empty())
}

/// Whether leavers are replaced anywhere.
pub fn backfills(scenario: &Scenario) -> bool {
    scenario.regions.iter().flat_map(|region| &region.teams).any(|team| team.backfill)
}

/// Multiplies the weeks of cycles and stages that are lists of values, which no event reaches. They hold before week 0
/// too.
pub fn stretch_listed_cycles(scenario: &mut Scenario, factor: f64) {
    let listed = |spread: &mut Spread| {
        if let Spread::Discrete { values, .. } = spread {
            values.iter_mut().for_each(|value| *value *= factor);
        }
    };
    for offer in scenario.regions.iter_mut().flat_map(|region| &mut region.offers) {
        if let Cycle::Whole { won, lost } = &mut offer.cycle {
            listed(won);
            listed(lost);
        }
        if let Win::Stages(stages) = &mut offer.win {
            stages.iter_mut().filter_map(|stage| stage.weeks.as_mut()).for_each(listed);
        }
    }
}

/// Whether no seat is filled at week 0.
pub fn nobody_sells(scenario: &Scenario) -> bool {
    scenario.regions.iter().flat_map(|region| &region.teams).all(|team| team.headcount == 0)
}

/// Loses the judged deal with the largest amount at start rates; whether there is one.
pub fn lose_biggest_deal(scenario: &mut Scenario) -> bool {
    let amount = |deal: &BigDeal| {
        let currency = &scenario.currencies[scenario.regions[deal.region].currency];
        scenario.numbers.value(deal.amount) * scenario.numbers.value(currency.rate)
    };
    let biggest = scenario.big_deals.iter().max_by(|one, other| amount(one).total_cmp(&amount(other)));
    let Some(chance) = biggest.map(|deal| deal.chance) else { return false };
    fix(scenario, chance, 0.0);
    true
}
