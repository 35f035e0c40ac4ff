//! Open deals that are older than deals get.

use super::Read;
use crate::diagnostic::Diagnostic;
use crate::scenario::{Cycle, OpenDeals, Region, RegionOffer, Win};

/// Share of the cycles that are shorter than one taken for over.
const OVER: f64 = 0.999;

/// Warns of open deals that are older than 99.9 % of all cycles.
pub fn too_old(read: &Read<'_>) -> Vec<Diagnostic> {
    let of_region = |region| -> Vec<Diagnostic> {
        let open: &Region = region;
        let deals = open.open_deals.as_ref().map_or(&[][..], Vec::as_slice);
        deals.iter().filter_map(|deals| old(read, open, deals)).collect()
    };
    read.scenario.regions.iter().flat_map(of_region).collect()
}

/// A deal with a date of closing closes then, however old it is.
fn old(read: &Read<'_>, region: &Region, deals: &OpenDeals) -> Option<Diagnostic> {
    if deals.closes.is_some() {
        return None;
    }
    let age = read.scenario.first_week().0 - deals.created?.0;
    let cycle = |offer: &usize| longest(read, &region.offers[*offer]);
    let longest = deals.offers.iter().map(cycle).fold(0.0, f64::max);
    if f64::from(age) <= longest {
        return None;
    }
    let place = read.place(&[&["regions", &region.name, "open-deals", &deals.name]]);
    let message = format!(
        "`{}` has been open for {age} weeks, longer than 999 of 1000 deals of its kind take",
        deals.name
    );
    let help = "it is taken to close at once, as the last of its kind do: is it still alive?";
    Some(Diagnostic::warning("long-open", message).at(&place, "").help(help))
}

/// Weeks that 99.9 % of an offer's deals take at most.
fn longest(read: &Read<'_>, offer: &RegionOffer) -> f64 {
    let within = |spread: &crate::scenario::Spread| spread.law(&read.values).quantile(OVER);
    match (&offer.cycle, &offer.win) {
        (Cycle::Whole { won, lost }, _) => within(won).max(within(lost)),
        (Cycle::Stages, Win::Stages(stages)) => {
            stages.iter().filter_map(|stage| stage.weeks.as_ref()).map(within).sum()
        }
        (Cycle::Stages, Win::Rate(_)) => f64::INFINITY,
    }
}
