//! Advice: what a careful colleague would say after a look at the scenario and its results.

use crate::model::{Metric, Place, Plan};
use crate::unit::Period;

use super::forecast::{Forecast, Plausibility, Warning};

/// Share of leads expiring from which it is worth a word.
const EXPIRED_SHARE: f64 = 0.1;
/// Share of the accounts from which using them up is worth a word.
const ACCOUNTS_SHARE: f64 = 1.0 / 3.0;
/// Replications below which intervals are wide.
const REPLICATIONS_FEW: u32 = 1_000;

/// Warnings for this plan and its forecast.
pub fn warnings(plan: &Plan, forecast: &Forecast) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |code: &'static str, text: Option<String>| {
        warnings.extend(text.map(|text| Warning { code, text }));
    };
    warn("no-macro-factor", no_macro_factor(plan));
    warn("late-hires", late_hires(plan));
    warn("leads-expire", leads_expire(plan, forecast));
    warn("accounts-run-out", accounts_run_out(plan, forecast));
    warn("deals-dropped", deals_dropped(plan, forecast));
    warn("few-replications", few_replications(forecast));
    warn("season-normalised", season_normalised(plan));
    warnings
}

/// A warning where last year's bookings lie at the edge of what the model plays for it.
pub fn implausible(plausibility: &Plausibility) -> Option<Warning> {
    plausibility.is_doubtful().then(|| {
        let (told, look) = if plausibility.below > 0.5 {
            ("fewer than 5 of 100 played years book as much", "low")
        } else {
            ("fewer than 5 of 100 played years book as little", "high")
        };
        let text = format!(
            "Last year hardly fits this model: {told} as was booked. Look first at what is {look}: win rates, deal sizes and \
             the rates of deals; or leave a rate out, and it is solved from last year."
        );
        Warning { code: "last-year-implausible", text }
    })
}

fn mean(forecast: &Forecast, metric: Metric, place: Place) -> f64 {
    let summary = forecast.cell(metric, place, Period::Horizon).and_then(|cell| cell.summary);
    summary.map_or(0.0, |summary| summary.mean)
}

/// Names joined for a sentence: `dach, uk and nordics`; beyond four the rest is counted.
fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_string(),
        [first @ .., last] if names.len() <= 4 => format!("{} and {last}", first.join(", ")),
        _ => format!("{} and {} more", names[..3].join(", "), names.len() - 3),
    }
}

fn no_macro_factor(plan: &Plan) -> Option<String> {
    let shared = plan.market.macro_moves || plan.events.iter().any(|event| event.is_risk());
    (plan.regions.len() > 1 && !shared).then(|| {
        "Nothing but currencies moves the regions together, so the company's P10 is too good. State `[macro] sd` (0.1 is \
         a common guess) or a recession under `[events]`."
            .to_string()
    })
}

fn late_hires(plan: &Plan) -> Option<String> {
    let mut late = 0;
    let mut planned = 0;
    for (region, terms) in plan.regions.iter().zip(&plan.terms) {
        let Some(sellers) = &terms.sellers else { continue };
        let cycle =
            terms.offers.iter().map(|offer| crate::model::compile::cycle_within(&offer.cycle, 0.5)).max();
        let to_sell = sellers.ramp.len() as i32 / 2 + cycle.unwrap_or(0);
        let hires = region.sellers.seat_plans.iter().filter(|seat| seat.planned.0 >= 0);
        for seat in hires {
            planned += 1;
            late += i32::from(seat.planned.0 + to_sell > plan.horizon);
        }
    }
    (late > 0 && plan.weeks == plan.horizon).then(|| {
        format!(
            "{late} of {planned} planned hires cost money this year but sell mostly after it: half a ramp and a median \
             cycle end beyond the horizon. `--look-beyond 4` shows what they bring later."
        )
    })
}

fn leads_expire(plan: &Plan, forecast: &Forecast) -> Option<String> {
    let expires = |region: &usize| {
        let place = Place::Region(*region);
        let arrived = mean(forecast, Metric::LeadsArrived, place);
        arrived > 0.0 && mean(forecast, Metric::LeadsExpired, place) > EXPIRED_SHARE * arrived
    };
    let names = named(plan, expires);
    (!names.is_empty()).then(|| {
        format!(
            "In {} more than a tenth of the inbound leads expire without an owner. There a seat is worth more than its \
             own prospecting: compare one more.",
            list(&names)
        )
    })
}

fn accounts_run_out(plan: &Plan, forecast: &Forecast) -> Option<String> {
    let used_up = |region: &usize| {
        let terms = &plan.terms[*region];
        let won = mean(forecast, Metric::DealsWon, Place::Region(*region));
        terms.repurchase_weeks.is_none()
            && terms.accounts.is_some_and(|accounts| won > ACCOUNTS_SHARE * accounts)
    };
    let names = named(plan, used_up);
    (!names.is_empty()).then(|| {
        format!(
            "In {} more than a third of the target accounts become customers within the horizon and do not return. Check \
             `accounts`, or state `repurchase-weeks` or `deals-per-customer-per-year`.",
            list(&names)
        )
    })
}

fn deals_dropped(plan: &Plan, forecast: &Forecast) -> Option<String> {
    let drops = |region: &usize| {
        let place = Place::Region(*region);
        let dropped = mean(forecast, Metric::DealsDropped, place);
        dropped > 0.01 * mean(forecast, Metric::DealsCreated, place).max(1.0)
    };
    let names = named(plan, drops);
    (!names.is_empty()).then(|| {
        format!(
            "In {} deals are dropped for want of free accounts: the market is smaller than the team.",
            list(&names)
        )
    })
}

fn few_replications(forecast: &Forecast) -> Option<String> {
    let n = forecast.facts.replications;
    (n < REPLICATIONS_FEW).then(|| {
        let (count, nature) = match n {
            1 => ("1 replication".to_owned(), "it is one future among many"),
            _ => (format!("{n} replications"), "the intervals are wide"),
        };
        format!("Only {count}: {nature}. Ask for more with `--replications` before deciding.")
    })
}

fn season_normalised(plan: &Plan) -> Option<String> {
    let region =
        plan.scenario.regions.iter().find(|region| (region.season.normalised_by - 1.0).abs() > 1e-6)?;
    Some(format!(
        "The season of {} does not average 1 and was multiplied by {:.3}, so that rates stay yearly averages.",
        region.name, region.season.normalised_by
    ))
}

fn named(plan: &Plan, wanted: impl Fn(&usize) -> bool) -> Vec<&str> {
    (0..plan.regions.len()).filter(wanted).map(|region| plan.scenario.regions[region].name.as_str()).collect()
}
