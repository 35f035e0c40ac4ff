//! Durations that are hardly meant: deals, ramps and searches that never end, or take no time at all.

use super::{Read, distinct};
use crate::diagnostic::Diagnostic;
use crate::scenario::written::shown;
use crate::scenario::{Cycle, OpenDeals, Ramp, Region, RegionOffer, Slot, Spread, Win};

/// Weeks from which on a duration is more likely one of days.
const ENDLESS: f64 = 104.0;
/// Deals of a region that are new in the week of the start, from which on the date is hardly theirs.
const FRESH: usize = 3;

/// Warns of every duration that is hardly meant, and of deals that are never lost.
pub fn durations(read: &Read<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for region in &read.scenario.regions {
        found.extend(region.offers.iter().flat_map(|offer| of_offer(read, offer)));
        for team in &region.teams {
            found.extend(endless(read, &team.time_to_fill, "a seat stays empty"));
            if let Ramp::Linear { weeks } | Ramp::SCurve { weeks } = team.ramp {
                found.extend(endless(read, &Spread::Exact(weeks), "a new person takes"));
            }
        }
        found.extend(fresh(read, region));
    }
    distinct(found)
}

fn of_offer(read: &Read<'_>, offer: &RegionOffer) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let stages = match &offer.win {
        Win::Stages(stages) => stages.as_slice(),
        Win::Rate(_) => &[],
    };
    match &offer.cycle {
        Cycle::Whole { won, lost } => {
            found.extend(endless(read, won, "a deal takes"));
            found.extend(endless(read, lost, "a lost deal takes"));
            found.extend(instant(read, &[won]));
        }
        Cycle::Stages => {
            let weeks: Vec<&Spread> = stages.iter().filter_map(|stage| stage.weeks.as_ref()).collect();
            found.extend(weeks.iter().filter_map(|weeks| endless(read, weeks, "a deal stays in this stage")));
            found.extend(instant(read, &weeks));
        }
    }
    let chances: Vec<Slot> = match &offer.win {
        Win::Rate(slot) => vec![*slot],
        Win::Stages(stages) => stages.iter().map(|stage| stage.advance).collect(),
    };
    let certain = chances.iter().all(|slot| read.value(*slot) == 1.0);
    let first = chances.first().copied().filter(|slot| certain && read.written(*slot).is_some());
    found.extend(first.map(|slot| {
        let help = "write the share of deals that are won, such as 0.2 for one of five";
        read.warning("never-lost", "no deal is ever lost here".to_owned(), slot, help)
    }));
    found
}

/// A duration of years: often days written as weeks.
fn endless(read: &Read<'_>, spread: &Spread, what: &str) -> Option<Diagnostic> {
    let slot = spread.slots().first().copied().filter(|slot| read.written(*slot).is_some())?;
    let median = spread.law(&read.values).quantile(0.5);
    (median >= ENDLESS).then(|| {
        let message = format!("{what} {} weeks, which is {:.0} years", shown(median.round()), median / 52.0);
        let help = format!(
            "if days were meant, write {} under a key that ends in `days` instead of `weeks`",
            shown(median.round())
        );
        read.warning("endless", message, slot, &help)
    })
}

/// Deals that close in the week in which they are created.
fn instant(read: &Read<'_>, parts: &[&Spread]) -> Option<Diagnostic> {
    let takes_time = |spread: &&Spread| spread.law(&read.values).quantile(0.99) > 0.0;
    let slot = parts.first()?.slots().first().copied().filter(|slot| read.written(*slot).is_some())?;
    (!parts.iter().any(takes_time)).then(|| {
        let message = "a deal takes 0 weeks: it closes when it is created, and none is ever open".to_owned();
        let help = "write how long a deal takes, such as { median = 9, p90 = 20 }";
        read.warning("no-time", message, slot, help)
    })
}

/// Open deals that were all created in the week of the start: the date is that of an import.
fn fresh(read: &Read<'_>, region: &Region) -> Option<Diagnostic> {
    let first = read.scenario.first_week().0;
    let dated: Vec<&OpenDeals> = region
        .open_deals
        .iter()
        .flatten()
        .filter(|deals| deals.created.is_some() && deals.closes.is_none())
        .collect();
    let is_new = |deals: &&OpenDeals| deals.created.is_some_and(|week| week.0 >= first - 1);
    (dated.len() >= FRESH && dated.iter().all(is_new)).then(|| {
        let message = format!(
            "all {} open deals of `{}` were created in the week of the start, so they are played as new ones",
            dated.len(),
            region.name
        );
        let place = read.place(&[&["regions", &region.name, "open-deals", &dated[0].name], &["regions", &region.name]]);
        let help = "an import often writes its own day: take the day on which the CRM created them, or leave `created` out";
        Diagnostic::warning("fresh-deals", message).at(&place, "").help(help)
    })
}
