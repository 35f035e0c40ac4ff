//! One region's rates from its last year.

use crate::replicate::{Settings, Watch};
use crate::scenario::number::Given;
use crate::scenario::{LastYear, Region, Scenario, Slot, Team, brief, shown};

use super::root::{self, Failure};
use super::trial::{Seen, Trial, Unknown};
use super::{Luck, Past, Solved, TOLERANCE};

/// Share of the leads that expire from which sellers' share of the deals is measured instead of taken from the arrivals.
const EXPIRED_SHARE: f64 = 0.01;
/// Difference up to which a measured share is the stated one, and most rounds in which it is brought there.
const SHARE_TOLERANCE: f64 = 0.005;
const ROUNDS_MAX: u32 = 4;

/// Share of last year's bookings from which a few replications show that what is stated alone books too much.
const SURELY_TOO_MUCH: f64 = 1.2;
/// Least share of last year's bookings that a first guess leaves to the unknown.
const LEAST_LEFT: f64 = 0.02;

/// Solves a region and writes what was solved; `None` where nothing is left open.
pub(super) fn solve(
    scenario: &mut Scenario,
    index: usize,
    settings: &Settings,
    watch: &Watch,
) -> Result<Option<Solved>, String> {
    let region = &scenario.regions[index];
    let (Some(year), Some(team)) = (region.last_year, region.sellers()) else { return Ok(None) };
    let quota = solved_quota(scenario, team);
    let Some(unknown) = Unknown::of(scenario, region) else {
        return Ok(quota.map(|quota| told(scenario, region, year, Some(quota))));
    };
    let past = Past::of(scenario, &[index], Luck::ChanceAlone);
    let mut trial = Trial::new(past, unknown, *settings, *watch)?;
    let (x, seen) = search(scenario, region, &mut trial, year)?;
    let mut solved = told(scenario, region, year, quota);
    solved.share = trial.share();
    solved.replications = trial.replications;
    solved.standard_error = seen.cv / f64::from(trial.replications).sqrt();
    solved.rates = trial.rates(x);
    write(scenario, index, &solved);
    Ok(Some(solved))
}

fn solved_quota(scenario: &Scenario, team: &Team) -> Option<f64> {
    let slot = team.quota_per_year?;
    let number = &scenario.numbers.0[slot.0 as usize];
    matches!(number.given, Given::Solved(_)).then_some(number.value)
}

/// What is known before any rate is solved.
fn told(scenario: &Scenario, region: &Region, year: LastYear, quota: Option<f64>) -> Solved {
    Solved {
        region: region.name.clone(),
        currency: scenario.currencies[region.currency].code.clone(),
        rates: Vec::new(),
        quota,
        year,
        seats: year.average_headcount.round().max(1.0) as u32,
        share: None,
        replications: 0,
        standard_error: 0.0,
    }
}

/// The unknown at which last year comes out, and what was seen there.
fn search(
    scenario: &Scenario,
    region: &Region,
    trial: &mut Trial,
    year: LastYear,
) -> Result<(f64, Seen), String> {
    let rate = scenario.numbers.value(scenario.currencies[region.currency].rate);
    let goal = year.bookings * rate;
    let roughly = trial.play(0.0)?.mean;
    if roughly >= SURELY_TOO_MUCH * goal {
        return Err(too_much(region, trial, year, roughly / rate));
    }
    let mut x = trial.begin((goal - roughly).max(LEAST_LEFT * goal))?;
    let at_zero = trial.play(0.0)?.mean;
    if at_zero >= goal * (1.0 - TOLERANCE) {
        return Err(too_much(region, trial, year, at_zero / rate));
    }
    for round in 0..ROUNDS_MAX {
        let found = root::find(|x| Ok(trial.play(x)?.mean), goal, at_zero, x, TOLERANCE);
        x = found.map_err(|failure| match failure {
            Failure::Broken(why) => why,
            Failure::Unreachable(most) => too_little(scenario, region, trial, year, most / rate),
        })?;
        let seen = trial.play(x)?;
        let expires = seen.expired > EXPIRED_SHARE * seen.arrived;
        let settled = round + 1 == ROUNDS_MAX || !expires || trial.part_anew(&seen, SHARE_TOLERANCE);
        if settled {
            return Ok((x, seen));
        }
    }
    Err(format!("last year of `{}` cannot be solved", region.name))
}

/// What is stated alone books more than last year.
fn too_much(region: &Region, trial: &Trial, year: LastYear, books: f64) -> String {
    let name = &region.name;
    let (stated, other) = match trial.unknown {
        Unknown::Own => ("`inbound-leads-per-week` alone", "self-sourced deals"),
        Unknown::Market => ("`self-sourced-deals-per-week` alone", "inbound leads"),
        Unknown::Both { .. } => ("its customers' deals alone", "all other deals"),
    };
    format!(
        "`{name}`: with {} people {stated} would have booked {} last year, but it booked {}: {other} would have to book \
         -{}; lower that rate, the win rate or the deal size, or correct `regions.{name}.last-year`",
        shown(year.average_headcount),
        brief(books),
        brief(year.bookings),
        brief(books - year.bookings)
    )
}

/// Last year's bookings are beyond what this team and market can book.
fn too_little(scenario: &Scenario, region: &Region, trial: &Trial, year: LastYear, most: f64) -> String {
    let name = &region.name;
    let at = |slot: Slot| scenario.numbers.value(slot);
    let capacity = region.sellers().and_then(|team| team.capacity);
    let seen = trial.last();
    let why = match (region.accounts, capacity) {
        (Some(accounts), _) if seen.dropped > 0.01 * seen.created => {
            format!("its {} accounts are used up; raise `accounts` or the win rate", shown(at(accounts)))
        }
        (_, Some(capacity)) => format!(
            "{} people with a capacity of {} deals are busy; raise `capacity` or the win rate, or shorten the cycle",
            shown(year.average_headcount),
            shown(at(capacity))
        ),
        _ => "raise the win rate or the deal size".to_owned(),
    };
    format!(
        "`{name}`: last year's {} cannot be reached, however many deals come: at most {} are booked ({why})",
        brief(year.bookings),
        brief(most)
    )
}

/// Writes the solved rates with the words that say from what.
fn write(scenario: &mut Scenario, index: usize, solved: &Solved) {
    let year = &solved.year;
    let parted = solved.share.map_or_else(String::new, |share| {
        format!(", {} % of the new deals by sellers", shown((share * 1_000.0).round() / 10.0))
    });
    let from = format!(
        "last year: {} booked by {} people{parted}",
        shown(year.bookings.round()),
        shown(year.average_headcount)
    );
    let region = &mut scenario.regions[index];
    region.solved_at_share = solved.share;
    let inbound = region.inbound_leads_per_week;
    let own = region.sellers().map(|team| team.self_sourced_deals_per_week);
    for (key, value) in &solved.rates {
        let slot = if *key == super::trial::INBOUND { Some(inbound) } else { own };
        if let Some(slot) = slot {
            scenario.numbers.solve(slot, *value, from.clone());
        }
    }
}
