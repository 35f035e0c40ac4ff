//! Warnings that advise: traps that can be seen before anything is simulated.

mod accounts;
mod channel;
mod known;
mod last_year;
mod reach;
mod slip;
mod staffing;
mod time;
mod trap;

use std::collections::BTreeSet;

use super::number::Given;
use super::tree::Table;
use super::written::shown;
use super::{Leaving, Opening, Region, Scenario, Slot, Win};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest};

/// Most warnings of one kind with a place.
const MOST_OF_A_KIND: usize = 5;

/// A scenario without errors, with where it is written.
pub struct Read<'a> {
    pub scenario: &'a Scenario,
    /// As written, before inheritance.
    pub tree: &'a Table,
    /// Start of the user's file.
    pub top: Place,
    /// The scenario's numbers, by slot.
    pub values: Vec<f64>,
}

/// Warns of every trap that the scenario walks into.
pub fn give(read: &Read<'_>, diagnostics: &mut Diagnostics) {
    let of_the_whole =
        [independent_regions(read), deaf_regions(read), no_target(read), empty_start(read), no_demand(read)];
    let of_places = [
        high_attrition(read),
        never_won(read),
        accounts::too_few(read),
        accounts::no_sellers(read),
        known::too_old(read),
        channel::half_stated(read),
        channel::counted_twice(read),
        reach::in_vain(read),
        staffing::too_many(read),
    ];
    let traps = [trap::traps(read), time::durations(read)];
    let slips = [slip::of_the_calendar(read), slip::of_events(read), slip::of_names(read)];
    let placed = of_places.into_iter().chain([last_year::contradictions(read)]).chain(slips).chain(traps);
    let placed = placed.flat_map(|warnings| warnings.into_iter().take(MOST_OF_A_KIND));
    of_the_whole.into_iter().flatten().chain(placed).for_each(|warning| diagnostics.push(warning));
}

impl Read<'_> {
    fn value(&self, slot: Slot) -> f64 {
        self.values[slot.0 as usize]
    }

    /// Where a number is written.
    fn written(&self, slot: Slot) -> Option<Place> {
        match &self.scenario.numbers.0[slot.0 as usize].given {
            Given::Written(place) | Given::Inherited { place, .. } => Some(place.clone()),
            Given::Archetype(_) | Given::Country(_) | Given::Solved(_) | Given::Neutral => None,
        }
    }

    /// Where the first of these paths is opened, else the top of the file.
    fn place(&self, paths: &[&[&str]]) -> Place {
        let path = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<String>>();
        let found = paths.iter().find_map(|keys| self.tree.at(&path(keys)));
        found.map_or(&self.top, |entry| &entry.key_place).clone()
    }

    fn region(&self, name: &str) -> Place {
        self.place(&[&["regions", name]])
    }

    fn warning(&self, code: &'static str, message: String, slot: Slot, help: &str) -> Diagnostic {
        let place = self.written(slot).unwrap_or_else(|| self.top.clone());
        Diagnostic::warning(code, message).at(&place, "").help(help)
    }
}

/// Warnings without those that say the same of the same place: what many regions inherit is told once.
fn distinct(mut warnings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    warnings.retain(|warning| {
        let place = warning.labels.first().map(|(place, _)| (place.source, place.span.start));
        told.insert((warning.code, warning.message.clone(), place))
    });
    warnings
}

/// Regions without a common factor have bad years at different times: the company's P10 is then far too good.
fn independent_regions(read: &Read<'_>) -> Option<Diagnostic> {
    let given = &read.scenario.numbers.0[read.scenario.macro_factor.sd.0 as usize].given;
    if read.scenario.regions.len() < 2 || *given != Given::Neutral {
        return None;
    }
    let message = format!(
        "{} regions share no macro factor, so their bad years do not come together",
        read.scenario.regions.len()
    );
    let help = "the company's P10 will look far too good: write [macro] sd = 0.1, or sd = 0 if that is meant";
    let place = read.place(&[&["regions"]]);
    Some(Diagnostic::warning("independent-regions", message).at(&place, "").help(help))
}

/// A macro factor that no region follows joins nothing.
fn deaf_regions(read: &Read<'_>) -> Option<Diagnostic> {
    let (sd, regions) = (read.scenario.macro_factor.sd, &read.scenario.regions);
    let deaf = regions.iter().all(|region| read.value(region.macro_sensitivity) == 0.0);
    (regions.len() > 1 && read.value(sd) > 0.0 && deaf).then(|| {
        let message =
            "no region follows the macro factor, so their bad years do not come together".to_owned();
        let help = "leave macro-sensitivity out, or write 0 only where demand follows nothing";
        read.warning("independent-regions", message, sd, help)
    })
}

fn no_target(read: &Read<'_>) -> Option<Diagnostic> {
    if !read.scenario.targets.is_empty() || !read.scenario.metrics.is_empty() {
        return None;
    }
    let help = "write target = what the company promised to book over the horizon";
    let message = "without a target no chance of reaching it can be told";
    Some(Diagnostic::warning("no-target", message).at(&read.top, "").help(help))
}

/// A pipeline that starts empty books next to nothing for a cycle.
fn empty_start(read: &Read<'_>) -> Option<Diagnostic> {
    let empty = read
        .scenario
        .regions
        .iter()
        .filter(|region| region.opening == Opening::Empty && region.entry.is_none());
    let names: Vec<&str> = empty.map(|region| region.name.as_str()).collect();
    let first = names.first()?;
    let who = match names.as_slice() {
        [only] => format!("`{only}` starts"),
        many => format!("{} regions start", many.len()),
    };
    let help = "right for a new market or a test; elsewhere leave `opening` out and start in the middle of a steady year";
    let message = format!("{who} with an empty pipeline: the first cycle books almost nothing");
    let place = read.place(&[&["regions", first, "opening"], &["every-region", "opening"], &["opening"]]);
    Some(Diagnostic::warning("empty-start", message).at(&place, "").help(help))
}

fn no_demand(read: &Read<'_>) -> Option<Diagnostic> {
    let is_written = |slot: Slot| read.scenario.numbers.0[slot.0 as usize].given != Given::Neutral;
    let is_idle = |region: &&Region| {
        let people = region.teams.iter().any(|team| is_written(team.self_sourced_deals_per_week));
        let market =
            is_written(region.inbound_leads_per_week) || is_written(region.deals_per_customer_per_year);
        !people && !market && region.partners.is_empty() && region.last_year.is_none()
    };
    let idle: Vec<&str> =
        read.scenario.regions.iter().filter(is_idle).map(|region| region.name.as_str()).collect();
    let help = "write inbound-leads-per-week, or self-sourced-deals-per-week of the team";
    let first = idle.first()?;
    let regions = match idle.as_slice() {
        few @ ([_] | [_, _] | [_, _, _]) => nearest::all(few),
        many => format!("{} of {} regions", many.len(), read.scenario.regions.len()),
    };
    let warning = Diagnostic::warning("no-demand", format!("nothing brings deals to {regions}"));
    Some(warning.at(&read.region(first), "").help(help))
}

fn high_attrition(read: &Read<'_>) -> Vec<Diagnostic> {
    let teams = read.scenario.regions.iter().flat_map(|region| &region.teams);
    let high = teams.filter_map(|team| match team.leaving {
        Leaving::PerYear(slot) if read.value(slot) >= 1.0 => Some(slot),
        _ => None,
    });
    high.map(|slot| {
        let value = read.value(slot);
        let message =
            format!("an attrition of {value} a year replaces everybody every {:.0} weeks", 52.0 / value);
        let meant = if value >= 2.0 { value } else { 22.0 };
        let help = format!("write {} % a year as {}", shown(meant), shown(meant / 100.0));
        read.warning("high-attrition", message, slot, &help)
    })
    .collect()
}

/// Offers that nobody can win.
fn never_won(read: &Read<'_>) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for offer in read.scenario.regions.iter().flat_map(|region| &region.offers) {
        let (slots, what): (Vec<Slot>, _) = match &offer.win {
            Win::Rate(slot) => (vec![*slot], "this win rate is 0, so no deal is ever won"),
            Win::Stages(stages) => {
                (stages.iter().map(|stage| stage.advance).collect(), "no deal ever gets past this stage")
            }
        };
        let never = slots.into_iter().find(|slot| read.value(*slot) == 0.0);
        if let Some(slot) = never.filter(|slot| read.written(*slot).is_some()) {
            let help = "if nothing is sold here, leave the offer out of the region's `mix`";
            warnings.push(read.warning("never-won", what.to_owned(), slot, help));
        }
    }
    warnings
}
