//! The numbers of one kind in all regions, by what they mean.

use crate::scenario::{Cycle, Leaving, Region, RegionOffer, Scenario, Slot, Spread, Win};

fn of_regions(scenario: &Scenario, slot: impl Fn(&Region) -> Slot) -> Vec<Slot> {
    scenario.regions.iter().map(slot).collect()
}

fn offers(scenario: &Scenario) -> impl Iterator<Item = &RegionOffer> {
    scenario.regions.iter().flat_map(|region| &region.offers)
}

fn leaving(scenario: &Scenario) -> impl Iterator<Item = Leaving> {
    scenario.regions.iter().flat_map(|region| &region.teams).map(|team| team.leaving)
}

/// Leavers per year and average headcount.
pub fn attrition(scenario: &Scenario) -> Vec<Slot> {
    let per_year = |leaving| match leaving {
        Leaving::PerYear(slot) => Some(slot),
        Leaving::PerWeek(_) => None,
    };
    leaving(scenario).filter_map(per_year).collect()
}

/// Chances to leave in a week, where they are stated so.
pub fn attrition_per_week(scenario: &Scenario) -> Vec<Slot> {
    let per_week = |leaving| match leaving {
        Leaving::PerWeek(slot) => Some(slot),
        Leaving::PerYear(_) => None,
    };
    leaving(scenario).filter_map(per_week).collect()
}

/// Inbound leads per week.
pub fn inbound(scenario: &Scenario) -> Vec<Slot> {
    of_regions(scenario, |region| region.inbound_leads_per_week)
}

/// Factors on demand.
pub fn demand(scenario: &Scenario) -> Vec<Slot> {
    of_regions(scenario, |region| region.demand)
}

/// Factors on win odds.
pub fn win_odds(scenario: &Scenario) -> Vec<Slot> {
    of_regions(scenario, |region| region.win_odds)
}

/// Rates of the foreign currencies that regions sell in.
pub fn rates(scenario: &Scenario) -> Vec<Slot> {
    let used = |index: &usize| scenario.regions.iter().any(|region| region.currency == *index);
    (1..scenario.currencies.len()).filter(used).map(|index| scenario.currencies[index].rate).collect()
}

/// Win rates that are stated as one number.
pub fn win_rates(scenario: &Scenario) -> Vec<Slot> {
    let rate = |offer: &RegionOffer| match offer.win {
        Win::Rate(rate) => Some(rate),
        Win::Stages(_) => None,
    };
    offers(scenario).filter_map(rate).collect()
}

/// The last stage's chance to advance, and the product of the others', where the win rate comes from stages.
pub fn last_advances(scenario: &Scenario) -> Vec<(Slot, f64)> {
    let last = |offer: &RegionOffer| match &offer.win {
        Win::Rate(_) => None,
        Win::Stages(stages) => {
            let (last, others) = stages.split_last()?;
            let others = others.iter().map(|stage| scenario.numbers.value(stage.advance)).product();
            Some((last.advance, others))
        }
    };
    offers(scenario).filter_map(last).collect()
}

/// The numbers that all cycles and stage durations are in proportion to.
pub fn cycles(scenario: &Scenario) -> Vec<Slot> {
    scenario.regions.iter().flat_map(cycles_of).collect()
}

/// The same of one region.
pub fn cycles_of(region: &Region) -> Vec<Slot> {
    let mut slots = Vec::new();
    for offer in &region.offers {
        match (&offer.cycle, &offer.win) {
            (Cycle::Whole { won, lost }, _) => slots.extend(scales(won).into_iter().chain(scales(lost))),
            (Cycle::Stages, Win::Stages(stages)) => {
                slots.extend(stages.iter().filter_map(|stage| stage.weeks.as_ref()).flat_map(scales));
            }
            (Cycle::Stages, Win::Rate(_)) => {}
        }
    }
    slots
}

/// The numbers of a distribution that are in the unit of what it describes; none where it lists values.
fn scales(spread: &Spread) -> Vec<Slot> {
    match *spread {
        Spread::MedianLogSd { median, .. } => vec![median],
        Spread::MeanCv { mean, .. } | Spread::MeanLogSd { mean, .. } | Spread::GammaMeanCv { mean, .. } => {
            vec![mean]
        }
        _ => spread.slots(),
    }
}
