//! Markets against the deals and the people in them.

use super::Read;
use crate::diagnostic::Diagnostic;
use crate::scenario::written::shown;
use crate::scenario::{Cycle, Opening, Region, RegionOffer, Spread, Stage, Win};

/// Regions whose accounts do not hold their customers, or the deals that a steady year has open at week 0.
pub fn too_few(read: &Read<'_>) -> Vec<Diagnostic> {
    let mut few: Vec<Diagnostic> =
        read.scenario.regions.iter().filter_map(|region| too_few_in(read, region)).collect();
    // Errors first, since only a few are told.
    few.sort_by_key(|complaint| std::cmp::Reverse(complaint.severity));
    few
}

fn too_few_in(read: &Read<'_>, region: &Region) -> Option<Diagnostic> {
    let slot = region.accounts?;
    let (accounts, customers) = (read.value(slot), read.value(region.customers));
    let place = read.written(slot).unwrap_or_else(|| read.region(&region.name));
    let (name, held) = (&region.name, shown(accounts));
    if customers > accounts {
        let message = format!("`{name}` has {} customers among {held} accounts", shown(customers));
        let complaint = Diagnostic::error("few-accounts", message).at(&place, "");
        return Some(complaint.help("customers are accounts too: raise `accounts`, or lower `customers`"));
    }
    if let Some(known) = &region.open_deals {
        let open: u32 = known.iter().map(|deals| deals.deals).sum();
        return (f64::from(open) + customers > accounts).then(|| {
            let message = format!("`{name}` has {held} accounts, but {open} open deals and {} customers", shown(customers));
            let complaint = Diagnostic::warning("few-accounts", message).at(&place, "");
            complaint.help("each holds an account of its own, so that none is free: raise `accounts` to what the market has")
        });
    }
    let (deals, weeks) = (new_deals_per_week(read, region), mean_cycle(read, region));
    let open = deals * weeks;
    if region.opening == Opening::Empty || open + customers <= accounts {
        return None;
    }
    let message = format!(
        "`{name}` has {held} accounts, but a steady start holds about {}: {} customers, and {:.1} new deals a week \
         for {weeks:.1} weeks make {} open ones",
        shown((open + customers).round()),
        shown(customers),
        deals,
        shown(open.round()),
    );
    let help =
        "raise `accounts` to what the market has, lower what brings deals, or write opening = \"empty\"";
    Some(Diagnostic::warning("few-accounts", message).at(&place, "").help(help))
}

/// Expected deals a week that need an account of their own: qualified leads and what people bring themselves.
fn new_deals_per_week(read: &Read<'_>, region: &Region) -> f64 {
    let at = |slot| read.value(slot);
    let inbound = at(region.inbound_leads_per_week) * at(region.qualified_share);
    let own = region.teams.iter().map(|team| {
        f64::from(team.headcount) * at(team.self_sourced_deals_per_week) * at(team.selling_time_share)
    });
    at(region.demand) * (inbound + own.sum::<f64>())
}

/// Mean weeks from creation to close, over the region's offers by their mix.
fn mean_cycle(read: &Read<'_>, region: &Region) -> f64 {
    let weighted = region.offers.iter().map(|offer| (read.value(offer.mix), cycle_of(read, offer)));
    let (weights, weeks) = weighted
        .fold((0.0, 0.0), |(weights, weeks), (weight, cycle)| (weights + weight, weeks + weight * cycle));
    if weights > 0.0 { weeks / weights } else { 0.0 }
}

fn cycle_of(read: &Read<'_>, offer: &RegionOffer) -> f64 {
    let mean = |spread: &Spread| spread.law(&read.values).mean();
    let stages = match &offer.win {
        Win::Stages(stages) => stages.as_slice(),
        Win::Rate(_) => &[],
    };
    match &offer.cycle {
        Cycle::Whole { won, lost } => {
            let chance = match &offer.win {
                Win::Rate(slot) => read.value(*slot),
                Win::Stages(stages) => stages.iter().map(|stage| read.value(stage.advance)).product(),
            };
            chance * mean(won) + (1.0 - chance) * mean(lost)
        }
        // A stage is entered by the deals that advanced from all before.
        Cycle::Stages => {
            let stage = |(entered, weeks): (f64, f64), stage: &Stage| {
                let stays = stage.weeks.as_ref().map_or(0.0, mean);
                (entered * read.value(stage.advance), weeks + entered * stays)
            };
            stages.iter().fold((1.0, 0.0), stage).1
        }
    }
}

/// Regions with leads and nobody to take them.
pub fn no_sellers(read: &Read<'_>) -> Vec<Diagnostic> {
    let is_alone = |region: &&Region| {
        region.entry.is_none()
            && region.teams.iter().all(|team| team.all_seats() == 0)
            && read.value(region.inbound_leads_per_week) > 0.0
    };
    let alone = read.scenario.regions.iter().filter(is_alone);
    alone
        .map(|region| {
            let leads = (52.0 * read.value(region.inbound_leads_per_week)).round();
            let message =
                format!("{} leads a year wait for nobody: `{}` has no sellers", shown(leads), region.name);
            let help = format!(
                "write [regions.{}.team.account-executives] with a headcount or hires, or remove the leads",
                region.name
            );
            Diagnostic::warning("no-sellers", message).at(&read.region(&region.name), "").help(help)
        })
        .collect()
}
