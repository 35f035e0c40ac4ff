//! Warnings that advise: traps that can be seen before anything is simulated.

use super::number::Given;
use super::{Leaving, Opening, Region, Scenario, Slot, Win};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest};

/// Most warnings of one kind with a place.
const MOST_OF_A_KIND: usize = 5;

/// Warns of every trap that the scenario walks into.
pub fn give(scenario: &Scenario, diagnostics: &mut Diagnostics) {
    let of_the_whole =
        [independent_regions(scenario), no_target(scenario), empty_start(scenario), no_demand(scenario)];
    let of_places = [high_attrition(scenario), never_won(scenario)];
    let placed = of_places.into_iter().flat_map(|warnings| warnings.into_iter().take(MOST_OF_A_KIND));
    of_the_whole.into_iter().flatten().chain(placed).for_each(|warning| diagnostics.push(warning));
}

fn warning(scenario: &Scenario, code: &'static str, message: String, slot: Slot, help: &str) -> Diagnostic {
    let complaint = Diagnostic::warning(code, message).help(help);
    match place(scenario, slot) {
        Some(place) => complaint.at(&place, ""),
        None => complaint,
    }
}

/// Where a number is written.
fn place(scenario: &Scenario, slot: Slot) -> Option<Place> {
    match &scenario.numbers.0[slot.0 as usize].given {
        Given::Written(place) | Given::Inherited { place, .. } => Some(place.clone()),
        Given::Archetype(_) | Given::Neutral => None,
    }
}

/// Regions without a common factor have bad years at different times: the company's P10 is then far too good.
fn independent_regions(scenario: &Scenario) -> Option<Diagnostic> {
    let given = &scenario.numbers.0[scenario.macro_factor.sd.0 as usize].given;
    if scenario.regions.len() < 2 || *given != Given::Neutral {
        return None;
    }
    let message = format!(
        "{} regions share no macro factor, so their bad years do not come together",
        scenario.regions.len()
    );
    let help = "the company's P10 will look far too good: write [macro] sd = 0.1, or sd = 0 if that is meant";
    Some(Diagnostic::warning("independent-regions", message).help(help))
}

fn no_target(scenario: &Scenario) -> Option<Diagnostic> {
    if scenario.target.is_some() || !scenario.metrics.is_empty() {
        return None;
    }
    let help = "write target = what the company promised to book over the horizon";
    Some(Diagnostic::warning("no-target", "without a target no chance of reaching it can be told").help(help))
}

/// A pipeline that starts empty books next to nothing for a cycle.
fn empty_start(scenario: &Scenario) -> Option<Diagnostic> {
    let empty = scenario.regions.iter().filter(|region| region.opening == Opening::Empty);
    let names: Vec<&str> = empty.map(|region| region.name.as_str()).collect();
    let who = match names.as_slice() {
        [] => return None,
        [only] => format!("`{only}` starts"),
        many => format!("{} regions start", many.len()),
    };
    let help = "right for a new market or a test; elsewhere leave `opening` out and start in the middle of a steady year";
    let message = format!("{who} with an empty pipeline: the first cycle books almost nothing");
    Some(Diagnostic::warning("empty-start", message).help(help))
}

fn no_demand(scenario: &Scenario) -> Option<Diagnostic> {
    let is_written = |slot: Slot| scenario.numbers.0[slot.0 as usize].given != Given::Neutral;
    let is_idle = |region: &&Region| {
        let people = region.teams.iter().any(|team| is_written(team.self_sourced_deals_per_week));
        let market =
            is_written(region.inbound_leads_per_week) || is_written(region.deals_per_customer_per_year);
        !people && !market
    };
    let idle: Vec<&str> =
        scenario.regions.iter().filter(is_idle).map(|region| region.name.as_str()).collect();
    let help = "write inbound-leads-per-week, or self-sourced-deals-per-week of the team";
    let regions = match idle.as_slice() {
        [] => return None,
        few @ ([_] | [_, _] | [_, _, _]) => nearest::all(few),
        many => format!("{} of {} regions", many.len(), scenario.regions.len()),
    };
    Some(Diagnostic::warning("no-demand", format!("nothing brings deals to {regions}")).help(help))
}

fn high_attrition(scenario: &Scenario) -> Vec<Diagnostic> {
    let teams = scenario.regions.iter().flat_map(|region| &region.teams);
    let high = teams.filter_map(|team| match team.leaving {
        Leaving::PerYear(slot) if scenario.numbers.value(slot) >= 1.0 => Some(slot),
        _ => None,
    });
    high.map(|slot| {
        let value = scenario.numbers.value(slot);
        let message =
            format!("an attrition of {value} a year replaces everybody every {:.0} weeks", 52.0 / value);
        warning(scenario, "high-attrition", message, slot, "write 22 % a year as 0.22")
    })
    .collect()
}

/// Offers that nobody can win.
fn never_won(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for offer in scenario.regions.iter().flat_map(|region| &region.offers) {
        let (slots, what): (Vec<Slot>, _) = match &offer.win {
            Win::Rate(slot) => (vec![*slot], "this win rate is 0, so no deal is ever won"),
            Win::Stages(stages) => {
                (stages.iter().map(|stage| stage.advance).collect(), "no deal ever gets past this stage")
            }
        };
        let never = slots.into_iter().find(|slot| scenario.numbers.value(*slot) == 0.0);
        if let Some(slot) = never.filter(|slot| place(scenario, *slot).is_some()) {
            let help = "if nothing is sold here, leave the offer out of the region's `mix`";
            warnings.push(warning(scenario, "never-won", what.to_owned(), slot, help));
        }
    }
    warnings
}
