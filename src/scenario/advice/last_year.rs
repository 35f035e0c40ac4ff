//! Last year against itself: what is needed to solve the rates, and figures that cannot all be true.

use super::Read;
use crate::diagnostic::Diagnostic;
use crate::scenario::written::{brief, shown};
use crate::scenario::{LastYear, Region, RegionOffer, Slot, Team, Win};
use crate::special::{ln, logistic, logit};

/// Relative difference up to which two ways to the same bookings agree.
const AGREES: f64 = 0.15;
/// Sizes over which an average is taken, in equal steps of probability.
const STEPS: u32 = 400;

/// Complaints about what regions say of last year.
pub fn contradictions(read: &Read<'_>) -> Vec<Diagnostic> {
    let of_region = |region: &Region| {
        let Some(year) = &region.last_year else { return Vec::new() };
        let lacks = [no_team(read, region), no_share(read, region), idle_share(read, region)];
        let differs = [deals(read, region, year), quotas(read, region, year)];
        lacks.into_iter().chain(differs).flatten().collect()
    };
    read.scenario.regions.iter().flat_map(of_region).collect()
}

impl Read<'_> {
    /// Whether the scenario itself states a number.
    fn states(&self, slot: Slot) -> bool {
        self.scenario.numbers.0[slot.0 as usize].given.is_stated()
    }

    fn contradiction(&self, region: &Region, key: &str, message: String, help: String) -> Diagnostic {
        let place = self.place(&[
            &["regions", &region.name, "last-year", key],
            &["regions", &region.name, "last-year"],
            &["every-region", "last-year", key],
            &["regions", &region.name],
        ]);
        Diagnostic::error("last-year-contradiction", message).at(&place, "").help(help)
    }
}

fn no_team(read: &Read<'_>, region: &Region) -> Option<Diagnostic> {
    region.teams.is_empty().then(|| {
        let message = format!("last year of `{}` cannot be played: the region has no sellers", region.name);
        let help = format!("write [regions.{}.team.account-executives]", region.name);
        Diagnostic::error("last-year-without-team", message).at(&read.region(&region.name), "").help(help)
    })
}

/// Whether the scenario states what sellers create, and what the market brings.
fn stated(read: &Read<'_>, region: &Region) -> (bool, bool) {
    let own = region.teams.iter().any(|team| read.states(team.self_sourced_deals_per_week));
    (own, read.states(region.inbound_leads_per_week))
}

fn no_share(read: &Read<'_>, region: &Region) -> Option<Diagnostic> {
    let lacks = stated(read, region) == (false, false) && region.self_sourced_share.is_none();
    lacks.then(|| {
        let message = format!(
            "last year of `{}` does not tell how many of its deals sellers created themselves",
            region.name
        );
        let help = "write self-sourced-share = 0.4 for 40 %, or one of the rates self-sourced-deals-per-week and \
                    inbound-leads-per-week";
        Diagnostic::error("no-self-sourced-share", message).at(&read.region(&region.name), "").help(help)
    })
}

/// A share that parts nothing, because a rate is stated.
fn idle_share(read: &Read<'_>, region: &Region) -> Option<Diagnostic> {
    let slot = region.self_sourced_share.filter(|slot| read.states(*slot))?;
    let rate = match stated(read, region) {
        (false, false) => return None,
        (true, _) => "self-sourced-deals-per-week",
        (false, true) => "inbound-leads-per-week",
    };
    let message =
        format!("this share changes nothing: `{}` states {rate}, which tells it already", region.name);
    Some(read.warning("idle-share", message, slot, "leave one of the two out"))
}

/// Deals won times their average size against the bookings.
fn deals(read: &Read<'_>, region: &Region, year: &LastYear) -> Option<Diagnostic> {
    let won = year.deals_won?;
    let size = average_won_size(read, region)?;
    let tells = won * size;
    let message = format!(
        "{} deals x {} = {}, but the bookings of `{}` are {}",
        shown(won),
        brief(size),
        brief(tells),
        region.name,
        brief(year.bookings)
    );
    let help = format!(
        "deals won average {} at these deal sizes and win rates: correct `deals-won`, `bookings` or `deal-size` \
         ({} a deal would agree)",
        brief(size),
        brief(year.bookings / won)
    );
    (!agree(tells, year.bookings)).then(|| read.contradiction(region, "deals-won", message, help))
}

/// Attainment times quotas against the bookings.
fn quotas(read: &Read<'_>, region: &Region, year: &LastYear) -> Option<Diagnostic> {
    let attainment = year.attainment?;
    let quota = |team: &Team| team.quota_per_year.filter(|slot| read.states(*slot));
    let quota = read.value(region.teams.iter().find_map(quota)?);
    let tells = year.average_headcount * quota * attainment;
    let message = format!(
        "{} people x a quota of {} x {} = {}, but the bookings of `{}` are {}",
        shown(year.average_headcount),
        brief(quota),
        shown(attainment),
        brief(tells),
        region.name,
        brief(year.bookings)
    );
    let help = format!(
        "correct one of the four, or leave `quota-per-year` out: a quota of {} would agree",
        brief(year.quota()?)
    );
    (!agree(tells, year.bookings)).then(|| read.contradiction(region, "attainment", message, help))
}

fn agree(tells: f64, bookings: f64) -> bool {
    (tells / bookings - 1.0).abs() <= AGREES
}

/// Mean size of the deals that are won, over the region's offers; `None` where nothing is won.
fn average_won_size(read: &Read<'_>, region: &Region) -> Option<f64> {
    let parts = region.offers.iter().map(|offer| {
        let weight = read.value(offer.mix);
        let (won, booked) = won_and_booked(read, region, offer);
        (weight * won, weight * booked)
    });
    let (won, booked) = parts.fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    (won > 0.0).then_some(booked / won)
}

/// Chance to win a deal of this offer, and what a deal books on average: larger ones may be harder to win.
fn won_and_booked(read: &Read<'_>, region: &Region, offer: &RegionOffer) -> (f64, f64) {
    let law = offer.deal_size.law(&read.values);
    let rate = match &offer.win {
        Win::Rate(slot) => read.value(*slot),
        Win::Stages(stages) => stages.iter().map(|stage| read.value(stage.advance)).product(),
    };
    let slope = read.value(offer.win_rate_slope);
    let log_odds = logit(rate) + ln(read.value(region.win_odds));
    if slope == 0.0 {
        let chance = logistic(log_odds);
        return (chance, chance * law.mean());
    }
    let median = law.quantile(0.5);
    let at = |step: u32| {
        let size = law.quantile((f64::from(step) + 0.5) / f64::from(STEPS));
        let chance = logistic(log_odds + slope * ln(size / median));
        (chance, chance * size)
    };
    let sum = (0..STEPS).map(at).fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    (sum.0 / f64::from(STEPS), sum.1 / f64::from(STEPS))
}
